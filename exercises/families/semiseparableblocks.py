"""Semiseparable matrices by their blocks: the order with and without the diagonal, and whether there are generators."""
from __future__ import annotations

from fractions import Fraction

from exercises.derivation import Derivation, Fact, Step, define, rel, step
from exercises.deriving.literals import rank_fact
from exercises.families.semiseparable import distinct
from exercises.family import Draw, Part, family, mistake, part
from exercises.family.draws import Rows
from exercises.phrases import claim, guide, hole, need
from exercises.terms import entry, mat, name, num, rank, var
from symbolic import matrix
from symbolic import rank as rank_of

A, u, v = (name(k) for k in "Auv")
Place = tuple[int, int]  # the last row above a block, and its last column; both counted from 1


def block(rows: Rows, place: Place) -> Rows:
    """Return the lower left block of the rows after the first number and of the columns up to the second."""
    return [row[:place[1]] for row in rows[place[0]:]]


def places(n: int, shift: int) -> list[Place]:
    """Return the largest blocks strictly below the diagonal (shift 0), or below and on it (shift 1)."""
    return [(k - shift, k) for k in range(1, n + shift)]


def best(rows: Rows, shift: int) -> tuple[int, Place]:
    """Return the greatest rank of these blocks, and where it is."""
    found = [(int(rank_of(matrix(block(rows, p)))), p) for p in places(len(rows), shift)]
    return max(found, key=lambda item: (item[0], min(len(rows) - item[1][0], item[1][1])))


def shown_places(n: int, shift: int, where: Place) -> list[Place]:
    """Return the blocks worth writing down: those with several rows and columns, and the one that decides."""
    return [p for p in places(n, shift) if p == where or (n - p[0] > 1 and p[1] > 1)]


def block_facts(rows: Rows, letter: str, shown: list[Place]) -> list[Fact]:
    """Return the definitions of the blocks and their ranks."""
    out: list[Fact] = []
    for k, place in enumerate(shown, 1):
        part_of = block(rows, place)
        entries = [[entry(A, place[0] + i + 1, j + 1) for j in range(place[1])] for i in range(len(part_of))]
        out += [define(f"{letter}_{k}", mat(entries), "=", mat(part_of)),
                rank_fact(name(f"{letter}_{k}"), [[Fraction(x) for x in row] for row in part_of])]
    return out


def lower(draw: Draw, n: int, r: int, *, closed: bool) -> Rows:
    """Return a lower triangular matrix whose entries below the diagonal, on it too if `closed`, are products of rank r."""
    left, right = draw.rows("left", n, r, -2, 3), draw.rows("right", r, n, -2, 3)
    full = [[sum(a * right[k][j] for k, a in enumerate(row)) for j in range(n)] for row in left]
    return [[full[i][j] if i > j or (i == j and closed) else draw.nonzero("diagonal", -4, 7) if i == j else 0 for j in range(n)]
            for i in range(n)]


@family("semiseparable-order", "semiseparable", "Ranks of the blocks below the diagonal", claim="SS-4")
def semiseparable_order(draw: Draw) -> Part:
    """The greatest ranks of blocks strictly below the diagonal, and with it."""
    n = draw.difficulty + 2
    goal = draw.choice("rank", ((1, 1), (1, 2), (1, 2, 2))[draw.difficulty - 1])
    rows = lower(draw, n, goal, closed=draw.choice("closed", (True, False)))
    (strict, low), (wide, high) = best(rows, 0), best(rows, 1)
    whole = int(rank_of(matrix(rows)))
    draw.require(strict == goal and all(x for i, row in enumerate(rows) for x in row[:i + 1]))
    slips: list[tuple[str, list[int], str]] = [
        ("exchanged", [wide, strict], "The first number is for the blocks that do not touch the diagonal."),
        ("diagonal made no difference", [strict, strict], "The diagonal enlarges the blocks: look at their ranks once more."),
        ("diagonal counted as one more", [strict, strict + 1], "With the diagonal the blocks are larger; the ranks need not be."),
        ("rank of the whole matrix", [whole, whole], "No block may hold an entry above the diagonal: the whole matrix is none."),
    ]
    below, on = shown_places(n, 0, low), shown_places(n, 1, high)
    first, second = name(f"B_{below.index(low) + 1}"), name(f"C_{on.index(high) + 1}")
    steps = (
        step(claim("A block strictly below the diagonal lies in a block of the lower left corner that goes up to the diagonal. "
                   "Those of a single row or column have rank at most one. The greatest rank is that of {B}, {r}.",
                   need("rank", first, hole("r")), B=first), *block_facts(rows, "B", below)),
        step(claim("Now the blocks may reach one row further up, onto the diagonal. The greatest rank is that of {C}, {r}.",
                   need("rank", second, hole("r")), C=second), *block_facts(rows, "C", on)),
    )
    return part(
        guide("A block of {A} consists of the entries in some neighbouring rows and some neighbouring columns. Find the greatest "
              "rank of a block that lies strictly below the diagonal, and the greatest rank of a block that lies below or on the "
              "diagonal. Give the two numbers in this order.", A=A),
        derivation=Derivation(
            (("A", mat(rows)),), steps, answer=(rel(rank(first), "=", strict), rel(rank(second), "=", wide)),
            freedom=(claim("The two numbers are {r} and {s}, in this order.", need("=", rank(first), hole("r")),
                           need("=", rank(second), hole("s"))),)),
        kind="list", answer=[strict, wide],
        mistakes=[mistake(*slip) for slip in distinct([strict, wide], slips)])


@family("semiseparable-generators", "semiseparable", "Are the entries below the diagonal products?", claim="SS-5")
def semiseparable_generators(draw: Draw) -> Part:
    """Whether A_ij = u_i v_j for i > j; rank one blocks are not enough, as the shift shows."""
    n = (4, 4, 5)[draw.difficulty - 1]
    reach = 2 + draw.difficulty
    case = draw.choice("case", ("yes", "yes", "minor", "minor", "zero"))
    left, right = ([draw.nonzero(k, -reach, reach + 1) for _ in range(n)] for k in ("u", "v"))
    cut = draw.integer("cut", 2, n - 1) if case == "zero" else n
    rows = [[left[i] * right[j] if i > j and not i >= cut > j + 1 else 0 for j in range(n)] for i in range(n)]
    if case == "minor":
        rows[n - 1][draw.integer("place", 0, n - 3)] += draw.nonzero("change", -reach, reach)
        draw.require(0 not in rows[n - 1][:n - 1])
    ratio = Fraction(rows[1][0], rows[n - 1][0]) if rows[n - 1][0] else None
    draw.require(ratio is None or abs(ratio) != 1)
    found = (rel(name("u_2"), "=", num(ratio)),) if case == "yes" and ratio else ()
    word = "yes" if ratio is None else f"yes, {ratio}"
    if case == "yes" and ratio:
        slips = [mistake("the other way round", f"yes, {1 / ratio}", "The last entry is the one that is scaled to one."),
                 mistake("not scaled", f"yes, {rows[1][0]}", "Divide this entry of the matrix by the entry of the other column."),
                 mistake("given up", "no", "Try the last row for the second column: all the other rows are multiples of it.")]
        answer, steps = word, (*generated(rows), products_step(rows))
    elif ratio is None:
        slips = [mistake("ranks of blocks only", word, "Blocks of rank one are not enough: a zero entry needs a zero factor.")]
        answer, steps = "no", (refuted(rows, cut),)
    else:
        slips = [mistake("first column only", word, "The first column and the last row leave one choice: check the rest.")]
        answer, steps = "no", (*generated(rows), mismatch(rows))
    return part(
        guide("Are there columns {u} and {v} such that every entry of {A} below the diagonal, in row {i} and column {j}, is the "
              "product {p}? If there are, give the second entry of {u} for the pair in which the last entry of {u} is one.",
              u=u, v=v, A=A, i=var("i"), j=var("j"), p=var("u_i") * var("v_j")),
        derivation=Derivation((("A", mat(rows)),), steps, asks=("u", "v"), answer=(*found, *steps[-1].facts[-1:]),
                              answer_say=VERDICTS[answer[0]]),
        kind="yes-no", answer=answer, mistakes=[m for m in slips if m.answer != answer], needs="yes",
        witness="the second entry of u", witnesses=[ratio] if case == "yes" else [])


YES = claim("Yes: every entry below the diagonal is a product of an entry of {u} and one of {v}.",
            need("=", A, hole("products")), u=u, v=v)
NO = claim("No: there are no such columns.", need("≠", hole("left"), hole("right")))
VERDICTS = {"y": (YES,), "n": (NO,)}


def factors(rows: Rows) -> tuple[list[Fraction], list[int]]:
    """Return the only possible factors with u_n = 1: from the first column and the last row."""
    return [Fraction(row[0], rows[-1][0]) for row in rows], rows[-1]


def generated(rows: Rows) -> tuple[Step, ...]:
    """Return the steps that find u and v with u_n = 1."""
    n = len(rows)
    down, last = factors(rows)
    return (
        step(guide("If the last entry of {u} is one, the last row of {A} holds the entries of {v}.", A=A, u=u, v=v),
             *(define(f"v_{j + 1}", entry(A, n, j + 1), "=", num(last[j])) for j in range(n - 1))),
        step(guide("Then the first column of {A} leaves one choice for the entries of {u}. The first entry of {u} and the last "
                   "one of {v} belong to no place below the diagonal: they are free.", A=A, u=u, v=v),
             *(define(f"u_{i + 1}", entry(A, i + 1, 1) / name("v_1"), "=", num(down[i])) for i in range(1, n))),
    )


def products_step(rows: Rows) -> Step:
    """Return the check of every product."""
    n = len(rows)
    products = [[name(f"u_{i + 1}") * name(f"v_{j + 1}") if i > j else num(0) for j in range(n)] for i in range(n)]
    return step(claim("Check all the products.", need("=", A, hole("products"))), rel(A, "=", mat(products)))


def mismatch(rows: Rows) -> Step:
    """Return the step that shows an entry which is not the product of the only possible factors."""
    down, last = factors(rows)
    i, j = next((i, j) for i in range(len(rows)) for j in range(i) if rows[i][j] != down[i] * last[j])
    e, p = entry(A, i + 1, j + 1), name(f"u_{i + 1}") * name(f"v_{j + 1}")
    return step(claim("But {e} is not {p}. Another last entry of {u} changes nothing: scaling {u} up and {v} down leaves all the "
                      "products as they are, and that last entry cannot be zero, since the last row is not.",
                      need("≠", p, e), e=e, p=p, u=u, v=v),
                rel(p, "=", num(down[i] * last[j]), "≠", num(rows[i][j]), "=", e))


def refuted(rows: Rows, m: int) -> Step:
    """Return the step that shows that there are no factors: a zero entry beside two that are not zero."""
    a, b, e = entry(A, m, m - 1), entry(A, m + 1, m), entry(A, m + 1, m - 1)
    return step(
        claim("Look at three entries: {e} is zero, {a} and {b} are not. If {e} is {p}, then {x} or {y} is zero. But in the first "
              "case {b} would be zero too, and in the second case {a}.", need("=", e, num(0)), need("≠", a * b, num(0)),
              a=a, b=b, e=e, x=var(f"u_{m + 1}"), y=var(f"v_{m - 1}"), p=var(f"u_{m + 1}") * var(f"v_{m - 1}")),
        rel(e, "=", 0), rel(a * b, "=", num(rows[m - 1][m - 2] * rows[m][m - 1]), "≠", 0))
