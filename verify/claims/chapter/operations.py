"""Algorithms modulo a prime with their operations counted: the radix-2 Fourier transform, the scan of a state."""
from __future__ import annotations

from collections.abc import Sequence

PRIME, GENERATOR, TWO_POWER = 998244353, 3, 23  # PRIME = 119 * 2^23 + 1


class Count:
    """Additions, subtractions and multiplications so far."""

    def __init__(self) -> None:
        self.total = 0


def root_of_unity(n: int) -> int:
    """An element of order n = 2^m modulo PRIME.

    >>> pow(root_of_unity(8), 4, PRIME) == PRIME - 1
    True
    """
    return int(pow(GENERATOR, (PRIME - 1) // n, PRIME))


def transform(x: Sequence[int], w: int, count: Count) -> list[int]:
    """The sums of x_j w^(jk), w of order len(x) = 2^m: even and odd places first, then n/2 butterflies.

    The powers of w are taken as known. A butterfly is one product, one sum, one difference.

    >>> count = Count()
    >>> transform([1, 2, 3, 4], root_of_unity(4), count)[0], count.total
    (10, 12)
    """
    n = len(x)
    if n == 1:
        return list(x)
    even, odd = (transform(x[s::2], w * w % PRIME, count) for s in (0, 1))
    top, bottom, power = [], [], 1
    for a, b in zip(even, odd, strict=True):
        b = b * power % PRIME  # the twisted odd part
        top.append((a + b) % PRIME)
        bottom.append((a - b) % PRIME)
        power = power * w % PRIME
        count.total += 3
    return top + bottom


def transform_operations(m: int) -> int:
    """3 m 2^m / 2: what a transform of length 2^m takes.

    >>> transform_operations(2)
    12
    """
    return 3 * m * (1 << m) // 2


def direct_transform(x: Sequence[int], w: int) -> list[int]:
    """The same sums as they are written.

    >>> direct_transform([1, 1], PRIME - 1)
    [2, 0]
    """
    return [sum(v * pow(w, j * k, PRIME) for j, v in enumerate(x)) % PRIME for k in range(len(x))]


def toeplitz_product(symbol: Sequence[int], x: Sequence[int], count: Count) -> list[int]:
    """T x modulo PRIME for T_ij = t_(i-j), symbol = (t_(1-n), .., t_(n-1)), n a power of 2: three transforms of length 2n.

    >>> toeplitz_product([2, 1, 3], [1, 1], Count())
    [3, 4]
    """
    n = len(x)
    size, w = 2 * n, root_of_unity(2 * n)
    column = [*symbol[n - 1:], 0, *symbol[:n - 1]]
    a, b = transform(column, w, count), transform([*x, *[0] * n], w, count)
    products = [p * q % PRIME for p, q in zip(a, b, strict=True)]
    back, inverse = transform(products, pow(w, -1, PRIME), count), pow(size, -1, PRIME)
    count.total += size + n
    return [y * inverse % PRIME for y in back[:n]]


def scan(a: Sequence[int], B: Sequence[Sequence[int]], C: Sequence[Sequence[int]], x: Sequence[int], count: Count) -> list[int]:
    """State h = a_t h + x_t B_t from h = 0, output C_t . h: each step takes 5k - 1 operations, the first 3k - 1.

    >>> count = Count()
    >>> scan([1, 2, 3], [[1], [1], [1]], [[1], [1], [1]], [1, 1, 1], count), count.total
    ([1, 3, 10], 10)
    """
    h, y = [0] * len(B[0]), []
    for t, value in enumerate(x):
        h = [(a[t] * old if t else 0) + value * b for old, b in zip(h, B[t], strict=True)]
        y.append(sum(c * v for c, v in zip(C[t], h, strict=True)) % PRIME)
        count.total += (3 if t else 1) * len(h) + 2 * len(h) - 1
        h = [v % PRIME for v in h]
    return y


def masked_product(a: Sequence[int], B: Sequence[Sequence[int]], C: Sequence[Sequence[int]], x: Sequence[int],
                   count: Count) -> list[int]:
    """The same outputs from the entries a_t .. a_(s+1) (C_t . B_s), s <= t: one decay, k products and a sum for each.

    >>> count = Count()
    >>> masked_product([1, 2, 3], [[1], [1], [1]], [[1], [1], [1]], [1, 1, 1], count)
    [1, 3, 10]
    """
    y = []
    for t in range(len(x)):
        total, decay = 0, 1
        for s in range(t, -1, -1):
            entry = decay * sum(c * b for c, b in zip(C[t], B[s], strict=True)) % PRIME
            total = (total + entry * x[s]) % PRIME
            decay = decay * a[s] % PRIME
            count.total += 2 * len(B[s]) - 1 + 4  # the inner product; two products with decays, one with x_s, one sum
        y.append(total)
    return y
