"""Toeplitz systems from the 2n-1 numbers: Euclid's algorithm modulo a prime, lifted to the rationals.

The square Toeplitz matrix T = (t_{i-j}) of size n is the polynomial a(z) = sum_k t_k z^(k+n-1), for T x is the middle
of the coefficients of a(z) x(z). Euclid's algorithm on z^(2n-1) and a(z) finds two columns from which T^-1 follows;
the leading minors of T appear nowhere in it, so they may vanish at will.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isqrt, prod
from typing import Any

from flint import fmpz, fmpz_mat, fmpz_poly, nmod_poly

from symbolic.errors import InputError, ShapeError, SingularMatrixError

# Primes just below 2^61, 2^60 and 2^59: a matrix that is singular modulo all three is handed to the dense solver.
PRIMES = (2305843009213693951, 1152921504606846883, 576460752303423433)
MAX_PRIME = 1 << 63
# How often a digit of the lifting is doubled in length before the digits are taken one by one.
DOUBLINGS = 3
# Entries of the solution from which its denominator is read off together.
WITNESSES = 3
SLACK_BITS = 24


@dataclass(frozen=True)
class FundamentalPair:
    """Polynomials u = (x, 0) and v = (-w, 1) of n + 1 coefficients: T x = e_1 and T w = (0, t_{1-n}, .., t_{-1}).

    They span the null space of rows 1..n-1 of (t_{i-j}), j = 0..n, and T^-1 = L(u) U(v) - L(v) U(u) with L(f) lower
    triangular Toeplitz with first column f_0..f_{n-1}, and U(f) upper triangular with first row f_n, .., f_1.
    """

    u: Any
    v: Any
    n: int

    def apply(self, b: Any) -> Any:
        """The polynomial of T^-1 b, by four products."""
        n, u, v = self.n, self.u, self.v
        lower = (v.right_shift(1) * b).right_shift(n - 1)
        upper = (u.right_shift(1) * b).right_shift(n - 1)
        return u.mul_low(lower, n) - v.mul_low(upper, n)


def euclid(power: Any, a: Any, n: int) -> FundamentalPair | Any:
    """The fundamental pair of the Toeplitz matrix with polynomial a, or a polynomial x != 0 with T x = 0.

    Args:
        power: z^(2n-1). a: sum t_k z^(k+n-1), both over a field.

    T is nonsingular exactly when some remainder has degree n - 1. The first remainder s a mod z^(2n-1) of degree below n has
    a cofactor s of degree below n, so T s = (coefficient n - 1 of it) e_1, which is 0 if T is singular; the next cofactor has
    degree n.

    Cost: O(n^2) operations in the field.
    References: [BGY80] Brent, Gustavson & Yun 1980; [HR84] Heinig & Rost 1984.
    """
    r0, r1, s0, s1 = power, a, a * 0, a * 0 + 1
    while r1.degree() >= n:
        q, r = divmod(r0, r1)
        r0, r1, s0, s1 = r1, r, s1, s0 - q * s1
    if r1.degree() < n - 1:
        return s1
    q = r0 // r1
    v = s0 - q * s1
    return FundamentalPair(s1 * (1 / r1[n - 1]), v * (1 / v[n]), n)


def toeplitz_solve_mod(c: Sequence[int], r: Sequence[int], b: Sequence[int], p: int) -> tuple[int, ...]:
    """The x with T x = b modulo the prime p, for T with first column c and first row r; any leading minors may be 0.

    Raises:
        ShapeError: c, r and b differ in length, or c[0] != r[0]. InputError: p is no prime below 2^63.
        SingularMatrixError: T is singular modulo p; the null vector is a tuple of integers.
    Cost: O(n^2) operations modulo p.
    References: [BGY80] Brent, Gustavson & Yun 1980.

    >>> toeplitz_solve_mod([0, 1], [0, 2], [3, 4], 7)
    (4, 5)
    """
    if not all(isinstance(x, list | tuple) and all(type(y) is int for y in x) for x in (c, r, b)) or type(p) is not int:
        raise InputError("toeplitz_solve_mod: c, r and b must be lists of integers, and p a prime; toeplitz(c, r).solve(b) takes "
                         "other numbers")
    n = len(c)
    if not len(r) == len(b) == n:
        raise ShapeError(f"toeplitz_solve_mod: c, r and b have {n}, {len(r)} and {len(b)} entries; they must agree")
    if not 1 < p < MAX_PRIME or not fmpz(p).is_prime():
        raise InputError(f"toeplitz_solve_mod: {p} is no prime below 2^63")
    if n and (c[0] - r[0]) % p:
        raise ShapeError(f"toeplitz_solve_mod: r[0] = {r[0]} must equal c[0] = {c[0]}, the corner they share")
    if not n:
        return ()
    pair = _modular_pair(fmpz_poly([*reversed(r[1:]), *c]), n, p)
    if not isinstance(pair, FundamentalPair):
        null = _integers(pair, n)
        raise SingularMatrixError(f"toeplitz_solve_mod: T is {n}x{n} and singular modulo {p}; a null vector is attached", null)
    return _integers(pair.apply(nmod_poly(list(b), p)), n)


def _integers(f: nmod_poly, n: int) -> tuple[int, ...]:
    return tuple(int(f[i]) for i in range(n))


def _modular_pair(a: fmpz_poly, n: int, p: int) -> FundamentalPair | nmod_poly:
    return euclid(nmod_poly([0] * (2 * n - 1) + [1], p), nmod_poly(a, p), n)


@dataclass(frozen=True)
class LiftedToeplitz:
    """An integer Toeplitz matrix T with its fundamental pair modulo `modulus`: what p-adic lifting needs.

    T is nonsingular, because it is so modulo the prime that divides `modulus`.
    """

    a: fmpz_poly
    pair: FundamentalPair
    modulus: fmpz

    @property
    def n(self) -> int:
        """The size of T."""
        return self.pair.n

    def image(self, x: fmpz_poly) -> fmpz_poly:
        """The polynomial of T x: the middle n coefficients of a(z) x(z)."""
        return self.a.mul_low(x, 2 * self.n - 1).right_shift(self.n - 1)

    def digits(self, b: fmpz_poly) -> Iterator[fmpz_poly]:
        """The digits of T^-1 b in base `modulus`, for ever."""
        while True:
            x = reduced(self.pair.apply(reduced(b, self.modulus)), self.modulus)
            yield x
            b = (b - self.image(x)) // self.modulus

    def doubled(self) -> LiftedToeplitz:
        """The same with the modulus squared: one more digit of each of the two columns."""
        n, m = self.n, self.modulus
        u, v = self.pair.u, self.pair.v
        first = (1 - self.image(u)) // m
        # v = z^n - w, and T w is column n of (t_{i-j}) with t_{-n} = 0: the n middle places of a v must vanish
        second = -self.image(v) // m
        u += m * reduced(self.pair.apply(reduced(first, m)), m)
        v += m * reduced(self.pair.apply(reduced(second, m)), m)
        return LiftedToeplitz(self.a, FundamentalPair(u, v, n), m * m)


def reduced(f: fmpz_poly, m: fmpz) -> fmpz_poly:
    """The coefficients modulo m, each between -m and m: python-flint leaves a coefficient alone that is smaller than m."""
    return f - (f // m) * m


def lifted_toeplitz(a: fmpz_poly, n: int) -> LiftedToeplitz | None:
    """The fundamental pair of an integer Toeplitz matrix modulo a power of a prime; None if T is singular modulo all PRIMES.

    >>> lifted_toeplitz(fmpz_poly([1, 0, 1]), 2).image(fmpz_poly([3, 4]))
    3*x + 4
    """
    for p in PRIMES:
        pair = _modular_pair(a, n, p)
        if isinstance(pair, FundamentalPair):
            start = FundamentalPair(_lift(pair.u), _lift(pair.v), n)
            lifted = LiftedToeplitz(a, start, fmpz(p))
            for _ in range(DOUBLINGS):
                lifted = lifted.doubled()
            return lifted
    return None


def _lift(f: nmod_poly) -> fmpz_poly:
    return fmpz_poly([int(c) for c in f.coeffs()])


def solve_lifted(T: LiftedToeplitz, b: fmpz_poly) -> tuple[fmpz_poly, int]:
    """Integers (x, d) with T x = d b and d > 0, by Dixon's p-adic lifting; checked by one exact product.

    Cost: O(n) digits of four products of polynomials modulo a power of a prime each.
    References: [Dix82] Dixon 1982.
    """
    bound = _solution_bits(T.a, T.n, b)
    # a denominator shared by k numbers shows when the modulus has (k+1)/k of its bits; for one number it takes twice
    goals = [bound // 4, bound * (WITNESSES + 1) // WITNESSES + SLACK_BITS, 2 * bound + SLACK_BITS]
    total, weight = fmpz_poly([0]), fmpz(1)
    for digit in T.digits(b):
        total += weight * digit
        weight *= T.modulus
        bits = weight.bit_length() - SLACK_BITS
        if bits > goals[0]:
            goals = [g for g in goals if bits <= g] or [2 * bits]
            found = _rational(total, weight, T, b) or (_entry_by_entry(total, weight, T, b) if bits > 2 * bound else None)
            if found is not None:
                return found
    raise AssertionError("the digits of a solution never end")


def _rational(residue: fmpz_poly, m: fmpz, T: LiftedToeplitz, b: fmpz_poly) -> tuple[fmpz_poly, int] | None:
    """The (x, d) with x = d * residue modulo m and T x = d b, if a few sums of entries show the denominator already."""
    n = T.n
    weights = fmpz_mat(WITNESSES, n, [(k * 37 + i * i * (k + 3)) % 61 + 1 for k in range(WITNESSES) for i in range(n)])
    sums = weights * fmpz_mat(n, 1, [residue[i] for i in range(n)])
    d = _denominator(sums.entries(), m)
    x = balanced(residue * d, m, n)
    return (x, int(d)) if d != 0 and T.image(x) == b * d else None


def _entry_by_entry(residue: fmpz_poly, m: fmpz, T: LiftedToeplitz, b: fmpz_poly) -> tuple[fmpz_poly, int] | None:
    """The same by the least common denominator, one entry after the other: certain once m is beyond Cramer's bound."""
    d = fmpz(1)
    for i in range(T.n):
        d *= _denominator([residue[i] * d % m], m)
    x = balanced(residue * d, m, T.n)
    return (x, int(d)) if T.image(x) == b * d else None


def balanced(f: fmpz_poly, m: fmpz, n: int) -> fmpz_poly:
    """The n coefficients modulo m, from -m/2 to m/2."""
    half = m // 2
    return reduced(reduced(f, m) + fmpz_poly([m + half] * n), m) - fmpz_poly([half] * n)


def _denominator(values: list[fmpz], m: fmpz) -> fmpz:
    """The d for which all d * value are small modulo m: the last place of the shortest vector of a lattice."""
    k = len(values)
    rows = [[m if i == j else 0 for j in range(k + 1)] for i in range(k)] + [[*values, 1]]
    return abs(fmpz_mat(rows).lll()[0, k])


def _solution_bits(a: fmpz_poly, n: int, b: fmpz_poly) -> int:
    """Bits that suffice for numerators and denominator of the solution: Cramer's rule with Hadamard's bound."""
    squares = [int(t) ** 2 for t in (a[i] for i in range(2 * n - 1))]
    window = sum(squares[:n])
    norms = [window]
    for i in range(n - 1):
        window += squares[n + i] - squares[i]
        norms.append(window)
    det = prod(norms)
    right = max(sum(int(c) ** 2 for c in b.coeffs()), 1)
    return (isqrt(det * right) + 1).bit_length() + 1
