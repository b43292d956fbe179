"""The table of docs/families.md that says which family draws which row of the ledger's section E; run it to write it anew."""
from __future__ import annotations

import re

from exercises.family import Draw, Family, Part, Redraw, families
from tests.source_tree import ROOT

HEAD = ("| row | family | answer | mistakes named |", "|---|---|---|---|")
SEEDS = 12
PAGE = ROOT / "docs" / "families.md"
PLACE = re.compile(r"\| row \| family .*\n(?:\|.*\n)*")


def drawn(f: Family) -> list[tuple[Part, ...]]:
    """Some variants as the family draws them, without their derivations replayed."""
    out = []
    for difficulty in (1, 2, 3):
        for seed in range(SEEDS):
            for attempt in range(200):
                try:
                    parts = f.build(Draw(f.name, f.version, seed, difficulty, attempt))
                except Redraw:
                    continue
                out.append(parts if isinstance(parts, tuple) else (parts,))
                break
    return out


def row(f: Family) -> str:
    """The line of a family."""
    variants = drawn(f)
    kinds = dict.fromkeys(p.kind for parts in variants for p in parts)
    named = dict.fromkeys(m.name for parts in variants for p in parts for m in p.mistakes)
    return f"| {f.claim} | `{f.name}` | {', '.join(f'`{k}`' for k in kinds)} | {', '.join(named)} |"


def key(f: Family) -> tuple[int, str, str]:
    """The order of the rows: as the ledger has them."""
    topics = ("Jordan", "Chain", "Power", "Exp", "Stab", "SVD", "Cond", "Toep", "Vdm", "Cauchy", "SS", "SMW", "Delta", "Krylov", "Pert")
    return topics.index(f.claim.split("-")[0]), f.claim, f.name


def table() -> str:
    """The whole table."""
    return "\n".join([*HEAD, *map(row, sorted((f for f in families().values() if f.claim), key=key))]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(PLACE.sub(lambda _: table(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
