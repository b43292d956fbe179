"""Text that reads back: what is printed is read equal, by the grammar and by its short way for plain numbers."""
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from symbolic import parsing
from symbolic.errors import InputError, ParseError, UnableError
from symbolic.matrices.matrix import ExactMatrix
from symbolic.parsing import parse_grid, parse_matrix, parse_number, parse_polynomial
from symbolic.scalars.numbers import I, exact, root, sqrt
from symbolic.scalars.parameters import parameter
from symbolic.text.arithmetic import Numbers
from symbolic.text.evaluation import evaluate

CUBIC = root([-1, -1, 0, 1], 0)
small = st.fractions(min_value=-50, max_value=50, max_denominator=30)
FIELDS = {
    "Q": [exact(1)], "Q(i)": [exact(1), I], "Q(sqrt 2)": [exact(1), sqrt(2)],
    "Q(sqrt 2, i)": [exact(1), sqrt(2), I, sqrt(-2)],
    "Q(sqrt 2, sqrt 3)": [exact(1), sqrt(2), sqrt(3), sqrt(6)], "Q(sqrt -3)": [exact(1), sqrt(-3)],
    "real cubic": [exact(1), CUBIC, CUBIC ** 2],
    "complex cubic": [exact(1), root([-1, -1, 0, 1], 1), root([-1, -1, 0, 1], 1) ** 2],
    "quartic": [exact(1), root([1, 1, 0, 0, 1], 2)], "not monic": [exact(1), root([-1, 1, 3], 0)],
}
numbers = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda name: st.lists(small, min_size=len(FIELDS[name]), max_size=len(FIELDS[name])).map(
        lambda c: sum((x * e for x, e in zip(c, FIELDS[name], strict=True)), exact(0))))


@given(numbers)
def test_numbers_read_back(z):
    assert parse_number(str(z)) == z
    assert parse_number(z.latex()) == z


@st.composite
def matrices(draw):
    basis = FIELDS[draw(st.sampled_from(sorted(FIELDS)))]
    m, n = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    entry = st.lists(small, min_size=len(basis), max_size=len(basis)).map(
        lambda c: sum((x * e for x, e in zip(c, basis, strict=True)), exact(0)))
    return ExactMatrix.from_rows(draw(st.lists(st.lists(entry, min_size=n, max_size=n), min_size=m, max_size=m)))


@given(matrices())
def test_matrices_read_back(A):
    assert parse_matrix(str(A)) == A
    assert parse_matrix(A.latex()) == A
    assert parse_matrix(str(A.entries())) == A


@given(st.lists(small, min_size=1, max_size=3), st.sampled_from("ab"))
def test_matrices_with_parameters_read_back(column, name):
    a = parameter(name)
    A = ExactMatrix.from_rows([[x * a ** 2 - 1, 1 / (a + x)] for x in column])
    assert parse_matrix(str(A), symbols=["a", "b"]) == A


PLAIN = "0123456789 -+/,;[]\n"


@given(st.lists(st.lists(small, min_size=2, max_size=2), min_size=1, max_size=3),
       st.sampled_from([" ", "  ", ",", ", ", " , "]),
       st.sampled_from(["; ", "\n", "[;]", "[[,]]", "[[\n]]"]), st.sampled_from(["", " ", "\n"]))
def test_the_short_way_agrees_with_the_grammar(table, comma, layout, margin):
    lines = [comma.join(str(x) for x in row) for row in table]
    text = {"; ": "; ".join(lines), "\n": "\n".join(lines), "[;]": "[" + ";".join(lines) + "]",
            "[[,]]": "[[" + "],[".join(lines) + "]]", "[[\n]]": "[[" + "]\n [".join(lines) + "]]"}[layout]
    text = margin + text + margin
    short, tree = parsing._plain_rows(text), parse_grid(text)
    assert short == ExactMatrix.from_rows(table)
    whole = [[evaluate(node, Numbers(text)) for node in row] for row in tree.rows]
    assert short == parsing.build(whole, 2)


@given(st.text(PLAIN, max_size=12))
def test_the_short_way_accepts_nothing_the_grammar_refuses(text):
    def answer(way):
        try:
            return way(text)
        except InputError:
            return None
    short, whole = answer(parsing._plain_rows), answer(parse_grid)
    if short is not None:
        assert whole is not None
        assert (len(whole.rows), len(whole.rows[0])) == short.shape
        assert parse_matrix(text) == short


@given(st.text("012 -+*/^(),;[]{}i.xsqrt\\frac&\n", max_size=25))
def test_any_text_is_read_or_refused_with_a_place(text):
    for way in (parse_matrix, parse_number, parse_polynomial):
        place = (1, 1)
        try:
            way(text)
        except ParseError as error:
            place = (error.line, error.column)
        except UnableError:
            pass
        assert 1 <= place[0] <= len(text.splitlines()) + 1
        assert 1 <= place[1] <= len(text) + 1
