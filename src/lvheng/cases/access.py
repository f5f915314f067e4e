"""Who may see which case, and in which capacities they act towards it. Everything else asks here."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.roles import Role
from lvheng.cases.catalogue import area_code, type_of, types
from lvheng.cases.machine import SYSTEM, Actor, Standing, possible
from lvheng.cases.models import Case, Delegation
from lvheng.cases.writing import WORKING
from lvheng.packs.case_model import CaseStep, CaseType

if TYPE_CHECKING:
    from lvheng.areas.models import Appointment

MAY_SEE, MAY_WORK = "cases.see", "cases.work"


@dataclass(frozen=True)
class Parties:
    """Whom a case concerns, as numbers of organisations and persons; of one that is not yet opened, what it will be."""

    area: str
    owner: int
    supervisor: int | None
    assignee: int | None = None


def parties_of(case: Case) -> Parties:
    """The parties of a case."""
    return Parties(case.area_id, case.owner_id, case.supervisor_id, case.assignee_id)


def visible(acting: Acting) -> QuerySet[Case]:
    """The cases that somebody may open.

    Auditors of the prefecture see all; its leaders and planners all that are not confidential; a department those that
    it is in charge of, supervises, opened or reviews; a county those of its own area. Whoever a case is assigned to
    sees it. All others see none: what the public may read are publications.
    """
    condition = _visible(acting)
    return Case.objects.none() if condition is None else Case.objects.filter(condition)


def _visible(acting: Acting) -> Q | None:
    organisation, person = acting.organisation, acting.person
    if organisation is None or person is None:
        return None
    of_prefecture = organisation.area_id == area_code()
    if acting.role == Role.AUDITOR:
        return Q() if of_prefecture else Q(area_id=organisation.area_id)
    if acting.role not in WORKING:
        return None
    own = Q(owner=organisation) | Q(supervisor=organisation) | Q(opener=organisation)
    own |= Q(assignee__in=[person.pk, *delegators(person.pk)])
    if of_prefecture and _oversees(acting):
        return own | Q(confidential=False)
    if of_prefecture:
        reviews = [kind.code for kind in types().values() if kind.legal_review == organisation.type]
        return own | Q(type__in=reviews) if reviews else own
    return own | Q(area_id=organisation.area_id, confidential=False)


def _oversees(acting: Acting) -> bool:
    """Leaders of the government and planners look after everything."""
    is_government = acting.organisation is not None and acting.organisation.kind == "government"
    return acting.role == Role.PLANNER or (acting.role == Role.LEADER and is_government)


def access_case(acting: Acting, case_id: int) -> Case:
    """A case that somebody may open. Raises Case.DoesNotExist also where it is none of their business."""
    return visible(acting).select_related("area", "owner", "supervisor", "assignee", "opener").get(pk=case_id)


def delegators(person: int, day: datetime.date | None = None) -> list[int]:
    """The people whose work a person does on a day."""
    today = day or timezone.localdate()
    rows = Delegation.objects.filter(to_id=person, from_date__lte=today, until_date__gte=today, ended_at__isnull=True)
    return list(rows.values_list("person_id", flat=True))


def capacities(acting: Acting | None, kind: CaseType, concerned: Parties) -> frozenset[str]:
    """The capacities in which somebody acts towards a case; of the program itself where ``acting`` is None."""
    if acting is None:
        return frozenset({"system"})
    person, organisation = acting.person, acting.organisation
    if person is None:
        return frozenset({"public"})
    found = {"public", "signed_in"}
    if concerned.assignee is not None and concerned.assignee in (person.pk, *delegators(person.pk)):
        found |= {"assignee", "owner"}
    if organisation is not None and acting.role in WORKING:
        found |= _of_office(acting, organisation, kind, concerned)
    return frozenset(found)


def _of_office(acting: Acting, organisation: Any, kind: CaseType, concerned: Parties) -> set[str]:
    found: set[str] = set()
    of_prefecture = organisation.area_id == area_code()
    is_head = acting.role in (Role.LEADER, Role.PLANNER)
    if organisation.pk == concerned.owner:
        found |= {"owner", "owner_head"} if is_head else {"owner"}
    if organisation.pk == concerned.supervisor:
        found.add("supervisor")
    if organisation.kind == "county_government" and organisation.area_id == concerned.area:
        found.add("county")
    if of_prefecture and organisation.type == kind.legal_review:
        found.add("legal_reviewer")
    if of_prefecture and acting.role == Role.PLANNER:
        found.add("planner")
    if of_prefecture and acting.role == Role.LEADER and organisation.kind == "government":
        found.add("leader")
    return found


def actor_of(acting: Acting | None, case: Case) -> Actor:
    """Somebody as the machine of states knows them."""
    person = acting.person if acting else None
    kind = type_of(case.type)
    return Actor(person.pk if person else SYSTEM, capacities(acting, kind, parties_of(case)))


def standing_of(case: Case) -> Standing:
    """A case as the machine of states knows it."""
    return Standing(case.state, case.data, case.steps, case.suspended_on is not None)


def steps_open_to(acting: Acting | None, case: Case) -> list[CaseStep]:
    """The steps that somebody can take now."""
    return possible(type_of(case.type), standing_of(case), actor_of(acting, case))


def other_appointments(acting: Acting, case: Case) -> list[Appointment]:
    """The other appointments of the same person that can take a step of the case now."""
    return [other.appointment for other in _others(acting) if other.appointment and _can_act(other, case)]


def _others(acting: Acting) -> list[Acting]:
    factor = acting.has_second_factor
    return [Acting(acting.person, each.organisation, each.role, each, factor) for each in acting.others]


def _can_act(acting: Acting, case: Case) -> bool:
    return visible(acting).filter(pk=case.pk).exists() and bool(steps_open_to(acting, case))


def works_on(acting: Acting, case: Case) -> bool:
    """Whether somebody has a part in a case beyond reading it."""
    mine = {"owner", "owner_head", "supervisor", "county", "assignee", "planner", "leader", "legal_reviewer"}
    return bool(mine & capacities(acting, type_of(case.type), parties_of(case)))


def is_in_charge(acting: Acting, case: Case) -> bool:
    """Whether somebody may assign, suspend and correct a case: those in charge of it, and who supervises them."""
    return bool({"owner", "supervisor", "planner"} & capacities(acting, type_of(case.type), parties_of(case)))
