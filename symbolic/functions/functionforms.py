"""f(A) as SymPy expressions: radicals up to degree 2, sums over the roots of a polynomial above."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbolic.errors import UnableError
from symbolic.functions.jets import Workspace
from symbolic.functions.spectral import Component
from symbolic.functions.taylor import certain_coefficients
from symbolic.scalars.numbers import AlgebraicNumber

if TYPE_CHECKING:
    import sympy

    from symbolic.functions.matrixfunction import MatrixFunction


def function_to_sympy(result: MatrixFunction) -> sympy.Matrix:
    """f(A): exact entries when f is algebraic on the spectrum, else the sum over the eigenvalues."""
    import sympy as sp
    try:
        return result.exact().to_sympy()
    except UnableError:
        pass
    n = result.A.rows
    total = sp.zeros(n, n)
    for c in result.spectral.components:
        total = total + _component(result, c, n)
    return total.applyfunc(_tidy)


def _tidy(entry: Any) -> Any:
    import sympy as sp
    return entry if entry.has(sp.RootSum) else sp.expand(entry, deep=False)


def _component(result: MatrixFunction, c: Component, n: int) -> Any:
    import sympy as sp
    total = sp.zeros(n, n)
    if c.degree > 2 and len(c.roots) == c.degree:
        return _root_sum(result, c)
    done: set[int] = set()
    for k in c.roots:
        if k in done:
            continue
        value = c.eigenvalue_at(k)
        paired = result.is_real and not value.is_real and len(c.roots) == c.degree == 2
        if paired:
            done |= set(c.roots)
        for j, v in enumerate(_values(result, value, c.size)):
            Z = c.matrix_at(j, k).to_sympy()
            if paired:
                re, im = v.as_real_imag()
                total = total + 2 * (re * Z.applyfunc(sp.re) - im * Z.applyfunc(sp.im))
            else:
                total = total + v * Z
    return total


def _values(result: MatrixFunction, at: AlgebraicNumber, count: int) -> list[Any]:
    """f^(j)(at)/j! as SymPy expressions."""
    import sympy as sp
    x = sp.Dummy("x")
    expr, point = result.expression(x), at.to_sympy()
    exact = certain_coefficients(result.tree, at, count, Workspace(64))
    out = []
    for j, known in enumerate(exact):
        if isinstance(known, AlgebraicNumber):
            out.append(known.to_sympy())
        else:
            out.append(expr.diff(x, j).subs(x, point) / sp.factorial(j))
    return out


def _root_sum(result: MatrixFunction, c: Component) -> Any:
    """Entries RootSum(f, a -> f(lambda(a)) N(a)/f'(a)): all conjugates at once."""
    import sympy as sp

    from symbolic.functions.closedforms import component_sum
    x = sp.Dummy("x")
    expr = result.expression(x)

    def weight(value: Any, j: int) -> Any:
        return expr.diff(x, j).subs(x, value) / sp.factorial(j)
    return component_sum(result.A, [c], weight, lambda *_: (0, 0))
