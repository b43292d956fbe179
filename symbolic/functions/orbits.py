"""Sums over some of the conjugates of an eigenvalue, written in the smallest field that holds them.

A principal square root needs sum_a s_a M(a)/f'(a) over the roots a of f with one chosen sign of each s_a = sqrt(..a..);
the matrix sign needs the same sum over the roots on one side. The Galois group permutes the possible choices ("states"),
so with e = sum_a s_a t(a), t an integer polynomial, the field of the sum is Q(e), of degree the length of the orbit of the
chosen state: at most 2^d, where the field of all the roots and square roots would have degree up to 2^d d!. The conjugates
of e are found as balls; its minimal polynomial h has integer coefficients, and so have the polynomials that express
disc(f) sum_a s_a a^i/f'(a) times h'(e) in e (Euler). Integers in small balls are certain.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence

from flint import acb, acb_poly, fmpq_mat, fmpq_poly, fmpz_poly

from symbolic.errors import UnableError
from symbolic.functions.jets import Undecided
from symbolic.matrices.arrays import from_rational_parts
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.fields import MAX_BITS, MAX_DEGREE, NumberField, number_field
from symbolic.scalars.roots import precision, root_set
from symbolic.scalars.surds import quadratic_parts

State = dict[int, acb]                               # root of f -> algebraic integer s_a as a ball
States = Callable[[int], Sequence[State]]            # bits -> all conjugate choices, the chosen one first
MAX_STATES = 256
TESTS = ((1,), (0, 1), (1, 1), (0, 0, 1), (1, 2, 3), (3, 1, 0, 1), (5, 7, 1, 2))


class _Coarse(Exception):  # noqa: N818 - a signal: the balls are too wide
    pass


def root_ball(f: fmpz_poly, k: int, bits: int) -> acb:
    """Root number k of f as a ball; call inside `precision(bits)`."""
    return acb(-f[0]) if f.degree() == 1 else number_field(f, k).roots.ball(k, bits)


def _generator_values(f: fmpz_poly, states: Sequence[State], t: Sequence[int], bits: int) -> list[acb]:
    at = {a: acb_poly(list(t))(root_ball(f, a, bits)) for a in {a for s in states for a in s}}
    return [sum((s * at[a] for a, s in state.items()), acb(0)) for state in states]


def _integer_polynomial(p: acb_poly) -> fmpz_poly:
    """The one integer polynomial inside balls known to hold one."""
    out = []
    for c in p.coeffs():
        value = c.unique_fmpz()
        if value is None:
            raise _Coarse
        out.append(value)
    return fmpz_poly(out)


def _minimal(values: Sequence[acb]) -> tuple[fmpz_poly, list[int]] | None:
    """The minimal polynomial of values[0] and the states whose values are its roots; None when values coincide."""
    resolvent = _integer_polynomial(acb_poly.from_roots(list(values)))
    pairs = resolvent.factor()[1]
    mine = [(h, int(e)) for h, e in pairs if acb_poly(fmpq_poly(h))(values[0]).contains(0)]
    if len(mine) > 1:
        raise _Coarse
    (h, e), = mine
    if e > 1:
        return None
    if h.degree() > MAX_DEGREE:
        raise UnableError(f"the exact matrix needs a field of degree {h.degree()}", f"degree {MAX_DEGREE}")
    near = [i for i, v in enumerate(values) if acb_poly(fmpq_poly(h))(v).contains(0)]
    if len(near) != h.degree():
        raise _Coarse
    return h, near


def orbit_weights(f: fmpz_poly, states: States, count: int) -> tuple[NumberField, list[fmpq_poly]]:
    """The field F of the chosen state and w_i in F with w_i = sum_a s_a a^i / f'(a), i < deg f.

    Args:
        f: monic irreducible. states: gives all conjugate choices at a precision, the chosen one first.
        count: how many states there are.

    Raises:
        UnableError: more than 256 states, or a field of degree above 64.
    """
    if count > MAX_STATES:
        raise UnableError(f"the exact matrix may need a field of degree {count}", f"degree {MAX_DEGREE}")
    for t in TESTS:
        bits = 128
        while bits <= MAX_BITS:
            try:
                with precision(bits):
                    found = _weights_at(f, states(bits), t, bits)
                break
            except (_Coarse, Undecided):
                bits *= 2
        else:
            raise UnableError("the conjugates could not be told apart", f"{MAX_BITS} bits")
        if found is not None:
            return found
    raise UnableError("no short combination generates the field of the result", f"{len(TESTS)} combinations")


def _weights_at(f: fmpz_poly, states: Sequence[State], t: Sequence[int], bits: int,
                ) -> tuple[NumberField, list[fmpq_poly]] | None:
    values = _generator_values(f, states, t, bits)
    minimal = _minimal(values)
    if minimal is None:
        return None
    h, orbit = minimal
    here = number_field(h, _index(h, values[0], bits))
    slope, disc = acb_poly(fmpq_poly(f.derivative())), int(f.discriminant())
    roots = {a: root_ball(f, a, bits) for i in orbit for a in states[i]}
    lagrange = [_without(h, values[i]) for i in orbit]
    below = fmpq_poly(h.derivative()) * disc
    inverse = here.inverse(here.reduce(below))
    weights = []
    terms = [{a: s * disc / slope(roots[a]) for a, s in states[i].items()} for i in orbit]
    for _ in range(int(f.degree())):
        total = acb_poly([0])
        for state, p in zip(terms, lagrange, strict=True):
            total += p * sum(state.values(), acb(0))
        weights.append(here.reduce(fmpq_poly(_integer_polynomial(total)) * inverse))
        terms = [{a: s * roots[a] for a, s in state.items()} for state in terms]
    return _canonical(here, weights)


def _index(h: fmpz_poly, value: acb, bits: int) -> int:
    if h.degree() == 1:
        return 0
    roots = root_set(h)
    roots.ball(0, bits)
    hits = roots.locate(value)
    if len(hits) != 1:
        raise _Coarse
    return hits[0]


def _without(h: fmpz_poly, root: acb) -> acb_poly:
    """h(y)/(y - root) by Horner's rule."""
    c = [int(x) for x in h.coeffs()]
    out, value = [], acb(0)
    for x in reversed(c[1:]):
        value = value * root + x
        out.append(value)
    return acb_poly(out[::-1])


def _canonical(field: NumberField, weights: list[fmpq_poly]) -> tuple[NumberField, list[fmpq_poly]]:
    """Quadratic fields are written with sqrt(d) as generator, d squarefree, as everywhere else."""
    if field.degree != 2:
        return field, weights
    d, root_d = quadratic_parts(field)
    # theta = p + q sqrt(d) from sqrt(d) = u + v theta
    u, v = root_d[0], root_d[1]
    theta = fmpq_poly([-u / v, 1 / v])
    there = number_field(fmpz_poly([-d, 0, 1]), 1)
    return there, [there.reduce(w(theta)) for w in weights]


def combine(field: NumberField, weights: Sequence[fmpq_poly], parts: Sequence[fmpq_mat]) -> ExactMatrix:
    """sum_i w_i parts[i] over the field of the weights."""
    n, m = parts[0].nrows(), parts[0].ncols()
    rows = [fmpq_mat(n, m) for _ in range(field.degree)]
    for w, part in zip(weights, parts, strict=True):
        for k in range(w.degree() + 1):
            rows[k] = rows[k] + part * w[k]
    return ExactMatrix(from_rational_parts(field, rows))


def trace_matrix(f: fmpz_poly, parts: Sequence[fmpq_mat]) -> ExactMatrix:
    """Sum over all roots a of f of M(a)/f'(a): the coefficient of x^(d-1) (Euler)."""
    return ExactMatrix(from_rational_parts(number_field(fmpz_poly([0, 1]), 0), [parts[int(f.degree()) - 1]]))


