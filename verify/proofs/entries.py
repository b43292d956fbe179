"""Opening entries: what an entry of a table, of an identity or of a block is, and which branch an `ite` takes, by arithmetic.

Terms are found again by their normal form among those that the goal and the facts show, so nothing depends on how the
kernel writes its atoms. Untrusted: every citation and every coefficient is checked by the kernel.
"""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.kernel.errors import Malformed, Rejected
from verify.kernel.indices import linear, plus, refuted
from verify.kernel.logic import bounds, term_of
from verify.kernel.normal import normal
from verify.proofs import combination
from verify.proofs.language import raw
from verify.proofs.script import Goal

MAX_FACTS = 60
BINDERS = {"sum", "prod", "mat", "all", "ex"}
BOUND = {"sum": (1,), "prod": (1,), "mat": (3, 4)}


def follows(G: Goal, a: Any, b: Any) -> bool:
    """Whether a <= b follows from the integer facts of the goal."""
    known = [form for formula in G.facts.values() for form in bounds(formula, G.scope)]
    difference = linear(("-", raw(b), raw(a)), G.scope)
    try:
        return refuted([*known, plus((-1, frozenset()), difference, -1)])
    except Rejected:
        return False


def readable(t: Any, names: dict[str, str]) -> Any:
    """A term with readable names for its bound variables, which the kernel's substitution has renamed."""
    if type(t) is not tuple:
        return names.get(t, t) if type(t) is str else t
    fresh = {t[i]: f"bound{len(names) + k}" for k, i in enumerate(BOUND.get(t[0], ()))}
    if not fresh:
        return tuple(readable(x, names) for x in t)
    inner = {**names, **fresh}
    places = BOUND[t[0]]
    parts = (fresh[x] if i in places else readable(x, names) for i, x in enumerate(t[:-1]))
    return (*parts, readable(t[-1], inner))


class Shown:
    """The terms that are shown somewhere, by the atom to which they normalise."""

    def __init__(self, G: Goal) -> None:
        """Nothing yet, in the scope of this goal."""
        self.goal = G
        self.terms: dict[Any, Any] = {}
        self.visited: set[Any] = set()

    def read(self, t: Any) -> None:
        """Register a term and its parts outside of binders."""
        if type(t) is not tuple or t in self.visited:
            return
        self.visited.add(t)
        try:
            _, p = normal(t, self.goal.scope)
        except (Malformed, Rejected, ValueError, TypeError):
            return
        if len(p) == 1:
            ((monomial, word), c), = p.items()
            atoms = [a for a, e in monomial if e == 1] + [a for a, turned in word if not turned]
            if c == 1 and len(atoms) == len(monomial) + len(word) == 1 and atoms[0][0] == t[0]:  # not 1 * t or t + 0
                self.terms.setdefault(atoms[0], readable(t, {}))
        for part in t[1:] if t[0] not in BINDERS else ():
            self.read(part)

    def plain(self, a: Any) -> Any:
        """An atom as a term."""
        if a not in self.terms and a[0] == "ent":
            word, row, column = min(a[2], key=combination.spelled)
            return ("ent", self.term((frozenset(), word), Fraction(1), a[1]), term_of(row), term_of(column))
        return self.terms.get(a) or combination.plain(a)

    def term(self, key: Any, c: Fraction, size: Any) -> Any:
        """A monomial times a word; with `size` an empty word is the identity of that size."""
        monomial, word = key
        factors: list[Any] = [("q", c.numerator, c.denominator)] if c != 1 else []
        factors += [self.plain(a) for a, e in sorted(monomial, key=combination.spelled) for _ in range(e)]
        factors += [("T", self.plain(a)) if flag else self.plain(a) for a, flag in word]
        if size is not None and not word:
            factors.append(("I", term_of(size)))
        return factors[0] if len(factors) == 1 else ("*", *factors) if factors else 1


def shown(G: Goal, *names: str) -> Shown:
    """What the goal and these facts show."""
    found = Shown(G)
    for formula in (G.goal, *map(G.fact, names)):
        for side in formula[1:]:
            found.read(side)
    return found


def reduce(G: Goal, *names: str) -> None:
    """Close an equation: reduce it by these equations, each used left to right ("-name": right to left)."""
    terms = shown(G, *(name.lstrip("-") for name in names))
    equations = [(name.lstrip("-"), G.fact(name.lstrip("-")), name[0] == "-") for name in names]
    G.close("lin", combination.combination(G.scope, G.goal, equations, terms.term))


def _cite(G: Goal, terms: Shown, a: Any) -> tuple[Any, ...] | None:
    """The axiom and the instances that say what this atom is, or None."""
    if a[0] == "ite" and a in terms.terms:
        _, low, high, *values = terms.terms[a]
        if follows(G, low, high):
            return ("ITE1", low, high, *(("lam", (), v) for v in values))
        return ("ITE2", low, high, *(("lam", (), v) for v in values)) if follows(G, ("+", high, 1), low) else None
    if a[0] == "ent":
        found = (_entry(G, terms, a[1], *place) for place in sorted(a[2], key=combination.spelled))
        return next((x for x in found if x), None)
    return None


def _within(G: Goal, i: Any, size: Any) -> bool:
    return follows(G, 0, i) and follows(G, ("+", i, 1), size)


def _entry(G: Goal, terms: Shown, size: Any, word: Any, row: Any, column: Any) -> tuple[Any, ...] | None:
    i, j = term_of(row), term_of(column)
    if not word:
        if row == column:
            return ("ENTI1", term_of(size), i) if _within(G, i, term_of(size)) else None
        return ("ENTI0", term_of(size), i, j) if follows(G, ("+", i, 1), j) else None
    (first, turned), rest = word[0], word[1:]
    if first[0] in ("inl", "inr") and turned and rest:
        sizes = tuple(map(term_of, first[1:]))
        m = terms.term((frozenset(), rest), Fraction(1), None)
        kind, _ = normal(m, G.scope)
        known = kind and _within(G, i, sizes[first[0] == "inr"])
        return ("ENTINL" if first[0] == "inl" else "ENTINR", *sizes, term_of(kind[1]), m, i, j) if kind and known else None
    if first[0] == "mat" and not turned and not rest and first in terms.terms:
        _, rows, columns, p, q, body = terms.terms[first]
        if _within(G, i, rows) and _within(G, j, columns):
            return ("ENTMAT", rows, columns, ("lam", (p, q), body), i, j)
    return None


def atoms(G: Goal, *terms: Any) -> list[Any]:
    """The scalar atoms of some terms."""
    return [
        a
        for t in terms
        for monomial, _ in normal(raw(t), G.scope)[1]
        for a in sorted((a for a, _ in monomial), key=combination.spelled)
    ]


def reveal(G: Goal, *names: str) -> list[str]:
    """Facts on every entry and choice in the goal and in the facts of these names; returns all names."""
    terms = shown(G, *names)
    pending = atoms(G, *G.goal[1:], *(side for name in names for side in G.fact(name)[1:]))
    seen: set[Any] = set()
    found: list[str] = []
    while pending and len(found) < MAX_FACTS:
        a = pending.pop(0)
        if a in seen:
            continue
        seen.add(a)
        citation = _cite(G, terms, a)
        if citation:
            name = f"auto{len(G.facts)}"
            G.use(name, *citation)
            found.append(name)
            terms.read(G.facts[name][2])
            pending += atoms(G, G.facts[name][2])
    return found + list(names)


def by_entries(*names: str) -> Any:
    """A script: open the entries and choices, then reduce by these facts; all follows from integer facts that clash."""
    return lambda G: G.absurd("a") if follows(G, 1, 0) else reduce(G, *reveal(G, *names))


def by_ext(*names: str) -> Any:
    """A script: two matrices are equal entry by entry, by these facts."""
    return lambda G: G.ext("p q p_low p_high q_low q_high", by_entries(*names))
