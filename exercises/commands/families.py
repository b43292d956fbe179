"""`eigenproof families [NAME]`: the families of problems, or one variant of one with its worked solution."""
from __future__ import annotations

import json

import click


@click.command()
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--seed", type=int, default=1, show_default=True, help="Which variant.")
@click.option("--difficulty", type=click.IntRange(1, 3), default=2, show_default=True, help="1 easy, 2 medium, 3 hard.")
@click.option("--view", type=click.Choice(["paper", "key", "proofs"]), default="proofs", show_default=True,
              help="How much to show.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def command(name: str | None, seed: int, difficulty: int, view: str, as_json: bool) -> int:  # noqa: FBT001 - click's
    """List the families of problems, or show a variant of one, every step checked."""
    from exercises.family import families, family_named
    if name is None:
        rows = [f.row() for f in families().values()]
        if as_json:
            click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
            return 0
        for topic in dict.fromkeys(sorted(r["topic"] for r in rows)):
            click.echo(topic)
            for r in rows:
                if r["topic"] == topic:
                    click.echo(f"  {r['name']:32} {r['title']}")
        return 0
    problem = family_named(name).problem(seed, difficulty)
    if as_json:
        data = {"family": problem.family, "version": problem.version, "seed": seed, "difficulty": difficulty,
                "score": problem.work.score, "digests": problem.digests(), "questions": [q.to_json() for q in problem.questions],
                "content": problem.content()}
        click.echo(json.dumps(data, indent=1, ensure_ascii=False))
        return 0
    from exercises import render
    click.echo(render(problem.document(view), "text"), nl=False)
    return 0
