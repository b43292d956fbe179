"""Diagonal plus low rank: A = diag(lambda) - P Q*, its resolvent by Woodbury's formula, its poles, its bilinear form."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic.canonical.spectrum import charpoly, eigenvalues
from symbolic.errors import InputError, ShapeError, SingularMatrixError
from symbolic.matrices.elimination import inverse, solve
from symbolic.matrices.inner import adjoint, conjugate
from symbolic.matrices.matrix import ExactMatrix, diagonal, from_entries, hstack, identity, vstack
from symbolic.scalars.parameters import RationalFunction
from symbolic.scalars.polynomials import Polynomial
from symbolic.sequence.frames import numbers_of
from symbolic.structured.base import Scalar, read_scalar


@dataclass(frozen=True, repr=False)
class DPLR:
    """A = diag(lambda) - P Q* with n x r matrices P and Q (Q* is the conjugate transpose), input B (n x 1), output C (1 x n).

    Made by `dplr(lam, P, Q, B, C)`. `Q_star` is Q*, an r x n matrix: every verb works with it, so that nothing is conjugated
    twice. B and C may be absent (None).
    """

    lam: tuple[Scalar, ...]
    P: ExactMatrix
    Q_star: ExactMatrix
    B: ExactMatrix | None = None
    C: ExactMatrix | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """(n, n)."""
        return len(self.lam), len(self.lam)

    @property
    def rank(self) -> int:
        """r, the number of columns of P and Q."""
        return self.P.cols

    def dense(self) -> ExactMatrix:
        """The matrix A itself."""
        return diagonal(self.lam) - self.P * self.Q_star

    def matvec(self, x: Any) -> ExactMatrix:
        """A x in O(n r) operations a column, for a list of numbers or a matrix of columns."""
        X = self._columns(x, "matvec")
        return _row_scaled(self.lam, X) - self.P * (self.Q_star * X)

    def rmatvec(self, row: ExactMatrix) -> ExactMatrix:
        """The row vector c A in O(n r) operations, for a matrix of rows."""
        return _row_scaled(self.lam, row.T).T - (row * self.P) * self.Q_star

    def solve(self, b: Any) -> ExactMatrix:
        """The x with A x = b, minus the resolvent at 0 applied to b.

        Raises:
            SingularMatrixError: A is singular.
        """
        return -self.resolvent_times(0, self._columns(b, "solve"))

    def resolvent(self, z: Any) -> ExactMatrix:
        """(z - A)^-1 = R - R P (I + Q* R P)^-1 Q* R with R = diag(1/(z - lambda)).

        Where z is one of the lambda (but no eigenvalue) the formula has no R, and the dense matrix is inverted.

        Args:
            z: a number, or a parameter when the entries are rational.

        Raises:
            SingularMatrixError: z is an eigenvalue of A; the null vector of z - A is an eigenvector.
        """
        return self.resolvent_times(z, identity(len(self.lam)))

    def resolvent_times(self, z: Any, X: ExactMatrix) -> ExactMatrix:
        """(z - A)^-1 X from r solves with the r x r matrix I + Q* R P, in O(n r) operations a column."""
        point = read_scalar(z)
        gaps = [point - x for x in self.lam]
        if not all(gaps):
            return _dense_resolvent(self, point, X)
        weights = [1 / gap for gap in gaps]
        RX, RP = _row_scaled(weights, X), _row_scaled(weights, self.P)
        try:
            inner = solve(identity(self.rank) + self.Q_star * RP, self.Q_star * RX)
        except SingularMatrixError as error:
            null = RP * error.null_vector
            raise SingularMatrixError(f"resolvent: z = {point} is an eigenvalue of the {self.shape[0]}x{self.shape[0]} matrix "
                                      "diag(lambda) - P Q*, so z - A has no inverse; an eigenvector is attached", null) from None
        return RX - RP * inner

    def transfer(self, z: Any) -> Scalar:
        """C (z - A)^-1 B, the number G(z) of `transfer_function`, from Cauchy sums such as sum C_i B_i / (z - lambda_i)."""
        if self.B is None or self.C is None:
            raise InputError("transfer: this needs B and C; give them to dplr(lam, P, Q, B, C)")
        return (self.C * self.resolvent_times(z, self.B))[0, 0]

    def charpoly(self) -> Polynomial:
        """det(z - A)."""
        return charpoly(self.dense())

    @property
    def poles(self) -> tuple[Any, ...]:
        """The poles of the resolvent: the distinct eigenvalues of A with their multiplicities."""
        return eigenvalues(self.dense())

    def bilinear(self, step: Any) -> DPLR:
        """(2/step - A)^-1 (2/step + A), again diagonal plus low rank, with the input (2/step - A)^-1 2 B and the same C.

        With s = 2/step and R = diag(1/(s - lambda)): diag((s + lambda)/(s - lambda)) - 2 s R P (I + Q* R P)^-1 Q* R. Where s is
        one of the lambda (but no eigenvalue), A is first split with other diagonal entries, and the rank grows by their number.

        Raises:
            InputError: step is 0. SingularMatrixError: 2/step is an eigenvalue of A.
        """
        h = read_scalar(step)
        if not h:
            raise InputError("bilinear: the step must not be 0")
        if any(h * x == 2 for x in self.lam):
            return self._moved_from(2 / h).bilinear(h)
        s = 2 / h
        weights = [1 / (s - x) for x in self.lam]
        left = self.resolvent_times(s, self.P) * (2 * s)
        right = _row_scaled(weights, self.Q_star.T).T
        B = None if self.B is None else self.resolvent_times(s, self.B) * 2
        return DPLR(tuple((s + x) * w for x, w in zip(self.lam, weights, strict=True)), left, right, B, self.C)

    def _moved_from(self, s: Scalar) -> DPLR:
        """The same matrix with lambda_i - 1 for every lambda_i = s: diag(lambda - e) - [P, -E] [Q, E]*, E the unit columns."""
        n = len(self.lam)
        at = [i for i, x in enumerate(self.lam) if x == s]
        unit = identity(n).submatrix(range(n), at)
        lam = tuple(x - 1 if x == s else x for x in self.lam)
        return DPLR(lam, hstack([self.P, -unit]), vstack([self.Q_star, unit.T]), self.B, self.C)

    def _columns(self, x: Any, what: str) -> ExactMatrix:
        X = x if isinstance(x, ExactMatrix) else ExactMatrix.from_rows([[y] for y in numbers_of(x, what)], cols=1)
        if X.rows != len(self.lam):
            raise ShapeError(f"{what}: the matrix is {len(self.lam)}x{len(self.lam)} and the right side has {X.rows} rows")
        return X

    def __str__(self) -> str:
        given = [f'matrix("{conjugate(self.Q_star.T)}")', *("None" if x is None else f'matrix("{x}")' for x in (self.B, self.C))]
        while given and given[-1] == "None":
            given.pop()
        return f'dplr([{", ".join(_quoted(x) for x in self.lam)}], matrix("{self.P}"), {", ".join(given)})'

    __repr__ = __str__


def dplr(lam: Any, P: Any, Q: Any = None, B: Any = None, C: Any = None) -> DPLR:
    """A = diag(lam) - P Q*, with the conjugate transpose Q*; Q = P when it is not given.

    Args:
        lam: n numbers. P, Q: n numbers, or n x r matrices. B: n numbers or a column. C: n numbers or a row; C is not conjugated.

    Raises:
        ShapeError: the sizes do not fit. InputError, DomainError: an entry is not exact, or two share no ring.
    References: [GGR22] Gu, Goel & Re 2022, section 3.

    >>> A = dplr([-1, -2], [1, 1], B=[1, 1], C=[1, 0])
    >>> A.dense(), A.resolvent(1), A.transfer(1)
    (-2 -1; -1 -3, 4/11 -1/11; -1/11 3/11, 3/11)
    """
    values = numbers_of(lam, "dplr: lam")
    n = len(values)
    left = _factor(P, n, "P")
    right = left if Q is None else _factor(Q, n, "Q")
    if left.cols != right.cols:
        raise ShapeError(f"dplr: P is {left.rows}x{left.cols} and Q is {right.rows}x{right.cols}; the shapes must agree")
    column = None if B is None else _factor(numbers_of(B, "dplr: B"), n, "B")
    row = None if C is None else _factor(numbers_of(C, "dplr: C"), n, "C").T
    value = DPLR(values, left, adjoint(right), column, row)
    value.dense()  # refuses now what shares no ring
    return value


def _factor(x: Any, n: int, name: str) -> ExactMatrix:
    X = x if isinstance(x, ExactMatrix) else ExactMatrix.from_rows([[y] for y in numbers_of(x, f"dplr: {name}")], cols=1)
    if X.rows != n:
        raise ShapeError(f"dplr: there are {n} numbers lambda and {name} has {X.rows} rows; they must agree")
    return X


def _row_scaled(weights: Any, X: ExactMatrix) -> ExactMatrix:
    """diag(weights) X."""
    rows = [[w * x for x in row] for w, row in zip(weights, X.entries(), strict=True)]
    return from_entries(rows, X.rows, X.cols)


def _dense_resolvent(A: DPLR, z: Scalar, X: ExactMatrix) -> ExactMatrix:
    """(z - A)^-1 X where the diagonal part has no resolvent."""
    shifted = identity(len(A.lam)) * z - A.dense()
    try:
        return inverse(shifted) * X
    except SingularMatrixError as error:
        raise SingularMatrixError(f"resolvent: z = {z} is an eigenvalue of the {A.shape[0]}x{A.shape[0]} matrix diag(lambda) - "
                                  "P Q*, so z - A has no inverse; an eigenvector is attached", error.null_vector) from None


def _quoted(x: Scalar) -> str:
    return str(x) if not isinstance(x, RationalFunction) and x.is_integer else f'"{x}"'
