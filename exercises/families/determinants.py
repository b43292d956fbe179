"""Determinants: expansion, rules, the characteristic polynomial, eigenvalues that a triangular product shows."""
from __future__ import annotations

from math import prod
from typing import Any

from exercises import derive
from exercises.derivation import Derivation, Fact, Step, define, rel, step
from exercises.deriving.frame import coefficients_of, tree_of
from exercises.deriving.literals import minus
from exercises.deriving.sentences import UNIQUE
from exercises.families.elimination import different, largest
from exercises.families.krylov import poly_text
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.family.draws import Rows
from exercises.grading.question import Mistake
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, det, eye, mat, name, num, product, total, tuple_of, var
from symbolic import charpoly, matrix
from symbolic import det as determinant
from verify import Answer

A, C, M, k, x = *(name(letter) for letter in "ACMk"), var("x")


def minor(rows: Rows, i: int, j: int) -> Rows:
    """Return the rows without row i and column j."""
    return [[e for q, e in enumerate(row) if q != j] for p, row in enumerate(rows) if p != i]


def crossed(rows: Rows) -> E:
    """Return a d - b c in the entries of two rows of two."""
    (a, b), (c, d) = rows
    first, second = product([num(a), num(d)]), product([num(b), num(c)])
    return first - second


EXPANSION = "Expand along this row: each entry times its minor, with signs that alternate like the fields of a chessboard. "


@family("determinant-three", "determinants", "A determinant with three rows", limits=Limits(digits=4))
def determinant_three(draw: Draw) -> Part:
    """Expansion along the row with most zeros."""
    reach = (3, 5, 9)[draw.difficulty - 1]
    rows = draw.rows("A", 3, 3, -reach, reach)
    zeros = [row.count(0) for row in rows]
    draw.require(sum(zeros) == (1, 1, 0)[draw.difficulty - 1] and len({tuple(row) for row in rows}) == 3)
    i = zeros.index(max(zeros))
    minors = [crossed_value(minor(rows, i, j)) for j in range(3)]
    signs = [(-1) ** (i + j) for j in range(3)]
    value = sum(s * e * d for s, e, d in zip(signs, rows[i], minors, strict=True))
    draw.require(value != 0 and abs(value) < 1000)
    return part(
        guide("Find the determinant of {A}.", A=A),
        derivation=Derivation((("A", mat(rows)),), _expansion(rows, i, minors, value), (rel(det(A), "=", value),),
                              freedom=(UNIQUE,)),
        kind="value", answer=value,
        mistakes=different("", value, {
            "signs of the expansion": (sum(e * d for e, d in zip(rows[i], minors, strict=True)),
                                       "The signs of the expansion alternate like the fields of a chessboard."),
            "opposite sign": (-value, "Look at the sign that belongs to the first place of the row."),
            "falling diagonals only": (sum(prod(rows[p][(p + j) % 3] for p in range(3)) for j in range(3)),
                                       "The products along the rising diagonals are subtracted.")}))


def crossed_value(rows: Rows) -> int:
    """Return a d - b c."""
    (a, b), (c, d) = rows
    return a * d - b * c


def _expansion(rows: Rows, i: int, minors: list[int], value: int) -> tuple[Step, ...]:
    terms, facts = list[E](), list[Fact]()
    for j, e in enumerate(rows[i]):
        if e:
            label, part_ = name(f"d_{j + 1}"), minor(rows, i, j)
            facts.append(define(f"d_{j + 1}", det(mat(part_)), "=", crossed(part_), "=", num(minors[j])))
            scaled = label if abs(e) == 1 else num(abs(e)) * label
            terms.append(scaled if e * (-1) ** (i + j) > 0 else -scaled)
    which = ("first", "second", "third")[i]
    zeros = "it has a zero, which saves a minor" if 0 in rows[i] else "no row has a zero, so any row will do"
    say = guide(f"Take the {which} row of {{A}}: {zeros}. The minors leave out this row and one column each.", A=A)
    return (step(say, *facts),
            step(claim(EXPANSION + "The determinant is {d}.", need("=", det(A), num(value)), d=num(value)),
                 rel(det(A), "=", total(terms), "=", num(value))))


OFF_DIAGONAL = "The diagonal shows the eigenvalues of a triangular matrix only."


@family("charpoly-three", "determinants", "A characteristic polynomial with three rows")
def charpoly_three(draw: Draw) -> Part:
    """The determinant of x I - A."""
    reach, zeros = ((2, 2), (3, 1), (5, 0))[draw.difficulty - 1]
    rows = draw.rows("A", 3, 3, -reach, reach)
    apart = [rows[i][j] for i in range(3) for j in range(3) if i != j]
    draw.require(apart.count(0) == zeros and any(rows[i][j] for i in range(3) for j in range(i)))
    M = matrix(rows)
    found = charpoly(M)
    coefficients = coefficients_of(found)
    negated = [c if i % 2 else -c for i, c in enumerate(coefficients)]
    diagonal = matrix([[rows[i][j] if i == j else 0 for j in range(3)] for i in range(3)])
    every = {
        "determinant with the other sign": ([-c for c in coefficients],
                                            "The leading coefficient must be one: the variable minus the matrix."),
        "signs of the coefficients": (negated, "The trace enters with a minus sign, and so does the determinant."),
        "diagonal taken for eigenvalues": (coefficients_of(charpoly(diagonal)), OFF_DIAGONAL),
    }
    mistakes = different("", poly_text(coefficients), {label: (poly_text(c), say) for label, (c, say) in every.items()})
    return part(guide("Find the characteristic polynomial of {A}, the determinant {d}.", A=A, d=det(x * eye("n") - A)),
                derivation=derive(Answer("charpoly", M, found)), kind="polynomial", answer=poly_text(coefficients),
                mistakes=mistakes)


# Rules

PRODUCTS = ("The determinant of a product is the product of the determinants, a transpose has the same determinant, and the "
            "factor {k} comes out of every row, {n:count} in all: the determinant is {d}.")
TO_A_POWER = "The factor comes out of every row: it is raised to a power, not multiplied by the number of rows."
PAIRS = ("AB", "aB", "Ab", "ab")
WORDS: dict[int, tuple[str, ...]] = {1: PAIRS, 2: PAIRS, 3: ("ABA", "aBA", "ABB", "AbB", "aBB")}


@family("determinant-rules", "determinants", "The determinant of a multiple of a product", limits=Limits(digits=5))
def determinant_rules(draw: Draw) -> Part:
    """det(k A^T B A) from the determinants of A and B; small letters stand for transposes."""
    n, word = (2, 3, 3)[draw.difficulty - 1], draw.choice("word", WORDS[draw.difficulty])
    factor = draw.choice("k", (-3, -2, 2, 3))
    first, second = _factors(draw, n)
    values = {"A": int(determinant(matrix(first)).numerator), "B": int(determinant(matrix(second)).numerator)}
    draw.require(0 not in values.values() and all(abs(v) < 13 for v in values.values()) and abs(prod(values.values())) > 1)
    bare = prod(values[letter.upper()] for letter in word)
    value = factor ** n * bare
    draw.require(abs(value) < 20000)
    tree = product([k, *(name(letter) if letter.isupper() else name(letter.upper()).T for letter in word)])
    letters = [det(name(letter)) for letter in ("A", "B") for _ in range(word.upper().count(letter))]
    steps = (
        *_separately({"A": first, "B": second}, values),
        step(claim(PRODUCTS, need("=", det(C), num(value)), k=k, n=num(n), d=num(value)), define("C", tree),
             rel(det(C), "=", k ** n * product(letters), "=", num(value))),
    )
    return part(
        guide("Find the determinant of {C}.", C=tree),
        derivation=Derivation((("A", mat(first)), ("B", mat(second)), ("k", num(factor))), steps, freedom=(UNIQUE,),
                              answer=(rel(det(tree), "=", num(value)),)),
        kind="value", answer=value,
        mistakes=different("", value, {
            "factor taken out once": (factor * bare, "The factor multiplies every row, and it comes out of each of them."),
            "factor forgotten": (bare, "The factor in front changes the determinant too."),
            "factor times the size": (n * factor * bare, TO_A_POWER)}))


def _factors(draw: Draw, n: int) -> tuple[Rows, Rows]:
    if n == 2:
        return draw.rows("A", 2, 2, -5, 6), draw.rows("B", 2, 2, -5, 6)
    first, second = draw.rows("A", n, n, -3, 4), draw.rows("B", n, n, -3, 4)
    return ([[e if j >= i else 0 for j, e in enumerate(row)] for i, row in enumerate(first)],
            [[e if j <= i else 0 for j, e in enumerate(row)] for i, row in enumerate(second)])


def _separately(factors: dict[str, Rows], values: dict[str, int]) -> tuple[Step, ...]:
    """Return the determinants of the factors: crosswise products for two rows, the diagonal of a triangular matrix."""
    out = list[Fact]()
    for letter, rows in factors.items():
        shown = crossed(rows) if len(rows) == 2 else product([num(rows[i][i]) for i in range(len(rows))])
        out.append(rel(det(name(letter)), "=", shown, "=", num(values[letter])))
    say = guide("Start with the factors. For two rows: one diagonal product minus the other.") if len(factors["A"]) == 2 else \
        guide("Start with the factors. They are triangular: the determinant is the product of the diagonal.")
    return (step(say, *out),)


# Eigenvalues of triangular products

DIAGONAL = claim("The product is triangular again. The matrix {m} is triangular too, so its determinant is the product of its "
                 "diagonal: {p}. The eigenvalues are the roots, which are the diagonal entries of {M}.",
                 need("=", det(x * E("eye", ("?",)) - M), hole("p")), m=x * eye("n") - M, M=M)


def diagonal_of(M_: Any) -> list[int]:
    """Return the diagonal of a matrix of whole numbers."""
    return [int(M_[i, i].numerator) for i in range(M_.rows)]


@family("triangular-eigenvalues", "determinants", "The eigenvalues of a product of triangular matrices")
def triangular_eigenvalues(draw: Draw) -> Part:
    """The products of the diagonal entries in the same places."""
    n, word = ((2, "AB"), (3, "AB"), (3, "ABA"))[draw.difficulty - 1]
    below, reach = draw.choice("below", (False, True)), 4 if draw.difficulty < 3 else 3
    factors: dict[str, Any] = {}
    for letter in "AB":
        rows = [[draw.nonzero(letter, -reach, reach + 1) if i <= j else 0 for j in range(n)] for i in range(n)]
        factors[letter] = matrix(rows).T if below else matrix(rows)
    a, b = (diagonal_of(factors[letter]) for letter in "AB")
    a = [e ** word.count("A") for e in a]
    shown: Any = prod((factors[letter] for letter in word[1:]), start=factors[word[0]])
    values = [e * f for e, f in zip(a, b, strict=True)]
    draw.require(len(set(values)) == n and largest(shown) < 300)
    tree = product([name(letter) for letter in word])
    law = rel(det(x * eye(n) - M), "=", product([minus(x, num(v)) for v in values]))
    return part(
        guide("Find the eigenvalues of {M}, each as often as it counts.", M=tree),
        derivation=Derivation(
            tuple((letter, tree_of(factor)) for letter, factor in factors.items()),
            (step(guide("Multiply the matrices out. On the diagonal, only entries of the same place meet."),
                  define("M", tree, "=", tree_of(shown))), step(DIAGONAL, law)),
            (law,), freedom=(UNIQUE,), asks=("M",),
            answer_say=(claim("The eigenvalues are the roots, {v}.", need("=", det(x * E("eye", ("?",)) - M), hole("p")),
                              v=tuple_of(*values)),)),
        kind="values", answer=values, mistakes=_diagonal_mistakes(values, a, b))


def _diagonal_mistakes(values: list[int], a: list[int], b: list[int]) -> list[Mistake]:
    """Return wrong multisets: sums, products of sorted lists, all of one factor."""
    every = {
        "sums": ([e + f for e, f in zip(a, b, strict=True)], "The diagonal entries of a product are products, not sums."),
        "sorted before multiplying": ([e * f for e, f in zip(sorted(a), sorted(b), strict=True)],
                                      "Entries of the same place belong together, not entries of the same rank by size."),
        "last factor only": (b, "The other factors multiply these entries."),
    }
    out, seen = list[Mistake](), [sorted(values)]
    for label, (wrong, feedback) in every.items():
        if sorted(wrong) not in seen:
            out.append(mistake(label, wrong, feedback))
            seen.append(sorted(wrong))
    return out
