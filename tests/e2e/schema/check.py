"""Compares the JSON Schema's verdicts on golden inputs with those of `agentrender validate`."""

import pathlib
import subprocess
import sys

import json

import jsonschema
import yaml

GOLDEN = pathlib.Path(__file__).parents[2] / "golden"
OURS = {"Agent", "AgentTemplate", "KubeOpenCodeConfig"}
# What the schema is asked about. The others are not about one field, or about how a text is written.
FIELD_CODES = {"AR0301", "AR0302", "AR0303", "AR0304", "AR0305"}
# Bad inputs with a field code that a schema without our rules cannot see, as a share of all with such a code.
LEAST_SEEN = 0.6


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


def main(program):
    schema = json.loads(subprocess.run([program, "schema"], capture_output=True, check=True).stdout)
    again = subprocess.run([program, "schema"], capture_output=True, check=True).stdout
    assert json.loads(again) == schema
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    failures, valid, refused, field_cases, seen = [], 0, 0, 0, 0
    for case in sorted(p for p in GOLDEN.glob("*/*") if p.is_dir()):
        if (case / "options").exists():
            continue
        for file in sorted(case.glob("*.yaml")):
            if case.parent.name != "bad" and not file.name.startswith("input"):
                continue
            text = file.read_text(encoding="utf-8", errors="replace")
            ours = documents(text)
            if not ours:
                continue
            run = subprocess.run([program, "validate", str(file)], capture_output=True, text=True)
            complaints = [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for d in ours for e in validator.iter_errors(d)]
            found = {code for code in FIELD_CODES if code in run.stdout + run.stderr}
            if run.returncode == 0:
                valid += 1
                if complaints:
                    failures.append(f"{case.name}: renders, and the schema says {complaints[0][:300]}")
            else:
                refused += 1
                field_cases += bool(found)
                seen += bool(found and complaints)
    failures += check_others(program)
    for failure in failures:
        print(failure)
    print(f"{valid} inputs render, {refused} do not; the schema sees {seen} of {field_cases} with a mistake in a field")
    if field_cases and seen < LEAST_SEEN * field_cases:
        failures.append("the schema sees too little")
    return 1 if failures or not valid else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
