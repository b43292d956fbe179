"""Certificates for `solve similar`: the transform, or a polynomial whose values at A and at B have different ranks."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symbolic.canonical.structure import Similarity
    from symbolic.matrices.matrix import ExactMatrix
    from symbolic.scalars.polynomials import Polynomial


def similarity_certificates(A: ExactMatrix, B: ExactMatrix, found: Similarity) -> list[dict[str, Any]]:
    """A T = T B and T S = I; or M = p(A), N = p(B) by Horner's rule, and the ranks of M and N.

    Similar matrices have similar values p(A), p(B), so different ranks settle that A and B are not similar.
    """
    from symbolic import inverse, nullspace
    from verify.answers import rank_certificate
    from verify.certificates import equations
    if found.transform is not None:
        T = found.transform
        return [equations([[[["A", "T"]], [["T", "B"]]], [[["T", "S"]], "I"]], A=A, B=B, T=T, S=inverse(T))]
    if found.polynomial is None or found.ranks is None:
        return []
    certificates = []
    for X, rank in ((A, found.ranks[0]), (B, found.ranks[1])):
        value, equation = horner(X, found.polynomial)
        certificates += [equation, rank_certificate(value, rank, nullspace(value))]
    return certificates


def horner(A: ExactMatrix, p: Polynomial) -> tuple[ExactMatrix, dict[str, Any]]:
    """p(A) and the certificate of every step M_(k+1) = M_k A + c I."""
    from symbolic.matrices.matrix import identity
    from verify.certificates import equations
    high_to_low = list(reversed(p.coefficients))
    M = identity(A.rows) * high_to_low[0]
    matrices, claims = {"A": A, "M0": M}, []
    for k, c in enumerate(high_to_low[1:]):
        constant = identity(A.rows) * c
        M = M * A + constant
        matrices |= {f"C{k}": constant, f"M{k + 1}": M}
        claims.append([[[f"M{k}", "A"], [f"C{k}"]], [[f"M{k + 1}"]]])
    return M, equations(claims, **matrices)


def judge_similarity(A: ExactMatrix, B: ExactMatrix, found: Similarity) -> Any:
    """The verdict of the kernel on all certificates together."""
    from verify import Verdict
    from verify.kernel import Rejected, check
    certificates = similarity_certificates(A, B, found)
    try:
        for data in certificates:
            check(data)
    except Rejected as error:
        return Verdict(ok=False, word="REFUTED", reason=str(error))
    if not certificates:
        shapes = f"{A.rows}x{A.cols} and {B.rows}x{B.cols}"
        return Verdict(ok=True, word="EXACT", reason=f"matrices of the shapes {shapes} are not similar")
    reason = "A T = T B with T invertible" if found.similar else "p(A) and p(B) have different ranks"
    return Verdict(ok=True, word="EXACT", reason=reason)
