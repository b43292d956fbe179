"""Discretization of x' = A x + B u with a step h: bilinear, forward and backward Euler, any weight between, exactly."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from symbolic.errors import InputError, ShapeError, SingularMatrixError, in_name_of
from symbolic.matrices.elimination import nullspace, solve
from symbolic.matrices.matrix import ExactMatrix, hstack, identity, require_square
from symbolic.scalars.numbers import AlgebraicNumber, rational
from symbolic.sequence.dplr import DPLR
from symbolic.sequence.frames import numbers_of
from symbolic.sequence.hippo import HippoMatrix
from symbolic.sequence.scaled import ScaledMatrix
from symbolic.structured.base import Scalar, read_scalar

WEIGHTS = {"forward": rational(0), "bilinear": rational(1, 2), "backward": rational(1)}


@dataclass(frozen=True)
class Discretization:
    """The discrete system x_k = A x_{k-1} + B u_k; unpacks as A, B.

    A is of the kind that was given (dense, scaled, or diagonal plus low rank); B is a matrix of columns, in the coordinates
    of the frame for a scaled A.
    """

    A: Any
    B: ExactMatrix
    step: Scalar
    method: str

    def __iter__(self) -> Iterator[Any]:
        return iter((self.A, self.B))


def bilinear(A: Any, B: Any = None, step: Any = 1) -> Discretization:
    """Abar = (I - step/2 A)^-1 (I + step/2 A), Bbar = (I - step/2 A)^-1 step B: the bilinear (Tustin) transform.

    Args:
        A: n x n, an ExactMatrix, a scaled matrix (HiPPO) or a DPLR value, and the result is of the same kind. B: n numbers or an
            n x m matrix; None for the input that belongs to A. step: a number or a parameter.

    Raises:
        SingularMatrixError: 2/step is an eigenvalue of A, so that I - step/2 A has no inverse (null vector attached). The other
            case, -2/step an eigenvalue, is no error: then Abar is singular, see `bilinear_singularity`.
    References: [GGR22] Gu, Goel & Re 2022, section 2.3.

    >>> from symbolic import hippo_legs, matrix
    >>> Abar, Bbar = bilinear(matrix("0 1; 0 0"), [0, 1], 2)
    >>> Abar, Bbar
    (1 2; 0 1, 2; 2)
    >>> bilinear(hippo_legs(2), step=1).A.rational
    1/3 0; -1/3 0
    """
    if isinstance(A, DPLR):
        h = read_scalar(step)
        given = A if B is None else DPLR(A.lam, A.P, A.Q_star, columns_of_input(B, A.shape[0], "bilinear"), A.C)
        if h:
            discrete = given.bilinear(h)
            return Discretization(discrete, _present(discrete.B, "bilinear"), h, "bilinear")
        with in_name_of("bilinear"):
            return discretize(given.dense(), given.B, h)
    with in_name_of("bilinear"):
        return discretize(A, B, step, "bilinear")


def discretize(A: Any, B: Any = None, step: Any = 1, method: Any = "bilinear") -> Discretization:
    """Abar = (I - w h A)^-1 (I + (1 - w) h A), Bbar = (I - w h A)^-1 h B with h = step and the weight w of the method.

    Args:
        A: n x n, an ExactMatrix or a scaled matrix. B: n numbers or an n x m matrix; None for a HiPPO matrix's own. step: h.
        method: "forward" (w = 0), "bilinear" (w = 1/2), "backward" (w = 1), or the number w itself. `zoh` is the exact one.

    Raises:
        SingularMatrixError: 1/(w h) is an eigenvalue of A. ShapeError: the sizes do not fit. InputError: no such method.

    >>> from symbolic import matrix
    >>> [discretize(matrix("-1"), [1], 1, m).A for m in ("forward", "bilinear", "backward")]
    [0, 1/3, 1/2]
    """
    h = read_scalar(step)
    if isinstance(method, str) and method not in WEIGHTS:
        hint = "; use zoh(A, B, step)" if method == "zoh" else ""
        raise InputError(f'discretize: the method {method!r} is not one of "forward", "bilinear", "backward" or a number{hint}')
    if isinstance(A, DPLR) and method == "bilinear":
        return bilinear(A, B, step)
    w: Scalar = WEIGHTS[method] if isinstance(method, str) else read_scalar(method)
    inner, right = read_system(A, B, "discretize")
    n = inner.rows
    try:
        found = solve(identity(n) - inner * (w * h), hstack([identity(n) + inner * ((1 - w) * h), right * h]))
    except SingularMatrixError as error:
        raise SingularMatrixError(f"discretize: 1/(weight * step) = {1 / (w * h)} is an eigenvalue of the {n}x{n} matrix A, so "
                                  "I - weight * step * A has no inverse; an eigenvector is attached", error.null_vector) from None
    discrete = found.submatrix(range(n), range(n))
    value = ScaledMatrix(discrete, A.scaling) if isinstance(A, ScaledMatrix) else discrete
    name = method if isinstance(method, str) else f"weight {w}"
    return Discretization(value, found.submatrix(range(n), range(n, n + right.cols)), h, name)


def read_system(A: Any, B: Any, what: str) -> tuple[ExactMatrix, ExactMatrix]:
    """The dense or (for a scaled A) rational matrix of A and the columns of B; None is the B that belongs to A."""
    if isinstance(A, DPLR):
        inner, B = A.dense(), (A.B if B is None else B)
    elif isinstance(A, ScaledMatrix):
        inner, B = A.rational, (A.input_vector if B is None and isinstance(A, HippoMatrix) else B)
    else:
        require_square(A, what)
        inner = ExactMatrix(A.array)
    return inner, _present(None if B is None else columns_of_input(B, inner.rows, what), what)


def _present(B: ExactMatrix | None, what: str) -> ExactMatrix:
    if B is None:
        raise InputError(f"{what}: B is missing; give n numbers or an n x m matrix")
    return B


def columns_of_input(B: Any, n: int, what: str) -> ExactMatrix:
    """The input B as a matrix of n rows: n numbers are one column; ShapeError otherwise."""
    X = B if isinstance(B, ExactMatrix) else ExactMatrix.from_rows([[x] for x in numbers_of(B, f"{what}: B")], cols=1)
    if X.rows != n:
        raise ShapeError(f"{what}: A is {n}x{n} and B has {X.rows} rows; they must agree")
    return X


@dataclass(frozen=True)
class BilinearSingularity:
    """Where the bilinear transform with this step stands: two different questions about the spectrum of A.

    `defined`: I - step/2 A is invertible, i.e. 2/step is no eigenvalue of A; else `pole` is an eigenvector.
    `singular`: (I + step/2 A) is not invertible, i.e. -2/step is an eigenvalue; then `null_vector` is an eigenvector, and
    where Abar is defined it maps that vector to 0. Vectors are in the frame's coordinates for a scaled matrix.
    """

    step: Scalar
    defined: bool
    singular: bool
    pole: ExactMatrix | None
    null_vector: ExactMatrix | None


def bilinear_singularity(A: Any, step: Any) -> BilinearSingularity:
    """Decides whether Abar = (I - step/2 A)^-1 (I + step/2 A) exists, and whether it is exactly singular, with witnesses.

    For HiPPO-LegS, whose eigenvalues are -1, .., -n: always defined for step > 0, and singular iff 2/step is in {1, .., n}.

    Raises:
        NotSquareError. InputError: the step is 0.

    >>> from symbolic import hippo_legs
    >>> found = bilinear_singularity(hippo_legs(3), 1)
    >>> found.defined, found.singular, found.null_vector
    (True, True, 0; -1/3; 1)
    """
    inner = A.dense() if isinstance(A, DPLR) else A.rational if isinstance(A, ScaledMatrix) else A
    n = require_square(inner, "bilinear_singularity")
    with in_name_of("bilinear_singularity"):
        h = read_scalar(step)
    if not isinstance(h, AlgebraicNumber) or not h:
        raise InputError(f"bilinear_singularity: the step must be a number other than 0, not {h}")
    minus, plus = (nullspace(identity(n) + inner * (sign * h / 2)) for sign in (-1, 1))
    return BilinearSingularity(h, minus.cols == 0, plus.cols > 0, minus.column(0) if minus.cols else None,
                               plus.column(0) if plus.cols else None)
