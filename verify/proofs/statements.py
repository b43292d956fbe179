"""Statements as people read them: what the letters are, what is assumed, what follows."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from verify.proofs.notation import lettered
from verify.proofs.printing import LEGENDS, conjuncts, declarations, denied, shown


@dataclass(frozen=True)
class Statement:
    """The letters in one line, and the premises and conclusions, one string each."""

    letters: str
    premises: tuple[str, ...]
    conclusions: tuple[str, ...]

    def __str__(self) -> str:
        where = f", where {'; '.join(self.premises)}" if self.premises else ""
        said = " and ".join(self.conclusions)
        return f"For all {self.letters}{where}: {said}" if self.letters else said

    @property
    def legend(self) -> tuple[str, ...]:
        """What the notation means that not every book has."""
        whole = str(self)
        return tuple(words for mark, words in LEGENDS if (mark in whole if mark != "<" else re.search(r" : \w<", whole)))


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
    variables, premises, conclusion = parts(lettered(formula))
    whole = shown(conclusion, 0)
    written = (whole,) if "if and only if" in whole else tuple(shown(x, 1) for x in conjuncts(conclusion))
    return Statement(declarations(variables), tuple(shown(p, 0) for p in premises), written)
