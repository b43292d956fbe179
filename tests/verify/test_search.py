"""The searches behind the library: what they find is checked by arithmetic of their own, and what does not exist is refused."""
from __future__ import annotations

import json
import random
from fractions import Fraction
from math import comb

import pytest

from verify.kernel.theory import replay
from verify.proofs.book import Book
from verify.proofs.evaluation import value
from verify.proofs.gosper import NoClosedFormError, Polynomial, telescoper
from verify.proofs.induction import closed_sum
from verify.proofs.language import at_most, eq, forall, implies, integers, leq, num, scalars, total
from verify.proofs.library import sums
from verify.proofs.squares import NotASumOfSquaresError, by_squares, split


def number(p, *at):
    """A polynomial at integers, by the evaluator of statements."""
    return value(p.term(*(num(x) for x in at)).raw, {})


@pytest.mark.parametrize("degree", range(6))
def test_sums_of_powers_are_found(degree):
    k, = Polynomial.variables(1)
    term = k.constant(1)
    for _ in range(degree):
        term = term * k
    found = telescoper([], [], [term])
    for n in range(8):
        assert number(found.weights[0], 0) * sum(i ** degree for i in range(n)) == number(found.x, n) - number(found.x, 0)


@pytest.mark.parametrize(("num_", "den", "term"), [
    (lambda k, _: [k + 1], lambda k, m: [k + 1 - m], comb),
    (lambda k, m: [k - m], lambda k, _: [k + 1], lambda k, m: (-1) ** k * comb(m, k)),
])
@pytest.mark.parametrize("m", range(1, 5))
def test_sums_with_a_parameter_are_found(num_, den, term, m):
    k, p = Polynomial.variables(2)
    found = telescoper(num_(k, p), den(k, p), [k.constant(1)])
    for n in range(m, m + 6):
        ends = [number(found.below, i, m) * number(found.x, i, m) * term(i, m) for i in (m, n)]
        assert number(found.weights[0], 0, m) * sum(term(i, m) for i in range(m, n)) == ends[1] - ends[0]


def test_a_recurrence_for_squared_binomials_is_found():
    k, n = Polynomial.variables(2)
    found = telescoper([n + 1 - k] * 2, [k + 1] * 2, [(n + 1) * (n + 1), (n + 1 - k) * (n + 1 - k)])
    for row in range(6):
        weights = [number(w, 0, row) for w in found.weights]
        assert weights[0] * comb(2 * row + 2, row + 1) + weights[1] * comb(2 * row, row) == 0


def test_what_has_no_closed_form_is_refused():
    k, = Polynomial.variables(1)
    with pytest.raises(NoClosedFormError):
        telescoper([k + 1], [], [k.constant(1)])  # the sum of k!
    with pytest.raises(NoClosedFormError):
        telescoper([k], [k + 1], [k.constant(1)])  # harmonic numbers


def test_a_gram_matrix_is_split_into_squares():
    rng = random.Random(3)
    for _ in range(40):
        n = rng.randint(1, 4)
        rows = [[Fraction(rng.randint(-3, 3), rng.randint(1, 3)) for _ in range(n)] for _ in range(rng.randint(1, n))]
        gram = [[sum((r[i] * r[j] for r in rows), Fraction(0)) for j in range(n)] for i in range(n)]
        found = split(gram)
        assert all(d > 0 for d, _ in found)
        assert [[sum((d * v[i] * v[j] for d, v in found), Fraction(0)) for j in range(n)] for i in range(n)] == gram


@pytest.mark.parametrize("gram", [[[-1]], [[0, 1], [1, 0]], [[1, 2], [2, 1]], [[1, 1, 0], [1, 1, 1], [0, 1, 5]]])
def test_a_negative_direction_is_refused(gram):
    with pytest.raises(NotASumOfSquaresError):
        split(gram)


def test_squares_become_a_proof():
    x, y, z = scalars("x y z")
    book = Book()
    book.add("means", "x y <= (x^2 + y^2)/2", forall(x, y, at_most(2 * x * y, x * x + y * y)), lambda G: by_squares(G.intro("x y"), x, y), lemma=True)
    book.add("fourth", "degree four", forall(x, y, at_most(2 * x * x * y, x ** 4 + y * y)), lambda G: by_squares(G.intro("x y"), x * x, y), lemma=True)
    assert len(replay(_json(book))) == 2
    for false in (at_most(x * x + y * y, 2 * x * y), at_most(x, x * x), at_most(3 * x * y, x * x + y * y), at_most(x ** 3, x * x)):
        with pytest.raises(NotASumOfSquaresError):
            Book().add("no", "", forall(x, y, z, false), lambda G: by_squares(G.intro("x y z"), x, y))


def test_the_induction_template_proves_sums():
    n, = integers("n")
    book = Book()
    sums.theorems(book)

    book.add("odd", "odd numbers sum to squares", forall(n, implies(leq(0, n), eq(total(0, n, lambda k: 2 * num(k) + 1), num(n) * num(n)))), closed_sum, lemma=True)
    book.add("again", "with a script", forall(n, implies(leq(0, n), eq(total(0, n, lambda k: 2 * num(k)), num(n) * (num(n) - 1)))),
             lambda G: closed_sum(G, lambda H: H.lin()), lemma=True)
    assert replay(_json(book))[-1].name == "again"


def _json(book):
    return json.loads(json.dumps(book.theory()))
