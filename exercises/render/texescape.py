r"""Words as LaTeX text that any pdflatex accepts: the ten special signs escaped, mathematical signs set as math."""
from __future__ import annotations

import unicodedata

from exercises.render.names import GREEK

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"$<$", ">": r"$>$", "|": r"$|$", '"': "''",
    "`": r"\textasciigrave{}", "’": "'", "‘": "`", "“": "``", "”": "''", "–": "--", "—": "---", "…": r"\dots{}",
    "−": "$-$", "≥": r"$\geq$", "≤": r"$\leq$", "≠": r"$\neq$", "×": r"$\times$", "·": r"$\cdot$", "≈": r"$\approx$",
    "∈": r"$\in$", "⇒": r"$\Rightarrow$", "→": r"$\to$", "∞": r"$\infty$", "√": r"$\surd$",
    "\u00a0": "~", "±": r"$\pm$", "§": r"\S{}", "°": r"$^\circ$", "′": "$'$", "\t": " ", "\r": " ",
}  # fmt: skip
_SPECIAL |= {letter: f"$\\{name}$" for name, letter in GREEK.items()}
_SPECIAL |= {raised: f"$^{plain}$" for raised, plain in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵀ", "0123456789+-nT", strict=True)}


def tex_escape(text: str) -> str:
    r"""Return `text` for the text mode of LaTeX.

    Accented Latin letters pass; a character that pdflatex has no font for is named by its code point.

    >>> tex_escape("50% of $x_1$, café, 日")
    '50\\% of \\$x\\_1\\$, café, [U+65E5]'
    """
    return "".join(_SPECIAL.get(sign) or _plain(sign) for sign in text)


def _plain(sign: str) -> str:
    if sign == "\n" or " " <= sign <= "~":
        return sign
    decomposed = unicodedata.normalize("NFD", sign)
    if sign.isalpha() and decomposed[0].isascii() and ord(sign) < 0x180:
        return sign
    return f"[U+{ord(sign):04X}]"
