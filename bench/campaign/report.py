"""The page of a campaign: what was run, by solver, size and kind, and everything that went wrong."""
from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bench.campaign.plan import DEFECTIVE, FIELDS, MIXED, SHARD
from bench.campaign.running import Settings, records

BAD = ("wrong", "hang", "crash")
HEADER = ("solver", "cases", "n < 6", "6 to 19", "n >= 20", "defective", "over a field", "kernel", "unable", "wrong", "hangs",
          "slowest s")
SLOWEST = 5
ABSENT = ("not installed", "left out")
SHORT = 600  # characters of an input on the page; --replay shows all


def address(record: dict[str, Any]) -> str:
    """SHARD:CASE of a record."""
    return f"{record['case'] // SHARD}:{record['case'] % SHARD}"


def counts(found: Iterable[dict[str, Any]]) -> Counter[str]:
    """How many of a list of records are of each sort; the seconds of the slowest are not among them."""
    total: Counter[str] = Counter()
    for r in found:
        n, kind = r["n"], r["kind"]
        total["cases"] += 1
        total["laws"] += r["laws"]
        total["n < 6" if n < 6 else "6 to 19" if n < 20 else "n >= 20"] += 1
        total["defective"] += kind in DEFECTIVE or kind in MIXED
        total["over a field"] += kind in FIELDS or kind in MIXED
        total["hard"] += kind in DEFECTIVE or kind in FIELDS or kind in MIXED
        total["kernel"] += r.get("kernel", "UNDECIDED") != "UNDECIDED"
        total[{"hang": "hangs", "crash": "hangs"}.get(r["verdict"], r["verdict"])] += 1
        for peer, said in r.get("peers", {}).items():
            total[f"{peer}: {said}"] += 1
    return total


def versions() -> dict[str, str]:
    """What computed: Python, the machine, and the libraries that our answers rest on."""
    out = {"Python": platform.python_version(), "machine": f"{platform.system()} {platform.machine()}"}
    for name in ("python-flint", "hypothesis", "numpy"):
        try:
            out[name] = version(name)
        except PackageNotFoundError:
            out[name] = "not installed"
    return out


def rows_of(found: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """One row for each solver, and the total."""
    by_task: dict[str, list[dict[str, Any]]] = {}
    for r in found:
        by_task.setdefault(r["task"], []).append(r)
    rows = []
    for name, group in [*sorted(by_task.items()), ("all", found)]:
        total = counts(group)
        numbers = (str(total[key]) for key in HEADER[1:-1])
        rows.append((name, *numbers, f"{max((r['seconds'] for r in group), default=0):.2f}"))
    return rows


def table(header: tuple[str, ...], rows: list[tuple[str, ...]], *, markdown: bool) -> list[str]:
    """A table, aligned in both forms."""
    widths = [max(len(row[k]) for row in [header, *rows]) for k in range(len(header))]

    def line(row: tuple[str, ...]) -> str:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        return f"| {' | '.join(cells)} |" if markdown else "  ".join(cells)
    rule = "|" + "|".join("-" * (w + 1) + (":" if k else "-") for k, w in enumerate(widths)) + "|"
    return [line(header), rule if markdown else "-" * len(line(header)), *map(line, rows)]


def bad_lines(found: list[dict[str, Any]], settings: Settings, *, markdown: bool) -> list[str]:
    """Every wrong answer, hang and crash with what it takes to see it again."""
    out = []
    tick = "`" if markdown else ""
    plant = f" --plant '{settings.plant}'" if settings.plant else ""
    for r in found:
        if r["verdict"] in BAD:
            out += [f"- {r['verdict']}: {r['task']}, n = {r['n']}, {r['kind']}, case {address(r)}: {r['reason']}",
                    f"  {tick}python -m bench.campaign --seed {settings.seed} --replay {address(r)}{plant}{tick}"]
            out += [f"  {name} = {tick}{text[:SHORT]}{tick}{' (cut off here)' * (len(text) > SHORT)}"
                    for name, text in r.get("input", {}).items()]
    return out


def peer_lines(found: list[dict[str, Any]], total: Counter[str], peers: dict[str, str], *, markdown: bool) -> list[str]:
    """Which peers took part, and where one says something else than the hidden answer that we gave back."""
    out = []
    for name, what in peers.items():
        said = ", ".join(f"{total[f'{name}: {word}']} {word}" for word in ("agrees", "no answer", "differs"))
        out.append(f"- {name}: {what}, not asked" if what in ABSENT else f"- {name} {what}: {said}")
    tick = "`" if markdown else ""
    for r in found:
        names = [name for name, said in r.get("peers", {}).items() if said == "differs"]
        if names:
            out.append(f"- {', '.join(names)} differs from the hidden answer: {r['task']}, case {address(r)}: "
                       f"{tick}{'; '.join(f'{k} = {v}' for k, v in r.get('input', {}).items())[:400]}{tick}")
    return out


def page(folder: Path, settings: Settings, peers: dict[str, str], *, markdown: bool) -> str:
    """The report as Markdown or as text."""
    found = list(records(folder))
    total, head = counts(found), "## " if markdown else ""
    seconds = sum(r["seconds"] for r in found)
    wrong, hangs = total["wrong"], total["hangs"]
    share = [f"{total[key]} ({100 * total[key] // max(1, len(found))} %) {text}" for key, text in (
        ("hard", "defective or over a field"), ("n >= 20", "with n >= 20"))]
    large = total["6 to 19"] + total["n >= 20"]
    slow = sorted(found, key=lambda r: -r["seconds"])[:SLOWEST]
    unable = Counter((r["task"], r["reason"].split(":")[0][:60]) for r in found if r["verdict"] == "unable")
    refusals = [f"- {name}: {why} ({k} times)" for (name, why), k in sorted(unable.items())] or ["None."]
    out = [
        f"{'# ' if markdown else ''}Campaign: {len(found)} of {settings.cases} cases, {wrong} wrong answers, {hangs} hangs", "",
        (f"Seed {settings.seed}{f', planted fault: {settings.plant}' if settings.plant else ''}; {total['laws']} laws judged; "
         f"{total['kernel']} certificates replayed by the kernel; {large} ({100 * large // max(1, len(found))} %) with n >= 6, "
         f"{', '.join(share)}; {seconds:.0f} seconds in all processes, {1000 * seconds / max(1, len(found)):.1f} ms a case."), "",
        f"{head}Wrong answers, hangs and crashes", "", *(bad_lines(found, settings, markdown=markdown) or ["None."]), "",
        f"{head}By solver, size and kind", "", *table(HEADER, rows_of(found), markdown=markdown), "",
        f"{head}Peers", "", *peer_lines(found, total, peers, markdown=markdown), "",
        f"{head}Refused with UnableError", "", *refusals, "",
        f"{head}Slowest cases", "",
        *(f"- {r['seconds']:.2f} s: {r['task']}, n = {r['n']}, {r['kind']}, case {address(r)}" for r in slow), "",
        f"{head}Versions", "", ", ".join(f"{name} {what}" for name, what in versions().items()),
    ]
    return "\n".join(out) + "\n"
