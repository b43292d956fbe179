"""Formulas, and the canonical form in which two of them are compared.

A formula is = (two scalars or two matrices of one type), <= and == (integers), le (scalars), imp, and, or, all, ex or
false; not A is A imp false. Quantifiers bind an integer, a family of scalars of given arity, a matrix letter with its
dimensions, or a function of one scalar.
"""
from __future__ import annotations

from typing import Any

from verify.kernel.atoms import frozen
from verify.kernel.errors import Malformed
from verify.kernel.indices import INT, linear, plus, variable
from verify.kernel.normal import Scope, normal, scalar
from verify.kernel.substitution import sort_in


def checked_sort(declaration: Any, scope: Scope) -> Any:
    """The sort in a declaration; the dimensions of a letter as forms of the scope and of parameters ?p0, ?p1, ..."""
    sort = sort_in(declaration)
    if sort[0] != "m":
        return sort
    places = tuple(f"?p{i}" for i in range(len(sort[1])))
    inner = {**scope, **dict(zip(sort[1], map(variable, places), strict=True))}
    return ("m", places, *(linear(d, inner) for d in sort[2:]))


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
            sort, name = checked_sort(declaration, scope), f"?{depth}"
            known = variable(name) if sort == INT else (*sort, name)
            return (op, sort, canonical(body, {**scope, declaration[1]: known}, depth + 1))
    raise Malformed(f"not a formula: {formula!r:.80}")
