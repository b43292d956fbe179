"""The smallest case that still gets the same verdict: own greedy steps on sizes and entries, then Hypothesis if it is there."""
from __future__ import annotations

import contextlib
import math
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from symbolic.errors import ExactError
from verify.oracle.case import Case, leaves
from verify.oracle.registry import find_problem
from verify.oracle.report import Row

if TYPE_CHECKING:
    from verify.oracle.auditing import Audit

Weight = tuple[int, int, int, int]
LOADING = 2.0  # seconds: Hypothesis is not imported for less time than it needs for that


@dataclass(frozen=True)
class Kept:
    """What a smaller case must still show: the verdict, an error that is not much smaller, a kappa that is not much larger."""

    verdict: str
    error: float = 0.0
    kappa: float = math.inf

    @staticmethod
    def of(row: Row) -> Kept:
        """The verdict of a row, a hundredth of its error or 0.1 when that is less, and ten times its kappa."""
        error = 0.0 if row.error is None else min(row.error / 100, 0.1)
        return Kept(row.verdict, error, math.inf if row.kappa is None else 10 * max(row.kappa, 1.0))

    def by(self, row: Row) -> bool:
        """Whether a row still shows it."""
        same = row.verdict == self.verdict and (row.error is None or row.error >= self.error)
        return same and (row.kappa is None or row.kappa <= self.kappa)


def shrink(job: Audit, case: Case, row: Row, seconds: float) -> Case:
    """The least case found within the time: rows and columns are dropped, entries made 0, 1, -1, short.

    Where the problem has a strategy and Hypothesis is installed, `hypothesis.find` looks for a smaller one from nothing.
    """
    end, kept = time.monotonic() + seconds, Kept.of(row)
    best = _greedy(job, case, kept, end)
    other = _found_by_hypothesis(job, kept, end)
    if other is not None:
        other = _greedy(job, other, kept, end)
    best = other if other is not None and weight(other) < weight(best) else best
    tidy = find_problem(job.target.as_).tidy
    return best if tidy is None or not holds(job, tidy(best), kept) else tidy(best)


def holds(job: Audit, case: Case, kept: Kept) -> bool:
    """Whether this case still shows it; a case that is no input of the problem does not."""
    try:
        return kept.by(job.row(case))
    except (ExactError, ValueError, TypeError, IndexError):
        return False


def _greedy(job: Audit, case: Case, kept: Kept, end: float) -> Case:
    moved = True
    while moved:
        moved = False
        for smaller in _smaller(case):
            if time.monotonic() > end:
                return case
            if weight(smaller) < weight(case) and holds(job, smaller, kept):
                case, moved = smaller, True
                break
    return case


def weight(case: Case) -> Weight:
    """What shrinking makes small, in this order: entries, those that are not 0, their length when written, whole numbers.

    >>> import numpy as np
    >>> weight(Case((np.array([1.0, 0.0, 0.25]),)))
    (3, 2, 6, 0)
    """
    arrays = case.arrays()
    values = [x for a in arrays for x in a.ravel().tolist()] + [x for x in leaves(case.args) if isinstance(x, (int, float))]
    return sum(int(a.size) for a in arrays), sum(1 for x in values if x), sum(_length(x) for x in values), _whole(case)


def _whole(case: Case) -> int:
    return sum(abs(x) for x in leaves(case.args) if type(x) is int)


def _length(x: Any) -> int:
    if x == 0:
        return 0
    if isinstance(x, complex):
        return 3 + _length(x.real) + _length(x.imag)
    return len(repr(x)) + (1 if x < 0 else 0) - (2 if isinstance(x, float) and x == int(x) and abs(x) < 1e15 else 0) \
        + (1 if abs(x) != 1 else 0)


def _smaller(case: Case) -> Iterator[Case]:
    """Candidates, the boldest first: one index dropped everywhere, then single entries."""
    for n in sorted({s for a in case.arrays() for s in a.shape if s > 1}, reverse=True):
        for k in reversed(range(n)):
            yield _mapped(case, lambda a, n=n, k=k: _without(a, n, k))
    for position, a in enumerate(case.arrays()):
        for index in range(int(a.size)):
            for x in _simpler(a.ravel()[index].item()):
                with contextlib.suppress(OverflowError):  # -1 in an unsigned array, 128 in an int8 one
                    yield _with_entry(case, position, index, x)
    for place, k in enumerate(case.args):
        if type(k) is int and k > 0:
            yield from (replace(case, args=(*case.args[:place], j, *case.args[place + 1:])) for j in (k // 2, k - 1))


def _without(a: Any, n: int, k: int) -> Any:
    import numpy as np
    for axis in range(a.ndim):
        if a.shape[axis] == n:
            a = np.delete(a, k, axis=axis)
    return a


def _simpler(x: Any) -> Iterator[Any]:
    if isinstance(x, complex):
        yield from (v for v in (0, x.real, 1, 1j) if v != x)
        return
    if x == 0 or not math.isfinite(x):
        return
    yield 0
    yield from (v for v in (1, -1, 2, -2) if abs(v) < abs(x) or (abs(x) < 1 and v > 0) or v == -x)
    if x != int(x) and abs(x) < 1e15:
        yield from (v for v in (round(x), math.trunc(x), round(x, 1), round(x, 3)) if v not in {x, 0})
    if x < 0:
        yield -x
    if abs(x) > 4:
        yield int(x / 2)
    if 0 < abs(x) < 1e-3 or abs(x) > 1e4:
        power = float(f"1e{math.floor(math.log10(abs(x)))}")
        if power != x:
            yield power


def _mapped(case: Case, change: Any) -> Case:
    def through(x: Any) -> Any:
        if isinstance(x, (tuple, list)):
            return type(x)(through(part) for part in x)
        return change(x) if hasattr(x, "dtype") else x
    return replace(case, args=through(case.args), options={name: through(x) for name, x in case.options.items()})


def _with_entry(case: Case, position: int, index: int, x: Any) -> Case:
    seen = iter(range(position + 1))

    def change(a: Any) -> Any:
        if next(seen, -1) != position:
            return a
        out = a.copy()
        out.ravel()[index] = x  # a copy is contiguous, so ravel is a view
        return out
    return _mapped(case, change)


def _found_by_hypothesis(job: Audit, kept: Kept, end: float) -> Case | None:
    strategy = find_problem(job.target.as_).strategy
    loaded = "hypothesis" in sys.modules
    if strategy is None or end - time.monotonic() < (0 if loaded else LOADING):
        return None
    try:
        from hypothesis import HealthCheck, Phase, find, settings
        from hypothesis.errors import HypothesisException
    except ImportError:
        return None
    few = settings(max_examples=200, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck),
                   phases=(Phase.generate, Phase.shrink))
    try:
        found = find(strategy(), lambda case: time.monotonic() < end and holds(job, case, kept), settings=few)
    except HypothesisException:
        return None
    return found if isinstance(found, Case) and holds(job, found, kept) else None
