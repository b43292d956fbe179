"""Eigenvalues in balls, how far a backward error may move them, and the matching of two lists of them."""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from flint import acb, acb_mat, acb_poly, fmpq_poly

from symbolic.functions.orbits import root_ball
from symbolic.functions.spectral import Component, spectral_form
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.roots import precision

BITS = 256


@dataclass(frozen=True)
class Part:
    """One eigenvalue: its value, multiplicity, and the norms of Z_0, .., Z_(m-1) with f(A) = sum f^(j)(value)/j! Z_j."""

    value: complex
    ball: acb
    multiplicity: int
    norms: tuple[float, ...]

    @property
    def index(self) -> int:
        """The size of the largest Jordan block."""
        return len(self.norms)


def parts(A: ExactMatrix) -> tuple[Part, ...]:
    """Every distinct eigenvalue of a rational matrix, or of one over a number field.

    >>> from symbolic import matrix
    >>> [(p.value, p.multiplicity, p.index) for p in parts(matrix("2 1 0; 0 2 0; 0 0 5"))]
    [((2+0j), 2, 2), ((5+0j), 1, 1)]
    """
    out: list[Part] = []
    with precision(BITS):
        for c in spectral_form(A).components:
            out += [_part(c, k) for k in c.roots]
    return tuple(sorted(out, key=lambda p: (p.value.real, p.value.imag)))


def _part(c: Component, k: int) -> Part:
    a = acb(-c.polynomial[0]) if c.degree == 1 else root_ball(c.polynomial, k, BITS)
    slope = acb_poly(fmpq_poly(c.polynomial.derivative()))(a) * c.denominator
    value = acb_poly(c.eigenvalue)(a)
    norms, count = [], 0
    for j, coefficients in enumerate(c.parts):
        Z = acb_mat(coefficients[0])
        power = acb(1)
        for m in coefficients[1:]:
            power *= a
            Z = Z + acb_mat(m) * power
        Z = Z / slope
        norms.append(_size(Z))
        if j == 0:
            count = round(_float(Z.trace().real))
    return Part(complex(_float(value.real), _float(value.imag)), value, count, tuple(norms))


def _float(x: Any) -> float:
    try:
        return float(x.mid())
    except OverflowError:
        return math.inf


def _size(Z: acb_mat) -> float:
    """The Frobenius norm."""
    total = sum((x.real * x.real + x.imag * x.imag for x in Z.entries()), start=acb(0).real)
    return _float(total.upper().sqrt())


def reach(found: tuple[Part, ...], epsilon: float) -> float:
    """How far from the spectrum of A the eigenvalues of A + E can lie, ||E||_2 <= epsilon: the Lidskii bound, made rigorous.

    The resolvent is sum Z_j / (z - lambda)^(j+1). At distance >= d from every eigenvalue its norm is at most
    g(d) = sum ||Z_j|| / d^(j+1), and z is an eigenvalue of A + E only where it is at least 1/epsilon. So the answer is the
    root of g(d) = 1/epsilon: for one block of size m about (epsilon ||Z_(m-1)||)^(1/m) [MBO97].

    >>> from symbolic import matrix
    >>> round(reach(parts(matrix("2 1; 0 2")), 1e-8), 5)
    0.0001
    """
    powers = [(norm, j + 1) for p in found for j, norm in enumerate(p.norms) if norm]
    if not powers or not epsilon:
        return 0.0
    low, high = -1100.0, 1100.0  # of log2 d
    for _ in range(60):
        middle = (low + high) / 2
        total = math.fsum(2.0 ** min(1000.0, math.log2(norm) - k * middle) for norm, k in powers)
        low, high = (middle, high) if total > 1 / epsilon else (low, middle)
    return 2.0 ** high if high < 1000 else math.inf


def eigenvalue_condition(found: tuple[Part, ...]) -> float:
    """The largest ||Z_0||: the absolute condition number of an eigenvalue; inf when one is defective."""
    return math.inf if any(p.index > 1 for p in found) else max((p.norms[0] for p in found), default=1.0)


def matched_distance(returned: list[complex], found: tuple[Part, ...]) -> float:
    """The largest distance in a matching of computed eigenvalues to true ones with multiplicity; least distances first.

    >>> from symbolic import matrix
    >>> matched_distance([5.0, 2.5, 2.0], parts(matrix("2 1 0; 0 2 0; 0 0 5")))
    0.5
    """
    free = [p for p in found for _ in range(p.multiplicity)]
    pairs = sorted((_away(z, p), i, j) for i, z in enumerate(returned) for j, p in enumerate(free))
    rows, columns, worst = set(range(len(returned))), set(range(len(free))), 0.0
    for distance, i, j in pairs:
        if i in rows and j in columns:
            rows.discard(i)
            columns.discard(j)
            worst = max(worst, distance)
    return worst


def _away(z: complex, p: Part) -> float:
    with precision(BITS):
        return _float(abs(acb(z.real, z.imag) - p.ball))
