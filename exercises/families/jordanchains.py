"""Jordan chains: building one, which eigenvectors start one, how far up a vector stands."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from exercises.derivation import Derivation, Fact, Step, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.sentences import UNIQUE
from exercises.families.jordan import ZERO, Blocks, drawn_blocks, jordan_matrix, shifted_tree
from exercises.families.jordanmore import carried, characteristic
from exercises.family import Draw, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, det, hcat, name, num, var, zero
from symbolic import det as determinant
from symbolic import inverse, matrix
from symbolic.matrices.matrix import identity

A, J, N, P, V, K, v, w, u, y, a = (name(k) for k in "AJNPVKvwuya")
#: difficulty -> sizes of the two blocks of the one eigenvalue
PAIRS: dict[int, tuple[tuple[int, int], ...]] = {1: ((2, 1),), 2: ((3, 1),), 3: ((3, 2),)}
SUBTRACT = claim("Subtract the eigenvalue: every chain is a chain of {N}.", need("=", N, hole("M")), N=N)


def frame(draw: Draw, sizes: Sequence[int]) -> tuple[int, Any, Any]:
    """Return an eigenvalue a, P, and A = P J P^-1 with blocks of these sizes at a."""
    value = draw.integer("eigenvalue", -4, 5)
    n = sum(sizes)
    low, high = ((2, 9), (4, 12), (6, 15))[draw.difficulty - 1]
    for _ in range(10):
        P = matrix(draw.unimodular("P", n, steps=n + 1 + draw.difficulty, bound=3))
        M = P * jordan_matrix([(value, s) for s in sizes]) * inverse(P)
        entries = [abs(int(x.numerator)) for row in (M - value * identity(n)).entries() for x in row]
        if low <= max(entries) <= high and entries.count(0) <= n:
            return value, P, M
    return draw.reject()


def subtracted(M: Any, value: int) -> tuple[Fact, Any]:
    """Return the definition of N = M - value I, and N."""
    rest = M - value * identity(M.rows)
    return define("N", shifted_tree(A, value, M.rows), "=", tree_of(rest)), rest


def power_of(base: E, k: int) -> E:
    """Return base^k, the base itself for k = 1."""
    return base if k == 1 else base ** k


# Building a chain

NOT_SMALL = claim(
    "A chain is built from the top: its last vector is sent to zero by {p}, but not by the power before. That power is {q}; one "
    "of its columns is not zero.", need("=", hole("p"), ZERO), need("≠", hole("q"), ZERO))
TOP = claim("So pick a top {t} that {q} does not send to zero.", need("=", hole("r") * hole("t"), ZERO),
            need("≠", hole("q") * hole("t"), ZERO))
DOWN = claim("Step down: every vector is {N} times the one above it. The last one, {w}, is not zero, and {N} sends it to zero: "
             "it is an eigenvector.", need("≠", name("v_1"), ZERO), need("=", N * name("v_1"), ZERO), N=N, w=name("v_1"))
SIDE_BY_SIDE = claim("Put the vectors side by side, the eigenvector first: {V}.", need("=", V, hole("columns")), V=V)
CHAIN_FREEDOM = guide("Other tops give other chains, and they are as right.")


def _chain_steps(rest: Any, start: Fact, columns: Sequence[Any]) -> tuple[Step, ...]:
    n, k = rest.rows, len(columns)
    names = [name(f"v_{i}") for i in range(1, k + 1)]
    tops: list[Fact] = [define(f"v_{k}", tree_of(columns[-1])), rel(N ** k * names[-1], "=", zero(n, 1)),
                        rel(power_of(N, k - 1) * names[-1], "≠", zero(n, 1))]
    down: list[Fact] = [define(f"v_{i + 1}", N * names[i + 1], "=", tree_of(columns[i])) for i in reversed(range(k - 1))]
    below = rest ** (k - 1)
    shown = [rel(N ** (k - 1), "=", tree_of(below), "≠", zero(n, n))] if k > 2 else [rel(N, "≠", zero(n, n))]
    return (step(SUBTRACT, start),
            step(NOT_SMALL, *shown, rel(N ** k, "=", zero(n, n))),
            step(TOP, *tops),
            step(DOWN, *down, rel(names[0], "≠", zero(n, 1)), rel(N * names[0], "=", zero(n, 1))),
            step(SIDE_BY_SIDE, define("V", hcat(*names), "=", tree_of(beside(columns)))))


def beside(columns: Sequence[Any]) -> Any:
    """Return the columns side by side."""
    return matrix([[c[i, 0] for c in columns] for i in range(columns[0].rows)])


@family("chain-build", "jordan", "A Jordan chain", claim="Chain-1")
def chain_build(draw: Draw) -> Part:
    """The longest chain, beside a shorter block whose eigenvector leads nowhere."""
    long, short = draw.choice("sizes", PAIRS[draw.difficulty])
    value, P, M = frame(draw, (long, short))
    start, rest = subtracted(M, value)
    columns = [P.column(i) for i in range(long)]
    dead = P.column(long)
    laws = tuple(rel(N * name(f"v_{i}"), "=", name(f"v_{i - 1}") if i > 1 else zero(M.rows, 1)) for i in range(1, long + 1))
    back = list(reversed(columns))
    return part(
        guide("The only eigenvalue of {A} is {a}. Find a Jordan chain of {k} vectors for it: the first one is an eigenvector, "
              "and {N}, which is {D}, sends each of the others to the one before it. Write the vectors as the columns of {V}, in "
              "this order.", A=A, a=a, k=name("k"), V=V, N=N, D=A - a * E("eye", ("n",))),
        derivation=Derivation((("A", tree_of(M)), ("a", num(value)), ("k", num(long))), _chain_steps(rest, start, columns),
                              (rel(V, "=", tree_of(beside(columns))), *laws), asks=("V", "N"), freedom=(CHAIN_FREEDOM,)),
        kind="chain", answer={"V": beside(columns)}, A=M, length=long, eigenvalue=value,
        mistakes=[
            mistake("order reversed", {"V": beside(back)}, "A chain is listed from its eigenvector up.", "columns reversed"),
            mistake("eigenvector of the wrong block", {"V": beside([dead, *columns[1:]])}, "Not every eigenvector starts a chain "
                    "of this length: choose the top first and step down."),
        ])


# Which eigenvectors start a chain

ONE_BELOW = guide("The last vector of such a chain, {u}, is sent to {v} by {N}. Is there a solution of this system?",
                  u=u, N=N, v=v)
FROM_BELOW = claim("Call the last vector of such a chain {u}. The others are its images under {N}, so {p} must send {u} to "
                   "{v}. Is there a solution of this system?", need("=", K, hole("p")), u=u, N=N, v=v)
FOUND = claim("There is a solution, {u}. So {v} starts a chain of this length, and {u} is its last vector.",
              need("=", hole("p") * u, v), u=u, v=v)
NO_TOP = claim("No. Multiply the system by the row {r} from the left: the left side becomes zero, whatever {u} is, but the "
               "right side becomes {c}.", need("=", y * hole("K"), ZERO), need("=", y, hole("r")), need("=", y * v, hole("c")),
               need("≠", y * v, num(0)), u=u)
YES, NO = guide("Yes, such a chain exists."), guide("No, there is no such chain.")
ANY_TOP = guide("Any vector {u} with this property is right.", u=u)
IS_EIGENVECTOR = claim("{v} is an eigenvector, and the question is how far up a chain goes from it.",
                       need("=", N * v, ZERO), v=v)


def _extension(draw: Draw) -> tuple[int, Any, Any, int, Any, bool]:
    """Return eigenvalue, A, the vector, the length asked for, the top of a chain or a row that shows there is none."""
    long, short = draw.choice("sizes", PAIRS[draw.difficulty])
    value, P, M = frame(draw, (long, short))
    length = draw.choice("length", range(2, long + 1))
    first, second = draw.nonzero("first", -3, 3), draw.choice("second", (0, 0, 1, -1, 2))
    first = draw.choice("none", (first, first, 0)) if second else first
    vector = P.column(0) * first + P.column(long) * second
    works = (length <= long or not first) and (length <= short or not second)
    if works:
        top = P.column(length - 1) * first
        return value, M, vector, length, top + P.column(long + length - 1) * second if second else top, True
    rows = inverse(P)
    return value, M, vector, length, rows.submatrix([long], range(M.rows)), False


def _extension_steps(M: Any, value: int, vector: Any, length: int, witness: Any) -> tuple[tuple[Step, ...], list[Fact]]:
    n, (start, rest) = M.rows, subtracted(M, value)
    steps = [step(SUBTRACT, IS_EIGENVECTOR, start, rel(N * v, "=", zero(n, 1)))]
    first = [ONE_BELOW]
    if length > 2:
        first = []
        steps.append(step(FROM_BELOW, define("K", power_of(N, length - 1), "=", tree_of(rest ** (length - 1)))))
    if witness.rows > 1:
        law = rel(power_of(N, length - 1) * u, "=", v)
        return (*steps, step(*first, FOUND, define("u", tree_of(witness)), law)), [law]
    value_there = (witness * vector)[0, 0]
    left = K if length > 2 else N
    laws: list[Fact] = [rel(y * left, "=", zero(1, n)), rel(y * v, "=", num(int(value_there.numerator)), "≠", 0)]
    return (*steps, step(*first, NO_TOP, define("y", tree_of(witness)), *laws)), laws


@family("chain-extendable", "jordan", "Does an eigenvector start a chain?", claim="Chain-2")
def chain_extendable(draw: Draw) -> Part:
    """Whether the eigenvector lies in the range of a power of A - a I."""
    value, M, vector, length, witness, works = _extension(draw)
    draw.require(max(abs(int(x.numerator)) for row in vector.entries() for x in row) <= 12)
    steps, laws = _extension_steps(M, value, vector, length, witness)
    wrong = mistake("taken for an end", "no", "Look for a vector that is sent to this one: the system has a solution.") if works \
        else mistake("every eigenvector extends", "yes", "An eigenvector starts a longer chain only if it lies in the range.")
    return part(
        guide("The only eigenvalue of {A} is {a}. Put {N} for {D}. Is there a Jordan chain of {k} vectors that starts with {v}: "
              "vectors of which the first is {v}, and {N} sends each of the others to the one before it? If there is, give its "
              "last vector {u}.",
              A=A, a=a, k=name("k"), N=N, v=v, u=u, D=A - a * E("eye", ("n",))),
        derivation=Derivation((("A", tree_of(M)), ("a", num(value)), ("v", tree_of(vector)), ("k", num(length))), steps,
                              tuple(laws), (YES if works else NO,), (ANY_TOP if works else UNIQUE,), ("N", "u")),
        kind="yes-no", answer=f"yes, u = ({', '.join(str(e) for (e,) in witness.entries())})" if works else "no",
        mistakes=[wrong], needs="yes", witness="the vector u", laws="K u = v", find=f"u {M.rows}x1", v=vector,
        K=(M - value * identity(M.rows)) ** (length - 1))


# The level of a vector

APPLY = guide("Multiply by {N} again and again, until the result is zero.", N=N)
LEVEL = claim("The last image that is not zero is {w}, an eigenvector. One more step, {k} in all, and zero is "
              "reached.",
              need("≠", hole("w"), ZERO), need("=", N ** hole("k") * v, ZERO))


@family("chain-level", "jordan", "The level of a vector in its chain", claim="Chain-3")
def chain_level(draw: Draw) -> Part:
    """The least j with N^j v = 0."""
    sizes = draw.choice("sizes", {1: ((3,), (2, 1)), 2: ((3, 1), (3,)), 3: ((4,), (3, 1))}[draw.difficulty])
    value, P, M = frame(draw, sizes)
    level = draw.choice("level", range(2, sizes[0] + 1))
    vector = P.column(level - 1) * draw.choice("sign", (1, -1))
    for i in range(level - 1):
        vector = vector + P.column(i) * draw.integer("below", -2, 2)
    start, rest = subtracted(M, value)
    images = [vector]
    for _ in range(level - 1):
        images.append(rest * images[-1])
    names = [v, *(name(f"w_{i}") for i in range(1, level))]
    facts: list[Fact] = [define(f"w_{i}", N * names[i - 1], "=", tree_of(images[i])) for i in range(1, level)]
    n = M.rows
    last = power_of(N, level - 1) * v
    ends = [rel(names[-1], "≠", zero(n, 1)), rel(last, "=", names[-1]), rel(N ** level * v, "=", zero(n, 1))]
    mistakes = [mistake("one step early", level - 1, "At this power the result is not zero yet; it is an eigenvector.")]
    if level + 1 <= n:
        mistakes.append(mistake("one step late", level + 1, "The power before sends the vector to zero already."))
    if n not in (level, level + 1):
        mistakes.append(mistake("the size of the matrix", n, "Every vector is zero at this power; ask for the first one."))
    return part(
        guide("The only eigenvalue of {A} is {a}. Put {N} for {D}. What is the smallest whole number {j} for which {L} is zero?",
              A=A, a=a, N=N, D=A - a * E("eye", ("n",)), j=name("j"), L=N ** name("j") * v),
        derivation=Derivation((("A", tree_of(M)), ("a", num(value)), ("v", tree_of(vector))),
                              (step(SUBTRACT, start), step(APPLY, *facts), step(LEVEL, *ends)),
                              (define("j", num(level)), ends[0], rel(N ** (name("j") - 1) * v, "=", names[-1]),
                               rel(N ** name("j") * v, "=", zero(n, 1))), asks=("N", "j"), freedom=(UNIQUE,)),
        kind="value", answer=level, mistakes=mistakes)


# A basis for a given Jordan matrix

COLUMNS = guide("Compare {l} and {r} column by column. The first column of {P} in every block is an eigenvector. {A} sends "
                "every later one to its multiple by the eigenvalue plus the column before it: subtract the eigenvalue from the "
                "diagonal of {A}, and the matrix steps down the chain.", l=A * P, r=P * J, P=P, A=A)
ALONE = claim("A block of size one needs an eigenvector only: take {v}.", need("=", A * hole("p"), hole("m")))
CHOSEN = claim("A block of size {k:number}: choose a vector {v} that {q} does not send to zero, but {r} does, and step down.",
               need("=", hole("r") * hole("p"), ZERO), need("≠", hole("q") * hole("p"), ZERO))
ALL_COLUMNS = claim("Put the columns side by side, in the order of the blocks of {J}. Check: both products agree, and the "
                    "determinant of {P} is {d}, not zero.", need("=", A * P, P * J), need("=", det(P), hole("d")),
                    need("≠", det(P), num(0)), J=J, P=P)


def _block_steps(A_: Any, P_: Any, blocks: Blocks) -> list[Step]:
    """Return a step for each block: its top vector, and the way down to the eigenvector."""
    n, steps, at = A_.rows, list[Step](), 0
    for number, (x, size) in enumerate(blocks, 1):
        ps = [name(f"p_{at + k}") for k in range(1, size + 1)]
        columns = [tree_of(P_.column(at + k)) for k in range(size)]
        at += size
        if size == 1:
            law = rel(A * ps[0], "=", num(x) * ps[0] if x else zero(n, 1))
            steps.append(step(replace(ALONE, fixed={"p": ps[0], "v": ps[0]}), define(str(ps[0].args[0]), columns[0]), law))
            continue
        N_ = name(f"N_{number}")
        facts: list[Fact] = [define(f"N_{number}", shifted_tree(A, x, n), "=", tree_of(A_ - x * identity(n))),
                             define(str(ps[-1].args[0]), columns[-1])]
        facts += [define(str(ps[k].args[0]), N_ * ps[k + 1], "=", columns[k]) for k in reversed(range(size - 1))]
        facts += [rel(power_of(N_, size - 1) * ps[-1], "≠", zero(n, 1)), rel(N_ ** size * ps[-1], "=", zero(n, 1))]
        fixed = {"k": num(size), "v": ps[-1], "p": ps[-1], "q": power_of(N_, size - 1), "r": N_ ** size}
        steps.append(step(replace(CHOSEN, fixed=fixed), *facts))
    return steps


@family("jordan-basis-given", "jordan", "A basis for a given Jordan matrix", claim="Jordan-3")
def jordan_basis_given(draw: Draw) -> Part:
    """P with A P = P J, where J is given."""
    blocks = [(x, s) for x, s in drawn_blocks(draw)]
    J_ = jordan_matrix(blocks)
    P_, A_ = carried(draw, "P", J_)
    n, back = A_.rows, P_.submatrix(range(A_.rows), list(reversed(range(A_.rows))))
    d = int(determinant(P_).numerator)
    law = rel(A * P, "=", P * J)
    steps = (step(COLUMNS, rel(det(var("x") * E("eye", (n,)) - A), "=", characteristic(blocks))), *_block_steps(A_, P_, blocks),
             step(ALL_COLUMNS, define("P", hcat(*(name(f"p_{k}") for k in range(1, n + 1))), "=", tree_of(P_)), law,
                  rel(det(P), "=", d), rel(det(P), "≠", 0)))
    return part(
        guide("Find an invertible matrix {P} with {l} equal to {r}.", P=P, l=A * P, r=P * J),
        derivation=Derivation((("A", tree_of(A_)), ("J", tree_of(J_))), steps, (rel(P, "=", tree_of(P_)), law), asks=("P",),
                              freedom=(guide("Other eigenvectors and other tops of the chains are as right."),)),
        kind="jordan-basis", answer={"P": P_}, A=A_, J=J_, points=6,
        mistakes=[
            mistake("columns reversed", {"P": back}, "Each chain starts with its eigenvector.", "columns reversed"),
            mistake("inverse given", {"P": inverse(P_)}, "This is the inverse of a right matrix.", "inverted"),
        ])
