"""The two texts, section by section, and the settling of all their claims."""
from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from difflib import get_close_matches
from functools import cache
from typing import Any

from symbolic.errors import InputError
from verify.claims.claim import Claim
from verify.claims.entries import written
from verify.claims.report import row
from verify.claims.settle import settle

TEXTS = {"C": "the chapter: linear algebra for sequence models", "L": "the lesson: Jordan normal form"}
SECTIONS = {
    "chapter.jordan": "3.1 Jordan form", "chapter.genericity": "3.1 Jordan form",
    "chapter.svd": "3.2 Singular values", "chapter.svdwords": "3.2 Singular values",
    "chapter.conditioning": "3.3 Conditioning", "chapter.hippo": "3.3 Conditioning",
    "chapter.toeplitz": "3.4 Structured matrices", "chapter.vandermonde": "3.4 Structured matrices",
    "chapter.cauchy": "3.4 Structured matrices", "chapter.semiseparable": "3.4 Structured matrices",
    "chapter.scans": "3.4 Structured matrices",
    "chapter.updates": "3.5 Low-rank updates", "chapter.deltarule": "3.5 Low-rank updates",
    "chapter.krylov": "3.6 Krylov spaces", "chapter.selective": "3.7 Outlook",
    "chapter.exercises": "Exercises", "chapter.solutions": "Solutions", "chapter.panels": "3.10 Figures",
    "lesson.defects": "When diagonalization fails", "lesson.consequences": "Where it matters",
    "lesson.multiplicities": "Definitions", "lesson.chains": "Chains", "lesson.growth": "Powers",
    "lesson.exponentials": "Exponentials", "lesson.stability": "Where it is used",
    "lesson.perturbation": "Perturbations and the Schur form", "lesson.uses": "Where it is used",
    "lesson.quiz": "Questions", "lesson.schur": "Questions", "lesson.takeaways": "Summary",
}
WORKERS = min(os.cpu_count() or 1, 4)


@cache
def claims() -> tuple[Claim, ...]:
    """Every claim of the two texts, in the order of the texts."""
    return written(tuple(SECTIONS))


@cache
def _by_id() -> dict[str, Claim]:
    return {entry.id: entry for entry in claims()}


def claim_named(id: str) -> Claim:
    """The claim with this id.

    Raises:
        InputError: there is none; the message names the nearest ids.
    """
    if id in _by_id():
        return _by_id()[id]
    near = get_close_matches(id, _by_id(), 3, 0.4)
    raise InputError(f"claims: there is no claim {id!r}{'; near it: ' * bool(near)}{', '.join(near)}")


def settled_row(id: str) -> dict[str, Any]:
    """The claim, settled now, as a row of data."""
    return row(settle(claim_named(id)), SECTIONS)


def settle_all(told: Callable[[int, int], None] = lambda _done, _all: None, workers: int = WORKERS) -> list[dict[str, Any]]:
    """All claims, settled now in parallel, as rows in the order of the texts; `told` hears how many are done.

    A row has the keys that `verify.claims.report.row` explains.
    """
    ids: Sequence[str] = [entry.id for entry in claims()]
    if workers < 2:
        rows = []
        for name in ids:
            rows.append(settled_row(name))
            told(len(rows), len(ids))
        return rows
    with ProcessPoolExecutor(workers) as pool:
        futures = {pool.submit(settled_row, name): name for name in ids}
        try:
            found = {}
            for future in as_completed(futures):
                found[futures[future]] = future.result()
                told(len(found), len(ids))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [found[name] for name in ids]
