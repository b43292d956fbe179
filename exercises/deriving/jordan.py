"""The worked solution of a Jordan form: characteristic polynomial, ranks, each chain from the top, P, J, the check."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from exercises.derivation import Derivation, Fact, Rank, Step, define, rel, step
from exercises.deriving import sentences as say
from exercises.deriving.literals import determinant, minus, number_value, rank_fact, shifted, times
from exercises.phrases import Phrase
from exercises.terms import E, det, eye, hcat, mat, name, product, rank, var, zero


@dataclass(frozen=True)
class Eigenvalue:
    """An eigenvalue that can be written down, and its chains: for each block the columns v_1 .. v_k."""

    value: E
    multiplicity: int
    blocks: tuple[tuple[E, ...], ...]
    rational: Fraction | None = None


def jordan_matrix(eigenvalues: Sequence[Eigenvalue]) -> E:
    """Return J as a literal: eigenvalues on the diagonal, ones above it inside a block."""
    diagonal = [(e.value, i > 0) for e in eigenvalues for b in e.blocks for i in range(len(b))]
    n = len(diagonal)
    return mat([[value if i == j else int(j == i + 1 and diagonal[j][1]) for j in range(n)]
                for i, (value, _) in enumerate(diagonal)])


def explicit(A: E, rows: Sequence[Sequence[Fraction]] | None, eigenvalues: Sequence[Eigenvalue], matrix: str = "A") -> Derivation:
    """Return the derivation for a matrix whose eigenvalues are written down.

    Args:
        A: the literal. rows: its entries if rational, for the ranks. eigenvalues: in the order of the columns of P.
        matrix: the name the problem gives to the matrix.
    """
    M, n = name(matrix), sum(e.multiplicity for e in eigenvalues)
    several = len(eigenvalues) > 1
    labels = [name(f"lambda_{i}" if several else "lambda") for i in range(1, len(eigenvalues) + 1)]
    steps = [_spectrum(M, n, eigenvalues, labels)]
    many = [i for i, e in enumerate(eigenvalues) if e.multiplicity > 1]
    columns: list[E] = []
    for i, e in enumerate(eigenvalues):
        N = name("N" if len(many) == 1 else f"N_{many.index(i) + 1}") if i in many else None
        if N is not None:
            steps.append(_ranks(M, n, N, labels[i], e, rows))
        for block in e.blocks:
            vectors = [name(f"v_{len(columns) + k}") for k in range(1, len(block) + 1)]
            columns += vectors
            steps.append(_eigenvector(M, labels[i], vectors[0], block[0]) if N is None else
                         _chain(N, n, vectors, block, block is e.blocks[0]))
    steps.append(_assemble(columns, eigenvalues))
    P, J = name("P"), name("J")
    steps.append(step(say.CHECK_PRODUCTS, rel(M * P, "=", P * J), _nonsingular(P, eigenvalues)))
    return Derivation(
        ((matrix, A),), tuple(steps), asks=("P", "J"),
        answer=(rel(J, "=", jordan_matrix(eigenvalues)), rel(P, "=", _literal(eigenvalues)), rel(M * P, "=", P * J)),
        freedom=(say.JORDAN_FREEDOM,),
    )


def _spectrum(M: E, n: int, eigenvalues: Sequence[Eigenvalue], labels: Sequence[E]) -> Step:
    x = var("x")
    factors = [minus(x, e.value) for e in eigenvalues]
    powers = [f if e.multiplicity == 1 else f ** e.multiplicity for f, e in zip(factors, eigenvalues, strict=True)]
    facts: list[Fact] = [rel(det(x * eye(n) - M), "=", product(powers))]
    facts += [define(str(label.args[0]), e.value) for label, e in zip(labels, eigenvalues, strict=True)]
    return step(say.SPECTRUM, *facts)


def _ranks(M: E, n: int, N: E, label: E, e: Eigenvalue, rows: Sequence[Sequence[Fraction]] | None) -> Step:
    longest = max(len(b) for b in e.blocks)
    facts: list[Fact] = []
    talk: list[Phrase] = [say.SUBTRACT]
    if rows is None or e.rational is None:
        return step(say.SUBTRACT, define(str(N.args[0]), M - label * eye(n)))
    shifted_rows = shifted(rows, e.rational)
    facts.append(define(str(N.args[0]), M - label * eye(n), "=", mat(shifted_rows)))
    power, ranks = shifted_rows, list[Rank]()
    for k in range(1, longest + 1):
        tree = N if k == 1 else N ** k
        if k > 1:
            power = times(power, shifted_rows)
        ranks.append(rank_fact(tree, power))
    facts += ranks
    talk.append(say.BLOCK_COUNT)
    for k in range(2, longest + 1):
        if len(e.blocks) > 1:
            before = N if k == 2 else N ** (k - 1)
            facts.append(rel(rank(before) - rank(N ** k), "=", ranks[k - 2].r - ranks[k - 1].r))
    if len(e.blocks) == 1:
        talk.append(say.ONE_BLOCK)
    elif longest == 1:
        talk.append(say.ALL_SMALL)
    else:
        talk.append(say.COUNT_BY_SIZE)
    return step(*talk, *facts)


def _eigenvector(M: E, label: E, vector: E, literal: E) -> Step:
    law = rel(M * vector, "=", label * vector)
    return step(say.SIMPLE, define(str(vector.args[0]), literal), law, rel(vector, "≠", zero(len(literal.args[0]), 1)))


def _chain(N: E, n: int, vectors: Sequence[E], block: Sequence[E], first: bool) -> Step:  # noqa: FBT001 -- it chooses the words
    k, top = len(block), vectors[-1]
    facts: list[Fact] = [define(str(top.args[0]), block[-1])]
    if k == 1:
        facts += [rel(N * top, "=", zero(n, 1)), rel(top, "≠", zero(n, 1))]
        return step(say.FIRST_OF_ONE if first else say.CHAIN_OF_ONE, *facts)
    facts.append(rel(N ** k * top, "=", zero(n, 1)))
    for below, above, literal in list(zip(vectors, vectors[1:], block, strict=False))[::-1]:
        facts.append(define(str(below.args[0]), N * above, "=", literal))
    facts += [rel(vectors[0], "≠", zero(n, 1)), rel(N * vectors[0], "=", zero(n, 1))]
    return step(say.CHAIN_TOP, say.CHAIN_DOWN, *facts)


def _literal(eigenvalues: Sequence[Eigenvalue]) -> E:
    columns = [v for e in eigenvalues for b in e.blocks for v in b]
    return mat([[c.args[0][i][0] for c in columns] for i in range(len(columns))])


def _assemble(columns: Sequence[E], eigenvalues: Sequence[Eigenvalue]) -> Step:
    facts = [define("P", hcat(*columns), "=", _literal(eigenvalues)), define("J", jordan_matrix(eigenvalues))]
    return step(say.ASSEMBLE, *facts)


def _nonsingular(P: E, eigenvalues: Sequence[Eigenvalue]) -> Fact:
    entries = [[number_value(x) for x in row] for row in _literal(eigenvalues).args[0]]
    if any(x is None for row in entries for x in row):
        return rel(det(P), "≠", 0)
    return rel(det(P), "=", determinant([[x for x in row if x is not None] for row in entries]), "≠", 0)
