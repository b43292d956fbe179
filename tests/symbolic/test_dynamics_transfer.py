"""Transfer functions against the resolvent, partial fractions put together again, impulse responses against e^(tA)."""
from __future__ import annotations

import random
from fractions import Fraction

import mpmath as mp
import pytest
import sympy as sp
from flint import fmpq, fmpq_poly

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    NoSuchObjectError,
    ShapeError,
    block_diagonal,
    charpoly,
    damping,
    diagonal,
    expm,
    identity,
    inverse,
    is_diagonalizable,
    matrix,
    resonance,
    sqrt,
    transfer_function,
    zero,
)
from symbolic.dynamics.exponentialsums import inverse_laplace
from symbolic.dynamics.partialfractions import entry, expand
from tests.symbolic.drawn import companion, jordan_block


def drawn(rng, rows, cols, top=2):
    return ExactMatrix.from_rows([[rng.randint(-top, top) for _ in range(cols)] for _ in range(rows)], cols=cols)


def realization(numerator, denominator):
    """(A, B, C) with C (s - A)^-1 B = numerator/denominator, coefficients low to high, denominator monic."""
    d = len(denominator) - 1
    A = companion(denominator).T
    B = ExactMatrix.from_rows([[int(i == d - 1)] for i in range(d)])
    C = ExactMatrix.from_rows([[*numerator, *[0] * (d - len(numerator))]])
    return A, B, C


def test_values_are_those_of_the_resolvent():
    rng = random.Random(1)
    for _ in range(40):
        n, m, p = rng.randint(1, 5), rng.randint(1, 2), rng.randint(1, 2)
        A, B, C, D = drawn(rng, n, n), drawn(rng, n, m), drawn(rng, p, n), drawn(rng, p, m)
        G = transfer_function(A, B, C, D)
        for s in (Fraction(7, 3), Fraction(-11, 2), 1 + I, sqrt(2) / 3):
            if charpoly(A)(s) != 0:
                assert G.at(s) == C * inverse(identity(n) * s - A) * B + D
        for row in G.table:
            for g in row:
                assert g.p.gcd(g.q).degree() == 0
                assert g.q[g.q.degree()] == 1


def test_partial_fractions_put_together_again():
    rng = random.Random(2)
    factors = [[0, 1], [1, 1], [-1, 2], [1, 0, 1], [5, 2, 1], [-2, 0, 1], [-1, -1, 0, 1]]
    for _ in range(40):
        q = fmpq_poly([1])
        for f in rng.sample(factors, rng.randint(1, 3)):
            q = q * fmpq_poly(f) ** rng.randint(1, 3)
        g = entry(fmpq_poly([rng.randint(-4, 4) for _ in range(rng.randint(1, 9))]), q)
        parts = expand(g)
        for s in (fmpq(7, 3), fmpq(-9, 4), fmpq(17)):
            assert parts.at(Fraction(int(s.p), int(s.q))) == g.p(s) / g.q(s)
        if g.p.degree() < g.q.degree():
            assert inverse_laplace(g).laplace() == g     # the way back does not use partial fractions


def test_printed_partial_fractions():
    parts = expand(entry(fmpq_poly([1]), fmpq_poly([0, 1]) * fmpq_poly([1, 1]) ** 2))
    assert str(parts) == "-1/(s+1)-1/(s+1)^2+1/s"
    s = sp.Symbol("s")
    assert sp.simplify(parts.to_sympy(s) - 1 / (s * (s + 1) ** 2)) == 0
    wave = expand(entry(fmpq_poly([1]), fmpq_poly([1, 0, 1])))
    assert str(wave) == "sum((-1/2*a)/(s-a), a^2+1 = 0)"
    assert sp.simplify(wave.to_sympy(s) - 1 / (s ** 2 + 1)) == 0


def test_a_block_need_not_give_a_pole_of_its_size():
    G = transfer_function(jordan_block(-1, 2), matrix("0; 1"), matrix("0 1"))
    assert str(G) == "1/(s+1)"
    assert [(p.order, p.values) for p in G.poles] == [(1, (-1,))]
    assert (G.mcmillan_degree, G.is_minimal) == (1, False)
    full = transfer_function(jordan_block(-1, 2), matrix("0; 1"), matrix("1 0"))
    assert (str(full), full.poles[0].order, full.is_minimal) == ("1/(s^2+2*s+1)", 2, True)


def test_two_equal_poles_without_a_block():
    G = transfer_function(-identity(2), identity(2), identity(2))
    assert str(G) == "1/(s+1) 0; 0 1/(s+1)"
    assert G.poles[0].order == 1
    assert G.mcmillan_degree == 2


def test_a_double_pair_is_oscillatory():
    G = transfer_function(*realization([1], [25, 20, 14, 4, 1]))
    assert [(str(p.polynomial), p.order) for p in G.poles] == [("x^2+2*x+5", 2)]
    assert not any(z.is_real for p in G.poles for z in p.values)
    t = sp.Symbol("t", real=True)
    assert sp.simplify(G.impulse_response.to_sympy(t)[0, 0] - sp.exp(-t) * (sp.sin(2 * t) - 2 * t * sp.cos(2 * t)) / 16) == 0


def test_hidden_unstable_mode():
    G = transfer_function(diagonal([-1, 2]), matrix("1; 0"), matrix("1 1"))
    assert G.is_input_output_stable
    assert not transfer_function(diagonal([-1, 2]), matrix("1; 1"), matrix("1 1")).is_input_output_stable


def test_impulse_response_is_the_exponential():
    rng = random.Random(3)
    for A in (jordan_block(-1, 3), companion([4, 0, 5, 0, 1]), companion([-1, -1, 0, 1]), drawn(rng, 4, 4), matrix("1 2; 1/3 -1")):
        n = A.rows
        B, C = drawn(rng, n, 2), drawn(rng, 2, n)
        found = transfer_function(A, B, C).impulse_response.enclose(Fraction(3, 4), 25)
        with mp.workdps(40):
            X = C.to_mpmath(40) * mp.matrix([[mp.mpf(x.real.mid().str(35, radius=False)) for x in row]
                                             for row in expm(A).enclose(Fraction(3, 4), 30)]) * B.to_mpmath(40)
            for i in range(2):
                for j in range(2):
                    got = mp.mpf(found[i][j].mid().str(30, radius=False))
                    assert abs(got - X[i, j]) <= mp.mpf(10) ** -20 * (1 + abs(X[i, j]))


def test_degree_is_that_of_a_minimal_realization():
    rng, hidden = random.Random(4), 0
    for _ in range(25):
        A = block_diagonal([jordan_block(rng.randint(-1, 1), rng.randint(1, 2)) for _ in range(2)])
        n = A.rows
        G = transfer_function(A, drawn(rng, n, 1, 1), drawn(rng, 1, n, 1))
        degree = G[0, 0].denominator.degree
        assert G.mcmillan_degree == degree           # for one input and one output
        hidden += degree < n
    assert hidden > 3


def test_zeros_and_direct_term():
    G = transfer_function(matrix("-2"), matrix("1"), matrix("-1"), matrix("1"))
    assert str(G) == "(s+1)/(s+2)"
    assert [str(z) for z in G.zeros] == ["-1 of order 1"]
    assert G.numerator(0) == 1
    assert G.impulse_response.direct == matrix("1")
    assert str(G.impulse_response) == "-exp(-2*t)"
    with pytest.raises(NoSuchObjectError) as caught:
        G.at(-2)
    assert caught.value.witness == -2


def test_empty_and_refusals():
    G = transfer_function(zero(0, 0), zero(0, 1), zero(2, 0), matrix("1; 2"))
    assert (str(G), G.mcmillan_degree, G.poles) == ("1; 2", 0, ())
    with pytest.raises(ShapeError):
        transfer_function(identity(2), matrix("1"), matrix("1 1"))
    with pytest.raises(ShapeError):
        transfer_function(identity(1), matrix("1"), matrix("1"), matrix("1 1"))
    with pytest.raises(DomainError):
        transfer_function(matrix("i"), matrix("1"), matrix("1"))
    with pytest.raises(ShapeError):
        _ = transfer_function(identity(2), identity(2), identity(2)).zeros


def test_resonance_is_decided():
    one = transfer_function(*realization([1], [4, 0, 1]))
    assert [resonance(one, w).order for w in (2, -2, Fraction(2001, 1000), 0)] == [1, 1, 0, 0]
    two = transfer_function(*realization([1], [4, 0, 4, 0, 1]))       # (s^2+2)^2
    assert resonance(two, sqrt(2)).order == 2
    assert resonance(transfer_function(matrix("0"), matrix("1"), matrix("1")), 0).order == 1
    cancelled = transfer_function(*realization([4, 0, 1], [4, 4, 1, 1]))   # (s^2+4)/((s^2+4)(s+1))
    assert not resonance(cancelled, 2)
    with pytest.raises(DomainError):
        resonance(one, I)


def test_damping_is_decided():
    assert [damping(1, c, 1).word for c in (0, 1, 2, 3)] == ["undamped", "under", "critical", "over"]
    assert damping(1, Fraction(2000000001, 1000000000), 1).word == "over"
    assert damping(3, 2 * sqrt(6), 2).word == "critical"
    for m, c, k in ((1, 2, 1), (2, 5, 2), (1, 1, 1), (1, 0, 3)):
        found, A = damping(m, c, k), matrix([[0, 1], [Fraction(-k, m), Fraction(-c, m)]])
        assert (found.word == "critical") == (not is_diagonalizable(A))
        assert all(charpoly(A)(z) == 0 for z in found.roots)
    for bad in ((0, 1, 1), (1, -1, 1), (1, 1, 0), (1, I, 1)):
        with pytest.raises(DomainError):
            damping(*bad)


def test_a_pole_is_shown_with_its_polynomial_as_we_print_it():
    G = transfer_function(matrix("0 1; 1 1"), matrix("0; 1"), matrix("1 0"))
    assert repr(G.poles) == "(Pole(x^2-x-1, order=1),)"
