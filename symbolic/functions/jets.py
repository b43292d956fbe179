"""Taylor coefficients f^(j)(a)/j! of a scalar function at an eigenvalue, exact where they are algebraic, else balls.

A jet is a truncated Laurent series in e = x - a. Whether an algebraic coefficient is zero is decided exactly;
a ball that might be zero where it matters asks for more precision and never guesses. Poles that cancel (sin(x)/x at 0)
cancel; those that stay are reported with the order of the first derivative that does not exist.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flint import acb

from symbolic.scalars.numbers import AlgebraicNumber, exact

Value = AlgebraicNumber | acb
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
        while k < len(self.values) and is_exact_zero(self.values[k]):
            k += 1
        return Jet(self.valuation + k, self.values[k:])


def is_exact_zero(x: Value) -> bool:
    """Whether x is known to be 0; a ball around 0 is not."""
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
    """A + b."""
    if is_exact_zero(a):
        return b
    return a if is_exact_zero(b) else _both(a, b, w, lambda x, y: x + y)


def times(a: Value, b: Value, w: Workspace) -> Value:
    """A * b; an exact zero stays exact."""
    if is_exact_zero(a) or is_exact_zero(b):
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
    first = reciprocal(a.values[0])
    if a.valuation > 0:
        w.met.add(FILLED)
    out = [first]
    for k in range(1, len(a.values)):
        total: Value = exact(0)
        for i in range(1, k + 1):
            total = plus(total, times(a.values[i], out[k - i], w), w)
        out.append(times(times(total, first, w), exact(-1), w))
    return Jet(-a.valuation, tuple(out))


def reciprocal(x: Value) -> Value:
    """1/x for x != 0."""
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
