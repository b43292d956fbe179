"""The page and the command of the claims ledger: what is filtered, what is linked, what the exit code says."""
import json
import re

import pytest

from exercises.claimspage import claim_lines, errata, listing, page, summary
from tests.exercises.browser import ask
from verify.claims import claims
from verify.claims.ledger import settle_all

FILTER = """
const set = (name, value) => { const field = document.querySelector(`[name=${name}]`); field.value = value;
  field.dispatchEvent(new window.Event('input', {bubbles: true})); };
const shown = () => [...document.querySelectorAll('article')].filter((a) => !a.hidden).map((a) => a.id);
const all = shown().length; set('verdict', 'false'); const wrong = shown(); set('text', 'hippo'); const hippo = shown();
document.querySelector('form').reset(); set('text', '');
return {all, wrong, hippo, again: shown().length, formShown: !document.querySelector('form').hidden,
  overflow: document.documentElement.scrollWidth > window.innerWidth, said: document.querySelector('output').textContent,
  heads: [...document.querySelectorAll('h1, h2')].map((h) => h.textContent)};
"""


@pytest.fixture(scope="module")
def rows():
    return settle_all()


def test_the_page_is_one_file_that_loads_nothing(rows):
    html = page(rows)
    assert not re.search(r"(src|href)=\"(?!#|https://)", html)
    assert "default-src 'none'" in html
    assert html.count("<article") == len(rows)
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= set(re.findall(r'id="([^"]+)"', html))


def test_the_errata_are_on_top_each_with_a_correction(rows):
    html = page(rows)
    assert html.index("Errata: what is false") < html.index("Errata: what is imprecise") < html.index("All claims")
    assert html.count("<strong>Correction:</strong>") >= len(errata(rows))
    assert [r["verdict"] for r in errata(rows)] == sorted((r["verdict"] for r in errata(rows)), key=["false", "imprecise"].index)


@pytest.mark.slow
def test_the_page_filters_in_a_browser_and_fits_a_phone(rows, tmp_path):
    found = ask(tmp_path, {"wide": (page(rows), 1000), "phone": (page(rows), 390)}, FILTER)
    for look in found.values():
        assert look["all"] == look["again"] == len(rows)
        assert set(look["wrong"]) == {r["id"] for r in rows if r["verdict"] == "false"}
        assert look["hippo"]
        assert set(look["hippo"]) <= set(look["wrong"])
        assert look["formShown"]
        assert not look["overflow"]


def test_words_are_escaped():
    row = {"id": "X-1", "text": "X", "section": "<b>", "kind": "theorem", "scope": "all n", "says": "<script>alert(1)</script>", "verdict": "false",
           "expected": "false", "ok": True, "strength": "EXACT", "problem": "", "correction": "a < b & c", "hypothesis": "", "reason": "", "points": [
               {"role": "against", "says": "<i>", "ok": True, "word": "EXACT", "witness": "0 1; 0 0", "table": [["n", "x"], ["1", "<"]], "checks": [
                   {"word": "EXACT", "ok": True, "reason": "1 < 2", "theorems": []}]}], "theorems": [], "axioms": [], "sources": [], "note": ""}
    html = page([row])
    assert "<script>alert" not in html
    assert "a &lt; b &amp; c" in html
    assert any("witness: 0 1; 0 0" in line for line in claim_lines(row))
    changed = row | {"ok": False, "expected": "true", "problem": "it moved"}
    assert "(CHANGED)" in "\n".join(listing([changed]))
    assert "it moved" in "\n".join(summary([changed]))


def test_the_command_shows_one_claim_all_claims_and_data(call):
    code, out, _ = call("claims", "C-3.1-block-size")
    assert code == 0
    assert "Refuted:" in out
    assert "PROVED" in out
    code, out, _ = call("claims", "L-quick-check", "--json")
    assert (code, json.loads(out)[0]["verdict"]) == (0, "false")
    code, _, err = call("claims", "C-nothing")
    assert code == 2
    assert "there is no claim" in err
    code, _, err = call("claims", "--json", "--html")
    assert code == 2


def test_every_id_is_listed_with_its_verdict_and_counted(rows):
    text = "\n".join(listing(rows))
    assert all(f" {c.id} " in text for c in claims())
    assert f"{len(rows)} claims settled" in text
