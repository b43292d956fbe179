"""Spaces of a matrix: kernels, column spaces, projections, the rank with a parameter, pseudoinverses."""
from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import prod
from typing import Any

from exercises import derive
from exercises.derivation import Derivation, Fact, Step, define, rel, step
from exercises.deriving.frame import rational_rows, tree_of
from exercises.deriving.literals import minus, polynomial_tree, rank_fact
from exercises.deriving.sentences import BASIS, UNIQUE
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.grading.question import Mistake
from exercises.phrases import Phrase, claim, guide, hole, need
from exercises.terms import E, call, column, det, eye, mat, name, num, product, var, zero
from exercises.terms import rank as rank_of
from symbolic import inverse, matrix, nullspace, rank, rref
from verify import Answer

MOST = 30  # the square of the length of a matrix that is easy
A, B, C, G, H, K, L, M, N, P, R, U, X, p, q, t = *(name(k) for k in "ABCGHKLMNPRUXpq"), var("t")


@family("nullspace-basis", "spaces", "A basis of a kernel")
def nullspace_basis(draw: Draw) -> Part:
    """A basis of ker A for a product of drawn factors."""
    m, n, r = {1: (2, 3, 2), 2: (3, 4, 2), 3: (3, 4, 3)}[draw.difficulty]
    left, right = draw.rows("left", m, r, -2, 2), draw.rows("right", r, n, -2, 2)
    M_ = matrix(left) * matrix(right)
    N_ = nullspace(M_)
    draw.require(N_.cols == n - r)
    draw.require(all(any(M_[i, j] != 0 for j in range(n)) for i in range(m)))
    pivots = rref(M_).pivots
    wrong = matrix([[-x if i in pivots else x for x in row] for i, row in enumerate(N_.entries())])
    mistakes = [mistake("sign of a free column", {"N": wrong}, "A free column moves to the other side with the opposite sign.")]
    if n - r > 1:
        mistakes.append(mistake("one vector only", {"N": N_.submatrix(range(n), [0])}, "Every column without a pivot gives a "
                                "vector of the basis."))
    return part(
        guide("Find a basis of the kernel of {A}, and write it as the columns of a matrix.", A=A),
        derivation=derive(Answer("nullspace", M_, N_)), kind="nullspace", answer={"N": N_}, A=M_,
        mistakes=mistakes)


@family("column-space", "spaces", "A basis of a column space")
def column_space(draw: Draw) -> Part:
    """The columns of A that hold pivots; the echelon form is drawn, the rows before it are hidden."""
    m, n, r = {1: (3, 3, 2), 2: (3, 4, 2), 3: (4, 4, 3)}[draw.difficulty]
    pivots = [0, *sorted(draw.sample("pivots", range(1, n), r - 1))]
    rows = [[int(j == p_) if j in pivots or j < p_ else draw.integer("free", -3, 3) for j in range(n)] for p_ in pivots]
    left, echelon = matrix(draw.rows("left", m, r, -3, 3)), matrix(rows)
    draw.require(rank(left) == r and all(any(x for x in column_) for column_ in zip(*rows, strict=True)))
    M_: Any = left * echelon
    draw.require(all(any(x != 0 for x in row) for row in M_.entries()))
    found = derive(Answer("rref", M_, rref(M_)))
    plain = rref(M_).R.submatrix(range(m), pivots)
    steps = step(
        claim("The columns of {R} with a pivot are independent, and so are the columns of {A} in the same places: they make up "
              "{N}. The other columns of {A} are combinations of them, and {C}, the rows of {R} that are not zero, holds the "
              "coefficients.", need("=", N * C, A), need("rank", N, hole("r")), A=A, R=R, N=N, C=C),
        define("N", tree_of(left)), define("C", tree_of(echelon)), rel(A, "=", N * C), rank_fact(N, rational_rows(left)))
    return part(
        guide("Find a basis of the column space of {A}, and write it as the columns of a matrix {N}.", A=A, N=N),
        derivation=replace(found, steps=(*found.steps, steps), asks=(*found.asks, "N"), freedom=(BASIS,), answer_say=(),
                           answer=(rel(N, "=", tree_of(left)), rel(A, "=", N * C))),
        kind="span", answer={"N": left}, B=M_,
        mistakes=[
            mistake("columns of the echelon form", {"N": plain}, "Row operations change the column space: take the columns of "
                    "the given matrix in the places of the pivots."),
            mistake("every column", {"N": M_}, "All the columns span the space, but they are not independent."),
        ])


@family("projection-matrix", "spaces", "The matrix of an orthogonal projection", limits=Limits(denominator=45))
def projection_matrix(draw: Draw) -> Part:
    """P = B (B^T B)^-1 B^T."""
    m, k = {1: (2, 1), 2: (3, 2), 3: (4, 2)}[draw.difficulty]
    cols = matrix(draw.rows("columns", m, k, -2, 2) if k > 1 else draw.rows("columns", m, k, -6, 6))
    gram: Any = cols.T * cols
    draw.require(rank(cols) == k and sum(x != 0 for (x, *_) in cols.entries()) > 1)
    draw.require(k == 1 or gram[0, 1] != 0)
    shown: Any = cols * inverse(gram) * cols.T
    one = matrix([[int(i == j) for j in range(m)] for i in range(m)])
    draw.require(max(int(x.denominator) for row in shown.entries() for x in row) > 1)
    steps = (
        step(claim("The inner product of {B} with itself is the number {G}, and {H} is its inverse." if k == 1 else
                   "The inner products of the columns of {B} stand in {G}, and {H} is its inverse.",
                   need("=", G * H, eye(k)), B=B, G=G, H=H),
             define("G", B.T * B, "=", tree_of(gram) if k > 1 else tree_of(gram).args[0][0][0]),
             define("H", tree_of(inverse(gram)) if k > 1 else 1 / G), rel(G * H, "=", eye(k))),
        step(claim("The projection of a vector {x} is {B} times some {y}, and what is left must be orthogonal to the columns of "
                   "{B}. So {y} is {H} times what {T} makes of {x}: the matrix of the projection is {P}.",
                   need("=", P, B * H * B.T), B=B, H=H, T=B.T, P=P, x=var("x"), y=var("y")),
             define("P", B * H * B.T, "=", tree_of(shown))),
        step(claim("Check: {P} leaves the columns of {B} as they are, it is symmetric, and a second projection changes nothing.",
                   need("=", P * B, B), need("=", P.T, P), need("=", P ** 2, P), P=P, B=B),
             rel(P * B, "=", B), rel(P.T, "=", P), rel(P ** 2, "=", P)),
    )
    return part(
        guide("Find the matrix of the orthogonal projection onto the space that the columns of {B} span.", B=B) if k > 1 else
        guide("Find the matrix of the orthogonal projection onto the line through the origin along {B}.", B=B),
        derivation=Derivation((("B", tree_of(cols)),), steps, (rel(P, "=", tree_of(shown)),), freedom=(UNIQUE,), asks=("P",)),
        kind="matrix", answer=shown,
        mistakes=[
            mistake("inner products left out", cols * cols.T, "The lengths and angles of the columns must be divided out: the "
                    "inverse of their inner products belongs in the middle."),
            mistake("complement", one - shown, "This projects onto the orthogonal complement."),
            mistake("reflection", 2 * shown - one, "This is the reflection in the space, not the projection onto it."),
        ])


def linear(constant: int, slope: int = 1) -> E:
    """Return slope t + constant as a tree."""
    return polynomial_tree([Fraction(constant), Fraction(slope)], t)


@family("rank-of-parameter", "spaces", "A rank that depends on a parameter")
def rank_of_parameter(draw: Draw) -> Part:
    """Zeros of a determinant; at the highest difficulty a double zero takes two from the rank."""
    if draw.difficulty == 3:
        return _double_zero(draw)
    tree, steps, zeros = (_of_two if draw.difficulty == 1 else _of_three)(draw)
    ask = guide("For which real numbers {t} is the rank of {A} smaller than two?", t=t, A=A) if draw.difficulty == 1 else \
        guide("For which real numbers {t} is the rank of {A} smaller than three?", t=t, A=A)
    mistakes = [mistake("one zero lost", zeros[:1], "Every zero of the determinant counts.")]
    if sorted(zeros) != sorted(-x for x in zeros):
        mistakes.append(mistake("opposite sign", [-x for x in zeros], "A factor vanishes where the parameter equals what is "
                                "subtracted from it."))
    return part(
        ask, kind="set", answer=zeros, mistakes=mistakes,
        derivation=Derivation((("A", tree),), steps, (rel(det(A), "=", product([linear(-x) for x in zeros])),), freedom=(UNIQUE,),
                              answer_say=(_zeros(zeros),)))


def _zeros(zeros: list[int]) -> Phrase:
    """Return the sentence that reads the values off the factors of the determinant."""
    return claim("The rank is full where the determinant {d} is not zero, and smaller where it is: for {t} equal to {r} and for "
                 "{t} equal to {s}.", need("=", det(A), hole("d")), t=t, r=num(zeros[0]), s=num(zeros[1]))


def _of_two(draw: Draw) -> tuple[E, tuple[Step, ...], list[int]]:
    zeros = draw.sample("zeros", range(-5, 6), 2)
    a, b = draw.nonzero("a", -4, 4), draw.nonzero("b", -3, 3)
    d = -sum(zeros) - a
    rest = a * d - prod(zeros)
    draw.require(rest != 0 and rest % b == 0 and abs(rest) <= 12 * abs(b))
    expanded = polynomial_tree([Fraction(prod(zeros)), Fraction(-sum(zeros)), Fraction(1)], t)
    steps = (step(
        claim("The rank is smaller than two where the determinant vanishes. Expand it and factor: {d}.",
              need("=", det(A), hole("e")), need("=", hole("e"), hole("d")), e=expanded, d=product([linear(-x) for x in zeros])),
        rel(det(A), "=", minus(linear(a) * linear(d), num(rest)), "=", expanded, "=", product([linear(-x) for x in zeros]))),)
    return mat([[linear(a), b], [rest // b, linear(d)]]), steps, zeros


def _of_three(draw: Draw) -> tuple[E, tuple[Step, ...], list[int]]:
    zeros = draw.sample("zeros", range(-4, 5), 2)
    (x, y, z), low = (draw.nonzero("upper", -2, 1) for _ in range(3)), [draw.nonzero("lower", -1, 2) for _ in range(3)]
    left: Any = matrix([[1, 0, 0], [low[0], 1, 0], [low[1], low[2], 1]])
    upper = [[(1, 0), (x, 0), (y, 0)], [(0, 0), (-zeros[0], 1), (z, 0)], [(0, 0), (0, 0), (-zeros[1], 1)]]
    rows = [[[sum(int(left[i, k].numerator) * upper[k][j][e] for k in range(3)) for e in (0, 1)] for j in range(3)]
            for i in range(3)]
    back = inverse(left)
    steps = (
        step(claim("Reduce the rows. All the row operations together are the factor {L}, whose determinant {d} is not zero: they "
                   "do not change the rank.", need("=", U, L * A), need("=", det(L), hole("d")), L=L),
             define("L", tree_of(back)), rel(det(L), "=", 1),
             define("U", L * A, "=", mat([[linear(*e) for e in row] for row in upper]))),
        step(claim("{U} is triangular: its determinant is the product of its diagonal, {d}, and that of {A} is the same.",
                   need("=", det(U), hole("d")), need("=", det(A), hole("d")), U=U, A=A),
             rel(det(U), "=", product([linear(-x_) for x_ in zeros])), rel(det(A), "=", product([linear(-x_) for x_ in zeros]))))
    return mat([[linear(*e) for e in row] for row in rows]), steps, zeros


def _double_zero(draw: Draw) -> Part:
    """(t - a) I + p q^T: the rank is one at a, and two at a - q^T p."""
    a, low, right = draw.integer("a", -4, 4), *([draw.choice(label, (-4, -3, -2, 2, 3, 4)) for _ in range(3)] for label in "pq")
    trace = sum(x * y for x, y in zip(low, right, strict=True))
    draw.require(trace != 0 and abs(trace) <= 12)
    single, rows = a - trace, [[x * y for y in right] for x in low]
    given = mat([[linear(v - a) if i == j else num(v) for j, v in enumerate(row)] for i, row in enumerate(rows)])
    there = [[Fraction(v - trace * (i == j)) for j, v in enumerate(row)] for i, row in enumerate(rows)]
    ends = (claim("The determinant vanishes at {x} and {y} only. At {x} the rank is one, at {y} it is two, and elsewhere it is "
                  "three.", need("=", det(A), hole("e")), need("rank", M, num(1)), need("rank", N, num(2)), x=num(a),
                  y=num(single)),)
    return part(
        guide("For which real numbers {t} is the rank of {A} equal to two?", t=t, A=A), kind="set", answer=[single],
        derivation=Derivation((("A", given),), _rank_one_apart(a, trace, low, right, there), (rel(rank_of(N), "=", 2),),
                              freedom=(UNIQUE,), answer_say=ends),
        mistakes=[mistake("both zeros", [single, a], "At a double zero the rank may drop by two: look at the matrix there."),
                  mistake("double zero", [a], "At the double zero the rank is smaller than asked.")])


def _rank_one_apart(a: int, trace: int, low: list[int], right: list[int], there: list[list[Fraction]]) -> tuple[Step, ...]:
    shift, simple = linear(-a), linear(trace - a)
    rows = [[Fraction(x * y) for y in right] for x in low]
    return (
        step(claim("Without the multiple {c} of the identity, every row of {A} is a multiple of one row: what is left is {p} "
                   "times the transpose of {q}.", need("=", A, hole("c") + p * q.T), A=A, p=p, q=q),
             define("p", column(low)), define("q", column(right)), rel(A, "=", shift * eye(3) + p * q.T)),
        step(claim("The vectors orthogonal to {q} form a plane, spanned by the columns of {B}: {A} multiplies them by {c}. It "
                   "multiplies {p}, which lies outside this plane, by {d}. The determinant is the product of these factors, {e}.",
                   need("=", A * B, hole("c") * B), need("=", q.T * B, zero(1, 2)), need("=", A * p, hole("d") * p),
                   need("≠", q.T * p, num(0)), need("=", det(A), hole("e")), A=A, B=B, p=p, q=q),
             define("B", mat([[right[1], 0], [-right[0], right[2]], [0, -right[1]]])), rel(q.T * B, "=", zero(1, 2)),
             rel(A * B, "=", shift * B), rel(q.T * p, "=", num(trace), "≠", 0), rel(A * p, "=", simple * p),
             rel(det(A), "=", shift ** 2 * simple)),
        step(claim("Write {F} for {A} as a function of {t}. At the double zero only the product {r} is left, of rank one.",
                   need("=", M, p * q.T), need("rank", M, num(1)), r=p * q.T, F=name("F"), A=A, t=t),
             define("F", A, of="t"), define("M", call("F", a), "=", mat(rows)), rel(M, "=", p * q.T), rank_fact(M, rows)),
        step(claim("At the simple zero the rank is {r:number}.", need("rank", N, hole("r"))),
             define("N", call("F", a - trace), "=", mat(there)), rank_fact(N, there)))


def _penrose() -> tuple[Phrase, list[Fact]]:
    """The four equations, and the sentence that they leave one matrix."""
    laws = [rel(A * X * A, "=", A), rel(X * A * X, "=", X), rel((A * X).T, "=", A * X), rel((X * A).T, "=", X * A)]
    return claim("Check the four equations of Penrose: only the pseudoinverse satisfies them.", need("=", A * X * A, A),
                 need("=", X * A * X, X), need("=", (A * X).T, A * X), need("=", (X * A).T, X * A)), list(laws)


@family("pseudoinverse", "spaces", "A pseudoinverse", limits=Limits(digits=4, denominator=150))
def pseudoinverse_of(draw: Draw) -> Part:
    """A column times a row; independent columns; a product of both kinds."""
    return (_of_rank_one, _of_columns, _of_product)[draw.difficulty - 1](draw)


def _pseudoinverse(M_: Any, X_: Any, steps: list[Step], mistakes: list[Mistake]) -> Part:
    sentence, laws = _penrose()
    return part(
        guide("Find the pseudoinverse of {A}.", A=A), kind="pinv", answer={"X": X_}, A=M_,
        derivation=Derivation((("A", tree_of(M_)),), (*steps, step(sentence, *laws)), (rel(X, "=", tree_of(X_)),),
                              freedom=(UNIQUE,), asks=("X",)),
        mistakes=[mistake("transpose", {"X": M_.T}, "The transpose is the pseudoinverse only if every singular "
                          "value is one or zero."),
                  *mistakes])


def _of_rank_one(draw: Draw) -> Part:
    m, n = draw.choice("shape", ((2, 2), (2, 3), (3, 2)))
    u, v = draw.integers("u", m, -2, 2), draw.integers("v", n, -2, 2)
    M_, uu, vv = matrix([[a * b for b in v] for a in u]), sum(a * a for a in u), sum(b * b for b in v)
    draw.require(min(uu, vv) > 1 and uu * vv <= MOST and sum(map(bool, u)) > 1 and sum(map(bool, v)) > 1)
    X_: Any = M_.T / (uu * vv)
    step_ = step(claim("{A} has rank one: it is {p} times the transpose of {q}. Its pseudoinverse is the transpose divided by "
                       "the squares of both lengths, {r} and {s}.", need("=", A, p * q.T), need("=", name("mu"), hole("r")),
                       need("=", name("nu"), hole("s")), A=A, p=p, q=q, r=num(uu), s=num(vv)),
                 define("p", column(u)), define("q", column(v)), rel(A, "=", p * q.T), define("mu", p.T * p, "=", uu),
                 define("nu", q.T * q, "=", vv), define("X", 1 / (name("mu") * name("nu")) * A.T, "=", tree_of(X_)))
    reciprocal = matrix([[Fraction(1, a * b) if a * b else 0 for a in u] for b in v])
    return _pseudoinverse(M_, X_, [step_], [
        mistake("reciprocal entries", {"X": reciprocal}, "Inverting the entries one by one does not invert the matrix."),
        mistake("one length only", {"X": M_.T / uu}, "Both lengths must be divided out, and each of them twice.")])


def _of_columns(draw: Draw) -> Part:
    M_ = matrix(draw.rows("entries", 3, 2, -3, 3))
    gram: Any = M_.T * M_
    top = M_.submatrix([0, 1], [0, 1])
    draw.require(rank(top) == 2 and gram[0, 1] != 0 and all(M_[i, 0] != 0 or M_[i, 1] != 0 for i in range(3)))
    X_: Any = inverse(gram) * M_.T
    back = inverse(top)
    left = matrix([[*back.entries()[i], 0] for i in range(2)])
    step_ = step(claim("The columns of {A} are independent, so {G}, their inner products, is invertible, with the inverse {H}. "
                       "The pseudoinverse is the inverse of {G} times the transpose of {A}.", need("=", G * H, eye(2)),
                       need("=", X, H * A.T), A=A, G=G, H=H),
                 define("G", A.T * A, "=", tree_of(gram)), define("H", tree_of(inverse(gram))), rel(G * H, "=", eye(2)),
                 define("X", H * A.T, "=", tree_of(X_)))
    return _pseudoinverse(M_, X_, [step_], [
        mistake("another left inverse", {"X": left}, "This undoes the matrix on its range, but the product in the other order "
                "must be symmetric.")])


def _of_product(draw: Draw) -> Part:
    B_, (c1, c2) = matrix(draw.rows("left", 3, 2, -2, 2)), (draw.nonzero("right", -2, 2) for _ in range(2))
    C_ = matrix([[1, 0, c1], [0, 1, c2]])
    draw.require(rank(B_) == 2)
    M_: Any = B_ * C_
    draw.require(all(any(x_ != 0 for x_ in row) for row in M_.entries()))
    g, h = B_.T * B_, C_ * C_.T
    inner, outer = inverse(g), inverse(h)
    X_: Any = C_.T * outer * inner * B_.T
    steps = [
        step(claim("{A} has rank two. Its first two columns are independent, and the third is a combination of them: {A} is {B} "
                   "times {C}.", need("=", A, B * C), need("rank", B, num(2)), A=A, B=B, C=C),
             define("B", tree_of(B_)), define("C", tree_of(C_)), rel(A, "=", B * C), rank_fact(B, rational_rows(B_))),
        step(claim("The columns of {B} and the rows of {C} are independent, so the two small matrices {G} and {K} are "
                   "invertible, with the inverses {H} and {L}. The pseudoinverse takes the factors in the opposite order, each "
                   "with its own pseudoinverse.", need("=", G * H, eye(2)), need("=", K * L, eye(2)),
                   need("=", X, C.T * L * H * B.T), B=B, C=C, G=G, K=K, H=H, L=L),
             define("G", B.T * B, "=", tree_of(g)), define("H", tree_of(inner)), rel(G * H, "=", eye(2)),
             define("K", C * C.T, "=", tree_of(h)), define("L", tree_of(outer)), rel(K * L, "=", eye(2)),
             define("X", C.T * L * H * B.T, "=", tree_of(X_)))]
    return _pseudoinverse(M_, X_, steps, [
        mistake("one small inverse forgotten", {"X": C_.T * inner * B_.T}, "Both factors have a small matrix to invert.")])
