"""Sage (passagemath), run by the Python that EIGENPROOF_SAGE_PYTHON names; standard library and Sage only."""
from __future__ import annotations

from typing import Any

import sage.all__sagemath_modules  # sets up the parents and their coercions
import sage.all__sagemath_pari  # noqa: F401 - number fields and jordan_form need it
from protocol import Task, no_facts, serve
from sage.matrix.constructor import matrix
from sage.rings.number_field.number_field import QuadraticField
from sage.rings.qqbar import QQbar
from sage.rings.rational_field import QQ


def rational(rows: Any) -> Any:
    """A matrix over Q."""
    return matrix(QQ, rows)


def closed(rows: Any) -> Any:
    """A matrix over the field of all algebraic numbers, where Jordan forms of rational matrices live."""
    return matrix(QQbar, rows)


def quadratic(rows: Any) -> Any:
    """A matrix over Q(w), w^2 = -1 or 2."""
    field = QuadraticField(rows["square"], "w")
    return matrix(field, [[field(p) + q * field.gen() for p, q in row] for row in rows["rows"]])


TASKS: dict[str, Task] = {
    "jordan over Q": (rational, lambda a: a.jordan_form(transformation=True), no_facts),
    "jordan over QQbar": (closed, lambda a: a.jordan_form(transformation=True), no_facts),
    "jordan over Q(w)": (quadratic, lambda a: a.jordan_form(transformation=True), no_facts),
    "frobenius": (rational, lambda a: a.rational_form(), no_facts),
    "power at 100000": (rational, lambda a: a**100000, no_facts),
}

if __name__ == "__main__":
    serve(TASKS)
