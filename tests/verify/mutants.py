"""Mutants of statements and of proof objects, and the kernel's verdict on one entry of the library at a time."""
from __future__ import annotations

import json
import zlib
from functools import cache
from importlib import import_module

from verify.kernel import Malformed, Rejected
from verify.kernel.substitution import read
from verify.kernel.theory import Theorem, axioms, proved, replay
from verify.proofs.book import CHAPTERS, Book, Entry
from verify.proofs.committed import library, renumbered
from verify.proofs.evaluation import CannotEvaluateError, holds
from verify.proofs.language import raw

NO_VALUE = (CannotEvaluateError, TypeError, KeyError, IndexError, ValueError, ZeroDivisionError, AttributeError, RecursionError)


def tupled(x):
    """What the kernel reads after a round trip through JSON."""
    return read(json.loads(json.dumps(x)))


class Committed(Book):
    """The chapters' statements, models and neighbours with the committed proofs: nothing is searched."""

    def __init__(self):
        super().__init__()
        self.rows = {name: (read(formula), read(proof)) for name, formula, proof in library()["theorems"]}

    def add(self, name, says, formula, _script, *, lemma=False, models=(), neighbours=()):
        statement, proof = self.rows[name]
        assert read(renumbered([raw(formula)])) == (statement,), f"{name}: run `make proofs`"
        false = tuple((label, raw(other), numbers) for label, other, numbers in neighbours)
        self.entries.append(Entry(name, says, statement, proof, lemma, models, false))
        self.library[name] = statement


@cache
def committed():
    """All chapters, with the committed proofs."""
    book = Committed()
    for chapter in CHAPTERS:
        import_module(f"verify.proofs.library.{chapter}").theorems(book)
    assert [e.name for e in book.entries] == list(book.rows)
    return book


@cache
def replayed():
    """The theorems of the library as the kernel holds them, from JSON."""
    return replay(json.loads(json.dumps(committed().theory())))


class Library:
    """All entries; single proofs against what came before them."""

    def __init__(self):
        self.entries, self.theorems = committed().entries, replayed()
        self.known = {name: Theorem(name, f, frozenset({name}), frozenset({group})) for name, (group, f) in axioms().items()}
        self.known |= {t.name: t for t in self.theorems}
        known = {name: formula for name, (_, formula) in axioms().items()}
        self.before = []
        for t in self.theorems:
            self.before.append(dict(known))
            known[t.name] = t.formula

    def verdict(self, index, formula, proof):
        """accepted, rejected or malformed; any other exception is a crash of the kernel."""
        try:
            proved(self.entries[index].name, formula, proof, self.before[index], self.known)
        except Rejected:
            return "rejected"
        except Malformed:
            return "malformed"
        return "accepted"


def sites(tree):
    """Every node of a nested tuple with the path to it."""
    stack = [((), tree)]
    while stack:
        path, x = stack.pop()
        yield path, x
        if isinstance(x, tuple):
            stack += [((*path, i), part) for i, part in enumerate(x)]


def replaced(tree, path, new):
    """The tree with another node at a path."""
    if not path:
        return new
    i, *rest = path
    return (*tree[:i], replaced(tree[i], rest, new), *tree[i + 1:])


def node(tree, path):
    """The node at a path."""
    for i in path:
        tree = tree[i]
    return tree


def statement_mutants(formula):
    """(kind, path, node): a literal +-1, a dropped premise, a reversed inequality, a changed sign."""
    for path, x in sites(formula):
        if type(x) is int:
            declared = len(path) > 1 and node(formula, path[:-1])[0] == "f" and node(formula, path[:-2])[0] in ("all", "ex")
            if not declared:
                yield from (("literal", path, x + d) for d in (1, -1))
        elif isinstance(x, tuple) and x:
            if x[0] == "imp" and len(x) == 3 and isinstance(x[1], tuple):
                yield "premise", path, x[2]
            if x[0] in ("<=", "le") and len(x) == 3:
                yield "inequality", path, (x[0], x[2], x[1])
            if x[0] in ("+", "-") and len(x) == 3:
                yield "sign", path, ("-" if x[0] == "+" else "+", *x[1:])
            if x[0] == "-" and len(x) == 2:
                yield "sign", path, x[1]


def proof_mutants(proof):
    """(kind, path, node): what a wrong proof object could hold in place of the right one, one place at a time."""
    places = list(sites(proof))
    names = sorted({x[1] for _, x in places if isinstance(x, tuple) and x and x[0] in ("have", "use") and isinstance(x[1], str)})
    for path, x in places:
        if type(x) is int:
            yield from (("off by one", path, x + d) for d in (1, -1))
        if isinstance(x, tuple) and x and isinstance(x[0], str):
            for kind, new in (*_other_parts(x, names), *_other_uses(x, names), *_other_branches(x), *_other_terms(x)):
                yield kind, path, new


def _other_parts(x, names):
    """Of a linear combination: another coefficient, a summand less, another fact, factors exchanged."""
    if len(x) != 2 or x[0] != "lin" or not isinstance(x[1], tuple | list):
        return
    for i, (left, name, right) in enumerate(x[1]):
        yield "coefficient", ("lin", replaced(tuple(x[1]), (i,), (("*", 2, left), name, right)))
        yield "coefficient", ("lin", replaced(tuple(x[1]), (i,), (("-", left), name, right)))
        yield "dropped", ("lin", (*x[1][:i], *x[1][i + 1:]))
        for other in [n for n in names if n != name][:2]:
            yield "fact", ("lin", replaced(tuple(x[1]), (i,), (left, other, right)))
        if left != right:
            yield "argument", ("lin", replaced(tuple(x[1]), (i,), (right, name, left)))


def _other_uses(x, names):
    """Of a citation: another fact, two instances exchanged, one that is not in scope, of another sort, or one less."""
    if len(x) == 2 and x[0] == "by":
        yield from (("fact", ("by", other)) for other in [n for n in names if n != x[1]][:1])
    if len(x) != 6 or x[0] != "use":
        return
    _, name, source, instances, proofs, then = x
    yield from (("fact", ("use", name, other, instances, proofs, then)) for other in [n for n in names if n != source][:1])
    for i in range(len(instances) - 1):
        if instances[i] != instances[i + 1]:
            swapped = (*instances[:i], instances[i + 1], instances[i], *instances[i + 2:])
            yield "argument", ("use", name, source, swapped, proofs, then)
    for i in range(len(instances)):
        yield "instance", ("use", name, source, replaced(tuple(instances), (i,), ("+", "outside_of_scope", 1)), proofs, then)
        yield "sort", ("use", name, source, replaced(tuple(instances), (i,), ("==", 0, 0)), proofs, then)
    if proofs:
        yield "dropped", ("use", name, source, instances, proofs[:-1], ("by", name))


def _other_branches(x):
    """Of a rule with two proofs: the second is missing, or stands for both."""
    if x[0] in ("split", "ind", "case", "cases", "em") and len(x) >= 3:
        yield "case", x[:-1]
        yield "case", (*x[:-2], ("absurd", ("a", "a")), x[-1])


def _other_terms(x):
    """Of a term: a range one longer at either end."""
    if x[0] in ("sum", "prod") and len(x) == 5:
        yield "range", (*x[:3], ("+", x[3], 1), x[4])
        yield "range", (*x[:2], ("-", x[2], 1), *x[3:])


def chosen(tree, mutants, count, name):
    """(kind, changed tree) for so many of each kind, at places that depend on the name only."""
    kinds = {}
    for kind, path, new in mutants:
        kinds.setdefault(kind, []).append((path, new))
    for kind, found in kinds.items():
        start, size = zlib.crc32(f"{name} {kind}".encode()), min(count, len(found))
        for i in range(size):
            path, new = found[(start + i * len(found) // size) % len(found)]
            yield kind, replaced(tree, path, new)


def refuted(formula, models):
    """Whether one of the assignments makes the statement false; witnesses are not searched, so `ex` decides nothing."""
    if any(isinstance(x, tuple) and x and x[0] == "ex" for _, x in sites(formula)):
        return False
    for numbers in models:
        try:
            if not holds(formula, numbers):
                return True
        except NO_VALUE:
            continue
    return False


def spared_premises(library, index):
    """The premises that the proof does not need: it is accepted without them."""
    entry = library.entries[index]
    if entry.proof[0] != "intro":
        return []
    spared, formula, path = [], entry.formula, ()
    for i, name in enumerate(entry.proof[1]):
        if formula[0] == "imp":
            fewer = ("intro", (*entry.proof[1][:i], *entry.proof[1][i + 1:]), *entry.proof[2:])
            if library.verdict(index, replaced(entry.formula, path, formula[2]), fewer) == "accepted":
                spared.append(name)
        path, formula = (*path, 2), formula[2]
    return spared
