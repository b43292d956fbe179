"""Pages in headless Chromium, asked through the DOM: three views, a phone, brackets, headings, labels, the printer."""
from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from exercises.bank.papers import document, problems_of
from exercises.bank.plan import Item, Plan, numbered
from exercises.document import Document, Given, Para
from exercises.family.problem import VIEWS
from exercises.render import render
from exercises.terms import E, call, mat, name, num, var
from tests.exercises.browser import ask, chromium
from tests.exercises.sample_document import SAMPLE, rel

NAMES = ("jordan-basis", "svd-two", "exponential-closed-form", "nullspace-basis")
PLAN = Plan("Linear algebra", 3, numbered(1), tuple(Item(key, 2) for key in NAMES))
WIDE = mat([[10**7 + 37 * i * j for j in range(9)] for i in range(3)])
LONG = E("mul", tuple(num(k) - num(k + 1) for k in range(12)))
TALL = Document("Tall", (), (Given((rel(mat([[num(i)] for i in range(6)])), rel(call("f", var("t") / 2)), rel(call("f", name("A"))))),))

LOOK = """
const root = document.documentElement, at = e => e.getBoundingClientRect(), all = q => [...document.querySelectorAll(q)];
const scrolls = e => { for (; e; e = e.parentElement) if (['auto', 'scroll'].includes(window.getComputedStyle(e).overflowX)) return true; return false; };
const text = all('main *').filter(e => [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim()));
return {
  width: root.clientWidth, scroll: root.scrollWidth, body: document.body.scrollWidth, lang: root.lang, title: document.title,
  cut: all('main *').filter(e => at(e).right > root.clientWidth + 1 && !scrolls(e) && !e.closest('.skip')).map(e => e.outerHTML.slice(0, 80)),
  small: Math.min(...text.filter(e => !e.closest('math')).map(e => parseFloat(window.getComputedStyle(e).fontSize))),
  headings: all('h1,h2,h3,h4,h5,h6').map(e => +e.tagName[1]),
  main: all('main').length,
  sections: all('section').map(e => document.getElementById(e.getAttribute('aria-labelledby'))?.textContent.trim() || ''),
  unlabelled: all('math').filter(m => !m.closest('[aria-label]') && !['MI', 'MN'].includes((m.firstElementChild || {}).tagName?.toUpperCase())).map(m => m.outerHTML),
  namespace: all('math').every(m => m.namespaceURI.endsWith('MathML')), maths: all('math').length,
  headers: all('table').map(t => [t.querySelectorAll('thead th[scope=col]').length, t.querySelectorAll('tbody tr:first-child td').length, !!t.querySelector('caption')]),
  skip: all('a.skip').map(e => [e === document.querySelector('a, [tabindex], button, input'), !!document.querySelector(e.getAttribute('href')), at(e).right < 0,
    (e.focus(), at(e).left >= 0)]),
  reach: all('.piece').filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.tabIndex),
  matrices: all('mtable').map(m => { const rows = all('mtr').filter(r => r.parentElement === m), s = window.getComputedStyle(m);
    return [at(m).height, rows.reduce((sum, r) => sum + at(r).height, 0), parseFloat(s.borderLeftWidth), parseFloat(s.borderRightWidth), s.backgroundImage.split('linear').length - 1]; }),
  fences: all('.round-l').map(e => [at(e).height, at(e.firstElementChild || e).height, parseFloat(window.getComputedStyle(e).borderLeftWidth)]),
  loaded: window.performance.getEntriesByType('resource').length,
};"""


@pytest.fixture(scope="module")
def views() -> dict[str, str]:
    """The paper, the key and the key with proofs of one student."""
    problems = problems_of(PLAN, 0)
    return {view: render(document(PLAN, 0, problems, view), "html") for view in VIEWS}


@pytest.fixture(scope="module")
def found(views, tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    wide = render(Document("Wide", (), (Para(("The product ", LONG, " is long.")), Given((rel(name("A"), WIDE),)))), "html")
    every = {**views, "sample": render(SAMPLE, "html"), "wide": wide, "tall": render(TALL, "html")}
    pages = {f"{key}_{width}": (page, width) for key, page in every.items() for width in (360, 1100)}
    return ask(folder, pages, LOOK)


def test_no_page_scrolls_sideways_on_a_phone(found):
    for key, page in found.items():
        assert page["scroll"] <= page["width"], key
        assert page["body"] <= page["width"], key
        assert page["cut"] == [], key
        assert page["small"] >= 11, key


def test_what_scrolls_by_itself_is_reached_with_the_keyboard(found):
    assert found["wide_360"]["reach"] == [0]
    for page in found.values():
        assert set(page["reach"]) <= {0}


def test_language_title_headings_and_sections(found):
    for key, page in found.items():
        assert page["lang"] == "en"
        assert page["title"]
        assert page["main"] == 1
        assert page["headings"][0] == 1
        assert set(page["headings"][1:]) <= {2}, key
        assert all(page["sections"])
        assert page["loaded"] == 0


def test_a_long_page_starts_with_a_link_past_the_list_of_problems(found):
    for view in VIEWS:
        assert found[f"{view}_360"]["skip"] == [[True, True, True, True]]
    assert found["wide_360"]["skip"] == []


def test_formulas_are_mathml_with_one_label_each(found):
    for key, page in found.items():
        assert page["namespace"]
        assert page["maths"]
        assert page["unlabelled"] == [], key


def test_tables_have_headers_and_a_caption(found):
    assert found["sample_1100"]["headers"] == [[3, 3, True]]


def test_brackets_are_as_high_as_the_matrix(found):
    for key, page in found.items():
        for height, rows, left, right, ticks in page["matrices"]:
            assert height >= rows - 0.5, key
            assert left >= 1
            assert right >= 1
            assert ticks == 4
        for height, inside, line in page["fences"]:
            assert height >= inside - 0.5
            assert line > 0
    assert found["tall_1100"]["matrices"][0][0] > 100
    assert found["tall_1100"]["fences"]


def test_the_views_have_the_same_headings(views):
    heads = [re.findall(r"<h2 id=.*?</h2>", page) for page in views.values()]
    problems = [[head for head in page if "points" in head] for page in heads]
    assert problems[0] == problems[1] == problems[2]
    assert len(problems[0]) == 4
    assert [page.count('class="answer"') for page in views.values()] == [0, 4, 4]
    assert [page.count('class="step"') > 0 for page in views.values()] == [False, False, True]


@pytest.mark.parametrize(("paper", "size"), [("a4", "595 x 842"), ("letter", "612 x 792")])
def test_the_page_prints_on_the_paper_asked_for(paper, size, tmp_path):
    """Chromium rounds the sides to whole pixels, hence the tolerance."""
    program = shutil.which("pdfinfo") or pytest.skip("pdfinfo is not installed")
    (tmp_path / "a.html").write_text(render(document(PLAN, 0, problems_of(PLAN, 0), "key"), "html", paper=paper), "utf-8")
    chromium(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'a.pdf'}", (tmp_path / "a.html").as_uri())
    told = subprocess.run([program, str(tmp_path / "a.pdf")], capture_output=True, text=True, check=True).stdout
    sides = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told)
    assert sides
    assert [round(float(side)) for side in sides.groups()] == pytest.approx([int(side) for side in size.split(" x ")], abs=1)
    assert int(re.search(r"Pages:\s+(\d+)", told)[1]) <= 3
