"""The truths of the oracle by a second way: definitions that hold exactly, other algorithms, bounds that must not be broken."""
from __future__ import annotations

import math
import random

import mpmath
import numpy as np
import pytest

from symbolic import UnableError, matrix
from verify.oracle import Case, find_problem, prepare, value_of
from verify.oracle.exact import exact_matrix, kappa_2, product
from verify.oracle.frechet import function_condition, power_scalar
from verify.oracle.matrices import hidden_jordan, named
from verify.oracle.spectrum import matched_distance, parts, reach

DIGITS = 40


def cases(name, count=25):
    """The first cases of a problem that have an answer, with it."""
    job, found = prepare(len, name), []
    for case in job.cases():
        truth = job.truth(case)
        if truth is not None and truth.exists:
            found.append((case, truth))
    step = max(1, len(found) // count)
    return found[::step]


def mp(value):
    m, n = value.shape
    with mpmath.workdps(80):
        return mpmath.matrix([[mpmath.mpc(*(mpmath.mpf(p.numerator) / p.denominator for p in value.entries[i * n + j]))
                               for j in range(n)] for i in range(m)])


def close(X, Y, digits=DIGITS):
    with mpmath.workdps(80):
        size = max((abs(x) for x in Y), default=mpmath.mpf(1)) or 1
        return all(abs(x - y) <= size * mpmath.mpf(10) ** -digits for x, y in zip(X, Y, strict=True))


# ---- definitions -----------------------------------------------------------------------------------------------------------

def test_systems_hold_exactly():
    for case, truth in cases("solve"):
        A, b = value_of(case.args[0]), value_of(case.args[1])
        assert product(A, truth.value).entries == b.entries
    for case, truth in cases("solve_toeplitz"):
        (c, r), b = case.args
        n = len(c)
        rows = [[c[i - j] if i >= j else r[j - i] for j in range(n)] for i in range(n)]
        assert product(value_of(rows), truth.value).entries == value_of(b).entries


def test_inverses_and_equations_hold_exactly():
    for case, truth in cases("inv"):
        n = truth.value.shape[0]
        assert product(value_of(case.args[0]), truth.value).entries == value_of(np.eye(n)).entries
    for case, truth in cases("solve_sylvester"):
        A, B, Q = map(value_of, case.args)
        left, right = product(A, truth.value), product(truth.value, B)
        assert [(x[0] + y[0], x[1] + y[1]) for x, y in zip(left.entries, right.entries, strict=True)] == list(Q.entries)


def test_the_pseudoinverse_fulfils_penrose():
    for case, truth in cases("pinv"):
        A, X = exact_matrix(case.args[0]), truth.value
        again = product(product(value_of(A), X), value_of(A))
        assert again.entries == value_of(A).entries
        AX = product(value_of(A), X)
        assert AX.entries == tuple((x, -y) for x, y in AX.transpose().entries)


def test_functions_of_matrices_fulfil_their_equations():
    for case, truth in cases("sqrtm", 20):
        A, X = mp(value_of(np.atleast_2d(case.args[0]))), mp(truth.value)
        with mpmath.workdps(80):
            assert close(X * X, A)
    for case, truth in cases("logm", 15):
        A, X = mp(value_of(case.args[0])), mp(truth.value)
        with mpmath.workdps(80):
            assert close(mpmath.expm(X), A, 30)
    for case, truth in cases("signm", 15):
        S, A = mp(truth.value), mp(value_of(case.args[0]))
        with mpmath.workdps(80):
            assert close(S * S, mpmath.eye(S.rows), 30)
            assert close(S * A, A * S, 30)


def test_exponentials_agree_with_mpmath():
    for case, truth in cases("expm", 20):
        A = mp(value_of(case.args[0]))
        if mpmath.mnorm(A, 1) > 200:  # mpmath's own series needs more digits than it is given
            continue
        with mpmath.workdps(120):
            assert close(mp(truth.value), mpmath.expm(A), 30)


def test_least_squares_fulfil_the_normal_equations():
    for case, truth in cases("lstsq"):
        A, b = exact_matrix(case.args[0]), exact_matrix(case.args[1])
        left = product(value_of(A.T * A), truth.value)
        assert left.entries == value_of(A.T * b).entries
        assert truth.value.shape == (A.cols,)


# ---- existence ---------------------------------------------------------------------------------------------------------------

ABSENT = [
    ("inv", [[1.0, 2.0], [2.0, 4.0]]), ("logm", [[0.0, 1.0], [0.0, 0.0]]), ("logm", [[1.0, 1.0], [1.0, 1.0]]),
    ("sqrtm", [[0.0, 1.0], [0.0, 0.0]]), ("sqrtm", [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]]),
    ("signm", [[0.0, -1.0], [1.0, 0.0]]), ("signm", [[0.0, 1.0], [0.0, 0.0]]),
]
PRESENT = [
    ("inv", [[1.0, 2.0], [2.0, 4.0 + 2.0**-50]]), ("logm", [[-1.0]]), ("sqrtm", [[0.0]]), ("sqrtm", [[0.0, 1.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]),
    ("expm", [[0.0, 1.0], [0.0, 0.0]]), ("signm", [[1e-300]]), ("pinv", [[0.0]]),
]


@pytest.mark.parametrize(("name", "table"), ABSENT)
def test_what_does_not_exist_has_a_witness(name, table):
    truth = find_problem(name).truth(Case((np.array(table),)))
    assert not truth.exists
    assert len(truth.witness) > 10
    assert truth.text.startswith("none exists: ")


@pytest.mark.parametrize(("name", "table"), PRESENT)
def test_what_exists_is_found(name, table):
    assert find_problem(name).truth(Case((np.array(table),))).exists


def test_several_answers_are_not_judged():
    case = Case((np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([1.0, 1.0])))
    with pytest.raises(UnableError, match="more than one"):
        find_problem("solve").truth(case)
    job = prepare(np.linalg.solve, "solve")
    assert job.truth(case) is None
    assert job.row(case).verdict == "not judged"


# ---- condition numbers ---------------------------------------------------------------------------------------------------------

def test_the_condition_of_the_exponential_of_a_normal_matrix_is_its_norm_by_hand():
    # for a symmetric A the largest divided difference of exp is e^lambda_max
    A = matrix("1 2; 2 1")
    size = math.sqrt(10) * math.e**3 / math.sqrt(math.e**6 + math.e**-2)
    got = function_condition(A, "exp", value_of(np.array([[math.cosh(2), math.sinh(2)], [math.sinh(2), math.cosh(2)]]) * math.e))
    assert got == pytest.approx(size, rel=1e-12)


@pytest.mark.parametrize(("name", "scalar"), [("exp", mpmath.expm), ("log", mpmath.logm), ("sqrt", mpmath.sqrtm), ("cos", mpmath.cosm)])
def test_the_frechet_derivative_by_differences(name, scalar):
    rng = random.Random(2)
    from verify.oracle.frechet import SCALARS, derivative_matrix
    table = [[5, 1, 0], [0, 5, 1], [0, 0, 6]]
    E = [[rng.randint(-3, 3) for _ in range(3)] for _ in range(3)]
    K = derivative_matrix(matrix(table), SCALARS[name])
    got = [sum(E[i][j] * K[3 * i + j][k] for i in range(3) for j in range(3)) for k in range(9)]
    with mpmath.workdps(60):
        h = mpmath.mpf(10) ** -15
        A, D = mpmath.matrix(table), mpmath.matrix(E)
        want = (scalar(A + h * D) - scalar(A - h * D)) / (2 * h)
        assert all(abs(x - y) < 1e-10 for x, y in zip(got, want, strict=True))


@pytest.mark.parametrize("name", ["defective", "derogatory", "identity", "rotation", "dense defective"])
def test_the_derivative_of_a_defective_matrix_by_the_block_formula(name):
    """exp([[A, E], [0, A]]) has L(A, E) above its diagonal ([Hig08] theorem 3.6), for every E."""
    from verify.oracle.frechet import SCALARS, derivative_matrix
    ((_, A),) = named(name)
    n = len(A)
    K = np.array(derivative_matrix(exact_matrix(A), SCALARS["exp"]))
    for i in range(n):
        for j in range(n):
            block = np.zeros((2 * n, 2 * n))
            block[:n, :n] = block[n:, n:] = A
            block[i, n + j] = 1.0
            with mpmath.workdps(40):
                full = np.array(mpmath.expm(mpmath.matrix(block.tolist())).tolist(), dtype=complex)
            assert np.allclose(K[n * i + j], full[:n, n:].ravel(), rtol=1e-12, atol=1e-12)


def test_the_condition_of_a_power_is_its_exponent():
    assert function_condition(matrix("7"), power_scalar(3), value_of([[343]])) == pytest.approx(3)
    assert function_condition(matrix("7"), power_scalar(-2), value_of([[1 / 49]])) == pytest.approx(2)


def test_kappa_2_against_numpy_where_numpy_can():
    for _, A in named("rotation", "permutation", "complex", "dense defective", "1x1"):
        assert kappa_2(exact_matrix(A)) == pytest.approx(np.linalg.cond(A), rel=1e-12)
    assert kappa_2(exact_matrix(np.array([[1.0, 1.0], [1.0, 1.0]]))) == math.inf


# ---- eigenvalues ----------------------------------------------------------------------------------------------------------------

def some_matrices():
    class Source:
        rng = random.Random(5)

    yield from (A for _, A in named())
    for n in (2, 3, 4, 5, 6):
        yield hidden_jordan(Source, n)
        yield np.array([[Source.rng.gauss(0, 1) for _ in range(n)] for _ in range(n)])


def test_multiplicities_sum_to_n_and_the_trace_is_right():
    for A in some_matrices():
        found = parts(exact_matrix(A))
        assert sum(p.multiplicity for p in found) == len(A)
        trace = sum(p.multiplicity * p.value for p in found)
        assert abs(trace - np.trace(A)) <= 1e-12 * (abs(A).max() * len(A) or 1)


def test_no_perturbation_moves_an_eigenvalue_farther_than_the_bound():
    rng = np.random.default_rng(1)
    reached = 0.0
    for A in some_matrices():
        found, size = parts(exact_matrix(A)), np.linalg.norm(A) or 1.0
        for epsilon in (1e-3, 1e-6, 1e-9):
            bound = reach(found, epsilon * size)
            for _ in range(4):
                E = rng.standard_normal(A.shape)
                E *= epsilon * size / np.linalg.norm(E, 2)
                moved = parts(exact_matrix(A + E))
                away = max(min(abs(p.ball - q.ball).mid() for q in found) for p in moved)
                assert float(away) <= bound * (1 + 1e-9)
                reached = max(reached, float(away) / bound)
    assert reached > 0.3  # it is a ceiling that is nearly met, not an empty one


def test_matching_counts_multiplicity():
    found = parts(matrix("2 0 0; 0 2 0; 0 0 5"))
    assert matched_distance([2.0, 5.0, 2.0], found) == 0.0
    assert matched_distance([2.0, 5.0, 5.0], found) == 3.0
