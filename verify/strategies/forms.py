"""Symmetric integer matrices A = P D P^T of known inertia."""
from __future__ import annotations

from dataclasses import dataclass

from symbolic import ExactMatrix
from verify.strategies.source import Source, check_choices, draw_size, require, strategy
from verify.strategies.unimodular import rational_rows, rectangle, unimodular


@dataclass(frozen=True)
class InertiaCase:
    """A = P D P^T with a diagonal D and det P = 1; the numbers of `positive`, `negative` and `zero` eigenvalues, by Sylvester."""

    A: ExactMatrix
    P: ExactMatrix
    D: ExactMatrix
    positive: int
    negative: int
    zero: int

    @property
    def counts(self) -> tuple[int, int, int]:
        return self.positive, self.negative, self.zero


@strategy
def inertia_matrices(
    source: Source, *, min_size: int = 1, max_size: int = 6, singular: bool | None = None, definite: bool | None = None,
) -> InertiaCase:
    """Symmetric integer matrices A = P D P^T with known numbers of positive, negative and zero eigenvalues.

    Args:
        min_size, max_size: bounds of n.
        singular: True: 0 is an eigenvalue. False: it is not.
        definite: True: no two eigenvalues have different signs (positive definite when also singular=False). False: some do.

    Shrinks to a diagonal of zeros and ones.

    >>> from hypothesis import find
    >>> from verify.strategies import inertia_matrices
    >>> find(inertia_matrices(singular=False, definite=False), lambda case: case.A[0, 0] == 0).counts
    (1, 1, 0)
    """
    check_choices(singular=singular, definite=definite)
    require(not (definite is False and max_size < 2), "definite=False needs max_size >= 2")
    n = draw_size(source, min_size, max_size, 2 * (definite is False) + (singular is True))
    mixed = source.integer(0, 2) == 2
    P, _ = unimodular(source, n)
    zeros = 0 if singular is False else source.integer(int(singular is True), n - 2 * (definite is False))
    r = n - zeros
    if definite is True:
        negative = 0
    else:
        negative = source.integer(int(definite is False), r - (definite is False))
    pairs = min(negative, r - negative)
    if pairs and mixed:  # e_i + e_j with D_ii = -1, D_jj = 1 is isotropic: zeros on the diagonal of A
        sizes = [1] * r
        P = rational_rows([[int(j == i or (i < pairs and j == negative + i)) for j in range(n)] for i in range(n)], n)
    else:
        sizes = [source.pick((1, 2, 3)) for _ in range(r)]
    values = [-x if k < negative else x for k, x in enumerate(sizes)]
    D = rectangle(n, n, values)
    return InertiaCase(P * D * P.T, P, D, r - negative, negative, zeros)
