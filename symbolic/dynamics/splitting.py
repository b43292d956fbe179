"""How eigenvalues of A + eps E leave those of A: exponents by the Newton polygon, leading coefficients by Lidskii's theorem."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz, fmpz_poly

from symbolic.canonical.spectrum import charpoly, descale, eigenvalues
from symbolic.errors import ShapeError, UnableError
from symbolic.functions.spectral import Component, spectral_form
from symbolic.matrices.elimination import rref
from symbolic.matrices.matrix import ExactMatrix, require_matrix, require_numbers, require_square
from symbolic.scalars.fields import number_field
from symbolic.scalars.numbers import AlgebraicNumber, exact, roots_of
from symbolic.scalars.polynomials import Polynomial

MAX_ROWS = 96        # columns times field degree, for elimination over the field of an eigenvalue


@dataclass(frozen=True)
class SplittingGroup:
    """`count` eigenvalues of A + eps E of the form lambda + z eps^exponent + .., z the roots of `polynomial` (not 0).

    The exponent None says that `count` eigenvalues stay at lambda for every eps. An edge of width w and height h of the
    Newton polygon has exponent h/w; its polynomial is one in z^q, q the denominator of the exponent.
    """

    eigenvalue: AlgebraicNumber
    exponent: Fraction | None
    count: int
    polynomial: Polynomial | None

    def __str__(self) -> str:
        if self.exponent is None:
            return f"{self.count} at {self.eigenvalue} for every eps"
        return f"{self.count} at {self.eigenvalue} + z*eps^({self.exponent}) with z a root of {self.polynomial}"


def _require_perturbation(A: ExactMatrix, E: ExactMatrix, what: str) -> int:
    n = require_square(A, what)
    require_matrix(E, what)
    if E.shape != A.shape:
        raise ShapeError(f"{what}: A is {n}x{n} and E is {E.rows}x{E.cols}; the shapes must agree")
    require_numbers(A, what)
    require_numbers(E, what)
    return n


def _pencil(A: ExactMatrix, E: ExactMatrix) -> list[list[Any]]:
    """Det(xI - A - eps E) by interpolation at eps = 0 .. n: row j holds the coefficients of eps^j, by powers of x."""
    n = A.rows
    points = fmpq_mat(n + 1, n + 1, [fmpq(k) ** j for k in range(n + 1) for j in range(n + 1)]).inv()
    if A.is_rational and E.is_rational:
        d = A.denominator * E.denominator
        a, e = A.numerator * E.denominator, E.numerator * A.denominator
        table = fmpq_mat(n + 1, n + 1, [x for k in range(n + 1) for x in descale((a + e * k).charpoly(), d).coeffs()])
        return [list(row) for row in (points * table).tolist()]
    values = [charpoly(A + E * k).coefficients for k in range(n + 1)]
    return [[sum((exact(points[j, k]) * values[k][i] for k in range(n + 1)), exact(0)) for i in range(n + 1)]
            for j in range(n + 1)]


def _taylor(row: Sequence[Any], i: int, at: Callable[[Sequence[Any]], Any]) -> Any:
    """Coefficient i of the Taylor expansion of the polynomial at a point, `at` evaluates there."""
    binomials, c = [], 1
    for k in range(i, len(row)):
        binomials.append(row[k] * c)
        c = c * (k + 1) // (k + 1 - i)
    return at(binomials)


def _lower_hull(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Vertices of the lower convex hull, from left to right."""
    hull: list[tuple[int, int]] = []
    for p in points:
        while len(hull) > 1:
            (a, u), (b, v) = hull[-2], hull[-1]
            if (v - u) * (p[0] - a) < (p[1] - u) * (b - a):
                break
            hull.pop()
        hull.append(p)
    return hull


def _groups(pencil: list[list[Any]], multiplicity: int, at: Callable[[Sequence[Any]], Any],
            roots: Sequence[tuple[AlgebraicNumber, Callable[[Any], AlgebraicNumber]]]) -> Iterator[SplittingGroup]:
    """The groups at each of several conjugate eigenvalues, which share one Newton polygon."""
    lowest: dict[int, tuple[int, Any]] = {}
    for i in range(multiplicity + 1):
        for j, row in enumerate(pencil):
            c = _taylor(row, i, at)
            if c != 0:
                lowest[i] = (j, c)
                break
    hull = _lower_hull([(i, lowest[i][0]) for i in sorted(lowest)])
    for value, read in roots:
        for (i, v), (k, w) in pairwise(hull):
            on_edge = {m: lowest[m][1] for m in range(i, k + 1)
                       if m in lowest and (lowest[m][0] - v) * (k - i) == (w - v) * (m - i)}
            edge = Polynomial([read(on_edge[m]) if m in on_edge else exact(0) for m in range(i, k + 1)])
            yield SplittingGroup(value, Fraction(v - w, k - i), k - i, edge)
        if hull[0][0]:
            yield SplittingGroup(value, None, hull[0][0], None)


def _at_number(z: AlgebraicNumber) -> Callable[[Sequence[Any]], AlgebraicNumber]:
    def at(coefficients: Sequence[Any]) -> AlgebraicNumber:
        value = exact(0)
        for c in reversed(coefficients):
            value = value * z + exact(c)
        return value
    return at


def _modulo(f: fmpq_poly) -> Callable[[Sequence[Any]], fmpq_poly]:
    return lambda coefficients: fmpq_poly(list(coefficients)) % f


def splitting_exponents(A: ExactMatrix, E: ExactMatrix) -> tuple[SplittingGroup, ...]:
    """The leading exponents and coefficients of all eigenvalues of A + eps E as eps -> 0, for every A and E.

    At an eigenvalue lambda of multiplicity e the eigenvalues near it are the roots y of sum c_ij y^i eps^j =
    det((lambda + y) I - A - eps E); the slopes of the lower Newton polygon of the points (i, j) with c_ij != 0 are their
    exponents, and the coefficients on an edge form the polynomial of the leading coefficients.

    Args:
        A, E: n x n over Q or a number field.

    Raises:
        ShapeError. DomainError: parameters.
    Cost: n + 1 characteristic polynomials; the polygon of one factor serves all its conjugates.
    References: [MBO97] section 2 for the polygon; V. Puiseux (1850) for the expansions.

    >>> from symbolic import matrix
    >>> J = matrix("3 1 0; 0 3 1; 0 0 3")
    >>> for E in (matrix("0 0 0; 0 0 0; 1 0 0"), matrix("0 0 0; 1 0 0; 0 0 0")):
    ...     for group in splitting_exponents(J, E):
    ...         print(group)
    3 at 3 + z*eps^(1/3) with z a root of x^3-1
    2 at 3 + z*eps^(1/2) with z a root of x^2-1
    1 at 3 for every eps
    """
    _require_perturbation(A, E, "splitting_exponents")
    pencil = _pencil(A, E)
    out: list[SplittingGroup] = []
    if A.is_rational and E.is_rational:
        for f, e in charpoly(A).factor():
            g: fmpz_poly = f.to_flint().numer()
            roots = [(z, _reader(z)) for z in roots_of(g)]
            out += _groups(pencil, e, _modulo(f.to_flint()), roots)
    else:
        for z, e in eigenvalues(A):
            out += _groups(pencil, e, _at_number(z), [(z, exact)])
    return tuple(out)


def _reader(z: AlgebraicNumber) -> Callable[[Any], AlgebraicNumber]:
    at = _at_number(z)
    return lambda p: at(p.coeffs())


@dataclass(frozen=True)
class LidskiiSplitting:
    """The first-order splitting of the largest blocks of A at one eigenvalue under A + eps E.

    With r blocks of the largest size m, X their r eigenvectors and Y the left ones at their
    ends, W = Y^T E X is r x r and m r eigenvalues are lambda + (xi eps)^(1/m) + o(eps^(1/m)), xi the eigenvalues of W.
    That needs det W != 0 (`generic`); otherwise some exponents differ and `splitting_exponents` tells them.
    """

    eigenvalue: AlgebraicNumber
    size: int
    blocks: int
    W: ExactMatrix

    @property
    def exponent(self) -> Fraction:
        """1/m."""
        return Fraction(1, self.size)

    @property
    def polynomial(self) -> Polynomial:
        """The characteristic polynomial of W: its roots xi are the m-th powers of the leading coefficients."""
        return charpoly(self.W)

    @property
    def generic(self) -> bool:
        """Whether det W != 0, so that the exponent 1/m is right for all m r eigenvalues."""
        return bool(self.polynomial.coefficients[0])

    def __str__(self) -> str:
        if not self.generic:
            return f"{self.eigenvalue}: Y^T E X = {self.W} is singular, so the exponent 1/{self.size} does not hold for all"
        return (f"{self.size * self.blocks} at {self.eigenvalue} + z*eps^({self.exponent}), "
                f"z^{self.size} a root of {self.polynomial}")


def lidskii(A: ExactMatrix, E: ExactMatrix) -> tuple[LidskiiSplitting, ...]:
    """The splitting lambda + (xi eps)^(1/m) of the largest blocks at every eigenvalue of A, xi the eigenvalues of Y^T E X.

    The spectral component Z = (A - lambda)^(m-1) Z_0 is X Y^T, so a rank factorization of it gives X and Y without any
    transformation matrix; W is determined up to similarity.

    Args:
        A, E: n x n over Q or a number field.

    Raises:
        ShapeError. DomainError: parameters. UnableError: at an eigenvalue whose degree times n is above the budget there are
            several largest blocks, or A or E is irrational; or the budget of `spectral_form`.
    References: [Lid66]; [MBO97] theorem 2.1.

    >>> from symbolic import matrix
    >>> J = matrix("3 1 0; 0 3 1; 0 0 3")
    >>> print(lidskii(J, matrix("0 0 0; 0 0 0; 5 0 0"))[0])
    3 at 3 + z*eps^(1/3), z^3 a root of x-5
    >>> print(lidskii(J, matrix("0 0 0; 1 0 0; 0 0 0"))[0])
    3: Y^T E X = 0 is singular, so the exponent 1/3 does not hold for all
    """
    _require_perturbation(A, E, "lidskii")
    out = []
    multiplicities = _multiplicities(A)
    for component in spectral_form(A).components:
        # tr(Z E) = y^T E x for one largest block, Z = x y^T: one polynomial for all conjugates
        single: fmpq_poly | None = None
        if E.is_rational and multiplicities.get(component.eigenvalue_at(component.roots[0]), 0) in range(1, 2 * component.size):
            single = _trace_against(component, E)
        elif A.rows * component.degree > MAX_ROWS:
            raise UnableError(f"lidskii: the eigenvectors at an eigenvalue of degree {component.degree} need products and "
                              f"elimination with {A.rows} columns over its field; splitting_exponents(A, E) answers",
                              f"product {MAX_ROWS}")
        for root in component.roots:
            value = component.eigenvalue_at(root)
            if single is not None:
                W = ExactMatrix.from_rows([[AlgebraicNumber(number_field(component.polynomial, root), single)]])
            else:
                Z = component.matrix_at(component.size - 1, root)
                form = rref(Z)
                W = form.R.submatrix(range(form.rank), range(Z.cols)) * E * Z.submatrix(range(Z.rows), form.pivots)
            out.append(LidskiiSplitting(value, component.size, W.rows, W))
    return tuple(out)


def _trace_against(component: Component, E: ExactMatrix) -> fmpq_poly:
    """tr(Z E) for the last coefficient matrix Z of the component and a rational E, as a polynomial in the root of f."""
    field = number_field(component.polynomial, 0)
    turned = E.numerator.transpose().entries()
    traces = [sum((a * b for a, b in zip(part.entries(), turned, strict=True)), fmpz(0)) for part in component.parts[-1]]
    value = fmpq_poly(traces) / (component.denominator * E.denominator)
    if component.degree == 1:
        return value
    return field.reduce(value * field.inverse(field.reduce(fmpq_poly(component.polynomial.derivative()))))


def _multiplicities(A: ExactMatrix) -> dict[AlgebraicNumber, int]:
    """The algebraic multiplicity of every eigenvalue of a rational matrix; nothing for another one."""
    if not A.is_rational:
        return {}
    return {z: e for f, e in charpoly(A).factor() for z in roots_of(f.to_flint().numer())}
