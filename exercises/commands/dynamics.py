"""`solve stability|lyapunov|stein|krylov|kalman|transfer`: linear systems, with the equations that the kernel checks."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.commands.claims import Claims

if TYPE_CHECKING:
    from exercises.commands.request import Request

Asked = tuple[dict[str, Any], Claims]
STABLE = {"asymptotic": "asymptotically stable", "marginal": "marginally stable", "unstable": "unstable"}


def stability(request: Request) -> Asked:
    """Whether e^(tA), or A^n, tends to 0, stays bounded, or grows; the eigenvalues and blocks are certified."""
    from symbolic import jordan_form
    from symbolic import stability as stability_of
    found = stability_of(request.main, discrete=request.discrete)
    system, border = ("x_(n+1) = A x_n", "unit circle") if request.discrete else ("x' = A x", "imaginary axis")
    parts: dict[str, Any] = {system: STABLE[found.word],
                             "eigenvalues inside, on and outside the boundary": list(found.counts)}
    if found.boundary:
        parts["blocks on the boundary"] = [f"{b.eigenvalue} of size {', '.join(map(str, b.sizes))}" for b in found.boundary]
    says = f"the signs against the {border} are decided for the eigenvalues and blocks of: {{}}"
    return parts, Claims((jordan_form(request.main),), says)


def lyapunov(request: Request) -> Asked:
    """The P with A^T P + P A = -Q."""
    from symbolic import lyapunov as lyapunov_of
    found = lyapunov_of(request.A, request.given.get("Q"))
    return solution(found)


def stein(request: Request) -> Asked:
    """The P with P - A^T P A = Q."""
    from symbolic import stein as stein_of
    found = stein_of(request.A, request.given.get("Q"))
    return solution(found)


def solution(found: Any) -> Asked:
    """P, whether it is positive definite, and what that says of A."""
    parts: dict[str, Any] = {"P": found.P, "P positive definite": "yes" if found.positive.ok else "no"}
    system = "x_(n+1) = A x_n" if found.discrete else "x' = A x"
    parts[system] = "asymptotically stable, proved by P" if found.proves_stability else "not proved stable by this P"
    return parts, Claims((found,))


def krylov(request: Request) -> Asked:
    """The span of b, A b, ..: its basis V, the minimal polynomial of b, and A on it."""
    from symbolic import krylov_space
    space = krylov_space(request.A, request.given["b"])
    parts: dict[str, Any] = {"dimension": space.dimension, "minimal polynomial of b": space.minimal_polynomial, "V": space.basis}
    return parts, Claims((space,))


def kalman(request: Request) -> Asked:
    """Coordinates in which the reachable and the unobservable states are separate blocks."""
    from symbolic import kalman_decomposition
    from symbolic.krylov.kalman import PARTS
    found = kalman_decomposition(request.A, request.given["B"], request.given["C"])
    new = found.transformed
    parts: dict[str, Any] = {"T": found.T, "T^-1 A T": new.A, "T^-1 B": new.B, "C T": new.C}
    parts |= dict(zip(PARTS, found.dimensions, strict=True))
    return parts, Claims((found,))


def transfer(request: Request) -> Asked:
    """G(s) = C (sI - A)^-1 B + D in lowest terms, its poles, and the impulse response."""
    from symbolic import transfer_function
    given = request.given
    G = transfer_function(request.A, given["B"], given["C"], given.get("D"))
    parts: dict[str, Any] = {"G(s)": G.to_sympy() if G.shape != (1, 1) else G[0, 0],
                             "poles": [str(pole) for pole in G.poles], "states needed": G.mcmillan_degree,
                             "impulse response": G.impulse_response}
    return parts, Claims((G,))
