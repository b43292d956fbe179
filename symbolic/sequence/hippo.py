"""What the HiPPO matrices share: the frame D = diag(sqrt(2n+1)), the input vector, sizes and bounds."""
from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpz_mat

from symbolic.errors import InputError, UnableError
from symbolic.matrices.matrix import ExactMatrix, rational_matrix
from symbolic.scalars.numbers import AlgebraicNumber, exact, sqrt
from symbolic.sequence.scaled import ScaledMatrix

MAX_SIZE = 1_000_000          # coordinates: matvec and solve are O(n)
MAX_ENTRIES = 4_000_000       # of the rational matrix, when it is written out


@dataclass(frozen=True)
class DissipativePart:
    """A + A^T = -(2 |shift| I + sum of w_i p_i p_i^T), p_i = D g_i: `vectors` has the columns g_i, `weights` the w_i >= 0.

    So x^T A x <= shift |x|^2: no solution of x' = A x grows, and no singular value of A is below |shift|.
    """

    shift: AlgebraicNumber
    vectors: ExactMatrix
    weights: tuple[AlgebraicNumber, ...]


class HippoMatrix(ScaledMatrix):
    """A HiPPO matrix of size n in the frame D = diag(sqrt(1), sqrt(3), .., sqrt(2n-1)); T is written out when it is asked for."""

    def __init__(self, n: int) -> None:
        self.n = n
        self._rational: ExactMatrix | None = None
        self._scaling = tuple(range(1, 2 * n, 2))

    def _build(self) -> ExactMatrix:
        if self.n ** 2 > MAX_ENTRIES:
            raise UnableError(f"{self}: the rational matrix has {self.n}^2 entries; matvec and solve work without it",
                              f"{MAX_ENTRIES} entries")
        return self._write()

    def _write(self) -> ExactMatrix:
        raise NotImplementedError

    @property
    def T(self) -> ScaledMatrix:
        """The transpose; its T, with entries T_ji (2j+1)/(2i+1), has no larger denominator than that of A."""
        t, n = self.rational.numerator, self.n
        flat = [int(t[j, i]) * (2 * j + 1) // (2 * i + 1) for i in range(n) for j in range(n)]
        return ScaledMatrix(rational_matrix(fmpz_mat(n, n, flat), self.rational.denominator), self.scaling)

    @property
    def dissipative_part(self) -> DissipativePart:
        """A + A^T as a multiple of the identity and few rank one terms."""
        raise NotImplementedError

    @property
    def input_vector(self) -> ExactMatrix:
        """The coordinates b of the input vector B = D b."""
        raise NotImplementedError

    def input_entry(self, i: int) -> AlgebraicNumber:
        """B_i = b_i sqrt(2i+1), counted from 0."""
        return exact(self.input_vector[i, 0] * sqrt(2 * range(self.n)[i] + 1))

    def _numbers(self, y: Any, what: str) -> list[list[Any]]:
        """The columns of a right side."""
        rows = self._columns(y, what).entries()
        return [list(column) for column in zip(*rows, strict=True)]

    def __repr__(self) -> str:
        return str(self)


@dataclass(frozen=True)
class ConditionBounds:
    """lower <= kappa_2(A) <= upper; with `growth` (n^2 + 1)/2 the lower one, which no constant bounds."""

    lower: AlgebraicNumber
    upper: AlgebraicNumber


def require_size(n: object, what: str) -> int:
    """The size n >= 1 of a HiPPO matrix.

    Raises:
        InputError: it is not a positive integer. UnableError: above 10^6.
    """
    if type(n) is not int or n < 1:
        raise InputError(f"{what}: the size must be a positive integer, not {n!r}")
    if n > MAX_SIZE:
        raise UnableError(f"{what}: size {n}", f"size {MAX_SIZE}")
    return n


def positive_rational(value: Any, what: str) -> Fraction:
    """A positive rational number as a Fraction; InputError otherwise."""
    number = exact(value)
    if not number.is_rational or number.sign() <= 0:
        raise InputError(f"{what} must be a positive rational number, not {number}")
    return number.as_fraction()
