"""Semiseparable matrices with generators, tril(U V^T) + triu(P Q^T, 1), and the 1-semiseparable a_i .. a_{j+1}."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from symbolic.errors import InputError, ShapeError
from symbolic.matrices.matrix import ExactMatrix, from_entries, zero
from symbolic.scalars.numbers import exact
from symbolic.structured.base import Scalar, StructuredMatrix, columns_of, from_columns, in_one_ring, read_vector
from symbolic.structured.displacement import Displacement, shift, sylvester_displacement
from symbolic.structured.generators import Generators, Table, read_generator
from symbolic.structured.quasiseparable import Quasiseparable


@dataclass(frozen=True, repr=False)
class OneSemiseparable(StructuredMatrix):
    """The n x n matrix L_ij = a_i a_{i-1} .. a_{j+1} for i >= j, with ones on the diagonal; or its transpose.

    It is the mask of a scalar state-space model: y = L x is the recurrence y_i = a_i y_{i-1} + x_i. a_0 is not used, and
    zeros among the a are allowed. Made by `one_semiseparable(a)`.
    """

    a: tuple[Scalar, ...]
    transposed: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """(n, n)."""
        return len(self.a), len(self.a)

    @property
    def T(self) -> OneSemiseparable:
        """The transpose, upper triangular."""
        return OneSemiseparable(self.a, not self.transposed)

    def dense(self) -> ExactMatrix:
        """The matrix itself, by the recurrence along each column (no quotients of products, so zeros do no harm)."""
        n = len(self.a)
        rows: list[list[Any]] = []
        for i, a in enumerate(self.a):
            rows.append([a * x for x in rows[-1][:i]] + [exact(1)] + [exact(0)] * (n - i - 1) if i else
                        [exact(1)] + [exact(0)] * (n - 1))
        lower = from_entries(rows, n, n)
        return lower.T if self.transposed else lower

    def matvec(self, x: Any) -> ExactMatrix:
        """L x by the scan y_i = a_i y_{i-1} + x_i; upwards for the transpose.

        Args:
            x: n numbers, or an n x m ExactMatrix.

        Cost: n - 1 multiplications and as many additions a column.
        """
        return self._mapped(x, "matvec", _scan)

    def solve(self, b: Any) -> ExactMatrix:
        """The x with L x = b: L^-1 = I - subdiagonal(a), so x_i = b_i - a_i b_{i-1}.

        Raises:
            ShapeError: b does not have n rows.
        Cost: n - 1 multiplications and subtractions a column.
        """
        return self._mapped(b, "solve", _difference)

    def det(self) -> Scalar:
        """1: the matrix is unit triangular."""
        return exact(1)

    def inverse(self) -> ExactMatrix:
        """The bidiagonal matrix I - subdiagonal(a)."""
        n = len(self.a)
        lower = from_entries([[exact(1) if i == j else -self.a[i] if i == j + 1 else exact(0) for j in range(n)]
                              for i in range(n)], n, n)
        return lower.T if self.transposed else lower

    def displacement(self) -> Displacement:
        """F L - L Z_a = e_1 (last row of L) with Z_a = subdiagonal(a), F = Z_a + e_1 e_n^T: rank 1.

        L = (I - Z_a)^-1 commutes with Z_a, so only the corner of F leaves a trace. F and Z_a have an eigenvalue in
        common exactly when one of a_1 .. a_{n-1} is 0; otherwise the generators determine L.
        """
        n = len(self.a)
        Z, F = shift(n, self.a), shift(n, self.a, corner=1)
        if not n:
            return sylvester_displacement(self.dense(), F, Z)
        last = [exact(1)]
        for a in self.a[:0:-1]:
            last.append(last[-1] * a)
        corner = from_entries([[exact(int(i == 0))] for i in range(n)], n, 1)
        row = from_entries([last[::-1]], 1, n)
        if self.transposed:
            return Displacement("F A - A G", Z.T, F.T, -(row.T * corner.T), row.T, -corner)
        return Displacement("F A - A G", F, Z, corner * row, corner, row.T)

    def quasiseparable(self) -> Quasiseparable:
        """The same matrix by general generators, c_i = a_i, A_i = a_i, b_i = 1."""
        one = exact(1)
        steps = tuple(((x,),) for x in self.a)
        lower = Generators(tuple((x,) for x in self.a), steps, tuple((one,) for _ in self.a))
        whole = Quasiseparable((one,) * len(self.a), lower, Generators.empty(len(self.a)))
        return whole.T if self.transposed else whole

    def __str__(self) -> str:
        return f"one_semiseparable([{', '.join(map(str, self.a))}])" + ".T" * self.transposed

    def _mapped(self, x: Any, what: str, step: Any) -> ExactMatrix:
        columns = columns_of(x, len(self.a), what)
        a, *values = in_one_ring(self.a, *columns)
        if self.transposed:
            # L^T = J L' J with J the exchange and L' that of the numbers read backwards, shifted by one
            turned = [a[0], *a[:0:-1]] if a else []
            return from_columns([step(turned, v[::-1])[::-1] for v in values], len(self.a))
        return from_columns([step(a, v) for v in values], len(self.a))


def _scan(a: list[Any], x: list[Any]) -> list[Any]:
    y = x[:1]
    for i in range(1, len(x)):
        y.append(a[i] * y[-1] + x[i])
    return y


def _difference(a: list[Any], b: list[Any]) -> list[Any]:
    return b[:1] + [b[i] - a[i] * b[i - 1] for i in range(1, len(b))]


def one_semiseparable(a: Iterable[Any] | ExactMatrix, *, symbols: Iterable[str] = ()) -> OneSemiseparable:
    """The unit lower triangular matrix L_ij = a_i a_{i-1} .. a_{j+1} for i > j, as a structured value.

    Args:
        a: n numbers; a[0] is not used. Zeros are allowed: they cut the matrix into blocks.
        symbols: the names that may stand for parameters in text.

    Raises:
        InputError: an entry is not an exact number (floats: InexactInputError).
    References: [DG24] Dao & Gu 2024.

    >>> L = one_semiseparable([1, 2, 3])
    >>> L.dense(), L.inverse()
    (1 0 0; 2 1 0; 6 3 1, 1 0 0; -2 1 0; 0 -3 1)
    >>> L.matvec([1, 1, 1])
    1; 3; 10
    """
    return OneSemiseparable(read_vector(a, "one_semiseparable", symbols))


@dataclass(frozen=True, repr=False)
class Semiseparable(StructuredMatrix):
    """tril(U V^T) + triu(P Q^T, 1): generator-representable, of rank k = U.cols below and l = P.cols above.

    Made by `semiseparable(u, v, p, q)`; without p and q it is lower triangular.
    """

    U: ExactMatrix
    V: ExactMatrix
    P: ExactMatrix
    Q: ExactMatrix

    @property
    def shape(self) -> tuple[int, int]:
        """(n, n)."""
        return self.U.rows, self.U.rows

    @property
    def orders(self) -> tuple[int, int]:
        """(k, l): the ranks of the two generating products' factors."""
        return self.U.cols, self.P.cols

    @property
    def T(self) -> Quasiseparable:
        """The transpose, by general generators, since its diagonal belongs to the other triangle."""
        return self.quasiseparable().T

    def dense(self) -> ExactMatrix:
        """The matrix itself, from the two products."""
        n = self.U.rows
        below, above = self.U * self.V.T, self.P * self.Q.T
        return from_entries([[below[i, j] if i >= j else above[i, j] for j in range(n)] for i in range(n)], n, n)

    def quasiseparable(self) -> Quasiseparable:
        """The same matrix by general generators: every transition is the identity."""
        U, V, P, Q = (_table(M) for M in (self.U, self.V, self.P, self.Q))
        d = tuple(sum((x * y for x, y in zip(u, v, strict=True)), start=exact(0)) for u, v in zip(U, V, strict=True))
        steps = (None,) * len(U)
        return Quasiseparable(d, Generators(U, steps, V), Generators(Q, steps, P))

    def matvec(self, x: Any) -> ExactMatrix:
        """A x by running sums of V^T x and Q^T x.

        Cost: O(n (k + l)) operations a column.
        """
        return self.quasiseparable().matvec(x)

    def solve(self, b: Any) -> ExactMatrix:
        """The x with A x = b; right for every nonsingular A, see `Quasiseparable.solve`.

        Raises:
            ShapeError: b does not have n rows. SingularMatrixError: det A = 0 (carries a null vector).
        Cost: O(n (k + l)^3) operations, O(n k) for a triangular matrix.
        """
        return self.quasiseparable().solve(b)

    def det(self) -> Scalar:
        """The determinant; prod u_i . v_i for a triangular matrix. Cost: O(n (k + l)^3) operations."""
        return self.quasiseparable().det()

    def inverse(self) -> ExactMatrix:
        """A^-1, written out; for k = l = 1 and A symmetric it is tridiagonal.

        Raises:
            SingularMatrixError: det A = 0 (carries a null vector).
        Cost: O(n^2) operations for fixed k and l.
        References: [VVM05] Vandebril, Van Barel & Mastronardi 2005.
        """
        return self.quasiseparable().inverse()

    def null_vector(self) -> ExactMatrix | None:
        """A non-zero x with A x = 0 when A is singular, else None."""
        return self.quasiseparable().null_vector()

    def displacement(self, cut: int | None = None) -> Displacement:
        """P A - A P for the projection P behind a cut, of rank at most k + l: see `Quasiseparable.displacement`."""
        return self.quasiseparable().displacement(cut)

    def __str__(self) -> str:
        shown = ", ".join(_list_text(M) for M in ((self.U, self.V, self.P, self.Q) if self.P.cols else (self.U, self.V)))
        return f"semiseparable({shown})"


def _table(M: ExactMatrix) -> Table:
    return tuple(tuple(row) for row in M.entries())


def _list_text(M: ExactMatrix) -> str:
    if M.cols == 1:
        return f"[{', '.join(str(row[0]) for row in M.entries())}]"
    return f"[{', '.join('[' + ', '.join(map(str, row)) + ']' for row in M.entries())}]"


def semiseparable(u: Any, v: Any, p: Any = None, q: Any = None, *, symbols: Iterable[str] = ()) -> Semiseparable:
    """The n x n matrix tril(U V^T) + triu(P Q^T, 1) as a structured value: generator-representable semiseparable.

    Args:
        u, v: n x k, or lists of n numbers for k = 1. The diagonal is u_i . v_i.
        p, q: n x l for the strict upper triangle; None for a lower triangular matrix.
        symbols: the names that may stand for parameters in text.

    Raises:
        ShapeError: the sizes do not fit. InputError: an entry is not an exact number.
    References: [VVM05] Vandebril, Van Barel & Mastronardi 2005.

    >>> S = semiseparable([1, 2, 3], [1, 1, 1], [1, 1, 1], [5, 2, 3])
    >>> S.dense(), S.det()
    (1 2 3; 2 2 3; 3 3 3, 3)
    >>> S.inverse()
    -1 1 0; 1 -2 1; 0 1 -2/3
    """
    names = tuple(symbols)
    if (p is None) != (q is None):
        raise ShapeError("semiseparable: give both p and q, or neither for a lower triangular matrix")
    if not isinstance(u, ExactMatrix | list | tuple):
        raise InputError(f"semiseparable: expected a matrix or a list of numbers, not {u!r:.60}; write [..] around it")
    n = u.rows if isinstance(u, ExactMatrix) else len(u)
    pairs = [(u, v)] if p is None else [(u, v), (p, q)]
    read = [_pair(x, y, n, names) for x, y in pairs]
    (U, V), (P, Q) = read if len(read) > 1 else (read[0], (zero(n, 0), zero(n, 0)))
    return Semiseparable(U, V, P, Q)


def _pair(x: Any, y: Any, n: int, names: tuple[str, ...]) -> tuple[ExactMatrix, ExactMatrix]:
    left, right = (read_generator(t, n, "semiseparable", names) for t in (x, y))
    widths = tuple(t.cols if isinstance(t, ExactMatrix) else len(r[0]) if r else 1
                   for t, r in ((x, left), (y, right)))
    if widths[0] != widths[1]:
        raise ShapeError(f"semiseparable: the two factors of a triangle have {widths[0]} and {widths[1]} columns; "
                         "they must agree")
    return from_entries(left, n, widths[0]), from_entries(right, n, widths[1])
