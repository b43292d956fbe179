"""The exact claims of `symbolic` on conditioning, circulant embedding and best approximation, computed again in mpmath."""
from __future__ import annotations

from typing import Any

from symbolic.errors import InputError
from verify.numeric.agreement import Agreement, agreement
from verify.numeric.operands import mp_matrix, read, require_digits
from verify.numeric.precision.svd import condition_number, svd

GUARD = 10


def check_conditioning(A: Any, digits: int = 30) -> Agreement:
    """AGREES(digits) when kappa_2(A) from an mpmath SVD shares so many digits with the exact `symbolic.condition_number(A)`.

    Raises:
        SingularMatrixError: A is not of full rank. InputError, DomainError: as `svd`.

    >>> from symbolic import hilbert
    >>> str(check_conditioning(hilbert(6), 25))
    'AGREES(25): kappa_2 of a 6x6 matrix'
    """
    from symbolic import condition_number as exact_condition
    m, n = read(A, "check_conditioning").shape
    require_digits(digits, "check_conditioning")
    truth = exact_condition(A).to_mpmath(digits + GUARD)
    return agreement([(condition_number(A, digits + 2), truth, None)], digits, f"kappa_2 of a {m}x{n} matrix")


def check_circulant_embedding(T: Any, size: int | None = None, digits: int = 30) -> Agreement:
    """AGREES(digits) when F^-1 diag(F c) F, made in mpmath from the embedding's first column c, has T in its corner.

    All of T is compared, entry by entry, relative to the largest one; F is the discrete Fourier transform of order N.

    Args:
        T: a Toeplitz value. size: N, as for `symbolic.circulant_embedding`.

    Raises:
        as `symbolic.circulant_embedding`: NoSuchObjectError when N is not admissible.
    Cost: O(N^2) operations for the transform and N for each entry.

    >>> from symbolic import toeplitz
    >>> str(check_circulant_embedding(toeplitz([1, 2, 3], [1, 5, 7]), 6, 20))
    'AGREES(20): the 3x3 corner of F^-1 diag(F c) F with N = 6'
    """
    import mpmath as mp

    from symbolic import circulant_embedding
    require_digits(digits, "check_circulant_embedding")
    embedding = circulant_embedding(T, size)
    operand = read(T, "check_circulant_embedding")
    m, n = operand.shape
    N = embedding.size
    with mp.workdps(digits + GUARD):
        numbers: tuple[Any, ...] = embedding.circulant.c
        column = [x.to_mpmath(digits + GUARD) for x in numbers]
        turns = [mp.expjpi(mp.mpf(-2 * k) / N) for k in range(N)]
        spectrum = [mp.fsum(c * turns[j * k % N] for j, c in enumerate(column)) for k in range(N)]
        back = {d: mp.fsum(s * turns[-d * k % N] for k, s in enumerate(spectrum)) / N for d in range(1 - n, m)}
        exact = mp_matrix(operand, digits + GUARD)
        top = max(map(abs, exact)) or mp.mpf(1)
        pairs = [(back[i - j], exact[i, j], top) for i in range(m) for j in range(n)]
    return agreement(pairs, digits, f"the {m}x{n} corner of F^-1 diag(F c) F with N = {N}")


def check_eckart_young(A: Any, r: int, digits: int = 30) -> Agreement:
    """AGREES(digits) when the rank-r truncation of an mpmath SVD errs by exactly sigma_{r+1} and (sum sigma_i^2)^(1/2), i > r.

    Both errors are norms of the matrix A - A_r itself, computed anew, and the truth comes from `symbolic.singular_values(A)`.

    Args:
        A: as for `svd`. r: 0 <= r < min(m, n).

    Raises:
        InputError: r out of range.

    >>> from symbolic import matrix
    >>> str(check_eckart_young(matrix("1 2; 3 4; 5 6"), 1, 25))
    'AGREES(25): both errors of the best rank-1 approximation of a 3x2 matrix'
    """
    import mpmath as mp

    from symbolic import singular_values as exact_values
    operand = read(A, "check_eckart_young")
    m, n = operand.shape
    require_digits(digits, "check_eckart_young")
    if type(r) is not int or not 0 <= r < min(m, n):
        raise InputError(f"check_eckart_young: r is {r!r}; it must be an integer with 0 <= r < {min(m, n)} for a {m}x{n} matrix")
    truth = [s.to_mpmath(digits + GUARD) for s in exact_values(A)]
    working = digits + GUARD + _lost(truth, r)
    found = svd(A, working)
    with mp.workdps(working):
        left = found.U[:, :r] * mp.diag(list(found.S[:r])) * found.V[:, :r].H if r else mp.zeros(m, n)
        rest = mp_matrix(operand, working) - left
        two, frobenius = mp.svd(rest if m >= n else rest.H, compute_uv=False)[0], mp.mnorm(rest, "f")
        exact_frobenius = mp.sqrt(mp.fsum(s * s for s in truth[r:]))
    what = f"both errors of the best rank-{r} approximation of a {m}x{n} matrix"
    scale = None if truth[r] else truth[0] or mp.mpf(1)
    return agreement([(two, truth[r], scale), (frobenius, exact_frobenius, scale)], digits, what)


def _lost(truth: list[Any], r: int) -> int:
    """The digits that A - A_r cancels, log10(sigma_1 / sigma_{r+1})."""
    import mpmath as mp
    return int(mp.ceil(mp.log10(truth[0] / truth[r]))) if truth[r] else 0
