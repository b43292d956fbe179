"""The page of the findings: what is printed can be pasted, and docs/findings.md is what is printed."""
from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import scipy.fft
import scipy.linalg
import sympy

from tests.source_tree import ROOT
from tests.verify.settledfindings import QUICK, SLOW, settled
from verify.oracle import read_case
from verify.oracle.findings import FINDINGS, HOW, PINNED, find, installed, is_pinned
from verify.oracle.findings.finding import KNOWN_PART, WRONG_PART, call_text
from verify.oracle.findings.page import section

UNSTABLE = ("| returned", "| relative error", "| verdict", "| said", "| time", "| now")  # their last digits may differ


def pasted(code):
    """What a reader sees who pastes the call: the value of the last expression, or the exception."""
    body = ast.parse(code).body
    last = ast.Expression(body.pop().value)
    names = {"np": np, "scipy": scipy, "sympy": sympy}
    exec(compile(ast.Module(body, []), "page", "exec"), names)  # noqa: S102 - the page's own code
    try:
        return eval(compile(last, "page", "eval"), names)  # noqa: S307 - the same
    except np.linalg.LinAlgError as error:
        return f"raised {type(error).__name__}: {error}"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", QUICK)
def test_the_calls_on_the_page_can_be_pasted(name, capsys):
    for s in settled(name):
        returned = pasted(s.code)
        shown = " ".join(str(returned).split())
        numbers = [x for x in (returned if isinstance(returned, tuple) else (returned,)) if isinstance(x, np.ndarray)]
        asked = s.example.arguments.args
        if asked and numbers and not any(np.array_equal(np.asarray(x), np.asarray(y)) for x in numbers for y in asked):
            assert shown.replace("np.float64", "")[:20] == s.row.returned[:20]
    capsys.readouterr()


def test_the_page_in_docs_is_the_one_that_is_printed():
    for package in PINNED:
        if not is_pinned(package):
            pytest.skip(f"{package} {installed(package)} is not what docs/findings.md was printed with")
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    lines = set(text.splitlines())
    for name in QUICK:
        made = section(replace(find(name), notes=None), settled(name))
        missing = [line for line in made.splitlines() if line not in lines and not line.startswith(UNSTABLE)]
        assert not missing, "print docs/findings.md again with python -m verify.oracle.findings"
        for s in settled(name):
            assert f"**{s.row.verdict}**" in text
    assert find(SLOW).title in text
    for key in HOW:
        assert f"- {key} ..: " in text, "no condition number of this name is on the page any more"


def test_the_page_names_every_version_and_every_link():
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    for package, number in PINNED.items():
        assert f"| {package} | {number} |" in text
    for f in FINDINGS:
        assert f"### `{f.target.replace(':', '.')}`: {f.title}" in text
        assert all(link in text for link in f.links)
    assert text.count("no upstream report known to us") == sum(f.part in {WRONG_PART, KNOWN_PART} and not f.links for f in FINDINGS)


def test_a_convention_is_not_printed_as_a_condition_number():
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert "| kappa | not applicable (a builder: every entry has a closed form) |" in text
    assert "| kappa | 1 (1: " not in text.replace("| kappa | 1 (1: \\|det\\| is measured", "")
    assert all(f"Release: {f.fixed}" in text for f in FINDINGS if f.fixed)


def test_calls_are_written_as_a_reader_types_them():
    case = read_case("array([[1.0, 0.5]], dtype='float64'), array([1], dtype='uint8'), numpy.exp, 'valid', k=(1, -3)")
    assert call_text("numpy.convolve", case) == ("np.convolve(np.array([[1.0, 0.5]]), np.array([1], dtype='uint8'), np.exp, 'valid', k=(1, -3))")


def test_the_module_prints_the_page_and_needs_no_torch():
    code = ("import sys, verify.oracle.findings\n"
            "early = {m.split('.')[0] for m in sys.modules}\n"
            "print(*sorted(early & {'numpy', 'scipy', 'sympy', 'torch', 'mpmath'}))\n"
            "from verify.oracle.findings import page\n"
            "print(len(page(lambda f: f.name == 'sqrtm-scalar')) > 1000, 'torch' in sys.modules)")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines() == ["", "True False"]
