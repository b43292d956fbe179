"""Balls around the largest eigenvalue of a positive definite matrix, by repeated squaring and Rayleigh quotients.

For N = M^p with eigenvalues mu_1 >= mu_2 >= .. > 0 and trace s: theta = v^* N v / v^* v <= mu_1 for every v, so
mu_2 <= s - theta; and when s - theta < theta, Temple's inequality [Kat49] gives, for a Hermitian N and r = N v - theta v,
mu_1 <= theta + r^* r / (v^* v (theta - (s - theta))). Squaring N makes s - theta small, iterating v makes r small.
Without symmetry the traces alone serve: (tr N^2 / tr N)^(1/p) <= lambda_1 <= (tr N)^(1/p). The p-th root divides every
relative error by p, so each squaring that loses a bit gives it back.
"""
from __future__ import annotations

from math import ceil
from typing import Any

from flint import acb_mat, arb, arb_mat

BallMatrix = arb_mat | acb_mat
# A relative gap above 2^-MAX_SQUARINGS is seen; below it the two largest eigenvalues count as tied.
MAX_SQUARINGS = 96


class Power:
    """N 2^E = M^p at the current precision, p = 2^k."""

    def __init__(self, M: BallMatrix) -> None:
        """Start with p = 1."""
        self.N, self.E, self.k = M, 0, 0
        self.trace = real_part(M.trace())

    def square(self) -> None:
        """From p to 2p, scaled by a power of two so that the exponents stay short."""
        N = self.N * self.N
        s = real_part(N.trace())
        e = _exponent(s)
        self.N, self.E, self.k = N * arb(2) ** -e, 2 * self.E + e, self.k + 1
        self.trace = s * arb(2) ** -e

    def root(self, x: arb) -> arb:
        """(x 2^E)^(1/p)."""
        return x if self.k == 0 else ((x.log() + arb.const_log2() * self.E) / (1 << self.k)).exp()


def largest_eigenvalue(M: BallMatrix, goal: int, *, symmetric: bool, squarings: int = MAX_SQUARINGS) -> tuple[arb | None, bool]:
    """(The largest eigenvalue to `goal` relative bits, False); (None, True) for a tie; (None, False) for more precision.

    Every eigenvalue of M must be a positive number. The working precision is that of the caller. More than `goal` squarings
    suffice for every tie.

    >>> largest_eigenvalue(arb_mat([[2, 1], [1, 2]]), 30, symmetric=True)[0].contains(3)
    True
    """
    power = Power(M)
    v = _start(power.N) if symmetric else None
    for _ in range(squarings):
        needed = max(goal - power.k, 6)
        if v is not None:
            v, found = _refined(power.N, power.trace, v, needed)
            if found is not None and (top := power.root(found)).rel_accuracy_bits() >= goal:
                return top, False
        old, shift = power.trace, power.E
        power.square()
        s = power.trace
        if not s > 0 or s.rel_accuracy_bits() < max(goal - power.k, 6):
            return None, False
        # tr N^2 / tr N bounds the p-th power from below: in the scale of N^2 it is root(s^2 / old^2) after squaring
        low = power.root((s / old) ** 2 * arb(2) ** (power.E - 2 * shift))
        bounds = low.union(power.root(s))
        if bounds.rel_accuracy_bits() > goal:
            return bounds, False
    return None, True


def real_part(x: Any) -> arb:
    """The real part of a ball, for a value known to be real."""
    return x if isinstance(x, arb) else x.real


def _exponent(x: arb) -> int:
    """About log2 of a positive ball; 0 when that is unknown."""
    if not x > 0:
        return 0
    return int((x.mid().log() / arb.const_log2()).mid().floor().unique_fmpz() or 0)


def _start(N: BallMatrix) -> BallMatrix:
    """The column with the largest diagonal entry."""
    n = N.nrows()
    diagonal = [real_part(N[i, i]) for i in range(n)]
    j = max(range(n), key=lambda i: _exponent(diagonal[i]) if diagonal[i] > 0 else -(1 << 60))
    column: list[Any] = [N[i, j] for i in range(n)]
    return _thin(type(N)(n, 1, column))


def _thin(v: BallMatrix) -> BallMatrix:
    """The midpoints, scaled by about the largest one."""
    w = v.mid()
    top = max((abs(x) for x in w.entries()), default=arb(1))
    return w * arb(2) ** -_exponent(top)


def _dot(x: BallMatrix, y: BallMatrix) -> arb:
    star = x.transpose() if isinstance(x, arb_mat) else x.conjugate().transpose()
    return real_part((star * y)[0, 0])


def _refined(N: BallMatrix, s: arb, v: BallMatrix, goal: int) -> tuple[BallMatrix, arb | None]:
    """Power iteration on N: a better v, and mu_1 to `goal` bits when the gap allows that in few steps."""
    steps, limit = 0, 3
    while True:
        w = N * v
        square = _dot(v, v)
        theta = _dot(v, w) / square
        rest = s - theta
        if rest < theta:
            r = w - v * theta
            error = (_dot(r, r) / (square * (theta - rest))).abs_upper()
            whole = theta.union(theta + error)
            if whole.rel_accuracy_bits() >= goal:
                return v, whole
            if theta.rel_accuracy_bits() < goal:
                return v, None
            if limit == 3:
                ratio = (theta / rest).abs_lower()
                gain = int((ratio.log() / arb.const_log2()).floor().unique_fmpz() or 0) if ratio > 1 else 0
                needed = ceil(goal / (2 * gain)) + 4 if gain else goal
                limit = needed if needed <= max(16, N.nrows() // 3) else 3
        if steps >= limit:
            return v, None
        v, steps = _thin(w), steps + 1
