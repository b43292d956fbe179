"""High precision in mpmath: nothing is proved here, but any number of digits is computed and held against the exact results."""
from verify.numeric.precision.checks import check_circulant_embedding, check_conditioning, check_eckart_young
from verify.numeric.precision.eigenvalues import eigenvalues
from verify.numeric.precision.exponential import exponential
from verify.numeric.precision.jump import SchurJump, schur_discontinuity
from verify.numeric.precision.schur import Schur, schur
from verify.numeric.precision.svd import PrecisionSVD, condition_number, singular_values, svd

__all__ = [
    "PrecisionSVD", "Schur", "SchurJump", "check_circulant_embedding", "check_conditioning", "check_eckart_young",
    "condition_number", "eigenvalues", "exponential", "schur", "schur_discontinuity", "singular_values", "svd",
]
