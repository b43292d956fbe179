"""A theorem of the library as a fact of a worked solution: the kernel replays its proof, and the page shows its statement.

What is shown is made from the formula that is replayed, never typed.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from exercises.document import FactView
from exercises.phrases import Atom
from exercises.terms import E, det, eye, inv, name, num, product, total, var
from verify.proofs.printing import on_diagonal

__all__ = ["Cited", "theory_of"]
SIGNS = {"=": "=", "le": "≤"}


@dataclass(frozen=True)
class Cited:
    """The theorem of this name; `shown` is False where its formulas do not stand by themselves."""

    theorem: str
    shown: bool = True

    def to_json(self) -> dict[str, Any]:
        """Return the fact as the checker reads it: the name with the statement."""
        from verify.proofs.closure import entry
        return {"theorem": self.theorem, "formula": entry(self.theorem)[1]}

    def views(self) -> tuple[FactView, ...]:
        """Return the matrices that the statement names, and its conclusions that are equations or inequalities."""
        from verify.kernel.substitution import read
        from verify.proofs.closure import entry
        from verify.proofs.statements import display
        if not self.shown:
            return ()
        formula = read(entry(self.theorem)[1])
        meant, conclusions = display(formula)
        known = inverses(formula)
        definitions = [FactView((name(label), tree(x)), ("=",)) for label, x in meant if not choices(drawn(x))]
        stated = [FactView((tree(c[1]), tree(c[2])), (SIGNS[c[0]],)) for c in conclusions if c[0] in SIGNS]
        return tuple(FactView(tuple(with_inverses(s, known) for s in v.sides), v.ops) for v in (*definitions, *stated))

    def atoms(self) -> Iterator[Atom]:
        """Yield the name."""
        yield ("theorem", name(self.theorem), name(self.theorem))

    @property
    def reason(self) -> str:
        """What the theorem rests on, in words."""
        from verify.proofs.axiomwords import rests_on
        from verify.proofs.closure import proved
        theorem, = proved(self.theorem)
        rest = ", ".join(rests_on(theorem.axioms, theorem.groups))
        return f"rests on {rest}" if rest else "rests on definitions alone"


def theory_of(names: tuple[str, ...]) -> dict[str, Any]:
    """Return the part of the library that proves these theorems, to replay."""
    from verify.proofs.closure import needed, theory
    return theory(frozenset().union(*map(needed, names)))


def inverses(formula: Any) -> dict[str, str]:
    """Return the letters that two premises make the inverses of others: S Si = I and Si S = I give Si -> S."""
    from verify.proofs.statements import parts
    pairs = set()
    for premise in parts(formula)[1]:
        match premise:
            case ("=", ("*", ("m", a), ("m", b)), ("I", _)):
                pairs.add((a, b))
    return {b: a for a, b in pairs if (b, a) in pairs and b.startswith(a)}


def with_inverses(formula: E, known: dict[str, str]) -> E:
    """Return the tree with S^-1 in the place of Si."""
    if formula.op == "name" and formula.args[0] in known:
        return inv(name(known[formula.args[0]]))
    return formula.rebuild(lambda inside: with_inverses(inside, known))


def drawn(x: tuple[Any, ...]) -> Any:
    """Return what a page shows of a matrix: its entry, or that of its diagonal."""
    _, rows, columns, i, j, entries = x
    inside = on_diagonal(rows, i, j, entries) if rows == columns else None
    return entries if inside is None else inside


def choices(term: Any) -> bool:
    """Whether a term has cases, which no formula of a page shows."""
    return isinstance(term, tuple) and (term[0] == "ite" or any(map(choices, term)))


def tree(term: Any) -> E:
    """Return a term of the kernel as the tree that prints it."""
    if not isinstance(term, tuple):
        return num(term) if isinstance(term, int) else var(term)
    return TREES[term[0]](term[1:]) if term[0] in TREES else name(term[0])


def index(term: Any, shift: int = 0) -> E:
    """Return an integer term, plus a number."""
    from verify.proofs.notation import form
    constant, parts = form(term) or (0, {})
    terms = [var(v) if c == 1 else -var(v) if c == -1 else c * var(v) for v, c in parts.items()]
    rest = constant + shift
    return total([*terms, rest] if rest or not terms else terms)


def letter(a: tuple[Any, ...]) -> E:
    """Return a letter with its indices."""
    return E("entry", (name(a[0]), *map(index, a[1:]))) if a[1:] else name(a[0])


def added(a: tuple[Any, ...]) -> E:
    """Return a sum, a difference as a sum with a minus sign."""
    return total([tree(a[0]), *map(tree, a[1:])])


def less(a: tuple[Any, ...]) -> E:
    """Return a difference, or the negative."""
    return -tree(a[0]) if len(a) == 1 else total([tree(a[0]), *(-tree(x) for x in a[1:])])


def times(a: tuple[Any, ...]) -> E:
    """Return a product, a fraction where there are inverses."""
    if a[0] == -1 and len(a) > 1:
        return -times(a[1:])
    from verify.proofs.notation import is_matrix
    runs = [(x, len(list(same))) for x, same in groupby(a)]
    if any(map(is_matrix, a)):
        return product([raised(x, n) for x, n in runs])
    below = [raised(x[1], n) for x, n in runs if isinstance(x, tuple) and x[0] == "inv"]
    above = [raised(x, n) for x, n in runs if not (isinstance(x, tuple) and x[0] == "inv")]
    return product(above) / product(below) if below else product(above)


def raised(x: Any, n: int) -> E:
    """Return a power, or the term itself."""
    return tree(x) if n == 1 else E("pow", (tree(x), num(n)))


def repeated(sign: str) -> Callable[[tuple[Any, ...]], E]:
    """Return the printer of sums or products over a range."""
    def printed(a: tuple[Any, ...]) -> E:
        from verify.proofs.notation import words
        if sign == "prod" and a[0] not in set(words(a[3])):
            return E("pow", (tree(a[3]), index(("-", a[2], a[1]))))
        return E(sign, (var(a[0]), index(a[1]), index(a[2], -1), tree(a[3])))
    return printed


def table(a: tuple[Any, ...]) -> E:
    """Return a matrix given by its entries: one entry in brackets, or a diagonal."""
    inside = drawn(("mat", *a))
    return E("hcat" if inside is a[-1] else "diag", (tree(inside),))


TREES: dict[str, Callable[[tuple[Any, ...]], E]] = {
    "f": letter, "m": letter, "+": added, "-": less, "*": times, "sum": repeated("sum"), "prod": repeated("prod"),
    "inv": lambda a: 1 / tree(a[0]), "T": lambda a: tree(a[0]).T, "I": lambda _: eye("n"), "O": lambda _: num(0),
    "ent": lambda a: E("entry", (tree(a[0]), index(a[1]), index(a[2]))), "det": lambda a: det(tree(a[0])),
    "#": lambda a: index(a[0]),
    "tr": lambda a: E("call", ("tr", tree(a[0]))), "adj": lambda a: E("call", ("adj", tree(a[0]))), "mat": table,
    "q": lambda a: num(a[0]) / num(a[1]),
    "inl": lambda _: E("entry", (name("E"), 1)), "inr": lambda _: E("entry", (name("E"), 2)),
}
