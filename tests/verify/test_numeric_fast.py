"""Float64 answers against the exact ones: every float is a rational, and every tolerance is a count times u times exact sizes."""
from __future__ import annotations

import sys
from fractions import Fraction

import numpy as np
import pytest
from flint import fmpq, fmpq_mat

from symbolic import InputError, ShapeError, SingularMatrixError, UnableError
from verify.numeric.fast import (
    cauchylike,
    circulant,
    fourier,
    one_semiseparable,
    semiseparable,
    ssd,
    toeplitz,
    vandermonde,
    woodbury,
)

U = Fraction(1, 2**53)
LEADING_MINOR = ((1e-12, 0, 0, 2, -3, 1, 2), (1e-12, 3, 1, -2, -1, 1, -1), (2, 0, -1, -2, -3, -3, 2))


def exact(values):
    """An fmpq_mat with the floats as the rationals they are; a vector is a column."""
    array = np.asarray(values, dtype=float)
    array = array[:, None] if array.ndim == 1 else array
    return fmpq_mat(*array.shape, [fmpq(*float(x).as_integer_ratio()) for x in array.ravel()])


def entries(matrix):
    return [Fraction(int(x.p), int(x.q)) for x in matrix.entries()]


def worst(values):
    return max(map(abs, values))


def sum_norm(matrix):
    """The largest row sum of |entries|."""
    return max(sum(abs(Fraction(int(x.p), int(x.q))) for x in row) for row in matrix.tolist())


def modulus(matrix):
    return fmpq_mat(matrix.nrows(), matrix.ncols(), [abs(x) for x in matrix.entries()])


def assert_entrywise(found, matrix, x, count):
    """|found - A x| <= count u |A| |x|, entry by entry, exactly."""
    truth, size = entries(matrix * exact(x)), entries(modulus(matrix) * modulus(exact(x)))
    for got, want, scale in zip(found, truth, size, strict=True):
        assert abs(Fraction(float(got)) - want) <= count * U * scale


def assert_solves(found, matrix, b, count):
    """Norm-wise backward error at most count u, and the forward error it implies with the exact kappa_inf."""
    x, truth = exact(found), matrix.solve(exact(b))
    rest = worst(entries(matrix * x - exact(b)))
    assert rest <= count * U * (sum_norm(matrix) * worst(entries(x)) + worst(entries(exact(b))))
    kappa = sum_norm(matrix) * sum_norm(matrix.inv())
    assert worst(entries(x - truth)) <= 2 * count * U * kappa * max(worst(entries(truth)), worst(entries(x)))


def draw(seed, *shape):
    return np.random.default_rng(seed).standard_normal(shape)


def system(n, seed):
    c, r, b = draw(seed, 3, n)
    r[0] = c[0]
    return c, r, b


@pytest.mark.parametrize(("m", "n"), [(1, 1), (1, 5), (5, 1), (2, 2), (7, 7), (16, 9), (33, 40)])
def test_toeplitz_product_is_norm_wise_right(m, n):
    c, r, x = draw(1, m), draw(2, n), draw(3, n)
    r[0] = c[0]
    T = exact(toeplitz.dense(c, r))
    size = sum(map(abs, entries(exact(c)) + entries(exact(r)))) * worst(entries(exact(x)))
    for got, want in zip(toeplitz.matvec(c, r, x), entries(T * exact(x)), strict=True):
        assert abs(Fraction(float(got)) - want) <= 8 * (m + n).bit_length() * U * size


def test_toeplitz_products_of_integers_are_exact_after_rounding():
    rng = np.random.default_rng(5)
    c, r, x = rng.integers(-99, 99, (3, 300))
    r[0] = c[0]
    assert np.array_equal(np.rint(toeplitz.matvec(c, r, x)), toeplitz.dense(c, r) @ x)
    assert np.allclose(toeplitz.matvec(c, None, np.eye(300)), toeplitz.dense(c, c), rtol=0, atol=300 * 99 * 2.0**-44)


def test_toeplitz_solve_is_right_where_scipy_is_wrong_by_seventeen_orders():
    linalg = pytest.importorskip("scipy.linalg", reason="the extra `audit` brings SciPy")
    c, r, b = LEADING_MINOR
    T = exact(toeplitz.dense(c, r))
    assert_solves(toeplitz.solve(c, r, b), T, b, 8 * 7)
    truth = T.solve(exact(b))
    theirs = exact(linalg.solve_toeplitz((c, r), b))
    assert worst(entries(theirs - truth)) > 10**15 * worst(entries(truth))


@pytest.mark.parametrize("n", [1, 2, 3, 8, 30])
@pytest.mark.parametrize("corner", [None, 0.0, 1e-14])
def test_both_ways_to_solve_a_toeplitz_system(n, corner):
    c, r, b = system(n, n)
    if corner is not None and n > 1:
        c[0] = r[0] = corner
    T = exact(toeplitz.dense(c, r))
    assert_solves(toeplitz.solve(c, r, b), T, b, 8 * n)
    assert_solves(cauchylike.substitute(cauchylike.factor(c, r), b), T, b, 64 * n)


def test_a_large_toeplitz_system_takes_the_fast_way(monkeypatch):
    n = toeplitz.DENSE + 1
    c, r, b = system(n, 9)
    c[0] = r[0] = 0
    monkeypatch.setattr(toeplitz, "_dense_solver", None)
    T, B = toeplitz.dense(c, r), np.stack((b, c), axis=1)
    X = toeplitz.solve(c, r, B)
    size = np.abs(T).sum(axis=1).max() * np.abs(X).max() + np.abs(B).max()
    assert np.abs(T @ X - B).max() <= 9 * n * float(U) * size


@pytest.mark.parametrize(("c", "r"), [([0], [0]), ([1, 1], [1, 1]), ([0, 1, 0], [0, 1, 0]), ([0, 0, 0], [0, 0, 5])])
def test_singular_toeplitz_matrices_are_not_solved(c, r):
    with pytest.raises(UnableError, match="singular to working precision"):
        toeplitz.solve(c, r, np.arange(1, len(c) + 1))


@pytest.mark.parametrize("n", [1, 2, 3, 7, 16, 23])
def test_circulants(n):
    c, x = draw(n, 2, n)
    dense = toeplitz.dense(c, np.append(c[:1], c[:0:-1]))
    C = exact(dense)
    y = circulant.matvec(c, x)
    size = sum(map(abs, entries(exact(c)))) * worst(entries(exact(x)))
    assert worst(entries(exact(y) - C * exact(x))) <= 16 * n.bit_length() * U * size
    assert_solves(circulant.solve(c, x), C, x, 16 * n * n.bit_length())
    values = circulant.eigenvalues(c)
    assert np.abs(np.sort(np.abs(values)) - np.sort(np.abs(np.linalg.eigvals(dense)))).max() <= 64 * n * 2.0**-53 * np.abs(c).sum()


def test_a_circulant_eigenvalue_that_cannot_be_told_from_zero_is_named():
    with pytest.raises(UnableError, match="eigenvalue 2"):
        circulant.solve([1, 1, 1, 1, 0, 0, 0, 0], np.ones(8))


def test_good_lengths_are_smooth_and_least():
    smooth = sorted(2**a * 3**b * 5**c for a in range(13) for b in range(9) for c in range(6))
    for n in range(1, 2000):
        assert fourier.good_length(n) == next(s for s in smooth if s >= n)


@pytest.mark.parametrize("n", [1, 2, 5, 12])
def test_vandermonde_products_and_solutions(n):
    x, a = np.sort(np.abs(draw(n, n))), draw(n + 50, n)
    V = fmpq_mat(n, n, [fmpq(*float(t).as_integer_ratio()) ** j for t in x for j in range(n)])
    assert_entrywise(vandermonde.matvec(x, a), V, a, 2 * n + 1)
    assert_entrywise(vandermonde.transposed_matvec(x, a), V.transpose(), a, 2 * n + 1)
    assert_entrywise(vandermonde.solve(x, a), V.inv(), a, 8 * n)  # nodes positive and ascending: Higham's bound
    assert_entrywise(vandermonde.transposed_solve(x, a), V.inv().transpose(), a, 8 * n)


def test_vandermonde_with_equal_nodes_says_which():
    with pytest.raises(SingularMatrixError, match=r"nodes 0 and 2 are both 2\.0") as caught:
        vandermonde.solve([2, 1, 2], [1, 2, 3])
    assert np.array_equal(vandermonde.matvec([2, 1, 2], caught.value.null_vector), np.zeros(3))
    with pytest.raises(SingularMatrixError) as caught:
        vandermonde.transposed_solve([2, 1, 2], [1, 2, 3])
    assert np.array_equal(vandermonde.transposed_matvec([2, 1, 2], caught.value.null_vector), np.zeros(3))


def mask(a):
    n = len(a)
    rows = [[Fraction(0)] * n for _ in range(n)]
    for i in range(n):
        rows[i][i] = Fraction(1)
        for j in range(i - 1, -1, -1):
            rows[i][j] = rows[i][j + 1] * Fraction(float(a[j + 1]))
    return fmpq_mat(n, n, [fmpq(x.numerator, x.denominator) for row in rows for x in row])


@pytest.mark.parametrize("gates", ["decays", "zeros", "large", "ones"])
@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 20, 40])
def test_the_recurrence_by_scan_and_by_chunks(gates, chunk):
    n = 40
    a, x = np.abs(np.tanh(draw(7, n))), draw(8, n)
    a = {"decays": a, "zeros": np.where(a > 0.6, 0.0, a), "large": 1 + a, "ones": np.ones(n)}[gates]
    L = mask(a)
    assert_entrywise(one_semiseparable.scan(a, x), L, x, 2 * n + 1)
    assert_entrywise(one_semiseparable.matvec(a, x, chunk), L, x, 3 * n + 1)
    assert_entrywise(one_semiseparable.solve(a, x), L.inv(), x, 3)


@pytest.mark.parametrize("gate", [1e-300, 1e-20, 0.0, 1e200])
def test_products_of_gates_beyond_the_range_of_floats_do_no_harm(gate):
    """A quotient of prefix products would be 0/0 here; 1e200 meets only zeros before it."""
    a, x = np.full(200, gate), draw(1, 200)
    if gate > 1:
        a[5:] = 0.5
        x[:5] = 0
    assert np.allclose(one_semiseparable.matvec(a, x, 10), one_semiseparable.scan(a, x), rtol=2.0**-44, atol=2.0**-44)
    up = np.where(np.arange(200) % 2, 1e300, 1e-300)
    assert np.allclose(one_semiseparable.matvec(up, x, 7), one_semiseparable.scan(up, x), rtol=2.0**-40, atol=0)


@pytest.mark.parametrize(("start", "gate"), [(1e300, 1e-17), (1e-300, 1e17)])
def test_a_chunk_whose_product_leaves_the_range_keeps_the_value_that_crosses_it(start, gate):
    a, x = np.ones(60), np.zeros(60)
    a[20:40], x[0] = gate, start
    y = one_semiseparable.matvec(a, x, 20)
    assert y[59] == pytest.approx(start * gate**10 * gate**10, rel=2.0**-40)


@pytest.mark.parametrize("chunk", [1, 2, 5, 16, 64])
@pytest.mark.parametrize("columns", [None, 3])
def test_ssd_by_scan_and_by_chunks(chunk, columns):
    n, N = 23, 4
    a, B, C = np.tanh(draw(1, n)), draw(2, n, N), draw(3, n, N)
    a[4] = a[11] = 0
    x = draw(4, n) if columns is None else draw(4, n, columns)
    G = (exact(C) * exact(B).transpose()).tolist()
    L, absolute = mask(a).tolist(), (modulus(exact(C)) * modulus(exact(B)).transpose()).tolist()
    M = fmpq_mat(n, n, [L[i][j] * G[i][j] for i in range(n) for j in range(n)])
    size = fmpq_mat(n, n, [abs(L[i][j]) * absolute[i][j] for i in range(n) for j in range(n)])
    for y in (ssd.scan(a, B, C, x), ssd.matvec(a, B, C, x, chunk)):
        assert y.shape == x.shape
        error, scale = entries(exact(y) - M * exact(x)), entries(size * modulus(exact(x)))
        assert all(abs(e) <= (2 * n + N) * U * s for e, s in zip(error, scale, strict=True))


def test_ssd_with_gates_that_overflow_in_a_chunk_comes_from_the_scan():
    a, one = np.full(64, 1e30), np.ones((64, 1))
    x = np.zeros(64)
    x[-2:] = 1
    assert ssd.matvec(a, one, one, x)[-1] == 1e30 + 1


def test_semiseparable_products():
    u, v, p, q = draw(6, 4, 20, 2)
    x = draw(7, 20)
    S = np.tril(u @ v.T) + np.triu(p @ q.T, 1)
    size = (np.tril(np.abs(u) @ np.abs(v).T) + np.triu(np.abs(p) @ np.abs(q).T, 1)) @ np.abs(x)
    assert (np.abs(semiseparable.matvec(u, v, x, p, q) - S @ x) <= 2 * 23 * float(U) * size).all()
    assert semiseparable.matvec([2], [3], [4]).tolist() == [24]


def test_woodbury_with_a_toeplitz_matrix():
    n = 12
    c, r, b = system(n, 3)
    c[0] = r[0] = 9
    left, right = draw(5, 2, n, 2)
    T = toeplitz.dense(c, r)
    A = exact(T) + exact(left) * exact(right).transpose()
    x = woodbury.solve(lambda s: toeplitz.solve(c, r, s), left, right, b, lambda s: toeplitz.matvec(c, r, s))
    assert_solves(x, A, b, 64 * n)
    with pytest.raises(UnableError, match="singular to working precision"):
        woodbury.solve(lambda s: s, [[1], [0]], [[-1], [0]], [1, 1])


@pytest.mark.parametrize("call", [
    lambda: toeplitz.matvec([], [], []), lambda: toeplitz.matvec([1, 2], [2, 1], [1, 1]), lambda: toeplitz.solve([1, 2], [1], [1, 2]),
    lambda: toeplitz.matvec([1, 2], [1, 3], [1]), lambda: circulant.solve([1, 2], [1]), lambda: vandermonde.solve([1, 2], [1]),
    lambda: one_semiseparable.matvec([1], [1, 2]),
    lambda: ssd.matvec([1], [[1]], [[1, 2]], [1]), lambda: semiseparable.matvec([1], [1], [1], [1]),
    lambda: woodbury.solve(lambda b: b, [[1]], [[1, 2]], [1]),
])
def test_shapes_that_do_not_fit(call):
    with pytest.raises(ShapeError):
        call()


@pytest.mark.parametrize("bad", [[1, float("nan")], [float("inf"), 1], ["a", "b"], [[1], [1, 2]], [1j, 2]])
def test_what_is_no_finite_real_number_is_refused(bad):
    with pytest.raises(InputError):
        one_semiseparable.matvec(bad, [1, 2])


def test_without_scipy_numpy_takes_over(monkeypatch):
    fourier.engine.cache_clear()
    monkeypatch.setitem(sys.modules, "scipy.fft", None)
    try:
        assert fourier.engine().__name__ == "numpy.fft"
        assert toeplitz.matvec([1, 2], [1, 3], [1, 1]).round(12).tolist() == [4, 3]
    finally:
        fourier.engine.cache_clear()
