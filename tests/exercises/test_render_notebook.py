"""Notebooks: valid, run from top to bottom, and their code notices a wrong answer and does nothing else."""
from __future__ import annotations

import ast
import json
import subprocess
import sys
from dataclasses import replace

import pytest

from exercises.document import Answer, Document, Given, NameLine, Para, Problem, Space, Step
from exercises.family import families, family_named
from exercises.family.problem import VIEWS
from exercises.render import render
from exercises.render.pysource import Session
from exercises.render.pyvalue import NoSourceError, identifier
from exercises.terms import (
    E,
    call,
    column,
    cos,
    det,
    diag,
    entry,
    exp,
    eye,
    hcat,
    inv,
    mat,
    name,
    norm,
    num,
    rank,
    sqrt,
    var,
    zero,
)
from tests.exercises.sample_document import HOSTILE, SAMPLE, rel

A, P, J, u, x = name("A"), name("P"), name("J"), name("u"), var("x")
GIVEN = (rel(A, mat([[3, 1], [0, 3]])), rel(u, column([1, 2])), rel(name("k"), num(2)))


def session() -> Session:
    made = Session()
    made.definitions(GIVEN)
    return made


SOURCES = [
    (num(-3), "-3"), (num(1) / 2, "symbolic.rational(1) / 2"), (E("num", ("2/3",)), "symbolic.rational(2, 3)"),
    (A - 2 * eye(2), "A - 2 * symbolic.identity(2)"), ((A - eye(2)) ** 2, "(A - symbolic.identity(2))**2"),
    (-(A + A), "-(A + A)"), (A * -A, "A * (-A)"), (A.T * u, "A.T * u"), (inv(A), "symbolic.inverse(A)"), (inv(name("k")), "symbolic.rational(1) / k"),
    (det(A), "symbolic.det(A)"), (rank(A), "symbolic.rank(A)"), (norm(A, "F"), 'symbolic.norm(A, "F")'), (entry(A, 1, 2), "A[0, 1]"),
    (hcat(u, u), "symbolic.hstack([u, u])"), (zero(2, 1), "symbolic.zero(2, 1)"), (mat([[sqrt(2), 0]]), "symbolic.matrix([[symbolic.sqrt(2), 0]])"),
    (x**2 - 1, "x**2 - 1"), (name("k") / 3, "symbolic.rational(1) * k / 3"), (A / 3, "A / 3"), (1 + E("i"), "1 + symbolic.I"),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "source"), SOURCES, ids=[source for _, source in SOURCES])
def test_formulas_as_python(tree, source):
    assert session().source(tree).text == source


@pytest.mark.parametrize(
    "tree",
    [
        exp(x), cos(x), call("f", x), diag(1, 2), name("unknown"), A + 1, A * column([1, 2, 3]), A ** var("n"), A**-1, A * sqrt(2) * x,
        E("sqrt", ("-1",)), E("sqrt", ("2); import os",)), E("num", ('1"); import os; ("',)), E("num", ("1/0",)), E("name", ("a b",)), E("eye", ("n",)),
        E("var", ("x; import os",)), E("entry", (A, 0, 1)), E("entry", (A, 1, 3)), E("norm", (A, '2"')), mat([[A]]), num(2) ** num(10**6), det(u), E("T", (num(1),)),
    ],
)  # fmt: skip
def test_what_has_no_source(tree):
    with pytest.raises(NoSourceError):
        session().source(tree)


def test_names_and_comparisons():
    assert [identifier(word) for word in ("lambda", "print", "symbolic", "v_1")] == ["lambda_", "print_", "symbolic_", "v_1"]
    for word in ("X'", "", "1a", "__class__", "a b", "é", 3):
        with pytest.raises(NoSourceError):
            identifier(word)
    lines, missing = session().checks([
        rel(A * u, num(0), ops="≠"), rel(u.T * u, num(5)), rel(det(A), num(9), num(0), ops="=>"), rel(u, num(1)), rel(A, A, ops=">"), rel(x, num(0), ops="≥")])
    assert lines == ["assert A * u != symbolic.zero(2, 1)", "assert (u.T * u)[0, 0] == 5", "assert symbolic.det(A) == 9", "assert 9 > 0"]
    assert missing == 3


# --- notebooks --------------------------------------------------------------------------------------------------------


RIGHT = mat([[3, 1], [0, 3]])


def problem(answer: E = RIGHT) -> Document:
    """A problem with an answer that can be false."""
    blocks = (Problem("1", "Find J", "p"), Para(("Find ", J, ".")), Given(GIVEN[:1]), Step(1, ("So.",), (rel(P, eye(2)),), "EXACT"),
              Answer((), (rel(A * P, P * J), rel(J, answer)), "EXACT"))
    return Document("Key", (Para(("Hello.",)),), blocks, "Foot.")


def code(document: Document) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(render(document, "ipynb"))["cells"] if cell["cell_type"] == "code"]


def run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-"], input=script, capture_output=True, text=True, timeout=120, check=False)


def test_the_cells_of_a_problem():
    assert code(problem()) == [
        "import symbolic  # pip install eigenproof", 'A = symbolic.matrix("3 1; 0 3")',
        'P = symbolic.identity(2)\nJ = symbolic.matrix("3 1; 0 3")\nassert A * P == P * J\nprint("the relation holds")',
    ]
    words = "".join("".join(cell["source"]) for cell in json.loads(render(problem(), "ipynb"))["cells"] if cell["cell_type"] == "markdown")
    for phrase in ("# Key", "Hello.", "## 1 Find J", "**Answer.**", "What the words in the margin mean", "Foot."):
        assert phrase in words


def test_the_code_notices_a_wrong_answer():
    right, wrong = (run("\n".join(code(problem(J)))) for J in (RIGHT, mat([[3, 0], [0, 3]])))
    assert (right.returncode, right.stdout) == (0, "the relation holds\n")
    assert wrong.returncode == 1
    assert "AssertionError" in wrong.stderr


def test_the_markdown_cells_say_what_the_markdown_says():
    cells = json.loads(render(SAMPLE, "ipynb"))["cells"]
    intro, blocks = (tuple(b for b in part if not isinstance(b, NameLine | Space)) for part in (SAMPLE.intro, SAMPLE.blocks))
    text = render(replace(SAMPLE, intro=intro, blocks=blocks), "md")
    assert "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown") + "\n" == text


@pytest.mark.parametrize("words", [HOSTILE, 'x"); import os; ("', "A\nimport os", "__import__", "symbolic", "lambda", "x = 1"])
def test_hostile_names_never_become_code(words):
    facts = (rel(name(words), num(1)), rel(A, name(words)), rel(E("var", (words,)), E("num", (words,))), rel(E("sqrt", (words,)), E("text", (words,))))
    document = Document(words, (), (Problem(words, words, words), Para((words,)), Given(facts), Answer((words,), (*facts, rel(num(1), num(1))), "EXACT")))
    for cell in code(document):
        for line in ast.parse(cell).body:
            assert isinstance(line, ast.Import | ast.Assign | ast.Assert | ast.Expr)
            if isinstance(line, ast.Import):
                assert [alias.name for alias in line.names] == ["symbolic"]
            called = [ast.unparse(n.func) for n in ast.walk(line) if isinstance(n, ast.Call)]
            assert all(c == "print" or c.startswith("symbolic.") for c in called)


def test_the_code_of_every_family_runs():
    """Every view of a variant of every family; one process, each notebook in a namespace of its own."""
    problems = {key: family_named(key).problem(5, 1) for key in families()}
    scripts = {(key, view): "\n".join(code(one.document(view))) for key, one in problems.items() for view in VIEWS}
    checked = {key for (key, view), text in scripts.items() if view == "proofs" and "assert" in text}
    assert len(checked) > 0.9 * len(families())
    done = run(f"for text in {list(scripts.values())!r}:\n    exec(compile(text, text, 'exec'), dict())")
    assert done.returncode == 0, done.stderr[-1500:]


def test_the_notebook_is_valid():
    nbformat = pytest.importorskip("nbformat")
    for document in (SAMPLE, problem(), Document("Nothing", (), ())):
        found = nbformat.reads(render(document, "ipynb"), as_version=4)
        nbformat.validate(found)
        ids = [cell["id"] for cell in found.cells]
        assert len(ids) == len(set(ids))
        assert found.metadata.kernelspec.name == "python3"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_jupyter_executes_the_notebook():
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    found = nbformat.reads(render(family_named("jordan-basis").problem(1, 1).document("proofs"), "ipynb"), as_version=4)
    nbclient.NotebookClient(found, timeout=120, kernel_name="python3").execute()
    told = [out["text"] for cell in found.cells if cell.cell_type == "code" for out in cell.outputs]
    assert told
    assert all(text.endswith(("hold\n", "holds\n")) for text in told)
    with pytest.raises(nbclient.exceptions.CellExecutionError, match="AssertionError"):
        nbclient.NotebookClient(nbformat.reads(render(problem(eye(2)), "ipynb"), as_version=4), timeout=120).execute()
