"""The best approximation of rank at most r in the Frobenius and the spectral norm, exactly: error, minimiser, freedom."""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import add
from typing import Any

from flint import arb, arb_mat

from symbolic.errors import InputError
from symbolic.matrices.matrix import ExactMatrix, zero
from symbolic.scalars.numbers import AlgebraicNumber, exact, sqrt
from symbolic.scalars.roots import precision
from symbolic.singular.gram import gram_matrix, require_real
from symbolic.singular.norms import read_order
from symbolic.singular.rootsum import RootSum, root_sum
from symbolic.singular.triples import SingularFamily, SingularTriples, singular_triples
from symbolic.singular.values import GramRoot, gram_roots


@dataclass(frozen=True)
class Range:
    """The numbers c with |c - center| <= radius."""

    center: AlgebraicNumber
    radius: AlgebraicNumber

    @property
    def low(self) -> AlgebraicNumber:
        """The least one; UnableError when center and radius share no field of degree <= 64."""
        return self.center - self.radius

    @property
    def high(self) -> AlgebraicNumber:
        """The largest one."""
        return self.center + self.radius

    def __contains__(self, c: Any) -> bool:
        return root_sum([(1, (exact(c),)), (-1, (self.center,)), (-1, (self.radius,))]).sign() <= 0 <= root_sum(
            [(1, (exact(c),)), (-1, (self.center,)), (1, (self.radius,))]).sign()

    def __str__(self) -> str:
        return f"[{self.low}, {self.high}]"


@dataclass(frozen=True)
class BestApproximation:
    """The least ||A - B|| over all B of rank <= r, in the norm "fro" or "2"; a minimiser is `approximation` = A `projector`.

    `roots` are the non-zero eigenvalues of A^T A with their square roots and multiplicities, descending.
    """

    A: ExactMatrix
    r: int
    norm: str
    roots: tuple[GramRoot, ...] = field(repr=False)

    @cached_property
    def squares(self) -> tuple[AlgebraicNumber, ...]:
        """All min(m, n) numbers sigma_i^2, descending."""
        found = [g.eigenvalue for g in self.roots for _ in range(g.multiplicity)]
        return (*found, *[exact(0)] * (min(self.A.shape) - len(found)))

    @cached_property
    def singular_values(self) -> tuple[AlgebraicNumber, ...]:
        """All min(m, n) singular values, descending."""
        found = [g.value for g in self.roots for _ in range(g.multiplicity)]
        return (*found, *[exact(0)] * (min(self.A.shape) - len(found)))

    @property
    def next_square(self) -> AlgebraicNumber:
        """sigma_(r+1)^2, 0 when there is none."""
        return self.squares[self.r] if self.r < len(self.squares) else exact(0)

    @cached_property
    def error_squared(self) -> AlgebraicNumber | RootSum:
        """sigma_(r+1)^2 for "2"; sigma_(r+1)^2 + sigma_(r+2)^2 + .. for "fro", in no common field when there is none."""
        if self.norm == "2":
            return self.next_square
        return root_sum((1, (x,)) for x in self.squares[self.r:])

    @cached_property
    def error(self) -> AlgebraicNumber:
        """The least error; UnableError when its square is a sum that lies in no field of degree <= 64 (`enclose` answers)."""
        if self.norm == "2":
            return self.singular_values[self.r] if self.r < len(self.squares) else exact(0)
        total = self.error_squared
        return sqrt(total.number() if isinstance(total, RootSum) else total)

    def enclose(self, digits: int = 15) -> arb:
        """A ball around the least error, relative radius below 10^-digits."""
        total = self.error_squared
        if not total:
            return arb(0)
        ball = total.enclose(digits + 2) if isinstance(total, RootSum) else total.enclose(digits + 2).real
        with precision(digits * 10 // 3 + 32):
            return ball.sqrt()

    # -- the minimiser -------------------------------------------------------------------------------------------------

    @cached_property
    def pieces(self) -> tuple[ExactMatrix, ...]:
        """Matrices, each over one field, with the sum `projector`: whole factors are rational, else one root at a time."""
        if not self.A.is_rational:
            from symbolic.singular.decomposition import truncated_svd
            V = truncated_svd(self.A, min(self.r, sum(1 for x in self.squares if x))).V
            return (V * V.T,)
        return tuple(_projectors(singular_triples(self.A), self.r))

    @cached_property
    def projector(self) -> ExactMatrix:
        """The orthogonal projector on the first r right singular vectors; UnableError when it lies in no common field."""
        return reduce(add, self.pieces, zero(self.A.cols, self.A.cols))

    @cached_property
    def approximation(self) -> ExactMatrix:
        """A minimiser B of rank min(r, rank A), the one of both norms: the SVD cut after r triples (some r, in a tie)."""
        return self.A if not self.error_squared else self.A * self.projector

    def enclose_approximation(self, digits: int = 15) -> arb_mat:
        """The minimiser as balls of absolute radius about 10^-digits times its size; needs no common field."""
        with precision(digits * 10 // 3 + 64):
            total = arb_mat(*self.A.shape)
            for piece in self.pieces:
                rows = (self.A * piece).entries()
                total += arb_mat(*self.A.shape, [x.enclose(digits + 4).real for row in rows for x in row])
        return total

    # -- how far it is determined --------------------------------------------------------------------------------------

    @property
    def unique(self) -> bool:
        """Whether no other B of rank <= r does as well: always for r = 0 or error 0; else "fro": sigma_r > sigma_(r+1)."""
        if self.r == 0 or not self.next_square:
            return True
        return self.norm == "fro" and self.squares[self.r - 1] > self.next_square

    @cached_property
    def interval(self) -> tuple[Range, ...]:
        """The c_1 .. c_r for which U diag(c_1, .., c_r, 0, ..) V^T is a minimiser, in the frame of an SVD A = U S V^T.

        The error there is diag(sigma_i - c_i) beside sigma_(r+1), ..: in the spectral norm it is least exactly when every
        |sigma_i - c_i| <= sigma_(r+1), in the Frobenius norm exactly for c_i = sigma_i.
        """
        slack = self.singular_values[self.r] if self.norm == "2" and self.r < len(self.squares) else exact(0)
        return tuple(Range(s, slack) for s in self.singular_values[:self.r])

    @cached_property
    def freedom(self) -> str:
        """What else is optimal, in one sentence."""
        r, A = self.r, self.A
        if self.unique:
            only = "B = 0" if r == 0 else "B = A" if not self.next_square else f"the SVD cut after sigma_{r}"
            return f"{only} is the only minimiser of rank <= {r}"
        if self.norm == "2":
            return (f"every U diag(c_1, .., c_{r}, 0, ..) V^T with |sigma_i - c_i| <= sigma_{r + 1} is a minimiser, and "
                    f"there may be others")
        value = self.squares[r - 1]
        first = next(i for i, x in enumerate(self.squares) if x == value)
        size = sum(1 for x in self.squares if x == value)
        return (f"sigma_{r} = sigma_{r + 1}: the {size} right singular vectors of this value span a space in which any "
                f"{r - first} orthonormal ones may be kept (A is {A.rows}x{A.cols})")

    def __str__(self) -> str:
        return f"rank <= {self.r}, norm {self.norm}: error^2 = {self.error_squared}; {self.freedom}"


def _projectors(triples: SingularTriples, r: int) -> list[ExactMatrix]:
    places = sorted(((f.at(k).square, i, k) for i, f in enumerate(triples.families) for k in range(f.degree)),
                    key=lambda t: t[0], reverse=True)
    taken: dict[int, dict[int, int]] = {}
    for square, i, k in places:
        count = min(r, triples.families[i].multiplicity)
        if square and count:
            taken.setdefault(i, {})[k] = count
            r -= count
    return [piece for i, kept in taken.items() for piece in _family_projectors(triples.families[i], kept)]


def _family_projectors(f: SingularFamily, kept: dict[int, int]) -> list[ExactMatrix]:
    """The projectors on the first kept[k] columns at each root number k; few missing roots are taken off the whole."""
    e, d = f.multiplicity, f.degree
    full = [k for k, count in kept.items() if count == e]
    if 2 * len(full) <= d and len(full) < d:
        return [_projector(f.at(k).right, range(kept[k])) for k in sorted(kept)]  # joins fields in the order of `root_sum`
    missing = [_projector(f.at(k).right, range(kept.get(k, 0), e)) for k in range(d) if kept.get(k, 0) < e]
    return [f.trace, *(-P for P in missing)]


def _projector(right: ExactMatrix, columns: range) -> ExactMatrix:
    vectors = [right.column(j) for j in columns]
    return reduce(add, (v * (v.T / (v.T * v)[0, 0]) for v in vectors), zero(right.rows, right.rows))


def read_rank(r: Any, what: str) -> int:
    """A rank bound: an integer r >= 0, or InputError."""
    if type(r) is not int or r < 0:
        raise InputError(f"{what}: r is {r!r}; the bound for the rank must be an integer >= 0")
    return r


def read_norm(norm: Any, what: str) -> str:
    """The name "fro" or "2", or InputError."""
    name = read_order(norm, what)
    if name not in {"fro", "2"}:
        raise InputError(f'{what}: norm is {norm!r}; it must be "fro" or 2')
    return name


def best_approximation(A: Any, r: int, norm: Any = "fro") -> BestApproximation:
    """The least ||A - B|| over rank B <= r: error, minimiser, whether it is unique, and what else is optimal.

    The error is sigma_(r+1) in the spectral norm and (sigma_(r+1)^2 + sigma_(r+2)^2 + ..)^(1/2) in the Frobenius norm [EY36],
    [Mir60]. Where rank A < r, B = A; a B of rank exactly r then comes as close as one likes and never attains the infimum 0.

    Args:
        A: m x n, real: an ExactMatrix or a structured value. r: any integer >= 0. norm: "fro" or 2.

    Raises:
        InputError: r or norm is none of these. DomainError: an entry is not real. Later, from `.error`, `.approximation`,
            `.projector`: UnableError, when the number or matrix asked for lies in no field of degree <= 64.
    Cost: the factored characteristic polynomial of the smaller Gram matrix; the minimiser one Jordan form of A^T A over Q.

    >>> from symbolic import matrix
    >>> best = best_approximation(matrix("2 0; 0 1"), 1, 2)
    >>> best.error, best.approximation, best.unique, str(best.interval[0])
    (1, 2 0; 0 0, False, '[1, 3]')
    >>> best = best_approximation(matrix("1 2 0; 0 1 3; 1 0 1"), 1)
    >>> best.unique, best.error_squared == 17 - best.squares[0]
    (True, True)
    """
    A = require_real(A, "best_approximation")
    return BestApproximation(A, read_rank(r, "best_approximation"), read_norm(norm, "best_approximation"),
                             tuple(gram_roots(gram_matrix(A))))
