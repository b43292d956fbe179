"""The rows of the table: what is measured, on which matrix, against whom, and what it must reach."""
from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from bench.workloads import SQUARES, workload


@dataclass(frozen=True)
class Row:
    """One line of the table.

    `goal` is the time in seconds to reach, `factor` the lead over the fastest peer to reach; either may be None.
    `peers` maps a system to the name of the task in its worker.
    """

    work: str
    matrix: str
    task: str
    peers: dict[str, str]
    goal: float | None = None
    factor: float | None = None
    warm: str | None = "a6"


SAGE_Q, SAGE_QQBAR, SAGE_FIELD = "jordan over Q", "jordan over QQbar", "jordan over Q(w)"
FOUR = {"sympy": "jordan", "giac": "jordan", "calcium": "jordan"}

JORDAN_RATIONAL = [
    Row("Jordan form, P and J", name, "jordan", {**FOUR, "sage": SAGE_Q}, goal, factor)
    for name, goal, factor in (("a24", 0.008, 3), ("a64", 0.06, 10), ("a100", 0.2, 10))
]
JORDAN_DENSE = [
    Row("Jordan form, generic chains", name, "jordan chains", {**FOUR, "sage": SAGE_QQBAR}, goal, factor, warm="b5")
    for name, goal, factor in (("b8", 0.001, 10), ("b16", 0.003, 10), ("b32", 0.005, None), ("b64", None, None),
                               ("b100", 0.1, None), ("b200", 1.0, None))
]
JORDAN_EXPANDED = [
    Row("the same, full P and J", name, "jordan", {"calcium": "jordan"}, warm="b5") for name in ("b8", "b16")
]
JORDAN_MIXED = [
    Row("Jordan form, generic chains", name, "jordan chains", {**FOUR, "sage": SAGE_QQBAR}, goal, 10, warm="c6")
    for name, goal in (("c16", 0.003), ("c24", 0.005))
]
JORDAN_FIELD = [
    Row("Jordan form over Q(w)", name, "jordan", {"sympy": "jordan", "sage": SAGE_FIELD}, None, 1, warm=f"e4{other}")
    for name, other in (("e4i", "s"), ("e6i", "s"), ("e8i", "s"), ("e4s", "i"), ("e6s", "i"), ("e8s", "i"))
]
FUNCTIONS = [
    Row(title, name, task, {"sympy": task, "giac": task}, 0.01, warm=warm)
    for title, task in (("e^(tA), t symbolic", "exp"), ("A^n, n symbolic", "power"))
    for name, warm in (("a16", "a6"), ("b16", "b5"), ("c16", "c6"))
]
POWERS = [
    Row("A^100000", "b10", "power at 100000",
        {"flint": "power at 100000", "sympy": "power at 100000", "giac": "power at 100000", "sage": "power at 100000"},
        None, 3, warm="b4"),
]
FROBENIUS = [
    Row("Frobenius form with transform", name, "frobenius", {"sage": "frobenius"}, goal, warm="a6")
    for name, goal in (("a64", 0.1), ("a100", 0.3), ("b64", 0.1), ("b100", 0.3), ("r64", 0.1), ("r100", 0.3))
]
VANDERMONDE = [Row("Vandermonde inverse, rational nodes", "v100", "vandermonde inverse",
                   {"flint": "vandermonde inverse"}, None, 10, warm="v10")]
ROWS = [*JORDAN_RATIONAL, *JORDAN_DENSE, *JORDAN_EXPANDED, *JORDAN_MIXED, *JORDAN_FIELD, *FUNCTIONS, *POWERS,
        *FROBENIUS, *VANDERMONDE]
REPLAYS = (("a100", 0.5), ("b100", 0.5), ("b200", 2.0))

# For the growth of the cost with n: measured besides the rows above, ours alone.
GROWTH = {
    "Jordan form, P and J, a-type": ("jordan", ("a24", "a32", "a48", "a64", "a100")),
    "Jordan form, generic chains, b-type": ("jordan chains", ("b32", "b48", "b64", "b100", "b200")),
    "Frobenius form, b-type": ("frobenius", ("b32", "b48", "b64", "b100")),
}


def rows_of(name: str) -> Any:
    """The matrix of a row as its workers take it.

    >>> rows_of("v10")[0], len(rows_of("v100"))
    ([5, 7], 100)
    """
    if name[0] == "v":
        rng = random.Random(4000)
        nodes: list[list[int]] = []
        while len(nodes) < int(name[1:]):
            p, q = rng.randint(-99, 99), rng.randint(1, 9)
            if all(p * b != a * q for a, b in nodes):
                nodes.append([p, q])
        return nodes
    if name[0] == "e":
        return {"square": SQUARES[name[-1]], "rows": workload(name)}
    return workload(name)


def small_exercises(n: int, count: int = 100) -> list[list[list[int]]]:
    """Exercise-sized matrices: Jordan matrices with eigenvalues in -3..3, hidden by 2n elementary conjugations."""
    from bench.workloads import jordan_rows, shear
    rng = random.Random(5000 + n)
    matrices = []
    for k in range(count):
        blocks, left = [], n
        while left:
            size = rng.randint(1, min(3, left))
            blocks.append((rng.randint(-3, 3), size))
            left -= size
        matrices.append(shear(jordan_rows(blocks), 2 * n, 1000 * n + k))
    return matrices
