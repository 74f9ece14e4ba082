"""Flux reads a folder of rendered manifests as they are; with postBuild.substitute it replaces ${X} in their texts."""
import json
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import yaml

from checks import AGENTRENDER, ROOT, check, finish, golden_cases, run, wanted

EXAMPLES = ["examples/agents", "examples/kpt/agents.yaml", "examples/kustomize-git/agent.yaml"]
# What becomes of each with CLUSTER=prod. Without variables all stay as they are.
TEXTS = {
    "${CLUSTER}": "prod",
    "${OTHER}": "",
    "${OTHER:-fallback}": "fallback",
    "${CLUSTER^^}": "PROD",
    "${CLUSTER:0:2}": "pr",
    "$${CLUSTER}": "${CLUSTER}",
    "$$(CLUSTER)": "$(CLUSTER)",
    "$$$$(CLUSTER)": "$$(CLUSTER)",
    "$CLUSTER": "$CLUSTER",
    "$(CLUSTER)": "$(CLUSTER)",
}
# And what stops Flux, with the end of what it says.
WRONG = {"${": "unable to parse variable name", "${{ github.sha }}": "unable to parse variable name",
         "${files[@]}": "missing closing brace"}
AGENT = """apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata: {name: scout, namespace: team-a}
spec:
  workspaceDir: /workspace
  serviceAccountName: agent
  contexts:
  - {type: Text, mountPath: notes.md, text: %s}
"""
# Contexts, configurations and scripts: of the Agent, and in what the init containers and sidecars are given.
PLACES = AGENT + """  - {type: Git, mountPath: rules, git: {repository: "https://git.example.com/${CLUSTER}.git", ref: "${CLUSTER}",
      sync: {enabled: true}}}
  - {type: URL, mountPath: page.md, url: {source: "https://example.com/${CLUSTER}", headers: {Accept: "${CLUSTER}"}}}
  config: {model: "${CLUSTER}"}
  podSpec:
    extraEnv: [{name: WHERE, value: "${CLUSTER}"}]
    systemContainers:
      gitInit: {extraEnv: [{name: GIT, value: "${CLUSTER}"}]}
      contextInit: {extraEnv: [{name: CONTEXT, value: "${CLUSTER}"}]}
    lifecycle: {postStart: {exec: {command: [sh, -c, 'echo "${CLUSTER}"']}}}
"""


def said(what, text):
    """What the second column of docs/rendered.md says becomes of a text, or which error it is."""
    error = re.fullmatch("nothing is applied: `(.*)`", what)
    if error:
        return {"error": error[1]}
    literal = re.match("`([^`]+)`", what)
    if literal:
        return literal[1]
    if what == "what bash makes of the value":
        return run(["bash", "-c", f'CLUSTER=prod; printf %s "{text}"']).stdout.decode()
    return {"its value": "prod", "the same, unchanged": text,
            "nothing, silently (with strict substitution Flux fails)": ""}.get(what, {"unknown": what})


def documented():
    """Each text in the first column of the table in docs/rendered.md, with what the second says."""
    with open(os.path.join(ROOT, "docs/rendered.md")) as f:
        rows = f.read().split("| in an Agent | what the Pod sees |\n|---|---|\n")[1].split("\n\n")[0].splitlines()
    for first, what in (re.fullmatch(r"\| (.*?) \| (.*) \|", row).groups() for row in rows):
        yield from ((text, said(what, text)) for text in re.findall("`([^`]+)`", first))
        advice = re.search(r": write `([^`]+)`", what)
        if advice:  # with what the first column wants to stay
            yield advice[1], re.search("`([^`]+)`", first)[1]


def objects(text):
    return sorted((o for o in yaml.safe_load_all(text) if o), key=lambda o: (o["kind"], o["metadata"]["name"]))


def build(agents, *variables, edit=None, options=()):
    """The rendered folder's objects, and what Flux makes of it."""
    with tempfile.TemporaryDirectory() as folder:
        run([AGENTRENDER, "render", "--namespace", "team-a", "--output-dir", folder, agents])
        names = [name for name in os.listdir(folder) if not name.startswith(".")]
        for name in names:
            if edit:
                edit(os.path.join(folder, name))
        rendered = []
        for name in names:
            with open(os.path.join(folder, name)) as f:
                rendered.append(f.read())
        return objects("---\n".join(rendered)), run([os.environ["FLUX_BUILD"], *options, folder, *variables])


def notes(built):
    """The text of the ConfigMap, and the context hash of the Pods."""
    found = {o["kind"]: o for o in objects(built.stdout)}
    return (found["ConfigMap"]["data"]["workspace-notes.md"],
            found["Deployment"]["spec"]["template"]["metadata"]["annotations"]["kubeopencode.io/context-hash"])


def protect(path):
    with open(path) as f:
        text = f.read()
    with open(path, "w") as f:
        f.write(text.replace("metadata:\n", 'metadata:\n  annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}\n', 1))


for name in EXAMPLES:
    for variables in [], ["CLUSTER=prod"]:  # none of them names it
        rendered, built = build(os.path.join(ROOT, name), *variables)
        check(f"{name} with {len(variables)} variables: Flux builds what is rendered",
              wanted(len(rendered) > 1 and objects(built.stdout) == rendered, built.stderr.decode() or "they differ"))

check(f"what render writes of its own Flux leaves, in {len(golden_cases())} golden cases: no `${{` and no `$$` that the input has not",
      [f"{case.name}: {sign.decode()}" for case in golden_cases() for sign in (b"${", b"$$")
       if sign in case.read("expected.yaml") and sign not in case.read("input.yaml")])

asserted = TEXTS | {text: {"error": ending} for text, ending in WRONG.items()}
table = dict(documented())
check("docs/rendered.md: each row says what is seen here",
      [f"{text}: the page says {table.get(text)}, and here is {asserted.get(text)}"
       for text in table.keys() | asserted.keys() if table.get(text) != asserted.get(text)])

with tempfile.TemporaryDirectory() as folder:
    agents = os.path.join(folder, "agents.yaml")

    def say(text):
        with open(agents, "w") as f:
            f.write(AGENT % yaml.safe_dump(f"a {text} b", default_style="'").strip())

    for text, expected in TEXTS.items():
        say(text)
        plain, plain_hash = notes(build(agents)[1])
        replaced, replaced_hash = notes(build(agents, "CLUSTER=prod")[1])
        check(f"{text}", wanted(plain == f"a {text} b", f"without variables: {plain}") +
              wanted(replaced == f"a {expected} b", f"with variables: {replaced}") +
              wanted(plain_hash == replaced_hash, "the context hash follows the variable"))
    for text, ending in WRONG.items():
        say(text)
        built = build(agents, "CLUSTER=prod")[1]
        check(f"{text} is an error of Flux's", wanted(built.returncode == 1 and ending in built.stderr.decode(), str(built)))
    with open(agents, "w") as f:
        f.write(PLACES % '"${CLUSTER}"')
    rendered, built = build(agents, "CLUSTER=prod")
    before = json.dumps(rendered)
    check("contexts, configurations and scripts alike are replaced",
          wanted(objects(built.stdout) == json.loads(before.replace("${CLUSTER}", "prod")), f"{before}\n{built}"))
    deployment = next(o for o in rendered if o["kind"] == "Deployment")
    pod = deployment["spec"]["template"]["spec"]
    texts = {"ConfigMap": [o for o in rendered if o["kind"] == "ConfigMap"], "init containers": pod["initContainers"],
             "first container": pod["containers"][0], "sidecars": pod["containers"][1:],
             "the hook": pod["containers"][0]["lifecycle"]}
    check("there is something to replace in each",
          [what for what, things in texts.items() if "${CLUSTER}" not in json.dumps(things)] +
          [f"init container {one['name']}" for one in pod["initContainers"][1:] if "${CLUSTER}" not in json.dumps(one)])
    say("${CLUSTER}")
    check("what is told not to be replaced stays",
          wanted(notes(build(agents, "CLUSTER=prod", edit=protect)[1])[0] == "a ${CLUSTER} b", "it does not"))
    say("${OTHER}")
    check("substituteStrategy Always replaces without variables",
          wanted(notes(build(agents, options=["-always"])[1])[0] == "a  b", "it does not"))
    built = build(agents, "CLUSTER=prod", options=["-strict"])[1]
    check("what is no variable is an error of strict substitution",
          wanted(built.returncode == 1 and b"variable not set" in built.stderr, str(built)))
finish()
