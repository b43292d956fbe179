"""Confluent Vandermonde matrices: a node of multiplicity m has the rows f^(k)/k!, k < m. Hermite interpolation."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, prod
from typing import Any, ClassVar

from flint import fmpq

from symbolic.errors import InputError, ShapeError, UnableError
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.numbers import exact
from symbolic.structured.base import Scalar, from_columns, light, one_field, parameter_names, read_vector
from symbolic.structured.evaluation import EvaluationMatrix
from symbolic.structured.interpolation import hermite_basis
from symbolic.structured.rationalnodes import hermite_columns
from symbolic.structured.transposed import TransposedMatrix

MAX_TERMS = 20_000        # of the multiplied-out determinant with parameters


@dataclass(frozen=True, repr=False)
class ConfluentVandermonde(EvaluationMatrix):
    """The n x n matrix whose row (i, k), k < m_i, maps the coefficients of f to f^(k)(x_i) / k!; n = sum m_i.

    Made by `confluent_vandermonde(x, multiplicities)`.
    """

    name: ClassVar[str] = "confluent Vandermonde"
    nodes: tuple[Scalar, ...]
    orders: tuple[int, ...]

    @property
    def multiplicities(self) -> tuple[int, ...]:
        """The number of rows of each node."""
        return self.orders

    @property
    def shape(self) -> tuple[int, int]:
        """(n, n), n the sum of the multiplicities."""
        return sum(self.orders), sum(self.orders)

    @property
    def T(self) -> TransposedConfluentVandermonde:
        """The transposed confluent Vandermonde matrix."""
        return TransposedConfluentVandermonde(self)

    def det(self) -> Scalar:
        """The determinant: the product over i < j of (x_j - x_i)^(m_i m_j).

        Raises:
            UnableError: multiplied out it may have over 20,000 terms in the parameters; use `det_factors()`.
        """
        nodes = light(self.nodes)
        powers = [(y - x, k * m) for (x, k), (y, m) in combinations(zip(nodes, self.orders, strict=True), 2)]
        names = parameter_names(self.nodes)
        if names:
            degree = sum(e for d, e in powers if parameter_names([d]))
            terms = comb(degree + len(names), len(names))
            if terms > MAX_TERMS:
                raise UnableError(f"det: multiplied out, its degree {degree} in {len(names)} parameters may give {terms} terms; "
                                  "det_factors() has it as a product", f"{MAX_TERMS} terms")
        value = prod((d ** e for d, e in powers), start=fmpq(1) if isinstance(sum(nodes), fmpq | int) else exact(1))
        return exact(value) if isinstance(value, fmpq) else value

    def inverse(self) -> ExactMatrix:
        """V^-1: column (i, k) holds the Hermite polynomial with f^(k)(x_i) / k! = 1 and all other data 0.

        With parameters the conditions x_j - x_i != 0 are attached.

        Raises:
            SingularMatrixError: two nodes are equal; the null vector is a polynomial that vanishes at all of them.
        Cost: O(n^2) operations.
        """
        self.require_distinct("inverse")
        nodes = light(self.nodes)
        if all(isinstance(x, fmpq) for x in nodes):
            return hermite_columns(nodes, self.orders)
        return from_columns(hermite_basis(one_field(nodes), self.orders), self.shape[0], self.conditions)

    def __str__(self) -> str:
        return f"confluent_vandermonde([{', '.join(map(str, self.nodes))}], {list(self.orders)})"


@dataclass(frozen=True, repr=False)
class TransposedConfluentVandermonde(TransposedMatrix):
    """The transpose of a confluent Vandermonde matrix: column (i, k) holds C(j, k) x_i^(j-k), j = 0, 1, .."""

    T: ConfluentVandermonde

    @property
    def nodes(self) -> tuple[Scalar, ...]:
        """The nodes."""
        return self.T.nodes

    @property
    def multiplicities(self) -> tuple[int, ...]:
        """The number of columns of each node."""
        return self.T.orders


def confluent_vandermonde(x: Iterable[Any] | ExactMatrix, multiplicities: Sequence[int], *,
                          symbols: Iterable[str] = ()) -> ConfluentVandermonde:
    """The confluent Vandermonde matrix: rows f^(k)(x_i) / k!, k < m_i, on the coefficients of f, as a structured value.

    Args:
        x: the nodes, as for `vandermonde`.
        multiplicities: for each node the number m_i >= 1 of its rows.
        symbols: the names that may stand for parameters in text.

    Raises:
        ShapeError: not one multiplicity for each node. InputError: a node is not exact, or a multiplicity is not a
            positive integer. DomainError: irrational numbers beside parameters.

    >>> V = confluent_vandermonde([2, 5], [2, 1])
    >>> V.dense(), V.det()
    (1 2 4; 0 1 4; 1 5 25, 9)
    >>> V.solve([1, 0, 10])
    5; -4; 1
    >>> V.inverse()
    5/9 -10/3 4/9; 4/9 7/3 -4/9; -1/9 -1/3 1/9
    """
    nodes = read_vector(x, "confluent_vandermonde", symbols)
    if not isinstance(multiplicities, Iterable):
        raise InputError(f"confluent_vandermonde: expected a list of multiplicities, not {multiplicities!r}")
    orders = tuple(multiplicities)
    if len(orders) != len(nodes):
        raise ShapeError(f"confluent_vandermonde: {len(nodes)} nodes and {len(orders)} multiplicities; give one for each node")
    for m in orders:
        if type(m) is not int or m < 1:
            raise InputError(f"confluent_vandermonde: a multiplicity must be a positive integer, not {m!r}")
    return ConfluentVandermonde(nodes, orders)
