"""Vandermonde matrices V_ij = x_i^(j-1), answered from their nodes in O(n^2) operations."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar

from flint import fmpq

from symbolic.errors import InputError, UnableError
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.numbers import exact
from symbolic.structured.base import Scalar, from_columns, light, one_field, parameter_names, read_vector
from symbolic.structured.evaluation import EvaluationMatrix
from symbolic.structured.interpolation import hermite_basis
from symbolic.structured.rationalnodes import lagrange_columns, product_of_differences
from symbolic.structured.transposed import TransposedMatrix

# The expanded product of differences of n parameters has n! terms: beyond this n it is only given in factors.
MAX_EXPANDED_PARAMETERS = 7


@dataclass(frozen=True, repr=False)
class Vandermonde(EvaluationMatrix):
    """The matrix V with V_ij = x_i^(j-1): row i evaluates a polynomial's coefficients at the node x_i.

    Made by `vandermonde(x)`. Every verb works on the nodes: no elimination on the dense matrix anywhere. It is square
    unless `columns` says otherwise.
    """

    name: ClassVar[str] = "Vandermonde"
    nodes: tuple[Scalar, ...]
    columns: int | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """(number of nodes, number of columns)."""
        return len(self.nodes), len(self.nodes) if self.columns is None else self.columns

    @property
    def multiplicities(self) -> tuple[int, ...]:
        """One row for each node."""
        return (1,) * len(self.nodes)

    @property
    def T(self) -> TransposedVandermonde:
        """The transposed Vandermonde matrix, with the powers of a node in a column."""
        return TransposedVandermonde(self)

    def det(self) -> Scalar:
        """The determinant: the product over i < j of (x_j - x_i).

        Raises:
            NotSquareError. UnableError: more than 7 nodes have parameters, so the expanded product would have over 5,000
                terms; use `det_factors()`.
        """
        self._require_square("det")
        nodes = light(self.nodes)
        if all(isinstance(x, fmpq) for x in nodes):
            return product_of_differences(nodes)
        parameters = parameter_names(self.nodes)
        if len(parameters) > MAX_EXPANDED_PARAMETERS:
            raise UnableError(f"det: multiplied out, {len(parameters)} parameters may give {len(parameters)}! terms; "
                              "det_factors() has it as a product", f"{MAX_EXPANDED_PARAMETERS} parameters")
        return prod(self.det_factors(), start=exact(1))

    def inverse(self) -> ExactMatrix:
        """V^-1: column i holds the coefficients of the Lagrange polynomial that is 1 at x_i and 0 at the other nodes.

        With parameters the conditions x_j - x_i != 0 are attached.

        Raises:
            NotSquareError. SingularMatrixError: two nodes are equal; the null vector holds the coefficients of
                prod (t - x) over the distinct nodes.
        Cost: O(n^2) operations on numbers of the size of the answer.
        """
        n = self._require_square("inverse")
        self.require_distinct("inverse")
        nodes = light(self.nodes)
        if all(isinstance(x, fmpq) for x in nodes):
            return lagrange_columns(nodes)
        return from_columns(hermite_basis(one_field(nodes), self.multiplicities), n, self.conditions)

    def __str__(self) -> str:
        columns = "" if self.columns is None else f", columns={self.columns}"
        return f"vandermonde([{', '.join(map(str, self.nodes))}]{columns})"


@dataclass(frozen=True, repr=False)
class TransposedVandermonde(TransposedMatrix):
    """The transpose W = V^T of a Vandermonde matrix: W_ij = x_j^(i-1), so W w lists the power sums of the nodes.

    `solve` finds the weights of a quadrature rule from its moments.
    """

    T: Vandermonde

    @property
    def nodes(self) -> tuple[Scalar, ...]:
        """The nodes; node j has its powers in column j."""
        return self.T.nodes


def vandermonde(x: Iterable[Any] | ExactMatrix, columns: int | None = None, *, symbols: Iterable[str] = ()) -> Vandermonde:
    """The Vandermonde matrix V_ij = x_i^(j-1) of the nodes x, as a structured value; `.T` is the transposed one.

    Args:
        x: n nodes: int, Fraction, AlgebraicNumber, parameters, or text such as "2/3" and "sqrt(2)"; or a row or column.
        columns: the number of columns when it is not n.
        symbols: the names that may stand for parameters in text.

    Raises:
        InputError: a node is not an exact number (floats: InexactInputError), or columns is not a count. DomainError:
            irrational numbers beside parameters.

    >>> V = vandermonde([1, 2, 3])
    >>> V.dense(), V.det()
    (1 1 1; 1 2 4; 1 3 9, 2)
    >>> V.inverse()
    3 -3 1; -5/2 4 -3/2; 1/2 -1 1/2
    >>> vandermonde(["a", "b"], symbols=["a", "b"]).inverse().conditions
    (-a + b,)
    >>> V.T.solve([1, 2, 4])
    0; 1; 0
    """
    nodes = read_vector(x, "vandermonde", symbols)
    if columns is not None and (type(columns) is not int or columns < 0):
        raise InputError(f"vandermonde: the number of columns must be an integer from 0 on, not {columns!r}")
    return Vandermonde(nodes, None if columns == len(nodes) else columns)
