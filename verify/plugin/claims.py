"""`pytest --claims` and `--claims-file FILE`: a test for each claim, which fails when its verdict is no longer the stated one."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from symbolic.errors import ExactError

if TYPE_CHECKING:
    from verify.claims.claim import Claim

Settle = Callable[[], Mapping[str, Any]]


class Ledger(pytest.Collector):
    """The claims of a ledger; they are collected here and not from files of tests."""

    def collect(self) -> list[pytest.Item]:
        return []


class ClaimItem(pytest.Item):
    """One claim."""

    def __init__(self, *, says: str, settle: Settle, **options: Any) -> None:
        super().__init__(**options)
        self.says, self.settle = says, settle
        self.add_marker("claims")

    def runtest(self) -> None:
        """Settle the claim now."""
        row = self.settle()
        self.user_properties += [("verdict", row["verdict"]), ("expected", row["expected"]), ("strength", row["strength"])]
        if not row["ok"]:
            failed = [c["reason"] for p in row["points"] for c in p["checks"] if not c["ok"]]
            why = row["problem"] or "; ".join(failed)
            pytest.fail(f"{row['id']}: {row['says']}\nthe ledger says {row['expected']}, the checks show {row['verdict']}"
                        f"{': ' + why if why else ''}", pytrace=False)

    def reportinfo(self) -> tuple[str, int | None, str]:
        return self.nodeid.split("::")[0], None, self.name


def collected(session: pytest.Session, config: pytest.Config) -> Iterator[ClaimItem]:
    """The items of --claims and of every --claims-file.

    Raises:
        pytest.UsageError: a file cannot be read; the message names the line.
    """
    if config.option.claims:
        yield from _own(session)
    for name in config.option.claims_file:
        yield from _of_file(session, config, name)


def _own(session: pytest.Session) -> Iterator[ClaimItem]:
    from verify.claims.ledger import claims, settled_row
    ledger = Ledger.from_parent(session, name="claims", nodeid="claims")
    for claim in claims():
        yield ClaimItem.from_parent(ledger, name=claim.id, says=claim.says, settle=partial(settled_row, claim.id))


def _of_file(session: pytest.Session, config: pytest.Config, name: str) -> Iterator[ClaimItem]:
    from verify.claims.authored.files import claims_of
    from verify.claims.authored.settling import as_claim
    path = config.invocation_params.dir / name
    try:
        statements = claims_of(path)
    except ExactError as error:
        raise pytest.UsageError(f"eigenproof: {error}") from error
    ledger = Ledger.from_parent(session, name=name, nodeid=name)
    for claim in statements:
        yield ClaimItem.from_parent(ledger, name=claim.id, says=as_claim(claim).says,
                                    settle=partial(settled, as_claim(claim)))


def settled(claim: Claim) -> dict[str, Any]:
    """An author's claim as a row, settled now."""
    from verify.claims.report import row
    from verify.claims.settle import settle
    found = settle(claim)
    if found.standing is not None and claim.standing != found.standing:
        found = replace(found, problem=f"the checks show that it is {found.standing}")
    return row(found, {})
