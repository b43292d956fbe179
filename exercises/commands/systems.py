"""`solve solve`: all solutions of A x = b, for a matrix A of any shape."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symbolic.matrices.matrix import ExactMatrix


@dataclass(frozen=True)
class Solutions:
    """All solutions of A X = b: x + N C, with C any matrix; N has no columns when x is the only one."""

    A: ExactMatrix
    b: ExactMatrix
    x: ExactMatrix
    N: ExactMatrix


def all_solutions(A: ExactMatrix, b: ExactMatrix, value: Any = None) -> Solutions:
    """One solution and a basis of the null space of A; a structured `value` of A solves by its parameters.

    Raises:
        NoSolutionError: there is none; the message has a y with y^T A = 0 and y^T b != 0.

    >>> from symbolic import matrix
    >>> found = all_solutions(matrix("1 2; 2 4"), matrix("3; 6"))
    >>> found.x, found.N
    (3; 0, -2; 1)
    """
    from symbolic import SingularMatrixError, nullspace, solve
    from symbolic.matrices.elimination import solve_any
    from symbolic.matrices.matrix import zero
    if A.rows == A.cols:
        try:
            x = value.solve(b) if hasattr(value, "dense") else solve(A, b)
            return Solutions(A, b, x, zero(A.cols, 0))
        except SingularMatrixError:
            pass
    return Solutions(A, b, solve_any(A, b), nullspace(A))


def parts(found: Solutions) -> dict[str, Any]:
    """x, and when there are more solutions the basis N with the sentence that says how all are made."""
    if not found.N.cols:
        return {"x": found.x}
    free = "c" if found.b.cols == 1 else "C"
    return {"x": found.x, "N": found.N, "all solutions": f"x + N {free}, with any {free}; A N = 0"}


def claims(found: Solutions) -> list[Any]:
    """What the kernel checks: A x = b, and that N is a basis of the null space."""
    from verify import Answer
    answer = Answer("solve", found.A, found.x, found.b)
    return [answer, Answer("nullspace", found.A, found.N)] if found.N.cols else [answer]


def judge_solutions(found: Solutions) -> Any:
    """The verdict of the kernel on all claims together: the first that is refused, or both statements."""
    from dataclasses import replace

    from exercises.commands.claims import cited_by
    from exercises.commands.judge import judge
    verdicts = [judge(claim) for claim in claims(found)]
    failed = next((verdict for verdict in verdicts if not verdict.ok), None)
    if failed is not None:
        return failed
    theorems, axioms = cited_by(verdicts)
    reason = "; ".join(dict.fromkeys(str(v.reason) for v in verdicts))
    return replace(verdicts[0], reason=reason, theorems=theorems, axioms=axioms)
