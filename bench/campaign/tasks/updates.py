"""Low-rank updates whose factor is zero, nearly zero or neither."""
from __future__ import annotations

import symbolic as s
from bench.campaign.drawing import generator
from bench.campaign.judging import Trial
from bench.campaign.plan import task
from symbolic import SingularMatrixError
from verify.strategies import low_rank_updates


@task(("generic", "zero", "near", "Q(sqrt d)", "Q(i)"), weight=5)
def updates(t: Trial) -> None:
    """(S + U V^T)^-1 by Woodbury against elimination; a zero factor is refused; det by the lemma."""
    kind = t.case.kind
    drawn = t.draw(low_rank_updates, zero=kind == "zero", near=kind == "near", max_rank=3)
    A, S, U, V = drawn.A, drawn.S, drawn.U, drawn.V
    if t.case.is_over_field:
        S = S * (1 + generator(t.case)) if t.choice.random() < 0.5 else S
        U = U + generator(t.case) * U
        A = S + U * V.T
    t.show(S=S, U=U, V=V)
    d = s.det(A)
    t.holds("det(S + U V^T) by the lemma", s.determinant_lemma(S, U, V) == d)
    if not t.case.is_over_field:
        t.holds("the factor is the one that was hidden", d == s.det(S) * s.exact(drawn.factor))
    if d == 0:
        t.refuses("a zero factor is refused", SingularMatrixError, lambda: s.woodbury(S, U, V))
        return
    X = s.woodbury(S, U, V)
    t.holds("A X = I", A * X == s.identity(t.n))
    if U.cols == 1:
        t.holds("Sherman-Morrison is the same", s.sherman_morrison(S, U, V) == X)


@task(("generic", "zero"), weight=2)
def low_rank_update(t: Trial) -> None:
    """The same as one result, whose certificate the kernel replays; the rank and null space of a singular one."""
    drawn = t.draw(low_rank_updates, zero=t.case.kind == "zero")
    t.show(S=drawn.S, U=drawn.U, V=drawn.V)
    t.holds("the rank", s.rank(drawn.A) == drawn.rank)
    t.holds("the null space", s.rank(s.hstack([s.nullspace(drawn.A), drawn.nullspace])) == t.n - drawn.rank)
    if drawn.factor == 0:
        error = t.refuses("a zero factor is refused", SingularMatrixError, lambda: s.low_rank_update(drawn.S, drawn.U, drawn.V))
        t.holds("A v = 0 for the null vector v != 0", drawn.A * error.null_vector == s.zero(t.n, 1) != error.null_vector)
        return
    found = s.low_rank_update(drawn.S, drawn.U, drawn.V)
    t.holds("the inverse", drawn.A * found.inverse == s.identity(t.n))
    t.checked(found)
