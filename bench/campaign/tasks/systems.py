"""Systems, inverses, determinants, ranks, null spaces, factorisations of matrices without structure."""
from __future__ import annotations

from typing import Any

from flint import fmpq_mat

import symbolic as s
from bench.campaign.drawing import column, generator, integers
from bench.campaign.judging import Trial
from bench.campaign.plan import SPECTRA, task
from symbolic import ExactMatrix, NoSolutionError, SingularMatrixError
from verify.strategies import inertia_matrices, rank_matrices
from verify.strategies.unimodular import fractions_of

FIELD_MIX = ("generic", "defective", "Q(sqrt d)", "fractions", "huge", "Q(i)", "cubic")


def product(values: Any) -> Any:
    """The product of exact numbers."""
    out = s.exact(1)
    for z in values:
        out = out * z
    return out


@task(SPECTRA, over=16, weight=4)
def inverse_and_det(t: Trial) -> None:
    """A A^-1 = I, A^-1 by the blocks, det A the product of the eigenvalues; a singular A names a null vector."""
    drawn = t.spectral()
    d = s.det(drawn.A)
    t.holds("det A is the product of the eigenvalues", d == product(b.eigenvalue for b in drawn.blocks for _ in range(b.size)))
    if drawn.A.is_rational:
        t.agrees("det", drawn.A, d)
    if d != 0:
        t.holds("A A^-1 = I = A^-1 A", s.inverse(drawn.A) * drawn.A == s.identity(t.n) == drawn.A * s.inverse(drawn.A))
        return
    error = t.refuses("a singular matrix has no inverse", SingularMatrixError, lambda: s.inverse(drawn.A))
    v = error.null_vector
    t.holds("A v = 0 for the null vector v != 0", drawn.A * v == s.zero(t.n, 1) != v)


@task(FIELD_MIX, over=16, weight=4)
def solve(t: Trial) -> None:
    """The x that was hidden in b = A x; a b outside the range is refused with a left null vector."""
    drawn = t.spectral()
    w = generator(t.case) if t.case.is_over_field else None
    x = column(t.choice, t.n, w)
    b = drawn.A * x
    t.show(b=b)
    if s.det(drawn.A) != 0:
        t.holds("the solution is the one that was hidden", s.solve(drawn.A, b) == x)
        return
    t.holds("solve_any finds a solution", drawn.A * s.solve_any(drawn.A, b) == b)
    t.refuses("a singular system has no one solution", SingularMatrixError, lambda: s.solve(drawn.A, b))


@task(weight=4)
def rank_and_nullspace(t: Trial) -> None:
    """The rank and both null spaces that were hidden; a right-hand side outside the range."""
    drawn = t.draw(rank_matrices, max_size=t.n + 2)
    (E, E_inverse), (F, F_inverse) = t.mixing(drawn.A.rows), t.mixing(drawn.A.cols)
    A = E * drawn.A * F
    t.show(A=A)
    N = s.nullspace(A)
    t.holds("the rank is the one that was hidden", s.rank(A) == drawn.rank)
    t.holds("A N = 0 with n - r columns", N.cols == A.cols - drawn.rank and A * N == s.zero(A.rows, N.cols))
    t.holds("N spans the null space", s.rank(s.hstack([N, F_inverse * drawn.nullspace])) == N.cols)
    t.agrees("rank", A, drawn.rank)
    if drawn.rank < A.rows:
        b = E_inverse.T * drawn.left_nullspace.submatrix(range(A.rows), [0])
        error = t.refuses("b outside the range is refused", NoSolutionError, lambda: s.solve_any(A, b))
        y = error.left_null_vector
        t.holds("y^T A = 0 and y^T b != 0", y.T * A == s.zero(1, A.cols) and (y.T * b)[0, 0] != 0)


@task(FIELD_MIX, weight=3)
def echelon_and_lu(t: Trial) -> None:
    """P A = L U, and the reduced echelon form, unique, against FLINT's own."""
    drawn = t.spectral()
    A = drawn.A
    f = s.lu(A)
    t.holds("P A = L U", f.P * A == f.L * f.U)
    t.holds("L is unit lower triangular", all(f.L[i, j] == int(i == j) for i in range(t.n) for j in range(i, t.n)))
    t.holds("U is upper triangular", all(f.U[i, j] == 0 for i in range(t.n) for j in range(i)))
    R = s.rref(A)
    t.holds("the rank by the blocks", R.rank == t.n - sum(b.eigenvalue == 0 for b in drawn.blocks))
    if A.is_rational:
        theirs = fmpq_mat(A.numerator).rref()[0]
        t.holds("FLINT's echelon form", R.R.to_flint() == theirs)


@task(weight=3)
def inertia(t: Trial) -> None:
    """The numbers of positive, negative and zero eigenvalues that were hidden, and definiteness."""
    drawn, (E, _) = t.draw(inertia_matrices), t.mixing()
    A = E * drawn.A * E.T
    t.show(A=A)
    found = s.inertia(A)
    t.holds("the inertia is the one that was hidden", tuple(found.counts) == drawn.counts)
    t.holds("positive definite or not", bool(s.is_positive_definite(A)) == (drawn.positive == t.n))


@task(("generic", "Q(sqrt d)", "Q(i)"), over=8, weight=2)
def pseudoinverse(t: Trial) -> None:
    """The four laws of Penrose for a product of hidden rank; the conjugate in the last two is not to be lost."""
    m, r = t.n, max(1, t.n // 2)
    B, C = integers(t.choice, m, r), integers(t.choice, r, t.n)
    if t.case.is_over_field:
        w = generator(t.case)
        B, C = B + w * integers(t.choice, m, r, 1), C + w * integers(t.choice, r, t.n, 1)
    A = B * C
    t.show(A=A)
    X = s.pseudoinverse(A)
    t.holds("A X A = A and X A X = X", A * X * A == A and X * A * X == X)
    t.holds("A X and X A are Hermitian", hermitian(A * X) and hermitian(X * A))


def hermitian(M: ExactMatrix) -> bool:
    """M = M^*."""
    return all(M[i, j] == s.exact(M[j, i]).conjugate() for i in range(M.rows) for j in range(i + 1))


@task(weight=2)
def inverse_by_two(t: Trial) -> None:
    """The inverse of a product of full rank by elimination and by FLINT; what the peers say."""
    A = t.draw(rank_matrices, rank=t.n, square=True).A * t.mixing()[0]
    t.show(A=A)
    X = s.inverse(A)
    t.holds("FLINT's inverse", X.to_flint() == fmpq_mat(A.numerator).inv())
    t.agrees("inverse", A, fractions_of(X))
