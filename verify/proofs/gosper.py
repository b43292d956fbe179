"""Sums in closed form: Gosper's algorithm for terms with a factored ratio, and recurrences of sums with a parameter.

A term is p(k) t(k) with den(k) t(k+1) = num(k) t(k). The factors of num and den are polynomials in k and in parameters; no
factor of num is one of den at a later k, else the quotient belongs into p. The answer is a polynomial x with
num(k) x(k+1) - den(k-1) x(k) = p(k): then den(k-1) x(k) t(k) telescopes to p t. Nothing is divided by a polynomial in k, so
the boundary terms are what the formula says, also where num or den vanish. With several p_j and weights free of k this is
creative telescoping: a recurrence for the sum of a term with a parameter, the certificate of Wilf and Zeilberger.
Untrusted: the kernel proves the polynomial identity and telescopes, with its boundary terms (lemma `telescoper`).

References: R. W. Gosper, Decision procedure for indefinite hypergeometric summation, Proc. Natl. Acad. Sci. 75 (1978);
M. Petkovsek, H. S. Wilf, D. Zeilberger, A = B, A K Peters (1996), sections 5 and 6.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import gcd, lcm
from typing import Any

from verify.proofs.language import Term, lam, num, raw
from verify.proofs.script import Branch, Goal

MAX_DEGREE = 6  # of x in k
MAX_PARAMETER_DEGREE = 3


class NoClosedFormError(Exception):
    """No polynomial x of the degrees that are tried solves the equation."""


@dataclass(frozen=True)
class Polynomial:
    """A polynomial in k and parameters, `size` variables in all: exponents (of k first) and coefficients that are not zero.

    >>> k, n = Polynomial.variables(2)
    >>> (k + n) * (k - n) - k * k == n * n * -1
    True
    """

    size: int
    terms: frozenset[tuple[tuple[int, ...], Fraction]]

    @staticmethod
    def of(size: int, terms: Mapping[tuple[int, ...], Fraction | int]) -> Polynomial:
        """The polynomial with these coefficients."""
        return Polynomial(size, frozenset((e, Fraction(c)) for e, c in terms.items() if c))

    @staticmethod
    def variables(size: int) -> tuple[Polynomial, ...]:
        """The variable k and the parameters."""
        return tuple(Polynomial.of(size, {tuple(int(i == j) for j in range(size)): 1}) for i in range(size))

    def constant(self, c: Fraction | int) -> Polynomial:
        """A number as a polynomial in as many variables."""
        return Polynomial.of(self.size, {(0,) * self.size: c})

    def __add__(self, other: Any) -> Polynomial:
        total = dict(self.terms)
        for e, c in (other if isinstance(other, Polynomial) else self.constant(other)).terms:
            total[e] = total.get(e, Fraction(0)) + c
        return Polynomial.of(self.size, total)

    def __mul__(self, other: Any) -> Polynomial:
        total: dict[tuple[int, ...], Fraction] = {}
        for (e, c), (d, b) in product(self.terms, (other if isinstance(other, Polynomial) else self.constant(other)).terms):
            key = tuple(x + y for x, y in zip(e, d, strict=True))
            total[key] = total.get(key, Fraction(0)) + c * b
        return Polynomial.of(self.size, total)

    def __sub__(self, other: Any) -> Polynomial:
        negative: Polynomial = (other if isinstance(other, Polynomial) else self.constant(other)) * -1
        return self + negative

    def shifted(self, h: int) -> Polynomial:
        """The polynomial at k + h."""
        step, total = Polynomial.variables(self.size)[0] + h, self.constant(0)
        for (first, *rest), c in self.terms:
            power = Polynomial.of(self.size, {(0, *rest): c})
            for _ in range(first):
                power = power * step
            total = total + power
        return total

    def term(self, *letters: Any) -> Term:
        """As a term of the language, the letters standing for k and the parameters."""
        terms = []
        for e, c in sorted(self.terms):
            factor: Any = c.numerator if c.denominator == 1 else ("q", c.numerator, c.denominator)
            powers = [raw(letter) for letter, d in zip(letters, e, strict=True) for _ in range(d)]
            terms.append(("*", factor, *powers))
        return Term(("+", *terms) if terms else 0)


@dataclass(frozen=True)
class Telescoper:
    """Weights with sum of weights_j p_j(k) = numerator(k) x(k+1) - below(k) x(k): then below x t telescopes."""

    weights: tuple[Polynomial, ...]
    x: Polynomial
    numerator: Polynomial
    below: Polynomial


def telescoper(num: Sequence[Polynomial], den: Sequence[Polynomial], parts: Sequence[Polynomial]) -> Telescoper:
    """For t with den(k) t(k+1) = num(k) t(k): weights without k, not all zero, that make sum weights_j p_j t telescope.

    Raises:
        NoClosedFormError: none is found.

    >>> k, = Polynomial.variables(1)
    >>> found = telescoper([], [], [k])  # the sum of k is k (k - 1)/2
    >>> found.weights == (k.constant(2),) and found.x == k * (k - 1)
    True
    """
    size = parts[0].size
    numerator, below = (_multiplied(size, factors) for factors in (num, [f.shifted(-1) for f in den]))
    for bound, degree in product(range(MAX_PARAMETER_DEGREE + 1), range(MAX_DEGREE + 1)):
        unknown = [e for e in product(range(degree + 1), *(range(bound + 1),) * (size - 1)) if sum(e[1:]) <= bound]
        free = [e for e in unknown if e[0] == 0]
        columns = [numerator * x.shifted(1) - below * x for x in (Polynomial.of(size, {e: 1}) for e in unknown)]
        columns += [p * Polynomial.of(size, {e: -1}) for p in parts for e in free]
        for vector in _null_space(columns):
            x, *weights = (Polynomial.of(size, dict(zip(exponents, vector[start:], strict=False))) for exponents, start in (
                (unknown, 0), *((free, len(unknown) + j * len(free)) for j in range(len(parts)))))
            if any(w.terms for w in weights):
                return Telescoper(tuple(weights), x, numerator, below)
    raise NoClosedFormError("no polynomial certificate of the degrees that are tried")


def _multiplied(size: int, factors: Sequence[Polynomial]) -> Polynomial:
    total = Polynomial.of(size, {(0,) * size: 1})
    for f in factors:
        total = total * f
    return total


def _null_space(columns: Sequence[Polynomial]) -> list[list[Fraction]]:
    """A basis of the relations between polynomials, each with coprime integers and a positive last number."""
    rows = sorted({e for p in columns for e, _ in p.terms})
    table = [[dict(p.terms).get(e, Fraction(0)) for p in columns] for e in rows]
    pivots: list[int] = []
    for c in range(len(columns)):
        at = next((i for i in range(len(pivots), len(table)) if table[i][c]), None)
        if at is None:
            continue
        r = len(pivots)
        table[r], table[at] = table[at], table[r]
        table[r] = [x / table[r][c] for x in table[r]]
        for i, row in enumerate(table):
            if i != r and row[c]:
                table[i] = [x - row[c] * y for x, y in zip(row, table[r], strict=True)]
        pivots.append(c)
    basis = []
    for c in sorted(set(range(len(columns))) - set(pivots)):
        vector = [Fraction(int(i == c)) for i in range(len(columns))]
        for row, p in zip(table, pivots, strict=False):
            vector[p] = -row[c]
        scale = Fraction(lcm(*(x.denominator for x in vector)), gcd(*(x.numerator for x in vector)) or 1)
        basis.append([x * scale for x in vector])
    return basis


def closed(G: Goal, name: str, found: Telescoper, parts: Sequence[Polynomial], t: Callable[[Any], Any], lo: Any, hi: Any,
           ratio: Branch, *parameters: Any) -> Goal:
    """The fact: the sum of p(k) t(k) over lo <= k < hi, p = sum weights_j p_j, is below x t at hi less that at lo.

    The script `ratio` proves below(k+1) t(k+1) = numerator(k) t(k) for all k of the range.
    """
    p = parts[0].constant(0)
    for weight, part in zip(found.weights, parts, strict=True):
        p = p + weight * part
    families = (t, *(lambda k, f=f: f.term(num(k), *parameters) for f in (p, found.numerator, found.below, found.x)))
    return G.use(name, "telescoper", *(lam("k", family) for family in families), lo, hi, by=(
        "a", ratio, lambda H: H.intro("k low high").lin()))
