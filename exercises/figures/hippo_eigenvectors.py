"""HiPPO-LegS is well conditioned, its eigenvectors are not: kappa(A) like N^2 against kappa(V) like c^N."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from exercises.figures import style
from exercises.figures.record import Record, Series, enclosed, rounded
from symbolic import ExactMatrix, condition_number, diagonal, hippo_legs

NAME = "hippo-eigenvectors"
TITLE = "HiPPO-LegS: the matrix and its eigenvectors"
SIZES = (2, 3, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32)
DOUBLE = 2 ** 53


@dataclass(frozen=True)
class UnitEigenvectors:
    """The matrix D V C of unit eigenvectors of A = D T D^-1, T V = V diag(-1, .., -n); C makes the columns unit vectors.

    With M = V^T D^2 V, C is diag(M)^(-1/2), and the Gram matrix C M C is similar to the rational M diag(M)^-1.
    """

    n: int

    def gram_similar(self) -> ExactMatrix:
        """M diag(M)^-1.

        >>> UnitEigenvectors(2).gram_similar()
        1 -1; -3/4 1
        """
        A = hippo_legs(self.n)
        M = A.eigenvectors.T * diagonal(list(A.scaling)) * A.eigenvectors
        return M * diagonal([1 / M[i, i] for i in range(self.n)])


def conditions(sizes: Sequence[int] = SIZES) -> tuple[Series, Series]:
    """kappa_2 of A and of its matrix of unit eigenvectors, enclosed."""
    A = enclosed("kappa(A)", sizes, (condition_number(hippo_legs(n)).enclose(13) for n in sizes), "kappa_2 of HiPPO-LegS")
    V = enclosed("kappa(V)", sizes, (condition_number(UnitEigenvectors(n)).enclose(13) for n in sizes),
                 "kappa_2 of the matrix of its unit eigenvectors")
    return A, V


def double(sizes: Sequence[int] = SIZES) -> Series:
    """numpy.linalg.cond of the eigenvectors that numpy.linalg.eig finds."""
    import numpy as np
    found = []
    for n in sizes:
        s = np.sqrt(2.0 * np.arange(n) + 1)
        A = -np.tril(np.outer(s, s), -1) - np.diag(np.arange(1.0, n + 1))
        found.append(float(np.linalg.cond(np.linalg.eig(A)[1])))
    return rounded("kappa(V) float64", "float64", sizes, found, "numpy.linalg.cond of the eigenvectors of numpy.linalg.eig")


def record() -> Record:
    """The data of the figure."""
    A, V = conditions()
    rate = log(V.values()[-1]) / V.positions()[-1]
    lost = next(n for n, value in zip(V.x, V.values(), strict=True) if value > DOUBLE)
    caption = (f"κ(A) grows like N², κ(V) exponentially: at N = {V.x[-1]} they are {A.values()[-1]:.4g} and {V.values()[-1]:.3g} "
               f"(log κ(V)/N = {rate:.2f}, still rising). From N = {lost} on κ(V) is beyond 2⁵³, so float64 cannot use the "
               f"eigenvectors at all. No other lengths of the eigenvectors bring κ(V) down by more than a factor √N [Slu69].")
    description = ("A panel with a linear axis for N and a logarithmic one for the condition. The curve of the "
                   "eigenvectors is nearly straight "
                   "and reaches 10^23 at N = 32; the curve of the matrix bends and stays near 10^3; the float64 curve of the "
                   "eigenvectors follows the true one and then leaves it.")
    return Record(NAME, TITLE, caption, description, (A, V, double()), {"beyond_double_from": int(lost)})


def figure(data: Record) -> Any:
    """The picture."""
    black, red, blue, _, _ = style.STROKES
    fig = style.canvas(7, 4.9, TITLE)
    axes = fig.subplots()
    V, f, A = data["kappa(V)"], data["kappa(V) float64"], data["kappa(A)"]
    style.draw(axes, V.positions(), V.values(), blue, r"$\kappa(V)$, unit eigenvectors (enclosed)")
    style.draw(axes, f.positions(), f.values(), red, r"$\kappa(V)$ from float64", linewidth=1, markersize=3.5)
    style.draw(axes, A.positions(), A.values(), black, r"$\kappa(A)$, the matrix (enclosed)")
    axes.axhline(DOUBLE, color=style.GUIDE, linewidth=1)
    axes.annotate("$2^{53}$: all digits of a double lost above", (2, DOUBLE), (0, 4), textcoords="offset points", fontsize=8.5)
    axes.set(yscale="log", xlabel="size N", ylabel=r"condition number $\kappa_2$", ylim=(1, 1e25))
    axes.set_yticks([10.0 ** k for k in range(0, 25, 4)])
    axes.set_xticks(range(0, 33, 4))
    axes.legend(loc="upper left")
    style.note(fig, 2, "κ(A) grows like N², κ(V) exponentially: A is harmless, diagonalizing it is not.\n"
                       "Other lengths of the eigenvectors bring κ(V) down by at most a factor √N [Slu69].")
    return fig
