"""The command of the package, for places that have Python and nothing else: pre-commit, CI images.

    agentrender validate agents/
    agentrender render -n team-a agents/ > objects.yaml

It reads files and directories as the native program does, prints findings on stderr, a line each, and exits with 0, with
1 on errors of the input, with 2 on what cannot be read.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import Iterator, Sequence

from . import Options, Renderer, RenderError, Source

ENDINGS = (".yaml", ".yml", ".json")
SEVERITIES = ("error", "warning", "info")
DONE, FINDINGS, USAGE = 0, 1, 2


class Unreadable(Exception):
    pass


def main(words: Sequence[str] | None = None) -> int:
    arguments = _parser().parse_args(words)
    try:
        sources = _read(arguments.paths)
        options = Options(namespace=arguments.namespace, strict=not arguments.lenient, format=arguments.output)
        result = Renderer().render(*sources, options=options)
    except (Unreadable, RenderError, ValueError) as error:
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
    parser = argparse.ArgumentParser(prog="agentrender", description="Expands KubeOpenCode Agents.")
    parser.add_argument("command", choices=("validate", "render"), help="find mistakes, or print what Agents become")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a directory, or - for stdin; all are one input")
    parser.add_argument("-n", "--namespace", default="", help="of objects that have none")
    parser.add_argument("-o", "--output", default="yaml", choices=("yaml", "json", "ndjson"), help="render: the format")
    parser.add_argument("--lenient", action="store_true", help="unknown fields are warnings, not errors")
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
    """The files below `root`, hidden directories and links to directories left out."""

    def fail(error: OSError) -> None:
        raise Unreadable(f"{error.filename} cannot be read: {error.strerror}")

    for folder, inner, names in os.walk(root, onerror=fail):
        inner[:] = [name for name in inner if not name.startswith(".")]
        yield from (os.path.join(folder, name) for name in names if name.endswith(ENDINGS))


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
