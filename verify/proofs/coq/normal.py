"""The normal form of terms as the emitter uses it: what Coq has to be shown step by step is read off from it.

Nothing rests on it: a proof that it leads to is checked by Coq. It is written on its own, so that the kernel may change its own.

A scalar is a polynomial in opaque atoms with rational coefficients; a matrix is a sum of rational * monomial * word,
a word being a product of matrix atoms, each plain or transposed. The laws built in: those of a commutative ring and of
associative typed words, scalars commute with matrices, (M N)^T = N^T M^T, a sum is linear and factors without its
variable leave it, entry and trace are linear, ent(M, i, j) = ent(M^T, j, i), tr(M N) = tr(N M), #(a + b) = #a + #b.
inv is never cancelled, no sum or product is evaluated, no hypothesis is used.

"""
from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from verify.kernel.substitution import new_name, substitute
from verify.proofs.coq.polynomials import ONE, Linear, Poly, Type, add, atom, constant, flipped, linear, plus, product, word
from verify.proofs.coq.terms import UntranslatableError

Scope = dict[str, Any]
Normal = tuple[Type, Poly]
KNOWN: dict[Any, Normal] = {}  # while every name has one sort


@lru_cache(maxsize=100_000)
def names(x: Any) -> frozenset[str]:
    """All new and bound variables inside an atom or a part of one."""
    if type(x) is str:
        return frozenset({x}) if x[0] in "!%" else frozenset()
    return frozenset().union(*map(names, x)) if type(x) in (tuple, frozenset) else frozenset()


def height(x: Any) -> int:
    """The largest h of a bound variable %h inside."""
    return max((int(v[1:]) for v in names(x) if v[0] == "%"), default=0)


def renamed(x: Any, old: str, new: str) -> Any:
    """X with one variable renamed; `old` is globally new, so nothing else is touched."""
    if type(x) is str:
        return new if x == old else x
    if old not in names(x):
        return x
    return type(x)(renamed(y, old, new) for y in x)


def bind(x: Any, *variables: str) -> Any:
    """X, which must hold its new variables even where the body does not, with bound ones in their place.

    A variable that left no trace would let an outer one take its name: prod_j prod_i f(j) would be prod_j prod_i f(i).
    """
    h = height(x)
    for k, v in enumerate(variables, 1):
        x = renamed(x, v, f"%{h + k}")
    return x


def normal(t: Any, scope: Scope) -> Normal:
    """The type and the normal form of a term."""
    if type(t) is int:
        return None, constant(t)
    op = t[0] if type(t) is tuple and t and type(t[0]) is str else None
    if op not in TERMS:
        raise UntranslatableError(f"not a scalar or matrix term: {t!r:.80}")
    if t not in KNOWN:
        KNOWN[t] = TERMS[op](scope, *t[1:])
    return KNOWN[t]


def scalar(t: Any, scope: Scope) -> Poly:
    """The normal form of a scalar term."""
    kind, p = normal(t, scope)
    if kind is not None:
        raise UntranslatableError(f"a matrix where a scalar is needed: {t!r:.80}")
    return p


def matrix(t: Any, scope: Scope, *, square: bool = False) -> tuple[tuple[Linear, Linear], Poly]:
    """The type and normal form of a matrix term."""
    kind, p = normal(t, scope)
    if kind is None or (square and kind[0] != kind[1]):
        raise UntranslatableError(f"a {'square ' * square}matrix is needed: {t!r:.80}")
    return kind, p


def frozen(p: Poly) -> frozenset[Any]:
    """A polynomial as a part of an atom."""
    return frozenset(p.items())


def made(kind: Type, atom_or_word: Any) -> Normal:
    """An opaque term of this type."""
    return kind, atom(atom_or_word) if kind is None else word(atom_or_word)


def sort_of(scope: Scope, name: Any, kind: str, arity: int) -> Any:
    """The sort of a declared family, letter or function; Malformed unless it takes so many arguments."""
    sort = scope.get(name) if type(name) is str else None
    if sort is None or sort[0] != kind or arity != (sort[1] if kind == "f" else len(sort[1]) if kind == "m" else 1):
        raise UntranslatableError(f"{name!r:.40} is not declared with {arity} arguments")
    return sort


def _rational(_: Scope, a: Any, b: Any) -> Normal:
    if type(a) is not int or type(b) is not int or not b:
        raise UntranslatableError(f"not a rational number: {a!r:.40}/{b!r:.40}")
    return None, constant(Fraction(a, b))


def _number(_: Scope, e: Any) -> Normal:
    total, variables = linear(e)
    return None, {**constant(total), **{key: Fraction(c) for v, c in variables for key in atom(("#", v))}}


def _family(scope: Scope, name: Any, *indices: Any) -> Normal:
    sort_of(scope, name, "f", len(indices))
    return None, atom(("f", name, *(linear(e) for e in indices)))


def _apply(scope: Scope, name: Any, s: Any) -> Normal:
    sort_of(scope, name, "fun", 1)
    return None, atom(("app", name, frozen(scalar(s, scope))))


def _letter(scope: Scope, name: Any, *indices: Any) -> Normal:
    _, parameters, *dimensions = sort_of(scope, name, "m", len(indices))
    at = dict(zip(parameters, indices, strict=True))
    rows, columns = (linear(substitute(d, at)) for d in dimensions)
    return (rows, columns), word(("m", name, *(linear(e) for e in indices)))


def _choice(scope: Scope, a: Any, b: Any, s: Any, t: Any) -> Normal:
    condition = plus(linear(b), linear(a), -1)
    return None, atom(("ite", condition, frozen(scalar(s, scope)), frozen(scalar(t, scope))))


def _plus(scope: Scope, first: Any, *terms: Any) -> Normal:
    kind, total = normal(first, scope)
    for t in terms:
        other, p = normal(t, scope)
        if other != kind:
            raise UntranslatableError(f"a sum of unequal types: {t!r:.80}")
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
            raise UntranslatableError(f"a product of matrices that do not fit: {t!r:.80}")
        kind = other if kind is None else kind if other is None else (kind[0], other[1])
        total = product(total, p)
    return kind, total


def opened(scope: Scope, body: Any, *variables: Any) -> tuple[list[str], Type, Poly]:
    """The normal form of a body under new names for its variables, on which the type must not depend."""
    if not all(type(k) is str for k in variables) or len(set(variables)) != len(variables):
        raise UntranslatableError(f"not different variables: {variables!r:.80}")
    new = [new_name() for _ in variables]
    kind, p = normal(substitute(body, dict(zip(variables, new, strict=True))), {**scope, **dict.fromkeys(new, ("int",))})
    if kind is not None and names(kind) & {*new}:
        raise UntranslatableError("the size of a term depends on its bound variable")
    return new, kind, p


def _sum(scope: Scope, k: Any, lo: Any, hi: Any, body: Any) -> Normal:
    first, last = linear(lo), linear(hi)
    (v,), kind, p = opened(scope, body, k)
    total: Poly = {}
    for (monomial, w), c in p.items():
        inside = frozenset((a, e) for a, e in monomial if v in names(a))
        marked = [i for i, a in enumerate(w) if v in names(a)]
        start, stop = (marked[0], marked[-1] + 1) if marked else (len(w), len(w))
        summed = ("sum", first, last, *bind((v, inside, w[start:stop]), v))
        outside: Poly = {(monomial - inside, w[:start]): c}
        total = add(total, product(product(outside, word(summed) if marked else atom(summed)), {(ONE, w[stop:]): Fraction(1)}))
    return kind, total


def _product(scope: Scope, k: Any, lo: Any, hi: Any, body: Any) -> Normal:
    first, last = linear(lo), linear(hi)
    (v,), kind, p = opened(scope, body, k)
    if kind is not None and kind[0] != kind[1]:
        raise UntranslatableError("a product of matrices that are not square")
    return made(kind, ("prod", first, last, kind, *bind((v, frozen(p)), v)))


def _table(scope: Scope, rows: Any, columns: Any, i: Any, j: Any, body: Any) -> Normal:
    kind = linear(rows), linear(columns)
    new, other, p = opened(scope, body, i, j)
    if other is not None:
        raise UntranslatableError(f"a matrix where a scalar is needed: {body!r:.80}")
    return kind, word(("mat", kind, *bind((*new, frozen(p)), *new)))


def _entry(scope: Scope, m: Any, i: Any, j: Any) -> Normal:
    kind, p = matrix(m, scope)
    row, column = linear(i), linear(j)
    total: Poly = {}
    for (monomial, w), c in p.items():
        entry = ("ent", None if w else kind[0], frozenset({(w, row, column), (flipped(w), column, row)}))
        total = add(total, product({(monomial, ()): c}, atom(entry)))
    return None, total


def _trace(scope: Scope, m: Any) -> Normal:
    kind, p = matrix(m, scope, square=True)
    total: Poly = {}
    for (monomial, w), c in p.items():
        turns = frozenset(x[i:] + x[:i] for x in (w, flipped(w)) for i in range(len(w) or 1))
        total = add(total, product({(monomial, ()): c}, atom(("tr", None if w else kind[0], turns))))
    return None, total


def _det(scope: Scope, m: Any) -> Normal:
    kind, p = matrix(m, scope, square=True)
    return None, atom(("det", kind, frozen(p)))


def _operator(op: str, kind: Type, p: Poly) -> Normal:
    return made(kind, (op, kind, frozen(p)))


def _transpose(scope: Scope, m: Any) -> Normal:
    kind, p = matrix(m, scope)
    return (kind[1], kind[0]), {(monomial, flipped(w)): c for (monomial, w), c in p.items()}


def _injection(op: str, m: Any, n: Any) -> Normal:
    first, second = linear(m), linear(n)
    return (plus(first, second), first if op == "inl" else second), word((op, first, second))


TERMS: dict[str, Any] = {
    "q": _rational, "#": _number, "f": _family, "app": _apply, "m": _letter, "+": _plus, "-": _minus, "*": _times, "ite": _choice,
    "sum": _sum, "prod": _product, "mat": _table, "ent": _entry, "tr": _trace, "det": _det, "T": _transpose,
    "inv": lambda scope, s: made(None, ("inv", frozen(scalar(s, scope)))),
    "I": lambda _, n: ((linear(n), linear(n)), constant(1)),
    "O": lambda _, r, c: ((linear(r), linear(c)), {}),
    "inl": lambda _, m, n: _injection("inl", m, n), "inr": lambda _, m, n: _injection("inr", m, n),
    "adj": lambda scope, m: _operator("adj", *matrix(m, scope, square=True)),
    "D": lambda scope, t: _operator("D", *normal(t, scope)), "ev": lambda scope, t: _operator("ev", *normal(t, scope)),
}
