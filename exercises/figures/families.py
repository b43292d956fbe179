"""Figure 3.2: four structured 8 x 8 matrices, with inputs for which their ranks tell them apart."""
from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from exercises.figures import style
from exercises.figures.record import Record, ends, exactly
from symbolic import (
    ExactMatrix,
    block_ranks,
    cauchy,
    condition_number,
    one_semiseparable,
    stein_displacement,
    sylvester_displacement,
    toeplitz,
    vandermonde,
)

NAME = "families"
TITLE = "Figure 3.2. Four structured 8 × 8 matrices: entries by size, and their ranks"
N = 8
DECAYS = ("9/10", "1/2", "19/20", "4/5", "3/10", "99/100", "7/10")
INPUTS = {
    "Toeplitz": "t_k = 1/(1+k) for k ≥ 0, −1/(1−k) for k < 0", "Vandermonde": "x = 1/2, 3/5, …, 6/5",
    "Cauchy": "x_i = (i+1)², y_j = −j, i and j from 0", "1-semiseparable": "a = .9, .5, .95, .8, .3, .99, .7",
}


def matrices() -> dict[str, Any]:
    """The four structured values by name.

    >>> [A.shape for A in matrices().values()]
    [(8, 8), (8, 8), (8, 8), (8, 8)]
    """
    fall = [Fraction(1, k + 1) for k in range(N)]
    return {
        "Toeplitz": toeplitz(fall, [fall[0], *(-x for x in fall[1:])]),
        "Vandermonde": vandermonde([Fraction(5 + k, 10) for k in range(N)]),
        "Cauchy": cauchy([(i + 1) ** 2 for i in range(N)], [-j for j in range(N)]),
        "1-semiseparable": one_semiseparable([0, *(Fraction(a) for a in DECAYS)]),
    }


def displacement_ranks(A: ExactMatrix, operators: Mapping[str, Any]) -> dict[str, int]:
    """The displacement rank of A under the operator of each of the structured values."""
    found = {}
    for name, owner in operators.items():
        d = owner.displacement()
        apply = stein_displacement if d.operator == "A - F A G" else sylvester_displacement
        found[name] = apply(A, d.F, d.G).rank
    return found


def facts() -> dict[str, dict[str, Any]]:
    """For each matrix its inputs, kappa_2, strict block ranks, and displacement ranks under all four operators."""
    every = matrices()
    out: dict[str, dict[str, Any]] = {}
    for name, A in every.items():
        ranks = block_ranks(A.dense())
        out[name] = {
            "inputs": INPUTS[name], "kappa": list(ends(condition_number(A).enclose(12), 12)),
            "lower": list(ranks.lower), "upper": list(ranks.upper),
            "operator": A.displacement().operator, "displacement_ranks": displacement_ranks(A.dense(), every),
        }
    return out


def record() -> Record:
    """The data of the figure: the entries row by row, and the facts above."""
    every = matrices()
    series = tuple(exactly(name, range(N * N), [x for row in A.dense().entries() for x in row], "entries row by row")
                   for name, A in every.items())
    caption = (
        "Each matrix has low displacement rank under its own operator (2, 1, 1, 1) and high rank (7 or 8) under the other three; "
        "the block ranks single out the 1-semiseparable matrix (1 below the diagonal, 0 above). Toeplitz, Vandermonde and "
        "Cauchy matrices have full block ranks 1 2 3 4 3 2 1. A 1-semiseparable matrix with all a equal would be Toeplitz too.")
    description = (
        "Four squares of 8 by 8 cells, coloured by the logarithm of the size of the entry, lighter for larger; negative "
        "entries carry a "
        "minus sign and zero entries are crossed out. Under each: its inputs, condition number, block ranks and "
        "displacement ranks.")
    return Record(NAME, TITLE, caption, description, series, facts())


def figure(data: Record) -> Any:
    """The picture."""
    fig = style.canvas(11.6, 4.5, TITLE)
    panels = fig.subplots(1, 4)
    image = None
    for axes, s in zip(panels, data.series, strict=True):
        image = cells(axes, s.values())
        axes.set_title(s.label, loc="left", fontweight="bold", fontsize=10)
        axes.text(0, -0.05, beneath(data.facts[s.label]), transform=axes.transAxes, va="top", fontsize=8.2, linespacing=1.5)
    bar = fig.colorbar(image, ax=panels, shrink=0.72, pad=0.015, aspect=22)
    bar.set_label(r"$\log_{10}|\mathrm{entry}|$")
    style.note(fig, 2, "− marks a negative entry, × a zero. Displacement ranks are those under the operators of the four "
                       "families, in this "
                       "order: each matrix is of low rank under its own only.\nBlock ranks: of the blocks [t:, :t] and [:t, t:], "
                       "t = 1, …, 7. They single out the 1-semiseparable matrix. All numbers are exact; κ₂ is enclosed.")
    return fig


def cells(axes: Any, entries: list[float]) -> Any:
    """The matrix as coloured cells, with a sign where it is needed; the image, for the colour bar."""
    import numpy as np
    A = np.array(entries).reshape(N, N)
    size = np.ma.masked_where(A == 0, np.log10(np.where(A == 0, 1, abs(A))))
    image = axes.imshow(size, cmap=style.COLORMAP, vmin=-2.2, vmax=0.6)
    axes.set_anchor("N")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.grid(visible=False)
    for side in ("top", "right"):
        axes.spines[side].set_visible(True)
    for i, j in np.ndindex(N, N):
        if A[i, j] <= 0:
            dark = A[i, j] < 0 and size[i, j] < -0.7
            axes.text(j, i, "−" if A[i, j] else "×", ha="center", va="center", fontsize=8,
                      color="white" if dark else "black" if A[i, j] else "#999999")
    return image


def beneath(fact: Mapping[str, Any]) -> str:
    """The numbers under a panel."""
    own = "  ".join(str(r) for r in fact["displacement_ranks"].values())
    kappa = float(Fraction(fact["kappa"][0]))
    shown = f"{kappa:.5f}" if kappa < 1000 else f"{kappa:.5g}".replace("e+0", "e").replace("e+", "e")
    return "\n".join([
        fact["inputs"], f"κ₂ = {shown}", "block ranks below  " + " ".join(map(str, fact["lower"])),
        "block ranks above  " + " ".join(map(str, fact["upper"])), f"displacement ranks  {own}",
    ])
