"""Families of problems: the decorator that makes one from a function of draws, and the list of all of them."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from exercises.family.difficulty import Work, work
from exercises.family.draws import Draw, Redraw
from exercises.family.problem import Part, Problem, answer_text, solved, together
from exercises.grading.marking import mark
from exercises.grading.question import Question
from symbolic.errors import InputError, UnableError

ATTEMPTS = 1000
PREFIX = "own "  # of the name of a problem that is no family's: the rest of the name is the problem
Build = Callable[[Draw], Part | tuple[Part, ...]]


@dataclass(frozen=True)
class Limits:
    """What makes a variant ugly: digits and denominators of the numbers shown, and different square roots."""

    digits: int = 3
    denominator: int = 12
    radicals: int = 2


@dataclass(frozen=True)
class Family:
    """A family of problems: `build` draws one and returns its parts, or gives up the draw.

    `bands` are the least and the greatest work score of each difficulty. The version is raised with every change that
    changes a problem.
    """

    name: str
    topic: str
    title: str
    build: Build
    version: int = 1
    bands: tuple[tuple[int, int], ...] = ((0, 10_000),) * 3
    limits: Limits = Limits()
    claim: str = ""

    def problem(self, seed: int, difficulty: int = 2) -> Problem:
        """Return the variant of that seed: the first draw that is a fair problem, checked and graded against itself.

        Raises:
            InputError: a difficulty other than 1, 2, 3. UnableError: no draw is accepted.
            verify.kernel.errors.Rejected: a line of the worked solution is not true; a defect of the family.
        """
        if difficulty not in (1, 2, 3) or not isinstance(seed, int):
            raise InputError(f"{self.name}: the difficulty is 1, 2 or 3, the seed a whole number, not {difficulty!r}, {seed!r}")
        for attempt in range(ATTEMPTS):
            try:
                parts = self.build(Draw(self.name, self.version, seed, difficulty, attempt))
            except Redraw:
                continue
            every = parts if isinstance(parts, tuple) else (parts,)
            works = [work(p.derivation) for p in every]
            if self.is_fair(together(works), difficulty) and all(sound(p.question) for p in every):
                return Problem(self.name, self.version, seed, difficulty, self.title, tuple(map(solved, every, works)))
        raise UnableError(f"{self.name}: no fair variant for seed {seed} and difficulty {difficulty}", f"{ATTEMPTS} draws")

    def is_fair(self, found: Work, difficulty: int) -> bool:
        """Whether the work of a variant is neither ugly nor outside its band."""
        (low, high), most = self.bands[difficulty - 1], self.limits
        ugly = found.digits > most.digits or found.denominator > most.denominator or found.radicals > most.radicals
        return not ugly and low <= found.score <= high

    def row(self) -> dict[str, Any]:
        """Return the family as a row of `eigenproof families --json`."""
        return {"name": self.name, "topic": self.topic, "title": self.title, "version": self.version, "claim": self.claim}


def sound(question: Question) -> bool:
    """Whether the answer of a question is right, and every mistake is wrong, is recognised, and differs from the others."""
    if not mark(question, answer_text(dict(question.answer))).right:
        return False
    for m in question.mistakes:
        found = mark(question, m.answer)
        if found.right or found.unread or found.undecided or found.mistake != m.name:
            return False
    return True


def family(name: str, topic: str, title: str, **options: Any) -> Callable[[Build], Family]:
    """Return the decorator that makes a family of a function of draws; options are the further fields of `Family`."""
    def made(build: Build) -> Family:
        return Family(name, topic, title, build, **options)
    return made


@lru_cache(maxsize=1)
def families() -> dict[str, Family]:
    """Return all families by name, sorted: those defined in the modules of `exercises.families`.

    Raises:
        ValueError: two families have one name.

    >>> "jordan-blocks" in families()
    True
    """
    from importlib import import_module
    from pkgutil import iter_modules

    home = import_module("exercises.families")  # not `import .. as`: exercises.families is this function
    found: dict[str, Family] = {}
    for module in sorted(m.name for m in iter_modules(home.__path__)):
        for value in vars(import_module(f"exercises.families.{module}")).values():
            if isinstance(value, Family):
                if found.get(value.name, value) is not value:
                    message = f"two families are called {value.name!r}"
                    raise ValueError(message)
                found[value.name] = value
    return dict(sorted(found.items()))


def family_named(name: str) -> Family:
    """Return the family of that name, or the problem of one's own that the name holds.

    Raises:
        InputError: there is none.
    """
    if name.startswith(PREFIX):
        from exercises.family.own import own_named
        return own_named(name)
    known = families()
    if name not in known:
        from difflib import get_close_matches
        near = get_close_matches(name, known, 3)
        raise InputError(f"there is no family {name!r}; " + (f"did you mean {', '.join(near)}?" if near else
                         "`eigenproof families` lists them"))
    return known[name]
