"""Handing in a document and having it read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.plan.handing_in import (
    AFTER,
    BEFORE,
    acting_as,
    adopted,
    area,
    content,
    hand_in,
    new_plan,
    planner,
    under_review,
)

from lvheng.audit.models import Entry
from lvheng.errors import InputProblem, NotAllowed, StateConflict
from lvheng.plan import actions
from lvheng.plan.import_actions import LIMIT_BYTES
from lvheng.plan.models import Document, Finding, Plan, Version

pytestmark = pytest.mark.django_db


def test_it_keeps_the_file_and_queues_it_for_reading() -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    document = hand_in()

    assert document.state == Document.State.WAITING
    assert content(document) == BEFORE
    assert document.sha256 == hashlib.sha256(BEFORE.encode()).hexdigest()
    [job] = ProcrastinateJob.objects.filter(task_name="plan.read_document")
    assert job.args == {"document_id": document.pk}


def test_it_reads_a_document_into_findings_that_count_for_nothing_yet() -> None:
    document = under_review()

    assert document.metadata["title"] == "清源州绿色发展工作方案"
    assert document.plan.title == "清源州绿色发展工作方案"
    kinds = set(document.findings.values_list("kind", flat=True))
    assert kinds == {"target", "task", "responsibility"}
    assert set(document.findings.values_list("decision", flat=True)) == {Finding.Decision.OPEN}
    assert not Version.objects.exists()


def test_every_finding_stands_in_the_text_where_it_says() -> None:
    document = under_review()

    for finding in document.findings.all():
        quote = finding.data.get("quote") or finding.data["text"]
        assert document.text[finding.start : finding.end] == quote


def test_a_job_that_runs_twice_reads_once() -> None:
    document = under_review()
    count = document.findings.count()

    assert not actions.read_document(document.pk)
    assert document.findings.count() == count


def test_what_stops_the_reader_is_kept_with_what_to_do() -> None:
    document = actions.hand_in(planner(), b"%PDF-1.7 broken", "broken.pdf", new_plan())

    actions.read_document(document.pk)

    document.refresh_from_db()
    assert document.state == Document.State.FAILED
    assert document.problem["code"] == "broken_file"
    assert document.problem["what"]["zh"]
    assert document.problem["to_do"]["en"]


def test_a_failed_document_can_be_read_again() -> None:
    document = actions.hand_in(planner(), b"%PDF-1.7 broken", "broken.pdf", new_plan())
    actions.read_document(document.pk)

    actions.read_again(planner(), document.pk)

    document.refresh_from_db()
    assert (document.state, document.problem) == (Document.State.WAITING, None)


def test_a_document_that_is_being_read_is_not_queued_again() -> None:
    document = hand_in()

    with pytest.raises(StateConflict):
        actions.read_again(planner(), document.pk)


def test_a_document_whose_reader_fell_silent_can_be_read_again() -> None:
    document = hand_in()
    long_ago = timezone.now() - timedelta(minutes=5)
    Document.objects.filter(pk=document.pk).update(state=Document.State.READING, progress_at=long_ago)

    actions.read_again(planner(), document.pk)

    assert actions.read_document(document.pk)


def test_a_reader_that_comes_too_late_writes_nothing() -> None:
    document = hand_in()
    actions.discard(planner(), document.pk, "传错了文件")

    assert not actions.read_document(document.pk)
    assert not document.findings.exists()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty_document"),
        (b" \n", "a.txt", "empty_document"),
        (b"x" * (LIMIT_BYTES + 1), "a.txt", "too_large"),
        (b"MZ", "a.exe", "unsupported_type"),
        (b"x", "a", "unsupported_type"),
    ],
)
def test_it_refuses_what_no_reader_could_use(data: bytes, name: str, code: str) -> None:
    with pytest.raises(InputProblem) as caught:
        actions.hand_in(planner(), data, name, new_plan())
    assert caught.value.code == code
    assert not Document.objects.exists()


def test_the_same_file_is_imported_once() -> None:
    hand_in()

    with pytest.raises(InputProblem) as caught:
        hand_in(destination=new_plan("another"))
    assert caught.value.code == "imported_already"
    assert not Plan.objects.filter(code="another").exists()


def test_a_discarded_file_may_be_imported_again() -> None:
    document = hand_in()
    actions.discard(planner(), document.pk, "代码写错了")

    assert hand_in(destination=new_plan("right_code")).plan.code == "right_code"


def test_a_code_that_is_taken_is_refused() -> None:
    adopted()

    with pytest.raises(InputProblem) as caught:
        hand_in(AFTER, new_plan())
    assert caught.value.code == "plan_code_taken"


def test_a_parent_plan_is_tied_to_its_child_when_it_is_adopted() -> None:
    child = adopted().plan
    document = under_review(AFTER, actions.NewPlan("upstream_2023", "", area(), child))
    child.refresh_from_db()
    before = child.parent

    actions.adopt(planner(), document.pk, accept_open=True)

    child.refresh_from_db()
    assert before is None
    assert (document.plan.kind, child.parent) == (Plan.Kind.PARENT, document.plan)


@pytest.mark.parametrize("role", ["department_officer", "county_officer", "auditor", "administrator", "citizen"])
def test_only_planners_import(role: str) -> None:
    with pytest.raises(NotAllowed):
        actions.hand_in(acting_as(role), BEFORE.encode(), "方案.txt", new_plan())


def test_handing_in_and_reading_are_logged() -> None:
    under_review()

    actions_logged = list(Entry.objects.order_by("number").values_list("action", "actor_name"))
    assert actions_logged == [("plan.import", "规划员甲"), ("plan.read", "系统")]


# The pages


def form_data(**changes: Any) -> dict[str, Any]:
    return {"purpose": "new", "code": "qingyuan_2024", "area": area().pk, "title": "", "text": "", **changes}


def test_a_planner_uploads_a_file(client_as: Callable[..., Client]) -> None:
    file = SimpleUploadedFile("方案.txt", BEFORE.encode())

    response = client_as("planner").post("/plans/imports/new/", form_data(file=file))

    document = Document.objects.get(file_name="方案.txt")
    assert (response.status_code, response["Location"]) == (302, f"/plans/imports/{document.pk}/")


def test_a_planner_pastes_text(client_as: Callable[..., Client]) -> None:
    client_as("planner").post("/plans/imports/new/", form_data(text=BEFORE))

    document = Document.objects.latest("pk")
    assert document.file_name == "粘贴的文字.txt"
    assert content(document) == BEFORE


def test_the_import_form_tells_every_error_at_once(client_as: Callable[..., Client]) -> None:
    response = client_as("planner").post("/plans/imports/new/", form_data(code="", area=""))

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"file", "code", "area"}


def test_a_file_of_the_wrong_type_is_told_by_its_field(client_as: Callable[..., Client]) -> None:
    file = SimpleUploadedFile("方案.exe", b"MZ")

    response = client_as("planner").post("/plans/imports/new/", form_data(file=file))

    assert "不能读取“.exe”这类文件" in response.content.decode()


def test_the_page_leads_to_a_file_that_was_imported_before(client_as: Callable[..., Client]) -> None:
    document = hand_in()

    response = client_as("planner").post("/plans/imports/new/", form_data(text=BEFORE, code="other"))

    assert f'href="/plans/imports/{document.pk}/"' in response.content.decode()


def test_the_progress_page_asks_again_until_the_document_is_read(client_as: Callable[..., Client]) -> None:
    client = client_as("planner")
    document = hand_in()
    url = f"/plans/imports/{document.pk}/"

    assert f'hx-get="{url}progress/"' in client.get(url).content.decode()
    assert "HX-Refresh" not in client.get(f"{url}progress/").headers
    actions.read_document(document.pk)
    assert client.get(f"{url}progress/")["HX-Refresh"] == "true"
    assert "核对" in client.get(url).content.decode()


def test_the_progress_page_says_that_no_worker_runs(client_as: Callable[..., Client]) -> None:
    document = hand_in()
    Document.objects.filter(pk=document.pk).update(progress_at=timezone.now() - timedelta(seconds=20))

    page = client_as("planner").get(f"/plans/imports/{document.pk}/").content.decode()

    assert "后台阅读程序可能没有运行" in page
    assert f'action="/plans/imports/{document.pk}/again/"' in page


def test_a_failed_document_shows_what_to_do_and_can_be_tried_again(client_as: Callable[..., Client]) -> None:
    document = actions.hand_in(planner(), b"%PDF-1.7 broken", "broken.pdf", new_plan())
    actions.read_document(document.pk)
    document.refresh_from_db()
    client = client_as("planner")

    page = client.get(f"/plans/imports/{document.pk}/").content.decode()

    assert document.problem["what"]["zh"] in page
    assert "hx-get" not in page.split('id="progress"')[1].split("</main>")[0]
    client.post(f"/plans/imports/{document.pk}/again/")
    document.refresh_from_db()
    assert document.state == Document.State.WAITING


def test_an_officer_sees_neither_imports_nor_documents(client_as: Callable[..., Client]) -> None:
    document = hand_in()
    client = client_as("department_officer")

    for url in ("/plans/imports/", "/plans/imports/new/", f"/plans/imports/{document.pk}/"):
        assert client.get(url).status_code == 403


def test_the_list_shows_every_document_with_its_state(client_as: Callable[..., Client]) -> None:
    under_review()

    page = client_as("planner").get("/plans/imports/").content.decode()

    assert "方案.txt" in page
    assert "待核对" in page


def test_a_file_that_is_too_large_is_told_by_its_field(client_as: Callable[..., Client]) -> None:
    file = SimpleUploadedFile("方案.txt", b"x" * (LIMIT_BYTES + 1))

    response = client_as("planner").post("/plans/imports/new/", form_data(file=file))

    assert "文件有21 MB，上限是20 MB" in str(response.context["form"].errors["file"])


def test_a_new_version_and_a_parent_are_imported_through_the_form(client_as: Callable[..., Client]) -> None:
    child = adopted().plan
    client = client_as("planner")

    client.post("/plans/imports/new/", form_data(text=AFTER, purpose="version", plan=child.code, code="", area=""))
    client.post("/plans/imports/new/", form_data(text="另一份", purpose="parent", plan=child.code, code="upstream"))

    assert child.documents.count() == 2
    assert Document.objects.get(plan__code="upstream", plan__kind=Plan.Kind.PARENT).parent_of == child


def test_nothing_of_a_document_is_public_before_it_is_adopted(client_as: Callable[..., Client]) -> None:
    under_review()
    anybody = client_as("")

    assert "清源州绿色发展工作方案" not in anybody.get("/plans/").content.decode()
    assert anybody.get("/plans/qingyuan_2024/").status_code == 404
    assert anybody.get("/plans/qingyuan_2024/targets/").status_code == 404


def test_the_worker_knows_the_job_and_the_job_reads_the_document() -> None:
    from procrastinate.contrib.django import app

    document = hand_in()

    app.tasks["plan.read_document"](document_id=document.pk)

    document.refresh_from_db()
    assert document.state == Document.State.REVIEW
