"""Polynomials in opaque scalars with words of matrices, and linear forms of integers."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.notation import form

Linear = tuple[int, frozenset[tuple[str, int]]]
Poly = dict[tuple[frozenset[Any], tuple[Any, ...]], Fraction]  # scalar monomial and matrix word: coefficient
Type = tuple[Linear, Linear] | None  # (rows, columns), or None for a scalar
ONE: frozenset[Any] = frozenset()


def plus(a: Linear, b: Linear, factor: int = 1) -> Linear:
    """The form a + factor b."""
    total = dict(a[1])
    for v, c in b[1]:
        total[v] = total.get(v, 0) + factor * c
    return a[0] + factor * b[0], frozenset((v, c) for v, c in total.items() if c)


def linear(t: Any) -> Linear:
    """An integer term as constant and coefficients."""
    constant, parts = form(t) or (0, {})
    return constant, frozenset(parts.items())


def constant(c: Fraction | int) -> Poly:
    """The number c as a polynomial."""
    return {(ONE, ()): Fraction(c)} if c else {}


def atom(a: Any) -> Poly:
    """The scalar atom a as a polynomial."""
    return {(frozenset({(a, 1)}), ()): Fraction(1)}


def word(a: Any) -> Poly:
    """The matrix atom a as a polynomial."""
    return {(ONE, ((a, False),)): Fraction(1)}


def add(p: Poly, q: Poly, factor: Fraction | int = 1) -> Poly:
    """The polynomial p + factor q."""
    total = dict(p)
    for key, c in q.items():
        total[key] = total.get(key, Fraction(0)) + factor * c
    return {key: c for key, c in total.items() if c}


def product(p: Poly, q: Poly) -> Poly:
    """The polynomial p q; the types were compared."""
    total: Poly = {}
    for (m, v), c in p.items():
        for (n, w), d in q.items():
            powers = dict(m)
            for a, k in n:
                powers[a] = powers.get(a, 0) + k
            key = (frozenset(powers.items()), v + w)
            total[key] = total.get(key, Fraction(0)) + c * d
    return {key: c for key, c in total.items() if c}


def flipped(w: tuple[Any, ...]) -> tuple[Any, ...]:
    """The transpose of a word."""
    return tuple((a, not t) for a, t in reversed(w))
