"""Bringing the numbers of a decomposition into one field, or saying early that it is too large."""
from __future__ import annotations

from collections.abc import Sequence
from math import lcm

from flint import nmod_poly

from symbolic.errors import UnableError
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.fields import MAX_DEGREE, QQ, NumberField, compositum
from symbolic.scalars.numbers import AlgebraicNumber
from symbolic.singular.values import GramRoot

# Joining fields of degrees d and e factors a polynomial of degree d e; beyond this it takes minutes.
MAX_JOIN = 128
# Fields of this many independent square roots are joined in a second; one root more takes half a minute.
MAX_ROOTS = 4
# Enough primes to meet most cycle types of a Galois group of small degree.
PRIMES = (10007, 10009, 10037, 10039, 10061, 10067, 10069, 10079, 10091, 10093, 10099, 10103, 10111, 10133, 10139,
          10141, 10151, 10159, 10163, 10169, 10177, 10181, 10193, 10211, 10223, 10243, 10247, 10253, 10259, 10267)


class CommonField:
    """Rewrites numbers into one field that contains them."""

    def __init__(self, field: NumberField) -> None:
        """Numbers will be rewritten into `field`."""
        self.field = field

    def __call__(self, z: AlgebraicNumber) -> AlgebraicNumber:
        if z.field is self.field or z.field is QQ:
            return z
        _, _, image = compositum(self.field, z.field)
        return AlgebraicNumber(self.field, self.field.reduce(z.poly(image)))


def common_field(values: Sequence[AlgebraicNumber], A: ExactMatrix, joined: NumberField) -> NumberField:
    """The field that the values generate over `joined`, smaller fields joined first; UnableError above degree 64."""
    require_few_square_roots([z.field for z in values], A)
    for field in sorted(dict.fromkeys(z.field for z in values), key=lambda f: f.degree):
        d, e = joined.degree, field.degree
        if d * e > MAX_JOIN:
            raise too_large(A, f"a field of degree {d} has to be joined with one of degree {e}")
        try:
            joined = compositum(joined, field)[0]
        except UnableError as error:
            raise too_large(A, error.reason) from None
    return joined


def require_few_square_roots(fields: Sequence[NumberField], A: ExactMatrix) -> None:
    """UnableError at once when independent square roots alone generate a degree above 2^MAX_ROOTS.

    Square roots are independent when no product of their radicands is a square: when the vectors of the exponents of
    the primes in them are independent mod 2. An orthonormal basis of a repeated singular value has many.
    """
    basis: list[frozenset[int]] = []
    for field in dict.fromkeys(field for field in fields if field.degree == 2):
        disc = field.polynomial[1] ** 2 - 4 * field.polynomial[0]
        row = frozenset(int(p) for p, e in abs(disc).factor() if e % 2) | ({-1} if disc < 0 else frozenset())
        for known in basis:  # by their largest primes, which differ, the largest first
            row = row ^ known if max(known) in row else row
        if row:
            basis = sorted([*basis, row], key=max, reverse=True)
    if len(basis) > MAX_ROOTS:
        raise too_large(A, f"{len(basis)} independent square roots alone need the degree {2 ** len(basis)}, which is beyond "
                           f"the budget of {2 ** MAX_ROOTS} for such fields")


def require_small_group(found: Sequence[GramRoot], A: ExactMatrix) -> None:
    """UnableError at once when the singular values alone need a field of degree above 64.

    A common field contains all conjugates of a rational matrix's singular values. The degrees of the factors modulo a
    prime are the cycle lengths of an element of their Galois group, so the lcm over the primes divides its order.
    """
    minimal = dict.fromkeys(g.value.canonical()[0] for g in found) if A.is_rational else {}
    order = 1
    for p in PRIMES:
        for coefficients in minimal:
            f = nmod_poly([c % p for c in coefficients], p)
            if f.degree() == len(coefficients) - 1 and f.gcd(f.derivative()).degree() == 0:
                order = lcm(order, *(int(g.degree()) for g, _ in f.factor()[1]))
        if order > MAX_DEGREE:
            raise too_large(A, f"the singular values alone need a degree divisible by {order}")


def too_large(A: ExactMatrix, why: str) -> UnableError:
    """The error for a decomposition whose numbers are not brought into one field."""
    return UnableError(f"svd: the entries of U, S, V for this {A.rows}x{A.cols} matrix were not brought into one field "
                       f"of degree <= {MAX_DEGREE}: {why}. singular_values(A) answers, and over Q singular_triples(A)",
                       f"degree {MAX_DEGREE}")
