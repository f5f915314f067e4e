"""What types of cases there are, and how each runs: told from their declarations."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import allow, require
from lvheng.cases.access import MAY_WORK
from lvheng.cases.catalogue import types
from lvheng.cases.pages import ActingRequest
from lvheng.cases.terms import clock_term, statute
from lvheng.cases.type_sheets import deadline_words, start_words
from lvheng.packs.case_model import CAPACITIES, GROUPS


@require_safe
def types_page(request: ActingRequest) -> HttpResponse:
    """All types, by group."""
    require("plan.read", request.acting)
    kinds = types().values()
    groups = [(title, [kind for kind in kinds if kind.group == code]) for code, title in GROUPS.items()]
    context = {"groups": [each for each in groups if each[1]], "works": allow(MAY_WORK, request.acting)}
    return render(request, "cases/types.html", context)


@require_safe
def type_page(request: ActingRequest, code: str) -> HttpResponse:
    """One type: its states, steps, terms with their law, and what is published."""
    require("plan.read", request.acting)
    kind = types().get(code)
    if kind is None:
        raise Http404(code)
    context = {
        "kind": kind,
        "works": allow(MAY_WORK, request.acting),
        "steps": [
            (step, [kind.state_of[each] for each in step.from_states], kind.state_of.get(step.to or ""),
             [CAPACITIES[each] for each in step.by], [kind.field_of[each] for each in step.needs])
            for step in kind.steps
        ],
        "deadlines": [
            (rule, deadline_words(clock_term(rule), start_words(kind, rule)), statute(rule.law))
            for rule in kind.deadlines
        ],
    }  # fmt: skip
    return render(request, "cases/type.html", context)
