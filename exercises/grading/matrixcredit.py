"""Part marks of answers that are free within a law: which of the laws hold, and for how many columns."""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from exercises.grading.credit import HALF, MOST, NONE, QUARTER, Credit, held, no_zero_column, of_entries
from exercises.grading.laws import Law, is_jordan
from exercises.grading.question import Question
from exercises.grading.reading import values

Given = dict[str, Any]
BLOCKS, VALUES, SINGULAR = "the blocks of J", "the eigenvalues of J", "the singular values"


def _same_eigenvalues(A: Any, J: Any) -> bool:
    from symbolic import charpoly
    return bool(charpoly(A) == charpoly(J))


def jordan(laws: Sequence[Law], given: Given, _key: Given, question: Question) -> Fraction:
    """Half for J, a quarter when only its eigenvalues are right; a quarter for A P = P J without a zero column.

    Three quarters for the transposed convention, ones below the diagonal, when P fits it.
    """
    if not held(laws, "shapes"):
        return NONE
    if not held(laws, is_jordan(given["J"]).law) and held(laws, "A P = P J", "det P != 0") and is_jordan(given["J"].T).holds:
        return MOST
    if not held(laws, is_jordan(given["J"]).law) and is_jordan(given["J"].T).holds:
        return QUARTER if _same_eigenvalues(values(question.data)["A"], given["J"]) else NONE
    if not held(laws, is_jordan(given["J"]).law, BLOCKS):
        return QUARTER if held(laws, VALUES) else NONE
    return MOST if held(laws, "A P = P J") and no_zero_column(given["P"]) else HALF


def intertwiner(law: str) -> Credit:
    """Half for A P = P B without a zero column, P being singular."""
    def credit(laws: Sequence[Law], given: Given, _key: Given, _question: Question) -> Fraction:
        return HALF if held(laws, law) and no_zero_column(given["P"]) else NONE
    return credit


def jordan_basis(laws: Sequence[Law], given: Given, key: Given, question: Question) -> Fraction:
    """The share of the columns of A P = P J that hold, half at most; a zero column does not count."""
    P, data = given["P"], values(question.data)
    if held(laws, "A P = P J"):
        return intertwiner("A P = P J")(laws, given, key, question)
    if P.shape != data["A"].shape:
        return NONE
    left, right = data["A"] * P, P * data["J"]
    good = sum(left.column(j) == right.column(j) and no_zero_column(P.column(j)) for j in range(P.cols))
    return HALF * Fraction(good, P.cols)


def chain(laws: Sequence[Law], given: Given, _key: Given, question: Question) -> Fraction:
    """Half for the eigenvector, the rest in equal shares for the links; half at most for a chain that is too long."""
    length, V = int(question.data["length"]), given["V"]
    first = next((law for law in laws if law.law.startswith(("A v_1 =", "v_1 is an"))), None)
    if first is None or not first.holds or length < 2:
        return HALF if first is not None and first.holds else NONE
    links = 0
    for law in laws:
        if law.law.startswith("(A - "):
            if not law.holds:
                break
            links += 1
    return HALF if V.cols > length else HALF + HALF * Fraction(min(links, length - 1), length - 1)


def subspace(space: str) -> Credit:
    """The share of the dimension found inside ker A (space "N") or inside the range of B, half at most."""
    def credit(_laws: Sequence[Law], given: Given, _key: Given, question: Question) -> Fraction:
        from symbolic import rank
        from symbolic.matrices.matrix import hstack
        N, data = given["N"], values(question.data)
        M = data[space]
        size = M.cols if space == "A" else M.rows
        if N.rows != size or N.cols > size:
            return NONE
        r = rank(M)
        if space == "A":
            inside, dimension = [j for j in range(N.cols) if not _any(M * N.column(j))], M.cols - r
        else:
            inside, dimension = [j for j in range(N.cols) if rank(hstack([M, N.column(j)])) == r], r
        found = rank(N.submatrix(range(N.rows), inside)) if inside else 0
        return min(HALF, Fraction(found, dimension)) if dimension else NONE
    return credit


def _any(column: Any) -> bool:
    return any(x != 0 for row in column.entries() for x in row)


def svd(laws: Sequence[Law], given: Given, _key: Given, question: Question) -> Fraction:
    """Half for the singular values; an eighth for U and for V with orthonormal columns of singular vectors."""
    if not held(laws, SINGULAR):
        return NONE
    A, (U, S, V) = values(question.data)["A"], (given[k] for k in "USV")
    share = HALF
    for law, gram, X, squares in (("U^T U = I", A * A.T, U, S * S.T), ("V^T V = I", A.T * A, V, S.T * S)):
        share += QUARTER / 2 if held(laws, law) and gram * X == X * squares else 0
    return share


def lower_upper(laws: Sequence[Law], given: Given, _key: Given, _question: Question) -> Fraction:
    """Half when P A = L U holds with L lower and U upper triangular, ones on the diagonal of neither or of U."""
    low = given["L"]
    triangular = all(low[i, j] == 0 for i in range(low.rows) for j in range(i + 1, low.cols))
    return HALF if triangular and held(laws, "P A = L U", "P is a permutation", "U is upper triangular") else NONE


def by_columns(law: str) -> Credit:
    """Half when two thirds of the columns of an equation with known right side hold."""
    def credit(laws: Sequence[Law], given: Given, _key: Given, question: Question) -> Fraction:
        if held(laws, law) or not held(laws, "shapes"):
            return NONE
        left, right = _sides(law, {**values(question.data), **given})
        pairs = [(left.column(j) == right.column(j)) for j in range(left.cols)]
        return of_entries([(1 if same else 2, 1) for same in pairs])
    return credit


def _sides(law: str, given: Given) -> tuple[Any, Any]:
    from symbolic.matrices.matrix import identity
    A = given["A"]
    eye = identity(A.rows)
    if law == "A X = I":
        return A * given["X"], eye
    P, Q = given["P"], given.get("Q", eye)
    return (A.T * P + P * A, -Q) if law.startswith("A^T P") else (P - A.T * P * A, Q)


def equations(laws: Sequence[Law], given: Given, _key: Given, _question: Question) -> Fraction:
    """Half of the share of the equations that hold, when nothing given is zero and no condition fails."""
    tried = [law for law in laws if law.law != "shapes"]
    equal = [law for law in tried if "!=" not in law.law]
    if not equal or any(not law.holds for law in tried if "!=" in law.law) or not all(map(_any, given.values())):
        return NONE
    return HALF * Fraction(sum(law.holds for law in equal), len(equal))
