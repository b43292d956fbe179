"""Float images: arrays of doubles (or another type) beside the exact case that holds for these very floats."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from hypothesis import reject
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from symbolic import (
    DomainError,
    ExactMatrix,
    InexactInputError,
    NoSuchObjectError,
    det,
    from_float,
    identity,
    inverse,
    nullspace,
    rank,
    toeplitz,
)
from verify.strategies.nodes import CauchyCase, VandermondeCase, cauchy_case, vandermonde_case
from verify.strategies.sequences import DeltaCase, SSDCase, delta_case, ssd_case
from verify.strategies.source import require
from verify.strategies.structured import CirculantCase, ToeplitzCase, circulant_case, toeplitz_case
from verify.strategies.unimodular import fractions_of, rational_rows
from verify.strategies.updates import UpdateCase

if TYPE_CHECKING:
    import numpy as np

DTYPES = ("float64", "float32", "complex128", "complex64", "int64", "int32")
Case = TypeVar("Case")
Data = dict[str, ExactMatrix]


@dataclass(frozen=True)
class FloatImage(Generic[Case]):
    """The data of a case as numpy arrays, and the exact values of these very arrays.

    `arrays` and `exact` hold the given data by the names of the case (`A`, or `c`, `r`, `b`, ..); `exact` are the
    numbers in the arrays, without any rounding. `survives`: no entry was changed by rounding. `case` is the case of these
    exact data: the drawn one when it survives, else one with its truth computed again, or None where that is not possible
    (a Jordan form, say, is lost when an entry is rounded); `drawn` is what was drawn.
    """

    arrays: dict[str, np.ndarray[Any, Any]]
    exact: Data
    survives: bool
    case: Case | None
    drawn: Case

    @property
    def array(self) -> np.ndarray[Any, Any]:
        """The array of a case with one matrix, or the first one."""
        return next(iter(self.arrays.values()))


def float_array(A: ExactMatrix, dtype: str = "float64") -> tuple[np.ndarray[Any, Any], ExactMatrix]:
    """The nearest array of a type, and the exact matrix of the numbers it holds.

    Args:
        A: an exact matrix. dtype: float64, float32, complex128, complex64, int64 or int32.

    Raises:
        DomainError: an entry is too large, not real for a real type, or no integer for an integer type.

    >>> from symbolic import matrix
    >>> array, held = float_array(matrix("1/2 1/3"))
    >>> held
    1/2 6004799503160661/18014398509481984
    """
    import numpy as np

    _check_dtype(dtype)
    rounded = A.to_numpy()
    real = rounded.dtype.kind != "c"
    if dtype.startswith("int"):
        fits = rounded.dtype.kind == "i" and (abs(x) < 2**31 or dtype == "int64" for x in rounded.flat)
        if fits is False or not all(fits):
            raise DomainError(f"float_array: the {A.rows}x{A.cols} matrix does not hold integers of the type {dtype}")
        return rounded.astype(dtype), A
    if not real and dtype.startswith("float"):
        raise DomainError(f"float_array: the {A.rows}x{A.cols} matrix is not real; use complex128 or complex64")
    with np.errstate(over="ignore"):
        array = rounded.astype(dtype)
    if not np.isfinite(array).all():
        raise DomainError(f"float_array: an entry of the {A.rows}x{A.cols} matrix is beyond the largest {dtype}")
    if not real:
        return array, from_float(array)
    return array, rational_rows([[Fraction(*float(x).as_integer_ratio()) for x in row] for row in array.real], A.cols)


def _check_dtype(dtype: str) -> None:
    require(dtype in DTYPES, f"dtype={dtype!r} must be one of {', '.join(DTYPES)}")


def _fractions(column: ExactMatrix) -> list[Fraction]:
    return [row[0] for row in fractions_of(column)]


def _toeplitz(data: Data, _: ToeplitzCase) -> ToeplitzCase:
    c, r = _fractions(data["c"]), _fractions(data["r"])
    return toeplitz_case(c, r, toeplitz(c, r).solve(data["b"]))


def _circulant(data: Data, _: CirculantCase) -> CirculantCase:
    return circulant_case(_fractions(data["c"]), data["x"])


def _vandermonde(data: Data, case: VandermondeCase) -> VandermondeCase | None:
    nodes = _fractions(data["nodes"])
    return vandermonde_case(nodes, case.multiplicities) if len(set(nodes)) == len(nodes) else None


def _cauchy(data: Data, _: CauchyCase) -> CauchyCase | None:
    x, y = _fractions(data["x"]), _fractions(data["y"])
    return cauchy_case(x, y) if len({*x, *y}) == len(x) + len(y) else None


def _update(data: Data, _: UpdateCase) -> UpdateCase:
    S, U, V = data["S"], data["U"], data["V"]
    S_inverse, A = inverse(S), S + U * V.T
    capacitance = identity(U.cols) + V.T * S_inverse * U
    return UpdateCase(A, S, S_inverse, U, V, capacitance, det(capacitance).as_fraction(), int(rank(A)), nullspace(A))


def _ssd(data: Data, _: SSDCase) -> SSDCase:
    return ssd_case(**data)


def _delta(data: Data, _: DeltaCase) -> DeltaCase:
    return delta_case(**data)


# The data that an algorithm is given, and how the truth is computed again when rounding changed them.
REBUILT: dict[type, tuple[tuple[str, ...], Callable[..., Any]]] = {
    ToeplitzCase: (("c", "r", "b"), _toeplitz),
    CirculantCase: (("c", "x"), _circulant),
    VandermondeCase: (("nodes",), _vandermonde),
    CauchyCase: (("x", "y"), _cauchy),
    UpdateCase: (("S", "U", "V"), _update),
    SSDCase: (("a", "B", "C", "X"), _ssd),
    DeltaCase: (("K", "V", "Q", "beta"), _delta),
}
GIVEN = {"SemiseparableCase": ("U", "V", "P", "Q", "x"), "KrylovCase": ("A", "b"), "RealizationCase": ("A", "B", "C")}


def float_image(case: Case, *, dtype: str = "float64") -> FloatImage[Case]:
    """The arrays of the data of a case, nearest in a type, with the exact case of the numbers they hold.

    Args:
        case: a case of this package. dtype: float64, float32, complex128, complex64, int64 or int32.

    Raises:
        DomainError: an entry does not fit the type. InvalidArgument: not a case, or another type.

    >>> from verify.strategies import float_image, jordan_matrices, seeded
    >>> image = float_image(next(seeded(jordan_matrices, 1, min_size=4)))
    >>> image.survives, image.array.dtype.name, image.exact["A"] == image.case.A
    (True, 'float64', True)
    """
    names, rebuild = REBUILT.get(type(case), (GIVEN.get(type(case).__name__, ("A",)), None))
    require(all(isinstance(getattr(case, name, None), ExactMatrix) for name in names), f"{case!r} is not a case of a strategy")
    arrays, exact = {}, {}
    for name in names:
        arrays[name], exact[name] = float_array(getattr(case, name), dtype)
    survives = all(exact[name] == getattr(case, name) for name in names)
    kept: Case | None = case
    if not survives:
        try:
            kept = rebuild(exact, case) if rebuild else None
        except NoSuchObjectError:  # rounding made the matrix singular
            kept = None
    return FloatImage(arrays, exact, survives, kept, case)


@composite
def float_images(draw: DrawFn, strategy: SearchStrategy[Case], *, dtype: str = "float64") -> FloatImage[Case]:
    """Float images of the cases of a strategy; cases that do not fit the type are not drawn.

    Args:
        strategy: a strategy of this package, with its options. dtype: float64, float32, complex128, complex64, int64, int32.

    >>> from hypothesis import given
    >>> from verify.strategies import delta_sequences, float_images
    >>> @given(float_images(delta_sequences(), dtype="float32"))
    ... def test_the_exact_case_is_that_of_the_floats(image):
    ...     assert image.case.K == image.exact["K"]
    >>> test_the_exact_case_is_that_of_the_floats()
    """
    _check_dtype(dtype)
    case = draw(strategy)
    try:
        return float_image(case, dtype=dtype)
    except (DomainError, InexactInputError):
        reject()
