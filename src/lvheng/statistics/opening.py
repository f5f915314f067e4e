"""Opening the reports that respondents owe: one for each form, unit and period, and never twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db import transaction

from lvheng.areas.queries import areas
from lvheng.audit.actions import record
from lvheng.formula import Period, PeriodKind
from lvheng.statistics.definitions import Definition, definition
from lvheng.statistics.models import Form, Observation, Report
from lvheng.statistics.offices import Offices

_ROWS_AT_ONCE = 1000


def open_reports(form: Form, period: Period | str, *, simulated: bool = False) -> list[Report]:
    """Open what is owed of a form for a period; returns the reports that are new."""
    when = Period.parse(period) if isinstance(period, str) else period
    return _open([(form, when)], simulated=simulated)


def open_due_reports(day: date) -> int:
    """Open the reports of the period in which ``day`` lies and of the one before; returns how many are new.

    The day's job and the set-up call it; a second call on the same day finds nothing to do.
    """
    owed = []
    for form in Form.objects.filter(closed_at=None, valid_until__gte=day):
        running = period_of(PeriodKind(definition(form).form.frequency), day)
        owed += [(form, each) for each in (running.back(1), running) if each and each.end <= form.valid_until]
    return len(_open(owed))


def open_for_things(owed: Iterable[tuple[Form, Period]], units: set[str]) -> list[Report]:
    """Open what is owed of forms about things for the periods; returns the reports that are new."""
    return _open(owed, things=units)


def period_of(kind: PeriodKind, day: date) -> Period:
    """The period of a kind in which a day lies."""
    per_year = kind.per_year
    if per_year is None:
        return Period(kind, day)
    found = Period.of_year(kind, day.year, (day.month - 1) // (12 // per_year) + 1)
    if found is None:
        raise ValueError(f"no period of kind {kind} on {day}")
    return found


def _open(owed: Iterable[tuple[Form, Period]], *, simulated: bool = False, things: Iterable[str] = ()) -> list[Report]:
    """``things`` are units to open reports for beside those that have some already."""
    wanted = list(owed)
    if not wanted:
        return []
    with transaction.atomic():
        # Two processes that open at once wait for each other here.
        list(Form.objects.select_for_update().filter(pk__in={form.pk for form, _ in wanted}).order_by("pk"))
        known = _known(wanted)
        rows = [row for row in _rows(wanted, simulated, set(things)) if _key(row) not in known]
        Report.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE)
        if rows:
            periods = sorted({row.period for row in rows})
            record(None, "statistics.open_reports", "form", "", "", {"reports": len(rows), "periods": periods})
    return rows


def _key(report: Report) -> tuple[str, str, str]:
    return report.form.code, report.unit, report.period


def _known(wanted: list[tuple[Form, Period]]) -> set[tuple[str, str, str]]:
    """What is owed already, whichever edition it was asked with."""
    codes, periods = {form.code for form, _ in wanted}, {period.code for _, period in wanted}
    found = Report.objects.filter(form__code__in=codes, period__in=periods)
    return set(found.order_by().values_list("form__code", "unit", "period"))


def _rows(wanted: list[tuple[Form, Period]], simulated: bool, things: set[str]) -> Iterator[Report]:
    forms = {form.pk: definition(form) for form, _ in wanted}
    places = list(areas().select_related("parent").defer("boundary", "parent__boundary"))
    offices = Offices([each.form for each in forms.values()], places)
    known = known_things(forms.values()) | things
    for form, period in wanted:
        asked = forms[form.pk]
        due = period.end + timedelta(days=asked.form.deadline.days)
        for area, unit in _units(asked, places, known):
            reporter = area.parent if asked.form.respondent.about == "counties" and area.parent else area
            organisation = offices.of(asked.form.respondent.department, reporter)
            if organisation is not None:
                yield Report(
                    form=form,
                    organisation=organisation,
                    area=area,
                    unit=unit,
                    period=period.code,
                    period_end=period.end,
                    due_on=due,
                    simulated=simulated,
                )


def known_things(asked: Iterable[Definition]) -> set[str]:
    """The things that the forms are about and that somebody really reports, or that were really observed.

    What is only simulated is nobody's to report.
    """
    about = [each.form for each in asked if each.form.respondent.thing is not None]
    if not about:
        return set()
    elements = {element for form in about for element in form.elements}
    reported = Report.objects.filter(unit__contains="-", simulated=False)
    observed = Observation.objects.filter(element__in=elements, unit__contains="-", simulated=False)
    return {unit for rows in (reported, observed) for unit in rows.order_by().values_list("unit", flat=True).distinct()}


def _units(asked: Definition, places: list, things: set[str]) -> Iterator:  # type: ignore[type-arg]
    """What the form is about, with its area: the areas of the form's level at or below the place where it was issued,
    or the things of the form's kind in them."""
    thing = asked.form.respondent.thing
    for area in places:
        above = (area.code, area.parent_id, area.parent.parent_id if area.parent else None)
        if area.level != asked.form.respondent.unit_level or asked.area not in above:
            continue
        if thing is None:
            yield area, area.code
        else:
            beginning = f"{area.code}-{thing.kind}-"
            yield from ((area, unit) for unit in sorted(things) if unit.startswith(beginning))
