"""What others read about areas, organisations and people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from lvheng.areas.acting import ANONYMOUS, Acting
from lvheng.areas.mapping import Drawing, draw
from lvheng.areas.models import Appointment, Area, Organisation, Person

ACTING_SESSION_KEY = "acting_appointment"


def acting(request: HttpRequest) -> Acting:
    """The capacity chosen in the session, else the first open appointment, else a citizen or an anonymous reader."""
    person = request.user
    if not isinstance(person, Person):
        return ANONYMOUS
    used = any(record.get("method") == "mfa" for record in get_authentication_records(request, person))
    # One that was reset meanwhile, because it was lost or stolen, counts no longer.
    second_factor = used and bool(authenticator_kinds(person))
    chosen = request.session.get(ACTING_SESSION_KEY)
    appointments = list(open_appointments(person))
    appointment = next((each for each in appointments if each.pk == chosen), appointments[0] if appointments else None)
    others = tuple(each for each in appointments if each is not appointment)
    return replace(acting_as(person, appointment, second_factor), others=others)


def acting_as(person: Person, appointment: Appointment | None, has_second_factor: bool = False) -> Acting:
    """A person in one of their appointments; as a citizen without one."""
    if appointment is None:
        return Acting(person=person, role="citizen", has_second_factor=has_second_factor)
    return Acting(person, appointment.organisation, appointment.role, appointment, has_second_factor)


def open_appointments(person: Person, day: date | None = None) -> QuerySet[Appointment]:
    """The appointments in force on ``day`` (today), oldest first, with their organisations."""
    return person.appointments.filter(in_force(day or timezone.localdate())).select_related("organisation")


def in_force(day: date) -> Q:
    """The condition that an appointment holds on ``day``."""
    return Q(from_date__lte=day) & (Q(until_date__isnull=True) | Q(until_date__gt=day))


def authenticator_kinds(person: Any) -> set[str]:
    """The kinds of second factor that the person has set up: "totp", "webauthn" (recovery codes alone do not count)."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return set(Authenticator.objects.filter(user_id=person.pk, type__in=kinds).values_list("type", flat=True))


def demo_accounts_exist() -> bool:
    """Whether anybody could sign in with a published demo password."""
    return Person.objects.filter(is_demo=True, is_active=True).exists()


def area(code: str) -> Area:
    """One area by its GB/T 2260 code; raises Area.DoesNotExist."""
    return Area.objects.select_related("parent").get(code=code)


def children(parent: Area) -> QuerySet[Area]:
    """The areas directly below ``parent`` in order of their codes."""
    return Area.objects.filter(parent=parent)


def areas() -> QuerySet[Area]:
    """All areas in order of their codes, without their boundaries."""
    return Area.objects.defer("boundary")


def open_organisations(area: Area) -> QuerySet[Organisation]:
    """The organisations of ``area`` and of the areas directly below it that have not been closed."""
    return Organisation.objects.filter(closed_on__isnull=True).filter(Q(area=area) | Q(area__parent=area))


def open_organisation(code: str) -> Organisation | None:
    """The organisation of that code; None where there is none, or it has been closed."""
    return Organisation.objects.filter(code=code, closed_on__isnull=True).first()


def organisations_by_code(codes: Iterable[str] | None = None) -> dict[str, Organisation]:
    """The organisations of these codes, closed ones included; unknown codes are left out. None asks for all."""
    found = Organisation.objects.all() if codes is None else Organisation.objects.filter(code__in=list(codes))
    return {each.code: each for each in found}


def organisation_kinds() -> list[tuple[str, str]]:
    """The kinds of organisations with their names in the reader's language."""
    return [(value, str(label)) for value, label in Organisation.Kind.choices]


def search_organisations(words: Iterable[str]) -> QuerySet[Organisation]:
    """Open organisations each of whose ``words`` stands in one of their names, with their areas."""
    found = Organisation.objects.filter(closed_on__isnull=True)
    for word in words:
        names = ("name", "short_name", "name_en", "aliases")
        found = found.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in names)))
    return found.select_related("area").defer("area__boundary")


def organisations_by_name(names: Iterable[str], area: Area | None) -> dict[str, Organisation | None]:
    """Find open organisations by full name, short name or alias; in ``area`` and below, nearest first.

    ``area`` None searches everywhere. Unknown names give None, and so does a name that several organisations of the
    same area bear.
    """
    candidates: dict[str, list[Organisation]] = {}
    for organisation in _organisations_within(area):
        for name in {organisation.name, organisation.short_name, *organisation.aliases} - {""}:
            candidates.setdefault(name, []).append(organisation)
    return {name: _nearest(candidates.get(name, []), area) for name in names}


def _organisations_within(area: Area | None) -> QuerySet[Organisation]:
    found = Organisation.objects.filter(closed_on__isnull=True)
    return found if area is None else found.filter(Q(area=area) | Q(area__parent=area) | Q(area__parent__parent=area))


def _nearest(candidates: list[Organisation], area: Area | None) -> Organisation | None:
    own = [each for each in candidates if area is not None and each.area_id == area.code]
    best = own or candidates
    return best[0] if len(best) == 1 else None


def map_of(parent: Area) -> Drawing | None:
    """A drawing of the areas directly below ``parent``, of itself where there are none; None without boundaries."""
    shapes = {each.code: each.boundary for each in children(parent) if each.boundary is not None}
    if not shapes and parent.boundary is not None:
        shapes = {parent.code: parent.boundary}
    return draw(shapes) if shapes else None


def acting_of(person: Person) -> Acting:
    """The capacity that a person acts in first, where no session has chosen one."""
    return acting_as(person, open_appointments(person).first())


def person_by_username(username: str) -> Person | None:
    """The account with this user name in any case, as sign-in looks it up."""
    return Person.objects.filter(username__iexact=username).first()


def organisations_of_type(types: Iterable[str]) -> QuerySet[Organisation]:
    """The open organisations of these department types, by area and code."""
    return Organisation.objects.filter(closed_on__isnull=True, type__in=list(types)).order_by("area_id", "code")


def governments_of(area_codes: Iterable[str]) -> dict[str, Organisation]:
    """The government of each of these areas, by the area's code; areas without one are left out."""
    kinds = (Organisation.Kind.GOVERNMENT, Organisation.Kind.COUNTY_GOVERNMENT)
    found = Organisation.objects.filter(closed_on__isnull=True, kind__in=kinds, area_id__in=list(area_codes))
    return {each.area_id: each for each in found.order_by("-code")}


def holders(organisation_ids: Iterable[int], roles: Iterable[str]) -> QuerySet[Appointment]:
    """Open appointments of active people to these roles in these organisations, with the people."""
    open_today = Appointment.objects.filter(in_force(timezone.localdate()), person__is_active=True)
    return open_today.filter(organisation_id__in=set(organisation_ids), role__in=list(roles)).select_related("person")
