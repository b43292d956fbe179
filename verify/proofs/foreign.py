"""The files of `eigenproof theorems --emit`: MathComp, which this project compiles, and Lean 4, which it does not."""
from __future__ import annotations

from verify.proofs.committed import index


def files(kind: str) -> tuple[dict[str, str], int, int]:
    """File name -> text for "coq" or "lean", how many theorems they hold, and how many do not translate."""
    if kind == "coq":
        from verify.proofs.coq import files as coq_files
        from verify.proofs.coq import held as coq_held
        pages, held = dict(coq_files()), len(coq_held())
    else:
        from verify.proofs.lean import translated
        found = translated()
        pages, held = {"Eigenproof.lean": found.text}, len(found.names)
    return pages, held, sum(not row["lemma"] for row in index()["theorems"]) - held
