"""Formulas: precedence, signs and juxtaposition, in LaTeX, text, words and MathML."""
from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree  # noqa: ICN001

import pytest

from exercises.document import FactView
from exercises.render import render_formula
from exercises.render.boxes import Fence, Frac, Grid, Row
from exercises.render.denominators import take_out
from exercises.render.equation import pieces
from exercises.render.layout import layout
from exercises.render.textmath import Style, draw
from exercises.terms import E, column, cos, det, entry, exp, eye, inv, mat, name, num, sqrt, var, zero
from symbolic.errors import InputError
from tests.exercises.golden_formulas import GOLDEN, TALL
from tests.exercises.sample_document import EXPRESSIONS, TRANSFORM

A, B, P = name("A"), name("B"), name("P")
t, x, n = var("t"), var("x"), var("n")
HALF = num(Fraction(1, 2))


@pytest.mark.parametrize("key", EXPRESSIONS)
def test_every_operation_in_latex_text_and_words(key):
    latex, text, words = GOLDEN[key]
    tree = EXPRESSIONS[key]
    assert render_formula(tree, "latex") == latex
    assert render_formula(tree, "speech") == words
    if text is not None:
        assert draw(layout(tree), Style(flat=True)).lines == (text,)


@pytest.mark.parametrize("key", TALL)
def test_tall_formulas_as_text(key):
    lines = render_formula(EXPRESSIONS[key]).split("\n")
    assert "\n".join(line.rstrip() for line in lines) == TALL[key]


@pytest.mark.parametrize("key", EXPRESSIONS)
def test_ascii_is_seven_bit(key):
    assert render_formula(EXPRESSIONS[key], "ascii").isascii()


@pytest.mark.parametrize("key", EXPRESSIONS)
def test_mathml_is_well_formed_and_scripts_have_the_right_number_of_children(key):
    root = ElementTree.fromstring(render_formula(EXPRESSIONS[key], "html"))  # noqa: S314 - our own text
    counts = {"mfrac": 2, "msup": 2, "msub": 2, "msubsup": 3, "munder": 2, "munderover": 3}
    for node in root.iter():
        assert len(node) == counts.get(node.tag, len(node))


def test_a_matrix_has_as_many_mathml_rows_and_cells_as_the_matrix():
    text = render_formula(mat([[1, 2, 3], [4, 5, 6]]), "html")
    assert (text.count("<mtable"), text.count("<mtr>"), text.count("<mtd")) == (1, 2, 6)


#: tree -> LaTeX, where brackets, signs and dots could go wrong
PRECEDENCE = [
    (A - (B + x), "A - (B + x)"),
    (A + -B, "A - B"),
    (-A + B, "-A + B"),
    (entry(name("s"), 2, 1), "s_2"),
    (entry(name("r"), 1, 3), "r_3"),
    (entry(A, 2, 1), "A_{2,1}"),
    (entry(name("v_1"), 2, 1), "(v_1)_{2,1}"),
    (A * -B, "A (-B)"),
    (-A * B, "-A B"),
    (E("neg", (-A,)), "-(-A)"),
    (-(A * B), "-A B"),
    ((-A) ** 2, "(-A)^2"),
    (-(A**2), "-A^2"),
    ((A * B) ** -1, "(A B)^{-1}"),
    ((A + B) * (A - B), "(A + B) (A - B)"),
    (num(-3) * num(2), r"-3 \cdot 2"),
    (num(2) * x * num(3) ** n, r"2x \cdot 3^n"),
    (A * num(2), r"A \cdot 2"),
    (HALF * num(Fraction(1, 3)), r"\frac{1}{2} \cdot \frac{1}{3}"),
    (num(Fraction(-1, 2)) * A, r"-\frac{1}{2} A"),
    ((HALF * A) ** 2, r"\left(\frac{1}{2} A\right)^2"),
    (HALF**n, r"\left(\frac{1}{2}\right)^n"),
    (exp(t / 2), "e^{t/2}"),
    (exp(t) ** 2, "(e^t)^2"),
    (exp(-(t - 1)), "e^{-(t - 1)}"),
    (sqrt(2) ** 3, r"(\sqrt{2})^3"),
    (cos(2 * t) * x, r"(\cos 2t) x"),
    (cos(t + 1), r"\cos(t + 1)"),
    (cos(t / 2), r"\cos \frac{t}{2}"),
    (det(A) * det(B), r"(\det A) \det B"),
    (det(A * B), r"\det(A B)"),
    (det(mat([[1, 2], [3, 4]])), r"\det \begin{bmatrix}1 & 2 \cr 3 & 4\end{bmatrix}"),
    (inv(A).T, r"(A^{-1})^{\mathrm{T}}"),
    (name("v_1") ** 2, "v_1^2"),
    ((x - 1) / (x + 1), r"\frac{x - 1}{x + 1}"),
    (-x / 2, r"-\frac{x}{2}"),
    (E("sum", ("k", num(0), n, x)) * A, r"\left(\sum_{k = 0}^n x\right) A"),
    (zero(2, 2) * eye(2), "0I"),
    (num(0) * num(1), r"0 \cdot 1"),
]


@pytest.mark.parametrize(("tree", "latex"), PRECEDENCE, ids=[latex for _, latex in PRECEDENCE])
def test_precedence_signs_and_juxtaposition(tree, latex):
    assert render_formula(tree, "latex") == latex


def test_an_unknown_operation_is_named():
    with pytest.raises(InputError, match="'frobnicate'"):
        layout(E("frobnicate", (A,)))
    with pytest.raises(InputError, match="unknown format 'docx'"):
        render_formula(A, "docx")


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("lambda_1", r"\lambda_1"), ("v_12", "v_{12}"), ("v2", "v_2"), ("Sigma", r"\Sigma"), ("X'", "X'"),
        ("X''", "X''"), ("A_ij", r"A_{\mathrm{ij}}"), ("c_i_j", "c_{i,j}"), ("rank", r"\mathrm{rank}"),
        ("inf", r"\infty"), ("P_1'", "P_1'"), ("_", r"\text{\_}"), ("", r"\text{}"),
        ("a b", r"\text{a b}"), ("\\evil{", r"\text{\textbackslash{}evil\{}"), ("é", r"\text{é}"),
    ],
)  # fmt: skip
def test_names(text, latex):
    assert render_formula(E("name", (text,)), "latex") == latex


# --- common denominators ----------------------------------------------------------------------------------------------


def test_a_common_denominator_is_taken_out_when_half_of_the_entries_are_fractions():
    tree = mat([[Fraction(1, 2), Fraction(-1, 3)], [0, Fraction(5, 6)]])
    assert render_formula(tree, "latex") == r"\frac{1}{6} \begin{bmatrix}3 & -2 \cr 0 & 5\end{bmatrix}"


def test_a_common_denominator_of_polynomials():
    tree = mat([[t**2 / 2, HALF * t], [-(t / 2), 1 - t**2 / 2]])
    expected = r"\frac{1}{2} \begin{bmatrix}t^2 & t \cr -t & 2 - t^2\end{bmatrix}"
    assert render_formula(tree, "latex") == expected


@pytest.mark.parametrize(
    "tree",
    [
        mat([[HALF, 1], [0, HALF]]),  # a Jordan block stays readable
        mat([[HALF, 0], [0, Fraction(1, 3)]]),
        mat([[Fraction(1, 101), Fraction(1, 7)], [Fraction(1, 3), 2]]),  # the denominator is too long
        mat([[HALF]]),
        mat([[1, 2], [3, 4]]),
        TRANSFORM,
    ],
)
def test_a_denominator_stays_inside_where_that_reads_better(tree):
    assert take_out(tree.args[0]) == (1, tree.args[0])


def value(tree: E, at: dict[str, Fraction]) -> Fraction:
    """Evaluate the few operations that denominators.py rewrites."""
    match tree.op:
        case "num":
            return Fraction(tree.args[0])
        case "var":
            return at[tree.args[0]]
        case "neg":
            return -value(tree.args[0], at)
        case "add":
            return sum((value(a, at) for a in tree.args), Fraction(0))
        case "mul":
            product = Fraction(1)
            for a in tree.args:
                product *= value(a, at)
            return product
        case "frac":
            return value(tree.args[0], at) / value(tree.args[1], at)
    return value(tree.args[0], at) ** int(value(tree.args[1], at))


@pytest.mark.parametrize(
    "rows",
    [
        [[HALF, t / 3], [-(t**2 / 4), 1 + t / 6]],
        [[HALF * (t / 3), t / 2], [(2 * t) / 4, E("neg", (-(t / 2),))]],
        [[(t + HALF) / 3, t / 3], [num(Fraction(-2, 3)), -HALF * t]],
        [[(1 - t) / 2, (-t) / 2], [(3 * t) / 2, HALF * t * t]],
    ],
)
def test_taking_a_denominator_out_keeps_the_value(rows):
    given = mat(rows).args[0]
    denominator, scaled = take_out(given)
    assert denominator > 1
    for before, after in zip(given, scaled, strict=True):
        for left, right in zip(before, after, strict=True):
            for at in (Fraction(2, 7), Fraction(-5)):
                assert value(right, {"t": at}) == denominator * value(left, {"t": at})


# --- boxes and pieces -------------------------------------------------------------------------------------------------


def test_a_fraction_before_a_matrix_power_is_bracketed():
    box = layout(mat([[HALF, HALF], [0, Fraction(3, 2)]]) ** 2)
    assert isinstance(box.base, Fence)
    assert isinstance(box.base.body, Row)
    assert isinstance(box.base.body.items[0], Frac)


def test_numbers_are_right_aligned_and_everything_else_centred():
    assert layout(mat([[1, -10], [Fraction(1, 3), 2]])).align == ("right", "right")
    assert layout(mat([[x, 1]])).align == ("center", "right")
    assert isinstance(layout(column([1, 2])), Grid)


def test_a_chain_breaks_at_relations_and_a_long_side_at_plus():
    assert len(pieces(FactView((A, B, P), ("=", "≠")))) == 3
    terms = [x ** (20 - place) for place in range(20)]
    cut = pieces(FactView((A, E("add", tuple(terms))), ("=",)))
    assert len(cut) > 3
    assert [piece.items[0].text for piece in cut[1:]] == ["=", *["+"] * (len(cut) - 2)]


def test_the_empty_matrix_has_a_picture_in_every_format():
    for kind in ("text", "ascii", "latex", "html", "speech"):
        assert render_formula(mat([]), kind)
