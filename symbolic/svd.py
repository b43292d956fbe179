"""Exact singular values, and the singular value decomposition where its numbers share one field."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from flint import fmpz_poly, nmod_poly

from symbolic.errors import DomainError, InputError, SingularMatrixError, UnableError
from symbolic.matrices.elimination import nullspace
from symbolic.matrices.matrix import ExactMatrix, from_entries, identity
from symbolic.scalars.fields import MAX_DEGREE, QQ, NumberField, compositum
from symbolic.scalars.numbers import AlgebraicNumber, exact, roots_of, sqrt
from symbolic.scalars.roots import root_set

Vector = list[AlgebraicNumber]

# Joining fields of degrees d and e factors a polynomial of degree d e; beyond this it takes minutes.
MAX_JOIN = 128
# Enough primes to meet most cycle types of a Galois group of small degree.
PRIMES = (10007, 10009, 10037, 10039, 10061, 10067, 10069, 10079, 10091, 10093, 10099, 10103, 10111, 10133, 10139,
          10141, 10151, 10159, 10163, 10169, 10177, 10181, 10193, 10211, 10223, 10243, 10247, 10253, 10259, 10267)


@dataclass(frozen=True)
class SVD:
    """A = U S V^T with U (m x m), V (n x n) orthogonal and S (m x n) diagonal, descending, all in one real field."""

    A: ExactMatrix
    U: ExactMatrix
    S: ExactMatrix
    V: ExactMatrix
    singular_values: tuple[AlgebraicNumber, ...]

    @property
    def rank(self) -> int:
        """The number of non-zero singular values."""
        return sum(1 for s in self.singular_values if s)

    @property
    def norm(self) -> AlgebraicNumber:
        """The 2-norm: the largest singular value (0 for an empty matrix)."""
        return self.singular_values[0] if self.singular_values else exact(0)

    @property
    def kappa(self) -> AlgebraicNumber:
        """The 2-norm condition number, largest over smallest singular value.

        Raises:
            SingularMatrixError: A does not have full rank (null vector of A, or of A^T for a wide A).
            InputError: A is empty.
        """
        m, n = self.A.shape
        if not self.singular_values:
            raise InputError(f"kappa: the {m}x{n} matrix has no singular values")
        if not self.singular_values[-1]:
            null = (self.V if n <= m else self.U).column(min(m, n) - 1)
            raise SingularMatrixError(f"kappa: the {m}x{n} matrix has rank {self.rank}, not {min(m, n)}, so its least "
                                      f"singular value is 0 and the quotient is infinite", null)
        return self.singular_values[0] / self.singular_values[-1]


def _real(A: ExactMatrix, what: str) -> ExactMatrix:
    """A itself when its entries are real numbers."""
    if not A.numeric().field.is_real:
        for i, row in enumerate(A.entries()):
            for j, x in enumerate(row):
                if not x.is_real:
                    raise DomainError(f"{what}: entry ({i + 1}, {j + 1}) of the {A.rows}x{A.cols} matrix is {x}; only "
                                      "real matrices are supported")
    return A


@dataclass(frozen=True)
class GramRoot:
    """A non-zero eigenvalue of A^T A with its square root and multiplicity."""

    eigenvalue: AlgebraicNumber
    value: AlgebraicNumber
    multiplicity: int


def _gram_roots(A: ExactMatrix) -> list[GramRoot]:
    """The distinct non-zero singular values of a real A, descending; A has at least as many rows as columns."""
    from symbolic.canonical.spectrum import charpoly, eigenvalues
    G = A.T * A
    if A.is_rational:
        factors = [(f.to_flint().numer(), e) for f, e in charpoly(G).factor() if f.coefficients[0]]
        found = [GramRoot(x, s, e) for f, e in factors for x, s in zip(_real_roots(f), _positive_roots(f), strict=True)]
    else:
        found = [GramRoot(x, sqrt(x), e) for x, e in eigenvalues(G) if x]
    return sorted(found, key=lambda g: g.value, reverse=True)


def _real_roots(f: fmpz_poly) -> list[AlgebraicNumber]:
    """The real roots of an irreducible polynomial, ascending."""
    return roots_of(f) if f.degree() == 1 else roots_of(f)[:root_set(f).real_count]


def _doubled(f: fmpz_poly) -> fmpz_poly:
    """The polynomial f(x^2)."""
    return fmpz_poly([int(f[k // 2]) if k % 2 == 0 else 0 for k in range(2 * int(f.degree()) + 1)])


def _positive_roots(f: fmpz_poly) -> list[AlgebraicNumber]:
    """The positive roots of f(x^2), ascending; f is irreducible and all its roots are positive."""
    return sorted(z for g, _ in _doubled(f).factor()[1] for z in _real_roots(g) if z.sign() > 0)


def singular_values(A: ExactMatrix) -> tuple[AlgebraicNumber, ...]:
    """The min(m, n) singular values of a real matrix, descending, each as often as its multiplicity.

    Raises:
        DomainError: an entry is not real, or has a parameter.
    Cost: one characteristic polynomial of size min(m, n), factored, and its real roots.

    >>> from symbolic import matrix
    >>> singular_values(matrix("3 0; 0 4; 0 0")), singular_values(matrix("1 1; 0 1"))
    ((4, 3), ((1+sqrt(5))/2, (-1+sqrt(5))/2))
    """
    A = _real(A, "singular_values")
    found = [g.value for g in _gram_roots(A if A.rows >= A.cols else A.T) for _ in range(g.multiplicity)]
    return (*found, *[exact(0)] * (min(A.shape) - len(found)))


def norm(A: ExactMatrix, ord: int | str = 2) -> AlgebraicNumber:
    """The norm of a real matrix: `2` the largest singular value, `"fro"` the root of the sum of squared entries.

    >>> from symbolic import matrix
    >>> norm(matrix("3 0; 0 4; 0 0")), norm(matrix("3 0; 0 4; 0 0"), "fro")
    (4, 5)
    """
    if ord == 2:
        return next(iter(singular_values(A)), exact(0))
    if ord == "fro":
        return sqrt(sum((x * x for row in _real(A, "norm").entries() for x in row), start=exact(0)))
    raise InputError(f'norm: ord is {ord!r}; it must be 2 or "fro"')


def svd(A: ExactMatrix) -> SVD:
    """The full singular value decomposition A = U S V^T of a real matrix, exactly.

    The columns of V are orthonormal eigenvectors of A^T A, first non-zero entry positive; u_i = A v_i / s_i; both bases
    are completed by reflections, which need no new square root.

    Raises:
        DomainError: an entry is not real, or has a parameter.
        UnableError: the singular values and vectors lie in no common field of degree <= 64 (a generic 3 x 3 matrix is
            beyond that already); `singular_values(A)` always answers.

    >>> from symbolic import matrix
    >>> d = svd(matrix("3 0; 0 4; 0 0"))
    >>> d.U, d.S, d.V, d.kappa
    (0 1 0; 1 0 0; 0 0 1, 4 0; 0 3; 0 0, 0 1; 1 0, 4/3)
    """
    A = _real(A, "svd")
    if A.rows < A.cols:
        d = svd(A.T)
        return SVD(A, d.V, d.S.T, d.U, d.singular_values)
    m, n = A.shape
    found = _gram_roots(A)
    _require_small_group(found, A)
    field = common_field([g.value for g in found], A, QQ)
    directions = [(g.value, v, sqrt(_dot(v, v))) for g in found for v in _eigenvectors(A, g.eigenvalue)]
    entries = [z for row in A.entries() for z in row]
    into = CommonField(common_field([*(r for _, _, r in directions), *entries], A, field))
    right = [[into(x) / into(r) for x in v] for _, v, r in directions]
    table = [[into(x) for x in row] for row in A.entries()]
    left = [[_dot(row, v) / into(s) for row in table] for v, (s, _, _) in zip(right, directions, strict=True)]
    values = tuple(s for s, _, _ in directions) + (exact(0),) * (n - len(directions))
    S = from_entries([[values[j] if i == j else exact(0) for j in range(n)] for i in range(m)], m, n)
    return SVD(A, _completed(left, m), S, _completed(right, n), values)


def _eigenvectors(A: ExactMatrix, eigenvalue: AlgebraicNumber) -> list[Vector]:
    """An orthogonal basis of ker(A^T A - eigenvalue I), free of common factors, first non-zero entries positive."""
    kernel = nullspace(A.T * A - identity(A.cols) * eigenvalue)
    basis: list[Vector] = []
    for j in range(kernel.cols):
        v = [row[0] for row in kernel.column(j).entries()]
        for w in basis:
            c = _dot(v, w) / _dot(w, w)
            v = [x - c * y for x, y in zip(v, w, strict=True)]
        basis.append(_oriented(_primitive(v)))
    return basis


def _primitive(v: Vector) -> Vector:
    """The vector scaled by a positive rational to integer coefficients without a common factor."""
    bottom = lcm(*(int(x.poly.denom()) for x in v))
    top = gcd(*(int(c * bottom) for x in v for c in x.poly.coeffs()))
    return [x * Fraction(bottom, top) for x in v]


def _dot(x: Iterable[AlgebraicNumber], y: Iterable[AlgebraicNumber]) -> AlgebraicNumber:
    return sum((a * b for a, b in zip(x, y, strict=True)), start=exact(0))


def _oriented(v: Vector) -> Vector:
    first = next((x for x in v if x), exact(1))
    return [-x for x in v] if first.sign() < 0 else v


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
    for field in sorted(dict.fromkeys(z.field for z in values), key=lambda f: f.degree):
        d, e = joined.degree, field.degree
        if d * e > MAX_JOIN:
            raise _too_large(A, f"a field of degree {d} has to be joined with one of degree {e}")
        try:
            joined = compositum(joined, field)[0]
        except UnableError as error:
            raise _too_large(A, error.reason) from None
    return joined


def _require_small_group(found: list[GramRoot], A: ExactMatrix) -> None:
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
            raise _too_large(A, f"the singular values alone need a degree divisible by {order}")


def _too_large(A: ExactMatrix, why: str) -> UnableError:
    return UnableError(f"svd: the entries of U, S, V for this {A.rows}x{A.cols} matrix were not brought into one field "
                       f"of degree <= {MAX_DEGREE}: {why}. singular_values(A) answers", f"degree {MAX_DEGREE}")


def _completed(columns: list[Vector], n: int) -> ExactMatrix:
    """The orthogonal n x n matrix that starts with these orthonormal columns.

    A reflection that takes e_1 to the first column leaves the other columns orthogonal to e_1: the rest is the same
    problem one size smaller. Its vector e_1 - q has e_1 - q_1 in the field, so no square root is needed.
    """
    reflections: list[tuple[int, Vector]] = []
    rest = [list(q) for q in columns]
    for k in range(len(columns)):
        w = [-x for x in rest[k]]
        w[k] = w[k] + 1
        if any(w):
            reflections.append((k, w))
            rest = [_reflect(w, q) for q in rest]
    full = list(columns)
    for j in range(len(columns), n):
        q = [exact(int(i == j)) for i in range(n)]
        for _, w in reversed(reflections):
            q = _reflect(w, q)
        full.append(_oriented(q))
    return from_entries([[q[i] for q in full] for i in range(n)], n, n)


def _reflect(w: Vector, q: Vector) -> Vector:
    """(I - 2 w w^T / w^T w) q."""
    c = 2 * _dot(w, q) / _dot(w, w)
    return [x - c * y for x, y in zip(q, w, strict=True)] if c else q
