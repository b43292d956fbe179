"""The kernel's normal forms as terms again: one term for each atom, with one order of its parts."""
from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from verify.kernel.atoms import Poly, Type
from verify.proofs.coq.normal import Scope, normal
from verify.proofs.coq.terms import UntranslatableError

BINDERS = {"sum": (1,), "prod": (1,), "mat": (3, 4)}


@lru_cache(maxsize=200_000, typed=True)  # True is no 1 here
def key(x: Any) -> str:
    """A text by which parts of normal forms are put in order."""
    if isinstance(x, frozenset):
        return "{" + ",".join(sorted(map(key, x))) + "}"
    return "(" + ",".join(map(key, x)) + ")" if isinstance(x, tuple) else str(x)


def legal(v: Any) -> Any:
    """A name for a variable of a normal form: bound ones are %1, %2, .., new ones !1, !2, .."""
    return v.replace("!", "x").replace("%", "b") + "_" if isinstance(v, str) and v[0] in "!%" else v


def index(x: Any) -> Any:
    """A linear form as an integer term."""
    constant, parts = x[0], sorted(x[1], key=key)
    terms = [legal(v) if c == 1 else ("*", c, legal(v)) for v, c in parts]
    terms += [constant] * (constant != 0 or not terms)
    return terms[0] if len(terms) == 1 else ("+", *terms)


def number(c: Fraction | int) -> int:
    """A coefficient that is an integer."""
    if c.denominator != 1:
        raise UntranslatableError("a coefficient that is no integer")
    return c.numerator


def factors(monomial: Any) -> list[Any]:
    """The scalar atoms of a monomial as terms."""
    return [scalar_atom(a) for a, e in sorted(monomial, key=key) for _ in range(e)]


def matrices(word: Any) -> list[Any]:
    """The matrix atoms of a word as terms."""
    return [("T", matrix_atom(a)) if flip else matrix_atom(a) for a, flip in word]


def product(parts: list[Any]) -> Any:
    """The product of some terms, without a 1."""
    kept = [p for p in parts if p != 1]
    return 1 if not kept else kept[0] if len(kept) == 1 else ("*", *kept)


def polynomial(p: Poly | frozenset[Any], kind: Type = None) -> Any:
    """A normal form as a term."""
    rows = []
    for (monomial, word), c in sorted(dict(p).items(), key=lambda item: key(item[0])):
        word_terms = matrices(word) or ([("I", index(kind[0]))] if kind else [])
        rows.append(product([number(c), *factors(monomial), *word_terms]))
    if not rows:
        return ("O", *map(index, kind)) if kind else 0
    return rows[0] if len(rows) == 1 else ("+", *rows)


def scalar_atom(a: Any) -> Any:
    """An opaque scalar as a term."""
    op, *x = a
    if op == "#":
        return ("#", legal(x[0]))
    if op == "f":
        return ("f", x[0], *map(index, x[1:]))
    if op == "app":
        return ("app", x[0], polynomial(x[1]))
    if op == "ite":
        return ("ite", 0, index(x[0]), polynomial(x[1]), polynomial(x[2]))
    if op == "sum":
        return ("sum", legal(x[2]), index(x[0]), index(x[1]), product([*factors(x[3]), *matrices(x[4])]))
    if op == "prod":
        return ("prod", legal(x[3]), index(x[0]), index(x[1]), polynomial(x[4], x[2]))
    if op == "ent":
        word, row, column = min(x[1], key=key)
        return ("ent", product(matrices(word)) if word else ("I", index(x[0])), index(row), index(column))
    if op == "tr":
        word = min(x[1], key=key)
        return ("tr", product(matrices(word)) if word else ("I", index(x[0])))
    if op == "det":
        return ("det", polynomial(x[1], x[0]))
    if op == "inv":
        return ("inv", polynomial(x[0]))
    return (op, polynomial(x[1], x[0]))


def matrix_atom(a: Any) -> Any:
    """An opaque matrix as a term."""
    op, *x = a
    if op == "m":
        return ("m", x[0], *map(index, x[1:]))
    if op in ("sum", "prod"):
        return scalar_atom(a)
    if op == "mat":
        return ("mat", *map(index, x[0]), legal(x[1]), legal(x[2]), polynomial(x[3]))
    if op in ("inl", "inr"):
        return (op, index(x[0]), index(x[1]))
    return (op, polynomial(x[1], x[0]))


def renamed(x: Any, by: dict[str, Any]) -> Any:
    """A term with variables renamed to names that occur nowhere in it."""
    if isinstance(x, str):
        return by.get(x, x)
    return (x[0], *(renamed(y, by) for y in x[1:])) if isinstance(x, tuple) and x else x


@lru_cache(maxsize=200_000)
def nameless(x: Any) -> Any:
    """A term or formula that other bound names do not change."""
    return _nameless(x, 0, {})


def _nameless(x: Any, depth: int, bound: dict[str, str]) -> Any:
    if isinstance(x, str):
        return bound.get(x, x)
    if not isinstance(x, tuple) or not x:
        return x
    op = x[0]
    new: list[Any] = [x[p] for p in BINDERS.get(op, ())]
    if op in ("all", "ex"):
        new = [x[1][1], *(x[1][2] if x[1][0] == "m" else ())]
    if op == "lam":
        new = list(x[1])
    inner = {**bound, **{v: f"?{depth + i}" for i, v in enumerate(new)}}
    return (op, *(_nameless(y, depth + len(new), inner) for y in x[1:]))


def canonical_term(t: Any, scope: Scope) -> Any:
    """The term that stands for all terms with the normal form of t."""
    kind, p = normal(t, scope)
    return polynomial(p, kind)


def shape(t: Any, scope: Scope) -> Any:
    """Rows and columns as linear forms, None for a scalar."""
    return normal(t, scope)[0]


__all__ = ["canonical_term", "index", "key", "legal", "nameless", "polynomial", "product", "renamed", "shape"]
