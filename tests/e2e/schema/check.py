"""Compares the JSON Schema's verdicts on golden inputs with those of `agentrender validate`."""

import json
import pathlib
import re
import subprocess
import sys

import jsonschema
import probes
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "golden"
OURS = {"Agent", "AgentTemplate", "KubeOpenCodeConfig"}
CODE = re.compile(r" error: .*\[(AR\d+)\]$", re.MULTILINE)


def documents(text):
    """The resources of ours in a text; none when another reader of YAML cannot read it as ours does."""
    try:
        loaded = list(yaml.safe_load_all(text))
    except Exception:
        return []
    while any(isinstance(d, dict) and isinstance(d.get("items"), list) for d in loaded):
        loaded = [i for d in loaded for i in (d["items"] if isinstance(d, dict) and isinstance(d.get("items"), list) else [d])]
    return [
        d
        for d in loaded
        if isinstance(d, dict) and d.get("apiVersion") == "kubeopencode.io/v1alpha1" and d.get("kind") in OURS
    ]


RENDER = {"apiVersion": "render.kubeopencode.io/v1alpha1", "metadata": {"name": "a"}}
CONFIG = RENDER | {"kind": "AgentRender"}
PINS = RENDER | {"kind": "GitRevisions"}
COMMIT = "0123456789012345678901234567890123456789"
# A schema of one kind, an object, and whether it fits.
OTHERS = [
    ("AgentRender", CONFIG, True),
    ("AgentRender", CONFIG | {"spec": {"images": [{"name": "a", "newTag": "1"}], "strictness": "Lenient"}}, True),
    ("AgentRender", CONFIG | {"spec": {"defaults": {"resources": {"limits": {"cpu": 1}}}, "hashSuffix": True}}, True),
    ("AgentRender", CONFIG | {"spec": {"hashSufix": True}}, False),
    ("AgentRender", CONFIG | {"spec": {"images": [{"newTag": "1"}]}}, False),
    ("AgentRender", CONFIG | {"spec": {"strictness": "strict"}}, False),
    ("AgentRender", PINS, False),
    ("GitRevisions", PINS | {"revisions": [{"repository": "r", "ref": "main", "commit": COMMIT}]}, True),
    ("GitRevisions", PINS | {"revisions": [{"repository": "r", "commit": COMMIT}]}, False),
]


def check_others(program):
    """The schemas of kinds that are not the Agents'."""
    failures = []
    for kind, document, fits in OTHERS:
        schema = json.loads(subprocess.run([program, "schema", kind], capture_output=True, check=True).stdout)
        jsonschema.Draft7Validator.check_schema(schema)
        if jsonschema.Draft7Validator(schema).is_valid(document) != fits:
            failures.append(f"{kind}: {document} should {'' if fits else 'not '}fit its schema")
    return failures


def inputs():
    """The golden inputs that have resources of ours: the case's name, the file and the resources."""
    for case in sorted(p for p in GOLDEN.glob("*/*") if p.is_dir() and not (p / "options").exists()):
        for file in sorted(case.glob("*.yaml" if case.parent.name == "bad" else "input*.yaml")):
            text = file.read_text(encoding="utf-8", errors="replace")
            ours = documents(text)
            # Settings change what is refused: a field's own schema cannot know them.
            if ours and "kind: AgentRender" not in text:
                yield case.name, file, ours


def check_inputs(program, validator):
    """What renders fits; what does not fit is refused; what is refused and fits is explained."""
    unseen = yaml.safe_load((pathlib.Path(__file__).parent / "unseen.yaml").read_text())
    failures, valid, seen, explained = [], 0, 0, set()
    for name, file, ours in inputs():
        run = subprocess.run([program, "validate", str(file)], capture_output=True, text=True)
        codes = set(CODE.findall(run.stdout + run.stderr))
        complaint = next((e for d in ours for e in validator.iter_errors(d)), None)
        if run.returncode == 0:
            valid += 1
            if complaint:
                failures.append(f"{name}: renders, and the schema says {complaint.message[:300]}")
        elif complaint:
            seen += 1
        elif name in unseen["cases"]:
            explained.add(name)
        elif not codes or codes - unseen["codes"].keys():
            failures.append(f"{name}: the schema does not see {', '.join(sorted(codes))}, and unseen.yaml says not why")
    failures += [f"{name}: stands in unseen.yaml without need" for name in unseen["cases"].keys() - explained]
    print(f"{valid} inputs render, and the schema takes them; it refuses {seen} that do not render")
    return failures if valid else ["no input renders"]


def check_patterns(schema):
    """RE2, which knows no lookaheads, loads every pattern."""
    lookahead = re.compile(r"\(\?[=!<]")
    found = []

    def walk(node):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
            if key == "pattern" and isinstance(value, str) and lookahead.search(value):
                found.append(f"RE2 does not load {value}")
            walk(value)

    walk(schema)
    return found


def main(program):
    schema = json.loads(subprocess.run([program, "schema"], capture_output=True, check=True).stdout)
    again = subprocess.run([program, "schema"], capture_output=True, check=True).stdout
    assert json.loads(again) == schema
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    failures = check_inputs(program, validator) + check_patterns(schema) + check_others(program)
    failures += probes.check_templates(program, validator)
    failures += probes.check(program, validator)
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
