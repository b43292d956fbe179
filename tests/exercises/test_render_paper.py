"""A student's paper: a line for the name at its head, room to write in after every part, in every format; a key has neither."""
from __future__ import annotations

import json
import re
from statistics import median

import pytest

from exercises.bank.papers import document, problems_of
from exercises.bank.plan import Item, Plan, numbered
from exercises.bank.submissions import read_submissions
from exercises.document import TALLEST, Document, Given, NameLine, Para, Problem, Space
from exercises.family import family_named
from exercises.family.difficulty import Work
from exercises.family.problem import VIEWS
from exercises.family.room import room
from exercises.grading.kinds import KINDS
from exercises.render import FORMATS, render, render_bytes
from exercises.render.tasks import tasks
from tests.exercises.browser import ask

PLAN = Plan("Test", 3, numbered(1), (Item("jordan-basis", 1), Item("krylov-reachable", 1)), ("md",))
PAGES = {view: document(PLAN, 0, problems_of(PLAN, 0), view) for view in VIEWS}
SPACES = [block for block in PAGES["paper"].blocks if isinstance(block, Space)]

#: format -> how a line for the name and room to write in look, what is counted.
LOOKS = {
    "html": (r'class="name-line"', r'class="space" style="height:\d+mm"'), "md": (r"^Name …+", r"^Answer \d[ab]?: …+$"),
    "latex": (r"Name \\hrulefill", r"\\rule\{0pt\}\{\d+mm\}"), "typ": (r"#blanks\[Name\]", r"#block\(height: \d+mm"),
    "ipynb": (r'"Name: \\n"', r'"cell_type": "raw",\s*"id": "[^"]*",\s*"metadata": \{\},\s*"source": \[\s*"\d[ab]?: "'),
    "text": (r"^Name: _+$", r"^Answer \d[ab]?: _+$"), "ascii": (r"^Name: _+$", r"^Answer \d[ab]?: _+$"),
    "json": (r'"block": "nameline"', r'"block": "space"'),
}


def test_a_paper_has_room_for_every_part_and_a_key_has_none():
    assert [space.label for space in SPACES] == ["1", "2a", "2b"]
    assert isinstance(PAGES["paper"].intro[1], NameLine)
    for view in ("key", "proofs"):
        assert not [b for b in (*PAGES[view].intro, *PAGES[view].blocks) if isinstance(b, Space | NameLine)]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_shows_the_room_on_the_paper_only(kind):
    name, space = (re.compile(pattern, re.MULTILINE) for pattern in LOOKS[kind])
    pages = {view: render(page, kind) for view, page in PAGES.items()}
    assert len(name.findall(pages["paper"])) == 1
    assert len(space.findall(pages["paper"])) == len(SPACES)
    if kind in ("html", "latex", "typ"):
        assert [int(re.search(r"(\d+)mm", found)[1]) for found in space.findall(pages["paper"])] == [s.height for s in SPACES]
    for view in ("key", "proofs"):
        assert not name.search(pages[view])
        assert not space.search(pages[view])


def test_the_room_grows_with_the_kind_and_the_work():
    rooms = [room("value", Work(score, 1, 1, 0)) for score in (0, 50, 400, 2000, 10 ** 6)]
    assert rooms == sorted(rooms)
    assert rooms[0] < rooms[2] < rooms[3]
    assert room("value", Work(9, 1, 1, 0)) < room("matrix", Work(9, 1, 1, 0)) < room("svd", Work(9, 1, 1, 0))
    assert all(20 <= room(kind, Work(score, 1, 1, 0)) <= 100 < TALLEST for kind in KINDS for score in (0, 10 ** 6))
    easy, hard = (median(room("determinant", family_named("determinant-three").problem(s, d).work) for s in range(5)) for d in (1, 3))
    assert easy <= hard


@pytest.mark.parametrize("height", [0, -3, TALLEST + 1])
def test_room_that_fits_no_page_is_refused(height):
    with pytest.raises(ValueError, match="millimetres"):
        Space(height)


def test_labels_are_words():
    with pytest.raises(TypeError, match="labels are words"):
        NameLine(("Name", 3))  # type: ignore[arg-type]


def test_a_task_and_its_room_stay_on_one_page():
    runs = list(tasks(PAGES["paper"].blocks))
    assert [block for run in runs for block in run] == list(PAGES["paper"].blocks)
    assert [isinstance(run[-1], Space) for run in runs] == [True] * len(SPACES)
    assert [type(block) for block in runs[0][:3]] == [Problem, Para, Given]
    assert list(tasks(PAGES["key"].blocks)) == [(block,) for block in PAGES["key"].blocks]
    assert render(PAGES["paper"], "typ").count("\n#task[") == len(SPACES)
    assert render(PAGES["paper"], "latex").count("\n\\begin{task}") == len(SPACES)
    assert "task[" not in render(PAGES["key"], "typ").split("= Test")[1]


def test_a_notebook_is_handed_in_as_it_is_when_the_cells_are_filled(tmp_path):
    data = json.loads(render(PAGES["paper"], "ipynb"))
    path = tmp_path / "mine.ipynb"
    path.write_text(json.dumps(data))
    empty, = read_submissions(path)
    assert (empty.student, empty.problems) == ("001", ())
    assert not any(empty.answers.values())
    said = {"1: ": "P = 2 1; -1 0\nJ = 3 1; 0 3", "2a: ": "yes", "2b: ": "c = (1, 2)"}
    for cell in data["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "raw" and text in said:
            cell["source"] = [text + said.pop(text)]
    assert not said
    path.write_text(json.dumps(data))
    found, = read_submissions(path)
    assert found.answers == {"1": "P = 2 1; -1 0\nJ = 3 1; 0 3", "2a": "yes", "2b": "c = (1, 2)"}
    assert found.twice == ()


def test_a_notebook_with_room_is_valid():
    nbformat = pytest.importorskip("nbformat")
    nbformat.validate(nbformat.reads(render(PAGES["paper"], "ipynb"), as_version=4))


def test_the_pdf_has_the_room():
    pytest.importorskip("typst", reason="typst (extra pdf) is not installed")
    bare = Document("t", (), tuple(Para(("word",)) for _ in range(6)))
    roomy = Document("t", (), tuple(b for _ in range(6) for b in (Para(("word",)), Space(100))))
    pages = [len(re.findall(rb"/Type\s*/Page\b", render_bytes(d, "pdf"))) for d in (bare, roomy)]
    assert pages == [1, 3]


def test_the_room_has_its_height_in_print_and_is_small_on_a_phone(tmp_path):
    printed = re.sub(r"@media print", "@media all", render(PAGES["paper"], "html"))
    script = """const boxes = [...document.querySelectorAll('.space')].map(b => Math.round(b.getBoundingClientRect().height));
      const lines = [...document.querySelectorAll('.name-line .line')].map(b => b.getBoundingClientRect().width);
      return {boxes, lines, wide: document.documentElement.scrollWidth};"""
    found = ask(tmp_path, {"print": (printed, 700), "phone": (render(PAGES["paper"], "html"), 375)}, script)
    assert found["print"]["boxes"] == [round(s.height * 96 / 25.4) for s in SPACES]
    assert max(found["phone"]["boxes"]) <= 160
    assert found["phone"]["wide"] <= 375
    assert min(found["print"]["lines"] + found["phone"]["lines"]) > 80
