"""Part 4: what the controller has made is taken over. Objects are written under the name of the controller's field
manager, as it leaves them, and then ours are applied. No Pod restarts: a Deployment gets no new ReplicaSet. And what
the next input no longer has goes, though it was the controller that wrote it.

Not the controller itself is asked here: what it writes is what tests/golden says that comes out, without what
differences.md names (D18). Claims are taken over unbound: nothing here makes volumes.
"""
import collections
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
TAKEN = ("Deployment", "Service", "ConfigMap", "PersistentVolumeClaim")
GONE = "gone-later"
GONE_VARIABLE = "GONE_LATER"
# Every so many cases the script of `adopt` is run; it starts kubectl for each object.
SCRIPT_EACH = 8


def with_more(thing):
    """The same object with something of each sort that a later input no longer has."""
    thing = copy.deepcopy(thing)
    if thing["kind"] == "Deployment":
        thing["metadata"].setdefault("annotations", {})[GONE] = "x"
        pod = thing["spec"]["template"]["spec"]
        pod.setdefault("volumes", []).append({"name": GONE, "emptyDir": {}})
        main = pod["containers"][0]
        main.setdefault("env", []).append({"name": GONE_VARIABLE, "value": "x"})
        main.setdefault("volumeMounts", []).append({"name": GONE, "mountPath": "/gone-later"})
        pod.setdefault("initContainers", []).append({"name": GONE, "image": "registry.example.com/none:1"})
    elif thing["kind"] == "Service":
        thing["spec"]["ports"].append({"name": GONE, "port": 9999})
    elif thing["kind"] == "ConfigMap":
        thing.setdefault("data", {})[GONE] = "x"
    elif thing["kind"] == "PersistentVolumeClaim":
        thing["metadata"].setdefault("annotations", {})[GONE] = "x"
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


def template_of(replica_set):
    """The template of the Deployment that a ReplicaSet was made for."""
    template = copy.deepcopy(replica_set["spec"]["template"])
    template["metadata"]["labels"].pop("pod-template-hash", None)
    return template


def settle(cluster):
    """Until the Deployment controller has seen every Deployment as it is now, and made a ReplicaSet of its template."""
    def seen():
        sets = collections.defaultdict(list)
        for (namespace, _), replica_set in cluster.live("ReplicaSet").items():
            for owner in replica_set["metadata"].get("ownerReferences", []):
                sets[namespace, owner["name"]].append(template_of(replica_set))
        return all(d.get("status", {}).get("observedGeneration") == d["metadata"]["generation"]
                   and d["spec"]["template"] in sets[key] for key, d in cluster.live("Deployment").items())
    cluster.wait_for("the Deployment controller", seen)
    return set(cluster.live("ReplicaSet"))


def restarted(cluster, flags, folder, made, known):
    """What is wrong with new ReplicaSets when a template changes, once for each strategy: there must be one."""
    changed = {}
    for thing in made:
        if thing["kind"] == "Deployment":
            changed.setdefault(thing["spec"].get("strategy", {}).get("type", "RollingUpdate"), copy.deepcopy(thing))
    for thing in changed.values():
        thing["spec"]["template"]["metadata"].setdefault("annotations", {})["changed"] = "x"
    done = cluster.kubectl("apply", *flags, "-f", write(folder, "changed.json", list(changed.values())))
    new = len(settle(cluster) - known)
    return messages(done.stderr) + wanted(new == len(changed) > 0, f"{new} are new after a change of {list(changed)}")


def run_script(cluster, case, folder, text, moved):
    """The script of `adopt`, in the namespaces where the objects of its input are here."""
    for (_, where, _), thing in moved.items():
        text = text.replace(f"--namespace='{where}' ", f"--namespace='{thing['metadata']['namespace']}' ")
    path = os.path.join(folder, f"adopt-{case.name.replace('/', '-')}.sh")
    with open(path, "w") as f:
        f.write(text)
    done = cluster.with_kubectl(["sh", path])
    return [f"{case.name}: {done.stderr}"] if done.returncode else []


def adopt(cluster, case, live, folder, script):
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
    done = subprocess.run([AGENTRENDER, "adopt", "--namespace", "default", *([] if script else ["--output", "patches"]), *case.arguments],
                          input=json.dumps({"apiVersion": "v1", "kind": "List", "items": items}).encode(), capture_output=True)
    if done.returncode:
        return [f"{case.name}: {done.stderr.decode()}"]
    if script:
        return run_script(cluster, case, folder, done.stdout.decode(), moved)
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
            for gone in (GONE, GONE_VARIABLE):
                if gone in json.dumps(thing):
                    yield f"{kind} {key[0]}/{key[1]} still has {gone}"


def run(cluster, cases, folder):
    # For `adopt` renders the Agents itself, and all of an input or nothing.
    cases = [case for case in cases if case.arguments and render(*case.arguments)[0] == 0]
    names = by_namespace(cases)
    summary = {}
    for mode, flags in MODES.items():
        # Part 1 has said what is refused, and why.
        refused = Listed("refused", named=[1]).column(1, mode)
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
            scripts = {case.name for case in moving[::SCRIPT_EACH]}
            wrong = cluster.all(lambda case: adopt(cluster, case, live, folder, case.name in scripts), moving)
            check(f"{mode}: adopt hands over what the controller owns", itertools.chain(*wrong))
        applied = cluster.kubectl("apply", *flags, "-f", write(folder, "taken.json", [with_more(t) for t in made]))
        after = settle(cluster)
        check(f"{mode}: what the controller made is taken over", messages(applied.stderr))
        check(f"{mode}: no Deployment got a new ReplicaSet",
              [f"{names[namespace]}: {name}" for namespace, name in after - before])
        later = cluster.kubectl("apply", *flags, "-f", write(folder, "later.json", made))
        check(f"{mode}: what the next input no longer has goes", messages(later.stderr) + list(leftovers(cluster)))
        check(f"{mode}: a change of a template is seen to make one", restarted(cluster, flags, folder, made, settle(cluster)))
        summary[mode] = {"taken over": len(made), "ReplicaSets before": len(before), "and after": len(after)}
        cluster.clear()
    return summary
