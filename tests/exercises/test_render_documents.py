"""Whole documents in every format: what is on the page, hostile words, JSON both ways."""
from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from exercises.document import VERDICTS, Answer, Code, Document, FactView, Para, Problem, Step, Table, verdict_words
from exercises.render import FORMATS, render
from exercises.render.canvas import columns
from exercises.render.jsonout import from_json
from exercises.terms import E, mat, name
from symbolic.errors import InputError
from tests.exercises.sample_document import EXPRESSIONS, HOSTILE, SAMPLE

HTML = render(SAMPLE, "html")


class Page(HTMLParser):
    """The parts of a page the tests ask about."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    def count(self, tag: str, **attributes: str) -> int:
        return sum(
            name == tag and all(found.get(key.rstrip("_")) == value for key, value in attributes.items())
            for name, found in self.tags
        )


PAGE = Page(HTML)


def test_the_page_loads_nothing_and_runs_nothing():
    for tag, attributes in PAGE.tags:
        assert tag not in {"script", "link", "img", "iframe", "object", "embed", "base", "form"}
        assert not {"src", "srcset", "onclick", "onload", "onerror"} & set(attributes)
        assert attributes.get("href", "#").startswith("#")
    assert "url(" not in HTML
    assert "@import" not in HTML


def test_the_page_has_a_language_one_h1_and_labelled_sections():
    assert PAGE.tags[0][0] == "html"
    assert PAGE.tags[0][1]["lang"] == "en"
    assert PAGE.count("h1") == 1
    ids = [attributes["id"] for _, attributes in PAGE.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in PAGE.tags:
        if tag == "section":
            assert attributes["aria-labelledby"] in ids
        if attributes.get("href"):
            assert attributes["href"][1:] in ids


def test_every_chain_has_one_label_and_no_label_inside():
    chains = [attributes for tag, attributes in PAGE.tags if attributes.get("role") == "math"]
    facts = sum(len(getattr(b, "facts", ())) + len(getattr(b, "relations", ())) for b in SAMPLE.blocks)
    assert len(chains) == facts
    assert all(attributes["aria-label"] for attributes in chains)
    for chain in re.findall(r'<div class="fact".*?</div>', HTML):
        assert chain.count("aria-label") == 1


def test_steps_answers_and_verdicts_are_all_there():
    steps = [block for block in SAMPLE.blocks if isinstance(block, Step)]
    answers = [block for block in SAMPLE.blocks if isinstance(block, Answer)]
    assert PAGE.count("div", class_="step") == len(steps)
    assert PAGE.count("div", class_="answer") == len(answers)
    assert PAGE.count("p", class_="verdict") == len(steps) + len(answers)
    assert PAGE.count("dt") == len(verdict_words(SAMPLE))


def test_the_matrices_are_tables_with_the_right_numbers_of_rows():
    rows = re.findall(r"<mtable.*?</mtable>", render(Document("", (Para((EXPRESSIONS["mat"],)),), ()), "html"))
    assert [table.count("<mtr>") for table in rows] == [3]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_says_all_the_words(kind):
    text = render(SAMPLE, kind)
    for phrase in ("A matrix with a chain", "An exponential", "What was tried", "Made for the tests", "eigenvalue"):
        assert phrase in text
    if kind != "json":
        for word in verdict_words(SAMPLE):
            assert word in text or word.lower() in text
        flat = " ".join(re.sub(r"[│|\n]", " ", text).split())
        assert "".join(VERDICTS["EXACT"].split()) in "".join(flat.split())


@pytest.mark.parametrize("kind", FORMATS)
def test_every_operation_goes_through_every_format(kind):
    for tree in EXPRESSIONS.values():
        fact = FactView((tree, tree), ("=",))
        assert render(Document("t", (), (Step(1, ("see ", tree), (fact,), "EXACT"),)), kind)


# --- hostile words ----------------------------------------------------------------------------------------------------


def test_hostile_words_stay_words_in_html():
    assert "<script" not in HTML
    assert HOSTILE in "".join(PAGE.words)
    for words in ('"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "</style></title><b>"):
        document = Document(
            words,
            (Para((words, E("text", (words,)), name(words))),),
            (Problem(words, words, words), Step(1, (words,), (), words, words), Code(words, words)),
            words,
        )
        page = Page(render(document, "html"))
        assert not {"img", "b"} & {tag for tag, _ in page.tags}
        assert "".join(page.words).count(words) >= 6


def test_hostile_words_stay_words_in_markdown():
    text = render(SAMPLE, "md")
    assert "<script" not in text
    assert r"\$x\$" in text
    assert r"\`a\` \*b\* \_c\_ \[d\](e) \|" in text
    first = render(Document("t", (Para(("1. not a list",)), Para(("- nor this",)), Para(("3.5 is fine",))), ()), "md")
    assert "1\\. not a list\n\n\\- nor this\n\n3.5 is fine" in first
    code = render(Document("t", (), (Code("a\n```\nb"),)), "md")
    assert "````text\na\n```\nb\n````" in code


def test_markdown_formulas_hold_no_backslash_before_punctuation():
    text = re.sub(r"\\\\$", "", render(SAMPLE, "md"), flags=re.MULTILINE)
    for formula in re.findall(r"(?<!\\)\$\$?(.+?)(?<!\\)\$\$?", text, flags=re.DOTALL):
        assert not re.search(r"\\[^A-Za-z]", formula)
        assert not re.search(r"^\s*(=|[-+] |>|#)", formula.strip("\n"), flags=re.MULTILINE)
        assert "<" not in formula


def test_hostile_words_cannot_steer_a_terminal():
    text = render(Document("a\x1b[2Jb\x07", (Para(("c\x1b]0;x\x9b d\r",)),), (Code("e\x1b[31m\n"),)), "text")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)


def test_latex_words_are_escaped():
    source = render(SAMPLE, "latex")
    assert source.count(r"\end{document}") == 1
    assert source.count(r"\begin{document}") == 1
    assert r"\textbackslash{}end\{document\}" in source


# --- shape of the text formats ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["text", "ascii"])
@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_asked(kind, width):
    lines = render(SAMPLE, kind, width=width).splitlines()
    assert max(map(columns, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_ascii_is_ascii():
    assert render(SAMPLE, "ascii").isascii()


def test_verdicts_stand_at_the_right_edge():
    lines = render(SAMPLE, "text").splitlines()
    assert any(line.endswith("EXACT") and columns(line) == 80 and "det(x I − A)" in line for line in lines)


def test_a_chain_too_wide_for_the_page_breaks_in_every_format():
    wide = mat([[10**12 + place for place in range(4)]] * 2)
    document = Document("t", (), (Step(1, ("Look.",), (FactView((wide, wide, wide), ("=", "=")),), "EXACT"),))
    assert max(map(len, render(document, "text").splitlines())) <= 80
    assert render(document, "md").count("\\begin{aligned}") == 1
    assert render(document, "html").count('class="piece"') == 3


# --- the model --------------------------------------------------------------------------------------------------------


def test_a_document_comes_back_from_json():
    text = render(SAMPLE, "json")
    assert from_json(text) == SAMPLE
    assert render(from_json(text), "html") == HTML
    assert json.loads(text)["version"] == 2


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", "[" * 100_000, '{"format": "other", "version": 2}',
        render(SAMPLE, "json").replace('"version": 2', '"version": 3'),
        render(SAMPLE, "json").replace('"block": "step"', '"block": "spam"'),
        render(SAMPLE, "json").replace('"verdict": "EXACT"', '"verdict": 7', 1),
        render(SAMPLE, "json").replace('"label"', '"lable"'),
        '{"format": "eigenproof-document", "version": 2, "title": "", "blocks": [], "footer": "", "intro": [{"block": "para", "parts": [["mat"]]}]}',
        '{"format": "eigenproof-document", "version": 2, "title": "", "blocks": [], "footer": "", "intro": [{"block": "space", "height": 5}]}',
        '{"format": "eigenproof-document", "version": 2, "title": "", "intro": [], "footer": "", "blocks": [{"block": "space", "height": 999}]}',
        '{"format": "eigenproof-document", "version": 2, "title": "", "intro": [], "footer": "", "blocks": [{"block": "nameline", "parts": [["i"]]}]}',
    ],
)  # fmt: skip
def test_json_that_is_not_a_document_is_refused_in_one_sentence(text):
    with pytest.raises(InputError) as caught:
        from_json(text)
    assert str(caught.value).startswith("document: ")


def test_the_model_refuses_what_cannot_be_drawn():
    with pytest.raises(ValueError, match="2 sides need 1 relation"):
        FactView((name("A"), name("B")), ())
    with pytest.raises(ValueError, match="row 1 has 1 cells"):
        Table("t", (("a",), ("b",)), ((("c",),),))
    with pytest.raises(TypeError, match="parts must be a tuple"):
        Document("t", (), (Step(1, "forgot the comma", (), "EXACT"),))
    with pytest.raises(InputError, match="unknown format 'docx'"):
        render(SAMPLE, "docx")


def test_an_empty_document_renders():
    for kind in FORMATS:
        assert render(Document("Nothing", (), ()), kind)


def test_repeated_and_odd_identifiers_get_different_anchors():
    problems = tuple(Problem("1", "t", ident) for ident in ("a b", "a b", "", "legend", "<>"))
    page = Page(render(Document("t", (), problems), "html"))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids)) == 5


def test_documents_are_reproducible():
    for kind in FORMATS:
        assert render(SAMPLE, kind) == render(replace(SAMPLE), kind)
