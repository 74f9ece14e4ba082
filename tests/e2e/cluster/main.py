"""Runs the parts of the test one after the other in one cluster; prints what each found and how long it took."""
import argparse
import fnmatch
import json
import signal
import sys
import tempfile
import time

import tools  # noqa: F401 (finds checks.py)
import apply
import argocd
import crd
import pods
import prune
import takeover
from cases import cases
from checks import finish
from cluster import Cluster

PARTS = {"crd": crd.run, "pods": pods.run, "apply": apply.run, "takeover": takeover.run, "prune": prune.run,
         "argocd": argocd.run}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS) + "; all unless given")
    arguments.add_argument("--only", default="*", metavar="GLOB", help="these cases; rows of known/ then seem obsolete")
    arguments.add_argument("--definitions", metavar="FOLDER", help="of CRDs that the part crd takes instead of ours")
    options = arguments.parse_args()
    # So that the servers are ended and the folder goes.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    started = time.monotonic()
    needed = options.parts != ["crd"]  # which sends what is written, not what it becomes
    everything = [case for case in cases() if fnmatch.fnmatch(case.name, options.only)] if needed else []
    summary, times = {}, {}
    with tempfile.TemporaryDirectory(prefix="agentrender-cluster-") as folder, Cluster(folder) as cluster:
        times["start"] = time.monotonic() - started
        for name in options.parts or PARTS:
            print(f"# {name}", flush=True)
            started = time.monotonic()
            more = {"definitions": options.definitions} if name == "crd" else {}
            summary[name] = PARTS[name](cluster, everything, folder, **more)
            times[name] = time.monotonic() - started
        print("# memory in MiB: " + json.dumps(cluster.peak_memory()))
    for name, counts in summary.items():
        print(f"# {name}: {json.dumps(counts)}")
    print("# seconds: " + json.dumps({name: round(seconds) for name, seconds in times.items()}))
    finish()


main()
