"""The matrix exponential e^(tA) as a closed form in t."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flint import acb, acb_mat, arb, fmpq_poly

from symbolic.errors import UnableError
from symbolic.functions.closedforms import ClosedForm, component_sum
from symbolic.functions.spectral import Component, SpectralForm, spectral_form
from symbolic.interop import from_float
from symbolic.matrices.matrix import ExactMatrix, require_square
from symbolic.scalars.fields import MAX_BITS, number_field
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.scalars.roots import precision

if TYPE_CHECKING:
    import mpmath
    import sympy

    from symbolic.generic.functions import GenericExponential


@dataclass(frozen=True, repr=False)
class MatrixExponential(ClosedForm):
    """X(t) = e^(tA) = sum over eigenvalues a of e^(a t) sum_j t^j/j! Z_j(a): the X with X' = A X, X(0) = I."""

    A: ExactMatrix
    spectral: SpectralForm

    @property
    def components(self) -> tuple[Component, ...]:
        """The spectral components, one for each irreducible factor of the minimal polynomial."""
        return self.spectral.components

    def to_sympy(self, t: sympy.Expr | None = None) -> sympy.Matrix:
        """The closed form in the symbol t; complex pairs of a real matrix become cos and sin, degree > 2 a RootSum."""
        import sympy as sp

        t = sp.Symbol("t", real=True) if t is None else t

        def weight(value: sympy.Expr, j: int) -> sympy.Expr:
            return sp.exp(value * t) * t ** j / sp.factorial(j)

        def wave(re: sympy.Expr, im: sympy.Expr, j: int) -> tuple[sympy.Expr, sympy.Expr]:
            scale = sp.exp(re * t) * t ** j / sp.factorial(j)
            return scale * sp.cos(im * t), scale * sp.sin(im * t)

        return component_sum(self.A, self.components, weight, wave)

    def enclose(self, t: Any, digits: int = 15) -> list[list[acb]]:
        """Rows of balls that contain e^(tA), radius below 10^-digits of the largest entry.

        The time t is exact, or an mpmath number, which is taken as the binary number it is.
        """
        goal = digits * 10 // 3 + 8
        time = _exact_time(t)
        bits = goal + 64
        while bits <= MAX_BITS:
            with precision(bits):
                total = _sum_at(self, time.field.ball(time.poly, bits), bits)
                if self.A.field.is_real and time.is_real:
                    total = acb_mat([[acb(x.real) for x in row] for row in total.tolist()]) if self.A.rows else total
                if _fine(total, goal):
                    return [[total[i, j] for j in range(self.A.cols)] for i in range(self.A.rows)]
            bits *= 2
        raise UnableError("e^(tA) could not be enclosed", f"{MAX_BITS} bits")

    def to_mpmath(self, t: Any, digits: int = 15) -> mpmath.matrix:
        """e^(tA) at a time t as an mpmath matrix; t exact, or an mpmath number (taken as the binary number it is)."""
        import mpmath

        from symbolic.scalars.decimals import ball_to_mpmath
        balls = self.enclose(t, digits + 2)
        real = all(b.imag == 0 for row in balls for b in row)
        out = mpmath.matrix(self.A.rows, self.A.cols)
        for i, row in enumerate(balls):
            for j, b in enumerate(row):
                out[i, j] = ball_to_mpmath(b, real=real, digits=digits)
        return out


def _exact_time(t: Any) -> AlgebraicNumber:
    """An exact time; an mpmath number stands for the binary number it is (infinity and NaN are refused)."""
    if hasattr(t, "_mpf_"):
        value: AlgebraicNumber = from_float(t)
        return value
    return exact(t)


def _sum_at(form: MatrixExponential, t: acb, bits: int) -> acb_mat:
    """Sum over factors, roots and j of e^(a t) t^j/j! Z_j(a), in ball arithmetic at the current precision."""
    n = form.A.rows
    total = acb_mat(n, n)
    for c in form.components:
        derivative = fmpq_poly(c.polynomial.derivative())
        for root in c.roots:
            theta = root_ball(c, root, bits)
            scale = (evaluate(c.eigenvalue, theta) * t).exp() / (evaluate(derivative, theta) * c.denominator)
            factor = scale
            for j, part in enumerate(c.parts):
                power = factor
                for m in part:
                    total = total + acb_mat(m) * power
                    power = power * theta
                factor = factor * t / (j + 1)
    return total


def root_ball(c: Component, root: int, bits: int) -> acb:
    """The root of the component's polynomial as a ball."""
    here = number_field(c.polynomial, root)
    return acb(-c.polynomial[0]) if c.degree == 1 else here.roots.ball(root, bits)


def evaluate(p: fmpq_poly, x: acb) -> acb:
    """A rational polynomial at a ball."""
    value = acb(0)
    for c in reversed(p.coeffs()):
        value = value * x + acb(c)
    return value


def _fine(m: acb_mat, goal: int) -> bool:
    entries = m.entries()
    top = max((x.abs_lower() for x in entries), default=arb(1))
    if not top > 0:
        top = arb(1)
    limit = top * arb(2) ** -goal
    return all(x.real.rad() <= limit and x.imag.rad() <= limit for x in entries)


def expm(A: ExactMatrix) -> MatrixExponential | GenericExponential:
    """e^(tA) as a closed form in t, from the spectral components (no transformation matrix is formed).

    Args:
        A: n x n over Q or a number field. With parameters the generic closed form and its conditions are returned.

    Returns:
        MatrixExponential: `.to_sympy(t)`, `.to_mpmath(t, digits)`, `.enclose(t, digits)`.

    Raises:
        NotSquareError. UnableError: above the work budget of `spectral_form`.
    References: [MvL03] methods 14-18 survey the eigenvalue methods; [Gan59] V.5.

    >>> from symbolic import matrix
    >>> expm(matrix("3 1; 0 3"))
    exp(3*t) t*exp(3*t); 0 exp(3*t)
    """
    require_square(A, "expm")
    if A.has_parameters:
        from symbolic.generic.functions import generic_expm
        return generic_expm(A)
    return MatrixExponential(A, spectral_form(A))


