"""Figure 3.1: how the condition numbers of HiPPO-LegS, Hilbert and Gaussian matrices grow with N."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exercises.figures import style
from exercises.figures.record import Record, Series, enclosed, exactly, rounded
from symbolic import condition_number, hilbert, hippo_legs

NAME = "condition-growth"
TITLE = "Figure 3.1. Condition numbers of three families of N × N matrices"
LEGS = (2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256)
HILBERT = tuple(range(2, 17))
HILBERT_DOUBLE = (*range(2, 17), 20, 24, 28, 32, 40, 48, 64)
DRAWS = {2: 2000, 3: 2000, 4: 1000, 6: 1000, 8: 1000, 12: 500, 16: 500, 24: 200, 32: 200, 48: 100, 64: 100, 128: 40}
SEED = 2026
QUANTILES = (0.1, 0.5, 0.9)
# A computed value off by more than this factor is called wrong.
TOLERANCE = 0.1


def legs(sizes: Sequence[int] = LEGS) -> Series:
    """kappa_2 of HiPPO-LegS, enclosed."""
    return enclosed("HiPPO-LegS", sizes, (condition_number(hippo_legs(n)).enclose(13) for n in sizes),
                    "kappa_2 of the n x n HiPPO-LegS matrix")


def hilbert_exact(sizes: Sequence[int] = HILBERT) -> Series:
    """kappa_2 of the Hilbert matrix, enclosed."""
    return enclosed("Hilbert", sizes, (condition_number(hilbert(n)).enclose(13) for n in sizes),
                    "kappa_2 of the n x n matrix 1/(i+j-1)")


def hilbert_double(sizes: Sequence[int] = HILBERT_DOUBLE) -> Series:
    """numpy.linalg.cond of the Hilbert matrix in double precision."""
    import numpy as np
    found = []
    for n in sizes:
        i = np.arange(1.0, n + 1)
        found.append(float(np.linalg.cond(1 / (i[:, None] + i[None, :] - 1))))
    return rounded("Hilbert float64", "float64", sizes, found, "numpy.linalg.cond of the same matrix in double precision")


def gaussian(draws: dict[int, int] | None = None) -> tuple[Series, ...]:
    """The 10, 50 and 90 % quantiles of kappa_2 of matrices with independent standard normal entries."""
    import numpy as np
    draws = DRAWS if draws is None else draws
    table = []
    for n, count in draws.items():
        s = np.linalg.svd(np.random.default_rng([SEED, n]).standard_normal((count, n, n)), compute_uv=False)
        table.append(np.quantile(s[:, 0] / s[:, -1], QUANTILES))
    return tuple(rounded(f"Gaussian {q:.0%}", "drawn", draws, (float(row[k]) for row in table),
                         f"quantile {q:.0%} of numpy.linalg.cond over the draws") for k, q in enumerate(QUANTILES))


def guides(sizes: Sequence[int] = LEGS) -> tuple[Series, ...]:
    """The lines N and N^2."""
    return exactly("N", sizes, sizes), exactly("N^2", sizes, (n * n for n in sizes))


def first_wrong(exact: Series, double: Series) -> int:
    """The first size where double precision is off by more than 10 %."""
    computed = dict(zip(double.x, double.values(), strict=True))
    return next(int(n) for n, true in zip(exact.x, exact.values(), strict=True)
                if n in computed and abs(computed[n] / true - 1) > TOLERANCE)


def record() -> Record:
    """The data of the figure."""
    a, h, f, g = legs(), hilbert_exact(), hilbert_double(), gaussian()
    wrong = first_wrong(h, f)
    ratio = [v / n for v, n in zip(g[1].values(), g[1].positions(), strict=True)]
    caption = (
        f"HiPPO-LegS grows like N² (between (N²+1)/2 and 2‖A‖_F for every N), so its condition is not bounded. "
        f"The median of Gaussian matrices is between {min(ratio):.1f} N and {max(ratio):.1f} N. "
        f"Hilbert matrices grow exponentially; the float64 curve is wrong from N = {wrong}, where it stops near 1/u.")
    description = (
        "Two panels with logarithmic axes. Left: the condition of Hilbert matrices rises beyond 10^22 at N = 16 while its "
        "float64 curve "
        "turns flat near 10^18 to 10^20; HiPPO-LegS and Gaussian matrices stay far below. Right: HiPPO-LegS runs parallel "
        "to the guide N², "
        "the Gaussian median with its 10 to 90 % band parallel to the guide N.")
    return Record(NAME, TITLE, caption, description, (a, h, f, *g, *guides()),
                  {"float64_wrong_from": wrong, "seed": SEED, "draws": {str(n): c for n, c in DRAWS.items()}})


def figure(data: Record) -> Any:
    """The picture."""
    black, red, blue, green, _ = style.STROKES
    fig = style.canvas(10, 4.9, TITLE)
    left, right = fig.subplots(1, 2)
    for axes in (left, right):
        axes.set(xscale="log", yscale="log", xlabel="size N", ylabel=r"condition number $\kappa_2$")
        axes.set_xticks([2, 4, 8, 16, 32, 64, 128, 256], labels=["2", "4", "8", "16", "32", "64", "128", "256"])
        band(axes, data, blue)
        curve(axes, data["HiPPO-LegS"], black, "HiPPO-LegS (enclosed)")
    curve(left, data["Hilbert"], green, "Hilbert, exact (enclosed)")
    f = data["Hilbert float64"]
    style.draw(left, f.positions(), f.values(), red, "Hilbert, float64 (saturated)", linewidth=1, markersize=3.5)
    n = data.facts["float64_wrong_from"]
    at = dict(zip(f.x, f.values(), strict=True))[str(n)]
    left.annotate(f"float64 is wrong\nfrom N = {n}", (n, at), (70, 3e21), ha="center", fontsize=8.5,
                  arrowprops={"arrowstyle": "->", "color": "#333333", "shrinkB": 4, "relpos": (0, 0.3)})
    left.set(title="All three", ylim=(1, 1e25))
    left.set_yticks([10.0 ** k for k in range(0, 25, 4)])
    for axes in (left, right):
        for s in (data["N"], data["N^2"]):
            axes.plot(s.positions(), s.values(), color=style.PALE, linewidth=3.5, zorder=1)
    right.annotate("guide $N^2$", (64, 64 ** 2), (14, -3), textcoords="offset points", fontsize=8.5)
    right.annotate("guide $N$", (64, 64), (10, -8), textcoords="offset points", fontsize=8.5)
    right.set(title=r"Below $10^5$: $N^2$ and $N$", ylim=(1, 2e5))
    left.legend(loc="upper right", bbox_to_anchor=(1.02, 0.56), fontsize=8, handlelength=2.6)
    right.legend(loc="upper left")
    style.note(fig, 2, f"HiPPO-LegS grows like N², so it is not bounded. The float64 curve of Hilbert is wrong from N = {n}: "
                       "beyond 1/u ≈ 10¹⁶ double precision cannot see κ.\nGaussian: the draws have a fixed seed; band: 10 "
                       "% to 90 %.")
    return fig


def curve(axes: Any, series: Series, stroke: style.Stroke, label: str) -> None:
    """One series with its markers."""
    style.draw(axes, series.positions(), series.values(), stroke, label)


def band(axes: Any, data: Record, stroke: style.Stroke) -> None:
    """The median of the draws with its band."""
    low, middle, high = (data[f"Gaussian {q:.0%}"] for q in QUANTILES)
    axes.fill_between(low.positions(), low.values(), high.values(), color=stroke.color, alpha=0.18, linewidth=0)
    curve(axes, middle, stroke, "Gaussian median (drawn)")
