"""The sentences of the derivations that are written from result objects, with the facts each may stand on."""
from __future__ import annotations

from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, det, rank, var

_ANY_SIZE = E("eye", ("?",))
_M, _N, _P, _J, _V, _W, _L = (hole(k) for k in "MNPJVWL")
_K, _G, _R = hole("k"), hole("g"), hole("r")
_ZERO = E("zero", ("?", "?"))

SPECTRUM = claim(
    "The eigenvalues are the roots of the characteristic polynomial {p}; an exponent says how often one counts.",
    need("=", det(var("x") * _ANY_SIZE - _M), hole("p")))
SUBTRACT = claim("Subtract {L} from the diagonal.", need("=", _N, _M - _L * _ANY_SIZE))
BLOCK_COUNT = claim(
    "As many blocks belong to it as there are independent eigenvectors: the rank of {N} leaves {g:count}, so there "
    "{g:is/are} {g:count} block{g:/s}.",
    need("=", _N, _M - _L * _ANY_SIZE), need("nullity", _N, _G))
ONE_BLOCK = claim("A single block takes the whole multiplicity.", need("nullity", _N, E("num", ("1",))))
ALL_SMALL = guide("There are as many eigenvectors as the multiplicity asks for, so every block has size one.")
COUNT_BY_SIZE = claim(
    "Each further power of {N} loses as much rank as there are blocks it still reaches: the difference of the first "
    "two ranks counts the blocks of size two or more, {m:count} here.",
    need("=", rank(_N) - rank(_N ** hole("two")), hole("m")))
SIMPLE = claim("A simple eigenvalue has one block of size one: any eigenvector {V} will do.",
               need("=", _M * _V, _L * _V))
CHAIN_OF_ONE = claim("A block of size one needs one more eigenvector, independent of the others.",
                     need("=", _N * _V, _ZERO))
CHAIN_TOP = claim(
    "A chain is built from the top. Pick {V} in the kernel of {p} and of no lower power.",
    need("=", hole("p") * _V, _ZERO), need("≠", _W, _ZERO))
CHAIN_DOWN = claim(
    "Step down: each vector is {N} times the one above it. The last one, {W}, is not zero and one more step kills it, "
    "so it is an eigenvector and the chain ends there.",
    need("≠", _W, _ZERO), need("=", _N * _W, _ZERO))
ASSEMBLE = guide("Put the chains side by side, each from its eigenvector up, and the blocks in the same order.")
CHECK_PRODUCTS = claim(
    "Check: multiply both sides out and invert nothing. The two products agree, and {P} is invertible.",
    need("=", _M * _P, _P * _J), need("≠", det(_P), E("num", ("0",))))
JORDAN_FREEDOM = claim(
    "Any invertible {P} that satisfies the last equation is right, and the blocks of {J} may stand in any order.",
    need("=", _M * _P, _P * _J))

# Eigenvalues of degree three or more
FACTORED = claim(
    "Factor the characteristic polynomial over the rationals: {p}. What does not split further is treated at a generic "
    "root, one calculation for all the roots of a factor.",
    need("=", det(var("x") * _ANY_SIZE - _M), hole("p")))
GENERIC_CHAIN = claim(
    "Let {a} be any root of this factor. Calculating with its equation alone, {M} sends {V} to a multiple of itself, "
    "so every root has this chain.",
    need("=", _M * _V, hole("a") * _V), need("=", hole("f"), E("num", ("0",))))
RATIONAL_CHAIN = claim("For the rational eigenvalue {a} the chain starts with {V}.", need("=", _M * _V, hole("a") * _V))
COEFFICIENTS = claim(
    "Are all these vectors independent? Their coefficients, side by side, form {H}. The chain relations say that {M} "
    "acts on {H} as {G}, which is made of companion blocks, and {H} is invertible.",
    need("=", _M * hole("H"), hole("H") * hole("G")), need("≠", det(hole("H")), E("num", ("0",))), M=E("name", ("A",)))
SQUAREFREE = claim(
    "The product of the distinct factors has no double root, because it and its derivative generate one. So the "
    "columns at different roots are independent too.",
    need("=", hole("s") * hole("F") + hole("t") * hole("D"), E("num", ("1",))))
GENERIC_ANSWER = claim(
    "The Jordan matrix has each of these blocks once for each root of its factor, and the columns of the "
    "transformation are the chains above at these roots.", need("=", _M * hole("H"), hole("H") * hole("G")))
GENERIC_FREEDOM = claim(
    "Any invertible matrix of chains is right, and the blocks may stand in any order.",
    need("=", _M * hole("H"), hole("H") * hole("G")))

# Functions of t and n
_A, _X, _S = (E("name", (k,)) for k in "AXS")
NILPOTENT = claim(
    "There is one eigenvalue. Multiples of the identity commute with everything, so split off {N}; its powers stop at "
    "the {k:ordinal}.", need("=", _N ** _K, _ZERO))
SCALAR = claim("There is one eigenvalue and nothing besides: {N} is zero.", need("=", _N, _ZERO))
COMPONENT = guide(
    "This eigenvalue contributes its own part of the identity, and what {A} makes of that part.", A=_A)
WAVES = guide("A pair of complex eigenvalues of a real matrix turns into a cosine and a sine.")
ROOT_SUM = claim("This factor does not split: {a} stands for each of its roots in turn, and all of them are added up.",
                 need("=", hole("f"), E("num", ("0",))), a=E("root", ("alpha",)))
CLOSED_FORM = guide("Put the parts together, each with its own function. How do we see that this is right? By two "
                    "laws: where it starts, and how it goes on.")
EXP_CHECK = claim(
    "For every {t}: {X} starts at the identity and satisfies the differential equation, and only one function does.",
    need("=", E("D", (_X,)), _A * _X), need("means", E("exp", (E("var", ("t",)) * _A,)), _X), t=var("t"), X=_X)
POWER_CHECK = claim(
    "For every {n}: {S} starts at the identity, and one more factor {A} moves it one step on.",
    need("means", _A ** E("var", ("n",)), _S), n=var("n"), S=_S, A=_A)
CLOSED_FREEDOM = claim("Any expression with the same values is right.", need("=", hole("target"), hole("value")))

# Single answers
DETERMINANT = claim("Its determinant is {d}.", need("=", det(_M), hole("d")), M=_A)
INVERSE = claim("Multiply in both orders: {p} is the identity, and so is the other product. So {X} is the inverse.",
                need("=", hole("p"), _ANY_SIZE), need("means", E("inv", (_A,)), _X), X=_X, p=_A * _X)
RANK = claim("A minor of size {r} is not zero, and the kernel has dimension {g}: together that is every column.",
             need("rank", _A, hole("r")), need("nullity", _A, hole("g")))
FULL_RANK = claim("A minor of size {r} is not zero, and there are no more columns.", need("rank", _A, hole("r")))
KERNEL = claim("{A} sends every column of {K} to zero; the columns are independent, and the rank leaves no further "
               "direction.",
               need("=", _A * E("name", ("K",)), _ZERO), A=_A, K=E("name", ("K",)))
SOLUTION = claim("Check by putting {x} in.", need("=", _A * E("name", ("x",)), E("name", ("b",))), x=E("name", ("x",)))
ECHELON = claim("Every row of {A} is a combination of the nonzero rows of {R}, with the pivot columns of {A} as "
                "coefficients: the same row space.",
                need("=", _A, E("name", ("C",)) * E("name", ("R",))), A=_A, R=E("name", ("R",)))
FACTORS = claim("Multiply the factors out and compare.", need("=", hole("left"), hole("right")))
CHARPOLY = claim("The characteristic polynomial is {p}.", need("=", det(var("x") * _ANY_SIZE - _A), hole("p")))
ANNIHILATED = claim("Put {A} in for the variable: the result is zero.", need("=", hole("p"), _ZERO), A=_A)
NO_LOWER = claim("No polynomial of lower degree will do: {v} and its images are {r:count} independent columns.",
                 need("rank", hole("K"), hole("r")), v=E("name", ("v",)))
UNIQUE = claim("There is only one right answer.", need("=", hole("left"), hole("right")))
BASIS = claim("Any other basis of the same space is right.", need("=", hole("left"), hole("right")))
DOUBLE = claim("Any other factors with the same properties are right.", need("=", hole("left"), hole("right")))
UNIMODULAR = claim("The two outer factors have determinants {d} and {e}, so they are invertible over the whole "
                   "numbers.",
                   need("=", det(E("name", ("U",))), hole("d")), need("=", det(E("name", ("V",))), hole("e")))
ORTHOGONAL = claim("{U} and {V} are orthogonal.", need("=", E("T", (hole("U"),)) * hole("U"), hole("I")),
                   need("=", E("T", (hole("V"),)) * hole("V"), hole("J")), U=E("name", ("U",)), V=E("name", ("V",)))
ORDERED = claim("The diagonal is in descending order and not negative.", need("≥", hole("left"), hole("right")))
DIFFERENCES = claim("The determinant of a Vandermonde matrix is the product of the differences of its nodes, {d}.",
                    need("=", det(E("name", ("V",))), hole("d")))
CAPACITY = claim("The update is invertible because {C} is: {d} is not zero.",
                 need("≠", hole("d"), E("num", ("0",))), C=E("name", ("C",)))
UPDATE = claim("The inverse of {S} needs one correction, {X}.",
               need("=", E("name", ("M",)), E("name", ("R",)) - hole("X")), S=E("name", ("S",)))
ANY_SOLUTION = claim("Any {x} that satisfies the equation is right.", need("=", _A * E("name", ("x",)), E("name", ("b",))),
                     x=E("name", ("x",)))
ROOTS = claim("Other square roots satisfy the equation as well; this is the one that was asked for.",
              need("=", E("name", ("R",)) ** hole("two"), _A))
