"""How eigenvalues and Jordan blocks stand up to small changes: splitting, merging, and what a triangular matrix hides."""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import Any

from exercises.derivation import Derivation, Fact, Step, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.literals import minus, rank_fact
from exercises.deriving.sentences import UNIQUE
from exercises.families.jordan import Blocks, conjugate, jordan_matrix, text
from exercises.families.jordanmore import characteristic, rank_facts
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, call, det, eye, mat, name, num, rank, var
from symbolic import inverse, matrix

A, B, F, J, M, N, T, a, r, z, epsilon = *(name(k) for k in ("A", "B", "F", "J", "M", "N", "T", "a", "r", "z")), name("epsilon")
delta, x = var("delta"), var("x")
ANY_EYE = E("eye", ("?",))

# A block splits

EXPAND = claim("Add the small number in the corner. Expanded along the first column, the characteristic polynomial has only two "
               "products: it is {p}.", need("=", det(x * ANY_EYE - B), hole("p")))
CIRCLE = ("An eigenvalue is a number {x} for which {q} equals {s}. So its distance {r} from {a} is the positive number whose "
          "power {R} equals {s}: it is {v}. The eigenvalues stand on a circle, at equal angles.")
TO_THE_RIGHT = claim("Check with the one to the right of {a}, the number {z}: the determinant is zero.",
                     need("=", det(z * ANY_EYE - B), num(0)), a=a, z=z)


@family("eigenvalue-splitting", "stability", "How far a block splits", claim="Pert-1", limits=Limits(8, 10**8))
def eigenvalue_splitting(draw: Draw) -> Part:
    """A Jordan block with a small number in the corner: the eigenvalues move by a root of it."""
    size, value = 1 + draw.difficulty, draw.integer("a", -6, 6)
    beside = [draw.choice("beside", (1, 1, 2, 4, 5)) for _ in range(size - 1)]
    radius = Fraction(draw.integer("numerator", 1, 6), draw.choice("denominator", (10, 100) if size < 4 else (10, 20)))
    strength = prod(beside)
    small = radius ** size / strength
    draw.require(2 * small < radius)
    rows = [[Fraction(value if i == j else beside[i] if j == i + 1 else 0) for j in range(size)] for i in range(size)]
    corner = [[Fraction(int((i, j) == (size - 1, 0))) for j in range(size)] for i in range(size)]
    moved = [[e + small * c for e, c in zip(row, cs, strict=True)] for row, cs in zip(rows, corner, strict=True)]
    q, s = minus(x, num(value)) ** size, num(radius ** size)
    steps = (
        step(EXPAND, define("B", A + epsilon * F, "=", mat(moved)), rel(det(x * eye(size) - B), "=", q - s)),
        step(claim(CIRCLE, need("=", r ** hole("k"), s), need("=", det(x * ANY_EYE - B), q - s), need(">", r, num(0)),
                   x=x, q=q, s=s, a=a, r=r, R=r ** size, v=num(radius)),
             define("r", num(radius)), rel(r, ">", 0), rel(r ** size, "=", s)),
        step(TO_THE_RIGHT, define("z", a + r, "=", num(value + radius)), rel(det(z * eye(size) - B), "=", 0)),
    )
    wrong = [mistake("as small as the change", small, "The eigenvalues of a block move by a root of the change: much "
                     "farther.")]
    if strength > 1:
        wrong.append(mistake("root forgotten", radius ** size, "This is the power of the distance: take the root."))
    return part(
        guide("The only eigenvalue of {A} is {a}. All eigenvalues of the matrix {S} have the same distance from {a}. Find this "
              "distance {r}.", A=A, a=a, S=A + epsilon * F, r=r),
        derivation=Derivation((("A", mat(rows)), ("a", num(value)), ("epsilon", num(small)), ("F", mat(corner))), steps,
                              (rel(r, "=", num(radius)),), asks=("B", "r", "z"), freedom=(UNIQUE,)),
        kind="value", answer=radius, mistakes=wrong)


# Two eigenvalues meet

SQUARE = claim("Complete the square in the characteristic polynomial: {p}.", need("=", det(x * ANY_EYE - A), hole("p")))
MEET = "The two eigenvalues are {m} plus and minus a square root of {s}. They agree exactly if this number is zero."
SOLVED = claim("That leaves one value, {d}.", need("=", name("d"), hole("d")), need("=", call("D", name("d")), num(0)))
ONE_BLOCK = claim("Put it in and check: the characteristic polynomial is {p}. The matrix {N} has rank {g}, so the double "
                  "eigenvalue has a single block.", need("=", det(x * ANY_EYE - B), hole("p")), need("rank", N, hole("g")), N=N)


@family("eigenvalue-merging", "stability", "Where two eigenvalues meet", claim="Pert-2", version=2, limits=Limits(5, 1000))
def eigenvalue_merging(draw: Draw) -> Part:
    """The entry below the diagonal for which both eigenvalues agree."""
    low, high = ((1, 5), (6, 20), (30, 120))[draw.difficulty - 1]
    p, q = draw.sample("diagonal", range(-4 - draw.difficulty, 6 + draw.difficulty), 2)
    M_ = draw.integer("M", low, high) * draw.choice("sign", (1, -1))
    mean, half = Fraction(p + q, 2), Fraction(p - q, 2)
    value = -half ** 2 / M_
    square = minus(x, num(mean)) ** 2
    terms = [unknown if abs(M_) == 1 else num(abs(M_)) * unknown for unknown in (delta, name("d"))]
    middle, there = (num(half ** 2) + term if M_ > 0 else num(half ** 2) - term for term in terms)
    rest = [[half, Fraction(M_)], [value, -half]]
    shifted = B if mean == 0 else B - num(mean) * eye(2) if mean > 0 else B + num(-mean) * eye(2)
    steps = (
        step(SQUARE, define("D", middle, of="delta"), rel(det(x * eye(2) - A), "=", square - middle, "=", square - name("D"))),
        step(claim(MEET, need("=", det(x * ANY_EYE - A), square - middle), m=num(mean), s=middle),
             SOLVED, define("d", num(value)), rel(call("D", name("d")), "=", there, "=", 0)),
        step(ONE_BLOCK, define("F", A, of="delta"), define("B", call("F", name("d")), "=", mat([[p, M_], [name("d"), q]])),
             rel(det(x * eye(2) - B), "=", square), define("N", shifted, "=", mat(rest)), rank_fact(N, rest)),
    )
    options = [("sign", -value, "With this sign the eigenvalues move apart instead of meeting."),
               ("half of the difference forgotten", 4 * value, "The distance from the mean is half of the difference.")]
    if M_ not in (-1, 1, 4):
        options.append(("product forgotten", value * M_, "The entry above the diagonal multiplies the unknown one."))
    return part(
        guide("For which number in the place of {delta} does {A} have a double eigenvalue? Call it {d}.", delta=delta, A=A,
              d=name("d")),
        derivation=Derivation((("A", mat([[p, M_], [delta, q]])),), steps, (rel(name("d"), "=", num(value)),),
                              asks=("d", "B", "D", "N"), freedom=(UNIQUE,)),
        kind="value", answer=value, mistakes=[mistake(*o) for o in options if o[1] != value])


# What a triangular matrix hides

DIAGONAL = claim("{T} is triangular: its eigenvalues stand on the diagonal, and the characteristic polynomial is {p}. The sizes "
                 "of the blocks do not show; only ranks tell.", need("=", det(x * ANY_EYE - T), hole("p")), T=T)
LOSS = guide("From one power of {N} to the next, the rank falls by the number {d} of blocks of size {k} or more.",
             N=N, d=name("d_k"), k=var("k"))
FITS = claim("Only one list of sizes fits, that of {J}. Check: the powers of {M} have the same ranks as those of {N}.",
             need("=", rank(M), rank(N)), J=J, M=M, N=N)
SHAPES: dict[int, tuple[tuple[tuple[int, ...], int], ...]] = {
    1: (((2, 1), 0), ((2,), 1)), 2: (((2, 1), 1), ((2, 2), 0), ((3, 1), 0)), 3: (((3, 2), 0), ((2, 2), 1), ((3, 1), 1)),
}


def interleaved(draw: Draw, blocks: Blocks) -> list[list[int]]:
    """Return an upper triangular matrix with these blocks whose chains are mixed up, so that ones stand anywhere above."""
    left = [k for k, (_, s) in enumerate(blocks) for _ in range(s)]
    order = draw.shuffled("order", left)
    n = len(order)
    places = [[i for i in range(n) if order[i] == k] for k in range(len(blocks))]
    rows = [[blocks[order[i]][0] if i == j else 0 for j in range(n)] for i in range(n)]
    for where in places:
        for i, j in pairwise(where):
            rows[i][j] = 1
    U = matrix([[1 if i == j else draw.integer("shear", -2, 2) if j > i else 0 for j in range(n)] for i in range(n)])
    found = U * matrix(rows) * inverse(U)
    return [[int(e.numerator) for e in row] for row in found.entries()]


def read_off(rows: Sequence[Sequence[int]]) -> Blocks:
    """Return what the entries beside the diagonal seem to say: a block ends where one is zero or the eigenvalue changes."""
    out: Blocks = []
    for i, row in enumerate(rows):
        joined = i > 0 and rows[i - 1][i - 1] == row[i] and rows[i - 1][i] != 0
        out = [*out[:-1], (row[i], out[-1][1] + 1)] if joined else [*out, (row[i], 1)]
    return out


def _triangular_steps(T_: Any, blocks: Blocks, sizes: Sequence[int]) -> tuple[Step, ...]:
    n, value, J_ = T_.rows, blocks[0][0], jordan_matrix(blocks)
    ranks = [rank(N if k == 1 else N ** k) for k in range(1, max(sizes) + 1)]
    mine = [rank(M if k == 1 else M ** k) for k in range(1, max(sizes) + 1)]
    fall: list[Fact] = [define(f"d_{k + 1}", num(n) - ranks[0] if k == 0 else ranks[k - 1] - ranks[k], "=", loss)
                        for k, loss in enumerate(conjugate(sizes))]
    return (step(DIAGONAL, rel(det(x * eye(n) - T), "=", characteristic(blocks))),
            step(LOSS, *rank_facts("N", T, T_, value, max(sizes)), *fall),
            step(FITS, define("J", tree_of(J_)), *rank_facts("M", J, J_, value, max(sizes)),
                 *(rel(p, "=", q) for p, q in zip(mine, ranks, strict=True))))


@family("triangular-blocks", "stability", "What a triangular matrix hides", claim="Pert-3")
def triangular_blocks(draw: Draw) -> Part:
    """Block sizes of a triangular matrix, which cannot be read off its entries."""
    value, other = draw.sample("eigenvalue", range(-4, 6), 2)
    sizes, simple = draw.choice("sizes", SHAPES[draw.difficulty])
    blocks: Blocks = [*((value, s) for s in sizes), *((other, 1) for _ in range(simple))]
    rows = interleaved(draw, blocks)
    seen = sorted(read_off(rows))
    draw.require(seen != sorted(blocks) and max(abs(e) for row in rows for e in row) <= 15)
    options: list[tuple[str, Blocks, str]] = [
        ("read off beside the diagonal", seen, "The entries of a triangular matrix do not show its blocks: count ranks."),
        ("diagonal only", sorted((y, 1) for y, s in blocks for _ in range(s)),
         "A repeated eigenvalue need not have as many eigenvectors."),
        ("one block for each eigenvalue", sorted([(value, sum(sizes)), *blocks[len(sizes):]]),
         "Each independent eigenvector starts a block of its own."),
    ]
    kept = [o for k, o in enumerate(options) if o[1] not in (sorted(blocks), *(p[1] for p in options[:k]))]
    return part(
        guide("Which blocks does the Jordan form of the triangular matrix {T} have?", T=T),
        derivation=Derivation((("T", mat(rows)),), _triangular_steps(matrix(rows), blocks, sizes),
                              (rel(J, "=", tree_of(jordan_matrix(blocks))),), asks=("J", "N", "M", "d_k"), freedom=(UNIQUE,)),
        kind="blocks", answer=text(blocks), mistakes=[mistake(label, text(found), why) for label, found, why in kept])
