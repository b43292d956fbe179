"""Matrices in words of their own: I, 2I, -I, 3I - [0 1; 0 0], diag(2, 3), and Jordan blocks J_2(3), J_1(-1); put in as rows."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from exercises.grading import reading
from symbolic.errors import ExactError, InputError

if TYPE_CHECKING:
    from symbolic.matrices.matrix import ExactMatrix

UNIT = r"(?:I|Id|E|\\mathbb\{I\}|\\mathbf\{I\})(?:_?\{?(?P<size>[0-9]{1,2})\}?)?(?![A-Za-z0-9_(])"
HERE = re.compile(rf"(?<![A-Za-z_\\]){UNIT}")
DIAGONAL = re.compile(r"diag\s*\((.*)\)", re.DOTALL)
BLOCKS = re.compile(r"(?:diag\s*\()?\s*J\s*_?\{?[0-9]{1,9}\}?\s*\(")
MAX_SIZE, MAX_TEXT = 40, 400


def written_out(text: str, size: tuple[int, int] | None, *, decimals: bool) -> str:
    """Return the rows of a matrix that is written with I, diag or blocks, any other text as it is; `size` is the right one.

    Raises:
        InputError: I stands next to something else than numbers and rows, or has another size.

    >>> written_out("2I", (2, 2), decimals=True), written_out("I/2 + [0 1; 0 0]", (2, 2), decimals=True)
    ('2 0; 0 2', '1/2 1; 0 1/2')
    >>> written_out("diag(2, 3)", None, decimals=True), written_out("J_2(3)", None, decimals=True)
    ('2 0; 0 3', '3 1; 0 3')
    """
    if len(text) > MAX_TEXT:
        return text
    plain = text.strip().replace("\u00b7", "*").replace("\u00d7", "*").replace(r"\cdot", "*").replace("\u2212", "-")
    if BLOCKS.match(plain):
        return _blocks(plain, decimals=decimals)
    diagonal = DIAGONAL.fullmatch(plain)
    if diagonal:
        return _rows(_diagonal(reading.numbers(diagonal.group(1), decimals=decimals)))
    outside = re.sub(r"\[[^\]]*\]", "", plain)
    if not HERE.search(outside) or re.search(r"[;,\n&\[\]<>=]", outside):
        return text
    if re.fullmatch(r"[iI](?:\s+[-+]?[iI0-9.]+)+", outside):
        return text  # a row of imaginary units
    if size is None or size[0] != size[1] or not 2 <= size[0] <= MAX_SIZE:
        return text
    return _rows(_sum(plain, size[0], decimals=decimals))


def _sum(text: str, size: int, *, decimals: bool) -> ExactMatrix:
    from symbolic.matrices.matrix import zero
    total = zero(size, size)
    for sign, term in _terms(text):
        value = _term(term, size, decimals=decimals)
        total = total - value if sign == "-" else total + value
    return total


def _terms(text: str) -> list[tuple[str, str]]:
    """The terms of a sum with their signs; signs inside brackets, and of factors, belong to the term."""
    out, depth, sign, start = [], 0, "+", 0
    for k, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        before = text[start:k].strip()
        if c in "+-" and depth == 0 and not before.endswith(("*", "/", "^")):
            if before:
                out.append((sign, before))
                sign = "+"
            sign, start = ("-" if (c == "-") != (sign == "-") else "+"), k + 1
    return [*out, (sign, text[start:].strip())]


def _term(term: str, size: int, *, decimals: bool) -> ExactMatrix:
    """A multiple of I, or of a matrix in square brackets."""
    from symbolic.matrices.matrix import identity
    rows = re.fullmatch(r"(.*?)[ *]*(\[.*\])", term)
    if rows:
        found = reading.matrix(rows.group(2), decimals=decimals)
        if found.shape != (size, size):
            raise InputError(f"{rows.group(2)} is {found.rows}x{found.cols} and cannot be added to I of size {size}")
        scaled: ExactMatrix = found * _factor(rows.group(1), decimals=decimals)
        return scaled
    units = list(HERE.finditer(term))
    if len(units) != 1:
        raise InputError("behind I write a sum of multiples of I and of matrices in square brackets, such as 3*I + [0 1; 0 0]")
    unit = units[0]
    if int(unit.group("size") or size) != size:
        raise InputError(f"{unit.group()} has size {unit.group('size')}, and the matrix asked for has size {size}")
    before, behind = term[:unit.start()].rstrip(" *"), term[unit.end():].strip()
    if before.endswith(("/", "^")) or re.search(r"/[0-9.]+$", term[:unit.start()]):
        raise InputError("I cannot stand in a denominator or an exponent; write (1/2)*I")
    if behind and behind[0] not in "*/":
        raise InputError("behind I only * or / with a number, or a sign + or - may stand")
    if behind[:1] == "*":
        factor = _factor(before, decimals=decimals) * reading.number(behind[1:], decimals=decimals)
    else:
        factor = reading.number(f"({before or '1'}){behind}", decimals=decimals)
    multiple: ExactMatrix = identity(size) * factor
    return multiple


def _factor(text: str, *, decimals: bool) -> Any:
    from symbolic.scalars.numbers import exact
    return reading.number(text, decimals=decimals) if text.strip() else exact(1)


def _diagonal(values: list[object]) -> ExactMatrix:
    from symbolic.matrices.matrix import ExactMatrix as Matrix
    n = len(values)
    if not 1 <= n <= MAX_SIZE:
        raise InputError(f"diag(..) holds from 1 to {MAX_SIZE} numbers")
    return Matrix.from_rows([[values[i] if i == j else 0 for j in range(n)] for i in range(n)])


def _blocks(text: str, *, decimals: bool) -> str:
    """The Jordan matrix of blocks in this order."""
    from exercises.grading.setkinds import blocks
    found = blocks(text, decimals=decimals)
    n = sum(size for _, size in found)
    if n > MAX_SIZE:
        raise InputError(f"these blocks have {n} rows, more than any matrix here")
    entries = [(x, k == size - 1) for x, size in found for k in range(size)]
    ones = {i for i, (_, last) in enumerate(entries) if not last}
    return "; ".join(" ".join(str(entries[i][0]) if i == j else str(int(j == i + 1 and i in ones)) for j in range(n))
                     for i in range(n))


def _rows(m: ExactMatrix) -> str:
    return "; ".join(" ".join(str(x) for x in row) for row in m.entries())


def size_of(text: str) -> tuple[int, int] | None:
    """Return the shape of the matrix that a text of the key is, None when it is none.

    >>> size_of("1 2; 3 4"), size_of("J_2(3)")
    ((2, 2), None)
    """
    try:
        shape = reading.matrix(text, decimals=True).shape
    except ExactError:
        return None
    return int(shape[0]), int(shape[1])
