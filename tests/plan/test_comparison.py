"""A plan beside its parent, written as tables that a planner can read."""

import time
from decimal import Decimal
from pathlib import Path

import pytest

from lvheng.plan.comparison import Promise, Verdict, compare, counts
from lvheng.plan.indicator_names import AGREES, similarity


def promise(line: str, key: int = 1) -> Promise:
    """``indicator | comparator | value | unit | year | scope | baseline``; blank cells are not stated."""
    cells = [cell.strip() for cell in line.split("|")] + [""] * 7
    indicator, comparator, value, unit, year, scope, baseline = cells[:7]
    return Promise(
        key=key,
        indicator=indicator,
        comparator=comparator,
        value=Decimal(value) if value else None,
        unit=unit,
        deadline_year=int(year) if year else None,
        scope=scope,
        baseline_year=int(baseline) if baseline else None,
    )


PAIRS = Path(__file__).with_name("comparison_pairs.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line", [line for line in PAIRS.splitlines() if line], ids=lambda line: line.split("|")[0].strip()
)
def test_it_says_how_a_target_relates_to_its_parents(line: str) -> None:
    child, parent, expected = line.split("#")
    [row] = compare([promise(child)], [promise(parent, 2)])
    assert [str(verdict) for verdict in row.verdicts] == expected.split()


@pytest.mark.parametrize("line", [line for line in PAIRS.splitlines() if "not_comparable" in line])
def test_it_says_why_two_targets_cannot_be_compared(line: str) -> None:
    child, parent, _ = line.split("#")
    [row] = compare([promise(child)], [promise(parent, 2)])
    assert len(row.notes) == 1
    assert row.notes[0].zh
    assert row.notes[0].en


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("污泥无害化处理率", "城市生活垃圾无害化处理率"),
        ("生活垃圾回收利用率", "主要再生资源回收利用率"),
        ("城市生活污水集中收集率", "城市污水处理率"),
        ("生活垃圾焚烧处理覆盖", "城市生活垃圾无害化处理率"),
        ("非化石能源装机比重", "非化石能源消费比重"),
        ("农村生活污水处理率", "城市污水处理率"),
        ("农作物秸秆综合利用率", "畜禽粪污综合利用率"),
    ],
)
def test_it_keeps_indicators_apart_that_only_sound_alike(first: str, second: str) -> None:
    assert similarity(first, second) < AGREES


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("空气质量优良天数比率", "空气质量优良天数比例"),
        ("污水收集、处理", "城市污水处理率"),
        ("废旧农膜回收率", "废旧农膜回收利用率"),
        ("医疗废物无害化处置率", "医疗废物处理率"),
        ("单位国内生产总值二氧化碳排放", "单位GDP二氧化碳排放"),
    ],
)
def test_it_knows_one_indicator_under_two_names(first: str, second: str) -> None:
    assert similarity(first, second) >= AGREES
    assert similarity(first, second) == similarity(second, first)


def test_it_lists_what_is_added_and_what_is_missing() -> None:
    children = [promise("空气质量优良天数比率 | >= | 90 | % | 2025")]
    parents = [promise("非化石能源消费比重 | = | 30 | % | 2025", 2)]
    rows = compare(children, parents)
    assert [(row.child, row.parent, row.verdicts) for row in rows] == [
        (children[0], None, (Verdict.ADDED,)),
        (None, parents[0], (Verdict.MISSING,)),
    ]


def test_several_targets_may_answer_one_of_the_parents() -> None:
    children = [
        promise("生活污水处理率 | >= | 99 | % | 2025 | 临夏市", 1),
        promise("生活污水处理率 | >= | 95 | % | 2025 | 其他县城区", 2),
    ]
    rows = compare(children, [promise("城市污水处理率 | >= | 98 | % | 2025", 3)])
    assert [row.parent.key for row in rows if row.parent] == [3, 3]
    assert Verdict.MISSING not in {verdict for row in rows for verdict in row.verdicts}


def test_a_persons_pairing_comes_before_any_likeness() -> None:
    children = [promise("农作物秸秆综合利用率 | >= | 86 | % | 2025", 1), promise("秸秆利用 | >= | 90 | % | 2025", 2)]
    parents = [promise("农作物秸秆综合利用率 | >= | 86 | % | 2025", 3)]
    rows = compare(children, parents, {1: None, 2: 3})
    assert [(row.verdicts, row.decided) for row in rows] == [((Verdict.ADDED,), True), ((Verdict.STRICTER,), True)]


def test_a_decision_on_a_target_that_is_gone_is_passed_over() -> None:
    line = "农作物秸秆综合利用率 | >= | 86 | % | 2025"
    [row] = compare([promise(line)], [promise(line, 3)], {1: 99})
    assert (row.verdicts, row.decided) == ((Verdict.SAME,), False)


def test_a_missing_deadline_is_told_and_not_guessed() -> None:
    [row] = compare([promise("森林覆盖率 | >= | 12 | %")], [promise("森林覆盖率 | >= | 12 | % | 2025", 2)])
    assert row.verdicts == (Verdict.SAME,)
    assert [note.en for note in row.notes] == ["This plan states no deadline."]


def test_it_counts_every_verdict() -> None:
    rows = compare([promise("森林覆盖率 | >= | 10 | % | 2030")], [promise("森林覆盖率 | >= | 12 | % | 2025", 2)])
    found = counts(rows)
    assert found[Verdict.LOOSER] == found[Verdict.LATER] == 1
    assert sum(found.values()) == 2
    assert set(found) == set(Verdict)


def test_two_long_plans_are_compared_in_a_moment() -> None:
    children = [promise(f"第{number}类工程完成比例 | >= | 90 | % | 2025", number) for number in range(600)]
    parents = [promise(f"第{number}类项目覆盖面积 | = | 90 | 公顷 | 2025", 1000 + number) for number in range(600)]
    started = time.process_time()
    rows = compare(children, parents)
    assert time.process_time() - started < 5
    assert len(rows) == 1200
