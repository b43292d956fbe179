"""Templates for the induction on the length of a sum: what a script has to give is the step alone."""
from __future__ import annotations

from verify.kernel.substitution import substitute
from verify.proofs.entries import readable
from verify.proofs.script import Branch, Goal

INDEX = "at_k"


def closed_sum(G: Goal, step: Branch | tuple[str, ...] = (), *, base: tuple[str, ...] = ()) -> None:
    """Closes: for all n. lo <= n imp sum over lo .. n of f = F(n), from F(lo) = 0 and F(n + 1) - F(n) = f(n).

    Args:
        G: the goal; the lower end is a term, the body any scalar.
        step: a script for F(n + 1) - F(n) = f(n), or the names of equations that reduce it; n is called e, and e_low is lo <= e.
        base: names of equations that reduce F(lo) = 0.
    """
    (_, n), (_, (_, lo, _), (_, (_, k, _, _, body), closed)) = G.goal[1:]
    term = ("lam", (INDEX,), readable(body, {k: INDEX}))

    def first(B: Goal) -> None:
        B.use("empty", "SUM0", term, lo, lo).lin("empty", *base)

    def later(S: Goal) -> None:
        S.intro("e e_low so_far").use("longer", "SUMS", term, lo, "e")
        if isinstance(step, tuple):
            S.lin("longer", "so_far", *step)
            return
        now, then = (readable(substitute(closed, {n: value}), {}) for value in ("e", ("+", "e", 1)))
        S.have("step", ("=", ("-", then, now), readable(body, {k: "e"})), step).lin("longer", "so_far", "-step")
    G.induction(first, later)
