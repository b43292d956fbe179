"""The equations of Sylvester, Lyapunov and Stein, solved exactly through a polynomial that annihilates one side."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from symbolic.canonical.spectrum import charpoly, eigenvalues, minpoly
from symbolic.dynamics.arguments import require_real
from symbolic.errors import NoSuchObjectError, ShapeError, SingularMatrixError
from symbolic.matrices.elimination import solve
from symbolic.matrices.inertia import Inertia, PositiveDefiniteness, inertia, is_positive_definite, require_symmetric
from symbolic.matrices.matrix import ExactMatrix, identity, require_matrix, require_square, zero
from symbolic.scalars.numbers import AlgebraicNumber
from symbolic.scalars.polynomials import Polynomial


def _annihilator(A: ExactMatrix) -> Polynomial:
    """A monic polynomial with f(A) = 0, the shortest one where that holds at all values of the parameters."""
    return charpoly(A) if A.has_parameters else minpoly(A)


def _require_shapes(what: str, A: ExactMatrix, B: ExactMatrix, C: ExactMatrix) -> None:
    m, n = require_square(A, what), require_square(B, what)
    require_matrix(C, what)
    if C.shape != (m, n):
        raise ShapeError(f"{what}: A is {m}x{m} and B is {n}x{n}, so C must be {m}x{n}, not {C.rows}x{C.cols}")


def _right_divide(S: ExactMatrix, M: ExactMatrix) -> ExactMatrix:
    """S M^-1."""
    return solve(M.T, S.T).T


def sylvester(A: ExactMatrix, B: ExactMatrix, C: ExactMatrix) -> ExactMatrix:
    """The X with A X + X B = C: X = -(sum_k f_k sum_{i+j=k-1} A^j C (-B)^i) f(-B)^-1 for f with f(A) = 0.

    Args:
        A: m x m, B: n x n, C: m x n, over Q, a number field or with parameters.

    Raises:
        ShapeError. NoSuchObjectError: an eigenvalue of A is minus one of B, so that X is not unique (if it exists); the
            witness is that eigenvalue of A (with parameters: f(-B) is singular).
    Cost: deg f products of each size and one solution of n x n; the mn x mn Kronecker matrix is never formed.
    References: [Gan59] chapter VIII for the equation; [Jam68] for the solution by the characteristic polynomial.

    >>> from symbolic import matrix
    >>> sylvester(matrix("1 1; 0 2"), matrix("1 0; 1 3"), matrix("3 4; 3 5"))
    19/24 3/4; 2/3 1
    """
    _require_shapes("sylvester", A, B, C)
    if not A.rows or not B.rows:
        return C
    f, W, minus = _annihilator(A), C, -B
    parts = [W]
    for c in f.coefficients[-2:0:-1]:          # W_{k-1} = A W_k + f_k C, from W_{m-1} = C down
        W = A * W + C * c
        parts.append(W)
    S = zero(*C.shape)
    for W in parts:
        S = S * minus + W
    try:
        return _right_divide(-S, f(minus))
    except SingularMatrixError as error:
        shared = _shared_eigenvalue(A, minus) if not (A.has_parameters or B.has_parameters) else error.null_vector
        raise NoSuchObjectError(f"sylvester: A X + X B = C has no unique solution, since {shared} is an eigenvalue of A and of "
                                "-B; the map X -> A X + X B is singular", shared) from None


def _shared_eigenvalue(A: ExactMatrix, B: ExactMatrix) -> AlgebraicNumber:
    """An eigenvalue that both have."""
    if A.is_rational and B.is_rational:
        from symbolic.scalars.numbers import roots_of
        common = charpoly(A).to_flint().gcd(charpoly(B).to_flint())
        found: AlgebraicNumber = roots_of(common.numer().factor()[1][0][0])[0]
        return found
    other = {z for z, _ in eigenvalues(B)}
    return next(z for z, _ in eigenvalues(A) if z in other)


def stein_equation(M: ExactMatrix, A: ExactMatrix, Q: ExactMatrix) -> ExactMatrix:
    """The X with X - M X A = Q: X = (sum_k f_k S_k A^(m-k)) f~(A)^-1, S_k = sum_{i<k} M^i Q A^i, f~(x) = x^m f(1/x).

    Args:
        M: m x m with annihilating polynomial f, A: n x n, Q: m x n.

    Raises:
        ShapeError. NoSuchObjectError: an eigenvalue a of A and b of M have a b = 1; the witness is such a b.

    >>> from symbolic import matrix
    >>> stein_equation(matrix("1/2"), matrix("1/3"), matrix("5"))
    6
    """
    _require_shapes("stein_equation", M, A, Q)
    if not M.rows or not A.rows:
        return Q
    f = _annihilator(M)
    total, S, term = zero(*Q.shape), zero(*Q.shape), Q
    for c in f.coefficients:                   # total = sum_k f_k S_k A^(m-k), a Horner scheme from the right
        total = total * A + S * c
        S, term = S + term, M * term * A
    try:
        return _right_divide(total, Polynomial(f.coefficients[::-1])(A))
    except SingularMatrixError as error:
        if M.has_parameters or A.has_parameters:
            raise NoSuchObjectError("stein_equation: X - M X A = Q has no unique solution: f~(A) is singular",
                                    error.null_vector) from None
        inverses = {1 / z for z, _ in eigenvalues(A) if z}
        found = next(z for z, _ in eigenvalues(M) if z in inverses)
        raise NoSuchObjectError(f"stein_equation: X - M X A = Q has no unique solution, since {found} is an eigenvalue of M and "
                                "its reciprocal one of A", found) from None


@dataclass(frozen=True)
class LyapunovSolution:
    """The symmetric P of A^T P + P A = -Q (or, with discrete, P - A^T P A = Q) and what its signs prove about A.

    For a positive definite Q: P is positive definite exactly when A is asymptotically stable, and the inertia of P then
    counts the eigenvalues of A on both sides of the boundary.
    """

    A: ExactMatrix
    Q: ExactMatrix
    P: ExactMatrix
    discrete: bool

    @cached_property
    def positive(self) -> PositiveDefiniteness:
        """Whether P is positive definite: the pivots of L D L^T, or a vector that shows it is not."""
        return is_positive_definite(self.P)

    @cached_property
    def inertia(self) -> Inertia:
        """The numbers of positive and negative eigenvalues of P, with a congruence that shows them."""
        return inertia(self.P)

    @cached_property
    def proves_stability(self) -> bool:
        """Whether P and Q are both positive definite: then x^T P x falls along every solution, and A is stable."""
        return bool(is_positive_definite(self.Q)) and bool(self.positive)

    @cached_property
    def residual(self) -> ExactMatrix:
        """Left side minus right side of the equation: the zero matrix."""
        A, P = self.A, self.P
        return P - A.T * P * A - self.Q if self.discrete else A.T * P + P * A + self.Q

    def __str__(self) -> str:
        return f"P = {self.P}"


def _weight(A: ExactMatrix, Q: ExactMatrix | None, what: str) -> ExactMatrix:
    n = require_square(A, what)
    require_real(A, what)
    if Q is None:
        return identity(n)
    if require_symmetric(Q, what) != n:
        raise ShapeError(f"{what}: A is {n}x{n} and Q is {Q.rows}x{Q.cols}; they must agree")
    return Q


def _no_solution(what: str, A: ExactMatrix, pair: str, witness: AlgebraicNumber) -> NoSuchObjectError:
    """The error for eigenvalues that make the equation singular."""
    return NoSuchObjectError(f"{what}: A has the {pair}, so the {A.rows}x{A.cols} matrix P is not unique (if there is one), and "
                             f"A is not asymptotically stable; ask stability(A{', discrete=True' * (what == 'stein')})", witness)


def lyapunov(A: ExactMatrix, Q: ExactMatrix | None = None) -> LyapunovSolution:
    """The P with A^T P + P A = -Q, Q = I when it is not given, and the certificate that P is positive definite or not.

    Args:
        A: n x n real. Q: n x n real symmetric.

    Raises:
        DomainError: A or Q is not real, Q not symmetric. NoSuchObjectError: A and -A share an eigenvalue (the witness), so
            P is not unique; A is not asymptotically stable then.
    Cost: see `sylvester`. References: [Lya92].

    >>> from symbolic import matrix
    >>> s = lyapunov(matrix("0 1; -2 -3"))
    >>> s.P, s.positive.pivots, s.proves_stability
    (5/4 1/4; 1/4 1/4, (5/4, 1/5), True)
    """
    Q = _weight(A, Q, "lyapunov")
    try:
        P = sylvester(A.T, A, -Q)
    except NoSuchObjectError as error:
        z = -error.witness if error.witness.is_real and error.witness < 0 else error.witness
        pair = f"eigenvalues {z} and {-z}, whose sum is 0" if z else "eigenvalue 0"
        raise _no_solution("lyapunov", A, pair, error.witness) from None
    return LyapunovSolution(A, Q, P, discrete=False)


def stein(A: ExactMatrix, Q: ExactMatrix | None = None) -> LyapunovSolution:
    """The P with P - A^T P A = Q, Q = I when it is not given (the discrete Lyapunov equation), with its certificate.

    Args:
        A: n x n real. Q: n x n real symmetric.

    Raises:
        DomainError: A or Q is not real, Q not symmetric. NoSuchObjectError: two eigenvalues of A have product 1.
    Cost: see `stein_equation`. References: [Ste52].

    >>> from symbolic import matrix
    >>> s = stein(matrix("1/2 1; 0 1/2"))
    >>> s.P, s.proves_stability
    (4/3 8/9; 8/9 116/27, True)
    """
    Q = _weight(A, Q, "stein")
    try:
        P = stein_equation(A.T, A, Q)
    except NoSuchObjectError as error:
        z, w = error.witness, 1 / error.witness
        pair = f"eigenvalue {z}, whose square is 1" if z == w else f"eigenvalues {z} and {w}, whose product is 1"
        raise _no_solution("stein", A, pair, z) from None
    return LyapunovSolution(A, Q, P, discrete=True)
