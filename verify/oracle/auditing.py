"""audit(callable, as_): every case of a problem is put to a function, and each answer is judged against the exact truth."""
from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from symbolic.errors import ExactError, InputError
from verify.oracle.calling import OutOfTime, run, time_limit
from verify.oracle.case import Case, Draw
from verify.oracle.judging import Outcome, judge
from verify.oracle.measures import Measures, compare
from verify.oracle.registry import Target, find_problem, known_targets, load, package_of
from verify.oracle.report import LIMIT, AuditReport, Row, clip
from verify.oracle.truth import Truth
from verify.oracle.values import value_of


@dataclass(frozen=True)
class Profile:
    """How much is tried: random cases a family, the largest size, seconds a call, seconds for shrinking."""

    name: str
    count: int
    largest: int
    limit: float
    shrinking: float


TRUTH_LIMIT = 5  # times the limit of a call: after that a case is `not judged`
MAX_HANGS = LIMIT
PROFILES = {"ci": Profile("ci", 4, 5, 2.0, 0.6), "deep": Profile("deep", 60, 12, 10.0, 20.0)}


@dataclass(frozen=True)
class Audit:
    """A function, the problem that it is asked to solve, and the profile: what judges a single case."""

    function: Callable[..., Any]
    target: Target
    profile: Profile
    seed: int

    def cases(self) -> Iterator[Case]:
        """The cases of the problem, the same for the same seed."""
        rng = random.Random(f"{self.target.as_}/{self.seed}")  # noqa: S311 - seeded so that it can be repeated
        draw = Draw(rng, self.profile.count, self.profile.largest, deep=self.profile.name == "deep")
        yield from (self.target.cases or find_problem(self.target.as_).cases)(draw)

    def truth(self, case: Case) -> Truth | None:
        """The exact side; None when it was out of reach (`not judged`)."""
        try:
            with time_limit(TRUTH_LIMIT * self.profile.limit):
                return (self.target.truth or find_problem(self.target.as_).truth)(case)
        except InputError:
            raise
        except (ExactError, ArithmeticError, OutOfTime):
            return None

    def row(self, case: Case) -> Row:
        """Ask, measure and judge one case."""
        truth = self.truth(case)
        outcome = run(self.function, case, self.target.call, self.profile.limit)
        return judged_row(self.target, case, truth, outcome)


def judged_row(target: Target, case: Case, truth: Truth | None, outcome: Outcome) -> Row:
    """The row of a case that has been asked."""
    if truth is not None and truth.exists and truth.value is not None and not truth.value.sharp:
        truth = None  # enclosed too loosely: an answer inside the ball would count as right
    measures = _measures(truth, outcome)
    verdict, reason = judge(truth, outcome, measures, case.unit)
    known = truth if truth is not None and truth.exists else None
    return Row(
        target=target.name, as_=target.as_, verdict=verdict, reason=reason, input=case.text, family=case.family, size=case.size,
        error=None if measures is None else measures.error, componentwise=None if measures is None else measures.componentwise,
        backward=None if measures is None else measures.backward,
        kappa=None if truth is None else truth.kappa, kappa_name="" if truth is None else truth.kappa_name,
        bound=None if known is None else known.predicted(case.unit),
        returned=clip(" ".join(str(outcome.returned).split())) if not outcome.exception else f"raised {outcome.exception}",
        truth=clip((measures and measures.truth) or ("" if truth is None else truth.text)),
        exception=outcome.exception, warnings=outcome.warnings, printed=outcome.printed, seconds=round(outcome.seconds, 4),
        timeout=outcome.timeout, solvable=known is not None, refusal=outcome.refusal, modified=outcome.modified,
    )


def _measures(truth: Truth | None, outcome: Outcome) -> Measures | None:
    """How far the answer is off; None when there is none or it cannot be compared; an odd object has the error inf."""
    if truth is None or not truth.exists or outcome.refusal:
        return None
    try:
        if truth.measure is not None:
            return truth.measure(outcome.returned)
        return None if truth.value is None else compare(value_of(as_numbers(outcome.returned)), truth.value)
    except Exception as error:  # noqa: BLE001 - an object of foreign code may raise what it likes when it is read
        kind = type_name(outcome.returned)
        return Measures(float("inf"), fault=f"{kind} came back, which could not be read as the answer: {error}"[:200])


def type_name(x: Any) -> str:
    """The full name of the type of an object.

    >>> from fractions import Fraction
    >>> type_name(Fraction(1)), type_name(object())
    ('fractions.Fraction', 'object')
    """
    kind = type(x)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def as_numbers(x: Any) -> Any:
    """The returned object where `value_of` knows it, else as a numpy array."""
    if type(x).__module__.split(".")[0] in {"mpmath", "flint", "symbolic", "fractions", "builtins"}:
        return x
    import numpy as np
    return np.asarray(x)


def audit(what: str | Callable[..., Any], as_: str | None = None, *, profile: str = "ci", seed: int = 0, shrink: bool = True,
          cases: Iterable[Case] | None = None, progress: Callable[[int, Row], None] | None = None) -> AuditReport:
    """Put the cases of a problem to a function; existence, forward errors, exact kappa, predicted bound, verdict for each.

    Args:
        what: the name of a registered target ("scipy.linalg.expm"), an import path ("pkg.module:function"), or a callable.
        as_: the problem it claims to solve; needed unless the name is registered. `known_problems()` lists them.
        profile: "ci" (seconds) or "deep". seed: of the random cases; the fixed ones come first.
        shrink: make the worst finding small and write `reproducer`. cases: these instead of those of the problem.
        progress: called with (number, row) after each case.

    Raises:
        InputError: unknown names. MissingDependencyError: the package is not installed.

    >>> import numpy as np
    >>> report = audit(lambda A: np.linalg.inv(A).T, as_="inv")
    >>> report.ok, report.worst.verdict, report.smallest.verdict
    (False, 'WRONG', 'WRONG')
    """
    start = time.perf_counter()
    job = prepare(what, as_, profile=profile, seed=seed)
    asked = list(job.cases() if cases is None else cases)
    rows = []
    for number, case in enumerate(asked):
        rows.append(job.row(case))
        if progress is not None:
            progress(number, rows[-1])
        if sum(row.timeout for row in rows) >= MAX_HANGS:
            break
    smallest, script = _reproducer(job, asked, rows) if shrink else (None, "")
    return AuditReport(job.target.name, job.target.as_, find_problem(job.target.as_).signature, profile, seed, tuple(rows),
                       versions(job.target), script, smallest, time.perf_counter() - start, len(asked) - len(rows))


def prepare(what: str | Callable[..., Any], as_: str | None = None, *, profile: str = "ci", seed: int = 0) -> Audit:
    """The audit of a function before any case was put to it: `cases()` are its cases, `row(case)` judges one.

    >>> job = prepare("numpy.linalg.inv")
    >>> job.row(next(job.cases())).verdict
    'within bound'
    """
    if profile not in PROFILES:
        raise InputError(f"audit: {profile!r} is not a profile; there are {', '.join(PROFILES)}")
    known = known_targets().get(what) if isinstance(what, str) else None
    if known is not None and as_ in {None, known.as_}:
        return Audit(known.load(), known, PROFILES[profile], seed)
    if as_ is None:
        raise InputError(f"audit: {what!r} is not a registered target, so say which problem it solves, such as as_='expm'")
    find_problem(as_)
    function = load(what) if isinstance(what, str) else what
    name = what if isinstance(what, str) else path_of(what)
    return Audit(function, Target(name, as_), PROFILES[profile], seed)


def path_of(function: Any) -> str:
    """The import path of a callable, as far as it has one.

    >>> import math
    >>> path_of(math.sqrt)
    'math.sqrt'
    """
    name = getattr(function, "__qualname__", type(function).__name__)
    module = getattr(function, "__module__", None)
    return f"{module}.{name}" if module else name


def versions(target: Target) -> dict[str, str]:
    """The version of the package under audit, of numpy, and of what the target names."""
    out = {}
    for name in dict.fromkeys((package_of(target.name), "numpy", *target.packages)):
        try:
            out[name] = version(name)
        except PackageNotFoundError:
            continue
    return out


def _reproducer(job: Audit, asked: list[Case], rows: list[Row]) -> tuple[Row | None, str]:
    from verify.oracle.reproducer import script
    from verify.oracle.shrinking import shrink
    found = [(row.severity, number) for number, row in enumerate(rows) if row.is_finding]
    if not found:
        return None, ""
    worst = min(found)[1]
    case = shrink(job, asked[worst], rows[worst], job.profile.shrinking)
    row = job.row(case)
    return row, script(job, case, row)
