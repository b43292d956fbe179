"""The example on which the Schur form jumps: two matrices eps apart, every pair of whose Schur forms is far apart."""
from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, Any

from symbolic.errors import InputError
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.numbers import exact

if TYPE_CHECKING:
    import mpmath


@dataclass(frozen=True)
class SchurJump:
    """`distance` = ||A - B||_F; no Schur forms of `first` A and `second` B are closer than the other two numbers.

    `factor_distance` bounds ||Q_A - Q_B||_F and `form_distance` ||T_A - T_B||_F from below, for every order of the
    eigenvalues and every choice of phases, as the distance of the matrices of absolute values.
    """

    first: ExactMatrix
    second: ExactMatrix
    distance: mpmath.mpf
    factor_distance: mpmath.mpf
    form_distance: mpmath.mpf


def schur_discontinuity(eps: Any, digits: int = 30) -> SchurJump:
    """Two 3 x 3 matrices eps sqrt(3) apart, all of whose Schur forms differ by more than 1 in Q and 0.7 in T.

    A = [[1, 0, 1], [0, 1 + eps, 0], [0, 0, 5]] and B = [[1, eps, 1], [eps, 1, 0], [0, 0, 5]]. Near the double eigenvalue 1 the
    eigenvectors of A are e_1, e_2 and those of B e_1 +- e_2, however small eps is. Both have distinct eigenvalues, so an order of
    them and the phases of the columns of Q determine the form, and |Q|, |T| do not depend on the phases: the six orders of A
    and of B are all tried.

    Args:
        eps: exact, 0 < eps < 1. digits: working digits beyond those that eps itself costs.

    Raises:
        InputError: eps is not an exact real number in (0, 1).

    >>> from fractions import Fraction
    >>> jump = schur_discontinuity(Fraction(1, 10**12))
    >>> jump.distance < 2e-12, jump.factor_distance > 1, jump.form_distance > 0.7
    (True, True, True)
    """
    import mpmath as mp
    size = exact(eps)
    if not size.is_real or not 0 < size < 1:
        raise InputError(f"schur_discontinuity: eps is {size}; it must be an exact number with 0 < eps < 1")
    first = ExactMatrix.from_rows([[1, 0, 1], [0, 1 + size, 0], [0, 0, 5]])
    second = ExactMatrix.from_rows([[1, size, 1], [size, 1, 0], [0, 0, 5]])
    lost = int(-mp.log10(size.to_mpmath(5))) + 1
    working = digits + 3 * lost + 10
    with mp.workdps(working):
        tiny = size.to_mpmath(working)
        one = mp.mpf(1)
        forms = []
        for A, vectors in (
            (first, [(one, 0, 0), (0, one, 0), (one, 0, 4 * one)]),
            # the eigenvector of 5: (M - 5) y = -(1, 0) with M = [[1, eps], [eps, 1]]
            (second, [(one, one, 0), (one, -one, 0), (4 / (16 - tiny**2), tiny / (16 - tiny**2), one)]),
        ):
            matrix = A.to_mpmath(working)
            forms.append([_moduli(matrix, order) for order in permutations(vectors)])
        pairs = [(a, b) for a in forms[0] for b in forms[1]]
        return SchurJump(first, second, mp.sqrt(3) * tiny, min(mp.mnorm(a[0] - b[0], "f") for a, b in pairs),
                         min(mp.mnorm(a[1] - b[1], "f") for a, b in pairs))


def _moduli(A: Any, order: tuple[Any, ...]) -> tuple[Any, Any]:
    """|Q| and |T| of the Schur form whose first k columns span the first k eigenvectors."""
    import mpmath as mp
    V = mp.matrix([[v[i] for v in order] for i in range(3)])
    Q = mp.qr(V, mode="full")[0]
    return Q.apply(abs), (Q.H * A * Q).apply(abs)
