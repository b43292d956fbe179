"""Singular values, decompositions, condition numbers, nearest matrices of low rank."""
from __future__ import annotations

import symbolic as s
from bench.campaign.judging import Trial
from bench.campaign.plan import task
from verify.strategies import conditioned_matrices, singular_value_matrices


@task(most=14, weight=4)
def singular_values(t: Trial) -> None:
    """The singular values that were hidden, zeros included."""
    drawn = t.draw(singular_value_matrices, max_size=t.n + 1)
    t.show(A=drawn.A)
    t.holds("the singular values are those that were hidden", tuple(s.singular_values(drawn.A)) == drawn.singular_values)
    t.holds("the Frobenius norm", s.norm(drawn.A, "fro") ** 2 == sum((z * z for z in drawn.singular_values), s.exact(0)))


# From n = 7 on the fields of the columns of U and V, up to degree 64, may take minutes to join.
@task(most=10, weight=3)
def svd(t: Trial) -> None:
    """A = U S V^T with orthogonal U and V and the hidden S."""
    drawn = t.draw(singular_value_matrices, max_size=t.n + 1, values=(1, 2, 3, 0))
    t.show(A=drawn.A)
    d = s.svd(drawn.A)
    t.holds("the singular values are those that were hidden", tuple(d.singular_values) == drawn.singular_values)
    t.holds("A = U S V^T", d.U * d.S * d.V.T == drawn.A)
    t.holds("U and V are orthogonal", all(X.T * X == s.identity(X.cols) for X in (d.U, d.V)))
    t.checked(d)


@task(most=14, weight=4)
def condition_number(t: Trial) -> None:
    """kappa_2 that was hidden, the norm and the inverse."""
    drawn = t.draw(conditioned_matrices)
    t.show(A=drawn.A)
    t.holds("kappa is the one that was hidden", s.condition_number(drawn.A) == drawn.kappa)
    t.holds("the 2-norm", s.norm(drawn.A, 2) == drawn.singular_values[0])
    X = s.inverse(drawn.A)
    t.holds("the inverse is the one that was hidden", X == drawn.inverse)
    for which in (1, "inf"):
        wanted = s.norm(drawn.A, which) * s.norm(X, which)
        t.holds(f"kappa_{which} by its definition", s.condition_number(drawn.A, which) == wanted)


@task(most=12, weight=2)
def best_approximation(t: Trial) -> None:
    """The least error of rank r, by the hidden singular values."""
    drawn = t.draw(singular_value_matrices, max_size=t.n + 1)
    t.show(A=drawn.A)
    r = t.choice.randint(0, t.n - 1)
    best = s.best_approximation(drawn.A, r)
    tail = sum((z * z for z in drawn.singular_values[r:]), s.exact(0))
    t.holds("the error is the root of the squares left out", s.exact(best.error) ** 2 == tail)
    t.checked(best)


@task(most=8, weight=2)
def polar(t: Trial) -> None:
    """H = V S V^T, the positive semidefinite square root of A^T A that was hidden, and U of orthonormal columns."""
    drawn = t.draw(singular_value_matrices, values=(1, 2, 3))
    t.show(A=drawn.A)
    p = s.polar(drawn.A)
    t.holds("H is the one that was hidden", drawn.V * drawn.S * drawn.V.T == p.H)
    t.holds("A = U H and U^T U = I", p.U * p.H == drawn.A and p.U.T * p.U == s.identity(t.n))
    t.checked(p)
