"""Worked solutions, answer keys and the command line: what speaks to people.

Names are looked up when they are first used, so that `import exercises` costs nothing.
"""
from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exercises.deriving import derive
    from exercises.render import render

__all__ = ["derive", "render"]

_HOMES = {"derive": "exercises.deriving", "render": "exercises.render"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'exercises' has no attribute {name!r}")
