"""What Jordan forms decide: similarity, commuting matrices, complex pairs."""
from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from exercises.derivation import Derivation, Fact, Step, define, rel, step
from exercises.deriving.frame import rational_rows, tree_of
from exercises.deriving.literals import minus, rank_fact, times
from exercises.deriving.sentences import SPECTRUM, UNIQUE
from exercises.families.jordan import Blocks, jordan_matrix, shifted_tree
from exercises.family import Draw, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, det, eye, mat, name, num, product, rank, total, var
from symbolic import inverse, matrix
from symbolic.matrices.matrix import identity

A, B, C, D, J, M, N, P, Q, X, Y, W, u, v = (name(k) for k in "ABCDJMNPQXYWuv")
x = var("x")
ANY_EYE = E("eye", ("?",))


def carried(draw: Draw, label: str, J_: Any) -> tuple[Any, Any]:
    """Return P and P J P^-1 with small entries, for a drawn unimodular P."""
    n, (low, high) = J_.rows, ((2, 9), (5, 12), (6, 15))[draw.difficulty - 1]
    for _ in range(10):
        V = matrix(draw.unimodular(label, n, steps=n + draw.difficulty, bound=3))
        found = V * J_ * inverse(V)
        entries = [abs(int(e.numerator)) for row in found.entries() for e in row]
        if low <= max(entries) <= high and entries.count(0) <= n and found != J_:
            return V, found
    return draw.reject()


def characteristic(blocks: Blocks) -> E:
    """Return the characteristic polynomial of these blocks in x, factored."""
    roots = list(dict.fromkeys(r for r, _ in blocks))
    counts = [sum(s for r, s in blocks if r == root) for root in roots]
    return product([minus(x, num(r)) if k == 1 else minus(x, num(r)) ** k for r, k in zip(roots, counts, strict=True)])


def rank_facts(label: str, given: E, M_: Any, value: int, count: int) -> list[Fact]:
    """Return the definition of label = given - value I, and the ranks of its powers up to `count`."""
    rest = M_ - value * identity(M_.rows)
    rows = power = rational_rows(rest)
    out: list[Fact] = [define(label, shifted_tree(given, value, M_.rows), "=", tree_of(rest))]
    for k in range(1, count + 1):
        out.append(rank_fact(name(label) if k == 1 else name(label) ** k, power))
        power = times(power, rows)
    return out


# Similar or not

SAME_POLYNOMIAL = claim("Both have the characteristic polynomial {p}. That is not enough: the blocks of the repeated "
                        "eigenvalue may differ.", need("=", det(x * ANY_EYE - A), hole("p")),
                        need("=", det(x * ANY_EYE - B), hole("p")))
COMPARE = guide("The ranks of {N} and {M} and of their powers count the blocks. Similar matrices have the same ranks.", N=N, M=M)
AGREE = guide("Here all of them agree. So the blocks are the same, and there should be one Jordan matrix {J} for both.", J=J)
BOTH = claim("There is: {P} carries {A} to {J}, and {Q} carries {B} to the same {J}. Both matrices of chains are invertible, "
             "so {A} and {B} are similar.", need("=", A * P, P * J), need("=", B * Q, Q * J), need("≠", det(P), num(0)),
             need("≠", det(Q), num(0)), P=P, Q=Q, A=A, B=B, J=J)
ANY_X = guide("Any invertible {X} with this property is right.", X=X)
TOGETHER = claim("Choose {X} so that it carries {Q} to {P}. Then it is what was asked for.", need("=", X * Q, P),
                 need("=", A * X, X * B), need("≠", det(X), num(0)), X=X, P=P, Q=Q)
PAIRS: dict[int, tuple[tuple[tuple[int, ...], tuple[int, ...], int], ...]] = {
    1: (((2,), (1, 1), 1),), 2: (((3,), (2, 1), 0),), 3: (((2, 2), (3, 1), 0), ((2, 2), (2, 1, 1), 0), ((3,), (2, 1), 1)),
}


def not_similar(k: int) -> Step:
    """Return the step that compares the ranks of the k-th powers."""
    s, t = (rank(z if k == 1 else z ** k) for z in (N, M))
    return step(claim("The numbers {s} and {t} differ, so {A} and {B} are not similar.", need("≠", s, t), s=s, t=t, A=A, B=B),
                rel(s, "≠", t))


@family("similar-or-not", "jordan", "Are they similar?")
def similar_or_not(draw: Draw) -> Part:
    """Two matrices with one characteristic polynomial."""
    a, b = draw.sample("eigenvalue", range(-3, 5), 2)
    first, second, simple = draw.choice("sizes", PAIRS[draw.difficulty])
    same = draw.choice("same", (True, False))
    sizes = draw.shuffled("order", (first, second))
    sizes = [sizes[0], sizes[0] if same else sizes[1]]
    blocks = [[*((a, s) for s in some), *((b, 1) for _ in range(simple))] for some in sizes]
    (P_, A_), (Q_, B_) = (carried(draw, label, jordan_matrix(some)) for label, some in zip("PQ", blocks, strict=True))
    draw.require(A_ != B_)
    n, longest = A_.rows, max(map(max, sizes))
    ranks = [[n - sum(min(s, k) for s in some) for k in range(1, longest + 1)] for some in sizes]
    differ = next((k for k in range(1, longest + 1) if ranks[0][k - 1] != ranks[1][k - 1]), None)
    p = characteristic(blocks[0])
    upto = differ or longest
    steps = [step(SAME_POLYNOMIAL, rel(det(x * eye(n) - A), "=", p), rel(det(x * eye(n) - B), "=", p)),
             step(COMPARE, *([] if differ else [AGREE]), *rank_facts("N", A, A_, a, upto), *rank_facts("M", B, B_, a, upto))]
    if differ:
        steps.append(not_similar(differ))
        answer = list(steps[-1].facts)
    else:
        carry = [rel(A * P, "=", P * J), rel(B * Q, "=", Q * J)]
        answer = [rel(A * X, "=", X * B), rel(det(X), "≠", 0)]
        forms = ("J", jordan_matrix(blocks[0])), ("P", P_), ("Q", Q_)
        steps.append(step(BOTH, *(define(label, tree_of(value)) for label, value in forms), *carry,
                          rel(det(P), "≠", 0), rel(det(Q), "≠", 0)))
        steps.append(step(TOGETHER, define("X", tree_of(P_ * inverse(Q_))), rel(X * Q, "=", P), *answer))
    wrong = mistake("characteristic polynomials compared", "yes", "Similar matrices have the same characteristic polynomial, but "
                    "the converse is not true.") if differ else \
        mistake("entries compared", "no", "Matrices that look different may have the same Jordan form.")
    word = guide("No, they are not similar.") if differ else guide("Yes, they are similar.")
    return part(
        guide("Are {A} and {B} similar? If they are, give an invertible {X} with {l} equal to {r}.", A=A, B=B, X=X,
              l=A * X, r=X * B),
        derivation=Derivation((("A", tree_of(A_)), ("B", tree_of(B_))), tuple(steps), tuple(answer), (word,),
                              (UNIQUE if differ else ANY_X,), ("J", "P", "Q", "N", "M", "X")),
        kind="yes-no", answer="no" if differ else f"yes, X = {P_ * inverse(Q_)}", mistakes=[wrong], needs="yes",
        witness="the matrix X", laws="A X = X B; det X != 0", find=f"X {n}x{n}", A=A_, B=B_)


# Matrices that commute

BLOCKS_FOUND = guide("The ranks of the powers of {N} count the blocks, and so {J} is known.", N=N, J=J)
MOVE = claim("Write {X} as {P} times {Y} times the inverse of {P}. Then {A} commutes with {X} exactly if {J} commutes with {Y}; "
             "the two spaces have the same dimension.", need("=", A * P, P * J), need("≠", det(P), num(0)), A=A, P=P, J=J, X=X,
             Y=Y)
GENERIC = claim("Take any matrix {W} at all and compare both orders with {J}. All entries of the difference must vanish.",
                need("=", J * W - W * J, hole("d")), W=W, J=J)
LEFT = ("That leaves {Y}: nothing between different eigenvalues, and between two blocks of one eigenvalue a shape that is "
        "constant along diagonals. A pair of blocks has as many free letters as the smaller of them has rows; together there "
        "are {d}. The ranks count them too: the rank falls by the number of blocks that are long enough, and the square of "
        "this number counts the pairs of such blocks, which have one letter each.")
COMMUTING: dict[int, tuple[tuple[tuple[int, ...], int], ...]] = {
    1: (((2,), 0), ((2,), 0), ((1, 1), 1)), 2: (((2, 1), 0), ((3,), 0), ((2,), 1)),
    3: (((2, 2), 0), ((3, 1), 0), ((2, 1), 1), ((2, 1, 1), 0)),
}


def commuting(blocks: Blocks) -> tuple[E, int]:
    """Return the general matrix that commutes with these blocks, in letters y_1, .., and their number."""
    starts = [sum(s for _, s in blocks[:k]) for k in range(len(blocks) + 1)]
    rows: list[list[E]] = [[num(0)] * starts[-1] for _ in range(starts[-1])]
    count = 0
    for (a, s), top in zip(blocks, starts, strict=False):
        for (b, t), left in zip(blocks, starts, strict=False):
            for gap in range(max(0, t - s), t if a == b else 0):
                count += 1
                for p in range(min(s, t - gap)):
                    rows[top + p][left + p + gap] = var(f"y_{count}")
    return mat(rows), count


def difference(J_: Sequence[Sequence[int]]) -> tuple[E, E]:
    """Return a matrix W of letters, and J W - W J entry by entry."""
    n = len(J_)
    w = [[var(f"w_{i + 1}{j + 1}") for j in range(n)] for i in range(n)]
    out: list[list[E]] = [[num(0)] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            gap = J_[i][i] - J_[j][j]
            size = w[i][j] if abs(gap) == 1 else num(abs(gap)) * w[i][j]
            terms = [size if gap > 0 else -size] if gap else []
            terms += [w[i + 1][j]] if i + 1 < n and J_[i][i + 1] else []
            terms += [-w[i][j - 1]] if j and J_[j - 1][j] else []
            out[i][j] = total(terms)
    return mat(w), mat(out)


@family("commutant-dimension", "jordan", "How many matrices commute")
def commutant_dimension(draw: Draw) -> Part:
    """The dimension of the space of all X with A X = X A."""
    a, b = draw.sample("eigenvalue", range(-3, 5), 2)
    sizes, simple = draw.choice("sizes", COMMUTING[draw.difficulty])
    blocks: Blocks = [*((a, s) for s in sizes), *((b, 1) for _ in range(simple))]
    J_ = jordan_matrix(blocks)
    P_, A_ = carried(draw, "P", J_)
    n, (general, d) = A_.rows, commuting(blocks)
    W_, rest = difference([[int(e.numerator) for e in row] for row in J_.entries()])
    ranks = [num(n), *(rank(N if k == 1 else N ** k) for k in range(1, max(sizes) + 1))]
    falls = [*((p - q) ** 2 for p, q in pairwise(ranks)), *([ranks[-1] ** 2] if simple else [])]
    pairs = [min(s, t) for r, s in blocks for q, t in blocks if r == q]
    many = [sum(s for r, s in blocks if r == q) for q in dict.fromkeys(r for r, _ in blocks)]
    steps = (
        step(SPECTRUM, rel(det(x * eye(n) - A), "=", characteristic(blocks))),
        step(BLOCKS_FOUND, *rank_facts("N", A, A_, a, max(sizes)), define("J", tree_of(J_))),
        step(MOVE, define("P", tree_of(P_)), rel(A * P, "=", P * J), rel(det(P), "≠", 0)),
        step(GENERIC, define("W", W_), rel(J * W - W * J, "=", rest)),
        step(claim(LEFT, need("=", J * Y, Y * J), need("=", name("d"), num(d)), Y=Y, d=num(d)), define("Y", general),
             rel(J * Y, "=", Y * J), define("d", total([num(k) for k in pairs]), *(("=", num(d)) if len(pairs) > 1 else ())),
             rel(name("d"), "=", total(falls))),
    )
    options = (("number of rows", n, "Polynomials in the matrix commute with it, but here others do as well."),
               ("as if diagonalizable", sum(k * k for k in many),
                "The squares of the multiplicities count only for blocks of size one."),
               ("number of blocks", len(blocks), "A block commutes with more than multiples of the identity."))
    wrong = [mistake(*o) for k, o in enumerate(options) if o[1] not in (d, *(z[1] for z in options[:k]))]
    return part(
        guide("Find the dimension {d} of the space of all matrices {X} that commute with {A}: those with {L} equal to {R}.",
              d=name("d"), X=X, A=A, L=A * X, R=X * A),
        derivation=Derivation((("A", tree_of(A_)),), steps, (rel(name("d"), "=", num(d)),), asks=("X", "Y", "d", "J", "P", "N"),
                              freedom=(UNIQUE,)),
        kind="value", answer=d, mistakes=wrong)
