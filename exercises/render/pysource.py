"""Formulas as Python that recomputes them with the package `symbolic`: for the code cells of a notebook.

Shapes are followed, so that a product of a row and a column is compared with a number by its single entry and nothing
is compared in vain. A formula outside this language (functions of t or n, sums, free letters) has no source, and the
cell says so.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from exercises.document import FactView
from exercises.render.pyvalue import LETTER, SURD, NoSourceError, Shape, Source, compared, identifier, rational_text, together
from exercises.terms import E


@dataclass
class Session:
    """What the code so far has defined. Letters that are not `taken` by a name of the page get a line of their own."""

    taken: frozenset[str] = frozenset()
    names: dict[str, Source] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)

    def definitions(self, facts: Iterable[FactView]) -> list[str]:
        """Return assignments for the chains that start with a new name, and remember the names.

        >>> from exercises.terms import mat, name
        >>> Session().definitions([FactView((name("A"), mat([[3, 1], [0, 3]])), ("=",))])
        ['A = symbolic.matrix("3 1; 0 3")']
        """
        lines = []
        for fact in facts:
            first = fact.sides[0]
            if first.op != "name" or first.args[0] in self.names or not fact.ops or fact.ops[0] != "=":
                continue
            try:
                name, value = identifier(first.args[0]), self.source(fact.sides[1])
            except NoSourceError:
                continue
            self.names[first.args[0]] = Source(name, 3, value.shape, value.kinds)
            lines.append(f"{name} = {value.text}")
        return lines

    def checks(self, facts: Iterable[FactView], new: frozenset[str] = frozenset()) -> tuple[list[str], int]:
        """Return one assertion for each relation, and how many have no source; those that define `new` names are left out."""
        lines: list[str] = []
        missing = 0
        unused = set(new)
        for fact in facts:
            for place, op in enumerate(fact.ops):
                first = fact.sides[0]
                if place == 0 and op == "=" and first.op == "name" and first.args[0] in unused:
                    unused.discard(first.args[0])
                    continue
                try:
                    left, right = map(self.source, fact.sides[place : place + 2])
                    line = f"assert {compared(left, op, right)}"
                except NoSourceError:
                    missing += 1
                else:
                    lines.append(line)
        return list(dict.fromkeys(lines)), missing

    def source(self, tree: E) -> Source:
        """Return the source of a formula.

        Raises:
            NoSourceError: it has none.
        """
        rule = _RULES.get(tree.op)
        if rule is None:
            raise NoSourceError(tree.op)
        return rule(self, tree)


def _num(_: Session, tree: E) -> Source:
    if not rational_text(tree):
        raise NoSourceError("num")
    number = Fraction(rational_text(tree))
    if number.denominator > 1:
        return Source(f"symbolic.rational({number.numerator}, {number.denominator})")
    return Source(str(number), 3 if number >= 0 else 0)


def _name(s: Session, tree: E) -> Source:
    found = s.names.get(tree.args[0])
    if found is None:
        raise NoSourceError(tree.args[0])
    return found


def _var(s: Session, tree: E) -> Source:
    letter = identifier(tree.args[0])
    text = f'symbolic.parameter("{letter}")'
    if tree.args[0] in s.taken:
        return Source(text, 3, (), frozenset((LETTER,)))
    s.letters[letter] = f"{letter} = {text}"
    return Source(letter, 3, (), frozenset((LETTER,)))


def _sqrt(_: Session, tree: E) -> Source:
    if not re.fullmatch(r"[0-9]{1,40}", str(tree.args[0])):
        raise NoSourceError("sqrt")
    return Source(f"symbolic.sqrt({tree.args[0]})", 3, (), frozenset((SURD,)))


def _mat(s: Session, tree: E) -> Source:
    rows = tree.args[0]
    if not rows or not rows[0]:
        raise NoSourceError("mat")
    shape = (len(rows), len(rows[0]))
    plain = [[rational_text(entry) for entry in row] for row in rows]
    if all(text for row in plain for text in row):
        return Source(f'symbolic.matrix("{"; ".join(" ".join(row) for row in plain)}")', 3, shape)
    cells = [[s.source(entry) for entry in row] for row in rows]
    if any(cell.shape for row in cells for cell in row):
        raise NoSourceError("mat")
    text = ", ".join(f"[{', '.join(cell.text for cell in row)}]" for row in cells)
    return Source(f"symbolic.matrix([{text}])", 3, shape, together(*(cell for row in cells for cell in row)))


def _eye(_: Session, tree: E) -> Source:
    size = tree.args[0]
    if not isinstance(size, int):
        raise NoSourceError("eye")
    return Source(f"symbolic.identity({size})", 3, (size, size))


def _zero(_: Session, tree: E) -> Source:
    rows, cols = tree.args
    if not (isinstance(rows, int) and isinstance(cols, int)):
        raise NoSourceError("zero")
    return Source(f"symbolic.zero({rows}, {cols})", 3, (rows, cols))


def _hcat(s: Session, tree: E) -> Source:
    blocks = [s.source(block) for block in tree.args]
    if not blocks or any(len(b.shape) != 2 or b.shape[0] != blocks[0].shape[0] for b in blocks):
        raise NoSourceError("hcat")
    shape = (blocks[0].shape[0], sum(b.shape[1] for b in blocks))
    return Source(f"symbolic.hstack([{', '.join(b.text for b in blocks)}])", 3, shape, together(*blocks))


def _add(s: Session, tree: E) -> Source:
    text = ""
    shape: Shape = ()
    parts: list[Source] = []
    for term in tree.args:
        negative = term.op == "neg" and bool(text)
        part = s.source(term.args[0] if negative else term)
        if text and part.shape != shape:
            raise NoSourceError("add")
        text = f"{text} {'-' if negative else '+'} {part.at(1)}" if text else part.text
        shape = part.shape
        parts.append(part)
    return Source(text, 0, shape, together(*parts))


def _neg(s: Session, tree: E) -> Source:
    part = s.source(tree.args[0])
    return Source(f"-{part.at(1)}", 0, part.shape, part.kinds)


def _mul(s: Session, tree: E) -> Source:
    parts = [s.source(factor) for factor in tree.args]
    shape: Shape = ()
    for part in parts:
        if shape and part.shape:
            if shape[1] != part.shape[0]:
                raise NoSourceError("mul")
            shape = (shape[0], part.shape[1])
        else:
            shape = shape or part.shape
    return Source(" * ".join(part.at(1 if k == 0 else 2) for k, part in enumerate(parts)), 1, shape, together(*parts))


def _pow(s: Session, tree: E) -> Source:
    base, exponent = s.source(tree.args[0]), rational_text(tree.args[1])
    if not re.fullmatch(r"[0-9]{1,3}", exponent) or (base.shape and base.shape[0] != base.shape[1]):
        raise NoSourceError("pow")
    return Source(f"{base.at(3)}**{exponent}", 2, base.shape, base.kinds)


def _frac(s: Session, tree: E) -> Source:
    top, bottom = map(s.source, tree.args)
    if bottom.shape:
        raise NoSourceError("frac")
    # a Python int divided by a Python int would be a float
    over = top.at(1)
    if not top.shape:
        over = f"symbolic.rational({top.text})" if top.text.isdecimal() else f"symbolic.rational(1) * {top.at(2)}"
    text = f"{over} / {bottom.at(2)}"
    return Source(text, 1, top.shape, together(top, bottom))


def _transpose(s: Session, tree: E) -> Source:
    part = s.source(tree.args[0])
    if not part.shape:
        raise NoSourceError("T")
    return Source(f"{part.at(3)}.T", 3, part.shape[::-1], part.kinds)


def _inverse(s: Session, tree: E) -> Source:
    part = s.source(tree.args[0])
    if part.free:
        raise NoSourceError("inv")
    text = f"symbolic.inverse({part.text})" if part.shape else f"symbolic.rational(1) / {part.at(2)}"
    return Source(text, 3 if part.shape else 1, part.shape, part.kinds)


def _det(s: Session, tree: E) -> Source:
    part = s.source(tree.args[0])
    if not part.shape or part.shape[0] != part.shape[1]:
        raise NoSourceError("det")
    return Source(f"symbolic.det({part.text})", 3, (), part.kinds)


def _rank(s: Session, tree: E) -> Source:
    part = s.source(tree.args[0])
    if not part.shape or part.free:
        raise NoSourceError("rank")
    return Source(f"symbolic.rank({part.text})")


def _norm(s: Session, tree: E) -> Source:
    part, which = s.source(tree.args[0]), tree.args[1] if len(tree.args) > 1 else ""
    if not part.shape or part.free or which not in ("2", "F"):
        raise NoSourceError("norm")
    return Source(f'symbolic.norm({part.text}, "{which}")', 3, (), frozenset((SURD,)))


def _entry(s: Session, tree: E) -> Source:
    part, *place = s.source(tree.args[0]), *tree.args[1:]
    if len(part.shape) != 2 or len(place) != 2:
        raise NoSourceError("entry")
    if not all(isinstance(k, int) and 1 <= k <= n for k, n in zip(place, part.shape, strict=True)):
        raise NoSourceError("entry")
    return Source(f"{part.at(3)}[{place[0] - 1}, {place[1] - 1}]", 3, (), part.kinds)


_RULES: dict[str, Callable[[Session, E], Source]] = {
    "num": _num, "name": _name, "var": _var, "sqrt": _sqrt, "i": lambda _s, _t: Source("symbolic.I", 3, (), frozenset((SURD,))),
    "mat": _mat, "eye": _eye, "zero": _zero, "hcat": _hcat, "entry": _entry, "add": _add, "neg": _neg, "mul": _mul, "pow": _pow,
    "frac": _frac, "T": _transpose, "inv": _inverse, "det": _det, "rank": _rank, "norm": _norm,
}  # fmt: skip
