"""Rigorous enclosures in python-flint balls, by other methods than those of `symbolic`, so that each checks the other."""
from verify.numeric.balls.condition import condition_number
from verify.numeric.balls.eigenvalues import eigenvalues
from verify.numeric.balls.exponential import exponential
from verify.numeric.balls.singular import singular_values, singular_values_above

__all__ = ["condition_number", "eigenvalues", "exponential", "singular_values", "singular_values_above"]
