"""From solver to kernel: right results are accepted through JSON, spoiled ones are refuted with the place."""
from __future__ import annotations

import dataclasses
import json
from fractions import Fraction

import pytest
from flint import fmpz_mat

from symbolic import expm, frobenius_form, jordan_form, matrix_power, smith_form
from symbolic.canonical.smith import characteristic_matrix
from symbolic.errors import InputError
from symbolic.functions.spectral import spectral_form
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.numbers import AlgebraicNumber, I, root, sqrt
from verify import Verdict, certificate, check
from verify.kernel import Rejected
from verify.kernel import check as replay


def m(rows, cols=None):
    return ExactMatrix.from_rows(rows, cols)


HALF = Fraction(1, 2)
MATRICES = {
    "empty": m([], 0), "1x1": m([[7]]), "zero": m([[0] * 3] * 3), "identity": m([[1, 0], [0, 1]]),
    "permutation": m([[0, 1, 0], [0, 0, 1], [1, 0, 0]]), "nilpotent": m([[0, 1, 2], [0, 0, 3], [0, 0, 0]]),
    "two equal blocks": m([[2, 1, 0, 0], [0, 2, 0, 0], [0, 0, 2, 1], [0, 0, 0, 2]]),
    "dense": m([[3, -1, 2], [5, 0, 1], [7, 7, -2]]),
    "rational": m([[HALF, 1, 0], [0, HALF, Fraction(5, 3)], [0, 0, HALF]]), "rotation": m([[0, -1], [1, 0]]),
    "equal quadratic blocks": m([[0, -1, 1, 0], [1, 0, 0, 1], [0, 0, 0, -1], [0, 0, 1, 0]]),
    "huge": m([[10**40, 1], [3, -10**41]]),
}
OVER_FIELDS = {
    "defective over Q(i)": m([[I, 1], [0, I]]), "dense over Q(i)": m([[I, 1, 0], [2, 1 + I, 2], [1, 2, 3]]),
    "over Q(sqrt 2)": m([[sqrt(2) / 2, 1, 0], [0, sqrt(2) / 2, 0], [0, 0, 1]]), "cubic": m([[root([-2, 0, 0, 1], 0), 1], [1, 0]]),
}
SOLVERS = {"jordan_form": jordan_form, "frobenius_form": frobenius_form, "expm": expm, "matrix_power": matrix_power,
           "spectral_form": spectral_form}
WORDS = {"expm": "PROVED", "matrix_power": "PROVED"}


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("name", [*MATRICES, *OVER_FIELDS])
def test_every_result_is_accepted_through_json(name, solver):
    result = SOLVERS[solver]((MATRICES | OVER_FIELDS)[name])
    verdict = check(result)
    assert verdict.ok, verdict
    assert verdict.word == WORDS.get(solver, "EXACT")
    assert bool(verdict.axioms) == (solver == "expm")
    data = certificate(result)
    assert json.loads(json.dumps(data)) == data
    assert replay(json.loads(json.dumps(data))).statement == verdict.reason


@pytest.mark.parametrize("name", MATRICES)
def test_smith_forms_are_accepted(name):
    A = MATRICES[name]
    assert check(smith_form(characteristic_matrix(A))).word == "EXACT"
    assert check(smith_form(A * A.denominator)).word == "EXACT"


@pytest.mark.parametrize(("rows", "cols"), [([], 3), ([[2, 4, 4]], 3), ([[2], [4]], 1), ([[0, 0]], 2)])
def test_smith_forms_of_other_shapes_are_accepted(rows, cols):
    assert check(smith_form(m(rows, cols))).word == "EXACT"


def spoil(v):
    """One entry of an integer matrix changed."""
    entries = v.entries()
    return fmpz_mat(v.nrows(), v.ncols(), [entries[0] + 1, *entries[1:]])


@pytest.mark.parametrize("name", [name for name in MATRICES if name not in ("empty", "zero", "identity", "1x1")])
def test_spoiled_jordan_forms_are_refuted(name):
    form = jordan_form(MATRICES[name])
    first = form.chains[0]
    for chain in (dataclasses.replace(first, vectors=(spoil(first.vectors[0]), *first.vectors[1:])),
                  dataclasses.replace(first, vectors=tuple(v * 0 for v in first.vectors))):
        verdict = check(dataclasses.replace(form, chains=(chain, *form.chains[1:])))
        if verdict.ok:  # another eigenvector, by luck: then it must be one
            changed = dataclasses.replace(form, chains=(chain, *form.chains[1:]))
            assert changed.A * changed.P == changed.P * changed.J
        else:
            assert verdict.word in ("REFUTED", "UNDECIDED")
    n = form.A.rows
    corner = m([[int((i, j) == (0, n - 1)) for j in range(n)] for i in range(n)])
    verdict = check(dataclasses.replace(form, A=form.A + corner))
    assert (verdict.ok, verdict.word) == (False, "REFUTED")
    assert "row" in verdict.reason


def test_a_shown_eigenvalue_is_part_of_the_answer():
    form = jordan_form(MATRICES["rational"])
    chain = dataclasses.replace(form.chains[0], eigenvalue=form.chains[0].eigenvalue + 1)
    assert check(dataclasses.replace(form, chains=(chain,))).word == "REFUTED"
    rotation = jordan_form(MATRICES["rotation"])
    assert check(dataclasses.replace(rotation, chains=(dataclasses.replace(rotation.chains[0], roots=(0,)),))).word == "REFUTED"


def test_a_dropped_chain_and_a_zero_column_are_not_accepted():
    form = jordan_form(MATRICES["two equal blocks"])
    assert check(dataclasses.replace(form, chains=form.chains[:1])).word in ("REFUTED", "UNDECIDED")
    assert check(dataclasses.replace(form, chains=form.chains[:1] * 2)).word == "UNDECIDED"


def test_spoiled_components_are_refuted():
    for solve in (expm, matrix_power):
        result = solve(MATRICES["rotation"])
        first = result.spectral.components[0]
        bad = dataclasses.replace(first, parts=((spoil(first.parts[0][0]), *first.parts[0][1:]), *first.parts[1:]))
        verdict = check(dataclasses.replace(result, spectral=dataclasses.replace(result.spectral, components=(bad,))))
        assert verdict.word == "REFUTED"
        assert "row 0" in verdict.reason


def test_spoiled_transforms_are_refuted():
    form = frobenius_form(MATRICES["dense"])
    unit = m([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    assert check(dataclasses.replace(form, P=form.P + unit)).word == "REFUTED"
    assert check(dataclasses.replace(form, P=form.P * 0)).word == "UNDECIDED"
    smith = smith_form(MATRICES["dense"])
    for name in ("A", "U", "S", "V", "U_inverse", "V_inverse"):
        assert check(dataclasses.replace(smith, **{name: getattr(smith, name) + unit})).word == "REFUTED"
    assert check(dataclasses.replace(smith, U=smith.U * HALF)).word == "UNDECIDED"
    over = frobenius_form(OVER_FIELDS["over Q(sqrt 2)"])
    assert check(dataclasses.replace(over, P=over.P + unit)).word == "REFUTED"


@pytest.mark.parametrize("name", OVER_FIELDS)
def test_forms_over_a_field_are_refuted_when_what_they_show_is_wrong(name):
    form = jordan_form(OVER_FIELDS[name])
    first, rest = form.chains[0], form.chains[1:]
    witness = dataclasses.replace(form.witness, multiplier=form.witness.multiplier + 1)
    n = form.A.rows
    other = form.A + m([[(i == 0) * (j + 1) for j in range(n)] for i in range(n)])
    wrong = [dataclasses.replace(form, witness=witness), dataclasses.replace(form, A=other)]
    wrong += [dataclasses.replace(form, chains=(chain, *rest)) for chain in (
        dataclasses.replace(first, vectors=tuple(map(spoil, first.vectors))),
        dataclasses.replace(first, eigenvalue=first.eigenvalue + 1),
        dataclasses.replace(first, eigenvalue=first.eigenvalue / 7))]
    words = [check(spoiled).word for spoiled in wrong]
    assert set(words) <= {"REFUTED", "UNDECIDED"}, words
    assert words.count("REFUTED") >= 4


@pytest.mark.parametrize("name", OVER_FIELDS)
def test_the_conjugate_root_is_refuted_unless_nothing_shown_depends_on_it(name):
    form = jordan_form(OVER_FIELDS[name])
    for i, chain in enumerate(form.chains):
        moved = dataclasses.replace(chain, roots=(chain.degree - 1 - chain.roots[0],))
        spoiled = dataclasses.replace(form, chains=(*form.chains[:i], moved, *form.chains[i + 1:]))
        constant = chain.degree == 2 and chain.eigenvalue.degree() <= 0 and not any(
            x for v in chain.vectors for row in v.tolist() for x in row[1:])
        if moved.roots != chain.roots:
            assert check(spoiled).ok == constant


@pytest.mark.parametrize("name", OVER_FIELDS)
def test_components_over_a_field_are_refuted_when_what_they_show_is_wrong(name):
    result = expm(OVER_FIELDS[name])
    first, *rest = result.spectral.components
    for bad in (dataclasses.replace(first, parts=((spoil(first.parts[0][0]), *first.parts[0][1:]), *first.parts[1:])),
                dataclasses.replace(first, denominator=first.denominator + 1),
                dataclasses.replace(first, eigenvalue=first.eigenvalue + 1)):
        spoiled = dataclasses.replace(result, spectral=dataclasses.replace(result.spectral, components=(bad, *rest)))
        assert check(spoiled).word in ("REFUTED", "UNDECIDED")


def test_another_modulus_is_taken_when_the_first_fails():
    q = 10**9 + 7
    form = jordan_form(m([[0, 0], [0, q]]))
    assert certificate(form)["q_index"] == 1
    assert check(form).ok


def test_three_unlucky_moduli_leave_it_undecided():
    from verify.exact.read import MODULI
    q = MODULI[0] * MODULI[1] * MODULI[2]
    verdict = check(jordan_form(m([[0, 0], [0, q]])))
    assert (verdict.ok, verdict.word) == (False, "UNDECIDED")


def test_results_without_certificates_are_named():
    with pytest.raises(InputError, match="AlgebraicNumber"):
        check(AlgebraicNumber(sqrt(2).field, sqrt(2).poly))


def test_verdicts_read_as_words():
    assert str(Verdict(ok=True, word="PROVED", axioms=("uniqueness",), reason="for all t")) == "PROVED (by uniqueness): for all t"
    assert bool(Verdict(ok=True, word="EXACT"))
    assert not Verdict(ok=False, word="REFUTED")
    with pytest.raises(ValueError, match="TRUE"):
        Verdict(ok=True, word="TRUE")


def test_names_are_found_when_they_are_first_used():
    import verify
    assert {"Answer", "Verdict", "certificate", "check"} <= set(dir(verify))
    with pytest.raises(AttributeError):
        verify.nothing  # noqa: B018 -- the access is the test
    assert issubclass(Rejected, Exception)


def test_results_that_are_products_of_matrices():
    from symbolic.canonical.structure import real_jordan_form
    from symbolic.functions.squareroot import square_root
    from symbolic.lowrank import low_rank_update
    from symbolic.singular.decomposition import svd
    A, u, v = MATRICES["dense"], m([[1], [2], [0]]), m([[0], [1], [1]])
    results = [svd(m([[3, 0], [4, 5]])), svd(m([[1, 1]])), low_rank_update(A, u, v), real_jordan_form(MATRICES["rotation"]),
               real_jordan_form(MATRICES["equal quadratic blocks"]), square_root(m([[2, 1], [0, 2]]))]
    for result in results:
        assert check(result).word == "EXACT", result
    assert check(dataclasses.replace(results[0], S=results[0].S * -1)).word == "REFUTED"
    assert check(dataclasses.replace(results[0], U=results[0].U * 2)).word == "REFUTED"
    for part in dataclasses.fields(results[2]):
        doubled = getattr(results[2], part.name) * 2
        assert check(dataclasses.replace(results[2], **{part.name: doubled})).word == "REFUTED", part.name
    assert check(dataclasses.replace(results[3], J=results[3].J * 2)).word == "REFUTED"
    assert check(dataclasses.replace(results[5], A=results[5].A * 2)).word == "REFUTED"


def test_functions_of_a_matrix_rest_on_their_definition():
    from symbolic.functions.matrixfunction import matrix_function
    verdict = check(matrix_function(MATRICES["two equal blocks"], "sin"))
    assert (verdict.word, len(verdict.axioms)) == ("EXACT", 1)


def test_parameters_are_left_undecided():
    from symbolic import parameter
    a = parameter("a")
    A = m([[a, 1], [0, a]])
    assert check(jordan_form(A)).word == "UNDECIDED"
    from verify import Answer
    assert check(Answer("det", A, a * a)).word == "UNDECIDED"
    from symbolic.errors import UnableError
    from verify.certificates import equations
    with pytest.raises(UnableError, match="parameter"):
        equations([[[["A"]], "0"]], A=A)


def test_matrices_of_several_fields_are_joined():
    from verify.certificates import equations
    data = equations([[[["A", "B"]], [["C"]]]], A=m([[sqrt(2)]]), B=m([[sqrt(3)]]), C=m([[sqrt(6)]]))
    assert len(data["m"]) == 5
    assert replay(data)
