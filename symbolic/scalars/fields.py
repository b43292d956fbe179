"""Number fields Q[x]/(f) with a chosen complex root of f, and the joining of two of them into one."""
from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from flint import acb, acb_poly, fmpq_mat, fmpq_poly, fmpz_poly

from symbolic.errors import UnableError
from symbolic.scalars.roots import RootSet, precision, root_set
from symbolic.scalars.subfields import root_in

MAX_DEGREE = 64          # of a compositum
MAX_PRODUCT = 128        # of the algebra Q[x, y]/(f, g) it is cut out of
DIRECT = 48              # up to this product the algebra is quicker than a search for one field in the other
MAX_BITS = 1 << 20


class NumberField:
    """Q(theta) = Q[x]/(f): f monic irreducible over Z, theta its root number `root` in the canonical order.

    Two fields are the same object exactly when f and the root agree; use `number_field` to get one.
    """

    __slots__ = ("_modulus", "_roots", "polynomial", "root")

    def __init__(self, polynomial: fmpz_poly, root: int) -> None:
        self.polynomial = polynomial
        self.root = root
        self._modulus = fmpq_poly(polynomial)
        self._roots: RootSet | None = None

    @property
    def degree(self) -> int:
        """Degree over Q."""
        return int(self.polynomial.degree())

    @property
    def is_real(self) -> bool:
        """Whether theta is real."""
        return self.degree == 1 or self.root < self.roots.real_count

    @property
    def roots(self) -> RootSet:
        """The isolated roots of the polynomial."""
        if self._roots is None:
            self._roots = root_set(self.polynomial)
        return self._roots

    def reduce(self, p: fmpq_poly) -> fmpq_poly:
        """The representative of p modulo f."""
        return p % self._modulus if p.degree() >= self.degree else p

    def inverse(self, p: fmpq_poly) -> fmpq_poly:
        """The inverse of a non-zero element."""
        if p.degree() == 0:
            return 1 / p[0] + fmpq_poly([0])
        g, s, _ = p.xgcd(self._modulus)
        return s / g[0]

    def power(self, p: fmpq_poly, n: int) -> fmpq_poly:
        """p^n for n >= 0, by squaring."""
        result = fmpq_poly([1])
        while n:
            result = self.reduce(result * p) if n & 1 else result
            n >>= 1
            p = self.reduce(p * p) if n else p
        return result

    def ball(self, p: fmpq_poly, bits: int) -> acb:
        """The value p(theta) as a ball, computed at `bits` working bits."""
        if p.degree() <= 0:
            with precision(bits):
                return acb(p[0])
        with precision(bits):
            return acb_poly(p)(self.roots.ball(self.root, bits))

    def conjugate(self) -> NumberField:
        """The field of the complex conjugate of theta."""
        if self.is_real:
            return self
        (index,) = self.roots.locate(self.roots.ball(self.root, 64).conjugate())
        return number_field(self.polynomial, index)

    def matrix_of(self, p: fmpq_poly) -> fmpq_mat:
        """Multiplication by p(theta) on the basis 1, theta, ..: column j holds p theta^j."""
        d = self.degree
        columns = []
        for _ in range(d):
            columns.append([p[i] for i in range(d)])
            p = self.reduce(p.left_shift(1))
        return fmpq_mat([[columns[j][i] for j in range(d)] for i in range(d)])

    def __repr__(self) -> str:
        from symbolic.scalars.printing import polynomial_text
        return "QQ" if self.degree == 1 else f"QQ(root({polynomial_text(self.polynomial.coeffs())}, {self.root}))"


@lru_cache(maxsize=4096)
def _field(coefficients: tuple[int, ...], root: int) -> NumberField:
    return NumberField(fmpz_poly(list(coefficients)), root)


def number_field(polynomial: fmpz_poly, root: int) -> NumberField:
    """The field Q[x]/(polynomial) with theta its root number `root`; polynomial monic and irreducible over Z.

    >>> number_field(fmpz_poly([-2, 0, 1]), 1).degree
    2
    """
    if polynomial.degree() == 1:
        return QQ
    return _field(tuple(int(c) for c in polynomial.coeffs()), root)


QQ = NumberField(fmpz_poly([0, 1]), 0)


def find_root(factors: list[fmpz_poly], field: NumberField, p: fmpq_poly) -> tuple[fmpz_poly, int]:
    """Which of pairwise coprime squarefree integer polynomials has p(theta) as a root, and which of its roots it is."""
    return root_near(factors, lambda bits: field.ball(p, bits))


def root_near(factors: list[fmpz_poly], value_at: Callable[[int], acb]) -> tuple[fmpz_poly, int]:
    """The factor and the number of its root that a value is, the value given as a ball at any number of bits."""
    bits = 64
    while bits <= MAX_BITS:
        with precision(bits):
            value = value_at(bits)
            near = [f for f in factors if acb_poly(fmpq_poly(f))(value).contains(0)]
        if len(near) == 1:
            roots = root_set(near[0])
            roots.ball(0, bits)
            hits = roots.locate(value)
            if len(hits) == 1:
                return near[0], hits[0]
        bits *= 2
    raise UnableError("a root could not be told apart from its neighbours", f"{MAX_BITS} bits")


def integral(p: fmpq_poly) -> tuple[fmpz_poly, int]:
    """Monic integer polynomial whose roots are scale * (roots of p), with the least positive `scale` found simply.

    >>> integral(fmpq_poly([-1, 0, 2]))
    (x^2 + (-2), 2)
    """
    numer = p.numer()
    lead, d = int(numer[numer.degree()]), int(numer.degree())
    if lead < 0:
        numer, lead = -numer, -lead
    if lead == 1:
        return numer, 1
    return fmpz_poly([int(numer[i]) * lead ** (d - 1 - i) if i < d else 1 for i in range(d + 1)]), lead


def minimal_polynomial(field: NumberField, p: fmpq_poly) -> fmpz_poly:
    """Primitive minimal polynomial over Q of p(theta), positive leading coefficient."""
    if p.degree() <= 0:
        return fmpq_poly([-p[0], 1]).numer()
    return field.matrix_of(p).minpoly().numer()


def _krylov_coordinates(matrix: fmpq_mat, targets: list[fmpq_mat]) -> list[fmpq_poly]:
    """Write each target as q(matrix) e_0; e_0 must be cyclic."""
    size = matrix.nrows()
    vector, columns = fmpq_mat(size, 1, [1] + [0] * (size - 1)), []
    for _ in range(size):
        columns.append([vector[i, 0] for i in range(size)])
        vector = matrix * vector
    basis = fmpq_mat(size, size, [columns[j][i] for i in range(size) for j in range(size)])
    right = fmpq_mat(size, len(targets), [t[i, 0] for i in range(size) for t in targets])
    found = basis.solve(right)
    return [fmpq_poly([found[i, j] for i in range(size)]) for j in range(len(targets))]


def _kronecker(a: fmpq_mat, b: fmpq_mat) -> fmpq_mat:
    m, n = a.nrows(), b.nrows()
    return fmpq_mat([[a[i // n, j // n] * b[i % n, j % n] for j in range(m * n)] for i in range(m * n)])


def _unit(size: int) -> fmpq_mat:
    return fmpq_mat(size, size, [int(i == j) for i in range(size) for j in range(size)])


@lru_cache(maxsize=512)
def compositum(first: NumberField, second: NumberField) -> tuple[NumberField, fmpq_poly, fmpq_poly]:
    """One field that contains two: (L, theta_1 in L, theta_2 in L).

    A primitive element theta_1 + c theta_2 is found in Q[x, y]/(f, g) by linear algebra; the irreducible factor of
    its characteristic polynomial that vanishes at the chosen roots defines L. When one field contains the other, L is
    that field itself; for large degrees, such as two copies of one normal field, that is looked for first. [Coh93]
    section 4.5.

    Raises:
        UnableError: the degree of L, or the product of the two degrees, is above the stated limits.
    """
    x = fmpq_poly([0, 1])
    if first is second or second is QQ:
        return first, first.reduce(x), (x if first is second else fmpq_poly([0]))
    if first is QQ:
        return second, fmpq_poly([0]), x
    d, e = first.degree, second.degree
    if d * e > DIRECT and (inside := _contained(first, second)) is not None:
        return inside
    if d * e > MAX_PRODUCT:
        raise UnableError(f"the entries need a field whose degree may be {d} * {e} = {d * e}", f"degree {MAX_DEGREE}")
    a = _kronecker(first.matrix_of(x), _unit(e))
    b = _kronecker(_unit(d), second.matrix_of(x))
    for c in (1, -1, 2, -2, 3, -3, 5, 7, 11, 13, 17):
        z = a + b * c
        chi = z.charpoly()
        if chi.gcd(chi.derivative()).degree() == 0:
            break
    factors = [f for f, _ in chi.numer().factor()[1]]
    one = fmpq_mat(d * e, 1, [1] + [0] * (d * e - 1))
    p, q = _krylov_coordinates(z, [a * one, b * one])
    return _cut(first, second, c, factors, p, q)


def _contained(first: NumberField, second: NumberField) -> tuple[NumberField, fmpq_poly, fmpq_poly] | None:
    """The compositum when the chosen root of one polynomial is seen to lie in the field of the other."""
    x = fmpq_poly([0, 1])
    image = root_in(first, second)
    if image is not None:
        return first, x, image
    image = root_in(second, first) if first.degree < second.degree else None
    return None if image is None else (second, image, x)


def _cut(first: NumberField, second: NumberField, c: int, factors: list[fmpz_poly], p: fmpq_poly, q: fmpq_poly,
         ) -> tuple[NumberField, fmpq_poly, fmpq_poly]:
    """Choose the factor for the chosen roots; prefer one of the two given fields as the result."""
    x = fmpq_poly([0, 1])
    h, index = root_near(factors, lambda bits: first.ball(x, bits) + c * second.ball(x, bits))
    if h.degree() > MAX_DEGREE:
        raise UnableError(f"the entries share no field of degree below {h.degree()}", f"degree {MAX_DEGREE}")
    joined = number_field(h, index)
    p, q = joined.reduce(p), joined.reduce(q)
    if h.degree() == first.degree:
        return first, x, rewrite(joined, p, q)
    if h.degree() == second.degree:
        return second, rewrite(joined, q, p), x
    return joined, p, q


def rewrite(field: NumberField, generator: fmpq_poly, value: fmpq_poly) -> fmpq_poly:
    """The polynomial r with value = r(generator), when the generator generates the whole field."""
    d = field.degree
    column = fmpq_mat(d, 1, [value[i] for i in range(d)])
    return _krylov_coordinates(field.matrix_of(generator), [column])[0]
