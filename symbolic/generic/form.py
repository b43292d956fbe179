"""The Jordan form of a matrix with parameters: the generic answer together with the conditions it rests on."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flint import fmpz_mpoly

from symbolic.errors import DomainError, UnableError
from symbolic.generic.chains import MAX_SIZE, GenericDecomposition, GenericRawChain, decompose
from symbolic.generic.columns import MAX_RADICAL_DEGREE, GenericColumns, GenericRoot
from symbolic.generic.ring import MAX_PARAMETERS, ParameterRing, Table, primitive
from symbolic.matrices.conditions import Reasons, conditions_text, derivative, explained, resultant
from symbolic.matrices.functionarrays import FunctionArray
from symbolic.matrices.matrix import ExactMatrix, from_entries, require_square
from symbolic.scalars.numbers import exact
from symbolic.scalars.parameters import RationalFunction
from symbolic.scalars.polynomials import Polynomial

if TYPE_CHECKING:
    from symbolic.canonical.jordan import JordanForm
    from symbolic.generic.branches import Branch


@dataclass(frozen=True)
class GenericBlock:
    """A Jordan block of `size` with the eigenvalue `eigenvalue` on the diagonal."""

    eigenvalue: GenericRoot
    size: int


@dataclass(frozen=True)
class GenericChain:
    """A chain that stands for one block at each root of `polynomial`, which is monic and irreducible over Q(parameters).

    v_j(r) = vectors[j-1] (1, r, .., r^(d-1))^T satisfies (A - r) v_1 = 0 and (A - r) v_{j+1} = v_j at each root r.
    """

    polynomial: Polynomial
    vectors: tuple[ExactMatrix, ...]

    @property
    def size(self) -> int:
        """The size of the block."""
        return len(self.vectors)

    @property
    def degree(self) -> int:
        """The number of conjugate eigenvalues the chain stands for."""
        return self.polynomial.degree


@dataclass(frozen=True)
class PolynomialForm:
    """A = N / den with N over Z[parameters], and the ring that N and den live in."""

    ring: ParameterRing
    numerator: Table
    denominator: fmpz_mpoly


@dataclass(frozen=True)
class GenericJordanForm:
    """A = P J P^-1 for all values of the parameters at which no function in `conditions` is zero.

    Blocks are ordered as in `JordanForm`: by factor of the characteristic polynomial, then root, then size, largest first.
    """

    A: ExactMatrix
    chains: tuple[GenericChain, ...]
    reasons: Reasons
    polynomial_form: PolynomialForm = field(repr=False)
    decomposition: GenericDecomposition = field(repr=False)

    @property
    def conditions(self) -> tuple[RationalFunction, ...]:
        """Irreducible polynomials in the parameters; the answer holds wherever none of them is zero (`reasons` says why)."""
        return tuple(self.reasons)

    @cached_property
    def charpoly(self) -> Polynomial:
        """The characteristic polynomial of A."""
        return generic_polynomial(self.polynomial_form, self.decomposition.charpoly)

    @cached_property
    def factors(self) -> tuple[tuple[Polynomial, int], ...]:
        """Its irreducible factors over Q(parameters), with multiplicities."""
        return tuple((generic_polynomial(self.polynomial_form, f), e) for f, e in self.decomposition.factors)

    def _groups(self) -> list[tuple[GenericRoot, GenericChain]]:
        out = []
        for f, _ in self.factors:
            same = [c for c in self.chains if c.polynomial == f]
            out += [(GenericRoot(f, k), c) for k in range(f.degree) for c in same]
        return out

    @cached_property
    def blocks(self) -> tuple[GenericBlock, ...]:
        """All blocks; the sizes add up to n."""
        return tuple(GenericBlock(root, c.size) for root, c in self._groups())

    @property
    def P(self) -> ExactMatrix | GenericColumns:
        """The transformation; an ExactMatrix over Q(parameters) when every eigenvalue is in that field.

        Raises:
            UnableError: a factor of the characteristic polynomial has degree above 2.
        """
        return self._joined([(root, v) for root, c in self._groups() for v in c.vectors], "P")

    @property
    def J(self) -> ExactMatrix | GenericColumns:
        """The Jordan matrix: eigenvalues on the diagonal, ones on the superdiagonal inside a block.

        Raises:
            UnableError: a factor of the characteristic polynomial has degree above 2.
        """
        columns: list[tuple[GenericRoot, ExactMatrix]] = []
        n, one = self.A.rows, exact(1)
        for root, c in self._groups():
            for k in range(c.size):
                at = len(columns)
                rows: list[list[Any]] = [[exact(0)] * c.degree for _ in range(n)]
                if k:
                    rows[at - 1][0] = one
                rows[at][c.degree - 1] = one if c.degree > 1 else root.value
                columns.append((root, from_entries(rows, n, c.degree)))
        return self._joined(columns, "J")

    def _joined(self, columns: list[tuple[GenericRoot, ExactMatrix]], what: str) -> ExactMatrix | GenericColumns:
        high = next((root.polynomial for root, _ in columns if root.polynomial.degree > MAX_RADICAL_DEGREE), None)
        if high is not None:
            raise UnableError(f"{what}: the eigenvalues are roots of {high}, which are not written with radicals; .chains holds "
                              f"the vectors in powers of such a root", f"degree {MAX_RADICAL_DEGREE}")
        if all(root.polynomial.degree == 1 for root, _ in columns):
            n = self.A.rows
            rows = [[table[i, 0] for _, table in columns] for i in range(n)]
            return from_entries(rows, n, len(columns), self.conditions)
        return GenericColumns(tuple(r for r, _ in columns), tuple(t for _, t in columns), self.conditions)

    @property
    def is_diagonal(self) -> bool:
        """Whether every block has size 1."""
        return all(c.size == 1 for c in self.chains)

    def specialize(self, values: Mapping[str, Any]) -> JordanForm:
        """The Jordan form at given rational values of all parameters, made from the generic chains and checked again.

        Raises:
            DomainError: a parameter has no value. ConditionError: a condition fails there (`condition` says which one).

        >>> from symbolic.parsing import parse_matrix
        >>> form = generic_jordan_form(parse_matrix("a 1; 0 b", symbols=["a", "b"]))
        >>> form.specialize({"a": 1, "b": 3}).P
        1 1; 0 2
        """
        from symbolic.generic.specialization import specialize
        return specialize(self, values)

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """What happens where a condition fails: the substitution, when one is linear, and the form of A after it."""
        from symbolic.generic.branches import branches
        return branches(self)

    def __str__(self) -> str:
        blocks = ", ".join(f"{b.eigenvalue} (size {b.size})" for b in self.blocks)
        return f"blocks {blocks or 'none'}" + (f" if {conditions_text(self.conditions)}" if self.conditions else "")

    def latex(self) -> str:
        r"""LaTeX of A = P J P^-1 with the matrices written out, and the conditions."""
        body = f"{self.A.latex()} = P J P^{{-1}}, \\quad P = {self.P.latex()}, \\quad J = {self.J.latex()}"
        needed = ",\\ ".join(f"{c.latex()} \\ne 0" for c in self.conditions)
        return f"{body} \\quad \\text{{if }} {needed}" if needed else body

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


def generic_jordan_form(A: ExactMatrix) -> GenericJordanForm:
    r"""The Jordan form A = P J P^-1 over Q(parameters), and the conditions under which it stays right after substitution.

    The method is that of `jordan_form`, with Z[parameters] in place of the integers: write A = N / den; the characteristic
    polynomial of N is monic, so its irreducible factors f are monic over Z[parameters]; each is treated once, at a generic
    root, by linear algebra over Q(parameters) alone.

    Why the answer holds wherever the conditions do. All chain columns side by side form H with N H = H G, G built from the
    factors and block sizes. This identity of polynomials is checked before anything is returned, so it holds for all values
    of the parameters. At values where den != 0, A has a value, and A v_j = r v_j + v_{j-1} for every root r of the
    specialised f. P = H V with V block diagonal, one Vandermonde matrix of the roots of f for each v_j; so
    det P = det H * prod (Vandermonde determinants) is not zero where det H != 0 and every disc f != 0. Hence
    A = P J P^-1 there. The resultants of different factors keep different eigenvalues different, so that multiplicities,
    minimal polynomial and the number of blocks of each eigenvalue are the generic ones too.

    Args:
        A: n x n with n <= 8, entries rational functions of at most 6 parameters.

    Raises:
        NotSquareError. DomainError: A has no parameters. UnableError: too large, or the work is above the budget.
    Cost: n^4 products of polynomials and one multivariate factorisation, bounded by a budget of term products.
    References: [Gan59] chapter VII.

    >>> from symbolic.parsing import parse_matrix
    >>> form = generic_jordan_form(parse_matrix("a 1; 0 b", symbols=["a", "b"]))
    >>> form.P, form.J, form.conditions
    (1 1; 0 -a+b, a 0; 0 b, (a - b,))
    >>> print(form.branches[0])
    a-b = 0, with a = b: blocks b (size 2)
    """
    n = require_square(A, "generic_jordan_form")
    if not isinstance(A.array, FunctionArray):
        raise DomainError(f"generic_jordan_form: the matrix over {A.ring} has no parameters; use jordan_form(A)")
    form = polynomial_form(A.array, n)
    found = decompose(form.ring, form.numerator)
    chains = tuple(_chain(form, c) for c in found.chains)
    return GenericJordanForm(A, chains, _reasons(A, form, found), form, found)


def polynomial_form(array: FunctionArray, n: int, *, bounded: bool = True) -> PolynomialForm:
    """A = N / den over Z[parameters].

    Raises:
        UnableError: `bounded`, and n or the number of parameters is above its limit.
    """
    if bounded and (len(array.names) > MAX_PARAMETERS or n > MAX_SIZE):
        raise UnableError(f"a {n}x{n} matrix with {len(array.names)} parameters is too large for its generic answer",
                          f"n <= {MAX_SIZE}, {MAX_PARAMETERS} parameters")
    ring = ParameterRing(array.names)
    pairs = [[ring.pair(x) for x in row] for row in array.rows]
    common = ring.one
    for row in pairs:
        for _, bottom in row:
            common = ring.times(common, ring.divide(bottom, ring.gcd([common, bottom])))
    table = [[ring.times(top, ring.divide(common, bottom)) for top, bottom in row] for row in pairs]
    return PolynomialForm(ring, table, common)


def generic_polynomial(form: PolynomialForm, coefficients: tuple[fmpz_mpoly, ...]) -> Polynomial:
    """The monic polynomial whose roots are those of a monic polynomial of N, divided by den."""
    d, den = len(coefficients) - 1, form.denominator
    return Polynomial([form.ring.function(c, den ** (d - i)) for i, c in enumerate(coefficients[:-1])] + [1])


def _chain(form: PolynomialForm, c: GenericRawChain) -> GenericChain:
    """A chain of N as a chain of A: column i times den^i because the root is divided by den, v_j times den^(j-1)."""
    ring, n, d = form.ring, len(form.numerator), c.degree
    scaled = [[[ring.times(x, form.denominator ** (i + j)) for i, x in enumerate(row)] for row in v]
              for j, v in enumerate(c.vectors)]
    flat = scaled if form.denominator.is_one() else _split(primitive(ring, [x for v in scaled for row in v for x in row]), n, d)
    vectors = [from_entries([[ring.function(x) for x in row] for row in v], n, d) for v in flat]
    return GenericChain(generic_polynomial(form, c.polynomial), tuple(vectors))


def _split(flat: list[fmpz_mpoly], n: int, d: int) -> list[Table]:
    rows = [flat[i:i + d] for i in range(0, len(flat), d)]
    return [rows[i:i + n] for i in range(0, len(rows), n)]


def _reasons(A: ExactMatrix, form: PolynomialForm, found: GenericDecomposition) -> Reasons:
    ring = form.ring
    shown = [(f, generic_polynomial(form, f)) for f, _ in found.factors]
    needed = [(form.denominator, "a denominator in A")]
    needed += [(p, "A itself rests on it") for c in A.conditions for p in ring.pair(c.over(ring.names))]
    needed += [(resultant(ring, f, derivative(f)), f"the roots of {text} stay distinct") for f, text in shown if len(f) > 2]
    needed += [(resultant(ring, f, g), f"the roots of {t} and {s} stay distinct")
               for k, (f, s) in enumerate(shown) for g, t in shown[:k]]
    needed.append((found.det, "P stays invertible"))
    return explained(ring, needed)
