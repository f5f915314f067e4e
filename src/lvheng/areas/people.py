"""Reading about people and organisations for the pages that manage them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.language import in_reader_language
from lvheng.areas.models import Appointment, Organisation, Person
from lvheng.areas.permissions import allow, require
from lvheng.areas.queries import in_force

PAGE_SIZE = 50
_SORTS = {"name": "full_name", "username": "username", "last_login": "last_login"}


@dataclass(frozen=True)
class PeopleFilter:
    """What to look for among people; ``state`` is "active", "closed" or "" for both."""

    text: str = ""
    role: str = ""
    organisation: Organisation | None = None
    state: str = ""
    sort: str = "name"


def people(acting: Acting, wanted: PeopleFilter, page: str | int | None = None) -> Page[Any]:
    """A page of accounts with ``open_appointments`` and ``has_second_factor``; raises NotAllowed."""
    require("people.view", acting)
    today = in_force(timezone.localdate())
    current = Appointment.objects.filter(today).select_related("organisation")
    found = (
        Person.objects.filter(*_conditions(wanted))
        .annotate(has_second_factor=Exists(_authenticators()))
        .prefetch_related(Prefetch("appointments", current, to_attr="open_appointments"))
        .order_by(*_order(wanted.sort))
    )
    return Paginator(found, PAGE_SIZE).get_page(page)


def person(acting: Acting, pk: int) -> Person:
    """One account with ``has_second_factor``; raises NotAllowed or Person.DoesNotExist."""
    require("people.view", acting)
    return Person.objects.annotate(has_second_factor=Exists(_authenticators())).get(pk=pk)


def appointments(of: Person) -> QuerySet[Appointment]:
    """All appointments of a person, those in force first, then the latest."""
    return of.appointments.select_related("organisation").order_by("-until_date", "-from_date", "-pk")


def organisations(text: str = "", kind: str = "", area_code: str = "") -> QuerySet[Organisation]:
    """The open organisations, by area and kind."""
    found = Organisation.objects.filter(closed_on__isnull=True).select_related("area", "parent")
    if text:
        found = found.filter(
            Q(name__icontains=text)
            | Q(short_name__icontains=text)
            | Q(name_en__icontains=text)
            | Q(aliases__icontains=text)
        )
    if kind:
        found = found.filter(kind=kind)
    return found.filter(area_id=area_code) if area_code else found


def in_office(acting: Acting, organisation: Organisation) -> QuerySet[Appointment]:
    """Who acts for an organisation today; nobody is shown to those who may not see people."""
    found = organisation.appointments.filter(in_force(timezone.localdate())).select_related("person")
    return found.order_by("role", "person__full_name") if allow("people.view", acting) else found.none()


def areas_with_organisations() -> list[tuple[str, str, int]]:
    """(code, name in the reader's language, number of organisations) of every area that has some, in order of codes."""
    rows = Organisation.objects.filter(closed_on__isnull=True).values_list("area_id", "area__name", "area__name_en")
    counted = rows.annotate(count=Count("pk")).order_by("area_id")
    return [(code, in_reader_language(name, english), count) for code, name, english, count in counted]


def _authenticators() -> QuerySet[Authenticator]:
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=kinds)
    return found


def _conditions(wanted: PeopleFilter) -> list[Q]:
    conditions = []
    if wanted.text:
        conditions.append(Q(full_name__icontains=wanted.text) | Q(username__icontains=wanted.text))
    if wanted.state:
        conditions.append(Q(is_active=wanted.state == "active"))
    if wanted.role or wanted.organisation:
        held = Appointment.objects.filter(in_force(timezone.localdate()), person=OuterRef("pk"))
        held = held.filter(role=wanted.role) if wanted.role else held
        held = held.filter(organisation=wanted.organisation) if wanted.organisation else held
        conditions.append(Q(Exists(held)))
    return conditions


def _order(sort: str) -> list[Any]:
    """Whoever never signed in comes last both ways."""
    column = F(_SORTS.get(sort.removeprefix("-"), "full_name"))
    return [column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True), "pk"]
