"""Cauchy products in float64 against balls and exact arithmetic: the stated bounds hold, and every pair of points is met once."""
from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from flint import arb, ctx

from symbolic import DomainError, InputError, ShapeError
from verify.numeric.fast import cauchy, chebyshev, linetree


def cauchy_truth(x, y, v):
    """The sums of v_j / (x_i - y_j) and the same with absolute values, as 300-bit balls."""
    before, ctx.prec = ctx.prec, 300
    try:
        terms = [[arb(float(w)) / (arb(float(s)) - arb(float(t))) for w, t in zip(v, y, strict=True)] for s in x]
        return [sum(row, arb(0)) for row in terms], [sum(map(abs, row), arb(0)) for row in terms]
    finally:
        ctx.prec = before


NODES = {
    "uniform": lambda rng, n: rng.random((2, n)),
    "interlaced grid": lambda _, n: (np.arange(n) / n, (np.arange(n) + 0.5) / n),
    "apart": lambda rng, n: (rng.random(n), 1e6 + rng.random(n)),
    "clusters": lambda rng, n: rng.choice([0, 1, 1 + 1e-6, 7], (2, n)) + rng.random((2, n)) * 1e-9,
    "powers": lambda rng, n: (2.0 ** -rng.uniform(0, 300, n), -(2.0 ** -rng.uniform(0, 300, n))),
    "equal sources": lambda rng, n: (rng.random(n), np.full(n, 0.5)),
    "signs": lambda rng, n: (rng.standard_normal(n) * 1e-8, rng.standard_normal(n)),
    "one target": lambda rng, n: (rng.random(1), rng.random(n)),
}


@pytest.mark.parametrize("name", NODES)
def test_both_cauchy_products_stay_under_their_bounds(name):
    n = 300
    rng = np.random.default_rng(len(name))
    x, y = NODES[name](rng, n)
    v = rng.standard_normal(n)
    some = np.arange(len(x))[::15]
    truth, size = cauchy_truth(x[some], y, v)
    dense = cauchy.matvec(x, y, v)[some]
    fast = cauchy.hierarchical_matvec(x, y, v)
    for got, near, bound, want, scale in zip(fast.value[some], dense, fast.bound[some], truth, size, strict=True):
        assert abs(arb(float(near)) - want) <= (n + 4) * arb(2) ** -53 * scale
        assert abs(arb(float(got)) - want) <= arb(float(bound))
        assert abs(arb(float(got)) - want) <= arb(fast.factor) * scale
    assert fast.factor < 1e-9


@pytest.mark.parametrize("tolerance", [1e-2, 1e-5, 1e-9])
def test_a_coarse_tolerance_is_kept_and_no_better_than_it_must_be(tolerance):
    x, y = np.sort(np.random.default_rng(3).random((2, 600)))
    v = np.ones(600)
    fast, fine = (cauchy.hierarchical_matvec(x, y, v, t) for t in (tolerance, 2.0**-50))
    error = np.abs(fast.value - fine.value)
    assert (error <= fast.bound + fine.bound).all()
    assert fast.order < fine.order
    assert error.max() > 0


@pytest.mark.parametrize("p", [2, 7, 20])
def test_the_truncation_bound_holds_for_single_pairs(p):
    """Interpolation in both variables, in exact arithmetic, at the float nodes."""
    nodes = [Fraction(t) for t in chebyshev.nodes(p)]

    def basis(t):
        out = []
        for j in range(p):
            value = Fraction(1)
            for k in range(p):
                if k != j:
                    value *= (t - nodes[k]) / (nodes[j] - nodes[k])
            out.append(value)
        return out

    for s, t in [(Fraction(1), Fraction(-1)), (Fraction(-1), Fraction(1)), (Fraction(-1), Fraction(-1)), (Fraction(1, 3), Fraction(5, 7))]:
        left, right = basis(s), basis(t)  # x = s, y = 4 + t: half-widths 1, gap 2
        found = sum(a * b / (m - 4 - k) for a, m in zip(left, nodes, strict=True) for b, k in zip(right, nodes, strict=True))
        assert abs(found * (s - 4 - t) - 1) <= Fraction(chebyshev.truncation(p))


def test_boxes_cover_every_pair_of_points_once():
    rng = np.random.default_rng(0)
    x, y = np.sort(rng.random(70) ** 6), np.sort(rng.random(50))
    frame = linetree.frame(min(x[0], y[0]), max(x[-1], y[-1]))
    trees = [linetree.grow(points, *frame, 4) for points in (x, y)]
    seen = np.zeros((70, 50), dtype=int)
    for found in linetree.pairs(*trees):
        for t, s in found.T:
            seen[trees[0].start[t]:trees[0].stop[t], trees[1].start[s]:trees[1].stop[s]] += 1
    assert (seen == 1).all()
    for tree in trees:
        for k in range(len(tree.center)):
            held = tree.points[tree.start[k]:tree.stop[k]]
            assert (np.abs(held - tree.center[k]) <= tree.half[k]).all()


def test_a_node_in_both_sets_is_named():
    for product in (cauchy.matvec, cauchy.hierarchical_matvec):
        with pytest.raises(DomainError, match=r"x\[1\] = y\[0\] = 2\.0"):
            product([1, 2], [2, 5], [1, 1])


@pytest.mark.parametrize("product", [cauchy.matvec, cauchy.hierarchical_matvec])
def test_input_that_does_not_fit(product):
    for arguments in (([1], [2, 3], [1]), ([[1]], [2], [1]), ([], [2], [1])):
        with pytest.raises(ShapeError):
            product(*arguments)
    with pytest.raises(InputError):
        product([1, float("nan")], [5, 6], [1, 1])


def test_one_target_and_one_source():
    assert cauchy.hierarchical_matvec([1], [3], [4]).value.tolist() == [-2]
    with pytest.raises(DomainError, match="complex"):
        cauchy.hierarchical_matvec([1j], [3], [4])
    with pytest.raises(DomainError, match="tolerance"):
        cauchy.hierarchical_matvec([1], [3], [4], tolerance=0)
    assert cauchy.matvec([1j], [3j], [4]).tolist() == [2j]
