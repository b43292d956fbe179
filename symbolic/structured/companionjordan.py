"""The Jordan form of a companion matrix, read off the roots of its polynomial."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from symbolic.canonical.chains import canonical_factors
from symbolic.canonical.jordan import JordanBlock
from symbolic.canonical.spectrum import eigenvalues
from symbolic.errors import UnableError
from symbolic.matrices.matrix import ExactMatrix, block_diagonal, diagonal, identity
from symbolic.scalars.fields import integral
from symbolic.scalars.numbers import AlgebraicNumber, roots_of
from symbolic.scalars.parameters import RationalFunction
from symbolic.structured.confluent import ConfluentVandermonde
from symbolic.structured.displacement import shift

if TYPE_CHECKING:
    from symbolic.structured.companion import Companion

Roots = tuple[tuple[AlgebraicNumber, int], ...]


@dataclass(frozen=True)
class CompanionJordanForm:
    """C = P J P^-1 with one block for each eigenvalue; P^-1 is the confluent Vandermonde matrix of the eigenvalues.

    The chain of the root x with multiplicity m is h_(m-1), .., h_0, where the Hermite polynomial h_k has k-th derivative
    k! at x and all other data zero: (t - x) h_(k) = h_(k+1) mod p. In P^-1 the rows of a node stand in reverse order.
    """

    C: Companion
    eigenvalues: Roots

    @property
    def blocks(self) -> tuple[JordanBlock, ...]:
        """One block for each eigenvalue, as big as its multiplicity."""
        return tuple(JordanBlock(x, m) for x, m in self.eigenvalues)

    @property
    def is_diagonal(self) -> bool:
        """Whether all roots are simple."""
        return all(m == 1 for _, m in self.eigenvalues)

    @property
    def V(self) -> ConfluentVandermonde:
        """The confluent Vandermonde matrix of the eigenvalues: V C = L V, L with lower Jordan blocks (J when diagonal)."""
        return ConfluentVandermonde(tuple(x for x, _ in self.eigenvalues), tuple(m for _, m in self.eigenvalues))

    @cached_property
    def P(self) -> ExactMatrix:
        """The columns of V^-1, those of each eigenvalue in reverse order: its chain from the eigenvector up."""
        inverse = self.V.inverse()
        return inverse.submatrix(range(inverse.rows), self._order())

    @cached_property
    def P_inverse(self) -> ExactMatrix:
        """The rows of V, those of each eigenvalue in reverse order."""
        dense = self.V.dense()
        return dense.submatrix(self._order(), range(dense.cols))

    @cached_property
    def J(self) -> ExactMatrix:
        """The Jordan matrix: eigenvalues on the diagonal, ones on the superdiagonal inside a block."""
        return block_diagonal([diagonal([x] * m) + shift(m).T for x, m in self.eigenvalues]) if self.eigenvalues else identity(0)

    def _order(self) -> list[int]:
        order: list[int] = []
        for _, m in self.eigenvalues:
            order += range(len(order) + m - 1, len(order) - 1, -1)
        return order

    def __str__(self) -> str:
        blocks = ", ".join(f"{m} x {m} at {x}" for x, m in self.eigenvalues)
        return f"blocks: {blocks}\nP = {self.P}\nJ = {self.J}"


def roots_with_multiplicities(C: Companion) -> Roots:
    """The roots of the polynomial of C with multiplicities, in the order of the Jordan form."""
    p = C.polynomial
    if any(isinstance(c, RationalFunction) for c in p.coefficients):
        raise UnableError(f"eigenvalues: the polynomial {p} has parameters; substitute values first, "
                          "or use jordan_form(C.dense())")
    if not p.is_rational:
        return eigenvalues(C.dense())
    whole, scale = integral(p.to_flint())
    return tuple((x, m) for f, m in canonical_factors(whole) for x in roots_of(f, scale))
