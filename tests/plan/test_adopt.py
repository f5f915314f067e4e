"""From a reviewed document to the version in force, and on to the next one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from pytest_django import Settings
from tests.plan.handing_in import AFTER, acting_as, adopted, finding, planner, under_review

from lvheng.areas.acting import Acting
from lvheng.areas.models import Organisation
from lvheng.audit.models import Entry
from lvheng.errors import InputProblem, NotAllowed, Problems, StateConflict
from lvheng.packs import Pack
from lvheng.plan import actions
from lvheng.plan.importing import Found
from lvheng.plan.models import Document, Finding, Plan, Responsibility, Version

pytestmark = pytest.mark.django_db


def test_adopting_writes_a_version_with_everything_in_its_place() -> None:
    version = adopted()

    target = version.targets.get(quote__contains="空气质量")
    assert (version.number, version.origin, str(version.adopted_by)) == (1, "review", "规划员甲")
    assert (target.value, target.comparator, target.deadline_year) == (Decimal(90), ">=", 2025)
    assert target.quote in target.sentence.text
    assert target.provision is not None
    assert target.provision.reference == "一"
    assert version.text[target.start : target.end] == target.quote
    child = version.provisions.get(reference="二（一）")
    assert child.parent is not None
    assert child.parent.reference == "二"


def test_rejected_findings_do_not_count_and_corrections_do() -> None:
    document = under_review()
    air, forest = finding(document, "空气质量"), finding(document, "森林覆盖率")
    actions.reject(planner(), document.pk, forest.pk, 0)
    corrected = Found(air.kind, air.article, air.start, air.end, {**air.data, "value": "91.5"})
    actions.correct(planner(), document.pk, air.pk, 0, corrected)

    version = actions.adopt(planner(), document.pk, accept_open=True)

    assert not version.targets.filter(indicator="森林覆盖率").exists()
    assert version.targets.get(quote=air.data["quote"]).value == Decimal("91.5")


def test_the_parts_of_a_split_count_and_the_whole_does_not() -> None:
    document = under_review()
    air = finding(document, "空气质量")
    parts = [Found(air.kind, air.article, air.start, air.end, {**air.data, "value": value}) for value in ("90", "95")]
    actions.split(planner(), document.pk, air.pk, 0, parts)

    version = actions.adopt(planner(), document.pk, accept_open=True)

    assert sorted(version.targets.filter(quote=air.data["quote"]).values_list("value", flat=True)) == [90, 95]


def test_a_finding_outside_of_the_articles_gets_a_sentence_of_its_own() -> None:
    document = under_review()
    start = document.text.index("关于印发")
    data = {"text": "关于印发", "modality": "must", "object": "", "deadline": "2030年", "organisations": []}
    actions.add(planner(), document.pk, Found("task", "", start, start + 4, data))

    version = actions.adopt(planner(), document.pk, accept_open=True)

    task = version.tasks.get(text="关于印发")
    assert (task.provision, task.deadline_year) == (None, 2030)
    assert task.sentence.start <= start < task.sentence.end


def test_responsibilities_are_stated_and_matched_to_organisations() -> None:
    version = adopted()

    rows = version.responsibilities.filter(provision__reference="二（一）").order_by("pk")
    found = [(row.name, row.part, row.state, row.organisation and row.organisation.code) for row in rows]
    assert found == [
        ("州工信局", "lead", "stated", "qingyuan_industry"),
        ("州发展改革委", "participant", "stated", "qingyuan_reform"),
        ("州生态环境局", "participant", "stated", None),
    ]


def test_a_chosen_organisation_counts_for_its_name() -> None:
    document = under_review()
    actions.match_names(planner(), document.pk, 0, {"州住建局": "qingyuan_reform", "州工信局": ""})

    version = actions.adopt(planner(), document.pk, accept_open=True)

    assert version.responsibilities.get(name="州住建局").organisation == Organisation.objects.get(
        code="qingyuan_reform"
    )
    assert version.responsibilities.get(name="州工信局").organisation is None


def test_corrected_metadata_and_headings_are_adopted() -> None:
    document = under_review()
    actions.correct_metadata(planner(), document.pk, 0, {"title": "绿色方案", "date": "2024-03-09"})
    actions.correct_heading(planner(), document.pk, 1, "一", "目标")

    version = actions.adopt(planner(), document.pk, accept_open=True)

    assert (version.title, str(version.issued_on), version.plan.title) == ("绿色方案", "2024-03-09", "绿色方案")
    assert version.provisions.get(reference="一").heading == "目标"


def test_undecided_findings_must_be_accepted_explicitly() -> None:
    document = under_review()

    with pytest.raises(InputProblem) as caught:
        actions.adopt(planner(), document.pk)

    document.refresh_from_db()
    assert caught.value.code == "findings_undecided"
    assert document.state == Document.State.REVIEW
    assert not Version.objects.exists()


def test_a_document_without_targets_and_tasks_needs_a_confirmation() -> None:
    document = under_review("清源州年鉴\n清源州位于上源省西部。\n")

    with pytest.raises(InputProblem) as caught:
        actions.adopt(planner(), document.pk, accept_open=True)
    version = actions.adopt(planner(), document.pk, accept_open=True, nothing_found_is_right=True)

    assert caught.value.code == "nothing_found"
    assert [each.reference for each in version.provisions.all()] == ["全文"]


def test_a_document_is_adopted_once() -> None:
    version = adopted()

    with pytest.raises(StateConflict):
        actions.adopt(planner(), version.document.pk, accept_open=True)


@pytest.mark.parametrize("role", ["department_officer", "county_officer", "auditor", "administrator", "citizen"])
def test_only_planners_and_leaders_adopt(role: str) -> None:
    document = under_review()

    with pytest.raises(NotAllowed):
        actions.adopt(acting_as(role), document.pk, accept_open=True)
    assert actions.adopt(acting_as("leader"), document.pk, accept_open=True).number == 1


def test_adopting_needs_the_second_factor_where_the_installation_says_so(settings: Settings) -> None:
    from dataclasses import replace

    document = under_review()
    settings.CONFIGURATION = replace(settings.CONFIGURATION, require_mfa=True)
    somebody = planner()

    with pytest.raises(NotAllowed):
        actions.adopt(Acting(person=somebody.person, role="planner"), document.pk, accept_open=True)
    assert actions.adopt(somebody, document.pk, accept_open=True)


def test_what_was_adopted_can_neither_be_changed_nor_deleted() -> None:
    version = adopted()

    for rows, change in (
        (Version.objects.all(), {"title": "x"}),
        (version.provisions.all(), {"heading": "x"}),
        (version.sentences.all(), {"text": "x"}),
        (version.targets.all(), {"value": 1}),
        (version.tasks.all(), {"text": "x"}),
        (version.responsibilities.all(), {"name": "x"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        version.delete()


def test_adoption_is_logged_with_what_was_decided() -> None:
    document = under_review()
    actions.reject(planner(), document.pk, finding(document, "森林").pk, 0)

    actions.adopt(planner(), document.pk, accept_open=True)

    entry = Entry.objects.latest("number")
    assert entry.action == "plan.adopt"
    document.plan.refresh_from_db()
    assert entry.object_name == f"{document.plan.title} ({document.plan.code})"
    assert entry.changes["findings"]["rejected"] == 1
    assert entry.changes["accepted_in_bulk"] == document.findings.count() - 1


def test_discarding_needs_a_reason() -> None:
    document = under_review()

    with pytest.raises(InputProblem):
        actions.discard(planner(), document.pk, "  ")
    actions.discard(planner(), document.pk, "版本不对")

    document.refresh_from_db()
    assert (document.state, document.discard_reason) == ("discarded", "版本不对")


# The amended document


def amended() -> tuple[Version, Document]:
    """Version 1 with decisions worth carrying over, and the amended document under review."""
    document = under_review()
    straw, forest = finding(document, "秸秆综合利用率达到"), finding(document, "森林覆盖率")
    corrected = Found(straw.kind, straw.article, straw.start, straw.end, {**straw.data, "scope": "全州"})
    actions.correct(planner(), document.pk, straw.pk, 0, corrected)
    actions.reject(planner(), document.pk, forest.pk, 0)
    start = document.text.index("严禁露天焚烧秸秆")
    data = {
        **straw.data,
        "quote": "严禁露天焚烧秸秆",
        "indicator": "露天焚烧火点",
        "comparator": "reach_zero",
        "value": None,
    }
    actions.add(planner(), document.pk, Found("target", "二（二）", start, start + 8, data))
    version = actions.adopt(planner(), document.pk, accept_open=True)
    return version, under_review(AFTER, version.plan)


def test_decisions_go_on_where_the_words_are_the_same() -> None:
    _, document = amended()

    forest, straw = finding(document, "森林覆盖率"), finding(document, "秸秆综合利用率达到")
    assert (forest.decision, forest.carried_over) == ("rejected", True)
    assert (straw.decision, straw.data["scope"], straw.found_data["scope"]) == ("corrected", "全州", "")
    assert str(straw.decided_by) == "规划员甲"


def test_decisions_follow_text_that_moved_to_another_article() -> None:
    _, document = amended()

    straw, added = finding(document, "秸秆综合利用率达到"), document.findings.get(decision="added")
    assert (straw.article, added.article) == ("二（三）", "二（三）")
    assert document.text[added.start : added.end] == "严禁露天焚烧秸秆"


def test_changed_and_new_words_are_open() -> None:
    _, document = amended()

    assert finding(document, "空气质量").decision == "open"
    assert finding(document, "再生资源回收利用率").decision == "open"


def test_confirmed_responsibilities_go_on_in_the_provision_that_continues() -> None:
    version, document = amended()
    provision = version.provisions.get(reference="二（二）")
    reform = Organisation.objects.get(code="qingyuan_reform")
    actions.add_responsibility(planner(), provision, reform, "participant", "州政府会议纪要")
    stated = version.responsibilities.get(name="各县（市）人民政府")
    actions.withdraw_responsibilities(planner(), version, [stated.pk])

    newer = actions.adopt(planner(), document.pk, accept_open=True)

    continued = newer.responsibilities.get(provision__reference="二（三）", organisation=reform)
    assert (newer.number, continued.state, continued.source) == (2, "confirmed", "州政府会议纪要")
    assert newer.responsibilities.get(name="各县（市）人民政府").state == "withdrawn"


def test_responsibilities_of_a_replaced_version_cannot_be_decided_on() -> None:
    version, document = amended()
    row = version.responsibilities.first()
    assert row is not None
    actions.adopt(planner(), document.pk, accept_open=True)

    with pytest.raises(InputProblem) as caught:
        actions.withdraw_responsibilities(planner(), version, [row.pk])
    assert caught.value.code == "version_replaced"


# Responsibilities


def proposed(version: Version) -> Responsibility:
    provision = version.provisions.get(reference="一")
    reform = Organisation.objects.get(code="qingyuan_reform")
    return Responsibility.objects.create(
        version=version, provision=provision, organisation=reform, name=reform.name, part="lead", state="proposed"
    )


def test_a_proposal_is_confirmed_once() -> None:
    version = adopted()
    row = proposed(version)

    assert actions.confirm_responsibilities(planner(), version, [row.pk]) == 1
    with pytest.raises(StateConflict) as caught:
        actions.confirm_responsibilities(planner(), version, [row.pk])

    row.refresh_from_db()
    assert (row.state, str(row.decided_by)) == ("confirmed", "规划员甲")
    assert "清源州发展和改革委员会" in caught.value.where


def test_of_many_proposals_all_are_confirmed_or_none() -> None:
    version = adopted()
    row, stated = proposed(version), version.responsibilities.filter(state="stated").first()
    assert stated is not None

    with pytest.raises(StateConflict):
        actions.confirm_responsibilities(planner(), version, [row.pk, stated.pk])

    row.refresh_from_db()
    assert row.state == "proposed"


def test_an_empty_choice_is_refused_and_not_logged() -> None:
    version = adopted()
    before = Entry.objects.count()

    with pytest.raises(InputProblem) as caught:
        actions.withdraw_responsibilities(planner(), version, [])
    assert caught.value.code == "nothing_selected"
    assert Entry.objects.count() == before


def test_a_changed_responsibility_is_a_new_row_that_replaces_the_old() -> None:
    version = adopted()
    row = proposed(version)
    industry = Organisation.objects.get(code="qingyuan_industry")

    actions.change_responsibilities(planner(), version, [row.pk], part="participant", organisation=industry)

    row.refresh_from_db()
    successor = Responsibility.objects.get(replaces=row)
    assert row.state == "withdrawn"
    assert (successor.name, successor.part, successor.state) == (industry.name, "participant", "confirmed")


def test_an_organisation_has_one_part_in_a_provision() -> None:
    version = adopted()
    provision = version.provisions.get(reference="二（一）")
    industry = Organisation.objects.get(code="qingyuan_industry")

    with pytest.raises(Problems) as caught:
        actions.add_responsibility(planner(), provision, industry, "participant")
    assert [problem.code for problem in caught.value.problems] == ["responsible_already"]


def test_only_planners_assign_responsibilities() -> None:
    version = adopted()
    row = proposed(version)

    for role in ("leader", "department_officer"):
        with pytest.raises(NotAllowed):
            actions.confirm_responsibilities(acting_as(role), version, [row.pk])


# The pack's plan


def test_a_pack_brings_its_plan_adopted_by_the_system(linxia: Version) -> None:
    assert (linxia.number, linxia.origin, linxia.adopted_by) == (1, "pack", None)
    assert set(linxia.document.findings.values_list("decision", flat=True)) == {Finding.Decision.UNCHECKED}
    assert linxia.targets.exclude(code="").exists()
    assert linxia.operations.exists()
    assert linxia.responsibilities.filter(state="proposed", organisation__isnull=False).exists()
    entry = Entry.objects.get(action="plan.adopt_from_pack")
    assert (entry.actor_name, entry.changes["findings_not_reviewed"]) == ("系统", linxia.document.findings.count())


def test_loading_a_pack_again_changes_nothing(linxia: Version, linxia_pack: Pack) -> None:
    before = (Version.objects.count(), Document.objects.count(), Entry.objects.count())

    assert actions.load_pack_plan(linxia_pack) == linxia
    assert (Version.objects.count(), Document.objects.count(), Entry.objects.count()) == before


def test_proposals_of_the_pack_say_why_in_both_languages(linxia: Version) -> None:
    rows = linxia.responsibilities.filter(state="proposed")
    assert rows.exists()
    assert not rows.filter(source="").exists()
    assert not rows.filter(source_en="").exists()


def test_a_parent_plan_is_loaded_under_the_name_that_the_pack_gives_it(
    linxia: Version, linxia_pack: Pack, shared: Path
) -> None:
    file = shared / "policies" / "gansu_2021_62.pdf"
    if not file.exists():
        pytest.skip("needs the parent plan's document")

    parent = actions.load_parent_plan(file, linxia_pack).version

    own = Plan.objects.get(pk=linxia.plan_id)
    assert (parent.plan.code, parent.plan.kind, own.parent) == ("gansu_2021_62", "parent", parent.plan)
    assert parent.targets.count() > 10


def test_an_amended_pack_plan_keeps_codes_and_operations(linxia: Version) -> None:
    text = linxia.text.replace("达到86%以上", "达到87%以上")
    assert text != linxia.text
    newer = adopted(text, linxia.plan)

    kept = set(newer.targets.exclude(code="").values_list("code", flat=True))
    assert kept == set(linxia.targets.exclude(code="").values_list("code", flat=True))
    assert 0 < newer.operations.count() <= linxia.operations.count()
    assert (
        newer.responsibilities.filter(state="proposed").count()
        == linxia.responsibilities.filter(state="proposed").count()
    )


# The pages


def test_the_adoption_page_sums_up_and_asks_for_what_is_open(client_as: Callable[..., Client]) -> None:
    document = under_review()
    client = client_as("planner")
    url = f"/plans/imports/{document.pk}/adopt/"

    page = client.get(url).content.decode()
    refused = client.post(url, {})
    accepted = client.post(url, {"accept_open": "on"})

    assert f"还有{document.findings.count()}条没有核对" in page
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"accept_open"}
    assert accepted["Location"] == "/plans/qingyuan_2024/"


def test_an_officer_cannot_adopt_on_the_page(client_as: Callable[..., Client]) -> None:
    document = under_review()

    client = client_as("department_officer")

    assert client.post(f"/plans/imports/{document.pk}/adopt/", {"accept_open": "on"}).status_code == 403
    assert not Version.objects.filter(document=document).exists()


def test_the_discard_page_asks_for_a_reason(client_as: Callable[..., Client]) -> None:
    document = under_review()
    client = client_as("planner")
    url = f"/plans/imports/{document.pk}/discard/"

    assert client.post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "版本不对"})

    assert "版本不对" in client.get(f"/plans/imports/{document.pk}/").content.decode()


def test_the_changes_page_shows_words_and_fields(client_as: Callable[..., Client]) -> None:
    _, document = amended()
    version = actions.adopt(planner(), document.pk, accept_open=True)

    page = client_as("").get(f"/plans/{version.plan.code}/versions/2/changes/").content.decode()

    assert "<del>90%</del><ins>92%</ins>" in page
    assert '<del>90</del></td><td lang="zh-Hans"><ins>92</ins>' in page
    assert "二（二） → 二（三）" in page
    assert "发展循环经济" in page


def test_the_first_version_has_nothing_to_compare_with(client_as: Callable[..., Client]) -> None:
    version = adopted()

    response = client_as("").get(f"/plans/{version.plan.code}/versions/1/changes/")

    assert "这是第一版" in response.content.decode()
    assert client_as("").get(f"/plans/{version.plan.code}/versions/7/changes/").status_code == 404
