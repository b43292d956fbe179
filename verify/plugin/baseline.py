"""`--oracle-write-baseline FILE`: what every oracle test of this run found, also under pytest-xdist."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from verify.oracle.expected import baseline_text

FOUND = "oracle_found"
_kept: dict[str, dict[str, Any]] = {}


def keep(report: pytest.TestReport) -> None:
    """What this test found; the reports of workers arrive here too."""
    for name, value in report.user_properties:
        if name == FOUND:
            _kept.update(json.loads(str(value)))


def write(config: pytest.Config, path: str) -> None:
    """Write it, and forget it."""
    target = config.invocation_params.dir / Path(path)
    try:
        target.write_text(baseline_text(_kept), encoding="utf-8")
    except OSError as error:
        raise pytest.UsageError(f"eigenproof: {target}: {error.strerror}") from error
    _kept.clear()
