"""Squarefree factors of a polynomial over any field, on lists of coefficients from the constant term up."""
from __future__ import annotations

from typing import Any

Coefficients = list[Any]


def squarefree_factors(p: Coefficients) -> list[tuple[Coefficients, int]]:
    """[(q_1, 1), (q_2, 2), ..] with p = q_1 q_2^2 q_3^3 .. up to a constant, every q_k monic and without double roots [Yun76].

    >>> from symbolic import exact
    >>> squarefree_factors([exact(c) for c in (2, -5, 4, -1)])
    [([-2, 1], 1), ([-1, 1], 2)]
    """
    b, d = p, derivative(p)
    common = gcd(b, d)
    b, c = divide(b, common)[0], divide(d, common)[0]
    found, k = [], 0
    while len(b) > 1:
        d, k = subtract(c, derivative(b)), k + 1
        common = gcd(b, d)
        if len(common) > 1:
            found.append((common, k))
        b, c = divide(b, common)[0], divide(d, common)[0]
    return found


def derivative(p: Coefficients) -> Coefficients:
    """The derivative p'."""
    return [c * k for k, c in enumerate(p)][1:]


def subtract(p: Coefficients, q: Coefficients) -> Coefficients:
    """The difference p - q, without leading zeros."""
    width = max(len(p), len(q))
    out = [(p[k] if k < len(p) else 0) - (q[k] if k < len(q) else 0) for k in range(width)]
    while out and not out[-1]:
        out.pop()
    return out


def divide(p: Coefficients, q: Coefficients) -> tuple[Coefficients, Coefficients]:
    """The quotient and the remainder of p by q != 0."""
    rest, quotient = list(p), [0 * q[-1]] * max(0, len(p) - len(q) + 1)
    while len(rest) >= len(q):
        shift, factor = len(rest) - len(q), rest[-1] / q[-1]
        quotient[shift] = factor
        for k, c in enumerate(q):
            rest[shift + k] = rest[shift + k] - factor * c
        while rest and not rest[-1]:
            rest.pop()
    return quotient, rest


def gcd(p: Coefficients, q: Coefficients) -> Coefficients:
    """The monic greatest common divisor, by Euclid's algorithm; p is not zero."""
    while q:
        p, q = q, divide(p, q)[1]
    return [c / p[-1] for c in p]
