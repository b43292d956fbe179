"""Inequalities between singular values, both sides exact: Weyl, Ky Fan, von Neumann."""
from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from symbolic.canonical.spectrum import trace
from symbolic.errors import InputError, ShapeError, in_name_of
from symbolic.matrices.inner import adjoint
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.singular.gram import dense_of
from symbolic.singular.rootsum import RootSum, compare, root_sum, terms_of
from symbolic.singular.values import singular_values


@dataclass(frozen=True)
class Inequality:
    """The instance left <= right of a theorem on singular values; truthy when it holds, `is_equality` when both agree."""

    name: str
    left: AlgebraicNumber | RootSum
    right: AlgebraicNumber | RootSum

    @cached_property
    def sign(self) -> int:
        """The sign of left - right, exactly."""
        return compare(self.left, self.right)

    @property
    def is_equality(self) -> bool:
        """Whether both sides agree."""
        return self.sign == 0

    def __bool__(self) -> bool:
        return self.sign <= 0

    def __str__(self) -> str:
        return f"{self.name}: {self.left} {'<=>'[self.sign + 1]} {self.right}"


def _pair(A: Any, B: Any, what: str) -> tuple[ExactMatrix, ExactMatrix]:
    A, B = dense_of(A, what), dense_of(B, what)
    if A.shape != B.shape:
        raise ShapeError(f"{what}: A is {A.rows}x{A.cols} and B is {B.rows}x{B.cols}; the shapes must agree")
    return A, B


def weyl_inequality(A: Any, B: Any, i: int, j: int) -> Inequality:
    """sigma_(i+j-1)(A + B) <= sigma_i(A) + sigma_j(B), i and j from 1: both sides exact, and their order decided.

    Args:
        A, B: m x n. i, j: from 1, with i + j - 1 <= min(m, n).

    Raises:
        ShapeError: A and B differ in shape. InputError: i or j is out of range. DomainError: an entry has a parameter.
    References: [HJ91] theorem 3.3.16.

    >>> from symbolic import matrix
    >>> w = weyl_inequality(matrix("2 0; 0 1"), matrix("1 0; 0 3"), 1, 1)
    >>> w.left, w.right, bool(w)
    (4, 5, True)
    """
    A, B = _pair(A, B, "weyl_inequality")
    k = min(A.shape)
    if type(i) is not int or type(j) is not int or i < 1 or j < 1 or i + j - 1 > k:
        raise InputError(f"weyl_inequality: i is {i!r} and j is {j!r}; for {A.rows}x{A.cols} matrices they must be integers "
                         f">= 1 with i + j - 1 <= {k}")
    right = root_sum([(1, (singular_values(A)[i - 1],)), (1, (singular_values(B)[j - 1],))])
    return Inequality(f"sigma_{i + j - 1}(A + B) <= sigma_{i}(A) + sigma_{j}(B)", singular_values(A + B)[i + j - 2], right)


def ky_fan_norm(A: Any, k: int) -> AlgebraicNumber | RootSum:
    """The sum sigma_1 + .. + sigma_k of the k largest singular values: 2-norm for k = 1, nuclear norm for k = min(m, n).

    Args:
        A: m x n. k: from 1 to min(m, n).

    Raises:
        InputError: k is out of range. DomainError: an entry has a parameter.
    References: [Fan51].

    >>> from symbolic import matrix
    >>> ky_fan_norm(matrix("3 0; 0 4; 0 0"), 2)
    7
    """
    A = dense_of(A, "ky_fan_norm")
    if type(k) is not int or not 1 <= k <= min(A.shape):
        raise InputError(f"ky_fan_norm: k is {k!r}; for {A.rows}x{A.cols} it must be an integer from 1 to {min(A.shape)}")
    return root_sum((1, (s,)) for s in singular_values(A)[:k])


def ky_fan_inequality(A: Any, B: Any, k: int) -> Inequality:
    """The triangle inequality of the Ky Fan norm: ||A + B||_(k) <= ||A||_(k) + ||B||_(k), both sides exact.

    Raises:
        ShapeError, InputError, DomainError: as for `weyl_inequality` and `ky_fan_norm`.
    References: [Fan51].

    >>> from symbolic import matrix
    >>> ky_fan_inequality(matrix("2 0; 0 1"), matrix("1 0; 0 3"), 2).is_equality
    True
    """
    A, B = _pair(A, B, "ky_fan_inequality")
    with in_name_of("ky_fan_inequality"):
        right = root_sum(term for M in (A, B) for term in terms_of(ky_fan_norm(M, k)))
    return Inequality(f"Ky Fan {k}-norm of A + B", ky_fan_norm(A + B, k), right)


def von_neumann_trace(A: Any, B: Any) -> Inequality:
    """|tr(A^* B)| <= sum of sigma_i(A) sigma_i(B), both sides exact, and whether they agree.

    Raises:
        ShapeError: A and B differ in shape. DomainError: an entry has a parameter.
    References: [Mir75].

    >>> from symbolic import matrix
    >>> bound = von_neumann_trace(matrix("1 1; 0 1"), matrix("1 0; 2 1"))
    >>> bound.left, bound.right.enclose(5) > 3, bool(bound)
    (2, True, True)
    >>> von_neumann_trace(matrix("1 1; 0 1"), matrix("1 1; 0 1")).is_equality
    True
    """
    A, B = _pair(A, B, "von_neumann_trace")
    left = abs(exact(trace(adjoint(A) * B)))
    pairs = zip(singular_values(A), singular_values(B), strict=True)
    return Inequality("|tr(A^* B)| <= sum of sigma_i(A) sigma_i(B)", left, root_sum((Fraction(1), pair) for pair in pairs))
