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


class Applied:
    """Cases applied in one mode, and what kubectl and the API server said."""

    def __init__(self, cluster, mode, cases, folder):
        self.cluster, self.mode, self.flags, self.cases = cluster, mode, MODES[mode], cases
        self.files = write(cases, os.path.join(folder, mode))
        cluster.create_namespaces(by_namespace(cases))
        self.first = cluster.kubectl("apply", *self.flags, "-f", self.files)
        self.refused = list(refusals(cases, self.first.stderr))
        self.applied = sum(len(case.objects) for case in cases) - len(self.refused)
        names_refused = {name for name, _ in self.refused}
        self.taken = [case for case in cases if case.name not in names_refused]

    def check(self, what, problems):
        check(f"{self.mode}: {what}", problems)

    def check_first(self, known):
        self.check("the API server refuses nothing that is not listed", unlisted(known, self.mode, self.cases, self.first))
        word = "serverside-applied" if self.flags else "created"
        self.check("all else is applied", wanted(endings(self.first) == {word: self.applied},
                                                 f"{endings(self.first)}, and {self.applied} are wanted"))
        self.check("agentrender diff finds nothing between the cluster and what was applied",
                   diff(self.cluster, self.taken, f"{self.files}-taken"))
        self.check("and finds an object that the cluster does not have",
                   wanted(diff(self.cluster, self.taken, f"{self.files}-taken", without=1), "it does not"))

    def check_second(self, known, unquiet):
        """Applies all again; returns how many objects kubectl reports as changed."""
        before = stored(self.cluster)
        second = self.cluster.kubectl("apply", *self.flags, "-f", self.files)
        after = stored(self.cluster)
        self.check("a second time changes nothing",
                   [f"{key} is another one now" for key in before.keys() | after.keys() if after.get(key) != before.get(key)])
        self.check("and what it refuses is the same", unlisted(known, self.mode, self.cases, second) + wanted(
            unordered(refusals(self.cases, second.stderr)) == unordered(self.refused), second.stderr))
        changes = [line for line in second.stdout.splitlines() if line.endswith(" configured")]
        # Server-side, kubectl says the same whether something changes or not.
        quiet = {"serverside-applied": self.applied} if self.flags else {
            "unchanged": self.applied - len(changes), "configured": len(changes)}
        self.check("and kubectl says so", [line for line in changes if not unquiet.has(self.mode, line)] + wanted(
            endings(second) == collections.Counter(quiet), f"{endings(second)}, and {quiet} is wanted"))
        return len(changes)

    def check_diff(self):
        """Returns how many lines `kubectl diff` prints. It stops at the first object that is refused."""
        difference = self.cluster.kubectl("diff", *self.flags, "-f", f"{self.files}-taken")
        lines = [line for line in difference.stdout.splitlines() if re.match(r"[-+]([^-+]|$)", line)]
        self.check("kubectl diff shows nothing",
                   lines + wanted(difference.returncode == 0, f"status {difference.returncode}: {difference.stderr}"))
        if self.mode == "client-side":
            # As kubectl is by itself: see Cluster.kubectl.
            some = self.taken[::16]
            difference = self.cluster.kubectl("diff", "-f", write(some, f"{self.files}-some"), env={"KUBECTL_OPENAPIV3_PATCH": "true"})
            self.check(f"nor with OpenAPI v3, in {len(some)} cases",
                       wanted(difference.returncode == 0, f"status {difference.returncode}: {difference.stdout + difference.stderr}"))
        return len(lines)


def run(cluster, cases, folder):
    known = Listed("refused", named=[1])
    # kubectl reports a change where the server then makes none.
    unquiet = Listed("configured")
    summary = {}
    for mode in MODES:
        applied = Applied(cluster, mode, cases, folder)
        applied.check_first(known)
        changes = applied.check_second(known, unquiet)
        lines = applied.check_diff()
        summary[mode] = {"applied": applied.applied, "refused": len(applied.refused), "reported as changed again": changes,
                         "diff lines": lines}
        cluster.clear()
    known.finish()
    unquiet.finish()
    return summary
