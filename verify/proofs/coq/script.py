"""Proof objects as proof scripts: the kernel replays a proof, and each of its rules leaves the Coq lines that do the same."""
from __future__ import annotations

from typing import Any

from verify.kernel.formulas import checked_sort
from verify.kernel.logic import Facts, Proof, term_of
from verify.kernel.normal import Scope, normal
from verify.kernel.substitution import substitute
from verify.proofs.coq.terms import UntranslatableError, formula, matrix, name, natural, natural_premise, scalar, size, term
from verify.proofs.notation import is_matrix, lettered, words

BLOCKS = {"INLINL", "INRINR", "INLINR", "INLR"}
POWERS = {"MPROD0": "power_none", "MPRODS": "power_next"}


class Script(Proof):
    """One theorem in Coq: `lines`, and the theorems it cites."""

    def __init__(self, library: Facts, translated: set[str]) -> None:
        """A replay that may cite the theorems translated before."""
        super().__init__(library)
        self.translated = translated
        self.lines: list[str] = []
        self.cited: set[str] = set()
        self.depth = 0
        self.fresh = 0

    def prove(self, theorem: str, statement: Any, proof: Any) -> None:
        """Replay the whole proof.

        Raises:
            UntranslatableError: a part of it has no translation.
        """
        self.lines += [f"Theorem {theorem} : {formula(lettered(statement))}.", "Proof."]
        self.check({}, {}, statement, proof)
        self.lines.append("Qed.")

    def emit(self, line: str) -> None:
        """One more line."""
        self.lines.append("  " * self.depth + line)

    def block(self, scope: Scope, facts: Facts, goal: Any, proof: Any) -> None:
        """The proof of a goal of its own, in braces."""
        self.emit("{")
        self.depth += 1
        self.check(scope, facts, goal, proof)
        self.depth -= 1
        self.emit("}")

    def check(self, scope: Scope, facts: Facts, goal: Any, proof: Any) -> None:
        """Replay one rule, if it translates."""
        if proof[0] not in ("by", "have", "intro", "use", "ind", "lin", "split", "both", "rw", "absurd"):
            raise UntranslatableError(f"the rule {proof[0]}")
        super().check(scope, facts, goal, proof)

    def by(self, scope: Scope, facts: Facts, goal: Any, given: Any) -> None:
        """A fact: equations up to the laws of the normal form, others as they stand."""
        super().by(scope, facts, goal, given)
        if goal[0] == "=":
            self.lin(scope, facts, goal, ((1, given, 1),))
        else:
            self.emit(f"exact: {self.cite(facts, given)}.")

    def cite(self, facts: Facts, given: str) -> str:
        """A fact under its name in Coq."""
        if given in facts or given in BLOCKS:
            return name(given)
        if given not in self.translated:
            raise UntranslatableError(f"the theorem {given}")
        self.cited.add(given)
        return given

    def have(self, scope: Scope, facts: Facts, goal: Any, given: Any, claim: Any, first: Any, then: Any) -> None:
        """A formula is proved, and then known."""
        self.emit(f"have {name(given)} : {formula(lettered(claim))}.")
        self.block(scope, facts, claim, first)
        self.assume(scope, facts, goal, then, [(given, claim)])

    def intro(self, scope: Scope, facts: Facts, goal: Any, names: Any, then: Any) -> None:
        """Names; that a natural number is not negative needs none."""
        variables: list[tuple[Any, Any]] = []
        hypotheses, kept = [], []
        for given in names:
            if goal[0] == "all":
                variables.append((given, checked_sort(goal[1], {**scope, **dict(variables)})))
                goal = substitute(goal[2], {goal[1][1]: given})
                kept.append(name(given))
            else:
                hypotheses.append((given, goal[1]))
                kept += [] if natural_premise(goal[1]) else [name(given)]
                goal = goal[2]
        if kept:
            self.emit(f"move=> {' '.join(kept)}.")
        self.assume(scope, facts, goal, then, hypotheses, variables)

    def use(self, scope: Scope, facts: Facts, goal: Any, given: Any, source: Any, instances: Any, proofs: Any, then: Any) -> None:
        """A fact at instances."""
        known, values, reasons = self.fact(facts, source), list(instances), list(proofs)
        arguments: list[str] = []
        while (known[0] == "all" and values) or (known[0] == "imp" and reasons):
            if known[0] == "all":
                value = values.pop(0)
                arguments.append(self.argument(known[1], value))
                known = self.instance(scope, known, value)
                continue
            reason = reasons.pop(0)
            if known[1][0] in ("<=", "=="):
                Proof(self.library).check(scope, facts, known[1], reason)
            else:
                self.fresh += 1
                self.emit(f"have premise{self.fresh} : {formula(lettered(known[1]))}.")
                self.block(scope, facts, known[1], reason)
                arguments.append(f"premise{self.fresh}")
            known = known[2]
        if source in POWERS:
            arguments = self.power(instances)[:2 + (source == "MPRODS")]
        cited = POWERS.get(source) or self.cite(facts, source)
        self.emit(f"have {name(given)} := @{cited} {' '.join(arguments)}; cbv beta in {name(given)}.")
        self.assume(scope, facts, goal, then, [(given, known)])

    @staticmethod
    def argument(declared: Any, value: Any) -> str:
        """The value of a variable."""
        if declared[0] == "int":
            return size(value)
        if isinstance(value, tuple) and value[:1] == ("lam",):
            return f"(fun {' '.join(value[1])} => {term(value[2])})" if value[1] else f"({term(value[2])})"
        return f"({term(value)})"

    @staticmethod
    def power(instances: Any) -> list[str]:
        """The arguments of the two laws of powers: size, matrix, exponent; only for a constant matrix and from 0."""
        order, family, low, high = instances
        if low != 0 or family[1][0] in set(words(family[2])):
            raise UntranslatableError("a product whose factors differ")
        return [size(order), f"({matrix(family[2])})", size(high)]

    def ind(self, scope: Scope, facts: Facts, goal: Any, base: Any, step: Any) -> None:
        """Induction from 0."""
        _, (_, given), (_, (_, low, _), body) = goal
        if low != 0:
            raise UntranslatableError("induction that does not start at 0")
        self.emit("elim.")
        self.block(scope, facts, substitute(body, {given: low}), base)
        v = f"{given}_"
        at, after = substitute(body, {given: v}), substitute(body, {given: ("+", v, 1)})
        self.check(scope, facts, ("all", ("int", v), ("imp", ("<=", low, v), ("imp", at, after))), step)

    def lin(self, scope: Scope, facts: Facts, goal: Any, parts: Any) -> None:
        """A linear combination of equations."""
        super().lin(scope, facts, goal, parts)
        rows = normal(goal[1], scope)[0] is not None
        zero = "(@none _)"
        for left, given, right in reversed(parts):
            fact = self.fact(facts, given)
            known = self.cite(facts, given)
            if normal(fact[1], scope)[0] is not None:
                one = f"(vanish {factor(left)} {factor(right)} {known})"
            elif rows:
                one = f"(vanish_scaled {factor(('*', left, right))} {known})"
            else:
                one = f"(vanish_scalar {scalar(('*', left, right))} {known})"
            zero = f"(more {one} {zero})"
        self.emit(f"apply: (by_zero {zero}). settle.")

    def split(self, scope: Scope, facts: Facts, goal: Any, first: Any, second: Any) -> None:
        """Both parts."""
        self.emit("split.")
        self.block(scope, facts, goal[1], first)
        self.check(scope, facts, goal[2], second)

    def both(self, scope: Scope, facts: Facts, goal: Any, source: Any, names: Any, then: Any) -> None:
        """The parts of a known conjunction."""
        self.emit(f"have [{' '.join(map(name, names))}] := {self.cite(facts, source)}.")
        super().both(scope, facts, goal, source, names, then)

    def rw(self, scope: Scope, facts: Facts, goal: Any, hole: Any, template: Any, given: Any, then: Any) -> None:
        """Rewriting: what is left proves the goal after the fact is put in."""
        op, *sides = self.fact(facts, given)
        if op != "=":
            raise UntranslatableError("rewriting of an index")
        kind = normal(sides[0], scope)[0]
        after = substitute(template, {hole: ("lam", (), sides[1])})
        sort = "Rg" if kind is None else f"'M[Rg]_({', '.join(natural(term_of(d)) for d in kind)})"
        self.emit(f"suff known : {formula(lettered(after))}.")
        self.emit(f"{{ have rewritten := @eq_ind_r _ _ (fun {name(hole)} : {sort} => {formula(lettered(template))}) known _ "
                  f"{self.cite(facts, given)}; cbv beta in rewritten;")
        scalar = goal[0] == "=" and normal(goal[1], scope)[0] is None
        whole = "(vanish_scalar 1 rewritten)" if scalar else "(vanish 1%:M 1%:M rewritten)"
        self.emit(f"  first [exact: rewritten | apply: (by_zero (more {whole} (@none _))); settle]. }}")
        super().rw(scope, facts, goal, hole, template, given, then)

    def absurd(self, scope: Scope, facts: Facts, goal: Any, then: Any) -> None:
        """False proves it."""
        self.emit("exfalso.")
        super().absurd(scope, facts, goal, then)


def factor(x: Any) -> str:
    """A multiplier of an equation between matrices, a number as a multiple of the identity."""
    if is_matrix(x):
        return matrix(x)
    return "1%:M" if x == 1 else f"({scalar(x)} *: 1%:M)"
