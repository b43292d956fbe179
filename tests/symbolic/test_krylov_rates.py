"""The power method's rate and PageRank: moduli compared exactly, chains whose classes are known."""
from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

import pytest
from flint import arb, fmpq

from symbolic import (
    DomainError,
    I,
    InputError,
    NoSuchObjectError,
    NotSquareError,
    block_diagonal,
    chain_structure,
    charpoly,
    compare_moduli,
    diagonal,
    eigenvalues,
    identity,
    inverse,
    matrix,
    pagerank,
    power_iteration,
    power_method_rate,
    rational,
    root,
    sqrt,
    squared_modulus,
    zero,
)
from tests.symbolic.drawn import companion, jordan_block
from tests.symbolic.test_krylov import unimodular

Q = Fraction
RATES = [
    ("one eigenvalue", identity(3), "geometric", 0),
    ("scalar", matrix("-7"), "geometric", 0),
    ("diagonal", diagonal([1, 2, -4]), "geometric", Q(1, 2)),
    ("same size, other sign", diagonal([1, 2, -2]), "none", 1),
    ("permutation", matrix("0 1; 1 0"), "none", 1),
    ("rotation", matrix("0 -1; 1 0"), "none", 1),
    ("shift of 5", companion([-1, 0, 0, 0, 0, 1]), "none", 1),
    ("defective dominant", jordan_block(3, 2), "one over n", 1),
    ("defective beats its twin", block_diagonal([jordan_block(3, 2), matrix("-3")]), "one over n", 1),
    ("two defective", block_diagonal([jordan_block(3, 2), jordan_block(-3, 2)]), "none", 1),
    ("defective second", block_diagonal([jordan_block(1, 3), matrix("2")]), "geometric", Q(1, 2)),
    ("second is a complex pair", block_diagonal([matrix("0 -1; 1 0"), matrix("3")]), "geometric", Q(1, 3)),
    ("second pair ties with a real one", block_diagonal([matrix("3 -4; 4 3"), matrix("5"), matrix("-10")]), "geometric", Q(1, 2)),
    ("singular", diagonal([0, 5]), "geometric", 0),
]


@pytest.mark.parametrize(("A", "kind", "rate"), [c[1:] for c in RATES], ids=[c[0] for c in RATES])
def test_rates(A, kind, rate):
    for M in (A, conjugated(A)):
        r = power_method_rate(M)
        assert (r.kind, r.rate, r.rate_squared) == (kind, rate, Q(rate) ** 2)
        assert r.equals(rate)
        assert not r.less_than(rate)
        assert r.less_than(Q(rate) + Q(1, 10**30))
        assert r.enclose(20).overlaps(arb(fmpq(Q(rate).numerator, Q(rate).denominator)))
        assert r.converges == (kind != "none")


def conjugated(A):
    P = unimodular(random.Random(A.rows), A.rows)
    return P * A * inverse(P)


def test_more_of_the_rate():
    r = power_method_rate(block_diagonal([jordan_block(1, 3), matrix("2")]))
    assert (r.second, r.second_block, r.dominant, r.unique) == ((1,), 3, (2,), True)
    nilpotent = power_method_rate(jordan_block(0, 3))
    assert nilpotent.kind == "nilpotent"
    for ask in (lambda: nilpotent.rate, nilpotent.enclose, lambda: nilpotent.less_than(1)):
        with pytest.raises(DomainError, match="nilpotent"):
            ask()
    golden = power_method_rate(matrix("1 1; 1 0"))
    assert golden.rate == (3 - sqrt(5)) / 2
    assert golden.spectral_radius_squared == (3 + sqrt(5)) / 2
    cubic = power_method_rate(companion([-1, -1, 0, 1]))
    theta = root([-1, -1, 0, 1], 0)
    assert cubic.rate_squared == 1 / theta ** 3
    assert cubic.less_than(Q(2, 3))
    assert not cubic.less_than(Q(6, 10))
    assert power_method_rate(matrix("2*i 0; 0 1")).rate == Q(1, 2)
    assert power_method_rate(matrix("2*i 0; 0 2")).kind == "none"
    irreducible = power_method_rate(companion([-1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]))
    assert irreducible.kind == "geometric"
    assert irreducible.less_than(1)


def test_moduli_of_one_polynomial():
    """x^4 - 10 x^2 + 1 has four real roots in two pairs of modulus; x^4 + 1 has one modulus; products pair with conjugates."""
    roots = [root([1, 0, -10, 0, 1], k) for k in range(4)]
    assert [compare_moduli(roots[i], roots[j]) for i, j in ((0, 3), (1, 2), (0, 1), (2, 3))] == [0, 0, 1, -1]
    assert all(squared_modulus(root([1, 0, 0, 0, 1], k)) == 1 for k in range(4))
    for k in range(1, 5):
        z = root([-1, -1, 0, 0, 0, 1], k)
        assert squared_modulus(z) == squared_modulus(z.conjugate())
    a, b = root([-2, 0, 0, 1], 1), root([-2, 0, 0, 1], 0)
    assert compare_moduli(a, b) == 0
    assert compare_moduli(3 + 4 * I, rational(5)) == 0
    assert compare_moduli(3 + 4 * I, 5 + rational(1, 10**60)) == -1
    assert squared_modulus(1 + 2 * I) == 5
    assert squared_modulus(rational(0)) == 0


@pytest.mark.parametrize("seed", range(10))
def test_squared_modulus_is_the_product_with_the_conjugate(seed):
    rng = random.Random(seed)
    p = [rng.choice((-2, -1, 1, 3)), rng.randint(-2, 2), rng.randint(-2, 2), rng.choice((1, 2))]
    for k in range(len({*map(str, roots_all(p))})):
        z = root(p, k)
        assert squared_modulus(z) == z * z.conjugate()


def roots_all(p):
    out = []
    while True:
        try:
            out.append(root(p, len(out)))
        except InputError:
            return out


def test_power_iteration():
    A = matrix("2 1; 1 2")
    run = power_iteration(A, [1, 0], 5)
    assert [v.T for v in run.vectors] == [(A ** k * matrix("1; 0")).T for k in range(6)]
    assert run.rayleigh_quotients[0] == 2
    assert all(x < y < 3 for x, y in pairwise(run.rayleigh_quotients))
    assert run.normalized(5)[0, 0] == 1
    dead = power_iteration(jordan_block(0, 3), [0, 0, 1], 9)
    assert (dead.vanishes_at, len(dead.vectors)) == (3, 4)
    with pytest.raises(DomainError, match="no direction"):
        dead.normalized(3)
    assert power_iteration(A, [1, 0], 0).vectors == (matrix("1; 0"),)
    assert power_iteration(matrix("0 -1; 1 0"), [1, 0], 4).rayleigh_quotients == (0, 0, 0, 0, 0)


CHAINS = [
    ("cycle of 3", {0: [1], 1: [2], 2: [0]}, 1, 1, (3,), True),
    ("two sinks", {0: [1, 2], 1: [1], 2: [2]}, 3, 2, (1, 1), True),
    ("pair that swaps, one transient", {0: [1], 1: [0], 2: [0, 2]}, 2, 1, (2,), True),
    ("primitive", {0: [1, 2], 1: [2], 2: [0]}, 1, 1, (1,), False),
    ("transient, then a loop", {0: [1], 1: [1]}, 2, 1, (1,), False),
    ("single", {0: [0]}, 1, 1, (1,), False),
]


@pytest.mark.parametrize(("links", "classes", "closed", "periods", "equal"), [c[1:] for c in CHAINS], ids=[c[0] for c in CHAINS])
def test_chains(links, classes, closed, periods, equal):
    rank = pagerank(links, Q(3, 4))
    S = rank.structure
    assert (len(S.classes), len(S.closed_classes)) == (classes, closed)
    assert tuple(c.period for c in S.closed_classes) == periods
    assert rank.second_equals_damping == equal
    check_pagerank(rank)


def check_pagerank(rank):
    """The laws, and the second eigenvalue by the spectrum instead of the graph."""
    G, pi = rank.google, rank.vector
    n = G.rows
    ones = matrix([[1]] * n)
    assert G * ones == ones
    assert pi.T * G == pi.T
    assert (pi.T * ones)[0, 0] == 1
    assert list(rank.scores.values()) == [pi[i, 0] for i in range(n)]
    by_spectrum = rank.convergence
    assert rank.rate == by_spectrum.rate
    if n > 1:
        assert by_spectrum.equals(rank.damping) == rank.second_equals_damping
        assert by_spectrum.less_than(rank.damping) != rank.second_equals_damping
    # eigenvalues of G: 1 and damping times the others of P
    p, g = charpoly(rank.P), charpoly(G)
    for x in (2, 3, 5):
        assert g(x * rank.damping) * (x - 1) == p(x) * rank.damping ** (n - 1) * (x * rank.damping - 1)


@pytest.mark.parametrize("seed", range(12))
def test_random_graphs(seed):
    rng = random.Random(seed)
    n = rng.randint(2, 5)
    links = matrix([[int(rng.random() < 0.35) for _ in range(n)] for _ in range(n)])
    rank = pagerank(links)
    check_pagerank(rank)
    assert all(not any(links[i, j] for j in range(n)) for i in rank.dangling)
    start, later = rank.iterate(2)[0], rank.iterate(2)[2]
    assert later == (rank.google ** 2).T * start
    S = rank.structure
    on_circle = sum(m for z, m in eigenvalues(rank.P) if squared_modulus(z) == 1)
    assert on_circle == S.peripheral_count


def test_pagerank_by_hand():
    rank = pagerank({"a": ["b"], "b": []}, Q(1, 2))
    assert rank.pages == ("a", "b")
    assert rank.dangling == (1,)
    assert rank.vector == matrix("2/5; 3/5")
    assert rank.ranking == ("b", "a")
    weighted = pagerank(matrix("0 1 3; 1 0 0; 2 2 0"), 0, [Q(1, 2), Q(1, 2), 0])
    assert weighted.vector == matrix("1/2; 1/2; 0")
    assert weighted.rate == 0
    assert pagerank({"a": ["b", "c"], "b": ["c"], "c": ["a"]}, 1).vector == matrix("2/5; 1/5; 2/5")
    with pytest.raises(NoSuchObjectError) as caught:
        pagerank({0: [0], 1: [1]}, 1)
    assert caught.value.witness.cols == 2


FOUR = {0: [0], 1: [0, 2], 2: [0, 1, 3], 3: [2, 3]}


def test_the_spectral_radius_does_not_set_the_rate():
    """Four pages with loops: spectral radius 1, second eigenvalue (3 + sqrt 3)/6, so the rate is 17/20 of that."""
    rank = pagerank(FOUR)
    assert rank.convergence.spectral_radius_squared == 1
    assert rank.rate == rational(17, 20) * (3 + sqrt(3)) / 6
    assert rank.convergence.less_than(Q(67038, 100000))
    assert not rank.convergence.less_than(Q(67037, 100000))


@pytest.mark.parametrize(("call", "error"), [
    (lambda: power_method_rate(zero(0, 0)), InputError),
    (lambda: power_method_rate(matrix("1 2")), NotSquareError),
    (lambda: power_method_rate(matrix("a", symbols=["a"])), DomainError),
    (lambda: power_method_rate(identity(2)).less_than(sqrt(2)), InputError),
    (lambda: power_iteration(identity(2), [0, 0], 3), DomainError),
    (lambda: power_iteration(identity(2), [1, 0], -1), InputError),
    (lambda: pagerank({}), InputError),
    (lambda: pagerank(zero(0, 0)), InputError),
    (lambda: pagerank(matrix("0 -1; 1 0")), DomainError),
    (lambda: pagerank(matrix("0 i; 1 0")), DomainError),
    (lambda: pagerank(matrix("0 1"), 1), NotSquareError),
    (lambda: pagerank({0: [1]}, 2), DomainError),
    (lambda: pagerank({0: [1]}, 0.85), InputError),
    (lambda: pagerank({0: [1]}, Q(1, 2), [1, 1]), DomainError),
    (lambda: pagerank([[0, 1], [1, 0]]), InputError),
    (lambda: chain_structure(matrix("1 1; 0 1")), DomainError),
    (lambda: chain_structure(zero(0, 0)), InputError),
], ids=range(17))
def test_refusals(call, error):
    with pytest.raises(error):
        call()
