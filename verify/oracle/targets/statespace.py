"""State-space layers as plain functions of arrays: bilinear steps, S4 and DPLR kernels, and the products inside them.

Data are real or complex floats, and nothing is conjugated but where a formula says so; the step is a float. A kernel is
K_l = C Abar^l Bbar, l < L, with Abar = (I - step/2 A)^-1 (I + step/2 A) and Bbar = (I - step/2 A)^-1 step B. Code that wants
C (I - Abar^L) or a conjugate in place of C is wrapped so that it gets it. See `sequences` for functions of tensors.
"""
from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symbolic.errors import InputError, ShapeError
from symbolic.matrices.elimination import inverse
from symbolic.matrices.matrix import ExactMatrix, identity
from verify.oracle.case import Case, Draw
from verify.oracle.exact import exact_matrix, eye, is_singular, kappa_2, minus, null_witness, product
from verify.oracle.measures import Measures, compare
from verify.oracle.registry import problem
from verify.oracle.targets.convolution import plus, times
from verify.oracle.targets.dense import absolute, root_ratio
from verify.oracle.targets.sequences import ABSOLUTE, lengths
from verify.oracle.targets.special import ZERO
from verify.oracle.truth import Truth, absent
from verify.oracle.values import Value, value_of

ONE = (Fraction(1), Fraction(0))
KERNEL = "first-order bound on || dK || / (u ||K||) for rounding Abar, Bbar and C, from exact powers"


@dataclass(frozen=True)
class Discrete:
    """Abar and Bbar (n x 1), and how far a backward stable solve with I - step/2 A can miss them, in units of u."""

    A: Value
    B: Value
    away_A: float
    away_B: float


def discrete(A: ExactMatrix, B: Any, step: float) -> Discrete | str:
    """The bilinear transform, or the sentence that shows I - step/2 A to be singular."""
    half = Fraction(step) / 2
    left = identity(A.rows) - A * half
    if is_singular(left):
        return null_witness(left, "I - step/2 A")
    X, right, b = value_of(inverse(left)), value_of(identity(A.rows) + A * half), value_of(exact_matrix(B) * Fraction(step))
    factor = kappa_2(left) * X.norm
    return Discrete(product(X, right), product(X, b), factor * right.norm, factor * b.norm)


def _square(name: str, A: Any, *vectors: Any) -> int:
    n = len(A)
    if A.shape != (n, n) or not n or any(x.shape != (n,) for x in vectors):
        raise ShapeError(f"{name}: A has the shape {A.shape}, the vectors {[x.shape for x in vectors]}; they must be n x n and n")
    return n


def _plants(draw: Draw) -> Iterator[tuple[str, Any, Any, Any, float]]:
    """(family, A, B, C, step): an integrator, oscillators, HiPPO-LegS in its rational form, defective and random ones."""
    import numpy as np
    yield "1x1", np.array([[-1.0]]), np.array([1.0]), np.array([1.0]), 0.5
    yield "integrator", np.zeros((2, 2)), np.array([1.0, 2.0]), np.array([1.0, -1.0]), 0.25
    yield "oscillator", np.array([[0.0, 1.0], [-1.0, 0.0]]), np.array([0.0, 1.0]), np.array([1.0, 0.0]), 0.125
    yield "defective", np.array([[-1.0, 1.0], [0.0, -1.0]]), np.array([0.0, 1.0]), np.array([1.0, 1.0]), 0.5
    yield "singular step", np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([1.0, 1.0]), np.array([1.0, 1.0]), 1.0
    n = 4
    legs = -np.array([[2.0 * k + 1 if i > k else (i + 1.0) * (i == k) for k in range(n)] for i in range(n)])
    yield "LegS, rational form", legs, np.ones(n), np.ones(n), 0.0625
    yield "complex", np.array([[-0.5 + 3j, 0.0], [0.25, -0.5 - 3j]]), np.array([1.0, 1j]), np.array([1.0 - 1j, 2.0]), 0.125
    for _ in range(draw.count):
        n = min(draw.size(2), 6)
        A = np.array(draw.reals(n, n)) - n * np.eye(n)
        yield "random stable", A, np.array(draw.reals(1, n)[0]), np.array(draw.reals(1, n)[0]), 0.1


def _bilinear_cases(draw: Draw) -> Iterator[Case]:
    for family, A, B, _, step in _plants(draw):
        yield Case((A, B, step), family=family)


@problem("bilinear", "f(A, B, step) -> (Abar, Bbar) of the bilinear transform, A: n x n, B, Bbar: n", cases=_bilinear_cases)
def bilinear_truth(case: Case) -> Truth:
    """Both over Q or Q(i); the larger of the two errors, each relative to its own norm."""
    A, B, step = case.args
    n = _square("bilinear", A, B)
    found = discrete(exact_matrix(A), B, step)
    if isinstance(found, str):
        return absent(found)
    bar, b = found.A, found.B.reshape(n)

    def measure(returned: Any) -> Measures:
        first, second = compare(value_of(returned[0]), bar), compare(value_of(returned[1]), b)
        return Measures(max(first.error, second.error), None, fault=first.fault or second.fault)

    sizes = max(found.away_A / (bar.norm or math.inf), found.away_B / (b.norm or math.inf))
    return Truth(kappa=sizes, kappa_name="kappa_2(I - step/2 A) ||its inverse|| ||right side|| / ||answer||", size=n,
                 measure=measure, shown=f"Abar = {bar}, Bbar = {b}")


# ---- kernels ------------------------------------------------------------------------------------------------------------------

def _kernel_cases(draw: Draw) -> Iterator[Case]:
    for family, A, B, C, step in _plants(draw):
        yield from (Case((A, B, C, step, L), family=f"{family}, L = {L}") for L in (1, 8))


def kernel(found: Discrete, C: Value, L: int) -> tuple[Value, float]:
    """(K, first-order bound on ||dK|| in units of u): sum_j ||C Abar^(l-1-j)|| away_A ||Abar^j Bbar||, and the ends."""
    rows, columns, n = [C.reshape(1, len(C.entries))], [found.B], len(C.entries)
    for _ in range(L - 1):
        rows.append(product(rows[-1], found.A))
        columns.append(product(found.A, columns[-1]))
    K = [product(rows[0], x).entries[0] for x in columns]
    w, x = [r.norm for r in rows], [c.norm for c in columns]
    carried = [math.fsum(w[i - 1 - j] * found.away_A * x[j] for j in range(i)) for i in range(L)]
    errors = [e + w[i] * found.away_B + 2 * w[0] * x[i] for i, e in enumerate(carried)]
    return Value((L,), tuple(K)), math.sqrt(n) * math.sqrt(math.fsum(e * e for e in errors))


def _kernel_truth(A: ExactMatrix, B: Any, C: Any, step: float, L: int, *, generating: bool) -> Truth:
    if L < 1:
        raise InputError(f"a kernel of length {L}; at least 1")
    found = discrete(A, B, step)
    if isinstance(found, str):
        return absent(found)
    K, error = kernel(found, value_of(C), L)
    factor = _closing(found.A, L) if generating else 1.0
    name = KERNEL + (", times ||(I - Abar^L)^-1|| (1 + ||Abar^L||)" if generating else "")
    return Truth(K, kappa=factor * error / K.norm if K.norm else math.inf, kappa_name=name, size=A.rows + L)


def _closing(bar: Value, L: int) -> float:
    """||(I - Abar^L)^-1|| (1 + ||Abar^L||): what going through the generating function at roots of unity costs; at least 1."""
    power = eye(bar.shape[0])
    for _ in range(L):
        power = product(power, bar)
    rest = minus(eye(bar.shape[0]), power)
    closing = gaussian_matrix(rest)
    return math.inf if is_singular(closing) else max(1.0, (1 + power.norm) * value_of(inverse(closing)).norm)


@problem("s4_kernel", "f(A, B, C, step, L) -> K, K_l = C Abar^l Bbar by the bilinear transform; A: n x n, B, C: n, K: L",
         cases=_kernel_cases)
def kernel_truth(case: Case) -> Truth:
    """The kernel over Q or Q(i)."""
    A, B, C, step, L = case.args
    _square("s4_kernel", A, B, C)
    return _kernel_truth(exact_matrix(A), B, C, step, L, generating=False)


def _low_rank_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    for number in range(4 + draw.count):
        n, L = draw.rng.randint(1, 4), (1, 2, 7, 8)[number % 4]
        parts = [np.array(draw.integers(2, n, -2, 2)) for _ in range(3)]
        P, B, C = (re + 1j * im for re, im in parts)
        lam = np.array([-0.5 - k + 1j * draw.rng.randint(-8, 8) / 2 for k in range(n)])
        yield Case((lam, P, P, B, C, 0.25, L), family=f"Lambda - P P^*, L = {L}")
        Q = np.array(draw.integers(2, n, -1, 1))
        yield Case((lam, P, Q[0] + 1j * Q[1], B, C, 0.0625, L), family=f"Lambda - P Q^*, L = {L}")


@problem("dplr_kernel", "f(Lambda, P, Q, B, C, step, L) -> K as for s4_kernel with A = diag(Lambda) - P Q^*, vectors of "
         "length n", cases=_low_rank_cases)
def low_rank_truth(case: Case) -> Truth:
    """The complex kernel of the dense matrix; kappa allows for the way over the generating function."""
    lam, P, Q, B, C, step, L = case.args
    n = lengths("dplr_kernel", Lambda=lam, P=P, Q=Q, B=B, C=C)
    column, row = value_of(P), value_of(Q)
    outer = [[times(x, (y[0], -y[1])) for y in row.entries] for x in column.entries]
    diagonal = value_of(lam).entries
    entries = tuple((-z[0] + (diagonal[i][0] if i == j else 0), -z[1] + (diagonal[i][1] if i == j else 0))
                    for i, line in enumerate(outer) for j, z in enumerate(line))
    return _kernel_truth(gaussian_matrix(Value((n, n), entries)), B, C, step, L, generating=True)


def gaussian_matrix(X: Value) -> ExactMatrix:
    """The exact matrix of a table of Gaussian rationals.

    >>> gaussian_matrix(value_of([[1, 0.5], [2, 0]]))
    1 1/2; 2 0
    """
    n = X.shape[1]

    def part(k: int) -> ExactMatrix:
        from symbolic import matrix
        return matrix([[z[k] for z in X.entries[i * n:(i + 1) * n]] for i in range(X.shape[0])])
    import numpy as np
    return part(0) if X.is_real else part(0) + part(1) * exact_matrix(1j * np.eye(n))


# ---- the products inside ---------------------------------------------------------------------------------------------------

def _diagonal_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    yield Case((np.array([0.5]), np.array([1.0]), 5), family="one real mode")
    yield Case((np.array([0.0, 1.0]), np.array([1.0, 2.0]), 4), family="modes 0 and 1")
    yield Case((np.array([0.5 + 0.5j, 0.5 - 0.5j]), np.array([1j, -1j]), 8), family="a conjugate pair")
    yield Case((np.array([-1.0, 1.0]), np.array([1.0, 1.0]), 7), family="cancellation")
    for _ in range(2 * draw.count):
        n = draw.size(1)
        re, im, c = (np.array(row) for row in draw.reals(3, n))
        yield Case(((re + 1j * im) / 4, c, draw.size(1) + 4), family="random complex")


def _powers(a: Value, c: Value, L: int) -> Value:
    powers, out = [ONE] * len(a.entries), []
    for _ in range(L):
        total = ZERO
        for w, p in zip(c.entries, powers, strict=True):
            total = plus(total, times(w, p))
        out.append(total)
        powers = [times(p, x) for p, x in zip(powers, a.entries, strict=True)]
    return Value((L,), tuple(out))


@problem("diagonal_kernel", "f(a, c, L) -> K, K_l = sum_n c_n a_n^l (a Vandermonde product), a, c: n, K: L",
         cases=_diagonal_cases)
def diagonal_truth(case: Case) -> Truth:
    """The sums over Q(i)."""
    a, c = (value_of(x) for x in case.args[:2])
    L, n = case.args[2], lengths("diagonal_kernel", a=case.args[0], c=case.args[1])
    if L < 1:
        raise InputError(f"diagonal_kernel: L is {L}; at least 1")
    K = _powers(a, c, L)
    return Truth(K, kappa=root_ratio(_powers(absolute(a), absolute(c), L), K), kappa_name=ABSOLUTE, size=n + L)


def _cauchy_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    yield Case((np.array([1.0, 2.0]), np.array([0.0, 3.0]), np.array([1.0, 2.0])), family="table")
    yield Case((np.array([1.0, 1.0 + 2.0**-50]), np.array([1.0 - 2.0**-50]), np.array([1.0])), family="close nodes")
    yield Case((np.array([1.0]), np.array([1.0, 2.0]), np.array([1.0, 1.0])), family="a pole")
    yield Case((np.array([0.0]), np.array([-1.0, 1.0]), np.array([1.0, 1.0 + 2.0**-40])), family="cancellation")
    for _ in range(2 * draw.count):
        m, n = draw.size(1), draw.size(1)
        yield Case(tuple(np.array(draw.reals(1, k)[0]) for k in (m, n, n)), family="random reals")
        parts = [np.array(draw.reals(1, k)[0]) + 1j * np.array(draw.reals(1, k)[0]) for k in (m, n, n)]
        yield Case(tuple(parts), family="random complex")


@problem("cauchy_product", "f(x, y, v) -> sum_j v_j / (x_i - y_j), x: m, y, v: n", cases=_cauchy_cases)
def cauchy_truth(case: Case) -> Truth:
    """The sums over Q(i); a node that is a pole leaves none."""
    x, y, v = (value_of(a) for a in case.args)
    n = lengths("cauchy_product", y=case.args[1], v=case.args[2])
    out, sizes = [], []
    for i, s in enumerate(x.entries):
        total = ZERO
        terms = []
        for j, (t, w) in enumerate(zip(y.entries, v.entries, strict=True)):
            d = (s[0] - t[0], s[1] - t[1])
            if d == ZERO:
                return absent(f"x_{i} = y_{j}")
            square = d[0] * d[0] + d[1] * d[1]
            terms.append(times(w, (d[0] / square, -d[1] / square)))
            total = plus(total, terms[-1])
        out.append(total)
        sizes.append(sum((z[0] for z in absolute(Value((n,), tuple(terms))).entries), Fraction(0)))
    truth = Value((len(out),), tuple(out))
    return Truth(truth, kappa=root_ratio(value_of(sizes), truth), kappa_name=ABSOLUTE, size=n)
