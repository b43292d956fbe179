"""Determinant, rank, inverse, solutions, null space, reduced echelon form and LU, exact over every ring here.

Over a number field of degree s the work is done by python-flint on rational matrices of s times the size: multiplication
by theta is a matrix, and the reduced row echelon form over the field is read off the one over Q, block by block.
Over Q(parameters) the elimination is Gauss's, and every pivot it divides by becomes a condition of the result.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import fmpq_mat, fmpq_poly

from symbolic.arrays import FieldArray, from_rational_parts, meet
from symbolic.errors import NoSolutionError, ShapeError, SingularMatrixError
from symbolic.fields import QQ, NumberField
from symbolic.functionarrays import FunctionArray, merge
from symbolic.matrix import ExactMatrix, alike, from_entries, identity, rational_matrix, require_square
from symbolic.numbers import AlgebraicNumber, exact
from symbolic.parameters import RationalFunction, function_field

Scalar = AlgebraicNumber | RationalFunction


def unfold(a: FieldArray) -> fmpq_mat:
    """The rational matrix of the same Q-linear map: entry (i, j) becomes the s x s block of multiplication by it."""
    if a.field is QQ:
        return fmpq_mat(a.coefficients[0]) / a.denominator
    s = a.field.degree
    theta = a.field.matrix_of(fmpq_poly([0, 1]))
    power = fmpq_mat(s, s, [int(i == j) for i in range(s) for j in range(s)])
    m, n = a.shape
    blocks: list[list[Any]] = [[0] * (n * s) for _ in range(m * s)]
    for c in a.coefficients:
        table, block = c.tolist(), power.tolist()
        for i in range(m):
            for j in range(n):
                x = table[i][j]
                if x != 0:
                    for p in range(s):
                        row, source = blocks[i * s + p], block[p]
                        for q in range(s):
                            row[j * s + q] += x * source[q]
        power = power * theta
    return fmpq_mat(m * s, n * s, [x for row in blocks for x in row]) / a.denominator


def fold_columns(matrix: fmpq_mat, field: NumberField, cols: list[int]) -> FieldArray:
    """The array whose columns are the given columns of coordinates (blocks of s rows are one entry)."""
    s = field.degree
    m = matrix.nrows() // s
    parts = [fmpq_mat(m, len(cols), [matrix[i * s + p, j] for i in range(m) for j in cols]) for p in range(s)]
    return from_rational_parts(field, parts)


def det(A: ExactMatrix) -> Any:
    """The determinant.

    Cost: python-flint's modular algorithm over Q; the characteristic polynomial over a number field.

    >>> from symbolic import matrix
    >>> det(matrix("1 2; 3 4"))
    -2
    """
    n = require_square(A, "det")
    if A.is_rational:
        return AlgebraicNumber(QQ, fmpq_poly([A.numerator.det()]) / A.denominator ** n)
    from symbolic.spectrum import charpoly
    value = charpoly(A).coefficients[0]
    return -value if n % 2 else value


def rank(A: ExactMatrix) -> int:
    """The rank; with parameters, the generic rank (it drops where a pivot of `rref(A)` vanishes).

    >>> from symbolic import matrix
    >>> rank(matrix("1 2; 2 4"))
    1
    """
    if A.is_rational:
        return int(A.numerator.rank())
    if isinstance(A.array, FunctionArray):
        return len(_eliminate(A.array)[1])
    return int(unfold(A.array).rank()) // A.field.degree


@dataclass(frozen=True)
class EchelonForm:
    """The reduced row echelon form `R` of a matrix and its pivot columns; over parameters R.conditions holds the pivots."""

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
    if isinstance(A.array, FunctionArray):
        array, pivots = _eliminate(A.array)
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
        found = unfold(left).solve(_coordinates(right))
    except ZeroDivisionError:
        raise _singular("solve", A) from None
    return ExactMatrix(fold_columns(found, field, list(range(b.cols))))


def _coordinates(b: FieldArray) -> fmpq_mat:
    """Stack the coefficients: row (i, p) holds the coefficient of theta^p of row i."""
    m, n = b.shape
    tables = [c.tolist() for c in b.coefficients]
    return fmpq_mat(m * len(tables), n, [t[i][j] for i in range(m) for t in tables for j in range(n)]) / b.denominator


def solve_any(A: ExactMatrix, b: ExactMatrix) -> ExactMatrix:
    """One x with A x = b for any shape of A (free unknowns set to 0).

    Raises:
        NoSolutionError: there is none; carries y with y^T A = 0 and y^T b != 0.

    >>> from symbolic import matrix
    >>> solve_any(matrix("1 2; 2 4"), matrix("3; 6"))
    3; 0
    """
    from symbolic.matrix import hstack
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
        numerator, denominator = (fmpq_mat(A.numerator).inv() * A.denominator).numer_denom()
    except ZeroDivisionError:
        raise _singular("inverse", A) from None
    return rational_matrix(numerator, int(denominator))


def _singular(what: str, A: ExactMatrix) -> SingularMatrixError:
    v = nullspace(A).column(0)
    shown = f"A * ({'; '.join(str(row[0]) for row in v.entries())}) = 0" if A.rows <= 8 else "a null vector is attached"
    return SingularMatrixError(f"{what}: A is {A.rows}x{A.cols} over {A.ring} and singular: {shown}. Use nullspace(A).", v)


def _solve_functions(A: ExactMatrix, left: FunctionArray, right: FunctionArray) -> ExactMatrix:
    n = left.shape[0]
    rows = [a + b for a, b in zip(left.over(right.names).rows, right.rows, strict=True)]
    joined = FunctionArray(right.names, rows, (n, n + right.shape[1]))
    array, pivots = _eliminate(joined)
    if pivots != list(range(n)):
        raise _singular("solve", A)
    condition = det(A)
    conditions = merge(merge(A.conditions, right.conditions), () if condition.is_rational else (condition,))
    return ExactMatrix(FunctionArray(array.names, [row[n:] for row in array.rows], right.shape, conditions))


def _eliminate(a: FunctionArray) -> tuple[FunctionArray, list[int]]:
    """Gauss-Jordan over Q(parameters), pivots chosen simple; returns the reduced array, pivots as conditions, columns."""
    rows = [list(row) for row in a.rows]
    pivots: list[int] = []
    used: list[RationalFunction] = []
    for j in range(a.shape[1]):
        top = len(pivots)
        candidates = [i for i in range(top, len(rows)) if rows[i][j]]
        if not candidates:
            continue
        best = min(candidates, key=lambda i: (not _constant(rows[i][j]), len(rows[i][j].numer) + len(rows[i][j].denom)))
        rows[top], rows[best] = rows[best], rows[top]
        pivot = rows[top][j]
        if not _constant(pivot):
            used.append(RationalFunction(a.names, pivot))
        rows[top] = [x / pivot for x in rows[top]]
        for i, row in enumerate(rows):
            if i != top and row[j]:
                factor = row[j]
                rows[i] = [x - factor * y if y else x for x, y in zip(row, rows[top], strict=True)]
        pivots.append(j)
    return FunctionArray(a.names, rows, a.shape, merge(a.conditions, tuple(used))), pivots


def _constant(x: Any) -> bool:
    return bool(x.numer.is_ground and x.denom.is_ground)


@dataclass(frozen=True)
class LU:
    """P A = L U: P a permutation matrix, L unit lower triangular, U upper echelon."""

    P: ExactMatrix
    L: ExactMatrix
    U: ExactMatrix


def lu(A: ExactMatrix) -> LU:
    """The factorisation P A = L U of any m x n matrix, L m x m unit lower triangular, U m x n in echelon form.

    The first non-zero entry of a column is the pivot; P is the identity whenever that is possible without a swap.

    >>> from symbolic import matrix
    >>> f = lu(matrix("0 1; 2 3"))
    >>> f.P, f.L, f.U
    (0 1; 1 0, 1 0; 0 1, 2 3; 0 1)
    """
    m, n = A.shape
    u = A.entries()
    zero = exact(0)
    lower: list[list[Any]] = [[zero] * m for _ in range(m)]
    order, top = list(range(m)), 0
    for j in range(n):
        best = next((i for i in range(top, m) if u[i][j]), None)
        if best is None:
            continue
        for table in (u, lower, order):
            table[top], table[best] = table[best], table[top]  # type: ignore[index]
        inv = 1 / u[top][j]
        for i in range(top + 1, m):
            if u[i][j]:
                factor = u[i][j] * inv
                lower[i][top] = factor
                u[i] = [x - factor * y for x, y in zip(u[i], u[top], strict=True)]
        top += 1
    one = exact(1)
    for i in range(m):
        lower[i][i] = one
    permutation = [[one if order[i] == j else zero for j in range(m)] for i in range(m)]
    return LU(from_entries(permutation, m, m), from_entries(lower, m, m), from_entries(u, m, n))


