"""Answers that are plain values (a number, a matrix, a polynomial), beside their questions: so they can be checked."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from flint import fmpz_poly

from symbolic.canonical.jordan import JordanForm, jordan_form
from symbolic.errors import InputError, UnableError
from symbolic.matrices.elimination import inverse, rref
from symbolic.matrices.lu import LU
from symbolic.matrices.matrix import ExactMatrix, hstack, identity
from verify.certificates import Claim, Json, envelope, equations, jordan, named
from verify.kernel import Rejected


@dataclass(frozen=True)
class Answer:
    """`value` is the answer to `kind` for the matrix A.

    Kinds: det rank inverse nullspace solve rref lu charpoly minpoly sqrt sign pseudoinverse condition_1 condition_inf
    condition_fro norm_1 norm_inf norm_fro displacement block_ranks. Structured matrices (`vandermonde`, `cauchy`,
    `hippo_legs`, ..) are taken with all their entries written out.

    Raises:
        InputError: A is no matrix.

    >>> from symbolic import matrix
    >>> from verify import check
    >>> check(Answer("inverse", matrix("1 1; 0 1"), matrix("1 -1; 0 1"))).word
    'EXACT'
    >>> check(Answer("det", matrix("1 2; 3 4"), 2)).word
    'REFUTED'
    """

    kind: str
    A: ExactMatrix
    value: Any
    b: ExactMatrix | None = None

    def __post_init__(self) -> None:
        for name in ("A", "b", *(() if self.kind in STRUCTURE_ANSWERS else ("value",))):
            given = getattr(self, name)
            if not isinstance(given, ExactMatrix) and callable(getattr(given, "dense", None)):
                object.__setattr__(self, name, given.dense())
        if not isinstance(self.A, ExactMatrix):
            raise InputError(f"Answer: A is a matrix, as `matrix` makes it, or a structured one, not a {type(self.A).__name__}")


def shown(what: str, expected: Any, found: Any) -> None:
    """The value shown must be the one that the certificate proves."""
    if expected != found:
        raise Rejected(f"{what} as shown", None, None, str(expected), str(found))


def selection(n: int, rows: Any) -> ExactMatrix:
    """These rows of the n x n identity."""
    return identity(n).submatrix(rows, range(n))


def inverse_answer(answer: Answer) -> Json:
    """A X = I and X A = I."""
    return equations([[[["A", "X"]], "I"], [[["X", "A"]], "I"]], A=answer.A, X=answer.value)


def sqrt_answer(answer: Answer) -> Json:
    """X X = A."""
    return equations([[[["X", "X"]], [["A"]]]], A=answer.A, X=answer.value)


def sign_answer(answer: Answer) -> Json:
    """S S = I and S A = A S: S is a square root of I that commutes with A (which one is not part of the certificate)."""
    claims: list[Claim] = [[[["S", "S"]], "I"], [[["S", "A"]], [["A", "S"]]]]
    return equations(claims, A=answer.A, S=answer.value)


def solve_answer(answer: Answer) -> Json:
    """A x = b."""
    if answer.b is None:
        raise InputError("certificate: a solution needs its right side b")
    return equations([[[["A", "x"]], [["b"]]]], A=answer.A, x=answer.value, b=answer.b)


def rank_certificate(A: ExactMatrix, r: int, K: ExactMatrix) -> Json:
    """X A Y = I_r, A K = 0, Z K = I."""
    pivots, rows = rref(A).pivots, rref(A.T).pivots
    shown("the rank", len(pivots), r)
    Y = selection(A.cols, pivots).T * inverse(A.submatrix(rows, pivots))
    free = rref(K.T).pivots
    shown("the number of independent columns", K.cols, len(free))
    Z = inverse(K.submatrix(free, range(K.cols))) * selection(A.cols, free)
    return envelope("rank", **named({"A": A, "X": selection(A.rows, rows), "Y": Y, "K": K, "Z": Z}))


def rank_answer(answer: Answer) -> Json:
    """The rank, with a basis of the null space."""
    from symbolic.matrices.elimination import nullspace
    return rank_certificate(answer.A, int(answer.value), nullspace(answer.A))


def nullspace_answer(answer: Answer) -> Json:
    """A basis of the null space: any basis is right."""
    return rank_certificate(answer.A, answer.A.cols - answer.value.cols, answer.value)


def rref_answer(answer: Answer) -> Json:
    """T A = R with T invertible; that R is reduced is read off R."""
    A = answer.A
    R = answer.value if isinstance(answer.value, ExactMatrix) else answer.value.R
    entries, last = R.entries(), -1
    for i, row in enumerate(entries):
        lead = next((j for j, x in enumerate(row) if x != 0), A.cols + i)
        if lead <= last or (lead < A.cols and [r[lead] for r in entries] != [int(k == i) for k in range(A.rows)]):
            step = "R is reduced: a leading 1 in each row, right of the last, alone in its column"
            raise Rejected(step, i, lead, 1, str(row[lead:lead + 1]))
        last = lead
    joined = rref(hstack([A, identity(A.rows)])).R
    T = joined.submatrix(range(A.rows), range(A.cols, A.cols + A.rows))
    return equations([[[["T", "A"]], [["R"]]], [[["T", "S"]], "I"]], A=A, R=R, T=T, S=inverse(T))


def lu_answer(answer: Answer) -> Json:
    """P A = L U; that P is a permutation, L unit lower and U upper triangular is read off them."""
    form = answer.value
    permutation(form)
    return equations([[[["P", "A"]], [["L", "U"]]]], A=answer.A, P=form.P, L=form.L, U=form.U)


def permutation(form: LU) -> list[int]:
    """The columns of the ones of P; rejects factors that do not have their shapes."""
    places = [[j for j, x in enumerate(row) if x != 0] for row in form.P.entries()]
    order = [row[0] for row in places if len(row) == 1]
    ones = all(form.P[i, j] == 1 for i, j in enumerate(order))
    shown("P is a permutation matrix", (list(range(form.P.rows)), True), (sorted(order), ones))
    lower = all(x == int(i == j) for i, row in enumerate(form.L.entries()) for j, x in enumerate(row) if j >= i)
    upper = all(x == 0 for i, row in enumerate(form.U.entries()) for j, x in enumerate(row) if j < i)
    shown("L is unit lower and U upper triangular", (True, True), (lower, upper))
    return order


def rational_jordan(A: ExactMatrix) -> Json:
    """The Jordan certificate of a rational matrix."""
    form = jordan_form(A)
    assert isinstance(form, JordanForm)  # noqa: S101 -- the other type is that of matrices with parameters
    return jordan(form)


def det_answer(answer: Answer) -> Json:
    """Over Q det A = (-1)^n chi(0), chi from the Jordan certificate; over a field sign(P) times the diagonal of U."""
    A, n = answer.A, answer.A.rows
    if A.is_rational:
        data = rational_jordan(A)
        shown("the determinant", (-1) ** n * data["charpoly"][0], answer.value * A.denominator ** n)
        return data
    from symbolic.matrices.lu import lu
    form = lu(A)
    order = permutation(form)
    sign = (-1) ** sum(order[i] > order[j] for j in range(n) for i in range(j))
    word = ["sign"]
    more: dict[str, ExactMatrix] = {}
    for i in range(n):
        more |= {f"r{i}": selection(n, [i]), f"c{i}": selection(n, [i]).T}
        word += [f"r{i}", "U", f"c{i}"]
    one = identity(1)
    return equations([[[["P", "A"]], [["L", "U"]]], [[word], [["det"]]]], A=A, P=form.P, L=form.L, U=form.U,
                     sign=one * sign, det=one * answer.value, **more)


def polynomial_answer(answer: Answer) -> Json:
    """Over Q the product of f^k over all chains, or over the longest chain of each f, in the Jordan certificate.

    Over a number field the characteristic polynomial has a certificate of its own.
    """
    A, value = answer.A, answer.value.coefficients
    if not A.is_rational:
        if answer.kind == "minpoly":
            raise UnableError("certificate: the minimal polynomial over a number field has none", "rational matrices")
        return faddeev(A, value)
    data = rational_jordan(A)
    powers: dict[tuple[int, ...], int] = {}
    for chain in data["chains"]:
        f, k = tuple(chain["f"]), chain["k"]
        powers[f] = powers.get(f, 0) + k if answer.kind == "charpoly" else max(powers.get(f, 0), k)
    chi = prod((fmpz_poly(list(f)) ** k for f, k in powers.items()), start=fmpz_poly([1]))
    product = [int(c) for c in chi.coeffs()]
    d = len(product) - 1
    shown(f"the {answer.kind}", product, [c * A.denominator ** (d - i) for i, c in enumerate(value)])
    return data


def faddeev(A: ExactMatrix, p: Sequence[Any]) -> Json:
    """p(x) I = (x I - A) B(x) and tr B(x) = p'(x), with p monic of degree n and B of degree n - 1, force p = charpoly.

    For then p'/p = tr (x I - A)^-1 = chi'/chi. In matrices: B_{n-1} = I, B_{i-1} = A B_i + p_i I, 0 = A B_0 + p_0 I,
    and tr B_i = (i+1) p_{i+1}. [Gan59] IV.5.
    """
    n, one = A.rows, identity(1)
    if len(p) != n + 1 or p[n] != 1:
        raise Rejected("the characteristic polynomial is monic of degree n", None, None, n, len(p) - 1)
    B = [identity(n)]
    for i in range(n - 1, 0, -1):
        B.append(A * B[-1] + identity(n) * p[i])
    matrices = {"A": A}
    claims: list[Claim] = []
    for i, M in enumerate(reversed(B[:n])):
        matrices |= {f"B{i}": M, f"p{i}": identity(n) * p[i], f"t{i}": one * p[i + 1] * (i + 1),
                     f"r{i}": selection(n, [i]), f"c{i}": selection(n, [i]).T}
        claims += [[[["A", f"B{i}"], [f"p{i}"]], [[f"B{i - 1}"]] if i else "0"],
                   [[[f"r{j}", f"B{i}", f"c{j}"] for j in range(n)], [[f"t{i}"]]]]
    return equations([*claims, [[[f"B{n - 1}"]], "I"]], **matrices)


ANSWERS: dict[str, Callable[[Answer], Json]] = {
    "inverse": inverse_answer, "solve": solve_answer, "rank": rank_answer, "nullspace": nullspace_answer,
    "rref": rref_answer, "lu": lu_answer, "sqrt": sqrt_answer, "sign": sign_answer, "det": det_answer,
    "charpoly": polynomial_answer, "minpoly": polynomial_answer,
}
SINGULAR_ANSWERS = {"pseudoinverse": "pseudoinverse", "condition_1": "condition", "condition_inf": "condition",
                    "condition_fro": "condition", "norm_1": "norm_by_sums", "norm_inf": "norm_by_sums",
                    "norm_fro": "frobenius_norm"}
STRUCTURE_ANSWERS = {"displacement", "block_ranks"}


def answer_certificate(answer: Answer) -> Json:
    """The certificate of an answer."""
    if answer.A.has_parameters:
        raise UnableError("certificate: the matrix has parameters, and the kernel checks numbers", "no parameters")
    if answer.kind in SINGULAR_ANSWERS:
        from verify import singular
        return getattr(singular, SINGULAR_ANSWERS[answer.kind])(answer)  # type: ignore[no-any-return]  # each returns Json
    if answer.kind in STRUCTURE_ANSWERS:
        from verify import structures
        return getattr(structures, answer.kind)(answer)  # type: ignore[no-any-return]  # each returns Json
    if answer.kind not in ANSWERS:
        kinds = ", ".join([*ANSWERS, *SINGULAR_ANSWERS, *sorted(STRUCTURE_ANSWERS)])
        raise InputError(f"certificate: no answers of the kind {answer.kind!r}; there are {kinds}")
    return ANSWERS[answer.kind](answer)
