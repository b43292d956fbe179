"""What a Krylov space holds, and what of it can be seen: reachable vectors, the rank of a Hankel matrix."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

from exercises.derivation import Derivation, define, rel, step
from exercises.deriving.frame import rational_rows, tree_of
from exercises.deriving.literals import rank_fact
from exercises.deriving.sentences import UNIQUE
from exercises.families.jordan import Blocks, jordan_matrix
from exercises.families.krylov import dimension, images, power_of, reduced, space
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, column, hcat, mat, name, num, rank, total, var
from symbolic import inverse, matrix
from symbolic import rank as rank_of
from symbolic.matrices.matrix import hstack

A, C, H, K, O, b, c, w, x, z = (name(k) for k in "ACHKObcwxz")
i, j = var("i"), var("j")
NUMBER = {3: "three", 4: "four"}


# The rank of a Hankel matrix

ENTRIES = claim("Row {i} of {O} is {p}, and column {j} of {K} is {q}, counting from zero. So {H} is their product {P}.",
                need("=", H, O * K), i=i, j=j, O=O, K=K, H=H, p=C * A ** i, q=A ** j * b, P=O * K)
UNSEEN = claim("The images of {b} span a space of dimension {d:number}, and the rows of {O} span one of dimension {e:number}. "
              "The "
               "rank of the product is no larger than either, and may be smaller: here it is {r:number}.",
               need("rank", K, hole("d")), need("rank", O, hole("e")), need("rank", H, hole("r")), b=b, O=O)
SYSTEMS: dict[int, tuple[tuple[tuple[str, int], ...], ...]] = {
    1: ((("x", 1), ("y", 1), ("z", 1)), (("x", 1), ("y", 1), ("x", 1))),
    2: ((("x", 2), ("y", 1)), (("y", 1), ("x", 2)), (("x", 3),)),
    3: ((("x", 2), ("y", 1), ("z", 1)), (("x", 3), ("y", 1)), (("x", 2), ("y", 2))),
}


@family("hankel-rank", "krylov", "The rank of a Hankel matrix", claim="Krylov-3", limits=Limits(digits=4))
def hankel_rank(draw: Draw) -> Part:
    """The rank of the matrix of C A^(i+j) b; smaller than the dimension of the Krylov space."""
    roots, entries = (((-1, 0, 1, 2), (0, 1, 1, -1)), ((-3, -2, 2, 3), (0, 1, 2, -1, 3)),
                      ((-2, -1, 1, 2, 3), (0, 1, 1, 2, -1)))[draw.difficulty - 1]
    values = dict(zip("xyz", draw.sample("eigenvalue", roots, 3), strict=True))
    blocks: Blocks = [(values[letter], size) for letter, size in draw.choice("shape", SYSTEMS[draw.difficulty])]
    n = sum(size for _, size in blocks)
    step_: Any = jordan_matrix(blocks)
    start = matrix([[draw.choice("b", entries)] for _ in range(n)])
    row = matrix([[draw.choice("C", entries) for _ in range(n)]])
    columns, rows = hstack(images(step_, start, n)), hstack(images(step_.T, row.T, n)).T
    table: Any = rows * columns
    found, reach, seen = (int(rank_of(t)) for t in (table, columns, rows))
    draw.require(0 < found < reach)
    mistakes = [mistake("dimension of the Krylov space", reach, "Not everything that is reached is seen by the row.")]
    if seen not in (found, reach):
        mistakes.append(mistake("what the row can see", seen, "Not everything that the row can see is reached."))
    if n not in (found, reach, seen):
        mistakes.append(mistake("full rank", n, "Neither the images of the column nor those of the row need span the space."))
    across = [C if k == 0 else C * A ** k if k > 1 else C * A for k in range(n)]
    steps = (
        step(guide("The columns of {K} are {b} and its images; the rows of {O} are {C} and its images.", K=K, b=b, O=O, C=C),
             define("K", space(n), "=", tree_of(columns)),
             define("O", hcat(*(t.T for t in across)).T, "=", tree_of(rows))),
        step(ENTRIES, define("H", O * K, "=", tree_of(table))),
        step(UNSEEN, *(rank_fact(t, rational_rows(M)) for t, M in ((K, columns), (O, rows), (H, table)))),
    )
    return part(
        guide(f"The matrix {{H}} has {NUMBER[n]} rows and columns. Its entry in row {{i}} and column {{j}}, both counted from "
              "zero, is the number {e}. Find the rank of {H}.", H=H, i=i, j=j, e=C * A ** (i + j) * b),
        derivation=Derivation((("A", tree_of(step_)), ("b", tree_of(start)), ("C", tree_of(row))), steps,
                              (rel(rank(H), "=", found),), freedom=(UNIQUE,), asks=("H",)),
        kind="value", answer=found, mistakes=mistakes)


# What can be reached

#: difficulty -> blocks of the part of the space that b reaches
REACHED: dict[int, tuple[tuple[int, ...], ...]] = {1: ((1, 1), (2,)), 2: ((1, 1), (2,)), 3: ((2, 1), (3,), (1, 1, 1))}


@family("krylov-reachable", "krylov", "What lies in a Krylov space", claim="Krylov-4")
def krylov_reachable(draw: Draw) -> tuple[Part, Part]:
    """A vector that may lie outside, and the coefficients of one that does not."""
    sizes = draw.choice("sizes", REACHED[draw.difficulty])
    values = draw.sample("eigenvalue", range(-2, 4), len(sizes) + 1)
    blocks: Blocks = [*zip(values, sizes, strict=False), (values[-1], 1)]
    d = sum(sizes)
    n = d + 1
    V = matrix(draw.unimodular("V", n, steps=n + draw.difficulty, bound=2 + (draw.difficulty > 1)))
    back: Any = inverse(V)
    step_: Any = V * jordan_matrix(blocks) * back
    start: Any = V * matrix([[draw.choice("e", (1, 1, -1))] for _ in range(d)] + [[0]])
    outside = draw.integer("outside", 0, 1)
    columns = hstack(images(step_, start, n))
    inner = columns.submatrix(range(n), range(d))
    tries, parts = ([draw.integer(label, -2, 3) for _ in range(d)] for label in ("w", "x"))
    first: Any = inner * matrix([[k] for k in tries]) + outside * draw.choice("t", (1, -1)) * V.column(n - 1)
    second: Any = inner * matrix([[k] for k in parts])
    draw.require(all(parts) and any(tries) and parts[::-1] != parts and dimension(step_, start) == d)
    largest = max(abs(int(e.numerator)) for row in step_.entries() for e in row)
    draw.require(largest <= 4 if draw.difficulty == 1 else 5 <= largest <= 9)
    draw.require(max(abs(int(e.numerator)) for t in (step_, columns, first, second) for row in t.entries() for e in row) <= 60)
    draw.require(any(e != 0 for (e,) in (back * first).entries()[:d]))
    given = tuple((label, tree_of(t)) for label, t in zip("Abwx", (step_, start, first, second), strict=True))
    every = [*parts, 0]
    wrong: Any = columns * matrix([[k] for k in every[::-1]])
    draw.require(wrong != second and columns * second != second)
    return (_inside(given, back.submatrix([n - 1], range(n)).T, values[-1], tries if not outside else None),
            _coefficients(given, columns, second, every))


Given = tuple[tuple[str, E], ...]
FIND_ROW = guide("Look for a row that sends {b} to zero and that {A}, from the right, turns into a multiple of itself: such a "
                 "row sends every image of {b} to zero.", A=A, b=b)
SEPARATED = claim("The row {t} does this: it sends {b} and all the images to zero, and so everything in the space. It sends {w} "
                  "to {v}, which is not zero. So {w} lies outside.", need("=", z.T * A, hole("multiple")),
                  need("=", z.T * b, num(0)), need("=", z.T * w, hole("v")), need("≠", z.T * w, num(0)), t=z.T, b=b, w=w)
COMBINED = claim("{w} is a combination of {b} and its images, so it lies in the space. The coefficients come from a system of "
                 "equations, as in the next part.", need("=", w, hole("t")), w=w, b=b)
BESIDE = guide("Write {x} beside the columns of {K} and reduce the rows.", x=x, K=K)


def combination(parts: list[int]) -> E:
    """Return the combination of b, A b, .. with these coefficients."""
    return total([power_of(k) if e == 1 else -power_of(k) if e == -1 else num(e) * power_of(k) for k, e in enumerate(parts) if e])


def _inside(given: Given, row: Any, value: int, parts: list[int] | None) -> Part:
    apart = Derivation(given, (), asks=("z",), freedom=(UNIQUE,))
    if parts is None:
        across: Any = row.T * matrix([[_whole(e)] for (e,) in dict(given)["w"].args[0]])
        falls = rel(z.T * w, "=", num(int(across[0, 0].numerator)), "≠", 0)
        scaled = z.T if value == 1 else -z.T if value == -1 else num(value) * z.T
        law = rel(z.T * A, "=", scaled) if value else rel(z.T * A, "=", mat([[0] * row.rows]))
        facts = (define("z", tree_of(row)), law, rel(z.T * b, "=", 0), falls)
        steps, answer = (step(FIND_ROW, SEPARATED, *facts),), (falls,)
        say = claim("No: {w} does not lie in the space.", need("≠", z.T * w, num(0)), w=w)
    else:
        law = rel(w, "=", combination(parts))
        steps, answer = (step(COMBINED, law),), (law,)
        say = claim("Yes: {w} lies in the space.", need("=", w, hole("t")), w=w)
    wrong = mistake("no image", "no", "A combination of the images need not be an image itself, nor an eigenvector.") \
        if parts else mistake("whole space", "yes", "The images of one vector need not span the whole space.")
    return part(
        guide("Does {w} lie in the space that {b}, {c} and all further images {e} span?", w=w, b=b, c=A * b, e=A ** var("k") * b),
        derivation=replace(apart, steps=steps, answer=answer, answer_say=(say,)), kind="yes-no", answer="yes" if parts else "no",
        points=2, mistakes=[wrong], needs="none")


def _whole(tree: E) -> int:
    return -_whole(tree.args[0]) if tree.op == "neg" else int(tree.args[0])


def _coefficients(given: Given, columns: Any, target: Any, parts: list[int]) -> Part:
    n = len(parts)
    steps, echelon = reduced(hstack([columns, target]), hcat(K, x), BESIDE)
    freedom = claim("Other coefficients are right too: {z} is a combination of the columns before it.", need("=", c, hole("c")),
                    z=power_of(n - 1))
    read = claim("One column of {K} has no pivot in {M}, so its coefficient is free: choose zero. The last column then gives "
                 "{c}. Check: {p} is {x}.", need("=", K * c, x), K=K, M=echelon, c=c, p=K * c, x=x)
    law = rel(K * c, "=", x)
    done = Derivation(given, (step(guide("Collect the columns."), define("K", space(n), "=", tree_of(columns))), *steps,
                              step(read, define("c", column(parts)), law)),
                      (rel(c, "=", column(parts)), law), freedom=(freedom,), asks=("K", "c"))
    return part(
        guide("The vector {x} lies in this space. Let {K} be the square matrix with the columns {b}, {v} and so on, in this "
              "order. Find a column {c} of coefficients for which {p} is {x}.", x=x, c=c, p=K * c, K=K, b=b, v=A * b),
        derivation=done, kind="equations", answer={"c": [[k] for k in parts]}, points=4, laws="K c = x", find=f"c {n}x1",
        K=columns, x=target,
        mistakes=[
            mistake("order reversed", {"c": [[k] for k in parts[::-1]]}, "The first coefficient belongs to the vector itself, "
                    "the last to its last image."),
            mistake("coordinates given", {"c": target}, "These are the coordinates of the vector, not its coefficients in the "
                    "columns."),
        ])
