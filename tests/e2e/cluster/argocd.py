"""What Argo CD says of what it has applied: with its own apply and its own comparison (compare/), in its three tracking
modes, client-side and server-side, by the legacy diff and by ServerSideDiff. All is Synced, but where known/argocd.tsv
says why not. To save time: a tracking mode changes a label and an annotation of each object alone, so the first two take
every fourth case; and only they let the API server validate fields, as a sync does by itself, for part 1 has done so.
Then somebody changes live objects, in each mode: those are OutOfSync and no others."""
import collections
import json
import os
import subprocess

import tools
from apply import MODES, by_namespace
from cases import write
from checks import check
from listed import Listed
from takeover import collection

# The mode, and of how many cases one is taken.
TRACKING = {"annotation": 4, "label": 4, "annotation+label": 1}
CHANGED = {"Deployment", "Service", "ConfigMap", "PersistentVolumeClaim"}


def compare(cluster, tracking, mode, files, options):
    env = dict(os.environ, KUBECONFIG=cluster.kubeconfig, ARGOCD_GPG_ENABLED="false")
    process = subprocess.run([tools.program("argocd-compare"), *options, tracking, mode, *files], env=env, timeout=1800,
                             capture_output=True, text=True)
    check(f"{tracking}, {mode}: compare ran to its end", process.stderr.splitlines() if process.returncode else [])
    return [json.loads(line) for line in process.stdout.splitlines()]


def uncompared(cases, results):
    """Objects of which there is not one result for each diff, nor one of the apply."""
    found = collections.defaultdict(set)
    for result in results:
        found[result["namespace"], result["object"]].add(result["diff"])
    objects = [(o.metadata["namespace"], f"{o.kind} {o.name}") for case in cases for o in case.objects]
    return [f"{where}: {name}: {found[where, name]}" for where, name in objects
            if found[where, name] not in ({"legacy", "server-side"}, {""})]


def changed(cluster, case):
    """Changes a live object of each kind of a case, in what is rendered of it: gives its KIND NAME. What somebody adds
    Argo CD does not look at."""
    for kind in sorted(CHANGED):
        o = next(o for o in case.of(kind) if o.is_made())
        values = {"Deployment": {"spec": {"replicas": 7}}, "ConfigMap": {"data": dict.fromkeys(o.fields.get("data", []), "x")}}
        value = values.get(kind, {"metadata": {"labels": dict.fromkeys(o.metadata["labels"], "x")}})
        cluster.request("PATCH", f"{collection(o.fields)}/{o.name}?fieldManager=somebody", json.dumps(value),
                        "application/merge-patch+json")
        yield f"{kind} {o.name}"


def check_changed(cluster, cases, files, tracking, mode):
    """That the comparison sees it when somebody changes live objects of a case that has all kinds."""
    case, file = next((case, file) for case, file in zip(cases, files)
                      if CHANGED <= {o.kind for o in case.objects if o.is_made()})
    touched = {(diff, name) for name in changed(cluster, case) for diff in ("legacy", "server-side")}
    results = compare(cluster, tracking, mode, [file], ["-only"])
    seen = {(r["diff"], r["object"]) for r in results if r["outOfSync"] or "error" in r}
    check(f"{tracking}, {mode}: what somebody changes is OutOfSync, and nothing else is",
          [f"{diff}: {name} {'is' if (diff, name) in seen else 'is not'}" for diff, name in sorted(touched ^ seen)])


def run(cluster, cases, folder):
    known = Listed("argocd", named=[2])
    names = by_namespace(cases)
    cluster.create_namespaces(names)
    written = write(cases, os.path.join(folder, "argocd"))
    files = [os.path.join(written, name) for name in sorted(os.listdir(written))]
    summary = {}
    for tracking, step in TRACKING.items():
        for mode in MODES:
            results = compare(cluster, tracking, mode, files[::step], ["-validate"] if step > 1 else [])
            unlisted = []
            counts = {"compared": len(results), "refused": 0, "errors": 0, "legacy OutOfSync": 0, "server-side OutOfSync": 0}
            for result in results:
                what = result.get("error") or (result["outOfSync"] and "OutOfSync")
                if not what:
                    continue
                counts["refused" if not result["diff"] else "errors" if "error" in result else f"{result['diff']} OutOfSync"] += 1
                case = names[result["namespace"]]
                if not known.has(mode, result["diff"] or "apply", case, f"{result['object']}: {what}"):
                    unlisted.append(f"{case}: {result['object']}: {result['diff']}: {what}\n"
                                    f"    live      {result.get('live')}\n    predicted {result.get('predicted')}")
            check(f"{tracking}, {mode}: each object is compared in both ways, or refused", uncompared(cases[::step], results))
            check(f"{tracking}, {mode}: nothing is OutOfSync that is not listed", unlisted)
            check_changed(cluster, cases[::step], files[::step], tracking, mode)
            summary[f"{tracking}, {mode}"] = counts
            cluster.clear()
    known.finish()
    return summary
