"""The claims ledger: every entry settles as it says, by checks whose negation makes it fail."""
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from symbolic import matrix
from symbolic.errors import InputError, UnableError
from verify.claims import (
    Standing,
    against,
    certified,
    claim_named,
    claims,
    compare,
    fact,
    refused,
    repair,
    settle,
    sourced,
    supports,
    theorem,
    tried,
)
from verify.claims.claim import Claim, Kind, Scope
from verify.claims.report import row
from verify.claims.search import integer_rows, least, squares
from verify.claims.settle import Shown, judged

ROOT = Path(__file__).resolve().parents[2]
REFUTED = (Standing.FALSE, Standing.IMPRECISE, Standing.CONDITIONAL)
#: The claims with a check that cannot be negated: nothing is run, a source or a named theorem is cited.
NOTHING_RUN = ("SOURCED", "ASSUMES")


def test_the_ledger_has_every_claim_of_the_two_texts():
    ids = [c.id for c in claims()]
    assert len(ids) == len(set(ids)) == 209
    assert Counter(c.text for c in claims()) == {"C": 122, "L": 87}


@pytest.mark.parametrize("entry", claims(), ids=lambda c: c.id)
def test_every_entry_settles_and_fails_when_one_of_its_checks_is_negated(entry):
    points = list(entry.argue())
    shown = tuple(Shown(p, tuple(c.verdict() for c in p.checks)) for p in points)
    settled = judged(entry, shown)
    assert settled.ok, settled.problem
    for k, point in enumerate(points):
        for j, check in enumerate(point.checks):
            negation = check.opposite()
            if negation is None:
                assert shown[k].verdicts[j].word in NOTHING_RUN
                continue
            verdicts = list(shown[k].verdicts)
            verdicts[j] = negation.verdict()
            changed = (*shown[:k], Shown(point, tuple(verdicts)), *shown[k + 1:])
            assert not judged(entry, changed).ok, f"{point.says}: {verdicts[j]}"


@pytest.mark.parametrize("entry", claims(), ids=lambda c: c.id)
def test_every_entry_says_what_a_reader_needs(entry):
    assert entry.says.endswith((".", ")", "?"))
    assert "  " not in entry.says
    if entry.standing in (Standing.FALSE, Standing.IMPRECISE):
        assert 10 < len(entry.correction) <= 260, len(entry.correction)
    if entry.standing is Standing.CONDITIONAL:
        assert entry.hypothesis
    if entry.standing is Standing.NOT_CHECKABLE:
        assert entry.reason
        assert not list(entry.argue())
    listed = set(re.findall(r"^\| \[(\w+)\] \|", (ROOT / "docs" / "references.md").read_text(encoding="utf-8"), re.MULTILINE))
    for source in entry.sources:
        assert source in listed or source.startswith("https://"), source


def test_a_claim_about_all_n_that_is_called_true_does_not_rest_on_one_instance():
    for entry in claims():
        if entry.scope is Scope.ALL and entry.standing is Standing.TRUE and entry.kind is Kind.THEOREM:
            assert settle(entry).word != "EXACT", entry.id


def test_nothing_is_run_only_where_a_source_or_a_named_theorem_is_all_there_is():
    """The entries without any check that can be negated, each with the reason: its word."""
    silent = {}
    for entry in claims():
        checks = [c for p in entry.argue() for c in p.checks]
        if not any(c.opposite() for c in checks):
            silent[entry.id] = settle(entry).word
    assert set(silent.values()) <= {"SOURCED", "ASSUMES", "NOT CHECKABLE"}
    assert sum(word == "NOT CHECKABLE" for word in silent.values()) == sum(c.standing is Standing.NOT_CHECKABLE for c in claims())


# ---- how a claim is settled ---------------------------------------------------------------------------------------------

def entry(standing, *points, **rest):
    return Claim("X-1", "x", Kind.THEOREM, Scope.ALL, standing, "A claim.", lambda: iter(points), **rest)


GOOD, BAD = compare(1, "<", 2), compare(2, "<", 1)


@pytest.mark.parametrize(("stated", "points", "ok"), [
    (Standing.TRUE, [supports("", GOOD)], True),
    (Standing.TRUE, [supports("", BAD)], False),
    (Standing.TRUE, [supports("", GOOD, BAD)], False),
    (Standing.TRUE, [supports("", GOOD), against("", GOOD)], False),
    (Standing.TRUE, [repair("", GOOD)], False),
    (Standing.TRUE, [supports("")], False),
    (Standing.FALSE, [against("", GOOD)], True),
    (Standing.FALSE, [supports("", GOOD)], False),
    (Standing.FALSE, [against("", BAD)], False),
    (Standing.IMPRECISE, [against("", GOOD)], False),
    (Standing.IMPRECISE, [against("", GOOD), repair("", GOOD)], True),
    (Standing.IMPRECISE, [against("", GOOD), repair("", BAD)], False),
    (Standing.CONDITIONAL, [against("", GOOD), repair("", GOOD)], True),
    (Standing.CONDITIONAL, [repair("", GOOD)], False),
    (Standing.NOT_CHECKABLE, [], False),
])
def test_the_standing_follows_from_the_points(stated, points, ok):
    assert settle(entry(stated, *points)).ok is ok


def test_not_checkable_needs_a_reason_and_has_no_other_word():
    settled = settle(entry(Standing.NOT_CHECKABLE, reason="hardware"))
    assert settled.ok
    assert settled.word == "NOT CHECKABLE"
    assert not settle(entry(Standing.NOT_CHECKABLE, supports("", GOOD), reason="hardware")).ok


def test_a_verdict_is_as_strong_as_its_weakest_need_and_one_counterexample_is_enough():
    source = sourced("HJ13", "chapter 3")
    proved = theorem("sherman_morrison")
    assert settle(entry(Standing.TRUE, supports("", proved), supports("", source))).word == "SOURCED"
    assert settle(entry(Standing.FALSE, against("", source), against("", GOOD))).word == "EXACT"
    assert settle(entry(Standing.CONDITIONAL, against("", GOOD), repair("", source))).word == "SOURCED"
    assert settle(entry(Standing.IMPRECISE, against("", GOOD), repair("", source))).word == "EXACT"


def test_an_error_of_a_solver_is_the_problem_of_the_entry():
    def argue():
        raise UnableError("too much", budget="1")
        yield
    settled = settle(replace(entry(Standing.TRUE), argue=argue))
    assert not settled.ok
    assert "too much" in settled.problem


# ---- checks ---------------------------------------------------------------------------------------------------------------

def test_the_negation_of_a_theorem_is_refused_by_the_kernel():
    for name in ("woodbury", "nilpotency_index", "bernoulli_inequality", "singular_matrix_has_null_vector", "cayley_hamilton"):
        check = theorem(name)
        assert check.verdict().word == "PROVED"
        assert not check.opposite().verdict().ok


@pytest.mark.parametrize(("text", "holds"), [
    ("A*P = P*J", True), ("A*P = J*P", False), ("det(A) = 9", True), ("det(A) ≠ 9", False), ("0.9^100 < 0.00003", True),
    ("(x + y)^2 = x^2 + 2*x*y + y^2", True), ("(x + y)^2 = x^2 + y^2", False), ("2^n*2 = 2^(n+1)", True), ("A^T = A", False),
    ("1 < 2 < 3", True), ("1 < 3 < 2", False), ("sqrt(1/2)^2 = 1/2", True), ("exp(x)*exp(-x) = 1", True),
    ("[1, 2; 3, 4]*[1; 1] = [3; 7]", True), ("i^2 = -1", True), ("entry(A, 1, 2) = 4", True), ("binom(5, 2) = 10", True),
])
def test_facts_are_replayed_and_exactly_one_of_a_fact_and_its_negation_can_hold(text, holds):
    given = {"A": matrix("5 4; -1 1"), "P": matrix("2 1; -1 0"), "J": matrix("3 1; 0 3")}
    check = fact(text, given=given)
    assert check.verdict().ok is holds
    assert not (check.verdict().ok and check.opposite().verdict().ok)


@pytest.mark.parametrize("text", ["", "A", "1 +", "1 = ", "f(x) = 1", "sqrt(x) = 1", "[1, 2; 3] = 1", "__import__('os') = 1", "det(1, 2) = 1",
                                  "-" * 100 + "1 = 1", "1 = " + "1" * 5000, "A.T = A", "x = eye(x + 1)", "1 = 1;"])
def test_what_is_no_relation_is_refused_with_a_sentence(text):
    with pytest.raises(InputError, match=r"relation:"):
        fact(text).verdict()


def test_certificates_are_accepted_refused_and_negated():
    from symbolic import jordan_form
    from verify import Answer
    good, bad = Answer("det", matrix("1 2; 3 4"), -2), Answer("det", matrix("1 2; 3 4"), 2)
    assert certified(good).verdict().ok
    assert refused(bad).verdict().ok
    assert not certified(bad).verdict().ok
    assert not refused(good).verdict().ok
    form = jordan_form(matrix("0 1; 0 0"))
    assert compare([b.size for b in form.blocks], "=", [2], form).verdict().word == "EXACT"
    assert not compare([b.size for b in form.blocks], "=", [2], bad).verdict().ok


def test_a_property_is_tested_on_every_case_and_its_negation_fails_on_the_first():
    check = tried(lambda n: n * n >= n, list(range(50)))
    assert check.verdict().reason == "TESTED(50)"
    assert not check.opposite().verdict().ok
    assert not tried(lambda n: n < 10, list(range(50))).verdict().ok
    assert not tried(lambda _: True, []).verdict().ok


# ---- the least counterexample ---------------------------------------------------------------------------------------------

def test_candidates_come_by_size_then_height_and_none_is_left_out():
    found = [tuple(map(tuple, rows)) for h in range(3) for rows in integer_rows(2, 2, h)]
    assert len(found) == len(set(found)) == 5 ** 4
    heights = [max(abs(x) for r in rows for x in r) for rows in found]
    assert heights == sorted(heights)
    assert least(squares(2, 2), lambda A: A.shape == (2, 2) and A[0, 1] == 2) == matrix("0 2; 0 0")
    with pytest.raises(UnableError):
        least(squares(1, 1), lambda _: False)


# ---- data and commands ----------------------------------------------------------------------------------------------------

def test_a_row_has_what_its_readers_need():
    found = row(settle(claim_named("C-3.1-block-size")), {})
    assert found["verdict"] == found["expected"] == "false"
    assert found["ok"]
    assert found["strength"] == "EXACT"
    assert {p["role"] for p in found["points"]} >= {"against", "repair"}
    with pytest.raises(InputError, match=r"C-3\.1-block-size"):
        claim_named("C-3.1-blocksize")


def test_the_sources_of_the_page_are_those_of_the_references():
    from verify.claims.sources import listed, sources
    assert {s for c in claims() for s in c.sources if not s.startswith("https://")} <= sources().keys()
    assert sources() == {key: listed()[key] for key in sources()}, "run python -m verify.claims.sources"
