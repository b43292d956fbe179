"""Worked solutions written from result objects, one module a kind of result."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exercises.derivation import Derivation

#: class name of the result -> the function that writes its derivation, as "module:function".
WRITERS: dict[str, str] = {
    "JordanForm": "from_jordan:derive_jordan",
    "MatrixExponential": "functions_of_t:derive_exponential",
    "MatrixPower": "functions_of_t:derive_power",
    "Answer": "answers:derive_answer",
    "FrobeniusForm": "forms:derive_frobenius",
    "SmithForm": "forms:derive_smith",
    "SVD": "forms:derive_svd",
    "Vandermonde": "forms:derive_vandermonde",
    "LowRankUpdate": "forms:derive_low_rank",
    "MatrixFunction": "answers:derive_function",
    "RealJordanForm": "forms:derive_real_jordan",
}


def derive(result: Any) -> Derivation:
    """Return the worked solution of a result of `symbolic`: steps with prose and facts that the kernel replays.

    Raises:
        UnableError: no derivation is written for this kind of result, or its numbers have no form that fits a line.

    >>> from symbolic import jordan_form, matrix
    >>> len(derive(jordan_form(matrix("3 1; 0 3"))).steps)
    5
    """
    from importlib import import_module

    from symbolic.errors import UnableError
    kind = type(result).__name__
    if kind not in WRITERS:
        raise UnableError(f"derive: no worked solution is written for {kind}; known are {', '.join(WRITERS)}.")
    module, function = WRITERS[kind].split(":")
    written: Derivation = getattr(import_module(f"exercises.deriving.{module}"), function)(result)
    return written
