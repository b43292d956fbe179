"""The ladder: known partings, every kind of quantity, singular and complex matrices, and what is refused."""
from __future__ import annotations

import pytest

import verify
from symbolic import (
    I,
    InputError,
    NotSquareError,
    ShapeError,
    SingularMatrixError,
    condition_number,
    det,
    hilbert,
    hippo_legs,
    identity,
    matrix,
    zero,
)
from tests.symbolic.drawn import jordan_block
from verify import Quantity, ladder

NAMES = ["exact", "ball", "mpmath", "float64"]


def words(found):
    return [r.verdict.word for r in found.rungs]


def test_hilbert_20_has_a_determinant_of_the_wrong_sign_in_float64():
    found = ladder("det", hilbert(20))
    assert [r.name for r in found.rungs] == NAMES
    assert words(found) == ["EXACT", "ENCLOSED", "AGREES", "REFUTED"]
    assert found["exact"].value == det(hilbert(20).dense()) > 0
    assert found["ball"].value > 0 > found["float64"].value
    assert found.parts_at == "float64"
    assert "wrong sign" in found["float64"].verdict.reason
    assert found["exact"].text == "4.20617895662e-226"
    assert found.kappa == condition_number(hilbert(20))
    assert "kappa_2(A) = 2.45216e+28" in str(found)
    assert str(found).endswith("they part at float64")


def test_hilbert_20_has_rank_13_and_a_saturated_condition_number_in_float64():
    rank = ladder("rank", hilbert(20))
    assert (rank["exact"].value, rank["mpmath"].value, rank["float64"].value) == (20, 20, 13)
    assert rank.parts_at == "float64"
    kappa = ladder("condition_number", hilbert(20))
    assert kappa.parts_at == "float64"
    assert kappa["exact"].value > 10**28 > 10**20 > kappa["float64"].value
    assert kappa["mpmath"].digits_agreeing >= 2


def test_more_digits_move_the_parting_up():
    low, high = ladder("det", hilbert(12), digits=8), ladder("det", hilbert(12), digits=40)
    assert low["mpmath"].digits_agreeing < high["mpmath"].digits_agreeing
    assert high["ball"].digits_agreeing == 40


@pytest.mark.parametrize(("kind", "options", "truth"), [
    ("det", {}, "-2"), ("rank", {}, "2"), ("cond", {}, "14.93303"), ("cond", {"ord": 1}, "21"), ("cond", {"ord": "inf"}, "21"),
    ("sigma_min", {}, "0.365966"), ("spread", {}, "5.74456"), ("solve", {}, "-1"), ("solve", {"b": [1, 2], "index": 1}, "0.5"),
    ("exp", {"index": (1, 1)}, "164.074"), ("exp", {"t": 0}, "1"),
], ids=str)
def test_every_kind_agrees_on_a_tame_matrix(kind, options, truth):
    A = matrix("1 2; 3 4")
    found = ladder(kind, A, **options)
    assert words(found) == ["EXACT", "ENCLOSED", "AGREES", "AGREES"]
    assert found.parts_at is None
    assert found["mpmath"].digits_agreeing >= 27
    assert found["float64"].digits_agreeing >= 13
    assert float(found["exact"].text) == pytest.approx(float(truth), rel=1e-4)


@pytest.mark.parametrize("A", [matrix("1 i; 0 2+i"), matrix("sqrt(2) 1; 1 3"), hippo_legs(4), matrix("5"), identity(3),
                               jordan_block(2, 3), matrix("0 1 0; 0 0 1; 1 0 0")], ids=str)
@pytest.mark.parametrize("kind", ["det", "rank", "condition_number", "smallest_singular_value", "eigenvalue_spread", "solve", "exp"])
def test_every_kind_on_every_matrix(kind, A):
    found = ladder(kind, A, digits=20)
    assert words(found)[:2] == ["EXACT", "ENCLOSED"]
    assert found.parts_at is None
    assert len(str(found).splitlines()) == 6


def test_a_defective_matrix_keeps_half_of_the_digits():
    found = ladder("eigenvalue_spread", matrix("3 1 0; -1 1 0; 2 1 2"))
    assert found["exact"].value == 0
    assert found["ball"].value == 0
    assert 5 <= found["float64"].digits_agreeing <= 10


def test_singular_matrices():
    found = ladder("det", matrix("1 2; 2 4"))
    assert found.kappa is None
    assert "infinite" in str(found)
    rank = ladder("rank", matrix("1 2 3; 4 5 6; 7 8 9"))
    assert rank["exact"].value == 2
    assert rank["ball"].text == "2..3"
    assert rank["ball"].value.contains(2)
    assert not rank["ball"].value.contains(1)
    for kind in ("solve", "condition_number"):
        with pytest.raises(SingularMatrixError):
            ladder(kind, matrix("1 2; 2 4"))


def test_a_wrong_exact_value_is_refuted(monkeypatch):
    from verify.numeric.ladder import exactly
    true = exactly.value_of

    def wrong(quantity, digits):
        value, ball = true(quantity, digits)
        return value + 1, ball + 1

    monkeypatch.setattr("verify.numeric.ladder.climb.value_of", wrong)
    found = ladder("det", matrix("1 2; 3 4"))
    assert found.parts_at == "ball"
    assert words(found)[1] == "REFUTED"


def test_a_claim_may_be_a_quantity():
    claim = Quantity("exp", matrix("0 1; 0 0"), index=(0, 1), t=3)
    assert ladder(claim)["exact"].value.contains(3)
    assert "e^(3 A)" in str(claim)


@pytest.mark.parametrize(("arguments", "options", "error"), [
    (("trace", identity(2)), {}, InputError), (("det", zero(2, 3)), {}, NotSquareError), (("det", zero(0, 0)), {}, InputError),
    (("det",), {}, InputError), (("solve", identity(2)), {"index": 2}, ShapeError), (("exp", identity(2)), {"index": (0, 2)}, ShapeError),
    (("solve", identity(2)), {"b": [1]}, ShapeError), (("cond", identity(2)), {"ord": 3}, InputError), (("det", identity(2)), {"digits": 0}, InputError),
    ((7, identity(2)), {}, InputError),
], ids=str)
def test_what_cannot_be_asked(arguments, options, error):
    with pytest.raises(error):
        ladder(*arguments, **options)


def test_the_name_is_public_and_lazy():
    assert verify.ladder is ladder
    assert "ladder" in dir(verify)
    assert ladder("det", matrix("i 1; 1 i"))["exact"].value == -2 + 0 * I


def test_the_last_line_says_to_how_many_digits_the_rungs_agree():
    assert str(ladder("condition_number", hilbert(12))).endswith("all rungs agree to 1 digit")
    assert str(ladder("det", hilbert(20))).endswith("they part at float64")
