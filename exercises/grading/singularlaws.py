"""The laws of answers about singular values and of linear matrix equations, for `eigenproof check`."""
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from exercises.commands.messages import counted
from exercises.grading.laws import Check, Given, Law, equal, shapes, square

if TYPE_CHECKING:
    from symbolic.matrices.matrix import ExactMatrix


def penrose(given: Given) -> Iterator[Law]:
    """The four equations that only the pseudoinverse satisfies."""
    from symbolic.matrices.inner import adjoint
    A, X = given["A"], given["X"]
    yield shapes(given, X=(A.cols, A.rows))
    yield equal("A X A = A", A * X * A, A)
    yield equal("X A X = X", X * A * X, X)
    yield equal("(A X)^* = A X", adjoint(A * X), A * X)
    yield equal("(X A)^* = X A", adjoint(X * A), X * A)


def polar(given: Given) -> Iterator[Law]:
    """A = U H with U^T U = I and H symmetric without a negative eigenvalue."""
    from symbolic import inertia
    from symbolic.matrices.matrix import identity
    A, U, H = given["A"], given["U"], given["H"]
    m, n = A.shape
    yield shapes(given, U=(m, n), H=(n, n))
    yield equal("U^T U = I", U.T * U, identity(n))
    yield equal("U H = A", U * H, A)
    symmetric = equal("H^T = H", H.T, H)
    yield symmetric
    if symmetric.holds:
        negative = inertia(H).negative
        some = f"{counted(negative, 'eigenvalue')} of H {'is' if negative == 1 else 'are'} negative"
        yield Law("H is positive semidefinite", holds=negative == 0, detail=some if negative else "")


def condition(given: Given) -> Iterator[Law]:
    """The value is ||A|| ||A^-1||."""
    from symbolic import condition_number
    yield shapes(given, value=(1, 1))
    order, value = given["ord"], given["value"][0, 0]
    kappa = condition_number(given["A"], order)
    detail = "" if kappa == value else f"kappa_{order}(A) is {kappa}"
    yield Law(f"value = kappa_{order}(A)", holds=kappa == value, detail=detail)


def right_side(given: Given) -> ExactMatrix:
    """Q, the identity when it is not given."""
    from symbolic.matrices.matrix import identity
    found: Any = given.get("Q", identity(square(given)))
    return found  # type: ignore[no-any-return]


def lyapunov(given: Given) -> Iterator[Law]:
    """A^T P + P A = -Q."""
    n, A, P = square(given), given["A"], given["P"]
    Q = right_side(given)
    yield shapes(given | {"Q": Q}, P=(n, n), Q=(n, n))
    yield equal("A^T P + P A = -Q", A.T * P + P * A, -Q)


def stein(given: Given) -> Iterator[Law]:
    """P - A^T P A = Q."""
    n, A, P = square(given), given["A"], given["P"]
    Q = right_side(given)
    yield shapes(given | {"Q": Q}, P=(n, n), Q=(n, n))
    yield equal("P - A^T P A = Q", P - A.T * P * A, Q)


SINGULAR_CHECKS = {
    "cond": Check("value = kappa(A), --ord 1, 2, inf or fro", ("value",), condition),
    "lyapunov": Check("A^T P + P A = -Q (I when not given)", ("P",), lyapunov, ("Q",)),
    "pinv": Check("the four equations of Penrose", ("X",), penrose),
    "polar": Check("A = U H, U^T U = I, H semidefinite", ("U", "H"), polar),
    "stein": Check("P - A^T P A = Q (I when not given)", ("P",), stein, ("Q",)),
}
