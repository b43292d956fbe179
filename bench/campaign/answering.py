"""One peer, asked over pipes: a line [question, rows] comes in, a line {"answer": ..} goes out, null when it cannot.

Run as a file under the Python of the peer: standard library and the peer only. The first line says the version.
"""
from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Answers = dict[str, Callable[[Any], Any]]


def plain(x: Any) -> Any:
    """Numbers as text, in nested lists."""
    return [plain(y) for y in x] if isinstance(x, list | tuple) else str(x)


def runs(diagonal: list[str], ones: list[bool]) -> list[list[str]]:
    """Jordan blocks [eigenvalue, size], sorted, from the diagonal of J and from where the ones above it are."""
    out: list[list[Any]] = []
    for i, z in enumerate(diagonal):
        if i and ones[i - 1]:
            out[-1][1] += 1
        else:
            out.append([z, 1])
    return sorted([z, str(size)] for z, size in out)


def blocks_of(J: Any, n: int) -> list[list[str]]:
    """The blocks of a Jordan matrix that is indexed by pairs."""
    return runs([str(J[i, i]) for i in range(n)], [J[i, i + 1] != 0 for i in range(n - 1)])


def sympy() -> tuple[str, Answers]:
    """SymPy on whatever ground types it finds."""
    import sympy as sp
    from sympy.matrices.normalforms import smith_normal_form

    def invariant(rows: Any) -> Any:
        S = smith_normal_form(sp.Matrix(rows), domain=sp.ZZ)
        return [abs(S[i, i]) for i in range(min(S.shape)) if S[i, i] != 0]
    return f"{sp.__version__}", {
        "blocks": lambda rows: blocks_of(sp.Matrix(rows).jordan_form(calc_transform=False), len(rows)),
        "det": lambda rows: sp.Matrix(rows).det(),
        "rank": lambda rows: sp.Matrix(rows).rank(),
        "inverse": lambda rows: sp.Matrix(rows).inv().tolist(),
        "charpoly": lambda rows: sp.Matrix(rows).charpoly().all_coeffs()[::-1],
        "smith": invariant,
    }


def sage() -> tuple[str, Answers]:
    """Sage (passagemath), matrices over Q and over Z."""
    import sage.all__sagemath_modules
    import sage.all__sagemath_pari  # noqa: F401  # jordan_form needs it
    from sage.matrix.constructor import matrix
    from sage.rings.integer_ring import ZZ
    from sage.rings.rational_field import QQ
    from sage.version import version

    def blocks(rows: Any) -> Any:
        return blocks_of(matrix(QQ, rows).jordan_form(subdivide=False), len(rows))
    return f"{version}", {
        "blocks": blocks,
        "det": lambda rows: matrix(QQ, rows).det(),
        "rank": lambda rows: matrix(QQ, rows).rank(),
        "inverse": lambda rows: [list(row) for row in matrix(QQ, rows).inverse()],
        "charpoly": lambda rows: list(matrix(QQ, rows).charpoly()),
        "smith": lambda rows: [d for d in matrix(ZZ, rows).elementary_divisors() if d],
    }


def calcium() -> tuple[str, Answers]:
    """Calcium through the FLINT that python-flint carries, by the worker of the table."""
    import ctypes

    import flint
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "workers"))
    import calcium_peer as c

    ref, context, lib = ctypes.byref, c.CONTEXT, c.LIB
    lib.ca_get_str.restype = ctypes.c_void_p

    def text(entry: int) -> str:
        pointer = lib.ca_get_str(ctypes.c_void_p(entry), context)
        out = ctypes.string_at(pointer).decode()
        lib.flint_free(ctypes.c_void_p(pointer))
        return re.sub(r".*{(.*)}", r"\1", out)  # it writes 0.333333 {1/3}

    def at(m: Any, i: int, j: int) -> int:
        return int(lib.ca_mat_entry_ptr(ref(m), ctypes.c_long(i), ctypes.c_long(j)))

    def new(m: int, n: int) -> Any:
        out = c.Mat()
        lib.ca_mat_init(ref(out), ctypes.c_long(m), ctypes.c_long(n), context)
        return out
    lib.ca_mat_entry_ptr.restype = ctypes.c_void_p

    def read(rows: Any) -> Any:
        if any(abs(x) >= WORD for row in rows for x in row):
            raise OverflowError("the worker reads machine words")
        return c.read(rows)

    def blocks(rows: Any) -> Any:
        J, n = c.jordan(read(rows))[0], len(rows)
        return runs([text(at(J, i, i)) for i in range(n)], [text(at(J, i, i + 1)) != "0" for i in range(n - 1)])

    def inverse(rows: Any) -> Any:
        n = len(rows)
        X = new(n, n)
        if lib.ca_mat_inv(ref(X), ref(read(rows)), context) != 0:
            return None
        return [[text(at(X, i, j)) for j in range(n)] for i in range(n)]

    def det(rows: Any) -> Any:
        d = new(1, 1)
        lib.ca_mat_det(ctypes.c_void_p(at(d, 0, 0)), ref(read(rows)), context)
        return text(at(d, 0, 0))

    def rank(rows: Any) -> Any:
        found, side = ctypes.c_long(), max(len(rows), len(rows[0]))
        square = [[*row, *[0] * (side - len(row))] for row in rows] + [[0] * side] * (side - len(rows))  # all that `read` takes
        return found.value if lib.ca_mat_rank(ref(found), ref(read(square)), context) else None
    return f"in python-flint {flint.__version__}", {"blocks": blocks, "det": det, "rank": rank, "inverse": inverse}


GIAC_SECONDS, WORD = 4.0, 1 << 62
GIAC = {
    "det": "det(A)",
    "rank": "rank(A)",
    "inverse": "inv(A)",
    "charpoly": "symb2poly(charpoly(A,x),x)",
    "smith": "ismith(A)[1]",
    "blocks": "jordan(A)[1]",
}


def mortal() -> None:
    """Limit the processor time of a child: it ends by itself when this process is killed and can no longer end it."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(GIAC_SECONDS) + 2, int(GIAC_SECONDS) + 3))


def giac_says(command: str, rows: Any) -> Any:
    """The lists of numbers that Giac's program prints; None when it prints anything else."""
    text = "[" + ",".join("[" + ",".join(map(str, row)) + "]" for row in rows) + "]"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "job.giac"
        path.write_text(f'A:={text}:;\nprint("ANSWER",{command}):;\n', encoding="utf-8")
        done = subprocess.run(["giac", str(path)], capture_output=True, text=True, check=False, cwd=folder,
                              stdin=subprocess.DEVNULL, timeout=GIAC_SECONDS, preexec_fn=mortal)
    found = re.search(r"ANSWER,(?:poly1)?([-\d,/\[\]]+)", done.stdout + done.stderr)
    return None if found is None else json.loads(re.sub(r"-?\d+(?:/\d+)?", r'"\g<0>"', found.group(1)))


def giac() -> tuple[str, Answers]:
    """Giac, driven through its program."""
    done = subprocess.run(["giac", "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\d+\.\d+\S*", done.stdout + done.stderr)

    def blocks(rows: Any) -> Any:
        J = giac_says(GIAC["blocks"], rows)
        if J is None:
            return None
        return runs([J[i][i] for i in range(len(J))], [J[i][i + 1] != "0" for i in range(len(J) - 1)])
    answers: Answers = {name: (lambda rows, name=name: giac_says(GIAC[name], rows)) for name in GIAC}

    def smith(rows: Any) -> Any:
        S = giac_says(GIAC["smith"], rows)
        return S and [S[i][i].lstrip("-") for i in range(min(len(S), len(S[0]))) if S[i][i] != "0"]

    def charpoly(rows: Any) -> Any:
        p = giac_says(GIAC["charpoly"], rows)
        return p and p[::-1]
    return found.group(0) if found else "", answers | {"blocks": blocks, "smith": smith, "charpoly": charpoly}


def serve(version: str, answers: Answers) -> None:
    """Answer until the pipe is closed."""
    print(json.dumps({"version": version}), flush=True)
    for line in sys.stdin:
        question, rows = json.loads(line)
        try:
            answer = answers[question](rows) if question in answers else None
        except Exception:  # noqa: BLE001  # a peer that fails has no answer; that is not what is tested
            answer = None
        print(json.dumps({"answer": None if answer is None else plain(answer)}), flush=True)


if __name__ == "__main__":
    serve(*{"sympy": sympy, "sage": sage, "calcium": calcium, "giac": giac}[sys.argv[1]]())
