"""`python -m agentrender`, and the command `agentrender` where the package has no native program for the platform.

With the native program this is that program, with all commands. Without it, Python reads the files and the module
checks and renders them:

    agentrender validate agents/
    agentrender render -n team-a agents/ > objects.yaml

Findings go to stderr, one per line. Exit status: 0 done, 1 the input has errors, 2 wrong usage or an unreadable file.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import subprocess
import sys
from typing import Iterator, Optional, Sequence

from . import Options, Renderer, RenderError, Source, __version__

ENDINGS = (".yaml", ".yml", ".json")
SEVERITIES = ("error", "warning", "info")
DONE, FINDINGS, USAGE = 0, 1, 2


class Unreadable(Exception):
    pass


def main() -> int:
    program = _native_program()
    if program is not None:
        return _become(program, sys.argv[1:])
    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # Whoever reads the output has had enough. Python must not complain about it once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _native_program() -> Optional[str]:
    """The program that the wheel of this platform brought; None without one."""
    try:
        files = importlib.metadata.files("agentrender") or []
    except importlib.metadata.PackageNotFoundError:
        return None
    for file in files:
        if file.name in ("agentrender", "agentrender.exe") and file.parent.name in ("bin", "Scripts"):
            path = str(file.locate())
            with open(path, "rb") as program:
                if program.read(2) != b"#!" and not _is_script(path):
                    return path
    return None


def _is_script(path: str) -> bool:
    """Whether pip made it: on Windows scripts are programs, with a zip file at their end."""
    import zipfile

    return zipfile.is_zipfile(path)


def _become(program: str, words: Sequence[str]) -> int:
    if os.name == "posix":
        os.execv(program, [program, *words])
    return subprocess.run([program, *words], check=False).returncode


def run(words: Sequence[str]) -> int:
    """The command without a native program."""
    arguments = _parser().parse_args(words)
    try:
        sources = _read(arguments.paths)
        options = Options(namespace=arguments.namespace, controller=arguments.controller, strict=False if arguments.lenient else None,
                          format=arguments.output)
        result = Renderer().render(*sources, options=options)
    except (Unreadable, RenderError) as error:
        print(f"agentrender: {error}", file=sys.stderr)
        return USAGE
    shown = SEVERITIES[:1] if arguments.quiet else SEVERITIES if arguments.command == "validate" else SEVERITIES[:2]
    for problem in result.problems:
        if problem.severity in shown:
            print(f"{problem} [{problem.code}]", file=sys.stderr)
    if arguments.command == "render":
        sys.stdout.write(result.output)
    elif not arguments.quiet:
        print(_summary(result.agents, len(result.errors)), file=sys.stderr)
    return FINDINGS if result.errors else DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="agentrender",
        description="Expands KubeOpenCode Agents. This package has no native program for this platform; with one there "
        "are more commands: explain, diff, schema, doctor, pin.",
    )
    parser.add_argument("--version", action="version", version=f"agentrender {__version__}")
    parser.add_argument("command", choices=("validate", "render"), help="find mistakes, or print what Agents become")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a directory, or - for stdin; all are one input")
    parser.add_argument("-n", "--namespace", default="", help="of objects that have none")
    parser.add_argument("--controller", default="", metavar="VERSION",
                        help="render as this version of the controller does: v0.1.2 to v0.1.9 (default v0.1.7)")
    parser.add_argument("-o", "--output", default="yaml", choices=("yaml", "json", "ndjson"), help="render: the format")
    parser.add_argument("--lenient", action="store_true", help="unknown fields are warnings, not errors")
    parser.add_argument("--report", default="lines", choices=("lines",), help="how findings are printed")
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only")
    return parser


def _summary(agents: int, errors: int) -> str:
    count = f"{errors} error{'' if errors == 1 else 's'}" if errors else "no errors"
    return f"{agents} Agent{'' if agents == 1 else 's'}: {count}"


def _read(paths: Sequence[str]) -> list[Source]:
    """All that the paths name, each file once, whatever the ways to it."""
    sources: dict[str, Source] = {}
    for path in paths:
        if path == "-":
            sources.setdefault("-", Source("stdin", _decode("stdin", sys.stdin.buffer.read())))
        elif os.path.isdir(path):
            for file in sorted(_walk(path)):
                _add(file, os.path.realpath(path), sources)
        else:
            _add(path, None, sources)
    return list(sources.values())


def _add(path: str, root: str | None, sources: dict[str, Source]) -> None:
    """Adds a file; `root` is the directory that it was found in, which it may not be a link out of."""
    real = os.path.realpath(path)
    if root is not None and os.path.commonpath([root, real]) != root:
        raise Unreadable(f"{path} cannot be read: it is a link to {real}, outside of the directory")
    if real not in sources:
        sources[real] = Source(path, _read_file(path), named=root is None)


def _walk(root: str) -> Iterator[str]:
    """The files below `root`, what is hidden and links to directories left out."""

    def fail(error: OSError) -> None:
        raise Unreadable(f"{error.filename} cannot be read: {error.strerror}")

    for folder, inner, names in os.walk(root, onerror=fail):
        inner[:] = [name for name in inner if not name.startswith(".")]
        yield from (os.path.join(folder, name) for name in names
                    if name.endswith(ENDINGS) and not name.startswith("."))


def _read_file(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return _decode(path, file.read())
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}") from error


def _decode(name: str, text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name} is not UTF-8: {error.reason} at byte {error.start}") from error


if __name__ == "__main__":
    sys.exit(main())
