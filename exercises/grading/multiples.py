r"""A matrix or a vector with a factor before or behind its brackets: 1/5 [4 -3; 3 4], (3, 4)/5, e^(-3t)*(3+2t, -1-t)."""
from __future__ import annotations

import re
from dataclasses import dataclass

BEGIN, END = re.compile(r"\\begin\s*\{[a-z]*matrix\}"), re.compile(r"\\end\s*\{[a-z]*matrix\}")
TIMES = re.compile(r"(?:\s|\*|\u00b7|\u00d7|\\cdot(?![a-z])|\\times(?![a-z])|\\,)*$")
TRANSPOSED = re.compile(r"\s*(?:\^[({]?T[)}]?|')")
NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?|sqrt ?\([^()]{1,60}\)|\((?:[^()]|\([^()]{0,60}\)){1,120}\))"
BEHIND = re.compile(rf"(?:\s*(?:[*/\u00b7]|\\cdot(?![a-z]))\s*{NUMBER})+\s*")
MAX_TEXT = 2000


@dataclass(frozen=True)
class Multiple:
    """What stands before the brackets, the brackets with what is in them, and what stands behind; as they are written."""

    before: str
    body: str
    behind: str


def split(text: str) -> Multiple | None:
    r"""Return a product of one factor and brackets with entries, None for anything else; a sum before them is no factor.

    >>> split("1/5 [4 -3; 3 4]"), split("(3, 4)/sqrt(5)")
    (Multiple(before='1/5', body='[4 -3; 3 4]', behind=''), Multiple(before='', body='(3, 4)', behind='/sqrt(5)'))
    >>> split("1 + 2 [1 2]"), split("(1, 2), (3, 4)"), split("[1 2; 3 4]"), split("2 3; 4 5")
    (None, None, None, None)
    """
    if len(text) > MAX_TEXT:
        return None
    place = _brackets(text)
    if place is None:
        return None
    start, end = place
    turned = TRANSPOSED.match(text, end)
    end = turned.end() if turned else end
    before, behind = TIMES.sub("", text[:start]).strip(), text[end:].strip()
    times = behind.startswith("*") and is_factor(behind[1:])
    if not (before or behind) or (behind and not times and not BEHIND.fullmatch(behind)) or not is_factor(before):
        return None
    return Multiple(before, text[start:end].strip(), behind)


def _brackets(text: str) -> tuple[int, int] | None:
    """Where the only brackets with entries stand: square ones, round ones with a comma, or an environment of LaTeX."""
    begin, last = BEGIN.search(text), END.search(text)
    if begin and last and len(BEGIN.findall(text)) == 1:
        return begin.start(), last.end()
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for k, sign in enumerate(text):
        if sign in "([":
            opened.append(k)
        elif sign in ")]" and opened:
            start = opened.pop()
            if not opened and (sign == "]" or _has_entries(text, start, k)):
                found.append((start, k + 1))
    return found[0] if len(found) == 1 and not opened else None


def _has_entries(text: str, start: int, end: int) -> bool:
    """Whether round brackets hold several entries, and are not those of a function such as C(n, 2)."""
    depth = 0
    if re.search(r"(?:[A-Za-z]{2}|C)\s?$", text[:start][-3:]):
        return False
    for sign in text[start + 1:end]:
        depth += (sign in "([") - (sign in ")]")
        if sign in ",;" and depth == 0:
            return True
    return False


def is_factor(text: str) -> bool:
    r"""Whether a text is one factor as far as its signs tell: no separator and no sum outside of brackets.

    >>> is_factor("-e^(-3t)"), is_factor("(1+t)/2"), is_factor("1+t"), is_factor("1, 2"), is_factor("U")
    (True, True, False, False, True)
    """
    depth = 0
    for k, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        alone = depth == 0 and not text[:k].rstrip().endswith(("*", "/", "^"))
        if sign in ",;\n&[]=<>:" or (sign in "+-" and k and alone):
            return False
    return depth == 0 and not text.rstrip().endswith(("+", "/", "^", "**"))


def closes_at_the_end(text: str) -> bool:
    """Whether the bracket that opens the text is the one that closes it.

    >>> closes_at_the_end("(1+2)"), closes_at_the_end("(1)+(2)")
    (True, False)
    """
    depth = 0
    for k, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return k == len(text) - 1
    return False


def vector_inside(text: str) -> str | None:
    """Return what stands inside the round or angled brackets of a vector, None when the text is not one.

    >>> vector_inside("(1, 2)"), vector_inside("(1+2) (3)")
    ('1, 2', None)
    """
    text = text.strip()
    if len(text) < 3 or text[0] + text[-1] not in ("()", "<>") or ";" in text:
        return None
    inner, depth, commas = text[1:-1], 0, 0
    for sign in inner:
        depth += (sign == "(") - (sign == ")")
        commas += sign == "," and depth == 0
        if depth < 0:
            return None
    return inner if commas and depth == 0 else None
