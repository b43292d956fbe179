"""Nothing is believed before it is checked: certificates, the kernel that replays them, and verdicts.

Names are imported when they are first used, so that `import verify.kernel` loads the standard library only.
"""
from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {"Answer": "verify.answers", "Ladder": "verify.numeric.ladder", "Quantity": "verify.numeric.ladder",
          "TheoremRecord": "verify.proofs.records", "Verdict": "verify.verdict", "certificate": "verify.certificates",
          "check": "verify.verdict", "ladder": "verify.numeric.ladder", "theorem": "verify.proofs.records",
          "theorems": "verify.proofs.records"}

__all__ = ["Answer", "Ladder", "Quantity", "TheoremRecord", "Verdict", "certificate", "check", "ladder", "theorem", "theorems"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'verify' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
