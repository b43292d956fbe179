"""Replays a worked solution: evaluates the very trees that the page prints, and checks each fact in order.

A derivation is {"format": "eigenproof-derivation", "version": 1, "roots": {a: monic polynomial, low to high}, "nonzero":
[variables], "letters": {S: [rows, cols]}, "laws": [relations], "given": {A: tree}, "steps": [fact, ..], "answer":
[fact, ..]}. Names are bound once, in order; the answer is replayed last, in the same environment. A fact is one of
- {"sides": [..], "ops": ["=", "≠", "≥", ">", "≤", "<"], "let": name, "of": variable}: a chain of relations; `let` binds
  its first side, a name, to the second; `of` makes it a function. {"rank": M, "is": r, "rows", "cols", "kernel", "free"}:
  an r x r minor of M is a unit, and the kernel columns are sent to 0 and have a unit minor in the rows `free`.
- {"means": target, "x": tree}: x is e^(tA), because X' = A X, X(0) = I (linear equations have one solution); or A^n,
  because S(0) = I, S(n+1) = A S(n) (induction); or M^-1, because M X = X M = I; or |A|_F, because x >= 0 and
  x^2 = sum of squares; or |A|_2, because x >= 0 and x^2 I - A^T A = L D L^T with D >= 0 sends v != 0 to 0 (needs "L",
  "D", "v"). The laws are rebuilt here from the target.
- {"all": [..]}; {"cited": axiom, "instance": [relations]}; {"said": a weak verdict word, "by": reason}: binds nothing.
"""
from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain, pairwise
from typing import Any

from verify.kernel import terms as s
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.terms import LIMIT, NotShown, Ring, Rows, Scalar

ORDER = ("PROVED", "EXACT", "TESTED", "AGREES", "ASSUMES", "SOURCED", "NOT CHECKABLE")
SIGNS = {"=": (0,), ">": (1,), "<": (-1,), "≥": (0, 1), "≤": (-1, 0)}


@dataclass(frozen=True)
class Mat:
    """A matrix of scalars; a size may be a letter, and is then stored as 1, because its blocks are letters too."""

    rows: Rows
    m: int | str = 1
    n: int | str = 1

    def one(self) -> Scalar:
        """The entry of a 1 x 1 matrix, which must be free of letters: products that come out 1 x 1 are scalars."""
        if (self.m, self.n) != (1, 1) or any(word for _, _, word in self.rows[0][0]):
            raise NotShown("a number is needed here")
        return self.rows[0][0]

    def each(self, f: Callable[[Scalar], Scalar]) -> Mat:
        """The matrix of f(entry)."""
        return Mat([[f(x) for x in row] for row in self.rows], self.m, self.n)


@dataclass(frozen=True)
class Env:
    """Everything earlier lines have bound; `known` holds the targets they established, as JSON text."""

    ring: Ring
    names: dict[str, Mat] = field(default_factory=dict)
    functions: dict[str, s.Gen] = field(default_factory=dict)
    known: dict[str, Mat] = field(default_factory=dict)


def scaled(m: Any, n: Any, c: int) -> Mat:
    """The m x n matrix with c on its diagonal."""
    if not all(isinstance(k, str) or (type(k) is int and 0 <= k <= LIMIT) for k in (m, n)):
        raise Malformed("a size is a small whole number or a letter")
    a, b = (1 if isinstance(k, str) else k for k in (m, n))
    return Mat([[s.constant(c * (i == j)) for j in range(b)] for i in range(a)], m, n)


def add(a: Mat, b: Mat, scale: int = 1) -> Mat:
    """A + scale b."""
    if (a.m, a.n) != (b.m, b.n):
        raise Malformed(f"a sum or an equation of shapes {a.m} x {a.n} and {b.m} x {b.n}")
    return Mat([[s.total([x, s.total([y], scale)]) for x, y in zip(*pair)] for pair in zip(a.rows, b.rows)], a.m, a.n)


def mul(ring: Ring, a: Mat, b: Mat) -> Mat:
    """A b, where a 1 x 1 matrix counts as a number if the shapes do not fit."""
    if a.n != b.m:
        c, M = (a.one(), b) if (a.m, a.n) == (1, 1) else (b.one(), a)
        return M.each(lambda x: s.mul(ring, c, x))
    rows = [[s.total(s.mul(ring, x, row[j]) for x, row in zip(p, b.rows)) for j in range(len(scaled(b.n, 0, 0).rows))] for p in a.rows]
    return Mat(rows, a.m, b.n)


def transpose(a: Mat) -> Mat:
    """The transpose; words are read backwards."""
    a = a.each(lambda x: {(m, z, tuple((n, not t) for n, t in w[::-1])): c for (m, z, w), c in x.items()})
    return Mat([[row[j] for row in a.rows] for j in range(len(scaled(a.n, 0, 0).rows))], a.n, a.m)


def number(text: Any) -> Fraction:
    """The rational number p/q."""
    if not re.fullmatch(r"-?\d{1,4000}(/\d{1,4000})?", text):
        raise Malformed("expected a rational number p/q")
    return Fraction(text)


def value(env: Env, e: Any) -> Mat:
    """The value of a tree."""
    ring = env.ring
    if (known := env.known.get(json.dumps(e))) is not None:
        return known
    match e:
        case ["num", q]:
            return Mat([[s.constant(number(q))]])
        case ["sqrt", q] if number(q) > 0 and number(q).denominator == 1:
            return Mat([[s.atom("sqrt", int(number(q)))]])
        case ["var", str(v)]:
            return Mat([[s.atom("var", v)]])
        case ["i"]:
            return Mat([[s.atom("i")]])
        case ["root", str(a)] if a in ring.roots:
            return Mat([[s.atom("root", a)]])
        case ["name", n] if n in env.names:
            return env.names[n]
        case ["eye", n]:
            return scaled(n, n, 1)
        case ["zero", m, n]:
            return scaled(m, n, 0)
        case ["iverson", str(v), int(j)]:
            return Mat([[s.iverson(s.atom("var", v), j)]])
        case ["mat", rows]:
            if len({len(row) for row in rows}) != 1:
                raise Malformed("a matrix has rows of one length")
            return Mat([[value(env, x).one() for x in row] for row in rows], len(rows), len(rows[0]))
        case ["call", f, x]:
            at = value(env, x).one()
            return env.names[f].each(lambda y: s.substitute(ring, y, env.functions[f], at))
        case ["rootsum", a, x]:
            bound = s.atom("root", a + "'")
            return value(env, x).each(lambda y: s.mul(ring, s.atom("sum", a), s.substitute(ring, y, ("root", a), bound)))
        case ["entry", x, i, j] if i > 0 < j:
            return Mat([[value(env, x).rows[i - 1][j - 1]]])
        case ["D", x]:
            return value(env, x).each(lambda y: s.derivative(ring, y, ("var", "t")))
        case [op, *args]:
            return apply(ring, op, [value(env, x) for x in args])
    raise Malformed(f"not an expression, or not known here: {e!r:.200}")


def apply(ring: Ring, op: str, args: list[Mat]) -> Mat:
    """The value of an operation on matrices."""
    match op, args:
        case "add", [a, *rest]:
            for b in rest:
                a = add(a, b)
            return a
        case "mul", [a, *rest]:
            for b in rest:
                a = mul(ring, a, b)
            return a
        case "neg", [a]:
            return a.each(lambda x: s.total([x], -1))
        case "T", [a]:
            return transpose(a)
        case "pow", [a, k] if (a.m, a.n) == (1, 1):
            return Mat([[s.power(ring, a.one(), k.one())]])
        case "pow", [a, k]:
            n = k.one().get(s.ONE, Fraction(0))
            if k.one() != s.constant(n) or n not in range(LIMIT):
                raise NotShown("a power of a matrix that no earlier line established")
            return apply(ring, "mul", [scaled(a.m, a.m, 1), *[a] * int(n)])
        case ("frac" | "inv"), [*a, b]:
            c = s.inverse(ring, b.one())
            return (a[0] if a else scaled(1, 1, 1)).each(lambda x: s.mul(ring, x, c))
        case "exp", [a]:
            return Mat([[s.normal(ring, {}, a.one(), ())]])
        case ("cos" | "sin"), [a]:
            i = s.atom("i")
            up, down = (s.normal(ring, {}, s.total([s.mul(ring, i, a.one())], k), ()) for k in (1, -1))
            wave = [up, down] if op == "cos" else [s.mul(ring, s.total([up, s.total([down], -1)]), s.total([i], -1))]
            return Mat([[s.total(wave, Fraction(1, 2))]])
        case ("det" | "adj"), [a] if a.m == a.n == len(a.rows):
            d, adjugate = s.leverrier(ring, a.rows)
            return Mat([[d]]) if op == "det" else Mat(adjugate, a.m, a.n)
        case "binom", [a, k] if (j := k.one().get(s.ONE, Fraction(0))) in range(LIMIT):
            terms = [Mat([[s.total([a.one(), s.constant(-i)], Fraction(1, i + 1))]]) for i in range(int(j))]
            return apply(ring, "mul", [scaled(1, 1, 1), *terms])
        case ("hcat" | "tuple"), [a, *_] if all(b.m == a.m and isinstance(b.n, int) for b in args):
            return Mat([list(chain(*row)) for row in zip(*(b.rows for b in args))], a.m, sum(len(b.rows[0]) for b in args))
        case "diag", _ if all(isinstance(k, int) for b in args for k in (b.m, b.n)):
            width = [len(b.rows[0]) for b in args]
            rows = [[{}] * sum(width[:k]) + row + [{}] * sum(width[k + 1:]) for k, b in enumerate(args) for row in b.rows]
            return Mat(rows, len(rows), sum(width))
    raise NotShown(f"{op} of this, which no earlier line established")


def same(env: Env, step: str, left: Mat, right: Mat) -> None:
    """Two matrices are equal, or Rejected with the first place where they differ."""
    for i, row in enumerate(add(left, right, -1).rows):
        for j, x in enumerate(row):
            if x:
                raise Rejected(step, i, j, right.rows[i][j], left.rows[i][j])


def unit(env: Env, x: Scalar) -> bool:
    """Whether x is seen to be nonzero: at every root, for all values of the variables."""
    try:
        return bool(s.inverse(env.ring, x))
    except NotShown:
        return False


def relation(env: Env, step: str, fact: dict[str, Any]) -> str:
    """A chain of relations; `let` binds its first side to the second."""
    sides, ops, let = fact["sides"], fact["ops"], fact.get("let")
    if let is not None:
        if sides[0] != ["name", let] or ops[0] != "=" or let in env.names:
            raise Malformed(f"{step}: a definition binds a new name on its left")
        env.names[let] = value(env, sides[1])
        if "of" in fact:
            env.functions[let] = ("var", fact["of"])
    if len(sides) != len(ops) + 1 or len(sides) < 2:
        raise Malformed(f"{step}: a relation has two sides or more")
    values = [value(env, x) for x in sides]
    for (left, right), op in zip(pairwise(values), ops):
        difference = add(left, right, -1)
        if op == "=":
            same(env, step, left, right)
        elif op == "≠" and not any(unit(env, x) for row in difference.rows for x in row):
            raise Rejected(step, None, None, "a difference that is nonzero", "none that can be shown")
        elif op != "≠" and s.sign(env.ring, difference.one()) not in SIGNS[op]:
            raise Rejected(step, None, None, f"left {op} right", "it is not")
    letters = any(isinstance(k, str) for v in values for k in (v.m, v.n)) or any(
        word for v in values for row in v.rows for x in row for _, _, word in x)
    return "PROVED" if letters else "EXACT"


def minor(env: Env, step: str, M: Mat, rows: list[int], cols: list[int]) -> None:
    """The minor of M in these rows and columns is a unit."""
    if not unit(env, s.leverrier(env.ring, [[M.rows[i][j] for j in cols] for i in rows])[0]):
        raise Rejected(step, None, None, "a minor that is nonzero", "none that can be shown")


def rank(env: Env, step: str, fact: dict[str, Any]) -> str:
    """The rank of M is r: a unit minor, and n - r independent columns that M sends to 0."""
    M, r = value(env, fact["rank"]), fact["is"]
    n = len(M.rows[0])
    if not len(fact["rows"]) == len(fact["cols"]) == r or (fact["kernel"] is None) != (r == n):
        raise Malformed(f"{step}: rank {r} of {n} columns needs an {r} x {r} minor and {n - r} kernel columns")
    minor(env, step, M, fact["rows"], fact["cols"])
    if r < n:
        K = value(env, fact["kernel"])
        same(env, step, mul(env.ring, M, K), scaled(M.m, n - r, 0))
        minor(env, step, K, fact["free"], list(range(n - r)))
    env.known[json.dumps(["rank", fact["rank"]])] = scaled(1, 1, 1).each(lambda _: s.constant(r))
    return "EXACT"


def means(env: Env, step: str, fact: dict[str, Any]) -> str:
    """X is the target, by the laws that determine it."""
    ring, X = env.ring, value(env, fact["x"])

    def put(M: Mat, v: s.Gen, x: Scalar) -> Mat:
        return M.each(lambda y: s.substitute(ring, y, v, x))

    def rate(M: Mat) -> Mat:
        return M.each(lambda y: s.derivative(ring, y, t))

    t, word = ("var", "t"), "PROVED"
    match fact["means"]:
        case ["exp", arg]:
            at = value(env, arg)
            A = rate(at)
            same(env, step, at, A.each(lambda y: s.mul(ring, y, s.atom(*t))))
            same(env, step, rate(A), add(A, A, -1))
            same(env, step, rate(X), mul(ring, A, X))
            same(env, step, put(X, t, {}), scaled(A.m, A.m, 1))
        case ["pow", base, ["var", v]]:
            A, n = value(env, base), ("var", v)
            same(env, step, put(A, n, {}), A)
            same(env, step, put(X, n, {}), scaled(A.m, A.m, 1))
            same(env, step, put(X, n, s.total([s.atom(*n), s.constant(1)])), mul(ring, A, X))
        case ["inv", base]:
            A, word = value(env, base), "PROVED" if isinstance(X.m, str) else "EXACT"
            same(env, step, mul(ring, A, X), scaled(A.m, A.m, 1))
            same(env, step, mul(ring, X, A), scaled(A.m, A.m, 1))
        case ["norm", base, which]:
            A, word = value(env, base), "EXACT"
            square = Mat([[s.mul(ring, X.one(), X.one())]])
            gram = mul(ring, transpose(A), A)
            if s.sign(ring, X.one()) < 0:
                raise Rejected(step, None, None, "a norm >= 0", "a negative number")
            if which == "F":
                same(env, step, square, Mat([[s.total(row[i] for i, row in enumerate(gram.rows))]]))
            else:
                L, D, v = (value(env, fact[k]) for k in ("L", "D", "v"))
                rest = add(mul(ring, scaled(A.n, A.n, 1), square), gram, -1)
                same(env, step, rest, mul(ring, mul(ring, L, D), transpose(L)))
                same(env, step, mul(ring, rest, v), scaled(A.n, 1, 0))
                if not any(unit(env, y) for row in v.rows for y in row) or any(
                        (x if i != j else s.sign(ring, x) < 0) for i, row in enumerate(D.rows) for j, x in enumerate(row)):
                    raise Rejected(step, None, None, "D >= 0 diagonal and v nonzero", "something else")
        case _:
            raise Malformed(f"{step}: no law is known for this target")
    env.known[json.dumps(fact["means"])] = X
    return word


def check(env: Env, step: str, fact: dict[str, Any]) -> str:
    """The verdict word of one fact, or Rejected."""
    match fact:
        case {"all": facts}:
            words = [(check(env, step, f), "let" in f and len(f["sides"]) == 2) for f in facts]
            told = [w for w, definition in words if not definition] or ["EXACT"]  # a definition claims nothing
            return max(told, key=lambda w: ORDER.index(w.split("(")[0]))
        case {"cited": name, "instance": facts}:
            for f in facts:
                relation(env, step, f)
            return f"ASSUMES({name})"
        case {"said": word, "by": reason} if word in ORDER[2:]:
            return f"{word}({reason})"
        case {"sides": _}:
            return relation(env, step, fact)
        case {"rank": _}:
            return rank(env, step, fact)
        case {"means": _}:
            return means(env, step, fact)
    raise Malformed(f"{step}: not a fact")


def law(env: Env, left: Mat, right: Mat) -> None:
    """Declare word = right for a product of letters, and its transpose; every word on the right must be shorter."""
    ((key, c),) = add(left, add(right, right, -1)).rows[0][0].items()
    if c != 1 or key[:2] != ((), ()) or any(len(w) >= len(key[2]) for _, _, w in right.rows[0][0]):
        raise Malformed("a law replaces one product of letters by shorter ones")
    env.ring.laws.append((key[2], right.rows[0][0]))


def check_derivation(data: dict[str, Any]) -> tuple[str, ...]:
    """Check a derivation; return the verdict words of its steps, then of its answer.

    Raises:
        Rejected: a line is not shown; the step, row, column, expected and found values are named.
        Malformed: the data are not a derivation of this format.
    """
    where = "header"
    try:
        if (data["format"], data["version"]) != ("eigenproof-derivation", 1):
            raise Malformed("expected an eigenproof-derivation, version 1")
        polynomials = {a: [number(c) for c in f] for a, f in data.get("roots", {}).items()}
        if any(f[-1] != 1 or len(f) < 2 or not a.isalnum() for a, f in polynomials.items()):
            raise Malformed("a root needs a monic polynomial of degree >= 1")
        ring = Ring({a: f[:-1] for a, f in polynomials.items()}, frozenset(data.get("nonzero", [])))
        env = Env(ring)
        for name, (m, n) in data.get("letters", {}).items():
            env.names[name] = Mat([[{((), (), ((name, False),)): Fraction(1)}]], m, n)
        for rel in data.get("laws", []):
            left, right = (value(env, x) for x in rel["sides"])
            law(env, left, right)
            law(env, transpose(left), transpose(right))
        for name, tree in data["given"].items():
            env.names[name] = value(env, tree)
        words = []
        for part in ("steps", "answer"):
            for k, fact in enumerate(data[part], 1):
                where = f"{part} {k}"
                words.append(check(env, where, fact))
        return tuple(words)
    except NotShown as e:
        raise Rejected(where, None, None, "a line that can be checked", str(e)) from e
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as e:
        raise Malformed(f"{where}: {type(e).__name__}: {e}"[:300]) from e
