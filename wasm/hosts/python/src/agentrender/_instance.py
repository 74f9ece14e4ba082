"""One instance of the module: bytes in, bytes out. The functions are those of agentrender.h.

An instance holds megabytes outside of Python's sight, so it is closed explicitly: waiting for the garbage collector would
let dead instances pile up in the tracebacks of exceptions.
"""

from __future__ import annotations

import functools
import importlib.resources
import json
import os
import threading
from typing import Any, Callable, Optional

import wasmtime

from ._errors import MemoryLimitError, RenderError

ABI = 1  # the AGENTRENDER_ABI that this package was written for
TICK = 0.01  # seconds from one look at the deadlines to the next
NEVER = 2**62
MODULE = "agentrender-reactor.wasm"
# Held while instances are made, closed and passed on, which is short, and while the process forks: a child has none of the
# threads that could give a lock back, in this package or in wasmtime.
LOCK = threading.Lock()


@functools.lru_cache(maxsize=1)
def engine() -> wasmtime.Engine:
    """The engine of this process. wasmtime keeps compiled modules in the user's cache directory, if there is one."""
    return _cached_engine(_interruptible)


def command_engine() -> wasmtime.Engine:
    """One for a command, which no deadline stops."""
    return _cached_engine(wasmtime.Config)


def _cached_engine(make: Callable[[], wasmtime.Config]) -> wasmtime.Engine:
    config = make()
    try:
        config.cache = True
    except wasmtime.WasmtimeError:
        config = make()  # no place to keep them: each process compiles
    return wasmtime.Engine(config)


def _interruptible() -> wasmtime.Config:
    config = wasmtime.Config()
    config.epoch_interruption = True
    return config


@functools.lru_cache(maxsize=4)
def compiled(module: Optional[bytes]) -> wasmtime.Module:
    """The module, compiled once per process; the package's own for None."""
    if module is None:
        file = importlib.resources.files(__package__).joinpath(MODULE)
        if not file.is_file():
            raise RenderError("this package was built without its module; run wasm/hosts/embed, or pass module=")
        module = file.read_bytes()
    if module[:4] != b"\0asm":  # wasmtime would take the text format, too
        raise RenderError(f"module: these {len(module)} bytes are not a WebAssembly module")
    try:
        return wasmtime.Module(engine(), module)
    except wasmtime.WasmtimeError as error:
        raise RenderError(f"module: this WebAssembly module cannot be compiled: {_one_line(error)}") from None


class Clock:
    """Advances the engine's epoch while calls with a deadline are under way."""

    def __init__(self) -> None:
        self._users = 0
        self._idle = threading.Event()

    def __enter__(self) -> None:
        with LOCK:
            self._users += 1
            if self._users == 1:
                self._idle = threading.Event()
                threading.Thread(target=self._run, args=(self._idle,), daemon=True).start()

    def __exit__(self, *_: object) -> None:
        with LOCK:
            self._users -= 1
            if self._users == 0:
                self._idle.set()

    def forget(self) -> None:
        """In the child of a fork: the thread that ticks is not there, and neither are those that had calls under way."""
        self._users = 0

    @staticmethod
    def _run(idle: threading.Event) -> None:
        while not idle.wait(TICK):
            engine().increment_epoch()


CLOCK = Clock()


def _in_child() -> None:
    CLOCK.forget()
    LOCK.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=LOCK.acquire, after_in_parent=LOCK.release, after_in_child=_in_child)


class Instance:
    """Takes one call at a time. After a call has raised, the instance must be closed."""

    def __init__(self, module: wasmtime.Module, memory_limit: int):
        self._limit = memory_limit
        with LOCK:
            self._store = wasmtime.Store(engine())
            failure = self._try_to_start(module)
        if failure is None:
            return
        self.close()
        try:
            raise failure
        finally:
            del failure  # the traceback has this frame: a cycle

    def _try_to_start(self, module: wasmtime.Module) -> Optional[RenderError]:
        try:
            self._start(module)
        except RenderError as error:
            return error.with_traceback(None)
        except Exception as error:  # what a module lacks shows in many ways
            forget_frames(error)
            return _why_not_started(error, module, self._limit)
        return None

    def _start(self, module: wasmtime.Module) -> None:
        self._store.set_limits(memory_size=self._limit)
        self._store.set_wasi(wasmtime.WasiConfig())
        self._store.set_epoch_deadline(NEVER)
        linker = wasmtime.Linker(engine())
        linker.define_wasi()
        self._exports = linker.instantiate(self._store, module).exports(self._store)
        self._memory = self._exports["memory"]
        self._exports["_initialize"](self._store)
        version = self._exports["agentrender_abi"](self._store)
        if version != ABI:
            raise RenderError(f"the module has ABI version {version}, and this package is for version {ABI}")

    def close(self) -> None:
        """Gives the memory back. The instance must not be used any more."""
        with LOCK:
            self._store.close()

    @property
    def memory_bytes(self) -> int:
        return self._memory.data_len(self._store)

    def call(self, request: bytes, timeout: Optional[float]) -> bytes:
        """The response to a request. Raises wasmtime.Trap when the module failed or `timeout` seconds, which may be none any
        more, have passed."""
        if timeout is None:
            self._store.set_epoch_deadline(NEVER)
            return self._call(request)
        with CLOCK:
            self._store.set_epoch_deadline(max(1, round(timeout / TICK)))
            return self._call(request)

    def _call(self, request: bytes) -> bytes:
        place = self._run("agentrender_allocate", len(request))
        if place == 0:
            raise MemoryLimitError(f"the input of {len(request)} bytes needs more than the {self._limit} bytes of memory_limit")
        self._memory.write(self._store, request, place)
        response = self._run("agentrender_render", place, len(request))
        self._exports["agentrender_free"](self._store, place)
        head = self._memory.read(self._store, response, response + 8)
        data, size = int.from_bytes(head[:4], "little"), int.from_bytes(head[4:], "little")
        text = bytes(self._memory.read(self._store, data, data + size))
        self._exports["agentrender_release"](self._store, response)
        return text

    def about(self) -> dict[str, Any]:
        """What the module says of itself; a module of an earlier release says nothing."""
        try:
            text = self._run("agentrender_about")
        except KeyError:
            return {}
        data = bytes(self._memory.read(self._store, text, text + 1024))
        about = json.loads(data[: data.index(0)])
        if not isinstance(about, dict):
            raise ValueError("what it says of itself is no object")
        return about

    def _run(self, function: str, *arguments: int) -> int:
        return self._exports[function](self._store, *arguments) & 0xFFFFFFFF


def _why_not_started(error: Exception, module: wasmtime.Module, memory_limit: int) -> RenderError:
    least = sum(part.type.limits.min << 16 for part in module.exports if isinstance(part.type, wasmtime.MemoryType))
    if least > memory_limit:
        return MemoryLimitError(f"memory_limit: the module needs at least {least} bytes to start, got {memory_limit}")
    if isinstance(error, (wasmtime.WasmtimeError, wasmtime.Trap)):
        return RenderError(f"module: this WebAssembly module cannot be started: {_one_line(error)}")
    return not_the_module(error)


def not_the_module(error: Exception) -> RenderError:
    """What a module that lacks a function, or answers with something else, ends with."""
    why = f"it has no {error}" if isinstance(error, KeyError) else f"{type(error).__name__}: {_one_line(error)}"
    return RenderError(f"module: this WebAssembly module is not agentrender-reactor.wasm ({why})")


def forget_frames(error: BaseException) -> None:
    """Frames of wasmtime name the exceptions that name them: such a cycle would keep the request until the garbage
    collector runs, which does not know how large it is."""
    error.__traceback__ = error.__context__ = error.__cause__ = None


def _one_line(error: Exception) -> str:
    return ": ".join(line.strip() for line in str(error).splitlines() if line.strip() and line.strip() != "Caused by:")
