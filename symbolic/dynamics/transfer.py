"""Transfer functions G(s) = C (sI - A)^-1 B + D over Q: what remains of A after cancellation."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flint import fmpq, fmpq_poly, fmpz_poly

from symbolic.dynamics.arguments import number, real_number, require_rational
from symbolic.dynamics.exponentialsums import ExponentialSum, inverse_laplace
from symbolic.dynamics.initialvalue import resolvent_times
from symbolic.dynamics.partialfractions import PartialFractions, RationalEntry, entry, expand, pole_factors
from symbolic.errors import DomainError, InputError, ShapeError
from symbolic.matrices.elimination import rank
from symbolic.matrices.matrix import ExactMatrix, hstack, orbit, require_square, zero
from symbolic.scalars.numbers import AlgebraicNumber, I, roots_of, sqrt
from symbolic.scalars.polynomials import Polynomial, from_flint

if TYPE_CHECKING:
    import sympy
    from flint import arb


@dataclass(frozen=True)
class Pole:
    """Conjugate poles: the roots of the irreducible f, with their order in G after cancellation."""

    f: fmpz_poly
    order: int

    @property
    def polynomial(self) -> Polynomial:
        """The polynomial f."""
        return from_flint(self.f)

    @property
    def values(self) -> tuple[AlgebraicNumber, ...]:
        """The poles themselves."""
        return tuple(roots_of(self.f))

    def __str__(self) -> str:
        shown = ", ".join(map(str, self.values)) if self.f.degree() < 3 else f"the roots of {self.polynomial}"
        return f"{shown} of order {self.order}"

    def __repr__(self) -> str:
        return f"Pole({self.polynomial}, order={self.order})"


@dataclass(frozen=True)
class ImpulseResponse:
    """C e^(tA) B for t > 0, entry by entry, plus D times the unit impulse at t = 0."""

    table: tuple[tuple[ExponentialSum, ...], ...]
    direct: ExactMatrix

    def __getitem__(self, key: tuple[int, int]) -> ExponentialSum:
        return self.table[key[0]][key[1]]

    def to_sympy(self, t: Any = None) -> sympy.Matrix:
        """The response for t > 0 as a SymPy matrix."""
        import sympy as sp
        t = sp.Symbol("t", real=True) if t is None else t
        return sp.Matrix(*self.direct.shape, [x.to_sympy(t) for row in self.table for x in row])

    def enclose(self, t: Any, digits: int = 15) -> list[list[arb]]:
        """Rows of balls around the response at an exact time t > 0."""
        return [[x.enclose(t, digits) for x in row] for row in self.table]

    def __str__(self) -> str:
        return "; ".join(" ".join(map(str, row)) for row in self.table)

    __repr__ = __str__


@dataclass(frozen=True)
class TransferFunction:
    """G(s) = C (sI - A)^-1 B + D, a p x m matrix of rational functions in lowest terms: `table`."""

    A: ExactMatrix
    B: ExactMatrix
    C: ExactMatrix
    D: ExactMatrix
    table: tuple[tuple[RationalEntry, ...], ...]

    @property
    def shape(self) -> tuple[int, int]:
        return self.D.shape

    def __getitem__(self, key: tuple[int, int]) -> RationalEntry:
        """Entry (i, j): its `.numerator` and `.denominator` are coprime, the denominator monic."""
        return self.table[key[0]][key[1]]

    def _single(self, what: str) -> RationalEntry:
        if self.shape != (1, 1):
            raise ShapeError(f"{what}: the transfer function is {self.shape[0]}x{self.shape[1]}; ask an entry G[i, j] instead")
        return self.table[0][0]

    @property
    def numerator(self) -> Polynomial:
        """The numerator of a single-input single-output G."""
        return self._single("numerator").numerator

    @property
    def denominator(self) -> Polynomial:
        """The monic denominator of a single-input single-output G."""
        return self._single("denominator").denominator

    @cached_property
    def poles(self) -> tuple[Pole, ...]:
        """The poles with their order as a pole of the matrix G: the largest over its entries."""
        orders: dict[tuple[int, ...], int] = {}
        for row in self.table:
            for g in row:
                for f, e in pole_factors(g.q):
                    key = tuple(int(c) for c in f.coeffs())
                    orders[key] = max(e, orders.get(key, 0))
        joint = fmpq_poly([1])
        for key, e in orders.items():
            joint = joint * fmpq_poly(list(key)) ** e
        return tuple(Pole(f, e) for f, e in pole_factors(joint))

    @cached_property
    def zeros(self) -> tuple[Pole, ...]:
        """The zeros of a single-input single-output G with their order."""
        return tuple(Pole(f, e) for f, e in pole_factors(self._single("zeros").p))

    @cached_property
    def mcmillan_degree(self) -> int:
        """The least size of a system with this G: the rank of the Hankel matrix (C A^(i+j) B)."""
        n = self.A.rows
        if not n or 0 in self.shape:
            return 0
        return int(rank(hstack(orbit(self.A.T, self.C.T, n)).T * hstack(orbit(self.A, self.B, n))))

    @property
    def is_minimal(self) -> bool:
        """Whether no mode of A is hidden from the input or the output."""
        return self.mcmillan_degree == self.A.rows

    @property
    def is_input_output_stable(self) -> bool:
        """Whether all poles have Re < 0: bounded inputs give bounded outputs, whatever hidden modes of A do."""
        from symbolic.dynamics.halfplane import sides
        return all(s < 0 for p in self.poles for s in sides(p.f))

    def __call__(self, s: Any) -> Any:
        """G(s) at an exact number: a number for one input and one output (as `DPLR.transfer`), else the matrix `at(s)`."""
        value = self.at(s)
        return value[0, 0] if self.shape == (1, 1) else value

    def at(self, s: Any) -> ExactMatrix:
        """The p x m matrix G(s) at an exact number, also for p = m = 1; NoSuchObjectError (witness: the pole) at a pole."""
        z = number(s, "transfer function")
        return ExactMatrix.from_rows([[g(z) for g in row] for row in self.table], cols=self.shape[1])

    @cached_property
    def partial_fractions(self) -> tuple[tuple[PartialFractions, ...], ...]:
        """The partial fractions of every entry."""
        return tuple(tuple(expand(g) for g in row) for row in self.table)

    @cached_property
    def impulse_response(self) -> ImpulseResponse:
        """The inverse Laplace transform of G - D, in closed form."""
        return ImpulseResponse(tuple(tuple(inverse_laplace(entry(g.p % g.q, g.q)) for g in row) for row in self.table), self.D)

    def to_sympy(self, s: Any = None) -> sympy.Matrix:
        """G as a SymPy matrix in s."""
        import sympy as sp
        s = sp.Symbol("s") if s is None else s
        return sp.Matrix(*self.shape, [g.to_sympy(s) for row in self.table for g in row])

    def __str__(self) -> str:
        return "; ".join(" ".join(map(str, row)) for row in self.table)

    __repr__ = __str__

    def latex(self) -> str:
        """LaTeX of G(s)."""
        import sympy as sp
        return str(sp.latex(self.to_sympy(), mat_delim="["))

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


def transfer_function(A: ExactMatrix, B: ExactMatrix, C: ExactMatrix, D: ExactMatrix | None = None) -> TransferFunction:
    """G(s) = C (sI - A)^-1 B + D, every entry in lowest terms: a block of A of size k need not give a pole of order k.

    Args:
        A: n x n, B: n x m, C: p x n, D: p x m (0 when it is not given), rational.

    Raises:
        ShapeError. DomainError: the entries are not rational.
    Cost: deg(minimal polynomial) products with A, and p m greatest common divisors.
    References: [Kai80] chapter 6.

    >>> from symbolic import matrix
    >>> G = transfer_function(matrix("-1 1; 0 -1"), matrix("0; 1"), matrix("0 1"))
    >>> G, G.mcmillan_degree, [str(p) for p in G.poles]
    (1/(s+1), 1, ['-1 of order 1'])
    >>> G(1), G.at(1).shape
    (1/2, (1, 1))
    >>> transfer_function(matrix("0 1; -4 0"), matrix("0; 1"), matrix("1 0")).impulse_response
    sin(2*t)/2
    """
    n = require_square(A, "transfer_function")
    for X in (A, B, C):
        require_rational(X, "transfer_function")
    if B.rows != n or C.cols != n:
        raise ShapeError(f"transfer_function: A is {n}x{n}, B {B.rows}x{B.cols} and C {C.rows}x{C.cols}; B needs {n} rows and C "
                         f"{n} columns")
    D = zero(C.rows, B.cols) if D is None else D
    require_rational(D, "transfer_function")
    if D.shape != (C.rows, B.cols):
        raise ShapeError(f"transfer_function: D is {D.rows}x{D.cols}; it must be {C.rows}x{B.cols}")
    inner, mu = resolvent_times(A, B)
    c, d = C.numerator.tolist(), C.denominator
    direct = [[fmpq(int(x), D.denominator) for x in row] for row in D.numerator.tolist()]
    table = tuple(tuple(entry(sum((inner[k][j] * fmpq(int(row[k]), d) for k in range(n)), mu * direct[i][j]), mu)
                        for j in range(B.cols)) for i, row in enumerate(c))
    return TransferFunction(A, B, C, D, table)


@dataclass(frozen=True)
class Resonance:
    """Whether a sinusoid of this frequency drives the output without bound.

    `order` is the order of i*frequency as a pole of G (0: no resonance); the output then grows like t^order.
    """

    frequency: AlgebraicNumber
    order: int

    def __bool__(self) -> bool:
        return self.order > 0


def resonance(G: TransferFunction, frequency: Any) -> Resonance:
    """Whether i*frequency is a pole of G, and of which order: decided by the minimal polynomial of i*frequency.

    Raises:
        DomainError: the frequency is not real.

    >>> from symbolic import matrix
    >>> G = transfer_function(matrix("0 1; -2 0"), matrix("0; 1"), matrix("1 0"))
    >>> bool(resonance(G, "sqrt(2)")), bool(resonance(G, 1))
    (True, False)
    """
    if not isinstance(G, TransferFunction):
        raise InputError(f"resonance: expected a TransferFunction, not a {type(G).__name__}")
    w = real_number(frequency, "resonance")
    f = (I * w).minpoly()
    return Resonance(w, next((p.order for p in G.poles if p.f == f), 0))


@dataclass(frozen=True)
class Damping:
    """m x'' + c x' + k x = 0 by the sign of c^2 - 4 m k: `word` is "undamped", "under", "critical" or "over".

    Critical damping is a double root, and then the companion matrix has one block of size 2.
    """

    mass: AlgebraicNumber
    damper: AlgebraicNumber
    spring: AlgebraicNumber
    discriminant: AlgebraicNumber
    word: str

    @property
    def roots(self) -> tuple[AlgebraicNumber, ...]:
        """The distinct exponents: (-c -+ sqrt(c^2 - 4 m k))/(2 m)."""
        half = sqrt(self.discriminant)
        one, other = ((-self.damper + s * half) / (2 * self.mass) for s in (-1, 1))
        return (one,) if one == other else (one, other)


def damping(mass: Any, damper: Any, spring: Any) -> Damping:
    """Whether m x'' + c x' + k x = 0 oscillates: the sign of c^2 - 4 m k, decided exactly.

    Raises:
        DomainError: m <= 0, k <= 0 or c < 0.

    >>> damping(1, 2, 1).word, damping(1, 2, 2).word, damping(1, "sqrt(8)", 2).word, damping(2, 7, 3).roots
    ('critical', 'under', 'critical', (-3, -1/2))
    """
    m, c, k = (real_number(x, "damping") for x in (mass, damper, spring))
    if m.sign() <= 0 or k.sign() <= 0 or c.sign() < 0:
        raise DomainError(f"damping: mass {m}, damper {c} and spring {k}; the first and last must be positive, the damper not "
                          "negative")
    discriminant = c * c - 4 * m * k
    words: Callable[[int], str] = {-1: "under", 0: "critical", 1: "over"}.__getitem__
    return Damping(m, c, k, discriminant, words(discriminant.sign()) if c else "undamped")
