"""How a table of exact entries is printed: as text that is read back, as LaTeX, and in notebooks."""
from __future__ import annotations

from typing import Any

from symbolic.matrices.tables import html_table


class ShownMatrix:
    """Text, LaTeX and HTML from `shape` and `entries()`.

    This is no ABC: those make each isinstance(x, ExactMatrix) that fails several times slower.
    """

    __slots__ = ()

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns)."""
        raise NotImplementedError

    def entries(self) -> list[list[Any]]:
        """Rows of entries."""
        raise NotImplementedError

    def __getitem__(self, key: Any) -> Any:
        raise NotImplementedError

    def __str__(self) -> str:
        m, n = self.shape
        if not m or not n:
            return f"zero({m}, {n})"
        # blanks separate entries, so an entry has none
        return "; ".join(" ".join(str(x).replace(" ", "") for x in row) for row in self.entries())

    __repr__ = __str__

    def latex(self) -> str:
        """LaTeX for the matrix in square brackets."""
        body = r" \\ ".join(" & ".join(x.latex() for x in row) for row in self.entries())
        return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"

    def _repr_html_(self) -> str:
        return html_table(self)
