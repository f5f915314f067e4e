"""Provisions, sentences and the head of a document."""

from __future__ import annotations

import datetime

import pytest
from tests.documents.making import PLAN

from lvheng.documents import BasedOn, Reading, read_text


def ids(text: str) -> list[str]:
    return [article.id for article in read_text(text).articles]


def headings(text: str) -> list[str]:
    return [article.heading for article in read_text(text).articles]


@pytest.fixture(scope="module")
def plan() -> Reading:
    return read_text(PLAN)


def test_it_reads_the_head_of_a_notice_that_passes_a_plan_on(plan: Reading) -> None:
    head = plan.metadata
    assert head.title == "青川市绿色发展实施方案"
    assert head.issuer == "青川市人民政府"
    assert head.document_number == "青政发〔2022〕18号"
    assert head.date == datetime.date(2022, 3, 15)
    assert head.addressees == ("各县（市、区）人民政府", "市政府各部门、各直属机构")
    assert head.based_on == (
        BasedOn("国务院关于加快建立健全绿色低碳循环发展经济体系的指导意见", "国务院", "国发〔2021〕4号"),
    )
    assert head.attachments == ("青川市绿色发展重点任务分工表",)


def test_it_reads_an_opinion_signed_at_its_end() -> None:
    head = read_text(
        "中共某某县委 某某县人民政府\n关于推进绿色低碳发展的实施意见\n（2023年6月8日）\n"
        "为推进绿色低碳发展，提出如下意见。\n一、总体要求\n到2025年，全县森林覆盖率达到50%。\n"
    ).metadata
    assert head.title == "中共某某县委某某县人民政府关于推进绿色低碳发展的实施意见"
    assert head.date == datetime.date(2023, 6, 8)


def test_it_reads_a_signature_in_chinese_numerals() -> None:
    head = read_text(
        "安川县人民政府办公室关于印发安川县节能减排工作方案的通知\n安政办发【2022】7号\n各乡镇人民政府：\n"
        "现将《安川县节能减排工作方案》印发给你们，请遵照执行。\n安川县节能减排工作方案\n一、目标\n能耗下降13%。\n"
        "安川县人民政府办公室\n二〇二二年五月十六日\n"
    ).metadata
    assert (head.title, head.issuer) == ("安川县节能减排工作方案", "安川县人民政府办公室")
    assert (head.document_number, head.date) == ("安政办发〔2022〕7号", datetime.date(2022, 5, 16))


def test_it_reads_the_table_above_a_document_on_a_web_site() -> None:
    head = read_text(
        "索引号：11220000/2022-0001\n发文机关：安川省人民政府\n成文日期：2022年1月5日\n标题：安川省绿色发展规划\n"
        "发文字号：安政发〔2022〕1号\n一、总体目标\n到2025年，森林覆盖率达到45%。\n"
    ).metadata
    assert (head.title, head.issuer) == ("安川省绿色发展规划", "安川省人民政府")
    assert (head.document_number, head.date) == ("安政发〔2022〕1号", datetime.date(2022, 1, 5))


def test_it_reads_several_pairs_in_a_row_of_that_table() -> None:
    head = read_text(
        "索引号：|A23-11/2022-0091|公开日期：|2022-06-11\n文件编号：|安政办〔2022〕9号|发布机构：|安川县人民政府\n"
        "安川县节水行动方案\n一、总体目标\n到2025年，用水量控制在2亿立方米以内。\n"
    ).metadata
    assert (head.document_number, head.issuer) == ("安政办〔2022〕9号", "安川县人民政府")


def test_it_keeps_signatories_apart_that_stand_in_one_line_and_drops_the_number_of_a_register() -> None:
    head = read_text(
        "ACDR-2023-00017\n安川市减污降碳实施方案\n为减污降碳，制定本方案。\n一、总体目标\n到2025年，用水量控制在2亿立方米以内。\n"
        "安川市生态环境局    安川市发展和改革委员会\n安川市财政局\n2023年2月20日\n"
    ).metadata
    assert head.title == "安川市减污降碳实施方案"
    assert head.issuer == "安川市生态环境局、安川市发展和改革委员会、安川市财政局"


def test_what_is_not_stated_is_none() -> None:
    head = read_text("一、目标\n森林覆盖率达到45%。\n").metadata
    assert (head.title, head.issuer, head.document_number, head.date) == (None, None, None, None)


def test_ids_put_the_section_before_the_provision(plan: Reading) -> None:
    assert [article.id for article in plan.articles] == ["一", "二", "二（一）", "二（二）", "三", "三（三）"]
    assert [article.level for article in plan.articles] == [1, 1, 2, 2, 1, 2]
    assert plan.articles[2].number == "（一）"


def test_children_nest_in_their_section(plan: Reading) -> None:
    section, first, second = plan.articles[1:4]
    assert section.start < first.start < first.end == second.start < second.end == section.end
    assert plan.text[first.start : first.start + 3] == "（一）"


def test_numbering_that_starts_anew_under_each_section_keeps_ids_apart() -> None:
    text = "一、甲类任务\n1.推广节能。加快推广。\n2.推广节水。加快推广。\n二、乙类任务\n1.推广节材。加快推广。\n"
    assert ids(text) == ["一", "一1", "一2", "二", "二1"]


def test_a_second_part_with_the_same_numbers_gets_ids_of_its_own() -> None:
    text = "一、总体目标\n明确目标。\n二、保障\n加强保障。\n一、总体目标\n再次明确。\n"
    assert ids(text) == ["一", "二", "一~2"]


def test_it_reads_chapters_and_clauses_of_a_regulation() -> None:
    text = (
        "第一章 总则\n第一条 为了推进节能，制定本办法。\n第二条 本办法适用于本市。\n"
        "第二章 节能管理\n第三条【监督】市政府负责监督。\n"
    )
    assert ids(text) == ["第一章", "第一条", "第二条", "第二章", "第三条"]
    assert headings(text) == ["总则", "", "", "节能管理", "监督"]


def test_it_reads_the_titles_of_measures_in_clauses() -> None:
    text = (
        "第一条 明确目标任务。到2025年，森林覆盖率达到45%。\n第二条 支持节能改造。\n（一）实施奖补。给予支持。\n"
        "第三条 附则。本措施由市工信局解释。\n"
    )
    assert ids(text) == ["第一条", "第二条", "第二条（一）", "第三条"]
    assert headings(text) == ["明确目标任务", "支持节能改造", "实施奖补", "附则"]


def test_it_reads_four_levels() -> None:
    text = (
        "一、任务\n（一）工业\n1.节能改造。实施改造。\n（1）电机系统。更新电机。\n"
        "（2）锅炉系统。更新锅炉。\n2.节水改造。实施改造。\n"
    )
    assert ids(text) == ["一", "一（一）", "一（一）1", "一（一）1（1）", "一（一）1（2）", "一（一）2"]


def test_a_heading_glued_to_the_paragraph_before_it_is_set_apart() -> None:
    text = "一、总体目标\n到2025年，目标基本实现。二、重点任务（一）推进节能。加快改造。（二）推进节水。加快改造。\n"
    assert headings(text) == ["总体目标", "重点任务", "推进节能", "推进节水"]


def test_a_heading_divided_from_its_text_by_space_only_is_set_apart() -> None:
    reading = read_text("一、重点任务\n（一）加强组织领导　　各部门要压实责任。\n")
    assert [article.heading for article in reading.articles] == ["重点任务", "加强组织领导"]
    assert [sentence.text for sentence in reading.sentences] == ["各部门要压实责任。"]


def test_an_enumeration_in_running_text_opens_no_provision() -> None:
    assert ids("一、任务\n重点做好三项工作：（一）摸清底数；（二）建立台账；（三）落实责任。\n") == ["一"]


def test_sentences_end_at_their_stops_and_know_their_provision(plan: Reading) -> None:
    texts = [(sentence.article, sentence.text) for sentence in plan.sentences]
    assert ("二（一）", "鼓励企业开展绿色设计。") in texts
    assert ("二（一）", "（市工业和信息化局牵头，市生态环境局配合）") in texts
    assert texts[0] == (None, "《青川市绿色发展实施方案》已经市政府同意，现印发给你们，请认真贯彻执行。")
    assert not any(text == "青川市人民政府" for _, text in texts)


def test_a_stop_inside_brackets_ends_no_sentence() -> None:
    reading = read_text("一、任务\n推进改造（先试点；后推广。）并总结经验。加强宣传。\n")
    assert [s.text for s in reading.sentences] == ["推进改造（先试点；后推广。）并总结经验。", "加强宣传。"]


def test_all_spans_hold_their_text(plan: Reading) -> None:
    for found in (*plan.sentences, *plan.tasks, *plan.mentions):
        assert plan.text[found.start : found.end] == found.text
    for quoted in (*plan.targets, *plan.responsibilities):
        assert plan.text[quoted.start : quoted.end] == quoted.quote


def test_it_cites_laws_and_documents_with_number_and_issuer(plan: Reading) -> None:
    cited = [(c.kind, c.title, c.document_number, c.issuer) for c in plan.citations]
    assert (
        "document",
        "国务院关于加快建立健全绿色低碳循环发展经济体系的指导意见",
        "国发〔2021〕4号",
        "国务院",
    ) in cited
    laws = read_text("一、任务\n严格执行《中华人民共和国清洁生产促进法》和《安川省节约能源条例（试行）》。\n").citations
    assert [law.kind for law in laws] == ["law", "law"]


def test_a_table_of_contents_opens_no_provisions() -> None:
    text = (
        "青川市绿色发展规划\n目录\n一、总体要求…………………1\n二、重点任务..........3\n"
        "一、总体要求\n明确目标。\n二、重点任务\n推进节能。\n"
    )
    assert ids(text) == ["一", "二"]


def test_a_list_of_annexes_in_a_notice_is_not_its_body() -> None:
    text = (
        "青川市人民政府关于印发绿色发展方案的通知\n各县区人民政府：\n现将方案印发给你们，请贯彻执行。\n附件：\n"
        "1.青川市绿色发展方案\n2.任务分工表\n青川市人民政府\n2022年3月1日\n"
        "青川市绿色发展方案\n一、总体目标\n明确目标。\n二、重点任务\n推进节能。\n"
    )
    reading = read_text(text)
    assert [article.id for article in reading.articles] == ["一", "二"]
    assert reading.metadata.title == "青川市绿色发展方案"


def test_a_plan_below_a_notice_with_points_of_its_own_belongs_to_the_body() -> None:
    text = (
        "青川市人民政府关于印发绿色发展方案的通知\n各县区人民政府：\n现将方案印发给你们，并提出如下要求。\n"
        "一、提高认识\n加强学习。\n二、抓好落实\n压实责任。\n附件：青川市绿色发展方案\n青川市人民政府\n2022年3月1日\n"
        "青川市绿色发展方案\n一、总体目标\n到2025年，森林覆盖率达到45%。\n二、重点任务\n推进节能。\n三、组织保障\n加强领导。\n"
    )
    reading = read_text(text)
    assert headings(text) == ["提高认识", "抓好落实", "总体目标", "重点任务", "组织保障"]
    assert [target.article for target in reading.targets] == ["一~2"]


def test_an_annex_after_the_plan_is_no_part_of_its_body() -> None:
    text = (
        "青川市绿色发展方案\n一、总体目标\n明确目标。\n二、任务\n推进节能。\n三、保障\n加强领导。\n"
        "附件：重点项目表\n一、节能项目\n建成10个项目。\n"
    )
    assert ids(text) == ["一", "二", "三"]


def test_a_heading_that_promises_a_figure_is_read_as_text_too() -> None:
    reading = read_text("一、主要目标\n（一）森林覆盖率达到45%以上。\n（二）建成绿色工厂30家。\n")
    assert [article.heading for article in reading.articles] == [
        "主要目标",
        "森林覆盖率达到45%以上",
        "建成绿色工厂30家",
    ]
    assert [(str(t.value), t.article) for t in reading.targets] == [("45", "一（一）"), ("30", "一（二）")]


def test_the_title_of_a_plan_has_its_period_and_no_notice_around_it() -> None:
    notice = read_text(
        "安江市人民政府关于印发《安江市节能行动计划》的通知\n各县区：\n请贯彻执行。\n一、目标\n能耗下降。\n"
    )
    assert notice.metadata.title == "安江市节能行动计划"
    plan = read_text("安江市节能行动计划\n（2022—2025年）\n一、目标\n能耗下降。\n")
    assert plan.metadata.title == "安江市节能行动计划（2022—2025年）"
    party = read_text("中共安江市委　安江市人民政府印发《关于推动绿色发展的实施方案》\n一、目标\n能耗下降。\n").metadata
    assert (party.title, party.issuer) == ("关于推动绿色发展的实施方案", "中共安江市委、安江市人民政府")


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("发展基础", 0),
        ("主要成效", 0),
        ("现状和形势", 0),
        ("加快基础设施绿色升级", 1),
        ("提升城镇环境基础设施效能", 1),
        ("巩固黑臭水体治理成效", 1),
    ],
)
def test_a_section_about_what_has_been_holds_no_targets(heading: str, count: int) -> None:
    assert len(read_text(f"一、{heading}\n全市污水集中处理率达到95%以上。\n").targets) == count
