"""Files and streams: text, CSV, Matrix Market, .npy; broken and hostile ones are refused with the line."""
from __future__ import annotations

import io
import os

import numpy as np
import pytest

from symbolic.errors import InexactInputError, InputError, ParseError, ShapeError
from symbolic.matrices.matrix import rational_matrix
from symbolic.reading import matrix
from symbolic.text import limits

COORDINATE = "%%MatrixMarket matrix coordinate integer general\n% a comment\n\n2 2 3\n1 1 3\n1 2 1\n2 2 3\n"
ARRAY = "%%MatrixMarket matrix array integer general\n2 2\n3\n0\n1\n3\n"
THE_SAME = {
    "text": ("a.txt", "3 1\n0 3\n"), "text with no extension": ("matrix", "[[3, 1], [0, 3]]"),
    "byte order mark": ("a.txt", "\ufeff3 1\n0 3"),
    "latex": ("a.tex", r"\begin{pmatrix} 3 & 1 \\ 0 & 3 \end{pmatrix}"), "csv": ("a.csv", "3,1\n0,3\n"),
    "csv semicolons": ("a.csv", "3;1\r\n0;3\r\n"),
    "tsv": ("a.tsv", "3\t1\n0\t3\n"), "csv quoted": ("a.csv", '"3","1"\n0 , "3"\n\n'),
    "csv, blank lines": ("a.CSV", "\n3,1\n\n0,3\n,\n"),
    "csv entries": ("a.csv", 'sqrt(9),"root(x^2-1, 1)"\n0,6/2'), "coordinate": ("a.mtx", COORDINATE),
    "array": ("a.mtx", ARRAY),
    "banner in capitals": ("a.txt", COORDINATE.replace("%%MatrixMarket matrix", "%%MATRIXMARKET MATRIX")),
    "real, but integers": ("a.mtx", ARRAY.replace("integer", "real").replace("3\n", "3.00\n")),
}


@pytest.mark.parametrize(("name", "text"), THE_SAME.values(), ids=THE_SAME.keys())
def test_one_matrix_from_every_format(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    want = matrix("3 1; 0 3")
    assert matrix(path) == want
    with path.open("rb") as stream:
        assert matrix(stream) == want
    with path.open(encoding="utf-8") as stream:
        assert matrix(stream) == want


def test_streams_without_a_name():
    assert matrix(io.StringIO("1 2; 3 4")) == matrix(io.BytesIO(b"1,2\n3,4")) == matrix("1 2; 3 4")
    assert matrix(io.StringIO('"1","2"')) == matrix("1 2")
    assert matrix(io.StringIO("a 1"), symbols=["a"]) == matrix("a 1", symbols=["a"])


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"3 1\n0 3\n"), encoding="utf-8"))
    import sys
    assert matrix(sys.stdin) == matrix("3 1; 0 3")


@pytest.mark.parametrize("dtype", ["i1", "u1", "<i2", ">i4", "i8", "u8"])
def test_npy_of_integers(tmp_path, dtype):
    array = np.arange(6).reshape(2, 3).astype(dtype)
    for k, layout in enumerate((array, np.asfortranarray(array))):
        np.save(tmp_path / f"{k}.npy", layout)
        assert matrix(tmp_path / f"{k}.npy") == matrix("0 1 2; 3 4 5")
    (tmp_path / "no extension").write_bytes((tmp_path / "0.npy").read_bytes())
    assert matrix(tmp_path / "no extension") == matrix("0 1 2; 3 4 5")


def npy(array, **options):
    stream = io.BytesIO()
    np.save(stream, array, **options)
    return stream.getvalue()


def header(shape, dtype="<i8"):
    """A .npy header that promises what does not follow."""
    text = repr({"descr": dtype, "fortran_order": False, "shape": shape}).ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode()


class Dangerous:
    def __reduce__(self):
        return os.mkdir, ("pickle-was-loaded",)


BROKEN_NPY = {
    "floats": (npy(np.eye(2)), InexactInputError), "bools": (npy(np.eye(2, dtype=bool)), InputError),
    "one axis": (npy(np.arange(3)), InputError),
    "three axes": (npy(np.zeros((1, 1, 1), dtype=int)), InputError),
    "objects": (npy(np.array([[Dangerous()]]), allow_pickle=True), InputError),
    "cut short": (npy(np.arange(100).reshape(10, 10))[:-8], InputError),
    "cut in the header": (npy(np.arange(4).reshape(2, 2))[:40], InputError),
    "promises 10^12": (header((10 ** 6, 10 ** 6)), InputError), "promises a little": (header((20, 20)), InputError),
    "negative shape": (header((-1, 4)), InputError), "not a shape": (header("x"), InputError),
    "magic only": (b"\x93NUMPY", InputError),
    "code in the header": (b"\x93NUMPY\x01\x00\x20\x00" + b"__import__('os').getpid()".ljust(31) + b"\n", InputError),
    "empty rows": (npy(np.zeros((2, 0), dtype=int)), ShapeError),
}


@pytest.mark.parametrize(("data", "error"), BROKEN_NPY.values(), ids=BROKEN_NPY.keys())
def test_broken_and_hostile_npy(tmp_path, monkeypatch, data, error):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error) as caught:
        matrix(io.BytesIO(data))
    assert 20 < len(str(caught.value)) < 400
    assert list(tmp_path.iterdir()) == []


SYMMETRIES = {
    "symmetric": ("%%MatrixMarket matrix coordinate integer symmetric\n3 3 3\n1 1 3\n2 1 -1\n3 2 5\n", "3 -1 0; -1 0 5; 0 5 0"),
    "skew": ("%%MatrixMarket matrix coordinate integer skew-symmetric\n2 2 1\n2 1 4\n", "0 -4; 4 0"),
    "symmetric array": ("%%MatrixMarket matrix array integer symmetric\n2 2\n1\n2\n3\n", "1 2; 2 3"),
    "skew array": ("%%MatrixMarket matrix array integer skew-symmetric\n3 3\n1\n2\n3\n", "0 -1 -2; 1 0 -3; 2 3 0"),
    "rectangular": ("%%MatrixMarket matrix coordinate integer general\n1 3 1\n1 3 -7\n", "0 0 -7"),
    "array runs down the columns": ("%%MatrixMarket matrix array integer general\n2 3\n1 2 3\n4 5 6\n", "1 3 5; 2 4 6"),
    "no entries": ("%%MatrixMarket matrix coordinate integer general\n2 2 0\n", "0 0; 0 0"),
}


@pytest.mark.parametrize(("text", "want"), SYMMETRIES.values(), ids=SYMMETRIES.keys())
def test_matrix_market_symmetries(text, want):
    assert matrix(io.StringIO(text)) == matrix(want)


def test_matrix_market_decimals_on_request():
    text = "%%MatrixMarket matrix coordinate real general\n1 2 2\n1 1 0.25\n1 2 -2.5e-1\n"
    with pytest.raises(InexactInputError, match=r"line 3.*decimals=True"):
        matrix(io.StringIO(text))
    assert matrix(io.StringIO(text), decimals=True) == matrix("1/4 -1/4")


HEAD = "%%MatrixMarket matrix coordinate integer general\n"
BROKEN = {
    "pattern": ("%%MatrixMarket matrix coordinate pattern general\n1 1 1\n1 1\n", InputError, "pattern"),
    "complex": ("%%MatrixMarket matrix array complex general\n1 1\n1 2\n", InexactInputError, "1/2+3*i"),
    "hermitian": ("%%MatrixMarket matrix array integer hermitian\n1 1\n1\n", ParseError, "first line"),
    "vector": ("%%MatrixMarket vector array integer general\n1\n1\n", ParseError, "first line"),
    "no sizes": (HEAD, ParseError, "3 sizes"), "words for sizes": (HEAD + "a b c\n", ParseError, "line 2"),
    "negative size": (HEAD + "-1 2 3\n", ParseError, "sizes"),
    "huge": (HEAD + "1000000 1000000 1\n1 1 1\n", InputError, "limit"),
    "no rows": (HEAD + "0 3 0\n", InputError, "no entries"),
    "outside": (HEAD + "2 2 1\n3 1 1\n", ParseError, "line 3"),
    "row 0": (HEAD + "2 2 1\n0 1 1\n", ParseError, "outside"),
    "twice": (HEAD + "2 2 2\n1 1 1\n1 1 2\n", ParseError, "given twice"),
    "too few": (HEAD + "2 2 2\n1 1 1\n", ParseError, "announces 2"),
    "two words": (HEAD + "2 2 1\n1 1\n", ParseError, "a row, a column"),
    "a float in an integer file": (HEAD + "1 1 1\n1 1 1.5\n", ParseError, "line 3"),
    "code": (HEAD + "1 1 1\n1 1 exit()\n", ParseError, "line 3"),
    "fraction": (HEAD + "1 1 1\n1 1 1/2\n", ParseError, "not an integer"),
    "digits": (HEAD + f"1 1 1\n1 1 {'9' * 5000}\n", ParseError, "limit"),
    "above the diagonal": (HEAD.replace("general", "symmetric") + "2 2 1\n1 2 1\n", ParseError, "below the diagonal"),
    "skew diagonal": (HEAD.replace("general", "skew-symmetric") + "2 2 1\n1 1 1\n", ParseError, "below the diagonal"),
    "rectangular symmetric": (HEAD.replace("general", "symmetric") + "2 3 0\n", ShapeError, "square"),
    "array too short": ("%%MatrixMarket matrix array integer general\n2 2\n1\n2\n3\n", ParseError, "has 4 values"),
}


@pytest.mark.parametrize(("text", "error", "piece"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_matrix_market(text, error, piece):
    with pytest.raises(error) as caught:
        matrix(io.StringIO(text))
    assert piece in str(caught.value)
    assert "\n" not in str(caught.value)


BAD_CSV = {
    "empty cell": ("1,,2\n", 1, "cell 2 is empty"), "heading": ("a,b\n1,2\n", 1, "cell 1"),
    "decimal": ("1,2\n3,0.5\n", 2, "decimals=True"),
    "ragged": ("1,2\n\n3\n", 3, "row 2 has 1"), "open quote": ('1,"2\n', 1, "not CSV"), "empty": ("", 1, "empty"),
    "blank": (" \n,\n", 1, "empty"),
    "two numbers": ("1 2,3\n", 1, "operator"), "NUL": ("1,\x002\n", 1, ""),
}


@pytest.mark.parametrize(("text", "line", "piece"), BAD_CSV.values(), ids=BAD_CSV.keys())
def test_broken_csv_names_the_line(tmp_path, text, line, piece):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ParseError) as caught:
        matrix(path)
    assert caught.value.line == line
    assert piece in str(caught.value)


def test_files_that_cannot_be_read(tmp_path):
    for path, piece in ((tmp_path, "cannot be read"), (tmp_path / "none", "cannot be read")):
        with pytest.raises(InputError, match=piece):
            matrix(path)
    binary = tmp_path / "a.bin"
    binary.write_bytes(b"\x89PNG\r\n\xff\xfe")
    with pytest.raises(InputError, match="not UTF-8"):
        matrix(binary)
    big = tmp_path / "big.txt"
    with big.open("wb") as stream:
        stream.truncate(limits.MAX_FILE_BYTES + 1)
    with pytest.raises(InputError, match="limit"):
        matrix(big)
    with pytest.raises(InputError, match="not text or bytes"):
        matrix(type("Stream", (), {"read": lambda _self, _size: 5})())


def test_an_endless_stream_is_not_read_to_its_end():
    class Endless:
        asked = 0

        def read(self, size=-1):
            assert size > 0
            self.asked += size
            return "1 " * (size // 2 + 1)
    stream = Endless()
    with pytest.raises(InputError, match="more than"):
        matrix(stream)
    assert stream.asked <= limits.MAX_FILE_BYTES + 1


def test_a_large_file_of_integers(tmp_path):
    path = tmp_path / "large.txt"
    path.write_text("\n".join(" ".join(str(i * j % 97 - 48) for j in range(100)) for i in range(100)))
    import flint
    assert matrix(path) == rational_matrix(flint.fmpz_mat(100, 100, [i * j % 97 - 48 for i in range(100) for j in range(100)]))
