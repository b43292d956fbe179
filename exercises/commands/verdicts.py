"""The verdict line of an answer: the kernel's statement, tied to the question that was asked."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

# kinds whose answer is read off a certificate that speaks about something else
FOLLOWS = {"charpoly": "the characteristic polynomial", "det": "det A",
           "eigenvalues": "the list of eigenvalues with multiplicities", "minpoly": "the minimal polynomial"}


def about(kind: str, A: Any, result: Any, exponent: int | None, verdict: Any) -> Any:
    """The verdict with a reason that names the answer, not only the fact from which it follows."""
    reason = str(verdict.reason)
    if verdict.ok and verdict.word == "TESTED" and exponent is not None:
        return replace(verdict, reason=f"A^{exponent} is the closed form evaluated at n = {exponent}; "
                                       f"of the closed form: {reason}")
    if not verdict.ok or verdict.word == "TESTED":
        return verdict
    if exponent is not None:
        return power_at(result, exponent, verdict)
    if not A.is_rational and any(words in reason for words in (" of m; blocks of B:", " of m, from B = ")):
        reason = (f"{reason}. In words: A is a matrix over Q(root(m)), m irreducible over Q, and was checked through the "
                  f"rational matrix B of the same map over Q")
    if kind in FOLLOWS:
        reason = f"{FOLLOWS[kind]} follows from: {reason}"
    return replace(verdict, reason=reason)


def power_at(result: Any, exponent: int, verdict: Any) -> Any:
    """A^N was evaluated from the proved closed form; for N < 0 it is checked once more, as the inverse of A^-N."""
    from verify import Answer, check
    if exponent >= 0:
        return replace(verdict, reason=f"A^{exponent} is the proved closed form evaluated at n = {exponent}; {verdict.reason}")
    inverse = check(Answer("inverse", result.at(-exponent), result.at(exponent)))
    if not inverse.ok:
        return inverse
    return replace(inverse, reason=f"A^{exponent} is the inverse of A^{-exponent}, which is the proved closed form evaluated "
                                   f"at n = {-exponent}; {verdict.reason}")


def verdict_line(verdict: Any) -> str:
    """The verdict word and what was checked."""
    return f"{verdict.word}: {verdict.reason}" if verdict.reason else str(verdict.word)
