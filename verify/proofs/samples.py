"""Numbers for statements: exact matrices drawn from a fixed sequence, and letters defined by terms of the language."""
from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import Any

from verify.proofs.evaluation import Table, integer, table, times, value
from verify.proofs.language import Declared, raw


def draw(rows: int, columns: int, seed: int) -> Table:
    """Integers in -3 .. 3 from a linear congruence.

    >>> draw(1, 3, 5).entries == draw(1, 3, 5).entries
    True
    """
    state = [seed * 7919 + 17]

    def step(_i: int, _j: int) -> Fraction:
        state[0] = (state[0] * 1103515245 + 12345) % 2**31
        return Fraction((state[0] >> 12) % 7 - 3)
    return table(rows, columns, step)


def inverse(m: Table) -> Table:
    """By Gauss and Jordan.

    >>> inverse(table(1, 1, lambda i, j: Fraction(2))).entries
    ((Fraction(1, 2),),)

    Raises:
        ZeroDivisionError: the matrix is singular.
    """
    n = m.rows
    a = [[Fraction(x) for x in row] + [Fraction(int(i == j)) for j in range(n)] for i, row in enumerate(m.entries)]
    for c in range(n):
        p = next((r for r in range(c, n) if a[r][c]), None)
        if p is None:
            raise ZeroDivisionError("a singular matrix has no inverse")
        a[c], a[p] = a[p], a[c]
        a[c] = [x / a[c][c] for x in a[c]]
        for r in range(n):
            if r != c:
                a[r] = [x - a[r][c] * y for x, y in zip(a[r], a[c], strict=True)]
    return table(n, n, lambda i, j: a[i][n + j])


def antidiagonal(rows: int, columns: int) -> Table:
    """Ones from the lower left corner upwards: orthonormal columns when they are not more than the rows.

    >>> antidiagonal(2, 1).entries
    ((0,), (1,))
    """
    return table(rows, columns, lambda i, j: int(i == rows - 1 - j))


def null_vector(m: Table) -> Table:
    """A column x with m x = 0, not zero, from the reduced row echelon form.

    >>> null_vector(table(1, 2, lambda i, j: Fraction(1))).entries
    ((Fraction(-1, 1),), (Fraction(1, 1),))

    Raises:
        ZeroDivisionError: the columns are independent.
    """
    rows = [[Fraction(x) for x in row] for row in m.entries]
    pivots: list[int] = []
    for c in range(m.columns):
        p = next((r for r in range(len(pivots), m.rows) if rows[r][c]), None)
        if p is None:
            x = {q: -rows[r][c] for r, q in enumerate(pivots)} | {c: Fraction(1)}
            return table(m.columns, 1, lambda i, _, x=x: x.get(i, Fraction(0)))  # type: ignore[misc]  # bound now
        r = len(pivots)
        rows[r], rows[p] = rows[p], rows[r]
        rows[r] = [x / rows[r][c] for x in rows[r]]
        for i in range(m.rows):
            if i != r:
                rows[i] = [x - rows[i][c] * y for x, y in zip(rows[i], rows[r], strict=True)]
        pivots.append(c)
    raise ZeroDivisionError("independent columns have no null vector")


def _triangle(x: Table, sign: int) -> Table:
    """Unit diagonal, and the entries of x below it (sign 1) or above."""
    return table(x.rows, x.rows, lambda i, j: x.at(i, j) if (i - j) * sign > 0 else Fraction(int(i == j)))


class Numbers(dict[str, Any]):
    """An assignment that grows: letters drawn, or defined by terms in the letters before.

    >>> from verify.proofs.language import integers, matrix
    >>> n = integers("n")[0]
    >>> A, B = matrix("A", n, n), matrix("B", n, n)
    >>> Numbers(n=2).invertible(A).inverse(B, A).at(A * B).entries == table(2, 2, lambda i, j: int(i == j)).entries
    True
    """

    def sizes(self, letter: Declared) -> tuple[int, int]:
        """The rows and columns of a letter without parameters."""
        return integer(letter.declaration[3], self), integer(letter.declaration[4], self)

    def at(self, t: Any) -> Any:
        """The value of a term."""
        return value(raw(t), self)

    def let(self, letter: Declared, t: Any) -> Numbers:
        """The letter is the value of a term, or a table, or a number."""
        self[letter.declaration[1]] = t if isinstance(t, Table | int | Fraction) else self.at(t)
        return self

    def draw(self, *letters: Declared) -> Numbers:
        """Letters with drawn entries."""
        for letter in letters:
            self.let(letter, draw(*self.sizes(letter), 101 * len(self) + sum(map(ord, letter.declaration[1]))))
        return self

    def invertible(self, *letters: Declared) -> Numbers:
        """Square letters with drawn entries and determinant 1."""
        for letter in letters:
            n, seed = self.sizes(letter)[0], 101 * len(self) + ord(letter.declaration[1][0])
            x = draw(n, n, seed)
            self.let(letter, times(_triangle(x, 1), _triangle(x, -1)))
        return self

    def inverse(self, letter: Declared, t: Any) -> Numbers:
        """The letter is the inverse of the value of a term."""
        return self.let(letter, inverse(self.at(t)))


class Surd:
    """A sum of rationals times square roots of squarefree integers: model of statements with sqrt(2 n + 1).

    >>> Surd.root(12) * Surd.root(3) == 6
    True
    """

    def __init__(self, parts: dict[int, Fraction]) -> None:
        """The sum of parts[d] sqrt(d)."""
        self.parts = {d: c for d, c in parts.items() if c}

    @staticmethod
    def root(n: int) -> Surd:
        """The square root of a natural number."""
        square = max(d for d in range(1, n + 1) if n % (d * d) == 0)
        return Surd({n // square**2: Fraction(square)})

    @staticmethod
    def of(x: Any) -> Surd:
        """A rational number, or what is a Surd already."""
        return x if isinstance(x, Surd) else Surd({1: Fraction(x)})

    def __add__(self, other: Any) -> Surd:
        more = Surd.of(other).parts
        return Surd({d: self.parts.get(d, Fraction(0)) + more.get(d, Fraction(0)) for d in self.parts | more})

    def __mul__(self, other: Any) -> Surd:
        total = Surd({})
        for a, x in self.parts.items():
            for b, y in Surd.of(other).parts.items():
                total = total + Surd.root(a * b) * (x * y) if a != 1 != b else total + Surd({a * b: x * y})
        return total

    __radd__, __rmul__ = __add__, __mul__

    def __eq__(self, other: object) -> bool:
        return self.parts == Surd.of(other).parts

    def __hash__(self) -> int:
        return hash(frozenset(self.parts.items()))

    def sign(self) -> int:
        """1, 0 or -1: roots of different squarefree numbers are independent, so enclosures of a sum that is not empty decide.

        >>> (Surd.root(2) + Surd.root(3) * -1).sign()
        -1
        """
        scale = 1
        while self.parts:
            scale *= 1000
            low = sum((c * (isqrt(d * scale**2) + int(c < 0)) for d, c in self.parts.items()), Fraction(0))
            high = sum((c * (isqrt(d * scale**2) + int(c > 0)) for d, c in self.parts.items()), Fraction(0))
            if low > 0 or high < 0:
                return 1 if low > 0 else -1
        return 0

    def __le__(self, other: Any) -> bool:
        return (self + Surd.of(other) * -1).sign() <= 0

    def __ge__(self, other: Any) -> bool:
        return (self + Surd.of(other) * -1).sign() >= 0
