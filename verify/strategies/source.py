"""Where choices come from: the engine of Hypothesis, or a seeded generator; a case is built from either by the same code."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, wraps
from random import Random
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from symbolic.errors import MissingDependencyError

try:
    from hypothesis.errors import InvalidArgument
    from hypothesis.strategies import DrawFn, SearchStrategy, composite, integers
except ImportError:
    raise MissingDependencyError("verify.strategies: hypothesis is not installed; pip install eigenproof[audit]") from None

T = TypeVar("T")
Case = TypeVar("Case")
Options = ParamSpec("Options")


@dataclass(frozen=True)
class Source:
    """Choices, one after another. Each shrinks to the one named first in its docstring."""

    integer: Callable[[int, int], int]

    def pick(self, options: Sequence[T]) -> T:
        """One of the options: the first one when shrunk."""
        return options[self.integer(0, len(options) - 1)]

    def flag(self) -> bool:
        """False (when shrunk) or True, equally likely."""
        return bool(self.integer(0, 1))

    def decide(self, wanted: bool | None) -> bool:  # noqa: FBT001  # the three-valued option of a strategy
        """`wanted`, or a flag when it is None."""
        return self.flag() if wanted is None else wanted

    def integers(self, count: int, low: int = -3, high: int = 3) -> list[int]:
        """Integers between the bounds: zeros when shrunk."""
        return [self.integer(low, high) for _ in range(count)]

    def nonzero(self, bound: int = 3) -> int:
        """1 (when shrunk) or another nonzero integer of at most this size."""
        code = self.integer(0, 2 * bound - 1)
        return (code // 2 + 1) * (-1 if code % 2 else 1)


_BUILDERS: dict[Any, Any] = {}
_between = lru_cache(maxsize=4096)(integers)


def strategy(build: Callable[Concatenate[Source, Options], Case]) -> Callable[Options, SearchStrategy[Case]]:
    """The public strategy of a function that builds a case from a source: same options, same docstring."""
    @wraps(build)
    def drawing(draw: DrawFn, *args: Options.args, **options: Options.kwargs) -> Case:
        return build(Source(lambda low, high: draw(_between(low, high))), *args, **options)

    public: Callable[Options, SearchStrategy[Case]] = composite(cast("Callable[Concatenate[DrawFn, Options], Case]", drawing))
    _BUILDERS[public] = build
    return public


def seeded(
    strategy: Callable[Options, SearchStrategy[Case]], seed: int, *args: Options.args, **options: Options.kwargs,
) -> Iterator[Case]:
    """Cases of a strategy without end, from a seed alone: same seed, same cases; the engine of Hypothesis takes no part.

    For campaigns and benchmarks: faster than drawing, any size, nothing shrinks.

    Args:
        strategy: a strategy of this package, not called: `jordan_matrices`, not `jordan_matrices()`. options: its options.

    Raises:
        InvalidArgument: not a strategy of this package, or its options are bad.

    >>> from verify.strategies import jordan_matrices, seeded
    >>> cases = seeded(jordan_matrices, 7, min_size=20, max_size=20, defective=True)
    >>> case = next(cases)
    >>> case.A.shape, case.is_defective, case.A * case.P == case.P * case.J
    ((20, 20), True, True)
    """
    build = _BUILDERS.get(strategy)
    if build is None:
        raise InvalidArgument(f"seeded: {strategy!r} is not a strategy of verify.strategies; give the function, not its result")
    return _stream(build, Source(Random(seed).randint), args, options)  # noqa: S311  # cases are repeatable, not secret


def _stream(build: Callable[..., Case], source: Source, args: Any, options: Any) -> Iterator[Case]:
    while True:
        yield build(source, *args, **options)


def require(condition: bool, message: str) -> None:  # noqa: FBT001  # it reads as an assertion
    """InvalidArgument with this message unless the condition holds."""
    if not condition:
        raise InvalidArgument(message)


def check_sizes(min_size: int, max_size: int, least: int = 0) -> None:
    """InvalidArgument unless least <= min_size <= max_size are integers."""
    for name, value in (("min_size", min_size), ("max_size", max_size)):
        require(type(value) is int and value >= least, f"{name}={value!r} must be an integer >= {least}")
    require(min_size <= max_size, f"min_size={min_size} is larger than max_size={max_size}")


def draw_size(source: Source, min_size: int, max_size: int, least: int = 0) -> int:
    """A checked size between the bounds: the least when shrunk."""
    check_sizes(min_size, max_size)
    require(max_size >= least, f"max_size={max_size}: the other options need a size of at least {least}")
    return source.integer(max(min_size, least), max_size)


def check_pool(name: str, values: Any) -> Sequence[Any]:
    """The values; InvalidArgument when there are none, or when they are not a sequence."""
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise InvalidArgument(f"{name}={values!r} must be a list or tuple of values")
    require(len(values) > 0, f"{name} is empty; give at least one value")
    return values


def check_rationals(name: str, values: Any, least: int | None = None) -> list[Fraction]:
    """The values as fractions; InvalidArgument unless they are rational numbers, none below `least`."""
    for x in check_pool(name, values):
        require(isinstance(x, int | Fraction), f"{name}={values!r}: {x!r} is not an integer or a Fraction")
        require(least is None or x >= least, f"{name}={values!r}: {x} is less than {least}")
    return [Fraction(x) for x in values]


def check_choices(**options: object) -> None:
    """InvalidArgument unless each option is True, False or None (either)."""
    for name, value in options.items():
        require(value is None or type(value) is bool, f"{name}={value!r} must be True, False or None")


def check_positive(name: str, value: object) -> None:
    """InvalidArgument unless the value is a positive integer."""
    require(type(value) is int and value >= 1, f"{name}={value!r} must be a positive integer")
