"""Deciding on findings, on the actions' side and on the page's."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.plan.handing_in import acting_as, finding, planner, under_review

from lvheng.audit.models import Entry
from lvheng.errors import NotAllowed, StateConflict
from lvheng.plan import actions
from lvheng.plan.finding_forms import TargetForm, initial_of
from lvheng.plan.importing import Found
from lvheng.plan.models import Document, Finding

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def as_found(row: Finding, **changes: Any) -> Found:
    return Found(row.kind, row.article, row.start, row.end, {**row.data, **changes})


def test_accepting_names_who_decided_and_when() -> None:
    document = under_review()
    row = finding(document, "空气质量")

    actions.accept(planner(), document.pk, row.pk, 0)

    row.refresh_from_db()
    assert (row.decision, row.revision, str(row.decided_by)) == ("accepted", 1, "规划员甲")
    assert row.decided_at is not None


def test_of_two_reviewers_the_second_is_told() -> None:
    document = under_review()
    row = finding(document, "空气质量")
    actions.reject(planner("甲"), document.pk, row.pk, 0)

    with pytest.raises(StateConflict) as caught:
        actions.accept(planner("乙"), document.pk, row.pk, 0)

    row.refresh_from_db()
    assert caught.value.code == "finding_decided_meanwhile"
    assert row.decision == "rejected"


def test_a_correction_keeps_what_the_reader_had_found() -> None:
    document = under_review()
    row = finding(document, "空气质量")

    actions.correct(planner(), document.pk, row.pk, 0, as_found(row, value="91"))

    row.refresh_from_db()
    assert (row.decision, row.data["value"], row.found_data["value"]) == ("corrected", "91", "90")


def test_undo_brings_back_what_the_reader_had_found_where_it_was() -> None:
    document = under_review()
    row = finding(document, "空气质量")
    data, place = row.data, (row.article, row.start, row.end)
    moved = Found(row.kind, "二（一）", row.start + 8, row.end, {**row.data, "quote": row.data["quote"][8:]})
    actions.correct(planner(), document.pk, row.pk, 0, moved)

    actions.undo(planner(), document.pk, row.pk, 1)

    row.refresh_from_db()
    assert (row.decision, row.data, row.found_data) == ("open", data, None)
    assert (row.article, row.start, row.end) == place
    assert (row.decided_by, row.decided_at) == (None, None)


def test_a_split_finding_gives_way_to_its_parts() -> None:
    document = under_review()
    row = finding(document, "空气质量")

    parts = actions.split(
        planner(), document.pk, row.pk, 0, [as_found(row), as_found(row, value="95", deadline_year=2030)]
    )

    row.refresh_from_db()
    assert row.decision == "split"
    assert [(part.decision, part.data["value"]) for part in parts] == [("added", "90"), ("added", "95")]


def test_undoing_a_part_undoes_the_whole_split() -> None:
    document = under_review()
    row = finding(document, "空气质量")
    parts = actions.split(planner(), document.pk, row.pk, 0, [as_found(row), as_found(row, value="95")])

    actions.undo(planner(), document.pk, parts[1].pk, 0)

    row.refresh_from_db()
    assert row.decision == "open"
    assert not Finding.objects.filter(pk__in=[part.pk for part in parts]).exists()


def test_a_split_finding_cannot_be_decided_on() -> None:
    document = under_review()
    row = finding(document, "空气质量")
    actions.split(planner(), document.pk, row.pk, 0, [as_found(row), as_found(row)])

    with pytest.raises(StateConflict):
        actions.accept(planner(), document.pk, row.pk, 1)


def test_undoing_an_added_finding_removes_it() -> None:
    document = under_review()
    added = actions.add(planner(), document.pk, as_found(finding(document, "空气质量"), value="99"))

    assert actions.undo(planner(), document.pk, added.pk, 0) is None
    assert not Finding.objects.filter(pk=added.pk).exists()


def test_the_rest_of_an_article_is_accepted_at_once_and_no_other() -> None:
    document = under_review()
    rejected = finding(document, "露天焚烧", Finding.Kind.TASK)
    actions.reject(planner(), document.pk, rejected.pk, 0)

    count = actions.accept_rest(planner(), document.pk, ["二（二）"])

    decisions = dict(document.findings.values_list("decision", "article").order_by("decision").distinct())
    assert count == document.findings.filter(article="二（二）", decision="accepted").count() > 0
    assert decisions["accepted"] == decisions["rejected"] == "二（二）"


def test_metadata_and_headings_are_corrected_beside_what_was_read() -> None:
    document = under_review()

    actions.correct_metadata(planner(), document.pk, 0, {"document_number": "清州府发〔2024〕9号"})
    actions.correct_heading(planner(), document.pk, 1, "二（一）", "工业绿色改造")

    document.refresh_from_db()
    assert document.metadata["document_number"] == "清州府发〔2024〕9号"
    assert document.reading["metadata"]["document_number"] == "清州府发〔2024〕8号"
    assert document.headings == {"二（一）": "工业绿色改造"}


def test_metadata_that_somebody_else_corrected_meanwhile_is_not_overwritten() -> None:
    document = under_review()
    actions.correct_metadata(planner("甲"), document.pk, 0, {"issuer": "甲"})

    with pytest.raises(StateConflict):
        actions.correct_metadata(planner("乙"), document.pk, 0, {"issuer": "乙"})


def test_nothing_can_be_decided_after_adoption() -> None:
    document = under_review()
    row = finding(document, "空气质量")
    actions.adopt(planner(), document.pk, accept_open=True)

    with pytest.raises(StateConflict) as caught:
        actions.reject(planner(), document.pk, row.pk, 1)
    assert caught.value.code == "document_moved_on"


@pytest.mark.parametrize("role", ["leader", "department_officer", "auditor", "citizen"])
def test_only_planners_review(role: str) -> None:
    document = under_review()
    row = finding(document, "空气质量")
    acting = acting_as(role)

    for attempt in (
        lambda: actions.accept(acting, document.pk, row.pk, 0),
        lambda: actions.reject(acting, document.pk, row.pk, 0),
        lambda: actions.undo(acting, document.pk, row.pk, 0),
        lambda: actions.correct(acting, document.pk, row.pk, 0, as_found(row)),
        lambda: actions.split(acting, document.pk, row.pk, 0, [as_found(row)] * 2),
        lambda: actions.add(acting, document.pk, as_found(row)),
        lambda: actions.accept_rest(acting, document.pk),
        lambda: actions.correct_metadata(acting, document.pk, 0, {}),
        lambda: actions.correct_heading(acting, document.pk, 0, "一", "x"),
        lambda: actions.match_names(acting, document.pk, 0, {}),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_every_decision_is_logged_with_what_changed() -> None:
    document = under_review()
    row = finding(document, "空气质量")

    actions.correct(planner(), document.pk, row.pk, 0, as_found(row, value="91"))

    entry = Entry.objects.latest("number")
    assert (entry.action, entry.changes["value"]) == ("plan.correct_finding", ["90", "91"])


# The forms


def target_form(document: Document, row: Finding, **changes: Any) -> TargetForm:
    initial = {name: "" if value is None else value for name, value in initial_of(row.data, row.article).items()}
    return TargetForm(document, {**initial, **changes}, near=row.start)


def test_a_form_that_changes_nothing_describes_the_same_finding() -> None:
    document = under_review()
    row = finding(document, "空气质量")
    form = target_form(document, row)

    assert form.is_valid(), form.errors
    assert form.found() == as_found(row)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"quote": "原文没有这句话"}, {"quote"}),
        ({"indicator": "", "value": "很多"}, {"indicator", "value"}),
        ({"value": ""}, {"value"}),
        ({"comparator": "range", "value_max": ""}, {"value_max"}),
        ({"comparator": "range", "value": "5", "value_max": "4"}, {"value_max"}),
        ({"value_max": "4"}, {"value_max"}),
        ({"deadline_year": "2019", "baseline_year": "2020"}, {"deadline_year"}),
        (
            {"deadline_year": "25", "baseline_year": "x", "unit": "很长的单位" * 9},
            {"deadline_year", "baseline_year", "unit"},
        ),
    ],
)
def test_the_target_form_tells_everything_that_is_wrong(changes: dict[str, str], wrong: set[str]) -> None:
    document = under_review()

    assert set(target_form(document, finding(document, "空气质量"), **changes).errors) == wrong


def test_a_target_without_a_figure_needs_no_value() -> None:
    document = under_review()
    form = target_form(document, finding(document, "空气质量"), comparator="reach_full_coverage", value="")

    assert form.is_valid(), form.errors


def test_words_that_stand_twice_need_an_article() -> None:
    document = under_review("一、总则\n加快建设绿色工厂。到2025年绿色工厂达到10家。\n二、任务\n加快建设绿色工厂。\n")
    data = {"quote": "加快建设绿色工厂", "indicator": "绿色工厂", "comparator": "=", "value": "1"}

    assert set(TargetForm(document, data).errors) == {"quote"}
    form = TargetForm(document, {**data, "article": "二"})
    assert form.is_valid(), form.errors
    assert form.found().start == document.text.rindex("加快建设绿色工厂")


# The page


def do(client: Client, document: Document, what: str, **options: Any) -> Any:
    return client.post(f"/plans/imports/{document.pk}/decide/", {"do": what}, **options)


def test_the_page_marks_every_finding_in_the_text(client_as: Callable[..., Client]) -> None:
    document = under_review()

    page = client_as("planner").get(f"/plans/imports/{document.pk}/").content.decode()

    for row in document.findings.all():
        assert f'id="mark-{row.pk}"' in page
        assert f'id="finding-{row.pk}"' in page


def test_the_list_is_limited_by_kind_and_decision(client_as: Callable[..., Client]) -> None:
    document = under_review()
    row = finding(document, "空气质量")
    actions.reject(planner(), document.pk, row.pk, 0)

    page = client_as("planner").get(f"/plans/imports/{document.pk}/?only=target&state=rejected").content.decode()

    assert re.findall(r'id="finding-(\d+)"', page) == [str(row.pk)]


def test_it_works_without_javascript(client_as: Callable[..., Client]) -> None:
    document = under_review()
    row = finding(document, "空气质量")

    response = do(client_as("planner"), document, f"accept:{row.pk}:0")

    row.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, f"/plans/imports/{document.pk}/#finding-{row.pk}")
    assert row.decision == "accepted"


def test_with_htmx_only_the_row_and_the_counters_come_back(client_as: Callable[..., Client]) -> None:
    document = under_review()
    row = finding(document, "空气质量")

    html = do(client_as("planner"), document, f"reject:{row.pk}:0", headers=HTMX).content.decode()

    assert re.findall(r'<li class="finding" id="finding-(\d+)"', html) == [str(row.pk)]
    assert 'id="counters"' in html
    assert "is-rejected" in html
    assert "<html" not in html


def test_a_conflict_comes_back_as_the_row_as_it_stands_now(client_as: Callable[..., Client]) -> None:
    document = under_review()
    row = finding(document, "空气质量")
    actions.reject(planner(), document.pk, row.pk, 0)

    response = do(client_as("planner"), document, f"accept:{row.pk}:0", headers=HTMX)

    html = response.content.decode()
    assert response.status_code == 200
    assert "刚刚被其他人处理过" in html
    assert 'data-decision="rejected"' in html


def test_a_conflict_without_javascript_is_a_page_of_its_own(client_as: Callable[..., Client]) -> None:
    document = under_review()
    row = finding(document, "空气质量")
    actions.reject(planner(), document.pk, row.pk, 0)

    assert do(client_as("planner"), document, f"accept:{row.pk}:0").status_code == 409


@pytest.mark.parametrize("what", ["", "accept", "accept:1", "drop:1:0", "accept:x:y", "accept_group:99"])
def test_nonsense_is_not_found(client_as: Callable[..., Client], what: str) -> None:
    assert do(client_as("planner"), under_review(), what).status_code == 404


def test_accepting_an_article_gives_the_group_back(client_as: Callable[..., Client]) -> None:
    document = under_review()

    response = do(client_as("planner"), document, "accept_group:1", headers=HTMX)

    assert response["HX-Retarget"] == "#group-1"
    assert set(document.findings.filter(article="一").values_list("decision", flat=True)) == {"accepted"}
    assert document.findings.exclude(article="一").filter(decision="accepted").count() == 0


def test_accepting_all_loads_the_page_anew(client_as: Callable[..., Client]) -> None:
    document = under_review()

    assert do(client_as("planner"), document, "accept_all", headers=HTMX)["HX-Refresh"] == "true"
    assert not document.findings.filter(decision="open").exists()


@pytest.mark.parametrize("options", [{}, {"headers": HTMX}])
def test_a_finding_is_corrected_through_its_form(client_as: Callable[..., Client], options: dict[str, Any]) -> None:
    document = under_review()
    row = finding(document, "空气质量")
    client = client_as("planner")
    url = f"/plans/imports/{document.pk}/findings/{row.pk}/edit/"
    data = target_form(document, row).data

    assert 'name="indicator"' in client.get(url, **options).content.decode()
    wrong = client.post(url, {**data, "seen": 0, "value": "x"}, **options)
    client.post(url, {**data, "seen": 0, "value": "91"}, **options)

    row.refresh_from_db()
    assert wrong.status_code == (200 if options else 422)
    assert 'id="id_value_error"' in wrong.content.decode()
    assert (row.decision, row.data["value"]) == ("corrected", "91")


def test_a_correction_of_something_decided_meanwhile_keeps_what_was_typed(client_as: Callable[..., Client]) -> None:
    document = under_review()
    row = finding(document, "空气质量")
    data = target_form(document, row).data
    actions.accept(planner(), document.pk, row.pk, 0)
    url = f"/plans/imports/{document.pk}/findings/{row.pk}/edit/"

    page = client_as("planner").post(url, {**data, "seen": 0, "value": "91"}, headers=HTMX).content.decode()

    assert "刚刚被其他人处理过" in page
    assert 'value="91"' in page
    assert 'name="seen" value="1"' in page


def test_a_finding_is_split_through_its_form(client_as: Callable[..., Client]) -> None:
    document = under_review()
    row = finding(document, "空气质量")
    data = target_form(document, row).data
    parts = {f"{prefix}-{name}": value for prefix in ("a", "b") for name, value in data.items()}
    client = client_as("planner")
    url = f"/plans/imports/{document.pk}/findings/{row.pk}/split/"

    wrong = client.post(url, {**parts, "a-value": "", "b-indicator": "", "seen": 0})
    client.post(url, {**parts, "b-value": "95", "seen": 0})

    assert [set(form.errors) for form in wrong.context["forms"]] == [{"value"}, {"indicator"}]
    assert sorted(part.data["value"] for part in row.parts.all()) == ["90", "95"]


def test_selected_text_becomes_a_finding(client_as: Callable[..., Client]) -> None:
    document = under_review()
    start = document.text.index("鼓励企业")
    query = {"kind": "task", "start": start, "end": start + 8}
    client = client_as("planner")
    url = f"/plans/imports/{document.pk}/findings/new/"

    form = client.get(url, query, headers=HTMX).content.decode()
    response = client.post(
        url, {**query, "text": "", "quote": "鼓励企业开展清洁", "modality": "encourage"}, headers=HTMX
    )

    added = document.findings.get(decision="added")
    assert "鼓励企业开展清洁" in form
    assert (added.start, added.article, added.data["modality"]) == (start, "二（一）", "encourage")
    assert f'id="mark-{added.pk}"' in response.content.decode()


def test_a_responsibility_needs_somebody(client_as: Callable[..., Client]) -> None:
    document = under_review()
    url = f"/plans/imports/{document.pk}/findings/new/"

    response = client_as("planner").post(url, {"kind": "responsibility", "quote": "森林覆盖率", "lead": " 、"})

    assert set(response.context["form"].errors) == {"lead"}


def test_names_without_an_organisation_are_shown_and_chosen(client_as: Callable[..., Client]) -> None:
    document = under_review()
    client = client_as("planner")
    url = f"/plans/imports/{document.pk}/names/"
    names = client.get(url).context["form"].names
    choice = {f"name{number}": "qingyuan_industry" if name == "州住建局" else "" for number, name in enumerate(names)}

    wrong = client.post(url, {**choice, "name0": "nobody", "seen": 0})
    client.post(url, {**choice, "seen": 0})

    document.refresh_from_db()
    assert f'href="{url}"' in client.get(f"/plans/imports/{document.pk}/").content.decode()
    assert "州工信局" not in names
    assert set(wrong.context["form"].errors) == {"name0"}
    assert document.matches["州住建局"] == "qingyuan_industry"


def test_metadata_is_corrected_through_its_form(client_as: Callable[..., Client]) -> None:
    document = under_review()
    url = f"/plans/imports/{document.pk}/metadata/"
    data = {
        "title": "新标题",
        "date": "2024-03-06",
        "based_on": "上位方案 | 上源省人民政府 | 上政发〔2023〕12号",
        "seen": 0,
    }
    client = client_as("planner")

    wrong = client.post(url, {"title": "", "date": "三月", "based_on": "a|b|c|d", "seen": 0})
    client.post(url, data)

    document.refresh_from_db()
    assert set(wrong.context["form"].errors) == {"title", "date", "based_on"}
    assert (document.metadata["title"], document.metadata["date"]) == ("新标题", "2024-03-06")
    assert document.metadata["based_on"][0]["issuer"] == "上源省人民政府"


def test_a_heading_is_corrected_through_its_form(client_as: Callable[..., Client]) -> None:
    document = under_review()

    client_as("planner").post(f"/plans/imports/{document.pk}/headings/1/", {"heading": "目标", "seen": 0})

    document.refresh_from_db()
    assert document.headings == {"一": "目标"}


def test_an_officer_cannot_post_decisions(client_as: Callable[..., Client]) -> None:
    document = under_review()
    row = finding(document, "空气质量")

    assert do(client_as("department_officer"), document, f"accept:{row.pk}:0").status_code == 403
    row.refresh_from_db()
    assert row.decision == "open"


def test_text_of_a_document_is_never_markup(client_as: Callable[..., Client]) -> None:
    document = under_review("一、目标\n到2025年，<script>alert(1)</script>绿化率达到<b>90%</b>以上。\n")

    page = client_as("planner").get(f"/plans/imports/{document.pk}/").content.decode()

    assert "<script>alert" not in page
    assert "<b>90" not in page


def test_accepting_and_rejecting_are_named_in_the_log() -> None:
    document = under_review()
    air, forest = finding(document, "空气质量"), finding(document, "森林覆盖率")

    actions.accept(planner(), document.pk, air.pk, 0)
    actions.reject(planner(), document.pk, forest.pk, 0)

    latest = Entry.objects.order_by("-number").values_list("action", "object_id")[:2]
    assert list(latest) == [("plan.reject_finding", str(forest.pk)), ("plan.accept_finding", str(air.pk))]
