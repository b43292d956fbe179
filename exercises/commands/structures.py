"""`solve recognise|displacement|det|inverse|solve` for structured matrices: from the parameters, then checked as dense."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.commands.claims import Claims

if TYPE_CHECKING:
    from exercises.commands.request import Request

Asked = tuple[dict[str, Any], Claims]
SQUARE_FAMILIES = ("toeplitz", "circulant", "hankel", "vandermonde", "cauchy", "companion", "one_semiseparable")
LARGEST_CERTIFIED = 10  # rows of a matrix whose 4 n blocks the kernel checks within seconds


def recognise(request: Request) -> Asked:
    """The parameters of every family that A belongs to, and for the others the first entries that contradict it."""
    import symbolic
    from verify import Answer
    from verify.certificates import equations
    A = request.A
    parts: dict[str, Any] = {}
    matrices, claims = {"A": A}, []
    for family in SQUARE_FAMILIES:
        found = getattr(symbolic, f"is_{family}")(A)
        parts[family.replace("_", "-")] = str(found.structure) if found.ok else f"no, {found.reason}"
        if found.ok and found.structure is not None:
            matrices[family] = found.structure.dense()
            claims.append([[["A"]], [[family]]])
    if A.has_parameters:
        says = "every family named has A for its dense matrix, compared identically in the parameters"
        return parts, Claims((), says if claims else "for every family entries of A stand against it")
    items: list[Any] = [equations(claims, **matrices)] if claims else []
    if A.rows == A.cols:
        parts["quasiseparable rank"] = symbolic.quasiseparable_rank(A)
        parts["semiseparable rank"] = symbolic.semiseparable_rank(A)
        items += [Answer("block_ranks", A, symbolic.block_ranks(A))] if A.rows <= LARGEST_CERTIFIED else []
    return parts, Claims(tuple(items), "every family named has A for its dense matrix, entries of A stand against the others, "
                                       "and the ranks are those of the blocks beside and on the diagonal")


def displacement(request: Request) -> Asked:
    """The displacement that the family is known for, of a dense matrix that of Toeplitz, factored: its rank can be seen."""
    from symbolic import stein_displacement
    from symbolic.structured.displacement import shift
    from verify import Answer
    A = request.A
    found = (request.value.displacement() if hasattr(request.value, "displacement")
             else stein_displacement(A, shift(A.rows), shift(A.cols).T))
    X, Y = found.left, found.right
    parts = {"F": found.F, "G": found.G, "rank": found.rank}
    parts |= {"X": X, "Y": Y, "note": f"{found.operator} = X Y^T"} if found.rank else {"note": f"{found.operator} = 0"}
    says = f"{found.operator} = X Y^T with {found.rank} independent columns: {{}}"
    return parts, Claims((Answer("displacement", A, found),), says)
