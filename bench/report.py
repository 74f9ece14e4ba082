"""Figures as Markdown, and docs/performance.md filled with them."""

import re

import picture
import timing

PAGE = timing.ROOT / "docs" / "performance.md"
PICTURE = timing.ROOT / "docs" / "performance" / "time.svg"


def number(value):
    """Three digits that mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def size_table(size):
    head = [f"{size['agents']:,} Agents" if size["agents"] > 1 else "1 Agent", "CPU ms, least", "median",
            "wall ms, least", "median", "peak MiB", "output MB", "CPU ratio", "runs"]
    rows = [[row["name"], *(number(row[key][pick]) for key in ("cpu_ms", "wall_ms") for pick in ("least", "median")),
             f"{row['peak_kib'] / 1024:.1f}", f"{row['output_bytes'] / 1e6:.2f}", number(row["ratio"]),
             str(row["runs"])] for row in size["rows"]]
    left_out = "".join(f"\nNot measured here: {name} ({why})." for name, why in size["left_out"].items())
    return table(head, rows) + left_out.lstrip() + ("\n" if left_out else "")


def machine_text(results):
    m = results["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    return (f"{m['processor']}, {m['cores']} cores; {m['system']}; {m['compiler']}; commit {m['commit']}, {m['date']}, "
            f"load {m['load_before']:.1f} before the first run. Peers: {versions or 'none installed'}.\n")


def elsewhere_text(results):
    return "Not measured: " + "; ".join(f"{name} ({why})" for name, why in results["not_measured"].items()) + ".\n"


def tables(results):
    sizes = "\n".join(size_table(size) for size in results["sizes"])
    return "\n".join([machine_text(results), sizes, elsewhere_text(results)])


def around_table(part):
    """A part of bench/around: {"head": [...], "rows": [[...]]} or {"left_out": why}."""
    return table(part["head"], part["rows"]) if "rows" in part else f"Not measured here: {part['left_out']}.\n"


def filled(text, parts):
    """The page with each part between its markers, `<!-- begin NAME -->` and `<!-- end NAME -->`."""
    for name, part in parts.items():
        pattern = re.compile(f"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.S)
        if not pattern.search(text):
            raise SystemExit(f"{PAGE} has no place for {name}")
        text = pattern.sub(lambda match, part=part: match[1] + part + match[2], text)
    return text


def write_docs(results):
    parts = {"tables": tables(results), **{name: around_table(part) for name, part in results["around"].items()}}
    PAGE.write_text(filled(PAGE.read_text(), parts))
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture.draw(results["sizes"]))
