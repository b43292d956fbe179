"""Cauchy matrices C_ij = 1/(x_i - y_j): determinant, inverse and solution in closed form, no elimination."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, prod
from typing import Any

from flint import fmpq

from symbolic.errors import DomainError, NotSquareError, SingularMatrixError, UnableError
from symbolic.matrices.matrix import ExactMatrix, diagonal, from_entries, zero
from symbolic.scalars.numbers import exact
from symbolic.scalars.parameters import RationalFunction
from symbolic.structured.base import (
    Scalar,
    StructuredMatrix,
    columns_of,
    from_columns,
    in_one_ring,
    light,
    parameter_names,
    read_vector,
)
from symbolic.structured.displacement import Displacement
from symbolic.structured.interpolation import parametric
from symbolic.structured.rationalnodes import cauchy_determinant, cauchy_inverse

MAX_TERMS = 5_000         # of the multiplied-out determinant with parameters


@dataclass(frozen=True, repr=False)
class Cauchy(StructuredMatrix):
    """The m x n matrix C with C_ij = 1/(x_i - y_j); no x_i equals a y_j.

    Made by `cauchy(x, y)`. C w lists the values at the x_i of the rational function sum_j w_j / (t - y_j). With
    A(t) = prod (t - x_k) and B(t) = prod (t - y_k), the inverse is diag(A(y_i) / B'(y_i)) K diag(B(x_j) / A'(x_j)) for
    K_ij = 1/(y_i - x_j).
    """

    x: tuple[Scalar, ...]
    y: tuple[Scalar, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """(number of x, number of y)."""
        return len(self.x), len(self.y)

    @property
    def T(self) -> Cauchy:
        """The transpose, which is the Cauchy matrix of -y and -x."""
        return Cauchy(tuple(-y for y in self.y), tuple(-x for x in self.x))

    @property
    def conditions(self) -> tuple[RationalFunction, ...]:
        """What must not vanish for C to exist and be invertible: the differences that have parameters."""
        repeated = [b - a for v in (self.x, self.y) for a, b in combinations(v, 2)]
        return parametric([x - y for x in self.x for y in self.y] + repeated)

    def dense(self) -> ExactMatrix:
        """The matrix C itself; with parameters it carries the conditions x_i - y_j != 0."""
        x, y = in_one_ring(self.x, self.y)
        differences = [[a - b for b in y] for a in x]
        poles = parametric([d for row in differences for d in row])
        return from_columns([[1 / row[j] for row in differences] for j in range(len(y))], len(x), poles)

    def det_factors(self) -> tuple[tuple[Scalar, ...], tuple[Scalar, ...]]:
        """The factors of the determinant's numerator, (x_j - x_i)(y_i - y_j) for i < j, and of its denominator, x_i - y_j."""
        self._require_square("det_factors")
        tops = [b - a for a, b in combinations(self.x, 2)] + [a - b for a, b in combinations(self.y, 2)]
        return tuple(tops), tuple(x - y for x in self.x for y in self.y)

    def det(self) -> Scalar:
        """The determinant: prod over i < j of (x_j - x_i)(y_i - y_j), divided by prod over all i, j of (x_i - y_j).

        Raises:
            NotSquareError. UnableError: multiplied out it may have over 5,000 terms in the parameters; `det_factors()`.
        """
        self._require_square("det")
        x, y = light(self.x), light(self.y)
        if _rational(x) and _rational(y):
            return cauchy_determinant(x, y)
        tops, bottoms = self.det_factors()
        names = parameter_names((*self.x, *self.y))
        degree = max(len(parametric(tops)), len(parametric(bottoms)))
        terms = min(2 ** degree, comb(degree + len(names), len(names)))
        if names and terms > MAX_TERMS:
            raise UnableError(f"det: multiplied out, its degree {degree} in {len(names)} parameters may give {terms} terms; "
                              "det_factors() has it as a quotient of products", f"{MAX_TERMS} terms")
        above, below = in_one_ring(tops, bottoms)
        value: Scalar = prod(above, start=exact(1)) / prod(below, start=exact(1))
        return value

    def inverse(self) -> ExactMatrix:
        """C^-1 with (C^-1)_ij = A(y_i) B(x_j) / ((y_i - x_j) B'(y_i) A'(x_j)), A = prod (t - x_k), B = prod (t - y_k).

        With parameters the conditions that all the differences are nonzero are attached.

        Raises:
            NotSquareError. SingularMatrixError: two x or two y are equal.
        Cost: O(n^2) operations; rational numbers by integer arithmetic only.
        """
        n = self._require_square("inverse")
        self._require_distinct("inverse")
        x, y = in_one_ring(self.x, self.y)
        if _rational(x) and _rational(y):
            return cauchy_inverse(x, y)
        left, right = _scalings(x, y)
        columns = [[a * b / (v - u) for a, v in zip(left, y, strict=True)] for b, u in zip(right, x, strict=True)]
        return from_columns(columns, n, self.conditions)

    def matvec(self, x: Any) -> ExactMatrix:
        """C w: the values at the x_i of sum_j w_j / (t - y_j), for n numbers w or a matrix of columns; O(m n)."""
        m, n = self.shape
        nodes, poles, *columns = in_one_ring(self.x, self.y, *columns_of(x, n, f"matvec: C is {m}x{n}"))
        table = [[1 / (a - b) for b in poles] for a in nodes]
        return from_columns([_products(table, w) for w in columns], m, parametric([a - b for a in nodes for b in poles]))

    def solve(self, b: Any) -> ExactMatrix:
        """The w with C w = b: the residues at the y_j of the rational function with the values b_i at the x_i.

        Raises:
            ShapeError: b does not have n rows. NotSquareError. SingularMatrixError: two x or two y are equal.
        Cost: O(n^2) operations, by the factors of the inverse.
        """
        n = self._require_square("solve")
        x, y, *columns = in_one_ring(self.x, self.y, *columns_of(b, n, f"solve: C is {n}x{n}"))
        self._require_distinct("solve")
        left, right = _scalings(x, y)
        table = [[a / (v - u) for u in x] for a, v in zip(left, y, strict=True)]
        return from_columns([_products(table, [s * c for s, c in zip(right, column, strict=True)]) for column in columns],
                            n, self.conditions)

    def displacement(self) -> Displacement:
        """D_x C - C D_y, the matrix of ones: rank 1."""
        m, n = self.shape
        ones = [from_entries([[exact(1)]] * k, k, 1) if m and n else zero(k, 0) for k in (m, n)]
        return Displacement("F A - A G", diagonal(self.x), diagonal(self.y), ones[0] * ones[1].T, *ones)

    def displacement_rank(self) -> int:
        """1, as D_x C - C D_y is the matrix of ones (0 when it has no entries)."""
        return int(all(self.shape))

    def null_vector(self) -> ExactMatrix | None:
        """A non-zero w with C w = 0, or None: for two equal y, else the residues of a function that vanishes at all x."""
        n = len(self.y)
        for k, j in _first_pair(self.y):
            return from_columns([[int(s == k) - int(s == j) for s in range(n)]], n)
        distinct = tuple(dict.fromkeys(self.x))
        if len(distinct) >= n:
            return None
        x, y = in_one_ring(distinct, self.y)
        left = [prod((v - u for u in x), start=1) / prod((v - w for w in y[:i] + y[i + 1:]), start=1) for i, v in enumerate(y)]
        return from_columns([left], n)

    def __str__(self) -> str:
        return f"cauchy([{', '.join(map(str, self.x))}], [{', '.join(map(str, self.y))}])"

    def _require_square(self, what: str) -> int:
        m, n = self.shape
        if m != n:
            raise NotSquareError(f"{what}: C is {m}x{n}, and only a square matrix has one")
        return n

    def _require_distinct(self, what: str) -> None:
        for name, v in (("x", self.x), ("y", self.y)):
            for i, j in _first_pair(v):
                n, null = len(self.x), self.null_vector()
                raise SingularMatrixError(f"{what}: the {n}x{n} Cauchy matrix is singular, as {name}_{i + 1} = {name}_{j + 1} = "
                                          f"{v[i]}: C w = 0 for w = ({null}). Give distinct numbers.", null)


def cauchy(x: Iterable[Any] | ExactMatrix, y: Iterable[Any] | ExactMatrix, *, symbols: Iterable[str] = ()) -> Cauchy:
    """The Cauchy matrix C_ij = 1/(x_i - y_j), as a structured value; square for determinant, inverse and solution.

    Args:
        x: m numbers: int, Fraction, AlgebraicNumber, parameters, or text such as "2/3" and "sqrt(2)"; or a row or column.
        y: n numbers, none of them among the x.
        symbols: the names that may stand for parameters in text.

    Raises:
        InputError: a number is not exact. DomainError: some x_i = y_j, or irrational numbers beside parameters.
    References: [Cau41] Cauchy 1841, for the determinant.

    >>> C = cauchy([1, 2], [-1, 0])
    >>> C.dense(), C.det()
    (1/2 1; 1/3 1/2, -1/12)
    >>> C.inverse()
    -6 12; 4 -6
    >>> C.displacement().image
    1 1; 1 1
    """
    names = tuple(symbols)
    given = Cauchy(read_vector(x, "cauchy", names), read_vector(y, "cauchy", names))
    if parameter_names((*given.x, *given.y)):
        from_entries([(*given.x, *given.y)], 1, sum(given.shape))  # refused now, if they share no ring
    places = {v: j for j, v in reversed(list(enumerate(given.y)))}
    for i, u in enumerate(given.x):
        if u in places:
            raise DomainError(f"cauchy: x_{i + 1} = y_{places[u] + 1} = {u}, so the entry 1/(x_{i + 1} - y_{places[u] + 1}) does "
                              "not exist; every x must differ from every y")
    return given


def _first_pair(values: Sequence[Any]) -> list[tuple[int, int]]:
    """The first two places (if any) that hold equal numbers."""
    seen: dict[Any, int] = {}
    for j, v in enumerate(values):
        if v in seen:
            return [(seen[v], j)]
        seen[v] = j
    return []


def _rational(values: Sequence[Any]) -> bool:
    return all(isinstance(v, fmpq) for v in values)


def _scalings(x: Sequence[Any], y: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """A(y_i) / B'(y_i) and B(x_j) / A'(x_j)."""
    return tuple([prod((v - u for u in p), start=1) / prod((v - w for k, w in enumerate(q) if k != i), start=1)
                  for i, v in enumerate(q)] for p, q in ((x, y), (y, x)))  # type: ignore[return-value]


def _products(table: Sequence[Sequence[Any]], w: Sequence[Any]) -> list[Any]:
    return [sum((a * b for a, b in zip(row, w, strict=True)), start=0) for row in table]
