"""Circulant matrices C_ij = c_{i-j mod n}: polynomials modulo x^n - 1, diagonal over Q(zeta_n)."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from flint import acb, arb, fmpq, fmpq_poly, fmpz_mat, fmpz_poly

from symbolic.errors import DomainError, InputError, ShapeError, UnableError
from symbolic.matrices.elimination import det, inverse, solve
from symbolic.matrices.matrix import ExactMatrix, from_entries, rational_matrix
from symbolic.scalars.fields import MAX_DEGREE, number_field, root_near
from symbolic.scalars.numbers import AlgebraicNumber, exact, rational
from symbolic.structured.base import Scalar, StructuredMatrix, parameter_names, read_columns, read_vector
from symbolic.structured.displacement import Displacement, shift, sylvester_displacement
from symbolic.structured.toeplitz import Toeplitz, integer_polynomial, singular


@dataclass(frozen=True)
class CirculantDiagonalization:
    """n C = F* diag(values) F, with the unnormalised Fourier matrix F_jk = e^(-2 pi i jk/n) and values = F c."""

    F: ExactMatrix
    values: tuple[Scalar, ...]


@dataclass(frozen=True, repr=False)
class Circulant(StructuredMatrix):
    """The n x n matrix C with C_ij = c_{i-j mod n}: multiplication by c(x) modulo x^n - 1. Made by `circulant(c)`."""

    c: tuple[Scalar, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """(n, n)."""
        return len(self.c), len(self.c)

    @property
    def T(self) -> Circulant:
        """The transpose, a circulant: c_0, c_{n-1}, .., c_1."""
        return Circulant((*self.c[:1], *reversed(self.c[1:])))

    @cached_property
    def toeplitz(self) -> Toeplitz:
        """The same matrix as a Toeplitz value."""
        return Toeplitz(self.c, self.T.c)

    def dense(self) -> ExactMatrix:
        """The matrix C itself."""
        return self.toeplitz.dense()

    def matvec(self, x: Any) -> ExactMatrix:
        """C x, by one product of polynomials modulo x^n - 1 for each column over Q."""
        n = len(self.c)
        X = read_columns(x, n, "matvec")
        if self._integers is None or not X.is_rational:
            return self.dense() * X
        columns = [_folded(self._integers[0] * p, n) for p in _columns(X)]
        return _matrix(columns, n, self._integers[1] * X.denominator)

    def solve(self, b: Any) -> ExactMatrix:
        """The x with C x = b: over Q by the inverse of c(x) modulo x^n - 1, elimination in other rings.

        Raises:
            ShapeError: b does not have n rows. SingularMatrixError: c(x) and x^n - 1 have a common factor g; the null vector
                holds the coefficients of (x^n - 1)/g.
        """
        n = len(self.c)
        B = read_columns(b, n, "solve")
        if self._integers is None or not B.is_rational:
            return solve(self.dense(), B)
        if not n:
            return B
        s = self._reciprocal("solve")
        top = s.numer()
        return _matrix([_folded(top * p, n) for p in _columns(B)], n, int(s.denom()) * B.denominator)

    def det(self) -> Scalar:
        """The determinant: the resultant of x^n - 1 and c(x), which is the product of c over the n-th roots of unity."""
        n = len(self.c)
        if self._integers is None:
            value: Scalar = det(self.dense())
            return value
        c, denominator = self._integers
        if c.degree() <= 0:
            return rational(int(c[0]), denominator) ** n
        return rational(int(_cycle(n).resultant(c)), denominator ** n)

    def reciprocal(self) -> Circulant:
        """C^-1, which is a circulant.

        Raises:
            SingularMatrixError: with a null vector.
        """
        n = len(self.c)
        if self._integers is None:
            return Circulant(tuple(row[0] for row in inverse(self.dense()).entries()))
        s = self._reciprocal("inverse") if n else fmpq_poly()
        return Circulant(tuple(AlgebraicNumber(exact(0).field, fmpq_poly([s[i]])) for i in range(n)))

    def inverse(self) -> ExactMatrix:
        """C^-1, dense; `reciprocal()` has it as a circulant.

        Raises:
            SingularMatrixError: with a null vector.
        """
        return inverse(self.dense()) if self._integers is None else self.reciprocal().dense()

    @cached_property
    def eigenvalues(self) -> tuple[Scalar, ...]:
        """The numbers c(w^k), k = 0, .., n-1, w = e^(-2 pi i/n): the entries of F c, in Q(w) when c is rational.

        Raises:
            UnableError: Q(w) has a degree above 64. DomainError: parameters with n > 2.
        """
        n = len(self.c)
        if not n:
            return ()
        names = parameter_names(self.c)
        if names and n > 2:
            raise DomainError(f"eigenvalues: this {n}x{n} circulant matrix has the parameters {', '.join(sorted(names))} and its "
                              "eigenvalues mix them with roots of unity, a ring that is not supported; substitute values first")
        w = primitive_root(n)
        powers = [exact(1)]
        for _ in range(n - 1):
            powers.append(powers[-1] * w)
        if self._integers is None:
            return tuple(sum((x * powers[j * k % n] for j, x in enumerate(self.c)), start=exact(0)) for k in range(n))
        top, denominator = self._integers
        values = [_folded(fmpz_poly(_spread(top, k, n)), n) for k in range(n)]
        return tuple(AlgebraicNumber(w.field, w.field.reduce(fmpq_poly(p)(w.poly)) / denominator) for p in values)

    def diagonalization(self) -> CirculantDiagonalization:
        """F and F c with n C = F* diag(F c) F, exactly over Q(zeta_n); F* is F with conjugate entries (F is symmetric).

        Raises:
            UnableError: Q(zeta_n) has a degree above 64. DomainError: parameters with n > 2.
        """
        n = len(self.c)
        return CirculantDiagonalization(fourier_matrix(n), self.eigenvalues)

    def displacement(self) -> Displacement:
        """Z C - C Z with the cyclic shift Z, which is 0; `.toeplitz.displacement()` has the one of Toeplitz matrices."""
        n = len(self.c)
        Z = shift(n, corner=1)
        return sylvester_displacement(self.dense(), Z, Z)

    def __mul__(self, other: Circulant) -> Circulant:
        """The product of two circulants, a circulant: c(x) d(x) modulo x^n - 1."""
        if not isinstance(other, Circulant):
            return NotImplemented
        if len(self.c) != len(other.c):
            raise ShapeError(f"A * B: the circulants have sizes {len(self.c)} and {len(other.c)}; they must agree")
        return Circulant(tuple(row[0] for row in self.matvec(from_entries([[x] for x in other.c], len(self.c), 1)).entries()))

    def __str__(self) -> str:
        return f"circulant([{', '.join(map(str, self.c))}])"

    @cached_property
    def _integers(self) -> tuple[fmpz_poly, int] | None:
        return integer_polynomial(self.c)

    def _reciprocal(self, what: str) -> fmpq_poly:
        """The inverse of c(x) modulo x^n - 1 over Q."""
        n = len(self.c)
        top, denominator = self._integers or (fmpz_poly(), 1)
        g, s, _ = fmpq_poly(top).xgcd(fmpq_poly(_cycle(n)))
        if g.degree() > 0:
            null = fmpq_poly(_cycle(n)) // g
            raise singular(what, "circulant", _matrix([null.numer()], n, 1))
        return s * denominator / g[0]


def circulant(c: Iterable[Any] | ExactMatrix, *, symbols: Iterable[str] = ()) -> Circulant:
    """The circulant matrix C_ij = c_{i-j mod n} with first column c, as a structured value.

    Args:
        c: n numbers, parameters or text; or a row or column matrix.
        symbols: the names that may stand for parameters in text.

    Raises:
        InputError: an entry is not an exact number (floats: InexactInputError). DomainError: irrational numbers beside
            parameters.

    >>> C = circulant([2, 1, 0, 0])
    >>> C.dense(), C.det(), C.eigenvalues
    (2 0 0 1; 1 2 0 0; 0 1 2 0; 0 0 1 2, 15, (3, 2-i, 1, 2+i))
    >>> C.solve([1, 0, 0, 0])
    8/15; -4/15; 2/15; -1/15
    """
    values = read_vector(c, "circulant", symbols)
    from_entries([values], 1, len(values))  # refused now, not by the first verb, if they share no ring
    return Circulant(values)


@lru_cache(maxsize=128)
def primitive_root(n: int) -> AlgebraicNumber:
    """e^(-2 pi i/n) as an element of Q(zeta_n).

    Raises:
        UnableError: phi(n) > 64.

    >>> primitive_root(4)
    -i
    """
    if n > 2 * MAX_DEGREE**2:            # phi(n) >= sqrt(n/2)
        raise UnableError(f"the roots of unity of an order of {n.bit_length()} bits need a field of a degree above {MAX_DEGREE}",
                          f"degree {MAX_DEGREE}")
    polynomial = fmpz_poly.cyclotomic(n)
    if polynomial.degree() > MAX_DEGREE:
        raise UnableError(f"the {n}-th roots of unity need a field of degree {polynomial.degree()}", f"degree {MAX_DEGREE}")
    if n <= 2:
        return exact(3 - 2 * n)
    _, index = root_near([polynomial], lambda _: acb(arb(fmpq(-2, n))).exp_pi_i())
    return AlgebraicNumber(number_field(polynomial, index), fmpq_poly([0, 1]))


def fourier_matrix(n: int) -> ExactMatrix:
    """The unnormalised Fourier matrix F_jk = e^(-2 pi i jk/n) over Q(zeta_n); F* F = n I.

    Raises:
        UnableError: phi(n) > 64.

    >>> fourier_matrix(4)
    1 1 1 1; 1 -i -1 i; 1 -1 1 -1; 1 i -1 -i
    """
    if type(n) is not int or n < 0:
        raise InputError(f"fourier_matrix: the size is {n!r}; it must be an integer >= 0")
    powers = [primitive_root(n) ** k for k in range(n)]
    return from_entries([[powers[j * k % n] for k in range(n)] for j in range(n)], n, n)


def _cycle(n: int) -> fmpz_poly:
    """x^n - 1."""
    return fmpz_poly([-1] + [0] * (n - 1) + [1])


def _folded(p: fmpz_poly, n: int) -> fmpz_poly:
    """The remainder modulo x^n - 1 of a polynomial of degree below 2n."""
    return p.truncate(n) + p.right_shift(n)


def _spread(p: fmpz_poly, k: int, n: int) -> list[Any]:
    """The coefficients of p(x^k) modulo x^n - 1."""
    out: list[Any] = [0] * n
    for j in range(n):
        out[j * k % n] += p[j]
    return out


def _columns(X: ExactMatrix) -> list[fmpz_poly]:
    return [fmpz_poly(X.numerator.entries()[j::X.cols]) for j in range(X.cols)]


def _matrix(columns: list[fmpz_poly], n: int, denominator: int) -> ExactMatrix:
    return rational_matrix(fmpz_mat(n, len(columns), [p[i] for i in range(n) for p in columns]), denominator)
