"""Quasiseparable matrices: strict triangles given by state-space generators, every verb linear in n."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from flint import fmpz_mat

from symbolic.errors import ShapeError, SingularMatrixError
from symbolic.matrices.elimination import null_text
from symbolic.matrices.matrix import ExactMatrix, from_entries, hstack, identity, rational_matrix, vstack, zero
from symbolic.scalars.numbers import exact
from symbolic.scalars.parameters import RationalFunction
from symbolic.structured.base import Scalar, StructuredMatrix, columns_of, from_columns, read_vector
from symbolic.structured.cuts import cut_block, cut_ranks
from symbolic.structured.displacement import Displacement, full_rank_factors
from symbolic.structured.generators import Generators, read_generator, read_transitions, stepped, with_generators
from symbolic.structured.sparse import Row, SparseElimination, eliminate


@dataclass(frozen=True, repr=False)
class Quasiseparable(StructuredMatrix):
    """An n x n matrix with a diagonal d and strict triangles given by generators; `upper` generates the transpose.

    Entry (i, j) is d_i on the diagonal, c_i A_{i-1} .. A_{j+1} b_j below it, and above it the entry (j, i) of `upper`.
    The k + l numbers a cut of the matrix lets through are its state: every block strictly below the diagonal has rank
    at most k, every block above at most l. Made by `quasiseparable(..)`.
    """

    d: tuple[Scalar, ...]
    lower: Generators
    upper: Generators

    @property
    def shape(self) -> tuple[int, int]:
        """(n, n)."""
        return len(self.d), len(self.d)

    @property
    def orders(self) -> tuple[int, int]:
        """(k, l): the sizes of the lower and of the upper state."""
        return self.lower.order, self.upper.order

    @property
    def T(self) -> Quasiseparable:
        """The transpose: the two triangles change places."""
        return Quasiseparable(self.d, self.upper, self.lower)

    @property
    def conditions(self) -> tuple[RationalFunction, ...]:
        """The determinant, when it has parameters: where it is not 0 the inverse and the solutions hold."""
        value = self.det()
        return (value,) if isinstance(value, RationalFunction) and value.constant() is None else ()

    def dense(self) -> ExactMatrix:
        """The matrix itself, column by column through the recurrences."""
        n = len(self.d)
        rows: list[list[Any]] = [[exact(0)] * n for _ in range(n)]
        below, above = self.lower.strict_entries(), self.upper.strict_entries()
        for i in range(n):
            rows[i][i] = self.d[i]
            for j in range(i):
                rows[i][j], rows[j][i] = below[i][j], above[i][j]
        return from_entries(rows, n, n)

    def matvec(self, x: Any) -> ExactMatrix:
        """A x by one scan down and one scan up.

        Args:
            x: n numbers, or an n x m ExactMatrix.

        Cost: O(n (k^2 + l^2)) operations a column; O(n (k + l)) when all transitions are the identity.
        """
        columns = columns_of(x, len(self.d), "matvec")
        (d, *light_columns), lower, upper = with_generators([self.d, *columns], self.lower, self.upper)
        return from_columns([_scan(d, lower, upper, column) for column in light_columns], len(self.d))

    def solve(self, b: Any) -> ExactMatrix:
        """The x with A x = b, by elimination on the sparse system of the states and x together.

        The states s, z and the solution x satisfy s_{t+1} = A_t s_t + b_t x_t, z_{t-1} = E_t^T z_t + h_t x_t and
        c_t s_t + d_t x_t + g_t z_t = y_t. That system has determinant det A and bandwidth O(k + l), so exchanges of rows
        stay within the band: no minor of A has to be non-zero, only det A.

        Raises:
            ShapeError: b does not have n rows. SingularMatrixError: det A = 0 (carries a null vector).
        Cost: O(n (k + l)^3) operations, O(n k^2) for a triangular matrix.
        References: [CDG06] Chandrasekaran, Dewilde, Gu, Lyons & Pals 2006; [EG99] Eidelman & Gohberg 1999.
        """
        columns = columns_of(b, len(self.d), "solve")
        if not self.upper.order and all(self.d):
            (d, *sides), lower, _ = with_generators([self.d, *columns], self.lower, self.upper)
            return from_columns([_forward(d, lower, side) for side in sides], len(self.d), self.conditions)
        found, width = self._eliminate(columns)
        if found.solution is None:
            raise self._singular("solve", found, width)
        picked = [found.solution[t * width + self.lower.order] for t in range(len(self.d))]
        return from_columns([list(c) for c in zip(*picked, strict=True)] if picked else [[] for _ in columns],
                            len(self.d), self.conditions)

    def det(self) -> Scalar:
        """The determinant: that of the sparse system of states; the product of d for a triangular matrix.

        Cost: O(n (k + l)^3) operations.
        """
        if not self.lower.order or not self.upper.order:
            return prod(self.d, start=exact(1))
        value = self._eliminate([])[0].det
        return value if isinstance(value, RationalFunction) else exact(value)

    def inverse(self) -> ExactMatrix:
        """A^-1, written out: it is quasiseparable of the same orders.

        Raises:
            SingularMatrixError: det A = 0 (carries a null vector).
        Cost: O(n^2) operations for fixed k and l, the size of the answer.
        """
        return self.solve(identity(len(self.d)))

    def null_vector(self) -> ExactMatrix | None:
        """A non-zero x with A x = 0 when A is singular, else None."""
        found, width = self._eliminate([])
        return None if found.null is None else self._picked_null(found, width)

    def displacement(self, cut: int | None = None) -> Displacement:
        """P A - A P with P = diag(0, .., 0, 1, .., 1), the projection behind a cut: rank at most k + l at every cut.

        The image is [0, -A_12; A_21, 0], so its rank is the sum of the ranks of the two blocks off the diagonal, and the
        n - 1 cuts together determine A but for its diagonal. (For shifts as operators the rank may be as large as n.)

        Args:
            cut: how many zeros P has; None takes the first cut with the greatest rank.

        Cost: O(n (k^3 + l^3)) operations for the cut, and the echelon form of the n x n image, of rank at most k + l.
        """
        n = len(self.d)
        if cut is None:
            ranks = [x + y for x, y in zip(cut_ranks(self.lower), cut_ranks(self.upper), strict=True)]
            cut = ranks.index(max(ranks))
        if type(cut) is not int or not 0 <= cut <= n:
            raise ShapeError(f"displacement: the cut must be an integer between 0 and {n}, not {cut!r:.40}")
        P = rational_matrix(fmpz_mat(n, n, [int(i == j >= cut) for i in range(n) for j in range(n)]))
        image = vstack([hstack([zero(cut, cut), -cut_block(self.upper, cut).T]),
                        hstack([cut_block(self.lower, cut), zero(n - cut, n - cut)])])
        return Displacement("F A - A G", P, P, image, *full_rank_factors(image))

    def __str__(self) -> str:
        d = f"[{', '.join(map(str, self.d))}]"
        below = self.lower.arguments()
        above = "" if not self.upper.order else ", " + self.upper.transposed_arguments()
        return f"quasiseparable({below}, {d}{above})"

    def _eliminate(self, columns: Sequence[Sequence[Any]]) -> tuple[SparseElimination, int]:
        (d, *sides), lower, upper = with_generators([self.d, *columns], self.lower, self.upper)
        rows, one = state_rows(d, lower, upper)
        k, width = lower.order, lower.order + 1 + upper.order
        right: list[list[Any]] = [[one - one] * len(sides) for _ in rows]
        for t in range(len(d)):
            right[t * width + k] = [side[t] for side in sides]
        return eliminate(rows, right, one), width

    def _picked_null(self, found: SparseElimination, width: int) -> ExactMatrix:
        picked = [found.null[t * width + self.lower.order] for t in range(len(self.d))] if found.null else []
        return from_columns([picked], len(self.d))

    def _singular(self, what: str, found: SparseElimination, width: int) -> SingularMatrixError:
        null, n = self._picked_null(found, width), len(self.d)
        return SingularMatrixError(f"{what}: the {n}x{n} matrix A is singular: {null_text(null)}. Use null_vector().", null)


def _scan(d: Sequence[Any], lower: Generators, upper: Generators, x: Sequence[Any]) -> list[Any]:
    n = len(x)
    y = [a * b for a, b in zip(d, x, strict=True)]
    state: list[Any] = [0] * lower.order
    for t in range(n):
        if state:
            y[t] += _dot(lower.c[t], state)
            state = stepped(lower.A[t], state)
            state = [s + b * x[t] for s, b in zip(state, lower.b[t], strict=True)]
    state = [0] * upper.order
    for t in range(n - 1, -1, -1):
        if state:
            y[t] += _dot(upper.b[t], state)
            state = stepped(upper.A[t], state, transposed=True)
            state = [s + c * x[t] for s, c in zip(state, upper.c[t], strict=True)]
    return y


def _forward(d: Sequence[Any], lower: Generators, y: Sequence[Any]) -> list[Any]:
    """Forward substitution: x_t = (y_t - c_t s_t) / d_t."""
    x: list[Any] = []
    state: list[Any] = [0] * lower.order
    for t, target in enumerate(y):
        x.append((target - _dot(lower.c[t], state)) / d[t])
        state = [s + b * x[t] for s, b in zip(stepped(lower.A[t], state), lower.b[t], strict=True)]
    return x


def _dot(a: Sequence[Any], b: Sequence[Any]) -> Any:
    return sum(x * y for x, y in zip(a, b, strict=True))


def state_rows(d: Sequence[Any], lower: Generators, upper: Generators) -> tuple[list[Row], Any]:
    """The rows for the unknowns (s_t, x_t, z_t), t = 0 .. n-1, in this order; unit triangular but for d."""
    n, k, width = len(d), lower.order, lower.order + 1 + upper.order
    one = exact(1) if not d else lower.one
    rows: list[Row] = []
    for t in range(n):
        here, before, after = t * width, (t - 1) * width, (t + 1) * width
        for r in range(k):
            row = {here + r: one}
            if t:
                A = lower.A[t - 1]
                for q in range(k):
                    row[before + q] = -(A[r][q] if A is not None else one * int(r == q))
                row[before + k] = -lower.b[t - 1][r]
            rows.append(row)
        row = {here + k: d[t]}
        row.update({here + r: lower.c[t][r] for r in range(k)})
        row.update({here + k + 1 + r: upper.b[t][r] for r in range(upper.order)})
        rows.append(row)
        for r in range(upper.order):
            row = {here + k + 1 + r: one}
            if t + 1 < n:
                A = upper.A[t + 1]
                for q in range(upper.order):
                    row[after + k + 1 + q] = -(A[q][r] if A is not None else one * int(r == q))
                row[after + k] = -upper.c[t + 1][r]
            rows.append(row)
    return rows, one


def quasiseparable(c: Any, A: Iterable[Any], b: Any, d: Iterable[Any] | ExactMatrix, g: Any = None,
                   E: Iterable[Any] | None = None, h: Any = None, *, symbols: Iterable[str] = ()) -> Quasiseparable:
    """The n x n matrix with entries c_i A_{i-1} .. A_{j+1} b_j (i > j), d_i (i = j), g_i E_{i+1} .. E_{j-1} h_j (i < j).

    Args:
        c, b: n x k, row t holding c_t and the transpose of b_t; a list of n numbers when k = 1.
        A: n transitions, each k x k (a number when k = 1); the first and the last are not used.
        d: the n entries of the diagonal.
        g, E, h: the same for the strict upper triangle, with l columns; None for a lower triangular matrix.
        symbols: the names that may stand for parameters in text.

    Raises:
        ShapeError: the sizes do not fit. InputError: an entry is not an exact number.
    References: [EG99] Eidelman & Gohberg 1999.

    >>> Q = quasiseparable([1, 1, 1], [1, 2, 1], [1, 1, 1], [5, 7, 9])
    >>> Q.dense(), Q.det()
    (5 0 0; 1 7 0; 2 1 9, 315)
    >>> Q.solve([5, 8, 12])
    1; 1; 1
    """
    names = tuple(symbols)
    diagonal_entries = read_vector(d, "quasiseparable", names)
    n = len(diagonal_entries)
    lower = _generators(n, c, A, b, names)
    if g is None and E is None and h is None:
        return Quasiseparable(diagonal_entries, lower, Generators.empty(n))
    if g is None or E is None or h is None:
        raise ShapeError("quasiseparable: the upper triangle needs all of g, E and h")
    upper = _generators(n, h, [_transposed(x) for x in E] if isinstance(E, list | tuple) else E, g, names)
    return Quasiseparable(diagonal_entries, lower, upper)


def _transposed(x: Any) -> Any:
    if isinstance(x, ExactMatrix):
        return x.T
    if not isinstance(x, list | tuple) or len({len(row) if isinstance(row, list | tuple) else -1 for row in x} - {-1}) != 1:
        return x        # a number, or what is refused later
    return [list(row) for row in zip(*x, strict=True)] if all(isinstance(row, list | tuple) for row in x) else x


def _generators(n: int, c: Any, A: Iterable[Any], b: Any, names: tuple[str, ...]) -> Generators:
    left, right = (read_generator(x, n, "quasiseparable", names) for x in (c, b))
    if left and len(left[0]) != len(right[0]):
        raise ShapeError(f"quasiseparable: the row generator has {len(left[0])} columns and the column generator "
                         f"{len(right[0])}; they must agree")
    return Generators(left, read_transitions(A, n, len(left[0]) if left else 0, names), right)
