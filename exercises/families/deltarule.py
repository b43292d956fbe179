"""The delta rule: a memory matrix that is corrected by one product of a column and a row."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from exercises.derivation import Derivation, Fact, Step, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.sentences import UNIQUE
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.grading.question import Mistake
from exercises.phrases import Phrase, claim, guide, hole, need
from exercises.terms import E, column, mat, name, num, total, var
from symbolic import matrix

S, S0, S1, R, k, v, x, y, r, w = *(name(t) for t in ("S", "S_0", "S_1", "R")), *(name(t) for t in "kvxyrw")
nu, beta, gamma = name("nu"), name("beta"), name("gamma")
RECALL = claim("The memory recalls {p} where {v} is wanted. What is missing is {r}.",
               need("=", S0 * k, hole("p")), need("=", r, v - hole("p")), v=v, r=r)


def whole(M_: Any) -> list[list[int]]:
    """Return the entries of a matrix of whole numbers."""
    return [[int(x_.numerator) for x_ in row] for row in M_.entries()]


def key(draw: Draw, size: int, reach: int, most: int) -> Any:
    """Return a column of whole numbers, two of them not zero, with a square of length at most `most`."""
    entries = draw.integers("k", size, -reach, reach)
    draw.require(sum(e != 0 for e in entries) >= 2 and sum(e * e for e in entries) <= most)
    return matrix([[e] for e in entries])


def squared(key_: Any) -> int:
    """Return the square of the length of a column."""
    return int((key_.T * key_)[0, 0].numerator)


def length_fact(key_: Any) -> Fact:
    """Return the fact that nu is the square of the length of the key, with the sum that one would write."""
    entries = [e for (e,) in whole(key_) if e]
    return define("nu", k.T * k, "=", total([num(e) ** 2 if e > 0 else num(-e) ** 2 for e in entries]), "=", num(squared(key_)))


def givens(**matrices: Any) -> tuple[tuple[str, E], ...]:
    """Return givens from matrices, by name."""
    return tuple((label, tree_of(value)) for label, value in matrices.items())


@family("delta-step", "delta-rule", "One step of the delta rule", claim="Delta-1")
def delta_step(draw: Draw) -> Part:
    """The step that makes the memory recall the value at its key exactly."""
    m, n = {1: (2, 2), 2: (2, 3), 3: (3, 3)}[draw.difficulty]
    old, key_ = matrix(draw.rows("S", m, n, -4, 4)), key(draw, n, 3, 12)
    square = squared(key_)
    gap = matrix([[draw.integer("r", -3, 3) * (square if draw.difficulty == 1 else 1)] for _ in range(m)])
    value: Any = old * key_ + gap
    draw.require(sum(e != 0 for (e,) in whole(gap)) >= 2 and max(abs(e) for (e,) in whole(value)) < 40)
    correction: Any = gap * key_.T / square
    new: Any = old + correction
    steps = (
        step(RECALL, rel(S0 * k, "=", tree_of(old * key_)), define("r", v - tree_of(old * key_), "=", tree_of(gap))),
        step(claim("The square of the length of {k} is {n}, and {b} is its reciprocal.", need("=", k.T * k, hole("n")),
                   need("=", beta, hole("one") / hole("n")), k=k, b=beta),
             length_fact(key_), define("beta", 1 / num(square))),
        step(claim("The correction is a column times a row: row by row, the entry of {r} times {t}.",
                   need("=", S1, S0 + beta * r * k.T), r=r, t=k.T),
             rel(r * k.T, "=", tree_of(gap * key_.T)), define("S_1", S0 + beta * r * k.T, "=", tree_of(new))),
        step(claim("Check: at the key {k} the new memory recalls {v}.", need("=", S1 * k, v), k=k, v=v), rel(S1 * k, "=", v)),
    )
    mistakes = [mistake("step doubled", old + 2 * correction, "The step size is the reciprocal of the squared length: there is "
                        "no factor of two."),
                mistake("opposite sign", old - correction, "The correction goes from what is recalled towards what is wanted.")]
    turned: Any = key_ * gap.T / square if m == n else correction
    if turned not in (correction, -correction):
        mistakes.append(mistake("order of the product", old + turned, "The error is the column and the key is the row of the "
                                "correction."))
    return part(
        guide("The memory {S} is to recall the value {v} at the key {k}. One step of the delta rule replaces it by {N}, which "
              "is {T}; the step size {b} is the reciprocal of {n}. Find {N}.",
              S=S0, v=v, k=k, T=S0 + beta * (v - S0 * k) * k.T, b=beta, n=k.T * k, N=S1),
        derivation=Derivation(givens(S_0=old, k=key_, v=value), steps, (rel(S1, "=", tree_of(new)),), freedom=(UNIQUE,),
                              asks=("beta", "S_1")),
        kind="matrix", answer=new, mistakes=mistakes)


@family("delta-implicit", "delta-rule", "An implicit step of the delta rule", claim="Delta-2", limits=Limits(denominator=24))
def delta_implicit(draw: Draw) -> Part:
    """The step whose error is taken at the new memory."""
    m, n = {1: (2, 2), 2: (2, 3), 3: (3, 3)}[draw.difficulty]
    old, key_ = matrix(draw.rows("S", m, n, -4, 4)), key(draw, n, 2 + (draw.difficulty > 1), 14)
    square = squared(key_)
    size = draw.choice("beta", (Fraction(1), Fraction(2), Fraction(1, 2), Fraction(1, 3), Fraction(2, 3), Fraction(1, 4)))
    small = size / (1 + size * square)
    gap = matrix([[draw.integer("r", -3, 3) * (small.denominator if draw.difficulty == 1 else 1)] for _ in range(m)])
    value: Any = old * key_ + gap
    draw.require(small.denominator <= (14, 12, 24)[draw.difficulty - 1])
    draw.require(sum(e != 0 for (e,) in whole(gap)) >= 2 and max(abs(e) for (e,) in whole(value)) < 60)
    outer: Any = gap * key_.T
    new, explicit, short = (old + outer * f.numerator / f.denominator for f in (small, size, size / (1 + size)))
    return part(
        guide("The memory {S} is to recall {v} at the key {k}. An implicit step of the delta rule takes the error at the new "
              "memory {N}: it satisfies {L} equal to {R}. Find {N}.",
              S=S0, v=v, k=k, N=S1, L=S1, R=S0 + beta * (v - S1 * k) * k.T),
        derivation=Derivation((*givens(S_0=old, k=key_, v=value), ("beta", num(size))),
                              _implicit_steps(old, key_, gap, size, new),
                              (rel(S1, "=", tree_of(new)), rel(S1, "=", S0 + beta * (v - S1 * k) * k.T)), freedom=(UNIQUE,),
                              asks=("S_1",)),
        kind="matrix", answer=new,
        mistakes=[
            mistake("explicit step", explicit, "This takes the error at the old memory: the equation has the new memory on "
                    "both sides."),
            mistake("length left out", short, "Solve for the new error: the square of the length of the key belongs into the "
                    "denominator."),
        ])


def _implicit_steps(old: Any, key_: Any, gap: Any, size: Fraction, new: Any) -> tuple[Step, ...]:
    square, rows = squared(key_), old.rows
    small = size / (1 + size * square)
    free = column([var(f"x_{i}") for i in range(1, rows + 1)])
    return (
        step(RECALL, claim("The square of the length of {k} is {n}.", need("=", k.T * k, hole("n")), k=k, n=num(square)),
             rel(S0 * k, "=", tree_of(old * key_)), define("r", v - tree_of(old * key_), "=", tree_of(gap)),
             length_fact(key_)),
        step(claim("Write {x} for {N}, which the new memory recalls. Multiply the equation by {k} on the right: {x} must be "
                   "{e}. Collect the terms with {x}: the old error {r} is {f} times the new error {d}.",
                   need("=", hole("f") * (v - x) - r, hole("rest")), x=x, r=r, k=k, N=S1 * k, d=v - x,
                   e=S0 * k + beta * nu * (v - x)),
             define("x", free), rel((1 + beta * nu) * (v - x) - r, "=", S0 * k + beta * nu * (v - x) - x)),
        step(claim("Divide by {f}, which is not zero. So the equation is an ordinary step with the smaller step size {g}.",
                   need("=", gamma, beta / hole("f")), need("=", gamma, hole("g")), g=num(small)),
             define("gamma", beta / (1 + beta * nu), "=", num(small)),
             define("S_1", S0 + gamma * r * k.T, "=", tree_of(new))),
        step(claim("Check: put {S} into the equation.", need("=", S0 + beta * (v - S1 * k) * k.T, S1), S=S1),
             rel(S0 + beta * (v - S1 * k) * k.T, "=", S1)),
    )


# How large a step may be

b = var("beta")
FACTOR = claim("Let {S} be any memory and {v} any value. One step at {k} multiplies the error {e} by {f}.",
               need("=", v - name("T") * k, hole("f") * (v - S * k)), S=S, v=v, k=k, e=v - S * k)
OTHER = claim("The keys are orthogonal. So a step at one of them does not change the error at the other, and a step at {w} "
              "multiplies the error {e} by {g}.", need("=", k.T * w, num(0)), need("=", v - R * k, v - S * k),
              need("=", y - R * w, hole("g") * (y - S * w)), w=w, e=y - S * w)
INSIDE = ("The square of {f} exceeds one by {p}. This is negative between {z} and {e}, zero at these two ends, and positive "
          "outside.")
BOUNDED = guide("Over and over, the error gets powers of this factor. It stays bounded exactly when the factor is at most one in "
                "absolute value.")
TO_ZERO = guide("Over and over, the error gets powers of this factor. It tends to zero exactly when the factor is less than one "
                "in absolute value.")


def inside(n: Fraction) -> tuple[Phrase, Fact]:
    """Return the sentence and the fact that decide when the factor 1 - n b is less than one in absolute value."""
    end = num(2 / n)
    fact = rel((1 - num(n) * b) ** 2 - 1, "=", num(n) ** 2 * b * (b - end))
    return claim(INSIDE, need("=", hole("f") ** 2 - 1, hole("p")), need("=", hole("f") ** 2 - 1, num(n) ** 2 * b * (b - end)),
                 z=num(0), e=end, p=num(n) ** 2 * b * (b - end), f=1 - num(n) * b), fact


def _factor_steps(squares: list[Fraction], size: int) -> list[Step]:
    memory = mat([[var(f"s_{i}{j}") for j in range(1, size + 1)] for i in (1, 2)])
    steps = [step(FACTOR, define("S", memory), define("v", column([var("v_1"), var("v_2")])),
                  define("T", S + b * (v - S * k) * k.T), rel(k.T * k, "=", squares[0]),
                  rel(v - name("T") * k, "=", (1 - num(squares[0]) * b) * (v - S * k)))]
    if len(squares) > 1:
        steps.append(step(OTHER, define("y", column([var("y_1"), var("y_2")])), define("R", S + b * (y - S * w) * w.T),
                          rel(k.T * w, "=", 0), rel(w.T * w, "=", squares[1]), rel(y - name("T") * w, "=", y - S * w),
                          rel(v - R * k, "=", v - S * k),
                          rel(y - R * w, "=", (1 - num(squares[1]) * b) * (y - S * w))))
    return steps


@family("delta-stability", "delta-rule", "Step sizes for which the delta rule is stable", claim="Delta-3",
        limits=Limits(denominator=80))
def delta_stability(draw: Draw) -> Part:
    """The interval of step sizes; closed for bounded errors, open for errors that tend to zero."""
    n, bounded = (2, 3, 3)[draw.difficulty - 1], draw.choice("bounded", (True, False))
    first: Any = key(draw, n, 6, 60) / (2 if draw.difficulty == 2 else 1)
    keys = [first]
    if draw.difficulty == 3:
        keys.append(matrix([[e] for e in draw.integers("w", n, -5, 5)]))
        draw.require((first.T * keys[1])[0, 0] == 0 and any(e for (e,) in whole(keys[1])))
    squares = [Fraction(str((c.T * c)[0, 0])) for c in keys]
    draw.require(len(set(squares)) == len(squares) and 1 not in squares)
    found = [inside(n_) for n_ in squares]
    steps = [*_factor_steps(squares, n), step(BOUNDED if bounded else TO_ZERO, found[0][0], found[0][1])]
    top, worst = max(squares), found[squares.index(max(squares))]
    if len(squares) > 1:
        near, far = (k, w) if squares[0] < squares[1] else (w, k)
        steps.append(step(guide("The same for the other factor."), found[1][0],
                          claim("Both conditions must hold. The longer key decides: {x} is less than {y}.",
                                need("<", hole("x"), hole("y"))),
                          found[1][1], rel(2 / (far.T * far), "=", num(2 / top), "<", num(2 / min(squares)), "=",
                                           2 / (near.T * near))))
    said = "both ends included: there the factor has absolute value one." if bounded else \
        "both ends excluded: there the factor has absolute value one."
    done = Derivation(
        tuple((label, tree_of(c)) for label, c in zip("kw", keys, strict=False)), tuple(steps), (worst[1],), asks=("S", "v", "y"),
        freedom=(UNIQUE,), answer_say=(claim("The step sizes {b} from {z} to {e}, " + said, need(
            "=", hole("square"), hole("c") * b * (b - hole("e"))), b=b, z=num(0)),))
    return part(_stability_ask(bounded, len(keys)), derivation=done, kind="interval",
                answer=_interval(2 / top, bounded), mistakes=_stability_mistakes(squares, bounded))


def _interval(end: Fraction, closed: bool) -> str:  # noqa: FBT001 -- it says which brackets
    return f"[0, {end}]" if closed else f"(0, {end})"


def _stability_ask(bounded: bool, count: int) -> Phrase:  # noqa: FBT001 -- it chooses the words
    asked = "stay bounded" if bounded else "tend to zero"
    if count == 1:
        return guide("A memory {S} with two rows is replaced over and over by {T}, always with the same key {k} and value {v}. "
                     f"For which real step sizes {{b}} does the error {{e}} {asked}, whatever {{S}} is at the start and whatever "
                     "{v} is?", S=S, T=S + b * (v - S * k) * k.T, k=k, v=v, b=b, e=v - S * k)
    return guide("A memory {S} with two rows is replaced by {T}, then by {R}, then again by {T}, and so on in turn, always with "
                 f"the same keys and values. For which real step sizes {{b}} do both errors {{e}} and {{f}} {asked}, whatever "
                 "{S} is at the start and whatever {v} and {y} are?",
                 S=S, T=S + b * (v - S * k) * k.T, R=S + b * (y - S * w) * w.T, v=v, y=y, b=b, e=v - S * k, f=y - S * w)


def _stability_mistakes(squares: list[Fraction], bounded: bool) -> list[Mistake]:  # noqa: FBT001 -- it says which brackets
    top, low = max(squares), min(squares)
    out = [mistake("half the interval", _interval(1 / top, bounded), "A larger step changes the sign of the error, but the error "
                   "may still shrink."),
           mistake("the ends", _interval(2 / top, not bounded), "Look at the two ends by themselves: there the error neither "
                   "grows nor shrinks.")]
    if low != top:
        out.append(mistake("the shorter key", _interval(2 / low, bounded), "The condition of the longer key is the stricter "
                           "one."))
    return out
