"""Replays a worked solution: evaluates the very trees that the page prints, and checks each fact in order.

A derivation is {"format": "eigenproof-derivation", "version": 1, "roots": {a: monic polynomial, low to high}, "nonzero":
[variables], "letters": {S: [rows, cols]}, "laws": [relations], "given": {A: tree}, "steps": [fact, ..], "answer":
[fact, ..]}. Names are bound once, in order; the answer is replayed last, in the same environment. A fact is one of
- {"sides": [..], "ops": ["=", "≠", "≥", ">", "≤", "<"], "let": name, "of": variable}: a chain of relations; `let` binds
  its first side, a new name, to the second; `of` makes it a function. {"rank": M, "is": r, "rows", "cols", "kernel", "free"}:
  an r x r minor of M is a unit, and the kernel columns are sent to 0 and have a unit minor in the rows `free`.
- {"means": target, "x": tree}: x is e^(tA), because X' = A X, X(0) = I (linear equations have one solution); or A^n,
  because S(0) = I, S(n+1) = A S(n) (induction); or M^-1, because M X = X M = I; or |A|_F, because x >= 0 and
  x^2 = sum of squares; or |A|_2, because x >= 0 and x^2 I - A^T A = L D L^T with D >= 0 sends v != 0 to 0 (needs "L",
  "D", "v"). The laws are rebuilt here from the target.
- {"theorem": name, "formula": statement}: this statement is proved in "theory", which the derivation then has as well, and
  which the kernel replays; it speaks of its own letters and binds nothing.
- {"all": [..]}; {"said": a weak verdict word, "by": reason}, which binds nothing and so supports nothing.
"""
from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from typing import Any

from verify.exact import read
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.formulas import canonical
from verify.kernel.substitution import read as letters
from verify.kernel.theory import replay
from verify.steps import terms as s
from verify.steps.terms import NotShown, Ring, Scalar
from verify.steps.values import MALFORMED, Env, Mat, add, mul, number, plain, scaled, sized, transpose, value

ORDER = ("PROVED", "EXACT", "TESTED", "AGREES", "ASSUMES", "SOURCED", "NOT CHECKABLE")
SIGNS = {">": (1,), "<": (-1,), "≥": (0, 1), "≤": (-1, 0)}


def require(ok: bool, step: str, claim: str) -> None:  # noqa: FBT001 -- it is the statement itself
    """The claim holds, or Rejected."""
    if not ok:
        raise Rejected(step, None, None, claim, "nothing that shows it")


def same(step: str, left: Mat, right: Mat) -> None:
    """Two matrices are equal, or Rejected with the first place where they differ."""
    if left == right:
        return
    for i, row in enumerate(add(left, right, -1).rows):
        for j, x in enumerate(row):
            if x:
                raise Rejected(step, i, j, s.show(right.rows[i][j]), s.show(left.rows[i][j]))


def unit(env: Env, x: Scalar) -> bool:
    """Whether x is seen to be nonzero: at every root, for all values of the variables."""
    try:
        return bool(s.inverse(env.ring, x))
    except NotShown:
        return False


def bind(env: Env, name: Any, M: Mat) -> None:
    """Give a new name to a matrix."""
    if plain(name) in env.names:
        raise NotShown(f"the name {name} is taken")
    env.names[name] = M


def relation(env: Env, step: str, fact: dict[str, Any]) -> str:
    """A chain of relations; `let` binds its first side to the second."""
    sides, ops, *names = read.fields(fact, "sides ops" + (" let" + " of" * ("of" in fact)) * ("let" in fact))
    if len(sides) != len(ops) + 1 or not ops or (names and (sides[0], ops[0]) != (["name", names[0]], "=")):
        raise Malformed(f"{step}: a chain has a sign between its sides, a definition a name on its left")
    if names:
        bind(env, names[0], value(env, sides[1]))
        env.functions.update((names[0], ("var", plain(v))) for v in names[1:])
    values = [value(env, x) for x in sides]
    for (left, right), op in zip(pairwise(values), ops, strict=True):
        difference = add(left, right, -1)
        if op == "=":
            same(step, left, right)
        elif op == "≠":
            require(any(unit(env, x) for row in difference.rows for x in row), step, "a difference that is not zero")
        else:
            require(s.sign(env.ring, difference.one()) in SIGNS[op], step, f"left {op} right")
    letters = any(isinstance(v.m, str) or any(w for row in v.rows for x in row for _, _, w in x) for v in values)
    return "PROVED" if letters else "EXACT"


def minor(env: Env, step: str, M: Mat, r: int, rows: Any, cols: Any) -> None:
    """The r x r minor of M in these rows and columns is a unit."""
    table = sized(M)
    for indices, size in ((rows, M.m), (cols, M.n)):
        if len(set(read.vector(indices, r)) & set(range(int(size)))) != r:
            raise Malformed(f"{step}: a minor needs {r} rows and columns, all different")
    require(unit(env, s.leverrier(env.ring, [[table[i][j] for j in cols] for i in rows])[0]), step, "a nonzero minor")


def rank(env: Env, step: str, fact: dict[str, Any]) -> str:
    """The rank of M is r: an r x r minor is a unit, and n - r independent columns are sent to 0."""
    tree, r, rows, cols, kernel, free = read.fields(fact, "rank is rows cols kernel free")
    M = value(env, tree)
    left = int(M.n) - read.integer(r)
    if (kernel is None) != (left == 0):
        raise Malformed(f"{step}: rank {r} of {M.n} columns needs {left} kernel columns")
    minor(env, step, M, r, rows, cols)
    K = scaled(M.n, 0, 0) if kernel is None else add(value(env, kernel), scaled(M.n, left, 0))
    same(step, mul(env.ring, M, K), scaled(M.m, left, 0))
    minor(env, step, K, left, free, list(range(left)))
    env.known[json.dumps(["rank", tree])] = Mat([[s.constant(r)]])
    return "EXACT"


def means(env: Env, step: str, fact: dict[str, Any]) -> str:
    """X is the target, by the laws that determine it."""
    target, x, *witness = read.fields(fact, "means x" + " L D v" * (fact["means"][::2] == ["norm", "2"]))
    ring, X, t, word = env.ring, value(env, x), ("var", "t"), "PROVED"

    def put(M: Mat, v: s.Gen, x: Scalar) -> Mat:
        return M.each(lambda y: s.substitute(ring, y, v, x))

    def rate(M: Mat) -> Mat:
        return M.each(lambda y: s.derivative(ring, y, t))

    match target:
        case ["exp", arg]:
            at = value(env, arg)
            A = rate(at)
            laws = [(at, mul(ring, Mat([[s.atom(*t)]]), A)), (rate(A), add(A, A, -1)), (put(X, t, {}), scaled(A.m, A.m, 1)),
                    (rate(X), mul(ring, A, X))]
        case ["pow", base, ["var", v]]:
            A, n = value(env, base), ("var", plain(v))
            after = s.total([s.atom(*n), s.constant(1)])
            laws = [(put(A, n, {}), A), (put(X, n, {}), scaled(A.m, A.m, 1)), (put(X, n, after), mul(ring, A, X))]
        case ["inv", base]:
            A, word = value(env, base), "PROVED" if isinstance(X.m, str) else "EXACT"
            laws = [(mul(ring, A, X), scaled(A.m, A.m, 1)), (mul(ring, X, A), scaled(A.m, A.m, 1)), (add(X, A), add(A, X))]
        case ["norm", base, which] if which in ("2", "F"):
            A, word = value(env, base), "EXACT"
            square, gram, positive = Mat([[s.mul(ring, X.one(), X.one())]]), mul(ring, transpose(A), A), [X.one()]
            real = [y for row in sized(A) for y in row]
            laws = [(square, Mat([[s.total(row[i] for i, row in enumerate(gram.rows))]]))]
            if which == "2":
                L, D, x = (value(env, tree) for tree in witness)
                rest = add(mul(ring, square, scaled(A.n, A.n, 1)), gram, -1)
                diagonal = Mat([[y if i == j else {} for j, y in enumerate(row)] for i, row in enumerate(D.rows)], D.m, D.n)
                laws = [(rest, mul(ring, mul(ring, L, D), transpose(L))), (mul(ring, rest, x), scaled(A.n, 1, 0)), (D, diagonal)]
                positive += [row[i] for i, row in enumerate(D.rows)]
                real += [y for row in sized(L) for y in row]
                require(any(unit(env, y) for row in x.rows for y in row), step, "a vector that is not zero")
            require(all(s.sign(ring, y) >= 0 for y in positive), step, "no negative number")
            require({s.sign(ring, y) for y in real} <= {-1, 0, 1}, step, "real numbers")  # sign raises for others
        case _:
            raise Malformed(f"{step}: no law is known for this target")
    for left, right in laws:
        same(step, left, right)
    env.known[json.dumps(target)] = X
    return word


def theorem(env: Env, step: str, fact: dict[str, Any]) -> str:
    """A statement of the replayed theory, under its name."""
    name, formula = read.fields(fact, "theorem formula")
    require(plain(name) in env.theorems and canonical(letters(formula), {}) == canonical(env.theorems[name], {}), step,
            f"the statement of {name}")
    return f"PROVED({name})"


@cache
def replayed(theory: str) -> dict[str, Any]:
    """The statements that a theory, as JSON text, proves, by name."""
    return {found.name: found.formula for found in replay(json.loads(theory))}


def check(env: Env, step: str, fact: dict[str, Any]) -> str:
    """The verdict word of one fact, the weakest one of several; a mere definition claims nothing."""
    if "all" in fact:
        words = [(check(env, step, f), "let" in f and len(f["sides"]) == 2) for f in read.fields(fact, "all")[0]]
        claims = [word for word, definition in words if not definition] or ["EXACT"]
        return max(claims, key=lambda w: ORDER.index(w.split("(")[0]))
    if "said" in fact:
        word, reason = read.fields(fact, "said by")
        if word not in ORDER[2:] or type(reason) is not str:
            raise Malformed(f"{step}: what is only said has a weak word and a reason")
        return f"{word}({reason})"
    for key, rule in (("sides", relation), ("rank", rank), ("means", means), ("theorem", theorem)):
        if key in fact:
            return rule(env, step, fact)
    raise Malformed(f"{step}: not a fact")


def declare(env: Env, data: dict[str, Any]) -> None:
    """Bind the letters, the laws they satisfy (word = shorter words, and the transpose of that), and the givens."""
    for name, (m, n) in data["letters"].items():
        sizes = [read.integer(k, 1, 1) if type(k) is int else plain(k) for k in (m, n)]
        bind(env, name, Mat([[{((), (), ((name, False),)): 1}]], *sizes))
    for law in data["laws"]:
        sides, ops = read.fields(law, "sides ops")
        left, right = (value(env, x) for x in sides)
        for a, b in ((left, right), (transpose(left), transpose(right))):
            ((key, c),) = add(a, add(b, b, -1)).rows[0][0].items()
            if (ops, c, *key[:2]) != (["="], 1, (), ()) or not key[2] or any(len(w) >= len(key[2]) for _, _, w in b.rows[0][0]):
                raise Malformed("a law is an equation: one product of letters is a sum of shorter ones")
            env.ring.laws.append((key[2], b.rows[0][0]))
    for name, tree in data["given"].items():
        bind(env, name, value(env, tree))


def check_derivation(data: dict[str, Any]) -> tuple[str, ...]:
    """Check a derivation; return the verdict words of its steps, then of its answer.

    Raises:
        Rejected: a line is not shown; the step, row, column, expected and found values are named.
        Malformed: the data are not a derivation of this format.
    """
    step = "header"
    try:
        header = "format version roots nonzero letters laws given steps answer" + " theory" * ("theory" in data)
        form, version, roots, nonzero, *_ = read.fields(data, header)
        if form != "eigenproof-derivation" or read.integer(version) != 1:
            raise Malformed("expected an eigenproof-derivation, version 1")
        roots = {plain(a): [number(c) for c in read.items(f)] for a, f in roots.items()}
        if any(f[-1] != 1 or len(f) < 2 for f in roots.values()):
            raise Malformed("a root needs a monic polynomial of degree >= 1")
        units = frozenset(("var", plain(v)) for v in read.items(nonzero))
        env, words = Env(Ring({a: f[:-1] for a, f in roots.items()}, units)), []
        declare(env, data)
        env.theorems.update(replayed(json.dumps(data["theory"])) if "theory" in data else {})
        for part in ("steps", "answer"):
            for k, fact in enumerate(read.items(data[part]), 1):
                words.append(check(env, step := f"{part} {k}", fact))
        return tuple(words)
    except NotShown as error:
        raise Rejected(step, None, None, "a line that can be checked", str(error)) from error
    except MALFORMED as error:
        raise Malformed(f"{step}: {type(error).__name__}: {error}"[:300]) from error
