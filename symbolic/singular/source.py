"""Where the extreme singular values of a matrix of full column rank come from: exact Gram matrices and balls of them."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flint import acb_mat, arb, arb_mat, fmpq_mat

from symbolic.errors import DomainError, UnableError
from symbolic.matrices.elimination import inverse
from symbolic.matrices.inner import adjoint, is_real
from symbolic.matrices.matrix import ExactMatrix, require_square
from symbolic.scalars.fields import MAX_BITS
from symbolic.scalars.roots import precision
from symbolic.singular.extremes import BallMatrix
from symbolic.singular.gram import GramSimilar, dense_of


@dataclass(frozen=True)
class Dense:
    """A real or complex m x n matrix of rank n <= m; `exact_inverse` is a structured family's own way to A^-1."""

    A: ExactMatrix
    exact_inverse: Callable[[], ExactMatrix] | None = None
    symmetric = True

    @property
    def size(self) -> int:
        """The number n of columns."""
        return self.A.cols

    def gram(self) -> ExactMatrix:
        """A^* A."""
        return adjoint(self.A) * self.A

    def balls(self, bits: int) -> BallMatrix:
        """A^* A."""
        return _gram(ball_matrix(self.A, bits), bits)

    def inverse_balls(self, bits: int) -> BallMatrix:
        """(A^* A)^-1, for a square A up to a unitary similarity."""
        if self.A.is_square:
            return _gram(ball_inverse(self.A, bits, self.exact_inverse), bits)
        return _inverted(lambda working: _gram(ball_matrix(self.A, working), working), bits, self._exact)

    def _exact(self) -> ExactMatrix | None:
        return inverse(self.gram()) if self.A.is_rational else None


@dataclass(frozen=True)
class Scaled:
    """A = D T D^-1 with a rational T and D = diag(sqrt(scaling)).

    `inverse_T` is the family's own way to T^-1, if it has one.
    """

    T: ExactMatrix
    scaling: tuple[Any, ...]
    owner: GramSimilar
    inverse_T: Callable[[], ExactMatrix] | None = None
    symmetric = True

    @property
    def size(self) -> int:
        """The number n of columns."""
        return self.T.cols

    @property
    def rational(self) -> ExactMatrix:
        """T, of the rank of A."""
        return self.T

    def gram(self) -> ExactMatrix:
        """A rational matrix similar to A^T A."""
        return self.owner.gram_similar()

    def balls(self, bits: int) -> BallMatrix:
        """A^T A."""
        return self._product(ball_matrix(self.T, bits), bits)

    def inverse_balls(self, bits: int) -> BallMatrix:
        """A^-T A^-1."""
        return self._product(ball_inverse(self.T, bits, self.inverse_T), bits)

    def _product(self, T: BallMatrix, bits: int) -> BallMatrix:
        """B^T B for B = D T D^-1."""
        n = self.size
        with precision(bits):
            up = [(arb(int(x.numerator)) / int(x.denominator)).sqrt() for x in self.scaling]
            factors = arb_mat(n, 1, up) * arb_mat(1, n, [1 / x for x in up])
            pairs: Any = zip(T.entries(), factors.entries(), strict=True)
            entries: list[Any] = [x * y for x, y in pairs]
            B = arb_mat(n, n, entries)
            return B.transpose() * B


@dataclass(frozen=True)
class Similar:
    """Only a matrix G similar to A^* A is known."""

    G: ExactMatrix

    @property
    def size(self) -> int:
        """The number n of columns."""
        return self.G.cols

    @cached_property
    def symmetric(self) -> bool:
        """Whether G is known to be Hermitian, which lets Rayleigh quotients bound its eigenvalues."""
        try:
            return bool(self.G == adjoint(self.G))
        except UnableError:
            return False

    @property
    def rational(self) -> ExactMatrix:
        """G, of the rank of A."""
        return self.G

    def gram(self) -> ExactMatrix:
        """G."""
        return self.G

    def balls(self, bits: int) -> BallMatrix:
        """G."""
        B = ball_matrix(self.G, bits)
        trace = B.trace()
        if not isinstance(trace, arb) and not trace.imag.contains(0):
            raise DomainError(f"condition_number: the {self.size}x{self.size} matrix of gram_similar() has the trace "
                              f"{trace.str(8, radius=False)}; a matrix similar to A^* A has only positive eigenvalues")
        return B

    def inverse_balls(self, bits: int) -> BallMatrix:
        """G^-1."""
        return ball_inverse(self.G, bits)


Source = Dense | Scaled | Similar


def similar_source(A: GramSimilar) -> Scaled | Similar:
    """The source of a value with `gram_similar()`; with `T_matrix` and `scaling` too the balls are symmetric."""
    T, scaling = getattr(A, "T_matrix", None), getattr(A, "scaling", None)
    if isinstance(T, ExactMatrix) and scaling is not None:
        return Scaled(T, tuple(scaling), A, (lambda: A.inverse().T_matrix) if hasattr(A, "inverse") else None)
    G = dense_of(A.gram_similar(), "condition_number")
    require_square(G, "condition_number")
    return Similar(G)


def ball_matrix(A: ExactMatrix, bits: int) -> BallMatrix:
    """Balls around the entries: real ones exactly when every entry is real."""
    with precision(bits):
        if A.is_rational:
            return arb_mat(A.numerator) if A.denominator == 1 else arb_mat(fmpq_mat(A.numerator) / A.denominator)
    field = A.numeric().field
    rows = [[x.field.ball(x.poly, bits) for x in row] for row in A.entries()]
    if field.is_real or (all(z.imag.contains(0) for row in rows for z in row) and is_real(A)):
        return arb_mat([[z.real for z in row] for row in rows])
    return acb_mat(rows)


def ball_inverse(A: ExactMatrix, bits: int, exact_inverse: Callable[[], ExactMatrix] | None = None) -> BallMatrix:
    """Balls around A^-1: inverted as balls when that keeps half of the bits, else exactly (over a field: at more bits)."""
    def exact() -> ExactMatrix | None:
        return (exact_inverse() if exact_inverse else inverse(A)) if A.is_rational else None
    return _inverted(lambda working: ball_matrix(A, working), bits, exact)


def _inverted(balls_at: Callable[[int], BallMatrix], bits: int, exact: Callable[[], ExactMatrix | None]) -> BallMatrix:
    working = bits
    while working <= MAX_BITS >> 4:
        try:
            with precision(working):
                X = balls_at(working).inv()
                if _square_sum(X).rel_accuracy_bits() * 2 > bits:
                    return X
        except ZeroDivisionError:
            pass
        found = exact()
        if found is not None:
            return ball_matrix(found, bits)
        working *= 2
    raise UnableError("condition_number: the matrix is so close to a singular one that its inverse was not enclosed",
                      f"{MAX_BITS >> 4} bits")


def _gram(B: BallMatrix, bits: int) -> BallMatrix:
    with precision(bits):
        return (B.transpose() if isinstance(B, arb_mat) else B.conjugate().transpose()) * B


def _square_sum(B: BallMatrix) -> arb:
    entries: list[Any] = list(B.entries())
    if isinstance(B, acb_mat):
        entries = [part for z in entries for part in (z.real, z.imag)]
    return sum((x * x for x in entries), start=arb(0))


def surely_full_rank(A: ExactMatrix, bits: int = 192) -> bool:
    """Whether balls show that the columns of a tall matrix are independent; False says nothing."""
    try:
        B = ball_matrix(A, bits)
        with precision(bits):
            (B if A.is_square else _gram(B, bits)).inv()
    except ZeroDivisionError:
        return False
    return True
