"""Certificates of results whose laws are equations between products of matrices."""
from __future__ import annotations

from typing import TYPE_CHECKING

from symbolic.errors import UnableError
from symbolic.matrices.elimination import inverse
from symbolic.matrices.matrix import ExactMatrix, identity
from verify.certificates import Claim, Json, equations
from verify.kernel import Rejected

if TYPE_CHECKING:
    from symbolic.canonical.structure import RealJordanForm
    from symbolic.functions.squareroot import SquareRoot
    from symbolic.lowrank import LowRankUpdate
    from symbolic.singular.decomposition import SVD


def svd(form: SVD) -> Json:
    """A = U S V^T, A V = U S, U^T U = I and V^T V = I; that S is diagonal, not negative and descending is read off S."""
    U, S, V = form.U, form.S, form.V
    diagonal = [S[i, i] for i in range(min(S.shape))]
    for i, row in enumerate(S.entries()):
        for j, x in enumerate(row):
            if (i != j and x != 0) or (i == j and (x < 0 or x > diagonal[max(i - 1, 0)] or x != form.singular_values[i])):
                raise Rejected("S is diagonal with the singular values, descending", i, j, "one of them or 0", str(x))
    claims: list[Claim] = [
        [[["A", "V"]], [["U", "S"]]], [[["Ut", "U"]], "I"], [[["Vt", "V"]], "I"], [[["A"]], [["U", "S", "Vt"]]],
    ]
    return equations(claims, A=form.A, U=U, S=S, V=V, Ut=U.T, Vt=V.T)


def square_root(root: SquareRoot) -> Json:
    """X X = A. That X is principal or primary is not part of the certificate."""
    return equations([[[["X", "X"]], [["A"]]]], A=root.A, X=root.value)


def low_rank(update: LowRankUpdate) -> Json:
    """Every quantity of the formula: S^-1, C = I + V^T S^-1 U, C^-1, the correction, the updated matrix and its inverse."""
    claims: list[Claim] = [
        [[["S", "Si"]], "I"], [[["L"]], [["Si", "U"]]],
        [[["R"]], [["Vt", "Si"]]], [[["C"]], [["one"], ["R", "U"]]], [[["C", "Ci"]], "I"], [[["K"]], [["L", "Ci", "R"]]],
        [[["X"], ["K"]], [["Si"]]], [[["M"]], [["S"], ["U", "Vt"]]], [[["M", "X"]], "I"],
    ]
    return equations(claims, S=update.S, Si=update.S_inverse, U=update.U, Vt=update.V.T, L=update.left, R=update.right,
                     C=update.capacitance, Ci=update.capacitance_inverse, K=update.correction, X=update.inverse,
                     M=update.updated, one=identity(update.rank))


def real_jordan(form: RealJordanForm) -> Json:
    """A P = P J and P Q = I; that J has the real Jordan pattern is read off J."""
    P, J = form.P, form.J
    if not isinstance(P, ExactMatrix) or not isinstance(J, ExactMatrix):
        raise UnableError("certificate: the columns of P lie in several fields", "one field")
    return equations([[[["A", "P"]], [["P", "J"]]], [[["P", "Q"]], "I"]], A=form.A, P=P, J=J, Q=inverse(P))
