"""Problems of an instructor's own: a text, given matrices, a kind of answer, and an answer or a solver that derives it.

Such a problem stands in a set of papers beside those of families and behaves as a family with one variant. Its name holds all
of it, as JSON, so that a key and a lock need no other file. What a person wrote is printed with the word NOT CHECKABLE; a
derived solution, and an answer that satisfies the equation of its kind, carry the word that the checker returned.
"""
from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from exercises.derivation import Derivation, Fact, Replay, Said, define, rel, replay
from exercises.deriving.literals import matrix_tree, number_tree, polynomial_tree
from exercises.document import Parts
from exercises.document import Step as StepBlock
from exercises.family.difficulty import work
from exercises.family.draws import Draw
from exercises.family.ownsolving import solution_of
from exercises.family.problem import Part, Problem, Solved, answer_text
from exercises.family.registry import PREFIX, Family
from exercises.grading import reading
from exercises.grading.kinds import kind_named
from exercises.grading.marking import mark
from exercises.grading.pasted import plain
from exercises.grading.question import Question
from exercises.terms import E, det, eye, name, var
from symbolic.errors import ExactError, InputError
from verify.kernel.errors import Malformed, Rejected

BY_HAND = "NOT CHECKABLE(written by the author of the problem)"
GIVEN = "given by the author of the problem"
BY_LAW = "given by the author; the law of its kind accepted it"
POINTS = 4
LETTER = re.compile(r"[A-Za-z](?:[A-Za-z]*|_\w{1,8})")
SLOT = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Own:
    """One problem as it was written. `answer` and `data` are texts by letter; `solve` names a solver instead of an answer."""

    title: str
    text: str
    given: Mapping[str, str]
    kind: str = ""
    answer: Mapping[str, str] | None = None
    data: Mapping[str, str] | None = None
    solution: str = ""
    solve: str = ""

    @property
    def name(self) -> str:
        """The name under which `family_named` finds it again."""
        return PREFIX + json.dumps([self.title, self.text, dict(self.given), self.kind, dict(self.answer or {}),
                                    dict(self.data or {}), self.solution, self.solve], ensure_ascii=False)

    def matrices(self) -> dict[str, Any]:
        """Return what is given, as matrices; a vector in round brackets is a column.

        Raises:
            InputError: a text is no matrix of numbers.
        """
        return {letter: matrix_of(letter, text) for letter, text in self.given.items()}

    def problem(self) -> Problem:
        """Return the problem, its answer checked.

        Raises:
            InputError: it is none, or the answer is not right by its own grader.
        """
        values = self.matrices()
        if self.solve:
            question, done = solution_of(self.solve, values)
            verify(question)
        else:
            question = asked(self.kind, {k: str(v) for k, v in values.items()} | dict(self.data or {}), dict(self.answer or {}))
            verify(question)
            done = stated(question, values)
        known = frozenset((*values, *done.names()))
        shown = replay(done)
        ask = words_of(self.text, known)
        steps = tuple(StepBlock(k, words_of(p, known), (), BY_HAND) for k, p in enumerate(paragraphs(self.solution), 1))
        first = 1 if shown.blocks and type(shown.blocks[0]).__name__ == "Given" else 0
        blocks = (*shown.blocks[:first], *steps, *shown.blocks[first:])
        facts = {**done.to_json(), "solution": self.solution}
        solved = Solved(ask, Replay(blocks, shown.facts, shown.names), question, work(done), facts)
        return Problem(self.name, 1, 0, 2, self.title, (solved,))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, which blank lines separate."""
    return [" ".join(p.split()) for p in re.split(r"\n\s*\n", text) if p.strip()]


def matrix_of(letter: str, text: str) -> Any:
    """Return a given matrix.

    >>> matrix_of("b", "(1, 2)").shape
    (2, 1)
    """
    if not LETTER.fullmatch(letter):
        raise InputError(f"given: {letter!r} is no letter; a letter, or several, perhaps with an index such as x_1, are")
    try:
        found = reading.matrix(text, decimals=False)
    except ExactError as error:
        raise InputError(f"given {letter}: {reading.explained(error)}") from error
    return found.T if found.rows == 1 and text.strip().startswith("(") else found


def tree_of(letter: str, value: Any) -> E:
    """Return a given matrix as it is printed; one of size one as a number."""
    tree = number_tree(value[0, 0]) if value.shape == (1, 1) else matrix_tree(value)
    if tree is None:
        raise InputError(f"given {letter}: entries of degree above two have no form in square roots")
    return tree


def words_of(text: str, known: frozenset[str]) -> Parts:
    """Return a text with its slots: a letter of the problem, or a number, a matrix or a polynomial in x that the parser reads.

    Raises:
        InputError: a slot is none of these.

    >>> words_of("Find {A} and {1/2}.", frozenset("A"))[0]
    'Find '
    """
    out: list[str | E] = []
    end = 0
    clean = " ".join(text.split())
    for slot in SLOT.finditer(clean):
        out += [clean[end:slot.start()], _slot(slot.group(1).strip(), known)]
        end = slot.end()
    rest = clean[end:]
    if "{" in rest or "}" in rest:
        raise InputError("text: a brace is not closed; braces stand around a letter or a formula, such as {A}")
    return tuple(p for p in (*out, rest) if p != "")


def _slot(text: str, known: frozenset[str]) -> E:
    from symbolic.parsing import parse_polynomial
    if LETTER.fullmatch(text):
        if text in known or len(text) == 1 or "_" in text:
            return name(text)
        raise InputError(f"text: {{{text}}} is no letter of the problem; given are {', '.join(sorted(known)) or 'none'}")
    try:
        if re.search(r"\bx\b", text):
            p = parse_polynomial(text)
            from exercises.deriving.frame import coefficients_of
            return polynomial_tree(coefficients_of(p), var("x"))
        return tree_of(text, reading.matrix(text, decimals=False))
    except ExactError as error:
        raise InputError(f"text: {{{text}}} could not be read: {reading.explained(error)}") from error


def asked(kind: str, data: dict[str, str], answer: dict[str, str]) -> Question:
    """Return the question; an answer under "" is split into the letters of its kind.

    Raises:
        InputError: there is no such kind, or the answer does not have its form.
    """
    found = kind_named(kind)
    question = Question(kind, data, {}, POINTS, decimals=False)
    try:
        if missing := [k for k in found.names_for(question) if k in ("A", "b", "Q", *("B" * (kind == "similar")))]:
            raise InputError(f"the kind {kind!r} needs {missing[0]!r} among given")
        texts = found.pieces(plain(answer_text(answer)), question)
    except KeyError as error:
        raise InputError(f"the kind {kind!r} needs {error.args[0]!r} among given or data") from error
    return replace(question, answer=texts)


def verify(question: Question) -> None:
    """The answer passes its own grader.

    Raises:
        InputError: otherwise, with the reason.
    """
    kind = kind_named(question.kind)
    try:
        given = kind.read(question.answer, question)
        key = given if kind.unique else {}
        failed = next((law for law in kind.laws(given, key, question) if not law.holds), None)
    except KeyError as error:
        raise InputError(f"the kind {question.kind!r} needs {error.args[0]!r} among given or data") from error
    except (ExactError, ArithmeticError, ValueError, IndexError) as error:
        raise InputError(f"the answer could not be read as {question.kind!r}: {reading.explained(error)}") from error
    if failed is not None:
        raise InputError(f"the answer is not right: {failed.law}: {failed.detail}".rstrip(": "))
    found = mark(question, answer_text(dict(question.answer)))
    if not found.right:
        raise InputError(f"the answer does not pass its own grader: {found.feedback}")


def stated(question: Question, values: Mapping[str, Any]) -> Derivation:
    """Return the answer of a person as a worked solution without steps: by its equation, or as NOT CHECKABLE."""
    given = tuple((letter, tree_of(letter, value)) for letter, value in values.items())
    laws = by_equation(question)
    if laws:
        found = Derivation(given, (), tuple(laws), asks=tuple(question.answer))
        try:
            replay(found)
        except (ArithmeticError, Malformed, Rejected):  # the checker of steps knows fewer numbers than the grader
            pass
        else:
            return found
    why = GIVEN if kind_named(question.kind).unique else BY_LAW
    return Derivation(given, (), (Said("NOT CHECKABLE", why, ()),), asks=tuple(k for k in question.answer if k))


def by_equation(question: Question) -> list[Fact]:
    """Return the facts that say why an answer is right, for kinds whose law is an equation; none for the others."""
    trees = {k: matrix_tree(reading.matrix(v, decimals=False)) for k, v in question.answer.items() if k}
    if question.kind not in EQUATIONS or not trees or any(t is None for t in trees.values()):
        return []
    first = next(iter(trees.values()))
    if question.kind == "solve" and first is not None and len(first.args[0]) == 1:
        return []
    facts: list[Fact] = [define(k, t) for k, t in trees.items() if t is not None]
    A, P, J, X, x, b = (name(k) for k in ("A", "P", "J", "X", "x", "b"))
    size = len(first.args[0]) if first is not None else 1
    basis = [rel(A * P, "=", P * J), rel(det(P), "≠", 0)]
    laws: dict[str, list[Any]] = {"jordan": basis, "jordan-basis": basis, "inverse": [rel(A * X, "=", eye(size))],
                                  "solve": [rel(A * x, "=", b)], "sqrt": [rel(X ** 2, "=", A)]}
    return [*facts, *laws[question.kind]]


EQUATIONS = ("jordan", "jordan-basis", "inverse", "solve", "sqrt")


@dataclass(frozen=True)
class OwnFamily(Family):
    """A problem of one's own in the place of a family: every seed and every difficulty is the one variant."""

    own: Own | None = None

    def problem(self, seed: int, difficulty: int = 2) -> Problem:
        """Return the problem."""
        del seed, difficulty
        if self.own is None:
            raise InputError("there is no problem here")
        return self.own.problem()


def _none(draw: Draw) -> Part:
    return draw.reject()


@lru_cache(maxsize=256)
def own_named(label: str) -> OwnFamily:
    """Return the problem that this name holds.

    Raises:
        InputError: it holds none.
    """
    try:
        title, text, given, kind, answer, data, solution, solve = json.loads(label.removeprefix(PREFIX))
        own = Own(title, text, given, kind, answer, data, solution, solve)
        return OwnFamily(label, "own", own.title, _none, own=own)
    except (ValueError, TypeError) as error:
        raise InputError("this is no problem of one's own; it was written by another version or is damaged") from error
