"""Iteration matrices of gradient descent and heavy ball on a quadratic, and the momentum at which they are defective."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic.canonical.spectrum import charpoly, eigenvalues
from symbolic.dynamics.arguments import real_number
from symbolic.errors import DomainError
from symbolic.matrices.inertia import is_positive_definite, require_symmetric
from symbolic.matrices.matrix import ExactMatrix, hstack, identity, vstack, zero
from symbolic.scalars.numbers import AlgebraicNumber, roots_of, sqrt


def gradient_descent_matrix(H: ExactMatrix, eta: Any) -> ExactMatrix:
    """I - eta H: the error map of x_{n+1} = x_n - eta (H x_n - b). It is symmetric with H, so it is never defective.

    Raises:
        DomainError: H is not real symmetric, or eta not real.

    >>> from symbolic import matrix
    >>> gradient_descent_matrix(matrix("2 1; 1 2"), "1/2")
    0 -1/2; -1/2 0
    """
    n = require_symmetric(H, "gradient_descent_matrix")
    return identity(n) - H * real_number(eta, "gradient_descent_matrix")


def heavy_ball_matrix(H: ExactMatrix, alpha: Any, beta: Any) -> ExactMatrix:
    """[[(1+beta) I - alpha H, -beta I], [I, 0]]: the error map of x_{n+1} = x_n - alpha grad + beta (x_n - x_{n-1}).

    On an eigenvector of H to lambda it is the 2 x 2 matrix [[1+beta-alpha*lambda, -beta], [1, 0]], which is defective
    exactly when its discriminant (1+beta-alpha*lambda)^2 - 4 beta vanishes.

    Raises:
        DomainError: H is not real symmetric, or a number is not real.
    References: [Pol64].

    >>> from symbolic import matrix
    >>> heavy_ball_matrix(matrix("2"), "1/2", "1/4")
    1/4 -1/4; 1 0
    """
    n = require_symmetric(H, "heavy_ball_matrix")
    a, b = real_number(alpha, "heavy_ball_matrix"), real_number(beta, "heavy_ball_matrix")
    one = identity(n)
    if n == 0:
        return one
    return vstack([hstack([one * (1 + b) - H * a, one * -b]), hstack([one, zero(n, n)])])


def defective_momentum(alpha: Any, lam: Any) -> AlgebraicNumber:
    """(1 - sqrt(alpha lambda))^2, the momentum in [0, 1) that makes the heavy ball mode of lambda defective.

    The discriminant (1+beta-alpha lambda)^2 - 4 beta has the two roots (1 -+ sqrt(alpha lambda))^2; the other is above 1.

    Raises:
        DomainError: alpha lambda is not in (0, 4): no beta in [0, 1) is a root then.

    >>> defective_momentum("1/4", 1), defective_momentum("1/2", 1)
    (1/4, (3-2*sqrt(2))/2)
    """
    product = real_number(alpha, "defective_momentum") * real_number(lam, "defective_momentum")
    if not 0 < product < 4:
        raise DomainError(f"defective_momentum: alpha*lambda is {product}; no beta in [0, 1) makes the mode defective unless "
                          "0 < alpha*lambda < 4")
    return (1 - sqrt(product)) ** 2


@dataclass(frozen=True)
class HeavyBallMode:
    """One mode z^2 - (1+beta-alpha*lambda) z + beta = 0 of heavy ball.

    `word` is "complex" (complex pair of modulus sqrt(beta)), "defective" (a double root and one block of size 2) or
    "real" (two different roots) by the sign of the discriminant; `roots` are in the order of eigenvalues.
    """

    alpha: AlgebraicNumber
    beta: AlgebraicNumber
    lam: AlgebraicNumber
    discriminant: AlgebraicNumber
    word: str
    stable: bool
    roots: tuple[AlgebraicNumber, ...]


def heavy_ball_mode(alpha: Any, beta: Any, lam: Any) -> HeavyBallMode:
    """The mode of heavy ball at one eigenvalue lambda of H: discriminant, kind, roots, and whether it converges.

    It converges exactly when -1 < beta < 1 and 0 < alpha lambda < 2 (1 + beta) (Jury's conditions for the quadratic).

    >>> mode = heavy_ball_mode("1/4", "1/4", 1)
    >>> mode.word, mode.discriminant, mode.stable, mode.roots
    ('defective', 0, True, (1/2,))
    """
    a, b, h = (real_number(x, "heavy_ball_mode") for x in (alpha, beta, lam))
    middle = 1 + b - a * h
    discriminant = middle * middle - 4 * b
    sign = discriminant.sign()
    half = sqrt(discriminant) / 2
    roots = (middle / 2,) if sign == 0 else (middle / 2 - half, middle / 2 + half)
    word = {-1: "complex", 0: "defective", 1: "real"}[sign]
    return HeavyBallMode(a, b, h, discriminant, word, bool(-1 < b < 1 and 0 < a * h < 2 * (1 + b)), roots)


def stable_steps(H: ExactMatrix, beta: Any = 0) -> AlgebraicNumber:
    """2 (1 + beta) / lambda_max(H): heavy ball (gradient descent: beta = 0) converges exactly for steps in (0, this).

    Args:
        H: n x n real symmetric positive definite, n >= 1. beta: the momentum, -1 < beta < 1.

    Raises:
        DomainError: H is not positive definite, or beta is outside (-1, 1).

    >>> from symbolic import matrix
    >>> stable_steps(matrix("2 1; 1 2")), stable_steps(matrix("2 1; 1 2"), "1/2")
    (2/3, 1)
    """
    n = require_symmetric(H, "stable_steps")
    b = real_number(beta, "stable_steps")
    if not -1 < b < 1:
        raise DomainError(f"stable_steps: beta is {b}; heavy ball converges for no step unless -1 < beta < 1")
    if n == 0 or not is_positive_definite(H):
        raise DomainError(f"stable_steps: the {n}x{n} matrix H is not positive definite (or empty), so no step converges")
    if H.is_rational:
        values = [roots_of(f.to_flint().numer())[-1] for f, _ in charpoly(H).factor()]
    else:
        values = [z for z, _ in eigenvalues(H)]
    return 2 * (1 + b) / max(values)
