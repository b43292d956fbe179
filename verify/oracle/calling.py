"""Calling foreign code: with a time limit, with its warnings, prints and exceptions caught, on copies of the arguments."""
from __future__ import annotations

import contextlib
import copy
import io
import signal
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from verify.oracle.case import Case, Named, leaves
from verify.oracle.judging import Outcome

QUIET = (DeprecationWarning, PendingDeprecationWarning, FutureWarning, ImportWarning, ResourceWarning)  # not about the answer
MAX_PRINTED = 300
KNOWN = {"numpy", "scipy", "mpmath", "flint", "sympy", "symbolic"}  # packages whose objects are read as they are


class OutOfTime(BaseException):
    """Not an Exception, so that `except Exception` in the code under audit does not swallow it."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` in the main thread after `seconds`; without effect where there is no SIGALRM."""
    usable = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not usable or seconds <= 0:
        yield
        return

    def stop(_number: int, _frame: Any) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    running, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    start = time.monotonic()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if running:  # somebody else's timer, such as that of a test runner, goes on where it would be now
            signal.setitimer(signal.ITIMER_REAL, max(running - (time.monotonic() - start), 0.001))


def fresh(x: Any) -> Any:
    """A copy of an argument that the code under audit may overwrite; a `Named` becomes its function."""
    if isinstance(x, Named):
        return x.load()
    if isinstance(x, (tuple, list)):
        return type(x)(fresh(part) for part in x)
    return copy.deepcopy(x)


def plain(x: Any) -> Any:
    """A returned object as plain arrays where it is one in another form, inside tuples and lists too.

    These are numpy.matrix, sparse matrices of scipy, and what foreign packages let numpy.asarray read.

    >>> plain((1.5, [2, 3]))
    (1.5, [2, 3])
    """
    import numpy as np
    if isinstance(x, (tuple, list)):
        parts = [plain(part) for part in x]
        same = all(a is b for a, b in zip(parts, x, strict=True))
        return x if same else tuple(parts) if isinstance(x, tuple) else parts
    if type(x).__module__.startswith("scipy.sparse") and hasattr(x, "toarray"):
        return x.toarray()
    foreign = hasattr(type(x), "__array__") and type(x).__module__.split(".")[0] not in KNOWN
    if not foreign and not isinstance(x, np.matrix):
        return x
    try:
        return np.asarray(x)
    except Exception:  # noqa: BLE001 - then it is judged as it is
        return x


def changed(before: Any, after: Any) -> bool:
    """Whether an array among the leaves is another one, in any byte."""
    pairs = zip(leaves((before,)), leaves((after,)), strict=False)
    return any(a.shape != b.shape or a.dtype != b.dtype or a.tobytes() != b.tobytes()
               for a, b in pairs if hasattr(a, "tobytes") and hasattr(b, "tobytes"))


def watched_call(function: Callable[..., Any], case: Case, seen: list[str]) -> Any:
    """`plain_call`, which writes the arguments that were changed in place into `seen`, also when the call raises."""
    args, options = [fresh(x) for x in case.args], {k: fresh(x) for k, x in case.options.items()}
    try:
        return function(*args, **options)
    finally:
        seen += [str(k) for k, (a, b) in enumerate(zip(case.args, args, strict=True), 1) if changed(a, b)]
        seen += [k for k, x in case.options.items() if changed(x, options[k])]


def plain_call(function: Callable[..., Any], case: Case) -> Any:
    """function(*args, **options) on copies."""
    return function(*(fresh(x) for x in case.args), **{k: fresh(x) for k, x in case.options.items()})


def run(function: Callable[..., Any], case: Case, call: Callable[[Callable[..., Any], Case], Any] = plain_call,
        limit: float = 2.0) -> Outcome:
    """The outcome of one call; nothing that the code under audit does escapes, but KeyboardInterrupt.

    >>> run(lambda x: 1 / x, Case((0,))).exception
    'ZeroDivisionError: division by zero'
    """
    start, printed = time.perf_counter(), io.StringIO()
    returned, exception, timeout = None, "", False
    seen: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            with time_limit(limit), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                returned = plain(watched_call(function, case, seen) if call is plain_call else call(function, case))
        except OutOfTime:
            timeout = True
        except Exception as error:  # noqa: BLE001 - whatever it raises is what is recorded
            exception = f"{type(error).__name__}: {error}".strip().splitlines()[0][:200]
        except SystemExit as error:
            exception = f"SystemExit: {error}"
    heard = tuple(f"{w.category.__name__}: {str(w.message)[:160]}" for w in caught if not issubclass(w.category, QUIET))
    return Outcome(returned, exception, timeout, is_finite(returned), heard, printed.getvalue().strip()[:MAX_PRINTED],
                   time.perf_counter() - start,
                   f"changed its argument{'s' * (len(seen) > 1)} {' and '.join(seen)} in place" if seen else "")


def is_finite(x: Any) -> bool:
    """Whether no number in a returned object is NaN or infinite; objects that are no arrays count as finite."""
    import numpy as np
    if x is None:
        return True
    if isinstance(x, (tuple, list)):
        return all(is_finite(part) for part in x)
    try:
        found = np.asarray(x)
        return bool(np.isfinite(found).all()) if found.dtype.kind in "fc" else True
    except Exception:  # noqa: BLE001 - an object of foreign code may raise what it likes; that it cannot be read is judged
        return True
