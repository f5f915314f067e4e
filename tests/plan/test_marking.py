"""Findings laid over the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lvheng.plan.marking import Mark, mark_lines

TEXT = "一、目标\n\n到2025年达到90%以上。严禁焚烧。\n（一）工业。推进改造。\n"


def test_overlapping_findings_share_their_common_part() -> None:
    [line] = mark_lines("甲乙丙丁", [Mark(1, "target", 0, 3), Mark(2, "task", 1, 4)])

    assert [(segment.text, segment.ids) for segment in line.segments] == [("甲", "1"), ("乙丙", "1 2"), ("丁", "2")]


def test_a_nested_finding_comes_before_the_one_around_it() -> None:
    [line] = mark_lines("甲乙丙丁", [Mark(1, "task", 0, 4), Mark(2, "target", 1, 3)])

    assert line.segments[1].ids == "2 1"
    assert [segment.first_of for segment in line.segments] == [(1,), (2,), ()]


def test_words_are_struck_out_only_where_nothing_else_counts() -> None:
    [line] = mark_lines("甲乙丙", [Mark(1, "task", 0, 3, counts=False), Mark(2, "target", 1, 2)])

    assert [segment.rejected for segment in line.segments] == [True, False, True]
    assert line.segments[1].kinds == ["target"]


def test_a_line_that_is_only_a_heading_is_one() -> None:
    articles = [
        {"id": "一", "number": "一、", "heading": "目标", "level": 1, "start": 0},
        {"id": "一（一）", "number": "（一）", "heading": "工业", "level": 2, "start": TEXT.index("（一）")},
    ]

    lines = mark_lines(TEXT, [], articles)

    assert [(line.level, line.article) for line in lines] == [(1, "一"), (0, ""), (0, "一（一）")]


def test_lines_can_be_asked_for_one_by_one_and_keep_their_numbers() -> None:
    start = TEXT.index("严禁")

    assert [line.number for line in mark_lines(TEXT, [], within=[(start, start + 2)])] == [1]


marks = st.lists(
    st.builds(
        lambda number, start, length: Mark(number, "task", start, start + length),
        st.integers(1, 99),
        st.integers(0, 40),
        st.integers(0, 20),
    ),
    max_size=8,
    unique_by=lambda mark: mark.id,
)


@given(st.text(alphabet="甲乙丙𠀀\n 。", max_size=60), marks)
def test_no_character_is_lost_or_shown_twice(text: str, placed: list[Mark]) -> None:
    lines = mark_lines(text, placed)

    for line in lines:
        assert "".join(segment.text for segment in line.segments) == text[line.start : line.end]
    assert [text[line.start : line.end] for line in lines] == [line for line in text.split("\n") if line.strip()]


@given(st.text(alphabet="甲乙丙。", min_size=1, max_size=60), marks)
def test_every_segment_is_covered_by_exactly_the_findings_that_hold_it(text: str, placed: list[Mark]) -> None:
    [line] = mark_lines(text, placed)
    position = 0
    for segment in line.segments:
        end = position + len(segment.text)
        holding = {mark.id for mark in placed if mark.start < mark.end and mark.start <= position and end <= mark.end}
        assert {mark.id for mark in segment.marks} == holding
        position = end
