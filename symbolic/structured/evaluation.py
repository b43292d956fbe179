"""What Vandermonde matrices share: rows that evaluate a polynomial, and its derivatives over k!, at nodes."""
from __future__ import annotations

from abc import abstractmethod
from itertools import combinations
from typing import Any, ClassVar

from symbolic.errors import NotSquareError, SingularMatrixError
from symbolic.matrices.matrix import ExactMatrix, block_diagonal, diagonal, from_entries, zero
from symbolic.scalars.numbers import exact
from symbolic.scalars.parameters import RationalFunction
from symbolic.structured import interpolation
from symbolic.structured.base import Scalar, columns_of, from_columns, in_one_ring, one_field
from symbolic.structured.displacement import Displacement, shift
from symbolic.structured.interpolation import flags_of, parametric
from symbolic.structured.transposed import TransposableMatrix


class EvaluationMatrix(TransposableMatrix):
    """Row (i, k), k < m_i, maps the coefficients of f (constant term first) to f^(k)(x_i) / k!."""

    name: ClassVar[str]
    nodes: tuple[Scalar, ...]

    @property
    @abstractmethod
    def multiplicities(self) -> tuple[int, ...]:
        """The number m_i of rows that each node has."""

    @property
    def conditions(self) -> tuple[RationalFunction, ...]:
        """The differences of nodes that must not vanish for V to be invertible; only those that have parameters."""
        return parametric([y - x for x, y in combinations(self.nodes, 2)])

    def dense(self) -> ExactMatrix:
        """The matrix V itself: entry C(j, k) x_i^(j-k) in row (i, k) and column j = 0, 1, .."""
        m, n = self.shape
        rows: list[list[Any]] = []
        for x, count in zip(self.nodes, self.multiplicities, strict=True):
            above: list[Any] = [exact(0)] * n
            for k in range(count):
                row: list[Any] = [exact(int(k == 0))][:n]
                while len(row) < n:
                    row.append(row[-1] * x + above[len(row) - 1] if k else row[-1] * x)
                rows.append(row)
                above = row
        return from_entries(rows, m, n)

    def det_factors(self) -> tuple[Scalar, ...]:
        """The differences x_j - x_i, i < j, each m_i m_j times: their product is the determinant."""
        self._require_square("det_factors")
        pairs = combinations(zip(self.nodes, self.multiplicities, strict=True), 2)
        return tuple(y - x for (x, k), (y, m) in pairs for _ in range(k * m))

    def matvec(self, x: Any) -> ExactMatrix:
        """V c: the values at the nodes of the polynomial with coefficients c (constant term first), by Horner's rule.

        Args:
            x: the coefficients c, one for each column of V, or an ExactMatrix of such columns.

        Cost: O(n^2) operations for each column.
        """
        m, n = self.shape
        nodes, *columns = in_one_ring(self.nodes, *columns_of(x, n, f"matvec: V is {m}x{n}"))
        return from_columns([interpolation.values_at(c, nodes, self.multiplicities) for c in columns], m)

    def transposed_matvec(self, x: Any) -> ExactMatrix:
        """V^T w: the sums over (i, k) of w_ik C(j, k) x_i^(j-k), which are power sums of the nodes when V is not confluent."""
        m, n = self.shape
        nodes, *columns = in_one_ring(self.nodes, *columns_of(x, m, f"matvec: V.T is {n}x{m}"))
        return from_columns([interpolation.power_sums(w, nodes, self.multiplicities, n) for w in columns], n)

    def solve(self, b: Any) -> ExactMatrix:
        """The c with V c = b: the coefficients of the polynomial with the values (and derivatives over k!) b at the nodes.

        Args:
            b: n numbers, or an n x k ExactMatrix.

        Raises:
            ShapeError: b does not have n rows. SingularMatrixError: two nodes are equal.
        Cost: O(n^2) operations, by Newton's divided differences.
        References: [BP70] Björck & Pereyra 1970.
        """
        n = self._require_square("solve")
        nodes, *columns = in_one_ring(self.nodes, *columns_of(b, n, f"solve: V is {n}x{n}"))
        self.require_distinct("solve")
        flags = flags_of(self.multiplicities)
        return from_columns([interpolation.interpolate(c, nodes, flags) for c in columns], n, self.conditions)

    def transposed_solve(self, b: Any) -> ExactMatrix:
        """The weights w with V^T w = b, by the transposed steps of `solve`, also O(n^2)."""
        n = self._require_square("solve")
        nodes, *columns = in_one_ring(self.nodes, *columns_of(b, n, f"solve: V.T is {n}x{n}"))
        self.require_distinct("solve", transposed=True)
        flags = flags_of(self.multiplicities)
        return from_columns([interpolation.interpolate_transposed(c, nodes, flags) for c in columns], n, self.conditions)

    def displacement(self) -> Displacement:
        """D V - V Z: only the last column survives, the n-th powers. D holds lower Jordan blocks of the nodes, Z shifts down."""
        m, n = self.shape
        D = block_diagonal([diagonal([x] * k) + shift(k) for x, k in zip(self.nodes, self.multiplicities, strict=True)])
        left, right = self._last_powers(), zero(n, 1)
        if n and any(bool(row[0]) for row in left.entries()):
            right = from_entries([[exact(int(j == n - 1))] for j in range(n)], n, 1)
        else:
            left, right = zero(m, 0), zero(n, 0)
        return Displacement("F A - A G", D, shift(n), left * right.T, left, right)

    def _last_powers(self) -> ExactMatrix:
        """The image of t^n, the column after the last one."""
        m, n = self.shape
        power = [exact(0)] * n + [exact(1)]
        nodes = one_field(self.nodes)
        return from_columns([interpolation.values_at(power, nodes, self.multiplicities)], m)

    def displacement_rank(self) -> int:
        """rank(D V - V Z), at most 1: only the last column, the n-th powers, survives."""
        m, n = self.shape
        return int(m > 0 and n > 0 and any(bool(x) for x in self.nodes))

    def null_vector(self) -> ExactMatrix | None:
        """A non-zero c with V c = 0 (a polynomial that vanishes at all nodes), or None when there is none."""
        n = self.shape[1]
        most: dict[Scalar, int] = {}
        for x, k in zip(self.nodes, self.multiplicities, strict=True):
            most[x] = max(k, most.get(x, 0))
        if sum(most.values()) >= n:
            return None
        c = interpolation.from_roots([x for x, k in most.items() for _ in range(k)])
        return from_columns([c + [0] * (n - len(c))], n)

    def left_null_vector(self) -> ExactMatrix | None:
        """A non-zero w with V^T w = 0 when two nodes are equal (a difference of two equal rows), else None."""
        starts = [r for r, (_, k) in enumerate(flags_of(self.multiplicities)) if k == 0]
        first: dict[Scalar, int] = {}
        for x, r in zip(self.nodes, starts, strict=True):
            if x in first:
                m = self.shape[0]
                return from_columns([[int(s == first[x]) - int(s == r) for s in range(m)]], m)
            first[x] = r
        return None

    def require_distinct(self, what: str, *, transposed: bool = False) -> None:
        """SingularMatrixError with a null vector when two nodes are equal."""
        if len(dict.fromkeys(self.nodes)) == len(self.nodes):
            return
        twice = next(x for x in self.nodes if self.nodes.count(x) > 1)
        n = self.shape[0]
        null = self.left_null_vector() if transposed else self.null_vector()
        matrix, product = ("transposed " + self.name, "V.T w = 0 for w") if transposed else (self.name, "V c = 0 for c")
        raise SingularMatrixError(f"{what}: the {n}x{n} {matrix} matrix is singular, as its node {twice} occurs "
                                  f"twice: {product} = ({null}). Give distinct nodes.", null)

    def _require_square(self, what: str) -> int:
        m, n = self.shape
        if m != n:
            raise NotSquareError(f"{what}: V is {m}x{n}, and only a square matrix has one; use {what}_any(V.dense(), b)"
                                 if what == "solve" else f"{what}: V is {m}x{n}, and only a square matrix has one")
        return n
