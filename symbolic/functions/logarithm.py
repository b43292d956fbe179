"""The principal logarithm of a matrix."""
from __future__ import annotations

from symbolic.errors import in_name_of
from symbolic.functions.existence import check_logarithm
from symbolic.functions.matrixfunction import MatrixFunction, matrix_function
from symbolic.matrices.matrix import ExactMatrix


def logm(A: ExactMatrix) -> MatrixFunction:
    """X with e^X = A and the imaginary parts of its eigenvalues in (-pi, pi]: the primary logarithm.

    It is the principal logarithm when no eigenvalue is negative; for a negative one log|a| + i pi is taken, which
    `.notes` says, and X is not real then (`real_logarithm_exists` decides whether a real one exists at all). `.exact()`
    works for unipotent matrices, whose logarithm is rational; no other logarithm has algebraic entries throughout.

    Raises:
        NoLogarithmError: A is singular; carries a null vector. NotSquareError.
    References: [Hig08] theorems 1.28 and 1.31, section 11.1; [Cul66].

    >>> from symbolic import matrix
    >>> logm(matrix("1 1 0; 0 1 1; 0 0 1")).exact()
    0 1 -1/2; 0 0 1; 0 0 0
    >>> logm(matrix("0 -1; 1 0")).to_sympy()
    Matrix([
    [   0, -pi/2],
    [pi/2,     0]])
    """
    with in_name_of("logm"):
        check_logarithm(A)
        return matrix_function(A, "log")
