"""e^(tA) and A^n of a matrix with parameters: closed forms in t and n with the conditions they rest on."""
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import factorial
from typing import TYPE_CHECKING, Any, ClassVar

from symbolic.functions.closedforms import closed_text
from symbolic.generic.chains import unit
from symbolic.generic.columns import GenericRoot, as_function, combine
from symbolic.generic.ring import ParameterRing, Table
from symbolic.generic.spectral import GenericComponent, GenericSpectralForm, generic_spectral_form
from symbolic.matrices.conditions import Reasons, conditions_text, explained
from symbolic.matrices.matrix import ExactMatrix, from_entries, identity
from symbolic.scalars.numbers import exact
from symbolic.scalars.parameters import RationalFunction
from symbolic.scalars.substitution import substitute

if TYPE_CHECKING:
    import sympy


@dataclass(frozen=True)
class GenericClosedForm(ABC):
    """A closed form in t or n, wherever no function in `conditions` is zero."""

    NAME: ClassVar[str]
    LATEX: ClassVar[str]

    form: GenericSpectralForm
    reasons: Reasons

    @property
    def A(self) -> ExactMatrix:
        """The matrix."""
        return self.form.A

    @property
    def conditions(self) -> tuple[RationalFunction, ...]:
        """Irreducible polynomials in the parameters that must not vanish (`reasons` says why)."""
        return tuple(self.reasons)

    @abstractmethod
    def to_sympy(self) -> sympy.Matrix:
        """The closed form as a SymPy matrix."""

    def _at(self, values: Mapping[str, Any]) -> ExactMatrix:
        """A at rational values of all parameters, where every condition holds."""
        from symbolic.generic.specialization import rational_values, require_conditions
        given = self.form.polynomial_form
        require_conditions(given, self.conditions, rational_values(given.ring.names, values))
        return substitute(self.A, values)

    def __str__(self) -> str:
        where = f" if {conditions_text(self.conditions)}" if self.conditions else ""
        return f"{self.NAME} = {closed_text(self.to_sympy())}{where}"

    def latex(self) -> str:
        """LaTeX of the closed form and its conditions."""
        import sympy
        body = r" \\ ".join(" & ".join(sympy.latex(x) for x in row) for row in self.to_sympy().tolist())
        needed = r",\ ".join(rf"{c.latex()} \ne 0" for c in self.conditions)
        shown = rf"{self.LATEX} = \begin{{bmatrix}} {body} \end{{bmatrix}}"
        return rf"{shown} \quad \text{{if }} {needed}" if needed else shown

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


@dataclass(frozen=True)
class GenericExponential(GenericClosedForm):
    """e^(tA) for all t, wherever no function in `conditions` is zero."""

    NAME = "exp(t A)"
    LATEX = "e^{tA}"

    def to_sympy(self, t: Any = "t") -> sympy.Matrix:
        """The closed form sum e^(at) t^j/j! Z_j as a SymPy matrix in t (a symbol, its name, or any expression).

        Raises:
            UnableError: an eigenvalue is a root of an irreducible polynomial of degree above 2.
        """
        import sympy
        t = sympy.Symbol(t) if isinstance(t, str) else _expression(t)
        return _sum(self.form, lambda a, j: sympy.exp(a * t) * t ** j / factorial(j))

    def specialize(self, values: Mapping[str, Any]) -> Any:
        """The exponential of A at rational values of all parameters.

        Raises:
            DomainError: a parameter has no value. ConditionError: a condition fails there.
        """
        from symbolic.functions.exponential import expm
        return expm(self._at(values))


@dataclass(frozen=True)
class GenericPower(GenericClosedForm):
    """A^n for all integers n >= 0, wherever no function in `conditions` is zero."""

    NAME = "A^n"
    LATEX = "A^{n}"

    def at(self, n: int) -> ExactMatrix:
        """A^n for one integer n; negative n through the inverse, whose condition the result carries.

        Raises:
            SingularMatrixError: n < 0 and det A = 0. UnableError: the entries outgrow the budget.
        """
        if n < 0:
            from symbolic.matrices.elimination import inverse
            return _power(generic_spectral_form(inverse(self.A)), -n) if inverse(self.A).has_parameters else inverse(self.A) ** -n
        return _power(self.form, n)

    def to_sympy(self, n: Any = "n") -> sympy.Matrix:
        """The closed form sum C(n, j) a^(n-j) Z_j as a SymPy matrix in n (a symbol, its name, or any expression).

        Raises:
            UnableError: an eigenvalue is a root of an irreducible polynomial of degree above 2.
        """
        import sympy
        n = sympy.Symbol(n, integer=True, nonnegative=True) if isinstance(n, str) else _expression(n)

        def value(a: Any, j: int) -> Any:
            if a == 0:
                return sympy.KroneckerDelta(n, j)
            return sympy.Mul(*[n - i for i in range(j)]) / factorial(j) * a ** (n - j)
        return _sum(self.form, value)

    def specialize(self, values: Mapping[str, Any]) -> Any:
        """The powers of A at rational values of all parameters.

        Raises:
            DomainError: a parameter has no value. ConditionError: a condition fails there.
        """
        from symbolic.functions.power import matrix_power
        return matrix_power(self._at(values))


def generic_expm(A: ExactMatrix) -> GenericExponential:
    """e^(tA) = sum e^(at) t^j/j! Z_j over Q(parameters), with its conditions.

    By the laws of the components (see `genericspectral`), X(t) = this sum has X' = A X and X(0) = I wherever the
    conditions hold, so it is e^(tA) there.

    Args:
        A: n x n with n <= 8, entries rational functions of at most 6 parameters.

    Raises:
        NotSquareError. DomainError: A has no parameters. UnableError: the work is above the budget.
    Cost: that of `generic_spectral_form`.

    >>> from symbolic.parsing import parse_matrix
    >>> X = generic_expm(parse_matrix("a 1; 0 b", symbols=["a", "b"]))
    >>> X.to_sympy("t")[0, 1], X.conditions
    (exp(a*t)/(a - b) - exp(b*t)/(a - b), (a - b,))
    """
    form = generic_spectral_form(A)
    return GenericExponential(form, form.reasons)


def generic_power(A: ExactMatrix) -> GenericPower:
    """A^n = sum C(n, j) a^(n-j) Z_j over Q(parameters), with its conditions.

    A component with j > 0 needs a != 0 for a^(n-j) to be defined at n < j, so that is a condition too; an eigenvalue that
    is 0 for all values of the parameters is written with Kronecker's delta instead.

    Args:
        A: n x n with n <= 8, entries rational functions of at most 6 parameters.

    Raises:
        NotSquareError. DomainError: A has no parameters. UnableError: the work is above the budget.
    Cost: that of `generic_spectral_form`.

    >>> from symbolic.parsing import parse_matrix
    >>> X = generic_power(parse_matrix("a b; 0 a", symbols=["a", "b"]))
    >>> X.to_sympy("n"), X.conditions, X.at(3)
    (Matrix([
    [a**n, a**(n - 1)*b*n],
    [   0,           a**n]]), (a,), a^3 3*a^2*b; 0 a^3)
    """
    form = generic_spectral_form(A)
    ring = form.polynomial_form.ring
    extra: Reasons = {}
    for c in form.components:
        last = as_function(c.polynomial.coefficients[0])
        if c.size > 1 and last:
            why = f"an eigenvalue with a block of size {c.size} is not 0, so that its powers are defined for all n"
            extra.update(explained(ring, [(ring.pair(last.over(ring.names))[0], why)]))
    merged = {c: (*form.reasons.get(c, ()), *extra.get(c, ())) for c in (*form.reasons, *extra)}
    return GenericPower(form, merged)


def _expression(x: Any) -> sympy.Expr:
    """A SymPy expression as it is, an exact number as one."""
    import sympy
    return x if isinstance(x, sympy.Basic) else exact(x).to_sympy()


def _sum(form: GenericSpectralForm, weight: Callable[[Any, int], Any]) -> sympy.Matrix:
    """The sum over roots a and orders j of weight(a, j) Z_j(a)."""
    import sympy
    n = form.A.rows
    total = sympy.zeros(n, n)
    for c in form.components:
        for k in range(c.degree):
            root = GenericRoot(c.polynomial, k)
            for j in range(c.size):
                factor = weight(root.to_sympy(), j)
                total += sympy.Matrix(n, n, [x * factor for x in _component_at(c, j, root)])
    return total


def _component_at(c: GenericComponent, j: int, root: GenericRoot) -> list[sympy.Expr]:
    """The entries of Z_j = N_j / f' at a root u + v sqrt(q), where f' = 2 v sqrt(q) for a quadratic f."""
    u, v, q = root.surd()
    first = [x for row in c.parts[j][0].entries() for x in row]
    if c.degree == 1:
        return [x.to_sympy() for x in first]
    second = [x for row in c.parts[j][1].entries() for x in row]
    return [combine(as_function(y) / 2, as_function(x + y * u) / (2 * v * q), q) for x, y in zip(first, second, strict=True)]


def _power(form: GenericSpectralForm, n: int) -> ExactMatrix:
    """A^n by squaring over Z[parameters], within the budget of a new ring."""
    given = form.polynomial_form
    ring, size = ParameterRing(given.ring.names), form.A.rows
    if n == 0:
        return identity(size)
    square: Table = given.numerator
    result, k = unit(ring, size), n
    while k:
        if k & 1:
            result = ring.product(result, square)
        k >>= 1
        if k:
            square = ring.product(square, square)
    bottom = ring.one
    for _ in range(0 if given.denominator.is_one() else n):
        bottom = ring.times(bottom, given.denominator)
    return from_entries([[ring.function(x, bottom) for x in row] for row in result], size, size, form.A.conditions)
