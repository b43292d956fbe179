"""The page: every finding is run with the installed versions, and what is printed is what came out."""
from __future__ import annotations

import math
from collections.abc import Callable

from verify.oracle.findings.finding import (
    KNOWN_PART,
    MENDED_PART,
    PINNED,
    PINNED_BLAS,
    PINNED_MACHINE,
    SOUND_PART,
    WRONG_PART,
    Finding,
    Settled,
    blas_of,
    installed,
)
from verify.oracle.registry import package_of

LONG = 5.0      # seconds of a call that are worth a line
MAX_TEXT = 200  # of a returned or true value
HEADS = {
    WRONG_PART: ("Findings", "Wrong, or answered where there is no answer, or refused where there is one."),
    KNOWN_PART: ("Known and documented", (
        "The verdicts are the oracle's; the behaviour is documented, by design, known in the literature, or due to the rounding "
        "or the range of doubles.")),
    SOUND_PART: ("Not a bug", "Large errors that the data explain, and refusals that are right. The condition number says so."),
    MENDED_PART: ("Mended", (
        "Reported upstream, and right in the pinned versions, where each is run; the release that mended it is named, and how "
        "that is known.")),
}
HOW = {
    "kappa_2(A)": "sigma_1 / sigma_n, the singular values enclosed in ball arithmetic until the printed digits are certain.",
    "kappa_1(A), enclosed": "||A||_1 ||A^-1||_1, the inverse enclosed in ball arithmetic of 400 bits.",
    "relative condition of f at A":
        "||L|| ||A|| / ||f(A)||, L the Frechet derivative as an n^2 x n^2 matrix, by divided differences in arithmetic of 800 "
        "bits; good to about 12 digits.",
    "largest condition number of an eigenvalue":
        "the norm of the spectral projector, computed exactly over Q and enclosed in balls; infinite for a defective eigenvalue. "
        "The bound is Lidskii's, from the exact resolvent.",
    "||generators|| ||x|| / ||T x||": "exact sums of squares of the given doubles, rounded once.",
    "|| |A|^k || / ||A^k||": "exact integer powers, rounded once.",
    "sum |a_ij C_ij| / |det A|": "exact cofactors, rounded once.",
    "sigma_1 / sigma_r": "singular values in balls; r is the exact rank.",
    "inf: rounding A": "an eigenvalue lies nearer to the imaginary axis than a backward error of n u ||A|| moves it.",
    "1 in norm": "the transform is a multiple of an orthogonal matrix; errors are relative to the norm.",
    "||a|| ||b||": "exact sums of squares of the given numbers, rounded once.",
    "1:": 'the error is measured so that kappa is 1; "not applicable" where no condition number is meant (builders, exact '
          "arithmetic, residuals): the bound, where one is stated as c n u kappa, is then c n u.",
}
NO_KAPPA = {
    "1: every entry has a closed form": "a builder: every entry has a closed form",
    "1: exact arithmetic, no rounding": "exact arithmetic, no rounding",
    "1: a residual is measured": "a residual is measured",
}
INTRODUCTION = """\
# What the oracle found in numpy, scipy and sympy

This page is printed by `python -m verify.oracle.findings`, which runs every example with the installed versions: the numbers
are those of the run. Truth is exact for the very doubles that are passed (a double is a dyadic rational). The verdicts are
the words of the rule in `verify/oracle/judging.py`: with u the unit roundoff and kappa the exact condition number, the bound
on the relative error in norm (of eigenvalues: relative to ||A||) is 10 n u kappa, and an answer is called WRONG only when its
error is more than 1000 times that, in silence. Conditioning is never called a bug: part 3 lists large errors that are not one.
This page is meant for those who maintain the functions. Every example can be pasted after

```python
{imports}
```
"""


def page(keep: Callable[[Finding], bool] = lambda _finding: True) -> str:
    """The whole page as Markdown, or the findings that `keep` selects.

    >>> "54.59815003" in page(lambda finding: finding.name == "sqrtm-scalar")
    True
    """
    from verify.oracle.findings.book import FINDINGS
    parts = [INTRODUCTION.format(imports="import numpy as np\nimport scipy.fft\nimport scipy.linalg\nimport sympy"), _versions()]
    names: list[str] = []
    for number, (part, (head, words)) in enumerate(HEADS.items(), 1):
        parts.append(f"## {number}. {head}\n\n{words}\n")
        for finding in FINDINGS:
            if finding.part == part and keep(finding):
                found = finding.settle()
                names += [s.row.kappa_name for s in found]
                parts.append(section(finding, found))
    return "\n".join([*parts, _how(names)])


def _versions() -> str:
    lines = [f"| {p} | {PINNED[p]} | {PINNED_BLAS.get(p, '')} | {installed(p)} | {blas_of(p)} |" for p in PINNED]
    return ("| package | pinned | its BLAS | this run | its BLAS |\n|---|---|---|---|---|\n" + "\n".join(lines)
            + f"\n\nPinned machine: {PINNED_MACHINE}, packages from PyPI wheels. On other versions or builds a finding may not "
            'reproduce; the line "now" then says what changed. What a later version mends is reported as `fixed in (the version '
            "installed) or earlier`, since one run cannot tell in which release the change came.\n")


def section(finding: Finding, found: tuple[Settled, ...]) -> str:
    """One finding: what to say, the examples, measured notes, links."""
    lines = [f"### `{finding.target.replace(':', '.')}`: {finding.title}", "", finding.says, ""]
    for settled in found:
        lines += ["```python", settled.code, "```", "", *_table(settled), ""]
    if finding.notes is not None:
        lines += [f"{note}\n" for note in finding.notes()]
    lines += [f"Release: {finding.fixed}", ""] if finding.fixed else []
    links = finding.links or ("no upstream report known to us",) if finding.part in {WRONG_PART, KNOWN_PART} else finding.links
    return "\n".join([*lines, *(["Upstream: " + "; ".join(links) + ".", ""] if links else [])])


def _table(settled: Settled) -> list[str]:
    row = settled.row
    package = package_of(row.target)
    cells = [("returned", f"`{_short(row.returned)}`"), ("truth", _truth(row.truth)), ("kappa", _kappa(settled))]
    if row.error is not None and row.bound is not None:
        entries = f", component-wise {_number(row.componentwise)}" if row.componentwise not in {None, row.error} else ""
        cells.append(("relative error", f"{_number(row.error)}{entries}; bound {_number(row.bound)}"))
    if row.warnings or row.printed:
        cells.append(("said", f"`{_short(row.warnings[0] if row.warnings else 'printed: ' + row.printed)}`"))
    cells.append(("verdict", f"**{row.verdict}**: {row.reason}"))
    if row.seconds > LONG:
        cells.append(("time", f"{row.seconds:.0f} s"))
    cells.append(("now", settled.change or f"the same with {package} {installed(package)}"))
    return ["| | |", "|---|---|", *(f"| {name} | {text.replace('|', chr(92) + '|')} |" for name, text in cells)]


def _kappa(settled: Settled) -> str:
    row = settled.row
    if row.kappa is None:
        return "none: not judged"
    if not row.kappa_name:
        return "infinite: no answer exists"
    if row.kappa_name in NO_KAPPA:
        return f"not applicable ({NO_KAPPA[row.kappa_name]})"
    value = "infinite" if math.isinf(row.kappa) else f"{row.kappa:.4g}"
    return f"{value} ({row.kappa_name})"


def _truth(text: str) -> str:
    return f"`{_short(text)}`" if text and not text.startswith(("none exists", "any ", "blocks")) else text or "none given"


def _number(x: float | None) -> str:
    return "none" if x is None else "infinite" if math.isinf(x) else "0" if x == 0 else f"{x:.2g}"


def _short(text: str) -> str:
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT - 3] + " .."


def how_of(name: str) -> str:
    """The key of `HOW` that a condition number's name belongs to; empty where there is none.

    >>> how_of("kappa_2(A)")
    'kappa_2(A)'
    """
    return next((key for key in HOW if name.startswith(key)), "")


def _how(names: list[str]) -> str:
    used = dict.fromkeys(key for key in HOW for name in names if how_of(name) == key)
    return "\n".join(["## How the condition numbers were computed", "", *(f"- {key} ..: {HOW[key]}" for key in used), ""])
