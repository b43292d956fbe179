"""Toeplitz, circulant and Hankel matrices: singular or tiny leading minors, graded columns, known rank."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from flint import fmpz_mat, fmpz_poly

from symbolic import Circulant, ExactMatrix, Hankel, Toeplitz, circulant, hankel, toeplitz
from verify.strategies.source import Source, check_choices, check_sizes, draw_size, require, strategy
from verify.strategies.unimodular import rational_column


@dataclass(frozen=True)
class ToeplitzCase:
    """T x = b with the Toeplitz matrix T of first column `c` and first row `r`; `A` is T written out.

    `minors` are the leading principal minors of orders 1 to n; the last one is det T.
    """

    T: Toeplitz
    A: ExactMatrix
    c: ExactMatrix
    r: ExactMatrix
    x: ExactMatrix
    b: ExactMatrix
    minors: tuple[Fraction, ...]

    @property
    def det(self) -> Fraction:
        return self.minors[-1]

    @property
    def has_singular_minor(self) -> bool:
        return not all(self.minors[:-1])


@dataclass(frozen=True)
class CirculantCase:
    """C x = b with the circulant matrix of first column `c` and of known rank; `A` is C written out."""

    C: Circulant
    A: ExactMatrix
    c: ExactMatrix
    x: ExactMatrix
    b: ExactMatrix
    rank: int


@dataclass(frozen=True)
class HankelCase:
    """H_ij = h_{i+j} with h_k = sum_l weight_l node_l^k: its rank is the number of nodes. `A` is H written out."""

    H: Hankel
    A: ExactMatrix
    nodes: tuple[int, ...]
    weights: tuple[int, ...]

    @property
    def rank(self) -> int:
        return len(self.nodes)


def leading_minors(A: ExactMatrix) -> tuple[Fraction, ...]:
    """The determinants of the leading k x k parts, k = 1 .. n."""
    flat, d, n = A.numerator.entries(), A.denominator, A.rows
    return tuple(Fraction(int(fmpz_mat(k, k, [flat[i * n + j] for i in range(k) for j in range(k)]).det()), d**k)
                 for k in range(1, n + 1))


def toeplitz_case(c: list[Fraction], r: list[Fraction], x: ExactMatrix) -> ToeplitzCase:
    """The case of a first column, a first row and a solution."""
    T = toeplitz(c, r)
    A = T.dense()
    return ToeplitzCase(T, A, rational_column(c), rational_column(r), x, A * x, leading_minors(A))


def circulant_case(c: Sequence[Fraction | int], x: ExactMatrix) -> CirculantCase:
    """The case of a first column and a solution."""
    C = circulant(c)
    A = C.dense()
    return CirculantCase(C, A, rational_column(c), x, A * x, len(c) - _common(c))


def _zero_minor(source: Source, n: int, c: list[Fraction], r: list[Fraction]) -> tuple[int, int]:
    """Change c and r so that a leading minor is 0; returns i and j: more of c_i and r_j makes the whole matrix regular again."""
    kind = source.integer(0, 2)
    if kind == 2 and n >= 3:  # the leading k x k part has equal columns up to sign, and no zeros
        k, s, z = source.integer(2, max(2, n // 2)), source.pick((1, -1)), c[0] or Fraction(1)
        c[:k] = r[:k] = [z * s**i for i in range(k)]
        return (k, n - k) if n > 3 else (2, 2)
    c[0] = r[0] = Fraction(0)
    if kind == 1 and n >= 3:  # all minors below n: strictly lower triangular but for the corner
        c[1] = c[1] or Fraction(1)
        r[1:] = [Fraction(0)] * (n - 2) + [r[-1] or Fraction(1)]
    return 1, n - 1


def _make_regular(c: list[Fraction], r: list[Fraction], i: int, j: int) -> None:
    """Add t to c_i and r_j until det T != 0.

    For i + j = n, and for i = j = 0, this adds t Z with a permutation Z, so det(T + t Z) has degree n in t and some t in
    0 .. n is good. The one other use is n = 3, i = j = 2 with a leading part [z, sz; sz, z]: det = -z (c_2 - z) (r_2 - z).
    """
    while toeplitz(c, r).dense().numerator.det() == 0:
        c[i] += 1
        r[j] = c[0] if j == 0 else r[j] + 1


@strategy
def toeplitz_matrices(
    source: Source, *, min_size: int = 1, max_size: int = 6, singular_minor: bool | None = None, tiny_minor: bool | None = None,
) -> ToeplitzCase:
    """Nonsingular Toeplitz systems T x = b, most with leading minors that are zero or tiny.

    Args:
        min_size, max_size: bounds of n >= 1.
        singular_minor: True: a leading minor of order below n is 0 (n >= 2). False: none is.
        tiny_minor: True: 2^-10 to 2^-50 is added to the diagonal of a matrix with a leading minor 0: minors are tiny, none is 0.

    T and x are integers (with tiny_minor dyadic), so float images are exact; a solver that divides by leading minors fails.

    >>> from hypothesis import find
    >>> from verify.strategies import toeplitz_matrices
    >>> case = find(toeplitz_matrices(), lambda case: case.has_singular_minor)
    >>> case.A, case.minors
    (0 1; 1 0, (Fraction(0, 1), Fraction(-1, 1)))
    """
    check_choices(singular_minor=singular_minor, tiny_minor=tiny_minor)
    check_sizes(min_size, max_size, 1)
    require(not (singular_minor and tiny_minor), "singular_minor and tiny_minor exclude each other: a tiny minor is not 0")
    n = draw_size(source, min_size, max_size, 2 if singular_minor or tiny_minor else 1)
    kinds = ["plain"] * (not singular_minor and not tiny_minor) + ["singular"] * (singular_minor is not False and not tiny_minor)
    kinds += ["tiny"] * (tiny_minor is not False and not singular_minor)
    kind = source.pick(kinds) if n > 1 else "plain"
    c, r = ([Fraction(z) for z in source.integers(n, -2, 2)] for _ in range(2))
    r[0] = c[0]
    _make_regular(c, r, *((0, 0) if kind == "plain" else _zero_minor(source, n, c, r)))
    if kind == "tiny" or (kind == "plain" and singular_minor is False):
        # T is an integer matrix, and so are its leading parts: -2^-k is an eigenvalue of none, so no minor is 0
        small = Fraction(1, 2 ** (source.integer(10, 50) if kind == "tiny" else 1))
        c[0] = r[0] = c[0] + small
    return toeplitz_case(c, r, rational_column(source.integers(n)))


@strategy
def graded_matrices(source: Source, *, min_size: int = 1, max_size: int = 6, lower: bool | None = None) -> ToeplitzCase:
    """Toeplitz systems T x = b with a graded first column c_k = a_k 2^(-g k), 1 <= g <= 7, x = e_1 or a vector of ones.

    Args:
        min_size, max_size: bounds of n >= 1.
        lower: True: T is lower triangular. False: the first row is not graded.

    The entries of b range over many magnitudes: an algorithm with a norm-wise error bound loses the small ones.

    >>> from verify.strategies import graded_matrices, seeded
    >>> case = next(seeded(graded_matrices, 2, min_size=3, lower=True))
    >>> case.A * case.x == case.b, case.det == case.c[0, 0] ** case.A.rows
    (True, True)
    """
    check_choices(lower=lower)
    check_sizes(min_size, max_size, 1)
    n, g = draw_size(source, min_size, max_size, 1), source.integer(1, 7)
    c = [Fraction(source.nonzero(), 2 ** (g * k)) for k in range(n)]
    r = [c[0]] + ([Fraction(0)] * (n - 1) if source.decide(lower) else [Fraction(z) for z in source.integers(n - 1, -2, 2)])
    _make_regular(c, r, 0, 0)
    return toeplitz_case(c, r, rational_column([1] + [source.integer(0, 1)] * (n - 1)))


def _wrapped(p: fmpz_poly, n: int) -> list[int]:
    """The n coefficients of p modulo x^n - 1."""
    out = [0] * n
    for k, a in enumerate(p.coeffs()):
        out[k % n] += int(a)
    return out


def _common(c: Sequence[Fraction | int]) -> int:
    """The degree of gcd(c(x), x^n - 1): the number of n-th roots of 1 at which c vanishes."""
    n, d = len(c), lcm(*(z.denominator for z in c))
    return int(fmpz_poly([int(z * d) for z in c]).gcd(fmpz_poly([-1, *[0] * (n - 1), 1])).degree())


@strategy
def circulant_matrices(source: Source, *, min_size: int = 1, max_size: int = 8, singular: bool | None = None) -> CirculantCase:
    """Circulant systems C x = b of known rank: n minus the number of n-th roots of 1 at which c(x) vanishes.

    Args:
        min_size, max_size: bounds of n >= 1.
        singular: True: c(x) has a cyclotomic factor in common with x^n - 1. False: C is invertible.

    >>> from hypothesis import find
    >>> from verify.strategies import circulant_matrices
    >>> find(circulant_matrices(), lambda case: 0 < case.rank < case.A.rows).A
    -1 1; 1 -1
    """
    check_choices(singular=singular)
    check_sizes(min_size, max_size, 1)
    n = draw_size(source, min_size, max_size, 1)
    c = source.integers(n, -2, 2)
    if source.decide(singular):
        factor = fmpz_poly.cyclotomic(source.pick([d for d in range(1, n + 1) if n % d == 0]))
        c = _wrapped(fmpz_poly([1 + c[0], *c[1:]]) * factor, n)
    elif singular is False:
        while _common(c):
            c[0] += 1
    return circulant_case(c, rational_column(source.integers(n)))


@strategy
def hankel_matrices(source: Source, *, min_size: int = 1, max_size: int = 6, singular: bool | None = None) -> HankelCase:
    """Hankel matrices H_ij = sum_l w_l x_l^(i+j) of known rank, the number of the distinct integer nodes x_l.

    Args:
        min_size, max_size: bounds of n >= 1.
        singular: True: the rank is less than n. False: it is n.

    >>> from hypothesis import find
    >>> from verify.strategies import hankel_matrices
    >>> find(hankel_matrices(singular=True), lambda case: case.rank == 1).A
    1 0; 0 0
    """
    check_choices(singular=singular)
    check_sizes(min_size, max_size, 1)
    n = draw_size(source, min_size, max_size, 1)
    rank = source.integer(n if singular is False else 0, n - (singular is True))
    unused = sorted(range(-(n // 2) - 1, n // 2 + 2), key=abs)
    nodes = [unused.pop(source.integer(0, len(unused) - 1)) for _ in range(rank)]
    weights = [source.nonzero() for _ in range(rank)]
    h = [sum(w * x**k for w, x in zip(weights, nodes, strict=True)) for k in range(2 * n - 1)]
    H = hankel(h[:n], h[n - 1:])
    return HankelCase(H, H.dense(), tuple(nodes), tuple(weights))
