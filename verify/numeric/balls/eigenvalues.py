"""Eigenvalues in balls by FLINT's eigensolvers, which prove their enclosures, at growing precision."""
from __future__ import annotations

from typing import Any

from flint import acb, acb_mat, acb_poly, arb, fmpq_mat

from symbolic.canonical.spectrum import charpoly
from symbolic.errors import UnableError
from symbolic.matrices.elimination import rank
from symbolic.matrices.inner import is_real
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.roots import precision
from verify.numeric.balls.squarefree import squarefree_factors
from verify.numeric.operands import MAX_BITS, as_complex, ball_matrix, bits_for, number_ball, read, require_digits

SMALL = 12


def eigenvalues(A: Any, digits: int = 15) -> tuple[acb, ...]:
    """Balls around the n eigenvalues with multiplicity, radii below 10^-digits of the modulus; zeros are exact.

    From `acb_mat.eig` at growing precision; what it cannot isolate (a defective matrix) comes from the factors of the
    characteristic polynomial. Equal eigenvalues share one ball. A ball that must hold a real number has imaginary part 0.
    In order of the real parts of the midpoints, then of the imaginary ones.

    Raises:
        NotSquareError, InputError, DomainError: no square matrix of numbers. UnableError: 65,536 bits do not do.

    >>> from symbolic import matrix
    >>> eigenvalues(matrix("2 1; 1 2"))[1].contains(3), eigenvalues(matrix("0 1; 0 0")) == (0, 0)
    (True, True)
    """
    goal = bits_for(require_digits(digits, "eigenvalues"))
    T = read(A, "eigenvalues", square=True).T  # D T D^-1 is similar to T
    zeros, n = _zeros(T), T.rows
    if zeros == n:
        return (acb(0),) * n
    bits, real = goal + 48, is_real(T)
    patience = bits if n <= SMALL else 4 * bits  # a large matrix may only need more bits
    while bits <= MAX_BITS:
        B = as_complex(ball_matrix(T, bits))
        with precision(bits):
            found = _isolated(B) or (_by_factors(T, bits) if bits >= patience else [])
            settled = _settled(found, zeros, goal, real=real) if found else None
        if settled is not None:
            return settled
        bits *= 2
    raise UnableError(f"eigenvalues: the {n}x{n} matrix is not settled to {digits} digits", f"{MAX_BITS} bits")


def _by_factors(T: ExactMatrix, bits: int) -> list[acb]:
    """The roots of the squarefree factors of the characteristic polynomial, for defective matrices."""
    p = charpoly(T)
    if p.is_rational:
        pairs: list[Any] = [z for f, k in p.factor() for z in list(f.to_flint().numer().complex_roots()) * k]
        return [z for z, _ in pairs]
    found: list[acb] = []
    for q, multiplicity in squarefree_factors(list(p.coefficients)):
        try:
            f = acb_poly([number_ball(c, 2 * bits) for c in q])
            found += list(f.roots(tol=arb(2) ** -bits, maxprec=2 * bits)) * multiplicity
        except ValueError:  # too few bits to isolate them
            return []
    return found


def _zeros(T: ExactMatrix) -> int:
    """The multiplicity of the eigenvalue 0, the corank of T^n."""
    n = T.rows
    if rank(T) == n:
        return 0
    if T.is_rational:
        p = (fmpq_mat(T.numerator) / T.denominator).charpoly()
        return next(k for k in range(n + 1) if p[k] != 0)
    return n - rank(T**n)


def _isolated(B: acb_mat) -> list[acb] | None:
    """Disjoint balls with one eigenvalue each, or balls of those that agree; None for a defective matrix, or too few bits."""
    for several in (False, True):
        try:
            found = list(B.eig(multiple=several))
        except ValueError:
            continue
        if all(z.is_finite() and z.rad() < (1 + z.abs_lower()) * arb(2) ** -20 for z in found):
            return found
    return None


def _settled(found: list[acb], zeros: int, goal: int, *, real: bool) -> tuple[acb, ...] | None:
    """Sorted balls with exact zeros and real numbers, or None when they are not narrow enough."""
    near = [z for z in found if z.contains(0)]
    if len(near) != zeros:
        return None
    values = [z for z in found if not z.contains(0)]
    eps = arb(2) ** -goal
    if not all(z.rad() <= z.abs_lower() * eps for z in values):
        return None
    if real:
        values = [acb(z.real) if _must_be_real(z, values) else z for z in values]
    values += [acb(0)] * zeros
    return tuple(sorted(values, key=_midpoint))


def _must_be_real(z: acb, values: list[acb]) -> bool:
    """Whether an eigenvalue of a real matrix, alone in its ball, meets its own mirror image and no other ball does."""
    mirror = z.conjugate()
    return z.imag.contains(0) and sum(mirror.overlaps(w) for w in values) == 1


def _midpoint(z: acb) -> tuple[arb, arb]:
    return z.real.mid(), z.imag.mid()
