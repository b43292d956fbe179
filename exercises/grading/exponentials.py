"""Functions of t (real) or n (whole, from zero on) in a normal form: equal as functions if and only if equal as data.

For t: finite sums of c pi^p t^k e^((a + b pi) t) e^m with algebraic c, a, b, m. The functions t^k e^(at) with distinct
(k, a) are independent, and so are the numbers e^m over the algebraic numbers (Lindemann-Weierstrass): zero means that no
term is left. pi beside e^m is not decided. For n: finite sums of c n^k a^n with a not zero, and a function of finite
support; the first part is determined by its tail, so zero means that both are empty.

References: A. Baker, Transcendental Number Theory, 1975, theorem 1.4 (Lindemann-Weierstrass).
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import factorial
from typing import Any

from symbolic.errors import DomainError, UnableError

MAX_POWER, MAX_TERMS, MAX_BITS = 64, 64, 4000


@dataclass(frozen=True)
class Key:
    """The function x^k base^x e^((a + b pi) x) e^m pi^p of the variable x."""

    k: int = 0
    base: Any = 1
    a: Any = 0
    b: Any = 0
    m: Any = 0
    p: int = 0

    def times(self, other: Key) -> Key:
        """Return the product of the two functions."""
        return Key(self.k + other.k, self.base * other.base, self.a + other.a, self.b + other.b, self.m + other.m,
                   self.p + other.p)


@dataclass(frozen=True)
class Function:
    """A sum of terms, and for n the values it has besides at single points."""

    variable: str
    terms: Mapping[Key, Any] = field(default_factory=dict)
    support: Mapping[int, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether the function is not identically zero.

        Raises:
            UnableError: pi and powers of e stand together.
        """
        if any(k.p for k in self.terms) and any(k.m != 0 for k in self.terms):
            raise UnableError("pi and powers of e together are not decided")
        return bool(self.terms) or bool(self.support)

    def __add__(self, other: Function) -> Function:
        found = Function(self.variable, _sum(self.terms, other.terms), _sum(self.support, other.support))
        if len(found.terms) > MAX_TERMS:
            raise UnableError("an expression with more terms than are decided", f"{MAX_TERMS} terms")
        return found

    def __neg__(self) -> Function:
        return self.scaled(-1)

    def __sub__(self, other: Function) -> Function:
        return self + (-other)

    def scaled(self, c: Any) -> Function:
        """Return c times the function."""
        if c == 0:
            return Function(self.variable)
        return Function(self.variable, {k: c * x for k, x in self.terms.items()}, {j: c * x for j, x in self.support.items()})

    def __mul__(self, other: Function) -> Function:
        if len(self.terms) * len(other.terms) > MAX_TERMS ** 2 // 4:
            raise UnableError("an expression with more terms than are decided", f"{MAX_TERMS} terms")
        terms: dict[Key, Any] = {}
        for k, x in self.terms.items():
            for j, y in other.terms.items():
                key = k.times(j)
                if key.k > MAX_POWER:
                    raise UnableError("a power of the variable larger than is decided", f"degree {MAX_POWER}")
                terms[key] = terms[key] + x * y if key in terms else x * y
        support = {j: self.at(j) * other.at(j) - _value(self.terms, j) * _value(other.terms, j)
                   for j in {*self.support, *other.support}}
        return Function(self.variable, _clean(terms), _clean(support))

    def power(self, exponent: int) -> Function:
        """Return the whole power; a negative one of a single term only."""
        if exponent < 0:
            return self.reciprocal().power(-exponent)
        if exponent > MAX_POWER and set(self.terms) - {Key()}:
            raise UnableError("a power larger than is decided", f"exponent {MAX_POWER}")
        if exponent * max(map(_bits, self.terms.values()), default=0) > MAX_BITS:
            raise UnableError("a power with more digits than are decided", f"{MAX_BITS} bits")
        out, base = constant(self.variable, 1), self
        if not set(self.terms) - {Key()} and not self.support:
            return constant(self.variable, self.constant() ** exponent)
        while exponent:
            out = out * base if exponent & 1 else out
            exponent >>= 1
            base = base * base if exponent else base
        return out

    def reciprocal(self) -> Function:
        """Return 1 over a function that is one term without a power of the variable."""
        if not self.terms and not self.support:
            raise DomainError("division by zero")
        ((key, c), *more) = self.terms.items() or ((None, 0),)
        if key is None or more or self.support or key.k:
            raise UnableError("a quotient by a sum, or by the variable, is not decided: multiply it out")
        inverse = Key(0, 1 / key.base if key.base != 1 else 1, -key.a, -key.b, -key.m, -key.p)
        return Function(self.variable, {inverse: 1 / c})

    def constant(self) -> Any:
        """Return the algebraic number that the function is.

        Raises:
            UnableError: it is not one.
        """
        if set(self.terms) - {Key()} or self.support:
            raise UnableError("an algebraic number is needed here")
        return self.terms.get(Key(), _exact(0))

    def at(self, n: int) -> Any:
        """Return the value at a whole number, for a function of n."""
        return _value(self.terms, n) + self.support.get(n, 0)

    def linear(self) -> tuple[Any, Any, Any, Any]:
        """Return a, b, c, d with the function equal to (a + b pi) x + c + d pi.

        Raises:
            UnableError: it is not of this form.
        """
        parts: dict[tuple[int, int], Any] = {}
        for key, c in self.terms.items():
            if Key(key.k, p=key.p) != key or key.k > 1 or key.p not in (0, 1):
                raise UnableError("an exponent or an angle that is not of first degree in the variable is not decided")
            parts[key.k, key.p] = c
        if self.support:
            raise UnableError("an exponent with 0^n in it is not decided")
        zero = _exact(0)
        return tuple(parts.get(at, zero) for at in ((1, 0), (1, 1), (0, 0), (0, 1)))


def constant(variable: str, c: Any) -> Function:
    """Return the constant function c.

    >>> bool(constant("t", 2) - constant("t", 2))
    False
    """
    return Function(variable, {Key(): _exact(c)} if c != 0 else {})


def monomial(variable: str, power: int = 1, *, pi: int = 0) -> Function:
    """Return variable^power pi^pi."""
    return Function(variable, {Key(k=power, p=pi): _exact(1)})


def exponential(f: Function) -> Function:
    """Return e^f for f of first degree."""
    a, b, c, d = f.linear()
    unit = _exact(1) if d == 0 else root_of_unity(d)
    if f.variable == "t":
        return Function("t", {Key(a=a, b=b, m=c): unit})
    if a != 0:
        raise UnableError("e^(a n) beside whole powers is not decided")
    return Function("n", {Key(base=_exact(1) if b == 0 else root_of_unity(b), m=c): unit})


def root_of_unity(b: Any) -> Any:
    """Return e^(b pi) for b = i p/q with q in 1, 2, 3, 4, 5, 6, 8, 10, 12.

    Raises:
        UnableError: another b.
    """
    from symbolic.scalars.numbers import I
    turn = b / _exact(I)
    if not turn.is_rational or int(turn.denominator) not in (1, 2, 3, 4, 6):
        raise UnableError("e to this multiple of pi is not decided", "i pi p/q with q in 1, 2, 3, 4, 6")
    from symbolic.parsing import parse_number
    steps = {1: "-1", 2: "i", 3: "(1+sqrt(3)*i)/2", 4: "(sqrt(2)+sqrt(2)*i)/2", 6: "(sqrt(3)+i)/2"}
    q = int(turn.denominator)
    return parse_number(steps[q]) ** (int(turn.numerator) % (2 * q))


def base_power(base: Function, exponent: Function) -> Function:
    """Return c^(a n + b) for an algebraic c and whole a, b; 0^n is one at n = 0 and zero elsewhere.

    Raises:
        DomainError: a negative power of zero occurs. UnableError: what is not decided.
    """
    c, (a, b, shift, d) = base.constant(), exponent.linear()
    if b != 0 or d != 0 or not (a.is_rational and shift.is_rational):
        raise UnableError("this exponent is not decided")
    if base.variable == "t":
        raise UnableError("write powers with the variable t as e^(a t); other bases are not decided")
    if int(a.denominator) != 1 or int(shift.denominator) != 1:
        raise UnableError("a fraction in an exponent is not decided: write sqrt(2)^n, i^n")
    step, start = int(a.numerator), int(shift.numerator)
    if abs(step) > MAX_POWER or abs(start) > MAX_POWER:
        raise UnableError("an exponent larger than is decided", f"{MAX_POWER}")
    if c != 0:
        return Function("n", {Key(base=c ** step): c ** start})
    if step < 0 or start < 0:
        raise DomainError("a power of zero with a negative exponent has no value, here at n = 0")
    return Function("n", {}, {0: _exact(1)} if start == 0 else {})


def binomial(f: Function, k: int) -> Function:
    """Return the binomial coefficient C(f, k) for a small whole k."""
    if not 0 <= k <= 12:
        raise UnableError("a binomial coefficient larger than is decided", "12 below")
    out = constant(f.variable, 1)
    for j in range(k):
        out = out * (f - constant(f.variable, j))
    return out.scaled(_exact(1) / factorial(k))


def first_difference(f: Function) -> int:
    """Return the least n at which a function of n that is not zero differs from zero.

    >>> first_difference(monomial("n") - constant("n", 0))
    1
    """
    degree = sum(1 + key.k for key in f.terms) + max(f.support, default=0) + 1
    return next(n for n in range(degree + 1) if f.at(n) != 0)


def _value(terms: Mapping[Key, Any], n: int) -> Any:
    out = _exact(0)
    for key, c in terms.items():
        if key.p or key.m != 0:
            raise UnableError("a value with pi or e in it is not an algebraic number")
        out += c * n ** key.k * (key.base ** n if key.base != 1 else 1)
    return out


def _sum(a: Mapping[Any, Any], b: Mapping[Any, Any]) -> dict[Any, Any]:
    out = dict(a)
    for key, c in b.items():
        out[key] = out[key] + c if key in out else c
    return _clean(out)


def _clean(table: dict[Any, Any]) -> dict[Any, Any]:
    return {key: c for key, c in table.items() if c != 0}


def _bits(c: Any) -> int:
    from symbolic.text.evaluation import bits
    size = bits(c.poly)
    return 0 if size <= 2 and c.is_rational else size  # powers of 0, 1, -1 stay small


def _exact(c: Any) -> Any:
    from symbolic.scalars.numbers import exact
    return exact(c)
