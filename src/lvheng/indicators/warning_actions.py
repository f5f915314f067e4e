"""Opening and closing warnings: the daily review, which people do not steer."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from lvheng.audit.actions import plain, record
from lvheng.indicators import queries, warning_queries
from lvheng.indicators.models import IndicatorWarning
from lvheng.indicators.warning_facts import Watched, circumstances_of
from lvheng.indicators.warnings import Closed, Opened, OpenWarning, Review, Subject, review
from lvheng.packs.measures import PackParameter
from lvheng.packs.warnings import WarningRule

# One review at a time: two would open the same warning twice.
_LOCK = 0x5761726E


@dataclass(frozen=True)
class Outcome:
    """How many warnings a review opened, kept and closed."""

    opened: int
    kept: int
    closed: int


def review_warnings(day: datetime.date | None = None) -> Outcome:
    """Compare all open warnings with what is known on a day (default: today), by the rules of the pack in force.

    1. Reviews wait for each other.
    2. What is new is opened, what has lost its cause is closed, in one transaction.
    3. One entry in the action log tells what changed; where nothing did, there is none.

    The system itself acts: nobody may open or close a warning by hand, so nobody can silence one.
    """
    on = day or timezone.localdate()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        watched = {each.subject: each for each in warning_queries.watched_targets()}
        rows = {_as_open(row): row for row in IndicatorWarning.objects.filter(closed_on__isnull=True)}
        pack = queries.book().pack
        circumstances = [circumstances_of(each, on) for each in watched.values()]
        found = review(rows, circumstances, pack.of(WarningRule), pack.of(PackParameter), on)
        IndicatorWarning.objects.bulk_create([_row(each, watched, on) for each in found.opened])
        for each in found.closed:
            _close(rows[each.warning], each, on)
        _tell(found, on)
    return Outcome(len(found.opened), len(found.kept), len(found.closed))


def _as_open(row: IndicatorWarning) -> OpenWarning:
    return OpenWarning(row.rule, Subject(row.plan, row.target, row.indicator, row.area))


def _row(opened: Opened, watched: dict[Subject, Watched], day: datetime.date) -> IndicatorWarning:
    subject = opened.circumstances.subject
    seen = watched[subject]
    latest = seen.standing.latest
    return IndicatorWarning(
        rule=opened.rule.code,
        name_zh=opened.rule.name,
        name_en=opened.rule.name_en,
        severity=opened.rule.severity,
        follows=opened.rule.follows,
        plan=subject.plan,
        target=subject.target,
        indicator=subject.indicator,
        area=subject.area,
        title_zh=seen.title.zh,
        title_en=seen.title.en,
        period=latest.period.code if latest else "",
        simulated=seen.standing.simulated,
        facts=plain(opened.circumstances.facts),
        reason_zh=opened.reason.zh,
        reason_en=opened.reason.en,
        opened_on=day,
    )


def _close(row: IndicatorWarning, closed: Closed, day: datetime.date) -> None:
    """A review of an earlier day than the opening closes it on the day of the opening."""
    IndicatorWarning.objects.filter(pk=row.pk, closed_on__isnull=True).update(
        closed_on=max(day, row.opened_on), closed_reason_zh=closed.reason.zh, closed_reason_en=closed.reason.en
    )


def _tell(found: Review, day: datetime.date) -> None:
    if not found.opened and not found.closed:
        return
    changes = {
        "day": day,
        "warnings_opened": [_named(each.rule.code, each.circumstances.subject) for each in found.opened],
        "warnings_closed": [_named(each.warning.rule, each.warning.subject) for each in found.closed],
        "warnings_kept": len(found.kept),
    }
    record(None, "indicators.review_warnings", "warning", day.isoformat(), "", changes)


def _named(rule: str, subject: Subject) -> str:
    return f"{rule}: {subject.target} {subject.area}"
