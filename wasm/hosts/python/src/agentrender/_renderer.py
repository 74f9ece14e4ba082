"""The renderer: calls, and the instances that they use."""

from __future__ import annotations

import dataclasses
import json
import math
import time
from typing import Any, Callable, Optional

import wasmtime

from ._errors import MemoryLimitError, RenderError, RenderTimeout, RequestError
from ._instance import LOCK, Instance, compiled, forget_frames, not_the_module
from ._types import About, Options, Problem, Result, Source, python_path, python_words

LARGEST_KEPT = 32 << 20  # bytes; the memory of an instance never shrinks
DEFAULT_MEMORY_LIMIT = 256 << 20
LARGEST_MEMORY_LIMIT = 4 << 30  # what a 32-bit module can address
MODULE_LIMIT = 80 << 20  # what the module takes for one request, agentrender.h: limits.memoryMiB
LONGEST_REFUSAL = 1 << 20  # bytes of a response that has no output
DEEPEST = 100  # levels of options
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
        self._idle: list[Instance] = []
        self._about = About.from_wire(self._with_instance(Instance.about, None))

    @property
    def about(self) -> About:
        """The version of the module, and those of the controller that it reproduces."""
        return self._about

    def render(self, *sources: Source, options: Options = Options(), timeout: Optional[float] = None) -> Result:
        """Renders `sources`, which together are one input. When `timeout` (seconds) has passed, the module is stopped.

        Raises RequestError, RenderTimeout, MemoryLimitError or another RenderError."""
        _check_timeout(timeout)
        begin = time.monotonic()
        response = self._call(_request(sources, options), timeout, begin)
        try:
            return _result(response)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if isinstance(error, RenderError):
                raise
            failure = not_the_module(error)
        try:
            raise failure
        finally:
            del failure

    def _call(self, request: bytes, timeout: Optional[float], begin: float = 0.0) -> bytes:
        left = None if timeout is None else begin + timeout - time.monotonic()
        response = self._with_instance(lambda instance: instance.call(request, left), timeout)
        return response

    def _with_instance(self, use: Callable[[Instance], Any], timeout: Optional[float]) -> Any:
        """What an instance says. One that has failed is closed, and no exception leaves that has its frames."""
        instance = self._take()
        try:
            said = use(instance)
            used = instance.memory_bytes
        except RenderError as error:
            forget_frames(error)
            failure = error
        except Exception as error:
            forget_frames(error)
            failure = self._explain(error, instance, timeout)
        except BaseException:
            instance.close()
            raise
        else:
            if isinstance(said, bytes) and _ran_out(said, used, self._memory_limit):
                failure = self._too_much(used)
            else:
                self._put(instance)
                return said
        instance.close()
        try:
            raise failure
        finally:
            del failure  # the traceback has this frame: a cycle

    def _explain(self, error: Exception, instance: Instance, timeout: Optional[float]) -> RenderError:
        if not isinstance(error, wasmtime.Trap):
            return not_the_module(error)
        if error.trap_code == wasmtime.TrapCode.INTERRUPT:
            return RenderTimeout(f"stopped after {timeout} s")
        # The module asks for memory in large steps, so the request that was refused does not show in what is in use.
        used = instance.memory_bytes
        return self._too_much(used) if used > self._memory_limit // 4 else RenderError(f"the module failed: {error.message}")

    def _too_much(self, used: int) -> MemoryLimitError:
        return MemoryLimitError(
            f"the input needs more memory than the memory_limit of {self._memory_limit} bytes ({used} were in use)")

    def _take(self) -> Instance:
        with LOCK:
            if self._idle:
                return self._idle.pop()
        return Instance(self._module, self._memory_limit)

    def _put(self, instance: Instance) -> None:
        if instance.memory_bytes <= LARGEST_KEPT:
            with LOCK:
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
    _check_wire("options", wire["options"])
    try:
        return json.dumps(wire).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise RequestError(f"options: {error}") from None


def _check_wire(path: str, value: Any, depth: int = 0) -> None:
    """What JSON cannot hold, by its path."""
    if depth > DEEPEST:
        raise RequestError(f"{python_path(path)}: nested too deeply")
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise RequestError(f"{python_path(path)}: expected str as a key, got {type(key).__name__}")
            _check_wire(f"{path}.{key}", item, depth + 1)
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            _check_wire(f"{path}[{index}]", item, depth + 1)
    elif isinstance(value, float) and not math.isfinite(value):
        raise RequestError(f"{python_path(path)}: {value} is not a value here")
    elif not isinstance(value, (str, int, float, type(None))):
        raise RequestError(f"{python_path(path)}: {type(value).__name__} is not a type of a value here")


def _result(response: bytes) -> Result:
    wire = json.loads(response)
    problems = [Problem.from_wire(problem) for problem in wire["problems"]]
    if not wire["accepted"]:
        raise RequestError("; ".join(map(_refusal, problems)), problems)
    return Result(wire["output"], problems, wire["agents"], wire["rendered"], wire["controller"])


def _ran_out(response: bytes, used: int, memory_limit: int) -> bool:
    """Whether the module could have gone on with more memory. It knows its own limit only, and says that this is reached,
    which it is not while the whole instance is smaller."""
    if memory_limit >= DEFAULT_MEMORY_LIMIT or used >= MODULE_LIMIT or b'"AR0102"' not in response[:LONGEST_REFUSAL]:
        return False
    return any(problem["code"] == "AR0102" and "memory" in problem["message"] for problem in json.loads(response)["problems"])


def _refusal(problem: Problem) -> str:
    """What is wrong with a call, by the path of it: who calls has not written the line of the request that it is in."""
    if not problem.field:
        return str(problem)
    return str(dataclasses.replace(problem, file="", field=python_path(problem.field), hint=python_words(problem.hint)))[len(f"{problem.severity}: "):]


def _check_number(name: str, value: Any, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise RequestError(f"{name}: expected a whole number from {least} to {most}, got {_said(value)}")


def _check_timeout(timeout: Any) -> None:
    if timeout is None:
        return
    number = isinstance(timeout, (int, float)) and not isinstance(timeout, bool)
    if not number or not 0 < timeout <= LONGEST_TIMEOUT:  # which nan is not, either
        raise RequestError(f"timeout: expected a positive number of seconds, at most a year, or None for no limit, "
                           f"got {_said(timeout)}")


def _said(value: Any) -> str:
    try:
        text = repr(value)
    except ValueError:  # a number of thousands of digits
        return "a larger number"
    return text if len(text) <= 60 else f"{text[:60]}..."
