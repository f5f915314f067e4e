"""A page of an official document: 22 lines of 28 characters on 156 by 225 mm, every character drawn."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pdfplumber
import pytest
from fontTools.ttLib import TTCollection, TTFont

from lvheng.reports import layout, setting
from lvheng.reports.filling import fill, stamp
from lvheng.reports.layout import BY_CODE, Font
from lvheng.reports.wording import template

HAN = "绿色低碳循环发展经济体系建设工作方案的主要目标"
POINTS = Decimal(72) / Decimal("25.4")


def no_picture(key: str) -> bytes:
    raise AssertionError(key)


def document(text: str, **values: object) -> bytes:
    return fill(template(text), values, {}, no_picture).content


@pytest.fixture(scope="module")
def full_pages() -> Iterator[pdfplumber.PDF]:
    """Nothing but characters of the body for three pages and a half."""
    with pdfplumber.open(io.BytesIO(setting.pdf(document(HAN * 100)))) as pdf:
        yield pdf


def lines_of(page: pdfplumber.page.Page) -> list[str]:
    """The lines of the body by their height on the page; the page number is not one of them."""
    rows: dict[int, list[tuple[float, str]]] = defaultdict(list)
    bottom = (layout.TOP + layout.TEXT_HEIGHT) * float(POINTS)
    for each in page.chars:
        if each["bottom"] <= bottom + 1:
            rows[round(each["top"])].append((each["x0"], each["text"]))
    return ["".join(text for _, text in sorted(row)) for _, row in sorted(rows.items())]


def test_it_sets_22_lines_of_28_characters(full_pages: pdfplumber.PDF) -> None:
    lines = lines_of(full_pages.pages[1])
    assert [len(line) for line in lines] == [28] * 22


def test_it_indents_a_paragraph_by_two_characters(full_pages: pdfplumber.PDF) -> None:
    assert len(lines_of(full_pages.pages[0])[0]) == 26


def test_it_loses_no_character_between_lines_and_pages(full_pages: pdfplumber.PDF) -> None:
    assert "".join(line for page in full_pages.pages for line in lines_of(page)) == HAN * 100


def test_it_keeps_the_text_within_the_area_of_the_standard(full_pages: pdfplumber.PDF) -> None:
    page = full_pages.pages[1]
    assert (round(page.width / POINTS.__float__()), round(page.height / POINTS.__float__())) == (210, 297)
    body = [each for each in page.chars if each["text"] in HAN]
    left, right = min(each["x0"] for each in body), max(each["x1"] for each in body)
    assert left == pytest.approx(28 * float(POINTS), abs=0.5)
    assert right == pytest.approx((28 + 156) * float(POINTS), abs=1.0)
    assert min(each["top"] for each in body) >= 37 * float(POINTS) - 1
    assert max(each["bottom"] for each in body) <= (37 + 225) * float(POINTS) + 1


def test_it_numbers_odd_pages_on_the_right_and_even_ones_on_the_left(full_pages: pdfplumber.PDF) -> None:
    for page in full_pages.pages[:2]:
        number = [each for each in page.chars if each["text"] == str(page.page_number)]
        assert len(number) == 1
        assert (number[0]["x0"] > page.width / 2) is (page.page_number % 2 == 1)
        assert number[0]["top"] == pytest.approx((37 + 225 + 7) * float(POINTS), abs=6)


def test_it_draws_every_character_with_a_glyph() -> None:
    """The letters of the standard's own signs, of units and of names in the plan are in the typefaces that are used."""
    needed = set("〔〕—“”《》（）①②③％‰±≥≤×·、。，；：？！〇囧 0123456789ABCxyz临夏回族自治州积石山保安族撒拉")
    here = dict(installed_characters())
    for font in Font:
        first = setting.available(font)[0]
        assert {each for each in needed if ord(each) not in here[first]} <= {" "}, (font, first)


def installed_characters() -> Iterator[tuple[str, set[int]]]:
    for info in setting._fonts().fonts():
        if info.path is None or info.family not in {setting.available(font)[0] for font in Font}:
            continue
        if info.path.endswith((".ttc", ".otc")):
            with TTCollection(info.path, lazy=True) as collection:
                yield info.family, set(collection.fonts[info.index].getBestCmap())
        else:
            with TTFont(info.path, lazy=True) as font:
                yield info.family, set(font.getBestCmap())


def test_it_gives_the_docx_the_grid_of_the_standard() -> None:
    with zipfile.ZipFile(io.BytesIO(template("正文"))) as archive:
        section = archive.read("word/document.xml").decode()
    assert 'w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"' in section
    assert 'w:w="11906" w:h="16838"' in section
    # 22 lines and 28 characters have room, a 23rd and a 29th have not.
    assert 22 * 579 <= layout.mm_twips(225) < 23 * 579
    pitch = Fraction(16) + Fraction(-848, 4096)
    assert 28 * pitch <= layout.TEXT_WIDTH * layout.POINTS_PER_MM < 29 * pitch


def test_it_names_the_typefaces_of_the_standard_in_the_docx() -> None:
    with zipfile.ZipFile(io.BytesIO(template("正文"))) as archive:
        styles = archive.read("word/styles.xml").decode()
    for code, font, half_points in (("body", "仿宋_GB2312", 32), ("title", "方正小标宋简体", 44), ("h1", "黑体", 32)):
        style = re.search(rf'<w:name w:val="{BY_CODE[code].name}"/>.*?</w:style>', styles)
        assert style is not None
        assert f'w:eastAsia="{font}"' in style[0]
        assert f'<w:sz w:val="{half_points}"/>' in style[0]


def test_it_centres_the_signature_above_a_date_four_characters_from_the_right() -> None:
    content = document("正文\n@signature 州发展改革委\n@date 2026年1月8日")
    with pdfplumber.open(io.BytesIO(setting.pdf(content))) as pdf:
        words = {each["text"]: each for each in pdf.pages[0].extract_words(y_tolerance=1)}
    date, name = words["2026年1月8日"], words["州发展改革委"]
    edge = (28 + 156) * float(POINTS)
    assert edge - date["x1"] == pytest.approx(4 * 15.8, abs=2)
    assert (date["x0"] + date["x1"]) / 2 == pytest.approx((name["x0"] + name["x1"]) / 2, abs=6)


def test_it_never_leaves_a_signature_alone_on_a_page() -> None:
    text = f"{HAN * 25}\n{HAN}\n@signature 州发展改革委\n@date 2026年1月8日"
    with pdfplumber.open(io.BytesIO(setting.pdf(document(text)))) as pdf:
        last = lines_of(pdf.pages[-1])
    assert last[-1] == "2026年1月8日"
    assert any(line in HAN * 2 for line in last[:-2])


def test_it_sets_the_record_at_the_foot_of_the_last_page() -> None:
    text = f"{HAN * 30}\n@copy 抄送：州委办公室。\n@printed 州发展改革委\\t2026年1月8日印发"
    with pdfplumber.open(io.BytesIO(setting.pdf(document(text)))) as pdf:
        last = pdf.pages[-1]
        bottom = (37 + 225) * float(POINTS)
        lowest = max(each["bottom"] for each in last.lines)
        assert lowest == pytest.approx(bottom, abs=2)
        assert pdf.pages[0].lines == []


def test_it_breaks_a_long_title_into_lines_of_about_the_same_length() -> None:
    content = document("@title 关于2025年12月绿色低碳循环发展工作进展情况的通报")
    with pdfplumber.open(io.BytesIO(setting.pdf(content))) as pdf:
        lines = [line for line in lines_of(pdf.pages[0]) if line]
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 6


def test_it_makes_the_name_of_the_organ_fill_one_line() -> None:
    for name in ("临夏州文件", "积石山保安族东乡族撒拉族自治县人民政府办公室文件"):
        with pdfplumber.open(io.BytesIO(setting.pdf(document(f"@mark {name}")))) as pdf:
            assert [line for line in lines_of(pdf.pages[0]) if line] == [name]


def test_it_gives_the_same_bytes_for_the_same_document() -> None:
    first, second = document("@title 甲\n正文{{ x }}", x="乙"), document("@title 甲\n正文{{ x }}", x="乙")
    assert first == second
    assert setting.pdf(first) == setting.pdf(second)


def test_it_writes_number_date_and_signer_into_their_paragraphs_only() -> None:
    text = "@number 　〔2026〕　号\\t签发人：　\n@title 甲\n正文2026年\n@date 年　月　日\n@printed 州发展改革委\\t印发"
    stamped = stamp(document(text), number="临州发改发〔2026〕3号", day="2026年1月8日", signer="马某")
    with pdfplumber.open(io.BytesIO(setting.pdf(stamped))) as pdf:
        found = pdf.pages[0].extract_text()
    assert "临州发改发〔2026〕3号" in found
    assert "签发人：马某" in found
    assert "正文2026年" in found
    assert "2026年1月8日印发" in found
