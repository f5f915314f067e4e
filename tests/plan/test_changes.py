"""Two versions of a plan, provision by provision."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.plan.changes import (
    ProvisionText,
    TargetFields,
    compare,
    compare_targets,
    difference,
    likeness,
    pair_provisions,
)

STRAW = TargetFields("秸秆综合利用率", ">=", Decimal(86), None, "%", 2025, "", None)
ENERGY = TargetFields("单位地区生产总值能耗", "decrease_by", Decimal(13), None, "%", 2025, "", 2020)

INDUSTRY = ProvisionText("二（一）", "（一）", "工业", 2, "加快推动重点企业节能改造，鼓励企业开展清洁生产审核。")
FARMING = ProvisionText("二（二）", "（二）", "农业", 2, "推广测土配方施肥技术，秸秆综合利用率达到86%以上。", (STRAW,))
WASTE = ProvisionText("二（三）", "（三）", "垃圾", 2, "加快建设餐厨垃圾处理设施，实现生活垃圾焚烧处理全覆盖。")


def at(provision: ProvisionText, reference: str, text: str = "", heading: str = "") -> ProvisionText:
    return ProvisionText(
        reference, reference[1:], heading or provision.heading, 2, text or provision.text, provision.targets
    )


def kinds(old: list[ProvisionText], new: list[ProvisionText]) -> list[str]:
    return [change.kind for change in compare(old, new)]


def test_an_inserted_article_moves_the_others_and_changes_none() -> None:
    new = ProvisionText("二（一）", "（一）", "循环", 2, "建设再生资源回收网点。")

    assert kinds([INDUSTRY, FARMING], [new, at(INDUSTRY, "二（二）"), at(FARMING, "二（三）")]) == [
        "added",
        "moved",
        "moved",
    ]


def test_a_removed_article_is_told_where_it_stood() -> None:
    changes = compare([INDUSTRY, FARMING, WASTE], [INDUSTRY, at(WASTE, "二（二）")])

    assert [(change.kind, (change.old or change.new).heading) for change in changes if change.old or change.new] == [  # type: ignore[union-attr]
        ("unchanged", "工业"),
        ("removed", "农业"),
        ("moved", "垃圾"),
    ]


def test_a_rewritten_article_under_another_heading_is_recognised_by_its_words() -> None:
    text = "推广测土配方施肥技术，秸秆综合利用率达到90%以上。"

    [change] = compare([FARMING], [at(FARMING, "三（五）", text, "绿色种植")])

    assert change.kind == "changed"
    assert "".join(run.text for run in change.runs if run.step == "insert") == "90%"


def test_an_article_replaced_by_something_else_is_removed_and_added() -> None:
    other = ProvisionText("二（一）", "（一）", "宣传", 2, "新闻媒体要大力宣扬先进典型。")

    assert sorted(kinds([INDUSTRY], [other])) == ["added", "removed"]


def test_white_space_and_width_of_characters_are_no_change() -> None:
    assert kinds([INDUSTRY], [at(INDUSTRY, "二（一）", INDUSTRY.text.replace("，", ", "))]) == ["unchanged"]


def test_a_target_that_changed_under_the_same_words_changes_its_provision() -> None:
    later = TargetFields(**{**{name: getattr(STRAW, name) for name in STRAW.__slots__}, "deadline_year": 2030})
    new = ProvisionText(FARMING.reference, FARMING.number, FARMING.heading, 2, FARMING.text, (later,))

    [change] = compare([FARMING], [new])

    assert change.kind == "changed"
    assert [(field.name, field.old, field.new) for field in change.targets[0].fields] == [("deadline_year", 2025, 2030)]


def test_targets_are_told_added_removed_changed_and_unchanged() -> None:
    more = TargetFields("秸秆综合利用率", ">", Decimal(90), None, "%", 2025, "", None)
    other = TargetFields("农膜回收率", ">=", Decimal(85), None, "%", 2025, "", None)

    changes = compare_targets([STRAW, ENERGY], [more, other])

    assert [change.kind for change in changes] == ["changed", "added", "removed"]
    assert [field.name for field in changes[0].fields] == ["comparator", "value"]


def test_an_indicator_that_is_called_a_little_differently_is_the_same() -> None:
    old = TargetFields("生活垃圾焚烧处理", "reach_full_coverage", None, None, "", 2025, "", None)
    new = TargetFields("县城生活垃圾焚烧处理", "reach_full_coverage", None, None, "", 2026, "", None)

    [change] = compare_targets([old], [new])

    assert [field.name for field in change.fields] == ["indicator", "deadline_year"]


def test_a_scope_decides_between_targets_of_the_same_indicator() -> None:
    city = TargetFields("污水处理率", ">=", Decimal(95), None, "%", 2025, "临夏市", None)
    counties = TargetFields("污水处理率", ">=", Decimal(90), None, "%", 2025, "其他县", None)

    assert {change.kind for change in compare_targets([city, counties], [counties, city])} == {"unchanged"}


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        ("达到90%以上", "达到92%以上", "达到 -90% +92% 以上"),
        ("2023年底前", "2026年底前", "-2023 +2026 年底前"),
        ("严禁焚烧", "严禁露天焚烧", "严禁 +露天 焚烧"),
        ("甲", "甲", "甲"),
        ("", "新", "+新"),
        ("旧", "", "-旧"),
    ],
)
def test_numbers_are_compared_as_wholes_and_characters_one_by_one(old: str, new: str, runs: str) -> None:
    signs = {"equal": "", "insert": "+", "delete": "-"}

    assert " ".join(f"{signs[run.step]}{run.text}" for run in difference(old, new)) == runs


texts = st.text(alphabet="绿色低碳发展达到90%以上，。到25年 a", max_size=40)


@given(texts, texts)
def test_a_difference_gives_both_texts_back(old: str, new: str) -> None:
    runs = difference(old, new)

    assert "".join(run.text for run in runs if run.step != "insert") == old
    assert "".join(run.text for run in runs if run.step != "delete") == new


@given(texts, texts)
def test_likeness_is_symmetric_and_between_nought_and_one(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


provisions = st.lists(
    st.builds(
        ProvisionText,
        reference=st.sampled_from(["一", "二", "二（一）", "二（二）"]),
        number=st.just("一、"),
        heading=st.sampled_from(["", "目标", "工业", "农业"]),
        level=st.integers(1, 2),
        text=texts,
        targets=st.lists(st.sampled_from([STRAW, ENERGY]), max_size=2).map(tuple),
    ),
    max_size=5,
)


@given(provisions, provisions)
def test_every_provision_of_both_versions_is_told_exactly_once(
    old: list[ProvisionText], new: list[ProvisionText]
) -> None:
    changes = compare(old, new)

    assert [change.new for change in changes if change.new is not None] == new
    told = [id(change.old) for change in changes if change.old is not None]
    assert sorted(told) == sorted(id(each) for each in old)


@given(provisions)
def test_a_version_compared_with_itself_has_no_changes(same: list[ProvisionText]) -> None:
    unchanged = {change.kind for change in compare(same, list(same))}

    assert unchanged <= {"unchanged"}


@given(provisions, provisions)
def test_no_provision_is_paired_twice(old: list[ProvisionText], new: list[ProvisionText]) -> None:
    pairs = pair_provisions(old, new)

    assert len(set(pairs.values())) == len(pairs)
