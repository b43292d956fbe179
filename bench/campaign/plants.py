"""Faults put into our own solvers on purpose: a campaign that does not find them is worth nothing.

`--plant NAME` puts one in, for every process of the campaign; each one wraps a public name of `symbolic`.
"""
from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import symbolic as s


def wrap(name: str, change: Callable[[Any, Any], Any]) -> None:
    """Replace symbolic.NAME by itself followed by change(argument, answer)."""
    true = getattr(s, name)

    def false(A: Any, *rest: Any, **options: Any) -> Any:
        return change(A, true(A, *rest, **options))
    setattr(s, name, false)


def one_size_less(_A: Any, form: Any) -> Any:
    """The first block loses one row, the last gains one; the matrices P and J stay."""
    blocks = list(form.blocks)
    if len(blocks) > 1 and blocks[0].size > 1:
        first, last = blocks[0], blocks[-1]
        form.__dict__["blocks"] = (replace(first, size=first.size - 1), *blocks[1:-1], replace(last, size=last.size + 1))
    return form


def sign_of_an_entry(_A: Any, X: Any) -> Any:
    """One entry with the other sign."""
    if X.rows < 2:
        return X
    rows = [[X[i, j] for j in range(X.cols)] for i in range(X.rows)]
    rows[-1][0] = -rows[-1][0]
    return s.ExactMatrix.from_rows(rows)


def lost_conjugate(A: Any, X: Any) -> Any:
    """The transpose where the conjugate transpose belongs: every entry of the answer conjugated over Q(i)."""
    return X if A.is_rational else s.ExactMatrix.from_rows(
        [[s.exact(X[i, j]).conjugate() for j in range(X.cols)] for i in range(X.rows)])


def characteristic_for_minimal(A: Any, _p: Any) -> Any:
    """The characteristic polynomial for the minimal one: the same unless A is derogatory."""
    return s.charpoly(A)


def endless(A: Any, answer: Any) -> Any:
    """No answer to a 7 x 7 matrix."""
    while A.rows == 7:
        time.sleep(0.01)
    return answer


def deaf(A: Any, answer: Any) -> Any:
    """No answer to a 7 x 7 matrix, from inside a library that does not listen to signals."""
    import signal
    if A.rows == 7:
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        time.sleep(3600)
    return answer


PLANTS: dict[str, Callable[[], None]] = {
    "block sizes": lambda: wrap("jordan_form", one_size_less),
    "sign in inverse": lambda: wrap("inverse", sign_of_an_entry),
    "lost conjugate": lambda: wrap("pseudoinverse", lost_conjugate),
    "minimal polynomial": lambda: wrap("minpoly", characteristic_for_minimal),
    "endless": lambda: wrap("rank", endless),
    "deaf": lambda: wrap("inertia", deaf),
}


def plant(name: str) -> None:
    """Put a fault in; nothing for the empty name."""
    if name:
        PLANTS[name]()
