"""Krylov spaces: their dimension, the relation that ends them, what they hold, and what of them can be seen."""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from exercises.derivation import Derivation, Step, define, rel, step
from exercises.deriving.frame import rational_rows, tree_of
from exercises.deriving.literals import minus, polynomial_tree, rank_fact
from exercises.deriving.reduction import reduction, stages
from exercises.deriving.sentences import UNIQUE
from exercises.families.jordan import Blocks, factor_text, jordan_matrix, shifted_tree
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.grading.question import Mistake
from exercises.phrases import Phrase, claim, guide, hole, need
from exercises.terms import E, call, det, eye, hcat, mat, name, num, product, rank, total, var
from symbolic import inverse, matrix
from symbolic import rank as rank_of
from symbolic.matrices.matrix import hstack

A, K, b, d, q, x = *(name(k) for k in "AKbdq"), var("x")
ZERO = E("zero", ("?", "?"))


def images(M: Any, start: Any, count: int) -> list[Any]:
    """Return b, A b, .., so many columns."""
    out = [start]
    while len(out) < count:
        out.append(M * out[-1])
    return out


def dimension(M: Any, start: Any) -> int:
    """Return the dimension of the space that b, A b, .. span."""
    return int(rank_of(hstack(images(M, start, M.rows))))


def relation(M: Any, start: Any) -> list[Fraction]:
    """Return the coefficients, low to high, of the monic polynomial q of least degree with q(A) b = 0."""
    size = dimension(M, start)
    table = rational_rows(hstack(images(M, start, size + 1)))
    kernel = rank_fact(K, table).kernel
    return [_number(e) for (e,) in kernel.args[0]] if kernel else []


def _number(tree: E) -> Fraction:
    return -_number(tree.args[0]) if tree.op == "neg" else Fraction(tree.args[0])


def power_of(k: int) -> E:
    """Return A^k b as one would write it."""
    return b if k == 0 else A * b if k == 1 else A ** k * b


def space(size: int) -> E:
    """Return the columns b, A b, .. side by side."""
    return hcat(*map(power_of, range(size)))


# The dimension, read off a Jordan matrix

#: difficulty -> sizes of blocks; equal letters are equal eigenvalues
SHAPES: dict[int, tuple[tuple[tuple[str, int], ...], ...]] = {
    1: ((("x", 1), ("x", 1), ("y", 1), ("z", 1)), (("x", 1), ("y", 1), ("x", 1), ("y", 1)), (("x", 1), ("y", 1), ("x", 1))),
    2: ((("x", 2), ("y", 1), ("z", 1)), (("x", 2), ("x", 1), ("y", 1)), (("x", 3), ("y", 1)), (("x", 2), ("y", 2))),
    3: ((("x", 2), ("x", 2), ("y", 1)), (("x", 3), ("x", 1), ("y", 1)), (("x", 3), ("y", 2)), (("x", 2), ("y", 2), ("z", 1)),
        (("x", 3), ("x", 2))),
}
LEVELS = guide("{A} is in Jordan form. Within a block, count the entries of {b} from its first one to the last that is not zero: "
               "so many factors, each {A} minus the eigenvalue times the identity, it takes to send this part of {b} to zero. "
               "Blocks of the same eigenvalue share their factors, so only the highest count of each eigenvalue matters.",
               A=A, b=b)
INDEPENDENT = claim("The columns of {K} are independent: {r:count} of them, and this is the dimension.",
                    need("rank", K, hole("r")), K=K)


def reached(blocks: Blocks, start: Sequence[int]) -> dict[int, int]:
    """Return for each eigenvalue the highest place of an entry that is not zero within a block."""
    out: dict[int, int] = {}
    at = 0
    for value, size in blocks:
        top = max((i + 1 for i in range(size) if start[at + i]), default=0)
        out[value] = max(out.get(value, 0), top)
        at += size
    return {value: top for value, top in out.items() if top}


@family("krylov-dimension", "krylov", "The dimension of a Krylov space", claim="Krylov-1", limits=Limits(digits=4))
def krylov_dimension(draw: Draw) -> Part:
    """The degree of the minimal polynomial of b, for a matrix in Jordan form and b with zeros."""
    values = dict(zip("xyz", draw.sample("eigenvalue", range(-3, 5), 3), strict=True))
    blocks: Blocks = [(values[letter], size) for letter, size in draw.choice("shape", SHAPES[draw.difficulty])]
    n = sum(size for _, size in blocks)
    entries = [draw.choice("b", (0, 1, 2, 3, -1, -2)) for _ in range(n)]
    levels = reached(blocks, entries)
    size = sum(levels.values())
    draw.require(1 < size < n)
    M, start = jordan_matrix(blocks), matrix([[e] for e in entries])
    factors = [shifted_tree(A, value, n) for value in levels]
    killed = product([f if k == 1 else f ** k for f, k in zip(factors, levels.values(), strict=True)] + [b])
    table = rational_rows(hstack(images(M, start, size)))
    steps = (
        step(LEVELS, killed_by(killed, size), define("K", space(size)), rel(killed, "=", E("zero", (n, 1)))),
        step(INDEPENDENT, rank_fact(K, table), define("d", rank(K), "=", size)),
    )
    return part(
        guide("Find the dimension {d} of the space that {b}, {c} and all further images {e} span.", d=d, b=b, c=A * b,
              e=A ** var("k") * b),
        derivation=Derivation((("A", tree_of(M)), ("b", tree_of(start))), steps, (rel(d, "=", size),), freedom=(UNIQUE,),
                              asks=("d",)),
        kind="value", answer=size, mistakes=_dimension_mistakes(size, n, sum(e != 0 for e in entries), len(dict(blocks))))


def killed_by(tree: E, size: int) -> Phrase:
    """Return the sentence about the product that sends b to zero."""
    return claim("With these factors {p} is zero. Multiplied out, this makes {v} a combination of the columns of {K}, and then "
                 "every further image is one too.", need("=", tree, ZERO), p=tree, v=power_of(size), K=K)


SHARED = "Entries of the same eigenvalue do not count apart, and zeros before the last entry of a block do count."


def _dimension_mistakes(size: int, rows: int, filled: int, values: int) -> list[Mistake]:
    every = [("the whole space", rows, "The images of one vector need not span the whole space."),
             ("entries counted", filled, SHARED),
             ("eigenvalues counted", values, "An eigenvalue counts only if it is reached, and then with its highest count.")]
    out, seen = list[Mistake](), [size]
    for label, value, feedback in every:
        if value not in seen:
            out.append(mistake(label, value, feedback))
            seen.append(value)
    return out


# The relation that ends the images

REDUCE = guide("Write {b} and its images side by side until one of them is a combination of those before it, and reduce the "
               "rows.", b=b)
COMPANION = claim("Check once more: {A} sends the columns of {K} to the columns of {r}, and the characteristic polynomial of {C} "
                  "is {q} again.", need("=", A * K, hole("r")), need("=", det(x * E("eye", ("?",)) - name("C")), q), A=A, K=K,
                  C=name("C"), q=q)
MONIC = claim("Bring everything to one side and write {x} for {A}. Check: {z} is zero. No polynomial of lower degree will do, "
              "because the columns of {K} are independent.", need("=", hole("z"), ZERO), x=x, A=A, K=K)
RELATIONS: dict[int, tuple[tuple[tuple[str, int], ...], ...]] = {
    1: ((("x", 1), ("y", 1), ("z", 1)), (("x", 1), ("y", 1), ("x", 1)), (("x", 2), ("y", 1))),
    2: ((("x", 2), ("y", 1)), (("x", 3),), (("x", 1), ("y", 1), ("z", 1)), (("x", 2), ("x", 1))),
    3: ((("x", 2), ("y", 2)), (("x", 3), ("y", 1)), (("x", 2), ("y", 1), ("z", 1)), (("x", 2), ("x", 2))),
}


def poly_text(coefficients: Sequence[Fraction]) -> str:
    """Return a polynomial, coefficients low to high, as an answer.

    >>> poly_text([Fraction(2), Fraction(-3), Fraction(1)])
    'x^2-3*x+2'
    """
    out = ""
    for k, value in reversed(list(enumerate(coefficients))):
        if value:
            letter = "" if k == 0 else "x" if k == 1 else f"x^{k}"
            size = "" if abs(value) == 1 and letter else str(abs(value)) + "*" * bool(letter)
            out += ("-" if value < 0 else "+" * bool(out)) + size + letter
    return out or "0"


def powers_text(levels: dict[int, int]) -> str:
    """Return the product of (x - value)^level as an answer."""
    return "*".join(factor_text(value, k) for value, k in levels.items())


def hidden_pair(draw: Draw, shapes: Sequence[tuple[tuple[str, int], ...]], reach: int) -> tuple[Blocks, Any, list[int], Any]:
    """Return drawn blocks, a unimodular V, the coordinates of b in its columns, and A = V J V^-1."""
    values = dict(zip("xyz", draw.sample("eigenvalue", range(-reach, reach + 2), 3), strict=True))
    blocks: Blocks = [(values[letter], size) for letter, size in draw.choice("shape", shapes)]
    n = sum(size for _, size in blocks)
    V = matrix(draw.unimodular("V", n, steps=n + draw.difficulty, bound=3))
    M: Any = V * jordan_matrix(blocks) * inverse(V)
    draw.require(max(abs(int(e.numerator)) for row in M.entries() for e in row) <= 9)
    return blocks, V, [draw.choice("e", (0, 1, 1, -1)) for _ in range(n)], M


def reduced(wide: Any, columns: E, say: Phrase = REDUCE) -> tuple[list[Step], E]:
    """Return the steps that reduce the rows of a matrix M whose columns are given as trees, and the last name."""
    done = stages(wide.entries(), wide.cols, full=True)
    steps, last = reduction(name("M"), done, "M", full=True)
    return [step(say, define("M", columns, "=", tree_of(wide))), *steps], last


@family("krylov-relation", "krylov", "The relation between the images of a vector", claim="Krylov-2")
def krylov_relation(draw: Draw) -> Part:
    """The monic polynomial of least degree with q(A) b = 0."""
    blocks, V, e, M = hidden_pair(draw, RELATIONS[draw.difficulty], 2)
    start: Any = V * matrix([[entry_] for entry_ in e])
    levels = reached(blocks, e)
    size, n = sum(levels.values()), M.rows
    draw.require(size == draw.difficulty + (draw.difficulty < 3) and any(M[i, j] != 0 for i in range(n) for j in range(i)))
    columns = images(M, start, size + 1)
    coefficients = relation(M, start)
    draw.require(any(coefficients[:-1]))
    last = power_of(size)
    terms = [num(-k) * power_of(i) if abs(k) != 1 else power_of(i) if k < 0 else -power_of(i)
             for i, k in enumerate(coefficients[:-1]) if k]
    at = total([power_of(i) if k == 1 else -power_of(i) if k == -1 else num(k) * power_of(i)
                for i, k in reversed(list(enumerate(coefficients))) if k])
    steps, echelon = reduced(hstack(columns), space(size + 1))
    law = rel(at, "=", E("zero", (n, 1)))
    q_ = polynomial_tree(coefficients, x)
    factored = product([minus(x, num(value)) if k == 1 else minus(x, num(value)) ** k for value, k in levels.items()])
    steps += [step(read_off(echelon, last, total(terms)), define("K", space(size)), rel(last, "=", total(terms)),
                   rank_fact(K, rational_rows(hstack(columns[:-1])))),
              step(MONIC, law, define("q", q_, "=", factored) if factored != q_ else define("q", q_)),
              step(COMPANION, define("C", mat([[-coefficients[i] if j == size - 1 else int(i == j + 1) for j in range(size)]
                                               for i in range(size)])),
                   rel(A * K, "=", K * name("C")), rel(det(x * eye(size) - name("C")), "=", q))]
    whole: dict[int, int] = {}
    for value, k in blocks:
        whole[value] = whole.get(value, 0) + k
    return part(
        guide("Find the polynomial {q} of least degree, with leading coefficient one, in the variable {x}, that sends {b} to "
              "zero when {A} is put in for {x}: {z} is the zero vector.", q=q, x=x, b=b, A=A, z=call("q", A) * b),
        derivation=Derivation((("A", tree_of(M)), ("b", tree_of(start))), tuple(steps), (rel(q, "=", q_), law), asks=("q",),
                              freedom=(UNIQUE,)),
        kind="polynomial", answer=powers_text(levels),
        mistakes=_relation_mistakes(coefficients, powers_text(levels), powers_text(whole)))


def read_off(echelon: E, last: E, terms: E) -> Phrase:
    """Return the sentence that reads the coefficients from the reduced matrix."""
    return claim("The last column of {M} holds the coefficients: {v} is {t}. The columns before it, which make up {K}, are "
                 "independent.", need("=", last, terms), need("rank", K, hole("r")), M=echelon, v=last, t=terms, K=K)


def _relation_mistakes(coefficients: Sequence[Fraction], right: str, whole: str) -> list[Mistake]:
    out = []
    if whole != right:
        out.append(mistake("characteristic polynomial", whole, "A polynomial of lower degree sends this vector to zero."))
    opposite = [*(-k for k in coefficients[:-1]), coefficients[-1]]
    if opposite != list(coefficients):
        out.append(mistake("signs of the coefficients", poly_text(opposite), "On the other side of the equation the coefficients "
                           "change their signs."))
    return out
