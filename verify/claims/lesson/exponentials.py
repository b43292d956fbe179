"""The lesson's exponentials: solutions of x' = A x, resonance, and transients of stable systems."""
from __future__ import annotations

from math import factorial

from flint import arb

from symbolic import eigenvalue_structure, expm, jordan_form, matrix, peak_of_mode, solve_ivp, stability, zero
from verify.claims.checks import Check, certified, compare, enclosed, fact, theorem
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.lesson.hidden import jordan_block
from verify.claims.search import ORDER, least, squares

OSCILLATOR = "[0,1,0,0; -w^2,0,1,0; 0,0,0,1; 0,0,-w^2,0]"  # x'' + w^2 x = u, u'' + w^2 u = 0


@claim("L-exp-sol", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The solution of x' = A x with x(0) given is x(t) = e^(tA) x(0).", sources=("Hig08",))
def solution() -> Points:
    """Variation of constants without forcing (h = 0, v = 0): every solution is e^(tA) x(0); and e^(tA) commutes with A."""
    yield supports("Every solution is e^(tA) x(0): the case h = 0, v = 0 of the formula with forcing.",
                   theorem("variation_of_constants"))
    yield supports("It is a solution: e^(tA) has the derivative e^(tA) A, which is A e^(tA), and is I at t = 0.",
                   theorem("exponential_commutes"))


@claim("L-exp-block", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "e^(t J_k(x)) is e^(xt) times the upper triangular matrix with t^j/j! on the j-th diagonal above the main one.",
       sources=("Hig08",))
def exponential_of_block() -> Points:
    """Proved for all k; the one of size 4 is certified beside it."""
    yield supports("For all sizes k.", theorem("jordan_block_exponential"))
    yield also("For k = 4 and x = -2.", certified(expm(jordan_block(-2, 4))))


@claim("L-exp-J2", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "e^(t J_2(x)) = e^(xt) [1, t; 0, 1].", sources=("Hig08",))
def exponential_of_two_block() -> Points:
    """The theorem for all sizes; and the law of exponents for the matrix that is given."""
    yield supports("The case k = 2 of the theorem for all sizes.", theorem("jordan_block_exponential"))
    yield supports("The matrix given has X(s) X(t) = X(s + t) and X(0) = I, for all x, s and t.",
                   fact("[exp(x*s), s*exp(x*s); 0, exp(x*s)]*[exp(x*t), t*exp(x*t); 0, exp(x*t)]"
                        " = [exp(x*(s+t)), (s+t)*exp(x*(s+t)); 0, exp(x*(s+t))]"),
                   fact("[exp(x*0), 0*exp(x*0); 0, exp(x*0)] = eye(2)"))


def forced_oscillator() -> tuple[Check, ...]:
    """For x'' + w^2 x = u and u'' + w^2 u = 0 as one system B: (B^2 + w^2)^2 = 0 and B^2 + w^2 is not 0, for all w.

    Over the complex numbers B^2 + w^2 = (B - iw)(B + iw), so B has blocks of size 2 at iw and -iw when w is not 0.
    """
    B = matrix("0 1 0 0; -1 0 1 0; 0 0 0 1; 0 0 -1 0")
    x = solve_ivp(B, [0, 0, 1, 0]).components[0]
    return (fact(f"({OSCILLATOR}*{OSCILLATOR} + w^2*eye(4))^2 = zero(4,4)"),
            fact(f"entry({OSCILLATOR}*{OSCILLATOR} + w^2*eye(4), 1, 3) = 1"), certified(jordan_form(B)), certified(expm(B)),
            compare([b.size for b in jordan_form(B).blocks], "=", [2, 2], jordan_form(B)),
            compare(str(x), "=", "t*sin(t)/2", how="for w = 1, from rest with u = cos t: x = t sin(t)/2"))


@claim("L-resonance", Kind.EMPIRICAL, Scope.ALL, Standing.IMPRECISE,
       "Resonance is what happens at repeated roots: they give the terms t e^(xt), t^2 e^(xt).",
       correction="Only defective eigenvalues give powers of t, and these make solutions grow without bound only if Re x >= 0. "
                  "Resonance is the block of size 2 at i w of an undamped oscillator together with its forcing.",
       sources=("Hig08",))
def resonance_at_repeated_roots() -> Points:
    """The least matrix with a repeated eigenvalue has constant solutions; t e^(-t) is bounded; the forced oscillator grows."""
    A = least(squares(2, 1), lambda M: any(e.algebraic > 1 for e in eigenvalue_structure(M)))
    yield against("The zero matrix of size 2 has the eigenvalue 0 twice, and every solution is constant.",
                  compare(A, "=", zero(2, 2), how=f"the least one {ORDER}"), certified(expm(A)),
                  fact("det(x*eye(2) - A) = x^2", given={"A": A}),
                  compare([b.size for b in jordan_form(A).blocks], "=", [1, 1], jordan_form(A)), witness=str(A))
    D = matrix("0 1; -1 -2")
    yield against("x'' + 2 x' + x = 0 has the defective root -1 twice, and no resonance: t e^(-t) is at most 0.37.",
                  compare([b.size for b in jordan_form(D).blocks], "=", [2], jordan_form(D)),
                  fact("det(x*eye(2) - D) = (x + 1)^2", given={"D": D}),
                  enclosed(peak_of_mode(1, -1).enclose(8), "<", arb("0.37")), witness=str(D))
    yield repair("x'' + w^2 x = cos(w t), with its forcing as part of the system, has blocks of size 2 at i w and -i w, "
                 "and a solution like t sin(w t).", *forced_oscillator())


@claim("L-transient", Kind.EMPIRICAL, Scope.EMPIRICAL, Standing.TRUE,
       "A stable system can have long transients before it decays, when it has Jordan blocks larger than 1.", sources=("Hig08",))
def long_transients() -> Points:
    """The corner t^(k-1)/(k-1)! e^(-t/10) of e^(tJ), with its exact peak enclosed, for blocks of three sizes."""
    lines = []
    for k, low, high in ((2, "3.67", "3.68"), (3, "27.06", "27.07"), (4, "224.0", "224.1")):
        J = matrix([["-1/10" if i == j else int(j == i + 1) for j in range(k)] for i in range(k)])
        peak = peak_of_mode(k - 1, "-1/10")
        height = peak.enclose(12) / factorial(k - 1)
        lines.append((str(k), str(peak.time), height.str(5, radius=False)))
        yield supports(f"J_{k}(-1/10) is stable; its corner t^{k - 1}/{k - 1}! e^(-t/10) rises to between {low} and {high}, at "
                       f"t = {10 * (k - 1)}.", compare(stability(J).word, "=", "asymptotic", jordan_form(J)), certified(expm(J)),
                       compare(peak.time, "=", 10 * (k - 1)), enclosed(height, ">", arb(low)), enclosed(height, "<", arb(high)),
                       witness=str(J))
    yield also("Without the block e^(-t/10) only falls: its peak is 1, at t = 0.", compare(peak_of_mode(0, "-1/10").time, "=", 0),
               table=(("size of the block", "peak at t", "peak of the corner"), ("1", "0", "1"), *lines))
