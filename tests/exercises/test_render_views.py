"""Paper, key and key with proofs are three views of one document, in every format and on both sizes of paper."""
from __future__ import annotations

import json
import re

import pytest

from exercises.bank.papers import document, problems_of
from exercises.bank.plan import Item, Plan, numbered, read_plan
from exercises.document import Answer, Problem, Step
from exercises.family.problem import VIEWS
from exercises.render import FILES, FORMATS, render, render_bytes, render_formula
from symbolic.errors import InputError

PLAN = Plan("Test", 3, numbered(1), (Item("jordan-basis", 2), Item("svd-two", 1), Item("lu-factorization", 1)), ("md",))
PROBLEMS = problems_of(PLAN, 0)
PAGES = {view: document(PLAN, 0, PROBLEMS, view) for view in VIEWS}
PLAIN = {"latex": "latex", "typ": "typ", "text": "text", "md": "md", "html": "html"}


def of(view: str, kind: type) -> list[object]:
    return [block for block in PAGES[view].blocks if isinstance(block, kind)]


def test_the_views_differ_by_answers_and_steps_only():
    assert of("paper", Problem) == of("key", Problem) == of("proofs", Problem)
    assert of("paper", Answer) == of("paper", Step) == of("key", Step) == []
    assert of("key", Answer) == of("proofs", Answer) != []
    places = iter(PAGES["proofs"].blocks)
    assert all(block in places for block in PAGES["key"].blocks)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_paper_holds_no_answer_and_a_key_does_in_every_format(kind):
    pages = {view: render(page, kind) for view, page in PAGES.items()}
    assert len(pages["paper"]) < len(pages["key"]) < len(pages["proofs"])
    for page in pages.values():
        assert "A basis of Jordan chains" in page
        assert ("EXACT" in page) == (page is not pages["paper"])
    if kind not in PLAIN:
        return
    givens = {side for block in PAGES["paper"].blocks for relation in getattr(block, "relations", ()) for side in relation.sides}
    answers = [side for block in of("key", Answer) for fact in block.facts for side in fact.sides if side.op == "mat" and side not in givens]
    assert answers
    for answer in answers:
        drawn = render_formula(answer, kind)
        lines = re.findall("<mtable.*</mtable>", drawn) if kind == "html" else [line.strip() for line in drawn.split("\n")]
        assert not all(line in pages["paper"] for line in lines)
        if kind in ("latex", "typ", "html"):
            assert all(line in pages["key"] for line in lines)


def test_every_format_on_letter_paper():
    assert "size: letter;" in render(PAGES["key"], "html", paper="letter")
    assert "size: A4;" in render(PAGES["key"], "html")
    assert "letterpaper" in render(PAGES["key"], "latex", paper="letter")
    assert "a4paper" in render(PAGES["key"], "latex")
    assert 'paper: "us-letter"' in render(PAGES["key"], "typ", paper="letter")
    assert 'paper: "a4"' in render(PAGES["key"], "typ")
    for kind in ("md", "ipynb", "text", "json"):
        assert render(PAGES["key"], kind) == render(PAGES["key"], kind, paper="letter")


def test_bytes_are_the_text_in_utf8():
    for name in FILES:
        if name != "pdf":
            assert render_bytes(PAGES["key"], name).decode("utf-8") == render(PAGES["key"], name)


def test_the_command_writes_every_format(call, tmp_path):
    pytest.importorskip("typst", reason="typst (extra pdf) is not installed")
    folder = tmp_path / "k"
    code, _, said = call("key", "nullspace-basis", "--difficulty", "1", "--format", ",".join(FILES), "--paper", "letter", "-o", str(folder))
    assert (code, said) == (0, "")
    assert {path.name for path in folder.iterdir()} == {f"{view}-001{end}" for view in VIEWS for end in FILES.values()} | {"key.json", "bank.lock"}
    assert (folder / "key-001.pdf").read_bytes().startswith(b"%PDF-")
    assert "letterpaper" in (folder / "key-001.tex").read_text()
    assert json.loads((folder / "proofs-001.ipynb").read_text())["nbformat"] == 4
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert call("key", "nullspace-basis", "--difficulty", "1", "--format", ",".join(FILES), "--paper", "letter", "-o", str(folder))[0] == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    code, _, said = call("key", "nullspace-basis", "--paper", "a5", "-o", str(folder))
    assert code == 2
    assert "a5" in said
    assert call("key", "nullspace-basis", "--format", "docx", "-o", str(folder))[0] == 2


def test_the_plan_says_formats_and_paper(call, tmp_path):
    path = tmp_path / "test.toml"
    path.write_text('format = "tex, typ"\npaper = "letter"\n[[problem]]\nfamily = "nullspace-basis"\ndifficulty = 1\n')
    assert read_plan(path).paper == "letter"
    assert call("key", str(path), "-o", str(tmp_path / "k"))[0] == 0
    assert "us-letter" in (tmp_path / "k" / "paper-001.typ").read_text()
    assert call("key", str(path), "--paper", "a4", "-o", str(tmp_path / "a"))[0] == 0
    assert re.search('paper: "a4"', (tmp_path / "a" / "paper-001.typ").read_text())
    path.write_text('paper = "a5"\n[[problem]]\nfamily = "nullspace-basis"\n')
    with pytest.raises(InputError, match="a5"):
        read_plan(path)
