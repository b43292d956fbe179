"""Syntax tree -> exact value, with every intermediate size bounded before it is computed.

One walk (`evaluate`, without recursion) serves two kinds of arithmetic: numbers and parameters
(`arithmetic.Numbers`), and polynomials in one variable over Q (`Polynomials`, for root(p, k)).
"""
from __future__ import annotations

from typing import Protocol, TypeVar

from flint import fmpq, fmpq_poly, fmpz

from symbolic.text import limits
from symbolic.text.syntax import Name, Node, Number, Power, Product, Root, SquareRoot, Sum, children, fail, quote

V = TypeVar("V")


class Arithmetic(Protocol[V]):
    """What `evaluate` needs to know about the values it combines; `at` is the place to blame."""

    def leaf(self, node: Number | Name | Root) -> V:
        """The value of a node without children."""

    def add(self, a: V, b: V, sign: str, at: int) -> V:
        """A + b or a - b."""

    def multiply(self, a: V, b: V, operator: str, at: int) -> V:
        """A * b or a / b."""

    def power(self, a: V, n: int, at: int) -> V:
        """A ^ n."""

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
            fail(self.text, node.at, f"the polynomial has two variables, {self.variable} and {node.name}; "
                                     "it must have one")
        self.variable = node.name
        return fmpq_poly([0, 1])

    def add(self, a: fmpq_poly, b: fmpq_poly, sign: str, at: int) -> fmpq_poly:
        """A + b or a - b."""
        return self._checked(a + b if sign == "+" else a - b, at)

    def multiply(self, a: fmpq_poly, b: fmpq_poly, operator: str, at: int) -> fmpq_poly:
        """A * b, a divided by a constant b, or -a."""
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
        """A ^ n for n >= 0, or for a constant a."""
        if n < 0:
            if a.degree() > 0 or not a:
                fail(self.text, at, "a negative power is not a polynomial")
            a, n = fmpq_poly([1 / a[0]]), -n
        self._check_degree(a.degree() * n, at)
        size = bits(a)
        if size > 2 and n * size > limits.MAX_VALUE_BITS and a != fmpq_poly([0, 1]):
            fail(self.text, at, f"this power has more than {limits.MAX_VALUE_BITS} bits")
        return self._checked(a ** n, at)

    def square_root(self, a: fmpq_poly, at: int) -> fmpq_poly:  # noqa: ARG002 - the protocol's signature
        """Refused: the coefficients are rational."""
        fail(self.text, at, "the coefficients of a polynomial are rational numbers here")

    def _check_degree(self, degree: int, at: int) -> None:
        if degree > self.degree:
            fail(self.text, at, f"a polynomial of degree {degree}; the limit is {self.degree}")

    def _checked(self, value: fmpq_poly, at: int) -> fmpq_poly:
        if bits(value) > limits.MAX_VALUE_BITS:
            fail(self.text, at, f"the coefficients have more than {limits.MAX_VALUE_BITS} bits")
        return value


def bits(value: fmpq | fmpq_poly) -> int:
    """Bits of the largest numerator coefficient plus bits of the denominator."""
    if isinstance(value, fmpq):
        return int(value.p.bit_length() + value.q.bit_length())
    return int(value.numer().height_bits() + fmpz(value.denom()).bit_length())
