"""Matrices of scalars, and the value of an expression tree: the tree that the page prints is the tree read here.

A wrong type, size or number of arguments raises one of the errors in MALFORMED; what cannot be shown raises NotShown.
"""
from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from itertools import chain
from typing import Any

from verify.exact import read
from verify.kernel.errors import Malformed
from verify.steps import terms as s
from verify.steps.terms import LIMIT, NotShown, Ring, Rows, Scalar

MALFORMED = (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError)
WHOLE = range(LIMIT)  # WHOLE.index(k) is k, or ValueError
SIDE, TERMS = 100, 20_000  # of a matrix: its rows, and the terms of all its entries


@dataclass(frozen=True)
class Mat:
    """An m x n matrix; a size may be a letter, and is then stored as 1, because its blocks are letters too."""

    rows: Rows
    m: int | str = 1
    n: int | str = 1

    def __post_init__(self) -> None:
        if max(len(self.rows), *map(len, self.rows), 0) > SIDE or sum(len(x) for row in self.rows for x in row) > TERMS:
            raise Malformed("a matrix larger than the checker's budget")

    def one(self) -> Scalar:
        """The entry of a 1 x 1 matrix, free of letters: products that come out 1 x 1 are numbers and move about."""
        if (self.m, self.n) != (1, 1) or any(word for _, _, word in self.rows[0][0]):
            raise NotShown("a number is needed here")
        return self.rows[0][0]

    def each(self, f: Callable[[Scalar], Scalar]) -> Mat:
        """The matrix of f(entry)."""
        return Mat([[f(x) for x in row] for row in self.rows], self.m, self.n)


@dataclass(frozen=True)
class Env:
    """Everything earlier lines have bound; `known` holds the targets they established, as JSON text; the theorems cited."""

    ring: Ring
    names: dict[str, Mat] = field(default_factory=dict)
    functions: dict[str, s.Gen] = field(default_factory=dict)
    known: dict[str, Mat] = field(default_factory=dict)
    theorems: dict[str, Any] = field(default_factory=dict)


def number(text: str) -> Fraction:
    """The rational number p/q."""
    if not re.fullmatch(r"-?[0-9]{1,4000}(/[0-9]{1,4000})?", text) or re.search(r"/0+$", text):
        raise ValueError("expected a rational number p/q")
    return Fraction(text)


def plain(name: Any) -> str:
    """The name, if it is one: ASCII letters, digits and _, like v_1."""
    if type(name) is not str or not name.isascii() or not name.isidentifier():
        raise Malformed("expected a name: letters, digits and _")
    return name


def scaled(m: Any, n: Any, c: int) -> Mat:
    """The m x n matrix with c on its diagonal; a size is a small whole number or a letter."""
    rows, columns = (len(plain(k)[:1]) if isinstance(k, str) else read.integer(k, 0, SIDE) for k in (m, n))
    return Mat([[s.constant(c * (i == j)) for j in range(columns)] for i in range(rows)], m, n)


def add(a: Mat, b: Mat, scale: int = 1) -> Mat:
    """The sum a + scale b."""
    if (a.m, a.n) != (b.m, b.n):
        raise ValueError(f"a sum or an equation of shapes {a.m} x {a.n} and {b.m} x {b.n}")
    pairs = (zip(*rows, strict=True) for rows in zip(a.rows, b.rows, strict=True))
    return Mat([[s.total([x, s.total([y], scale)]) for x, y in row] for row in pairs], a.m, a.n)


def mul(ring: Ring, a: Mat, b: Mat) -> Mat:
    """The product a b, where a 1 x 1 matrix counts as a number if the shapes do not fit."""
    if a.n != b.m:
        c, M = (a.one(), b) if (a.m, a.n) == (1, 1) else (b.one(), a)
        return M.each(lambda x: s.mul(ring, c, x))
    columns = transpose(b, turn=False).rows
    return Mat([[s.total(s.mul(ring, x, y) for x, y in zip(p, q, strict=True)) for q in columns] for p in a.rows], a.m, b.n)


def transpose(a: Mat, *, turn: bool = True) -> Mat:
    """The transpose; words are read backwards, each letter turned."""
    a = a.each(lambda x: {(m, z, tuple((n, not t) for n, t in w[::-1])): c for (m, z, w), c in x.items()}) if turn else a
    return Mat([[row[j] for row in a.rows] for j in range(len(scaled(a.n, 0, 0).rows))], a.n, a.m)


def power(ring: Ring, a: Mat, k: Scalar) -> Mat:
    """The power a^k for a number a, or for a matrix and a whole number k >= 0."""
    if (a.m, a.n) == (1, 1):
        return Mat([[s.power(ring, a.one(), k)]])
    count = k.get(s.ONE, 0)
    if k != s.constant(count) or a.m != a.n:
        raise NotShown("a power of a matrix that no earlier line established")
    return reduce(lambda x, y: mul(ring, x, y), [a] * WHOLE.index(count), scaled(a.m, a.m, 1))  # type: ignore[arg-type]


def wave(ring: Ring, a: Mat, sign: int, scale: Scalar) -> Mat:
    """The number scale (e^(ia) + sign e^(-ia)) / 2."""
    up, down = (s.normal(ring, {}, s.total([s.mul(ring, s.atom("i"), a.one())], k), ()) for k in (1, -1))
    return Mat([[s.mul(ring, scale, s.total([up, s.total([down], sign)], Fraction(1, 2)))]])


def beside(*a: Mat) -> Mat:
    """The matrices side by side; their numbers of columns are known, the number of rows may be a letter."""
    (m,) = {b.m for b in a}
    return Mat([list(chain(*p)) for p in zip(*(b.rows for b in a), strict=True)], m, sum(b.n for b in a))  # type: ignore[misc]


def diagonal(*a: Mat) -> Mat:
    """The block-diagonal matrix; all sizes are known."""
    width: list[Any] = [b.n for b in a]
    rows: Rows = [[{}] * sum(width[:k]) + row + [{}] * sum(width[k + 1:]) for k, b in enumerate(a) for row in b.rows]
    return Mat(rows, sum(b.m for b in a), sum(width))  # type: ignore[misc]


def sized(a: Mat) -> Rows:
    """The entries of a matrix whose sizes are known: a block of letters has no entries to speak of."""
    if isinstance(a.m, str) or isinstance(a.n, str):
        raise NotShown("an entry of a matrix of unknown size")
    return a.rows


def determinant(ring: Ring, a: Mat) -> Mat:
    """The determinant of a, for a square matrix whose size is known."""
    if a.m != a.n:
        raise ValueError("the determinant of something that is not square")
    return Mat([[s.leverrier(ring, sized(a))[0]]])


def binomial(ring: Ring, a: Mat, k: Mat) -> Mat:
    """The product a (a-1) .. (a-k+1) / k! for a whole number k >= 0."""
    count = WHOLE.index(k.one().get(s.ONE, 0))  # type: ignore[arg-type]
    factors = [s.total([a.one(), s.constant(-i)], Fraction(1, i + 1)) for i in range(count)]
    return Mat([[reduce(lambda x, y: s.mul(ring, x, y), factors, s.constant(1))]])


def root_sum(env: Env, a: str, x: Any) -> Mat:
    """The sum of x over all roots of the polynomial declared for a, with multiplicity."""
    bound = s.atom("root", a + "'")
    return value(env, x).each(lambda y: s.mul(env.ring, s.atom("sum", a), s.substitute(env.ring, y, ("root", a), bound)))


def call(env: Env, f: str, x: Any) -> Mat:
    """f(x) for a name that was bound as a function of a variable."""
    at = value(env, x).one()
    return env.names[f].each(lambda y: s.substitute(env.ring, y, env.functions[f], at))


def table(rows: Rows) -> Mat:
    """The matrix with these rows."""
    (n,) = {len(row) for row in rows}
    return Mat(rows, len(rows), n)


LEAVES: dict[str, Callable[..., Mat]] = {
    "num": lambda _, q: Mat([[s.constant(number(q))]]),
    "sqrt": lambda _, q: Mat([[s.atom("sqrt", int(q) if number(q) > 0 else q[:0].index("positive"))]]),
    "var": lambda _, v: Mat([[s.atom("var", plain(v))]]),
    "i": lambda _: Mat([[s.atom("i")]]),
    "root": lambda env, a: Mat([[s.atom("root", a)]] if env.ring.roots[a] else []),
    "name": lambda env, n: env.names[n],
    "eye": lambda _, n: scaled(n, n, 1),
    "zero": lambda _, m, n: scaled(m, n, 0),
    "iverson": lambda env, v, j: Mat([[s.iverson(env.ring, s.atom("var", plain(v)), read.integer(j, 0, LIMIT))]]),
    "mat": lambda env, rows: table([[value(env, x).one() for x in row] for row in rows]),
    "entry": lambda env, x, i, j: Mat([[sized(value(env, x))[read.integer(i, 1) - 1][read.integer(j, 1) - 1]]]),
    "D": lambda env, x: value(env, x).each(lambda y: s.derivative(env.ring, y, ("var", "t"))),
    "rootsum": root_sum,
    "call": call,
}
OPERATIONS: dict[str, Callable[..., Mat]] = {
    "add": lambda _, *a: reduce(add, a),
    "mul": lambda ring, *a: reduce(lambda x, y: mul(ring, x, y), a),
    "neg": lambda _, a: a.each(lambda x: s.total([x], -1)),
    "T": lambda _, a: transpose(a),
    "pow": lambda ring, a, k: power(ring, a, k.one()),
    "frac": lambda ring, a, b: a.each(lambda x: s.mul(ring, x, s.inverse(ring, b.one()))),
    "inv": lambda ring, b: Mat([[s.inverse(ring, b.one())]]),
    "exp": lambda ring, a: Mat([[s.normal(ring, {}, a.one(), ())]]),
    "cos": lambda ring, a: wave(ring, a, 1, s.constant(1)),
    "sin": lambda ring, a: wave(ring, a, -1, s.total([s.atom("i")], -1)),
    "binom": binomial,
    "det": determinant,
    "hcat": lambda _, *a: beside(*a),
    "tuple": lambda _, *a: beside(*a),
    "diag": lambda _, *a: diagonal(*a),
}


def value(env: Env, e: Any) -> Mat:
    """The value of the tree [operation, *arguments]: what an earlier line established, or the operation carried out."""
    known = env.known.get(json.dumps(e))
    if known is not None:
        return known
    op, *args = e
    if op in LEAVES:
        return LEAVES[op](env, *args)
    return OPERATIONS[op](env.ring, *(value(env, x) for x in args))
