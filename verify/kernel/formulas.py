"""Formulas, and the canonical form in which two of them are compared.

A formula is = (two scalars or two matrices of one type), <= and == (integers), le (scalars), imp, and, or, all, ex or
false; not A is A imp false. Quantifiers bind an integer, a family of scalars of given arity, a matrix letter with its
dimensions, or a function of one scalar.
"""
from __future__ import annotations

from typing import Any

from verify.kernel.errors import Malformed
from verify.kernel.indices import linear, plus
from verify.kernel.normal import Scope, frozen, normal, scalar
from verify.kernel.substitution import sort_in, substitute


def checked_sort(declaration: Any, scope: Scope) -> Any:
    """The sort in a declaration whose dimensions are integer terms of the scope."""
    sort = sort_in(declaration)
    if sort[0] == "m":
        dimensions(sort, scope, sort[1])
    return sort


def dimensions(sort: Any, scope: Scope, parameters: Any) -> Any:
    """The dimensions of a letter in normal form, its parameters under other names."""
    inner = {**scope, **dict.fromkeys(parameters, ("int",))}
    return tuple(linear(substitute(d, dict(zip(sort[1], parameters, strict=True))), inner) for d in sort[2:])


def canonical(formula: Any, scope: Scope, depth: int = 0) -> Any:
    """The form that formulas share exactly when they differ by bound names and by the laws of the normal form.

    Raises:
        Malformed: the formula is not well formed in the scope.
    """
    match formula:
        case ("false",):
            return formula
        case ("<=" | "==" as op, left, right):
            return (op, plus(linear(right, scope), linear(left, scope), -1))
        case ("=", left, right):
            kind, difference = normal(("-", left, right), scope)
            return ("=", kind, frozen(difference))
        case ("le", left, right):
            return ("le", frozen(scalar(("-", right, left), scope)))
        case ("imp" | "and" | "or" as op, left, right):
            return (op, canonical(left, scope, depth), canonical(right, scope, depth))
        case ("all" | "ex" as op, declaration, body):
            name, sort = f"?{depth}", checked_sort(declaration, scope)
            places = tuple(f"?p{i}" for i in range(len(sort[1]))) if sort[0] == "m" else ()
            shown = ("m", len(places), *dimensions(sort, scope, places)) if sort[0] == "m" else sort
            return (op, shown, canonical(substitute(body, {declaration[1]: name}), {**scope, name: sort}, depth + 1))
    raise Malformed(f"not a formula: {formula!r:.80}")
