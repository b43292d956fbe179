"""Names as people type them (`lambda_1`, `v2`, `Sigma`) as letters with subscripts."""
from __future__ import annotations

import re
from collections.abc import Sequence

from exercises.render.boxes import Box, Id, Num, Op, Row, Script, Up

_LOWER = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho final sigma tau upsilon "
    "phi chi psi omega"
)
#: name -> Greek letter; the code points run in alphabetical order from alpha, with a second sigma at `final`.
GREEK: dict[str, str] = {
    name: chr(0x3B1 + place) for place, name in enumerate(_LOWER.split()) if name not in ("final", "omicron")
}
_CAPITALS = ("gamma", "delta", "theta", "lambda", "xi", "pi", "sigma", "upsilon", "phi", "psi", "omega")
GREEK |= {name.capitalize(): chr(ord(GREEK[name]) - 0x20) for name in _CAPITALS}
SPOKEN: dict[str, str] = {letter: ("capital " if name[0].isupper() else "") + name.lower()
                          for name, letter in GREEK.items()}

_INFINITY = ("inf", "oo", "infinity")
_DIGITS_AT_END = re.compile(r"(?P<letter>[A-Za-z]|[a-zA-Z]+)(?P<digits>\d+)\Z")


def name_box(name: str) -> Box:
    """Return the picture of a name: Greek words become letters, `_` and trailing digits become subscripts.

    >>> name_box("lambda_1")
    Script(base=Id(text='λ'), sub=Num(text='1'), sup=None)
    >>> name_box("v2") == name_box("v_2"), name_box("rank"), name_box("X'").sup
    (True, Up(text='rank'), Op(text='′', role='plain'))
    """
    stem = name.rstrip("'")
    primes = len(name) - len(stem)
    if stem and primes:
        base = name_box(stem)
        prime = Op("′" * primes, "plain")
        return Script(base.base, base.sub, prime) if isinstance(base, Script) else Script(base, None, prime)
    head, *subs = name.split("_")
    if head and subs and all(subs):
        return Script(_letter(head), _subscripts(subs))
    found = _DIGITS_AT_END.match(name)
    if found and (len(found["letter"]) == 1 or found["letter"] in GREEK):
        return Script(_letter(found["letter"]), Num(found["digits"]))
    return _letter(name)


def _subscripts(subs: list[str]) -> Box:
    boxes: list[Box] = []
    for sub in subs:
        boxes += ([Op(",", "plain")] if boxes else []) + [_letter(sub)]
    return boxes[0] if len(boxes) == 1 else Row(tuple(boxes))


def _letter(text: str) -> Box:
    if text in GREEK:
        return Id(GREEK[text])
    if text in _INFINITY:
        return Op("∞", "plain")
    if text.isdecimal() and text.isascii():
        return Num(text)
    return Id(text) if len(text) == 1 and text.isalpha() else Up(text)


def indices(letter: str, place: Sequence[object]) -> Sequence[object]:
    """Return the indices that say which entry is meant: a small letter is a row or a column, and one index is enough.

    >>> indices("v", (3, 1)), indices("r", (1, 2)), indices("A", (3, 1))
    ((3,), (2,), (3, 1))
    """
    if len(letter) != 1 or not letter.islower() or len(place) != 2 or 1 not in place:
        return place
    return (place[0] if place[1] == 1 else place[1],)
