"""Terms and formulas of the kernel in the notation of MathComp."""
from __future__ import annotations

from typing import Any

from verify.proofs.notation import form, is_matrix, words

RESERVED = {
    "as", "at", "by", "case", "cofix", "do", "elim", "else", "end", "exists", "exists2", "fix", "for", "forall", "fun", "have",
    "if", "in", "is", "let", "match", "mod", "move", "of", "return", "suff", "then", "using", "where", "with", "wlog",
    "inl", "inr", "power", "powers", "expand", "entries", "settle", "more", "none", "vanish", "Rg",
}


class UntranslatableError(Exception):
    """This part of a theorem has no translation here."""


def name(x: str) -> str:
    """A name that Coq takes.

    >>> name("at"), name("S_right")
    ('at_h', 'S_right')
    """
    return f"{x}_h" if x in RESERVED else x


def natural(x: Any) -> str:
    """An integer term without subtraction, as a natural number.

    >>> natural(("+", "n", "k", 1))
    '(n + k).+1'
    """
    found = form(x)
    if found is None or found[0] < 0 or any(c < 0 for c in found[1].values()):
        raise UntranslatableError(f"a difference: {x}")
    constant, parts = found
    names = [name(v) for v, c in parts.items() for _ in range(c)]
    if not names:
        return str(constant)
    base = names[0] if len(names) == 1 else f"({' + '.join(names)})"
    return base + (f".+{constant}" if constant else "")


def size(x: Any) -> str:
    """A natural number as an argument."""
    written = natural(x)
    return f"({written})%N" if not written.isidentifier() else written


def whole(c: int) -> str:
    """A small integer as a sum of ones: `ring` knows what that is."""
    if abs(c) > 60:
        raise UntranslatableError(f"a large number: {c}")
    ones = "1" if abs(c) == 1 else f"({' + '.join(['1'] * abs(c))})"
    return "0" if c == 0 else ones if c > 0 else f"(- {ones})"


def scalar(x: Any) -> str:
    """A scalar term."""
    if isinstance(x, int):
        return whole(x)
    op, *a = x
    if op == "f" and len(a) == 1:
        return name(a[0])
    if op == "q" and a[0] % a[1] == 0:
        return whole(a[0] // a[1])
    if op == "#" and isinstance(a[0], int):
        return whole(a[0])
    if op == "+":
        return f"({' + '.join(map(scalar, a))})"
    if op == "-":
        return f"(- {scalar(a[0])})" if len(a) == 1 else f"({' - '.join(map(scalar, a))})"
    if op == "*":
        return f"({' * '.join(map(scalar, a))})"
    raise UntranslatableError(f"the scalar {op}")


def matrix(x: Any) -> str:
    """A matrix term."""
    op, *a = x
    if op == "m" and len(a) == 1:
        return name(a[0])
    if op == "T":
        return f"{matrix(a[0])}^T"
    if op == "I":
        return f"(1%:M : 'M[Rg]_{size(a[0])})"
    if op == "O":
        return f"(0 : 'M[Rg]_({natural(a[0])}, {natural(a[1])}))"
    if op in ("inl", "inr"):
        return f"({op} {size(a[0])} {size(a[1])})"
    if op == "+":
        return f"({' + '.join(map(matrix, a))})"
    if op == "-":
        return f"(- {matrix(a[0])})" if len(a) == 1 else f"({' - '.join(map(matrix, a))})"
    if op == "*":
        around = [y for y in a if not is_matrix(y) and y != 1]
        inside = [matrix(y) for y in a if is_matrix(y)]
        product = inside[0] if len(inside) == 1 else f"({' *m '.join(inside)})"
        return f"({scalar(('*', *around))} *: {product})" if around else product
    if op == "prod" and form(a[1]) == (0, {}) and a[0] not in set(words(a[3])):
        return f"(power {matrix(a[3])} {size(a[2])})"
    raise UntranslatableError(f"the matrix {op}")


def term(x: Any) -> str:
    """A scalar or a matrix."""
    return matrix(x) if is_matrix(x) else scalar(x)


def natural_premise(x: Any) -> bool:
    """Whether a premise only says that a size is not negative, which a natural number is anyway."""
    return x[0] == "<=" and x[1] == 0 and isinstance(x[2], str)


def formula(x: Any) -> str:
    """A formula; integers become natural numbers."""
    op, *a = x
    if op == "=":
        return f"{term(a[0])} = {term(a[1])}"
    if op == "false":
        return "False"
    if op == "and":
        return f"(({formula(a[0])}) /\\ ({formula(a[1])}))"
    if op == "imp":
        return formula(a[1]) if natural_premise(a[0]) else f"(({formula(a[0])}) -> {formula(a[1])})"
    if op == "all":
        return f"(forall {declaration(a[0])}, {formula(a[1])})"
    raise UntranslatableError(f"the formula {op}")


def declaration(x: Any) -> str:
    """A declared name with its type."""
    kind, letter, *rest = x
    if kind == "int":
        return f"({name(letter)} : nat)"
    if kind == "f" and rest[0] == 0:
        return f"({name(letter)} : Rg)"
    if kind == "m" and not rest[0]:
        return f"({name(letter)} : 'M[Rg]_({natural(rest[1])}, {natural(rest[2])}))"
    raise UntranslatableError(f"the declaration of {letter}")
