"""Worked solutions show the way: row operations, what singles an answer out, and nothing the kernel has not accepted."""
from __future__ import annotations

import random

import pytest

import exercises
import symbolic
from exercises.derivation import verdicts
from exercises.render import render
from symbolic import matrix
from verify import Answer

THREE = "0 2 1; 1 3 2; 3 4 4"
FUNCTIONS = {"sign": "signm", "sqrt": "sqrtm", "log": "logm", "similar": "is_similar"}


def worked(kind, text, other=None):
    """The text of a worked solution; building it is a replay by the kernel."""
    A, more = matrix(text), [] if other is None else [matrix(other)]
    value = getattr(symbolic, FUNCTIONS.get(kind, kind))(A, *more)
    derivation = exercises.derive(value if kind == "log" else Answer(kind, A, value, *more))
    assert set(verdicts(derivation)) <= {"EXACT", "PROVED"}
    for form in ("html", "latex", "md"):
        assert render(derivation.document(), form)
    return " ".join(render(derivation.document(), "text").replace("│", " ").split())


@pytest.mark.parametrize(("kind", "text", "other", "pieces"), [
    ("det", THREE, None, ("exchange two rows", "E₁", "A₂ = E₂ A₁", "(det E₁) det A = det A₃", "det A = −1", "product of its diagonal")),
    ("det", "2 1; 5 3", None, ("one diagonal product minus the other",)),
    ("inverse", THREE, None, ("identity beside A", "X = E", "identity has appeared")),
    ("inverse", "2 1; 1 1", None, ("Exchange the diagonal", "≠ 0")),
    ("solve", "2 1; 1 1", "1; 2", ("U x = y", "last row up", "exactly one solution", "det A = 1 ≠ 0")),
    ("rref", "1 2 3; 2 4 6; 1 1 1", None, ("reduced echelon form", "E A = R", "det E", "same row space")),
    ("rank", "1 2 3; 2 4 6; 1 1 1", None, ("E A = A", "rank A = 2")),
    ("nullspace", "1 2 3; 2 4 6; 1 1 1", None, ("A N = 0", "rank N = 3 − rank A = 1", "Any other basis")),
    ("nullspace", "1 2; 3 4", None, ("2 − rank A = 0", "no column but zero")),
    ("lu", THREE, None, ("multipliers", "P A = L U", "Another order of the rows")),
    ("charpoly", THREE, None, ("B = x I − A", "expand the determinant", "det B =")),
    ("charpoly", "2 1; 1 1", None, ("one diagonal product minus the other",)),
    ("sign", "1 2; 0 -3", None, ("S² = I", "det(x I − A S)", "commutes with A", "real parts")),
    ("sign", "1 2; -3 1", None, ("real parts",)),
    ("sqrt", "4 1; 0 9", None, ("only one whose eigenvalues have positive real parts",)),
    ("sqrt", "-1 0; 0 4", None, ("Other square roots satisfy",)),
    ("log", "1 1 2; 0 1 3; 0 0 1", None, ("third", "N³ = 0", "X(1) = A", "exponential of t times L")),
    ("log", "1 0; 0 1", None, ("N = A − I",)),
    ("similar", "2 1; 0 3", "2 0; 0 3", ("A S = S B", "≠ 0", "similar")),
    ("similar", "2 1; 0 2", "2 0; 0 2", ("rank M = 1", "rank N = 0", "not similar")),
])
def test_the_steps_show_the_way(kind, text, other, pieces):
    shown = worked(kind, text, other)
    for piece in pieces:
        assert piece in shown
    if kind == "sign":
        assert "only one right answer" not in shown


@pytest.mark.parametrize("kind", ["det", "rank", "nullspace", "rref", "lu", "charpoly", "inverse"])
@pytest.mark.parametrize("seed", range(3))
def test_drawn_matrices_reduce(kind, seed):
    draw = random.Random(seed)
    n = draw.randint(1, 4)
    text = "; ".join(" ".join(str(draw.randint(-2, 2)) for _ in range(n)) for _ in range(n))
    if kind == "inverse" and not symbolic.det(matrix(text)):
        pytest.skip("singular")
    worked(kind, text)


@pytest.mark.parametrize("kind", ["det", "inverse", "rref", "lu"])
def test_square_roots_reduce_too(kind):
    worked(kind, "sqrt(2) 1 0; 1 3 1; 0 1 1")


def test_long_reductions_are_put_together():
    text = "; ".join(" ".join(str((i * i + 3 * i * j + j) % 7) for j in range(8)) for i in range(8))
    assert "All the row operations together" in worked("det", text)


def text_of(result):
    """The text of the worked solution of a result."""
    return " ".join(render(exercises.derive(result).document(), "text").replace("│", " ").split())


def test_forms_say_their_shape():
    shown = text_of(symbolic.frobenius_form(matrix("2 0 0; 0 2 0; 0 0 3")))
    for piece in ("companion blocks", "divides the next", "det(x I − C₁)", "F = ", "is determined by A"):
        assert piece in shown
    shown = text_of(symbolic.real_jordan_form(matrix("0 -1 0; 1 0 0; 0 0 2")))
    for piece in ("complex pair", "J₁", "J₂", "any order"):
        assert piece in shown


@pytest.mark.parametrize("function", ["expm", "matrix_power"])
def test_functions_start_with_the_eigenvalues(function):
    shown = text_of(getattr(symbolic, function)(matrix("1 1 0; -1 3 0; 1 5 -1")))
    order = [shown.index(piece) for piece in ("det(x I − A)", "λ₁", "Z₁ =", "A Z", "Where do these", "starts at the identity")]
    assert order == sorted(order)
    text_of(getattr(symbolic, function)(matrix("0 1 1 0; -1 0 0 1; 0 0 0 1; 0 0 -1 0")))


@pytest.mark.parametrize(("make", "message"), [
    (lambda: symbolic.svd(matrix("2 1; 0 3")), "singular values"),
    (lambda: Answer("det", matrix("a 1; 1 a", symbols=("a",)), 1), "parameters"),
    (lambda: symbolic.logm(matrix("2 0; 0 3")), "logarithm|algebraic"),
    (lambda: symbolic.real_jordan_form(matrix("0 0 1; 1 0 1; 0 1 0")), "different fields"),
])
def test_what_fits_no_line_says_why(make, message):
    with pytest.raises(symbolic.UnableError, match=message):
        exercises.derive(make())
