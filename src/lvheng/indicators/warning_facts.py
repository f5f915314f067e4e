"""What the rules of warnings look at, from a target's standing and its forecast."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lvheng.errors import Text
from lvheng.formula import Period, Rounding
from lvheng.formula.rounding import round_to, to_decimal
from lvheng.indicators import lights
from lvheng.indicators.forecast import Forecast
from lvheng.indicators.forecast_targets import Known
from lvheng.indicators.schedule import HUNDRED, end_of
from lvheng.indicators.standings import Demand, Standing, goal_of
from lvheng.indicators.warnings import Circumstances, FactValue, Subject
from lvheng.indicators.wording import area_text, period_text, value_text
from lvheng.packs.measures import PackIndicator

# As the inputs of the rules are declared.
FACT_DECIMALS = 12
SHOWN_DECIMALS = 1


@dataclass(frozen=True)
class Watched:
    """A target as it stands by one indicator in one area, with the values that its standing and forecast rest on."""

    subject: Subject
    title: Text
    indicator: PackIndicator
    demand: Demand
    standing: Standing
    values: Sequence[Known]
    forecast: Forecast | None


def circumstances_of(watched: Watched, day: datetime.date) -> Circumstances:
    """The facts of a day. A grey light is none: without data nothing can be said of it."""
    standing, latest = watched.standing, watched.standing.latest
    facts: dict[str, FactValue] = {
        "light": None if standing.light == "grey" else standing.light,
        "nature": watched.indicator.nature,
        "reported": latest is not None and _counts(watched, latest.period),
        "probability": watched.forecast.probability if watched.forecast else None,
        "months_stale": _months_stale(watched, day),
        "change": _change(watched),
        **_position(watched),
    }
    words = {
        "target": watched.title,
        "area": area_text(watched.subject.area),
        "light": lights.NAMES[standing.light],
        "reason": standing.reason,
        **({"period": period_text(latest.period)} if latest else {}),
        **({"value": value_text(latest.value, watched.indicator.unit)} if latest else {}),
        **_numbers(facts),
    }
    return Circumstances(watched.subject, facts, words)


def _position(watched: Watched) -> dict[str, FactValue]:
    """Gap, completion and the rest, where there is a value after the base year."""
    standing, goal = watched.standing, goal_of(watched.demand, watched.indicator)
    latest = standing.latest
    if goal is None or latest is None or not isinstance(latest.value, Decimal) or not _counts(watched, latest.period):
        return {}
    value = Fraction(latest.value)
    if standing.schedule is None:
        return {"met": value >= goal.value if goal.direction == "up" else value <= goal.value}
    found = lights.standing(standing.schedule, value, end_of(latest.period))
    completion = None if found.completion is None else found.completion * HUNDRED
    return {
        "met": found.met,
        "maintained": found.maintained,
        "gap": _rounded(found.gap),
        "completion": _rounded(completion),
    }


def _counts(watched: Watched, period: Period) -> bool:
    base = watched.demand.base_year
    return base is None or period.year > base


def _months_stale(watched: Watched, day: datetime.date) -> Decimal | None:
    """Whole months since the latest period, or the base year, ended; None once the deadline's figure is known."""
    demand, latest = watched.demand, watched.standing.latest
    if goal_of(demand, watched.indicator) is None:
        return None
    if latest is not None and demand.deadline is not None and latest.period.year >= demand.deadline:
        return None
    base = None if demand.base_year is None else datetime.date(demand.base_year, 12, 31)
    ended = max((each for each in (base, latest.period.end if latest else None) if each is not None), default=None)
    if ended is None:
        return None
    since = ended + datetime.timedelta(days=1)
    return Decimal(max((day.year - since.year) * 12 + day.month - since.month, 0))


def _change(watched: Watched) -> Decimal | None:
    """Of the latest value against the year before, in per cent."""
    latest = watched.standing.latest
    if latest is None or not isinstance(latest.value, Decimal):
        return None
    before = next((each.value for each in watched.values if each.period.year == latest.period.year - 1), None)
    if not isinstance(before, Decimal) or before == 0:
        return None
    return _rounded((Fraction(latest.value) / Fraction(before) - 1) * HUNDRED)


def _rounded(value: Fraction | None, decimals: int = FACT_DECIMALS) -> Decimal | None:
    return None if value is None else to_decimal(round_to(value, decimals, Rounding.HALF_EVEN), decimals)


def _numbers(facts: Mapping[str, FactValue]) -> dict[str, Text]:
    """The numbers as people read them; those that are not known are left out."""
    found = {name: _percent(facts.get(name)) for name in ("gap", "change")}
    probability, months = facts.get("probability"), facts.get("months_stale")
    if isinstance(probability, Decimal):
        found["probability"] = f"{probability * 100:f}".partition(".")[0] + " %"
    if isinstance(months, Decimal):
        found["months_stale"] = f"{months:f}"
    return {name: Text(each, each) for name, each in found.items() if each is not None}


def _percent(value: FactValue) -> str | None:
    if not isinstance(value, Decimal):
        return None
    return f"{_rounded(Fraction(value), SHOWN_DECIMALS):f} %"
