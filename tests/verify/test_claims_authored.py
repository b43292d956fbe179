"""Ledgers of authors: proved when that is possible, refuted by a least case, or tried and said so; errors name the line."""
import json
import time
from pathlib import Path

import pytest

from symbolic import det, matrix
from symbolic.errors import InputError
from verify.claims.authored.domains import LAYOUTS, MADE, NUMBERS, domain
from verify.claims.authored.evaluation import holds
from verify.claims.authored.files import claims_of
from verify.claims.authored.refuting import search
from verify.claims.authored.settling import as_claim, settle_file
from verify.claims.authored.statement import statement
from verify.claims.expressions import relation
from verify.claims.settle import settle

ROOT = Path(__file__).resolve().parents[2]


def settled(**keys):
    data = {("for-all" if k == "over" else "if" if k == "premise" else k): v for k, v in keys.items()}
    return settle(as_claim(statement(data, "here:1", 1)))


PROVED = [
    ({"A": "2", "B": "2"}, "det(A*B) = det(A)*det(B)"), ({"A": "m x n", "B": "n x k"}, "(A*B)^T = B^T*A^T"),
    ({"A": "circulant 4", "B": "circulant 4"}, "A*B = B*A"), ({"A": "skew 3"}, "det(A) = 0"),
    ({"A": "invertible n", "B": "invertible n"}, "(A*B)*(inverse(B)*inverse(A)) = eye(n)"),
    ({"Q": "orthogonal n", "x": "n x 1"}, "(Q*x)^T*(Q*x) = x^T*x"), ({"x": "real", "y": "real"}, "x^2 + y^2 >= 2*x*y"),
    ({"x": "real"}, "x^4 - 2*x^2 + 1 >= 0"), ({"a": "nonzero"}, "a/a = 1"), ({"n": "natural"}, "2^(n + 1) = 2*2^n"),
    ({"x": "vandermonde 3"}, "det(x) = (entry(x, 2, 2) - entry(x, 1, 2))*(entry(x, 3, 2) - entry(x, 1, 2))*(entry(x, 3, 2) - entry(x, 2, 2))"),
    ({"A": "3", "B": "3"}, "trace(A*B) = trace(B*A)"), ({"A": "toeplitz 3", "B": "toeplitz 3"}, "A + B = B + A"),
    ({"A": "strictly upper triangular 3"}, "A^3 = zero(3, 3)"), ({"t": "real"}, "cos(t)^2 + sin(t)^2 = 1"),
]
REFUTED = [
    ({"A": "symmetric 2", "B": "symmetric 2"}, "A*B = B*A", "A = [1 0; 0 0]; B = [0 1; 1 0]"),
    ({"A": "2"}, "det(2*A) = 2*det(A)", "A = [0 1; 1 0]"), ({"n": "1..100"}, "n^2 - n + 41 ≠ 41^2", "n = 41"),
    ({"A": "n", "B": "n"}, "(A + B)^2 = A^2 + 2*A*B + B^2", None), ({"A": "2", "B": "2"}, "rank(A*B) = rank(A)", None),
    ({"x": "real"}, "x^2 > 0", "x = 0"), ({"A": "toeplitz 3", "B": "toeplitz 3"}, "A*B = B*A", None),
    ({"x": "positive"}, "x + 1/x > 2", "x = 1"), ({"n": "natural"}, "n^2 < 2^n", "n = 2"),
    ({"A": "invertible 2"}, "inverse(A) = A", None), ({"A": "nilpotent 3"}, "A^2 = zero(3, 3)", "A = [0 1 0; 0 0 1; 0 0 0]"),
    ({"x": "integer"}, "2^x >= 1", "x = -1"),
]
TRIED = [({"A": "n", "B": "n"}, "trace(A*B) = trace(B*A)"), ({"x": "positive"}, "x + 1/x >= 2"), ({"A": "positive definite 2"}, "det(A) > 0"),
         ({"A": "permutation 3"}, "A*A^T = eye(3)")]
# False, and once called PROVED: names that collide with those of free places, exponents that are entries of a matrix.
NEVER_PROVED = [
    ({"x": "3x1", "x_1": "real", "x_2": "real", "x_3": "real"}, "x = [x_1; x_2; x_3]"), ({"A": "2", "A_1": "real"}, "entry(A,1,1) = A_1"),
    ({"A": "2", "A_4": "natural"}, "entry(A,2,2) = A_4"), ({"A": "2", "A_1": "nonzero"}, "entry(A,1,1) ≠ 0"),
    ({"A": "invertible n", "inverse_A": "n"}, "A*inverse_A = eye(n)"), ({"A": "2"}, "0^entry(A,1,1)*entry(A,1,1) = 0"),
    ({"A": "1"}, "0^trace(A)*trace(A) = 0"), ({"A": "n", "k": "integer"}, "2^k*2^(1-k)*A = 2*A*0^k"),
]
# False, and once not refuted because the cases missed a part of the domain.
FALSE = [
    ({"Q": "orthogonal 3"}, "det(Q) = 1"), ({"Q": "orthogonal 1"}, "Q = eye(1)"), ({"Q": "orthogonal 2"}, "det(Q + eye(2)) ≠ 0"),
    ({"Q": "orthogonal n"}, "det(Q) = 1"), ({"P": "permutation 4"}, "entry(P,1,1) = 1"), ({"P": "permutation 4"}, "P^6 = eye(4)"),
    ({"P": "permutation 3"}, "entry(P,1,3)*entry(P,3,1) = 0"), ({"n": "natural"}, "n < 5"), ({"n": "natural"}, "(1 + 1/100)^n < 2"),
    ({"n": "natural"}, "2^n <= n^3 + 16"), ({"x": "real"}, "x^2 <= 16"), ({"x": "positive"}, "x >= 1/5"), ({"x": "real"}, "x^2 ≠ 2"),
    ({"U": "strictly upper triangular n"}, "U^3 = zero(n, n)"), ({"N": "nilpotent 2"}, "entry(N,1,2)*(entry(N,2,1) - 1) = 0"),
    ({"P": "permutation n"}, "P^6 = eye(n)"), ({"P": "positive definite 2"}, "det(P) >= 1"), ({"A": "2"}, "det(A)^2 >= det(A)"),
    ({"A": "invertible 2"}, "det(A)^2 >= 1"),
]
# With no value somewhere in the domain.
UNDEFINED = [
    ({"n": "-3..3"}, "inverse([n, 0; 0, 1])*[n, 0; 0, 1] = eye(2)"), ({"a": "0..3", "b": "0..3"}, "det(inverse([a, b; b, a]))*det([a, b; b, a]) = 1"),
    ({"n": "1..5"}, "binom(n, 1/2) = n"), ({"n": "1..5"}, "binom(n, 0 - 1) = 1"), ({"A": "m x n"}, "det(A^T*A) = det(A)^2"),
    ({"A": "m x n", "B": "m x n"}, "trace(A*B) = trace(B*A)"), ({"A": "n"}, "A = det(A)"), ({"u": "n x 1", "v": "n x 1"}, "u*v = v*u"),
    ({"A": "2"}, "inverse(A)*A = eye(2)"), ({"x": "real"}, "x/x = 1"), ({"n": "-3..3"}, "n/n = 1"), ({"x": "real"}, "i*x < 1"),
]


@pytest.mark.parametrize(("over", "holds"), PROVED, ids=lambda x: x if isinstance(x, str) else None)
def test_what_can_be_proved_is_proved(over, holds):
    found = settled(over=over, holds=holds)
    assert found.ok, found.problem
    assert found.word == "PROVED"


@pytest.mark.parametrize(("over", "holds", "witness"), REFUTED, ids=lambda x: x if isinstance(x, str) else None)
def test_what_is_false_is_refuted_by_a_case_that_the_checker_of_steps_replays(over, holds, witness):
    found = settled(over=over, holds=holds)
    assert found.standing.value == "false"
    assert found.word == "EXACT"
    assert witness in (None, found.shown[0].point.witness)
    assert settled(over=over, holds=holds, expect="false").ok
    assert not found.ok


@pytest.mark.parametrize(("over", "holds"), TRIED, ids=lambda x: x if isinstance(x, str) else None)
def test_what_nobody_proves_is_tried_and_says_so(over, holds):
    found = settled(over=over, holds=holds)
    assert found.ok
    assert found.word == "TESTED"
    assert "TESTED(" in found.shown[0].verdicts[0].reason


@pytest.mark.parametrize(("over", "holds"), NEVER_PROVED, ids=lambda x: x if isinstance(x, str) else None)
def test_what_is_false_is_never_proved(over, holds):
    found = settled(over=over, holds=holds)
    assert not (found.ok and found.word in ("PROVED", "EXACT")), found


@pytest.mark.parametrize(("over", "holds"), FALSE, ids=lambda x: x if isinstance(x, str) else None)
def test_every_part_of_a_domain_is_tried(over, holds):
    assert settled(over=over, holds=holds, expect="false").ok


@pytest.mark.parametrize(("over", "holds"), UNDEFINED, ids=lambda x: x if isinstance(x, str) else None)
def test_a_claim_without_a_value_somewhere_is_not_settled(over, holds):
    found = settled(over=over, holds=holds)
    assert found.standing is None
    assert found.word == "UNDECIDED"
    assert "no value" in found.problem


@pytest.mark.parametrize("holds", ["eye(100000) = eye(100000)", "((9^999)^999)^999 > 1", "binom(5, 1000000000) = 0", "2^(10^9) > 1", "sqrt(i) = 1"])
def test_what_is_too_large_ends_at_once(holds, tmp_path):
    start = time.process_time()
    (tmp_path / "x.toml").write_text(f"[[claim]]\nholds = '{holds}'\n[[claim]]\nholds = '1 = 1'\n", encoding="utf-8")
    first, second = settle_file(tmp_path / "x.toml")
    assert not first["ok"]
    assert second["ok"]
    assert time.process_time() - start < 8


def test_given_values_meet_the_premises_or_say_so():
    assert not settled(given={"x": 2}, premise="x = 3", holds="x = 2").ok
    assert settled(given={"x": 2}, premise="x = 2", holds="x^2 = 4").ok
    assert settled(holds="sqrt(2)*sqrt(3) = sqrt(6)").word == "EXACT"
    assert settled(holds="2^2000 > 1").word == "EXACT"


def test_inverses_of_letters_and_of_their_products_are_read():
    over = {"A": "invertible n", "B": "invertible n"}
    assert settled(over=over, holds="inverse(A*B) = inverse(B)*inverse(A)").word == "PROVED"
    assert settled(over=over, holds="A^-1*A = eye(n)").word == "PROVED"
    assert settled(over={"Q": "orthogonal n"}, holds="Q^T = inverse(Q)").word == "PROVED"


def test_premises_select_the_cases_and_are_never_forgotten_in_a_proof():
    free = settled(over={"A": "2", "B": "2"}, holds="(A + B)^2 = A^2 + 2*A*B + B^2")
    bound = settled(over={"A": "2", "B": "2"}, premise="A*B = B*A", holds="(A + B)^2 = A^2 + 2*A*B + B^2")
    assert free.standing.value == "false"
    assert bound.ok
    assert bound.word == "TESTED"
    projector = settled(over={"P": "n"}, premise="P*P = P", holds="(eye(n) - P)^2 = eye(n) - P")
    assert projector.word == "PROVED"
    assert settled(over={"x": "real"}, premise="x > 1", holds="x^2 > x").word == "TESTED"
    assert not settled(over={"x": "real"}, premise="x^2 < 0", holds="x = 1").ok


def test_a_variable_in_an_exponent_is_not_proved_for_negative_numbers():
    assert settled(over={"n": "natural"}, holds="0^n*0 = 0").word == "PROVED"
    assert settled(over={"n": "integer"}, holds="2^n*2 = 2^(n + 1)").word == "TESTED"


def test_a_finite_range_is_checked_whole():
    assert settled(over={"n": "0..50"}, holds="n < 2^n").word == "EXACT"
    assert settled(over={"n": "0..50"}, holds="n < 50").shown[0].point.witness == "n = 50"


def test_given_values_are_computed_with():
    given = {"A": "2 1; 1 1", "b": "3; 2"}
    assert settled(given=given, holds="inverse(A)*b = [1; 1]").word == "EXACT"
    assert settled(given=given, holds="rank(A) = 2").ok
    assert not settled(given=given, holds="rank(A) = 1").ok
    assert settled(given={"x": "0.9"}, holds="100*x^100 = 0.00003").standing.value == "false"
    assert settled(given={"A": [[1, 2], [3, 4]], "c": 2}, holds="det(c*A) = -8").ok


def test_a_theorem_of_the_library_can_be_cited():
    assert settled(theorem="woodbury").word == "PROVED"
    with pytest.raises(InputError, match="holds"):
        settled(says="nothing")


# ---- domains --------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("kind", LAYOUTS)
def test_members_have_the_structure_and_the_generic_member_covers_them(kind):
    from symbolic import is_circulant, is_hankel, is_toeplitz, is_vandermonde
    d = domain(f"{kind} 3")
    numbers = [(-1) ** k * (k % 4) for k in range(d.count({}))]
    A = d.member(numbers, {})
    n = range(3)
    structure = {
        "symmetric": A.T == A, "skew": A.T == -A, "toeplitz": is_toeplitz(A), "hankel": is_hankel(A), "circulant": is_circulant(A),
        "vandermonde": is_vandermonde(A), "orthogonal": A.T * A == matrix("1 0 0; 0 1 0; 0 0 1"), "invertible": det(A) != 0,
        "nilpotent": A ** 3 == A * 0, "diagonal": all(A[i, j] == 0 for i in n for j in n if i != j),
        "upper triangular": all(A[i, j] == 0 for i in n for j in n if i > j), "positive definite": A.T == A and det(A) > 0,
        "permutation": A * A.T == matrix("1 0 0; 0 1 0; 0 0 1"), "companion": A[1, 0] == 1 == A[2, 1] and A[0, 0] == 0,
        "lower triangular": all(A[i, j] == 0 for i in n for j in n if i < j),
    }
    assert structure.get(kind, True)
    assert (d.generic("A", {}) is None) == (kind in set(MADE) - {"invertible"})


@pytest.mark.parametrize("words", ["", "matrix", "square", "symmetric 2x3", "0", "9", "3..1", "0..99999999", "symmetric", "m x", "1 x 2 x 3"])
def test_a_domain_that_is_not_known_is_refused_with_the_list(words):
    with pytest.raises(InputError, match="for-all"):
        domain(words)


def test_numbers_stay_in_their_domain():
    for kind in NUMBERS:
        d = domain(kind)
        values = [d.member([p, q][:d.count({})], {}) for p in range(-3, 4) for q in range(3)]
        inside = [x for x in values if x is not None]
        assert inside
        assert (kind != "positive" or min(inside) > 0)
        assert (kind != "natural" or min(inside) >= 0)
        assert (kind != "nonzero" or 0 not in inside)


def test_shapes_that_do_not_fit_are_the_statements_fault():
    assert "the inner sizes must agree" in search(statement({"for-all": {"A": "2", "B": "3"}, "holds": "A*B = B*A"}, "here:1", 1)).undefined
    assert holds(relation("1/3 + 1/6 = 1/2"), {}, {})


# ---- files ----------------------------------------------------------------------------------------------------------------

BODY = 'id = "a"\nfor-all = { A = "2" }\nholds = "A + A = 2*A"\n'


@pytest.mark.parametrize(("name", "text", "place"), [
    ("x.toml", "title = 'T'\n\n[[claim]]\n" + BODY, "x.toml:3"),
    ("x.md", "# T\n\ntext\n\n```claim\n" + BODY + "```\n", "x.md:5"),
    ("x.md", "~~~claim\n" + BODY + "~~~\n", "x.md:1"),
    ("x.tex", "\\section{T}\n% claim\n" + "".join(f"% {line}\n" for line in BODY.splitlines()) + "% end claim\n", "x.tex:2"),
    ("x.ipynb", json.dumps({"cells": [{"cell_type": "code", "source": ["1"]}, {"cell_type": "markdown", "source": ["hi\n", "```claim\n" + BODY + "```"]}]}),
     "x.ipynb:cell 2, line 2"),
])
def test_claims_are_found_in_every_kind_of_file_and_reported_by_place(tmp_path, name, text, place):
    (tmp_path / name).write_text(text, encoding="utf-8")
    (found,) = settle_file(tmp_path / name)
    assert found["section"] == place
    assert found["id"] == "a"
    assert found["ok"]
    assert found["strength"] == "PROVED"


@pytest.mark.parametrize(("name", "text", "place"), [
    ("x.toml", "[[claim]]\nholds = 1 = 1\n", "x.toml:2"), ("x.toml", "[[claim]]\nhold = '1 = 1'\n", "x.toml:1"),
    ("x.toml", "[[claim]]\nholds = '1 = 1'\n[[claim]]\nholds = '1 +'\n", "x.toml:3"), ("x.toml", "nothing = 1", "x.toml"),
    ("x.toml", "", "x.toml"), ("x.toml", "[claim]\nholds = '1 = 1'", "x.toml"), ("x.md", "```claim\nholds = '1 = 1'\n", "x.md:1"),
    ("x.md", "\n```claim\nholds = 1 = 1\n```\n", "x.md:3"), ("x.tex", "% claim\n% holds = '1 = 1'\nText\n", "x.tex:3"), ("x.tex", "% claim\n", "x.tex:1"),
    ("x.ipynb", "{", "x.ipynb"), ("x.txt", "1 = 1", "x.txt"), ("x.toml", "[[claim]]\nholds = 'x = 1'\n", "x.toml:1"),
    ("x.toml", "[[claim]]\nid = 'a'\nholds = '1 = 1'\n[[claim]]\nid = 'a'\nholds = '1 = 1'\n", "x.toml:4"),
    ("x.toml", "[[claim]]\ngiven = { x = 0.5 }\nholds = 'x = 1/2'\n", "x.toml:1"), ("x.toml", "[[claim]]\nholds = '1 = 1'\nexpect = 'maybe'\n", "x.toml:1"),
])
def test_a_broken_file_is_one_sentence_with_the_line(tmp_path, name, text, place):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        claims_of(tmp_path / name)
    assert place in str(error.value)
    assert "\n" not in str(error.value)


def test_the_command_settles_a_file_and_says_by_its_exit_code_that_a_verdict_differs(call, tmp_path):
    file = tmp_path / "notes.toml"
    file.write_text("[[claim]]\nid = 'good'\nholds = '1 + 1 = 2'\n[[claim]]\nid = 'bad'\nfor-all = { A = '2', B = '2' }\nholds = 'A*B = B*A'\n")
    code, out, err = call("claims", str(file))
    assert code == 1
    assert "CHANGED" in out
    assert "notes.toml:4" in out
    assert not err
    code, out, _ = call("claims", str(file), "--json")
    assert code == 1
    assert [r["verdict"] for r in json.loads(out)] == ["true", "false"]
    code, _, err = call("claims", str(tmp_path / "none.toml"))
    assert code == 2
    assert "none.toml" in err


def test_a_claim_that_cannot_be_settled_ends_within_its_budget():
    start = time.process_time()
    found = settled(over={"A": "6", "B": "6"}, holds="det(A*A + B*B) >= 0")
    assert time.process_time() - start < 30
    assert found.word in ("TESTED", "EXACT", "UNDECIDED")


def test_the_page_of_the_docs_shows_what_the_command_prints(call, tmp_path, monkeypatch):
    page = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
    (tmp_path / "notes.toml").write_text(page.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    shown = page.split("$ eigenproof claims notes.toml\n")[1].split("```")[0]
    monkeypatch.chdir(tmp_path)
    _, out, _ = call("claims", "notes.toml")
    assert out.strip() == shown.strip()
