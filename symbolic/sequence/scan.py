"""Prefix sums for any associative operation, x_1, x_1 x_2, ..: serial, by a tree, by doubling; affine maps composed so."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from symbolic.errors import InputError, ShapeError, in_name_of
from symbolic.matrices.matrix import ExactMatrix, from_entries, require_square
from symbolic.sequence.tokens import read_state, token_numbers, token_rows
from symbolic.structured.base import Scalar, read_scalar

T = TypeVar("T")
METHODS = ("blelloch", "kogge-stone", "serial")


@dataclass(frozen=True)
class PrefixScan(Generic[T]):
    """The prefixes, how many times the operation was applied, and in how many rounds of independent applications."""

    values: tuple[T, ...]
    operations: int
    rounds: int


def parallel_scan(elements: Iterable[T], op: Callable[[T, T], T], method: str = "blelloch") -> PrefixScan[T]:
    """The prefixes e_0, e_0 e_1, .., e_0 .. e_(n-1) of an associative operation, which need not commute.

    Args:
        elements: the e_t in order, any number of them. op: op(earlier, later).
        method: "blelloch" combines neighbours up a tree and fills in on the way down: at most 2 n operations in about
            2 log2 n rounds; "kogge-stone" combines at distance 1, 2, 4, ..: n log2 n operations in log2 n rounds; "serial"
            n - 1 operations in n - 1 rounds. All give the same answer exactly when op is associative.

    Raises:
        InputError: another method.
    References: [Ble90] Blelloch 1990; [KS73] Kogge & Stone 1973.

    >>> found = parallel_scan("abcdefgh", lambda x, y: x + y)
    >>> found.values[-1], found.operations, found.rounds
    ('abcdefgh', 11, 5)
    >>> parallel_scan([1, 2, 3, 4], lambda x, y: x + y, "kogge-stone").values
    (1, 3, 6, 10)
    """
    if method not in METHODS:
        raise InputError(f"parallel_scan: the method must be one of {', '.join(METHODS)}, not {method!r}")
    if not callable(op):
        raise InputError(f"parallel_scan: the operation must be a function of two elements, not a {type(op).__name__}")
    if isinstance(elements, ExactMatrix) or not isinstance(elements, Iterable):
        raise InputError(f"parallel_scan: expected a list of elements, not {elements!r:.60}")
    run: Callable[[list[T], Callable[[T, T], T]], PrefixScan[T]] = {"blelloch": _tree, "serial": _serial}.get(method, _doubling)
    return run(list(elements), op)


def _serial(e: list[T], op: Callable[[T, T], T]) -> PrefixScan[T]:
    out = e[:1]
    for x in e[1:]:
        out.append(op(out[-1], x))
    return PrefixScan(tuple(out), max(len(e) - 1, 0), max(len(e) - 1, 0))


def _tree(e: list[T], op: Callable[[T, T], T]) -> PrefixScan[T]:
    """Up: neighbours in pairs; down: every second prefix is a prefix of the pairs, the others need one more element."""
    if len(e) < 2:
        return PrefixScan(tuple(e), 0, 0)
    pairs = [op(e[i], e[i + 1]) for i in range(0, len(e) - 1, 2)]
    above = _tree(pairs, op)
    out = e[:1]
    for i in range(1, len(e)):
        out.append(above.values[i // 2] if i % 2 else op(above.values[i // 2 - 1], e[i]))
    filled = (len(e) - 1) // 2
    return PrefixScan(tuple(out), len(pairs) + above.operations + filled, 1 + above.rounds + (filled > 0))


def _doubling(e: list[T], op: Callable[[T, T], T]) -> PrefixScan[T]:
    distance, operations, rounds = 1, 0, 0
    while distance < len(e):
        e = [op(e[i - distance], e[i]) if i >= distance else e[i] for i in range(len(e))]
        operations += len(e) - distance
        rounds += 1
        distance *= 2
    return PrefixScan(tuple(e), operations, rounds)


def compose_affine(first: tuple[Any, Any], second: tuple[Any, Any]) -> tuple[Any, Any]:
    """(A2 A1, A2 b1 + b2): the map x -> A1 x + b1 followed by x -> A2 x + b2. Associative.

    Args:
        first, second: pairs (A, b) of numbers, or of an n x n and an n x m ExactMatrix.

    Raises:
        InputError: no pair, or neither numbers nor matrices. ShapeError: the sizes do not fit.

    >>> compose_affine((2, 1), (3, 5))
    (6, 8)
    """
    with in_name_of("compose_affine"):
        (A1, b1), (A2, b2) = _map(first), _map(second)
        moved = A2 * b1
        if isinstance(moved, ExactMatrix) != isinstance(b2, ExactMatrix):
            raise ShapeError("compose_affine: of A2 b1 and b2 one is a matrix and the other a number; they must have one shape")
        return A2 * A1, moved + b2


def _pair(step: Any) -> tuple[Any, Any]:
    if not isinstance(step, tuple | list) or len(step) != 2:
        raise InputError(f"affine_scan: a step is a pair (A, b), not {step!r:.60}")
    return step[0], step[1]


def _map(step: Any) -> tuple[Any, Any]:
    """The pair (A, b), each an exact matrix or an exact number."""
    A, b = (x if isinstance(x, ExactMatrix) else read_scalar(x) for x in _pair(step))
    return A, b


def affine_scan(steps: Sequence[tuple[Any, Any]], start: Any = None, method: str = "blelloch") -> tuple[Any, ...]:
    """The states x_t = A_t x_(t-1) + b_t for t = 0, 1, .. from x_(-1) = start, by composing the maps in parallel.

    Args:
        steps: pairs (A_t, b_t): A_t a number or an n x n ExactMatrix, b_t an n x m ExactMatrix (or numbers, for n = 1).
        start: a state like the b_t; None for zero. method: as for `parallel_scan`.

    Raises:
        ShapeError, InputError: the steps do not fit together, or the method is unknown.
    References: [SWL23] Smith, Warrington & Linderman 2023; [Ble90] Blelloch 1990.

    >>> affine_scan([(2, 1), (3, 1), (5, 1)], start=1)
    (3, 10, 51)
    """
    if not isinstance(steps, Sequence):
        raise InputError(f"affine_scan: expected a list of pairs (A, b), not {steps!r:.60}")
    read = [_step(step) for step in steps]
    begin = start if start is None or isinstance(start, ExactMatrix) else read_scalar(start)
    shapes = {b.shape if isinstance(b, ExactMatrix) else () for b in (*(b for _, b in read), *([] if begin is None else [begin]))}
    if len(shapes) > 1:
        raise ShapeError(f"affine_scan: the b and the start must have one shape, not {sorted(shapes)} (() is a number)")
    found = parallel_scan(read, compose_affine, method).values
    if begin is None:
        return tuple(b for _, b in found)
    return tuple(A * begin + b for A, b in found)


def _step(step: Any) -> tuple[Any, Any]:
    A, b = _map(step)
    if isinstance(A, ExactMatrix) and (not isinstance(b, ExactMatrix) or require_square(A, "affine_scan") != b.rows):
        shape = f"{b.rows}x{b.cols}" if isinstance(b, ExactMatrix) else "a number"
        raise ShapeError(f"affine_scan: A is {A.rows}x{A.cols}, so b must have {A.rows} rows, and it is {shape}")
    return A, b


@dataclass(frozen=True)
class StateScan:
    """Outputs, one row a token; the state after the last token, and for `s5_scan` every state, one row a token."""

    outputs: ExactMatrix
    state: ExactMatrix
    states: ExactMatrix | None = None


def s5_scan(lam: Any, B: Any, C: Any, inputs: Any, state: Any = None, method: str = "blelloch") -> StateScan:
    """x_t = diag(lam) x_(t-1) + B u_t, y_t = C x_t with many inputs and outputs, by a parallel scan over diagonal maps.

    Args:
        lam: N numbers (already discretized), or an L x N matrix of one diagonal a token. B: N x U. C: Y x N.
        inputs: L x U, or L numbers for U = 1. state: N numbers, x_(-1). method: as for `parallel_scan`.

    Returns:
        StateScan: `.outputs` L x Y, `.states` L x N, `.state` N x 1.

    Raises:
        ShapeError, InputError: the sizes do not fit, or the method is unknown.
    Cost: for "blelloch" at most 4 L N products in the scan.
    References: [SWL23] Smith, Warrington & Linderman 2023.

    >>> s5_scan([2, 3], [1, 1], [[1, 1]], [1, 0, 0]).outputs
    2; 5; 13
    """
    u = token_rows(inputs, "s5_scan: the inputs")
    inward = token_rows(B, "s5_scan: B", cols=u.cols)
    n = inward.rows
    gates = _diagonals(lam, u.rows, n)
    outward = token_rows(C, "s5_scan: C", cols=n)
    begin = [row[0] for row in read_state(state, n, 1, "s5_scan").entries()]
    driven = (u * inward.T).entries()
    found = parallel_scan(list(zip(gates, driven, strict=True)), _compose_diagonal, method).values
    rows: list[list[Scalar]] = [[a * x + b for a, x, b in zip(A, begin, shift, strict=True)] for A, shift in found]
    states = from_entries(rows, u.rows, n)
    last = from_entries([[x] for x in (rows[-1] if rows else begin)], n, 1)
    return StateScan(states * outward.T, last, states)


def _diagonals(lam: Any, length: int, n: int) -> list[list[Any]]:
    """One diagonal for all tokens, or one for each."""
    table = isinstance(lam, list | tuple) and any(isinstance(row, list | tuple) for row in lam)
    if table or (isinstance(lam, ExactMatrix) and 1 not in lam.shape):
        return token_rows(lam, "s5_scan: lam", length, n).entries()
    values = token_numbers(lam, "s5_scan: lam")
    if len(values) != n:
        raise ShapeError(f"s5_scan: lam has {len(values)} numbers, and B has {n} rows; they must agree")
    return [list(values)] * length


def _compose_diagonal(first: tuple[list[Any], list[Any]], second: tuple[list[Any], list[Any]]) -> tuple[list[Any], list[Any]]:
    (A1, b1), (A2, b2) = first, second
    return [y * x for x, y in zip(A1, A2, strict=True)], [a * x + y for a, x, y in zip(A2, b1, b2, strict=True)]
