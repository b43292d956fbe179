"""Exact linear algebra: Jordan forms, functions of matrices, structured matrices; every answer carries its reason.

>>> from symbolic import jordan_form, matrix
>>> jordan_form(matrix("5 4; -1 1")).J
3 1; 0 3
"""
from symbolic.canonical.frobenius import FrobeniusForm as FrobeniusForm
from symbolic.canonical.frobenius import frobenius_form as frobenius_form
from symbolic.canonical.jordan import JordanBlock as JordanBlock
from symbolic.canonical.jordan import JordanChain as JordanChain
from symbolic.canonical.jordan import JordanForm as JordanForm
from symbolic.canonical.jordan import jordan_form as jordan_form
from symbolic.canonical.polynomial_matrix import PolynomialMatrix as PolynomialMatrix
from symbolic.canonical.polynomial_matrix import characteristic_matrix as characteristic_matrix
from symbolic.canonical.smith import PolynomialSmithForm as PolynomialSmithForm
from symbolic.canonical.smith import SmithForm as SmithForm
from symbolic.canonical.smith import smith_form as smith_form
from symbolic.canonical.spectrum import charpoly as charpoly
from symbolic.canonical.spectrum import eigenvalues as eigenvalues
from symbolic.canonical.spectrum import minpoly as minpoly
from symbolic.canonical.spectrum import trace as trace
from symbolic.canonical.structure import EigenvalueStructure as EigenvalueStructure
from symbolic.canonical.structure import RealJordanForm as RealJordanForm
from symbolic.canonical.structure import Similarity as Similarity
from symbolic.canonical.structure import diagonalize as diagonalize
from symbolic.canonical.structure import eigenvalue_structure as eigenvalue_structure
from symbolic.canonical.structure import is_diagonalizable as is_diagonalizable
from symbolic.canonical.structure import is_similar as is_similar
from symbolic.canonical.structure import real_jordan_form as real_jordan_form
from symbolic.canonical.structure import segre_characteristic as segre_characteristic
from symbolic.canonical.structure import weyr_characteristic as weyr_characteristic
from symbolic.errors import ConditionError as ConditionError
from symbolic.errors import DomainError as DomainError
from symbolic.errors import ExactError as ExactError
from symbolic.errors import InexactInputError as InexactInputError
from symbolic.errors import InputError as InputError
from symbolic.errors import MissingDependencyError as MissingDependencyError
from symbolic.errors import NoLogarithmError as NoLogarithmError
from symbolic.errors import NoSolutionError as NoSolutionError
from symbolic.errors import NoSquareRootError as NoSquareRootError
from symbolic.errors import NoSuchObjectError as NoSuchObjectError
from symbolic.errors import NotDiagonalizableError as NotDiagonalizableError
from symbolic.errors import NotSquareError as NotSquareError
from symbolic.errors import ParseError as ParseError
from symbolic.errors import ShapeError as ShapeError
from symbolic.errors import SingularMatrixError as SingularMatrixError
from symbolic.errors import UnableError as UnableError
from symbolic.errors import UndefinedFunctionError as UndefinedFunctionError
from symbolic.functions.existence import Existence as Existence
from symbolic.functions.existence import ascent_sequence as ascent_sequence
from symbolic.functions.existence import logarithm_exists as logarithm_exists
from symbolic.functions.existence import real_logarithm_exists as real_logarithm_exists
from symbolic.functions.existence import real_square_root_exists as real_square_root_exists
from symbolic.functions.existence import square_root_exists as square_root_exists
from symbolic.functions.exponential import MatrixExponential as MatrixExponential
from symbolic.functions.exponential import expm as expm
from symbolic.functions.logarithm import logm as logm
from symbolic.functions.matrixfunction import MatrixFunction as MatrixFunction
from symbolic.functions.matrixfunction import matrix_function as matrix_function
from symbolic.functions.power import MatrixPower as MatrixPower
from symbolic.functions.power import matrix_power as matrix_power
from symbolic.functions.signfunction import signm as signm
from symbolic.functions.spectral import Component as Component
from symbolic.functions.spectral import SpectralForm as SpectralForm
from symbolic.functions.spectral import spectral_form as spectral_form
from symbolic.functions.squareroot import SquareRoot as SquareRoot
from symbolic.functions.squareroot import sqrtm as sqrtm
from symbolic.functions.squareroot import square_root as square_root
from symbolic.generic.form import GenericJordanForm as GenericJordanForm
from symbolic.generic.form import generic_jordan_form as generic_jordan_form
from symbolic.generic.functions import GenericExponential as GenericExponential
from symbolic.generic.functions import GenericPower as GenericPower
from symbolic.interop import from_float as from_float
from symbolic.lowrank import LowRankUpdate as LowRankUpdate
from symbolic.lowrank import determinant_lemma as determinant_lemma
from symbolic.lowrank import low_rank_update as low_rank_update
from symbolic.lowrank import sherman_morrison as sherman_morrison
from symbolic.lowrank import woodbury as woodbury
from symbolic.matrices.columns import ColumnMatrix as ColumnMatrix
from symbolic.matrices.columns import RowMatrix as RowMatrix
from symbolic.matrices.elimination import EchelonForm as EchelonForm
from symbolic.matrices.elimination import GenericRank as GenericRank
from symbolic.matrices.elimination import det as det
from symbolic.matrices.elimination import inverse as inverse
from symbolic.matrices.elimination import nullspace as nullspace
from symbolic.matrices.elimination import rank as rank
from symbolic.matrices.elimination import rref as rref
from symbolic.matrices.elimination import solve as solve
from symbolic.matrices.elimination import solve_any as solve_any
from symbolic.matrices.lu import LU as LU
from symbolic.matrices.lu import lu as lu
from symbolic.matrices.matrix import ExactMatrix as ExactMatrix
from symbolic.matrices.matrix import block_diagonal as block_diagonal
from symbolic.matrices.matrix import diagonal as diagonal
from symbolic.matrices.matrix import hstack as hstack
from symbolic.matrices.matrix import identity as identity
from symbolic.matrices.matrix import vstack as vstack
from symbolic.matrices.matrix import zero as zero
from symbolic.parsing import parse_number as parse_number
from symbolic.parsing import parse_polynomial as parse_polynomial
from symbolic.reading import matrix as matrix
from symbolic.scalars.fields import NumberField as NumberField
from symbolic.scalars.numbers import AlgebraicNumber as AlgebraicNumber
from symbolic.scalars.numbers import I as I
from symbolic.scalars.numbers import exact as exact
from symbolic.scalars.numbers import rational as rational
from symbolic.scalars.numbers import root as root
from symbolic.scalars.numbers import sqrt as sqrt
from symbolic.scalars.parameters import RationalFunction as RationalFunction
from symbolic.scalars.parameters import parameter as parameter
from symbolic.scalars.polynomials import Polynomial as Polynomial
from symbolic.scalars.radicals import radicals as radicals
from symbolic.scalars.substitution import substitute as substitute
from symbolic.structured.vandermonde import Vandermonde as Vandermonde
from symbolic.structured.vandermonde import vandermonde as vandermonde
from symbolic.svd import SVD as SVD
from symbolic.svd import norm as norm
from symbolic.svd import singular_values as singular_values
from symbolic.svd import svd as svd

__all__ = [
    "LU",
    "SVD",
    "AlgebraicNumber",
    "ColumnMatrix",
    "Component",
    "ConditionError",
    "DomainError",
    "EchelonForm",
    "EigenvalueStructure",
    "ExactError",
    "ExactMatrix",
    "Existence",
    "FrobeniusForm",
    "GenericExponential",
    "GenericJordanForm",
    "GenericPower",
    "GenericRank",
    "I",
    "InexactInputError",
    "InputError",
    "JordanBlock",
    "JordanChain",
    "JordanForm",
    "LowRankUpdate",
    "MatrixExponential",
    "MatrixFunction",
    "MatrixPower",
    "MissingDependencyError",
    "NoLogarithmError",
    "NoSolutionError",
    "NoSquareRootError",
    "NoSuchObjectError",
    "NotDiagonalizableError",
    "NotSquareError",
    "NumberField",
    "ParseError",
    "Polynomial",
    "PolynomialMatrix",
    "PolynomialSmithForm",
    "RationalFunction",
    "RealJordanForm",
    "RowMatrix",
    "ShapeError",
    "Similarity",
    "SingularMatrixError",
    "SmithForm",
    "SpectralForm",
    "SquareRoot",
    "UnableError",
    "UndefinedFunctionError",
    "Vandermonde",
    "ascent_sequence",
    "block_diagonal",
    "characteristic_matrix",
    "charpoly",
    "det",
    "determinant_lemma",
    "diagonal",
    "diagonalize",
    "eigenvalue_structure",
    "eigenvalues",
    "exact",
    "expm",
    "frobenius_form",
    "from_float",
    "generic_jordan_form",
    "hstack",
    "identity",
    "inverse",
    "is_diagonalizable",
    "is_similar",
    "jordan_form",
    "logarithm_exists",
    "logm",
    "low_rank_update",
    "lu",
    "matrix",
    "matrix_function",
    "matrix_power",
    "minpoly",
    "norm",
    "nullspace",
    "parameter",
    "parse_number",
    "parse_polynomial",
    "radicals",
    "rank",
    "rational",
    "real_jordan_form",
    "real_logarithm_exists",
    "real_square_root_exists",
    "root",
    "rref",
    "segre_characteristic",
    "sherman_morrison",
    "signm",
    "singular_values",
    "smith_form",
    "solve",
    "solve_any",
    "spectral_form",
    "sqrt",
    "sqrtm",
    "square_root",
    "square_root_exists",
    "substitute",
    "svd",
    "trace",
    "vandermonde",
    "vstack",
    "weyr_characteristic",
    "woodbury",
    "zero",
]
