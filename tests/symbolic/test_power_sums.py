"""Power sums: a table, and the sums of drawn roots, with the polynomial scaled and repeated roots and 0 among them."""
from __future__ import annotations

import random

import pytest
from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_poly

from symbolic.scalars.powersums import power_sums


@pytest.mark.parametrize(("f", "count", "expected"), [
    (fmpz_poly([7]), 3, [0, 0, 0]),
    (fmpz_poly([0, 1]), 3, [1, 0, 0]),
    (fmpz_poly([-3, 2]), 3, [1, fmpq(3, 2), fmpq(9, 4)]),
    (fmpz_poly([1, 0, 1]), 5, [2, 0, -2, 0, 2]),
    (fmpz_poly([-1, -1, 1]), 5, [2, 1, 3, 4, 7]),
    (fmpq_poly([1, 1, 1]), 1, [2]),
    (fmpq_poly([1, 1, 1]), 0, []),
], ids=["constant", "zero", "not monic", "imaginary", "Fibonacci", "one sum", "none"])
def test_table(f, count, expected):
    assert power_sums(f, count) == expected


@pytest.mark.parametrize("seed", range(12))
def test_sums_of_drawn_roots(seed):
    draw = random.Random(seed)
    roots = [fmpq(draw.randint(-4, 4), draw.randint(1, 3)) for _ in range(draw.randint(1, 6))]
    f = fmpq_poly([draw.choice((-3, 1, 2))])
    for a in roots:
        f *= fmpq_poly([-a, 1])
    assert power_sums(f, 15) == [sum(a ** k for a in roots) for k in range(15)]


@pytest.mark.parametrize("seed", range(6))
def test_traces_of_powers_of_a_matrix(seed):
    draw = random.Random(seed)
    n = draw.randint(1, 5)
    A = fmpq_mat(n, n, [fmpq(draw.randint(-5, 5), draw.randint(1, 4)) for _ in range(n * n)])
    power, traces = fmpq_mat(n, n, [int(i == j) for i in range(n) for j in range(n)]), []
    for _ in range(9):
        traces.append(sum((power[i, i] for i in range(n)), fmpq(0)))
        power = power * A
    assert power_sums(A.charpoly(), 9) == traces
