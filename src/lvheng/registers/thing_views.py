"""One thing: what it is, what it was, and the forms that register, change and end it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lvheng.areas.acting import Acting
from lvheng.errors import Problem, Problems
from lvheng.packs.registers import RegisterKind
from lvheng.registers import actions, queries
from lvheng.registers.about import about
from lvheng.registers.access import fields_for, may_change, require_keeper, sees_everything, sees_personal
from lvheng.registers.catalogue import keeper_of, registers
from lvheng.registers.forms import EFFECTIVE_ON, REASON, SEEN, EndForm, ThingForm, initial_of
from lvheng.registers.models import State, Thing, ThingVersion
from lvheng.registers.pages import ActingRequest, open_kind, open_thing
from lvheng.registers.shown import Shown, names_for, show
from lvheng.registers.values import read_date

_READ_ONLY = ("GET", "HEAD")


@dataclass(frozen=True)
class Step:
    """One version with what it changed: before and after, field by field."""

    version: ThingVersion
    changes: list[tuple[Shown, Shown]]


@require_safe
def thing(request: ActingRequest, kind: str, thing_id: int) -> HttpResponse:
    """A thing as it is, or as it was on ``?as_of=`` by what was known on ``?known_on=``."""
    declared, found = open_thing(request, kind, thing_id)
    as_of, known_on = (read_date(request.GET.get(name, "")) for name in ("as_of", "known_on"))
    is_past = as_of is not None or known_on is not None
    version = queries.version_on(found, as_of or timezone.localdate(), known_on) if is_past else None
    values = found.values if not is_past else version.values if version else {}
    fields = fields_for(request.acting, declared)
    personal = sees_personal(request.acting, declared)
    context = {
        "kind": declared,
        "keeper": keeper_of(declared),
        "thing": found,
        "shown": show(registers(), fields, values, names_for(declared, [values]), personal),
        "is_past": is_past,
        "is_unknown": is_past and version is None,
        "as_of": as_of,
        "known_on": known_on,
        "version": version,
        "verdict": _verdict(declared, found, version, as_of),
        "related": [(each, _rows(request.acting, each)) for each in queries.referring(request.acting, found)],
        "sections": about(request.acting, found),
        "may_change": may_change(request.acting, declared, found.area_id),
    }
    if sees_everything(request.acting, declared):
        context["steps"] = _steps(declared, found, personal)
    return render(request, "registers/thing.html", context)


def _rows(acting: Acting, related: queries.Related) -> list[tuple[Thing, str]]:
    """The things that refer to a thing, each with what it is called: its name or number, else its values."""
    if related.is_named:
        return [(each, "") for each in related.first]
    fields = [each for each in fields_for(acting, related.kind) if each.column and each.code != related.field]
    names = names_for(related.kind, [each.values for each in related.first])
    shown = ((each, show(registers(), fields, each.values, names)) for each in related.first)
    return [(each, " · ".join(_with_unit(value) for value in values if value.words)) for each, values in shown]


def _with_unit(value: Shown) -> str:
    return f"{value.words} {value.field.unit}" if value.field.unit else value.words


def _verdict(kind: RegisterKind, found: Thing, version: ThingVersion | None, as_of: datetime.date | None) -> Any:
    if version is None:
        return queries.verdict(found, as_of)
    return queries.verdict_of(kind, version, as_of or timezone.localdate())


def _steps(kind: RegisterKind, found: Thing, personal: bool) -> list[Step]:
    """The versions, the one recorded last first, each beside the one recorded before it."""
    versions = queries.history(found)
    names = names_for(kind, [version.values for version in versions])
    steps = []
    for version, earlier in pairwise([*versions, None]):
        if version is None:
            continue
        before = earlier.values if earlier else {}
        fields = [each for each in kind.fields if earlier and before.get(each.code) != version.values.get(each.code)]
        old, new = (show(registers(), fields, each, names, personal) for each in (before, version.values))
        steps.append(Step(version, list(zip(old, new, strict=True))))
    return steps


@require_http_methods(["GET", "POST"])
def new(request: ActingRequest, kind: str) -> HttpResponse:
    """Register a thing."""
    declared = open_kind(request, kind)
    require_keeper(request.acting, declared)
    form = ThingForm(declared, request.POST if request.method == "POST" else None, initial=_own_area(request, declared))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.register(request.acting, declared.code, form.written())
        except (Problem, Problems) as problem:
            form.show_problems(problem)
        else:
            messages.success(request, _("已登记。"))
            return redirect("registers:thing", declared.code, made.pk)
    return _form_page(request, declared, form)


def _own_area(request: ActingRequest, kind: RegisterKind) -> dict[str, Any]:
    """A county's officers register what lies in their county."""
    organisation = request.acting.organisation
    is_county = organisation is not None and not organisation.area_id.endswith("00")
    return {kind.area: organisation.area_id} if kind.area and organisation and is_county else {}


@require_http_methods(["GET", "POST"])
def change(request: ActingRequest, kind: str, thing_id: int) -> HttpResponse:
    """Change a thing from a day on, with the reason."""
    declared, found = open_thing(request, kind, thing_id)
    require_keeper(request.acting, declared)
    initial = initial_of(declared, found.values) | {SEEN: found.versions_count}
    form = ThingForm(declared, request.POST if request.method == "POST" else None, initial=initial, is_change=True)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.change(
                request.acting, thing_id, form.written(), data[REASON], data[EFFECTIVE_ON], seen_versions=data[SEEN]
            )
        except (Problem, Problems) as problem:
            form.show_problems(problem)
        else:
            messages.success(request, _("已变更，原来的内容保留在历史中。"))
            return redirect("registers:thing", declared.code, thing_id)
    return _form_page(request, declared, form, found)


def _form_page(request: ActingRequest, kind: RegisterKind, form: ThingForm, found: Thing | None = None) -> HttpResponse:
    context = {
        "kind": kind,
        "form": form,
        "thing": found,
        "fields": [(each, form[each.code]) for each in kind.fields],
        "lists": [each.code for each in kind.fields if each.to],
    }
    return render(request, "registers/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def end(request: ActingRequest, kind: str, thing_id: int) -> HttpResponse:
    """Take a thing off the register, or put it back."""
    declared, found = open_thing(request, kind, thing_id)
    require_keeper(request.acting, declared)
    is_active = found.state == State.ACTIVE
    form = EndForm(request.POST if request.method == "POST" else None, is_active=is_active)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if is_active:
                how = data["how"] == "revoke"
                actions.end(request.acting, thing_id, data["reason"], data["effective_on"], revoke=how)
            else:
                actions.reinstate(request.acting, thing_id, data["reason"], data["effective_on"])
        except Problems as problems:
            for each in problems.problems:
                form.add_error(each.where if each.where in form.fields else None, _in_words(each))
        else:
            messages.success(request, _("已办理，历史保留。"))
            return redirect("registers:thing", declared.code, thing_id)
    context = {"kind": declared, "thing": found, "form": form, "is_active": is_active}
    return render(request, "registers/end.html", context, status=422 if form.errors else 200)


def _in_words(problem: Problem) -> str:
    from django.utils.translation import get_language

    language = get_language() or ""
    to_do = problem.to_do.in_language(language) if problem.to_do else ""
    return " ".join(filter(None, (problem.what.in_language(language), to_do)))
