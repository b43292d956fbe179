"""Square roots of a matrix: principal when there is one, primary when that is possible, else any that exists."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from flint import acb, acb_poly, fmpq, fmpq_mat, fmpq_poly, fmpz_poly

from symbolic.errors import UnableError, in_name_of
from symbolic.functions.conjugates import Conjugates, component_parts, conjugates, sum_with_signs
from symbolic.functions.existence import check_square_root
from symbolic.functions.jets import CUT, Undecided
from symbolic.functions.matrixfunction import MatrixFunction, function_of_components
from symbolic.functions.nilpotentroot import nilpotent_root
from symbolic.functions.orbits import MAX_STATES, State, combine, orbit_weights, root_ball
from symbolic.functions.spectral import Component, SpectralForm, spectral_form
from symbolic.matrices.matrix import ExactMatrix, zero
from symbolic.scalars.fields import NumberField, compositum, number_field
from symbolic.scalars.numbers import AlgebraicNumber, sqrt
from symbolic.scalars.roots import precision

if TYPE_CHECKING:
    import mpmath
    import sympy


@dataclass(frozen=True)
class SquareRoot:
    """X with X^2 = A. `kind` is "principal", "primary" or "non-primary"; `notes` says what that rests on.

    X is the sum of `function`, the principal values on the part of A where a primary root exists, and `nilpotent`, a
    root of the nilpotent part (zero unless the kind is non-primary).
    """

    A: ExactMatrix
    kind: str
    function: MatrixFunction = field(repr=False)
    nilpotent: ExactMatrix = field(repr=False)
    notes: tuple[str, ...] = ()

    @cached_property
    def value(self) -> ExactMatrix:
        """X as one exact matrix; UnableError when its entries need a field of degree above 64."""
        return root_of_components(self.A, self.function.spectral.components) + self.nilpotent

    def enclose(self, digits: int = 15) -> list[list[acb]]:
        """Rows of balls around X."""
        from symbolic.matrices.balls import column_ball
        rows = self.function.enclose(digits)
        if self.kind != "non-primary":
            return rows
        columns = [column_ball(self.nilpotent.column(j).numeric(), digits) for j in range(self.A.rows)]
        bits = digits * 4 + 64
        with precision(bits):
            return [[x + columns[j][i] for j, x in enumerate(row)] for i, row in enumerate(rows)]

    def to_mpmath(self, digits: int = 15) -> mpmath.matrix:
        """X as an mpmath matrix, also where the exact field would be too large."""
        from symbolic.functions.functionballs import balls_to_mpmath
        return balls_to_mpmath(self.enclose(digits + 2), digits, real=self.function.is_real)

    def to_sympy(self) -> sympy.Matrix:
        """X as a sympy.Matrix."""
        return self.function.to_sympy() + self.nilpotent.to_sympy()


def square_root(A: ExactMatrix) -> SquareRoot:
    """X with X^2 = A and the kind of root it is.

    Principal: every eigenvalue of X has argument in (-pi/2, pi/2); there is exactly one when A has no eigenvalue on the
    closed negative real axis (a semisimple eigenvalue 0 does no harm). Primary: X is a polynomial in A; negative
    eigenvalues get the root with positive imaginary part. Non-primary only when no primary root exists, which is when 0
    has a block of size 2 or more: then blocks at 0 are joined in pairs of sizes (m, m) or (m, m-1).

    Raises:
        NoSquareRootError: none exists; `.blocks` are the sizes of the Jordan blocks at 0. NotSquareError.
    References: [CL74]; [Hig08] theorems 1.22, 1.26, 1.29 and problem 1.27.

    >>> from symbolic import matrix
    >>> found = square_root(matrix("4 1; 0 4"))
    >>> found.kind, found.value
    ('principal', 2 1/4; 0 2)
    >>> square_root(matrix("-1 0; 0 1")).kind
    'primary'
    >>> square_root(matrix("0 1 0; 0 0 0; 0 0 0")).kind
    'non-primary'
    """
    with in_name_of("square_root"):
        spectral = spectral_form(A)
    at_zero = [c for c in spectral.components if not c.eigenvalue_at(c.roots[0])]
    hard = [c for c in at_zero if c.size > 1]
    rest = tuple(c for c in spectral.components if c not in hard) if hard else spectral.components
    nothing = zero(A.rows, A.rows)
    if hard:
        check_square_root(A)
        nothing = nilpotent_root(A, hard[0])
    function = function_of_components(A, "sqrt", SpectralForm(A, rest, spectral.raw))
    notes = list(function.notes)
    if hard:
        kind = "non-primary"
        notes.append(f"the eigenvalue 0 has a block of size {hard[0].size}: no square root is a polynomial in A; "
                     "its blocks were joined in pairs, and other pairings or signs give other roots")
    elif any(CUT in note for note in notes):
        kind = "primary"
    else:
        kind = "principal"
        if at_zero:
            notes.append("0 is a semisimple eigenvalue: principal in the extended sense, unique among primary roots")
    return SquareRoot(A, kind, function, nothing, tuple(notes))


def sqrtm(A: ExactMatrix) -> ExactMatrix:
    """X with X^2 = A exactly: principal if defined, else primary, else non-primary (`square_root` says which).

    Raises:
        NoSquareRootError: there is none, with the sizes of the Jordan blocks at 0.
        UnableError: the entries of X share no field of degree <= 64; `square_root(A).to_mpmath(digits)` still works.

    >>> from symbolic import matrix
    >>> sqrtm(matrix("1 2; 2 1"))
    (sqrt(3)+i)/2 (sqrt(3)-i)/2; (sqrt(3)-i)/2 (sqrt(3)+i)/2
    >>> sqrtm(matrix("0 1 0; 0 0 0; 0 0 0")) ** 2
    0 1 0; 0 0 0; 0 0 0
    >>> sqrtm(matrix("0 1; 0 0"))
    Traceback (most recent call last):
        ...
    symbolic.errors.NoSquareRootError: sqrtm: A is 2x2 and has no square root: its Jordan blocks at 0 have the sizes 2, so the odd number 1 occurs twice among dim ker A^i - dim ker A^(i-1)
    """  # noqa: E501 - the message of the error is one line
    with in_name_of("sqrtm"):
        return square_root(A).value


def root_of_components(A: ExactMatrix, components: Sequence[Component]) -> ExactMatrix:
    """The sum over all eigenvalues of the given components of the principal values of sqrt and its derivatives."""
    total = zero(A.rows, A.rows)
    for c in components:
        if c.eigenvalue_at(c.roots[0]):
            total = total + _component_root(A, c)
    return total


def _component_root(A: ExactMatrix, c: Component) -> ExactMatrix:
    """sum_a sqrt(lambda(a)) M(a)/f'(a), M = sum_j C(1/2, j) lambda^-j N_j."""
    ring = NumberField(c.polynomial, 0)
    weights = _binomial_weights(c, ring)
    parts = component_parts(c, weights)
    if len(c.roots) == 1:
        here = number_field(c.polynomial, c.roots[0])
        slope = AlgebraicNumber(here, here.inverse(here.reduce(fmpq_poly(c.polynomial.derivative()))))
        powers = [AlgebraicNumber(here, here.reduce(fmpq_poly([0] * i + [1]))) for i in range(c.degree)]
        if c.degree == 1:
            powers = [slope]
        matrix = combine(here, [(slope * p).poly for p in powers], parts)
        return matrix * sqrt(c.eigenvalue_at(c.roots[0]))
    family = conjugates(c, A.field)
    mu = _root_in_field(c, ring)
    if mu is None:
        return _signed_roots(c, family, parts)
    positive = [k for k in family.own if _is_principal(c, k, mu)]
    return sum_with_signs(positive, family, component_parts(c, [ring.reduce(w * mu) for w in weights]))


def _binomial_weights(c: Component, ring: NumberField) -> list[fmpq_poly]:
    """C(1/2, j) lambda^-j modulo f."""
    value = ring.reduce(c.eigenvalue)
    if c.degree == 1:
        value = fmpq_poly([c.eigenvalue(fmpq(-int(c.polynomial[0])))])
    inverse, w, out = ring.inverse(value), fmpq_poly([1]), []
    for j in range(c.size):
        out.append(w)
        w = ring.reduce(w * inverse) * (fmpq(1, 2) - j) / (j + 1)
    return out


def _root_in_field(c: Component, ring: NumberField) -> fmpq_poly | None:
    """Mu with mu^2 = lambda modulo f, or None when lambda is no square in Q[x]/(f)."""
    from symbolic.scalars.fields import minimal_polynomial
    value = ring.reduce(c.eigenvalue)
    m = minimal_polynomial(ring, value)
    if m.degree() == c.degree:
        doubled = fmpz_poly([int(m[i // 2]) if i % 2 == 0 else 0 for i in range(2 * int(m.degree()) + 1)])
        factors = doubled.factor()[1]
        if len(factors) == 1:
            return None
        # a factor E(y^2) + y O(y^2) vanishes at y = sqrt(lambda), so sqrt(lambda) = -E(lambda)/O(lambda)
        h = [int(x) for x in factors[0][0].coeffs()]
        even, odd = ring.reduce(fmpq_poly(h[0::2])(value)), ring.reduce(fmpq_poly(h[1::2])(value))
        return ring.reduce(-even * ring.inverse(odd))
    here = number_field(c.polynomial, c.roots[0])
    z = sqrt(AlgebraicNumber(here, value))
    joined, _, image = compositum(here, z.field)
    return here.reduce(z.poly(image)) if joined is here else None


def _is_principal(c: Component, k: int, mu: fmpq_poly) -> bool:
    """Whether mu(a) is the principal square root of lambda(a) at root number k, and not its negative."""
    z = AlgebraicNumber(number_field(c.polynomial, k), mu)
    value = c.eigenvalue_at(k)
    bits = 64
    while True:
        b = z.enclose(bits)
        if b.real > 0 or b.real < 0:
            return bool(b.real > 0)
        if value.is_real and value.sign() < 0:
            return bool(b.imag > 0)
        bits *= 2


def _signed_roots(c: Component, family: Conjugates, parts: list[fmpq_mat]) -> ExactMatrix:
    """The sum when no sqrt(lambda) lies in Q(a): over the orbit of the choice of signs."""
    f, den = c.polynomial, int(c.eigenvalue.denom())
    integral = c.eigenvalue * den * den            # (den sqrt(lambda))^2, an algebraic integer
    count = len(family.groups) * 2 ** len(family.own)
    if count > MAX_STATES:
        raise UnableError(f"sqrtm: the exact root may need a field of degree {count}; square_root(A) still gives numbers",
                          "degree 64")
    values = {k: c.eigenvalue_at(k) for k in family.own}
    on_cut = {k for k, v in values.items() if v.is_real and v.sign() < 0}

    def states(bits: int) -> list[State]:
        out: list[State] = []
        for group in family.groups:
            own = group is family.own
            base = [_sqrt_ball(acb_poly(integral)(root_ball(f, k, bits)), k, on_cut, own=own) for k in group]
            out += [{k: b * s for k, b, s in zip(group, base, signs, strict=True)}
                    for signs in product((1, -1), repeat=len(group))]
        return out
    field_, weights = orbit_weights(f, states, count)
    return combine(field_, [w / den for w in weights], parts)


def _sqrt_ball(value: acb, k: int, on_cut: set[int], *, own: bool) -> acb:
    """The principal root for the eigenvalues of A itself; for other conjugates any root will do."""
    if k in on_cut:
        return acb(0, 1) * acb(-value.real).sqrt()
    crosses = value.imag.contains(0) and not value.real > 0
    if crosses and own:
        raise Undecided
    return acb(0, 1) * (-value).sqrt() if crosses else value.sqrt()
