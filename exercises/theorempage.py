"""A theorem as a page of text: statement, conditions, axioms, and the proof in steps a person can follow."""
from __future__ import annotations

import re
import textwrap
from typing import Any

FACT = re.compile(r"\[\w+\]")  # the difference of the sides of a fact
ORDERED = "an order of the numbers (rules of the kernel)"
LINES = 60  # a longer proof is shown without its innermost steps


def wrapped(words: str, indent: str = "", more: str = "  ", width: int = 110) -> str:
    """Lines of at most this width.

    >>> print(wrapped("one two three", "- ", width=9))
    - one two
    -   three
    """
    return textwrap.fill(words, width, initial_indent=indent, subsequent_indent=indent + more, break_long_words=False,
                         break_on_hyphens=False)


def statement_lines(t: Any, width: int = 110) -> list[str]:
    """What holds, under which conditions, and what the notation means."""
    stated = t.parts
    lines = [wrapped(f"For all {stated.letters}", width=width)] if stated.letters else []
    if stated.premises or stated.abbreviations:
        lines += ["where", *(wrapped(f"- {p}", "  ", width=width) for p in (*stated.premises, *stated.abbreviations))]
    lines.append("there holds" if stated.letters else "There holds")
    lines += [wrapped(f"- {c}", "  ", width=width) for c in stated.conclusions]
    return lines + [wrapped(note, "  ", "", width) for note in stated.legend]


def resting(t: Any, width: int = 110) -> list[str]:
    """The axioms of a theorem with what they say; those that only define a sign in one paragraph."""
    from verify.proofs.axiomwords import said
    named = [*(f"{name}: {said(name)}" for name in t.axioms), *([ORDERED] if by_order_rules(t) else [])]
    lines = ["Axioms", *(wrapped(f"- {words}", "  ", width=width) for words in named)] if named else ["Axioms: none"]
    meant = "; ".join(f"{said(name)} ({name})" for name in t.definitions)
    return [*lines, *([wrapped(f"Definitions: {meant}.", width=width)] if t.definitions else [])]


def by_order_rules(t: Any) -> bool:
    """Whether the proof uses the kernel's rules for an order, but no axiom that speaks of one."""
    from verify.proofs.axiomwords import group
    return "ORDER" in t.groups and not any(group(name) == "ORDER" for name in t.axioms)


def used(t: Any, width: int = 110) -> list[str]:
    """The theorems that the proof cites, each with what it says."""
    from verify.proofs.records import about
    return ["Uses", *(wrapped(f"- {name}: {about()[name]['says']}", "  ", width=width) for name in t.uses)] if t.uses else []


def proof_lines(name: str, width: int = 110, *, full: bool = False) -> list[str]:
    """The proof, a line a step; the innermost steps of a long one only when asked."""
    from verify.proofs.records import proof_steps
    from verify.proofs.steps import FOLDED, LEGEND, folded
    told = proof_steps(name)
    steps = told if full else folded(told, LINES)
    lines = [wrapped(words, "  " * depth, width=width) for depth, words in steps]
    lines += [f"({LEGEND})"] if any(FACT.search(words) for _, words in steps) else []
    folds = any(FOLDED.fullmatch(words) for _, words in steps)
    return [*lines, f"(Every step: eigenproof theorems {name} --full)"] if folds else lines


def page(t: Any, *, full: bool = False) -> list[str]:
    """Everything about one theorem."""
    title = f"{t.name}{' (lemma)' if t.lemma else ''}"
    proof = (textwrap.indent(line, "  ") for line in proof_lines(t.name, 108, full=full))
    return [title, wrapped(t.says), "", *statement_lines(t), "", f"Holds over: {t.holds_over}", *resting(t), *used(t),
            f"Verdict: {t.verdict.word}, replayed by the kernel in this process", "", "Proof", *proof]
