"""SymPy closed forms of sums over eigenvalues: radicals up to degree 2, cos and sin for complex pairs, RootSum above."""
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from flint import fmpq_poly

from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.fields import number_field
from symbolic.scalars.numbers import AlgebraicNumber

if TYPE_CHECKING:
    import sympy

    from symbolic.functions.spectral import Component


class ClosedForm(ABC):
    """A matrix that is printed as its SymPy closed form."""

    @abstractmethod
    def to_sympy(self) -> sympy.Matrix:
        """The closed form."""

    def __str__(self) -> str:
        return closed_text(self.to_sympy())

    __repr__ = __str__

    def latex(self) -> str:
        """LaTeX of the closed form."""
        import sympy as sp
        return str(sp.latex(self.to_sympy(), mat_delim="["))

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


def component_sum(A: ExactMatrix, components: Sequence[Component], weight: Callable[[sympy.Expr, int], sympy.Expr],
                  wave: Callable[[sympy.Expr, sympy.Expr, int], tuple[sympy.Expr, sympy.Expr]]) -> sympy.Matrix:
    """Sum over components, roots a and j of weight(lambda(a), j) Z_j(a), as a SymPy matrix.

    For a real matrix a complex pair contributes 2 Re(weight Z) = 2 (re Re Z - im Im Z), with (re, im) from `wave`.
    """
    import sympy as sp
    n = A.rows
    total = sp.zeros(n, n)
    for c in components:
        if c.degree > 2 and len(c.roots) == c.degree:
            total += _root_sum(c, weight, n)
            continue
        pair = c.degree == 2 and A.field.is_real and len(c.roots) == 2 and not number_field(c.polynomial, c.roots[0]).is_real
        for root in c.roots[1:] if pair else c.roots:
            value = c.eigenvalue_at(root)
            for j in range(c.size):
                z = c.matrix_at(j, root)
                total += _pair(value, z, wave, j) if pair else z.to_sympy() * weight(value.to_sympy(), j)
    return total


def _pair(value: AlgebraicNumber, z: ExactMatrix, wave: Callable[..., tuple[sympy.Expr, sympy.Expr]], j: int) -> sympy.Matrix:
    re, im = value.to_sympy().as_real_imag()
    cosine, sine = wave(re, im, j)
    split = z.to_sympy().applyfunc(lambda x: 2 * x.as_real_imag()[0]), z.to_sympy().applyfunc(lambda x: 2 * x.as_real_imag()[1])
    return split[0] * cosine - split[1] * sine


def _root_sum(c: Component, weight: Callable[[sympy.Expr, int], sympy.Expr], n: int) -> sympy.Matrix:
    """Sum over all roots of f of weight(lambda(x)) N_j(x)/f'(x), entry by entry as RootSum."""
    import sympy as sp
    x = sp.Dummy("x")

    def expression(p: fmpq_poly) -> sympy.Expr:
        return sp.Add(*[sp.Rational(int(a.p), int(a.q)) * x ** i for i, a in enumerate(p.coeffs())])

    f = sp.Poly([int(a) for a in reversed(c.polynomial.coeffs())], x)
    slope = expression(fmpq_poly(c.polynomial.derivative())) * c.denominator
    value = expression(c.eigenvalue)
    rows = []
    for i in range(n):
        for k in range(n):
            body = sp.Add(*[weight(value, j) * expression(fmpq_poly([m[i, k] for m in part])) for j, part in enumerate(c.parts)])
            rows.append(sp.RootSum(f, sp.Lambda(x, body / slope), auto=False) if body != 0 else sp.Integer(0))
    return sp.Matrix(n, n, rows)


def closed_text(m: sympy.Matrix) -> str:
    """A matrix of closed forms as text, rows separated by semicolons."""
    return "; ".join(" ".join(str(x).replace(" ", "").replace("**", "^") for x in m.row(i)) for i in range(m.rows))
