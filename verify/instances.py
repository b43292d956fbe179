"""Which theorems for all n a result is an instance of: the names under which `eigenproof theorems` shows them.

What the certificate replays for one matrix, the theorem says for all sizes. A theorem is cited only where its premises hold
for the result: by the certificate, or decided here. Names that the library does not have must not stand here:
tests/verify/test_theorems.py asks for each.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symbolic.errors import ExactError
from verify.patterns import ANSWERS, STRUCTURED

if TYPE_CHECKING:
    from symbolic.matrices.matrix import ExactMatrix
    from verify.kernel.theory import Theorem

Names = tuple[str, ...]
EXISTENCE = "existence of the singular value decomposition"
INERTIA = "Sylvester's law of inertia"
# What the word of a verdict rests on where the library cannot show it: by how the names of the theorems begin.
RESTS = {"eckart_young_": "the theorem of Eckart and Young", "cayley_hamilton": "the theorem of Cayley and Hamilton",
         "powers_through_": "the powers of a matrix through its spectral components",
         "exponential_through_": "the exponential of a matrix through its spectral components"}


def instances(result: Any) -> Names:
    """The theorems that the result, accepted by the kernel, instantiates.

    >>> from symbolic import matrix
    >>> from verify import Answer
    >>> instances(Answer("det", matrix("1 2 4; 1 3 9; 1 5 25"), 6))
    ('vandermonde_determinant',)
    """
    kind = type(result).__name__
    if kind == "Answer":
        return tuple(name for name, holds in ANSWERS.get(result.kind, {}).items() if _decided(holds, result))
    structured = tuple(name for name, holds in STRUCTURED.get(kind, {}).items() if _decided(holds, result))
    return (*(CITED[kind](result) if kind in CITED else ()), *structured)


def assumed(result: Any) -> Names:
    """What the result takes from no theorem of the library, in words.

    Eckart and Young speak of a matrix with its singular values, and every real matrix has them. That a Gram matrix has few
    eigenvalues above a bound is read off the signs of D in L D L^T.
    """
    best = getattr(result, "best", result)
    if type(best).__name__ != "BestApproximation":
        return ()
    if getattr(result, "ok", True):
        return (EXISTENCE,) if _best(best) else ()
    return (INERTIA,) if best.norm == "2" and getattr(result.witness, "x", None) is not None else ()


@dataclass(frozen=True)
class Citation:
    """The theorems that were replayed with their axioms, what their absence leaves assumed, and why some were dropped."""

    names: Names = ()
    axioms: Names = ()
    assumed: Names = ()
    dropped: str = ""


def cite(names: Names) -> Citation:
    """These theorems, replayed by the kernel with everything that they use; those whose proofs fail are not cited.

    A replay costs up to 0.3 s, once a process for each theorem.

    >>> cite(("woodbury", "vandermonde_determinant")).axioms
    ('DET0', 'DET1', 'DETBLOCK', 'DETMUL', 'DETT')
    """
    if not names:
        return Citation()
    from verify.kernel import Malformed, Rejected
    from verify.proofs.axiomwords import beyond_definitions
    from verify.proofs.closure import LibraryError, proved
    found: list[Theorem] = []
    dropped: dict[str, str] = {}
    for name in names:
        try:
            found += proved(name)
        except LibraryError as error:
            dropped[name] = str(error)
        except (Rejected, Malformed) as error:
            dropped[name] = f"{name} is not cited, its proof fails: {getattr(error, 'step', error)}"
    axioms = beyond_definitions(axiom for t in found for axiom in t.axioms)
    left = dict.fromkeys(words for name in dropped for start, words in RESTS.items() if name.startswith(start))
    return Citation(tuple(t.name for t in found), axioms, tuple(left), "; ".join(dict.fromkeys(dropped.values())))


def _decided(holds: Callable[[Any], bool], result: Any) -> bool:
    """Whether the premises hold; no, where a recogniser refuses the matrix (too small, or over a field it does not take)."""
    try:
        return bool(holds(result))
    except ExactError:
        return False


def is_real(*matrices: ExactMatrix) -> bool:
    """Whether no entry is complex: the theorems speak of transposes, the solvers of adjoints."""
    return all(A.is_rational or all(x.is_real for row in A.entries() for x in row) for A in matrices)


def _update(update: Any) -> Names:
    """S and the core are invertible: the certificate multiplies them by their inverses."""
    return ("sherman_morrison",) if update.rank == 1 else ("woodbury",)


def _polar(form: Any) -> Names:
    """The theorem takes a square A, and H invertible; then U is the only factor."""
    return ("polar_factor",) if form.A.rows == form.A.cols and form.unique else ()


def _best(best: Any) -> Names:
    """Both halves of Eckart and Young where there is an error, and the null vectors that the certificate speaks of."""
    if best.r >= min(best.A.shape):
        return ()
    if best.norm == "2":
        return ("eckart_young_spectral", "eckart_young_spectral_attained", "wide_matrix_has_null_vector")
    return ("eckart_young_frobenius", "eckart_young_frobenius_attained", "orthonormal_null_space_basis")


def _krylov(space: Any) -> Names:
    """For one column b != 0, the basis is b, .., A^(d-1) b with a left inverse; it is cyclic when d = n."""
    if space.b.cols != 1 or not space.basis.cols:
        return ()
    cyclic = ("annihilator_of_cyclic_vector",) if space.basis.cols == space.A.rows else ()
    return ("krylov_invariance", "krylov_dimension", "no_smaller_annihilator", *cyclic)


def _gradients(run: Any) -> Names:
    """Each iterate satisfies Galerkin's condition; after n steps the directions are a basis; a residual 0 ends the run."""
    if not run.steps or not is_real(run.A, run.b):
        return ()
    full = ("conjugate_directions",) if run.steps == run.A.rows else ()
    return ("conjugate_gradient_optimality", *full, *_ends(run))


def _minimal_residuals(run: Any) -> Names:
    """Each residual is orthogonal to the images of the directions: the normal equations hold."""
    if not run.steps:
        return ()
    return (*(("least_squares_minimum",) if is_real(run.A, run.b) else ()), *_ends(run))


def _ends(run: Any) -> Names:
    """The last residual is p(A) r_0 with p(0) = 1; the run ends when it is 0."""
    last = run.residuals[-1]
    return ("krylov_finite_termination",) if last == last * 0 else ()


def _stein(found: Any) -> Names:
    """The energy along x(i+1) = A x(i); it never increases when Q is positive definite."""
    if not found.discrete:
        return ()
    from symbolic.matrices.inertia import is_positive_definite
    return ("lyapunov_energy", *(("stein_decrease",) if is_positive_definite(found.Q).ok else ()))


def _kalman(found: Any) -> Names:
    """The theorem takes as many inputs as outputs."""
    return ("markov_parameters_invariant",) if found.B.cols == found.C.rows else ()


def _always(*names: str) -> Callable[[Any], Names]:
    return lambda _: names


CITED: dict[str, Callable[[Any], Names]] = {
    "JordanForm": _always("jordan_chain"),
    "SpectralForm": _always("powers_through_spectral_components", "polynomial_through_spectral_components"),
    "MatrixPower": _always("powers_through_spectral_components"),
    "MatrixExponential": _always("exponential_through_spectral_components"),
    "FrobeniusForm": lambda form: ("krylov_invariance",) if form.A.rows else (),
    "LowRankUpdate": _update, "Polar": _polar, "BestApproximation": _best, "KrylovSpace": _krylov,
    "ApproximationTest": lambda test: _best(test.best) if test.ok else (),
    "RankErrorBounds": _always("orthonormal_null_space_basis"),
    "ArnoldiDecomposition": _always("arnoldi_moments"), "LanczosDecomposition": _always("arnoldi_moments"),
    "TwoSidedLanczos": _always("arnoldi_moments"), "ConjugateGradient": _gradients, "GMRES": _minimal_residuals,
    "TransferFunction": _always("cayley_hamilton"), "LyapunovSolution": _stein, "KalmanDecomposition": _kalman,
}
