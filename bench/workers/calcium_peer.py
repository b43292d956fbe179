"""Calcium, through ctypes on the FLINT library that the python-flint wheel carries.

This is no public interface of python-flint: the layout of the structures is that of FLINT 3.x
(fmpz_mat and ca_mat are {entries, rows, columns, stride}).
"""
from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import flint
from protocol import Task, serve

ROOM = 1 << 16  # more than any FLINT context needs


class Mat(ctypes.Structure):
    """A matrix of FLINT: fmpz_mat_struct and ca_mat_struct have the same shape."""

    _fields_ = (("entries", ctypes.c_void_p), ("r", ctypes.c_long), ("c", ctypes.c_long), ("stride", ctypes.c_long))


def library() -> ctypes.CDLL:
    """The libflint beside python-flint."""
    folder = Path(flint.__file__).parent.parent
    found = sorted(folder.glob("python_flint.libs/libflint*")) + sorted(folder.glob("flint/.dylibs/libflint*"))
    if not found:
        raise FileNotFoundError("this build of python-flint does not carry its own libflint")
    return ctypes.CDLL(str(found[0]))


LIB = library()
CONTEXT = ctypes.create_string_buffer(ROOM)
LIB.ca_ctx_init(CONTEXT)


def read(rows: Any) -> Mat:
    """A ca_mat from integer rows."""
    n = len(rows)
    integers, a = Mat(), Mat()
    LIB.fmpz_mat_init(ctypes.byref(integers), ctypes.c_long(n), ctypes.c_long(n))
    for i, row in enumerate(rows):
        for j, x in enumerate(row):
            at = integers.entries + ctypes.sizeof(ctypes.c_long) * (i * integers.stride + j)
            LIB.fmpz_set_si(ctypes.c_void_p(at), ctypes.c_long(x))
    LIB.ca_mat_init(ctypes.byref(a), ctypes.c_long(n), ctypes.c_long(n), CONTEXT)
    LIB.ca_mat_set_fmpz_mat(ctypes.byref(a), ctypes.byref(integers), CONTEXT)
    return a


def jordan(a: Mat) -> tuple[Mat, Mat]:
    """J and P with A P = P J."""
    j, p = Mat(), Mat()
    for m in (j, p):
        LIB.ca_mat_init(ctypes.byref(m), ctypes.c_long(a.r), ctypes.c_long(a.c), CONTEXT)
    if not LIB.ca_mat_jordan_form(ctypes.byref(j), ctypes.byref(p), ctypes.byref(a), CONTEXT):
        raise ArithmeticError("ca_mat_jordan_form gave no result")
    return j, p


def law(a: Mat, value: tuple[Mat, Mat]) -> dict[str, Any]:
    """A P = P J, decided by Calcium itself (0 is its code for true)."""
    left, right = Mat(), Mat()
    for m in (left, right):
        LIB.ca_mat_init(ctypes.byref(m), ctypes.c_long(a.r), ctypes.c_long(a.c), CONTEXT)
    if a.r > 16:
        return {"law": None}
    LIB.ca_mat_mul(ctypes.byref(left), ctypes.byref(a), ctypes.byref(value[1]), CONTEXT)
    LIB.ca_mat_mul(ctypes.byref(right), ctypes.byref(value[1]), ctypes.byref(value[0]), CONTEXT)
    return {"law": LIB.ca_mat_check_equal(ctypes.byref(left), ctypes.byref(right), CONTEXT) == 0}


TASKS: dict[str, Task] = {"jordan": (read, jordan, law)}

if __name__ == "__main__":
    serve(TASKS)
