"""Documents over HTTP: everybody reads what is public, drafts are for those who work on them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from django.test import Client
from tests.reports.conftest import DAY

from lvheng.areas.acting import Acting
from lvheng.areas.keys import make_key
from lvheng.plan.models import Version
from lvheng.reports import actions
from lvheng.reports.models import OfficialDocument

pytestmark = pytest.mark.django_db
LIST = "/api/v1/documents"
ROLES = ("", "leader", "planner", "department_officer", "county_officer", "auditor", "administrator")


@pytest.fixture
def draft(linxia: Version, acting_as: Callable[[str], Acting]) -> OfficialDocument:
    """A yearly report that the planner's office drafts."""
    return actions.draft("annual_report", "2025", DAY, acting_as("planner"))


def seen_by(document: OfficialDocument, client_as: Callable[..., Client]) -> set[str]:
    """The roles to whom the list, the sheet and both files show the document; the four never disagree."""
    found = set()
    for role in ROLES:
        client = client_as(role)
        codes = {client.get(f"{LIST}/{document.pk}{end}").status_code for end in ("", "/file.docx", "/file.pdf")}
        is_listed = document.pk in {row["id"] for row in client.get(LIST).json()}
        assert codes == ({200} if is_listed else {404}), role
        found |= {role} if is_listed else set()
    return found


def issue(document: OfficialDocument, acting_as: Callable[[str], Acting]) -> None:
    document.refresh_from_db()
    actions.fill(acting_as("planner"), document, {"title": document.title, "causes": "原因。", "measures": "措施。"})
    actions.submit(acting_as("planner"), document)
    actions.approve(acting_as("leader"), document)
    actions.issue(acting_as("leader"), document, DAY)


def test_a_draft_is_for_its_office_and_a_public_document_for_everybody(
    draft: OfficialDocument, client_as: Callable[..., Client], acting_as: Callable[[str], Acting]
) -> None:
    assert seen_by(draft, client_as) == {"planner", "auditor"}
    issue(draft, acting_as)
    assert seen_by(draft, client_as) == set(ROLES) - {"", "administrator"}
    actions.publish(acting_as("leader"), draft)
    assert seen_by(draft, client_as) == set(ROLES)

    (row,) = Client().get(LIST, {"year": 2026, "kind": "annual_report", "q": "报告"}).json()
    assert (row["number"], row["state"], row["public"]) == (draft.number, "issued", True)
    for other in ({"year": 2025}, {"kind": "briefing_month"}, {"q": "没有这个词"}, {"state": "draft"}, {"offset": 1}):
        assert Client().get(LIST, other).json() == [], other

    sheet = Client().get(f"{LIST}/{draft.pk}").json()
    assert sheet["notes"] == [] or sheet["notes"][0]["number"] == 1
    assert [each["ending"] for each in sheet["files"]] == ["docx", "pdf"]
    for each in sheet["files"]:
        answer = Client().get(each["address"])
        assert hashlib.sha256(answer.content).hexdigest() == each["sha256"] == answer["X-Content-SHA256"]
        assert answer["Content-Disposition"].startswith("attachment")


def test_a_key_sees_what_its_holder_may_see_and_a_wrong_key_nothing(
    draft: OfficialDocument, acting_as: Callable[[str], Acting]
) -> None:
    def by(key: str) -> Client:
        return Client(headers={"Authorization": f"Bearer {key}"})

    own, other = (make_key(acting_as(role), "读公文", 1).text for role in ("planner", "county_officer"))
    assert [row["id"] for row in by(own).get(LIST).json()] == [draft.pk]
    assert by(other).get(LIST).json() == []
    assert by(other).get(f"{LIST}/{draft.pk}").status_code == 404
    assert by("no key").get(LIST).status_code == 401
    assert Client().get(f"{LIST}/99999999999999999999").status_code == 404
    assert Client().get(f"{LIST}/{draft.pk}/file.exe").status_code == 422
