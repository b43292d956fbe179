"""Sentences of a worked solution: templates whose slots are filled from checked facts, and from nothing else.

A sentence that claims something declares the facts it may stand on (`needs`) and reads every number and formula from
them; if no fact of this or an earlier step has that shape, the sentence does not build. A sentence without needs is
guidance (why, or what next): its slots may show names and formulas made of names, never a number.
Outside the slots there is no digit and none of = < > ^ and the backslash: mathematics is never typed into words.

>>> say = claim("{N:ordinal} power", need("=", hole("X") ** hole("N"), hole("Z")))
>>> fact = ("=", name("A") ** 2, name("B"))
>>> say.parts((fact,), (), frozenset())
('second', ' power')
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from exercises.terms import E, name

Atom: TypeAlias = tuple[str, E, E]  # relation sign (or "rank", "nullity", "means"), left side, right side
Part: TypeAlias = str | E

ORDINALS = ("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
CARDINALS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
FORBIDDEN = re.compile(r"[0-9=<>^\\≠≤≥]")
SLOT = re.compile(r"\{(\w+)(?::([^}]*))?\}")
LITERALS = frozenset({"num", "mat", "sqrt", "i"})

__all__ = ["Atom", "Part", "Phrase", "PhraseError", "claim", "guide", "hole", "match", "name", "need"]


class PhraseError(ValueError):
    """A sentence that no checked fact supports, or that carries mathematics of its own."""


def hole(label: str) -> E:
    """Return a metavariable for patterns: it matches any tree, the same tree each time."""
    return E("?", (label,))


def need(sign: str, left: E, right: E) -> Atom:
    """Return the shape of one fact: `left sign right` with holes; sign may also be rank, nullity, means."""
    return (sign, left, right)


@dataclass(frozen=True)
class Phrase:
    """One or more sentences: text with slots, the facts it needs, and slots fixed by the author."""

    text: str
    needs: tuple[Atom, ...] = ()
    fixed: Mapping[str, E] = field(default_factory=dict)

    def __post_init__(self) -> None:
        words = SLOT.sub("", self.text)
        if found := FORBIDDEN.search(words):
            raise PhraseError(f"phrase {self.text!r}: {found.group()!r} stands outside a slot.")

    def __hash__(self) -> int:
        return hash((self.text, self.needs))

    def parts(self, now: Iterable[Atom], before: Iterable[Atom], names: frozenset[str]) -> tuple[Part, ...]:
        """Return words and formulas in order; the facts of this step are tried before earlier ones.

        Raises:
            PhraseError: no fact has a shape it needs, or a slot is not covered by one.
        """
        facts = (*now, *before)
        bound = next(_solutions(self.needs, facts, dict(self.fixed)), None)
        if bound is None:
            raise PhraseError(f"phrase {self.text!r}: no checked fact has the shape it needs.")
        if not self.needs:
            _check_guidance(self, names)
        out: list[Part] = []
        end = 0
        for slot in SLOT.finditer(self.text):
            label, form = slot.groups()
            if label not in bound:
                raise PhraseError(f"phrase {self.text!r}: nothing fills the slot {label!r}.")
            out += [self.text[end:slot.start()], bound[label] if form is None else _word(bound[label], form)]
            end = slot.end()
        return tuple(p for p in (*out, self.text[end:]) if p != "")


def claim(text: str, *needs: Atom, **fixed: E) -> Phrase:
    """Return a sentence that claims something, standing on facts of the given shapes."""
    if not needs:
        raise PhraseError(f"phrase {text!r}: a claim needs the shape of a fact; use guide() for guidance.")
    return Phrase(text, needs, fixed)


def guide(text: str, **names: E) -> Phrase:
    """Return a sentence that says why or what next, with slots for names only."""
    return Phrase(text, (), names)


def _check_guidance(phrase: Phrase, names: frozenset[str]) -> None:
    for tree in phrase.fixed.values():
        for node in tree.walk():
            if node.op in LITERALS or (node.op == "name" and node.args[0] not in names):
                raise PhraseError(f"phrase {phrase.text!r}: guidance shows {node.to_json()!r}, which is not a known name.")


def match(pattern: object, tree: object, bound: dict[str, E]) -> dict[str, E] | None:
    """Return the bindings that make the pattern equal to the tree, or None.

    >>> match(hole("a") * hole("a"), name("P") * name("Q"), {}) is None
    True
    """
    if isinstance(pattern, E) and isinstance(tree, E):
        if pattern.op == "?":
            label = pattern.args[0]
            return bound if bound.get(label) == tree else None if label in bound else {**bound, label: tree}
        return match(pattern.args, tree.args, bound) if pattern.op == tree.op else None
    if isinstance(pattern, tuple) and isinstance(tree, tuple) and len(pattern) == len(tree):
        result: dict[str, E] | None = bound
        for p, t in zip(pattern, tree, strict=True):
            result = None if result is None else match(p, t, result)
        return result
    if pattern == "?" and not isinstance(tree, E | tuple):
        return bound
    return bound if pattern == tree else None


def _solutions(needs: tuple[Atom, ...], facts: tuple[Atom, ...], bound: dict[str, E]) -> Iterator[dict[str, E]]:
    if not needs:
        yield bound
        return
    sign, left, right = needs[0]
    for fact in facts:
        if fact[0] == sign and (found := match((left, right), fact[1:], bound)) is not None:
            yield from _solutions(needs[1:], facts, found)


def _word(tree: E, form: str) -> str:
    """Return a number as a word: ordinal, count, number, times, Count, or one of singular/plural."""
    if tree.op != "num" or not tree.args[0].isdigit() or int(tree.args[0]) >= len(ORDINALS):
        raise PhraseError(f"a slot for a number word got {tree.to_json()!r}.")
    value = int(tree.args[0])
    if "/" in form:
        return form.split("/")[value != 1]
    times = ("never", "once", "twice", *(f"{w} times" for w in CARDINALS[3:]))
    capital = tuple(w.capitalize() for w in CARDINALS)
    zero = ("zero", *CARDINALS[1:])
    words = {"times": times, "ordinal": ORDINALS, "count": CARDINALS, "number": zero, "Count": capital}
    return words[form][value]
