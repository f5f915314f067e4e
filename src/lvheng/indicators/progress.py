"""How far a target has come, in words: what is left, what is expected of the future, who has still to report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from lvheng.errors import Text
from lvheng.formula import Period, PeriodKind, parse
from lvheng.indicators.book import Book
from lvheng.indicators.computing import MissingPart, compute
from lvheng.indicators.forecast_results import Forecast
from lvheng.indicators.forecast_targets import forecast_target
from lvheng.indicators.formula_words import formula_text
from lvheng.indicators.needed import Need, needed
from lvheng.indicators.reporting import reason_of, reporter
from lvheng.indicators.schedule import HUNDRED, end_of
from lvheng.indicators.shown import Naming
from lvheng.indicators.standings import Demand, Judged
from lvheng.indicators.wording import period_text, quantity_text
from lvheng.packs.forms import ReportForm
from lvheng.packs.measures import PackIndicator

REACHED = Text("已达到", "reached")
COMPLETION_DECIMALS = 1


@dataclass(frozen=True)
class MissingRow:
    """Something that is missing, who reports it, and on which form (its code; empty where there is none)."""

    title: Text
    area_name: str
    period_name: Text
    reason: Text
    reporter: Text | None
    form: str


@dataclass(frozen=True)
class Outlook:
    """What a target's values say of the time to come; parts are None where they say nothing."""

    ahead: Forecast | None
    need: Need | None


def left_of(judged: Judged) -> Text | None:
    """What the latest value lacks of the target; None where either is not known."""
    found, indicator = judged.standing, judged.indicator
    if found.goal is None or found.latest is None or not isinstance(found.latest.value, Decimal):
        return None
    value = Fraction(found.latest.value)
    if found.goal.met_by(value):
        return REACHED
    amount = difference_text(abs(found.goal.value - value), indicator)
    if found.goal.direction == "up":
        return Text(f"还差 {amount.zh}", f"{amount.en} to go")
    return Text(f"还超出 {amount.zh}", f"{amount.en} too much")


def difference_text(amount: Fraction, indicator: PackIndicator) -> Text:
    """A difference of two values: that of percentages is in percentage points."""
    if indicator.unit != "%":
        return quantity_text(amount, indicator.decimals, indicator.unit)
    written = quantity_text(amount, indicator.decimals, "")
    return Text(f"{written.zh} 个百分点", f"{written.en} percentage points")


def completion_of(judged: Judged) -> Text | None:
    """The share of the way that has been gone, where base and target are known."""
    schedule, latest = judged.standing.schedule, judged.standing.latest
    if schedule is None or latest is None or not isinstance(latest.value, Decimal):
        return None
    done = schedule.completion(Fraction(latest.value))
    return None if done is None else quantity_text(done * HUNDRED, COMPLETION_DECIMALS, "%")


def outlook(book: Book, judged: Judged, demand: Demand) -> Outlook:
    """Forecast and needed pace; neither where the deadline's own value is known."""
    found, indicator = judged.standing, judged.indicator
    latest = found.latest
    is_known = latest is not None and demand.deadline is not None and latest.period.year >= demand.deadline
    if latest is None or is_known or not isinstance(latest.value, Decimal):
        return Outlook(None, None)
    values = book.series(indicator.code, judged.area)
    need = None
    if found.schedule is not None:
        value, time = Fraction(latest.value), end_of(latest.period)
        need = needed(found.schedule, value, time, unit=indicator.unit, decimals=indicator.decimals)
    return Outlook(forecast_target(indicator, demand, values), need)


def chance_of(ahead: Forecast | None) -> str:
    """The probability of meeting the target in whole per cent; empty where nothing tells it."""
    return "" if ahead is None or ahead.probability is None else f"{ahead.probability * 100:.0f}"


def wanted_year(demand: Demand, today: date) -> int:
    """The year whose value is wanted most: the deadline's, or the last whole one while that lies ahead."""
    last = today.year - 1
    return min(demand.deadline, last) if demand.deadline is not None else last


def missing_of(book: Book, code: str, area: str, year: int, name_of: Naming) -> list[MissingRow]:
    """What keeps the number of a year from being there."""
    period = Period.of_year(PeriodKind.YEAR, year, 1)
    if period is None:
        return []
    return [missing_row(book, part, name_of) for part in compute(book.inputs, code, area, period).missing]


def missing_row(book: Book, part: MissingPart, name_of: Naming) -> MissingRow:
    """One missing part in words."""
    title = book.measures.title(part.code) if part.code else formula_text(parse(part.text), book.measures)
    who = reporter(book.pack, book.measures, part)
    form = next((each.code for each in book.pack.of(ReportForm) if part.code in each.elements), "")
    return MissingRow(title, name_of(part.unit), period_text(part.period), reason_of(part), who, form)
