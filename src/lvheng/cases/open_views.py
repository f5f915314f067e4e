"""Opening a case by hand, and handing one's work to a colleague."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lvheng.areas.permissions import require
from lvheng.areas.queries import holders
from lvheng.cases import actions
from lvheng.cases.access import MAY_WORK
from lvheng.cases.catalogue import types
from lvheng.cases.forms import WORDS, DelegationForm, OpenForm
from lvheng.cases.models import Delegation
from lvheng.cases.pages import ActingRequest, show_problems
from lvheng.cases.writing import WORKING
from lvheng.errors import NotAllowed, Problem, Problems


@require_http_methods(["GET", "POST"])
def new(request: ActingRequest, code: str) -> HttpResponse:
    """Open a case of a type."""
    require(MAY_WORK, request.acting)
    kind = types().get(code)
    if kind is None:
        raise Http404(code)
    form = OpenForm(kind, request.POST if request.method == "POST" else None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.open_case(
                request.acting, code, title=data["title"], area=data["area"], owner=data.get("owner", ""),
                supervisor=data.get("supervisor", ""), written=form.written(), words=data[WORDS],
            )  # fmt: skip
        except NotAllowed:
            raise
        except (Problem, Problems) as problem:
            show_problems(form, problem)
        else:
            messages.success(request, _("已立项：%(number)s。") % {"number": made.number})
            return redirect("cases:case", made.pk)
    context = {"kind": kind, "form": form, "fields": [form[name] for name in form.fields]}
    return render(request, "cases/new.html", context, status=422 if form.errors else 200)


def _initial(request: ActingRequest) -> dict[str, str]:
    organisation = request.acting.organisation
    return {"area": organisation.area_id, "owner": organisation.code} if organisation else {}


@require_http_methods(["GET", "POST"])
def delegations(request: ActingRequest) -> HttpResponse:
    """Who does one's work while one is away."""
    require(MAY_WORK, request.acting)
    person, organisation = request.acting.person, request.acting.organisation
    staff = holders([organisation.pk], WORKING) if organisation else []
    colleagues = sorted({(each.person_id, str(each.person)) for each in staff if each.person != person})
    form = DelegationForm(colleagues, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.delegate(request.acting, int(data["to"]), data["from_date"], data["until_date"], data["reason"])
        except NotAllowed:
            raise
        except (Problem, Problems) as problem:
            show_problems(form, problem)
        else:
            messages.success(request, _("已委托。"))
            return redirect("cases:delegations")
    rows = Delegation.objects.filter(person=person).select_related("to")[:100]
    for_me = Delegation.objects.filter(to=person, ended_at__isnull=True).select_related("person")[:100]
    context = {"form": form, "rows": rows, "for_me": for_me, "colleagues": colleagues}
    return render(request, "cases/delegations.html", context, status=422 if form.errors else 200)


@require_POST
def end_delegation(request: ActingRequest, delegation_id: int) -> HttpResponse:
    """Take one's work back."""
    actions.end_delegation(request.acting, delegation_id)
    messages.success(request, _("委托已收回。"))
    return redirect("cases:delegations")
