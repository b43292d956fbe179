"""Exact matrices to and from numpy, SymPy, mpmath and python-flint; floats as the exact numbers they are.

The only module of this package that knows numpy, and, with `reading`, the only one that speaks about floats: each
double is a dyadic rational p/2^k, so taking it in exactly (`from_float`) and rounding a result correctly to the
nearest double are both exact statements.
"""
from __future__ import annotations

import decimal
import io
import math
import sys
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from flint import arb, fmpq, fmpq_mat, fmpz_mat

from symbolic.errors import DomainError, InexactInputError, InputError, ShapeError
from symbolic.matrices.matrix import ExactMatrix, from_entries, rational_matrix
from symbolic.parsing import check_size
from symbolic.scalars.numbers import AlgebraicNumber, I, exact

if TYPE_CHECKING:
    import mpmath
    import numpy as np
    import sympy

WAY_OUT = "use from_float to take the exact binary value, or give fractions such as Fraction(1, 10) or '1/10'"


# ---- out --------------------------------------------------------------------------------------------------------------

def matrix_to_sympy(A: ExactMatrix) -> sympy.Matrix:
    """A sympy.Matrix with the same entries: Rationals, radicals up to degree 2, CRootOf above, symbols."""
    import sympy

    if A.is_rational:
        d = A.denominator
        return sympy.Matrix(A.rows, A.cols, [sympy.Rational(int(x), d) for x in A.numerator.entries()])
    return sympy.Matrix(A.rows, A.cols, [x.to_sympy() for row in A.entries() for x in row])


def matrix_to_numpy(A: ExactMatrix) -> np.ndarray[Any, Any]:
    """A numpy array: int64 when every entry is such an integer, else float64 or complex128, correctly rounded.

    Raises:
        DomainError: there are parameters, or an entry is beyond the largest double.
    """
    import numpy as np

    if A.is_rational:
        d, values = A.denominator, [int(x) for x in A.numerator.entries()]
        if d == 1 and all(-(1 << 63) <= v < 1 << 63 for v in values):
            return np.array(values, dtype=np.int64).reshape(A.shape)
        return np.array([nearest_double(Fraction(v, d)) for v in values], dtype=np.float64).reshape(A.shape)
    A.numeric()  # DomainError with parameters
    entries = [x for row in A.entries() for x in row]
    if all(x.is_real for x in entries):
        return np.array([_rounded(x, imaginary=False) for x in entries], dtype=np.float64).reshape(A.shape)
    pairs = [complex(_rounded(x, imaginary=False), _rounded(x, imaginary=True)) for x in entries]
    return np.array(pairs, dtype=np.complex128).reshape(A.shape)


def matrix_to_mpmath(A: ExactMatrix, digits: int) -> mpmath.matrix:
    """An mpmath matrix, every entry correct to `digits` decimal digits."""
    import mpmath

    A.numeric()
    out = mpmath.matrix(A.rows, A.cols)
    for i, row in enumerate(A.entries()):
        for j, x in enumerate(row):
            out[i, j] = x.to_mpmath(digits)
    return out


def matrix_to_flint(A: ExactMatrix) -> fmpz_mat | fmpq_mat:
    """A python-flint matrix: fmpz_mat over the integers, fmpq_mat over the rationals.

    Raises:
        DomainError: the entries are irrational; python-flint has no exact matrices of them.
    """
    if not A.is_rational:
        raise DomainError(f"to_flint: the entries lie in {A.ring}; python-flint has exact matrices over ZZ and QQ only. "
                          "Use A.coefficients (one fmpz_mat for each power of the generator)")
    return fmpz_mat(A.numerator) if A.denominator == 1 else fmpq_mat(A.numerator) / fmpq(A.denominator)


def nearest_double(value: Fraction) -> float:
    """The double nearest to a fraction (ties to even).

    Raises:
        DomainError: the value is beyond the largest double.
    """
    try:
        return value.numerator / value.denominator  # Python rounds a quotient of integers correctly
    except OverflowError:
        raise DomainError(f"to_numpy: an entry of {value.numerator.bit_length()} bits is beyond the largest double; "
                          "use to_mpmath") from None


def _rounded(x: AlgebraicNumber, *, imaginary: bool) -> float:
    """The double nearest to a part of x: narrow the ball until both of its ends round to the same double."""
    if x.is_rational:
        return nearest_double(Fraction(0) if imaginary else x.as_fraction())
    digits = 20
    while True:
        ball = x.enclose(digits)
        part = ball.imag if imaginary else ball.real
        middle, radius = _dyadic(part.mid()), _dyadic(part.rad())  # exact, where lower() and upper() would round
        low, high = nearest_double(middle - radius), nearest_double(middle + radius)
        if low == high:
            return high
        digits *= 2


def _dyadic(x: arb) -> Fraction:
    man, exp = x.man_exp()
    return Fraction(int(man)) * Fraction(2) ** int(exp)


# ---- floats in ---------------------------------------------------------------------------------------------------------

def from_float(x: Any) -> Any:
    """The exact value p/2^k of a float, and of every float in a list, a numpy array or an mpmath matrix.

    Args:
        x: a float, complex, numpy or mpmath number (an AlgebraicNumber comes back), or rows of them (an ExactMatrix).

    Raises:
        InexactInputError: a value is NaN or infinite. ShapeError: the rows are not those of a matrix.
    >>> from_float(3 / 8), from_float([[1 / 2, 3]])
    (3/8, 1/2 3)
    """
    if is_numpy_array(x) and x.ndim:
        x = _numpy_rows(x)
    if not isinstance(x, (list, tuple)):
        if _is_a(x, "mpmath", "matrix"):
            x = x.tolist()
        else:
            return _dyadic_number(x)
    rows = [list(row) if isinstance(row, (list, tuple)) else _bad_row(row) for row in x]
    width = len(rows[0]) if rows else 0
    if any(len(row) != width for row in rows):
        raise ShapeError("from_float: the rows have different lengths; a matrix has equally long rows")
    check_size(len(rows), width)
    values = [[_dyadic_number(v) for v in row] for row in rows]
    return from_entries(values, len(rows), width)


def _bad_row(row: Any) -> list[Any]:
    if hasattr(row, "tolist"):
        return list(row.tolist())
    raise ShapeError(f"from_float: {row!r} is not a row; write [[1.5, 2]] for a row, [[1.5], [2]] for a column")


def _dyadic_number(x: Any) -> AlgebraicNumber:
    if _is_a(x, "mpmath", "mpc") or _is_a(x, "builtins", "complex") or _is_a(x, "numpy", "complexfloating"):
        return _dyadic_number(x.real) + I * _dyadic_number(x.imag)
    try:
        if _is_a(x, "mpmath", "mpf") or _is_a(x, "sympy", "Float"):
            from mpmath.libmp import finf, fnan, fninf, to_rational
            if x._mpf_ in (finf, fninf, fnan):
                raise _not_finite(x)
            return exact(Fraction(*(int(v) for v in to_rational(x._mpf_))))
        if isinstance(x, (float, decimal.Decimal)) or _is_a(x, "numpy", "floating"):
            return exact(Fraction(*x.as_integer_ratio()))
    except (ValueError, OverflowError):
        raise _not_finite(x) from None
    if isinstance(x, str):
        raise InputError(f"from_float: {x!r} is text; matrix({x!r}, decimals=True) reads decimals exactly")
    return exact(x)


def _not_finite(x: Any) -> InexactInputError:
    return InexactInputError(f"from_float: {x!r} is not a number; an exact matrix has no NaN or infinity")


# ---- recognising and taking in, without importing what the caller has not imported -----------------------------------------

def _is_a(x: Any, module: str, name: str) -> bool:
    """Whether x is an instance of `module`.`name`, decided without importing the module."""
    kind = getattr(sys.modules.get(module), name, None)
    return isinstance(kind, type) and isinstance(x, kind)


def is_numpy_array(x: Any) -> bool:
    """Whether x is a numpy array."""
    return _is_a(x, "numpy", "ndarray")


def is_inexact(x: Any) -> bool:
    """Whether x is a float, a complex, or a number of numpy or mpmath that is rounded by nature."""
    return (isinstance(x, (float, complex)) or _is_a(x, "numpy", "inexact") or _is_a(x, "mpmath", "mpf")
            or _is_a(x, "mpmath", "mpc") or type(x).__module__ == "flint.types.arb" or type(x).__module__ == "flint.types.acb")


def refuse_inexact(x: Any, where: str = "matrix") -> InexactInputError:
    """The error for a float, in one sentence with the way out."""
    if isinstance(x, float) and not math.isfinite(x):
        return InexactInputError(f"{where}: {x!r} is not a number; an exact matrix has no NaN or infinity")
    return InexactInputError(f"{where}: {x!r} is a float, which is rounded; {WAY_OUT}")


def _numpy_rows(array: Any) -> list[Any]:
    if array.ndim != 2:
        raise ShapeError(f"matrix: a numpy array of shape {array.shape} is not a matrix; reshape it to (1, n) for a row "
                         "or (n, 1) for a column")
    check_size(*array.shape)
    if array.shape[0] and not array.shape[1]:
        raise ShapeError(f"matrix: an array of shape {array.shape} has empty rows; use zero({array.shape[0]}, 0)")
    return list(array.tolist()) if array.dtype.kind not in "fc" or array.dtype.itemsize <= 16 else [list(r) for r in array]


def from_numpy(array: np.ndarray[Any, Any]) -> ExactMatrix | list[list[Any]]:
    """The matrix of a numpy array of integers; for an array of objects or texts its rows, to be read entry by entry.

    Raises:
        InexactInputError: an array of floats. ShapeError: not two-dimensional. InputError: another type.
    """
    kind = array.dtype.kind
    if kind in "fc":
        raise InexactInputError(f"matrix: a numpy array of {array.dtype} is rounded; {WAY_OUT}")
    if kind not in "iuOU":
        raise InputError(f"matrix: a numpy array of {array.dtype} is not an array of numbers; use integers, or objects "
                         "such as Fraction")
    return _numpy_rows(array) if kind in "OU" else _integers(array)


def _integers(array: np.ndarray[Any, Any]) -> ExactMatrix:
    rows = _numpy_rows(array)
    return rational_matrix(fmpz_mat(array.shape[0], array.shape[1], [x for row in rows for x in row]))


def from_npy(data: bytes) -> ExactMatrix:
    """The matrix in the bytes of a .npy file of integers; type and size are read in its header before anything is loaded.

    Raises:
        InputError: not a .npy file, or not of integers. InexactInputError: it holds floats.
    """
    import numpy as np
    from numpy.lib import format as npy

    stream = io.BytesIO(data)
    try:
        version = npy.read_magic(stream)
        read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        shape, _, dtype = read(stream)
    except (ValueError, EOFError) as error:
        raise InputError(f"matrix: the .npy header cannot be read ({error})") from None
    if dtype.kind in "fc":
        raise InexactInputError(f"matrix: the .npy file holds {dtype}, which is rounded; use "
                                "from_float(numpy.load(path)) to take the exact binary values")
    if dtype.kind not in "iu" or len(shape) != 2:
        raise InputError(f"matrix: the .npy file holds an array of {dtype} of shape {shape}; a two-dimensional array of "
                         "integers is needed")
    check_size(*shape)
    stream.seek(0)
    try:
        array = np.load(stream, allow_pickle=False)
    except (ValueError, EOFError) as error:
        raise InputError(f"matrix: the .npy file is broken ({error})") from None
    return _integers(array)


def from_flint(x: Any) -> ExactMatrix:
    """The matrix of a python-flint fmpz_mat or fmpq_mat.

    Raises:
        DomainError: another python-flint matrix.
    """
    if isinstance(x, fmpz_mat):
        check_size(x.nrows(), x.ncols())
        return rational_matrix(fmpz_mat(x))
    if isinstance(x, fmpq_mat):
        check_size(x.nrows(), x.ncols())
        numerator, denominator = x.numer_denom()
        return rational_matrix(numerator, int(denominator))
    name = type(x).__name__
    if name in ("arb_mat", "acb_mat"):
        raise InexactInputError(f"matrix: {name} holds balls, not numbers; give fractions")
    raise DomainError(f"matrix: a python-flint {name} is not a matrix over ZZ or QQ; convert its entries first")

