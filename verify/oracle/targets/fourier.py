"""Discrete Fourier, cosine and sine transforms, against sums over roots of unity in balls; judged in norm."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flint import acb, fmpq

from symbolic.errors import InputError
from symbolic.scalars.roots import precision
from verify.oracle.case import Case, Draw
from verify.oracle.registry import problem, target
from verify.oracle.targets.special import numbers
from verify.oracle.truth import Truth
from verify.oracle.values import value_of

BITS = 300


def turn(k: int, n: int) -> acb:
    """e^(2 pi i k / n) as a ball.

    >>> turn(1, 4).imag
    1.00000000000000
    """
    return acb(fmpq(2 * (k % n), n)).exp_pi_i()


def _balls(x: Any) -> list[acb]:
    return [v if isinstance(v, acb) else acb(fmpq(v.numerator, v.denominator)) for v in numbers(x)]


def _sum(x: list[acb], weights: list[acb]) -> acb:
    return sum((a * w for a, w in zip(x, weights, strict=True)), start=acb(0))


def _transform(x: Any, sign: int, scale: int = 1) -> list[acb]:
    v = _balls(x)
    n = len(v)
    roots = [turn(sign * k, n) for k in range(n)]
    return [_sum(v, [roots[j * k % n] for j in range(n)]) / scale for k in range(n)]


def _truth(values: list[acb], size: int) -> Truth:
    return Truth(value_of(values), kappa_name="1 in norm: the matrix is orthogonal up to a number", size=size)


# ---- the complex transforms ----------------------------------------------------------------------------------------------

def _vectors(draw: Draw) -> Iterator[tuple[str, Any]]:
    import numpy as np
    yield "1", np.array([3.0])
    yield "zero", np.zeros(4)
    yield "unit vector", np.array([0.0, 1.0, 0.0, 0.0, 0.0, 0.0])
    yield "constant", np.full(7, 0.1)
    yield "cancellation", np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0 + 2.0**-45])
    yield "graded", 10.0 ** -np.arange(0, 16, 2.0)
    yield "int64", np.array([1, -2, 3, 4, 5])
    yield "uint8", np.array([255, 1, 0, 7], dtype="uint8")
    yield "int64 above 2^53", np.array([2**62 + 1, 1, -2**62])
    yield "float32", np.array([0.1, 0.2, 0.3, 0.4], dtype="float32")
    yield "float16", np.array([0.5, 1024.0, 0.25], dtype="float16")
    yield "large", np.array([1e300, 2e300, -1e300])
    yield "small", np.array([1e-300, 2e-300, -1e-300])
    yield "the largest double", np.array([1.5e308, 1e308])
    for n in (16, 31, *((67, 101) if draw.deep else ())):
        yield f"length {n}", np.array(draw.reals(1, n)[0])
    for _ in range(draw.count):
        n = draw.size(1)
        yield "random reals", np.array(draw.reals(1, n)[0])
        re, im = draw.reals(2, n)
        yield "random complex", np.array(re) + 1j * np.array(im)


def _cases(draw: Draw) -> Iterator[Case]:
    for family, x in _vectors(draw):
        yield Case((x,), family=family)
    import numpy as np
    yield Case((np.array([1 + 2j, 0.1j, 3.0], dtype="complex64"),), family="complex64")


def _real_cases(draw: Draw) -> Iterator[Case]:
    for family, x in _vectors(draw):
        if x.dtype.kind != "c":
            yield Case((x,), family=family)


@problem("fft", "f(x) -> y with y_k = sum_j x_j e^(-2 pi i j k / n), an array of the length of x", cases=_cases)
def transform_truth(case: Case) -> Truth:
    """F x."""
    with precision(BITS):
        return _truth(_transform(case.args[0], -1), len(case.args[0]))


@problem("ifft", "f(y) -> x with x_j = (1/n) sum_k y_k e^(2 pi i j k / n), an array of the length of y", cases=_cases)
def inverse_truth(case: Case) -> Truth:
    """F^-1 y."""
    n = len(case.args[0])
    with precision(BITS):
        return _truth(_transform(case.args[0], 1, n), n)


@problem("rfft", "f(x) -> the first n // 2 + 1 entries of fft(x) for a real x", cases=_real_cases)
def real_truth(case: Case) -> Truth:
    """The half of F x that is not the conjugate of the rest."""
    n = len(case.args[0])
    with precision(BITS):
        return _truth(_transform(case.args[0], -1)[: n // 2 + 1], n)


def _half_cases(draw: Draw) -> Iterator[Case]:
    """(y, n): y is the half of a Hermitian vector of length n, so that y_0, and y_(n/2) for an even n, are real."""
    import numpy as np
    for n, table in ((2, [3.0, 1.0]), (3, [1.0, 2j]), (4, [1.0, 2.0 - 1j, 4.0]), (5, [0.5, 1j, 1.0])):
        yield Case((np.array(table), n), family=f"n = {n}")
    for _ in range(2 * draw.count):
        n = draw.size(2)
        re, im = draw.reals(2, n // 2 + 1)
        im[0] = 0.0
        if n % 2 == 0:
            im[-1] = 0.0
        yield Case((np.array(re) + 1j * np.array(im), n), family="random")


@problem("irfft", "f(y, n) -> the real x of length n whose rfft is y, of length n // 2 + 1", cases=_half_cases)
def real_inverse_truth(case: Case) -> Truth:
    """F^-1 of the Hermitian vector that y is half of."""
    y, n = case.args
    if n < 2 or len(y) != n // 2 + 1:
        raise InputError(f"irfft: y has {len(y)} entries and n = {n}; y must have n // 2 + 1, n at least 2")
    half = _balls(y)
    whole = half + [half[n - k].conjugate() for k in range(len(half), n)]
    with precision(BITS):
        roots = [turn(k, n) for k in range(n)]
        found = [_sum(whole, [roots[j * k % n] for k in range(n)]) / n for j in range(n)]
        return _truth([acb(x.real) for x in found], n)


# ---- cosine and sine transforms ---------------------------------------------------------------------------------------------

def _cosine(a: int, b: int) -> acb:
    """cos(pi a / b)."""
    return acb(acb(fmpq(a, b)).exp_pi_i().real)


def _sine(a: int, b: int) -> acb:
    return acb(acb(fmpq(a, b)).exp_pi_i().imag)


def _cosine_row(kind: int, n: int, k: int) -> list[acb]:
    if kind == 1:
        return [_cosine(j * k, n - 1) * (1 if j in {0, n - 1} else 2) for j in range(n)]
    if kind == 2:
        return [2 * _cosine((2 * j + 1) * k, 2 * n) for j in range(n)]
    if kind == 3:
        return [acb(1) if j == 0 else 2 * _cosine(j * (2 * k + 1), 2 * n) for j in range(n)]
    return [2 * _cosine((2 * j + 1) * (2 * k + 1), 4 * n) for j in range(n)]


def _sine_row(kind: int, n: int, k: int) -> list[acb]:
    if kind == 1:
        return [2 * _sine((j + 1) * (k + 1), n + 1) for j in range(n)]
    if kind == 2:
        return [2 * _sine((2 * j + 1) * (k + 1), 2 * n) for j in range(n)]
    if kind == 3:
        return [acb((-1) ** k) if j == n - 1 else 2 * _sine((j + 1) * (2 * k + 1), 2 * n) for j in range(n)]
    return [2 * _sine((2 * j + 1) * (2 * k + 1), 4 * n) for j in range(n)]


def _kinds(draw: Draw) -> Iterator[Case]:
    for number, case in enumerate(_real_cases(draw)):
        kind = number % 4 + 1
        if kind > 1 or len(case.args[0]) > 1:
            yield Case((*case.args, kind), family=f"{case.family}, type {kind}")
    for kind in (1, 2, 3, 4):
        x = draw.reals(1, 6)[0]
        import numpy as np
        yield Case((np.array(x), kind), family=f"random reals, type {kind}")


def _checked(case: Case) -> tuple[Any, int]:
    x, kind = case.args
    if kind not in {1, 2, 3, 4} or not len(x) or (kind == 1 and len(x) == 1):
        raise InputError(f"type {kind} of length {len(x)}: the types are 1 to 4, and type 1 needs two entries")
    return x, kind


Row = Callable[[int, int, int], list[acb]]


def _trigonometric(name: str, row: Row, wording: str) -> None:
    @problem(name, f"f(x, type) -> the {wording} transform of type 1, 2, 3 or 4, unnormalised", cases=_kinds)
    def forward(case: Case) -> Truth:
        x, kind = _checked(case)
        with precision(BITS):
            v = _balls(x)
            return _truth([_sum(v, row(kind, len(v), k)) for k in range(len(v))], 2 * len(v))

    @problem("i" + name, f"f(x, type) -> the inverse of the {wording} transform of that type", cases=_kinds)
    def backward(case: Case) -> Truth:
        x, kind = _checked(case)
        with precision(BITS):
            v = _balls(x)
            n = len(v)
            scale = 2 * (n + {"dct": -1, "dst": 1}[name]) if kind == 1 else 2 * n
            other = {1: 1, 2: 3, 3: 2, 4: 4}[kind]
            return _truth([_sum(v, row(other, n, k)) / scale for k in range(n)], 2 * n)


_trigonometric("dct", _cosine_row, "cosine")
_trigonometric("dst", _sine_row, "sine")

for _name in ("fft", "ifft", "rfft", "irfft"):
    target(f"numpy.fft.{_name}", _name)
    target(f"scipy.fft.{_name}", _name)
for _name in ("dct", "idct", "dst", "idst"):
    target(f"scipy.fft.{_name}", _name)
