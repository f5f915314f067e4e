"""What stands on a day and opens cases: warnings that ask for rectification, reports that are overdue."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lvheng.areas import queries as area_queries
from lvheng.areas.acting import Acting
from lvheng.areas.roles import Role
from lvheng.cases.catalogue import area_code
from lvheng.errors import Text
from lvheng.indicators import warning_queries
from lvheng.packs.case_model import Opening
from lvheng.plan import queries as plan_queries
from lvheng.statistics import queries as report_queries
from lvheng.statistics.lateness import WAITED_FOR

PREFIXES: Mapping[str, str] = {
    "warning": "warning:",
    "report_overdue": "report:",
    "rule": "rule:",
    "plan_task": "plan_task:",
}


@dataclass(frozen=True)
class Cause:
    """Why a case is opened by itself. ``key`` is the same as long as it is the same cause."""

    key: str
    title: str
    area: str
    owner: str = ""
    subject: str = ""
    words: str = ""
    provision: str = ""
    written: Mapping[str, Any] = field(default_factory=dict)
    on: datetime.date | None = None
    simulated: bool = False


def warnings(opening: Opening, day: datetime.date) -> Iterator[Cause]:
    """The warnings that stand, by the rules that the opening names."""
    rows = warning_queries.open_warnings().filter(opened_on__lte=day)
    if opening.codes:
        rows = rows.filter(rule__in=opening.codes)
    governments = area_queries.governments_of({row.area for row in rows})
    for row in rows:
        owner, provision = _leads(row.plan).get(row.target, ("", ""))
        if row.area != area_code() and row.area in governments:
            owner = governments[row.area].code
        yield Cause(
            key=f"warning:{row.pk}",
            title=f"{row.title_zh}：{row.name_zh}"[:300],
            area=row.area if row.area in governments else area_code(),
            owner=owner,
            subject=f"indicator:{row.indicator}",
            words=row.reason_zh,
            provision=provision,
            written={"target": row.title_zh, "ground": row.reason_zh},
            simulated=row.simulated,
        )
    _leads.cache_clear()


@cache
def _leads(plan: str) -> dict[str, tuple[str, str]]:
    """The organisation that leads the article of each target, with the article."""
    found: dict[str, tuple[str, str]] = {}
    version = plan_queries.current_version(plan)
    leads = lead_of(version)
    for target in version.targets.select_related("provision"):
        if target.code and target.provision is not None and target.provision_id is not None:
            found[target.code] = (leads.get(target.provision_id, ""), target.provision.reference)
    return found


def lead_of(version: Any) -> dict[int, str]:
    """The code of the organisation that leads each provision of a version."""
    rows = plan_queries.standing_responsibilities(version)
    leads: dict[int, str] = {}
    for row in rows:
        if row.organisation is not None and row.part == "lead":
            leads.setdefault(row.provision_id, row.organisation.code)
    return leads


def overdue_reports(opening: Opening, day: datetime.date) -> Iterator[Cause]:
    """The reports that are not in so many days after they were due."""
    latest = day - datetime.timedelta(days=opening.after_days)
    rows = report_queries.reports_for(reader()).filter(state__in=WAITED_FOR, due_on__lte=latest)
    if opening.codes:
        rows = rows.filter(form__code__in=opening.codes)
    for row in rows:
        name = f"{row.form} · {row.area.name} · {row.period}"
        yield Cause(
            key=f"report:{row.pk}",
            title=f"催报：{name}"[:300],
            area=row.area_id,
            owner=row.organisation.code,
            subject=f"report:{row.pk}",
            words=f"应于{row.due_on.isoformat()}前报送。",
            written={"report": name},
            simulated=row.simulated,
        )


def reader() -> Acting:
    """The program as it reads what the planners of the prefecture may read."""
    planning = area_queries.organisations_of_type(["development_reform"]).filter(area_id=area_code()).first()
    return Acting(organisation=planning, role=Role.PLANNER)


def gone(key: str) -> Text | None:
    """Why a cause is gone, where that was written down."""
    kind, _, number = key.partition(":")
    if kind != "warning" or not number.isdigit():
        return None
    row = warning_queries.warnings(warning_queries.Filters(state="closed")).filter(pk=int(number)).first()
    return row.closed_reason if row is not None else None
