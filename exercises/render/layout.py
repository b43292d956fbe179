"""From expression trees to boxes: precedence, signs and juxtaposition live here and nowhere else.

Every operation of `exercises.terms` has one function below; it returns a `Piece`, which knows how tightly its outermost
operation binds and whether a minus sign stands in front of it. Brackets follow from comparing two levels.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

from exercises.render.boxes import (
    MINUS,
    Big,
    Box,
    Choose,
    Fence,
    Frac,
    Grid,
    Id,
    Num,
    Op,
    Root,
    Row,
    Script,
    Thin,
    Up,
    is_tall,
)
from exercises.render.denominators import take_out
from exercises.render.names import indices, name_box
from exercises.render.pieces import (
    ADD,
    ATOM,
    FRACTION,
    MINUS_SIGN,
    MUL,
    POW,
    PREFIX,
    Piece,
    Size,
    between,
    is_number,
    is_simple,
    need,
    row,
    separated,
    whole,
)
from exercises.terms import E
from symbolic.errors import InputError


def layout(tree: E, size: Size = Size.FULL) -> Box:
    """Return the picture of a tree; `Size.SCRIPT` sets fractions on one line, as in an exponent.

    >>> from exercises.terms import name, num
    >>> layout(name("A") - 2 * name("I"))  # doctest: +NORMALIZE_WHITESPACE
    Row(items=(Id(text='A'), Op(text='−', role='infix'), Num(text='2'), Thin(invisible=True), Id(text='I')))
    """
    return whole(_piece(tree, size))


def _piece(tree: E, size: Size) -> Piece:
    rule = _RULES.get(tree.op)
    if rule is None:
        raise InputError(f"layout: the operation {tree.op!r} has no picture; known are {', '.join(sorted(_RULES))}.")
    return rule(tree, size)


def _small(value: object) -> Box:
    """Return an index, a size or a function name: a tree, a whole number or a name."""
    return layout(value, Size.SCRIPT) if isinstance(value, E) else name_box(str(value))


# --- numbers and names ------------------------------------------------------------------------------------------------


def _num(tree: E, size: Size) -> Piece:
    text = str(tree.args[0])
    negative = text.startswith("-")
    top, _, bottom = text.lstrip("-").partition("/")
    if not bottom:
        return Piece(Num(top), ATOM, negative)
    return replace(_over(Num(top), Num(bottom), size), negative=negative)


def _over(top: Box, bottom: Box, size: Size) -> Piece:
    return Piece(row(top, Op("/", "plain"), bottom), MUL) if size is Size.SCRIPT else Piece(Frac(top, bottom), FRACTION)


def _name(tree: E, _size: Size) -> Piece:
    return Piece(name_box(str(tree.args[0]) if tree.args else "alpha"))


def _constant(box: Box) -> Rule:
    return lambda _tree, _size: Piece(box)


def _text(tree: E, _size: Size) -> Piece:
    return Piece(Up(str(tree.args[0])))


# --- matrices ---------------------------------------------------------------------------------------------------------


def _mat(tree: E, size: Size) -> Piece:
    denominator, rows = take_out(tree.args[0])
    cells = tuple(tuple(layout(entry, size) for entry in line) for line in rows)
    columns = zip(*cells, strict=True)
    grid = Grid(cells, tuple("right" if all(map(is_number, column)) else "center" for column in columns))
    if denominator == 1:
        return Piece(grid)
    return Piece(row(_over(Num("1"), Num(str(denominator)), size).box, Thin(), grid), MUL)


def _hcat(tree: E, size: Size) -> Piece:
    blocks = tuple(layout(block, size) for block in tree.args)
    return Piece(Grid((blocks,), ("center",) * len(blocks)))


def _function_of_list(word: str) -> Rule:
    def rule(tree: E, size: Size) -> Piece:
        return Piece(row(Up(word), Fence(separated([layout(item, size) for item in tree.args]))))
    return rule


# --- sums, products, powers -------------------------------------------------------------------------------------------


def _add(tree: E, size: Size) -> Piece:
    boxes: list[Box] = []
    for term in tree.args:
        piece = _piece(term, size)
        if boxes:
            boxes += [Op(MINUS if piece.negative else "+", "infix"), piece.box]
        else:
            boxes.append(whole(piece))
    return Piece(row(*boxes), ADD) if len(tree.args) > 1 else _piece(tree.args[0], size)


def _neg(tree: E, size: Size) -> Piece:
    inner = _piece(tree.args[0], size)
    if inner.negative or inner.level == ADD:
        return Piece(Fence(whole(inner)), ATOM, negative=True)
    return replace(inner, negative=True)


def _mul(tree: E, size: Size) -> Piece:
    pieces = [_piece(factor, size) for factor in _factors(tree)]
    if len(pieces) == 1:
        return pieces[0]
    negative = pieces[0].negative
    pieces[0] = replace(pieces[0], negative=False)
    last = pieces.pop()
    boxes = [need(piece, FRACTION if piece.level == PREFIX else MUL) for piece in pieces]
    boxes.append(need(last, MUL))
    items: list[Box] = [boxes[0]]
    for left, right in pairwise(boxes):
        items += [*between(left, right, size), right]
    return Piece(row(*items), MUL, negative)


def _factors(tree: E) -> list[E]:
    return [leaf for factor in tree.args for leaf in (_factors(factor) if factor.op == "mul" else [factor])]


def _pow(tree: E, size: Size) -> Piece:
    base, exponent = tree.args
    sup = layout(exponent, Size.SCRIPT)
    if base.op in ("cos", "sin") and isinstance(sup, Num):
        return Piece(row(Script(Up(base.op), None, sup), *_argument(base.args[0], size)), PREFIX)
    return _raised(_piece(base, size), sup)


def _raised(base: Piece, sup: Box) -> Piece:
    if isinstance(base.box, Script) and base.box.sup is None and not base.negative:
        return Piece(Script(base.box.base, base.box.sub, sup), POW)
    return Piece(Script(need(base, ATOM), None, sup), POW)


def _superscript(sup: Box) -> Rule:
    return lambda tree, size: _raised(_piece(tree.args[0], size), sup)


def _frac(tree: E, size: Size) -> Piece:
    top, bottom = (_piece(part, size) for part in tree.args)
    negative = top.negative
    if size is Size.SCRIPT:
        return Piece(row(need(replace(top, negative=False), MUL), Op("/", "plain"), need(bottom, POW)), MUL, negative)
    return Piece(Frac(replace(top, negative=False).box, whole(bottom)), FRACTION, negative)


def _sqrt(tree: E, size: Size) -> Piece:
    body = tree.args[0]
    return Piece(Root(layout(body, size) if isinstance(body, E) else Num(str(body))), POW)


# --- functions --------------------------------------------------------------------------------------------------------


def _argument(tree: E, size: Size) -> list[Box]:
    """Return what follows a word such as det: a thin space and a tight argument, or the argument in brackets."""
    piece = _piece(tree, size)
    box = need(piece, FRACTION)
    if piece.level == MUL and not piece.negative and not is_tall(piece.box) and is_simple(piece.box):
        box = piece.box
    return [box] if isinstance(box, Fence) and box.left == "(" else [Thin(), box]


def _word(word: str) -> Rule:
    return lambda tree, size: Piece(row(Up(word), *_argument(tree.args[0], size)), PREFIX)


def _exp(tree: E, size: Size) -> Piece:
    box = layout(tree.args[0], Size.SCRIPT)
    if is_tall(box):
        return Piece(row(Up("exp"), *_argument(tree.args[0], size)), PREFIX)
    return Piece(Script(Id("e"), None, box), POW)


def _norm(tree: E, size: Size) -> Piece:
    fence = Fence(layout(tree.args[0], size), "‖", "‖")
    which = tree.args[1] if len(tree.args) > 1 else ""
    return Piece(Script(fence, _small(which)), POW) if which != "" else Piece(fence)


def _derivative(tree: E, size: Size) -> Piece:
    inner, prime = tree.args[0], Op("′", "plain")
    if inner.op == "D" and inner.args[0].op == "name":
        inner, prime = inner.args[0], Op("′′", "plain")
    if inner.op == "name":
        return _raised(_piece(inner, size), prime)
    if inner.op == "call":
        head = _raised(Piece(_small(inner.args[0])), prime).box
        return Piece(row(head, *_call(inner, size).box.items[1:]))  # type: ignore[union-attr]
    d = _over(Up("d"), row(Up("d"), Id("t")), size).box
    return Piece(row(d, Thin(), need(_piece(inner, size), FRACTION)), PREFIX)


def _call(tree: E, size: Size) -> Piece:
    arguments = [layout(item, size) for item in tree.args[1:]]
    return Piece(Row((_small(tree.args[0]), Fence(separated(arguments)))))


def _at(tree: E, size: Size) -> Piece:
    body, variable, value = tree.args
    spelled = variable.args[0] if isinstance(variable, E) else variable
    call = body.args[0] if body.op == "D" and body.args[0].op == "call" else body
    if call.op == "call" and call.args[1:] == (E("var", (spelled,)),):
        there = E("call", (call.args[0], value))
        return _piece(there if call is body else E("D", (there,)), size)
    place = row(_small(spelled), Op("=", "relation"), layout(value, Size.SCRIPT))
    return Piece(Script(Fence(need(_piece(body, size), MUL), "", "|"), place), POW)


def _range(sign: str) -> Rule:
    def rule(tree: E, size: Size) -> Piece:
        variable, low, high, body = tree.args
        spelled = variable.args[0] if isinstance(variable, E) else variable
        below = row(_small(spelled), Op("=", "relation"), _small(low))
        return Piece(row(Big(sign, below, _small(high)), Thin(), need(_piece(body, size), MUL)), PREFIX)
    return rule


def _root_sum(tree: E, size: Size) -> Piece:
    label, body = tree.args
    return Piece(row(Big("∑", _small(label), None), Thin(), need(_piece(body, size), MUL)), PREFIX)


def _iverson(tree: E, _size: Size) -> Piece:
    return Piece(Fence(row(_small(tree.args[0]), Op("=", "relation"), _small(tree.args[1])), "[", "]"))


def _binom(tree: E, _size: Size) -> Piece:
    top, bottom = tree.args
    return Piece(Choose(layout(top, Size.SCRIPT), layout(bottom, Size.SCRIPT)))


def _entry(tree: E, size: Size) -> Piece:
    base, *place = tree.args
    box, shown = need(_piece(base, size), ATOM), indices(str(base.args[0]) if base.op == "name" else "", place)
    return Piece(Script(Fence(box) if isinstance(box, Script) else box, separated(list(map(_small, shown)), "plain")), POW)


def _tuple(tree: E, size: Size) -> Piece:
    return Piece(Fence(separated([layout(item, size) for item in tree.args])))


Rule: TypeAlias = Callable[[E, Size], Piece]
_RULES: dict[str, Rule] = {
    "num": _num, "name": _name, "var": _name, "root": _name, "sqrt": _sqrt, "i": _constant(Id("i")), "text": _text,
    "mat": _mat, "hcat": _hcat, "eye": _constant(Id("I")), "zero": _constant(Num("0")), "diag": _function_of_list("diag"),
    "add": _add, "neg": _neg, "mul": _mul, "frac": _frac, "pow": _pow, "binom": _binom, "tuple": _tuple, "entry": _entry,
    "T": _superscript(Up("T")), "inv": _superscript(Row((MINUS_SIGN, Num("1")))),
    "det": _word("det"), "rank": _word("rank"), "cos": _word("cos"), "sin": _word("sin"),
    "exp": _exp, "norm": _norm, "D": _derivative, "at": _at, "call": _call,
    "sum": _range("∑"), "prod": _range("∏"), "rootsum": _root_sum, "iverson": _iverson,
}  # fmt: skip
