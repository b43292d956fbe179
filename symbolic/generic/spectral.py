"""Spectral components of a matrix with parameters: what every function of it is made of, with the conditions it rests on.

The formulas are those of `spectral`, with the characteristic polynomial chi in place of the minimal one (components of too
high an order come out as zero): (y - N)^-1 = adj(y - N)/chi(y), and at a root a of f, of multiplicity e in chi,

    Z_j(a) = sum_{i < e-j} s_{e-1-j-i}(a) B^(i)(a)/i!,   B = adj(y - N),   s = 1 / (chi(y)/(y-a)^e) as a power series at a.

Stored is N_j = f'(a) Z_j(a). The laws A N_j = x N_j + N_{j+1} (mod f), N_k = 0 and sum_f [x^(d-1)] N_0 = I are identities over
Q(parameters), checked before anything is returned; they hold wherever the denominators are not zero, and where moreover the
discriminant of f is not zero, sum over the roots a of f of p(a)/f'(a) is the coefficient of x^(d-1) in p.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flint import fmpz_mpoly

from symbolic.errors import DomainError, UnableError
from symbolic.generic.chains import factor_monic, faddeev, multiply, powers_modulo, weights
from symbolic.generic.form import PolynomialForm, generic_polynomial, polynomial_form
from symbolic.generic.ring import ParameterRing, Table, determinant
from symbolic.matrices.conditions import Reasons, derivative, explained, resultant
from symbolic.matrices.functionarrays import FunctionArray
from symbolic.matrices.matrix import ExactMatrix, from_entries, require_square
from symbolic.scalars.parameters import RationalFunction
from symbolic.scalars.polynomials import Polynomial

Cells = list[list[fmpz_mpoly]]           # n^2 rows of d coefficients of the powers of the root


@dataclass(frozen=True)
class GenericComponent:
    """The part of f(A) at the roots of `polynomial`: parts[j][i] is the coefficient of x^i in N_j(x) = f'(x) Z_j(x)."""

    polynomial: Polynomial
    parts: tuple[tuple[ExactMatrix, ...], ...]

    @property
    def degree(self) -> int:
        """The number of conjugate eigenvalues."""
        return self.polynomial.degree

    @property
    def size(self) -> int:
        """The largest block at these eigenvalues."""
        return len(self.parts)


@dataclass(frozen=True)
class GenericSpectralForm:
    """All components of a matrix with parameters, and why each condition is needed."""

    A: ExactMatrix
    components: tuple[GenericComponent, ...]
    reasons: Reasons
    polynomial_form: PolynomialForm = field(repr=False)

    @property
    def conditions(self) -> tuple[RationalFunction, ...]:
        """Irreducible polynomials in the parameters that must not vanish."""
        return tuple(self.reasons)


@dataclass(frozen=True)
class RawComponent:
    """Components of N: parts[j] / denominator, for the monic factor given by its coefficients."""

    polynomial: tuple[fmpz_mpoly, ...]
    parts: tuple[Cells, ...]
    denominator: fmpz_mpoly


def generic_spectral_form(A: ExactMatrix) -> GenericSpectralForm:
    """The spectral components of a square matrix over Q(parameters), with conditions.

    Raises:
        NotSquareError. DomainError: A has no parameters. UnableError: too large, or the work is above the budget.
    Cost: n^4 products of polynomials, a factorisation, and one inverse modulo each factor.
    References: [Gan59] V.2; [HJ91] 6.1.

    >>> from symbolic.parsing import parse_matrix
    >>> form = generic_spectral_form(parse_matrix("a b; 0 a", symbols=["a", "b"]))
    >>> [c.parts for c in form.components], form.conditions
    ([((1 0; 0 1,), (0 b; 0 0,))], ())
    """
    n = require_square(A, "generic_spectral_form")
    if not isinstance(A.array, FunctionArray):
        raise DomainError(f"generic_spectral_form: the matrix over {A.ring} has no parameters; use spectral_form(A)")
    form = polynomial_form(A.array, n)
    ring = form.ring
    chi, adjugate = faddeev(ring, form.numerator)
    raw = [_component(ring, chi, adjugate, f, e) for f, e in factor_monic(ring, chi)]
    if not _lawful(ring, form.numerator, raw):
        raise UnableError("generic_spectral_form: the components failed the final check; please report this matrix")
    needed = [(form.denominator, "a denominator in A")]
    needed += [(p, "A itself rests on it") for c in A.conditions for p in ring.pair(c.over(ring.names))]
    for c in raw:
        text = str(generic_polynomial(form, c.polynomial))
        needed.append((c.denominator, f"a denominator in the component at the roots of {text}"))
        if len(c.polynomial) > 2:
            needed.append((resultant(ring, c.polynomial, derivative(c.polynomial)), f"the roots of {text} stay distinct"))
    return GenericSpectralForm(A, tuple(_scaled(form, c) for c in raw), explained(ring, needed), form)


def _component(ring: ParameterRing, chi: list[fmpz_mpoly], adjugate: list[Table], f: tuple[fmpz_mpoly, ...], e: int,
               ) -> RawComponent:
    n = len(adjugate)
    flat = [[adjugate[i][r][c] for i in range(n)] for r in range(n) for c in range(n)]
    blocks = [ring.product(flat, t) for t in weights(ring, f, n, e)]
    series, delta = _series(ring, chi, f, e)
    parts: list[Cells] = []
    for j in range(e):
        total = [[ring.zero] * (len(f) - 1) for _ in flat]
        for i in range(e - j):
            m = e - 1 - j - i
            factor = [ring.times(x, delta ** (e - 1 - m)) for x in series[m]]
            step = ring.product(blocks[i], multiplication(ring, factor, f))
            total = [[x + y for x, y in zip(p, q, strict=True)] for p, q in zip(total, step, strict=True)]
        parts.append(total)
    while all(x.is_zero() for row in parts[-1] for x in row):
        parts.pop()
    common = delta ** e
    g = ring.gcd([common, *(x for p in parts for row in p for x in row)])
    g = -g if common.coefficient(0) < 0 else g
    divided = tuple([[ring.divide(x, g) for x in row] for row in p] for p in parts)
    return RawComponent(f, divided, ring.divide(common, g))


def multiplication(ring: ParameterRing, g: Sequence[fmpz_mpoly], f: Sequence[fmpz_mpoly]) -> Table:
    """Row i holds the coefficients of y^i g modulo the monic f."""
    d = len(f) - 1
    powers = powers_modulo(ring, f, d + len(g))
    return ring.product([[ring.zero] * i + list(g) + [ring.zero] * (d - i) for i in range(d)], powers)


def _series(ring: ParameterRing, chi: list[fmpz_mpoly], f: tuple[fmpz_mpoly, ...], e: int,
            ) -> tuple[list[list[fmpz_mpoly]], fmpz_mpoly]:
    """sigma_0 .. sigma_{e-1} and delta with f' / (chi(y)/(y-a)^e) = sum sigma_m/delta^(m+1) (y-a)^m at a root a of f."""
    d = len(f) - 1
    if e == 1:                                       # chi/(y-a) is f'(a) g(a) at a, so only g = chi/f is inverted
        join = [sum((c * ring.y ** i for i, c in enumerate(p)), ring.zero) for p in (chi, f)]
        quotient = ring.coefficients(ring.divide(*join), len(chi) - d)
        q, delta = _inverse(ring, _reduce(ring, quotient, f), f)
        return [q], delta
    tables = weights(ring, f, len(chi), 2 * e)[e:]
    taylor = [ring.product([chi], t)[0] for t in tables]
    q, delta = _inverse(ring, taylor[0], f)
    sigma = [q]
    for m in range(1, e):
        total = [ring.zero] * d
        for i in range(1, m + 1):
            step = _reduce(ring, multiply(ring, taylor[i], sigma[m - i]), f)
            total = [x + ring.times(z, delta ** (i - 1)) for x, z in zip(total, step, strict=True)]
        sigma.append([-x for x in _reduce(ring, multiply(ring, q, total), f)])
    slope = _reduce(ring, derivative(f), f)
    return [_reduce(ring, multiply(ring, slope, s), f) for s in sigma], delta


def _reduce(ring: ParameterRing, p: Sequence[fmpz_mpoly], f: Sequence[fmpz_mpoly]) -> list[fmpz_mpoly]:
    return ring.product([list(p)], powers_modulo(ring, f, len(p)))[0]


def _inverse(ring: ParameterRing, g: list[fmpz_mpoly], f: Sequence[fmpz_mpoly]) -> tuple[list[fmpz_mpoly], fmpz_mpoly]:
    """(q, delta) with g q = delta modulo f and delta the resultant of f and g: Cramer's rule for q M = (delta, 0, .., 0)."""
    d = len(f) - 1
    m = multiplication(ring, g, f)
    q = []
    for i in range(d):
        minor = [row[1:] for k, row in enumerate(m) if k != i]
        q.append(determinant(ring, minor) * (-1) ** i)
    return q, sum((ring.times(x, m[i][0]) for i, x in enumerate(q)), ring.zero)


def _lawful(ring: ParameterRing, a: Table, raw: Sequence[RawComponent]) -> bool:
    """N N_j = y N_j + N_{j+1} modulo f, and the coefficients of y^(d-1) in all N_0 add up to I."""
    n = len(a)
    common = ring.one
    for c in raw:
        common = ring.times(common, ring.divide(c.denominator, ring.gcd([common, c.denominator])))
        d = len(c.polynomial) - 1
        shift = multiplication(ring, [ring.zero, ring.one], c.polynomial)
        for j, part in enumerate(c.parts):
            following = c.parts[j + 1] if j + 1 < len(c.parts) else [[ring.zero] * d] * (n * n)
            shifted = ring.product(part, shift)
            right = [[x + y for x, y in zip(p, q, strict=True)] for p, q in zip(shifted, following, strict=True)]
            for i in range(d):
                left = ring.product(a, [[part[r * n + k][i] for k in range(n)] for r in range(n)])
                if any(left[r][k] != right[r * n + k][i] for r in range(n) for k in range(n)):
                    return False
    total = [ring.zero] * (n * n)
    for c in raw:
        scale = ring.divide(common, c.denominator)
        total = [x + ring.times(scale, row[-1]) for x, row in zip(total, c.parts[0], strict=True)]
    return all(x == (common if k % (n + 1) == 0 else ring.zero) for k, x in enumerate(total))


def _scaled(form: PolynomialForm, c: RawComponent) -> GenericComponent:
    """Components of A = N / den: the root is divided by den, f' by den^(d-1), Z_j by den^j."""
    ring, n, d, den = form.ring, len(form.numerator), len(c.polynomial) - 1, form.denominator
    parts = []
    for j, part in enumerate(c.parts):
        bottom = ring.times(c.denominator, den ** (d - 1 + j))
        tables = []
        for i in range(d):
            cells = [ring.function(ring.times(row[i], den ** i), bottom) for row in part]
            tables.append(from_entries([cells[r * n:(r + 1) * n] for r in range(n)], n, n))
        parts.append(tuple(tables))
    return GenericComponent(generic_polynomial(form, c.polynomial), tuple(parts))
