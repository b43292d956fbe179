"""The claims ledger for people: a table in the terminal, one claim in full, and one HTML page with the errata on top."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exercises.theorempage import wrapped

Row = Mapping[str, Any]
TITLES = {"C": "The chapter", "L": "The lesson"}
STRENGTHS = {
    "PROVED": "for all n and all sizes, by a proof that the kernel replays",
    "EXACT": "this instance, by a certificate that the kernel replays or by finite exact computation",
    "ENCLOSED": "between rigorous bounds", "AGREES": "to the digits named", "TESTED": "on the cases named, and no more",
    "PROBABILISTIC": "up to the probability named", "ASSUMES": "rests on the theorem named, which is not proved here",
    "SOURCED": "a source says so; nothing was computed", "NOT CHECKABLE": "nothing here can settle it; the reason is given",
}


def listing(rows: Sequence[Row]) -> list[str]:
    """A line a claim by text and section, then the counts by verdict and strength."""
    lines: list[str] = []
    for text in dict.fromkeys(r["text"] for r in rows):
        inside = [r for r in rows if r["text"] == text]
        lines += [TITLES.get(text, text)]
        for section in dict.fromkeys(r["section"] for r in inside):
            found = [r for r in inside if r["section"] == section]
            wide = max(len(r["id"]) for r in found)
            lines += [f"  {section}"]
            for r in found:
                lines += [f"    {r['id']:{wide}}  {mark(r):22} {r['strength']}", *(wrapped(w, "        ") for w in remark(r))]
        lines.append("")
    return [*lines, *summary(rows)]


def remark(r: Row) -> list[str]:
    """For a ledger of an author: the case that breaks a claim, or how many were tried."""
    if "for_all" not in r or not r["points"]:
        return []
    p = r["points"][0]
    return [p["says"]] if r["verdict"] == "false" else [c["reason"] for c in p["checks"] if c["word"] == "TESTED"]


def mark(r: Row) -> str:
    """The verdict, and that it is not the one expected."""
    return str(r["verdict"]) + ("" if r["ok"] else " (CHANGED)")


def summary(rows: Sequence[Row]) -> list[str]:
    """Counts by verdict and strength, and the claims whose verdict is not the one the ledger states."""
    from verify.claims.report import counts
    lines = []
    for verdict, words in counts(rows).items():
        lines.append(f"{verdict:22} {sum(words.values()):4}  {', '.join(f'{n} {w}' for w, n in words.most_common())}")
    changed = [f"{r['id']}: expected {r['expected']}, found {r['verdict']}: {r['problem']}" for r in rows if not r["ok"]]
    settled = f"{len(rows)} claims settled" if not changed else f"{len(rows) - len(changed)} of {len(rows)} claims settled"
    return [*lines, *(wrapped(line) for line in changed), f"{settled}; every verdict was reached by running its checks just now."]


def claim_lines(r: Row) -> list[str]:
    """One claim in full: statement, verdict, every point with its checks, correction, sources."""
    place = f"{TITLES[r['text']].lower()}, section {r['section']}" if r["text"] in TITLES else r["section"]
    lines = [f"{r['id']} ({place}; {r['kind']}, {r['scope']})", wrapped(r["says"], "  ", ""), ""]
    lines.append(f"Verdict: {mark(r)} ({r['strength']}: {STRENGTHS.get(r['strength'], 'see below')})")
    lines += [wrapped(f"Problem: {r['problem']}")] if r["problem"] else []
    for label in ("correction", "hypothesis", "reason", "note"):
        lines += [wrapped(f"{label.capitalize()}: {r[label]}")] if r[label] else []
    for p in r["points"]:
        lines += ["", *point_lines(p)]
    if r["axioms"]:
        from verify.proofs.axiomwords import in_words
        lines += ["", wrapped("Rests on: " + "; ".join(in_words(r["axioms"])))]
    return lines + (["", "Sources", *(wrapped(f"- {named(source)}", "  ") for source in r["sources"])] if r["sources"] else [])


def named(source: str) -> str:
    """A source with its author, title and year; a link stays as it is."""
    from verify.claims.sources import sources
    return f"[{source}] {sources()[source]}" if source in sources() else source


def point_lines(p: Row) -> list[str]:
    """One point, its witness, its table and its checks."""
    from verify.claims.report import ROLES
    lines = [wrapped(f"{ROLES[p['role']].capitalize()}: {p['says']}")]
    lines += [wrapped(f"witness: {p['witness']}", "    ")] if p["witness"] else []
    lines += [f"    {line}" for line in table_lines(p["table"])]
    for c in p["checks"]:
        cited = f" [{', '.join(c['theorems'])}]" if c["theorems"] else ""
        word = "" if c["reason"].startswith(f"{c['word']}(") else f"{c['word']}{'' if c['ok'] else ' (fails)'}: "
        lines.append(wrapped(word + c["reason"] + cited, "    "))
    return lines


def table_lines(table: Sequence[Sequence[str]]) -> list[str]:
    """A table in columns.

    >>> table_lines([["n", "kappa"], ["10", "2"]])
    [' n  kappa', '10      2']
    """
    widths = [max(len(line[j]) for line in table) for j in range(len(table[0]))] if table else []
    return ["  ".join(f"{cell:>{w}}" for cell, w in zip(line, widths, strict=True)) for line in table]


def errata(rows: Sequence[Row]) -> list[Row]:
    """What is wrong or imprecise, the wrong ones first, each in the order of the texts."""
    return [r for verdict in ("false", "imprecise") for r in rows if r["verdict"] == verdict]


def page(rows: Sequence[Row], title: str = "What two texts claim, checked by machine") -> str:
    """The ledger as one HTML page that needs nothing else."""
    from exercises.render.ledger import to_html
    from verify.claims.report import ROLES, counts, witness_of
    from verify.proofs.axiomwords import in_words
    totals = [(v, sum(w.values()), ", ".join(f"{n} {word}" for word, n in w.most_common())) for v, w in counts(rows).items()]
    listed = [(r, witness_of(r)) for r in errata(rows)]
    return to_html(title=title, rows=rows, errata=listed, totals=totals, roles=ROLES, in_words=in_words, strengths=STRENGTHS,
                   titles=TITLES, sources=cited(rows))


def cited(rows: Sequence[Row]) -> dict[str, str]:
    """The sources that the rows or the reasons of their checks name, by key."""
    from verify.claims.sources import sources
    reasons = (c["reason"] for r in rows for p in r["points"] for c in p["checks"])
    words = " ".join([*(s for r in rows for s in r["sources"]), *reasons])
    return {key: text for key, text in sources().items() if key in words}
