"""Opening cases: by hand, from a public report, by the program, one or many at once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from lvheng.areas import queries as area_queries
from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.cases import terms as term_rules
from lvheng.cases.access import MAY_WORK, Parties, capacities
from lvheng.cases.catalogue import party, type_of
from lvheng.cases.models import Case, Event
from lvheng.cases.writing import (
    By,
    by,
    event_of,
    next_number,
    number_words,
    read_data,
    save_terms,
    search_text,
    tell,
)
from lvheng.errors import InputProblem, NotAllowed, Problem, Problems, Text
from lvheng.packs.case_model import CAPACITIES, CaseType

MAX_TITLE = 300
MAX_WORDS = 5000


@dataclass(frozen=True)
class Wanted:
    """A case to be opened. ``owner`` and ``supervisor`` are codes, for types that leave the choice."""

    type: str
    title: str
    area: str
    written: Mapping[str, Any] = field(default_factory=dict)
    owner: str = ""
    supervisor: str = ""
    subject: str = ""
    cause: str = ""
    on: datetime.date | None = None
    words: str = ""
    provision: str = ""
    simulated: bool = False


@dataclass(frozen=True)
class _Read:
    """A wanted case, checked."""

    kind: CaseType
    title: str
    area: Any
    owner: Any
    supervisor: Any
    data: Mapping[str, Any]
    on: datetime.date


def open_case(acting: Acting | None, type_code: str, **wanted: Any) -> Case:
    """Open a case; ``wanted`` are the facts of :class:`Wanted`. ``acting`` None is the program itself.

    1. What a cause has opened already is returned as it stands; nothing happens.
    2. Everything that is wrong is told at once.
    3. The case, its first event, its terms and the notices are written together.

    Errors: Problems (each with its field), NotAllowed.
    """
    return open_wanted(acting, Wanted(type_code, **wanted))


def open_wanted(acting: Acting | None, wanted: Wanted) -> Case:
    """As :func:`open_case`."""
    with transaction.atomic():
        known = _known(wanted.cause)
        if known is not None:
            return known
        read = _read(wanted, acting)
        capacity = _require_opening(acting, read)
        case = _insert(wanted, read, acting, by(acting, capacity))
        facts = {"type": case.type, "owner": read.owner.code, "area": case.area_id, "cause": case.cause}
        record(_logged(acting), "cases.open", "case", case.pk, str(case), facts)
    return case


def _logged(acting: Acting | None) -> Acting | None:
    """A reader without account stays out of the log: nothing of them is kept."""
    return None if acting is not None and acting.is_anonymous else acting


def _known(cause: str) -> Case | None:
    return Case.objects.select_for_update().filter(cause=cause).first() if cause else None


def _read(wanted: Wanted, acting: Acting | None) -> _Read:
    kind = type_of(wanted.type)
    problems: list[Problem] = []
    title = " ".join(wanted.title.replace("\x00", "").split())
    if not title:
        problems.append(_missing("title", "请写明标题。", "The title is missing."))
    if len(title) > MAX_TITLE:
        problems.append(
            InputProblem(
                "too_long", Text(f"标题最多{MAX_TITLE}字。", f"The title may have {MAX_TITLE} characters."), "title"
            )
        )
    area = next((each for each in area_queries.areas() if each.code == wanted.area), None)
    if area is None:
        problems.append(_missing("area", "请选择所在地。", "Choose the place."))
    owner, supervisor = _parties(kind, wanted, acting, problems)
    codes = (*kind.opening_needs, *kind.opening) if acting is not None else tuple(kind.field_of)
    data, wrong = read_data(kind, codes, wanted.written, {})
    problems += wrong
    told = {problem.where for problem in wrong}
    for code in kind.opening_needs if acting is not None else ():
        if code not in data and code not in told:
            named = kind.field_of[code]
            problems.append(_missing(code, f"{named.name}必须填写。", f"{named.name_en} must be filled in."))
    if problems:
        raise Problems(problems)
    return _Read(kind, title, area, owner, supervisor, data, _day(wanted.on))


def _day(on: datetime.date | None) -> datetime.date:
    today = timezone.localdate()
    if on is not None and on > today:
        raise Problems([_missing("on", "立项日期不能晚于今天。", "A case cannot be opened on a later day than today.")])
    return on or today


def _parties(kind: CaseType, wanted: Wanted, acting: Acting | None, problems: list[Problem]) -> tuple[Any, Any]:
    codes = {
        "owner": party(kind.owner, wanted.area, wanted.owner),
        "supervisor": party(kind.supervisor, wanted.area, wanted.supervisor),
    }
    if not codes["owner"] and acting is not None and acting.organisation is not None and kind.owner.chosen:
        codes["owner"] = acting.organisation.code
    found = area_queries.organisations_by_code([code for code in codes.values() if code])
    for key, code in codes.items():
        if code not in found and (key == "owner" or code):
            problems.append(_missing(key, "请选择承办单位。", "Choose the organisation in charge."))
    return found.get(codes["owner"]), found.get(codes["supervisor"])


def _missing(where: str, zh: str, en: str) -> InputProblem:
    return InputProblem("missing_value", Text(zh, en), where)


def _require_opening(acting: Acting | None, read: _Read) -> str:
    """The capacity in which somebody opens it. Raises NotAllowed."""
    if acting is None:
        return "system"
    if "public" not in read.kind.open_by and "signed_in" not in read.kind.open_by:
        require(MAY_WORK, acting)
    supervisor = read.supervisor.pk if read.supervisor else None
    mine = capacities(acting, read.kind, Parties(read.area.code, read.owner.pk, supervisor))
    for capacity in read.kind.open_by:
        if capacity in mine:
            return capacity
    zh = "、".join(CAPACITIES[each].zh for each in read.kind.open_by)
    en = ", ".join(CAPACITIES[each].en for each in read.kind.open_by)
    raise NotAllowed(
        "opening_not_yours",
        Text(f"“{read.kind.name}”由以下人员立项：{zh}。", f"“{read.kind.name_en}” is opened by: {en}."),
        to_do=Text("请由承办单位立项。", "Let the organisation in charge open it."),
    )


def _insert(wanted: Wanted, read: _Read, acting: Acting | None, writer: By) -> Case:
    kind, now = read.kind, timezone.now()
    sequence = next_number(kind, read.owner.pk, read.on.year)
    case = Case(
        type=kind.code,
        year=read.on.year,
        sequence=sequence,
        number=number_words(kind, read.on.year, sequence),
        title=read.title,
        area=read.area,
        subject=wanted.subject,
        owner=read.owner,
        numbered_by=read.owner,
        supervisor=read.supervisor,
        opener=acting.organisation if acting else None,
        opened_by=acting.person if acting else None,
        opened_on=read.on,
        opened_at=now,
        state=kind.initial.code,
        confidential=kind.confidential,
        data=dict(read.data),
        cause=wanted.cause,
        provision=wanted.provision,
        simulated=wanted.simulated,
        changed_at=now,
    )
    case.search_text = search_text(case)
    words = " ".join(wanted.words.split())[:MAX_WORDS]
    event = event_of(
        case, Event.Kind.OPENED, writer, read.on, to_state=case.state, words=words,
        changes={"title": case.title, "owner": read.owner.code},
    )  # fmt: skip
    case.save(force_insert=True)
    event.save(force_insert=True)
    happened = term_rules.Happening(read.on, is_opening=True, filled=case.data)
    save_terms(case, kind, term_rules.after(kind, [], happened), timezone.localdate())
    Case.objects.filter(pk=case.pk).update(next_due_on=case.next_due_on, overdue_count=case.overdue_count)
    if acting is not None:
        told = Text(f"新{kind.name}：{case.title}", f"New case, {kind.name_en}: {case.title}")
        tell(case, event, told, [case.owner_id, case.supervisor_id])
    return case
