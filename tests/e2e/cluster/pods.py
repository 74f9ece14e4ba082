"""Part 3: a Pod of each rendered template, as a dry run, in namespaces that enforce the Pod Security Standards baseline
and restricted. The API server's verdict on each is that of `--pod-security`; tests/e2e/pod-security compares control by
control with the evaluator that is in the API server."""
import json
import subprocess

import yaml
from cases import Loader
from checks import AGENTRENDER, check
from cluster import Refused

LEVELS = ("baseline", "restricted")
VIOLATION = "AR0516"


def pod(deployment, namespace):
    template = deployment.fields["spec"]["template"]
    return {"apiVersion": "v1", "kind": "Pod", "spec": template["spec"],
            "metadata": {**template["metadata"], "name": "pod", "namespace": namespace}}


def verdict(cluster, level, deployment):
    """What the API server has against the Pod; nothing when it takes it."""
    try:
        cluster.post(f"/api/v1/namespaces/{level}/pods?dryRun=All", pod(deployment, level))
        return None
    except Refused as refused:
        return refused.message


def violations(level, arguments, stdin=None):
    """The objects that --pod-security finds at fault, as (kind, namespace, name)."""
    process = subprocess.run([AGENTRENDER, "validate", "--namespace", "default", "--report=json", "--pod-security", level,
                              *arguments], input=stdin, capture_output=True, timeout=60)
    found = [p for p in json.loads(process.stdout or process.stderr)
             if p["code"] == VIOLATION and p["severity"] == "error" and f"level {level}" in p["message"]]
    return {(p["object"]["kind"], p["object"].get("namespace", "default"), p["object"]["name"]) for p in found}


def without_others(case, namespace, agent):
    """The input of a case without its other Agents."""
    with open(case.arguments[-1]) as f:
        objects = [o for o in yaml.load_all(f, Loader=Loader) if o]
    kept = [o for o in objects if o["kind"] != "Agent" or
            (o["metadata"]["name"], o["metadata"].get("namespace", namespace)) == (agent, namespace)]
    return "---\n".join(json.dumps(o) + "\n" for o in kept).encode()


def refused_by_us(level, case):
    """The Agents, as (namespace, name). Of a template at fault a finding does not say for which Agents, so each of them is
    asked about alone."""
    found = violations(level, case.arguments)
    agents = [agent_of(deployment) for deployment in case.of("Deployment")]
    if all(kind == "Agent" for kind, _, _ in found):
        return {(namespace, name) for _, namespace, name in found}
    return {one for one in agents if violations(level, [*case.arguments[:-1], "-"], without_others(case, *one))}


def agent_of(deployment):
    return deployment.was_in, deployment.metadata["labels"]["kubeopencode.io/agent"]


def run(cluster, cases, _folder):
    cases = [case for case in cases if case.arguments]
    deployments = [(case, o) for case in cases for o in case.of("Deployment")]
    summary = {"Pods": len(deployments)}
    for level in LEVELS:
        cluster.create_namespaces([level], {"pod-security.kubernetes.io/enforce": level})
        theirs = cluster.all(lambda pair: verdict(cluster, level, pair[1]), deployments)
        ours = dict(zip(map(id, cases), cluster.all(lambda case: refused_by_us(level, case), cases)))
        wrong, counts = [], {"refused": 0, "for runAsNonRoot alone": 0}
        for (case, deployment), message in zip(deployments, theirs):
            known = agent_of(deployment) in ours[id(case)]
            if known != bool(message) or (message and f'violates PodSecurity "{level}:' not in message):
                wrong.append(f"{case.name}: {deployment.name}: --pod-security {'refuses' if known else 'takes'} it: {message}")
            counts["refused"] += bool(message)
            counts["for runAsNonRoot alone"] += bool(message) and message.partition('": ')[2].startswith("runAsNonRoot")
        check(f"{level}: the API server's verdict on each Pod is that of --pod-security", wrong)
        summary[level] = counts
    return summary
