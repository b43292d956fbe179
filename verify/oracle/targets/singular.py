"""Singular values and what is built on them: svd, pseudoinverse, least squares, null space."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symbolic.matrices.elimination import solve
from symbolic.matrices.inner import adjoint as exact_adjoint
from symbolic.singular.pseudoinverse import pseudoinverse
from verify.numeric.balls.singular import singular_values
from verify.oracle.case import Case, Draw
from verify.oracle.exact import adjoint, exact_matrix, eye, minus, product, vector_value
from verify.oracle.matrices import hilbert, larger, named, random_square
from verify.oracle.measures import Measures, compare, quotient
from verify.oracle.registry import problem, target
from verify.oracle.targets.dense import SPREAD, spread
from verify.oracle.truth import Truth
from verify.oracle.values import Value, value_of

BACKWARD = "1: residuals, and singular values relative to the largest"
MANY = "any factors with A = U S V^*"


def rectangular(draw: Draw) -> Iterator[tuple[str, Any]]:
    """Tall, wide, rank-deficient, graded."""
    import numpy as np
    yield "row", np.array([[3.0, 4.0]])
    yield "column", np.array([[3.0], [4.0], [12.0]])
    yield "wide of rank 1", np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0]])
    for _ in range(2 * draw.count):
        m, n = draw.size(2), draw.size(2)
        yield "random reals, m x n", np.array(draw.reals(m, n))
        yield "rank at most 2", np.array(draw.integers(m, 2)) @ np.array(draw.integers(2, n))


def _cases(draw: Draw) -> Iterator[Case]:
    for name, A in [*named(), *((f"hilbert({n})", hilbert(n)) for n in (6, 12)), *random_square(draw),
                    *larger(), *rectangular(draw)]:
        yield Case((A,), family=name)


def _values(A: Any) -> Value:
    return value_of([x.mid() for x in singular_values(A, 25)])


@problem("svdvals", "f(A) -> the singular values of A, descending", cases=_cases)
def values_truth(case: Case) -> Truth:
    """The singular values in balls; errors are relative to the whole vector, as a backward stable method promises."""
    A = exact_matrix(case.args[0])
    return Truth(_values(A), kappa_name=BACKWARD, size=max(A.shape))


@problem("svd", "f(A) -> (U, s, V^*) with A = U diag(s) V^*, U and V unitary, full or thin, s descending", cases=_cases)
def svd_truth(case: Case) -> Truth:
    """The largest of the residual, the loss of orthogonality, and the error of the singular values."""
    exact = exact_matrix(case.args[0])
    A, values = value_of(exact), _values(exact)
    m, n = A.shape

    def measure(returned: Any) -> Measures:
        U, s, W = (value_of(x) for x in returned)
        k = min(m, n)
        if s.shape != (k,) or U.shape not in {(m, m), (m, k)} or W.shape not in {(n, n), (k, n)}:
            return Measures(float("inf"), fault=f"factors of shapes {U.shape}, {s.shape}, {W.shape} came back for {m} x {n}")
        if any(a[0] < b[0] for a, b in zip(s.entries, s.entries[1:], strict=False)) or any(a[0] < 0 for a in s.entries):
            return Measures(float("inf"), fault="the singular values are not in descending order, or negative")
        plain = compare(s, values)
        residual = minus(A, product(_scaled(U, s), _head(W, k)))
        backward = quotient(residual, A) if A.squared_norm else residual.norm
        return Measures(max(plain.error, backward, _defect(U), _defect(adjoint(W))), plain.componentwise, backward)

    return Truth(kappa_name=BACKWARD, size=max(m, n), measure=measure, shown=f"{MANY}, s = {values}")


def _scaled(U: Value, s: Value) -> Value:
    """The first columns of U times the entries of s."""
    (m, full), k = U.shape, s.shape[0]
    return Value((m, k), tuple((U.entries[i * full + j][0] * s.entries[j][0], U.entries[i * full + j][1] * s.entries[j][0])
                               for i in range(m) for j in range(k)))


def _head(W: Value, k: int) -> Value:
    return Value((k, W.shape[1]), W.entries[:k * W.shape[1]])


def _defect(Q: Value) -> float:
    """||Q^* Q - I||_F."""
    return minus(product(adjoint(Q), Q), eye(Q.shape[1])).norm


# ---- pseudoinverse, least squares, null space ------------------------------------------------------------------------------

@problem("pinv", "f(A) -> the Moore-Penrose inverse of A, an n x m array", cases=_cases)
def pseudoinverse_truth(case: Case) -> Truth:
    """A^+ exactly; kappa is that of the nonzero singular values, among which a threshold has to find the gap."""
    A = exact_matrix(case.args[0])
    return Truth(value_of(pseudoinverse(A)), kappa=spread(A)[1], kappa_name=SPREAD, size=max(A.shape))


def _least_squares_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    for name, A in [*rectangular(draw), *named("1x1", "identity", "nearly singular", "graded"), ("hilbert(8)", hilbert(8)),
                    *larger()]:
        yield Case((A, np.array(draw.integers(1, A.shape[0])[0])), family=name)


@problem("lstsq", "f(A, b) -> (x, ...), x of least ||x|| among those of least ||A x - b||", cases=_least_squares_cases)
def least_squares_truth(case: Case) -> Truth:
    """The vector A^+ b; kappa = kappa_2 (1 + (||b|| + kappa_2 ||r||) / (||A|| ||x||)), [Bjo96] section 1.4."""
    A, b = exact_matrix(case.args[0]), exact_matrix(case.args[1])
    r, spread_ = spread(A)
    star = exact_adjoint(A)
    x = solve(star * A, star * b) if r == A.cols else pseudoinverse(A) * b
    exact, size = value_of(x), value_of(A).norm * value_of(x).norm
    rest, right = value_of(A * x - b).norm, value_of(b).norm
    kappa = spread_ * (1 + (right + spread_ * rest) / size) if size else float("inf")
    truth = vector_value(x, (A.cols,)) if case.args[1].ndim == 1 else exact
    return Truth(truth, kappa=kappa, kappa_name="of least squares, from kappa_2 and the exact residual", size=max(A.shape),
                 measure=lambda returned: compare(value_of(returned[0] if isinstance(returned, tuple) else returned), truth))


@problem("null_space", "f(A) -> an n x (n - rank A) array with orthonormal columns Q, A Q = 0", cases=_cases)
def null_space_truth(case: Case) -> Truth:
    """The dimension is n - rank, exactly, where the gap sigma_1 / sigma_r can be seen; A Q is measured relative to ||A||."""
    exact = exact_matrix(case.args[0])
    A, (r, kappa) = value_of(exact), spread(exact)
    n = exact.cols

    def measure(returned: Any) -> Measures:
        Q = value_of(returned)
        if len(Q.shape) != 2 or Q.shape[0] != n or Q.shape[1] != n - r:
            return Measures(float("inf"))
        if n == r:
            return Measures(0.0)
        residual = quotient(product(A, Q), A) if A.squared_norm else 0.0
        return Measures(max(residual, _defect(Q)), None, residual)

    return Truth(kappa=kappa, kappa_name=SPREAD, size=n, measure=measure, shown=f"a basis of {n - r} orthonormal columns")


for _name in ("svd", "svdvals", "pinv", "lstsq"):
    target(f"numpy.linalg.{_name}", _name)
    target(f"scipy.linalg.{_name}", _name)
target("scipy.linalg.null_space", "null_space")
