"""Answers that are collections: numbers in any order, Jordan blocks, sizes, an interval, one of several values."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from exercises.commands.messages import counted
from exercises.grading import credit, reading
from exercises.grading.kinds import Given, Kind, register
from exercises.grading.laws import Law
from exercises.grading.question import Question
from symbolic.errors import InputError, ParseError

BLOCK = re.compile(r"[ ]*(?:([0-9]{1,3})[ ]*(?:x|×|times)[ ]+|([0-9]{1,3})[ ]*\*[ ]*)?J[ ]*_?[ ]*\{?([0-9]{1,9})\}?[ ]*\(")
MAX_BLOCKS, MAX_RANGE = 100, 200
END = {"-inf": None, "inf": None, "+inf": None, "-oo": None, "oo": None, "-∞": None, "∞": None, "infinity": None,
       "-infinity": None, "+oo": None, "+∞": None, "+infinity": None}
LETTER = re.compile(r"\s*[^\W\d]\w{0,9}\s*")
FROM = r"(?:[^\W\d]\w{0,9}\s+)?(?:is\s+)?(?:from|between)\s"
RANGE = re.compile(rf"{FROM}(.{{1,80}}?)\s(?:to|and)\s(.{{1,80}}?)[\s,(]+"
                   r"(inclusive|exclusive|including both ends|excluding both ends|included|excluded)\)?", re.IGNORECASE)


def _numbers(texts: Mapping[str, str], q: Question) -> Given:
    return {"": reading.numbers(texts[""], decimals=q.decimals)}


def multiset_difference(mine: list[Any], right: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return what is too much in `mine` and what is missing from it, each as often as it counts."""
    missing, extra = list(right), []
    for x in mine:
        if x in missing:
            missing.remove(x)
        else:
            extra.append(x)
    return extra, missing


def _multiset(law: str, mine: list[Any], right: list[Any], show: Any = str) -> Law:
    extra, missing = multiset_difference(mine, right)
    parts = [f"{word} {', '.join(map(show, some))}" for word, some in (("not", extra), ("missing:", missing)) if some]
    return Law(law, holds=not parts, detail="; ".join(parts))


def _any_order(given: Given, key: Given, _q: Question) -> Iterator[Law]:
    yield _multiset("the values, each as often as it counts", given[""], key[""])


def _same_list(given: Given, key: Given, _q: Question) -> Iterator[Law]:
    mine, right = given[""], key[""]
    fits = len(mine) == len(right)
    yield Law("the number of values", holds=fits,
              detail="" if fits else f"you give {counted(len(mine), 'value')}, the list has {len(right)}")
    wrong = next((i for i, (x, y) in enumerate(zip(mine, right, strict=False)) if x != y), None)
    yield Law("the values in order", holds=wrong is None, detail="" if wrong is None else
              f"number {wrong + 1}: yours is {mine[wrong]}, the value is {right[wrong]}")


def _set(texts: Mapping[str, str], q: Question) -> Given:
    found: list[Any] = []
    for x in reading.numbers(texts[""], decimals=q.decimals):
        found += [x] if x not in found else []
    return {"": found}


def _equal_multisets(a: Given, b: Given, _q: Question) -> bool:
    return multiset_difference(a[""], b[""]) == ([], [])


def blocks(text: str, *, decimals: bool) -> list[tuple[Any, int]]:
    """Return the Jordan blocks of a text as (eigenvalue, size), in the order written.

    >>> blocks("J_2(3), J_1(-1) + 2 x J_1(1/2)", decimals=False)
    [(3, 2), (-1, 1), (1/2, 1), (1/2, 1)]
    >>> blocks("3: 2, 1; -1: 1", decimals=False)
    [(3, 2), (3, 1), (-1, 1)]
    """
    reading.check_text(text)
    if "J" not in text and ":" in text:
        return _sizes_by_eigenvalue(text, decimals=decimals)
    inside = re.fullmatch(r"\s*diag\s*\((.*)\)\s*", text, re.DOTALL)
    text = inside.group(1) if inside else text
    out: list[tuple[Any, int]] = []
    at = 0
    while at < len(text):
        m = BLOCK.match(text, at)
        if m is None and re.match(r"J *_?\{?[0-9]{10}", text[at:at + 20]):
            raise InputError("a block of this size is larger than any matrix here")
        if m is None:
            raise ParseError("write the blocks as J_2(3), J_1(-1): size below, eigenvalue in brackets", 1, at + 1)
        end, depth = m.end(), 1
        while end < len(text) and depth:
            depth += (text[end] == "(") - (text[end] == ")")
            end += 1
        if depth:
            raise ParseError("a bracket is not closed", 1, m.end())
        value = reading.number(text[m.end():end - 1], decimals=decimals)
        out += [(value, int(m.group(3)))] * min(int(m.group(1) or m.group(2) or 1), 100)
        if len(out) > MAX_BLOCKS:
            raise InputError(f"more than {MAX_BLOCKS} blocks")
        at = end + len(re.match(r"(?:[\s,;+⊕]|and\b)*", text[end:]).group())  # type: ignore[union-attr]
    return out


def _sizes_by_eigenvalue(text: str, *, decimals: bool) -> list[tuple[Any, int]]:
    out = []
    for piece in re.split(r"[;\n]+", text):
        value, _, sizes = piece.partition(":")
        x = reading.number(value, decimals=decimals)
        out += [(x, size) for size in whole_numbers(sizes)]
    return out


def whole_numbers(text: str) -> list[int]:
    """Return the positive whole numbers of a list such as 2, 1, 1 or (2, 1) or 2+1.

    Raises:
        InputError: something else stands there.
    """
    plain = re.sub(r"[(){}\[\]]", " ", text)
    pieces = [p for p in re.split(r"[\s,;+]+", plain) if p]
    if not pieces or not all(p.isascii() and p.isdigit() and len(p) < 4 for p in pieces):
        raise InputError("write whole numbers, such as 2, 1")
    return [int(p) for p in pieces]


def _blocks(texts: Mapping[str, str], q: Question) -> Given:
    return {"": blocks(texts[""], decimals=q.decimals)}


def _same_blocks(given: Given, key: Given, _q: Question) -> Iterator[Law]:
    def shown(b: tuple[Any, int]) -> str:
        return f"J_{b[1]}({b[0]})"
    total, right = sum(s for _, s in given[""]), sum(s for _, s in key[""])
    yield Law("the sizes add up", holds=total == right,
              detail="" if total == right else f"to {total}, and must add up to {right}")
    yield _multiset("the blocks", given[""], key[""], shown)


def _sizes(texts: Mapping[str, str], _q: Question) -> Given:
    reading.check_text(texts[""])
    return {"": whole_numbers(texts[""])}


def interval(text: str, *, decimals: bool) -> tuple[Any, bool, Any, bool]:
    """Return (low, whether it belongs, high, whether it belongs); None stands for no bound.

    >>> interval("[0, 2/9)", decimals=False)
    (0, True, 2/9, False)
    >>> interval("0 < b <= 2/9", decimals=False)
    (0, False, 2/9, True)
    >>> interval("x >= 1", decimals=False)
    (1, True, None, False)
    """
    reading.check_text(text)
    text = re.sub(r"\\(?:left|right)(?![a-z])", "", text).strip()
    if text[:1] in "[(]" and text[-1:] in "])[" and text.count(",") + text.count(";") == 1:
        low, high = (_bound(p, decimals=decimals) for p in re.split("[,;]", text[1:-1]))
        return low, text[0] == "[" and low is not None, high, text[-1] == "]" and high is not None
    halves = re.split(r"\s(?:and|und|et)\s|,|&|\u2227|\\(?:land|wedge)(?![a-z])", text)
    if len(halves) == 2 and all(re.search("[<>]", half) for half in halves):
        return _both(*halves, decimals=decimals)
    if len(text) < MAX_RANGE and re.match(FROM, text, re.IGNORECASE):
        return _range(text, decimals=decimals)
    pieces = re.split(r"(<=|>=|<|>)", text)
    letter = [i for i in (0, 2, 4) if i < len(pieces) and LETTER.fullmatch(pieces[i])]
    if len(letter) != 1 or len(pieces) not in (3, 5) or (len(pieces) == 5 and letter != [2]):
        raise InputError("write an interval as [0, 2/9] or (0, 1), or as 0 <= x <= 2/9")
    low, high, closed = None, None, {"low": False, "high": False}
    for i in range(1, len(pieces), 2):
        other = pieces[i + 1] if letter[0] == i - 1 else pieces[i - 1]
        below = ("<" in pieces[i]) != (letter[0] == i - 1)
        bound = _bound(other, decimals=decimals)
        closed["low" if below else "high"] = "=" in pieces[i]
        low, high = (bound, high) if below else (low, bound)
    return low, closed["low"], high, closed["high"]


def _both(one: str, other: str, *, decimals: bool) -> tuple[Any, bool, Any, bool]:
    """Two inequalities for one letter, one from below and one from above."""
    names = {piece.strip() for half in (one, other) for piece in re.split("[<>]=?", half) if LETTER.fullmatch(piece)}
    a, b = (interval(half, decimals=decimals) for half in (one, other))
    low, high = (a, b) if a[2] is None else (b, a)
    if len(names) != 1 or low[0] is None or low[2] is not None or high[0] is not None or high[2] is None:
        raise InputError("of two inequalities one gives the lower and the other the upper end, as in x >= 0 and x <= 2/9")
    return low[0], low[1], high[2], high[3]


def _range(text: str, *, decimals: bool) -> tuple[Any, bool, Any, bool]:
    """From one end to the other, where the words say whether the ends belong."""
    found = RANGE.fullmatch(text)
    if found is None:
        raise InputError("this does not say whether the ends belong; write [0, 2/9] with them, (0, 2/9) without, or 0 <= x < 2/9")
    low, high = (_bound(found.group(k), decimals=decimals) for k in (1, 2))
    closed = found.group(3).lower().startswith("in")
    return low, closed and low is not None, high, closed and high is not None


def _bound(text: str, *, decimals: bool) -> Any:
    plain = text.strip().lower()
    return END[plain] if plain in END else reading.number(text, decimals=decimals)


def _interval(texts: Mapping[str, str], q: Question) -> Given:
    return {"": interval(texts[""], decimals=q.decimals)}


def _same_interval(given: Given, key: Given, _q: Question) -> Iterator[Law]:
    mine, right = given[""], key[""]
    for word, i in (("lower", 0), ("upper", 2)):
        same = mine[i] is None if right[i] is None else mine[i] is not None and mine[i] == right[i]
        yield Law(f"the {word} end", holds=same,
                  detail="" if same else f"yours is {_shown(mine[i])}, it is {_shown(right[i])}")
        ends = mine[i + 1] == right[i + 1]
        yield Law(f"whether the {word} end belongs", holds=ends,
                  detail="" if ends else f"it {'does' if right[i + 1] else 'does not'}")


def _shown(bound: Any) -> str:
    return "unbounded" if bound is None else str(bound)


def _one_of(given: Given, key: Given, q: Question) -> Iterator[Law]:
    options = reading.numbers(q.data["options"], decimals=True)
    held = given[""] in options
    yield Law("one of the right values", holds=held, detail="" if held else f"yours is {given['']}, right is {key['']}")


def _number(texts: Mapping[str, str], q: Question) -> Given:
    return {"": reading.number(texts[""], decimals=q.decimals)}


class ListKind(Kind):
    """Every value may have a name of its own: x1 = 2, x2 = 3."""

    def pieces(self, text: str, question: Question) -> dict[str, str]:
        """Return the list without the names of its values."""
        return {"": reading.named_items(text, ordered=question.kind == "list")}


register(ListKind("values", ("",), "The values may stand in any order, each as often as it counts.",
                  "the values, such as 3, 3, -1", _numbers, _any_order, _equal_multisets, unique=True, credit=credit.common))
register(ListKind("list", ("",), "The values must stand in the order asked for.", "the values in order, such as 4, 3",
              _numbers, _same_list, unique=True, credit=credit.places))
register(ListKind("set", ("",), "The values may stand in any order, each once.", "the values, such as 1, 2, or the word none",
              _set, _any_order, _equal_multisets, unique=True, credit=credit.common))
register(Kind("blocks", ("",), "The blocks may stand in any order.", "the blocks, such as J_2(3), J_1(-1)",
              _blocks, _same_blocks, _equal_multisets, unique=True, credit=credit.eigenvalues))
register(ListKind("sizes", ("",), "The sizes may stand in any order.", "the sizes, such as 2, 1", _sizes, _any_order,
              _equal_multisets, unique=True, credit=credit.common))
register(Kind("interval", ("",), "The interval may be written with brackets or with inequalities.",
              "an interval, such as [0, 2/9] or 0 <= x <= 2/9", _interval, _same_interval, unique=True,
              credit=credit.when("the lower end", "the upper end")))
register(Kind("one-of", ("",), "Any value with the property is right.", "one exact number", _number, _one_of, unique=True))
