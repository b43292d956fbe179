"""x' = A x + forcing with forcing = polynomial * exp * cos or sin, solved in closed form through the Laplace transform."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial
from typing import TYPE_CHECKING, Any

from flint import arb, fmpq, fmpq_poly

from symbolic.canonical.spectrum import minpoly
from symbolic.dynamics.arguments import rational_number, real_number, require_rational
from symbolic.dynamics.exponentialsums import ExponentialSum, inverse_laplace, modes_from
from symbolic.dynamics.partialfractions import NONE, RationalEntry, entry
from symbolic.errors import InputError, ShapeError
from symbolic.matrices.matrix import ExactMatrix, require_square
from symbolic.structured.base import columns_of

if TYPE_CHECKING:
    import sympy


@dataclass(frozen=True)
class Forcing:
    """(c_0 + c_1 t + .. + c_d t^d) e^(exponent t) cos(frequency t), or sin with phase="sin"; c_k is column k of coefficients.

    The exponent is rational; so is the frequency with sin, and its square with cos.
    """

    coefficients: ExactMatrix
    exponent: Any = 0
    frequency: Any = 0
    phase: str = "cos"

    def entries(self) -> tuple[ExponentialSum, ...]:
        """The components as sums of exponentials.

        Raises:
            DomainError: an irrational number. InputError: an unknown phase.
        """
        require_rational(self.coefficients, "forcing")
        a, turn = rational_number(self.exponent, "forcing exponent"), real_number(self.frequency, "forcing frequency")
        if self.phase not in {"cos", "sin"}:
            raise InputError(f'forcing: the phase is {self.phase!r}; it must be "cos" or "sin"')
        x = fmpq_poly([0, 1])
        if not turn:
            f, weight = x - a, fmpq_poly([1 if self.phase == "cos" else 0])
        else:
            # at the root z = a + iw: cos is half, and 1/(2i) = -i/2 = -(z - a)/(2w) belongs to sin; conjugates follow.
            # The cosine needs only w^2, so that its equations stay over Q for w = sqrt(2) too
            f = (x - a) ** 2 + rational_number(turn * turn, "forcing frequency squared")
            weight = fmpq_poly([fmpq(1, 2)])
            if self.phase == "sin":
                weight = (a - x) / (2 * rational_number(turn, "forcing frequency with sin"))
        table, d = self.coefficients.numerator.tolist(), self.coefficients.denominator
        return tuple(modes_from([(f, [weight * fmpq(int(c), d) * factorial(k) for k, c in enumerate(row)])]) for row in table)

    def __str__(self) -> str:
        return ", ".join(map(str, self.entries()))


@dataclass(frozen=True)
class InitialValueSolution:
    """The x(t) with x' = A x + forcing and x(0) = x0, every component a sum of t^j e^(at) with exact coefficients."""

    A: ExactMatrix
    x0: ExactMatrix
    forcing: tuple[ExponentialSum, ...]
    components: tuple[ExponentialSum, ...]

    def residual(self) -> tuple[ExponentialSum, ...]:
        """The residual x' - A x - forcing, component by component: identically zero, decided by comparing coefficients."""
        table, d = self.A.numerator.tolist(), self.A.denominator
        out = []
        for x, b, row in zip(self.components, self.forcing, table, strict=True):
            total = x.derivative() - b
            for y, c in zip(self.components, row, strict=True):
                if c != 0:
                    total = total - y * fmpq(int(c), d)
            out.append(total)
        return tuple(out)

    @property
    def verified(self) -> bool:
        """Whether the residual is identically zero and x(0) = x0: both are exact identities."""
        start = [[x.initial()] for x in self.components]
        return not any(self.residual()) and ExactMatrix.from_rows(start, cols=1) == self.x0

    @property
    def is_resonant(self) -> bool:
        """Whether the solution has a power of t that neither e^(tA) nor the forcing has at that exponent."""
        mu = minpoly(self.A).to_flint()
        known: dict[str, int] = {str(m.f): len(m.coefficients) for b in self.forcing for m in b.modes}
        for b in self.forcing:
            for m in b.modes:
                known[str(m.f)] = max(known[str(m.f)], len(m.coefficients))
        for x in self.components:
            for m in x.modes:
                power, size = mu, 0
                while power.degree() > 0 and (power % m.monic).degree() < 0:
                    power, size = power // m.monic, size + 1
                if len(m.coefficients) > max(known.get(str(m.f), 0), size):
                    return True
        return False

    def to_sympy(self, t: Any = None) -> sympy.Matrix:
        """The solution as a SymPy column in t."""
        import sympy as sp
        t = sp.Symbol("t", real=True) if t is None else t
        return sp.Matrix([x.to_sympy(t) for x in self.components])

    def enclose(self, t: Any, digits: int = 15) -> list[arb]:
        """Balls around the components at an exact real time."""
        return [x.enclose(t, digits) for x in self.components]

    def __str__(self) -> str:
        return "; ".join(map(str, self.components))

    __repr__ = __str__


def resolvent_times(A: ExactMatrix, B: ExactMatrix) -> tuple[list[list[fmpq_poly]], fmpq_poly]:
    """(N, mu) with (sI - A)^-1 B = N(s)/mu(s), mu the minimal polynomial of a rational A: one Horner scheme of products."""
    mu = minpoly(A).to_flint()
    c, W = mu.coeffs(), B
    layers = [W]
    for k in range(len(c) - 2, 0, -1):
        W = A * W + B * c[k]
        layers.append(W)
    tables = [w.entries() for w in reversed(layers)]
    top = [[fmpq_poly([_flint(w[i][j]) for w in tables]) for j in range(B.cols)] for i in range(B.rows)]
    return top, mu


def _flint(x: Any) -> fmpq:
    return fmpq(x.numerator, x.denominator)


def solve_ivp(A: ExactMatrix, x0: Any, forcing: Forcing | Sequence[Forcing] = ()) -> InitialValueSolution:
    """The solution of x' = A x + sum of forcings, x(0) = x0, in closed form; resonant cases grow powers of t by themselves.

    The Laplace transform (s - A)^-1 (x0 + b(s)) is a rational vector; its partial fractions, with one residue in Q[x]/(f)
    for all conjugate poles, are the solution. `verified` checks x' - A x - forcing = 0 as an identity.

    Args:
        A: n x n rational. x0: n rational numbers or an n x 1 matrix. forcing: one `Forcing` or several.

    Raises:
        NotSquareError, ShapeError. DomainError: irrational entries.
    Cost: deg(mu) products with A for x0 and each polynomial forcing, then partial fractions of n rational functions.

    >>> from symbolic import matrix
    >>> x = solve_ivp(matrix("0 1; -4 0"), [0, 0], Forcing(matrix("0; 1"), frequency=2))
    >>> x, x.verified, x.is_resonant
    (t*sin(2*t)/4; t*cos(2*t)/2+sin(2*t)/4, True, True)
    """
    n = require_square(A, "solve_ivp")
    require_rational(A, "solve_ivp")
    (start,) = columns_of(x0, n, "solve_ivp x0") if not isinstance(x0, ExactMatrix) or x0.cols == 1 else _one_column(x0)
    begin = ExactMatrix.from_rows([[x] for x in start], cols=1)
    require_rational(begin, "solve_ivp x0")
    force = [ExponentialSum(())] * n
    terms = list(forcing) if isinstance(forcing, Sequence) else [forcing]
    for term in terms:
        if not isinstance(term, Forcing):
            raise InputError(f"solve_ivp: a forcing is a Forcing(..), not a {type(term).__name__}")
        require_rational(term.coefficients, "solve_ivp forcing")
        if term.coefficients.rows != n:
            raise ShapeError(f"solve_ivp: A is {n}x{n} and the forcing has {term.coefficients.rows} components")
        force = [a + b for a, b in zip(force, term.entries(), strict=True)]
    return InitialValueSolution(A, begin, tuple(force), _solution(A, begin, force))


def _one_column(x0: ExactMatrix) -> list[list[Any]]:
    raise ShapeError(f"solve_ivp: x0 is {x0.rows}x{x0.cols}; it must be one column")


def _solution(A: ExactMatrix, begin: ExactMatrix, force: Sequence[ExponentialSum]) -> tuple[ExponentialSum, ...]:
    n = A.rows
    if n == 0:
        return ()
    # b(s) = numerators / common: every power of s in the numerators is a constant vector for the resolvent
    images = [b.laplace() for b in force]
    common = fmpq_poly([1])
    for g in images:
        common = common * (g.q // common.gcd(g.q))
    tops = [g.p * (common // g.q) for g in images]
    width = max(p.degree() for p in tops) + 1
    right = ExactMatrix.from_rows([[_flint(begin[i, 0]), *[tops[i][k] for k in range(width)]] for i in range(n)])
    numerators, mu = resolvent_times(A, right)
    out = []
    for row in numerators:
        forced = sum((p.left_shift(k) for k, p in enumerate(row[1:])), NONE)
        total: RationalEntry = entry(row[0] * common + forced, mu * common)
        out.append(inverse_laplace(total))
    return tuple(out)
