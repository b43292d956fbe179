"""The 2-norm condition number in balls: the inverse, power iteration and repeated squaring, no eigensolver."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from flint import arb

from symbolic.errors import UnableError
from symbolic.matrices.inner import adjoint
from symbolic.scalars.roots import precision
from verify.numeric.operands import MAX_BITS, Operand, ball_adjoint, ball_matrix, bits_for, gram, read, require_digits

if TYPE_CHECKING:
    from verify.numeric.operands import BallMatrix


def spectral_radius(M: BallMatrix, goal: int, *, definite: bool = False) -> arb | None:
    """The largest |eigenvalue| of a Hermitian M to `goal` bits at the current precision; None when that is too low.

    With N = M^p positive semidefinite (p even, or M `definite`) and theta = v^* N v / v^* v for a v from the power iteration,
    theta <= rho^p <= max(theta, c) + ||N v - theta v|| / ||v||, c^2 = ||N||_F^2 - theta^2: Weyl's inequality for N split along
    v and across. When iterating v is slow, N is squared, which squares the ratio of a gap; rho^p <= ||N||_F <= tr N
    serves for ties.

    >>> from flint import arb_mat
    >>> spectral_radius(arb_mat([[2, 1], [1, 2]]), 30).contains(3)
    True
    """
    N, p, eps = M, 1, arb(2) ** -goal
    for k in range(goal + 48):
        if k or not definite:
            N, p = N * N, 2 * p
        above, norm = _real(N.trace()), _frobenius(N)
        if above == 0:
            return arb(0)
        if above.rel_accuracy_bits() + p.bit_length() < goal:
            return None
        below, weyl = _iterated(N, norm, max(goal - p.bit_length() + 2, 4))
        if below is None or not below > 0:
            continue
        rest = (above / below - 1).abs_upper()  # what the trace has too much; the norm has its square
        if rest * rest < 4 * p * eps:
            above = norm
        for upper in (weyl, above):
            if upper is not None:
                found = (below.log() / p).exp().union((upper.log() / p).exp()) if p > 1 else below.union(upper)
                if found.rel_accuracy_bits() >= goal:
                    return found
    return None


def _frobenius(N: BallMatrix) -> arb:
    total = arb(0)
    for x in N.entries():
        total += x * x if isinstance(x, arb) else x.real * x.real + x.imag * x.imag
    return total.sqrt()


def _real(x: Any) -> arb:
    return x if isinstance(x, arb) else x.real


def _start(N: BallMatrix) -> BallMatrix | None:
    """The column of N with the largest diagonal entry, times N."""
    n, kind = N.nrows(), type(N)
    best, j = arb(0), 0
    for i in range(n):
        d = _real(N[i, i])
        if d > best:
            best, j = d, i
    if not best > 0:
        return None
    column: list[Any] = [N[i, j] / best for i in range(n)]
    return (N * kind(n, 1, column).mid()).mid()


def _iterated(N: BallMatrix, norm: arb, goal: int) -> tuple[arb | None, arb | None]:
    """A lower bound of the spectral radius by the power iteration, and an upper one when `goal` bits are in reach."""
    v = _start(N)
    left = 0
    for step in range(max(16, N.nrows() // 4)):
        if v is None:
            break
        w = N * v
        square = _real((ball_adjoint(v) * v)[0, 0])
        theta = _real((ball_adjoint(v) * w)[0, 0]) / square
        across = (norm * norm - theta * theta).abs_upper().sqrt()
        if not across < theta:
            return theta, None
        r = (_frobenius(w - v * theta) / square.sqrt()).abs_upper()
        if r * arb(2) ** goal < theta or step > left > 0:
            return theta, theta + r
        if not left:
            gain = (theta / across).abs_lower().log() / arb.const_log2()
            left = int((arb(goal) / gain).mid().ceil().unique_fmpz() or 0) if gain > 0 else 0
            if not 0 < left <= max(12, N.nrows() // 8):
                return theta, None
        v = (w / theta).mid()
    return None, None


def two_norm(A: BallMatrix, goal: int, *, symmetric: bool) -> arb | None:
    """||A||_2 to `goal` bits: the spectral radius of a Hermitian A, or the square root of that of A^* A."""
    if symmetric:
        return spectral_radius(A, goal)
    square = spectral_radius(ball_adjoint(A) * A, goal, definite=True)
    return None if square is None else square.sqrt()


def condition_number(A: Any, digits: int = 15) -> arb:
    """A ball around kappa_2(A) = ||A||_2 ||A^-1||_2 = sigma_max / sigma_min, relative radius below 10^-digits.

    The inverse of a rational matrix is exact (the family's own closed form where it has one), and both norms come from
    repeated squaring; over a number field the inverse is one of balls. A rectangular A of full rank is asked through its
    smaller Gram matrix.

    Args:
        A: an ExactMatrix, a structured value, or a value D T D^-1 with `T_matrix` and `scaling` such as `hippo_legs(n)`.
        digits: from 1.

    Raises:
        SingularMatrixError: A does not have full rank. InputError: no matrix, an empty one, or bad digits. DomainError:
            parameters. UnableError: more than 65,536 bits, or a largest singular value so close to the next ones that
            squaring does not reach the digits.
    Cost: one exact inverse and a few dozen products of n x n ball matrices.

    >>> from symbolic import hilbert, matrix
    >>> condition_number(hilbert(20), 10).str(10, radius=False)
    '2.452156586e+28'
    >>> condition_number(matrix("3 0; 4 5")).contains(3)
    True
    """
    goal = bits_for(require_digits(digits, "condition_number"))
    operand = read(A, "condition_number")
    m, n = operand.shape
    rectangular = m != n
    tall = operand if m >= n else Operand(adjoint(operand.T), None, None)
    tall.require_full_rank("condition_number")
    if rectangular:
        operand = gram(operand)
    symmetric = rectangular or operand.is_symmetric
    bits = goal + 32
    while bits <= MAX_BITS:
        with precision(bits):
            kappa = _product(operand, bits, goal + 2, symmetric=symmetric)
            if kappa is not None:
                return kappa.sqrt() if rectangular else kappa
        bits *= 2
    raise UnableError(f"condition_number: the {m}x{n} matrix could not be settled to {digits} digits", f"{MAX_BITS} bits")


def _product(operand: Operand, bits: int, goal: int, *, symmetric: bool) -> arb | None:
    forward = operand.balls(bits)
    top = two_norm(forward, goal, symmetric=symmetric)
    if top is None:
        return None
    for backward in _inverses(operand, forward, bits):
        bottom = two_norm(backward, goal, symmetric=symmetric)
        if bottom is not None:
            return top * bottom
    return None


def _inverses(operand: Operand, forward: BallMatrix, bits: int) -> Iterator[BallMatrix]:
    """Balls around A^-1: from the exact inverse; with square roots, or over a number field, first an inverse of balls."""
    if operand.squares is not None or not operand.T.is_rational:
        with suppress(ZeroDivisionError):
            yield operand.scaled(ball_matrix(operand.T, bits).inv()) if operand.squares else forward.inv()
    if operand.T.is_rational:
        yield operand.exact_inverse.balls(bits)
