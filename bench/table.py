"""The table of the README, made from bench/results.json and written between its markers; never typed by hand."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS, README = ROOT / "bench" / "results.json", ROOT / "README.md"
BEGIN, END = "<!-- bench: made by `python -m bench.table` -->", "<!-- end of bench -->"
METHOD = ("Each time is the median of three fresh processes (one when it is over a second), no start-up or imports "
          "(except for the kernel replay, which is the whole process). Sage gives the Frobenius form without its transform.")
STRUCTURED = ("Structured matrices: ours and the peer called in turn in one process on the same new inputs, medians. The law of "
              "an exact result is checked once; where the goal is not to be slower, a ratio of 0.95 counts as a tie.")
NAMES = {"sympy": "SymPy", "flint": "python-flint", "sage": "Sage", "giac": "Giac", "calcium": "Calcium"}


def seconds(value: float | None) -> str:
    """Two significant digits, in the unit that suits.

    >>> seconds(0.00123), seconds(2.34), seconds(0.000052), seconds(None)
    ('1.2 ms', '2.3 s', '0.052 ms', '-')
    """
    if value is None:
        return "-"
    return f"{float(f'{value:.2g}'):g} s" if value >= 1 else f"{float(f'{1000 * value:.2g}'):g} ms"


def others(peers: dict[str, float | str], best: str | None) -> str:
    """Every peer beside the fastest: its time, or why it has none."""
    rest = {NAMES[s]: v for s, v in peers.items() if s != best and v != "not installed"}
    return "; ".join(f"{s} {v if isinstance(v, str) else seconds(v)}" for s, v in rest.items())


def line(row: dict[str, Any]) -> str:
    """One line of the table."""
    best = row["best_peer"]
    fastest = f"{NAMES[best]} {seconds(row['best_peer_seconds'])}" if best else "none"
    ratio = row["ratio"]
    lead = "" if not ratio else f"{ratio:.2g}x" if ratio < 10 else f"{ratio:.0f}x"
    multiple = f"{row['multiple']:.2g}" if row["multiple"] else ""
    ours = seconds(row["seconds"]) if row["seconds"] is not None else row["note"]
    cells = [row["work"], row["matrix"], ours, fastest if row["peers"] else "", lead, multiple]
    return "| " + " | ".join([*cells, others(row["peers"], best)]) + " |"


def markdown(results: dict[str, Any]) -> str:
    """The whole section between the markers."""
    v = results["versions"]
    head = ["| work | matrix | ours | fastest peer | lead | x charpoly + factor | other peers |", "|---" * 7 + "|"]
    memory = next((r["facts"].get("peak_mb") for r in results["rows"] if r["matrix"] == "b200" and r["facts"]), None)
    flint = f"python-flint {v['python-flint']} (FLINT {v['flint']})"
    notes = [
        f"Python {v['python']}, {flint}, SymPy {v['sympy']}; {v['machine']}; peers present: {v['peers present']}.",
        METHOD,
    ]
    for title, fit in results["growth"].items():
        sizes = ", ".join(str(n) for n, _ in fit["points"])
        notes.append(f"Growth, {title}: about n^{fit['exponent']:.1f} (fitted over n = {sizes}).")
    if memory:
        notes.append(f"Memory of the whole process for b200: {memory:.0f} MB.")
    small = [f"{n}x{n}: {e['mean']:g} on average, {e['worst']} at worst" for n, e in results["entries of P"].items()]
    if small:
        notes.append("Largest entry of P over a hundred exercises of each size: " + "; ".join(small) + ".")
    second = structured(results["structured"]) if "structured" in results else []
    third = proofs(results["proofs"]) if "proofs" in results else []
    fourth = timed("Exercises", results["exercises"]) if "exercises" in results else []
    fifth = timed("Claims and audits", results["audits"]) if "audits" in results else []
    return "\n".join([*head, *map(line, results["rows"]), "", *(f"- {note}" for note in notes), *second, *third, *fourth, *fifth])


def structured_line(row: dict[str, Any]) -> str:
    """One line of the second table; what was measured besides the time stands in the last column."""
    ours = seconds(row["seconds"]) if row["seconds"] is not None else row["note"]
    peer = f"{row['peer']} {seconds(row['peer_seconds'])}" if row["peer_seconds"] is not None else ""
    ratio = row["ratio"]
    lead = "" if ratio is None else f"{ratio:.2g}x" if ratio < 10 else f"{ratio:.0f}x"
    goals = [f"{row['goal']:g}x"] if row["goal"] else []
    goals += [f"under {seconds(row['goal_seconds'])}"] if row["goal_seconds"] else []
    facts = "; ".join(f"{k} {v:.2g}" if isinstance(v, float) else f"{k} {v}" for k, v in row["facts"].items() if k != "law")
    missed = "" if row["reached"] else " (missed)"
    return "| " + " | ".join([row["work"], str(row["size"]), ours, peer, lead, " and ".join(goals) + missed, facts]) + " |"


def structured(section: dict[str, Any]) -> list[str]:
    """The second table: structured matrices, each line beside the peer that was called in turn with it on the same inputs."""
    head = ["", STRUCTURED, "", "| work | size | ours | peer | lead | goal | measured besides |", "|---" * 7 + "|"]
    growth = []
    for title, fit in section["growth"].items():
        sizes = ", ".join(str(n) for n, _ in fit["points"])
        growth.append(f"- Growth, {title}: about n^{fit['exponent']:.2f} (fitted over n = {sizes}).")
    return [*head, *map(structured_line, section["rows"]), "", *growth]


def proofs(section: dict[str, Any]) -> list[str]:
    """The library of theorems in one line."""
    search, replay = section["search"], section["replay"]
    found = f"Finding all proofs takes {seconds(search['seconds'])} (goal {seconds(search['goal'])})"
    replayed = f"takes {seconds(replay['seconds'])} (goal {seconds(replay['goal'])})"
    command = "`python -m verify.kernel verify/proofs/library.json`, start included,"
    return ["", f"Theorems: {section['theorems']}, and {section['lemmas']} lemmas. {found}; {command} {replayed}."]


def timed(title: str, section: dict[str, Any]) -> list[str]:
    """What was made, how long it took, and the goal."""
    head = ["", f"{title}: wall time, the start of further processes counted.", "",
            "| work | how much | time | goal |", "|---" * 4 + "|"]
    lines = []
    for row in section["rows"]:
        missed = "" if row["reached"] else " (missed)"
        lines.append(f"| {row['work']} | {row['size']} | {seconds(row['seconds'])} | under {seconds(row['goal'])}{missed} |")
    return [*head, *lines]


def rewritten(readme: str, results: dict[str, Any]) -> str:
    """The README with the section between the markers made anew; unchanged when it has no markers."""
    if BEGIN not in readme or END not in readme:
        return readme
    before, rest = readme.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    return f"{before}{BEGIN}\n{markdown(results)}\n{END}{after}"


def main() -> None:
    """Rewrite the README."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    README.write_text(rewritten(README.read_text(encoding="utf-8"), results), encoding="utf-8")


if __name__ == "__main__":
    main()
