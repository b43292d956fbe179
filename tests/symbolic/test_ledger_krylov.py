"""The ledger of claims, Krylov spaces and reachability."""
from __future__ import annotations

from symbolic import (
    arnoldi,
    conjugate_gradient,
    diagonal,
    eigenvalues,
    gmres,
    hankel_matrix,
    hankel_rank,
    hippo_legs,
    hippo_legt,
    identity,
    kalman_decomposition,
    krylov_basis,
    krylov_dimension,
    krylov_matrix,
    krylov_space,
    lanczos,
    matrix,
    minimal_polynomial_of_vector,
    minpoly,
    pagerank,
    power_method_rate,
    rank,
    sqrt,
    ssm_recurrence,
    transfer_function,
    unobservable_eigenvalues,
    unreachable_eigenvalues,
)
from tests.symbolic.ledger import refused, rows

J3 = matrix("2 1 0; 0 2 1; 0 0 2")
J21 = matrix("2 1 0; 0 2 0; 0 0 2")
D3 = diagonal([1, 2, 3])
ONES = [1, 1, 1]
WEB = {0: [1], 1: [0, 2], 2: [3], 3: [0, 1, 2]}        # four pages

SPACES = (
    ("C-3.6-def", lambda: krylov_matrix(J3, [0, 0, 1], 3), matrix("0 0 1; 0 1 4; 1 2 4")),
    # GMRES minimises over a (k+1) x k least squares problem; CG keeps no orthonormal basis, its directions are A-conjugate
    ("C-3.6-methods", lambda: arnoldi(D3, ONES, 2).extended.shape, (3, 2)),
    ("C-3.6-methods", lambda: gmres(D3, ONES).terminates_at, 3),
    ("C-3.6-methods", lambda: gmres(D3, ONES).solution, matrix("1; 1/2; 1/3")),
    ("C-3.6-methods", lambda: [(p.T * matrix("2 1; 1 2") * q)[0, 0] for p, q in [conjugate_gradient(matrix("2 1; 1 2"), [1, 0]).directions]], [0]),
    ("C-3.6-methods", lambda: refused(conjugate_gradient, matrix("1 2; 2 1"), [1, 0]), ("NoSuchObjectError", True)),
    ("C-3.6-methods", lambda: refused(gmres, matrix("1 1; 1 1"), [1, 0]), ("SingularMatrixError", True)),
    ("C-3.6-methods", lambda: lanczos(matrix("2 1; 1 2"), [1, 0]).T, matrix("2 1; 1 2")),
    # after k steps h_k = A^k b, in K_(k+1) and not in K_k
    ("C-3.6-info", lambda: rank(krylov_matrix(J3, [0, 0, 1], 2)), 2),
    ("C-3.6-info", lambda: ssm_recurrence(J3, [0, 0, 1], [1, 0, 0], [1, 0, 0]).states[2], krylov_matrix(J3, [0, 0, 1], 3).column(2)),
    # the degree of the minimal polynomial of b, not the number of eigenvalues that reach it
    ("C-3.6-unreachable", lambda: krylov_dimension(identity(3), [1, 2, 3]), 1),
    ("C-3.6-unreachable", lambda: krylov_dimension(J21, [0, 1, 1]), 2),
    ("C-3.6-unreachable", lambda: krylov_dimension(J3, [0, 1, 0]), 2),
    ("C-3.6-unreachable", lambda: str(minimal_polynomial_of_vector(J3, [0, 1, 0])), "x^2-4*x+4"),
    ("C-3.6-unreachable", lambda: [(m.eigenvalue, m.multiplicity) for m in unreachable_eigenvalues(J3, [0, 1, 0])], [(2, 1)]),
    ("C-3.6-unreachable", lambda: krylov_space(J21, [0, 1, 1]).bound, 2),
    ("C-3.6-unreachable", lambda: krylov_dimension(D3, [1, 0, 1]), 2),
    ("C-3.6-effective", lambda: krylov_dimension(D3, ONES), 3),
    ("C-3.6-effective", lambda: hankel_rank(D3, ONES, [1, 1, 0]), 2),
    ("C-3.6-effective", lambda: rank(hankel_matrix(D3, ONES, [1, 1, 0], 3)), 2),
    ("C-3.6-effective", lambda: kalman_decomposition(D3, ONES, [1, 1, 0]).order, 2),
    ("C-3.6-effective", lambda: transfer_function(D3, matrix("1; 1; 1"), matrix("1 1 0")).mcmillan_degree, 2),
    ("C-3.6-effective", lambda: [m.eigenvalue for m in unobservable_eigenvalues(D3, [1, 1, 0])], [3]),
    # n numbers cannot hold more than n inputs linearly, however full the Krylov space is
    ("C-3.6-copying", lambda: rank(krylov_matrix(D3, ONES, 7)), 3),
    ("D-krylov-full", lambda: [krylov_dimension(hippo_legs(n).rational, hippo_legs(n).input_vector) for n in (3, 5, 7)], [3, 5, 7]),
    ("D-krylov-full", lambda: krylov_dimension(hippo_legt(6).rational, hippo_legt(6).input_vector), 6),
    ("D-krylov-full", lambda: krylov_basis(hippo_legs(4).rational, hippo_legs(4).input_vector).shape, (4, 4)),
    ("D-krylov-full", lambda: minimal_polynomial_of_vector(hippo_legs(5).rational, hippo_legs(5).input_vector), minpoly(hippo_legs(5).rational)),
)

RATES = (
    # the spectral radius is 1; the rate is 0.85 (3 + sqrt 3)/6 = 0.67037..
    ("L-use-power", lambda: pagerank(WEB).rate, (3 + sqrt(3)) * 17 / 120),
    ("L-use-power", lambda: power_method_rate(pagerank(WEB).google).spectral_radius_squared, 1),
    ("L-use-power", lambda: power_method_rate(pagerank(WEB, damping=1).google).rate, (3 + sqrt(3)) / 6),
    ("L-use-power", lambda: pagerank(WEB).vector.T * pagerank(WEB).google, pagerank(WEB).vector.T),
    ("L-use-power", lambda: power_method_rate(diagonal([5, 4])).rate, matrix("4/5")[0, 0]),
    ("L-use-power", lambda: power_method_rate(diagonal([1, -1])).converges, False),
    ("L-tab-rho", lambda: [z for z, _ in eigenvalues(matrix("1/2 1; 0 1/2"))], [matrix("1/2")[0, 0]]),
)


@rows([*SPACES, *RATES])
def test_claim(call, outcome):
    assert call() == outcome
