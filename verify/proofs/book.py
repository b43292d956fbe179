"""The library being written: chapters add theorems in order, each may use the axioms and what came before."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from verify.kernel.theory import axioms
from verify.proofs.language import raw
from verify.proofs.script import Branch, theorem

CHAPTERS = (
    "sums", "closedsums", "differences",
    "operators", "inverses", "blocks", "pseudoinverse", "leastsquares", "powers", "recurrences", "filters",
    "reflectors", "traces", "kernels", "legs", "flows", "determinants", "determinant_identities", "determinant_rules",
    "vandermonde", "cauchy", "fractions", "cauchyinverse", "fourier", "circulants", "embedding", "interpolation",
    "cayleyhamilton", "shifts", "ranks", "jordan", "jordanchains", "blockcounts", "blocksizes",
    "binomial", "components", "krylov",
    "projections", "exponential", "exponentialforms", "forcing",
    "scans", "decays", "chunks", "scantrees", "ssd", "ssdchunks", "selective", "delta", "uttransform", "nonexpansive",
    "deltabounds",
    "convolutions", "diagonals", "discretizations", "rounding", "hippo", "hippoinverse",
    "inequalities", "nullspaces",
    "laplace", "pencils", "cofactorweights", "charpoly", "singularity", "confluentsteps", "confluent", "confluentinverse",
    "hermitebasis",
    "orthonormal", "spectral", "weyl", "kyfan", "eckartyoung", "majorization", "traceinequality",
    "gershgorin", "complexcircles", "contractions", "hippobounds", "hippocondition",
    "krylovbases", "krylovdimension", "krylovtermination", "krylovspectrum", "conjugategradients", "singularweyl", "dplr",
    "schurbound", "hippoabove", "trigonometry", "hippopi",
    "evaluations", "independence", "eigensums", "bases", "diagonalization",
)


@dataclass(frozen=True)
class Entry:
    """A theorem with what its tests need.

    `says` is the sentence for people; `lemma` marks statements that are not counted; `models` are assignments that
    satisfy all premises; `neighbours` are (label, false statement, assignment that breaks it).
    """

    name: str
    says: str
    formula: Any
    proof: Any
    lemma: bool
    models: tuple[Any, ...]
    neighbours: tuple[tuple[str, Any, Any], ...]


@dataclass
class Book:
    """Theorems so far."""

    entries: list[Entry] = field(default_factory=list)
    library: dict[str, Any] = field(default_factory=lambda: {name: f for name, (_, f) in axioms().items()})

    def add(self, name: str, says: str, formula: Any, script: Branch, *, lemma: bool = False, models: tuple[Any, ...] = (),
            neighbours: tuple[tuple[str, Any, Any], ...] = ()) -> None:
        """Prove a statement and put it into the library."""
        _, statement, proof = theorem(name, formula, script, self.library)
        false = tuple((label, raw(f), numbers) for label, f, numbers in neighbours)
        self.entries.append(Entry(name, says, statement, proof, lemma, models, false))
        self.library[name] = statement

    def theory(self) -> dict[str, Any]:
        """The data that the kernel replays."""
        return {"format": "eigenproof-theory", "theorems": [[e.name, e.formula, e.proof] for e in self.entries]}
