#!/usr/bin/env python3
"""Every line of the input that changes the output is known to, with all that it changes.

    all_lines.py PROGRAM LIBRARY INPUT...

Takes each line of each input out, with the block that it opens, renders what is left, and holds what differs against what the library (`effectsOn`)
said beforehand. Prints how many lines change the output, how many of these were shown to have an effect, and how many
with all of it; ends with 1 when that is not each one of them, but for KNOWN.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "wasm/hosts"))
from library import Library

# A variable that is set twice: without one of them the list has names, and all its items another address.
KNOWN = {"deviation-d09-dollars", "deviation-d09-env-once", "env-twice", "env-twice-dollar"}


def explained(program, arguments, text):
    """The objects of `explain -o json`, or nothing when there are errors."""
    done = subprocess.run([program, "explain", "-o", "json", "-q", *arguments, "-"], input=text.encode(),
                          capture_output=True, check=False)
    return json.loads(done.stdout)["objects"] if done.returncode == 0 and done.stdout else []


def leaf(thing, field):
    """What a field says, wherever it is in a list without names."""
    return thing["agent"]["name"], thing["kind"], thing["name"], re.sub(r"\[\d+\]", "[]", field["path"]), \
        json.dumps(field["value"])


def leaves(objects):
    return collections.Counter(leaf(thing, field) for thing in objects for field in thing["fields"])


class Effects:
    """What the library says that the lines of an input do."""

    def __init__(self, library, options, text, objects):
        self.lines = collections.defaultdict(list)  # input line -> stretches of output lines
        for agent in {f"{thing['agent'].get('namespace', '')}/{thing['agent']['name']}".lstrip("/") for thing in objects}:
            answer = library.render({"sources": [{"name": "input.yaml", "text": text}],
                                     "options": {**options, "explain": True, "effectsOn": agent}})
            numbers = answer.get("effects", [])
            for at in range(0, len(numbers), 5):
                self.lines[numbers[at]].append((numbers[at + 3], numbers[at + 4]))

    def has(self, inputs):
        return any(self.lines.get(line) for line in inputs)

    def reach(self, inputs, first, last):
        return any(begin <= last and first <= end for line in inputs for begin, end in self.lines.get(line, []))


def indent(line):
    return len(line) - len(line.lstrip(" "))


def block(lines, at):
    """The numbers, from 0, of a line and of those in the block that it opens."""
    end = at + 1
    while end < len(lines) and not (lines[end].strip() and indent(lines[end]) <= indent(lines[at])):
        end += 1
    return range(at, end)


def belonging(lines, at):
    """The numbers, from 1, of a block's lines, and of the keys of the text that it may be a part of."""
    found = {line + 1 for line in block(lines, at)}
    least = indent(lines[at])
    for above in range(at - 1, -1, -1):
        if lines[above].strip() and indent(lines[above]) < least:
            least = indent(lines[above])
            found.add(above + 1)
            if re.search(r":\s*[|>]", lines[above]):
                break
    return found


def options_of(arguments):
    """A case's arguments as options of a request; nothing when they are not among them."""
    options, words = {}, list(arguments)
    while words:
        word = words.pop(0)
        if word not in ("--namespace", "-n", "--controller") or not words:
            return None
        options["controller" if word == "--controller" else "namespace"] = words.pop(0)
    return options


def try_input(program, library, path, counts):
    args = path.parent / "args"
    arguments = args.read_text().split() if args.exists() else []
    options = options_of(arguments)
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError:
        return []  # UTF-16, which a request cannot hold
    objects = explained(program, arguments, text) if options is not None else []
    if not objects:
        return []
    before, wrong = leaves(objects), []
    effects = Effects(library, options, text, objects)
    places = collections.defaultdict(list)
    for thing in objects:
        for field in thing["fields"]:
            more = field["value"].count("\n") if isinstance(field["value"], str) else 0
            places[leaf(thing, field)].append((field["line"], field["line"] + more))
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if not line.strip() or line.strip().startswith("#") or line.startswith("---"):
            continue
        after = explained(program, arguments, "\n".join(lines[:at] + lines[block(lines, at).stop:]))
        gone, new = before - leaves(after), leaves(after) - before
        if not after or not (gone or new):
            continue
        inputs = belonging(lines, at)
        missing = [one for one in gone if not any(effects.reach(inputs, *place) for place in places[one])]
        counts["change"] += 1
        counts["shown"] += effects.has(inputs)
        counts["whole"] += effects.has(inputs) and not missing
        if missing or not effects.has(inputs):
            wrong.append(f"{path}:{at + 1}: {line.strip()}: not shown: " + ", ".join(" ".join(one[1:4]) for one in missing[:3]))
    return wrong


def main():
    program, library = sys.argv[1], Library(sys.argv[2])
    counts, unknown = collections.Counter(), []
    for path in map(pathlib.Path, sys.argv[3:]):
        wrong = try_input(program, library, path, counts)
        unknown += wrong if path.parent.name not in KNOWN else []
    print(f"all-lines: {counts['change']} lines change the output, {counts['shown']} shown to, {counts['whole']} with all of it")
    for line in unknown:
        print(f"all-lines: {line}")
    sys.exit(1 if unknown or counts["change"] < 500 else 0)


main()
