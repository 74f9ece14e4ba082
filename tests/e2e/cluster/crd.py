"""Part 2: every Agent, AgentTemplate and KubeOpenCodeConfig of the golden inputs and examples is sent through the
CustomResourceDefinitions of `agentrender schema --format crd`, with strict field validation, as a dry run. The API
server and `agentrender validate` agree on each input, but where known/crd.tsv says why not.

The definitions are ours, so this shows that a cluster can hold what we read and refuses what we refuse; it does not show
what KubeOpenCode's own definitions say: that is for `scripts/upstream CHECKOUT --cluster`, which gives a folder of them
(`run --definitions FOLDER crd takeover`). They know fewer rules: then only what they refuse alone is looked at, against
known/upstream.tsv.
"""
import collections
import glob
import json
import os
import re
import subprocess

import yaml
from apply import messages
from cases import Loader, arguments_of
from checks import AGENTRENDER, ROOT, check
from cluster import Refused
from listed import Listed

GROUP = "kubeopencode.io/v1alpha1"
PLURALS = {"Agent": "agents", "AgentTemplate": "agenttemplates", "KubeOpenCodeConfig": "kubeopencodeconfigs"}
CLUSTER_WIDE = {"KubeOpenCodeConfig"}


def install(cluster, text, folder):
    path = os.path.join(folder, "crd.yaml")
    with open(path, "w") as f:
        f.write(text)
    # Client-side apply would put all of it into an annotation, which is too small for that.
    applied = cluster.kubectl("apply", "--server-side", "-f", path)
    check("the definitions are structural and are taken", messages(applied.stderr))
    if applied.returncode:
        raise RuntimeError("there is nothing to send Agents through")
    cluster.wait_for("the definitions", lambda: all(
        cluster.get(f"/apis/{GROUP}/{'' if kind in CLUSTER_WIDE else 'namespaces/default/'}{plural}")
        for kind, plural in PLURALS.items()))


def ours():
    return subprocess.run([AGENTRENDER, "schema", "--format", "crd"], capture_output=True, check=True, text=True).stdout


def inputs():
    golden = sorted(glob.glob(os.path.join(ROOT, "tests/golden/*/*/input.yaml")))
    # The definitions are those of the controller that is followed unless told otherwise.
    golden = [path for path in golden if "--controller" not in arguments_of(os.path.dirname(path))]
    return golden + sorted(glob.glob(os.path.join(ROOT, "examples/**/*.yaml"), recursive=True))


class Sent:
    """A document of one of our kinds, as it was written."""

    def __init__(self, input_path, text, fields):
        self.input, self.text = input_path, text
        self.kind = fields["kind"]
        metadata = fields.get("metadata")
        namespace = metadata.get("namespace") if isinstance(metadata, dict) else None
        self.namespace = namespace if isinstance(namespace, str) and namespace else "default"

    def url(self):
        place = "" if self.kind in CLUSTER_WIDE else f"namespaces/{self.namespace}/"
        return f"/apis/{GROUP}/{place}{PLURALS[self.kind]}?dryRun=All&fieldValidation=Strict"


def documents(path):
    with open(path, "rb") as f:
        text = f.read().decode("utf-8", errors="surrogateescape")
    for part in re.split(r"^---.*\n?", text, flags=re.M):
        try:
            fields = yaml.load(part, Loader=Loader)
        except (yaml.YAMLError, ValueError):
            continue  # what is no YAML at all is the reader's concern: tests/e2e/go-yaml
        if isinstance(fields, dict) and fields.get("apiVersion") == GROUP and fields.get("kind") in PLURALS:
            yield Sent(path, part, fields)


def errors_of(path):
    """The codes of the errors that validate finds."""
    process = subprocess.run([AGENTRENDER, "validate", "--namespace", "default", "--report=json",
                              *arguments_of(os.path.dirname(path)), path], capture_output=True, timeout=60)
    return sorted({p["code"] for p in json.loads(process.stdout or process.stderr) if p["severity"] == "error"})


def verdict(cluster, sent):
    """None when the API server takes it, else what it says."""
    try:
        body = sent.text.encode("utf-8", errors="surrogateescape")
        cluster.request("POST", sent.url(), body, "application/yaml")
    except Refused as refused:
        return refused.message


def definitions_in(folder):
    """Those of our three kinds in a folder of someone else's."""
    found = []
    for path in sorted(glob.glob(os.path.join(folder, "*.y*ml"))):
        with open(path) as f:
            text = f.read()
        names = (yaml.safe_load(text).get("spec") or {}).get("names") or {}
        if names.get("kind") in PLURALS:
            found.append(text)
    return "---\n".join(found)


def run(cluster, _cases, folder, definitions=None):
    install(cluster, definitions_in(definitions) if definitions else ours(), folder)
    known = Listed("upstream" if definitions else "crd")
    paths = inputs()
    sent = [document for path in paths for document in documents(path)]
    cluster.create_namespaces({s.namespace for s in sent if re.fullmatch("[a-z0-9-]{1,63}", s.namespace)})
    theirs = {}
    for document, message in zip(sent, cluster.all(lambda s: verdict(cluster, s), sent)):
        theirs.setdefault(document.input, []).append(message)
    paths = list(theirs)
    looser, stricter, both = [], [], 0
    for path, codes in zip(paths, cluster.all(errors_of, paths)):
        name = os.path.relpath(path, ROOT)
        name = os.path.basename(os.path.dirname(path)) if name.startswith("tests/golden/") else name
        refusal = next((m for m in theirs[path] if m), None)
        both += bool(refusal and codes)
        if refusal and not codes:
            looser.append((name, refusal))
        elif codes and not refusal:
            stricter.append((name, " ".join(codes)))
    check("what the definitions refuse, validate refuses",
          [f"{name}: {why[:300]}" for name, why in looser if not known.has("crd", name, why)])
    if definitions:
        print("# refused by validate alone:", json.dumps(collections.Counter(codes for _, codes in stricter)))
    else:
        check("what validate refuses, the definitions refuse, or cannot see",
              [f"{name}: {codes}" for name, codes in stricter if not known.has("validate", name, codes)])
    known.finish()
    return {"sent": len(sent), "inputs": len(paths), "refused by both": both, "by the definitions alone": len(looser),
            "by validate alone": len(stricter)}
