#!/usr/bin/env python3
"""Draws the pictures of docs/how-to/online.md: runs `gossip run` once for each line and lays the columns of metrics.csv over each other.

Usage: benchmarks/online-pictures.py [learners|network|hints] [COMMAND ...]     COMMAND runs gossip, default ./gossip
"""
import csv
import math
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PART = sys.argv[1] if sys.argv[1:2] and sys.argv[1] in ("learners", "network", "hints") else None
COMMAND = sys.argv[(2 if PART else 1):] or [str(ROOT / "gossip")]
COLOURS = ["#1d5fd1", "#b45309", "#0b7a6f", "#7442c8", "#b42318", "#566273"]
DIGITS = "problem: {{ stream: {{ file: {root}/examples/data/digits.csv, loss: softmax, {stream} }}, scale: 16, bias: true{split} }}\n"


def run(folder, name, text):
    """metrics.csv of an experiment, as columns."""
    (folder / f"{name}.yaml").write_text(text)
    subprocess.run([*COMMAND, "run", f"{name}.yaml", "--out", name], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with open(folder / name / "metrics.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    return {key: [float(row[key]) if row[key] else math.nan for row in rows] for key in rows[0]}


def step_of(span):
    """A round number that goes into a span four to ten times."""
    step = 10 ** math.floor(math.log10(span))
    return step * (1 if span / step >= 4 else 0.5 if span / step >= 2 else 0.2)


def draw(path, title, x_name, curves):
    """curves: name → (x, y)."""
    left, right, top, bottom, width = 64, 500, 44, 320, 700
    xs = [v for x, _ in curves.values() for v in x]
    ys = [v for _, y in curves.values() for v in y if math.isfinite(v)]
    high, low = max(ys), min(0, *ys)
    step, along = step_of(high - low), step_of(max(xs))
    first, last = math.floor(low / step), math.ceil(high / step)
    across = lambda v: left + v / max(xs) * (right - left)
    up = lambda v: bottom - (v / step - first) / (last - first) * (bottom - top)
    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 372" font-family="system-ui,sans-serif" font-size="12" role="img"><title>{title}</title>',
           f'<rect width="{width}" height="372" fill="#fff"/><text x="{left}" y="24" font-size="14" font-weight="600">{title}</text>']
    for k in range(first, last + 1):
        svg.append(f'<path d="M{left} {up(k * step):.1f}H{right}" stroke="#e6ebf0"/><text x="{left - 8}" y="{up(k * step) + 4:.1f}" text-anchor="end">{k * step:g}</text>')
    for k in range(math.floor(max(xs) / along) + 1):
        svg.append(f'<text x="{across(k * along):.1f}" y="{bottom + 18}" text-anchor="middle">{k * along:g}</text>')
    svg.append(f'<text x="{(left + right) / 2}" y="{bottom + 40}" text-anchor="middle">{x_name}</text>')
    # the legend in the order in which the curves end
    for k, (name, (x, y)) in enumerate(sorted(curves.items(), key=lambda c: -c[1][1][-1])):
        colour = COLOURS[list(curves).index(name)]
        points = " ".join(f"{across(a):.1f},{up(b):.1f}" for a, b in zip(x, y) if math.isfinite(b))
        svg.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{points}"/>')
        svg.append(f'<path d="M{right + 14} {top + 22 * k}h20" stroke="{colour}" stroke-width="2"/><text x="{right + 40}" y="{top + 22 * k + 4}">{name}, {f"{y[-1]:.0f}" if abs(y[-1]) >= 100 else f"{y[-1]:.1f}"}</text>')
    path.write_text("\n".join([*svg, "</svg>", ""]))
    print(path.relative_to(ROOT), {name: round(y[-1], 2) for name, (_, y) in curves.items()})


def learners(folder, out):
    curves = {}
    for name, method in (("sea-omd", "name: sea-omd"), ("without hints", "name: sea-omd, optimism: none"), ("optimistic-ftrl", "name: optimistic-ftrl"),
                         ("ogd", "name: ogd"), ("adagrad", "name: adagrad"), ("sea-ensemble", "name: sea-ensemble")):
        found = run(folder, name.replace(" ", "-"), DIGITS.format(root=ROOT, stream="label-shift: 2", split="")
                    + f"method: {{ {method}, domain: {{ ball: 5 }} }}\nstop: {{ rounds: 1500 }}\nrecord: {{ every: 15, comparators: 1 }}\n")
        curves[name] = (found["round"], found["regret"])
    draw(out / "online-label-shift.svg", "Regret on handwritten digits whose classes come and go", "rounds", curves)


def network(folder, out):
    curves = {}
    for graph in ("ring:8", "complete:8"):
        found = run(folder, graph.replace(":", "-"), DIGITS.format(root=ROOT, stream="order: random, passes: 2", split=", split: { kind: dirichlet, alpha: 0.3 }")
                    + f"graph: {graph}\nmethod: {{ name: adagrad, domain: {{ ball: 5 }} }}\nrecord: {{ every: 5, comparators: 1 }}\n")
        curves[graph] = (found["time"], found["regret"])
        curves["alone"] = (found["time"], found["regret_alone"])
    draw(out / "online-gossip.svg", "Regret of eight nodes with different digits", "rounds of each node", curves)


def hints(folder, out):
    for kind, par, measure, title in (("shift", "par: 10", "dynamic_regret", "Dynamic regret where the mean jumps ten times"),
                                      ("alternating", "par: 0.5", "regret", "Regret where an adversary turns every sign")):
        curves = {}
        for name, method in (("sea-omd", "name: sea-omd"), ("without hints", "name: sea-omd, optimism: none"), ("averaged hints", "name: sea-omd, optimism: average"),
                             ("ogd", "name: ogd"), ("sea-ensemble", "name: sea-ensemble"), ("ader", "name: ader")):
            found = run(folder, f"{kind}-{name.replace(' ', '-')}", f"problem: {{ stream: {{ kind: {kind}, {par}, sigma: 0.3 }} }}\nmethod: {{ {method} }}\nrecord: {{ every: 10 }}\n")
            curves[name] = (found["round"], found[measure])
        draw(out / f"online-{kind}.svg", title, "rounds", curves)


if __name__ == "__main__":
    pictures = ROOT / "docs" / "how-to" / "pictures"
    pictures.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        for part in (learners, network, hints):
            if PART in (None, part.__name__):
                part(pathlib.Path(temporary), pictures)
