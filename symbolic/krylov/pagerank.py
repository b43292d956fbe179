"""PageRank: the exact stationary vector of the Google matrix, and how fast the power method finds it."""
from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from symbolic.errors import DomainError, InputError, NoSuchObjectError
from symbolic.krylov.markov import ChainStructure, chain_structure, require_nonnegative
from symbolic.krylov.operands import columns_beside, read_start, read_steps
from symbolic.krylov.poweriteration import PowerMethodRate, power_method_rate
from symbolic.matrices.elimination import nullspace, solve
from symbolic.matrices.matrix import ExactMatrix, from_entries, identity, orbit, require_numbers, require_square
from symbolic.scalars.numbers import AlgebraicNumber, exact, rational
from symbolic.structured.base import read_scalar

Links = ExactMatrix | Mapping[Any, Iterable[Any]]
DAMPING = Fraction(85, 100)


@dataclass(frozen=True)
class PageRank:
    """pi^T G = pi^T for G = damping P + (1 - damping) 1 teleport^T, with sum(pi) = 1.

    `P` is the row-stochastic link matrix (rows of `dangling` pages replaced by teleport^T), `vector` the column pi, `pages`
    the names of its rows, `structure` the classes of P.
    """

    pages: tuple[Hashable, ...]
    P: ExactMatrix
    damping: AlgebraicNumber
    teleport: ExactMatrix
    dangling: tuple[int, ...]
    google: ExactMatrix
    vector: ExactMatrix
    structure: ChainStructure

    @property
    def scores(self) -> dict[Hashable, AlgebraicNumber]:
        """Each page with its exact score."""
        return {page: exact(self.vector[i, 0]) for i, page in enumerate(self.pages)}

    @property
    def ranking(self) -> tuple[Hashable, ...]:
        """The pages by falling score; equal ones in the given order."""
        return tuple(sorted(self.pages, key=lambda page: self.scores[page], reverse=True))

    @property
    def second_equals_damping(self) -> bool:
        """Whether the second eigenvalue of G has modulus damping; it is never larger.

        The eigenvalues of G are 1 and damping times the others of P, so this asks whether P has a second eigenvalue of
        modulus 1: two closed classes, or a closed class of period above 1. References: [HaKa03].
        """
        if self.P.rows == 1:
            return False
        return not self.damping or self.structure.peripheral_count > 1

    @cached_property
    def convergence(self) -> PowerMethodRate:
        """The rate of the power method on G^T."""
        return power_method_rate(self.google.T)

    @cached_property
    def rate(self) -> AlgebraicNumber:
        """|lambda_2(G)| = damping |lambda_2(P)|, by which the error falls in each step.

        Raises:
            UnableError: the number lies in no field of degree up to 64; `convergence` compares and encloses it.
        """
        if self.second_equals_damping:
            return self.damping
        return self.damping * power_method_rate(self.P.T).rate

    def __str__(self) -> str:
        return "\n".join(f"{page}: {self.scores[page]}" for page in self.ranking)

    def iterate(self, steps: int, start: Any = None) -> tuple[ExactMatrix, ...]:
        """The columns x_k = (G^T)^k x_0 for k = 0 .. steps; x_0 is teleport by default."""
        x = self.teleport if start is None else read_start(self.P, start, "iterate")
        return tuple(orbit(self.google.T, x, read_steps(steps, 0, "iterate") + 1))


def pagerank(links: Links, damping: Any = DAMPING, teleport: Any = None) -> PageRank:
    """The exact PageRank vector: pi^T = (1 - damping) teleport^T (I - damping P)^-1 for damping < 1.

    Args:
        links: an n x n matrix whose entry (i, j) >= 0 is the weight of the link from page i to page j (so a row-stochastic P
            is one), or a mapping from each page to the pages it links to (one named twice counts twice). Rows are divided by
            their sums; a page without links goes to `teleport`.
        damping: an exact number in [0, 1], by default 17/20. teleport: n numbers >= 0 with sum 1, by default all 1/n.

    Raises:
        InputError: no pages. DomainError: a negative entry, damping outside [0, 1], or parameters. NotSquareError, ShapeError.
        NoSuchObjectError: damping = 1 and P has several closed classes, so that pi is not unique; `.witness` has a basis
            of the stationary vectors as columns.
    Cost: one n x n solution.
    References: [HaKa03]; [Saa11] section 4.1.

    >>> from fractions import Fraction
    >>> rank = pagerank({"a": ["b", "c"], "b": ["c"], "c": ["a"]}, Fraction(1, 2))
    >>> rank.vector.T, rank.second_equals_damping, rank.rate
    (14/39 10/39 5/13, False, sqrt(2)/4)
    """
    pages, W = _weights(links)
    require_nonnegative(W, "pagerank")
    n = require_square(W, "pagerank")
    if n == 0:
        raise InputError("pagerank: there are no pages; give at least one")
    alpha = _damping(damping)
    v = _teleport(W, teleport)
    rows, dangling = [], []
    for i, row in enumerate(W.entries()):
        total = sum(row, exact(0))
        if not total:
            dangling.append(i)
        rows.append([x / total for x in row] if total else [v[j, 0] for j in range(n)])
    P = from_entries(rows, n, n)
    ones = from_entries([[exact(1)]] * n, n, 1)
    G = P * alpha + ones * v.T * (1 - alpha)
    structure = chain_structure(P)
    pi = _undamped(P, structure) if alpha == 1 else solve((identity(n) - P * alpha).T, v * (1 - alpha))
    return PageRank(pages, P, alpha, v, tuple(dangling), G, pi, structure)


def _weights(links: Links) -> tuple[tuple[Hashable, ...], ExactMatrix]:
    """The names of the pages and the matrix of weights."""
    if not isinstance(links, Mapping):
        require_square(links, "pagerank")
        return tuple(range(links.rows)), links
    targets = {page: _targets(page, out) for page, out in links.items()}
    pages = tuple(dict.fromkeys([*targets, *(q for out in targets.values() for q in out)]))
    at = {page: i for i, page in enumerate(pages)}
    counts = [[0] * len(pages) for _ in pages]
    for page, out in targets.items():
        for q in out:
            counts[at[page]][at[q]] += 1
    return pages, ExactMatrix.from_rows(counts)


def _targets(page: Hashable, out: Any) -> list[Any]:
    """The pages a page links to; a text is one page."""
    pages = [out] if isinstance(out, str) else list(out) if isinstance(out, Iterable) else None
    if pages is None or not all(isinstance(q, Hashable) for q in pages):
        raise InputError(f"pagerank: page {page!r:.40} must come with a list of the pages it links to, not {out!r:.60}")
    return pages


def _damping(value: Any) -> AlgebraicNumber:
    alpha = read_scalar(value)
    if not isinstance(alpha, AlgebraicNumber) or not alpha.is_real or not exact(0) <= alpha <= exact(1):
        raise DomainError(f"pagerank: the damping must be a number from 0 to 1, not {alpha}")
    return alpha


def _teleport(W: ExactMatrix, teleport: Any) -> ExactMatrix:
    n = W.rows
    if teleport is None:
        return from_entries([[rational(1, n)]] * n, n, 1)
    v = columns_beside(W, teleport, "pagerank")
    require_numbers(v, "pagerank")
    require_nonnegative(v, "pagerank")
    total = sum((x for row in v.entries() for x in row), exact(0))
    if v.cols != 1 or total != 1:
        raise DomainError(f"pagerank: teleport must be one column with sum 1, not {v.rows}x{v.cols} with sum {total}")
    return v


def _undamped(P: ExactMatrix, structure: ChainStructure) -> ExactMatrix:
    """The stationary vector of P itself."""
    basis = nullspace((P - identity(P.rows)).T)
    if basis.cols > 1:
        raise NoSuchObjectError(f"pagerank: with damping 1 the {P.rows}x{P.rows} chain has {len(structure.closed_classes)} "
                                "closed classes, so its stationary vector is not unique; take damping < 1", basis)
    return basis / sum((row[0] for row in basis.entries()), exact(0))
