"""Finds facts of a worked solution that support nothing: numbers that no line ties to the data of the problem.

A name is tied when it is given, when it is defined by tied names, or when an equation, a rank or a meaning brings it together
with one; in an inequality only when it stands inside a larger expression with a tied name, such as f(n). A relation that
mentions no tied name is loose, unless one of its sides has a formula, or what is compared with a number is a number, that
stands in a tied line as well.
"""
from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from exercises.derivation import Derivation


def names(tree: Any) -> Iterator[str]:
    """Yield the names in a tree, functions included."""
    if isinstance(tree, list):
        if tree[:1] in (["name"], ["call"]):
            yield tree[1]
        for x in tree:
            yield from names(x)


def formulas(tree: Any) -> Iterator[str]:
    """Yield all subtrees as text."""
    if isinstance(tree, list):
        if tree and isinstance(tree[0], str):
            yield json.dumps(tree)
        for x in tree:
            yield from formulas(x)


def flat(fact: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the single facts."""
    if "all" in fact:
        for f in fact["all"]:
            yield from flat(f)
    else:
        yield fact


def trees(fact: dict[str, Any]) -> list[Any]:
    """Return the trees of a fact."""
    if "sides" in fact:
        return list(fact["sides"])
    if "rank" in fact:
        return [fact["rank"], *([fact["kernel"]] if fact["kernel"] else [])]
    return [fact["means"], fact["x"]] if "means" in fact else []


def joins(fact: dict[str, Any], tied: set[str], seen: set[str]) -> set[str]:
    """Return the names that this fact ties."""
    ts = trees(fact)
    found = {n for t in ts for n in names(t)}
    if "sides" not in fact or "=" in fact["ops"]:
        return found if found & tied or known_formula(ts, seen) else set()
    inside = [set(names(t)) for t in ts if t[0] != "name"]
    return {n for group in inside if group & tied for n in group}


def known_formula(ts: list[Any], seen: set[str]) -> bool:
    """Whether a sum or a product in these trees stands in a tied line as well."""
    return any(x in seen for t in ts for x in formulas(t) if x.startswith(('["add"', '["mul"')))


def loose(derivation: Derivation) -> list[tuple[str, dict[str, Any]]]:
    """Return the facts that support nothing, each with its step."""
    data = derivation.to_json()
    tied = {*data["given"], *data["letters"], *data["roots"]}
    lines = [(f"{part} {k}", f) for part in ("steps", "answer") for k, s in enumerate(data[part], 1) for f in flat(s) if trees(f)]
    seen = {text for t in data["given"].values() for text in formulas(t)}
    before = (-1, -1)
    while before != (len(tied), len(seen)):
        before = (len(tied), len(seen))
        for _, f in lines:
            tied |= joins(f, tied, seen)
            if supported(f, tied, seen):
                seen |= {text for t in trees(f) for text in formulas(t)}
    return [(where, f) for where, f in lines if not supported(f, tied, seen)]


def supported(fact: dict[str, Any], tied: set[str], seen: set[str]) -> bool:
    """Whether a fact mentions a tied name, a formula of a tied line, or compares numbers of tied lines."""
    ts = trees(fact)
    if {n for t in ts for n in names(t)} & tied or known_formula(ts, seen):
        return True
    if "let" in fact or "=" in fact.get("ops", "="):
        return False
    return all(json.dumps(t) in seen or t == ["num", "0"] for t in ts)
