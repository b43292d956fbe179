"""Statements as people read them: what the letters are, what is assumed, what follows."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from verify.proofs.abbreviations import Letters, abbreviations, shortened
from verify.proofs.notation import lettered, words
from verify.proofs.printing import LEGENDS, conjuncts, declarations, denied, shown


@dataclass(frozen=True)
class Statement:
    """The letters in one line, and the premises, conclusions and abbreviations, one string each."""

    letters: str
    premises: tuple[str, ...]
    conclusions: tuple[str, ...]
    abbreviations: tuple[str, ...] = ()

    def __str__(self) -> str:
        before = (*self.premises, *self.abbreviations)
        where = f", where {'; '.join(before)}" if before else ""
        said = " and ".join(self.conclusions)
        return f"For all {self.letters}{where}: {said}" if self.letters else said

    @property
    def legend(self) -> tuple[str, ...]:
        """What the notation means that not every book has."""
        whole = str(self)
        return tuple(words for mark, words in LEGENDS if (mark in whole if mark != "<" else re.search(r"\[[^\]]* : \w<", whole)))


def parts(formula: Any) -> tuple[list[Any], list[Any], Any]:
    """The declarations, the premises and the conclusion of a closed formula."""
    variables: list[Any] = []
    premises: list[Any] = []
    while formula[0] in ("all", "imp") and denied(formula) is None:
        (variables if formula[0] == "all" else premises).append(formula[1])
        formula = formula[2]
    return variables, premises, formula


def statement(formula: Any) -> Statement:
    """The statement of a closed formula.

    >>> print(statement(("all", ("int", "n"), ("imp", ("<=", 0, "n"), ("=", ("tr", ("I", "n")), ("#", "n"))))))
    For all integers n, where 0 <= n: tr(I_n) = n
    """
    chosen = letters_for(formula)
    variables, premises, conclusion = parts(shortened(lettered(formula, apart=True), chosen))
    whole = shown(conclusion, 0)
    written = (whole,) if "if and only if" in whole else tuple(shown(x, 1) for x in conjuncts(conclusion))
    own = {v[1]: v[1] for v in variables}  # the names bound inside a matrix are others
    meant = tuple(f"{letter} = {shown(lettered(table, own), 0)}" for letter, table in chosen.values())
    return Statement(declarations(variables), tuple(shown(p, 0) for p in premises), written, meant)


def display(formula: Any) -> tuple[list[tuple[str, Any]], list[Any]]:
    """The letters with the matrices they stand for, and the conclusions, as terms that a page may draw."""
    chosen = letters_for(formula)
    variables, _, conclusion = parts(shortened(lettered(formula, apart=True), chosen))
    used, own = set(words(conclusion)), {v[1]: v[1] for v in variables}
    return [(letter, lettered(table, own)) for letter, table in chosen.values() if letter in used], conjuncts(conclusion)


def letters_for(formula: Any) -> Letters:
    """The letters that stand for matrices given by their entries, in the statement and in its proof."""
    _, premises, conclusion = parts(formula)
    return abbreviations([*premises, conclusion])
