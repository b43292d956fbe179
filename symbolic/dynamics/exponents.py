"""Finite-time Lyapunov exponents (1/t) log sigma_i of a product of matrices, or of the flow e^(tA)."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flint import acb_mat, arb

from symbolic.canonical.spectrum import charpoly, eigenvalues
from symbolic.dynamics.arguments import real_number, require_real
from symbolic.errors import DomainError, InputError, ShapeError, UnableError
from symbolic.functions.exponential import MatrixExponential
from symbolic.functions.spectral import spectral_form
from symbolic.matrices.matrix import ExactMatrix, identity, require_square
from symbolic.scalars.fields import MAX_BITS
from symbolic.scalars.numbers import AlgebraicNumber, roots_of
from symbolic.scalars.roots import precision

if TYPE_CHECKING:
    import sympy

EXACT_BITS = 1 << 24


@dataclass(frozen=True)
class FiniteTimeExponent:
    """(1/(2t)) log s, s = sigma^2 an eigenvalue of Phi^T Phi; minus infinity when s = 0. `multiplicity` counts it."""

    squared: AlgebraicNumber
    time: AlgebraicNumber
    multiplicity: int

    def enclose(self, digits: int = 15) -> arb:
        """The exponent as a ball of radius below 10^-digits (relative where it is above 1)."""
        if not self.squared:
            return arb("-inf")
        with precision(digits * 10 // 3 + 32):
            return self.squared.enclose(digits + 6).real.log() / (2 * self.time.enclose(digits + 6).real)

    def to_sympy(self) -> sympy.Expr:
        """The exponent as a SymPy expression."""
        import sympy as sp
        return sp.log(self.squared.to_sympy()) / (2 * self.time.to_sympy()) if self.squared else -sp.oo

    def __str__(self) -> str:
        return f"log({self.squared})/{2 * self.time}" if self.squared else "-oo"


@dataclass(frozen=True)
class FiniteTimeExponents:
    """All n exponents of an exact product Phi after `time` steps, descending, each with its multiplicity."""

    phi: ExactMatrix
    time: AlgebraicNumber
    exponents: tuple[FiniteTimeExponent, ...]

    def __iter__(self) -> Iterator[FiniteTimeExponent]:
        return iter(self.exponents)

    def enclose(self, digits: int = 15) -> list[arb]:
        """Balls around all n exponents, descending."""
        return [e.enclose(digits) for e in self.exponents for _ in range(e.multiplicity)]

    def __str__(self) -> str:
        return ", ".join(str(e) for e in self.exponents for _ in range(e.multiplicity))


@dataclass(frozen=True)
class FlowExponents:
    """The exponents (1/t) log sigma_i(e^(tA)); e^(tA) is transcendental for t != 0, so they are given as balls."""

    A: ExactMatrix
    time: AlgebraicNumber

    def enclose(self, digits: int = 15) -> list[arb]:
        """Balls around all n exponents, descending, radius below 10^-digits (relative where they are above 1)."""
        form = MatrixExponential(self.A, spectral_form(self.A))
        extra = digits
        while extra * 4 <= MAX_BITS:
            found = _log_singular(form, self.time, extra)
            if found is not None and all(_fine(x, digits) for x in found):
                return found
            extra *= 2
        raise UnableError("finite_time_lyapunov_exponents: the singular values of e^(tA) could not be enclosed",
                          f"{MAX_BITS} bits")


def _fine(x: arb, digits: int) -> bool:
    bound = arb(10) ** -digits
    return bool(x.is_finite() and x.rad() <= bound * (1 + x.abs_upper()))


def _log_singular(form: MatrixExponential, time: AlgebraicNumber, digits: int) -> list[arb] | None:
    rows = form.enclose(time, digits)
    n = form.A.rows
    with precision(digits * 10 // 3 + 64):
        phi = acb_mat(n, n, [x for row in rows for x in row])
        values = [z.real for z in (phi.transpose() * phi).eig(multiple=True)] if n else []
        if not all(v > 0 for v in values):
            return None
        t = time.enclose(digits).real
        return sorted((v.log() / (2 * t) for v in values), key=lambda x: x.mid(), reverse=True)


def _gram_roots(phi: ExactMatrix) -> list[tuple[AlgebraicNumber, int]]:
    """The eigenvalues of Phi^T Phi, descending, with multiplicity."""
    G = phi.T * phi
    if phi.is_rational:
        found = [(z, e) for f, e in charpoly(G).factor() for z in roots_of(f.to_flint().numer())]
    else:
        found = list(eigenvalues(G))
    return sorted(found, key=lambda pair: pair[0], reverse=True)


def _require_size(A: ExactMatrix, t: int) -> None:
    """UnableError when A^t is too long to be written down."""
    size = max((int(x).bit_length() for m in A.coefficients for x in m.entries()), default=0) + A.denominator.bit_length()
    if size * t * A.rows ** 2 > EXACT_BITS:
        raise UnableError(f"finite_time_lyapunov_exponents: the exact power A^{t} is too long", f"{EXACT_BITS} bits")


def finite_time_lyapunov_exponents(A: ExactMatrix | Sequence[ExactMatrix], t: Any = None,
                                   flow: bool = False) -> FiniteTimeExponents | FlowExponents:  # noqa: FBT001, FBT002
    """(1/t) log sigma_i(Phi_t): Phi = A^t, the product M_t .. M_1 of a list [M_1, .., M_t], or e^(tA) with flow=True.

    These are logarithms of singular values at a finite time. Only their limit for t -> infinity is what is called the
    Lyapunov exponents: Oseledets' theorem gives it under its hypotheses (an ergodic stationary product of integrable log
    norm); for one constant matrix it is log |lambda_i| (Re lambda_i for the flow), ordered by modulus.

    Args:
        A: n x n real, or a list of such. t: number of steps (>= 1; for a list its length) or, with flow, a real t > 0.

    Returns:
        FiniteTimeExponents (exact: sigma_i^2 are roots of the characteristic polynomial of Phi^T Phi) or FlowExponents.

    Raises:
        ShapeError. DomainError: entries are not real. InputError: t is no positive number of steps. UnableError: A^t is
            too long to be written down.
    References: [Ose68].

    >>> from symbolic import matrix
    >>> print(finite_time_lyapunov_exponents(matrix("1 1; 0 1"), 2))
    log(3+2*sqrt(2))/4, log(3-2*sqrt(2))/4
    >>> [x.str(5, radius=False) for x in finite_time_lyapunov_exponents(matrix("-1 0; 0 -2"), 3, flow=True).enclose(5)]
    ['-1.0000', '-2.0000']
    """
    what = "finite_time_lyapunov_exponents"
    if isinstance(A, ExactMatrix):
        n = require_square(A, what)
        require_real(A, what)
        if flow:
            time = real_number(t, what)
            if time.sign() <= 0:
                raise DomainError(f"{what}: the time is {time}; it must be positive")
            return FlowExponents(A, time)
        if type(t) is not int or t < 1:
            raise InputError(f"{what}: the number of steps t is {t!r}; it must be an integer >= 1 (or say flow=True)")
        _require_size(A, t)
        phi, steps = A ** t, t
    else:
        if not isinstance(A, list | tuple):
            raise InputError(f"{what}: expected an exact matrix or a list of them, not a {type(A).__name__}")
        factors = list(A)
        if not factors or flow:
            raise InputError(f"{what}: expected a matrix, or a list of at least one matrix without flow")
        n, steps = require_square(factors[0], what), len(factors)
        phi = identity(n)
        for M in factors:
            require_real(M, what)
            if M.shape != (n, n):
                raise ShapeError(f"{what}: the factors are {n}x{n} and {M.rows}x{M.cols}; they must agree")
            phi = M * phi
        if t is not None and t != steps:
            raise InputError(f"{what}: t is {t} but the list has {steps} factors; leave t out")
    time = real_number(steps, what)
    return FiniteTimeExponents(phi, time, tuple(FiniteTimeExponent(s, time, e) for s, e in _gram_roots(phi)))
