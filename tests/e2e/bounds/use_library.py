"""`use_library.py LIBRARY FILE`: renders FILE through the binary interface, and prints by how many MiB the peak of this
process grew."""
import json
import os
import resource
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../wasm/hosts"))
from library import Library


library = Library(sys.argv[1])
with open(sys.argv[2], "rb") as file:
    text = file.read()
request = json.dumps({"sources": [{"name": "input.yaml", "text": text.decode(errors="replace")}],
                      "options": {"explain": True}}, ensure_ascii=False).encode()
del text
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open("/proc/self/status") as file:
    resident = next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))
library.call(request)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(max(0, after - max(resident, 0)) >> 10 if after > before else 0)
