"""Section 3.6: Krylov spaces, the methods on them, and what they say about state-space models."""
from __future__ import annotations

from collections.abc import Iterator
from random import Random

from symbolic import (
    ExactMatrix,
    conjugate_gradient,
    eigenvalue_structure,
    gmres,
    hankel_matrix,
    hstack,
    is_positive_definite,
    jordan_form,
    kalman_decomposition,
    krylov_dimension,
    krylov_matrix,
    krylov_space,
    matrix,
    rank,
)
from verify.answers import Answer
from verify.claims.chapter.draws import drawn
from verify.claims.checks import assumed, certified, compare, fact, sourced, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim, unsettled
from verify.claims.search import ORDER, least, squares

LEAST = f"the least counterexample {ORDER}"


def first(n: int) -> ExactMatrix:
    """The unit vector (1, 0, .., 0)."""
    return matrix([[int(i == 0)] for i in range(n)])


def ones(n: int) -> ExactMatrix:
    """The vector (1, .., 1)."""
    return matrix([[1]] * n)


def simple_spectra(count: int) -> Iterator[tuple[ExactMatrix, ExactMatrix, int]]:
    """A = P D P^-1 of size 3 with different eigenvalues, b = P c, and how many entries of c are not 0."""
    draw = Random(36)
    for _ in range(count):
        x, y, z = (draw.randint(-3, 3) for _ in range(3))
        low, high = matrix([[1, 0, 0], [x, 1, 0], [y, z, 1]]), matrix([[1, z, x], [0, 1, y], [0, 0, 1]])
        d, c = draw.sample(range(-5, 6), 3), [draw.choice((0, 1, -1, 2)) for _ in range(3)]
        D = matrix([[d[i] * (i == j) for j in range(3)] for i in range(3)])
        P = low * high
        yield P * D * P**-1, P * matrix([[t] for t in c]), sum(t != 0 for t in c)


@claim("C-3.6-def", Kind.DEFINITION, Scope.ALL, Standing.TRUE,
       "The k-th Krylov space of A and b is K_k(A, b) = span{b, A b, .., A^(k-1) b}.", sources=("Saa03",))
def definition() -> Points:
    """The definition is the usual one; that the spaces grow by one until they stay is proved for all sizes."""
    yield supports("The spaces grow by one dimension up to a degree d <= n and then stay: every longer Krylov matrix is K_d Y, Y "
                   "of full rank d.", theorem("vector_has_minimal_polynomial"), theorem("krylov_dimension"))
    A, b = matrix("0 1 0; 0 0 1; 0 0 0"), matrix("0; 1; 0")
    yield also("J_3(0) and b = e_2: dimensions 1, 2, 2, 2.", certified(krylov_space(A, b)),
               compare([rank(krylov_matrix(A, b, k)) for k in range(1, 5)], "=", [1, 2, 2, 2]))
    yield also("It is the definition of the literature.", sourced("Saa03", "section 6.2"))


@claim("C-3.6-methods", Kind.EMPIRICAL, Scope.WORDS, Standing.IMPRECISE,
       "GMRES, conjugate gradients, Arnoldi and Lanczos all build an orthonormal basis of K_k and solve a k x k system.",
       correction="GMRES solves a (k+1) x k least-squares problem; conjugate gradients keep no basis: short recurrences, "
                  "orthogonal residuals, A-conjugate directions. Arnoldi and Lanczos by themselves solve no system.",
       sources=("Saa03",))
def methods() -> Points:
    """One certified run of each method shows what it does not do; what it does is proved for all sizes."""
    def two_steps(A: ExactMatrix) -> bool:
        return A.rows == 2 and A == A.T and is_positive_definite(A).ok and krylov_dimension(A, ones(2)) == 2

    A = least(squares(2, 2), two_steps)
    run = conjugate_gradient(A, ones(2))
    p, q, r = run.directions[0], run.directions[1], run.residuals[0]
    yield against("Conjugate gradients for A = diag(1, 2), b = (1, 1): the directions are not orthogonal, nor is |r_0| = 1.",
                  certified(run), compare((p.T * q)[0, 0], "≠", 0, run), compare((r.T * r)[0, 0], "≠", 1, run), witness=str(A))
    yield also("The directions are A-conjugate.", fact("p^T*A*q = zero(1, 1)", given={"p": p, "A": A, "q": q}))
    A = matrix("0 1; 1 0")
    step = gmres(A, first(2), steps=1)
    yield against("GMRES for A = [0 1; 1 0], b = e_1, one step: the 1 x 1 system e_1^T A e_1 y = 1 has no solution, and the step "
                  "is defined all the same, with y = 0.",
                  fact("e^T*A*e = zero(1, 1)", given={"e": first(2), "A": A}), certified(step),
                  compare(step.iterates[-1], "=", matrix("0; 0"), step), witness=str(A))
    yield repair("Conjugate gradients: orthogonal residuals and conjugate directions from two short recurrences, for all n.",
                 theorem("conjugate_gradient_orthogonality"))
    yield repair("GMRES: the least residual over x_0 + K_k, a least-squares problem that the normal equations solve; it ends.",
                 theorem("least_squares_minimum", "gmres_finite_termination"))
    yield repair("GMRES by Arnoldi's basis: a least-squares problem with a (k+1) x k Hessenberg matrix.",
                 sourced("Saa03", "chapter 6, GMRES"))
    yield repair("Arnoldi: A V = V H + g e_k^T, and the polynomials of degree below k are exact.", theorem("arnoldi_moments"))


@claim("C-3.6-info", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "K_k(A, b) holds everything that the recurrence h_(t+1) = A h_t + B u_t extracts from b = h_0 in k steps.",
       correction="Off by one: h_0, .., h_k lie in K_(k+1)(A, b) for u = 0, and in K_(k+1)(A, b) + K_k(A, B) with inputs. "
                  "(K_k is right when b is B, the vector through which the inputs come, and h_0 = 0.)")
def information() -> Points:
    """The least A whose first step leaves K_1; where all steps are, is the solution of the recurrence."""
    A = least(squares(2, 1), lambda A: rank(hstack([first(A.rows), A * first(A.rows)])) > 1)
    both = hstack([first(2), A * first(2)])
    yield against("k = 1, b = e_1: h_1 = A b = e_2 is not in K_1 = span{b}.",
                  compare(A, "=", matrix("0 0; 1 0"), how=LEAST), compare(rank(both), "=", 2, Answer("rank", both, 2)),
                  witness=str(A))
    yield repair("h_t = A^t h_0 + sum of A^(t-1-i) B u_i over i < t, for all t: powers up to t on b, up to t - 1 on B.",
                 theorem("linear_recurrence"))


@claim("C-3.6-unreachable", Kind.THEOREM, Scope.ALL, Standing.CONDITIONAL,
       "If n - k eigenvalues of A are decoupled from b (b has no component along them), the Krylov space of b has dimension k.",
       hypothesis="A has n different eigenvalues.",
       correction="Add: if A has n different eigenvalues. In general the dimension is the degree of the minimal polynomial of "
                  "b, at most the sum over the eigenvalues of the size of their largest Jordan block.", sources=("Hau69",))
def decoupled() -> Points:
    """Least counterexamples to both readings of 'decoupled'; with different eigenvalues b's components are counted."""
    A = least(squares(2, 1), lambda A: len(eigenvalue_structure(A)) == 1 and krylov_dimension(A, ones(A.rows)) < A.rows)
    space = krylov_space(A, ones(2))
    yield against("A = 0, b = (1, 1): b is its own component along the only eigenvalue, nothing is decoupled, and the "
                  "dimension is 1, not 2.", compare(A, "=", matrix("0 0; 0 0"), how=LEAST),
                  fact("A*b = 0*b", given={"A": A, "b": ones(2)}), compare(space.dimension, "<", 2, space), witness=str(A))

    B = least(squares(3, 1, lambda i, j: i < j),
              lambda N: krylov_dimension(N, first(N.rows)) != rank(hstack([N, first(N.rows)])))
    line, left = krylov_space(B, first(3)), hstack([B, first(3)])
    yield against("Counting independent left eigenvectors orthogonal to b does not help: here, b = e_1, there is one (w A = 0, "
                  "w b = 0 has rank 2), and the dimension is 1, not 2.", compare(rank(left), "=", 2, Answer("rank", left, 2)),
                  compare(line.dimension, "<", rank(left), line, Answer("rank", left, 2)), witness=str(B))
    yield repair("A sum of k eigenvectors, none 0, of k different eigenvalues has dimension exactly k.",
                 theorem("krylov_dimension_of_eigenvector_sum"))
    yield repair("In general the dimension is the degree of the minimal polynomial of b.", theorem("krylov_dimension_is_degree"))
    cases = [(A, jordan_form(A).blocks) for A in drawn(200, 40, 4)]
    yield also("It is at most the sum over the eigenvalues of the size of the largest block.", tried(
        lambda c: krylov_dimension(c[0], ones(c[0].rows)) <= sum({b.eigenvalue: b.size for b in sorted(
            c[1], key=lambda b: b.size)}.values()), cases, "b = (1, .., 1), integer matrices of sizes 1 to 4"))
    yield also("Dimension = number of components that are not 0.",
               tried(lambda c: krylov_dimension(c[0], c[1]) == c[2], list(simple_spectra(200)), "3 x 3, different eigenvalues"))


@claim("C-3.6-effective", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "The dimension of the Krylov space of (A, B) is the effective dimension of the state-space model (A, B, C).",
       correction="It counts the reachable states only. The order of the input-output map is the rank of its Hankel matrix "
                  "(reachable and observable): diag(1, 2, 3), B = (1, 1, 1), C = (1, 1, 0) has Krylov dimension 3, order 2.",
       sources=("HK66", "Kal63"))
def effective() -> Points:
    """The least system with b = C^T = e_1, and the one of the correction; the order is literature."""
    def order(A: ExactMatrix, b: ExactMatrix, C: ExactMatrix) -> int:
        return rank(hankel_matrix(A, b, C, A.rows))

    A = least(squares(2, 1), lambda A: krylov_dimension(A, first(A.rows)) > order(A, first(A.rows), first(A.rows).T))
    large = matrix("1 0 0; 0 2 0; 0 0 3")
    for M, b, C, sizes in ((A, first(2), first(2).T, [2, 1]), (large, ones(3), matrix("1 1 0"), [3, 2])):
        space, H = krylov_space(M, b), hankel_matrix(M, b, C, M.rows)
        yield against(f"Krylov dimension {sizes[0]}, Hankel rank {sizes[1]}.",
                      compare([space.dimension, rank(H)], "=", sizes, space, Answer("rank", H, sizes[1])),
                      compare(space.dimension, ">", rank(H)), witness=f"A = {M}, b = {b}, C = {C}")
        yield repair("Kalman's decomposition splits off the states that no output sees.",
                     certified(kalman_decomposition(M, b, C)))
    yield repair("Markov parameters, and so the Hankel rank, do not depend on the coordinates of the state.",
                 theorem("markov_parameters_invariant"))
    yield repair("The Hankel rank is the least number of states.", assumed("Ho and Kalman on minimal realizations", "HK66"))


@claim("C-3.6-copying", Kind.EMPIRICAL, Scope.WORDS, Standing.FALSE,
       "The Krylov dimension is a rigorous reading of why Mamba cannot copy long strings.",
       correction="Mamba varies in time, so it has no one Krylov space; and full Krylov dimension does not lift the limit: n "
                  "state numbers cannot hold more than n inputs linearly, whatever the dynamics.",
       sources=("GD23", "https://arxiv.org/abs/2402.01032"))
def copying() -> Points:
    """A linear map from more inputs than states forgets some input, also with full Krylov dimension."""
    A = least(squares(1, 1), lambda A: A != matrix("0") and krylov_dimension(A, first(1)) == 1)
    space = krylov_space(A, first(1))
    yield against("A = B = 1 has full Krylov dimension 1 = n, and the inputs (1, -1) and (0, 0) both leave the state 0.",
                  compare(space.dimension, "=", A.rows, space),
                  fact("hcat(A*b, b)*[1; -1] = hcat(A*b, b)*[0; 0]", given={"A": A, "b": first(1)}), witness=str(A))
    yield against("In Mamba B, C and the step depend on the input, so no fixed pair (A, B) has a Krylov space.",
                  sourced("GD23", "section 3.2"))
    yield repair("A linear recurrence with any coefficients sends m inputs to the state by an n x m matrix; for m > n it has a "
                 "null vector, so two different inputs leave the same state.", theorem("wide_matrix_has_null_vector"))


unsettled("C-3.6-s4-krylov", Kind.EMPIRICAL,
          "The S4 kernel is a structured Krylov projection; such models copy exponentially longer strings.",
          "Cross-references to other works, with no statement that could be tried: which projection, of what, and which "
          "strings, is not said. The kernel C A^k B itself is settled in section 3.4.", scope=Scope.WORDS, section=__name__)


@claim("C-3.6-bib", Kind.BIBLIOGRAPHY, Scope.WORDS, Standing.IMPRECISE,
       "Krylov methods are treated in chapters 32 to 40 of Trefethen and Bau.",
       correction="They are Lectures 32 to 40 (Part VI) of L. N. Trefethen, D. Bau, Numerical Linear Algebra, SIAM 1997; the "
                  "book is divided into lectures, not chapters.", sources=("TB97",))
def lectures() -> Points:
    """The table of contents."""
    yield against("The book has forty lectures in six parts, and no chapters.",
                  sourced("TB97", "table of contents"))
    yield repair("Part VI, Iterative Methods, is Lectures 32 to 40.", sourced("TB97", "table of contents, part VI"))
