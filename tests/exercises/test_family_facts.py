"""No line of a worked solution is a tautology: what is stated depends on the data of the problem."""
from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

import symbolic
from exercises import derive
from exercises.derivation import Derivation, define, rel, step
from exercises.family import Draw, Redraw, families
from exercises.phrases import guide
from exercises.terms import det, eye, mat
from exercises.terms import name as letter
from symbolic import matrix
from tests.exercises.tied import flat, loose, names
from verify import Answer
from verify.kernel.errors import Malformed, Rejected
from verify.steps.facts import check_derivation

FAMILIES = families()
SEEDS = 2
A, r = letter("A"), letter("r")

#: family -> the loose facts that are allowed, and why
LOOSE = {
    "circulant-size": "d + e = s adds up two places; the places stand as the indices of the entries compared in the same step",
}
#: family -> why a number of a definition may be another one
FREE = {
    "chain-extendable": "a vector with a given image: others have it too", "condition-one": "any vector shows the difference",
    "charpoly-three": "a minor that is multiplied by zero", "partial-fractions": "a power of zero",
    "stability": "another root of the same polynomial",
}


def derivations(name: str) -> Iterator[Derivation]:
    f = FAMILIES[name]
    for difficulty in (1, 2, 3):
        for seed in range(SEEDS):
            for attempt in range(200):
                try:
                    parts = f.build(Draw(f.name, f.version, seed, difficulty, attempt))
                except Redraw:
                    continue
                yield from (p.derivation for p in (parts if isinstance(parts, tuple) else (parts,)))
                break


@pytest.mark.parametrize("name", FAMILIES)
def test_every_fact_depends_on_the_data(name):
    for derivation in derivations(name):
        found = loose(derivation)
        assert not found or name in LOOSE, found
        assert all(not list(names(f["sides"])) for _, f in found)


def accepted(data: dict[str, Any]) -> bool:
    try:
        check_derivation(data)
    except (Rejected, Malformed):
        return False
    return True


def numbers(tree: Any) -> Iterator[list[str]]:
    if isinstance(tree, list):
        if tree[:1] == ["num"]:
            yield tree
        else:
            for x in tree:
                yield from numbers(x)


def unchecked(derivation: Derivation) -> list[str]:
    """Names defined by numbers alone, one of which may be changed without a line being rejected."""
    data = copy.deepcopy(derivation.to_json())
    out = []
    for fact in (f for s in data["steps"] for f in flat(s)):
        if "let" not in fact or fact.get("of") or list(names(fact["sides"][1])):
            continue
        sides, ops, found = fact["sides"], fact["ops"], next(numbers(fact["sides"][1]), None)
        if found is None:
            continue
        fact["sides"], fact["ops"], old = sides[:2], ops[:1], found[1]  # the definition alone: no comparison may help
        top, _, bottom = old.partition("/")
        passed = []
        for more in (1, 7):
            found[1] = f"{int(top) + more}/{bottom or 1}" if bottom else str(int(top) + more)
            passed.append(accepted(data))
        found[1], fact["sides"], fact["ops"] = old, sides, ops
        out += [fact["let"]] if all(passed) else []
    return out


@pytest.mark.slow
@pytest.mark.parametrize("name", FAMILIES)
def test_a_changed_number_of_a_definition_is_rejected(name):
    for derivation in derivations(name):
        assert name in FREE or unchecked(derivation) == []


@pytest.mark.parametrize("rows", ["3 1; 0 3", "2 0; 0 2", "2 1 0; 0 2 0; 0 0 2", "1 2; 3 4", "0 -1; 1 0", "0 0; 0 0"])
def test_every_fact_of_a_derived_solution_depends_on_the_data(rows):
    M = matrix(rows)
    count = 0
    for solver in ("jordan_form", "expm", "matrix_power", "svd", "frobenius_form", "smith_form", "real_jordan_form",
                   "det", "inverse", "rank", "nullspace", "rref", "lu", "minpoly", "charpoly", "sqrtm", "signm"):
        try:
            found: Any = getattr(symbolic, solver)(M)
            if len(solver) < 10 and solver not in ("expm", "svd"):
                found = Answer(solver.removesuffix("m") if solver in ("sqrtm", "signm") else solver, M, found, None)
            derivation = derive(found)
        except (ArithmeticError, symbolic.UnableError):
            continue
        count += 1
        assert loose(derivation) == []
    assert count >= 10


def test_the_test_finds_tautologies():
    """What a reader found: real parts as plain numbers; and what mends it."""
    start = (("A", mat([[-1, 0], [0, -2]])),)
    plain = step(guide("So."), define("r", -1, "<", 0))
    law = step(guide("So."), rel(det(r * eye(2) - A), "=", 0))
    assert [f["ops"] for _, f in loose(Derivation(start, (plain,), (rel(r, "<", 0),)))] == [["=", "<"], ["<"]]
    assert unchecked(Derivation(start, (plain,))) == ["r"]
    assert loose(Derivation(start, (plain, law), (rel(r, "<", 0),))) == []
    assert unchecked(Derivation(start, (plain, law))) == []
    assert loose(Derivation(start, (step(guide("So."), rel(3, ">", 0)),))) != []
