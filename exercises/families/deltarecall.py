"""The delta rule at orthonormal keys: what the memory recalls after several writes."""
from __future__ import annotations

from typing import Any

from exercises.derivation import Derivation, Fact, Step, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.sentences import UNIQUE
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, column, eye, hcat, mat, name, num, total, var
from symbolic import matrix

S, S0, K, W, k1, k2, r, v, x, y = *(name(t) for t in ("S", "S_0", "K", "W", "k_1", "k_2")), *(name(t) for t in "rvxy")
ORTHOGONAL = {3: ((1, 2, 2), (2, 1, -2), (2, -2, 1)), 4: ((1, 1, 1, 1), (1, -1, 1, -1), (1, 1, -1, -1), (1, -1, -1, 1))}
SCALE = {2: 5, 3: 3, 4: 2}  # the common denominator of the entries of the keys
ORTHONORMAL = claim("The keys are orthogonal and have length one.", need("=", K.T * K, E("eye", ("?",))))
AT_KEY = claim("Let {S} be any memory and {v} any value. After the write at {k} the memory recalls {v} at {k}. At {w}, which is "
               "orthogonal to {k}, the correction vanishes: there it recalls what it recalled before. The same is true of every "
               "other key and of every vector orthogonal to it, so a later write does not disturb an earlier one.",
               need("=", W * k1, v), need("=", W * k2, S * k2), S=S, v=v, k=k1, w=k2)


def orthonormal(draw: Draw, size: int) -> Any:
    """Return an orthogonal matrix of fractions, its columns in random order and with random signs."""
    if size == 2:
        p, q, r_ = draw.choice("triple", ((3, 4, 5), (4, 3, 5), (-3, 4, 5), (4, -3, 5)))
        rows: Any = matrix([[p, -q], [q, p]]) / r_
    else:
        rows = matrix(draw.shuffled("rows", [list(row) for row in ORTHOGONAL[size]])) / SCALE[size]
    order = draw.shuffled("order", range(size))
    signs = [draw.choice("sign", (1, -1)) for _ in order]
    flip = matrix([[signs[j] if i == order[j] else 0 for j in range(size)] for i in range(size)])
    return rows * flip


@family("delta-recall", "delta-rule", "What a memory recalls after several writes", claim="Delta-4",
        limits=Limits(denominator=25))
def delta_recall(draw: Draw) -> Part:
    """Writes at orthonormal keys: values at the keys, and the old memory on what is orthogonal to them."""
    n, writes = {1: (2, 2), 2: (3, 2), 3: (4, 3)}[draw.difficulty]
    keys: Any = orthonormal(draw, n)
    parts = draw.sample("parts", [c for c in range(-4, 5) if c], n)
    scale = SCALE[n]
    asked: Any = keys * matrix([[scale * c] for c in parts])
    old = matrix(draw.rows("S", 2, n, -2, 2))
    values = [matrix([[e] for e in draw.integers("v", 2, -4, 4)]) for _ in range(writes)]
    inside_: Any = sum((scale * c * value for c, value in zip(parts[1:], values[1:], strict=False)), scale * parts[0] * values[0])
    rest: Any = asked - keys.submatrix(range(n), range(writes)) * matrix([[scale * c] for c in parts[:writes]])
    found = inside_ + old * rest
    added, overwritten = inside_ + old * asked, scale * parts[writes - 1] * values[-1] + old * rest
    draw.require(len({str(a) for a in (found, added, overwritten, inside_)}) == 3 + (writes < n))
    mistakes = [mistake("old memory added", added, "The writes replace what the old memory recalls at the keys; they are not "
                        "added to it."),
                mistake("later writes overwrite", overwritten, "A write at an orthogonal key does not disturb the earlier ones.")]
    if writes < n:
        mistakes.append(mistake("old memory forgotten", inside_, "What is orthogonal to all the keys is still recalled by the "
                                "old memory."))
    labels = [f"{letter}_{i}" for letter in "kv" for i in range(1, writes + 1)]
    columns = [*(keys.column(i) for i in range(writes)), *values]
    given = (("S_0", tree_of(old)), *((a, tree_of(c)) for a, c in zip(labels, columns, strict=True)), ("x", tree_of(asked)))
    steps, answer = _recall_steps(old, [scale * c for c in parts[:writes]], rest, found)
    i = var("i")
    ask = guide("Start from the memory {S} and write the values {v} at the keys {k} in order, {i} counting from one: each write "
                "replaces the memory {M} by {N}. " + f"There are {('two', 'three')[writes - 2]} writes. What does the last "
                "memory recall at {x}, that is, what is its product with {x}?",
                S=S0, v=name("v_i"), k=name("k_i"), i=i, M=S, N=S + (name("v_i") - S * name("k_i")) * name("k_i").T, x=x)
    return part(ask, derivation=Derivation(given, steps, answer, freedom=(UNIQUE,), asks=("S", "v_i", "k_i", "y")), kind="vector",
                answer=found, mistakes=mistakes)


def _recall_steps(old: Any, parts: list[int], rest: Any, found: Any) -> tuple[tuple[Step, ...], tuple[Fact, ...]]:
    count, n = len(parts), old.cols
    ks, vs, cs = ([name(f"{letter}_{i}") for i in range(1, count + 1)] for letter in "kvc")
    memory = mat([[var(f"s_{i}{j}") for j in range(1, n + 1)] for i in (1, 2)])
    kept = [rel(W * k_, "=", S * k_) for k_ in ks[1:]]
    terms = [c * k_ for c, k_ in zip(cs, ks, strict=True)]
    apart = [] if count == n else [define("r", x - total(terms), "=", tree_of(rest))]
    split = claim("Split {x} along the keys: the coefficients are the inner products with them. Nothing is left over.",
                  need("=", x, total(terms)), x=x) if count == n else \
        claim("Split {x} along the keys: the coefficients are the inner products with them. What is left, {r}, is orthogonal to "
              "the keys.", need("=", r, hole("d")), need("=", K.T * r, hole("z")), x=x, r=r)
    recalled = total([c * v_ for c, v_ in zip(cs, vs, strict=True)] + ([S0 * r] if apart else []))
    says = claim("So the last memory recalls {y}: the values with these coefficients" + (
        ", and for what is left the product with the old memory." if apart else ". The old memory plays no part."),
        need("=", y, hole("value")), y=y)
    last = [define("S_1", S0 + (vs[0] - S0 * ks[0]) * ks[0].T)]
    for i in range(1, count):
        before = name(f"S_{i}")
        last.append(define(f"S_{i + 1}", before + (vs[i] - before * ks[i]) * ks[i].T))
    end = rel(name(f"S_{count}") * x, "=", y)
    steps = (
        step(ORTHONORMAL, define("K", hcat(*ks)), rel(K.T * K, "=", eye(count))),
        step(AT_KEY, define("S", memory), define("v", column([var("p"), var("q")])),
             define("W", S + (v - S * ks[0]) * ks[0].T), rel(W * ks[0], "=", v), *kept),
        step(split, *(define(f"c_{i}", k_.T * x, "=", num(c)) for i, (k_, c) in enumerate(zip(ks, parts, strict=True), 1)),
             *apart, rel(K.T * r, "=", column([0] * count)) if apart else rel(x, "=", total(terms))),
        step(says, define("y", recalled, "=", tree_of(found))),
        step(claim("Check by making the writes: the last memory times {x} is {y}.", need("=", hole("last") * x, y), x=x, y=y),
             *last, end),
    )
    return steps, (rel(y, "=", tree_of(found)), end)
