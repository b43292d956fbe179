"""Section 3.5, second half: the delta rule, its rank-one transition, and what it discretizes."""
from __future__ import annotations

from flint import arb

from symbolic import delta_rate, matrix
from verify.claims.checks import compare, enclosed, fact, sourced, theorem
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim, unsettled

LETTERS: dict[str, tuple[int | str, int | str]] = {"S": ("m", "n"), "k": ("n", 1), "v": ("m", 1), "w": ("n", 1)}
LONGHORN = "https://arxiv.org/abs/2407.14207"
LONGHORN_CODE = "https://github.com/Cranial-XIX/longhorn"


@claim("C-3.5-delta-formula", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The delta rule: S + b (v - S k) k^T = S (I - b k k^T) + b v k^T.", sources=("SIS21",))
def delta_formula() -> Points:
    """An identity in letters, for all sizes."""
    yield supports("For all sizes, keys, values and rates.",
                   fact("S + b*(v - S*k)*k^T = S*(eye(n) - b*k*k^T) + b*v*k^T", letters=LETTERS))


@claim("C-3.5-delta-rank1", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The middle factor I - b k k^T of the delta rule is the identity minus a matrix of rank one (rank zero only for b k = 0); "
       "its eigenvalues are 1, n - 1 times, and 1 - b |k|^2.")
def rank_one_transition() -> Points:
    """The factor subtracts a column times a row; the eigenvalues follow from det(x I - U V) and from two products in letters."""
    yield supports("k is an eigenvector for 1 - b |k|^2, and every w orthogonal to k is one for 1.",
                   fact("(eye(n) - b*k*k^T)*k = (1 - b*c)*k", letters=LETTERS, laws=("k^T*k = c",)),
                   fact("(eye(n) - b*k*k^T)*w = w", letters=LETTERS, laws=("k^T*w = 0",)))
    yield supports("Multiplicities: with U = b k and V = k^T, y det(y I - U V) = y^n det(y - V U); put y = 1 - x.",
                   theorem("characteristic_polynomials_of_uv_and_vu"))
    yield supports("Each 2 x 2 minor of b k k^T is the determinant of a product of inner size 1, and is 0; the matrix itself is "
                   "not, for it multiplies k by b |k|^2.", theorem("narrow_product_determinant"),
                   fact("(b*k*k^T)*k = b*c*k", letters=LETTERS, laws=("k^T*k = c",)))


@claim("C-3.5-delta-euler", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The delta rule is one explicit Euler step, that is one step of gradient descent with step b, for |S k - v|^2 / 2.",
       sources=("SIS21",))
def gradient_step() -> Points:
    """The loss is expanded exactly in the direction D: its linear term names the gradient."""
    yield supports("|(S + h D) k - v|^2 = |S k - v|^2 + 2 h <D, (S k - v) k^T> + h^2 |D k|^2, and the rule subtracts b times "
                   "(S k - v) k^T, the gradient of half of it.", theorem("delta_rule_is_gradient_step"))
    yield also("Without the factor 1/2 in the loss the same rule is a step b/2.",
               fact("S - b*(S*k - v)*k^T = S - b/2*(2*(S*k - v)*k^T)", letters=LETTERS))
    yield also("Each step multiplies the error S k - v by 1 - b |k|^2: it does not grow for 0 <= b |k|^2 <= 2. For unit keys "
               "and 0 <= b <= 2 no vector gets longer.",
               theorem("delta_rule_error"), theorem("delta_transition_nonexpansive"))


@claim("C-3.5-longhorn-cite", Kind.BIBLIOGRAPHY, Scope.WORDS, Standing.FALSE,
       "Longhorn is a work of Dao and Gu (2024).",
       correction="Longhorn: State Space Models are Amortized Online Learners, by B. Liu, R. Wang, L. Wu, Y. Feng, P. Stone, "
                  "Q. Liu, arXiv:2407.14207 (2024). Dao and Gu (2024) is the paper on Mamba-2.",
       sources=("LWW24", "DG24"))
def longhorn_authors() -> Points:
    """The title pages of both papers."""
    yield against("The authors of Longhorn are six others.",
                  sourced(LONGHORN, "title and authors", "Bo Liu, Rui Wang, Lemeng Wu, Yihao Feng, Peter Stone, Qiang Liu"))
    yield against("The paper of Dao and Gu of 2024 is another one.",
                  sourced("DG24", "title", "Transformers are SSMs, the paper that introduces Mamba-2"))


@claim("C-3.5-longhorn-ode", Kind.EMPIRICAL, Scope.WORDS, Standing.IMPRECISE,
       "Longhorn is a discretization of an 'implicit rank-one online ODE'.",
       correction="The ODE S' = (v - S k) k^T is explicit; implicit is the step: backward Euler, the delta rule with the rate "
                  "c = b / (1 + b |k|^2). Longhorn then keeps only the diagonal of k k^T: S (I - c diag(k^2)) + c v k^T.",
       sources=("LWW24", LONGHORN_CODE),
       note="An earlier audit identified Longhorn with backward Euler; the published program has its rate, but a diagonal "
            "transition.")
def implicit_step() -> Points:
    """The flow has a closed solution, three discretizations of it have three rates, and the published step is diagonal."""
    yield against("What Longhorn calls implicit is its update. The ODE S' = -(S k - v) k^T is explicit, with one solution, in "
                  "closed form.", theorem("delta_rule_exact_flow"),
                  sourced("LWW24", "abstract", "the implicit update for an online regression objective"))
    key, one = matrix("1"), arb(1)
    explicit, implicit = (delta_rate(key, 1, rule)[0] for rule in ("explicit", "implicit"))
    yield also("Its discretizations differ: at b = |k| = 1 the rates are 1 (forward Euler), 1 - 1/e (exact) and 1/2 "
               "(backward Euler), so 'a discretization' does not say which.",
               compare([str(explicit), str(implicit)], "=", ["1", "1/2"]),
               enclosed(one - (-one).exp(), "<", arb(1)), enclosed(one - (-one).exp(), ">", one / 2))
    yield against("The transition of the published program is diagonal, 1 - c k_i^2, not the identity minus a rank-one matrix.",
                  sourced(LONGHORN_CODE, "models/longhorn.py, step", "dt = dt / (1 + dt |k|^2), dA = 1 - dt k^2 entry by entry"))
    k = matrix("1; 1")
    c = delta_rate(k, 1, "implicit")[0]
    yield also("For k = (1, 1), b = 1 both have the rate 1/3, and their transitions differ.", compare(str(c), "=", "1/3"),
               fact("eye(2) - 1/3*k*k^T ≠ eye(2) - 1/3*diag(1, 1)", given={"k": k}))
    yield repair("Backward Euler T = S - b (T k - v) k^T is the explicit step with the rate b / (1 + b |k|^2).",
                 theorem("delta_rule_implicit_euler"))


unsettled("C-3.5-takeaway", Kind.EMPIRICAL,
          "Structure plus low rank unifies S4, DeltaNet, gated linear attention and SSD 'without giving up expressiveness'.",
          "A summary of a design, with no statement of what expressiveness is; the structure of each of the four is a claim of "
          "its own and is settled there.", scope=Scope.WORDS, section=__name__)
