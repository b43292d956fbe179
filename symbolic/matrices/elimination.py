"""Determinant, rank, inverse, solutions, null space, reduced echelon form and LU, exact over every ring here.

Over a number field of degree s the work is done by python-flint on rational matrices of s times the size: multiplication
by theta is a matrix, and the reduced row echelon form over the field is read off the one over Q, block by block.
Over Q(parameters) the elimination is fraction-free (see `functionelimination`), and the result carries its conditions.
"""
from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_mat

from symbolic.canonical.lattice import content
from symbolic.errors import NoSolutionError, ShapeError, SingularMatrixError, in_name_of
from symbolic.matrices.arrays import meet
from symbolic.matrices.functionarrays import FunctionArray, merge
from symbolic.matrices.functionarrays import meet as meet_functions
from symbolic.matrices.functionelimination import GenericRank as GenericRank
from symbolic.matrices.functionelimination import function_det, function_rref
from symbolic.matrices.matrix import ExactMatrix, alike, from_entries, identity, rational_matrix, require_matrix, require_square
from symbolic.matrices.unfolding import coordinates, fold_columns
from symbolic.matrices.unfolding import unfold as unfold
from symbolic.scalars.fields import QQ
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.scalars.parameters import RationalFunction

Scalar = AlgebraicNumber | RationalFunction
SHOWN_ROWS = 8  # a longer null vector is attached to its error, not printed


def det(A: ExactMatrix) -> Any:
    """The determinant.

    Cost: python-flint's modular algorithm over Q; the characteristic polynomial over a number field.

    >>> from symbolic import matrix
    >>> det(matrix("1 2; 3 4"))
    -2
    """
    n = require_square(A, "det")
    if isinstance(A.array, FunctionArray):
        return function_det(A.array)
    if A.is_rational:
        primitive, scales = primitive_rows(A)
        return AlgebraicNumber(QQ, fmpq_poly([primitive.det() * prod(scales, start=fmpq(1))]))
    from symbolic.canonical.spectrum import charpoly
    value = charpoly(A).coefficients[0]
    return -value if n % 2 else value


def primitive_rows(A: ExactMatrix) -> tuple[fmpz_mat, list[fmpq]]:
    """A = diag(scales) R with integer rows of content 1: one huge common denominator would slow every elimination down."""
    n, flat = A.cols, A.numerator.entries()
    if A.denominator.bit_length() < 64:
        return A.numerator, [fmpq(1, A.denominator)] * A.rows
    rows = [flat[i * n:(i + 1) * n] for i in range(A.rows)]
    contents = [content(row) or 1 for row in rows]
    primitive = fmpz_mat(A.rows, n, [x // g for row, g in zip(rows, contents, strict=True) for x in row])
    return primitive, [fmpq(g, A.denominator) for g in contents]


def rank(A: ExactMatrix) -> int:
    """The rank; with parameters a `GenericRank`, which carries the conditions under which it does not drop.

    >>> from symbolic import matrix
    >>> rank(matrix("1 2; 2 4"))
    1
    """
    require_matrix(A, "rank")
    if A.is_rational:
        return int(A.numerator.rank())
    if isinstance(A.array, FunctionArray):
        array, pivots = function_rref(A.array)
        return GenericRank(len(pivots), array.conditions)
    return int(unfold(A.array).rank()) // A.field.degree


@dataclass(frozen=True)
class EchelonForm:
    """The reduced row echelon form `R` of a matrix and its pivot columns; with parameters R.conditions says where it holds."""

    R: ExactMatrix
    pivots: tuple[int, ...]

    @property
    def rank(self) -> int:
        return len(self.pivots)


def rref(A: ExactMatrix) -> EchelonForm:
    """The reduced row echelon form with its pivot columns.

    >>> from symbolic import matrix
    >>> rref(matrix("1 2 3; 2 4 7"))
    EchelonForm(R=1 2 0; 0 0 1, pivots=(0, 2))
    """
    require_matrix(A, "rref")
    if isinstance(A.array, FunctionArray):
        array, pivots = function_rref(A.array)
        return EchelonForm(ExactMatrix(array), tuple(pivots))
    field = A.field
    s, n = field.degree, A.cols
    reduced, r = unfold(A.array).rref() if A.rows and n else (fmpq_mat(A.rows * s, n * s), 0)
    pivots, row = [], 0
    for j in range(n):
        if row < r and reduced[row, j * s] == 1:
            pivots.append(j)
            row += s
    return EchelonForm(ExactMatrix(fold_columns(reduced, field, [j * s for j in range(n)])), tuple(pivots))


def nullspace(A: ExactMatrix) -> ExactMatrix:
    """A basis of {x : A x = 0} as the columns of an n x (n - rank) matrix.

    >>> from symbolic import matrix
    >>> nullspace(matrix("1 2; 2 4"))
    -2; 1
    """
    with in_name_of("nullspace"):
        form = rref(A)
        free = [j for j in range(A.cols) if j not in form.pivots]
    table = form.R.entries()
    rows = [[exact(0)] * len(free) for _ in range(A.cols)]
    for k, j in enumerate(free):
        rows[j][k] = exact(1)
        for i, p in enumerate(form.pivots):
            rows[p][k] = -table[i][j]
    return from_entries(rows, A.cols, len(free), form.R.conditions)


def solve(A: ExactMatrix, b: ExactMatrix) -> ExactMatrix:
    """The x with A x = b, for square nonsingular A.

    Raises:
        ShapeError: A is not square or b has another number of rows. SingularMatrixError: det A = 0 (carries a null vector);
        use `solve_any` for one solution of a singular or rectangular system.

    >>> from symbolic import matrix
    >>> solve(matrix("1 2; 3 4"), matrix("5; 6"))
    -4; 9/2
    """
    n = require_square(A, "solve")
    require_matrix(b, "solve")
    if b.rows != n:
        raise ShapeError(f"solve: A is {n}x{n} and b has {b.rows} rows; they must agree")
    left, right = alike(A.array, b.array)
    if isinstance(left, FunctionArray):
        return _solve_functions(A, left, right)
    left, right = meet(left, right)
    field = left.field
    if n == 0 or b.cols == 0:
        return rational_matrix(b.T.T.numerator) if b.cols == 0 else b
    try:
        found = unfold(left).solve(coordinates(right))
    except ZeroDivisionError:
        raise singular_error("solve", A) from None
    return ExactMatrix(fold_columns(found, field, list(range(b.cols))))


def solve_any(A: ExactMatrix, b: ExactMatrix) -> ExactMatrix:
    """One x with A x = b for any shape of A (free unknowns set to 0).

    Raises:
        NoSolutionError: there is none; carries y with y^T A = 0 and y^T b != 0.

    >>> from symbolic import matrix
    >>> solve_any(matrix("1 2; 2 4"), matrix("3; 6"))
    3; 0
    """
    require_matrix(A, "solve_any")
    require_matrix(b, "solve_any")
    from symbolic.matrices.matrix import hstack
    if b.rows != A.rows:
        raise ShapeError(f"solve_any: A has {A.rows} rows and b has {b.rows}; they must agree")
    form = rref(hstack([A, b]))
    if any(p >= A.cols for p in form.pivots):
        left = nullspace(A.T)
        k = next(k for k in range(left.cols) if any(bool(x) for row in (left.column(k).T * b).entries() for x in row))
        y = left.column(k)
        raise NoSolutionError(f"solve_any: A x = b has no solution, since y = {y} has y^T A = 0 and y^T b = {y.T * b}", y)
    table = form.R.entries()
    rows = [[exact(0)] * b.cols for _ in range(A.cols)]
    for i, p in enumerate(form.pivots):
        rows[p] = table[i][A.cols:]
    return from_entries(rows, A.cols, b.cols, form.R.conditions)


def inverse(A: ExactMatrix) -> ExactMatrix:
    """The inverse; with parameters it carries the condition det A != 0.

    Raises:
        SingularMatrixError: det A = 0, with a null vector.

    >>> from symbolic import matrix
    >>> inverse(matrix("1 2; 3 4"))
    -2 1; 3/2 -1/2
    """
    n = require_square(A, "inverse")
    if not A.is_rational:
        return solve(A, identity(n))
    try:
        primitive, scales = primitive_rows(A)
        found = fmpq_mat(primitive).inv()
        columns = fmpq_mat(n, n, [(1 / scales[i]) if i == j else 0 for i in range(n) for j in range(n)])
        numerator, denominator = (found * columns).numer_denom()
    except ZeroDivisionError:
        raise singular_error("inverse", A) from None
    return rational_matrix(numerator, int(denominator))


def null_text(null: ExactMatrix, name: str = "A") -> str:
    """The sentence of an error that carries a null vector: written out when it is short."""
    if null.rows > SHOWN_ROWS:
        return "a null vector is attached" if name == "A" else f"a vector x != 0 with {name} x = 0 is attached"
    return f"{name} * ({null}) = 0"


def singular_error(what: str, A: ExactMatrix, advice: str = "Use nullspace(A)") -> SingularMatrixError:
    """The error of `what` for a singular A, with a null vector."""
    null = nullspace(A).column(0)
    said = f"{what}: A is {A.rows}x{A.cols} over {A.ring} and singular: {null_text(null)}. {advice}."
    return SingularMatrixError(said, null)


def _solve_functions(A: ExactMatrix, left: FunctionArray, right: FunctionArray) -> ExactMatrix:
    n = left.shape[0]
    left, right = meet_functions(left, right)
    rows = [a + b for a, b in zip(left.rows, right.rows, strict=True)]
    joined = FunctionArray(right.names, rows, (n, n + right.shape[1]), merge(left.conditions, right.conditions))
    array, pivots = function_rref(joined)
    if pivots != list(range(n)):
        raise singular_error("solve", A)
    return ExactMatrix(FunctionArray(array.names, [row[n:] for row in array.rows], right.shape, array.conditions))
