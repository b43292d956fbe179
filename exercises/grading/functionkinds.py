"""Answers that are functions of t or n, alone or as entries of a matrix: equal as functions, decided exactly."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from exercises.grading import credit, reading
from exercises.grading.exponentials import Function, first_difference
from exercises.grading.functiontext import read_function, read_functions
from exercises.grading.kinds import Given, Kind, register
from exercises.grading.laws import Law
from exercises.grading.multiples import split, vector_inside
from exercises.grading.question import Question
from symbolic.errors import InputError

MAX_BLANKS = 600  # characters of an answer in which blanks are read as products
EXPONENT = re.compile(r"(?:\^|\*\*)\s*[-+]?\s*[0-9]*\s*\*?\s*$")  # what follows is part of an exponent, or may be meant so
Table = list[list[Function]]


def _one(texts: Mapping[str, str], q: Question) -> Given:
    reading.check_text(texts[""])
    return {"": [[read_function(products(texts[""], q, blanks=True), q.data["variable"], decimals=q.decimals)]]}


def after_powers(text: str) -> str:
    """Return the text with a sign of multiplication behind an exponent in brackets, where a factor follows.

    >>> after_powers("e^(3t)(1+t)"), after_powers("e^(3t)cos(t)"), after_powers("2^(3)^2")
    ('e^(3t)*(1+t)', 'e^(3t)*cos(t)', '2^(3)^2')
    """
    out = ""
    opened: list[bool] = []
    for k, sign in enumerate(text):
        out += sign
        if sign == "(":
            opened.append(text[k - 1:k] == "^")
        elif sign == ")" and opened and opened.pop() and re.match("[A-Za-z(]", text[k + 1:k + 2]):
            out += "*"
    return out


def products(text: str, q: Question, *, blanks: bool) -> str:
    """Return the text with * where the variable stands before e or a power, with `blanks` also for blanks between factors.

    >>> t = Question("function", {"variable": "t"}, {})
    >>> products("2te^(3t)", t, blanks=False), products("2t e^(3t)", t, blanks=True), products("e^3 t", t, blanks=True)
    ('2t*e^(3t)', '2t*e^(3t)', 'e^3 t')
    """
    x = re.escape(q.data["variable"])
    text = after_powers(re.sub(r"\\(cosh?|sinh?|exp)(?![a-z])", r"\1", text))
    text = re.sub(r"\)(?=[0-9]+\^)", ")*", text)
    text = re.sub(rf"(?<![A-Za-z\\]){x}(?=e(?:\^|\*\*)|exp\()", f"{q.data['variable']}*", text)
    text = re.sub(rf"(?<![A-Za-z\\^]){x}(?=[0-9]+\^)", f"{q.data['variable']}*", text)
    text = re.sub(rf"(?<![A-Za-z\\]){x}(?=\()", lambda m: m.group() + "*" * (not EXPONENT.search(text[:m.start()][-40:])), text)
    if not blanks or len(text) > MAX_BLANKS:
        return text

    def product(m: re.Match[str]) -> str:
        return " " if re.search(r"(?:\^|\*\*)-?[\w.]+$|[A-Za-z]{2}$", text[:m.start()]) else "*"
    return re.sub(r"(?<=[0-9A-Za-z)}]) {1,3}(?=[A-Za-z0-9\\(])", product, text)


def _table(texts: Mapping[str, str], q: Question) -> Given:
    reading.check_text(texts[""])
    whole = _multiple_of_i(texts[""], q)
    multiple = split(whole)
    if multiple is None:
        return {"": _rows(whole, q)}
    sign = "1" if multiple.before in ("", "-") else ""
    text = products(f"({multiple.before}{sign}){multiple.behind}", q, blanks=True)
    factor = read_function(text, q.data["variable"], decimals=q.decimals)
    return {"": [[factor * f for f in row] for row in _rows(multiple.body, q)]}


def _rows(whole: str, q: Question) -> Table:
    text = vector_inside(whole) or whole
    commas = "[" not in text and all("," in _outside(row) for row in re.split(r"[;\n]+", text.strip()))
    inner = vector_inside(whole)
    text = products(text, q, blanks=commas)
    rows = read_functions(text, q.data["variable"], decimals=q.decimals)
    return rows if inner is None else [[f] for row in rows for f in row]


def _multiple_of_i(text: str, q: Question) -> str:
    """The rows of f*I, where f is a function; I alone means the identity in a matrix of functions.

    Raises:
        InputError: I stands anywhere else.
    """
    if not re.search(r"(?<![A-Za-z])I(?![A-Za-z])", text):
        return text
    size = q.answer[""].count(";") + 1
    found = re.fullmatch(r"\s*([^;,\nI]+?)[ ]*\*?[ ]*I\s*", text)
    if found is None or size < 2:
        raise InputError("I is the identity here; write the rows of the matrix, and i for the imaginary unit")
    return "; ".join(" ".join(f"({found.group(1)})" if i == j else "0" for j in range(size)) for i in range(size))


def _outside(row: str) -> str:
    """What stands outside of brackets: the comma of C(n, 2) separates no entries."""
    before = ""
    while before != row:
        before, row = row, re.sub(r"\([^()]*\)", "", row)
    return row


def _equal(given: Given, key: Given, q: Question) -> Iterator[Law]:
    mine, right = given[""], key[""]
    shapes = (len(mine), len(mine[0])), (len(right), len(right[0]))
    if shapes[1][1] == 1 and shapes[0] == shapes[1][::-1]:
        mine, shapes = [list(column) for column in zip(*mine, strict=True)], (shapes[1], shapes[1])
    fits = shapes[0] == shapes[1]
    yield Law("shapes", holds=fits, detail="" if fits else "the answer is {}x{} and must be {}x{}".format(*shapes[0], *shapes[1]))
    if fits:
        yield _entries(mine, right, q)


def _entries(mine: Table, right: Table, q: Question) -> Law:
    single = len(right) == len(right[0]) == 1
    start = int(q.data.get("from", "0"))
    for i, row in enumerate(right):
        for j, f in enumerate(row):
            detail = difference(mine[i][j], f, start)
            if detail:
                where = "" if single else f"row {i + 1}, column {j + 1}: "
                return Law("equal as functions", holds=False, detail=where + detail, column=j + 1)
    return Law("equal as functions", holds=True)


def difference(mine: Function, right: Function, start: int = 0) -> str:
    """Return where two functions differ in words, "" if they are the same (for n from `start` on).

    >>> difference(read_function("3^n", "n"), read_function("2^n", "n"))
    'at n = 1 yours is 3, the value is 2'
    """
    rest = mine - right
    if rest.variable == "n" and start:
        rest = Function("n", rest.terms, {j: c for j, c in rest.support.items() if j >= start})
    if not rest:
        return ""
    if rest.variable == "t":
        return at_zero(mine, right)
    if any(key.m != 0 or key.p for key in rest.terms):
        return "the functions differ"
    n = first_difference(rest)
    tail = "; from then on they agree" if not rest.terms and set(rest.support) == {n} else ""
    return f"at n = {n} yours is {mine.at(n)}, the value is {right.at(n)}{tail}"


def at_zero(mine: Function, right: Function) -> str:
    """Return the first derivative at t = 0, or value, in which two functions of t differ, in words.

    >>> at_zero(read_function("t", "t"), read_function("2*t", "t"))
    'they agree at t = 0, but there the slope of yours is 1, not 2'
    """
    for order in range(8):
        x, y = taylor(mine, order), taylor(right, order)
        if x is None or y is None:
            break
        if x != y:
            if order == 0:
                return f"at t = 0 yours is {x}, the value is {y}"
            what = "the slope" if order == 1 else f"derivative {order}"
            return f"they agree at t = 0, but there {what} of yours is {x}, not {y}"
    return "the functions differ"


def taylor(f: Function, order: int) -> Any:
    """Return the derivative of that order at t = 0, None when pi or e occurs in it."""
    from math import comb, factorial

    from symbolic.scalars.numbers import exact
    total = exact(0)
    for key, c in f.terms.items():
        if key.b != 0 or key.m != 0 or key.p:
            return None
        if key.k <= order:
            total += c * factorial(key.k) * comb(order, key.k) * exact(key.a) ** (order - key.k)
    return total


def same_functions(a: Given, b: Given, q: Question) -> bool:
    """Whether two answers are equal as functions."""
    return all(law.holds for law in _equal(a, b, q))


register(Kind("function", ("",), "Any expression with the same values is right.",
              "an expression, such as 2*t*e^(3t); write every product of two names with *",
              _one, _equal, same_functions, unique=True, credit=credit.functions))
class FunctionsKind(Kind):
    """The entries of a vector may have names of their own: x1 = e^t, x2 = 2*e^t."""

    def pieces(self, text: str, question: Question) -> dict[str, str]:
        """Return the entries without their names."""
        right = question.answer.get("", "")
        if len(reading.EQUALS.findall(text)) > 1 and (";" not in right or len(_key_rows(question)[0]) == 1):
            return {"": f"({reading.named_items(text, ordered=True)})"}
        return super().pieces(text, question)


def _key_rows(q: Question) -> Table:
    return _rows(q.answer[""], q)


register(FunctionsKind("functions", ("",), "Any expressions with the same values are right.",
              "the entries by rows, such as e^(3t) t*e^(3t); 0 e^(3t), with no blank inside an entry",
              _table, _equal, same_functions, unique=True, credit=credit.functions))
