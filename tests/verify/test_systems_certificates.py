"""Certificates of systems, iterations, structures and norms: right results accepted, changed ones refused."""
from __future__ import annotations

from dataclasses import fields, replace

import pytest

from symbolic import (
    ExactMatrix,
    KalmanDecomposition,
    arnoldi,
    block_ranks,
    cauchy,
    conjugate_gradient,
    gmres,
    kalman_decomposition,
    krylov_space,
    lanczos,
    lyapunov,
    matrix,
    norm,
    pagerank,
    stein,
    toeplitz,
    transfer_function,
    two_sided_lanczos,
)
from verify import Answer, check

S, N = matrix("2 1 0; 1 3 1; 0 1 4"), matrix("1 2 3; 4 5 6; 7 8 10")
T = toeplitz([2, 1, 5], [2, 3, "1/2"])
RIGHT = {
    "lyapunov": lyapunov(matrix("0 1; -2 -3")), "lyapunov, unstable": lyapunov(matrix("1 1; 0 -2")),
    "lyapunov, irrational": lyapunov(matrix("-sqrt(2) 1; 0 -1")), "stein": stein(matrix("1/2 1; 0 1/2")),
    "stein, unstable": stein(matrix("2 1; 0 1/3")),
    "kalman": kalman_decomposition(matrix("1 1 0 0; 0 1 0 0; 0 0 2 1; 0 0 0 3"), matrix("0; 1; 0; 1"), matrix("1 0 1 0")),
    "kalman, minimal": kalman_decomposition(matrix("0 1; -2 -3"), matrix("0; 1"), matrix("1 0")),
    "kalman, hidden": kalman_decomposition(matrix("1 0; 0 2"), matrix("0; 0"), matrix("0 0")),
    "kalman, two inputs": kalman_decomposition(N, matrix("1 0; 0 1; 0 0"), matrix("1 1 1")),
    "krylov": krylov_space(S, [1, 0, 0]), "krylov, block": krylov_space(matrix("2 1 0; 0 2 0; 0 0 2"), matrix("1 0; 0 1; 0 0")),
    "krylov, zero": krylov_space(S, [0, 0, 0]), "arnoldi": arnoldi(N, [1, 0, 0], 2),
    "arnoldi, complex": arnoldi(matrix("i 1; 1 0"), [1, 1]),
    "lanczos": lanczos(S, [1, 0, 0]), "lanczos, two-sided": two_sided_lanczos(N, [1, 0, 0], [1, 1, 0]),
    "cg": conjugate_gradient(S, [1, 2, 3]), "cg, one step": conjugate_gradient(S, [1, 2, 3], steps=1),
    "cg, zero": conjugate_gradient(S, [0, 0, 0]), "gmres": gmres(matrix("0 0 1; 1 0 0; 0 1 0"), [1, 0, 0]),
    "gmres, two steps": gmres(N, [1, 2, 3], steps=2), "gmres, zero": gmres(N, [0, 0, 0]),
    "pagerank": pagerank({"a": ["b", "c"], "b": ["c"], "c": ["a"]}),
    "pagerank, undamped": pagerank({"a": ["b"], "b": ["c"], "c": ["a"]}, 1),
    "displacement, image": T.displacement(), "displacement": Answer("displacement", T.dense(), T.displacement()),
    "displacement, cauchy": Answer("displacement", cauchy([1, 2], [3, 4]).dense(), cauchy([1, 2], [3, 4]).displacement()),
    "displacement, zero": Answer("displacement", matrix("0"), toeplitz([0]).displacement()),
    "block ranks": Answer("block_ranks", N, block_ranks(N)),
    "block ranks, zero": Answer("block_ranks", matrix("0 0; 1 0"), block_ranks(matrix("0 0; 1 0"))),
    **{f"norm_{o}": Answer(f"norm_{o}", matrix("1 -2; 3 sqrt(2)"), norm(matrix("1 -2; 3 sqrt(2)"), o)) for o in ("1", "inf", "fro")},
}


@pytest.mark.parametrize("name", RIGHT)
def test_accepted(name):
    verdict = check(RIGHT[name])
    assert verdict.word == "EXACT", verdict


def test_a_transfer_function_is_proved_for_all_s():
    G = transfer_function(matrix("0 1; -2 -3"), matrix("0 1; 1 0"), matrix("1 0"), matrix("0 1/2"))
    assert check(G).word == "PROVED"
    assert check(G).axioms
    wrong = transfer_function(matrix("0 1; -2 -3"), matrix("0 1; 1 0"), matrix("2 0"))
    assert check(replace(G, table=wrong.table)).word == "REFUTED"


def changed(M: ExactMatrix):
    """M with one entry raised by 1, for every entry."""
    for i in range(M.rows):
        for j in range(M.cols):
            yield M + ExactMatrix.from_rows([[int((r, c) == (i, j)) for c in range(M.cols)] for r in range(M.rows)])


# Changed questions for which the answer stays right, a direction of length 0 doubled, F and G beside an image alone.
STILL_RIGHT = {"krylov, zero": {"A"}, "krylov, block": {"A"}, "gmres": {"A", "directions"}, "gmres, zero": {"A"},
               "displacement, image": {"F", "G"}}


NUMBERS = {"alphas", "betas", "gammas", "pivots", "norms_squared", "alpha", "beta", "products"}


def mutants(name):
    """The result with one entry of one matrix, or one number of one tuple, changed."""
    result = RIGHT[name]
    for field in fields(result):
        value = getattr(result, field.name)
        if isinstance(value, ExactMatrix):
            yield from ((field.name, replace(result, **{field.name: M})) for M in changed(value))
        elif isinstance(value, tuple) and value and isinstance(value[0], ExactMatrix):
            for k, part in enumerate(value):
                yield from ((field.name, replace(result, **{field.name: (*value[:k], M, *value[k + 1:])}))
                            for M in changed(part))
        elif isinstance(value, tuple) and field.name in NUMBERS:
            yield from ((field.name, replace(result, **{field.name: (*value[:k], x + 1, *value[k + 1:])}))
                        for k, x in enumerate(value))


@pytest.mark.parametrize("name", [n for n, r in RIGHT.items() if not isinstance(r, Answer)])
def test_one_changed_number_is_refused(name):
    words = [(field, check(mutant).word, mutant) for field, mutant in mutants(name)]
    assert words
    for field, word, mutant in words:
        if isinstance(mutant, KalmanDecomposition) and field in {"A", "B", "C"} and word == "EXACT":
            assert kalman_decomposition(mutant.A, mutant.B, mutant.C).dimensions == mutant.dimensions
        elif field not in STILL_RIGHT.get(name, ()):
            assert word == "REFUTED", (field, mutant)


def test_changed_answers_are_refused():
    for name, answer in RIGHT.items():
        if not isinstance(answer, Answer):
            continue
        if name.startswith("norm"):
            assert check(replace(answer, value=answer.value + 1)).word == "REFUTED"
            assert check(replace(answer, value=-answer.value)).word == "REFUTED"
        elif name.startswith("block"):
            ranks = answer.value
            assert check(replace(answer, value=replace(ranks, lower=tuple(r + 1 for r in ranks.lower)))).word == "REFUTED"
            assert check(replace(answer, value=replace(ranks, upper_with_diagonal=()))).word == "REFUTED"
        else:
            assert check(replace(answer, A=answer.A + matrix([[1] * answer.A.cols] * answer.A.rows))).word == "REFUTED"


def test_wrong_sizes_of_the_parts_are_refused():
    found = RIGHT["kalman"]
    assert found.dimensions != (0, 4, 0, 0)
    for sizes in ((0, 4, 0, 0), (4, 0, 0, 0), (0, 0, 0, 4), (1, 1, 1, 1), (2, 1, 0, 1)):
        if sizes != found.dimensions:
            assert check(replace(found, dimensions=sizes)).word == "REFUTED"


def test_complex_norms_are_not_certified():
    A = matrix("1+i 2; 3 4")
    assert check(Answer("norm_1", A, norm(A, 1))).word == "UNDECIDED"
