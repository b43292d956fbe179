"""Equations between sums of products of matrices, and ranks with null spaces, over Q and over a number field."""
from __future__ import annotations

from math import prod
from typing import Any

from verify.exact import arrays, read
from verify.kernel.errors import Malformed

Term = tuple[list[list[int]], int, tuple[int, int]]  # regular matrix, denominator, shape before `regular`


def known_matrices(matrices: Any, m: Any) -> dict[str, Term]:
    """The named matrices sum_u parts[u] theta^u / den over Q[theta]/(m)."""
    s = len(read.monic(m, read.FIELD_DEGREE)) - 1
    if type(matrices) is not dict:
        raise Malformed("expected an object of named matrices")
    known = {}
    for name, given in matrices.items():
        rows, columns, den, parts = read.fields(given, "rows columns den parts")
        shape = read.integer(rows, 0, read.SIDE // s), read.integer(columns, 0, read.SIDE // s)
        parts = [read.matrix(p, *shape) for p in read.items(parts, s)]
        known[name] = arrays.regular(parts, m), read.integer(den, 1), shape
    return known


def summed(side: Any, known: dict[str, Term], s: int) -> Term:
    """The sum of products of named matrices that makes one side of a claim, over a common denominator."""
    terms = []
    for word in read.items(side):
        if not read.items(word) or any(type(name) is not str or name not in known for name in word):
            raise Malformed("expected a product of named matrices")
        X, den, shape = known[word[0]]
        for Y, y, other in (known[name] for name in word[1:]):
            if shape[1] != other[0]:
                raise Malformed(f"a product of matrices of shapes {shape} and {other}")
            X, den, shape = list(arrays.product(X, Y, other[1] * s)), den * y, (shape[0], other[1])
        terms.append((X, den, shape))
    if not terms or any(shape != terms[0][2] for _, _, shape in terms):
        raise Malformed("expected a sum of products of one shape")
    den = prod(y for _, y, _ in terms)
    scaled = [[[x * (den // y) for x in row] for row in X] for X, y, _ in terms]
    return [[sum(x) for x in zip(*rows, strict=True)] for rows in zip(*scaled, strict=True)], den, terms[0][2]


def check_equation(data: dict[str, Any]) -> str:
    r"""Each claim [left, right] is an equality of two sums of products of the named matrices.

    A side is a list of products, a product a list of names. A right side "I" or "0" is the identity or the zero matrix
    of the shape of the left side. Matrices are replaced by integer ones through `regular`, an injective homomorphism,
    so equality there is equality over Q[theta]/(m), hence at every root of m. Over Q, m = x.
    """
    m, matrices, claims = read.fields(data, "m matrices claims")
    known = known_matrices(matrices, m)
    for i, claim in enumerate(read.items(claims)):
        left, right = read.items(claim, 2)
        X, a, shape = summed(left, known, len(m) - 1)
        if right == "0":
            Y, b, other = [[0] * len(row) for row in X], 1, shape
        elif right == "I":
            Y, b, other = arrays.scalar(min(map(len, X), default=0)), 1, (shape[0], shape[0])
        else:
            Y, b, other = summed(right, known, len(m) - 1)
        if shape != other:
            raise Malformed(f"claim {i} has sides of the shapes {shape} and {other}")
        arrays.same(f"claim {i}", [[a * y for y in row] for row in Y], [[b * x for x in row] for row in X])
    return "; ".join(" = ".join(map(written, claim)) for claim in claims) or "no equations"


def written(side: Any) -> str:
    """One side of a claim as text."""
    return side if type(side) is str else " + ".join(" ".join(word) for word in side)


def check_rank(data: dict[str, Any]) -> str:
    """The rank of A is the number r of rows of X, and the columns of K are a basis of its null space.

    X A Y = I_r, so rank A >= r. A K = 0 and Z K = I, so the null space has at least as many dimensions as K has
    columns, which are n - r. Rank plus nullity is n, so both are equalities; all this at every root of m.
    """
    m, matrices = read.fields(data, "m matrices")
    read.fields(matrices, "A X Y K Z")
    claims = [[[["X", "A", "Y"]], "I"], [[["A", "K"]], "0"], [[["Z", "K"]], "I"]]
    check_equation({"m": m, "matrices": matrices, "claims": claims})
    n, r, nullity = matrices["A"]["columns"], matrices["X"]["rows"], matrices["K"]["columns"]
    arrays.same("rank + nullity = number of columns", [[n]], [[r + nullity]])
    return f"a matrix with {n} columns has rank {r}, and the columns of K are a basis of its null space"


def check_inertia(data: dict[str, Any]) -> str:
    """A = L D L^T / den with L lower triangular, no zero on its diagonal, and D diagonal; den > 0; all are integers.

    L is invertible, so x -> L^T x is onto, and by Sylvester the numbers of positive, negative and zero entries of D are
    the inertia of A, which is symmetric. A is positive definite if all are positive, semidefinite if none is negative.
    """
    n, A, L, D, den = read.fields(data, "n A L D den")
    A, L, D = read.matrix(A, read.integer(n), n), read.matrix(L, n, n), read.vector(D, n)
    lower = [[x * (j < i) + (x or 1) * (j == i) for j, x in enumerate(row)] for i, row in enumerate(L)]
    arrays.same("L is lower triangular and invertible", lower, L)
    LD = [[x * d for x, d in zip(row, D, strict=True)] for row in L]
    turned = [list(column) for column in zip(*L, strict=True)]
    arrays.same("den A = L D L^T", [[read.integer(den, 1) * x for x in row] for row in A], arrays.product(LD, turned, n))
    signs = [sum(d > 0 for d in D), sum(d < 0 for d in D), D.count(0)]
    word = "" if signs[1] else ": A is positive semidefinite" if signs[2] else ": A is positive definite"
    return f"A is symmetric with inertia {signs}{word}"
