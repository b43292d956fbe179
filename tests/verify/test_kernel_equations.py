"""Equation and rank certificates, over Q and over a number field."""
from __future__ import annotations

import json
import random

import pytest
from flint import fmpq, fmpq_mat, fmpz_mat

from tests.verify import forge
from tests.verify.forge import at, changed, leaves, verdict
from verify.kernel import Malformed, Rejected, check


def named(rows, den=1, *more, columns=None):
    return {"rows": len(rows), "columns": len(rows[0]) if rows else columns or 0, "den": den, "parts": [rows, *more]}


def equation(claims, m=(0, 1), **matrices):
    return forge.envelope("equation", m=list(m), matrices=matrices, claims=claims)


INVERSE = equation([[[["A", "X"]], "I"], [[["X", "A"]], "I"]],
                   A=named([[1, 2], [3, 4]]), X=named([[-4, 2], [3, -1]], 2))
GAUSS = equation([[[["A", "A"]], [["B"]]], [[["A", "A", "A", "A"]], "I"]], m=(1, 0, 1),
                 A=named([[0, 0], [0, 0]], 1, [[1, 0], [0, -1]]), B=named([[-1, 0], [0, -1]], 1, [[0, 0], [0, 0]]))
UPDATE = equation([[[["S"]], [["A"], ["u", "v"]]], [[["S", "u"], ["A", "u"]], [["w"]]]],
                  A=named([[1, 0], [0, 1]]), u=named([[1], [2]]),
                  v=named([[3, 4]]), S=named([[8, 8], [12, 18]], 2), w=named([[13], [26]]))
CASES = {"inverse": INVERSE, "over Q(i)": GAUSS, "rank one update": UPDATE}


def value(x, m):
    """The companion image of a named matrix, by Kronecker products, as a rational matrix."""
    s, C, power, total = len(m) - 1, forge.companion(list(m)), forge.unit(len(m) - 1), None
    for part in x["parts"]:
        block = fmpz_mat(x["rows"] * s, x["columns"] * s,
                         [part[i][j] * int(power[p, q]) for i in range(x["rows"]) for p in range(s)
                          for j in range(x["columns"]) for q in range(s)])
        total = block if total is None else total + block
        power = C * power
    return fmpq_mat(total) / fmpq(x["den"])


def law(data):
    known = {name: value(x, data["m"]) for name, x in data["matrices"].items()}
    if any(x["den"] < 1 for x in data["matrices"].values()):
        return False

    def side(words):
        total = None
        for word in words:
            product = known[word[0]]
            for name in word[1:]:
                product = product * known[name]
            total = product if total is None else total + product
        return total

    for left, right in data["claims"]:
        x = side(left)
        constant = {"I": fmpq_mat(forge.unit(x.nrows())), "0": fmpq_mat(x.nrows(), x.ncols())}
        y = constant[right] if isinstance(right, str) else side(right)
        if x != y:
            return False
    return True


@pytest.mark.parametrize("name", CASES)
def test_equations_and_their_mutations(name):
    data = CASES[name]
    assert " = " in check(json.loads(json.dumps(data))).statement or not data["claims"]
    placed = 0
    for path in leaves(data):
        if path[-1] in ("rows", "columns", "version") or path[0] == "m":
            continue
        for change in (lambda x: x + 1, lambda x: x - 1, lambda x: x + 5, lambda x: x + forge.Q):
            mutant = changed(data, path, change)
            accepted, error = verdict(mutant)
            if at(mutant, path) == 0 and path[-1] == "den":
                assert isinstance(error, Malformed)
                continue
            assert (accepted is not None) == law(mutant), path
            placed += isinstance(error, Rejected) and error.step.startswith("claim") and error.row is not None
    assert placed > 30


@pytest.mark.parametrize("claims", [
    [[[["A", "v"]], "0"]], [[[["Z"]], "0"]], [[[]], "0"], [[[], "0"]], [[[["A"], ["v"]], "0"]], [[[["v"]], "I"]],
    [[[["A"]], [["v"]]]], [[[[["A"]]], "0"]], [[[["A"]]]], [["A", "0"]], "A", [[[["A"]], "1"]],
    [[[["A"]], []]], [[[[1]], "0"]], [[{"A": 1}, "0"]]])
def test_claims_that_make_no_sense_are_refused(claims):
    with pytest.raises(Malformed):
        check(equation(claims, A=named([[1, 2], [3, 4]]), v=named([[3, 4]])))


@pytest.mark.parametrize("matrices", [
    [], {"A": []}, {"A": {**named([[1]]), "parts": []}}, {"A": named([[1]], 1, [[1]])},
    {"A": {**named([[1]]), "rows": 10**6}},
    {"A": {**named([[1]]), "rows": True}}, {"A": {**named([[1]]), "columns": -1}}, {"A": named([[1]], 0)}])
def test_matrices_that_make_no_sense_are_refused(matrices):
    with pytest.raises(Malformed):
        check({**equation([[[["A"]], "I"]]), "matrices": matrices})


def test_a_zero_inner_dimension_is_the_zero_matrix():
    data = equation([[[["B", "C"]], "0"], [[["B", "C"]], [["D"]]]],
                    B=named([[], []]), C=named([], columns=3), D=named([[0] * 3] * 2))
    assert check(data)
    data["matrices"]["D"] = named([[0, 0, 0], [0, 0, 1]])
    with pytest.raises(Rejected) as info:
        check(data)
    assert (info.value.step, info.value.row, info.value.column) == ("claim 1", 1, 2)


# -- rank -------------------------------------------------------------------------------------------------------------

def rank_data(m=(0, 1), **matrices):
    return forge.envelope("rank", m=list(m), matrices=matrices)


SIMPLE = rank_data(A=named([[1, 2, 3], [2, 4, 7]]), X=named([[1, 0], [0, 1]]), Y=named([[7, -3], [0, 0], [-2, 1]]),
                   K=named([[-2], [1], [0]]), Z=named([[0, 1, 0]]))


def test_a_rank_is_accepted_and_its_mutations_are_judged():
    assert "rank 2" in check(SIMPLE).statement
    A = SIMPLE["matrices"]["A"]["parts"][0]
    counts = [0, 0]
    for path in leaves(SIMPLE):
        if path[-1] in ("rows", "columns", "version", "den") or path[0] == "m":
            continue
        for change in (lambda x: x + 1, lambda x: x - 1, lambda x: x + forge.Q):
            mutant = changed(SIMPLE, path, change)
            a, x, y, k, z = (fmpz_mat(mutant["matrices"][name]["parts"][0]) for name in "AXYKZ")
            holds = x * a * y == forge.unit(2) and a * k == fmpz_mat(2, 1) and z * k == forge.unit(1)
            accepted, _ = verdict(mutant)
            assert (accepted is not None) == holds
            assert not holds or fmpz_mat(A).rank() == 2
            counts[holds] += 1
    assert min(counts) > 0


def test_rank_and_nullity_must_fill_the_columns():
    """Rank >= 1 and nullity >= 1 are both true of a rank 1 matrix with three columns, but prove no rank."""
    data = rank_data(A=named([[1, 2, 3]]), X=named([[1]]), Y=named([[1], [0], [0]]), K=named([[-2], [1], [0]]),
                     Z=named([[0, 1, 0]]))
    with pytest.raises(Rejected, match="rank \\+ nullity") as info:
        check(data)
    assert (info.value.expected, info.value.found) == (3, 2)
    with pytest.raises(Malformed):
        check(rank_data(A=named([[1]])))


def test_rank_of_zero_empty_and_field_matrices():
    zero = rank_data(A=named([[0, 0]]), X=named([], columns=1), Y=named([[], []]), K=named([[1, 0], [0, 1]]),
                     Z=named([[1, 0], [0, 1]]))
    assert "rank 0" in check(zero).statement
    empty = rank_data(A=named([], columns=0), X=named([]), Y=named([]), K=named([]), Z=named([]))
    assert "rank 0" in check(empty).statement
    z = [[0]]
    field = rank_data((-2, 0, 1), A=named([[0, 2], [1, 0]], 1, [[1, 0], [0, 1]]), X=named([[0, 1]], 1, [[0, 0]]),
                      Y=named([[1], [0]], 1, [*z, *z]), K=named([[0], [1]], 1, [[-1], [0]]),
                      Z=named([[0, 1]], 1, [[0, 0]]))
    assert "rank 1" in check(field).statement


def test_random_inverses_over_a_cubic_field():
    rng, m = random.Random(3), [-2, 0, 0, 1]
    drawn = [[[rng.randint(-4, 4) for _ in range(3)] for _ in range(3)] for _ in range(3)]
    A = {"rows": 3, "columns": 3, "den": 5, "parts": drawn}
    inverse = value(A, m).inv()
    parts = [[[inverse[3 * i + t, 3 * j] for j in range(3)] for i in range(3)] for t in range(3)]
    den = 1
    for part in parts:
        den = int(fmpq_mat([[x * den for x in row] for row in part]).numer_denom()[1]) * den
    whole = [[[int(x * den) for x in row] for row in part] for part in parts]
    X = {"rows": 3, "columns": 3, "den": den, "parts": whole}
    data = equation([[[["A", "X"]], "I"], [[["X", "A"]], "I"]], m=m, A=A, X=X)
    assert check(data)
    data["matrices"]["X"]["parts"][1][0][2] += 1
    with pytest.raises(Rejected):
        check(data)


# -- inertia ----------------------------------------------------------------------------------------------------------

def inertia(L, D, den=1):
    n = len(D)
    A = [[sum(L[i][k] * D[k] * L[j][k] for k in range(n)) for j in range(n)] for i in range(n)]
    return forge.envelope("inertia", n=n, A=[[x // den for x in row] for row in A], L=L, D=D, den=den)


@pytest.mark.parametrize(("D", "said"), [
    ([2, 4, 6], "A is symmetric with inertia [3, 0, 0]: A is positive definite"), ([2, 0, 6], "A is symmetric with inertia [2, 0, 1]: A is positive semidefinite"),
    ([2, -4, 0], "A is symmetric with inertia [1, 1, 1]"), ([0, 0, 0], "A is symmetric with inertia [0, 0, 3]: A is positive semidefinite")])
def test_the_inertia_is_read_from_the_signs(D, said):
    for den in (1, 2):
        assert check(inertia([[1, 0, 0], [3, 2, 0], [-5, 7, 1]], D, den)).statement == said


def test_the_inertia_of_an_empty_matrix():
    assert check(inertia([], [])).statement == "A is symmetric with inertia [0, 0, 0]: A is positive definite"


@pytest.mark.parametrize(("field", "value", "error"), [
    ("L", [[1, 1], [3, 1]], Rejected), ("L", [[0, 0], [3, 1]], Rejected), ("L", [[2, 0], [3, 1]], Rejected), ("L", [[1, 0], [4, 1]], Rejected), ("D", [2, -6], Rejected),
    ("D", [2], Malformed), ("den", 0, Malformed), ("den", 2, Rejected), ("n", 3, Malformed), ("A", [[2, 6], [5, 24]], Rejected)])
def test_a_wrong_inertia_is_refused(field, value, error):
    data = inertia([[1, 0], [3, 1]], [2, 6])
    with pytest.raises(error):
        check({**data, field: value})
