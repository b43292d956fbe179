"""Structured matrices from their parameters, against the dense matrix and against what was hidden."""
from __future__ import annotations

from typing import Any

import symbolic as s
from bench.campaign.drawing import column, generator
from bench.campaign.judging import Trial
from bench.campaign.plan import task
from symbolic import SingularMatrixError
from verify.strategies import (
    cauchy_nodes,
    circulant_matrices,
    graded_matrices,
    hankel_matrices,
    semiseparable_matrices,
    toeplitz_matrices,
    vandermonde_nodes,
)
from verify.strategies.unimodular import fractions_of

KINDS = ("generic", "Q(sqrt d)", "singular", "Q(i)", "generic")


def values(vector: Any) -> list[Any]:
    """The entries of a column of rational numbers."""
    return [row[0] for row in fractions_of(vector)]


def laws(t: Trial, M: Any, A: Any, x: Any, *, singular: bool) -> None:
    """Product, determinant, solution and inverse of a structured value against the dense matrix A and a hidden x."""
    b = A * x
    t.show(A=A, b=b)
    t.holds("M written out is A", M.dense() == A)
    t.holds("M x = A x", M.matvec(x) == b)
    t.holds("det M by elimination on A", M.det() == s.det(A))
    t.holds("the transpose", M.T.dense() == A.T)
    if singular:
        t.refuses("a singular M has no inverse", SingularMatrixError, M.inverse)
        error = t.refuses("a singular M has no one solution", SingularMatrixError, lambda: M.solve(b))
        t.holds("M v = 0 for the null vector v != 0", A * error.null_vector == s.zero(t.n, 1) != error.null_vector)
        return
    t.holds("the solution is the one that was hidden", M.solve(b) == x)
    t.holds("M M^-1 = I", A * M.inverse() == s.identity(t.n))


def rotated(t: Trial, c: Any, other: Any) -> list[Any]:
    """The entries of c + w c', w from the case's field."""
    w = generator(t.case)
    return [s.exact(a) + w * b for a, b in zip(c, other, strict=True)]


@task(("generic", "Q(sqrt d)", "minors", "graded", "Q(i)"), weight=6)
def toeplitz(t: Trial) -> None:
    """Toeplitz systems, also with leading minors that are zero."""
    kind = t.case.kind
    drawn = t.draw(graded_matrices) if kind == "graded" else t.draw(
        toeplitz_matrices, singular_minor=True if kind == "minors" and t.n > 1 else None)
    if not t.case.is_over_field:
        laws(t, drawn.T, drawn.A, drawn.x, singular=False)
        return
    other = t.draw(toeplitz_matrices)
    c, r = rotated(t, values(drawn.c), values(other.c)), rotated(t, values(drawn.r), values(other.r))
    T = s.toeplitz(c, r)
    A = s.ExactMatrix.from_rows([[c[i - j] if i >= j else r[j - i] for j in range(t.n)] for i in range(t.n)])
    laws(t, T, A, column(t.choice, t.n, generator(t.case)), singular=s.rank(A) < t.n)


@task(("generic", "singular", "Q(i)", "Q(sqrt d)"), weight=3)
def circulant(t: Trial) -> None:
    """Circulant systems; the rank that was hidden."""
    drawn = t.draw(circulant_matrices, singular=t.case.kind == "singular" or None)
    if t.case.is_over_field:
        c = rotated(t, values(drawn.c), values(t.draw(circulant_matrices).c))
        A = s.ExactMatrix.from_rows([[c[(i - j) % t.n] for j in range(t.n)] for i in range(t.n)])
        laws(t, s.circulant(c), A, column(t.choice, t.n, generator(t.case)), singular=s.rank(A) < t.n)
        return
    t.holds("the rank is the one that was hidden", s.rank(drawn.A) == drawn.rank)
    laws(t, drawn.C, drawn.A, drawn.x, singular=drawn.rank < t.n)


@task(("generic", "singular", "generic", "Q(sqrt d)"), most=20, weight=3)
def hankel(t: Trial) -> None:
    """Hankel systems of known rank."""
    drawn = t.draw(hankel_matrices, singular=t.case.kind == "singular")
    if t.case.is_over_field:
        h = rotated(t, *([t.choice.randint(-b, b) for _ in range(2 * t.n - 1)] for b in (3, 2)))
        A = s.ExactMatrix.from_rows([[h[i + j] for j in range(t.n)] for i in range(t.n)])
        laws(t, s.hankel(h[:t.n], h[t.n - 1:]), A, column(t.choice, t.n, generator(t.case)), singular=s.rank(A) < t.n)
        return
    t.holds("the rank is the one that was hidden", s.rank(drawn.A) == drawn.rank)
    laws(t, drawn.H, drawn.A, column(t.choice, t.n), singular=drawn.rank < t.n)


@task(("generic", "confluent", "clustered", "Q(sqrt d)", "Q(i)"), weight=5)
def vandermonde(t: Trial) -> None:
    """Vandermonde matrices, confluent and with clustered nodes: determinant by the formula, solution, inverse."""
    kind = t.case.kind
    if t.case.is_over_field:
        w = generator(t.case)
        nodes = [a + b * w for a, b in t.choice.sample([(a, b) for a in range(-4, 5) for b in range(-4, 5)], t.n)]
        nodes = [s.exact(z) for z in nodes]
        A = s.ExactMatrix.from_rows([[z ** j for j in range(t.n)] for z in nodes])
        laws(t, s.vandermonde(nodes), A, column(t.choice, t.n, w), singular=False)
        return
    drawn = t.draw(vandermonde_nodes, confluent=kind == "confluent" and t.n > 1, clustered=kind == "clustered" and t.n > 1)
    t.holds("det by the product of differences", drawn.V.det() == drawn.det)
    laws(t, drawn.V, drawn.A, column(t.choice, t.n), singular=False)


@task(("generic", "clustered", "Q(sqrt d)", "Q(i)"), weight=4)
def cauchy(t: Trial) -> None:
    """Cauchy matrices: determinant by Cauchy's formula, solution, inverse."""
    if t.case.is_over_field:
        w = generator(t.case)
        nodes = [s.exact(a + b * w) for a, b in t.choice.sample([(a, b) for a in range(-5, 6) for b in range(-5, 6)], 2 * t.n)]
        x, y = nodes[:t.n], nodes[t.n:]
        A = s.ExactMatrix.from_rows([[(p - q).inverse() for q in y] for p in x])
        laws(t, s.cauchy(x, y), A, column(t.choice, t.n, w), singular=False)
        return
    drawn = t.draw(cauchy_nodes, clustered=t.case.kind == "clustered")
    t.holds("det by Cauchy's formula", drawn.C.det() == drawn.det)
    laws(t, drawn.C, drawn.A, column(t.choice, t.n), singular=False)


@task(("generic", "lower", "generic", "Q(sqrt d)"), weight=4)
def semiseparable(t: Trial) -> None:
    """Semiseparable matrices of generators, singular ones too."""
    drawn = t.draw(semiseparable_matrices, lower=t.case.kind == "lower")
    if t.case.is_over_field:
        w, more = generator(t.case), t.draw(semiseparable_matrices, lower=False, max_rank=1)
        U, V = drawn.U + w * drawn.U, drawn.V
        P, Q = more.P + w * more.Q, more.Q
        low, high = U * V.T, P * Q.T
        A = s.ExactMatrix.from_rows([[low[i, j] if i >= j else high[i, j] for j in range(t.n)] for i in range(t.n)])
        laws(t, s.semiseparable(U, V, P, Q), A, column(t.choice, t.n, w), singular=s.rank(A) < t.n)
        return
    laws(t, drawn.M, drawn.A, drawn.x, singular=s.rank(drawn.A) < t.n)


@task(("generic", "Q(sqrt d)", "Q(i)"), weight=2)
def one_semiseparable(t: Trial) -> None:
    """The mask L_ij = a_i .. a_(j+1) with zeros among the a_i."""
    a = [s.exact(t.choice.choice((1, -1, 2, 0, 3))) for _ in range(t.n)]
    if t.case.is_over_field:
        a = [z + t.choice.randint(-1, 1) * generator(t.case) for z in a]
    rows = [[s.exact(0)] * t.n for _ in range(t.n)]
    for i in range(t.n):
        rows[i][i] = s.exact(1)
        for j in range(i - 1, -1, -1):
            rows[i][j] = rows[i][j + 1] * a[j + 1]
    laws(t, s.one_semiseparable(a), s.ExactMatrix.from_rows(rows), column(t.choice, t.n), singular=False)
