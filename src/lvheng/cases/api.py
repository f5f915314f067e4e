"""Cases over HTTP: reading, in the capacity in which the caller acts."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, cast

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lvheng.areas.permissions import require
from lvheng.cases import listing
from lvheng.cases.access import MAY_SEE, access_case
from lvheng.cases.catalogue import type_of, types
from lvheng.cases.models import Case, Deadline, Event
from lvheng.cases.pages import ActingRequest
from lvheng.cases.showing import shown_data
from lvheng.cases.terms import statute

router = Router()
MAX_ROWS = 500
MAX_OFFSET = 1_000_000


class Words(Schema):
    """A text in both languages."""

    zh: str
    en: str


class TermRule(Schema):
    """A term of a type, with its law."""

    code: str
    name: Words
    count: int
    unit: str
    start: str
    law: str
    certainty: str


class TypeOut(Schema):
    """A type of cases: its states and terms."""

    code: str
    name: Words
    states: list[str]
    steps: list[str]
    terms: list[TermRule]


class CaseOut(Schema):
    """A case of the list."""

    id: int
    number: str
    type: str
    title: str
    area: str
    owner: str
    state: str
    open: bool
    outcome: str
    opened_on: datetime.date
    closed_on: datetime.date | None
    next_due_on: datetime.date | None
    provision: str
    simulated: bool


class TermOut(Schema):
    """A term of a case."""

    code: str
    starts_on: datetime.date
    due_on: datetime.date | None
    state: str
    met_on: datetime.date | None
    law: str
    certainty: str


class EventOut(Schema):
    """An entry of the timeline."""

    number: int
    kind: str
    step: str
    to_state: str
    on: datetime.date
    at: datetime.datetime
    hash: str


class CaseSheet(CaseOut):
    """A case with its facts, terms and timeline."""

    facts: dict[str, str]
    terms: list[TermOut]
    events: list[EventOut]


class Asked(Schema):
    """What the list is narrowed to, as on the page."""

    q: str = Field("", description="words of the number or title · 编号或标题中的词")
    type: str = Field("", description="code of a type · 事项类型代码")
    area: str = Field("", description="code of an area · 区划代码")
    organisation: str = Field("", description="code of an organisation · 机构代码")
    state: str = Field("", description="open, closed or a state of the type · 状态")
    due: str = Field("", description="overdue or soon · 期限：逾期或临近")
    article: str = Field("", description="article of the plan · 方案条款")


@router.get(
    "/case-types",
    response=list[TypeOut],
    summary="Types of cases · 事项类型",
    openapi_extra={"x-zh": "事项的类型，连同状态、步骤和期限。"},
)
def case_types(request: HttpRequest) -> list[dict[str, Any]]:
    """The types of cases with their states, steps and terms."""
    return [
        {
            "code": kind.code,
            "name": {"zh": kind.name, "en": kind.name_en},
            "states": [state.code for state in kind.states],
            "steps": [step.code for step in kind.steps],
            "terms": [_rule(rule) for rule in kind.deadlines],
        }
        for kind in types().values()
    ]


def _rule(rule: Any) -> dict[str, Any]:
    count, unit = rule.count_and_unit
    return {
        "code": rule.code,
        "name": {"zh": rule.name, "en": rule.name_en},
        "count": -count if rule.before else count,
        "unit": unit,
        "start": rule.start,
        "law": statute(rule.law).zh,
        "certainty": rule.law.certainty,
    }


@router.get(
    "/cases",
    response=list[CaseOut],
    summary="Cases · 事项",
    openapi_extra={"x-zh": "调用者可以看到的事项，筛选与网页相同。"},
)
def cases(
    request: HttpRequest,
    asked: Query[Asked],
    limit: Annotated[int, Query(ge=1, le=MAX_ROWS, description="at most so many · 最多几条")] = 100,
    offset: Annotated[int, Query(ge=0, le=MAX_OFFSET, description="leave out the first · 略过前几条")] = 0,
) -> list[dict[str, Any]]:
    """The cases that the caller may see, the most urgent first; open ones unless ``state`` says otherwise."""
    acting = cast(ActingRequest, request).acting
    require(MAY_SEE, acting)
    filters = listing.Filters.of(asked.dict())
    rows = listing.cases(acting, filters, timezone.localdate())[offset : offset + limit]
    return [_case(row) for row in rows]


@router.get(
    "/cases/{case_id}",
    response=CaseSheet,
    summary="One case · 一个事项",
    openapi_extra={"x-zh": "一个事项的内容、期限和时间线。"},
)
def case(request: HttpRequest, case_id: int) -> dict[str, Any]:
    """A case with its facts, terms and timeline."""
    acting = cast(ActingRequest, request).acting
    require(MAY_SEE, acting)
    try:
        found = access_case(acting, case_id)
    except (Case.DoesNotExist, OverflowError) as error:
        raise Http404(str(case_id)) from error
    shown = shown_data(type_of(found.type), found.data)
    return _case(found) | {
        "facts": {each.field.code: each.words for each in shown if each.words},
        "terms": [_term(row) for row in found.deadlines.all()],
        "events": [_event(row) for row in Event.objects.filter(case=found).order_by("number")],
    }


def _case(row: Case) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.number,
        "type": row.type,
        "title": row.title,
        "area": row.area_id,
        "owner": row.owner.code,
        "state": row.state,
        "open": row.is_open,
        "outcome": row.outcome,
        "opened_on": row.opened_on,
        "closed_on": row.closed_on,
        "next_due_on": row.next_due_on if row.is_open else None,
        "provision": row.provision,
        "simulated": row.simulated,
    }


def _term(row: Deadline) -> dict[str, Any]:
    return {
        "code": row.code,
        "starts_on": row.starts_on,
        "due_on": row.due_on,
        "state": row.state,
        "met_on": row.met_on,
        "law": (row.derivation.get("law") or [""])[0],
        "certainty": row.derivation.get("certainty", ""),
    }


def _event(row: Event) -> dict[str, Any]:
    names = ("number", "kind", "step", "to_state", "on", "at", "hash")
    return {name: getattr(row, name) for name in names}
