"""Part 5: what one input no longer has goes from the cluster, by kubectl's ApplySet and by `helm upgrade` with
agentrender as post-renderer. What an Agent protects from deletion stays (R3a)."""
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
PLAIN = AGENT.replace("contexts:", "port: 4096").replace("  - {type: Text, mountPath: notes.md, text: Branches are named after tickets.}\n", "")


def objects_of(agents, namespace):
    """What the Agents become: as text, and as (kind, name)."""
    text = subprocess.run([AGENTRENDER, "render", "--namespace", namespace], input=agents.encode(), check=True,
                          capture_output=True).stdout.decode()
    return text, {(o["kind"], o["metadata"]["name"]) for o in yaml.load_all(text, Loader=Loader)}


def live(cluster, namespace):
    kinds = [kind for kind in KINDS if kind not in ("ReplicaSet", "Secret")]
    return {(kind, name) for kind in kinds for place, name in cluster.live(kind) if place == namespace}


def apply_set(cluster, mode, flags, folder):
    namespace = "prune-" + mode
    cluster.create_namespaces([namespace])
    parent = {("ConfigMap", "agents")}

    def apply(agents):
        text, names = objects_of(agents, namespace)
        path = os.path.join(folder, "pruned.yaml")
        with open(path, "w") as f:
            f.write(text)
        done = cluster.kubectl("apply", *flags, "--prune", "--applyset=configmaps/agents", "-n", namespace, "-f", path,
                               env={"KUBECTL_APPLYSET": "true"})
        there = live(cluster, namespace) - parent
        return names, messages(done.stderr) + wanted(there == names, f"there is {sorted(there)}")

    first, wrong = apply(AGENT % ("one", "") + AGENT % ("two", ""))
    check(f"{mode}: an ApplySet of two Agents", wrong)
    second, wrong = apply(PLAIN % ("one", ""))
    check(f"{mode}: of two Agents and a context one Agent is left", wrong + wanted(second < first, f"{second}"))
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
    summary = {mode + ", pruned": apply_set(cluster, mode, flags, folder) for mode, flags in MODES.items()}
    summary["helm upgrade, removed"] = helm_upgrade(cluster, folder)
    cluster.clear()
    return summary
