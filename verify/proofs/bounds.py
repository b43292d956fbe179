"""Short runs of rules on inequalities: sums of non-negative terms, and `pos` with its equations found by reduction.

Untrusted: the kernel adds up the squares and the equations.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from verify.proofs.combination import combination
from verify.proofs.language import lam, raw
from verify.proofs.script import Goal

Square = tuple[Any, Any, tuple[str, ...]]


def bound(G: Goal, squares: Sequence[Square], *names: str) -> None:
    """Closes s le t: t - s is the sum of the c q^2 (product of known differences), modulo these equations left to right."""
    _, s, t = G.goal
    terms = []
    for c, q, facts in squares:
        known = [G.fact(name) for name in facts]
        terms.append(("*", raw(c), raw(q), raw(q), *(("-", high, low) for _, low, high in known)))
    equations = [(name.lstrip("-"), G.fact(name.lstrip("-")), name.startswith("-")) for name in names]
    G.pos(list(squares), tuple(combination(G.scope, ("=", ("-", t, s), ("+", 0, *terms)), equations)))


def nonnegative(G: Goal, name: str, lo: Any, hi: Any, body: Callable[[Any], Any], script: Callable[[Goal], Any],
                index: str = "k") -> Goal:
    """The fact 0 le sum of the body over lo .. hi; the script proves a term, with index_low and index_high known."""
    def each(K: Goal) -> None:
        K.intro(f"{index} {index}_low {index}_high")
        script(K)
    return G.use(name, "sum_nonnegative", lam(index, body), lo, hi, by=("a", each))


def square(q: Any) -> Callable[[Goal], Any]:
    """A script: q^2 is not negative."""
    return lambda G: G.pos([(1, q, ())])
