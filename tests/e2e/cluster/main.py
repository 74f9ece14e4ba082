"""Runs the parts of the test one after the other in one cluster; prints what each found and how long it took."""
import argparse
import contextlib
import fcntl
import fnmatch
import glob
import inspect
import json
import os
import shutil
import signal
import sys
import tempfile
import time

import tools  # noqa: F401 (finds checks.py)
import apply
import argocd
import crd
import moving
import pods
import prune
import shown
import takeover
from cases import cases
from checks import check, finish
from cluster import Cluster

# What each part has looked at, at least. One that looks at nothing finds nothing wrong. `crd` checks by itself that it has
# sent something of each input; how many Pods and objects there are the cases say: see asked_for().
LEAST = {
    "crd": {"sent": 1075, "inputs": 756, "refused by both": 495},
    "pods": {"baseline refused": 2, "restricted refused": 270},
    "apply": {"client-side applied": 745, "server-side applied": 740},
    "takeover": {"client-side taken over": 670, "server-side taken over": 660, "client-side and after": 268,
                 "server-side and after": 264},
    "moving": {"client-side": 10, "server-side": 10},
    "prune": {"client-side, ApplySet, pruned": 5, "server-side, ApplySet, pruned": 5, "client-side, label, pruned": 5,
              **{f"{by}, pruned": 8 for by in ("Helm 3", "Helm 4", "Argo CD, client-side", "Argo CD, server-side", "Flux")}},
    "shown": {"lines of docs/cluster.md": 7},
    # Cases have unlike numbers of objects: every fourth has fewer than a quarter.
    "argocd": {f"{tracking}, {mode} compared": 1480 if step == 1 else 310
               for tracking, step in argocd.TRACKING.items() for mode in apply.MODES},
}
# With the definitions of another release, which know fewer rules.
OF_OTHERS = LEAST | {"crd": LEAST["crd"] | {"refused by both": 250}}
FOLDER = "agentrender-e2e-cluster-"
JUST_MADE = 60  # seconds in which a folder may not yet be locked
ENDED_BY = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
PARTS = {"crd": crd.run, "pods": pods.run, "apply": apply.run, "takeover": takeover.run, "moving": moving.run,
         "prune": prune.run, "shown": shown.run, "argocd": argocd.run}
# They install them, those of a folder too.
WITH_DEFINITIONS = {name for name, run in PARTS.items() if "definitions" in inspect.signature(run).parameters}


def end(number, _):
    """Ends the servers and removes the folder, on the way out; a second signal does not stop that."""
    for other in ENDED_BY:
        signal.signal(other, signal.SIG_IGN)
    sys.exit(128 + number)


@contextlib.contextmanager
def timed(times, name):
    started = time.monotonic()
    try:
        yield
    finally:
        times[name] = time.monotonic() - started


@contextlib.contextmanager
def own_folder():
    """A fresh one, locked as long as this runs. Those that nobody locks any more are of runs that were killed: they go."""
    for path in glob.glob(os.path.join(tempfile.gettempdir(), FOLDER + "*")):
        with contextlib.suppress(OSError), open_folder(path) as handle:
            if time.time() - os.stat(path).st_mtime > JUST_MADE:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path)
    with tempfile.TemporaryDirectory(prefix=FOLDER) as folder, open_folder(folder) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder


@contextlib.contextmanager
def open_folder(path):
    handle = os.open(path, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)


def counted(summary):
    """The counts of a part, each by its whole name."""
    for name, count in summary.items():
        if isinstance(count, dict):
            yield from ((f"{name} {below}", number) for below, number in counted(count))
        else:
            yield name, count


def looked_at(name, summary, least):
    found = dict(counted(summary))
    check(f"{name}: it has looked at enough", [f"{what}: {found.get(what)}, and at least {number} are wanted"
                                               for what, number in least.items() if found.get(what, 0) < number])


def asked_for(name, cases, summary):
    """What the cases hold for a part, as far as it takes all of it."""
    if name == "pods":
        return {"Pods": sum(len(case.of("Deployment")) for case in cases if case.arguments)}
    if name == "apply":
        objects = sum(len(case.objects) for case in cases)
        return {f"{mode} applied": objects - summary[mode]["refused"] for mode in apply.MODES}
    return {}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS) + "; all unless given")
    arguments.add_argument("--only", default="*", metavar="GLOB", help="these cases; rows of known/ then seem obsolete")
    arguments.add_argument("--definitions", metavar="FOLDER", type=os.path.abspath,
                           help="of CRDs that the parts crd and moving take instead of ours")
    arguments.add_argument("--controller", metavar="VERSION", help="whose definitions they are: validate judges as it does")
    options = arguments.parse_args()
    if bool(options.definitions) != bool(options.controller):
        arguments.error("--definitions and --controller go together")
    for unknown in set(options.parts) - set(PARTS):
        arguments.error(f"there is no part {unknown}")
    for number in ENDED_BY:
        signal.signal(number, end)
    started = time.monotonic()
    of_others = {"definitions": options.definitions, "controller": options.controller}
    needed = set(options.parts or PARTS) - WITH_DEFINITIONS  # which send what is written, not what it becomes
    parts = options.parts or list(PARTS)
    summary, times = {}, {}
    try:
        with own_folder() as folder:
            everything = [case for case in cases(folder) if fnmatch.fnmatch(case.name, options.only)] if needed else []
            with Cluster(folder) as cluster:
                times["start"] = time.monotonic() - started
                for name in parts:
                    print(f"# {name}", flush=True)
                    with timed(times, name):
                        more = of_others if name in WITH_DEFINITIONS else {}
                        summary[name] = PARTS[name](cluster, everything, folder, **more)
                    least = OF_OTHERS if options.definitions else LEAST
                    if options.only == "*" and name in least:
                        looked_at(name, summary[name], least[name] | asked_for(name, everything, summary[name]))
                print("# memory in MiB: " + json.dumps(cluster.peak_memory()))
    finally:  # also of a part that could not go on
        for name, counts in summary.items():
            print(f"# {name}: {json.dumps(counts)}")
        print("# seconds: " + json.dumps({name: round(seconds) for name, seconds in times.items()}), flush=True)
    finish()


main()
