"""What the test applies: all that agentrender makes of the golden cases and of examples/, a file for each, in namespaces
of its own so that equal names do not meet."""
import glob
import json
import os
import re
import shlex
import subprocess

import tools
import yaml
from checks import AGENTRENDER, ROOT, all_inputs, check, wanted
from cluster import KINDS

# Packages whose objects kustomize changes after the function has run, by names and namespaces: their input alone does not
# say what comes out.
LATER = {"examples/kustomize/prod", "examples/kustomize-teams"}


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Takes a bare `=` and dates for text, as Kubernetes does."""


for tag in "value", "timestamp":
    Loader.add_constructor(f"tag:yaml.org,2002:{tag}", Loader.construct_yaml_str)


class Object:
    def __init__(self, text):
        self.text = text
        self.fields = yaml.load(text, Loader=Loader)
        self.kind = self.fields["kind"]
        self.metadata = self.fields.get("metadata") or {}
        self.name = self.metadata.get("name")

    def is_made(self):
        return "kubeopencode.io/agent" in (self.metadata.get("labels") or {})

    def move(self, namespace):
        """Puts it into another namespace. All else stays as it was written."""
        self.was_in = self.metadata.get("namespace")
        self.metadata["namespace"] = namespace
        lines = self.text.split("\n")
        if "metadata:" not in lines:  # passes through, in flow style
            self.text = json.dumps(self.fields)
            return
        start = lines.index("metadata:")
        end = next(i for i in range(start + 1, len(lines) + 1) if i == len(lines) or re.match(r"[^ ]", lines[i]))
        kept = [line for line in lines[start + 1:end] if not line.startswith("  namespace:")]
        self.text = "\n".join([*lines[:start + 1], f"  namespace: {namespace}", *kept, *lines[end:]])


class Case:
    """`name` is that of its folder in tests/golden, or the path of an example. What passes through a golden case is not
    ours, and often wrong on purpose. `recorded` is what a golden case says that comes out: written down, not rendered."""

    def __init__(self, number, name, text, arguments=None, recorded=None):
        self.name, self.number = name, number
        self.arguments = arguments  # of agentrender, unless another program has changed what it rendered
        self.places = {}
        self.objects = self.read(text)
        self.recorded = self.objects if recorded is None else self.read(recorded)
        self.namespaces = list(self.places.values())

    def read(self, text):
        """The objects in a stream, each moved to a namespace of this case."""
        found = [Object(part) for part in re.split(r"^---\n", text, flags=re.M) if part.strip()]
        found = [o for o in found if o.kind in KINDS and (self.name.startswith("examples/") or o.is_made())]
        for o in found:
            namespace = o.metadata.get("namespace")
            o.move(self.places.setdefault(namespace, f"c{self.number:03}-{len(self.places)}"))
        return found

    def text(self):
        return "---\n".join(o.text.rstrip("\n") + "\n" for o in self.objects)

    def of(self, kind):
        return [o for o in self.objects if o.kind == kind]


def render(*arguments, stdin=None):
    """Status and text."""
    process = subprocess.run([AGENTRENDER, "render", "--namespace", "default", "--keep-going", "--quiet", *arguments],
                             input=stdin, capture_output=True, timeout=60)
    return process.returncode, process.stdout.decode()


def read(*path):
    """A file's text; empty when there is no such file."""
    path = os.path.join(*path)
    if not os.path.exists(path):
        return ""
    with open(path) as f:
        return f.read()


def arguments_of(folder):
    """The options to render a golden case with: as `args` has them, or as `options` of tests/golden/bad does."""
    arguments, words = shlex.split(read(folder, "args")), iter(read(folder, "options").split())
    for word in words:
        if word in ("controller", "namespace"):
            arguments += ["--" + word, next(words)]
        elif word == "lenient":
            arguments.append("--lenient")
    return arguments


def is_refused(folder):
    return os.path.exists(os.path.join(folder, "errors.json")) or ": error: " in read(folder, "problems.txt")


def golden():
    """(name, text, arguments, recorded). Of an input with errors only what a case says of the rest: else it would be the
    user's own objects alone."""
    unlike = []
    for path in sorted(glob.glob(os.path.join(ROOT, "tests/golden/*/*/input.yaml"))):
        folder = os.path.dirname(path)
        arguments = [*arguments_of(folder), path]
        status, text = render(*arguments)
        unlike += wanted(status == int(is_refused(folder)), f"{path}: {status}")
        expected = os.path.join(folder, "expected.yaml")
        if os.path.exists(expected):
            yield os.path.basename(folder), text, arguments, read(expected)
        elif status == 0:
            yield os.path.basename(folder), text, arguments
    check("golden cases: render ends as each says", unlike)


class Inputs:
    """Of the examples of helm and kustomize, what those programs give to agentrender: written into files, so that other
    commands can be given the same."""

    def __init__(self, folder):
        self.folder = os.path.join(folder, "inputs")
        programs = os.path.join(self.folder, "bin")
        os.makedirs(programs)
        program = os.path.join(programs, "agentrender")
        with open(program, "w") as f:
            f.write(f'#!/bin/sh\ntee "{self.folder}/part.$$" | "{AGENTRENDER}" "$@"\n')
        os.chmod(program, 0o755)
        self.environment = dict(os.environ, PATH=programs + os.pathsep + os.environ["PATH"])

    def write(self, name, text):
        path = os.path.join(self.folder, name.replace("/", "-") + ".yaml")
        with open(path, "w") as f:
            f.write(text)
        return path

    def helm(self, name):
        return self.write(name, subprocess.run([tools.program("helm4"), "template", "agents", name, "--namespace", "team-a"],
                                               check=True, capture_output=True, text=True).stdout)

    def kustomize(self, name):
        """The items of all runs of the function, and its configuration as settings among them."""
        subprocess.run([tools.program("kustomize"), "build", "--enable-alpha-plugins", "--enable-exec", name],
                       check=True, capture_output=True, env=self.environment)
        objects = []
        for path in glob.glob(os.path.join(self.folder, "part.*")):
            lists = yaml.load(read(path), Loader=Loader)
            os.remove(path)
            settings = lists["functionConfig"]
            del settings["metadata"]["annotations"]  # with them it would be kustomize's alone
            objects += lists["items"] + [settings] * (settings not in objects)
        return self.write(name, "---\n".join(json.dumps(o) + "\n" for o in objects))


def made(text):
    """The objects that agentrender has made, in an order of their own: kustomize has another."""
    found = [o for o in yaml.load_all(text, Loader=Loader) if "kubeopencode.io/agent" in (o["metadata"].get("labels") or {})]
    return sorted(json.dumps(o, sort_keys=True) for o in found)


def examples(folder):
    os.chdir(ROOT)
    inputs = Inputs(folder)
    found = [(path, path, None) for path in ("examples/agents", "examples/kpt/agents.yaml")]
    found.append(("examples/helm", inputs.helm("examples/helm"), None))
    # That kustomize builds these is what tests/e2e/examples checks.
    for path in sorted(glob.glob("examples/**/.expected/objects.yaml", recursive=True, include_hidden=True)):
        name = os.path.dirname(os.path.dirname(path))
        found.append((name, None if name in LATER else inputs.kustomize(name), read(path)))
    unlike = []
    for name, path, built in found:
        status, text = render(path) if path else (0, built)
        unlike += wanted(status == 0, f"{name}: status {status}")
        unlike += wanted(not built or made(text) == made(built), f"{name}: render makes something else of what kustomize gave it")
        yield name, built or text, [path] if path else None
    check("examples: they render, and with kustomize as without", unlike)


def cases(folder):
    found = [Case(number, *case) for number, case in enumerate([*golden(), *examples(folder)])]
    folders = [os.path.dirname(path) for path in all_inputs()]
    some = [f for f in folders if not is_refused(f) or os.path.exists(os.path.join(f, "expected.yaml"))]
    check(f"each of {len(some)} golden inputs that is not refused is a case",
          {os.path.basename(f) for f in some} - {case.name for case in found})
    return [case for case in found if case.objects or case.recorded]


def write(cases, folder):
    """A file a case. Gives the folder."""
    os.makedirs(folder, exist_ok=True)
    for number, case in enumerate(cases):
        with open(os.path.join(folder, f"{number:03}.yaml"), "w") as f:
            f.write(case.text())
    return folder
