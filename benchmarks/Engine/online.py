"""Rounds per second of optimistic mirror descent, or of the two-layer ensemble, the way Python packages of this field write them:
one NumPy operation a line, d = 10. Without NumPy, plain lists. With PyNOL installed, pynol-omd and pynol-swordpp measure its own
classes instead. Prints one number."""
import math
import sys
import time

try:
    import numpy as np
except ImportError:
    np = None

D, G, L, T, DIM = 2.0, 2.0, 1.0, 1_000_000, 10


def vectors():
    if np is not None:
        targets = np.random.default_rng(1).normal(size=(1000, DIM)) * 0.15
        targets[:, 0] += 0.5

        def project(x):
            norm = np.linalg.norm(x)
            return x if norm <= 1 else x / norm

        return targets, np.zeros(DIM), project, lambda x, a, y: x + a * y, np.dot
    import random

    random.seed(1)
    targets = [[random.gauss(0, 0.15) + (0.5 if k == 0 else 0) for k in range(DIM)] for _ in range(1000)]

    def dot(x, y):
        return sum(a * b for a, b in zip(x, y))

    def project(x):
        norm = math.sqrt(dot(x, x))
        return x if norm <= 1 else [a / norm for a in x]

    return targets, [0.0] * DIM, project, lambda x, a, y: [p + a * q for p, q in zip(x, y)], dot


def omd(rounds):
    targets, zero, project, add, dot = vectors()
    hidden, hint, deviation = zero, zero, 0.0
    for t in range(rounds):
        step = D / math.sqrt(10 * D * D * L * L + 4 * G * G + deviation)
        x = project(add(hidden, -step, hint))
        g = add(x, -1.0, targets[t % 1000])
        e = add(g, -1.0, hint)
        deviation += dot(e, e)
        hidden, hint = project(add(hidden, -step, g)), g


def ensemble(rounds):
    targets, zero, project, add, dot = vectors()
    size = math.ceil(0.5 * math.log2(G * G * T / (8 * D * D * L * L))) + 1
    steps = [min(1 / (8 * L), math.sqrt(D * D / (8 * G * G * T)) * 2**i) for i in range(size)]
    hidden, before, hint = [zero] * size, [zero] * size, zero
    losses, deviation = [0.0] * size, 0.0
    for t in range(rounds):
        points = [project(add(hidden[i], -steps[i], hint)) for i in range(size)]
        moved = [add(points[i], -1.0, before[i]) for i in range(size)]
        price = [2 * L * dot(m, m) for m in moved]
        rate = 1 / (8 * D * D * L)
        if deviation > 0:
            rate = min(rate, math.sqrt(math.log(size) / (D * D * deviation)))
        scores = [-rate * (losses[i] + dot(hint, points[i]) + price[i]) for i in range(size)]
        top = max(scores)
        weights = [math.exp(s - top) for s in scores]
        total = sum(weights)
        x = zero
        for i in range(size):
            x = add(x, weights[i] / total, points[i])
        g = add(x, -1.0, targets[t % 1000])
        losses = [losses[i] + dot(g, points[i]) + price[i] for i in range(size)]
        e = add(g, -1.0, hint)
        deviation += dot(e, e)
        hidden = [project(add(hidden[i], -steps[i], g)) for i in range(size)]
        before, hint = points, g


def pynol(name):
    """A player of one of PyNOL's learners; ImportError where it is not installed."""
    from pynol.environment.domain import Ball
    from pynol.environment.environment import Environment

    domain = Ball(DIM, radius=1.0)
    if name == "pynol-omd":
        from pynol.learner.base import OptimisticOGD
        from pynol.learner.specification.optimism_base import LastGradOptimismBase

        learner = OptimisticOGD(domain, 1 / (8 * L), optimism_type="last_grad", prior=np.zeros(DIM))
    else:
        from pynol.learner.models.dynamic.swordpp import SwordPP

        learner = SwordPP(domain, T, G, L, prior=np.zeros(DIM))
    targets = vectors()[0]

    def play(rounds):
        for t in range(rounds):
            target = targets[t % 1000]
            learner.opt(Environment(func=lambda x: 0.5 * np.dot(x - target, x - target), grad_func=lambda x: x - target))

    return play


if __name__ == "__main__":
    try:
        play, rounds = {"omd": lambda: (omd, 20_000), "ensemble": lambda: (ensemble, 2_000)}.get(sys.argv[1], lambda: (pynol(sys.argv[1]), 2_000))()
    except ImportError:
        sys.exit("0")
    play(100)
    began = time.perf_counter()
    play(rounds)
    print(rounds / (time.perf_counter() - began))
