"""Relations as typed, "A*P = P*J" or "1/2 < (9/10)^6 <= 0.54", read into the trees that `verify.steps` evaluates.

Numbers are exact (0.9 is 9/10). A given name is a matrix or a number, `i` the imaginary unit, any other name a variable.
Functions: det, T, sqrt (of a positive rational), binom, exp, cos, sin, diag, hcat, eye(n), zero(m, n), entry(A, i, j) (from
1), inv (of a number). A power `A^T` is the transpose. A matrix is [1, 2; 3, 4] or [[1, 2], [3, 4]]. Signs: = ≠ < ≤ > ≥ (or
!= <= >=), chained as usual. Only this grammar is read: no text is ever evaluated by Python.
"""
from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, reduce
from typing import TYPE_CHECKING, Any

from symbolic.errors import ParseError, UnableError

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

LONGEST, DEEPEST, LARGEST_SIZE = 4000, 60, 100
GRAMMAR = r"""
chain: expr (SIGN expr)*
?expr: product ((PLUS | MINUS) product)*
?product: factor ((STAR | SLASH) factor)*
?factor: MINUS factor -> negative
     | PLUS factor -> positive
     | power
?power: atom "^" exponent | atom
?exponent: MINUS exponent -> negative
     | power
?atom: NUMBER -> number
     | NAME -> name
     | NAME "(" expr ("," expr)* ")" -> call
     | "(" expr ")"
     | "[" row (";" row)* "]" -> matrix
     | "[" "[" row "]" ("," "[" row "]")* "]" -> matrix
row: expr ("," expr)*
SIGN: "=" | "≠" | "!=" | "<=" | "≤" | ">=" | "≥" | "<" | ">"
PLUS: "+"
MINUS: "-" | "−"
STAR: "*" | "·" | "×"
SLASH: "/"
NUMBER: /[0-9]+(\.[0-9]+)?/
NAME: /[A-Za-z][A-Za-z0-9_]*/
%ignore /[ \t\r\n]+/
"""
SPELLED = {"!=": "≠", "<=": "≤", ">=": "≥"}
CALLS: dict[str, tuple[int, str]] = {  # name -> (number of arguments, 0 for any; operation)
    "det": (1, "det"), "T": (1, "T"), "transpose": (1, "T"), "binom": (2, "binom"), "exp": (1, "exp"), "cos": (1, "cos"),
    "sin": (1, "sin"), "diag": (0, "diag"), "hcat": (0, "hcat"), "inv": (1, "inv"),
    "inverse": (1, "inverse"), "trace": (1, "trace"), "rank": (1, "rank"),  # for ledgers of authors, who expand them first
}
LEAVES = {"sqrt": 1, "eye": 1, "zero": 2, "entry": 3}


@dataclass(frozen=True)
class Relation:
    """The sides as trees, the signs between them, and the names that are variables."""

    sides: list[Any]
    ops: list[str]
    variables: frozenset[str]
    text: str = ""

    def __str__(self) -> str:
        return self.text


@cache
def _parser() -> Lark:
    from lark import Lark
    return Lark(GRAMMAR, start="chain", parser="lalr")


def relation(text: str, given: Collection[str] = ()) -> Relation:
    """A chain of at least two sides.

    Raises:
        ParseError: the text is not a relation; the message shows the place.

    >>> relation("A*A = [1, 2; 0, 1]", {"A"}).sides[0]
    ['mul', ['name', 'A'], ['name', 'A']]
    >>> relation("n < 2^n").variables
    frozenset({'n'})
    """
    read = chain(text, given)
    if not read.ops:
        raise ParseError(f"relation: {text.strip()[:60]!r} has no sign; write an equation or an inequality, such as A*P = P*J")
    return read


def chain(text: str, given: Collection[str] = ()) -> Relation:
    """One side alone, or several with signs between them."""
    from lark.exceptions import UnexpectedInput
    if len(text) > LONGEST:
        raise ParseError(f"relation: {len(text)} characters; at most {LONGEST} are read")
    try:
        tree = _parser().parse(text)
    except UnexpectedInput as error:
        at = max(0, int(str(error.pos_in_stream)))
        raise ParseError(f"relation: {text[max(0, at - 20):at + 20]!r} is not read at character {at + 1}; "
                         "write numbers, names, + - * / ^, det(..), [1, 2; 3, 4], and = ≠ < ≤ > ≥ between the sides") from error
    reader = _Reader(frozenset(given))
    sides = [reader.read(side, 0) for side in tree.children[::2]]
    signs = [SPELLED.get(str(s), str(s)) for s in tree.children[1::2]]
    return Relation(sides, signs, frozenset(reader.variables), " ".join(text.split()))


def literal(value: Any) -> Any:
    """An exact number or matrix as a tree.

    Raises:
        UnableError: it is written with root(..), which the checker of steps has no sign for.

    >>> literal(Fraction(1, 2))
    ['frac', ['num', '1'], ['num', '2']]
    """
    entries = getattr(value, "entries", None)
    if callable(entries):
        return ["mat", [[literal(x) for x in row] for row in entries()]]
    if isinstance(value, list | tuple):
        return ["mat", [[literal(x) for x in row] for row in value]]
    text = str(value)
    if "root(" in text:
        raise UnableError(f"fact: {text[:60]} is no expression in square roots; compare certified results instead",
                          budget="numbers of degree 2")
    return chain(text).sides[0]


class _Reader:
    """Trees of lark -> trees of `verify.steps`, with the names that turned out to be variables."""

    def __init__(self, given: frozenset[str]) -> None:
        self.given, self.variables = given, set[str]()

    def read(self, tree: Tree[Any] | Token, depth: int) -> Any:
        if depth > DEEPEST:
            raise ParseError(f"relation: more than {DEEPEST} brackets inside each other")
        rule = str(tree.data)  # type: ignore[union-attr]
        method: Callable[[Any, int], Any] = getattr(self, f"_{rule}")
        return method(tree.children, depth + 1)  # type: ignore[union-attr]

    def _number(self, found: list[Any], _: int) -> Any:
        x = Fraction(str(found[0]))
        whole = ["num", str(x.numerator)]
        return whole if x.denominator == 1 else ["frac", whole, ["num", str(x.denominator)]]

    def _name(self, found: list[Any], _: int) -> Any:
        name = str(found[0])
        if name in self.given:
            return ["name", name]
        if name == "i":
            return ["i"]
        self.variables.add(name)
        return ["var", name]

    def _negative(self, found: list[Any], depth: int) -> Any:
        return ["neg", self.read(found[1], depth)]

    def _positive(self, found: list[Any], depth: int) -> Any:
        return self.read(found[1], depth)

    def _expr(self, found: list[Any], depth: int) -> Any:
        terms = [self.read(x, depth) for x in found[::2]]
        signs = [str(s.type) for s in found[1::2]]
        return ["add", terms[0], *(t if s == "PLUS" else ["neg", t] for s, t in zip(signs, terms[1:], strict=True))]

    def _product(self, found: list[Any], depth: int) -> Any:
        factors = [self.read(x, depth) for x in found[::2]]
        signs = [str(s.type) for s in found[1::2]]
        if "SLASH" not in signs:
            return ["mul", *factors]
        rest = zip(signs, factors[1:], strict=True)
        return reduce(lambda x, p: ["mul" if p[0] == "STAR" else "frac", x, p[1]], rest, factors[0])

    def _power(self, found: list[Any], depth: int) -> Any:
        base, exponent = found
        if exponent.data == "name" and str(exponent.children[0]) == "T" and "T" not in self.given:
            return ["T", self.read(base, depth)]
        return ["pow", self.read(base, depth), self.read(exponent, depth)]

    def _matrix(self, found: list[Any], depth: int) -> Any:
        rows = [[self.read(x, depth) for x in row.children] for row in found]
        if len({len(row) for row in rows}) > 1:
            raise ParseError(f"relation: the rows of a matrix have {', '.join(str(len(r)) for r in rows)} entries")
        return ["mat", rows]

    def _call(self, found: list[Any], depth: int) -> Any:
        name, *arguments = found
        f, count = str(name), len(arguments)
        known = {**{k: v[0] for k, v in CALLS.items()}, **LEAVES}
        if f not in known or (known[f] and count != known[f]):
            takes = f"{f} takes {known[f]}, not {count}, arguments" if f in known else f"there is no function {f}"
            raise ParseError(f"relation: {takes}; the functions are {', '.join(sorted(known))}")
        if f in CALLS:
            return [CALLS[f][1], *(self.read(x, depth) for x in arguments)]
        if f == "sqrt":
            return self._square_root(self.read(arguments[0], depth))
        if f == "entry":
            return ["entry", self.read(arguments[0], depth), *(_whole(self.read(x, depth), f) for x in arguments[1:])]
        return [f, *(_whole(self.read(x, depth), f) for x in arguments)]

    def _square_root(self, tree: Any) -> Any:
        """sqrt(p/q) is sqrt(p q)/q."""
        quotient = tree[0] == "frac" and tree[1][0] == tree[2][0] == "num"
        p, q = (tree[1][1], tree[2][1]) if quotient else (tree[1], "1") if tree[0] == "num" else ("0", "1")
        if int(p) <= 0 or int(q) <= 0:
            raise ParseError("relation: sqrt is read for positive rational numbers only")
        return ["sqrt", p] if q == "1" else ["frac", ["sqrt", str(int(p) * int(q))], ["num", q]]


def _whole(tree: Any, f: str) -> int | str:
    if tree[0] == "var" and f in ("eye", "zero"):
        return str(tree[1])  # a size that is a letter
    if tree[0] != "num":
        raise ParseError(f"relation: sizes and places in {f}(..) are whole numbers")
    if int(tree[1]) > LARGEST_SIZE:
        raise ParseError(f"relation: {f}({tree[1]}) is larger than {LARGEST_SIZE}")
    return int(tree[1])


def names_in(tree: Any) -> Iterator[str]:
    """The variables and given names of a tree."""
    if isinstance(tree, list):
        if tree[:1] in (["name"], ["var"]):
            yield tree[1]
        for part in tree:
            yield from names_in(part)
