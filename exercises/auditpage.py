"""Reports of the oracle for people: terminal, Markdown, and one HTML page."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Data = Mapping[str, Any]
ABOUT = ("Inputs are the very floats shown, so the truth is exact. kappa is the exact condition number of the question, the bound a "
         "small multiple of n u kappa. An error that conditioning explains is never called wrong.")
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
    """The counts by verdict, the worst first."""
    return ", ".join(f"{n} {word}" for word, n in report["counts"].items()) or "no cases"


def versions(reports: Sequence[Data]) -> str:
    """The versions of all packages that were audited."""
    known = {name: v for r in reports for name, v in r["versions"].items()}
    return ", ".join(f"{name} {v}" for name, v in sorted(known.items()))


def head(reports: Sequence[Data]) -> str:
    """Who was asked, how much, and with which seed."""
    cases = sum(len(r["rows"]) for r in reports)
    return f"{len(reports)} functions, {cases} cases; {versions(reports)}; profile {reports[0]['profile']}, seed {reports[0]['seed']}"


def lines(reports: Sequence[Data], notes: Mapping[str, str]) -> list[str]:
    """The report in the terminal: a line a function, its findings below, then what is expected or mended."""
    wide = max(len(r["target"]) for r in reports)
    out = [head(reports), ""]
    for r in reports:
        out.append(f"{r['target']:{wide}}  {counted(r)}" + (f"  [{notes[r['target']]}]" if r["target"] in notes else ""))
        for f in findings(r):
            out += [f"    {f['verdict']}: {r['target']}({f['input']})",
                    f"        error {number(f['error']) or 'undefined'}, kappa {number(f['kappa']) or 'undefined'}; {f['reason']}",
                    f"        returned {f['returned']}", f"        truth    {f['truth']}"]
    if len(reports) == 1 and reports[0]["reproducer"]:
        out += ["", "A script that needs nothing of this project:", "", reports[0]["reproducer"].rstrip()]
    return out


def markdown(reports: Sequence[Data], notes: Mapping[str, str]) -> str:
    """The same for an issue tracker."""
    out = ["# Audit against exact truth", "", head(reports) + ".", "", ABOUT, "", "| function | as | verdicts |", "|---|---|---|"]
    out += [f"| `{r['target']}` | {r['as']} | {counted(r)}{'; ' + notes[r['target']] if r['target'] in notes else ''} |" for r in reports]
    for r in reports:
        found = findings(r)
        if not found:
            continue
        out += ["", f"## `{r['target']}`", "", r["signature"].replace("|", "\\|") + "."]
        for f in found:
            out += ["", f"**{f['verdict']}**: {f['reason']}.", "", "```text", f"{r['target']}({f['input']})",
                    f"returned {f['returned']}", f"truth    {f['truth']}", "```", "",
                    f"error {number(f['error']) or 'undefined'}; component-wise {number(f['componentwise']) or 'undefined'}; "
                    f"backward {number(f['backward']) or 'not measured'}; {f['kappa_name'] or 'kappa'} {number(f['kappa']) or 'undefined'}; "
                    f"bound {number(f['bound']) or 'none'}"]
        if r["reproducer"]:
            out += ["", "```python", r["reproducer"].rstrip(), "```"]
    return "\n".join(out) + "\n"


def page(reports: Sequence[Data], notes: Mapping[str, str]) -> str:
    """The report as one HTML page that needs nothing else."""
    from exercises.render.audit import to_html
    return to_html(reports=[(r, counted(r), findings(r)) for r in reports], notes=notes, head=head(reports), about=ABOUT, number=number)
