"""What a claim is said for all of: "integer", "1..20", "symmetric 3", "2x3", "n", "invertible n" and their members.

Every domain builds a member from a list of integers, so that members can be counted, drawn, and shrunk towards 0; those
of a fixed size whose entries are monomials also build the member with a variable in every free place: what is shown of
that is shown of all members.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symbolic import matrix
from symbolic.errors import InputError
from verify.claims.authored.members import made, number

Cell = tuple[int, int, int]  # coefficient, index of the parameter (-1: none), exponent
Layout = Callable[[int, int], list[list[Cell]]]
ZERO: Cell = (0, -1, 0)
ONE: Cell = (1, -1, 0)
LARGEST = 6  # of a matrix that is tried


def free(m: int, n: int) -> list[list[Cell]]:
    """Every entry is free."""
    return [[(1, i * n + j, 1) for j in range(n)] for i in range(m)]


def where(kept: Callable[[int, int], bool]) -> Layout:
    """The entries that are kept are free, the others 0."""
    def layout(m: int, n: int) -> list[list[Cell]]:
        places = [(i, j) for i in range(m) for j in range(n) if kept(i, j)]
        return [[(1, places.index((i, j)), 1) if kept(i, j) else ZERO for j in range(n)] for i in range(m)]
    return layout


def by(index: Callable[[int, int, int], int]) -> Layout:
    """The parameter is a function of the place."""
    return lambda m, n: [[(1, index(i, j, n), 1) for j in range(n)] for i in range(m)]


def symmetric(m: int, n: int) -> list[list[Cell]]:
    """A^T = A."""
    upper = where(lambda i, j: i <= j)(m, n)
    return [[upper[min(i, j)][max(i, j)] for j in range(n)] for i in range(m)]


def skew(m: int, n: int) -> list[list[Cell]]:
    """A^T = -A."""
    upper = where(lambda i, j: i < j)(m, n)
    return [[upper[i][j] if i < j else (-upper[j][i][0], *upper[j][i][1:]) for j in range(n)] for i in range(m)]


def companion(m: int, n: int) -> list[list[Cell]]:
    """Ones below the diagonal, the last column free."""
    return [[(1, i, 1) if j == n - 1 else ONE if i == j + 1 else ZERO for j in range(n)] for i in range(m)]


LAYOUTS: dict[str, Layout] = {
    "": free, "symmetric": symmetric, "skew": skew, "diagonal": where(lambda i, j: i == j), "companion": companion,
    "upper triangular": where(lambda i, j: i <= j), "lower triangular": where(lambda i, j: i >= j),
    "strictly upper triangular": where(lambda i, j: i < j), "strictly lower triangular": where(lambda i, j: i > j),
    "toeplitz": by(lambda i, j, n: i - j + n - 1), "hankel": by(lambda i, j, _: i + j),
    "circulant": by(lambda i, j, n: (i - j) % n),
    "vandermonde": lambda m, n: [[(1, i, j) if j else ONE for j in range(n)] for i in range(m)],
    "invertible": free, "orthogonal": skew, "positive definite": free, "nilpotent": free,
    "permutation": lambda _m, n: [[ZERO] * n] * n,
}
# Members that are made and not filled in: how many further integers for each row, for signs and permutations.
MADE = {"invertible": 0, "positive definite": 0, "orthogonal": 2, "nilpotent": 1, "permutation": 1}
NUMBER_COUNTS = {"rational": 2, "real": 3, "nonzero": 3, "positive": 3, "nonnegative": 3}
SQUARE = set(LAYOUTS) - {"", "toeplitz", "hankel", "vandermonde", "diagonal"}
NUMBERS = ("integer", "natural", "rational", "real", "nonzero", "positive", "nonnegative")
SIZE = re.compile(r"(?P<m>\d+|[a-z])(?:\s*x\s*(?P<n>\d+|[a-z]))?")
RANGE = re.compile(r"(?P<low>-?\d+)\s*\.\.\s*(?P<high>-?\d+)")


@dataclass(frozen=True)
class Domain:
    """`kind` is a structure of LAYOUTS or one of NUMBERS or "range"; `m`, `n` are sizes, numbers or letters."""

    words: str
    kind: str
    m: int | str = 0
    n: int | str = 0
    low: int = 0
    high: int = 0

    @property
    def is_matrix(self) -> bool:
        """Whether the members are matrices."""
        return bool(self.m)

    @property
    def letters(self) -> tuple[str, ...]:
        """The sizes that are letters."""
        return tuple(dict.fromkeys(k for k in (self.m, self.n) if isinstance(k, str)))

    def shape(self, sizes: Mapping[str, int]) -> tuple[int, int]:
        """The shape where the letters have these sizes."""
        m, n = (sizes[k] if isinstance(k, str) else k for k in (self.m, self.n))
        return m, n

    def count(self, sizes: Mapping[str, int]) -> int:
        """How many integers make a member."""
        if not self.is_matrix:
            return NUMBER_COUNTS.get(self.kind, 1)
        m, n = self.shape(sizes)
        places = 1 + max((cell[1] for row in LAYOUTS[self.kind](m, n) for cell in row), default=-1)
        return places + MADE.get(self.kind, 0) * n + 1  # the last one is a common denominator

    def member(self, numbers: Sequence[int], sizes: Mapping[str, int]) -> Any:
        """The member that these integers make, or None if they make none."""
        if not self.is_matrix:
            return number(self.kind, numbers, self.low, self.high)
        entries = [Fraction(x, abs(numbers[-1]) + 1) for x in numbers]
        layout = LAYOUTS[self.kind](*self.shape(sizes))
        rows = [[c * (entries[k] if k >= 0 else 1) ** e for c, k, e in row] for row in layout]
        return made(self.kind, rows, numbers) if self.kind in MADE else matrix(rows)

    def generic(self, name: str, sizes: Mapping[str, int]) -> Any:
        """The tree of the member with a variable in every free place, or None where there is no such tree."""
        if not self.is_matrix:
            return ["var", name]
        if self.kind in MADE and self.kind != "invertible":
            return None

        def entry(cell: Cell) -> Any:
            c, k, e = cell
            # no author can write a name that begins with _
            tree: Any = ["num", str(abs(c))] if k < 0 else ["var", f"_{name}_{k + 1}"]
            tree = ["pow", tree, ["num", str(e)]] if e > 1 else tree
            return ["neg", tree] if c < 0 else tree
        return ["mat", [[entry(cell) for cell in row] for row in LAYOUTS[self.kind](*self.shape(sizes))]]


def domain(words: str) -> Domain:
    """The domain in words.

    Raises:
        InputError: it is none of those that are known; the message lists them.

    >>> domain("symmetric 3").shape({}), domain("1..20").kind, domain("m x n").letters
    ((3, 3), 'range', ('m', 'n'))
    """
    text = " ".join(words.lower().split())
    if text in NUMBERS:
        return Domain(words, text)
    limits = RANGE.fullmatch(text)
    if limits:
        low, high = int(limits["low"]), int(limits["high"])
        if low > high or high - low > 10_000:
            raise InputError(f"for-all: the range {words!r} is empty or longer than 10000 numbers")
        return Domain(words, "range", low=low, high=high)
    kind, size = split_shape(text)
    found = SIZE.fullmatch(size)
    if not found or kind not in LAYOUTS:
        raise InputError(f"for-all: {words!r} is no domain; numbers: {', '.join(NUMBERS)}, or a range 1..20; matrices: a "
                         f"structure and a size, such as 'symmetric 3', '2x3', 'm x n': {', '.join(k for k in LAYOUTS if k)}")
    m, n = (int(k) if k and k.isdigit() else k for k in (found["m"], found["n"]))
    n = m if n is None else n
    if m is None or any(isinstance(k, int) and not 0 < k <= LARGEST for k in (m, n)):
        raise InputError(f"for-all: {words!r}: matrices of sizes 1 to {LARGEST} are tried; write a letter for all sizes")
    if kind in SQUARE and m != n:
        raise InputError(f"for-all: {words!r}: a {kind} matrix is square")
    return Domain(words, kind, m, n)


def split_shape(text: str) -> tuple[str, str]:
    """The structure and the shape, which stands last: "symmetric 3", "2x3", "toeplitz m x n"; the word matrix is free."""
    words = [word for word in text.split() if word != "matrix"]
    at = words.index("x") - 1 if "x" in words[1:] else len(words) - 1
    return " ".join(words[:at]), " ".join(words[at:])
