"""How far a returned array is from the truth: in norm, entry by entry, and by the residual where that has a meaning."""
from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from verify.oracle.values import Entry, Value, ratio, root

LEAST = Fraction(2) ** -1022  # the least normal double


@dataclass(frozen=True)
class Measures:
    """Relative errors of one answer. `error` is the one that is judged; `fault` is a sentence when the form is wrong.

    Where several answers are right, `truth` is the text of the one that the errors are measured against.
    """

    error: float
    componentwise: float | None = None
    backward: float | None = None
    fault: str = ""
    truth: str = ""


def relative_error(found: Value, truth: Value) -> float:
    """||found - truth||_F / ||truth||_F, from exact sums of squares; for a truth of 0 the absolute error ||found||_F.

    A truth below the least normal double counts as that one, so that rightful underflow is no error.

    >>> from verify.oracle.values import value_of
    >>> relative_error(value_of([3.0, 4.5]), value_of([3, 4])), relative_error(value_of(0.0), value_of(0))
    (0.1, 0.0)
    """
    square = sum((_squared(x, t, truth.radius) for x, t in zip(found.entries, truth.entries, strict=True)), Fraction(0))
    size = truth.squared_norm
    return root(square / max(size, LEAST * LEAST)) if size else root(square)


def componentwise_error(found: Value, truth: Value) -> float:
    """The largest |found_i - truth_i| / |truth_i|; inf where a true entry is 0 and the returned one is not.

    >>> from verify.oracle.values import value_of
    >>> componentwise_error(value_of([3.0, 4.5, 0.0]), value_of([3, 4, 0]))
    0.125
    """
    worst = Fraction(0)
    for x, t in zip(found.entries, truth.entries, strict=True):
        away, size = _squared(x, t, truth.radius), t[0] * t[0] + t[1] * t[1]
        if away and not size:
            return math.inf
        if away:
            worst = max(worst, away / size)
    return root(worst)


def _squared(x: Entry, t: Entry, radius: Fraction) -> Fraction:
    """|x - t|^2, counted as 0 where x lies in the ball around the truth."""
    a, b = abs(x[0] - t[0]), abs(x[1] - t[1])
    return Fraction(0) if radius and a <= radius and b <= radius else a * a + b * b


def compare(found: Value, truth: Value, backward: float | None = None) -> Measures:
    """Both errors, or the sentence that says which shape came back for which.

    >>> from verify.oracle.values import value_of
    >>> compare(value_of([1.0]), value_of([[1]])).fault
    'an array of shape (1,) came back for one of shape (1, 1)'
    """
    if found.shape != truth.shape:
        return Measures(math.inf, fault=f"an array of shape {found.shape} came back for one of shape {truth.shape}")
    return Measures(relative_error(found, truth), componentwise_error(found, truth), backward)


def quotient(error: Value, *sizes: Value) -> float:
    """||error||_F / (||s_1||_F ||s_2||_F ..), the usual form of a backward error; 0 for 0/0."""
    product = Fraction(1)
    for s in sizes:
        product *= s.squared_norm
    return root(error.squared_norm / product) if product else ratio(error.squared_norm, product)
