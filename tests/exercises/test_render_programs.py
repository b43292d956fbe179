"""What pip cannot bring: pdflatex must take the source, and Chromium must draw what only the style sheet knows."""
from __future__ import annotations

import shutil
import subprocess
import zlib

import pytest

from exercises.document import Document, FactView, Step
from exercises.render import render
from exercises.terms import mat
from tests.exercises.sample_document import SAMPLE


def _program(*names: str) -> str:
    for program in names:
        found = shutil.which(program)
        if found:
            return found
    pytest.skip(f"none of {', '.join(names)} is installed")


def test_pdflatex_accepts_the_source(tmp_path):
    program = _program("pdflatex")
    (tmp_path / "key.tex").write_text(render(SAMPLE, "latex"), "utf-8")
    command = [program, "-interaction=nonstopmode", "-halt-on-error", "key.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    assert (tmp_path / "key.pdf").stat().st_size > 10_000


CHROMIUM = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update",
    "--disable-background-networking", "--disable-sync", "--hide-scrollbars", "--force-device-scale-factor=1",
)  # fmt: skip


def test_chromium_draws_brackets_round_a_matrix(tmp_path):
    """The brackets are not in the DOM, so look at the pixels: two dark vertical bars as high as the matrix."""
    program = _program("chromium", "chromium-browser", "google-chrome")
    document = Document("", (), (Step(1, ("",), (FactView((mat([[0, 0], [0, 0], [0, 0]]),)),), ""),))
    (tmp_path / "page.html").write_text(render(document, "html"), "utf-8")
    shot = tmp_path / "page.png"
    command = [program, *CHROMIUM, f"--user-data-dir={tmp_path / 'profile'}", f"--screenshot={shot}",
               "--window-size=600,300", (tmp_path / "page.html").as_uri()]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    runs = dark_columns(shot.read_bytes())
    assert len([column for column, height in runs.items() if height >= 50]) in range(2, 5)


def dark_columns(data: bytes) -> dict[int, int]:
    """Return the longest vertical run of dark pixels in each column of an 8-bit RGB(A) PNG that has one over 20."""
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    channels = {2: 3, 6: 4}[data[25]]
    chunks, at = b"", 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        chunks += data[at + 8 : at + 8 + size] if data[at + 4 : at + 8] == b"IDAT" else b""
        at += size + 12
    raw, stride = zlib.decompress(chunks), width * channels
    above = bytearray(stride)
    runs, best = [0] * width, [0] * width
    for y in range(height):
        kind, *filtered = raw[y * (stride + 1) : (y + 1) * (stride + 1)]
        line = unfilter(kind, bytearray(filtered), above, channels)
        for x in range(width):
            dark = max(line[x * channels : x * channels + 3]) < 120
            runs[x] = runs[x] + 1 if dark else 0
            best[x] = max(best[x], runs[x])
        above = line
    return {x: run for x, run in enumerate(best) if run > 20}


def unfilter(kind: int, line: bytearray, above: bytearray, channels: int) -> bytearray:
    """Undo one PNG row filter (PNG specification, section 9.2)."""
    for x in range(len(line)):
        left = line[x - channels] if x >= channels else 0
        corner = above[x - channels] if x >= channels else 0
        guess = left + above[x] - corner
        nearest = min((left, above[x], corner), key=lambda value: abs(guess - value))
        line[x] = (line[x] + (0, left, above[x], (left + above[x]) // 2, nearest)[kind]) % 256
    return line
