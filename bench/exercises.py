"""Measure the exercises: variants with their worked solutions, gradings, keys of a class, reading, hostile texts."""
from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.hostile import TEXTS

if TYPE_CHECKING:
    from exercises.grading import Question

VARIANTS, CORES, START = 1000, 2, 10_000  # the seeds from START on stand in no test
CLASS, PROBLEMS = 30, ("jordan-basis", "svd-two", "determinant-three", "nullspace-basis", "vandermonde-determinant",
                       "power-closed-form", "best-rank-one", "circulant-eigenvalues", "krylov-reachable", "condition-one")


def variant(names: list[str], k: int) -> list[tuple[Question, str]]:
    """Build variant k of all: its questions, each with an answer, right or one of the named mistakes in turn."""
    from exercises.family import family_named
    from exercises.family.problem import answer_text
    round_, place = divmod(k, len(names))
    problem = family_named(names[place]).problem(START + round_, 1 + round_ % 3)
    found = []
    for q in problem.questions:
        answers = [answer_text(dict(q.answer)), *(m.answer for m in q.mistakes)]
        found.append((q, answers[k % len(answers)]))
    return found


def variants() -> tuple[dict[str, Any], list[tuple[Question, str]]]:
    """Many variants over all families in turn, in two processes whose start is counted; and what they ask."""
    from exercises.family import families
    names = list(families())
    start = time.perf_counter()
    with ProcessPoolExecutor(CORES) as pool:
        every = list(pool.map(partial(variant, names), range(VARIANTS), chunksize=20))
    spent = time.perf_counter() - start
    return row("worked variants, every step replayed", f"{VARIANTS} of {len(names)} families, {CORES} processes", spent, 10.0), \
        [pair for some in every for pair in some]


def grading(pairs: list[tuple[Question, str]]) -> dict[str, Any]:
    """A thousand submissions of mixed kinds, right and wrong, in one process."""
    from exercises.grading import mark
    some = list(islice(cycle(pairs), VARIANTS))
    mark(*some[0])
    start = time.perf_counter()
    marks = [mark(q, answer) for q, answer in some]
    spent = time.perf_counter() - start
    kinds = len({q.kind for q, _ in some})
    right = sum(m.right for m in marks)
    return row("submissions graded", f"{len(some)} of {kinds} kinds, {right} right, one process", spent, 5.0)


def papers() -> dict[str, Any]:
    """Papers, keys and keys with every step for a class, as HTML and, where typst is installed, as PDF."""
    from importlib.util import find_spec

    from exercises.bank.papers import build
    from exercises.bank.plan import Item, Plan, numbered
    from exercises.family import families
    formats = ("html", "pdf") if find_spec("typst") else ("html",)
    names = [name for name in (*PROBLEMS, *families()) if name in families()][:len(PROBLEMS)]
    plan = Plan("Bench", START, numbered(CLASS), tuple(map(Item, names)), formats)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        build(plan, Path(folder))
        spent = time.perf_counter() - start
        count = sum(path.suffix in (".html", ".pdf") for path in Path(folder).iterdir())
    size = f"{CLASS} students, {len(names)} problems, {count} files"
    return row(f"papers and keys as {' and '.join(f.upper() for f in formats)}", size, spent, 20.0)


def parsing() -> dict[str, Any]:
    """An 8 x 8 matrix with fractions and square roots, each time another one."""
    from exercises.grading.reading import matrix
    times = []
    for k in range(40):
        text = "; ".join(" ".join(f"({i + k}+{j}*sqrt(5))/{1 + (i + j) % 7}" if i == j else f"{i - j}/{k + 2}" for j in range(8))
                         for i in range(8))
        start = time.perf_counter()
        matrix(text, decimals=True)
        times.append(time.perf_counter() - start)
    return row("an answer read", "8 x 8, fractions and square roots, median", median(times), 0.010)


def hostile(questions: Iterable[Question]) -> dict[str, Any]:
    """Every hostile text as the answer to one question of every kind: the longest time; a slow one is tried once more."""
    from exercises.grading import mark
    kinds = {q.kind: q for q in questions}
    worst = 0.0
    for q in kinds.values():
        mark(q, "1")
        for text in TEXTS:
            spent = timed(q, text)
            worst = max(worst, min(spent, timed(q, text + " ")) if spent > worst else spent)
    return row("a hostile text refused, worst case", f"{len(TEXTS)} texts, {len(kinds)} kinds of answers", worst, 0.1)


def timed(question: Question, text: str) -> float:
    """The seconds that grading one text takes."""
    from exercises.grading import mark
    start = time.perf_counter()
    mark(question, text)
    return time.perf_counter() - start


def row(work: str, size: str, seconds: float, goal: float) -> dict[str, Any]:
    """One line, printed as soon as it is known."""
    print(f"{work}: {seconds:.3g} s, goal {goal:g} s, {size}", flush=True)
    return {"work": work, "size": size, "seconds": seconds, "goal": goal, "reached": seconds < goal}


def measure() -> dict[str, Any]:
    """The section of the results: one row each."""
    first, pairs = variants()
    return {"rows": [first, grading(pairs), papers(), parsing(), hostile(q for q, _ in pairs)]}
