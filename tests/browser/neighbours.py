"""What the other counties have reported already; run beside a site, against its database."""

from __future__ import annotations

from collections.abc import Mapping

from tests.statistics.reporting import again, somebody

from lvheng.statistics import actions
from lvheng.statistics.models import Form, Report


def publish_reports_of_others(code: str, period: str, entries: Mapping[str, str], but: str) -> int:
    """Publish the report of every county except ``but``, all with these figures; returns how many there are.

    The site has opened the reports; people of each county, of the housing bureau and of the planning office take part.
    """
    form = Form.objects.get(code=code, closed_at=None)
    bureau = somebody("bureau", "linxia_housing_construction", "department_officer")
    planner = somebody("planning", "linxia_development_reform", "planner")
    reports = list(Report.objects.filter(form=form, period=period).exclude(area_id=but).select_related("organisation"))
    for report in reports:
        office = report.organisation.code
        filler, head = (somebody(f"{role}_{office}", office, role) for role in ("county_officer", "leader"))
        actions.save_draft(filler, report, entries, {})
        actions.approve(bureau, actions.approve(head, actions.submit(filler, again(report))))
    return len(actions.publish(planner, form, period, map(again, reports)))
