"""Integer terms in normal form, and linear arithmetic over the integers.

A linear form is (constant, frozenset of (variable, coefficient != 0)): two terms have the same form exactly when they
are equal for all integers.
"""
from __future__ import annotations

from collections import Counter
from functools import cache
from math import gcd
from typing import Any

from verify.kernel.errors import Malformed, Rejected

Linear = tuple[int, frozenset[tuple[str, int]]]
INT = ("int",)
ZERO: Linear = (0, frozenset())
MAX_CONSTRAINTS = 2_000


def plus(a: Linear, b: Linear, factor: int = 1) -> Linear:
    """The form a + factor b."""
    total = dict(a[1])
    for v, c in b[1]:
        total[v] = total.get(v, 0) + factor * c
    return a[0] + factor * b[0], frozenset((v, c) for v, c in total.items() if c)


@cache
def variable(name: str) -> Linear:
    """The form of a variable."""
    return 0, frozenset({(name, 1)})


def instantiated(a: Linear, values: dict[str, Linear]) -> Linear:
    """The form with forms in place of some of its variables."""
    total: Linear = (a[0], frozenset())
    for v, c in a[1]:
        total = plus(total, values.get(v) or variable(v), c)
    return total


def linear(t: Any, scope: dict[str, Any]) -> Linear:
    """The form of an integer term: a literal, a variable, + - of terms, or literal * term.

    In a scope an integer stands for itself, ("int",), or for a form.
    """
    if type(t) is str and scope.get(t) == INT:
        return variable(t)
    total: dict[str, int] = {}
    return gathered(t, scope, 1, total), frozenset((v, c) for v, c in total.items() if c)


def gathered(t: Any, scope: dict[str, Any], factor: int, total: dict[str, int]) -> int:
    """The constant of factor * t; the coefficients of its variables are added to the total."""
    if type(t) is int:
        return factor * t
    if type(t) is str and (known := scope.get(t)):
        form = variable(t) if known == INT else known
        if type(form[0]) is int:
            for v, c in form[1]:
                total[v] = total.get(v, 0) + factor * c
            return factor * form[0]
    op, *parts = t if type(t) is tuple and t else (None,)
    if op == "*" and len(parts) == 2 and type(parts[0]) is int:
        return gathered(parts[1], scope, factor * parts[0], total)
    if op not in ("+", "-") or not parts:
        raise Malformed(f"not an integer term in this scope: {t!r:.80}")
    signs = [factor if op == "+" or (not i and len(parts) > 1) else -factor for i in range(len(parts))]
    return sum(gathered(part, scope, sign, total) for part, sign in zip(parts, signs, strict=True))


def tightened(a: Linear) -> Linear:
    """For a >= 0: the same over the integers, divided by the common factor of the coefficients."""
    g = gcd(*(c for _, c in a[1]))
    return a if g < 2 else (a[0] // g, frozenset((v, c // g) for v, c in a[1]))


def refuted(facts: list[Linear]) -> bool:
    """Whether the facts a >= 0 contradict each other: Fourier-Motzkin elimination, each step tightened to integers."""
    known = {tightened(a) for a in facts}
    while all(variables or constant >= 0 for constant, variables in known):
        known = {a for a in known if a[1]}
        if not known:
            return False
        if len(known) > MAX_CONSTRAINTS:
            raise Rejected("arithmetic", None, None, f"at most {MAX_CONSTRAINTS} constraints", str(len(known)))
        below = Counter(v for _, variables in known for v, c in variables if c > 0)
        above = Counter(v for _, variables in known for v, c in variables if c < 0)
        v = min({**below, **above}, key=lambda name: (below[name] * above[name], name))
        signed = [(a, dict(a[1]).get(v, 0)) for a in known]
        known = {a for a, c in signed if not c} | {
            tightened(plus(plus(ZERO, a, -d), b, c)) for a, c in signed if c > 0 for b, d in signed if d < 0}
    return True
