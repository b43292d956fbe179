"""Not a bug: large errors, or answers that look wrong, which the data themselves explain. The exact numbers say so."""
from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

from verify.oracle.case import Case
from verify.oracle.findings.balls import inverse_truth, system_truth
from verify.oracle.findings.finding import SOUND_PART, Example, Finding
from verify.oracle.judging import CONDITIONING, RIGHTLY_REFUSED, WITHIN

GAUSSIAN = ("n = 100\nc = 0.9 ** (np.arange(n) ** 2)\ny = np.random.RandomState(1234).randn(n)\n")


# ---- the cases that are made ---------------------------------------------------------------------------------------------

def _gaussian() -> tuple[Any, Any]:
    import numpy as np
    return 0.9 ** (np.arange(100) ** 2), np.random.RandomState(1234).randn(100)  # as scipy's test draws it


def _levinson() -> Case:
    c, y = _gaussian()
    return Case((c, y))


def _dense() -> Case:
    import numpy as np
    c, y = _gaussian()
    return Case((np.array([[c[abs(i - j)] for j in range(100)] for i in range(100)]), y))


def _levinson_notes() -> tuple[str, ...]:
    import numpy as np
    import scipy.linalg as sl
    c, y = _gaussian()
    first, second = sl.solve_toeplitz(c, y), sl.solve(sl.toeplitz(c), y)
    away = float(np.max(np.abs(first - second) / np.abs(second)))
    word = "below" if away <= 1e-7 else "above"
    return ((f"The two answers differ by {away:.1e}, component-wise, {word} the limit 1e-07 of scipy's test, which is marked as "
             "an expected failure, 'Instability of Levinson iteration'."),)


def legs(n: int) -> Any:
    """H L H: L is HiPPO-LegS with square roots rounded to 20 bits, H = I - (2/n) 1 1^T; exact in doubles for n = 8, 16, 32.

    >>> float(legs(8).trace())
    -36.0
    """
    import numpy as np
    L = np.array([[-round(2**20 * math.sqrt((2 * i + 1) * (2 * k + 1))) / 2**20 if i > k else -(i + 1.0) if i == k else 0.0
                   for k in range(n)] for i in range(n)])
    H = np.eye(n) - 2.0 / n
    return H @ L @ H


def _legs_notes() -> tuple[str, ...]:
    kappas = ", ".join(f"{inverse_truth(Case((legs(n),))).kappa:.3g} (n = {n})" for n in (8, 16, 32))
    return (f"kappa_1(A) is {kappas}: A itself is well conditioned for systems of equations.",)


def _legs(n: int) -> Example:
    return Example(WITHIN if n == 8 else CONDITIONING, lambda: Case((legs(n),)), code=(
        f"n = {n}\ndef entry(i, k):\n    root = round(2**20 * ((2*i + 1) * (2*k + 1)) ** 0.5) / 2**20\n"
        "    return -root if i > k else -(i + 1.0) if i == k else 0.0\n"
        "L = np.array([[entry(i, k) for k in range(n)] for i in range(n)])\n"
        "H = np.eye(n) - 2.0 / n\nnp.linalg.eigvals(H @ L @ H)"))


def defective(n: int) -> list[list[float]]:
    """P J_n(2) P^-1, P the symmetric Pascal matrix: integers.

    >>> defective(2)
    [[1.0, 1.0], [-1.0, 3.0]]
    """
    from flint import fmpz_mat
    P = fmpz_mat([[math.comb(i + j, i) for j in range(n)] for i in range(n)])
    J = fmpz_mat([[2 if i == j else int(j == i + 1) for j in range(n)] for i in range(n)])
    inverse = fmpz_mat([[int(x) for x in row] for row in P.inv().tolist()])
    return [[float(int(x)) for x in row] for row in (P * J * inverse).tolist()]


def _defective_notes() -> tuple[str, ...]:
    parts = []
    for n in range(2, 7):
        size = math.sqrt(sum(x * x for row in defective(n) for x in row))
        parts.append(f"{(2.0**-53 * size) ** (1 / n):.1e} (n = {n})")
    return (("Lidskii's law for one block of size n: a perturbation of size u ||A|| can move the eigenvalue by about "
             f"(u ||A||)^(1/n) = {', '.join(parts)}. It is a ceiling, not a prediction."),)


def _triangular() -> Case:
    import numpy as np
    rng = random.Random(0)  # noqa: S311 - seeded, so that everybody inverts the same matrix
    return Case((np.array([[rng.gauss(0, 1) if i > j else float(i == j) for j in range(64)] for i in range(64)]),))


def _triangular_notes() -> tuple[str, ...]:
    truth = inverse_truth(_triangular()).value
    top = 0.0 if truth is None else max(float(abs(x)) for x, _ in truth.entries)
    return ((f"The largest entry of the exact inverse is {top:.3g}: the growth is true. (D. Viswanath and L. N. Trefethen, "
             "SIAM J. Matrix Anal. Appl. 19 (1998), 564-581, prove that it is exponential in n.)"),)


def _hilbert(n: int) -> Callable[[], Case]:
    def make() -> Case:
        from verify.oracle.matrices import hilbert
        return Case((hilbert(n),))
    return make


def _hilbert_notes() -> tuple[str, ...]:
    from symbolic import det, matrix
    from verify.oracle.exact import kappa_2
    exact = {n: matrix([[f"1/{i + j + 1}" for j in range(n)] for i in range(n)]) for n in (13, 15, 20)}
    kappas = ", ".join(f"{kappa_2(A):.3g} (n = {n})" for n, A in exact.items())
    low = float(det(exact[20]).as_fraction())
    return ((f"The Hilbert matrix itself, of fractions 1/(i+j-1), has kappa_2 = {kappas} and, for n = 20, the determinant "
             f"{low:.2g}. The doubles are another matrix, each entry being rounded: truth and kappa above are theirs."),)


def _hilbert_example(n: int, function: str) -> Example:
    code = f"np.linalg.{function}(scipy.linalg.hilbert({n}))"
    return Example(CONDITIONING, _hilbert(n), target=f"numpy.linalg.{function}", code=code)


GRADED = [10.0 ** (-2 * k) for k in range(16)]
CONDITIONED = (
    Finding(
        "levinson-test", SOUND_PART, "scipy.linalg.solve_toeplitz", "the Gaussian Toeplitz matrix of scipy's test_unstable",
        "scipy/linalg/tests/test_solve_toeplitz.py compares Levinson's recursion with dense elimination on this matrix. Against "
        "exact truth both lose the digits that the condition number says; neither is the worse. A comparison of two computed "
        "answers cannot show that.",
        (Example(CONDITIONING, _levinson, code=f"{GAUSSIAN}scipy.linalg.solve_toeplitz(c, y)", truth=system_truth),
         Example(CONDITIONING, _dense, code=f"{GAUSSIAN}scipy.linalg.solve(scipy.linalg.toeplitz(c), y)", truth=system_truth,
                 target="scipy.linalg.solve")),
        notes=_levinson_notes,
    ),
    Finding(
        "matmul-toeplitz-graded", SOUND_PART, "scipy.linalg.matmul_toeplitz", "small entries of a product by FFT",
        "An FFT is accurate relative to the norm of the result, and so is this answer. Entries far below the norm carry no digit "
        "(the component-wise error is given, and is not judged). scipy.signal.convolve(.., method='direct') keeps them.",
        (Example(WITHIN, f"(array({GRADED}, dtype='float64'), array({[1.0, *[0.0] * 15]}, dtype='float64')), "
                 f"array({[1.0, *[0.0] * 15]}, dtype='float64')"),),
        ("https://github.com/scipy/scipy/issues/22390 (open) reports the same of scipy.signal.convolve",),
    ),
    Finding(
        "eigvals-defective", SOUND_PART, "numpy.linalg.eigvals", "eigenvalues of one Jordan block, hidden",
        "The eigenvalue 2 of a single block of size n is infinitely ill conditioned (kappa infinite). The bound is the distance "
        "at which the exact resolvent of A allows an eigenvalue of A + E for a backward error ||E||; the errors lie below it.",
        tuple(Example(WITHIN if n == 2 else CONDITIONING, f"array({defective(n)}, dtype='float64')") for n in range(2, 7)),
        notes=_defective_notes,
    ),
    Finding(
        "eigvals-legs", SOUND_PART, "numpy.linalg.eigvals", "HiPPO-LegS in another orthonormal basis",
        "The eigenvalues are -1, .., -n exactly, and A is the very matrix of doubles that is passed (the square roots are "
        "rounded to 20 bits so that the similarity is exact). The condition numbers of the eigenvalues grow exponentially, and "
        "for n = 32 no digit is determined.",
        tuple(_legs(n) for n in (8, 16, 32)),
        notes=_legs_notes,
    ),
    Finding(
        "inv-triangular", SOUND_PART, "numpy.linalg.inv", 'the inverse of a random unit lower triangular matrix "explodes"',
        "Normal deviates below a unit diagonal, n = 64. The entries of the inverse are that large; the computed ones are right "
        "to far more digits than kappa promises.",
        (Example(WITHIN, _triangular, truth=inverse_truth, code=(
            "import random\nrng = random.Random(0)\nn = 64\n"
            "A = np.array([[rng.gauss(0, 1) if i > j else float(i == j) for j in range(n)] for i in range(n)])\n"
            "np.linalg.inv(A)")),),
        notes=_triangular_notes,
    ),
    Finding(
        "hilbert", SOUND_PART, "numpy.linalg.cond", "cond, det and matrix_rank of Hilbert matrices",
        "cond cannot return much more than 1/u, since the smallest computed singular value is off by u sigma_1; the determinant "
        "loses all digits, and the rank is decided by a threshold. kappa says that no algorithm on doubles can do better.",
        (*(_hilbert_example(n, "cond") for n in (13, 15, 20)), _hilbert_example(20, "det"), _hilbert_example(20, "matrix_rank")),
        notes=_hilbert_notes,
    ),
    Finding(
        "det-singular", SOUND_PART, "numpy.linalg.det", "the determinant of a singular integer matrix is not 0",
        "The determinant is right relative to the product of the row norms, which is the accuracy that elimination promises. "
        "Whether a matrix is singular cannot be read off a floating-point determinant. (Its inverse and its logarithm: part 2.)",
        (Example(WITHIN, "array([[1, 2, 1], [-2, -3, 1], [3, 5, 0]], dtype='int64')"),),
        ("https://github.com/numpy/numpy/issues/8769 (closed; this matrix)",),
    ),
    Finding(
        "sqrtm-singular", SOUND_PART, "scipy.linalg.sqrtm", "square roots of nilpotent matrices",
        "The first matrix has no square root; the second has many, none of them a function of A (kappa infinite). "
        "Both times a warning says that the result may be inaccurate or may not exist.",
        (Example(RIGHTLY_REFUSED, "array([[0.0, 1.0], [0.0, 0.0]], dtype='float64')"),
         Example(CONDITIONING, "array([[0.0, 1.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]], dtype='float64')")),
        ("https://github.com/scipy/scipy/issues/7839 and https://github.com/scipy/scipy/issues/4866 (both closed)",),
    ),
)
