"""The kernel's normal form as the emitter asks for it: what Coq has to be shown step by step is read off from it."""
from __future__ import annotations

from functools import cache
from typing import Any

from verify.kernel.errors import Malformed
from verify.kernel.normal import Normal, Scope
from verify.kernel.normal import normal as kernel_normal
from verify.proofs.coq.terms import UntranslatableError
from verify.proofs.notation import form

__all__ = ["KNOWN", "Scope", "linear", "mentions", "normal"]

KNOWN: dict[Any, Normal] = {}  # while every name has one sort


def normal(t: Any, scope: Scope) -> Normal:
    """The type and the normal form of a term, kept for the next time.

    Raises:
        UntranslatableError: it has none, by itself.
    """
    if t not in KNOWN:
        try:
            KNOWN[t] = kernel_normal(t, scope)
        except Malformed as error:
            raise UntranslatableError(str(error)) from error
    return KNOWN[t]


@cache
def mentions(x: Any, v: str) -> bool:
    """Whether a variable occurs in a part of a normal form."""
    return x == v if isinstance(x, str) else isinstance(x, tuple | frozenset) and any(mentions(y, v) for y in x)


def linear(t: Any) -> tuple[int, frozenset[tuple[str, int]]]:
    """An integer term as constant and coefficients."""
    constant, parts = form(t) or (0, {})
    return constant, frozenset(parts.items())
