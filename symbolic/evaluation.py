"""Syntax tree -> exact value, with every intermediate size bounded before it is computed.

One walk (`evaluate`, without recursion) serves two kinds of arithmetic: numbers and parameters (`Numbers`), and
polynomials in one variable over Q (`Polynomials`, for root(p, k)).
"""
from __future__ import annotations

from math import comb
from typing import NoReturn, Protocol, TypeAlias, TypeVar

from flint import fmpq, fmpq_poly, fmpz

from symbolic import limits
from symbolic.errors import DomainError, InputError, UnableError
from symbolic.numbers import AlgebraicNumber, I, exact, root, sqrt
from symbolic.parameters import RationalFunction, parameter
from symbolic.syntax import Name, Node, Number, Power, Product, Root, SquareRoot, Sum, children, fail, place, quote

Value: TypeAlias = fmpq | AlgebraicNumber | RationalFunction
V = TypeVar("V")


class Arithmetic(Protocol[V]):
    """What `evaluate` needs to know about the values it combines; `at` is the place to blame."""

    def leaf(self, node: Number | Name | Root) -> V:
        """The value of a node without children."""

    def add(self, a: V, b: V, sign: str, at: int) -> V:
        """a + b or a - b."""

    def multiply(self, a: V, b: V, operator: str, at: int) -> V:
        """a * b or a / b."""

    def power(self, a: V, n: int, at: int) -> V:
        """a ^ n."""

    def square_root(self, a: V, at: int) -> V:
        """The principal square root."""


def evaluate(node: Node, over: Arithmetic[V]) -> V:
    """The value of a syntax tree; children before parents on an explicit stack.

    Raises:
        ParseError: what is written has no value here, with line and column. UnableError: it needs a field too large.
    """
    if isinstance(node, (Number, Name, Root)):
        return over.leaf(node)
    todo: list[tuple[Node, bool]] = [(node, False)]
    done: list[V] = []
    while todo:
        current, ready = todo.pop()
        if isinstance(current, (Number, Name, Root)):
            done.append(over.leaf(current))
        elif ready:
            count = len(children(current))
            operands = done[-count:]
            del done[-count:]
            done.append(_combine(current, operands, over))
        else:
            todo.append((current, True))
            todo.extend((child, False) for child in reversed(children(current)))
    return done[0]


def _combine(node: Node, operands: list[V], over: Arithmetic[V]) -> V:
    match node:
        case Power():
            return over.power(operands[0], node.exponent, node.at)
        case SquareRoot():
            return over.square_root(operands[0], node.at)
        case Sum():
            total = operands[0]
            if node.signs[0] == "-":
                total = over.multiply(total, over.leaf(Number("1", node.at)), "-", node.at)
            for operand, sign, child in zip(operands[1:], node.signs[1:], node.terms[1:], strict=True):
                total = over.add(total, operand, sign, child.at)
            return total
        case Product():
            total = operands[0]
            for operand, operator, child in zip(operands[1:], node.operators[1:], node.factors[1:], strict=True):
                total = over.multiply(total, operand, operator, child.at)
            return total
        case _:
            raise TypeError(f"{type(node).__name__} has no operands")


def numeral(node: Number, text: str, *, decimals: bool) -> fmpq:
    """The value of a numeral; 1.25 and 1e-3 exactly, when decimals are allowed."""
    if node.text.isdigit():
        return fmpq(fmpz(node.text))
    mantissa, _, exponent = node.text.lower().partition("e")
    whole, _, part = mantissa.partition(".")
    power = int(exponent or "0") - len(part)
    value = fmpq(fmpz((whole + part) or "0")) * fmpq(10) ** power
    if not decimals:
        shown = str(value) if bits(value) < 60 else "p/q"
        fail(text, node.at, f"{quote(node.text)} is a decimal, and may be rounded: write it as a fraction {shown}, or "
                            "pass decimals=True to take decimals as exact")
    return value


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
            fail(self.text, node.at, f"root(p, k): degree times bits of the coefficients of p exceeds {limits.MAX_ROOT_BITS}")
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
        """a + b or a - b."""
        a, b = self._alike(a, b, at)
        self._charge_functions(a, b, at)
        try:
            return self._checked(a + b if sign == "+" else a - b, at)  # type: ignore[operator]
        except UnableError as error:
            self._unable(error, at)

    def multiply(self, a: Value, b: Value, operator: str, at: int) -> Value:
        """a * b, a / b, or -a for the operator "-"."""
        if operator == "-":
            return -a
        if operator == "/" and not b:
            fail(self.text, at, "division by zero: the denominator is 0")
        a, b = self._alike(a, b, at)
        self._charge_functions(a, b, at)
        try:
            return self._checked(a * b if operator == "*" else a / b, at)  # type: ignore[operator]
        except UnableError as error:
            self._unable(error, at)

    def power(self, a: Value, n: int, at: int) -> Value:
        """a ^ n, refused when the result would be too large."""
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
        size = bits(a)
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
            fail(self.text, at, f"this square root may have degree {2 * value.field.degree}; the limit is {limits.MAX_ROOT_DEGREE}")
        try:
            return self._checked(_reduced(sqrt(value)), at)
        except UnableError as error:
            self._unable(error, at)

    def _alike(self, a: Value, b: Value, at: int) -> tuple[Value, Value]:
        """Both values in one ring, so that the operator is defined."""
        if type(a) is type(b):
            return a, b
        if isinstance(a, fmpq):
            a = exact(a)
        if isinstance(b, fmpq):
            b = exact(b)
        for x, y in ((a, b), (b, a)):
            if isinstance(x, RationalFunction) and isinstance(y, AlgebraicNumber) and not y.is_rational:
                fail(self.text, at, "parameters stand beside rational numbers only, not beside i, sqrt or root")
        return a, b

    def _checked(self, value: Value, at: int) -> Value:
        if isinstance(value, RationalFunction):
            return value
        size = bits(value)
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


class Polynomials:
    """Arithmetic of Q[x]; the variable is the one name that occurs."""

    def __init__(self, text: str, degree: int, *, decimals: bool = False) -> None:
        self.text = text
        self.degree = degree
        self.decimals = decimals
        self.variable = ""

    def leaf(self, node: Number | Name | Root) -> fmpq_poly:
        """A constant or the variable."""
        if isinstance(node, Number):
            return fmpq_poly([numeral(node, self.text, decimals=self.decimals)])
        if isinstance(node, Root) or node.name == "i":
            fail(self.text, node.at, "the coefficients of a polynomial are rational numbers here")
        if self.variable not in ("", node.name):
            fail(self.text, node.at, f"the polynomial has two variables, {self.variable} and {node.name}; it must have one")
        self.variable = node.name
        return fmpq_poly([0, 1])

    def add(self, a: fmpq_poly, b: fmpq_poly, sign: str, at: int) -> fmpq_poly:
        """a + b or a - b."""
        return self._checked(a + b if sign == "+" else a - b, at)

    def multiply(self, a: fmpq_poly, b: fmpq_poly, operator: str, at: int) -> fmpq_poly:
        """a * b, a divided by a constant b, or -a."""
        if operator == "-":
            return -a
        if operator == "/":
            if b.degree() > 0:
                fail(self.text, at, "a polynomial is not divided by its variable")
            if not b:
                fail(self.text, at, "division by zero: the denominator is 0")
            return self._checked(a / b[0], at)
        self._check_degree(a.degree() + b.degree(), at)
        return self._checked(a * b, at)

    def power(self, a: fmpq_poly, n: int, at: int) -> fmpq_poly:
        """a ^ n for n >= 0, or for a constant a."""
        if n < 0:
            if a.degree() > 0 or not a:
                fail(self.text, at, "a negative power is not a polynomial")
            a, n = fmpq_poly([1 / a[0]]), -n
        self._check_degree(a.degree() * n, at)
        size = bits(a)
        if size > 2 and n * size > limits.MAX_VALUE_BITS and a != fmpq_poly([0, 1]):
            fail(self.text, at, f"this power has more than {limits.MAX_VALUE_BITS} bits")
        return self._checked(a ** n, at)

    def square_root(self, a: fmpq_poly, at: int) -> fmpq_poly:
        """Refused: the coefficients are rational."""
        fail(self.text, at, "the coefficients of a polynomial are rational numbers here")

    def _check_degree(self, degree: int, at: int) -> None:
        if degree > self.degree:
            fail(self.text, at, f"a polynomial of degree {degree}; the limit is {self.degree}")

    def _checked(self, value: fmpq_poly, at: int) -> fmpq_poly:
        if bits(value) > limits.MAX_VALUE_BITS:
            fail(self.text, at, f"the coefficients have more than {limits.MAX_VALUE_BITS} bits")
        return value


def bits(value: fmpq | fmpq_poly | AlgebraicNumber | RationalFunction) -> int:
    """Bits of the largest numerator coefficient plus bits of the denominator."""
    if isinstance(value, fmpq):
        return int(value.p.bit_length() + value.q.bit_length())
    if isinstance(value, AlgebraicNumber):
        value = value.poly
    if isinstance(value, RationalFunction):
        raise DomainError("a rational function is measured by its terms")
    return int(value.numer().height_bits() + fmpz(value.denom()).bit_length())


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


