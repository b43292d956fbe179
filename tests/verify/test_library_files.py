"""What happens when the files of the library are missing, damaged, changed or written in another layout."""
from __future__ import annotations

import json

import pytest

from exercises import cli
from symbolic import identity, low_rank_update, matrix, transfer_function
from verify import check, theorem, theorems
from verify.kernel import Malformed, Rejected
from verify.proofs import closure, committed, records
from verify.proofs.closure import LibraryError, rows

CONTENT = committed.LIBRARY.read_text(encoding="utf-8")
INDEX = committed.INDEX.read_text(encoding="utf-8")
LINES = CONTENT.splitlines()


def place(name):
    return next(i for i, line in enumerate(LINES) if line.startswith(f'["{name}",'))


def without(name):
    return "\n".join(line for line in LINES if not line.startswith(f'["{name}",')) + "\n"


def changed(name, old, new):
    at = place(name)
    line = LINES[at].replace(old, new, 1)
    assert line != LINES[at]
    return "\n".join([*LINES[:at], line, *LINES[at + 1:]]) + "\n"


@pytest.fixture
def library(monkeypatch, tmp_path):
    """A function that puts other files in the place of the committed ones; None for no file."""
    caches = (committed.index, committed.library, records.about, records.replayed)

    def put(content=CONTENT, index=INDEX):
        paths = {"LIBRARY": tmp_path / "library.json", "INDEX": tmp_path / "index.json"}
        for path, text in zip(paths.values(), (content, index), strict=True):
            path.unlink(missing_ok=True)
            if text is not None:
                path.write_text(text, encoding="utf-8")
        for module, names in ((closure, ["LIBRARY"]), (records, paths), (committed, paths)):
            for name in names:
                monkeypatch.setattr(module, name, paths[name])
        for cached in caches:
            cached.cache_clear()
    yield put
    for cached in caches:
        cached.cache_clear()


def update():
    return low_rank_update(matrix("2 0; 0 3"), identity(2), identity(2))


FALSE_PROOF = changed("woodbury", '["q",-1,1]', '["q",1,1]')


def test_a_citation_is_replayed(library):
    assert check(update()).theorems == ("woodbury",)
    library(FALSE_PROOF)
    verdict = check(update())
    assert (verdict.word, verdict.theorems) == ("EXACT", ())
    assert "woodbury is not cited, its proof fails: " in verdict.reason
    library(without("sum_split"))  # which Woodbury's identity does not use
    assert check(update()).theorems == ("woodbury",)


@pytest.mark.parametrize(("content", "said"), [
    (None, "No such file"), (CONTENT[:100_000], "it is not JSON"), ("[]", "no list of theorems"),
    (without("woodbury"), "no theorem woodbury"),
    (CONTENT.replace(LINES[0], LINES[0] + "\n" + LINES[place("woodbury")] + ","), "a name occurs twice"),
])
def test_without_a_readable_library_nothing_is_cited(library, content, said):
    library(content)
    verdict = check(update())
    assert (verdict.word, verdict.theorems, verdict.axioms) == ("EXACT", (), ())
    assert "the theorem library cannot be read: " in verdict.reason
    assert said in verdict.reason
    assert "run `make proofs`" in verdict.reason
    with pytest.raises(LibraryError, match=said):
        theorem("woodbury")


def test_a_word_that_rests_on_a_theorem_says_so_when_it_is_not_replayed(library):
    found = transfer_function(matrix("0 1; 1 0"), matrix("1; 1"), matrix("1 0"))
    assert check(found).theorems == ("cayley_hamilton",)
    library(None)
    assert check(found).axioms == ("the theorem of Cayley and Hamilton",)


@pytest.mark.parametrize("content", [json.dumps(json.loads(CONTENT)), json.dumps(json.loads(CONTENT), indent=1)])
def test_any_layout_of_the_file_is_read(library, content):
    library(content)
    assert theorem("woodbury").conclusions[0].startswith("(S + U V)")
    assert list(rows()) == [row[0] for row in json.loads(CONTENT)["theorems"]]
    assert check(update()).theorems == ("woodbury",)


@pytest.mark.parametrize(("content", "index"), [
    (None, INDEX), (CONTENT[:100_000], INDEX), (CONTENT, None), (CONTENT, "{"), (CONTENT, "[]"), (CONTENT, "{}"),
])
def test_lists_and_pages_name_the_damaged_file(library, capsys, tmp_path, content, index):
    library(content, index)
    for call in (lambda: theorem("woodbury"), theorems):
        with pytest.raises(LibraryError, match=r"(library|index)\.json: .*run `make proofs`"):
            call()
    for arguments in (["theorems", "woodbury"], ["theorems"], ["theorems", "--emit", "lean", "-o", str(tmp_path / "lean")]):
        assert cli.run(arguments) == 1
        said = capsys.readouterr().err
        assert "defect" not in said
        assert said.count("\n") == 1


def test_a_theorem_that_the_index_lacks_is_not_shown(library):
    library(CONTENT, '{"chapters":{},"theorems":[]}')
    with pytest.raises(LibraryError, match=r"index\.json: it has no row for woodbury"):
        theorem("woodbury")


def test_a_deleted_lemma_is_told_with_the_file(library, capsys):
    lemma = next(name for name in closure.uses("least_squares_minimum") if name in rows())
    library(without(lemma))
    with pytest.raises((Rejected, Malformed), match=r"library\.json \(run `make proofs`"):
        theorem("least_squares_minimum")
    assert cli.run(["theorems", "least_squares_minimum"]) == 1
    said = capsys.readouterr().err
    assert (lemma in said, "make proofs" in said, "defect" in said) == (True, True, False)


def test_a_theorem_that_the_index_lists_and_the_library_lacks_is_not_a_typing_error(library, capsys):
    library(without("woodbury"))
    assert cli.run(["theorems", "woodbury"]) == 1
    said = capsys.readouterr().err
    assert "has no theorem woodbury, which index.json lists" in said
    assert "did you mean" not in said


def test_a_false_proof_is_told_with_the_file(library):
    library(FALSE_PROOF)
    with pytest.raises(Rejected, match=r"library\.json \(run `make proofs`.*woodbury: lin"):
        theorem("woodbury")
