"""Condition numbers of a matrix for inversion, exactly."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symbolic.errors import InputError, NotSquareError, SingularMatrixError
from symbolic.matrices.elimination import inverse, null_text, nullspace
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.numbers import AlgebraicNumber, sqrt
from symbolic.singular.gram import GramSimilar, dense_of, full_rank
from symbolic.singular.norms import norm, read_order
from symbolic.singular.rootratio import RootRatio
from symbolic.singular.source import Dense, Scaled, Source, similar_source, surely_full_rank


def condition_number(A: Any, ord: Any = 2) -> AlgebraicNumber | RootRatio:
    """kappa(A) = ||A|| ||A^-1||; for ord 2 sigma_max/sigma_min as a `RootRatio`, also for a rectangular A of full rank.

    Args:
        A: real or complex: an ExactMatrix, a structured value, or (ord 2 and "fro") a value with `gram_similar()`.
        ord: 1, 2, "inf" (or math.inf) or "fro".

    Returns:
        For 1, "inf" and "fro" an exact number. For 2 the square root of the ratio of the largest and the smallest root of
        the characteristic polynomial of A^* A: comparable, `.minpoly()` within a budget, and `.enclose(digits)` to any
        digits as a real ball (`arb`; an AlgebraicNumber, such as `norm` gives, encloses itself in a complex `acb`: its
        `.enclose(digits).real` is the same kind). A ball prints 15 digits; `.str(digits)` shows all it holds.

    Raises:
        SingularMatrixError: A does not have full rank, so that kappa is infinite; with a null vector of A (for a wide A
            of A^T). NotSquareError: ord is not 2 and A is not square. InputError: A is empty, or ord is none of these.
        DomainError: an entry has a parameter.
    Cost: 1, inf, fro: one inverse. 2: one rank; balls when digits are asked for, the polynomial when it is.

    >>> from symbolic import matrix
    >>> A = matrix("1 2; 3 4")
    >>> condition_number(A, 1), condition_number(A, "inf"), condition_number(A, "fro")
    (21, 21, 15)
    >>> condition_number(A)
    (15+sqrt(221))/2
    >>> condition_number(matrix("1 2; 2 4"))
    Traceback (most recent call last):
        ...
    symbolic.errors.SingularMatrixError: condition_number: A is 2x2 of rank 1, so its least singular value is 0 and kappa is infinite: A * (-2; 1) = 0.
    """  # noqa: E501 - the message of the error is one line
    name = read_order(ord, "condition_number")
    if name == "nuclear":
        raise InputError('condition_number: ord is "nuclear"; it must be 1, 2, "inf" or "fro"')
    if isinstance(A, GramSimilar) and name in {"2", "fro"}:
        source = similar_source(A)
        if isinstance(source, Scaled):
            require_full_rank(source.T, "the matrix T of A = D T D^-1", "T")
        else:
            require_full_rank(source.G, "the matrix G similar to A^T A", "G")
        if name == "2":
            return RootRatio(source)
        from symbolic.canonical.spectrum import trace
        G = source.gram()
        return sqrt(trace(G) * trace(inverse(G)))
    own = A.inverse if not isinstance(A, (ExactMatrix, GramSimilar)) and hasattr(A, "inverse") else None
    A = dense_of(A, "condition_number")
    if name == "2":
        return RootRatio(_dense_source(A, own))
    if not A.is_square:
        raise NotSquareError(f"condition_number: A is {A.rows}x{A.cols}; ord {name} needs A^-1, so a square A (ord 2 does not)")
    require_full_rank(A, "A", "A")
    order = int(name) if name == "1" else name
    return norm(A, order) * norm(own() if own else inverse(A), order)


def _dense_source(A: ExactMatrix, own: Callable[[], ExactMatrix] | None) -> Source:
    wide = A.rows < A.cols
    tall = A.T if wide else A
    require_full_rank(tall, "A", "A^T" if wide else "A")
    return Dense(tall, own if A.is_square else None)


def require_full_rank(A: ExactMatrix, what: str, name: str) -> None:
    """SingularMatrixError with a null vector unless the columns are independent; A has at least as many rows."""
    m, n = A.shape
    if not n:
        raise InputError(f"condition_number: {what} is {m}x{n} and has no singular values")
    if not (full_rank(A) if A.is_rational else surely_full_rank(A) or full_rank(A)):
        kernel = nullspace(A)
        null = kernel.column(0)
        size = f"{n}x{m}" if name == "A^T" else f"{m}x{n}"
        raise SingularMatrixError(f"condition_number: {what} is {size} of rank {n - kernel.cols}, so its least singular "
                                  f"value is 0 and kappa is infinite: {null_text(null, name)}.", null)
