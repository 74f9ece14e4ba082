import json
import math
import os
import pickle
import random
import resource
import subprocess
import sys
import threading
import time

import pytest

import agentrender
from agentrender import (Image, MemoryLimitError, Options, Problem, Renderer, RenderError, RenderTimeout, RequestError,
                         Source, __version__)

AGENT = """apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata: {name: scout, namespace: tidepool}
spec: {workspaceDir: /workspace, serviceAccountName: scout-runner}
"""
CASES = os.environ.get("AGENTRENDER_CASES")


def agent(name: str = "scout") -> Source:
    return Source("scout.yaml", AGENT.replace("name: scout,", f"name: {name},"))


def many(count: int) -> Source:
    return Source("many.yaml", "---\n".join(agent(f"scout-{i}").text for i in range(count)))


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


def cases():
    if not CASES:
        return []
    with open(CASES, encoding="utf-8") as file:
        return json.load(file)


@pytest.mark.skipif(not CASES, reason="AGENTRENDER_CASES is not set; see wasm/hosts/cases")
@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_golden_case_gives_the_bytes_of_the_native_library(renderer, case):
    request, expected = case["request"], case["response"]
    wanted = request["options"]
    options = Options(namespace=wanted["namespace"], controller=wanted.get("controller", ""), format=wanted["format"],
                      keep_going=True)
    result = renderer.render(*(Source(**source) for source in request["sources"]), options=options)
    assert result.output == expected["output"]
    assert result.problems == [Problem.from_wire(problem) for problem in expected["problems"]]
    assert (result.agents, result.rendered) == (expected["agents"], expected["rendered"])


def test_problems_have_places(renderer):
    result = renderer.render(Source("scout.yaml", AGENT.replace("serviceAccountName", "serviceAcountName")))
    assert result.output == ""
    first = result.errors[0]
    assert (first.file, first.line, first.object.name) == ("scout.yaml", 4, "scout")
    assert "serviceAccountName" in str(first)
    assert str(Problem("error", "", "c", field="a\x1b\u2028##[b")) == r"error: a\x1b\u2028#\x23[b: c"


def test_options(renderer):
    options = Options(format="json", suspend=True, keep_inputs=True, limits={"memory": "4Gi"}, strict=False)
    objects = json.loads(renderer.render(agent(), options=options).output)
    deployment = next(o for o in objects if o["kind"] == "Deployment")
    assert deployment["spec"]["replicas"] == 0
    assert {"Agent", "Service"} <= {o["kind"] for o in objects}


def peak() -> int:
    """The most memory that this process ever had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_many_renders_do_not_grow():
    renderer = Renderer(idle=1)
    for round in range(10000):
        assert renderer.render(agent()).rendered == 1
        if round == 200:
            size, before = renderer._idle[0].memory_bytes, peak()
    assert renderer._idle[0].memory_bytes == size
    assert peak() < before + (4 << 10)


def test_eight_in_parallel(renderer):
    found = {}

    def work(name):
        found[name] = all(f"name: {name}-server" in renderer.render(agent(name)).output for _ in range(20))

    threads = [threading.Thread(target=work, args=(f"worker-{i}",)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {f"worker-{i}": True for i in range(8)}


def test_timeout_stops_the_module(renderer):
    large = many(20000)
    begin = time.monotonic()
    with pytest.raises(RenderTimeout):
        renderer.render(large, timeout=0.03)
    assert time.monotonic() - begin < 10
    assert renderer.render(agent(), timeout=30).rendered == 1


def test_memory_limit():
    renderer = Renderer(memory_limit=8 << 20)
    # Whether the module notices it, and says AR0102, or its memory ends.
    for count in (5000, 60000):
        with pytest.raises(MemoryLimitError, match="8388608 bytes"):
            renderer.render(many(count))
        assert renderer.render(agent()).rendered == 1


def test_hostile_renders_in_a_loop_give_their_memory_back():
    """What ends at the module's own limit, at that of the instance, and at that of time, in turns."""
    large, renderer, small = many(20000), Renderer(), Renderer(memory_limit=6 << 20)
    for round in range(100):
        if round == 10:
            before = peak()
        if round % 5 == 0:
            assert renderer.render(large).errors[0].code == "AR0102"
        else:
            with pytest.raises(MemoryLimitError if round % 5 < 3 else RenderTimeout):
                small.render(large) if round % 5 < 3 else renderer.render(large, timeout=0.05)
    # One instance that stayed would be 100 MiB; what moves is how the C library places requests of 6 MiB.
    assert peak() < before + (128 << 10)


def test_garbage(renderer):
    generator = random.Random(1)
    for _ in range(300):
        text = "".join(generator.choices(" \n\t-:{}[]&*!|>'\"%@`#,?ab01\\\0\x7f\ud800\U0001f600", k=generator.randrange(200)))
        assert renderer.render(Source("garbage", text)).rendered == 0


@pytest.mark.parametrize("source, options", [
    (Source("", AGENT), Options()),
    (Source("a", None), Options()),
    (Source("a", b"text"), Options()),
    ("text", Options()),
    ([Source("a", AGENT)], Options()),
    (Source("a", AGENT), {"format": "json"}),
    (Source("a", AGENT), Options(format="xml")),
    (Source("a", AGENT), Options(keep_going=3)),
    (Source("a", AGENT), Options(namespace=object())),
    (Source("a", AGENT), Options(images=[Image("")])),
    (Source("a", AGENT), Options(images="devbox")),
    (Source("a", AGENT), Options(images=[{"name": "devbox"}])),
    (Source("a", AGENT), Options(inherited_annotations="example.com/team")),
    (Source("a", AGENT), Options(limits="4Gi")),
    (Source("a", AGENT), Options(limits={"memory": 4})),
])
def test_wrong_requests(renderer, source, options):
    with pytest.raises(RequestError) as caught:
        renderer.render(source, options=options)
    check_error(caught.value)


@pytest.mark.parametrize("make, meant", [
    (lambda: Image("devbox", tag="1"), "new_tag"),
    (lambda: Image("devbox", newName="a"), "new_name"),
    (lambda: Options(podSecurity="restricted"), "pod_security"),
    (lambda: Options(lenient=True), "strict=False"),
    (lambda: Options(name_space="a"), "namespace"),
])
def test_words_of_other_interfaces_get_a_hint(make, meant):
    with pytest.raises(RequestError, match=f"has no argument .*did you mean {meant}"):
        make()


@pytest.mark.parametrize("options, path", [
    (Options(format="xml"), "options.format: "),
    (Options(keep_going=3), "options.keep_going: "),
    (Options(pod_security="high"), "options.pod_security: "),
    (Options(images=[Image("a", new_tag=5)]), r"options.images\[0\].new_tag: "),
    (Options(limits={"hugepages-2Mi": "x"}), "options.limits.hugepages-2Mi: "),
])
def test_a_wrong_option_names_its_path(renderer, options, path):
    with pytest.raises(RequestError, match="^" + path):
        renderer.render(agent(), options=options)


def test_about(renderer):
    about = renderer.about
    assert about.version == __version__
    assert about.controller == renderer.render(agent()).controller
    assert about.controller in about.controllers and len(about.controllers) > 5
    assert all(renderer.render(agent(), options=Options(controller=c)).controller == c for c in about.controllers)


@pytest.mark.parametrize("timeout", [0, -1, math.inf, -math.inf, math.nan, True, "1", 1e300, 10**400])
def test_wrong_timeouts(renderer, timeout):
    with pytest.raises(RequestError, match="timeout: expected a positive number of seconds"):
        renderer.render(agent(), timeout=timeout)


@pytest.mark.parametrize("arguments", [
    {"memory_limit": 0}, {"memory_limit": -1}, {"memory_limit": 2**70}, {"memory_limit": 1.5}, {"memory_limit": "1"},
    {"memory_limit": 1}, {"idle": -1}, {"module": b""}, {"module": b"(module)"}, {"module": b"\0asm\1\0\0\0"}, {"module": b"text"}, {"module": "a.wasm"},
])
def test_wrong_renderers(arguments):
    with pytest.raises(RenderError) as caught:
        Renderer(**arguments)
    check_error(caught.value)


def check_error(error: RenderError) -> None:
    """An error says something, and survives a process boundary."""
    copy = pickle.loads(pickle.dumps(error))
    assert str(error) and (type(copy), str(copy)) == (type(error), str(error))


def test_compiled_modules_are_kept_between_processes(tmp_path):
    program = "import time; from agentrender import Renderer; Renderer(); print(time.process_time())"
    seconds = [float(subprocess.run([sys.executable, "-c", program], env={**os.environ, "HOME": str(tmp_path)}, check=True,
                                    capture_output=True, text=True).stdout) for _ in range(2)]
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size > 100_000]
    assert kept, seconds
    # A damaged file is compiled anew.
    kept[0].write_bytes(kept[0].read_bytes()[:50_000])
    subprocess.run([sys.executable, "-c", program], env={**os.environ, "HOME": str(tmp_path)}, check=True)
    # So is everything where nothing can be kept.
    subprocess.run([sys.executable, "-c", program], env={**os.environ, "HOME": "/proc"}, check=True)


def command(folder, *words, status=0, stdin=""):
    """What the package's command says in a folder, on stdout and stderr."""
    done = subprocess.run([sys.executable, "-m", "agentrender", *words], cwd=folder, input=stdin, capture_output=True, text=True)
    assert done.returncode == status, done
    return done.stdout, done.stderr


def test_the_command_is_the_program(tmp_path):
    (tmp_path / "agents").mkdir()
    (tmp_path / "agents/scout.yaml").write_text(AGENT)
    (tmp_path / "wrong.yaml").write_text(AGENT.replace("workspaceDir", "workspaceDri"))
    assert command(tmp_path, "--version")[0].startswith(f"agentrender {__version__}\n")
    rendered, _ = command(tmp_path, "render", "agents")
    assert "name: scout-server" in rendered
    assert command(tmp_path / "agents", "render", "../agents/scout.yaml")[0] == rendered
    assert command("/", "render", str(tmp_path / "agents"))[0] == rendered
    assert command(tmp_path, "render", "-", stdin=AGENT)[0] == rendered
    assert command(tmp_path, "validate", "--report=lines", "agents") == ("", "")
    assert "wrong.yaml:4:8: error: " in "".join(command(tmp_path, "validate", "--report=lines", ".", status=1))
    assert "No such file" in command(tmp_path, "render", "nowhere", status=2)[1]
    for words in (["explain", "agents"], ["explain", "Agent.spec.port"], ["schema"], ["diff", "agents", "agents"], ["help", "render"]):
        command(tmp_path, *words)
    if os.path.exists(os.path.join(os.path.dirname(agentrender.__file__), "agentrender-files.wasm")):
        assert "native program" in command(tmp_path, "pin", "agents", status=2)[1]


def test_the_command_writes_files(tmp_path):
    (tmp_path / "scout.yaml").write_text(AGENT)
    for _ in range(2):
        command(tmp_path, "render", "--output-dir", "rendered", "scout.yaml")
    names = sorted(path.name for path in (tmp_path / "rendered").iterdir())
    assert names == [".agentrender-index", "tidepool_apps_v1_deployment_scout-server.yaml", "tidepool_v1_service_scout.yaml"]


def test_the_command_stays_within_its_directory(tmp_path):
    (tmp_path / "agents").mkdir()
    (tmp_path / "outside.yaml").write_text(AGENT)
    (tmp_path / "agents/inside.yaml").write_text(AGENT)
    (tmp_path / "agents/again.yaml").symlink_to("inside.yaml")
    assert command(tmp_path, "render", "agents")[0].count("kind: Deployment") == 1
    (tmp_path / "agents/link.yaml").symlink_to("../outside.yaml")
    assert "outside of the directory" in command(tmp_path, "render", "agents", status=2)[1]
    (tmp_path / "agents/link.yaml").unlink()
    (tmp_path / "agents/link.yaml").symlink_to(tmp_path / "outside.yaml")
    assert "cannot be read" in command(tmp_path, "render", "agents", status=2)[1]


def test_the_command_ends_quietly_when_nobody_reads():
    pipe = f"{sys.executable} -m agentrender render - | true"
    process = subprocess.run(["bash", "-c", pipe], input=many(2000).text, capture_output=True, text=True)
    assert process.stderr == ""


@pytest.mark.parametrize("request_bytes", [b"", b"null", b"[]", b"{", b'{"sources": 3}', b"\0\xff", b"[" * 100000])
def test_raw_requests_are_answered(renderer, request_bytes):
    assert json.loads(renderer._call(request_bytes, None))["accepted"] is False
