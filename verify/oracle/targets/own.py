"""Our own float64 paths (`verify.numeric.fast`) put to the same questions as everybody else's."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from symbolic.errors import ShapeError
from verify.oracle.calling import fresh
from verify.oracle.case import Case, Draw
from verify.oracle.exact import is_singular, null_witness, product
from verify.oracle.registry import problem, target
from verify.oracle.targets.dense import absolute, root_ratio
from verify.oracle.targets.sequences import ABSOLUTE, lengths
from verify.oracle.targets.special import ZERO
from verify.oracle.targets.statespace import gaussian_matrix
from verify.oracle.targets.systems import system_truth
from verify.oracle.truth import Truth, absent
from verify.oracle.values import Value, value_of

FAST = "verify.numeric.fast"


def unpacked(function: Callable[..., Any], case: Case) -> Any:
    """function(c, r, x) for a case ((c, r), x); r_0 is set to c_0, which these functions insist on."""
    (c, r), x = (fresh(part) for part in case.args)
    row = r.astype(c.dtype if c.dtype.kind == "c" else r.dtype)
    row[0] = c[0]
    return function(c, row, x)


# ---- Vandermonde ------------------------------------------------------------------------------------------------------------

def _node_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    for x, a in (([2.0], [3.0]), ([1.0, 2.0], [5.0, -1.0]), ([0.0, 1.0, -1.0], [1.0, 2.0, 3.0]), ([1.0, 1.0], [1.0, 2.0]),
                 ([1.0, 1.0 + 2.0**-30], [1.0, 2.0]), ([1e-5, 1.0, 1e5], [1.0, -1.0, 1.0])):
        yield Case((np.array(x), np.array(a)), family="table")
    yield Case((np.array([1j, -1j, 1.0]), np.array([1.0, 2.0, 1j])), family="complex")
    yield Case((np.linspace(0.125, 1.0, 8), np.array([1.0, -1.0] * 4)), family="signs alternate")
    for _ in range(2 * draw.count):
        n = draw.size(1)
        yield Case((np.array(draw.reals(1, n)[0]), np.array(draw.reals(1, n)[0])), family="random reals")
        yield Case((np.array(draw.rng.sample(range(-9, 10), n)) * 1.0, np.array(draw.integers(1, n)[0])), family="integer nodes")


def _vandermonde(x: Any, n: int) -> Value:
    """The m x n matrix x_i^j over Q or Q(i)."""
    columns = [value_of([1] * len(x))]
    diagonal = value_of(x)
    for _ in range(n - 1):
        entries = tuple(product(Value((1, 1), (a,)), Value((1, 1), (b,))).entries[0]
                        for a, b in zip(columns[-1].entries, diagonal.entries, strict=True))
        columns.append(Value((len(x),), entries))
    return Value((n, len(x)), tuple(e for column in columns for e in column.entries)).transpose()


@problem("vandermonde_product", "f(x, a) -> the values of a_0 + a_1 t + .. at the nodes x", cases=_node_cases)
def values_truth(case: Case) -> Truth:
    """V a over Q."""
    x, a = case.args
    n = lengths("vandermonde_product", a=a)
    V, c = _vandermonde(x, n), value_of(a)
    y = product(V, c)
    return Truth(y, kappa=root_ratio(product(absolute(V), absolute(c)), y), kappa_name=ABSOLUTE, size=n)


@problem("vandermonde_solve", "f(x, b) -> the coefficients a_0, a_1, .. of the polynomial with the values b at the nodes x",
         cases=_node_cases)
def interpolation_truth(case: Case) -> Truth:
    """V^-1 b over Q; equal nodes leave none, or many."""
    x, b = case.args
    if len(x) != len(b):
        raise ShapeError(f"vandermonde_solve: {len(x)} nodes and {len(b)} values")
    V = _vandermonde(x, lengths("vandermonde_solve", x=x, b=b))
    A = gaussian_matrix(V)
    return absent(null_witness(A, "V")) if is_singular(A) else system_truth(A, b)


# ---- semiseparable ------------------------------------------------------------------------------------------------------------

def _generator_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    yield Case((np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array([1.0, 1.0])), family="table")
    u, v, x = [1.0, -1.0, 1.0], [1.0, 1.0, 1.0 + 2.0**-40], [1.0, -1.0, 0.5]
    yield Case((np.array(u), np.array(v), np.array(x)), family="cancellation")
    for _ in range(2 * draw.count):
        n = draw.size(1)
        yield Case(tuple(np.array(row) for row in draw.reals(3, n)), family="random reals")
        k = draw.rng.randint(1, 3)
        yield Case((np.array(draw.reals(n, k)), np.array(draw.reals(n, k)), np.array(draw.reals(1, n)[0])), family=f"rank {k}")


@problem("semiseparable_product", "f(u, v, x) -> y with y_i = sum_(j <= i) (u_i . v_j) x_j, u and v: n or n x k, x: n",
         cases=_generator_cases)
def semiseparable_truth(case: Case) -> Truth:
    """tril(U V^T) x over Q."""
    u, v, x = case.args
    n = lengths("semiseparable_product", u=u, v=v, x=x)

    def matrix_of(a: Value, b: Value) -> Value:
        k = len(a.entries) // n
        full = product(a.reshape(n, k), b.reshape(n, k).transpose()).entries
        return Value((n, n), tuple(full[i * n + j] if j <= i else ZERO for i in range(n) for j in range(n)))

    parts = [value_of(a) for a in (u, v, x)]
    y = product(matrix_of(*parts[:2]), parts[2])
    sizes = [absolute(p) for p in parts]
    return Truth(y, kappa=root_ratio(product(matrix_of(*sizes[:2]), sizes[2]), y), kappa_name=ABSOLUTE, size=n)


def _bidiagonal_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    for _ in range(2 * draw.count):
        n = draw.size(1)
        yield Case((np.array(draw.reals(1, n)[0]), np.array(draw.reals(1, n)[0])), family="random reals")
    yield Case((np.array([0.0, 1.0, 1.0]), np.array([1.0, 1.0, 1.0 + 2.0**-45])), family="differences")


@problem("unscan", "f(a, y) -> x with y_t = a_t y_(t-1) + x_t, the inverse of scan; vectors of one length",
         cases=_bidiagonal_cases)
def unscan_truth(case: Case) -> Truth:
    """x_t = y_t - a_t y_(t-1)."""
    a, y = ([Fraction(v) for v in x.tolist()] for x in case.args)
    n = lengths("unscan", a=a, y=y)
    pairs = [(y[t], a[t] * y[t - 1] if t else Fraction(0)) for t in range(n)]
    x = value_of([v - w for v, w in pairs])
    return Truth(x, kappa=root_ratio(value_of([abs(v) + abs(w) for v, w in pairs]), x), kappa_name=ABSOLUTE, size=n)


def _own(path: str, as_: str, **options: Any) -> None:
    target(f"{FAST}.{path}", as_, packages=("eigenproof",), **options)


_own("toeplitz.matvec", "matmul_toeplitz", call=unpacked, expression=f"{FAST}.toeplitz.matvec(*arguments[0], *arguments[1:])")
_own("toeplitz.solve", "solve_toeplitz", call=unpacked, expression=f"{FAST}.toeplitz.solve(*arguments[0], *arguments[1:])")
_own("circulant.matvec", "matmul_circulant")
_own("circulant.solve", "solve_circulant")
_own("vandermonde.matvec", "vandermonde_product")
_own("vandermonde.solve", "vandermonde_solve")
_own("cauchy.matvec", "cauchy_product")
_own("semiseparable.matvec", "semiseparable_product")
_own("one_semiseparable.matvec", "scan")
_own("one_semiseparable.scan", "scan")
_own("one_semiseparable.solve", "unscan")
_own("ssd.matvec", "ssd")
_own("ssd.scan", "ssd")
