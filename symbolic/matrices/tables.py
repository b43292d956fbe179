"""HTML tables of exact matrices for notebooks."""
from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symbolic.matrices.shown import ShownMatrix

SHOWN = 20       # rows and columns written out

STYLE = ("border-left:1.5px solid;border-right:1.5px solid;border-radius:.4em;border-collapse:collapse;display:inline-table")


def html_table(A: ShownMatrix) -> str:
    """The matrix as an HTML table with brackets; rows and columns beyond 20 are left out, and counted."""
    m, n = A.shape
    cell = '<td style="padding:.15em .5em;text-align:right">'
    lines = ("".join(f"{cell}{escape(str(A[i, j]))}</td>" for j in range(min(n, SHOWN))) for i in range(min(m, SHOWN)))
    rows = "".join(f"<tr>{line}</tr>" for line in lines)
    left = f"<p>{m}x{n} matrix, first {min(m, SHOWN)} rows and {min(n, SHOWN)} columns</p>" if max(m, n) > SHOWN else ""
    return f'<table style="{STYLE}"><tbody>{rows}</tbody></table>{left}'
