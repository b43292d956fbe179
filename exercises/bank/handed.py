"""What each student handed in, from all files: several submissions of one student never choose among themselves.

Where they differ, or where the name of a file and the label in it name different students, a person looks; every text is kept.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from exercises.bank.submissions import Answers, Submission
from exercises.grading import Question
from exercises.grading.marking import by_part, letters

LETTERS = letters(26)
OTHER_NAME = "its name and the label in it name different students"
NO_ANSWER = "(no answer)"
Questions = Mapping[str, Mapping[str, Question]]


def gathered(submissions: Iterable[Submission], questions: Questions, student: Callable[[str], str], *,
             hidden: bool = False) -> list[Submission]:
    """Return one submission for each student who handed in anything; `student` gives a name as the key has it.

    Args:
        submissions: all of them, in the order of the files.
        questions: of every student of the key, by label.
        student: the name in the key of a name in a file.
        hidden: whether the names of files are kept out of what is said.
    """
    every = list(submissions)
    single = Counter(s.file for s in every)
    found: dict[str, list[Submission]] = {}
    for s in every:
        name = student(s.student)
        called = student(Path(s.file).stem)
        lines = tuple(p.replace(f"{s.file}: ", "file: ", 1) for p in s.problems)
        mine = replace(s, file="file", problems=lines) if hidden else s
        whose = [name]
        if s.answers and single[s.file] == 1 and called in questions and called != name:
            mine = replace(mine, unsure=True, problems=(*mine.problems, f"{mine.file}: {OTHER_NAME}"))
            whose = [called, name] if name in questions else [called]
        for one in whose:
            found.setdefault(one, []).append(replace(mine, student=one))
    return [together(some, questions.get(name, {})) for name, some in found.items()]


def together(some: Sequence[Submission], questions: Mapping[str, Question]) -> Submission:
    """Return the submissions of one student as one; where they differ stands every text under the name of its file."""
    given = [replace(s, answers=fitted(s.answers, questions)) for s in some if s.answers]
    if len(some) == 1 or not given:
        alone = replace(given[0] if given else some[0], problems=tuple(dict.fromkeys(p for s in some for p in s.problems)))
        return replace(alone, differ=tuple(questions)) if alone.unsure else alone
    labels = dict.fromkeys(label for s in given for label in s.answers)
    sure = any(not s.unsure for s in given)
    differ = [label for label in labels if len({" ".join(s.answers.get(label, "").split()) for s in given}) > 1]
    answers = {label: shown(label, given) if label in differ else given[0].answers[label] for label in labels}
    spoiled = any(not s.answers and s.problems for s in some)
    return Submission(
        given[0].student, answers, tuple(dict.fromkeys(p for s in some for p in s.problems)), "",
        tuple({label for s in given for label in s.twice}), tuple({label for s in given for label in s.lost}),
        tuple(differ if sure else questions), any(s.unsure for s in some), spoiled)


def shown(label: str, given: Sequence[Submission]) -> str:
    """Return every answer to a problem, each under the name of its file."""
    return "\n".join(f"{s.file}: {s.answers.get(label, '').strip() or NO_ANSWER}" for s in given)


def fitted(answers: Answers, questions: Mapping[str, Question]) -> Answers:
    """Return the answers with labels as the key has them: `2` with (a), (b) inside is split, `1a` is 1 where 1 has no parts."""
    out: Answers = {}
    for label, text in answers.items():
        parts = [q for q in questions if q not in answers and q.rstrip(LETTERS) == label != q]
        if label not in questions and parts:
            found = by_part(text, len(parts))
            out |= {label + letter: piece for letter, piece in found.items() if label + letter in parts} or {label: text}
        elif label not in questions and label.endswith("a") and label[:-1] in questions and label[:-1] not in answers:
            out[label[:-1]] = text
        else:
            out[label] = text
    return out
