"""Decisions that go on with the words that they were made on."""

from __future__ import annotations

from typing import Any

from lvheng.plan.carrying import Decided, carry_over
from lvheng.plan.importing import Found

OLD = "一、目标\n达到90%。再达到90%。\n二、任务\n加快建设。\n"
NEW = "一、任务\n加快建设。\n二、目标\n达到90%。再达到90%。\n"
ARTICLES = [{"id": "一", "level": 1, "start": 0, "end": 12}, {"id": "二", "level": 1, "start": 12, "end": 40}]


def found(text: str, quote: str, article: str, nth: int = 0, **data: Any) -> Found:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return Found("target", article, start, start + len(quote), {"quote": quote, "value": "90", **data})


def decisions(old: list[Decided], new: list[Found]) -> list[str]:
    return [each.decision for each in carry_over(old, new, NEW, ARTICLES)]


def test_the_same_words_in_the_same_article_keep_their_decision() -> None:
    old = found(OLD, "达到90%", "一")

    assert decisions([Decided(old, "accepted")], [found(NEW, "达到90%", "一")]) == ["accepted"]


def test_words_that_moved_keep_their_decision_when_there_is_only_one_such_finding() -> None:
    old = found(OLD, "达到90%", "一")

    assert decisions([Decided(old, "rejected")], [found(NEW, "达到90%", "二")]) == ["rejected"]


def test_words_that_moved_and_stand_twice_are_open() -> None:
    old = [Decided(found(OLD, "达到90%", "一", nth), "accepted") for nth in (0, 1)]
    new = [found(NEW, "达到90%", "二", nth) for nth in (0, 1)]

    assert decisions(old, new) == ["open", "open"]


def test_a_decision_does_not_hold_for_another_understanding_of_the_words() -> None:
    old = found(OLD, "达到90%", "一", deadline_year=2025)
    new = found(NEW, "达到90%", "一", deadline_year=2030)

    assert decisions([Decided(old, "accepted")], [new]) == ["open"]


def test_open_findings_stay_open() -> None:
    old = found(OLD, "达到90%", "一")

    assert decisions([Decided(old, "open")], [found(NEW, "达到90%", "一")]) == ["open"]


def test_a_correction_goes_on_while_the_reader_makes_the_same_mistake() -> None:
    old = Decided(found(OLD, "达到90%", "一", value="91"), "corrected", found_data=found(OLD, "达到90%", "一").data)

    [carried] = carry_over([old], [found(NEW, "达到90%", "二")], NEW, ARTICLES)

    assert (carried.decision, carried.found.data["value"], carried.found.article) == ("corrected", "91", "二")
    assert carried.found_data is not None
    assert carried.found_data["value"] == "90"


def test_what_a_person_added_goes_on_where_its_words_stand() -> None:
    added = Decided(found(OLD, "加快建设", "二"), "added")
    gone = Decided(Found("target", "二", 0, 4, {"quote": "不再有的话"}), "added")

    [carried] = carry_over([added, gone], [], NEW, ARTICLES)

    assert (carried.found.start, carried.found.article) == (NEW.index("加快建设"), "一")


def test_the_parts_of_a_split_go_on_with_it() -> None:
    whole = found(OLD, "达到90%。再达到90%", "一")
    parts = tuple(Decided(found(OLD, "达到90%", "一", nth), "added") for nth in (0, 1))

    [carried] = carry_over(
        [Decided(whole, "split", parts=parts)], [found(NEW, "达到90%。再达到90%", "二")], NEW, ARTICLES
    )

    first = NEW.index("达到90%")
    assert carried.decision == "split"
    assert [part.found.start for part in carried.parts] == [first, NEW.index("达到90%", first + 1)]
