"""The pages of documents: who sees what, in both languages, from a draft to a public document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.reports.conftest import DAY

from lvheng.areas.acting import Acting
from lvheng.plan.models import Version
from lvheng.reports import actions, queries
from lvheng.reports.models import DraftOrder, OfficialDocument
from lvheng.reports.ordering import work

pytestmark = pytest.mark.django_db
ROLES = ("", "leader", "planner", "department_officer", "county_officer", "auditor", "administrator")


@pytest.fixture
def reply(linxia: Version, acting_as: Callable[[str], Acting]) -> OfficialDocument:
    """A draft of the department."""
    typed = {"receipt": "L2026", "matter": "焚烧秸秆", "found": "属实。", "result": "已处理。"}
    return actions.draft("reporter_reply", "", DAY, acting_as("department_officer"), typed=typed)


def seen_by(document: OfficialDocument, client_as: Callable[..., Client]) -> set[str]:
    path = document.get_absolute_url()
    paths = (path, f"{path}document.docx", f"{path}document.pdf", f"{path}pages/1.png")
    found = set()
    for role in ROLES:
        client = client_as(role)
        codes = {client.get(each).status_code for each in paths}
        assert codes in ({200}, {404}), (role, codes)
        found |= {role} if codes == {200} else set()
    return found


def test_a_document_is_seen_by_its_office_on_its_way_and_by_everybody_once_it_is_public(
    reply: OfficialDocument, client_as: Callable[..., Client], acting_as: Callable[[str], Acting]
) -> None:
    own, leader = acting_as("department_officer"), acting_as("leader")
    assert seen_by(reply, client_as) == {"planner", "department_officer", "auditor"}
    actions.submit(own, reply)
    assert f"公文：{reply.title}" in client_as("leader").get("/desk/").content.decode()
    assert f"公文：{reply.title}" not in client_as("department_officer").get("/desk/").content.decode()
    assert seen_by(reply, client_as) == {"planner", "department_officer", "auditor", "leader"}
    actions.approve(leader, reply)
    actions.issue(leader, reply, DAY)
    assert seen_by(reply, client_as) == {"planner", "department_officer", "auditor", "leader", "county_officer"}


def test_a_step_is_refused_to_whom_it_is_not_for(reply: OfficialDocument, client_as: Callable[..., Client]) -> None:
    path = f"{reply.get_absolute_url()}steps/submit/"
    answers = {role: client_as(role).post(path).status_code for role in ROLES}
    assert answers == {"": 302, "leader": 404, "planner": 403, "department_officer": 302, "county_officer": 404,
                       "auditor": 403, "administrator": 404}  # fmt: skip
    reply.refresh_from_db()
    assert reply.state == "review"
    assert client_as("department_officer").post(f"{reply.get_absolute_url()}steps/nonsense/").status_code == 404


def test_the_whole_way_on_the_pages(linxia: Version, client_as: Callable[..., Client]) -> None:
    officer, leader = client_as("department_officer"), client_as("leader")
    answer = officer.post("/documents/new/enforcement_decision/", {"subject": "", "as_of": str(DAY)})
    assert work(DraftOrder.objects.get().pk)
    document = OfficialDocument.objects.get()
    assert officer.get(answer["Location"])["Location"] == document.get_absolute_url()
    page = officer.post(f"{document.get_absolute_url()}steps/submit/", follow=True).content.decode()
    assert "“当事人”还没有填写" in page
    filled = dict.fromkeys(("party", "facts", "evidence", "heard", "legal_basis", "decision", "court"), "甲")
    shown = officer.get(f"{document.get_absolute_url()}fill/").content.decode()
    assert 'name="party"' in shown
    usual = {"title": "行政处罚决定书", "payment": "十五日内缴清。"}
    officer.post(f"{document.get_absolute_url()}fill/", filled | usual)
    officer.post(f"{document.get_absolute_url()}steps/submit/")
    leader.post(f"{document.get_absolute_url()}steps/approve/", {"remark": "同意"})
    leader.post(f"{document.get_absolute_url()}steps/issue/", {"on": str(DAY)})
    document.refresh_from_db()
    assert document.number == "临州环罚〔2026〕1号"
    assert document.number not in client_as("").get("/documents/").content.decode()
    leader.post(f"{document.get_absolute_url()}steps/publish/")
    public = client_as("").get("/documents/").content.decode()
    assert document.number in public
    page = client_as("").get(document.get_absolute_url()).content.decode()
    assert "办理过程" not in page
    assert "签发" not in page


def test_a_download_is_a_file_with_the_number_as_its_name(
    reply: OfficialDocument, client_as: Callable[..., Client]
) -> None:
    client = client_as("planner")
    answer = client.get(f"{reply.get_absolute_url()}document.docx")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-SHA256"] == queries.latest(reply).docx_sha256
    assert client.get(f"{reply.get_absolute_url()}document.exe").status_code == 404
    assert client.get(f"{reply.get_absolute_url()}pages/99.png").status_code == 404
    assert client.get(f"{reply.get_absolute_url()}?version=99").status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_in_both_languages(
    reply: OfficialDocument, client_as: Callable[..., Client], language: str
) -> None:
    client = client_as("planner")
    client.cookies["django_language"] = language
    for path in (
        "/documents/",
        "/documents/?q=nothing",
        "/documents/?state=draft&template=reporter_reply",
        "/documents/templates/",
        "/documents/templates/briefing_month/",
        "/documents/schedules/",
        "/documents/new/briefing_month/",
        "/documents/new/warning_notice/",
        "/documents/new/reporter_reply/",
        reply.get_absolute_url(),
    ):
        page = client.get(path)
        assert page.status_code == 200, path
        assert ("Documents" in page.content.decode()) is (language == "en"), path


def test_a_template_that_is_wrong_is_told_on_its_page(linxia: Version, client_as: Callable[..., Client]) -> None:
    client = client_as("planner")
    path = "/documents/templates/briefing_month/"
    file = client.get(f"{path}template.docx")
    assert file["Content-Disposition"].startswith("attachment")
    bad = client.post(path, {"file": SimpleUploadedFile("a.docx", b"nonsense"), "remark": ""})
    assert bad.status_code == 422
    assert "这不是可以打开的 .docx 文件" in bad.content.decode()
    good = client.post(path, {"file": SimpleUploadedFile("a.docx", file.content), "remark": "原样"})
    assert good.status_code == 302
    assert "本单位第 1 版" in client.get("/documents/templates/").content.decode()
    assert client_as("department_officer").post(path, {}).status_code == 403


def test_a_thousand_documents_stay_a_list_of_pages(
    reply: OfficialDocument, client_as: Callable[..., Client], django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = client_as("planner")
    copies = [
        OfficialDocument(
            template="reporter_reply", title=f"答复{n}", organisation=reply.organisation, as_of=DAY,
            drafted_at=reply.drafted_at,
        )
        for n in range(1000)
    ]  # fmt: skip
    OfficialDocument.objects.bulk_create(copies)
    client.get("/documents/")
    with django_assert_max_num_queries(25):  # type: ignore[attr-defined]
        page = client.get("/documents/").content.decode()
    assert page.count("<tr>") == 51


def test_a_draft_is_ordered_once_made_by_the_worker_and_shown_when_it_is_done(
    linxia: Version, client_as: Callable[..., Client], acting_as: Callable[[str], Acting]
) -> None:
    officer = client_as("department_officer")
    key = BeautifulSoup(officer.get("/documents/new/reporter_reply/").content, "html.parser").select_one("[name=key]")
    assert key is not None
    form = {"subject": "", "as_of": str(DAY), "key": key["value"]}
    waiting = {officer.post("/documents/new/reporter_reply/", form)["Location"] for _ in range(2)}
    order = DraftOrder.objects.get()
    page = f"/documents/drafting/{order.pk}/"
    assert waiting == {page}
    shown = officer.get(page).content.decode()
    assert "等待拟稿" in shown
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in shown
    assert client_as("planner").get(page).status_code == 404
    assert work(order.pk)
    assert not work(order.pk)
    document = OfficialDocument.objects.get()
    assert officer.get(page)["Location"] == document.get_absolute_url()
    assert officer.get(page, headers={"hx-request": "true"})["HX-Redirect"] == document.get_absolute_url()
    assert officer.post("/documents/new/reporter_reply/", form | {"as_of": "2026-01-09"}).status_code == 409


def test_a_draft_that_failed_says_why_and_can_be_tried_again(linxia: Version, client_as: Callable[..., Client]) -> None:
    officer = client_as("planner")
    officer.post("/documents/new/briefing_month/", {"subject": "2025-99", "as_of": str(DAY)})
    order = DraftOrder.objects.get()
    page = f"/documents/drafting/{order.pk}/"
    assert work(order.pk)
    shown = officer.get(page).content.decode()
    assert "没有拟成" in shown
    assert "2025-99" in shown
    officer.post(page)
    order.refresh_from_db()
    assert (order.state, order.attempt, order.problems) == ("waiting", 2, [])
    officer.post(page)
    DraftOrder.objects.update(state="working", changed_at=timezone.now() - timedelta(hours=1))
    assert "很久没有进展" in officer.get(page).content.decode()
    officer.post(page)
    order.refresh_from_db()
    assert (order.state, order.attempt) == ("waiting", 3)
