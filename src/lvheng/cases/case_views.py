"""The page of one case."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvheng.cases.access import is_in_charge, other_appointments, steps_open_to, works_on
from lvheng.cases.catalogue import type_of
from lvheng.cases.forms import AssignForm, StepForm
from lvheng.cases.models import Case
from lvheng.cases.pages import ActingRequest, beside, open_case_page
from lvheng.cases.sheets import row_of, states_of, terms_of, timeline_of
from lvheng.cases.showing import of_number, shown_data


@require_safe
def case(request: ActingRequest, case_id: int) -> HttpResponse:
    """Where a case stands, what can be done with it, its terms with their derivation, and its timeline."""
    found = open_case_page(request, case_id)
    return render(request, "cases/case.html", context_of(request, found))


def context_of(request: ActingRequest, found: Case, tried: StepForm | None = None) -> dict[str, Any]:
    """Everything that the page shows; ``tried`` is a form that was refused."""
    kind, today = type_of(found.type), timezone.localdate()
    forms = [
        tried if tried is not None and tried.step == step else StepForm(found, kind, step)
        for step in steps_open_to(request.acting, found)
        if not step.through
    ]
    in_charge, works = is_in_charge(request.acting, found), works_on(request.acting, found)
    return {
        "case": found,
        "kind": kind,
        "row": row_of(found, today),
        "states": states_of(found, kind),
        "forms": forms,
        "switch_to": [] if forms else other_appointments(request.acting, found),
        "tried": tried,
        "terms": terms_of(found, kind, today),
        "timeline": timeline_of(found, kind),
        "shown": [each for each in shown_data(kind, found.data, personal=works) if each.words],
        "works": works,
        "in_charge": in_charge,
        "assign_form": AssignForm(found) if in_charge and found.is_open else None,
        "about": about(found),
        "documents": [code for form in forms for code in form.step.documents],
        "beside": [each for each in (add(request, found) for add in beside) if each],
    }


def about(found: Case) -> dict[str, Any] | None:
    """What a case is about: another case, a registered thing, an indicator, a task of the plan."""
    what, _, number = found.subject.partition(":")
    if what == "case" and number.isdigit():
        other = Case.objects.filter(pk=number).values("pk", "number", "title").first()
        return {"what": what, "case": other} if other else None
    if what == "thing" and number.isdigit():
        thing = of_number(int(number))
        return {"what": what, "thing": thing} if thing else None
    return {"what": what, "code": number} if what in ("indicator", "report") else None
