"""Rational functions over Q in one variable, and their partial fractions with one residue for all conjugate poles."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING, Any

from flint import fmpq, fmpq_poly, fmpz_poly

from symbolic.errors import NoSuchObjectError
from symbolic.scalars.numbers import AlgebraicNumber, exact, roots_of
from symbolic.scalars.polynomials import Polynomial, from_flint
from symbolic.scalars.powersums import power_sums
from symbolic.scalars.printing import polynomial_text

if TYPE_CHECKING:
    import sympy

ONE = fmpq_poly([1])
NONE = fmpq_poly([0])


@dataclass(frozen=True)
class RationalEntry:
    """p(s)/q(s) over Q in lowest terms with monic q."""

    p: fmpq_poly
    q: fmpq_poly

    @property
    def numerator(self) -> Polynomial:
        return from_flint(self.p)

    @property
    def denominator(self) -> Polynomial:
        return from_flint(self.q)

    def __call__(self, s: Any) -> AlgebraicNumber:
        """The value at an exact number; NoSuchObjectError (witness: the pole) at a pole."""
        z = exact(s)
        below = value_at(self.q, z)
        if not below:
            raise NoSuchObjectError(f"value at s = {z}: it is a pole of {self}", z)
        return value_at(self.p, z) / below

    def __add__(self, other: RationalEntry) -> RationalEntry:
        return entry(self.p * other.q + other.p * self.q, self.q * other.q)

    def __mul__(self, other: RationalEntry) -> RationalEntry:
        return entry(self.p * other.p, self.q * other.q)

    def __hash__(self) -> int:
        return hash((tuple(self.p.coeffs()), tuple(self.q.coeffs())))

    def __str__(self) -> str:
        top, bottom = (polynomial_text(x.coeffs(), "s") for x in (self.p, self.q))
        if self.q == ONE:
            return top
        return f"{_bracketed(top)}/{_bracketed(bottom)}"

    __repr__ = __str__

    def to_sympy(self, s: Any) -> sympy.Expr:
        """The quotient as a SymPy expression in s, denominator factored."""
        import sympy as sp
        return polynomial_to_sympy(self.p, s) / sp.factor(polynomial_to_sympy(self.q, s))


def _bracketed(text: str) -> str:
    return f"({text})" if any(ch in text[1:] for ch in "+-*/") else text


def entry(p: fmpq_poly, q: fmpq_poly) -> RationalEntry:
    """p/q in lowest terms with a monic denominator."""
    if p.degree() < 0:
        return RationalEntry(NONE, ONE)
    g = p.gcd(q)
    p, q = p // g, q // g
    lead = q[q.degree()]
    return RationalEntry(p / lead, q / lead)


def value_at(p: fmpq_poly, z: AlgebraicNumber) -> AlgebraicNumber:
    """A rational polynomial at an algebraic number."""
    value = exact(0)
    for c in reversed(p.coeffs()):
        value = value * z + exact(c)
    return value


def polynomial_to_sympy(p: fmpq_poly, x: Any) -> sympy.Expr:
    """A rational polynomial as a SymPy expression."""
    import sympy as sp
    return sp.Add(*[sp.Rational(int(c.p), int(c.q)) * x ** i for i, c in enumerate(p.coeffs())])


def taylor_modulo(p: fmpq_poly, f: fmpq_poly, count: int) -> list[fmpq_poly]:
    """Taylor coefficients p^(i)(a)/i!, i < count, at a root a of f, as elements of Q[x]/(f)."""
    c = p.coeffs()
    return [fmpq_poly([comb(k, i) * c[k] for k in range(i, len(c))]) % f for i in range(count)]


def inverse_modulo(p: fmpq_poly, f: fmpq_poly) -> fmpq_poly:
    """The inverse of p in Q[x]/(f)."""
    g, s, _ = p.xgcd(f)
    return (s / g[0]) % f


def quotient_series(p: Sequence[fmpq_poly], q: Sequence[fmpq_poly], f: fmpq_poly) -> list[fmpq_poly]:
    """The power series p/q over Q[x]/(f), as many terms as given."""
    first = inverse_modulo(q[0], f)
    out: list[fmpq_poly] = []
    for i, top in enumerate(p):
        out.append(((top - sum((q[j] * out[i - j] for j in range(1, i + 1)), NONE)) * first) % f)
    return out


def trace(p: fmpq_poly, f: fmpq_poly) -> fmpq:
    """The sum of p over the roots of f, which is the trace of multiplication by p on Q[x]/(f)."""
    c = (p % f).coeffs()
    return sum((x * s for x, s in zip(c, power_sums(f, len(c)), strict=True)), start=fmpq(0))


@dataclass(frozen=True)
class PartialFraction:
    """The sum over the roots a of f of residue(a) / (s - a)^order, f irreducible over Q, the residue in Q[x]/(f)."""

    f: fmpz_poly
    order: int
    residue: fmpq_poly

    @property
    def polynomial(self) -> Polynomial:
        """The polynomial f of the poles."""
        return from_flint(self.f)

    @property
    def monic(self) -> fmpq_poly:
        """The monic multiple of f."""
        return fmpq_poly(self.f) / self.f[self.f.degree()]

    @property
    def poles(self) -> tuple[AlgebraicNumber, ...]:
        """The roots of f."""
        return tuple(roots_of(self.f))

    def residues(self) -> tuple[AlgebraicNumber, ...]:
        """The residues, in the order of `poles`."""
        return tuple(value_at(self.residue, a) for a in self.poles)

    def __str__(self) -> str:
        if self.f.degree() == 1:
            below = polynomial_text(self.monic.coeffs(), "s")
            power = f"^{self.order}" if self.order > 1 else ""
            below = f"({below})" if below != "s" else below
            return f"{exact(self.residue[0])}/{below}{power}"
        top, power = polynomial_text(self.residue.coeffs(), "a"), f"^{self.order}" if self.order > 1 else ""
        return f"sum({_bracketed(top)}/(s-a){power}, {polynomial_text(self.f.coeffs(), 'a')} = 0)"


@dataclass(frozen=True)
class PartialFractions:
    """A rational function as a polynomial plus partial fractions, by factor of the denominator, then by order."""

    polynomial: fmpq_poly
    terms: tuple[PartialFraction, ...]

    def at(self, s: Any) -> fmpq:
        """The value at a rational number that is no pole, by traces in Q[x]/(f)."""
        z = exact(s).as_fraction()
        point = fmpq(z.numerator, z.denominator)
        value = self.polynomial(point)
        for term in self.terms:
            f = term.monic
            below = inverse_modulo(fmpq_poly([point, -1]) % f, f)
            product = term.residue
            for _ in range(term.order):
                product = (product * below) % f
            value += trace(product, f)
        return value

    def to_sympy(self, s: Any) -> sympy.Expr:
        """The sum as a SymPy expression in s; conjugate poles of degree above 2 as RootSum."""
        import sympy as sp
        total = polynomial_to_sympy(self.polynomial, s)
        for t in self.terms:
            if t.f.degree() <= 2:
                total += sp.Add(*[r.to_sympy() / (s - a.to_sympy()) ** t.order
                                  for a, r in zip(t.poles, t.residues(), strict=True)])
            else:
                x = sp.Dummy("x")
                body = polynomial_to_sympy(t.residue, x) / (s - x) ** t.order
                total += sp.RootSum(sp.Poly([int(c) for c in reversed(t.f.coeffs())], x), sp.Lambda(x, body), auto=False)
        return total

    def __str__(self) -> str:
        texts = ([polynomial_text(self.polynomial.coeffs(), "s")] if self.polynomial.degree() >= 0 else []) + [
            str(t) for t in self.terms]
        return "".join(t if i == 0 or t.startswith("-") else f"+{t}" for i, t in enumerate(texts)) or "0"

    __repr__ = __str__


def pole_factors(q: fmpq_poly) -> list[tuple[fmpz_poly, int]]:
    """The irreducible factors over Z: linear ones by their root, then the others by degree and coefficients from the top."""
    def key(pair: tuple[fmpz_poly, int]) -> tuple[int, list[fmpq]]:
        c = pair[0].coeffs()
        return (1, [fmpq(-int(c[0]), int(c[1]))]) if len(c) == 2 else (len(c) - 1, [fmpq(int(x)) for x in reversed(c)])
    return sorted(((f, int(e)) for f, e in q.numer().factor()[1]), key=key)


def expand(g: RationalEntry) -> PartialFractions:
    """The partial fractions of a rational function: at a root a of f^k the Laurent coefficients of p/q, in Q[x]/(f).

    >>> expand(entry(fmpq_poly([0, 1]), fmpq_poly([1, 2, 1])))
    1/(s+1)-1/(s+1)^2
    """
    whole, rest = g.p // g.q, g.p % g.q
    terms = []
    for f, k in pole_factors(g.q):
        monic = fmpq_poly(f) / f[f.degree()]
        tops = taylor_modulo(rest, monic, k)
        below = taylor_modulo(g.q, monic, 2 * k)[k:]
        series = quotient_series(tops, below, monic)
        terms += [PartialFraction(f, j, series[k - j]) for j in range(1, k + 1) if series[k - j].degree() >= 0]
    return PartialFractions(whole, tuple(terms))
