"""Sums of t^j/j! e^(at) over the roots a of rational polynomials: what linear systems over Q do in time, exactly."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import factorial
from typing import TYPE_CHECKING, Any

from flint import acb, arb, fmpq, fmpq_poly, fmpz_poly

from symbolic.dynamics.partialfractions import (
    NONE,
    ONE,
    RationalEntry,
    entry,
    expand,
    polynomial_to_sympy,
    trace,
    value_at,
)
from symbolic.errors import DomainError, UnableError
from symbolic.scalars.fields import MAX_BITS
from symbolic.scalars.numbers import AlgebraicNumber, exact, roots_of
from symbolic.scalars.parts import real_and_imaginary
from symbolic.scalars.roots import precision

if TYPE_CHECKING:
    import sympy

Coefficients = dict[tuple[int, ...], list[fmpq_poly]]


@dataclass(frozen=True)
class Mode:
    """The sum over the roots a of f and j of c_j(a) t^j/j! e^(at), with c_j in Q[x]/(f) and f irreducible and primitive."""

    f: fmpz_poly
    coefficients: tuple[fmpq_poly, ...]

    @property
    def monic(self) -> fmpq_poly:
        """The monic multiple of f."""
        return fmpq_poly(self.f) / self.f[self.f.degree()]

    @property
    def exponents(self) -> tuple[AlgebraicNumber, ...]:
        """The roots of f."""
        return tuple(roots_of(self.f))


@dataclass(frozen=True)
class ExponentialSum:
    """A real function of t as a sum of modes, one for each irreducible f, in a fixed order.

    The functions t^j e^(at) are linearly independent, so the coefficients are unique and `==` is decided.
    """

    modes: tuple[Mode, ...]

    def _table(self) -> Coefficients:
        return {tuple(int(x) for x in m.f.coeffs()): list(m.coefficients) for m in self.modes}

    def __bool__(self) -> bool:
        """Whether the function is not identically 0."""
        return bool(self.modes)

    def __hash__(self) -> int:
        return hash(tuple((tuple(m.f.coeffs()), len(m.coefficients)) for m in self.modes))

    def __add__(self, other: ExponentialSum) -> ExponentialSum:
        table = self._table()
        for key, found in other._table().items():
            mine = table.setdefault(key, [])
            mine += [NONE] * (len(found) - len(mine))
            for j, c in enumerate(found):
                mine[j] = mine[j] + c
        return _from_table(table)

    def __mul__(self, scalar: fmpq) -> ExponentialSum:
        return _from_table({key: [c * scalar for c in row] for key, row in self._table().items()})

    def __sub__(self, other: ExponentialSum) -> ExponentialSum:
        return self + other * fmpq(-1)

    def derivative(self) -> ExponentialSum:
        """The derivative in t: c_j becomes a c_j + c_{j+1}."""
        x, table = fmpq_poly([0, 1]), {}
        for m in self.modes:
            after = (*m.coefficients[1:], NONE)
            key = tuple(int(c) for c in m.f.coeffs())
            table[key] = [(x * c) % m.monic + d for c, d in zip(m.coefficients, after, strict=True)]
        return _from_table(table)

    def initial(self) -> fmpq:
        """The value at t = 0, a rational number."""
        return sum((trace(m.coefficients[0], m.monic) for m in self.modes), fmpq(0))

    def laplace(self) -> RationalEntry:
        """The Laplace transform, a rational function: c(a) t^j/j! e^(at) goes to c(a)/(s-a)^(j+1)."""
        total = entry(NONE, ONE)
        for m in self.modes:
            for j, c in enumerate(m.coefficients):
                total = total + _summed(c, m.monic, j)
        return total

    def enclose(self, t: Any, digits: int = 15) -> arb:
        """The value at an exact real time as a ball of radius below 10^-digits (relative where the value is above 1)."""
        time = exact(t)
        if not time.is_real:
            raise DomainError(f"enclose: the time {time} is not real")
        bits = digits * 10 // 3 + 64
        while bits <= MAX_BITS:
            with precision(bits):
                value = self._ball(time.field.ball(time.poly, bits).real, bits)
                if value.is_finite() and value.rad() <= arb(10) ** -digits * (1 + value.abs_lower()):
                    return value
            bits *= 2
        raise UnableError(f"a sum of exponentials could not be enclosed at t = {time}", f"{MAX_BITS} bits")

    def _ball(self, t: arb, bits: int) -> arb:
        total = arb(0)
        for m in self.modes:
            for a in m.exponents:
                z = a.field.ball(a.poly, bits)
                c = [sum((acb(x) * z ** i for i, x in enumerate(p.coeffs())), acb(0)) for p in m.coefficients]
                weight = sum((v * t ** j / factorial(j) for j, v in enumerate(c)), acb(0))
                total += (weight * (z * t).exp()).real
        return total

    def to_sympy(self, t: Any = None) -> sympy.Expr:
        """The closed form in t: complex pairs as cos and sin, roots of degree above 2 as RootSum."""
        import sympy as sp
        t = sp.Symbol("t", real=True) if t is None else t
        return sp.Add(*[_mode_to_sympy(m, t) for m in self.modes])

    def __str__(self) -> str:
        return str(self.to_sympy()).replace(" ", "").replace("**", "^")

    __repr__ = __str__


def _mode_to_sympy(m: Mode, t: Any) -> sympy.Expr:
    import sympy as sp
    if m.f.degree() > 2:
        x = sp.Dummy("x")
        body = sp.Add(*[polynomial_to_sympy(c, x) * t ** j / sp.factorial(j) for j, c in enumerate(m.coefficients)])
        return sp.RootSum(sp.Poly([int(c) for c in reversed(m.f.coeffs())], x), sp.Lambda(x, body * sp.exp(x * t)), auto=False)
    total: Any = sp.Integer(0)
    pair = not m.exponents[0].is_real
    for a in m.exponents[1:] if pair else m.exponents:
        for j, c in enumerate(m.coefficients):
            value, scale = value_at(c, a), t ** j / sp.factorial(j)
            if not pair:
                total += value.to_sympy() * scale * sp.exp(a.to_sympy() * t)
                continue
            (re, im), (rate, turn) = real_and_imaginary(value), real_and_imaginary(a)
            wave = (2 * re).to_sympy() * sp.cos(turn.to_sympy() * t) - (2 * im).to_sympy() * sp.sin(turn.to_sympy() * t)
            total += wave * scale * sp.exp(rate.to_sympy() * t)
    return total


def _from_table(table: Coefficients) -> ExponentialSum:
    """The sum with zero coefficients removed and the modes in order: by degree, then by coefficients."""
    modes = []
    for key in sorted(table, key=lambda k: (len(k), k)):
        row = list(table[key])
        while row and row[-1].degree() < 0:
            row.pop()
        if row:
            modes.append(Mode(fmpz_poly(list(key)), tuple(row)))
    return ExponentialSum(tuple(modes))


def modes_from(parts: Iterable[tuple[fmpq_poly, Sequence[fmpq_poly]]]) -> ExponentialSum:
    """The sum of modes (f, [c_0, c_1, ..]) with f irreducible over Q."""
    total = ExponentialSum(())
    for f, row in parts:
        p = f.numer()
        p = -p if p[p.degree()] < 0 else p
        monic = f / f[f.degree()]
        total = total + _from_table({tuple(int(c) for c in p.coeffs()): [c % monic for c in row]})
    return total


def _summed(c: fmpq_poly, f: fmpq_poly, j: int) -> RationalEntry:
    """The sum over the roots of the monic f of c(a)/(s-a)^(j+1): by Euler c f' mod f over f for j = 0, then derivatives."""
    slope = f.derivative()
    top = (c * slope) % f
    for i in range(j):
        # d/ds (top/f^(i+1)) = (top' f - (i+1) top f')/f^(i+2), and 1/(s-a)^(j+1) = (-1)^j/j! d^j/ds^j 1/(s-a)
        top = (top.derivative() * f - top * slope * (i + 1)) / -(i + 1)
    return entry(top, f ** (j + 1))


def inverse_laplace(g: RationalEntry) -> ExponentialSum:
    """The function with this strictly proper Laplace transform, from its partial fractions.

    >>> inverse_laplace(entry(fmpq_poly([1]), fmpq_poly([1, 0, 1])))
    sin(t)
    """
    parts = expand(g)
    if parts.polynomial.degree() >= 0:
        raise DomainError(f"inverse_laplace: {g} is not strictly proper")
    return modes_from((t.monic, [NONE] * (t.order - 1) + [t.residue]) for t in parts.terms)
