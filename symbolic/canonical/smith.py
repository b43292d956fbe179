"""Smith form with its transforms, over Z and over Q[x]."""
from __future__ import annotations

from dataclasses import dataclass
from typing import overload

from flint import fmpq_mat, fmpq_poly

from symbolic.canonical.polynomial_matrix import PolynomialMatrix, characteristic_matrix
from symbolic.canonical.smith_integer import diagonal_matrix, smith_transforms, unimodular_inverse
from symbolic.canonical.smith_polynomial import ZERO, Grid, eliminate
from symbolic.errors import DomainError
from symbolic.matrices.matrix import ExactMatrix, rational_matrix, require_matrix
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.scalars.polynomials import Polynomial, from_flint

__all__ = ["PolynomialSmithForm", "SmithForm", "characteristic_matrix", "smith_form"]


@dataclass(frozen=True)
class SmithForm:
    """U A V = S over Z: U and V unimodular, S = diag(d_1, .., d_r, 0, ..), 0 < d_1 | d_2 | .. | d_r.

    `invariant_factors` are the non-zero d_i; `U_inverse` and `V_inverse` are the integer inverses.
    """

    A: ExactMatrix
    U: ExactMatrix
    S: ExactMatrix
    V: ExactMatrix
    invariant_factors: tuple[AlgebraicNumber, ...]
    U_inverse: ExactMatrix
    V_inverse: ExactMatrix


@dataclass(frozen=True)
class PolynomialSmithForm:
    """U A V = S over Q[x]: det U and det V non-zero constants, S = diag(d_1, .., d_r, 0, ..), d_i monic, d_i | d_{i+1}.

    `invariant_factors` are the non-zero d_i, the constant 1 included; `U_inverse`, `V_inverse` are the inverses.
    """

    A: PolynomialMatrix
    U: PolynomialMatrix
    S: PolynomialMatrix
    V: PolynomialMatrix
    invariant_factors: tuple[Polynomial, ...]
    U_inverse: PolynomialMatrix
    V_inverse: PolynomialMatrix


@overload
def smith_form(A: ExactMatrix) -> SmithForm:  # noqa: D418 - every public signature says what it is for
    """Over Z."""


@overload
def smith_form(A: PolynomialMatrix) -> PolynomialSmithForm:  # noqa: D418 - same
    """Over Q[x]."""


def smith_form(A: ExactMatrix | PolynomialMatrix) -> SmithForm | PolynomialSmithForm:
    """Smith form S = U A V with the unimodular U and V and their inverses.

    Args:
        A: an integer matrix of any shape and rank (Smith form over Z), or a PolynomialMatrix (over Q[x]);
            `smith_form(characteristic_matrix(A))` has the invariant factors of A on its diagonal.

    Raises:
        DomainError: A has entries that are not integers (clear the denominators first), or irrational ones.
    Cost: over Z a few Hermite and lattice reductions, 0.5 s for a dense 50 x 50; entries of U and V have about the
        bits of det A. Over Q[x] x I - A goes through the Frobenius form of A; other matrices by elimination, whose
        coefficients grow fast beyond size 8.
    References: [KB79] Kannan & Bachem 1979, sections 3-4; [HMM98] Havas, Majewski & Matthews 1998.

    >>> from symbolic.matrices.matrix import ExactMatrix
    >>> f = smith_form(ExactMatrix.from_rows([[2, 4, 4], [-6, 6, 12], [10, 4, 16]]))
    >>> f.invariant_factors, f.U * f.A * f.V == f.S
    ((2, 2, 156), True)
    >>> smith_form(characteristic_matrix(ExactMatrix.from_rows([[2, 0, 0], [0, 2, 1], [0, 0, 2]]))).invariant_factors
    (1, x-2, x^2-4*x+4)
    """
    if isinstance(A, PolynomialMatrix):
        return _over_polynomials(A)
    require_matrix(A, "smith_form")
    return _over_integers(A)


def _over_integers(A: ExactMatrix) -> SmithForm:
    what = f"smith_form: A is {A.rows}x{A.cols}"
    if not A.is_rational:
        raise DomainError(f"{what} over {A.ring}, and the form here is over Z; over a field only the rank is left: "
                          "use rank(A), or frobenius_form(A) for the invariant factors of x I - A")
    if A.denominator != 1:
        raise DomainError(f"{what} with the common denominator {A.denominator}, and the form is over Z: use "
                          f"smith_form({A.denominator} * A) and divide S by {A.denominator}")
    U, d, V = smith_transforms(A.numerator)
    pieces = (U, diagonal_matrix(A.rows, A.cols, d), V, unimodular_inverse(U), unimodular_inverse(V))
    left, S, right, left_inverse, right_inverse = (rational_matrix(M) for M in pieces)
    return SmithForm(A, left, S, right, tuple(exact(x) for x in d), left_inverse, right_inverse)


def _over_polynomials(A: PolynomialMatrix) -> PolynomialSmithForm:
    constant = _characteristic_part(A)
    if constant is not None:
        return _of_characteristic_matrix(A, constant)
    state, factors = eliminate(A.to_flint(), A.cols)
    m, n = A.shape
    return _assemble(A, factors, PolynomialMatrix(state.U, m), PolynomialMatrix(state.V, n).T,
                     PolynomialMatrix(state.U_inverse, m).T, PolynomialMatrix(state.V_inverse, n))


def _assemble(A: PolynomialMatrix, factors: list[fmpq_poly], U: PolynomialMatrix, V: PolynomialMatrix,
              U_inverse: PolynomialMatrix, V_inverse: PolynomialMatrix) -> PolynomialSmithForm:
    rows = [[factors[i] if i == j and i < len(factors) else ZERO for j in range(A.cols)] for i in range(A.rows)]
    return PolynomialSmithForm(A, U, PolynomialMatrix(rows, A.cols), V, tuple(from_flint(f) for f in factors),
                               U_inverse, V_inverse)


def _characteristic_part(A: PolynomialMatrix) -> ExactMatrix | None:
    """The B with A = x I - B, or None when A is not of that form."""
    if A.rows != A.cols:
        return None
    for i, row in enumerate(A.to_flint()):
        for j, p in enumerate(row):
            if p.degree() > 1 or p[1] != int(i == j):
                return None
    return -A(0)


def _of_characteristic_matrix(A: PolynomialMatrix, B: ExactMatrix) -> PolynomialSmithForm:
    """From B P = P F: x I - B = P (x I - F) P^-1, and x I - F is sparse, so its elimination stays small."""
    from symbolic.canonical.frobenius import frobenius_form
    form = frobenius_form(B)
    state, factors = eliminate(characteristic_matrix(form.F).to_flint(), A.cols)
    P = fmpq_mat(form.P.numerator) / form.P.denominator
    Q = P.inv() if A.rows else P
    return _assemble(A, factors, times(state.U, Q), times(state.V, P.transpose()).T,
                     times(state.U_inverse, P.transpose()).T, times(state.V_inverse, Q))


def times(rows: Grid, M: fmpq_mat) -> PolynomialMatrix:
    """(rows) M for polynomial rows and a rational matrix, coefficient by coefficient."""
    n = M.ncols()
    top = max((int(p.degree()) for row in rows for p in row), default=0)
    parts = [fmpq_mat(len(rows), len(rows), [p[k] for row in rows for p in row]) * M for k in range(top + 1)]
    return PolynomialMatrix.from_flint(parts) if parts else PolynomialMatrix([], n)
