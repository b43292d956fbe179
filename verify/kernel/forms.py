"""Frobenius and Smith forms with their transforms."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from verify.kernel import arrays, read
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


def read_polynomials(given: Any, rows: int, columns: int) -> list[list[list[int]]]:
    """A matrix of integer polynomials without leading zeros."""
    M = [[read.vector(f) for f in read.items(row, columns)] for row in read.items(given, rows)]
    if any(f and not f[-1] for row in M for f in row):
        raise Malformed("expected polynomials without leading zeros")
    return M


def times(A: arrays.Rows, B: arrays.Rows, columns: int) -> Iterator[list[list[int]]]:
    """The rows of A B for matrices of polynomials; see `arrays.product`."""
    turned = list(zip(*B, strict=True)) or [()] * columns
    return ([arrays.convolve(row, column) for column in turned] for row in A)


def divides(f: Any, g: Any) -> bool:
    """Whether f divides g: two integers f >= 0, g over ZZ, or two polynomials over QQ. Zero divides zero only."""
    if not f:
        return not g
    if type(f) is int:
        return bool(f > 0 and g % f == 0)
    return not any(arrays.remainder(g, [Fraction(c, f[-1]) for c in f]))


def check_smith(data: dict[str, Any]) -> str:
    """U A V = S with U, V invertible over the ring and S diagonal, d_1 | d_2 | ..., which determines S.

    Over ZZ entries are integers, U U_inverse = V V_inverse = I, and all d_i >= 0. Over QQ[x] entries are integer
    polynomials (denominators are units: U, V, A, S times integers), U U_inverse = u I and V V_inverse = v I with
    integers u, v > 0, and the monic multiples of d_i are meant. The rings are commutative and U, V square, so inverses
    on one side are enough. Zeros come last because 0 divides only 0.
    """
    ring, m, n, u, v, A, U, S, V, *inverses = read.fields(data, "ring m n u v A U S V U_inverse V_inverse")
    if ring not in ("ZZ", "QQ[x]"):
        raise Malformed("expected the ring ZZ or QQ[x]")
    get, mul = (read.matrix, arrays.product) if ring == "ZZ" else (read_polynomials, times)
    read.integer(m), read.integer(n)
    A, U, S, V = get(A, m, n), get(U, m, m), get(S, m, n), get(V, n, n)
    for name, X, Y, c in zip("UV", (U, V), inverses, (u, v), strict=True):
        unit, size = read.integer(c, 1, int(ring == "ZZ")), len(X)
        cI = arrays.scalar(size, unit) if ring == "ZZ" else arrays.scalar(size, [unit], [])
        arrays.same(f"{name} {name}_inverse = unit I", cI, mul(X, get(Y, size, size), size))
    arrays.same("U A V = S", S, mul(list(mul(U, A, n)), V, n))
    zero: Any = 0 if ring == "ZZ" else []
    diagonal = [S[i][i] for i in range(min(m, n))]
    arrays.same("S is diagonal", [[diagonal[i] if i == j else zero for j in range(n)] for i in range(m)], S)
    for i, (f, g) in enumerate(pairwise([*diagonal, zero])):
        if not divides(f, g):
            raise Rejected("each d_i is normalised and divides the next", i, i, f, g)
    return f"U A V = S over {ring}, U and V invertible, S the Smith form of the {m} x {n} matrix A"
