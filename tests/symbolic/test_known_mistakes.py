"""Inputs on which released systems answer wrongly, hang, or give up without a reason: here they come out right.

The matrices are the published ones, or rebuilt from the description of the mistake; each case names where it is known from.
"""
from __future__ import annotations

from fractions import Fraction

import mpmath as mp
import pytest
import sympy as sp

from symbolic import (
    ExactMatrix,
    I,
    block_diagonal,
    expm,
    identity,
    jordan_form,
    matrix,
    matrix_power,
    rational,
    root,
    singular_values,
    sqrt,
    substitute,
    zero,
)
from tests.symbolic.drawn import companion, jordan_block, poly_power, sheared
from tests.symbolic.test_jordan import holds


def over(values, blocks, seed, step):
    """A matrix with the given blocks, conjugated by shears with entries +-1 and +-step."""
    A = block_diagonal([jordan_block(v, k) for v, k in zip(values, blocks, strict=True)])
    n = A.rows
    return sheared(A, [((5 * s + seed) % n, (3 * s + 2 * seed + 1) % n, (1, -1, step, -step)[s % 4]) for s in range(2 * n)])


FIELDS = [
    (f"{name}{n}", over(values, blocks, n, step), sorted(blocks))
    for name, step, pool in (("Q(i) n=", I, [2, 1 + I, 1 - I, I]), ("Q(sqrt 2) n=", sqrt(2), [2, sqrt(2), 1 - sqrt(2), -sqrt(2)]))
    for n, blocks in ((4, (1, 3)), (6, (1, 3, 2)), (8, (1, 3, 2, 2)))
    for values in (pool[:len(blocks)],)
]


@pytest.mark.parametrize(("A", "sizes"), [c[1:] for c in FIELDS], ids=[c[0] for c in FIELDS])
def test_entries_in_a_quadratic_field(A, sizes):
    """Maxima 5.46 `jordan` returns a diagonal J with a singular matrix, or a 1x1 J for a 6x6 matrix; SymPy's exp gives up."""
    form = jordan_form(A)
    assert sorted(b.size for b in form.blocks) == sizes
    assert form.P.shape == form.J.shape == A.shape
    assert holds(form)
    with mp.workdps(40):
        a = A.to_mpmath(40)
        difference = expm(A).to_mpmath(Fraction(1, 2), 25) - mp.expm(a / 2, method="taylor")
        assert max(abs(x) for x in difference) < mp.mpf(10) ** -20


@pytest.mark.parametrize("text", ["0 1; 0 0", "1 -1; -1 1", "0 1 0; 0 0 1; 0 0 0", "2 -2; 1 -1"])
def test_singular_powers_at_zero_and_one(text):
    """Maxima `mat_function(x^n)` is wrong at n = 0, 1; Giac's 0^n and n 0^(n-1) have no value there."""
    A, n = matrix(text), sp.Symbol("n", integer=True, nonnegative=True)
    closed = matrix_power(A)
    assert closed.at(0) == identity(A.rows)
    assert closed.at(1) == A
    for k in range(4):
        assert (closed.to_sympy(n).subs(n, k) - A.to_sympy() ** k).is_zero_matrix


CUBES = {"c4": [([-2, 0, 1], 2)], "c6": [([-1, -1, 0, 1], 2)], "c6i": [([1, 0, 1], 3)],
         "c16": [([-2, 0, 1], 2), ([-1, -1, 0, 1], 2), ([1, 0, 1], 3)]}


@pytest.mark.parametrize("name", sorted(CUBES))
def test_exponentials_that_others_cannot_write(name):
    """Giac: "Unable to find all eigenvalues" for an irreducible cubic, although its `jordan` solves it; t = 0 must work."""
    A = block_diagonal([companion(poly_power(p, k)) for p, k in CUBES[name]])
    X = expm(A)
    with mp.workdps(50):
        a = A.to_mpmath(50)
        for t in (Fraction(0), Fraction(3, 10)):
            want = mp.expm(a * mp.mpf(t.numerator) / t.denominator, method="taylor")
            assert max(abs(x) for x in X.to_mpmath(t, 40) - want) < mp.mpf(10) ** -30


@pytest.mark.parametrize(("rows", "sizes"), [
    ("1 1 1 0; -2 -1 0 -1; 0 0 -1 -1; 0 0 2 1", [2, 2]),        # sympy/sympy 15858: a 10x10 J
    ("1 0 0 1; 0 1 1 0; 0 0 1 1; 0 0 0 1", [1, 3]),             # sympy/sympy 10220: IndexError
    ("-3 1 2; 1 -1 0; 1 0 -2", [1, 1, 1]),                      # sympy/sympy 24942: does not finish
    ("3 0 0 0; 0 1 2 0; 0 2 2 0; 0 0 0 4", [1, 1, 1, 1]),       # sympy/sympy 19210: IndexError
])
def test_published_jordan_forms(rows, sizes):
    form = jordan_form(matrix(rows))
    assert sorted(b.size for b in form.blocks) == sizes
    assert holds(form)


def test_fourier_matrix_of_order_five():
    """sympy/sympy 24082: eigenvalues of the DFT matrix are not found. They are +-sqrt 5 and +-i sqrt 5, sqrt 5 twice."""
    z = root([1, 1, 1, 1, 1], 3)
    F = ExactMatrix.from_rows([[z ** (j * k % 5) for k in range(5)] for j in range(5)])
    values = [b.eigenvalue for b in jordan_form(F).blocks]
    r = sqrt(5)
    assert sorted(map(str, values)) == sorted(map(str, [r, r, -r, r * I, -r * I]))
    assert F ** 4 == identity(5) * 25


def test_quintic_companion_has_a_jordan_form():
    """SymPy refuses CRootOf eigenvalues; Giac returns floats from degree 4 on without a word."""
    form = jordan_form(companion([-1, -1, 0, 0, 0, 1]))
    assert holds(form)
    assert all(b.eigenvalue ** 5 - b.eigenvalue - 1 == 0 for b in form.blocks)


def test_parameters_carry_their_condition():
    """SymPy, Sage, Giac, Maxima and alkahest return a diagonal answer for [[a, 1], [0, b]] with nothing said about a = b."""
    form = jordan_form(matrix("a 1; 0 b", symbols=["a", "b"]))
    assert [str(c) for c in form.conditions] in (["a - b"], ["-a + b"])
    assert [b.size for b in jordan_form(substitute(form.A, {"a": 2, "b": 2})).blocks] == [2]


def test_singular_values_of_hilbert_and_of_a_casus_irreducibilis():
    """SymPy leaves 0.e-21*I dust in Hilbert-3 and cannot order the singular values of the second matrix (condition_number)."""
    H = ExactMatrix.from_rows([[rational(1, i + j + 1) for j in range(3)] for i in range(3)])
    A = matrix("12 -51 4; 6 167 -68; -4 24 -41")
    for M in (H, A):
        s = singular_values(M)
        assert all(x.is_real for x in s)
        assert s[0] > s[1] > s[2] > 0
        with mp.workdps(40):
            want = mp.svd_r(M.to_mpmath(40), compute_uv=False)
            assert all(abs(x.to_mpmath(30) - y) < mp.mpf(10) ** -25 for x, y in zip(s, want, strict=True))


def test_a_residual_alone_would_accept_nonsense():
    """A 1x1 "Jordan form" of a 6x6 matrix has residual 0: shape and rank belong to the check."""
    A = zero(6, 6)
    form = jordan_form(A)
    assert form.P.shape == (6, 6)
    assert holds(form)
