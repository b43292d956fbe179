"""Answers as lines on a terminal, as LaTeX, and as JSON: the same parts in three forms."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

WIDTH = 100  # columns of a terminal line
ASSIGNED = {"A", "A^n", "e^(tA)", "similar"}  # labels whose answer stands after "=" also when it is text


def grid(rows: Sequence[Sequence[str]], label: str = "") -> str:
    """A matrix in brackets, columns aligned to the right, its label beside the middle row.

    >>> print(grid([["3", "1"], ["0", "-3"]], "J = "))
    J = [ 3   1 ]
        [ 0  -3 ]
    """
    if not rows:
        return f"{label}(no rows)"
    widths = [max(len(row[j]) for row in rows) for j in range(len(rows[0]))]
    middle = (len(rows) - 1) // 2
    lines = []
    for i, row in enumerate(rows):
        cells = "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        lines.append(f"{label if i == middle else ' ' * len(label)}[ {cells} ]")
    if max(map(len, lines)) <= WIDTH:
        return "\n".join(lines)
    places = [[f"  ({i}, {j})  {cell}" for j, cell in enumerate(row, 1)] for i, row in enumerate(rows, 1)]
    return f"{label.strip() or 'entries'}\n" + "\n\n".join("\n".join(row) for row in places)


def cells(value: Any) -> list[list[str]] | None:
    """The entries of a matrix (ours or SymPy's) as text, or None when the value is no matrix."""
    if hasattr(value, "entries"):
        return [[str(x) for x in row] for row in value.entries()]
    if hasattr(value, "to_sympy") and hasattr(value, "shape"):  # columns at roots of polynomials with parameters
        value = value.to_sympy()
    if hasattr(value, "tolist") and hasattr(value, "shape"):
        return [[str(x).replace("**", "^") for x in row] for row in value.tolist()]
    return None


def text_of(label: str, value: Any) -> str:
    """One part of an answer for the terminal."""
    table = cells(value)
    if table is not None:
        shape = f"{value.shape[0]}x{value.shape[1]} matrix without entries"
        return grid(table, f"{label} = ") if all(value.shape) else f"{label} = {shape}"
    if label == "blocks":
        return f"blocks: {block_list(value)}"
    if label == "note":
        return str(value)
    if label == "pivots":
        return f"pivots in the columns: {', '.join(str(column + 1) for column in value) or 'none'}"
    if label in TEXTS:
        return ("\n" if label == "eigenvalues" else "\n\n").join(TEXTS[label](part) for part in value)
    if label == "all solutions" or (isinstance(value, str) and label not in ASSIGNED):
        return f"{label}: {value}"
    if isinstance(value, list | tuple):
        return f"{label}: {', '.join(map(str, value)) or 'none'}"
    return f"{label} = {value}"


def block_list(blocks: Sequence[Mapping[str, Any]]) -> str:
    """The Jordan blocks as J_2(3), J_1(-1), equal ones counted."""
    if not blocks:
        return "none"
    counted: dict[str, int] = {}
    for block in blocks:
        name = f"J_{block['size']}({block['eigenvalue']})"
        counted[name] = counted.get(name, 0) + 1
    return ", ".join(name if times == 1 else f"{times} x {name}" for name, times in counted.items())


def chain_text(chain: Mapping[str, Any]) -> str:
    """A generic chain: one vector with entries in Q[a] stands for as many chains as the polynomial has roots."""
    head = f"for {roots_text(chain)}: eigenvalue {chain['eigenvalue']}, block of size {chain['size']}"
    vectors = [f"  v_{j} = ({', '.join(v)})" for j, v in enumerate(chain["vectors"], 1)]
    return "\n".join([head, *vectors])


def eigenvalue_text(part: Mapping[str, Any]) -> str:
    """An eigenvalue and how often it occurs."""
    return f"eigenvalue {part['eigenvalue']}: algebraic multiplicity {part['algebraic']}, geometric {part['geometric']}"


def component_text(component: Mapping[str, Any]) -> str:
    """A generic component of a closed form: its matrices, entries in Q[a]."""
    head = f"for {roots_text(component)} =: f, with x = {component['eigenvalue']}:"
    return "\n".join([head, *(grid(rows, f"  N_{j}(a) = ") for j, rows in enumerate(component["N"]))])


def roots_text(part: Mapping[str, Any]) -> str:
    """Which roots of which polynomial a stands for."""
    if part["roots"] == "all":
        return f"each root {part.get('letter', 'a')} of {part['polynomial']}"
    return f"the roots a numbered {', '.join(map(str, part['roots']))} of {part['polynomial']}"


TEXTS = {"chains": chain_text, "components": component_text, "eigenvalues": eigenvalue_text}


def latex_of(label: str, value: Any) -> str:
    """One part of an answer as LaTeX."""
    names = {"e^(tA)": "e^{tA}", "A^n": "A^n", "det(xI - A)": r"\det(xI - A)", "det A": r"\det A", "A^-1": "A^{-1}",
             "rank A": r"\operatorname{rank} A", "log A": r"\log A", "sqrt A": r"A^{1/2}",
             "sign A": r"\operatorname{sign} A", "minimal polynomial": r"\mu_A", "minimal polynomial of b": r"\mu_{A,b}",
             "A^+": "A^{+}", "T^-1 A T": "T^{-1} A T", "T^-1 B": "T^{-1} B"}
    shown = names.get(label) or in_words(label)
    if label in {"note", "all solutions"}:
        return f"% {value if label == 'note' else f'{label}: {value}'}"
    if label == "pivots":
        return r"\text{pivots in the columns } " + ", ".join(str(column + 1) for column in value)
    if label == "eigenvalues":
        return "\n".join(rf"\lambda = {_latex(p['eigenvalue'])} \quad \text{{multiplicities }} "
                         f"{p['algebraic']}, {p['geometric']}" for p in value)
    if isinstance(value, str) and label not in ASSIGNED:
        return rf"{shown} \quad \text{{{escaped(value)}}}"
    if hasattr(value, "latex"):
        return f"{shown} = {value.latex()}"
    if isinstance(value, list | tuple) and all(hasattr(x, "latex") for x in value):
        return rf"{shown} \quad {', '.join(x.latex() for x in value)}"
    if isinstance(value, list | tuple):
        return rf"{shown} \quad \text{{{escaped(', '.join(map(str, value)))}}}"
    if hasattr(value, "to_sympy"):
        import sympy
        variables = [sympy.Symbol("s")] if label == "G(s)" else [sympy.Symbol("x")] if hasattr(value, "coefficients") else []
        return f"{shown} = {sympy.latex(value.to_sympy(*variables))}"
    if hasattr(value, "tolist") and hasattr(value, "shape"):
        import sympy
        return f"{shown} = {sympy.latex(value)}"
    if label == "blocks":
        return r" \oplus ".join(rf"J_{{{b['size']}}}({_latex(b['eigenvalue'])})" for b in value)
    if label in TEXTS:
        return "\n".join("% " + line for part in value for line in TEXTS[label](part).splitlines())
    return f"{shown} = {value}"


def in_words(label: str) -> str:
    r"""A label as LaTeX: a formula as it is, words as text.

    >>> in_words("G(s)"), in_words("kappa_inf(A)"), in_words("||A||_2")
    ('G(s)', '\\kappa_{\\infty}(A)', '\\lVert A \\rVert_{2}')
    >>> in_words("||A - B||_fro")
    '\\lVert A - B \\rVert_{F}'
    """
    label = label.replace("_inf", r"_\infty").replace("_fro", "_F")
    formula = re.sub(r"kappa_([\w\\]+)\(", r"\\kappa_{\1}(", re.sub(r"\|\|(.*)\|\|_([\w\\]+)", r"\\lVert \1 \\rVert_{\2}", label))
    return formula if formula != label or not re.search("[A-Za-z][a-z]", label) else rf"\text{{{escaped(label)}}}"


def escaped(text: str) -> str:
    """Text inside a formula, with the signs that mean something to LaTeX written out."""
    from exercises.render.texescape import tex_escape
    return tex_escape(text)


def _latex(number: Any) -> str:
    """An eigenvalue as LaTeX; a root over Q(parameters) without radicals in words."""
    if hasattr(number, "latex"):
        return str(number.latex())
    if getattr(getattr(number, "polynomial", None), "degree", 0) > 2:  # radicals end at degree 2
        return rf"\text{{root {number.index + 1} of }} {str(number.polynomial).replace('*', ' ')}"
    import sympy
    return str(sympy.latex(number.to_sympy()))


def json_of(value: Any) -> Any:
    """A part of an answer as JSON: matrices as text that our parser reads back, numbers as text."""
    if isinstance(value, Mapping):
        return {key: json_of(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [json_of(item) for item in value]
    if isinstance(value, int | str) or value is None:
        return value
    table = cells(value)
    if table is not None and not hasattr(value, "entries"):
        return "; ".join(" ".join(cell.replace(" ", "") for cell in row) for row in table)
    return str(value)
