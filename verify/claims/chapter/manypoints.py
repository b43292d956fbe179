"""Values of a polynomial at many points modulo a prime, by a tree of remainders, and Cauchy products by it; counted."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verify.claims.chapter.operations import PRIME, Count, root_of_unity, transform


def multiplied(f: Sequence[int], g: Sequence[int], count: Count) -> list[int]:
    """The product of two polynomials, coefficients from 1 up, by three transforms.

    >>> multiplied([1, 1], [1, 2, 3], Count())
    [1, 3, 5, 3]
    """
    length = len(f) + len(g) - 1
    size = 1 << (length - 1).bit_length()
    w, shrink = root_of_unity(size), pow(size, -1, PRIME)
    a, b = (transform([*p, *[0] * (size - len(p))], w, count) for p in (f, g))
    products = [x * y % PRIME for x, y in zip(a, b, strict=True)]
    count.total += size + length
    return [x * shrink % PRIME for x in transform(products, pow(w, -1, PRIME), count)[:length]]


def reciprocal(f: Sequence[int], length: int, count: Count) -> list[int]:
    """The first coefficients of 1/f for f(0) = 1, by Newton's step g -> g (2 - f g).

    >>> reciprocal([1, PRIME - 1], 4, Count())
    [1, 1, 1, 1]
    """
    g = [1]
    while len(g) < length:
        size = min(2 * len(g), length)
        step = [-x % PRIME for x in multiplied(f[:size], g, count)[:size]]
        step[0] = (step[0] + 2) % PRIME
        count.total += size
        g = multiplied(g, step, count)[:size]
    return g


def remainder(f: Sequence[int], m: Sequence[int], count: Count) -> list[int]:
    """The remainder of f by a monic m: the quotient is read off reversed polynomials.

    >>> remainder([0, 0, 1], [PRIME - 2, 1], Count())
    [4]
    """
    d, more = len(m) - 1, len(f) - len(m) + 1
    if more <= 0:
        return list(f)
    q = multiplied(f[::-1][:more], reciprocal(m[::-1], more, count), count)[:more][::-1]
    count.total += d
    return [(x - y) % PRIME for x, y in zip(f[:d], multiplied(q, m, count)[:d], strict=True)]


@dataclass(frozen=True)
class Node:
    """The monic polynomial with these zeros, over two halves of them."""

    polynomial: list[int]
    halves: tuple[Node, ...] = ()


def tree(zeros: Sequence[int], count: Count) -> Node:
    """The products over halves, quarters, ..

    >>> tree([1, 2], Count()).polynomial == [2, PRIME - 3, 1]
    True
    """
    if len(zeros) == 1:
        return Node([-zeros[0] % PRIME, 1])
    half = len(zeros) // 2
    left, right = tree(zeros[:half], count), tree(zeros[half:], count)
    return Node(multiplied(left.polynomial, right.polynomial, count), (left, right))


def values(f: Sequence[int], node: Node, count: Count) -> list[int]:
    """The values of f at the zeros of the node: remainders down the tree.

    >>> values([0, 0, 1], tree([3, 4, 5], Count()), Count())
    [9, 16, 25]
    """
    rest = remainder(f, node.polynomial, count)
    return [x for half in node.halves for x in values(rest, half, count)] if node.halves else rest[:1]


def numerator(weights: Sequence[int], node: Node, count: Count) -> list[int]:
    """The numerator of the sum of w_j/(x - y_j) over the polynomial with the zeros y_j.

    >>> numerator([1, 1], tree([1, 2], Count()), Count()) == [PRIME - 3, 2]
    True
    """
    if not node.halves:
        return [weights[0]]
    left, right = node.halves
    half = len(left.polynomial) - 1
    a = multiplied(numerator(weights[:half], left, count), right.polynomial, count)
    b = multiplied(numerator(weights[half:], right, count), left.polynomial, count)
    size = max(len(a), len(b))
    count.total += size
    return [(x + y) % PRIME for x, y in zip([*a, *[0] * (size - len(a))], [*b, *[0] * (size - len(b))], strict=True)]


def cauchy_product(x: Sequence[int], y: Sequence[int], weights: Sequence[int], count: Count) -> list[int]:
    """The sums of w_j/(x_i - y_j): values of the numerator over values of the polynomial with the zeros y_j.

    >>> cauchy_product([3], [1, 2], [2, 3], Count())
    [4]
    """
    poles, points = tree(y, count), tree(x, count)
    above, below = values(numerator(weights, poles, count), points, count), values(poles.polynomial, points, count)
    count.total += len(x)
    return [p * pow(q, -1, PRIME) % PRIME for p, q in zip(above, below, strict=True)]
