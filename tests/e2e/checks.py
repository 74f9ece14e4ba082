"""What the end-to-end tests in Python share: the golden cases, the program, and a line for each check."""
import glob
import os
import shlex
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
AGENTRENDER = os.path.abspath(os.environ.get("AGENTRENDER") or os.path.join(ROOT, "build/release/agentrender"))
SKIPPED = 77

_failed = False


def check(what, problems=()):
    """Prints the result of one check. `problems` says what is wrong, maybe nothing."""
    global _failed
    problems = list(problems)
    print(("not ok: " if problems else "ok: ") + what, flush=True)
    for line in problems[:20]:
        print("    " + line)
    _failed = _failed or bool(problems)


def wanted(condition, message):
    """For check(): no problem if the condition holds."""
    return [] if condition else [message]


def finish():
    sys.exit(1 if _failed else 0)


def tool(variable):
    """The path of a tool; ends the test as skipped when there is none here."""
    path = os.environ.get(variable)
    if not path:
        print(f"no {variable.lower()} here")
        sys.exit(SKIPPED)
    return path


def run(command, stdin=None, **options):
    """The finished process; its output is bytes."""
    return subprocess.run(command, input=stdin, capture_output=True, timeout=300, **options)


def render(*arguments, stdin=None, **options):
    return run([AGENTRENDER, "render", "--namespace", "default", *arguments], stdin, **options)


def arguments_of(folder):
    """The options to render a case with."""
    path = os.path.join(folder, "args")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as f:
        return shlex.split(f.read())


class Case:
    """One folder of tests/golden."""

    def __init__(self, folder):
        self.folder = folder
        self.name = os.path.relpath(folder, os.path.join(ROOT, "tests/golden"))
        self.input = os.path.join(folder, "input.yaml")
        self.args = arguments_of(folder)
        self.refused = os.path.exists(os.path.join(folder, "errors.json"))

    def read(self, name):
        with open(os.path.join(self.folder, name), "rb") as f:
            return f.read()


def golden_cases():
    """The cases that say what comes out."""
    found = glob.glob(os.path.join(ROOT, "tests/golden/*/*/expected.yaml"))
    return [Case(os.path.dirname(path)) for path in sorted(found)]


def all_inputs():
    """Every input.yaml of tests/golden, also of cases that are only refused."""
    return sorted(glob.glob(os.path.join(ROOT, "tests/golden/*/*/input.yaml")))
