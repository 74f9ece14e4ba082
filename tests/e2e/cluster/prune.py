"""Part 5: what one input no longer has goes from the cluster, by kubectl's ApplySet and by its older --prune with a label,
and by `helm upgrade` with agentrender as post-renderer. What an Agent protects from deletion stays by Helm, whose
annotation objects have from their Agent (R3a). kubectl knows no such annotation: there it goes."""
import os
import subprocess

import tools
import yaml
from apply import MODES, messages
from cases import Loader
from checks import AGENTRENDER, check, wanted
from cluster import KINDS

AGENT = """---
apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata:
  name: %s
  annotations: {%s}
spec:
  workspaceDir: /workspace
  serviceAccountName: agent
  contexts:
  - {type: Text, mountPath: notes.md, text: Branches are named after tickets.}
  persistence: {sessions: {}}
"""
KEEP = "helm.sh/resource-policy: keep"
# Whatever an Agent can say against deletion.
PROTECTED = KEEP + ", argocd.argoproj.io/sync-options: 'Prune=false,Delete=false', kustomize.toolkit.fluxcd.io/prune: disabled"
# How kubectl knows what it has applied before, with the environment for it; and in which ways of applying.
PRUNES = {
    "ApplySet": (["--applyset=configmaps/agents"], {"KUBECTL_APPLYSET": "true"}, MODES),
    "label": (["-l", "kubeopencode.io/agent", *(f"--prune-allowlist={kind}" for kind in (
        "core/v1/ConfigMap", "core/v1/PersistentVolumeClaim", "core/v1/Service", "apps/v1/Deployment"))], {}, ["client-side"]),
}
PLAIN = AGENT.replace("contexts:", "port: 4096").replace("  - {type: Text, mountPath: notes.md, text: Branches are named after tickets.}\n", "")


def objects_of(agents, namespace):
    """What the Agents become: as text, and as (kind, name)."""
    text = subprocess.run([AGENTRENDER, "render", "--namespace", namespace], input=agents.encode(), check=True,
                          capture_output=True).stdout.decode()
    return text, {(o["kind"], o["metadata"]["name"]) for o in yaml.load_all(text, Loader=Loader)}


def live(cluster, namespace):
    kinds = [kind for kind in KINDS if kind not in ("ReplicaSet", "Secret")]
    return {(kind, name) for kind in kinds for place, name in cluster.live(kind) if place == namespace}


def kubectl_prune(cluster, name, mode, folder):
    namespace = f"prune-{mode}-{name.lower()}"
    options, env, _ = PRUNES[name]
    cluster.create_namespaces([namespace])
    parent = {("ConfigMap", "agents")}

    def apply(agents):
        text, names = objects_of(agents, namespace)
        path = os.path.join(folder, "pruned.yaml")
        with open(path, "w") as f:
            f.write(text)
        done = cluster.kubectl("apply", *MODES[mode], "--prune", *options, "-n", namespace, "-f", path, env=env)
        there = live(cluster, namespace) - parent
        return names, messages(done.stderr) + wanted(there == names, f"there is {sorted(there)}")

    first, wrong = apply(AGENT % ("one", "") + AGENT % ("two", ""))
    check(f"{mode}, {name}: two Agents", wrong)
    second, wrong = apply(PLAIN % ("one", ""))
    check(f"{mode}, {name}: of two Agents and a context one Agent is left", wrong + wanted(second < first, f"{second}"))
    third, wrong = apply(PLAIN % ("one", "") + AGENT % ("kept", PROTECTED))
    check(f"{mode}, {name}: one that is protected", wrong + wanted(second < third, f"{third}"))
    fourth, wrong = apply(PLAIN % ("one", ""))
    check(f"{mode}, {name}: and it goes like others", wrong + wanted(fourth == second, f"{fourth}"))
    return len(first) - len(second)


def helm(cluster, chart, namespace, agents):
    with open(os.path.join(chart, "templates/agents.yaml"), "w") as f:
        f.write(agents)
    env = dict(os.environ, KUBECONFIG=cluster.kubeconfig, HOME=chart)
    done = subprocess.run([tools.program("helm3"), "upgrade", "--install", "team", chart, "--namespace", namespace,
                           "--post-renderer", AGENTRENDER, "--post-renderer-args", "render",
                           "--post-renderer-args=--namespace=" + namespace], env=env, capture_output=True, text=True, timeout=300)
    return done.stderr.splitlines() if done.returncode else []


def helm_upgrade(cluster, folder):
    namespace, chart = "prune-helm", os.path.join(folder, "chart")
    os.makedirs(os.path.join(chart, "templates"))
    with open(os.path.join(chart, "Chart.yaml"), "w") as f:
        f.write("apiVersion: v2\nname: team\nversion: 1.0.0\n")
    cluster.create_namespaces([namespace])
    one, two, kept = AGENT % ("one", ""), AGENT % ("two", ""), AGENT % ("kept", KEEP)
    wrong = helm(cluster, chart, namespace, one + two + kept)
    everything = live(cluster, namespace)
    check("helm upgrade --install: three Agents",
          wrong + wanted(everything == objects_of(one + two + kept, namespace)[1], str(everything)))
    wrong = helm(cluster, chart, namespace, one)
    left = live(cluster, namespace)
    check("helm upgrade: of three Agents one is left, and what the third protects",
          wrong + wanted(left == objects_of(one + kept, namespace)[1], f"there is {sorted(left)}"))
    return len(everything) - len(left)


def run(cluster, _cases, folder):
    summary = {f"{mode}, {name}, pruned": kubectl_prune(cluster, name, mode, folder)
               for name, (_, _, modes) in PRUNES.items() for mode in modes}
    summary["helm upgrade, removed"] = helm_upgrade(cluster, folder)
    cluster.clear()
    return summary
