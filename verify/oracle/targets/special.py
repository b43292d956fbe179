"""Builders of special matrices against their definitions: closed forms, copied entries, and a law for Fiedler's companion."""
from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from flint import acb, arb, fmpq

from symbolic.canonical.spectrum import charpoly
from symbolic.scalars.roots import precision
from verify.oracle.case import Case, Draw
from verify.oracle.exact import exact_matrix
from verify.oracle.measures import Measures, compare
from verify.oracle.registry import problem, target
from verify.oracle.truth import Truth
from verify.oracle.values import Entry, Value, short, value_of

BITS = 256
ZERO: Entry = (Fraction(0), Fraction(0))


def integers_exact(found: Any, value: Value) -> str:
    """A sentence when an array of integers (or of Python objects) is not what it should be exactly; else the empty string.

    >>> import numpy as np
    >>> integers_exact(np.array([254, 1], dtype="uint8"), value_of([-2, 1]))
    'entry (0) came back as the integer 254 and is -2'
    """
    import numpy as np
    array = np.asarray(found)
    if array.dtype.kind not in "iuO" or tuple(array.shape) != value.shape:
        return ""
    for at, x, t in zip(np.ndindex(*value.shape), value_of(array).entries, value.entries, strict=True):
        if x != t and not value.radius:
            kind = "integer" if array.dtype.kind != "O" else "object"
            return f"entry ({', '.join(str(i) for i in at)}) came back as the {kind} {_text(x)} and is {_text(t)}"
    return ""


def _text(x: Entry) -> str:
    return str(x[0]) if not x[1] and x[0].denominator == 1 else short(x)


def built(value: Value, *, size: int = 1, bound: float | None = None) -> Truth:
    """The truth of a builder: integers must be right to the last, floats within c n u, or within `bound` where given."""
    def measure(returned: Any) -> Measures:
        plain = compare(value_of(returned), value)
        return Measures(plain.error, plain.componentwise, fault=plain.fault or integers_exact(returned, value))
    return Truth(value, kappa_name="1: every entry has a closed form", size=size, bound=bound, measure=measure)


Rows = Callable[..., Any]


def _register(name: str, signature: str, rows: Rows, cases: Callable[[Draw], Iterator[Case]], *, copied: bool = False) -> None:
    """A problem whose truth is rows(*args, **options); `copied`: nothing is computed, so that every entry is exact."""
    @problem(name, signature, cases=cases)
    def truth(case: Case) -> Truth:
        with precision(BITS):
            value = value_of(rows(*(numbers(x) for x in case.args), **case.options))
        return built(value, size=max(value.shape, default=1), bound=0.0 if copied else None)


def numbers(x: Any) -> Any:
    """A vector as exact numbers: fractions, or balls without a radius where it is complex; anything else as it is."""
    if not hasattr(x, "tolist") or not x.shape:
        return x
    return [acb(_rational(z.real), _rational(z.imag)) if isinstance(z, complex) else Fraction(z) for z in x.ravel().tolist()]


def _rational(x: float) -> arb:
    q = Fraction(x)
    return arb(fmpq(q.numerator, q.denominator))


# ---- matrices of one number ------------------------------------------------------------------------------------------------

def _sizes(*sizes: int, **options: Any) -> Callable[[Draw], Iterator[Case]]:
    def cases(draw: Draw) -> Iterator[Case]:
        for n in (*sizes, *((60, 100) if draw.deep and max(sizes) > 20 else ())):
            yield Case((n,), dict(options), family=f"n = {n}")
    return cases


def _kinds(*sizes: int) -> Callable[[Draw], Iterator[Case]]:
    def cases(_draw: Draw) -> Iterator[Case]:
        for n in sizes:
            for kind in ("symmetric", "lower", "upper"):
                yield Case((n,), {"kind": kind, "exact": True}, family=f"{kind}, exact")
            yield Case((n,), {"kind": "symmetric", "exact": False}, family="symmetric, floats")
    return cases


def _exactness(*sizes: int) -> Callable[[Draw], Iterator[Case]]:
    def cases(_draw: Draw) -> Iterator[Case]:
        for n in sizes:
            for exact in (True, False):
                yield Case((n,), {"exact": exact}, family="exact" if exact else "floats")
    return cases


def _hilbert(n: int) -> Any:
    return [[Fraction(1, i + j + 1) for j in range(n)] for i in range(n)]


def _inverse_hilbert(n: int, *, exact: bool = False) -> Any:  # noqa: ARG001 - an option of the function under audit
    """(-1)^(i+j) (i+j+1) C(n+i, n-j-1) C(n+j, n-i-1) C(i+j, i)^2 (M.-D. Choi, Amer. Math. Monthly 90 (1983), 301-312)."""
    def entry(i: int, j: int) -> int:
        size = (i + j + 1) * math.comb(n + i, n - j - 1) * math.comb(n + j, n - i - 1) * math.comb(i + j, i) ** 2
        return -size if (i + j) % 2 else size
    return [[entry(i, j) for j in range(n)] for i in range(n)]


def _pascal(n: int, kind: str = "symmetric", *, exact: bool = True) -> Any:  # noqa: ARG001
    def entry(i: int, j: int) -> int:
        if kind == "symmetric":
            return math.comb(i + j, i)
        return math.comb(i, j) if kind == "lower" else math.comb(j, i)
    return [[entry(i, j) for j in range(n)] for i in range(n)]


def _inverse_pascal(n: int, kind: str = "symmetric", *, exact: bool = True) -> Any:  # noqa: ARG001
    """Lower: (-1)^(i-j) C(i, j) = L^-1; symmetric: L^-T L^-1, since the symmetric matrix is L L^T."""
    L = [[(-1) ** (i + j) * math.comb(i, j) for j in range(n)] for i in range(n)]
    if kind == "lower":
        return L
    if kind == "upper":
        return [list(column) for column in zip(*L, strict=True)]
    return [[sum(L[k][i] * L[k][j] for k in range(max(i, j), n)) for j in range(n)] for i in range(n)]


def _hadamard(n: int) -> Any:
    return [[(-1) ** (i & j).bit_count() for j in range(n)] for i in range(n)]


def _helmert(n: int, *, full: bool = False) -> Any:
    rows = [[1 / arb(n).sqrt()] * n] if full else []
    for k in range(1, n):
        scale = 1 / arb(k * (k + 1)).sqrt()
        rows.append([scale] * k + [-k * scale] + [arb(0)] * (n - k - 1))
    return rows


def _fourier(n: int, scale: str | None = None) -> Any:
    unit = {None: arb(1), "sqrtn": arb(n).sqrt(), "n": arb(n)}[scale]
    return [[acb(fmpq(-2 * (i * j % n), n)).exp_pi_i() / unit for j in range(n)] for i in range(n)]


def _fourier_cases(_draw: Draw) -> Iterator[Case]:
    for n in (1, 2, 3, 4, 7, 8, 12, 25):
        yield Case((n,), family=f"n = {n}")
    yield from (Case((6,), {"scale": s}, family=f"scale {s}") for s in ("sqrtn", "n"))


def _helmert_cases(_draw: Draw) -> Iterator[Case]:
    for n in (2, 3, 7, 20):
        yield from (Case((n,), {"full": full}, family=f"n = {n}") for full in (False, True))


_register("hilbert", "f(n) -> the n x n matrix 1/(i+j+1), i, j from 0", _hilbert, _sizes(1, 2, 5, 15, 30))
_register("invhilbert", "f(n, exact=False) -> the inverse of the Hilbert matrix: integers", _inverse_hilbert,
          _exactness(1, 2, 4, 8, 13, 14, 15, 20))
_register("pascal", "f(n, kind='symmetric', exact=True) -> Pascal's matrix: binomial coefficients", _pascal,
          _kinds(1, 2, 5, 35))
_register("invpascal", "f(n, kind='symmetric', exact=True) -> the inverse of Pascal's matrix: integers", _inverse_pascal,
          _kinds(1, 2, 5, 31, 35))
_register("hadamard", "f(n) -> Sylvester's Hadamard matrix (-1)^(bits of i & j), n a power of 2", _hadamard,
          _sizes(1, 2, 4, 16, 32))
_register("helmert", "f(n, full=False) -> Helmert's orthogonal matrix, without its first row unless full", _helmert,
          _helmert_cases)
_register("dft_matrix", "f(n, scale=None) -> e^(-2 pi i j k / n), divided by sqrt(n) or n for scale 'sqrtn' or 'n'", _fourier,
          _fourier_cases)


# ---- matrices of given entries -------------------------------------------------------------------------------------------

def _vectors(count: int, *, least: int = 1, shared: bool = False) -> Callable[[Draw], Iterator[Case]]:
    """Cases of `count` vectors; `shared`: the second starts where the first does."""
    def cases(draw: Draw) -> Iterator[Case]:
        import numpy as np
        for dtype in ("float64", "int64", "int8", "uint8", "float32", "complex128"):
            base = np.array([[3, 1, 2], [3, 5, 4]])[:count].astype(dtype)
            yield Case(tuple(base), family=dtype)
        yield Case(tuple(np.array([[100, -100, 127], [100, -128, 1]], dtype="int8")[:count]), family="int8, large")
        yield Case(tuple(np.array([[2**62, -2**62 - 1, 7], [2**62, 1, -2**63]])[:count]), family="int64, large")
        for _ in range(draw.count):
            rows = [np.array(row) for row in draw.reals(count, draw.size(least))]
            if shared and count > 1:
                rows[1][0] = rows[0][0]
            yield Case(tuple(rows), family="random reals")
            rows = [np.array(row, dtype="int64") for row in draw.integers(count, draw.size(least), 1, 9)]
            if shared and count > 1:
                rows[1][0] = rows[0][0]
            yield Case(tuple(rows), family="random integers")
    return cases


def _toeplitz(c: Any, r: Any) -> Any:
    return [[c[i - j] if i >= j else r[j - i] for j in range(len(r))] for i in range(len(c))]


def _circulant(c: Any) -> Any:
    return [[c[(i - j) % len(c)] for j in range(len(c))] for i in range(len(c))]


def _hankel(c: Any, r: Any) -> Any:
    line = [*c, *r[1:]]
    return [[line[i + j] for j in range(len(r))] for i in range(len(c))]


def _companion(a: Any) -> Any:
    n = len(a) - 1
    return [[-x / a[0] for x in a[1:]], *([Fraction(i == j) for j in range(n)] for i in range(n - 1))]


def _fiedler(a: Any) -> Any:
    return [[abs(x - y) for y in a] for x in a]


def _leslie(f: Any, s: Any) -> Any:
    return [list(f), *([s[i] if i == j else Fraction(0) for j in range(len(f))] for i in range(len(s)))]


def _leslie_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    for first, second in (("float64", "float64"), ("int64", "float64"), ("float64", "int64"), ("uint8", "float32")):
        yield Case((np.array([0, 2, 1], dtype=first), np.array([0.5, 0.25]).astype(second)), family=f"{first}, {second}")
    for _ in range(draw.count):
        f, s = draw.reals(2, draw.size(2))
        yield Case((np.array(f), np.array(s[1:])), family="random reals")


def _powers(x: Any, N: int | None = None, *, increasing: bool = False) -> Any:
    n = len(x) if N is None else N
    return [[v ** (j if increasing else n - 1 - j) for j in range(n)] for v in x]


def _power_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    yield from (case for case in _vectors(1)(draw) if "large" not in case.family)
    yield Case((np.array([2.0, -3.0, 0.0]), 5), {"increasing": True}, family="increasing")
    yield Case((np.array([200, 16], dtype="uint8"), 4), family="uint8, powers above 255")
    yield Case((np.array([10]), 19), family="int64, 10^18")
    yield Case((np.array([10]), 20), family="int64, 10^19")
    yield Case((np.array([1.1, -0.9]), 40), family="40 columns")
    yield Case((np.array([1e200]), 2), family="large")


_register("toeplitz", "f(c, r) -> the Toeplitz matrix of first column c and first row r (r[0] is not looked at)", _toeplitz,
          _vectors(2, shared=True), copied=True)
_register("circulant", "f(c) -> the circulant matrix of first column c", _circulant, _vectors(1), copied=True)
_register("hankel", "f(c, r) -> the Hankel matrix of first column c and last row r (r[0] is not looked at)", _hankel,
          _vectors(2), copied=True)
_register("leslie", "f(f, s) -> first row f, s below the diagonal", _leslie, _leslie_cases, copied=True)
_register("companion", "f(a) -> the companion matrix of a_0 x^n + .. + a_n: first row -a_k/a_0, ones below the diagonal",
          _companion, _vectors(1, least=2))
_register("fiedler", "f(a) -> |a_i - a_j|", _fiedler, _vectors(1))
_register("vander", "f(x, N=None, increasing=False) -> the powers of x, the highest first", _powers, _power_cases)


@problem("fiedler_companion", "f(a) -> a pentadiagonal matrix with the characteristic polynomial a / a_0, a of length n + 1",
         cases=_vectors(1, least=3))
def fiedler_companion_truth(case: Case) -> Truth:
    """A law, not one matrix: the exact characteristic polynomial of what came back, against a / a_0."""
    a = [Fraction(x) for x in case.args[0].tolist()] if case.args[0].dtype.kind != "c" else numbers(case.args[0])
    monic, n = value_of([x / a[0] for x in a]), len(a) - 1

    def measure(returned: Any) -> Measures:
        found = value_of(returned)
        if found.shape != (n, n):
            return Measures(math.inf, fault=f"an array of shape {found.shape} came back for one of shape {(n, n)}")
        far = any(found.entries[i * n + j] != ZERO for i in range(n) for j in range(n) if abs(i - j) > 2)
        coefficients = value_of(charpoly(exact_matrix(returned)).coefficients[::-1])
        return Measures(compare(coefficients, monic).error, fault="the matrix is not pentadiagonal" if far else "")

    return Truth(kappa_name="1: every coefficient stands in the matrix", size=n, measure=measure, shown=f"charpoly {monic}")


for _name in ("hilbert", "invhilbert", "pascal", "invpascal", "hadamard", "helmert", "toeplitz", "circulant", "hankel", "leslie",
              "companion", "fiedler", "fiedler_companion"):
    target(f"scipy.linalg.{_name}", _name)
target("scipy.linalg.dft", "dft_matrix")
target("numpy.vander", "vander")
