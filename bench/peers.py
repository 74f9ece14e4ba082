"""The tools that agentrender is compared with, and how each renders the same objects from a template of its own.

They are compared twice. In SAME_WORK each reads the Agents that agentrender reads, from the same file, with the YAML
reader it has, and takes from them what its template wants (bench/same-work). In FOUR_STRINGS each gets what differs
between the Agents (name, team, text and the hash of the text) as a file of values, and the rest stands in its template
(bench/four-strings). The values are YAML where people write them so, else JSON, which is quicker to read.
"""

import json
import pathlib

import yaml

BENCH = pathlib.Path(__file__).resolve().parent
DEPS = BENCH.parent / ".deps"
SAME_WORK, FOUR_STRINGS = WORKS = "same-work", "four-strings"
AGENTS = "agents.yaml"  # what all read in SAME_WORK


class Peer:
    """`commands` has for each of the two works what stands behind the tool's name; called with the folder of the input,
    and with that of the templates."""

    def __init__(self, name, installed_as, commands, tool=None, folder=DEPS / "bench"):
        self.name, self.commands = name, commands
        self.tool = folder / (tool or f"bin/{installed_as}")
        self.stamps, self.stamp = folder / "stamps", installed_as + "-"

    def version(self):
        """As the installing script has stamped it; None when the tool is not installed."""
        stamps = list(self.stamps.glob(f"{self.stamp}[v0-9]*"))
        return stamps[0].name.removeprefix(self.stamp) if stamps and self.tool.exists() else None

    def argv(self, work, folder):
        """The command that renders what stands in `folder`."""
        return [self.tool, *self.commands[work](folder, BENCH / work)]


def works(same_work, four_strings):
    return {SAME_WORK: same_work, FOUR_STRINGS: four_strings}


def hash_given(folder):
    """minijinja-cli has no hash function, so it is told the hash, which is the same for all Agents here."""
    return f"hash={json.loads((folder / 'values.json').read_text())['agents'][0]['hash']}"


HELM = works(lambda given, bench: ["template", "fleet", bench / "helm", "-f", given / AGENTS],
             lambda given, bench: ["template", "fleet", bench / "helm", "-f", given / "values.yaml"])

PEERS = [
    Peer("minijinja-cli", "minijinja-cli", works(
        lambda given, bench: ["--autoescape", "none", "-D", hash_given(given), bench / "minijinja/agents.yaml.j2",
                              given / AGENTS],
        lambda given, bench: ["--autoescape", "none", bench / "minijinja/agents.yaml.j2", given / "values.json"])),
    Peer("gomplate", "gomplate", works(
        lambda given, bench: ["-d", f"agents={given / AGENTS}", "-f", bench / "gomplate/agents.yaml.tmpl"],
        lambda given, bench: ["-d", f"values={given / 'values.json'}", "-f", bench / "gomplate/agents.yaml.tmpl"])),
    Peer("Helm 4", "helm4", HELM, folder=DEPS),
    Peer("Helm 3", "helm3", HELM, folder=DEPS),
    Peer("go-jsonnet", "go-jsonnet", works(
        *[lambda given, bench: ["-y", "-J", given, bench / "jsonnet/agents.jsonnet"]] * 2)),
    Peer("KCL", "kcl", works(
        lambda given, bench: [bench / "kcl/run.py", bench / "kcl/agents.k", given / AGENTS],
        lambda given, bench: [bench / "kcl/run.py", bench / "kcl/agents.k", given / "values.json"]), "kcl/bin/python"),
    Peer("CUE", "cue", works(
        lambda given, bench: ["export", bench / "cue/agents.cue", given / AGENTS, "-e", "objects", "--out", "json"],
        lambda given, bench: ["export", bench / "cue/agents.cue", given / "values.json", "-e", "objects", "--out",
                              "json"])),
    Peer("ytt", "ytt", works(
        lambda given, bench: ["-f", bench / "ytt", "--data-values-file", given / AGENTS],
        lambda given, bench: ["-f", bench / "ytt", "--data-values-file", given / "values.yaml"])),
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
