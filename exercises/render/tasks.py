"""Which blocks of a paper belong on one page: the words and the data of a task with the room for its answer."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from exercises.document import Block, Given, Para, Problem, Remark, Space


def tasks(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """Yield the blocks in runs: what leads up to a `Space` together with it, every other block alone.

    >>> [len(run) for run in tasks([Para(("a",)), Problem("1", "t", "t"), Para(("b",)), Space(30), Para(("c",)), Space(40)])]
    [1, 3, 2]
    """
    run: list[Block] = []
    for block in blocks:
        if isinstance(block, Space):
            yield (*run, block)
            run = []
            continue
        if run and not isinstance(block, Para | Given | Remark):
            yield from ((b,) for b in run)
            run = []
        if isinstance(block, Problem | Para | Given | Remark):
            run.append(block)
        else:
            yield (block,)
    yield from ((b,) for b in run)
