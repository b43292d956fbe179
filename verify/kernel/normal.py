"""The normal form of scalar and matrix terms: the only mathematics in the kernel's code.

The laws built in: those of a commutative ring and of associative typed words, scalars commute with matrices,
(M N)^T = N^T M^T, a sum is linear and factors without its variable leave it, entry and trace are linear,
ent(M, i, j) = ent(M^T, j, i), tr(M N) = tr(N M), #(a + b) = #a + #b. inv is never cancelled, no sum or product is
evaluated, no hypothesis is used.

Bound variables: the body is normalised under the name @d, d the number of variables open around it, which then becomes
%h, h the height of binders below it.
"""
from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from verify.kernel.atoms import ONE, Poly, Type, add, atom, bind, constant, flipped, frozen, made, names, product, word
from verify.kernel.errors import Malformed
from verify.kernel.indices import Linear, instantiated, linear, plus, variable

Scope = dict[str, Any]
Normal = tuple[Type, Poly]
OPEN: list[str] = []  # the names of the bound variables whose bodies are being normalised: @0, @1, ..


class Known(NamedTuple):
    """A term by its normal form."""

    kind: Type
    terms: Poly


def normal(t: Any, scope: Scope) -> Normal:
    """The type and the normal form of a term."""
    if type(t) is int:
        return None, constant(t)
    if type(t) is Known:
        return t
    op = t[0] if type(t) is tuple and t and type(t[0]) is str else None
    if op not in TERMS:
        raise Malformed(f"not a scalar or matrix term: {t!r:.80}")
    found: Normal = TERMS[op](scope, *t[1:])
    return found


def scalar(t: Any, scope: Scope) -> Poly:
    """The normal form of a scalar term."""
    kind, p = normal(t, scope)
    if kind is not None:
        raise Malformed(f"a matrix where a scalar is needed: {t!r:.80}")
    return p


def matrix(t: Any, scope: Scope, *, square: bool = False) -> tuple[tuple[Linear, Linear], Poly]:
    """The type and normal form of a matrix term."""
    kind, p = normal(t, scope)
    if kind is None or (square and kind[0] != kind[1]):
        raise Malformed(f"a {'square ' * square}matrix is needed: {t!r:.80}")
    return kind, p


def sort_of(scope: Scope, name: Any, kind: str, arity: int) -> Any:
    """The sort of a declared family, letter or function, and the name that it has in atoms.

    Raises:
        Malformed: it is not declared, or does not take so many arguments.
    """
    sort: Any = scope.get(name, ()) if type(name) is str else ()
    size = {"f": 2, "m": 4, "fun": 1}[kind]
    if sort[:1] != (kind,) or arity != (sort[1] if kind == "f" else len(sort[1]) if kind == "m" else 1):
        raise Malformed(f"{name!r:.40} is not declared with {arity} arguments")
    return sort[:size], sort[size] if len(sort) > size else name


def _rational(_: Scope, a: Any, b: Any) -> Normal:
    if type(a) is not int or type(b) is not int or not b:
        raise Malformed(f"not a rational number: {a!r:.40}/{b!r:.40}")
    return None, constant(Fraction(a, b))


def _number(scope: Scope, e: Any) -> Normal:
    total, variables = linear(e, scope)
    return None, {**constant(total), **{key: c for v, c in variables for key in atom("#", v)}}


def _family(scope: Scope, name: Any, *indices: Any) -> Normal:
    _, known = sort_of(scope, name, "f", len(indices))
    return None, atom("f", known, *(linear(e, scope) for e in indices))


def _apply(scope: Scope, name: Any, s: Any) -> Normal:
    _, known = sort_of(scope, name, "fun", 1)
    return None, atom("app", known, frozen(scalar(s, scope)))


def _letter(scope: Scope, name: Any, *indices: Any) -> Normal:
    (_, parameters, *kind), known = sort_of(scope, name, "m", len(indices))
    at = [linear(e, scope) for e in indices]
    rows, columns = (instantiated(d, dict(zip(parameters, at, strict=True))) for d in kind) if at else kind
    return (rows, columns), word("m", known, *at)


def _choice(scope: Scope, a: Any, b: Any, s: Any, t: Any) -> Normal:
    condition = plus(linear(b, scope), linear(a, scope), -1)
    return None, atom("ite", condition, frozen(scalar(s, scope)), frozen(scalar(t, scope)))


def _plus(scope: Scope, first: Any, *terms: Any) -> Normal:
    kind, total = normal(first, scope)
    for t in terms:
        other, p = normal(t, scope)
        if other != kind:
            raise Malformed(f"a sum of unequal types: {t!r:.80}")
        total = add(total, p)
    return kind, total


def _minus(scope: Scope, first: Any, *terms: Any) -> Normal:
    if terms:
        return _plus(scope, first, *(("-", t) for t in terms))
    kind, p = normal(first, scope)
    return kind, add({}, p, -1)


def _times(scope: Scope, first: Any, *factors: Any) -> Normal:
    kind, total = normal(first, scope)
    for t in factors:
        other, p = normal(t, scope)
        if kind is not None and other is not None and kind[1] != other[0]:
            raise Malformed(f"a product of matrices that do not fit: {t!r:.80}")
        kind = other if kind is None else kind if other is None else (kind[0], other[1])
        total = product(total, p)
    return kind, total


def opened(scope: Scope, body: Any, *variables: Any) -> tuple[list[str], Type, Poly]:
    """The normal form of a body under new names for its variables, on which the type must not depend."""
    if not all(type(k) is str for k in variables) or len(set(variables)) != len(variables):
        raise Malformed(f"not different variables: {variables!r:.80}")
    new = [f"@{len(OPEN) + i}" for i in range(len(variables))]
    OPEN.extend(new)
    try:
        kind, p = normal(body, {**scope, **dict(zip(variables, map(variable, new), strict=True))})
    finally:
        del OPEN[len(OPEN) - len(new):]
    if kind is not None and names(kind) & {*new}:
        raise Malformed("the size of a term depends on its bound variable")
    return new, kind, p


def _sum(scope: Scope, k: Any, lo: Any, hi: Any, body: Any) -> Normal:
    first, last = linear(lo, scope), linear(hi, scope)
    (v,), kind, p = opened(scope, body, k)
    total: Poly = {}
    for (monomial, w), c in p.items():
        inside = frozenset((a, e) for a, e in monomial if v in names(a))
        marked = [i for i, a in enumerate(w) if v in names(a)]
        start, stop = (marked[0], marked[-1] + 1) if marked else (len(w), len(w))
        summed = ("sum", first, last, *bind((v, inside, w[start:stop]), v))
        outside: Poly = {(monomial - inside, w[:start]): c}
        total = add(total, product(product(outside, word(*summed) if marked else atom(*summed)), {(ONE, w[stop:]): 1}))
    return kind, total


def _product(scope: Scope, k: Any, lo: Any, hi: Any, body: Any) -> Normal:
    first, last = linear(lo, scope), linear(hi, scope)
    (v,), kind, p = opened(scope, body, k)
    if kind is not None and kind[0] != kind[1]:
        raise Malformed("a product of matrices that are not square")
    return made(kind, "prod", first, last, kind, *bind((v, frozen(p)), v))


def _table(scope: Scope, rows: Any, columns: Any, i: Any, j: Any, body: Any) -> Normal:
    kind = linear(rows, scope), linear(columns, scope)
    new, other, p = opened(scope, body, i, j)
    if other is not None:
        raise Malformed(f"a matrix where a scalar is needed: {body!r:.80}")
    return kind, word("mat", kind, *bind((*new, frozen(p)), *new))


def _entry(scope: Scope, m: Any, i: Any, j: Any) -> Normal:
    kind, p = matrix(m, scope)
    row, column = linear(i, scope), linear(j, scope)
    total: Poly = {}
    for (monomial, w), c in p.items():
        entry = atom("ent", None if w else kind[0], frozenset({(w, row, column), (flipped(w), column, row)}))
        total = add(total, product({(monomial, ()): c}, entry))
    return None, total


def _trace(scope: Scope, m: Any) -> Normal:
    kind, p = matrix(m, scope, square=True)
    total: Poly = {}
    for (monomial, w), c in p.items():
        turns = frozenset(x[i:] + x[:i] for x in (w, flipped(w)) for i in range(len(w) or 1))
        total = add(total, product({(monomial, ()): c}, atom("tr", None if w else kind[0], turns)))
    return None, total


def _det(scope: Scope, m: Any) -> Normal:
    kind, p = matrix(m, scope, square=True)
    return None, atom("det", kind, frozen(p))


def _operator(op: str, kind: Type, p: Poly) -> Normal:
    return made(kind, op, kind, frozen(p))


def _transpose(scope: Scope, m: Any) -> Normal:
    kind, p = matrix(m, scope)
    return (kind[1], kind[0]), {(monomial, flipped(w)): c for (monomial, w), c in p.items()}


def _injection(op: str, scope: Scope, m: Any, n: Any) -> Normal:
    first, second = linear(m, scope), linear(n, scope)
    return (plus(first, second), first if op == "inl" else second), word(op, first, second)


TERMS: dict[str, Any] = {
    "q": _rational, "#": _number, "f": _family, "app": _apply, "m": _letter, "+": _plus, "-": _minus, "*": _times, "ite": _choice,
    "sum": _sum, "prod": _product, "mat": _table, "ent": _entry, "tr": _trace, "det": _det, "T": _transpose,
    "inv": lambda scope, s: made(None, "inv", frozen(scalar(s, scope))),
    "I": lambda scope, n: ((linear(n, scope), linear(n, scope)), constant(1)),
    "O": lambda scope, r, c: ((linear(r, scope), linear(c, scope)), {}),
    "inl": lambda scope, m, n: _injection("inl", scope, m, n), "inr": lambda scope, m, n: _injection("inr", scope, m, n),
    "adj": lambda scope, m: _operator("adj", *matrix(m, scope, square=True)),
    "D": lambda scope, t: _operator("D", *normal(t, scope)), "ev": lambda scope, t: _operator("ev", *normal(t, scope)),
}
