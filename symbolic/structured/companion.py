"""Companion matrices of a monic polynomial: multiplication by t modulo p, in the basis 1, t, .., t^(n-1)."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flint import fmpq_poly

from symbolic.canonical.frobenius import companion_block
from symbolic.errors import InputError, SingularMatrixError
from symbolic.matrices.matrix import ExactMatrix, from_entries, zero
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.scalars.parameters import RationalFunction
from symbolic.scalars.polynomials import Polynomial, from_flint
from symbolic.structured.base import Scalar, columns_of, from_columns, in_one_ring, read_vector
from symbolic.structured.displacement import Displacement, full_rank_factors, shift
from symbolic.structured.interpolation import parametric
from symbolic.structured.transposed import TransposableMatrix, TransposedMatrix

if TYPE_CHECKING:
    from symbolic.structured.companionjordan import CompanionJordanForm


@dataclass(frozen=True, repr=False)
class Companion(TransposableMatrix):
    """The n x n companion matrix of the monic p = c_0 + c_1 t + .. + t^n: ones below the diagonal, -c_i in the last column.

    This is a block of our Frobenius form. Made by `companion(p)`. It maps the coefficients of f to those of t f mod p,
    and it is nonderogatory: p is its characteristic and its minimal polynomial, one Jordan block for each eigenvalue.
    """

    polynomial: Polynomial

    @property
    def coefficients(self) -> tuple[Scalar, ...]:
        """(c_0, .., c_(n-1)); the leading coefficient is 1."""
        return self.polynomial.coefficients[:-1]

    @property
    def shape(self) -> tuple[int, int]:
        """(n, n) for degree n."""
        return self.polynomial.degree, self.polynomial.degree

    @property
    def conditions(self) -> tuple[RationalFunction, ...]:
        """The parametric leading coefficient that p was divided by, if any."""
        return self.polynomial.conditions

    @property
    def T(self) -> TransposedCompanion:
        """The transposed companion matrix, of the linear recurrence with characteristic polynomial p."""
        return TransposedCompanion(self)

    def dense(self) -> ExactMatrix:
        """The matrix itself."""
        n = self.polynomial.degree
        return from_entries(companion_block(self.polynomial), n, n, self.conditions)

    def charpoly(self) -> Polynomial:
        """The characteristic polynomial, p itself."""
        return self.polynomial

    def minpoly(self) -> Polynomial:
        """The minimal polynomial, also p."""
        return self.polynomial

    def det(self) -> Scalar:
        """The determinant (-1)^n c_0."""
        c: Scalar = self.polynomial.coefficients[0]
        return -c if self.polynomial.degree % 2 else c

    def matvec(self, x: Any) -> ExactMatrix:
        """C f: the coefficients of t f mod p, for those of f; O(n)."""
        n = self.polynomial.degree
        c, *columns = in_one_ring(self.coefficients, *columns_of(x, n, f"matvec: C is {n}x{n}"))
        return from_columns([[(v[i - 1] if i else 0) - c[i] * v[-1] for i in range(n)] for v in columns], n, self.conditions)

    def transposed_matvec(self, x: Any) -> ExactMatrix:
        """C^T x: the next state (x_1, .., x_(n-1), -c_0 x_0 - .. - c_(n-1) x_(n-1)) of the recurrence; O(n)."""
        n = self.polynomial.degree
        c, *columns = in_one_ring(self.coefficients, *columns_of(x, n, f"matvec: C.T is {n}x{n}"))
        moved = [[*v[1:], -sum((a * b for a, b in zip(c, v, strict=True)), start=0)] if n else [] for v in columns]
        return from_columns(moved, n, self.conditions)

    def solve(self, b: Any) -> ExactMatrix:
        """The f with t f = b mod p, in O(n) operations.

        Raises:
            ShapeError: b does not have n rows. SingularMatrixError: c_0 = 0; the null vector is p / t.
        """
        n = self.polynomial.degree
        c, *columns = in_one_ring(self.coefficients, *columns_of(b, n, f"solve: C is {n}x{n}"))
        self._require_invertible("solve")
        return from_columns([_divided_by_t(v, c) for v in columns], n, self._nonzero())

    def transposed_solve(self, b: Any) -> ExactMatrix:
        """The x with C^T x = b, the state one step before b, in O(n) operations."""
        n = self.polynomial.degree
        c, *columns = in_one_ring(self.coefficients, *columns_of(b, n, f"solve: C.T is {n}x{n}"))
        self._require_invertible("solve", transposed=True)
        solved = []
        for v in columns:
            known = sum((a * x for a, x in zip(c[1:], v, strict=False)), start=0)
            solved.append([-(v[-1] + known) / c[0], *v[:-1]] if n else [])
        return from_columns(solved, n, self._nonzero())

    def inverse(self) -> ExactMatrix:
        """C^-1: ones above the diagonal, first column (-c_1, .., -c_(n-1), -1) / c_0.

        That is the companion matrix of t^n p(1/t) / c_0 with its rows and its columns in reverse order.

        Raises:
            SingularMatrixError: c_0 = 0; the null vector is p / t.
        """
        n = self.polynomial.degree
        self._require_invertible("inverse")
        c = [*self.polynomial.coefficients]
        rows = [[-c[i + 1] / c[0] if j == 0 else exact(int(j == i + 1)) for j in range(n)] for i in range(n)]
        return from_entries(rows, n, n, self._nonzero())

    def null_vector(self) -> ExactMatrix | None:
        """The coefficients of p / t when c_0 = 0, else None."""
        n, c = self.polynomial.degree, self.polynomial.coefficients
        return None if n == 0 or c[0] else from_entries([[a] for a in c[1:]], n, 1)

    def left_null_vector(self) -> ExactMatrix | None:
        """The first unit vector when c_0 = 0, else None."""
        n = self.polynomial.degree
        return None if self.null_vector() is None else from_entries([[exact(int(i == 0))] for i in range(n)], n, 1)

    def displacement(self) -> Displacement:
        """F C - C G with the shifts F = 0 + Z and G = Z + 0 of n-1 rows: C is a shift but for its last column, rank <= 1.

        The common displacement Z C - C Z has rank at most 2.
        """
        n, c = self.polynomial.degree, self.coefficients
        F = shift(n, [exact(int(i > 1)) for i in range(n)])
        G = shift(n, [exact(int(0 < i < n - 1)) for i in range(n)])
        column = from_entries([[-c[i - 1] if i > 1 else exact(0)] for i in range(n)], n, 1)
        last = from_entries([[exact(int(i == n - 1))] for i in range(n)], n, 1)
        image = column * last.T
        if self.displacement_rank():
            return Displacement("F A - A G", F, G, image, column, last)
        return Displacement("F A - A G", F, G, image, zero(n, 0), zero(n, 0))

    def displacement_rank(self) -> int:
        """The rank of `displacement()`: 1, or 0 when c_1, .., c_(n-2) vanish."""
        return int(any(bool(a) for a in self.coefficients[1:-1]))

    def shift_update(self) -> tuple[ExactMatrix, ExactMatrix]:
        """(u, v) with C = Z + u v^T, Z the down shift: u = -c and v the last unit vector (no columns when all c are 0)."""
        n = self.polynomial.degree
        return full_rank_factors(self.dense() - shift(n))

    @cached_property
    def eigenvalues(self) -> tuple[tuple[AlgebraicNumber, int], ...]:
        """The roots of p with their multiplicities, in the order of the Jordan form.

        Raises:
            UnableError: p has parameters.
        """
        from symbolic.structured.companionjordan import roots_with_multiplicities
        return roots_with_multiplicities(self)

    def jordan_form(self) -> CompanionJordanForm:
        """The Jordan form, one block for each eigenvalue, by the (confluent) Vandermonde matrix of the eigenvalues.

        Raises:
            UnableError: p has parameters, or the roots generate too large a field.
        """
        from symbolic.structured.companionjordan import CompanionJordanForm
        return CompanionJordanForm(self, self.eigenvalues)

    def __str__(self) -> str:
        return f"companion([{', '.join(map(str, self.polynomial.coefficients))}])"

    def _nonzero(self) -> tuple[RationalFunction, ...]:
        """What must not vanish for the inverse to exist."""
        return tuple(dict.fromkeys(self.conditions + parametric(self.polynomial.coefficients[:1])))

    def _require_invertible(self, what: str, *, transposed: bool = False) -> None:
        null = self.left_null_vector() if transposed else self.null_vector()
        if null is not None:
            n, name = self.polynomial.degree, "C.T" if transposed else "C"
            raise SingularMatrixError(f"{what}: the {n}x{n} companion matrix of p = {self.polynomial} is singular, as p(0) = 0: "
                                      f"{name} x = 0 for x = ({null}). Divide p by its power of t first.", null)


@dataclass(frozen=True, repr=False)
class TransposedCompanion(TransposedMatrix):
    """C^T: ones above the diagonal, -c_i in the last row. It steps a linear recurrence with characteristic polynomial p."""

    T: Companion

    @property
    def polynomial(self) -> Polynomial:
        """The monic polynomial p."""
        return self.T.polynomial


def companion(p: Polynomial | fmpq_poly | str | Iterable[Any] | ExactMatrix, *, symbols: Iterable[str] = ()) -> Companion:
    """The companion matrix with characteristic polynomial p / lead(p): ones below the diagonal, -c_i in the last column.

    Args:
        p: a Polynomial, text such as "x^2-5*x+6", or coefficients with the constant term first and a nonzero last one.
        symbols: the names that may stand for parameters in coefficients given as text.

    Raises:
        InputError: a coefficient is not exact, or the last one is zero, or there is none.

    >>> C = companion([6, -5, 1])
    >>> C.dense(), C.charpoly(), C.eigenvalues
    (0 -6; 1 5, x^2-5*x+6, ((2, 1), (3, 1)))
    >>> C.inverse(), C.solve([1, 0])
    (5/6 1; -1/6 0, 5/6; -1/6)
    """
    if isinstance(p, str):
        from symbolic.parsing import parse_polynomial
        p = parse_polynomial(p)
    elif isinstance(p, fmpq_poly):
        p = from_flint(p)
    conditions: tuple[RationalFunction, ...] = ()
    if isinstance(p, Polynomial):
        coefficients: tuple[Scalar, ...] = p.coefficients
        conditions = p.conditions
    else:
        coefficients = read_vector(p, "companion", symbols)
    if not coefficients or not coefficients[-1]:
        raise InputError("companion: the polynomial is zero" if not coefficients else
                         f"companion: the last of the {len(coefficients)} coefficients is the leading one and must not be 0; "
                         "the constant term comes first")
    lead = coefficients[-1]
    return Companion(Polynomial([c / lead for c in coefficients], tuple(dict.fromkeys((*conditions, *parametric([lead]))))))


def _divided_by_t(b: list[Any], c: list[Any]) -> list[Any]:
    """The coefficients of f with t f = b mod p: the last from the constant terms, then the others."""
    if not b:
        return []
    last = -b[0] / c[0]
    return [a + k * last for a, k in zip(b[1:], c[1:], strict=True)] + [last]
