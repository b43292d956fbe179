"""Sentences stand on facts, derivations are written from results, and the kernel has the last word."""
from __future__ import annotations

import random
from fractions import Fraction

import pytest

import exercises
import symbolic
from exercises.derivation import Derivation, Means, Note, Rank, Said, WorkedProblem, define, rel, replay, step, verdicts
from exercises.deriving.literals import determinant, number_tree, rank_fact, squarefree_part, surd
from exercises.document import Answer, Document, Remark, Step
from exercises.phrases import PhraseError, claim, guide, hole, match, need
from exercises.render import render
from exercises.terms import E, column, det, exp, eye, from_json, inv, mat, name, num, rank, total, var, zero
from symbolic import matrix
from verify.kernel.errors import Rejected

A, N, P, V = (name(k) for k in "ANPV")
NILPOTENT = claim("The {k:ordinal} power of {M} vanishes.", need("=", hole("M") ** hole("k"), E("zero", ("?", "?"))))


# --- trees --------------------------------------------------------------------------------------------------------


def test_trees_read_back():
    tree = mat([[1, Fraction(-1, 2)], [var("x") ** 2, -A * eye(2)]])
    assert from_json(tree.to_json()) == tree
    assert (1 - var("t")).to_json() == ["add", ["num", "1"], ["neg", ["var", "t"]]]
    assert (2 / var("t")).op == "frac"
    assert (A.T + 1).to_json() == ["add", ["T", ["name", "A"]], ["num", "1"]]
    assert total([]) == num(0)
    assert {node.op for node in tree.walk()} == {"mat", "num", "neg", "pow", "var", "mul", "name", "eye"}
    assert tree.rebuild(lambda e: e) == tree


@pytest.mark.parametrize("data", ["A", [], [1], None])
def test_what_is_not_a_tree_is_refused(data):
    with pytest.raises(ValueError, match="expression tree"):
        from_json(data)


# --- sentences ----------------------------------------------------------------------------------------------------


def test_a_sentence_reads_its_numbers_from_the_fact():
    atoms = tuple(rel(N ** 3, "=", zero(2, 2)).atoms())
    assert NILPOTENT.parts(atoms, (), frozenset()) == ("The ", "third", " power of ", N, " vanishes.")


def test_changing_the_fact_changes_the_sentence():
    """The slip that typed words allow: the exponent in the fact is changed, and the sentence goes on saying third."""
    atoms = tuple(rel(N ** 4, "=", zero(2, 2)).atoms())
    assert NILPOTENT.parts(atoms, (), frozenset())[1] == "fourth"


@pytest.mark.parametrize("fact", [
    rel(N ** 2, "=", eye(2)), rel(N ** 2, "≠", zero(2, 2)), rel(N * 2, "=", zero(2, 2)), rel(N ** var("k"), "=", zero(2, 2)),
    rel(N ** 40, "=", zero(2, 2)),
], ids=str)
def test_false_neighbours_do_not_build(fact):
    with pytest.raises(PhraseError):
        NILPOTENT.parts(tuple(fact.atoms()), (), frozenset())


@pytest.mark.parametrize("text", ["the 2 blocks", "a = b", "x^2", r"\alpha", "so a < b", "a ≠ b"])
def test_mathematics_is_not_typed_into_words(text):
    with pytest.raises(PhraseError, match="outside a slot"):
        guide(text)


def test_guidance_shows_names_only():
    assert guide("Look at {N}.", N=N).parts((), (), frozenset("N")) == ("Look at ", N, ".")
    for tree in (num(2), P, A * mat([[1]]), E("i")):
        with pytest.raises(PhraseError):
            guide("Look at {N}.", N=tree).parts((), (), frozenset("AN"))


def test_a_claim_needs_a_fact_and_every_slot_needs_a_filling():
    with pytest.raises(PhraseError, match="needs the shape"):
        claim("It is invertible.")
    with pytest.raises(PhraseError, match="nothing fills"):
        claim("{missing}", need("=", hole("x"), hole("y"))).parts(tuple(rel(A, "=", P).atoms()), (), frozenset())


def test_words_for_numbers():
    atoms = tuple(Rank(A, 1, (0,), (0,), column([0, 1]), (1,)).atoms())
    say = claim("{g:count} {g:number} {g:times} {g:Count} {g:ordinal} vector{g:/s}", need("nullity", A, hole("g")))
    assert "".join(say.parts(atoms, (), frozenset())) == "one one once One first vector"


def test_facts_of_this_step_come_first():
    now, before = tuple(rel(N ** 2, "=", zero(2, 2)).atoms()), tuple(rel(N ** 3, "=", zero(2, 2)).atoms())
    assert NILPOTENT.parts(now, before, frozenset())[1] == "second"


def test_holes_match_the_same_tree_each_time():
    assert match(hole("a") + hole("a"), A + A, {}) == {"a": A}
    assert match(hole("a") + hole("a"), A + P, {}) is None
    assert match(E("eye", ("?",)), eye(3), {}) == {}
    assert match(A, P, {}) is None


def test_chains_state_every_pair():
    atoms = set(rel(A, "=", P, "=", V, "≠", 0).atoms())
    assert {("=", A, V), ("=", V, A), ("≠", A, num(0)), ("≠", num(0), P)} <= atoms
    assert not {x for x in rel(num(2), ">", 1, "<", 3).atoms() if x[1:] == (num(2), num(3))}


# --- derivations --------------------------------------------------------------------------------------------------


def small(*facts, **kwargs):
    return Derivation((("A", mat([[2, 1], [0, 2]])),), (step(guide("Look at {A}.", A=A), *facts),), **kwargs)


def test_the_verdict_is_what_the_kernel_returns():
    good = small(define("N", A - 2 * eye(2)), rel(N ** 2, "=", zero(2, 2)), answer=(rel(N ** 2, "=", zero(2, 2)),))
    assert verdicts(good) == ("EXACT", "EXACT")
    blocks = replay(good).blocks
    assert [b.verdict for b in blocks if isinstance(b, Step | Answer)] == ["EXACT", "EXACT"]
    with pytest.raises(Rejected):
        replay(small(rel(A, "=", eye(2))))
    with pytest.raises(Rejected):
        small(answer=(rel(A, "=", eye(2)),)).document()


def test_weak_lines_show_formulas_under_their_weak_word():
    line = small(Said("ASSUMES", "a theorem", (rel(A, "=", eye(2)),)))
    (block,) = [b for b in replay(line).blocks if isinstance(b, Step)]
    assert block.verdict == "ASSUMES(a theorem)"
    assert block.facts[0].sides == (A, eye(2))
    with pytest.raises(PhraseError):
        replay(small(Said("ASSUMES", "a theorem", (rel(A, "=", eye(2)),)),
                     answer=(rel(A, "=", A),), answer_say=(claim("So {X}.", need("=", A, hole("X")), X=eye(2)),)))


def test_notes_stand_on_facts():
    problem = WorkedProblem("1", "T", "t", (guide("Find {A}.", A=A),), small(rel(A, "=", A)), (
        Note("Hint", (claim("{A} is {X}.", need("=", A, hole("X")), A=A),)),))
    assert any(isinstance(b, Remark) for b in problem.blocks())
    with pytest.raises(PhraseError):
        WorkedProblem("1", "T", "t", (guide("Find {P}.", P=P),), small(rel(A, "=", A))).blocks()


def test_reasons_follow_the_fact():
    assert step(Means(inv(A), P)).why == "both products are I"
    assert step(Means(exp(A), P)).why == "same start, same differential equation"
    assert step(rank_fact(A, [[Fraction(1)]])).why.startswith("a nonzero minor")
    assert step(Said("SOURCED", "x")).why == ""


# --- literals -----------------------------------------------------------------------------------------------------


def test_surds():
    assert squarefree_part(72) == (6, 2)
    assert surd(Fraction(0), Fraction(-2), 3).to_json() == ["neg", ["mul", ["num", "2"], ["sqrt", "3"]]]
    assert surd(Fraction(1), Fraction(1), -1).to_json() == ["add", ["num", "1"], ["i"]]
    assert surd(Fraction(0), Fraction(1), -2).to_json() == ["mul", ["sqrt", "2"], ["i"]]
    assert number_tree(symbolic.root([-1, -1, 0, 1], 0)) is None
    assert number_tree(Fraction(1, 2)) == num(Fraction(1, 2))
    assert determinant([[Fraction(0), Fraction(1)], [Fraction(1), Fraction(0)]]) == -1
    assert determinant([[Fraction(1), Fraction(1)], [Fraction(1), Fraction(1)]]) == 0


# --- derive -------------------------------------------------------------------------------------------------------

MATRICES = {
    "one block": "3 1; 0 3", "variant": "1 1 0; -1 3 0; 1 5 -1", "rational": "1/2 1/3; -3/4 3/2", "identity": "1 0; 0 1",
    "two blocks": "2 1 0 0; 0 2 0 0; 0 0 2 0; 0 0 0 2", "equal blocks": "3 1 0 0; 0 3 0 0; 0 0 3 1; 0 0 0 3", "one by one": "5",
    "nilpotent": "0 1 0; 0 0 1; 0 0 0", "zero": "0 0; 0 0", "golden": "1 1; 1 0", "rotation": "0 -1; 1 0", "pair": "1 -2; 1 -1",
    "cubic": "0 0 1; 1 0 1; 0 1 0", "cubic scaled": "1/2 1 0; 0 1/3 1; 1 0 1/5", "mixed": "0 0 1 0; 1 0 1 0; 0 1 0 0; 0 0 0 2",
    "singular": "1 -1; -1 1", "defective pair": "0 1 1 0; -1 0 0 1; 0 0 0 1; 0 0 -1 0",
    "gaussian": "1+i 1; 0 1+i", "sqrt": "sqrt(2) 1; 0 -sqrt(2)",
    "cubic twice": "0 0 1 1 0 0; 1 0 1 0 1 0; 0 1 0 0 0 1; 0 0 0 0 0 1; 0 0 0 1 0 1; 0 0 0 0 1 0",
}


@pytest.mark.parametrize("function", ["jordan_form", "expm", "matrix_power"])
@pytest.mark.parametrize("text", MATRICES.values(), ids=MATRICES)
def test_derivations_of_results_are_checked_line_by_line(function, text):
    derivation = exercises.derive(getattr(symbolic, function)(matrix(text)))
    words = verdicts(derivation)
    assert set(words) <= {"PROVED", "EXACT"}
    assert words[-1] == ("EXACT" if function == "jordan_form" else "PROVED")
    for form in ("text", "html", "md", "latex", "json"):
        assert render(derivation.document(), form)


def test_the_jordan_derivation_shows_what_a_teacher_shows():
    text = render(exercises.derive(symbolic.jordan_form(matrix("1 1 0; -1 3 0; 1 5 -1"))).document(), "text")
    for piece in ("(x + 1) (x − 2)²", "rank N = 2", "built from the top", "A P = P J", "det P ="):
        assert piece in text


def test_the_rotation_is_written_with_cosines():
    assert "cos" in render(exercises.derive(symbolic.expm(matrix("0 1; -1 0"))).document(), "text")


@pytest.mark.parametrize("seed", range(12))
def test_drawn_matrices(seed):
    draw = random.Random(seed)
    n = draw.randint(2, 4)
    A_ = matrix([[draw.randint(-2, 2) for _ in range(n)] for _ in range(n)])
    assert "REFUTED" not in verdicts(exercises.derive(symbolic.jordan_form(A_)))
    assert verdicts(exercises.derive(symbolic.matrix_power(A_)))[-1] == "PROVED"


@pytest.mark.parametrize("kind", ["det", "inverse", "rank", "nullspace", "rref", "lu", "charpoly", "minpoly"])
@pytest.mark.parametrize("text", ["2 1 1; 1 3 2; 3 4 3", "2 1; 1 1", "2 0 0; 0 2 0; 0 0 3", "1/2 1; 1 4"])
def test_single_answers(kind, text):
    from verify import Answer as Plain
    A_ = matrix(text)
    if kind == "inverse" and symbolic.det(A_) == 0:
        pytest.skip("singular")
    assert verdicts(exercises.derive(Plain(kind, A_, getattr(symbolic, kind)(A_))))[-1] == "EXACT"


def test_solutions_and_forms():
    from verify import Answer as Plain
    A_, b = matrix("2 1; 1 1"), matrix("1; 2")
    assert verdicts(exercises.derive(Plain("solve", A_, symbolic.solve(A_, b), b)))[-1] == "EXACT"
    for result in (symbolic.frobenius_form(A_), symbolic.smith_form(matrix("2 4 4; -6 6 12; 10 4 16")),
                   symbolic.vandermonde([1, 2, 4]), symbolic.vandermonde([1, 1]), symbolic.low_rank_update(A_, b, b)):
        derivation = exercises.derive(result)
        assert set(verdicts(derivation)) == {"EXACT", *(f"PROVED({theorem})" for theorem in derivation.cited())}


@pytest.mark.parametrize(("result", "theorem"), [
    (symbolic.vandermonde([1, 2, 4]), "vandermonde_determinant"), (symbolic.vandermonde([1, 1]), "vandermonde_determinant"),
    (symbolic.low_rank_update(matrix("2 1; 1 1"), matrix("1; 2"), matrix("1; 2")), "sherman_morrison"),
    (symbolic.low_rank_update(matrix("2 1; 1 1"), matrix("1 0; 2 1"), matrix("1 0; 2 1")), "woodbury"),
])
def test_instances_cite_the_theorem_for_all_sizes(result, theorem):
    derivation = exercises.derive(result)
    assert derivation.cited() == (theorem,)
    assert f"PROVED({theorem})" in verdicts(derivation)


def test_functions_of_a_matrix():
    from verify import Answer as Plain
    A_ = matrix("4 1; 0 9")
    assert verdicts(exercises.derive(Plain("sqrt", A_, symbolic.sqrtm(A_))))[-1] == "EXACT"
    assert verdicts(exercises.derive(Plain("sign", A_, symbolic.signm(A_))))[-1] == "EXACT"
    with pytest.raises(Rejected):
        exercises.derive(Plain("sqrt", A_, A_)).document()
    assert verdicts(exercises.derive(symbolic.matrix_function(A_, "sign")))[-1] == "EXACT"
    with pytest.raises(symbolic.UnableError):
        exercises.derive(symbolic.matrix_function(A_, "log"))
    assert verdicts(exercises.derive(symbolic.svd(matrix("3 0; 0 4; 0 0"))))[-1] == "EXACT"
    assert verdicts(exercises.derive(symbolic.real_jordan_form(matrix("0 -1 0; 1 0 0; 0 0 2"))))[-1] == "EXACT"


def test_what_has_no_derivation_says_so():
    with pytest.raises(symbolic.UnableError, match="no worked solution"):
        exercises.derive(42)
    for A_ in (matrix([[symbolic.root([-2, 0, 0, 1], 0)]]), symbolic.zero(11, 11), symbolic.zero(0, 0)):
        for function in (symbolic.expm, symbolic.matrix_power, symbolic.jordan_form):
            with pytest.raises(symbolic.UnableError):
                exercises.derive(function(A_))
    with pytest.raises(symbolic.UnableError):
        exercises.derive(symbolic.expm(matrix("0 0 0 0 1; 1 0 0 0 1; 0 1 0 0 0; 0 0 1 0 0; 0 0 0 1 0")))


def test_a_tampered_result_is_rejected():
    form = symbolic.jordan_form(matrix("3 1; 0 3"))
    wrong = symbolic.JordanForm(matrix("3 2; 0 3"), form.chains, form.decomposition)
    with pytest.raises(Rejected):
        exercises.derive(wrong).document()


def test_the_document_of_a_derivation_is_a_document():
    assert isinstance(exercises.derive(symbolic.jordan_form(matrix("3 1; 0 3"))).document("Title"), Document)
    assert det(A).op == "det"
    assert rank(A).op == "rank"
