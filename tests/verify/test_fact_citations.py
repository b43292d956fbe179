"""A line that cites a theorem: the theory is replayed, and the line says what the theorem of that name says."""
from __future__ import annotations

import pytest

from tests.verify.derivations import derivation
from tests.verify.theories import REFUSED, X, Y, f, forall, theory
from verify.steps.facts import check_derivation

REFL = ["lin", []]
COMMUTES = forall(X, Y, ["=", ["*", f("x"), f("y")], ["*", f("y"), f("x")]])
THEOREMS = ["commutes", COMMUTES, ["intro", ["x", "y"], REFL]], ["one", ["=", 1, 1], REFL]


def cited(*facts, theorems=THEOREMS):
    return {**derivation(*facts), "theory": theory(*theorems)}


def test_a_citation_is_proved_by_name():
    renamed = forall(Y, X, ["=", ["*", f("x"), f("y")], ["*", f("y"), f("x")]])
    for formula in (COMMUTES, renamed):
        assert check_derivation(cited({"theorem": "commutes", "formula": formula})) == ("PROVED(commutes)",)
    assert check_derivation(cited({"all": [{"theorem": "one", "formula": ["=", 1, 1]}]})) == ("PROVED(one)",)


@pytest.mark.parametrize("fact", [
    {"theorem": "one", "formula": COMMUTES}, {"theorem": "commutes", "formula": ["=", 1, 1]}, {"theorem": "one", "formula": ["=", 0, 1]}, {"theorem": "two", "formula": ["=", 1, 1]},
    {"theorem": "SUM0", "formula": ["=", 1, 1]}, {"theorem": ["one"], "formula": ["=", 1, 1]}, {"theorem": "one"}, {"formula": ["=", 1, 1]}, {"theorem": "one", "formula": ["=", 1, 1], "more": 1},
    {"theorem": "one", "formula": ["=", 1, ["I", 1]]}, {"theorem": "one", "formula": []}, {"theorem": "one", "formula": "one"}, {"theorem": "one", "formula": 1},
])
def test_another_statement_or_name_is_refused(fact):
    with pytest.raises(REFUSED):
        check_derivation(cited(fact))


def test_the_theory_is_replayed():
    good = {"theorem": "one", "formula": ["=", 1, 1]}
    wrong = ["false", ["=", 0, 1], REFL]
    for theorems in ([wrong, *THEOREMS], [*THEOREMS, wrong], [["one", ["=", 0, 1], REFL]], []):
        with pytest.raises(REFUSED):
            check_derivation(cited(good, theorems=theorems))
    with pytest.raises(REFUSED):
        check_derivation(derivation(good))
