"""The inverse and the determinant of the P of a Jordan form, from dual chains and never by elimination across fields.

With H the integer matrix of all chain columns and f(y) = sum c_l y^l, P = H V for a block diagonal V with one
Vandermonde matrix of the roots of f for each chain vector. The row of V^-1 at the root a holds the coefficients of
f(y)/((y - a) f'(a)), so the row of P^-1 is 1/f'(a) times a polynomial in a whose coefficients are combinations of rows
of H^-1: again one generic vector for all conjugates.
"""
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_mat

from symbolic.errors import UnableError
from symbolic.matrices.arrays import FieldArray, from_rational_parts
from symbolic.matrices.columns import ColumnMatrix, RowMatrix
from symbolic.matrices.elimination import det, inverse
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.fields import number_field
from symbolic.scalars.numbers import AlgebraicNumber, exact, sqrt
from symbolic.scalars.roots import precision, root_set

if TYPE_CHECKING:
    from symbolic.canonical.jordan import JordanChain, JordanForm


def transformation_inverse(form: JordanForm) -> ExactMatrix | RowMatrix:
    """P^-1, by rows over one field each when the columns of P are.

    Raises:
        UnableError: A lives over a number field and its eigenvalues share no field of small degree.

    >>> from symbolic import jordan_form, matrix
    >>> form = jordan_form(matrix("0 0 1; 1 0 1; 0 1 0"))
    >>> rows = transformation_inverse(form)
    >>> rows * form.A == rows.times_left(form.J.T.T)
    True
    """
    P = form.P
    if isinstance(P, ExactMatrix):
        return inverse(P)
    _require_all_roots(form)
    rows = chain_matrix(form).inv()
    places = _places(form)
    columns: list[FieldArray] = []
    for root, chains in form.groups():
        for c in chains:
            at = places[id(c)]
            columns += [_dual_row(c, root, rows, at + j * c.degree) for j in range(c.size)]
    return ColumnMatrix(columns, form.A.rows).T


def transformation_det(form: JordanForm) -> AlgebraicNumber:
    """Det P: det H times the Vandermonde determinants of the roots, each a square root of a discriminant.

    >>> from symbolic import jordan_form, matrix
    >>> transformation_det(jordan_form(matrix("1 1; 1 0")))
    -4*sqrt(5)
    """
    P = form.P
    if isinstance(P, ExactMatrix):
        value: AlgebraicNumber = det(P)
        return value
    _require_all_roots(form)
    total = exact(fmpq(1) * chain_matrix(form).det() * _permutation_sign(form))
    for c in form.chains:
        total = total * vandermonde_of_roots(c) ** c.size
    return total


def _require_all_roots(form: JordanForm) -> None:
    if any(c.roots != tuple(range(c.degree)) for c in form.chains):
        raise UnableError("P lives over several extensions of the field of A; its inverse is only built for rational A")


def chain_matrix(form: JordanForm) -> fmpq_mat:
    """H: all chain columns, chain by chain, v_1 .. v_k, coefficients of x^0 .. x^(d-1)."""
    n = form.A.rows
    flat = [x for c in form.chains for v in c.vectors for x in v.transpose().entries()]
    return fmpq_mat(fmpz_mat(n, n, flat).transpose())


def _places(form: JordanForm) -> dict[int, int]:
    """Where the columns of each chain begin in H."""
    out, at = {}, 0
    for c in form.chains:
        out[id(c)] = at
        at += c.size * c.degree
    return out


def _dual_row(c: JordanChain, root: int, rows: fmpq_mat, at: int) -> FieldArray:
    """The row of P^-1 that belongs to one vector of a chain at one root, as a column."""
    d, n = c.degree, rows.ncols()
    f = c.polynomial
    weights = fmpq_mat(d, d, [f[i + m + 1] if i + m + 1 <= d else 0 for m in range(d) for i in range(d)])
    block = fmpq_mat(d, n, [rows[at + i, j] for i in range(d) for j in range(n)])
    combined = weights * block
    here = number_field(f, root)
    parts = [fmpq_mat(n, 1, [combined[m, j] for j in range(n)]) for m in range(d)]
    slope = here.reduce(fmpq_poly(f.derivative()))
    return from_rational_parts(here, parts).scale(AlgebraicNumber(here, here.inverse(slope)))


def vandermonde_of_roots(c: JordanChain) -> AlgebraicNumber:
    """Prod over r < s of (a_s - a_r) for the roots in canonical order: the square root of the discriminant, right sign."""
    if c.degree == 1:
        return exact(1)
    value = sqrt(exact(c.polynomial.discriminant()))
    roots, bits = root_set(c.polynomial), 128
    with precision(bits):
        product = roots.ball(1, bits) - roots.ball(0, bits)
        for s in range(2, c.degree):
            for r in range(s):
                product *= roots.ball(s, bits) - roots.ball(r, bits)
        near = value.field.ball(value.poly, bits)
        return value if (product - near).abs_upper() < (product + near).abs_lower() else -value


def _permutation_sign(form: JordanForm) -> int:
    """The sign of the reordering from (chain, vector, root) in H V to (root, chain, vector) in P."""
    places = _places(form)
    order = [places[id(c)] + j * c.degree + root for root, chains in form.groups() for c in chains for j in range(c.size)]
    return -1 if sum(1 for _ in _inversions(order)) % 2 else 1


def _inversions(order: list[int]) -> Iterator[tuple[int, int]]:
    for i, x in enumerate(order):
        for y in order[i + 1:]:
            if y < x:
                yield x, y
