"""SymPy with python-flint as its ground types."""
from __future__ import annotations

from typing import Any

import sympy
from protocol import Task, no_facts, serve


def read(rows: Any) -> Any:
    """A SymPy matrix; pairs (p, q) are p + q w."""
    if isinstance(rows, dict):
        w = sympy.sqrt(rows["square"])
        return sympy.Matrix([[p + q * w for p, q in row] for row in rows["rows"]])
    return sympy.Matrix(rows)


TASKS: dict[str, Task] = {
    "jordan": (read, lambda a: a.jordan_form(), no_facts),
    "exp": (read, lambda a: (a * sympy.Symbol("t")).exp(), no_facts),
    "power": (read, lambda a: a ** sympy.Symbol("n", integer=True, nonnegative=True), no_facts),
    "power at 100000": (read, lambda a: a**100000, no_facts),
}

if __name__ == "__main__":
    serve(TASKS)
