"""`use_library.py LIBRARY FILE`: renders FILE through the binary interface, and prints by how many MiB the peak of this
process grew."""
import ctypes
import json
import resource
import sys


class Response(ctypes.Structure):
    _fields_ = [("data", ctypes.POINTER(ctypes.c_char)), ("size", ctypes.c_size_t)]


library = ctypes.CDLL(sys.argv[1])
library.agentrender_render.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
library.agentrender_render.restype = ctypes.POINTER(Response)
with open(sys.argv[2], "rb") as file:
    text = file.read()
request = json.dumps({"sources": [{"name": "input.yaml", "text": text.decode(errors="replace")}],
                      "options": {"explain": True}}, ensure_ascii=False).encode()
del text
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open("/proc/self/status") as file:
    resident = next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))
library.agentrender_render(request, len(request))
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(max(0, after - max(resident, 0)) >> 10 if after > before else 0)
