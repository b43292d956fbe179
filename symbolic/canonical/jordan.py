"""The Jordan form A = P J P^-1, with one generic chain for all conjugates of an eigenvalue."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from flint import fmpq, fmpq_poly, fmpz_mat, fmpz_poly

from symbolic.canonical.chains import Decomposition, RawChain, decompose
from symbolic.canonical.lattice import content
from symbolic.canonical.smallchains import shorten
from symbolic.matrices.arrays import FieldArray
from symbolic.matrices.columns import ColumnMatrix, RowMatrix, join_columns
from symbolic.matrices.matrix import ExactMatrix, require_numbers, require_square
from symbolic.scalars.fields import QQ, number_field
from symbolic.scalars.numbers import AlgebraicNumber
from symbolic.scalars.surds import squarefree_part

if TYPE_CHECKING:
    from symbolic.canonical.overfield import FieldWitness
    from symbolic.generic.form import GenericJordanForm
    from symbolic.scalars.polynomials import Polynomial

SHORT = 36               # quadratic chains with at most this many components are shortened
JOINED_DEGREE = 4        # P and J become one ExactMatrix when all eigenvalues share a field of at most this degree


@dataclass(frozen=True)
class JordanBlock:
    """A Jordan block: ones on the superdiagonal of a `size` x `size` matrix with `eigenvalue` on the diagonal."""

    eigenvalue: AlgebraicNumber
    size: int


@dataclass(frozen=True)
class JordanChain:
    """A chain that stands for one block at each of several conjugate eigenvalues.

    With a a root of the monic integer `polynomial` f (those numbered in `roots`), v_j(a) = sum_i a^i (column i of
    vectors[j-1]) satisfies (A - lambda(a)) v_1 = 0 and (A - lambda(a)) v_{j+1} = v_j, where lambda = `eigenvalue`.
    """

    polynomial: fmpz_poly
    eigenvalue: fmpq_poly
    roots: tuple[int, ...]
    vectors: tuple[fmpz_mat, ...]

    @property
    def size(self) -> int:
        return len(self.vectors)

    @property
    def degree(self) -> int:
        return int(self.polynomial.degree())

    def eigenvalue_at(self, root: int) -> AlgebraicNumber:
        """The eigenvalue at one root of f."""
        here = number_field(self.polynomial, root)
        if here is QQ:
            return AlgebraicNumber(QQ, fmpq_poly([self.eigenvalue(fmpq(-int(self.polynomial[0])))]))
        return AlgebraicNumber(here, here.reduce(self.eigenvalue))

    def vectors_at(self, root: int) -> tuple[FieldArray, ...]:
        """v_1 .. v_k at one root of f, as n x 1 arrays over its field."""
        return tuple(self.vector_at(root, j) for j in range(self.size))

    def vector_at(self, root: int, j: int) -> FieldArray:
        """v_{j+1} at one root of f."""
        v = self.vectors[j]
        n, d = v.nrows(), self.degree
        if d == 1:
            return FieldArray(QQ, [v])
        flat = v.transpose().entries()
        return FieldArray(number_field(self.polynomial, root), [fmpz_mat(n, 1, flat[i * n:(i + 1) * n]) for i in range(d)])


@dataclass(frozen=True)
class JordanForm:
    """A = P J P^-1, with ones on the superdiagonal of J and chains from the eigenvector up.

    Blocks are ordered by factor of the characteristic polynomial (degree, then linear ones by their root), then by root
    (real ones ascending first), then by size, largest first.
    """

    A: ExactMatrix
    chains: tuple[JordanChain, ...]
    decomposition: Decomposition = field(repr=False)
    witness: FieldWitness | None = field(default=None, repr=False)

    @cached_property
    def charpoly(self) -> Polynomial:
        """The characteristic polynomial of A."""
        from symbolic.canonical.spectrum import charpoly
        return charpoly(self.A)

    def groups(self) -> Iterator[tuple[int, list[JordanChain]]]:
        """(root, chains at that root) in the order of the blocks."""
        i = 0
        while i < len(self.chains):
            first = self.chains[i]
            same = [c for c in self.chains[i:] if c.polynomial == first.polynomial and c.eigenvalue == first.eigenvalue]
            for root in first.roots:
                yield root, same
            i += len(same)

    @cached_property
    def blocks(self) -> tuple[JordanBlock, ...]:
        """All blocks; the sizes add up to n."""
        out = []
        for root, chains in self.groups():
            value = chains[0].eigenvalue_at(root)
            out += [JordanBlock(value, c.size) for c in chains]
        return tuple(out)

    @cached_property
    def P(self) -> ExactMatrix | ColumnMatrix:
        """The transformation, chain by chain. One ExactMatrix when all columns share a field of degree up to 4."""
        n = self.A.rows
        if all(c.degree == 1 for c in self.chains):
            return _rational_columns([v for c in self.chains for v in c.vectors], n)
        if self._is_wide:
            places = [(c, root, j) for root, chains in self.groups() for c in chains for j in range(c.size)]
            return ColumnMatrix([partial(c.vector_at, root, j) for c, root, j in places], n)
        columns = [v for root, chains in self.groups() for c in chains for v in c.vectors_at(root)]
        return join_columns(columns, n, JOINED_DEGREE)

    @property
    def _is_wide(self) -> bool:
        """Whether some eigenvalue has a degree above the limit for joining columns into one field."""
        return any(c.degree > JOINED_DEGREE for c in self.chains)

    @cached_property
    def J(self) -> ExactMatrix | ColumnMatrix:
        """The Jordan matrix: eigenvalues on the diagonal, ones on the superdiagonal inside a block."""
        n = self.A.rows
        places = [(block, i) for block in self.blocks for i in range(block.size)]
        recipes = [partial(_jordan_column, block.eigenvalue, n, at, joined=i > 0) for at, (block, i) in enumerate(places)]
        return ColumnMatrix(recipes, n) if self._is_wide else join_columns([r() for r in recipes], n, JOINED_DEGREE)

    @cached_property
    def P_inverse(self) -> ExactMatrix | RowMatrix:
        """P^-1, from dual chains."""
        from symbolic.canonical.dual import transformation_inverse
        return transformation_inverse(self)

    @cached_property
    def P_det(self) -> AlgebraicNumber:
        """Det P, from the determinant of the chain matrix and the discriminants."""
        from symbolic.canonical.dual import transformation_det
        return transformation_det(self)

    @property
    def is_diagonal(self) -> bool:
        """Whether every block has size 1."""
        return all(c.size == 1 for c in self.chains)

    def __str__(self) -> str:
        from symbolic.canonical.describe import jordan_text
        return jordan_text(self)

    def latex(self) -> str:
        """LaTeX of A = P J P^-1 with the three matrices written out."""
        from symbolic.canonical.describe import jordan_latex
        return jordan_latex(self)

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


def _rational_columns(columns: list[fmpz_mat], n: int) -> ExactMatrix:
    flat = [x for c in columns for x in c.entries()]
    return ExactMatrix(FieldArray(QQ, [fmpz_mat(n, n, flat).transpose()]))


def _jordan_column(value: AlgebraicNumber, n: int, at: int, *, joined: bool) -> FieldArray:
    d = int(value.poly.denom())
    parts = [fmpz_mat(n, 1) for _ in range(value.field.degree)]
    for i in range(value.poly.degree() + 1):
        parts[i][at, 0] = int(value.poly[i] * d)
    if joined:
        parts[0][at - 1, 0] = d
    return FieldArray(value.field, parts, d)


def jordan_form(A: ExactMatrix) -> JordanForm | GenericJordanForm:
    """The Jordan form of a square matrix over Q or a number field, with its transformation.

    Each irreducible factor f of the characteristic polynomial is treated once, at a generic root; the chain is found by
    rational linear algebra and the result is checked (A H = H G, H invertible) before it is returned. Conjugates are
    expanded only when `.P`, `.J` or `.blocks` is read.

    Args:
        A: n x n, entries in Q or a number field, or rational functions of parameters.

    Returns:
        JordanForm; with parameters a GenericJordanForm, which carries the conditions it rests on.

    Raises:
        NotSquareError. UnableError: the entries generate too large a field, or no attempt passed the check.
    Cost: about n^3.4 for a dense matrix with irreducible characteristic polynomial, n^2.5 with rational eigenvalues.
    References: [Gan59] chapter VII; [PV04] for one generic root a factor.

    >>> from symbolic import matrix
    >>> form = jordan_form(matrix("5 4; -1 1"))
    >>> form.J, form.P
    (3 1; 0 3, 2 1; -1 0)
    >>> form.A * form.P == form.P * form.J
    True
    """
    require_square(A, "jordan_form")
    if A.has_parameters:
        from symbolic.generic.form import generic_jordan_form
        return generic_jordan_form(A)
    return numeric_jordan_form(A)


def numeric_jordan_form(A: ExactMatrix, what: str = "jordan_form") -> JordanForm:
    """The Jordan form of a square matrix without parameters, asked for in the name of `what`."""
    require_square(A, what)
    require_numbers(A, what)
    if not A.is_rational:
        from symbolic.canonical.overfield import jordan_over_field
        return jordan_over_field(A)
    found = decompose(A.numerator)
    return JordanForm(A, tuple(rational_chain(c, A.denominator) for c in found.chains), found)


def rational_chain(c: RawChain, den: int) -> JordanChain:
    """A chain of N = den * A as a chain of A: the eigenvalue is divided by den and v_j multiplied by den^(j-1)."""
    vectors = c.vectors if den == 1 else primitive_chain([v * den ** j for j, v in enumerate(c.vectors)])
    chain = JordanChain(c.polynomial, fmpq_poly([0, fmpq(1, den)]), tuple(range(c.degree)), tuple(vectors))
    return in_square_root(chain) if c.degree == 2 else chain


def in_square_root(c: JordanChain) -> JordanChain:
    """A chain over x^2 + b x + c rewritten in y = sqrt(D), x = (-b + s y)/2, where small entries show as small numbers."""
    constant, b, _ = (int(a) for a in c.polynomial.coeffs())
    s, d = squarefree_part(b * b - 4 * constant)
    x = fmpq_poly([fmpq(-b, 2), fmpq(s, 2)])
    modulus = fmpz_poly([-d, 0, 1])
    n = c.vectors[0].nrows()
    moved = []
    for v in c.vectors:
        flat = v.entries()
        pairs = zip(flat[::2], flat[1::2], strict=True)
        moved.append(fmpz_mat(n, 2, [z for p, q in pairs for z in (2 * p - b * q, s * q)]))
    vectors = list(primitive_chain(moved))
    if n * c.size <= SHORT:
        vectors = list(primitive_chain(shorten(modulus, vectors)))
    first = next(z for z in vectors[0].entries() if z != 0)
    if first < 0:
        vectors = [-v for v in vectors]
    return JordanChain(modulus, c.eigenvalue(x) % fmpq_poly(modulus), c.roots, tuple(vectors))


def primitive_chain(vectors: list[fmpz_mat]) -> tuple[fmpz_mat, ...]:
    """The chain divided by the greatest common divisor of all its entries."""
    flats = [v.entries() for v in vectors]
    g = content([x for flat in flats for x in flat])
    if g <= 1:
        return tuple(vectors)
    n, d = vectors[0].nrows(), vectors[0].ncols()
    return tuple(fmpz_mat(n, d, [x // g for x in flat]) for flat in flats)
