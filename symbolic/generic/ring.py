"""Z[parameters] with a bounded amount of work: python-flint's multivariate polynomials and small matrices of them."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

from symbolic.errors import UnableError
from symbolic.scalars.parameters import RationalFunction, function_field

Table = list[list[fmpz_mpoly]]

MAX_PARAMETERS = 6
MAX_TERMS = 60_000           # of one polynomial that is factored or whose divisors are taken
MAX_PRODUCTS = 200_000_000   # products of two terms in one call, a few seconds of work


class ParameterRing:
    """Z[p_1, .., p_m] with one more variable y that stands for a generic root; every product spends from one budget.

    >>> ring = ParameterRing(("a", "b"))
    >>> a, b = ring.parameters
    >>> ring.function(a ** 2 - b ** 2, a + b)
    a - b
    """

    __slots__ = ("ctx", "left", "names", "one", "parameters", "y", "zero")

    def __init__(self, names: tuple[str, ...], budget: int = MAX_PRODUCTS) -> None:
        self.names = names
        # the names inside are numbered, so that a parameter may be called y
        self.ctx = fmpz_mpoly_ctx.get([*(f"p{k}" for k in range(len(names))), "y"], Ordering.lex)
        *self.parameters, self.y = self.ctx.gens()
        self.zero, self.one = self.ctx.constant(0), self.ctx.constant(1)
        self.left = budget

    def spend(self, work: int) -> None:
        """Take `work` from the budget.

        Raises:
            UnableError: nothing is left.
        """
        self.left -= work * (1 + len(self.names) // 8)      # a monomial is a vector of exponents, eight to a word
        if self.left < 0:
            raise UnableError(f"the polynomials in {self.shown} grow too large; give some parameters values with substitute",
                              f"{MAX_PRODUCTS} products of terms")

    @property
    def shown(self) -> str:
        """The parameters, for messages."""
        return ", ".join(self.names) if len(self.names) <= 8 else f"{len(self.names)} parameters"

    def constant(self, c: int) -> fmpz_mpoly:
        """An integer as a constant polynomial."""
        return self.ctx.constant(c)

    def pair(self, element: Any) -> tuple[fmpz_mpoly, fmpz_mpoly]:
        """Numerator and denominator of an element of SymPy's field Q(names)."""
        tops: list[fmpz_mpoly] = []
        scales: list[int] = []
        for part in (element.numer, element.denom):
            terms = {(*m, 0): c for m, c in part.terms()}
            scale = 1
            for c in terms.values():
                scale = scale * int(c.denominator) // _gcd(scale, int(c.denominator))
            tops.append(self.ctx.from_dict({m: int(c.numerator) * (scale // int(c.denominator)) for m, c in terms.items()}))
            scales.append(scale)
        return tops[0] * scales[1], tops[1] * scales[0]

    def function(self, top: fmpz_mpoly, bottom: fmpz_mpoly | None = None) -> RationalFunction:
        """The quotient of two polynomials free of y, in lowest terms."""
        field = function_field(self.names)
        bottom = self.one if bottom is None else bottom
        g = self.gcd([top, bottom])
        if top.is_zero():
            return RationalFunction(self.names, field.zero)
        top, bottom = self.divide(top, g), self.divide(bottom, g)
        if bottom.coefficient(0) < 0:
            top, bottom = -top, -bottom
        domain = field.domain
        parts = [field.ring.from_dict({tuple(map(int, m[:-1])): domain(int(c)) for m, c in p.to_dict().items()})
                 for p in (top, bottom)]
        return RationalFunction(self.names, field.raw_new(*parts))

    def times(self, p: fmpz_mpoly, q: fmpz_mpoly) -> fmpz_mpoly:
        """The product p q, paid for."""
        self.spend(len(p) * len(q))
        return p * q

    def divide(self, p: fmpz_mpoly, q: fmpz_mpoly) -> fmpz_mpoly:
        """The exact quotient p / q."""
        if q.is_one():
            return p
        self.spend(len(p) * len(q))
        return p / q

    def gcd(self, values: Sequence[fmpz_mpoly]) -> fmpz_mpoly:
        """The greatest common divisor, integer content included, with positive leading coefficient (0 for zeros only)."""
        g = self.zero
        for v in sorted((v for v in values if not v.is_zero()), key=len):
            self._small(v)
            g = g.gcd(v)
            if g.is_one():
                break
        return g

    def factors(self, p: fmpz_mpoly) -> list[tuple[fmpz_mpoly, int]]:
        """The irreducible factors that are not constants, with positive leading coefficients."""
        self._small(p)
        self.spend(100 * len(p))
        return [(-f if f.coefficient(0) < 0 else f, int(e)) for f, e in p.factor()[1] if not f.is_constant()]

    def _small(self, p: fmpz_mpoly) -> None:
        if len(p) > MAX_TERMS:
            raise UnableError(f"a polynomial in {self.shown} with {len(p)} terms is too large to factor; give some parameters "
                              "values with substitute", f"{MAX_TERMS} terms")

    def product(self, a: Table, b: Table) -> Table:
        """The product of two matrices."""
        self.spend(sum(sum(len(row[k]) for row in a) * sum(len(x) for x in b[k]) for k in range(len(b))))
        width = len(b[0]) if b else 0
        return [[sum((x * b[k][j] for k, x in enumerate(row) if not x.is_zero()), self.zero) for j in range(width)] for row in a]

    def coefficients(self, p: fmpz_mpoly, count: int) -> list[fmpz_mpoly]:
        """The coefficients of y^0 .. y^(count-1)."""
        tables: list[dict[tuple[int, ...], Any]] = [{} for _ in range(count)]
        for m, c in p.to_dict().items():
            tables[m[-1]][(*m[:-1], 0)] = c
        return [self.ctx.from_dict(t) for t in tables]

    def at(self, p: fmpz_mpoly, values: Sequence[int]) -> int:
        """The value at integers given to the parameters; p must be free of y."""
        return int(p(*values, 0))


def _gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


def determinant(ring: ParameterRing, matrix: Table) -> fmpz_mpoly:
    """The determinant by Bareiss's fraction-free elimination, pivots with few terms first."""
    rows = [list(row) for row in matrix]
    n, sign, previous = len(rows), 1, ring.one
    for k in range(n):
        choices = [(len(rows[i][j]), i, j) for i in range(k, n) for j in range(k, n) if not rows[i][j].is_zero()]
        if not choices:
            return ring.zero
        _, i, j = min(choices)
        if i != k:
            rows[i], rows[k], sign = rows[k], rows[i], -sign
        if j != k:
            sign = -sign
            for row in rows:
                row[j], row[k] = row[k], row[j]
        pivot = rows[k][k]
        for row in rows[k + 1:]:
            factor = row[k]
            # invariant: entries are minors of the matrix, so the division by the previous pivot is exact
            row[k:] = [ring.divide(ring.times(pivot, x) - ring.times(factor, y), previous)
                       for x, y in zip(row[k:], rows[k][k:], strict=True)]
        previous = pivot
    return previous * sign


def kernel(ring: ParameterRing, matrix: Table, width: int) -> list[list[fmpz_mpoly]]:
    """A basis of the kernel over the field of functions: primitive vectors, one for each column that is free."""
    rows = [list(row) for row in matrix if any(not x.is_zero() for x in row)]
    pivots: list[int] = []
    while len(pivots) < len(rows):
        top = len(pivots)
        _, i, j = min((weight(rows[i][j]), i, j) for i in range(top, len(rows)) for j in range(width) if not rows[i][j].is_zero())
        rows[top], rows[i] = rows[i], rows[top]
        pivots.append(j)
        for k, row in enumerate(rows):
            if k != top and not row[j].is_zero():
                g = ring.gcd([row[j], rows[top][j]])
                p, q = ring.divide(rows[top][j], g), ring.divide(row[j], g)
                rows[k] = primitive(ring, [ring.times(p, x) - ring.times(q, y) for x, y in zip(row, rows[top], strict=True)])
        rows = rows[:top + 1] + [row for row in rows[top + 1:] if any(not x.is_zero() for x in row)]
    return [_kernel_vector(ring, rows, pivots, j, width) for j in range(width) if j not in pivots]


def _kernel_vector(ring: ParameterRing, rows: Table, pivots: list[int], j: int, width: int) -> list[fmpz_mpoly]:
    common = ring.one
    for row, p in zip(rows, pivots, strict=True):
        if not row[j].is_zero():
            common = ring.times(common, ring.divide(row[p], ring.gcd([common, row[p]])))
    vector = [ring.zero] * width
    vector[j] = common
    for row, p in zip(rows, pivots, strict=True):
        if not row[j].is_zero():
            vector[p] = -ring.times(ring.divide(common, row[p]), row[j])
    return primitive(ring, vector)


def primitive(ring: ParameterRing, values: Sequence[fmpz_mpoly]) -> list[fmpz_mpoly]:
    """The vector divided by its content, the first entry that is not 0 with positive leading coefficient."""
    g = ring.gcd(values)
    first = next((v for v in values if not v.is_zero()), ring.one)
    if first.coefficient(0) < 0:
        g = -g
    return list(values) if g.is_zero() or g.is_one() else [ring.divide(v, g) for v in values]


def weight(p: fmpz_mpoly) -> tuple[int, int]:
    """How unwelcome a polynomial is as a pivot: its degree, then its number of terms."""
    return (0 if p.is_constant() else p.total_degree(), len(p))
