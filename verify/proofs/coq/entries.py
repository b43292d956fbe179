"""Entries and traces: they are linear, an entry of a transpose is turned over, and a trace may be rotated."""
from __future__ import annotations

from typing import Any

from verify.kernel.atoms import flipped
from verify.proofs.coq.canonical import canonical_term, factors, index, key, matrices, nameless, number, product
from verify.proofs.coq.equalities import Equalities, replaced
from verify.proofs.coq.normal import Scope, linear, normal
from verify.proofs.coq.terms import UntranslatableError


class Entries(Equalities):
    """Lines about entries and traces."""

    def _split(self, scope: Scope, t: Any, wrap: Any) -> tuple[Any, Any, list[Any]]:
        """The matrix in an entry or a trace as a nested sum, the result, and its parts (word, old, new)."""
        kind, p = normal(t[1], scope)
        rows, columns = kind or ((0, frozenset()), (0, frozenset()))
        nested: Any = ("O", index(rows), index(columns))
        after: Any = 0
        found = []
        for (monomial, w), c in sorted(p.items(), key=lambda r: key(r[0]), reverse=True):
            W = product(matrices(w)) if w else ("I", index(rows))
            a = product([number(c), *factors(monomial)])
            nested = ("+", ("*", a, W), nested)
            after = ("+", ("*", a, wrap(W)), after)
            found.append((w, wrap(W), canonical_term(wrap(W), scope)))
        return nested, after, found

    def _ent(self, scope: Scope, t: Any, standard: Any) -> None:
        i, j = (index(linear(x)) for x in t[2:])
        nested, after, found = self._split(scope, t, lambda W: ("ent", W, i, j))
        if not isinstance(standard, int) and standard[0] == "ent":  # nothing to split
            turned = nameless(found[0][1]) != nameless(standard)
            self.emit(f"apply: {'ent_flip' if turned else 'ent_all'}; [| lia | lia].")
            with self.braces():
                self.equal(scope, t[1], ("T", standard[1]) if turned else standard[1])
            return
        self.emit(f"transitivity (ent {self.matrix(nested)} {self.integer(i)} {self.integer(j)}).")
        with self.braces():
            self.emit("apply: ent_all; [| lia | lia].")
            self.equal(scope, t[1], nested)
        self.emit("rewrite ?ent_step ent_zero.")
        self._flips(scope, found, "ent_flip")
        self.equal(scope, replaced(after, {nameless(old): new for _, old, new in found}), standard)

    def _flips(self, scope: Scope, found: list[Any], lemma: str) -> None:
        for w, old, new in found:
            if nameless(old) != nameless(new):
                e = self.new("e")
                self.emit(f"have {e} : {self.equation(old, new)}.")
                with self.braces():
                    if lemma == "ent_flip":
                        self.emit("apply: ent_flip; [| lia | lia].")
                        self.equal(scope, old[1], ("T", new[1]))
                    else:
                        self._turn(scope, w, old, new)
                self.emit(f"rewrite ?{e}.")

    def _tr(self, scope: Scope, t: Any, standard: Any) -> None:
        nested, after, found = self._split(scope, t, lambda W: ("tr", W))
        if len(found) == 1 and nameless(found[0][1]) == nameless(t):
            self._turn(scope, found[0][0], t, standard)
            return
        self.emit(f"transitivity (\\tr {self.matrix(nested)}).")
        with self.braces():
            self.emit("congr (\\tr _).")
            self.equal(scope, t[1], nested)
        self.emit("rewrite ?tr_step tr_empty.")
        self._flips(scope, found, "tr_turn")
        self.equal(scope, replaced(after, {nameless(old): new for _, old, new in found}), standard)

    def _turn(self, scope: Scope, w: Any, old: Any, new: Any) -> None:
        """Traces of words that are the same up to rotation and transposition."""
        target = nameless(new[1])
        for word, flip in ((w, False), (flipped(w), True)):
            for i in range(len(word)):
                turned = product(matrices(word[i:] + word[:i]))
                if nameless(turned) == target:
                    first = product(matrices(word))
                    if flip:
                        self.emit(f"transitivity (\\tr {self.matrix(first)}).")
                        with self.braces():
                            self.emit("apply: tr_flip.")
                            self.equal(scope, old[1], ("T", first))
                    if not i:
                        self.emit("reflexivity.")
                        return
                    X, Y = product(matrices(word[:i])), product(matrices(word[i:]))
                    self.emit(f"apply: (@tr_turn Rg _ _ _ _ {self.matrix(X)} {self.matrix(Y)}).")
                    for side, goal in ((first if flip else old[1], ("*", X, Y)), (new[1], ("*", Y, X))):
                        with self.braces():
                            self.equal(scope, side, goal)
                    return
        raise UntranslatableError("a trace")
