"""Verdicts: what is known about a result, in one word, with what it rests on."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

WORDS = ("PROVED", "EXACT", "ENCLOSED", "AGREES", "TESTED", "PROBABILISTIC", "REFUTED", "ASSUMES", "UNDECIDED",
         "SOURCED", "NOT CHECKABLE")


# The word of an accepted result and what it rests on beyond the replay and the theorems that it cites. Statements about
# all t or all n are PROVED; results that are not listed are EXACT and rest on nothing else.
WORD_OF: dict[str, tuple[str, tuple[str, ...]]] = {
    "MatrixExponential": ("PROVED", ()),
    "MatrixPower": ("PROVED", ()),
    "MatrixFunction": ("EXACT", ("the definition of f(A) by its values and derivatives on the spectrum",)),
    "SingularValueCount": ("EXACT", ("Sylvester's law of inertia",)),
    "TransferFunction": ("PROVED", ()),
}
# What an accepted certificate says of the result, where the equations replayed, which take the place of {}, do not say it.
REASON_OF = {
    "MatrixFunction": "the spectral components Z_j(a) of A, from which f(A) = sum of f^(j)(a)/j! Z_j(a)",
    "BestApproximation": "rank B <= r, the error of B, and no matrix of rank <= r has a smaller one (Eckart-Young): {}",
    "ApproximationTest": "whether B has rank <= r and the least error (Eckart-Young): {}",
    "RankErrorBounds": "low <= |A - C|^2 for all C of rank <= r, and |A - X Y^T|^2 = high: {}",
    "SingularValueCount": "the numbers of singular values above, at and below mu: {}",
    "LyapunovSolution": "P solves its equation, and whether it is positive definite is as shown: {}",
    "KrylovSpace": "V is a basis of the least A-invariant space with b in it, F is A on it: {}",
    "KalmanDecomposition": "the transformed system, its zero blocks, and which states are reachable and observable: {}",
    "TransferFunction": "C (sI - A)^-1 B + D is p/q entry by entry, compared coefficient by coefficient of 1/s",
    "Displacement": "the image X Y^T has the rank shown (whose displacement it is, an Answer says): {}",
    "GMRES": "every residual is the shortest in its Krylov space: {}",
    "ConjugateGradient": "A is positive definite, residuals are orthogonal, directions A-conjugate: {}",
    "PageRank": "pi is stationary with sum 1, and the only one where X is named: {}",
}


@dataclass(frozen=True)
class Verdict:
    """A `word` of WORDS; `ok` when the claim stands.

    `theorems` names theorems for all n (`verify.theorem`) that the result is an instance of, `axioms` what it or they rest
    on beyond the replay: axioms of the kernel by name, without those that only define a sign, and others in words.
    """

    ok: bool
    word: str
    theorems: tuple[str, ...] = ()
    axioms: tuple[str, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        if self.word not in WORDS:
            raise ValueError(f"verdict: {self.word!r} is not one of {', '.join(WORDS)}")

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        from verify.proofs.axiomwords import in_words
        rest = f" (by {', '.join(in_words(self.axioms))})" if self.axioms else ""
        cited = f"; for all n: {', '.join(self.theorems)}" if self.theorems else ""
        return self.word + rest + (f": {self.reason}" if self.reason else "") + cited


def check(result: Any) -> Verdict:
    """Whether the kernel accepts a result of a solver: its certificate is made and replayed.

    The certificate is plain JSON data (`certificate(result)`), and nothing of the solver takes part in the replay. The
    word is EXACT for one matrix, PROVED for a statement about all t or all n, REFUTED with the place when the kernel
    finds a false step, UNDECIDED when no witness could be made. `theorems` names the theorems for all n that the result
    is an instance of, each replayed now with what it uses (once a process), and `axioms` what they rest on. A theorem whose
    proof fails, or that cannot be read, is not cited, and the reason says so.

    Raises:
        InputError: there is no certificate for results of this type.

    >>> from symbolic import jordan_form, matrix
    >>> str(check(jordan_form(matrix("3 1; 0 3"))))[:28]
    'EXACT: A = P J P^-1 with P i'
    """
    from symbolic.errors import UnableError
    from verify.certificates import certificate
    from verify.instances import assumed, cite, instances
    from verify.kernel import Rejected
    from verify.kernel import check as replay

    try:
        accepted = replay(certificate(result))
    except Rejected as error:
        return Verdict(ok=False, word="REFUTED", reason=str(error))
    except UnableError as error:
        return Verdict(ok=False, word="UNDECIDED", reason=str(error))
    kind = type(result).__name__
    word, axioms = WORD_OF.get(kind, ("EXACT", ()))
    reason = REASON_OF.get(kind, "{}").format(accepted.statement)
    cited = cite(instances(result))
    rest = (*axioms, *assumed(result), *cited.assumed, *cited.axioms)
    return Verdict(ok=True, word=word, theorems=cited.names, axioms=rest, reason="; ".join(filter(None, (reason, cited.dropped))))
