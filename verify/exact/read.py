"""Reading untrusted JSON values: each reader returns the value unchanged or raises Malformed.

`type(x) is int` is meant: True, 1.0 and subclasses of int must not pass for integers. Sizes are bounded by the data
themselves and by LIMIT; nothing here recurses over the data, so no depth of nesting can hurt.
"""
from __future__ import annotations

from typing import Any

from verify.kernel.errors import Malformed

LIMIT = 10_000
FIELD_DEGREE = 100
SIDE = 3_000  # of a matrix that the kernel builds, larger than the one it is given
# Constants of the format. A modulus taken from the data could be chosen after the forgery; these cannot.
MODULI = (10**9 + 7, 998244353, 10**9 + 9)


def fields(data: Any, names: str) -> list[Any]:
    """The values of exactly these keys, in this order: a missing or an unknown key is an error."""
    if type(data) is not dict or set(data) != set(names.split()):
        raise Malformed(f"expected an object with the keys: {names}")
    return [data[name] for name in names.split()]


def items(x: Any, length: int | None = None) -> list[Any]:
    """A list, of this length when one is given."""
    if type(x) is not list or len(x) > LIMIT or length not in (None, len(x)):
        raise Malformed(f"expected a list of {f'at most {LIMIT}' if length is None else length} items")
    return x


def integer(x: Any, low: int = 0, high: int = 0) -> int:
    """An integer with low <= x, and x <= high unless high is 0."""
    if type(x) is not int or x < low or x > high > 0:
        raise Malformed(f"expected an integer from {low}" + f" to {high}" * bool(high))
    return x


def vector(x: Any, length: int | None = None) -> list[int]:
    """A list of integers."""
    if set(map(type, items(x, length))) - {int}:
        raise Malformed("expected integers only")
    return x  # type: ignore[no-any-return]  # just checked


def matrix(x: Any, rows: int, columns: int) -> list[list[int]]:
    """A list of rows of integers."""
    return [vector(row, columns) for row in items(x, rows)]


def monic(x: Any, degree: int = LIMIT) -> list[int]:
    """A polynomial of degree >= 1 with leading coefficient 1, coefficients low to high."""
    if not 2 <= len(vector(x)) <= degree + 1 or x[-1] != 1:
        raise Malformed(f"expected a monic polynomial of degree 1 to {degree}, coefficients low to high")
    return x  # type: ignore[no-any-return]  # just checked


def modulus(index: Any) -> int:
    """The modulus with this index."""
    return MODULI[integer(index, 0, 2)]
