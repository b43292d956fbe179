"""The lesson's question 3: Jordan and Schur forms as functions of the matrix, and what stability needs of them."""
from __future__ import annotations

from importlib.util import find_spec

from symbolic import eigenvalue_structure, expm, jordan_form, matrix, stability, zero
from verify.claims.checks import certified, compare, fact, observed, sourced, theorem
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.lesson.hidden import jordan_block
from verify.claims.lesson.perturbation import BACKWARD
from verify.claims.lesson.stability import DECAY
from verify.claims.search import ORDER, least, squares

SCHUR = "https://docs.scipy.org/doc/scipy/reference/generated/scipy.linalg.schur.html"
# Two paths to 1 0 1; 0 1 0; 0 0 2 as e -> 0, with orthogonal columns and triangular forms, eigenvalues in rising order.
STRAIGHT = ("[1+e,0,1; 0,1-e,0; 0,0,2]", "[0,1,0; 1,0,0; 0,0,1]", "[1-e,0,0; 0,1+e,1; 0,0,2]")
TURNED = ("[1,e,1; e,1,0; 0,0,2]", "(1/sqrt(2)*[1,1,0; -1,1,0; 0,0,sqrt(2)])",
          "[1-e,0,1/sqrt(2); 0,1+e,1/sqrt(2); 0,0,2]")


@claim("L-q3-disc", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The Jordan form is not a continuous function of the matrix.", sources=("HJ13",))
def jordan_is_discontinuous() -> Points:
    """The matrix s J_2(0) is similar to J_2(0) for every s but 0, where it is the zero matrix."""
    yield supports("[0, s; 0, 0] has the Jordan form J_2(0) for every s not 0, with P = diag(s, 1), det P = s; at s = 0 it "
                   "is the zero matrix, whose Jordan form is 0: J_2(0) is not 0.",
                   fact("[0,s;0,0]*diag(s,1) = diag(s,1)*[0,1;0,0]", "det(diag(s,1)) = s", nonzero=("s",)),
                   theorem("nilpotency_index", "jordan_form_unique"))
    yield also("Both ends.", *(certified(jordan_form(A)) for A in (zero(2, 2), jordan_block(0, 2))))


@claim("L-q3-cont", Kind.THEOREM, Scope.ALL, Standing.FALSE,
       "The Schur form is a continuous function of the matrix.",
       correction="It is not unique, and no choice with eigenvalues in rising order is continuous at 1 0 1; 0 1 0; 0 0 2: adding "
                  "e diag(1, -1, 0) leaves T_13 = 0, adding e at (1, 2) and (2, 1) makes |T_13| = 1/sqrt(2), for every small e.",
       sources=("GVL13",))
def schur_is_continuous() -> Points:
    """On both paths the three eigenvalues differ for 0 < e < 1, so each column of Q is fixed up to a factor of modulus 1."""
    A, B = STRAIGHT[0], TURNED[0]
    yield against("Both paths go to the same matrix; their Schur forms, with 1 - e, 1 + e, 2 in order, are determined up to "
                  "factors of modulus 1, and |T_13| is 0 on one path and 1/sqrt(2) on the other, however small e is.",
                  fact(f"{A} - [1,0,1;0,1,0;0,0,2] = e*diag(1,-1,0)", f"{B} - [1,0,1;0,1,0;0,0,2] = e*[0,1,0;1,0,0;0,0,0]"),
                  *(fact(f"{M}*{Q} = {Q}*{T}", f"{Q}^T*{Q} = eye(3)") for M, Q, T in (STRAIGHT, TURNED)),
                  *(fact(f"det(x*eye(3) - {M}) = (x-1+e)*(x-1-e)*(x-2)") for M in (A, B)),
                  fact(f"entry({STRAIGHT[2]}, 1, 3) = 0"), fact(f"entry({TURNED[2]}, 1, 3)^2 = 1/2"),
                  witness="1 0 1; 0 1 0; 0 0 2")
    yield also("It is not unique either: -1 in Q changes signs in T.",
               fact("diag(1,-1)^T*[1,1;0,2]*diag(1,-1) = [1,-1;0,2]", "diag(1,-1)^T*diag(1,-1) = eye(2)"))


@claim("L-q3-diagT", Kind.THEOREM, Scope.ALL, Standing.CONDITIONAL,
       "The eigenvalues of A stand on the diagonal of T in its Schur form A = Q T Q*.",
       hypothesis="It is the complex Schur form, with T upper triangular.",
       correction="Of the complex Schur form. The real one, SciPy's default for real matrices, has 2 x 2 blocks: for "
                  "[0, 1; -1, 0] the diagonal is 0, 0 and the eigenvalues are i and -i.", sources=("HJ13", SCHUR))
def diagonal_of_schur() -> Points:
    """Every rotation or reflection takes the least matrix without real eigenvalues to itself or its negative."""
    A = least(squares(2, 1), lambda M: any(not s.eigenvalue.is_real for s in eigenvalue_structure(M)))
    yield against("[0, 1; -1, 0] has the eigenvalues i and -i, and Q^T A Q has the diagonal 0, 0 for every rotation and every "
                  "reflection Q: so has its real Schur form.",
                  compare(A, "=", matrix("0 1; -1 0"), how=f"the least one {ORDER}"), certified(jordan_form(A)),
                  fact("det(x*eye(2) - A) = x^2 + 1", given={"A": A}),
                  fact("[cos(t),-sin(t);sin(t),cos(t)]^T*A*[cos(t),-sin(t);sin(t),cos(t)] = A", given={"A": A}),
                  fact("[cos(t),sin(t);sin(t),-cos(t)]^T*A*[cos(t),sin(t);sin(t),-cos(t)] = -A", given={"A": A}),
                  witness=str(A))
    yield also("The real form is the default.", sourced(SCHUR, "Parameters, output", "'real' by default: quasi-triangular T"))
    yield repair("With T upper triangular, det(x I - A) = det(x I - T) is the product of x - T_ii.",
                 theorem("similar_characteristic_polynomial", "det_upper_triangular", "eigenvalues_are_roots"))


@claim("L-q3-only-diag", Kind.THEOREM, Scope.ALL, Standing.CONDITIONAL,
       "Whether x' = A x is stable is seen from the diagonal of T in the Schur form alone.",
       hypothesis="Strict (asymptotic) stability is asked for, and T is upper triangular.",
       correction="Asymptotic stability is. For bounded solutions the diagonal is not enough: the zero matrix and [0, 1; 0, 0] "
                  "have the same one, and the second has the unbounded solution (t, 1).", sources=("Gan59",))
def only_the_diagonal() -> Points:
    """The least triangular matrix that is not bounded, and its diagonal part, which is."""
    N = least(squares(2, 1, lambda i, j: i <= j), lambda M: stability(M).word == "unstable" and stability(M).unstable == ())
    D = zero(2, 2)
    yield against("0 1; 0 0 and the zero matrix are their own Schur forms, with the same diagonal; e^(tA) is [1, t; 0, 1] "
                  "and I.", compare(N, "=", jordan_block(0, 2), how=f"the least triangular one {ORDER}"),
                  compare([N[i, i] for i in range(2)], "=", [D[i, i] for i in range(2)]), certified(expm(N)), certified(expm(D)),
                  compare((stability(N).word, stability(D).word), "=", ("unstable", "marginal"), jordan_form(N), jordan_form(D)),
                  witness=str(N))
    yield repair("The diagonal of T lists the eigenvalues; all solutions tend to 0 exactly when their real parts are negative.",
                 theorem("similar_characteristic_polynomial", "det_upper_triangular", "eigenvalues_are_roots"), DECAY)


def sympy_blocks(*, exact: bool) -> int:
    """How many ones SymPy puts above the diagonal of the Jordan form of [r + 1, 1; -1, r - 1], r the square root of 2."""
    import sympy
    r = sympy.sqrt(2) if exact else sympy.Float(2 ** 0.5)
    _, J = sympy.Matrix([[r + 1, 1], [-1, r - 1]]).jordan_form()
    return int(J[0, 1] != 0)


def schur_residual() -> tuple[float, str]:
    """The residual of scipy.linalg.schur for 3 1 0; -1 3 1; 0 1 3, which hides J_3(3), and the version."""
    import numpy as np
    import scipy
    from scipy.linalg import schur
    A = np.array([[3.0, 1, 0], [-1, 3, 1], [0, 1, 3]])
    T, Q = schur(A, output="complex")
    return float(np.linalg.norm(Q @ T @ Q.conj().T - A)), str(scipy.__version__)


@claim("L-q3-tools", Kind.CODE, Scope.EMPIRICAL, Standing.TRUE,
       "In Python scipy.linalg.schur is reliable, while SymPy's jordan_form is for exact arithmetic only.",
       sources=(SCHUR, "GVL13"))
def tools() -> Points:
    """One defective matrix with irrational entries, exactly and rounded, through jordan_form; schur stands on LAPACK."""
    import sympy
    how = f"one run of sympy {sympy.__version__}, Matrix.jordan_form"
    r = "[sqrt(2)+1, 1; -1, sqrt(2)-1]"
    yield supports("[r + 1, 1; -1, r - 1], r = sqrt(2), is one block: exactly jordan_form finds it, rounded it does not.",
                   fact(f"({r} - sqrt(2)*eye(2))^2 = zero(2,2)", f"{r} ≠ sqrt(2)*eye(2)"),
                   observed(sympy_blocks(exact=True), "=", 1, how), observed(sympy_blocks(exact=False), "=", 0, how))
    yield supports("schur computes by the QR algorithm, with orthogonal transformations only.", BACKWARD)
    if find_spec("scipy"):
        residual, version = schur_residual()
        yield also("For a hidden J_3(3) the residual |A - Q T Q*| is of the order of rounding.",
                   observed(residual, "<", 1e-12, f"one run of scipy {version}, scipy.linalg.schur"),
                   witness="3 1 0; -1 3 1; 0 1 3")
