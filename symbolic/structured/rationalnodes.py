"""Rational nodes p/q: products of differences and interpolation polynomials with integer arithmetic only."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import gcd, lcm, prod
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz, fmpz_mat, fmpz_poly

from symbolic.matrices.arrays import in_lowest_terms
from symbolic.matrices.matrix import ExactMatrix, rational_matrix
from symbolic.scalars.numbers import AlgebraicNumber, exact, rational
from symbolic.structured.interpolation import reciprocal_series


def product_of_differences(nodes: Sequence[fmpq]) -> AlgebraicNumber:
    """The product over i < j of (x_j - x_i)."""
    return rational(int(_differences(nodes)), prod(int(x.q) for x in nodes) ** max(len(nodes) - 1, 0))


def _differences(nodes: Sequence[fmpq]) -> fmpz:
    """The product over i < j of the numerators p_j q_i - p_i q_j of x_j - x_i."""
    pairs = [(int(x.p), int(x.q)) for x in nodes]
    return _product(s * q - p * r for i, (p, q) in enumerate(pairs) for s, r in pairs[i + 1:])


def _product(factors: Iterable[int]) -> fmpz:
    """The product of many small integers: equal ones as one power, and the powers in a balanced tree."""
    level = [fmpz(x) ** m for x, m in Counter(factors).items()]
    while len(level) > 1:
        level = [prod(level[i:i + 2], start=fmpz(1)) for i in range(0, len(level), 2)]
    return level[0] if level else fmpz(1)


def lagrange_columns(nodes: Sequence[fmpq]) -> ExactMatrix:
    """Column i holds the polynomial that is 1 at node i and 0 at the others.

    With M = prod (q_j t - p_j), column i is M_i / M_i(x_i), M_i = M / (q_i t - p_i). Each factor is primitive, so M_i is
    primitive (Gauss), and the least common denominator is that of the 1/M_i(x_i).
    """
    n, master = len(nodes), integer_master(nodes)
    tops = [master // fmpz_poly([-x.p, x.q]) for x in nodes]
    weights = [1 / value_at(top, x) for top, x in zip(tops, nodes, strict=True)]
    denominator = lcm(*(int(w.q) for w in weights))
    flat: list[Any] = []
    for top, w in zip(tops, weights, strict=True):
        column = (top * (denominator // w.q * w.p)).coeffs()
        flat += column + [0] * (n - len(column))
    return ExactMatrix(in_lowest_terms(fmpz_mat(n, n, flat).transpose(), denominator))


def hermite_columns(nodes: Sequence[fmpq], multiplicities: Sequence[int]) -> ExactMatrix:
    """The columns of `interpolation.hermite_basis`, by the same recurrence on python-flint's polynomials."""
    master, n = fmpq_poly([1]), sum(multiplicities)
    for x, m in zip(nodes, multiplicities, strict=True):
        master *= fmpq_poly([-x, 1]) ** m
    rows: list[fmpq] = []
    for x, m in zip(nodes, multiplicities, strict=True):
        factor = fmpq_poly([-x, 1])
        around = (master // factor ** m)(fmpq_poly([x, 1]))
        h, found = fmpq_poly([0]), []
        for g in reciprocal_series([around[k] for k in range(m)]):
            h = (h + g * master) // factor
            found.append([h[j] for j in range(n)])
        rows += [c for column in reversed(found) for c in column]
    numerator, denominator = fmpq_mat(n, n, rows).transpose().numer_denom()
    return rational_matrix(numerator, int(denominator))


def cauchy_determinant(x: Sequence[fmpq], y: Sequence[fmpq]) -> AlgebraicNumber:
    """Prod over i < j of (x_j - x_i)(y_i - y_j), divided by prod (x_i - y_j)."""
    n = len(x)
    above, below = [(int(a.p), int(a.q)) for a in x], [(int(b.p), int(b.q)) for b in y]
    bottom = _product(p * s - r * q for p, q in above for r, s in below)
    sign = -1 if n * (n - 1) // 2 % 2 else 1
    # the denominators q of the nodes stand to the power n - 1 above and to the power n below
    top = _differences(x) * _differences(y) * prod((q for _, q in (*above, *below)), start=fmpz(sign))
    return exact(fmpq(top, bottom))


def cauchy_inverse(x: Sequence[fmpq], y: Sequence[fmpq]) -> ExactMatrix:
    """A(y_i) B(x_j) / ((y_i - x_j) B'(y_i) A'(x_j)) with A = prod (t - x_k), B = prod (t - y_k).

    With the two scalings over common denominators, an entry is an integer divided by a small one, which nearly always goes.
    """
    n = len(x)
    A, B = integer_master(x), integer_master(y)
    left, first = _over_one_denominator(_residues(A, B, y))
    right, second = _over_one_denominator(_residues(B, A, x))
    ys, xs = [(v.p, v.q) for v in y], [(u.p, u.q) for u in x]
    bottoms = [p * s - r * q for p, q in ys for r, s in xs]
    right = [b * s for b, (_, s) in zip(right, xs, strict=True)]
    tops = [a * b for a in (c * q for c, (_, q) in zip(left, ys, strict=True)) for b in right]
    pairs = [divmod(t, d) for t, d in zip(tops, bottoms, strict=True)]
    rest = lcm(*(int(d) // gcd(int(r), int(d)) for (_, r), d in zip(pairs, bottoms, strict=True) if r != 0))
    flat = [a for a, _ in pairs] if rest == 1 else [t * rest // d for t, d in zip(tops, bottoms, strict=True)]
    return rational_matrix(fmpz_mat(n, n, flat), first * second * rest)


def _residues(top: fmpz_poly, bottom: fmpz_poly, poles: Sequence[fmpq]) -> list[fmpq]:
    """f(v) / g'(v) at the simple roots v of g, for the monic multiples f and g of the two polynomials."""
    scale, slope = fmpq(bottom[len(poles)], top[len(poles)]), bottom.derivative()
    return [scale * value_at(top, v) / value_at(slope, v) for v in poles]


def integer_master(nodes: Sequence[fmpq]) -> fmpz_poly:
    """Prod (q t - p) over the nodes p/q: primitive."""
    master = fmpz_poly([1])
    for x in nodes:
        master *= fmpz_poly([-x.p, x.q])
    return master


def value_at(f: fmpz_poly, x: fmpq) -> fmpq:
    """f(x), over the integers when x is one."""
    return fmpq(f(int(x.p))) if x.q == 1 else f(x)


def _over_one_denominator(values: Sequence[fmpq]) -> tuple[list[fmpz], int]:
    d = lcm(*(int(v.q) for v in values))
    return [v.p * (d // v.q) for v in values], d
