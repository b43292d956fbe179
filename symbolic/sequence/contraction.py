"""Whether a real matrix is a contraction, ||A||_2 < 1: decided by rational pivots, with a certificate or a witness."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic.matrices.inertia import PositiveDefiniteness, is_positive_definite
from symbolic.matrices.matrix import ExactMatrix, from_entries
from symbolic.scalars.numbers import exact
from symbolic.sequence.nplr import framed
from symbolic.sequence.scaled import ScaledMatrix


@dataclass(frozen=True)
class Contraction:
    """Whether ||A||_2 < 1; truthy when it is.

    `form` is the rational G with I - A^T A = D G D; `certificate` says whether it is positive definite, with its pivots or
    with a witness x: for the vector v = D^-1 x one has ||A v|| >= ||v|| (x itself when A is not scaled).
    """

    A: ScaledMatrix
    form: ExactMatrix
    certificate: PositiveDefiniteness

    @property
    def ok(self) -> bool:
        return self.certificate.ok

    @property
    def witness(self) -> ExactMatrix | None:
        """The coordinates y of a vector D y with ||A D y|| >= ||D y||, when A is no contraction."""
        if self.certificate.witness is None:
            return None
        x = self.certificate.witness
        rows = [[row[0] / exact(s)] for row, s in zip(x.entries(), self.A.scaling, strict=True)]
        return from_entries(rows, x.rows, 1)

    def __bool__(self) -> bool:
        return self.ok


def is_contraction(A: Any) -> Contraction:
    """Decides ||A||_2 < 1 for a real matrix by the rational pivots of I - A^T A = D G D.

    For the bilinear transform Abar of A one has I - Abar^T Abar = step (I - step/2 A)^-T (-(A + A^T)) (I - step/2 A)^-1, so
    Abar is a contraction exactly when -(A + A^T) is positive definite, for every step > 0 at once: `is_dissipative`.

    Args:
        A: a scaled matrix with rational T, or a rational n x n ExactMatrix.

    Raises:
        DomainError: the entries are not rational. InputError: A is no matrix.

    >>> from symbolic import bilinear, hippo_legs, rational
    >>> is_contraction(bilinear(hippo_legs(3), step=rational(1, 10)).A).certificate.pivots
    (1254640/9409323, 1025/15683, 16/369)
    >>> bool(is_contraction(hippo_legs(3)))
    False
    """
    value = framed(A, "is_contraction")
    form = (value.one - value.T * value).quadratic_form()
    return Contraction(value, form, is_positive_definite(form))


def is_dissipative(A: Any) -> PositiveDefiniteness:
    """Decides whether -(A + A^T) is positive definite: then |x| falls along every solution of x' = A x.

    The form is the rational G with -(A + A^T) = D G D. For HiPPO-LegS it holds at every size, as A + A^T = -(I + p p^T).

    Raises:
        DomainError: the entries are not rational. InputError: A is no matrix.

    >>> from symbolic import hippo_legs, hippo_legt
    >>> bool(is_dissipative(hippo_legs(5))), bool(is_dissipative(hippo_legt(5)))
    (True, False)
    """
    value = framed(A, "is_dissipative")
    return is_positive_definite((-(value + value.T)).quadratic_form())
