"""The pack of the first plan that the program runs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from lvheng.packs import Pack, load_pack
from lvheng.packs.measures import PackParameter, PublishedFigure

COUNTIES = {"622901", "622921", "622922", "622923", "622924", "622925", "622926", "622927"}


@pytest.fixture(scope="module")
def linxia() -> Pack:
    return load_pack("linxia")


def test_it_has_the_plan_and_knows_its_parent(linxia: Pack) -> None:
    own, parent = linxia.plans
    assert (own.role, own.document_number, own.parent) == ("own", "临州府发〔2021〕53号", parent.code)
    assert (parent.role, parent.document_number, parent.parent_file) == (
        "parent",
        "甘政发〔2021〕62号",
        "gansu_2021_62.pdf",
    )
    assert linxia.plan_file(own) is not None
    assert linxia.plan_file(parent) is None


def test_what_it_says_of_the_plan_is_what_the_plan_says(linxia: Pack) -> None:
    own = linxia.plans[0]
    read = linxia.readings[own.code].metadata
    assert (read.title, read.document_number, read.issuer, read.date) == (
        own.title,
        own.document_number,
        own.issuer,
        own.date,
    )


def test_its_plan_is_the_reference_text(linxia: Pack, shared: Path) -> None:
    file = linxia.plan_file(linxia.plans[0])
    assert file is not None
    assert file.read_bytes() == (shared / "plan" / "linxia.txt").read_bytes()


def test_it_has_all_eight_counties(linxia: Pack) -> None:
    counties = [known for known in linxia.organisations if known.kind == "county_government"]
    assert {known.area_code for known in counties} == COUNTIES
    assert {known.parent for known in counties} == {"linxia_government"}


def test_no_two_organisations_share_a_name(linxia: Pack) -> None:
    names = Counter(name for known in linxia.organisations for name in {known.name, known.short_name, *known.aliases})
    assert [name for name, count in names.items() if count > 1] == []


def test_it_proposes_who_answers_for_each_of_the_27_articles(linxia: Pack) -> None:
    reading = linxia.readings["linxia_2021_53"]
    articles = [known.id for known in reading.articles if known.level == 2]
    assert len(articles) == 27
    assert [known.article for known in linxia.responsibilities] == articles
    assert all(known.lead and known.status == "proposed" for known in linxia.responsibilities)


def test_a_proposal_is_as_certain_as_its_source(linxia: Pack) -> None:
    """Only what the plan itself or its parent says is more than a guess."""
    certain = {known.article: known.source.certainty for known in linxia.responsibilities}
    assert {article for article, certainty in certain.items() if certainty != "to_verify"} == {
        "八（二十四）",
        "八（二十五）",
    }
    assert certain["八（二十五）"] == "original"


def test_every_organisation_named_in_a_proposal_is_one_of_the_prefecture(linxia: Pack) -> None:
    named = {code for known in linxia.responsibilities for code in (*known.lead, *known.participants)}
    assert named <= {known.code for known in linxia.organisations}


def test_every_target_of_the_reference_answer_is_bound(linxia: Pack, shared: Path) -> None:
    answer = json.loads((shared / "plan" / "linxia.gold.json").read_text("utf-8"))
    bound = {(known.article, known.quote) for known in linxia.bindings if known.kind == "target"}
    assert bound == {(known["article"], known["quote"]) for known in answer["targets"]}


def test_every_target_with_a_number_has_an_indicator_that_computes_it(linxia: Pack) -> None:
    """All but one target: nobody has said by which figures "全收集、全处理" is measured."""
    quotes = {
        kind: {known.quote for known in linxia.bindings if known.kind == kind} for kind in ("target", "indicator")
    }
    assert quotes["target"] - quotes["indicator"] == {"污水全收集、全处理"}


def test_every_published_figure_has_an_address_or_a_document_number(linxia: Pack) -> None:
    figures = linxia.of(PublishedFigure)
    assert len(figures) > 100
    assert [known.key for known in figures if not (known.source.url or known.source.number)] == [
        known.key for known in figures if known.source.title == "甘肃省关于推动城乡建设绿色发展的实施意见"
    ]


def test_what_was_read_in_the_press_is_not_called_original(linxia: Pack) -> None:
    originals = {known.source.url for known in linxia.of(PublishedFigure) if known.source.certainty == "original"}
    assert all(url is None or ".gov.cn" in url for url in originals)


def test_what_is_only_remembered_is_marked_to_be_verified(linxia: Pack) -> None:
    certainty = {known.code: known.source.certainty for known in linxia.of(PackParameter)}
    assert certainty["tce_electricity"] == "secondary"
    assert certainty["tce_raw_coal"] == certainty["bod_per_person"] == certainty["straw_grain_wheat"] == "to_verify"
    assert certainty["grid_factor_gansu"] == "secondary"
