"""The workloads of the second table: structured matrices, exact and in float64, each beside the peer it must not lose to.

A `make` function takes a size and a seed and gives two callables, ours and the peer's, on one fresh input (no cache can help),
and a third that checks ours against the peer or against the truth and returns what is worth reporting.
"""
from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Case = tuple[Callable[[], Any], Callable[[], Any] | None, Callable[[Any], dict[str, Any]]]
PRIME = 2**61 - 1


@dataclass(frozen=True)
class Work:
    """One kind of work: `make(size, seed)` gives a `Case`; `goals` the lead over `peer` to reach at each size (None: no goal).

    `seconds` is a time to stay under instead; `exponent` the growth to stay under; `process` a fresh process for each time.
    """

    name: str
    make: Callable[[int, int], Case]
    peer: str
    goals: dict[int, float | None]
    seconds: float | None = None
    exponent: float | None = None
    process: bool = False


def floats(size: int, seed: int, arrays: int) -> list[Any]:
    """Normal float64 arrays."""
    import numpy as np
    rng = np.random.default_rng([seed, size])
    return [rng.standard_normal(size) for _ in range(arrays)]


def toeplitz_product(n: int, seed: int) -> Case:
    """T x by FFT."""
    import numpy as np
    from scipy.linalg import matmul_toeplitz

    from verify.numeric.fast import toeplitz
    c, r, x = floats(n, seed, 3)
    r[0] = c[0]

    def check(y: Any) -> dict[str, Any]:
        size = np.linalg.norm(np.concatenate((c, r[1:]))) * np.linalg.norm(x)
        return {"difference / (|t| |x|)": float(np.abs(y - matmul_toeplitz((c, r), x)).max() / size)}

    return (lambda: toeplitz.matvec(c, r, x)), (lambda: matmul_toeplitz((c, r), x)), check


def plain_scan(a: list[float], x: list[float]) -> list[float]:
    """The recurrence in plain Python, on lists: nothing is converted inside the time.

    >>> plain_scan([0.0, 0.5], [1.0, 2.0])
    [1.0, 2.5]
    """
    state, out = 0.0, []
    for gate, value in zip(a, x, strict=True):
        state = gate * state + value
        out.append(state)
    return out


def semiseparable_product(n: int, seed: int) -> Case:
    """y_i = a_i y_{i-1} + x_i by chunks, against the plain loop on lists."""
    import numpy as np

    from verify.numeric.fast import one_semiseparable
    a, x = floats(n, seed, 2)
    a = np.tanh(np.abs(a))
    a_list, x_list = a.tolist(), x.tolist()

    def check(y: Any) -> dict[str, Any]:
        return {"largest difference": float(np.abs(y - plain_scan(a_list, x_list)).max())}

    return (lambda: one_semiseparable.matvec(a, x)), (lambda: plain_scan(a_list, x_list)), check


def plain_ssd(a: list[float], B: list[list[float]], C: list[list[float]], x: list[float]) -> list[float]:
    """The recurrence of the state in plain Python, on lists.

    >>> plain_ssd([0.0, 0.5], [[1.0], [1.0]], [[1.0], [2.0]], [4.0, 6.0])
    [4.0, 16.0]
    """
    state, out = [0.0] * len(B[0]), []
    for gate, inward, outward, value in zip(a, B, C, x, strict=True):
        state = [gate * h + b * value for h, b in zip(state, inward, strict=True)]
        out.append(sum(c * h for c, h in zip(outward, state, strict=True)))
    return out


def ssd_product(n: int, seed: int) -> Case:
    """State size 16, by chunks, against the plain loop on lists (not asked beyond 10^5)."""
    import numpy as np

    from verify.numeric.fast import ssd
    a, x, *rest = floats(n, seed, 34)
    a, B, C = np.tanh(np.abs(a)), np.stack(rest[:16], axis=1), np.stack(rest[16:], axis=1)
    lists = [array[:10**5].tolist() for array in (a, B, C, x)]

    def check(y: Any) -> dict[str, Any]:
        return {"largest difference": float(np.abs(y[:10**5] - plain_ssd(*lists)).max())}

    return (lambda: ssd.matvec(a, B, C, x)), (lambda: plain_ssd(*lists)) if n <= 10**5 else None, check


def cauchy_product(n: int, seed: int) -> Case:
    """The sums of v_j / (x_i - y_j), hierarchical against dense in blocks; the truth of 16 entries from 256-bit balls."""
    import numpy as np
    from flint import arb, ctx

    from verify.numeric.fast import cauchy
    v, = floats(n, seed, 1)
    x, y = np.random.default_rng([seed, n, 1]).random((2, n))

    def check(product: Any) -> dict[str, Any]:
        before, ctx.prec, worst = ctx.prec, 256, 0.0
        try:
            for i in random.Random(n).sample(range(n), min(n, 16)):
                truth = sum((arb(float(w)) / (arb(float(x[i])) - arb(float(t))) for w, t in zip(v, y, strict=True)), arb(0))
                worst = max(worst, abs(float(arb(float(product.value[i])) - truth)) / float(product.bound[i]))
        finally:
            ctx.prec = before
        return {"error / bound": worst, "factor of |C| |v|": product.factor, "p": product.order}

    return (lambda: cauchy.hierarchical_matvec(x, y, v)), (lambda: cauchy.matvec(x, y, v)), check


def rationals(n: int, seed: int) -> list[Any]:
    """Different rational numbers p/q with |p| <= 999, q <= 9."""
    from fractions import Fraction
    rng, found = random.Random(f"{seed} {n}"), {}
    while len(found) < n:
        found[Fraction(rng.randint(-999, 999), rng.randint(1, 9))] = None
    return list(found)


def vandermonde_inverse(n: int, seed: int) -> Case:
    """V^-1 for rational nodes, against the inverse of the dense matrix by python-flint."""
    from symbolic import vandermonde
    nodes = rationals(n, seed)
    return _inverse(lambda: vandermonde(nodes), vandermonde(nodes).dense())


def cauchy_inverse(n: int, seed: int) -> Case:
    """C^-1 for rational nodes, against the inverse of the dense matrix by python-flint."""
    from symbolic import cauchy
    nodes = rationals(2 * n, seed)
    return _inverse(lambda: cauchy(nodes[:n], nodes[n:]), cauchy(nodes[:n], nodes[n:]).dense())


def _inverse(build: Callable[[], Any], dense: Any) -> Case:
    flint = dense.to_flint()
    return (lambda: build().inverse()), flint.inv, (lambda X: {"law": flint * X.to_flint() == flint**0})


def toeplitz_solution(n: int, seed: int) -> Case:
    """T x = b over the integers, against python-flint's solve on the dense matrix; both are made before the clock."""
    from flint import fmpq_mat, fmpz_mat

    from symbolic import matrix, toeplitz
    rng = random.Random(f"{seed} {n}")
    c, r, b = ([rng.randint(-9, 9) for _ in range(n)] for _ in range(3))
    r[0] = c[0]
    T = fmpz_mat([[c[i - j] if i >= j else r[j - i] for j in range(n)] for i in range(n)])
    right = fmpz_mat([[x] for x in b])
    value, column = toeplitz(c, r), matrix([[x] for x in b])
    value.solve(column)  # what it keeps for further right sides is made now, as the peer's dense matrix is
    return ((lambda: value.solve(column)), (lambda: T.solve(right)),
            lambda x: {"law": fmpq_mat(T) * fmpq_mat(x.to_flint()) == fmpq_mat(right)})


def toeplitz_modular(n: int, seed: int) -> Case:
    """T x = b modulo 2^61 - 1 with t_0 = 0, so that the first leading minor vanishes; against nmod_mat.solve up to n = 500."""
    from flint import nmod_mat

    from symbolic.structured.toeplitzsolver import toeplitz_solve_mod
    rng = random.Random(f"{seed} {n}")
    c, r, b = ([rng.randrange(PRIME) for _ in range(n)] for _ in range(3))
    r[0] = c[0] = 0
    T = nmod_mat(n, n, [c[i - j] if i >= j else r[j - i] for i in range(n) for j in range(n)], PRIME)
    right = nmod_mat(n, 1, b, PRIME)
    return ((lambda: toeplitz_solve_mod(c, r, b, PRIME)), (lambda: T.solve(right)),
            lambda x: {"law": T * nmod_mat(n, 1, [int(v) for v in x], PRIME) == right})


def hilbert_condition(n: int, seed: int) -> Case:
    """kappa_2 of the Hilbert matrix to ten digits."""
    from symbolic import condition_number, hilbert
    del seed
    return (lambda: condition_number(hilbert(n), 2).enclose(10)), None, lambda ball: {"kappa": ball.str(10, radius=False)}


def legs_condition(n: int, seed: int) -> Case:
    """kappa_2 of HiPPO-LegS to ten digits."""
    from symbolic import condition_number, hippo_legs
    del seed
    return (lambda: condition_number(hippo_legs(n), 2).enclose(10)), None, lambda ball: {"kappa": ball.str(10, radius=False)}


def balls_condition(matrix: str) -> Callable[[int, int], Case]:
    """kappa_2 from the rung of balls, to ten digits."""
    def make(n: int, seed: int) -> Case:
        import symbolic
        from verify.numeric.balls import condition_number
        del seed
        build = getattr(symbolic, matrix)
        return (lambda: condition_number(build(n), digits=10)), None, lambda ball: {"kappa": ball.str(10, radius=False)}

    return make


FROM_10_TO_20 = {2**10: 1, 2**12: 1, 2**14: 1, 2**16: 1, 2**17: 1, 2**18: 1, 2**20: 1}
WORKS = (
    Work("Toeplitz product, float64", toeplitz_product, "scipy.linalg.matmul_toeplitz", FROM_10_TO_20, exponent=1.25),
    Work("1-semiseparable product, chunks", semiseparable_product, "plain Python scan", {10**4: None, 10**5: None, 10**6: 5},
         exponent=1.25),
    Work("SSD product, state 16, chunks", ssd_product, "plain Python scan", {10**4: 5, 10**5: 5, 10**6: None}, exponent=1.25),
    Work("Cauchy product, hierarchical", cauchy_product, "dense in blocks", {4096: 1, 8192: 1, 16384: 1, 32768: 1}, exponent=1.5),
    Work("Vandermonde inverse, rational nodes", vandermonde_inverse, "fmpq_mat.inv", {100: 10}),
    Work("Cauchy inverse, rational nodes", cauchy_inverse, "fmpq_mat.inv", {100: 10}),
    Work("kappa_2 of Hilbert, 10 digits", hilbert_condition, "", {100: None}, seconds=0.5, process=True),
    Work("kappa_2 of HiPPO-LegS, 10 digits", legs_condition, "", {200: None}, seconds=1.0, process=True),
    Work("the same from balls, Hilbert", balls_condition("hilbert"), "", {100: None}, seconds=0.5, process=True),
    Work("the same from balls, HiPPO-LegS", balls_condition("hippo_legs"), "", {200: None}, seconds=1.0, process=True),
    Work("Toeplitz solution, exact", toeplitz_solution, "fmpz_mat.solve", {16: 1, 32: 1, 64: 1, 128: 1, 256: 1}),
    Work("Toeplitz solution mod 2^61 - 1, t_0 = 0", toeplitz_modular, "nmod_mat.solve", {250: 1, 500: 1, 1000: 1, 2000: 1},
         exponent=2.3),
)
