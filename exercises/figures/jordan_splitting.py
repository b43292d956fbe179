"""The eigenvalues of a perturbed Jordan block lie on Lidskii's star; double precision sees a star or only its own noise."""
from __future__ import annotations

from collections.abc import Sequence
from math import comb
from typing import Any

from exercises.figures import style
from exercises.figures.record import Record, Series, enclosed, rounded
from symbolic import ExactMatrix, Polynomial, charpoly, eigenvalues, inverse, parse_number, splitting_exponents

NAME = "jordan-splitting"
TITLE = "A perturbed Jordan block: eigenvalues on Lidskii's star"
LAMBDA, SIZE = 3, 5
STARS = ("1/100000", "1/10000000", "1/10000000000")
SIZES = (1, 2, 3, 5)
EXPONENTS = tuple(range(1, 21))


def block(size: int, epsilon: str) -> ExactMatrix:
    """J_n(3) + eps E_n1.

    >>> block(2, "1/4")
    3 1; 1/4 3
    """
    eps = parse_number(epsilon)
    rows: list[list[Any]] = [[LAMBDA if i == j else int(j == i + 1) for j in range(size)] for i in range(size)]
    rows[-1][0] = eps if size > 1 else LAMBDA + eps
    return ExactMatrix.from_rows(rows)


def hidden(size: int, epsilon: str) -> ExactMatrix:
    """P (J + eps E) P^-1 with the Pascal matrix P, of determinant 1: an integer matrix for eps = 0.

    >>> hidden(2, "0")
    2 1; -1 4
    """
    L = ExactMatrix.from_rows([[comb(i, j) for j in range(size)] for i in range(size)])
    P = L * L.T
    return P * block(size, epsilon) * inverse(P)


def star_law(size: int, epsilon: str) -> Polynomial:
    """The characteristic polynomial (x-3)^n - eps of the block and of the hidden matrix, both computed.

    >>> star_law(2, "1/4")
    x^2-6*x+35/4
    """
    found = charpoly(block(size, epsilon))
    binomial = [comb(size, k) * (-LAMBDA) ** (size - k) for k in range(size + 1)]
    law = Polynomial([binomial[0] - parse_number(epsilon), *binomial[1:]])
    assert found == law == charpoly(hidden(size, epsilon))  # noqa: S101 - the law the figure is about
    return found


def exact_star(size: int, epsilon: str) -> tuple[Series, Series]:
    """Real and imaginary parts of the eigenvalues, enclosed."""
    roots = [z.enclose(12) for z, m in eigenvalues(hidden(size, epsilon)) for _ in range(m)]
    index = range(len(roots))
    return (enclosed(f"eps = {epsilon}, real", index, (z.real for z in roots), f"of the roots of {star_law(size, epsilon)}"),
            enclosed(f"eps = {epsilon}, imaginary", index, (z.imag for z in roots)))


def double_eigenvalues(size: int, epsilon: str) -> list[complex]:
    """numpy.linalg.eigvals of the hidden matrix rounded to doubles."""
    import numpy as np
    A = [[float(x.as_fraction()) for x in row] for row in hidden(size, epsilon).entries()]
    return [complex(z) for z in np.linalg.eigvals(np.array(A))]


def double_star(size: int, epsilon: str) -> tuple[Series, Series]:
    """Real and imaginary parts of what numpy finds."""
    found = sorted(double_eigenvalues(size, epsilon), key=lambda z: (round(z.real, 6), z.imag))
    return (rounded(f"float64 eps = {epsilon}, real", "float64", range(size), (z.real for z in found)),
            rounded(f"float64 eps = {epsilon}, imaginary", "float64", range(size), (z.imag for z in found)))


def distances(size: int, exponents: Sequence[int] = EXPONENTS) -> tuple[Series, Series]:
    """The distance eps^(1/n) of every eigenvalue from 3, and the largest one in double precision, against eps = 10^-k."""
    texts = [f"1/{10 ** k}" for k in exponents]
    found = (max(abs(z - LAMBDA) for z in double_eigenvalues(size, e)) for e in texts)
    return (enclosed(f"n = {size}", texts, (radius(size, e) for e in texts), "|mu - 3| = eps^(1/n) for all n eigenvalues mu"),
            rounded(f"float64 n = {size}", "float64", texts, found, "largest |mu - 3| of numpy.linalg.eigvals"))


def radius(size: int, epsilon: str) -> Any:
    """A ball around eps^(1/n), the positive root of x^n - eps."""
    from symbolic.scalars.numbers import roots_of
    law = Polynomial([-parse_number(epsilon), *([0] * (size - 1)), 1])
    return max(z for f, _ in law.factor() for z in roots_of(f.to_flint().numer()) if z.is_real).enclose(12).real


def record() -> Record:
    """The data of the figure."""
    zero = ExactMatrix.from_rows([[0] * SIZE for _ in range(SIZE - 1)] + [[1] + [0] * (SIZE - 1)])
    (group,) = splitting_exponents(block(SIZE, "0"), zero)
    stars = [s for e in STARS for s in (*exact_star(SIZE, e), *double_star(SIZE, e))]
    lines = [s for n in SIZES for s in distances(n)]
    caption = (
        "J₅(3) + εE₅₁ has the characteristic polynomial (x−3)⁵ − ε, so its eigenvalues are the star 3 + ε^(1/5) ω, ω⁵ = 1. "
        "The float64 eigenvalues of the same matrix behind an integer similarity follow it while ε is well above the rounding of "
        "the entries (about 10⁻¹⁵). Below, they no longer depend on ε: they are noise, about 10⁻³ for n = 5 and 10⁻⁵ for n = 3. "
        "A simple eigenvalue (n = 1) moves by ε only. A computed distance of 0 is not drawn.")
    description = ("Left: three regular five-pointed stars around 3 in the complex plane, with exact eigenvalues as "
                   "circles and float64 ones as "
                   "crosses. Right: with logarithmic axes the distance from 3 against epsilon, lines of slope 1/n for n = "
                   "1, 2, 3, 5, and "
                   "the float64 points, which leave their line and turn flat.")
    return Record(NAME, TITLE, caption, description, (*stars, *lines), {
        "polynomials": {e: str(star_law(SIZE, e)) for e in STARS}, "exponent": str(group.exponent),
        "leading": str(group.polynomial), "matrix": str(hidden(SIZE, "0"))})


def figure(data: Record) -> Any:
    """The picture."""
    fig = style.canvas(10.4, 5.3, TITLE)
    left, right = fig.subplots(1, 2)
    star(left, data)
    for n, stroke in zip(SIZES, style.STROKES, strict=False):
        line, points = data[f"n = {n}"], data[f"float64 n = {n}"]
        right.plot(line.positions(), line.values(), color=stroke.color, linestyle=stroke.linestyle,
                   label=f"n = {n}: exact, slope 1/{n}")
        right.plot(points.positions(), points.values(), color=stroke.color, marker=stroke.marker, linestyle="none",
                   markerfacecolor="white", label=f"n = {n}: float64")
    right.set(xscale="log", yscale="log", xlabel=r"$\varepsilon$", ylabel=r"distance $|\mu - 3|$", ylim=(1e-21, 1e1),
              title="How far the eigenvalues move")
    right.legend(loc="lower right", ncols=1, fontsize=8)
    style.note(fig, 2, "The characteristic polynomial is exactly (x−3)ⁿ − ε. float64: eigenvalues of the matrix behind an "
                       "integer similarity, "
                       "rounded to doubles.\nBelow ε ≈ 10⁻¹⁵ it is lost in the rounding and they no longer depend on ε: "
                       "noise, or the distance 0, which is not drawn.")
    return fig


def star(axes: Any, data: Record) -> None:
    """The left panel: spokes to the exact eigenvalues, crosses for the computed ones."""
    for epsilon, stroke, power in zip(STARS, style.STROKES, (5, 7, 10), strict=False):
        points = list(zip(data[f"eps = {epsilon}, real"].values(), data[f"eps = {epsilon}, imaginary"].values(), strict=True))
        for x, y in points:
            axes.plot([LAMBDA, x], [0, y], color=stroke.color, linestyle=stroke.linestyle, linewidth=1)
        axes.plot(*zip(*points, strict=True), color=stroke.color, marker=stroke.marker, markersize=7, linestyle="none",
                  markerfacecolor="white", label=rf"$\varepsilon = 10^{{-{power}}}$: exact")
        found = [data[f"float64 eps = {epsilon}, {part}"].values() for part in ("real", "imaginary")]
        axes.plot(*found, color="#333333", marker="x", markersize=6, linestyle="none", zorder=4,
                  label="float64" if power == 10 else None)
    axes.set_aspect("equal")
    axes.set(xlabel="real part", ylabel="imaginary part", title=r"$J_5(3) + \varepsilon E_{51}$",
             xlim=(2.88, 3.17), ylim=(-0.13, 0.13))
    axes.legend(loc="upper right")
