"""Integer terms in normal form, and linear arithmetic over the integers.

A linear form is (constant, frozenset of (variable, coefficient != 0)): two terms have the same form exactly when they
are equal for all integers.
"""
from __future__ import annotations

from collections import Counter
from math import gcd
from typing import Any

from verify.kernel.errors import Malformed, Rejected

Linear = tuple[int, frozenset[tuple[str, int]]]
ZERO: Linear = (0, frozenset())
MAX_CONSTRAINTS = 2_000


def plus(a: Linear, b: Linear, factor: int = 1) -> Linear:
    """The form a + factor b."""
    total = dict(a[1])
    for v, c in b[1]:
        total[v] = total.get(v, 0) + factor * c
    return a[0] + factor * b[0], frozenset((v, c) for v, c in total.items() if c)


def linear(t: Any, scope: dict[str, Any]) -> Linear:
    """The form of an integer term: a literal, a variable, + - of terms, or literal * term."""
    if type(t) is int:
        return t, frozenset()
    if type(t) is str and scope.get(t) == ("int",):
        return 0, frozenset({(t, 1)})
    op, *parts = t if type(t) is tuple and t else (None,)
    if op == "*" and len(parts) == 2 and type(parts[0]) is int:
        return plus(ZERO, linear(parts[1], scope), parts[0])
    if op not in ("+", "-") or not parts:
        raise Malformed(f"not an integer term in this scope: {t!r:.80}")
    total = linear(parts[0], scope) if len(parts) > 1 else ZERO
    for part in parts[len(parts) > 1:]:
        total = plus(total, linear(part, scope), 1 if op == "+" else -1)
    return total


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
