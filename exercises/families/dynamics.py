"""Stability of linear systems in continuous and in discrete time, from eigenvalues and blocks on the border."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from exercises.derivation import Derivation, Fact, Rel, Step, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.literals import fractions_of, polynomial_tree, rank_fact, surd
from exercises.families.functions import hidden
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.phrases import Phrase, claim, guide, hole, need
from exercises.terms import E, derivative, det, eye, name, num, product, rank, var
from symbolic import matrix

A, y, n, x = name("A"), name("y"), var("n"), var("x")
ANY_EYE = E("eye", ("?",))
CHARPOLY = need("=", det(x * ANY_EYE - A), hole("p"))
Value = tuple[Fraction, Fraction]  # re + im i, with its conjugate beside it when im > 0
Blocks = list[tuple[Value, int]]


def number(re: int | str, im: int | str = 0) -> Value:
    """Return the eigenvalue re + im i."""
    return Fraction(re), Fraction(im)


def real_jordan(blocks: Blocks) -> Any:
    """Return the real matrix with these Jordan blocks; a pair takes blocks of size two."""
    size = dimension(blocks)
    rows = [[Fraction(0)] * size for _ in range(size)]
    at = 0
    for (re, im), k in blocks:
        w = 1 if im == 0 else 2
        for j in range(k):
            for i in range(w):
                rows[at + i][at + i] = re
                if j + 1 < k:
                    rows[at + i][at + w + i] = Fraction(1)
            if w == 2:
                rows[at][at + 1], rows[at + 1][at] = -im, im
            at += w
    return matrix(rows)


def factor(v: Value) -> E:
    """Return the real polynomial of the eigenvalue and its conjugate."""
    return polynomial_tree([-v[0], Fraction(1)] if v[1] == 0 else [v[0] ** 2 + v[1] ** 2, -2 * v[0], Fraction(1)], x)


def at_matrix(v: Value, size: int) -> E:
    """Return that polynomial at A."""
    low = [-v[0]] if v[1] == 0 else [v[0] ** 2 + v[1] ** 2, -2 * v[0]]
    out = A if v[1] == 0 else A ** 2
    for c, power in zip(reversed(low), [A, eye(size)][2 - len(low):], strict=True):
        term = power if abs(c) == 1 else num(abs(c)) * power
        out = out if c == 0 else out + term if c > 0 else out - term
    return out


@dataclass(frozen=True)
class System:
    """A matrix with its real Jordan blocks; `border` and `growing` are eigenvalues on and beyond the border of stability."""

    A: Any
    blocks: Blocks
    border: tuple[Value, ...]
    growing: tuple[Value, ...]

    @property
    def chains(self) -> tuple[Value, ...]:
        """The eigenvalues on the border with too few eigenvectors."""
        return tuple(v for v in self.border if any(w == v and k > 1 for w, k in self.blocks))

    def count(self, v: Value) -> int:
        """Return how often an eigenvalue counts."""
        return sum(k for w, k in self.blocks if w == v)

    def values(self) -> list[Value]:
        """Return the eigenvalues without the conjugates, each once."""
        return list(dict.fromkeys(v for v, _ in self.blocks))


def dimension(blocks: Blocks) -> int:
    """Return the size of the real matrix with these blocks."""
    return sum(k if v[1] == 0 else 2 * k for v, k in blocks)


def drawn(draw: Draw, kinds: Sequence[str], table: dict[str, tuple[Blocks, ...]], fill: Sequence[Value], place: Any) -> System:
    """Draw blocks of one of the kinds, fill up with decaying simple eigenvalues, and hide them."""
    size = draw.difficulty + 1
    kind = draw.choice("kind", kinds)
    blocks = list(draw.choice("blocks", [option for option in table[kind] if dimension(option) <= size]))
    room = size - dimension(blocks)
    known = [v for v, _ in blocks]
    blocks += [(v, 1) for v in draw.sample("fill", [v for v in fill if v not in known], room)]
    M = hidden(draw, real_jordan(blocks), (9, 12, 20)[draw.difficulty - 1])
    values = list(dict.fromkeys(v for v, _ in blocks))
    return System(M, blocks, tuple(v for v in values if place(v) == 0), tuple(v for v in values if place(v) > 0))


SPECTRUM = claim("The eigenvalues are the roots of the characteristic polynomial {p}.", CHARPOLY)
ROOTS = claim("A real eigenvalue makes the determinant zero.", need("=", det(hole("r") * ANY_EYE - A), num(0)))
PAIRS = claim("A factor of degree two is the sum of two squares: its roots are a conjugate pair. The first square shows their "
              "real part, the second their imaginary parts, plus and minus.",
              need("=", hole("q"), (x - hole("r")) ** 2 + hole("b") ** 2))
HOW_MANY = guide("How many eigenvectors has an eigenvalue on the border? Put {A} into its factor and look at the rank.", A=A)
DROPS = claim("The rank drops from {M} to its square: the square kills more than {M} does, so a chain of length two belongs to "
              "this factor.", need("<", rank(hole("M") ** num(2)), rank(hole("M"))))
STAYS = claim("The ranks of {M} and of its square agree: all blocks of this factor have size one.",
              need("=", rank(hole("M") ** num(2)), rank(hole("M"))))

def opening(system: System) -> list[Step]:
    """Return the characteristic polynomial in factors."""
    powers = [factor(v) if system.count(v) == 1 else factor(v) ** system.count(v) for v in system.values()]
    return [step(SPECTRUM, rel(det(x * eye(system.A.rows) - A), "=", product(powers)))]


def placed(system: System, say: Phrase, *, size: bool) -> Step:
    """Return the step that derives real parts r_k and imaginary parts b_k, and compares r_k with zero or s_k with one."""
    facts: list[Fact] = []
    for k, v in enumerate(system.values(), 1):
        re, im, square = name(f"r_{k}"), name(f"b_{k}"), v[0] ** 2 + v[1] ** 2
        facts.append(define(f"r_{k}", num(v[0])) if size else level(f"r_{k}", num(v[0]), v[0], 0))
        if v[1] == 0:
            facts.append(rel(det(re * eye(system.A.rows) - A), "=", 0))
        else:
            facts += [define(f"b_{k}", num(v[1])), rel(factor(v), "=", (x - re) ** 2 + im ** 2)]
        if size:
            tree = re ** 2 if v[1] == 0 else re ** 2 + im ** 2
            facts.append(define(f"s_{k}", tree, "=", *((1,) if square == 1 else (num(square), "<" if square < 1 else ">", 1))))
    also = [phrase for phrase, pairs in ((ROOTS, False), (PAIRS, True)) if any((v[1] != 0) == pairs for v in system.values())]
    return step(say, *also, *facts)


def chain_steps(system: System) -> list[Step]:
    """Return for each eigenvalue on the border whether its blocks have size one."""
    steps: list[Step] = []
    size = system.A.rows
    one = matrix([[int(i == j) for j in range(size)] for i in range(size)])
    for v in system.border:
        if system.count(v) == 1:
            continue
        label = name(f"M_{len(steps) + 1}")
        found = system.A - one * v[0] if v[1] == 0 else (system.A - one * v[0]) ** 2 + one * v[1] ** 2
        square = found * found
        ranks = [rank_fact(tree, fractions_of(T)) for tree, T in ((label, found), (label ** 2, square))]
        drops = ranks[0].r != ranks[1].r
        facts: list[Fact] = [define(label.args[0], at_matrix(v, size), "=", tree_of(found)),
                             rel(label ** 2, "=", tree_of(square))]
        steps.append(step(HOW_MANY, DROPS if drops else STAYS, *facts, *ranks,
                          rel(rank(label ** 2), "<" if drops else "=", rank(label))))
    return steps


REAL_PARTS = guide("A solution is a sum of exponentials, perhaps with powers of the time as factors. So look first at the real "
                   "parts of the eigenvalues, here in the order of the factors.")
SIZES = guide("A power of {A} is a sum of powers of the eigenvalues, perhaps with powers of {n} as factors. So compare the "
              "squares of their absolute values with one, here in the order of the factors.", A=A, n=n)
TIME_VERDICT = {
    "inside": ("asymptotic", claim("All real parts are negative, and an exponential that decays wins against any power of the "
                                   "time: every solution tends to zero. The system is asymptotic.", CHARPOLY)),
    "border": ("marginal", claim("No real part is positive, and the eigenvalues with real part zero have only blocks of size "
                                 "one, as those that count once always do. They add constants or oscillations: bounded, and not "
                                 "tending to zero. The system is marginal.", CHARPOLY)),
    "chain": ("unstable", claim("An eigenvalue with real part zero has a chain of length two, which brings a factor of the time: "
                                "some solutions grow beyond all bounds. The system is unstable.", CHARPOLY)),
    "growing": ("unstable", claim("There is a positive real part: a solution that starts in an eigenvector of this eigenvalue, "
                                  "or in its real part, grows. The system is unstable.", CHARPOLY)),
}
TIME_SLIPS = {
    "inside": (("decay overlooked", "marginal", "All real parts are negative, so every solution tends to zero."),
               ("powers of the time feared", "unstable", "An exponential that decays wins against any power of the time.")),
    "border": (("border taken for the inside", "asymptotic", "An eigenvalue with real part zero does not decay."),
               ("border taken for the outside", "unstable", "Without a chain, solutions on the border stay bounded.")),
    "chain": (("chain overlooked", "marginal", "A chain on the border brings a factor of the time."),
              ("border taken for the inside", "asymptotic", "An eigenvalue with real part zero does not decay.")),
    "growing": (("one direction overlooked", "asymptotic", "One eigenvalue with a positive real part is enough for growth."),
                ("growth overlooked", "marginal", "A positive real part makes some solution grow beyond all bounds.")),
}
TIME_BLOCKS: dict[str, tuple[Blocks, ...]] = {
    "inside": ([], [(number(-1), 2)], [(number(-2), 2)], [(number(-1, 1), 1)], [(number(-1, 2), 1)], [(number(-2, 1), 1)]),
    "border": ([(number(0), 1)], [(number(0, 1), 1)], [(number(0, 2), 1)], [(number(0), 1), (number(0), 1)],
               [(number(0), 1), (number(0, 1), 1)], [(number(0, 1), 1), (number(0, 1), 1)]),
    "chain": ([(number(0), 2)], [(number(0), 2)], [(number(0), 2), (number(0), 1)], [(number(0, 1), 2)],
              [(number(0), 2), (number(0, 1), 1)]),
    "growing": ([(number(1), 1)], [(number(1, 1), 1)], [(number(1, 2), 1)], [(number(2), 1)], [(number(1), 1), (number(0), 1)]),
}


def kind_of(system: System) -> str:
    """Return which of the four kinds a system is."""
    return "growing" if system.growing else "chain" if system.chains else "border" if system.border else "inside"


def judged(system: System, levels: Step, verdict: Phrase) -> Derivation:
    """Return the worked solution: eigenvalues, their place, the blocks on the border, and the verdict."""
    steps = [*opening(system), levels, *([] if system.growing else chain_steps(system))]
    place = {"growing": ">", "border": "=", "inside": "<", "chain": "chain"}[kind_of(system)]
    last = max(f.let[0] for f in levels.facts if isinstance(f, Rel) and f.let)  # s_k where there are some, else r_k
    signs = [rel(f.sides[0], f.ops[-1], f.sides[-1]) for f in levels.facts if isinstance(f, Rel) and f.let[:1] == last]
    drops = [f for made in steps for f in made.facts if isinstance(f, Rel) and f.ops == ("<",) and place == "chain"]
    answer = drops or [f for f in signs if f.ops == (place,)]
    return Derivation((("A", tree_of(system.A)),), tuple(steps), tuple(answer), (verdict,), (), asks=("y",))


def level(label: str, first: E, value: Fraction, border: int) -> Rel:
    """Return the fact that a named number is before, on or beyond the border."""
    sign = "<" if value < border else ">" if value > border else "="
    return define(label, first) if first == num(border) else define(label, first, sign, num(border))


@family("stability", "dynamics", "Stable or not, in continuous time", claim="Stab-1")
def stability(draw: Draw) -> Part:
    """Asymptotic, marginal or unstable, from real parts and from the blocks on the imaginary axis."""
    kinds = ("inside", "inside", "border", "border", "chain", "growing")  # the three words equally often
    system = drawn(draw, kinds, TIME_BLOCKS, [number(-k) for k in (1, 2, 3, 4)], lambda v: v[0])
    kind = kind_of(system)
    word, verdict = TIME_VERDICT[kind]
    levels = placed(system, REAL_PARTS, size=False)
    slips = [e for e in TIME_SLIPS[kind] if kind != "inside" or e[1] == "marginal" or any(k > 1 for _, k in system.blocks)]
    return part(
        guide("Let {y} be a function of the time whose derivative {D} is equal to {R}. Is the system asymptotic (every solution "
              "tends to zero), marginal (for positive times every solution stays bounded, but not every one tends to zero), or "
              "unstable (some solution does not stay bounded)?", y=y, D=derivative(y), R=A * y),
        derivation=judged(system, levels, verdict), kind="choice", answer=word, words="asymptotic|marginal|unstable",
        mistakes=[mistake(*e) for e in slips])


POWER_VERDICT = {
    "inside": claim("All eigenvalues are smaller than one in absolute value, so the powers tend to zero: yes, they stay bounded.",
                    CHARPOLY),
    "border": claim("No eigenvalue is larger than one in absolute value, and those of absolute value one have only blocks of "
                    "size one, as those that count once always do: yes, the powers stay bounded.", CHARPOLY),
    "chain": claim("The eigenvalue {l} has absolute value one and a chain of length two, which brings a factor {n}: no, the "
                   "powers do not stay bounded.", CHARPOLY, n=n),
    "growing": claim("The eigenvalue {l} is larger than one in absolute value: no, the powers do not stay bounded.", CHARPOLY),
}
THIRD = ("3/5", "4/5")
POWER_BLOCKS: dict[str, tuple[Blocks, ...]] = {
    "inside": ([(number("1/2"), 2)], [(number("-1/2"), 2)], [(number("1/2", "1/2"), 1)], [(number("-1/2", "1/2"), 1)]),
    "border": ([(number(1), 1)], [(number(-1), 1)], [(number(1), 1), (number(-1), 1)], [(number(0, 1), 1)], [(number(*THIRD), 1)],
               [(number("-3/5", "4/5"), 1)], [(number(1), 1), (number(1), 1)], [(number(-1), 1), (number(-1), 1)],
               [(number(0, 1), 1), (number(-1), 1)], [(number(0, 1), 1), (number(0, 1), 1)]),
    "chain": ([(number(1), 2)], [(number(-1), 2)], [(number(1), 2), (number(1), 1)], [(number(-1), 2), (number(0, 1), 1)],
              [(number(0, 1), 2)]),
    "growing": ([(number(2), 1)], [(number(-2), 1)], [(number("3/2"), 1)], [(number(1, 1), 1)], [(number("-3/2"), 1)],
                [(number("1/2", 1), 1)], [(number(2), 1), (number(1), 1)]),
}


def witness_text(v: Value) -> list[str]:
    """Return an eigenvalue, or a pair, as text."""
    if v[1] == 0:
        return [str(v[0])]
    head = "" if v[0] == 0 else f"{v[0]}"
    return [f"{head}{sign}{'' if v[1] == 1 else f'{v[1]}*'}i".removeprefix("+") for sign in "+-"]


@family("bounded-powers", "dynamics", "Do the powers stay bounded?", claim="Stab-2", limits=Limits(digits=3, denominator=30))
def bounded_powers(draw: Draw) -> Part:
    """Yes, or no with the eigenvalue that makes them grow."""
    fill = [number(q) for q in ("0", "1/2", "-1/2", "1/3")]
    system = drawn(draw, tuple(POWER_BLOCKS), POWER_BLOCKS, fill, lambda v: v[0] ** 2 + v[1] ** 2 - 1)
    kind = kind_of(system)
    levels = placed(system, SIZES, size=True)
    guilty = [w for v in (system.growing or system.chains) for w in witness_text(v)]
    verdict = POWER_VERDICT[kind]
    if guilty:
        re, im = (system.growing or system.chains)[0]
        verdict = Phrase(verdict.text, verdict.needs, {**verdict.fixed, "l": surd(re, im, -1) if im else num(re)})
    first = witness_text((system.border or tuple(system.values()))[0])[0]
    slips = {"inside": mistake("decay overlooked", f"no, {first}", "A power of a number smaller than one in absolute value wins "
                               "against any power of the exponent."),
             "border": mistake("border forbidden", f"no, {first}", "Absolute value one does no harm without a chain."),
             "chain": mistake("border allowed", "yes", "A chain on the border brings a factor that grows."),
             "growing": mistake("one direction overlooked", "yes", "One eigenvalue beyond the border is enough.")}
    return part(
        guide("Do the powers {S} stay bounded for all whole numbers {n} from zero on? If not, give an eigenvalue of {A} that is "
              "the reason: larger than one in absolute value, or of absolute value one with too few eigenvectors.",
              S=A ** n, n=n, A=A),
        derivation=judged(system, levels, verdict), kind="yes-no", answer=f"no, {guilty[0]}" if guilty else "yes",
        mistakes=[slips[kind]], needs="no", witnesses=guilty,
        witness="an eigenvalue beyond absolute value one, or one of absolute value one with too few eigenvectors")
