"""What each step of a low rank update costs: exact operation counts by formula, equal to a counting run."""
from __future__ import annotations

from dataclasses import dataclass

from symbolic.errors import InputError
from symbolic.matrices.exactmatrix import ExactMatrix
from symbolic.structured.base import StructuredMatrix
from symbolic.structured.counting import SOLVERS, Counted, Operations, Tally, count_generators, dot, invert_in_place
from symbolic.structured.quasiseparable import Quasiseparable
from symbolic.structured.semiseparable import Semiseparable

KINDS = tuple(SOLVERS)


def solver_operations(kind: str, n: int, r: int) -> tuple[Operations, Operations]:
    """The operations to prepare an n x n S of this kind, and for one right side; r is the width of generators.

    >>> solver_operations("one_semiseparable", 10, 1)[1]
    Operations(multiplications=9, divisions=0, additions=9)
    """
    squares, pairs = (n - 1) * n * (2 * n - 1) // 6, n * (n - 1) // 2
    none = Operations()
    return {
        "diagonal": (none, Operations(divisions=n)),
        "one_semiseparable": (none, Operations(n - 1, 0, n - 1)),
        "semiseparable": (Operations(n * r, 0, n * (r - 1)),
                          Operations((2 * n - 2) * r, n, (n - 1) * r + max(n - 2, 0) * r)),
        "toeplitz": (Operations(6 * pairs + 3 * (n - 1), n, (2 * n - 3) * (n - 1)), Operations(n * n, 0, 2 * pairs)),
        "dense": (Operations(squares, pairs, squares), Operations(2 * pairs, n, 2 * pairs)),
    }[kind]


MAX_COUNTED = 1 << 12  # of a run on counting scalars
SETUP, SOLVE_U, PRODUCT, IDENTITY = "prepare S", "S^-1 U", "V^T (S^-1 U)", "C = I + V^T S^-1 U"
INVERT, SOLVE_B, SMALL_B, APPLY, CORRECT = "C^-1", "w = S^-1 b", "V^T w", "C^-1 (V^T w)", "w - (S^-1 U) (C^-1 V^T w)"
EXPLICIT = ("V^T S^-1", "(S^-1 U) C^-1", "(S^-1 U C^-1) (V^T S^-1)")


@dataclass(frozen=True)
class CostStep:
    """One step of the formula with its operations."""

    name: str
    operations: Operations


@dataclass(frozen=True)
class Cost:
    """The operations of each step of (S + U V^T)^-1 b = w - S^-1 U C^-1 V^T w, in order."""

    kind: str
    n: int
    k: int
    steps: tuple[CostStep, ...]

    @property
    def total(self) -> Operations:
        """All steps together."""
        return sum((step.operations for step in self.steps), start=Operations())

    @property
    def dominant(self) -> CostStep:
        """The step with most multiplications and divisions; the first of them if several have as many."""
        return max(self.steps, key=lambda step: step.operations.multiplicative)

    @property
    def inverse_dominates(self) -> bool:
        """Whether the k x k inverse takes more multiplications and divisions than all other steps together."""
        return 2 * self[INVERT].multiplicative > self.total.multiplicative

    def __getitem__(self, name: str) -> Operations:
        for step in self.steps:
            if step.name == name:
                return step.operations
        raise InputError(f"cost: there is no step {name!r}; the steps are {', '.join(step.name for step in self.steps)}")

    def __str__(self) -> str:
        rows = [(s.name, s.operations) for s in self.steps] + [("total", self.total)]
        width = max(len(name) for name, _ in rows)
        lines = [f"{'step':<{width}} {'* and /':>12} {'+ and -':>12}"]
        lines += [f"{name:<{width}} {o.multiplicative:>12,} {o.additions:>12,}" for name, o in rows]
        return "\n".join(lines)


def woodbury_cost(S: str | StructuredMatrix | ExactMatrix, n: int, k: int, *, width: int = 1, explicit: bool = False) -> Cost:
    """The operations of each step of the update formula, counted exactly: V^T S^-1 U takes n k^2, C^-1 takes k^3.

    Args:
        S: "diagonal", "one_semiseparable", "semiseparable", "toeplitz" (Levinson's recursion), "dense" (LU), or a value of
            these or of another quasiseparable family (counted by a run on its own pattern). Numbers are taken as generic.
        n: the size of S. k: the number of columns of U and V.
        width: the number of columns of the generators, for "semiseparable".
        explicit: count the correction S^-1 U C^-1 V^T S^-1 as a matrix, instead of one solution.

    Raises:
        InputError: an unknown kind, n or k below 1, or n is not the size of S.

    >>> cost = woodbury_cost("diagonal", 1000, 5)
    >>> cost.dominant.name, cost.dominant.operations.multiplications
    ('V^T (S^-1 U)', 25000)
    >>> cost["C^-1"].multiplicative, cost.inverse_dominates
    (125, False)
    """
    for name, value in (("n", n), ("k", k), ("width", width)):
        if type(value) is not int or value < 1:
            raise InputError(f"woodbury_cost: {name} must be a positive integer, not {value!r}")
    kind, setup, one = _solver_cost(S, n, width)
    steps = [(SETUP, setup), (SOLVE_U, one.times(k)), (PRODUCT, Operations(n * k * k, 0, (n - 1) * k * k)),
             (IDENTITY, Operations(additions=k)), (INVERT, Operations(k**3 - k, k, k * (k - 1) ** 2))]
    if explicit:
        steps += [(EXPLICIT[0], one.times(k)), (EXPLICIT[1], Operations(n * k * k, 0, n * k * (k - 1))),
                  (EXPLICIT[2], Operations(n * n * k, 0, n * n * (k - 1)))]
    else:
        steps += [(SOLVE_B, one), (SMALL_B, Operations(n * k, 0, (n - 1) * k)),
                  (APPLY, Operations(k * k, 0, k * (k - 1))), (CORRECT, Operations(n * k, 0, n * k))]
    return Cost(kind, n, k, tuple(CostStep(name, operations) for name, operations in steps))


def _solver_cost(S: str | StructuredMatrix | ExactMatrix, n: int, width: int) -> tuple[str, Operations, Operations]:
    """The kind, and the operations to prepare S and for one right side."""
    if isinstance(S, StructuredMatrix | ExactMatrix) and S.shape != (n, n):
        raise InputError(f"woodbury_cost: S is {S.shape[0]}x{S.shape[1]} and n is {n}; they must agree")
    kind = _kind(S)
    if isinstance(S, Semiseparable):
        width = max(S.orders)
        if S.P.cols:
            S, kind = S.quasiseparable(), "quasiseparable"
    if isinstance(S, Quasiseparable):
        setup, both = (count_generators(S.d, S.lower, S.upper, columns) for columns in (0, 1))
        return kind, setup, both - setup
    if kind not in KINDS:
        raise InputError(f"woodbury_cost: no count is known for S = {kind}; known are {', '.join(KINDS)}, or a "
                         "quasiseparable value")
    return kind, *solver_operations(kind, n, width)


def _kind(S: object) -> str:
    if isinstance(S, str):
        return S
    names = {"ExactMatrix": "dense", "OneSemiseparable": "one_semiseparable", "Hankel": "toeplitz", "Circulant": "toeplitz"}
    return names.get(type(S).__name__, type(S).__name__.lower())


def counted_woodbury(kind: str, n: int, k: int, *, width: int = 1) -> Cost:
    """The same table, read off a run of the algorithm on counting scalars (residues modulo a prime).

    Raises:
        InputError: an unknown kind.

    >>> counted_woodbury("toeplitz", 9, 2) == woodbury_cost("toeplitz", 9, 2)
    True
    """
    if kind not in list(SOLVERS):  # a list compares, so that what has no hash is refused too
        raise InputError(f"counted_woodbury: the kind must be one of {', '.join(SOLVERS)}, not {kind!r}")
    for name, value in (("n", n), ("k", k), ("width", width)):
        if type(value) is not int or not 0 < value <= MAX_COUNTED:
            raise InputError(f"counted_woodbury: {name} must be an integer from 1 to {MAX_COUNTED}, not {value!r:.40}; "
                             "woodbury_cost has formulas for larger ones")
    tally = Tally()
    solve = SOLVERS[kind](tally, n, width)
    spent = [(SETUP, tally.spent())]
    U, V, b = [tally.vector(n) for _ in range(k)], [tally.vector(n) for _ in range(k)], tally.vector(n)
    X = [solve(u) for u in U]
    spent.append((SOLVE_U, tally.spent()))
    C = [[dot(v, x) for x in X] for v in V]
    spent.append((PRODUCT, tally.spent()))
    for i in range(k):
        C[i][i] = C[i][i] + Counted(1, tally)
    spent.append((IDENTITY, tally.spent()))
    invert_in_place(C, tally)
    spent.append((INVERT, tally.spent()))
    w = solve(b)
    spent.append((SOLVE_B, tally.spent()))
    small = [dot(v, w) for v in V]
    spent.append((SMALL_B, tally.spent()))
    z = [dot(row, small) for row in C]
    spent.append((APPLY, tally.spent()))
    for x, y in zip(X, z, strict=True):
        w = [a - c * y for a, c in zip(w, x, strict=True)]
    spent.append((CORRECT, tally.spent()))
    return Cost(kind, n, k, tuple(CostStep(name, operations) for name, operations in spent))
