"""Products with Toeplitz and circulant matrices, and circulant systems; judged in norm, which is all that an FFT promises."""
from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from symbolic.errors import ShapeError
from verify.oracle.case import Case, Draw
from verify.oracle.exact import exact_matrix, product
from verify.oracle.registry import problem, target
from verify.oracle.targets.systems import system_truth
from verify.oracle.truth import Truth
from verify.oracle.values import Value, ratio, root, value_of

KAPPA = "||generators|| ||x|| / ||T x||, exact"


def norm_kappa(y: Value, *factors: Value) -> float:
    """||f_1|| ||f_2|| .. / ||y||: what rounding the factors in norm can do to a bilinear y; inf for y = 0.

    >>> norm_kappa(value_of([1, 0]), value_of([3, 4]), value_of([1, 0]))
    5.0
    """
    total = Fraction(1)
    for f in factors:
        total *= f.squared_norm
    return root(total / y.squared_norm) if y.squared_norm else ratio(total, y.squared_norm)


def rectangular(c: Any, r: Any) -> Any:
    """The m x n Toeplitz matrix of the first column c and the first row r; r[0] is not looked at.

    >>> import numpy as np
    >>> rectangular(np.array([1, 2]), np.array([9, 3, 4])).tolist()
    [[1, 3, 4], [2, 1, 3]]
    """
    import numpy as np
    kind = np.result_type(c, r)
    return np.array([[c[i - j] if i >= j else r[j - i] for j in range(len(r))] for i in range(len(c))], dtype=kind)


# ---- Toeplitz times vector ---------------------------------------------------------------------------------------------

def _product_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np

    def case(family: str, c: Any, r: Any, x: Any, dtype: Any = None) -> Case:
        return Case(((np.array(c, dtype=dtype), np.array(r, dtype=dtype)), np.array(x, dtype=dtype)), family=family)

    yield case("1x1", [3.0], [3.0], [2.0])
    yield case("identity", [1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 2.0, 3.0])
    yield case("zero", [0.0, 0.0], [0.0, 0.0], [1.0, 2.0])
    yield case("down shift", [0.0, 1.0, 0.0], [0.0, 0.0, 0.0], [1.0, 2.0, 3.0])
    graded = [10.0 ** (-2 * k) for k in range(16)]
    yield case("graded column", graded, [1.0, *[0.0] * 15], [1.0, *[0.0] * 15])
    yield case("graded column and vector", graded, graded, [1e-8, *[1.0] * 15])
    yield case("cancellation", [1.0, 1.0 + 2.0**-40, 1.0], [1.0, 1.0, 1.0], [1.0, -1.0, 0.0])
    yield case("wide", [1.0, 2.0], [1.0, 3.0, 4.0], [1.0, 1.0, 2.0])
    yield case("tall", [1.0, 2.0, 5.0], [1.0, 3.0], [1.0, -2.0])
    yield case("int64", [1, 2, 3], [1, 5, 6], [7, 8, 9], "int64")
    yield case("int64 above 2^53", [2**53 + 1, 1], [2**53 + 1, -1], [1, 1], "int64")
    yield case("large", [1e150, 2e150], [1e150, 3e150], [1e150, 1e150])
    yield case("small", [1e-150, 2e-150], [1e-150, 3e-150], [1e-150, 1e-150])
    yield case("complex", [1j, 2.0], [1j, 3.0 - 1j], [1.0, 1j])
    yield case("two columns", [1.0, 2.0, 3.0], [1.0, 0.0, -1.0], [[1.0, 0.5], [2.0, 0.25], [3.0, 0.125]])
    yield case("float32", [1.0, 0.1, 0.3], [1.0, 0.7, 0.9], [1.0, 2.0, 0.2], "float32")
    for _ in range(draw.count):
        n = draw.size(2)
        c, r, x = draw.integers(3, n)
        yield case("random integers", c, [c[0], *r[1:]], x)
        c, r, x = draw.reals(3, n)
        yield case("random reals", c, [c[0], *r[1:]], x)
        scale = [10.0 ** draw.rng.randint(-8, 8) for _ in range(n)]
        c = [a * s for a, s in zip(c, scale, strict=True)]
        yield case("graded reals", c, [c[0], *r[1:]], x)


@problem("matmul_toeplitz", "f((c, r), x) -> T x, T the len(c) x len(r) Toeplitz matrix of first column c and first row r",
         cases=_product_cases)
def product_truth(case: Case) -> Truth:
    """T x over Q; entries that are small beside ||c, r|| ||x|| carry no digit and are reported only."""
    (c, r), x = case.args
    if len(r) != len(x):
        raise ShapeError(f"matmul_toeplitz: the first row has {len(r)} entries and x has {len(x)}; they must be equal")
    T, v = value_of(rectangular(c, r)), value_of(x)
    y = product(T, v)
    return Truth(y, kappa=norm_kappa(y, value_of([*c.tolist(), *r.tolist()[1:]]), v), kappa_name=KAPPA, size=len(c) + len(r))


# ---- circulant matrices --------------------------------------------------------------------------------------------------

def circulant_rows(c: Any) -> Any:
    """C_ij = c_{(i - j) mod n}."""
    import numpy as np
    n = len(c)
    return np.array([[c[(i - j) % n] for j in range(n)] for i in range(n)])


def _circulant_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np

    def case(family: str, c: Any, b: Any, dtype: Any = None) -> Case:
        return Case((np.array(c, dtype=dtype), np.array(b, dtype=dtype)), family=family)

    yield case("1x1", [4.0], [2.0])
    yield case("identity", [1.0, 0.0, 0.0], [1.0, 2.0, 3.0])
    yield case("shift", [0.0, 1.0, 0.0, 0.0], [1.0, 2.0, 3.0, 4.0])
    yield case("singular, no solution", [1.0, 1.0, 1.0], [1.0, 2.0, 3.0])
    yield case("singular, many solutions", [1.0, -1.0], [1.0, -1.0])
    yield case("singular integers of an odd length", [1.0, -2.0, 1.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0, 0.0])
    yield case("singular at a cube root of unity", [1, 1, 1, 0, 0, 0], [1, 0, 0, 0, 0, 0], "int64")
    yield case("nearly singular", [1.0, -1.0 + 2.0**-30], [1.0, 2.0])
    yield case("graded", [1.0, 1e-8, 1e-16, 1e-24], [1.0, 0.0, 0.0, 0.0])
    yield case("small", [1e-200, 3e-200], [1e-200, 0.0])
    yield case("large", [1e200, 3e200], [1e200, 0.0])
    yield case("complex", [2.0 + 1j, 1j, 0.0], [1.0, 1j, 2.0])
    yield case("int64", [3, 1, 0], [1, 2, 3], "int64")
    yield case("float32", [3.0, 1.0, 0.5], [1.0, 2.0, 3.0], "float32")
    yield case("two columns", [3.0, 1.0, 0.5], [[1.0, 1.0], [2.0, 0.0], [3.0, -1.0]])
    for _ in range(draw.count):
        n = draw.size(2)
        yield case("random integers", *draw.integers(2, n))
        yield case("random reals", *draw.reals(2, n))
        c, b = draw.reals(2, n)
        yield case("graded reals", [x * 10.0 ** draw.rng.randint(-12, 0) for x in c], b)


@problem("solve_circulant", "f(c, b) -> x with C x = b, C the circulant matrix of first column c, an array of the shape of b",
         cases=_circulant_cases)
def solve_truth(case: Case) -> Truth:
    """C^-1 b by an exact solve."""
    c, b = case.args
    return system_truth(exact_matrix(circulant_rows(c)), b)


@problem("matmul_circulant", "f(c, x) -> C x, C the circulant matrix of first column c, an array of the shape of x",
         cases=_circulant_cases)
def circulant_product_truth(case: Case) -> Truth:
    """C x over Q."""
    c, x = case.args
    column, v = value_of(c), value_of(x)
    y = product(value_of(circulant_rows(c)), v)
    return Truth(y, kappa=norm_kappa(y, column, v), kappa_name=KAPPA, size=len(c))


target("scipy.linalg.matmul_toeplitz", "matmul_toeplitz")
target("scipy.linalg.solve_circulant", "solve_circulant")
