"""Numbers as they are typed, computed: rationals, algebraic numbers and parameters, each size bounded beforehand."""
from __future__ import annotations

from math import comb
from typing import NoReturn, TypeAlias

from flint import fmpq

from symbolic.errors import InputError, UnableError
from symbolic.scalars.numbers import AlgebraicNumber, I, exact, root, sqrt
from symbolic.scalars.parameters import RationalFunction, parameter
from symbolic.text import limits
from symbolic.text.evaluation import Polynomials, bits, evaluate, numeral
from symbolic.text.syntax import Name, Number, Root, fail, place

Value: TypeAlias = fmpq | AlgebraicNumber | RationalFunction


class Numbers:
    """Arithmetic of rational numbers (fmpq), algebraic numbers and rational functions of the listed symbols."""

    def __init__(self, text: str, *, symbols: frozenset[str] = frozenset(), decimals: bool = False) -> None:
        self.text = text
        self.symbols = symbols
        self.decimals = decimals
        self.spent = 0
        self.roots: dict[tuple[tuple[int, ...], int], AlgebraicNumber] = {}

    def leaf(self, node: Number | Name | Root) -> Value:
        """The value of a numeral, of i, of a parameter, of root(p, k)."""
        if isinstance(node, Number):
            return numeral(node, self.text, decimals=self.decimals)
        if isinstance(node, Root):
            return self._root(node)
        return parameter(node.name) if node.name in self.symbols else I

    def _root(self, node: Root) -> Value:
        p = evaluate(node.polynomial, Polynomials(self.text, limits.MAX_ROOT_DEGREE, decimals=self.decimals))
        degree = int(p.degree())
        if degree < 1:
            fail(self.text, node.at, "root(p, k): p is a constant; it must be a polynomial such as x^3-x-1")
        if degree * p.numer().height_bits() > limits.MAX_ROOT_BITS:
            fail(self.text, node.at, "root(p, k): degree times bits of the coefficients of p exceeds "
                                     f"{limits.MAX_ROOT_BITS}")
        if not 0 <= node.index < degree:
            fail(self.text, node.at, f"root(p, k): p has degree {degree}, so k is an integer from 0 to {degree - 1}")
        key = tuple(int(c) for c in p.numer().coeffs()), node.index
        if key not in self.roots:
            try:
                self.roots[key] = root(list(key[0]), node.index)
            except InputError as error:
                fail(self.text, node.at, str(error))
        return self.roots[key]

    def add(self, a: Value, b: Value, sign: str, at: int) -> Value:
        """A + b or a - b."""
        a, b = self._alike(a, b, at)
        self._charge_functions(a, b, at)
        try:
            return self._checked(a + b if sign == "+" else a - b, at)
        except UnableError as error:
            self._unable(error, at)

    def multiply(self, a: Value, b: Value, operator: str, at: int) -> Value:
        """A * b, a / b, or -a for the operator "-"."""
        if operator == "-":
            return -a
        if operator == "/" and not b:
            fail(self.text, at, "division by zero: the denominator is 0")
        a, b = self._alike(a, b, at)
        self._charge_functions(a, b, at)
        try:
            return self._checked(a * b if operator == "*" else a / b, at)
        except UnableError as error:
            self._unable(error, at)

    def power(self, a: Value, n: int, at: int) -> Value:
        """A ^ n, refused when the result would be too large."""
        if n < 0 and not a:
            fail(self.text, at, f"0 ^ ({n}) divides by zero")
        self._check_power(a, abs(n), at)
        return self._checked(a ** n, at)

    def _check_power(self, a: Value, n: int, at: int) -> None:
        if isinstance(a, RationalFunction):
            t = _terms(a)
            if comb(min(n, limits.MAX_EXPONENT) + t - 1, min(n, t - 1)) > limits.MAX_TERMS:
                fail(self.text, at, f"this power has more than {limits.MAX_TERMS} terms")
            return
        size = _size(a)
        if isinstance(a, AlgebraicNumber) and not a.is_rational:
            size += int(a.field.polynomial.height_bits()) + a.field.degree.bit_length()
        elif size <= 2:
            return  # powers of 0, 1, -1
        if n * size > limits.MAX_VALUE_BITS:
            fail(self.text, at, f"this power has more than {limits.MAX_VALUE_BITS} bits")

    def square_root(self, a: Value, at: int) -> Value:
        """The principal square root of a number."""
        if isinstance(a, RationalFunction):
            fail(self.text, at, "sqrt of an expression with parameters is not a rational function of them")
        value = exact(a)
        if 2 * value.field.degree > limits.MAX_ROOT_DEGREE:
            fail(self.text, at, f"this square root may have degree {2 * value.field.degree}; "
                                f"the limit is {limits.MAX_ROOT_DEGREE}")
        try:
            return self._checked(_reduced(sqrt(value)), at)
        except UnableError as error:
            self._unable(error, at)

    def _alike(self, a: Value, b: Value, at: int) -> tuple[Value, Value]:
        """Both values in one ring, so that the operator is defined."""
        if isinstance(a, fmpq) and isinstance(b, fmpq):
            return a, b
        if isinstance(a, fmpq):
            a = exact(a)
        if isinstance(b, fmpq):
            b = exact(b)
        for x, y in ((a, b), (b, a)):
            if isinstance(x, RationalFunction) and isinstance(y, AlgebraicNumber) and not y.is_rational:
                fail(self.text, at, "parameters stand beside rational numbers only, not beside i, sqrt or root")
        if isinstance(a, AlgebraicNumber) and isinstance(b, AlgebraicNumber) and a.field is not b.field:
            joined = a.field.degree * b.field.degree
            if joined > limits.MAX_JOINED_DEGREE:
                self._unable(UnableError(f"the two numbers need a field whose degree may be {joined}",
                                         f"degree {limits.MAX_JOINED_DEGREE}"), at)
        return a, b

    def _checked(self, value: Value, at: int) -> Value:
        if isinstance(value, RationalFunction):
            return value
        size = _size(value)
        if size > limits.MAX_VALUE_BITS:
            fail(self.text, at, f"the value up to here has more than {limits.MAX_VALUE_BITS} bits")
        self._charge(size, at)
        return value

    def _charge(self, cost: int, at: int) -> None:
        self.spent += cost
        if self.spent > limits.MAX_WORK_BITS:
            fail(self.text, at, "this text takes more arithmetic than allowed: compute the matrix in Python instead")

    def _charge_functions(self, a: Value, b: Value, at: int) -> None:
        """Pay for an operation on rational functions: dear when a denominator brings greatest common divisors."""
        if isinstance(a, RationalFunction) and isinstance(b, RationalFunction):
            gcds = not (a.element.denom.is_ground and b.element.denom.is_ground)
            self._charge((50_000 if gcds else 500) * _terms(a) * _terms(b), at)

    def _unable(self, error: UnableError, at: int) -> NoReturn:
        line, column = place(self.text, at)
        raise UnableError(f"line {line}, column {column}: {error.reason}", error.budget) from error


def _size(value: fmpq | AlgebraicNumber) -> int:
    return bits(value if isinstance(value, fmpq) else value.poly)


def _terms(value: RationalFunction | AlgebraicNumber) -> int:
    if isinstance(value, AlgebraicNumber):
        return 1
    return max(len(value.element.numer), 1) + len(value.element.denom) - 1


def _reduced(value: AlgebraicNumber) -> Value:
    """A rational number as fmpq, which computes faster than an element of a number field."""
    return value.poly[0] if value.is_rational else value


def as_exact(value: Value) -> AlgebraicNumber | RationalFunction:
    """The scalar handed to users."""
    return value if isinstance(value, RationalFunction) else exact(value)


