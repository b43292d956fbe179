"""Random (family, seed) pairs: no crash, no unchecked line, no wrong key. Ten thousand under `make deep`, a few otherwise."""
from __future__ import annotations

import os
import random
from math import ceil

import pytest

from exercises.document import Answer, Step
from exercises.family import families
from exercises.family.problem import answer_text
from exercises.grading import grade, mark

FAMILIES = families()
PAIRS = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 2 * len(FAMILIES)
CHECKED = ("EXACT", "PROVED", "ENCLOSED", "ASSUMES", "SOURCED")


def pairs(name: str, count: int) -> list[tuple[int, int]]:
    """Return seeds and difficulties that depend on the name only: the same on every machine."""
    draw = random.Random(f"pairs of {name}")
    return [(draw.randrange(2 ** 48), draw.randint(1, 3)) for _ in range(count)]


@pytest.mark.parametrize("name", FAMILIES)
def test_no_unchecked_line_no_crash_no_wrong_key(name):
    for seed, difficulty in pairs(name, ceil(PAIRS / len(FAMILIES))):
        problem = FAMILIES[name].problem(seed, difficulty)
        lines = [b for p in problem.parts for b in p.replay.blocks if isinstance(b, Step | Answer)]
        assert lines, (seed, difficulty)
        assert all(b.verdict.startswith(CHECKED) for b in lines), (seed, difficulty)
        texts = {letter: answer_text(dict(q.answer)) for letter, q in zip("abcdefgh", problem.questions, strict=False)}
        found = grade(problem, texts["a"] if len(texts) == 1 else texts)
        assert found.right, (seed, difficulty, found.feedback)
        for q in problem.questions:
            for m in q.mistakes:
                wrong = mark(q, m.answer)
                assert not wrong.right, (seed, difficulty, m.name)
                assert (wrong.mistake, wrong.undecided, wrong.unread) == (m.name, False, False), (seed, difficulty, wrong)
