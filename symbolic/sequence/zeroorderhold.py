"""The exact discretization for an input held constant over each step (zero order hold): e^(hA) and its integral."""
from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING, Any

from flint import acb, arb

from symbolic.errors import DomainError
from symbolic.functions.exponential import MatrixExponential, expm
from symbolic.matrices.matrix import ExactMatrix, from_entries, hstack, identity, vstack, zero
from symbolic.scalars.numbers import exact
from symbolic.scalars.parameters import RationalFunction, parameter
from symbolic.scalars.roots import precision
from symbolic.sequence.discretization import Discretization, read_system
from symbolic.sequence.scaled import ScaledMatrix
from symbolic.structured.base import Scalar, read_scalar

if TYPE_CHECKING:
    import sympy


@dataclass(frozen=True)
class ExponentialSymbols:
    """A pair Abar, Bbar over Q(E1, E2, .., h) where each symbol stands for e^(h lambda): `exponents` gives name -> lambda.

    An identity between these matrices holds whatever numbers the symbols stand for, in particular for the exponentials.
    `step` is the number h, or the parameter that was given for it.
    """

    A: ExactMatrix
    B: ExactMatrix
    exponents: tuple[tuple[str, Scalar], ...]
    step: Scalar


@dataclass(frozen=True)
class ZeroOrderHold:
    """Abar = e^(hA), Bbar = (integral of e^(sA) ds from 0 to h) B, read off e^(hM) for the block matrix M = [A, B; 0, 0].

    For nonsingular A, Bbar = A^-1 (e^(hA) - I) B. A singular A needs no special care. With a `scaling` (HiPPO) A and B are
    the rational ones of the frame D, and `enclose` and `to_sympy` give the entries of D Abar D^-1 and D Bbar.
    """

    A: ExactMatrix
    B: ExactMatrix
    step: Scalar
    scaling: tuple[int | Fraction, ...] | None = None

    @property
    def block(self) -> ExactMatrix:
        """M = [A, B; 0, 0], with e^(hM) = [Abar, Bbar; 0, I]."""
        n, m = self.B.shape
        return vstack([hstack([self.A, self.B]), zero(m, n + m)])

    @property
    def exponential(self) -> MatrixExponential:
        """e^(tM) as a closed form; DomainError when A or B has parameters."""
        self.block.numeric()
        form = expm(self.block)
        if not isinstance(form, MatrixExponential):
            raise DomainError("zoh: A and B must be free of parameters here; use symbols()")
        return form

    @property
    def is_nilpotent(self) -> bool:
        """Whether A is nilpotent, so that Abar and Bbar are polynomials in the step."""
        return self.A ** max(self.A.rows, 1) == zero(*self.A.shape)

    def exact(self) -> Discretization:
        """Abar = sum h^k A^k / k! and Bbar = sum h^(k+1) A^k B / (k+1)! for nilpotent A, numbers of the ring of A.

        Raises:
            DomainError: A is not nilpotent, and e^(hA) has transcendental entries; use symbols() or enclose(digits).
        """
        if not self.is_nilpotent:
            raise DomainError(f"zoh: the {self.A.rows}x{self.A.rows} matrix A is not nilpotent, so e^(hA) is transcendental for "
                              "h != 0; use symbols(), to_sympy() or enclose(digits)")
        power, first = identity(self.A.rows), zero(*self.A.shape)
        integral = first
        for k in range(max(self.A.rows, 1)):
            first = first + power * (self.step ** k / factorial(k))
            integral = integral + power * (self.step ** (k + 1) / factorial(k + 1))
            power = power * self.A
        value = first if self.scaling is None else ScaledMatrix(first, self.scaling)
        return Discretization(value, integral * self.B, self.step, "zoh")

    def symbols(self, prefix: str = "E") -> ExponentialSymbols:
        """Abar and Bbar with a free symbol E1, E2, .. for each e^(h lambda), lambda != 0 an eigenvalue of A.

        A is a matrix of rational numbers with rational eigenvalues, or a diagonal matrix, whose entries may be parameters.

        Raises:
            DomainError: an eigenvalue is irrational, or A has parameters and is not diagonal.
        """
        n, m = self.B.shape
        if self.A.has_parameters or self.B.has_parameters:
            return self._diagonal_symbols(prefix)
        total = zero(n + m, n + m)
        exponents: list[tuple[str, Scalar]] = []
        for c in self.exponential.components:
            value = c.eigenvalue_at(0)
            if c.degree > 1 or not value.is_rational:
                raise DomainError(f"zoh: symbols for e^(h lambda) need rational eigenvalues, and {value} is one; use to_sympy() "
                                  "or enclose(digits)")
            weight: Any = exact(1)
            if value:
                name = f"{prefix}{len(exponents) + 1}"
                exponents.append((name, value))
                weight = parameter(name)
            for j in range(c.size):
                total = total + c.matrix_at(j, 0) * (weight * (self.step ** j / factorial(j)))
        first = total.submatrix(range(n), range(n))
        return ExponentialSymbols(first, total.submatrix(range(n), range(n, n + m)), tuple(exponents), self.step)

    def _diagonal_symbols(self, prefix: str) -> ExponentialSymbols:
        """For a diagonal A: E_i for each different entry a_i != 0, and Bbar_i = (E_i - 1)/a_i B_i."""
        rows, n = self.A.entries(), self.A.rows
        if any(bool(rows[i][j]) for i in range(n) for j in range(n) if i != j):
            raise DomainError(f"zoh: A is {n}x{n} with parameters and not diagonal; symbols for its exponentials are "
                              "supported for a diagonal matrix or for numbers")
        names: dict[Any, str] = {}
        diagonal: list[Any] = []
        weights: list[Any] = []
        for i in range(n):
            x: Any = rows[i][i]
            if x:
                symbol = parameter(names.setdefault(x, f"{prefix}{len(names) + 1}"))
                diagonal.append(symbol)
                weights.append((symbol - 1) / x)
            else:
                diagonal.append(exact(1))
                weights.append(self.step)
        table = [[diagonal[i] if i == j else exact(0) for j in range(n)] for i in range(n)]
        inputs = [[w * y for y in row] for w, row in zip(weights, self.B.entries(), strict=True)]
        return ExponentialSymbols(from_entries(table, n, n), from_entries(inputs, *self.B.shape),
                                  tuple((name, x) for x, name in names.items()), self.step)

    def enclose(self, digits: int = 15) -> tuple[list[list[acb]], list[list[acb]]]:
        """Rows of balls that contain Abar and Bbar, radius below 10^-digits of the largest entry of e^(hM).

        Raises:
            DomainError: the step or an entry is a parameter.
        """
        if isinstance(self.step, RationalFunction):
            raise DomainError(f"zoh: the step {self.step} is a parameter; give a number to enclose the result")
        n = self.A.rows
        with precision(digits * 10 // 3 + 64):
            rows = self.exponential.enclose(self.step, digits + 2)
            roots = [arb(1)] * n if self.scaling is None else [_root(s) for s in self.scaling]
            first = [[rows[i][j] * roots[i] / roots[j] for j in range(n)] for i in range(n)]
            return first, [[x * roots[i] for x in rows[i][n:]] for i in range(n)]

    def to_sympy(self) -> tuple[sympy.Matrix, sympy.Matrix]:
        """Abar and Bbar as SymPy matrices in closed form; a step that is a parameter stays a symbol."""
        import sympy as sp
        n = self.A.rows
        whole = self.exponential.to_sympy(self.step.to_sympy())
        roots = [sp.sqrt(sp.Rational(str(s))) for s in self.scaling or [1] * n]
        first = sp.Matrix(n, n, lambda i, j: whole[i, j] * roots[i] / roots[j])
        return first, sp.Matrix(n, self.B.cols, lambda i, j: whole[i, n + j] * roots[i])


def _root(s: int | Fraction) -> arb:
    value = Fraction(s)
    return (arb(value.numerator) / arb(value.denominator)).sqrt()


def zoh(A: Any, B: Any = None, step: Any = 1) -> ZeroOrderHold:
    """Abar = e^(step A), Bbar = A^-1 (e^(step A) - I) B, through e^(step [A, B; 0, 0]), so that A may be singular.

    Args:
        A: n x n, an ExactMatrix, a scaled matrix (HiPPO; B by its coordinates in the frame) or a DPLR value; a diagonal matrix
            may have parameters. B: n numbers or an n x m matrix; None for the input that belongs to A. step: a number or a
            parameter.

    Returns:
        ZeroOrderHold: `.symbols()` over Q(E1, ..), `.exact()` for nilpotent A, `.to_sympy()`, `.enclose(digits)`.

    Raises:
        NotSquareError, ShapeError: the sizes do not fit. InputError: B is missing.
    References: [GD23] Gu & Dao 2023, equation (4); [Loa78] Van Loan 1978, theorem 1 (the block matrix).

    >>> from symbolic import matrix
    >>> zoh(matrix("0 1; 0 0"), [0, 1], 2).exact().B
    2; 2
    >>> found = zoh(matrix("-2"), [1], 1).symbols()
    >>> found.A, found.B, found.exponents
    (E1, 1/2-E1/2, (('E1', -2),))
    """
    inner, columns = read_system(A, B, "zoh")
    return ZeroOrderHold(inner, columns, read_scalar(step), A.scaling if isinstance(A, ScaledMatrix) else None)
