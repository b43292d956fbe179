"""Matrices whose Jordan structure is known because they were built from it: drawn, hidden, to be recovered."""
from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import strategies as st

from symbolic import ExactMatrix, I, block_diagonal, rational, root, sqrt

FACTORS = ([0, 1], [-2, 1], [3, 1], [-1, 1], [1, 0, 1], [-2, 0, 1], [-1, -1, 1], [5, -2, 1], [-1, -1, 0, 1], [2, 0, 0, 1], [1, 1, 1, 1, 1])


def poly_power(p: list[int], k: int) -> list[int]:
    """Coefficients of p^k."""
    out = [1]
    for _ in range(k):
        out = [sum(out[i] * p[n - i] for i in range(len(out)) if 0 <= n - i < len(p)) for n in range(len(out) + len(p) - 1)]
    return out


def companion(p: list[int]) -> ExactMatrix:
    """The companion matrix of a monic polynomial, coefficients low to high."""
    d = len(p) - 1
    return ExactMatrix.from_rows([[-p[r] if c == d - 1 else int(r == c + 1) for c in range(d)] for r in range(d)])


def jordan_block(value, k: int) -> ExactMatrix:
    """J_k(value)."""
    return ExactMatrix.from_rows([[value if i == j else int(j == i + 1) for j in range(k)] for i in range(k)])


def sheared(a: ExactMatrix, steps: list[tuple[int, int, object]]) -> ExactMatrix:
    """Conjugate by elementary matrices I + s E_ij, one for each (i, j, s) with i != j modulo n."""
    n = a.rows
    rows = a.entries()
    for i, j, s in steps:
        i, j = i % n, j % n
        if i == j:
            continue
        rows[i] = [x + s * y for x, y in zip(rows[i], rows[j], strict=True)]
        for row in rows:
            row[j] = row[j] - s * row[i]
    return ExactMatrix.from_rows(rows)


SIGNS = st.sampled_from((-1, 1))


@st.composite
def shears(draw, n: int, values=SIGNS):
    count = draw(st.integers(0, 2 * n))
    return [(draw(st.integers(0, n - 1)), draw(st.integers(0, n - 1)), draw(values)) for _ in range(count)]


@st.composite
def rational_cases(draw, max_size: int = 12):
    """(A, Counter of (factor coefficients, block size)): over Q, factors of degree 1 to 4, blocks equal or not."""
    parts: list[tuple[tuple[int, ...], int]] = []
    left = draw(st.integers(1, max_size))
    while left > 0:
        p = draw(st.sampled_from([f for f in FACTORS if len(f) - 1 <= left]))
        k = draw(st.integers(1, min(4, left // (len(p) - 1))))
        parts.append((tuple(p), k))
        left -= k * (len(p) - 1)
        if draw(st.booleans()) and left >= k * (len(p) - 1):
            parts.append((tuple(p), k))
            left -= k * (len(p) - 1)
    a = block_diagonal([companion(poly_power(list(p), k)) for p, k in parts])
    a = sheared(a, draw(shears(a.rows)))
    den = draw(st.sampled_from((1, 1, 2, 3)))
    return a * Fraction(1, den), Counter(parts), den


FIELDS = {
    "i": (I, [0, 1, I, 1 + I, -2 * I]),
    "sqrt2": (sqrt(2), [0, 2, sqrt(2), 1 - sqrt(2), -sqrt(2)]),
    "cubic": (root([-2, 0, 0, 1], 0), [0, 1, root([-2, 0, 0, 1], 0), root([-2, 0, 0, 1], 0) ** 2 - 1]),
    "golden": ((1 + sqrt(5)) / 2, [rational(1, 2), (1 + sqrt(5)) / 2, (1 - sqrt(5)) / 2]),
}


@st.composite
def field_cases(draw, max_size: int = 6):
    """(A, Counter of (eigenvalue, block size)) over Q(i), Q(sqrt 2), Q(2^(1/3)) or Q(sqrt 5)."""
    theta, values = FIELDS[draw(st.sampled_from(sorted(FIELDS)))]
    blocks, left = [], draw(st.integers(1, max_size))
    while left > 0:
        k = draw(st.integers(1, min(3, left)))
        blocks.append((draw(st.sampled_from(values)), k))
        left -= k
    a = block_diagonal([jordan_block(v, k) for v, k in blocks])
    a = sheared(a, draw(shears(a.rows, st.sampled_from((1, -1, theta)))))
    return a, Counter((v + 0 * theta, k) for v, k in blocks)
