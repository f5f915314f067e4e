"""Tasks: what a clause orders, how strongly, by when, and whom it names."""

from __future__ import annotations

import pytest

from lvheng.documents import Task, read_text


def tasks_in(sentence: str) -> list[Task]:
    return list(read_text(f"一、重点任务\n{sentence}\n").tasks)


@pytest.mark.parametrize(
    ("sentence", "modality", "text_of_object"),
    [
        ("严格落实能耗双控制度。", "must", "能耗双控制度"),
        ("大力推进高标准农田建设。", "must", "高标准农田建设"),
        ("坚决遏制高耗能项目盲目发展。", "forbid", "高耗能项目盲目发展"),
        ("严禁焚烧秸秆。", "forbid", "焚烧秸秆"),
        ("逐步禁用不可降解塑料包装。", "forbid", "不可降解塑料包装"),
        ("鼓励企业开展绿色设计。", "encourage", "企业开展绿色设计"),
        ("倡导绿色低碳生活方式。", "encourage", "绿色低碳生活方式"),
        ("探索开展用能权交易。", "explore", "用能权交易"),
        ("支持企业建设绿色工厂。", "support", "企业建设绿色工厂"),
        ("以化工园区为重点，鼓励企业开展能源审计。", "encourage", "企业开展能源审计"),
        ("2023年底前全面完成燃煤锅炉淘汰。", "must", "燃煤锅炉淘汰"),
        ("新建、改造污水管网。", "must", "污水管网"),
        ("鼓励有条件的园区先行先试。", "encourage", "有条件的园区先行先试"),
        ("到2025年，新增绿色工厂20家。", "must", "绿色工厂20家"),
        ("推进粪污资源化利用，利用率达85%以上。", "must", "粪污资源化利用"),
    ],
)
def test_it_tells_what_kind_of_order_a_clause_is(sentence: str, modality: str, text_of_object: str) -> None:
    (task,) = tasks_in(sentence)
    assert (task.modality, task.object) == (modality, text_of_object)


def test_each_clause_with_an_order_of_its_own_is_a_task() -> None:
    texts = [task.text for task in tasks_in("完善回收网络，推广智能回收，鼓励企业自建网点。")]
    assert texts == ["完善回收网络", "推广智能回收", "鼓励企业自建网点。"]


def test_a_clause_that_orders_nothing_goes_with_the_one_before() -> None:
    (task,) = tasks_in("加强田间设施建设，灌溉水利用更加高效便捷。")
    assert task.text == "加强田间设施建设，灌溉水利用更加高效便捷。"


def test_what_stands_before_an_order_belongs_to_it() -> None:
    (task,) = tasks_in("以烤烟种植为重点，建立健全农膜回收体系。")
    assert task.text == "以烤烟种植为重点，建立健全农膜回收体系。"


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("2021年底前编制完成国土空间规划。", "2021年底前"),
        ("到2025年，建立健全回收体系。", "到2025年"),
        ("2022年6月底前制定实施方案。", "2022年6月底前"),
        ("“十四五”期间，实施节能改造。", "“十四五”期间"),
        ("完善回收网络。", None),
    ],
)
def test_the_deadline_is_as_written(sentence: str, deadline: str | None) -> None:
    assert [task.deadline for task in tasks_in(sentence)] == [deadline]


@pytest.mark.parametrize(
    ("sentence", "deadlines"),
    [
        ("到2026年，完成管网普查，推进雨污分流，建设调蓄池。", ["到2026年", "到2026年", "到2026年"]),
        ("2023年底前编制完成空间规划，支持企业改造，推进城市更新。", ["2023年底前", None, None]),
    ],
)
def test_a_deadline_holds_for_what_follows_only_where_it_stands_alone(
    sentence: str, deadlines: list[str | None]
) -> None:
    assert [task.deadline for task in tasks_in(sentence)] == deadlines


def test_it_names_the_organisations_that_are_told_to_do_it() -> None:
    tasks = tasks_in("各县（市）、各部门要压实工作责任，加强督促落实。市统计局负责统计监测。")
    assert [task.organisations for task in tasks] == [
        ("各县（市）", "各部门"),
        ("各县（市）", "各部门"),
        ("市统计局",),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "为贯彻落实国家部署，结合我市实际，制定本方案。",
        "（市发展改革委牵头，市财政局配合）",
        "牵头单位：市发展改革委",
        "绿色产业比重显著提升。",
    ],
)
def test_preambles_responsibilities_and_states_are_no_tasks(sentence: str) -> None:
    assert tasks_in(sentence) == []
