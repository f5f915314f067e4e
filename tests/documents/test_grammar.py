"""The parts of the grammar: numbers, units, years, indicators."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lvheng.documents.clauses import blanked, revealed, statements
from lvheng.documents.deadlines import years_of
from lvheng.documents.indicators import members, rates, scope_and_rest
from lvheng.documents.numbering import cjk_integer, number_at
from lvheng.documents.quantities import quantities_of
from lvheng.documents.units import kind_of, unit_at


@pytest.mark.parametrize(
    ("text", "value", "value_max", "unit", "bound"),
    [
        ("85%以上", "85", None, "%", "以上"),
        ("1,100万亩", "1100", None, "万亩", None),
        ("0.58", "0.58", None, None, None),
        ("2—3个", "2", "3", "个", None),
        ("5个—6个", "5", "6", "个", None),
        ("10%至15%", "10", "15", "%", None),
        ("1.2亿千瓦左右", "1.2", None, "亿千瓦", "左右"),
        ("1000亿千瓦时", "1000", None, "亿千瓦时", None),
        ("35微克/立方米以下", "35", None, "微克/立方米", "以下"),
        ("20万立方米/日", "20", None, "万立方米/日", None),
        ("300克标准煤/千瓦时", "300", None, "克标准煤/千瓦时", None),
        ("5个百分点", "5", None, "个百分点", None),
        ("百分之八十五以上", "85", None, "%", "以上"),
        ("百分之九点五", "9.5", None, "%", None),
        ("三个以上", "3", None, "个", "以上"),
        ("翻两番", "2", None, "番", None),
        ("5万平方米（含）以上", "5", None, "万平方米", "以上"),
        ("15个工作日以内", "15", None, "个工作日", "以内"),
    ],
)
def test_it_reads_numbers_with_unit_and_bound(
    text: str, value: str, value_max: str | None, unit: str | None, bound: str | None
) -> None:
    (found,) = quantities_of(text)
    assert (found.value, found.unit, found.bound) == (Decimal(value), unit, bound)
    assert found.value_max == (Decimal(value_max) if value_max else None)


@pytest.mark.parametrize("text", ["PM2.5", "5G基站", "CO2", "2×660MW", "4A级", "第二条", "一批"])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert [found for found in quantities_of(text) if found.unit is not None] == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("人均", None),
        ("人次", "人次"),
        ("项目", "项"),
        ("处理", None),
        ("级别", None),
        ("公里", "公里"),
        ("成为", None),
    ],
)
def test_a_unit_is_not_the_start_of_another_word(text: str, unit: str | None) -> None:
    assert unit_at(text, 0) == unit


@pytest.mark.parametrize(
    ("unit", "kind"),
    [("%", "percent"), ("万亩", "area"), ("亿千瓦时", "power"), ("万家", "count"), ("千米", "length"), (None, "none")],
)
def test_units_have_kinds(unit: str | None, kind: str) -> None:
    assert kind_of(unit) == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年，达到", [(2025, "deadline")]),
        ("2021年底前", [(2021, "past")]),
        ("2025年6月底前", [(2025, "deadline")]),
        ("较2020年下降", [(2020, "baseline")]),
        ("以2020年为基数", [(2020, "baseline")]),
        ("在2020年基础上", [(2020, "baseline")]),
        ("在2025年前", [(2025, "deadline")]),
        ("由2021年的60%提高到2025年的80%", [(2021, "start"), (2025, "deadline")]),
        ("2023—2025年", [(2025, "deadline")]),
        ("截至2022年", [(2022, "past")]),
        ("自2023年起", [(2023, "start")]),
        ("“十四五”期间", [(2025, "deadline")]),
        ("到“十五五”末", [(2030, "deadline")]),
        ("“十三五”以来", [(2020, "past")]),
        ("“十四五”规划", []),
        ("二〇二五年", [(2025, "deadline")]),
        ("力争年底前", [(2022, "deadline")]),
        ("力争三年内", []),
    ],
)
def test_years_play_their_parts(text: str, expected: list[tuple[int, str]]) -> None:
    assert [(year.year, year.role) for year in years_of(text, 2022)] == expected


@pytest.mark.parametrize(
    ("subject", "count", "expected"),
    [
        ("非化石能源装机和消费比重", 2, ["非化石能源装机比重", "非化石能源消费比重"]),
        ("光伏发电、风电装机规模", 2, ["光伏发电装机规模", "风电装机规模"]),
        ("单位GDP能耗、单位GDP用水量", 2, ["单位GDP能耗", "单位GDP用水量"]),
        ("老旧小区改造", 3, ["老旧小区改造"] * 3),
    ],
)
def test_a_list_of_values_gives_each_its_own_subject(subject: str, count: int, expected: list[str]) -> None:
    assert members(subject, count) == expected


def test_two_rates_may_share_a_figure_but_two_amounts_may_not() -> None:
    assert rates("秸秆利用率、农膜回收率", None) == ["秸秆利用率", "农膜回收率"]
    assert rates("总产值与加工产值", None) == ["总产值与加工产值"]


@pytest.mark.parametrize(
    ("phrase", "scope", "rest"),
    [
        ("全州污泥处理率", "全州", "污泥处理率"),
        ("青川市城市污水集中收集率", "青川市", "城市污水集中收集率"),
        ("其他县城区污水处理率", "其他县城区", "污水处理率"),
        ("各县（市、区）绿色社区", "各县（市、区）", "绿色社区"),
        ("单位地区生产总值能耗", None, "单位地区生产总值能耗"),
        ("城市污水处理率", None, "城市污水处理率"),
        ("工业园区污水处理率", None, "工业园区污水处理率"),
    ],
)
def test_a_scope_is_an_area_and_no_other_word(phrase: str, scope: str | None, rest: str) -> None:
    assert scope_and_rest(phrase) == (scope, rest)


def test_titles_and_quoted_names_hold_no_figures_and_come_back_unharmed() -> None:
    text = "落实《2025年行动计划》（国发〔2021〕4号），实施“7个专项行动”和“十四五”规划。"
    hidden = blanked(text)
    assert len(hidden) == len(text)
    assert "2025" not in hidden
    assert "7" not in hidden
    assert "十四五" in hidden
    assert revealed(hidden) == text


def test_a_statement_ends_at_its_full_stop_only() -> None:
    assert [s for _, s in statements("甲；乙。丙！丁。", 0)] == ["甲；乙。", "丙！丁。"]


@pytest.mark.parametrize(("digits", "value"), [("二十一", 21), ("十", 10), ("一百零三", 103), ("二〇二五", 2025)])
def test_it_reads_chinese_numerals(digits: str, value: int) -> None:
    assert cjk_integer(digits) == value


@pytest.mark.parametrize(
    ("text", "style", "part"),
    [
        ("一、总体要求", "cjk", "一"),
        ("（十二）能源", "cjk_paren", "（十二）"),
        ("(三)农业", "cjk_paren", "（三）"),
        ("12.推进", "arabic", "12"),
        ("3、推进", "arabic", "3"),
        ("（4）推进", "arabic_paren", "（4）"),
        ("①推进", "circled", "①"),
        ("第二章 总则", "chapter", "第二章"),
        ("第十条 为了", "clause", "第十条"),
    ],
)
def test_it_knows_the_numbers_of_provisions(text: str, style: str, part: str) -> None:
    number = number_at(text)
    assert number is not None
    assert (number.style.name, number.part_of_id) == (style, part)


@pytest.mark.parametrize("text", ["1.5万亩", "2025年", "一二三产业", "（含市区）", "总体要求"])
def test_other_beginnings_are_no_numbers(text: str) -> None:
    assert number_at(text) is None
