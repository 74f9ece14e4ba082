"""What Argo CD says of what it has applied: with its own apply and its own comparison (compare/), in its three tracking
modes, client-side and server-side, by the legacy diff and by ServerSideDiff. All is Synced, but where known/argocd.tsv
says why not. To save time: a tracking mode changes a label and an annotation of each object alone, so the first two take
every fourth case; and only they let the API server validate fields, as a sync does by itself, for part 1 has done so."""
import json
import os
import subprocess

import tools
from apply import MODES, by_namespace
from cases import write
from checks import check
from listed import Listed

# The mode, and of how many cases one is taken.
TRACKING = {"annotation": 4, "label": 4, "annotation+label": 1}


def compare(cluster, tracking, mode, files, options):
    env = dict(os.environ, KUBECONFIG=cluster.kubeconfig, ARGOCD_GPG_ENABLED="false")
    process = subprocess.run([tools.program("argocd-compare"), *options, tracking, mode, *files], env=env, timeout=1800,
                             capture_output=True, text=True)
    check(f"{tracking}, {mode}: compare ran to its end", process.stderr.splitlines() if process.returncode else [])
    return [json.loads(line) for line in process.stdout.splitlines()]


def run(cluster, cases, folder):
    known = Listed("argocd")
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
            check(f"{tracking}, {mode}: nothing is OutOfSync that is not listed", unlisted)
            summary[f"{tracking}, {mode}"] = counts
            cluster.clear()
    known.finish()
    return summary
