"""Exact values as expression trees: numbers, matrices, polynomials, and witnesses of a rank."""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from exercises.derivation import Rank
from exercises.terms import E, mat, num, sqrt, total

IMAGINARY = E("i")
PAGE = 10  # a worked solution of a larger matrix fits no page, and is refused
LINE = 4   # the same for a sum over the roots of a polynomial of higher degree


def surd(re: Fraction, im: Fraction, d: int) -> E:
    """Return re + im sqrt(d) as one would write it, d squarefree and not 1; sqrt(d) = i sqrt(-d) for d < 0.

    >>> surd(Fraction(1, 2), Fraction(-1, 2), 5).to_json()
    ['frac', ['add', ['num', '1'], ['neg', ['sqrt', '5']]], ['num', '2']]
    """
    if im == 0:
        return num(re)
    low = lcm(re.denominator, im.denominator)
    p, q = int(re * low), int(im * low)
    radical = IMAGINARY if d == -1 else sqrt(d) if d > 0 else sqrt(-d) * IMAGINARY
    term = radical if abs(q) == 1 else num(abs(q)) * radical
    signed = term if q > 0 else -term
    top = signed if p == 0 else num(p) + signed
    return top if low == 1 else top / num(low)


def squarefree_part(n: int) -> tuple[int, int]:
    """Return (s, d) with n = s^2 d and d squarefree, for n != 0.

    >>> squarefree_part(-12)
    (2, -3)
    """
    s, d, p = 1, n, 2
    while p * p <= abs(d):
        while d % (p * p) == 0:
            d //= p * p
            s *= p
        p += 1
    return s, d


def number_tree(x: Any) -> E | None:
    """Return an exact number of degree 1 or 2 as a tree, None for a higher degree."""
    if isinstance(x, int | Fraction):
        return num(x)
    if x.is_rational:
        return num(Fraction(int(x.numerator), int(x.denominator)))
    return surd(*surd_parts(x)) if x.field.degree == 2 else None


def matrix_tree(A: Any) -> E | None:
    """Return a matrix of exact numbers as a tree, None if an entry has a degree above 2."""
    rows = [[number_tree(x) for x in row] for row in A.entries()]
    if any(x is None for row in rows for x in row):
        return None
    return mat([[x for x in row if x is not None] for row in rows])


def fractions_of(A: Any) -> list[list[Fraction]]:
    """Return the entries of a rational matrix."""
    return [[Fraction(int(x.numerator), int(x.denominator)) for x in row] for row in A.entries()]


def polynomial_tree(coefficients: Sequence[Fraction], variable: E) -> E:
    """Return the polynomial with these coefficients, low to high, written from the highest power down."""
    terms: list[E] = []
    for i, c in reversed(list(enumerate(coefficients))):
        if c:
            power = None if i == 0 else variable if i == 1 else variable ** i
            size: E = num(abs(c)) if power is None else power if abs(c) == 1 else num(abs(c)) * power
            terms.append(-size if c < 0 else size)
    return total(terms)


Rows = list[list[Fraction]]


def echelon(rows: Sequence[Sequence[Fraction]]) -> tuple[Rows, list[int], list[int]]:
    """Return the reduced row echelon form, its pivot columns, and the rows of the matrix that carry a nonzero minor."""
    work = [list(row) for row in rows]
    order = list(range(len(work)))
    pivots: list[int] = []
    n = len(work[0]) if work else 0
    for j in range(n):
        r = len(pivots)
        hit = next((i for i in range(r, len(work)) if work[i][j]), None)
        if hit is None:
            continue
        work[r], work[hit], order[r], order[hit] = work[hit], work[r], order[hit], order[r]
        work[r] = [x / work[r][j] for x in work[r]]
        for i in range(len(work)):
            if i != r and work[i][j]:
                work[i] = [x - work[i][j] * y for x, y in zip(work[i], work[r], strict=True)]
        pivots.append(j)
    return work, pivots, sorted(order[:len(pivots)])


def rank_fact(tree: E, rows: Sequence[Sequence[Fraction]]) -> Rank:
    """Return the fact that states the rank of `tree`, whose entries are `rows`, with its minor and kernel columns."""
    work, pivots, chosen = echelon(rows)
    n = len(rows[0])
    free = [j for j in range(n) if j not in pivots]
    kernel = [[_kernel_entry(work, pivots, i, j) for j in free] for i in range(n)]
    return Rank(tree, len(pivots), tuple(chosen), tuple(pivots), mat(kernel) if free else None, tuple(free))


def _kernel_entry(work: Rows, pivots: list[int], i: int, j: int) -> Fraction:
    return -work[pivots.index(i)][j] if i in pivots else Fraction(int(i == j))


def times(A: Sequence[Sequence[Fraction]], B: Sequence[Sequence[Fraction]]) -> Rows:
    """Return the product of two matrices of fractions."""
    return [[sum((x * y for x, y in zip(row, col, strict=True)), Fraction(0)) for col in zip(*B, strict=True)] for row in A]


def shifted(A: Sequence[Sequence[Fraction]], value: Fraction) -> Rows:
    """Return A - value I."""
    return [[x - value if i == j else x for j, x in enumerate(row)] for i, row in enumerate(A)]


def determinant(rows: Sequence[Sequence[Fraction]]) -> Fraction:
    """Return the determinant of a square matrix of fractions, by expansion along pivots."""
    work, value = [list(row) for row in rows], Fraction(1)
    for j in range(len(work)):
        hit = next((i for i in range(j, len(work)) if work[i][j]), None)
        if hit is None:
            return Fraction(0)
        if hit != j:
            work[j], work[hit], value = work[hit], work[j], -value
        value *= work[j][j]
        for i in range(j + 1, len(work)):
            ratio = work[i][j] / work[j][j]
            work[i] = [x - ratio * y for x, y in zip(work[i], work[j], strict=True)]
    return value


def number_value(tree: E) -> Fraction | None:
    """Return the value of a rational literal, None for any other tree."""
    if tree.op == "neg":
        inner = number_value(tree.args[0])
        return None if inner is None else -inner
    return Fraction(tree.args[0]) if tree.op == "num" else None


def minus(x: E, value: E) -> E:
    """Return x - value as one would write it: x for zero, a plus sign for a negative number."""
    if value == num(0):
        return x
    return x + value.args[0] if value.op == "neg" else x - value


def surd_parts(x: Any) -> tuple[Fraction, Fraction, int]:
    """Return (re, im, d) with x = re + im sqrt(d), d squarefree, for an exact number of degree at most 2."""
    if x.is_rational:
        return Fraction(int(x.numerator), int(x.denominator)), Fraction(0), 1
    field = x.field
    c, b = (int(field.polynomial[i]) for i in range(2))
    s, d = squarefree_part(b * b - 4 * c)
    p0, p1 = (Fraction(int(x.poly[i].p), int(x.poly[i].q)) for i in range(2))
    return p0 - p1 * b / 2, p1 * (Fraction(s, 2) if field.root == 1 else Fraction(-s, 2)), d
