"""The parser: every written form, what blanks mean, what is refused and where, and text that reads back."""
from __future__ import annotations

import sys
import time
from fractions import Fraction

import pytest

from symbolic.canonical.spectrum import charpoly
from symbolic.errors import InputError, ParseError, UnableError
from symbolic.matrices.matrix import ExactMatrix
from symbolic.parsing import parse_grid, parse_matrix, parse_number, parse_polynomial
from symbolic.scalars.numbers import I, exact, rational, root, sqrt
from symbolic.scalars.parameters import parameter
from symbolic.scalars.polynomials import Polynomial
from symbolic.text import limits
from symbolic.text.syntax import Name, Number, Power, Product, SquareRoot, Sum

CUBIC = root([-1, -1, 0, 1], 0)
GOLDEN = (1 + sqrt(5)) / 2


def rows(*lists):
    return ExactMatrix.from_rows([list(r) for r in lists])


THE_SAME = {
    "blanks and semicolon": "3 1; 0 3",
    "commas and semicolon": "3, 1; 0, 3",
    "trailing semicolon": "3 1; 0 3;",
    "a row a line": "3 1\n0 3",
    "windows lines": "3 1\r\n0 3\r\n",
    "old mac lines": "3 1\r0 3",
    "blank lines": "\n\n3 1\n\n\n0 3\n\n",
    "semicolon and line end": "3 1;\n0 3;\n",
    "commas at line ends": "3, 1,\n0, 3",
    "tabs": "3\t1\n0\t3",
    "no-break space": "3\u00a01; 0\u00a03",
    "matlab": "[3 1; 0 3]",
    "matlab lines": "[3 1\n0 3]",
    "matlab, trailing semicolon": "[3 1; 0 3;]",
    "lists": "[[3,1],[0,3]]",
    "lists with blanks": " [ [ 3 , 1 ] , [ 0 , 3 ] ] ",
    "lists over lines": "[[3, 1],\n [0, 3]]",
    "lists, an entry a line": "[\n [3,\n 1],\n [0,\n 3]\n]",
    "numpy print": "[[3 1]\n [0 3]]",
    "rows in brackets": "[3 1]\n[0 3]",
    "mathematica": "{{3,1},{0,3}}",
    "pmatrix": r"\begin{pmatrix}3&1\\0&3\end{pmatrix}",
    "bmatrix with spaces": "\\begin{bmatrix} 3 & 1 \\\\\n 0 & 3 \\\\ \\end{bmatrix}",
    "sympy latex": r"\left[\begin{matrix}3 & 1\\0 & 3\end{matrix}\right]",
    "array in parentheses": r"\left( \begin{array}{c|c} 3 & 1 \\ 0 & 3 \end{array} \right)",
    "in dollars": r"$\begin{pmatrix} 3 & 1 \\ 0 & 3 \end{pmatrix}$",
    "arithmetic": "2+1 2-1; 0*5 (3)",
}


@pytest.mark.parametrize("text", THE_SAME.values(), ids=THE_SAME.keys())
def test_one_matrix_however_it_is_written(text):
    assert parse_matrix(text) == rows([3, 1], [0, 3])


NUMBERS = {
    "2/3": rational(2, 3), "-4/6": rational(-2, 3), "+7": exact(7), "\u22125": exact(-5), "--1": exact(1),
    "2*-3": exact(-6),
    "2^10": exact(1024), "2**10": exact(1024), "2^-3": rational(1, 8), "2^(-3)": rational(1, 8), "-2^2": exact(-4),
    "(-2)^2": exact(4), "(2^3)^2": exact(64), "0^0": exact(1), "1-2-3": exact(-4), "12/2/3": exact(2),
    "2/3*3": exact(2),
    "2 - 3": exact(-1), "1 -2": exact(-1), "7 / 2": rational(7, 2), "3×4·5⋅2": exact(120), "i": I, "I": I,
    "i^2": exact(-1),
    "1+2*i": 1 + 2 * I, "2i": 2 * I, "2sqrt(3)": 2 * sqrt(3), "(1+i)(1-i)": exact(2), "3(2)": exact(6),
    "-2i^2": exact(2),
    "sqrt(2)/2*i": sqrt(2) / 2 * I, "(1+sqrt(5))/2": GOLDEN, "sqrt(-4)": 2 * I, "sqrt(8)": 2 * sqrt(2),
    "sqrt(1/2)": sqrt(2) / 2,
    "sqrt(sqrt(16))": exact(2), "sqrt(3+2*sqrt(2))": 1 + sqrt(2), "1/(1+i)": (1 - I) / 2, "1/(2i)": -I / 2,
    "root(x^3-x-1, 0)": CUBIC, "root(t^3 - t - 1, 0)^2": CUBIC ** 2, "root(x^2/2-1, 1)": sqrt(2),
    "root((x-1)*(x-2), 1)": exact(2),
    "root(x-5, 0)": exact(5), "root(x^4+1, 3)": root([1, 0, 0, 0, 1], 3),
    "2root(x^3-2, 0)": 2 * root([-2, 0, 0, 1], 0),
    "(((1)))": exact(1), "9" * 4000: exact(int("9" * 2000) * 10 ** 2000 + int("9" * 2000)),
}
LATEX_NUMBERS = {
    r"\frac{1}{2}": rational(1, 2), r"-\frac{1}{2}": rational(-1, 2), r"\dfrac{\sqrt{2}}{2}": sqrt(2) / 2,
    r"2\sqrt{2}": 2 * sqrt(2),
    r"\frac{1+\sqrt{5}}{2}": GOLDEN, r"\sqrt{2} i": sqrt(2) * I, r"3 \mathrm{i}": 3 * I, r"2^{10}": exact(1024),
    r"i^2 \sqrt{2}": -sqrt(2),
    r"\left(1+i\right)\left(1-i\right)": exact(2), r"2 \cdot 3 \times 4": exact(24),
    r"\frac{1}{2}\frac{1}{3}": rational(1, 6),
    r"\frac{3}{2^{-1}}": exact(6), r"\operatorname{root}\left(x^{3}-x-1, 0\right)": CUBIC, r"1\,-\,2": exact(-1),
}


@pytest.mark.parametrize("text", [*NUMBERS, *LATEX_NUMBERS], ids=lambda t: t[:30])
def test_numbers(text):
    want = (NUMBERS | LATEX_NUMBERS)[text]
    assert parse_number(text) == want
    cell = f"({text})" if text in NUMBERS else rf"\begin{{matrix}}{text}\end{{matrix}}"
    assert parse_matrix(cell) == rows([want])


BLANKS = {
    "1 -2": [1, -2], "1 - 2 3": [-1, 3], "1-2 3": [-1, 3], "1- 2 3": [-1, 3], "1 -2 -3": [1, -2, -3],
    "- 1 2": [-1, 2], "1 +2": [1, 2],
    "1 --2": [1, 2], "1 * 2 3": [2, 3], "2 ^ 3 4": [8, 4], "1 (2)": [1, 2], "(1 -2) 3": [-1, 3], "2 (3 - 4)": [2, -1],
    "1 / 2 3": [rational(1, 2), 3], "1 / -2 3": [rational(-1, 2), 3], "i -i": [I, -I], "i - i 1": [0, 1],
    "2i -i": [2 * I, -I],
    "sqrt (4) -1": [2, -1], "sqrt(4) sqrt(9)": [2, 3], "1 - 2, 3": [-1, 3], "1, -2": [1, -2], "1 , - 2": [1, -2],
}


@pytest.mark.parametrize("text", BLANKS)
def test_what_blanks_mean(text):
    assert parse_matrix(text) == rows(BLANKS[text])


def test_the_syntax_tree_is_what_was_written():
    (row,) = parse_grid("2 -sqrt(3)/4*i (1+i)^2").rows
    two, quotient, power = row
    assert two == Number("2", 0)
    assert quotient == Product("*/*", (Sum("-", (SquareRoot(Number("3", 8), 3),), 2), Number("4", 11), Name("i", 13)), 2)
    assert power == Power(Sum("++", (Number("1", 16), Name("i", 18)), 16), 2, 16)


def test_decimals_are_exact_and_only_on_request():
    assert parse_number("-1.25", decimals=True) == rational(-5, 4)
    assert parse_matrix(".5 1e-3; 2.50 3.", decimals=True) == rows([rational(1, 2), rational(1, 1000)], [rational(5, 2), 3])
    assert parse_number("0.1", decimals=True) == rational(1, 10)
    with pytest.raises(ParseError, match=r"fraction 5/4.*decimals=True"):
        parse_number("1.25")


def test_parameters_only_where_listed():
    a, b = parameter("a"), parameter("b")
    assert parse_number("(a^2-b^2)/(a-b)", symbols=["a", "b"]) == a + b
    assert parse_matrix("a 1/(a-b); 0 2a", symbols="a, b") == rows([a, 1 / (a - b)], [0, 2 * a])
    assert parse_number(r"\frac{\lambda}{2}", symbols=["lambda"]) == parameter("lambda") / 2
    for text in ("a*sqrt(2)", "a+i", "sqrt(a)", "1/(a-a)", "(a+b)^5000", "2^a", "a(2)", "b"):
        with pytest.raises(ParseError):
            parse_number(text, symbols=["a", *(["b"] if len(text) > 1 else [])])
    for names in (["i"], ["sqrt"], ["1a"], ["a b c-"], ["λ"], [""]):
        with pytest.raises(InputError, match="parameter"):
            parse_number("1", symbols=names)


def test_polynomials():
    assert parse_polynomial("x^3-x-1") == Polynomial([-1, -1, 0, 1])
    assert parse_polynomial("(t-1/2)^2 * 4") == Polynomial([1, -4, 4])
    assert parse_polynomial("5/3") == Polynomial([Fraction(5, 3)])
    assert parse_polynomial("2^(-1)*y") == Polynomial([0, Fraction(1, 2)])
    assert parse_polynomial("x^2-8*x+4") == charpoly(parse_matrix("1 3; 1 7"))
    for p in (Polynomial([]), Polynomial([Fraction(-1, 2), 0, 3]), charpoly(parse_matrix("1/2 3; 1/7 -7"))):
        assert parse_polynomial(str(p)) == p
    for text in ("x*y", "x/x", "1/0", "sqrt(2)*x", "i*x", "x^-1", "x^1001", "(x^40+1)^40", "(x-1)^", "", "root(x,0)", "x/0"):
        with pytest.raises(ParseError):
            parse_polynomial(text)


# text -> (line, column) and a piece of the sentence
REFUSED = {
    "": (1, 1, "empty"), " \n\t ": (1, 1, "empty"), ";": (1, 1, "no entries"), "[]": (1, 2, "missing"),
    "[[]]": (1, 3, "missing"),
    "1 2; 3": (1, 6, "row 2 has 1 entry and row 1 has 2"), "1 2\n3 4 5": (2, 1, "row 2 has 3"),
    "[[i,2],[3]]": (1, 9, "row 2 has 1"),
    "1;;2": (1, 3, "missing"), "1,,2": (1, 3, "missing"), ",1": (1, 1, "missing"), "1 +": (1, 4, "ends"),
    "1 + ; 2": (1, 5, "missing"),
    "1, 2 3": (1, 6, "commas or by blanks"), "1 -2, 3": (1, 5, "commas or by blanks"),
    "[1, 2,\n3, 4]": (2, 1, "missing"),
    "(2 3)": (1, 4, "operator is missing"), "1.5.5": (1, 4, "operator is missing"), "[1,2],3": (1, 7, "missing"),
    "(1": (1, 1, "never closed"), "[[1,2]": (1, 1, "never closed"), "1)": (1, 2, "closes nothing"),
    "(1]": (1, 3, "should close"),
    "[(1,2)]": (1, 4, "comma"), "([1])": (1, 2, "rows of a matrix"), "[[[1]]]": (1, 3, "missing"),
    "1/2i": (1, 4, "part of"),
    "1/2(3)": (1, 4, "part of"), "2^3i": (1, 4, "part of"), "2^3^4": (1, 4, "parentheses"),
    "2^x": (1, 3, "not a number"),
    "2^i": (1, 3, "integer"), "2^(1/2)": (1, 5, ""), "2^3.5": (1, 3, "not an integer"),
    "1/0": (1, 1, "division by zero"),
    "1/(2-2)": (1, 4, "division by zero"), "0^-1": (1, 1, "divides by zero"),
    "1 2\n3 1/(sqrt(2)^2-2)": (2, 6, "division by zero"),
    "x": (1, 1, "symbols"), "j": (1, 1, "write i"), "pi": (1, 1, "not an algebraic number"), "nan": (1, 1, "NaN"),
    "inf": (1, 1, "infinity"),
    "None": (1, 1, "zero"), "f(2)": (1, 1, "not a function"), "sqrt 2": (1, 1, "parentheses"),
    "sqrt(1, 2)": (1, 7, "comma"),
    "data.csv": (1, 1, "pathlib.Path"), "../a/b.npy": (1, 1, "no meaning"), "0.5 1": (1, 1, "decimals=True"),
    "1e5": (1, 1, "decimals=True"),
    "root(x^2-2, 2)": (1, 1, "from 0 to 1"), "root(x^2-2, -1)": (1, 13, "missing"), "root(x^2-2)": (1, 11, ""),
    "root(3, 0)": (1, 1, "constant"),
    "root((x-1)^2, 1)": (1, 1, "distinct"), "root(x*y, 0)": (1, 8, "two variables"), "root(x^2-2, 1/2)": (1, 14, ""),
    "1_000": (1, 2, "not a number"), "0x10": (1, 2, "not a number"), "1 & 2": (1, 3, "begin{pmatrix}"),
    "√2": (1, 1, "sqrt"),
    r"\frac12": (1, 6, "braces"), r"\frac{1}": (1, 9, "braces"), r"2^10\cdot 1": (1, 3, "one digit"),
    r"\input{x}": (1, 1, "not known"),
    r"\begin{vmatrix}1\end{vmatrix}": (1, 1, "environments"), r"\begin{pmatrix}1": (1, 1, "never closed"),
    r"1\\2": (1, 2, "ends a row"),
    r"\begin{pmatrix}1\end{bmatrix}": (1, 17, "closes nothing"),
    r"\begin{pmatrix}1&2\\3\end{pmatrix}": (1, 21, "row 2"),
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda t: repr(t)[:40])
def test_refused_with_line_and_column(text):
    line, column, piece = REFUSED[text]
    with pytest.raises(ParseError) as caught:
        parse_matrix(text)
    assert (caught.value.line, caught.value.column) == (line, column), str(caught.value)
    assert piece in str(caught.value)
    assert "\n" not in str(caught.value)
    assert 20 < len(str(caught.value)) < 260


HOSTILE = {
    "tower": "9^9^9", "tower, stars": "9**9**9", "tower in parentheses": "(9^9999)^9999",
    "power of a power": "((9^99)^99)^99",
    "power of a surd": "((1+sqrt(2))^9999)^9999", "huge exponent": "2^99999", "huge negative exponent": "2^(-99999)",
    "decimal exponent": "1e99999999", "import": "__import__('os').system('id')", "class": "().__class__",
    "lambda": "lambda: 1",
    "call": "factorial(10^7)", "digits": "1" * 20000, "5000 digits": "1" * 5000,
    "4000 brackets": "[" * 4000 + "1" + "]" * 4000,
    "parentheses": "(" * 4000 + "1" + ")" * 4000, "braces": "{" * 100000, "signs": "-" * 20000 + "1",
    "nested sqrt": "sqrt(" * 500 + "2" + ")" * 500,
    "root degree": "root(x^99999-1,0)", "root degree, product": "root((x^60+1)^60, 0)",
    "root height": "root((10^2000*x)^100-1, 0)",
    "NUL": "1\x00 2", "right to left": "\u202e1 2", "full width": "１ ２", "superscript": "2²", "fraction sign": "½",
    "arabic digit": "٣",
    "zero width": "1\u200b2", "homoglyph": "ѕqrt(2)", "blanks": " " * 5_000_000,
    "blanks and a word": "1" + " " * 3_000_000 + "x",
    "lines": "\n" * 3_000_000 + "x", "bracket and blanks": "[[1]" + " " * 1_000_000 + "]]",
    "blanks in row": "[1" + " " * 1_000_000 + "x]",
    "commas": "1,," * 100000, "semicolons": "1;;" * 100000, "long name": "a" * 100000, "quotes": "'" * 100000,
    "terms": "1+" * 200000 + "1",
    "too many cells": "1;" * 300000, "latex fractions": r"\frac" * 20000,
    "latex environments": r"\begin{pmatrix}" * 3000,
    "latex braces": r"\frac{" * 3000, "columns": r"\begin{array}{" + "c" * 100000,
    "nothing over nothing": "1/(1-1)", "surd zero": "1/(sqrt(8)-2*sqrt(2))",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_refused_at_once(text):
    limit = sys.getrecursionlimit()
    start = time.process_time()
    with pytest.raises(InputError) as caught:
        parse_matrix(text)
    took = time.process_time() - start
    assert took < 1, f"{took:.2f} s"  # about 0.1 s at most on an idle machine; the test must not depend on the load
    assert 20 < len(str(caught.value)) < 300
    assert sys.getrecursionlimit() == limit
    with pytest.raises(InputError):
        parse_number(text)


def test_depth_is_bounded_and_never_exhausts_the_stack():
    deep = limits.MAX_NESTING
    assert parse_number("(" * deep + "1" + ")" * deep) == 1
    assert parse_number("-" * limits.MAX_SIGNS + "1") == 1
    assert parse_number("1" + "+1" * 3000) == 3001
    assert parse_number("1" + "*1" * 3000 + "/2") == rational(1, 2)
    for text in ("(" * (deep + 1) + "1" + ")" * (deep + 1), "-" * (limits.MAX_SIGNS + 1) + "1"):
        with pytest.raises(ParseError, match="more than"):
            parse_number(text)


def test_fields_too_large_are_unable_with_the_place():
    with pytest.raises(UnableError, match="line 1, column"):
        parse_number("+".join(f"sqrt({p})" for p in (2, 3, 5, 7, 11, 13, 17, 19)))
    with pytest.raises(UnableError, match=r"line 2, column 19"):
        parse_matrix("1\nroot(x^13-x-1, 0)*root(x^13-x-1, 1)")


@pytest.mark.parametrize("text", ["8^(1.2)", "8^(-1.5)", "8^{0.5}", "2^(1e3)", "2^(99999999)"])
def test_an_exponent_in_parentheses_is_an_integer_too(text):
    with pytest.raises(ParseError, match="exponent"):
        parse_number(text, decimals=True)


@pytest.mark.parametrize("text", ["[;1, 1]", ";1, 1", "[;]", "[1, 1;;1, 1]"])
def test_an_empty_row_is_explained(text):
    with pytest.raises(ParseError, match="entr"):
        parse_matrix(text)
