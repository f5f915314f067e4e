"""Which sentences are operated, recorded, open."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from lvheng.errors import InputProblem
from lvheng.packs import Pack, coverage, load_pack

DINGXI = Path(__file__).parent / "good" / "dingxi"


@pytest.fixture(scope="module")
def dingxi() -> Pack:
    return load_pack(DINGXI)


@pytest.fixture(scope="module")
def linxia() -> Pack:
    return load_pack("linxia")


def test_a_sentence_is_operated_recorded_or_open(dingxi: Pack) -> None:
    found = coverage(dingxi, dingxi.readings["dingxi_example"])
    assert [(sentence.article, sentence.text, sentence.state) for sentence in found.sentences] == [
        ("一", "到2025年，空气质量优良天数比率达到92%以上。", "operated"),
        ("二（一）", "到2025年农作物秸秆综合利用率达到88%以上。", "recorded"),
        ("二（一）", "推广节水灌溉技术。", "recorded"),
        ("二（一）", "推广节水灌溉设备。", "recorded"),
        ("二（二）", "开展垃圾分类宣传。", "recorded"),
        ("三（三）", "各县（区）政府负责具体实施落实。", "operated"),
    ]
    assert (found.operated, found.recorded, found.open, found.total) == (2, 4, 0, 6)
    assert (found.targets_operated, found.targets_found) == (1, 2)


def test_a_sentence_where_nothing_was_found_is_open(dingxi: Pack) -> None:
    reading = dataclasses.replace(dingxi.readings["dingxi_example"], tasks=())
    assert coverage(dingxi, reading).open == 3


def test_a_target_that_the_reader_does_not_find_does_not_run(dingxi: Pack) -> None:
    reading = dataclasses.replace(dingxi.readings["dingxi_example"], targets=())
    found = coverage(dingxi, reading)
    assert [binding.code for binding in found.idle] == ["air_good_day_ratio"]
    assert found.sentences[0].state != "operated"


def test_a_binding_whose_quote_is_not_in_the_text_counts_for_nothing(dingxi: Pack, linxia: Pack) -> None:
    found = coverage(dingxi, linxia.readings["linxia_2021_53"])
    assert (found.operated, found.idle) == (0, ())


def test_the_counts_of_the_articles_add_up(linxia: Pack) -> None:
    found = coverage(linxia, linxia.readings["linxia_2021_53"])
    for state in ("operated", "recorded", "open"):
        assert sum(getattr(row, state) for row in found.articles) == found.count(state)
    assert sum(row.total for row in found.articles) == found.total == len(found.sentences)


def test_every_target_bound_in_linxia_runs(linxia: Pack) -> None:
    found = coverage(linxia, linxia.readings["linxia_2021_53"])
    assert found.idle == ()
    assert found.targets_operated == 24
    assert found.total == 120
    assert found.operated >= 71


def test_an_indicator_of_the_packs_operates_a_sentence_without_a_target(linxia: Pack) -> None:
    found = coverage(linxia, linxia.readings["linxia_2021_53"])
    (sentence,) = [each for each in found.sentences if "提高车桩比" in each.text]
    codes = [binding.code for binding in sentence.bindings]
    assert (sentence.state, codes) == ("operated", ["vehicles_per_pile", "charging_station"])


def test_headings_and_the_letter_around_the_plan_are_not_counted(linxia: Pack) -> None:
    found = coverage(linxia, linxia.readings["linxia_2021_53"])
    texts = [sentence.text for sentence in found.sentences]
    assert not [text for text in texts if text.startswith(("二、", "（一）", "附件", "各县（市）人民政府，"))]
    assert len(found.articles) == 28


def test_a_pack_without_a_plan_of_its_own_has_no_coverage(dingxi: Pack) -> None:
    with pytest.raises(InputProblem) as caught:
        coverage(load_pack("china"), dingxi.readings["dingxi_example"])
    assert caught.value.code == "plan_not_named"
