"""Proof objects as proof scripts: the kernel replays a proof, and each of its rules leaves the Coq lines that do the same."""
from __future__ import annotations

from typing import Any

from verify.kernel.formulas import checked_sort
from verify.kernel.substitution import new_name, substitute
from verify.proofs.coq.canonical import index, nameless, shape
from verify.proofs.coq.normal import KNOWN, Scope, linear, normal
from verify.proofs.coq.replay import FALSE, Facts, Replay, instance
from verify.proofs.coq.terms import OPERATIONS, UntranslatableError, lettered, name
from verify.proofs.notation import is_matrix


class Script(Replay):
    """One theorem in Coq: `lines`, the theorems it cites, and what it assumes."""

    def prove(self, theorem: str, statement: Any, proof: Any) -> None:
        """Replay the whole proof.

        Raises:
            UntranslatableError: a part of it has no translation.
        """
        KNOWN.clear()
        self.formula(statement)
        self.check({}, {}, statement, proof)
        stated = self.formula(statement)
        for other in self.cited:
            self.operations |= self.translated[other].operations
            self.axioms |= self.translated[other].axioms
        for axiom in self.axioms:
            self.formula(self.library[axiom])
        head = [f"Theorem {theorem} (Rg : comRingType){self.premises()} :", f"  {stated}.", "Proof."]
        self.lines = [*head, *self.lines, "Qed."]

    def assumed(self) -> list[str]:
        """The names of the operations and axioms in the order in which they are premises."""
        named = [coq for op, (coq, _) in OPERATIONS.items() if op in self.operations]
        return [*named, *(["ORD"] if "le" in self.operations else []), *sorted(self.axioms)]

    def premises(self) -> str:
        """What stands before the statement."""
        rows = [f" ({coq} : {sort})" for op, (coq, sort) in OPERATIONS.items() if op in self.operations]
        rows += [" (ORD : ordered below)"] if "le" in self.operations else []
        rows += [f"\n  ({axiom} : {self.formula(self.library[axiom])})" for axiom in sorted(self.axioms)]
        return "".join(rows)

    def by(self, scope: Scope, facts: Facts, goal: Any, given: Any) -> None:
        """A fact."""
        self.same(scope, goal, self.known(facts, given), self.fact(facts, given))

    def have(self, scope: Scope, facts: Facts, goal: Any, given: Any, claim: Any, first: Any, then: Any) -> None:
        """A formula is proved, and then known."""
        self.emit(f"have {name(given)} : {self.formula(claim)}.")
        self.block(scope, facts, claim, first)
        self.assume(scope, facts, goal, then, [(given, claim)])

    def intro(self, scope: Scope, facts: Facts, goal: Any, names: Any, then: Any) -> None:
        """Names; that a size is not negative needs none."""
        variables: list[tuple[Any, Any]] = []
        hypotheses, kept = [], []
        for given in names:
            if goal[0] == "all":
                variables.append((given, checked_sort(goal[1], {**scope, **dict(variables)})))
                declaration, goal = goal[1], substitute(goal[2], {goal[1][1]: given})
                self.sizes = self.scope_of((declaration[0], given, *declaration[2:]), goal)
                kept.append(name(given))
            else:
                hypotheses.append((given, goal[1]))
                kept += [] if self.natural_premise(goal[1]) else [name(given)]
                goal = goal[2]
        if kept:
            self.emit(f"move=> {' '.join(kept)}.")
        self.assume(scope, facts, goal, then, hypotheses, variables)

    def use(self, scope: Scope, facts: Facts, goal: Any, given: Any, source: Any, instances: Any, proofs: Any, then: Any) -> None:
        """A fact at instances."""
        known, values, reasons = self.fact(facts, source), list(instances), list(proofs)
        pattern = known  # the fact before instances are put in
        outer, inner = self.sizes, set(self.sizes)
        arguments: list[str] = []
        casts: list[str] = []
        while (known[0] == "all" and values) or (known[0] == "imp" and reasons):
            if known[0] == "all":
                value = values.pop(0)
                self.sizes = inner
                v = new_name()
                pattern = substitute(pattern[2], {pattern[1][1]: v})
                inner = self.scope_of((known[1][0], v, *known[1][2:]), pattern)
                self.sizes = outer
                value = index(linear(value)) if v in inner else value
                arguments.append(self.argument(known[1], value, v in inner, casts))
                known = instance(known, value)
                continue
            reason = reasons.pop(0)
            self.sizes = inner
            dropped = self.natural_premise(pattern[1])
            self.sizes = outer
            if not dropped:
                h = self.new("h")
                self.emit(f"have {h} : {self.formula(known[1])}.")
                self.block(scope, facts, known[1], reason)
                for cast in casts:
                    self.emit(f"rewrite -?{cast} in {h}.")
                arguments.append(h)
                self.sizes = outer
            known, pattern = known[2], pattern[2]
        raw = f"{self.known(facts, source)} {' '.join(arguments)}".rstrip()
        self.emit(f"have {name(given)} : {self.formula(known)}.")
        with self.braces():
            if casts:
                rewrites = " ".join(f"?{cast}" for cast in casts)
                self.emit(f"have raw := {raw}; move: raw; cbv beta; rewrite {rewrites}; exact.")
            else:
                self.emit(f"exact: ({raw}).")
        self.assume(scope, facts, goal, then, [(given, known)])

    def argument(self, declared: Any, value: Any, sized: bool, casts: list[str]) -> str:  # noqa: FBT001 - one of two kinds
        """The value of a variable."""
        if declared[0] == "int":
            if sized:
                if not isinstance(value, str | int):
                    cast = self.new("cast")
                    said = f"Z.of_nat {self.size(value)} = {self.integer(value)}"
                    self.emit(f"have {cast} : {said} by rewrite ?size_add ?size_next; lia.")
                    casts.append(cast)
                if isinstance(value, str) and value not in self.sizes:
                    raise UntranslatableError("an index as a size")
                return self.size(value)
            return self.integer(value)
        if declared[0] == "fun":
            return name(value)
        if isinstance(value, tuple) and value[:1] == ("lam",):
            value = lettered(value)
            kept, self.sizes = self.sizes, self.sizes - set(value[1])
            inner = self.term(value[2])
            self.sizes = kept
            sort = "_" if is_matrix(value[2]) else "Rg"
            return f"(fun {' '.join(map(name, value[1]))} => ({inner} : {sort}))" if value[1] else f"({inner})"
        return f"({self.term(value)})"

    def ind(self, scope: Scope, facts: Facts, goal: Any, base: Any, step: Any) -> None:
        """Induction, upwards from a number."""
        _, declaration, (_, (_, low, _), body) = goal
        given = declaration[1]
        v = new_name()
        at, after = substitute(body, {given: v}), substitute(body, {given: ("+", v, 1)})
        first, second, u = self.new("base"), self.new("step"), self.new("u")
        kept = self.sizes
        is_size = v in self.scope_of(("int", v), at)
        if is_size and low != 0:
            raise UntranslatableError("induction on a size that does not start at 0")
        start = substitute(body, {given: low})
        self.emit(f"have {first} : {self.formula(start)}.")
        self.block(scope, facts, start, base)
        self.sizes = kept
        following = ("all", ("int", v), ("imp", ("<=", low, v), ("imp", at, after)))
        self.emit(f"have {second} : {self.formula(following)}.")
        self.block(scope, facts, following, step)
        self.sizes = kept
        if is_size:
            self.emit(f"elim=> [|{u} known]; first exact: {first}.")
            self.emit(f"rewrite ?size_next; exact: ({second} {u} known).")
        else:
            shown = substitute(body, {given: u})
            self.emit(f"exact: (@upwards (fun {u} => {self.formula(shown)}) {self.integer(low)} {first} {second}).")

    def lin(self, scope: Scope, facts: Facts, goal: Any, parts: Any) -> None:
        """A linear combination of equations."""
        rows = [(left, self.atom(self.known(facts, given)), self.fact(facts, given), right) for left, given, right in parts]
        if not rows:
            self.equal(scope, goal[1], goal[2])
        elif len(rows) == 1 and nameless(rows[0][2]) == nameless(goal):
            self.emit(f"exact: {rows[0][1]}.")
        else:
            self.combination(scope, goal, rows)

    def a(self, *_: Any) -> None:
        """Arithmetic of integers."""
        self.emit("lia.")

    def case(self, scope: Scope, facts: Facts, goal: Any, a: Any, b: Any, given: Any, first: Any, second: Any) -> None:
        """Either a <= b or b + 1 <= a."""
        low, high = ("<=", a, b), ("<=", ("+", b, 1), a)
        n = name(given)
        self.emit(f"have [{n} | {n}] : {self.formula(low)} \\/ {self.formula(high)} by lia.")
        self.branches(scope, facts, goal, [([(given, low)], first), ([(given, high)], second)])

    def branches(self, scope: Scope, facts: Facts, goal: Any, rows: Any) -> None:
        """A goal in several cases."""
        kept = self.sizes
        for known, then in rows:
            self.sizes = kept
            with self.braces():
                self.assume(scope, facts, goal, then, known)
        self.sizes = kept

    def em(self, scope: Scope, facts: Facts, goal: Any, claim: Any, given: Any, first: Any, second: Any) -> None:
        """An equation or its denial; other formulas need an axiom of Coq."""
        denied = ("imp", claim, FALSE)
        proof = "exact: em_equal" if claim[0] == "=" else "exact: Classical_Prop.classic"
        self.emit(f"have [{name(given)} | {name(given)}] : {self.formula(claim)} \\/ {self.formula(denied)} by {proof}.")
        self.branches(scope, facts, goal, [([(given, claim)], first), ([(given, denied)], second)])

    def absurd(self, scope: Scope, facts: Facts, _: Any, then: Any) -> None:
        """False proves it."""
        self.emit("exfalso.")
        self.check(scope, facts, FALSE, then)

    def cong(self, scope: Scope, facts: Facts, goal: Any, names: Any, then: Any) -> None:
        """Equal bodies."""
        lemma = "zsum_same" if goal[1][0] == "sum" else "mzprod_same" if is_matrix(goal[1]) else "zprod_same"
        self.sizes = self.sizes - {names[0]}
        self.emit(f"apply: {lemma} => [||{' '.join(map(name, names))}]; [lia | lia |].")
        _, (_, k, low, high, s), (_, j, _, _, t) = goal
        n, above, below = names
        inside = [(above, ("<=", low, n)), (below, ("<=", ("+", n, 1), high))]
        self.assume(scope, facts, ("=", substitute(s, {k: n}), substitute(t, {j: n})), then, inside, [(n, ("int",))])

    def ext(self, scope: Scope, facts: Facts, goal: Any, names: Any, then: Any) -> None:
        """Equal entries."""
        self.sizes = self.sizes - set(names[:2])
        self.emit(f"apply: by_entries => {' '.join(map(name, names))}.")
        if any(len(parts) + bool(constant) > 1 for constant, parts in normal(goal[1], scope)[0] or ()):
            self.emit(f"rewrite ?(size_add, size_next) in {name(names[3])} {name(names[5])}.")
        rows, columns = map(index, shape(goal[1], scope))
        i, j, *hypotheses = names
        inside = ("<=", 0, i), ("<=", ("+", i, 1), rows), ("<=", 0, j), ("<=", ("+", j, 1), columns)
        self.assume(scope, facts, ("=", ("ent", goal[1], i, j), ("ent", goal[2], i, j)), then,
                    list(zip(hypotheses, inside, strict=True)), [(i, ("int",)), (j, ("int",))])

    def rw(self, scope: Scope, facts: Facts, goal: Any, hole: Any, template: Any, given: Any, then: Any) -> None:
        """Rewriting: what is left proves the goal after the fact is put in."""
        op, *sides = self.fact(facts, given)
        sort = "Z"
        values: list[Any] = list(sides)
        if op == "=":
            kind = normal(sides[0], scope)[0]
            sort = "Rg" if kind is None else f"'M[Rg]_({', '.join(self.natural(index(d)) for d in kind)})"
            values = [("lam", (), side) for side in sides]
        before, after = (substitute(template, {hole: value}) for value in values)
        e, k = self.new("e"), self.new("known")
        self.sizes = self.sizes - {hole}
        self.emit(f"suff {k} : {self.formula(after)}.")
        with self.braces():
            pattern = f"(fun {name(hole)} : {sort} => {self.formula(template)})"
            fact = self.atom(self.known(facts, given))
            self.emit(f"have {e} : {self.formula(before)} := @eq_ind_r _ _ {pattern} {k} _ {fact}.")
            self.same(scope, goal, e, before)
        self.check(scope, facts, after, then)

    def split(self, scope: Scope, facts: Facts, goal: Any, first: Any, second: Any) -> None:
        """Both parts."""
        self.emit("split.")
        self.block(scope, facts, goal[1], first)
        self.check(scope, facts, goal[2], second)

    def both(self, scope: Scope, facts: Facts, goal: Any, source: Any, names: Any, then: Any) -> None:
        """The parts of a known conjunction."""
        self.emit(f"have [{' '.join(map(name, names))}] := {self.known(facts, source)}.")
        self.assume(scope, facts, goal, then, list(zip(names, self.fact(facts, source)[1:], strict=True)))

    def side(self, scope: Scope, facts: Facts, goal: Any, which: Any, then: Any) -> None:
        """One side of a disjunction."""
        self.emit("left." if which == 1 else "right.")
        self.check(scope, facts, goal[which], then)

    def cases(self, scope: Scope, facts: Facts, goal: Any, source: Any, given: Any, first: Any, second: Any) -> None:
        """A known disjunction."""
        self.emit(f"have [{name(given)} | {name(given)}] := {self.known(facts, source)}.")
        _, left, right = self.fact(facts, source)
        self.branches(scope, facts, goal, [([(given, left)], first), ([(given, right)], second)])

    def exi(self, scope: Scope, facts: Facts, goal: Any, value: Any, then: Any) -> None:
        """A witness."""
        sized = goal[1][0] == "int" and goal[1][1] in self.scope_of(goal[1], goal[2])
        self.emit(f"exists {self.argument(goal[1], value, sized, [])}.")
        self.check(scope, facts, instance(goal, value), then)

    def obtain(self, scope: Scope, facts: Facts, goal: Any, source: Any, names: Any, then: Any) -> None:
        """A name for what exists."""
        _, declaration, body = self.fact(facts, source)
        self.emit(f"have [{' '.join(map(name, names))}] := {self.known(facts, source)}.")
        self.sizes = self.scope_of((declaration[0], names[0], *declaration[2:]), substitute(body, {declaration[1]: names[0]}))
        witness, given = names
        known = [(given, substitute(body, {declaration[1]: witness}))]
        self.assume(scope, facts, goal, then, known, [(witness, checked_sort(declaration, scope))])
