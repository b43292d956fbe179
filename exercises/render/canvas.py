"""Rectangles of characters with a baseline, put side by side and stacked, for formulas on a terminal."""
from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Canvas:
    """Lines of equal width; `baseline` is the index of the line on which neighbours are aligned."""

    lines: tuple[str, ...]
    baseline: int = 0

    @property
    def width(self) -> int:
        """The number of columns."""
        return columns(self.lines[0])

    @property
    def height(self) -> int:
        """The number of lines."""
        return len(self.lines)


def columns(text: str) -> int:
    """Return how many terminal columns `text` takes: two for wide characters, none for combining ones.

    >>> columns("ab"), columns("日本")
    (2, 4)
    """
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) > 0 for sign in text)


def pad(text: str, width: int, align: str = "left") -> str:
    """Return `text` filled with spaces to `width` columns."""
    room = max(0, width - columns(text))
    left = {"left": 0, "right": room, "center": room // 2}[align]
    return " " * left + text + " " * (room - left)


def text_canvas(text: str) -> Canvas:
    """Return one line as a canvas."""
    return Canvas((text,))


def beside(parts: Iterable[Canvas]) -> Canvas:
    """Return the canvases side by side on one baseline.

    >>> beside([Canvas(("a", "b"), 1), text_canvas("=")]).lines
    ('a ', 'b=')
    """
    items = list(parts) or [text_canvas("")]
    above = max(item.baseline for item in items)
    below = max(item.height - item.baseline for item in items)
    lines = [""] * (above + below)
    for item in items:
        for place in range(above + below):
            inside = place - above + item.baseline
            lines[place] += item.lines[inside] if 0 <= inside < item.height else " " * item.width
    return Canvas(tuple(lines), above)


def stack(parts: Iterable[Canvas], baseline: int, align: str = "center") -> Canvas:
    """Return the canvases one above the other; `baseline` counts lines from the top of the whole."""
    items = list(parts)
    width = max(item.width for item in items)
    return Canvas(tuple(pad(line, width, align) for item in items for line in item.lines), baseline)
