"""Low rank updates: (S + U V^T)^-1 and det(S + U V^T) from what is known about S."""
from __future__ import annotations

from dataclasses import dataclass

from symbolic.errors import ShapeError, SingularMatrixError
from symbolic.matrices.elimination import det, inverse, null_text, nullspace
from symbolic.matrices.matrix import ExactMatrix, hstack, identity, require_matrix, require_square, vstack, zero
from symbolic.scalars.numbers import AlgebraicNumber
from symbolic.scalars.parameters import RationalFunction


@dataclass(frozen=True)
class LowRankUpdate:
    """(S + U V^T)^-1 = S^-1 - S^-1 U C^-1 V^T S^-1 with the k x k capacitance C = I + V^T S^-1 U, step by step.

    `S_inverse` S^-1; `left` S^-1 U; `right` V^T S^-1; `capacitance` C (for k = 1 its entry is `f` = 1 + v^T S^-1 u);
    `correction` S^-1 U C^-1 V^T S^-1; `inverse` the result; `updated` S + U V^T, so that updated * inverse = I.
    """

    S: ExactMatrix
    U: ExactMatrix
    V: ExactMatrix
    S_inverse: ExactMatrix
    left: ExactMatrix
    right: ExactMatrix
    capacitance: ExactMatrix
    capacitance_inverse: ExactMatrix
    correction: ExactMatrix
    inverse: ExactMatrix
    updated: ExactMatrix

    @property
    def rank(self) -> int:
        """k, the number of columns of U and V."""
        return self.U.cols

    @property
    def f(self) -> AlgebraicNumber | RationalFunction:
        """Det C = det(S + U V^T) / det S; for k = 1 the scalar 1 + v^T S^-1 u."""
        return self.capacitance[0, 0] if self.rank == 1 else det(self.capacitance)


def _require_shapes(what: str, S: ExactMatrix, U: ExactMatrix, V: ExactMatrix) -> int:
    n = require_square(S, what)
    require_matrix(U, what)
    require_matrix(V, what)
    if U.rows != n or V.rows != n or U.cols != V.cols:
        raise ShapeError(f"{what}: S is {n}x{n}, U is {U.rows}x{U.cols} and V is {V.rows}x{V.cols}; U and V must "
                         f"both have {n} rows and equally many columns")
    return n


def low_rank_update(S: ExactMatrix, U: ExactMatrix, V: ExactMatrix) -> LowRankUpdate:
    """Invert S + U V^T by the formula of Sherman, Morrison and Woodbury, keeping every quantity on the way.

    Args:
        S: n x n, invertible. U, V: n x k.

    Raises:
        ShapeError: the shapes do not fit. SingularMatrixError: det C = 0, so S + U V^T is singular (null vector
            S^-1 U y with C y = 0), or S itself is singular, so that the formula does not apply (null vector of S).
    Cost: one n x n and one k x k inverse, and products.
    References: [SM50] Sherman & Morrison 1950; [Woo50] Woodbury 1950.

    >>> S, u, v = identity(2), ExactMatrix.from_rows([[1], [2]]), ExactMatrix.from_rows([[3], [4]])
    >>> update = low_rank_update(S, u, v)
    >>> update.f, update.updated * update.inverse
    (12, 1 0; 0 1)
    """
    return _update("low_rank_update", S, U, V)


def _update(what: str, S: ExactMatrix, U: ExactMatrix, V: ExactMatrix) -> LowRankUpdate:
    n = _require_shapes(what, S, U, V)
    updated = S + U * V.T
    try:
        S_inverse = inverse(S)
    except SingularMatrixError as error:
        raise _formula_fails(what, S, updated, error.null_vector) from None
    left, right = S_inverse * U, V.T * S_inverse
    capacitance = identity(U.cols) + V.T * left
    try:
        capacitance_inverse = inverse(capacitance)
    except SingularMatrixError as error:
        null = left * error.null_vector
        factor = "f = 1 + v^T S^-1 u" if U.cols == 1 else f"det(I + V^T S^-1 U), of size {U.cols}x{U.cols},"
        raise SingularMatrixError(f"{what}: {factor} is 0, so the {n}x{n} matrix S + U V^T over {updated.ring} is "
                                  f"singular: {null_text(null, '(S + U V^T)')}.", null) from None
    correction = left * capacitance_inverse * right
    return LowRankUpdate(S, U, V, S_inverse, left, right, capacitance, capacitance_inverse, correction,
                         S_inverse - correction, updated)


def _formula_fails(what: str, S: ExactMatrix, updated: ExactMatrix, null: ExactMatrix) -> SingularMatrixError:
    """The error for a singular S: the formula starts from S^-1, whatever becomes of the sum."""
    total = det(updated)
    if total:
        advice = f"S + U V^T itself is invertible, its determinant is {total}: use inverse(S + U * V.T)."
    else:
        advice = "S + U V^T is singular too."
    return SingularMatrixError(f"{what}: S is {S.rows}x{S.cols} over {S.ring} and singular, so the formula, which "
                               f"starts from S^-1, does not apply: {null_text(null, 'S')}. {advice}", null)


def sherman_morrison(S: ExactMatrix, u: ExactMatrix, v: ExactMatrix) -> ExactMatrix:
    """(S + u v^T)^-1 = S^-1 - S^-1 u v^T S^-1 / f with f = 1 + v^T S^-1 u.

    Args:
        S: n x n, invertible. u, v: columns of length n.

    Raises:
        ShapeError: the shapes do not fit. SingularMatrixError: f = 0 (null vector S^-1 u of the sum), or S is singular
            (null vector of S).
    Cost: one n x n inverse and O(n^2) more.
    References: [SM50] Sherman & Morrison 1950.

    >>> from symbolic import matrix
    >>> sherman_morrison(matrix("2 0; 0 1"), matrix("1; 0"), matrix("0; 1"))
    1/2 -1/2; 0 1
    """
    n = require_square(S, "sherman_morrison")
    require_matrix(u, "sherman_morrison")
    require_matrix(v, "sherman_morrison")
    if u.shape != (n, 1) or v.shape != (n, 1):
        raise ShapeError(f"sherman_morrison: S is {n}x{n}, u is {u.rows}x{u.cols} and v is {v.rows}x{v.cols}; u and v "
                         f"must be columns of length {n} (woodbury takes several columns)")
    return _update("sherman_morrison", S, u, v).inverse


def woodbury(S: ExactMatrix, U: ExactMatrix, V: ExactMatrix) -> ExactMatrix:
    """(S + U V^T)^-1 = S^-1 - S^-1 U (I + V^T S^-1 U)^-1 V^T S^-1.

    Args:
        S: n x n, invertible. U, V: n x k.

    Raises:
        ShapeError: the shapes do not fit. SingularMatrixError: as for `low_rank_update`.
    Cost: one n x n and one k x k inverse, and products.
    References: [Woo50] Woodbury 1950.

    >>> from symbolic import matrix
    >>> woodbury(identity(3), matrix("1 0; 0 1; 0 0"), matrix("1 0; 0 1; 1 1"))
    1/2 0 -1/2; 0 1/2 -1/2; 0 0 1
    """
    return _update("woodbury", S, U, V).inverse


def determinant_lemma(S: ExactMatrix, U: ExactMatrix, V: ExactMatrix) -> AlgebraicNumber | RationalFunction:
    """det(S + U V^T) = det S det(I + V^T S^-1 U); for singular S by the bordered determinant, which needs no inverse.

    Both are Schur complements of one matrix: det [S, U; -V^T, I] = det(S + U V^T).

    Args:
        S: n x n, may be singular. U, V: n x k.

    Raises:
        ShapeError: the shapes do not fit.
    References: [Har97] Harville 1997, section 18.1.

    >>> from symbolic import matrix
    >>> determinant_lemma(matrix("1 2; 2 4"), matrix("1; 0"), matrix("0; 1"))
    -2
    """
    _require_shapes("determinant_lemma", S, U, V)
    whole: AlgebraicNumber | RationalFunction = det(S)
    if whole:
        whole *= det(identity(U.cols) + V.T * (inverse(S) * U))
    else:
        whole = det(bordered(S, U, V))
    return whole


def bordered(S: ExactMatrix, U: ExactMatrix, V: ExactMatrix) -> ExactMatrix:
    """The matrix [S, U; -V^T, I], whose determinant is that of S + U V^T."""
    return vstack([hstack([S, U]), hstack([-V.T, identity(U.cols)])])


def adjugate(S: ExactMatrix) -> ExactMatrix:
    """The matrix of signed minors with adj(S) S = S adj(S) = det(S) I, for singular S too.

    Of rank n - 1, S has adj(S) = c x y^T with S x = 0 and y^T S = 0; of smaller rank it has adj(S) = 0. The scale c
    follows from one non-zero minor.

    >>> from symbolic import matrix
    >>> adjugate(matrix("1 2; 2 4"))
    4 -2; -2 1
    """
    n = require_square(S, "adjugate")
    whole = det(S)
    if whole:
        result: ExactMatrix = inverse(S) * whole
        return result
    right, left = nullspace(S), nullspace(S.T)
    if right.cols != 1:
        return zero(n, n)
    j = next(k for k in range(n) if right[k, 0])
    i = next(k for k in range(n) if left[k, 0])
    minor = det(S.submatrix([k for k in range(n) if k != i], [k for k in range(n) if k != j]))
    scale = minor * (-1) ** (i + j) / (right[j, 0] * left[i, 0])
    full: ExactMatrix = right * left.T * scale
    return full
