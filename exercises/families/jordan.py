"""Jordan forms: block sizes, bases of chains, what is diagonalizable."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import prod
from typing import Any

from exercises import derive
from exercises.derivation import Derivation, Fact, Step, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.literals import minus, rank_fact, times
from exercises.deriving.sentences import SPECTRUM, UNIQUE
from exercises.family import Draw, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, det, eye, mat, name, num, product, rank, total, var, zero
from symbolic import inverse, jordan_form, matrix
from symbolic.matrices.matrix import identity

A, B, P, J, N, m, x = *(name(k) for k in "ABPJNm"), var("x")
ZERO = E("zero", ("?", "?"))
#: difficulty -> partitions of the first eigenvalue, and sizes of simple blocks beside it
SIZES: dict[int, tuple[tuple[tuple[int, ...], int], ...]] = {
    1: (((2,), 0), ((2,), 0), ((2,), 1)), 2: (((2, 1), 0), ((3,), 0), ((2,), 1)),
    3: (((2, 2), 0), ((3, 1), 0), ((2, 1, 1), 0), ((3,), 1), ((2,), 2), ((2, 1), 1)),
}
#: partitions with the same number of blocks and the same sum
TWINS = [[2, 2], [3, 1]]
Blocks = list[tuple[int, int]]


def jordan_matrix(blocks: Blocks) -> Any:
    """Return the Jordan matrix with these (eigenvalue, size)."""
    diagonal = [(x, i > 0) for x, size in blocks for i in range(size)]
    n = len(diagonal)
    return matrix([[x if i == j else int(j == i + 1 and diagonal[j][1]) for j in range(n)] for i, (x, _) in enumerate(diagonal)])


def hidden(draw: Draw, blocks: Blocks) -> Any:
    """Return P J P^-1 with small entries for a drawn unimodular P."""
    n = sum(size for _, size in blocks)
    V = matrix(draw.unimodular("P", n, steps=n + draw.difficulty, bound=3))
    M = V * jordan_matrix(blocks) * inverse(V)
    draw.require(max(abs(int(x.numerator)) for row in M.entries() for x in row) <= (9, 12, 15)[draw.difficulty - 1])
    draw.require(any(M[i, j] != 0 for i in range(n) for j in range(i)))
    return M


def drawn_blocks(draw: Draw) -> Blocks:
    """Return the blocks of one eigenvalue with a drawn partition, and of simple eigenvalues beside it; one is not simple."""
    x, *others = draw.sample("eigenvalue", range(-3, 5), 3)
    sizes, simple = draw.choice("sizes", SIZES[draw.difficulty])
    return [*((x, size) for size in sizes), *((y, 1) for y in others[:simple])]


def text(blocks: Blocks) -> str:
    """Return the blocks as an answer."""
    return ", ".join(f"J_{size}({x})" for x, size in blocks)


@family("jordan-blocks", "jordan", "The blocks of a Jordan form", claim="Jordan-1")
def jordan_blocks(draw: Draw) -> Part:
    """Blocks from ranks."""
    blocks = drawn_blocks(draw)
    M = hidden(draw, blocks)
    diagonal = [(x, 1) for x, size in blocks for _ in range(size)]
    mistakes = [mistake("diagonal only", text(diagonal), "A repeated eigenvalue need not have as many eigenvectors.")]
    one = [(x, sum(s for y, s in blocks if y == x)) for x in dict.fromkeys(x for x, _ in blocks)]
    if sorted(one) != sorted(blocks):
        mistakes.append(mistake("one block for each eigenvalue", text(one), "Each eigenvector starts a block."))
    (x, _), simple = blocks[0], [b for b in blocks if b[0] != blocks[0][0]]
    sizes = sorted((s for y, s in blocks if y == x), reverse=True)
    if sizes in TWINS:
        twin = TWINS[1 - TWINS.index(sizes)]
        mistakes.append(mistake("other sizes with the same sum", text([*((x, s) for s in twin), *simple]), "The number of blocks "
                                "and the multiplicity leave two possibilities: look at the rank of the square."))
    ones = sum(sizes) - len(sizes)
    if 1 < ones < sum(sizes) and sizes != [ones, *[1] * len(sizes)]:
        wrong = [(x, ones), *[(x, 1)] * len(sizes), *simple]
        mistakes.append(mistake("difference taken for a size", text(wrong), "The multiplicity minus the number of eigenvectors "
                                "counts the ones above the diagonal; it is not the size of a block."))
    return part(guide("Find the Jordan form of {A}: which blocks does it have?", A=A), derivation=derive(jordan_form(M)),
                kind="blocks", answer=text(blocks), mistakes=mistakes)


@family("jordan-basis", "jordan", "A basis of Jordan chains", claim="Jordan-3")
def jordan_basis(draw: Draw) -> Part:
    """P with A P = P J."""
    form: Any = jordan_form(hidden(draw, drawn_blocks(draw)))
    back = form.P.submatrix(range(form.P.rows), list(reversed(range(form.P.cols))))
    return part(
        guide("Find an invertible matrix {P} and a Jordan matrix {J}, its ones above the diagonal, with {L} "
              "equal to {R}.", P=P, J=J, L=A * P, R=P * J),
        derivation=derive(form), kind="jordan", answer={"P": form.P, "J": form.J}, A=form.A, points=6,
        mistakes=[
            mistake("ones below the diagonal", {"P": form.P, "J": form.J.T}, "The ones of a Jordan block stand above the "
                    "diagonal.", "ones below"),
            mistake("inverse given", {"P": inverse(form.P), "J": form.J}, "This is the inverse of a right matrix.", "inverted"),
            mistake("columns reversed", {"P": back, "J": form.J}, "Each chain starts with its eigenvector.", "columns reversed"),
        ])


ALL_DIAGONAL = guide("Yes: all blocks of {J} have size one.", J=J)
NOT_DIAGONAL = guide("No: {J} has a block of size two, whose eigenvalue has fewer independent eigenvectors than its "
                     "multiplicity.", J=J)


@family("jordan-diagonalizable", "jordan", "Is it diagonalizable?", claim="Jordan-4")
def diagonalizable(draw: Draw) -> Part:
    """Yes, or no with an eigenvalue that has too few eigenvectors."""
    x, *others = draw.sample("eigenvalue", range(-4, 6), 4)
    n = draw.difficulty + 1
    first: Blocks = draw.choice("case", ([(x, 2)], [(x, 1), (x, 1)], [(x, 1), (others[2], 1)]))
    draw.require(n > 2 or first[0] != first[-1] or len(first) == 1)
    blocks = [*first, *((y, 1) for y in others[:n - 2])]
    M = hidden(draw, blocks)
    defective = [v for v, s in blocks if s > 1]
    answer = f"no, {defective[0]}" if defective else "yes"
    values = [v for v, _ in blocks]
    often = max(values, key=values.count)
    wrong = mistake("too hasty", "yes", "Count the eigenvectors of the eigenvalue that counts twice.") if defective else \
        mistake("repeated means defective", f"no, {often}", "A repeated eigenvalue may have enough eigenvectors.") \
        if values.count(often) > 1 else \
        mistake("no reason", f"no, {often}", "Different eigenvalues have independent eigenvectors.")
    return part(
        guide("Is {A} diagonalizable? If it is not, give an eigenvalue that has fewer independent eigenvectors than its "
              "multiplicity.", A=A),
        derivation=replace(derive(jordan_form(M)), answer_say=(NOT_DIAGONAL if defective else ALL_DIAGONAL,), freedom=()),
        kind="yes-no", answer=answer, mistakes=[wrong], needs="no",
        witness="an eigenvalue with too few eigenvectors", witnesses=defective)


# Block sizes from ranks

RANK_LOSS = guide(
    "From one power of {N} to the next, every block of the eigenvalue {a} that is not used up yet costs one rank; the blocks of "
    "other eigenvalues cost nothing. So the loss {d} is the number of blocks of size {k} or more.",
    N=N, a=name("a"), d=name("d_k"), k=var("k"))
EXACT_SIZE = claim(
    "Subtract once more: {c} is the number of blocks of size {k} and no larger. Their sizes add up to {m}, as they must: this "
    "is the rank lost in all, the multiplicity of the eigenvalue.",
    need("=", name("n") - hole("last"), hole("m")), need("=", hole("sum"), hole("m")), c=name("c_k"), k=var("k"))
SAME_RANKS = claim(
    "Check with the simplest matrix that has these blocks: with {B} in the place of {N} the ranks are the ones given.",
    need("=", rank(B), name("r_1")), B=B, N=N)
PARTITIONS: dict[int, tuple[tuple[int, ...], ...]] = {
    1: ((2, 1), (3,), (2, 1, 1), (2, 2), (3, 1)),
    2: ((3, 1, 1), (3, 2), (2, 2, 1), (2, 1, 1, 1), (4, 1), (3, 3), (3, 2, 1), (2, 2, 2), (2, 2, 1, 1), (4, 2), (4, 1, 1)),
    3: ((3, 2, 1, 1), (3, 2, 2), (3, 3, 1), (4, 2, 1), (4, 3), (2, 2, 2, 1), (3, 3, 2), (3, 2, 2, 1), (4, 2, 2), (4, 3, 1),
        (3, 3, 1, 1), (4, 2, 1, 1), (2, 2, 2, 2)),
}


def conjugate(sizes: Sequence[int]) -> list[int]:
    """Return the conjugate partition: how many sizes are at least 1, at least 2, ..

    >>> conjugate((3, 1))
    [2, 1, 1]
    """
    return [sum(s >= k for s in sizes) for k in range(1, max(sizes) + 1)]


def shift_rows(sizes: Sequence[int], others: int) -> list[list[Fraction]]:
    """Return the rows of a matrix with nilpotent blocks of these sizes and ones for the other eigenvalues."""
    M = jordan_matrix([*((0, s) for s in sizes), *((1, 1) for _ in range(others))])
    return [[Fraction(int(e.numerator)) for e in row] for row in M.entries()]


def _nullity_steps(sizes: Sequence[int], others: int) -> tuple[Step, ...]:
    losses, count = conjugate(sizes), max(sizes)
    ranks = [name("n"), *(name(f"r_{k}") for k in range(1, count + 1))]
    d, c = ([name(f"{letter}_{k}") for k in range(1, count + 1)] for letter in "dc")
    fall: list[Fact] = [define(f"d_{k + 1}", ranks[k] - ranks[k + 1], "=", loss) for k, loss in enumerate(losses)]
    exact: list[Fact] = [define(f"c_{k + 1}", d[k] - d[k + 1], "=", losses[k] - losses[k + 1]) for k in range(count - 1)]
    exact.append(define(f"c_{count}", d[-1], "=", losses[-1]))
    added = total([k * c[k - 1] if k > 1 else c[0] for k in range(1, count + 1)])
    check: list[Fact] = [define("B", mat(shift_rows(sizes, others)))]
    power = rows = shift_rows(sizes, others)
    for k in range(1, count + 1):
        tree = B if k == 1 else B ** k
        check += [rank_fact(tree, power), rel(rank(tree), "=", ranks[k])]
        power = times(power, rows)
    return (step(RANK_LOSS, *fall, why="multiplied out"),
            step(EXACT_SIZE, *exact, rel(name("n") - ranks[-1], "=", sum(sizes)), rel(added, "=", sum(sizes))),
            step(SAME_RANKS, *check))


@family("jordan-nullities", "jordan", "Block sizes from ranks", claim="Jordan-2")
def jordan_nullities(draw: Draw) -> Part:
    """The partition of one eigenvalue from the ranks of the powers of A - a I."""
    sizes, others, a = draw.choice("sizes", PARTITIONS[draw.difficulty]), draw.integer("others", 0, 2), draw.integer("a", -5, 6)
    losses, n = conjugate(sizes), sum(sizes) + others
    ranks = [n - sum(losses[:k]) for k in range(1, len(losses) + 1)]
    hook = [sum(sizes) - len(sizes) + 1, *[1] * (len(sizes) - 1)]
    mistakes = [mistake("losses taken for sizes", losses, "The loss of rank counts blocks: it is not the size of one.")] \
        if losses != list(sizes) else []
    if hook not in (list(sizes), losses):
        mistakes.append(mistake("only the first rank used", hook, "The first rank gives the number of blocks; their sizes need "
                                "the further powers too."))
    if others:
        mistakes.append(mistake("other eigenvalues forgotten", [*sizes, *[1] * others], "The rank that never gets lost "
                                "belongs to other eigenvalues."))
    draw.require(bool(mistakes))
    answer = tuple(rel(name(f"c_{k}"), "=", list(sizes).count(k)) for k in range(1, len(losses) + 1))
    given = (("n", num(n)), ("a", num(a)), *((f"r_{k}", num(r)) for k, r in enumerate(ranks, 1)))
    done = Derivation(given, _nullity_steps(sizes, others), answer, asks=("A", "N", "r_k", "d_k", "c_k", "B"),
                      freedom=(UNIQUE,), answer_say=(guide("There are {c} blocks of size {k}.", c=name("c_k"), k=var("k")),))
    return part(
        guide("A square matrix {A} with {n} rows has the eigenvalue {a}. Put {N} for the difference {D}; the rank of the power "
              "{S} is {r}, and every further power has the last rank given. Find the sizes of the Jordan blocks of {A} that "
              "belong to the eigenvalue {a}.",
              A=A, n=name("n"), a=name("a"), N=N, D=A - name("a") * eye("n"), S=N ** var("k"), r=name("r_k")),
        derivation=done, kind="sizes", answer=list(sizes), mistakes=mistakes)


# The minimal polynomial

EXPONENTS = guide("Every eigenvalue is a root of the minimal polynomial, and nothing else is. The exponent of a root is the "
                  "size of its largest block, so try the exponents from one upwards.")
TOO_LOW = claim("One factor less is not enough: the product {q} is not zero.", need("≠", hole("q"), ZERO))
ENOUGH = claim("The product {p} is zero. The minimal polynomial has these factors.", need("=", hole("p"), ZERO))
DIVIDES = claim("It divides the characteristic polynomial {p}.", need("=", det(x * E("eye", ("?",)) - A), hole("p")))
ROOTS_ONLY = guide("No exponent can be lower than one.")
MINIMAL_SHAPES: dict[int, tuple[tuple[tuple[int, ...], int], ...]] = {
    1: (((2,), 0), ((2,), 1), ((1, 1), 1)), 2: (((2, 1), 0), ((2,), 1), ((3,), 0)), 3: (((2, 1), 1), ((2, 2), 0), ((3, 1), 0)),
}


def shifted_tree(M: E, a: int, n: int) -> E:
    """Return M - a I as one would write it."""
    multiple = eye(n) if abs(a) == 1 else num(abs(a)) * eye(n)
    return M if a == 0 else M - multiple if a > 0 else M + multiple


def factor_text(root: int, power: int) -> str:
    """Return (x - root)^power as an answer.

    >>> factor_text(-2, 3), factor_text(0, 1)
    ('(x+2)^3', 'x')
    """
    base = f"(x{-root:+d})" if root else "x"
    return base if power == 1 else f"{base}^{power}"


def _powers(names: Sequence[E], exponents: Sequence[int]) -> E:
    return product([b if k == 1 else b ** k for b, k in zip(names, exponents, strict=True) if k])


def _minimal_derivation(M: Any, counts: dict[int, int], exponents: dict[int, int]) -> Derivation:
    n, roots = M.rows, list(counts)
    factors = [minus(x, num(r)) for r in roots]
    names = [name("N")] if len(roots) == 1 else [name(f"N_{i}") for i in range(1, len(roots) + 1)]
    law = rel(_powers(names, list(exponents.values())), "=", zero(n, n))
    values = {r: M - r * identity(n) for r in roots}
    split = [define(str(label.args[0]), shifted_tree(A, r, n), "=", tree_of(values[r]))
             for label, r in zip(names, roots, strict=True)]
    lower = []
    for i, k in enumerate(exponents.values()):
        less = [e - int(i == j) for j, e in enumerate(exponents.values())]
        literal = tree_of(prod([values[r] ** e for r, e in zip(roots, less, strict=True)], start=identity(n)))
        tree = _powers(names, less)
        lower += [rel(tree, "=", literal, "≠", zero(n, n)) if tree.op != "name" else rel(tree, "≠", zero(n, n))] if k > 1 else []
    p, rest = (_powers(factors, list(e)) for e in (exponents.values(), [c - e for c, e in zip(
        counts.values(), exponents.values(), strict=True)]))
    return Derivation(
        (("A", tree_of(M)),),
        (step(SPECTRUM, rel(det(x * eye(n) - A), "=", _powers(factors, list(counts.values())))),
         step(EXPONENTS, *split),
         *(step(TOO_LOW, fact) for fact in lower),
         step(ENOUGH, *([] if lower else [ROOTS_ONLY]), law),
         step(DIVIDES, define("m", p), rel(det(x * eye(n) - A), "=", name("m") * rest if rest != num(1) else name("m")))),
        answer=(rel(name("m"), "=", p), law), asks=("m",), freedom=(UNIQUE,))


@family("minimal-polynomial", "jordan", "A minimal polynomial", claim="Jordan-5")
def minimal_polynomial(draw: Draw) -> Part:
    """The largest block of each eigenvalue is its exponent."""
    a, *others = draw.sample("eigenvalue", range(-4, 5), 3)
    sizes, simple = draw.choice("sizes", MINIMAL_SHAPES[draw.difficulty])
    blocks: Blocks = [*((a, size) for size in sizes), *((y, 1) for y in others[:simple])]
    M = hidden(draw, blocks)
    exponents = {r: max(s for y, s in blocks if y == r) for r in dict.fromkeys(r for r, _ in blocks)}
    counts = {r: sum(s for y, s in blocks if y == r) for r in exponents}
    every = (exponents, counts, dict.fromkeys(exponents, 1))
    answer, whole, radical = ("*".join(factor_text(r, k) for r, k in e.items()) for e in every)
    mistakes = [mistake("characteristic polynomial", whole, "A polynomial of lower degree is zero at the matrix already.")] \
        if whole != answer else []
    if radical != answer:
        mistakes.append(mistake("every root once", radical, "A block larger than one asks for its factor more than once."))
    return part(guide("Find the minimal polynomial of {A}, in the variable {x} and with leading coefficient one.", A=A, x=x),
                derivation=_minimal_derivation(M, counts, exponents), kind="polynomial", answer=answer, mistakes=mistakes)
