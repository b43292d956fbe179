"""Singular values and best approximations."""
from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, isqrt
from typing import Any

from exercises.derivation import Derivation, Fact, Means, Step, define, rel, step
from exercises.deriving import sentences as say
from exercises.deriving.frame import tree_of
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.family.draws import TRIPLES
from exercises.phrases import claim, guide, hole, need
from exercises.terms import call, column, det, diag, eye, hcat, mat, name, norm, num, product, var, zero
from symbolic import matrix

A, B, G, K, R, S, U, V, c, p, q, x = *(name(k) for k in "ABGKRSUV"), var("c"), name("p"), name("q"), name("x")
P2, Q2 = name("p_2"), name("q_2")
MIDDLE = 25  # the product of the hypotenuses that is easy
ORDER = "The singular values are listed from the largest down."
DROP = "Keep the larger singular value and drop the other"


@dataclass(frozen=True)
class Directions:
    """An integer matrix with A q = alpha p, A q_2 = beta p_2; q and q_2 are orthogonal, of one length, and so are p and p_2."""

    A: Any
    p: tuple[int, int]
    p2: tuple[int, int]
    q: tuple[int, int]
    q2: tuple[int, int]
    alpha: int
    beta: int

    @property
    def lengths(self) -> tuple[int, int]:
        """The length of p and of q."""
        return isqrt(sum(t * t for t in self.p)), isqrt(sum(t * t for t in self.q))

    @property
    def values(self) -> list[int]:
        """The singular values."""
        h, k = self.lengths
        return [self.alpha * h // k, self.beta * h // k]

    def outer(self) -> list[Any]:
        """The columns of U."""
        return [matrix([[Fraction(t, self.lengths[0])] for t in v]) for v in (self.p, self.p2)]

    def inner(self) -> list[Any]:
        """The columns of V."""
        return [matrix([[Fraction(t, self.lengths[1])] for t in v]) for v in (self.q, self.q2)]


def directions(draw: Draw, *, plain: bool = False) -> Directions:
    """Return such a matrix with small entries; the directions q are the axes when it is to be plain."""
    triples = TRIPLES[:2] if draw.difficulty < 3 else TRIPLES
    (a, b, h), (d, e, k) = draw.choice("left", triples), draw.choice("right", ((1, 0, 1), (0, 1, 1)) if plain else triples)
    draw.require(draw.difficulty < 3 or h * k > MIDDLE)
    a, d = a * draw.choice("sign", (1, -1)), d * draw.choice("sign", (1, -1))
    flip, bound = draw.choice("flip", (1, -1)), (45, 45, 120)[draw.difficulty - 1]
    options = []
    for large in range(2, 9 + 2 * draw.difficulty):
        for small in range(1, large):
            low = small * flip
            rows = [[a * large * d - b * low * e, -a * large * e - b * low * d],
                    [b * large * d + a * low * e, a * low * d - b * large * e]]
            common = gcd(*(v for row in rows for v in row), large * k * k, small * k * k, large * h * k, small * h * k)
            if max(abs(v) for row in rows for v in row) <= bound * common:
                options.append((large, small, common, [[v // common for v in row] for row in rows]))
    draw.require(bool(options))
    large, small, common, rows = draw.choice("values", options)
    return Directions(matrix(rows), (a, b), (-b * flip, a * flip), (d, -e), (e, d), large * k * k // common,
                      small * k * k // common)


def by_hand(M: Any, outer: list[Any], values: list[int], inner: list[Any]) -> Derivation:
    """Return the worked solution of M = U S V^T from the columns of U and V: Gram matrix, its eigenvectors, their images."""
    m, n = M.shape
    gram, k = M.T * M, min(m, n)
    squares = [*(v * v for v in values), *[0] * (n - k)]
    straight = all(gram[i, j] == 0 for i in range(n) for j in range(n) if i != j)
    sigma = [name(f"sigma_{i}") for i in range(1, k + 1)]
    us, vs = ([name(f"{t}_{i}") for i in range(1, size + 1)] for t, size in (("u", m), ("v", n)))
    facts: list[Fact] = [define("G", A.T * A, "=", tree_of(gram))]
    if not straight:
        facts.append(rel(det(var("x") * eye(n) - G), "=", product([var("x") - num(v) if v else var("x") for v in squares])))
    facts += [define(f"sigma_{i}", v) for i, v in enumerate(values, 1)]
    facts.append(rel(*(t for s in sigma for t in (s, "≥")), 0))
    first = claim("The squares of the singular values are the eigenvalues of {G}, which is diagonal: read them off and list the "
                  "roots from the largest down." if straight else
                  "The squares of the singular values are the eigenvalues of {G}, the zeros of its characteristic polynomial. "
                  "List the roots from the largest down.", need("=", G, A.T * A), G=G)
    images = [i for i, v in enumerate(values) if v]
    found: list[Fact] = [define(f"u_{i + 1}", 1 / sigma[i] * (A * vs[i]), "=", tree_of(outer[i])) for i in images]
    for i in range(len(images), m):
        found += [define(f"u_{i + 1}", tree_of(outer[i])), rel(A.T * us[i], "=", zero(n, 1))]
    rest = " A unit vector that the transpose sends to zero completes them." if len(images) + 1 == m else \
        " Orthogonal unit vectors that the transpose sends to zero complete them." if len(images) < m else ""
    shown = {t: tree_of(_beside(cols)) for t, cols in (("U", outer), ("V", inner))}
    middle = mat([[values[i] if i == j else 0 for j in range(n)] for i in range(m)])
    law = rel(A, "=", U * S * V.T)
    steps = [
        step(first, *facts),
        step(claim("Unit eigenvectors of {G}, in the same order, are the columns of {V}.", need("=", G * vs[0], hole("w")),
                   V=V, G=G),
             *(define(f"v_{i}", tree_of(v)) for i, v in enumerate(inner, 1)),
             *(rel(G * v, "=", sigma[i] ** 2 * v if i < k else zero(n, 1)) for i, v in enumerate(vs))),
        step(claim("Their images, divided by the singular values, are the columns of {U}." + rest,
                   need("=", us[0], 1 / sigma[0] * (A * vs[0])), U=U), *found),
        step(claim("Check: {U} and {V} are orthogonal, and the product {r} gives {A} back.", need("=", A, U * S * V.T),
                   need("=", U.T * U, eye(m)), need("=", V.T * V, eye(n)), A=A, U=U, V=V, r=U * S * V.T),
             define("U", hcat(*us), "=", shown["U"]), define("S", middle), define("V", hcat(*vs), "=", shown["V"]),
             rel(U.T * U, "=", eye(m)), rel(V.T * V, "=", eye(n)), law)]
    answer = (law, rel(U, "=", shown["U"]), rel(S, "=", middle), rel(V, "=", shown["V"]))
    return Derivation((("A", tree_of(M)),), tuple(steps), answer, (), (say.DOUBLE,), ("U", "S", "V"))


def _beside(columns: list[Any]) -> Any:
    return matrix([[v[i, 0] for v in columns] for i in range(columns[0].rows)])


@family("svd-two", "singular", "A singular value decomposition", claim="SVD-1", limits=Limits(digits=5, denominator=221))
def svd_two(draw: Draw) -> Part:
    """Two by two, rotations from Pythagorean triples."""
    found = directions(draw, plain=draw.difficulty == 1)
    outer, inner, values = found.outer(), found.inner(), found.values
    U_, V_ = _beside(outer), _beside(inner)
    middle, swapped = ([[x_, 0], [0, y_]] for x_, y_ in (values, values[::-1]))
    mistakes = [mistake("not descending", {"U": U_, "S": swapped, "V": V_}, ORDER),
                mistake("squares", {"U": U_, "S": [[v * v * int(i == j) for j in (0, 1)] for i, v in enumerate(values)], "V": V_},
                        "The eigenvalues of the Gram matrix are the squares of the singular values.")]
    if V_ != V_.T:
        mistakes.insert(0, mistake("V transposed", {"U": U_, "S": middle, "V": V_.T}, "The columns of the last factor are the "
                                   "right vectors: it enters the product transposed.", "V transposed"))
    if (moduli := _moduli(found.A)) not in (None, values, values[::-1]):
        mistakes.append(mistake("moduli of the eigenvalues", {"U": U_, "S": [[moduli[0], 0], [0, moduli[1]]], "V": V_},
                                "The singular values are not the moduli of the eigenvalues here."))
    return part(SVD_TASK, derivation=by_hand(found.A, outer, values, inner), kind="svd", points=6,
                answer={"U": U_, "S": middle, "V": V_}, mistakes=mistakes, A=found.A)


def _moduli(M: Any) -> list[int] | None:
    """Return the moduli of the eigenvalues of a 2 x 2 integer matrix from the larger down; None unless they are whole."""
    (a, b), (c, d) = ([int(e.numerator) for e in row] for row in M.entries())
    disc = (a - d) ** 2 + 4 * b * c
    if disc < 0 or isqrt(disc) ** 2 != disc:
        return None
    return sorted((abs(a + d + s * isqrt(disc)) // 2 for s in (1, -1)), reverse=True)


SVD_TASK = guide("Find orthogonal matrices {U} and {V} and a matrix {S} of the shape of {A}, zero outside its diagonal, the "
                 "entries there descending and not negative, with {A} equal to {R}.", U=U, V=V, S=S, A=A, R=U * S * V.T)


@family("svd-diagonal", "singular", "Singular values of a matrix with scattered entries", claim="SVD-2")
def svd_diagonal(draw: Draw) -> Part:
    """A signed diagonal matrix, rows and columns permuted."""
    m, n = draw.choice("shape", {1: ((2, 3), (3, 2)), 2: ((3, 3), (3, 4), (4, 3)), 3: ((4, 4), (4, 5), (5, 4))}[draw.difficulty])
    size = min(m, n)
    values = sorted(draw.sample("values", range(2, 6 + 3 * draw.difficulty), size), reverse=True)
    if draw.difficulty == 2 and draw.choice("singular", (0, 1)):
        values[-1] = 0
    rows, cols = draw.shuffled("rows", range(m)), draw.shuffled("cols", range(n))
    signs = [draw.choice("signs", (1, -1)) if v else 1 for v in values]
    draw.require(min(signs) < 0 or draw.difficulty == 1)
    table = [[0] * n for _ in range(m)]
    for r, k, v, sign in zip(rows, cols, values, signs, strict=False):
        table[r][k] = sign * v
    outer = [[signs[j] * int(i == r) if j < size else int(i == r) for i in range(m)] for j, r in enumerate(rows)]
    inner = [[int(i == k) for i in range(n)] for k in cols]
    U_, V_ = ([list(row) for row in zip(*some, strict=True)] for some in (outer, inner))
    middle = [[values[i] if i == j else 0 for j in range(n)] for i in range(m)]
    draw.require(table != middle and any(table[i][i] for i in range(size)) | (draw.difficulty > 1))
    ones = [[[int(i == j) for j in range(k)] for i in range(k)] for k in (m, n)]
    negative = [[-x_ if j == 0 else x_ for j, x_ in enumerate(row)] for row in U_]
    order = [1, 0, *range(2, max(m, n))]
    moved = [[row[order[j]] for j in range(len(row))] for row in (*U_, *V_)]
    return part(
        SVD_TASK, derivation=by_hand(matrix(table), [matrix([[t] for t in v]) for v in outer], values,
                                     [matrix([[t] for t in v]) for v in inner]),
        kind="svd", answer={"U": U_, "S": middle, "V": V_}, A=table, points=6,
        mistakes=[
            mistake("identity factors", {"U": ones[0], "S": table, "V": ones[1]}, "The middle factor has its entries on the "
                    "diagonal, descending and not negative: the outer factors must move them there."),
            mistake("negative value", {"U": negative, "S": [[-t for t in middle[0]], *middle[1:]], "V": V_}, "Singular values "
                    "are not negative: the sign belongs to an outer factor."),
            mistake("not descending", {
                "U": moved[:m], "V": moved[m:],
                "S": [[values[order[i]] if i == j else 0 for j in range(n)] for i in range(m)]}, ORDER),
        ])


@family("best-rank-one", "singular", "A best approximation of rank one", claim="SVD-4", limits=Limits(digits=5, denominator=221))
def best_rank_one(draw: Draw) -> Part:
    """Any minimiser of the spectral norm of the error; the one of the key drops the smaller singular value."""
    found = directions(draw, plain=draw.difficulty == 1)
    M, (large, small), outer, inner = found.A, found.values, found.outer(), found.inner()
    keep, other = (v * outer[i] * inner[i].T for i, v in enumerate((large, small)))
    solution = by_hand(M, outer, [large, small], inner)
    steps = (
        step(claim(DROP + ": {B} has rank one, and the error {R} has the norm {s}.",
                   need("=", det(B), num(0)), need("means", norm(R, "2"), hole("s")), B=B, R=R),
             define("B", U * diag(large, 0) * V.T, "=", tree_of(keep)), rel(det(B), "=", 0),
             define("R", A - B, "=", tree_of(other)), _spectral(inner, small)),
        step(claim("Can another matrix of rank at most one do better? It sends some {x} that is not zero to zero. On this {x} "
                   "the error does what {A} does, and the square of that length exceeds {s} by {d}, which is not negative. So no "
                   "error is smaller.", need("=", (A * x).T * (A * x) - hole("s"), hole("d")), A=A, x=x),
             define("x", column([var("x_1"), var("x_2")])),
             rel((A * x).T * (A * x) - num(small) ** 2 * (x.T * x), "=",
                 num(large ** 2 - small ** 2) * (name("v_1").T * x) ** 2)),
    )
    return part(
        guide("Find a matrix {B} of rank at most one for which the spectral norm of the error {E} is as small as possible.",
              B=B, E=A - B),
        derivation=replace(solution, steps=(*solution.steps, *steps), asks=(*solution.asks, "B"),
                           answer=(rel(B, "=", tree_of(keep)), rel(norm(R, "2"), "=", small)),
                           freedom=(claim("In this norm other matrices may do as well: any {B} of rank at most one whose error "
                                          "has the norm {s} is right.", need("=", norm(R, "2"), hole("s")), B=B),)),
        kind="best-approximation", answer={"B": keep}, A=M, rank="1", norm="2",
        mistakes=[
            mistake("smaller value kept", {"B": other}, "Keep the larger singular value, not the smaller one."),
            mistake("row deleted", {"B": matrix([[1, 0], [0, 0]]) * M}, "Deleting a row is not the same as dropping a singular "
                    "value."),
        ])


def _spectral(inner: list[Any], small: int) -> Means:
    """Return the fact that the error has the spectral norm `small`: nothing is stretched more, one vector is stretched so."""
    v, w = inner
    return Means(norm(R, "2"), num(small), (("L", tree_of(v)), ("D", mat([[small ** 2]])), ("v", tree_of(w))))


@family("optimal-multiples", "singular", "All best multiples of a matrix of rank one", claim="SVD-4",
        limits=Limits(digits=5, denominator=289))
def optimal_multiples(draw: Draw) -> Part:
    """The c with c p q^T a best approximation in the spectral norm: an interval."""
    found = directions(draw, plain=draw.difficulty == 1)
    draw.require(1 not in (found.alpha, found.beta))
    k = found.lengths[1]
    low, middle, high = (Fraction(found.alpha + s * found.beta, k * k) for s in (-1, 0, 1))
    given = [[a * b for b in found.q] for a in found.p]
    return part(
        guide("For which real numbers {c} is {E} a best approximation of {A} in the spectral norm among all matrices of rank at "
              "most one? Give all of them as an interval.", c=var("c"), E=var("c") * K, A=A),
        derivation=Derivation((("A", tree_of(found.A)), ("K", mat(given))), _multiples(found, low, high), freedom=(
            say.UNIQUE,), answer=(rel(name("a"), "=", num(low)), rel(name("b"), "=", num(high))), answer_say=(claim(
                "All numbers from {x} to {y}, both ends included.", need("=", name("a"), hole("x")),
                need("=", name("b"), hole("y"))),)),
        kind="interval", answer=f"[{low}, {high}]",
        mistakes=[
            mistake("only the truncation", f"[{middle}, {middle}]", "In the spectral norm the best approximation is not unique."),
            mistake("ends left out", f"({low}, {high})", "At the ends the error is as small as inside: they belong to it."),
            mistake("only multiples below", f"[{low}, {middle}]", "The multiple may also be larger than that of the truncated "
                    "decomposition."),
        ])


def _multiples(found: Directions, low: Fraction, high: Fraction) -> tuple[Step, ...]:
    """The error stretches two orthogonal directions; the second factor is the least error there is."""
    h, k = found.lengths
    rest, first, last = (num(found.alpha) - (t if k == 1 else num(k * k) * t) for t in (var("c"), name("a"), name("b")))
    value = found.values[1]
    gap = Fraction(found.alpha ** 2 - found.beta ** 2, k * k) * Fraction(h * h, k * k)
    return (
        step(claim("{K} is the product of a column and a row, {r}. Along {q} and the orthogonal {s} the matrix {A} acts simply: "
                   "the images are multiples of {p} and of the orthogonal {t}.", need("=", A * q, hole("a") * p),
                   need("=", A * Q2, hole("b") * P2), K=K, A=A, r=p * q.T, p=p, q=q, s=Q2, t=P2),
             *(define(t, column(v)) for t, v in (("p", found.p), ("q", found.q), ("p_2", found.p2), ("q_2", found.q2))),
             rel(K, "=", p * q.T), rel(q.T * Q2, "=", 0), rel(p.T * P2, "=", 0),
             rel(A * q, "=", num(found.alpha) * p), rel(A * Q2, "=", num(found.beta) * P2)),
        step(claim("The columns {q} and {s} are equally long, and so are {p} and {t}. So {A} stretches these two orthogonal "
                   "directions by its singular values, {a} and {b}.", need("=", name("sigma_1"), hole("a")),
                   need("=", name("sigma_2"), hole("b")), q=q, s=Q2, p=p, t=P2, A=A),
             rel(q.T * q, "=", Q2.T * Q2, "=", k * k), rel(p.T * p, "=", P2.T * P2, "=", h * h),
             define("sigma_1", num(found.values[0])), define("sigma_2", num(value)),
             rel(name("sigma_1") ** 2 * (q.T * q), "=", (A * q).T * (A * q)),
             rel(name("sigma_2") ** 2 * (Q2.T * Q2), "=", (A * Q2).T * (A * Q2))),
        step(claim("A matrix of rank at most one sends some {x} that is not zero to zero. On it the error does what {A} does, "
                   "and the square of that length exceeds {s} by {d}, which is not negative: no error is smaller than {v}.",
                   need("=", (A * x).T * (A * x) - hole("s"), hole("d")), need("=", name("sigma_2"), hole("v")), A=A, x=x),
             define("x", column([var("x_1"), var("x_2")])),
             rel((A * x).T * (A * x) - name("sigma_2") ** 2 * (x.T * x), "=", num(gap) * (q.T * x) ** 2)),
        step(claim("The error {R} sends {q} to {u} times {p}, and {s} to {b} times {t} as {A} does. Its norm is the larger of "
                   "the two factors by which it stretches, and the second one is {v} already. So the first must not be larger: "
                   "{u} must lie between the negative of {b} and {b} itself.", need("=", R * q, hole("u") * p),
                   need("=", R * Q2, hole("b") * P2), need("=", name("sigma_2"), hole("v")), R=R, q=q, s=Q2, A=A, p=p, t=P2),
             define("R", A - var("c") * K, of="c"), rel(R * q, "=", rest * p), rel(R * Q2, "=", num(found.beta) * P2)),
        step(claim("Solve for {c}: at {x} and at {y} the two factors are equally large, and between them the first is smaller.",
                   need("=", name("a"), hole("x")), need("=", name("b"), hole("y")), c=var("c")),
             define("a", num(low)), define("b", num(high)),
             rel(call("R", name("a")) * q, "=", first * p, "=", num(found.beta) * p),
             rel(call("R", name("b")) * q, "=", last * p, "=", num(-found.beta) * p)))
