"""Printed forms of exact numbers and polynomials: text that the parser reads back, LaTeX, SymPy expressions."""
from __future__ import annotations

import re
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import TYPE_CHECKING

from flint import fmpz

from symbolic.scalars.crootof import crootof
from symbolic.scalars.surds import Terms, Unit, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    import sympy

    from symbolic.scalars.numbers import AlgebraicNumber


def polynomial_text(coefficients: Sequence[object], variable: str = "x") -> str:
    """An integer or rational polynomial as text, highest power first.

    >>> polynomial_text([-1, -1, 0, 1])
    'x^3-x-1'
    """
    pieces: list[str] = []
    for k in range(len(coefficients) - 1, -1, -1):
        x = coefficients[k]
        c = digits(x) if isinstance(x, int) else str(x)
        if c == "0":
            continue
        power = "" if k == 0 else variable if k == 1 else f"{variable}^{k}"
        if power and c in {"1", "-1"}:
            text = power if c == "1" else f"-{power}"
        else:
            text = f"{c}*{power}" if power else c
        pieces.append(text if not pieces or text.startswith("-") else f"+{text}")
    return "".join(pieces) or "0"


def polynomial_latex(coefficients: Sequence[object], variable: str = "x") -> str:
    """A polynomial as LaTeX, exponents braced.

    >>> polynomial_latex([1] + [0] * 11 + [-3])
    '-3 x^{12}+1'
    """
    return re.sub(r"\^(\d+)", r"^{\1}", polynomial_text(coefficients, variable)).replace("*", " ")


def _factors_text(u: Unit) -> list[str]:
    out = [f"sqrt({u.radicand})"] if u.radicand != 1 else []
    if u.imaginary:
        out.append("i")
    if u.power:
        base = f"root({polynomial_text(u.polynomial)}, {u.index})"
        out.append(base if u.power == 1 else f"{base}^{u.power}")
    return out


def _factors_latex(u: Unit) -> list[str]:
    out = [rf"\sqrt{{{u.radicand}}}"] if u.radicand != 1 else []
    if u.imaginary:
        out.append(r"\mathrm{i}")
    if u.power:
        body = rf"\operatorname{{root}}\left({polynomial_latex(u.polynomial)}, {u.index}\right)"
        out.append(body if u.power == 1 else f"{body}^{{{u.power}}}")
    return out


def _numerators(ts: Terms) -> tuple[list[tuple[int, Unit]], int]:
    """Take the common denominator out of the terms."""
    d = reduce(lcm, (c.denominator for c, _ in ts), 1)
    return [(int(c * d), u) for c, u in ts], d


def digits(c: int) -> str:
    """The decimal digits of an integer of any size; Python's own str stops at 4,300 digits."""
    return str(fmpz(c).str())


def _sum(pieces: list[tuple[int, list[str]]], times: str) -> str:
    out = ""
    for c, factors in pieces:
        sign = "-" if c < 0 else "+" if out else ""
        head = [] if abs(c) == 1 and factors else [digits(abs(c))]
        out += sign + times.join(head + factors)
    return out or "0"


def number_text(z: AlgebraicNumber) -> str:
    """The number as text that reads back: `3/2`, `(1+sqrt(5))/2`, `2*i`, `root(x^3-x-1, 0)^2+1`."""
    return terms_text(terms(z))


def terms_text(ts: Terms) -> str:
    """The text of a sum of terms over one common denominator."""
    numerators, d = _numerators(ts)
    body = _sum([(c, _factors_text(u)) for c, u in numerators], "*")
    if d == 1:
        return body
    return f"({body})/{digits(d)}" if len(ts) > 1 else f"{body}/{digits(d)}"


def number_latex(z: AlgebraicNumber) -> str:
    r"""The number as LaTeX.

    >>> from symbolic.scalars.numbers import sqrt
    >>> print(number_latex((1 + sqrt(5)) / 2))
    \frac{1+\sqrt{5}}{2}
    """
    numerators, d = _numerators(terms(z))
    body = _sum([(c, _factors_latex(u)) for c, u in numerators], " ")
    if d == 1:
        return body
    if body.startswith("-") and len(numerators) == 1:
        return rf"-\frac{{{body[1:]}}}{{{digits(d)}}}"
    return rf"\frac{{{body}}}{{{digits(d)}}}"


def number_to_sympy(z: AlgebraicNumber) -> sympy.Expr:
    """The number as a SymPy expression: rationals, square roots and I, or a polynomial in one CRootOf."""
    import sympy as sp

    def unit(u: Unit) -> sympy.Expr:
        out = sp.sqrt(u.radicand) * (sp.I if u.imaginary else 1)
        return out * crootof(u.polynomial, u.index) ** u.power if u.power else out

    def ratio(c: Fraction) -> sympy.Expr:
        return sp.Rational(c.numerator, c.denominator)

    return sp.Add(*[ratio(c) * unit(u) for c, u in terms(z)])
