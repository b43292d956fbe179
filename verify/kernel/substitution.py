"""Reading statements and proofs, and substitution without capture."""
from __future__ import annotations

import re
from functools import cache
from itertools import count
from typing import Any

from verify.kernel.errors import Malformed

NAME = re.compile(r"[A-Za-z]\w*", re.ASCII)
OPERATORS = {"+", "-", "*", "#", "=", "<=", "=="}
BINDERS = {"sum": (1,), "prod": (1,), "mat": (3, 4)}  # where the variables stand; the body is last
MAX_DEPTH = 400
MAX_BITS = 10_000  # of one integer: Python refuses to print 4300 digits
new_name = map("!{}".format, count()).__next__  # no name that can be read


@cache
def readable(x: str) -> bool:
    """Whether this is an operator or a name."""
    return x in OPERATORS or NAME.fullmatch(x) is not None


def read(x: Any, depth: int = 0) -> Any:
    """JSON lists as nested tuples; every string is an operator or a name, every number an integer."""
    if type(x) is list and depth < MAX_DEPTH:
        return tuple([read(y, depth + 1) for y in x])
    if (type(x) is int and x.bit_length() <= MAX_BITS) or (type(x) is str and readable(x)):
        return x
    shown = f"{x!r:.60}" if type(x) is str else type(x).__name__
    raise Malformed(f"not a name, an integer or a list nested at most {MAX_DEPTH} deep: {shown}")


def substitute(x: Any, by: dict[Any, Any]) -> Any:
    """X with variables replaced: integers by terms, families and letters by lam(parameters, term) or by a new name.

    Every bound variable is renamed to a new one on the way, so nothing can be captured.
    """
    if type(x) is not tuple or len(x) < 2:
        return by.get(x, x) if type(x) is str else x
    op = x[0]
    if op in ("f", "m", "app"):
        arguments = [substitute(y, by) for y in x[2:]]
        value: Any = by.get(x[1], x[1])
        if type(value) is str:
            return (op, value, *arguments)
        return substitute(value[2], dict(zip(value[1], arguments, strict=True)))  # ValueError for a wrong number
    if op in ("all", "ex") and len(x) == 3:
        v = new_name()
        return (op, declared(x[1], v, by), substitute(x[2], {**by, x[1][1]: v}))
    if op not in BINDERS:
        return (op, *[substitute(y, by) for y in x[1:]])
    places = BINDERS[op]
    if not all(type(x[i]) is str for i in places):
        raise Malformed(f"not a term: {x!r:.80}")
    fresh = {x[i]: new_name() for i in places}
    parts = (fresh[y] if i in places else substitute(y, by) for i, y in enumerate(x[1:-1], 1))
    return (op, *parts, substitute(x[-1], {**by, **fresh}))


def declared(declaration: Any, name: str, by: dict[Any, Any]) -> Any:
    """A declaration under another name, its dimensions substituted."""
    sort = sort_in(declaration)
    if sort[0] != "m":
        return (sort[0], name, *sort[1:])
    fresh = {p: new_name() for p in sort[1]}
    return ("m", name, tuple(fresh.values()), *(substitute(d, {**by, **fresh}) for d in sort[2:]))


def sort_in(declaration: Any) -> Any:
    """The sort in a declaration: (int, n), (f, name, arity), (m, name, parameters, rows, columns) or (fun, name)."""
    match declaration:
        case ("int" | "fun" as kind, str()):
            return (kind,)
        case ("f", str(), int(arity)) if arity >= 0:
            return ("f", arity)
        case ("m", str(), tuple(parameters), rows, columns) if distinct(parameters):
            return ("m", parameters, rows, columns)
    raise Malformed(f"not a declaration: {declaration!r:.80}")


def distinct(names: Any) -> bool:
    """Whether this is a tuple of different names."""
    return type(names) is tuple and all(type(name) is str for name in names) and len(set(names)) == len(names)
