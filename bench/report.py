"""Figures as Markdown; docs/performance.md filled with them, with its picture and figures.json."""

import json
import re

import peers
import picture
import timing

PAGE = timing.ROOT / "docs" / "performance.md"
PICTURE = timing.ROOT / "docs" / "performance" / "time.svg"
FIGURES = timing.ROOT / "docs" / "performance" / "figures.json"


def number(value):
    """Three digits that mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def timing_part(what, rows):
    """{"head": [...], "rows": [[...]]} of rows as Timing.row() gives them; ratios are to the first."""
    head = [what, "CPU ms, least", "median", "wall ms, least", "median", "peak MiB", "output MB", "CPU ratio", "runs"]
    base = rows[0]["cpu_ms"]["least"] if rows else 1
    cells = [[row["name"], *(number(row[key][pick]) for key in ("cpu_ms", "wall_ms") for pick in ("least", "median")),
              f"{row['peak_kib'] / 1024:.1f}", f"{row['output_bytes'] / 1e6:.2f}",
              number(row["cpu_ms"]["least"] / base), str(row["runs"])] for row in rows]
    return {"head": head, "rows": cells}


def not_measured(left_out):
    return "".join(f"\nNot measured here: {name} ({why}).\n" for name, why in left_out.items())


def size_table(size, work):
    part = size["works"][work]
    if not part["rows"]:
        reasons = "; ".join(f"{name}: {why}" for name, why in part["left_out"].items())
        return f"{size['agents']:,} Agents were not measured: {reasons}.\n"
    cells = timing_part(f"{size['agents']:,} Agents" if size["agents"] > 1 else "1 Agent", part["rows"])
    return table(cells["head"], cells["rows"]) + not_measured(part["left_out"])


def machine_text(results):
    m = results["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    return (f"{m['processor']}, {m['cores']} cores; {m['system']}; {m['compiler']}; commit {m['commit']}, {m['date']}, "
            f"load {m['load_before']:.1f} before the first run. Peers: {versions or 'none installed'}.\n")


def elsewhere_text(results):
    return "Not measured: " + "; ".join(f"{name} ({why})" for name, why in results["not_measured"].items()) + ".\n"


def page_parts(results):
    """What bench/run measures, as docs/performance.md has it: marker -> text."""
    works = {work: "\n".join(size_table(size, work) for size in results["sizes"]) for work in peers.WORKS}
    return {"machine": machine_text(results), **works, "elsewhere": elsewhere_text(results)}


def around_table(part):
    """A part of bench/around: {"head": [...], "rows": [[...]]}, maybe with "left_out_rows": {name: why}; a list of such;
    or {"left_out": why}."""
    if isinstance(part, list):
        return "\n".join(map(around_table, part))
    if "rows" not in part:
        return f"Not measured here: {part['left_out']}.\n"
    return table(part["head"], part["rows"]) + not_measured(part.get("left_out_rows", {}))


def filled(text, parts):
    """The page with each part between its markers, `<!-- begin NAME -->` and `<!-- end NAME -->`."""
    for name, part in parts.items():
        pattern = re.compile(f"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.S)
        if not pattern.search(text):
            raise SystemExit(f"{PAGE} has no place for {name}")
        text = pattern.sub(lambda match, part=part: f"{match[1]}\n{part.strip()}\n\n{match[2]}", text)
    return text


def write_docs(results):
    parts = {**page_parts(results), **{name: around_table(part) for name, part in results.get("around", {}).items()}}
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture.draw(results["sizes"]))
    FIGURES.write_text(json.dumps(results, indent=1) + "\n")
    PAGE.write_text(filled(PAGE.read_text(), parts))
