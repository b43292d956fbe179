"""Results in words and LaTeX, for terminals and notebooks (no derivations: those are `exercises`')."""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symbolic.canonical.jordan import JordanForm

LARGE = 12       # matrices up to this size are written out


def jordan_text(form: JordanForm) -> str:
    """Blocks, J and P of a Jordan form as text."""
    n = form.A.rows
    sizes: dict[str, list[int]] = {}
    for block in form.blocks:
        sizes.setdefault(str(block.eigenvalue), []).append(block.size)
    lines = [f"eigenvalue {value}: block sizes {', '.join(map(str, s))}" for value, s in sizes.items()]
    if n <= LARGE:
        lines += [f"J = {form.J}", f"P = {form.P}"]
    else:
        lines.append(f"P and J are {n}x{n}: read .P and .J")
    return "\n".join(lines)


def jordan_latex(form: JordanForm) -> str:
    """P and J of a Jordan form as LaTeX; above size 12 the list of blocks."""
    if form.A.rows > LARGE:
        return r" \oplus ".join(rf"J_{{{b.size}}}\left({b.eigenvalue.latex()}\right)" for b in form.blocks)
    return rf"P = {form.P.latex()},\quad J = {form.J.latex()}"
