"""Theorems as a MathComp development, which a second kernel checks: one file a chapter, and prelude.v before them.

prelude.v defines the kernel's language over a commutative ring (sums and products over integer ranges, entries that are 0
outside a matrix, block columns) and proves its axioms on definitions and determinants; the axioms of fields, order and
derivatives are premises of the theorems that use them. Then every proof object is replayed rule by rule. What does not
translate is left out, and so is what coqc did not accept: accepted.json holds the hash of each file, the names of the theorems
accepted with what `Print Assumptions` said of them, and the names of those that were not.
`python -m verify.proofs.coq DIR` compiles the files and writes it.
"""
from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from verify.kernel.substitution import read
from verify.kernel.theory import axioms
from verify.proofs.committed import index, library
from verify.proofs.coq.script import Script
from verify.proofs.coq.terms import UntranslatableError

HERE = Path(__file__).parent
ACCEPTED, PRELUDE = HERE / "accepted.json", HERE / "prelude.v"
HEADER = """(* Written by eigenproof: `eigenproof theorems --emit coq`. {title}. *)
From Eigenproof Require Import prelude{cited}.{classical}
Import GRing.Theory.
Delimit Scope Z_scope with ZZ.
Local Open Scope ring_scope.
"""
READ_ME = """# A MathComp development, written by eigenproof

Needs Coq 8.16 and MathComp 1.15 (ssreflect, algebra), or newer of the same series. Compile in this order:

    for f in {order}; do coqc -q -w none -Q . Eigenproof $f.v; done
"""


@cache
def scripts() -> dict[str, Script]:
    """The theorems and lemmas that translate, by name."""
    groups = {name: group for name, (group, _) in axioms().items()}
    known: dict[str, Any] = {name: formula for name, (_, formula) in axioms().items()}
    found: dict[str, Script] = {}
    for name, formula, proof in ([read(x) for x in entry] for entry in library()["theorems"]):
        script = Script(known, found, groups)
        try:
            script.prove(name, formula, proof)
            found[name] = script
        except UntranslatableError:
            pass
        known[name] = formula
    return found


def chosen(left_out: set[str]) -> dict[str, Script]:
    """The scripts without these names and without what cites them."""
    kept: dict[str, Script] = {}
    for name, script in scripts().items():
        if name not in left_out and all(other in kept for other in script.cited):
            kept[name] = script
    return kept


def pages(left_out: set[str]) -> dict[str, tuple[str, list[str], set[str]]]:
    """Chapter -> the text of its file, the names of the theorems in it, and the chapters that it cites."""
    kept = chosen(left_out)
    chapter = {row["name"]: row["chapter"] for row in index()["theorems"]}
    found: dict[str, tuple[str, list[str], set[str]]] = {}
    for title in index()["chapters"]:
        names = [name for name in kept if chapter[name] == title]
        if names:
            others = {chapter[other] for name in names for other in kept[name].cited} - {title}
            cited = "".join(f" {other}" for other in index()["chapters"] if other in others)
            body = "\n".join("\n".join([*kept[name].lines, f"Print Assumptions {name}.\n"]) for name in names)
            header = HEADER.format(title=index()["chapters"][title].replace("*", "x"), cited=cited,
                                   classical="\nFrom Coq Require Classical_Prop." * ("Classical_Prop" in body))
            found[title] = f"{header}\n{body}", names, others
    return found


@cache
def files() -> dict[str, str]:
    """File name -> text: the prelude and the chapters, without the theorems that coqc did not accept, and how to compile them."""
    found = pages(set(accepted()["not_accepted"]))
    order = " ".join(["prelude", *found])
    return {"README.md": READ_ME.format(order=order), "prelude.v": PRELUDE.read_text(encoding="utf-8"),
            **{f"{title}.v": content for title, (content, _, _) in found.items()}}


@cache
def held() -> tuple[str, ...]:
    """The names of the theorems in the files; lemmas are not counted."""
    lemmas = {row["name"] for row in index()["theorems"] if row["lemma"]}
    return tuple(name for name in chosen(set(accepted()["not_accepted"])) if name not in lemmas)


def digest(content: str) -> str:
    """The sha256 of a file."""
    return sha256(content.encode()).hexdigest()


def accepted() -> dict[str, Any]:
    """The committed log: version, file -> hash, name -> what it assumes, and what was not accepted."""
    data: dict[str, Any] = json.loads(ACCEPTED.read_bytes())
    return data
