"""Frobenius, Smith and spectral certificates; every mutation is judged by python-flint or by its own law."""
from __future__ import annotations

import json
import random
from itertools import pairwise

import pytest
from flint import fmpz_mat, fmpz_poly, nmod_mat, nmod_poly

from tests.verify import forge
from tests.verify.forge import at, changed, leaves, verdict
from verify.kernel import Malformed, Rejected, check

SKIPPED = ("n", "m", "version", "q_index", "ring")


def matrix(x, columns=None):
    return fmpz_mat(len(x), len(x[0]) if x else columns or 0, [c for row in x for c in row])


def judge(data, law, paths, changes):
    """Accepted exactly when the law holds; returns how many were rejected with a place, and how many accepted."""
    placed = accepted = 0
    for path in paths:
        for change in changes:
            mutant = changed(data, path, change)
            answer, error = verdict(mutant)
            assert (answer is not None) == law(mutant), (path, change(at(data, path)), error)
            accepted += answer is not None
            placed += isinstance(error, Rejected) and error.row is not None
    return placed, accepted


CHANGES = (lambda x: x + 1, lambda x: x - 1, lambda x: x + 5, lambda x: x + forge.Q)


# -- Frobenius ------------------------------------------------------------------------------------------------------

FACTORS = {
    "cyclic": [[6, -5, -2, 1]],
    "two": [[-1, 1], [-2, 3, 0, -2, 1]],
    "equal": [[1, 0, 1], [1, 0, 1]],
    "scalar": [[-7, 1], [-7, 1], [-7, 1]],
    "chain": [[0, 1], [0, 0, 1], [0, 0, 3, 1]],
}


def frobenius_law(data):
    P, A, W = matrix(data["P"]), matrix(data["A"]), data["W"]
    fs = [fmpz_poly(f) for f in data["factors"]]
    if any(len(c) < 2 or c[-1] != 1 for c in data["factors"]) or data["den"] < 1:
        return False
    if sum(f.degree() for f in fs) != data["n"] or any(g % f != 0 for f, g in pairwise(fs)):
        return False
    F = forge.direct_sum([forge.companion(f) for f in data["factors"]])
    inverse = nmod_mat(matrix(W), forge.Q) * nmod_mat(P, forge.Q) == nmod_mat(forge.unit(data["n"]), forge.Q)
    return A * P == P * F and inverse and all(0 <= x < forge.Q for row in W for x in row)


@pytest.mark.parametrize("name", FACTORS)
def test_frobenius_accepts_the_right_and_rejects_the_rest(name):
    rng = random.Random(name)
    data = forge.frobenius(rng, FACTORS[name], den=3)
    assert "A P = P F" in check(json.loads(json.dumps(data))).statement
    paths = [p for p in leaves(data) if p[0] not in SKIPPED]
    placed, accepted = judge(data, frobenius_law, paths, CHANGES)
    assert placed > 30
    assert accepted > 0


def test_factors_that_do_not_divide_are_rejected():
    data = forge.frobenius(random.Random(1), [[-1, 1], [-2, 3, 0, -2, 1]])
    swapped = forge.frobenius(random.Random(1), [[-2, 3, 0, -2, 1], [-1, 1]])
    assert check(data)
    with pytest.raises(Rejected, match="factor 0 divides factor 1"):
        check(swapped)
    with pytest.raises(Rejected, match="degrees"):
        check({**data, "factors": data["factors"][1:]})


def test_the_empty_matrix_has_no_invariant_factors():
    assert check(forge.envelope("frobenius", n=0, A=[], den=1, factors=[], P=[], W=[], q_index=0))


# -- Smith ----------------------------------------------------------------------------------------------------------

def smith_law(data):
    A, U, S, V, U1, V1 = (matrix(data[k], data["n"]) for k in ("A", "U", "S", "V", "U_inverse", "V_inverse"))
    m, n = data["m"], data["n"]
    d = [int(S[i, i]) for i in range(min(m, n))]
    diagonal = all(i == j or S[i, j] == 0 for i in range(m) for j in range(n))
    divisible = all(x >= 0 for x in d) and all(y % x == 0 if x else y == 0 for x, y in pairwise(d))
    return (data["u"], data["v"]) == (1, 1) and diagonal and divisible and U * A * V == S \
        and forge.unit(m) == U * U1 and forge.unit(n) == V * V1


@pytest.mark.parametrize(("m", "n", "divisors"), [
    (3, 3, [1, 2, 6]), (2, 4, [2, 0]), (4, 2, [3, 3]), (2, 2, [0, 0]), (1, 1, [5]), (3, 3, [2, 4, 0])])
def test_smith_over_the_integers(m, n, divisors):
    data = forge.smith_integers(random.Random(m * 10 + n), m, n, divisors)
    assert "over ZZ" in check(json.loads(json.dumps(data))).statement
    paths = [p for p in leaves(data) if p[0] not in SKIPPED]
    placed, _ = judge(data, smith_law, paths, CHANGES)
    assert placed > 15


def test_smith_of_empty_matrices():
    empty = {"A": [], "U": [], "S": [], "U_inverse": []}
    unit = [[1, 0], [0, 1]]
    assert check(forge.envelope("smith", ring="ZZ", m=0, n=2, u=1, v=1, V=unit, V_inverse=unit, **empty))
    column = {"A": [[], []], "S": [[], []], "U": unit, "U_inverse": unit, "V": [], "V_inverse": []}
    assert check(forge.envelope("smith", ring="ZZ", m=2, n=0, u=1, v=1, **column))
    one = [[[1], []], [[], [1]]]
    assert check(forge.envelope("smith", ring="QQ[x]", m=0, n=2, u=1, v=1, V=one, V_inverse=one, **empty))


@pytest.mark.parametrize("divisors", [[6, 4], [2, -4], [0, 3], [-1, 1]])
def test_divisors_that_are_not_normalised_or_do_not_divide_are_rejected(divisors):
    data = forge.smith_integers(random.Random(7), 2, 2, divisors)
    with pytest.raises(Rejected, match="d_i is normalised") as info:
        check(data)
    assert info.value.row == info.value.column


def test_a_unit_other_than_one_is_refused_over_the_integers():
    one = {name: [[1]] for name in ("A", "V", "U_inverse", "V_inverse")}
    two = forge.envelope("smith", ring="ZZ", m=1, n=1, u=2, v=1, U=[[2]], S=[[2]], **one)
    with pytest.raises(Malformed):
        check(two)
    with pytest.raises(Rejected, match="U U_inverse"):
        check({**two, "u": 1})


def polynomial_law(data):
    names = ("A", "U", "S", "V", "U_inverse", "V_inverse")
    if any(f and f[-1] == 0 for k in names for row in data[k] for f in row) or data["u"] < 1 or data["v"] < 1:
        return False
    A, U, S, V, U1, V1 = ([[fmpz_poly(f) for f in row] for row in data[k]] for k in names)
    m, n, zero = data["m"], data["n"], fmpz_poly([])
    product = forge.polynomial_product
    scalar = [[[fmpz_poly([c]) if i == j else zero for j in range(k)] for i in range(k)]
              for k, c in ((m, data["u"]), (n, data["v"]))]
    d = [S[i][i] for i in range(min(m, n))]
    divisible = all(y.degree() < 0 or (x.degree() >= 0 and is_multiple(y, x)) for x, y in pairwise(d))
    return product(product(U, A), V) == S and [product(U, U1), product(V, V1)] == scalar and divisible \
        and all(i == j or S[i][j] == zero for i in range(m) for j in range(n))


def is_multiple(g, f):
    return g.gcd(f).degree() == f.degree()


@pytest.mark.parametrize(("m", "n", "divisors"), [
    (2, 2, [[1], [-1, 0, 1]]), (3, 2, [[-2, 1], [-4, 0, 1]]), (2, 3, [[0, 1], []]), (1, 1, [[1, 2, 3]]),
    (3, 3, [[1], [0, 1], [0, 0, -1, 2]])])
def test_smith_over_polynomials(m, n, divisors):
    data = forge.smith_polynomials(random.Random(m * 10 + n), m, n, divisors)
    assert "over QQ[x]" in check(json.loads(json.dumps(data))).statement
    paths = [p for p in leaves(data) if p[0] not in SKIPPED]
    placed, _ = judge(data, polynomial_law, paths, CHANGES)
    assert placed > 4


@pytest.mark.parametrize("divisors", [[[1, 1], [1, 2]], [[], [1]], [[0, 1], [1]]])
def test_polynomials_that_do_not_divide_are_rejected(divisors):
    with pytest.raises(Rejected, match="divides the next"):
        check(forge.smith_polynomials(random.Random(7), 2, 2, divisors))


def test_a_ring_of_another_name_and_leading_zeros_are_refused():
    data = forge.smith_polynomials(random.Random(3), 1, 1, [[1, 1]])
    for mutant in ({**data, "ring": "ZZ"}, {**data, "ring": "RR"}, {**data, "ring": ["ZZ"]},
                   {**data, "A": [[[1, 1, 0]]]},
                   {**data, "A": [[[1.0]]]}, {**data, "A": [[1]]}, {**data, "m": -1},
                   {**data, "u": 0}):
        with pytest.raises(Malformed):
            check(mutant)


# -- spectral components ----------------------------------------------------------------------------------------------

def spectral_law(data):
    n, A = data["n"], matrix(data["A"])
    total, F = fmpz_mat(n, n), fmpz_poly([1])
    for f in {tuple(part["f"]) for part in data["parts"]}:
        F *= fmpz_poly(list(f))
    for part in data["parts"]:
        f, N = part["f"], [[matrix(x) for x in Nj] for Nj in part["N"]]
        d = len(f) - 1
        if f[-1] != 1 or part["k"] != len(N):
            return False
        for j, Nj in enumerate(N):
            for i in range(d):
                shifted = Nj[i - 1] if i else fmpz_mat(n, n)
                upper = N[j + 1][i] if j + 1 < len(N) else fmpz_mat(n, n)
                if A * Nj[i] != shifted - f[i] * Nj[d - 1] + upper:
                    return False
        total += N[0][d - 1]
    q = forge.Q
    one = nmod_poly(data["s"], q) * nmod_poly([int(c) for c in F.coeffs()], q) \
        + nmod_poly(data["t"], q) * nmod_poly([int(c) for c in F.derivative().coeffs()], q)
    return total == data["N_den"] * forge.unit(n) and one == 1 and data["den"] > 0 and data["N_den"] > 0


def two_parts():
    """A = [[2, 1, 0], [0, 2, 0], [0, 0, 5]] with its two projections."""
    s, t = forge.bezout([[-2, 1], [-5, 1]])
    zero = [[0] * 3 for _ in range(3)]
    N = [[[1, 0, 0], [0, 1, 0], [0, 0, 0]], [[0, 1, 0], [0, 0, 0], [0, 0, 0]]]
    last = [*zero[:2], [0, 0, 1]]
    return forge.envelope("spectral", n=3, A=[[2, 1, 0], [0, 2, 0], [0, 0, 5]], den=1, N_den=1, s=s, t=t, q_index=0,
                          parts=[{"f": [-2, 1], "k": 2, "N": [[N[0]], [N[1]]]}, {"f": [-5, 1], "k": 1, "N": [[last]]}])


SPECTRAL = {
    "rotation": lambda: forge.spectral(fmpz_mat([[0, -1], [1, 0]]), [1, 0, 1], den=2),
    "cubic": lambda: forge.spectral(fmpz_mat([[1, 2, 0], [0, 1, 3], [1, 1, 1]]),
                                    [int(c) for c in fmpz_mat([[1, 2, 0], [0, 1, 3], [1, 1, 1]]).charpoly().coeffs()]),
    "projection": lambda: forge.spectral(fmpz_mat([[1, 0], [0, 0]]), [0, -1, 1]),
    "nilpotent": lambda: forge.spectral_block(0, 3, random.Random(1)),
    "block": lambda: forge.spectral_block(-2, 3, random.Random(2)),
    "two parts": two_parts,
}


@pytest.mark.parametrize("name", SPECTRAL)
def test_spectral_accepts_the_right_and_rejects_the_rest(name):
    data = SPECTRAL[name]()
    assert "for all t" in check(json.loads(json.dumps(data))).statement
    assert spectral_law(data)
    paths = [p for p in leaves(data) if p[0] not in SKIPPED]
    placed, accepted = judge(data, spectral_law, paths, CHANGES)
    assert placed > 20
    assert accepted > 0


@pytest.mark.parametrize("name", SPECTRAL)
def test_accepted_components_give_the_powers(name):
    """A^n = sum over parts and j of the coefficient of x^(d-1) in C(n,j) x^(n-j) N_j mod f, for n = 0 .. 6."""
    from math import comb
    data = SPECTRAL[name]()
    n, power = data["n"], forge.unit(data["n"])
    for e in range(7):
        total = fmpz_mat(n, n)
        for part in data["parts"]:
            f, d = fmpz_poly(part["f"]), len(part["f"]) - 1
            for j, Nj in enumerate(part["N"]):
                if j <= e:
                    for i, M in enumerate(Nj):
                        total += matrix(M) * int((comb(e, j) * fmpz_poly([0] * (e - j + i) + [1]) % f)[d - 1])
        assert total == data["N_den"] * power
        power = power * matrix(data["A"])


def test_spectral_repeated_roots_and_too_many_factors_are_refused():
    """With f = (x-1)^2, k = 1 the laws of steps 1 and 3 hold for J_2(1), and the formula would be wrong."""
    one = forge.envelope("spectral", n=1, A=[[1]], den=1, N_den=1, s=[1], t=[], q_index=0,
                         parts=[{"f": [1, -2, 1], "k": 1, "N": [[[[-1]], [[1]]]]}])
    with pytest.raises(Malformed, match="minimal polynomial"):
        check(one)
    A = fmpz_mat([[1, 1], [0, 1]])
    part = {"f": [1, -2, 1], "k": 1, "N": [[forge.rows(A - 2 * forge.unit(2)), [[1, 0], [0, 1]]]]}
    double = {**forge.spectral(A, [1, 0, 1]), "parts": [part]}
    with pytest.raises(Rejected, match="s F"):
        check(double)


def test_spectral_of_the_empty_matrix():
    data = forge.envelope("spectral", n=0, A=[], den=1, N_den=1, s=[1], t=[], q_index=0, parts=[])
    assert "none" in check(data).statement
