"""A page asked in headless Chromium: a frame of a given width, and a script outside it that looks at its DOM."""
from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update",
    "--disable-background-networking", "--disable-sync", "--hide-scrollbars", "--force-device-scale-factor=1",
)  # fmt: skip


def chromium(folder: Path, *arguments: str) -> str:
    """Run Chromium and return what it prints; the test skips where it is not installed."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("Chromium is not installed")
    command = [program, *SWITCHES, f"--user-data-dir={folder / 'profile'}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=180, check=True).stdout


def ask(folder: Path, pages: dict[str, tuple[str, int]], script: str) -> dict[str, Any]:
    """Return what `script`, the body of a function of (document, window), finds in each page at its width."""
    frames = "".join(f'<iframe id="{name}" style="width:{width}px;height:900px;border:0" srcdoc="{html.escape(page)}"></iframe>'
                     for name, (page, width) in pages.items())
    look = f"""const look = (document, window) => {{ {script} }}, found = {{}};
window.onload = () => {{ for (const frame of document.querySelectorAll('iframe'))
  found[frame.id] = look(frame.contentDocument, frame.contentWindow);
  const out = document.createElement('pre'); out.id = 'found'; out.textContent = JSON.stringify(found);
  document.body.replaceChildren(out); }};"""
    path = folder / "ask.html"
    path.write_text(f"<!DOCTYPE html><meta charset=utf-8><script>{look}</script><body>{frames}</body>", "utf-8")
    printed = chromium(folder, "--virtual-time-budget=5000", "--dump-dom", path.as_uri())
    match = re.search(r'<pre id="found">(.*?)</pre>', printed, flags=re.DOTALL)
    assert match, printed[-500:]
    found: dict[str, Any] = json.loads(html.unescape(match[1]))
    return found
