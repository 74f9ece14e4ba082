"""The commands of the docs run, each block in a repository of its own, with agents/, overlays/prod and the like, as a reader
has them. What needs a cluster, a registry or an hour is not run; NOT_HERE says which, and who runs it. A pipe into kubectl
is run up to it."""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from checks import AGENTRENDER, ROOT, check, finish, wanted

# Pages whose blocks are run by another test, or are no commands.
OTHERS = {"tutorial": "e2e/tutorial", "options": "e2e/docs, the help", "problems": "examples of findings", "examples": "scripts/docs-examples"}
NOT_HERE = {
    r"^kubectl |^argocd |^helm upgrade|kubectl diff": "a cluster: e2e/cluster",
    r"^helm plugin install|^helm agents": "a plugin of a release: e2e/helm, e2e/release",
    r"^\./install|^\./test|^bench/run|^scripts/cross|^cmake ": "a build of its own",
    r"^tar -xzf|^pip install|^npm install|^npx ": "the files of a release: e2e/release",
    r"docker://|oci://": "a registry, or a server",
    r"^go (get|mod) |^cd your/module": "a module of the reader's own: e2e/hosts-go",
    r"^yoke ": "yoke is not here",
    r"^kpt ": "e2e/kpt",
    r"^agentrender-0\.1": "an earlier release is not here",
    r"^\(cd \.\./\.\.|^\./build-engine|^npm ": "e2e/playground",
    r"^sh adopt\.sh": "a cluster: e2e/cluster",
    r"enable-alpha-plugins overlays": "a container runtime: e2e/image",
}
# Where an exit status other than 0 is an answer: what was compared differs, what was checked does not meet the level, a pin
# is new.
ANSWERS = {r"agentrender (diff|doctor|adopt) |agentrender doctor|packaging/ci/review|--pod-security restricted": 1, r"^agentrender pin": 3}


def blocks(text):
    """The commands that a page shows: fenced as sh, or indented after an empty line."""
    lines, found, before = iter(text.split("\n")), [], ""
    for line in lines:
        if fence := re.match(r"\s*```(\S*)", line):
            body = []
            for line in lines:
                if re.match(r"\s*```", line):
                    break
                body.append(line)
            if fence[1] in ("sh", "bash"):
                found.append(body)
        elif line.startswith("    ") and not before:
            body = [line[4:]]
            for line in lines:
                if not line.startswith("    "):
                    break
                body.append(line[4:])
            found.append(body)
        before = line.strip()
    return ["\n".join(line.strip() for line in body) for body in found]


def commands(block):
    """Its commands, each with the lines that it goes on in."""
    joined = re.sub(r"(\\|\|)\n", lambda m: (m[1] if m[1] == "|" else "") + " ", block)
    return [line for line in joined.split("\n") if line and not line.startswith("#")]


def why_not(command):
    return next((why for pattern, why in NOT_HERE.items() if re.search(pattern, command)), None)


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def make_repository(folder):
    """What a reader has: Agents, an overlay that renders them, and a repository with a branch for what is rendered."""
    shutil.copytree(os.path.join(ROOT, "examples/agents"), os.path.join(folder, "agents"))
    for name in ("before", "after", "agents/team-a"):
        shutil.copytree(os.path.join(ROOT, "examples/agents"), os.path.join(folder, name), dirs_exist_ok=True)
    shutil.rmtree(os.path.join(folder, "agents/team-a"))
    os.makedirs(os.path.join(folder, "agents/team-a"))
    write(os.path.join(folder, "agents/team-a/reviewer.yaml"), """apiVersion: kubeopencode.io/v1alpha1
kind: Agent
metadata: {name: reviewer, namespace: team-a}
spec:
  workspaceDir: /workspace
  serviceAccountName: reviewer
  proxy: {httpProxy: "http://proxy.example.com:3128"}
""")
    for name in ("overlays/prod", "teams/birch"):
        write(os.path.join(folder, name, "kustomization.yaml"), "resources: [agent.yaml]\ncomponents: [../../kustomize-fn/component]\n" if "prod" in name else "resources: [agent.yaml]\n")
        shutil.copy(os.path.join(folder, "agents/team-a/reviewer.yaml"), os.path.join(folder, name, "agent.yaml"))
    write(os.path.join(folder, "kustomization.yaml"), "resources: [overlays/prod]\n")
    shutil.copytree(os.path.join(ROOT, "kustomize-fn"), os.path.join(folder, "kustomize-fn"))  # kustomize follows no link out of it
    for name in ("examples", "packaging", "scripts", "CMakeLists.txt"):
        os.symlink(os.path.join(ROOT, name), os.path.join(folder, name))
    os.makedirs(os.path.join(folder, "build/release"))
    os.symlink(AGENTRENDER, os.path.join(folder, "build/release/agentrender"))
    subprocess.run([AGENTRENDER, "render", "--output-dir", "rendered", "agents"], cwd=folder, check=True, capture_output=True)
    write(os.path.join(folder, "live.json"), '{"apiVersion": "v1", "kind": "List", "items": []}\n')
    git = ["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
    subprocess.run([*git, "add", "agents", "before"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "Agents"], check=True)
    for branch in ("rendered", "change"):
        subprocess.run([*git, "branch", branch], check=True)
    subprocess.run([*git, "remote", "add", "origin", folder], check=True)
    subprocess.run([*git, "fetch", "-q", "origin"], check=True)
    subprocess.run([*git, "switch", "-q", "change"], check=True)


def run(page, block):
    listed = commands(block)
    if any(command.startswith(("{", "$ ")) for command in listed):
        return  # what a command prints
    script, left = [], []
    for command in listed:
        command = re.sub(r"\s*\| kubectl (apply|diff) .*", "", command)
        (left if why_not(command) else script).append(command)
    if not [command for command in script if not command.startswith("set ")]:
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = os.path.join(scratch, "repository")
        make_repository(folder)
        tools = os.path.join(scratch, "tools")
        os.mkdir(tools)
        os.symlink(AGENTRENDER, os.path.join(tools, "agentrender"))
        for name, variable in (("kustomize", "KUSTOMIZE"), ("helm", "HELM3")):
            if os.environ.get(variable):
                os.symlink(os.environ[variable], os.path.join(tools, name))
        environment = {**os.environ, "PATH": tools + ":" + os.environ["PATH"], "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b",
                       "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b", "TMPDIR": scratch}
        text = "\n".join(script).replace("/tmp/", scratch + "/")
        done = subprocess.run(["bash", "-uo", "pipefail", "-c", "set -e\n" + text], cwd=folder, env=environment, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        allowed = [0] + [status for pattern, status in ANSWERS.items() if any(re.search(pattern, command) for command in script)]
        check(f"{page}: {script[-1][:90]}", wanted(done.returncode in allowed, f"status {done.returncode}: {text}\n{done.stderr[-600:]}"))


pages = sorted(glob.glob("docs/*.md", root_dir=ROOT) + glob.glob("examples/**/README.md", root_dir=ROOT, recursive=True) +
               ["README.md", "CONTRIBUTING.md", "wasm/hosts/go/README.md", "wasm/playground/README.md"])
for page in pages:
    if os.path.basename(page).removesuffix(".md") in OTHERS:
        continue
    with open(os.path.join(ROOT, page)) as file:
        for block in blocks(file.read()):
            run(page, block)
finish()
