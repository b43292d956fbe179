"""A defective eigenvalue delays decay: n lambda^(n-1), and the norm of e^(tJ) for Jordan blocks of size 1 to 4."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exercises.figures import style
from exercises.figures.record import Record, Series, as_double, enclosed, ends, exactly
from symbolic import ExactMatrix, expm, peak_of_mode, power_peak, rational, transient_threshold

NAME = "transient-growth"
TITLE = "Transient growth: a Jordan block delays decay, it does not prevent it"
STEPS = tuple(range(131))
TIMES = tuple(range(0, 141, 2))
SIZES = (1, 2, 3, 4)


def powers(steps: Sequence[int] = STEPS) -> tuple[Series, Series]:
    """(9/10)^n and n (9/10)^(n-1), exactly."""
    return (exactly("0.9^n", steps, (f"(9/10)^{n}" for n in steps)),
            exactly("n 0.9^(n-1)", steps, (f"{n}*(9/10)^{n - 1}" if n else "0" for n in steps)))


def block(size: int) -> ExactMatrix:
    """The Jordan block at -1/10.

    >>> block(2)
    -1/10 1; 0 -1/10
    """
    return ExactMatrix.from_rows([[rational(-1, 10) if i == j else int(j == i + 1) for j in range(size)] for i in range(size)])


def flows(times: Sequence[int] = TIMES) -> tuple[Series, ...]:
    """||e^(tJ)||_inf = e^(-t/10) (1 + t + .. + t^(k-1)/(k-1)!), the sum of the first row, enclosed, for k = 1 .. 4."""
    return tuple(enclosed(f"k = {k}", times, (first_row_sum(flow, t) for t in times), "infinity norm of e^(tJ)")
                 for k in SIZES for flow in [expm(block(k))])


def first_row_sum(flow: Any, t: int) -> Any:
    """The ball around the sum of the first row of e^(tJ): its entries are positive and no row has a larger sum."""
    first, *rest = (x.real if hasattr(x, "real") else x for x in flow.enclose(t, 14)[0])
    return sum(rest, start=first)


def facts() -> dict[str, Any]:
    """Peaks and thresholds, decided exactly."""
    peak = power_peak("9/10")
    return {
        "peak_at": list(peak.indices), "peak": str(peak.value),
        "below_1_from": transient_threshold("9/10", 1), "below_0.001_from": transient_threshold("9/10", "1/1000"),
        "0.9^n_below_0.001_from": transient_threshold("9/10", "1/1000", size=1),
        "peaks_of_t^(k-1)e^(-t/10)/(k-1)!": {str(k): {"t": str(p.time), "value": list(ends(p.enclose(10) / fact, 10))}
                                             for k, fact in ((2, 1), (3, 2), (4, 6)) for p in [peak_of_mode(k - 1, "-1/10")]},
    }


def record() -> Record:
    """The data of the figure."""
    found = facts()
    caption = (f"n·0.9ⁿ⁻¹ grows to {as_double(found['peak']):.4g} at n = 9 and 10 and is below 1 for good from n = "
               f"{found['below_1_from']}; "
               f"it is below 10⁻³ from n = {found['below_0.001_from']}, 0.9ⁿ from n = {found['0.9^n_below_0.001_from']}. "
               "The polynomial factor delays the decay; it is not its cause. A block of size k at −1/10 grows like "
               "t^(k−1) first.")
    description = ("Two panels with logarithmic vertical axes. Left: n 0.9^(n-1) rises above 1, falls below it at n = 35 "
                   "and below 0.001 "
                   "at n = 112, against the straight line 0.9^n. Right: the norms of e^(tJ) for blocks of size 1 to 4, "
                   "each larger "
                   "one with a higher and later hump before all decay.")
    return Record(NAME, TITLE, caption, description, (*powers(), *flows()), found)


def figure(data: Record) -> Any:
    """The picture."""
    fig = style.canvas(10, 4.7, TITLE)
    left, right = fig.subplots(1, 2)
    discrete(left, data)
    for k, stroke in zip(SIZES, style.STROKES, strict=False):
        s = data[f"k = {k}"]
        style.draw(right, s.positions(), s.values(), stroke, f"block of size {k}", markevery=(k, 5))
    right.axhline(1, color=style.PALE, linewidth=1, zorder=1)
    right.set(yscale="log", ylim=(1e-6, 1e4), xlabel="time t", title=r"$\|e^{tJ}\|_\infty$ for blocks at $\lambda = -1/10$")
    right.legend(loc="lower left")
    f = data.facts
    style.note(fig, 2, f"n·0.9ⁿ⁻¹ is below 10⁻³ from n = {f['below_0.001_from']}, 0.9ⁿ from n = {f['0.9^n_below_0.001_from']}: "
                       "the polynomial factor delays the decay.\nThe values on the left are exact, on the right enclosed; "
                       "thresholds are decided exactly.")
    return fig


def discrete(axes: Any, data: Record) -> None:
    """The left panel, with the peak and the thresholds marked."""
    black, red, *_ = style.STROKES
    plain, grown, f = data["0.9^n"], data["n 0.9^(n-1)"], data.facts
    style.draw(axes, grown.positions()[1:], grown.values()[1:], red, r"$n\,0.9^{n-1}$ (block of size 2)", markevery=10)
    style.draw(axes, plain.positions(), plain.values(), black, r"$0.9^n$ (eigenvalue alone)", markevery=10)
    for level in (1, 1e-3):
        axes.axhline(level, color=style.PALE, linewidth=1, zorder=1)
    values = dict(zip(grown.x, grown.values(), strict=True)) | {"plain": dict(zip(plain.x, plain.values(), strict=True))}
    marks = [(10, values["10"], "peak 3.874\nat n = 9, 10", (14, 6)),
             (f["below_1_from"], values[str(f["below_1_from"])], f"below 1 from n = {f['below_1_from']}", (10, 10)),
             (f["below_0.001_from"], values[str(f["below_0.001_from"])], f"n = {f['below_0.001_from']}", (-2, 12)),
             (f["0.9^n_below_0.001_from"], 1e-3, f"n = {f['0.9^n_below_0.001_from']}", (-8, -26))]
    for n, value, text, offset in marks:
        axes.plot([n], [value], marker="x", markersize=8, markeredgewidth=2, color="#333333", zorder=5)
        axes.annotate(text, (n, value), offset, textcoords="offset points", fontsize=8.5)
    axes.set(yscale="log", ylim=(1e-6, 2e1), xlabel="step n", title=r"Powers of a block at $\lambda = 0.9$")
    axes.legend(loc="lower left")
