"""Evaluating statements at numbers, independently of the kernel: models of theorems, and numbers that break false ones.

An assignment maps variable names to values: an integer; a scalar (int, Fraction, or anything with + - * / and ==); a
family as a function of integers; a matrix as a `Table` or a function that returns one; a function of one scalar.
Quantifiers over integers that the assignment does not settle run over RANGE.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import Any

RANGE = range(-2, 6)
Scope = dict[str, Any]


class CannotEvaluateError(Exception):
    """The statement needs a value that the assignment does not give."""


@dataclass(frozen=True)
class Table:
    """A matrix: rows x columns numbers; a negative size means empty."""

    rows: int
    columns: int
    entries: tuple[tuple[Any, ...], ...]

    def at(self, i: int, j: int) -> Any:
        """The entry, 0 outside."""
        inside = 0 <= i < max(self.rows, 0) and 0 <= j < max(self.columns, 0)
        return self.entries[i][j] if inside else Fraction(0)


def table(rows: int, columns: int, entry: Callable[[int, int], Any]) -> Table:
    """The matrix with these entries.

    >>> table(1, 2, lambda i, j: i + j).entries
    ((0, 1),)
    """
    return Table(rows, columns, tuple(tuple(entry(i, j) for j in range(columns)) for i in range(rows)))


def integer(t: Any, scope: Scope) -> int:
    """The value of an integer term."""
    if isinstance(t, int):
        return t
    if isinstance(t, str):
        if t not in scope:
            raise CannotEvaluateError(t)
        return int(scope[t])
    values = [integer(x, scope) for x in t[1:]]
    if t[0] == "*":
        return values[0] * values[1]
    if len(values) == 1:
        return values[0] if t[0] == "+" else -values[0]
    return sum(values) if t[0] == "+" else values[0] - sum(values[1:])


def value(t: Any, scope: Scope) -> Any:
    """The value of a scalar or matrix term."""
    if isinstance(t, int):
        return Fraction(t)
    return TERMS[t[0]](scope, *t[1:])


def _named(scope: Scope, name: str, *indices: Any) -> Any:
    if name not in scope:
        raise CannotEvaluateError(name)
    found = scope[name]
    return found(*(integer(e, scope) for e in indices)) if callable(found) else found


def plus(x: Any, y: Any) -> Any:
    """The sum of scalars or of matrices."""
    return table(x.rows, x.columns, lambda i, j: x.at(i, j) + y.at(i, j)) if isinstance(x, Table) else x + y


def times(x: Any, y: Any) -> Any:
    """The product of scalars and matrices."""
    if isinstance(x, Table) and isinstance(y, Table):
        return table(x.rows, y.columns, lambda i, j: sum((x.at(i, k) * y.at(k, j) for k in range(x.columns)), Fraction(0)))
    if isinstance(x, Table):
        x, y = y, x
    return table(y.rows, y.columns, lambda i, j: x * y.at(i, j)) if isinstance(y, Table) else x * y


def determinant(m: Table) -> Any:
    """By the formula of Leibniz: slow, and nothing else's method."""
    total = Fraction(0) if m.rows > 0 else Fraction(1)
    for p in permutations(range(max(m.rows, 0))) if m.rows > 0 else ():
        sign = (-1) ** sum(p[i] > p[j] for i in range(len(p)) for j in range(i + 1, len(p)))
        term: Any = Fraction(sign)
        for i, j in enumerate(p):
            term = term * m.at(i, j)
        total = total + term
    return total


def adjugate(m: Table) -> Table:
    """The matrix of signed minors, transposed."""
    def minor(i: int, j: int) -> Any:
        rows = tuple(tuple(x for c, x in enumerate(row) if c != i) for r, row in enumerate(m.entries) if r != j)
        return (-1) ** (i + j) * determinant(Table(m.rows - 1, m.rows - 1, rows))
    return table(m.rows, m.rows, minor)


def _chain(scope: Scope, operation: Callable[[Any, Any], Any], terms: tuple[Any, ...]) -> Any:
    result = value(terms[0], scope)
    for t in terms[1:]:
        result = operation(result, value(t, scope))
    return result


def _minus(scope: Scope, first: Any, *others: Any) -> Any:
    if not others:
        return times(Fraction(-1), value(first, scope))
    return _chain(scope, plus, (first, *(("-", t) for t in others)))


def _ranged(scope: Scope, operation: Callable[[Any, Any], Any], unit: Any, k: str, lo: Any, hi: Any, body: Any) -> Any:
    first, last = integer(lo, scope), integer(hi, scope)
    if last <= first:  # the type of the empty sum or product, from the body at any index
        sample = value(body, {**scope, k: first})
        if isinstance(sample, Table):
            return table(sample.rows, sample.columns, lambda i, j: Fraction(unit * (i == j)))
        return Fraction(unit)
    result = value(body, {**scope, k: first})
    for i in range(first + 1, last):
        result = operation(result, value(body, {**scope, k: i}))
    return result


def _inverse(scope: Scope, s: Any) -> Any:
    x = value(s, scope)
    return 1 / x if x != 0 else Fraction(0)  # inv(0) is unspecified: any value will do


def _transpose(scope: Scope, m: Any) -> Table:
    x = value(m, scope)
    return table(x.columns, x.rows, lambda i, j: x.at(j, i))


def _sized(scope: Scope, rows: Any, columns: Any, entry: Callable[[int, int], Any]) -> Table:
    return table(integer(rows, scope), integer(columns, scope), entry)


def _injected(scope: Scope, m: Any, n: Any, *, right: bool) -> Table:
    first, second = integer(m, scope), integer(n, scope)
    shift = first if right else 0
    return table(first + second, second if right else first, lambda i, j: Fraction(int(i == j + shift)))


def _operator(op: str) -> Callable[..., Any]:
    def apply(scope: Scope, t: Any) -> Any:
        x = value(t, scope)
        act = scope.get(op)
        if act is None:
            raise CannotEvaluateError(op)
        return table(x.rows, x.columns, lambda i, j: act(x.at(i, j))) if isinstance(x, Table) else act(x)
    return apply


TERMS: dict[str, Callable[..., Any]] = {
    "q": lambda _, p, q: Fraction(p, q),
    "#": lambda scope, e: Fraction(integer(e, scope)),
    "f": _named, "m": _named, "+": lambda scope, *ts: _chain(scope, plus, ts), "-": _minus,
    "app": lambda scope, name, s: scope[name](value(s, scope)),
    "*": lambda scope, *ts: _chain(scope, times, ts), "inv": _inverse, "T": _transpose,
    "ite": lambda scope, a, b, s, t: value(s if integer(a, scope) <= integer(b, scope) else t, scope),
    "sum": lambda scope, *a: _ranged(scope, plus, 0, *a), "prod": lambda scope, *a: _ranged(scope, times, 1, *a),
    "mat": lambda scope, r, c, i, j, s: _sized(scope, r, c, lambda p, q: value(s, {**scope, i: p, j: q})),
    "ent": lambda scope, m, i, j: value(m, scope).at(integer(i, scope), integer(j, scope)),
    "det": lambda scope, m: determinant(value(m, scope)), "adj": lambda scope, m: adjugate(value(m, scope)),
    "tr": lambda scope, m: sum((x[i] for i, x in enumerate(value(m, scope).entries)), Fraction(0)),
    "I": lambda scope, n: _sized(scope, n, n, lambda i, j: Fraction(int(i == j))),
    "O": lambda scope, r, c: _sized(scope, r, c, lambda _i, _j: Fraction(0)),
    "inl": lambda scope, m, n: _injected(scope, m, n, right=False),
    "inr": lambda scope, m, n: _injected(scope, m, n, right=True), "D": _operator("D"), "ev": _operator("ev"),
}


def same(x: Any, y: Any) -> bool:
    """Equal scalars, or matrices with equal entries."""
    if isinstance(x, Table):
        return all(x.at(i, j) == y.at(i, j) for i in range(max(x.rows, 0)) for j in range(max(x.columns, 0)))
    return bool(x == y)


def holds(formula: Any, scope: Scope) -> bool:
    """Whether a formula is true at an assignment; integers that it does not settle run over RANGE.

    Raises:
        CannotEvaluateError: it depends on another value that the assignment does not give.
    """
    op, *a = formula
    if op == "false":
        return False
    if op == "=":
        return same(value(a[0], scope), value(a[1], scope))
    if op in ("<=", "=="):
        low, high = integer(a[0], scope), integer(a[1], scope)
        return low <= high if op == "<=" else low == high
    if op == "le":
        return bool(value(a[0], scope) <= value(a[1], scope))
    if op == "imp":
        return not holds(a[0], scope) or holds(a[1], scope)
    if op in ("and", "or"):
        return all(holds(x, scope) for x in a) if op == "and" else any(holds(x, scope) for x in a)
    (kind, name, *_), body = a
    if name in scope:
        return holds(body, scope)
    if kind != "int":
        raise CannotEvaluateError(name)
    results = (holds(body, {**scope, name: n}) for n in RANGE)
    return all(results) if op == "all" else any(results)


def premises_hold(formula: Any, scope: Scope) -> bool:
    """Whether the assignment satisfies every premise on the way to the conclusion, so that the theorem says something.

    A conclusion `not X`, which is X imp false, is no premise X.
    """
    while formula[0] == "all" or (formula[0] == "imp" and formula[2] != ("false",)):
        if formula[0] == "all":
            if formula[1][1] not in scope:
                if formula[1][0] != "int":
                    raise CannotEvaluateError(formula[1][1])
                return any(premises_hold(formula[2], {**scope, formula[1][1]: n}) for n in RANGE)
            formula = formula[2]
        else:
            if not holds(formula[1], scope):
                return False
            formula = formula[2]
    return True
