"""Part 4: what the controller has made is taken over. Objects are written under the name of the controller's field
manager, as it leaves them, and then ours are applied. No Pod restarts: a Deployment gets no new ReplicaSet. And what
the next input no longer has goes, though it was the controller that wrote it.

Not the controller itself is asked here: what it writes is what tests/golden says that comes out, without what
differences.md names (D18). Its own CRDs are for `scripts/upstream CHECKOUT --cluster`.
"""
import copy
import itertools
import json
import os
import subprocess

from apply import MODES, by_namespace, messages
from cases import render
from checks import AGENTRENDER, check, wanted
from cluster import KINDS
from listed import Listed

MANAGER = "koc-controller"
TAKEN = ("Deployment", "Service", "ConfigMap")
GONE = "gone-later"


def with_more(thing):
    """The same object with something of each sort that a later input no longer has."""
    thing = copy.deepcopy(thing)
    if thing["kind"] == "Deployment":
        thing["metadata"].setdefault("annotations", {})[GONE] = "x"
        pod = thing["spec"]["template"]["spec"]
        pod.setdefault("volumes", []).append({"name": GONE, "emptyDir": {}})
        main = pod["containers"][0]
        main.setdefault("env", []).append({"name": "GONE_LATER", "value": "x"})
        main.setdefault("volumeMounts", []).append({"name": GONE, "mountPath": "/gone-later"})
        pod.setdefault("initContainers", []).append({"name": GONE, "image": "registry.example.com/none:1"})
    elif thing["kind"] == "Service":
        thing["spec"]["ports"].append({"name": GONE, "port": 9999})
    elif thing["kind"] == "ConfigMap":
        thing.setdefault("data", {})[GONE] = "x"
    return thing


def by_controller(thing):
    """As the controller writes it: it knows no strategy (D18)."""
    thing = copy.deepcopy(thing)
    if thing["kind"] == "Deployment":
        thing["spec"].pop("strategy", None)
    return thing


def collection(thing):
    prefix, _, plural = KINDS[thing["kind"]].rpartition("/")
    return f"{prefix}/namespaces/{thing['metadata']['namespace']}/{plural}"


def write(folder, name, things):
    path = os.path.join(folder, name)
    with open(path, "w") as f:
        json.dump({"apiVersion": "v1", "kind": "List", "items": things}, f)
    return path


def settle(cluster):
    """Until the Deployment controller has seen every Deployment as it is now."""
    def seen():
        deployments = cluster.live("Deployment").values()
        return all(d.get("status", {}).get("observedGeneration") == d["metadata"]["generation"] for d in deployments)
    cluster.wait_for("the Deployment controller", seen)
    return set(cluster.live("ReplicaSet"))


def adopt(cluster, case, live):
    """`agentrender adopt` on what is live of a case, in the namespaces that its input names; what it prints is done."""
    items, moved = [], {}
    for o in taken_from(case.objects):
        where = o.was_in or "default"
        moved[o.kind, where, o.name] = o.fields
        item = copy.deepcopy(live[o.kind].get((o.metadata["namespace"], o.name)))
        if not item:
            return [f"{case.name}: there is no {o.kind} {o.name} to hand over"]
        item.update(apiVersion=o.fields["apiVersion"], kind=o.kind)
        item["metadata"]["namespace"] = where
        items.append(item)
    done = subprocess.run([AGENTRENDER, "adopt", "--namespace", "default", "--output", "patches", *case.arguments],
                          input=json.dumps({"apiVersion": "v1", "kind": "List", "items": items}).encode(), capture_output=True)
    if done.returncode:
        return [f"{case.name}: {done.stderr.decode()}"]
    for patch in json.loads(done.stdout):
        thing = moved[patch["kind"], patch["namespace"], patch["name"]]
        path = f"{collection(thing)}/{patch['name']}"
        cluster.request("PATCH", path, json.dumps(patch["patch"]), "application/json-patch+json")
    return []


def taken_from(objects):
    return [o for o in objects if o.kind in TAKEN and o.is_made()]


def leftovers(cluster):
    for kind in TAKEN:
        for key, thing in cluster.live(kind).items():
            thing["metadata"].pop("managedFields", None)
            if GONE in json.dumps(thing):
                yield f"{kind} {key[0]}/{key[1]} still has {GONE}"


def run(cluster, cases, folder):
    # For `adopt` renders the Agents itself, and all of an input or nothing.
    cases = [case for case in cases if case.arguments and render(*case.arguments)[0] == 0]
    names = by_namespace(cases)
    summary = {}
    for mode, flags in MODES.items():
        # Part 1 has said what is refused, and why.
        refused = Listed("refused").column(1, mode)
        moving = [case for case in cases if case.name not in refused]
        made = [o.fields for case in moving for o in taken_from(case.objects)]
        controllers = [o.fields for case in moving for o in taken_from(case.recorded)]
        cluster.create_namespaces(names)
        cluster.all(lambda thing: cluster.post(f"{collection(thing)}?fieldManager={MANAGER}",
                                               by_controller(with_more(thing))), controllers)
        before = settle(cluster)
        check(f"{mode}: each of the controller's Deployments has a ReplicaSet",
              wanted(len(before) == sum(thing["kind"] == "Deployment" for thing in controllers), f"there are {len(before)}"))
        if mode == "server-side":
            live = {kind: cluster.live(kind) for kind in TAKEN}
            wrong = cluster.all(lambda case: adopt(cluster, case, live), moving)
            check(f"{mode}: adopt hands over what the controller owns", itertools.chain(*wrong))
        applied = cluster.kubectl("apply", *flags, "-f", write(folder, "taken.json", [with_more(t) for t in made]))
        after = settle(cluster)
        check(f"{mode}: what the controller made is taken over", messages(applied.stderr))
        check(f"{mode}: no Deployment got a new ReplicaSet",
              [f"{names[namespace]}: {name}" for namespace, name in after - before])
        later = cluster.kubectl("apply", *flags, "-f", write(folder, "later.json", made))
        check(f"{mode}: what the next input no longer has goes", messages(later.stderr) + list(leftovers(cluster)))
        summary[mode] = {"taken over": len(made), "ReplicaSets before": len(before), "and after": len(after)}
        cluster.clear()
    return summary
