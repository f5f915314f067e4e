"""The pages about people and organisations, and one's own account."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lvheng.areas import actions, keys, people, queries
from lvheng.areas.acting import Acting
from lvheng.areas.forms import (
    AppointForm,
    NewPersonForm,
    OrganisationFilterForm,
    PeopleFilterForm,
    show_problems,
)
from lvheng.areas.models import Appointment, Organisation, Person
from lvheng.areas.permissions import allow, require
from lvheng.errors import InputProblem, Problems, Text


def _acting(request: HttpRequest) -> Acting:
    return request.acting  # type: ignore[attr-defined, no-any-return]


@require_GET
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody with an account."""
    require("people.view", _acting(request))
    form = PeopleFilterForm(request.GET)
    wanted = form.wanted(request.GET.get("sort", ""))
    page = people.people(_acting(request), wanted, request.GET.get("page"))
    may = {"manage": allow("people.manage", _acting(request))}
    return render(request, "areas/people.html", {"form": form, "page": page, "may": may})


@require_http_methods(["GET", "POST"])
@never_cache
def new_person(request: HttpRequest) -> HttpResponse:
    """Make an account; the answer shows its one-time password, once."""
    require("people.manage", _acting(request))
    form = NewPersonForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.create_person(_acting(request), **form.cleaned_data)
        except Problems as error:
            show_problems(form, error)
        else:
            return render(request, "areas/one_time_password.html", {"made": made, "is_new": True})
    return render(request, "areas/new_person.html", {"form": form}, status=400 if form.errors else 200)


@require_GET
def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One account with its appointments."""
    return _person_page(request, _person(request, pk), AppointForm())


def _person_page(request: HttpRequest, person: Person, form: AppointForm) -> HttpResponse:
    acting = _acting(request)
    may = {
        "manage": allow("people.manage", acting),
        "appoint": allow("people.appoint", acting),
        "read_log": allow("audit.view", acting),
    }
    context = {"person": person, "appointments": people.appointments(person), "form": form, "may": may}
    return render(request, "areas/person.html", context, status=400 if form.errors else 200)


@require_POST
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint a person to a role."""
    person, form = _person(request, pk), AppointForm(request.POST)
    if not form.is_valid():
        return _person_page(request, person, form)
    data = form.cleaned_data
    try:
        actions.appoint(_acting(request), person, data["organisation"], data["role"], data["from_date"])
    except Problems as error:
        show_problems(form, error)
        return _person_page(request, person, form)
    messages.success(request, _("已任命。"))
    return redirect("areas:person", pk)


@require_POST
def end_appointment(request: HttpRequest, pk: int, appointment: int) -> HttpResponse:
    """End one of a person's appointments."""
    person = _person(request, pk)
    mine = Appointment.objects.select_related("person", "organisation").filter(person=person)
    held = get_object_or_404(mine, pk=appointment)
    actions.end_appointment(_acting(request), held)
    messages.success(request, _("任职已结束。"))
    return redirect("areas:person", pk)


@require_POST
def set_active(request: HttpRequest, pk: int, active: bool) -> HttpResponse:
    """Close an account, or open it again."""
    person = _person(request, pk)
    (actions.reactivate if active else actions.deactivate)(_acting(request), person)
    messages.success(request, _("账号已恢复。") if active else _("账号已停用。"))
    return redirect("areas:person", pk)


@require_POST
@never_cache
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a new one-time password and show it, once."""
    made = actions.reset_password(_acting(request), _person(request, pk))
    return render(request, "areas/one_time_password.html", {"made": made, "is_new": False})


@require_POST
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove somebody's lost authenticators."""
    actions.reset_second_factor(_acting(request), _person(request, pk))
    messages.success(request, _("第二因素已重置，此人需要重新设置。"))
    return redirect("areas:person", pk)


@require_GET
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The organisations that the plan concerns."""
    require("areas.view", _acting(request))
    form = OrganisationFilterForm(request.GET)
    data = form.cleaned_data if form.is_valid() else {}
    found = people.organisations(data.get("text", ""), data.get("kind", ""), data.get("area", ""))
    page = Paginator(found, people.PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "areas/organisations.html", {"form": form, "page": page, "is_filtered": any(data.values())})


@require_GET
def organisation_page(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation with what belongs to it; who acts for it only for those who may see people."""
    require("areas.view", _acting(request))
    organisation = get_object_or_404(Organisation.objects.select_related("area", "parent"), code=code)
    context = {
        "organisation": organisation,
        "children": organisation.children.filter(closed_on__isnull=True),
        "in_office": people.in_office(_acting(request), organisation),
        "may_see_people": allow("people.view", _acting(request)),
    }
    return render(request, "areas/organisation.html", context)


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: who am I, what may I act as, how do I sign in."""
    person = _signed_in(request)
    context = {
        "appointments": people.appointments(person),
        "has_authenticator": bool(queries.authenticator_kinds(person)),
        "keys": keys.keys_of(_acting(request)),
        "today": timezone.localdate(),
    }
    return render(request, "areas/account.html", context)


@require_POST
def make_key(request: HttpRequest) -> HttpResponse:
    """Make a key for a program, and show it this once."""
    _signed_in(request)
    days = request.POST.get("days", "")
    made = keys.make_key(_acting(request), request.POST.get("name", ""), int(days) if days.isdecimal() else 0)
    return render(request, "areas/new_key.html", {"made": made})


@require_POST
def revoke_key(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own keys."""
    _signed_in(request)
    keys.revoke_key(_acting(request), pk)
    return redirect("areas:account")


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Change to another of one's own appointments."""
    person = _signed_in(request)
    chosen = request.POST.get("appointment", "")
    held = queries.open_appointments(person).filter(pk=chosen if chosen.isdecimal() else 0).first()
    if held is None:
        raise InputProblem("not_your_appointment", Text("您没有这个任职。", "you do not hold this appointment."))
    request.session[queries.ACTING_SESSION_KEY] = held.pk
    return redirect(_safe_next(request))


def _signed_in(request: HttpRequest) -> Person:
    require("account.manage", _acting(request))
    return cast(Person, request.user)


def _safe_next(request: HttpRequest) -> str:
    """The page that the form was on; never an address elsewhere."""
    target = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_safe else reverse("areas:account")


def _person(request: HttpRequest, pk: int) -> Person:
    try:
        return people.person(_acting(request), pk)
    except Person.DoesNotExist as error:
        raise Http404 from error
