"""The renderer: calls, and the instances that they use."""

from __future__ import annotations

import json
import threading
from typing import Optional

import wasmtime

from ._errors import MemoryLimitError, RenderError, RenderTimeout, RequestError
from ._instance import Instance, compiled
from ._types import Options, Problem, Result, Source

LARGEST_KEPT = 32 << 20  # bytes; the memory of an instance never shrinks


class Renderer:
    """Renders. Threads may share one: each call has an instance of the module for itself."""

    def __init__(self, *, memory_limit: int = 256 << 20, idle: int = 4, module: Optional[bytes] = None):
        """`memory_limit`: bytes that one instance may use; `idle`: instances that are kept between calls; `module`:
        another agentrender-reactor.wasm than the package's."""
        self._module = compiled(module)
        self._memory_limit = memory_limit
        self._most_idle = idle
        self._lock = threading.Lock()
        self._idle: list[Instance] = []
        self._put(self._take())

    def render(self, *sources: Source, options: Options = Options(), timeout: Optional[float] = None) -> Result:
        """Renders `sources`, which are one input. When `timeout` (seconds) has passed the module is stopped.

        Raises RequestError, RenderTimeout, MemoryLimitError or RenderError."""
        response = json.loads(self._call(_request(sources, options), timeout))
        problems = [Problem.from_wire(problem) for problem in response["problems"]]
        if not response["accepted"]:
            raise RequestError(problems)
        return Result(response["output"], problems, response["agents"], response["rendered"])

    def _call(self, request: bytes, timeout: Optional[float]) -> bytes:
        instance = self._take()
        try:
            response = instance.call(request, timeout)
        except wasmtime.Trap as trap:
            raise self._explain(trap, instance, timeout) from trap
        self._put(instance)
        return response

    def _explain(self, trap: wasmtime.Trap, instance: Instance, timeout: Optional[float]) -> RenderError:
        if trap.trap_code == wasmtime.TrapCode.INTERRUPT:
            return RenderTimeout(f"stopped after {timeout} s")
        used = instance.memory_bytes
        if used > self._memory_limit // 2:
            return MemoryLimitError(f"the memory limit is reached: {used} of {self._memory_limit} bytes were in use")
        return RenderError(f"the module failed: {trap.message}")

    def _take(self) -> Instance:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return Instance(self._module, self._memory_limit)

    def _put(self, instance: Instance) -> None:
        if instance.memory_bytes > LARGEST_KEPT:
            return
        with self._lock:
            if len(self._idle) < self._most_idle:
                self._idle.append(instance)


def _request(sources: tuple[Source, ...], options: Options) -> bytes:
    wire = {
        "sources": [{"name": s.name, "text": s.text, "named": s.named} for s in sources],
        "options": options.to_wire(),
    }
    return json.dumps(wire).encode()
