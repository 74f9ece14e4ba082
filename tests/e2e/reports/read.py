"""Reports of the bad golden cases and of made-up files: SARIF is valid and says what the JSON report says; JUnit is what
junitparser reads, with a test case for each file; --exclude leaves out what it names."""
import glob
import json
import os
import sqlite3
import sys
import tempfile
import urllib.parse

import jsonschema
import junitparser
from importlib import metadata

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from checks import AGENTRENDER, ROOT, arguments_of, check, finish, run

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
AGENT = """apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata: {name: %s, namespace: team}
spec:
  workspaceDir: /w
  serviceAccountName: s
  %s
"""


def wanted(condition, message):
    return [] if condition else [str(message)]


def schemas():
    """The schemas of SARIF 2.1.0, as schemastore keeps them: the last draft and the standard."""
    cache = metadata.distribution("schemastore").locate_file("schemastore/cache.sqlite")
    found = {}
    with sqlite3.connect(f"file:{cache}?mode=ro", uri=True) as store:
        for (value,) in store.execute("select value from responses"):
            if b"(SARIF) Version 2.1.0" not in value:
                continue
            text = value[value.index(b"{\r\n"):].decode("utf-8", "replace")
            schema = json.JSONDecoder().raw_decode(text)[0]
            if "rtm.5" in schema["title"] or "rtm" not in schema["title"]:
                found[schema["title"]] = schema
    return [jsonschema.validators.validator_for(schema)(schema) for schema in found.values()]


def validate(form, *arguments, **options):
    result = run([AGENTRENDER, "validate", "--report=" + form, *arguments], **options)
    return result.returncode, result.stderr.decode()


def place(finding):
    return finding.get("file"), finding.get("line"), finding.get("column")


def sarif_place(result, key="locations"):
    for location in result.get(key, [{}]):
        physical = location.get("physicalLocation")
        if physical:
            uri = urllib.parse.unquote(physical["artifactLocation"]["uri"]).removeprefix("file://")
            return uri, physical["region"]["startLine"], physical["region"]["startColumn"]
    return None, None, None


def compare(case, findings, log, validators):
    for validator in validators:
        for error in validator.iter_errors(log):
            yield f"{case}: {error.json_path}: {error.message}"
    results = log["runs"][0]["results"]
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    if len(results) != len(findings):
        yield f"{case}: {len(results)} results, {len(findings)} findings"
        return
    for finding, result in zip(findings, results):
        want = (finding["code"], LEVELS[finding["severity"]], place(finding), place(finding.get("other", {})))
        got = (result["ruleId"], result["level"], sarif_place(result), sarif_place(result, "relatedLocations"))
        if want != got or rules[result["ruleIndex"]]["id"] != result["ruleId"] or finding["message"] not in result["message"]["text"]:
            yield f"{case}: {got}, want {want}"


validators = schemas()
check("two schemas of SARIF 2.1.0", wanted(len(validators) == 2, f"{len(validators)}"))
folders = sorted(os.path.dirname(path) for path in glob.glob(os.path.join(ROOT, "tests/golden/bad/*/input.yaml")))
problems, seen, failures, addresses = [], 0, [], set()
for folder in folders:
    case, path = os.path.basename(folder), os.path.join(folder, "input.yaml")
    arguments = [word for word in arguments_of(folder) if word not in ("-k", "--keep-going", "--annotate")]
    status, text = validate("json", *arguments, path)
    if not text.startswith("["):
        continue  # the options are wrong
    findings = json.loads(text)
    seen += 1
    again, text = validate("sarif", *arguments, path)
    problems += wanted(again == status, f"{case}: status {again}, {status} with JSON")
    log = json.loads(text)
    problems += compare(case, findings, log, validators)
    addresses |= {rule["helpUri"].partition("#")[2] for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    again, text = validate("junit", *arguments, path)
    suite = list(junitparser.JUnitXml.fromstring(text))[0]
    errors = [f for f in findings if f["severity"] == "error"]
    said = "".join((r.text or "") for test in suite for r in test.result) + "".join(test.system_out or "" for test in suite)
    if again != status or (suite.failures > 0) != bool(errors) or any(f["code"] not in said for f in findings):
        failures.append(f"{case}: {suite.failures} failures, {len(errors)} errors: {text}")
check(f"SARIF of {seen} cases is valid and has the findings of the JSON report", problems + wanted(seen > 100, "too few"))
check("JUnit has them, too", failures)
with open(os.path.join(ROOT, "docs/problems.md"), encoding="utf-8") as f:
    anchors = {"".join("-" if c == " " else c for c in line[4:].strip().lower() if c.isalnum() or c in " -_") for line in f if line.startswith("### AR")}
check("a rule's address has a heading of docs/problems.md", [a for a in sorted(addresses) if a not in anchors] + wanted(len(addresses) > 50, addresses))

with tempfile.TemporaryDirectory() as folder:
    def write(name, text):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write(text)

    write("good.yaml", AGENT % ("good", ""))
    write("a <b> & \"c\"/bad é#1.yaml", AGENT % ("bad", "agentImaeg: \"]]>\\x1b<x>\""))
    write("vendor/deep/other.yaml", AGENT % ("other", "agentImaeg: x"))
    log = json.loads(validate("sarif", ".", cwd=folder)[1])
    check("paths of any characters are URIs that can be read back",
          wanted({sarif_place(r)[0] for r in log["runs"][0]["results"]} == {"./a <b> & \"c\"/bad é#1.yaml", "./vendor/deep/other.yaml"}, log)
          + list(compare("made up", json.loads(validate("json", ".", cwd=folder)[1]), log, validators)))
    suite = list(junitparser.JUnitXml.fromstring(validate("junit", ".", cwd=folder)[1]))[0]
    check("a test case for each file, and those that are good pass",
          wanted([(test.name, len(test.result)) for test in suite] == [
              ("./a <b> & \"c\"/bad é#1.yaml", 1), ("./good.yaml", 0), ("./vendor/deep/other.yaml", 1)], [(t.name, t.result) for t in suite])
          + wanted((suite.tests, suite.failures) == (3, 2), (suite.tests, suite.failures)))
    status, text = validate("junit", "missing", cwd=folder)
    check("what is about no file is a test case by itself", wanted(status == 2 and "missing" in text and list(junitparser.JUnitXml.fromstring(text))[0].failures == 1, text))
    good = json.loads(validate("sarif", "good.yaml", "-q", cwd=folder)[1])
    check("without findings there is an empty list", wanted(good["runs"][0]["results"] == [], good) + [e.message for v in validators for e in v.iter_errors(good)])

    def excluded(*patterns):
        arguments = [word for pattern in patterns for word in ("--exclude", pattern)]
        return {f["file"] for f in json.loads(validate("json", "-q", *arguments, folder)[1])}
    every = {os.path.join(folder, "vendor/deep/other.yaml"), os.path.join(folder, "a <b> & \"c\"/bad é#1.yaml")}
    rest = {os.path.join(folder, "a <b> & \"c\"/bad é#1.yaml")}
    for patterns, want in (((), every), (["vendor"], rest), (["vendor/*"], rest), (["deep"], rest), (["other.yaml"], rest), (["*/other.yaml"], rest),
                           (["*.yaml"], set()), (["{vendor,a*}"], set()), (["vendor", "bad*"], set()), (["vend"], every), (["deep/other.yaml"], every),
                           (["*/deep/*"], rest)):
        check(f"--exclude {patterns}", wanted(excluded(*patterns) == want, excluded(*patterns)))
    status, text = validate("text", "--exclude=vendor", "vendor/deep/other.yaml", cwd=folder)
    check("a file that is named is read", wanted(status == 1, text))
    status, text = validate("text", "--exclude=vendor", ".", cwd=folder)
    check("what is left out is said", wanted("./vendor is skipped: --exclude" in text, text))
    for pattern in ("", "[", "{a"):
        result = run([AGENTRENDER, "render", "--exclude", pattern, folder])
        check(f"no pattern: {pattern!r}", wanted(result.returncode == 2 and b"--exclude takes a pattern" in result.stderr, result.stderr))
    result = run([AGENTRENDER, "render", "--exclude=" + "a" * 4000, "--exclude=" + "b" * 97, folder])
    check("patterns have a limit", wanted(result.returncode == 2 and b"--exclude takes at most 4096 bytes" in result.stderr, result.stderr))
    for i in range(3000):
        write(f"many/{'a' * 220}{i}.yaml", "")
    result = run([AGENTRENDER, "render", *["--exclude=" + "*a" * 60 + f"b{i}" for i in range(30)], folder])
    check("patterns that take too long end the run", wanted(result.returncode != 0 and result.stdout == b"" and b"--exclude take too long" in result.stderr, result.stderr[:300]))
finish()
