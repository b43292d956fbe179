"""Vandermonde matrices are as well conditioned as their nodes are placed: from 1 to beyond any exponential."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from exercises.figures import style
from exercises.figures.record import Record, Series, enclosed, exactly
from symbolic import (
    AlgebraicNumber,
    ExactMatrix,
    Polynomial,
    RootRatio,
    condition_number,
    exact,
    fourier_matrix,
    hankel,
    identity,
    toeplitz,
    vandermonde,
)
from symbolic.scalars.numbers import roots_of

NAME = "vandermonde-nodes"
TITLE = "Vandermonde matrices: the nodes decide the condition"
SIZES = tuple(range(2, 17))
LABELS = {
    "1/k": "1, 1/2, …, 1/n", "equispaced": "equispaced in [−1, 1]", "chebyshev": "Chebyshev points of [−1, 1]",
    "half circle": "half circle: n of the 2n-th roots of unity in a row", "roots of unity": "all n-th roots of unity",
}


def chebyshev_polynomial(n: int) -> tuple[int, ...]:
    """The coefficients of 2 T_n(x/2), x^0 first; its roots are 2 cos((2k+1) pi / (2n)).

    >>> chebyshev_polynomial(3)
    (0, -3, 0, 1)
    """
    before, here = [2], [0, 1]
    for _ in range(n - 1):
        before, here = here, [a - b for a, b in zip([0, *here], [*before, 0, 0], strict=True)]
    return tuple(here) if n else (2,)


def power_sums(coefficients: Sequence[int], count: int) -> list[int]:
    """The sums of the powers 0 .. count-1 of the roots of a monic polynomial, by Newton's identities.

    >>> power_sums((0, -3, 0, 1), 5)
    [3, 0, 6, 0, 18]
    """
    n = len(coefficients) - 1
    e = list(reversed(coefficients))
    sums = [n]
    for k in range(1, count):
        sums.append(-(k * e[k] if k <= n else 0) - sum(e[i] * sums[k - i] for i in range(1, min(k - 1, n) + 1)))
    return sums


def chebyshev_gram(n: int) -> ExactMatrix:
    """V^T V for the roots of T_n: the Hankel matrix of their power sums, which are rational."""
    sums = [Fraction(s, 2 ** k) for k, s in enumerate(power_sums(chebyshev_polynomial(n), 2 * n - 1))]
    return hankel(sums[:n], sums[n - 1:]).dense()


@cache
def double_cosines(n: int) -> tuple[AlgebraicNumber, ...]:
    """The numbers 2 cos(k pi / (2n)), k = 0 .. 4n-1, all in the field of the one for k = 1."""
    factors = Polynomial(list(chebyshev_polynomial(n))).factor()
    first = max(z for f, _ in factors for z in roots_of(f.to_flint().numer()) if z.is_real)
    values = [exact(2), first]
    while len(values) < 4 * n:
        values.append(first * values[-1] - values[-2])
    return tuple(values)


def half_circle_gram(n: int) -> ExactMatrix:
    """V^* V for the nodes e^(i (2m+1-n) pi/(2n)), m = 0 .. n-1: half of a turn, placed symmetrically, so that it is real.

    >>> half_circle_gram(2)
    2 sqrt(2); sqrt(2) 2
    """
    c = double_cosines(n)
    entries = [sum((c[d * (2 * m + 1 - n) % (4 * n)] for m in range(n)), exact(0)) / 2 for d in range(n)]
    return toeplitz(entries).dense()


def equispaced(n: int) -> Any:
    """The Vandermonde matrix of n equispaced nodes in [-1, 1]."""
    return vandermonde([Fraction(2 * k, n - 1) - 1 for k in range(n)])


def reciprocals(n: int) -> Any:
    """The Vandermonde matrix of 1, 1/2, .., 1/n."""
    return vandermonde([Fraction(1, k) for k in range(1, n + 1)])


def of_nodes(V: Any) -> Any:
    """A ball around kappa_2(V)."""
    return condition_number(V).enclose(13)


def of_gram(G: ExactMatrix) -> Any:
    """A ball around kappa_2(V) = sqrt(kappa_2(V^* V)), for V with irrational nodes known by its rational or real V^* V."""
    kappa = condition_number(G)
    assert isinstance(kappa, RootRatio)  # noqa: S101 - narrows the type
    # The largest eigenvalues for the half circle nearly agree: ten digits come from traces, more only from exact roots.
    return kappa.enclose(10).sqrt()


FAMILIES: dict[str, Callable[[int], Any]] = {
    "1/k": lambda n: of_nodes(reciprocals(n)), "half circle": lambda n: of_gram(half_circle_gram(n)),
    "equispaced": lambda n: of_nodes(equispaced(n)), "chebyshev": lambda n: of_gram(chebyshev_gram(n)),
}


def unity(sizes: Sequence[int]) -> Series:
    """kappa_2 = 1 for the n-th roots of unity: V^* V = n I, checked over Q(zeta_n) for each n."""
    for n in sizes:
        F = fourier_matrix(n)
        conjugate = F.submatrix([-j % n for j in range(n)], range(n))  # the conjugate of w^(jk) is w^(-jk)
        assert conjugate * F == identity(n) * n  # noqa: S101 - the law that makes the value exact
    return exactly("roots of unity", sizes, [1] * len(sizes), LABELS["roots of unity"])


def series(sizes: Sequence[int] = SIZES) -> tuple[Series, ...]:
    """One series for each placement of the nodes."""
    return (*(enclosed(name, sizes, map(make, sizes), LABELS[name])
              for name, make in FAMILIES.items()), unity(sizes))


def record() -> Record:
    """The data of the figure."""
    found = series()
    last = {s.label: s.values()[-1] for s in found}
    n = SIZES[-1]
    caption = (f"κ₂ at n = {n}: " + ", ".join(f"{name} {value:.3g}" for name, value in last.items()) + ". Real nodes always cost "
               "exponentially much [Bec00]; even half of the unit circle does; only nodes equally spaced on the whole "
               "circle do not.")
    description = ("A panel with a linear axis for n and a logarithmic one for the condition. From top to bottom: the "
                   "nodes 1/k, rising ever "
                   "faster; half circle, equispaced and Chebyshev nodes, nearly straight lines; roots of unity, constant at 1.")
    return Record(NAME, TITLE, caption, description, found, {"sizes": list(SIZES)})


def figure(data: Record) -> Any:
    """The picture."""
    fig = style.canvas(7.4, 4.9, TITLE)
    axes = fig.subplots()
    for s, stroke in zip(data.series, style.STROKES, strict=True):
        style.draw(axes, s.positions(), s.values(), stroke, LABELS[s.label])
    axes.set(yscale="log", xlabel="size n", ylabel=r"condition number $\kappa_2$", ylim=(0.3, 1e26))
    axes.set_yticks([10.0 ** k for k in range(0, 25, 4)])
    axes.set_xticks(range(2, 17, 2))
    axes.legend(loc="upper left")
    style.note(fig, 2, "All values are enclosed (roots of unity: exactly 1). Real nodes cost exponentially much, wherever "
                       "they are [Bec00];\n"
                       "so does half of the unit circle. Nodes equally spaced on the whole circle do not.")
    return fig
