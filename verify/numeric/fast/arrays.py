"""Reading what a caller gives as float64 or complex128 arrays, refusing what would poison every later number."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbolic.errors import DomainError, InputError, ShapeError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]  # or complex128 where a docstring says so

LONGEST = 1 << 40
UNIT = 2.0**-53  # u, the unit roundoff of float64


def floats(values: Any, what: str, dimensions: tuple[int, ...] = (1,)) -> Array:
    """The values as a float64 array, or complex128 when one is complex; not empty, finite, of one of these dimensions.

    Integers beyond 2^53 and rationals are rounded to the nearest float64.

    Raises:
        ShapeError: empty, ragged, or another number of dimensions. InputError: not numbers. DomainError: an infinity or a NaN.
    """
    import numpy as np
    try:
        array = np.asarray(values)
        if array.dtype != np.float64:
            array = array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise InputError(f"{what}: expected an array of float64 numbers ({error})") from None
    if array.ndim not in dimensions or array.size == 0:
        raise ShapeError(f"{what}: expected a non-empty array with {' or '.join(map(str, dimensions))} dimensions, "
                         f"found shape {array.shape}")
    if not np.isfinite(array).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise DomainError(f"{what}: the entry at {place} is {array[place]}, not a finite number")
    return array


def real_floats(values: Any, what: str, dimensions: tuple[int, ...] = (1,)) -> Array:
    """The same, with complex numbers refused."""
    array = floats(values, what, dimensions)
    if array.dtype.kind == "c":
        raise DomainError(f"{what}: complex entries are not supported here; give real numbers")
    return array


def positive_integer(value: Any, what: str) -> int:
    """The value as an int that an array may have as its length (numpy's integers too).

    Raises:
        InputError: anything else.
    """
    import numpy as np
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not 1 <= value < LONGEST:
        raise InputError(f"{what} = {value!r:.40} must be an integer from 1 to 2^40")
    return int(value)


def same_length(what: str, **arrays: Array) -> int:
    """The common length of the first axes.

    Raises:
        ShapeError: they differ.
    """
    lengths = {name: a.shape[0] for name, a in arrays.items()}
    if len(set(lengths.values())) != 1:
        told = ", ".join(f"{name} has {k}" for name, k in lengths.items())
        raise ShapeError(f"{what}: the lengths differ: {told}")
    return int(next(iter(lengths.values())))
