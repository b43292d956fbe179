"""Frobenius and Smith forms with their transforms."""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import Any

from verify.exact import arrays, read
from verify.kernel.errors import Malformed, Rejected


def times_companion(row: Sequence[int], factors: Sequence[Sequence[int]]) -> list[int]:
    """A row times F = the block diagonal of companion matrices: ones below the diagonal, -c_i in the last column."""
    out: list[int] = []
    for f in factors:
        p = row[len(out):len(out) + len(f) - 1]
        out += [*p[1:], -arrays.inner(p, f)]
    return out


def check_frobenius(data: dict[str, Any]) -> str:
    r"""A P = P F with P invertible and F the block diagonal of the companion matrices of f_1 | f_2 | ... | f_r.

    F is rebuilt from the factors: the columns p_0..p_{d-1} of P that belong to f satisfy A p_i = p_{i+1} and
    A p_{d-1} = -sum c_i p_i. Each f is monic of degree >= 1 and divides the next, so these are the invariant factors
    of A, which are unique. For A / den: put p_i / den^i for p_i and den^-d f(den x) for f.
    """
    n, A, den, factors, P, W, index = read.fields(data, "n A den factors P W q_index")
    A, P = read.matrix(A, read.integer(n), n), read.matrix(P, n, n)
    read.integer(den, 1)
    if (total := sum(len(read.monic(f)) - 1 for f in read.items(factors))) != n:
        raise Rejected("the sum of the degrees of the invariant factors", None, None, n, total)
    arrays.same("A P = P F", (times_companion(row, factors) for row in P), arrays.product(A, P, n))
    arrays.invertible(P, W, read.modulus(index))
    for i, (f, g) in enumerate(pairwise(factors)):
        arrays.same(f"factor {i} divides factor {i + 1}", [[0] * (len(f) - 1)], [arrays.remainder(g, f)])
    return f"A P = P F with P invertible, invariant factors of degrees {[len(f) - 1 for f in factors]}"


def polynomials(ring: str, given: Any, rows: int, columns: int) -> list[list[list[int]]]:
    """A matrix of integer polynomials without leading zeros; over ZZ, of integers as polynomials."""
    if ring == "ZZ":
        return [[[x] * (x != 0) for x in row] for row in read.matrix(given, rows, columns)]
    M = [[read.vector(f) for f in read.items(row, columns)] for row in read.items(given, rows)]
    if any(f and not f[-1] for row in M for f in row):
        raise Malformed("expected polynomials without leading zeros")
    return M


def divides(ring: str, f: list[int], g: list[int]) -> bool:
    """Whether f divides g, two polynomials over QQ, or f >= 0 and g over ZZ. Zero divides zero only."""
    if not f or ring == "ZZ":
        return not g if not f else f[0] > 0 and (not g or g[0] % f[0] == 0)
    return not any(arrays.remainder(g, [Fraction(c, f[-1]) for c in f]))


def check_smith(data: dict[str, Any]) -> str:
    """U A V = S with U, V invertible over the ring and S diagonal, d_1 | d_2 | ..., which determines S.

    Over ZZ entries are integers, U U_inverse = V V_inverse = I, and all d_i >= 0. Over QQ[x] entries are integer
    polynomials (denominators are units: U, V, A, S times integers), U U_inverse = u I and V V_inverse = v I with
    integers u, v > 0, and the monic multiples of d_i are meant. The rings are commutative and U, V square, so inverses
    on one side are enough. Zeros come last because 0 divides only 0.

    Products are compared at one integer x that is larger than all coefficients in question: with t a bound for the
    coefficients given and l for their number, those of U A V - S, U U_inverse - u I, .. are at most 2 (max(m, n) l t)^3,
    and a polynomial with integer coefficients up to c that vanishes at x > c + 1 is zero (Cauchy).
    """
    ring, m, n, u, v, *given = read.fields(data, "ring m n u v A U S V U_inverse V_inverse")
    if ring not in ("ZZ", "QQ[x]"):
        raise Malformed("expected the ring ZZ or QQ[x]")
    shapes = (read.integer(m), read.integer(n)), (m, m), (m, n), (n, n), (m, m), (n, n)
    tables = [polynomials(ring, M, *shape) for M, shape in zip(given, shapes, strict=True)]
    entries = [f for M in tables for row in M for f in row]
    units = [read.integer(c, 1, int(ring == "ZZ")) for c in (u, v)]
    top = max(*units, *(abs(c) for f in entries for c in f))
    x = 4 * (max(m, n, 1) * max(map(len, entries), default=1) * top + 1) ** 3
    A, U, S, V, *inverses = ([[reduce(lambda y, c: y * x + c, f[::-1], 0) for f in row] for row in M] for M in tables)
    for name, X, Y, c in zip("UV", (U, V), inverses, units, strict=True):
        arrays.same(f"{name} {name}_inverse = unit I", arrays.scalar(len(X), c), arrays.product(X, Y, len(X)))
    arrays.same("U A V = S", S, arrays.product(list(arrays.product(U, A, n)), V, n))
    arrays.same("S is diagonal", [[y * (i == j) for j, y in enumerate(row)] for i, row in enumerate(S)], S)
    for i, (f, g) in enumerate(pairwise([*(tables[2][i][i] for i in range(min(m, n))), []])):
        if not divides(ring, f, g):
            raise Rejected("each d_i is normalised and divides the next", i, i, f, g)
    return f"U A V = S over {ring}, U and V invertible, S the Smith form of the {m} x {n} matrix A"
