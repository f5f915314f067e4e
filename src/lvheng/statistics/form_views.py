"""The forms as 统计法 wants them shown: their legal head, rows, definitions, rules and editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import require
from lvheng.errors import Text
from lvheng.packs.forms import FormCheck, FormRow, ReportForm, rules_of
from lvheng.packs.measures import DataElement
from lvheng.packs.model import Source
from lvheng.plan.requests import ActingRequest
from lvheng.statistics import page_queries
from lvheng.statistics.definitions import Definition, FormHead, definition
from lvheng.statistics.models import Form
from lvheng.statistics.pages import common
from lvheng.statistics.wording import rule_text

FREQUENCIES = {"year": _("每年"), "half": _("每半年"), "quarter": _("每季度"), "month": _("每月")}
# A rule for every row is shown for the first rows; the rest read alike.
SHOWN_FORMULAS = 2


@dataclass(frozen=True)
class FormLine:
    """A form in the list."""

    form: Form
    definition: ReportForm
    head: FormHead
    respondent: Text
    frequency: Any
    has_expired: bool


@dataclass(frozen=True)
class ElementRow:
    """A row of the form with its definition."""

    number: str
    element: DataElement
    required: bool
    note: Text | None
    has_own_source: bool

    @property
    def title(self) -> Text:
        return self.element.title

    @property
    def unit(self) -> str:
        return self.element.unit


@dataclass(frozen=True)
class RuleRow:
    """A rule in words; ``more`` formulas beside those shown read alike."""

    name: Text
    formulas: tuple[Text, ...]
    more: int
    severity: str
    source: Source
    has_own_source: bool


@require_safe
def forms(request: ActingRequest) -> HttpResponse:
    """All forms in force."""
    require("plan.read", request.acting)
    rows = [_line(form) for form in page_queries.forms_in_force()]
    context = {**common(request.acting), "rows": rows, "pending": sum(row.head.pending for row in rows)}
    return render(request, "statistics/forms.html", context)


def _line(form: Form) -> FormLine:
    issued = definition(form)
    frequency = FREQUENCIES[issued.form.frequency]
    return FormLine(form, issued.form, issued.head, respondent_text(issued), frequency, _expired(form))


@require_safe
def form(request: ActingRequest, code: str) -> HttpResponse:
    """One form, ``?edition=2`` an edition of it, ready to be printed blank."""
    require("plan.read", request.acting)
    asked = request.GET.get("edition", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else None
    found = page_queries.form_edition(code, number)
    if found is None:
        raise Http404(code)
    issued = definition(found)
    context = {
        **common(request.acting),
        "form": found,
        "head": issued.head,
        "definition": issued.form,
        "is_current": found.closed_at is None,
        "has_expired": _expired(found),
        "respondent": respondent_text(issued),
        "frequency": FREQUENCIES[issued.form.frequency],
        "rows": [_row(issued, row) for row in issued.rows],
        "rules": [_rule(issued, check) for check in issued.form.checks],
        "editions": page_queries.editions(code),
    }
    return render(request, "statistics/form.html", context)


def _row(issued: Definition, row: FormRow) -> ElementRow:
    note = Text(row.note, row.note_en or row.note) if row.note else None
    element = issued.elements[row.element]
    return ElementRow(row.number, element, row.required, note, element.source != issued.form.source)


def _rule(issued: Definition, check: FormCheck) -> RuleRow:
    form = issued.form
    formulas = [rule_text(rule.formula, labels(issued)) for rule in rules_of(check, form.elements)]
    shown = tuple(formulas[:SHOWN_FORMULAS])
    name, source = Text(check.name, check.name_en), form.source_of(check)
    return RuleRow(name, shown, len(formulas) - len(shown), check.severity, source, source != form.source)


def labels(issued: Definition) -> dict[str, Text]:
    """How rules name what they are about: a row of this form by its number, anything else by its title."""
    named = {code: element.title for code, element in issued.elements.items()}
    named |= {parameter.code: parameter.title for parameter in issued.parameters}
    return named | {row.element: Text(f"[{row.number}]", f"[{row.number}]") for row in issued.rows}


def respondent_text(issued: Definition) -> Text:
    """Who fills the form in: 各县（市）农业农村局."""
    department, respondent = issued.department, issued.form.respondent
    if respondent.thing is not None:
        thing = respondent.thing
        return Text(
            f"各县（市）{department.zh}，每个{thing.name}填一张",
            f"{department.en} of each county, a sheet for each: {thing.name_en}",
        )
    if respondent.level == "county":
        return Text(f"各县（市）{department.zh}", f"{department.en} of each county")
    if respondent.about == "counties":
        return Text(f"州（市）{department.zh}，分县（市）填报", f"{department.en} of the prefecture, for each county")
    return Text(f"州（市）{department.zh}", f"{department.en} of the prefecture")


def _expired(form: Form) -> bool:
    return form.valid_until < timezone.localdate()
