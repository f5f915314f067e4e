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


def test_it_reads_a_page_that_is_laid_out_in_tables() -> None:
    lines = "".join(f"<div>（{number}）推进工作。加强管理，完善制度。</div>" for number in "一二三四五六七八九")
    page = (
        "<html><head><title>平川县节水实施方案_平川县人民政府</title></head>"
        "<body><table><tr><td><a href='/'>首页</a><a href='/z'>政策</a><a href='/w'>服务</a></td></tr>"
        "<tr><td><table><tr><td><a href='1'>通知</a><a href='2'>规划</a><a href='3'>公告</a></td></tr></table></td>"
        "<td><table><tr><td><b>平川县节水实施方案</b></td></tr><tr><td><div>为节约用水，制定本方案。</div><div>一、目标</div>"
        f"<div>到2025年，用水量控制在2亿立方米以内。</div><div>二、任务</div>{lines}"
        "<table><tr><th>指标</th><th>2025年</th></tr><tr><td>节水灌溉面积（万亩）</td><td>12</td></tr></table>"
        "</td></tr></table></td></tr><tr><td>版权所有：平川县人民政府</td></tr></table></body></html>"
    )
    reading = read_bytes(page.encode(), "page.html")
    assert reading.text.startswith("平川县节水实施方案\n为节约用水，制定本方案。\n一、目标\n到2025年，用水量")
    assert reading.text.endswith("（九）推进工作。加强管理，完善制度。\n指标|2025年\n节水灌溉面积（万亩）|12")


def test_it_leaves_out_what_a_portal_prints_around_the_text() -> None:
    page = (
        "<html><body><div class='a'><a>首页</a><a>政务公开</a><a>互动交流</a></div>"
        "<div id='b'><h1>平川县节水实施方案</h1>"
        "<p>为节约用水，制定本方案。</p><p>一、目标</p><p>到2025年，用水量控制在2亿立方米以内。</p>"
        "<p>附件：1.<a href='1.pdf'>任务分工.pdf</a></p><p>2.<a href='2.docx'>指标分解表.docx</a></p></div>"
        "<div><h3>相关解读</h3><p>一图读懂：用水量控制在2亿立方米以内</p></div>"
        "<div>网站标识码：4100000001 某ICP备1号</div></body></html>"
    )
    reading = read_bytes(page.encode(), "page.html")
    assert reading.text.split("\n")[0] == "平川县节水实施方案"
    assert reading.text.split("\n")[-1] == "2.指标分解表.docx"
    assert reading.metadata.attachments == ("任务分工", "指标分解表")
    assert len(reading.targets) == 1


def test_it_takes_title_and_number_from_the_head_of_a_page() -> None:
    body = "".join(
        f"<p>（{number}）推进工作。加强管理，完善制度，落实责任，抓好节水。</p>" for number in "一二三四五六七八九"
    )
    page = (
        "<html><head><meta name='ArticleTitle' content='平川县节水实施方案'><title>政策文件</title></head><body>"
        "<table><tr><td>文 号：</td><td>平政发〔2023〕4号</td></tr></table><div>平川县<br>节水工作</div>"
        f"<div><p>为节约用水，制定本方案。</p><p>一、任务</p>{body}<p>平川县人民政府</p><p>2023年2月3日</p></div></body></html>"
    )
    head = read_bytes(page.encode(), "page.html").metadata
    assert (head.title, head.document_number) == ("平川县节水实施方案", "平政发〔2023〕4号")
