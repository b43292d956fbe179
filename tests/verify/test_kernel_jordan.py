"""Jordan and field certificates: right ones are accepted, forgeries and mutations are judged by python-flint."""
from __future__ import annotations

import copy
import json
import random

import pytest
from flint import fmpz_mat, fmpz_poly, nmod_mat, nmod_poly

from tests.verify import forge
from tests.verify.forge import at, changed, leaves, verdict
from verify.kernel import Malformed, Rejected, check

STRUCTURES = {
    "1x1": [([-3, 1], 1)],
    "zero": [([0, 1], 1), ([0, 1], 1), ([0, 1], 1)],
    "nilpotent": [([0, 1], 3), ([0, 1], 1)],
    "two equal blocks": [([-2, 1], 2), ([-2, 1], 2)],
    "distinct": [([-1, 1], 1), ([1, 1], 1), ([-5, 1], 1), ([2, 1], 1)],
    "quadratic": [([1, 0, 1], 1), ([-2, 0, 1], 2)],
    "cubic twice": [([-1, -1, 0, 1], 2), ([-1, -1, 0, 1], 1)],
    "reducible but squarefree f": [([-6, 11, -6, 1], 1), ([0, 1], 2)],
    "mixed": [([-2, 0, 1], 1), ([3, 1], 2), ([1, 1, 1], 1), ([3, 1], 1)],
    "huge": [([-10**60, 1], 2), ([10**80 + 1, 0, 1], 1)],
}


@pytest.mark.parametrize("name", STRUCTURES)
@pytest.mark.parametrize("den", [1, 6])
def test_a_right_certificate_is_accepted(name, den):
    data = forge.jordan(random.Random(name), STRUCTURES[name], den)
    accepted = check(json.loads(json.dumps(data)))
    assert accepted.kind == "jordan"
    assert "A = P J P^-1" in accepted.statement


def test_the_empty_matrix_is_accepted():
    data = forge.envelope("jordan", n=0, A=[], den=1, charpoly=[1], chains=[], W=[], s=[1], t=[], q_index=0)
    assert "none" in check(data).statement


@pytest.mark.parametrize("index", [1, 2])
def test_the_other_moduli_serve(index):
    structure = STRUCTURES["mixed"]
    G = forge.blocks_of(structure)
    data = forge.jordan_from(G, forge.unit(G.nrows()), structure)
    q = (10**9 + 7, 998244353, 10**9 + 9)[index]
    data["s"], data["t"] = forge.bezout([f for f, _ in structure], q)
    with pytest.raises(Rejected, match="s F"):
        check(data)
    data["q_index"] = index
    assert check(data)


# -- mutations ------------------------------------------------------------------------------------------------------

def law(data):
    """Independently, with python-flint: do A H = H G, W H = I, the Bezout identity and the product of factors hold?"""
    n, q = data["n"], (10**9 + 7, 998244353, 10**9 + 9)[data["q_index"]]
    structure = [(c["f"], c["k"]) for c in data["chains"]]
    if any(c["f"][-1] != 1 or c["k"] != len(c["V"]) for c in data["chains"]) or data["den"] < 1:
        return False
    if sum(k * (len(f) - 1) for f, k in structure) != n:
        return False
    flat = [x for i in range(n) for c in data["chains"] for V in c["V"] for x in V[i]]
    A, H = (fmpz_mat(n, n, x) for x in ([x for row in data["A"] for x in row], flat))
    G = forge.blocks_of(structure)
    F = fmpz_poly([1])
    for f in {tuple(f) for f, _ in structure}:
        F *= fmpz_poly(list(f))
    W = [x for row in data["W"] for x in row]
    identity = nmod_mat(n, n, W, q) * nmod_mat(H, q) == nmod_mat(forge.unit(n), q)
    one = nmod_poly(data["s"], q) * nmod_poly([int(c) for c in F.coeffs()], q) \
        + nmod_poly(data["t"], q) * nmod_poly([int(c) for c in F.derivative().coeffs()], q)
    ranged = all(0 <= x < q for x in W)
    return A * H == H * G and identity and ranged and one == 1 and data["charpoly"] == forge.charpoly_of(structure)


def statement_is_true(data):
    """Independently of chains and witnesses: ranks of f(A)^j and gcds give the block sizes that are claimed."""
    n = data["n"]
    A = fmpz_mat(n, n, [x for row in data["A"] for x in row])
    claimed: dict[tuple[int, ...], list[int]] = {}
    for c in data["chains"]:
        claimed.setdefault(tuple(c["f"]), []).append(c["k"])
    product = fmpz_poly([1])
    for f in claimed:
        product *= fmpz_poly(list(f))
    if product.gcd(product.derivative()).degree() > 0 or [int(c) for c in A.charpoly().coeffs()] != data["charpoly"]:
        return False
    for f, sizes in claimed.items():
        value = fmpz_mat(n, n)
        for c in reversed(f):
            value = value * A + c * forge.unit(n)
        power = forge.unit(n)
        for j in range(1, max(sizes) + 2):
            power = power * value
            if n - power.rank() != (len(f) - 1) * sum(min(k, j) for k in sizes):
                return False
    return True


def entry_mutations(data, rng, count):
    paths = [p for p in leaves(data) if p[0] not in ("n", "version", "q_index")]
    for path in rng.sample(paths, min(count, len(paths))):
        for change in (lambda x: x + 1, lambda x: x - 1, lambda x: x + 5, lambda x: x + forge.Q, lambda x: -x - 2):
            yield path, changed(data, path, change)


def whole_mutations(data, rng):
    """Rows swapped, A transposed, chains dropped, doubled, reversed, rescaled, plus a multiple of a lower one."""
    for table in ("A", "W"):
        new = copy.deepcopy(data)
        i, j = rng.sample(range(len(new[table])), 2)
        new[table][i], new[table][j] = new[table][j], new[table][i]
        yield f"rows of {table}", new
    yield "transpose", {**data, "A": [list(row) for row in zip(*data["A"], strict=True)]}
    for i, chain in enumerate(data["chains"]):
        yield "dropped", {**data, "chains": data["chains"][:i] + data["chains"][i + 1:]}
        yield "doubled", {**data, "chains": [*data["chains"], chain]}
        yield "doubled in place", {**data, "chains": [*data["chains"][:i], chain, *data["chains"][i:][1:]]}
        shorter = changed(data, ("chains", i, "V"), lambda V: V[:-1])
        yield "shorter", changed(shorter, ("chains", i, "k"), lambda k: k - 1)
        yield "reversed", changed(data, ("chains", i, "V"), lambda V: V[::-1])
        yield "rescaled", changed(data, ("chains", i, "V"), lambda V: [[[3 * x for x in row] for row in v] for v in V])
        yield "lower added", changed(data, ("chains", i, "V"), lambda V: [V[0]] + [
            [[x + 2 * y for x, y in zip(p, q, strict=True)] for p, q in zip(v, w, strict=True)]
            for v, w in zip(V[1:], V, strict=False)])


def with_new_witness(data):
    """The same chains with the inverse that now belongs to them, if there is one: is it another right answer?"""
    n = data["n"]
    flat = [x for i in range(n) for c in data["chains"] for V in c["V"] for x in V[i]]
    if len(flat) != n * n:
        return data
    H = nmod_mat(n, n, flat, forge.Q)
    return data if H.det() == 0 else {**data, "W": [[int(x) for x in row] for row in H.inv().tolist()]}


@pytest.mark.parametrize("name", ["distinct", "two equal blocks", "quadratic", "cubic twice", "mixed", "zero"])
def test_mutations_are_rejected_unless_they_are_another_right_answer(name):
    rng = random.Random(name)
    data = forge.jordan(rng, STRUCTURES[name])
    counts = {"rejected": 0, "accepted": 0, "placed": 0}
    mutants = [*entry_mutations(data, rng, 60), *whole_mutations(data, rng)]
    mutants += [(f"{what}, new witness", with_new_witness(new)) for what, new in mutants]
    for what, mutant in mutants:
        accepted, error = verdict(mutant)
        assert (accepted is not None) == law(mutant), what
        if accepted is not None:
            assert statement_is_true(mutant), what
            counts["accepted"] += mutant != data
        else:
            counts["rejected"] += 1
            counts["placed"] += isinstance(error, Rejected) and error.row is not None and error.found != error.expected
    assert counts["rejected"] > 100, counts
    assert counts["placed"] > 100, counts
    assert counts["accepted"] > 0, counts


def test_the_place_of_a_false_entry_is_named():
    data = forge.jordan(random.Random(5), STRUCTURES["mixed"])
    data["A"][2][1] += 1
    with pytest.raises(Rejected) as info:
        check(data)
    error = info.value
    assert (error.step, error.row) == ("A H = H G", 2)
    H = fmpz_mat(7, 7, [x for i in range(7) for c in data["chains"] for V in c["V"] for x in V[i]])
    A = fmpz_mat(7, 7, [x for row in data["A"] for x in row])
    assert error.found == (A * H)[2, error.column]
    assert error.found - error.expected == H[1, error.column]
    assert f"row 2, column {error.column}" in str(error)


# -- forgeries ------------------------------------------------------------------------------------------------------

def diagonal_forgery(f, k, A, charpoly):
    """H = I, and G of (f, k) is A itself: only the missing factor tells."""
    n = len(A)
    d = len(f) - 1
    V = [[[int(i == j * d + e) for e in range(d)] for i in range(n)] for j in range(k)]
    unit = [[int(i == j) for j in range(n)] for i in range(n)]
    return forge.envelope("jordan", n=n, A=A, den=1, charpoly=charpoly, chains=[{"f": f, "k": k, "V": V}], W=unit,
                          s=[1], t=[], q_index=0)


def test_a_repeated_root_is_stopped_by_the_bezout_identity_alone():
    """(x-1)^2 with k = 1 would claim that J_2(1) is diagonalizable; A H = H G and W H = I are true."""
    f = [1, -2, 1]
    A = [[int(x) for x in row] for row in forge.blocks_of([(f, 1)]).tolist()]
    data = diagonal_forgery(f, 1, A, f)
    assert fmpz_poly(f).gcd(fmpz_poly(f).derivative()) != 1
    for s, t in ([1], []), ([0, 1], [3, 5]), ([10**9 + 8], [2]), ([], []):
        with pytest.raises(Rejected, match=r"s F \+ t F' = 1"):
            check({**data, "s": s, "t": t})


def test_a_common_factor_of_two_polynomials_is_stopped():
    """x(x-1) and x(x-2): each squarefree, and 0 would have its two blocks counted under different polynomials."""
    fs = [[0, -1, 1], [0, -2, 1]]
    structure = [(f, 1) for f in fs]
    G = forge.blocks_of(structure)
    data = forge.envelope("jordan", n=4, A=forge.rows(G), den=1, charpoly=forge.charpoly_of(structure),
                          chains=forge.chains_of(forge.unit(4), structure), W=forge.rows(forge.unit(4)), s=[1], t=[1],
                          q_index=0)
    with pytest.raises(Rejected, match="s F"):
        check(data)


def test_the_same_polynomial_twice_is_one_polynomial():
    assert check(forge.jordan(random.Random(1), [([-2, 0, 1], 1), ([-2, 0, 1], 1)]))


def test_a_modulus_in_the_data_is_not_read():
    data = forge.jordan(random.Random(1), STRUCTURES["distinct"])
    for extra in ({"q": 1}, {"modulus": 3}):
        with pytest.raises(Malformed):
            check({**data, **extra})
    for index in (3, -1, True, 1.0, "0", None, [0], 10**30):
        with pytest.raises(Malformed):
            check({**data, "q_index": index})


def test_a_singular_transformation_is_stopped():
    data = forge.jordan(random.Random(2), STRUCTURES["zero"])
    data["chains"][2]["V"] = data["chains"][1]["V"]
    with pytest.raises(Rejected, match="W H = I"):
        check(data)


def test_a_singular_transformation_modulo_q_is_not_called_invertible():
    data = forge.jordan(random.Random(2), STRUCTURES["zero"])
    data["chains"][2]["V"] = [[[forge.Q * x for x in row] for row in v] for v in data["chains"][2]["V"]]
    with pytest.raises(Rejected, match="W H = I"):
        check(data)


def test_missing_columns_are_counted():
    data = forge.jordan(random.Random(3), STRUCTURES["distinct"])
    with pytest.raises(Rejected, match="number of columns"):
        check({**data, "chains": []})
    with pytest.raises(Rejected) as info:
        check({**data, "chains": data["chains"][1:]})
    assert (info.value.row, info.value.expected, info.value.found) == (None, 4, 3)


@pytest.mark.parametrize(("path", "value"), [
    (("chains", 0, "f"), [1]), (("chains", 0, "f"), []), (("chains", 0, "f"), [-1, 2]),
    (("chains", 0, "f"), [-1, True]),
    (("chains", 0, "f"), [-1, 1.0]), (("chains", 0, "f"), "x"),
    (("chains", 0, "k"), 0), (("chains", 0, "k"), -1),
    (("chains", 0, "k"), 2), (("chains", 0, "k"), "1"), (("chains", 0, "k"), True), (("chains", 0, "V"), []),
    (("chains", 0, "V", 0), [[1]]), (("chains", 0, "V", 0, 0), [1, 2]), (("chains", 0), []), (("chains",), {}),
    (("A", 0, 0), 1.0), (("A", 0, 0), True), (("A", 0, 0), "1"), (("A", 0, 0), None), (("A", 0, 0), float("nan")),
    (("A", 0), [1]), (("A",), None), (("den",), 0), (("den",), -1), (("den",), 1.0), (("n",), 3), (("n",), -4),
    (("W", 0, 0), -1), (("W", 0, 0), 10**9 + 7), (("W",), []), (("s",), 1), (("s",), [1.0]), (("t",), None),
    (("charpoly",), [1]), (("charpoly", 0), False), (("version",), 2), (("version",), True), (("version",), None),
    (("kind",), "jordan_"), (("kind",), ["jordan"]), (("kind",), None), (("format",), None),
])
def test_malformed_data_is_refused(path, value):
    data = forge.jordan(random.Random(4), STRUCTURES["distinct"])
    assert check(data)
    at(data, path[:-1])[path[-1]] = value
    with pytest.raises(Malformed):
        check(data)


def test_a_missing_key_is_refused():
    data = forge.jordan(random.Random(4), STRUCTURES["distinct"])
    for key in data:
        with pytest.raises(Malformed):
            check({k: v for k, v in data.items() if k != key})
