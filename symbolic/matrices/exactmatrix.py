"""ExactMatrix: one small immutable value over Z, Q, a number field or Q(parameters)."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from flint import fmpz_mat

from symbolic.errors import DomainError, InputError, NotSquareError, ShapeError
from symbolic.matrices.arrays import FieldArray
from symbolic.matrices.functionarrays import FunctionArray, from_functions
from symbolic.matrices.shown import ShownMatrix
from symbolic.scalars.fields import QQ, NumberField
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.scalars.parameters import RationalFunction

if TYPE_CHECKING:
    import mpmath
    import numpy as np
    import sympy

Entry = AlgebraicNumber | RationalFunction
Array = FieldArray | FunctionArray


class ExactMatrix(ShownMatrix):
    """An m x n matrix of exact numbers, all in one ring. Immutable, hashable, `==` is decided.

    Build one with `symbolic.matrix(..)`. `A * B` is the product (a scalar on either side scales), `A ** n` a power
    (n < 0 through the inverse), `A.T` the transpose, `A[i, j]` an entry counted from 0.

    >>> from symbolic import matrix
    >>> A = matrix("1 1; 1 0")
    >>> A ** 10
    89 55; 55 34
    >>> A.shape, A.ring
    ((2, 2), 'ZZ')
    """

    __slots__ = ("_hash", "array")
    __array_priority__ = 1000

    def __init__(self, array: Array) -> None:
        self.array = array
        self._hash: int | None = None

    @staticmethod
    def from_rows(rows: Sequence[Sequence[Any]], cols: int | None = None) -> ExactMatrix:
        """A matrix from rows of exact scalars; `cols` gives the width when there are no rows.

        Raises:
            ShapeError: the rows have different lengths. InexactInputError: an entry is a float.
        """
        width = len(rows[0]) if rows else (cols or 0)
        for i, row in enumerate(rows):
            if len(row) != width:
                raise ShapeError(f"matrix: row {i + 1} has {len(row)} entries, row 1 has {width}; rows must be equally long")
        values = [[x if isinstance(x, RationalFunction) else exact(x) for x in row] for row in rows]
        from symbolic.matrices.matrix import from_entries
        return from_entries(values, len(rows), width)

    # -- shape and entries --------------------------------------------------------------------------------------------

    @property
    def shape(self) -> tuple[int, int]:
        return self.array.shape

    @property
    def rows(self) -> int:
        return self.shape[0]

    @property
    def cols(self) -> int:
        return self.shape[1]

    @property
    def is_square(self) -> bool:
        return self.rows == self.cols

    @property
    def is_rational(self) -> bool:
        """Whether the entries are rational numbers."""
        return isinstance(self.array, FieldArray) and self.array.field is QQ

    @property
    def has_parameters(self) -> bool:
        return isinstance(self.array, FunctionArray)

    @property
    def ring(self) -> str:
        """`ZZ`, `QQ`, the number field or the field of functions, as text."""
        if isinstance(self.array, FunctionArray):
            return f"QQ({', '.join(self.array.names)})"
        return "ZZ" if self.is_rational and self.array.denominator == 1 else repr(self.array.field)

    @property
    def field(self) -> NumberField:
        """The number field of the entries (QQ for rational ones); DomainError with parameters."""
        return self.numeric().field

    def numeric(self) -> FieldArray:
        """The array over a number field; DomainError when there are parameters."""
        if isinstance(self.array, FunctionArray):
            names = ", ".join(self.array.names)
            raise DomainError(f"this needs numbers, and the matrix has the parameters {names}; substitute values first")
        return self.array

    @property
    def coefficients(self) -> tuple[fmpz_mat, ...]:
        """Integer matrices C_i with A = sum_i C_i theta^i / denominator."""
        return self.numeric().coefficients

    @property
    def numerator(self) -> fmpz_mat:
        """Denominator * A for a rational matrix."""
        if not self.is_rational:
            raise DomainError(f"numerator: the entries lie in {self.ring}, not in QQ")
        return self.coefficients[0]

    @property
    def denominator(self) -> int:
        return self.numeric().denominator

    @property
    def conditions(self) -> tuple[RationalFunction, ...]:
        """Functions of the parameters that must not be zero for this matrix to be what it was computed as."""
        return self.array.conditions if isinstance(self.array, FunctionArray) else ()

    def __getitem__(self, key: tuple[int, int]) -> Entry:
        i, j = key
        m, n = self.shape
        if not (-m <= i < m and -n <= j < n):
            raise IndexError(f"entry ({i}, {j}) of a {m}x{n} matrix; indices run from 0 to ({m - 1}, {n - 1})")
        return self.array.entry(i % m, j % n)

    def entries(self) -> list[list[Any]]:
        """Rows of entries."""
        return [[self.array.entry(i, j) for j in range(self.cols)] for i in range(self.rows)]

    def column(self, j: int) -> ExactMatrix:
        """Column j as an m x 1 matrix."""
        return self.submatrix(range(self.rows), [range(self.cols)[j]])

    def submatrix(self, rows: Iterable[int], cols: Iterable[int]) -> ExactMatrix:
        """The rows and columns with these indices, in this order."""
        r, c = list(rows), list(cols)
        a = self.array
        if isinstance(a, FunctionArray):
            return ExactMatrix(a.reshaped(lambda x: [[x[i][j] for j in c] for i in r], (len(r), len(c))))
        return ExactMatrix(a.map(lambda m: fmpz_mat(len(r), len(c), [m[i, j] for i in r for j in c])))

    # -- arithmetic ---------------------------------------------------------------------------------------------------

    def __add__(self, other: object) -> ExactMatrix:
        if not isinstance(other, ExactMatrix):
            return NotImplemented
        if self.shape != other.shape:
            raise ShapeError(f"A + B: A is {self.rows}x{self.cols} and B is {other.rows}x{other.cols}; the shapes must agree")
        a, b = alike(self.array, other.array)
        return ExactMatrix(a + b)

    def __neg__(self) -> ExactMatrix:
        return ExactMatrix(-self.array)

    def __sub__(self, other: object) -> ExactMatrix:
        return self + (-other) if isinstance(other, ExactMatrix) else NotImplemented

    def __mul__(self, other: object) -> ExactMatrix:
        if isinstance(other, ExactMatrix):
            if self.cols != other.rows:
                shapes = f"A is {self.rows}x{self.cols} and B is {other.rows}x{other.cols}"
                raise ShapeError(f"A * B: {shapes}; the inner sizes must agree")
            a, b = alike(self.array, other.array)
            return ExactMatrix(a * b)
        return self.__rmul__(other)

    __matmul__ = __mul__

    def __rmul__(self, other: object) -> ExactMatrix:
        try:
            z = other if isinstance(other, RationalFunction) else exact(other)
        except InputError as error:
            if type(error) is InputError:
                return NotImplemented
            raise
        if isinstance(z, RationalFunction):
            array = self.array if isinstance(self.array, FunctionArray) else from_functions(self.entries(), self.shape)
            return ExactMatrix(array.scale(z))
        return ExactMatrix(self.array.scale(z))

    def __truediv__(self, other: object) -> ExactMatrix:
        return self * (1 / (other if isinstance(other, RationalFunction) else exact(other)))

    def __pow__(self, exponent: int) -> ExactMatrix:
        if type(exponent) is not int:
            return NotImplemented
        if not self.is_square:
            raise NotSquareError(f"A ** n: A is {self.rows}x{self.cols}; only square matrices have powers")
        if exponent < 0:
            from symbolic.matrices.elimination import inverse
            return inverse(self) ** -exponent
        from symbolic.matrices.matrix import identity, rational_matrix
        if self.is_rational:
            return rational_matrix(self.numerator ** exponent, self.denominator ** exponent)
        result, square = identity(self.rows), self
        while exponent:
            if exponent & 1:
                result = result * square
            exponent >>= 1
            if exponent:
                square = square * square
        return result

    @property
    def T(self) -> ExactMatrix:
        """The transpose."""
        a = self.array
        if isinstance(a, FunctionArray):
            return ExactMatrix(a.reshaped(lambda r: list(zip(*r, strict=True)) or [()] * self.cols, (self.cols, self.rows)))
        return ExactMatrix(a.map(lambda m: m.transpose()))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ExactMatrix):
            return NotImplemented
        if self.shape != other.shape:
            return False
        a, b = alike(self.array, other.array)
        return bool(a.equals(b))

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash((self.shape, tuple(x for row in self.entries() for x in row)))
        return self._hash

    # -- other forms --------------------------------------------------------------------------------------------------

    def to_sympy(self) -> sympy.Matrix:
        """A sympy.Matrix with the same entries."""
        from symbolic.interop import matrix_to_sympy
        return matrix_to_sympy(self)

    def to_numpy(self) -> np.ndarray[Any, Any]:
        """A numpy array: int64 when every entry is such an integer, else float64 or complex128 (rounded)."""
        from symbolic.interop import matrix_to_numpy
        return matrix_to_numpy(self)

    def to_mpmath(self, digits: int = 15) -> mpmath.matrix:
        """An mpmath matrix, every entry correct to `digits` digits."""
        from symbolic.interop import matrix_to_mpmath
        return matrix_to_mpmath(self, digits)

    def to_flint(self) -> Any:
        """A python-flint fmpz_mat or fmpq_mat; DomainError for other rings."""
        from symbolic.interop import matrix_to_flint
        return matrix_to_flint(self)


def alike(a: Array, b: Array) -> tuple[Any, Any]:
    """Two arrays of one kind: numbers become constant functions beside parameters."""
    if isinstance(a, FunctionArray) == isinstance(b, FunctionArray):
        return a, b
    if isinstance(b, FunctionArray):
        return _constants(a, b), b
    return a, _constants(b, a)  # type: ignore[arg-type]


def _constants(a: Array, like: FunctionArray) -> FunctionArray:
    from symbolic.scalars.parameters import constant_element
    m, n = a.shape
    rows = [[constant_element(like.names, a.entry(i, j)) for j in range(n)] for i in range(m)]  # type: ignore[arg-type]
    return FunctionArray(like.names, rows, a.shape)
