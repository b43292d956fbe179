"""Errors of truncation, polar decompositions, Frobenius norms."""
from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import Any

from exercises.derivation import Cited, Derivation, Means, Step, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.literals import rank_fact, squarefree_part
from exercises.deriving.sentences import UNIQUE
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.family.draws import TRIPLES
from exercises.phrases import CARDINALS, claim, guide, hole, need
from exercises.terms import E, column, det, diag, entry, eye, mat, name, norm, num, sqrt, total, var
from symbolic import inverse, matrix

A, B, G, H, K, M, N, Q, R, T, U, x = (name(k) for k in "ABGHKMNQRTUx")
DELTA, TAU = name("delta"), name("tau")
MOST = 40  # the determinant of a factor that is inverted
Rows = list[list[int]]
#: orthogonal columns of one whole length
FRAMES: dict[int, tuple[Rows, ...]] = {
    1: ([[1, 2, 2], [2, 1, -2], [2, -2, 1]],),
    2: ([[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]],),
    3: ([[1, 2, 2, 4], [-2, 1, -4, 2], [-2, 4, 1, -2], [-4, -2, 2, 1]],
        [[1, 1, 3, 5], [-1, 1, -5, 3], [-3, 5, 1, -1], [-5, -3, 1, 1]]),
}


def root(square: int) -> E:
    """Return the square root of a positive whole number as a tree."""
    s, d = squarefree_part(square)
    return num(s) if d == 1 else sqrt(d) if s == 1 else num(s) * sqrt(d)


def root_text(square: int) -> str:
    """Return the square root of a positive whole number as text."""
    s, d = squarefree_part(square)
    return str(s) if d == 1 else f"sqrt({d})" if s == 1 else f"{s}*sqrt({d})"


@family("rank-error", "singular", "Errors of the best approximations", claim="SVD-3", limits=Limits(digits=4))
def rank_error(draw: Draw) -> tuple[Part, Part]:
    """Orthogonal columns of different lengths: the singular values are the lengths."""
    frame = draw.choice("frame", FRAMES[draw.difficulty])
    n, length = len(frame), isqrt(sum(row[0] ** 2 for row in frame))
    factors = [draw.choice("sign", (1, -1)) * f for f in draw.sample("factors", range(1, n + 2 + (draw.difficulty == 1)), n)]
    r = draw.integer("rank", 1, n - 1)
    rows = [[f * t for f, t in zip(factors, row, strict=True)] for row in draw.shuffled("rows", frame)]
    order = sorted(range(n), key=lambda j: -abs(factors[j]))
    values = [length * abs(factors[j]) for j in order]
    square, first, lost = sum(v * v for v in values[r:]), values[r], sum(v * v for v in values[:n - r])
    given, start = (("A", mat(rows)),), _lengths(rows, order, values)
    at_most = f"of rank at most {CARDINALS[r]}"
    spectral = part(
        guide("What is the smallest spectral norm that {E} can have, for matrices {B} " + at_most + "?", B=B, E=A - B),
        derivation=Derivation(given, (*start, *_kept(rows, order, values, r)), (rel(norm(R, "2"), "=", first),),
                              freedom=(UNIQUE,), asks=("B",)),
        kind="value", answer=first, points=3,
        mistakes=[mistake("largest dropped", values[0], "The largest singular values are kept, not the smallest."),
                  mistake("square", first ** 2, "The eigenvalues of the Gram matrix are the squares of the singular values.")])
    mistakes = [mistake("largest dropped", lost, "Drop the smallest singular values, not the largest."),
                mistake("root taken", root_text(square), "The square of the norm is asked for.")]
    if r < n - 1:
        mistakes.append(mistake("values not squared", sum(values[r:]), "The squares of the dropped singular values are added."))
    frobenius = part(
        guide("What is the smallest value that the square of the Frobenius norm of {E} can have, again for matrices {B} "
              + at_most + "?", B=B, E=A - B),
        derivation=Derivation(given, (*start, *_frobenius(rows, order, values, r)), (rel(DELTA, "=", square),), freedom=(UNIQUE,),
                              asks=("B",)),
        kind="value", answer=square, points=3, mistakes=mistakes)
    return spectral, frobenius


def _lengths(rows: Rows, order: list[int], values: list[int]) -> tuple[Step, ...]:
    """The singular values are the lengths of the orthogonal columns."""
    squares = [sum(row[j] ** 2 for row in rows) for j in range(len(order))]
    sigma = [name(f"sigma_{i}") for i in range(1, len(order) + 1)]
    return (step(claim("The columns of {A} are orthogonal, so {G} is diagonal, and the roots of its diagonal, the lengths of "
                       "the columns, are the singular values. List them from the largest down.", need("=", G, A.T * A), A=A, G=G),
                 define("G", A.T * A, "=", diag(*squares)), *(define(f"sigma_{i}", v) for i, v in enumerate(values, 1)),
                 *(rel(s ** 2, "=", entry(G, j + 1, j + 1)) for s, j in zip(sigma, order, strict=True)),
                 rel(*(t for s in sigma for t in (s, ">")), 0)),)


def _kept(rows: Rows, order: list[int], values: list[int], r: int) -> tuple[Step, ...]:
    """Keep the longest columns; no matrix of that rank does better."""
    n, last = len(order), name(f"sigma_{r + 1}")
    keep = diag(*(int(j in order[:r]) for j in range(n)))
    rest = [[0 if j in order[:r] else t for j, t in enumerate(row)] for row in rows]
    kept = [[Fraction(t if j in order[:r] else 0) for j, t in enumerate(row)] for row in rows]
    squares = [sum(row[j] ** 2 for row in rest) for j in range(n)]
    free = [var(f"x_{j + 1}") if j in order[:r + 1] else num(0) for j in range(n)]
    gap = total([num(values[i] ** 2 - values[r] ** 2) * var(f"x_{j + 1}") ** 2 for i, j in enumerate(order[:r])])
    return (
        step(claim("Keep the longest columns in {B} and put zeros in place of the others. In the error {R} the longest column "
                   "has the length {s}: this is its spectral norm.", need("=", R, A - B),
                   need("means", norm(R, "2"), hole("s")), B=B, R=R),
             define("B", A * keep, "=", mat([[int(t) for t in row] for row in kept])), rank_fact(B, kept),
             define("R", A - B, "=", mat(rest)),
             Means(norm(R, "2"), num(values[r]), (("L", eye(n)), ("D", diag(*(values[r] ** 2 - t for t in squares))),
                                                  ("v", column([int(j == order[r]) for j in range(n)]))))),
        step(claim("No matrix {N} of this rank does better. Let {x} have entries for the kept columns and for the longest "
                   "dropped one only: these are more free entries than the rank of {N}, so {N} sends one such {x}, not zero, to "
                   "zero. On it the error does what {A} does, and the square of that length exceeds {s} by {d}, which is not "
                   "negative.", need("=", (A * x).T * (A * x) - hole("s"), hole("d")), N=N, A=A, x=x),
             define("x", column(free)), rel((A * x).T * (A * x) - last ** 2 * (x.T * x), "=", gap)))


def _frobenius(rows: Rows, order: list[int], values: list[int], r: int) -> tuple[Step, ...]:
    """The squares of the dropped singular values."""
    dropped = total([name(f"sigma_{i}") ** 2 for i in range(r + 1, len(values) + 1)])
    square = sum(v * v for v in values[r:])
    rest = [[0 if j in order[:r] else t for j, t in enumerate(row)] for row in rows]
    return (
        step(claim("Keep the longest columns in {B} and put zeros in place of the others. The square of the Frobenius norm of "
                   "the error {R} is the sum of the squares of the dropped lengths, {s}.", need("=", R, A - B),
                   need("=", DELTA, hole("s")), need("=", norm(R, "F") ** 2, DELTA), B=B, R=R, s=num(square)),
             define("B", A * diag(*(int(j in order[:r]) for j in range(len(order))))), define("R", A - B, "=", mat(rest)),
             Means(norm(R, "F"), root(square)), define("delta", dropped, "=", num(square)), rel(norm(R, "F") ** 2, "=", DELTA)),
        step(guide("Every other matrix of this rank leaves at least this error: the theorem of Eckart and Young, for all sizes, "
                   "whose proof was replayed. The decomposition that it takes as given has the columns of {A}, divided by their "
                   "lengths, on the left, and a permutation on the right.", A=A), Cited("eckart_young_frobenius", shown=False)))


@family("polar-decomposition", "singular", "A polar decomposition", limits=Limits(digits=4, denominator=60))
def polar_decomposition(draw: Draw) -> Part:
    """A = U H for two rows, U a rotation or a reflection from a Pythagorean triple."""
    a, b, c = {1: (0, 1, 1), 2: draw.choice("triple", TRIPLES[:2]), 3: draw.choice("triple", TRIPLES[2:])}[draw.difficulty]
    a, b, s = a * draw.choice("sign", (1, -1)), b * draw.choice("sign", (1, -1)), draw.choice("turn", (1, -1))
    reach = 5 + 3 * draw.difficulty
    h1, h2, h3 = draw.choice("middle", [
        (h1, h2, h3) for h2 in range(1 - reach, reach) if h2 for h1 in range(1, reach) if (a * h1 - s * b * h2) % c == 0
        and (b * h1 + s * a * h2) % c == 0 for h3 in range(1, reach) if 0 < h1 * h3 - h2 * h2 <= MOST
        and (a * h2 - s * b * h3) % c == 0 and (b * h2 + s * a * h3) % c == 0])
    U_, H_ = matrix([[Fraction(a, c), Fraction(-s * b, c)], [Fraction(b, c), Fraction(s * a, c)]]), matrix([[h1, h2], [h2, h3]])
    M_: Any = U_ * H_
    d, trace = h1 * h3 - h2 * h2, h1 + h3
    steps = (
        step(claim("Since {U} is orthogonal, {G} is the square of {H}. By the theorem of Cayley and Hamilton this square is {t} "
                   "times {H} minus {s} times the identity, with the trace {t} and the determinant {s} of {H}. The determinant "
                   "is the root of that of {G}, and the square of the trace is the trace of {G} plus twice {s}.",
                   need("=", G, A.T * A), need("=", DELTA ** 2, det(G)), need("=", TAU ** 2, hole("w")), U=U, G=G, H=H,
                   s=DELTA, t=TAU),
             define("G", A.T * A, "=", tree_of(M_.T * M_)), define("delta", d), rel(DELTA ** 2, "=", det(G)),
             define("tau", trace), rel(TAU ** 2, "=", entry(G, 1, 1) + entry(G, 2, 2) + 2 * DELTA)),
        step(claim("Solve for {H}. It is symmetric, its square is {G}, and it is positive definite: its first entry and "
                   "its determinant are positive.", need("=", H ** 2, G), need("=", H.T, H), need(">", entry(H, 1, 1), num(0)),
                   need(">", det(H), num(0)), H=H, G=G),
             define("H", 1 / TAU * (G + DELTA * eye(2)), "=", tree_of(H_)), rel(H.T, "=", H), rel(H ** 2, "=", G),
             rel(entry(H, 1, 1), ">", 0), rel(det(H), ">", 0)),
        step(claim("The other factor is {A} times the inverse of {H}. Check: it is orthogonal, and the product gives {A} back.",
                   need("=", U, A * K), need("=", K * H, eye(2)), need("=", U.T * U, eye(2)), need("=", U * H, A), A=A, H=H),
             define("K", tree_of(inverse(H_))), rel(K * H, "=", eye(2)), define("U", A * K, "=", tree_of(U_)),
             rel(U.T * U, "=", eye(2)), rel(U * H, "=", A)))
    return part(
        guide("Find an orthogonal matrix {U} and a symmetric positive definite matrix {H} with {A} equal to {P}.", U=U, H=H, A=A,
              P=U * H),
        derivation=Derivation((("A", tree_of(M_)),), steps,
                              (rel(U, "=", tree_of(U_)), rel(H, "=", tree_of(H_)), rel(A, "=", U * H)), freedom=(UNIQUE,),
                              asks=("U", "H")),
        kind="polar", answer={"U": U_, "H": H_}, A=M_, points=6,
        mistakes=[
            mistake("factors exchanged", {"U": U_, "H": U_ * H_ * U_.T}, "Here the symmetric factor stands on the right."),
            mistake("both signs changed", {"U": -U_, "H": -H_}, "The symmetric factor must be positive definite.", "negated"),
            mistake("root not taken", {"U": U_, "H": M_.T * M_}, "The product of the transpose with the matrix is the square of "
                    "the symmetric factor."),
        ])


@family("frobenius-norm", "singular", "The Frobenius norm of a product", limits=Limits(digits=3, denominator=60))
def frobenius_norm(draw: Draw) -> Part:
    """Orthogonal factors do not change the norm."""
    size = (2, 3, 3)[draw.difficulty - 1]
    inner = draw.rows("middle", size, 2, -4 - draw.difficulty, 4 + draw.difficulty)
    left, right = _orthogonal(draw, size), _orthogonal(draw, 2)
    both = draw.difficulty == 3
    square, factors = sum(t * t for row in inner for t in row), Q * M * T if both else Q * M
    draw.require(len({abs(t) for row in inner for t in row}) > 1)
    given = (("Q", tree_of(left)), ("M", mat(inner)), *([("T", tree_of(right))] if both else []))
    longest = max(sum(row[j] ** 2 for row in inner) for j in range(2))
    outer = claim("{Q} and {T} are orthogonal, so they change no length: {Q} does not change the lengths of the columns, and "
                  "{T} not those of the rows.", need("=", Q.T * Q, eye(size)), need("=", T * T.T, eye(2)), Q=Q,
                  T=T) if both else claim(
        "{Q} is orthogonal, so it does not change the length of any column.", need("=", Q.T * Q, eye(size)), Q=Q)
    steps = (
        step(outer, rel(Q.T * Q, "=", eye(size)), *([rel(T * T.T, "=", eye(2))] if both else [])),
        step(claim("The norm of the product is therefore that of {M}, whose squared entries add up to {s}.",
                   need("=", name("s"), hole("s")), need("means", norm(M, "F"), hole("n")), M=M, s=num(square)),
             define("s", total([entry(M, i, j) ** 2 for i in range(1, size + 1) for j in (1, 2)]), "=",
                    total([num(abs(t)) ** 2 for row in inner for t in row if t]), "=", num(square)),
             Means(norm(M, "F"), root(square))),
        step(guide("Check by multiplying the factors out."),
             define("A", factors, "=", tree_of(left * matrix(inner) * right if both else left * matrix(inner))),
             Means(norm(A, "F"), root(square))))
    return part(
        guide("Find the Frobenius norm of {P}. The outer factors are orthogonal." if both else
              "Find the Frobenius norm of {P}. The first factor is orthogonal.", P=factors),
        derivation=Derivation(given, steps, (rel(norm(A, "F"), "=", root(square)),), freedom=(UNIQUE,)),
        kind="value", answer=root_text(square),
        mistakes=[
            mistake("root not taken", square, "The norm is the square root of this sum."),
            mistake("norms multiplied", root_text(square * size * (2 if both else 1)), "The norm of a product is not "
                    "the product of the norms."),
            mistake("longest column", root_text(longest), "All the entries count, not only one column."),
        ])


def _orthogonal(draw: Draw, size: int) -> Any:
    """Return a rational orthogonal matrix with signs and rows at random."""
    if size == 2:
        a, b, c = draw.choice("triple", TRIPLES[:2] if draw.difficulty == 1 else TRIPLES)
        frame, length = [[a, -b], [b, a]], c
    else:
        frame, length = FRAMES[1][0], 3
    return matrix([[Fraction(sign * t, length) for t in row] for row in draw.shuffled("order", frame)
                   for sign in (draw.choice("side", (1, -1)),)])
