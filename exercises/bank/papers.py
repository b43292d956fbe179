"""Papers and keys of a plan: built in parallel, resumed after an interruption, the same bytes for the same plan."""
from __future__ import annotations

import json
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from exercises.bank.content import digests
from exercises.bank.folder import Before, begun, finished, mark_of
from exercises.bank.plan import Plan
from exercises.bank.points import distributed, plain
from exercises.document import Block, Document, Para
from exercises.document import Problem as Heading
from exercises.family.problem import VIEWS, Problem, digest, hand_in
from exercises.grading.marking import letters

FORMAT, LOCK = "eigenproof-key", "eigenproof-bank"
PARALLEL = 24  # problems from which on a second process pays
WATCH = 1      # seconds between two looks of a worker at its parent
TURNS = 12     # changes of a variant that another student has, before it is kept
LEFT = re.compile(r"\.(?:(?:paper|key|proofs)-.*|\.part-.*|key\.json|bank\.lock)\.[0-9]+")  # left by a killed run
Turns = tuple[int, ...]
Progress = Callable[[int, int], None]


def problems_of(plan: Plan, student: int, turns: Turns = ()) -> tuple[Problem, ...]:
    """Return the variants of one student, in order; `turns` says how often each was changed because another had it."""
    from exercises.family import family_named
    found = []
    for k, item in enumerate(plan.items):
        problem = family_named(item.family).problem(plan.seed_of(k, student, turns[k] if turns else 0), item.difficulty)
        points = distributed(item.points, [q.points for q in problem.questions], item.family)
        parts = tuple(replace(p, question=replace(p.question, decimals=plan.decimals, points=x))
                      for p, x in zip(problem.parts, points, strict=True))
        found.append(replace(problem, parts=parts))
    return tuple(found)


def document(plan: Plan, student: int, problems: tuple[Problem, ...], view: str) -> Document:
    """Return one view of a student's paper; paper and key have the same numbers."""
    blocks = tuple(b for k, p in enumerate(problems, 1) for b in headed(p, p.blocks(str(k), view)))
    names = {"paper": "Paper", "key": "Answer key of paper", "proofs": "Answer key, with every step, of paper"}
    total = plain(sum(p.points for p in problems))
    decimals = "An exact decimal, such as 0.5, counts as the fraction that it is; a rounded one is wrong." if plan.decimals else \
        "Write fractions and roots, no decimals."
    intro = Para((f"{names[view]} {plan.students[student]}. {total} point{'' if total == 1 else 's'} in all. {decimals}",))
    questions = [q for p in problems for q in p.questions]
    extra = hand_in(plan.students[student], questions) if view == "paper" else ()
    return Document(plan.title, (intro, *extra), blocks)


def headed(problem: Problem, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks of a problem with its points in the heading, and those of each part where there are several."""
    questions = problem.questions
    total = plain(problem.points)
    each = ", ".join(f"({letter}) {q.points}" for letter, q in zip(letters(len(questions)), questions, strict=True))
    said = f"{total} point{'' if total == 1 else 's'}" + (f": {each}" if len(questions) > 1 else "")
    return tuple(replace(b, title=f"{problem.title} ({said})") if isinstance(b, Heading) else b for b in blocks)


def write_student(plan: Plan, folder: str, student: int, turns: Turns = ()) -> int:
    """Write the pages of one student and, last of all, the record that says they are complete."""
    from exercises.render import FILES, render_bytes
    record = _record_path(Path(folder), plan, student)
    if record.exists():
        return student
    problems = problems_of(plan, student, turns)
    label = plan.students[student]
    for view in VIEWS:
        page = document(plan, student, problems, view)
        for name in plan.formats:
            _write(Path(folder) / f"{view}-{label}{FILES[name]}", render_bytes(page, name, paper=plan.paper))
    data = {"student": label, "problems": [_problem_record(p) for p in problems]}
    _write(record, json.dumps(data, sort_keys=True, ensure_ascii=False))
    return student


def _problem_record(p: Problem) -> dict[str, Any]:
    return {"family": p.family, "version": p.version, "seed": p.seed, "difficulty": p.difficulty, "title": p.title,
            "digests": digests(p), "questions": [q.to_json() for q in p.questions]}


def _record_path(folder: Path, plan: Plan, student: int) -> Path:
    return folder / f".part-{digest(plan.to_json())[:12]}-{student:05d}.json"


def _write(path: Path, content: str | bytes) -> None:
    """Write a file under a temporary name and rename it: a killed run left no half-written page."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    temporary.replace(path)


def mapped(work: Callable[[int], Any], count: int, load: int) -> Iterator[Any]:
    """Yield work(0), work(1), ..; in several processes when there is enough to do."""
    from exercises.render.pdf import must_spawn
    processes = min(os.cpu_count() or 1, count)
    if processes < 2 or load < PARALLEL:
        yield from map(work, range(count))
        return
    context = get_context("spawn" if must_spawn() else None)
    with ProcessPoolExecutor(processes, context, initializer=end_with, initargs=(os.getpid(),)) as pool:
        yield from pool.map(work, range(count), chunksize=max(1, min(8, count // (4 * processes))))


def end_with(parent: int) -> None:
    """Start a watch in a worker: when the process that started it is killed, the worker ends too."""
    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH)
        os._exit(1)
    threading.Thread(target=watch, daemon=True).start()


def build(plan: Plan, folder: Path, progress: Progress | None = None, *, over: bool = False) -> Before:
    """Write papers, keys, `key.json` for grading and `bank.lock` into a folder; go on where a killed run stopped.

    Args:
        plan: the set. folder: it may hold the same set already. progress: told how many papers are done.
        over: whether the papers of another plan that are there are put aside.

    Raises:
        InputError: the folder holds papers of another plan, or the points of the plan do not fit a problem.
    """
    if "pdf" in plan.formats:
        from exercises.render.pdf import compiler
        compiler()  # say that it is missing before anything is written
    if any(item.points for item in plan.items):
        problems_of(plan, 0)  # say that points do not fit before anything is written
    count = len(plan.students)
    before = begun(folder, plan, over=over)
    for done, _ in enumerate(mapped(partial(write_student, plan, str(folder)), count, count * len(plan.items)), 1):
        if progress is not None:
            progress(done, count)
    records = [_record_path(folder, plan, k) for k in range(count)]
    students = without_doubles(plan, folder, records)
    lock = json.dumps(lock_of(plan, students), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    key = {"format": FORMAT, "version": 1, "title": plan.title, "students": students}
    text = json.dumps(key, sort_keys=True, ensure_ascii=False, indent=1) + "\n"
    before = finished(folder, before, {"key.json": text, "bank.lock": lock})
    _write(folder / "bank.lock", lock)
    _write(folder / "key.json", text)
    for path in (*records, *(p for p in folder.iterdir() if LEFT.fullmatch(p.name)), mark_of(folder, plan)):
        path.unlink()
    return before


def without_doubles(plan: Plan, folder: Path, records: list[Path]) -> list[dict[str, Any]]:
    """Return the records; a student whose variant another has already gets the next one, so long as there are others."""
    seen: list[set[str]] = [set() for _ in plan.items]
    students = []
    for student, path in enumerate(records):
        turns = [0] * len(plan.items)
        while True:
            data = json.loads(path.read_text(encoding="utf-8"))
            digests = [p["digests"]["question"] for p in data["problems"]]
            doubles = [k for k, d in enumerate(digests) if d in seen[k] and plan.items[k].variant is None and turns[k] < TURNS]
            if not doubles:
                break
            turns = [turn + (k in doubles) for k, turn in enumerate(turns)]
            path.unlink()
            write_student(plan, str(folder), student, tuple(turns))
        for known, d in zip(seen, digests, strict=True):
            known.add(d)
        students.append(data)
    return students


def lock_of(plan: Plan, students: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what `bank verify` compares: the plan and the digests of every variant."""
    rows = [[s["student"], k, p["family"], p["version"], p["seed"], p["difficulty"], p["digests"]]
            for s in students for k, p in enumerate(s["problems"], 1)]
    return {"format": LOCK, "version": 2, "generator": generator(), "plan": plan.to_json(), "variants": rows}


def generator() -> str:
    """Return the version of this package."""
    from importlib.metadata import PackageNotFoundError, version
    try:
        return version("eigenproof")
    except PackageNotFoundError:
        return "(not installed)"
