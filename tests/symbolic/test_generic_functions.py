"""e^(tA) and A^n with parameters: the closed form, its conditions, and what it becomes at values."""
from __future__ import annotations

import random
from fractions import Fraction
from math import comb

import mpmath
import pytest
import sympy as sp

from symbolic import ExactMatrix, expm, identity, inverse, matrix, matrix_power
from symbolic.errors import ConditionError, DomainError, NotSquareError, SingularMatrixError, UnableError
from symbolic.generic.functions import generic_expm, generic_power
from symbolic.generic.spectral import generic_spectral_form
from symbolic.scalars.parameters import RationalFunction
from symbolic.scalars.substitution import substitute, value_at

NAMES = ("a", "b", "c", "d", "e")
DISC = "a^2-2*a*d+4*b*c+d^2"
# matrix, conditions of e^(tA), further conditions of A^n
TABLE = [
    ("a 1; 0 b", {"a-b"}, set()),
    ("a b; c d", {DISC}, set()),
    ("a 1 0; 0 a 1; 0 0 b", {"a-b"}, {"a"}),
    ("a b; 0 a", set(), {"a"}),
    ("a 0; 0 b", set(), set()),
    ("a b 0; b a b; 0 b a", {"b"}, set()),
    ("0 a; 0 0", set(), set()),
    ("0 a 1; 0 0 b; 0 0 0", set(), set()),
    ("a", set(), set()),
    ("1/a 1; 0 1/b", {"a", "b", "a-b"}, set()),
    ("a 1 0 0; -1 a 1 0; 0 0 a 1; 0 0 -1 a", set(), {"a^2+1"}),
    ("0 c 1 0; 1 0 0 1; 0 0 0 c; 0 0 1 0", {"c"}, set()),
]
CUBIC = "0 0 a; 1 0 b; 0 1 c"


def m(text: str) -> ExactMatrix:
    return matrix(text, symbols=NAMES)


def shown(conditions) -> set[str]:
    return {str(c).replace(" ", "") for c in conditions}


@pytest.mark.parametrize(("text", "of_exp", "more"), TABLE)
def test_the_conditions_are_exactly_these(text, of_exp, more):
    assert shown(generic_expm(m(text)).conditions) == of_exp
    assert shown(generic_power(m(text)).conditions) == of_exp | more
    assert all(generic_power(m(text)).reasons.values())


def settled(X: sp.Matrix, text: str) -> sp.Matrix:
    """Numbers for the parameters where SymPy's simplification would take seconds."""
    return X.subs(dict(zip(sp.symbols("a b c d"), (1, 2, 3, 5), strict=True))) if text == "a b; c d" else X


@pytest.mark.parametrize("text", [row[0] for row in TABLE])
def test_the_exponential_solves_its_equation(text):
    A, t = m(text), sp.Symbol("t")
    X, S = (settled(x, text) for x in (generic_expm(A).to_sympy(t), A.to_sympy()))
    zero = sp.zeros(*A.shape)
    assert (X.subs(t, 0) - sp.eye(A.rows)).applyfunc(sp.simplify) == zero
    assert (X.diff(t) - S * X).applyfunc(lambda x: sp.simplify(sp.expand(x))) == zero


@pytest.mark.parametrize("text", [row[0] for row in TABLE])
def test_powers_in_sympy(text):
    A = m(text)
    form, symbol = generic_power(A), sp.Symbol("n", integer=True, nonnegative=True)
    X, S = (settled(x, text) for x in (form.to_sympy("n"), A.to_sympy()))
    for n in (0, 1, 2, 5):
        value = X.subs(symbol, n)
        assert (value - S ** n).applyfunc(lambda x: sp.simplify(sp.expand(x))) == sp.zeros(*A.shape)
        assert form.at(n) == A ** n


def reduce(p: list[Fraction], f: list[Fraction]) -> list[Fraction]:
    """A polynomial modulo a monic one, by plain long division."""
    p, d = list(p), len(f) - 1
    while len(p) > d:
        top = p.pop()
        for i in range(d):
            p[len(p) - d + i] -= top * f[i]
    return p + [Fraction(0)] * (d - len(p))


def number(x, values) -> Fraction:
    return (value_at(x, values) if isinstance(x, RationalFunction) else x).as_fraction()


def power_from_components(form, values, n: int) -> list[list[Fraction]]:
    """A^n = sum over f and j of the coefficient of x^(d-1) in C(n, j) x^(n-j) N_j(x) modulo f, with plain Fractions."""
    size = form.A.rows
    total = [[Fraction(0)] * size for _ in range(size)]
    for c in form.components:
        f = [number(x, values) for x in c.polynomial.coefficients]
        for j, part in enumerate(c.parts):
            if j > n:
                continue
            tables = [p.entries() for p in part]
            for r in range(size):
                for k in range(size):
                    p = [number(t[r][k], values) for t in tables]
                    total[r][k] += comb(n, j) * reduce([Fraction(0)] * (n - j) + p, f)[-1]
    return total


def drawn(draw: random.Random) -> ExactMatrix:
    n = draw.randint(2, 4)
    words = ["0", "0", "1", "-1", "a", "b", "a-b", "2", "1/b"]
    if draw.random() < 1 / 2:
        return m("; ".join(" ".join(draw.choice(words) for _ in range(n)) for _ in range(n))) + identity(n) * m("a")[0, 0]
    rows = [[("a" if i < 2 else draw.choice(["a", "b"])) if i == j else draw.choice(["0", "1", "b"]) if j == i + 1 else "0"
             for j in range(n)] for i in range(n)]
    A = m("; ".join(" ".join(row) for row in rows))
    for _ in range(n):
        i, j = draw.sample(range(n), 2)
        step = ExactMatrix.from_rows([[int(p == q or (p, q) == (i, j)) for q in range(n)] for p in range(n)])
        A = step * A * inverse(step)
    return A


@pytest.mark.parametrize("seed", range(40))
def test_components_of_drawn_matrices_at_values(seed):
    draw = random.Random(seed)
    form = generic_spectral_form(drawn(draw))
    done = 0
    for _ in range(5):
        values = {n: Fraction(draw.randint(-4, 4), draw.randint(1, 3)) for n in form.A.array.names}
        if not all(value_at(c, values) for c in form.conditions):
            with pytest.raises(ConditionError):
                generic_expm(form.A).specialize(values)
            continue
        done += 1
        A = substitute(form.A, values)
        for n in (0, 1, 2, 3, 6):
            assert ExactMatrix.from_rows(power_from_components(form, values, n)) == A ** n
    assert done


def test_a_cubic_with_parameters_stays_structured_and_is_right_at_values():
    form = generic_spectral_form(m(CUBIC))
    values = {"a": Fraction(1), "b": Fraction(1), "c": Fraction(0)}
    A = substitute(form.A, values)
    assert ExactMatrix.from_rows(power_from_components(form, values, 9)) == A ** 9
    with pytest.raises(UnableError, match="radicals"):
        generic_expm(form.A).to_sympy("t")
    assert generic_power(form.A).at(4) == form.A ** 4
    assert generic_power(form.A).specialize(values).at(9) == A ** 9


@pytest.mark.parametrize("text", ["a 1; 0 b", "a b; c d", "0 c 1 0; 1 0 0 1; 0 0 0 c; 0 0 1 0"])
def test_numbers_agree_with_mpmath(text):
    A = m(text)
    values = {"a": Fraction(1, 2), "b": Fraction(-2), "c": Fraction(3), "d": Fraction(1)}
    numbers = {sp.Symbol(k): sp.Rational(v.numerator, v.denominator) for k, v in values.items()}
    X = generic_expm(A).to_sympy(sp.Rational(3, 10)).subs(numbers)
    here = substitute(A, {n: values[n] for n in A.array.names})
    with mpmath.workdps(40):
        reference = mpmath.expm(here.to_mpmath(40) * mpmath.mpf(3) / 10)
        for i in range(A.rows):
            for j in range(A.rows):
                error = abs(mpmath.mpmathify(sp.N(X[i, j], 40)) - reference[i, j])
                assert error < mpmath.mpf(10) ** -30 * (1 + abs(reference[i, j]))


def test_negative_powers_go_through_the_inverse():
    X = generic_power(m("a 1; 0 b")).at(-2)
    assert m("a 1; 0 b") ** 2 * X == identity(2)
    assert shown(X.conditions) == {"a", "b"}
    with pytest.raises(SingularMatrixError):
        generic_power(m("a a; a a")).at(-1)


def test_specialized_functions_are_those_of_the_numeric_matrix():
    values = {"a": Fraction(2), "b": Fraction(-1, 3)}
    A = m("a 1; 0 b")
    here = substitute(A, values)
    assert generic_power(A).specialize(values).at(5) == here ** 5
    assert generic_expm(A).specialize(values).to_sympy(sp.Symbol("t")) == expm(here).to_sympy(sp.Symbol("t"))
    with pytest.raises(ConditionError, match="a-b != 0"):
        generic_expm(A).specialize({"a": 1, "b": 1})
    with pytest.raises(DomainError, match="no value for b"):
        generic_power(A).specialize({"a": 1})


def test_dispatch_and_text():
    A = m("a b; 0 a")
    assert shown(matrix_power(A).conditions) == {"a"}
    assert str(expm(A)) == "exp(t A) = exp(a*t) b*t*exp(a*t); 0 exp(a*t)"
    assert str(matrix_power(A)).endswith("if a != 0")
    assert r"\ne 0" in matrix_power(A).latex()


def test_what_is_refused():
    with pytest.raises(NotSquareError):
        generic_expm(m("a b"))
    with pytest.raises(DomainError, match="spectral_form"):
        generic_power(matrix("1 2; 3 4"))
    draw = random.Random(5)
    with pytest.raises(UnableError, match="substitute"):
        generic_expm(m("; ".join(" ".join(draw.choice("abcde") for _ in range(6)) for _ in range(6))))
