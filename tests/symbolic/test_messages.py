"""Errors begin with the name that was called, and positions in messages count from 1; structured values print as calls."""
from __future__ import annotations

import ast
import inspect

import pytest

import symbolic
from symbolic import (
    ExactError,
    ExactMatrix,
    NoSuchObjectError,
    delta_step,
    hippo_legs,
    is_one_semiseparable,
    is_semiseparable,
    is_toeplitz,
    krylov_dimension,
    lyapunov,
    matrix,
    parse_polynomial,
    peak_of_mode,
    power_method_rate,
    sqrt,
    stability,
    stein,
    toeplitz,
    transfer_function,
)
from symbolic.errors import ParseError, in_name_of
from symbolic.structured.base import StructuredMatrix

GOOD, WIDE, LETTER = matrix("1 2; 3 5"), matrix("1 2 3; 4 5 6"), matrix("a 1; 0 a", symbols=["a"])
NUMBERS = {"exact", "sqrt", "from_float", "parse_number", "parse_polynomial", "matrix"}  # they name the value, not themselves
BAD = {"float": 1.5, "none": None, "wide": WIDE, "letter": LETTER, "list": [1.5, 2], "int": -1}
FUNCTIONS = [name for name in symbolic.__all__ if inspect.isfunction(getattr(symbolic, name)) and name not in NUMBERS]


def required(function):
    """How many arguments have no default."""
    parameters = inspect.signature(function).parameters.values()
    return sum(p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) for p in parameters)


def complaint(function, given):
    """What the function says about its arguments: None for an answer or text with a place; other errors go through."""
    try:
        function(*given)
    except ParseError:
        return None
    except ExactError as error:
        return str(error)
    return None


@pytest.mark.parametrize("name", FUNCTIONS)
def test_bad_arguments_are_refused_in_the_name_of_the_function(name):
    function = getattr(symbolic, name)
    n = required(function)
    for bad in BAD.values():
        for place in range(-1, n):
            given = [bad if place in (-1, k) else GOOD for k in range(n)]
            message = complaint(function, given)
            assert message is None or message.startswith((f"{name}:", f"{name} ")), (name, message)
            assert message is None or "\n" not in message


def test_singular_pairs_are_named_after_the_question():
    for A, text in ((matrix("1 0; 0 -1"), "lyapunov: A has the eigenvalues 1 and -1, whose sum is 0"),
                    (matrix("0 1; -1 0"), "lyapunov: A has the eigenvalues"),
                    (matrix("0 0; 0 1"), "lyapunov: A has the eigenvalue 0")):
        with pytest.raises(NoSuchObjectError) as caught:
            lyapunov(A)
        assert str(caught.value).startswith(text)
        assert caught.value.witness is not None
    for A, text in ((matrix("2 0; 0 1/2"), "stein: A has the eigenvalues"),
                    (matrix("1"), "stein: A has the eigenvalue 1, whose square is 1")):
        with pytest.raises(NoSuchObjectError) as caught:
            stein(A)
        assert str(caught.value).startswith(text)


def test_methods_and_options_are_named():
    with pytest.raises(ExactError, match=r"^equals: "):
        power_method_rate(matrix("2 1; 1 1")).equals(sqrt(2))
    with pytest.raises(ExactError, match=r"^delta_step: the rule"):
        delta_step(GOOD, [1, 1], [1, 1], 1, rule="flow")
    with pytest.raises(ExactError, match=r"^stability: "):
        stability(LETTER)
    with pytest.raises(ExactError, match=r"^krylov_dimension: .*\.T_matrix.*\.input_vector"):
        krylov_dimension(hippo_legs(3), [1, 1, 1])
    A = hippo_legs(3)
    assert krylov_dimension(A.T_matrix, A.input_vector) == 3
    with pytest.raises(ExactError, match=r"^lyapunov: .*dense"):
        lyapunov(toeplitz([1, 2]))


def test_the_name_of_an_inner_function_is_replaced():
    for text in ("inner: it is 3", "it is 3"):
        with pytest.raises(symbolic.UnableError, match=r"^outer: it is 3") as caught, in_name_of("outer"):
            raise symbolic.UnableError(text, "4")
        assert caught.value.reason == "outer: it is 3"
    with pytest.raises(ParseError, match=r"^line 2"), in_name_of("outer"):
        raise ParseError("no", 2, 1)


def test_positions_in_reasons_count_from_one_and_witnesses_from_zero():
    found = is_toeplitz(matrix("1 2; 3 4"))
    assert found.witness == ((0, 0), (1, 1))
    assert found.reason == "on one diagonal entry (1, 1) is 1, entry (2, 2) is 4"
    assert "rows 2..3 and columns 1..2" in is_semiseparable(matrix("5 0 0; 1 7 0; 1 1 9"), 1).reason
    assert "one_" not in is_one_semiseparable(WIDE).reason


VALUES = [
    "toeplitz([1, 2], [1, 3])", "toeplitz([1, 2])", "circulant([1, 2, 3])", "hankel([1, 2], [2, 3])", "vandermonde([1, 2])",
    "vandermonde([1, 2]).T", "confluent_vandermonde([1, 2], [2, 1])", "confluent_vandermonde([1, 2], [2, 1]).T",
    "cauchy([1, 2], [3, 4])", "hilbert(2)", "companion([6, -5, 1])", "companion([6, -5, 1]).T", "structured_diagonal([1, 2])",
    "one_semiseparable([1, 2, 3])", "one_semiseparable([1, 2, 3]).T", "semiseparable([1, 2], [1, 1], [1, 1], [5, 2])",
    'structured_update(toeplitz([2, 1]), matrix("1; 0"), matrix("0; 1"))', "hippo_legs(3)", "hippo_legt(2)",
    'scaled_matrix("-1 0; -1 -2", [1, 3])', "ssd_matrix([1, 2], [[1, 0], [0, 1]], [[1, 1], [1, 2]])",
    "selective_matrix([[1], [2]], [[3], [4]], [[5], [6]])", 'dplr([-1, -2], matrix("1; 1"), matrix("1; 1"), matrix("1; 1"))',
]


def built(node):
    """The value of a constructor call, from its syntax tree."""
    if isinstance(node, ast.Call):
        return getattr(symbolic, node.func.id)(*map(built, node.args))
    return built(node.value).T if isinstance(node, ast.Attribute) else ast.literal_eval(node)


@pytest.mark.parametrize("text", VALUES)
def test_structured_values_print_as_the_call_that_makes_them(text):
    value = built(ast.parse(text, mode="eval").body)
    assert repr(value) == str(value)
    again = built(ast.parse(repr(value), mode="eval").body)
    assert again.dense() == value.dense()
    assert repr(again) == repr(value)


def families(cls=StructuredMatrix):
    for sub in cls.__subclasses__():
        yield sub
        yield from families(sub)


def test_no_family_has_the_representation_of_a_dataclass():
    assert [c.__name__ for c in families() if c.__repr__ is not StructuredMatrix.__repr__] == []


def test_data_are_properties_and_verbs_are_methods():
    assert toeplitz([1, 2], [1, 3]).symbol == (3, 1, 2)
    for family in families():
        for verb in ("dense", "matvec", "solve", "det", "inverse", "displacement", "displacement_rank", "latex"):
            assert callable(getattr(family, verb))
        assert isinstance(family.shape, property)


def test_polynomials_from_text_equal_computed_ones():
    assert parse_polynomial("x^2-8*x+4") == symbolic.charpoly(matrix("1 3; 1 7"))


def test_one_input_and_one_output_give_a_number():
    A = symbolic.dplr([-1, -2], [1, 1], B=[1, 1], C=[1, 0])
    G = transfer_function(A.dense(), A.B, A.C)
    assert G(5) == A.transfer(5) == G.at(5)[0, 0]
    assert isinstance(G.at(5), ExactMatrix)
    assert transfer_function(GOOD, GOOD, GOOD)(7).shape == (2, 2)


def test_the_entry_of_a_peak_is_enclosed():
    peak = peak_of_mode(3, "-1/2")
    assert (peak.enclose_entry(20) * 6).overlaps(peak.enclose(20))
    assert peak.enclose_entry(20).rel_accuracy_bits() > 60
