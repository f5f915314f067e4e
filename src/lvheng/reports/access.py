"""Who may see and do what with a document: the only ways from a request to documents lead through here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from lvheng.areas import queries as area_queries
from lvheng.areas.acting import Acting, Post
from lvheng.areas.permissions import allow
from lvheng.areas.roles import Role
from lvheng.reports.models import OfficialDocument

_State = OfficialDocument.State
_OFFICE = (Role.LEADER, Role.PLANNER, Role.DEPARTMENT_OFFICER, Role.COUNTY_OFFICER, Role.AUDITOR)
_ALL = (Role.PLANNER, Role.AUDITOR)


def visible(acting: Acting) -> QuerySet[OfficialDocument]:
    """The documents that somebody may see.

    1. Everybody: what was issued and made public.
    2. An office: its own documents in every state, and what was issued about a period or a warning anywhere.
    3. A leader: also what offices of the own area and those below have sent to be reviewed or issued.
    4. Planners and auditors of the prefecture: all.
    """
    found = OfficialDocument.objects.select_related("organisation", "drafted_by").defer("data")
    return found.filter(_seen_by(acting))


def _seen_by(acting: Acting) -> Q:
    public = Q(state=_State.ISSUED, public=True)
    organisation = acting.organisation
    if acting.role not in _OFFICE or organisation is None:
        return public
    if acting.role in _ALL and organisation.area_id == site_area():
        return Q()
    seen = public | Q(organisation=organisation) | (Q(state=_State.ISSUED) & ~Q(subject__startswith="case:"))
    if acting.role == Role.LEADER:
        sent = Q(state__in=(_State.REVIEW, _State.APPROVED, _State.ISSUED))
        area = organisation.area_id
        seen |= sent & (Q(organisation__area=area) | Q(organisation__area__parent=area))
    return seen


def site_area() -> str:
    """The area of the site's pack."""
    from lvheng.indicators.queries import book

    return book().area


def document_for(acting: Acting, document_id: int) -> OfficialDocument:
    """One document with everything. Raises OfficialDocument.DoesNotExist for whom may not see it."""
    return visible(acting).defer(None).get(pk=document_id)


def drafting_post(document: OfficialDocument) -> Post:
    """Who may work on a draft: the office that issues it."""
    return Post(frozenset({document.organisation_id}))


def deciding_post(document: OfficialDocument, governments: Mapping[str, Any] | None = None) -> Post:
    """Who may review and issue: the office and the government of its area, but not whoever handed it in (four eyes).

    ``governments`` by area are looked up where they are not given.
    """
    area = document.organisation.area_id
    government = (area_queries.governments_of([area]) if governments is None else governments).get(area)
    barred = {document.submitted_by_id} - {None}
    return Post(
        frozenset({document.organisation_id, *([government.pk] if government else ())}),
        frozenset(barred),  # type: ignore[arg-type]  # no None
    )


def may(acting: Acting, document: OfficialDocument, governments: Mapping[str, Any] | None = None) -> dict[str, bool]:
    """What somebody may do with a document in its present state, by the name of the action."""
    state, post = document.state, deciding_post(document, governments)
    writes = allow("documents.draft", acting, drafting_post(document))
    decides = allow("documents.review", acting, post)
    signs = allow("documents.issue", acting, post)
    is_open = state in (_State.DRAFT, _State.REVIEW, _State.APPROVED)
    return {
        "write": writes and state == _State.DRAFT,
        "submit": writes and state == _State.DRAFT,
        "discard": is_open and writes and state == _State.DRAFT,
        "approve": decides and state == _State.REVIEW,
        "return_": (decides and state == _State.REVIEW) or (signs and state == _State.APPROVED),
        "issue": signs and state == _State.APPROVED,
        "publish": signs and state == _State.ISSUED and not document.public,
    }


def may_draft(acting: Acting, issuer: str) -> Any:
    """Whether somebody's office drafts the documents of an issuer: a department type, the ``government``, ``own``."""
    organisation = acting.organisation
    if organisation is None or not allow("documents.draft", acting, None):
        return False
    if issuer == "own":
        return True
    if issuer == "government":
        return organisation.kind in ("government", "county_government")
    return organisation.type == issuer and organisation.area_id == site_area()
