"""Student text -> named values, through the project's parser, within a budget that is fixed before anything is computed."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from exercises.grading.multiples import closes_at_the_end, split, vector_inside
from exercises.grading.pasted import ARRAY
from symbolic.errors import InputError, UnableError

MAX_TEXT = 4000    # characters of one answer
MAX_RADICALS = 4   # different square roots in one answer, i among them: a field of degree 16
MAX_ROOT = 12      # degree of a polynomial in root(p, k)
MAX_CELLS = 400
EMPTY = ("", "none", "empty", "empty set", "the empty set", "no values", "there are none")
EQUALS = re.compile(r"(?<![<>!=])=(?!=)")
LABEL = r"(?<![\w.^\\]){}\s*(?:=|:)(?!=)"
MATRIX = r"[A-Z](?:\^(?:[nkT+]|-1|\(-1\)|\{-1\}))?"
NAME = re.compile(rf"(?:(?:det|rank|tr|trace|dim)\s+)?[^\W\d_]\w*'?(?:_\{{[\w,]+\}})?(?:\([^\W\d_][A-Za-z ]?\))?|{MATRIX}|"
                  r"e\^[({](?:A\s?t|t\s?\*?\s?A)[)}]")
RESERVED = frozenset({"i", "e", "pi", "\u03c0", "inf", "infinity", "oo", "none", "empty", "yes", "no"})


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
    text = _with_capitals(_with_sigma(text, names), names)
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
    pieces = {label: trimmed(re.sub(r"\sand\s*$", "", text[end:stop])) for (_, end, label), stop in zip(found, ends, strict=True)}
    for label, piece in pieces.items():
        if not piece or EQUALS.search(piece):
            raise InputError(f"there is {'another =' if piece else 'nothing'} behind {label} =")
    return {label: pieces[label] for label in names}


def _with_sigma(text: str, names: Sequence[str]) -> str:
    """The text with S = .. for the Greek letter that stands for the singular values elsewhere, where no S stands there."""
    if "S" not in names or re.search(LABEL.format("S"), text):
        return text
    return re.sub("(?<![\\w.^\\\\])(?:\u03a3|\u2211|\\\\?Sigma|sigma)(?=\\s*(?:=|:)(?!=))", "S", text)


def _with_capitals(text: str, names: Sequence[str]) -> str:
    """The text with the names as they are asked for, where none stands there so: p = .. for P."""
    if len({n.lower() for n in names}) < len(names) or any(re.search(LABEL.format(re.escape(label)), text) for label in names):
        return text
    return re.sub(rf"(?<![\w.^\\])({'|'.join(map(re.escape, names))})(?=\s*(?:=|:)(?!=))",
                  lambda m: next(n for n in names if n.lower() == m.group().lower()), text, flags=re.IGNORECASE)


def named_items(text: str, *, ordered: bool = False) -> str:
    """Return a list without the names of its items, which are separated by commas, semicolons, line ends, `or`, `and`.

    Raises:
        InputError: some items have names and some not, one has several; in an ordered list the names stand in another order,
        or a value has two signs.

    >>> named_items("t = -1 or t = -2"), named_items("x = 1, 2"), named_items("x1 = sqrt(2); x2 = 3")
    ('-1, -2', '1, 2', 'sqrt(2), 3')
    >>> named_items("x = 1 +- 2*i")
    '1 + 2*i, 1 - 2*i'
    """
    check_text(text)
    text = re.sub(r"[\s,;]+(?:or|and)\s+", ", ", text.strip())
    if ordered and re.search("\u00b1|\\+/?-", text):
        raise InputError("a sign for plus or minus stands for two values without an order; write each value in its place")
    if len(EQUALS.findall(text)) < 2:
        return both_signs(fields(text, ("",))[""])
    items = [item for item in re.split(r"[,;\n]+", trimmed(text)) if item.strip()]
    if not all(EQUALS.search(item) for item in items):
        raise InputError("either every value has a name before it, as in x = 1, y = 2, or none")
    names = [EQUALS.split(item)[0].strip() for item in items]
    values = [fields(item, ("",))[""] for item in items]
    order = [int(m.group(1)) for name in names if (m := re.match(r"[^\W\d_]+_?\{?([0-9]{1,3})\}?$", name))]
    if ordered and (order != sorted(order) or (not order and names != sorted(names))):
        raise InputError("the values are not in the order of their names")
    return both_signs(", ".join(values))


def both_signs(text: str) -> str:
    """Return a list in which an item with a sign for plus or minus is written as the two values that it means.

    Raises:
        InputError: several such signs in one item.

    >>> both_signs("1 \u00b1 2*i, 3"), both_signs("{+-1}")
    ('1 + 2*i, 1 - 2*i, 3', '{+1, -1}')
    """
    plus_minus = re.compile("\u00b1|\\+/?-")
    if not plus_minus.search(text):
        return text
    first, last = (text[0], text[-1]) if text[:1] + text[-1:] in ("{}", "[]") else ("", "")
    out: list[str] = []
    for item in re.split(r"[,;\n]+", text[len(first):len(text) - len(last)]):
        signs = plus_minus.findall(item)
        if len(signs) > 1:
            raise InputError("several signs for plus or minus in one value; write each value")
        out += [plus_minus.sub(sign, item).strip() for sign in "+-"] if signs else [item.strip()]
    return first + ", ".join(out) + last


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
    """Return one exact number; a blank before i or a root is a product.

    >>> number("1 + 2 i", decimals=False), number("3 sqrt(2)", decimals=False)
    (1+2*i, 3*sqrt(2))
    """
    from symbolic.parsing import parse_number
    check_text(text)
    if "+-" in text or "+/-" in text:
        raise InputError("a sign for plus or minus means two values; write the value that is asked for")
    return parse_number(re.sub(r"(?<=[0-9)])[ ]{1,3}(?=(?:i|sqrt[ ]?[({].*)(?![A-Za-z0-9(]))", "*", text), decimals=decimals)


@lru_cache(maxsize=512)
def matrix(text: str, *, decimals: bool) -> Any:
    """Return an exact matrix; a vector may be written (1, 2, 3) or <1, 2, 3>, also with ^T, and is then a column.

    >>> matrix("(1, 2)^T", decimals=False).shape, matrix("(1 2; 3 4)", decimals=False), matrix("1 & 2", decimals=False)
    ((2, 1), 1 2; 3 4, 1 2)
    """
    from symbolic.parsing import parse_matrix
    check_text(text)
    if text.count(",") + text.count(";") + text.count(" ") + text.count("&") > 4 * MAX_CELLS:
        raise InputError(f"a matrix of more than {MAX_CELLS} entries is not an answer here")
    multiple = split(text)
    if multiple:
        body = matrix(multiple.body, decimals=decimals)
        return body * number(f"({_signed(multiple.before)}){multiple.behind}", decimals=decimals)
    row = re.fullmatch(r"\s*([\[(<][^\[\];\n]*[\])>])\s*(?:\^[({]?T[)}]?|')\s*", text)
    inner = vector_inside(row.group(1)) if row else vector_inside(text)
    if inner is not None or (row and row.group(1)[0] == "["):
        return parse_matrix(inner if inner is not None else row.group(1), decimals=decimals).T  # type: ignore[union-attr]
    array = ARRAY.fullmatch(text.strip().rstrip(";"))
    text = array.group(1) if array else text.strip()
    if ";" in text and text[0] + text[-1] == "()" and closes_at_the_end(text):
        text = text[1:-1]
    if "&" in text and "\\begin" not in text:
        text = rf"\begin{{matrix}}{text}\end{{matrix}}"
    return parse_matrix(text, decimals=decimals)


def _signed(factor: str) -> str:
    """The factor before brackets, where nothing and a sign alone stand for one."""
    return f"{factor}1" if factor in ("", "-") else factor


def columns(text: str, *, decimals: bool) -> Any:
    """Return a matrix; vectors in round brackets, (1, 2), (3, 4), are its columns.

    >>> columns("{(1, 2), (3, 4)}", decimals=False), columns("1 3; 2 4", decimals=False)
    (1 3; 2 4, 1 3; 2 4)
    """
    from symbolic.matrices.matrix import hstack
    text = text.strip()
    inside = text[1:-1] if text[:1] + text[-1:] in ("{}", "[]") else text
    pieces = re.split(r"(?:\)\s*\^[({]?T[)}]?|\))\s*[,;\n]?\s*(?=\(|$)", inside.strip())
    vectors = [f"{piece})" for piece in pieces[:-1]]
    if pieces[-1] or len(vectors) < 2 or any(vector_inside(v) is None for v in vectors):
        return matrix(text, decimals=decimals)
    found = [matrix(v, decimals=decimals) for v in vectors]
    if len({v.shape for v in found}) != 1:
        raise InputError("the vectors have different lengths")
    return hstack(found)


def numbers(text: str, *, decimals: bool) -> list[Any]:
    """Return the exact numbers of a list, separated by commas, semicolons or blanks; also in braces.

    >>> numbers("{3, 1/2, 3}", decimals=False)
    [3, 1/2, 3]
    """
    text = text.strip()
    if "+-" in text or "+/-" in text:
        raise InputError("a sign for plus or minus means two values; write each value")
    if text[:1] + text[-1:] in ("{}", "()", "[]", "<>"):
        text = text[1:-1]
    if text.strip().lower() in EMPTY:
        return []
    if split(text.replace(";", ",")):
        raise InputError("write the values, separated by commas")
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
