"""The questions `eigenproof solve` answers: which function of `symbolic`, and what its answer consists of."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from exercises.commands import systems

if TYPE_CHECKING:
    from exercises.commands.claims import Claims
    from exercises.commands.request import Request

# The summands of a closed form, with x the eigenvalue at the root a of f.
SUMMAND = {"t": "e^(x t) t^j/j! N_j(a)/f'(a)", "n": "C(n,j) x^(n-j) N_j(a)/f'(a), with 0^0 = 1,"}
Parts = dict[str, Any]  # label -> ExactMatrix, number, polynomial, sympy matrix, list or text


@dataclass(frozen=True)
class Kind:
    """One question: `function` names the function of `symbolic`, `parts` takes its result apart for printing.

    With `wrapped` the function returns a plain value (a number, a matrix), and the question travels with it to the
    checker as an `Answer`. `needs` and `takes` name the options that the question must and may have. A kind with `ask`,
    written "module:function", is answered there: parts and claims from a `Request`.
    """

    summary: str
    function: str
    parts: Callable[[Any], Parts] = dict
    wrapped: bool = False
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    ask: str = ""

    def asked(self, request: Request) -> tuple[Parts, Claims]:
        """The answer of a kind with `ask`."""
        module, function = self.ask.split(":")
        found: tuple[Parts, Claims] = getattr(import_module(f"exercises.commands.{module}"), function)(request)
        return found


def attributes(*names: str) -> Callable[[Any], Parts]:
    """The named attributes of a result, under their own names."""
    return lambda result: {name: getattr(result, name) for name in names}


def alone(label: str) -> Callable[[Any], Parts]:
    """The result itself."""
    return lambda result: {label: result}


def jordan(form: Any) -> Parts:
    """P, J and the blocks; for eigenvalues of degree above 2 the generic chains say it better than P."""
    blocks = [{"eigenvalue": block.eigenvalue, "size": block.size} for block in form.blocks]
    if max((chain.degree for chain in form.chains), default=1) <= 2:
        return {"P": form.P, "J": form.J, "blocks": blocks}
    refuse_variable(form.A, "x", "jordan", "the variable of the polynomials")
    letter = root_letter(form.A)
    return {"blocks": blocks, "chains": [chain_parts(chain, letter) for chain in form.chains],
            "note": f"P and J: in the order of the blocks, each root {letter} gives the columns v_1({letter}), .., v_k({letter}) "
                    f"of P and the block J_k({letter}) of J"}


def eigenvalue_parts(form: Any) -> Parts:
    """The distinct eigenvalues with their algebraic and geometric multiplicities."""
    found: dict[Any, list[int]] = {}
    for block in form.blocks:
        found.setdefault(block.eigenvalue, []).append(block.size)
    return {"eigenvalues": [{"eigenvalue": x, "algebraic": sum(sizes), "geometric": len(sizes)}
                            for x, sizes in found.items()]}


def refuse_variable(A: Any, name: str, kind: str, meaning: str) -> None:
    """A parameter must not bear the name of a variable of the answer.

    Raises:
        InputError: it does.
    """
    if name in getattr(A.array, "names", ()):
        from symbolic.errors import InputError
        raise InputError(f"{kind}: rename the parameter {name}, since {name} is {meaning} in the answer")


def root_letter(A: Any) -> str:
    """A letter for a root that is no parameter of A."""
    return next(letter for letter in "arzuvwbcd" if letter not in getattr(A.array, "names", ()))


def chain_parts(chain: Any, letter: str = "a") -> Parts:
    """One chain for all roots of its polynomial: the vectors v_1 .. v_k with entries that are polynomials in a root."""
    from symbolic.scalars.printing import polynomial_text
    if not hasattr(chain, "roots"):  # over Q(parameters): the vectors are matrices of functions, the eigenvalue is the root
        vectors = [[in_root(row, letter) for row in v.entries()] for v in chain.vectors]
        return {"polynomial": str(chain.polynomial), "letter": letter, "roots": "all", "size": chain.size,
                "eigenvalue": letter, "vectors": vectors}
    vectors = [[polynomial_text([int(v[i, j]) for j in range(v.ncols())], "a") for i in range(v.nrows())]
               for v in chain.vectors]
    return {**roots_of(chain), "size": chain.size, "vectors": vectors}


def roots_of(part: Any) -> Parts:
    """The polynomial of a chain or component, which of its roots are meant, and the eigenvalue in terms of a root a."""
    from symbolic.scalars.printing import polynomial_text
    return {"polynomial": polynomial_text(part.polynomial.coeffs(), "x"),
            "letter": "a",
            "roots": "all" if len(part.roots) == part.degree else list(part.roots),
            "eigenvalue": polynomial_text(part.eigenvalue.coeffs(), "a")}


def in_root(coefficients: list[Any], letter: str = "a") -> str:
    """A polynomial in the root whose coefficients are functions of parameters.

    >>> in_root(["p", 0, "q-1"]), in_root([-1, 0, 1], "r"), in_root([0, 1])
    ('p + (q-1)*a^2', '-1 + r^2', 'a')
    """
    terms = []
    for k, c in enumerate(coefficients):
        power = "" if k == 0 else letter if k == 1 else f"{letter}^{k}"
        text = str(c)
        if text == "0":
            continue
        simple = re.fullmatch(r"-?\w+", text) is not None
        terms.append(text if not power and simple else power if power and text == "1"
                     else f"{text if simple else f'({text})'}{'*' if power else ''}{power}")
    return " + ".join(terms) or "0"


def closed(variable: str, label: str) -> Callable[[Any], Parts]:
    """A closed form in one variable, as a SymPy matrix."""
    def parts(result: Any) -> Parts:
        import sympy
        components = getattr(result, "components", ())
        if max((c.degree for c in components), default=1) > 2:
            return {label: f"the sum of {SUMMAND[variable]} over the roots a of each f and over j",
                    "components": [component_parts(c) for c in components]}
        settings = {"real": True} if variable == "t" else {"integer": True, "nonnegative": True}
        return {label: result.to_sympy(sympy.Symbol(variable, **settings))}
    return parts


def component_parts(component: Any) -> Parts:
    """The matrices N_j, whose entries are polynomials in a root."""
    from fractions import Fraction

    from symbolic.scalars.printing import polynomial_text
    n, den = component.parts[0][0].nrows(), component.denominator
    matrices = [[[polynomial_text([Fraction(int(numerator[r, c]), den) for numerator in part], "a")
                  for c in range(n)] for r in range(n)] for part in component.parts]
    return {**roots_of(component), "N": matrices}


def similarity(found: Any) -> Parts:
    """The transform, or the polynomial whose powers have different ranks at A and at B."""
    if found.similar:
        return {"similar": "yes", "T": found.transform}
    return {"similar": "no", "polynomial": found.polynomial, "ranks at A and at B": found.ranks}


ELIMINATION = {
    "det": Kind("determinant", "det", alone("det A"), wrapped=True),
    "inverse": Kind("A^-1", "inverse", alone("A^-1"), wrapped=True),
    "lu": Kind("P A = L U", "lu", attributes("P", "L", "U"), wrapped=True),
    "nullspace": Kind("basis of the kernel, as columns", "nullspace", alone("N"), wrapped=True),
    "pinv": Kind("pseudoinverse A^+", "pseudoinverse", ask="singular:pseudoinverse"),
    "rank": Kind("rank", "rank", alone("rank A"), wrapped=True),
    "rref": Kind("reduced row echelon form", "rref", attributes("R", "pivots"), wrapped=True),
    "solve": Kind("all solutions of A x = b (give --b)", "solve", systems.parts, needs=("b",)),
}
FORMS = {
    "charpoly": Kind("characteristic polynomial det(xI - A)", "charpoly", alone("det(xI - A)"), wrapped=True),
    "eigenvalues": Kind("eigenvalues with their multiplicities", "jordan_form", eigenvalue_parts),
    "frobenius": Kind("A P = P F, F of companion blocks", "frobenius_form", attributes("P", "F")),
    "jordan": Kind("A = P J P^-1 with the blocks", "jordan_form", jordan),
    "minpoly": Kind("minimal polynomial", "minpoly", alone("minimal polynomial"), wrapped=True),
    "real-jordan": Kind("A = P J P^-1 with real P and J", "real_jordan_form", attributes("P", "J")),
    "similar": Kind("is A = T B T^-1, and with which T (give --B)", "is_similar", similarity, wrapped=True, needs=("B",)),
    "smith": Kind("U A V = S with its transforms", "smith_form", attributes("U", "S", "V")),
}
FUNCTIONS = {
    "exp": Kind("e^(tA) as a closed form in t", "expm", closed("t", "e^(tA)")),
    "log": Kind("principal logarithm, if there is one", "logm", lambda result: {"log A": result.to_sympy()}),
    "power": Kind("A^n as a closed form in n (or at --at N)", "matrix_power", closed("n", "A^n"), takes=("at",)),
    "sign": Kind("matrix sign function", "signm", alone("sign A"), wrapped=True),
    "sqrt": Kind("principal square root, if there is one", "sqrtm", alone("sqrt A"), wrapped=True),
}
SINGULAR = {
    "approximate": Kind("best approximation of rank --rank R, and its error", "best_approximation", needs=("rank",),
                        takes=("ord",), ask="singular:approximate"),
    "cond": Kind("condition number (--ord 1, 2, inf, fro)", "condition_number", takes=("ord",), ask="singular:condition"),
    "norm": Kind("norm (--ord 1, 2, inf, fro)", "norm", takes=("ord",), ask="singular:norm"),
    "polar": Kind("A = U H, U orthogonal, H = (A^T A)^(1/2)", "polar", ask="singular:polar"),
    "singular": Kind("singular values, descending", "singular_values", ask="singular:singular_values"),
    "svd": Kind("A = U S V^T", "svd", attributes("U", "S", "V")),
    "worst-case": Kind("right side and change that attain cond (--ord)", "worst_case_rhs", takes=("ord",),
                       ask="singular:worst_case"),
}
SYSTEMS = {
    "kalman": Kind("reachable and observable parts (give --B and --C)", "kalman_decomposition", needs=("B", "C"),
                   ask="dynamics:kalman"),
    "krylov": Kind("span of b, A b, .. and minimal polynomial of b (give --b)", "krylov_space", needs=("b",),
                   ask="dynamics:krylov"),
    "lyapunov": Kind("P with A^T P + P A = -Q (--Q, else I)", "lyapunov", takes=("Q",), ask="dynamics:lyapunov"),
    "stability": Kind("does e^(tA), or A^n (--discrete), tend to 0", "stability", takes=("discrete",),
                      ask="dynamics:stability"),
    "stein": Kind("P with P - A^T P A = Q (--Q, else I)", "stein", takes=("Q",), ask="dynamics:stein"),
    "transfer": Kind("C (sI - A)^-1 B + D and its poles (give --B and --C)", "transfer_function", needs=("B", "C"),
                     takes=("D",), ask="dynamics:transfer"),
}
STRUCTURE = {
    "displacement": Kind("displacement and its rank, of toeplitz([2, 1], [2, 3]) ..", "displacement",
                         ask="structures:displacement"),
    "recognise": Kind("which structures A has, and what stands against the others", "is_toeplitz",
                      ask="structures:recognise"),
}
GROUPS = {"Elimination": ELIMINATION, "Eigenvalues and forms": FORMS, "Functions of a matrix": FUNCTIONS,
          "Singular values": SINGULAR, "Linear systems": SYSTEMS, "Structure": STRUCTURE}
KINDS = {name: kind for group in GROUPS.values() for name, kind in group.items()}
OPTIONS = {option: ", ".join(name for name, kind in KINDS.items() if option in kind.needs + kind.takes)
           for option in ("b", "B", "C", "D", "Q", "ord", "rank", "discrete", "at")}
