"""Truth in balls, for systems whose rational solution would take long."""
from __future__ import annotations

from typing import Any

from symbolic.scalars.roots import precision
from verify.oracle.case import Case
from verify.oracle.truth import Truth
from verify.oracle.values import value_of

KAPPA_1 = "kappa_1(A), enclosed in balls"
BITS = 400


def _kappa_1(A: Any) -> tuple[Any, float]:
    """(A^-1 in balls, ||A||_1 ||A^-1||_1)."""
    from flint import arb_mat
    n = A.nrows()
    inverse = A.solve(arb_mat(n, n, [int(i == j) for i in range(n) for j in range(n)]), algorithm="lu")

    def norm(M: Any) -> Any:
        sums = [sum((abs(M[i, j]) for i in range(n)), start=abs(M[0, j] * 0)) for j in range(n)]
        return max(s.mid() for s in sums)
    return inverse, float(norm(A) * norm(inverse))


def _balls(rows: Any) -> Any:
    from flint import arb_mat
    return arb_mat(rows.tolist() if rows.ndim == 2 else [[x] for x in rows.tolist()])


def inverse_truth(case: Case) -> Truth:
    """A^-1 in balls."""
    with precision(BITS):
        X, kappa = _kappa_1(_balls(case.args[0]))
        return Truth(value_of(X), kappa=kappa, kappa_name=KAPPA_1, size=len(case.args[0]))


def system_truth(case: Case) -> Truth:
    """A^-1 b in balls; A is given dense, or by the first column of a symmetric Toeplitz matrix."""
    import numpy as np
    A, b = case.args
    n = len(b)
    dense = A if A.ndim == 2 else np.array([[A[abs(i - j)] for j in range(n)] for i in range(n)])
    with precision(BITS):
        X, kappa = _kappa_1(_balls(dense))
        return Truth(value_of(X * _balls(b)).reshape(n), kappa=kappa, kappa_name=KAPPA_1, size=n)
