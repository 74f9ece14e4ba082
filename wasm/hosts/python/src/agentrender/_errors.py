"""Why nothing could be rendered. What is wrong with an input is no exception, but in Result.problems."""

from __future__ import annotations

from typing import Sequence

from ._types import Problem


class RenderError(Exception):
    """The module failed. The renderer goes on with a new instance."""


class RenderTimeout(RenderError, TimeoutError):
    """The timeout of the call has passed, and the module was stopped."""


class MemoryLimitError(RenderError):
    """The module needed more memory than memory_limit."""


class RequestError(ValueError):
    """The request itself is wrong, such as Options.format."""

    def __init__(self, problems: Sequence[Problem]):
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems
