"""Admission by zone: where a project lies, which units it touches, and what the rule makes of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lvheng.areas.permissions import allow, require
from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.registers import import_actions
from lvheng.registers import queries as register_queries
from lvheng.registers.access import MAY_CHANGE, MAY_SEE
from lvheng.registers.catalogue import kind_of, registers
from lvheng.rules import queries
from lvheng.rules.pages import ActingRequest
from lvheng.rules.zoning import Found, Unit, place_of, table_of, touched

UNITS, RULE = "control_unit", "zoning_admission"
LIMIT_BYTES = 20 * 2**20
DIMENSIONS = ("spatial_rules", "emission_rules", "risk_rules", "efficiency_rules")


@require_http_methods(["GET", "POST"])
def zoning(request: ActingRequest) -> HttpResponse:
    """Say a place, see its units; whoever keeps them hands in their file."""
    kind = kind_of(UNITS)
    require(MAY_SEE, request.acting, kind)
    told: list[Problem] = []
    if request.method == "POST":
        try:
            return redirect("registers:import_page", _hand_in(request).pk)
        except Problems as error:
            told = list(error.problems)
    context = _context(request)
    if request.GET.get("format") == "json":
        return _json(context)
    may_import = allow(MAY_CHANGE, request.acting, kind)
    page = {**context, "told": told, "may_import": may_import, "limit": LIMIT_BYTES // 2**20, "kind": kind}
    return render(request, "rules/zoning.html", page, status=422 if told or context["problem"] else 200)


def _hand_in(request: ActingRequest) -> Any:
    file = request.FILES.get("file")
    if file is None or not file.size or file.size > LIMIT_BYTES:
        what = Text("没有文件，或文件太大。", "There is no file, or it is too large.")
        limit = LIMIT_BYTES // 2**20
        to_do = Text(f"选一个不超过 {limit} MB 的 GeoJSON 文件。", f"Choose a GeoJSON file of up to {limit} MB.")
        raise Problems([InputProblem("no_file", what, "file", to_do)])
    name = f"{(file.name or 'units').rpartition('.')[0] or 'units'}.csv"
    return import_actions.hand_in(request.acting, UNITS, table_of(file.read()), name)


def _context(request: ActingRequest) -> dict[str, Any]:
    written = request.GET.get("place", "").strip()
    things = {thing.pk: thing for thing in register_queries.of_kind(UNITS, timezone.localdate())}
    context: dict[str, Any] = {"place": written, "units": len(things), "found": None, "problem": None}
    if not written:
        return context
    try:
        found = touched(place_of(written), _units(things))
    except InputProblem as problem:
        return {**context, "problem": problem}
    fields = registers().kinds[UNITS].by_code
    rows = [
        (each, things[each.key], _zone(each.zone), _rules(fields, things[each.key].values)) for each in found.touched
    ]
    return {**context, "found": found, "rows": rows, "zone": _zone(found.zone), "facts": _facts(found)}


def _units(things: dict[int, Any]) -> list[Unit]:
    return [
        Unit(pk, thing.values["class"], bool(thing.values.get("red_line")), thing.values["boundary"])
        for pk, thing in things.items()
        if thing.values.get("boundary")
    ]


def _rules(fields: Any, values: dict[str, Any]) -> list[tuple[Text, str]]:
    return [(fields[code].title, values[code]) for code in DIMENSIONS if values.get(code)]


def _zone(code: str | None) -> Text | None:
    item = queries.rule_of(RULE).item
    choice = next(each for each in item.all_inputs if each.code == "zone").choice(code or "")
    return choice.title if choice else None


def _facts(found: Found) -> str:
    return urlencode({"zone": found.zone or "", "red_line": "yes" if found.red_line else "no"})


def _json(context: dict[str, Any]) -> JsonResponse:
    if context["problem"] is not None:
        return JsonResponse(
            {"problem": {"zh": context["problem"].what.zh, "en": context["problem"].what.en}}, status=422
        )
    found = context["found"]
    units = [
        {
            "unit": thing.identifier,
            "name": thing.title,
            "zone": each.zone,
            "red_line": each.red_line,
            "share": each.share,
            "simulated": thing.simulated,
        }
        for each, thing, _title, _rules in context.get("rows", [])
    ]
    return JsonResponse(
        {"zone": found.zone if found else None, "red_line": found.red_line if found else None, "units": units},
        json_dumps_params={"ensure_ascii": False},
    )
