"""Singular values by inertia: an approximation proposes each one, two counts of signs of LDL^* prove it."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import acb_mat, arb, arb_mat

from symbolic.errors import InputError, UnableError
from symbolic.matrices.elimination import rank
from symbolic.scalars.numbers import exact
from symbolic.scalars.roots import precision
from verify.numeric.operands import MAX_BITS, Operand, as_complex, ball_adjoint, bits_for, gram, number_ball, read, require_digits

if TYPE_CHECKING:
    from verify.numeric.operands import Ball, BallMatrix


def negative_count(G: BallMatrix, mu: arb) -> int | None:
    """How many eigenvalues of a Hermitian G lie below mu, by Sylvester's law; None when a pivot cannot be told from 0.

    G - mu I = L D L^* with the largest diagonal entry that is left as the next pivot: as many eigenvalues are negative as
    entries of D.

    >>> negative_count(arb_mat([[2, 1], [1, 2]]), arb(2))
    1
    """
    S: list[list[Any]] = [list(row) for row in G.tolist()]
    n = len(S)
    for i in range(n):
        S[i][i] = S[i][i] - mu
    left, below = list(range(n)), 0
    while left:
        k = _largest(S, left)
        d = _real(S[k][k])
        if d.contains(0):
            return None if len(left) == 1 else _with_pair(S, left, below)
        below += int(d < 0)
        left.remove(k)
        _eliminate(S, left, k, d)
    return below


def _real(x: Ball) -> arb:
    return x if isinstance(x, arb) else x.real


def _conjugate(x: Ball) -> Ball:
    return x if isinstance(x, arb) else x.conjugate()


def _largest(S: list[list[Any]], left: list[int]) -> int:
    best = left[0]
    for i in left[1:]:
        if abs(_real(S[i][i])).mid() > abs(_real(S[best][best])).mid():
            best = i
    return best


def _eliminate(S: list[list[Any]], left: list[int], k: int, d: arb) -> None:
    """Subtract column k, divided by its pivot d, from what is left."""
    pivot = S[k]
    for i in left:
        f = S[i][k] / d
        row = S[i]
        for j in left:
            if j <= i:
                row[j] = row[j] - f * pivot[j]
                if j < i:
                    S[j][i] = _conjugate(row[j])


def _with_pair(S: list[list[Any]], left: list[int], below: int) -> int | None:
    """No diagonal entry is clearly non-zero: add a multiple of one row and column to another, a congruence, and go on."""
    for i in left:
        for j in left:
            if j < i and not S[i][j].contains(0):
                z = _conjugate(S[j][i]) if isinstance(S[i][j], arb) else S[i][j]
                for k in left:
                    S[i][k] = S[i][k] + z * S[j][k]
                for k in left:
                    S[k][i] = S[k][i] + _conjugate(z) * S[k][j]
                rest = _restricted(S, left)
                more = None if _real(S[i][i]).contains(0) else negative_count(rest, arb(0))
                return None if more is None else below + more
    return None


def _restricted(S: list[list[Any]], left: list[int]) -> BallMatrix:
    rows = [[S[i][j] for j in left] for i in left]
    return arb_mat(rows) if isinstance(rows[0][0], arb) else acb_mat(rows)


def _gram_balls(operand: Operand, small: Operand | None, bits: int) -> BallMatrix:
    if small is not None:
        return small.balls(bits)
    B = operand.balls(bits)
    with precision(bits):
        return ball_adjoint(B) * B


def singular_values(A: Any, digits: int = 15) -> tuple[arb, ...]:
    """Balls around the min(m, n) singular values, descending, each of relative radius below 10^-digits; zeros are exact.

    The eigenvalues of A^* A are approximated, and that the i-th one lies in mu (1 -+ eps) is proved by the inertia of
    A^* A - mu (1 -+ eps) I at the two ends. The number of zeros is the exact rank's.

    Raises:
        InputError: no matrix, an empty one, or bad digits. DomainError: parameters. UnableError: 65,536 bits do not do.
    Cost: two LDL^* of a min(m, n) square ball matrix for every singular value.

    >>> from symbolic import matrix
    >>> [s.str(12, radius=False) for s in singular_values(matrix("1 1; 0 1; 0 0"), 12)]
    ['1.61803398875', '0.618033988750']
    >>> singular_values(matrix("3 4; 6 8"))[1] == 0
    True
    """
    goal = bits_for(require_digits(digits, "singular_values")) + 1
    operand = read(A, "singular_values")
    count, nonzero = min(operand.shape), rank(operand.T)
    small = gram(operand) if operand.squares is None else None
    bits = 2 * goal + 32
    while bits <= MAX_BITS:
        G = _gram_balls(operand, small, bits)
        with precision(bits):
            squares = _proved(G, nonzero, goal)
            if squares is not None:
                return (*[x.sqrt() for x in squares], *[arb(0)] * (count - nonzero))
        bits *= 2
    raise UnableError(f"singular_values: not settled to {digits} digits", f"{MAX_BITS} bits")


def _proved(G: BallMatrix, nonzero: int, goal: int) -> list[arb] | None:
    """The largest `nonzero` eigenvalues of G to `goal` bits each, or None: more precision is needed."""
    n = G.nrows()
    near = sorted((z.real.mid() for z in as_complex(G).eig(algorithm="approx")), reverse=True)
    eps, found = arb(2) ** -goal, []
    for i in range(nonzero):
        if not near[i] > 0:
            return None
        low, high = (near[i] * (1 - eps)).mid(), (near[i] * (1 + eps)).mid()
        under_high, under_low = negative_count(G, high), negative_count(G, low)
        if under_high is None or under_low is None or n - under_high > i or n - under_low < i + 1:
            return None
        found.append(low.union(high))
    return found


def singular_values_above(A: Any, x: Any) -> int:
    """How many of the min(m, n) singular values of A are larger than an exact real number x >= 0, proved by inertia.

    Raises:
        InputError: x is not a real number >= 0. UnableError: 65,536 bits do not tell a singular value from x (it may equal x).

    >>> from symbolic import matrix
    >>> singular_values_above(matrix("1 1; 0 1"), 1), singular_values_above(matrix("1 1; 0 1"), "1/2")
    (1, 2)
    """
    point = exact(x) if not isinstance(x, str) else _parsed(x)
    if not point.is_real or point.sign() < 0:
        raise InputError(f"singular_values_above: x is {point}; it must be a real number >= 0")
    operand = read(A, "singular_values_above")
    if not point:
        return rank(operand.T)
    small = gram(operand) if operand.squares is None else None
    bits = 128
    while bits <= MAX_BITS:
        G = _gram_balls(operand, small, bits)
        with precision(bits):
            below = negative_count(G, number_ball(point, bits).real ** 2)
        if below is not None:
            return G.nrows() - below
        bits *= 2
    raise UnableError(f"singular_values_above: a singular value could not be told from {point}", f"{MAX_BITS} bits")


def _parsed(text: str) -> Any:
    from symbolic.parsing import parse_number
    return parse_number(text)
