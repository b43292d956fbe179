"""Certificates of displacements and of the ranks of blocks beside the diagonal."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbolic.matrices.elimination import inverse, rref
from symbolic.matrices.matrix import ExactMatrix, identity
from symbolic.structured.blockranks import BlockRanks
from verify.answers import Answer, selection, shown
from verify.certificates import Claim, Json, equations

if TYPE_CHECKING:
    from symbolic.structured.displacement import Displacement


def left_inverse(V: ExactMatrix) -> ExactMatrix:
    """A Z with Z V = I, from independent rows of V; Rejected when its columns are dependent."""
    rows = rref(V.T).pivots
    shown("the columns are independent", V.cols, len(rows))
    return inverse(V.submatrix(rows, range(V.cols))) * identity(V.rows).submatrix(rows, range(V.rows))


def factored(found: Displacement) -> tuple[list[Claim], dict[str, ExactMatrix]]:
    """Z X = I and W Y = I: the columns of X and of Y are independent, so that X Y^T has rank as many as there are."""
    if not found.rank:
        return [], {}
    X, Y = found.left, found.right
    return [[[["Z", "X"]], "I"], [[["W", "Y"]], "I"]], {"X": X, "Y": Y, "Yt": Y.T, "Z": left_inverse(X), "W": left_inverse(Y)}


def image(found: Displacement) -> Json:
    """The image alone is X Y^T of this rank; `Answer("displacement", A, found)` also says of which matrix."""
    claims, matrices = factored(found)
    claim: Claim = [[["M"]], [["X", "Yt"]] if found.rank else "0"]
    return equations([claim, *claims], M=found.image, **matrices)


def displacement(answer: Answer) -> Json:
    """F A - A G = X Y^T, or A - F A G = X Y^T, with independent columns in X and in Y."""
    found: Displacement = answer.value
    shown("the image of the displacement", found.left * found.right.T, found.image)
    claims, matrices = factored(found)
    terms = [["X", "Yt"]] if found.rank else []
    claim: Claim = ([[["F", "A"]], [["A", "G"], *terms]] if found.operator == "F A - A G"
                    else [[["A"]], [["F", "A", "G"], *terms]])
    return equations([claim, *claims], A=answer.A, F=found.F, G=found.G, **matrices)


def block_ranks(answer: Answer) -> Json:
    """Every block R A C beside or on the diagonal has the rank r shown: R A C = P Q with r columns in P, X R A C Y = I_r."""
    A, ranks = answer.A, answer.value
    shown("the ranks of all blocks", BlockRanks, type(ranks))
    n = A.rows
    cuts = [(range(t, n), range(t), range(t), range(t, n)) for t in range(1, n)]
    full = [(range(t, n), range(t + 1), range(t + 1), range(t, n)) for t in range(n)]
    claims: list[Claim] = []
    matrices = {"A": A}
    for lower, upper, blocks, kind in ((ranks.lower, ranks.upper, cuts, "s"),
                                       (ranks.lower_with_diagonal, ranks.upper_with_diagonal, full, "d")):
        shown("the number of blocks", (len(blocks),) * 2, (len(lower), len(upper)))
        for k, (below, left, above, right) in enumerate(blocks):
            for rows, columns, r, name in ((below, left, lower[k], f"l{kind}{k}"), (above, right, upper[k], f"u{kind}{k}")):
                more, extra = _of_rank(A, rows, columns, r, name)
                claims, matrices = claims + more, matrices | extra
    return equations(claims or [[[["A"]], [["A"]]]], **matrices)


def _of_rank(A: ExactMatrix, rows: Any, columns: Any, r: int, at: str) -> tuple[list[Claim], dict[str, ExactMatrix]]:
    """The claims that A[rows, columns] has rank r."""
    B = A.submatrix(rows, columns)
    form, picked = rref(B), rref(B.T).pivots
    shown(f"the rank of the block of rows {rows[0] + 1}..{rows[-1] + 1} and columns {columns[0] + 1}..{columns[-1] + 1}", r,
          len(form.pivots))
    block = [f"R{at}", "A", f"C{at}"]
    matrices = {f"R{at}": selection(A.rows, rows), f"C{at}": selection(A.cols, columns).T}
    if not r:
        return [[[block], "0"]], matrices
    inner = inverse(B.submatrix(picked, form.pivots))
    matrices |= {f"P{at}": B.submatrix(range(B.rows), form.pivots), f"Q{at}": form.R.submatrix(range(r), range(B.cols)),
                 f"X{at}": selection(B.rows, picked), f"Y{at}": selection(B.cols, form.pivots).T * inner}
    return [[[block], [[f"P{at}", f"Q{at}"]]], [[[f"X{at}", *block, f"Y{at}"]], "I"]], matrices
