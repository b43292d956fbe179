"""Powers A^n as a closed form in n, right at n = 0 and 1 and for singular A."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_mat, fmpz_poly

from symbolic.errors import InputError, UnableError
from symbolic.functions.closedforms import ClosedForm, component_sum
from symbolic.functions.spectral import Component, SpectralForm, spectral_form
from symbolic.matrices.matrix import ExactMatrix, rational_matrix, require_square

if TYPE_CHECKING:
    import sympy

    from symbolic.generic.functions import GenericPower

MAX_EXPONENT = 10**8


@dataclass(frozen=True, repr=False)
class MatrixPower(ClosedForm):
    """S(n) = A^n = sum over eigenvalues a of sum_j C(n, j) a^(n-j) Z_j(a), with C(n, j) 0^(n-j) = [n = j]."""

    A: ExactMatrix
    spectral: SpectralForm

    @property
    def components(self) -> tuple[Component, ...]:
        """The spectral components, one for each irreducible factor of the minimal polynomial."""
        return self.spectral.components

    def at(self, n: int) -> ExactMatrix:
        """A^n exactly; n < 0 needs A invertible.

        Powers of the generic root are taken modulo each factor, so only polynomials grow, not matrices.

        Raises:
            SingularMatrixError: n < 0 and A is singular. UnableError: |n| is above the stated limit.

        >>> from symbolic import matrix
        >>> matrix_power(matrix("1 1; 1 0")).at(100)[0, 1]
        354224848179261915075
        """
        if type(n) is not int:
            raise InputError(f"at: the exponent must be an int, not {n!r}")
        if abs(n) > MAX_EXPONENT:
            raise UnableError(f"at: the exponent {n} is too large", f"|n| <= {MAX_EXPONENT}")
        if not self.A.is_rational:
            return self.A ** n
        if n < 0 and any(c.polynomial[0] == 0 for c in self.components):
            from symbolic.matrices.elimination import inverse
            return inverse(self.A) ** -n                     # which says that A is singular, with a null vector
        total = fmpq_mat(self.A.rows, self.A.cols)
        for c in self.spectral.raw:
            total = total + _component_power(c, n)
        scale = fmpq(1, self.A.denominator) ** n if n >= 0 else fmpq(self.A.denominator) ** -n
        numerator, denominator = (total * scale).numer_denom()
        return rational_matrix(numerator, int(denominator))

    def to_sympy(self, n: sympy.Expr | None = None) -> sympy.Matrix:
        """The closed form in the symbol n >= 0; a nilpotent part shows as KroneckerDelta(n, j)."""
        import sympy as sp

        n = sp.Symbol("n", integer=True, nonnegative=True) if n is None else n

        def falling(j: int) -> sympy.Expr:
            return sp.prod([n - i for i in range(j)]) / sp.factorial(j)

        def weight(value: sympy.Expr, j: int) -> sympy.Expr:
            return sp.KroneckerDelta(n, j) if value == 0 else falling(j) * value ** (n - j)

        def wave(re: sympy.Expr, im: sympy.Expr, j: int) -> tuple[sympy.Expr, sympy.Expr]:
            size = sp.sqrt(re ** 2 + im ** 2) ** (n - j) * falling(j)
            angle = sp.pi / 2 if re == 0 else sp.atan2(im, re)
            return size * sp.cos(angle * (n - j)), size * sp.sin(angle * (n - j))

        return component_sum(self.A, self.components, weight, wave)


def binomial(n: int, j: int) -> fmpq:
    """C(n, j) for every integer n: n (n-1) .. (n-j+1) / j!."""
    value = fmpq(1)
    for i in range(j):
        value = value * (n - i) / (i + 1)
    return value


def power_of_root(f: fmpz_poly, n: int) -> fmpq_poly:
    """x^n modulo the monic integer polynomial f (n < 0 needs f(0) != 0)."""
    if n < 0:
        modulus = fmpq_poly(f)
        inverse = -(fmpq_poly([f[i + 1] for i in range(int(f.degree()))])) / fmpq(f[0])
        result, square, n = fmpq_poly([1]), inverse, -n
        while n:
            result = (result * square) % modulus if n & 1 else result
            n >>= 1
            square = (square * square) % modulus if n else square
        return result
    if f.degree() == 1:
        return fmpq_poly([(-f[0]) ** n])
    power = fmpz_poly([1])
    for bit in f"{n:b}":
        power = (power * power) % f
        if bit == "1":
            power = power.left_shift(1) % f
    return fmpq_poly(power)


def _component_power(c: Component, n: int) -> fmpq_mat:
    """sum_j [x^(d-1)] (C(n, j) x^(n-j) N_j(x) mod f): the sum over the roots, by Euler's formula."""
    d, f = c.degree, c.polynomial
    size = c.parts[0][0].nrows()
    total = fmpq_mat(size, size)
    nilpotent = d == 1 and f[0] == 0
    for j, part in enumerate(c.parts):
        coefficient = binomial(n, j)
        if nilpotent:
            if n == j:
                total = total + fmpq_mat(part[0])
            continue
        if coefficient == 0:
            continue
        power = power_of_root(f, n - j)
        for m in part:
            top = power[d - 1]
            if top != 0:
                total = total + _scaled(m, top * coefficient)
            power = (power.left_shift(1)) % fmpq_poly(f) if d > 1 else power
    return total * fmpq(1, c.denominator)


def _scaled(m: fmpz_mat, q: fmpq) -> fmpq_mat:
    return fmpq_mat(m * q.p) if q.q == 1 else fmpq_mat(m) * q


def matrix_power(A: ExactMatrix) -> MatrixPower | GenericPower:
    """A^n as a closed form in n, from the spectral components.

    Args:
        A: n x n over Q or a number field. With parameters the generic closed form and its conditions are returned.

    Returns:
        MatrixPower: `.at(n)` exact for every integer n the matrix allows, `.to_sympy(n)`.

    Raises:
        NotSquareError. UnableError: above the work budget of `spectral_form`.

    >>> from symbolic import matrix
    >>> matrix_power(matrix("0 1; 0 0")).at(0), matrix_power(matrix("0 1; 0 0")).at(1)
    (1 0; 0 1, 0 1; 0 0)
    """
    require_square(A, "matrix_power")
    if A.has_parameters:
        from symbolic.generic.functions import generic_power
        return generic_power(A)
    return MatrixPower(A, spectral_form(A))
