"""How much an error of the solver for S is amplified by the update formula, exactly."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic.errors import DomainError, InputError
from symbolic.matrices.elimination import inverse
from symbolic.matrices.matrix import ExactMatrix, identity
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.structured.base import StructuredMatrix
from symbolic.structured.updates import StructuredUpdate, structured_update


@dataclass(frozen=True)
class UpdateSensitivity:
    """Condition numbers of the three matrices, and the factors by which an error of the S-solver grows, in one norm.

    If the solver for S applies X = S^-1 + E instead of S^-1 (to U and to b alike), the formula yields the inverse of
    X^-1 + U V^T, and with A = S + U V^T, exactly,

        (X^-1 + U V^T)^-1 - A^-1 = A^-1 S E (I + S A^-1 U V^T E)^-1 S A^-1,

    so to first order E is multiplied by `left` = |A^-1 S| and `right` = |S A^-1|; `amplification` is their product.
    `relative` = amplification |S^-1| / |A^-1| is the growth of the relative error.
    """

    ord: int | str
    kappa_S: AlgebraicNumber
    kappa_capacitance: AlgebraicNumber
    kappa_updated: AlgebraicNumber
    left: AlgebraicNumber
    right: AlgebraicNumber
    relative: AlgebraicNumber

    @property
    def amplification(self) -> AlgebraicNumber:
        """Left times right."""
        return self.left * self.right


def update_sensitivity(S: StructuredMatrix | StructuredUpdate, U: ExactMatrix | None = None, V: ExactMatrix | None = None,
                       ord: int | str = 1) -> UpdateSensitivity:
    """The condition numbers of S, of C = I + V^T S^-1 U and of S + U V^T side by side, exactly, and the amplification.

    The update formula can lose digits although S + U V^T is well conditioned: when S is nearly singular, kappa(S) and
    kappa(C) are large and so is the amplification. Forms the inverses, for the norms; `structured_update` does not.

    Args:
        S, U, V: as for `structured_update`, or S alone if it is such a value. ord: 1 or "inf".

    Raises:
        SingularMatrixError: S or S + U V^T is singular. DomainError: entries with parameters. InputError: another norm.
    References: [Yip86] Yip 1986.

    >>> from symbolic import matrix, structured_diagonal
    >>> found = update_sensitivity(structured_diagonal(["1/1000", 1]), matrix("1; 0"), matrix("1; 0"))
    >>> found.kappa_S, found.kappa_capacitance, found.kappa_updated
    (1000, 1, 1001/1000)
    >>> found.amplification, found.relative
    (1, 1000)
    """
    if ord not in {1, "inf"}:
        raise InputError(f"update_sensitivity: the norm must be 1 or 'inf', not {ord!r}")
    if U is None or V is None:
        if not isinstance(S, StructuredUpdate):
            raise InputError("update_sensitivity: give U and V, or a structured_update")
        update = S
    else:
        update = structured_update(S, U, V)
    base = update.S.dense()
    if base.has_parameters or update.U.has_parameters or update.V.has_parameters:
        raise DomainError("update_sensitivity: the entries have parameters, and norms need numbers; substitute values first")
    base_inverse, updated_inverse = update.S.inverse(), update.inverse()
    C = update.capacitance
    size = {"ord": ord}
    kappas = [_norm(M, **size) * _norm(X, **size)
              for M, X in ((base, base_inverse), (C, inverse(C)), (update.dense(), updated_inverse))]
    left, right = _norm(updated_inverse * base, **size), _norm(base * updated_inverse, **size)
    whole = _norm(updated_inverse, **size)
    relative = left * right * _norm(base_inverse, **size) / whole if whole else exact(1)
    return UpdateSensitivity(ord, kappas[0], kappas[1], kappas[2], left, right, relative)


def _norm(M: ExactMatrix, *, ord: int | str) -> AlgebraicNumber:
    """The largest absolute column sum (ord 1) or row sum."""
    rows: list[list[Any]] = (M.T if ord == 1 else M).entries()
    sums = [sum((abs(x) for x in row), start=exact(0)) for row in rows]
    return max(sums, default=exact(0))


def perturbed_inverse(update: StructuredUpdate, E: ExactMatrix) -> ExactMatrix:
    """What the formula yields when the solver for S applies X = S^-1 + E: X - X U (I + V^T X U)^-1 V^T X.

    Raises:
        SingularMatrixError: S, or I + V^T X U, is singular.

    >>> from symbolic import matrix, structured_diagonal
    >>> A = structured_update(structured_diagonal([1, 2]), matrix("1; 0"), matrix("1; 0"))
    >>> perturbed_inverse(A, matrix("0 0; 0 1/100"))
    1/2 0; 0 51/100
    """
    X = update.S.inverse() + E
    C = identity(update.rank) + update.V.T * X * update.U
    result: ExactMatrix = X - X * update.U * inverse(C) * update.V.T * X
    return result
