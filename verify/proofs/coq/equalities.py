"""Proofs that two terms have one normal form.

What the kernel's normal form does to opaque parts - a linear index is sorted, a sum is split and its constant factors leave it,
entries and traces are split, parts inside are normal themselves - becomes an equation for each part, proved by lemmas of the
prelude; the laws of rings and of matrix products are left to the prelude's own normal form, which Coq evaluates.
"""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from verify.kernel.substitution import new_name, substitute
from verify.proofs.coq.canonical import (
    canonical_term,
    factors,
    index,
    key,
    legal,
    matrices,
    nameless,
    number,
    polynomial,
    product,
    renamed,
    shape,
)
from verify.proofs.coq.normal import Scope, linear, mentions, normal
from verify.proofs.coq.reflection import Reflection
from verify.proofs.coq.terms import Writer
from verify.proofs.notation import form, is_matrix

RING = {"+", "-", "*", "T", "q", "I", "O"}


def pieces(t: Any) -> Iterator[Any]:
    """The largest opaque parts of a term."""
    if isinstance(t, int):
        return
    if t[0] in RING:
        if t[0] not in ("q", "I", "O"):
            for y in t[1:]:
                yield from pieces(y)
    else:
        yield t


def replaced(t: Any, by: dict[Any, Any]) -> Any:
    """A term with its opaque parts replaced."""
    if isinstance(t, int) or t[0] in ("q", "I", "O"):
        return t
    return (t[0], *(replaced(y, by) for y in t[1:])) if t[0] in RING else by.get(nameless(t), t)


class Equalities(Writer):
    """Lines of a proof script about terms."""

    def __init__(self) -> None:
        """An empty script."""
        super().__init__()
        self.lines: list[str] = []
        self.depth = 0
        self.fresh = 0

    def emit(self, line: str) -> None:
        """One more line."""
        self.lines.append("  " * self.depth + line)

    def new(self, letter: str) -> str:
        """A name that nothing has."""
        self.fresh += 1
        return f"{letter}{self.fresh}_"

    @contextmanager
    def braces(self) -> Iterator[None]:
        """The proof of one goal."""
        self.emit("{")
        self.depth += 1
        yield
        self.depth -= 1
        self.emit("}")

    def equal(self, scope: Scope, s: Any, t: Any) -> None:
        """The goal s = t, two terms of one normal form."""
        if nameless(s) == nameless(t):
            self.emit("reflexivity.")
            return
        by: dict[Any, Any] = {}
        rewrites = []
        for part in sorted({nameless(x): x for x in (*pieces(s), *pieces(t))}.values(), key=lambda x: -len(repr(nameless(x)))):
            standard = canonical_term(part, scope)
            if nameless(standard) != nameless(part):
                by[nameless(part)] = standard
                if self.term(part) == self.term(standard):
                    continue
                e = self.new("e")
                self.emit(f"have {e} : {self.equation(part, standard)}.")
                with self.braces():
                    self.part(scope, part, standard)
                rewrites.append(e)
        if rewrites:
            self.emit(f"rewrite {' '.join(f'?{e}' for e in rewrites)}.")
        s, t = replaced(s, by), replaced(t, by)
        if nameless(s) == nameless(t):
            self.emit("reflexivity.")
        else:
            Reflection(self, scope).prove(s, t)

    def part(self, scope: Scope, t: Any, standard: Any) -> None:
        """The goal t = standard, for an opaque part."""
        op = t[0]
        if op in ("f", "m"):
            self.emit("f_equal; lia.")
        elif op in ("sum", "prod", "ent", "tr", "mat", "ite"):
            getattr(self, f"_{op}")(scope, t, standard)
        elif op in ("inl", "inr"):
            self.emit("reflexivity.")
        elif op == "#":
            self._number(scope, t)
        else:
            self._inside(scope, t, standard)

    def _inside(self, scope: Scope, t: Any, standard: Any) -> None:
        """The parts of an operation are equal."""
        inner = self.new("e")
        old, new = t[-1], standard[-1]
        sort = self.type_of(scope, old)
        self.emit(f"have {inner} : {self.equation(old, new)}.")
        with self.braces():
            self.equal(scope, old, new)
        hole = ("m", "hole_") if is_matrix(old) else ("f", "hole_")
        self.emit(f"exact: (f_equal (fun hole_ : {sort} => {self.term((*t[:-1], hole))}) {inner}).")

    def type_of(self, scope: Scope, t: Any) -> str:
        """The type of a term."""
        kind = shape(t, scope)
        return "Rg" if kind is None else self.sort(("m", "_", (), *map(index, kind)))

    def _number(self, scope: Scope, t: Any) -> None:
        """An integer as a scalar is a sum of its parts."""
        constant, parts = form(t[1]) or (0, {})
        written = []
        for v, c in sorted(parts.items()):
            n = self.integer(v)
            written.append(n if c == 1 else f"(Z.of_nat {c} * {n})" if c > 0 else f"(- (Z.of_nat {-c} * {n}))")
        if constant or not parts:
            written.append(f"(Z.of_nat {constant})" if constant >= 0 else f"(- (Z.of_nat {-constant}))")
        numbers = {abs(c) for c in (constant, *parts.values())}
        self.emit(f"rewrite (_ : {self.integer(t[1])} = ({' + '.join(written)})%ZZ); last lia.")
        self.emit(f"rewrite ?(zr_add, zr_opp, zr_mul) {' '.join(f'?(zr_nat Rg {n})' for n in sorted(numbers))}.")
        s: Any = ("+", *(("*", c, ("#", v)) if c != 1 else ("#", v) for v, c in sorted(parts.items())),
             *([constant] if constant or not parts else []))
        s = s if len(s) > 2 else s[1]
        self.emit(f"transitivity ({self.scalar(s)} : Rg); first by [].")
        self.equal(scope, s, canonical_term(t, scope))

    def _ite(self, scope: Scope, t: Any, standard: Any) -> None:
        self.emit("apply: ite_all; [lia | |].")
        for old, new in zip(t[3:], standard[3:], strict=True):
            with self.braces():
                self.equal(scope, old, new)

    def _mat(self, scope: Scope, t: Any, standard: Any) -> None:
        i, j = self.new("i"), self.new("j")
        self.emit(f"apply: mat_same => {i} {j}.")
        inner = {**scope, i: ("int",), j: ("int",)}
        self.equal(inner, renamed(t[5], {t[3]: i, t[4]: j}), renamed(standard[5], {standard[3]: i, standard[4]: j}))

    def _prod(self, scope: Scope, t: Any, standard: Any) -> None:
        k = self.new("k")
        self.emit(f"apply: {'m' * is_matrix(t)}zprod_same => [||{k} _ _]; [lia | lia |].")
        self.equal({**scope, k: ("int",)}, renamed(t[4], {t[1]: k}), renamed(standard[4], {standard[1]: k}))

    def _sum(self, scope: Scope, t: Any, standard: Any) -> None:
        """The body is a sum of products; what does not depend on the index leaves each."""
        if not isinstance(standard, int) and standard[0] == "sum":
            k = self.new("k")
            self.emit(f"apply: zsum_same => [||{k} _ _]; [lia | lia |].")
            self.equal({**scope, k: ("int",)}, renamed(t[4], {t[1]: k}), renamed(standard[4], {standard[1]: k}))
            return
        v = new_name()
        kind, p = normal(substitute(t[4], {t[1]: v}), {**scope, v: ("int",)})
        x = self.new("x")
        low, high = (index(linear(bound)) for bound in t[2:4])
        rows = [self._summand(scope, row, c, (v, x), kind, (low, high)) for row, c in sorted(p.items(), key=lambda r: key(r[0]))]
        zero: Any = 0 if kind is None else ("O", *map(index, kind))
        nested, after = zero, zero
        steps = []
        for lemma, arguments, body, outside in reversed(rows):
            rest = f"({self.term(nested)} : {'_' if kind else 'Rg'})"
            ends = f"{self.integer(low)} {self.integer(high)}"
            steps.append(f"rewrite (@{lemma} Rg {ends} {arguments(x)} (fun {x} => {rest})).")
            nested, after = ("+", body, nested), ("+", outside, after)
        inner = {**scope, x: ("int",)}
        sort = "_" if kind else "Rg"
        self.emit(f"transitivity (zsum {self.integer(low)} {self.integer(high)} (fun {x} => ({self.term(nested)} : {sort}))).")
        with self.braces():
            self.emit(f"apply: zsum_same => [||{x} _ _]; [lia | lia |].")
            self.equal(inner, renamed(t[4], {t[1]: x}), nested)
        for step in reversed(steps):
            self.emit(step)
        self.emit("rewrite zsum_empty.")
        self.equal(scope, after, standard)

    def _summand(self, scope: Scope, row: Any, c: Any, variable: tuple[str, str], kind: Any, ends: tuple[Any, Any]) -> Any:
        """One summand: the lemma, its arguments, the body and what it becomes."""
        (monomial, w), (v, x) = row, variable
        inside = frozenset((a, e) for a, e in monomial if mentions(a, v))
        marked = [i for i, a in enumerate(w) if mentions(a, v)]
        start, stop = (marked[0], marked[-1] + 1) if marked else (len(w), len(w))
        one = renamed(polynomial({(inside, w[start:stop]): Fraction(1)}), {legal(v): x})
        summed = canonical_term(("sum", x, *ends, one), scope)
        f = renamed(summed[4], {summed[1]: x})
        a = product([number(c), *factors(monomial - inside)])
        if kind is None:
            return "zsum_step", lambda x: f"{self.scalar(a)} (fun {x} => {self.scalar(f)})", ("*", a, f), ("*", a, summed)
        if not marked:
            W = product(matrices(w)) if w else ("I", index(kind[0]))
            return ("zsum_scalars", lambda x: f"_ _ {self.scalar(a)} (fun {x} => {self.scalar(f)}) {self.matrix(W)}",
                    ("*", ("*", a, f), W), ("*", ("*", a, summed), W))
        kinds = shape(summed, scope)
        rows, columns = index(kinds[0]), index(kinds[1])
        left = product(matrices(w[:start])) if start else ("I", rows)
        right = product(matrices(w[stop:])) if stop < len(w) else ("I", columns)
        sides = f"_ _ _ _ {self.scalar(a)} {self.matrix(left)} {self.matrix(right)}"
        return ("zsum_words", lambda x: f"{sides} (fun {x} => {self.matrix(f)})",
                ("*", a, left, f, right), ("*", a, left, summed, right))
