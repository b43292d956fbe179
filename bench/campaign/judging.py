"""One case under way: what was given, which laws the answer kept, what the kernel and the peers say."""
from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bench.campaign import drawing
from bench.campaign.peers import Peers, Question
from bench.campaign.plan import Case, tasks
from symbolic import ExactError, UnableError
from verify.strategies import seeded

KERNEL_SHARE, KERNEL_SIZE = 4, 14  # the kernel replays one case in four up to this size
LONGEST = 4000  # characters of an input that a record keeps


class WrongAnswerError(Exception):
    """A law that the answer breaks."""


class OutOfTime(BaseException):
    """The case has used its time; not an Exception, so that no solver can swallow it."""


@dataclass
class Trial:
    """One case: a task draws from it, tells it what it gives to the solver, and has it judge what comes back."""

    case: Case
    peers: Peers | None = None
    laws: int = 0
    kernel: str = ""
    said: dict[str, str] = field(default_factory=dict)
    given: dict[str, Any] = field(default_factory=dict)
    draws: int = 0

    def __post_init__(self) -> None:
        self.n, self.choice = self.case.n, Random(self.case.seed)

    def next_seed(self) -> int:
        """A new seed for each draw of a case."""
        self.draws += 1
        return self.case.seed * 64 + self.draws

    def spectral(self, **options: Any) -> Any:
        """A matrix with a known Jordan form, of the case's size and kind."""
        drawn = self.hidden(drawing.spectral(self.case, self.next_seed(), **options))
        self.show(A=drawn.A)
        return drawn

    def mixing(self, n: int | None = None) -> tuple[Any, Any]:
        """A unimodular matrix that leaves no zeros, or few, or is the identity, with its inverse."""
        return drawing.mixing(self.choice, self.n if n is None else n)

    def hidden(self, drawn: Any) -> Any:
        """A case with A, P and P_inverse behind one more change of basis."""
        return drawing.behind(drawn, *self.mixing())

    def draw(self, strategy: Any, **options: Any) -> Any:
        """A case of a strategy, of size n unless the options say otherwise."""
        return next(seeded(strategy, self.next_seed(), **{"min_size": self.n, "max_size": self.n, **options}))

    def show(self, **named: Any) -> None:
        """Remember what the solver is given; it becomes text only when something is wrong."""
        self.given.update(named)

    def holds(self, law: str, truth: Any) -> None:
        """WrongAnswerError unless the law holds."""
        self.laws += 1
        if not truth:
            raise WrongAnswerError(law)

    def refuses(self, law: str, error: type[Exception], call: Callable[[], Any]) -> Any:
        """The error that a call must end in; WrongAnswerError when it answers."""
        self.laws += 1
        try:
            call()
        except error as refusal:
            return refusal
        raise WrongAnswerError(law)

    def checked(self, result: Any) -> None:
        """Let the kernel replay the certificate of a share of the results."""
        if self.kernel or self.case.seed % KERNEL_SHARE or self.n > KERNEL_SIZE:
            return
        from verify import check
        verdict = check(result)
        self.kernel = verdict.word
        if verdict.word == "REFUTED":
            raise WrongAnswerError(f"the kernel rejects it: {verdict.reason}")

    def agrees(self, question: Question, A: Any, answer: Any) -> None:
        """Ask the peers about an integer matrix; what they say is recorded, it does not make our answer wrong."""
        if self.peers is not None and not self.said and A.is_rational:
            self.said = self.peers.ask(self.case, question, A, answer)


@contextmanager
def alarm(seconds: float) -> Any:
    """OutOfTime after so many seconds, where the system has timers."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(_signal: int, _frame: Any) -> None:
        raise OutOfTime
    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def attempt(trial: Trial, limit: float) -> tuple[str, str]:
    """Run the task of a trial: its verdict and the reason for it."""
    try:
        with alarm(limit):
            tasks()[trial.case.task].run(trial)
    except WrongAnswerError as wrong:
        return "wrong", str(wrong)
    except UnableError as unable:
        return "unable", str(unable)
    except OutOfTime as hang:
        frames = traceback.extract_tb(hang.__traceback__)[-5:-1]  # the last one is the alarm
        places = (f"{f.name} ({f.filename.rsplit('/', 1)[-1]}:{f.lineno})" for f in reversed(frames))
        return "hang", f"over {limit:g} s in {' < '.join(places)}"
    except ExactError as error:
        return "wrong", f"refused: {type(error).__name__}: {error}"
    except Exception as error:  # noqa: BLE001  # any other error of a solver is a finding
        where = traceback.extract_tb(error.__traceback__)[-1]
        return "wrong", f"raised {type(error).__name__}: {error} ({where.filename.rsplit('/', 1)[-1]}:{where.lineno})"
    return ("right", "") if trial.laws else ("wrong", "the task has judged nothing")


def judge(case: Case, limit: float, peers: Peers | None = None) -> dict[str, Any]:
    """The record of one case: one line of a shard."""
    trial, start = Trial(case, peers), time.perf_counter()
    verdict, reason = attempt(trial, limit)
    record: dict[str, Any] = {
        "case": case.number, "task": case.task, "n": case.n, "kind": case.kind, "verdict": verdict, "laws": trial.laws,
        "seconds": round(time.perf_counter() - start, 4),
    }
    if trial.kernel:
        record["kernel"] = trial.kernel
    if trial.said:
        record["peers"] = trial.said
    if verdict != "right":
        record |= {"reason": reason[:LONGEST]}
    if verdict in {"wrong", "hang"} or "differs" in trial.said.values():
        record["input"] = texts(trial.given)
    return record


def texts(given: dict[str, Any]) -> dict[str, str]:
    """What the solver was given, as text that our parser reads back."""
    out = {name: type(value).__name__ for name, value in given.items()}
    with suppress(Exception):
        for name, value in given.items():
            text = str(value)
            out[name] = text if len(text) <= LONGEST else f"{text[:LONGEST]} .."
    return out
