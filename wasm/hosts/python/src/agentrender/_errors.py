"""Why nothing could be rendered. Errors in an input are no exception: they are in Result.problems.

Every exception that this package raises is a RenderError, and each of them can be pickled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Sequence

if TYPE_CHECKING:
    from ._types import Problem


class RenderError(Exception):
    """Nothing could be rendered. The renderer can be used again."""


class RenderTimeout(RenderError, TimeoutError):
    """The timeout of the call has passed, and the module was stopped."""


class MemoryLimitError(RenderError):
    """The module needed more memory than memory_limit."""


class RequestError(RenderError, ValueError):
    """The call itself is wrong: an option, a source, a limit. `problems` has the findings of the module, if it made any."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()):
        super().__init__(message)
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type[RequestError], tuple[str, tuple[Problem, ...]]]:
        return type(self), (str(self), self.problems)
