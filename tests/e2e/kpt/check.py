"""kpt renders examples/kpt in place: the files are what `render` prints, a second run changes nothing, an error says
where it is and leaves the package as it was, and `validate` serves as a validator."""
import glob
import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import yaml

from checks import AGENTRENDER, ROOT, check, finish, run, wanted

PACKAGE = os.path.join(ROOT, "examples/kpt")


class Package:
    """A copy of the package, and a kpt that finds the program."""

    def __init__(self, scratch, name):
        self.folder = os.path.join(scratch, name)
        shutil.copytree(PACKAGE, self.folder)
        programs = os.path.join(scratch, "bin")
        if not os.path.exists(programs):
            os.mkdir(programs)
            os.symlink(AGENTRENDER, os.path.join(programs, "agentrender"))
        self.environment = {"PATH": programs + ":" + os.environ["PATH"], "HOME": scratch}

    def edit(self, name, old, new):
        path = os.path.join(self.folder, name)
        with open(path) as f:
            text = f.read()
        assert old in text
        with open(path, "w") as f:
            f.write(text.replace(old, new))

    def render(self, *arguments):
        return run([os.environ["KPT"], "fn", "render", self.folder, "--allow-exec", *arguments], env=self.environment)

    def files(self):
        found = {}
        for path in glob.glob(os.path.join(self.folder, "**"), recursive=True):
            if os.path.isfile(path):
                with open(path, "rb") as f:
                    found[os.path.relpath(path, self.folder)] = f.read()
        return found


def objects(texts):
    """All of them, whole, by kind and name."""
    things = [thing for text in texts for thing in yaml.safe_load_all(text) if thing]
    return {(thing["kind"], thing["metadata"]["name"]): thing for thing in things}


def differences(actual, expected):
    return [f"{key}: {actual.get(key)}, not {expected.get(key)}" for key in sorted(actual.keys() | expected.keys())
            if actual.get(key) != expected.get(key)]


def said(process):
    return (process.stdout + process.stderr).decode()


with tempfile.TemporaryDirectory() as scratch:
    package = Package(scratch, "good")
    inputs = objects(text for name, text in package.files().items() if not name.endswith(".md"))
    first = package.render()
    rendered = package.files()
    printed = run([AGENTRENDER, "render", "--namespace", "scouts", os.path.join(PACKAGE, "agents.yaml")]).stdout
    found = objects(text for name, text in rendered.items() if not name.endswith(".md"))
    check("kpt renders the package", wanted(first.returncode == 0, said(first)))
    # kpt itself adds nothing to any of them, no annotation either.
    check("the package has what it had, and what render prints", wanted(len(objects([printed])) > 1, str(printed)) +
          differences(found, inputs | objects([printed])))
    second = package.render()
    check("a second run changes nothing",
          wanted(second.returncode == 0, said(second)) + wanted(package.files() == rendered, "it does"))

    package = Package(scratch, "wrong")
    package.edit("agents.yaml", "serviceAccountName:", "serviceAccountNam:")
    before = package.files()
    results = os.path.join(scratch, "results")
    process = package.render("--results-dir", results)
    with open(os.path.join(results, "results.yaml")) as f:
        item = yaml.safe_load(f)["items"][0]
    expected = {"message": "unknown field (did you mean serviceAccountName?)", "severity": "error",
                "field": {"path": "spec.serviceAccountNam"}, "file": {"path": "agents.yaml"}}
    found = {key: item["results"][0].get(key) for key in expected}
    check("an error fails the run", wanted(process.returncode == 1 and "spec.serviceAccountNam" in said(process), said(process)))
    check("and is a result with field and file", wanted(found == expected, str(found)))
    check("and the package stays as it was", wanted(package.files() == before, "it does not"))

    for name, edit, status in (("valid", None, 0), ("invalid", ("serviceAccountName:", "serviceAccountNam:"), 1)):
        package = Package(scratch, name)
        package.edit("Kptfile", "mutators:", "validators:")
        package.edit("Kptfile", "agentrender fn", "agentrender validate")
        package.edit("Kptfile", "    configPath: agent-render.yaml\n", "")
        if edit:
            package.edit("agents.yaml", *edit)
        before = package.files()
        process = package.render()
        check(f"validate as a validator of what is {name}",
              wanted(process.returncode == status, said(process)) + wanted(package.files() == before, "files change"))
finish()
