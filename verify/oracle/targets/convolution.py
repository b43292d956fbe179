"""Convolutions, correlations, recursive filters, division of polynomials; integers must be right to the last bit."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symbolic.errors import InputError
from verify.oracle.case import Case, Draw
from verify.oracle.measures import Measures, compare
from verify.oracle.registry import problem, target
from verify.oracle.targets.dense import absolute, root_ratio
from verify.oracle.targets.special import ZERO, built, integers_exact
from verify.oracle.targets.toeplitz import norm_kappa
from verify.oracle.truth import Truth
from verify.oracle.values import Entry, Value, value_of


def times(x: Entry, y: Entry) -> Entry:
    """The product of two complex numbers.

    >>> i = value_of(1j).entries[0]
    >>> value_of(complex(*times(i, i))).entries
    ((Fraction(-1, 1), Fraction(0, 1)),)
    """
    if not x[1] and not y[1]:
        return x[0] * y[0], x[1]
    return x[0] * y[0] - x[1] * y[1], x[0] * y[1] + x[1] * y[0]


def plus(x: Entry, y: Entry) -> Entry:
    """The sum."""
    return x[0] + y[0], x[1] + y[1]


def convolution(a: Value, b: Value) -> Value:
    """sum_j a_j b_(k-j), k = 0, .., len(a) + len(b) - 2.

    >>> [int(re) for re, _ in convolution(value_of([1, 2]), value_of([1, 3])).entries]
    [1, 5, 6]
    """
    out = [ZERO] * (len(a.entries) + len(b.entries) - 1)
    right = [(j, y) for j, y in enumerate(b.entries) if y != ZERO]
    for i, x in enumerate(a.entries):
        if x != ZERO:
            for j, y in right:
                out[i + j] = plus(out[i + j], times(x, y))
    return Value((len(out),), tuple(out))


def part(full: Value, m: int, n: int, mode: str, *, swap: bool = True) -> Value:
    """The part of a full convolution of lengths m and n that `mode` keeps: full, same, valid.

    "same" is the middle of length m ("swap": of the longer one, as numpy has it), "valid" what needs no padding.
    """
    longest, least = max(m, n), min(m, n)
    length = {"full": m + n - 1, "same": longest if swap else m, "valid": longest - least + 1}[mode]
    start = {"full": 0, "same": (m + n - 1 - length) // 2, "valid": least - 1}[mode]
    return Value((length,), full.entries[start:start + length])


# ---- convolution and correlation -----------------------------------------------------------------------------------------

def _pairs(draw: Draw) -> Iterator[tuple[str, Any, Any]]:
    import numpy as np
    yield "1", np.array([2.0]), np.array([3.0])
    yield "zero", np.zeros(3), np.array([1.0, 2.0])
    yield "delay", np.array([0.0, 1.0]), np.array([1.0, 2.0, 3.0])
    yield "cancellation", np.array([1.0, 1.0 + 2.0**-40]), np.array([1.0, -1.0])
    yield "graded", 10.0 ** -np.arange(0, 24, 3.0), 10.0 ** -np.arange(0, 24, 3.0)
    yield "int64", np.array([1, -2, 3]), np.array([4, 5])
    yield "int64, products near 2^62", np.array([2**31 - 1, 1, -2**31]), np.array([2**31 + 1, 7])
    yield "int64, sums above 2^63", np.array([2**62, 2**62]), np.array([1, 1])
    yield "uint8", np.array([3, 1, 2], dtype="uint8"), np.array([1, 2], dtype="uint8")
    yield "uint8, products above 255", np.array([200, 1], dtype="uint8"), np.array([2, 2], dtype="uint8")
    yield "int8, -128", np.array([-128, 0, 1], dtype="int8"), np.array([1, 0], dtype="int8")
    yield "complex", np.array([1j, 2.0]), np.array([1.0, 1j, 3.0])
    yield "large", np.array([1e150, 2e150]), np.array([1e150, 1.0])
    yield "small", np.array([1e-150, 2e-150]), np.array([1e-150, 3e-150])
    yield "float32", np.array([0.1, 0.2, 0.3], dtype="float32"), np.array([0.7, 0.9], dtype="float32")
    for _ in range(draw.count):
        m, n = draw.size(), draw.size()
        yield "random integers", np.array(draw.integers(1, m)[0]), np.array(draw.integers(1, n)[0])
        yield "random reals", np.array(draw.reals(1, m)[0]), np.array(draw.reals(1, n)[0])
        a, b = ([draw.rng.randint(-2**28, 2**28) for _ in range(k)] for k in (m, n))
        yield "random int64", np.array(a), np.array(b)


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (family, a, b) in enumerate(_pairs(draw)):
        yield Case((a, b, "full"), family=family)
        if len(a) >= len(b):
            mode = ("same", "valid")[number % 2]
            yield Case((a, b, mode), family=f"{family}, {mode}")


def _with_method(draw: Draw) -> Iterator[Case]:
    """The same, and the transform chosen by hand for integers of more than 53 bits."""
    import numpy as np
    yield from _cases(draw)
    a, b = np.array([2**40 + 1, 3]), np.array([2**21 + 1, 5])
    yield from (Case((a, b, "full"), {"method": m}, family=f"int64 above 2^53, {m}") for m in ("auto", "direct", "fft"))


def _floats(draw: Draw) -> Iterator[Case]:
    """For functions that turn integers into floats."""
    yield from (case for case in _cases(draw) if case.args[0].dtype.kind in "fc")


def _truth(full: Value, a: Value, b: Value, mode: str) -> Truth:
    if mode not in {"full", "same", "valid"} or not a.entries or not b.entries:
        sizes = f"lengths {len(a.entries)} and {len(b.entries)}"
        raise InputError(f"convolution: mode {mode!r} of {sizes}; write full, same or valid, and no empty arrays")
    value = part(full, len(a.entries), len(b.entries), mode)

    def measure(returned: Any) -> Measures:
        plain = compare(value_of(returned), value)
        return Measures(plain.error, plain.componentwise, fault=plain.fault or integers_exact(returned, value))

    return Truth(value, kappa=norm_kappa(value, a, b), kappa_name="||a|| ||b|| / ||a * b||, exact",
                 size=len(full.entries), measure=measure)


@problem("convolve", "f(a, b, mode='full') -> sum_j a_j b_(k-j), mode full, same or valid; integers come back exact",
         cases=_cases)
def convolution_truth(case: Case) -> Truth:
    """The coefficients of a product of polynomials. An answer of integers must be exact, wrapping around is WRONG."""
    a, b = value_of(case.args[0]), value_of(case.args[1])
    return _truth(convolution(a, b), a, b, case.args[2] if len(case.args) > 2 else "full")


@problem("correlate", "f(a, v, mode='full') -> sum_j a_(k+j) conj(v_j), mode full, same or valid", cases=_cases)
def correlation_truth(case: Case) -> Truth:
    """The convolution of a with v conjugated and turned round."""
    a, v = value_of(case.args[0]), value_of(case.args[1])
    turned = Value(v.shape, tuple((x, -y) for x, y in reversed(v.entries)))
    return _truth(convolution(a, turned), a, turned, case.args[2] if len(case.args) > 2 else "full")


def _matrix_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    for dtype in ("float64", "int64", "uint8", "complex128"):
        yield from (Case((np.array([3, 1, 2], dtype=dtype), n, mode), family=f"{dtype}, {mode}")
                    for n in (1, 4) for mode in ("full", "same", "valid"))
    yield from (Case((np.array(draw.reals(1, draw.size(1))[0]), draw.size(1), "full"), family="random reals")
                for _ in range(draw.count))


@problem("convolution_matrix", "f(a, n, mode='full') -> the matrix A with A v = convolve(a, v, mode), v of length n",
         cases=_matrix_cases)
def convolution_matrix_truth(case: Case) -> Truth:
    """Column j is the convolution of a with the unit vector e_j; entries are copied, so they are exact."""
    a, n, mode = value_of(case.args[0]), case.args[1], case.args[2] if len(case.args) > 2 else "full"
    if not a.entries or n < 1 or mode not in {"full", "same", "valid"}:
        raise InputError(f"convolution_matrix: {len(a.entries)} entries, n = {n}, mode {mode!r}; not empty, full, same or valid")
    columns = [part(convolution(a, value_of([int(i == j) for i in range(n)])), len(a.entries), n, mode) for j in range(n)]
    rows = len(columns[0].entries)
    return built(Value((n, rows), tuple(e for c in columns for e in c.entries)).transpose(), bound=0.0)


# ---- recursive filters -----------------------------------------------------------------------------------------------------

def _filters(draw: Draw) -> Iterator[Case]:
    import numpy as np

    def case(family: str, b: list[Any], a: list[Any], x: list[Any], dtype: Any = None) -> Case:
        return Case(tuple(np.array(v, dtype=dtype) for v in (b, a, x)), family=family)

    yield case("copy", [1.0], [1.0], [1.0, 2.0, 3.0])
    yield case("a_0 is not 1", [1.0, 2.0], [4.0, 1.0], [1.0, 2.0, 3.0])
    yield case("a running sum", [1.0], [1.0, -1.0], [1.0, 1e-16, 1e-16, -1.0])
    yield case("growing", [1.0], [1.0, -3.0, 2.5], [1.0] * 12)
    yield case("double pole at 1", [1.0, 1.0], [1.0, -2.0, 1.0], [1.0, -1.0, 0.5, 0.25, 3.0, 1.0])
    yield case("finite response", [1.0, -2.0, 1.0], [1.0], [1.0, 4.0, 9.0, 16.0])
    yield case("longer numerator", [1.0, 2.0, 3.0, 4.0], [2.0, 1.0], [1.0, 0.0])
    yield case("complex", [1j, 1.0], [1.0, 0.5j], [1.0, 1j, 2.0])
    yield case("float32", [0.1, 0.2], [1.0, -0.9], [0.3, 0.1, 0.7], "float32")
    yield case("a_0 = 0", [1.0], [0.0, 1.0], [1.0, 2.0])
    for _ in range(2 * draw.count):
        b, a = draw.reals(2, draw.rng.randint(1, 3))
        yield case("random reals", b, [1.0, *a[1:]], draw.reals(1, 2 * draw.largest)[0])
        b, a = draw.integers(2, draw.rng.randint(1, 3), -3, 3)
        a[0] = float(draw.rng.choice([1, 2, -1]))
        yield case("random integers", b, a, draw.integers(1, 2 * draw.largest)[0])


def filtered(b: Value, a: Value, x: Value) -> Value:
    """The y with sum_j a_j y_(t-j) = sum_j b_j x_(t-j), from rest.

    >>> [int(re) for re, _ in filtered(value_of([1]), value_of([1, -1]), value_of([1, 2, 3])).entries]
    [1, 3, 6]
    """
    first = a.entries[0]
    size = first[0] * first[0] + first[1] * first[1]
    inverse = (first[0] / size, -first[1] / size)
    out: list[Entry] = []
    for t in range(len(x.entries)):
        total = ZERO
        for j, w in enumerate(b.entries[: t + 1]):
            total = plus(total, times(w, x.entries[t - j]))
        for j, w in enumerate(a.entries[1:t + 1], 1):
            total = plus(total, times((-w[0], -w[1]), out[t - j]))
        out.append(times(total, inverse))
    return Value((len(out),), tuple(out))


@problem("lfilter", "f(b, a, x) -> y with sum_j a_j y_(t-j) = sum_j b_j x_(t-j) from rest, an array of the length of x",
         cases=_filters)
def filter_truth(case: Case) -> Truth:
    """The recursion over Q; kappa is that of the sums, every term by its absolute value, so a growing filter is not blamed."""
    b, a, x = (value_of(v) for v in case.args)
    if not a.entries or not b.entries:
        raise InputError("lfilter: b and a must not be empty")
    if a.entries[0] == ZERO:
        return Truth(exists=False, witness="a_0 = 0 leaves y_t undetermined", kappa=float("inf"))
    y, sizes = filtered(b, a, x), absolute(a)
    signed = Value(a.shape, (sizes.entries[0], *((-w, z) for w, z in sizes.entries[1:])))
    return Truth(y, kappa=root_ratio(filtered(absolute(b), signed, absolute(x)), y),
                 size=len(x.entries) + len(a.entries) + len(b.entries),
                 kappa_name="|| the same recursion with every term by its absolute value || / ||y||, exact")


def _divisions(draw: Draw) -> Iterator[Case]:
    import numpy as np
    yield Case((np.array([1.0, 5.0, 6.0]), np.array([1.0, 2.0])), family="exact")
    yield Case((np.array([1.0, 0.0, 0.0, 1.0]), np.array([2.0, 1.0])), family="with a rest")
    yield Case((np.array([1.0, 2.0]), np.array([1.0, 2.0, 3.0])), family="shorter")
    yield Case((np.array([1.0, 2.0, 3.0]), np.array([2.0])), family="by a number")
    yield Case((np.array([1, 5, 6]), np.array([1, 2])), family="int64")
    for _ in range(2 * draw.count):
        q, d = draw.integers(2, draw.size(2), 1, 6)
        yield Case((np.convolve(q, d), np.array(d)), family="a product of integers")
        yield Case((np.array(draw.reals(1, draw.size(3))[0]), np.array([1.0, *draw.reals(1, 2)[0]])), family="random reals")


def quotient_and_rest(u: Value, v: Value) -> tuple[Value, Value]:
    """(q, r) with u = q v + r, coefficients from the highest down, r of the length of u."""
    count = len(u.entries) - len(v.entries) + 1
    if count < 1:
        return Value((0,), ()), u
    pulse = Value((count,), u.entries[:count])
    q = filtered(value_of([1]), v, pulse)
    back = convolution(q, v)
    return q, Value(u.shape, tuple((x[0] - y[0], x[1] - y[1]) for x, y in zip(u.entries, back.entries, strict=True)))


@problem("deconvolve", "f(u, v) -> (q, r) with u = q v + r as polynomials, the highest coefficient first, r of the length of u",
         cases=_divisions)
def division_truth(case: Case) -> Truth:
    """Quotient and rest over Q; errors of r are relative to ||u||."""
    u, v = value_of(case.args[0]), value_of(case.args[1])
    if not v.entries or v.entries[0] == ZERO:
        raise InputError("deconvolve: the first coefficient of v must not be 0")
    q, r = quotient_and_rest(u, v)
    sizes = absolute(v)
    signed = Value(v.shape, (sizes.entries[0], *((-w, z) for w, z in sizes.entries[1:])))
    grown = filtered(value_of([1]), signed, absolute(Value(q.shape, u.entries[:len(q.entries)])))
    kappa = max(1.0, norm_kappa(u, grown, v)) if q.entries else 1.0

    def measure(returned: Any) -> Measures:
        first, rest = value_of(returned[0]), value_of(returned[1])
        found = compare(Value((len(q.entries),), first.entries), q) if len(first.entries) == len(q.entries) else compare(first, q)
        if found.fault or rest.shape != r.shape:
            return Measures(found.error, fault=found.fault or compare(rest, r).fault)
        off = Value(r.shape, tuple((x[0] - y[0], x[1] - y[1]) for x, y in zip(rest.entries, r.entries, strict=True)))
        return Measures(max(found.error, root_ratio(off, u)), found.componentwise)

    return Truth(kappa=kappa, kappa_name="||division with every term by its absolute value|| ||v|| / ||u||, exact",
                 size=len(u.entries), measure=measure, shown=f"q = {q}, r = {r}")


target("scipy.linalg.convolution_matrix", "convolution_matrix")
target("numpy.convolve", "convolve")
target("numpy.correlate", "correlate")
target("scipy.signal.convolve", "convolve", cases=_with_method)
target("scipy.signal.correlate", "correlate", cases=_with_method)
target("scipy.signal.fftconvolve", "convolve", cases=_floats)
target("scipy.signal.oaconvolve", "convolve", cases=_floats)
target("scipy.signal.lfilter", "lfilter")
target("scipy.signal.deconvolve", "deconvolve")
