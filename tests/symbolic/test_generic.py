"""Jordan forms with parameters: the generic answer, exactly the conditions it rests on, and what it becomes at values."""
from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

import pytest
import sympy as sp

from symbolic import ExactMatrix, identity, jordan_form, matrix, rank
from symbolic.errors import ConditionError, DomainError, NotSquareError, UnableError
from symbolic.generic.branches import solve_linear
from symbolic.generic.form import generic_jordan_form
from symbolic.generic.ring import MAX_PARAMETERS
from symbolic.matrices.conditions import condition_text
from symbolic.scalars.parameters import parameter
from symbolic.scalars.substitution import substitute, value_at

NAMES = ("a", "b", "c", "d", "e", "f")
D1, D2, D3 = "a 1; 0 b", "a b; c d", "0 0 a; 1 0 b; 0 1 c"
D4, D5, D6 = "a 1 0; 0 a 1; 0 0 b", "a b 0; b a b; 0 b a", "a b; 0 a"
D5_FULL = "a b 0; b c d; 0 d e"


def m(text: str) -> ExactMatrix:
    return matrix(text, symbols=NAMES)


def shown(conditions) -> set[str]:
    return {str(c).replace(" ", "") for c in conditions}


# matrix, conditions, sizes of the blocks at each root of each factor
TABLE = [
    (D1, {"a-b"}, [1, 1]),
    (D2, {"c", "a^2-2*a*d+4*b*c+d^2"}, [1]),
    (D3, {"27*a^2+18*a*b*c+4*a*c^3-4*b^3-b^2*c^2"}, [1]),
    (D4, {"a-b"}, [2, 1]),
    (D5, {"b"}, [1, 1]),
    (D6, {"b"}, [2]),
    ("a 0; 0 b", {"a-b"}, [1, 1]),
    ("a 0; 0 a", set(), [1, 1]),
    ("a", set(), [1]),
    ("0 a; 0 0", {"a"}, [2]),
    ("0 1 a; 0 0 1; 0 0 0", set(), [3]),
    ("a b 0; 0 a c; 0 0 a", {"b", "c"}, [3]),
    ("a 1 0 0; 0 a 0 0; 0 0 a 0; 0 0 0 b", {"a-b"}, [2, 1, 1]),
    ("a 1 0 0; -1 a 1 0; 0 0 a 1; 0 0 -1 a", set(), [2]),
    ("0 c 1 0; 1 0 0 1; 0 0 0 c; 0 0 1 0", {"c"}, [2]),
    ("0 c 0 0; 1 0 0 0; 0 0 0 c; 0 0 1 0", {"c"}, [1, 1]),
    ("1/a 1; 0 1/b", {"a", "b", "a-b"}, [1, 1]),
    ("a b; b a", {"b"}, [1, 1]),
]


@pytest.mark.parametrize(("text", "conditions", "sizes"), TABLE)
def test_the_conditions_are_exactly_these(text, conditions, sizes):
    form = generic_jordan_form(m(text))
    assert shown(form.conditions) == conditions
    assert [c.size for c in form.chains] == sizes
    assert sum(b.size for b in form.blocks) == form.A.rows
    assert set(form.reasons) == set(form.conditions)
    assert all(form.reasons.values())


def test_the_discriminant_of_a_full_symmetric_tridiagonal_matrix():
    form = generic_jordan_form(m(D5_FULL))
    assert {"b", "d"} < shown(form.conditions)
    assert len(form.conditions) == 3


@pytest.mark.parametrize("text", [row[0] for row in TABLE] + [D5_FULL])
def test_chains_obey_the_laws_over_the_field_of_functions(text):
    form = generic_jordan_form(m(text))
    for chain in form.chains:
        d = chain.degree
        companion = [[0] * d for _ in range(d)]
        for i in range(d):
            if i + 1 < d:
                companion[i][i + 1] = 1
            companion[d - 1][i] = -chain.polynomial.coefficients[i]
        shift = ExactMatrix.from_rows(companion)           # row i: the coefficients of x^(i+1) modulo f
        for j, v in enumerate(chain.vectors):
            below = chain.vectors[j - 1] if j else v * 0
            assert form.A * v == v * shift + below
    assert form.charpoly == product(form.factors)


def product(factors):
    total = None
    for f, e in factors:
        for _ in range(e):
            total = f if total is None else total * f
    return total


@pytest.mark.parametrize("text", [row[0] for row in TABLE])
def test_p_and_j_in_sympy(text):
    form = generic_jordan_form(m(text))
    if any(c.degree > 2 for c in form.chains):
        with pytest.raises(UnableError, match="radicals"):
            assert form.P
        return
    A, P, J = (x.to_sympy() for x in (form.A, form.P, form.J))
    assert (A * P - P * J).applyfunc(lambda x: sp.simplify(sp.expand(x))) == sp.zeros(*A.shape)
    assert sp.simplify(P.det()) != 0
    assert shown(form.P.conditions) == shown(form.conditions)
    assert form.latex().count("bmatrix") == 6


def values_for(form, draw) -> dict[str, Fraction]:
    return {n: Fraction(draw.randint(-4, 4), draw.randint(1, 3)) for n in form.A.array.names}


def check_at(form, values) -> bool:
    """At values where all conditions hold the specialised form is a Jordan form with the numeric blocks; else it is refused."""
    failing = [c for c in form.conditions if not value_at(c, values)]
    if failing:
        with pytest.raises(ConditionError) as caught:
            form.specialize(values)
        assert caught.value.condition in failing
        assert condition_text(caught.value.condition) in str(caught.value)
        return False
    here = form.specialize(values)
    A = substitute(form.A, values)
    assert here.A == A
    assert sum(c.degree * c.size for c in here.chains) == A.rows
    numeric = jordan_form(A)
    assert [(b.eigenvalue, b.size) for b in here.blocks] == [(b.eigenvalue, b.size) for b in numeric.blocks]
    if all(c.degree <= 2 for c in here.chains):
        assert A * here.P == here.P * here.J
        assert not isinstance(here.P, ExactMatrix) or rank(here.P) == A.rows
    generic_sizes = Counter(c.size for c in form.chains for _ in range(c.degree))
    assert generic_sizes == Counter(b.size for b in here.blocks)
    return True


@pytest.mark.parametrize("text", [row[0] for row in TABLE] + [D5_FULL])
def test_special_values_of_the_table(text):
    form, draw = generic_jordan_form(m(text)), random.Random(text)
    assert sum(check_at(form, values_for(form, draw)) for _ in range(12)) >= 3
    for n in form.A.array.names:
        check_at(form, {**dict.fromkeys(form.A.array.names, Fraction(1)), n: Fraction(0)})
    check_at(form, dict.fromkeys(form.A.array.names, Fraction(2)))


def drawn(draw: random.Random) -> ExactMatrix:
    """Dense small entries, or Jordan blocks with parameters hidden by elementary steps (some with a parameter)."""
    a, b = parameter("a"), parameter("b")
    scalars = [a, b, a + b, a - 1, 2 * a, a * b]
    n = draw.randint(2, 4)
    if draw.random() < 1 / 2:
        rows = [[draw.choice([0, 0, 1, -1, 2, *scalars[:4]]) for _ in range(n)] for _ in range(n)]
        return ExactMatrix.from_rows(rows) + identity(n) * a
    rows = [[0] * n for _ in range(n)]
    value = draw.choice(scalars[:4])
    for i in range(n):
        if draw.random() < 1 / 3:
            value = draw.choice([a, b, a + 1, 0])
        rows[i][i] = value
        if i and draw.random() < 2 / 3 and rows[i - 1][i - 1] == value:
            rows[i - 1][i] = draw.choice([1, 1, b])
    A = ExactMatrix.from_rows(rows) + identity(n) * (a * 0)
    for _ in range(n + 1):
        i, j = draw.sample(range(n), 2)
        c = draw.choice([1, -1, 2, a])
        step = ExactMatrix.from_rows([[int(p == q) + (c if (p, q) == (i, j) else 0) for q in range(n)] for p in range(n)])
        back = ExactMatrix.from_rows([[int(p == q) - (c if (p, q) == (i, j) else 0) for q in range(n)] for p in range(n)])
        A = step * A * back
    return A


@pytest.mark.parametrize("seed", range(60))
def test_drawn_matrices(seed):
    draw = random.Random(1000 + seed)
    form = generic_jordan_form(drawn(draw))
    assert form.charpoly == product(form.factors)
    assert sum(check_at(form, values_for(form, draw)) for _ in range(8)) >= 1


def test_two_hidden_blocks_are_recovered():
    S, T = m("1 2 0 1; 0 1 a 0; 1 2 1 1; 0 0 1 1"), m("a 1 0 0; 0 a 0 0; 0 0 a 0; 0 0 0 b")
    from symbolic import inverse
    form = generic_jordan_form(S * T * inverse(S))
    assert [(str(b.eigenvalue), b.size) for b in form.blocks] == [("a", 2), ("a", 1), ("b", 1)]
    assert "a-b" in shown(form.conditions)


def test_branches_say_what_happens_where_a_condition_fails():
    branch, = generic_jordan_form(m(D1)).branches
    assert (branch.parameter, branch.value) == ("a", parameter("b"))
    assert [(str(b.eigenvalue), b.size) for b in branch.form.blocks] == [("b", 2)]
    assert str(branch) == "a-b = 0, with a = b: blocks b (size 2)"
    branch, = generic_jordan_form(m(D4)).branches
    assert [b.size for b in branch.form.blocks] == [3]
    branch, = generic_jordan_form(m(D6)).branches
    assert [b.size for b in branch.form.blocks] == [1, 1]
    first, second = generic_jordan_form(m(D2)).branches
    assert shown(first.form.conditions) == {"a-d"}
    assert [b.size for b in first.form.branches[0].form.blocks] == [2]
    assert [b.size for b in second.form.blocks] == [2]
    assert shown(second.assuming) == {"c"}
    only, = generic_jordan_form(m(D3)).branches
    assert only.form is None
    assert "linear in no parameter" in str(only)
    numeric, = generic_jordan_form(m("0 a; 0 0")).branches
    assert [b.size for b in numeric.form.blocks] == [1, 1]


def test_solving_a_condition_that_is_linear():
    a, b, c = (parameter(n) for n in "abc")
    assert solve_linear(3 * b - a * c + 1) == ("b", (a * c - 1) / 3, ())
    assert solve_linear(a ** 2 + b ** 2) is None


def test_parameters_may_have_any_name():
    form = generic_jordan_form(matrix("x 1; 0 y", symbols=("x", "y")))
    assert shown(form.conditions) == {"x-y"}
    assert shown(generic_jordan_form(matrix("p1 1; 0 p0", symbols=("p0", "p1"))).conditions) == {"p0-p1"}


def test_what_is_refused():
    with pytest.raises(NotSquareError):
        generic_jordan_form(m("a b"))
    with pytest.raises(DomainError, match="jordan_form"):
        generic_jordan_form(matrix("1 2; 3 4"))
    form = generic_jordan_form(m(D1))
    with pytest.raises(DomainError, match="no value for b"):
        form.specialize({"a": 1})
    with pytest.raises(DomainError, match="no parameter q"):
        form.specialize({"a": 1, "b": 2, "q": 3})
    with pytest.raises(ConditionError, match="a-b != 0"):
        form.specialize({"a": 2, "b": 2})
    with pytest.raises(ConditionError, match="a != 0"):
        generic_jordan_form(m("1/a 1; 0 b")).specialize({"a": 0, "b": 1})


def test_budgets_end_in_an_answer_or_a_reason():
    many = [parameter(f"x{k}") for k in range(MAX_PARAMETERS + 1)]
    with pytest.raises(UnableError, match="parameters"):
        generic_jordan_form(ExactMatrix.from_rows([[many[(i * j) % 7] for j in range(1, 8)] for i in range(1, 8)]))
    with pytest.raises(UnableError, match="9x9"):
        generic_jordan_form(identity(9) * parameter("a"))
    draw = random.Random(5)
    dense = "; ".join(" ".join(draw.choice("abcdef") for _ in range(6)) for _ in range(6))
    with pytest.raises(UnableError, match="substitute"):
        generic_jordan_form(m(dense))


def test_conditions_of_the_matrix_itself_are_kept():
    from symbolic import inverse
    A = inverse(m("a 1; 0 1")) * m("0 1; 0 0")
    assert "a" in shown(A.conditions)
    assert "a" in shown(generic_jordan_form(A).conditions)


def test_jordan_form_dispatches():
    form = jordan_form(m(D1))
    assert shown(form.conditions) == {"a-b"}
    assert "a-b != 0" in str(form)
