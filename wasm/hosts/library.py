"""libagentrender by ctypes: bytes in, bytes out, as wasm/agentrender.h has them."""

import ctypes
import json
import pathlib


class Response(ctypes.Structure):
    _fields_ = [("data", ctypes.POINTER(ctypes.c_char)), ("size", ctypes.c_size_t)]


class Library:
    def __init__(self, path):
        self.library = ctypes.CDLL(str(pathlib.Path(path).resolve()))
        self.library.agentrender_render.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
        self.library.agentrender_render.restype = ctypes.POINTER(Response)
        self.library.agentrender_release.argtypes = [ctypes.POINTER(Response)]
        self.library.agentrender_release.restype = None

    def call(self, request):
        """The response's pointer: release() gives it back."""
        return self.library.agentrender_render(request, len(request))

    def release(self, response):
        self.library.agentrender_release(response)

    def render(self, request):
        """The response to a request, both as dicts."""
        response = self.call(json.dumps(request).encode())
        answer = ctypes.string_at(response.contents.data, response.contents.size)
        self.release(response)
        return json.loads(answer)
