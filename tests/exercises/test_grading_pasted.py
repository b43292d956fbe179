"""Answers as people type and paste them: other signs, LaTeX, HTML, I for a matrix; read when they have one meaning, else queued."""
from __future__ import annotations

import pytest

from exercises.grading import Question, mark
from exercises.grading.identities import written_out
from exercises.grading.kinds import KINDS, kind_named
from exercises.grading.pasted import plain
from exercises.grading.shown import readable
from symbolic.errors import ExactError, InputError


def asked(kind: str, answer: str | dict[str, str], *, decimals: bool = True, **data: str) -> Question:
    return Question(kind, data, {"": answer} if isinstance(answer, str) else answer, 4, decimals=decimals)


THREE, HALVES, GOLDEN = asked("value", "3"), asked("value", "3/2"), asked("value", "(1+sqrt(5))/2")
MATRIX, TWICE = asked("matrix", "1 2; 3 4"), asked("matrix", "2 0; 0 2")
VECTOR, POLYNOMIAL = asked("vector", "1, -2, 3"), asked("polynomial", "(x-1)^2*(x+2)")
GOLDEN_VECTOR = asked("eigenvector", "(1, 2)", A="1 1; 1 0", eigenvalue="(1+sqrt(5))/2")
PAIR, BLOCKS = asked("values", "1+2*i, 1-2*i"), asked("blocks", "J_2(3), J_1(-1)")
OPEN, RAY = asked("interval", "[0, 2/9)"), asked("interval", "(1, inf)")
OF_T, OF_N = asked("function", "2*t*e^(3*t)", variable="t"), asked("function", "3^n+n*3^(n-1)", variable="n")
TABLE_OF_T, ROW_OF_N = asked("functions", "e^t t*e^t; 0 e^t", variable="t"), asked("functions", "C(n,2) n", variable="n")
VERDICT = asked("yes-no", "no, 3", needs="no", witness="a number k", witnesses="3, 4")
CHOICE = asked("choice", "asymptotic", words="asymptotic|unstable|stable")
JORDAN = asked("jordan", {"P": "2 1; -1 0", "J": "3 1; 0 3"}, A="5 4; -1 1")

RIGHT = [
    (asked("value", "-3"), ["\u22123", "\u20133", "\ufe633", "\uff0d3", "\u20143", "$-3$"]),
    (THREE, ["x = 3", "\uff13", "\u200b3", "\ufeff3", "6\u00f72", "\u221a9", "9^(1/2)", "$$3$$", "\\(3\\)", "<p>3</p>", "&nbsp;3", "**3**", "`3`",
             "answer: 3", "The answer is 3.", "\uff19\uff0f\uff13"]),
    (HALVES, ["3\u20442", "\\frac32", "\\tfrac{3}{2}", "\u00bd\u00b73", "1+\u00bd", "1.5", "-(-3)/2"]),
    (GOLDEN, ["\u00bd(1+\u221a5)", "\\frac{1+\\sqrt5}{2}", "(1+sqrt 5)/2", "(1+sqrt5)/2", "(1+5^(1/2))/2", "2/(\u221a5\u22121)", "sqrt((3+sqrt(5))/2)"]),
    (asked("value", "1+2*i"), ["1 + 2 i", "2i+1", "5/(1-2i)", "1+sqrt(-4)", "1\u2212(\u22122)i"]),
    (asked("value", "sqrt(8)"), ["2sqrt2", "2 sqrt(2)", "8^(1/2)", "2^(3/2)", "4\u00b72^(-1/2)", "\u221a2\u221a4", "2\\sqrt2"]),
    (MATRIX, ["$\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}$", "1 & 2 \\\\ 3 & 4", "(1 2; 3 4)", "(1, 2; 3, 4)", "np.array([[1,2],[3,4]])", "Matrix([[1, 2], [3, 4]])",
              "\u23a11 2\u23a4\n\u23a33 4\u23a6", "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>", "1\t2\n3\t4\r\n"]),
    (TWICE, ["2I", "2*I", "2 I", "2\u00b7I\u2082", "2I_{2}", "I+I", "3I - I", "I*4/2", "2 Id", "2\\mathbb{I}", "diag(2, 2)", "A = 2I", "-(-2)I", "I + [1 0; 0 1]"]),
    (asked("matrix", "-1 0; 0 -1"), ["-I", "\u2212I", "(-1)I", "i\u00b2I"]),
    (asked("matrix", "1/2 0; 0 1/2"), ["I/2", "1/2 I", "\u00bdI", "0.5*I", "\\frac{1}{2}I"]),
    (asked("matrix", "3 1; 0 3"), ["3*I + [0 1; 0 0]", "J_2(3)"]),
    (asked("equations", {"X": "1 0; 0 1"}, A="1 0; 0 2", laws="A X = A", find="X 2x2"), ["X = I"]),
    (VECTOR, ["(1,-2,3)^T", "(1,-2,3)\u1d40", "(1,-2,3)'", "[1, -2, 3]^T", "\u27e81,\u22122,3\u27e9", "\\langle 1,-2,3\\rangle", "(1; -2; 3)", "x1 = 1, x2 = -2, x3 = 3",
              "x=1, y=-2, z=3", "\\vec{x}=(1,-2,3)"]),
    (GOLDEN_VECTOR, ["((1+\u221a5)/2; 1)", "(1+sqrt5, 2)", "(2, \u221a5\u22121)", "(i*(1+\u221a5), 2i)"]),
    (PAIR, ["1\u00b12i", "1 +- 2i", "1\\pm 2i", "x_{1,2} = 1\u00b12i", "\u03bb\u2081 = 1+2i, \u03bb\u2082 = 1-2i", "$\\{1+2i, 1-2i\\}$"]),
    (asked("set", "1, 2"), ["\\{1, 2\\}", "x \u2208 {1, 2}", "1 or 2"]),
    (asked("set", ""), ["\u2205", "\\emptyset", "the empty set", "{}"]),
    (asked("list", "4, 3"), ["\u27e84,3\u27e9", "x\u2081 = 4, x\u2082 = 3"]),
    (BLOCKS, ["J\u2082(3), J\u2081(-1)", "$J_2(3)\\oplus J_1(-1)$", "J_2(3) and J_1(-1)", "diag(J_2(3), J_1(-1))", "J<sub>2</sub>(3), J<sub>1</sub>(-1)"]),
    (OPEN, ["[0; 2/9)", "x \u2208 [0, 2/9)", "x in [0, 2/9)", "\\left[0, \\frac29\\right)", "0 \\leq x < 2/9"]),
    (RAY, ["(1, +\u221e)", "(1,\\infty)", "]1, \u221e["]),
    (POLYNOMIAL, ["(x-1)^2(x+2)", "(\u03bb-1)^2 (\u03bb+2)", "p(\u03bb) = \u03bb\u00b3 - 3\u03bb + 2", "x<sup>3</sup> - 3x + 2", "x\u00b3\u20133x+2"]),
    (OF_T, ["2te^(3t)", "2t e^{3t}", "$2te^{3t}$", "2te\u00b3\u1d57", "2t exp(3t)"]),
    (OF_N, ["3^n+n3^(n-1)", "3\u207f + n3\u207f\u207b\u00b9", "3^n+n 3^(n-1)", "(n+3)3^(n-1)", "3^(n-1)(n+3)", "(n+3) 3^(n-1)"]),
    (asked("function", "(1+2*t)*e^(3*t)*cos(t)", variable="t"), ["e^(3t)(1+2t)cos(t)", "e^{3t} (1+2t) \\cos(t)", "(1+2t)e^(3t)cos(t)", "\\exp(3t)(1+2t)cos(t)"]),
    (asked("functions", "-t*e^(3*t) e^(3*t)-2*t*e^(3*t)", variable="t"), ["-t*e^(3t) e^(3t)-2*t*e^(3t)", "-te^(3t), e^(3t)(1-2t)"]),
    (asked("nullspace", {"N": "-1 -1; 1 0; 0 1"}, A="1 1 1"), ["(-1,1,0), (-1,0,1)", "N = {(-1,1,0), (-1,0,1)}", "(-1,1,0)^T, (-1,0,1)^T", "N = [(-1,1,0), (-1,0,1)]",
                                                            "(1,-1,0)\n(0,1,-1)", "N = [[-1,-1],[1,0],[0,1]]"]),
    (asked("nullspace", {"N": "1; -1; 0"}, A="1 1 0; 0 0 1"), ["(1,-1,0)", "N = (2, -2, 0)"]),
    (asked("chain", {"V": "1 0; 0 1"}, A="0 1; 0 0", length="2"), ["(1, 0), (0, 1)", "V = I"]),
    (asked("solve", {"x": "(2, 0)"}, A="1 1", b="2"), ["x = [1, 1]", "2 0", "(1; 1)"]),
    (asked("functions", "e^(2*t) 0; 0 e^(2*t)", variable="t"), ["e^(2t)*I", "e^(2t) I", "e^{2t}I"]),
    (asked("svd", {"U": "1 0; 0 1", "S": "4 0; 0 3", "V": "1 0; 0 1"}, A="4 0; 0 3"), ["U = I, S = diag(4, 3), V = I", "u = I\ns = 4 0; 0 3\nv = I"]),
    (asked("inverse", {"X": "1/2 0; 0 1/2"}, A="2 0; 0 2"), ["X = I/2", "A^{-1} = \\frac12 I"]),
    (TABLE_OF_T, ["e^t, t e^t; 0, e^t", "[[e^t, te^t],[0, e^t]]", "\\begin{pmatrix}e^t & te^t\\\\0&e^t\\end{pmatrix}"]),
    (ROW_OF_N, ["C(n,2) n", "C(n, 2), n", "n*(n-1)/2, n"]),
    (asked("functions", "e^t, t*e^t", variable="t"), ["e^t, t e^t", "e^t, te^t"]),
    (VERDICT, ["no, for example 3", "No, e.g. k = 4"]),
    (CHOICE, ["Asymptotic!", "\u201casymptotic\u201d", "answer: asymptotic"]),
    (JORDAN, ["$P = \\begin{pmatrix}2&1\\\\-1&0\\end{pmatrix}$, $J = \\begin{pmatrix}3&1\\\\0&3\\end{pmatrix}$", "P = 2 1; -1 0 and J = 3 1; 0 3",
              "p = 2 1; -1 0\nj = 3 1; 0 3", "P = 2 1; -1 0\nJ = J_2(3)"]),
]

QUEUED = [  # several meanings, or right in a reading that is not ours: never a mark, never wrong
    (THREE, ["3 or -3", "\u00b13", "+-3", "3, 4", "3%", "300%", "3!", "\u22483", "3 cm", "not 3", "3, because 9 = 3*3", "3 1/2", "|3|", "3 -> 3", "3\u20133"]),
    (HALVES, ["1 1/2", "1\u00bd", "1,5", "150%", "<sup>3</sup>/<sub>2</sub>", "\u00b3\u2044\u2082", "11\u00bd", "\u221a2.25"]),
    (GOLDEN, ["\u03c6", "phi", "(1+5^0.5)/2"]),
    (asked("value", "12"), ["\\frac123", "24^(1/2)^2", "\\sqrt144"]),
    (MATRIX, ["1 2 / 3 4", "(1,2),(3,4)", "((1,2),(3,4))", "| 1 2 |\n| 3 4 |", "1 2; 3 x", "1 2; 3", "1,5 2; 3 4"]),
    (TWICE, ["2/I", "1/2I", "2I_3", "3I + N", "3I - 1", "I*I + I", "2*(I)", "II"]),
    (asked("vector", "1, -2"), ["(1 -2)", "x2 = -2, x1 = 1", "z = -2, y = 1"]),
    (asked("vector", "3/2, 5/2"), ["1,5; 2,5", "1,5 2,5", "(1,5; 2,5)"]),
    (asked("list", "1/2, 3"), ["0,5; 3"]),
    (asked("svd", {"U": "1 0; 0 1", "S": "4 0; 0 3", "V": "1 0; 0 1"}, A="4 0; 0 3"), ["U = I\nS = (4, 3)\nV = I", "U = V = I\nS = diag(4, 3)"]),
    (asked("functions", "e^t t*e^t; 0 e^t", variable="t"), ["e^t I + t*e^t N", "I e^t; 0 I"]),
    (asked("list", "2, -2"), ["\u00b12", "+-2"]),
    (asked("list", "5/2, 3"), ["2 1/2 3"]),
    (asked("value", "sqrt(2)/2"), ["\u221a1/2", "sqrt 1/2"]),
    (asked("nullspace", {"N": "-1 -1; 1 0; 0 1"}, A="1 1 1"), ["[-1,1,0],[-1,0,1]", "N = -1 1 0; -1 0 1", "(-1,1,0), (1,0)", "span{(-1,1,0),(-1,0,1)}"]),
    (asked("value", "100"), ["10\u00b21", "10\u00b2.5"]),
    (asked("blocks", "J_2(3)"), ["J_2(35", "J_2(3/", "J_2(3"]),
    (asked("values", "2, -2"), ["\u00b1\u00b12", "\u00b12 \u00b12", "2 und -2"]),
    (asked("list", "4, 3"), ["x\u2082 = 4, x\u2081 = 3", "x_{2} = 4, x_{1} = 3", "y = 4, x = 3"]),
    (asked("values", "3, 3, -1"), ["3 (twice), -1", "3 (2x), -1"]),
    (OF_T, ["2t e^3t", "2*t*E^(3t)", "2 t e^3 t"]),
    (asked("yes-no", "no", needs="none"), ["maybe", "yes/no", "0", "?", "-", "know", "nein"]),
    (VERDICT, ["no, 3 or 5", "no, three", "no, 3, 5"]),
    (CHOICE, ["asymptotic or stable", "not asymptotic", "asym"]),
    (asked("value", "3/2", decimals=False), ["1.5", "1,5", "1.50"]),
    (asked("vector", "3/2, 5/2", decimals=False), ["1,5; 2,5"]),
]

WRONG = [  # readable and wrong
    (THREE, ["2.999999999", "3.0000001", "\u22123"]),
    (HALVES, ["1", "2/3", "\u00bd"]),
    (GOLDEN, ["1.618", "1.6180339887498949"]),
    (GOLDEN_VECTOR, ["(1.618, 1)", "(1, (1+\u221a5)/2)", "((1-\u221a5)/2, 1)"]),
    (TWICE, ["I", "-2I", "2 I + I", "diag(2, 3)", "2*I + [0 1; 0 0]"]),
    (MATRIX, ["1 3; 2 4", "1 2; 3 5"]),
    (asked("nullspace", {"N": "-1 -1; 1 0; 0 1"}, A="1 1 1"), ["(-1,1,0), (1,-1,0)", "(1,1,0), (1,0,1)", "(-1,1,0)"]),
    (asked("chain", {"V": "1 0; 0 1"}, A="0 1; 0 0", length="2"), ["(0, 1), (1, 0)"]),
    (PAIR, ["2\u00b1i", "1+2i", "1\u00b12i, 3"]),
    (OPEN, ["]0, 2/9)", "x \u2208 [0, 2/9]"]),
    (VERDICT, ["no", "no, for example 5", "yes, 3"]),
    (OF_T, ["2te^(2t)", "te^(3t)"]),
    (ROW_OF_N, ["C(n,2)*n 1"]),
]


@pytest.mark.parametrize(("question", "texts"), RIGHT, ids=[f"{q.kind}-{k}" for k, (q, _) in enumerate(RIGHT)])
def test_one_meaning_is_read(question, texts):
    for text in texts:
        assert mark(question, text).right, (text, mark(question, text).feedback)


@pytest.mark.parametrize(("question", "texts"), QUEUED, ids=[f"{q.kind}-{k}" for k, (q, _) in enumerate(QUEUED)])
def test_several_meanings_wait_for_a_person(question, texts):
    for text in texts:
        found = mark(question, text)
        assert (found.points, found.unread) == (0, True), (text, found)
        assert len(found.feedback) > 25


@pytest.mark.parametrize(("question", "texts"), WRONG, ids=[f"{q.kind}-{k}" for k, (q, _) in enumerate(WRONG)])
def test_wrong_stays_wrong(question, texts):
    for text in texts:
        found = mark(question, text)
        assert (found.right, found.unread, found.undecided) == (False, False, False), (text, found)


def test_plain_text_is_left_alone():
    for text in ("3 1; 0 3", "0 < b <= 2/9", "J_2(3), J_1(-1)", "2*t*e^(3*t)", "P = 1 2; 3 4\nJ = 1 0; 0 2", "(1, 2)", "<1, 2>", "a & b < c"):
        assert plain(text) == text
    assert plain(plain("x\u00b2 \u2013 \u00bd\u221a3 \u2264 1")) == plain("x\u00b2 \u2013 \u00bd\u221a3 \u2264 1")


@pytest.mark.parametrize(("text", "rows"), [
    ("I", "1 0; 0 1"), ("--I", "1 0; 0 1"), ("3I - 2*[0 1; 0 0]", "3 -2; 0 3"), ("sqrt(2)*I/2", "sqrt(2)/2 0; 0 sqrt(2)/2"), ("I 0; 0 I", "I 0; 0 I"),
    ("I I", "I I"), ("5", "5"), ("1 2; 3 4", "1 2; 3 4"), ("-1/1 I", "-1 0; 0 -1"), ("2I/3*5", "10/3 0; 0 10/3")])
def test_matrices_in_words_of_their_own(text, rows):
    assert written_out(text, (2, 2), decimals=True) == rows


@pytest.mark.parametrize("text", ["I^2", "2/I", "3I + 2", "I_3", "I + [1 2 3; 4 5 6; 7 8 9]", "e*I", "2*-I", "I(2)*3 + I"])
def test_no_sum_of_multiples_of_the_identity(text):
    with pytest.raises(ExactError):
        written_out(text, (2, 2), decimals=True)


def test_every_kind_says_what_is_free_in_one_sentence():
    with pytest.raises(InputError):
        kind_named("none")
    assert len(KINDS) >= 33
    for kind in KINDS.values():
        assert kind.freedom.count(". ") == 0
        assert kind.freedom.endswith(".")
        assert 3 < len(kind.write) < 120


@pytest.mark.parametrize(("text", "shown"), [
    ("yours is 3, the value is root(x^3-x-1, 0)", "yours is 3, the value is about 1.3247 (the real root of x^3-x-1)"),
    ("not root(x^8-5*x^2+1, 2), 4", "not about 0.44757 (the third real root of x^8-5*x^2+1), 4"),
    ("not root(x^3-x-1, 1)", "not about -0.66236-0.56228*i (root 2 of x^3-x-1)"),
    ("has (root(x^3-x-1, 0)^2, 1)", "has (r^2, 1); r is about 1.3247 (the real root of x^3-x-1)"),
    ("2*root(x^3-x-1, 0)+root(x^3-2, 0)",
     "2*r_1+r_2; r_1 is about 1.3247 (the real root of x^3-x-1); r_2 is about 1.2599 (the real root of x^3-2)"),
    ("root(x^40-x-1, 0)", "r; r is root 1 of x^40-x-1"), ("root(x^3-x-1, 9)", "r; r is root 10 of x^3-x-1"), ("no sqrt(2)", "no sqrt(2)")])
def test_roots_are_enclosed_in_feedback(text, shown):
    assert readable(text) == shown


def test_long_roots_in_feedback_are_short():
    long = "root(x^8-40*x^6+352*x^4-960*x^2+577, 2)"
    found = mark(asked("value", long), "1")
    assert "about " in found.feedback
    assert "root(" not in found.feedback
    assert mark(asked("value", long), long).right


@pytest.mark.parametrize(("answer", "points", "name"), [
    ("P = 1 2; 0 -1\nJ = 3 0; 1 3", 3, "ones below the diagonal, P to match"), ("P = 2 1; -1 0\nJ = 3 0; 1 3", 1, ""), ("P = 0 0; 0 0\nJ = 3 0; 1 3", 1, ""),
    ("P = 1 2; 0 -1\nJ = 2 0; 1 2", 0, "")])
def test_ones_below_the_diagonal_are_a_convention(answer, points, name):
    found = mark(JORDAN, answer)
    assert (found.points, found.mistake) == (points, name)
    assert "above the diagonal" in found.feedback


def test_a_matrix_of_a_wrong_shape_earns_nothing_and_is_no_defect():
    found = mark(JORDAN, "P = 2 1; -1 0\nJ = 3 1 3")
    assert (found.points, found.undecided) == (0, False)
    assert "J is 1x3 and must be 2x2" in found.feedback
