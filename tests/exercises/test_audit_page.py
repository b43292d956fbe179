"""docs/audit.md and docs/github-actions.yml: the sessions print what they show, the options exist."""
from __future__ import annotations

import doctest
import re
import shlex
import sys
from pathlib import Path

import pytest

from exercises.commands.audit import command
from symbolic import MissingDependencyError
from tests.source_tree import ROOT
from verify.oracle.isolated import isolated

PAGE = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.slow
def test_the_sessions_of_the_page(call, tmp_path, monkeypatch):
    """In order, in one folder, with the files that the page shows; `...` stands for what depends on versions."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [p for p in sys.path if p])
    Path("mymod.py").write_text(blocks("python")[0], encoding="utf-8")
    Path("audit-expected.txt").write_text(next(b for b in blocks("text") if not b.startswith("$")), encoding="utf-8")
    pieces = [p for b in blocks("text") for p in re.split(r"^\$ ", b, flags=re.MULTILINE)[1:]]
    assert len(pieces) == 9
    code, same = None, doctest.OutputChecker()
    for piece in pieces:
        line, _, wanted = piece.partition("\n")
        if line == "echo $?":
            assert wanted == f"{code}\n"
        else:
            code, out, err = call(*shlex.split(line)[1:])
            assert same.check_output(wanted, out + err, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE), out + err


def test_the_file_for_github_names_what_exists():
    text = (ROOT / "docs" / "github-actions.yml").read_text(encoding="utf-8")
    assert "\t" not in text
    known = {option for parameter in command.params for option in parameter.opts}
    used = re.search(r"eigenproof audit (.*?) #", text)[1]
    assert {word for word in used.split() if word.startswith("-")} <= known
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    data = yaml.safe_load(text)
    assert [step.get("name") for step in data["jobs"]["audit"]["steps"]][-1] == "Keep the reports"


def test_packages_that_are_not_installed_are_left_out_of_all(call, monkeypatch):
    [report] = isolated(["numpy.linalg.matrix_power"])
    found = {"numpy.linalg.matrix_power": report, "mpmath.expm": MissingDependencyError("audit: mpmath.expm needs mpmath")}
    monkeypatch.setattr("verify.oracle.known_targets", lambda _package="": dict.fromkeys(found))
    monkeypatch.setattr("verify.oracle.isolated.isolated", lambda names, *_args, **_options: [found[name] for name in names])
    code, out, _ = call("audit", "--all")
    assert (code, "mpmath.expm: not audited: audit: mpmath.expm needs mpmath" in out) == (1, True)
    code, _, err = call("audit", "mpmath.expm")
    assert (code, err) == (2, "eigenproof: audit: mpmath.expm needs mpmath\n")
