"""agentrender in Python: expands KubeOpenCode Agents into Kubernetes objects.

    from agentrender import Renderer, Source

    result = Renderer().render(Source("scout.yaml", text))
    print(result.output)

The renderer is a WebAssembly module that runs in this process, without files, network or clock.
"""

from importlib import metadata as _metadata

from ._errors import MemoryLimitError, RenderError, RenderTimeout, RequestError
from ._renderer import Renderer
from ._types import About, Image, ObjectRef, Options, Problem, Result, Source

try:
    __version__ = _metadata.version("agentrender")
except _metadata.PackageNotFoundError:  # the sources of a checkout, not installed
    __version__ = "0+unknown"

__all__ = [
    "About", "Image", "MemoryLimitError", "ObjectRef", "Options", "Problem", "RenderError", "RenderTimeout", "Renderer",
    "RequestError", "Result", "Source", "__version__",
]
