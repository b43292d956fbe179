"""Lines of a worked solution that cite a theorem: replayed, shown as it is replayed, linked, and refused when forged."""
from __future__ import annotations

import copy
import re

import pytest

from exercises.chapter import build, problems
from exercises.cited import Cited, theory_of
from exercises.derivation import Derivation, WorkedProblem, step, verdicts
from exercises.document import Code, Document, Problem, Step
from exercises.phrases import guide
from exercises.render import render
from exercises.render.layout import layout
from exercises.render.texmath import texmath
from verify.kernel.errors import Malformed, Rejected
from verify.steps.facts import check_derivation

CITED = {
    "vandermonde": ("vandermonde_determinant",),
    "rank-one-update": ("sherman_morrison", "woodbury"),
    "rank-one-singular": ("singular_sum",),
    "best-approximation": ("eckart_young_spectral", "eckart_young_spectral_attained", "eckart_young_frobenius",
                           "eckart_young_frobenius_attained"),
    "circulant-three": ("circulant_diagonalization", "circulant_embedding"),
}


def derivation(name: str, *, shown: bool = True) -> Derivation:
    return Derivation((), (step(guide("As the library says."), Cited(name, shown)),))


@pytest.fixture(scope="module")
def key() -> Document:
    return build()[0]


def test_the_exercises_3_3_to_3_6_cite_theorems_for_all_sizes():
    found = {p.ident: p.derivation.cited() for p in problems() if p.derivation.cited()}
    assert found == CITED


@pytest.mark.parametrize("ident", CITED)
def test_a_line_that_cites_is_proved_by_name(ident):
    problem, = (p for p in problems() if p.ident == ident)
    words = verdicts(problem.derivation)
    assert [w for w in words if w.startswith("PROVED(")] == [f"PROVED({name})" for name in CITED[ident]]


def forged(change):
    data = copy.deepcopy(derivation("push_through").to_json())
    change(data)
    return data


@pytest.mark.parametrize("change", [
    lambda d: d.pop("theory"),
    lambda d: d["theory"]["theorems"].pop(),
    lambda d: d["steps"][0]["all"][0].update(theorem="woodbury"),
    lambda d: d["steps"][0]["all"][0].update(formula=["=", 0, 1]),
    lambda d: d["theory"]["theorems"][0].__setitem__(1, ["=", 0, 1]),
    lambda d: d["theory"]["theorems"][0].__setitem__(2, ["lin", []]),
    lambda d: d["theory"].update(format="another"),
    lambda d: d["steps"][0]["all"][0].update(more=1),
    lambda d: d["steps"][0]["all"][0].update(theorem=["push_through"]),
])
def test_forged_citations_are_refused(change):
    assert check_derivation(derivation("push_through").to_json()) == ("PROVED(push_through)", "EXACT")
    with pytest.raises((Rejected, Malformed)):
        check_derivation(forged(change))


def test_a_citation_supports_no_other_line():
    """The weakest word of a line with several facts is printed, and a citation binds no name."""
    data = derivation("push_through").to_json()
    data["steps"][0]["all"].append({"sides": [["name", "U"], ["name", "U"]], "ops": ["="]})
    with pytest.raises((Rejected, Malformed)):
        check_derivation(data)


@pytest.mark.parametrize(("name", "shown"), [
    ("vandermonde_determinant",
     r"V = \begin{bmatrix}x_i^j\end{bmatrix} | \det V = \prod_{k = 0}^{n - 1} \prod_{j = 0}^{k - 1} (x_k - x_j)"),
    ("woodbury", "(S + U V) (S^{-1} - S^{-1} U K V S^{-1}) = I | (S^{-1} - S^{-1} U K V S^{-1}) (S + U V) = I"),
    ("eckart_young_frobenius", r"\sum_{j = r}^{n - 1} s_j^2 ≤ \mathrm{tr}((A - X Y)^{\mathrm{T}} (A - X Y))"),
    ("hippo_legs_eigenvectors", r"D = \mathrm{diag}(-(i + 1)) | A V = V D"),
    ("push_through", "U P = Q U"), ("nilpotency_index", "N^k = 0"), ("trace_of_identity", r"\mathrm{tr}(I) = n"),
    ("mean_and_root_mean_square",
     r"\left(\sum_{k = 0}^{n - 1} x_k\right)^2 ≤ n \sum_{k = 0}^{n - 1} x_k^2"),
])
def test_what_is_shown_is_the_statement(name, shown):
    views = Cited(name).views()
    assert " | ".join(f" {v.ops[0]} ".join(texmath(layout(side)) for side in v.sides) for v in views) == shown
    assert Cited(name, shown=False).views() == ()


def test_what_a_line_rests_on():
    assert Cited("woodbury").reason == "rests on definitions alone"
    assert Cited("least_squares_minimum").reason == "rests on an order of the numbers"
    assert Cited("vandermonde_determinant").reason == "rests on the laws of determinants"
    assert Cited("eckart_young_frobenius").reason == (
        "rests on division by numbers that are not 0, an order of the numbers, every number >= 0 has a square root")


def test_the_key_ends_with_every_cited_theorem(key):
    names = [b.ident.removeprefix("theorem-") for b in key.blocks if isinstance(b, Problem) and b.ident.startswith("theorem-")]
    assert names == [name for group in CITED.values() for name in group]
    codes = "\n".join(b.text for b in key.blocks if isinstance(b, Code))
    for piece in ("det(V) = prod_{k=0}^{n-1} prod_{j=0}^{k-1} (x_k - x_j)", "  - DETMUL: det(A B) = det A det B",
                  "  - SQRT: every number >= 0 has a square root", "By induction from 0 upwards.", "By orthonormal_null_space_basis"):
        assert piece in codes
    captions = [b.caption for b in key.blocks if isinstance(b, Code)]
    assert all(any(f"eigenproof theorems {name}" in c for c in captions) for name in names)


def test_lines_link_to_the_statement(key):
    page = render(key, "html")
    ids = set(re.findall(r'id="([^"]+)"', page))
    links = re.findall(r'<a href="#(theorem-\w+)">', page)
    assert {f"theorem-{name}" for group in CITED.values() for name in group} == {link for link in links if link in ids}
    assert all(link in ids for link in links)
    assert '<a href="#theorem-woodbury">woodbury</a>)' in page


def test_a_page_without_the_statement_has_no_loose_link():
    blocks = WorkedProblem("1", "One", "one", (guide("Why?"),), derivation("push_through")).blocks()
    assert any(isinstance(b, Step) and b.verdict == "PROVED(push_through)" for b in blocks)
    page = render(Document("One", (), blocks), "html")
    assert "#theorem-" not in page
    assert "(push_through)" in page


def test_a_theory_holds_what_is_needed_once():
    names = [row[0] for row in theory_of(("least_squares_minimum", "normal_equations"))["theorems"]]
    assert names[-1] == "least_squares_minimum"
    assert len(names) == len(set(names))
