"""The lesson's applications: recurrent networks, control, filters, and the power method."""
from __future__ import annotations

from symbolic import expm, jordan_form, matrix, pagerank, power_method_rate, sqrt, stability, transfer_function
from verify.claims.checks import certified, compare, fact, sourced, theorem
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair
from verify.claims.entries import claim, unsettled
from verify.claims.lesson.defects import EXISTENCE
from verify.claims.lesson.stability import DECAY, marginal
from verify.claims.search import ORDER, least, squares

SAXE = "https://arxiv.org/abs/1312.6120"
RECURRENT = ("https://arxiv.org/abs/1511.06464", "https://arxiv.org/abs/1602.06662")


@claim("L-use-saxe", Kind.BIBLIOGRAPHY, Scope.WORDS, Standing.IMPRECISE,
       "Orthogonal initialization of recurrent networks is from Saxe et al. 2013.",
       correction="Saxe et al. 2013 study deep feedforward networks, mostly linear ones. For recurrent networks cite Arjovsky, "
                  "Shah, Bengio 2015 (arXiv:1511.06464) or Henaff, Szlam, LeCun 2016 (arXiv:1602.06662).",
       sources=(SAXE, *RECURRENT))
def orthogonal_initialization() -> Points:
    """The papers themselves: title and abstract say which networks they study."""
    yield against("The paper is about deep feedforward networks, linear ones first, with one weight matrix for each layer; "
                  "recurrent networks are mentioned in a remark.",
                  sourced(SAXE, "abstract; section 4; last remark of section 3", "random orthogonal initial "
                          "weights of each layer; nonlinear feedforward dynamics; recurrent networks by another work"))
    yield repair("Orthogonal and unitary weights of recurrent networks are the subject of later papers.",
                 sourced(RECURRENT[0], "abstract", "a unitary hidden to hidden weight matrix, with eigenvalues of modulus 1"),
                 sourced(RECURRENT[1], "title and abstract", "recurrent orthogonal networks; unitary initializations and "
                         "constraints of the transition matrix"))


@claim("L-use-control", Kind.EMPIRICAL, Scope.ALL, Standing.CONDITIONAL,
       "A control system is checked for stability by Re x < 0 for all its eigenvalues.",
       hypothesis="Strict (asymptotic) stability is asked for.",
       correction="For asymptotic stability. With all Re x <= 0, and blocks of size 1 only where Re x = 0, as in an undamped "
                  "oscillator, a system is still stable: its solutions are bounded.", sources=("Gan59", "Kai80"))
def control() -> Points:
    """The least oscillator: it fails the check, and its e^(tA) is a rotation."""
    A = least(squares(2, 1), lambda M: marginal(M) and stability(M).boundary[0].eigenvalue != 0)
    yield against("[0, 1; -1, 0] has the eigenvalues i and -i, and keeps the length of every state: A + A^T = 0.",
                  compare(A, "=", matrix("0 1; -1 0"), how=f"the least one with imaginary eigenvalues {ORDER}"),
                  fact("A + A^T = zero(2,2)", given={"A": A}), fact("det(x*eye(2) - A) = x^2 + 1", given={"A": A}),
                  theorem("exponential_preserves_form"), certified(expm(A)), witness=str(A))
    yield repair("e^(tA) is the sum of e^(xt) t^j/j! Z_j; every solution tends to 0 exactly when all Re x < 0.",
                 theorem("exponential_through_spectral_components"), DECAY)
    hidden = transfer_function(matrix("-1 0; 0 1"), matrix("1; 0"), matrix("1 1"))
    yield also("From input to output a mode can be hidden: diag(-1, 1) with B = (1, 0) has the transfer function 1/(s + 1).",
               certified(hidden), compare([str(p) for p in hidden.poles], "=", ["-1 of order 1"], hidden))


unsettled("L-use-filters", Kind.EMPIRICAL,
          "Designers of recursive filters look at repeated poles, with toolboxes that are named.",
          "It says what people and unnamed versions of programs do; what repeated poles bring is settled elsewhere.",
          section=__name__)


@claim("L-use-power", Kind.EMPIRICAL, Scope.ALL, Standing.FALSE,
       "The spectral radius sets the speed of the power method and of PageRank.",
       correction="With one simple eigenvalue x_1 of largest modulus the error falls like |x_2/x_1|^n (times a power of n if "
                  "x_2 is defective). |x_1| alone says nothing: for PageRank it is 1, and the ratio is at most the damping.",
       sources=("Saa11", "HaKa03"))
def power_method() -> Points:
    """Multiples of A have another radius and the same directions; two Google matrices have radius 1 and different rates."""
    A = least(squares(2, 1), lambda M: M.rows == 2 and power_method_rate(M).converges
              and power_method_rate(M).rate_squared != power_method_rate(M).spectral_radius_squared)
    B = matrix("1/2 0; 0 1")
    yield against("0 0; 0 1 and 1/2 0; 0 1 have the radius 1: on the first the power method ends after one step, on the second "
                  "each step halves the error.",
                  compare(A, "=", matrix("0 0; 0 1"), how=f"the least one of size 2 {ORDER}"),
                  compare(power_method_rate(A).spectral_radius_squared, "=", power_method_rate(B).spectral_radius_squared,
                          jordan_form(A), jordan_form(B)),
                  compare(power_method_rate(A).rate, "≠", power_method_rate(B).rate, jordan_form(A), jordan_form(B)),
                  fact("A*[a;b] = b*[0;1]", "B*[a;b] = [a/2;b]", given={"A": A, "B": B}), witness=str(A))
    ring, full = pagerank({0: [1], 1: [0]}), pagerank({0: [0, 1], 1: [0, 1]})
    yield against("Two pages that link to each other: the other eigenvalue is -0.85. If each links to itself as well, it is 0.",
                  certified(ring), certified(full),
                  fact("G*[1;1] = [1;1]", "G*[1;-1] = -17/20*[1;-1]", given={"G": ring.google}),
                  fact("H*[1;1] = [1;1]", "H*[1;-1] = zero(2,1)", given={"H": full.google}),
                  compare(ring.rate, "≠", full.rate), witness=str(ring.google))
    yield also("c A has c times the spectral radius of A, and its steps have the same directions: (cA)(cA) v = c^2 (A A v).",
               fact("(c*A)*(c*A)*v = c^2*(A*A*v)", letters={"A": ("n", "n"), "v": ("n", 1)}))
    yield repair("A^n is the sum of C(n, j) x^(n-j) Z_j: over x_1^n, with x_1 simple, the largest other term is (x_2/x_1)^n, "
                 "with powers of n for blocks.", theorem("powers_through_spectral_components"), EXISTENCE)
    yield also("For PageRank the modulus of the second eigenvalue is at most the damping.", sourced("HaKa03", "abstract"))
    four = pagerank({0: [1, 2, 3], 1: [0, 2], 2: [0], 3: [0]})
    yield also("Four pages with the links 0 to 1, 2, 3; 1 to 0, 2; 2 to 0; 3 to 0: the rate is 0.85 (3 + sqrt(3))/6 = 0.6703...",
               certified(four), compare(four.rate * 120, "=", 17 * (sqrt(3) + 3), four), fact(
                   "(0.6703*120/17 - 3)^2 < 3 < (0.6704*120/17 - 3)^2"), witness=str(four.google))
