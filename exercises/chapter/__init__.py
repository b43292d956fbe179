"""The answer key of the chapter's exercises and of the lesson's practice, every line checked by the kernel."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from exercises.derivation import WorkedProblem
from exercises.document import Answer, Block, Document, Para, Step

MODULES = (
    "jordan_block", "singular_values", "vandermonde", "low_rank_update", "best_approximation", "circulant", "lesson",
    "practice",
)
INTRO = (
    "Every formula on these pages was evaluated by a small checker that knows nothing of the programs that found it. "
    "The word in the margin says what it established. Where a sentence rests on a theorem that is quoted and not "
    "replayed, the line says so, and no exact line rests on it."
)


@dataclass(frozen=True)
class Counts:
    """How much was checked: problems, lines, and lines by verdict word."""

    problems: int
    lines: int
    words: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        by_word = ", ".join(f"{k} {word}" for word, k in self.words)
        return f"{self.problems} problems, {self.lines} lines checked: {by_word}"


def problems() -> tuple[WorkedProblem, ...]:
    """Return the problems in the order of the key."""
    return tuple(p for m in MODULES for p in import_module(f"exercises.chapter.{m}").problems())


def build(progress: Callable[[int, int], None] | None = None) -> tuple[Document, Counts]:
    """Return the key and what was checked.

    Raises:
        verify.kernel.errors.Rejected: the kernel rejects a line; there is no key then.
        exercises.phrases.PhraseError: a sentence stands on no checked fact.
    """
    every = problems()
    blocks: list[Block] = []
    for number, problem in enumerate(every, 1):
        blocks += problem.blocks()
        if progress is not None:
            progress(number, len(every))
    words = Counter(b.verdict.split("(")[0] for b in blocks if isinstance(b, Step | Answer))
    counts = Counts(len(every), sum(words.values()), tuple(sorted(words.items(), key=lambda p: (-p[1], p[0]))))
    title = "Linear algebra for sequence models: answer key"
    return Document(title, (Para((INTRO,)),), tuple(blocks), f"{counts}."), counts


def key() -> Document:
    """Return the answer key.

    >>> key().title
    'Linear algebra for sequence models: answer key'
    """
    return build()[0]
