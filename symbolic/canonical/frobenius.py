"""The Frobenius (rational canonical) form A P = P F with its transformation, over Q or a number field."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flint import fmpq, fmpq_mat, fmpz_mat, fmpz_poly, nmod_mat

from symbolic.canonical.chains import decompose, start_vector
from symbolic.canonical.lattice import PRIMES, modular
from symbolic.canonical.spectrum import descale, minpoly
from symbolic.errors import UnableError
from symbolic.matrices.matrix import ExactMatrix, from_entries, hstack, identity, orbit, rational_matrix, require_square
from symbolic.scalars.numbers import exact
from symbolic.scalars.polynomials import Polynomial, from_flint


@dataclass(frozen=True)
class FrobeniusForm:
    """A P = P F, F block diagonal with the companion matrices of the invariant factors, each dividing the next.

    A companion block has ones on the subdiagonal and the negated coefficients in its last column, so the columns of P
    for one block are u, A u, A^2 u, ..
    """

    A: ExactMatrix
    P: ExactMatrix
    F: ExactMatrix
    invariant_factors: tuple[Polynomial, ...]

    @property
    def minpoly(self) -> Polynomial:
        """The minimal polynomial: the last invariant factor."""
        return self.invariant_factors[-1] if self.invariant_factors else Polynomial([1])

    def __str__(self) -> str:
        factors = ", ".join(str(p) for p in self.invariant_factors)
        return f"invariant factors: {factors}\nP = {self.P}\nF = {self.F}"

    def latex(self) -> str:
        """LaTeX of P and F."""
        return rf"P = {self.P.latex()},\quad F = {self.F.latex()}"

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


def frobenius_form(A: ExactMatrix) -> FrobeniusForm:
    """The Frobenius form with transformation.

    Over Q the generators come from the Jordan chains of each primary part (or from e_1 when it is cyclic); over a number
    field a maximal cyclic subspace is split off together with an invariant complement. The result is checked before it
    is returned.

    Raises:
        NotSquareError. UnableError: the matrix has parameters, or no attempt passed the check.
    Cost: over Q about n^3 small-integer operations; over a number field n^4 field operations.
    References: [Gan59] VII.2-5; [Sto98].

    >>> from symbolic import matrix
    >>> frobenius_form(matrix("2 0 0; 0 2 1; 0 0 2")).invariant_factors
    (x-2, x^2-4*x+4)
    """
    n = require_square(A, "frobenius_form")
    if A.has_parameters:
        raise UnableError("frobenius_form: the matrix has parameters; substitute values first")
    if not A.is_rational:
        return _finish(A, *_split_cyclic(A))
    columns: list[list[Any]]
    columns, factors = _integer_form(A.numerator)
    den = A.denominator
    if den != 1:
        columns = [_scaled_krylov(group, den) for group in columns]
    P = _from_columns([x for group in columns for x in group], n)
    return _finish(A, P, [from_flint(descale(f, den)) for f in factors])


def _from_columns(columns: Sequence[fmpq_mat | fmpz_mat], n: int) -> ExactMatrix:
    if all(isinstance(c, fmpz_mat) for c in columns):
        whole: list[Any] = [x for c in columns for x in c.entries()]
        return rational_matrix(fmpz_mat(len(columns), n, whole).transpose())
    flat: list[Any] = [x for c in columns for x in c.entries()]
    matrix = fmpq_mat(len(columns), n, flat).transpose()
    numerator, denominator = matrix.numer_denom()
    return rational_matrix(numerator, int(denominator))


def _scaled_krylov(group: list[Any], den: int) -> list[Any]:
    """u, N u, N^2 u, .. turned into u, A u, A^2 u, .. for A = N / den."""
    return [fmpq_mat(c) * fmpq(1, den) ** i for i, c in enumerate(group)]


def companion_block(p: Polynomial) -> list[list[Any]]:
    """The companion matrix of a monic polynomial: ones on the subdiagonal, -c_i in the last column."""
    d = p.degree
    return [[-p.coefficients[i] if j == d - 1 else exact(int(i == j + 1)) for j in range(d)] for i in range(d)]


def _companions(factors: list[Polynomial], n: int) -> ExactMatrix:
    rows = [[exact(0)] * n for _ in range(n)]
    at = 0
    for p in factors:
        for i, row in enumerate(companion_block(p)):
            rows[at + i][at:at + p.degree] = row
        at += p.degree
    return from_entries(rows, n, n)


def _finish(A: ExactMatrix, P: ExactMatrix, factors: list[Polynomial]) -> FrobeniusForm:
    F = _companions(factors, A.rows)
    if A * P != P * F:
        raise UnableError("frobenius_form: the final check A P = P F failed")
    return FrobeniusForm(A, P, F, tuple(factors))


def _integer_form(a: fmpz_mat) -> tuple[list[list[fmpz_mat]], list[fmpz_poly]]:
    """Groups of columns u, N u, .. and the invariant factors, smallest first."""
    n = a.nrows()
    if n == 0:
        return [], []
    for u in (start_vector(n, 0), start_vector(n, 1)):
        if _is_cyclic(a, u, PRIMES[0]):
            return [orbit(a, u, n)], [a.charpoly()]
    found = decompose(a, small=False)
    generators: dict[str, list[tuple[fmpz_poly, fmpz_mat]]] = defaultdict(list)
    for c in found.chains:                       # largest blocks of a factor come first
        top = c.vectors[-1]
        last = fmpz_mat(n, 1, [top[i, c.degree - 1] for i in range(n)])
        generators[str(c.polynomial)].append((c.polynomial ** c.size, last))
    columns, factors = [], []
    for level in range(max(len(g) for g in generators.values())):
        u, f = fmpz_mat(n, 1), fmpz_poly([1])
        for g in generators.values():
            if level < len(g):
                f, u = f * g[level][0], u + g[level][1]
        columns.append(orbit(a, u, int(f.degree())))
        factors.append(f)
    return columns[::-1], factors[::-1]


def _is_cyclic(a: fmpz_mat, u: fmpz_mat, p: int) -> bool:
    """Whether u, N u, .., N^(n-1) u are independent modulo p (hence over Q)."""
    n = a.nrows()
    m, v = modular(a, p), modular(u, p)
    flat = []
    for _ in range(n):
        flat += v.entries()
        v = m * v
    return int(nmod_mat(n, n, [int(x) for x in flat], p).rank()) == n


def _split_cyclic(A: ExactMatrix) -> tuple[ExactMatrix, list[Polynomial]]:
    """Cyclic decomposition over any field: a vector of maximal order, and an invariant complement, repeatedly.

    With u of maximal order m and a functional w for which the Hankel matrix (w A^(i+j) u) is nonsingular, the space
    {x : w A^i x = 0 for i < m} is invariant and complements the cyclic space of u.
    """
    from symbolic.matrices.elimination import nullspace, solve_any
    n = A.rows
    basis, restricted = identity(n), A
    groups: list[ExactMatrix] = []
    factors: list[Polynomial] = []
    while restricted.rows:
        u, p = _maximal_vector(restricted)
        m = p.degree
        krylov = hstack(orbit(restricted, u, m))
        groups.append(basis * krylov)
        factors.append(p)
        if m == restricted.rows:
            break
        w = _dual_vector(restricted, krylov, m)
        rest = nullspace(hstack(orbit(restricted.T, w, m)).T)
        basis, restricted = basis * rest, solve_any(rest, restricted * rest)
    return hstack(groups[::-1]) if groups else identity(0), factors[::-1]


def _candidates(n: int) -> list[ExactMatrix]:
    units = [rational_matrix(fmpz_mat(n, 1, [int(i == j) for i in range(n)])) for j in range(n)]
    mixed = [rational_matrix(start_vector(n, k)) for k in range(1, 9)]
    return units[:1] + mixed + units[1:]


def _maximal_vector(A: ExactMatrix) -> tuple[ExactMatrix, Polynomial]:
    """A vector whose order is the minimal polynomial of A."""
    from symbolic.matrices.elimination import nullspace
    p = minpoly(A)
    for u in _candidates(A.rows):
        if nullspace(hstack(orbit(A, u, p.degree))).cols == 0:
            return u, p
    raise UnableError("frobenius_form: no vector of maximal order among the candidates")


def _dual_vector(A: ExactMatrix, krylov: ExactMatrix, m: int) -> ExactMatrix:
    """W such that (w^T A^(i+j) u), i, j < m, is nonsingular."""
    from symbolic.matrices.elimination import rank
    for w in _candidates(A.rows):
        if rank(hstack(orbit(A.T, w, m)).T * krylov) == m:
            return w
    raise UnableError("frobenius_form: no functional splits the cyclic space off among the candidates")
