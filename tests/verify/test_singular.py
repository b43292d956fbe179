"""Certificates of the singular value family: right ones accepted, changed ones refused."""
from __future__ import annotations

from dataclasses import replace

import pytest

from symbolic import (
    ExactMatrix,
    condition_number,
    identity,
    matrix,
    polar,
    pseudoinverse,
    singular_triples,
    svd,
    worst_case_rhs,
    zero,
)
from verify import check
from verify.answers import Answer

A = matrix("1 2 0; 3 4 1; 1 1 -7")
RIGHT = {
    "polar": polar(matrix("3 0; 4 5")), "polar, singular": polar(matrix("0 2; 0 0")), "polar, tall": polar(matrix("1 2; 3 4; 5 6")),
    "triples": singular_triples(A), "triples, tie": singular_triples(matrix("2 -1 -1; -1 2 -1; -1 -1 2")),
    "worst, 2": worst_case_rhs(A), "worst, 1": worst_case_rhs(A, 1), "worst, inf": worst_case_rhs(A, "inf"),
    "worst, diagonal": worst_case_rhs(matrix("2 0; 0 3")),
    "thin svd": svd(matrix("3 0; 0 4; 0 0"), full=False), "thin svd, wide": svd(matrix("3 0 0; 0 4 0"), full=False),
    "pseudoinverse": Answer("pseudoinverse", matrix("1 2; 2 4"), pseudoinverse(matrix("1 2; 2 4"))),
    "pseudoinverse, complex": Answer("pseudoinverse", matrix("1 0; 0 1; 1 i"), pseudoinverse(matrix("1 0; 0 1; 1 i"))),
    **{f"condition_{o}": Answer(f"condition_{o}", A, condition_number(A, o)) for o in ("1", "inf", "fro")},
}


@pytest.mark.parametrize("name", RIGHT)
def test_accepted(name):
    assert check(RIGHT[name]).word == "EXACT"


def changed(M: ExactMatrix):
    """M with one entry raised by 1, for every entry."""
    for i in range(M.rows):
        for j in range(M.cols):
            unit = ExactMatrix.from_rows([[int((r, c) == (i, j)) for c in range(M.cols)] for r in range(M.rows)])
            yield M + unit


WRONG = [(name, field) for name, fields in (
    ("polar", "U H"), ("polar, singular", "U H"), ("polar, tall", "U H"), ("worst, 1", "b db x dx"), ("worst, inf", "b db x dx"),
    ("worst, 2", "b db x dx"), ("thin svd", "U V S"), ("thin svd, wide", "U V S")) for field in fields.split()]


@pytest.mark.parametrize(("name", "field"), WRONG, ids=[f"{name}, {field}" for name, field in WRONG])
def test_one_changed_entry_is_refused(name, field):
    result = RIGHT[name]
    refused = [check(replace(result, **{field: M})).word for M in changed(getattr(result, field))]
    assert refused == ["REFUTED"] * len(refused)
    assert refused


def test_changed_triples_and_answers_are_refused():
    triples = RIGHT["triples"]
    family = triples.families[0]
    for M in changed(family.right):
        assert check(replace(triples, families=(replace(family, right=M),))).word == "REFUTED"
    assert check(replace(RIGHT["triples, tie"], families=RIGHT["triples, tie"].families[:1])).word == "REFUTED"
    for M in (identity(2), zero(2, 2), matrix("1/25 2/25; 2/25 1/25")):
        assert check(Answer("pseudoinverse", matrix("1 2; 2 4"), M)).word == "REFUTED"
    for order in ("1", "inf", "fro"):
        assert check(Answer(f"condition_{order}", A, 3)).word == "REFUTED"
    turned = polar(matrix("3 0; 4 5"))
    assert check(replace(turned, U=-turned.U, H=-turned.H)).word == "REFUTED"
