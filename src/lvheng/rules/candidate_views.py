"""For whom in a county something follows from a rule: the list of candidates, to look through and to take away."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvheng.areas import boundaries
from lvheng.areas.permissions import allow, require
from lvheng.errors import Problems, Text
from lvheng.indicators.wording import area_name
from lvheng.packs.registers import RegisterKind
from lvheng.packs.rule_model import RuleOutput
from lvheng.plan.exports import Cell, Column, Table, to_csv, to_xlsx
from lvheng.registers import queries as register_queries
from lvheng.registers.access import MAY_SEE
from lvheng.registers.catalogue import registers
from lvheng.rules import queries
from lvheng.rules.applying import counted
from lvheng.rules.book import Rule
from lvheng.rules.calculator import Calculator, Field, Typed
from lvheng.rules.candidates import Candidate, candidates, leading_output
from lvheng.rules.deadlines import due
from lvheng.rules.duties import facts_of
from lvheng.rules.outcome import value_shown
from lvheng.rules.pages import ActingRequest, language, one_page
from lvheng.rules.register_facts import records_of
from lvheng.rules.values import day_of, read_values

MOST_THINGS = 100_000
STATES = {
    "follows": Text("适用", "Applies"),
    "unknown": Text("还不知道", "Not known yet"),
    "not": Text("不适用", "Does not apply"),
}
_TYPES = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
}


@dataclass(frozen=True)
class Listed:
    """One thing of the list with what the rule says of it."""

    thing: dict[str, Any]
    county: str
    state: str
    found: Candidate
    cells: tuple[tuple[RuleOutput, Text], ...]


@dataclass(frozen=True)
class _Asked:
    """What the reader wants listed."""

    rule: Rule
    kind: RegisterKind
    output: RuleOutput
    area: str
    state: str
    fixed: dict[str, str]


@require_safe
def listing(request: ActingRequest) -> HttpResponse:
    """Choose a rule; then everything of its register for which something follows, by county."""
    rules = _rules(request)
    asked = _asked(request, rules)
    context: dict[str, Any] = {"rules": [(rule, kind) for rule, kind in rules], "asked": asked}
    if asked is None:
        return render(request, "rules/candidates.html", context)
    try:
        rows = _rows(request, asked)
        context["problems"] = []
    except Problems as error:
        rows, context["problems"] = [], list(error.problems)
    wanted = [row for row in rows if asked.state in ("", row.state) and asked.area in ("", row.thing["area"])]
    export = request.GET.get("format", "")
    if export in _TYPES:
        return _export(export, asked, wanted)
    return render(request, "rules/candidates.html", context | _context(request, asked, rows, wanted))


def _rules(request: ActingRequest) -> list[tuple[Rule, RegisterKind]]:
    """The rules that can be decided for a whole register, with that register."""
    found = []
    for rule in queries.usable(request.acting):
        kind = _register_of(rule)
        if kind is not None and allow(MAY_SEE, request.acting, kind):
            found.append((rule, kind))
    return sorted(found, key=lambda pair: (pair[0].item.group, pair[0].code))


def _register_of(rule: Rule) -> RegisterKind | None:
    """The register whose things a rule is listed for: its own kind, else the one that its facts come from."""
    kinds = registers().kinds
    of = [each.of for each in rule.item.all_inputs if each.of and each.via is None]
    own = rule.item.of if rule.item.of in kinds and _has_facts(rule, kinds[rule.item.of]) else None
    code = own or next((each for each in of if each in kinds), None)
    return kinds.get(code or "")


def _has_facts(rule: Rule, kind: RegisterKind) -> bool:
    return any(
        (each.of or kind.code) == kind.code and (each.field or each.code) in kind.by_code
        for each in rule.item.all_inputs
    )


def _asked(request: ActingRequest, rules: Sequence[tuple[Rule, RegisterKind]]) -> _Asked | None:
    code = request.GET.get("rule", "")
    if not code:
        return None
    pair = next((each for each in rules if each[0].code == code), None)
    if pair is None:
        raise Http404(code)
    rule, kind = pair
    require(MAY_SEE, request.acting, kind)
    outputs = {each.code: each for each in rule.item.all_outputs}
    output = outputs.get(request.GET.get("result", ""), leading_output(rule))
    state = request.GET.get("state", "follows")
    inputs = {each.code for each in rule.item.all_inputs}
    fixed = {name: value.strip() for name, value in request.GET.dict().items() if name in inputs and value.strip()}
    area = request.GET.get("area", "")
    return _Asked(rule, kind, output, area if area in dict(_areas()) else "", state if state in STATES else "", fixed)


def _areas() -> list[tuple[str, str]]:
    return [(each.code, area_name(each.code)) for each in boundaries.children(queries.own_area())]


def _rows(request: ActingRequest, asked: _Asked) -> list[Listed]:
    """Every thing of the register with what follows for it. Errors: Problems for what was typed."""
    columns = ("pk", "title", "identifier", "area", "simulated", "values")
    registered = register_queries.of_kind(asked.kind.code).order_by("title", "pk").values(*columns)
    things = {row["pk"]: row for row in registered[:MOST_THINGS]}
    known = [(pk, row["values"]) for pk, row in things.items()]
    records = records_of(request.acting, asked.kind, known, [asked.rule.item])
    facts = {pk: list(facts_of(asked.rule.item, each)) for pk, each in records.items()}
    period = asked.rule.period(timezone.localdate())
    names = dict(_areas())
    return [
        Listed(
            things[each.thing],
            names.get(things[each.thing]["area"] or "", ""),
            each.state(asked.output),
            each,
            tuple((one, value_shown(one, each.values[one.code])) for one in asked.rule.item.all_outputs),
        )
        for each in candidates(asked.rule, facts, period, asked.fixed, language())
    ]


def _context(request: ActingRequest, asked: _Asked, rows: Sequence[Listed], wanted: Sequence[Listed]) -> dict[str, Any]:
    query = request.GET.copy()
    for name in ("page", "format"):
        query.pop(name, None)
    return {
        "page": one_page(request, wanted),
        "outputs": asked.rule.item.all_outputs,
        "counties": [
            (code, name, _counts(row for row in rows if row.thing["area"] == code)) for code, name in _areas()
        ],
        "totals": _counts(rows),
        "has_any": bool(rows),
        "areas": _areas(),
        "states": STATES,
        "fields": _fields(asked),
        "deadlines": _deadlines(asked),
        "today": timezone.localdate(),
        "address": query.urlencode(),
    }


def _counts(rows: Any) -> list[tuple[str, Text, int]]:
    """Each conclusion with its words and how many there are."""
    states = [row.state for row in rows]
    return [(state, words, states.count(state)) for state, words in STATES.items()]


def _fields(asked: _Asked) -> list[Field]:
    """What no register says and one may say for all: the day of the list, a limit."""
    calculator = Calculator(asked.rule, Typed.of(asked.rule, asked.fixed), timezone.localdate(), "")
    kind, inputs = asked.kind, asked.rule.item.all_inputs
    asked_for = {each.code for each in inputs if not each.of and (each.field or each.code) not in kind.by_code}
    return [field for group in calculator.groups for field in group.fields if field.name in asked_for]


def _deadlines(asked: _Asked) -> list[tuple[Text, datetime.date]]:
    """The days by which something has to be done, where they are the same for all."""
    period = asked.rule.period(timezone.localdate())
    try:
        values = read_values(asked.rule.item, asked.fixed)
    except Problems:
        return []
    dates = {
        each.code: day_of(value)
        for each in asked.rule.item.all_inputs
        if each.kind == "date" and isinstance(value := values.get(each.code), Decimal)
    }
    numbers = counted(asked.rule, period)
    found = ((each.title, due(each, period, dates, numbers)) for each in asked.rule.item.deadlines)
    return [(title, each.day) for title, each in found if each is not None]


def _export(export: str, asked: _Asked, rows: Sequence[Listed]) -> HttpResponse:
    content_type, write = _TYPES[export]
    title = asked.rule.item.title.in_language(language())
    source = _("%(rule)s，%(kind)s，%(day)s，共 %(n)s 条") % {
        "rule": title,
        "kind": asked.kind.title.in_language(language()),
        "day": timezone.localdate().isoformat(),
        "n": len(rows),
    }
    deadlines = _deadlines(asked)
    names = [_("名称"), _("编号"), _("县（市）"), _("是否适用")]
    names += [_titled(each) for each in asked.rule.item.all_outputs]
    names += [each.in_language(language()) for each, _day in deadlines] + [_("登记的情况"), _("为什么没有结果")]
    names.append(_("模拟"))
    cells = [_cells(asked, row, [day for _title, day in deadlines]) for row in rows]
    table = Table(title, source, [Column(name, 20) for name in names], cells)
    response = HttpResponse(write(table), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{asked.rule.code}.{export}"'
    return response


def _titled(output: RuleOutput) -> str:
    name = output.title.in_language(language())
    return name if output.unit == "1" else f"{name} ({output.unit})"


def _cells(asked: _Asked, row: Listed, days: Sequence[datetime.date]) -> list[Cell]:
    speech = language()
    because = [f"{each.field.in_language(speech)} {each.shown.in_language(speech)}" for each in row.found.known]
    return [
        row.thing["title"],
        row.thing["identifier"],
        row.county,
        STATES[row.state].in_language(speech),
        *_results(row, speech),
        *days,
        "；".join(because),
        row.found.reasons,
        _("是") if row.thing["simulated"] else "",
    ]


def _results(row: Listed, speech: str) -> Iterator[Cell]:
    for output, shown in row.cells:
        value = row.found.values[output.code]
        yield value if isinstance(value, Decimal) else None if value is None else shown.in_language(speech)
