r"""Words made safe for typst: what stands in the source as text is shown letter by letter and never read as markup.

Every ASCII sign but the plainest is written with a backslash before it, which typst takes as that sign and nothing
else (typst reference, "Syntax": escape sequences). A full stop stays as it is only where it can mean nothing else.
"""
from __future__ import annotations

import re
import unicodedata

_PLAIN = frozenset(" ,;?!()")
_STOP = re.compile(r"(?<=[^\W\d_])\.(?=\s|$)")


def flat(text: str) -> str:
    r"""Return `text` on one line; a character that has no picture is shown as `?`.

    >>> flat("a\nb\x07\u2028c")
    'a b? c'
    """
    kinds = ((sign, unicodedata.category(sign)) for sign in text)
    return "".join(" " if sign in "\n\t\r" or kind in ("Zl", "Zp") else "?" if kind[0] == "C" else sign for sign, kind in kinds)


def typ_escape(text: str) -> str:
    r"""Return `text` for the markup mode of typst.

    >>> print(typ_escape("Write #import: $x_1$ = 3, café."))
    Write \#import\: \$x\_1\$ \= 3, café.
    """
    words = flat(text)
    stops = {found.start() for found in _STOP.finditer(words)}
    return "".join(sign if not sign.isascii() or sign.isalnum() or sign in _PLAIN or place in stops else f"\\{sign}"
                   for place, sign in enumerate(words))


def typ_string(text: str) -> str:
    r"""Return `text` as a typst string literal, line ends kept.

    >>> print(typ_string('say "hi" \\ #x'))
    "say \"hi\" \\ #x"
    """
    lines = "\n".join(flat(line) for line in re.split(r"\r\n|\r|\n", text.replace("\t", "    ")))
    escaped = lines.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
