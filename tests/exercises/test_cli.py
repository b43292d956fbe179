"""The command itself: help, start-up, interruption, and writing the key."""
from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exercises.cli import BROKEN_PIPE, INTERRUPTED
from tests.source_tree import ROOT

COMMAND = [sys.executable, "-m", "exercises.cli"]


def test_help_and_version(call):
    for arguments in (["--help"], ["-h"], ["--version"], ["solve", "--help"], ["check", "-h"], ["key", "-h"]):
        code, out, _ = call(*arguments)
        assert code == 0
        assert "eigenproof" in out
    assert call()[0] == 2


def test_help_starts_quickly():
    def seconds() -> float:
        start = time.perf_counter()
        subprocess.run([*COMMAND, "--help"], cwd=ROOT, capture_output=True, check=True)
        return time.perf_counter() - start
    assert min(seconds() for _ in range(5)) < 0.4  # 0.15 s on an idle machine; a loaded one gets some room


def test_a_broken_pipe_is_silent():
    big = "; ".join(" ".join(str(i * j + (i == j)) for j in range(60)) for i in range(60))
    command = [*COMMAND, "solve", "inverse", big]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        child.stdout.close()
        err = child.stderr.read()
        assert child.wait(timeout=60) == BROKEN_PIPE
    assert err == b""


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def heard():
    """A job in the background ignores the interrupt, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_prints_one_line():
    pipe = subprocess.PIPE
    for patience in (0.7, 3, 10):  # until it waits for standard input; a loaded machine takes longer to get there
        with subprocess.Popen([*COMMAND, "solve", "det", "-"], cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe,
                              preexec_fn=heard) as child:  # noqa: PLW1509 - no threads here
            time.sleep(patience)
            child.send_signal(signal.SIGINT)
            out, err = child.communicate(timeout=30)
        if child.returncode == INTERRUPTED:
            break
    assert (child.returncode, out) == (INTERRUPTED, b"")
    assert err.decode().count("\n") == 1


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> tuple[Path, str]:
    """The chapter's key in every format, made once."""
    folder = tmp_path_factory.mktemp("key") / "made" / "here"
    done = subprocess.run([*COMMAND, "key", "chapter", "-o", str(folder), "--format", "html,md,json,tex,txt"], cwd=ROOT,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_the_key_is_written_in_every_format(key):
    folder, said = key
    assert {path.name for path in folder.iterdir()} == {f"chapter.{s}" for s in ("html", "md", "json", "tex", "txt")}
    assert "checked" in said
    assert str(folder) in said
    html = (folder / "chapter.html").read_text(encoding="utf-8")
    assert "<math" in html
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", html.split("<body")[0])
    json.loads((folder / "chapter.json").read_text(encoding="utf-8"))


def test_no_key_when_a_step_is_rejected(call, tmp_path, monkeypatch):
    from exercises import chapter
    from verify.kernel import Rejected

    def rejecting(**_):
        raise Rejected(3, 1, 2, "4", "5")
    monkeypatch.setattr(chapter, "build", rejecting)
    code, _, err = call("key", "chapter", "-o", str(tmp_path / "out"))
    assert code == 1
    assert err.startswith("eigenproof: ")
    assert not (tmp_path / "out").exists()


def test_nothing_half_written_when_writing_fails(call, tmp_path, monkeypatch):
    def failing(self, *_):
        raise OSError(28, "No space left on device", str(self))
    monkeypatch.setattr(Path, "replace", failing)
    code, _, err = call("key", "chapter", "-o", str(tmp_path / "out"), "--format", "md")
    assert code == 1
    assert "No space left" in err
    assert list((tmp_path / "out").iterdir()) == []
