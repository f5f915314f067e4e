"""Files of every kind, whole and broken."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.documents import making

from lvheng.documents import read_bytes, read_file
from lvheng.documents.problems import MAX_BYTES
from lvheng.errors import InputProblem

LINES = making.paragraphs()

WHOLE = {
    "utf-8.txt": making.PLAN.encode(),
    "utf-8-sig.txt": making.PLAN.encode("utf-8-sig"),
    "gb18030.txt": making.PLAN.encode("gb18030"),
    "utf-16.txt": making.PLAN.encode("utf-16"),
    "utf-16-le-without-mark.txt": making.PLAN.encode("utf-16-le"),
    "windows-line-ends.txt": making.PLAN.replace("\n", "\r\n").encode(),
    "wrapped.txt": "\n".join(line for lines in making.wrapped() for line in lines).encode(),
    "page.html": making.html(LINES),
    "page-in-gbk.html": making.html(LINES, "gb2312"),
    "document.docx": making.word(LINES),
    "document.pdf": making.plan_pdf(),
    "with-running-head.pdf": making.plan_pdf(head="青川市绿色发展实施方案", numbers=True),
}


@pytest.mark.parametrize("name", WHOLE)
def test_it_reads_the_same_text_from_every_kind_of_file(name: str) -> None:
    assert read_bytes(WHOLE[name], name).text == making.PLAN


@pytest.mark.parametrize("name", ["document.docx", "document.pdf", "page.html", "gb18030.txt"])
def test_content_decides_when_the_extension_is_wrong(name: str) -> None:
    assert read_bytes(WHOLE[name], "plan.dat").text == making.PLAN


def test_it_reads_a_file_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text(making.PLAN, encoding="utf-8")
    assert read_file(path).metadata.title == "青川市绿色发展实施方案"


def test_it_tells_how_far_it_is() -> None:
    told: list[tuple[str, float]] = []
    read_bytes(WHOLE["document.pdf"], "plan.pdf", lambda stage, share: told.append((stage, share)))
    assert told[0][0] == "text"
    assert ("text", 1.0) in told
    assert told[-1] == ("structure", 1.0)
    assert all(0 <= share <= 1 for _, share in told)


def test_it_normalises_full_width_figures_brackets_and_spaces() -> None:
    text = "一、总体目标\n到２０２５年,森林覆盖率达到 ４５％以上.单位 GDP 能耗下降１３％.见 «某办法»(试行).\n"
    assert read_bytes(text.encode(), "a.txt").text == (
        "一、总体目标\n到2025年，森林覆盖率达到45%以上。单位GDP能耗下降13%。见《某办法》（试行）。"
    )


def test_spaces_between_latin_words_stay() -> None:
    assert read_bytes("推广 Green Supply Chain 管理。".encode(), "a.txt").text == "推广Green Supply Chain管理。"


def problem_of(data: bytes, name: str) -> InputProblem:
    with pytest.raises(InputProblem) as raised:
        read_bytes(data, name)
    return raised.value


BROKEN = [
    (b"", "empty.txt", "empty_document"),
    ("  \n　\n".encode(), "blank.txt", "empty_document"),
    (making.word([]), "empty.docx", "empty_document"),
    (b"<html><body><script>var x = 1</script></body></html>", "empty.html", "empty_document"),
    (making.pdf([[""]]), "empty.pdf", "empty_document"),
    (making.scan_pdf(), "scan.pdf", "unreadable_scan"),
    (making.plan_pdf(password="geheim"), "locked.pdf", "password_protected"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked.docx", "password_protected"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.doc", "unsupported_type"),
    (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture.png", "unsupported_type"),
    (b"\xff\xd8\xff\xe0" + bytes(50), "plan.pdf", "unsupported_type"),
    (b"{\\rtf1 text}", "text.rtf", "unsupported_type"),
    (making.archive(xl__workbook=b"<x/>").replace(b"xl/workbook", b"xl/workbook"), "a.zip", "unsupported_type"),
    (making.archive(a=b"1"), "plan.docx", "unsupported_type"),
    (making.plan_pdf()[:500], "half.pdf", "broken_file"),
    (making.word(LINES)[:2000], "half.docx", "broken_file"),
    (b"%PDF-1.7\n" + bytes(range(256)) * 4, "noise.pdf", "broken_file"),
    (bytes(range(256)) * 8, "noise.docx", "broken_file"),
    (bytes(range(256)) * 8, "noise.bin", "unsupported_type"),
]


@pytest.mark.parametrize(("data", "name", "code"), BROKEN, ids=[f"{name} is {code}" for _, name, code in BROKEN])
def test_an_unusable_file_gets_one_problem_that_names_it(data: bytes, name: str, code: str) -> None:
    problem = problem_of(data, name)
    assert (problem.code, problem.exit_code, problem.where) == (code, 2, name)
    assert problem.what.zh
    assert problem.what.en
    assert problem.to_do is not None


def test_a_file_of_200_mb_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "big.pdf"
    with path.open("wb") as big:
        big.truncate(200 * 1024 * 1024)
    start = time.perf_counter()
    with pytest.raises(InputProblem) as raised:
        read_file(path)
    assert raised.value.code == "too_large"
    assert "200 MB" in raised.value.what.zh
    assert "50 MB" in raised.value.what.zh
    assert time.perf_counter() - start < 0.5


def test_bytes_over_the_limit_are_refused() -> None:
    assert problem_of(bytes(MAX_BYTES + 1), "big.txt").code == "too_large"


def test_a_word_file_that_unpacks_to_gigabytes_is_refused() -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(5):
            packed.writestr(f"word/part{number}.xml", bytes(100 * 1024 * 1024))
    assert problem_of(out.getvalue(), "bomb.docx").code == "too_large"


def test_a_missing_file_and_a_folder_are_problems(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.txt", "file_not_found"), (tmp_path, "unsupported_type")):
        with pytest.raises(InputProblem) as raised:
            read_file(path)
        assert raised.value.code == code


def test_a_table_in_a_pdf_gives_its_rows_and_their_targets() -> None:
    rows = (
        ("序号", "指标", "2020年", "2025年", "属性"),
        ("1", "森林覆盖率（%）", "42.5", "45", "约束性"),
        ("2", "单位地区生产总值能耗降低（%）", "—", "〔13.5〕", "约束性"),
        ("3", "绿色工厂（家）", "12", "≥50", "预期性"),
    )
    data = making.table_pdf("一、主要指标", rows, columns=(80, 120, 330, 400, 470))
    reading = read_bytes(data, "plan.pdf")
    assert reading.text.split("\n") == ["一、主要指标", *("|".join(row) for row in rows)]
    found = [(t.indicator, t.comparator, str(t.value), t.unit, t.deadline_year, t.article) for t in reading.targets]
    assert found == [
        ("森林覆盖率", "=", "45", "%", 2025, "一"),
        ("单位地区生产总值能耗降低", "=", "13.5", "%", 2025, "一"),
        ("绿色工厂", ">=", "50", "家", 2025, "一"),
    ]


def test_it_reads_a_page_in_two_columns() -> None:
    plan = making.paragraphs()[8:-1]
    lines = [line for text in plan for line in _in_column(text)]
    assert read_bytes(making.gazette_pdf(lines), "gazette.pdf").text == "\n".join(plan)


def _in_column(text: str) -> list[str]:
    """A paragraph in lines of twenty characters, the first one indented."""
    text = "　　" + text
    return [text[i : i + 20] for i in range(0, len(text), 20)]
