"""Student text -> named values, through the project's parser, within a budget that is fixed before anything is computed."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from symbolic.errors import InputError, UnableError

MAX_TEXT = 4000    # characters of one answer
MAX_RADICALS = 4   # different square roots in one answer, i among them: a field of degree 16
MAX_ROOT = 12      # degree of a polynomial in root(p, k)
MAX_CELLS = 400
EQUALS = re.compile(r"(?<![<>!=])=(?!=)")
LABEL = r"(?<![\w.^\\]){}\s*(?:=|:)(?!=)"


def fields(text: str, names: Sequence[str]) -> dict[str, str]:
    r"""Return the pieces of the text behind `name =`, one for each name; a single one may be left out.

    Raises:
        InputError: a name is missing or stands there twice.

    >>> fields("P = 2 1; -1 0\nJ: 3 1; 0 3", ("P", "J"))
    {'P': '2 1; -1 0', 'J': '3 1; 0 3'}
    >>> fields("2 1; -1 0", ("P",))
    {'P': '2 1; -1 0'}
    """
    check_text(text)
    if len(names) == 1:
        if len([line for line in text.splitlines() if EQUALS.search(line)]) > 1:
            raise InputError("there are several answers; give one")
        piece = trimmed(EQUALS.split(text)[-1])
        if not piece:
            raise InputError("there is no answer")
        return {names[0]: piece}
    found: list[tuple[int, int, str]] = []
    for label in names:
        hits = [(m.start(), m.end(), label) for m in re.finditer(LABEL.format(re.escape(label)), text)] if label else []
        if len(hits) > 1:
            raise InputError(f"{label} = stands there twice; give it once")
        found += hits
    found.sort()
    missing = [label for label in names if label not in {f[2] for f in found}]
    if missing or trimmed(text[:found[0][0]]):
        raise InputError("write " + "; then ".join(f"{label} = ..." for label in names) + ", each on its own line")
    ends = [*(f[0] for f in found[1:]), len(text)]
    pieces = {label: trimmed(text[end:stop]) for (_, end, label), stop in zip(found, ends, strict=True)}
    empty = [label for label, piece in pieces.items() if not piece]
    if empty:
        raise InputError(f"there is nothing behind {empty[0]} =")
    return {label: pieces[label] for label in names}


def trimmed(text: str) -> str:
    """Return the text without blanks, separators and a final full stop around it."""
    return text.strip(" \t\r\n;,\u00a0").removesuffix(".").rstrip()


def check_text(text: str) -> None:
    """Refuse at once what is too long, empty, or needs a number field beyond the budget.

    Raises:
        InputError: no answer. UnableError: more characters or more roots than the grader decides.
    """
    if len(text) > MAX_TEXT:
        raise UnableError(f"an answer of {len(text)} characters", f"{MAX_TEXT} characters")
    if not text.strip():
        raise InputError("there is no answer")
    radicals = {re.split("[)}]", text[m.end():m.end() + 24], maxsplit=1)[0] for m in re.finditer(r"sqrt[ ]?[({]", text)}
    nested = len(re.findall(r"sqrt[ ]?[({][^)}]{0,200}sqrt", text))
    imaginary = re.search(r"(?<![A-Za-z])i(?![A-Za-z])", text) is not None
    if len(radicals) + nested + imaginary > MAX_RADICALS:
        raise UnableError("the answer holds more different square roots than are decided", f"{MAX_RADICALS} square roots")
    roots = re.findall(r"root[ ]?\(([^,]{0,400}),", text.replace("sqrt", ""))
    high = max((int(k[:6]) for p in roots for k in re.findall(r"\^[ ({]{0,3}([0-9]+)", p)), default=0)
    if high > MAX_ROOT or len(set(roots)) > 1 + (high < 4):
        raise UnableError("the answer needs a number field of larger degree than is decided", f"degree {MAX_ROOT}")


def number(text: str, *, decimals: bool) -> Any:
    """Return one exact number."""
    from symbolic.parsing import parse_number
    check_text(text)
    return parse_number(text, decimals=decimals)


@lru_cache(maxsize=512)
def matrix(text: str, *, decimals: bool) -> Any:
    """Return an exact matrix; a vector may be written (1, 2, 3) or <1, 2, 3> and is then a column."""
    from symbolic.parsing import parse_matrix
    check_text(text)
    if text.count(",") + text.count(";") + text.count(" ") + text.count("&") > 4 * MAX_CELLS:
        raise InputError(f"a matrix of more than {MAX_CELLS} entries is not an answer here")
    inner = vector_inside(text)
    if inner is not None:
        return parse_matrix(inner, decimals=decimals).T
    return parse_matrix(text, decimals=decimals)


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


def numbers(text: str, *, decimals: bool) -> list[Any]:
    """Return the exact numbers of a list, separated by commas, semicolons or blanks; also in braces.

    >>> numbers("{3, 1/2, 3}", decimals=False)
    [3, 1/2, 3]
    """
    text = text.strip()
    if text[:1] + text[-1:] in ("{}", "()", "[]"):
        text = text[1:-1]
    if text.strip().lower() in ("", "none", "empty"):
        return []
    rows = matrix(text.replace(";", ","), decimals=decimals).entries()
    return [x for row in rows for x in row]


def explained(error: Exception) -> str:
    """Return what was wrong with the text, in one line."""
    from exercises.commands.messages import translated
    return translated(str(error)).replace(", or pass --decimals to take decimals as exact", "").replace(" with --symbols", "")


def values(data: Mapping[str, str]) -> dict[str, Any]:
    """Return the matrices among the data of a question; a datum whose name begins with a small letter stays text.

    >>> values({"A": "1 2; 3 4", "norm": "fro"})
    {'A': 1 2; 3 4, 'norm': 'fro'}
    """
    def is_matrix(name: str) -> bool:
        return name[:1].isupper() or name in ("b", "eigenvalue")
    return {name: matrix(text, decimals=True) if is_matrix(name) else text for name, text in data.items()}
