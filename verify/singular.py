"""Certificates of pseudoinverses, polar decompositions, singular triples, condition numbers and worst right sides."""
from __future__ import annotations

from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mat, fmpq_poly

from symbolic.errors import InputError, UnableError
from symbolic.matrices.elimination import inverse
from symbolic.matrices.inner import adjoint
from symbolic.matrices.matrix import ExactMatrix, from_entries, identity, rational_matrix
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.singular.norms import norm
from verify.answers import Answer, shown
from verify.certificates import Claim, Json, equations
from verify.kernel import Rejected

if TYPE_CHECKING:
    from symbolic.singular.polar import Polar
    from symbolic.singular.triples import SingularTriples
    from symbolic.singular.worstcase import WorstCase


def pseudoinverse(answer: Answer) -> Json:
    """The four Penrose equations; the adjoints of A and of X are read off them."""
    A, X = answer.A, answer.value
    claims: list[Claim] = [
        [[["A", "X", "A"]], [["A"]]], [[["X", "A", "X"]], [["X"]]],
        [[["A", "X"]], [["Xs", "As"]]], [[["X", "A"]], [["As", "Xs"]]],
    ]
    return equations(claims, A=A, X=X, As=adjoint(A), Xs=adjoint(X))


def condition(answer: Answer) -> Json:
    """A X = I and X A = I; that the value is the product of the norms of A and X is read off their entries."""
    X, order = inverse(answer.A), answer.kind.removeprefix("condition_")
    shown("the condition number", norm(answer.A, order) * norm(X, order), answer.value)
    return equations([[[["A", "X"]], "I"], [[["X", "A"]], "I"]], A=answer.A, X=X)


def frobenius_norm(answer: Answer) -> Json:
    """The equation v v = sum_j e_j^T A^* A e_j; that v is not negative is read off it."""
    A, value = answer.A, answer.value
    shown("the norm is not negative", (True, True), (value.is_real, value >= 0))
    basis = identity(A.cols)
    columns = {f"e{j}": basis.column(j) for j in range(A.cols)}
    rows = {f"t{j}": basis.column(j).T for j in range(A.cols)}
    trace = [[f"t{j}", "As", "A", f"e{j}"] for j in range(A.cols)]
    return equations([[[["v", "v"]], trace or "0"]], A=A, As=adjoint(A), v=identity(1) * value, **columns, **rows)


def norm_by_sums(answer: Answer) -> Json:
    """The sums of |A| over its columns (rows, for norm_inf) are added up; the largest is read off.

    Raises:
        UnableError: the entries are not real, so that their absolute values would need square roots.
    """
    A, by_columns = answer.A, answer.kind == "norm_1"
    rows = A.entries()
    if not all(x.is_real for row in rows for x in row):
        raise UnableError(f"certificate: the absolute values of entries over {A.ring} need square roots", "real entries")
    M = from_entries([[-x if x < 0 else x for x in row] for row in rows], *A.shape)
    M = M if by_columns else M.T
    ones = from_entries([[exact(1)] * M.rows], 1, M.rows)
    sums = ones * M
    shown("the norm", max(sums.entries()[0], default=exact(0)), answer.value)
    return equations([[[["ones", "M"]], [["sums"]]]], M=M, ones=ones, sums=sums)


def polar(form: Polar) -> Json:
    """A = U H, U^T U = I, H H = A^T A and H^T = H; that H is semidefinite is read off its characteristic polynomial.

    A real symmetric H has real eigenvalues, and none is negative exactly when the signs of the coefficients alternate.
    """
    from symbolic.canonical.spectrum import charpoly
    coefficients = charpoly(form.H).coefficients[::-1]
    signs = [(-c if k % 2 else c) >= 0 for k, c in enumerate(coefficients)]
    shown("H is semidefinite", [], [k for k, right in enumerate(signs) if not right])
    claims: list[Claim] = [[[["A"]], [["U", "H"]]], [[["Ut", "U"]], "I"], [[["H", "H"]], [["At", "A"]]], [[["Ht"]], [["H"]]]]
    return equations(claims, A=form.A, U=form.U, H=form.H, Ut=form.U.T, At=form.A.T, Ht=form.H.T)


def singular_triples(form: SingularTriples) -> Json:
    """A^T A W = W F and W D W^T = I, rational: eigenvectors at all roots at once, and the projectors add up to I.

    W holds the coefficients of the vectors v of each factor, F multiplies by sigma^2, D holds the traces of
    x^(i+j)/(v^T v); both are built from the vectors shown.
    """
    W, F, D = form.basis()
    claims: list[Claim] = [[[["At", "A", "W"]], [["W", "F"]]], [[["W", "D", "Wt"]], "I"]]
    return equations(claims, A=form.A, At=form.A.T, W=W, F=F, D=D, Wt=W.T)


def worst_case(worst: WorstCase) -> Json:
    """A x = b and A dx = db; for order 2 also A^T b = sigma_max^2 x and A^T db = sigma_min^2 dx.

    Vectors over Q(theta) are given by the columns of their coefficients, so that everything is rational; for orders 1 and
    inf the inverse of A is part of the certificate and the norms are read off the vectors.
    """
    A = worst.A
    if worst.order != "2":
        shown("the ratio is attained", worst.stretch, worst.ratio * worst.shrink)
        shown("the ratio is the condition number", norm(A, worst.order) * norm(inverse(A), worst.order), worst.ratio)
        claims: list[Claim] = [[[["A", "x"]], [["b"]]], [[["A", "dx"]], [["db"]]], [[["A", "X"]], "I"]]
        return equations(claims, A=A, x=worst.x, b=worst.b, dx=worst.dx, db=worst.db, X=inverse(A))
    claims, matrices = [], {"A": A, "At": A.T}
    for x, b, value, end in ((worst.x, worst.b, worst.stretch, "max"), (worst.dx, worst.db, worst.shrink, "min")):
        parts = {f"x{end}": _columns(x, value), f"b{end}": _columns(b, value), f"F{end}": _multiplication(value)}
        matrices |= parts
        claims += [[[["A", f"x{end}"]], [[f"b{end}"]]], [[["At", f"b{end}"]], [[f"x{end}", f"F{end}"]]]]
    if not worst.attained:
        raise Rejected("the ratio is attained", None, None, str(worst.ratio), "another one")
    return equations(claims, **matrices)


def _columns(v: ExactMatrix, value: AlgebraicNumber) -> ExactMatrix:
    """The coefficients of the powers of theta in a vector over the field of `value`."""
    d, parts = value.field.degree, v.coefficients
    if v.field.degree not in {1, d}:
        raise InputError(f"certificate: a vector over {v.ring} beside a number of {value.field}")
    columns = [parts[i].entries() if i < len(parts) else [0] * v.rows for i in range(d)]
    return _rational(fmpq_mat(v.rows, d, [c[i] for i in range(v.rows) for c in columns]) / v.denominator)


def _multiplication(value: AlgebraicNumber) -> ExactMatrix:
    """Transposed multiplication by `value` on the powers of theta."""
    if value.field.degree == 1:
        return _rational(fmpq_mat([[fmpq(value.numerator, value.denominator)]]))
    return _rational(value.field.matrix_of(value.field.reduce(fmpq_poly(value.poly))).transpose())


def _rational(M: fmpq_mat) -> ExactMatrix:
    numerator, denominator = M.numer_denom()
    return rational_matrix(numerator, int(denominator))
