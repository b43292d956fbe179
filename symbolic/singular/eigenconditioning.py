"""Condition numbers of eigenvalues: how far a perturbation of norm 1 moves them, to first order."""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any

from flint import acb, arb, fmpq, fmpq_mat, fmpq_poly

from symbolic.canonical.spectrum import eigenvalues, trace
from symbolic.errors import NotDiagonalizableError
from symbolic.functions.spectral import Component, spectral_form
from symbolic.matrices.inner import adjoint
from symbolic.matrices.matrix import ExactMatrix, diagonal, require_square
from symbolic.scalars.fields import MAX_BITS, NumberField, number_field
from symbolic.scalars.numbers import AlgebraicNumber, sqrt
from symbolic.scalars.roots import precision
from symbolic.singular.gram import dense_of


@dataclass(frozen=True)
class EigenvalueCondition:
    """kappa(lambda) = ||P||_2, P the spectral projector; 1/|y^* x| for a simple lambda with unit vectors x and y.

    `block` is the size of its largest Jordan block: with 2 or more the eigenvalue moves like eps^(1/block) and kappa is
    infinite. `squared` is the exact square of a finite kappa.
    """

    eigenvalue: AlgebraicNumber
    multiplicity: int
    block: int
    component: Component = field(repr=False)
    root: int = field(repr=False)
    scaling: tuple[Any, ...] | None = field(default=None, repr=False)

    @property
    def infinite(self) -> bool:
        """Whether the eigenvalue is defective."""
        return self.block > 1

    @cached_property
    def projector(self) -> ExactMatrix:
        """P, of T for a matrix A = D T D^-1 kept by T and D; NotDiagonalizableError for a defective eigenvalue."""
        self._require_finite()
        return self.component.matrix_at(0, self.root)

    @cached_property
    def squared(self) -> AlgebraicNumber:
        """The square of kappa: for a simple real eigenvalue a number of Q(lambda).

        Raises:
            NotDiagonalizableError: kappa is infinite. UnableError: lambda is not real and together with its conjugate
                generates a field that is too large; `enclose` answers.
        """
        self._require_finite()
        if self.multiplicity == 1:
            return self._simple()
        P, s = self.projector, self.scaling
        G = adjoint(P) * P if s is None else diagonal([1 / x for x in s]) * P.T * diagonal(s) * P
        return max(x for x, _ in eigenvalues(G))

    @cached_property
    def value(self) -> AlgebraicNumber:
        """The condition number kappa."""
        return sqrt(self.squared)

    def enclose(self, digits: int = 15) -> arb:
        """A ball of relative radius below 10^-digits around kappa, without an exact form of it for a simple eigenvalue."""
        self._require_finite()
        if self.multiplicity > 1:
            return self.squared.enclose(digits + 1).real.sqrt()
        goal = digits * 10 // 3 + 6
        bits, f = goal + 64, self.component.polynomial
        place = number_field(f, self.root)
        while True:
            with precision(bits):
                a = acb(-int(f[0])) if self.component.degree == 1 else place.ball(fmpq_poly([0, 1]), bits)
                powers = [a ** k for k in range(self.component.degree)]
                total = acb(0)
                for (i, x), (j, y) in product(enumerate(powers), enumerate(powers)):
                    total += acb(self._form[i, j]) * x * y.conjugate()
                slope = sum((int(c) * k * a ** (k - 1) for k, c in enumerate(f.coeffs()) if k), start=acb(0))
                found = (total.real / (slope * slope.conjugate()).real).sqrt()
                if found.rel_accuracy_bits() >= goal or bits > MAX_BITS:
                    return found
            bits *= 2

    @cached_property
    def _form(self) -> fmpq_mat:
        """The d x d numbers <C_k, C_l> of f'(x) P = sum_k x^k C_k, the entry (i, j) weighted by s_i/s_j."""
        parts, d, den = self.component.parts[0], self.component.degree, self.component.denominator
        n, s = parts[0].nrows(), self.scaling
        flat = fmpq_mat(d, n * n, [x for C in parts for x in C.entries()]) / den
        if s is None:
            return flat * flat.transpose()
        numbers = [fmpq(x.numerator, x.denominator) for x in s]
        weights = [x / y for x in numbers for y in numbers]
        entries = flat.entries()
        weighted = [entries[k * n * n + i] * w for k in range(d) for i, w in enumerate(weights)]
        return flat * fmpq_mat(d, n * n, weighted).transpose()

    def _simple(self) -> AlgebraicNumber:
        """sum_kl form_kl a^k conj(a)^l / |f'(a)|^2."""
        f, d, H = self.component.polynomial, self.component.degree, self._form
        here = number_field(f, self.root)
        if d == 1:
            return AlgebraicNumber(here, fmpq_poly([H[0, 0]]))
        a = AlgebraicNumber(here, fmpq_poly([0, 1]))
        slope = AlgebraicNumber(here, here.reduce(fmpq_poly(f.derivative())))
        if here.is_real:
            total = fmpq_poly([sum((H[k, m - k] for k in range(max(0, m - d + 1), min(d, m + 1))), start=fmpq(0))
                               for m in range(2 * d - 1)])
            return AlgebraicNumber(here, here.reduce(total)) / (slope * slope)
        rows = [AlgebraicNumber(here, fmpq_poly([H[k, m] for k in range(d)])) for m in range(d)]
        power, total_number, conjugate = a ** 0, a - a, a.conjugate()
        for row in rows:
            total_number = total_number + row * power
            power = power * conjugate
        return total_number / (slope * slope.conjugate())

    def _require_finite(self) -> None:
        if self.infinite:
            raise NotDiagonalizableError(f"eigenvalue_condition_numbers: {self.eigenvalue} has a Jordan block of size "
                                         f"{self.block}, so its condition number is infinite", (self.eigenvalue, self.block))

    def __str__(self) -> str:
        if self.infinite:
            return f"{self.eigenvalue}: infinite, a Jordan block of size {self.block}"
        return f"{self.eigenvalue}: sqrt({self.squared})" if not self.value.is_rational else f"{self.eigenvalue}: {self.value}"


def eigenvalue_condition_numbers(A: Any) -> tuple[EigenvalueCondition, ...]:
    """The condition number 1/|y^* x| of every simple eigenvalue, ||P||_2 of a semisimple one, infinite when defective.

    All conjugates of an irreducible factor f come from one generic root: f'(x)^2 kappa(x)^2 is a polynomial in x.

    Args:
        A: n x n over Q or a number field, a structured value, or A = D T D^-1 with the fields `T_matrix` and `scaling`
            (the squares of D), whose condition numbers are those of A and not of T.

    Raises:
        NotSquareError. UnableError: beyond the budget of `spectral_form`, or parameters.
    Cost: `spectral_form`, and for a factor of degree d products of d n^2 numbers with d.
    References: [Wil65] chapter 2; [MBO97] for semisimple and defective eigenvalues.

    >>> from symbolic import matrix
    >>> for c in eigenvalue_condition_numbers(matrix("1 7; 0 2")):
    ...     print(c)
    1: sqrt(50)
    2: sqrt(50)
    >>> [c.infinite for c in eigenvalue_condition_numbers(matrix("3 1; 0 3"))]
    [True]
    """
    T, scaling = getattr(A, "T_matrix", None), getattr(A, "scaling", None)
    scales = None if scaling is None or not isinstance(T, ExactMatrix) else tuple(scaling)
    matrix = T if scales is not None and isinstance(T, ExactMatrix) else dense_of(A, "eigenvalue_condition_numbers")
    require_square(matrix, "eigenvalue_condition_numbers")
    found = []
    for c in spectral_form(matrix).components:
        count = _multiplicity(c)
        found += [EigenvalueCondition(c.eigenvalue_at(k), count, c.size, c, k, scales)
                  for k in c.roots]
    return tuple(found)


def _multiplicity(c: Component) -> int:
    """The trace of the projector, read at the generic root: tr N_0 = multiplicity * f'."""
    if c.degree == 1:
        return int(trace(c.matrix_at(0, c.roots[0])))
    ring = NumberField(c.polynomial, 0)
    traces = fmpq_poly([fmpq(sum(int(C[i, i]) for i in range(C.nrows())), c.denominator) for C in c.parts[0]])
    ratio = ring.reduce(traces * ring.inverse(ring.reduce(fmpq_poly(c.polynomial.derivative()))))
    return int(ratio[0])
