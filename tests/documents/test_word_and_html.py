"""What Word and web pages hide: automatic numbers, tables, deleted text, navigation."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.documents import making

from lvheng.documents import read_bytes
from lvheng.documents.sources.word_numbering import formatted

LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))


def numbered_document() -> Any:
    """A document with a three-level list whose numbers Word writes itself."""
    document = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(LEVELS)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return document


def add(document: Any, text: str, depth: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'
    properties.append(parse_xml(number))


def test_automatic_numbers_are_part_of_the_text() -> None:
    document = numbered_document()
    for text, depth in (
        ("总体目标", 0),
        ("重点任务", 0),
        ("推进节能。加快改造。", 1),
        ("更新电机。", 2),
        ("更新锅炉。", 2),
        ("推进节水。加快改造。", 1),
        ("保障措施", 0),
        ("加强领导。压实责任。", 1),
    ):
        add(document, text, depth)
    reading = read_bytes(making.saved(document), "plan.docx")
    assert [article.id for article in reading.articles] == [
        "一", "二", "二（一）", "二（一）1", "二（一）2", "二（二）", "三", "三（一）",
    ]  # fmt: skip


def test_a_table_gives_one_line_a_row_in_its_place() -> None:
    document = docx.Document()
    document.add_paragraph("一、任务")
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("重点任务", "牵头单位"), ("开展节能诊断", "市工信局、市财政局")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("加强保障。")
    reading = read_bytes(making.saved(document), "plan.docx")
    assert reading.text == "一、任务\n重点任务|牵头单位\n开展节能诊断|市工信局、市财政局\n加强保障。"
    assert reading.responsibilities[0].lead == ("市工信局", "市财政局")


def test_deleted_text_is_left_out_and_inserted_text_is_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("一、达到")._p
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>80%</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>85%</w:t></w:r></w:ins>"))
    assert read_bytes(making.saved(document), "plan.docx").text == "一、达到85%"


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (12, "japaneseCounting", "十二"),
        (30, "chineseCountingThousand", "三十"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (2, "upperLetter", "B"),
        (2, "lowerLetter", "b"),
        (7, "decimal", "7"),
    ],
)
def test_counters_are_shown_as_word_shows_them(value: int, form: str, text: str) -> None:
    assert formatted(value, form) == text


def test_navigation_scripts_and_footer_are_no_text() -> None:
    text = read_bytes(making.html(making.paragraphs()), "page.html").text
    for unwanted in ("首页", "要闻动态", "备案号", "99%", "margin"):
        assert unwanted not in text


def test_lines_broken_with_br_and_tables_are_read_from_pages() -> None:
    page = (
        "<html><body><div class='content'>一、重点任务<br>（一）推进节能。加快改造。<br/>"
        "<table><tr><th>任务</th><th>责任单位</th></tr><tr><td>节能诊断</td><td>市工信局</td></tr></table></div></body></html>"
    )
    reading = read_bytes(page.encode(), "page.html")
    assert reading.text.split("\n") == [
        "一、重点任务",
        "（一）推进节能。加快改造。",
        "任务|责任单位",
        "节能诊断|市工信局",
    ]
    assert reading.responsibilities[0].article == "一（一）"
