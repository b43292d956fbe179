"""Circulant embeddings: every size from max(m, n) on is tried, and a brute-force comparison decides which are admissible."""
from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbolic import (
    DomainError,
    ExactMatrix,
    InputError,
    NoSuchObjectError,
    ShapeError,
    circulant_embedding,
    identity,
    least_embedding_size,
    sqrt,
    toeplitz,
)
from symbolic.scalars.parameters import parameter

a, b = parameter("a"), parameter("b")


def admissible(T, N):
    """Whether a circulant matrix of size N has T as its corner, by filling its first column and looking for a quarrel."""
    m, n = T.shape
    D, seen = T.dense(), {}
    return all(seen.setdefault((i - j) % N, D[i, j]) == D[i, j] for i in range(m) for j in range(n))


@pytest.mark.parametrize(("m", "n"), [(1, 1), (2, 2), (3, 3), (1, 3), (3, 2)])
def test_every_size_of_every_small_matrix(m, n):
    for t in product((0, 1), repeat=m + n - 1):
        T = toeplitz(t[n - 1:], t[n - 1::-1])
        sizes = []
        for N in range(max(m, n), m + n + 3):
            if not admissible(T, N):
                with pytest.raises(NoSuchObjectError, match="not admissible") as caught:
                    circulant_embedding(T, N)
                (k, first), (l, second) = caught.value.witness
                assert k - l == N
                assert (T.entry(k), T.entry(l)) == (first, second)
                assert first != second
                assert N < m + n - 1
                continue
            sizes.append(N)
            E = circulant_embedding(T, N)
            assert E.size == N
            assert len(E.fillers) == max(N - (m + n - 1), 0)
            assert E.check()
            assert E.circulant.dense().submatrix(range(m), range(n)) == T.dense()
            x = ExactMatrix.from_rows([[k + 1, k * k - 2] for k in range(n)])
            assert E.matvec(x) == T.dense() * x
        assert least_embedding_size(T) == sizes[0]


@settings(max_examples=20)
@given(st.integers(1, 6), st.integers(0, 4), st.data())
def test_any_fillers_are_right(n, extra, data):
    numbers = st.fractions(max_denominator=5)
    t = data.draw(st.lists(numbers, min_size=2 * n - 1, max_size=2 * n - 1))
    fillers = data.draw(st.lists(numbers, min_size=extra, max_size=extra))
    x = data.draw(st.lists(numbers, min_size=n, max_size=n))
    T = toeplitz(t[n - 1:], t[n - 1::-1])
    E = circulant_embedding(T, 2 * n - 1 + extra, fillers)
    assert list(E.fillers) == fillers
    assert E.check()
    assert E.matvec(x) == T.matvec(x) == T.dense() * ExactMatrix.from_rows([[y] for y in x])


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_the_claim_of_the_chapter_symbolically(n):
    names = [f"t{k}" for k in range(2 * n - 1)]
    T = toeplitz(names[:n], [names[0], *names[n:]], symbols=names)
    assert least_embedding_size(T) == circulant_embedding(T).size == 2 * n - 1
    E = circulant_embedding(T, 2 * n, ["s"], symbols=["s"])
    assert E.check()
    assert E.fillers == (parameter("s"),)
    for j in range(n):
        assert E.matvec([int(i == j) for i in range(n)]) == T.dense().column(j)


def test_sizes_that_the_data_decide():
    assert least_embedding_size(toeplitz([1, 2, 3], [1, 3, 2])) == 3
    assert least_embedding_size(toeplitz([1, a, b], [1, b, a])) == 3
    assert least_embedding_size(toeplitz([1, 2, 3, 2])) == 4
    assert least_embedding_size(toeplitz([1, 2, 3, 4])) == 6
    assert least_embedding_size(toeplitz([sqrt(2), 1, "sqrt(8)"], [sqrt(2), 2 * sqrt(2), 1])) == 3


def test_refuses():
    T = toeplitz([1, 2, 3])
    for size in (2, 0, -1, "5", True):
        with pytest.raises(ShapeError, match="3x3"):
            circulant_embedding(T, size)
    for size, fillers in ((5, [1]), (6, []), (7, [1]), (4, [1])):
        with pytest.raises(ShapeError, match="places free"):
            circulant_embedding(T, size, fillers)
    with pytest.raises(ShapeError, match="expected 3 rows"):
        circulant_embedding(T).matvec([1])
    with pytest.raises(DomainError):
        circulant_embedding(toeplitz([sqrt(2), 1]), 4, [a])
    for question in (circulant_embedding, least_embedding_size):
        with pytest.raises(InputError, match="Toeplitz value"):
            question(identity(2))
        with pytest.raises(InputError, match="0x0"):
            question(toeplitz([]))
