"""The terminal sessions shown in README.md and docs/tutorial.md print what they show; local links lead somewhere."""
from __future__ import annotations

import re
import shlex

import pytest

from tests.source_tree import ROOT

PAGES = ["README.md", "docs/tutorial.md", "docs/theorems.md", "docs/families.md", "docs/instructors.md", "docs/sequence.md", "docs/strategies.md", "docs/claims.md", "docs/documents.md", "docs/audit.md", "docs/findings.md",
         "docs/references.md", "tests/README.md", "CHANGELOG.md"]


def sessions(page: str) -> list[tuple[str, str]]:
    """The (command, output) pairs of a page; the output is what stands before the next command."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = []
    for block in re.findall(r"```text\n(.*?)```", text, re.DOTALL):
        for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = piece.partition("\n")
            if command.startswith("eigenproof "):
                found.append((command, output))
    return found


@pytest.mark.parametrize(("command", "output"), [s for page in PAGES[:3] for s in sessions(page)])
def test_sessions_print_what_they_show(call, command, output, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = call(*shlex.split(command)[1:])
    assert code == 0, err
    if output.strip():
        assert out.strip() == output.strip()


@pytest.mark.parametrize("page", [page for page in PAGES if (ROOT / page).is_file()])
def test_local_links_exist(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in target:
            assert ((ROOT / page).parent / target).exists(), f"{page} links to {target}"


def test_readme_names_only_what_exists():
    import symbolic
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    names = {name.split("(")[0] for row in table for name in re.findall(r"`([\w.]+(?:\([^`]*\))?)`", row)}
    missing = {name for name in names if "." not in name and not hasattr(symbolic, name)}
    assert names
    assert not missing
