"""Text -> functions of t or n: 3^n + n*3^(n-1), e^(2t)*cos(t), C(n,2), and matrices of them.

The tokens are those of the project's parser (`symbolic.text.lexing`), with its limits; a function name before a
parenthesis is allowed here. The values are computed while reading, in normal form (`exercises.grading.exponentials`).
"""
from __future__ import annotations

from functools import lru_cache
from math import factorial
from typing import Any

from exercises.grading import exponentials as ex
from exercises.grading.exponentials import Function
from symbolic.errors import DomainError, ParseError, UnableError
from symbolic.text.lexing import Lexeme, Scanner
from symbolic.text.syntax import place, quote

FUNCTIONS = ("exp", "cos", "sin", "cosh", "sinh", "C", "binom", "binomial", "factorial")
SEPARATORS, OPENING = ("COMMA", "BLANK", "AMP"), ("LPAR", "LBRACE")
MAX_TOKENS, MAX_WORK = 1500, 1500  # signs of an answer; products of two terms on the way


class FunctionScanner(Scanner):
    """The scanner of numbers and matrices that also knows e, pi, the variable, and functions."""

    def __init__(self, text: str, variable: str, *, grid: bool) -> None:
        super().__init__(text, grid=grid, names=frozenset({"e", "pi", variable}))
        self.decimal = False

    def _number(self, piece: str, at: int) -> None:
        self.decimal = "." in piece
        super()._number(piece, at)

    def _in_exponent(self) -> bool:
        return not self.decimal and super()._in_exponent()  # e^(0.5t) is a function; the reader bounds powers itself

    def _name(self, piece: str, at: int) -> None:
        if piece in FUNCTIONS:
            if self.text[at + len(piece):].lstrip()[:1] not in ("(", "{"):
                self.fail(at, f"{piece} needs parentheses: {piece}(...)")
            self.add("FUNCTION", piece, at, begins=True)
        else:
            super()._name({"π": "pi"}.get(piece, piece), at)


def read_function(text: str, variable: str, *, decimals: bool = False) -> Function:
    """Return the function that the text is.

    Raises:
        ParseError: it is none. UnableError: it is outside what is decided.

    >>> bool(read_function("cos(t)^2 + sin(t)^2 - 1", "t"))
    False
    """
    return _Reader(text, variable, grid=False, decimals=decimals).whole()


@lru_cache(maxsize=256)
def read_functions(text: str, variable: str, *, decimals: bool = False) -> list[list[Function]]:
    """Return the rows of a matrix of functions.

    Raises:
        ParseError: it is none. UnableError: an entry is outside what is decided.

    >>> [len(row) for row in read_functions("e^t t*e^t; 0 e^t", "t")]
    [2, 2]
    """
    return _Reader(text, variable, grid=True, decimals=decimals).rows()


class _Reader:
    """Recursive descent over the tokens; the nesting of brackets, so the depth, is bounded by the scanner."""

    def __init__(self, text: str, variable: str, *, grid: bool, decimals: bool) -> None:
        self.text, self.variable, self.decimals, self.at = text, variable, decimals, 0
        self.work = 0
        tokens: list[Lexeme] = FunctionScanner(text, variable, grid=grid).run()
        self.tokens = [t for t in tokens if t.type not in ("BEGIN", "END")]
        if not self.tokens:
            raise ParseError("there is nothing to read")
        if len(self.tokens) > MAX_TOKENS:
            raise UnableError("a long answer", f"{MAX_TOKENS} numbers and signs")

    @property
    def kind(self) -> str:
        return self.tokens[self.at].type if self.at < len(self.tokens) else "END"

    def take(self) -> Lexeme:
        self.at += 1
        return self.tokens[self.at - 1]

    def fail(self, message: str) -> None:
        found = self.tokens[self.at] if self.at < len(self.tokens) else None
        where = place(self.text, found.at if found else len(self.text))
        raise ParseError(f"{message}, not {quote(found.text)}" if found else f"{message}; the text ends there", *where)

    def whole(self) -> Function:
        value = self.sum()
        if self.kind != "END":
            self.fail("an operator should stand here")
        return value

    def rows(self) -> list[list[Function]]:
        rows: list[list[Function]] = [[]]
        depth = 0
        while self.kind != "END":
            if self.kind in ("LSQB", "RSQB"):
                depth += 1 if self.take().type == "LSQB" else -1
            elif self.kind == "ROW" or (self.kind == "COMMA" and self.tokens[self.at - 1].type == "RSQB" and depth):
                self.take()
                rows.append([])
            elif self.kind in SEPARATORS:
                self.take()
            else:
                rows[-1].append(self.sum())
        rows = [row for row in rows if row]
        if len({len(row) for row in rows}) != 1:
            raise ParseError("all rows need the same number of entries")
        return rows

    def sum(self) -> Function:
        value = self.product()
        while self.kind in ("PLUS", "MINUS"):
            sign = self.take().type
            other = self.product()
            value = value + other if sign == "PLUS" else value - other
        return value

    def product(self) -> Function:
        value = self.factor()
        while self.kind in ("MUL", "DIV"):
            sign = self.take().type
            other = self.factor()
            self.spend(len(value.terms) * len(other.terms))
            value = value * other if sign == "MUL" else value * other.reciprocal()
        return value

    def spend(self, products: int) -> None:
        """Count work before it is done, so that no text takes longer than the budget."""
        self.work += products
        if self.work > MAX_WORK:
            raise UnableError("an expression that needs more work than is decided", f"{MAX_WORK} products")

    def factor(self) -> Function:
        negative = False
        while self.kind in ("PLUS", "MINUS"):
            negative ^= self.take().type == "MINUS"
        start = self.at
        value = self.atom()
        if self.kind == "POW":
            self.take()
            value = self.power(value, self.at - start == 2 and self.tokens[start].text == "e")
        return -value if negative else value

    def power(self, base: Function, natural: bool) -> Function:  # noqa: FBT001 -- whether the base is the number e
        negative = False
        while self.kind in ("PLUS", "MINUS"):
            negative ^= self.take().type == "MINUS"
        exponent = self.atom()
        exponent = -exponent if negative else exponent
        if natural:
            return ex.exponential(exponent)
        a, b, c, d = exponent.linear()
        if a == 0 and b == 0 and d == 0 and c.is_rational and int(c.denominator) == 1:
            if abs(int(c.numerator)) > 200:
                self.fail("an exponent of at most three digits should stand here")
            self.spend(8 + (abs(int(c.numerator)) * max(len(base.terms) - 1, 0)) ** 2 // 2)
            return base.power(int(c.numerator))
        return ex.base_power(base, exponent)

    def atom(self) -> Function:
        kind = self.kind
        if kind == "NUMBER":
            from symbolic.parsing import parse_number
            return ex.constant(self.variable, parse_number(self.take().text, decimals=self.decimals))
        if kind == "NAME":
            return self.name(self.take().text)
        if kind in OPENING:
            return self.bracket()
        if kind in ("SQRT", "TEXROOT"):
            self.take()
            from symbolic.scalars.numbers import sqrt
            return ex.constant(self.variable, sqrt(self.bracket().constant()))
        if kind == "FRAC":
            self.take()
            top = self.bracket()
            return top * self.bracket().reciprocal()
        if kind == "FUNCTION":
            return self.call(self.take().text)
        self.fail("a number, the variable or a bracket should stand here")
        raise AssertionError

    def bracket(self) -> Function:
        if self.kind not in OPENING:
            self.fail("a bracket should stand here")
        self.take()
        value = self.sum()
        if self.kind not in ("RPAR", "RBRACE"):
            self.fail("a closing bracket should stand here")
        self.take()
        return value

    def name(self, text: str) -> Function:
        if text == self.variable:
            return ex.monomial(self.variable)
        if text == "i":
            from symbolic.scalars.numbers import I
            return ex.constant(self.variable, I)
        return ex.monomial(self.variable, 0, pi=1) if text == "pi" else ex.exponential(ex.constant(self.variable, 1))

    def call(self, function: str) -> Function:
        if function in ("C", "binom", "binomial"):
            self.take()
            top = self.sum()
            if self.kind != "COMMA":
                self.fail("a comma should stand here, as in C(n, 2)")
            self.take()
            below: Any = self.sum().constant()
            if self.kind != "RPAR" or not below.is_rational or int(below.denominator) != 1:
                self.fail("C(n, k) needs a whole number k and a closing bracket")
            self.take()
            return ex.binomial(top, int(below.numerator))
        inner = self.bracket()
        if function == "exp":
            return ex.exponential(inner)
        if function == "factorial":
            k: Any = inner.constant()
            if not k.is_rational or int(k.denominator) != 1 or not 0 <= int(k.numerator) <= 30:
                raise DomainError("a factorial of a whole number from 0 to 30 is read")
            return ex.constant(self.variable, factorial(int(k.numerator)))
        from symbolic.scalars.numbers import I, exact
        turned = inner.scaled(exact(I)) if function in ("cos", "sin") else inner
        up, down = ex.exponential(turned), ex.exponential(-turned)
        if function in ("cos", "cosh"):
            return (up + down).scaled(exact(1) / 2)
        return (up - down).scaled(exact(1) / (exact(I) * 2 if function == "sin" else 2))
