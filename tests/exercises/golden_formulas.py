"""What every operation looks like: name -> (LaTeX, one line of text, words); read and agreed to by a person.

The names are those of `sample_document.EXPRESSIONS`. The text is None where a formula takes several lines; a few of
those stand in TALL.
"""
from __future__ import annotations

GOLDEN: dict[str, tuple[str, str | None, str]] = {
    "num": ("3", "3", "3"),
    "fraction": (r"-\frac{3}{2}", "−3/2", "minus 3 over 2"),
    "name": ("A", "A", "A"),
    "greek": (r"\lambda_1", "λ₁", "lambda sub 1"),
    "var": ("t", "t", "t"),
    "sqrt": (r"\frac{1 + \sqrt{5}}{2}", "(1 + √5)/2", "the quantity 1 plus square root of 5, end quantity, over 2"),
    "i": ("2 + 3i", "2 + 3i", "2 plus 3 i"),
    "root": (r"\alpha", "α", "alpha"),
    "mat": (
        r"\begin{bmatrix}1 & -1 & 0 \cr 2 & 4 & 1 \cr 0 & -10 & 3\end{bmatrix}",
        None,
        "3 by 3 matrix, row 1: 1, minus 1, 0; row 2: 2, 4, 1; row 3: 0, minus 10, 3, end matrix",
    ),
    "hcat": (
        r"\begin{bmatrix}v_1 & v_2 & w\end{bmatrix}",
        "[v₁  v₂  w]",
        "1 by 3 matrix, row 1: v sub 1, v sub 2, w, end matrix",
    ),
    "eye": ("I", "I", "I"),
    "zero": ("0", "0", "0"),
    "diag": (
        r"\mathrm{diag}(\lambda_1, \lambda_2)",
        "diag(λ₁, λ₂)",
        "diag open bracket lambda sub 1, lambda sub 2 close bracket",
    ),
    "add": (r"A - \lambda_1 I", "A − λ₁ I", "A minus lambda sub 1 times I"),
    "neg": ("-(x + 1)", "−(x + 1)", "minus open bracket x plus 1 close bracket"),
    "mul": ("(A - 2I) v_1", "(A − 2I) v₁", "open bracket A minus 2 I close bracket times v sub 1"),
    "pow": (r"(A - \lambda_1 I)^2", "(A − λ₁ I)²", "open bracket A minus lambda sub 1 times I close bracket squared"),
    "T": (r"(A P)^{\mathrm{T}}", "(A P)ᵀ", "open bracket A times P close bracket transpose"),
    "inv": ("P^{-1} A", "P⁻¹ A", "P inverse times A"),
    "frac": (r"\frac{t^2}{2}", "t²/2", "t squared over 2"),
    "det": (r"\det(x I - A)", "det(x I − A)", "determinant of open bracket x times I minus A close bracket"),
    "rank": (r"\mathrm{rank}\thinspace N", "rank N", "rank of N"),
    "norm": (r"\Vert A\Vert_F", "‖A‖_F", "F norm of A"),
    "exp": ("e^{-2t}", "e⁻²ᵗ", "e to the power the quantity minus 2 t, end quantity"),
    "exp_matrix": ("e^{tA}", "eᵗᴬ", "e to the power the quantity t A, end quantity"),
    "exp_literal": (
        r"\exp\left(t \begin{bmatrix}0 & 1 \cr -1 & 0\end{bmatrix}\right)",
        None,
        "exp of open bracket t times 2 by 2 matrix, row 1: 0, 1; row 2: minus 1, 0, end matrix, close bracket",
    ),
    "cos": (r"(\cos t) I", "(cos t) I", "open bracket cosine of t close bracket times I"),
    "sin": (r"\sin^2 2t", "sin² 2t", "sine squared of 2 t"),
    "D": ("X'", "X′", "X prime"),
    "D_call": ("X'(t)", "X′(t)", "X prime of t"),
    "D_exp": (
        r"\frac{\mathrm{d}}{\mathrm{d}t} e^{tA}",
        "(d/dt) eᵗᴬ",
        "derivative with respect to t of e to the power the quantity t A, end quantity",
    ),
    "at": (r"\left.X\right\vert_{t = 0}", "X│ₜ₌₀", "X at t equals 0"),
    "at_call": ("S(n + 1)", "S(n + 1)", "S of open bracket n plus 1 close bracket"),
    "binom": (
        r"\binom{n}{2} \cdot 3^{n - 2}",
        "C(n, 2) · 3ⁿ⁻²",
        "n choose 2 times 3 to the power the quantity n minus 2, end quantity",
    ),
    "call": ("f(n + 1)", "f(n + 1)", "f of open bracket n plus 1 close bracket"),
    "sum": (r"\sum_{k = 0}^{n - 1} A^k", "∑_(k=0)^(n−1) Aᵏ", "sum over k equals 0 to n minus 1 of A to the power k"),
    "entry": ("A_{2,3}", "A₂,₃", "A sub 2, 3"),
    "tuple": ("(1, -2, 1)", "(1, −2, 1)", "open bracket 1, minus 2, 1 close bracket"),
    "rootsum": (
        r"\sum_{\alpha} e^{\alpha t} N(\alpha)",
        "∑_α e^(αt) N(α)",
        "sum over alpha of e to the power the quantity alpha t, end quantity, times N of alpha",
    ),
    "iverson": ("[n = 0]", "[n = 0]", "1 if n equals 0, else 0"),
    "text": (r"\mathrm{identity}", "identity", "identity"),
    "scaled": (
        r"\begin{bmatrix}1 & 0 & -\tfrac{1}{3} \cr 1 & 1 & \tfrac{2}{3} \cr 2 & 1 & \tfrac{1}{6}\end{bmatrix}",
        None,
        "3 by 3 matrix, row 1: 1, 0, minus 1 over 3; row 2: 1, 1, 2 over 3; row 3: 2, 1, 1 over 6, end matrix",
    ),
    "scaled_T": (
        (r"\begin{bmatrix}1 & 0 & -\tfrac{1}{3} \cr 1 & 1 & \tfrac{2}{3} \cr 2 & 1 & "
        r"\tfrac{1}{6}\end{bmatrix}^{\mathrm{T}}"),
        None,
        ("3 by 3 matrix, row 1: 1, 0, minus 1 over 3; row 2: 1, 1, 2 over 3; row 3: 2, 1, 1 over 6, end "
        "matrix, transpose"),
    ),
    "norm_literal": (
        r"\left\Vert\begin{bmatrix}1 & -1 & 0 \cr 2 & 4 & 1 \cr 0 & -10 & 3\end{bmatrix}\right\Vert_2",
        None,
        "2 norm of 3 by 3 matrix, row 1: 1, minus 1, 0; row 2: 2, 4, 1; row 3: 0, minus 10, 3, end matrix",
    ),
}  # fmt: skip

TALL: dict[str, str] = {
    "fraction": (
        "−3/2"
    ),
    "mat": (
        "⎡1   −1  0⎤\n"
        "⎢2    4  1⎥\n"
        "⎣0  −10  3⎦"
    ),
    "exp_literal": (
        "exp⎛t ⎡ 0  1⎤⎞\n"
        "   ⎝  ⎣−1  0⎦⎠"
    ),
    "binom": (
        "⎛n⎞ · 3ⁿ⁻²\n"
        "⎝2⎠"
    ),
    "sum": (
        "n−1\n"
        " ∑  Aᵏ\n"
        "k=0"
    ),
    "rootsum": (
        "∑ e^(αt) N(α)\n"
        "α"
    ),
    "D_exp": (
        "d\n"
        "── eᵗᴬ\n"
        "dt"
    ),
    "scaled_T": (
        "⎡1  0  −1/3⎤ᵀ\n"
        "⎢1  1   2/3⎥\n"
        "⎣2  1   1/6⎦"
    ),
    "norm_literal": (
        "‖⎡1   −1  0⎤‖\n"
        "‖⎢2    4  1⎥‖\n"
        "‖⎣0  −10  3⎦‖₂"
    ),
}
