"""The second rung: balls, at growing precision."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb

from symbolic.errors import UnableError
from symbolic.scalars.roots import precision
from verify.numeric import balls
from verify.numeric.ladder.exactly import widest
from verify.numeric.ladder.quantity import Quantity
from verify.numeric.operands import as_complex, ball_matrix, bits_for

MAX_BITS = 1 << 14


def ball_of(quantity: Quantity, digits: int) -> Any:
    """A ball around the quantity, to `digits` digits where its value is not 0; a rank is enclosed from below by pivots.

    >>> from symbolic import matrix
    >>> ball_of(Quantity("det", matrix("1 2; 3 4")), 20).contains(-2)
    True
    """
    A, kind, goal = quantity.matrix, quantity.kind, bits_for(digits)
    if kind == "exp":
        i, j = quantity.index
        return balls.exponential(A, quantity.t, digits)[i][j]
    if kind == "condition_number" and quantity.ord == 2:
        return balls.condition_number(A, digits)
    if kind == "smallest_singular_value":
        return balls.singular_values(A, digits)[-1]
    if kind == "eigenvalue_spread":
        found = balls.eigenvalues(A, digits + 3)
        with precision(goal + 32):
            return widest([abs(x - y) for i, x in enumerate(found) for y in found[: i + 1]])
    if kind == "rank":
        return _rank(quantity, goal)
    make = {"det": _det, "solve": _solve, "condition_number": _condition}[kind]
    return _grown(lambda bits: make(quantity, bits), goal, str(quantity))


def _grown(compute: Callable[[int], Any], goal: int, what: str) -> Any:
    """The ball at the first precision that is narrow enough; one that still holds 0 at the last one is returned as it is."""
    bits = goal + 32
    last: Any = None
    while bits <= MAX_BITS:
        with precision(bits):
            try:
                last = compute(bits)
            except ZeroDivisionError:
                last = None
            if last is not None and last.rel_accuracy_bits() >= goal:
                return last
        bits *= 2
    if last is not None and last.contains(0):
        return last
    raise UnableError(f"{what}: no ball is narrow enough", f"{MAX_BITS} bits")


def _det(quantity: Quantity, bits: int) -> Any:
    return ball_matrix(quantity.operand.T, bits).det()


def _solve(quantity: Quantity, bits: int) -> Any:
    B, b = as_complex(quantity.operand.balls(bits)), as_complex(ball_matrix(quantity.right_side, bits))
    x = B.solve(b)[quantity.index[0], 0]
    return x.real if x.imag == 0 else x


def _condition(quantity: Quantity, bits: int) -> arb:
    B = quantity.operand.balls(bits)
    return _sums(B, quantity.ord) * _sums(B.inv(), quantity.ord)


def _sums(B: Any, ord: Any) -> arb:
    rows = (B.transpose() if ord == 1 else B).tolist()
    totals = [sum((abs(x) for x in row), arb(0)) for row in rows]
    return widest(totals)


def _rank(quantity: Quantity, goal: int) -> arb:
    """[the pivots that are certainly not 0, min(m, n)]: balls can prove that a number is not 0, and never that it is."""
    m, n = quantity.operand.shape
    best = 0
    for bits in (goal + 32, 4 * goal, 16 * goal):
        with precision(bits):
            best = max(best, _pivots(ball_matrix(quantity.operand.T, bits).tolist()))
        if best == min(m, n):
            break
    with precision(64):
        return arb(best).union(arb(min(m, n))) if best < min(m, n) else arb(best)


def _pivots(S: Any) -> int:
    """Gaussian elimination with the largest entry that excludes 0 as the next pivot."""
    count = 0
    while S and S[0]:
        i, j = max(((i, j) for i in range(len(S)) for j in range(len(S[0]))), key=lambda place: S[place[0]][place[1]].abs_lower())
        pivot = S.pop(i)
        if pivot[j].contains(0):
            return count
        count += 1
        S = [[x - row[j] / pivot[j] * y for k, (x, y) in enumerate(zip(row, pivot, strict=True)) if k != j] for row in S]
    return count
