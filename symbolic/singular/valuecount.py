"""How many singular values lie above, at and below a number, by Sylvester's law of inertia."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from symbolic.errors import DomainError, InputError, in_name_of
from symbolic.matrices.inertia import Inertia, inertia
from symbolic.matrices.matrix import ExactMatrix, identity
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.singular.gram import gram_matrix, require_real


@dataclass(frozen=True)
class SingularValueCount:
    """The numbers of singular values above, equal to and below mu, shown by G - mu^2 I = L diag(d) L^T, L invertible.

    G is the smaller one of A^T A and A A^T; positive, zero and negative entries of d count.
    """

    A: ExactMatrix
    mu: AlgebraicNumber
    above: int
    equal: int
    below: int
    congruence: Inertia = field(repr=False)

    @property
    def L(self) -> ExactMatrix:
        """The invertible factor."""
        return self.congruence.L

    @property
    def d(self) -> tuple[AlgebraicNumber, ...]:
        """The diagonal."""
        return self.congruence.d

    def __int__(self) -> int:
        return self.above

    def __str__(self) -> str:
        return f"{self.above} above {self.mu}, {self.equal} equal, {self.below} below"


def singular_value_count(A: Any, mu: Any) -> SingularValueCount:
    """How many of the min(m, n) singular values are > mu, = mu and < mu, with the congruence that shows it.

    Args:
        A: m x n, real. mu: a real exact number >= 0.

    Raises:
        InputError: mu is negative or no exact number. DomainError: an entry of A, or mu, is not real.
    Cost: one elimination of size min(m, n), n^3/6 multiplications; no characteristic polynomial.
    References: [Gan59] chapter X, Sylvester's law of inertia.

    >>> from symbolic import matrix
    >>> print(singular_value_count(matrix("3 0; 0 4; 0 0"), 3))
    1 above 3, 1 equal, 0 below
    """
    A = require_real(A, "singular_value_count")
    with in_name_of("singular_value_count"):
        bound = exact(mu)
    if not bound.is_real:
        raise DomainError(f"singular_value_count: mu is {bound}, which is not real, as singular values are")
    if bound < 0:
        raise InputError(f"singular_value_count: mu is {bound}; no singular value is negative, so mu must be >= 0")
    G = gram_matrix(A)
    found = inertia(G - identity(G.rows) * (bound * bound))
    return SingularValueCount(A, bound, found.positive, found.zero, found.negative, found)
