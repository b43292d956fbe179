"""Truth in balls, for systems whose rational solution would take long; a ball that is not tight is refused."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from symbolic.errors import UnableError
from symbolic.scalars.roots import precision
from verify.oracle.case import Case
from verify.oracle.truth import Truth
from verify.oracle.values import Value, value_of

KAPPA_1 = "kappa_1(A), enclosed in balls"
BITS = 400
TIGHT = Fraction(1, 2**150)  # radius over the norm


def _norm_1(M: Any) -> Any:
    sums = [sum((abs(M[i, j]) for i in range(M.nrows())), start=abs(M[0, j] * 0)) for j in range(M.ncols())]
    return max(sums, key=lambda s: s.mid())


def _inverse(A: Any) -> tuple[Any, float]:
    """(A^-1 in balls, ||A||_1 ||A^-1||_1)."""
    inverse = A.inv()
    kappa = _norm_1(A) * _norm_1(inverse)
    if kappa.rel_accuracy_bits() < 60:
        raise UnableError(f"kappa_1: {BITS} bits are not enough for this matrix", budget=f"{BITS} bits")
    return inverse, float(kappa.mid())


def _value(X: Any) -> Value:
    """The entries, with balls that hold 0 set to 0 (the radius covers it); UnableError when a radius is not tiny."""
    value = value_of(X)
    if value.radius ** 2 > TIGHT ** 2 * value.squared_norm:
        raise UnableError(f"truth in balls: {BITS} bits are not enough for this matrix", budget=f"{BITS} bits")
    entries = tuple((x if abs(x) > value.radius else x * 0, y) for x, y in value.entries)
    return Value(value.shape, entries, value.radius)


def _balls(rows: Any) -> Any:
    from flint import arb_mat
    return arb_mat(rows.tolist() if rows.ndim == 2 else [[x] for x in rows.tolist()])


def inverse_truth(case: Case) -> Truth:
    """A^-1 in balls.

    >>> import numpy as np
    >>> truth = inverse_truth(Case((np.array([[2.0, 0.0], [1.0, 1.0]]),)))
    >>> truth.kappa, str(truth.value)
    (3.0, '[1/2 0; -1/2 1]')
    """
    with precision(BITS):
        X, kappa = _inverse(_balls(case.args[0]))
        return Truth(_value(X), kappa=kappa, kappa_name=KAPPA_1, size=len(case.args[0]))


def system_truth(case: Case) -> Truth:
    """A^-1 b in balls; A is given dense, or by the first column of a symmetric Toeplitz matrix.

    >>> import numpy as np
    >>> str(system_truth(Case((np.array([2.0, 1.0]), np.array([3.0, 3.0])))).value)
    '[1 1]'
    """
    import numpy as np
    A, b = case.args
    n = len(b)
    dense = A if A.ndim == 2 else np.array([[A[abs(i - j)] for j in range(n)] for i in range(n)])
    with precision(BITS):
        X, kappa = _inverse(_balls(dense))
        return Truth(_value(X * _balls(b)).reshape(n), kappa=kappa, kappa_name=KAPPA_1, size=n)
