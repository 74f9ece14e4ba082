"""Runs commands in turn and measures each whole process: CPU, wall time, peak memory."""

import os
import pathlib
import random
import statistics
import subprocess
import time

BENCH = pathlib.Path(__file__).resolve().parent
ROOT = BENCH.parent
LIBYAML = ROOT / ".deps" / "libyaml"
FEWEST_RUNS = 3


class Command:
    """One row: what is run, the file it gets on stdin, maybe none, and the figures of runs that were made already."""

    def __init__(self, name, argv, stdin=None):
        self.name, self.argv, self.stdin = name, [str(word) for word in argv], stdin
        self.made = []


class Failure(Exception):
    """A command that ended with an error or took too long."""


def compile_c(name, folder, options=(), sources=()):
    """The path of the compiled bench/NAME.c."""
    target = pathlib.Path(folder, name)
    subprocess.run(["cc", "-O2", "-w", "-static", *options, BENCH / f"{name}.c", *sources, "-o", target], check=True)
    return target


def compile_floor(folder):
    """The path of the compiled floor.c, or None where libyaml's source is missing."""
    if not LIBYAML.is_dir():
        return None
    version = ["-DYAML_VERSION_MAJOR=0", "-DYAML_VERSION_MINOR=2", "-DYAML_VERSION_PATCH=5",
               '-DYAML_VERSION_STRING="0.2.5"']
    includes = ["-I", LIBYAML / "include", "-I", LIBYAML / "src"]
    return compile_c("floor", folder, [*version, *includes], sorted((LIBYAML / "src").glob("*.c")))


class Timing:
    """The runs of one command: lists of seconds, seconds and KiB, and the bytes that it printed."""

    def __init__(self):
        self.cpu, self.wall, self.peak, self.output_bytes = [], [], [], 0

    def add(self, cpu, wall, peak, output_bytes):
        self.cpu.append(cpu)
        self.wall.append(wall)
        self.peak.append(peak)
        self.output_bytes = output_bytes

    def row(self, name):
        """The figures as they go into JSON."""
        def milliseconds(seconds):
            return {"least": min(seconds) * 1e3, "median": statistics.median(seconds) * 1e3}
        return {"name": name, "runs": len(self.wall), "cpu_ms": milliseconds(self.cpu),
                "wall_ms": milliseconds(self.wall), "peak_kib": max(self.peak), "output_bytes": self.output_bytes}


class Stopwatch:
    """Measures commands with the small launcher measure.c; `folder` is for what they print."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.launcher = compile_c("measure", folder)

    def run(self, command, output=None, limit=None):
        """One run: CPU seconds, wall seconds, peak KiB and bytes printed to `output`."""
        output = output or self.folder / "printed"
        figures = self.folder / "figures"
        figures.unlink(missing_ok=True)
        with open(command.stdin or os.devnull, "rb") as source, open(output, "wb") as sink:
            process = subprocess.Popen([self.launcher, figures, *command.argv], stdin=source, stdout=sink,
                                       stderr=subprocess.DEVNULL, process_group=0)
            try:
                status = process.wait(limit)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.wait()
                raise Failure(f"took over {limit:.0f} s") from None
        if status != 0:
            raise Failure(f"ended with status {status}")
        cpu, wall, peak = figures.read_text().split()
        return float(cpu), float(wall), int(peak), output.stat().st_size

    def in_turn(self, commands, runs, budget):
        """A Timing for each command. In each round all run once, in another order: what ran before leaves the processor's
        caches full or empty. A command that has had `budget` seconds rests, and one that has had its `runs`."""
        timings = {command: Timing() for command in commands}
        spent = dict.fromkeys(timings, 0.0)
        for command, timing in timings.items():
            for figures in command.made:
                timing.add(*figures)
                spent[command] += figures[1]
        for round_number in range(runs):
            order = random.Random(round_number).sample(list(timings.items()), len(timings))
            for command, timing in order:
                had = len(timing.wall)
                if had >= runs or (spent[command] > budget and had >= FEWEST_RUNS):
                    continue
                begin = time.monotonic()
                timing.add(*self.run(command))
                spent[command] += time.monotonic() - begin
        return timings
