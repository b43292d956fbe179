"""Sums over the eigenvalues of one component: all of them, those of a chosen set, or with a chosen sign each."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from flint import acb, acb_poly, fmpq, fmpq_mat, fmpq_poly, fmpz_poly

from symbolic.errors import UnableError
from symbolic.functions.orbits import State, combine, orbit_weights, root_ball, trace_matrix
from symbolic.functions.spectral import Component
from symbolic.matrices.matrix import ExactMatrix, zero
from symbolic.scalars.fields import MAX_BITS, NumberField, compositum, number_field
from symbolic.scalars.roots import precision

Parts = list[fmpq_mat]        # M(x) = sum_i x^i parts[i], modulo f


@dataclass(frozen=True)
class Conjugates:
    """The roots of f in groups, one for each conjugate of the field of the matrix; the first belongs to the matrix."""

    polynomial: fmpz_poly
    groups: tuple[tuple[int, ...], ...]

    @property
    def own(self) -> tuple[int, ...]:
        """The roots that belong to the matrix itself."""
        return self.groups[0]


def conjugates(c: Component, field: NumberField) -> Conjugates:
    """All roots of f, grouped by the conjugate of theta they lie over."""
    f, d = c.polynomial, c.degree
    if len(c.roots) == d:
        return Conjugates(f, (tuple(c.roots),))
    here = number_field(f, c.roots[0])
    joined, _, r = compositum(here, field)
    if joined is not here:
        raise UnableError(f"the field of the eigenvalues of {f} does not show the field of the matrix", "degree 64")
    found: dict[int, list[int]] = {}
    for k in range(d):
        found.setdefault(_over(here, k, r, field), []).append(k)
    own = found.pop(field.root)
    return Conjugates(f, (tuple(own), *(tuple(g) for g in found.values())))


def _over(here: NumberField, k: int, r: fmpq_poly, field: NumberField) -> int:
    """Which conjugate of theta is r at root number k."""
    bits = 64
    while bits <= MAX_BITS:
        with precision(bits):
            field.roots.ball(0, bits)
            hits = field.roots.locate(acb_poly(r)(root_ball(here.polynomial, k, bits)))
        if len(hits) == 1:
            return hits[0]
        bits *= 2
    raise UnableError("two conjugates could not be told apart", f"{MAX_BITS} bits")


def component_parts(c: Component, weights: Sequence[fmpq_poly]) -> Parts:
    """The coefficients of sum_j weights[j] N_j modulo f, as rational matrices."""
    ring = NumberField(c.polynomial, 0)
    d, n = c.degree, c.parts[0][0].nrows()
    total = fmpq_mat(n * n, d)
    for part, w in zip(c.parts, weights, strict=False):
        flat = [m.entries() for m in part]
        table = fmpq_mat(n * n, d, [row[e] for e in range(n * n) for row in flat])
        total = total + table * ring.matrix_of(ring.reduce(w)).transpose()
    scaled = total * fmpq(1, c.denominator)
    return [fmpq_mat(n, n, [scaled[e, i] for e in range(n * n)]) for i in range(d)]


def sum_over(roots: Sequence[int], family: Conjugates, parts: Parts) -> ExactMatrix:
    """Sum of M(a)/f'(a) over some of the roots that belong to the matrix."""
    f, n = family.polynomial, parts[0].nrows()
    if not roots:
        return zero(n, n)
    if len(roots) == f.degree():
        return trace_matrix(f, parts)
    size, own = len(roots), family.own
    others = [g for g in family.groups if g is not own]
    count = comb(len(own), size) * len(family.groups)
    picks = [tuple(roots), *(p for p in combinations(own, size) if set(p) != set(roots)),
             *(p for g in others for p in combinations(g, size))] if count <= 256 else [tuple(roots)]
    chosen: list[State] = [dict.fromkeys(p, acb(1)) for p in picks]
    return combine(*orbit_weights(f, lambda _: chosen, count), parts)


def sum_with_signs(positive: Sequence[int], family: Conjugates, parts: Parts) -> ExactMatrix:
    """Sum of sign * M(a)/f'(a) over the roots of the matrix, + on `positive` and - on the others."""
    if len(positive) == len(family.own):
        return sum_over(family.own, family, parts)
    if not positive:
        return -sum_over(family.own, family, parts)
    return sum_over(positive, family, parts) * 2 - sum_over(family.own, family, parts)
