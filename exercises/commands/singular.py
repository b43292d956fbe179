"""`solve cond|norm|singular|pinv|polar|worst-case`: answers about singular values, with what the kernel checks."""
from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING, Any

from exercises.commands.claims import Claims

if TYPE_CHECKING:
    from exercises.commands.request import Request
    from symbolic.matrices.matrix import ExactMatrix

Asked = tuple[dict[str, Any], Claims]
LARGEST_CHECKED = 60  # rows of a Gram matrix whose characteristic polynomial the kernel replays within seconds
DIGITS = 16


def condition(request: Request) -> Asked:
    """kappa(A) = ||A|| ||A^-1|| in the norm asked for, with decimals beside an irrational number."""
    from symbolic import condition_number
    from verify import Answer
    order = request.order
    name = f"kappa_{order}(A)"
    if order != "2":
        value = condition_number(request.A, order)
        return {name: value, **decimals(value)}, Claims((Answer(f"condition_{order}", request.A, value),))
    kappa: Any = condition_number(request.value, 2)
    if kappa.size > LARGEST_CHECKED:
        return {"kappa_2(A) lies in": enclosed(kappa)}, Claims((), "kappa_2(A) lies in the interval, by balls", "ENCLOSED")
    polynomial = Answer("charpoly", kappa.source.gram(), kappa.polynomial)
    says = ("kappa_2(A)^2 is the ratio of the largest and the least root of the characteristic polynomial of the Gram matrix, "
            "checked: {}")
    return {name: kappa, **decimals(kappa), "charpoly of the Gram matrix": kappa.polynomial}, Claims((polynomial,), says)


def norm(request: Request) -> Asked:
    """The norm of order 1, 2, inf or fro."""
    from symbolic import norm as norm_of
    from verify import Answer
    value = norm_of(request.A, request.order)
    parts = {f"||A||_{request.order}": value, **decimals(value)}
    if request.order == "2":
        G, says = gram(request.A), "||A||_2^2 is the largest eigenvalue of the Gram matrix; {}"
        return parts, Claims((Answer("charpoly", G, charpoly_of(G)),), says)
    answer = Answer(f"norm_{request.order}", request.A, value)
    if request.order == "fro":
        return parts, Claims((answer,), "||A||_F^2 is the sum of the diagonal of A^* A")
    if not all(x.is_real for row in request.A.entries() for x in row):
        says = f"{norm_in_balls(request.A, request.order)} holds the norm: the absolute values were added up in balls"
        return parts, Claims((), says, "ENCLOSED")
    says = f"the sums of |A| over its {'columns' if request.order == '1' else 'rows'} were added up; the largest is read off"
    return parts, Claims((answer,), says)


def norm_in_balls(A: ExactMatrix, order: str) -> str:
    """The norm from balls of the entries, apart from the exact way."""
    rows = (A.T if order == "1" else A).entries()
    totals = [sum((abs(x.enclose(DIGITS)) for x in row[1:]), abs(row[0].enclose(DIGITS))) for row in rows]
    return str(reduce(lambda x, y: x.max(y), totals))


def singular_values(request: Request) -> Asked:
    """The min(m, n) singular values, descending."""
    from symbolic import singular_triples
    from symbolic import singular_values as values_of
    from verify import Answer
    A = request.A
    parts = {"singular values": list(values_of(A))}
    if A.is_rational:
        return parts, Claims((singular_triples(A),), "the columns of W are eigenvectors of A^T A for all their squares: {}")
    G = gram(A)
    claim = Answer("charpoly", G, charpoly_of(G))
    return parts, Claims((claim,), "their squares are the eigenvalues of the Gram matrix; {}")


def pseudoinverse(request: Request) -> Asked:
    """A^+ and the four equations of Penrose."""
    from symbolic import pseudoinverse as pseudoinverse_of
    from verify import Answer
    value = pseudoinverse_of(request.A)
    says = "the four equations of Penrose, with As and Xs the adjoints of A and X = A^+: {}"
    return {"A^+": value}, Claims((Answer("pseudoinverse", request.A, value),), says)


def polar(request: Request) -> Asked:
    """A = U H; U is the only one exactly when A has full column rank."""
    from symbolic import polar as polar_of
    form = polar_of(request.A)
    parts: dict[str, Any] = {"U": form.U, "H": form.H}
    if not form.unique:
        parts["note"] = "U is one of many, since A does not have full rank; H is the only one"
    return parts, Claims((form,), "A = U H with U^T U = I and H symmetric positive semidefinite; {}")


def worst_case(request: Request) -> Asked:
    """The b and db for which the relative error of x is kappa(A) times that of b."""
    from symbolic import worst_case_rhs
    worst = worst_case_rhs(request.A, request.order)
    parts = {"b": worst.b, "x": worst.x, "db": worst.db, "dx": worst.dx, f"kappa_{request.order}(A)": worst.ratio,
             "note": "A x = b, A dx = db, and (||dx||/||x||) / (||db||/||b||) = kappa(A): the bound is attained"}
    return parts, Claims((worst,))


def approximate(request: Request) -> Asked:
    """The best approximation of rank R in the 2-norm or the Frobenius norm, its error, and whether it is the only one."""
    from symbolic.singular.eckartyoung import best_approximation
    best = best_approximation(request.A, -1 if request.rank is None else request.rank, request.order)
    parts = {"B": best.approximation, f"||A - B||_{request.order}": best.error, **decimals(best.error),
             "B is the only one": "yes" if best.unique else "no"}
    return parts, Claims((best,), "rank B is at most R, and no such matrix is closer, by inertia: {}")


def gram(A: ExactMatrix) -> ExactMatrix:
    """A^* A or A A^*, whichever is smaller."""
    from symbolic.matrices.inner import adjoint
    return adjoint(A) * A if A.cols <= A.rows else A * adjoint(A)


def charpoly_of(G: ExactMatrix) -> Any:
    """The characteristic polynomial."""
    from symbolic import charpoly
    return charpoly(G)


def decimals(value: Any) -> dict[str, Any]:
    """An interval that holds the number, beside one that is not rational."""
    return {} if re.fullmatch(r"-?\d+(/\d+)?", str(value)) else {"it lies in": enclosed(value)}


def enclosed(value: Any) -> str:
    """The ball of an exact number, as an interval in decimals."""
    ball = value.enclose(DIGITS)
    return str(getattr(ball, "real", ball))
