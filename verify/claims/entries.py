"""The decorator with which an entry is written, and the order of the sections."""
from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from verify.claims.claim import Claim, Kind, Points, Scope, Standing

WRITTEN: dict[str, list[Claim]] = {}
Argument = Callable[[], Points]


def file_of(module: str) -> str:
    """The section is the file: "chapter.jordan" for verify.claims.chapter.jordan."""
    return ".".join(module.split(".")[-2:])


def claim(id: str, kind: Kind, scope: Scope, standing: Standing, says: str, *, correction: str = "", hypothesis: str = "",
          reason: str = "", sources: tuple[str, ...] = (), note: str = "") -> Callable[[Argument], Argument]:
    """Write the entry of a claim above the function that argues it; a function that yields nothing needs a `reason`."""
    def add(argue: Argument) -> Argument:
        section = file_of(argue.__module__)
        WRITTEN.setdefault(section, []).append(
            Claim(id, section, kind, scope, standing, says, argue, correction, hypothesis, reason, sources, note))
        return argue
    return add


def unsettled(id: str, kind: Kind, says: str, reason: str, *, scope: Scope = Scope.EMPIRICAL, section: str = "",
              sources: tuple[str, ...] = (), note: str = "") -> None:
    """Write the entry of a claim that nothing here can check; `section` is the module, `__name__`."""
    WRITTEN.setdefault(file_of(section), []).append(
        Claim(id, file_of(section), kind, scope, Standing.NOT_CHECKABLE, says, nothing, "", "", reason, sources, note))


def nothing() -> Points:
    """No points."""
    yield from ()


def written(sections: tuple[str, ...], package: str = "verify.claims") -> tuple[Claim, ...]:
    """All entries of these sections, in their order."""
    for section in sections:
        import_module(f"{package}.{section}")
    return tuple(entry for section in sections for entry in WRITTEN.get(section, ()))
