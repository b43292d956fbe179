"""What the numeric rungs are asked about: exact matrices, structured values and A = D T D^-1 with square roots in D."""
from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from flint import acb, acb_mat, acb_poly, arb, arb_mat, fmpq, fmpq_mat, fmpz_poly

from symbolic.errors import InputError, NotSquareError, SingularMatrixError, UnableError
from symbolic.matrices.elimination import inverse, nullspace
from symbolic.matrices.inner import adjoint, is_real
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.fields import NumberField
from symbolic.scalars.numbers import AlgebraicNumber
from symbolic.scalars.roots import precision
from symbolic.singular.gram import dense_of, full_rank

if TYPE_CHECKING:
    import mpmath

    BallMatrix = arb_mat | acb_mat
    Ball = arb | acb

LOCATE_BITS, MAX_BITS, BITS_OF_A_DOUBLE = 64, 1 << 16, 128


@dataclass(frozen=True)
class Operand:
    """A = D T D^-1 with an exact T and D = diag(sqrt(s_i)), s_i rational and positive; `squares` None means D = I.

    `owner` is what the caller gave: its own closed form of the inverse is used.
    """

    T: ExactMatrix
    squares: tuple[Fraction, ...] | None
    owner: Any

    @property
    def shape(self) -> tuple[int, int]:
        """(m, n)."""
        return self.T.shape

    @property
    def is_symmetric(self) -> bool:
        """Whether A is known to be real and symmetric."""
        return self.squares is None and self.T.is_square and is_real(self.T) and self.T == self.T.T

    def balls(self, bits: int) -> BallMatrix:
        """Balls around the entries of A, real ones when T is real."""
        B = ball_matrix(self.T, bits)
        with precision(bits):
            return self.scaled(B)

    def scaled(self, B: BallMatrix) -> BallMatrix:
        """D B D^-1, at the current precision."""
        if self.squares is None:
            return B
        up = [arb(fmpq(s.numerator, s.denominator)).sqrt() for s in self.squares]
        down = [1 / x for x in up]
        table: list[list[Any]] = [list(row) for row in B.tolist()]
        rows = [[x * u * d for x, d in zip(row, down, strict=True)] for row, u in zip(table, up, strict=True)]
        return arb_mat(rows) if isinstance(B, arb_mat) else acb_mat(rows)

    @cached_property
    def exact_inverse(self) -> Operand:
        """A^-1 = D T^-1 D^-1, for a square nonsingular T."""
        own = getattr(self.owner, "inverse", None)
        if own is not None and self.squares is None and not isinstance(self.owner, ExactMatrix):
            return Operand(own(), None, None)
        return Operand(inverse(self.T), self.squares, None)

    def require_full_rank(self, what: str) -> None:
        """SingularMatrixError with a null vector unless the columns of T are independent."""
        if not full_rank(self.T) or self.T.rows < self.T.cols:
            kernel = nullspace(self.T)
            m, n = self.shape
            raise SingularMatrixError(f"{what}: A is {m}x{n} of rank {n - kernel.cols}, so its least singular value is 0; "
                                      "a vector x != 0 with A x = 0 is attached as `null_vector`", kernel.column(0))


def read(A: Any, what: str, *, square: bool = False) -> Operand:
    """The operand that a caller means: an ExactMatrix, a structured value, or a value with `T_matrix` and `scaling`.

    Raises:
        InputError: anything else, or an empty matrix. DomainError: parameters. NotSquareError: asked for and not given.

    >>> from symbolic import hippo_legs, toeplitz
    >>> read(toeplitz([1, 2]), "norm").T, read(hippo_legs(2), "norm").squares
    (1 2; 2 1, (Fraction(1, 1), Fraction(3, 1)))
    """
    T, scaling = getattr(A, "T_matrix", None), getattr(A, "scaling", None)
    if isinstance(T, ExactMatrix) and scaling is not None:
        found = Operand(T, tuple(Fraction(s) for s in scaling), A)
    else:
        found = Operand(dense_of(A, what), None, A)
    m, n = found.shape
    if not m or not n:
        raise InputError(f"{what}: the matrix is {m}x{n}, without entries; give at least one row and one column")
    if square and m != n:
        raise NotSquareError(f"{what}: A is {m}x{n}; a square matrix is needed")
    return found


def require_digits(digits: Any, what: str) -> int:
    """`digits` itself, a positive integer that the budget of bits can hold; else InputError."""
    if type(digits) is not int or digits < 1:
        raise InputError(f"{what}: digits is {digits!r}; it must be a positive integer")
    if bits_for(digits) >= MAX_BITS:
        raise UnableError(f"{what}: {digits} digits are too many", f"{MAX_BITS} bits")
    return digits


def bits_for(digits: int) -> int:
    """Bits that hold this many decimal digits, with a few to spare."""
    return digits * 10 // 3 + 8


@lru_cache(maxsize=256)
def _root_ball(coefficients: tuple[int, ...], number: int, field: NumberField, bits: int) -> acb:
    """The chosen root of a field's polynomial: FLINT's own isolation, our field only says which of them it is."""
    near = field.roots.ball(number, LOCATE_BITS)
    with precision(bits):
        pairs: list[Any] = list(fmpz_poly(list(coefficients)).complex_roots())
        hits: list[acb] = [z for z, _ in pairs if near.overlaps(z)]
    if len(hits) != 1:
        raise UnableError("a root of the polynomial of the field could not be told from its neighbours", f"{LOCATE_BITS} bits")
    return hits[0]


def _field_root(field: NumberField, bits: int) -> acb:
    coefficients = tuple(int(c) for c in field.polynomial.coeffs())
    return _root_ball(coefficients, field.root, field, bits)


def ball_matrix(A: ExactMatrix, bits: int) -> BallMatrix:
    """Balls around the entries of an exact matrix without parameters: arb_mat when they are real, else acb_mat."""
    if A.is_rational:
        with precision(bits):
            return arb_mat(fmpq_mat(A.numerator) / A.denominator)
    array = A.numeric()
    theta = _field_root(array.field, bits)
    real = is_real(A)
    with precision(bits):
        rows = [[acb_poly(x.poly)(theta if x.poly.degree() > 0 else acb(0)) if x.field.degree > 1 else acb(x.poly[0])
                 for x in row] for row in A.entries()]
        return arb_mat([[z.real for z in row] for row in rows]) if real else acb_mat(rows)


def number_ball(x: AlgebraicNumber, bits: int) -> acb:
    """A ball around an exact number, from FLINT's isolation of the roots of its field's polynomial."""
    with precision(bits):
        if x.poly.degree() <= 0:
            return acb(x.poly[0])
        return acb_poly(x.poly)(_field_root(x.field, bits))


def gram(operand: Operand) -> Operand:
    """A^* A or A A^*, whichever is smaller, for an operand without square roots; exact."""
    A = operand.T
    star = adjoint(A)
    return Operand(star * A if A.rows >= A.cols else A * star, None, None)


def ball_adjoint(B: BallMatrix) -> BallMatrix:
    """The conjugate transpose."""
    return B.transpose() if isinstance(B, arb_mat) else B.conjugate().transpose()


def as_complex(B: BallMatrix) -> acb_mat:
    """The same matrix of complex balls."""
    return acb_mat(B)


def mp_number(ball: Ball) -> Any:
    """The midpoint of a ball as an mpmath number, exactly."""
    import mpmath as mp

    def part(x: arb) -> mpmath.mpf:
        mantissa, exponent = x.mid().man_exp()
        return mp.ldexp(mp.mpf(int(mantissa)), int(exponent))

    if isinstance(ball, arb):
        return part(ball)
    return mp.mpc(part(ball.real), part(ball.imag)) if ball.imag != 0 else part(ball.real)


def mp_matrix(operand: Operand, digits: int) -> mpmath.matrix:
    """A as an mpmath matrix, entries correct to `digits` digits of the largest one; run inside `mpmath.workdps`."""
    import mpmath as mp
    rows = operand.balls(bits_for(digits) + 32).tolist()
    return mp.matrix([[mp_number(x) for x in row] for row in rows])
