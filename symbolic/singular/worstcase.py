"""Right sides for which the condition number is attained: no perturbation bound with a smaller constant is true."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from symbolic.errors import InputError
from symbolic.matrices.elimination import inverse
from symbolic.matrices.matrix import ExactMatrix, from_entries, require_square
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.singular.conditioning import condition_number, require_full_rank
from symbolic.singular.gram import require_real
from symbolic.singular.norms import norm, read_order
from symbolic.singular.rootratio import RootRatio
from symbolic.singular.triples import SingularTriple, singular_triples


@dataclass(frozen=True)
class WorstCase:
    """A x = b and A (x + dx) = b + db with ||dx||/||x|| = ratio * ||db||/||b||, ratio = kappa(A) in the norm `order`.

    For order "2" the vectors are singular vectors, not of length 1; x, b lie in one field and dx, db in another.
    `stretch` / `shrink` is the ratio computed from the four vectors (squared for order "2"): see `attained`.
    """

    A: ExactMatrix
    order: str
    b: ExactMatrix
    db: ExactMatrix
    x: ExactMatrix
    dx: ExactMatrix
    ratio: AlgebraicNumber | RootRatio

    @property
    def stretch(self) -> AlgebraicNumber:
        """||b||/||x||, squared for order 2: the norm of A (squared)."""
        return _size(self.b, self.order) / _size(self.x, self.order)

    @property
    def shrink(self) -> AlgebraicNumber:
        """||db||/||dx||, squared for order 2: one over the norm of A^-1 (squared)."""
        return _size(self.db, self.order) / _size(self.dx, self.order)

    @property
    def attained(self) -> bool:
        """Whether both systems hold and stretch/shrink is the ratio (squared for order 2), decided by equality."""
        if self.A * self.x != self.b or self.A * self.dx != self.db:
            return False
        if isinstance(self.ratio, RootRatio):
            return self.stretch == self.ratio.sigma_max_squared and self.shrink == self.ratio.sigma_min_squared
        return self.stretch == self.ratio * self.shrink


def _size(v: ExactMatrix, order: str) -> AlgebraicNumber:
    """The norm of a column, squared for order 2."""
    if order == "2":
        return exact((v.T * v)[0, 0])
    return norm(v, 1 if order == "1" else order)


def worst_case_rhs(A: Any, ord: Any = 2) -> WorstCase:
    """A right side b and a change db of it for which ||dx||/||x|| = kappa(A) ||db||/||b|| exactly.

    b stretches most (||A x|| = ||A|| ||x||), db least (||A^-1 db|| = ||A^-1|| ||db||). For 1 these are columns of the
    identity, for "inf" vectors of signs, for 2 singular vectors at the two extreme roots.

    Args:
        A: n x n, real, nonsingular (rational for ord 2): an ExactMatrix or a structured value.
        ord: 1, 2 or "inf" (or math.inf).

    Raises:
        SingularMatrixError: A is singular. NotSquareError. InputError: another ord. DomainError: not real, or irrational
            entries with ord 2.
    Cost: one inverse (1, inf); one Jordan form of A^T A over Q (2).
    References: [Hig02] section 7.1.

    >>> from symbolic import matrix
    >>> worst = worst_case_rhs(matrix("1 2; 3 4"), 1)
    >>> worst.b, worst.db, worst.x, worst.dx, worst.ratio, worst.attained
    (2; 4, 1; 0, 0; 1, -2; 3/2, 21, True)
    """
    name = read_order(ord, "worst_case_rhs")
    if name not in {"1", "2", "inf"}:
        raise InputError(f'worst_case_rhs: ord is {ord!r}; it must be 1, 2 or "inf"')
    A = require_real(A, "worst_case_rhs")
    require_square(A, "worst_case_rhs")
    require_full_rank(A, "A", "A")
    ratio = condition_number(A, name)
    if name == "2":
        triples = singular_triples(A).triples()
        x, dx = _first(triples[0]), _first(triples[-1])
    else:
        pick = _largest_column if name == "1" else _largest_row
        x = pick(A)
        dx = inverse(A) * pick(inverse(A))
    return WorstCase(A, name, A * x, A * dx, x, dx, ratio)


def _first(triple: SingularTriple) -> ExactMatrix:
    return triple.right.column(0)


def _largest_column(A: ExactMatrix) -> ExactMatrix:
    """The e_j with ||A e_j||_1 = ||A||_1."""
    sums = [norm(A.column(j), 1) for j in range(A.cols)]
    j = sums.index(max(sums))
    return _column([exact(int(i == j)) for i in range(A.cols)])


def _largest_row(A: ExactMatrix) -> ExactMatrix:
    """The vector of signs of a row with the largest sum of moduli."""
    row = max(A.entries(), key=lambda r: sum((abs(x) for x in r), start=exact(0)))
    return _column([exact(-1 if x.sign() < 0 else 1) for x in row])


def _column(values: Sequence[AlgebraicNumber]) -> ExactMatrix:
    return from_entries([[x] for x in values], len(values), 1)
