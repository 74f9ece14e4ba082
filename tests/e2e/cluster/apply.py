"""Part 1: what is rendered is applied, twice. The API server refuses nothing, the second time changes nothing, and
`kubectl diff` shows nothing."""
import collections
import json
import os
import re
import subprocess

from cases import write
from cluster import KINDS
from checks import AGENTRENDER, check, wanted
from listed import Listed

ASKED = ["deployments", "services", "configmaps", "persistentvolumeclaims"]
MODES = {"client-side": [], "server-side": ["--server-side"]}


def messages(stderr):
    """What kubectl says has failed; of one thing it may say several lines."""
    found = []
    for line in stderr.splitlines():
        if line.startswith("  ") and found:
            found[-1] += line
        elif line.strip() and not line.startswith("Warning:"):
            found.append(line)
    return found


def refusals(cases, stderr):
    """(case, message) for each thing that kubectl says has failed."""
    names = by_namespace(cases)
    for message in messages(stderr):
        file = re.search(r'/(\d+)\.yaml"', message)
        namespace = re.search(r"c\d+-\d+", message)
        yield cases[int(file[1])].name if file else names[namespace[0]] if namespace else "?", message


def unordered(found):
    """Refusals to be compared: the API server names the lines of one in the order of a map."""
    return sorted((case, sorted(message.split("  "))) for case, message in found)


def unlisted(known, mode, cases, done):
    """What no row has. Of a message that is of no case, too; and kubectl's status says whether there is one."""
    found = list(refusals(cases, done.stderr))
    return [f"{case}: {line}" for case, line in found if not known.has(mode, case, line)] + wanted(
        (done.returncode != 0) == bool(found), f"{len(found)} are refused, and kubectl ends with {done.returncode}")


def endings(done):
    """How many lines of what kubectl says end how: created, unchanged, configured, serverside-applied."""
    return collections.Counter(line.rpartition(" ")[2] for line in done.stdout.splitlines())


def by_namespace(cases):
    return {namespace: case.name for case in cases for namespace in case.namespaces}


def stored(cluster):
    """All live objects without what a server notes of its own about them."""
    found = {}
    for kind in KINDS:
        if kind == "ReplicaSet":
            continue
        for key, thing in cluster.live(kind).items():
            thing.pop("status", None)
            for field in ("resourceVersion", "managedFields"):
                thing["metadata"].pop(field, None)
            annotations = thing["metadata"].pop("annotations", {})
            annotations.pop("deployment.kubernetes.io/revision", None)
            thing["annotations"] = annotations
            found[kind, *key] = thing
    return found


def diff(cluster, cases, folder, without=0):
    """What `agentrender diff` says between the live objects of some cases and what was applied, as lines; or between
    all live objects but some."""
    namespaces = by_namespace(cases)
    live = json.loads(cluster.kubectl("get", ",".join(ASKED), "--all-namespaces", "-o", "json").stdout)
    live["items"] = [item for item in live["items"] if item["metadata"]["namespace"] in namespaces][without:]
    result = subprocess.run([AGENTRENDER, "diff", "-", write(cases, folder)], input=json.dumps(live).encode(),
                            capture_output=True)
    return [] if result.returncode == 0 else (result.stdout + result.stderr).decode().splitlines()


def run(cluster, cases, folder):
    known = Listed("refused", named=[1])
    # kubectl reports a change where the server then makes none.
    unquiet = Listed("configured")
    summary = {}
    for mode, flags in MODES.items():
        files = write(cases, os.path.join(folder, mode))
        names = by_namespace(cases)
        cluster.create_namespaces(names)
        first = cluster.kubectl("apply", *flags, "-f", files)
        refused = list(refusals(cases, first.stderr))
        check(f"{mode}: the API server refuses nothing that is not listed", unlisted(known, mode, cases, first))
        applied = sum(len(case.objects) for case in cases) - len(refused)
        check(f"{mode}: all else is applied", wanted(endings(first) == {"created" if not flags else "serverside-applied": applied},
                                                     f"{endings(first)}, and {applied} are wanted"))
        before = stored(cluster)
        names_refused = {name for name, _ in refused}
        taken = [case for case in cases if case.name not in names_refused]
        check(f"{mode}: agentrender diff finds nothing between the cluster and what was applied",
              diff(cluster, taken, f"{files}-taken"))
        check(f"{mode}: and finds an object that the cluster does not have",
              wanted(diff(cluster, taken, f"{files}-taken", without=1), "it does not"))
        second = cluster.kubectl("apply", *flags, "-f", files)
        after = stored(cluster)
        check(f"{mode}: a second time changes nothing",
              [f"{key} is another one now" for key in before.keys() | after.keys() if after.get(key) != before.get(key)])
        check(f"{mode}: and what it refuses is the same", unlisted(known, mode, cases, second) + wanted(
            unordered(refusals(cases, second.stderr)) == unordered(refused), second.stderr))
        changes = [line for line in second.stdout.splitlines() if line.endswith(" configured")]
        # Server-side, kubectl says the same whether something changes or not.
        quiet = {"serverside-applied": applied} if flags else {"unchanged": applied - len(changes), "configured": len(changes)}
        check(f"{mode}: and kubectl says so", [line for line in changes if not unquiet.has(mode, line)] + wanted(
            endings(second) == collections.Counter(quiet), f"{endings(second)}, and {quiet} is wanted"))
        # It stops at the first that is refused.
        difference = cluster.kubectl("diff", *flags, "-f", f"{files}-taken")
        lines = [line for line in difference.stdout.splitlines() if re.match(r"[-+]([^-+]|$)", line)]
        check(f"{mode}: kubectl diff shows nothing",
              lines + wanted(difference.returncode == 0, f"status {difference.returncode}: {difference.stderr}"))
        if mode == "client-side":
            # As kubectl is by itself: see Cluster.kubectl.
            some = write(taken[::16], f"{files}-some")
            difference = cluster.kubectl("diff", "-f", some, env={"KUBECTL_OPENAPIV3_PATCH": "true"})
            check(f"{mode}: nor with OpenAPI v3, in {len(taken[::16])} cases",
                  wanted(difference.returncode == 0, f"status {difference.returncode}: {difference.stdout + difference.stderr}"))
        summary[mode] = {"applied": applied, "refused": len(refused), "reported as changed again": len(changes),
                         "diff lines": len(lines)}
        cluster.clear()
    known.finish()
    unquiet.finish()
    return summary

