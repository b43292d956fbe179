"""Numbers of a matrix: determinant, rank, condition number, norms, and integer powers."""
from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from symbolic.matrices.elimination import det, rank
from symbolic.matrices.matrix import ExactMatrix
from verify.numeric.balls.singular import singular_values
from verify.oracle.case import Case, Draw
from verify.oracle.exact import ball_float, exact_matrix, kappa_2, null_witness, product
from verify.oracle.matrices import hilbert, larger, named, random_square
from verify.oracle.measures import Measures
from verify.oracle.registry import problem, target
from verify.oracle.truth import Truth
from verify.oracle.values import Entry, Value, ratio, root, value_of


def _cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    for name, A in [*named(), *((f"hilbert({n})", hilbert(n)) for n in (6, 12, 20)), *random_square(draw)]:
        yield Case((A,), family=name)
    yield Case((np.array([[3, 1], [6, 2]]),), family="singular int64")
    yield from (Case((A,), family=name) for name, A in larger())
    for _ in range(draw.count):  # a product of thin factors: the rank is known, and it is not full
        m, r = draw.size(3), draw.rng.randint(1, 2)
        yield Case((np.array(draw.integers(m, r)) @ np.array(draw.integers(r, m)),), family="low rank")


def absolute(X: Value) -> Value:
    """|x| entry by entry, rounded where x is not real."""
    def size(x: Entry) -> Fraction:
        return abs(x[0]) if not x[1] else Fraction(root(x[0] * x[0] + x[1] * x[1]))
    return Value(X.shape, tuple((size(x), Fraction(0)) for x in X.entries), X.radius)


# ---- determinant ---------------------------------------------------------------------------------------------------------

@problem("det", "f(A) -> the determinant of A, a number", cases=_cases)
def determinant_truth(case: Case) -> Truth:
    """The determinant; kappa = sum |a_ij C_ij| / |det A|, C the cofactors. For det A = 0 the error is relative to the rows."""
    A = exact_matrix(case.args[0])
    exact = value_of(det(A))
    size = _hadamard(A)
    if not exact.squared_norm:
        def measure(returned: Any) -> Measures:
            found = value_of(returned)
            fault = f"an array of shape {found.shape} came back for a number" if found.shape else ""
            return Measures(found.norm / size if size else found.norm, fault=fault)
        return Truth(exact, kappa_name="1: |det| is measured against the product of the row norms", size=A.rows, measure=measure)
    return Truth(exact, kappa=_cofactor_sum(A) / exact.norm if exact.norm else math.inf,
                 kappa_name="sum |a_ij C_ij| / |det A|, exact", size=A.rows)


def _hadamard(A: ExactMatrix) -> float:
    values, n = value_of(A), A.rows
    total = Fraction(1)
    for i in range(n):
        total *= sum((x * x + y * y for x, y in values.entries[i * n:(i + 1) * n]), Fraction(0))
    return root(total)


def _cofactor_sum(A: ExactMatrix) -> float:
    """The sum of |a_ij C_ij|, C = det(A) A^-T."""
    from symbolic.matrices.elimination import inverse
    X, left, d = value_of(inverse(A)).transpose(), value_of(A), value_of(det(A)).norm
    return d * math.fsum(root((a[0] ** 2 + a[1] ** 2) * (x[0] ** 2 + x[1] ** 2))
                         for a, x in zip(left.entries, X.entries, strict=True))


# ---- rank, condition number, norms -----------------------------------------------------------------------------------------

def spread(A: ExactMatrix) -> tuple[int, float]:
    """The rank r, and sigma_1 / sigma_r (1 for r = 0)."""
    values, r = singular_values(A, 15), rank(A)
    return r, ball_float(values[0] / values[r - 1]) if r else 1.0


SPREAD = "sigma_1 / sigma_r, r the exact rank"


def _rank_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    yield from _cases(draw)
    yield Case((np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0]]),), family="wide")


@problem("matrix_rank", "f(A) -> the rank of A, an integer", cases=_rank_cases)
def rank_truth(case: Case) -> Truth:
    """The exact rank; a threshold cannot see singular values below c n u sigma_1, and is not asked to."""
    A = exact_matrix(case.args[0])
    r, kappa = spread(A)

    def measure(returned: Any) -> Measures:
        found = value_of(returned)
        fault = f"an array of shape {found.shape} came back for a number" if found.shape else ""
        return Measures(float(abs(found.entries[0][0] - r)), fault=fault)

    return Truth(value_of(r), kappa=kappa, kappa_name=SPREAD, size=max(A.shape), measure=measure)


@problem("cond", "f(A) -> sigma_1 / sigma_n, a number", cases=_cases)
def condition_truth(case: Case) -> Truth:
    """kappa_2(A), which is its own condition number up to a factor; of a singular matrix inf or anything above 1/(c n u)."""
    A = exact_matrix(case.args[0])
    kappa = kappa_2(A)
    if math.isfinite(kappa):
        return Truth(value_of(kappa), kappa=kappa, kappa_name="kappa_2(A)", size=A.rows)
    floor = 1 / (10 * A.rows * case.unit)

    def measure(returned: Any) -> Measures:
        low = float(returned) < floor
        return Measures(0.0, fault=f"{float(returned):.3g} came back, and {null_witness(A)}" if low else "")

    return Truth(kappa=math.inf, kappa_name="kappa_2(A)", size=A.rows, measure=measure, shown=f"inf: {null_witness(A)}")


def _norm_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    for number, case in enumerate(_cases(draw)):
        ord_ = ("fro", 1, 2, np.inf, "nuc")[number % 5]
        yield Case((case.args[0], ord_ if isinstance(ord_, (str, int)) else float("inf")), family=case.family)
    yield from (Case((A, 2), family=name) for name, A in named("large", "small", "graded"))


@problem("norm", "f(A, ord) -> a norm of the matrix A: ord is 'fro', 'nuc', 1, 2 or inf", cases=_norm_cases)
def norm_truth(case: Case) -> Truth:
    """The norm from exact sums or from singular values in balls; its condition number is at most 1 (sqrt(n) for 'nuc')."""
    A, ord_ = exact_matrix(case.args[0]), case.args[1]
    sizes = absolute(value_of(A))
    m, n = A.shape
    if ord_ == "fro":
        exact: Any = Fraction(sizes.norm) if sizes.is_real else sizes.norm
    elif ord_ in {2, "nuc"}:
        values = [v.mid() for v in singular_values(A, 20)]
        exact = values[0] if ord_ == 2 else sum(values[1:], start=values[0])
    else:
        rows = [[sizes.entries[i * n + j][0] for j in range(n)] for i in range(m)]
        exact = max(sum(line) for line in (rows if ord_ != 1 else zip(*rows, strict=True)))
    return Truth(value_of(exact), kappa_name="at most 1 (a norm)", size=max(m, n))


# ---- integer powers -----------------------------------------------------------------------------------------------------------

def _power_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    fibonacci = np.array([[1, 1], [1, 0]])
    yield from (Case((fibonacci, k), family=f"Fibonacci, int64, {k}") for k in (0, 10, 90, 91, 94, 200))
    yield Case((fibonacci.astype(float), 200), family="Fibonacci, float64")
    for name, A in [*named(), *random_square(draw)]:
        if name not in {"large", "small"}:
            yield Case((A, draw.rng.choice([0, 1, 2, 3, 7, 12])), family=name)
    yield from (Case((A, 3), family=name) for name, A in larger())


@problem("matrix_power", "f(A, k) -> A^k for an integer k >= 0, an array of the shape of A", cases=_power_cases)
def power_truth(case: Case) -> Truth:
    """A^k; kappa = || |A|^k || / ||A^k||, the condition of the products that are summed."""
    A, k = value_of(exact_matrix(case.args[0])), case.args[1]
    exact, sizes = _power(A, k), _power(absolute(A), k)
    return Truth(exact, kappa=root_ratio(sizes, exact), kappa_name="|| |A|^k || / ||A^k||, exact", size=A.shape[0] * max(k, 1))


def root_ratio(X: Value, Y: Value) -> float:
    """||X||_F / ||Y||_F; inf for Y = 0 < X."""
    return root(X.squared_norm / Y.squared_norm) if Y.squared_norm else ratio(X.squared_norm, Y.squared_norm)


def _power(A: Value, k: int) -> Value:
    from verify.oracle.exact import eye
    out = eye(A.shape[0])
    for _ in range(k):
        out = product(out, A)
    return out


for _name in ("det", "cond", "matrix_rank", "matrix_power", "norm"):
    target(f"numpy.linalg.{_name}", _name)
for _name in ("det", "norm"):
    target(f"scipy.linalg.{_name}", _name)
