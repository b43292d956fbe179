"""Exact numbers in the shape of an array: what a truth is, and what a returned array becomes before it is compared."""
from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import acb, acb_mat, arb, arb_mat, fmpq, fmpz

from symbolic.errors import InputError
from symbolic.interop import is_numpy_array
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.numbers import AlgebraicNumber

DIGITS = 60  # of an irrational truth, counted from its largest entry
Entry = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Value:
    """Entries (real part, imaginary part), row by row, each within `radius` of the truth; radius 0 says that it is exact."""

    shape: tuple[int, ...]
    entries: tuple[Entry, ...]
    radius: Fraction = Fraction(0)

    def reshape(self, *shape: int) -> Value:
        """The same entries in another shape of as many."""
        return Value(shape, self.entries, self.radius)

    def transpose(self) -> Value:
        """The transpose of a matrix, or a vector itself."""
        if len(self.shape) != 2:
            return self
        m, n = self.shape
        return Value((n, m), tuple(self.entries[i * n + j] for j in range(n) for i in range(m)), self.radius)

    @property
    def is_real(self) -> bool:
        """Whether every imaginary part is 0."""
        return all(not y for _, y in self.entries)

    def beyond(self, largest: float) -> bool:
        """Whether an entry is larger than the largest number of the format, so that overflow is the right answer."""
        return any(abs(x) > largest or abs(y) > largest for x, y in self.entries)

    @property
    def squared_norm(self) -> Fraction:
        """The sum of |x|^2, exactly."""
        return sum((x * x + y * y for x, y in self.entries), Fraction(0))

    @property
    def sharp(self) -> bool:
        """Whether the ball around the entries is far smaller than any error that is judged: 2^-60 of the norm, or exact."""
        return not self.radius or self.radius ** 2 * 4 ** 60 <= self.squared_norm

    @property
    def norm(self) -> float:
        """The Frobenius norm, rounded; inf beyond the largest double."""
        return root(self.squared_norm)

    def __str__(self) -> str:
        texts = [short(x) for x in self.entries]
        if len(self.shape) == 2:
            m, n = self.shape
            return "[" + "; ".join(" ".join(texts[i * n:(i + 1) * n]) for i in range(m)) + "]"
        return texts[0] if not self.shape else "[" + " ".join(texts) + "]"


def root(q: Fraction) -> float:
    """sqrt(q) for q >= 0, correctly scaled where q itself is beyond the doubles.

    >>> root(Fraction(9, 4)), root(Fraction(16) ** 500) == 2.0**1000
    (1.5, True)
    """
    if not q:
        return 0.0
    half = (q.numerator.bit_length() - q.denominator.bit_length()) // 2
    scaled = q / Fraction(4) ** half
    try:
        return math.ldexp(math.sqrt(scaled), half)
    except OverflowError:
        return math.inf


def ratio(p: Fraction, q: Fraction) -> float:
    """p/q as a double; inf beyond the largest, and for q = 0 < p."""
    if not q:
        return math.inf if p else 0.0
    try:
        return float(p / q)
    except OverflowError:
        return math.inf


def short(entry: Entry) -> str:
    """An entry for the eye: 17 significant digits, or the fraction when that is shorter."""
    x, y = entry
    if not y:
        return _short(x)
    return f"{_short(x)}{'-' if y < 0 else '+'}{_short(abs(y))}j"


def _short(x: Fraction) -> str:
    if max(x.numerator.bit_length(), x.denominator.bit_length()) <= 40 and len(str(x)) <= 12:
        return str(x)
    try:
        value = x.numerator / x.denominator
    except OverflowError:
        value = math.inf
    if math.isfinite(value) and (value or not x):
        return f"{value:.17g}"
    power = (abs(x.numerator).bit_length() - x.denominator.bit_length()) * math.log10(2)
    return f"{'-' if x < 0 else ''}1e{power:+.0f}"


def value_of(x: Any, digits: int = DIGITS) -> Value:
    """Exact entries of anything: numbers, nested lists, numpy and mpmath arrays, exact matrices, balls.

    Args:
        x: an int, Fraction, float, complex, AlgebraicNumber, ExactMatrix, arb or acb (number or matrix), mpmath number or
            matrix, numpy array of finite numbers (longdouble too), or (nested) lists of numbers.
        digits: of irrational entries.

    Raises:
        InputError: an entry is NaN, infinite, or no number; rows of different lengths.
    >>> value_of([[1, 0.5], [Fraction(1, 3), 2j]]).entries[3]
    (Fraction(0, 1), Fraction(2, 1))
    """
    if isinstance(x, Value):
        return x
    if isinstance(x, ExactMatrix):
        return _of_exact(x, digits)
    if isinstance(x, (arb_mat, acb_mat)):
        return _joined((x.nrows(), x.ncols()), [_number(v, digits) for v in x.entries()])
    if is_numpy_array(x):
        import numpy as np
        return _joined(tuple(int(s) for s in x.shape), [_number(v, digits) for v in np.asarray(x).ravel().tolist()])
    if type(x).__module__.startswith("mpmath") and hasattr(x, "tolist"):
        return _joined((int(x.rows), int(x.cols)), [_number(v, digits) for row in x.tolist() for v in row])
    if isinstance(x, (list, tuple)):
        parts = [value_of(part, digits) for part in x]
        if len({part.shape for part in parts}) > 1:
            raise InputError(f"value_of: the parts have the shapes {sorted({p.shape for p in parts})}; they must agree")
        inner = parts[0].shape if parts else ()
        entries = tuple(e for part in parts for e in part.entries)
        return Value((len(parts), *inner), entries, max((p.radius for p in parts), default=Fraction(0)))
    return _joined((), [_number(x, digits)])


def _joined(shape: tuple[int, ...], numbers: Iterable[tuple[Entry, Fraction]]) -> Value:
    pairs = list(numbers)
    return Value(shape, tuple(e for e, _ in pairs), max((r for _, r in pairs), default=Fraction(0)))


def _of_exact(A: ExactMatrix, digits: int) -> Value:
    if A.is_rational:
        d = A.denominator
        return Value(A.shape, tuple((Fraction(int(v), d), Fraction(0)) for v in A.numerator.entries()))
    return _joined(A.shape, [_number(v, digits) for row in A.entries() for v in row])


def _number(x: Any, digits: int) -> tuple[Entry, Fraction]:
    zero = Fraction(0)
    if isinstance(x, AlgebraicNumber):
        if x.is_rational:
            return (x.as_fraction(), zero), zero
        gaussian = _gaussian(x)
        if gaussian is not None:
            return gaussian, zero
        x = x.enclose(digits)
    if isinstance(x, (acb, arb)):
        parts = (x.real, x.imag) if isinstance(x, acb) else (x, arb(0))
        return (dyadic(parts[0].mid()), dyadic(parts[1].mid())), max(dyadic(p.rad()) for p in parts)
    if isinstance(x, (fmpz, fmpq)):
        return (Fraction(int(x.p), int(x.q)) if isinstance(x, fmpq) else Fraction(int(x)), zero), zero
    try:
        if type(x).__module__.startswith("mpmath"):
            return (_mp(x.real), _mp(x.imag)), zero
        if hasattr(x, "item"):  # a numpy number
            x = x.item()
        if isinstance(x, complex) or (hasattr(x, "dtype") and x.dtype.kind == "c"):
            return (_ratio(x.real), _ratio(x.imag)), zero
        return (_ratio(x), zero), zero
    except (ValueError, OverflowError, TypeError) as error:
        raise InputError(f"value_of: {x!r} is not a finite number") from error


def _ratio(x: Any) -> Fraction:
    """The exact value of a number; one of extended precision (numpy.longdouble) is a dyadic fraction too."""
    return Fraction(*(int(v) for v in x.as_integer_ratio())) if hasattr(x, "as_integer_ratio") else Fraction(x)


def _gaussian(x: AlgebraicNumber) -> Entry | None:
    """The parts of a number of Q(i), exactly; None for one of another field."""
    if [int(c) for c in x.field.polynomial.coeffs()] != [1, 0, 1]:
        return None
    a, b = (Fraction(int(c.p), int(c.q)) for c in (x.poly[0], x.poly[1]))
    return a, (b if x.field.roots.ball(x.field.root, 64).imag > 0 else -b)


def _mp(x: Any) -> Fraction:
    from mpmath.libmp import to_rational
    return Fraction(*(int(v) for v in to_rational(x._mpf_)))


def dyadic(x: arb) -> Fraction:
    """The exact value of the midpoint of a ball."""
    mantissa, exponent = x.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
