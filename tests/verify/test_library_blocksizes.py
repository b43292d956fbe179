"""Chapters blockcounts and blocksizes: what they count, against lists of block sizes and ranks by elimination."""
from __future__ import annotations

from itertools import pairwise

import pytest

from symbolic import matrix, rank
from tests.verify.mutants import committed
from verify.proofs.evaluation import holds, value
from verify.proofs.language import raw
from verify.proofs.library import blockcounts

SIZES = [(), (1,), (2,), (3,), (2, 1), (1, 2), (2, 2), (3, 1), (1, 1, 1), (2, 2, 1), (3, 3), (4, 1, 2)]


@pytest.fixture(scope="module")
def entries():
    return {e.name: e for e in committed().entries}


def flags(sizes):
    row = [f for size in sizes for f in [1] * (size - 1) + [0]]
    return len(row), lambda k: row[k] if 0 <= k < len(row) else 0


def evaluated(count, sizes, t):
    n, f = flags(sizes)
    return value(raw(count(blockcounts.m, blockcounts.t)), {"m": n, "t": t, "f": f})


def rank_of_power(sizes, t):
    n, f = flags(sizes)
    if not n:
        return 0
    jordan = matrix([[f(i) if j == i + 1 else 0 for j in range(n)] for i in range(n)])
    return rank(jordan**t)


@pytest.mark.parametrize("sizes", SIZES)
def test_the_sums_count_blocks_and_pairs(sizes):
    for t in range(1, 6):
        assert evaluated(blockcounts.starts, sizes, t) == sum(size >= t for size in sizes)
        assert evaluated(blockcounts.blocks, sizes, t) == sum(size == t for size in sizes)
    for t in range(6):
        assert evaluated(blockcounts.pairs, sizes, t) == sum(max(size - t, 0) for size in sizes)


@pytest.mark.parametrize("sizes", SIZES)
def test_differences_of_ranks_by_elimination_are_the_same_counts(sizes):
    ranks = [rank_of_power(sizes, t) for t in range(7)]
    first = [a - b for a, b in pairwise(ranks)]
    for t in range(1, 6):
        assert first[t - 1] == sum(size >= t for size in sizes)
        assert first[t - 1] - first[t] == evaluated(blockcounts.blocks, sizes, t)


@pytest.mark.parametrize("sizes", SIZES)
def test_the_largest_block_is_the_nilpotency_index(entries, sizes):
    n, f = flags(sizes)
    statement = entries["nilpotency_index_of_blocks"].formula
    for t in range(5):
        assert holds(statement, {"m": n, "t": t, "f": f})
        assert (rank_of_power(sizes, t) == 0) == (t >= max(sizes, default=0))


def test_other_sizes_break_the_uniqueness_of_the_jordan_form(entries):
    """The same matrix cannot have two forms: with other blocks the conclusion is false."""
    entry = entries["jordan_form_unique"]
    numbers = next(x for x in entry.models if x["m"] == 3)
    for sizes, same in (((2, 1), True), ((1, 2), True), ((3,), False), ((1, 1, 1), False)):
        counts = [evaluated(blockcounts.blocks, sizes, t) for t in range(1, 5)]
        assert (counts == [value(raw(blockcounts.blocks(blockcounts.m, blockcounts.t)), {**numbers, "t": t}) for t in range(1, 5)]) == same
