"""The lesson's question 3: Jordan and Schur forms as functions of the matrix, and what stability needs of them."""
from __future__ import annotations

from importlib.util import find_spec

from symbolic import eigenvalue_structure, expm, jordan_form, matrix, stability, zero
from verify.claims.checks import certified, compare, fact, observed, sourced, theorem
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.lesson.hidden import jordan_block
from verify.claims.lesson.perturbation import BACKWARD, schur_is_near
from verify.claims.lesson.stability import DECAY
from verify.claims.search import ORDER, least, squares

SCHUR = "https://docs.scipy.org/doc/scipy/reference/generated/scipy.linalg.schur.html"
# Two paths to 1 0 1; 0 1 0; 0 0 2 as e -> 0. FORMS: path, orthogonal Q, triangular T, with 2 last, and (T_13 T_23)^2.
STRAIGHT, TURNED = "[1+e,0,1; 0,1-e,0; 0,0,2]", "[1,e,1; e,1,0; 0,0,2]"
FORMS = ((STRAIGHT, "[0,1,0; 1,0,0; 0,0,1]", "[1-e,0,0; 0,1+e,1; 0,0,2]", "0"),
         (STRAIGHT, "eye(3)", "[1+e,0,1; 0,1-e,0; 0,0,2]", "0"),
         (TURNED, "(1/sqrt(2)*[1,1,0; -1,1,0; 0,0,sqrt(2)])", "[1-e,0,1/sqrt(2); 0,1+e,1/sqrt(2); 0,0,2]", "1/4"),
         (TURNED, "(1/sqrt(2)*[1,1,0; 1,-1,0; 0,0,sqrt(2)])", "[1+e,0,1/sqrt(2); 0,1-e,1/sqrt(2); 0,0,2]", "1/4"))
# Path, eigenvectors u of 2 and v of 1 + s, s = e or -e, and T_12^2 over (1 - e^2)^2 (or over 1) where these two come first.
PAIRS = ((STRAIGHT, "[1;0;1-e]", "[1;0;0]", "e", "1", "1"), (STRAIGHT, "[1;0;1-e]", "[0;1;0]", "-e", "0", "1"),
         (TURNED, "[1;e;1-e^2]", "[1;1;0]", "e", "(1-e^2)^2", "3-2*e-3*e^2+2*e^4"),
         (TURNED, "[1;e;1-e^2]", "[1;-1;0]", "-e", "(1-e^2)^2", "3+2*e-3*e^2+2*e^4"))


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
       correction="It is not unique, and no choice is continuous at 1 0 1; 0 1 0; 0 0 2. With 2 last, T_13 T_23 = 0 after adding "
                  "e diag(1, -1, 0), but |T_13 T_23| = 1/2 after adding e at (1, 2) and (2, 1), for every small e not 0.",
       sources=("GVL13",))
def schur_is_continuous() -> Points:
    """On both paths the three eigenvalues differ for 0 < e < 1, so T is fixed up to factors of modulus 1 by their order."""
    yield against("Two paths go to 1 0 1; 0 1 0; 0 0 2. With 2 last, in either order of 1 - e and 1 + e, |T_13 T_23| is 0 on "
                  "the one and 1/2 on the other, however small e is.",
                  fact(f"{STRAIGHT} - [1,0,1;0,1,0;0,0,2] = e*diag(1,-1,0)",
                       f"{TURNED} - [1,0,1;0,1,0;0,0,2] = e*[0,1,0;1,0,0;0,0,0]"),
                  *(fact(f"{M}*{Q} = {Q}*{T}", f"{Q}^T*{Q} = eye(3)") for M, Q, T, _ in FORMS),
                  *(fact(f"(entry({T}, 1, 3)*entry({T}, 2, 3))^2 = {square}") for _, _, T, square in FORMS),
                  witness="1 0 1; 0 1 0; 0 0 2")
    yield against("A continuous choice keeps the place of 2. If that is the first or second, T_12^2 = (b - a)^2 (u.v)^2/(|u|^2 "
                  "|v|^2 - (u.v)^2) for eigenvectors u, v of the first two eigenvalues a, b: it is 1 or 0 on the one path, and "
                  "tends to 1/3 on the other.",
                  *(fact(f"{M}*{u} = 2*{u}", f"{M}*{v} = (1+{s})*{v}",
                         f"(1-({s}))^2*det({u}^T*{v})^2*({low}) = {high}*(det({u}^T*{u})*det({v}^T*{v}) - det({u}^T*{v})^2)")
                    for M, u, v, s, high, low in PAIRS), witness="1 0 1; 0 1 0; 0 0 2")
    yield also("If T and S are Schur forms of one matrix with the distinct eigenvalues a, b, c in one order, then T W = W S, W "
               "unitary; so W is upper triangular, hence diagonal, and |T_ij| = |S_ij|.",
               *(fact(f"entry([a,p,q;0,b,r;0,0,c]*{W} - {W}*[a,u,v;0,b,w;0,0,c], {place}) = {value}") for W, place, value in (
                   ("[f,g,h;j,k,l;m,n,o]", "3, 1", "(c-a)*m"), ("[f,g,h;j,k,l;0,n,o]", "2, 1", "(b-a)*j"),
                   ("[f,g,h;j,k,l;0,n,o]", "3, 2", "(c-b)*n"))))
    yield also("It is not unique either: -1 in Q changes signs in T.",
               fact("diag(1,-1)^T*[1,1;0,2]*diag(1,-1) = [1,-1;0,2]", "diag(1,-1)^T*diag(1,-1) = eye(2)"))


@claim("L-q3-diagT", Kind.THEOREM, Scope.ALL, Standing.CONDITIONAL,
       "The eigenvalues of A stand on the diagonal of T in its Schur form A = Q T Q*.",
       hypothesis="It is the complex Schur form, with T upper triangular.",
       correction="In the complex Schur form they do. The real one, SciPy's default for real matrices, can have 2 x 2 blocks: "
                  "for [0, 1; -1, 0] the diagonal is 0, 0 and the eigenvalues are i and -i.", sources=("HJ13", SCHUR))
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
       correction="Asymptotic stability is seen from it. For bounded solutions it is not enough: the zero matrix and [0, 1; 0, "
                  "0] have the same diagonal, and the second has the unbounded solution (t, 1).", sources=("Gan59",))
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
        import scipy
        J = [[3, 1, 0], [-1, 3, 1], [0, 1, 3]]
        yield supports("For a hidden J_3(3) |A - Q T Q*| < 10^-13 |A| and |Q* Q - I| < 10^-13, in exact arithmetic on the "
                       "numbers returned.", observed([A for A in (J,) if schur_is_near(A)], "=", [J],
                                             f"one run of scipy {scipy.__version__}, scipy.linalg.schur"),
                       witness="3 1 0; -1 3 1; 0 1 3")
