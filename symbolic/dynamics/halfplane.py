"""On which side of the imaginary axis, or of the unit circle, each root of a polynomial lies, decided exactly.

An irreducible f with a root z on the imaginary axis also has the root -conj(z) = z in common with f(-x), so f(-x) = +-f(x);
one with a root on the unit circle is its own reciprocal up to sign. For every other f balls separate all roots from the
boundary after finitely many refinements; for those, z is on the boundary exactly when its mirror image -conj(z), or
1/conj(z), which is a root too, is z itself, and isolating balls see that.
"""
from __future__ import annotations

from functools import lru_cache

from flint import acb, fmpq, fmpq_poly, fmpz_poly

from symbolic.errors import UnableError
from symbolic.scalars.fields import MAX_BITS
from symbolic.scalars.numbers import AlgebraicNumber
from symbolic.scalars.roots import RootSet, precision, root_set


def is_mirrored(f: fmpz_poly, *, discrete: bool) -> bool:
    """Whether the roots of f are symmetric to the imaginary axis (or to the unit circle)."""
    c = [int(x) for x in f.coeffs()]
    image = c[::-1] if discrete else [x if i % 2 == 0 else -x for i, x in enumerate(c)]
    return image in (c, [-x for x in c])


def _sides_once(roots: RootSet, bits: int, *, mirrored: bool, discrete: bool) -> list[int] | None:
    out = []
    for k in range(len(roots)):
        z = roots.ball(k, bits)
        with precision(bits):
            gap = z.real if not discrete else z.real * z.real + z.imag * z.imag - 1
            if gap > 0 or gap < 0:
                out.append(1 if gap > 0 else -1)
                continue
            if not mirrored:
                return None
            image = -z.conjugate() if not discrete else acb(1) / z.conjugate()
        if roots.locate(image) != (k,):
            return None
        out.append(0)
    return out


@lru_cache(maxsize=512)
def _sides(coefficients: tuple[int, ...], discrete: bool) -> tuple[int, ...]:  # noqa: FBT001 (a cache key)
    f = fmpz_poly(list(coefficients))
    mirrored = is_mirrored(f, discrete=discrete)
    if f.degree() == 1:
        value = fmpq(-int(f[0]), int(f[1]))
        gap = value * value - 1 if discrete else value
        return (int(gap > 0) - int(gap < 0),)
    roots, bits = root_set(f), 64
    while bits <= MAX_BITS:
        found = _sides_once(roots, bits, mirrored=mirrored, discrete=discrete)
        if found is not None:
            return tuple(found)
        bits *= 2
    raise UnableError("the roots of a polynomial could not be separated from the boundary", f"{MAX_BITS} bits")


def sides(f: fmpz_poly, *, discrete: bool = False) -> tuple[int, ...]:
    """-1, 0 or 1 for each root of an irreducible f: inside, on or outside the half plane Re < 0 (or the unit disc).

    >>> sides(fmpz_poly([1, 0, 1])), sides(fmpz_poly([-1, -1, 0, 1]))
    ((0, 0), (1, -1, -1))
    """
    return _sides(tuple(int(c) for c in f.coeffs()), discrete)


def side(z: AlgebraicNumber, *, discrete: bool = False) -> int:
    """-1, 0 or 1: the sign of Re z, or of |z| - 1."""
    coefficients, k = z.canonical()
    return sides(fmpz_poly(list(coefficients)), discrete=discrete)[k]


def cayley(p: fmpq_poly) -> fmpq_poly:
    """(1 - w)^n p((1 + w)/(1 - w)): its roots in Re w < 0 are those of p in the unit disc; a root -1 lowers the degree."""
    n = p.degree()
    up, down = fmpq_poly([1, 1]), fmpq_poly([1, -1])
    total, power = fmpq_poly([0]), fmpq_poly([1])
    for i in range(n, -1, -1):         # total = sum_{k >= i} p_k up^(k-i) ..., a homogeneous Horner scheme
        total = total * up + power * p[i]
        power = power * down
    return total


def routh_column(p: fmpq_poly) -> tuple[fmpq, ...] | None:
    """The first column of the Routh array of p; None when an entry vanishes (p is then not strictly stable).

    All roots have Re < 0 exactly when the column exists and has one sign [Rou77].
    """
    n = p.degree()
    above = [p[i] for i in range(n, -1, -2)]
    row = [p[i] for i in range(n - 1, -1, -2)]
    column = [above[0]]
    while row:
        if row[0] == 0:
            return None
        column.append(row[0])
        ratio = above[0] / row[0]
        padded = [*row, *[fmpq(0)] * (len(above) - len(row))]
        above, row = row, [above[i + 1] - ratio * padded[i + 1] if i + 1 < len(padded) else above[i + 1]
                           for i in range(len(above) - 1)]
    return tuple(column)
