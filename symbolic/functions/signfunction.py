"""The matrix sign function: sign(A) = Z diag(sign Re(lambda_i)) Z^-1."""
from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq_poly

from symbolic.errors import in_name_of
from symbolic.functions.conjugates import component_parts, conjugates, sum_with_signs
from symbolic.functions.jets import Workspace
from symbolic.functions.matrixfunction import matrix_function
from symbolic.functions.scalarfunctions import NAMED
from symbolic.functions.spectral import Component
from symbolic.functions.taylor import certain_coefficients
from symbolic.matrices.matrix import ExactMatrix, zero


def signm(A: ExactMatrix) -> ExactMatrix:
    """sign(A): the square root S of I that commutes with A and has A S with spectrum in the right half-plane.

    Rational when each irreducible factor of the characteristic polynomial has its roots on one side of the imaginary
    axis; otherwise over the field of the sums over one side.

    Raises:
        UndefinedFunctionError: an eigenvalue lies on the imaginary axis; the witness is (eigenvalue, 0, block size).
        UnableError: the field of the result has degree above 64; `matrix_function(A, "sign")` still gives numbers.
    Cost: that of `spectral_form`, and the orbit of the set of roots on one side when a factor has roots on both.
    References: [Hig08] chapter 5, (5.1)-(5.2) and theorem 5.1.

    >>> from symbolic import matrix
    >>> signm(matrix("1 1; 0 -1"))
    1 1; 0 -1
    >>> signm(matrix("0 2; 1 0"))
    0 sqrt(2); sqrt(2)/2 0
    """
    with in_name_of("signm"):
        return matrix_function(A, "sign").exact()


def sign_of_components(A: ExactMatrix, components: Sequence[Component]) -> ExactMatrix:
    """The sum of sign(Re lambda) Z_0 over all eigenvalues of the given components."""
    total = zero(A.rows, A.rows)
    for c in components:
        family = conjugates(c, A.field)
        positive = [k for k in family.own if certain_coefficients(NAMED["sign"], c.eigenvalue_at(k), 1, Workspace(64))[0] == 1]
        total = total + sum_with_signs(positive, family, component_parts(c, [fmpq_poly([1])]))
    return total
