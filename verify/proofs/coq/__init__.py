"""Theorems as MathComp files: each emitted file stands alone, and a second kernel checks it.

`files()` writes a theorem when all of it translates: matrices without parameters, equations, their conjunctions and
denials, sizes, block injections, constant powers, induction; `python -m verify.proofs.coq DIR` compiles what was written.
accepted.json holds the names that coqc accepted, with what `Print Assumptions` said and the hash of each file.
"""
from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from verify.kernel.errors import Malformed, Rejected
from verify.kernel.substitution import read
from verify.kernel.theory import axioms
from verify.proofs.committed import index, library
from verify.proofs.coq.script import Script
from verify.proofs.coq.terms import UntranslatableError

HERE = Path(__file__).parent
ACCEPTED, PRELUDE = HERE / "accepted.json", HERE / "prelude.v"


@cache
def scripts() -> dict[str, Script]:
    """The theorems and lemmas that translate, by name."""
    known: dict[str, Any] = {name: formula for name, (_, formula) in axioms().items()}
    found: dict[str, Script] = {}
    for name, formula, proof in ([read(x) for x in entry] for entry in library()["theorems"]):
        script = Script(known, set(found))
        try:
            script.prove(name, formula, proof)
            found[name] = script
        except (UntranslatableError, Malformed, Rejected):
            pass
        known[name] = formula
    return found


def needed(name: str) -> list[str]:
    """The theorem with the theorems it cites, in order."""
    wanted, pending = set[str](), [name]
    while pending:
        one = pending.pop()
        wanted.add(one)
        pending += scripts()[one].cited - wanted
    return [other for other in scripts() if other in wanted]


def source(name: str) -> str:
    """The file of one theorem: prelude, the lemmas it cites, the theorem, and the question what it assumes."""
    body = "\n".join("\n".join(scripts()[other].lines) for other in needed(name))
    return f"{PRELUDE.read_text(encoding='utf-8')}\n{body}\nEnd Theorems.\nPrint Assumptions {name}.\n"


@cache
def files() -> dict[str, str]:
    """File name -> text, for the theorems that translate; lemmas stand inside the files that need them."""
    lemmas = {row["name"] for row in index()["theorems"] if row["lemma"]}
    return {f"{name}.v": source(name) for name in scripts() if name not in lemmas}


def digest(content: str) -> str:
    """The sha256 of a file."""
    return sha256(content.encode()).hexdigest()


def accepted() -> dict[str, Any]:
    """The committed log: versions, and name -> hash of the file and assumptions."""
    data: dict[str, Any] = json.loads(ACCEPTED.read_bytes())
    return data
