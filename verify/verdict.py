"""Verdicts: what is known about a result, in one word, with what it rests on."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

WORDS = ("PROVED", "EXACT", "ENCLOSED", "AGREES", "TESTED", "PROBABILISTIC", "REFUTED", "ASSUMES", "UNDECIDED",
         "SOURCED", "NOT CHECKABLE")


# The word of an accepted result and what it rests on beyond the replay. Statements about all t or all n are PROVED;
# results that are not listed are EXACT and rest on nothing else.
WORD_OF: dict[str, tuple[str, tuple[str, ...]]] = {
    "MatrixExponential": ("PROVED", ("a linear differential equation has one solution with a given initial value",)),
    "MatrixPower": ("PROVED", ()),
    "MatrixFunction": ("EXACT", ("the definition of f(A) by its values and derivatives on the spectrum",)),
}


@dataclass(frozen=True)
class Verdict:
    """A `word` of WORDS; `ok` when the claim stands. `theorems` and `axioms` name what else it rests on."""

    ok: bool
    word: str
    theorems: tuple[str, ...] = ()
    axioms: tuple[str, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        if self.word not in WORDS:
            raise ValueError(f"verdict: {self.word!r} is not one of {', '.join(WORDS)}")

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        rest = ", ".join((*self.theorems, *self.axioms))
        return self.word + (f" (by {rest})" if rest else "") + (f": {self.reason}" if self.reason else "")


def check(result: Any) -> Verdict:
    """Whether the kernel accepts a result of a solver: its certificate is made and replayed.

    The certificate is plain JSON data (`certificate(result)`), and nothing of the solver takes part in the replay. The
    word is EXACT for one matrix, PROVED for a statement about all t or all n, REFUTED with the place when the kernel
    finds a false step, UNDECIDED when no witness could be made.

    Raises:
        InputError: there is no certificate for results of this type.

    >>> from symbolic import jordan_form, matrix
    >>> str(check(jordan_form(matrix("3 1; 0 3"))))[:28]
    'EXACT: A = P J P^-1 with P i'
    """
    from symbolic.errors import UnableError
    from verify.certificates import certificate
    from verify.kernel import Rejected
    from verify.kernel import check as replay

    try:
        accepted = replay(certificate(result))
    except Rejected as error:
        return Verdict(ok=False, word="REFUTED", reason=str(error))
    except UnableError as error:
        return Verdict(ok=False, word="UNDECIDED", reason=str(error))
    kind = type(result).__name__
    word, axioms = WORD_OF.get(kind, ("EXACT", ()))
    reason = accepted.statement
    if kind == "MatrixFunction":
        reason = "the spectral components Z_j(a) of A, from which f(A) = sum of f^(j)(a)/j! Z_j(a)"
    return Verdict(ok=True, word=word, axioms=axioms, reason=reason)
