"""Small questions about terms that their notation depends on: bound names, integer forms, blocks, what is a matrix."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

MACHINE = re.compile(r"!\d+|[kij]\d+|b_\d+|bound\d+")
LETTERS = ("k", "j", "i", "l", "p", "q", "r", "s", "t", "u", "v", "w")
PLACES = ("i", "j", *LETTERS)
CAPITALS = ("X", "Y", "Z", "W", "M", "N", "B", "C", "D", "E")
SMALL = ("x", "y", "z", "a", "b", "c", "d", "e", "f", "g")
BINDERS = {"sum": (1,), "prod": (1,), "mat": (3, 4)}
SIGNS = {"m", "f", "T", "I", "O", "D"}  # letters that are signs of the language too
MATRICES = {"m", "T", "I", "O", "mat", "inl", "inr", "adj"}


def words(x: Any) -> Iterator[str]:
    """Every string inside, operators too."""
    if isinstance(x, str):
        yield x
    elif isinstance(x, tuple | list):
        for y in x:
            yield from words(y)


def lettered(x: Any, known: Mapping[str, str] | None = None, *, apart: bool = False) -> Any:
    """The term or formula with single letters for the bound names that programs made.

    `known` gives the names around the term, and what they are to be called: bound names get other letters.
    `apart` also gives another letter to a quantified name that hides one around it.

    >>> lettered(("sum", "k17", 0, "n", ("f", "k", "k17")))
    ('sum', 'j', 0, 'n', ('f', 'k', 'j'))
    """
    around = dict(known or {})
    taken = {w for w in words(x) if not MACHINE.fullmatch(w)} | set(around.values())
    free = {w for w in words(x) if MACHINE.fullmatch(w)} - set(_bound(x))
    new = {name: letter for name, letter in around.items() if name != letter}
    return _lettered(x, new, taken | free, frozenset() if apart else None)


def _bound(x: Any) -> Iterator[str]:
    if isinstance(x, tuple | list) and x:
        yield from (x[p] for p in BINDERS.get(x[0], ()) if len(x) > p)
        if x[0] in ("all", "ex", "lam"):
            yield from ([x[1][1], *(x[1][2] if x[1][0] == "m" else ())] if x[0] != "lam" else x[1])
        for y in x:
            yield from _bound(y)


def _lettered(x: Any, new: dict[str, str], taken: set[str], outer: frozenset[str] | None) -> Any:
    """With other letters for the names that programs made, and for those that hide one of the `outer` names, if any."""
    if isinstance(x, str):
        return new.get(x, x)
    if not isinstance(x, tuple | list) or not x:
        return x
    op = x[0]
    if op in ("all", "ex"):
        bound = [x[1][1], *(x[1][2] if x[1][0] == "m" else ())]
    else:
        bound = list(x[1]) if op == "lam" else [x[p] for p in BINDERS.get(op, ()) if len(x) > p]
    kind = x[1][0] if op in ("all", "ex") else op
    choices = [{"mat": PLACES, "m": CAPITALS, "f": SMALL}.get(kind, LETTERS), *[LETTERS] * len(bound)]
    for name, choice in zip(bound, choices if kind == "m" else choices[:1] * len(bound), strict=False):
        if MACHINE.fullmatch(name) or (outer and name == bound[0] and name in outer and name not in SIGNS):
            letter = next((c for c in choice if c not in taken), name.replace("!", "x"))
            new, taken = {**new, name: letter}, taken | {letter}
    return tuple(_lettered(y, new, taken, None if outer is None else outer.union(bound[:1])) for y in x)


def form(x: Any) -> tuple[int, dict[str, int]] | None:
    """An integer term as constant and coefficients, in the order in which the names occur; None when it is none."""
    if isinstance(x, int):
        return x, {}
    if isinstance(x, str):
        return 0, {x: 1}
    if len(x) > 1 and isinstance(x[1], frozenset):  # a form of the kernel
        return x[0], dict(sorted(x[1]))
    op, *parts = x
    if op == "*" and len(parts) == 2 and isinstance(parts[0], int):
        inner = form(parts[1])
        return inner and (parts[0] * inner[0], {v: parts[0] * c for v, c in inner[1].items()})
    if op not in ("+", "-"):
        return None
    total, found = 0, dict[str, int]()
    for place, part in enumerate(parts):
        inner = form(part)
        if inner is None:
            return None
        sign = -1 if op == "-" and (place or len(parts) == 1) else 1
        total += sign * inner[0]
        for v, c in inner[1].items():
            found[v] = found.get(v, 0) + sign * c
    return total, {v: c for v, c in found.items() if c}


def integer(x: Any, shift: int = 0) -> str:
    """An integer term, plus a number, without blanks.

    >>> integer(("+", ("-", "t", 1), ("*", -1, "k"), 1)), integer(("+", "n", 1), -1)
    ('t-k', 'n')
    """
    known = form(x)
    if known is None:
        return f"{x}"
    constant, parts = known[0] + shift, known[1]
    signs = [("-" if c < 0 else "+", v if abs(c) == 1 else f"{abs(c)}{v}") for v, c in parts.items()]
    signs += [("-" if constant < 0 else "+", str(abs(constant)))] * bool(constant or not parts)
    return "".join(s + v for s, v in signs).removeprefix("+")


def is_matrix(x: Any) -> bool:
    """Whether a term is a matrix."""
    if not isinstance(x, tuple | list):
        return False
    if x[0] in ("+", "-", "*", "D", "ev"):
        return any(map(is_matrix, x[1:]))
    return is_matrix(x[4]) if x[0] in ("sum", "prod") else x[0] in MATRICES


def signed(x: Any) -> list[tuple[int, tuple[Any, ...]]]:
    """The terms of a sum: sign, and the factors without the numbers 1 and -1.

    >>> signed(("-", ("f", "a"), ("*", -1, ("f", "b"), ("f", "c"))))
    [(1, (('f', 'a'),)), (1, (('f', 'b'), ('f', 'c')))]
    """
    op = x[0] if isinstance(x, tuple | list) else None
    if op in ("+", "-"):
        parts = [signed(y) for y in x[1:]]
        flip = [-1 if op == "-" and (i or len(parts) == 1) else 1 for i in range(len(parts))]
        found = [(s * sign, factors) for s, part in zip(flip, parts, strict=True) for sign, factors in part]
        return [t for t in found if t[1] != (0,)] or [(1, (0,))]
    if op != "*":
        if isinstance(x, int) or op == "q" or (op == "#" and isinstance(x[1], int)):
            c = Fraction(x) if isinstance(x, int) else Fraction(*x[1:])
            size = abs(c)
            return [(-1 if c < 0 else 1, (int(size) if size.denominator == 1 else ("q", size.numerator, size.denominator),))]
        return [(1, (x,))]
    sign, factors = 1, list[Any]()
    if len(x) == 3 and x[1] == -1:
        return [(-s, inner) for s, inner in signed(x[2])]
    for y in x[1:]:
        inner = signed(y)
        if len(inner) == 1:
            sign *= inner[0][0]
            factors += [f for f in inner[0][1] if f != 1]
        else:
            factors.append(y)
    return [(sign, tuple(factors) or (1,))]


def blocks(terms: list[tuple[int, tuple[Any, ...]]]) -> dict[tuple[str, str], list[Any]] | None:
    """The blocks of a sum whose terms are all inl X inl^T, inl X inr^T, .. of one pair of sizes; or rows, or columns only."""
    found: dict[tuple[str, str], list[Any]] = {}
    sizes = set()
    for sign, factors in terms:
        left = factors[0] if isinstance(factors[0], tuple) and factors[0][0] in ("inl", "inr") else None
        last = factors[-1] if isinstance(factors[-1], tuple) and factors[-1][0] == "T" else ("", (None,))
        right = last[1] if last[1][0] in ("inl", "inr") and not (left and len(factors) == 1) else None
        sizes |= {side[1:] for side in (left, right) if side}
        inner = factors[bool(left):len(factors) - bool(right)]
        if not inner:
            inner = (("I", (left or right or ("", 1, 1))[1 if (left or right or ("",))[0] == "inl" else 2]),)
        place = (left[0] if left else "", right[0] if right else "")
        found.setdefault(place, []).append(("*", sign, *inner))
    kinds = {(bool(a), bool(b)) for a, b in found}
    return found if len(sizes) == 1 and len(kinds) == 1 and kinds != {(False, False)} else None
