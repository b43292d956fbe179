"""Transients of one block: peaks of t^k e^(at) and of C(n,k) lambda^(n-k), and when they have died down for good."""
from __future__ import annotations

from dataclasses import dataclass
from math import comb, factorial
from typing import TYPE_CHECKING, Any

from flint import arb

from symbolic.dynamics.arguments import number, real_number
from symbolic.errors import DomainError, InputError, UnableError
from symbolic.scalars.fields import MAX_BITS
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.scalars.roots import precision
from symbolic.structured.base import light

if TYPE_CHECKING:
    import sympy

EXACT_BITS = 1 << 22     # powers compared exactly when balls cannot tell them apart
LONG_TEXT = 1 << 9       # bits of a number that a message still writes out
MAX_POWERS = 10_000      # and terms of all their norms together:
MAX_TERMS = 100_000
MAX_TOTAL_BITS = 1 << 32


@dataclass(frozen=True)
class ModePeak:
    """The greatest value of t^k e^(at), t >= 0: `base` * e^(-k) = (k/(-a))^k e^(-k), taken at `time` = -k/a only."""

    k: int
    a: AlgebraicNumber
    time: AlgebraicNumber
    base: AlgebraicNumber

    @property
    def entry_base(self) -> AlgebraicNumber:
        """The same for t^k/k! e^(at), the entry k places above the diagonal of e^(tJ)."""
        return self.base / factorial(self.k)

    def enclose(self, digits: int = 15) -> arb:
        """The value as a ball, relative radius below 10^-digits."""
        with precision(digits * 10 // 3 + 32):
            return self.base.enclose(digits + 4).real * arb(-self.k).exp()

    def enclose_entry(self, digits: int = 15) -> arb:
        """The greatest value of the entry t^k/k! e^(at) as a ball, relative radius below 10^-digits."""
        with precision(digits * 10 // 3 + 32):
            return self.entry_base.enclose(digits + 4).real * arb(-self.k).exp()

    def to_sympy(self) -> sympy.Expr:
        """The value as a SymPy expression."""
        import sympy as sp
        return self.base.to_sympy() * sp.exp(-self.k)

    def __str__(self) -> str:
        return f"{self.base}*exp(-{self.k}) at t = {self.time}" if self.k else "1 at t = 0"


def peak_of_mode(k: int, a: Any) -> ModePeak:
    """The greatest t^k e^(at) over t >= 0, which is (k/(-a e))^k, attained at t = -k/a, for k >= 0 and real a < 0.

    Raises:
        InputError: k is not a non-negative integer. DomainError: a is not real, or not negative (no maximum then).

    >>> peak = peak_of_mode(2, "-1/10")
    >>> print(peak), peak.enclose(4).str(4, radius=False)
    400*exp(-2) at t = 20
    (None, '54.13')
    """
    if type(k) is not int or k < 0:
        raise InputError(f"peak_of_mode: the power k is {k!r}; it must be an integer >= 0")
    rate = real_number(a, "peak_of_mode")
    if rate.sign() >= 0:
        raise DomainError(f"peak_of_mode: a is {rate}; t^k e^(at) has a greatest value only for a < 0")
    time = -k / rate
    _require_size(time, k, "peak_of_mode")
    return ModePeak(k, rate, time, time ** k)


@dataclass(frozen=True)
class PowerPeak:
    """The greatest value of C(n, k-1) q^(n-k+1) over n >= 0, and the one or two n that attain it."""

    indices: tuple[int, ...]
    value: AlgebraicNumber


def _block(lam: Any, size: int, what: str) -> AlgebraicNumber:
    """|lambda|, checked to be below 1."""
    if type(size) is not int or size < 1:
        raise InputError(f"{what}: the block size is {size!r}; it must be an integer >= 1")
    q = abs(number(lam, what))
    if q >= 1:
        raise DomainError(f"{what}: |lambda| is {q}; the powers of the block die down only for |lambda| < 1")
    return q


def _last_rise(q: AlgebraicNumber, m: int) -> int:
    """The n from which C(n, m) q^(n-m) falls strictly: the least n >= m with (n+1) q < n+1-m, that is n+1 > m/(1-q)."""
    bound = m / (1 - q)
    if bound.is_rational:
        value = bound.as_fraction()
        floor = value.numerator // value.denominator
    else:
        floor = _floor(bound)
    return max(floor, m)


def power_peak(lam: Any, size: int = 2) -> PowerPeak:
    """The greatest entry C(n, k-1) |lambda|^(n-k+1) in the corner of J_k(lambda)^n, and where it is attained.

    Raises:
        DomainError: |lambda| >= 1. UnableError: the value is too long to be written down.

    >>> power_peak("9/10")
    PowerPeak(indices=(9, 10), value=387420489/100000000)
    """
    q, m = _block(lam, size, "power_peak"), size - 1
    if not q:
        return PowerPeak((m,), exact(1))
    last = _last_rise(q, m)
    _require_size(q, last, "power_peak")
    value = comb(last, m) * q ** (last - m)
    # the value one step before is the same exactly when last = m/(1-q)
    twin = last > m and comb(last - 1, m) * q ** (last - 1 - m) == value
    return PowerPeak((last - 1, last) if twin else (last,), value)


def _require_size(q: AlgebraicNumber, n: int, what: str) -> None:
    """UnableError when q^n is too long to be written down."""
    size = _bits(q)
    if size * n * q.field.degree > EXACT_BITS:
        short = max(size, n.bit_length()) < LONG_TEXT
        shown = f"({q})^{n}" if short else f"of a number of {size} bits to an exponent of {n.bit_length()} bits"
        raise UnableError(f"{what}: the exact power {shown} is too long", f"{EXACT_BITS} bits")


def _bits(q: AlgebraicNumber) -> int:
    """The bits of the integers that q is written with."""
    return sum(int(c).bit_length() for c in q.poly.numer().coeffs()) + int(q.poly.denom()).bit_length()


def _floor(x: AlgebraicNumber) -> int:
    """The integer part of an irrational real number."""
    digits = 30
    while True:
        found = x.enclose(digits).real.floor().unique_fmpz()
        if found is not None:
            return int(found)
        digits *= 2


def _is_below(q: AlgebraicNumber, m: int, eps: AlgebraicNumber, n: int) -> bool:
    """Whether C(n, m) q^(n-m) < eps for n >= m and q, eps > 0: logarithms as balls, exact powers when they do not decide."""
    for bits in (64, 128, 256, 512):
        with precision(bits):
            left = arb(comb(n, m)).log() + (n - m) * q.enclose(bits // 3).real.log()
            right = eps.enclose(bits // 3).real.log()
            if left < right or left > right:
                return bool(left < right)
    _require_size(q, n, "transient_threshold")
    return bool(comb(n, m) * q ** (n - m) < eps)


def transient_threshold(lam: Any, eps: Any, size: int = 2) -> int:
    """The least n0 with C(n, k-1) |lambda|^(n-k+1) < eps for all n >= n0, k = `size`: n lambda^(n-1) for k = 2.

    The values rise to their peak and fall strictly after it, so n0 is the first n after the peak that is below eps (0 if
    the peak is). Comparisons are decided: by balls of the logarithms, or exactly when these agree to 512 bits.

    Raises:
        DomainError: |lambda| >= 1 or eps <= 0. UnableError: an exact comparison is out of reach.

    >>> transient_threshold("9/10", 1), transient_threshold("9/10", "1/1000", size=1), transient_threshold("9/10", "1/1000")
    (35, 66, 112)
    """
    q, m = _block(lam, size, "transient_threshold"), size - 1
    bound = real_number(eps, "transient_threshold")
    if bound.sign() <= 0:
        raise DomainError(f"transient_threshold: eps is {bound}; it must be positive")
    if not q:
        return m + 1 if bound <= 1 else 0
    peak = _last_rise(q, m)
    if _is_below(q, m, bound, peak):
        return 0
    low, high = peak, peak + 1
    while not _is_below(q, m, bound, high):
        low, high = high, high + 2 * (high - peak)
        if high.bit_length() > MAX_BITS.bit_length() * 4:
            raise UnableError(f"transient_threshold: {q} is so close to 1 that n0 is above 2^80", "2^80")
    while high - low > 1:
        middle = (low + high) // 2
        if _is_below(q, m, bound, middle):
            high = middle
        else:
            low = middle
    return high


def block_power_norms(lam: Any, size: int, count: int) -> tuple[AlgebraicNumber, ...]:
    """The norms ||J^n||_inf = sum_{j < k} C(n, j) |lambda|^(n-j) of the powers n = 0 .. count-1 of J_k(lambda), exactly.

    The 1-norm is the same. They stay bounded only if |lambda| < 1, or |lambda| = 1 and k = 1.

    Raises:
        InputError: size or count is no such integer. UnableError: more than 10,000 powers, 100,000 terms, or too many bits.

    >>> block_power_norms(1, 2, 4), block_power_norms(0, 3, 4)
    ((1, 2, 3, 4), (1, 1, 1, 0))
    """
    if type(size) is not int or size < 1 or type(count) is not int or count < 0:
        raise InputError(f"block_power_norms: size is {size!r} and count is {count!r}; they must be integers >= 1 and >= 0")
    q = abs(number(lam, "block_power_norms"))
    width = min(size, count)
    if count > MAX_POWERS or count * width > MAX_TERMS:
        asked = f"{count} powers of a block of size {size}" if max(count, size) < 1 << LONG_TEXT else "the powers of a block"
        raise UnableError(f"block_power_norms: {asked} have too many norms or terms", f"{MAX_POWERS} powers, {MAX_TERMS} terms")
    if count * count * width * _bits(q) > MAX_TOTAL_BITS:
        raise UnableError(f"block_power_norms: {count} powers of a number of {_bits(q)} bits", f"{MAX_TOTAL_BITS} bits in all")
    base, = light([q])
    one = base - base + 1
    powers = [one]
    for _ in range(count):
        powers.append(powers[-1] * base)
    return tuple(exact(sum((powers[n - j] * comb(n, j) for j in range(min(size, n + 1))), one - one)) for n in range(count))
