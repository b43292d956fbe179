r"""The one parser: text -> exact numbers, polynomials and matrices; no `eval`, nothing handed to anybody as a string.

Written forms of a matrix: `3 1; 0 3`, one row a line, `[[3, 1], [0, 3]]`, `{{3, 1}, {0, 3}}`,
`\begin{pmatrix} 3 & 1 \\ 0 & 3 \end{pmatrix}`. Entries: `2/3`, `-1.25` (with decimals=True), `sqrt(2)/2*i`, `2^10`,
`(1+sqrt(5))/2`, `root(x^3-x-1, 0)`, parameters where the caller lists them, and LaTeX's \frac, \sqrt.

text -> tokens (`lexing`, `tex`) -> syntax tree (`grammar`, `syntax`) -> value (`evaluation`), with the bounds of
`limits`. Matrices of plain integers and fractions take a short way that gives the same answer.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from math import lcm

from flint import fmpq, fmpz, fmpz_mat

from symbolic.errors import InputError, ParseError
from symbolic.matrices.matrix import ExactMatrix, from_entries, rational_matrix
from symbolic.scalars.numbers import AlgebraicNumber
from symbolic.scalars.parameters import RationalFunction
from symbolic.scalars.polynomials import Polynomial, from_flint
from symbolic.text import limits
from symbolic.text.arithmetic import Numbers, Value, as_exact
from symbolic.text.evaluation import Polynomials, evaluate
from symbolic.text.lexing import RESERVED, Scanner
from symbolic.text.syntax import Grid, Node, fail, ragged_rows

_PLAIN = re.compile(r"[-+0-9/,;\[\] \t\r\n]*")
_CELL = re.compile(r"([-+]?[0-9]+)(?:/([0-9]+))?")
_LISTS = re.compile(r"\][ \t\r\n]*+,?[ \t\r\n]*+\[")  # possessive: no backtracking through blanks
_SPACE = " \t\r\n"


def parse_number(text: str, *, symbols: Iterable[str] = (), decimals: bool = False,
                 ) -> AlgebraicNumber | RationalFunction:
    """One exact number (or rational function of the listed symbols) from text.

    Args:
        text: such as `2/3`, `(1+sqrt(5))/2`, `1+2*i`, `root(x^3-x-1, 0)`.
        symbols: names that are parameters. decimals: whether 1.25 is read, as exactly 5/4.

    Raises:
        ParseError: with line and column. UnableError: the number lies in a field of too large a degree.
    >>> parse_number("(1+sqrt(5))/2") ** 2
    (3+sqrt(5))/2
    >>> parse_number("2/(a-1)", symbols=["a"])
    2/(a - 1)
    """
    names = symbol_names(symbols)
    return as_exact(evaluate(number_tree(text, names), Numbers(text, symbols=names, decimals=decimals)))


def parse_polynomial(text: str, *, decimals: bool = False) -> Polynomial:
    """A polynomial c_0 + c_1 x + .. over Q from text, in one variable of any name.

    Raises:
        ParseError: with line and column.
    >>> parse_polynomial("(x-1)*(x+1/2)")
    x^2-1/2*x-1/2
    """
    tree = number_tree(text, frozenset(), any_name=True)
    return from_flint(evaluate(tree, Polynomials(text, limits.MAX_POLYNOMIAL_DEGREE, decimals=decimals)))


def parse_matrix(text: str, *, symbols: Iterable[str] = (), decimals: bool = False) -> ExactMatrix:
    r"""A matrix from text in any of the written forms.

    Args:
        text: rows separated by `;` or line ends, entries by blanks or commas; lists of lists; LaTeX.
        symbols: names that are parameters. decimals: whether 1.25 is read, as exactly 5/4.

    Raises:
        ParseError: with line and column. UnableError: the entries share no field of small degree.

    Cost: linear in the text for integers, about 2 microseconds a character of other entries.
    >>> parse_matrix("1/2 -3; 0 1")
    1/2 -3; 0 1
    >>> parse_matrix(r"\begin{pmatrix} \frac{1}{2} & \sqrt{2} \\ 0 & 2i \end{pmatrix}")
    1/2 sqrt(2); 0 2*i
    """
    names = symbol_names(symbols)
    _check_length(text)
    plain = _plain_rows(text)
    if plain is not None:
        return plain
    tree = parse_grid(text, names)
    check_size(len(tree.rows), len(tree.rows[0]))
    numbers = Numbers(text, symbols=names, decimals=decimals)
    return build([[evaluate(node, numbers) for node in row] for row in tree.rows], len(tree.rows[0]))


def parse_grid(text: str, names: frozenset[str] = frozenset()) -> Grid:
    """The syntax tree of a matrix.

    >>> [[type(node).__name__ for node in row] for row in parse_grid("1 -2; sqrt(3) 4+i").rows]
    [['Number', 'Sum'], ['SquareRoot', 'Sum']]
    """
    from symbolic.text import grammar  # lark is needed from here on, and not for matrices of plain numbers

    _check_length(text)
    _check_tokens(text)
    tokens = Scanner(text, grid=True, names=names).run()
    if not tokens:
        raise ParseError("the matrix has no entries: write one such as 3 1; 0 3")
    return grammar.grid(grammar.parse_tokens(tokens, text, "grid"), text)


def number_tree(text: str, names: frozenset[str], *, any_name: bool = False) -> Node:
    """The syntax tree of a number, or with `any_name` of a polynomial."""
    from symbolic.text import grammar

    _check_length(text)
    _check_tokens(text)
    tokens = Scanner(text, grid=False, names=names, any_name=any_name).run()
    node: Node = grammar.parse_tokens(tokens, text, "number")
    return node


def symbol_names(symbols: Iterable[str]) -> frozenset[str]:
    """The names of parameters, from strings or SymPy symbols; one string may hold several.

    Raises:
        InputError: a name is not a word, or has a meaning of its own.
    >>> sorted(symbol_names("a, b"))
    ['a', 'b']
    """
    given = re.split(r"[\s,]+", symbols.strip()) if isinstance(symbols, str) else [str(s) for s in symbols]
    for name in given:
        if name in RESERVED or not (name.isidentifier() and name.isascii()):
            raise InputError(f"symbols: {name!r} cannot name a parameter; use a word such as a or b1 "
                             f"(not {', '.join(sorted(RESERVED))})")
    return frozenset(given)


def _check_length(text: str) -> None:
    """Refuse at once what is too long to be a matrix, whatever it holds."""
    if not isinstance(text, str):
        raise InputError(f"text is expected here, not {type(text).__name__}")
    if len(text) > limits.MAX_LENGTH:
        raise ParseError(f"a text of {len(text)} characters; the limit is {limits.MAX_LENGTH}")
    if not text or text.isspace():
        raise ParseError("the text is empty: write a matrix such as 3 1; 0 3, or a number such as 2/3")


def _check_tokens(text: str) -> None:
    """Refuse what has too many operators and separators before looking at any of them."""
    if len(text) > limits.MAX_TOKENS:
        count = sum(text.count(c) for c in "+-*/^(),;&")
        if count > limits.MAX_TOKENS:
            raise ParseError(f"a text with {count} operators and separators; the limit is {limits.MAX_TOKENS}, build a "
                             "matrix of this size from Python lists")


def check_size(rows: int, cols: int) -> None:
    """Refuse a matrix with too many entries.

    Raises:
        InputError: rows * cols is above the limit.
    """
    if rows * cols > limits.MAX_CELLS:
        raise InputError(f"matrix: {rows} x {cols} has {rows * cols} entries; the limit is {limits.MAX_CELLS}")


def build(rows: list[list[Value]], width: int) -> ExactMatrix:
    """The matrix of evaluated entries."""
    fractions = [x for row in rows for x in row if isinstance(x, fmpq)]
    if len(fractions) == len(rows) * width:
        return fractions_matrix([(x.p, x.q) for x in fractions], len(rows), width)
    return from_entries([[as_exact(x) for x in row] for row in rows], len(rows), width)


def fractions_matrix(cells: list[tuple[fmpz, fmpz]] | list[tuple[int, int]], rows: int, cols: int) -> ExactMatrix:
    """The rows x cols matrix of fractions (numerator, denominator > 0), row by row, over one denominator.

    Raises:
        InputError: the common denominator makes the matrix too large.
    """
    common = 1
    for q in {int(q) for _, q in cells}:
        common = lcm(common, q)
        limit = min(limits.MAX_DENOMINATOR_BITS, limits.MAX_MATRIX_BITS // len(cells))
        if common.bit_length() > limit:
            raise InputError(f"matrix: the common denominator of the {len(cells)} entries has more than {limit} bits")
    if common == 1:
        return rational_matrix(fmpz_mat(rows, cols, [p for p, _ in cells]))
    return rational_matrix(fmpz_mat(rows, cols, [p * (common // int(q)) for p, q in cells]), common)


def _plain_rows(text: str) -> ExactMatrix | None:
    """The matrix, when the text is nothing but integers and fractions laid out plainly; otherwise None."""
    if not _PLAIN.fullmatch(text):
        return None
    rows = _split_rows(text.strip(_SPACE))
    cells: list[tuple[int, int]] = []
    width, ragged = 0, None
    for k, row in enumerate(rows):
        pieces = row.split(",") if "," in row else row.split()
        if not pieces:
            return None  # an empty row, which the grammar explains
        width = width or len(pieces)
        check_size(len(rows), width)
        if len(pieces) != width and ragged is None:
            ragged = k, len(pieces), len(cells)
        for piece in pieces:
            cell = _CELL.fullmatch(piece.strip(_SPACE))
            if cell is None or len(piece) > limits.MAX_DIGITS:
                return None
            top, bottom = cell.groups()
            cells.append((_integer(top), _integer(bottom) if bottom else 1))
            if not cells[-1][1]:
                fail(text, _cell_place(text, len(cells) - 1), "division by zero: the denominator is 0")
    if ragged:
        fail(text, _cell_place(text, ragged[2]), ragged_rows(ragged[0], ragged[1], width))
    return fractions_matrix(cells, len(rows), width) if cells else None


def _cell_place(text: str, k: int) -> int:
    """The offset of plain entry number `k`."""
    return next(islice(_CELL.finditer(text), k, None)).start()


def _integer(digits: str) -> int:
    # Python refuses long texts (how long is a setting of the process), python-flint takes any
    return int(digits) if len(digits) < 600 else int(fmpz(digits.lstrip("+")))


def _split_rows(text: str) -> list[str]:
    """Rows of a plain text, [] when its layout is not one of the plain ones."""
    if not text.startswith("["):
        pieces = text.removesuffix(";").split(";")
        check_size(len(pieces), 1)
        if "]" in text or "" in pieces:
            return []
        lines = [[line for line in re.split(r"[\r\n]+", piece) if line.strip(_SPACE)] for piece in pieces]
        return [line for piece in lines for line in piece] if all(lines) else []
    inner = text[1:-1].strip(_SPACE)
    if not text.endswith("]") or len(text) < 2:
        return []
    if not inner.startswith("["):
        return [] if re.search(r"[\[\]\r\n]", inner) else inner.removesuffix(";").split(";")
    rows = _LISTS.split(inner[1:-1]) if inner.endswith("]") and len(inner) > 1 else []
    return [] if any(c in row for row in rows for c in "[];") else rows
