"""The Jordan form: recovered from drawn structures, checked by its law, compared with ranks and with SymPy."""
from __future__ import annotations

from collections import Counter
from fractions import Fraction

import mpmath as mp
import pytest
import sympy as sp
from hypothesis import assume, given

from symbolic import (
    ColumnMatrix,
    ExactMatrix,
    I,
    NotSquareError,
    block_diagonal,
    det,
    identity,
    jordan_form,
    matrix,
    nullspace,
    rank,
    root,
    sqrt,
    zero,
)
from symbolic.canonical.horner import polynomial_at
from symbolic.matrices.columns import RowMatrix
from tests.symbolic.drawn import companion, field_cases, jordan_block, poly_power, rational_cases, sheared

CASES = [
    ("empty", zero(0, 0), []),
    ("1x1", matrix("7"), [1]),
    ("zero", zero(3, 3), [1, 1, 1]),
    ("identity", identity(4), [1, 1, 1, 1]),
    ("permutation", matrix("0 1 0; 0 0 1; 1 0 0"), [1, 1, 1]),
    ("nilpotent", matrix("0 1 0; 0 0 1; 0 0 0"), [3]),
    ("two equal blocks", block_diagonal([jordan_block(3, 2)] * 2), [2, 2]),
    ("equal blocks over a quadratic field", block_diagonal([companion(poly_power([1, 0, 1], 2))] * 2), [2, 2, 2, 2]),
    ("defective over Q(i)", matrix("1+i 1; 0 1+i"), [2]),
    ("eigenvalue i, defective, entries not triangular", matrix("0 1; 1 2*i"), [2]),
    ("the same with the sign changed", matrix("0 -1; 1 2*i"), [1, 1]),
    ("huge entries", matrix("1 0; 0 1") * 10**60 + matrix("0 1; 0 0"), [2]),
    ("the chapter's 3.1", matrix("2 1; 0 2"), [2]),
    ("unimodular variant", matrix("1 1 0; -1 3 0; 1 5 -1"), [1, 2]),
    ("rational entries", ExactMatrix.from_rows([[Fraction(1, 2), Fraction(1, 3)], [Fraction(-3, 4), Fraction(3, 2)]]), [2]),
    ("quintic companion (CRootOf elsewhere)", companion([-1, -1, 0, 0, 0, 1]), [1] * 5),
    ("charpoly (x-2)(x-1-i)^3 over Q(i)", sheared(block_diagonal([jordan_block(1 + I, 3), matrix("2")]), [(0, 3, I), (2, 1, 1)]), [1, 3]),
]


def holds(form) -> bool:
    """A P = P J, J bidiagonal with 0/1 joining equal eigenvalues, and P invertible by an independent rank."""
    A, P, J = form.A, form.P, form.J
    n = A.rows
    if A * P != P * J:
        return False
    for i in range(n):
        for j in range(n):
            if j == i + 1 and J[i, j] not in (0, 1):
                return False
            if j == i + 1 and J[i, j] == 1 and J[i, i] != J[j, j]:
                return False
            if j not in (i, i + 1) and J[i, j] != 0:
                return False
    return invertible(form)


def invertible(form) -> bool:
    """P has full rank: exactly when it is one matrix, else column blocks at distinct eigenvalues have full rank each."""
    P = form.P
    if isinstance(P, ExactMatrix):
        return rank(P) == P.rows
    # generalized eigenspaces of distinct eigenvalues are independent, so it is enough to look inside each
    at = 0
    while at < P.cols:
        width = sum(b.size for b in form.blocks if b.eigenvalue == form.J[at, at])
        group = [P.column(j) for j in range(at, at + width)]
        flat = ExactMatrix.from_rows([[c[i, 0] for c in group] for i in range(P.rows)])
        if rank(flat) != width:
            return False
        at += width
    return True


@pytest.mark.parametrize(("A", "sizes"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_table(A, sizes):
    form = jordan_form(A)
    assert sorted(b.size for b in form.blocks) == sizes
    assert holds(form)


@given(rational_cases())
def test_recovers_the_blocks_over_q(case):
    A, expected, den = case
    form = jordan_form(A)
    found = Counter({(tuple(int(c) for c in raw.polynomial.coeffs()), raw.size): 0 for raw in form.decomposition.chains})
    for raw in form.decomposition.chains:
        found[tuple(int(c) for c in raw.polynomial.coeffs()), raw.size] += 1
    scaled = Counter()
    for (p, k), count in expected.items():
        scaled[_scaled(p, A.denominator, den), k] += count
    assert found == scaled
    assert sum(b.size for b in form.blocks) == A.rows


def _scaled(p: tuple[int, ...], denominator: int, den: int) -> tuple[int, ...]:
    """The monic polynomial of denominator/den times the roots of p."""
    factor, d = Fraction(denominator, den), len(p) - 1
    return tuple(int(c * factor ** (d - i)) for i, c in enumerate(p))


@given(rational_cases(max_size=7))
def test_the_law_holds_over_q(case):
    assert holds(jordan_form(case[0]))


@given(field_cases())
def test_recovers_the_blocks_over_a_number_field(case):
    A, expected = case
    form = jordan_form(A)
    assert Counter((b.eigenvalue, b.size) for b in form.blocks) == expected
    assert holds(form)


@given(rational_cases(max_size=10))
def test_block_sizes_agree_with_ranks_of_powers(case):
    """Second algorithm: exact ranks of f(A)^k by elimination."""
    A, _, _ = case
    form, a, n = jordan_form(A), case[0].numerator, case[0].rows
    for f, e in form.decomposition.factors:
        sizes = [c.size for c in form.decomposition.chains if c.polynomial == f]
        assert sum(sizes) == e
        power = m = polynomial_at(f, a)
        for k in range(1, max(sizes) + 2):
            assert n - m.rank() == f.degree() * sum(min(s, k) for s in sizes)
            m = m * power


@given(rational_cases(max_size=5))
def test_agrees_with_sympy_where_it_answers(case):
    A, expected, _ = case
    assume(all(len(p) <= 3 for p, _ in expected))       # above degree 2 SymPy leaves CRootOf, and gives up
    J = A.to_sympy().jordan_form(calc_transform=False)
    sizes = Counter()
    k = 1
    for i in range(A.rows):
        if i + 1 < A.rows and J[i, i + 1] == 1:
            k += 1
            continue
        sizes[sp.radsimp(J[i, i]), k] += 1
        k = 1
    ours = Counter((sp.radsimp(b.eigenvalue.to_sympy()), b.size) for b in jordan_form(A).blocks)
    assert ours == sizes


@pytest.mark.parametrize("A", [matrix("1 2 3"), matrix("1; 2"), zero(0, 2)])
def test_only_square_matrices(A):
    with pytest.raises(NotSquareError, match="only a square matrix"):
        jordan_form(A)


def test_columns_over_different_fields_stay_apart():
    form = jordan_form(companion([-1, -1, 0, 0, 0, 1]))
    assert isinstance(form.P, ColumnMatrix)
    assert form.P.column(0).field is not form.P.column(1).field
    assert form.A * form.P == form.P * form.J
    other = jordan_form(companion([-2, -1, 0, 0, 0, 1]))
    assert form.A * other.P != other.P * other.J


def test_entries_of_exercises_stay_small():
    """Saturated lattices and LLL on whole chains: hand exercises get hand-sized transformations."""
    for seed, blocks in enumerate([(2, 1), (3,), (2, 2), (3, 2), (2, 2, 1), (3, 2, 1)]):
        n = sum(blocks)
        steps = [((7 * s + seed) % n, (3 * s + 2 * seed + 1) % n, (-1) ** s) for s in range(2 * n)]
        A = sheared(block_diagonal([jordan_block(2, k) for k in blocks]), steps)
        P = jordan_form(A).P
        assert max(abs(x) for row in P.entries() for x in row) <= 10


@pytest.mark.parametrize(("text", "first"), [("1 1; 1 0", (1 - sqrt(5)) / 2), ("0 1; -1 0", -I), ("0 0 2; 1 0 0; 0 1 0", root([-2, 0, 0, 1], 0))])
def test_order_of_eigenvalues(text, first):
    assert jordan_form(matrix(text)).blocks[0].eigenvalue == first


def test_chains_run_from_the_eigenvector_up():
    form = jordan_form(matrix("1 1 0; -1 3 0; 1 5 -1"))
    A = form.A
    v1, v2 = form.P.column(1), form.P.column(2)
    N = A - identity(3) * 2
    assert N * v1 == zero(3, 1)
    assert N * v2 == v1 != zero(3, 1)
    assert det(form.P) != 0
    assert nullspace(N).cols == 1


@given(rational_cases(max_size=6))
def test_inverse_and_determinant_of_the_transformation(case):
    """P^-1 A = J P^-1 row by row, and both agree with numbers; the determinant is right up to its last sign."""
    form = jordan_form(case[0])
    n, Q = form.A.rows, form.P_inverse
    with mp.workdps(60):
        P, inverse = form.P.to_mpmath(50), Q.to_mpmath(50)
        assert all(abs(x) < mp.mpf(10) ** -40 for x in inverse * P - mp.eye(n))
        want = mp.det(P)
        assert abs(mp.mpmathify(form.P_det.to_mpmath(40)) - want) < mp.mpf(10) ** -30 * (1 + abs(want))


def test_inverse_of_a_wide_transformation_obeys_its_law():
    form = jordan_form(companion([-1, -1, 0, 0, 0, 1]))
    rows = form.P_inverse
    assert isinstance(rows, RowMatrix)
    assert rows * form.A == rows.times_left(form.J)          # J is diagonal here, so J^T = J
    assert (form.P_det ** 2).is_rational
