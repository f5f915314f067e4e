"""Responsibilities in the layouts that plans use."""

from __future__ import annotations

import pytest

from lvheng.documents import Responsibility, read_text

FRAME = """青川市绿色发展实施方案

一、重点任务
（一）推进工业节能。加快节能改造，推广先进技术。{passage}
（二）发展循环农业。推进秸秆利用。
"""

LAYOUTS: list[tuple[str, list[str], list[str]]] = [
    ("（市发展改革委负责）", ["市发展改革委"], []),
    (
        "（市水务局牵头，市财政局按职责分工负责。以下均需各县区政府落实，不再列出）",
        ["市水务局"],
        ["市财政局"],
    ),
    ("（责任单位：市能源局、各县区政府，以下均含各县区政府）", [], ["市能源局", "各县区政府"]),
    ("（市水务局、市财政局，各镇街、园区）", [], ["市水务局", "市财政局", "各镇街", "园区"]),
    ("（市水务局、各县（市、区）政府，沙江供电公司）", [], ["市水务局", "各县（市、区）政府", "沙江供电公司"]),
    ("（县住建局、县城管局按职责分工负责，各乡镇具体落实）", [], ["县住建局", "县城管局", "各乡镇"]),
    ("（市发展改革委、市财政局按职责分工负责）", [], ["市发展改革委", "市财政局"]),
    (
        "（市工信局牵头，市发展改革委、市生态环境局配合）",
        ["市工信局"],
        ["市发展改革委", "市生态环境局"],
    ),
    (
        "（市工信局牵头，市财政局、各县（市、区）人民政府按职责分工负责）",
        ["市工信局"],
        ["市财政局", "各县（市、区）人民政府"],
    ),
    ("（市住房城乡建设局牵头负责，市水务局等配合）", ["市住房城乡建设局"], ["市水务局"]),
    ("（责任单位：市水务局、市农业农村局）", [], ["市水务局", "市农业农村局"]),
    (
        "（牵头单位：市商务局；配合单位：市邮政管理局、市供销社）",
        ["市商务局"],
        ["市邮政管理局", "市供销社"],
    ),
    ("（牵头单位：市商务局，责任单位：市邮政管理局、市供销社）", ["市商务局"], ["市邮政管理局", "市供销社"]),
    ("〔市交通运输局牵头，市公安局参与〕", ["市交通运输局"], ["市公安局"]),
    ("［责任单位：市科技局，各区政府］", [], ["市科技局", "各区政府"]),
    ("【市教育局负责】", ["市教育局"], []),
    (
        "（省发展改革委、省能源局牵头，省自然资源厅、省林草局等部门及各市州政府参与）",
        ["省发展改革委", "省能源局"],
        ["省自然资源厅", "省林草局", "各市州政府"],
    ),
    ("\n牵头单位：市林业局\n配合单位：市自然资源局、各镇（街道）", ["市林业局"], ["市自然资源局", "各镇（街道）"]),
    ("\n责任单位：市城管局、市生态环境局", [], ["市城管局", "市生态环境局"]),
    ("\n（责任单位：市城管局，各县区政府）", [], ["市城管局", "各县区政府"]),
    (
        "（市委组织部，市人力资源社会保障局按照职责分工负责）",
        [],
        ["市委组织部", "市人力资源社会保障局"],
    ),
    (
        "（市生态环境局牵头；市工业和信息化局、市住房和城乡建设局、市国资委、国网青川供电公司，"
        "各县（区）人民政府、经济开发区管委会配合）",
        ["市生态环境局"],
        [
            "市工业和信息化局",
            "市住房和城乡建设局",
            "市国资委",
            "国网青川供电公司",
            "各县（区）人民政府",
            "经济开发区管委会",
        ],
    ),
    ("（市发展改革委牵头负责）", ["市发展改革委"], []),
    ("（责任单位：市发展改革委牵头，市统计局配合）", ["市发展改革委"], ["市统计局"]),
    ("（各县（市、区）人民政府负责落实）", ["各县（市、区）人民政府"], []),
    (
        "（牵头单位：市发展改革委  责任单位：市财政局 市税务局）",
        ["市发展改革委"],
        ["市财政局", "市税务局"],
    ),
    ("（市发展改革委、市工信局、市生态环境局等按职责分工负责）", [], ["市发展改革委", "市工信局", "市生态环境局"]),
    ("（市农业农村局、林草局，各县区政府负责）", [], ["市农业农村局", "林草局", "各县区政府"]),
    ("（责任单位：市商务局（牵头）、市供销社）", ["市商务局"], ["市供销社"]),
    ("（责任单位：市工信局）", ["市工信局"], []),
    (
        "\n责任单位：市水务局 市交通运输局\n　　　　　市城管局 青川供电公司",
        [],
        ["市水务局", "市交通运输局", "市城管局", "青川供电公司"],
    ),
    (
        "（市文旅局牵头，市商务局、市市场监管局，各县（市）人民政府和经开区管委会配合落实）",
        ["市文旅局"],
        ["市商务局", "市市场监管局", "各县（市）人民政府", "经开区管委会"],
    ),
    (
        "（人民银行青川中心支行牵头，青川银保监分局、市金融办配合）",
        ["人民银行青川中心支行"],
        ["青川银保监分局", "市金融办"],
    ),
    ("（市直有关部门、各县区按职责分工负责）", [], ["市直有关部门", "各县区"]),
]


def in_first_article(passage: str) -> list[Responsibility]:
    return [duty for duty in read_text(FRAME.format(passage=passage)).responsibilities if duty.article == "一（一）"]


@pytest.mark.parametrize(("passage", "lead", "participants"), LAYOUTS)
def test_it_reads_who_leads_and_who_takes_part(passage: str, lead: list[str], participants: list[str]) -> None:
    found = in_first_article(passage)
    assert [name for duty in found for name in duty.lead] == lead
    assert [name for duty in found for name in duty.participants] == participants


@pytest.mark.parametrize(
    "passage",
    [
        "（含2022年）",
        "（见附件2）",
        "（以下简称市发展改革委）",
        "（不含城市建成区）",
        "健全政府负责、部门配合、社会参与的机制。",
        "（试行）",
        "（厂网一体化）",
        "（CCUS）",
    ],
)
def test_it_leaves_other_brackets_alone(passage: str) -> None:
    assert in_first_article(passage) == []


def test_it_keeps_several_responsibilities_of_one_article_apart() -> None:
    found = in_first_article("（市发展改革委负责）培育绿色园区。（市商务局牵头，市财政局配合）")
    assert [(duty.lead, duty.participants) for duty in found] == [
        (("市发展改革委",), ()),
        (("市商务局",), ("市财政局",)),
    ]


def test_it_reads_the_columns_of_a_table_of_tasks() -> None:
    text = FRAME.format(passage="") + "\n".join(
        [
            "附件：重点任务分工表",
            "序号|重点任务|牵头单位|配合单位|完成时限",
            "1|开展节能诊断|市工信局|市发展改革委、市财政局|2025年",
            "2|推广再制造产品|市商务局||持续推进",
        ]
    )
    found = read_text(text).responsibilities
    assert [(duty.article, duty.lead, duty.participants) for duty in found] == [
        (None, ("市工信局",), ("市发展改革委", "市财政局")),
        (None, ("市商务局",), ()),
    ]


def test_quotes_stand_where_the_offsets_say() -> None:
    reading = read_text(FRAME.format(passage="（市工信局牵头，市发展改革委配合）"))
    for duty in reading.responsibilities:
        assert reading.text[duty.start : duty.end] == duty.quote
