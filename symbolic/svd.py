"""Exact singular values, and the singular value decomposition where its numbers share one field."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flint import fmpz_poly

from symbolic.elimination import nullspace
from symbolic.errors import DomainError, InputError, SingularMatrixError, UnableError
from symbolic.fields import MAX_DEGREE, QQ, NumberField, compositum
from symbolic.matrix import ExactMatrix, from_entries, identity
from symbolic.numbers import AlgebraicNumber, exact, roots_of, sqrt
from symbolic.roots import root_set

Vector = list[AlgebraicNumber]

# Joining fields of degrees d and e factors a polynomial of degree d e; beyond this it takes minutes.
MAX_JOIN = 128


@dataclass(frozen=True)
class SVD:
    """A = U S V^T with U (m x m) and V (n x n) orthogonal and S (m x n) diagonal, descending, all over one real field."""

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
            raise SingularMatrixError(f"kappa: the {m}x{n} matrix has rank {self.rank}, not {min(m, n)}, so its smallest "
                                      f"singular value is 0 and the quotient is infinite", null)
        return self.singular_values[0] / self.singular_values[-1]


def _real(A: ExactMatrix, what: str) -> ExactMatrix:
    """A itself when its entries are real numbers."""
    if not A.numeric().field.is_real:
        for i, row in enumerate(A.entries()):
            for j, x in enumerate(row):
                if not x.is_real:
                    raise DomainError(f"{what}: entry ({i + 1}, {j + 1}) of the {A.rows}x{A.cols} matrix is {x}, which is not "
                                      "real; only real matrices are supported")
    return A


def _gram_roots(A: ExactMatrix) -> list[tuple[AlgebraicNumber, int]]:
    """The distinct non-zero singular values of a real A, descending, with multiplicities; A has at least as many rows.

    Over Q the factor f of the characteristic polynomial of A^T A stands for the positive roots of f(x^2).
    """
    from symbolic.spectrum import charpoly, eigenvalues
    G = A.T * A
    if A.is_rational:
        pairs = [(s, e) for f, e in charpoly(G).factor() if f.coefficients[0] for s in _positive_square_roots(f.to_flint())]
    else:
        pairs = [(sqrt(x), e) for x, e in eigenvalues(G) if x]
    return sorted(pairs, key=lambda pair: pair[0], reverse=True)


def _positive_square_roots(f: Any) -> list[AlgebraicNumber]:
    """Square roots of the (positive) roots of an irreducible polynomial over Q."""
    top = f.numer()
    spread = [int(top[k // 2]) if k % 2 == 0 else 0 for k in range(2 * int(f.degree()) + 1)]
    found = []
    for g, _ in fmpz_poly(spread).factor()[1]:
        count = 1 if g.degree() == 1 else root_set(g).real_count
        found += [z for z in roots_of(g)[:count] if z.sign() > 0]
    return found


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
    pairs = _gram_roots(A if A.rows >= A.cols else A.T)
    found = [s for s, e in pairs for _ in range(e)]
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

    The columns of V are orthonormal eigenvectors of A^T A with their first non-zero entry positive, u_i = A v_i / s_i, and
    both bases are completed by reflections, which need no new square root.

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
    pairs = _gram_roots(A)
    directions = [(s, v, sqrt(_dot(v, v))) for s, e in pairs for v in _eigenvectors(A, s)]
    field = common_field([z for s, v, r in directions for z in (s, r)] + [z for row in A.entries() for z in row], A)
    right = [[field(x / r) for x in v] for _, v, r in directions]
    values = [field(s) for s, _, _ in directions]
    table = [[field(x) for x in row] for row in A.entries()]
    left = [[_dot(row, v) / s for row in table] for v, s in zip(right, values, strict=True)]
    sigma = [exact(0)] * n
    sigma[:len(values)] = values
    S = from_entries([[sigma[j] if i == j else exact(0) for j in range(n)] for i in range(m)], m, n)
    return SVD(A, _completed(left, m), S, _completed(right, n), tuple(sigma))


def _eigenvectors(A: ExactMatrix, s: AlgebraicNumber) -> list[Vector]:
    """An orthogonal basis of ker(A^T A - s^2 I), first non-zero entries positive."""
    kernel = nullspace(A.T * A - identity(A.cols) * (s * s))
    basis: list[Vector] = []
    for j in range(kernel.cols):
        v = [row[0] for row in kernel.column(j).entries()]
        for w in basis:
            c = _dot(v, w) / _dot(w, w)
            v = [x - c * y for x, y in zip(v, w, strict=True)]
        basis.append(_oriented(v))
    return basis


def _dot(x: Iterable[AlgebraicNumber], y: Iterable[AlgebraicNumber]) -> AlgebraicNumber:
    return sum((a * b for a, b in zip(x, y, strict=True)), start=exact(0))


def _oriented(v: Vector) -> Vector:
    first = next((x for x in v if x), exact(1))
    return [-x for x in v] if first.sign() < 0 else v


class CommonField:
    """Rewrites numbers into one field that contains them."""

    def __init__(self, field: NumberField) -> None:
        self.field = field

    def __call__(self, z: AlgebraicNumber) -> AlgebraicNumber:
        if z.field is self.field or z.field is QQ:
            return z
        _, _, image = compositum(self.field, z.field)
        return AlgebraicNumber(self.field, self.field.reduce(z.poly(image)))


def common_field(values: Sequence[AlgebraicNumber], A: ExactMatrix) -> CommonField:
    """The field that the values generate, smaller fields joined first.

    Raises:
        UnableError: its degree is above 64, or joining two of the fields is too long a computation.
    """
    joined = QQ
    for field in sorted(dict.fromkeys(z.field for z in values), key=lambda f: f.degree):
        try:
            if joined.degree * field.degree > MAX_JOIN:
                raise UnableError(f"they need a field whose degree may be {joined.degree} * {field.degree} = "
                                  f"{joined.degree * field.degree}")
            joined = compositum(joined, field)[0]
        except UnableError as error:
            raise UnableError(f"svd: the singular values and vectors of the {A.rows}x{A.cols} matrix share no field of degree "
                              f"<= {MAX_DEGREE} that could be found: {error.reason}; singular_values(A) answers",
                              f"degree {MAX_DEGREE}") from None
    return CommonField(joined)


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
