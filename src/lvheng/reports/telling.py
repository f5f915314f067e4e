"""Tells people what waits for them: a draft of the schedule, a document to review or to issue, one that came back."""

from __future__ import annotations

from collections.abc import Iterable

from lvheng.areas.queries import holders
from lvheng.areas.roles import Role
from lvheng.errors import Text
from lvheng.notifications.actions import tell
from lvheng.notifications.message import Message
from lvheng.reports import access
from lvheng.reports.models import DocumentStep, OfficialDocument

_Kind = DocumentStep.Kind
_WRITERS = (Role.PLANNER, Role.DEPARTMENT_OFFICER, Role.COUNTY_OFFICER)
_REVIEWERS = (Role.LEADER, *_WRITERS)
_SIGNERS = (Role.LEADER, Role.PLANNER)
_SAID: dict[str, Text] = {
    _Kind.DRAFTED: Text("草稿已自动拟好，请填写后送审", "A draft was made; fill it in and submit it"),
    _Kind.SUBMITTED: Text("等你审核", "Waits for your review"),
    _Kind.APPROVED: Text("等你签发", "Waits to be issued by you"),
    _Kind.RETURNED: Text("退回修改", "Returned to be changed"),
    _Kind.ISSUED: Text("已印发", "Issued"),
}


def tell_of(document: OfficialDocument, step: DocumentStep) -> int:
    """Tell whom a step concerns, in the caller's transaction; returns how many people."""
    said = _SAID.get(step.kind)
    if said is None:
        return 0
    people = set(_concerned(document, step)) - {step.person_id, None}
    remark = f"：{step.remark}" if step.remark else ""
    office = document.organisation
    message = Message(
        key=f"documents.{step.kind}:{step.pk}",
        kind="document",
        title=Text(f"{said.zh}：{document.title}", f"{said.en}: {document.title}"),
        text=Text(f"{office.name}{remark}", f"{office.name_en or office.name}{remark}"),
        url=document.get_absolute_url(),
        simulated=document.simulated,
    )
    return tell(message, [person for person in people if person is not None])


def _concerned(document: OfficialDocument, step: DocumentStep) -> Iterable[int | None]:
    match step.kind:
        case _Kind.DRAFTED:
            return _holders([document.organisation_id], _WRITERS) if step.person_id is None else ()
        case _Kind.SUBMITTED:
            return _deciders(document, _REVIEWERS)
        case _Kind.APPROVED:
            return _deciders(document, _SIGNERS)
        case _:
            return (document.submitted_by_id, document.drafted_by_id)


def _deciders(document: OfficialDocument, roles: Iterable[Role]) -> set[int]:
    """Those who may decide, without whoever handed it in."""
    post = access.deciding_post(document)
    return _holders(post.organisations, roles) - post.barred


def _holders(organisations: Iterable[int], roles: Iterable[Role]) -> set[int]:
    return set(holders(organisations, [role.value for role in roles]).values_list("person_id", flat=True))
