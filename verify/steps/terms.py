"""Scalars of a worked solution: finite sums  c * e^z * (atoms) * (word), added, multiplied, compared.

A scalar is a dict from keys to nonzero rational numbers; the empty dict is zero. A key is (atoms, z, word):
- atoms: a sorted tuple of (generator, exponent). Generators: ("var", x) a free variable; ("root", a) any root of the
  monic polynomial declared for a; ("sqrt", d) the positive root of the number d; ("i",); ("log", b) in z only, so that
  e^(n log b) is b^n; ("iv", ("var", n), j) for [n = j], n = 0, 1, ..; ("sum", a): add up over all roots a' of a's f,
  where ("root", a') in the same term is bound by it, unless a sum inside the term binds it again.
- z: a frozen scalar, the exponent of e. word: a tuple of letters (name, transposed): matrices that need not commute.

Soundness: every rewriting below is an identity that holds for every root of the declared polynomials, every value of
the variables (whole n >= 0 in exponents; nonzero where declared) and all matrices that satisfy the declared laws. So two
equal dicts are equal for all of these; the converse is not claimed. "Nonzero" is shown by an inverse, at every root.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

from verify.kernel.errors import Malformed

Gen = tuple[Any, ...]
Number: TypeAlias = int | Fraction  # a whole number is always an int: one number has one form
Scalar = dict[Any, Number]
Rows = list[list[Scalar]]
ONE = ((), (), ())
LIMIT = 1000  # exponents beyond this are refused: a misprint must not ask for endless work
BUDGET = 1_000_000  # for one derivation: the parts of all terms that products pass through, see `weight`


class NotShown(ArithmeticError):  # noqa: N818 -- the kernel's word: true or not, the line is rejected
    """The checker cannot show what a line claims."""


@dataclass(frozen=True)
class Ring:
    """What was declared: low coefficients of the roots' polynomials, nonzero variables, laws word -> shorter words.

    And what was used: the variables that are whole numbers >= 0, because 0^n was read, and the work done.
    """

    roots: dict[str, list[Number]] = field(default_factory=dict)
    nonzero: frozenset[Gen] = frozenset()
    laws: list[tuple[Gen, Scalar]] = field(default_factory=list)
    whole: set[Gen] = field(default_factory=set)
    spent: list[int] = field(default_factory=lambda: [0])

    def spend(self, work: int) -> None:
        """Count the work, or refuse to go on."""
        self.spent[0] += work
        if self.spent[0] > BUDGET:
            raise Malformed("a computation larger than the checker's budget")

    def low(self, g: Gen) -> list[Number]:
        """The c_0 .. c_(d-1) with g^d + c_(d-1) g^(d-1) + .. + c_0 = 0; empty for a generator without a relation."""
        square = {"sqrt": -1, "i": 1}.get(g[0])
        return self.roots[g[1].rstrip("'")] if g[0] == "root" else [] if square is None else [
            square * (g[1] if g[1:] else 1), 0]


def constant(c: Number) -> Scalar:
    """The rational number c."""
    return {ONE: whole(c)} if c else {}


def whole(c: Number) -> Number:
    """The same number, a whole one as an int, which adds and multiplies many times as fast: one number has one form."""
    return c if type(c) is int else c.numerator if c.denominator == 1 else c


def atom(*gen: Any) -> Scalar:
    """One generator."""
    return {(((gen, 1),), (), ()): 1}


def total(parts: Iterable[Scalar], scale: Number = 1) -> Scalar:
    """The sum of the parts, times scale."""
    out: Scalar = {}
    for part in parts:
        for key, x in part.items():
            c = x if scale == 1 else scale * x
            out[key] = out[key] + c if key in out else c
    return {key: c if type(c) is int else whole(c) for key, c in out.items() if c}


def occurs(g: Gen, x: Any) -> bool:
    """Whether the generator g is a part of x, at any depth."""
    return x == g or (isinstance(x, (tuple, list, dict)) and any(occurs(g, y) for y in (x.items() if isinstance(x, dict) else x)))


def weight(x: Any) -> int:
    """The number of parts of x, at any depth, where 64 bits of a number count as one."""
    if isinstance(x, (tuple, dict)):
        return sum(map(weight, x.items() if isinstance(x, dict) else x))
    return 1 if isinstance(x, str) else 1 + (x.numerator.bit_length() + x.denominator.bit_length()) // 64


def freeze(a: dict[Any, Any]) -> Gen:
    """The items of a as a sorted tuple: equal for equal dicts."""
    return tuple(sorted(a.items(), key=repr))


def show(a: Scalar) -> str:
    """The scalar as text, for messages."""
    return " + ".join(f"{c} {' '.join(map(str, (m, z, w)))}" if (m, z, w) != ONE else str(c) for (m, z, w), c in a.items()) or "0"


def normal(ring: Ring, atoms: dict[Gen, int], z: Scalar, word: Gen, c: Number = 1) -> Scalar:
    """The scalar c * e^z * atoms * word with the relations of the generators used up."""
    ring.spend(weight((atoms, z, word, c)))
    for g, k in atoms.items():
        rest, low = {h: j for h, j in atoms.items() if h != g}, ring.low(g)
        if low and k >= len(low):  # g^d = -(c_0 + c_1 g + ..)
            return total(normal(ring, {**rest, g: k - len(low) + j}, z, word, -c * x) for j, x in enumerate(low) if x)
        if g[0] == "iv" and (k > 1 or occurs(g[1], (rest, z))):  # [n = j] p(n) = [n = j] p(j)
            there = substitute(ring, {(freeze(rest), freeze(z), word): whole(c)}, g[1], constant(g[2]))
            return {(freeze({**dict(m), g: 1}), e, w): x for (m, e, w), x in there.items()}
        if g[0] == "sum" and k > 1:
            raise NotShown("a product of two sums over the same roots")
        if g[0] == "sum":  # the sum of p(a) is the trace of p(a)
            a = ("root", g[1] + "'")
            j = rest.pop(a, 0)
            if not occurs(a, (rest, z)):
                table = regular(ring, normal(ring, {a: j}, {}, ()), a)
                return mul(ring, total(table[i][i] for i in range(len(table))), normal(ring, rest, z, word, c))
    for key, x in z.items():
        if key[1:] == ((), ()) and [(g[0], j) for g, j in key[0]] == [("log", 1)] and x.denominator == 1:  # e^(x log b) = b^x
            left = {(freeze(atoms), freeze({h: y for h, y in z.items() if h != key}), word): whole(c)}
            return mul(ring, power(ring, dict(key[0][0][0][1]), constant(x)), left)
    for i in range(len(word)):
        for pattern, value in ring.laws:
            if word[i:i + len(pattern)] == pattern:
                head = mul(ring, {(freeze(atoms), freeze(z), word[:i]): whole(c)}, value)
                return mul(ring, head, {((), (), word[i + len(pattern):]): 1})
    return {(freeze({g: k for g, k in atoms.items() if k}), freeze(z), word): whole(c)}


def mul(ring: Ring, a: Scalar, b: Scalar) -> Scalar:
    """The product a * b."""
    parts = []
    ring.spend(1)
    if a.keys() == b.keys() == {ONE}:  # two numbers
        c = whole(a[ONE] * b[ONE])
        ring.spend(weight(c))
        return {ONE: c}
    for (m1, z1, w1), c1 in a.items():
        for (m2, z2, w2), c2 in b.items():
            atoms = dict(m1)
            for g, k in m2:
                atoms[g] = atoms.get(g, 0) + k
            z = total([dict(z1), dict(z2)]) if z1 and z2 else dict(z1 or z2)
            parts.append(normal(ring, atoms, z, w1 + w2, c1 * c2))
    return total(parts)


def log(ring: Ring, b: Scalar) -> Scalar:
    """The logarithm of b, for b with an inverse."""
    inverse(ring, b)
    return atom("log", freeze(b)) if b != constant(1) else {}


def power(ring: Ring, b: Scalar, n: Scalar) -> Scalar:
    """b^n for n = k + variables: b needs an inverse unless n is a number k >= 0; and 0^n = [n = 0]."""
    k: Number = n.get(ONE, 0)
    rest = {key: c for key, c in n.items() if key != ONE}
    if rest and not b and k >= 0:
        return iverson(ring, n, 0)
    if k.denominator != 1 or not -LIMIT <= k <= LIMIT:
        raise NotShown("an exponent that is too large or not whole")
    out, factor = constant(1), b if k >= 0 else inverse(ring, b)
    for _ in range(abs(int(k))):
        out = mul(ring, out, factor)
    return mul(ring, out, normal(ring, {}, mul(ring, rest, log(ring, b)), ())) if rest else out


def iverson(ring: Ring, n: Scalar, j: int) -> Scalar:
    """[n = j] for n a whole number >= 0, or a variable plus one; from now on the variable is a whole number >= 0."""
    k, rest = n.get(ONE, 0), {key: c for key, c in n.items() if key != ONE}
    if k < 0 or k.denominator > 1:
        raise NotShown("[n = j] for n that is not a whole number >= 0")
    for (atoms, z, word), c in rest.items():
        if len(rest) > 1 or z or word or c != 1 or [(g[0], e) for g, e in atoms] != [("var", 1)]:
            raise NotShown("[n = j] for n that is not a variable plus a whole number")
        ring.whole.add(atoms[0][0])
        return atom("iv", atoms[0][0], int(j - k)) if j >= k else {}
    return constant(int(k == j))


def regular(ring: Ring, a: Scalar, g: Gen) -> Rows:
    """The matrix of x -> a x in the basis 1, g, .., g^(d-1)."""
    d = len(ring.low(g))
    columns = [mul(ring, a, normal(ring, {g: j}, {}, ())) for j in range(d)]

    def part(x: Scalar, i: int) -> Scalar:
        return {(tuple(p for p in m if p[0] != g), z, w): c for (m, z, w), c in x.items() if dict(m).get(g, 0) == i}

    return [[part(x, i) for x in columns] for i in range(d)]


def leverrier(ring: Ring, A: Sequence[Sequence[Scalar]]) -> tuple[Scalar, Rows]:
    """The determinant and the adjugate of A by the recursion of Faddeev and LeVerrier, which divides by 1, .., n only."""
    n, c = len(A), constant(1)
    M: Rows = [[{} for _ in A] for _ in A]
    adjugate = M
    for k in range(1, n + 1):
        adjugate = [[total([x, c]) if i == j else x for j, x in enumerate(row)] for i, row in enumerate(M)]
        M = [[total(mul(ring, x, adjugate[j][i]) for j, x in enumerate(row)) for i in range(n)] for row in A]
        c = total((M[i][i] for i in range(n)), Fraction(-1, k))
    return total([c], (-1) ** n), [[total([x], (-1) ** (n + 1)) for x in row] for row in adjugate]


def inverse(ring: Ring, a: Scalar) -> Scalar:
    """1/a: one generator after the other by the adjugate of `regular`; what is left must be a single unit."""
    g = next((g for m, _, _ in a for g, _ in m if g[0] == "sum" or ring.low(g)), None)
    if g is not None and g[0] != "sum":
        d, adjugate = leverrier(ring, regular(ring, a, g))
        column = total(mul(ring, row[0], normal(ring, {g: i}, {}, ())) for i, row in enumerate(adjugate))
        return mul(ring, inverse(ring, d), column)
    for (m, z, word), c in a.items():
        if len(a) == 1 and not word and all(h in ring.nonzero for h, _ in m):
            return {(tuple((h, -k) for h, k in m), freeze(total([dict(z)], -1)), ()): whole(Fraction(1) / c)}
    raise NotShown("nothing shows that this is nonzero")


def sign(ring: Ring, a: Scalar) -> int:
    """The sign of a real combination of square roots: p + q sqrt(d) has that of p, or of q, or of p^2 - d q^2."""
    g = next((g for m, _, _ in a for g, _ in m if g[0] == "sqrt"), None)
    if g is None:
        if set(a) - {ONE}:
            raise NotShown("the sign of something that is not a number made of square roots")
        return (a.get(ONE, 0) > 0) - (a.get(ONE, 0) < 0)
    p, q = (row[0] for row in regular(ring, a, g))
    first, second = sign(ring, p), sign(ring, q)
    square = total([mul(ring, p, p), total([mul(ring, q, q)], -g[1])])
    return first * sign(ring, square) if first * second < 0 else first or second


def substitute(ring: Ring, s: Scalar, g: Gen, value: Scalar) -> Scalar:
    """The scalar s with the generator g replaced by value, which keeps to what is known of g, and captures no root."""
    parts = []
    if occurs(g, ring.laws):
        raise NotShown("a law speaks of this variable")
    if any(occurs(a, s) and occurs(a, value) for a in (("root", name + "'") for name in ring.roots)):
        raise NotShown("a sum over roots inside another sum over the same roots")
    if g in ring.nonzero:
        inverse(ring, value)
    if g in ring.whole:
        iverson(ring, value, 0)
    for (m, z, word), c in s.items():
        term = normal(ring, {}, substitute(ring, dict(z), g, value), word, c)
        for h, k in sorted(m, key=lambda p: p[0][0] == "sum"):  # a sum over roots is taken last
            factor: Scalar = {(((h, k),), (), ()): 1}
            if h == g:
                factor = power(ring, value, constant(k))
            elif h[0] == "log" and occurs(g, h):
                factor = log(ring, substitute(ring, dict(h[1]), g, value))
            elif h[0] == "iv" and h[1] == g:
                factor = iverson(ring, value, h[2])
            term = mul(ring, factor, term)
        parts.append(term)
    return total(parts)


def derivative(ring: Ring, s: Scalar, v: Gen) -> Scalar:
    """The derivative ds/dv."""
    parts = []
    if v in ring.whole or occurs(v, ring.laws):
        raise NotShown("this variable does not move freely: it is a whole number, or a law speaks of it")
    for (m, z, word), c in s.items():
        parts.append(mul(ring, derivative(ring, dict(z), v), {(m, z, word): c}))
        for g, k in m:
            if g == v:
                parts.append(normal(ring, {**dict(m), g: k - 1}, dict(z), word, c * k))
            elif occurs(v, g):
                raise NotShown("the derivative of a power with a variable base, or of a sequence")
    return total(parts)
