"""Square roots and logarithms of matrices, and where an entry of a power is largest, or small for good."""
from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from exercises import derive
from exercises.derivation import Derivation, Step, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.sentences import UNIQUE
from exercises.families.functions import hidden, jordan_block, one_block
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, call, det, entry, exp, eye, name, num, product, var, zero
from symbolic import matrix, matrix_power
from verify import Answer

A, L, N, R, S, f, r, s = (name(k) for k in "ALNXSfrs")  # R is the root, called X
n, m, EPS, U, PLACE = var("n"), var("m"), name("epsilon"), name("u"), name("n")

OWN_EQUATION = claim(
    "A two by two matrix {R} satisfies its own characteristic equation: its square, minus its trace times {R}, plus its "
    "determinant times the identity, is zero. If the square is {A}, then the square of the determinant of {R} is the "
    "determinant of {A}, {d}. Take {s} for the determinant of {R}.",
    need("=", det(A), hole("d")), need("=", s ** num(2), det(A)), R=R, A=A, s=s)
TRACE = claim(
    "The square of the trace of {R} is the trace of {A} and twice the determinant of {R}, together {q}. Take {r} for the trace "
    "of {R}.", need("=", r ** num(2), hole("q")), R=R, A=A, r=r)
ROOT_FOUND = claim("Solve the characteristic equation for {R}, and check by squaring.", need("=", R ** num(2), A), R=R)
ANY_ROOT = claim("Any matrix whose square is {A} is right; the negative of {R} is another one.", need("=", R ** num(2), A),
                 A=A, R=R)
ONE_VALUE = claim("There is one eigenvalue. Split off {N}; its third power is zero.", need("=", N ** num(3), zero(3, 3)), N=N)
ROOT_TERMS = claim(
    "Look for {R} as a polynomial in {N} that starts with the root of the eigenvalue. Twice the product of the first two terms "
    "must be {N}, and twice the product of the first and the third must cancel the square of the second. All further products "
    "are zero. Check by squaring.", need("=", R ** num(2), A), R=R, N=N)


def _root_by_trace(root: Any, small: int, trace: int) -> Derivation:
    M = root * root
    top = entry(A, 1, 1) + entry(A, 2, 2) + 2 * s
    steps = (
        step(OWN_EQUATION, rel(det(A), "=", small * small), define("s", num(small)), rel(s ** 2, "=", det(A))),
        step(TRACE, define("r", num(trace)), rel(r ** 2, "=", num(trace ** 2), "=", top)),
        step(ROOT_FOUND, define("X", (A + s * eye(2)) / r, "=", tree_of(root)), rel(R ** 2, "=", A)),
    )
    answer = (rel(R, "=", tree_of(root)), rel(R ** 2, "=", A))
    return Derivation((("A", tree_of(M)),), steps, answer, freedom=(ANY_ROOT,), asks=("X",))


def _root_by_series(root: Any, x: int) -> Derivation:
    M = root * root
    nilpotent = M - matrix([[x * x * int(i == j) for j in range(3)] for i in range(3)])
    scaled = eye(3) if x == 1 else num(x) * eye(3)
    series = scaled + num(Fraction(1, 2 * x)) * N - num(Fraction(1, 8 * x ** 3)) * N ** 2
    steps = (
        step(ONE_VALUE, define("N", A - (eye(3) if x == 1 else num(x * x) * eye(3)), "=", tree_of(nilpotent)),
             rel(N ** 2, "=", tree_of(nilpotent ** 2)), rel(N ** 3, "=", zero(3, 3))),
        step(ROOT_TERMS, define("X", series, "=", tree_of(root)), rel(R ** 2, "=", A)),
    )
    answer = (rel(R, "=", tree_of(root)), rel(R ** 2, "=", A))
    return Derivation((("A", tree_of(M)),), steps, answer, freedom=(ANY_ROOT,), asks=("X",))


@family("matrix-square-root", "functions", "A square root of a matrix", limits=Limits(digits=4, denominator=64))
def matrix_square_root(draw: Draw) -> Part:
    """Two by two by trace and determinant; three by three with one eigenvalue, by the series that stops."""
    if draw.difficulty == 3:
        x = draw.integer("root", 1, 2)
        root = hidden(draw, jordan_block(x, 3), 9)
        one = matrix([[int(i == j) for j in range(3)] for i in range(3)])
        found, wrong = _root_by_series(root, x), mistake(
            "series stopped too early", {"X": one * x + (root * root - one * x * x) / (2 * x)},
            "The square of the second term is not zero: a third term must cancel it.")
    else:
        x, y = draw.sample("roots", range(1, 4 + 3 * draw.difficulty), 2)
        root = hidden(draw, matrix([[x, 0], [0, y]]), 4 + 6 * draw.difficulty, 1 + draw.difficulty)
        draw.require(draw.difficulty == 1 or root[0, 1] * root[1, 0] != 0)
        one = matrix([[1, 0], [0, 1]])
        found, wrong = _root_by_trace(root, x * y, x + y), mistake(
            "sign of the determinant", {"X": (root * root - one * x * y) / (x + y)},
            "The determinant changes its sign when it goes to the other side.")
    M = root * root
    return part(
        guide("Find a matrix {R} whose square is {A}.", R=R, A=A), derivation=found, kind="sqrt", answer={"X": root}, A=M,
        mistakes=[wrong, mistake("half of the matrix", {"X": M / 2}, "A square root is not the half: multiply it by itself.")])


@family("matrix-logarithm", "functions", "The logarithm of a matrix", limits=Limits(digits=3, denominator=24))
def matrix_logarithm(draw: Draw) -> Part:
    """The logarithm N - N^2/2 + N^3/3 for A with the only eigenvalue one."""
    size = (3, 3, 4)[draw.difficulty - 1]
    if draw.difficulty == 2:
        M = hidden(draw, jordan_block(1, 3), 9)
    else:
        reach = draw.difficulty + 1
        rows = [[int(i == j) if i >= j else draw.integer("entry", -reach, reach) for j in range(size)] for i in range(size)]
        draw.require(all(rows[i][i + 1] for i in range(size - 1)))
        M = matrix(rows)
    K = M - matrix([[int(i == j) for j in range(size)] for i in range(size)])
    third = K ** 3 / 3 if size == 4 else 0 * K
    value = K - K ** 2 / 2 + third
    last = mistake("factorials", K - K ** 2 / 2 + third / 2, "The series of the logarithm divides by whole numbers, not by "
                   "factorials.") if size == 4 else \
        mistake("half forgotten", K - K ** 2, "The second term of the series is divided by two.")
    return part(
        guide("The only eigenvalue of {A} is the number one. Find the nilpotent matrix {L} for which {X} is equal to {A}.",
              A=A, L=L, X=exp(L)),
        derivation=derive(Answer("log", M, value)), kind="matrix", answer=value,
        mistakes=[
            mistake("series stopped too early", K, "The square is not zero: the series goes on."),
            mistake("all signs alike", K + K ** 2 / 2 + third, "The signs of the series of the logarithm alternate."), last,
        ])


ENTRY = claim("The entry in question is {f}.", need("=", f, E("entry", (S, "?", "?"))), f=f)
NEIGHBOURS = claim(
    "Compare neighbours: the next value minus this one is {d}. All its factors are positive but the last, {u}, which decides "
    "the sign: {f} rises while it is positive and falls when it is negative.", need("=", call("f", n + 1) - f, hole("d")), f=f,
    u=U)
TIE = claim("It is zero at {p} and falls by a fixed amount with each step. So {f} rises up to {p}, has the same value at {q}, "
            "and falls from there on.", need("=", call("f", hole("q")), call("f", hole("p"))), f=f)
TURN = claim("It is still positive at {p} and negative from {q} on. So {f} rises up to {q} and falls from there on.",
             need(">", call("u", hole("p")), num(0)), need("<", call("u", hole("q")), num(0)), f=f)
BOTH = claim("The entry is largest at {p} and at {q}; either is right.", need("=", call("f", hole("q")), call("f", hole("p"))))
SINGLE = claim("The entry is largest at {q}; no other whole number is right.", need(">", call("f", hole("q")), hole("b")))
PEAKS = ("3/5", "4/7", "5/7", "5/8", "7/9", "7/10", "7/11", "8/11", "9/11", "7/12", "5/9")


def watched(draw: Draw, x: Fraction) -> tuple[tuple[int, int], int, Derivation]:
    """Return where, and c, for a matrix whose powers have the entry c n x^(n-1) there, c > 0; and how this is found."""
    if draw.difficulty == 1:
        c = draw.integer("c", 1, 9)
        M: list[list[Any]] = [[x, c], [0, x]]
        at = (1, 2)
    else:
        _, M, T = one_block(draw, (x,))
        at = (1, 2) if T[0][1] > 0 else (2, 1)
        c = T[at[0] - 1][at[1] - 1]
    found = derive(matrix_power(matrix(M)))
    shown = n * num(x) ** (n - 1) if c == 1 else num(c) * n * num(x) ** (n - 1)
    extra = step(ENTRY, define("f", entry(S, *at), "=", shown, of="n"))
    return at, c, replace(found, steps=(*found.steps, extra), asks=(*found.asks, "f"), freedom=(UNIQUE,))


def place(at: tuple[int, int]) -> str:
    """Return in words where an entry off the diagonal stands."""
    return "first row and the second column" if at == (1, 2) else "second row and the first column"


@family("power-peak", "functions", "Where an entry of the powers is largest", claim="Power-3")
def power_peak(draw: Draw) -> Part:
    """The largest value of c n x^(n-1): at n = p and p + 1 for x = p/(p+1)."""
    p = draw.integer("p", 2, 9)
    x = Fraction(p, p + 1) if draw.difficulty < 3 else Fraction(draw.choice("eigenvalue", PEAKS))
    at, c, found = watched(draw, x)
    a, d = x.numerator, x.denominator - x.numerator
    front = [] if c == x.denominator else [num(Fraction(c, x.denominator))]
    sign = num(a) - (n if d == 1 else num(d) * n)
    rest, named = (product([*front, num(x) ** (n - 1), last]) for last in (sign, U))
    steps: list[Step] = [step(NEIGHBOURS, define("u", sign, of="n"), rel(call("f", n + 1) - f, "=", rest, "=", named))]
    top = -(-a // d)
    right = [top, top + 1] if a % d == 0 else [top]
    if len(right) == 2:
        equal = rel(call("f", right[1]), "=", call("f", right[0]))
        steps.append(step(TIE, rel(call("u", right[0]), "=", 0), equal))
        answer, freedom = equal, BOTH
    else:
        steps.append(step(TURN, rel(call("u", top - 1), ">", 0), rel(call("u", top), "<", 0)))
        answer, freedom = rel(call("f", top), ">", call("f", top - 1)), SINGLE
    mistakes = [mistake("growth overlooked", 0, "The power alone falls from the start; here it is multiplied by a whole number."),
                mistake("one step short", top - 1, "At this place the next value is still larger.")]
    return part(
        guide("Let {f} be the entry of {S} in the " + place(at) + ", for whole numbers {n} from zero on. For which {n} is it "
              "largest? Give one such {n}.", f=f, S=A ** n, n=n),
        derivation=replace(found, steps=(*found.steps, *steps), answer=(answer,), answer_say=(freedom,), freedom=()),
        kind="one-of", answer=right[0], options=right, mistakes=mistakes)


LAST = claim("Put in one number after the other. At {p} the entry is {v}, which is not yet below {e}.",
             need("≥", call("f", hole("p")), EPS), need("=", call("f", hole("p")), hole("v")), e=EPS)
FIRST = claim("At {q} it is {v}, which is below {e}.", need("<", call("f", hole("q")), hole("e")),
              need("=", call("f", hole("q")), hole("v")), e=EPS)
FALLS = claim("Does it stay below? Write a later place as {k}, with {m} any whole number from zero on. The step from there to "
              "the next place takes away {d}, and every number in this product is positive. So the values fall from there on.",
              need("=", call("f", hole("k")) - call("f", hole("l")), hole("d")), m=m)
NICE = tuple(Fraction(x) for x in (5, 4, 3, 2, 1)) + tuple(
    Fraction(1, k * p) for p in (1, 10, 100, 1000) for k in (2, 3, 4, 5, 6, 8, 10))
EIGENVALUES = {1: ("1/2", "1/3", "1/4", "1/5", "2/5"), 2: ("1/2", "1/3", "2/5", "3/5", "2/3", "3/7"),
               3: ("2/3", "3/5", "3/4", "4/7", "5/7")}


@family("power-threshold", "functions", "When an entry of the powers stays small", claim="Power-4",
        limits=Limits(digits=10, denominator=10 ** 10))
def power_threshold(draw: Draw) -> Part:
    """The least n from which on c n x^(n-1) is below a bound."""
    x = Fraction(draw.choice("eigenvalue", EIGENVALUES[draw.difficulty]))
    first = draw.integer("first", *((4, 7), (7, 10), (9, 13))[draw.difficulty - 1])
    at, c, found = watched(draw, x)
    u, v = x.denominator * first - x.numerator * (first + 1), x.denominator - x.numerator
    values = [c * k * x ** (k - 1) for k in (first - 1, first)]
    bounds = [e for e in NICE if values[1] < e <= values[0]]
    draw.require(u > 0 and bool(bounds))
    bound = draw.choice("bound", bounds)
    products = [product([k for k in (c, place_) if k != 1]) * num(x) ** (place_ - 1) for place_ in (first - 1, first)]
    front = [] if c == x.denominator else [num(Fraction(c, x.denominator))]
    fall = product([*front, num(x) ** (num(first - 1) + m), num(u) + (m if v == 1 else num(v) * m)])
    steps = (
        step(replace(LAST, fixed={**LAST.fixed, "v": num(values[0])}), replace(FIRST, fixed={**FIRST.fixed, "v": num(values[1])}),
             rel(call("f", first - 1), "=", products[0], "=", num(values[0]), "≥", EPS),
             rel(call("f", first), "=", products[1], "=", num(values[1]), "<", EPS)),
        step(FALLS, rel(call("f", first + m) - call("f", num(first + 1) + m), "=", fall), rel(num(u), ">", 0)),
    )
    alone = next(k for k in range(1, 99) if c * x ** (k - 1) < bound)
    mistakes = [mistake("one step too early", first - 1, "At this place the entry is not yet below the bound.")]
    if alone not in (first, first - 1):
        mistakes.append(mistake("factor forgotten", alone, "The entry is not only a power: it is multiplied by the exponent."))
    return part(
        guide("Let {f} be the entry of {S} in the " + place(at) + ". Find the least whole number {n} from one on such that {f} "
              "is below {e} there and for every larger {n}.", f=f, S=A ** n, e=EPS, n=n),
        derivation=replace(found, given=(*found.given, ("epsilon", num(bound))), steps=(*found.steps, *steps),
                           answer=(define("n", num(first)), rel(call("f", PLACE), "<", EPS, "≤", call("f", PLACE - 1)))),
        kind="value", answer=first, mistakes=mistakes)
