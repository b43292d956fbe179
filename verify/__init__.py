"""Nothing is believed before it is checked: certificates, the kernel that replays them, and verdicts.

Names are imported when they are first used, so that `import verify.kernel` loads the standard library only.
"""
from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {"Answer": "verify.answers", "Verdict": "verify.verdict", "certificate": "verify.certificates",
          "check": "verify.verdict"}

__all__ = ["Answer", "Verdict", "certificate", "check"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'verify' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
