"""Claims that together make an answer right: each has a certificate, and the weakest verdict is that of the answer."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

STRENGTH = ("PROVED", "EXACT", "ENCLOSED", "TESTED")  # strongest first; every other word is weaker


@dataclass(frozen=True)
class Claims:
    """`items` are results, `Answer`s, and certificates as data; `says` ties what they prove to the question.

    `word` weakens the verdict of an answer that rests on a check other than the kernel's.
    """

    items: tuple[Any, ...]
    says: str = ""
    word: str = "EXACT"


def cited_by(verdicts: list[Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The theorems and the axioms of several verdicts, each once."""
    return (tuple(dict.fromkeys(name for v in verdicts for name in v.theorems)),
            tuple(dict.fromkeys(name for v in verdicts for name in v.axioms)))


def judge_claims(claims: Claims) -> Any:
    """The first claim that is refused, or the weakest word with all statements."""
    from exercises.commands.judge import judge
    from verify import Verdict
    verdicts = [replayed(item) if isinstance(item, dict) else judge(item) for item in claims.items]
    failed = next((verdict for verdict in verdicts if not verdict.ok), None)
    if failed is not None:
        return failed
    word = max((claims.word, *(v.word for v in verdicts)), key=STRENGTH.index)
    stated = "; ".join(dict.fromkeys(str(v.reason) for v in verdicts))
    reason = claims.says.replace("{}", stated) if "{}" in claims.says else claims.says or stated
    theorems, axioms = cited_by(verdicts)
    return Verdict(ok=True, word=word, reason=reason, theorems=theorems, axioms=axioms)


def replayed(data: dict[str, Any]) -> Any:
    """The kernel's verdict on a certificate."""
    from verify import Verdict
    from verify.kernel import Rejected, check
    try:
        return Verdict(ok=True, word="EXACT", reason=check(data).statement)
    except Rejected as error:
        return Verdict(ok=False, word="REFUTED", reason=str(error))


def certificates_of(claims: Claims) -> Any:
    """The certificate, or the list of them."""
    from verify import certificate
    found = [item if isinstance(item, dict) else certificate(item) for item in claims.items]
    return found[0] if len(found) == 1 else found
