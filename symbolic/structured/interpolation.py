"""Interpolation on nodes with multiplicities, and its transpose, over any exact scalars, in O(n^2) operations.

Polynomials are lists of coefficients, constant term first. `flags` lists each node as often as its multiplicity, as
(index of the node, order of the derivative): (0, 0), (0, 1), (1, 0) for a double and a simple node.
"""
from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from flint import fmpq, fmpq_poly

from symbolic.scalars.parameters import RationalFunction

Flag = tuple[int, int]


def parametric(values: Sequence[Any]) -> tuple[RationalFunction, ...]:
    """Those of the values that have parameters, each once: what must not vanish where one divides by the values."""
    return tuple(dict.fromkeys(v for v in values if isinstance(v, RationalFunction) and v.constant() is None))


def flags_of(multiplicities: Sequence[int]) -> list[Flag]:
    """(node, derivative) for the rows of a confluent Vandermonde matrix."""
    return [(i, k) for i, m in enumerate(multiplicities) for k in range(m)]


def from_roots(roots: Sequence[Any]) -> list[Any]:
    """The coefficients of prod (t - x)."""
    c: list[Any] = [1]
    for x in roots:
        c = [(c[k - 1] if k else 0) - (x * c[k] if k < len(c) else 0) for k in range(len(c) + 1)]
    return c


def divide_out(c: Sequence[Any], x: Any) -> tuple[list[Any], Any]:
    """Quotient by t - x, and the remainder, which is the value at x: Horner's rule."""
    carry: Any = 0
    quotient: list[Any] = []
    for a in reversed(c):
        quotient.append(carry)
        carry = carry * x + a
    return quotient[:0:-1], carry


def taylor(c: Sequence[Any], x: Any, count: int) -> list[Any]:
    """The first `count` coefficients in powers of t - x: f^(k)(x) / k!."""
    out: list[Any] = []
    rest = list(c)
    for _ in range(count):
        rest, value = divide_out(rest, x)
        out.append(value)
    return out


def values_at(c: Sequence[Any], nodes: Sequence[Any], multiplicities: Sequence[int]) -> list[Any]:
    """f^(k)(x_i) / k! for k below the multiplicity of x_i."""
    if all(m == 1 for m in multiplicities) and all(isinstance(x, fmpq) for x in chain(c, nodes)):
        p = fmpq_poly(list(c))
        return [p(x) for x in nodes]
    return [y for x, m in zip(nodes, multiplicities, strict=True) for y in taylor(c, x, m)]


def power_sums(w: Sequence[Any], nodes: Sequence[Any], multiplicities: Sequence[int], count: int) -> list[Any]:
    """The transpose of `values_at`: sum over (i, k) of w_ik C(j, k) x_i^(j-k), for j < count.

    Node i contributes the series sum_k w_ik s^k / (1 - x_i s)^(k+1), summed up from its last term.
    """
    total: list[Any] = [0] * count
    at = len(w)
    for x, m in zip(reversed(nodes), reversed(multiplicities), strict=True):
        series: list[Any] = [0] * count
        for k in range(at - 1, at - m - 1, -1):
            carry: Any = 0
            shifted = [w[k], *series][:count]
            for j, a in enumerate(shifted):
                carry = carry * x + a
                series[j] = carry
        at -= m
        total = [a + b for a, b in zip(total, series, strict=True)]
    return total


def interpolate(b: Sequence[Any], nodes: Sequence[Any], flags: Sequence[Flag]) -> list[Any]:
    """The coefficients of the polynomial of degree < n with f^(k)(x_i) / k! = b_ik: divided differences, then Newton's form.

    References: [BP70] Björck & Pereyra 1970.
    """
    n, d = len(flags), [b[r - k] for r, (_, k) in enumerate(flags)]
    for level in range(1, n):
        for r in range(n - 1, level - 1, -1):
            (i, k), (j, _) = flags[r], flags[r - level]
            d[r] = b[r - k + level] if i == j else (d[r] - d[r - 1]) / (nodes[i] - nodes[j])
    c: list[Any] = []
    for r in range(n - 1, -1, -1):
        x = nodes[flags[r][0]]
        c = [(c[j - 1] if j else d[r]) - (x * c[j] if j < len(c) else 0) for j in range(len(c) + 1)]
    return c


def interpolate_transposed(b: Sequence[Any], nodes: Sequence[Any], flags: Sequence[Flag]) -> list[Any]:
    """The weights w with `power_sums` b: the steps of `interpolate`, each transposed, in reverse order.

    References: [BP70] Björck & Pereyra 1970.
    """
    n, d = len(flags), list(b)
    for r in range(n):
        x = nodes[flags[r][0]]
        for j in range(n - 1, r, -1):
            d[j] = d[j] - x * d[j - 1]
    w: list[Any] = [0] * n
    for level in range(n - 1, 0, -1):
        for r in range(level, n):
            (i, k), (j, _) = flags[r], flags[r - level]
            if i == j:
                w[r - k + level] = w[r - k + level] + d[r]
                d[r] = 0
            else:
                d[r] = d[r] / (nodes[i] - nodes[j])
                d[r - 1] = d[r - 1] - d[r]
    for r, (_, k) in enumerate(flags):
        w[r - k] = w[r - k] + d[r]
    return w


def hermite_basis(nodes: Sequence[Any], multiplicities: Sequence[int]) -> list[list[Any]]:
    """The polynomials h_ik with h^(l)(x_j) / l! = 1 for (j, l) = (i, k) and 0 otherwise.

    With M = prod (t - x_i)^m_i and (t - x_i)^m_i / M = g_0 + g_1 (t - x_i) + ..: from h_im = 0 downwards,
    h_ik = (h_i,k+1 + g_(m_i-1-k) M) / (t - x_i), so each of them costs O(n).
    """
    master = from_roots([x for x, m in zip(nodes, multiplicities, strict=True) for _ in range(m)])
    basis: list[list[Any]] = []
    for x, m in zip(nodes, multiplicities, strict=True):
        g = reciprocal_series(taylor(master, x, 2 * m)[m:])
        h: list[Any] = [0] * (len(master) - 1)
        found = []
        for k in range(m):
            h, _ = divide_out([a + g[k] * c for a, c in zip([*h, 0], master, strict=True)], x)
            found.append(h)
        basis += found[::-1]
    return basis


def reciprocal_series(f: Sequence[Any]) -> list[Any]:
    """1 / f as a power series to as many terms as f has; f_0 must not be zero."""
    g: list[Any] = [1 / f[0]] if f else []
    for k in range(1, len(f)):
        total = f[1] * g[k - 1]
        for j in range(2, k + 1):
            total = total + f[j] * g[k - j]
        g.append(-total * g[0])
    return g
