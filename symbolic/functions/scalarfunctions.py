"""Scalar functions f(x) as small expression trees: what a function of a matrix is a function of.

A tree is a nested tuple: ("x",), ("number", AlgebraicNumber), ("pi",), ("add", ..), ("mul", ..),
("pow", base, Fraction), ("power", base, tree) for any other exponent, and ("call", name, argument). Trees come from
names, from SymPy expressions in one symbol and from Polynomials; text is never read here.
"""
from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeVar

from symbolic.errors import DomainError, InexactInputError, InputError
from symbolic.scalars.numbers import AlgebraicNumber, I, exact
from symbolic.scalars.polynomials import Polynomial

Tree = tuple[Any, ...]
V = TypeVar("V")

X: Tree = ("x",)
ONE: Tree = ("number", exact(1))
PRIMITIVE = ("exp", "log", "sin", "cos", "sinh", "cosh", "asin", "acos", "atan", "asinh", "acosh", "atanh", "csgn")


def call(name: str, argument: Tree) -> Tree:
    """The tree of a primitive function, or of a quotient such as tan = sin/cos."""
    quotients = {"tan": ("sin", "cos"), "cot": ("cos", "sin"), "tanh": ("sinh", "cosh"), "coth": ("cosh", "sinh"),
                 "sec": (None, "cos"), "csc": (None, "sin"), "sech": (None, "cosh"), "csch": (None, "sinh")}
    if name in PRIMITIVE:
        return ("call", name, argument)
    if name in quotients:
        top, bottom = quotients[name]
        below: Tree = ("pow", ("call", bottom, argument), Fraction(-1))
        return ("mul", ("call", top, argument), below) if top else below
    known = ", ".join(sorted({*PRIMITIVE, *quotients} - {"csgn"}))
    raise DomainError(f"matrix_function: {name} is not among the functions this can take of a matrix: {known}, powers "
                      "and rational combinations of them")


NAMED: dict[str, Tree] = {
    **{name: call(name, X) for name in (*PRIMITIVE[:-1], "tan", "tanh")},
    "sqrt": ("pow", X, Fraction(1, 2)),
    "inv": ("pow", X, Fraction(-1)),
    "sign": ("call", "csgn", X),
}


def tree_of(f: Any) -> Tree:
    """The tree of a named function, a Polynomial or a SymPy expression in one symbol.

    >>> tree_of("inv")
    ('pow', ('x',), Fraction(-1, 1))
    """
    if isinstance(f, str):
        if f not in NAMED:
            raise InputError(f"matrix_function: {f!r} is not one of the named functions {', '.join(sorted(NAMED))}; "
                             "for anything else give a SymPy expression in one symbol (text is not read)")
        return NAMED[f]
    if isinstance(f, Polynomial):
        return _horner([exact(c) for c in f.coefficients])
    if type(f).__module__.split(".")[0] == "sympy":
        import sympy as sp
        if isinstance(f, sp.Expr):
            symbols = sorted(f.free_symbols, key=str)
            if len(symbols) > 1:
                names = ", ".join(map(str, symbols))
                raise InputError(f"matrix_function: {f} has the symbols {names}; one variable is allowed")
            return from_sympy(f, symbols[0] if symbols else sp.Symbol("x"))
    raise InputError(f"matrix_function: {f!r} of type {type(f).__name__} is no function; give a name such as 'exp', "
                     "a SymPy expression in one symbol, or a Polynomial")


def _horner(coefficients: list[AlgebraicNumber]) -> Tree:
    tree: Tree = ("number", coefficients[-1] if coefficients else exact(0))
    for c in reversed(coefficients[:-1]):
        tree = ("add", ("mul", tree, X), ("number", c)) if c else ("mul", tree, X)
    return tree


def from_sympy(expr: Any, symbol: Any) -> Tree:
    """The tree of a SymPy expression; InexactInputError for floats, DomainError for functions that are not analytic."""
    import sympy as sp
    if expr == symbol:
        return X
    if expr.is_Float:
        raise InexactInputError(f"matrix_function: {expr} is a float; write it as a fraction")
    number = _number(expr)
    if number is not None:
        return ("number", number)
    if expr is sp.pi:
        return ("pi",)
    if expr is sp.E:
        return ("call", "exp", ONE)
    if expr.is_Add or expr.is_Mul:
        return ("add" if expr.is_Add else "mul", *(from_sympy(a, symbol) for a in expr.args))
    if expr.is_Pow:
        return _power(expr, symbol)
    if expr.is_Function and len(expr.args) == 1:
        return call("exp" if isinstance(expr, sp.exp) else type(expr).__name__, from_sympy(expr.args[0], symbol))
    raise DomainError(f"matrix_function: {expr} is not built from numbers, powers and the functions known here")


def _power(expr: Any, symbol: Any) -> Tree:
    import sympy as sp
    base, exponent = expr.args
    if base is sp.E:
        return ("call", "exp", from_sympy(exponent, symbol))
    below = from_sympy(base, symbol)
    if exponent.is_Rational:
        return ("pow", below, Fraction(int(exponent.p), int(exponent.q)))
    return ("power", below, from_sympy(exponent, symbol))


def _number(expr: Any) -> AlgebraicNumber | None:
    """A SymPy atom that is an algebraic number."""
    import sympy as sp
    if expr.is_Rational:
        return exact(Fraction(int(expr.p), int(expr.q)))
    if expr is sp.I:
        return I
    if expr is sp.GoldenRatio:
        from symbolic.scalars.numbers import sqrt
        return (1 + sqrt(5)) / 2
    if isinstance(expr, sp.CRootOf):
        from symbolic.text.sympy_input import from_sympy as scalar
        return exact(scalar(expr))
    return None


def children(tree: Tree) -> tuple[Tree, ...]:
    """The subtrees of a node."""
    if tree[0] in {"add", "mul"}:
        return tree[1:]
    if tree[0] == "pow":
        return (tree[1],)
    if tree[0] == "power":
        return tree[1:]
    return (tree[2],) if tree[0] == "call" else ()


def every(tree: Tree, holds: Callable[[Tree], bool]) -> bool:
    """Whether a property holds at every node."""
    return holds(tree) and all(every(t, holds) for t in children(tree))


def is_rational_function(tree: Tree) -> bool:
    """Whether f is built from x and algebraic numbers with + * and integer powers alone."""
    return every(tree, lambda t: t[0] in {"x", "number", "add", "mul"} or (t[0] == "pow" and t[2].denominator == 1))


def is_symmetric(tree: Tree) -> bool:
    """Whether f(conj z) = conj f(z) away from the branch cuts: all constants are real."""
    return every(tree, lambda t: t[0] != "number" or t[1].is_real)


def to_sympy(tree: Tree, x: Any) -> Any:
    """The tree as a SymPy expression in x."""
    import sympy as sp
    if tree[0] == "x":
        return x
    if tree[0] == "number":
        return tree[1].to_sympy()
    if tree[0] == "pi":
        return sp.pi
    parts = [to_sympy(t, x) for t in children(tree)]
    if tree[0] in {"add", "mul"}:
        return (sp.Add if tree[0] == "add" else sp.Mul)(*parts)
    if tree[0] == "pow":
        return parts[0] ** sp.Rational(tree[2].numerator, tree[2].denominator)
    if tree[0] == "power":
        return parts[0] ** parts[1]
    return sp.sign(sp.re(parts[0])) if tree[1] == "csgn" else getattr(sp, tree[1])(parts[0])
