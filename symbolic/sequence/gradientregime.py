"""What the gradient W^t of a linear recurrent network does as t grows: the exact rate t^(m-1) rho^t, and its closed form."""
from __future__ import annotations

from dataclasses import dataclass

from symbolic.canonical.structure import eigenvalue_structure
from symbolic.errors import InputError
from symbolic.functions.power import MatrixPower, matrix_power
from symbolic.krylov.moduli import group_by_modulus, squared_modulus
from symbolic.matrices.matrix import ExactMatrix, require_numbers, require_square
from symbolic.scalars.numbers import AlgebraicNumber, sqrt


@dataclass(frozen=True)
class GradientRegime:
    """What W^t does as t grows: `word` is "vanishing", "bounded" or "exploding".

    ||W^t|| grows like t^degree * sqrt(squared_radius)^t: `degree` is one less than the size of the largest Jordan block among
    the `eigenvalues`, those of largest modulus. A nilpotent W (radius 0) has W^t = 0 exactly from t = degree + 1 on.
    """

    W: ExactMatrix
    word: str
    squared_radius: AlgebraicNumber
    degree: int
    eigenvalues: tuple[AlgebraicNumber, ...]

    @property
    def power(self) -> MatrixPower:
        """W^t in closed form in t, with the t lambda^(t-1) of the blocks: `.at(t)`, `.to_sympy(t)`."""
        form = matrix_power(self.W)
        if not isinstance(form, MatrixPower):
            raise InputError("gradient_regime: the closed form needs a matrix of numbers")
        return form

    def __str__(self) -> str:
        if not self.squared_radius:
            return f"{self.word}: 0 from t = {self.degree + 1} on"
        factors = [] if not self.degree else ["t"] if self.degree == 1 else [f"t^{self.degree}"]
        if self.squared_radius != 1:
            base = str(sqrt(self.squared_radius)) if self.squared_radius.is_rational else f"sqrt({self.squared_radius})"
            factors.append(f"{base}^t" if base.isdigit() else f"({base})^t")
        return f"{self.word}: like {' * '.join(factors) or '1'}"


def gradient_regime(W: ExactMatrix) -> GradientRegime:
    """Whether dh_t/dh_0 = W^t of a linear network vanishes, stays bounded or explodes, with the exact rate t^(m-1) rho^t.

    Args:
        W: n x n over Q or a number field, n >= 1.

    Raises:
        NotSquareError. InputError: W is empty. DomainError: W has parameters. UnableError: an exact modulus is out of reach.
    Cost: the Jordan structure of W, and comparisons of moduli.
    References: [BSF94] Bengio, Simard & Frasconi 1994.

    >>> from symbolic import matrix
    >>> print(gradient_regime(matrix("1/2 1; 0 1/2")))
    vanishing: like t * (1/2)^t
    >>> print(gradient_regime(matrix("1 1; 0 1")))
    exploding: like t
    """
    if not require_square(W, "gradient_regime"):
        raise InputError("gradient_regime: W is 0x0; give a matrix with at least one row")
    require_numbers(W, "gradient_regime")
    sizes = {s.eigenvalue: s.segre[0] for s in eigenvalue_structure(W)}
    top = group_by_modulus(sizes, 1)[0].members
    radius, degree = squared_modulus(top[0]), max(sizes[z] for z in top) - 1
    word = "vanishing" if radius < 1 else "bounded" if radius == 1 and not degree else "exploding"
    return GradientRegime(W, word, radius, degree, top)
