"""The list of registers, and the list of things of one kind: as a table, on a map, as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import require
from lvheng.packs.registers import Option, RegisterField, RegisterKind
from lvheng.registers import listing as lists
from lvheng.registers import queries
from lvheng.registers.access import MAY_SEE, fields_for, may_change, sees_personal
from lvheng.registers.catalogue import area_code, keeper_of, registers
from lvheng.registers.drawing import point_map
from lvheng.registers.exporting import CONTENT_TYPES, export_file
from lvheng.registers.lookups import area_choices
from lvheng.registers.models import Thing
from lvheng.registers.pages import ActingRequest, open_kind
from lvheng.registers.paging import part_of, read_page
from lvheng.registers.searching import words_of
from lvheng.registers.shown import Shown, names_for, show

MAX_EXPORT = 100_000
MAX_CHOICES = 10


@require_safe
def index(request: ActingRequest) -> HttpResponse:
    """The kinds of things that somebody may see, with how many there are."""
    require(MAY_SEE, request.acting)
    groups = queries.overview(request.acting)
    total = sum(row.count for _, rows in groups for row in rows)
    return render(request, "registers/index.html", {"groups": groups, "total": total})


@require_safe
def listing(request: ActingRequest, kind: str) -> HttpResponse:
    """The things of one kind, narrowed, sorted and with the columns as asked."""
    declared = open_kind(request, kind)
    fields = fields_for(request.acting, declared)
    asked = lists.read_request(request.GET, declared, fields)
    found = lists.narrowed(declared, asked)
    has_map = declared.location in {field.code for field in fields}
    context: dict[str, Any] = {
        "kind": declared,
        "keeper": keeper_of(declared),
        "asked": asked,
        "filters": [(each, _options(each)) for each in asked.filters if _is_offered(declared, each)],
        "fields": [field for field in fields if field.code not in _shown_anyway(declared)],
        "has_map": has_map,
        "may_change": may_change(request.acting, declared),
        "is_map": has_map and request.GET.get("view") == "map",
    }
    if context["is_map"]:
        context["map"] = point_map(found, area_code())
    else:
        context["page"] = part_of(found, declared, asked, read_page(request.GET))
        context["columns"] = [field for field in fields if field.code in asked.columns]
        context["rows"] = _rows(request, declared, context["columns"], context["page"].things)
    return render(request, "registers/list.html", context)


def _shown_anyway(kind: RegisterKind) -> tuple[str, ...]:
    """The fields that the first column shows."""
    return (kind.title_field,)


def _is_offered(kind: RegisterKind, each: lists.Filter) -> bool:
    """The filters that the toolbar offers; others work by address, and are then shown so that they can be removed."""
    return each.is_set or (each.field.column and each.kind != "reference")


def _options(each: lists.Filter) -> Sequence[tuple[str, str] | tuple[int, str] | Option]:
    if each.kind == "choice":
        return list(registers().options(each.field))
    if each.kind == "area":
        return area_choices()
    if each.kind == "reference" and each.value.isascii() and each.value.isdigit():
        return list(Thing.objects.filter(pk=each.value).values_list("pk", "title"))
    return []


def _rows(
    request: ActingRequest, kind: RegisterKind, columns: list[RegisterField], things: list[Thing]
) -> list[tuple[Thing, Any, list[Shown]]]:
    names = names_for(kind, [thing.values for thing in things])
    personal = sees_personal(request.acting, kind)
    return [
        (thing, queries.verdict(thing), show(registers(), columns, thing.values, names, personal)) for thing in things
    ]


@require_safe
def choices(request: ActingRequest, kind: str) -> HttpResponse:
    """The first things whose words begin to match, for a field that refers to one."""
    declared = open_kind(request, kind)
    asked = next(iter(request.GET.values()), "")
    words = words_of(str(asked))
    active = queries.of_kind(declared.code)
    found = lists.with_words(active, words).order_by("title")[:MAX_CHOICES] if words else []
    return render(request, "registers/_choices.html", {"things": found})


@require_safe
def export(request: ActingRequest, kind: str, format: str) -> HttpResponse:
    """The list as a file, narrowed and sorted as on its page, with all fields that the reader may see."""
    declared = open_kind(request, kind)
    if format not in CONTENT_TYPES:
        raise Http404(format)
    fields = fields_for(request.acting, declared)
    asked = lists.read_request(request.GET, declared, fields)
    things = list(lists.things(declared, asked)[:MAX_EXPORT])
    personal = sees_personal(request.acting, declared)
    response = HttpResponse(export_file(format, declared, fields, things, personal), CONTENT_TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{declared.code}.{format}"'
    return response
