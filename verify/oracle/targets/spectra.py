"""Eigenvalues, eigenvectors, Schur forms: eigenvalues against balls within the Lidskii bound, vectors by their residuals."""
from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from verify.oracle.case import Case, Draw
from verify.oracle.drawn import square
from verify.oracle.exact import adjoint, exact_matrix, eye, minus, product
from verify.oracle.matrices import hidden_jordan, larger, named, random_square
from verify.oracle.measures import Measures, quotient
from verify.oracle.registry import problem, target
from verify.oracle.spectrum import Part, eigenvalue_condition, matched_distance, parts, reach
from verify.oracle.truth import CONSTANT, Truth
from verify.oracle.values import Value, short, value_of

KAPPA = "largest condition number of an eigenvalue, inf when one is defective (the bound is Lidskii's)"


def _cases(draw: Draw) -> Iterator[Case]:
    for name, A in [*named(), *random_square(draw), *larger()]:
        yield Case((A,), family=name)
    for _ in range(draw.count):
        yield Case((hidden_jordan(draw, draw.size(2), 2, 2),), family="one hidden eigenvalue")


def _spectral_truth(A: Any, measure: Any, unit: float) -> Truth:
    exact = exact_matrix(A)
    found, size, n = parts(exact), value_of(exact).norm or 1.0, exact.rows
    bound = reach(found, CONSTANT * n * unit * size) / size
    shown = ", ".join(short(value_of(p.ball).entries[0]) + f" ({p.multiplicity} times)" * (p.multiplicity > 1) for p in found)
    return Truth(kappa=eigenvalue_condition(found), kappa_name=KAPPA, size=n, bound=bound, shown=shown,
                 measure=lambda returned: measure(returned, exact, found, size))


def _distance(w: Any, found: tuple[Part, ...], n: int, size: float) -> Measures:
    import numpy as np
    values = np.asarray(w)
    if values.shape != (n,):
        return Measures(float("inf"), fault=f"eigenvalues of shape {values.shape} came back for a matrix of order {n}")
    return Measures(matched_distance([complex(z) for z in values.tolist()], found) / size)


@problem("eigvals", "f(A) -> the n eigenvalues of A with multiplicity, in any order", cases=_cases, strategy=square())
def eigenvalues_truth(case: Case) -> Truth:
    """Distance of the lists after matching, relative to ||A||."""
    return _spectral_truth(case.args[0], lambda w, A, found, size: _distance(w, found, A.rows, size), case.unit)


@problem("eig", "f(A) -> (w, V) with A V = V diag(w); columns of V are not zero", cases=_cases)
def eigenvectors_truth(case: Case) -> Truth:
    """Eigenvalues as for eigvals; the backward error is max ||A v - w v|| / (||A|| ||v||), above sqrt(u) v is none."""
    unit = case.unit

    def measure(returned: Any, A: Any, found: tuple[Part, ...], size: float) -> Measures:
        w, V = returned
        n = A.rows
        values = _distance(w, found, n, size)
        if values.fault:
            return values
        columns = value_of(V)
        if columns.shape != (n, n):
            return Measures(float("inf"), fault=f"V has the shape {columns.shape} for a matrix of order {n}")
        residual = max(_residual(value_of(A), columns, value_of(w), k) for k in range(n))
        if residual > math.sqrt(unit):  # balancing may cost digits of the residual of a graded matrix, which is no bug yet
            return Measures(values.error, None, residual, f"a column of V is no eigenvector: residual {residual:.1g}")
        return Measures(values.error, None, residual)

    return _spectral_truth(case.args[0], measure, unit)


def _residual(A: Value, V: Value, w: Value, k: int) -> float:
    n = A.shape[0]
    v = Value((n,), tuple(V.entries[i * n + k] for i in range(n)))
    if not v.squared_norm:
        return float("inf")
    (a, b), image = w.entries[k], product(A, v)
    scaled = Value((n,), tuple((a * x - b * y, a * y + b * x) for x, y in v.entries))
    return quotient(minus(image, scaled), A, v) if A.squared_norm else minus(image, scaled).norm


# ---- Schur ---------------------------------------------------------------------------------------------------------------

@problem("schur", "f(A) -> (T, Z) with A = Z T Z^*, Z unitary, T quasi upper triangular (2 x 2 blocks for complex pairs)",
         cases=_cases)
def schur_truth(case: Case) -> Truth:
    """The largest of ||A - Z T Z^*|| / ||A|| and ||Z^* Z - I||; T must have no two neighbouring entries below the diagonal."""
    A = value_of(exact_matrix(case.args[0]))
    n = A.shape[0]

    def measure(returned: Any) -> Measures:
        T, Z = (value_of(x) for x in returned)
        if T.shape != A.shape or Z.shape != A.shape:
            return Measures(float("inf"), fault=f"T and Z have the shapes {T.shape} and {Z.shape} for a matrix of order {n}")
        low = [(i, j) for i in range(n) for j in range(i) if any(T.entries[i * n + j])]
        if any(i - j > 1 for i, j in low) or any((i + 1, j + 1) in low for i, j in low):
            return Measures(float("inf"), fault="T is not quasi upper triangular")
        residual = minus(A, product(product(Z, T), adjoint(Z)))
        backward = quotient(residual, A) if A.squared_norm else residual.norm
        return Measures(max(backward, minus(product(adjoint(Z), Z), eye(n)).norm), None, backward)

    return Truth(size=n, kappa_name="1: a residual is measured", measure=measure, shown="any Z with A = Z T Z^*")


target("numpy.linalg.eigvals", "eigvals")
target("numpy.linalg.eig", "eig")
target("scipy.linalg.eigvals", "eigvals")
target("scipy.linalg.eig", "eig")
target("scipy.linalg.schur", "schur")
