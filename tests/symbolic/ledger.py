"""Helpers of the ledger: one row is (id of the claim, one public call, the outcome the call must have)."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest

from symbolic import ExactError

Row = tuple[str, Callable[[], Any], Any]


def rows(table: Iterable[Row]) -> pytest.MarkDecorator:
    """The decorator of a test that takes `call` and `outcome`; the id of a case is the id of its claim."""
    return pytest.mark.parametrize(("call", "outcome"), [pytest.param(call, outcome, id=claim) for claim, call, outcome in table])


def claims(*tables: Iterable[Row]) -> set[str]:
    """The ids of the claims that the tables compute."""
    return {claim for table in tables for claim, _, _ in table}


def refused(call: Callable[..., Any], *arguments: Any) -> tuple[str, bool]:
    """The name of the error that a call raises, and whether a vector or a pair is attached that shows why."""
    try:
        call(*arguments)
    except ExactError as error:
        witness = next((w for w in (getattr(error, name, None) for name in ("null_vector", "witness")) if w is not None), None)
        return type(error).__name__, witness is not None
    return "nothing", False


def digits(ball: Any, count: int) -> str:
    """The value of a ball, certified to `count` significant digits: a ball too wide prints fewer."""
    text: str = ball.str(count, radius=False)
    return text


@dataclass(frozen=True)
class Within:
    """Equal to a product of floats with bounds when every exact number lies within the bound that the product states."""

    exact: list[Fraction]

    def __eq__(self, other: object) -> bool:
        pairs = zip(self.exact, getattr(other, "value", []), getattr(other, "bound", []), strict=True)
        return all(abs(Fraction(float(v)) - x) <= Fraction(float(b)) for x, v, b in pairs)

    def __hash__(self) -> int:
        return hash(tuple(self.exact))
