"""Mutants of statements and of proof objects, and the kernel's verdict on one entry of the library at a time."""
from __future__ import annotations

import json
import zlib

from verify.kernel import Malformed, Rejected
from verify.kernel.substitution import read
from verify.kernel.theory import Theorem, axioms, proved, replay
from verify.proofs.evaluation import CannotEvaluateError, holds

NO_VALUE = (CannotEvaluateError, TypeError, KeyError, IndexError, ValueError, ZeroDivisionError, AttributeError, RecursionError)


def tupled(x):
    """What the kernel reads after a round trip through JSON."""
    return read(json.loads(json.dumps(x)))


class Library:
    """All entries, replayed once; single proofs against what came before them."""

    def __init__(self, book):
        self.entries, self.theory = book.entries, book.theory()
        self.theorems = replay(json.loads(json.dumps(self.theory)))
        self.known = {name: Theorem(name, f, frozenset({name}), frozenset({group})) for name, (group, f) in axioms().items()}
        self.known |= {t.name: t for t in self.theorems}
        known = {name: formula for name, (_, formula) in axioms().items()}
        self.before = []
        for t in self.theorems:
            self.before.append(dict(known))
            known[t.name] = t.formula

    def verdict(self, index, formula, proof):
        """accepted, rejected or malformed; any other exception is a crash of the kernel."""
        entry = self.entries[index]
        try:
            proved(entry.name, tupled(formula), tupled(proof), self.before[index], self.known)
        except Rejected:
            return "rejected"
        except Malformed:
            return "malformed"
        return "accepted"


def sites(tree, path=()):
    """Every node of a nested tuple with the path to it."""
    yield path, tree
    if isinstance(tree, tuple | list):
        for i, x in enumerate(tree):
            yield from sites(x, (*path, i))


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
    """(kind, statement): a literal +-1, a dropped premise, a reversed inequality, a changed sign."""
    for path, x in sites(formula):
        if type(x) is int:
            declared = len(path) > 1 and node(formula, path[:-1])[0] == "f" and node(formula, path[:-2])[0] in ("all", "ex")
            if not declared:
                yield from (("literal", replaced(formula, path, x + d)) for d in (1, -1))
        elif isinstance(x, tuple) and x:
            if x[0] == "imp" and len(x) == 3 and isinstance(x[1], tuple):
                yield "premise", replaced(formula, path, x[2])
            if x[0] in ("<=", "le") and len(x) == 3:
                yield "inequality", replaced(formula, path, (x[0], x[2], x[1]))
            if x[0] in ("+", "-") and len(x) == 3:
                yield "sign", replaced(formula, path, ("-" if x[0] == "+" else "+", *x[1:]))
            if x[0] == "-" and len(x) == 2:
                yield "sign", replaced(formula, path, x[1])


def proof_mutants(entry):
    """(kind, proof): a coefficient, a dropped summand, another fact, an integer off by one."""
    proof = entry.proof
    names = sorted({x[1] for _, x in sites(proof) if isinstance(x, tuple) and x and x[0] in ("have", "use") and isinstance(x[1], str)})
    for path, x in sites(proof):
        if isinstance(x, tuple) and len(x) == 2 and x[0] == "lin" and isinstance(x[1], tuple | list):
            for i, (left, name, right) in enumerate(x[1]):
                yield "coefficient", replaced(proof, path, ("lin", replaced(tuple(x[1]), (i,), (("*", 2, left), name, right))))
                yield "dropped", replaced(proof, path, ("lin", (*x[1][:i], *x[1][i + 1:])))
                for other in [n for n in names if n != name][:2]:
                    yield "fact", replaced(proof, path, ("lin", replaced(tuple(x[1]), (i,), (left, other, right))))
        if isinstance(x, tuple) and len(x) == 5 and x[0] == "use":
            for other in [n for n in names if n != x[2]][:1]:
                yield "fact", replaced(proof, (*path, 2), other)
        if isinstance(x, tuple) and len(x) == 2 and x[0] == "by":
            yield from (("fact", replaced(proof, (*path, 1), other)) for other in [n for n in names if n != x[1]][:1])
        if type(x) is int:
            yield from (("off by one", replaced(proof, path, x + d)) for d in (1, -1))


def chosen(mutants, count, name):
    """All of them, or a sample that depends on the name only."""
    found = list(mutants)
    if count is None or len(found) <= count:
        return found
    start = zlib.crc32(name.encode())
    return [found[(start + i * len(found) // count) % len(found)] for i in range(count)]


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
