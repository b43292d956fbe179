"""The judging rule, whole: what came back, held against the truth, gets one word.

Let u be the unit roundoff of the input's dtype, kappa the exact condition number, e the relative error in norm and
b = c n u kappa the predicted bound (`Truth.predicted`). In this order:

1.  There is no truth to hold it against (several answers, or beyond the budget of exact arithmetic): `not judged`.
2.  No answer exists. Refused (an exception, NaN or infinity, or a warning): `rightly refused`. Otherwise
    `accepted an unsolvable one`.
3.  An answer exists and the code refused (an exception, NaN or infinity, no answer in time). An entry of the answer is
    beyond the largest number of the format: `rightly refused`. b >= 1, so that no digit is determined by the data:
    `conditioning`. Otherwise `refused a solvable problem`.
4.  Wrong shape, or no numbers at all: `WRONG`.
5.  e <= b: `within bound`, unless more than half of the digits are lost (e > sqrt(u)): `conditioning`.
6.  FAR b >= 1: `conditioning`; the data determine no digit or next to none, so none is asked for.
7.  e <= FAR b: `above bound`. The constants of error analyses are of this size; nothing is claimed against anybody.
8.  e > FAR b, and the code said so by a warning: `refused a solvable problem`.
9.  e > FAR b in silence: `WRONG`.

Conditioning is never called a bug: an error is WRONG only far above a bound that holds kappa as a factor. What is printed
is no warning: a program does not hear it.

An audit passes (`AuditReport.ok`) when no row is WRONG, when at least one case that has an answer was answered (unless none
was refused against the truth), and when every case was asked.
"""
from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import Any

from verify.oracle.measures import Measures
from verify.oracle.truth import Truth

WITHIN, CONDITIONING, WRONG = "within bound", "conditioning", "WRONG"
REFUSED, ACCEPTED = "refused a solvable problem", "accepted an unsolvable one"
RIGHTLY_REFUSED, NOT_JUDGED, ABOVE = "rightly refused", "not judged", "above bound"
VERDICTS = (WRONG, ACCEPTED, REFUSED, ABOVE, CONDITIONING, WITHIN, RIGHTLY_REFUSED, NOT_JUDGED)  # the worst first
FAR = 1000.0
LARGEST = {2.0**-11: 65504.0, 2.0**-24: (2 - 2.0**-23) * 2.0**127, 2.0**-53: sys.float_info.max}
FINDINGS = (WRONG, ACCEPTED, REFUSED)


@dataclass(frozen=True)
class Outcome:
    """What a call did: the object it returned, or why it returned none; warnings and prints are recorded."""

    returned: Any = None
    exception: str = ""
    timeout: bool = False
    finite: bool = True
    warnings: tuple[str, ...] = ()
    printed: str = ""
    seconds: float = 0.0
    modified: str = ""

    @property
    def refusal(self) -> str:
        """Why there is no usable answer, or the empty string."""
        if self.timeout:
            return f"no answer in {self.seconds:.0f} s"
        if self.exception:
            return f"raised {self.exception}"
        return "" if self.finite else "returned NaN or infinity"


def judge(truth: Truth | None, outcome: Outcome, measures: Measures | None, unit: float) -> tuple[str, str]:
    """(verdict, reason) by the rule of this module; `measures` may be None where the code refused.

    >>> from verify.oracle.measures import Measures
    >>> judge(Truth(kappa=10.0, size=3), Outcome(), Measures(1e-3), 2.0**-53)
    ('WRONG', 'the error 1e-03 is 3e+10 times the bound 3.3e-14 = c n u kappa')
    """
    if truth is None:
        return NOT_JUDGED, "no truth to hold it against: more than one answer, or beyond the budget of exact arithmetic"
    if not truth.exists:
        return _judge_absent(truth, outcome)
    bound = truth.predicted(unit)
    if outcome.refusal or measures is None:
        why = outcome.refusal or "returned nothing that can be measured"
        if truth.value is not None and truth.value.beyond(LARGEST.get(unit, LARGEST[2.0**-53])):
            return RIGHTLY_REFUSED, f"{why}; the answer is beyond the largest number of the format"
        if bound >= 1:
            return CONDITIONING, f"{why}; kappa = {truth.kappa:.3g}, so that no digit is determined"
        return REFUSED, f"{why}; an answer exists"
    if measures.fault:
        return WRONG, measures.fault
    return _judge_error(truth, outcome, measures.error, bound, unit)


def _judge_absent(truth: Truth, outcome: Outcome) -> tuple[str, str]:
    if outcome.refusal:
        return RIGHTLY_REFUSED, f"{outcome.refusal}; {truth.text}"
    if outcome.warnings:
        return RIGHTLY_REFUSED, f"warned ({outcome.warnings[0]}); {truth.text}"
    return ACCEPTED, truth.text


def _judge_error(truth: Truth, outcome: Outcome, error: float, bound: float, unit: float) -> tuple[str, str]:
    name = "c n u kappa" if truth.bound is None else "the stated bound"
    if error <= bound:
        if error <= math.sqrt(unit):
            return WITHIN, f"the error {error:.1g} is within {bound:.2g} = {name}"
        return CONDITIONING, f"the error {error:.1g} is large and within {bound:.2g} = {name}"
    if FAR * bound >= 1:
        return CONDITIONING, f"the bound is {bound:.2g}, so that hardly a digit is determined"
    if error <= FAR * bound:
        return ABOVE, f"the error {error:.1g} is {error / bound:.0f} times {bound:.2g} = {name}, which is not far above"
    if outcome.warnings:
        return REFUSED, f"the error {error:.1g} is above the bound {bound:.2g}, and a warning says so: {outcome.warnings[0]}"
    times = error / bound if bound else math.inf
    printed = f" (it printed: {outcome.printed[:80]})" if outcome.printed else ""
    return WRONG, f"the error {error:.0e} is {times:.0e} times the bound {bound:.2g} = {name}{printed}"
