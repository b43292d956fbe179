"""The data of one figure: series whose values are exact, enclosed, rounded or drawn, each said so."""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from symbolic.scalars.numbers import AlgebraicNumber

KINDS = {
    "exact": "y is the value itself, a rational number or an expression in rational numbers",
    "enclosed": "the value lies between lower and upper, which are decimal numbers and proved bounds",
    "float64": "y was computed in double precision and is shown to six digits; it may be wrong, which is what it is shown for",
    "drawn": "y is a statistic of random draws with a fixed seed, computed in double precision and shown to four digits",
}
DIGITS = 15


@dataclass(frozen=True)
class Series:
    """One curve: `y` holds texts; for the kind "enclosed" it holds the lower ends, and `upper` the upper ones."""

    label: str
    kind: str
    x: tuple[str, ...]
    y: tuple[str, ...]
    upper: tuple[str, ...] = ()
    about: str = ""

    def positions(self) -> list[float]:
        """The x of the points, rounded for drawing."""
        return [float(Fraction(t)) for t in self.x]

    def values(self) -> list[float]:
        """The y of the points, rounded for drawing: the middle of an enclosure, the nearest double of an exact value."""
        low = [as_double(t) for t in self.y]
        return [(a + as_double(b)) / 2 for a, b in zip(low, self.upper, strict=True)] if self.upper else low

    def row(self) -> dict[str, Any]:
        """The series as JSON."""
        body = {"lower": list(self.y), "upper": list(self.upper)} if self.kind == "enclosed" else {"y": list(self.y)}
        about = {"about": self.about} if self.about else {}
        return {"label": self.label, "kind": self.kind, **about, "x": list(self.x), **body}


@dataclass(frozen=True)
class Record:
    """What a figure shows: its title, what it says in words (`caption`), what it looks like (`description`), its numbers."""

    name: str
    title: str
    caption: str
    description: str
    series: tuple[Series, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, label: str) -> Series:
        return next(s for s in self.series if s.label == label)

    def to_json(self) -> str:
        """The record as JSON text, the same for the same data."""
        used = {s.kind for s in self.series}
        row = {"figure": self.name, "title": self.title, "caption": self.caption, "description": self.description,
               "kinds": {kind: meaning for kind, meaning in KINDS.items() if kind in used},
               "facts": dict(self.facts), "series": [s.row() for s in self.series]}
        return json.dumps(row, ensure_ascii=False, indent=1) + "\n"


def as_double(text: str) -> float:
    """The double nearest to a rational number, decimal number or expression.

    >>> as_double("1/4"), as_double("2.5e+3"), as_double("35*(9/10)^34") < 1
    (0.25, 2500.0, True)
    """
    try:
        return float(Fraction(text))
    except ValueError:
        from symbolic import parse_number
        value = parse_number(text)
        assert isinstance(value, AlgebraicNumber)  # noqa: S101 - our own texts hold no parameters
        return float(value.as_fraction())


def ends(ball: Any, digits: int = DIGITS) -> tuple[str, str]:
    """Two decimal numbers between which the number of a ball lies, about `digits` of them equal.

    >>> from symbolic import sqrt
    >>> ends(sqrt(2).enclose(9).real, 6)
    ('1.4142135621e+0', '1.4142135625e+0')
    """
    middle, radius, exponent = (int(part) for part in ball.mid_rad_10exp(digits))
    return scientific(middle - radius, exponent), scientific(middle + radius, exponent)


def scientific(integer: int, exponent: int) -> str:
    """The number integer * 10^exponent with one digit before the point.

    >>> scientific(-1234, 2), scientific(0, 5)
    ('-1.234e+5', '0')
    """
    if not integer:
        return "0"
    digits = str(abs(integer))
    rest = digits[1:].rstrip("0")
    return f"{'-' * (integer < 0)}{digits[0]}{'.' * bool(rest)}{rest}e{exponent + len(digits) - 1:+d}"


def enclosed(label: str, x: Iterable[Any], balls: Iterable[Any], about: str = "") -> Series:
    """The series of numbers given by balls."""
    pairs = [ends(ball) for ball in balls]
    return Series(label, "enclosed", tuple(map(str, x)), tuple(a for a, _ in pairs), tuple(b for _, b in pairs), about)


def exactly(label: str, x: Iterable[Any], values: Iterable[Any], about: str = "") -> Series:
    """The series of exact numbers, or of expressions for them."""
    return Series(label, "exact", tuple(map(str, x)), tuple(map(str, values)), (), about)


def rounded(label: str, kind: str, x: Iterable[Any], values: Iterable[float], about: str = "") -> Series:
    """The series of doubles, "float64" or "drawn", to the digits that the kind promises."""
    digits = 4 if kind == "drawn" else 6
    return Series(label, kind, tuple(map(str, x)), tuple(f"{value:.{digits}g}" for value in values), (), about)
