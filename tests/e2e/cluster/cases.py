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
from checks import AGENTRENDER, ROOT
from cluster import KINDS


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Takes a bare `=` for text, as Kubernetes does."""


Loader.add_constructor("tag:yaml.org,2002:value", Loader.construct_yaml_str)


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
        self.arguments = arguments  # of agentrender, unless other programs had a part in it
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


def arguments_of(folder):
    path = os.path.join(folder, "args")
    if not os.path.exists(path):
        return []
    with open(path) as f:
        return shlex.split(f.read())


def golden():
    """Of an input with errors only what a case says of the rest: else it would be the user's own objects alone."""
    for path in sorted(glob.glob(os.path.join(ROOT, "tests/golden/*/*/input.yaml"))):
        folder = os.path.dirname(path)
        arguments = [*arguments_of(folder), path]
        status, text = render(*arguments)
        expected = os.path.join(folder, "expected.yaml")
        if os.path.exists(expected):
            with open(expected) as f:
                yield os.path.basename(folder), text, arguments, f.read()
        elif status == 0:
            yield os.path.basename(folder), text, arguments


def examples():
    os.chdir(ROOT)
    for path in ["examples/agents", "examples/kpt/agents.yaml"]:
        yield path, render(path)[1], [path]
    chart = subprocess.run([tools.program("helm4"), "template", "agents", "examples/helm", "--namespace", "team-a"],
                           check=True, capture_output=True).stdout
    yield "examples/helm", render(stdin=chart)[1]
    # That kustomize builds these is what tests/e2e/examples checks.
    for path in sorted(glob.glob("examples/**/.expected/objects.yaml", recursive=True, include_hidden=True)):
        with open(path) as f:
            yield os.path.dirname(os.path.dirname(path)), f.read()


def cases():
    found = [Case(number, *case) for number, case in enumerate([*golden(), *examples()])]
    return [case for case in found if case.objects or case.recorded]


def write(cases, folder):
    """A file a case. Gives the folder."""
    os.makedirs(folder, exist_ok=True)
    for number, case in enumerate(cases):
        with open(os.path.join(folder, f"{number:03}.yaml"), "w") as f:
            f.write(case.text())
    return folder
