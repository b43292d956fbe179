"""Answers that are free within a law: Jordan bases, chains, eigenvectors, bases, decompositions, minimisers, witnesses."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from exercises.commands.messages import counted
from exercises.grading import credit, matrixcredit, reading
from exercises.grading.kinds import Given, Kind, register
from exercises.grading.laws import CHECKS, Law, equal, is_jordan, shapes, text
from exercises.grading.matrixcredit import BLOCKS, SINGULAR, VALUES
from exercises.grading.question import Mistake, Question
from exercises.grading.singularlaws import SINGULAR_CHECKS
from symbolic.errors import InputError


def _matrices(texts: Mapping[str, str], q: Question) -> Given:
    return {k: reading.matrix(v, decimals=q.decimals) for k, v in texts.items()}


def _columns(texts: Mapping[str, str], q: Question) -> Given:
    return {k: reading.columns(v, decimals=q.decimals) for k, v in texts.items()}


def _solution(texts: Mapping[str, str], q: Question) -> Given:
    """A row is taken for the column that is asked for."""
    x = reading.matrix(texts["x"], decimals=q.decimals)
    return {"x": x.T if x.rows == 1 and data_of(q)["b"].cols == 1 else x}


def _decomposition(texts: Mapping[str, str], q: Question) -> Given:
    """U, S, V; singular values alone are no matrix S, but nobody who lists them is marked wrong for it.

    Raises:
        InputError: S is a list.
    """
    found, shape = _matrices(texts, q), data_of(q)["A"].shape
    if 1 in found["S"].shape and 1 not in shape and found["S"].shape != shape:
        raise InputError("S is a matrix with the singular values on its diagonal; write its rows, or diag(4, 3) if it is square")
    return found


def data_of(q: Question) -> Given:
    """Return the data of the question with its matrices read."""
    return reading.values(q.data)


def _checked(laws: Callable[[Given], Iterator[Law]]) -> Callable[[Given, Given, Question], Iterator[Law]]:
    """The laws of `eigenproof check` as the laws of a kind; after wrong shapes the rest has no meaning."""
    def run(given: Given, _key: Given, q: Question) -> Iterator[Law]:
        for law in laws({**data_of(q), **given}):
            yield law
            if law.law == "shapes" and not law.holds:
                return
    return run


def _jordan(given: Given, _key: Given, q: Question) -> Iterator[Law]:
    from symbolic import charpoly, rank
    from symbolic.matrices.matrix import identity
    data = data_of(q)
    for law in CHECKS["jordan"].laws({**data, **given}):
        yield law
        if law.law == "shapes" and not law.holds:
            return
        if law.law == is_jordan(given["J"]).law and law.holds:
            A, J = data["A"], given["J"]
            values = {J[i, i]: None for i in range(J.rows)}
            equal_values = charpoly(A) == charpoly(J)
            yield Law(VALUES, holds=equal_values, detail="" if equal_values else "A has others, or others as often")
            same = equal_values and all(
                rank((A - x * identity(A.rows)) ** k) == rank((J - x * identity(J.rows)) ** k)
                for x in values for k in range(1, A.rows + 1))
            yield Law(BLOCKS, holds=same, detail="" if same else "A has other sizes of blocks")


def _chain(given: Given, _key: Given, q: Question) -> Iterator[Law]:
    length = int(q.data["length"])
    fits = given["V"].cols == length
    yield Law("length", holds=fits, detail="" if fits else f"V has {counted(given['V'].cols, 'column')} and must have {length}")
    yield from _checked(CHECKS["chain"].laws)(given, {}, q)


def _column(texts: Mapping[str, str], q: Question) -> Given:
    found = reading.matrix(texts[""], decimals=q.decimals)
    return {"": found.T if found.rows == 1 else found}


def _eigenvector(given: Given, _key: Given, q: Question) -> Iterator[Law]:
    data, v = data_of(q), given[""]
    yield from (law for law in [shapes({"v": v}, v=(data["A"].rows, 1))])
    if v.shape != (data["A"].rows, 1):
        return
    x, zero = data["eigenvalue"][0, 0], all(e == 0 for (e,) in v.entries())
    yield Law("v != 0", holds=not zero, detail="v is the zero vector" if zero else "")
    yield equal(f"A v = ({x}) v" if "+" in str(x) or "-" in str(x) else f"A v = {x} v", data["A"] * v, x * v)


def parallel(a: Given, b: Given, _q: Question) -> bool:
    """Whether two vectors are multiples of each other, neither of them zero."""
    from symbolic import rank
    from symbolic.matrices.matrix import hstack
    return a[""].shape == b[""].shape and rank(a[""]) == rank(b[""]) == rank(hstack([a[""], b[""]])) == 1


def _span(given: Given, _key: Given, q: Question) -> Iterator[Law]:
    """The columns are a basis of the column space of B."""
    from symbolic import rank
    from symbolic.matrices.matrix import hstack
    B, N = data_of(q)["B"], given["N"]
    law = shapes({"N": N}, N=(B.rows, None))
    yield law
    if not law.holds:
        return
    r = rank(B)
    out = next((j for j in range(N.cols) if rank(hstack([B, N.column(j)])) != r), None)
    yield Law("every column lies in the space", holds=out is None, column=None if out is None else out + 1,
              detail="" if out is None else f"column {out + 1}, {text(N.column(out))}, does not")
    independent = rank(N) == N.cols
    yield Law("the columns are independent", holds=independent,
              detail="" if independent else f"{counted(N.cols, 'column')} of rank {rank(N)}")
    yield Law("as many columns as the dimension", holds=N.cols == r,
              detail="" if N.cols == r else f"{counted(N.cols, 'column')}, and the dimension is {r}")


def same_span(a: Given, b: Given, _q: Question) -> bool:
    """Whether two sets of columns span the same space and are equally many."""
    from symbolic import rank
    from symbolic.matrices.matrix import hstack
    x, y = a["N"], b["N"]
    return x.shape == y.shape and rank(x) == rank(y) == rank(hstack([x, y]))


def _optimal(given: Given, _key: Given, q: Question) -> Iterator[Law]:
    from symbolic import is_best_approximation
    data, B = data_of(q), given["B"]
    A, r = data["A"], int(q.data["rank"])
    law = shapes({"B": B}, B=A.shape)
    yield law
    if not law.holds:
        return
    found = is_best_approximation(A, B, r, q.data["norm"])
    low = found.rank <= r
    yield Law(f"rank B <= {r}", holds=low, detail="" if low else f"B has rank {found.rank}")
    yield Law("the least error", holds=found.ok, detail="" if found.ok else found.reason)


def _svd(given: Given, _key: Given, q: Question) -> Iterator[Law]:
    from symbolic import singular_values
    A = data_of(q)["A"]
    for law in CHECKS["svd"].laws({"A": A, **given}):
        yield law
        if law.law == "shapes" and not law.holds:
            return
        if law.law.startswith("the diagonal"):
            S = given["S"]
            right = list(singular_values(A)) == [S[i, i] for i in range(min(A.shape))]
            yield Law(SINGULAR, holds=right, detail="" if right else "the diagonal of S holds other values")


BELOW = ("J has its ones below the diagonal, and P fits that: it is the transposed convention. Here the ones stand above the "
         "diagonal, so list each chain from the eigenvector up.")
APART = "rows separated by semicolons, each matrix on its own line"
BASIS = "N = its rows, separated by semicolons; the basis stands in the columns"
FREE = {
    "inverse": "There is one right matrix.", "solve": "Any solution is right.", "lu": "Any factors with these shapes are right.",
    "similar": "Any invertible P with A P = P B is right.",
    "sqrt": "Any matrix whose square is A is right.",
    "cond": "There is one right number.", "pinv": "There is one right matrix.",
    "polar": "There is one right pair when A is invertible.",
    "lyapunov": "Any matrix with this equation is right.", "stein": "Any matrix with this equation is right.",
}
WRITE = {
    "solve": "x = entries, such as x = (1, 2)", "lu": "each factor with its rows, such as L = 1 0; 2 1, each on its own line",
    "cond": "one exact number", "similar": "P = rows, such as P = 1 2; 3 4", "polar": f"U = its rows, H = its rows, {APART}",
    "lyapunov": "P = rows, such as P = 1 2; 3 4", "stein": "P = rows, such as P = 1 2; 3 4",
}
PARTS = {
    "inverse": matrixcredit.by_columns("A X = I"), "lu": matrixcredit.lower_upper, "pinv": credit.when("A X A = A"),
    "similar": matrixcredit.intertwiner("A P = P B"), "polar": credit.when("U^T U = I", "U H = A"),
    "lyapunov": matrixcredit.by_columns("A^T P + P A = -Q"), "stein": matrixcredit.by_columns("P - A^T P A = Q"),
}
for _name, _check in {**CHECKS, **SINGULAR_CHECKS}.items():
    if _name in FREE:
        register(Kind(_name, _check.needs, FREE[_name], WRITE.get(_name, "X = rows, such as X = 1 2; 3 4"),
                      _solution if _name == "solve" else _matrices, _checked(_check.laws), credit=PARTS.get(_name, credit.none)))
register(Kind("jordan", ("P", "J"),
              "Any invertible P with A P = P J is right, and the blocks of J may stand in any order.",
              f"P = its rows, J = its rows, {APART}", _matrices, _jordan, credit=matrixcredit.jordan,
              conventions=(Mistake("ones below the diagonal, P to match", "", BELOW, "turned"),)))
register(Kind("jordan-basis", ("P",), "Any invertible P with A P = P J is right.", "P = rows, such as P = 1 2; 3 4",
              _matrices, _checked(CHECKS["jordan"].laws), credit=matrixcredit.jordan_basis))
register(Kind("chain", ("V",), "Any chain of this length is right, from the eigenvector up.",
              "V = its rows, separated by semicolons; the chain stands in the columns",
              _columns, _chain, credit=matrixcredit.chain))
register(Kind("eigenvector", ("",), "Any multiple that is not zero is right.", "the entries, such as (1, 2)",
              _column, _eigenvector, parallel))
register(Kind("nullspace", ("N",), "Any basis of the same space is right.", BASIS,
              _columns, _checked(CHECKS["nullspace"].laws), same_span, credit=matrixcredit.subspace("A")))
register(Kind("span", ("N",), "Any basis of the same space is right.", BASIS,
              _columns, _span, same_span, credit=matrixcredit.subspace("B")))
register(Kind("svd", ("U", "S", "V"),
              "Signs may change in pairs, one column of U with the same column of V; where singular values are equal, their "
              "columns may be rotated together.",
              f"U = its rows, S = its rows, V = its rows, with A = U S V^T, {APART}", _decomposition, _svd,
              credit=matrixcredit.svd))
register(Kind("best-approximation", ("B",), "Any matrix of at most this rank with the least error is right.",
              "B = its rows, separated by semicolons",
              _matrices, _optimal))
