"""Schur's test and kappa_2 <= 1 + (4/pi) N^2: one named axiom, true at exact angles; the weights pass in floating point too."""
from __future__ import annotations

from fractions import Fraction
from math import cos, pi, sin, sqrt

import pytest

from tests.verify.mutants import replayed
from verify.kernel.theory import WITH_DIFF, axioms
from verify.proofs.arcs import Arc, cosine, sine
from verify.proofs.evaluation import holds
from verify.proofs.language import raw
from verify.proofs.library.trigonometry import TRIG
from verify.proofs.samples import Surd

TURN = Arc({1: Surd.of(1)})
ANGLES = [Fraction(k, d) for d in (3, 4) for k in range(-4, 5)] + [Fraction(1, 6), Fraction(1, 2), Fraction(5, 6)]
PROVED_HERE = {"schur_test", "weighted_cauchy_schwarz", "hippo_legs_norm_by_schur_test", "hippo_legs_condition_above_pi",
               "hippo_legs_condition_of_order_n_squared"}


@pytest.fixture(scope="module")
def proved():
    return {t.name: t for t in replayed()}


def test_only_the_last_theorem_rests_on_the_named_axiom(proved):
    assert set(proved) >= PROVED_HERE
    assert {name for name, t in proved.items() if "TRIG" in t.axioms | t.groups} == {"hippo_legs_condition_of_order_n_squared"}
    for name in PROVED_HERE:
        assert proved[name].groups <= {"DEF", "FIELD", "ORDER", "QALG", "TRIG"}, name
        assert "SQRT" not in proved[name].axioms, name


def test_the_axiom_is_the_one_that_the_chapter_states():
    assert [name for name, (group, _) in axioms().items() if group == "TRIG"] == ["TRIG"]
    assert axioms()["TRIG"][1] == raw(TRIG)
    assert "TRIG" not in WITH_DIFF


PAIRS = [(one, two) for one in ANGLES for two in ANGLES if any(d % (one + two).denominator == 0 for d in (4, 6))]


@pytest.mark.parametrize(("one", "two"), PAIRS)
def test_the_axiom_is_true_at_exact_angles(one, two):
    assert holds(axioms()["TRIG"][1], {"pi": TURN, "sin": sine, "cos": cosine, "x": TURN * one, "y": TURN * two})


@pytest.mark.parametrize(("label", "numbers"), [
    ("slower", {"pi": TURN * 2, "sin": lambda v: sine(v * Fraction(1, 2)), "cos": lambda v: cosine(v * Fraction(1, 2))}),
    ("faster", {"pi": TURN * Fraction(1, 2), "sin": lambda v: sine(v * 2), "cos": lambda v: cosine(v * 2)}),
    ("a later zero of the cosine", {"pi": TURN * 3}),
    ("not a zero of the cosine", {"pi": TURN * Fraction(2, 3)}),
    ("turned", {"sin": lambda v: sine(v) * -1}),
    ("exchanged", {"sin": cosine, "cos": sine}),
])
def test_the_axiom_determines_pi_and_both_functions(label, numbers):
    """Each other choice breaks it at some angle."""
    usual = {"pi": TURN, "sin": sine, "cos": cosine, "y": TURN * 0}
    angles = [Fraction(k, 6) for k in range(10)]
    assert not all(holds(axioms()["TRIG"][1], {**usual, **numbers, "x": TURN * x}) for x in angles if _defined(numbers, x)), label


def _defined(numbers, x):
    try:
        numbers.get("sin", sine)(TURN * x)
        numbers.get("cos", cosine)(TURN * x)
    except KeyError:
        return False
    return True


@pytest.mark.parametrize("turn", ANGLES)
def test_exact_sines_agree_with_floating_point(turn):
    for exact, approximate in ((sine(TURN * turn), sin(pi * turn)), (cosine(TURN * turn), cos(pi * turn))):
        error = Fraction(1, 10**12)
        assert exact <= Fraction(approximate) + error
        assert exact >= Fraction(approximate) - error


def test_signs_with_pi_are_decided_or_refused():
    assert Arc.of(3) <= TURN <= Fraction(22, 7)
    assert (TURN * TURN + Arc.of(Fraction(-98696, 10000))).sign() == 1
    assert TURN + TURN * -1 == 0
    digits = Fraction(314159265358979323846264338327950288419716939937510, 10**50)
    with pytest.raises(ArithmeticError):
        (TURN + Arc.of(digits * -1)).sign()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 20, 60])
def test_the_weights_of_the_issue_pass_in_floating_point(size):
    """M = -A - I/2, p = rises of the sine, q = falls of the cosine: M p <= q / w and M^T q <= p / w."""
    w = pi / (2 * size**2)
    root = [sqrt(2 * i + 1) for i in range(size)]
    p = [(sin(w * (i + 1) ** 2) - sin(w * i**2)) / (w * root[i]) for i in range(size)]
    q = [(cos(w * i**2) - cos(w * (i + 1) ** 2)) / (w * root[i]) for i in range(size)]
    M = [[root[i] * root[j] if j < i else (i + 0.5) * (i == j) for j in range(size)] for i in range(size)]
    for i in range(size):
        assert sum(x * y for x, y in zip(M[i], p, strict=True)) <= q[i] / w + 1e-9
        assert sum(M[j][i] * q[j] for j in range(size)) <= p[i] / w + 1e-9
    assert min(p) > 0 < min(q)
