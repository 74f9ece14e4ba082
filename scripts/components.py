"""What a release is made of besides our own code: a Component for each library, its licence of licences.json (one without
is an error), and the files that have the licence's text. sbom and notices print it.

Versions come from those who know: dpkg for what is linked from Debian, go for the Go host's modules, ./install and the
package files for the rest.
"""

import dataclasses
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
MODULES, PROGRAM, OTHER_SYSTEMS, PLAYGROUND = "WASI modules", "program", "programs for other systems", "playground"
# Debian package -> what part of a release it is linked into.
LINKED = {
    "libc++-22-dev-wasm32": MODULES, "libc++abi-22-dev-wasm32": MODULES, "libclang-rt-22-dev-wasm32": MODULES,
    "wasi-libc": MODULES, "libstdc++-12-dev": PROGRAM, "libc6-dev": PROGRAM, "nlohmann-json3-dev": PROGRAM,
}
# What Zig links: musl, its own runtime and LLVM's libc++.
ZIG_TEXTS = ("LICENSE", "lib/libc/musl/COPYRIGHT", "lib/libcxx/LICENSE.TXT", "lib/libunwind/LICENSE.TXT")
GO_MODULES = {"wasm/hosts/go": "Go host", "wasm/hosts/go/kyaml": "Go processor for kyaml"}
LICENCES = json.loads((ROOT / "scripts/licences.json").read_text())


@dataclasses.dataclass(frozen=True)
class Component:
    name: str
    version: str
    part: str  # of the release: what it is linked into, or for whom it is fetched
    purl: tuple  # the arguments of PackageURL
    texts: tuple = ()  # files with the licence; none for what is not in the release, but fetched by a package manager
    sha256: str = ""

    @property
    def licence(self):
        if self.name not in LICENCES:
            sys.exit(f"components: {self.name} has no licence in scripts/licences.json")
        return LICENCES[self.name]


def output_of(*command, cwd=ROOT):
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout


def libyaml():
    pin = re.search(r"libyaml=\(bookworm source libyaml (\S+) \S+\s+([0-9a-f]{64})\)", (ROOT / "install").read_text())
    yield Component("libyaml", pin[1], "core", ("deb", "debian", "libyaml", pin[1], {"arch": "source"}),
                    (ROOT / ".deps/libyaml/License",), pin[2])


def debian(package, part):
    version = output_of("dpkg-query", "-W", "-f=${Version}", package)
    return Component(package, version, part, ("deb", "debian", package, version),
                     (pathlib.Path("/usr/share/doc", package, "copyright"),))


def zig():
    pin = re.search(r"^zig=(\S+)$", (ROOT / "install").read_text(), re.M)[1]
    yield Component("ziglang", pin, OTHER_SYSTEMS, ("pypi", None, "ziglang", pin),
                    tuple(ROOT / ".deps/zig/ziglang" / text for text in ZIG_TEXTS))


def go_modules():
    for folder, part in GO_MODULES.items():
        # The packages that are linked, not all that the module graph names.
        listed = output_of("go", "list", "-deps", "-f", "{{with .Module}}{{if .Version}}{{.Path}} {{.Version}}{{end}}{{end}}",
                           "./...", cwd=ROOT / folder)
        for line in sorted(set(filter(None, listed.splitlines()))):
            path, version = line.split()
            if path.startswith("github.com/kubeopencode/agentrender/"):
                continue
            space, _, name = path.rpartition("/")
            yield Component(path, version, part, ("golang", space, name, version))


def python_packages():
    text = (ROOT / "wasm/hosts/python/pyproject.toml").read_text()
    for requirement in json.loads(re.search(r"^dependencies = (\[.*\])$", text, re.M)[1]):
        name = re.match(r"[\w-]+", requirement)[0]
        yield Component(name, requirement[len(name):], "Python host", ("pypi", None, name))


def npm_packages(folder, part):
    """What is in a bundle of npm packages; their texts are there once npm has installed them in `folder`."""
    lock = json.loads((folder / "package-lock.json").read_text())
    for path, package in sorted(lock["packages"].items()):
        name = path.rpartition("node_modules/")[2]
        if name and not package.get("dev"):
            texts = sorted(file for file in (folder / path).glob("*") if file.name.lower().startswith(("license", "licence")))
            yield Component(name, package["version"], part, ("npm", None, name, package["version"]), tuple(texts))


def linked():
    """What our own programs, libraries and modules contain."""
    return [*libyaml(), *(debian(package, part) for package, part in LINKED.items()), *zig()]


def playground(folder):
    """What the page contains besides: Emscripten's runtime, and npm packages."""
    return [debian("emscripten", PLAYGROUND), *npm_packages(folder, PLAYGROUND)]
