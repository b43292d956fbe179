"""Products and comparison of integer matrices (lists of rows) and polynomials (coefficients low to high)."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import mul
from typing import Any

from verify.exact import read
from verify.kernel.errors import Malformed, Rejected

Rows = Sequence[Sequence[Any]]


def inner(x: Iterable[int], y: Iterable[int]) -> int:
    """sum_k x_k y_k."""
    return sum(map(mul, x, y))


def convolve(x: Iterable[Sequence[int]], y: Iterable[Sequence[int]]) -> list[int]:
    """sum_k x_k y_k for two rows of polynomials, trimmed."""
    total: list[int] = []
    for f, g in zip(x, y, strict=True):
        total += [0] * (len(f) + len(g) - len(total))
        for i, a in enumerate(f):
            total[i:i + len(g)] = [t + a * b for t, b in zip(total[i:i + len(g)], g, strict=True)]
    while total and not total[-1]:
        total.pop()
    return total


def product(A: Rows, B: Rows, columns: int) -> Iterator[list[int]]:
    """The rows of A B, for an integer matrix B with this many columns.

    Each row of B is packed into one integer, sum_j x_j 2^(8 w j), so that one multiplication serves a whole row. All
    entries of B and of A B are below 2^(8 w - 1) = half in absolute value, so half added to each makes them digits.
    """
    top = [max((abs(x) for row in M for x in row), default=0) for M in (A, B)]
    w = (max(len(B) * top[0], 1) * top[1]).bit_length() // 8 + 1
    half = 1 << 8 * w - 1
    halves = int.from_bytes(half.to_bytes(w, "little") * columns, "little")
    packed = [int.from_bytes(b"".join([(x + half).to_bytes(w, "little") for x in row]), "little") - halves for row in B]
    for row in A:
        digits = (inner(row, packed) + halves).to_bytes(w * columns, "little")
        yield [int.from_bytes(digits[j:j + w], "little") - half for j in range(0, w * columns, w)]


def remainder(g: Sequence[Any], f: Sequence[Any]) -> list[Any]:
    """The remainder g mod f for a monic f, as a list of exactly deg f coefficients.

    Loop invariant: g has changed by multiples of f only, and its length goes down to deg f.
    """
    d = len(f) - 1
    rest = [*g, *[0] * (d - len(g))]
    while len(rest) > d:
        lead = rest.pop()
        rest[len(rest) - d:] = [x - lead * c for x, c in zip(rest[len(rest) - d:], f, strict=False)]
    return rest


def same(step: str, expected: Iterable[Sequence[Any]], found: Iterable[Sequence[Any]]) -> None:
    """Two matrices of one shape are equal; otherwise Rejected with the first place where they differ."""
    for i, (x, y) in enumerate(zip(expected, found, strict=True)):
        if x != y:
            j = next(j for j, pair in enumerate(zip(x, y, strict=True)) if pair[0] != pair[1])
            raise Rejected(step, i, j, x[j], y[j])


def scalar(n: int, c: int = 1) -> list[list[int]]:
    """The n x n matrix c I."""
    return [[c * (i == j) for j in range(n)] for i in range(n)]


def invertible(H: Rows, W: Any, q: int) -> None:
    """W H = I (mod q), hence det W det H = 1 (mod q), so det H != 0. The integer q > 1 need not be prime."""
    n = len(H)
    read.matrix(W, n, n)
    if any(not 0 <= x < q for row in W for x in row):
        raise Malformed(f"expected the entries of the witness in 0..{q - 1}")
    WH = product(W, [[x % q for x in row] for row in H], n)
    same("W H = I (mod q)", scalar(n), ([x % q for x in row] for row in WH))


def squarefree(fs: Iterable[Sequence[int]], s: Any, t: Any, q: int) -> None:
    """The distinct f are squarefree and pairwise coprime over Q: for their product F, s F + t F' = 1 (mod q).

    A repeated factor g of F over Q may be taken monic with integer coefficients (Gauss) and of degree >= 1. It
    divides F and F', hence 1 modulo q; but g times h != 0 has degree >= deg g modulo q, because g is monic. So there
    is none. A factor in common of two distinct f, or a repeated one of a single f, would be a repeated factor of F.
    """
    F = [1]
    for f in {tuple(f) for f in fs}:
        F = [x % q for x in convolve([F], [f])]
    dF = [i * x % q for i, x in enumerate(F)][1:]
    found = [x % q for x in convolve([F, dF], [read.vector(s), read.vector(t)])] or [0]
    same("s F + t F' = 1 (mod q), F the product of the distinct f", [[1] + [0] * (len(found) - 1)], [found])


def regular(parts: Sequence[Rows], m: Sequence[int]) -> list[list[int]]:
    """The matrix sum_u parts[u] theta^u over R = Q[theta]/(m) as an integer matrix, s = deg m times as large.

    Coordinate (i, t) of R^n = Q^(ns) stands at index i s + t. Block (i, j) is multiplication by the entry: column t is
    entry * theta^t mod m. This is an injective homomorphism of rings (also of modules for rectangular matrices).
    """
    s = len(m) - 1
    power = [remainder([0] * e + [1], m) for e in range(2 * s - 1)]
    into = [[[p[i] for p in power[t:t + s]] for t in range(s)] for i in range(s)]  # [i][t][u]: theta^i in theta^(u+t)
    return [
        [inner(entry, weights) for entry in zip(*rows, strict=True) for weights in into[i]]
        for rows in zip(*parts, strict=True) for i in range(s)
    ]
