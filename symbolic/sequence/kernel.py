"""The S4 kernel from its generating function: values at the L-th roots of unity, then an exact inverse transform."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flint import fmpq_poly, fmpz_poly

from symbolic.errors import DomainError, InputError, SingularMatrixError, UnableError
from symbolic.matrices.elimination import solve
from symbolic.matrices.matrix import ExactMatrix, from_entries, hstack, identity, vstack
from symbolic.scalars.fields import number_field
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.scalars.parameters import RationalFunction
from symbolic.sequence.dplr import DPLR, dplr
from symbolic.sequence.statespace import StateSpace, require_length, state_space
from symbolic.structured.base import Scalar, one_field, read_scalar

MAX_ROOTS = 64     # length of a kernel by roots of unity: its field has the degree phi(length)


@dataclass(frozen=True)
class GeneratedKernel:
    """A kernel K_0, .., K_{L-1} and how it was found: K^(z) = sum K_k z^k = C~ (I - A z)^-1 B with C~ = C (I - A^L).

    `roots` are the L-th roots of unity z_j = zeta^j, `values` the K^(z_j), `truncated` the row C~, and `kernel` the inverse
    transform K_k = (1/L) sum_j K^(z_j) z_j^-k. `sums[j]` (only for `dplr_kernel`) is the (1+r) x (1+r) matrix of Cauchy
    sums [C~; Q*] diag(1/(s_j - lambda)) [B, P] at s_j = (2/step)(1 - z_j)/(1 + z_j), absent where that is not defined.
    """

    kernel: tuple[Scalar, ...]
    roots: tuple[AlgebraicNumber, ...]
    values: tuple[Scalar, ...]
    truncated: ExactMatrix
    sums: tuple[ExactMatrix | None, ...] = ()


def roots_of_unity(count: int) -> tuple[AlgebraicNumber, ...]:
    """1, zeta, .., zeta^(L-1) for a primitive L-th root of unity zeta, all in the field Q(zeta).

    Raises:
        InputError: the count is not a positive integer. UnableError: it is above 64.

    >>> roots_of_unity(4)
    (1, i, -1, -i)
    """
    _require_roots(count, "roots_of_unity")
    return _roots(count)


@lru_cache(maxsize=128)
def _roots(count: int) -> tuple[AlgebraicNumber, ...]:
    phi = fmpz_poly.cyclotomic(count)
    if phi.degree() == 1:
        return tuple(exact(-1) ** j if count == 2 else exact(1) for j in range(count))
    field = number_field(phi, int(phi.degree()) - 1)
    zeta = AlgebraicNumber(field, fmpq_poly([0, 1]))
    return tuple(zeta ** j for j in range(count))


def generating_kernel(A: Any, B: Any, C: Any, length: int) -> GeneratedKernel:
    """The kernel K_k = C A^k B, k < L, from K^(z) = C (I - A^L)(I - A z)^-1 B at the L-th roots of unity.

    Args:
        A, B, C: as for `ssm_kernel`. length: L, at most 64.

    K^(z) is a polynomial in z. Where A has the eigenvalue 1/z, the formula reads 0/0, and K^(z) is the sum of K_k z^k instead.

    Raises:
        UnableError: L above 64, or a field of degree above the limit. InputError: L is not a positive integer.
    Cost: L solves with I - A z, and L^2 products in Q(zeta_L).
    References: [GGR22] Gu, Goel & Re 2022, section 3.1 and algorithm 1.

    >>> from symbolic import matrix
    >>> found = generating_kernel(matrix("2"), [1], [3], 4)
    >>> found.kernel, found.values
    ((3, 6, 12, 24), (45, -9-18*i, -15, -9+18*i))
    """
    _require_roots(length, "generating_kernel")
    space = state_space(A, B, C, "generating_kernel")
    matrix, truncated = space.matrix(), _truncated(space, length)
    values: list[Scalar] = []
    for z in roots_of_unity(length):
        try:
            values.append((truncated * solve(identity(space.size) - matrix * z, space.B))[0, 0])
        except SingularMatrixError:
            values.append(_polynomial(space, length, z))
    return _transformed(values, truncated, ())


def dplr_kernel(lam: Any, P: Any, Q: Any, B: Any, C: Any, step: Any, length: int) -> GeneratedKernel:
    """The S4 kernel of diag(lam) - P Q* after the bilinear transform: Cauchy sums and one r x r system a root of unity.

    With s = (2/step)(1 - z)/(1 + z) and R = diag(1/(s - lam)),
    K^(z) = 2/(1 + z) [C~ R B - C~ R P (I + Q* R P)^-1 Q* R B], and K^(-1) = (step/2) C~ B. Nothing ill conditioned is
    inverted: the r x r matrix is the only one. Where s is an eigenvalue, so that the transformed matrix has the eigenvalue 1/z,
    the polynomial K^(z) is summed.

    Args:
        lam, P, Q, B, C: as for `dplr` (Q = None for Q = P). step: non-zero. length: L, at most 64.

    Returns:
        GeneratedKernel: `.kernel` equal to `ssm_kernel` of the discretized system, `.values`, `.sums`, `.truncated`.

    Raises:
        SingularMatrixError: 2/step is an eigenvalue (no bilinear transform). UnableError: L above 64. ShapeError: the sizes
            do not fit.
    Cost: O((n r + r^3) L) operations in the field of zeta_L and the entries, and L^2 for the inverse transform.
    References: [GGR22] Gu, Goel & Re 2022, theorem 3, algorithm 1.

    >>> from symbolic import rational
    >>> dplr_kernel([-1, -2], [1, 1], None, [1, 1], [1, 0], rational(1, 2), 3).kernel
    (12/41, 100/1681, 1708/68921)
    """
    _require_roots(length, "dplr_kernel")
    A = dplr(lam, P, Q, B, C)
    if A.B is None or A.C is None:
        raise InputError("dplr_kernel: B and C are needed")
    h = read_scalar(step)
    if not h:
        raise InputError("dplr_kernel: the step must not be 0")
    discrete = state_space(A.bilinear(h), None, None, "dplr_kernel")
    truncated = _truncated(discrete, length)
    A, truncated, h, roots = _one_ring(A, truncated, h, length)
    values, sums = [], []
    for z in roots:
        value, table = _value(A, truncated, h, z)
        values.append(_polynomial(discrete, length, z) if value is None else value)
        sums.append(table)
    return _transformed(values, truncated, tuple(sums))


def _value(A: DPLR, row: ExactMatrix, h: Scalar, z: AlgebraicNumber) -> tuple[Scalar | None, ExactMatrix | None]:
    """K^(z), None where the formula reads 0/0, and its Cauchy sums."""
    table: ExactMatrix | None = None
    if A.B is None or z == -1:
        return (h / 2) * (row * A.B)[0, 0] if A.B is not None else exact(0), None
    s = 2 * (1 - z) / (h * (1 + z))
    gaps = [s - x for x in A.lam]
    try:
        if not all(gaps):
            return (2 / (1 + z)) * (row * A.resolvent_times(s, A.B))[0, 0], None
        right = [[y / gap for y in line] for line, gap in zip(hstack([A.B, A.P]).entries(), gaps, strict=True)]
        table = vstack([row, A.Q_star]) * from_entries(right, len(right), 1 + A.rank)
        low = range(1, 1 + A.rank)
        inner = solve(identity(A.rank) + table.submatrix(low, low), table.submatrix(low, [0]))
        return (2 / (1 + z)) * (table[0, 0] - (table.submatrix([0], low) * inner)[0, 0]), table
    except SingularMatrixError:
        return None, table


def _polynomial(space: StateSpace, length: int, z: AlgebraicNumber) -> Scalar:
    """K^(z) = sum of C A^k B z^k over k < L, by Horner's rule on the vectors: x <- B + z A x."""
    x = space.B
    for _ in range(length - 1):
        x = space.B + space.apply(x) * z
    return (space.C * x)[0, 0]


def _truncated(space: StateSpace, length: int) -> ExactMatrix:
    row = space.C
    for _ in range(length):
        row = space.apply_left(row)
    return space.C - row


def _one_ring(A: DPLR, row: ExactMatrix, h: Scalar, length: int) -> tuple[DPLR, ExactMatrix, Scalar, tuple[Any, ...]]:
    """Everything written in one field that holds the roots of unity, so that the loops never join fields again."""
    roots = roots_of_unity(length)
    if A.B is None or A.C is None:
        return A, row, h, roots
    tables = [A.P, A.Q_star, A.B, A.C, row]
    numbers = [*roots, h, *A.lam, *(x for t in tables for line in t.entries() for x in line)]
    if any(isinstance(x, RationalFunction) for x in numbers):
        if length > 2:
            raise DomainError(f"dplr_kernel: the {length}-th roots of unity stand beside parameters; use ssm_kernel on the "
                              "bilinear transform, which needs none")
        return A, row, h, roots
    lifted = iter(one_field(numbers))
    roots, h, lam = tuple(next(lifted) for _ in roots), next(lifted), tuple(next(lifted) for _ in A.lam)
    P, Q_star, B, C, moved = (from_entries([[next(lifted) for _ in range(t.cols)] for _ in range(t.rows)], *t.shape)
                              for t in tables)
    return DPLR(lam, P, Q_star, B, C), moved, h, roots


def _transformed(values: Sequence[Scalar], truncated: ExactMatrix, sums: tuple[ExactMatrix | None, ...]) -> GeneratedKernel:
    """The inverse discrete Fourier transform K_k = (1/L) sum_j values_j zeta^(-jk)."""
    count = len(values)
    roots = roots_of_unity(count)
    if not any(isinstance(x, RationalFunction) for x in values):
        lifted = one_field([*values, *roots])
        values, powers = lifted[:count], lifted[count:]
    else:
        powers = list(roots)
    kernel = tuple(sum((values[j] * powers[-j * k % count] for j in range(count)), start=exact(0)) / count for k in range(count))
    return GeneratedKernel(kernel, roots, tuple(values), truncated, sums)


def _require_roots(length: object, what: str) -> None:
    if require_length(length, what) > MAX_ROOTS:
        raise UnableError(f"{what}: length {length} needs the {length}-th roots of unity; ssm_kernel has no such limit",
                          f"length {MAX_ROOTS}")
