"""Part 5: what one input no longer has goes from the cluster, by kubectl's ApplySet and by its older --prune with a label,
by `helm upgrade` with agentrender as post-renderer, by a sync of Argo CD and by the library that Flux deletes with. What an
Agent protects from deletion stays by the tool whose annotation says so, which objects have from their Agent (R3a); those of
other tools protect from none. kubectl knows no such annotation: there it goes."""
import glob
import os
import subprocess

import tools
import yaml
from apply import MODES, messages
from cases import Loader
from checks import AGENTRENDER, ROOT, check, wanted
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
# What an Agent can say against deletion, by the tool that heeds it.
KEEP = {
    "Helm": "helm.sh/resource-policy: keep",
    "Argo CD": "argocd.argoproj.io/sync-options: Prune=false",
    "Flux": "kustomize.toolkit.fluxcd.io/prune: disabled",
}
PROTECTED = ", ".join(KEEP.values())
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


def refused(cluster, folder):
    """kubectl's --prune with a label is for client-side apply alone, and it says so."""
    path = os.path.join(folder, "refused.yaml")
    with open(path, "w") as f:
        f.write(objects_of(AGENT % ("one", ""), "default")[0])
    options, env, _ = PRUNES["label"]
    done = cluster.kubectl("apply", "--server-side", "--prune", *options, "-f", path, env=env)
    check("server-side, label: kubectl refuses, and nothing is applied", wanted(
        done.returncode == 1 and "doesn't currently work on objects created by server-side apply" in done.stderr and not live(
            cluster, "default") - {("Service", "kubernetes")}, f"{done.returncode}: {done.stderr}"))


class Helm:
    """A release of a chart, upgraded with the post-renderer: a program in Helm 3, a plugin in Helm 4."""

    def __init__(self, cluster, folder, namespace, version):
        self.namespace, self.program, self.chart = namespace, tools.program(f"helm{version}"), os.path.join(folder, namespace)
        os.makedirs(os.path.join(self.chart, "templates"))
        with open(os.path.join(self.chart, "Chart.yaml"), "w") as f:
            f.write("apiVersion: v2\nname: team\nversion: 1.0.0\n")
        self.env = dict(os.environ, KUBECONFIG=cluster.kubeconfig, HOME=os.path.join(folder, f"home-{version}"))
        self.renderer = {3: [AGENTRENDER, "--post-renderer-args", "render"], 4: ["agentrender"]}[version]
        self.wrong = self.install(os.path.join(folder, "packed")) if version == 4 else []

    def run(self, *command):
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=300)
        return [f"{command}: {done.stderr}"] if done.returncode else []

    def install(self, packed):
        os.makedirs(packed)
        machine = "linux-" + os.uname().machine
        return self.run(os.path.join(ROOT, "packaging/helm/pack"), AGENTRENDER, machine, packed) + self.run(
            self.program, "plugin", "install", "--verify=false", *glob.glob(f"{packed}/helm-agentrender-*.tgz"))

    def apply(self, agents):
        with open(os.path.join(self.chart, "templates/agents.yaml"), "w") as f:
            f.write(agents)
        return self.wrong + self.run(self.program, "upgrade", "--install", "team", self.chart, "--namespace", self.namespace,
                                     "--post-renderer", *self.renderer, "--post-renderer-args=--namespace=" + self.namespace)


class Program:
    """One that applies a file of rendered objects and prunes; `says` is what it prints of an object that it leaves."""

    def __init__(self, cluster, folder, namespace, command, says):
        self.namespace, self.command, self.says = namespace, [tools.program(command[0]), *command[1:]], says
        self.file = os.path.join(folder, f"{namespace}.yaml")
        self.env = dict(os.environ, KUBECONFIG=cluster.kubeconfig, ARGOCD_GPG_ENABLED="false")
        self.kept = 0

    def apply(self, agents):
        with open(self.file, "w") as f:
            f.write(objects_of(agents, self.namespace)[0])
        done = subprocess.run([*self.command, self.file], env=self.env, capture_output=True, text=True, timeout=900)
        self.kept = sum(self.says in line for line in done.stdout.splitlines())
        return [f"{self.command}: {done.stdout}{done.stderr}"] if done.returncode else []


def protected(cluster, by, tool, program):
    """Of four Agents one is left, and what its tool's own annotation protects."""
    namespace = program.namespace
    cluster.create_namespaces([namespace])
    others = ", ".join(text for other, text in KEEP.items() if other != tool)
    one, two = AGENT % ("one", ""), AGENT % ("two", "")
    kept, other = AGENT % ("kept", KEEP[tool]), AGENT % ("other", others)
    wrong = program.apply(one + two + kept + other)
    everything = live(cluster, namespace)
    check(f"{by}: four Agents", wrong + wanted(everything == objects_of(one + two + kept + other, namespace)[1], str(everything)))
    wrong = program.apply(one)
    left = live(cluster, namespace)
    check(f"{by}: one of them is left, and what `{KEEP[tool]}` protects",
          wrong + wanted(left == objects_of(one + kept, namespace)[1], f"there is {sorted(left)}"))
    if isinstance(program, Program):
        check(f"{by}: and it says so", wanted(program.kept == len(objects_of(kept, namespace)[1]), f"of {program.kept} objects"))
    return len(everything) - len(left)


def run(cluster, _cases, folder):
    summary = {f"{mode}, {name}, pruned": kubectl_prune(cluster, name, mode, folder)
               for name, (_, _, modes) in PRUNES.items() for mode in modes}
    refused(cluster, folder)
    programs = {f"Helm {version}": ("Helm", Helm(cluster, folder, f"prune-helm{version}", version)) for version in (3, 4)}
    for mode in MODES:
        command = ["argocd-compare", "-sync", f"prune-argocd-{mode}", "annotation", mode]
        programs[f"Argo CD, {mode}"] = "Argo CD", Program(cluster, folder, command[2], command, "PruneSkipped")
    command = ["flux-sync", os.path.join(folder, "inventory")]
    programs["Flux"] = "Flux", Program(cluster, folder, "prune-flux", command, "skipped")
    for by, (tool, program) in programs.items():
        summary[f"{by}, pruned"] = protected(cluster, by, tool, program)
    cluster.clear()
    return summary
