r"""`matrix(x)`: one exact matrix from whatever a user holds - text, lists, files, streams, SymPy, numpy, python-flint."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from flint import fmpq, fmpz, fmpz_mat

from symbolic.errors import InexactInputError, InputError, ParseError, ShapeError
from symbolic.matrices.matrix import ExactMatrix, rational_matrix
from symbolic.parsing import build, check_size, parse_matrix, parse_number, symbol_names
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.scalars.parameters import RationalFunction
from symbolic.text.arithmetic import Value


def matrix(x: Any, *, symbols: Iterable[str] = (), decimals: bool = False) -> ExactMatrix:
    r"""The exact matrix x, however it is written.

    Text may be `3 1; 0 3`, `[[3, 1], [0, 3]]`, one row a line, or LaTeX (`symbolic.parsing` has the rules). A text that
    names a file is not opened: pass a `pathlib.Path`, or an open stream, for text, CSV, Matrix Market and .npy files.

    Args:
        x: text, rows of entries (int, Fraction, text, exact numbers, SymPy expressions), a Path, an open stream, a matrix
            of SymPy, python-flint, or numpy (integers, or objects), or an ExactMatrix. `[]` is the 0 x 0 matrix.
        symbols: names of the parameters that may occur. decimals: whether 1.25 in a text is read, as exactly 5/4.

    Raises:
        ParseError: text that is not a matrix, with line and column. InexactInputError: floats; `from_float` takes
        them. ShapeError: ragged or empty rows. DomainError: entries that are not exact algebraic numbers.
        UnableError: the entries share no number field of small degree.

    >>> matrix("3 1; 0 3") == matrix([[3, 1], [0, 3]]) == matrix(r"\begin{pmatrix} 3 & 1 \\ 0 & 3 \end{pmatrix}")
    True
    >>> matrix([["1/2", "sqrt(2)"], [0, 1]])
    1/2 sqrt(2); 0 1
    """
    if isinstance(x, ExactMatrix):
        return x
    if isinstance(x, str):
        return parse_matrix(x, symbols=symbols, decimals=decimals)
    if isinstance(x, (list, tuple)):
        return _from_rows(x, symbol_names(symbols), decimals=decimals)
    if isinstance(x, Path):
        from symbolic.text.files import read_path
        return read_path(x, symbols=symbols, decimals=decimals)
    if callable(getattr(x, "read", None)):
        from symbolic.text.files import read_stream
        return read_stream(x, symbols=symbols, decimals=decimals)
    return _from_library(x, symbol_names(symbols), decimals=decimals)


def _from_library(x: Any, names: frozenset[str], *, decimals: bool) -> ExactMatrix:
    """A matrix of another library, recognised without importing any."""
    from symbolic import interop

    library = {kind.__module__.split(".")[0] for kind in type(x).__mro__}
    if interop.is_numpy_array(x):
        found = interop.from_numpy(x)
        return found if isinstance(found, ExactMatrix) else _from_rows(found, names, decimals=decimals)
    if "sympy" in library and len(getattr(x, "shape", ())) == 2 and (hasattr(x, "flat") or hasattr(x, "to_Matrix")):
        from symbolic.text.sympy_input import from_sympy_matrix
        return from_sympy_matrix(x, names)
    if "flint" in library and hasattr(x, "nrows"):
        return interop.from_flint(x)
    if "mpmath" in library and hasattr(x, "tolist"):
        raise InexactInputError(f"matrix: an mpmath matrix holds rounded numbers; {interop.WAY_OUT}")
    if isinstance(x, (int, Fraction, fmpz, fmpq, AlgebraicNumber, RationalFunction)):
        raise ShapeError(f"matrix: {x} is a number; write matrix([[{x}]]) for a 1 x 1 matrix")
    if interop.is_inexact(x):
        raise interop.refuse_inexact(x)
    raise InputError(f"matrix: an object of type {type(x).__name__} is not a matrix; give text, a list of rows, a Path, an "
                     "open stream, or a matrix of SymPy, numpy (integers) or python-flint")


def _from_rows(x: Sequence[Any], names: frozenset[str], *, decimals: bool) -> ExactMatrix:
    """A matrix from a list of rows."""
    if not x:
        return rational_matrix(fmpz_mat(0, 0))
    rows = [_row(row, k) for k, row in enumerate(x)]
    width = len(rows[0])
    for k, row in enumerate(rows):
        if len(row) != width:
            raise ShapeError(f"matrix: row {k + 1} has {len(row)} entries and row 1 has {width}; rows must be equally long")
    if not width:
        raise ShapeError("matrix: the rows are empty; write [] for the 0 x 0 matrix, or zero(m, 0)")
    check_size(len(rows), width)
    flat = [v for row in rows for v in row]
    if all(type(v) is int for v in flat):
        return rational_matrix(fmpz_mat(len(rows), width, flat))
    return build([[_entry(v, i, j, names, decimals=decimals) for j, v in enumerate(row)] for i, row in enumerate(rows)], width)


def _row(row: Any, k: int) -> list[Any]:
    if isinstance(row, (list, tuple)):
        return list(row)
    if callable(getattr(row, "flat", None)):  # a row of SymPy
        return list(row.flat())
    if hasattr(row, "tolist") and getattr(row, "ndim", 1) == 1:
        return list(row.tolist())
    if isinstance(row, Sequence) and not isinstance(row, (str, bytes)):
        return list(row)
    raise ShapeError(f"matrix: row {k + 1} is {_shown(row)}, not a list of entries; write [[1, 2, 3]] for a row, "
                     "[[1], [2], [3]] for a column")


def _entry(v: Any, i: int, j: int, names: frozenset[str], *, decimals: bool) -> Value:
    """One entry of a list, python-flint's fmpq for a rational one."""
    kind = type(v)
    if kind is int or kind is fmpz:
        return fmpq(v)
    if kind is Fraction:
        return fmpq(v.numerator, v.denominator)
    if isinstance(v, (AlgebraicNumber, RationalFunction)):
        return v.poly[0] if isinstance(v, AlgebraicNumber) and v.is_rational else v
    where = f"matrix: entry {j + 1} of row {i + 1}"
    if isinstance(v, str):
        return _text_entry(v, where, names, decimals=decimals)
    return _foreign_entry(v, where, names, decimals=decimals)


def _text_entry(v: str, where: str, names: frozenset[str], *, decimals: bool) -> Value:
    try:
        return _short(parse_number(v, symbols=names, decimals=decimals))
    except ParseError as error:
        sentence = str(error).partition(": ")[2]
        raise ParseError(f"{where.removeprefix('matrix: ')}: {sentence}", error.line, error.column) from None


def _foreign_entry(v: Any, where: str, names: frozenset[str], *, decimals: bool) -> Value:
    """An entry that is not of a type of ours, or the error that says why not."""
    from symbolic import interop

    if v is None:
        raise InputError(f"{where} is None; write 0 where you mean zero")
    if isinstance(v, bool) or type(v).__name__ == "bool" or type(v).__module__ == "sympy.logic.boolalg":
        raise InputError(f"{where} is the truth value {v}; write 1 or 0")
    if isinstance(v, (list, tuple, set, dict)) or hasattr(v, "__len__"):
        raise ShapeError(f"{where} is {_shown(v)}, not a number; a matrix is a list of rows of numbers")
    if isinstance(v, Decimal) and v.is_finite():
        if decimals:
            return fmpq(*v.as_integer_ratio())
        raise InexactInputError(f"{where} is the decimal {v}; pass decimals=True to take decimals as exact, or give a Fraction")
    if interop.is_inexact(v) or isinstance(v, Decimal):
        raise interop.refuse_inexact(v, where)
    if hasattr(v, "is_Rational") and hasattr(v, "args"):
        from symbolic.text.sympy_input import from_sympy
        return _short(from_sympy(v, names))
    try:
        return _short(exact(v))
    except InputError as error:
        raise type(error)(f"{where}: {error}") from None


def _short(v: AlgebraicNumber | RationalFunction) -> Value:
    return v.poly[0] if isinstance(v, AlgebraicNumber) and v.is_rational else v


def _shown(v: Any) -> str:
    text = repr(v)
    return text if len(text) <= 40 else f"{text[:37]}..."
