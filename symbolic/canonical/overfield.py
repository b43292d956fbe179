"""Jordan forms over a number field K = Q(theta), through one rational matrix.

With N = den A written as a rational matrix N^ of s times the size (multiplication matrices) and Theta^ = multiplication
by theta, the rational method is applied to B = N^ + c Theta^. The number c is good when theta is a polynomial r in the
generic root on every chain, Theta^ v = r(x) v modulo f: then x - c r(x) is the eigenvalue, and evaluating coordinates
at theta = r(x) turns the chains of B into chains of N. The roots of f with r(root) = the chosen theta belong to A.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import lcm

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_mat, fmpz_poly

from symbolic.canonical.chains import Decomposition, RawChain, decompose
from symbolic.canonical.jordan import JordanChain, JordanForm, in_square_root, primitive_chain
from symbolic.canonical.lattice import content
from symbolic.canonical.smallchains import shorten
from symbolic.errors import UnableError
from symbolic.matrices.arrays import FieldArray
from symbolic.matrices.elimination import unfold
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.fields import NumberField, find_root, number_field, rewrite

MULTIPLIERS = (0, 1, -1, 2, -2, 3, 5, 7, 11, 17, 29, 101, 1009)
MAX_SIZE = 400           # n times the degree of the field
SMALL = 16               # chains up to this many coefficients a component are shortened


@dataclass(frozen=True)
class FieldWitness:
    """What the checker needs: B = den A^ + multiplier Theta^, its decomposition, and r for each of its chains."""

    multiplier: int
    theta: tuple[fmpq_poly, ...]


def theta_matrix(field: NumberField, n: int) -> fmpz_mat:
    """Multiplication by theta on K^n, coordinates (row i, power t) at index i s + t."""
    s = field.degree
    block = field.matrix_of(fmpq_poly([0, 1]))
    out = fmpz_mat(n * s, n * s)
    for i in range(n):
        for p in range(s):
            for q in range(s):
                out[i * s + p, i * s + q] = int(block[p, q])
    return out


def multiply(v: fmpq_mat, p: fmpq_poly, field_modulus: fmpz_poly) -> fmpq_mat:
    """p(x) times a vector of polynomials modulo f (one column a coefficient)."""
    helper = NumberField(field_modulus, 0)
    return v * helper.matrix_of(helper.reduce(p)).transpose()


def theta_on(chain: RawChain, theta: fmpz_mat) -> fmpq_poly | None:
    """The polynomial r with Theta^ v = r v (mod f) for every vector of the chain, or None."""
    modulus = NumberField(chain.polynomial, 0)
    first = chain.vectors[0].tolist()
    row = next(i for i, r in enumerate(first) if any(x != 0 for x in r))
    image = theta * chain.vectors[0]
    p = fmpq_poly(list(first[row]))
    q = fmpq_poly([image[row, j] for j in range(image.ncols())])
    r = modulus.reduce(q * modulus.inverse(p))
    for v in chain.vectors:
        if fmpq_mat(theta * v) != multiply(fmpq_mat(v), r, chain.polynomial):
            return None
    return r


def decompose_over(N: FieldArray, *, one_r: bool = False) -> tuple[Decomposition, FieldWitness]:
    """The decomposition of B for the first good multiplier c, with r for each chain.

    With `one_r` all chains of one factor of the characteristic polynomial must have the same r: then the spectral
    components of B, which know factors and not chains, are those of N too (0 and -2i over Q(i) meet in x^2 + 1 at c = 1).
    """
    n, s = N.shape[0], N.field.degree
    if n * s > MAX_SIZE:
        raise UnableError(f"jordan_form: {n} x {n} over a field of degree {s}", f"size times degree {MAX_SIZE}")
    theta = theta_matrix(N.field, n)
    big = unfold(N).numer_denom()[0]
    for c in MULTIPLIERS:
        found = decompose(big + theta * c, small=False)
        rs: list[fmpq_poly] = []
        r_of: dict[str, fmpq_poly] = {}
        for chain in found.chains:
            r = theta_on(chain, theta)
            if r is None or (one_r and r_of.setdefault(str(chain.polynomial), r) != r):
                break
            rs.append(r)
        else:
            return found, FieldWitness(c, tuple(rs))
    raise UnableError("jordan_form: no multiplier separates the conjugates", f"multipliers {MULTIPLIERS}")


def matching_roots(f: fmpz_poly, r: fmpq_poly, field: NumberField) -> tuple[int, ...]:
    """The roots a of f with r(a) = theta, the chosen root of the field."""
    out = []
    for k in range(int(f.degree())):
        here = number_field(f, k)
        theta = fmpq_poly([r(-f[0])]) if f.degree() == 1 else r
        if find_root([field.polynomial], here, theta)[1] == field.root:
            out.append(k)
    return tuple(out)


def _evaluate_coordinates(v: fmpz_mat, r: fmpq_poly, f: fmpz_poly, s: int) -> fmpq_mat:
    """sum_t r^t v[(i, t)] for every row i: an n x d matrix of coefficients modulo f."""
    n, d = v.nrows() // s, v.ncols()
    table = v.tolist()
    total = fmpq_mat(n, d)
    power = fmpq_poly([1])
    for t in range(s):
        part = fmpq_mat(n, d, [x for i in range(n) for x in table[i * s + t]])
        total = total + multiply(part, power, f)
        power = (power * r) % fmpq_poly(f)
    return total


def integral_vectors(vectors: Sequence[fmpq_mat]) -> list[fmpz_mat]:
    """The whole chain times one rational number, so that it is integral and primitive."""
    split = [v.numer_denom() for v in vectors]
    d = reduce(lcm, (int(den) for _, den in split), 1)
    whole = [num * (d // int(den)) for num, den in split]
    g = content([x for m in whole for x in m.entries()])
    first = next((x for x in whole[0].entries() if x != 0), 1)
    g = -g if first < 0 else g
    return [fmpz_mat(m.nrows(), m.ncols(), [x // g for x in m.entries()]) for m in whole]


def _into_field(f: fmpz_poly, root: int, r: fmpq_poly, field: NumberField, parts: list[fmpq_mat],
                ) -> tuple[fmpq_poly, list[fmpq_mat]]:
    """When deg f = s the root is a polynomial in theta: rewrite x and the vectors in powers of theta."""
    here = number_field(f, root)
    x = fmpq_poly([0, 1])
    if field.degree == 1 or f.degree() == 1:
        return fmpq_poly([-f[0]]), parts
    q = rewrite(here, here.reduce(r), x)
    powers, p = [], fmpq_poly([1])
    for _ in range(field.degree):
        powers.append([p[i] for i in range(field.degree)])
        p = field.reduce(p * q)
    change = fmpq_mat(powers)
    return q, [v * change for v in parts]


def jordan_over_field(A: ExactMatrix) -> JordanForm:
    """The Jordan form of a matrix whose entries generate a number field of degree above 1."""
    array = A.numeric()
    N, den, field = FieldArray(array.field, array.coefficients), array.denominator, array.field
    found, witness = decompose_over(N)
    chains = [c for raw, r in zip(found.chains, witness.theta, strict=True)
              for c in _field_chain(raw, r, witness.multiplier, den, field)]
    return JordanForm(A, tuple(_in_order(chains)), found, witness)


def _field_chain(raw: RawChain, r: fmpq_poly, c: int, den: int, field: NumberField) -> list[JordanChain]:
    """The chain of A for the roots of f that lie over the chosen theta (none, some or all of them)."""
    roots = matching_roots(raw.polynomial, r, field)
    if not roots:
        return []
    parts = [_evaluate_coordinates(v, r, raw.polynomial, field.degree) for v in raw.vectors]
    polynomial, value = raw.polynomial, (fmpq_poly([0, 1]) - c * r) % fmpq_poly(raw.polynomial)
    if raw.degree == field.degree and len(roots) == 1:
        x, parts = _into_field(polynomial, roots[0], r, field, parts)
        polynomial, roots = field.polynomial, (field.root,)
        value = field.reduce(x - c * fmpq_poly([0, 1]))
    vectors = integral_vectors(parts)
    if vectors[0].nrows() * vectors[0].ncols() * len(vectors) <= SMALL * 4 and vectors[0].ncols() * len(vectors) <= SMALL // 2:
        vectors = integral_vectors([fmpq_mat(v) for v in shorten(polynomial, vectors)])
    chain = JordanChain(polynomial, value * fmpq(1, den), roots, primitive_chain([v * den ** j for j, v in enumerate(vectors)]))
    return [in_square_root(chain) if chain.degree == 2 else chain]


def _in_order(chains: list[JordanChain]) -> list[JordanChain]:
    """Chains of one eigenvalue together, larger blocks first; eigenvalues that lie in K first."""
    keys: dict[tuple[str, str], int] = {}
    for c in sorted(chains, key=lambda c: (len(c.roots), c.degree)):
        keys.setdefault((str(c.polynomial), str(c.eigenvalue)), len(keys))
    return sorted(chains, key=lambda c: (keys[str(c.polynomial), str(c.eigenvalue)], -c.size))
