"""Facts: relations in text, read into expression trees and replayed by `verify.steps`, which shares no code with a solver."""
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from verify.claims.expressions import Relation, literal, relation
from verify.verdict import Verdict

OPPOSITE = {"=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">"}


def brief(value: Any, width: int = 60) -> str:
    """The value in one line, cut when it is long.

    >>> brief([1, 2])
    '[1, 2]'
    """
    text = " ".join(str(value).split())
    return text if len(text) <= width else text[:width - 2] + ".."


@dataclass(frozen=True)
class Fact:
    """Relations in the names `given` (exact numbers and matrices), in letters, in variables (other names) and literals.

    A relation without variables or letters is EXACT; one in variables is shown for all their values (`nonzero` ones are not
    0; a variable in an exponent is a whole number >= 0) and is PROVED. Letters are matrices of any size that need not
    commute, which satisfy the laws.
    """

    relations: tuple[str | Relation, ...]
    given: tuple[tuple[str, Any], ...] = ()
    nonzero: tuple[str, ...] = ()
    letters: tuple[tuple[str, tuple[int | str, int | str]], ...] = ()
    laws: tuple[str | Relation, ...] = ()
    negated: bool = False

    def verdict(self) -> Verdict:
        """EXACT or PROVED, or REFUTED with the place: what the checker cannot show is not called shown.

        Raises:
            ParseError: a relation is not written in the language of `verify.claims.expressions`.
        """
        from verify.kernel.errors import Malformed, Rejected
        from verify.steps.facts import check_derivation
        known = {name for name, _ in (*self.given, *self.letters)}
        read = [as_relation(text, known) for text in self.relations]
        if self.negated:
            read[-1] = opposed(read[-1])
        try:
            words = check_derivation(self.data(read, [as_relation(text, known) for text in self.laws]))
        except (Rejected, Malformed) as error:
            return Verdict(ok=False, word="REFUTED", reason=str(error))
        free = bool(self.letters) or any(r.variables for r in read)
        weak = next((w for w in words if w not in ("PROVED", "EXACT")), None)
        reason = "; ".join(brief(r, 100) for r in self.relations)
        return Verdict(ok=True, word=weak or ("PROVED" if free else "EXACT"), reason=reason)

    def data(self, read: list[Relation], laws: list[Relation]) -> dict[str, Any]:
        """The derivation that the checker replays."""
        return {"format": "eigenproof-derivation", "version": 1, "roots": {}, "nonzero": list(self.nonzero),
                "letters": {name: list(shape) for name, shape in self.letters},
                "laws": [{"sides": r.sides, "ops": r.ops} for r in laws],
                "given": {name: literal(value) for name, value in self.given},
                "steps": [{"sides": r.sides, "ops": r.ops} for r in read], "answer": []}

    def opposite(self) -> Fact:
        """The negation of the last relation."""
        return replace(self, negated=not self.negated)


def as_relation(given: str | Relation, known: set[str]) -> Relation:
    """A relation in text, read; one that was read before stays."""
    return relation(given, known) if isinstance(given, str) else given


def opposed(read: Relation) -> Relation:
    """The last sign of a chain, negated."""
    return replace(read, sides=read.sides[-2:], ops=[OPPOSITE[read.ops[-1]]])
