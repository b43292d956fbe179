"""Exact linear algebra: Jordan forms, functions of matrices, structured matrices; every answer carries its reason.

>>> from symbolic import jordan_form, matrix
>>> jordan_form(matrix("5 4; -1 1")).J
3 1; 0 3
"""
from symbolic.canonical.frobenius import FrobeniusForm, frobenius_form
from symbolic.canonical.jordan import JordanBlock, JordanChain, JordanForm, jordan_form
from symbolic.canonical.polynomial_matrix import PolynomialMatrix, characteristic_matrix
from symbolic.canonical.smith import PolynomialSmithForm, SmithForm, smith_form
from symbolic.canonical.spectrum import charpoly, eigenvalues, minpoly, trace
from symbolic.canonical.structure import (
    EigenvalueStructure,
    RealJordanForm,
    Similarity,
    diagonalize,
    eigenvalue_structure,
    is_diagonalizable,
    is_similar,
    real_jordan_form,
    segre_characteristic,
    weyr_characteristic,
)
from symbolic.dynamics.descent import (
    HeavyBallMode,
    defective_momentum,
    gradient_descent_matrix,
    heavy_ball_matrix,
    heavy_ball_mode,
    stable_steps,
)
from symbolic.dynamics.exponents import FiniteTimeExponents, FlowExponents, finite_time_lyapunov_exponents
from symbolic.dynamics.initialvalue import Forcing, InitialValueSolution, solve_ivp
from symbolic.dynamics.lyapunov import LyapunovSolution, lyapunov, stein, stein_equation, sylvester
from symbolic.dynamics.splitting import LidskiiSplitting, SplittingGroup, lidskii, splitting_exponents
from symbolic.dynamics.stability import BoundaryEigenvalue, Stability, is_stable, stability
from symbolic.dynamics.transfer import (
    Damping,
    ImpulseResponse,
    Pole,
    Resonance,
    TransferFunction,
    damping,
    resonance,
    transfer_function,
)
from symbolic.dynamics.transients import ModePeak, PowerPeak, block_power_norms, peak_of_mode, power_peak, transient_threshold
from symbolic.errors import (
    ConditionError,
    DomainError,
    ExactError,
    InexactInputError,
    InputError,
    MissingDependencyError,
    NoLogarithmError,
    NoSolutionError,
    NoSquareRootError,
    NoSuchObjectError,
    NotDiagonalizableError,
    NotSquareError,
    ParseError,
    ShapeError,
    SingularMatrixError,
    UnableError,
    UndefinedFunctionError,
)
from symbolic.functions.existence import (
    Existence,
    ascent_sequence,
    logarithm_exists,
    real_logarithm_exists,
    real_square_root_exists,
    square_root_exists,
)
from symbolic.functions.exponential import MatrixExponential, expm
from symbolic.functions.logarithm import logm
from symbolic.functions.matrixfunction import MatrixFunction, matrix_function
from symbolic.functions.power import MatrixPower, matrix_power
from symbolic.functions.signfunction import signm
from symbolic.functions.spectral import Component, SpectralForm, spectral_form
from symbolic.functions.squareroot import SquareRoot, sqrtm, square_root
from symbolic.generic.form import GenericJordanForm, generic_jordan_form
from symbolic.generic.functions import GenericExponential, GenericPower
from symbolic.interop import from_float
from symbolic.krylov.arnoldi import ArnoldiDecomposition, arnoldi
from symbolic.krylov.conjugategradient import ConjugateGradient, conjugate_gradient
from symbolic.krylov.gmres import GMRES, gmres
from symbolic.krylov.hautus import HiddenMode, unobservable_eigenvalues, unreachable_eigenvalues
from symbolic.krylov.kalman import (
    KalmanDecomposition,
    Realization,
    hankel_matrix,
    hankel_rank,
    kalman_decomposition,
    reachable_subspace,
    unobservable_subspace,
)
from symbolic.krylov.krylov import KrylovSpace, krylov_basis, krylov_dimension, krylov_matrix, krylov_space
from symbolic.krylov.lanczos import LanczosDecomposition, TwoSidedLanczos, lanczos, two_sided_lanczos
from symbolic.krylov.markov import ChainStructure, CommunicatingClass, chain_structure
from symbolic.krylov.minimal import minimal_polynomial_of_vector
from symbolic.krylov.moduli import compare_moduli, squared_modulus
from symbolic.krylov.pagerank import PageRank, pagerank
from symbolic.krylov.poweriteration import PowerIteration, PowerMethodRate, power_iteration, power_method_rate
from symbolic.lowrank import LowRankUpdate, determinant_lemma, low_rank_update, sherman_morrison, woodbury
from symbolic.matrices.columns import ColumnMatrix, RowMatrix
from symbolic.matrices.elimination import EchelonForm, GenericRank, det, inverse, nullspace, rank, rref, solve, solve_any
from symbolic.matrices.inertia import LDLT, Inertia, PositiveDefiniteness, inertia, is_positive_definite, ldlt
from symbolic.matrices.lu import LU, lu
from symbolic.matrices.matrix import ExactMatrix, block_diagonal, diagonal, hstack, identity, vstack, zero
from symbolic.parsing import parse_number, parse_polynomial
from symbolic.reading import matrix
from symbolic.scalars.fields import NumberField
from symbolic.scalars.numbers import AlgebraicNumber, I, exact, rational, root, sqrt
from symbolic.scalars.parameters import RationalFunction, parameter
from symbolic.scalars.polynomials import Polynomial
from symbolic.scalars.radicals import radicals
from symbolic.scalars.substitution import substitute
from symbolic.sequence.contraction import Contraction, is_contraction, is_dissipative
from symbolic.sequence.delta import DeltaScan, DeltaStep, delta_gradient, delta_rate, delta_scan, delta_step
from symbolic.sequence.deltastability import DeltaStability, delta_stability
from symbolic.sequence.diagonalssm import s4d_kernel
from symbolic.sequence.discretization import BilinearSingularity, Discretization, bilinear, bilinear_singularity, discretize
from symbolic.sequence.dplr import DPLR, dplr
from symbolic.sequence.dplrform import DPLRForm, dplr_form
from symbolic.sequence.gatedattention import gla_chunked, gla_matrix, gla_scan
from symbolic.sequence.gradientregime import GradientRegime, gradient_regime
from symbolic.sequence.hippo import ConditionBounds, DissipativePart, HippoMatrix
from symbolic.sequence.kernel import GeneratedKernel, dplr_kernel, generating_kernel, roots_of_unity
from symbolic.sequence.legs import HippoLegS, hippo_legs
from symbolic.sequence.legt import HippoLegT, hippo_legt
from symbolic.sequence.nplr import NPLR, nplr
from symbolic.sequence.recurrent import LossGradient, RecurrentGradient, RecurrentRun, rnn_gradient, rnn_loss_gradient, rnn_run
from symbolic.sequence.scaled import ScaledMatrix, scaled_matrix
from symbolic.sequence.scan import PrefixScan, StateScan, affine_scan, compose_affine, parallel_scan, s5_scan
from symbolic.sequence.selective import ScanTerm, SelectiveMatrix, selective_chunked, selective_matrix, selective_scan
from symbolic.sequence.ssd import SSDMatrix, segment_products, ssd_chunked, ssd_mask, ssd_matrix, ssd_scan
from symbolic.sequence.statespace import Trajectory, causal_convolution, lti_matrix, ssm_kernel, ssm_recurrence
from symbolic.sequence.unitcolumns import UnitColumns, unit_columns
from symbolic.sequence.utbound import UTBound, stereographic, ut_bound
from symbolic.sequence.wy import UT, delta_chunked, ut_transform
from symbolic.sequence.zeroorderhold import ExponentialSymbols, ZeroOrderHold, zoh
from symbolic.singular.conditioning import condition_number
from symbolic.singular.decomposition import SVD, TruncatedSVD, svd, truncated_svd
from symbolic.singular.eckartyoung import BestApproximation, best_approximation
from symbolic.singular.eigenconditioning import EigenvalueCondition, eigenvalue_condition_numbers
from symbolic.singular.freedom import Freedom
from symbolic.singular.inequalities import Inequality, ky_fan_inequality, ky_fan_norm, von_neumann_trace, weyl_inequality
from symbolic.singular.norms import norm
from symbolic.singular.optimality import ApproximationTest, is_best_approximation
from symbolic.singular.polar import Polar, polar
from symbolic.singular.pseudoinverse import pseudoinverse
from symbolic.singular.rootratio import RootRatio
from symbolic.singular.rootsum import RootSum
from symbolic.singular.triples import SingularFamily, SingularTriple, SingularTriples, singular_triples
from symbolic.singular.valuecount import SingularValueCount, singular_value_count
from symbolic.singular.values import singular_values
from symbolic.singular.worstcase import WorstCase, worst_case_rhs
from symbolic.structured.blockranks import (
    BlockRanks,
    BlockWitness,
    TriangleWitness,
    block_ranks,
    is_generator_representable,
    is_quasiseparable,
    is_semiseparable,
    quasiseparable_rank,
    semiseparable_rank,
)
from symbolic.structured.cauchy import Cauchy, cauchy
from symbolic.structured.circulant import Circulant, CirculantDiagonalization, circulant, fourier_matrix
from symbolic.structured.companion import Companion, TransposedCompanion, companion
from symbolic.structured.companionjordan import CompanionJordanForm
from symbolic.structured.confluent import ConfluentVandermonde, TransposedConfluentVandermonde, confluent_vandermonde
from symbolic.structured.costs import Cost, counted_woodbury, woodbury_cost
from symbolic.structured.diagonal import Diagonal, structured_diagonal
from symbolic.structured.displacement import Displacement, stein_displacement, sylvester_displacement
from symbolic.structured.embedding import CirculantEmbedding, circulant_embedding, least_embedding_size
from symbolic.structured.gohberg_semencul import GohbergSemencul, gohberg_semencul
from symbolic.structured.hankel import Hankel, hankel
from symbolic.structured.hilbert import Hilbert, hilbert
from symbolic.structured.quasiseparable import Quasiseparable, quasiseparable
from symbolic.structured.recognition import (
    Recognition,
    is_cauchy,
    is_circulant,
    is_companion,
    is_hankel,
    is_one_semiseparable,
    is_toeplitz,
    is_vandermonde,
)
from symbolic.structured.semiseparable import OneSemiseparable, Semiseparable, one_semiseparable, semiseparable
from symbolic.structured.sensitivity import UpdateSensitivity, update_sensitivity
from symbolic.structured.toeplitz import Toeplitz, toeplitz
from symbolic.structured.toeplitzsolver import toeplitz_solve_mod
from symbolic.structured.updates import StructuredUpdate, structured_update
from symbolic.structured.vandermonde import TransposedVandermonde, Vandermonde, vandermonde

__all__ = [
    "DPLR", "GMRES", "LDLT", "LU", "NPLR", "SVD", "UT", "AlgebraicNumber", "ApproximationTest", "ArnoldiDecomposition",
    "BestApproximation", "BilinearSingularity", "BlockRanks", "BlockWitness", "BoundaryEigenvalue", "Cauchy",
    "ChainStructure", "Circulant", "CirculantDiagonalization", "CirculantEmbedding", "ColumnMatrix", "CommunicatingClass",
    "Companion", "CompanionJordanForm", "Component", "ConditionBounds", "ConditionError", "ConfluentVandermonde",
    "ConjugateGradient", "Contraction", "Cost", "DPLRForm", "Damping", "DeltaScan", "DeltaStability", "DeltaStep", "Diagonal",
    "Discretization", "Displacement", "DissipativePart", "DomainError", "EchelonForm", "EigenvalueCondition",
    "EigenvalueStructure", "ExactError", "ExactMatrix", "Existence", "ExponentialSymbols", "FiniteTimeExponents",
    "FlowExponents", "Forcing", "Freedom", "FrobeniusForm", "GeneratedKernel", "GenericExponential", "GenericJordanForm",
    "GenericPower", "GenericRank", "GohbergSemencul", "GradientRegime", "Hankel", "HeavyBallMode", "HiddenMode", "Hilbert",
    "HippoLegS", "HippoLegT", "HippoMatrix", "I", "ImpulseResponse", "Inequality", "Inertia", "InexactInputError",
    "InitialValueSolution", "InputError", "JordanBlock", "JordanChain", "JordanForm", "KalmanDecomposition", "KrylovSpace",
    "LanczosDecomposition", "LidskiiSplitting", "LossGradient", "LowRankUpdate", "LyapunovSolution", "MatrixExponential",
    "MatrixFunction", "MatrixPower", "MissingDependencyError", "ModePeak", "NoLogarithmError", "NoSolutionError",
    "NoSquareRootError", "NoSuchObjectError", "NotDiagonalizableError", "NotSquareError", "NumberField", "OneSemiseparable",
    "PageRank", "ParseError", "Polar", "Pole", "Polynomial", "PolynomialMatrix", "PolynomialSmithForm",
    "PositiveDefiniteness", "PowerIteration", "PowerMethodRate", "PowerPeak", "PrefixScan", "Quasiseparable",
    "RationalFunction", "RealJordanForm", "Realization", "Recognition", "RecurrentGradient", "RecurrentRun", "Resonance",
    "RootRatio", "RootSum", "RowMatrix", "SSDMatrix", "ScaledMatrix", "ScanTerm", "SelectiveMatrix", "Semiseparable",
    "ShapeError", "Similarity", "SingularFamily", "SingularMatrixError", "SingularTriple", "SingularTriples",
    "SingularValueCount", "SmithForm", "SpectralForm", "SplittingGroup", "SquareRoot", "Stability", "StateScan",
    "StructuredUpdate", "Toeplitz", "Trajectory", "TransferFunction", "TransposedCompanion", "TransposedConfluentVandermonde",
    "TransposedVandermonde", "TriangleWitness", "TruncatedSVD", "TwoSidedLanczos", "UTBound", "UnableError",
    "UndefinedFunctionError", "UnitColumns", "UpdateSensitivity", "Vandermonde", "WorstCase", "ZeroOrderHold", "affine_scan",
    "arnoldi", "ascent_sequence", "best_approximation", "bilinear", "bilinear_singularity", "block_diagonal",
    "block_power_norms", "block_ranks", "cauchy", "causal_convolution", "chain_structure", "characteristic_matrix",
    "charpoly", "circulant", "circulant_embedding", "companion", "compare_moduli", "compose_affine", "condition_number",
    "confluent_vandermonde", "conjugate_gradient", "counted_woodbury", "damping", "defective_momentum", "delta_chunked",
    "delta_gradient", "delta_rate", "delta_scan", "delta_stability", "delta_step", "det", "determinant_lemma", "diagonal",
    "diagonalize", "discretize", "dplr", "dplr_form", "dplr_kernel", "eigenvalue_condition_numbers", "eigenvalue_structure",
    "eigenvalues", "exact", "expm", "finite_time_lyapunov_exponents", "fourier_matrix", "frobenius_form", "from_float",
    "generating_kernel", "generic_jordan_form", "gla_chunked", "gla_matrix", "gla_scan", "gmres", "gohberg_semencul",
    "gradient_descent_matrix", "gradient_regime", "hankel", "hankel_matrix", "hankel_rank", "heavy_ball_matrix",
    "heavy_ball_mode", "hilbert", "hippo_legs", "hippo_legt", "hstack", "identity", "inertia", "inverse",
    "is_best_approximation", "is_cauchy", "is_circulant", "is_companion", "is_contraction", "is_diagonalizable",
    "is_dissipative", "is_generator_representable", "is_hankel", "is_one_semiseparable", "is_positive_definite",
    "is_quasiseparable", "is_semiseparable", "is_similar", "is_stable", "is_toeplitz", "is_vandermonde", "jordan_form",
    "kalman_decomposition", "krylov_basis", "krylov_dimension", "krylov_matrix", "krylov_space", "ky_fan_inequality",
    "ky_fan_norm", "lanczos", "ldlt", "least_embedding_size", "lidskii", "logarithm_exists", "logm", "low_rank_update",
    "lti_matrix", "lu", "lyapunov", "matrix", "matrix_function", "matrix_power", "minimal_polynomial_of_vector", "minpoly",
    "norm", "nplr", "nullspace", "one_semiseparable", "pagerank", "parallel_scan", "parameter", "parse_number",
    "parse_polynomial", "peak_of_mode", "polar", "power_iteration", "power_method_rate", "power_peak", "pseudoinverse",
    "quasiseparable", "quasiseparable_rank", "radicals", "rank", "rational", "reachable_subspace", "real_jordan_form",
    "real_logarithm_exists", "real_square_root_exists", "resonance", "rnn_gradient", "rnn_loss_gradient", "rnn_run", "root",
    "roots_of_unity", "rref", "s4d_kernel", "s5_scan", "scaled_matrix", "segment_products", "segre_characteristic",
    "selective_chunked", "selective_matrix", "selective_scan", "semiseparable", "semiseparable_rank", "sherman_morrison",
    "signm", "singular_triples", "singular_value_count", "singular_values", "smith_form", "solve", "solve_any", "solve_ivp",
    "spectral_form", "splitting_exponents", "sqrt", "sqrtm", "square_root", "square_root_exists", "squared_modulus",
    "ssd_chunked", "ssd_mask", "ssd_matrix", "ssd_scan", "ssm_kernel", "ssm_recurrence", "stability", "stable_steps", "stein",
    "stein_displacement", "stein_equation", "stereographic", "structured_diagonal", "structured_update", "substitute", "svd",
    "sylvester", "sylvester_displacement", "toeplitz", "toeplitz_solve_mod", "trace", "transfer_function",
    "transient_threshold", "truncated_svd", "two_sided_lanczos", "unit_columns", "unobservable_eigenvalues",
    "unobservable_subspace", "unreachable_eigenvalues", "update_sensitivity", "ut_bound", "ut_transform", "vandermonde",
    "von_neumann_trace", "vstack", "weyl_inequality", "weyr_characteristic", "woodbury", "woodbury_cost", "worst_case_rhs",
    "zero", "zoh",
]
