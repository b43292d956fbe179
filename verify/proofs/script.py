"""Writing proofs: a `Goal` mirrors what the kernel will do, so that a script can see where it stands.

Every method is one rule of the kernel (or a short run of them) and records it; `proof()` is the nested proof object.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.kernel.formulas import checked_sort
from verify.kernel.logic import Proof, term_of
from verify.kernel.normal import normal
from verify.kernel.substitution import substitute
from verify.proofs.combination import combination
from verify.proofs.language import raw
from verify.proofs.printing import text

Branch = Callable[["Goal"], Any]


class Goal:
    """What is to be proved: variables in `scope`, `facts`, the `goal`; and the steps taken so far."""

    def __init__(self, scope: dict[str, Any], facts: dict[str, Any], goal: Any, library: dict[str, Any]) -> None:
        """A goal among these facts, with axioms and earlier theorems in the library."""
        self.scope, self.facts, self.goal, self.library = scope, facts, raw(goal), library
        self.steps: list[Any] = []
        self.closed: Any = None

    def proof(self) -> Any:
        """The proof object, when the goal is closed."""
        if self.closed is None:
            raise ValueError(f"the goal is open: {self}")
        nested = self.closed
        for step in reversed(self.steps):
            nested = (*step, nested)
        return nested

    def __str__(self) -> str:
        known = "\n".join(f"  {name}: {text(f)}" for name, f in self.facts.items())
        return f"{known}\n  |- {text(self.goal)}"

    def fact(self, name: str) -> Any:
        """A hypothesis, axiom or theorem."""
        return self.facts[name] if name in self.facts else self.library[name]

    def branch(self, goal: Any, script: Branch | str, facts: dict[str, Any] | None = None,
               scope: dict[str, Any] | None = None) -> Any:
        """The proof of another goal, by a script, the name of a fact, or "a"."""
        if script == "a":
            return ("a",)
        if isinstance(script, str):
            return ("by", script)
        inner = Goal({**self.scope, **(scope or {})}, {**self.facts, **(facts or {})}, goal, self.library)
        script(inner)
        return inner.proof()

    def intro(self, names: str) -> Goal:
        """Strip quantifiers and premises."""
        for name in names.split():
            if self.goal[0] == "all":
                declaration, body = self.goal[1:]
                self.scope = {**self.scope, name: checked_sort(declaration, self.scope)}
                self.goal = substitute(body, {declaration[1]: name})
            elif self.goal[0] == "imp":
                self.facts, self.goal = {**self.facts, name: self.goal[1]}, self.goal[2]
            else:
                raise ValueError(f"intro {name}: nothing to strip in {text(self.goal)}")
        self.steps.append(("intro", tuple(names.split())))
        return self

    def have(self, name: str, formula: Any, script: Branch | str) -> Goal:
        """Prove a formula, then know it."""
        formula = raw(formula)
        self.steps.append(("have", name, formula, self.branch(formula, script)))
        self.facts = {**self.facts, name: formula}
        return self

    def use(self, name: str, source: str, *instances: Any, by: tuple[Branch | str, ...] | None = None) -> Goal:
        """A fact at instances; premises are proved by `by` in order, by arithmetic when it is left out."""
        formula, given, proofs = self.fact(source), list(raw(instances)), []
        scripts = None if by is None else list(by)
        prover = Proof(self.library)
        while (formula[0] == "all" and given) or (
                formula[0] == "imp" and (scripts if scripts is not None else _integer(formula))):
            if formula[0] == "all":
                formula = prover.instance(self.scope, formula, given.pop(0))
            else:
                proofs.append(self.branch(formula[1], scripts.pop(0) if scripts else "a"))
                formula = formula[2]
        if given or scripts:
            raise ValueError(f"use {source}: too many instances or premises for {text(formula)}")
        self.steps.append(("use", name, source, raw(instances), tuple(proofs)))
        self.facts = {**self.facts, name: formula}
        return self

    def rewrite(self, hole: str, template: Any, name: str) -> Goal:
        """The goal is T[lhs of the fact]; what remains is T[rhs]."""
        known, template = self.fact(name), raw(template)
        side = known[2] if known[0] == "==" else ("lam", (), known[2])
        self.goal = substitute(template, {hole: side})
        self.steps.append(("rw", hole, template, name))
        return self

    def obtain(self, source: str, witness: str, name: str) -> Goal:
        """Names for what is known to exist."""
        known = self.fact(source)
        self.scope = {**self.scope, witness: checked_sort(known[1], self.scope)}
        self.facts = {**self.facts, name: substitute(known[2], {known[1][1]: witness})}
        self.steps.append(("obtain", source, (witness, name)))
        return self

    def parts(self, source: str, first: str, second: str) -> Goal:
        """The two parts of a known conjunction."""
        known = self.fact(source)
        self.facts = {**self.facts, first: known[1], second: known[2]}
        self.steps.append(("both", source, (first, second)))
        return self

    def witness(self, value: Any) -> Goal:
        """A witness for the goal."""
        value = raw(value)
        self.goal = Proof(self.library).instance(self.scope, self.goal, value)
        self.steps.append(("exi", value))
        return self

    def close(self, *node: Any) -> None:
        """End with this node."""
        self.closed = raw(node)

    def by(self, name: str) -> None:
        """The goal is a known fact."""
        self.close("by", name)

    def a(self) -> None:
        """Integer arithmetic."""
        self.close("a")

    def lin(self, *names: str) -> None:
        """The goal reduces to an identity by these equations, each used left to right ("-name": right to left)."""
        equations = [(name.lstrip("-"), self.fact(name.lstrip("-")), name.startswith("-")) for name in names]
        self.close("lin", combination(self.scope, self.goal, equations))

    def pos(self, squares: list[tuple[Any, Any, tuple[str, ...]]], equations: tuple[tuple[Any, str, Any], ...] = ()) -> None:
        """The goal s le t: t - s is the sum of c q^2 times known differences, plus equations."""
        self.close("pos", squares, equations)

    def induction(self, base: Branch | str, step: Branch | str) -> None:
        """The goal is: for all n. lo <= n imp P(n)."""
        (_, n), (_, (_, lo, _), body) = self.goal[1:]
        v = f"{n}_"
        after = ("all", ("int", v), ("imp", ("<=", lo, v), ("imp", substitute(body, {n: v}), substitute(body, {n: ("+", v, 1)}))))
        self.close("ind", self.branch(substitute(body, {n: lo}), base), self.branch(after, step))

    def case(self, a: Any, b: Any, name: str, first: Branch | str, second: Branch | str) -> None:
        """Either a <= b, or b < a."""
        low, high = ("<=", raw(a), raw(b)), ("<=", ("+", raw(b), 1), raw(a))
        self.close("case", a, b, name, self.branch(self.goal, first, {name: low}), self.branch(self.goal, second, {name: high}))

    def excluded(self, formula: Any, name: str, first: Branch | str, second: Branch | str) -> None:
        """A formula or its negation."""
        formula = raw(formula)
        self.close("em", formula, name, self.branch(self.goal, first, {name: formula}),
                   self.branch(self.goal, second, {name: ("imp", formula, ("false",))}))

    def absurd(self, script: Branch | str) -> None:
        """False proves it."""
        self.close("absurd", self.branch(("false",), script))

    def split(self, first: Branch | str, second: Branch | str) -> None:
        """Both parts of a conjunction."""
        self.close("split", self.branch(self.goal[1], first), self.branch(self.goal[2], second))

    def side(self, which: int, script: Branch | str) -> None:
        """One side of a disjunction."""
        self.close("side", which, self.branch(self.goal[which], script))

    def cases(self, source: str, name: str, first: Branch | str, second: Branch | str) -> None:
        """A known disjunction."""
        known = self.fact(source)
        self.close("cases", source, name, self.branch(self.goal, first, {name: known[1]}),
                   self.branch(self.goal, second, {name: known[2]}))

    def cong(self, names: str, script: Branch | str) -> None:
        """Equal bodies: names for the variable, lo <= n, n < hi."""
        n, above, below = names.split()
        (_, k, lo, hi, s), (_, m, _, _, t) = self.goal[1:]
        facts = {above: ("<=", lo, n), below: ("<=", ("+", n, 1), hi)}
        goal = ("=", substitute(s, {k: n}), substitute(t, {m: n}))
        self.close("cong", tuple(names.split()), self.branch(goal, script, facts, {n: ("int",)}))

    def ext(self, names: str, script: Branch | str) -> None:
        """Equal entries: names for i, j, 0 <= i, i < r, 0 <= j, j < c."""
        i, j, *hypotheses = names.split()
        kind, _ = normal(self.goal[1], self.scope)
        rows, columns = map(term_of, kind)  # type: ignore[arg-type]  # a matrix equation has a type
        bounds = (("<=", 0, i), ("<=", ("+", i, 1), rows), ("<=", 0, j), ("<=", ("+", j, 1), columns))
        goal = ("=", ("ent", self.goal[1], i, j), ("ent", self.goal[2], i, j))
        facts = dict(zip(hypotheses, bounds, strict=True))
        self.close("ext", tuple(names.split()), self.branch(goal, script, facts, {i: ("int",), j: ("int",)}))


def _integer(formula: Any) -> bool:
    return formula[1][0] in ("<=", "==")


def theorem(name: str, formula: Any, script: Branch, library: dict[str, Any]) -> list[Any]:
    """The entry of a theory: name, formula, proof."""
    goal = Goal({}, {}, formula, library)
    script(goal)
    return [name, raw(formula), goal.proof()]
