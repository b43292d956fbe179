"""Balls for rational functions whose symbols stand for exponentials e^x of exact numbers x."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import acb, arb

from symbolic.errors import DomainError, InputError, UnableError
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.parameters import RationalFunction
from symbolic.scalars.roots import precision
from symbolic.structured.base import Scalar

Exponents = tuple[tuple[str, Scalar], ...]
MAX_BITS = 1 << 16


def enclose_flow(M: ExactMatrix, exponents: Exponents, digits: int) -> list[list[acb]]:
    """Rows of balls for the entries of M with each symbol replaced by its exponential, relative radius below 10^-digits.

    Raises:
        DomainError: another parameter occurs. InputError: digits is not positive. UnableError: an entry could not be told
            from 0 within the budget (distinct exponentials whose combination is tiny).
    """
    if type(digits) is not int or digits < 1:
        raise InputError(f"enclose: digits must be a positive integer, not {digits!r}")
    powers = dict(exponents)
    for x in (x for row in M.entries() for x in row if isinstance(x, RationalFunction)):
        free = [name for name in _occurring(x) if name not in powers]
        if free:
            raise DomainError(f"enclose: {free[0]} is a free parameter; substitute a number first")
    for name, power in exponents:
        if isinstance(power, RationalFunction) and power.constant() is None:
            raise DomainError(f"enclose: {name} stands for e^({power}), which has parameters; substitute numbers first")
    bits = digits * 10 // 3 + 64
    while bits <= MAX_BITS:
        with precision(bits):
            balls = {name: _number(x, bits).exp() for name, x in exponents}
            rows = [[_value(x, balls, bits) for x in row] for row in M.entries()]
            if all(_fine(ball, digits) for row in rows for ball in row):
                return rows
        bits *= 2
    raise UnableError("enclose: an entry could not be told from 0", f"{MAX_BITS} bits")


def _occurring(x: RationalFunction) -> list[str]:
    parts = (x.element.numer, x.element.denom)
    return [name for i, name in enumerate(x.names) if any(e[i] for p in parts for e, _ in p.terms())]


def _number(x: Any, bits: int) -> acb:
    if isinstance(x, RationalFunction):
        value = x.constant() or Fraction(0)
        return acb(arb(value.numerator) / arb(value.denominator))
    return acb(x.field.ball(x.poly, bits))


def _value(x: Any, balls: dict[str, acb], bits: int) -> acb:
    if not isinstance(x, RationalFunction):
        return _number(x, bits)
    return _polynomial(x.element.numer, x.names, balls) / _polynomial(x.element.denom, x.names, balls)


def _polynomial(p: Any, names: tuple[str, ...], balls: dict[str, acb]) -> acb:
    total = acb(0)
    for exponents, c in p.terms():
        term = acb(arb(int(c.numerator)) / arb(int(c.denominator)))
        for name, e in zip(names, exponents, strict=True):
            if e:
                term *= balls[name] ** e
        total += term
    return total


def _fine(ball: acb, digits: int) -> bool:
    exactly = ball.real.is_exact() and ball.imag.is_exact()
    return bool(exactly or max(ball.real.rad(), ball.imag.rad()) * arb(10) ** digits < ball.abs_lower())
