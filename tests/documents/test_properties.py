"""What holds for every text, however strange."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvheng.documents import Reading, read_bytes, read_text
from lvheng.errors import InputProblem

WORDS = (
    *(
        "到2025年",
        "，",
        "。",
        "；",
        "、",
        "（",
        "）",
        "《",
        "》",
        "“",
        "”",
        "一、",
        "（一）",
        "1.",
        "第一章",
        "\n",
        "：",
        "|",
    ),
    *(
        "达到",
        "提高",
        "下降",
        "建成",
        "分别",
        "占比",
        "以上",
        "以内",
        "左右",
        "不低于",
        "全覆盖",
        "清零",
        "比2020年",
        "“十四五”",
    ),
    *("85%", "30", "万亩", "个", "3—5", "翻一番", "百分之八十", "市发展改革委", "牵头", "配合", "负责", "责任单位："),
    *(
        "污水处理率",
        "绿色工厂",
        "全市",
        "各县（市、区）",
        "鼓励",
        "严禁",
        "〔2021〕62号",
        "和",
        "的",
        "2021年3月5日",
        " ",
        "附件：",
    ),
)
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map("".join)


def check(reading: Reading) -> None:
    """Every offset holds its quote, provisions nest, nothing lies outside the text."""
    text = reading.text
    for found in (*reading.sentences, *reading.tasks, *reading.mentions):
        assert text[found.start : found.end] == found.text
    for quoted in (*reading.targets, *reading.responsibilities):
        assert text[quoted.start : quoted.end] == quoted.quote
        assert quoted.quote
    for article in reading.articles:
        assert text.startswith(article.number, article.start)
        assert article.start < article.end <= len(text)
    identities = [article.id for article in reading.articles]
    assert len(identities) == len(set(identities))
    known = {*identities, None}
    assert {target.article for target in reading.targets} <= known
    assert {sentence.article for sentence in reading.sentences} <= known


def read_or_refuse(text: str) -> Reading | None:
    if not any(char.isalnum() for char in text):
        with contextlib.suppress(InputProblem):
            return read_text(text)
        return None
    return read_text(text)


@settings(max_examples=150, deadline=None)
@given(SENTENCES)
def test_any_order_of_the_words_of_plans_is_read_with_true_offsets(text: str) -> None:
    reading = read_or_refuse(text)
    if reading is not None:
        check(reading)
        assert set(reading.to_json()) == {"metadata", "text", "articles", "targets", "tasks", "responsibilities"}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    reading = read_or_refuse(text)
    if reading is not None:
        check(reading)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.pdf", "a.docx", "a.html", "a"]))
def test_any_bytes_are_read_or_refused_with_one_problem(data: bytes, name: str) -> None:
    with contextlib.suppress(InputProblem):
        check(read_bytes(data, name))


@settings(max_examples=60, deadline=None)
@given(SENTENCES)
def test_reading_is_deterministic_and_its_text_reads_the_same_again(text: str) -> None:
    first = read_or_refuse(text)
    if first is not None:
        assert read_text(text) == first


ODD = {
    "years without end": "到2025年" * 5000,
    "brackets never closed": "一、任务\n" + "（" * 5000,
    "figures without end": "达到85%、" * 5000,
    "words without a stop": "推进绿色低碳循环发展" * 3000,
    "a list without end": "打造1个、" * 3000,
    "sentences in one paragraph": "推进改造。" * 5000,
    "notices upon notices": "一、任务\n某市人民政府\n2022年1月1日\n" * 1500,
    "adverbs without a verb": "依法依规" * 400,
    "helpers without a verb": "（牵头按照职责分工" + "按照职责分工" * 400 + "）",
    "leads without a noun": "到2025年，" + "使使确保力争" * 200 + "达到8%。",
    "a quotation mark never closed": '推进"绿色' + "绿色发展" * 5000,
    "leaders without a page": "一、目标" + "." * 5000 + "完",
    "full states without end": "全部全面基本实现" * 2000,
}


@pytest.mark.parametrize("name", ODD)
def test_text_that_is_no_language_is_read_in_reasonable_time(name: str) -> None:
    started = time.process_time()
    check(read_text(ODD[name]))
    assert time.process_time() - started < 5
