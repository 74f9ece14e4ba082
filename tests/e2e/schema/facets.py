"""Each facet of an Agent's own fields in `agentrender schema --format crd` has a value that it alone refuses: an Agent in
tests/golden/bad/facets-*, which validate refuses as well (the golden test says so) and the API server (e2e/cluster sends
it). A definition that has lost a facet takes its Agent, and a new facet has none: both fail here, without a cluster. An
AgentTemplate's definition is held against the same values. Not asked: maxLength, and what podSpec takes over from core/v1."""
import glob
import json
import os
import re
import subprocess
import sys

import jsonschema
import yaml

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from checks import AGENTRENDER, ROOT, check, finish, wanted

KEYWORDS = ("pattern", "enum", "minLength", "minimum", "maximum")
KINDS = ("Agent", "AgentTemplate")


def controllers():
    """The versions that the golden cases name, and that followed by default, the latest first."""
    found = {""}
    for path in glob.glob(os.path.join(ROOT, "tests/golden/*/*/args")) + glob.glob(os.path.join(ROOT, "tests/golden/*/*/options")):
        with open(path) as f:
            found.update("v" + version for version in re.findall(r"controller v?([\d.]+)", f.read()))
    return sorted(found, reverse=True)


def definitions(controller):
    """The schema of the spec of each kind."""
    options = ["--controller", controller] if controller else []
    text = subprocess.run([AGENTRENDER, "schema", "--format", "crd", *options], check=True, capture_output=True).stdout
    for one in yaml.load_all(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if one and one["spec"]["names"]["kind"] in KINDS:
            yield one["spec"]["names"]["kind"], one["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"]


def facets(schema, place="spec"):
    """(place, keyword) of each; of required, with the field's name."""
    yield from ((place, keyword) for keyword in KEYWORDS if keyword in schema)
    yield from ((place, f"required {name}") for name in schema.get("required", []))
    for name, field in schema.get("properties", {}).items():
        if (place, name) != ("spec", "podSpec"):
            yield from facets(field, f"{place}.{name}")
    for below, end in (("items", "[]"), ("additionalProperties", ".*")):
        if isinstance(schema.get(below), dict):
            yield from facets(schema[below], place + end)


def places(schema, place="spec"):
    yield place
    for name, field in schema.get("properties", {}).items():
        yield from places(field, f"{place}.{name}")
    for below, end in (("items", "[]"), ("additionalProperties", ".*")):
        if isinstance(schema.get(below), dict):
            yield from places(schema[below], place + end)


def refused(validator, spec):
    """(place, keyword) of each that a spec violates."""
    for error in validator.iter_errors(spec):
        words = ["spec"]
        steps = list(error.absolute_schema_path)
        for number, step in enumerate(steps[:-1]):
            if steps[number - 1:number] == ["properties"]:
                words.append("." + step)
            elif step in ("items", "additionalProperties"):
                words.append("[]" if step == "items" else ".*")
        name = re.match("'(.*)' is a required", error.message) if error.validator == "required" else None
        yield "".join(words), error.validator + (f" {name[1]}" if name else "")


def agents():
    for path in sorted(glob.glob(os.path.join(ROOT, "tests/golden/bad/facets-*/input.yaml"))):
        with open(path) as f:
            for agent in yaml.safe_load_all(f):
                yield agent["metadata"]["name"], agent["spec"]


def check_definition(of, schema, agents, violated):
    """`violated` is the facet of each Agent by the latest definition of Agents, which is filled here first."""
    validator, own, there, wrong = jsonschema.Draft7Validator(schema), set(facets(schema)), set(places(schema)), []
    for name, spec in agents:
        found = list(refused(validator, spec))
        if name not in violated and len(found) == 1:
            violated[name] = found[0]
        # Not each definition has each field; unknown fields are no facet.
        if found != [violated.get(name)] and (found or violated.get(name, ("spec",))[0] in there):
            wrong.append(f"{name}: {found or 'it is taken'}")
    check(f"{of}: each Agent violates one facet", wrong)
    check(f"{of}: each of {len(own)} facets has an Agent",
          [f"{place} {keyword}" for place, keyword in sorted(own - set(violated.values()))] + wanted(len(own) > 70, "too few"))


def main():
    violated, all_agents = {}, list(agents())
    for controller in controllers():
        for kind, schema in definitions(controller):
            check_definition(f"{kind}, {controller or 'default'}", schema, all_agents, violated)
    finish()


main()
