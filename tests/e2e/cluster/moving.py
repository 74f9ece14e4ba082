"""docs/moving.md as it stands there: Agents in the cluster and what the controller has made of them, which they own; its
commands one after the other, client-side and server-side. No Pod restarts, and once the Agents are deleted their objects
are still there and belong to nobody. The controller is not asked: its objects are ours, under its manager's name."""
import json
import os
import re
import subprocess

import tools
import yaml
from apply import MODES
from cases import Loader
from checks import AGENTRENDER, ROOT, check, wanted
from crd import GROUP, definitions_in, install, ours, remove
from takeover import MANAGER, TAKEN, by_controller, collection, settle

NAMESPACE = "team-a"
AGENTS = """apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata: {name: one, namespace: team-a}
spec:
  workspaceDir: /workspace
  serviceAccountName: agent
  contexts:
  - {type: Text, mountPath: notes.md, text: Branches are named after tickets.}
  persistence: {sessions: {}}
---
apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata: {name: two, namespace: team-a}
spec:
  workspaceDir: /workspace
  serviceAccountName: agent
"""
# One that follows a ref by restarts, and the repository that it follows.
ROLLOUT = """---
apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata: {name: %s, namespace: team-a}
spec:
  workspaceDir: /workspace
  serviceAccountName: agent
  contexts:
  - type: Git
    mountPath: rules
    git: {repository: "https://git.example.com/%s.git", ref: main, sync: {enabled: true, policy: Rollout}}
"""
AGENTS += ROLLOUT % ("stamped", "rules") + ROLLOUT % ("pinned", "pinned")
TWO = "metadata: {name: two, namespace: team-a}\nspec:\n"
# Step 3: pins of the commit that the controller has stamped, for one of the two Agents that have a stamp.
STAMP = "1f4ad25b8b0a9d2f5f5b0f9ad2d9c6a1f3b7c0de"
PINS = f"""apiVersion: render.kubeopencode.io/v1alpha1
kind: GitRevisions
metadata: {{name: pins}}
revisions:
- {{repository: "https://git.example.com/pinned.git", ref: main, commit: {STAMP}}}
"""
STAMPED = {"pinned", "stamped"}
# Of the controller's work on these something stays without step 5, or is in conflict.
CONTEXT = """  - type: Git
    mountPath: rules
    git: {repository: "https://git.example.com/rules.git", ref: main}
"""
CONTEXTS = AGENTS[:AGENTS.index("  persistence")] + CONTEXT
ONCE = AGENTS[:AGENTS.index("  contexts")] + """  podSpec:
    extraEnv: [{name: WHERE, value: here}]
"""
RENDER = "agentrender render agents/ > rendered.yaml"
LOOK = "kubectl get deploy,svc,cm,pvc -A -o json --show-managed-fields > live.json"
ADOPT = "agentrender adopt agents/ < live.json > adopt.sh"
HAND_OVER = "sh adopt.sh"
TO_ARGOCD = "--to argocd-controller"
APPLY = "kubectl apply --server-side -f rendered.yaml"
DELETE = "kubectl delete agents.kubeopencode.io --all -n team-a --cascade=orphan"
# Of each object after the move. A server-side apply removes the reference, which is the controller's work, too.
OWNERS = {"client-side": 1, "server-side": 0}
STEPS = {
    "client-side": [RENDER, LOOK, ADOPT, APPLY.replace(" --server-side", ""), DELETE],
    "server-side": [RENDER, LOOK, ADOPT, HAND_OVER, APPLY, DELETE],
}


def shell(cluster, folder, command):
    """What is wrong with a command, run in a folder that has agents/."""
    done = cluster.with_kubectl(["bash", "-eo", "pipefail", "-c", command], cwd=folder,
                                env={"ARGOCD_GPG_ENABLED": "false", "PATH": f"{folder}/bin:{os.path.dirname(tools.program('kubectl'))}:{os.environ['PATH']}"})
    return [f"{command}: {done.stderr}"] if done.returncode else []


def write(cluster, folder, agents=AGENTS, change=lambda thing: None):
    """A folder with the Agents, the Agents in the cluster, and what they own there, with a change."""
    text = agents
    agents = os.path.join(folder, "agents/agents.yaml")
    os.makedirs(os.path.join(folder, "bin"))
    os.symlink(AGENTRENDER, os.path.join(folder, "bin/agentrender"))
    os.mkdir(os.path.dirname(agents))
    with open(agents, "w") as f:
        f.write(text)
    with open(os.path.join(folder, "agents/pins.yaml"), "w") as f:
        f.write(PINS)
    owners = {}
    for agent in yaml.load_all(text, Loader=Loader):
        live = cluster.post(f"/apis/{GROUP}/namespaces/{NAMESPACE}/agents", agent)
        owners[live["metadata"]["name"]] = {"apiVersion": GROUP, "kind": "Agent", "name": live["metadata"]["name"],
                                            "uid": live["metadata"]["uid"], "controller": True, "blockOwnerDeletion": True}
    text = subprocess.run([AGENTRENDER, "render", agents], check=True, capture_output=True).stdout
    for thing in yaml.load_all(text, Loader=Loader):
        thing = by_controller(thing)
        change(thing)
        agent = thing["metadata"]["labels"]["kubeopencode.io/agent"]
        thing["metadata"]["ownerReferences"] = [owners[agent]]
        if thing["kind"] == "Deployment" and agent in STAMPED:
            thing["spec"]["template"]["metadata"]["annotations"] = {"kubeopencode.io/git-hash-context": STAMP} | thing[
                "spec"]["template"]["metadata"].get("annotations", {})
        cluster.post(f"{collection(thing)}?fieldManager={MANAGER}", thing)
    return len(owners)


def rewrite(folder, old, new):
    """Changes the Agents in the folder."""
    path = os.path.join(folder, "agents/agents.yaml")
    with open(path) as f:
        text = f.read()
    with open(path, "w") as f:
        f.write(text.replace(old, new))
    return wanted(text.count(old) == 1, f"{path} has {text.count(old)} times {old}")


def owned(cluster):
    """uid of each object, and how many owners it has."""
    return {(kind, name): (thing["metadata"]["uid"], len(thing["metadata"].get("ownerReferences", [])))
            for kind in TAKEN for (place, name), thing in cluster.live(kind).items() if place == NAMESPACE}


def stamps(cluster):
    """The stamp of each Deployment."""
    return {name: thing["spec"]["template"]["metadata"].get("annotations", {}).get("kubeopencode.io/git-hash-context")
            for (place, name), thing in cluster.live("Deployment").items() if place == NAMESPACE}


def differs(cluster, mode, folder):
    """An Agent that has changed in what the controller has not seen: step 2 names it, and it alone gets a ReplicaSet."""
    write(cluster, folder)
    sets = settle(cluster)
    check(f"{mode}, one differs", rewrite(folder, TWO, TWO + "  executorImage: registry.example.com/other:1\n"))
    for command in STEPS[mode][:-1]:
        check(f"{mode}, one differs: {command}", shell(cluster, folder, command.replace("> adopt.sh", "> adopt.sh 2> adopt.txt")))
    with open(os.path.join(folder, "adopt.txt")) as f:
        said = f.read()
    named = set(re.findall(rf"^Agent {NAMESPACE}/(\w+): the Pod restarts$", said, flags=re.M))
    new = {name for _, name in settle(cluster) - sets}
    check(f"{mode}, one differs: only the Deployment that step 2 names got a new ReplicaSet",
          wanted(len(new) == 1 and all(name.startswith("two-server-") for name in new), f"{new}") +
          wanted(named == {"two"}, f"{named}: {said}"))
    check(f"{mode}, one differs: the Agents go", shell(cluster, folder, DELETE))
    cluster.clear()


def move(cluster, mode, folder):
    agents = write(cluster, folder)
    before, sets = owned(cluster), settle(cluster)
    check(f"{mode}: Agents own what the controller made",
          wanted(len(before) > agents and {count for _, count in before.values()} == {1}, f"{before}"))
    for command in STEPS[mode]:
        if command == DELETE:
            owners = {count for _, count in owned(cluster).values()}
            check(f"{mode}: each object has {OWNERS[mode]} owners", wanted(owners == {OWNERS[mode]}, f"{owners}"))
        check(f"{mode}: {command}", shell(cluster, folder, command))
    left = cluster.get(f"/apis/{GROUP}/namespaces/{NAMESPACE}/agents")["items"]
    check(f"{mode}: the Agents are gone, and what they owned is there and belongs to nobody",
          wanted(not left, json.dumps(left)) + wanted(owned(cluster) == {key: (uid, 0) for key, (uid, _) in before.items()},
                                                      f"{owned(cluster)}, and before {before}"))
    check(f"{mode}: the stamp stays, with a pin of its commit and without",
          wanted([STAMP, STAMP] == [stamps(cluster).get(f"{name}-server") for name in sorted(STAMPED)], f"{stamps(cluster)}"))
    check(f"{mode}: no Pod has restarted", wanted(settle(cluster) == sets, f"{settle(cluster)}, and before {sets}"))
    cluster.clear()
    return len(before)


def managers(cluster):
    return {entry["manager"] for kind in TAKEN for thing in cluster.live(kind).values()
            for entry in thing["metadata"].get("managedFields", [])}


def unprepared(cluster, folder):
    """Server-side apply without a hand-over, which then mends it."""
    write(cluster, folder)
    check("without adopt", shell(cluster, folder, RENDER))
    for command, says in ((APPLY, f'conflict with "{MANAGER}"'), (APPLY, ".spec.strategy.type"),
                          (APPLY + " --force-conflicts", "spec.strategy.rollingUpdate: Forbidden")):
        said = shell(cluster, folder, command)
        check(f"without adopt: {command}: {says}", wanted(said and says in said[0], f"{said}"))
    check(f"without adopt: {MANAGER} stays an owner", wanted(MANAGER in managers(cluster), f"{managers(cluster)}"))
    for command in (LOOK, ADOPT, HAND_OVER, APPLY):
        check(f"adopt afterwards: {command}", shell(cluster, folder, command))
    check(f"adopt afterwards: {MANAGER} owns nothing", wanted(MANAGER not in managers(cluster), f"{managers(cluster)}"))
    check("adopt afterwards", shell(cluster, folder, DELETE))
    cluster.clear()


def empty_key(thing):
    """What the controller writes of a ConfigMap that is not there (D16)."""
    if thing["kind"] == "ConfigMap":
        thing["data"]["missing.md"] = ""


def parts(objects):
    """Names of init containers, volumes and keys in the objects of an Agent."""
    for thing in objects:
        pod = thing.get("spec", {}).get("template", {}).get("spec", {})
        yield from (f"init container {one['name']}" for one in pod.get("initContainers", []))
        yield from (f"volume {one['name']}" for one in pod.get("volumes", []))
        yield from (f"key {key}" for key in thing.get("data", {}))


def left_behind(cluster, folder):
    """Where server-side apply without a hand-over finds no conflict: what the controller owns, too, stays."""
    write(cluster, folder, CONTEXTS, empty_key)

    def there():
        kinds = (cluster.live(kind).items() for kind in ("Deployment", "ConfigMap"))
        return set(parts(thing for found in kinds for (place, _), thing in found if place == NAMESPACE))

    before = there()
    wrong = rewrite(folder, CONTEXT, "") + shell(cluster, folder, RENDER)
    with open(os.path.join(folder, "rendered.yaml")) as f:
        gone = before - set(parts(yaml.load_all(f, Loader=Loader)))
    check("without adopt: an Agent drops a context", wrong + wanted(
        {one.split()[0] for one in gone} == {"init", "volume", "key"}, f"{gone}"))
    check("without adopt, no claim: it is applied", shell(cluster, folder, APPLY))
    check("without adopt: init container and volume of the context stay, and an empty key", sorted(gone - there()))
    check("without adopt: kubectl diff --server-side shows nothing",
          shell(cluster, folder, APPLY.replace("apply", "diff")))
    for command in (LOOK, ADOPT, HAND_OVER, APPLY):
        check(f"adopt after that: {command}", shell(cluster, folder, command))
    check("adopt after that: they go", sorted(gone & there()))
    check("adopt after that", shell(cluster, folder, DELETE))
    cluster.clear()


def twice(thing):
    """The controller sets a variable, and once more as the Agent says (D9)."""
    if thing["kind"] == "Deployment":
        for container in thing["spec"]["template"]["spec"]["containers"]:
            container["env"].insert(0, {"name": "WHERE", "value": "by default"})


def in_conflict(cluster, folder):
    """A variable that the controller sets twice."""
    write(cluster, folder, ONCE, twice)
    said = shell(cluster, folder, f"{RENDER}; {APPLY}")
    check("without adopt: conflicts with a variable that the controller sets twice",
          wanted(said and f'conflict with "{MANAGER}"' in said[0] and '.env[name="WHERE"]' in said[0], f"{said}"))
    check("without adopt, a variable twice", shell(cluster, folder, DELETE))
    cluster.clear()


def port_changes(cluster, folder):
    """Client-side, together with the move and after it."""
    write(cluster, folder)
    check("another port", rewrite(folder, TWO, TWO + "  port: 4100\n"))
    apply = APPLY.replace(" --server-side", "")
    said = shell(cluster, folder, f"{RENDER}; {apply}")
    check("client-side, another port at once: refused", wanted(
        said and 'ports[1].name: Duplicate value: "http"' in said[0], f"{said}"))
    check("client-side: first the move", rewrite(folder, "  port: 4100\n", "") + shell(cluster, folder, f"{RENDER}; {apply}"))
    check("client-side: and then another port",
          rewrite(folder, TWO, TWO + "  port: 4100\n") + shell(cluster, folder, f"{RENDER}; {apply}"))
    check("client-side, another port", shell(cluster, folder, DELETE))
    cluster.clear()


def by_argocd(cluster, mode, folder):
    """The same with Argo CD: step 6 is its sync, and step 5 hands over to it where that is server-side."""
    agents = write(cluster, folder)
    before, sets = owned(cluster), settle(cluster)
    sync = f"argocd-compare -sync {NAMESPACE} annotation {mode} rendered.yaml > synced.txt"
    commands = [RENDER, sync]
    if mode == "server-side":
        commands[1:1] = [LOOK, ADOPT.replace("agents/", "agents/ " + TO_ARGOCD), HAND_OVER]
    for command in commands:
        check(f"Argo CD, {mode}: {command}", shell(cluster, folder, command))
    check(f"Argo CD, {mode}: no Pod has restarted", wanted(settle(cluster) == sets, f"{settle(cluster)}, and before {sets}"))
    check(f"Argo CD, {mode}: all objects are there, no others, and each has {OWNERS[mode]} owners", wanted(
        owned(cluster) == {key: (uid, OWNERS[mode]) for key, (uid, _) in before.items()} and len(before) > agents,
        f"{owned(cluster)}, and before {before}"))
    if mode == "server-side":
        check(f"Argo CD, {mode}: {MANAGER} owns nothing", wanted(MANAGER not in managers(cluster), f"{managers(cluster)}"))
    check(f"Argo CD, {mode}: the Agents go", shell(cluster, folder, DELETE))
    cluster.clear()


def collected(cluster, folder):
    """Who deletes an Agent deletes what it owns, if nothing else is said. Else what is seen above would say nothing."""
    write(cluster, folder)
    check("without --cascade=orphan", shell(cluster, folder, DELETE.replace(" --cascade=orphan", "")))
    cluster.wait_for("the garbage collector", lambda: not owned(cluster))
    check("what Agents own is deleted with them", wanted(not owned(cluster), f"{owned(cluster)}"))
    cluster.clear()


def run(cluster, _cases, folder, definitions=None, controller=None):
    with open(os.path.join(ROOT, "docs/moving.md")) as f:
        text = f.read()
    shown = {line.partition("  #")[0].strip() for line in text.splitlines()} | set(re.findall("`([^`]+)`", text))
    check("docs/moving.md shows these commands", [command for command in [*STEPS["server-side"], TO_ARGOCD] if command not in shown])
    text = definitions_in(definitions) if definitions else ours([])
    install(cluster, text, folder)
    cluster.create_namespaces([NAMESPACE])
    counts = {mode: move(cluster, mode, os.path.join(folder, "moving-" + mode)) for mode in MODES}
    for mode in MODES:
        differs(cluster, mode, os.path.join(folder, "differs-" + mode))
        by_argocd(cluster, mode, os.path.join(folder, "moving-argocd-" + mode))
    unprepared(cluster, os.path.join(folder, "moving-unprepared"))
    for part in (left_behind, in_conflict, port_changes):
        part(cluster, os.path.join(folder, f"moving-{part.__name__}"))
    collected(cluster, os.path.join(folder, "moving-alone"))
    remove(cluster, text)
    return counts
