"""What a caller does wrong, what a module can lack, and what an error must not keep."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time
import types

import pytest
import wasmtime

from agentrender import (Image, MemoryLimitError, Options, Renderer, RenderError, RenderTimeout, RequestError, Source)
from test_render import agent, many, peak

FUNCTIONS = """(memory (export "memory") 1) (func (export "_initialize"))
  (func (export "agentrender_abi") (result i32) i32.const 1)"""
CALLS = """(func (export "agentrender_allocate") (param i32) (result i32) i32.const 5000)
  (func (export "agentrender_free") (param i32)) (func (export "agentrender_release") (param i32))"""


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


@pytest.mark.parametrize("text", [
    "", '(memory (export "memory") 1)', FUNCTIONS,
    '(memory (export "memory") 1) (func (export "_initialize") unreachable)',
    '(memory (export "_initialize") 1) (func (export "memory"))',
    FUNCTIONS.replace("(result i32) i32.const 1", "(result i64) i64.const 1"),
    FUNCTIONS.replace("i32.const 1", "i32.const 2"),
    FUNCTIONS.replace('"_initialize")', '"_initialize") (param i32)'),
    FUNCTIONS + '(func (export "agentrender_about") (result i32) i32.const 0)',
    FUNCTIONS + '(func (export "agentrender_about") (result i32) i32.const -1)',
    FUNCTIONS + '(data (i32.const 8) "[]") (func (export "agentrender_about") (result i32) i32.const 8)',
    FUNCTIONS + CALLS + '(func (export "agentrender_render") (param i32 i32) (result i32) i32.const 0)',
    FUNCTIONS + CALLS + '(func (export "agentrender_render") (param i32 i32) (result i32) i32.const 65535)',
    FUNCTIONS + CALLS + '(data (i32.const 8) "\\10\\00\\00\\00\\02\\00\\00\\00{}")'
    '(func (export "agentrender_render") (param i32 i32) (result i32) i32.const 8)',
])
def test_another_module_is_an_error_of_the_package(text):
    with pytest.raises(RenderError, match="module") as caught:
        Renderer(module=bytes(wasmtime.wat2wasm(f"(module {text})"))).render(agent())
    assert type(caught.value) is RenderError


@pytest.mark.parametrize("options, path", [
    (Options(namespace=b"x"), "options.namespace"),
    (Options(namespace=float("nan")), "options.namespace"),
    (Options(limits={"cpu": b"1"}), "options.limits.cpu"),
    (Options(limits={(1, 2): "x"}), "options.limits"),
    (Options(images=[Image("a", new_tag=b"1")]), r"options.images\[0\].new_tag"),
    (Options(pod_security=object()), "options.pod_security"),
])
def test_what_json_cannot_hold_names_its_path(renderer, options, path):
    with pytest.raises(RequestError, match=f"^{path}: "):
        renderer.render(agent(), options=options)


def test_odd_values(renderer):
    deep = []
    for _ in range(100000):
        deep = [deep]
    with pytest.raises(RequestError, match="options.namespace.*nested too deeply"):
        renderer.render(agent(), options=Options(namespace=deep))
    with pytest.raises(RequestError, match="timeout: expected a positive number"):
        renderer.render(agent(), timeout=10**5000)
    with pytest.raises(RequestError, match="memory_limit: expected a whole number"):
        Renderer(memory_limit=10**5000)
    with pytest.raises(RequestError, match="new_name, new_tag or digest"):
        renderer.render(agent(), options=Options(images=[Image("a")]))


@pytest.mark.parametrize("word", ["controllerVersion", "strictness", "output", "lenient"])
def test_other_words_get_a_hint(word):
    with pytest.raises(RequestError, match="did you mean (controller|strict|format|strict=False)\\?"):
        Options(**{word: "a"})


@pytest.mark.parametrize("mebibytes", [6, 24, 48])
def test_a_memory_limit_is_not_taken_for_that_of_the_module(mebibytes):
    renderer, count = Renderer(memory_limit=mebibytes << 20), 500
    while renderer.render(agent()).rendered == 1:
        try:
            assert renderer.render(many(count)).rendered == count
        except MemoryLimitError as error:
            assert f"more memory than the memory_limit of {mebibytes << 20} bytes" in str(error)
            return
        count = count * 5 // 4


def test_errors_keep_no_request():
    renderer = Renderer(memory_limit=8 << 20)
    big, slow, stoppable = Source("a", "# " + "x" * (24 << 20)), many(20000), Renderer()
    gc.collect()
    gc.disable()
    try:
        for round in range(25):
            if round == 5:
                before = peak()
            try:
                renderer.render(big)
            except MemoryLimitError:
                pass
        assert peak() < before + (96 << 10)
        with pytest.raises(RenderTimeout):
            stoppable.render(slow, timeout=0.03)
        with pytest.raises(RenderError):
            Renderer(module=b"\0asm\1\0\0\0")
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        left = [each for each in gc.garbage if isinstance(each, (types.FrameType, types.TracebackType, RenderError, wasmtime.Trap))
                and "agentrender" in repr(each)]
        assert left == []
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_the_child_of_a_fork_renders_and_stops(renderer):
    large, ended = many(20000), threading.Event()

    def work():
        while not ended.is_set():
            try:
                renderer.render(large, timeout=0.05)
            except RenderTimeout:
                pass

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(10):
            time.sleep(0.02)
            child = os.fork()
            if child == 0:
                signal.alarm(120)  # what waits for ever is killed
                try:
                    renderer.render(large, timeout=0.05)
                except RenderTimeout:
                    os._exit(0 if renderer.render(agent(), timeout=60).rendered == 1 else 3)
                finally:
                    os._exit(4)
            assert os.waitpid(child, 0)[1] == 0
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def test_the_command_in_an_environment_that_is_not_utf8(tmp_path):
    start = [sys.executable, "-c", "import sys; from agentrender.__main__ import run; sys.exit(run(sys.argv[1:]))"]
    for words, status, said in ([b"--version"], 0, b"agentrender "), ([b"render", b"\xff.yaml"], 2, b"is not UTF-8"):
        done = subprocess.run([*start, *words], env={**os.environb, b"ODD": b"\xff"}, cwd=tmp_path, capture_output=True)
        assert done.returncode == status and said in done.stdout + done.stderr, done
