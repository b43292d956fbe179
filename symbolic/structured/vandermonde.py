"""Vandermonde matrices V_ij = x_i^(j-1), answered from their nodes in O(n^2) operations."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import lcm, prod
from typing import Any

from flint import fmpq, fmpq_poly, fmpz_mat, fmpz_poly

from symbolic.errors import ShapeError, SingularMatrixError, UnableError
from symbolic.matrices.matrix import ExactMatrix, from_entries, rational_matrix
from symbolic.scalars.numbers import AlgebraicNumber, exact, rational
from symbolic.scalars.parameters import RationalFunction

Node = AlgebraicNumber | RationalFunction

# The expanded product of differences of n parameters has n! terms: beyond this n it is only given in factors.
MAX_EXPANDED_PARAMETERS = 7


@dataclass(frozen=True)
class Vandermonde:
    """The n x n matrix V with V_ij = x_i^(j-1): row i evaluates a polynomial's coefficients at the node x_i.

    Made by `vandermonde(x)`. Every verb works on the nodes: no elimination on the dense matrix anywhere.
    """

    nodes: tuple[Node, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """(n, n)."""
        return len(self.nodes), len(self.nodes)

    @property
    def conditions(self) -> tuple[RationalFunction, ...]:
        """The differences of nodes that must not vanish for V to be invertible; only those that have parameters."""
        return tuple(d for d in self.det_factors() if isinstance(d, RationalFunction) and d.constant() is None)

    def dense(self) -> ExactMatrix:
        """The matrix V itself."""
        n = len(self.nodes)
        rows: list[list[Any]] = []
        for x in self.nodes:
            row: list[Any] = [exact(1)][:n]
            while len(row) < n:
                row.append(row[-1] * x)
            rows.append(row)
        return from_entries(rows, n, n)

    def det_factors(self) -> tuple[Node, ...]:
        """The differences x_j - x_i, i < j, whose product is the determinant."""
        return tuple(y - x for x, y in combinations(self.nodes, 2))

    def det(self) -> Node:
        """The determinant: the product over i < j of (x_j - x_i).

        Raises:
            UnableError: more than 7 nodes have parameters, so the expanded product would have over 5,000 terms; use
                `det_factors()`.
        """
        if all(_is_rational(x) for x in self.nodes):
            return _rational_det(_fractions(self.nodes))
        parameters = {name for x in self.nodes if isinstance(x, RationalFunction) for name in x.names}
        if len(parameters) > MAX_EXPANDED_PARAMETERS:
            raise UnableError(f"det: multiplied out, {len(parameters)} parameters may give {len(parameters)}! terms; "
                              "det_factors() has it as a product", f"{MAX_EXPANDED_PARAMETERS} parameters")
        return prod(self.det_factors(), start=exact(1))

    def inverse(self) -> ExactMatrix:
        """V^-1: column i holds the coefficients of the Lagrange polynomial that is 1 at x_i and 0 at the other nodes.

        With parameters the conditions x_j - x_i != 0 are attached.

        Raises:
            SingularMatrixError: two nodes are equal; the null vector holds the coefficients of prod (t - x) over the
                distinct nodes.
        Cost: O(n^2) operations on numbers of the size of the answer.
        """
        self._require_distinct("inverse")
        if all(_is_rational(x) for x in self.nodes):
            return _rational_inverse(_fractions(self.nodes))
        columns = [_lagrange(_one_field(self.nodes), i) for i in range(len(self.nodes))]
        return from_entries(list(zip(*columns, strict=True)), *self.shape, self.conditions)

    def matvec(self, c: Any) -> ExactMatrix:
        """V c: the values at the nodes of the polynomial with coefficients c (constant term first), by Horner's rule.

        Args:
            c: n numbers, or an n x k ExactMatrix.
        """
        columns = self._columns(c, "matvec")
        nodes = _light(self.nodes)
        return self._stack([_values(_light(column), nodes) for column in columns])

    def solve(self, b: Any) -> ExactMatrix:
        """The c with V c = b: the coefficients of the polynomial through the points (x_i, b_i).

        Args:
            b: n numbers, or an n x k ExactMatrix.

        Raises:
            ShapeError: b does not have n rows. SingularMatrixError: two nodes are equal.
        Cost: O(n^2) operations, by Newton's divided differences.
        References: [BP70] Björck & Pereyra 1970.
        """
        columns = self._columns(b, "solve")
        self._require_distinct("solve")
        nodes = _light(self.nodes)
        return self._stack([_interpolate(nodes, _light(column)) for column in columns], self.conditions)

    def displacement_rank(self) -> int:
        """rank(D V - V Z) with D = diag(x) and Z the down shift: only the last column, x_i^n, survives."""
        return int(any(bool(x) for x in self.nodes))

    def null_vector(self) -> ExactMatrix | None:
        """A non-zero c with V c = 0 when two nodes are equal, else None."""
        distinct = tuple(dict.fromkeys(self.nodes))
        if len(distinct) == len(self.nodes):
            return None
        c = _from_roots(distinct)
        return from_entries([[x] for x in c + [exact(0)] * (len(self.nodes) - len(c))], len(self.nodes), 1)

    def latex(self) -> str:
        """LaTeX of the dense matrix."""
        return self.dense().latex()

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"

    def __str__(self) -> str:
        return f"vandermonde([{', '.join(map(str, self.nodes))}])"

    def _require_distinct(self, what: str) -> None:
        null = self.null_vector()
        if null is not None:
            twice = next(x for x in self.nodes if self.nodes.count(x) > 1)
            n = len(self.nodes)
            raise SingularMatrixError(f"{what}: the {n}x{n} Vandermonde matrix is singular, as its node {twice} occurs "
                                      f"twice: V c = 0 for c = ({null}). Give distinct nodes.", null)

    def _columns(self, b: Any, what: str) -> list[list[Any]]:
        B = b if isinstance(b, ExactMatrix) else ExactMatrix.from_rows([[x] for x in b], cols=1)
        if B.rows != len(self.nodes):
            raise ShapeError(f"{what}: V is {len(self.nodes)}x{len(self.nodes)} and the right side has {B.rows} rows; "
                             "they must agree")
        rows = B.entries()
        return [[row[j] for row in rows] for j in range(B.cols)]

    def _stack(self, columns: list[list[Any]], conditions: tuple[RationalFunction, ...] = ()) -> ExactMatrix:
        n = len(self.nodes)
        rows = [[x if isinstance(x, RationalFunction) else exact(x) for x in row] for row in zip(*columns, strict=True)]
        return from_entries(rows or [[]] * n, n, len(columns), conditions)


def vandermonde(x: Iterable[Any] | ExactMatrix, *, symbols: Iterable[str] = ()) -> Vandermonde:
    """The Vandermonde matrix V_ij = x_i^(j-1) of the nodes x, as a structured value.

    Args:
        x: n nodes: int, Fraction, AlgebraicNumber, parameters, or text such as "2/3" and "sqrt(2)"; or a row or column.
        symbols: the names that may stand for parameters in text.

    Raises:
        InputError: a node is not an exact number (floats: InexactInputError). DomainError: irrational numbers beside
            parameters.

    >>> V = vandermonde([1, 2, 3])
    >>> V.dense(), V.det()
    (1 1 1; 1 2 4; 1 3 9, 2)
    >>> V.inverse()
    3 -3 1; -5/2 4 -3/2; 1/2 -1 1/2
    >>> vandermonde(["a", "b"], symbols=["a", "b"]).inverse().conditions
    (-a + b,)
    """
    if isinstance(x, ExactMatrix):
        if 1 not in x.shape and x.rows * x.cols:
            raise ShapeError(f"vandermonde: the nodes must be one row or one column, not {x.rows}x{x.cols}")
        return Vandermonde(tuple(node for row in x.entries() for node in row))
    nodes = [_node(value, tuple(symbols)) for value in x]
    if any(isinstance(node, RationalFunction) for node in nodes):
        from_entries([nodes], 1, len(nodes))  # only to be refused now, and not by the first verb, if they share no ring
    return Vandermonde(tuple(nodes))


def _node(value: Any, symbols: tuple[str, ...]) -> Node:
    if isinstance(value, str):
        from symbolic.parsing import parse_number
        return parse_number(value, symbols=symbols)
    return value if isinstance(value, RationalFunction) else exact(value)


def _is_rational(x: Node) -> bool:
    return isinstance(x, AlgebraicNumber) and x.is_rational


def _fractions(nodes: Sequence[Node]) -> list[tuple[int, int]]:
    return [(x.numerator, x.denominator) for x in nodes if isinstance(x, AlgebraicNumber)]


def _light(values: Sequence[Node]) -> list[Any]:
    """Rational numbers as bare python-flint rationals, ten times faster to work with; anything else as it is."""
    if all(_is_rational(x) for x in values):
        return [fmpq(p, q) for p, q in _fractions(values)]
    return list(values)


def _one_field(nodes: tuple[Node, ...]) -> list[Any]:
    """The nodes written in one common field, so that the arithmetic that follows never joins fields again."""
    return [row[0] for row in from_entries([[x] for x in nodes], len(nodes), 1).entries()]


def _rational_det(nodes: list[tuple[int, int]]) -> AlgebraicNumber:
    """Numerator and denominator of prod (x_j - x_i), with only integer products."""
    top = prod(prod(s * q - p * r for s, r in nodes[i + 1:]) for i, (p, q) in enumerate(nodes))
    return rational(top, prod(q for _, q in nodes) ** max(len(nodes) - 1, 0))


def _rational_inverse(nodes: list[tuple[int, int]]) -> ExactMatrix:
    """Integer polynomials only: with M = prod (q_j t - p_j), column i is M_i / M_i(x_i), M_i = M / (q_i t - p_i).

    Each factor is primitive, so M_i is primitive (Gauss), and the least common denominator is that of the 1/M_i(x_i).
    """
    n = len(nodes)
    master = fmpz_poly([1])
    for p, q in nodes:
        master *= fmpz_poly([-p, q])
    tops = [master // fmpz_poly([-p, q]) for p, q in nodes]
    weights = [1 / fmpq(top(p) if q == 1 else top(fmpq(p, q))) for top, (p, q) in zip(tops, nodes, strict=True)]
    denominator = lcm(*(int(w.q) for w in weights))
    flat: list[Any] = []
    for top, w in zip(tops, weights, strict=True):
        column = (top * (denominator // w.q * w.p)).coeffs()
        flat += column + [0] * (n - len(column))
    return rational_matrix(fmpz_mat(n, n, flat).transpose(), denominator)


def _from_roots(nodes: Sequence[Any]) -> list[Any]:
    """Coefficients of prod (t - x), constant term first."""
    c: list[Any] = [exact(1)]
    for x in nodes:
        c = [(c[k - 1] if k else 0) - (x * c[k] if k < len(c) else 0) for k in range(len(c) + 1)]
    return c


def _lagrange(nodes: Sequence[Any], i: int) -> list[Any]:
    """Coefficients of the polynomial that is 1 at node i and 0 at the others, by one synthetic division."""
    master, x = _from_roots(nodes), nodes[i]
    quotient: list[Any] = [exact(0)] * len(nodes)
    carry: Any = exact(0)
    for k in range(len(nodes), 0, -1):
        carry = master[k] + x * carry
        quotient[k - 1] = carry
    value = prod((x - y for j, y in enumerate(nodes) if j != i), start=exact(1))
    return [c / value for c in quotient]


def _values(c: Sequence[Any], nodes: Sequence[Any]) -> list[Any]:
    """The values at the nodes of the polynomial with coefficients c."""
    if all(isinstance(x, fmpq) for x in (*c, *nodes)):
        p = fmpq_poly(list(c))
        return [p(x) for x in nodes]
    return [_horner(c, x) for x in nodes]


def _horner(c: Sequence[Any], x: Any) -> Any:
    value: Any = 0
    for a in reversed(c):
        value = value * x + a
    return value


def _interpolate(nodes: Sequence[Any], values: Sequence[Any]) -> list[Any]:
    """Coefficients of the polynomial of degree < n through the points: divided differences, then nested products."""
    n, d = len(nodes), list(values)
    for level in range(1, n):
        for k in range(n - 1, level - 1, -1):
            d[k] = (d[k] - d[k - 1]) / (nodes[k] - nodes[k - level])
    c: list[Any] = []
    for k in range(n - 1, -1, -1):
        c = [(c[j - 1] if j else d[k]) - (nodes[k] * c[j] if j < len(c) else 0) for j in range(len(c) + 1)]
    return c
