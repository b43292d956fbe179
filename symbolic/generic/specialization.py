"""Generic answers at values of the parameters: checked against their conditions, then against the laws once more."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from math import lcm
from typing import TYPE_CHECKING, Any

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_mat, fmpz_mpoly, fmpz_poly

from symbolic.canonical.chains import Decomposition, RawChain, assemble, canonical_factors, companion_action
from symbolic.canonical.lattice import content
from symbolic.errors import ConditionError, DomainError, UnableError
from symbolic.generic.chains import GenericRawChain
from symbolic.generic.ring import Table
from symbolic.matrices.conditions import condition_text
from symbolic.matrices.matrix import rational_matrix
from symbolic.scalars.numbers import AlgebraicNumber
from symbolic.scalars.parameters import RationalFunction
from symbolic.scalars.substitution import scalar_values

if TYPE_CHECKING:
    from symbolic.canonical.jordan import JordanForm
    from symbolic.generic.form import GenericJordanForm, PolynomialForm


def rational_values(names: tuple[str, ...], values: Mapping[str, Any]) -> list[fmpq]:
    """The values in the order of the names.

    Raises:
        DomainError: a value is missing or is not a rational number.
    """
    table = scalar_values(names, values, "specialize")
    missing = [n for n in names if n not in table]
    if missing:
        raise DomainError(f"specialize: no value for {', '.join(missing)}; to keep parameters, use substitute(A, values) first")
    for n, v in table.items():
        if not (isinstance(v, AlgebraicNumber) and v.is_rational):
            raise DomainError(f"specialize: {n} = {v} is not a rational number; use jordan_form(substitute(A, values))")
    return [fmpq(table[n].numerator, table[n].denominator) for n in names]


def evaluate(p: fmpz_mpoly, values: Sequence[fmpq]) -> fmpq:
    """The value of a polynomial free of y."""
    total = fmpq(0)
    for exponents, c in p.to_dict().items():
        term = fmpq(c)
        for v, e in zip(values, exponents, strict=False):
            if e:
                term *= v ** e
        total += term
    return total


def require_conditions(form: PolynomialForm, conditions: Sequence[RationalFunction], values: Sequence[fmpq]) -> None:
    """Every condition holds at the values.

    Raises:
        ConditionError: one does not; it names the first.
    """
    for c in conditions:
        top, _ = form.ring.pair(c.over(form.ring.names))
        if evaluate(top, values) == 0:
            shown = ", ".join(f"{n} = {v}" for n, v in zip(form.ring.names, values, strict=True))
            raise ConditionError(f"specialize: the generic answer rests on {condition_text(c)}, which fails at {shown}; "
                                 "see .branches, or substitute the values and start again", c)


def matrix_at(table: Table, values: Sequence[fmpq]) -> fmpq_mat:
    """A table of polynomials at the values."""
    return fmpq_mat(len(table), len(table[0]) if table else 0, [evaluate(x, values) for row in table for x in row])


def specialize(form: GenericJordanForm, values: Mapping[str, Any]) -> JordanForm:
    """The Jordan form of the matrix at the values, from the generic chains.

    A factor may split there; the chain of each part is the generic one reduced modulo it.
    """
    from symbolic.canonical.jordan import JordanForm, rational_chain
    given = form.polynomial_form
    at = rational_values(given.ring.names, values)
    require_conditions(given, form.conditions, at)
    den = evaluate(given.denominator, at)
    m, d = (matrix_at(given.numerator, at) / den).numer_denom()
    scale = fmpq(int(d)) / den                                   # M = d A = scale * N, so its eigenvalues are scale * y
    raw = [c for chain in form.decomposition.chains for c in _specialized(chain, at, scale)]
    chi = m.charpoly()
    factors = canonical_factors(chi)
    order = {str(f): k for k, (f, _) in enumerate(factors)}
    raw.sort(key=lambda c: (order[str(c.polynomial)], -c.size))
    n = m.nrows()
    h = assemble(raw, n)
    if h.rank() != n or m * h != h * companion_action(raw, n):
        raise UnableError("specialize: the specialised chains failed the final check; please report this matrix")
    chains = tuple(rational_chain(c, int(d)) for c in raw)
    return JordanForm(rational_matrix(m, int(d)), chains, Decomposition(chi, factors, tuple(raw)))


def _specialized(chain: GenericRawChain, at: Sequence[fmpq], scale: fmpq) -> list[RawChain]:
    """The integer chains of M = scale * N: w_j = scale^(k-j) v_j, written in powers of scale * y."""
    d, k = chain.degree, chain.size
    f = [evaluate(c, at) * scale ** (d - i) for i, c in enumerate(chain.polynomial)]
    tables = [matrix_at(v, at) for v in chain.vectors]
    rows = [[fmpq_poly([t[r, i] * scale ** (k - 1 - j) / scale ** i for i in range(d)]) for r in range(t.nrows())]
            for j, t in enumerate(tables)]
    out = []
    for g, _ in fmpz_poly([int(c.p) for c in f]).factor()[1]:
        modulus = fmpq_poly(g)
        parts = [[p % modulus for p in row] for row in rows]
        out.append(RawChain(g, k, _integral(parts, int(g.degree()))))
    return out


def _integral(parts: list[list[fmpq_poly]], d: int) -> tuple[fmpz_mat, ...]:
    """Vectors with polynomial entries as integer matrices without common factor."""
    common = reduce(lcm, (int(p.denom()) for row in parts for p in row), 1)
    flats = [[(p[i] * common).p for p in row for i in range(d)] for row in parts]
    g = content([x for flat in flats for x in flat]) or 1
    first = next((x for x in flats[0] if x != 0), 1)
    g = -g if first < 0 else g
    return tuple(fmpz_mat(len(row), d, [x // g for x in flat]) for row, flat in zip(parts, flats, strict=True))
