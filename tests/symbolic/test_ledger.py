"""The ledger of claims about linear algebra for sequence models: every claim is computed by a call or listed with a reason."""
from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from symbolic import eigenvalues, hilbert, jordan_form, matrix
from tests.symbolic import (
    test_ledger_conditioning as conditioning,
)
from tests.symbolic import (
    test_ledger_dynamics as dynamics,
)
from tests.symbolic import (
    test_ledger_krylov as krylov,
)
from tests.symbolic import (
    test_ledger_sequence as sequence,
)
from tests.symbolic import (
    test_ledger_structured as structured,
)
from tests.symbolic.ledger import claims, rows
from verify.numeric.precision import check_circulant_embedding, check_conditioning, check_eckart_young, schur, schur_discontinuity

ROTATION = matrix("0 1; -1 0")
DISGUISED = matrix("2 0 1; 0 2 1; 0 0 2")          # triangular already, with blocks of sizes 2 and 1
LAUCHLI = np.array([[1, 1], [1e-9, 0], [0, 1e-9]])

PRECISION = (
    ("L-schur", lambda: [bool(schur(DISGUISED).residual < 1e-28), bool(schur(DISGUISED).orthogonality < 1e-28)], [True, True]),
    ("L-schur-stable", lambda: bool(schur(hilbert(8).dense()).residual < 1e-28), True),
    ("L-schur-info", lambda: sorted(b.size for b in jordan_form(DISGUISED).blocks), [1, 2]),
    ("L-q3-cont", lambda: [bool(schur_discontinuity(Fraction(1, 10**12)).distance < 2e-12), bool(schur_discontinuity(Fraction(1, 10**12)).form_distance > 0.7)], [True, True]),
    ("L-q3-diagT", lambda: [schur(ROTATION, real=True).T[0, 0] == 0, schur(ROTATION, real=True).T[1, 1] == 0], [True, True]),
    ("L-q3-diagT", lambda: [z * z for z, _ in eigenvalues(ROTATION)], [-1, -1]),
    ("D-rungs", lambda: [check_conditioning(hilbert(8)).ok, check_eckart_young(matrix("48 11; 39 48"), 1).ok, check_circulant_embedding(structured.TOEPLITZ8).ok], [True, True, True]),
    # the Gram matrix of Lauchli's matrix rounds to a singular one, whose smallest eigenvalue is 0; its SVD keeps 1e-9
    ("C-3.2-gram-unstable", lambda: bool((LAUCHLI.T @ LAUCHLI == np.ones((2, 2))).all()), True),
    ("C-3.2-gram-unstable", lambda: f"{np.linalg.svd(LAUCHLI)[1][1]:.6e}", "1.000000e-09"),
)

COMPUTED = claims(*structured.TABLES, *conditioning.TABLES, krylov.SPACES, krylov.RATES, sequence.KERNELS, sequence.DUALITY,
                  sequence.DELTA, sequence.RECURRENT, dynamics.POLES, dynamics.TRANSIENTS, dynamics.STABILITY,
                  dynamics.PERTURBATION, dynamics.DESCENT, PRECISION)

# What no call can decide: a statement about the literature, about hardware, about practice or about all random matrices.
NOT_COMPUTED = {
    "C-3.2-gesdd": "which algorithm a LAPACK routine runs: documentation",
    "C-3.2-hippo-proj": "a cross-reference",
    "C-3.2-bib": "a reference to a book",
    "C-3.3-hippo-why": "why an initialization became the usual one: history",
    "C-3.3-random-kappa": "the law of a random matrix; figure 3.1 samples it",
    "C-3.3-s4-careful": "about a paper and about naive code",
    "C-3.3-mamba3": "about a paper",
    "C-3.4-8192": "about hardware",
    "C-3.4-chunk256": "benchmarks of hardware",
    "C-3.5-s4-contrib": "an opinion on a paper",
    "C-3.5-longhorn-cite": "a reference to a paper",
    "C-3.5-takeaway": "a slogan",
    "C-3.6-s4-krylov": "a cross-reference",
    "C-3.6-bib": "a reference to a book",
    "C-3.7-rest": "what later chapters do",
    "C-ex3.4-invertible": "probability 1 under a density",
    "C-sol3.6-cost": "a count of operations in the large; the benchmarks measure the exponent",
    "C-sol3.6-s4": "what a training loop recomputes",
    "L-fight": "a figure of speech",
    "L-gates": "about the architecture of gated networks",
    "L-use-saxe": "a reference to a paper",
    "L-q2-saxe": "a reference to a paper",
    "L-q3-tools": "which tools to use: advice",
    "L-q3-disc": "the statement of L-unstable again",
    "L-take-schur": "advice",
    "L-next-limit": "what the next lesson is about",
    "L-next-tensor": "what the next lesson is about",
}

TOPICS = """
C-3.2-eig-square C-3.2-right-tool C-3.2-svd-exists C-3.2-svd-unique C-3.2-rank C-3.2-always C-3.2-opnorm C-3.2-fro
C-3.2-eckart-young C-3.2-sv-vs-eig C-3.2-gram C-3.2-gesdd C-3.2-gram-unstable C-3.2-lyapunov C-3.2-hippo-proj C-3.2-deltanet-svd
C-3.2-bib C-3.3-kappa-def C-3.3-kappa-rhs C-3.3-kappa-one C-3.3-digits C-3.3-double16 C-3.3-1e16 C-3.3-hippo-bounded
C-3.3-hippo-why C-3.3-random-kappa C-3.3-s4-invert C-3.3-s4-careful C-3.3-mamba3 C-3.4-On-params C-3.4-fast C-3.4-toep-def
C-3.4-toep-conv C-3.4-toep-fft C-3.4-lti-toep C-3.4-lti-col C-3.4-vdm-def C-3.4-vdm-eval C-3.4-vdm-real C-3.4-vdm-circle
C-3.4-fft-stable C-3.4-s4-vdm C-3.4-s4-cauchy C-3.4-cauchy-def C-3.4-cauchy-dense C-3.4-cauchy-fmm C-3.4-cauchy-use1
C-3.4-cauchy-use2 C-3.4-ss-def C-3.4-ss-equiv C-3.4-1ss-mamba2 C-3.4-1ss-matrix C-3.4-1ss-entry C-3.4-1ss-two-ways C-3.4-8192
C-3.4-chunk C-3.4-chunk256 C-3.5-matvec C-3.5-smw C-3.5-smw-cost C-3.5-hippo-dplr C-3.5-s4-contrib C-3.5-delta-formula
C-3.5-delta-rank1 C-3.5-delta-euler C-3.5-longhorn-cite C-3.5-longhorn-ode C-3.5-takeaway C-3.6-def C-3.6-methods C-3.6-info
C-3.6-unreachable C-3.6-effective C-3.6-copying C-3.6-s4-krylov C-3.6-bib C-3.7-scan C-3.7-rest C-ex3.1-block C-ex3.1-mult
C-ex3.1-V C-ex3.2-svdform C-ex3.2-values C-ex3.2-norm C-ex3.2-swap C-ex3.3-det C-ex3.3-formula C-ex3.4-code C-ex3.4-invertible
C-ex3.4-machine C-ex3.4-factor C-ex3.5-statement C-ex3.6-hyp C-ex3.6-embed C-sol3.5-ingredients C-sol3.5-rank C-sol3.5-expand
C-sol3.5-vn C-sol3.5-equality C-sol3.5-optimise C-sol3.5-min C-sol3.5-opnorm C-sol3.6-c C-sol3.6-buffer C-sol3.6-pad C-sol3.6-dft
C-sol3.6-cost C-sol3.6-s4 C-3.10-fig31 C-3.10-fig32
L-double-pole L-poly-modes L-ode-repeat L-symmetry L-vanish-poly L-learning-rate L-collide L-iter-poly L-every-rnn L-N-growth
L-slower L-critical L-fight L-rnn-tlt L-100x0.9^100 L-gates L-exp-sol L-resonance L-transient L-tab-stable L-tab-rnn
L-tab-signal L-tab-rho L-merge L-splits L-unstable L-schur L-schur-info L-schur-stable L-use-saxe L-use-control L-use-filters
L-use-power L-q2-unit L-q2-nodecay L-q2-collapse L-q2-norm L-q2-saxe L-q3-disc L-q3-cont L-q3-diagT L-q3-only-diag L-q3-tools
L-take-rnn L-take-exp L-take-schur L-take-orth L-next-limit L-next-svd L-next-tensor
""".split()  # noqa: SIM905  (a hundred and sixty ids read best as a text)

# Claims that a whole test settles: the numbers of a picture.
BY_TEST = {"C-3.10-fig31": conditioning.test_figure_31_hippo}


@rows(PRECISION)
def test_claim(call, outcome):
    assert call() == outcome


@pytest.mark.parametrize("claim", TOPICS)
def test_every_claim_is_computed_or_explained(claim):
    assert (claim in COMPUTED) + (claim in NOT_COMPUTED) + (claim in BY_TEST) == 1


def test_no_row_has_an_unknown_id():
    known = set(TOPICS)
    assert len(known) == len(TOPICS)
    assert {c for c in COMPUTED | NOT_COMPUTED.keys() | BY_TEST.keys() if not c.startswith("D-")} <= known
