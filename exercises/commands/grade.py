"""`eigenproof grade KEY.json SUBMISSION...`: marks by law, and a feedback page for each student."""
from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exercises.commands.messages import counted
from symbolic.errors import InputError

if TYPE_CHECKING:
    from exercises.bank.decisions import Decisions
    from exercises.bank.marks import Key, Sheet

FILE = click.Path(exists=True, path_type=Path)
DECISIONS = "decisions.csv"
OUTPUT = re.compile(r"(?:marks|queue|decisions)\.csv|marks\.json|changes\.txt|feedback-.*\.(?:html|md|txt)")
UNREADABLE = 1
ONE_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("key", type=ONE_FILE, metavar="KEY.json")
@click.argument("submissions", nargs=-1, required=True, type=FILE, metavar="SUBMISSION...")
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="DIR",
              help="Where marks.csv, marks.json, queue.csv and the feedback pages go.")
@click.option("--override", type=ONE_FILE, metavar="FILE",
              help="Decisions of the instructor as CSV (queue.csv, filled in) or JSON: marks, and questions to drop.")
@click.option("--pseudonyms", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write ids for names everywhere; FILE keeps who is who, and is made or extended.")
@click.option("--format", "page", type=click.Choice(["html", "md", "txt"]), default="md", show_default=True,
              help="Of the feedback.")
def command(key: Path, submissions: tuple[Path, ...], folder: Path, override: Path | None, pseudonyms: Path | None,
            page: str) -> int:
    """Grade submissions (text, JSON, CSV, notebooks, or folders of them) by the laws of the key.

    Exit code 1 when a whole submission could not be read, or belongs to nobody in the key.
    """
    from exercises.bank import marks
    from exercises.bank.decisions import queue
    from exercises.bank.submissions import files_of, read_submissions
    from exercises.commands.key import write_all
    files = files_of(submissions)
    the_key = marks.read_key(key)
    never_over(folder, [*files, key, *([pseudonyms] if pseudonyms else [])], override)
    names = _ids(the_key, pseudonyms)
    decisions, kept, said = _decisions(the_key, folder, override, names)
    sheets = marks.graded(the_key, (s for path in files for s in read_submissions(path)), decisions, hidden=bool(names))
    names = _ids(the_key, pseudonyms, [s.student for s in sheets])
    shown = [replace(s, student=names.get(s.student, s.student)) for s in sheets]
    changed = _changes(folder / "marks.json", shown)
    waiting = marks.waiting(the_key, sheets)
    pages = {"marks.csv": marks.as_csv(shown), "marks.json": marks.as_json(shown),
             "queue.csv": queue([[names.get(row[0], row[0]), *row[1:]] for row in waiting])}
    pages |= _feedback(the_key, sheets, shown, page)
    if changed:
        pages["changes.txt"] = "\n".join(changed) + "\n"
    if kept:
        write_all(folder, {DECISIONS: kept})
    said += _queue_kept(folder, override)
    write_all(folder, pages)
    for line in (*said, *(f"changed: {x}" for x in changed)):
        click.echo(plain(line))
    return _report(shown, sum(bool(row[1]) for row in waiting), folder)


def never_over(folder: Path, inputs: Sequence[Path], override: Path | None) -> None:
    """Refuse to write over a file that is read; a queue that is given back is put aside instead, see `_queue_kept`.

    Raises:
        InputError: an output would take the place of an input.
    """
    for path in inputs:
        if path.is_file() and path.resolve().parent == folder.resolve() and OUTPUT.fullmatch(path.name):
            raise InputError(f"{path} would be overwritten by the marks; choose another folder behind -o, or rename it")
    if override and override.resolve().parent == folder.resolve() and OUTPUT.fullmatch(override.name) \
            and override.name not in ("queue.csv", DECISIONS):
        raise InputError(f"{override} would be overwritten by the marks; rename it")


def _decisions(key: Key, folder: Path, override: Path | None, names: Mapping[str, str]) -> tuple[Decisions, str, list[str]]:
    """All decisions for students as the key has them, the text of `decisions.csv` when it changes, and what to say."""
    from exercises.bank.decisions import Decisions, appended, decided, read_decisions
    from exercises.bank.marks import unused
    people = {v: k for k, v in names.items()}
    path, said = folder / DECISIONS, []
    earlier = read_decisions(path).renamed(lambda s: key.student(people.get(s, s))) if path.is_file() else Decisions()
    given = path.is_file() and override is not None and override.resolve() == path.resolve()
    new = Decisions() if override is None or given else read_decisions(override)
    new = new.renamed(lambda s: key.student(people.get(s, s)))
    every = earlier.then(new)
    if earlier.rows:
        said.append(f"{counted(len(earlier.marks) + len(earlier.dropped), 'earlier decision')} in {path} "
                    f"{'counts' if len(earlier.marks) + len(earlier.dropped) == 1 else 'count'}")
    said += [f"decision not used: {x}" for x in (*every.unusable, *unused(key, every))]
    used = [r for r in new.rows if r.student == "*" or r.points == "undo" or not unused(key, decided([r]))]
    before = path.read_bytes().decode("utf-8-sig") if path.is_file() else ""
    text = appended(before, earlier.renamed(lambda s: names.get(s, s)), decided(used).renamed(lambda s: names.get(s, s)).rows)
    return every, text if text != before else "", said


def _queue_kept(folder: Path, override: Path | None) -> list[str]:
    """Put a queue that somebody filled in aside under another name, and say so."""
    from exercises.bank.decisions import filled_in
    path = folder / "queue.csv"
    if not path.is_file():
        return []
    back = override is not None and override.resolve() == path.resolve()
    if not back and not filled_in(path):
        return []
    new = next(p for k in range(1, 10_000) if not (p := folder / f"queue-{k}.csv").exists())
    path.rename(new)
    return [f"the filled-in queue is now {new}" if back else
            f"decision not used: queue.csv was filled in and not given back; it is now {new}, use --override {new}"]


def _report(sheets: Sequence[Sheet], queued: int, folder: Path) -> int:
    for s in sheets:
        for line in s.unread:
            click.echo(plain(f"{s.student}: {line}" if line == "no submission" else f"{s.student}: not read: {line}"))
    lost = sum(not s.whole for s in sheets)
    wait = f"; {queued} answer{'s wait' if queued != 1 else ' waits'} for a person in {folder / 'queue.csv'}" if queued else ""
    whole = f"; {counted(lost, 'submission')} could not be read or belong{'s' if lost == 1 else ''} to nobody, see the queue"
    count = sum(bool(s.answers) and s.whole for s in sheets)
    click.echo(f"{counted(count, 'submission')} marked{whole if lost else ''}{wait}; the marks are in {folder / 'marks.csv'}")
    return UNREADABLE if lost else 0


def plain(line: str) -> str:
    """Return the line without control characters: a file may hold some that a terminal obeys."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)


def _ids(key: Key, path: Path | None, more: Sequence[str] = ()) -> dict[str, str]:
    """The ids by name, kept in the file; no ids without a file."""
    if path is None:
        return {}
    from exercises.bank.pseudonyms import as_json, extended, read_pseudonyms
    from exercises.commands.key import write_all
    known = read_pseudonyms(path)
    names = extended(known, [*key.questions, *more])
    if names != known:
        write_all(path.parent, {path.name: as_json(names)})
    return names


def _changes(path: Path, sheets: Sequence[Sheet]) -> list[str]:
    from exercises.bank.marks import changes
    if not path.is_file():
        return []
    try:
        before: Any = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} cannot be read as earlier marks; move it away or choose another folder") from error
    return changes(before, sheets)


def _feedback(key: Key, sheets: Sequence[Sheet], shown: Sequence[Sheet], page: str) -> dict[str, str]:
    """The pages by file name; a name that is no safe file name gets a short digest, so that no two pages share one."""
    from exercises import render
    from exercises.bank.marks import feedback
    pages = {}
    for s, named in zip(sheets, shown, strict=True):
        if s.marks and (s.answers or not s.whole):
            name = re.sub(r"[^A-Za-z0-9_-]", "_", named.student)[:60]
            name += "" if name == named.student else "-" + sha256(named.student.encode()).hexdigest()[:6]
            document = feedback(key, s, named.student)
            pages[f"feedback-{name}.{page}"] = render(document, "text" if page == "txt" else page)
    return pages
