"""The JSON form of a document: read back it is the same document; its schema and docs/documents.md say what it is."""
from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import MISSING, fields
from importlib.resources import files
from typing import get_args

import pytest

from exercises.bank.papers import hand_in
from exercises.document import TALLEST, Block, Document
from exercises.family import families
from exercises.family.problem import VIEWS
from exercises.render import render
from exercises.render.jsonout import FORMAT, VERSION, from_json
from exercises.render.layout import _RULES
from symbolic.errors import InputError
from tests.exercises.jsonschemas import is_valid
from tests.exercises.sample_document import SAMPLE
from tests.source_tree import ROOT

SCHEMA = json.loads(files("exercises.render").joinpath("document.schema.json").read_text("utf-8"))
PAGE = (ROOT / "docs" / "documents.md").read_text(encoding="utf-8")
BLOCKS = {cls.__name__.lower(): cls for cls in get_args(Block)}
FAMILIES = list(families().values())


@pytest.mark.parametrize("f", FAMILIES[::6], ids=[f.name for f in FAMILIES[::6]])
def test_every_view_comes_back_and_is_what_the_schema_says(f):
    problem = f.problem(11, 1)
    for view in VIEWS:
        page = Document(f.title, hand_in("001") if view == "paper" else (), problem.blocks("1", view), "the end")
        text = render(page, "json")
        assert from_json(text) == page
        assert render(from_json(text), "json") == text
        assert is_valid(json.loads(text), SCHEMA, SCHEMA)


def test_the_sample_is_what_the_schema_says():
    assert is_valid(json.loads(render(SAMPLE, "json")), SCHEMA, SCHEMA)
    assert {block["block"] for block in json.loads(render(SAMPLE, "json"))["blocks"]} == set(BLOCKS) - {"nameline"}


def test_the_schema_holds_every_block_with_every_field_and_every_operation():
    assert (SCHEMA["properties"]["format"]["const"], SCHEMA["properties"]["version"]["const"]) == (FORMAT, VERSION)
    for name, cls in BLOCKS.items():
        found = SCHEMA["$defs"][name]
        assert set(found["properties"]) == {"block", *(field.name for field in fields(cls))}
        assert set(found["required"]) == {"block", *(field.name for field in fields(cls) if field.default is MISSING)}
    assert len(SCHEMA["properties"]["blocks"]["items"]["allOf"]) == len(BLOCKS)
    heads = [one["then"]["prefixItems"][0] for one in SCHEMA["$defs"]["formula"]["allOf"]]
    assert sorted(op for head in heads for op in head.get("enum", [head.get("const")])) == sorted(_RULES)
    assert SCHEMA["$defs"]["space"]["properties"]["height"]["maximum"] == TALLEST


def test_the_page_names_every_block_field_and_operation():
    rows = [line.split("|") for line in PAGE.splitlines() if line.startswith("|")]
    said: dict[str, str] = {}
    block = ""
    for row in rows:
        block = row[1].strip().strip("`") or block
        said[block] = said.get(block, "") + row[2]
    for name, cls in BLOCKS.items():
        assert all(f"`{field.name}`" in said[name] for field in fields(cls)), name
    assert all(f"`{op}`" in PAGE.split("## Formulas")[1] for op in _RULES)
    example = json.loads(PAGE.split("```json\n")[1].split("```")[0])
    assert is_valid(example, SCHEMA, SCHEMA)
    assert from_json(json.dumps(example)).blocks[-1].height == 35


def changed(path: tuple[object, ...], value: object) -> dict[str, object]:
    """The sample with one value replaced, or removed when the value is ... itself."""
    data = deepcopy(json.loads(render(SAMPLE, "json")))
    place = data
    for key in path[:-1]:
        place = place[key]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return data


def at(name: str) -> int:
    """The place of the first block of that kind."""
    return next(k for k, block in enumerate(json.loads(render(SAMPLE, "json"))["blocks"]) if block["block"] == name)


WRONG = {
    "version": (("version",), 1), "no footer": (("footer",), ...), "a title that is a number": (("title",), 3),
    "an unknown block": (("blocks", 0, "block"), "spam"), "a field too many": (("blocks", 0, "colour"), "red"),
    "a field too few": (("blocks", 0, "title"), ...), "no height": (("blocks", at("space"), "height"), "35"),
    "too high": (("blocks", at("space"), "height"), 999), "a formula in an introduction of labels": (("intro", 0, "parts"), [["i"]]),
    "parts that are words": (("blocks", at("para"), "parts"), "words"), "a wrong kind of number": (("blocks", at("step"), "number"), "one"),
    "space in the introduction": (("intro", 0), {"block": "space", "height": 3}), "no operation": (("blocks", at("para"), "parts"), [[]]),
    "a matrix without rows": (("blocks", at("para"), "parts"), [["mat"]]),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_the_schema_refuses_the_reader_refuses(what):
    data = changed(*WRONG[what])
    assert not is_valid(data, SCHEMA, SCHEMA)
    with pytest.raises(InputError):
        from_json(json.dumps(data))


def test_another_validator_agrees():
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    validator = jsonschema.Draft202012Validator(SCHEMA)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert not list(validator.iter_errors(json.loads(render(SAMPLE, "json"))))
    for path, value in list(WRONG.values())[::4]:
        assert not validator.is_valid(changed(path, value))
