"""The figures of the chapter, each with its data: drawn from exact, enclosed and float64 values that are named as such."""
from __future__ import annotations

from importlib import import_module
from typing import Any

from exercises.figures.record import Record

# name -> one line for people; the module has the same name with _ for -, with record() and figure(record)
FIGURES = {
    "condition-growth": "figure 3.1: condition numbers of HiPPO-LegS, Hilbert and Gaussian matrices against N",
    "families": "figure 3.2: four structured 8 x 8 matrices with their ranks",
    "jordan-splitting": "eigenvalues of a perturbed Jordan block on Lidskii's star, and what float64 sees",
    "transient-growth": "n * lambda^(n-1), and e^(tJ) for Jordan blocks of size 1 to 4",
    "hippo-eigenvectors": "condition of HiPPO-LegS against that of its eigenvectors",
    "vandermonde-nodes": "condition of Vandermonde matrices by the placement of their nodes",
}


def record(name: str) -> Record:
    """The data of a figure, by its name in FIGURES.

    >>> record("hippo-eigenvectors").series[0].kind
    'enclosed'
    """
    made = _module(name).record()
    assert isinstance(made, Record)  # noqa: S101 - narrows the type of what import_module returned
    return made


def files(name: str) -> tuple[Record, dict[str, bytes]]:
    """The data of a figure, and its files by suffix: "svg", "png", "json".

    Raises:
        MissingDependencyError: matplotlib is not installed.
    """
    from exercises.figures import style
    with style.styled():
        data = record(name)
        return data, style.files(_module(name).figure(data), data)


def _module(name: str) -> Any:
    return import_module(f"exercises.figures.{name.replace('-', '_')}")
