"""Sequence models as plain functions of arrays: scans, segment sums, decay masks, SSD, the delta rule, causal convolution.

Nothing here imports a deep-learning library. A function g of torch tensors becomes one of arrays by

    f = lambda *arrays: g(*map(torch.tensor, arrays)).numpy()
    audit(f, as_="delta_rule")

and batch or head axes go into the same line: g(*(torch.tensor(x)[None, :, None] for x in arrays))[0, :, 0].numpy().
Nothing is scaled: a delta rule that divides q by sqrt(d_k) is given q * sqrt(d_k). Decays are the numbers a_t themselves, so
that the truth is rational; ssd_log takes their logarithms. A segment sum that fills its upper half with -inf is wrapped by
numpy.tril. Lengths are not multiples of anything: a chunked function has to pad.
"""
from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from symbolic.errors import ShapeError
from symbolic.matrices.elimination import inverse
from symbolic.scalars.roots import precision
from verify.oracle.case import Case, Draw
from verify.oracle.exact import exact_matrix, product
from verify.oracle.measures import Measures, compare
from verify.oracle.registry import problem
from verify.oracle.targets.convolution import convolution, plus, times
from verify.oracle.targets.dense import absolute, root_ratio
from verify.oracle.targets.special import ZERO
from verify.oracle.targets.toeplitz import norm_kappa
from verify.oracle.truth import Truth
from verify.oracle.values import Value, ratio, value_of

BITS = 256
ABSOLUTE = "|| the same sums with every term by its absolute value || / ||y||, exact"
DECAYS = (0.0, 1.0, 0.5, 0.75, 0.9990234375, 0.0625)


def lengths(name: str, **arrays: Any) -> int:
    """The common length of the arrays; ShapeError names them otherwise."""
    found = {key: len(x) for key, x in arrays.items()}
    if len(set(found.values())) != 1 or not next(iter(found.values())):
        raise ShapeError(f"{name}: the lengths are {found}; they must be equal and not 0")
    return next(iter(found.values()))


def table(x: Any) -> list[list[Fraction]]:
    """A matrix of floats as fractions."""
    if x.ndim != 2:
        raise ShapeError(f"an array of shape {x.shape} stands where a matrix is expected")
    return [[Fraction(v) for v in row] for row in x.tolist()]


# ---- scans and causal convolutions ---------------------------------------------------------------------------------------

def _scan_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    for a, x in (([0.5], [3.0]), ([0.0, 0.0, 0.0], [1.0, 2.0, 3.0]), ([1.0] * 6, [1.0, 1e-16, 1e-16, 1e-16, -1.0, 1.0]),
                 ([1.0, 0.5, 0.0, 2.0, 1.0], [1.0, 2.0, 3.0, 4.0, 5.0]), ([2.0] * 12, [1.0, *[0.0] * 11]),
                 ([-1.0] * 5, [1.0, 2.0, 3.0, 4.0, 5.0]), ([1e-200] * 4, [1.0] * 4)):
        yield Case((np.array(a), np.array(x)), family="table")
    yield Case((np.array([0.5, 0.75, 0.9], dtype="float32"), np.array([0.1, 0.2, 0.3], dtype="float32")), family="float32")
    for _ in range(2 * draw.count):
        n = 2 * draw.size(2) + 1
        yield Case((np.array([draw.rng.choice(DECAYS) for _ in range(n)]), np.array(draw.reals(1, n)[0])), family="dyadic decays")
        yield Case((np.array([draw.rng.random() for _ in range(n)]), np.array(draw.reals(1, n)[0])), family="random decays")


def scanned(a: Value, x: Value) -> Value:
    """y_t = a_t y_(t-1) + x_t from 0."""
    state, out = ZERO, []
    for gate, v in zip(a.entries, x.entries, strict=True):
        state = plus(times(gate, state), v)
        out.append(state)
    return Value((len(out),), tuple(out))


@problem("scan", "f(a, x) -> y with y_t = a_t y_(t-1) + x_t and y_(-1) = 0, vectors of one length", cases=_scan_cases)
def scan_truth(case: Case) -> Truth:
    """The recurrence over Q."""
    n = lengths("scan", a=case.args[0], x=case.args[1])
    a, x = (value_of(v) for v in case.args)
    y = scanned(a, x)
    return Truth(y, kappa=root_ratio(scanned(absolute(a), absolute(x)), y), kappa_name=ABSOLUTE, size=n)


def _causal_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    yield Case((np.array([2.0]), np.array([3.0])), family="1")
    yield Case((np.array([0.0, 1.0, 0.0]), np.array([1.0, 2.0, 3.0])), family="delay")
    yield Case((10.0 ** -np.arange(0, 16, 2.0), np.ones(8)), family="graded")
    yield Case((np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 0.0, 0.0, 1.0])), family="would wrap around")
    for _ in range(2 * draw.count):
        n = draw.size(2)
        yield Case(tuple(np.array(row) for row in draw.integers(2, n)), family="random integers")
        yield Case(tuple(np.array(row) for row in draw.reals(2, n)), family="random reals")


@problem("causal_convolution", "f(k, u) -> y with y_t = sum_(j <= t) k_j u_(t-j), vectors of one length", cases=_causal_cases)
def causal_truth(case: Case) -> Truth:
    """The first L coefficients of the product; judged in norm, as an FFT must be."""
    n = lengths("causal_convolution", k=case.args[0], u=case.args[1])
    k, u = (value_of(v) for v in case.args)
    y = Value((n,), convolution(k, u).entries[:n])
    return Truth(y, kappa=norm_kappa(y, k, u), kappa_name="||k|| ||u|| / ||y||, exact", size=n)


# ---- segment sums -----------------------------------------------------------------------------------------------------------

def _segment_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    for row in ([-1.0], [0.0, 0.0], [-1.0, -2.0, -3.0], [-1e8, -1e-8, -2e-8], [-2.0**60, -1.0, -1.0, -0.5], [-0.1] * 12):
        yield Case((np.array(row),), family="table")
    yield Case((np.array([-1e5, -1e-3, -2e-3, -5e4, -1e-4], dtype="float32"),), family="float32")
    for _ in range(draw.count):
        n = draw.size(2)
        yield Case((-np.abs(np.array(draw.reals(1, n)[0])),), family="random")
        yield Case((np.array([-draw.rng.random() * 10.0 ** draw.rng.randint(-8, 4) for _ in range(n)]),), family="graded")


def _segments(x: list[Fraction]) -> Iterator[tuple[int, int, Fraction, Fraction]]:
    """(i, j, sum of x_(j+1) .. x_i, the same of |x|) for j <= i."""
    for i in range(len(x)):
        total = sizes = Fraction(0)
        for j in range(i, -1, -1):
            yield i, j, total, sizes
            total, sizes = total + x[j], sizes + abs(x[j])


def _entrywise(returned: Any, value: Value, allowed: dict[int, Fraction]) -> Measures:
    """The largest |error| / allowed over the entries of the lower triangle; nothing is allowed where a sum is empty."""
    found = value_of(returned)
    plain = compare(found, value)
    if plain.fault:
        return plain
    worst = 0.0
    for at, size in allowed.items():
        off = abs(found.entries[at][0] - value.entries[at][0])
        worst = max(worst, ratio(off, size) if off > value.radius else 0.0)
    return Measures(worst, plain.componentwise)


@problem("segsum", "f(x) -> S, S_ij = x_(j+1) + .. + x_i for i >= j; wrap what fills the upper half with -inf by numpy.tril",
         cases=_segment_cases)
def segment_truth(case: Case) -> Truth:
    """Every entry against the sum of its own |x|: sums that are differences of long running sums lose that."""
    x = [Fraction(v) for v in case.args[0].tolist()]
    n = lengths("segsum", x=x)
    entries, allowed = [ZERO] * (n * n), {}
    for i, j, total, sizes in _segments(x):
        entries[i * n + j], allowed[i * n + j] = (total, Fraction(0)), sizes
    value = Value((n, n), tuple(entries))
    return Truth(value, kappa_name="1: each entry is held against the sum of its |x|", size=n,
                 measure=lambda returned: _entrywise(returned, value, allowed))


@problem("decay_mask", "f(x) -> L, L_ij = exp(x_(j+1) + .. + x_i) for i >= j, and 0 above", cases=_segment_cases)
def mask_truth(case: Case) -> Truth:
    """Every entry against itself times 1 + the sum of its |x|; where the sums are <= 0 no entry is above 1."""
    x = [Fraction(v) for v in case.args[0].tolist()]
    n = lengths("decay_mask", x=x)
    entries, allowed = [ZERO] * (n * n), {i * n + j: Fraction(1, 2**1022) for i in range(n) for j in range(n)}
    with precision(BITS):
        for i, j, total, sizes in _segments(x):
            entry = value_of(arb(fmpq(total.numerator, total.denominator)).exp()).entries[0] if total > -800 else ZERO
            entries[i * n + j], allowed[i * n + j] = entry, max(entry[0], Fraction(1, 2**1022)) * (1 + sizes)
    value = Value((n, n), tuple(entries), Fraction(1, 2**1000))
    return Truth(value, kappa_name="1: each entry is held against itself times 1 + the sum of its |x|", size=n,
                 measure=lambda returned: _entrywise(returned, value, allowed))


# ---- structured state-space duality -------------------------------------------------------------------------------------------

def _dual_cases(draw: Draw, *, logarithms: bool = False) -> Iterator[Case]:
    import numpy as np

    def gates(n: int) -> Any:
        if logarithms:
            return np.array([-draw.rng.choice([0.0, 0.1, 0.5, 3.0, 60.0]) for _ in range(n)])
        return np.array([draw.rng.choice(DECAYS) for _ in range(n)])

    def whole(L: int, N: int, P: int, dtype: str = "float64") -> Case:
        parts = (gates(L), *(np.array(draw.integers(L, k)) for k in (N, N, P)))
        return Case(tuple(x.astype(dtype) for x in parts), family=f"L, N, P = {L}, {N}, {P}, {dtype}")

    for sizes in ((1, 1, 1), (2, 1, 1), (5, 2, 1), (7, 1, 3), (16, 2, 2)):
        yield whole(*sizes)
    yield whole(4, 2, 1, "float32")
    for _ in range(draw.count):
        L, N, P = 2 * draw.size(2) + 1, draw.rng.randint(1, 3), draw.rng.randint(1, 3)
        yield Case((gates(L), *(np.array(draw.reals(L, k)) for k in (N, N, P))), family="random reals")


def dual_matrix(decay: list[Any], B: list[list[Fraction]], C: list[list[Fraction]], zero: Any) -> list[list[Any]]:
    """M_ij = a_i .. a_(j+1) (C_i . B_j) for i >= j, in the arithmetic of the decays."""
    n = len(decay)
    rows = [[zero] * n for _ in range(n)]
    for i in range(n):
        factor = zero + 1
        for j in range(i, -1, -1):
            inner = sum((x * y for x, y in zip(C[i], B[j], strict=True)), Fraction(0))
            rows[i][j] = factor * (inner if isinstance(zero, Fraction) else fmpq(inner.numerator, inner.denominator))
            factor *= decay[j]
    return rows


def _read(case: Case, name: str) -> tuple[list[Fraction], Any, Any, Any]:
    a, B, C, X = case.args
    lengths(name, a=a, B=B, C=C, X=X)
    if B.shape != C.shape:
        raise ShapeError(f"{name}: B has the shape {B.shape} and C {C.shape}; they must be equal")
    return [Fraction(v) for v in a.tolist()], table(B), table(C), table(X)


def _sizes(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    return [[abs(v) for v in row] for row in rows]


@problem("ssd", "f(a, B, C, X) -> Y, y_t = C_t h_t, h_t = a_t h_(t-1) + B_t x_t; a: L, B, C: L x N, X, Y: L x P",
         cases=_dual_cases)
def dual_truth(case: Case) -> Truth:
    """Y = (L o C B^T) X over Q."""
    a, B, C, X = _read(case, "ssd")
    Y = product(value_of(dual_matrix(a, B, C, Fraction(0))), value_of(X))
    sizes = value_of(dual_matrix([abs(v) for v in a], _sizes(B), _sizes(C), Fraction(0)))
    return Truth(Y, kappa=root_ratio(product(sizes, value_of(_sizes(X))), Y), kappa_name=ABSOLUTE, size=len(a) + len(B[0]))


@problem("ssd_log", "f(A, B, C, X) -> Y as for ssd with a_t = exp(A_t), A <= 0",
         cases=lambda draw: _dual_cases(draw, logarithms=True))
def logarithmic_dual_truth(case: Case) -> Truth:
    """The same with decays in balls; kappa counts the rounding of the sums of A as well."""
    A, B, C, X = _read(case, "ssd_log")
    with precision(BITS):
        decay = [arb(fmpq(v.numerator, v.denominator)).exp() for v in A]
        Y = product(value_of(dual_matrix(decay, B, C, arb(0))), value_of(X))
        sizes = product(value_of(dual_matrix(decay, _sizes(B), _sizes(C), arb(0))), value_of(_sizes(X)))
    grown = 1 + sum(map(abs, A), Fraction(0))
    return Truth(Value(Y.shape, Y.entries, Fraction(1, 2**200)), size=len(A) + len(B[0]),
                 kappa=root_ratio(sizes, Y) * float(min(grown, Fraction(10**300))), kappa_name=f"{ABSOLUTE}, times 1 + sum |A|")


# ---- the inverse inside the chunked delta rule ---------------------------------------------------------------------------

def _lower_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    yield Case((np.zeros((3, 3)),), family="zero")
    yield Case((np.ones((6, 6)),), family="ones")
    yield Case((-np.ones((12, 12)),), family="grows like 2^n")
    for _ in range(draw.count):
        n = draw.size(2)
        yield Case((np.array(draw.reals(n, n)),), family="random reals")
        yield Case((np.array(draw.integers(n, n)),), family="random integers")
    yield Case((np.array(draw.reals(16, 16)),), family="random reals, order 16")


@problem("unit_lower_inverse", "f(A) -> (I + tril(A, -1))^-1; what A holds on and above the diagonal is not looked at",
         cases=_lower_cases)
def lower_truth(case: Case) -> Truth:
    """The exact inverse: its growth is the matrix's own, and kappa says how much of the error is."""
    import numpy as np
    A = case.args[0]
    n = lengths("unit_lower_inverse", rows=A, columns=A.T)
    L = exact_matrix(np.tril(A, -1) + np.eye(n, dtype=A.dtype))
    X = value_of(inverse(L))
    sizes = product(product(absolute(X), absolute(value_of(L))), absolute(X))
    return Truth(X, kappa=root_ratio(sizes, X), kappa_name="|| |X| |L| |X| || / ||X||, exact", size=n)
