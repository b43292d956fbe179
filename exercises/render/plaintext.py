"""Words made safe for a terminal: no control characters, and 7-bit characters only when asked."""
from __future__ import annotations

import re
import unicodedata

from exercises.render.names import GREEK

_ASCII = {
    "−": "-", "·": "*", "≠": "!=", "≥": ">=", "≤": "<=", "⇒": "=>", "→": "->", "∈": "in", "′": "'", "∞": "inf",
    "≈": "~=", "√": "sqrt", "×": "x", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...",
    "\u00a0": " ", "∑": "sum", "∏": "prod", "‖": "||", "─": "-", "│": "|", "═": "=", "§": "section ",
} | {letter: name for name, letter in GREEK.items()}  # fmt: skip


def printable(text: str) -> str:
    r"""Return `text` on one line, with control characters (which could steer the terminal) shown as `?`.

    >>> printable("a\x1b[31m\nb")
    'a?[31m b'
    """
    flat = text.replace("\n", " ").replace("\t", " ")
    return "".join("?" if unicodedata.category(sign)[0] == "C" else sign for sign in flat)


def to_ascii(text: str) -> str:
    """Return `text` in 7-bit characters.

    >>> to_ascii("λ ≥ 2 · é, 2⁻⁵²")
    'lambda >= 2 * e, 2^(-52)'
    """
    flat = re.sub("[⁰¹²³⁴-⁹⁺⁻]+", lambda found: f"^({unicodedata.normalize('NFKD', found[0])})", text)
    return "".join(_ASCII.get(sign) or _fold(sign) for sign in flat)


def _fold(sign: str) -> str:
    folded = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode("ascii")
    return sign if sign.isascii() else folded or "?"
