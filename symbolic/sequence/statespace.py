"""Discrete linear state spaces x_k = A x_{k-1} + B u_k, y_k = C x_k + D u_k: recurrence, kernel, convolution, all exact."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from symbolic.errors import InputError, ShapeError, UnableError, in_name_of
from symbolic.matrices.matrix import ExactMatrix, require_square, zero
from symbolic.scalars.numbers import exact
from symbolic.sequence.dplr import DPLR
from symbolic.sequence.frames import numbers_of
from symbolic.sequence.hippo import HippoMatrix
from symbolic.sequence.scaled import ScaledMatrix
from symbolic.structured.base import Scalar, read_scalar
from symbolic.structured.toeplitz import Toeplitz, toeplitz

MAX_LENGTH = 100_000


@dataclass(frozen=True)
class StateSpace:
    """One input, one output: `apply` is x -> A x, `apply_left` c -> c A, `B` a column, `C` a row.

    For a scaled matrix A = D T D^-1 everything is in the frame: B = D b and C = c D^-1 are given by b and c.
    """

    size: int
    apply: Callable[[ExactMatrix], ExactMatrix]
    apply_left: Callable[[ExactMatrix], ExactMatrix]
    matrix: Callable[[], ExactMatrix]
    B: ExactMatrix
    C: ExactMatrix


def state_space(A: Any, B: Any, C: Any, what: str) -> StateSpace:
    """Read A (exact, scaled, or diagonal plus low rank) with B and C; None stands for the B or C that belongs to A.

    Raises:
        InputError: A is of another kind, or B or C is missing. ShapeError: the sizes do not fit.
    """
    if isinstance(A, DPLR):
        n, low_rank = len(A.lam), A
        return StateSpace(n, low_rank.matvec, low_rank.rmatvec, low_rank.dense, _vector(A.B if B is None else B, n, f"{what}: B"),
                          _vector(A.C if C is None else C, n, f"{what}: C").T)
    if isinstance(A, ScaledMatrix):
        n, scaled = A.shape[0], A
        b = A.input_vector if B is None and isinstance(A, HippoMatrix) else B
        return StateSpace(n, scaled.matvec, lambda c: c * scaled.rational, lambda: scaled.rational,
                          _vector(b, n, f"{what}: B"), _vector(C, n, f"{what}: C").T)
    n, dense = require_square(A, what), ExactMatrix(A.array)
    return StateSpace(n, lambda x: dense * x, lambda c: c * dense, lambda: dense,
                      _vector(B, n, f"{what}: B"), _vector(C, n, f"{what}: C").T)


def _vector(x: Any, n: int, what: str) -> ExactMatrix:
    if x is None:
        raise InputError(f"{what} is missing; give {n} numbers")
    values = numbers_of(x, what)
    if len(values) != n:
        raise ShapeError(f"{what} has {len(values)} numbers, and the state has {n}")
    return ExactMatrix.from_rows([[v] for v in values], cols=1)


def require_length(length: object, what: str) -> int:
    """A length from 1 to 100,000.

    Raises:
        InputError: it is not a positive integer. UnableError: above the budget.
    """
    if type(length) is not int or length < 1:
        raise InputError(f"{what}: the length must be a positive integer, not {length!r}")
    if length > MAX_LENGTH:
        raise UnableError(f"{what}: length {length}", f"length {MAX_LENGTH}")
    return length


def ssm_kernel(A: Any, B: Any, C: Any, length: int, D: Any = 0) -> tuple[Scalar, ...]:
    """The convolution kernel K_k = C A^k B for k < length (plus D at k = 0): the impulse response.

    Args:
        A: n x n, an ExactMatrix, a scaled matrix (B and C by their coordinates in its frame) or a DPLR value. B, C: n numbers;
            None for those that belong to A. D: the direct term.

    Raises:
        NotSquareError, ShapeError: the sizes do not fit. InputError: the length is not positive.
    Cost: `length` products of A and a vector.
    References: [GGR22] Gu, Goel & Re 2022, section 2.4.

    >>> from symbolic import matrix
    >>> ssm_kernel(matrix("1 1; 1 0"), [1, 0], [1, 0], 6)
    (1, 1, 2, 3, 5, 8)
    """
    require_length(length, "ssm_kernel")
    space = state_space(A, B, C, "ssm_kernel")
    kernel, x = [], space.B
    for k in range(length):
        x = space.apply(x) if k else x
        kernel.append((space.C * x)[0, 0] if space.size else exact(0))
    kernel[0] = kernel[0] + read_scalar(D)
    return tuple(kernel)


@dataclass(frozen=True)
class Trajectory:
    """The outputs y_0, y_1, .. of a recurrence and its states x_0, x_1, .. (columns)."""

    outputs: tuple[Scalar, ...]
    states: tuple[ExactMatrix, ...]


def ssm_recurrence(A: Any, B: Any, C: Any, inputs: Iterable[Any], D: Any = 0, start: Any = None) -> Trajectory:
    """x_k = A x_{k-1} + B u_k, y_k = C x_k + D u_k for k = 0, 1, .. from x_{-1} = start (0 by default).

    Args:
        A, B, C, D: as for `ssm_kernel`. inputs: the numbers u_0, u_1, ... start: n numbers.

    Raises:
        NotSquareError, ShapeError: the sizes do not fit.

    >>> from symbolic import matrix
    >>> ssm_recurrence(matrix("1 1; 1 0"), [1, 0], [1, 0], [1, 0, 0, 0]).outputs
    (1, 1, 2, 3)
    """
    space = state_space(A, B, C, "ssm_recurrence")
    x = zero(space.size, 1) if start is None else _vector(start, space.size, "ssm_recurrence: start")
    direct, outputs, states = read_scalar(D), [], []
    for u in numbers_of(inputs, "ssm_recurrence: inputs"):
        x = space.apply(x) + space.B * u
        states.append(x)
        outputs.append((space.C * x)[0, 0] + direct * u if space.size else direct * u)
    return Trajectory(tuple(outputs), tuple(states))


def causal_convolution(kernel: Sequence[Any], inputs: Sequence[Any]) -> tuple[Scalar, ...]:
    """y_k = sum over j <= k of K_j u_{k-j}, as many outputs as inputs; a short kernel is continued by zeros.

    >>> causal_convolution([1, 2, 3], [1, 0, 1])
    (1, 2, 4)
    """
    K, u = numbers_of(kernel, "causal_convolution: kernel"), numbers_of(inputs, "causal_convolution: inputs")
    return tuple(sum((K[j] * u[k - j] for j in range(min(k + 1, len(K)))), start=exact(0)) for k in range(len(u)))


def lti_matrix(A: Any, B: Any, C: Any, length: int, D: Any = 0) -> Toeplitz:
    """The length x length map from inputs to outputs: a lower triangular Toeplitz matrix with the first column `ssm_kernel`.

    For a discretized system the first column is C Abar^k Bbar (+ D at 0), where Bbar carries the quadrature weight of the
    step; it is not the sampled impulse response C e^(k step A) B.

    >>> from symbolic import matrix
    >>> lti_matrix(matrix("2"), [1], [3], 3).dense()
    3 0 0; 6 3 0; 12 6 3
    """
    with in_name_of("lti_matrix"):
        K = ssm_kernel(A, B, C, length, D)
    return toeplitz(K, [K[0]] + [0] * (length - 1))
