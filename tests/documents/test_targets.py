"""Targets, sentence by sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvheng.documents import Target, read_text

FRAME = """某市人民政府关于印发绿色发展实施方案的通知
某政发〔2022〕8号
各县区人民政府，市政府各部门：
现将方案印发给你们，请认真贯彻执行。
某市人民政府
2022年3月1日
绿色发展实施方案
为推动绿色发展，制定本方案。
一、重点任务
（一）推进相关工作。{sentence}
"""


def wordings() -> list[tuple[str, list[tuple[str, ...]]]]:
    """The sentences of ``wordings.txt`` with what is expected of each."""
    cases: list[tuple[str, list[tuple[str, ...]]]] = []
    for line in Path(__file__).with_name("wordings.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("  "):
            cases[-1][1].append(tuple(line.split()))
        else:
            cases.append((line, []))
    return cases


def shown(target: Target) -> tuple[str, ...]:
    """A target as a line of ``wordings.txt``."""
    fields = (target.comparator, target.value, target.unit, target.deadline_year)
    return tuple("-" if field is None else str(field) for field in fields)


def targets_in(sentence: str) -> list[Target]:
    return list(read_text(FRAME.format(sentence=sentence)).targets)


@pytest.mark.parametrize(("sentence", "expected"), wordings())
def test_it_finds_exactly_the_targets_of_a_sentence(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert [shown(target) for target in targets_in(sentence)] == expected


def test_a_year_compared_with_in_a_clause_of_its_own_holds_for_all_that_rises_or_falls_after_it() -> None:
    found = targets_in("与2020年相比，到2025年水泥熟料能耗下降4%，余热发电量提高6%，绿色产品占比达到30%。")
    assert [target.baseline_year for target in found] == [2020, 2020, None]


def test_a_value_to_be_reached_takes_no_year_compared_with_from_the_figure_before_it() -> None:
    found = targets_in("到2025年，港口货运量比2020年增长12%、岸电覆盖率达到90%。")
    assert [target.baseline_year for target in found] == [2020, None]


def test_what_a_list_measures_is_for_the_area_named_before_the_list() -> None:
    found = targets_in("到2025年，全市绿色建材产值、环保装备产值分别达到30亿元、20亿元。")
    assert [(target.scope, target.indicator) for target in found] == [
        ("全市", "绿色建材产值"),
        ("全市", "环保装备产值"),
    ]


def test_the_names_of_a_list_take_what_the_last_one_measures() -> None:
    found = targets_in("到2025年，化学需氧量、氨氮减排量分别达到800吨、30吨，电锅炉、热泵平均热效率分别提高3%、2%。")
    assert [target.indicator for target in found] == [
        "化学需氧量减排量",
        "氨氮减排量",
        "电锅炉平均热效率",
        "热泵平均热效率",
    ]


def test_a_list_of_places_shares_what_is_measured_in_them() -> None:
    found = targets_in("青川、安阳、河西县污水处理率分别达到95%、93%、90%。")
    assert [target.indicator for target in found][:2] == ["青川污水处理率", "安阳污水处理率"]
    assert (found[2].scope, found[2].indicator) == ("河西县", "污水处理率")
