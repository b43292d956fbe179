"""The answer key of the chapter's exercises and of the lesson's practice, replayed by the kernel line by line."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from exercises.derivation import WorkedProblem
from exercises.document import Answer, Block, Code, Document, Para, Problem, Step

MODULES = (
    "jordan_block", "singular_values", "vandermonde", "low_rank_update", "best_approximation", "circulant", "lesson",
    "practice",
)
WIDTH, SHORT = 88, 4  # of a line of a theorem; a proof with no more steps than this only points to others
#: The words that the kernel gives only to what it recomputed; every other word marks what is quoted or assumed.
CHECKED = ("EXACT", "PROVED")
INTRO = (
    "Every formula in a line marked EXACT or PROVED was evaluated by a small checker that knows nothing of the programs "
    "that found it. Where PROVED names a theorem, the kernel replayed the proof of that theorem, for all sizes; the line uses "
    "the letters of the theorem and says what it rests on, and the full statement and proof stand at the end. A line marked "
    "ASSUMES, SOURCED or TESTED was not: it names the theorem, the book or the experiment it rests on, and no exact or proved "
    "line uses it. The sentences between the formulas are for the reader to judge."
)


@dataclass(frozen=True)
class Counts:
    """How much was checked and how much is quoted: problems, lines, and lines by verdict word."""

    problems: int
    lines: int
    words: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        checked, quoted = (_sum([p for p in self.words if (p[0] in CHECKED) is kind]) for kind in (True, False))
        rest = f"{quoted[0]} lines quoted or assumed{quoted[1]}"
        return f"{self.problems} problems: {checked[0]} lines checked{checked[1]}, and {rest}"


def _sum(words: list[tuple[str, int]]) -> tuple[int, str]:
    """Return how many lines carry these words, and the words with their numbers in brackets."""
    by_word = ", ".join(f"{k} {word}" for word, k in words)
    return sum(k for _, k in words), f" ({by_word})" if by_word else ""


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
    blocks += theorem_blocks(tuple(dict.fromkeys(t for p in every for t in p.derivation.cited())))
    words = Counter(b.verdict.split("(")[0] for b in blocks if isinstance(b, Step | Answer))
    counts = Counts(len(every), sum(words.values()), tuple(sorted(words.items(), key=lambda p: (-p[1], p[0]))))
    title = "Linear algebra for sequence models: answer key"
    return Document(title, (Para((INTRO,)),), tuple(blocks), f"{counts}."), counts


def theorem_blocks(names: tuple[str, ...]) -> list[Block]:
    """Return a section for each theorem that the key cites: its statement, what it rests on, and its proof in steps."""
    from exercises.theorempage import proof_lines, resting, statement_lines, used
    from verify.proofs.records import proof_steps, theorem
    blocks: list[Block] = []
    for place, name in enumerate(names, 1):
        t = theorem(name)
        about = [t.says, "", *statement_lines(t, WIDTH), "", f"Holds over: {t.holds_over}", *resting(t, WIDTH), *used(t, WIDTH)]
        blocks += [Problem(f"T{place}", name, f"theorem-{name}"), Code("\n".join(about)),
                   Code("\n".join(proof_lines(name, WIDTH)), f"Proof. In the terminal: eigenproof theorems {name}")]
        if len(proof_steps(name)) <= SHORT:  # what it uses carries the proof
            blocks += [Code("\n".join(proof_lines(lemma, WIDTH)), f"Proof of {lemma}") for lemma in t.uses]
    return blocks


def key() -> Document:
    """Return the answer key.

    >>> key().title
    'Linear algebra for sequence models: answer key'
    """
    return build()[0]
