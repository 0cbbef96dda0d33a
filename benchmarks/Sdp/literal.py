"""max a subject to sum_e w_e ee' - a (I - 11'/n) >= 0, sum w = 1, w >= 0, written out for cvxopt.

Reads an edge list, prints the optimum and the CPU seconds of model and solution.
"""
import sys
import time

from cvxopt import matrix, solvers, spmatrix

solvers.options["show_progress"] = False
for accuracy in ("abstol", "reltol", "feastol"):
    solvers.options[accuracy] = 1e-8
edges = [tuple(map(int, line.split()[:2])) for line in open(sys.argv[1])]
start = time.process_time()
n, m = 1 + max(map(max, edges)), len(edges)
rows, columns, values = [], [], []
for k, (i, j) in enumerate(edges):
    for r, c, v in ((i, i, -1.0), (j, j, -1.0), (i, j, 1.0), (j, i, 1.0)):
        rows.append(r + c * n), columns.append(k), values.append(v)
for r in range(n):
    for c in range(n):
        rows.append(r + c * n), columns.append(m), values.append((r == c) - 1.0 / n)
solution = solvers.sdp(
    matrix([0.0] * m + [-1.0]),
    Gl=spmatrix(-1.0, range(m), range(m), (m, m + 1)), hl=matrix(0.0, (m, 1)),
    Gs=[spmatrix(values, rows, columns, (n * n, m + 1))], hs=[matrix(1.0 / n, (n, n))],  # + 11'/n: positive off the ones
    A=matrix([1.0] * m + [0.0], (1, m + 1)), b=matrix([1.0]))
print(repr(-solution["primal objective"]), repr(time.process_time() - start))
