"""Block matrices: the Schur complement, inverses of block triangular matrices."""
from __future__ import annotations

from typing import Any

from exercises.derivation import Derivation, Fact, Means, Step, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.literals import number_tree
from exercises.deriving.sentences import UNIQUE
from exercises.families.semiseparable import distinct
from exercises.family import Draw, Part, family, mistake, part
from exercises.phrases import claim, guide, need
from exercises.terms import E, det, entry, eye, inv, mat, name, num, zero
from symbolic import det as determinant
from symbolic import inverse, matrix

A, B, C, D, F, G, H, K, L, M, N, R, S, T, W, X, Y = (name(k) for k in "ABCDFGHKLMNRSTWXY")


def cut_out(letter: str, whole: E, value: Any, rows: range, cols: range) -> Fact:
    """Return the definition of a block by the entries of a matrix."""
    return define(letter, mat([[entry(whole, i + 1, j + 1) for j in cols] for i in rows]), "=",
                  tree_of(value.submatrix(list(rows), list(cols))))


@family("schur-complement", "blocks", "A Schur complement")
def schur_complement(draw: Draw) -> tuple[Part, Part]:
    """S = D - C A^-1 B, and det M = det A det S."""
    size, n, reach = ((1, 3, 4), (2, 4, 3), (2, 4, 5))[draw.difficulty - 1]
    lead = matrix([[draw.choice("A", (-3, -2, -1, 2, 3))]]) if size == 1 else matrix(draw.unimodular("A", 2, 4, 3))
    B_, C_, D_ = (matrix(draw.rows(k, p, q, -reach, reach)) for k, p, q in
                  (("B", size, n - size), ("C", n - size, size), ("D", n - size, n - size)))
    M_ = matrix([*(a + b for a, b in zip(lead.entries(), B_.entries(), strict=True)),
                 *(c + d for c, d in zip(C_.entries(), D_.entries(), strict=True))])
    back, blocks = inverse(lead), (lead, B_, C_, D_)
    found: Any = D_ - C_ * back * B_
    whole = determinant(M_)
    draw.require(sum(e == 0 for row in M_.entries() for e in row) < 4 and whole != 0)
    draw.require(lead[0, size - 1] != 0 and lead[size - 1, 0] != 0 and determinant(found) != whole)
    one = [("wrong sign", D_ + C_ * back * B_, "The product of the three blocks is subtracted."),
           ("not inverted", D_ - C_ * lead * B_, "The leading block enters the product inverted."),
           ("leading block left out", D_ - C_ * B_, "The inverse of the leading block stands between the other two.")]
    two = distinct(whole, determinant_slips(*blocks, found))
    draw.require(bool(two) and len(distinct(found, one)) > 1)
    start, given = complement_steps(M_, blocks, found), (("M", tree_of(M_)),)
    place = "first" if size == 1 else "second"
    return (
        part(guide(f"Cut {{M}} after its {place} row and its {place} column, and call the blocks {{A}}, {{B}}, {{C}} and {{D}}, "
                   "row by row. Find the Schur complement {S}.", M=M, A=A, B=B, C=C, D=D,
                   S=D - C * inv(A) * B), kind="matrix", answer=found,
             derivation=Derivation(given, start, asks=("A", "B", "C", "D"),
                                   answer=(rel(S, "=", tree_of(found)),), freedom=(UNIQUE,)),
             mistakes=[mistake(*slip) for slip in distinct(found, one)]),
        part(guide("Use it to find the determinant of {M}.", M=M), kind="value", answer=whole, points=2,
             derivation=Derivation(given, (*start, *determinant_steps(M_, blocks, found)), asks=("A", "B", "C", "D"),
                                   answer=(rel(det(M), "=", number_tree(whole) or num(0)),), freedom=(UNIQUE,)),
             mistakes=[mistake(*slip) for slip in two]))


def determinant_slips(A_: Any, B_: Any, C_: Any, D_: Any, S_: Any) -> list[tuple[str, Any, str]]:
    """Return what goes wrong with the determinant of a matrix of these blocks, with the Schur complement S."""
    slips = [("complement only", determinant(S_), "The determinant of the leading block is a factor as well."),
             ("diagonal blocks", determinant(A_) * determinant(D_), "The blocks beside the diagonal count as well.")]
    if A_.rows == D_.rows:
        slips.append(("as with numbers", determinant(A_) * determinant(D_) - determinant(B_) * determinant(C_),
                      "The rule for two rows of numbers does not hold for blocks."))
    return slips


def complement_steps(M_: Any, blocks: tuple[Any, ...], found: Any) -> tuple[Step, ...]:
    """Return the steps to the Schur complement."""
    size, n = blocks[0].rows, M_.rows
    first, second = range(size), range(size, n)
    cuts = [cut_out(k, M, M_, p, q) for k, p, q in
            (("A", first, first), ("B", first, second), ("C", second, first), ("D", second, second))]
    return (
        step(guide("Cut {M} into blocks.", M=M), *cuts),
        step(claim("Invert the leading block: {R} is its inverse.", need("means", inv(A), R), R=R),
             define("R", tree_of(inverse(blocks[0]))), Means(inv(A), R)),
        step(guide("Now the Schur complement."), define("S", D - C * R * B, "=", tree_of(found))),
    )


def determinant_steps(M_: Any, blocks: tuple[Any, ...], found: Any) -> tuple[Step, ...]:
    """Return the steps from the Schur complement to the determinant."""
    size, n = blocks[0].rows, M_.rows
    parts = [number_tree(determinant(k)) or num(0) for k in (blocks[0], found, M_)]
    low = [[num(int(i == j)) if i < size or j >= size else entry(W, i - size + 1, j + 1) for j in range(n)] for i in range(n)]
    up = [[entry(A, i + 1, j + 1) if j < size else entry(B, i + 1, j - size + 1) for j in range(n)] for i in range(size)]
    up += [[num(0) if j < size else entry(S, i + 1, j - size + 1) for j in range(n)] for i in range(n - size)]
    return (
        step(claim("Block elimination: {L} adds multiples of the upper rows to the lower ones. Its determinant is one, and {T}, "
                   "the result, has the Schur complement {S} below {B}.", need("=", det(L), num(1)), need("=", L * M, T),
                   L=L, T=T, S=S, B=B),
             define("W", -C * R, "=", tree_of(-1 * blocks[2] * inverse(blocks[0]))), define("L", mat(low)), rel(det(L), "=", 1),
             define("T", mat(up)), rel(L * M, "=", T)),
        step(claim("The determinant of a block triangular matrix is the product of those of the diagonal blocks. So that of "
                   "{M} is {d}.", need("=", det(M), parts[2]), need("=", det(T), det(A) * det(S)), M=M, d=parts[2]),
             rel(det(A), "=", parts[0]), rel(det(S), "=", parts[1]), rel(det(T), "=", det(A) * det(S)),
             rel(det(M), "=", det(A) * det(S), "=", parts[2])),
    )


@family("block-triangular-inverse", "blocks", "The inverse of a block triangular matrix", bands=((0, 20), (8, 40), (20, 300)))
def block_triangular_inverse(draw: Draw) -> Part:
    """[F G; 0 H] has the inverse [F^-1, -F^-1 G H^-1; 0, H^-1]."""
    size, n, reach = ((2, 3, 3), (2, 4, 2), (2, 4, 4))[draw.difficulty - 1]
    first, second = range(size), range(size, n)
    lead = matrix(draw.unimodular("F", 2, 4, 2 + draw.difficulty))
    last = matrix([[draw.choice("H", (-2, -1, 2))]]) if n == size + 1 else matrix(draw.unimodular("H", 2, 4, 2 + draw.difficulty))
    beside = matrix(draw.rows("G", size, n - size, -reach, reach))
    draw.require(sum(e == 0 for k in (lead, last, beside) for row in k.entries() for e in row) < 2)
    back, end = inverse(lead), inverse(last)
    middle: Any = -1 * back * beside * end
    draw.require(lead[0, 1] != 0 != lead[1, 0] and all(e != 0 for row in middle.entries() for e in row))

    def whole(p: Any, q: Any, s: Any) -> Any:
        return matrix([*(a + b for a, b in zip(p.entries(), q.entries(), strict=True)), *([0] * size + b for b in s.entries())])

    A_, found = whole(lead, beside, last), whole(back, middle, end)
    slips = [("sign", whole(back, -1 * middle, end), "The product beside the diagonal has a minus sign."),
             ("block only negated", whole(back, -1 * beside, end), "Both inverses multiply the block beside the diagonal."),
             ("multiplied on the left only", whole(back, -1 * back * beside, end), "The other inverse stands on the right.")]
    if n == 2 * size:
        slips.append(("order exchanged", whole(back, -1 * end * beside * back, end),
                      "The inverse of the first block stands first."))
    table = [[entry(K, i + 1, j + 1) if i < size and j < size else entry(Y, i + 1, j - size + 1) if i < size else
              num(0) if j < size else entry(N, i - size + 1, j - size + 1) for j in range(n)] for i in range(n)]
    steps = (
        step(guide("Cut {A} so that zeros stand in the lower left block; the other blocks are {F}, {G} and {H}.",
                   A=A, F=F, G=G, H=H),
             *(cut_out(k, A, A_, p, q) for k, p, q in (("F", first, first), ("G", first, second), ("H", second, second)))),
        step(claim("Invert the two blocks on the diagonal: {K} and {N} are the inverses of {F} and {H}.",
                   need("means", inv(F), K), need("means", inv(H), N), K=K, N=N, F=F, H=H),
             define("K", tree_of(back)), Means(inv(F), K), define("N", tree_of(end)), Means(inv(H), N)),
        step(claim("The inverse has the same shape, with {K} and {N} on the diagonal. The first rows of {A} times the last "
                   "columns of the inverse must be zero: {p} and {q} have to cancel.",
                   need("=", F * Y + G * N, zero(size, n - size)), K=K, N=N, A=A, p=F * Y, q=G * N),
             define("Y", -K * G * N, "=", tree_of(middle)), rel(F * Y + G * N, "=", zero(size, n - size))),
        step(claim("Put the blocks together and check: the product is the identity in both orders.", need("means", inv(A), X)),
             define("X", mat(table), "=", tree_of(found)), rel(A * X, "=", eye(n)), Means(inv(A), X)),
    )
    return part(
        guide("Find the inverse {X} of the block triangular matrix {A}.", X=X, A=A),
        derivation=Derivation((("A", tree_of(A_)),), steps, asks=("X", "F", "G", "H"),
                              answer=(rel(inv(A), "=", tree_of(found)),), freedom=(UNIQUE,)),
        kind="inverse", answer={"X": found}, A=A_,
        mistakes=[mistake(label, {"X": wrong}, say) for label, wrong, say in distinct(found, slips)])
