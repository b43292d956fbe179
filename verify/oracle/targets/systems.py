"""Linear systems: inverse, solve and solve_toeplitz. The truth is an exact solve over Q; kappa_2(A) is enclosed in balls."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symbolic.errors import UnableError
from symbolic.matrices.elimination import inverse, rank, solve
from symbolic.matrices.matrix import ExactMatrix, hstack
from verify.oracle.case import Case, Draw
from verify.oracle.drawn import square, toeplitz_systems
from verify.oracle.exact import exact_matrix, eye, is_singular, kappa_2, minus, null_witness, product, vector_value
from verify.oracle.matrices import growth, hilbert, larger, named, random_square
from verify.oracle.measures import Measures, compare, quotient
from verify.oracle.registry import problem, target
from verify.oracle.truth import Truth, absent
from verify.oracle.values import value_of

KAPPA = "kappa_2(A)"


def system_truth(A: ExactMatrix, b: Any) -> Truth:
    """The exact x with A x = b, the backward error ||b - A x|| / (||A|| ||x||), and kappa_2(A)."""
    if is_singular(A):
        if rank(hstack([A, exact_matrix(b)])) == rank(A):
            raise UnableError("solve: A is singular and b in its range, so there is more than one solution")
        return absent(f"{null_witness(A)}, and b is not in its range")
    x = vector_value(solve(A, exact_matrix(b)), b.shape)
    left, right = value_of(A), value_of(b)

    def measure(returned: Any) -> Measures:
        found = value_of(returned)
        if found.shape != x.shape:
            return compare(found, x)
        return compare(found, x, quotient(minus(product(left, found), right), left, found))

    return Truth(x, kappa=kappa_2(A), kappa_name=KAPPA, size=A.rows, measure=measure)


def _inverse_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    for name, A in [*named(), *((f"hilbert({n})", hilbert(n)) for n in (4, 8, 14)), *random_square(draw)]:
        yield Case((A,), family=name)
    yield Case((np.array([[1, 2, 1], [-2, -3, 1], [3, 5, 0]]),), family="singular int64")
    yield Case((np.array([[2, 1], [1, 1]]),), family="int64")
    yield from (Case((A,), family=name) for name, A in larger())


@problem("inv", "f(A) -> A^-1, an n x n array", cases=_inverse_cases, strategy=square())
def inverse_truth(case: Case) -> Truth:
    """A^-1; the backward error is ||A X - I|| / (||A|| ||X||)."""
    A = exact_matrix(case.args[0])
    if is_singular(A):
        return absent(null_witness(A))
    X, left, one = value_of(inverse(A)), value_of(A), eye(A.rows)

    def measure(returned: Any) -> Measures:
        found = value_of(returned)
        return compare(found, X, quotient(minus(product(left, found), one), left, found) if found.shape == X.shape else None)

    return Truth(X, kappa=kappa_2(A), kappa_name=KAPPA, size=A.rows, measure=measure)


def _solve_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    for name, A in [*named(), *((f"hilbert({n})", hilbert(n)) for n in (5, 10, 14)), *random_square(draw)]:
        b = np.array(draw.integers(len(A), 1, 1, 9))[:, 0]
        yield Case((A, b.astype(A.dtype)), family=name)
    for n in (20, 60) if draw.deep else (20,):
        yield Case((growth(n), np.array(draw.integers(n, 1, 1, 9))[:, 0]), family=f"pivot growth 2^{n - 1}")
    yield Case((np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([[1.0, 0.0], [2.0, 5.0]])), family="two right sides")
    yield from (Case((A, np.arange(1.0, len(A) + 1)), family=name) for name, A in larger())


@problem("solve", "f(A, b) -> x with A x = b, an array of the shape of b", cases=_solve_cases)
def solve_truth(case: Case) -> Truth:
    """A^-1 b exactly."""
    return system_truth(exact_matrix(case.args[0]), case.args[1])


# ---- Toeplitz ----------------------------------------------------------------------------------------------------------

def toeplitz_rows(c: Any, r: Any) -> Any:
    """The dense T, T_ij = c_{i-j} for i >= j and r_{j-i} above; r_0 is ignored, as scipy says."""
    import numpy as np
    n = len(c)
    return np.array([[c[i - j] if i >= j else r[j - i] for j in range(n)] for i in range(n)])


def _toeplitz_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np

    def case(family: str, c: list[Any], r: list[Any], b: list[Any]) -> Case:
        return Case(((np.array(c), np.array(r)), np.array(b)), family=family)

    yield case("tiny leading minor", [1e-12, 0.0, 0.0, 2.0, -3.0, 1.0, 2.0], [1e-12, 3.0, 1.0, -2.0, -1.0, 1.0, -1.0],
               [2.0, 0.0, -1.0, -2.0, -3.0, -3.0, 2.0])
    for e in (1e-4, 1e-8):
        yield case("small leading minor", [e, 1.0, 0.5], [e, 2.0, -1.0], [1.0, 2.0, 3.0])
    yield case("zero leading minor", [0.0, 1.0], [0.0, 1.0], [1.0, 2.0])
    yield case("singular", [1.0, 1.0], [1.0, 1.0], [1.0, 2.0])
    yield case("1x1", [3.0], [3.0], [6.0])
    yield case("identity", [1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 2.0, 3.0])
    yield case("symmetric definite", [2.0, -1.0, 0.0, 0.0], [2.0, -1.0, 0.0, 0.0], [1.0, 0.0, 0.0, 1.0])
    yield case("complex", [2.0 + 1.0j, 1.0j], [2.0 + 1.0j, 1.0], [1.0, 1.0j])
    for _ in range(3 * draw.count):
        n = draw.size(2)
        low, high = draw.rng.choice([(-1, 1), (-5, 5)])
        c, r, b = (row for row in draw.integers(3, n, low, high))
        yield case("random integers", c, [c[0], *r[1:]], b)
        c, r, b = (row for row in draw.reals(3, n))
        c[0] = draw.rng.choice([c[0], 10.0 ** -draw.rng.randint(3, 14)])
        yield case("random reals", c, [c[0], *r[1:]], b)


def _one_corner(case: Case) -> Case:
    """The same system with r_0 = c_0, which is what people expect to see."""
    (c, r), b = case.args
    row = r.astype(c.dtype)
    row[0] = c[0]
    return Case(((c, row), b), case.options, case.family)


@problem("solve_toeplitz", "f((c, r), b) -> x with T x = b, T the Toeplitz matrix of first column c and first row r",
         cases=_toeplitz_cases, strategy=toeplitz_systems, tidy=_one_corner)
def toeplitz_truth(case: Case) -> Truth:
    """T^-1 b by an exact solve; nothing is asked of the leading minors."""
    (c, r), b = case.args
    return system_truth(exact_matrix(toeplitz_rows(c, r)), b)


target("numpy.linalg.inv", "inv")
target("numpy.linalg.solve", "solve")
target("scipy.linalg.inv", "inv")
target("scipy.linalg.solve", "solve")
target("scipy.linalg.solve_toeplitz", "solve_toeplitz")
