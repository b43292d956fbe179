"""A problem of a family: parts with their statement, worked derivation, grading law, and named mistakes; three views."""
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from exercises.derivation import Derivation, Replay, prose, replay
from exercises.deriving.sentences import UNIQUE
from exercises.document import Answer, Block, Document, Given, Intro, NameLine, Para, Remark, Space
from exercises.document import Parts as Words
from exercises.document import Problem as Heading
from exercises.document import Step as StepBlock
from exercises.family.difficulty import Work
from exercises.family.how import how_to_write, unlike, what_is_free
from exercises.family.room import room
from exercises.grading.kinds import kind_named
from exercises.grading.question import Mistake, Question
from exercises.phrases import Phrase
from exercises.terms import E

FORMAT = "eigenproof-problem-1"
VIEWS = ("paper", "key", "proofs")


@dataclass(frozen=True)
class Part:
    """One part of a problem as its family writes it.

    Args:
        ask: the sentences of the task; slots show givens and names only.
        derivation: the worked solution, replayed by the kernel before the problem exists.
        kind: the kind of answer, one of the names that `exercises.grading.kinds` knows. data: what its law needs, by letter.
        answer: one right answer, by letter, or alone for a kind with a single answer without a letter.
        mistakes: made by `mistake`. points: of the part.
    """

    ask: tuple[Phrase, ...]
    derivation: Derivation
    kind: str
    answer: Any
    data: Mapping[str, Any]
    mistakes: tuple[Mistake, ...] = ()
    points: int = 1

    @property
    def question(self) -> Question:
        """What the grader needs."""
        data = {k: text_of(v) for k, v in self.data.items()}
        return Question(self.kind, data, texts_of(self.answer), self.points, self.mistakes)


def part(
    *ask: Phrase, derivation: Derivation, kind: str, answer: Any, mistakes: Sequence[Mistake] = (), points: int = 4, **data: Any,
) -> Part:
    """Return a part; matrices, numbers and lists among answer and data are written as text that reads back."""
    return Part(tuple(ask), derivation, kind, answer, data, tuple(mistakes), points)


def mistake(name: str, answer: Any, feedback: str, repair: str = "") -> Mistake:
    """Return a named mistake: its wrong answer in the form of the right one, and a sentence without any number.

    Raises:
        PhraseError: the sentence holds a digit or a sign of relation.

    >>> mistake("sign", -2, "The sign is wrong.").answer
    '-2'
    """
    Phrase(feedback)
    return Mistake(name, answer_text(answer), feedback, repair)


def answer_text(answer: Any) -> str:
    """Return an answer as a student would write it: letters on lines of their own."""
    texts = texts_of(answer)
    return texts[""] if set(texts) == {""} else "\n".join(f"{k} = {v}" for k, v in texts.items())


def texts_of(answer: Any) -> dict[str, str]:
    """Return the values of an answer as text by letter."""
    return {k: text_of(v) for k, v in answer.items()} if isinstance(answer, Mapping) else {"": text_of(answer)}


def text_of(value: Any) -> str:
    """Return a value as text that the parser reads back; a list of rows is a matrix, any other list is a list of values.

    >>> text_of([[1, 2], [3, 4]]), text_of([3, 3, -1])
    ('1 2; 3 4', '3, 3, -1')
    """
    if isinstance(value, list | tuple):
        if value and isinstance(value[0], list | tuple):
            return "; ".join(" ".join(str(x) for x in row) for row in value)
        return ", ".join(str(x) for x in value)
    return str(value)


@dataclass(frozen=True)
class Solved:
    """A part whose derivation the kernel has replayed, with the question that the grader needs."""

    ask: Words
    replay: Replay
    question: Question
    work: Work
    facts: Mapping[str, Any]


def solved(p: Part, effort: Work) -> Solved:
    """Return the part, checked; `effort` is the work of its derivation.

    Raises:
        verify.kernel.errors.Rejected: the kernel rejects a line. PhraseError: a sentence stands on no checked fact.
    """
    d = p.derivation
    done = replay(d)
    ask = prose(p.ask, (), d.start(), d.names())
    return Solved(ask, done, p.question, effort, d.to_json())


def together(every: Sequence[Work]) -> Work:
    """Return the work of several parts: the scores added up, the ugliest number of all."""
    return Work(sum(w.score for w in every), *(max(getattr(w, k) for w in every) for k in ("digits", "denominator", "radicals")))


@dataclass(frozen=True)
class Problem:
    """One variant of a family: a function of family, version, seed and difficulty, and of nothing else."""

    family: str
    version: int
    seed: int
    difficulty: int
    title: str
    parts: tuple[Solved, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the grader needs, part by part."""
        return tuple(p.question for p in self.parts)

    @property
    def points(self) -> int:
        """The points of all parts."""
        return sum(q.points for q in self.questions)

    @property
    def work(self) -> Work:
        """The work of all parts together."""
        return together([p.work for p in self.parts])

    def content(self) -> dict[str, dict[str, Any]]:
        """Return what is hashed: the question, the part of the answer that is unique, and the worked solution."""
        ask = [[x.to_json() if isinstance(x, E) else x for x in p.ask] for p in self.parts]
        data = [{k: v for k, v in q.to_json().items() if k in ("kind", "data")} for q in self.questions]
        unique = [dict(q.answer) if kind_named(q.kind).unique else {} for q in self.questions]
        given = [{k: p.facts[k] for k in ("given", "roots", "letters", "laws")} for p in self.parts]
        return {"question": {"ask": ask, "given": given, "parts": data}, "answer": {"parts": unique},
                "worked": {"parts": [p.facts for p in self.parts]}}

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of question, answer and worked solution, over canonical JSON."""
        return {k: digest(v) for k, v in self.content().items()}

    def blocks(self, number: str, view: str = "proofs") -> tuple[Block, ...]:
        """Return the blocks of a view: paper (task), key (task and answer) or proofs (with every step)."""
        from exercises.grading.marking import letters
        out: list[Block] = [Heading(number, f"{self.title} ({_points(self.points)})", f"problem-{number}")]
        before: tuple[Block, ...] = ()
        for letter, p in zip(letters(len(self.parts)), self.parts, strict=True):
            label = f"({letter}) " if len(self.parts) > 1 else ""
            out.append(Para((label, *p.ask) if label else p.ask))
            given = tuple(b for b in p.replay.blocks if isinstance(b, Given))
            out += given if given != before else ()
            before = given
            out += _rest(p, view)
            if view == "paper":
                out.append(Space(room(p.question.kind, p.work), number + (letter if label else "")))
        return tuple(out)

    def document(self, view: str = "proofs") -> Document:
        """Return the problem alone as a document."""
        return Document(self.title, (), self.blocks("1", view))


def hand_in(student: str, questions: Sequence[Question] = ()) -> tuple[Intro, ...]:
    """Return the head of a student's paper: a line for the name, and how to hand in, with examples that answer no question."""
    ratio, word, root, golden, point, rows, vector, double = (unlike(questions, example) for example in (
        "2/3", "yes", "sqrt(2)", "(1+sqrt(5))/2", "1+2*i", "1 2; 3 4", "(1, 2, 3)", "1 0; 0 2"))
    order = (
        f'How to hand in: a text file whose first line is "student: {student}". After it every answer begins on a new line '
        f'with the number of its problem and a colon, such as "1: {ratio}", or "2a: {word}" for part (a) of problem 2. Give one '
        "answer to each, and write = only behind a name.")
    form = (
        f'A matrix is written by rows, the rows separated by semicolons, the entries by blanks or commas: "3: {rows}". Where '
        f'several matrices are asked for, each stands behind its letter on a line of its own: "3: P = {rows}", and on the '
        f'next line "J = {double}". A vector is written {vector}. Numbers are exact: {ratio}, {root}, {golden}, {point}.')
    return NameLine(("Name", "Date"), student), Para((order,)), Para((form,))


def accepted(question: Question) -> str:
    """Return the answer of the key on one line, each letter as it is handed in: a single row or column as (1, 2).

    >>> accepted(Question("solve", {}, {"x": "5; 0; 2"}, 1, ()))
    'x = (5, 0, 2)'
    """
    return " and ".join(f"{letter} = {_vector(text, question)}" if letter else _vector(text, question)
                        for letter, text in question.answer.items())


def _vector(text: str, question: Question) -> str:
    lines = [line.split() for line in text.split(";")]
    alone = lines[0] if len(lines) == 1 and question.kind == "vector" else [line[0] for line in lines if len(line) == 1]
    many = len(lines) > 1 and len(alone) == len(lines)
    plain = question.kind in ("vector", "eigenvector", "solve", "equations") and "(" not in text[:1]
    return f"({', '.join(alone)})" if plain and (many or (len(lines) == 1 < len(alone))) else text


def _points(count: int) -> str:
    return f"{count} point{'' if count == 1 else 's'}"


def _rest(p: Solved, view: str) -> list[Block]:
    how = f"Write {how_to_write(p.question)}. {what_is_free(p.question)}".strip()
    if "words" in p.question.data:
        how = f"Write one of: {p.question.data['words'].replace('|', ', ')}."
    how += "" if p.question.decimals else " Write fractions, not decimals."
    if view == "paper":
        return [Remark("Answer", (how,))]
    blocks: list[Block] = [b for b in p.replay.blocks if isinstance(b, Answer) or (view == "proofs" and isinstance(b, StepBlock))]
    said = [b.freedom for b in blocks if isinstance(b, Answer)]
    alone = said == [(UNIQUE.text,)] and not kind_named(p.question.kind).unique  # the box says already that nothing is free
    freedom = "" if alone else what_is_free(p.question, p.question.answer.get("", ""))
    blocks.append(Remark("Accepted", (f"{accepted(p.question)}. {freedom}".strip(),)))
    slips = [Remark(f"Slip, {m.name}", (m.feedback,)) for m in p.question.mistakes] if view == "proofs" else []
    return [*blocks, *slips]


def digest(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON of a value: sorted keys, no blanks, ASCII, the format first.

    >>> digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})
    True
    """
    text = json.dumps([FORMAT, value], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(text.encode()).hexdigest()
