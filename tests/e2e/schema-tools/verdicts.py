"""verdicts.py TOOLS: what each tool says of each resource of the golden cases, which must be the same.

Each resource is a file of its own in JSON, so that how a tool reads YAML is not what is compared.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tests/e2e"), str(ROOT / "tests/e2e/schema")]
from check import inputs
from checks import AGENTRENDER, check, finish, wanted

# Cases that a tool cannot read at all: kubeconform's YAML reader takes keys of up to 1,024 bytes.
UNREADABLE = {"kubeconform": "read-key-too-long"}

HERE = pathlib.Path(__file__).resolve().parent
TOOLS = pathlib.Path(sys.argv[1]).resolve()


def in_json(resource):
    """The resource in JSON; None when JSON has no such number, or aliases make it very large."""
    text = ""
    try:
        for part in json.JSONEncoder(allow_nan=False, default=str).iterencode(resource):
            text += part
            if len(text) > 1 << 20:
                return None
    except (ValueError, RecursionError):
        return None
    return text


def write_resources(folder):
    names = []
    for case, _, resources in inputs():
        for number, resource in enumerate(resources):
            text = in_json(resource)
            if text is not None:
                names.append(f"{case}-{number}-{len(names)}.json")
                (folder / names[-1]).write_text(text)
    # Integers at the ends of an int64, which some tools read as doubles.
    for number in (2**63, 2**63 - 1, -(2**63), 2**53 + 1, 0):
        git = {"repository": "r", "depth": number}
        spec = {"workspaceDir": "/w", "serviceAccountName": "s", "contexts": [{"type": "Git", "mountPath": "m", "git": git}]}
        names.append(f"depth{number}.json")
        agent = {"apiVersion": "kubeopencode.io/v1alpha1", "kind": "Agent", "metadata": {"name": "a"}, "spec": spec}
        (folder / names[-1]).write_text(json.dumps(agent))
    return names


def output_of(*command):
    run = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=900)
    if run.stderr.strip():
        print(run.stderr.strip()[-1000:])
    return run.stdout


def kubeconform(schema, folder):
    program = os.environ.get("KUBECONFORM")
    if not program:
        return None
    report = json.loads(output_of(program, "-strict", "-verbose", "-output", "json", "-schema-location", schema, folder))
    return {pathlib.Path(r["filename"]).name for r in report["resources"] if r["status"] == "statusValid"}


def check_jsonschema(schema, folder):
    files = sorted(folder.iterdir())
    report = json.loads(output_of(TOOLS / "bin/check-jsonschema", "--output-format", "json", "--schemafile", schema, *files))
    wrong = {pathlib.Path(e["filename"]).name for e in report["errors"]}
    return {file.name for file in files} - wrong


def ajv(schema, folder):
    return set(json.loads(output_of("node", HERE / "ajv.cjs", TOOLS / "node_modules/ajv", schema, folder)))


def yaml_language_server(schema, folder):
    program = TOOLS / "node_modules/yaml-language-server/bin/yaml-language-server"
    return set(json.loads(output_of("node", HERE / "language-server.mjs", program, schema, folder)))


def main():
    with tempfile.TemporaryDirectory() as scratch:
        schema, folder = pathlib.Path(scratch, "agents.schema.json"), pathlib.Path(scratch, "resources")
        schema.write_text(output_of(AGENTRENDER, "schema"))
        check("the schema says where it is from", wanted(json.loads(schema.read_text()).get("$id", "").startswith("https://"), "no $id"))
        other = pathlib.Path(scratch, "other.schema.json")
        for arguments in (["AgentRender"], ["GitRevisions"], ["--controller", "v0.1.9"]):
            other.write_text(output_of(AGENTRENDER, "schema", *arguments))
            taken = output_of("node", HERE / "ajv.cjs", TOOLS / "node_modules/ajv", other).strip()
            check(f"ajv, strict: schema {' '.join(arguments)}", wanted(taken == "[]", "is not taken"))
        folder.mkdir()
        names = write_resources(folder)
        check(f"{len(names)} resources", wanted(len(names) > 700, "too few"))
        first = check_jsonschema(schema, folder)
        check(f"check-jsonschema takes {len(first)}", wanted(100 < len(first) < len(names), "none or all"))
        for tool in (ajv, kubeconform, yaml_language_server):
            taken = tool(schema, folder)
            if taken is None:
                print(f"no {tool.__name__} here")
                continue
            differ = sorted(n for n in first ^ taken if not n.startswith(UNREADABLE.get(tool.__name__, "/")))
            check(f"{tool.__name__} takes the same",
                  [f"only {tool.__name__ if n in taken else 'check-jsonschema'} takes {n}" for n in differ])
    finish()


main()
