"""Typst source and PDF: formulas, words that stay words, the same bytes, the size of the page, no font of the system."""
from __future__ import annotations

import multiprocessing
import random
import re
import shutil
import subprocess
import sys
import time
import zlib
from concurrent.futures import ProcessPoolExecutor

import pytest

from exercises.document import Answer, Code, Document, Given, Para, Problem, Remark, Step, Table
from exercises.render import render, render_bytes, render_formula
from exercises.render.typescape import typ_escape, typ_string
from exercises.terms import E, cos, det, exp, eye, mat, name, norm, num, sqrt, var
from symbolic.errors import ExactError, InputError, MissingDependencyError
from tests.exercises.sample_document import EXPRESSIONS, HOSTILE, SAMPLE, rel
from tests.exercises.test_render_programs import unfilter

A, x, t = name("A"), var("x"), var("t")
MATRIX = 'mat(delim: "[", align: #right, row-gap: #0.45em, column-gap: #0.8em, 1, 2; 3, 4)'

FORMULAS = [
    (num(-3), 'class("unary", −) 3'),
    (A - 2 * eye(2), 'A class("binary", −) 2  I'),
    (mat([[1, 2], [3, 4]]), MATRIX),
    (sqrt(5) / 2, "frac(sqrt(5), 2)"),
    (name("lambda_1") ** 2, "attach(λ, b: 1, t: 2)"),
    (exp(-t / 2), 'attach(e, t: class("unary", −) t class("normal", \\/) 2)'),
    (A.T, "attach(A, t: upright(T))"),
    (name("X''"), "attach(X, tr: primes(#2))"),
    (det(A - x), 'op("det") class("opening", \\() A class("binary", −) x class("closing", \\))'),
    (cos(t) ** 2, 'attach(op("cos"), t: 2) t'),
    (norm(mat([[1, 2], [3, 4]]), "F"), f'attach(lr(class("opening", ‖) {MATRIX} class("closing", ‖)), b: F)'),
    (E("sum", ("k", num(0), var("n"), A**2)), 'attach(limits(sum), b: k class("relation", \\=) 0, t: n) thin attach(A, t: 2)'),
    (name("#import"), 'op("#import")'),
    (name('a"]$'), 'op("a\\"]$")'),
    (E("text", ("\\",)), 'op("\\\\")'),
]


@pytest.mark.parametrize(("tree", "source"), FORMULAS, ids=[source[:40] for _, source in FORMULAS])
def test_formulas(tree, source):
    assert " ".join(render_formula(tree, "typ").split()) == " ".join(source.split())


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Square it. So A, b: c; (d)? e!", "Square it. So A, b\\: c; (d)? e!"), ("#import", "\\#import"), ("]$", "\\]\\$"),
        ("1. item", "1\\. item"), ("- x + y / z", "\\- x \\+ y \\/ z"), ("= head", "\\= head"), ("a...b", "a\\.\\.\\.b"),
        ("http://x.y", "http\\:\\/\\/x\\.y"), ("\\u{41}", "\\\\u\\{41\\}"), ("<l> @r *b* _i_ `c` ~", "\\<l\\> \\@r \\*b\\* \\_i\\_ \\`c\\` \\~"),
        ("a\nb\tc\x00\u2028d\u202ee", "a b c? d?e"), ("café λ 日", "café λ 日"), ("", ""),
    ],
)  # fmt: skip
def test_words(text, source):
    assert typ_escape(text) == source


# --- with typst -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def typst():
    return pytest.importorskip("typst", reason="typst (extra pdf) is not installed")


SPECIALS = '#$\\*_`<>@=-+/~\'"[](){}:;.,!?&%^| 1aλ\u00a0'
NASTY = [
    HOSTILE, '#import "@preview/x:0.1.0": *', "]$", "$]", "]]]", "#{", "*/", "/*", "//", "\\", "\\\\", "\\u{41}", "\\u{", '"', "''", "--", "---",
    "-?", "...", "= a", "== a", "- a", "+ a", "1. a", "/ a: b", "@a", "<a>", "~", "`", "```", '#read("/etc/passwd")', "#(", "#[", "a_b^c", "(", ")",
    "#panic()", "https://a.b/c", "a;b", "#a;", ".f()", "\u00a0", "x\u200by",
]  # fmt: skip


def test_typst_reads_escaped_words_letter_by_letter(typst):
    """The compiler itself compares what it understood with the string: smart quotes, dashes, links would all differ."""
    rng = random.Random(5)
    words = [*NASTY, *("".join(rng.choices(SPECIALS, k=rng.randint(1, 12))) for _ in range(400))]
    head = """#let plain(it) = if type(it) == str { it } else if it.func() == [ ].func() { " " } else if it.has("text") { it.text
} else if it.has("children") { it.children.map(plain).join() } else { panic("markup: " + repr(it)) }
#let same(a, b) = { let found = plain(a); assert(found == b, message: repr(found) + " is not " + repr(b)) }
"""
    tests = [w for w in (re.sub(" +", " ", word).strip(" ") for word in words) if w]
    source = head + "\n".join(f"#same([{typ_escape(w)}], {typ_string(w)});" for w in tests if "\u200b" not in w)
    assert typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)


def everywhere(words: str) -> Document:
    """A document with the words in every place that holds words."""
    said = (words, E("text", (words,)), name(words), E("call", (words, num(1))))
    blocks = (Problem(words, words, words), Para(said), Given((rel(name(words), A),)), Step(1, said, (rel(*said[1:3]),), words, words),
              Answer(said, (rel(A, A),), f"{words}({words})", said), Remark(words, said), Table(words, (said,), ((said,),)), Code(words, words))
    return Document(words, (Para(said),), blocks, words)


@pytest.mark.parametrize("words", NASTY)
def test_hostile_words_change_no_markup(words):
    source = render(everywhere(words), "typ")
    bare = re.sub(r'\\.|"(?:[^"\\]|\\.)*"', "", source[source.index("\n= ") :])
    calls = set(re.findall(r"#([a-z.]+)", bare))
    assert calls <= {"h", "block", "given", "formula", "facts", "step", "verdict", "answer", "remark", "program", "tabular", "strong", "text", "v", "wide"}


@pytest.mark.usefixtures("typst")
def test_hostile_words_compile_everywhere():
    blocks = tuple(block for words in NASTY for block in everywhere(words).blocks)
    for words in (NASTY[0], *NASTY[-3:]):
        assert render_bytes(Document(words, everywhere(words).intro, blocks, words), "pdf").startswith(b"%PDF-")


@pytest.mark.usefixtures("typst")
def test_every_operation_compiles():
    blocks = tuple(block for tree in EXPRESSIONS.values() for block in (Para(("see ", tree)), Given((rel(tree, tree),))))
    assert render_bytes(Document("t", (), blocks), "pdf").startswith(b"%PDF-")


@pytest.mark.usefixtures("typst")
def test_the_same_document_gives_the_same_bytes():
    first = render_bytes(SAMPLE, "pdf")
    time.sleep(1.1)
    assert render_bytes(SAMPLE, "pdf") == first
    script = """import sys, hashlib
from exercises.render import render_bytes
from tests.exercises.sample_document import SAMPLE
sys.stdout.write(hashlib.sha256(render_bytes(SAMPLE, 'pdf')).hexdigest())"""
    runs = {subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60,
                           env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": "."}).stdout for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))}
    assert len(runs) == 1


@pytest.mark.usefixtures("typst")
def test_only_the_fonts_inside_typst_are_used():
    fonts = {found.decode() for found in re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([A-Za-z0-9]+)", render_bytes(SAMPLE, "pdf"))}
    assert fonts
    assert all(font.startswith(("LibertinusSerif", "NewCMMath", "DejaVuSansMono")) for font in fonts), fonts


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_size_of_the_page(typst, paper, size):
    image = typst.compile(render(Document("t", (), ()), "typ", paper=paper).encode(), format="png", ppi=72, ignore_system_fonts=True)
    assert tuple(int.from_bytes(image[at : at + 4], "big") for at in (16, 20)) == pytest.approx(size, abs=1)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_wide_formula_is_made_smaller_and_not_cut(typst, paper):
    """Nothing is drawn in the right margin, and the last entry is on the page."""
    wide = mat([[10**9 + place for place in range(14)]] * 2)
    source = render(Document("t", (), (Given((rel(A, wide),)), Step(1, ("a",), (rel(A, wide),), "EXACT", "why " * 9))), "typ", paper=paper)
    image = typst.compile(source.encode(), format="png", ppi=36, ignore_system_fonts=True)
    rows = lines(image)
    assert len(rows) > 100
    inked = [x for row in rows for x in range(len(row) // 4) if min(row[4 * x : 4 * x + 3]) < 200]
    assert 0.8 < max(inked) / (len(rows[0]) / 4) < 1 - 18 / 216


def lines(data: bytes) -> list[bytearray]:
    """Return the rows of an 8-bit RGBA PNG."""
    assert data[24:26] == b"\x08\x06"
    width, at, packed = int.from_bytes(data[16:20], "big"), 8, b""
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        packed += data[at + 8 : at + 8 + size] if data[at + 4 : at + 8] == b"IDAT" else b""
        at += size + 12
    raw, above, rows = zlib.decompress(packed), bytearray(4 * width), []
    for start in range(0, len(raw), 4 * width + 1):
        above = unfilter(raw[start], bytearray(raw[start + 1 : start + 1 + 4 * width]), above, 4)
        rows.append(above)
    return rows


def forked(paper: str) -> int:
    """Run in another process."""
    return len(render_bytes(SAMPLE, "pdf", paper=paper))


@pytest.mark.usefixtures("typst")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_of_a_process_that_made_a_pdf_is_refused_and_does_not_hang():
    """The threads of typst do not survive a fork; sets of papers start their workers anew then."""
    from exercises.render.pdf import must_spawn
    render_bytes(SAMPLE, "pdf")
    assert must_spawn()
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("this system does not fork")
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool, pytest.raises(ExactError, match="forked"):
        pool.submit(forked, "a4").result(timeout=60)


@pytest.mark.usefixtures("typst")
def test_the_source_reads_no_file():
    from exercises.render.pdf import compiled
    for source in ('#read("/etc/passwd")', '#read("../../etc/passwd")', "#panic()"):
        with pytest.raises(ExactError, match="typst refused"):
            compiled(source)


@pytest.mark.usefixtures("typst")
def test_the_words_can_be_read_out_of_the_pdf(tmp_path):
    program = shutil.which("pdftotext") or pytest.skip("pdftotext is not installed")
    (tmp_path / "a.pdf").write_bytes(render_bytes(SAMPLE, "pdf"))
    text = subprocess.run([program, "-layout", "a.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    flat = " ".join(text.split())
    for phrase in ("A matrix with a chain", "Any invertible", "What was tried", "rank by a nonzero minor", "Made for the tests.", "1/3", HOSTILE):
        assert phrase in flat


# --- without it -------------------------------------------------------------------------------------------------------


def test_without_typst_the_extra_is_named(monkeypatch, call, tmp_path):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingDependencyError, match=r"pip install eigenproof\[pdf\]"):
        render_bytes(SAMPLE, "pdf")
    assert render(SAMPLE, "typ")
    code, _, said = call("key", "nullspace-basis", "--format", "pdf,md", "-o", str(tmp_path / "k"))
    assert code == 1
    assert "eigenproof[pdf]" in said
    assert not (tmp_path / "k").exists()


def test_a_pdf_is_no_text_and_papers_are_known():
    with pytest.raises(InputError, match="render_bytes"):
        render(SAMPLE, "pdf")
    for kind in ("html", "pdf", "md"):
        with pytest.raises(InputError, match="unknown paper 'a5'"):
            render_bytes(SAMPLE, kind, paper="a5")
