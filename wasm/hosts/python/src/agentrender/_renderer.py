"""The renderer: calls, and the instances that they use."""

from __future__ import annotations

import dataclasses
import json
import threading
import time
from typing import Any, Optional

import wasmtime

from ._errors import MemoryLimitError, RenderError, RenderTimeout, RequestError
from ._instance import Instance, compiled
from ._types import About, Options, Problem, Result, Source, python_path

LARGEST_KEPT = 32 << 20  # bytes; the memory of an instance never shrinks
DEFAULT_MEMORY_LIMIT = 256 << 20
LARGEST_MEMORY_LIMIT = 4 << 30  # what a 32-bit module can address
LONGEST_TIMEOUT = 365 * 24 * 3600.0


class Renderer:
    """Renders. Threads may share one: each call has an instance of the module for itself."""

    def __init__(self, *, memory_limit: int = DEFAULT_MEMORY_LIMIT, idle: int = 4, module: Optional[bytes] = None):
        """`memory_limit`: bytes that one instance may use; `idle`: instances that are kept between calls; `module`:
        another agentrender-reactor.wasm than the package's."""
        _check_number("memory_limit", memory_limit, 1, LARGEST_MEMORY_LIMIT)
        _check_number("idle", idle, 0, 1 << 16)
        if module is not None and not isinstance(module, bytes):
            raise RequestError(f"module: expected bytes, got {type(module).__name__}")
        self._module = compiled(module)
        self._memory_limit = memory_limit
        self._most_idle = idle
        self._lock = threading.Lock()
        self._idle: list[Instance] = []
        first = self._take()
        self._about = About.from_wire(first.about())
        self._put(first)

    @property
    def about(self) -> About:
        """The version of the module, and those of the controller that it reproduces."""
        return self._about

    def render(self, *sources: Source, options: Options = Options(), timeout: Optional[float] = None) -> Result:
        """Renders `sources`, which together are one input. When `timeout` (seconds) has passed, the module is stopped.

        Raises RequestError, RenderTimeout, MemoryLimitError or another RenderError."""
        _check_timeout(timeout)
        begin = time.monotonic()
        response = json.loads(self._call(_request(sources, options), timeout, begin))
        problems = [Problem.from_wire(problem) for problem in response["problems"]]
        if not response["accepted"]:
            raise RequestError("; ".join(map(_refusal, problems)), problems)
        return Result(response["output"], problems, response["agents"], response["rendered"],
                      response["controller"])

    def _call(self, request: bytes, timeout: Optional[float], begin: float = 0.0) -> bytes:
        instance = self._take()
        try:
            response = instance.call(request, None if timeout is None else begin + timeout - time.monotonic())
        except wasmtime.Trap as trap:
            failure = self._explain(trap, instance, timeout)
        except RenderError as error:
            failure = error
        except BaseException:
            instance.close()
            raise
        else:
            self._put(instance)
            return response
        instance.close()
        raise failure from None

    def _explain(self, trap: wasmtime.Trap, instance: Instance, timeout: Optional[float]) -> RenderError:
        if trap.trap_code == wasmtime.TrapCode.INTERRUPT:
            return RenderTimeout(f"stopped after {timeout} s")
        # The module asks for memory in large steps, so the request that was refused does not show in what is in use.
        used = instance.memory_bytes
        if used > self._memory_limit // 4:
            return MemoryLimitError(
                f"the input needs more memory than the memory_limit of {self._memory_limit} bytes ({used} were in use)")
        return RenderError(f"the module failed: {trap.message}")

    def _take(self) -> Instance:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return Instance(self._module, self._memory_limit)

    def _put(self, instance: Instance) -> None:
        if instance.memory_bytes <= LARGEST_KEPT:
            with self._lock:
                if len(self._idle) < self._most_idle:
                    self._idle.append(instance)
                    return
        instance.close()


def _request(sources: tuple[Source, ...], options: Options) -> bytes:
    for index, source in enumerate(sources):
        if not isinstance(source, Source):
            raise RequestError(f"sources[{index}]: expected a Source, got {type(source).__name__}")
        if not isinstance(source.text, str) or not isinstance(source.name, str):
            raise RequestError(f"sources[{index}]: name and text must be str")
    if not isinstance(options, Options):
        raise RequestError(f"options: expected Options, got {type(options).__name__}")
    wire = {
        "sources": [{"name": s.name, "text": s.text, "named": s.named} for s in sources],
        "options": options.to_wire(),
    }
    try:
        return json.dumps(wire).encode()
    except (TypeError, ValueError) as error:
        raise RequestError(f"options: {error}") from None


def _refusal(problem: Problem) -> str:
    """What is wrong with a call, by the path of it: who calls has not written the line of the request that it is in."""
    if not problem.field:
        return str(problem)
    return str(dataclasses.replace(problem, file="", field=python_path(problem.field)))[len(f"{problem.severity}: "):]


def _check_number(name: str, value: Any, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise RequestError(f"{name}: expected a whole number from {least} to {most}, got {value!r}")


def _check_timeout(timeout: Any) -> None:
    if timeout is None:
        return
    number = isinstance(timeout, (int, float)) and not isinstance(timeout, bool)
    if not number or not 0 < timeout <= LONGEST_TIMEOUT:  # which nan is not, either
        raise RequestError(f"timeout: expected a positive number of seconds, at most a year, or None for no limit, got {timeout!r}")
