"""The claims ledger: what two teaching texts say, restated, and settled by running something.

>>> from verify.claims import claims, settle
>>> settle(next(c for c in claims() if c.id == "C-3.1-block-size")).standing.value
'false'
"""
from verify.claims.checks import (
    Check,
    assumed,
    certified,
    compare,
    enclosed,
    fact,
    observed,
    refused,
    sourced,
    theorem,
    tried,
)
from verify.claims.claim import Claim, Kind, Point, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.ledger import claim_named, claims, settle_all
from verify.claims.settle import Settled, settle

__all__ = [
    "Check", "Claim", "Kind", "Point", "Points", "Scope", "Settled", "Standing", "against", "also", "assumed", "certified",
    "claim", "claim_named", "claims", "compare", "enclosed", "fact", "observed", "refused", "repair", "settle", "settle_all",
    "sourced", "supports", "theorem", "tried",
]
