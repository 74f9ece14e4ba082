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
            ours = documents(file.read_text(encoding="utf-8", errors="replace"))
            if ours:
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


FIELD_RULE = re.compile(r'^FIELD_RULE\("([^"]+)"', re.MULTILINE)


def has_place(schema, names):
    """Whether a schema describes the field that the names lead to; an item is [], an entry is *."""
    for name in names:
        schema = schema.get("anyOf", [schema])[0] if "anyOf" in schema else schema
        inside = {"[]": schema.get("items"), "*": schema.get("additionalProperties")}
        schema = inside[name] if name in inside else schema.get("properties", {}).get(name)
        if not schema:
            return False
    return True


def check_places(schema):
    """Every row of field_rules.def is about a place that there is."""
    rows = FIELD_RULE.findall((ROOT / "core" / "fields" / "field_rules.def").read_text())
    types, kinds = schema["definitions"], [schema["definitions"][kind] for kind in OURS]
    failures = [] if rows else ["field_rules.def has no rows"]
    for place in rows:
        first, *rest = place.replace("[]", ".[]").split(".")
        there = has_place(types[first], rest) if first in types else any(has_place(kind, [first, *rest]) for kind in kinds)
        if not there:
            failures.append(f"field_rules.def: there is no {place}")
    return failures


def main(program):
    schema = json.loads(subprocess.run([program, "schema"], capture_output=True, check=True).stdout)
    again = subprocess.run([program, "schema"], capture_output=True, check=True).stdout
    assert json.loads(again) == schema
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    failures = check_inputs(program, validator) + check_places(schema) + check_others(program)
    failures += probes.check(program, validator)
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
