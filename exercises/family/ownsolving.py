"""Answers and worked solutions that are derived for a problem of one's own: `solve = "jordan"` and the like."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from exercises.derivation import Derivation
from exercises.family.problem import texts_of
from exercises.grading.question import Question
from symbolic.errors import ExactError, InputError

Values = Mapping[str, Any]
Found = tuple[Any, dict[str, str], Any]  # the answer, data of the law beside the givens, what `derive` writes from
POINTS = 4


def _wrapped(kind: str, value: Any, answer: Any, values: Values, **data: str) -> Found:
    from verify import Answer
    return answer, data, Answer(kind, values["A"], value, values.get("b"))


def _jordan(values: Values) -> Found:
    from symbolic import jordan_form
    form: Any = jordan_form(values["A"])
    return {"P": form.P, "J": form.J}, {}, form


def _svd(values: Values) -> Found:
    from symbolic import svd
    form: Any = svd(values["A"])
    return {"U": form.U, "S": form.S, "V": form.V}, {}, form


def _lu(values: Values) -> Found:
    from symbolic import lu
    form: Any = lu(values["A"])
    return _wrapped("lu", form, {"P": form.P, "L": form.L, "U": form.U}, values)


def _functions(variable: str) -> Callable[[Values], Found]:
    def found(values: Values) -> Found:
        import sympy

        from symbolic import expm, matrix_power
        form: Any = (expm if variable == "t" else matrix_power)(values["A"])
        table: Any = form.to_sympy(sympy.Symbol(variable))
        rows = [[str(table[i, j]).replace(" ", "").replace("**", "^") for j in range(table.cols)] for i in range(table.rows)]
        return "; ".join(" ".join(row) for row in rows), {"variable": variable}, form
    return found


def _alone(kind: str, letter: str = "") -> Callable[[Values], Found]:
    def found(values: Values) -> Found:
        import symbolic
        value: Any = getattr(symbolic, {"log": "logm", "sqrt": "sqrtm"}.get(kind, kind))(*(
            (values["A"], values["b"]) if kind == "solve" else (values["A"],)))
        exact = value.exact() if hasattr(value, "exact") else value
        return _wrapped(kind, exact, {letter: exact} if letter else exact, values)
    return found


#: solver -> (kind of the answer, what derives it)
SOLVERS: dict[str, tuple[str, Callable[[Values], Found]]] = {
    "jordan": ("jordan", _jordan), "svd": ("svd", _svd), "lu": ("lu", _lu), "exp": ("functions", _functions("t")),
    "power": ("functions", _functions("n")), "inverse": ("inverse", _alone("inverse", "X")), "det": ("value", _alone("det")),
    "rank": ("value", _alone("rank")), "nullspace": ("nullspace", _alone("nullspace", "N")),
    "charpoly": ("polynomial", _alone("charpoly")), "minpoly": ("polynomial", _alone("minpoly")),
    "solve": ("solve", _alone("solve", "x")), "sqrt": ("sqrt", _alone("sqrt", "X")), "log": ("matrix", _alone("log")),
}


def solution_of(solver: str, values: Values) -> tuple[Question, Derivation]:
    """Return the question and its worked solution.

    Raises:
        InputError: the solver is not known, its matrix is missing, or it finds no answer that fits a page.

    >>> from symbolic import matrix
    >>> solution_of("det", {"A": matrix("1 2; 3 4")})[0].answer
    {'': '-2'}
    """
    from exercises.deriving import derive
    if solver not in SOLVERS:
        raise InputError(f"solve: {solver!r} is not known; known are {', '.join(sorted(SOLVERS))}")
    needs = ("A", "b") if solver == "solve" else ("A",)
    if missing := [k for k in needs if k not in values]:
        raise InputError(f"solve: {solver} works on {' and '.join(needs)}, and {missing[0]} is not given")
    kind, find = SOLVERS[solver]
    try:
        answer, data, form = find(values)
        done = derive(form)
    except ExactError as error:
        raise InputError(f"solve: {error}") from error
    law = {k: str(values[k]) for k in needs} | data if kind not in ("value", "matrix", "polynomial") else data
    return Question(kind, law, texts_of(answer), POINTS, decimals=False), done
