"""Isolated complex roots of integer polynomials, in one canonical order, refined on demand.

Order: real roots first, ascending; then the others by real part, then imaginary part. Real parts that agree to
2^-1024 are taken as equal for the order (two conjugates always do, exactly); the order only labels roots, no value
depends on it.
"""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cmp_to_key, lru_cache
from itertools import pairwise
from typing import Any

from flint import acb, ctx, fmpz_poly

ORDER_PRECISIONS = (64, 256, 1024)


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """Run a block at a ball precision of `bits`, and put the old precision back."""
    old = ctx.prec
    ctx.prec = max(bits, 2)
    try:
        yield
    finally:
        ctx.prec = old


def _less(a: acb, b: acb) -> int:
    if a.real < b.real:
        return -1
    if a.real > b.real:
        return 1
    return -1 if a.imag < b.imag else int(a.imag > b.imag)


def _ordered(roots: list[acb]) -> tuple[list[acb], bool]:
    """Sort roots canonically; also say whether no two non-conjugate roots had overlapping real parts."""
    real = sorted((z for z in roots if z.imag == 0), key=cmp_to_key(_less))
    rest = sorted((z for z in roots if z.imag != 0), key=cmp_to_key(_less))
    clear = all(not a.real.overlaps(b.real) or a.overlaps(b.conjugate()) for a, b in pairwise(rest))
    return real + rest, clear


def _values(polynomial: fmpz_poly) -> list[acb]:
    pairs: list[Any] = list(polynomial.complex_roots())
    return [z for z, _ in pairs]


class RootSet:
    """The complex roots of one squarefree integer polynomial, isolated by disjoint balls."""

    def __init__(self, polynomial: fmpz_poly) -> None:
        self.polynomial = polynomial
        for bits in ORDER_PRECISIONS:
            with precision(bits):
                self._base, clear = _ordered(_values(polynomial))
            if clear:
                break
        self._bits = bits
        self._fine = self._base
        self.real_count = sum(1 for z in self._base if z.imag == 0)

    def __len__(self) -> int:
        return len(self._base)

    def ball(self, k: int, bits: int) -> acb:
        """The k-th root as a ball of about `bits` bits of relative accuracy (never less than isolating)."""
        if bits > self._bits:
            with precision(bits):
                fresh = _values(self.polynomial)
            self._fine = [self._match(z, fresh) for z in self._base]
            self._bits = bits
        return self._fine[k]

    @staticmethod
    def _match(base: acb, fresh: list[acb]) -> acb:
        (one,) = [z for z in fresh if base.overlaps(z)]
        return one

    def locate(self, value: acb) -> tuple[int, ...]:
        """Indices of all roots whose balls meet the ball `value`."""
        return tuple(k for k, z in enumerate(self._fine) if z.overlaps(value))


@lru_cache(maxsize=512)
def _root_set(coefficients: tuple[int, ...]) -> RootSet:
    return RootSet(fmpz_poly(list(coefficients)))


def root_set(polynomial: fmpz_poly) -> RootSet:
    """The isolated roots of a squarefree integer polynomial, cached by its coefficients.

    >>> roots = root_set(fmpz_poly([-1, -1, 0, 1]))
    >>> len(roots), roots.real_count
    (3, 1)
    """
    return _root_set(tuple(int(c) for c in polynomial.coeffs()))
