"""Stability in both times: drawn block structures recovered, mirror cases, Routh columns and Lyapunov inertia beside it."""
from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    InputError,
    NoSuchObjectError,
    NotSquareError,
    block_diagonal,
    charpoly,
    identity,
    inverse,
    is_stable,
    lyapunov,
    matrix,
    rational,
    sqrt,
    stability,
    zero,
)
from symbolic.dynamics.halfplane import cayley, routh_column
from tests.symbolic.drawn import companion, jordan_block, sheared, shears

ROTATION = matrix("3/5 -4/5; 4/5 3/5")
CASES = [  # (name, A, continuous word, discrete word)
    ("empty", zero(0, 0), "asymptotic", "asymptotic"),
    ("zero", zero(2, 2), "marginal", "asymptotic"),
    ("1x1", matrix("-1/2"), "asymptotic", "asymptotic"),
    ("identity", identity(3), "unstable", "marginal"),
    ("minus identity", -identity(2), "asymptotic", "marginal"),
    ("permutation", matrix("0 1 0; 0 0 1; 1 0 0"), "unstable", "marginal"),
    ("nilpotent", jordan_block(0, 3), "unstable", "asymptotic"),
    ("oscillator", matrix("0 1; -1 0"), "marginal", "marginal"),
    ("double integrator", matrix("0 1; 0 0"), "unstable", "asymptotic"),
    ("J2(1)", jordan_block(1, 2), "unstable", "unstable"),
    ("J2(-1)", jordan_block(-1, 2), "asymptotic", "unstable"),
    ("two oscillators", block_diagonal([matrix("0 1; -1 0")] * 2), "marginal", "marginal"),
    ("coupled oscillators", companion([1, 0, 2, 0, 1]), "unstable", "unstable"),
    ("rational rotation", ROTATION, "unstable", "marginal"),
    ("rotation twice, coupled", sheared(block_diagonal([ROTATION, ROTATION]), [(0, 2, 1)]), "unstable", "marginal"),
    ("irrational frequencies", companion([1, 0, 4, 0, 1]), "marginal", "unstable"),  # y^2+4y+1: two negative roots
    ("even, off the axis", companion([1, 0, 1, 0, 1]), "unstable", "marginal"),      # cyclotomic of order 3 and 6
    ("Lehmer", companion([1, 1, 0, -1, -1, -1, -1, -1, 0, 1, 1]), "unstable", "unstable"),
    ("Q(i)", matrix("i 1; 0 -1"), "marginal", "marginal"),
    ("defective over Q(i)", jordan_block(I, 2), "unstable", "unstable"),
    ("Q(sqrt 2)", matrix("-sqrt(2) 1; 0 1-sqrt(2)"), "asymptotic", "unstable"),
    ("unit number of Q(i)", matrix("(3+4*i)/5 0; 0 1/2"), "unstable", "marginal"),
]


@pytest.mark.parametrize(("A", "continuous", "discrete"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_words(A, continuous, discrete):
    assert stability(A).word == continuous
    assert stability(A, discrete=True).word == discrete
    assert is_stable(A) == (continuous == "asymptotic")
    assert bool(stability(A)) == (continuous != "unstable")


def test_witnesses_and_counts():
    s = stability(companion([1, 0, 2, 0, 1]))        # (x^2+1)^2 in one block each
    assert s.counts == (0, 4, 0)
    assert [(b.eigenvalue, b.sizes) for b in s.boundary] == [(-I, (2,)), (I, (2,))]
    assert s.witness == s.boundary[0]
    lehmer = stability(companion([1, 1, 0, -1, -1, -1, -1, -1, 0, 1, 1]), discrete=True)
    assert lehmer.counts == (1, 8, 1)
    assert lehmer.witness == lehmer.unstable[0]
    mixed = stability(block_diagonal([jordan_block(0, 2), jordan_block(0, 1), jordan_block(0, 1), jordan_block(-1, 3)]))
    assert mixed.boundary[0].sizes == (2, 1, 1)
    assert mixed.counts == (3, 4, 0)
    assert stability(zero(3, 3)).boundary[0].sizes == (1, 1, 1)
    assert all(x.sign() > 0 for x in stability(matrix("0 1; -2 -3")).witness)


@st.composite
def drawn_blocks(draw):
    """Blocks at rational numbers and at pairs a +- i b, hidden by shears: (A, [(re, im, size)])."""
    small = st.sampled_from([Fraction(0), Fraction(1), Fraction(-1), Fraction(3, 5), Fraction(-3, 5), Fraction(-2)])
    blocks, parts = [], []
    for _ in range(draw(st.integers(1, 3))):
        re, size = draw(small), draw(st.integers(1, 2))
        im = draw(st.sampled_from([Fraction(0), Fraction(0), Fraction(1), Fraction(4, 5)]))
        blocks.append((re, im, size))
        if im:
            C = matrix([[re, -im], [im, re]])
            parts.append(C if size == 1 else ExactMatrix.from_rows([
                [re, -im, 1, 0], [im, re, 0, 1], [0, 0, re, -im], [0, 0, im, re]]))
        else:
            parts.append(jordan_block(re, size))
    A = block_diagonal(parts)
    return sheared(A, draw(shears(A.rows))), blocks


@given(drawn_blocks(), st.booleans())
def test_drawn_blocks_are_recovered(case, discrete):
    A, blocks = case
    gap = {b: (b[0] ** 2 + b[1] ** 2 - 1 if discrete else b[0]) for b in blocks}
    bad = any(gap[b] > 0 or (gap[b] == 0 and b[2] > 1) for b in blocks)
    on = any(gap[b] == 0 for b in blocks)
    found = stability(A, discrete)
    assert found.word == ("unstable" if bad else "marginal" if on else "asymptotic")
    weights = [sum(b[2] * (2 if b[1] else 1) for b in blocks if (gap[b] > 0) - (gap[b] < 0) == s) for s in (-1, 0, 1)]
    assert list(found.counts) == weights
    sizes = sorted(k for b in found.boundary for k in b.sizes)
    assert sizes == sorted(k for b in blocks if gap[b] == 0 for k in [b[2]] * (2 if b[1] else 1))


def test_three_ways_agree():
    """The eigenvalues' sides, Routh's column and the inertia of the Lyapunov solution."""
    rng, seen = random.Random(5), set()
    for _ in range(60):
        n = rng.randint(1, 5)
        A = matrix([[Fraction(rng.randint(-4, 4), 2) - 2 * (i == j) for j in range(n)] for i in range(n)])
        s = stability(A)
        column = routh_column(charpoly(A).to_flint())
        assert (s.word == "asymptotic") == (column is not None and all(x > 0 for x in column))
        try:
            P = lyapunov(A)
        except NoSuchObjectError:
            assert s.word != "asymptotic"
            continue
        assert P.inertia.counts == (s.counts[0], s.counts[2], 0)
        assert P.proves_stability == (s.word == "asymptotic")
        seen.add(s.word)
    assert seen == {"asymptotic", "unstable"}


def test_cayley_carries_the_disc_to_the_half_plane():
    rng = random.Random(6)
    for _ in range(30):
        n = rng.randint(1, 5)
        A = matrix([[Fraction(rng.randint(-4, 4), 5) for _ in range(n)] for _ in range(n)])
        column = routh_column(cayley(charpoly(A).to_flint()))
        strictly = column is not None and len(column) == n + 1 and len({x > 0 for x in column}) == 1
        assert strictly == is_stable(A, discrete=True)
        if strictly:   # the bilinear image of A itself is stable in continuous time
            assert is_stable((A - identity(n)) * inverse(A + identity(n)))


def test_fifty():
    rng = random.Random(7)
    A = matrix([[rng.randint(-5, 5) - 40 * (i == j) for j in range(50)] for i in range(50)])
    assert stability(A).counts == (50, 0, 0)
    skew = stability(A - A.T)
    assert (skew.counts, skew.word) == ((0, 50, 0), "marginal")


def test_refusals():
    with pytest.raises(NotSquareError):
        stability(matrix("1 2"))
    with pytest.raises(DomainError):
        stability(matrix("a", symbols=["a"]))
    with pytest.raises(InputError):
        stability([[1]])


def test_a_number_close_to_the_boundary():
    for shift in (rational(1, 10 ** 40), rational(-1, 10 ** 40), rational(0)):
        s = stability(matrix("0 1; -2 0") + identity(2) * shift)
        assert s.counts[1 + shift.sign()] == 2
    z = 1 / sqrt(2)
    assert stability(ExactMatrix.from_rows([[z, z], [-z, z]]), discrete=True).word == "marginal"


def test_a_symmetric_pair_close_to_the_boundary():
    """At (x^2+1)^2 + e the roots are symmetric to the axis, 10^-30 beside it; for -e they are on it."""
    e = Fraction(1, 10 ** 60)
    assert stability(companion([1 + e, 0, 2, 0, 1])).counts == (2, 0, 2)
    assert stability(companion([1 - e, 0, 2, 0, 1])).counts == (0, 4, 0)
    # x^2 - c x + 1 is its own reciprocal: on the circle for c < 2, a pair of reciprocals for c > 2
    assert stability(companion([1, -2 + e, 1]), discrete=True).counts == (0, 2, 0)
    assert stability(companion([1, -2 - e, 1]), discrete=True).counts == (1, 0, 1)
