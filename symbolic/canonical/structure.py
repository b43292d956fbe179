"""Questions a Jordan form answers: multiplicities, Segre and Weyr characteristics, defectivity, similarity, real form."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic.canonical.frobenius import frobenius_form
from symbolic.canonical.jordan import JOINED_DEGREE, JordanBlock, JordanForm, numeric_jordan_form
from symbolic.errors import DomainError, NotDiagonalizableError, ShapeError, in_name_of
from symbolic.matrices.arrays import FieldArray
from symbolic.matrices.columns import ColumnMatrix, join_columns
from symbolic.matrices.elimination import inverse, rank
from symbolic.matrices.matrix import ExactMatrix, from_entries, require_square
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.scalars.parts import imaginary_part, real_and_imaginary
from symbolic.scalars.polynomials import Polynomial


@dataclass(frozen=True)
class EigenvalueStructure:
    """One eigenvalue: its algebraic and geometric multiplicity, Segre sizes (descending) and Weyr numbers.

    The Weyr number w_k = rank (A-a)^(k-1) - rank (A-a)^k counts the blocks of size at least k.
    """

    eigenvalue: AlgebraicNumber
    segre: tuple[int, ...]

    @property
    def algebraic(self) -> int:
        """Multiplicity as a root of the characteristic polynomial: the sum of the block sizes."""
        return sum(self.segre)

    @property
    def geometric(self) -> int:
        """Dimension of the eigenspace: the number of blocks."""
        return len(self.segre)

    @property
    def weyr(self) -> tuple[int, ...]:
        """The conjugate partition of the block sizes."""
        return tuple(sum(size >= k for size in self.segre) for k in range(1, self.segre[0] + 1))

    @property
    def is_defective(self) -> bool:
        """Whether the geometric multiplicity falls short of the algebraic one."""
        return self.geometric < self.algebraic


def eigenvalue_structure(A: ExactMatrix) -> tuple[EigenvalueStructure, ...]:
    """Multiplicities and block sizes of every eigenvalue, in the order of the Jordan form.

    >>> from symbolic import matrix
    >>> s = eigenvalue_structure(matrix("2 1 0; 0 2 0; 0 0 2"))[0]
    >>> s.algebraic, s.geometric, s.segre, s.weyr
    (3, 2, (2, 1), (2, 1))
    """
    sizes: dict[AlgebraicNumber, list[int]] = {}
    for block in numeric_jordan_form(A, "eigenvalue_structure").blocks:
        sizes.setdefault(block.eigenvalue, []).append(block.size)
    return tuple(EigenvalueStructure(value, tuple(sorted(s, reverse=True))) for value, s in sizes.items())


def segre_characteristic(A: ExactMatrix) -> dict[AlgebraicNumber, tuple[int, ...]]:
    """Block sizes, descending, for each eigenvalue.

    >>> from symbolic import matrix
    >>> segre_characteristic(matrix("0 1; 0 0"))
    {0: (2,)}
    """
    with in_name_of("segre_characteristic"):
        return {s.eigenvalue: s.segre for s in eigenvalue_structure(A)}


def weyr_characteristic(A: ExactMatrix) -> dict[AlgebraicNumber, tuple[int, ...]]:
    """Weyr numbers rank (A-a)^(k-1) - rank (A-a)^k for each eigenvalue a.

    >>> from symbolic import matrix
    >>> weyr_characteristic(matrix("0 1; 0 0"))
    {0: (1, 1)}
    """
    with in_name_of("weyr_characteristic"):
        return {s.eigenvalue: s.weyr for s in eigenvalue_structure(A)}


def is_diagonalizable(A: ExactMatrix) -> bool:
    """Whether A is diagonalizable over the complex numbers.

    >>> from symbolic import matrix
    >>> is_diagonalizable(matrix("0 1; -1 0")), is_diagonalizable(matrix("2 1; 0 2"))
    (True, False)
    """
    return numeric_jordan_form(A, "is_diagonalizable").is_diagonal


def diagonalize(A: ExactMatrix) -> JordanForm:
    """The Jordan form of a diagonalizable matrix (its J is diagonal).

    Raises:
        NotDiagonalizableError: a block of size at least 2 exists; `.block` names it and `.witness` is its chain
        (v_1, v_2) with (A - a) v_1 = 0 and (A - a) v_2 = v_1, at one root for each eigenvalue.

    >>> from symbolic import matrix
    >>> diagonalize(matrix("2 1; 1 2")).J
    1 0; 0 3
    """
    form = numeric_jordan_form(A, "diagonalize")
    for chain in form.chains:
        if chain.size > 1:
            root = chain.roots[0]
            v1, v2 = (ExactMatrix(v) for v in chain.vectors_at(root)[:2])
            block = JordanBlock(chain.eigenvalue_at(root), chain.size)
            found = f"the {A.rows}x{A.cols} matrix has a Jordan block of size {block.size} at {block.eigenvalue}"
            error = NotDiagonalizableError(f"diagonalize: {found}; use jordan_form(A)", block)
            error.witness = (v1, v2)
            raise error
    return form


@dataclass(frozen=True)
class Similarity:
    """Whether A and B are similar, and why: S with A S = S B, or a polynomial p with rank p(A) != rank p(B)."""

    similar: bool
    transform: ExactMatrix | None = None
    polynomial: Polynomial | None = None
    ranks: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        return self.similar


def is_similar(A: ExactMatrix, B: ExactMatrix) -> Similarity:
    """Decide whether A = S B S^-1 for some S, with S or a rank that differs.

    Two matrices are similar exactly when their invariant factors agree. If they do not, compare them from the largest
    down: at the first pair that differs, one of the two has different ranks at A and at B.

    >>> from symbolic import matrix
    >>> found = is_similar(matrix("2 1; 0 2"), matrix("2 0; 0 2"))
    >>> bool(found), found.polynomial, found.ranks
    (False, x-2, (1, 0))
    """
    n = require_square(A, "is_similar")
    if require_square(B, "is_similar") != n:
        raise ShapeError(f"is_similar: A is {n}x{n} and B is {B.rows}x{B.rows}; similar matrices have one size")
    with in_name_of("is_similar"):
        f, g = frobenius_form(A), frobenius_form(B)
    if f.invariant_factors == g.invariant_factors:
        return Similarity(similar=True, transform=f.P * inverse(g.P))
    one = Polynomial([1])
    longest = max(len(f.invariant_factors), len(g.invariant_factors))
    a = [one] * (longest - len(f.invariant_factors)) + list(f.invariant_factors)
    b = [one] * (longest - len(g.invariant_factors)) + list(g.invariant_factors)
    p, q = next((x, y) for x, y in zip(reversed(a), reversed(b), strict=True) if x != y)
    for candidate in sorted((p, q), key=lambda r: r.degree):
        ranks = rank(candidate(A)), rank(candidate(B))
        if ranks[0] != ranks[1]:
            return Similarity(similar=False, polynomial=candidate, ranks=ranks)
    raise AssertionError("one of the two polynomials separates the matrices")


@dataclass(frozen=True)
class RealJordanForm:
    """A = P J P^-1 with real P and J: a complex pair a +- b i gives 2 x 2 blocks [[a, b], [-b, a]], joined by identities."""

    A: ExactMatrix
    P: ExactMatrix | ColumnMatrix
    J: ExactMatrix | ColumnMatrix


def real_jordan_form(A: ExactMatrix) -> RealJordanForm:
    """The real Jordan form of a real matrix.

    Raises:
        DomainError: an entry is not real. UnableError: the real and imaginary parts need too large a field.

    >>> from symbolic import matrix
    >>> real_jordan_form(matrix("1 -2; 2 1")).J
    1 2; -2 1
    """
    require_square(A, "real_jordan_form")
    if not A.has_parameters and not A.field.is_real:
        raise DomainError("real_jordan_form: the matrix has entries that are not real")
    form, n = numeric_jordan_form(A, "real_jordan_form"), A.rows
    columns: list[FieldArray] = []
    shifts: list[list[tuple[int, Any]]] = []          # the non-zero entries of each column of J
    for root, chains in form.groups():
        value = chains[0].eigenvalue_at(root)
        if not value.is_real and imaginary_part(value).sign() < 0:
            continue
        for chain in chains:
            for i, v in enumerate(chain.vectors_at(root)):
                at = len(columns)
                if value.is_real:
                    columns.append(v)
                    shifts.append([(at, value)] + ([(at - 1, exact(1))] if i else []))
                else:
                    a, b = real_and_imaginary(value)
                    split = [real_and_imaginary(v.entry(k, 0)) for k in range(n)]
                    columns += [from_entries([[pair[half]] for pair in split], n, 1).numeric() for half in (0, 1)]
                    tails = [[(at - 2, exact(1))], [(at - 1, exact(1))]] if i else [[], []]
                    shifts += [[(at, a), (at + 1, -b), *tails[0]], [(at, b), (at + 1, a), *tails[1]]]
    weights = [_sparse_column(pairs, n) for pairs in shifts]
    return RealJordanForm(A, join_columns(columns, n, JOINED_DEGREE), join_columns(weights, n, JOINED_DEGREE))


def _sparse_column(pairs: list[tuple[int, Any]], n: int) -> FieldArray:
    values = dict(pairs)
    return from_entries([[values.get(i, exact(0))] for i in range(n)], n, 1).numeric()
