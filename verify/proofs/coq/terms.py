"""Terms and formulas of the kernel in the notation of MathComp.

Sizes of matrices become natural numbers, all other integers are elements of Z; where a size is an index it is written Z.of_nat n.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from verify.proofs.notation import MACHINE, form, is_matrix
from verify.proofs.notation import lettered as freshly_lettered

PRELUDE = Path(__file__).with_name("prelude.v")
RESERVED = {  # the words of Coq, and every name of the prelude
    "as", "at", "by", "case", "cofix", "do", "elim", "else", "end", "exists", "exists2", "fix", "for", "forall", "fun", "have",
    "if", "in", "is", "let", "match", "mod", "move", "of", "return", "suff", "then", "using", "where", "with", "wlog", "Rg",
    "nat", "Z", "inverse", "below", "deriv", "at0", "ORD", "sz", "mv", "known", "raw", "hole",
    *re.findall(r"(?:Lemma|Definition|Fixpoint|Record|Ltac|Inductive) (\w+)", PRELUDE.read_text(encoding="utf-8")),
}
AND_OR = {"and": "/\\", "or": "\\/"}
OPERATIONS = {  # the operations that are no part of MathComp's matrices, with their types
    "inv": ("inverse", "Rg -> Rg"), "le": ("below", "Rg -> Rg -> Prop"), "D": ("deriv", "Rg -> Rg"), "ev": ("at0", "Rg -> Rg"),
}


@lru_cache(maxsize=400_000)
def numbered(x: Any) -> bool:
    """Whether a name that a program made occurs."""
    return MACHINE.fullmatch(x) is not None if isinstance(x, str) else isinstance(x, tuple) and any(map(numbered, x))


@lru_cache(maxsize=200_000)
def lettered(x: Any) -> Any:
    """The term or formula with letters for its bound names."""
    return freshly_lettered(x) if numbered(x) else x


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


def sized(x: Any) -> Iterator[str]:
    """The integer variables that occur as sizes of matrices."""
    if not isinstance(x, tuple | list) or not x:
        return
    op = x[0]
    places: tuple[int, ...] = {"I": (1,), "O": (1, 2), "inl": (1, 2), "inr": (1, 2), "mat": (1, 2)}.get(op, ())
    if op == "m" and len(x) == 5 and isinstance(x[2], tuple | list):
        places = (3, 4)
    for place in places:
        found = form(x[place])
        yield from found[1] if found else ()
    for y in x[1:]:
        yield from sized(y)


class Writer:
    """Texts, for the integers of `sizes` that are natural numbers."""

    def __init__(self) -> None:
        """No integer is a size yet."""
        self.sizes: set[str] = set()
        self.operations: set[str] = set()
        self.orders: dict[Any, str] = {}

    def natural(self, x: Any) -> str:
        """A size, its terms always in the order in which they came first: m + n and n + m are different types."""
        constant, parts = form(x) or (0, {})
        return self.orders.setdefault((constant, frozenset(parts.items())), natural(x))

    def size(self, x: Any) -> str:
        """A size as an argument."""
        written = self.natural(x)
        return f"({written})%N" if not written.isidentifier() else written

    def integer(self, x: Any) -> str:
        """An integer term."""
        written = self._integer(x)
        if isinstance(x, str):
            return written
        return f"{written}%ZZ" if written[0] == "(" else f"({written})%ZZ" if not written.isidentifier() else written

    def _integer(self, x: Any) -> str:
        if isinstance(x, int):
            return str(x) if x >= 0 else f"(- {-x})"
        if isinstance(x, str):
            return f"(Z.of_nat {name(x)})" if x in self.sizes else name(x)
        op, *a = x
        if op == "*":
            return f"({self._integer(a[0])} * {self._integer(a[1])})"
        if op == "-" and len(a) == 1:
            return f"(- {self._integer(a[0])})"
        if op in ("+", "-"):
            return f"({f' {op} '.join(map(self._integer, a))})" if len(a) > 1 else self._integer(a[0])
        raise UntranslatableError(f"the integer {op}")

    def scalar(self, x: Any) -> str:
        """A scalar term, with letters for its bound names."""
        return self._scalar(lettered(x))

    def matrix(self, x: Any) -> str:
        """A matrix term."""
        return self._matrix(lettered(x))

    def term(self, x: Any) -> str:
        """A scalar or a matrix."""
        return self._term(lettered(x))

    def _scalar(self, x: Any) -> str:
        if isinstance(x, int):
            return str(x) if x in (0, 1) else f"(- {self._scalar(-x)})" if x < 0 else f"{x}%:R"
        op, *a = x
        if op == "q" and a[0] % a[1] == 0:
            return self._scalar(a[0] // a[1])
        if op in ("+", "*"):
            return f"({f' {op} '.join(map(self._scalar, a))})" if len(a) > 1 else self._scalar(a[0])
        if op == "-":
            return f"(- {self._scalar(a[0])})" if len(a) == 1 else f"({' - '.join(map(self._scalar, a))})"
        if op in ("sum", "prod"):
            return self._range(f"z{op}", a, self._scalar)
        if op in ("f", "app"):
            inner = map(self.integer if op == "f" else self._scalar, a[1:])
            return f"({' '.join([name(a[0]), *inner])})" if len(a) > 1 else name(a[0])
        return self._atom(op, a)

    def _atom(self, op: str, a: Any) -> str:
        if op == "#":
            return f"(@zr Rg {self.integer(a[0])})"
        if op == "ent":
            return f"(ent {self._matrix(a[0])} {self.integer(a[1])} {self.integer(a[2])})"
        if op == "ite":
            return f"(@ite Rg {self.integer(a[0])} {self.integer(a[1])} {self._scalar(a[2])} {self._scalar(a[3])})"
        if op in ("tr", "det"):
            return f"(\\{op} {self._matrix(a[0])})"
        if op in ("inv", "D", "ev"):
            self.operations.add(op)
            return f"({OPERATIONS[op][0]} {self._scalar(a[0])})"
        raise UntranslatableError(f"the scalar {op}")

    def _range(self, operator: str, a: Any, body: Any) -> str:
        kept = self.sizes
        self.sizes = kept - {a[0]}
        inner = body(a[3])
        inner = f"({inner} : Rg)" if not any(map(str.isalpha, inner.replace("%:R", ""))) else inner
        self.sizes = kept
        return f"({operator} {self.integer(a[1])} {self.integer(a[2])} (fun {name(a[0])} => {inner}))"

    def _matrix(self, x: Any) -> str:
        op, *a = x
        if op == "m":
            return f"({' '.join([name(a[0]), *map(self.integer, a[1:])])})" if len(a) > 1 else name(a[0])
        if op == "T":
            return f"{self._matrix(a[0])}^T"
        if op == "I":
            return f"(1%:M : 'M[Rg]_{self.size(a[0])})"
        if op == "O":
            return f"(0 : 'M[Rg]_({self.natural(a[0])}, {self.natural(a[1])}))"
        if op in ("inl", "inr"):
            self.natural(("+", *a))
            return f"(@{op} Rg {self.size(a[0])} {self.size(a[1])})"
        if op == "+":
            return f"({' + '.join(map(self._matrix, a))})" if len(a) > 1 else self._matrix(a[0])
        if op == "-":
            return f"(- {self._matrix(a[0])})" if len(a) == 1 else f"({' - '.join(map(self._matrix, a))})"
        if op == "*":
            around = [y for y in a if not is_matrix(y)]
            inside = [self._matrix(y) for y in a if is_matrix(y)]
            product = inside[0] if len(inside) == 1 else f"({' *m '.join(inside)})"
            return f"({self._scalar(('*', *around))} *: {product})" if around else product
        if op in ("sum", "prod"):
            return self._range("zsum" if op == "sum" else "mzprod", a, self._matrix)
        if op == "mat":
            kept, self.sizes = self.sizes, self.sizes - {a[2], a[3]}
            inner = self._scalar(a[4])
            self.sizes = kept
            return f"(mat {self.size(a[0])} {self.size(a[1])} (fun {name(a[2])} {name(a[3])} => ({inner} : Rg)))"
        if op == "adj":
            return f"(\\adj {self._matrix(a[0])})"
        if op in ("D", "ev"):
            self.operations.add(op)
            return f"(map_mx {OPERATIONS[op][0]} {self._matrix(a[0])})"
        raise UntranslatableError(f"the matrix {op}")

    def _term(self, x: Any) -> str:
        return self._matrix(x) if is_matrix(x) else self._scalar(x)

    def equation(self, s: Any, t: Any) -> str:
        """An equation of two terms."""
        return self._equation(lettered(s), lettered(t))

    def _equation(self, s: Any, t: Any) -> str:
        left, right = self._term(s), self._term(t)
        return f"{left} = {right}" + (":> Rg" if not any(map(str.isalpha, (left + right).replace("%:R", ""))) else "")

    def natural_premise(self, x: Any) -> bool:
        """Whether a premise only says that a size is not negative, which a natural number is anyway."""
        return x[0] == "<=" and x[1] == 0 and isinstance(x[2], str) and x[2] in self.sizes

    def formula(self, x: Any) -> str:
        """A formula, with letters for its bound names."""
        return self._formula(lettered(x))

    def _formula(self, x: Any) -> str:
        op, *a = x
        if op == "=":
            return f"({self._equation(*a)})"
        if op in ("<=", "=="):
            return f"({self._integer(a[0])} {'<=' if op == '<=' else '='} {self._integer(a[1])})%ZZ"
        if op == "le":
            self.operations.add(op)
            return f"(below {self._scalar(a[0])} {self._scalar(a[1])})"
        if op == "false":
            return "False"
        if op in ("and", "or"):
            return f"({self._formula(a[0])} {AND_OR[op]} {self._formula(a[1])})"
        if op == "imp":
            return self._formula(a[1]) if self.natural_premise(a[0]) else f"({self._formula(a[0])} -> {self._formula(a[1])})"
        if op in ("all", "ex"):
            return self._quantified(op, *a)
        raise UntranslatableError(f"the formula {op}")

    def _quantified(self, op: str, declaration: Any, body: Any) -> str:
        kept = self.sizes
        self.sizes = self.scope_of(declaration, body)
        inner = self._formula(body)
        written = f"{name(declaration[1])} : {self.sort(declaration)}"
        self.sizes = kept
        return f"(forall ({written}), {inner})" if op == "all" else f"(exists {written}, {inner})"

    def scope_of(self, declaration: Any, body: Any) -> set[str]:
        """The sizes inside a quantifier: whether its integer is a size shows in its body."""
        if declaration[0] == "int" and declaration[1] in set(sized(body)):
            return self.sizes | {declaration[1]}
        return self.sizes - {declaration[1]}

    def sort(self, declaration: Any) -> str:
        """The type of a declared name."""
        kind, letter, *rest = declaration
        if kind == "int":
            return "nat" if letter in self.sizes else "Z"
        if kind == "f":
            arity: int = rest[0]
            return "Z -> " * arity + "Rg"
        if kind == "fun":
            return "Rg -> Rg"
        if any(p in (form(d) or (0, {}))[1] for p in rest[0] for d in rest[1:]):
            raise UntranslatableError("a size that depends on an index")
        return "Z -> " * len(rest[0]) + f"'M[Rg]_({self.natural(rest[1])}, {self.natural(rest[2])})"
