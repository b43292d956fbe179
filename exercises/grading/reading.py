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
MATRIX = r"[A-Z](?:\^(?:[nkT+]|-1|\(-1\)|\{-1\}))?"
NAME = re.compile(rf"(?:(?:det|rank|tr|trace|dim)\s+)?[^\W\d_]\w*'?(?:_\{{\w+\}})?(?:\([A-Za-z][A-Za-z ]?\))?|{MATRIX}|"
                  r"e\^[({](?:A\s?t|t\s?\*?\s?A)[)}]")
RESERVED = frozenset({"i", "e", "pi", "\u03c0", "inf", "infinity", "oo", "none", "empty", "yes", "no"})
RAISED = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b\u207f", "0123456789+-n")
POWER = re.compile("[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u207a\u207b\u207f]{1,12}")


def plain(text: str) -> str:
    """Return the text with raised figures, the root sign and the signs for at most and at least as the parser knows them.

    >>> plain("x\u00b3 - \u221a3 \u2264 2\u207b\u00b9")
    'x^3 - sqrt(3) <= 2^(-1)'
    """
    def power(m: re.Match[str]) -> str:
        exponent = m.group().translate(RAISED)
        before_bracket = "*" if text[m.end():m.end() + 1] == "(" else ""
        return (f"^{exponent}" if exponent.isalnum() else f"^({exponent})") + before_bracket
    text = POWER.sub(power, text).replace("\u2264", "<=").replace("\u2265", ">=")
    return re.sub("\u221a[ ]?(?=[({])", "sqrt", re.sub("\u221a[ ]?([0-9]{1,40}|[A-Za-z])", r"sqrt(\1)", text))


def behind_name(text: str, reserved: frozenset[str] = frozenset()) -> str:
    """Return what stands behind `name =`, or the whole text without one; `reserved` are words that are answers, not names.

    Raises:
        InputError: several signs of equality, something else than a name before the sign, or nothing behind it.

    >>> behind_name("x(t) = e^t"), behind_name("1/2")
    (' e^t', '1/2')
    """
    before, *behind = EQUALS.split(text)
    if len(behind) > 1:
        raise InputError("there are several signs =; give one answer, with at most one name before it")
    if not behind:
        return before
    name = before.strip()
    word = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", behind[0]) if name else None
    if not NAME.fullmatch(name) or name in RESERVED or name.lower() in reserved or word:
        raise InputError("before = only a name may stand, such as x = 2; give one answer")
    return behind[0]


def fields(text: str, names: Sequence[str], reserved: frozenset[str] = frozenset()) -> dict[str, str]:
    r"""Return the pieces of the text behind `name =`, one for each name; a single one may be left out.

    Raises:
        InputError: a name is missing or stands there twice, or `=` stands anywhere else.

    >>> fields("P = 2 1; -1 0\nJ: 3 1; 0 3", ("P", "J"))
    {'P': '2 1; -1 0', 'J': '3 1; 0 3'}
    >>> fields("2 1; -1 0", ("P",))
    {'P': '2 1; -1 0'}
    """
    check_text(text)
    if len(names) == 1:
        piece = trimmed(behind_name(text, reserved))
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
    for label, piece in pieces.items():
        if not piece or EQUALS.search(piece):
            raise InputError(f"there is {'another =' if piece else 'nothing'} behind {label} =")
    return {label: pieces[label] for label in names}


def named_items(text: str) -> str:
    """Return a list without the names of its items, which are separated by commas, semicolons, line ends, `or`, `and`.

    Raises:
        InputError: some items have names and some not, one has several, or the names are numbered in another order.

    >>> named_items("t = -1 or t = -2"), named_items("x = 1, 2"), named_items("x1 = sqrt(2); x2 = 3")
    ('-1, -2', '1, 2', 'sqrt(2), 3')
    """
    check_text(text)
    text = re.sub(r"[\s,;]+(?:or|and)\s+", ", ", text.strip())
    if len(EQUALS.findall(text)) < 2:
        return fields(text, ("",))[""]
    items = [item for item in re.split(r"[,;\n]+", trimmed(text)) if item.strip()]
    if not all(EQUALS.search(item) for item in items):
        raise InputError("either every value has a name before it, as in x = 1, y = 2, or none")
    values = [fields(item, ("",))[""] for item in items]
    order = [int(m.group(1)) for item in items if (m := re.match(r"\s*[^\W\d_]+_?([0-9]{1,3})\s*=", item))]
    if order != sorted(order):
        raise InputError("the values are not in the order of their numbers")
    return ", ".join(values)


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
