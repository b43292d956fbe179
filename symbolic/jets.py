"""Taylor coefficients f^(j)(a)/j! of a scalar function at an eigenvalue, exact where they are algebraic, else balls.

A jet is a truncated Laurent series in e = x - a. Whether a coefficient is zero is decided exactly for algebraic numbers;
a ball that might be zero where it matters asks for more precision and never guesses. Poles that cancel (sin(x)/x at 0)
cancel; those that stay are reported with the order of the first derivative that does not exist.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from flint import acb

from symbolic.errors import UnableError
from symbolic.numbers import AlgebraicNumber, exact
from symbolic.powervalues import number_power
from symbolic.roots import precision
from symbolic.scalarfunctions import ONE, Tree, X

Value = AlgebraicNumber | acb
EXTRA_TERMS = (0, 3, 12)
CUT = "on the branch cut"
FILLED = "removable singularity"


class UndefinedHere(Exception):  # noqa: N818 - a signal inside this package, not an error anybody sees
    """The derivative number `order` does not exist at the eigenvalue."""

    def __init__(self, order: int) -> None:
        super().__init__(order)
        self.order = order


class Undecided(Exception):  # noqa: N818 - same
    """A ball of this precision does not decide a question; ask for more bits."""


@dataclass
class Workspace:
    """Working precision, whether numbers may be brought into larger fields, and what was met on the way."""

    bits: int
    algebraic: bool = False
    met: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Jet:
    """sum_i values[i] e^(valuation + i) + O(e^(valuation + len(values)))."""

    valuation: int
    values: tuple[Value, ...]

    @property
    def end(self) -> int:
        return self.valuation + len(self.values)

    def normal(self) -> Jet:
        """Without leading coefficients that are exactly zero."""
        k = 0
        while k < len(self.values) and _is_exact_zero(self.values[k]):
            k += 1
        return Jet(self.valuation + k, self.values[k:])


def _is_exact_zero(x: Value) -> bool:
    return not x if isinstance(x, AlgebraicNumber) else bool(x.is_zero())


def ball(x: Value, w: Workspace) -> acb:
    """The value as a ball at the working precision."""
    return x.field.ball(x.poly, w.bits) if isinstance(x, AlgebraicNumber) else x


def _both(a: Value, b: Value, w: Workspace, f: Callable[[Value, Value], Value]) -> Value:
    """f(a, b), exact when both numbers share a field (or may be brought into one), else a ball."""
    if isinstance(a, AlgebraicNumber) and isinstance(b, AlgebraicNumber):
        if w.algebraic or a.field is b.field or a.is_rational or b.is_rational:
            return f(a, b)
        a, b = ball(a, w), ball(b, w)
    if isinstance(a, AlgebraicNumber):
        a = ball(a, w)
    elif isinstance(b, AlgebraicNumber):
        b = ball(b, w)
    return f(a, b)


def plus(a: Value, b: Value, w: Workspace) -> Value:
    """a + b."""
    if _is_exact_zero(a):
        return b
    return a if _is_exact_zero(b) else _both(a, b, w, lambda x, y: x + y)


def times(a: Value, b: Value, w: Workspace) -> Value:
    """a * b; an exact zero stays exact."""
    if _is_exact_zero(a) or _is_exact_zero(b):
        return exact(0)
    return _both(a, b, w, lambda x, y: x * y)


def add(a: Jet, b: Jet, w: Workspace) -> Jet:
    """The sum of two jets."""
    low, end = min(a.valuation, b.valuation), min(a.end, b.end)

    def at(j: Jet, i: int) -> Value:
        return j.values[i - j.valuation] if i >= j.valuation else exact(0)
    return Jet(min(low, end), tuple(plus(at(a, i), at(b, i), w) for i in range(low, end)))


def multiply(a: Jet, b: Jet, w: Workspace) -> Jet:
    """The product of two jets."""
    a, b = a.normal(), b.normal()
    out = []
    for k in range(min(len(a.values), len(b.values))):
        total: Value = exact(0)
        for i in range(k + 1):
            total = plus(total, times(a.values[i], b.values[k - i], w), w)
        out.append(total)
    return Jet(a.valuation + b.valuation, tuple(out))


def invert(a: Jet, w: Workspace) -> Jet:
    """1/a; a pole when a vanishes at the point."""
    a = a.normal()
    if not a.values:
        raise UndefinedHere(0)
    first = _inverse(a.values[0])
    if a.valuation > 0:
        w.met.add(FILLED)
    out = [first]
    for k in range(1, len(a.values)):
        total: Value = exact(0)
        for i in range(1, k + 1):
            total = plus(total, times(a.values[i], out[k - i], w), w)
        out.append(times(times(total, first, w), exact(-1), w))
    return Jet(-a.valuation, tuple(out))


def _inverse(x: Value) -> Value:
    if isinstance(x, AlgebraicNumber):
        return x.inverse()
    if x.contains(0):
        raise Undecided
    return 1 / x


def compose(table: Sequence[Value], h: Jet, w: Workspace) -> Jet:
    """sum_i table[i] h^i for a jet h that vanishes at the point."""
    h = h.normal()
    total = Jet(0, (exact(0),) * h.end)
    power = Jet(0, (exact(1),) + (exact(0),) * (h.end - 1))
    for c in table:
        total = add(total, Jet(power.valuation, tuple(times(c, v, w) for v in power.values)), w)
        power = multiply(power, h, w)
        if power.valuation >= h.end:
            break
    return total


def split(a: Jet) -> tuple[Value, Jet]:
    """The value at the point and the rest; a pole is undefined."""
    a = a.normal()
    if a.valuation < 0:
        raise UndefinedHere(0)
    if a.valuation > 0 or not a.values:
        return exact(0), a
    return a.values[0], Jet(1, a.values[1:])


def power(a: Jet, r: Fraction, w: Workspace) -> Jet:
    """a^r on the principal branch, (-pi, pi] for the argument of a."""
    if r.denominator == 1:
        base = a if r >= 0 else invert(a, w)
        result = Jet(0, (exact(1),) + (exact(0),) * (len(a.values) - 1))
        for _ in range(abs(r.numerator)):
            result = multiply(result, base, w)
        return result
    a = a.normal()
    if not a.values or a.valuation != 0:
        # e^(v r) is smooth of order below v r only: what comes after does not exist
        if r < 0 or a.valuation < 0:
            raise UndefinedHere(0)
        return Jet(0, (exact(0),) * ceil(a.valuation * r))
    c, h = split(a)
    first: Value = number_power(c, r) if isinstance(c, AlgebraicNumber) and (w.algebraic or c.is_rational) else None  # type: ignore[assignment]
    if first is None:
        first = (logarithm(c, w) * acb(r.numerator) / r.denominator).exp() if r.denominator != 2 else _root(c, r, w)
    else:
        on_cut(c, w)
    table, u, s = [first], _inverse(c), first
    for i in range(1, h.end):
        s = times(times(s, u, w), exact((r - i + 1) / i), w)
        table.append(s)
    return compose(table, h, w)


def _root(c: Value, r: Fraction, w: Workspace) -> acb:
    return projected(c, w).sqrt() ** r.numerator


def on_cut(c: Value, w: Workspace) -> bool:
    """Whether c is a negative real number; remembered in the workspace."""
    if isinstance(c, AlgebraicNumber):
        b = ball(c, w)
        cut = bool(b.imag.contains(0)) and not b.real > 0 and c.is_real and c.sign() < 0
    elif c.imag == 0 and (c.real < 0 or c.real > 0):
        cut = bool(c.real < 0)
    elif c.imag.contains(0) and not c.real > 0:
        raise Undecided
    else:
        cut = False
    if cut:
        w.met.add(CUT)
    return cut


def projected(c: Value, w: Workspace) -> acb:
    """The ball of c, with an imaginary part that is exactly 0 on the branch cut."""
    b = ball(c, w)
    return acb(b.real) if on_cut(c, w) else b


def logarithm(c: Value, w: Workspace) -> acb:
    """log c, imaginary part in (-pi, pi]."""
    b = projected(c, w)
    if b.contains(0):
        raise Undecided
    return b.log()


def taylor(name: str, c: Value, terms: int, w: Workspace) -> list[Value]:
    """g^(i)(c)/i! for i < terms."""
    zero = isinstance(c, AlgebraicNumber) and not c
    if name == "log":
        return _log_table(c, terms, w)
    if name == "csgn":
        return [exact(_side(c, w))] + [exact(0)] * (terms - 1)
    z = ball(c, w)
    if name == "exp":
        cycle: list[Value] = [exact(1)] if zero else [z.exp()]
    elif name in {"sin", "cos"}:
        s, d = (exact(0), exact(1)) if zero else (z.sin(), z.cos())
        cycle = [s, d, -s, -d] if name == "sin" else [d, -s, -d, s]
    else:
        s, d = (exact(0), exact(1)) if zero else (z.sinh(), z.cosh())
        cycle = [s, d] if name == "sinh" else [d, s]
    out, factorial = [], 1
    for i in range(terms):
        factorial *= max(i, 1)
        out.append(times(cycle[i % len(cycle)], exact(Fraction(1, factorial)), w))
    return out


def _log_table(c: Value, terms: int, w: Workspace) -> list[Value]:
    if _is_exact_zero(c):
        raise UndefinedHere(0)
    one = isinstance(c, AlgebraicNumber) and c == 1
    out: list[Value] = [exact(0) if one else logarithm(c, w)]
    u, p = _inverse(c), exact(1)
    power_of_u: Value = p
    for i in range(1, terms):
        power_of_u = times(power_of_u, u, w)
        out.append(times(power_of_u, exact(Fraction((-1) ** (i - 1), i)), w))
    return out


def _side(c: Value, w: Workspace) -> int:
    """1 in the open right half-plane, -1 in the left one; undefined on the imaginary axis."""
    b = ball(c, w)
    if b.real.contains(0):
        if isinstance(c, AlgebraicNumber) and not c + c.conjugate():
            raise UndefinedHere(0)
        raise Undecided
    return 1 if b.real > 0 else -1
