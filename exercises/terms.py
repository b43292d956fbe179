"""Expression trees: the one form a formula has, evaluated by the kernel and printed by the renderers.

A tree is `E(op, args)`; as JSON it is the nested list `[op, *args]`. Nothing here computes: `+` builds an `add` node.
Every tree of a worked solution goes to `verify.steps.facts` as it stands, and to the page as it stands.

>>> A, t = name("A"), var("t")
>>> (A - 2 * eye(2)).to_json()
['add', ['name', 'A'], ['neg', ['mul', ['num', '2'], ['eye', 2]]]]
>>> from_json((A ** 2).to_json()) == A ** 2
True
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

Term: TypeAlias = "E | int | Fraction"


@dataclass(frozen=True)
class E:
    """One node of a formula: an operation and its arguments (trees, names, integers, or rows of trees).

    Public building blocks are the functions of this module; `+ - * / **` build nodes and never simplify.
    """

    op: str
    args: tuple[Any, ...] = ()

    def __add__(self, other: Term) -> E:
        return E("add", (*_parts(self, "add"), as_term(other)))

    def __radd__(self, other: Term) -> E:
        return as_term(other) + self

    def __neg__(self) -> E:
        return E("neg", (self,))

    def __sub__(self, other: Term) -> E:
        return self + (-as_term(other))

    def __rsub__(self, other: Term) -> E:
        return as_term(other) - self

    def __mul__(self, other: Term) -> E:
        return E("mul", (*_parts(self, "mul"), as_term(other)))

    def __rmul__(self, other: Term) -> E:
        return as_term(other) * self

    def __truediv__(self, other: Term) -> E:
        return E("frac", (self, as_term(other)))

    def __rtruediv__(self, other: Term) -> E:
        return as_term(other) / self

    def __pow__(self, other: Term) -> E:
        return E("pow", (self, as_term(other)))

    @property
    def T(self) -> E:
        """The transpose of the matrix this tree stands for."""
        return E("T", (self,))

    def to_json(self) -> list[Any]:
        """Return the nested list `[op, *args]` that the kernel reads."""
        return [self.op, *(_plain(a) for a in self.args)]

    def children(self) -> Iterator[E]:
        """Yield the trees directly below this node, row by row for a matrix."""
        yield from _trees(self.args)

    def walk(self) -> Iterator[E]:
        """Yield this node and every node below it."""
        yield self
        for child in self.children():
            yield from child.walk()

    def rebuild(self, change: Callable[[E], E]) -> E:
        """Return the node whose direct subtrees are `change` of these."""
        return E(self.op, tuple(_map(a, change) for a in self.args))


def _parts(tree: E, op: str) -> tuple[Any, ...]:
    return tree.args if tree.op == op else (tree,)


def _plain(value: object) -> object:
    if isinstance(value, E):
        return value.to_json()
    return [_plain(v) for v in value] if isinstance(value, tuple) else value


def _trees(value: object) -> Iterator[E]:
    if isinstance(value, E):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _trees(item)


def _map(value: object, change: Callable[[E], E]) -> object:
    if isinstance(value, E):
        return change(value)
    return tuple(_map(v, change) for v in value) if isinstance(value, tuple) else value


def from_json(data: object) -> E:
    """Return the tree written as `[op, *args]`; a matrix holds a list of rows.

    Raises:
        ValueError: `data` is not such a list.
    """
    if not isinstance(data, list) or not data or not isinstance(data[0], str):
        raise ValueError(f"expression tree: expected [operation, ...], got {data!r}.")
    if data[0] == "mat":
        return mat([[from_json(e) for e in row] for row in data[1]])
    return E(data[0], tuple(from_json(a) if isinstance(a, list) else a for a in data[1:]))


def as_term(value: Term) -> E:
    """Return a number as a tree; a tree stays as it is. Negative numbers become `neg` of a number.

    >>> as_term(-3).to_json()
    ['neg', ['num', '3']]
    """
    if isinstance(value, E):
        return value
    number = Fraction(value)
    return -E("num", (str(-number),)) if number < 0 else E("num", (str(number),))


def num(value: int | Fraction) -> E:
    """Return the rational number `value` as a tree."""
    return as_term(value)


def name(text: str) -> E:
    """Return the name of a given or of something an earlier line introduced: A, lambda_1, P."""
    return E("name", (text,))


def var(text: str) -> E:
    """Return a free scalar variable: t runs over the reals, n over the whole numbers from zero on."""
    return E("var", (text,))


def root(label: str = "alpha") -> E:
    """Return the generic root of the field polynomial declared under `label`."""
    return E("root", (label,))


def sqrt(value: int) -> E:
    """Return the positive square root of a positive whole number."""
    return E("sqrt", (str(value),))


def mat(rows: Sequence[Sequence[Term]]) -> E:
    """Return the matrix with the given rows."""
    return E("mat", (tuple(tuple(as_term(e) for e in row) for row in rows),))


def column(entries: Sequence[Term]) -> E:
    """Return the column with the given entries.

    >>> column([1, 0]).to_json()
    ['mat', [[['num', '1']], [['num', '0']]]]
    """
    return mat([[e] for e in entries])


def hcat(*blocks: E) -> E:
    """Return the matrices side by side."""
    return E("hcat", blocks)


def eye(size: int | str) -> E:
    """Return the identity matrix; `size` is a number or the name of a size."""
    return E("eye", (size,))


def zero(rows: int | str, cols: int | str) -> E:
    """Return the zero matrix."""
    return E("zero", (rows, cols))


def diag(*blocks: Term) -> E:
    """Return the block-diagonal matrix of the given numbers or matrices."""
    return E("diag", tuple(as_term(b) for b in blocks))


def inv(tree: E) -> E:
    """Return the inverse, written with the exponent -1."""
    return E("inv", (tree,))


def det(tree: E) -> E:
    """Return the determinant node."""
    return E("det", (tree,))


def rank(tree: E) -> E:
    """Return the rank node."""
    return E("rank", (tree,))


def norm(tree: E, which: str) -> E:
    """Return the norm node: which is "2" or "F"."""
    return E("norm", (tree, which))


def exp(tree: Term) -> E:
    """Return e to the power of a scalar or of a matrix."""
    return E("exp", (as_term(tree),))


def cos(tree: Term) -> E:
    """Return the cosine node."""
    return E("cos", (as_term(tree),))


def sin(tree: Term) -> E:
    """Return the sine node."""
    return E("sin", (as_term(tree),))


def derivative(tree: E) -> E:
    """Return the derivative with respect to t."""
    return E("D", (tree,))


def binom(top: Term, bottom: Term) -> E:
    """Return the binomial coefficient node."""
    return E("binom", (as_term(top), as_term(bottom)))


def call(function: str, argument: Term) -> E:
    """Return the value of a named function at `argument`: S(n+1)."""
    return E("call", (function, as_term(argument)))


def entry(tree: E, row: int, col: int) -> E:
    """Return one entry of a matrix, counted from 1."""
    return E("entry", (tree, row, col))


def tuple_of(*items: Term) -> E:
    """Return a list in round brackets."""
    return E("tuple", tuple(as_term(i) for i in items))


def root_sum(tree: E, label: str = "alpha") -> E:
    """Return the sum of `tree` over all roots of the field polynomial declared under `label`."""
    return E("rootsum", (label, tree))


def iverson(variable: str, value: int) -> E:
    """Return [variable = value]: one there, zero elsewhere."""
    return E("iverson", (variable, value))


def product(factors: Sequence[Term]) -> E:
    """Return the product of the factors, 1 when there is none."""
    trees = [as_term(f) for f in factors]
    return E("mul", tuple(trees)) if len(trees) > 1 else (trees[0] if trees else num(1))


def total(terms: Sequence[Term]) -> E:
    """Return the sum of the terms, 0 when there is none."""
    trees = [as_term(t) for t in terms]
    return E("add", tuple(trees)) if len(trees) > 1 else (trees[0] if trees else num(0))
