"""What pages ask of warnings, and what is known of every target for a review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from lvheng.errors import Text
from lvheng.indicators import queries
from lvheng.indicators.forecast_targets import forecast_target
from lvheng.indicators.models import IndicatorWarning
from lvheng.indicators.warning_facts import Watched
from lvheng.indicators.warnings import Subject
from lvheng.packs.measures import PackIndicator
from lvheng.plan import queries as plan_queries

_HEAVIEST_FIRST = Case(
    *(When(severity=severity, then=Value(place)) for place, severity in enumerate(IndicatorWarning.Severity.values)),
    output_field=IntegerField(),
)


@dataclass(frozen=True)
class Filters:
    """What a reader narrowed the list to; ``state`` is ``open`` without an answer, ``closed`` or ``all``."""

    state: str = ""
    severity: str = ""
    follows: str = ""
    q: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Take the known fields of a query string: at most 100 characters, nothing that the database refuses."""
        return cls(**{each.name: query.get(each.name, "").replace("\x00", "").strip()[:100] for each in fields(cls)})

    @property
    def are_set(self) -> bool:
        """Whether the list is another one than that of all open warnings."""
        return any(getattr(self, each.name) for each in fields(self))


def open_warnings() -> QuerySet[IndicatorWarning]:
    """Those whose cause lasts, the heaviest first, then the newest."""
    return IndicatorWarning.objects.filter(closed_on__isnull=True).order_by(_HEAVIEST_FIRST, "-opened_on", "-pk")


def open_for(*, indicator: str = "", target: str = "") -> QuerySet[IndicatorWarning]:
    """The open warnings of an indicator or of a target, by code."""
    found = open_warnings()
    if indicator:
        found = found.filter(indicator=indicator)
    return found.filter(target=target) if target else found


def warnings(filters: Filters) -> QuerySet[IndicatorWarning]:
    """The warnings that pass: open ones the heaviest first, others the newest first."""
    if filters.state == "closed":
        found = IndicatorWarning.objects.filter(closed_on__isnull=False).order_by("-closed_on", "-pk")
    elif filters.state == "all":
        found = IndicatorWarning.objects.order_by("-opened_on", "-pk")
    else:
        found = open_warnings()
    if filters.severity:
        found = found.filter(severity=filters.severity)
    if filters.follows:
        found = found.filter(follows=filters.follows)
    if filters.q:
        texts = ("title_zh", "title_en", "name_zh", "name_en", "reason_zh", "reason_en")
        found = found.filter(_any_of(texts, filters.q))
    return found


def _any_of(columns: tuple[str, ...], words: str) -> Q:
    condition = Q()
    for column in columns:
        condition |= Q(**{f"{column}__icontains": words})
    return condition


def count_by_severity() -> dict[str, int]:
    """How many warnings are open, by severity; every severity is there."""
    counted = IndicatorWarning.objects.filter(closed_on__isnull=True).values_list("severity").annotate(Count("pk"))
    return {**dict.fromkeys(IndicatorWarning.Severity.values, 0), **dict(counted)}


def watched_targets() -> Iterator[Watched]:
    """Every target of the own plans in force, by each indicator that judges it in each area that has to reach it."""
    book = queries.book()
    for plan in plan_queries.adopted_plans().filter(kind="own"):
        for light in queries.lights_of(plan_queries.current_version(plan.code)):
            demand = queries.demand_of(light.target)
            for part in light.parts:
                values = book.series(part.indicator.code, part.area)
                yield Watched(
                    Subject(light.plan, light.target.code, part.indicator.code, part.area),
                    _title(light.target, part.indicator, alone=len(light.judged_by) == 1),
                    part.indicator,
                    demand,
                    part.standing,
                    values,
                    forecast_target(part.indicator, demand, values),
                )


def _title(target: Any, indicator: PackIndicator, *, alone: bool) -> Text:
    """The plan's words, with the indicator where several judge the target; in English the indicator's name."""
    words = target.indicator.strip("“”")
    return Text(words if alone else f"{words}（{indicator.name}）", indicator.name_en)
