"""Maps that undo a mistake: an answer is recognised if it is wrong and its repair is right.

They recognise a mistake also in a rescaled or reordered answer, where no stored wrong answer would match.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

Given = dict[str, Any]


def _columns(M: Any, order: list[int]) -> Any:
    return M.submatrix(range(M.rows), order)


def columns_reversed(given: Given) -> Given:
    """The columns of P, V or N in the opposite order."""
    return {k: _columns(M, list(reversed(range(M.cols)))) if k in ("P", "V", "N") else M for k, M in given.items()}


def inverted(given: Given) -> Given:
    """P^-1 was given for P."""
    from symbolic import inverse
    return {k: inverse(M) if k == "P" else M for k, M in given.items()}


def transposed(given: Given) -> Given:
    """Rows were given for columns."""
    return {k: M.T for k, M in given.items()}


def ones_below(given: Given) -> Given:
    """J has its ones below the diagonal, and the chains run downwards."""
    return {k: M.T if k == "J" else M for k, M in given.items()}


def turned(given: Given) -> Given:
    """J has its ones below the diagonal and P fits it: the columns of P, the rows and columns of J in the opposite order."""
    last = given["J"].rows - 1
    back = [last - k for k in range(last + 1)]
    return {"P": _columns(given["P"], back), "J": given["J"].submatrix(back, back)}


def v_transposed(given: Given) -> Given:
    """V^T was given for V."""
    return {k: M.T if k == "V" else M for k, M in given.items()}


def negated(given: Given) -> Given:
    """Every sign is wrong."""
    return {k: -M for k, M in given.items()}


REPAIRS: dict[str, Callable[[Given], Given]] = {
    "columns reversed": columns_reversed, "inverted": inverted, "transposed": transposed, "ones below": ones_below,
    "turned": turned,
    "V transposed": v_transposed, "negated": negated,
}
