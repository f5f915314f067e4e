"""An explanation is a tree of sentences that a planner can read aloud, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.indicators.support import linxia, measures, reported

from lvheng.formula import Period, parse
from lvheng.indicators import Inputs, Node, compute, explain
from lvheng.indicators.formula_words import formula_text
from lvheng.indicators.reporting import reporter
from lvheng.indicators.wording import area_text, period_text


def lines(node: Node, language: str, depth: int = 0) -> list[str]:
    """The tree as text, two spaces for every level."""
    here = ["  " * depth + node.text.in_language(language)]
    notes = ["  " * depth + "| " + note.in_language(language) for note in node.notes]
    return [*here, *notes, *(line for part in node.parts for line in lines(part, language, depth + 1))]


def nodes(node: Node) -> list[Node]:
    """The statement and all below it."""
    return [node, *(each for part in node.parts for each in nodes(part))]


def told(inputs: Inputs, code: str, area: str, period: str, language: str = "zh") -> str:
    return "\n".join(lines(explain(inputs, compute(inputs, code, area, period)), language))


def test_it_tells_formula_rounding_parts_and_sources() -> None:
    assert told(Inputs.of_pack(measures()), "film_recovery_rate", "620000", "2022") == (
        "甘肃省2022年废旧农膜回收率：84.68 %\n"
        "| 公式：废旧农膜回收量（扣除杂质） ÷ 农膜使用量 × 100\n"
        "| 修约前84.682612695492…，四舍六入五成双，保留2位小数\n"
        "| 依据：“无废城市”建设指标体系（试行） 环办固体函〔2019〕467号 第19项\n"
        "| 发布：84.68 %，中国甘肃网，全省废旧农膜回收（2022年12月25日）；与计算一致\n"
        "  废旧农膜回收量（扣除杂质）：184100 t\n"
        "  | 公式：废旧农膜回收量（净重）；没有时用废旧农膜回收量（毛重） − 回收农膜所含土石和水分\n"
        "  | 依据：废旧农膜回收量核算，扣除土石和水分（待核实）\n"
        "    废旧农膜回收量（净重）：184100 t\n"
        "    | 数据：中国甘肃网，全省废旧农膜回收（2022年12月25日），未注明版本\n"
        "  农膜使用量：217400 t\n"
        "  | 数据：中国甘肃网，全省废旧农膜回收（2022年12月25日），未注明版本"
    )


def test_it_says_where_the_published_number_is_another_one() -> None:
    text = told(Inputs.of_pack(measures()), "film_recovery_rate", "620800", "2022", "en")
    assert text.startswith("Waste film recovery rate, Pingliang, 2022: 84.60 %")
    assert "published: 84.21 %, 平凉市2022年废旧农膜回收报道; the computation does not agree" in text


def test_a_part_of_another_year_says_which() -> None:
    rows = {"622900": {"2021": {"energy_total": "150", "gdp_2020_prices": "340"}}}
    rows["622900"]["2022"] = {"energy_total": "151", "gdp_2020_prices": "350"}
    text = told(reported(rows), "energy_per_gdp_change", "622900", "2022")
    assert "（万元地区生产总值能耗 ÷ 上一期的万元地区生产总值能耗 − 1） × 100" in text
    assert "\n  2021年万元地区生产总值能耗：0.4412 tce/万元\n" in text
    assert "| 此公式的有效期：2021-01-01至2025-12-31" in text


def test_an_element_that_was_added_up_shows_the_areas() -> None:
    counties = ("622901", "622921", "622922", "622923", "622924", "622925", "622926", "622927")
    rows = {county: {"2025": {"manure_generated": "10", "manure_utilised": "9"}} for county in counties}
    text = told(reported(rows), "manure_utilisation_rate", "622900", "2025")
    assert "  畜禽粪污产生量：80 万吨\n  | 下级8个地区合计\n    临夏市：10 万吨\n" in text


def test_an_element_is_told_as_it_was_reported() -> None:
    assert told(Inputs.of_pack(measures()), "gdp", "622900", "2020") == (
        "临夏回族自治州2020年地区生产总值（现价）：331.3 亿元\n| 数据：临夏州2020年国民经济和社会发展统计公报，初步数"
    )


def test_where_two_sources_differ_the_other_figure_is_told_too() -> None:
    text = told(Inputs.of_pack(measures()), "resident_population", "622900", "2022")
    assert text.count("\n| 发布：") == 1
    assert "与所用的数不同" in text


def test_an_english_tree_names_areas_in_english() -> None:
    counties = ("622901", "622921", "622922", "622923", "622924", "622925", "622926", "622927")
    rows = {county: {"2025": {"manure_generated": "10", "manure_utilised": "9"}} for county in counties}
    text = told(reported(rows), "manure_utilisation_rate", "622900", "2025", "en")
    assert "Linxia City: 10 万吨" in text
    assert "临夏" not in text
    assert area_text("622901-sewage_plant-2").zh == "临夏市第2号"


def test_every_level_above_a_simulated_figure_is_marked_and_what_is_real_is_not() -> None:
    rows = {"622901": {"2025": {"energy_total": "45", "gdp_2020_prices": "100"}}}
    known = reported(rows).observations
    made_up = {key: replace(seen, simulated=True) for key, seen in known.items() if key[0] == "gdp_2020_prices"}
    real = {key: seen for key, seen in known.items() if key not in made_up}
    inputs = Inputs(measures(), real, simulated=made_up)
    tree = explain(inputs, compute(inputs, "energy_per_gdp_change", "622901", "2025"))
    marks = {part.text.en.split(":")[0]: part.simulated for part in nodes(tree)}
    assert marks["Energy per unit of GDP"]
    assert marks["Gross regional product at 2020 prices"]
    assert not marks["Total energy consumption, electricity at the generation rate"]


def test_a_silent_area_shows_as_missing_among_the_others() -> None:
    rows = {"622901": {"2025": {"manure_generated": "10"}}}
    text = told(reported(rows), "manure_utilisation_rate", "622900", "2025")
    assert "  畜禽粪污产生量：缺（下级没有报齐）\n" in text
    assert "    临夏县：缺（没有报送）" in text or "    临夏县：没有数" in text


def test_a_mean_of_counties_shows_every_county() -> None:
    counties = ("622901", "622921", "622922", "622923", "622924", "622925", "622926", "622927")
    rows = {county: {"2025": {"air_good_days": "342", "air_valid_days": "360"}} for county in counties}
    text = told(reported(rows), "air_good_day_ratio", "622900", "2025")
    assert text.startswith("临夏回族自治州2025年空气质量优良天数比例：95.0 %\n| 下级地区的加权平均\n  临夏市2025年")
    assert text.count("空气质量优良天数比例：95.0 %") == 9


def test_a_parameter_that_is_not_verified_says_so() -> None:
    text = told(reported({}), "straw_collectable_by_crops", "622921", "2025")
    assert "  小麦草谷比：1.17\n  | 参数，草谷比和可收集系数（甘肃，常用值）（待核实）" in text


def test_a_parameter_that_is_missing_says_which_years_are_known_and_where_it_is_entered() -> None:
    row = {"gdp_2020_prices": "340", "coal_consumption": "80", "oil_consumption": "20", "gas_consumption": "15"}
    inputs = reported({"622900": {year: row | {"net_power_import": "6"} for year in ("2020", "2023")}})
    assert compute(inputs, "co2_per_gdp", "622900", "2023").value is not None
    missing = compute(inputs, "co2_per_gdp_decline", "622900", "2023").missing
    assert [(part.text, part.period.code, part.reason) for part in missing] == [
        ("grid_factor_gansu", "2020", "no_version")
    ]
    who = reporter(linxia(), measures(), missing[0])
    assert who is not None
    assert "请在数据包中补上" in who.zh
    assert "known: 2021-01-01 – 2023-12-31" in who.en


def test_a_published_result_names_its_source_and_what_would_be_needed() -> None:
    text = told(Inputs.of_pack(measures()), "eco_industry_share", "622900", "2020", "en")
    assert "| as published; its parts are not known" in text
    assert "Value added of the ten ecological industries: missing (not reported)" in text


@pytest.mark.parametrize(
    ("formula", "chinese", "english"),
    [
        ("gdp - (gdp - gdp)", "甲 − （甲 − 甲）", "A − (A − A)"),
        ("gdp / (gdp * gdp)", "甲 ÷ （甲 × 甲）", "A ÷ (A × A)"),
        ("gdp * gdp / gdp", "甲 × 甲 ÷ 甲", "A × A ÷ A"),
        ("-(gdp + 1)", "−（甲 + 1）", "−(A + 1)"),
        ("previous(gdp, 3)", "前3期的甲", "A 3 periods before"),
        ("base(gdp, 2020)", "2020年的甲", "A of 2020"),
        ("sum_of(gdp)", "所属各单位的甲之和", "the sum of A below"),
        ("count_of(gdp > 0)", "所属单位中甲 > 0的个数", "how many below have A > 0"),
        ("min(gdp, 5)", "甲、5中最小的", "the least of A, 5"),
        ("1 if gdp > 0 else 2", "如甲 > 0，取1，否则取2", "1 if A > 0, else 2"),
        ("gdp > 0 and not (gdp == 3)", "甲 > 0，且不是（甲 = 3）", "A > 0 and not (A = 3)"),
        ("known(gdp) or gdp <= 2 and gdp > 1", "已知甲，或（甲 ≤ 2，且甲 > 1）", "A is known or (A ≤ 2 and A > 1)"),
        ("clip(gdp, 0, 100)", "甲（不小于0，不大于100）", "A (not less than 0, not more than 100)"),
    ],
)
def test_formulas_are_said_in_words(formula: str, chinese: str, english: str) -> None:
    words = formula_text(parse(formula), measures())
    title = measures().title("gdp")
    assert words.zh.replace(title.zh, "甲") == chinese
    assert words.en.replace(title.en, "A") == english


@pytest.mark.parametrize(
    ("code", "chinese"),
    [
        ("2025", "2025年"),
        ("2025-H1", "2025年上半年"),
        ("2025-H2", "2025年下半年"),
        ("2025-Q3", "2025年第3季度"),
        ("2025-07", "2025年7月"),
        ("2025-07-31", "2025年7月31日"),
    ],
)
def test_periods_are_said_in_words(code: str, chinese: str) -> None:
    assert period_text(Period.parse(code)).zh == chinese
