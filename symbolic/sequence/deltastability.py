"""When a delta rule forgets stably: eigenvalues 1 and 1 - beta k.k, and the range 0 <= beta k.k <= 2, decided."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic.errors import InputError
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.scalars.parameters import RationalFunction
from symbolic.sequence.delta import delta_rate, require_numbers, squared_length
from symbolic.sequence.flowvalues import Exponents
from symbolic.sequence.tokens import token_numbers
from symbolic.structured.base import Scalar, read_scalar


@dataclass(frozen=True)
class DeltaStability:
    """The factor I - r k k^T that one step applies to the state: symmetric, so its powers are bounded iff |eigenvalues| <= 1.

    `eigenvalue` 1 - r k.k belongs to k, 1 to the `fixed` dimensions orthogonal to it. `stable`: |eigenvalue| <= 1.
    `contracting`: |eigenvalue| < 1, so the error S k - v shrinks. `limit` is the largest stable step of the explicit rule,
    2/(k.k), and None for the others or for k = 0: the implicit rule and the exact flow are stable for every beta >= 0.
    """

    eigenvalue: Scalar
    fixed: int
    squared_length: AlgebraicNumber
    stable: bool
    contracting: bool
    limit: AlgebraicNumber | None
    exponents: Exponents = ()

    def __bool__(self) -> bool:
        """Whether it is stable."""
        return self.stable


def delta_stability(k: Any, beta: Any, rule: str = "explicit") -> DeltaStability:
    """The eigenvalues 1 (d - 1 times) and 1 - beta k.k of I - beta k k^T, and whether 0 <= beta k.k <= 2.

    Args:
        k: d >= 1 real numbers. beta: a real number. rule: as for `delta_step`; the eigenvalue is 1/(1 + beta k.k) for "implicit"
            and e^(-beta k.k), written as the symbol E, for "exact-flow".

    Raises:
        DomainError: parameters or numbers that are not real. InputError: no numbers, or an unknown rule.
        SingularMatrixError: implicit with 1 + beta k.k = 0.
    References: [YWZ24] Yang et al. 2024.

    >>> from symbolic import rational
    >>> found = delta_stability([3, 4], rational(2, 25))
    >>> found.eigenvalue, found.fixed, found.stable, found.contracting, found.limit
    (-1, 1, True, False, 2/25)
    >>> bool(delta_stability([3, 4], 1)), bool(delta_stability([3, 4], 1, "implicit"))
    (False, True)
    """
    key, step = token_numbers(k, "delta_stability: k"), read_scalar(beta)
    if not key:
        raise InputError("delta_stability: k is empty; give at least one number")
    require_numbers([*key, step], "delta_stability")
    s, (rate, exponents) = squared_length(key), delta_rate(key, beta, rule)
    if exponents:
        sign = _sign(step * s)
        return DeltaStability(1 - rate * s, len(key) - 1, s, sign >= 0, sign > 0, None, exponents)
    size = abs(1 - rate * s)
    limit = exact(2) / s if rule == "explicit" and s else None
    return DeltaStability(1 - rate * s, len(key) - 1, s, bool(size <= 1), bool(size < 1), limit)


def _sign(x: AlgebraicNumber | RationalFunction) -> int:
    return exact(x).sign()
