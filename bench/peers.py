"""The tools that agentrender is compared with, and how each renders the same objects from a template of its own.

All get the values that differ between Agents (name, team, text and the hash of the text) as one file. The hash is
given, so that no tool loses time with it. The values are YAML where people write them so, else JSON, which is quicker
to read.
"""

import json
import pathlib

import yaml

BENCH = pathlib.Path(__file__).resolve().parent
DEPS = BENCH.parent / ".deps"


class Peer:
    def __init__(self, name, installed_as, command, suffix="json", tool=None, folder=DEPS / "bench"):
        self.name, self.command, self.suffix = name, command, suffix
        self.tool = folder / (tool or f"bin/{installed_as}")
        self.stamps, self.stamp = folder / "stamps", installed_as + "-"

    def version(self):
        """As the installing script has stamped it; None when the tool is not installed."""
        stamps = list(self.stamps.glob(f"{self.stamp}[v0-9]*"))
        return stamps[0].name.removeprefix(self.stamp) if stamps and self.tool.exists() else None

    def argv(self, folder):
        """The command that renders values.json or values.yaml of `folder`, whose name ends in what the tool wants."""
        return [self.tool, *self.command(folder / f"values.{self.suffix}")]


def helm(values):
    return ["template", "fleet", BENCH / "helm", "-f", values]


PEERS = [
    Peer("minijinja-cli", "minijinja-cli",
         lambda values: ["--autoescape", "none", BENCH / "minijinja/agents.yaml.j2", values]),
    Peer("gomplate", "gomplate", lambda values: ["-d", f"values={values}", "-f", BENCH / "gomplate/agents.yaml.tmpl"]),
    Peer("Helm 4", "helm4", helm, "yaml", folder=DEPS),
    Peer("Helm 3", "helm3", helm, "yaml", folder=DEPS),
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
