"""Rectangular arrays over a number field: integer matrices, one for each power of theta, over one denominator."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from math import lcm

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz, fmpz_mat

from symbolic.scalars.fields import QQ, NumberField, compositum
from symbolic.scalars.numbers import AlgebraicNumber


def _zero(m: int, n: int) -> fmpz_mat:
    return fmpz_mat(m, n)


def _vanishes(m: fmpz_mat) -> bool:
    return bool(m.is_zero())


def _common_divisor(parts: Sequence[fmpz_mat], denominator: int) -> int:
    """Gcd of the denominator and all entries; stops as soon as it is 1."""
    g = fmpz(denominator)
    for m in parts if g != 1 else ():
        for x in m.entries():
            g = g.gcd(x)
            if g == 1:
                return 1
    return int(g)


class FieldArray:
    """sum_i coefficients[i] theta^i / denominator with integer matrices `coefficients`; canonical and immutable."""

    __slots__ = ("coefficients", "denominator", "field")

    def __init__(self, field: NumberField, coefficients: Sequence[fmpz_mat], denominator: int = 1) -> None:
        parts = list(coefficients)
        while len(parts) > 1 and _vanishes(parts[-1]):
            parts.pop()
        if len(parts) == 1:
            field = QQ
        if denominator != 1:
            parts, denominator = _lowest(parts, denominator)
        self.field = field
        self.coefficients = (*parts, *(_zero(*self._shape(parts[0])) for _ in range(field.degree - len(parts))))
        self.denominator = denominator

    @staticmethod
    def _shape(m: fmpz_mat) -> tuple[int, int]:
        return m.nrows(), m.ncols()

    @property
    def shape(self) -> tuple[int, int]:
        return self._shape(self.coefficients[0])

    def entry(self, i: int, j: int) -> AlgebraicNumber:
        return AlgebraicNumber(self.field, fmpq_poly([fmpq(int(c[i, j]), self.denominator) for c in self.coefficients]))

    def map(self, f: Callable[[fmpz_mat], fmpz_mat]) -> FieldArray:
        """Apply a Q-linear change of shape (transpose, slice, permutation) to every coefficient."""
        return FieldArray(self.field, [f(c) for c in self.coefficients], self.denominator)

    def over(self, field: NumberField, image: fmpq_poly) -> FieldArray:
        """The same array written in a larger field in which theta is the element `image`."""
        if field is self.field:
            return self
        power = fmpq_poly([1])
        parts: list[fmpq_mat] = [fmpq_mat(*self.shape) for _ in range(field.degree)]
        for c in self.coefficients:
            for i in range(power.degree() + 1):
                if power[i] != 0:
                    parts[i] = parts[i] + fmpq_mat(c) * power[i]
            power = field.reduce(power * image)
        return from_rational_parts(field, parts, self.denominator)

    def __add__(self, other: FieldArray) -> FieldArray:
        a, b = meet(self, other)
        d = lcm(a.denominator, b.denominator)
        s, t = d // a.denominator, d // b.denominator
        if s == t == 1:
            return FieldArray(a.field, [x + y for x, y in zip(a.coefficients, b.coefficients, strict=True)], d)
        return FieldArray(a.field, [x * s + y * t for x, y in zip(a.coefficients, b.coefficients, strict=True)], d)

    def __neg__(self) -> FieldArray:
        return self.map(lambda m: -m)

    def __mul__(self, other: FieldArray) -> FieldArray:
        a, b = meet(self, other)
        denominator = a.denominator * b.denominator
        if a.field is QQ:
            return FieldArray(QQ, [a.coefficients[0] * b.coefficients[0]], denominator)
        d = a.field.degree
        products = [_zero(a.shape[0], b.shape[1]) for _ in range(2 * d - 1)]
        for i, x in enumerate(a.coefficients):
            if not _vanishes(x):
                for j, y in enumerate(b.coefficients):
                    if not _vanishes(y):
                        products[i + j] = products[i + j] + x * y
        return FieldArray(a.field, fold(a.field, products), denominator)

    def scale(self, z: AlgebraicNumber) -> FieldArray:
        """Z times the array."""
        n = self.shape[0]
        if z.field is QQ:
            p, q = z.numerator, z.denominator
            return FieldArray(self.field, [c * p for c in self.coefficients], self.denominator * q)
        d = int(z.poly.denom())
        one = fmpz_mat(n, n, [int(i == j) for i in range(n) for j in range(n)])
        diagonal = FieldArray(z.field, [one * int(z.poly[i] * d) for i in range(z.field.degree)], d)
        return diagonal * self

    def equals(self, other: FieldArray) -> bool:
        """Whether both are the same array of numbers, in whatever fields they are written."""
        if self.shape != other.shape:
            return False
        if self.field is not other.field:
            if self.field is QQ or other.field is QQ:
                return False
            a, b = meet(self, other)
            return a.denominator == b.denominator and a.coefficients == b.coefficients
        return self.denominator == other.denominator and self.coefficients == other.coefficients


def fold(field: NumberField, parts: list[fmpz_mat]) -> list[fmpz_mat]:
    """Reduce powers theta^d and above by the monic integer polynomial of the field."""
    d = field.degree
    tail = [int(c) for c in field.polynomial.coeffs()][:d]
    parts = list(parts)
    for k in range(len(parts) - 1, d - 1, -1):
        top = parts.pop()
        if not _vanishes(top):
            for i, c in enumerate(tail):
                if c:
                    parts[k - d + i] = parts[k - d + i] - top * c
    return parts


def _lowest(parts: list[fmpz_mat], denominator: int) -> tuple[list[fmpz_mat], int]:
    if denominator < 0:
        parts, denominator = [-m for m in parts], -denominator
    common = _common_divisor(parts, denominator)
    if common > 1:
        parts = [(fmpq_mat(m) * fmpq(1, common)).numer_denom()[0] for m in parts]
    return parts, denominator // common


def from_rational_parts(field: NumberField, parts: Sequence[fmpq_mat], denominator: int = 1) -> FieldArray:
    """An array from rational coefficient matrices."""
    split = [m.numer_denom() for m in parts]
    d = reduce(lcm, (int(den) for _, den in split), 1)
    return FieldArray(field, [num * (d // int(den)) for num, den in split], d * denominator)


def meet(a: FieldArray, b: FieldArray) -> tuple[FieldArray, FieldArray]:
    """Write two arrays over one field."""
    if a.field is b.field:
        return a, b
    field, x, y = compositum(a.field, b.field)
    return widen(a, field, x), widen(b, field, y)


def in_lowest_terms(numerator: fmpz_mat, denominator: int) -> FieldArray:
    """The array numerator / denominator, known to be in lowest terms: looking for a common divisor costs a pass."""
    out = FieldArray.__new__(FieldArray)
    out.field, out.coefficients, out.denominator = QQ, (numerator,), denominator
    return out


def widen(a: FieldArray, field: NumberField, image: fmpq_poly) -> FieldArray:
    """`a` over exactly `field` (a rational array gets its zero coefficients)."""
    if a.field is field:
        return a
    if a.field is not QQ:
        return a.over(field, image)
    out = FieldArray.__new__(FieldArray)
    out.field, out.denominator = field, a.denominator
    out.coefficients = (a.coefficients[0], *(_zero(*a.shape) for _ in range(field.degree - 1)))
    return out


def from_numbers(rows: Sequence[Sequence[AlgebraicNumber]], m: int, n: int) -> FieldArray:
    """An m x n array from its entries, brought into one field (UnableError when there is none small enough)."""
    field, images = common_field([z.field for row in rows for z in row])
    if field is QQ:
        values = [z.poly[0] for row in rows for z in row]
        d = reduce(lcm, (int(v.q) for v in values), 1)
        return FieldArray(QQ, [fmpz_mat(m, n, [int(v.p) * (d // int(v.q)) for v in values])], d)
    polys = [z.poly if z.field is QQ or z.field is field else field.reduce(z.poly(images[z.field]))
             for row in rows for z in row]
    d = reduce(lcm, (int(p.denom()) for p in polys), 1)
    return FieldArray(field, [fmpz_mat(m, n, [int(p[i] * d) for p in polys]) for i in range(field.degree)], d)


def common_field(fields: Sequence[NumberField]) -> tuple[NumberField, dict[NumberField, fmpq_poly]]:
    """The field generated by several, and the image of each one's generator in it."""
    x = fmpq_poly([0, 1])
    total: NumberField = QQ
    images: dict[NumberField, fmpq_poly] = {}
    for f in dict.fromkeys(fields):
        if f is QQ or f in images:
            continue
        joined, old, new = compositum(total, f)
        if joined is not total:
            images = {k: joined.reduce(v(old)) for k, v in images.items()}
        total = joined
        images[f] = total.reduce(new)
    if total in images:
        images[total] = x
    return total, images
