"""Writing statements: Python operators build the nested lists that the kernel reads.

Nothing here is trusted: a wrong term is a wrong statement, which the kernel prints, or no statement at all.
"""
from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

_names = count(1)


def raw(x: Any) -> Any:
    """The nested tuples of a term, a formula or a declared name."""
    if isinstance(x, Term | Family | Letter | Function):
        return x.raw
    if isinstance(x, tuple | list):
        return tuple(raw(y) for y in x)
    return x


class Term:
    """An integer, a scalar or a matrix, with + - * .T [i, j] and, for literal exponents, **.

    >>> n, x = integers("n")[0], scalars("x")[0]
    >>> raw(num(n) * x + 1)
    ('+', ('*', ('#', 'n'), ('f', 'x')), 1)
    """

    def __init__(self, tree: Any) -> None:
        """The term with this tree."""
        self.raw = raw(tree)

    def __add__(self, other: Any) -> Term:
        return Term(("+", self, other))

    def __radd__(self, other: Any) -> Term:
        return Term(("+", other, self))

    def __sub__(self, other: Any) -> Term:
        return Term(("-", self, other))

    def __rsub__(self, other: Any) -> Term:
        return Term(("-", other, self))

    def __neg__(self) -> Term:
        return Term(("-", self))

    def __mul__(self, other: Any) -> Term:
        return Term(("*", self, other))

    def __rmul__(self, other: Any) -> Term:
        return Term(("*", other, self))

    def __pow__(self, exponent: int) -> Term:
        return Term(("*", *[self] * exponent)) if exponent else Term(1)

    @property
    def T(self) -> Term:
        """The transpose."""
        return Term(("T", self))

    def __getitem__(self, at: tuple[Any, Any]) -> Term:
        return Term(("ent", self, *at))


class Family:
    """A declared family of scalars: f(i, j, ..) is a term; with arity 0 use `scalars`."""

    def __init__(self, name: str, arity: int = 1) -> None:
        """The family `name` with `arity` integer arguments."""
        self.raw, self.declaration = name, ("f", name, arity)

    def __call__(self, *indices: Any) -> Term:
        return Term(("f", self.raw, *indices))


class Letter:
    """A declared matrix that depends on integers: A(k) is a term; `sizes` receives the parameters."""

    def __init__(self, name: str, parameters: tuple[str, ...], rows: Any, columns: Any) -> None:
        """The letter `name`; rows and columns may use the parameters."""
        self.raw, self.declaration = name, ("m", name, parameters, raw(rows), raw(columns))

    def __call__(self, *indices: Any) -> Term:
        return Term(("m", self.raw, *indices))


class Function:
    """A declared function of one scalar: phi(x) is a term."""

    def __init__(self, name: str) -> None:
        """The function `name`."""
        self.raw, self.declaration = name, ("fun", name)

    def __call__(self, x: Any) -> Term:
        return Term(("app", self.raw, x))


class Declared(Term):
    """A term that is a variable, with its declaration."""

    def __init__(self, tree: Any, declaration: Any) -> None:
        """The variable with this tree."""
        super().__init__(tree)
        self.declaration = declaration


def integers(names: str) -> list[Declared]:
    """Integer variables."""
    return [Declared(name, ("int", name)) for name in names.split()]


def scalars(names: str) -> list[Declared]:
    """Scalar variables: families without arguments."""
    return [Declared(("f", name), ("f", name, 0)) for name in names.split()]


def matrix(name: str, rows: Any, columns: Any) -> Declared:
    """A matrix variable."""
    return Declared(("m", name), ("m", name, (), raw(rows), raw(columns)))


def num(e: Any) -> Term:
    """An integer as a scalar."""
    return Term(("#", e))


def frac(p: int, q: int) -> Term:
    """The rational number p/q."""
    return Term(("q", p, q))


def inv(x: Any) -> Term:
    """The inverse 1 / x, of which nothing but INV is known."""
    return Term(("inv", x))


def eye(n: Any) -> Term:
    """The identity matrix."""
    return Term(("I", n))


def null(r: Any, c: Any) -> Term:
    """The zero matrix."""
    return Term(("O", r, c))


def det(m: Any) -> Term:
    """The determinant."""
    return Term(("det", m))


def trace(m: Any) -> Term:
    """The trace."""
    return Term(("tr", m))


def ite(a: Any, b: Any, s: Any, t: Any) -> Term:
    """The scalar s when a <= b, otherwise t."""
    return Term(("ite", a, b, s, t))


def _bound(op: str, lo: Any, hi: Any, body: Callable[[Term], Any]) -> Term:
    k = f"k{next(_names)}"
    return Term((op, k, lo, hi, body(Term(k))))


def total(lo: Any, hi: Any, body: Callable[[Term], Any]) -> Term:
    """The sum over lo <= k < hi.

    >>> f = Family("f")
    >>> raw(total(0, integers("n")[0], f))[0]
    'sum'
    """
    return _bound("sum", lo, hi, body)


def prod(lo: Any, hi: Any, body: Callable[[Term], Any]) -> Term:
    """The product over lo <= k < hi, in this order for matrices."""
    return _bound("prod", lo, hi, body)


def table(rows: Any, columns: Any, body: Callable[[Term, Term], Any]) -> Term:
    """The matrix with these entries."""
    i, j = f"i{next(_names)}", f"j{next(_names)}"
    return Term(("mat", rows, columns, i, j, body(Term(i), Term(j))))


def lam(parameters: str, body: Callable[..., Any]) -> Any:
    """An instance for a family or letter, as in `lam("k", lambda k: ..)`."""
    names = parameters.split()
    return ("lam", tuple(names), raw(body(*map(Term, names))))


def eq(s: Any, t: Any) -> Any:
    """Two scalars, or two matrices, are equal."""
    return ("=", raw(s), raw(t))


def ieq(a: Any, b: Any) -> Any:
    """Two integers are equal."""
    return ("==", raw(a), raw(b))


def leq(a: Any, b: Any) -> Any:
    """Integers: a <= b."""
    return ("<=", raw(a), raw(b))


def less(a: Any, b: Any) -> Any:
    """Integers: a < b, which is a + 1 <= b."""
    return ("<=", ("+", raw(a), 1), raw(b))


def at_most(s: Any, t: Any) -> Any:
    """Scalars: s <= t."""
    return ("le", raw(s), raw(t))


def no(formula: Any) -> Any:
    """Not."""
    return ("imp", formula, ("false",))


def both(*formulas: Any) -> Any:
    """All of them."""
    return formulas[0] if len(formulas) == 1 else ("and", formulas[0], both(*formulas[1:]))


def implies(*formulas: Any) -> Any:
    """The premises, then the conclusion."""
    return formulas[0] if len(formulas) == 1 else ("imp", formulas[0], implies(*formulas[1:]))


def forall(*parts: Any) -> Any:
    """Declared variables, then the body."""
    *variables, body = parts
    for v in reversed(variables):
        body = ("all", v.declaration, body)
    return body


def exists(*parts: Any) -> Any:
    """Declared variables, then the body."""
    *variables, body = parts
    for v in reversed(variables):
        body = ("ex", v.declaration, body)
    return body
