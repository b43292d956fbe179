"""The value of a statement at numbers and matrices, by the solvers: fast and untrusted.

Whether a statement holds at a case is decided here; a case that refutes one is replayed by `verify.steps` before it is told.
"""
from __future__ import annotations

import operator
from collections.abc import Mapping
from functools import reduce
from typing import Any

from symbolic import (
    ExactMatrix,
    I,
    block_diagonal,
    det,
    exact,
    hstack,
    identity,
    inverse,
    matrix,
    rank,
    rational,
    sqrt,
    zero,
)
from symbolic.errors import InputError, UnableError
from verify.claims.expressions import Relation

ORDER = {"=": operator.eq, "≠": operator.ne, "<": operator.lt, "≤": operator.le, ">": operator.gt, "≥": operator.ge}
LARGEST_POWER, LARGEST_BITS = 100_000, 1_000_000


def holds(relation: Relation, names: Mapping[str, Any], sizes: Mapping[str, int]) -> bool:
    """Whether the chain of relations holds at these values.

    Raises:
        InputError: a side has no value there: shapes do not fit, a number is divided by 0. UnableError: it is not algebraic.
    """
    sides = [value(side, names, sizes) for side in relation.sides]
    for left, op, right in zip(sides, relation.ops, sides[1:], strict=False):
        a, b = plain(left), plain(right)
        if isinstance(a, ExactMatrix) != isinstance(b, ExactMatrix) or (isinstance(a, ExactMatrix) and a.shape != b.shape):
            raise InputError(f"statement: {relation}: the sides have different shapes")
        if isinstance(a, ExactMatrix) and op not in ("=", "≠"):
            raise InputError(f"statement: {relation}: matrices are equal or not; only numbers are compared by {op}")
        if not ORDER[op](a, b):
            return False
    return True


def plain(x: Any) -> Any:
    """A 1 x 1 matrix as its number."""
    return x[0, 0] if isinstance(x, ExactMatrix) and x.shape == (1, 1) else x


def value(tree: Any, names: Mapping[str, Any], sizes: Mapping[str, int]) -> Any:
    """The value of a tree of `verify.claims.expressions`."""
    op, *rest = tree
    if op in ("name", "var"):
        if rest[0] in names:
            return names[rest[0]]
        if rest[0] in sizes:
            return rational(sizes[rest[0]])
        raise InputError(f"statement: {rest[0]} is neither given nor in for-all")
    if op in ("num", "i", "sqrt"):
        return I if op == "i" else rational(int(rest[0])) if op == "num" else sqrt(int(rest[0]))
    if op in ("eye", "zero"):
        numbers = [sizes[k] if isinstance(k, str) else k for k in rest]
        return identity(*numbers) if op == "eye" else zero(*numbers)
    if op == "mat":
        return matrix([[plain(value(x, names, sizes)) for x in row] for row in rest[0]])
    if op == "entry":
        M = value(rest[0], names, sizes)
        if not isinstance(M, ExactMatrix) or not (1 <= rest[1] <= M.rows and 1 <= rest[2] <= M.cols):
            raise InputError(f"statement: there is no entry {rest[1]}, {rest[2]}")
        return M[rest[1] - 1, rest[2] - 1]
    if op not in OPERATIONS:
        raise UnableError(f"statement: {op} has no exact value; only its laws are used", budget="algebraic numbers")
    return OPERATIONS[op](*(value(x, names, sizes) for x in rest))


def times(x: Any, y: Any) -> Any:
    """The product, a 1 x 1 matrix counting as a number where the shapes do not fit."""
    if isinstance(x, ExactMatrix) and isinstance(y, ExactMatrix) and x.cols != y.rows:
        x, y = plain(x), plain(y)
    return y * x if isinstance(y, ExactMatrix) and not isinstance(x, ExactMatrix) else x * y


def plus(x: Any, y: Any) -> Any:
    """The sum."""
    x, y = (plain(x), plain(y)) if isinstance(x, ExactMatrix) != isinstance(y, ExactMatrix) else (x, y)
    if isinstance(x, ExactMatrix) != isinstance(y, ExactMatrix):
        raise InputError("statement: a matrix and a number are added; write c*eye(n)")
    return x + y


def over(x: Any, y: Any) -> Any:
    """The quotient by a number."""
    d = plain(y)
    if isinstance(d, ExactMatrix) or d == 0:
        raise InputError("statement: a divisor is 0, or a matrix")
    return times(exact(1) / d, x)


def to(x: Any, k: Any) -> Any:
    """The power with an integer exponent."""
    e = plain(k)
    if isinstance(e, ExactMatrix) or not exact(e).is_integer:
        raise InputError(f"statement: the exponent {e} is no integer")
    n = int(exact(e).numerator)
    base = plain(x)
    if n < 0 and base == 0:
        raise InputError(f"statement: 0 has no power {n}")
    if abs(n) > LARGEST_POWER or len(str(base)) * 4 * abs(n) > LARGEST_BITS:
        raise UnableError(f"statement: the power {n} is too large to be tried", budget=f"{LARGEST_BITS} bits")
    return plain(x) ** n if not isinstance(plain(x), ExactMatrix) or n >= 0 else inverse(x) ** -n


def trace(M: ExactMatrix) -> Any:
    """The sum of the diagonal."""
    return reduce(operator.add, (M[k, k] for k in range(M.rows)), exact(0))


def binomial(a: Any, k: Any) -> Any:
    """A (a-1) .. (a-k+1) / k!."""
    count, result = exact(plain(k)), exact(1)
    if not count.is_integer or not 0 <= int(count.numerator) <= 1000:
        raise InputError(f"statement: binom(a, k) is read for whole numbers k from 0 to 1000, not for {count}")
    for j in range(int(count.numerator)):
        result = result * (plain(a) - j) / (j + 1)
    return result


OPERATIONS: dict[str, Any] = {
    "add": lambda *x: reduce(plus, x), "mul": lambda *x: reduce(times, x), "neg": lambda x: -x, "frac": over, "pow": to,
    "T": lambda x: x.T if isinstance(x, ExactMatrix) else x, "inv": lambda x: over(exact(1), x), "det": det,
    "binom": binomial, "diag": lambda *x: block_diagonal([y if isinstance(y, ExactMatrix) else matrix([[y]]) for y in x]),
    "hcat": lambda *x: hstack(list(x)), "inverse": inverse, "trace": trace, "rank": lambda x: rational(rank(x)),
}
