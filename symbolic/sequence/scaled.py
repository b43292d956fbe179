"""Matrices A = D T D^-1 with rational T and D = diag(sqrt(s_i)): exact, without a field of degree 2^n."""
from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from symbolic.canonical.spectrum import eigenvalues
from symbolic.errors import DomainError, InputError, ShapeError, UnableError, in_name_of
from symbolic.matrices.elimination import det, inverse, solve
from symbolic.matrices.matrix import ExactMatrix, from_entries, identity, require_numbers, require_square
from symbolic.scalars.numbers import AlgebraicNumber, exact, sqrt
from symbolic.sequence.frames import (
    Square,
    frame_columns,
    independent_roots,
    listed,
    numbers_of,
    rational_diagonal,
    rational_root,
)

# The dense matrix lives over all square roots at once, a field of degree 2^r: beyond this degree it is not written out.
MAX_DENSE_DEGREE = 16


class ScaledMatrix:
    """The n x n matrix A = D T D^-1, D = diag(sqrt(s_1), .., sqrt(s_n)), kept as the rational T and the squares s_i > 0.

    Sums, products, inverses, powers and the transpose D (D^-2 T^T D^2) D^-1 are of the same form, so that nothing is ever
    computed over the field of all the square roots. A vector D y is given by its coordinates y in that frame:
    A (D y) = D (T y), which is what `matvec` and `solve` work on.
    """

    def __init__(self, rational: ExactMatrix, scaling: Iterable[Square]) -> None:
        self._rational: ExactMatrix | None = rational
        self._scaling = tuple(scaling)

    @property
    def rational(self) -> ExactMatrix:
        """T, similar to A through D."""
        if self._rational is None:
            self._rational = self._build()
        return self._rational

    def _build(self) -> ExactMatrix:
        raise NotImplementedError

    @property
    def scaling(self) -> tuple[Square, ...]:
        """The squares s_i of the diagonal of D."""
        return self._scaling

    @property
    def T_matrix(self) -> ExactMatrix:
        """The matrix `rational` under the name T of A = D T D^-1."""
        return self.rational

    @property
    def shape(self) -> tuple[int, int]:
        """(n, n)."""
        return len(self._scaling), len(self._scaling)

    def entry(self, i: int, j: int) -> AlgebraicNumber:
        """A_ij = T_ij sqrt(s_i / s_j), counted from 0."""
        return exact(self.rational[i, j] * sqrt(Fraction(self._scaling[i]) / self._scaling[j]))

    __iter__ = None     # else Python would iterate by A[0], A[1], .., which are no entries

    def __getitem__(self, key: Any) -> AlgebraicNumber:
        if not isinstance(key, tuple) or len(key) != 2 or not all(type(x) is int for x in key):
            raise InputError(f"an entry of {self._short()} is A[i, j] with two integers, not A[{key!r:.40}]")
        return self.entry(*key)

    def dense(self) -> ExactMatrix:
        """The matrix A itself, over the field of all the square roots it needs.

        Raises:
            UnableError: that field has a degree above 16.
        """
        degree = 2 ** independent_roots(self._scaling)
        if degree > MAX_DENSE_DEGREE:
            raise UnableError(f"dense: {self._short()} written out needs a field of degree {degree}; use .rational, .scaling "
                              "and .entry(i, j)", f"degree {MAX_DENSE_DEGREE}")
        n = len(self._scaling)
        return from_entries([[self.entry(i, j) for j in range(n)] for i in range(n)], n, n)

    # -- arithmetic ---------------------------------------------------------------------------------------------------

    def _meet(self, other: ScaledMatrix, what: str) -> ExactMatrix:
        """The other matrix's T in this frame; ShapeError or DomainError when there is no rational one."""
        if self.shape != other.shape:
            raise ShapeError(f"{what}: the matrices are {self.shape[0]}x{self.shape[0]} and {other.shape[0]}x{other.shape[0]}")
        if self._scaling == other._scaling:
            return other.rational
        ratios = [Fraction(r) / s for r, s in zip(other._scaling, self._scaling, strict=True)]
        common = [Fraction(r) / ratios[0] for r in ratios]
        roots = [rational_root(r) for r in common]
        if any(r is None for r in roots):
            raise DomainError(f"{what}: the scalings {listed(self._scaling)} and {listed(other._scaling)} do not differ by "
                              "rational squares and one common factor, so the result has no rational T")
        up, down = [Fraction(r) for r in roots if r is not None], [1 / Fraction(r) for r in roots if r is not None]
        return rational_diagonal(up) * other.rational * rational_diagonal(down)

    def __mul__(self, other: object) -> ScaledMatrix:
        if isinstance(other, ScaledMatrix):
            return ScaledMatrix(self.rational * self._meet(other, "A * B"), self._scaling)
        return self.__rmul__(other)

    __matmul__ = __mul__

    def __rmul__(self, other: object) -> ScaledMatrix:
        if isinstance(other, ExactMatrix):
            raise DomainError("A * B: one factor is a scaled matrix and the other is dense; use .matvec or .dense()")
        scaled = self.rational.__rmul__(other)
        return NotImplemented if scaled is NotImplemented else ScaledMatrix(scaled, self._scaling)

    def __truediv__(self, other: object) -> ScaledMatrix:
        return ScaledMatrix(self.rational / other, self._scaling)

    def __add__(self, other: object) -> ScaledMatrix:
        if not isinstance(other, ScaledMatrix):
            return NotImplemented
        return ScaledMatrix(self.rational + self._meet(other, "A + B"), self._scaling)

    def __neg__(self) -> ScaledMatrix:
        return ScaledMatrix(-self.rational, self._scaling)

    def __sub__(self, other: object) -> ScaledMatrix:
        return self + (-other) if isinstance(other, ScaledMatrix) else NotImplemented

    def __pow__(self, exponent: int) -> ScaledMatrix:
        return ScaledMatrix(self.rational ** exponent, self._scaling)

    @property
    def T(self) -> ScaledMatrix:
        """The transpose D (D^-2 T^T D^2) D^-1."""
        squares = [Fraction(s) for s in self._scaling]
        inner = rational_diagonal([1 / s for s in squares]) * self.rational.T * rational_diagonal(squares)
        return ScaledMatrix(inner, self._scaling)

    @property
    def one(self) -> ScaledMatrix:
        """The identity in this frame."""
        return ScaledMatrix(identity(self.shape[0]), self._scaling)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ScaledMatrix):
            return NotImplemented
        if self._scaling == other._scaling:
            return self.rational == other.rational
        return self.shape == other.shape and self._signature() == other._signature()

    def __hash__(self) -> int:
        return hash((self.shape, self._signature()))

    def _signature(self) -> tuple[tuple[Any, Any], ...]:
        """T_ij |T_ij| s_i / s_j, the entry squared with its sign: equal exactly for equal matrices, in any frame."""
        s, rows = self._scaling, self.rational.entries()
        return tuple((x.sign(), x * x * (Fraction(s[i]) / s[j])) for i, row in enumerate(rows) for j, x in enumerate(row))

    # -- the verbs ----------------------------------------------------------------------------------------------------

    def matvec(self, y: Any) -> ExactMatrix:
        """T y: the coordinates of A (D y), for a list of numbers or a matrix of columns."""
        return self.rational * self._columns(y, "matvec")

    def solve(self, b: Any) -> ExactMatrix:
        """The y with T y = b: the coordinates of the solution of A (D y) = D b.

        Raises:
            SingularMatrixError: A is singular; the null vector is given by its coordinates.
        """
        return solve(self.rational, self._columns(b, "solve"))

    def _columns(self, y: Any, what: str) -> ExactMatrix:
        return frame_columns(y, self.shape[0], what)

    def det(self) -> AlgebraicNumber:
        """The determinant, that of T."""
        value: AlgebraicNumber = det(self.rational)
        return value

    def inverse(self) -> ScaledMatrix:
        """A^-1 = D T^-1 D^-1.

        Raises:
            SingularMatrixError: A is singular; the null vector D y is given by y.
        """
        return ScaledMatrix(inverse(self.rational), self._scaling)

    @property
    def eigenvalues(self) -> tuple[AlgebraicNumber, ...]:
        """The eigenvalues of A, those of T, each as often as its multiplicity."""
        return tuple(value for value, count in eigenvalues(self.rational) for _ in range(count))

    def gram_similar(self) -> ExactMatrix:
        """The rational matrix (D^-2 T^T D^2) T, similar to A^T A: its eigenvalues are the squared singular values of A."""
        return self.T.rational * self.rational

    def frobenius_norm_squared(self) -> AlgebraicNumber:
        """||A||_F^2 = sum T_ij^2 s_i / s_j, the trace of `gram_similar()`."""
        gram = self.gram_similar()
        total = exact(0)
        for i in range(gram.rows):
            total = total + gram[i, i]
        return total

    @property
    def symmetric_part(self) -> ScaledMatrix:
        """(A + A^T) / 2."""
        return (self + self.T) / 2

    @property
    def skew_part(self) -> ScaledMatrix:
        """(A - A^T) / 2."""
        return (self - self.T) / 2

    def quadratic_form(self) -> ExactMatrix:
        """The rational matrix G = T D^-2 with A = D G D; for symmetric A congruent to it, so of the same inertia."""
        return self.rational * rational_diagonal([1 / Fraction(s) for s in self._scaling])

    def _short(self) -> str:
        return f"a {self.shape[0]}x{self.shape[0]} scaled matrix"

    def __str__(self) -> str:
        return f'scaled_matrix("{self.rational}", {listed(self._scaling)})'

    def __repr__(self) -> str:
        return str(self)

    def latex(self) -> str:
        """LaTeX of A, entry by entry."""
        n = len(self._scaling)
        body = r" \\ ".join(" & ".join(self.entry(i, j).latex() for j in range(n)) for i in range(n))
        return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


def scaled_matrix(T: Any, scaling: Iterable[Any]) -> ScaledMatrix:
    """The matrix D T D^-1 with D = diag(sqrt(s_1), .., sqrt(s_n)), from the n x n matrix T and the rational numbers s_i > 0.

    Args:
        T: a real n x n matrix, or text or rows that `matrix` reads. scaling: n positive rational numbers, the squares of D.

    Raises:
        NotSquareError, ShapeError: the sizes do not fit. DomainError: a square is not a positive rational number, or T has
            parameters or numbers that are not real.

    >>> A = scaled_matrix("-1 0; -1 -2", [1, 3])
    >>> A.dense(), A.T.dense(), (A * A.inverse()).rational
    (-1 0; -sqrt(3) -2, -1 -sqrt(3); 0 -2, 1 0; 0 1)
    """
    from symbolic.reading import matrix
    with in_name_of("scaled_matrix"):
        inner = T if isinstance(T, ExactMatrix) else matrix(T)
    n = require_square(inner, "scaled_matrix")
    require_numbers(inner, "scaled_matrix")
    if not inner.field.is_real:
        raise DomainError(f"scaled_matrix: T has entries in {inner.ring}, and real ones are needed")
    squares: list[Square] = []
    for value in numbers_of(scaling, "scaled_matrix: the scaling"):
        if not isinstance(value, AlgebraicNumber) or not value.is_rational or value.sign() <= 0:
            raise DomainError(f"scaled_matrix: the scaling must be positive rational numbers, not {value}")
        squares.append(int(value) if value.is_integer else value.as_fraction())
    if len(squares) != n:
        raise ShapeError(f"scaled_matrix: T is {n}x{n} and the scaling has {len(squares)} numbers; they must agree")
    return ScaledMatrix(inner, squares)


def outer(u: ExactMatrix, v: ExactMatrix, scaling: tuple[Square, ...]) -> ScaledMatrix:
    """(D u)(D v)^T = D (u v^T D^2) D^-1, for n x r matrices u and v of coordinates."""
    return ScaledMatrix(u * v.T * rational_diagonal([Fraction(s) for s in scaling]), scaling)
