"""The envelope, the command line, and any JSON: nothing but Accepted, Malformed and Rejected comes out."""
from __future__ import annotations

import copy
import importlib
import json
import random
import runpy
import subprocess
import sys

import pytest

import verify.steps
from tests.source_tree import ROOT
from tests.verify import forge
from tests.verify.forge import leaves
from tests.verify.test_kernel_equations import GAUSS, SIMPLE
from tests.verify.test_kernel_field import gaussian, times_i
from tests.verify.test_kernel_forms import two_parts
from verify.kernel import Accepted, Malformed, Rejected, check
from verify.kernel.__main__ import MAX_DIGITS, main
from verify.kernel.errors import show


def samples():
    rng = random.Random(11)
    return [
        forge.jordan(rng, [([-2, 0, 1], 1), ([3, 1], 2)]), gaussian(), two_parts(), times_i(), GAUSS, SIMPLE,
        forge.frobenius(rng, [[-1, 1], [-2, 3, 0, -2, 1]]), forge.smith_integers(rng, 2, 3, [1, 4]),
        forge.smith_polynomials(rng, 2, 2, [[1], [-1, 0, 1]]),
    ]


def replay(data):
    """Any other exception than the two of the kernel fails the test that calls this."""
    accepted, error = forge.verdict(data)
    assert isinstance(accepted, Accepted) or str(error)
    return type(accepted or error).__name__


# -- hostile data ---------------------------------------------------------------------------------------------------

def deep(depth):
    x = []
    for _ in range(depth):
        x = [x]
    return x


HOSTILE = [None, True, False, 0, -1, 2, 10**400, 1.5, float("nan"), float("inf"), "", "1", "jordan", [], [[]],
    [[], []], {},
           {"f": 1}, [None], [True], [1.0], deep(100_000), [0] * 20_000, {"": {}}, [[0] * 3] * 3]


def nodes(x, path=()):
    yield path
    for key, value in x.items() if isinstance(x, dict) else enumerate(x) if isinstance(x, list) else ():
        yield from nodes(value, (*path, key))


@pytest.mark.parametrize("data", samples(), ids=lambda d: d["kind"] + d.get("ring", ""))
def test_any_value_at_any_place_is_accepted_rejected_or_malformed(data):
    assert replay(data) == "Accepted"
    rng = random.Random(data["kind"])
    places = list(nodes(data))[1:]
    seen = set()
    for path in rng.sample(places, min(60, len(places))):
        for value in HOSTILE:
            mutant = copy.deepcopy(data)
            forge.at(mutant, path[:-1])[path[-1]] = value
            seen.add(replay(mutant))
    assert {"Malformed", "Rejected"} <= seen


@pytest.mark.parametrize("data", samples(), ids=lambda d: d["kind"] + d.get("ring", ""))
def test_missing_and_unknown_keys_and_shuffled_parts(data):
    for key in data:
        assert replay({k: v for k, v in data.items() if k != key}) == "Malformed"
    assert replay({**data, "also": 1}) == "Malformed"
    assert replay({**data, 1: 2}) == "Malformed"
    rng = random.Random(data["kind"])
    paths = [p for p in nodes(data) if isinstance(forge.at(data, p), list)]
    for _ in range(100):
        mutant = copy.deepcopy(data)
        p, q = rng.choice(paths), rng.choice(paths)
        value = copy.deepcopy(forge.at(data, q))
        forge.at(mutant, p[:-1])[p[-1]] = rng.choice([value, value[1:], value[:-1], value + value, value[::-1]])
        replay(mutant)


def random_json(rng, depth):
    kind = rng.randrange(8 if depth else 5)
    if kind > 5:
        return {rng.choice(["kind", "n", "A", "f", "k", "V", "m", "chains", "x"]): random_json(rng, depth - 1)
            for _ in range(3)}
    if kind > 4:
        return [random_json(rng, depth - 1) for _ in range(rng.randrange(4))]
    return rng.choice([0, 1, -1, 7, 10**50, True, None, 0.5, "A", "jordan"])


@pytest.mark.parametrize("data", samples(), ids=lambda d: d["kind"] + d.get("ring", ""))
def test_random_json_in_every_field(data):
    rng = random.Random(7)
    for _ in range(200):
        fuzzed = {key: value if rng.random() < 0.7 else random_json(rng, 4) for key, value in data.items()}
        replay({**fuzzed, "format": data["format"], "version": 1, "kind": data["kind"]})
        replay(random_json(rng, 5))


def test_long_integers_do_not_break_the_messages():
    data = forge.jordan(random.Random(3), [([1, 1], 1), ([2, 1], 1)])
    data["A"][0][0] = 10**6000
    with pytest.raises(Rejected, match="bits"):
        check(data)
    assert show([1, -(2**500)]) == "[1, an integer of 501 bits]"


def test_sizes_cannot_be_claimed_without_the_data():
    """Small files must not make the kernel build large arrays."""
    rows = [[] for _ in range(3000)]
    outer = {"A": {"rows": 3000, "columns": 0, "den": 1, "parts": [rows]},
        "B": {"rows": 0, "columns": 3001, "den": 1, "parts": [[]]}}
    huge = forge.envelope("equation", m=[0, 1], matrices=outer, claims=[[[["A", "B"]], "0"]])
    assert replay(huge) == "Malformed"
    part = {"f": [0] * 5000 + [1], "k": 1, "N": [[[] for _ in range(5000)]]}
    many = forge.envelope("spectral", n=0, A=[], den=1, N_den=1, parts=[part] * 50, s=[1], t=[], q_index=0)
    assert replay(many) == "Malformed"


# -- derivations ------------------------------------------------------------------------------------------------------

DERIVATION = {"format": "eigenproof-derivation", "version": 1, "roots": {}, "nonzero": [], "letters": {}, "laws": [],
              "given": {"A": ["mat", [[["num", "2"]]]]}, "answer": [],
              "steps": [{"sides": [["mul", ["name", "A"], ["name", "A"]], ["mat", [[["num", "4"]]]]], "ops": ["="]}]}


def test_derivations_go_to_the_checker_of_steps():
    accepted = verify.steps.check(DERIVATION)
    assert (accepted.kind, accepted.statement) == ("derivation", "1 facts: EXACT")
    with pytest.raises(Malformed, match=r"verify\.steps"):
        check(DERIVATION)
    with pytest.raises(Malformed):
        verify.steps.check({"format": "eigenproof-derivation"})
    assert verify.steps.check(samples()[0]) == check(samples()[0])


def test_the_checker_of_steps_runs(tmp_path, capsys, monkeypatch):
    importlib.import_module("verify.steps.__main__")  # runs nothing by itself
    monkeypatch.setattr(sys, "argv", ["steps", write(tmp_path, "one.json", [DERIVATION, samples()[0]])])
    with pytest.raises(SystemExit) as info:
        runpy.run_path(str(ROOT / "verify" / "steps" / "__main__.py"), run_name="__main__")
    assert info.value.code == 0
    assert [line.split()[2:4] for line in capsys.readouterr().out.splitlines()] == [["ACCEPTED", "derivation:"], ["ACCEPTED", "jordan:"]]


# -- the command line -----------------------------------------------------------------------------------------------

def write(tmp_path, name, data):
    path = tmp_path / name
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


def test_files_are_replayed_one_line_each(tmp_path, capsys):
    good, bad = samples()[0], copy.deepcopy(samples()[0])
    bad["A"][0][0] += 1
    one, many = write(tmp_path, "one.json", good), write(tmp_path, "many.json", [good, bad, good])
    assert main([one]) == 0
    assert main([one, many]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[1].split()[0] for line in lines] == ["ACCEPTED"] * 3 + ["REJECTED", "ACCEPTED"]
    assert "row 0" in lines[3]
    assert main([write(tmp_path, "wrong.json", [good, {}, good])]) == 2
    assert "MALFORMED" in capsys.readouterr().out
    assert main([]) == 2
    assert "FILE" in capsys.readouterr().out


def test_the_module_runs(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["kernel", write(tmp_path, "one.json", samples()[0])])
    with pytest.raises(SystemExit) as info:
        runpy.run_path(str(ROOT / "verify" / "kernel" / "__main__.py"), run_name="__main__")
    assert info.value.code == 0
    assert "ACCEPTED jordan" in capsys.readouterr().out


@pytest.mark.parametrize("text", [
    b"", b"{", b"\xff\xfe\xff", b"[" * 200_000, b"[" + b"9" * (MAX_DIGITS + 1) + b"]", b'{"kind": 1, "kind": 2}',
        b"[NaN", b"[]", b" [ ]"])
def test_unreadable_files_are_malformed(tmp_path, capsys, text):
    path = tmp_path / "x.json"
    path.write_bytes(text)
    assert main([str(path)]) == 2
    assert "MALFORMED" in capsys.readouterr().out
    assert main([str(tmp_path / "absent.json")]) == 2


def test_a_file_above_the_size_limit_is_not_read(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("verify.kernel.__main__.MAX_BYTES", 10)
    assert main([write(tmp_path, "x.json", samples()[0])]) == 2
    assert "10 bytes" in capsys.readouterr().out


def test_a_fresh_process_needs_the_standard_library_only(tmp_path):
    """-S and -I leave site-packages out; the modules that were loaded are printed by the process itself."""
    data = samples()[0]
    data["den"] = 10**5000  # longer than the limit of Python on the digits of an integer
    sys.set_int_max_str_digits(MAX_DIGITS)
    path = write(tmp_path, "x.json", [*samples(), data])
    code = (f"import sys; sys.path.insert(0, {str(ROOT)!r}); from verify.kernel.__main__ import main;"
            f"code = main([{path!r}]);"
            "print(sorted(m.split('.')[0] for m in sys.modules if not m.startswith('_'))); sys.exit(code)")
    run = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    *lines, modules = run.stdout.splitlines()
    assert len(lines) == len(samples()) + 1
    names = set(eval(modules, {}))  # noqa: S307 -- printed by the line above
    assert names <= set(sys.stdlib_module_names) | {"verify"}
    assert not names & {"dataclasses", "ctypes", "socket"}


def test_every_integer_of_the_samples_is_read():
    """A field that no check looks at would let a mutation pass.

    Denominators only enter what is said; equations and ranks have other right answers and are judged in their own file.
    """
    for data in samples():
        if data["kind"] in ("equation", "rank"):
            continue
        for path in leaves(data):
            if path[-1] == "den" or path[0] in ("s", "t"):
                continue
            assert replay(forge.changed(data, path, lambda x: x + 10**9 + 1)) != "Accepted", (data["kind"], path)
