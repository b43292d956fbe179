"""The sentences of the derivations that are written from result objects, with the facts each may stand on."""
from __future__ import annotations

from exercises.phrases import ORDINALS, Phrase, claim, guide, hole, need
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
FIRST_OF_ONE = claim("A block of size one needs an eigenvector only.", need("=", _N * _V, _ZERO))
CHAIN_OF_ONE = claim("A block of size one needs one more eigenvector, independent of the others.",
                     need("=", _N * _V, _ZERO))
CHAIN_TOP = claim(
    "A chain is built from the top. Pick {V} in the kernel of {p} and of no lower power.",
    need("=", hole("p") * _V, _ZERO), need("≠", _W, _ZERO))
CHAIN_DOWN = claim(
    "Step down: each vector is {N} times the one above it. The last one, {W}, is not zero and one more step kills it, "
    "so it is an eigenvector and the chain ends there.",
    need("≠", _W, _ZERO), need("=", _N * _W, _ZERO))
FOR_ALL_SIZES = guide("This is an instance of a theorem for all sizes, whose proof was replayed. The letters of this line are "
                      "those of the theorem.")
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
    "This eigenvalue contributes its own part of the identity, and what {A} makes of that part: {A} multiplies the part by "
    "the eigenvalue, and what is left over is the next matrix.", A=_A)
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
INVERSE = claim("Multiply in both orders: {p} is the identity, and so is the other product. So {X} is the inverse.",
                need("=", hole("p"), _ANY_SIZE), need("means", E("inv", (_A,)), _X), X=_X, p=_A * _X)
RANK = claim("A minor of size {r} is not zero, so the rank is not smaller; {g:count} independent {g:vector/vectors} in the "
             "kernel {g:leaves/leave} no room for a larger one.",
             need("rank", _A, hole("r")), need("nullity", _A, hole("g")))
FULL_RANK = claim("A minor of size {r} is not zero, and there are no more columns.", need("rank", _A, hole("r")))
SOLUTION = claim("Check by putting {x} in.", need("=", _A * E("name", ("x",)), E("name", ("b",))), x=E("name", ("x",)))
FACTORS = claim("Multiply the factors out and compare.", need("=", hole("left"), hole("right")))
CHARPOLY = claim("The characteristic polynomial is {p}.", need("=", det(var("x") * _ANY_SIZE - _A), hole("p")))
ANNIHILATED = claim("Put {A} in for the variable: the result is zero.", need("=", hole("p"), _ZERO), A=_A)
NO_CONSTANT = guide("Only the number zero is zero at {A}, so no lower degree will do.", A=_A)
MINIMAL = claim("So this is {m}. It divides the characteristic polynomial {p}.",
                need("=", det(var("x") * _ANY_SIZE - _A), hole("p")), m=E("name", ("m",)))
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

# Row reduction
_E_ANY, _D = hole("e"), hole("d")
_NOT_ZERO = need("≠", det(_E_ANY), E("num", ("0",)))
ELIMINATE = claim("Subtract multiples of the pivot row from the rows below it. Row operations are a factor on the left; "
                  "this one, {e}, has determinant {d}.", need("=", det(_E_ANY), _D), _NOT_ZERO)
CLEAR = claim("Make the pivot one and clear the rest of its column. Row operations are a factor on the left, {e}; its "
              "determinant {d} is not zero, so they can be undone.", need("=", det(_E_ANY), _D), _NOT_ZERO)
SWAP = claim("The place of the pivot holds a zero: exchange two rows. The factor {e} has determinant {d}.",
             need("=", det(_E_ANY), _D), _NOT_ZERO)
REDUCE_WHOLE = claim("Reduce the rows. All the row operations together are the factor {e}; its determinant {d} is not "
                     "zero, so they can be undone.", need("=", det(_E_ANY), _D), _NOT_ZERO)


def COLLECTED(start: E, last: E) -> Phrase:
    """Return the sentence that joins the stages from `start` to `last`."""
    return claim("All the operations together are one factor {e}, and it is invertible: {M} and {R} have the same row "
                 "space and the same kernel.", need("=", _E_ANY * start, last), _NOT_ZERO, M=start, R=last)


def DET_TRIANGULAR(last: E) -> Phrase:
    """Return the sentence about the determinant of the triangular matrix `last`."""
    return claim("{U} is triangular: its determinant is the product of its diagonal. Divide by the determinants of the "
                 "factors to get that of {A}, {d}.", need("=", det(last), hole("p")), need("=", det(_A), _D), U=last, A=_A)


DET_TWO = claim("For two rows: one diagonal product minus the other, {d}.", need("=", det(_A), _D))
DET_ONE = claim("The determinant of a number is the number itself, {d}.", need("=", det(_A), _D))
ADJUGATE = claim("The determinant {d} is not zero. Exchange the diagonal, change the signs beside it, and divide by the "
                 "determinant.", need("≠", _D, E("num", ("0",))), need("=", det(_A), _D))
BESIDE = guide("Write the identity beside {A} and reduce the rows of both.", A=_A)
BESIDE_RIGHT = guide("Write {b} beside {A} and reduce the rows of both.", A=_A, b=E("name", ("b",)))
LEFT_IS_ONE = claim("On the left the identity has appeared. So the right half, {X}, is the product of all the factors.",
                    need("=", hole("last"), E("hcat", (_ANY_SIZE, _X))), X=_X)
TRIANGULAR = claim("What is left is a triangular system with {U} on the left: solve it from the last row up.",
                   need("=", E("name", ("U",)) * E("name", ("x",)), E("name", ("y",))), U=E("name", ("U",)))
ONE_SOLUTION = claim("The determinant of {A} is {d}, not zero: there is exactly one solution.",
                     need("=", det(_A), _D), need("≠", det(_A), E("num", ("0",))), A=_A)
ECHELON_SHAPE = claim("{R} is in reduced echelon form: every pivot is one and alone in its column, with zeros before it "
                      "in its row. No other matrix of this form has the same row space.",
                      need("=", _E_ANY * _A, E("name", ("R",))), need("≠", det(_E_ANY), E("num", ("0",))), R=E("name", ("R",)))
NO_KERNEL = claim("The rank is the number of columns, so {A} sends no column but zero to zero.",
                  need("=", hole("n") - rank(_A), E("num", ("0",))), A=_A)
NULL_BASIS = claim("{A} sends every column of {N} to zero. The columns are independent, and there are {g:count} of them: "
                   "as many as the rank leaves.", need("=", _A * E("name", ("N",)), _ZERO),
                   need("rank", E("name", ("N",)), _G), need("=", hole("n") - rank(_A), _G), A=_A, N=E("name", ("N",)))
LU_FACTORS = claim("Undo the operations: {L} holds the multipliers below its diagonal.",
                   need("=", E("name", ("L",)) * _E_ANY, _ANY_SIZE), L=E("name", ("L",)))
LU_START = guide("Exchange the rows first, in the order that {P} gives, so that no pivot is zero.", P=E("name", ("P",)))
LU_FREEDOM = claim("Another order of the rows gives other factors: any {P} that permutes the rows, with {L} unit lower "
                   "triangular and {U} upper triangular, is right.",
                   need("=", E("name", ("P",)) * _A, E("name", ("L",)) * E("name", ("U",))),
                   P=E("name", ("P",)), L=E("name", ("L",)), U=E("name", ("U",)))


def expand(place: int, why: str) -> Phrase:
    """Return the sentence that says along which row, counted from one, the determinant is expanded."""
    return claim(f"Write {{x}} on the diagonal and subtract {{A}}; then expand the determinant along the {ORDINALS[place]} "
                 f"row{why}. The minors that are needed come first.",
                 need("=", var("x") * _ANY_SIZE - _A, hole("B")), x=var("x"), A=_A)



# The sign, square roots, logarithms, similarity, companion blocks
POSITIVE_SIDE = claim("Which one of the roots is it? The eigenvalues of {M} are the roots of {p}. Their real parts are "
                      "positive, and this leaves one choice only.", need("=", det(var("x") * _ANY_SIZE - _M), hole("p")),
                      need(">", hole("re"), E("num", ("0",))))
SIGN_FREEDOM = claim("Only one {S} has these properties: its square is the identity, it commutes with {A}, and the "
                     "eigenvalues of {M} have positive real parts.", need("=", E("name", ("S",)) ** hole("two"), _ANY_SIZE),
                     need("=", det(var("x") * _ANY_SIZE - _M), hole("p")), need(">", hole("re"), E("num", ("0",))),
                     S=E("name", ("S",)), A=_A, M=_A * E("name", ("S",)))
SIGN_OPEN = claim("Careful: the negative of {S} satisfies these equations as well. They do not show which of the two has "
                  "the right signs.", need("=", E("name", ("S",)) ** hole("two"), _ANY_SIZE), S=E("name", ("S",)))
PRINCIPAL = claim("Other square roots satisfy the equation as well; this is the only one whose eigenvalues have positive "
                  "real parts.", need("=", E("name", ("R",)) ** hole("two"), _A),
                  need("=", det(var("x") * _ANY_SIZE - E("name", ("R",))), hole("p")),
                  need(">", hole("re"), E("num", ("0",))))
ROOTS_OPEN = claim("Other square roots satisfy the equation as well: the negative of this one, for a start.",
                   need("=", E("name", ("R",)) ** hole("two"), _A))
LOG_SERIES = claim("The powers of {N} stop at the {k:ordinal}, so the series of the logarithm is a finite sum.",
                   need("=", _N ** _K, _ZERO), need("=", _N, _A - _ANY_SIZE))
LOG_CHECK = claim("Check by the exponential: {X} is the exponential of {t} times {L} for every {t}, and "
                  "at one it is {A}.", need("means", E("exp", (var("t") * E("name", ("L",)),)), _X),
                  need("=", E("call", ("X", E("num", ("1",)))), _A), X=_X, L=E("name", ("L",)), A=_A,
                  t=var("t"))
LOG_FREEDOM = claim("Other logarithms have other eigenvalues; this is the only one that is nilpotent.",
                    need("=", E("name", ("L",)) ** _K, _ZERO))
SIMILAR = claim("{S} carries one to the other: multiply both sides out. Its determinant {d} is not zero.",
                need("=", _A * E("name", ("S",)), E("name", ("S",)) * E("name", ("B",))),
                need("=", det(E("name", ("S",))), _D), need("≠", det(E("name", ("S",))), E("num", ("0",))), S=E("name", ("S",)))
SIMILAR_FREEDOM = claim("The matrices are similar. Any other invertible {S} with the same equation is right.",
                        need("=", _A * E("name", ("S",)), E("name", ("S",)) * E("name", ("B",))), S=E("name", ("S",)))
SAME_POLYNOMIAL = guide("Put {A} and {B} into the same polynomial. If they were similar, the two values would be similar "
                        "too, and would have the same rank.", A=_A, B=E("name", ("B",)))
NOT_SIMILAR = claim("The ranks are {r} and {s}; they differ, so the matrices are not similar.",
                    need("rank", E("name", ("M",)), hole("r")), need("rank", E("name", ("N",)), hole("s")),
                    need("≠", rank(E("name", ("M",))), rank(E("name", ("N",)))))
COMPANIONS = claim("{F} is made of companion blocks: ones below the diagonal, and the coefficients of the invariant "
                   "factors, with the opposite sign, in the last columns. The characteristic polynomial of a block is its "
                   "invariant factor.", need("=", E("name", ("F",)), hole("blocks")),
                   need("=", det(var("x") * _ANY_SIZE - hole("C")), hole("p")), F=E("name", ("F",)))
DIVIDES = claim("Each invariant factor divides the next.", need("=", hole("a") * hole("q"), hole("b")))
FROBENIUS_FREEDOM = claim("{F} is determined by {A}: companion blocks of invariant factors, each dividing the next. Any "
                          "invertible {P} with the same equation is right.",
                          need("=", _A * E("name", ("P",)), E("name", ("P",)) * E("name", ("F",))),
                          need("=", E("name", ("F",)), hole("blocks")), A=_A, P=E("name", ("P",)), F=E("name", ("F",)))
REAL_BLOCKS = claim("{J} is block diagonal. A real eigenvalue has an ordinary Jordan block; a complex pair has real blocks "
                    "of size two on the diagonal, real parts on it and imaginary parts beside it with opposite signs, "
                    "joined by identities.", need("=", E("name", ("J",)), hole("blocks")), J=E("name", ("J",)))
REAL_FREEDOM = claim("The blocks of {J} may stand in any order, and any invertible real {P} with the same equation is "
                     "right.", need("=", _A * E("name", ("P",)), E("name", ("P",)) * E("name", ("J",))),
                     J=E("name", ("J",)), P=E("name", ("P",)))
PROJECTIONS = claim(
    "Where do these matrices come from? Split the identity into one part for each eigenvalue: a polynomial in {A} that "
    "is one at that eigenvalue and zero, with enough derivatives, at the others. The parts add up to the identity; {A} "
    "multiplies each by its eigenvalue, and what is left over is the next matrix of the same eigenvalue.",
    need("=", hole("parts"), _ANY_SIZE), A=_A)
EXPAND_TWO = claim("Write {x} on the diagonal and subtract {A}; then one diagonal product minus the other.",
                   need("=", var("x") * _ANY_SIZE - _A, hole("B")), x=var("x"), A=_A)
VANISHES = claim("The eigenvalues make this determinant vanish.", need("=", det(hole("a") * _ANY_SIZE - _A),
                 E("num", ("0",))))
PARTS_OF_ONE = claim("Each eigenvalue or pair of eigenvalues has its own part of the identity, the matrix without a factor "
                     "of time or a sine; together they are the identity.", need("=", hole("parts"), _ANY_SIZE))
