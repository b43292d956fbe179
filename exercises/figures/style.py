"""How the figures look: one palette, one set of markers, and files that are the same for the same data."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from io import BytesIO
from typing import Any, NamedTuple

from exercises.figures.record import Record
from symbolic.errors import MissingDependencyError


class Stroke(NamedTuple):
    """How one curve is drawn; no two share a marker or a line style, so that colour is never needed to tell them apart."""

    color: str
    marker: str
    linestyle: Any


# Okabe & Ito's colours without their yellow, which is too pale on white; their lightness differs too.
STROKES = (
    Stroke("#000000", "o", "-"),
    Stroke("#D55E00", "s", (0, (6, 2))),
    Stroke("#0072B2", "^", (0, (1, 1.5))),
    Stroke("#009E73", "D", (0, (6, 2, 1, 2))),
    Stroke("#CC79A7", "v", (0, (3, 1.5))),
)
GUIDE = "#767676"
PALE = "#C9C9C9"
COLORMAP = "cividis"  # perceptually uniform, of monotone lightness, and the same to readers who do not see red or green
SETTINGS: dict[str, Any] = {
    "font.family": "DejaVu Sans", "font.size": 9.5, "axes.titlesize": 10.5, "axes.titlelocation": "left", "legend.fontsize": 8.5,
    "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.color": "#E4E4E4", "grid.linewidth": 0.6,
    "axes.axisbelow": True, "lines.linewidth": 1.5, "lines.markersize": 4.5, "legend.frameon": True, "legend.framealpha": 0.92,
    "legend.edgecolor": "none", "legend.handlelength": 3.2, "figure.facecolor": "white", "savefig.facecolor": "white",
    "svg.hashsalt": "eigenproof", "svg.fonttype": "path", "mathtext.fontset": "dejavusans", "path.simplify": False,
    "xtick.minor.size": 0, "ytick.minor.size": 0,
}
DPI = 150


@contextmanager
def styled() -> Iterator[None]:
    """Matplotlib's defaults with the settings above, whatever the user's own are.

    Raises:
        MissingDependencyError: matplotlib is not installed.
    """
    try:
        from matplotlib import style
    except ImportError as error:
        raise MissingDependencyError("figures: matplotlib is not installed; it comes with the extra `figures`: "
                                     "pip install 'eigenproof[figures]'") from error
    with style.context(["default", SETTINGS]):
        yield


def canvas(width: float, height: float, title: str) -> Any:
    """An empty figure of that size in inches, with its title; call it inside `styled()`."""
    from matplotlib.figure import Figure
    figure = Figure(figsize=(width, height), layout="constrained")
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure


def note(figure: Any, lines: int, text: str) -> None:
    """A note of so many lines under the panels, inside the figure."""
    size = 8.5
    room = (lines * size * 1.45 + 4) / 72 / figure.get_figheight()
    figure.get_layout_engine().set(rect=(0, room, 1, 1 - room))
    figure.text(0.012, 0.012, text, fontsize=size, color="#333333", va="bottom", ha="left", linespacing=1.3)


def draw(axes: Any, x: Any, y: Any, stroke: Stroke, label: str, **more: Any) -> None:
    """One curve with its markers."""
    axes.plot(x, y, color=stroke.color, marker=stroke.marker, linestyle=stroke.linestyle, label=label,
              **{"markerfacecolor": "white", "markeredgewidth": 1.2, **more})


def files(figure: Any, record: Record) -> dict[str, bytes]:
    """The three files of a figure by suffix: its picture twice, and its data."""
    out: dict[str, bytes] = {}
    with BytesIO() as buffer:
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        out["svg"] = described(buffer.getvalue().decode("utf-8"), record).encode("utf-8")
    with BytesIO() as buffer:
        figure.savefig(buffer, format="png", dpi=DPI,
                       metadata={"Software": None, "Title": record.title, "Description": record.description})
        out["png"] = buffer.getvalue()
    out["json"] = record.to_json().encode("utf-8")
    return out


def described(svg: str, record: Record) -> str:
    """The SVG as an image with a title and a description, for those who hear it read."""
    start = svg.index("<svg")
    end = svg.index(">", start) + 1
    name = f"figure-{record.name}"
    head = svg[start:end - 1] + f' role="img" aria-labelledby="{name}-title {name}-desc">'
    words = (f'\n <title id="{name}-title">{escape(record.title)}</title>\n'
             f' <desc id="{name}-desc">{escape(record.description + " " + record.caption)}</desc>')
    return svg[:start] + head + words + svg[end:]
