"""AGREES(digits): a numeric result beside the exact one, with the leading decimal digits they share counted."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from verify.verdict import Verdict


@dataclass(frozen=True)
class Agreement(Verdict):
    """A verdict AGREES(digits), or REFUTED when fewer digits agree than were asked for."""

    digits: int = 0

    def __str__(self) -> str:
        head = f"AGREES({self.digits})" if self.ok else f"REFUTED ({self.digits or 'no'} digits agree)"
        return head + (f": {self.reason}" if self.reason else "")


def digits_shared(value: Any, truth: Any, most: int, scale: Any = None) -> int:
    """How many decimal digits an mpmath number shares with the truth: floor(-log10(|value - truth| / scale)), 0 to `most`.

    The scale is |truth| where it is left out; a truth of 0 is met exactly or not at all.

    >>> import mpmath
    >>> digits_shared(mpmath.mpf("3.1416"), mpmath.pi, 15), digits_shared(mpmath.mpf(-3), mpmath.pi, 15)
    (5, 0)
    """
    import mpmath as mp
    with mp.workdps(most + 10):
        error, size = mp.mpf(abs(value - truth)), abs(truth) if scale is None else mp.mpf(scale)
        if not error:
            return most
        if not mp.isfinite(error) or not size or error >= size:
            return 0
        return max(0, min(most, int(mp.floor(-mp.log10(error / size)))))


def agreement(pairs: Iterable[tuple[Any, Any, Any]], digits: int, what: str) -> Agreement:
    """AGREES with the least number of digits over pairs (value, truth, scale), REFUTED when that is below `digits`.

    >>> import mpmath
    >>> str(agreement([(mpmath.mpf(2), mpmath.mpf(2), 1)], 15, "one number"))
    'AGREES(15): one number'
    """
    least = min((digits_shared(value, truth, digits, scale) for value, truth, scale in pairs), default=digits)
    ok = least >= digits
    return Agreement(ok=ok, word="AGREES" if ok else "REFUTED", reason=what, digits=least)
