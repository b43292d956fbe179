"""Elimination and polynomials over Q(parameters): generic answers, and exactly the conditions they need."""
from __future__ import annotations

import random
from fractions import Fraction

import pytest

from symbolic import charpoly, det, identity, inverse, lu, matrix, minpoly, nullspace, rank, rref, solve
from symbolic.errors import ConditionError, DomainError, SingularMatrixError, UnableError
from symbolic.matrices.conditions import irreducible_factors
from symbolic.matrices.matrix import block_diagonal, hstack, vstack
from symbolic.scalars.parameters import RationalFunction, function_field, parameter
from symbolic.scalars.substitution import substitute, value_at

NAMES = ("a", "b", "c", "d")


def m(text: str):
    return matrix(text, symbols=NAMES)


def shown(conditions) -> set[str]:
    return {str(c).replace(" ", "") for c in conditions}


# matrix, conditions of: rank = rref = nullspace, lu, minpoly
TABLE = [
    ("a b; c d", {"a*d-b*c"}, {"a"}, {"b"}),
    ("a 1; 0 b", {"a", "b"}, set(), set()),
    ("a 0; 0 b", {"a", "b"}, set(), {"a-b"}),
    ("a b; 0 a", {"a"}, set(), {"b"}),
    ("a a; a a", {"a"}, {"a"}, {"a"}),
    ("a 1; 1 a", {"a-1", "a+1"}, {"a"}, set()),
    ("1 a; 0 1", set(), set(), {"a"}),
    ("1/a 0; 0 a", {"a"}, {"a"}, {"a", "a-1", "a+1"}),
    ("0 0; 0 a", {"a"}, set(), {"a"}),
    ("a 0; 0 a", {"a"}, set(), set()),
]


@pytest.mark.parametrize(("text", "of_rank", "of_lu", "of_minpoly"), TABLE)
def test_conditions_are_exactly_these(text, of_rank, of_lu, of_minpoly):
    A = m(text)
    assert shown(rank(A).conditions) == of_rank
    assert shown(rref(A).R.conditions) == of_rank
    assert shown(nullspace(A).conditions) == of_rank
    assert shown(lu(A).conditions) == shown(lu(A).U.conditions) == of_lu
    assert shown(minpoly(A).conditions) == of_minpoly
    if det(A):
        assert shown(inverse(A).conditions) == shown(solve(A, m("1; 1")).conditions) == of_rank


def test_an_empty_null_space_still_says_on_what_it_rests():
    N = nullspace(m("a 0; 0 b"))
    assert (N.shape, shown(N.conditions)) == ((2, 0), {"a", "b"})
    assert repr(rank(m("a 0; 0 b"))) == "2 if a != 0, b != 0"
    assert rank(m("a 0; 0 b")) == 2


def test_conditions_travel_with_the_matrix():
    X = inverse(m("a 1; 0 1"))
    joined = [hstack([X, identity(2)]), vstack([identity(2), X]), block_diagonal([X, X])]
    for Y in (X.T, X * X, X + identity(2), X.column(1), -X, *joined):
        assert shown(Y.conditions) == {"a"}
    assert shown(inverse(inverse(m("1 a; 0 a")) * m("0 b; 1 0")).conditions) == {"a", "b"}
    assert shown(nullspace(inverse(m("a 0; 0 1")) * m("1 0; 0 0")).conditions) == {"a"}


def test_det_and_charpoly_need_no_condition_and_factor():
    A = m("a b; b a")
    assert det(A) == parameter("a") ** 2 - parameter("b") ** 2
    assert {str(f) for f, e in charpoly(A).factor() if e == 1} == {"x+(-a + b)", "x+(-a - b)"}
    assert charpoly(A).conditions == ()
    assert charpoly(A)(A) == A * 0
    assert det(m("1/a b; 0 a/b")) == 1 / parameter("b")


def test_singular_for_all_values_carries_a_null_vector():
    with pytest.raises(SingularMatrixError) as caught:
        inverse(m("a b; 2*a 2*b"))
    v = caught.value.null_vector
    assert m("a b; 2*a 2*b") * v == v * 0
    assert any(x for row in v.entries() for x in row)


def random_matrix(draw: random.Random, rows: int, cols: int):
    words = ["0", "0", "1", "-2", "a", "b", "a+b", "a*b", "c", "a-1", "1/b", "2*c"]
    return m("; ".join(" ".join(draw.choice(words) for _ in range(cols)) for _ in range(rows)))


def random_values(draw: random.Random) -> dict[str, Fraction]:
    return {n: Fraction(draw.randint(-3, 3), draw.randint(1, 2)) for n in NAMES}


def holds(conditions, values) -> bool:
    return all(value_at(c, values) for c in conditions)


def known(A, values) -> dict[str, Fraction]:
    return {n: v for n, v in values.items() if A.has_parameters and n in A.array.names}


@pytest.mark.parametrize("seed", range(40))
def test_where_the_conditions_hold_the_numeric_answer_is_the_generic_one(seed):
    draw = random.Random(seed)
    A = random_matrix(draw, draw.randint(1, 4), draw.randint(1, 4))
    if not A.has_parameters:
        A = A + m("a") * 0 if A.shape == (1, 1) else A
    generic = Generic(A)
    checked = 0
    for _ in range(8):
        values = random_values(draw)
        try:
            here = substitute(A, known(A, values))
        except ConditionError:
            continue
        form, null, decomposed = generic.form, generic.null, generic.lu
        if holds(form.R.conditions, values):
            checked += 1
            there = rref(here)
            assert (there.R, there.pivots) == (substitute(form.R, known(form.R, values)), form.pivots)
            assert nullspace(here) == substitute(null, known(null, values))
            assert rank(here) == generic.rank
        if holds(decomposed.L.conditions, values):
            L, U = (substitute(x, known(x, values)) for x in (decomposed.L, decomposed.U))
            assert substitute(decomposed.P, {}) * here == L * U
        if A.is_square:
            square(generic, here, values)
    assert checked or not A.has_parameters or A.rows == 4


class Generic:
    """Every generic answer about A, computed once."""

    def __init__(self, A) -> None:
        self.form, self.null, self.lu, self.rank = rref(A), nullspace(A), lu(A), rank(A)
        if A.is_square:
            self.det, self.charpoly, self.minpoly = det(A), charpoly(A), minpoly(A)
            self.inverse = inverse(A) if self.det else None


def square(generic, here, values) -> None:
    value = generic.det
    assert det(here) == (value_at(value, values) if isinstance(value, RationalFunction) else value)
    chi, mu = (substitute(p, {n: v for n, v in values.items() if any(n in getattr(c, "names", ()) for c in p.coefficients)})
               for p in (generic.charpoly, generic.minpoly))
    assert charpoly(here) == chi
    assert mu(here) == here * 0
    if holds(generic.minpoly.conditions, values):
        assert minpoly(here) == mu
    X = generic.inverse
    if X is not None and holds(X.conditions, values):
        assert substitute(X, known(X, values)) == inverse(here)


def test_a_condition_that_fails_is_refused_with_its_name():
    X = inverse(m("a b; b a"))
    with pytest.raises(ConditionError, match="a - b") as caught:
        substitute(X, {"a": 2, "b": 2})
    assert caught.value.condition == parameter("a") - parameter("b")
    with pytest.raises(ConditionError, match="denominator"):
        substitute(m("1/a 0; 0 1"), {"a": 0})
    with pytest.raises(DomainError, match="no parameter q"):
        substitute(m("a 0; 0 1"), {"q": 0})


def test_substitution_keeps_what_is_left():
    X = inverse(m("a b; c d"))
    Y = substitute(X, {"a": 1, "d": parameter("b")})
    assert shown(Y.conditions) == {"b", "c-1"}
    assert Y * substitute(m("a b; c d"), {"a": 1, "d": parameter("b")}) == identity(2)


def test_irreducible_factors_are_normal():
    a, b = parameter("a"), parameter("b")
    assert irreducible_factors([b - a, (a - b) ** 2 / (3 * b), 2 * a - 4]) == (b, a - 2, a - b)
    assert irreducible_factors([]) == ()


def test_functions_made_by_flint_are_in_the_normal_form_of_the_field():
    from symbolic.generic.ring import ParameterRing
    ring, field = ParameterRing(("a", "b")), function_field(("a", "b"))
    a, b = field.gens
    quotients = [(a - b) / (2 * b - 3 * a), (a * a - b * b) / (a + b), (4 * a - 6) / (2 * b)]
    for x in (a / b, -a / 2, field.zero, -3 * field.one, *quotients):
        assert ring.function(*ring.pair(x)).element == x
        assert ring.function(*(3 * (ring.parameters[0] - 1) * p for p in ring.pair(x))).element == x


def test_a_large_matrix_is_refused_and_does_not_hang():
    letters = [f"x{k}" for k in range(64)]
    big = matrix([[parameter(letters[8 * i + j]) for j in range(8)] for i in range(8)])
    for f in (det, minpoly):
        with pytest.raises(UnableError, match=r"substitute|too large"):
            f(big)
