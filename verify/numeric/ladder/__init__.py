"""One quantity on four rungs: exact, balls, mpmath, float64; where they part, and the condition number that says why."""
from verify.numeric.ladder.climb import Ladder, Rung, ladder
from verify.numeric.ladder.quantity import Quantity

__all__ = ["Ladder", "Quantity", "Rung", "ladder"]
