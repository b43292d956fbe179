"""Power sums of the roots of a polynomial over Q, by Newton's identities."""
from __future__ import annotations

from flint import fmpq, fmpq_poly, fmpz_poly


def power_sums(f: fmpz_poly | fmpq_poly, count: int) -> list[fmpq]:
    """The sums p_0 .. p_(count - 1) of the k-th powers of the roots of f, each root as often as its multiplicity.

    >>> power_sums(fmpz_poly([-1, -1, 1]), 5)
    [2, 1, 3, 4, 7]
    """
    monic = fmpq_poly(f)
    d = int(monic.degree())
    monic = monic / monic[d]
    c = [monic[d - j] for j in range(d + 1)]
    sums: list[fmpq] = [fmpq(d)]
    for k in range(1, count):
        known = sum((c[j] * sums[k - j] for j in range(1, min(k - 1, d) + 1)), start=fmpq(0))
        sums.append(-known - (k * c[k] if k <= d else 0))
    return sums[:count]
