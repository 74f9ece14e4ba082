"""CPU time over the number of Agents as an SVG, both axes logarithmic."""

import html
import math

import peers

WIDTH, HEIGHT = 890, 520
LEFT, RIGHT, TOP, BOTTOM = 76, 255, 24, 52
FLOORS = ("/bin/true", "cat of the output", "libyaml, scan of the input", "libyaml, parse and emit of the output")
OURS = "#c2185b"
COLOURS = ["#1565c0", "#2e7d32", "#ef6c00", "#6a1b9a", "#00838f", "#5d4037", "#9e9d24", "#37474f"]
LABEL_GAP = 15


def series(sizes):
    """name -> list of (Agents, least CPU milliseconds)."""
    lines = {}
    for size in sizes:
        for row in size["works"][peers.SAME_WORK]["rows"]:
            lines.setdefault(row["name"], []).append((size["agents"], row["cpu_ms"]["least"]))
    return lines


class Axes:
    def __init__(self, lines):
        points = [point for line in lines.values() for point in line]
        self.x = self.decades(x for x, _ in points)
        self.y = self.decades(y for _, y in points)

    @staticmethod
    def decades(numbers):
        exponents = [math.log10(number) for number in numbers]
        low = math.floor(min(exponents))
        return low, max(low + 1, math.ceil(max(exponents)))

    def at(self, point):
        def share(number, axis):
            return (math.log10(number) - axis[0]) / (axis[1] - axis[0])
        return (LEFT + share(point[0], self.x) * (WIDTH - LEFT - RIGHT),
                HEIGHT - BOTTOM - share(point[1], self.y) * (HEIGHT - TOP - BOTTOM))

    def drawn(self):
        for exponent in range(self.x[0], self.x[1] + 1):
            x, _ = self.at((10 ** exponent, 10 ** self.y[0]))
            yield f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>'
            yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{10 ** exponent:,}</text>'
        for exponent in range(self.y[0], self.y[1] + 1):
            _, y = self.at((10 ** self.x[0], 10 ** exponent))
            yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
            yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{unit(exponent)}</text>'
        yield f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">Agents</text>'


def unit(exponent):
    return f"{10 ** (exponent - 3):g} s" if exponent >= 3 else f"{10 ** exponent:g} ms"


def style(name, number):
    if name.startswith("agentrender,"):
        return f'stroke="{OURS}" stroke-width="1.5"', OURS
    if name == "agentrender":
        return f'stroke="{OURS}" stroke-width="3.5"', OURS
    if name in FLOORS:
        return 'stroke="#999" stroke-width="1.5" stroke-dasharray="5 4"', "#777"
    colour = COLOURS[number % len(COLOURS)]
    return f'stroke="{colour}" stroke-width="2"', colour


def spread(heights):
    """Moves labels apart: name -> y in, name -> y out, none closer than LABEL_GAP."""
    placed, last = {}, -math.inf
    for name, y in sorted(heights.items(), key=lambda item: item[1]):
        last = max(y, last + LABEL_GAP)
        placed[name] = last
    over = last - (HEIGHT - BOTTOM)
    return {name: y - max(0, over) for name, y in placed.items()}


def draw(sizes):
    lines = series(sizes)
    axes = Axes(lines)
    ends = {name: axes.at(line[-1]) for name, line in lines.items()}
    labels = spread({name: y for name, (_, y) in ends.items()})
    view = f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {view}>',
             "<title>CPU time of one process over the number of Agents, least of all runs</title>",
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>', *axes.drawn()]
    for number, (name, line) in enumerate(lines.items()):
        stroke, colour = style(name, number)
        points = [axes.at(point) for point in line]
        parts.append(f'<path d="M{" L".join(f"{x:.1f} {y:.1f}" for x, y in points)}" fill="none" {stroke}/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        (x, y), label = ends[name], labels[name]
        edge = WIDTH - RIGHT + 10
        parts.append(f'<path d="M{x + 4:.1f} {y:.1f}L{edge:.1f} {label:.1f}" stroke="{colour}" stroke-width="0.6"/>')
        weight = ' font-weight="bold"' if name == "agentrender" else ""
        parts.append(f'<text x="{edge + 3}" y="{label + 4:.1f}" fill="{colour}"{weight}>{html.escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
