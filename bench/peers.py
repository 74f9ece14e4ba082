"""The tools that agentrender is compared with, and how each renders the same objects from a template of its own.

All get the values that differ between Agents (name, team, text and the hash of the text) as one file. The hash is
given, so that no tool loses time with it. The values are YAML where people write them so, else JSON, which is quicker
to read.
"""

import json
import pathlib

import yaml

BENCH = pathlib.Path(__file__).resolve().parent
TOOLS = BENCH.parent / ".deps" / "bench"


class Peer:
    def __init__(self, name, installed_as, command, suffix="json", tool=None):
        self.name, self.installed_as, self.command, self.suffix = name, installed_as, command, suffix
        self.tool = TOOLS / (tool or f"bin/{installed_as}")

    def version(self):
        """As bench/install-peers has stamped it; None when the tool is not installed."""
        stamps = list((TOOLS / "stamps").glob(f"{self.installed_as}-[v0-9]*"))
        return stamps[0].name.removeprefix(self.installed_as + "-") if stamps and self.tool.exists() else None

    def argv(self, folder):
        """The command that renders values.json or values.yaml of `folder`, whose name ends in what the tool wants."""
        return [self.tool, *self.command(folder / f"values.{self.suffix}")]


PEERS = [
    Peer("minijinja-cli", "minijinja-cli",
         lambda values: ["--autoescape", "none", BENCH / "minijinja/agents.yaml.j2", values]),
    Peer("gomplate", "gomplate", lambda values: ["-d", f"values={values}", "-f", BENCH / "gomplate/agents.yaml.tmpl"]),
    Peer("Helm 4", "helm4", lambda values: ["template", "fleet", BENCH / "helm", "-f", values], "yaml"),
    Peer("Helm 3", "helm3", lambda values: ["template", "fleet", BENCH / "helm", "-f", values], "yaml"),
    Peer("go-jsonnet", "go-jsonnet", lambda values: ["-y", "-J", values.parent, BENCH / "jsonnet/agents.jsonnet"]),
    Peer("KCL", "kcl", lambda values: [BENCH / "kcl/run.py", BENCH / "kcl/agents.k", values], tool="kcl/bin/python"),
    Peer("CUE", "cue", lambda values: ["export", BENCH / "cue/agents.cue", values, "-e", "objects", "--out", "json"]),
    Peer("ytt", "ytt", lambda values: ["-f", BENCH / "ytt", "--data-values-file", values], "yaml"),
]

# Known, and not measured by bench/run.
ELSEWHERE = {
    "timoni": "its module is not in the registry that was used",
    "cdk8s": "a program in a general language and a library, no template",
    "kustomize generators": "over 90 s for 1000 Agents when they were tried once",
}


def write_values(folder, values):
    """Writes the same list of dictionaries as values.json and values.yaml."""
    text = json.dumps({"agents": values})
    (folder / "values.json").write_text(text)
    with open(folder / "values.yaml", "w", encoding="utf-8") as f:
        yaml.dump({"agents": values}, f, Dumper=yaml.CSafeDumper, sort_keys=False)


def objects(path):
    """The objects of a file with YAML documents or a JSON list, by kind and name: tools differ in the order."""
    text = path.read_text()
    if text.startswith("["):
        documents = json.loads(text)
    else:
        documents = [document for document in yaml.load_all(text, Loader=yaml.CSafeLoader) if document]
    return {(document["kind"], document["metadata"]["name"]): document for document in documents}
