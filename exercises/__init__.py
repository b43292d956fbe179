"""Worked solutions, answer keys and the command line: what speaks to people.

Names are looked up when they are first used, so that `import exercises` costs nothing.
"""
from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exercises.deriving import derive  # noqa: TC004 -- found by _Package when it is first used
    from exercises.family import families  # noqa: TC004 -- same
    from exercises.grading import grade  # noqa: TC004 -- same
    from exercises.render import render  # noqa: TC004 -- same

__all__ = ["derive", "families", "grade", "render"]

_HOMES = {
    "derive": "exercises.deriving", "families": "exercises.family", "grade": "exercises.grading", "render": "exercises.render",
}


class _Package(ModuleType):
    """`exercises.render` and `families` are functions, although importing the subpackage of that name would rebind them."""

    def __getattribute__(self, name: str) -> Any:
        if name in _HOMES:
            return getattr(import_module(_HOMES[name]), name)
        return super().__getattribute__(name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
