"""python-flint by itself: the floor (characteristic polynomial and factoring), and its own powers and inverses."""
from __future__ import annotations

from typing import Any

from flint import fmpq, fmpq_mat, fmpz_mat
from protocol import Task, no_facts, serve


def vandermonde(pairs: Any) -> Any:
    """The dense matrix x_i^j, not timed: generic elimination is what is measured."""
    x = [fmpq(p, q) for p, q in pairs]
    return fmpq_mat([[node**j for j in range(len(x))] for node in x])


TASKS: dict[str, Task] = {
    "charpoly and factor": (fmpz_mat, lambda a: a.charpoly().factor(), no_facts),
    "power at 100000": (fmpz_mat, lambda a: a**100000, no_facts),
    "vandermonde inverse": (vandermonde, lambda v: v.inv(), no_facts),
}

if __name__ == "__main__":
    serve(TASKS)
