"""Files and streams -> matrices: text, CSV, Matrix Market, .npy of integers; bounded before they are read.

The format is decided by what the file holds (the magic bytes of .npy, the banner of Matrix Market), then by its
extension (.csv, .tsv), and is text otherwise.

References: Boisvert, Pozo & Remington 1996, "The Matrix Market exchange formats: initial design", NISTIR 5935.
"""
from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from symbolic.errors import InexactInputError, InputError, ParseError, ShapeError
from symbolic.matrices.matrix import ExactMatrix
from symbolic.parsing import build, check_size, number_tree, parse_matrix, symbol_names
from symbolic.text import limits
from symbolic.text.arithmetic import Numbers, Value
from symbolic.text.evaluation import evaluate

_BANNER = "%%matrixmarket"
_NUMERAL = re.compile(r"[-+]?[0-9]+")


def read_path(path: Path, *, symbols: Any = (), decimals: bool = False) -> ExactMatrix:
    """The matrix in a file.

    Raises:
        InputError: the file cannot be read, is too large, or is not UTF-8 text. ParseError: its text is not a matrix.
    """
    try:
        if path.stat().st_size > limits.MAX_FILE_BYTES:
            raise InputError(f"matrix: {path} has {path.stat().st_size} bytes; the limit is {limits.MAX_FILE_BYTES}")
        with path.open("rb") as stream:
            return read_stream(stream, symbols=symbols, decimals=decimals)
    except OSError as error:
        raise InputError(f"matrix: {path} cannot be read: {error.strerror or error}") from error


def read_stream(stream: Any, *, symbols: Any = (), decimals: bool = False) -> ExactMatrix:
    """The matrix in an open file or stream, of bytes or of text; the extension is taken from its `name`, if any.

    Raises:
        InputError: too large, or not UTF-8 text. ParseError: its text is not a matrix.
    """
    data = stream.read(limits.MAX_FILE_BYTES + 1)
    if not isinstance(data, (bytes, bytearray, str)):
        raise InputError(f"matrix: the stream gives {type(data).__name__}, not text or bytes")
    if len(data) > limits.MAX_FILE_BYTES:
        raise InputError(f"matrix: the stream has more than {limits.MAX_FILE_BYTES} bytes")
    if isinstance(data, (bytes, bytearray)):
        if data.startswith(b"\x93NUMPY"):
            from symbolic.interop import from_npy
            return from_npy(bytes(data))
        try:
            data = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(f"matrix: byte {error.start} of the file is not UTF-8 text; known formats are text, CSV, "
                             "Matrix Market and .npy") from None
    name = getattr(stream, "name", "")
    suffix = Path(name).suffix.lower() if isinstance(name, str) else ""
    return _read_text(data.removeprefix("\ufeff"), suffix, symbols=symbols, decimals=decimals)


def _read_text(text: str, suffix: str, *, symbols: Any, decimals: bool) -> ExactMatrix:
    if text[: len(_BANNER)].lower() == _BANNER:
        return read_matrix_market(text, decimals=decimals)
    if suffix in (".csv", ".tsv") or '"' in text:
        return read_csv(text, symbols=symbols, decimals=decimals)
    return parse_matrix(text, symbols=symbols, decimals=decimals)


def read_csv(text: str, *, symbols: Any = (), decimals: bool = False) -> ExactMatrix:
    r"""The matrix in comma-, semicolon- or tab-separated values; cells may be quoted.

    Raises:
        ParseError: a cell is not an exact number, with line and column.
    >>> read_csv('1,"root(x^3-2, 0)"\n1/2,-1\n')
    1 root(x^3-2,0); 1/2 -1
    """
    if len(text) > limits.MAX_LENGTH:
        raise ParseError(f"a text of {len(text)} characters; the limit is {limits.MAX_LENGTH}")
    bare = re.sub(r'"[^"]*"', "", text)
    delimiter = "\t" if "\t" in bare else ";" if ";" in bare else ","
    names, rows, places = symbol_names(symbols), [], []
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(cells)
                places.append(reader.line_num)
    except csv.Error as error:
        raise ParseError(f"this is not CSV: {error}", max(reader.line_num, 1)) from None
    if not rows:
        raise ParseError("the file is empty: write a row a line, such as 3,1")
    check_size(len(rows), len(rows[0]))
    for k, cells in enumerate(rows):
        if len(cells) != len(rows[0]):
            raise ParseError(f"row {k + 1} has {len(cells)} cells and row 1 has {len(rows[0])}: all rows need the same "
                             "number of cells", places[k])
    values = [[_cell(cell, places[k], j, names, decimals=decimals) for j, cell in enumerate(cells)]
              for k, cells in enumerate(rows)]
    return build(values, len(rows[0]))


def _cell(cell: str, line: int, j: int, names: frozenset[str], *, decimals: bool) -> Value:
    if not cell.strip():
        raise ParseError(f"cell {j + 1} is empty: write 0 where you mean zero", line)
    try:
        return evaluate(number_tree(cell, names), Numbers(cell, symbols=names, decimals=decimals))
    except ParseError as error:
        sentence = str(error).partition(": ")[2]
        raise ParseError(f"cell {j + 1}: {sentence}", line, error.column) from None


def read_matrix_market(text: str, *, decimals: bool = False) -> ExactMatrix:
    r"""The matrix in Matrix Market text: coordinate or array; integer, or real with exact values.

    Symmetric and skew-symmetric files hold the lower triangle only.

    Raises:
        InexactInputError: a real value is not an integer and decimals=False. ParseError: the file is broken.
    >>> read_matrix_market("%%MatrixMarket matrix coordinate integer symmetric\n2 2 2\n1 1 3\n2 1 -1\n")
    3 -1; -1 0
    """
    banner, *lines = text.splitlines()
    words = banner.lower().split()
    layout, field, symmetry = _banner(words)
    body = _body(lines)
    counts = _integers(*next(body, (len(lines) + 1, "")), 3 if layout == "coordinate" else 2)
    rows, cols = counts[0], counts[1]
    check_size(rows, cols)
    if not rows or not cols:
        raise InputError(f"matrix: the file holds a {rows} x {cols} matrix, which has no entries")
    if symmetry != "general" and rows != cols:
        raise ShapeError(f"matrix: the file is {symmetry} and {rows} x {cols}; only a square matrix can be")
    grid: list[list[Value]] = [[_numeral("0", 0, decimals=False) for _ in range(cols)] for _ in range(rows)]
    if layout == "coordinate":
        cells = _coordinates(body, counts, symmetry)
    else:
        cells = _columns(body, rows, cols, symmetry)
    for i, j, word, line in cells:
        value = _numeral(word, line, decimals=decimals and field == "real", real=field == "real")
        grid[i][j] = value
        if i != j and symmetry != "general":
            grid[j][i] = -value if symmetry == "skew-symmetric" else value
    return build(grid, cols)


def _banner(words: list[str]) -> tuple[str, str, str]:
    known = "%%MatrixMarket matrix coordinate|array integer|real general|symmetric|skew-symmetric"
    if len(words) != 5 or words[1] != "matrix" or words[2] not in ("coordinate", "array"):
        raise ParseError(f"the first line of a Matrix Market file reads {known}")
    layout, field, symmetry = words[2:]
    if field == "complex":
        raise InexactInputError("matrix: a complex Matrix Market file holds pairs of floats; write its numbers exactly, as "
                                "in 1/2+3*i, in a text or CSV file")
    if field == "pattern":
        raise InputError("matrix: a pattern file says where entries are, not what they are; give it values (integer)")
    if field not in ("integer", "real") or symmetry not in ("general", "symmetric", "skew-symmetric"):
        raise ParseError(f"the first line of a Matrix Market file reads {known}")
    return layout, field, symmetry


def _body(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The numbered lines that are neither comments nor blank."""
    return ((k, line) for k, line in enumerate(lines, 2) if line.strip() and not line.startswith("%"))


def _integers(line: int, text: str, count: int) -> list[int]:
    words = text.split()
    if len(words) != count or not all(len(w) < 10 and w.isascii() and w.isdigit() for w in words):
        raise ParseError(f"{count} sizes are expected here: rows, columns{', entries' if count == 3 else ''}", line)
    return [int(w) for w in words]


def _coordinates(body: Iterator[tuple[int, str]], counts: list[int], symmetry: str) -> Iterator[tuple[int, int, str, int]]:
    rows, cols, count = counts
    seen: set[tuple[int, int]] = set()
    for line, text in body:
        words = text.split()
        if len(words) != 3 or not all(len(w) < 10 and w.isascii() and w.isdigit() for w in words[:2]):
            raise ParseError("an entry is a row, a column and a value", line)
        i, j = int(words[0]), int(words[1])
        if not (1 <= i <= rows and 1 <= j <= cols):
            raise ParseError(f"entry ({i}, {j}) lies outside the {rows} x {cols} matrix", line)
        if (i, j) in seen:
            raise ParseError(f"entry ({i}, {j}) is given twice", line)
        if symmetry != "general" and (j > i or (j == i and symmetry == "skew-symmetric")):
            raise ParseError(f"entry ({i}, {j}): a {symmetry} file holds entries below the diagonal"
                             f"{' and on it' if symmetry == 'symmetric' else ''} only", line)
        seen.add((i, j))
        yield i - 1, j - 1, words[2], line
    if len(seen) != count:
        raise ParseError(f"the file announces {count} entries and holds {len(seen)}")


def _columns(body: Iterator[tuple[int, str]], rows: int, cols: int, symmetry: str) -> Iterator[tuple[int, int, str, int]]:
    """Dense files run down the columns."""
    places = [(i, j) for j in range(cols) for i in range(rows)
              if symmetry == "general" or i > j or (i == j and symmetry == "symmetric")]
    words = [(word, line) for line, text in body for word in text.split()]
    if len(words) != len(places):
        raise ParseError(f"a {symmetry} {rows} x {cols} array has {len(places)} values; the file holds {len(words)}")
    return ((i, j, word, line) for (i, j), (word, line) in zip(places, words, strict=True))


def _numeral(word: str, line: int, *, decimals: bool, real: bool = False) -> Value:
    """One value, after taking off its sign; a value of a real file may end in .0 without being a decimal to decide about."""
    digits = word[1:] if word[0] in "+-" else word
    if real and not decimals:
        whole, _, rest = digits.partition(".")
        if not (whole.isascii() and whole.isdigit() and not rest.strip("0")):
            raise InexactInputError(f"matrix: line {line}: {word[:40]} in a real Matrix Market file may be rounded; pass "
                                    "decimals=True to take decimals as exact, or make it an integer file")
        digits = whole
    try:
        value = evaluate(number_tree(digits, frozenset()), Numbers(digits, decimals=decimals))
    except ParseError as error:
        raise ParseError(str(error).partition(": ")[2], line) from None
    if not real and not _NUMERAL.fullmatch(word):
        raise ParseError(f"{word[:40]} is not an integer, and the file says it holds integers", line)
    return -value if word[0] == "-" else value
