"""A script that shows one finding to people who have never heard of this project: numpy, scipy and the standard library only."""
from __future__ import annotations

from typing import TYPE_CHECKING

from verify.oracle.calling import plain_call
from verify.oracle.case import Case, Named, leaves, show
from verify.oracle.report import Row, clip
from verify.oracle.values import Entry, Value, short

if TYPE_CHECKING:
    from verify.oracle.auditing import Audit

COMPARE = """\
def flat(x):
    return [complex(v) for v in np.asarray(x.toarray() if hasattr(x, 'toarray') else x).ravel()]

got, want = flat(returned), [complex(float(a), float(b)) for a, b in truth]
scale = sum(abs(t) ** 2 for t in want) ** 0.5 or 1.0
print('relative error:', sum(abs(g - t) ** 2 for g, t in zip(got, want)) ** 0.5 / scale)
"""


def script(job: Audit, case: Case, row: Row) -> str:
    """The script for one case; it prints what is returned, what is true, and the condition number.

    >>> from verify.oracle.auditing import prepare
    >>> import numpy as np
    >>> job = prepare("numpy.linalg.inv")
    >>> case = Case((np.array([[1.0, 2.0], [2.0, 4.0]]),))
    >>> print(script(job, case, job.row(case)).splitlines()[0])
    # numpy.linalg.inv: ...
    """
    truth = job.truth(case)
    other = bool(truth and row.truth and row.truth != clip(truth.text))  # another one of several right answers is nearer
    value = None if truth is None or not truth.exists or other else truth.value
    lines = [f"# {row.target}: {row.verdict}", f"# {row.reason}",
             *(f"# tried with {name} {number}" for name, number in _versions(job).items()), ""]
    lines += _imports(job, case, value)
    lines += ["", f"arguments = {_arguments(case)}"]
    lines += _call(job, case)
    lines += ["print('returned:')", "print(returned)"]
    if value is not None:
        lines += [f"# {'exact' if not value.radius else 'correct to 50 digits'}: (real part, imaginary part), row by row",
                  f"truth = {_truth(value)}", "print('truth:')",
                  "print([float(a) if not b else complex(float(a), float(b)) for a, b in truth])", COMPARE.rstrip()]
    else:
        lines += [f"print({'truth: ' + (row.truth if other else '' if truth is None else truth.text)!r})"]
    if row.kappa is not None:
        lines += [f"print({f'condition number ({row.kappa_name}): {row.kappa:.6g}'!r})" if row.kappa_name
                  else f"print('condition number: {row.kappa:.6g}')"]
    return "\n".join(lines) + "\n"


def _versions(job: Audit) -> dict[str, str]:
    from verify.oracle.auditing import versions
    return versions(job.target)


def _imports(job: Audit, case: Case, value: Value | None) -> list[str]:
    path = job.target.name.replace(":", ".")
    module = job.target.name.partition(":")[0] if ":" in job.target.name else path.rpartition(".")[0]
    named = [x.path.rpartition(".")[0] for x in leaves((*case.args, *case.options.values())) if isinstance(x, Named)]
    modules = [m for m in dict.fromkeys([module, *named]) if m and m != "numpy" and "<locals>" not in m and m != "__main__"]
    if "<lambda>" in path or "<locals>" in path:
        modules = [m for m in modules if m != module]
    plain = any(m.split(".")[0] == "numpy" for m in [module, *named])
    return [*(["from fractions import Fraction", ""] if value is not None else []), *["import numpy"] * plain,
            "import numpy as np", *(f"import {m}" for m in modules)]


def _arguments(case: Case) -> str:
    inside = "".join(f"{show(x, array='np.array')}, " for x in case.args)
    return f"({inside.rstrip()})"


def _call(job: Audit, case: Case) -> list[str]:
    path = job.target.name.replace(":", ".")
    options = "".join(f", {name}={show(x, array='np.array')}" for name, x in case.options.items())
    lines = []
    if "<" in path:
        lines, path = [f"# put the function under audit here: {path}", "function = ..."], "function"
    if job.target.expression:
        return [f"returned = {job.target.expression}"]
    if job.target.call is not plain_call:
        lines.append("# called through an adapter: turn the arguments into those of the function if need be")
    return [*lines, f"returned = {path}(*arguments{options})"]


def _truth(value: Value) -> str:
    def part(x: object) -> str:
        text = str(x)
        if len(text) <= 60:
            return f"Fraction('{text}')"
        return f"Fraction('{_decimal(x)}')" if value.radius else f"Fraction('{text}')"

    def pair(entry: Entry) -> str:
        return f"({part(entry[0])}, {part(entry[1])})"
    return "[" + ",\n         ".join(pair(e) for e in value.entries) + "]"


def _decimal(x: object) -> str:
    """50 significant digits of a Fraction, as a decimal that Fraction reads."""
    from decimal import Context, Decimal
    from fractions import Fraction
    q = x if isinstance(x, Fraction) else Fraction(str(x))
    return str(Context(prec=50).divide(Decimal(q.numerator), Decimal(q.denominator)))


def shown(value: Value) -> list[str]:
    """The entries for the eye, row by row."""
    return [short(e) for e in value.entries]
