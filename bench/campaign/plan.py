"""Which case has which solver, size and kind: a function of the seed and of the number of the case alone.

The number decides by two irrational rotations, which spread sizes and kinds evenly over every stretch of cases, so that
the quotas hold for a short campaign as well, and case 12345 is the same in every one of them.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from random import Random
from typing import Any

SHARD = 100
TASK_MODULES = ("spectra", "functions", "systems", "singular", "structured", "updates", "sequences", "dynamics")

PLAIN = ("generic", "derogatory")
DEFECTIVE = ("defective", "nilpotent")
FIELDS = ("Q(sqrt d)", "Q(i)", "cubic")
MIXED = ("defective over Q(sqrt d)", "defective over Q(i)")
SPECTRA = ("defective", "generic", "Q(sqrt d)", "derogatory", "conjugates", "defective over Q(i)", "cubic", "nilpotent",
           "defective", "fractions", "Q(i)", "huge", "defective over Q(sqrt d)")
RATIONAL = ("defective", "generic", "derogatory", "conjugates", "nilpotent", "fractions", "huge", "defective")

# Sizes up to 5, 6 to 12, 13 to 19 and from 20 on: where each class ends, in hundredths of all cases.
CLASSES = ((0.42, 1, 5), (0.87, 6, 12), (0.94, 13, 19), (1.01, 20, 28))
GOLDEN, SQUARE = 0.6180339887498949, 0.4142135623730951


@dataclass(frozen=True)
class Task:
    """One solver, or a few that belong together: `run` draws, hides, calls and judges.

    `kinds` are drawn in turn; `most` bounds n, `most_over` bounds it over a number field; `weight` is its share.
    """

    name: str
    run: Callable[[Any], None]
    kinds: tuple[str, ...]
    most: int
    most_over: int
    weight: int


@dataclass(frozen=True)
class Case:
    """One case of the plan: enough to draw it again."""

    number: int
    task: str
    n: int
    kind: str
    seed: int

    @property
    def address(self) -> str:
        """SHARD:CASE, as `--replay` takes it."""
        return f"{self.number // SHARD}:{self.number % SHARD}"

    @property
    def is_over_field(self) -> bool:
        return self.kind in FIELDS or self.kind in MIXED

    @property
    def is_hard(self) -> bool:
        """Defective, or over a number field."""
        return self.is_over_field or self.kind in DEFECTIVE


REGISTER: dict[str, Task] = {}


def task(
    kinds: tuple[str, ...] = ("generic",), *, most: int = 28, over: int = 12, weight: int = 2,
) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Put a function into the register under its own name."""
    def enter(run: Callable[[Any], None]) -> Callable[[Any], None]:
        name = run.__name__.replace("_", " ")
        REGISTER[name] = Task(name, run, kinds, most, over, weight)
        return run
    return enter


def tasks() -> dict[str, Task]:
    """All tasks by name."""
    for name in TASK_MODULES:
        import_module(f"bench.campaign.tasks.{name}")
    return REGISTER


@lru_cache(maxsize=1)
def order() -> tuple[Task, ...]:
    """The tasks in the order in which the cases take them, each as often as its weight, in a fixed shuffle."""
    every = [t for t in tasks().values() for _ in range(t.weight)]
    Random(7).shuffle(every)
    return tuple(every)


def size(u: float, choice: Random) -> int:
    """The size n for u in [0, 1): its class by u, evenly inside the class."""
    _, low, high = next(row for row in CLASSES if u < row[0])
    return choice.randint(low, high)


def case(seed: int, number: int) -> Case:
    """The case of this number."""
    choice = Random(seed * (1 << 40) + number)
    turn = order()
    chosen = turn[number % len(turn)]
    shift = Random(seed).random()
    n = size((shift + number * GOLDEN) % 1.0, choice)
    kind = chosen.kinds[int((shift + number * SQUARE) % 1.0 * len(chosen.kinds))]
    over = kind in FIELDS or kind in MIXED
    n = min(n, chosen.most_over if over else chosen.most)
    if n == 1 and not over:
        kind = "generic" if "generic" in chosen.kinds else kind
    if n < 3 and (over or kind in {*DEFECTIVE, "derogatory", "conjugates"}):
        n = 3
    return Case(number, chosen.name, n, kind, choice.getrandbits(60))


def plan(seed: int, numbers: Iterable[int]) -> list[Case]:
    """The cases of these numbers."""
    return [case(seed, number) for number in numbers]
