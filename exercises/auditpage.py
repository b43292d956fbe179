"""Reports of the oracle for people: terminal, Markdown, and one HTML page."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Data = Mapping[str, Any]
ABOUT = ("Inputs are the very floats shown, so the truth is exact. kappa is the exact condition number of the question, the "
         "bound a small multiple of n u kappa. An error that conditioning explains is never called wrong.")
SHOWN = 5  # findings of a target in the page, the worst first


def number(x: Any) -> str:
    """Two digits are enough to compare by.

    >>> number(None), number(12.93581944627759), number("inf")
    ('', '13', 'inf')
    """
    return "" if x is None else x if isinstance(x, str) else f"{x:.2g}"


def findings(report: Data) -> list[Data]:
    """What a maintainer would want to hear: the shrunk case first, then the worst rows of each family."""
    from verify.oracle.judging import FINDINGS, VERDICTS
    rows = [r for r in report["rows"] if r["verdict"] in FINDINGS]
    rows.sort(key=lambda r: VERDICTS.index(r["verdict"]))
    small = [report["smallest"]] if report["smallest"] and report["smallest"]["verdict"] in FINDINGS else []
    seen, kept = {(r["verdict"], r["input"]) for r in small}, []
    for r in rows:
        if (r["verdict"], r["family"]) not in seen and (r["verdict"], r["input"]) not in seen:
            seen.add((r["verdict"], r["family"]))
            kept.append(r)
    return [*small, *kept][:SHOWN]


def counted(report: Data) -> str:
    """The counts by verdict, the worst first.

    >>> counted({"counts": {"WRONG": 2, "within bound": 5}})
    '2 WRONG, 5 within bound'
    """
    return ", ".join(f"{n} {word}" for word, n in report["counts"].items()) or "no cases"


def versions(reports: Sequence[Data]) -> str:
    """The versions of all packages that were audited."""
    known = {name: v for r in reports for name, v in r["versions"].items()}
    return ", ".join(f"{name} {v}" for name, v in sorted(known.items()))


def head(reports: Sequence[Data]) -> str:
    """Who was asked, how much, and with which seed."""
    cases, n = sum(len(r["rows"]) for r in reports), len(reports)
    wrong = sum(r["counts"].get("WRONG", 0) for r in reports)
    words = [f"{n} function{'' if n == 1 else 's'}, {cases} cases, {wrong} WRONG", versions(reports),
             f"profile {reports[0]['profile']}, seed {reports[0]['seed']}"]
    return "; ".join(filter(None, words))


def answered(r: Data, f: Data) -> str:
    """The call of one row, what came back, and what is true."""
    came = "no answer in time" if f["timeout"] else f["returned"] if f["exception"] else f"returned {f['returned']}"
    return f"{r['target']}({f['input']})\n{came}\ntruth    {f['truth']}"


def measured(f: Data) -> str:
    """The numbers of one row."""
    parts = [f"error {number(f['error']) or 'undefined'}", f"component-wise {number(f['componentwise']) or 'undefined'}",
             f"backward {number(f['backward']) or 'not measured'}",
             f"{f['kappa_name'] or 'kappa'} {number(f['kappa']) or 'undefined'}", f"bound {number(f['bound']) or 'none'}"]
    return "; ".join([*parts, *([f["modified"]] if f.get("modified") else [])])


def lines(reports: Sequence[Data], notes: Mapping[str, str], absent: Mapping[str, str]) -> list[str]:
    """The report in the terminal: a line a function, its findings below, then what is expected or mended."""
    wide = max(len(r["target"]) for r in reports)
    out = [head(reports), ""]
    for r in reports:
        out.append(f"{r['target']:{wide}}  {counted(r)}" + (f"  [{notes[r['target']]}]" if r["target"] in notes else ""))
        out += [f"    {remark}" for remark in r["remarks"]]
        for f in findings(r) if len(reports) == 1 else findings(r)[:1]:
            call, *values = answered(r, f).split("\n")
            out += [f"    {f['verdict']}: {call}", *(f"        {text}" for text in (f["reason"], measured(f), *values))]
    out += [f"{name}: not audited: {why}" for name, why in absent.items()]
    if len(reports) == 1 and reports[0]["reproducer"]:
        out += ["", "A script that needs nothing of this project:", "", reports[0]["reproducer"].rstrip()]
    return out


def fenced(text: str, language: str) -> list[str]:
    """A code block of Markdown; its fence is longer than any in the text.

    >>> fenced("a ``` b", "text")[0]
    '````text'
    """
    fence = "```"
    while fence in text:
        fence += "`"
    return [f"{fence}{language}", text, fence]


def cell(text: str) -> str:
    """A text in a table of Markdown."""
    return text.replace("|", "\\|")


def markdown(reports: Sequence[Data], notes: Mapping[str, str], absent: Mapping[str, str]) -> str:
    """The same for an issue tracker."""
    out = ["# Audit against exact truth", "", head(reports) + ".", "", ABOUT, "", "| function | as | verdicts |", "|---|---|---|"]
    for r in reports:
        note = "".join(f"; {text}" for text in (*r["remarks"], *([notes[r["target"]]] if r["target"] in notes else [])))
        out.append(f"| `{cell(r['target'])}` | {r['as']} | {cell(counted(r) + note)} |")
    if absent:
        out += ["", *(f"- `{name}`: not audited: {why}" for name, why in absent.items())]
    for r in reports:
        found = findings(r)
        if not found:
            continue
        out += ["", f"## `{r['target']}`", "", f"`{r['signature']}`"]
        for f in found:
            out += ["", f"**{f['verdict']}**: {f['reason']}.", ""]
            out += [*fenced(answered(r, f), "text"), "", measured(f) + "."]
        if r["reproducer"]:
            out += ["", "A script that needs nothing of this project:", "", *fenced(r["reproducer"].rstrip(), "python")]
    return "\n".join(out) + "\n"


def page(reports: Sequence[Data], notes: Mapping[str, str], absent: Mapping[str, str]) -> str:
    """The report as one HTML page that needs nothing else."""
    from exercises.render.audit import to_html
    return to_html(reports=[(r, counted(r), findings(r)) for r in reports], notes=notes, absent=absent, head=head(reports),
                   about=ABOUT, measured=measured, answered=answered)
