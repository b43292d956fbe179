"""Cofactor search: a goal in the two-sided ideal of known equations, by a completion that remembers where rules come from.

Buchberger's algorithm for words (Mora), degree first: overlaps of leading words give new rules, each kept with its
cofactors over the given equations, until the goal reduces to zero. Untrusted: the kernel adds the cofactors up.
"""
from __future__ import annotations

from fractions import Fraction
from functools import partial
from heapq import heappop, heappush
from typing import Any

from verify.kernel.atoms import Poly
from verify.kernel.normal import normal
from verify.proofs.combination import NotReducedError, spelled, term
from verify.proofs.language import Term, eq
from verify.proofs.script import Goal

MAX_RULES = 400
MAX_LENGTH = 12
Key = tuple[frozenset[Any], tuple[Any, ...]]
Cofactors = dict[tuple[frozenset[Any], tuple[Any, ...], str, tuple[Any, ...]], Fraction]
Rule = tuple[Key, Poly, Cofactors]


def order(key: Key) -> Any:
    """Longer words first, then more scalar factors, then alphabetical."""
    monomial, word = key
    return len(word), sum(e for _, e in monomial), spelled(word), spelled(monomial)


def times(left: frozenset[Any], right: frozenset[Any], sign: int = 1) -> frozenset[Any] | None:
    """The product, or with sign -1 the quotient, of monomials; None when it does not divide."""
    powers = dict(left)
    for a, e in right:
        powers[a] = powers.get(a, 0) + sign * e
    return None if any(e < 0 for e in powers.values()) else frozenset((a, e) for a, e in powers.items() if e)


def subtract(total: dict[Any, Any], more: dict[Any, Any], c: Fraction, monomial: frozenset[Any], left: Any,
             right: Any) -> None:
    """The total less c monomial left more right, in place, for polynomials and for cofactors."""
    for key, d in more.items():
        m = times(key[0], monomial)
        new = (m, left + key[1] + right) if len(key) == 2 else (m, left + key[1], key[2], key[3] + right)
        value = total.get(new, Fraction(0)) - c * d
        if value:
            total[new] = value
        else:
            total.pop(new, None)


def place(key: Key, rules: list[Rule]) -> Any:
    """A rule whose leading term divides the key: rule, monomial, left, right."""
    monomial, word = key
    for rule in rules:
        lead_monomial, lead = rule[0]
        rest = times(monomial, lead_monomial, -1)
        if rest is None:
            continue
        if not lead:
            return rule, rest, word, ()
        for i in range(len(word) - len(lead) + 1):
            if word[i:i + len(lead)] == lead:
                return rule, rest, word[:i], word[i + len(lead):]
    return None


def reduce(p: Poly, cofactors: Cofactors, rules: list[Rule]) -> None:
    """The normal form of p under the rules, in place; what was subtracted leaves the cofactors too."""
    done: set[Key] = set()
    while True:
        key = max((k for k in p if k not in done), key=order, default=None)
        if key is None:
            return
        found = place(key, rules)
        if found is None:
            done.add(key)
            continue
        (lead, rule, known), monomial, left, right = found
        c = Fraction(p[key]) / rule[lead]
        subtract(cofactors, known, c, monomial, left, right)
        subtract(p, rule, c, monomial, left, right)


def overlaps(one: Rule, two: Rule) -> list[tuple[Any, ...]]:
    """Where a suffix of the first leading word is a prefix of the second, or the second lies inside the first."""
    v, w = one[0][1], two[0][1]
    found = [((), w[n:], v[:-n], ()) for n in range(1, min(len(v), len(w))) if v[-n:] == w[:n]]
    inside = [((), (), v[:i], v[i + len(w):]) for i in range(len(v) - len(w) + 1) if w and v[i:i + len(w)] == w]
    return [x for x in found + inside if len(x[0]) + len(v) + len(x[1]) <= MAX_LENGTH]


def member(scope: dict[str, Any], goal: Any, equations: list[tuple[str, Any]]) -> list[Any]:
    """The parts of `lin` for goal = (=, s, t) from equations (name, formula).

    Raises:
        NotReducedError: with what is left, when the completion ends or grows too large.
    """
    kind, rest = normal(("-", *goal[1:]), scope)
    rules: list[Rule] = []
    pending: list[Any] = []
    total: Cofactors = {}
    serial, scalar_names = 0, set()
    for name, formula in equations:
        kind_of, p = normal(("-", *formula[1:]), scope)
        if kind_of is None:
            scalar_names.add(name)
        heappush(pending, (0, serial := serial + 1, p, {(frozenset(), (), name, ()): Fraction(1)}))
    while pending and len(rules) < MAX_RULES and rest:
        _, _, p, cofactors = heappop(pending)
        reduce(p, cofactors, rules)
        if not p:
            continue
        rule = (max(p, key=order), p, cofactors)
        rules.append(rule)
        for other in rules:
            for one, two in ((rule, other), (other, rule)) if other is not rule else ((rule, rule),):
                for left, right, before, after in overlaps(one, two):
                    if one is two and not before and not after:
                        continue
                    q, known = _difference(one, two, left, right, before, after)
                    if q:
                        heappush(pending, (len(left) + len(one[0][1]) + len(right), serial := serial + 1, q, known))
        reduce(rest, total, rules)
    if rest:
        raise NotReducedError(rest)
    size = None if kind is None else kind[0]
    return [[term((m, left), -c, size if name in scalar_names else None), name, term((frozenset(), right), Fraction(1), None)]
            for (m, left, name, right), c in total.items()]


def _difference(one: Rule, two: Rule, left: Any, right: Any, before: Any, after: Any) -> tuple[Poly, Cofactors]:
    m, n = one[0][0], two[0][0]
    powers = {a: max(dict(m).get(a, 0), dict(n).get(a, 0)) for a, _ in m | n}
    both = frozenset(powers.items())
    p: Poly = {}
    cofactors: Cofactors = {}
    for rule, c, monomial, x, y in (
            (one, Fraction(-1) / one[1][one[0]], m, left, right), (two, Fraction(1) / two[1][two[0]], n, before, after)):
        factor = times(both, monomial, -1) or frozenset()
        subtract(p, rule[1], c, factor, x, y)
        subtract(cofactors, rule[2], c, factor, x, y)
    return p, cofactors


def ideal(goal: Goal, *names: str) -> None:
    """Close an equation by cofactors over those of these facts that are equations."""
    known = [(name, goal.fact(name)) for name in names]
    goal.close("lin", member(goal.scope, goal.goal, [(name, fact) for name, fact in known if fact[0] == "="]))


def writable(x: Any) -> Any:
    """A term or formula of the kernel with its machine-made names, which no proof file may contain, as letters."""
    if isinstance(x, str):
        return f"bound{x[1:]}" if x[0] == "!" else x
    return tuple(map(writable, x)) if isinstance(x, tuple | list) else x


def _rewritten(goal: Goal, template: Any, name: str) -> None:
    goal.rewrite("hole", template, name).lin()


def transposed(goal: Goal, *names: str) -> None:
    """For each fact h: s = t, a fact h_t: s^T = t^T."""
    for name in names:
        (_, lhs, rhs), hole = writable(goal.fact(name)), Term(("m", "hole"))
        goal.have(f"{name}_t", eq(Term(lhs).T, Term(rhs).T), partial(_rewritten, template=eq(hole.T, Term(rhs).T), name=name))
