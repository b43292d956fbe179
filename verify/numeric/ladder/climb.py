"""Climbing: the four values beside each other, the digits each shares with the truth, and the rung on which they part."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import acb, arb

from symbolic.errors import ExactError, InputError, MissingDependencyError, SingularMatrixError, UnableError
from verify.numeric.agreement import Agreement, digits_shared
from verify.numeric.ladder.enclosed import ball_of
from verify.numeric.ladder.exactly import value_of
from verify.numeric.ladder.float64 import float_value
from verify.numeric.ladder.quantity import Quantity
from verify.numeric.ladder.working import mp_value
from verify.numeric.operands import mp_matrix, mp_number, require_digits
from verify.verdict import Verdict

DOUBLE_DIGITS = 16
SHOWN = 12


@dataclass(frozen=True)
class Rung:
    """`name` is exact, ball, mpmath or float64; `value` what it found (None: nothing), `text` the same as decimals.

    `digits_agreeing` counts the leading digits shared with the truth; None when nothing can be counted.
    """

    name: str
    value: Any
    text: str
    digits_agreeing: int | None
    verdict: Verdict


@dataclass(frozen=True)
class Ladder:
    """The rungs from exact to float64; `kappa` = kappa_2(A) exactly (None: infinite or not decided)."""

    quantity: Quantity
    rungs: tuple[Rung, ...]
    kappa: Any

    @property
    def parts_at(self) -> str | None:
        """The first rung that does not share one digit with the truth, or None."""
        return next((r.name for r in self.rungs if r.verdict.word == "REFUTED"), None)

    def __getitem__(self, name: str) -> Rung:
        for r in self.rungs:
            if r.name == name:
                return r
        raise InputError(f"ladder: no rung is called {name!r}; the rungs are {', '.join(r.name for r in self.rungs)}")

    def __str__(self) -> str:
        kappa = "infinite" if self.kappa is None else self.kappa.enclose(SHOWN).str(6, radius=False)
        rows = [(r.name, r.text, str(r.verdict)) for r in self.rungs]
        first, second = (max(len(row[k]) for row in rows) for k in (0, 1))
        body = [f"{name:{first}}  {text:{second}}  {word}" for name, text, word in rows]
        least = min((r.digits_agreeing for r in self.rungs if r.digits_agreeing is not None), default=None)
        shared = "" if least is None else f" to {least} digit{'s' * (least != 1)}"
        end = f"all rungs agree{shared}" if self.parts_at is None else f"they part at {self.parts_at}"
        return "\n".join([f"{self.quantity}, kappa_2(A) = {kappa}", *body, end])


def ladder(claim: Quantity | str, matrix: Any = None, *, digits: int = 30, **options: Any) -> Ladder:
    """One quantity exactly, in balls, in mpmath and in float64, and the rung where they part, with kappa_2(A) beside it.

    Args:
        claim: a `Quantity`, or its kind ("det", "rank", "condition_number", "smallest_singular_value", "eigenvalue_spread",
            "solve", "exp") followed by the matrix and the options of `Quantity`. digits: of the balls and of mpmath.

    Returns:
        Ladder: `.rungs` (each with `.value`, `.digits_agreeing`, `.verdict`: EXACT, ENCLOSED, AGREES or REFUTED), `.kappa`,
        `.parts_at`; prints as a table.

    Raises:
        InputError, DomainError: no exact matrix, or no such quantity. SingularMatrixError: solve or condition_number of a
            singular matrix, which do not exist.

    >>> from symbolic import hilbert
    >>> found = ladder("det", hilbert(20))
    >>> found.parts_at, found["float64"].value < 0 < found["exact"].value, found["mpmath"].digits_agreeing
    ('float64', True, 4)
    """
    quantity = claim if isinstance(claim, Quantity) else Quantity(claim, matrix, **options)
    require_digits(digits, "ladder")
    try:
        value, truth = value_of(quantity, 2 * digits + 20)
        truth = _plain(truth, real=getattr(value, "is_real", False))
        first = Rung("exact", value, _decimals(truth), None, Verdict(ok=True, word="EXACT"))
    except UnableError as error:
        truth = None
        first = Rung("exact", None, "-", None, Verdict(ok=False, word="UNDECIDED", reason=str(error)))
    second, ball = _ball_rung(quantity, digits, truth)
    truth = ball if truth is None else truth
    if truth is None:
        raise UnableError(f"ladder: {quantity}: neither an exact value nor a ball", f"{digits} digits")
    scale = _scale(quantity) if truth == 0 else None
    third = _numeric_rung("mpmath", lambda: mp_value(quantity, digits), truth, digits, scale)
    fourth = _numeric_rung("float64", lambda: float_value(quantity), truth, DOUBLE_DIGITS, scale)
    return Ladder(quantity, (first, second, third, fourth), _kappa(quantity))


def _kappa(quantity: Quantity) -> Any:
    from symbolic import condition_number
    try:
        return condition_number(quantity.matrix)
    except (SingularMatrixError, UnableError):
        return None


def _plain(ball: Any, *, real: bool) -> Any:
    """A complex ball as a real one, when its number is known to be real."""
    return ball.real if isinstance(ball, acb) and (real or ball.imag == 0) else ball


def _decimals(ball: Any, *, radius: bool = False) -> str:
    if isinstance(ball, arb) and ball.is_integer() and abs(ball) < arb(10) ** SHOWN:
        return str(int(ball.unique_fmpz() or 0))
    text: str = ball.str(SHOWN, radius=radius)
    return text


def _ball_text(quantity: Quantity, ball: Any) -> str:
    if quantity.kind == "rank" and not ball.is_integer():
        return f"{ball.lower().ceil().unique_fmpz()}..{ball.upper().floor().unique_fmpz()}"
    return _decimals(ball, radius=True)


def _scale(quantity: Quantity) -> Any:
    """What an error is measured against where the truth is 0: Hadamard's bound for a determinant, else ||A||_F."""
    import mpmath as mp
    if quantity.kind not in {"det", "smallest_singular_value", "eigenvalue_spread"}:
        return None
    with mp.workdps(DOUBLE_DIGITS):
        A = mp_matrix(quantity.operand, DOUBLE_DIGITS)
        rows = [mp.sqrt(mp.fsum(abs(x) ** 2 for x in A[i, :])) for i in range(A.rows)]
        return mp.fprod(rows) if quantity.kind == "det" else mp.mnorm(A, "f")


def _ball_rung(quantity: Quantity, digits: int, truth: Any) -> tuple[Rung, Any]:
    try:
        ball = ball_of(quantity, digits)
    except UnableError as error:
        return Rung("ball", None, "-", None, Verdict(ok=False, word="UNDECIDED", reason=str(error))), None
    ball = _plain(ball, real=isinstance(truth, arb) and bool(acb(ball).imag.contains(0)))
    ok = truth is None or bool(acb(ball).overlaps(acb(truth)))
    narrow = ball.is_integer() if quantity.kind == "rank" else True
    digits_known = max(0, min(digits, ball.rel_accuracy_bits() * 3 // 10))
    reason = (f"{digits_known} digits" if narrow else "a bound from below") if ok else "the exact value lies outside"
    return Rung("ball", ball, _ball_text(quantity, ball), digits_known if ok else 0,
                Verdict(ok=ok, word="ENCLOSED" if ok else "REFUTED", reason=reason)), ball


def _numeric_rung(name: str, compute: Any, truth: Any, most: int, scale: Any) -> Rung:
    import mpmath as mp
    try:
        value = compute()
    except MissingDependencyError as error:
        return Rung(name, None, "-", None, Verdict(ok=False, word="UNDECIDED", reason=str(error)))
    except ExactError:
        raise
    except (ZeroDivisionError, OverflowError, RuntimeError, ValueError) as error:  # LinAlgError is a ValueError
        return Rung(name, None, "-", 0, Agreement(ok=False, word="REFUTED", reason=f"{type(error).__name__}: {error}"))
    whole = isinstance(truth, arb) and truth.is_integer() and isinstance(value, int)
    with mp.workdps(2 * most + 20):
        found, exact = mp.mpmathify(value), mp_number(truth)
        shared = digits_shared(found, exact, most, scale)
        finite = mp.isfinite(found)
        wrong_sign = finite and not shared and mp.im(found) == 0 == mp.im(exact) and mp.re(found) * mp.re(exact) < 0
        text = (str(int(found)) if whole else mp.nstr(found, SHOWN)) if finite else str(value)
    ok = shared >= 1
    reason = "wrong sign" if wrong_sign else "" if ok or finite else "not finite"
    return Rung(name, value, text, shared, Agreement(ok=ok, word="AGREES" if ok else "REFUTED", reason=reason, digits=shared))
