"""Things that report and are no areas, such as sewage plants: which are known, and how a new one is added.

A thing is known by its reports and by what was observed of it; what is only simulated is nobody's to report. Its unit
is ``<area>-<kind>-<number>``, as formulas expect it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, NotAllowed, Text
from lvheng.formula import PeriodKind
from lvheng.packs.forms import ReportForm
from lvheng.packs.forms import Thing as ThingKind
from lvheng.statistics.definitions import definition
from lvheng.statistics.models import Form, Report
from lvheng.statistics.offices import Offices
from lvheng.statistics.opening import known_things, open_for_things, period_of

if TYPE_CHECKING:
    from lvheng.areas.models import Area

MOST_OF_AN_AREA = 500
_NUMBER = re.compile(r"[0-9]{6}-[a-z][a-z0-9_]*-([0-9]+)")


def number_of(unit: str) -> int:
    """Which of its kind in its area a thing is: 2 for ``622901-sewage_plant-2``; 0 for an area."""
    match = _NUMBER.fullmatch(unit)
    return int(match[1]) if match else 0


def title_of(report: Report) -> Text:
    """What a report is about: 临夏市, or 临夏市 · 污水处理厂 2."""
    area = report.area
    english = area.name_en or area.name
    thing = definition(report.form).form.respondent.thing if report.unit != report.area_id else None
    if thing is None:
        return Text(area.name, english)
    number = number_of(report.unit)
    return Text(f"{area.name} · {thing.name} {number}", f"{english} · {thing.name_en} {number}")


def kinds_asked_of(acting: Acting) -> list[tuple[Form, ThingKind]]:
    """For each kind of thing that the acting organisation reports on, the kind and the first form about it."""
    organisation = acting.organisation
    if organisation is None or organisation.area_id is None:
        return []
    found: dict[str, tuple[Form, ThingKind]] = {}
    area = organisation.area
    forms = [(form, definition(form).form) for form in Form.objects.filter(closed_at=None).order_by("number")]
    about = [(form, asked, asked.respondent.thing) for form, asked in forms if asked.respondent.thing is not None]
    offices = Offices([asked for _, asked, _ in about], [area])
    for form, asked, thing in about:
        reporter = offices.of(asked.respondent.department, area) if _is_asked(form, asked, area) else None
        if thing is not None and reporter is not None and reporter.pk == organisation.pk:
            found.setdefault(thing.kind, (form, thing))
    return list(found.values())


def _is_asked(form: Form, asked: ReportForm, area: Area) -> bool:
    return area.level == asked.respondent.level and definition(form).area in (area.code, area.parent_id)


def add_thing(acting: Acting, form: Form, day: date | None = None) -> list[Report]:
    """One more thing of the form's kind in the organisation's area: opens its reports on every form about that kind.

    Opens them for the period in which ``day`` lies and for the one before, as the day's job does from then on. Raises
    NotAllowed for an organisation that does not report on the kind, InputProblem for a form about areas.
    """
    require("statistics.fill", acting)
    thing = definition(form).form.respondent.thing
    if thing is None:
        raise InputProblem(
            "form_about_areas",
            Text("这张报表按地区填报，不能增加填报对象。", "This form is about areas; no other thing can be added."),
            where=form.code,
        )
    organisation = acting.organisation
    if organisation is None or thing.kind not in {kind.kind for _, kind in kinds_asked_of(acting)}:
        raise _not_asked(thing)
    return _added(acting, organisation.area, thing.kind, day or timezone.localdate())


def _added(acting: Acting, area: Area, kind: str, day: date) -> list[Report]:
    with transaction.atomic():
        # Two colleagues who add one at once get two numbers.
        forms = list(Form.objects.select_for_update().filter(closed_at=None, valid_until__gte=day).order_by("pk"))
        about = [form for form in forms if definition(form).form.respondent.of == kind]
        known = known_things([definition(form) for form in about])
        taken = [number_of(unit) for unit in known if unit.startswith(f"{area.code}-{kind}-")]
        number = max(taken, default=0) + 1
        if number > MOST_OF_AN_AREA:
            raise InputProblem(
                "too_many_things", Text("数量超过上限。", "There are too many of them."), where=area.code
            )
        unit = f"{area.code}-{kind}-{number}"
        owed = []
        for form in about:
            running = period_of(PeriodKind(definition(form).form.frequency), day)
            owed += [(form, each) for each in (running.back(1), running) if each is not None]
        record(acting, "statistics.add_thing", "form", unit, str(area), {"kind": kind})
        return open_for_things(owed, {unit})


def _not_asked(thing: ThingKind) -> NotAllowed:
    return NotAllowed(
        "not_asked",
        Text(f"{thing.name}不由您的单位填报。", f"Your organisation does not report on this: {thing.name_en}."),
        to_do=Text("如另有任职，请在页首切换。", "Switch at the top if you hold another appointment there."),
    )


def _too_many(area: Area) -> InputProblem:
    return InputProblem(
        "too_many_things",
        Text(f"一个地区最多 {MOST_OF_AN_AREA} 个填报对象。", f"An area has at most {MOST_OF_AN_AREA} of a kind."),
        where=area.code,
        to_do=Text("请先填报已有的对象。", "Report on those that there are."),
    )
