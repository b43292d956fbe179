"""Semiseparable and quasiseparable matrices: every verb against elimination on the dense matrix, and the recurrences."""
from __future__ import annotations

from fractions import Fraction
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbolic import (
    ExactMatrix,
    I,
    InexactInputError,
    ParseError,
    ShapeError,
    SingularMatrixError,
    block_ranks,
    det,
    identity,
    inverse,
    is_generator_representable,
    is_one_semiseparable,
    matrix,
    one_semiseparable,
    quasiseparable,
    semiseparable,
    solve,
    sqrt,
    zero,
)
from symbolic.scalars.parameters import parameter
from symbolic.structured.sparse import eliminate

a, b, c = (parameter(name) for name in "abc")

ONE_CASES = {
    "empty": [],
    "one": [7],
    "zeros": [0, 0, 0],
    "ones": [1, 1, 1, 1],
    "a zero cuts": [5, 2, 0, 3, Fraction(1, 2)],
    "chapter figure": [1, "9/10", "1/2", "19/20", "4/5", "3/10", "99/100", "7/10"],
    "quadratic": [1, sqrt(2), 1 - sqrt(2), I],
    "parameters": [1, a, b, a + b],
    "huge": [1, 10**30, -(10**29), Fraction(1, 10**30)],
}


def entry(L, i, j):
    return prod((L.a[t] for t in range(j + 1, i + 1)), start=1) if i >= j else 0


@pytest.mark.parametrize("values", ONE_CASES.values(), ids=ONE_CASES)
def test_one_semiseparable(values):
    L = one_semiseparable(values)
    D, n = L.dense(), len(values)
    assert D.shape == L.shape == (n, n)
    assert all(D[i, j] == entry(L, i, j) for i in range(n) for j in range(n))
    assert det(D) == L.det() == 1
    right = ExactMatrix.from_rows([[k * k - 1, 2 - k] for k in range(n)], cols=2)
    for M, E in ((L, D), (L.T, D.T)):
        assert M.dense() == E == M.quasiseparable().dense()
        assert M.inverse() * E == identity(n)
        assert M.matvec(right) == E * right == M.quasiseparable().matvec(right)
        assert E * M.solve(right) == right
        assert M.quasiseparable().solve(right) == M.solve(right)
    assert all(not L.inverse()[i, j] for i in range(n) for j in range(n) if i - j not in {0, 1})
    assert L.T.T == L


def test_the_first_number_is_not_used():
    assert one_semiseparable([1, 2, 3]).dense() == one_semiseparable([99, 2, 3]).dense()


def test_no_quotients_of_products():
    """Prefix products divided by each other would be 0/0 after a zero."""
    assert one_semiseparable([1, 2, 0, 3, 4]).dense() == matrix("1 0 0 0 0; 2 1 0 0 0; 0 0 1 0 0; 0 0 3 1 0; 0 0 12 4 1")


def test_long_scan_is_the_recurrence():
    values = [Fraction(k % 7 - 3, 1 + k % 4) for k in range(400)]
    L = one_semiseparable(values)
    x = [k % 5 - 2 for k in range(400)]
    state, expected = Fraction(0), []
    for value, u in zip(values, x, strict=True):
        state = value * state + u
        expected.append([state])
    assert L.matvec(x) == ExactMatrix.from_rows(expected)
    assert L.solve(L.matvec(x)) == ExactMatrix.from_rows([[u] for u in x])


SEMI_CASES = {
    "empty": ([], []),
    "one": ([2], [3]),
    "rank 1 lower": ([1, 2, 3], [4, 5, 6]),
    "rank 2 lower": ([[1, 2], [3, 4], [5, 7], [1, 0]], [[1, 1], [0, 1], [2, 1], [1, 3]]),
    "symmetric Green's matrix": ([1, 2, 3, 4], [1, 1, 1, 1], [1, 1, 1, 1], [1, 2, 3, 4]),
    "zero leading minors": ([0, 1, 1], [1, 0, 1], [1, 2, 3], [1, 5, 1]),
    "ranks 2 and 1": ([[1, 2], [3, 4], [5, 7]], [[1, 1], [0, 1], [2, 1]], [1, 2, 3], [3, 2, 5]),
    "quadratic": ([1, sqrt(2), 3], [sqrt(2), 1, 1], [1, 1, 1], [0, sqrt(2), 5]),
    "Gaussian": ([1, I, 3], [I, 1, 1], [1, 1, I], [0, 1 + I, 5]),
    "parameters": ([1, a, 2], [b, 1, 1], [1, b, 1], [0, 2, 3]),
}


@pytest.mark.parametrize("parts", SEMI_CASES.values(), ids=SEMI_CASES)
def test_semiseparable(parts):
    S = semiseparable(*parts)
    D, n = S.dense(), S.shape[0]
    below, above = S.U * S.V.T, S.P * S.Q.T
    assert all(D[i, j] == (below[i, j] if i >= j else above[i, j]) for i in range(n) for j in range(n))
    right = ExactMatrix.from_rows([[k * k - 1, 2 - k] for k in range(n)], cols=2)
    assert S.det() == det(D) == S.T.det()
    for M, E in ((S, D), (S.T, D.T)):
        assert M.dense() == E
        assert M.matvec(right) == E * right
        assert M.solve(right) == solve(E, right)
    assert S.inverse() == inverse(D)
    assert S.null_vector() is None


def table(values, n, k):
    return [values[i * k:(i + 1) * k] for i in range(n)]


@st.composite
def generators(draw):
    """Small entries, so that singular matrices and vanishing minors are frequent."""
    n, k, m = draw(st.integers(0, 6)), draw(st.integers(0, 2)), draw(st.integers(0, 2))
    number = st.sampled_from([0, 0, 1, -1, 2, Fraction(1, 2)])

    def numbers(count):
        return draw(st.lists(number, min_size=count, max_size=count))
    lower = table(numbers(n * k), n, k), [table(numbers(k * k), k, k) for _ in range(n)], table(numbers(n * k), n, k)
    upper = table(numbers(n * m), n, m), [table(numbers(m * m), m, m) for _ in range(n)], table(numbers(n * m), n, m)
    return (*lower, numbers(n), *upper)


def product_entry(Q, i, j):
    """By the definition: c_i A_{i-1} .. A_{j+1} b_j, dense matrix products."""
    c_, A, b_, d, g, E, h = Q
    if i == j:
        return d[i]
    left, steps, right = (c_[i], [A[t] for t in range(i - 1, j, -1)], b_[j]) if i > j else (
        g[i], [E[t] for t in range(i + 1, j)], h[j])
    if not left:
        return 0
    row = ExactMatrix.from_rows([left])
    for step in steps:
        row = row * ExactMatrix.from_rows(step)
    return (row * ExactMatrix.from_rows([[x] for x in right]))[0, 0]


@given(generators(), st.lists(st.integers(-3, 3), min_size=6, max_size=6))
def test_quasiseparable_against_the_definition_and_elimination(parts, x):
    Q = quasiseparable(*parts)
    n = len(parts[3])
    D = ExactMatrix.from_rows([[product_entry(parts, i, j) for j in range(n)] for i in range(n)])
    x = x[:n]
    column = ExactMatrix.from_rows([[v] for v in x], cols=1)
    assert Q.dense() == D
    assert Q.T.dense() == D.T
    assert Q.matvec(x) == D * column
    assert Q.det() == det(D)
    if det(D):
        assert Q.solve(D * column) == column
        assert Q.inverse() == inverse(D)
        assert Q.null_vector() is None
    else:
        with pytest.raises(SingularMatrixError) as caught:
            Q.solve(x)
        for null in (caught.value.null_vector, Q.null_vector()):
            assert any(row[0] for row in null.entries())
            assert D * null == zero(n, 1)
    k, m = Q.orders
    ranks = block_ranks(D)
    assert all(r <= k for r in ranks.lower)
    assert all(r <= m for r in ranks.upper)


@pytest.mark.parametrize("parts", [([1, 2, 3], [0, 1, 1]), ([1, 1], [1, 1], [1, 1], [1, 1]),
                                   ([0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]), ([a, 1], [1, 0])])
def test_singular(parts):
    S = semiseparable(*parts)
    n = S.shape[0]
    assert S.det() == 0
    for question in (S.inverse, lambda: S.solve([1] * n)):
        with pytest.raises(SingularMatrixError, match=f"{n}x{n}") as caught:
            question()
        null = caught.value.null_vector
        assert any(row[0] for row in null.entries())
        assert S.dense() * null == zero(n, 1)


def test_no_leading_minor_has_to_be_nonzero():
    """A zero diagonal: the exchange of rows stays within the band."""
    Q = quasiseparable([1] * 6, [1] * 6, [1] * 6, [0] * 6, [1] * 6, [1] * 6, [1] * 6)
    J = Q.dense()
    assert all(J[i, j] == int(i != j) for i in range(6) for j in range(6))
    assert Q.det() == -5
    assert Q.inverse() == inverse(J)


def test_inverse_of_a_tridiagonal_matrix_is_semiseparable():
    T = matrix("2 -1 0 0; -1 2 -1 0; 0 -1 2 -1; 0 0 -1 2")
    S = is_generator_representable(inverse(T), 1).structure
    assert S.inverse() == T
    assert S.det() == Fraction(1, 5)


def test_linear_cost_of_a_long_system():
    n = 600
    S = semiseparable([1 + k % 3 for k in range(n)], [1] * n, [1] * n, [5 + k % 2 for k in range(n)])
    x = [k % 7 - 3 for k in range(n)]
    assert S.solve(S.matvec(x)) == ExactMatrix.from_rows([[v] for v in x])


def test_conditions_of_parameters():
    S = semiseparable([1, a], [b, 1], [1, 1], [1, 2])
    assert S.solve([1, 2]).conditions
    assert S.dense() * S.solve([1, 2]) == matrix("1; 2")
    assert str(S.solve([1, 2]).conditions[0]) == str(S.det())


def test_printed_values_are_constructor_calls():
    assert str(one_semiseparable(["1/2", 3])) == "one_semiseparable([1/2, 3])"
    assert str(one_semiseparable([1, 3]).T) == "one_semiseparable([1, 3]).T"
    for value in (semiseparable([1, 2], [3, 4]), semiseparable([[1, 2], [3, 4]], [[1, 0], [0, 1]], [1, 1], [5, 6]),
                  quasiseparable([1, 2, 3], [1, 5, 1], [1, 1, 1], [1, 2, 3]),
                  quasiseparable([[1, 2]] * 3, [[[1, 2], [3, 4]]] * 3, [[1, 1]] * 3, [1, 2, 3],
                                 [[1, 3]] * 3, [[[1, 2], [5, 4]]] * 3, [[2, 1]] * 3)):
        names = {"semiseparable": semiseparable, "quasiseparable": quasiseparable}
        head, _, rest = str(value).partition("(")
        arguments = _lists(rest[:-1])
        assert names[head](*arguments).dense() == value.dense()
    assert "bmatrix" in semiseparable([1, 2], [3, 4])._repr_latex_()


def _lists(text):
    import json
    return json.loads(f"[{text}]")


def test_sparse_elimination_alone():
    rows = [{1: Fraction(2)}, {0: Fraction(3), 2: Fraction(1)}, {2: Fraction(5)}]
    done = eliminate(rows, [[Fraction(2)], [Fraction(4)], [Fraction(5)]], Fraction(1))
    assert done.solution == [[1], [1], [1]]
    assert done.det == -30
    singular = eliminate([{0: Fraction(1), 1: Fraction(2)}, {0: Fraction(2), 1: Fraction(4)}], [[], []], Fraction(1))
    assert (singular.det, singular.solution, singular.null) == (0, None, [-2, 1])


def test_refuses():
    with pytest.raises(InexactInputError):
        one_semiseparable([1, 0.5])
    with pytest.raises(ParseError):
        one_semiseparable(["1", "t"])
    assert one_semiseparable(["1", "t"], symbols=["t"]).dense()[1, 0] == parameter("t")
    with pytest.raises(ShapeError):
        one_semiseparable(matrix("1 2; 3 4"))
    with pytest.raises(ShapeError, match="3"):
        one_semiseparable([1, 2, 3]).matvec([1, 2])
    with pytest.raises(ShapeError, match="both p and q"):
        semiseparable([1], [1], [1])
    with pytest.raises(ShapeError, match="3 rows"):
        semiseparable([1, 2, 3], [1, 2])
    with pytest.raises(ShapeError, match="columns"):
        semiseparable([1, 2], [[1, 2], [3, 4]])
    with pytest.raises(ShapeError, match="equal length"):
        semiseparable([[1], [1, 2]], [1, 2])
    with pytest.raises(ShapeError, match="g, E and h"):
        quasiseparable([1], [1], [1], [1], [1])
    with pytest.raises(ShapeError, match="transitions"):
        quasiseparable([1, 2], [1], [1, 2], [1, 2])
    with pytest.raises(ShapeError, match="1x1"):
        quasiseparable([1, 2], [[[1, 2], [3, 4]]] * 2, [1, 2], [1, 2])
    with pytest.raises(ShapeError):
        semiseparable([1, 2], [1, 2]).solve([1])


def test_recognised_again():
    L = one_semiseparable([1, 2, 0, Fraction(2, 3)])
    assert is_one_semiseparable(L.dense()).structure == L
