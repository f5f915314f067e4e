"""Files as they come: encodings, broken rows, cells with line breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvheng.errors import InputProblem
from lvheng.statistics.reading import read_csv


def rows(path: Path) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in read_csv(path).table.to_pylist()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_it_reads_the_encodings_that_offices_use(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("站,值\n环保局,1\n", encoding=encoding)
    assert read_csv(path).heading == ("站", "值")
    assert rows(path) == [("环保局", "1", 2)]


def test_it_counts_rows_as_a_spreadsheet_does_also_across_line_breaks_in_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,"x\ny"\n2\n3,z\n', encoding="utf-8")
    text = read_csv(path)
    assert rows(path) == [("1", "x\ny", 2), ("3", "z", 4)]
    (problem,) = text.refused
    assert problem.where == "a.csv:3"
    assert "the row has 1 cells, the heading 2" in problem.in_language("en")


def test_an_empty_cell_stays_an_empty_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n,NaN\n", encoding="utf-8")
    assert rows(path) == [("", "NaN", 2)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"a,b\n", "no_rows"),
        (b"a;b\n1;2\n", "not_csv"),
        (b"\xff\xfe\x00a,b\n\x00", "not_text"),
    ],
)
def test_it_refuses_what_is_not_a_table(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(InputProblem) as caught:
        read_csv(path)
    assert caught.value.code == code


def test_it_says_that_a_file_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputProblem) as caught:
        read_csv(tmp_path / "missing.csv")
    assert caught.value.code == "file_not_found"


def test_the_same_bytes_have_the_same_fingerprint(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("a,b\n1,2\n", encoding="utf-8")
    assert read_csv(tmp_path / "a.csv").sha256 == read_csv(tmp_path / "b.csv").sha256
