"""What DADAO's own published code does on a problem: makes the problem, or runs its optimizer on it.

dadao.py make FOLDER n d m                 least squares of n nodes with m rows of d features each, slopes of different size, and problem.json
dadao.py run PATH FOLDER GRAPH SECONDS     PATH is a clone of github.com/AdelNabli/DADAO; prints events per second of CPU, and the events that
                                           took the mean squared distance to the optimum to 1e-2 of its first value, or 0 where time was up

Only its optimizer is called: neither its figures after every event nor its files cost it anything here."""
import json
import os
import sys
import time

import numpy as np


def make(folder, n, d, m):
    draw = np.random.default_rng(1)
    os.makedirs(folder, exist_ok=True)
    hessians, linear = [], []
    for node in range(n):
        x = draw.normal(size=(m, d))
        y = draw.uniform(0.01, 5) * (x @ draw.uniform(0, 100, size=d) + 10 * draw.normal(size=m))
        rows = np.column_stack([x, y])
        header = ",".join([f"x{k + 1}" for k in range(d)] + ["y"])
        np.savetxt(os.path.join(folder, f"node-{node:03d}.csv"), rows, delimiter=",", header=header, comments="", fmt="%.17g")
        hessians.append(2 * x.T @ x / m)
        linear.append(2 * x.T @ y / m)
    values = [np.linalg.eigvalsh(h) for h in hessians]
    facts = {
        "task": "linear", "mu": min(v[0] for v in values), "L": max(v[-1] for v in values),
        "x_star": np.linalg.solve(sum(hessians), sum(linear)).tolist(), "x0": draw.normal(size=(n, d)).tolist(),
    }
    with open(os.path.join(folder, "problem.json"), "w") as to:
        json.dump(facts, to)


def run(path, folder, graph, seconds):
    sys.path.insert(0, path)
    import torch

    torch.set_num_threads(1)
    from cvx_functions import linear_regression
    from data import create_K_graphs
    from optimizers import DADAO_optimizer

    files = sorted(name for name in os.listdir(folder) if name.endswith(".csv"))
    rows = torch.tensor(np.array([np.loadtxt(os.path.join(folder, name), delimiter=",", skiprows=1) for name in files]))
    with open(os.path.join(folder, "problem.json")) as text:
        facts = json.load(text)
    n, m, d = rows.shape[0], rows.shape[1], rows.shape[2] - 1
    graphs, _, _, chi1, chi2, _ = create_K_graphs(n, graph, K=1)
    rate = np.sqrt(2 * chi1 * chi2)
    f = linear_regression(d, n, m)
    f.theta_i.data = torch.tensor(facts["x0"]).double().unsqueeze(-1)
    optimizer = DADAO_optimizer(f, rows[:, :, :-1], rows[:, :, -1:], chi_1_star=chi1 / rate, lamb_mix=rate, n_nodes=n, mu=facts["mu"], L=facts["L"])
    edges, draw = np.array(graphs[0].edges), np.random.default_rng(1)
    optimum = torch.tensor(facts["x_star"]).double()

    def distance():
        return ((optimizer.X - optimum) ** 2).sum(dim=1).mean().item()

    first, now, events, needed, spent = distance(), 0.0, 0, 0, 0.0
    while spent < seconds:
        began = time.process_time()
        for _ in range(50):
            now += draw.exponential(1 / (n + rate))
            if draw.random() < n / (n + rate):
                optimizer.step(True, now, None, int(draw.integers(n)))
            else:
                optimizer.step(False, now, edges[draw.integers(len(edges))], None)
        events += 50
        spent += time.process_time() - began
        if needed == 0 and distance() < 1e-2 * first:
            needed = events
    print(events / spent, needed)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], *map(int, sys.argv[3:6]))
    else:
        run(sys.argv[2], sys.argv[3], sys.argv[4], float(sys.argv[5]))
