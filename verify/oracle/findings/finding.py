"""A finding: calls of one function, the verdict each got on the pinned versions, and what is known of it upstream."""
from __future__ import annotations

import platform
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from verify.oracle.auditing import PROFILES, Audit, judged_row, prepare
from verify.oracle.calling import plain_call, run
from verify.oracle.case import Case, Named, read_case
from verify.oracle.judging import ABOVE, CONDITIONING, WITHIN
from verify.oracle.judging import FINDINGS as BAD
from verify.oracle.registry import Target, package_of
from verify.oracle.report import Row
from verify.oracle.truth import Truth

PINNED = {"numpy": "2.4.6", "scipy": "1.17.1", "sympy": "1.14.0"}
PINNED_BLAS = {"numpy": "scipy-openblas 0.3.31.188.0", "scipy": "scipy-openblas 0.3.30"}  # those of the wheels
PINNED_MACHINE = "Linux x86_64"

WRONG_PART, KNOWN_PART, SOUND_PART, MENDED_PART = "findings", "known and documented", "not a bug", "mended"
SOUND = {WITHIN, ABOVE, CONDITIONING}  # which of these an answer gets may hang on the rounding of one processor
PARTS = (WRONG_PART, KNOWN_PART, SOUND_PART, MENDED_PART)


@dataclass(frozen=True)
class Example:
    """One call and the verdict it got on the pinned versions.

    Attributes:
        verdict: in the words of `verify.oracle.judging`.
        case: the arguments as `read_case` takes them, or a function that makes them when they are too long to be written out.
        code: the call as a reader pastes it, for a made case; the last line is the call.
        target: the function, where it is not that of the finding. as_: the problem, where the function is no target.
        truth: in place of that of the problem. call: how the function is called, where plain arguments do not do.
        limit: seconds for the call.
    """

    verdict: str
    case: str | Callable[[], Case]
    code: str = ""
    target: str = ""
    as_: str | None = None
    truth: Callable[[Case], Truth] | None = None
    call: Callable[[Callable[..., Any], Case], Any] | None = None
    limit: float = PROFILES["deep"].limit

    @property
    def arguments(self) -> Case:
        """The arguments themselves."""
        return read_case(self.case) if isinstance(self.case, str) else self.case()


@dataclass(frozen=True)
class Settled:
    """An example that has been run: its row, and the call as it is printed."""

    example: Example
    row: Row
    code: str

    @property
    def change(self) -> str:
        """What is no longer as it was on the pinned versions; empty when the verdict is the same, up to the last digits."""
        if self.row.verdict == self.example.verdict or {self.row.verdict, self.example.verdict} <= SOUND:
            return ""
        package = package_of(self.row.target)
        mended = self.example.verdict in BAD and self.row.verdict not in BAD
        return f"{_since(package, 'fixed' if mended else 'changed')}: was {self.example.verdict}, is {self.row.verdict}"


@dataclass(frozen=True)
class Finding:
    """Examples that show one thing, and what to say of it.

    Attributes:
        name: short, for tests and links. part: one of `PARTS`. says: for those who maintain the function; no measured numbers.
        links: sentences that hold an upstream link. notes: () -> measured sentences.
        fixed: the release that mends it, such as "fixed in scipy 1.16.1 (..)", with the source that says so.
    """

    name: str
    part: str
    target: str
    title: str
    says: str
    examples: tuple[Example, ...] = ()
    links: tuple[str, ...] = ()
    notes: Callable[[], tuple[str, ...]] | None = None
    fixed: str = ""

    def settle(self) -> tuple[Settled, ...]:
        """Run every example with the installed versions."""
        return tuple(settled(self, example) for example in self.examples)


def settled(finding: Finding, example: Example) -> Settled:
    """Run one example against its exact truth.

    >>> from verify.oracle.findings import find
    >>> found = find("sqrtm-scalar")
    >>> settled(found, found.examples[0]).code
    'scipy.linalg.sqrtm(1)'
    """
    name, case = example.target or finding.target, example.arguments
    if example.truth is not None:
        target = Target(name, example.as_ or name, example.call or plain_call)
        row = judged_row(target, case, example.truth(case), run(target.load(), case, target.call, example.limit))
    else:
        job: Audit = prepare(name, example.as_, profile="deep")
        row = job.row(case)
    row = replace(row, returned=row.returned.replace("np.float64", ""))
    return Settled(example, row, example.code or call_text(name, case))


def call_text(name: str, case: Case) -> str:
    """The call as a reader pastes it, with numpy as np.

    >>> call_text("scipy.linalg.expm", read_case("array([[0.0, 1.0]], dtype='float64'), k=2"))
    'scipy.linalg.expm(np.array([[0.0, 1.0]]), k=2)'
    """
    inside = [literal(x) for x in case.args] + [f"{k}={literal(x)}" for k, x in case.options.items()]
    return f"{name.replace('numpy.', 'np.')}({', '.join(inside)})"


def literal(x: Any) -> str:
    """A Python expression that makes an argument, the dtype left out where numpy chooses it itself."""
    if isinstance(x, Named):
        return x.path.replace("numpy.", "np.")
    if isinstance(x, tuple):
        return f"({', '.join(literal(part) for part in x)})"
    if hasattr(x, "dtype") and hasattr(x, "tolist") and x.shape:
        plain = str(x.dtype) in {"float64", "int64", "complex128"}
        return f"np.array({x.tolist()!r})" if plain else f"np.array({x.tolist()!r}, dtype='{x.dtype}')"
    return repr(x)


def installed(package: str) -> str:
    """The version that is installed, or "not installed"."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _numbers(text: str) -> tuple[int, ...]:
    """The release numbers of a version.

    >>> _numbers("1.18.0rc2") < _numbers("1.18.1")
    True
    """
    return tuple(int(x) for x in re.findall(r"\d+", re.split(r"[a-z+]|\.dev", text)[0]))


def _since(package: str, word: str) -> str:
    """When a verdict changed, as far as one run can tell: not in which release, only that this one has the change."""
    now, then = installed(package), PINNED[package]
    if _numbers(now) > _numbers(then):
        return f"{word} in {package} {now} or earlier"
    if now == then:
        return f"changed in {package} {now}, another build than the pinned one"
    return f"changed in {package} {now}, which is not later than the pinned {then}"


def blas_of(package: str) -> str:
    """The name and version of the BLAS a package was built with, such as "scipy-openblas 0.3.30".

    >>> blas_of("sympy")
    ''
    """
    from importlib import import_module
    if package not in PINNED_BLAS:
        return ""
    built = import_module(package).show_config(mode="dicts")["Build Dependencies"]["blas"]
    return f"{built['name']} {built['version']}"


def is_pinned(package: str) -> bool:
    """Whether verdicts are held to: the pinned version, from the wheels for the pinned machine."""
    if installed(package) != PINNED[package]:
        return False
    machine = f"{platform.system()} {platform.machine()}"
    return package not in PINNED_BLAS or (machine == PINNED_MACHINE and blas_of(package) == PINNED_BLAS[package])
