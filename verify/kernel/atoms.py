"""Polynomials in opaque atoms: what a normal form is made of.

A scalar is a polynomial in atoms with rational coefficients; a matrix is a sum of rational * monomial * word, a word being
a product of matrix atoms, each plain or transposed. Atoms are nested tuples and frozensets, in which names of the reader
(letters), `!` and `?` (new ones of rules and formulas), `@` (open) and `%` (bound) cannot meet.
"""
from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any, ClassVar

from verify.kernel.indices import Linear

Rational = Fraction | int
Poly = dict[tuple[frozenset[Any], tuple[Any, ...]], Rational]  # scalar monomial and matrix word: coefficient
Type = tuple[Linear, Linear] | None  # (rows, columns), or None for a scalar
ONE: frozenset[Any] = frozenset()
UNIT = {(ONE, ())}  # the keys of a number


class Atom(tuple[Any, ...]):  # noqa: SLOT001  # a tuple has no room for slots
    """An opaque part of a term, made once: equal atoms are one object, which knows the variables inside."""

    made: ClassVar[dict[Any, Atom]] = {}
    names: frozenset[str]
    __eq__, __ne__, __hash__ = object.__eq__, object.__ne__, object.__hash__

    @staticmethod
    def of(key: tuple[Any, ...]) -> Atom:
        """The atom with these parts, whose own atoms are made already."""
        if (found := Atom.made.get(key)) is None:
            found = Atom(key)
            found.names = names(key)
            Atom.made[key] = found  # last: no half-made atom is kept when something is raised
        return found


def constant(c: Rational) -> Poly:
    """The number c as a polynomial."""
    return {(ONE, ()): c} if c else {}


def atom(*a: Any) -> Poly:
    """The scalar atom with these parts as a polynomial."""
    return {(frozenset({(Atom.of(a), 1)}), ()): 1}


def word(*a: Any) -> Poly:
    """The matrix atom with these parts as a polynomial."""
    return {(ONE, ((Atom.of(a), False),)): 1}


def add(p: Poly, q: Poly, factor: Rational = 1) -> Poly:
    """The polynomial p + factor q."""
    total = dict(p)
    for key, c in q.items():
        total[key] = total.get(key, 0) + factor * c
    return {key: c for key, c in total.items() if c}


def scaled(p: Poly, c: Rational) -> Poly:
    """The polynomial c p for a number c that is not 0."""
    return p if c == 1 else {key: c * d for key, d in p.items()}


def product(p: Poly, q: Poly) -> Poly:
    """The polynomial p q; the types were compared."""
    if p.keys() == UNIT:
        return scaled(q, p[ONE, ()])
    if q.keys() == UNIT:
        return scaled(p, q[ONE, ()])
    total: Poly = {}
    for (m, v), c in p.items():
        for (n, w), d in q.items():
            powers = dict(m)
            for a, k in n:
                powers[a] = powers.get(a, 0) + k
            key = (frozenset(powers.items()) if n else m, v + w)
            total[key] = total.get(key, 0) + c * d
    return {key: c for key, c in total.items() if c}


def flipped(w: tuple[Any, ...]) -> tuple[Any, ...]:
    """The transpose of a word."""
    return tuple((a, not t) for a, t in reversed(w))


def names(x: Any) -> frozenset[str]:
    """All open and bound variables inside an atom or a part of one."""
    found: set[str] = set()
    parts = [x]
    while parts:
        if type(part := parts.pop()) is Atom:
            found |= part.names
        elif type(part) in (tuple, frozenset):
            parts += part
        elif type(part) is str and part[0] in "@%":
            found.add(part)
    return frozenset(found)


def renamed(x: Any, old: str, new: str) -> Any:
    """X with one open variable renamed, to a name that x does not have."""
    if type(x) is Atom:
        return renamed_atom(x, old, new) if old in x.names else x
    if type(x) is str:
        return new if x == old else x
    return type(x)([renamed(y, old, new) for y in x]) if type(x) in (tuple, frozenset) else x


@cache
def renamed_atom(x: Atom, old: str, new: str) -> Atom:
    """An atom with one variable renamed."""
    return Atom.of(tuple([renamed(y, old, new) for y in x]))


def bind(x: Any, *variables: str) -> Any:
    """X, which must hold its new variables even where the body does not, with bound ones in their place.

    A variable that left no trace would let an outer one take its name: prod_j prod_i f(j) would be prod_j prod_i f(i).
    """
    height = max((int(v[1:]) for v in names(x) if v[0] == "%"), default=0)
    for k, v in enumerate(variables, 1):
        x = renamed(x, v, f"%{height + k}")
    return x


def frozen(p: Poly) -> frozenset[Any]:
    """A polynomial as a part of an atom."""
    return frozenset(p.items())


def made(kind: Type, *parts: Any) -> tuple[Type, Poly]:
    """An opaque term of this type."""
    return kind, atom(*parts) if kind is None else word(*parts)
