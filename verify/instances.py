"""Which theorem for all n a result is an instance of: the names under which `eigenproof theorems` shows them."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbolic.errors import ExactError

if TYPE_CHECKING:
    from verify.answers import Answer

# What the certificate replays for one matrix, the theorem says for all sizes. A name of the library that is not there
# yet must not stand here: tests/verify/test_theorems.py asks for each.
THEOREMS_OF: dict[str, tuple[str, ...]] = {
    "MatrixPower": ("powers_of_similar_matrices",),
    "LowRankUpdate": ("woodbury",),
    "Polar": ("polar_factor",),
}
ANSWERS: dict[str, tuple[str, ...]] = {"pseudoinverse": ("moore_penrose_uniqueness",)}
STRUCTURES: dict[str, dict[str, tuple[str, ...]]] = {
    "det": {"is_vandermonde": ("vandermonde_determinant",), "is_cauchy": ("cauchy_determinant",)},
    "inverse": {"is_vandermonde": ("vandermonde_inverse",), "is_cauchy": ("cauchy_inverse",),
                "is_circulant": ("circulant_diagonalization",)},
}


def instances(result: Any) -> tuple[str, ...]:
    """The theorems that the result instantiates.

    >>> from symbolic import matrix
    >>> from verify import Answer
    >>> instances(Answer("det", matrix("1 2 4; 1 3 9; 1 5 25"), 6))
    ('vandermonde_determinant',)
    """
    kind = type(result).__name__
    if kind == "Answer":
        return ANSWERS.get(result.kind, ()) or _structured(result)
    if kind == "LowRankUpdate" and result.rank == 1:
        return ("sherman_morrison",)
    return THEOREMS_OF.get(kind, ())


def _structured(answer: Answer) -> tuple[str, ...]:
    """By the structure that its matrix is recognised to have."""
    import symbolic
    for recogniser, names in STRUCTURES.get(answer.kind, {}).items():
        try:
            if getattr(symbolic, recogniser)(answer.A):
                return names
        except ExactError:
            continue  # too small, not square, or over a field that the recogniser does not take
    return ()
