"""Quarters, halves and years from the shorter periods that were reported, as each element says (``over_time``).

What was observed itself is never replaced. A longer period is made of shorter ones of one kind, all of them observed:
of the kind by which the element is reported, else of the longest that there is. A stock needs only the last of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from functools import lru_cache

from lvheng.errors import Text
from lvheng.formula import Period, PeriodKind, Rounding
from lvheng.formula.rounding import round_to, to_decimal
from lvheng.indicators.observations import Observation, Observations, TimePart
from lvheng.packs.measures import DataElement

_LONGER = (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)
_SHORTER = (PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH)
_YEAR_DIGITS, _MONTH_DIGITS = 4, 7
_KINDS = {"-H": PeriodKind.HALF, "-Q": PeriodKind.QUARTER}
_KEPT = 256
# The usual context would round to 28 digits; one that has to round here raises.
_EXACT = Context(prec=100, traps=[Inexact])
_COUNTED = {
    PeriodKind.MONTH: Text("个月", "monthly"),
    PeriodKind.QUARTER: Text("个季度", "quarterly"),
    PeriodKind.HALF: Text("个半年", "half-yearly"),
}


def with_longer_periods(
    elements: Mapping[str, DataElement], observations: Observations
) -> dict[tuple[str, str, str], Observation]:
    """The observations, and the quarters, halves and years that follow from them and are not among them."""
    made = dict(observations)
    for (code, unit, year), kinds in _rows(elements, observations).items():
        row = _Row(elements, elements[code], unit, observations, kinds)
        for longer, parts in _longer_of(int(year)):
            key = (code, unit, longer)
            found = None if key in observations else row.joined(parts)
            if found is not None:
                made[key] = found
    return made


def silent_periods(
    elements: Mapping[str, DataElement], observations: Observations, code: str, unit: str, period: Period
) -> tuple[Period, ...]:
    """Which shorter periods a missing longer one waits for; empty where none was reported, or none would help."""
    element = elements.get(code)
    if element is None or element.over_time == "none":
        return ()
    parts = _parts_of(period, PeriodKind(element.frequency))
    if not any((code, unit, part.code) in observations for part in parts):
        return ()
    wanted = parts[-1:] if element.over_time == "last" else parts
    names = [name for name in (code, element.over_time_weight) if name is not None]
    return tuple(each for each in wanted if any((name, unit, each.code) not in observations for name in names))


def _rows(
    elements: Mapping[str, DataElement], observations: Observations
) -> Mapping[tuple[str, str, str], set[PeriodKind]]:
    """Every element, unit and year with shorter periods that may be joined, and which kinds of these there are."""
    lasting = {code for code, element in elements.items() if element.over_time != "none"}
    found: dict[tuple[str, str, str], set[PeriodKind]] = {}
    for code, unit, period in observations:
        kind = _KINDS.get(period[_YEAR_DIGITS : _YEAR_DIGITS + 2], PeriodKind.MONTH)
        if code in lasting and _YEAR_DIGITS < len(period) <= _MONTH_DIGITS:
            found.setdefault((code, unit, period[:_YEAR_DIGITS]), set()).add(kind)
    return found


_Parts = Mapping[PeriodKind, Sequence[tuple[str, Period]]]


@lru_cache(_KEPT)
def _longer_of(year: int) -> Sequence[tuple[str, _Parts]]:
    """The codes of the longer periods of a year, each with the shorter ones of every kind that it consists of."""
    return tuple(
        (longer.code, {kind: [(part.code, part) for part in _parts_of(longer, kind)] for kind in _SHORTER})
        for kind_of_longer in _LONGER
        for longer in _of_year(kind_of_longer, year)
    )


def _of_year(kind: PeriodKind, year: int) -> list[Period]:
    found = (Period.of_year(kind, year, position) for position in range(1, (kind.per_year or 0) + 1))
    return [each for each in found if each is not None]


def _parts_of(longer: Period, kind: PeriodKind) -> list[Period]:
    """The periods of a kind inside a longer one; empty where there are not several."""
    parts = [each for each in _of_year(kind, longer.year) if longer.start <= each.start and each.end <= longer.end]
    return parts if len(parts) > 1 else []


@dataclass(frozen=True)
class _Row:
    """One element of one unit."""

    elements: Mapping[str, DataElement]
    element: DataElement
    unit: str
    observations: Observations
    kinds: set[PeriodKind]

    def joined(self, parts: _Parts) -> Observation | None:
        """The figure of a longer period; None where it does not follow from any kind of shorter ones."""
        for kind in (PeriodKind(self.element.frequency), *_SHORTER):
            periods = parts.get(kind) if kind in self.kinds else None
            found = self._of(periods) if periods else None
            if found is not None:
                return found
        return None

    def _of(self, periods: Sequence[tuple[str, Period]]) -> Observation | None:
        if self.element.over_time == "last":
            return self._last(*periods[-1])
        whole = []
        for code, period in periods:
            part = self._part(code, period)
            if part is None:
                return None
            whole.append(part)
        return self._sum(whole) if self.element.over_time == "sum" else self._mean(whole)

    def _part(self, code: str, period: Period) -> TimePart | None:
        """A number of a shorter period, with what it counts in a mean."""
        figure = self.observations.get((self.element.code, self.unit, code))
        if figure is None or not _is_number(figure):
            return None
        if self.element.over_time_weight is None:
            return TimePart(period, figure)
        weight = self.observations.get((self.element.over_time_weight, self.unit, code))
        return TimePart(period, figure, weight) if weight is not None and _is_number(weight) else None

    def _last(self, code: str, period: Period) -> Observation | None:
        figure = self.observations.get((self.element.code, self.unit, code))
        if figure is None:
            return None
        origin = Text(f"取期末（{code}）的数", f"the figure at the end ({code})")
        return _made(figure.value, origin, (TimePart(period, figure),))

    def _sum(self, parts: Sequence[TimePart]) -> Observation:
        total = Decimal(0).scaleb(-self.element.decimals)
        for part in parts:
            # More decimals than declared are kept: then the sum cannot be used, and says so.
            total = _EXACT.add(total, Decimal(part.figure.value))
        zh, en = _told(parts)
        return _made(total, Text(f"{zh}合计", f"sum of {en}"), tuple(parts))

    def _mean(self, parts: Sequence[TimePart]) -> Observation | None:
        weights = [self._weight(part) for part in parts]
        if min(weights) < 0 or not sum(weights):
            return None
        values = [Fraction(part.figure.value) for part in parts]
        total = sum((value * weight for value, weight in zip(values, weights, strict=True)), Fraction(0))
        decimals = self.element.decimals
        mean = to_decimal(round_to(total / sum(weights), decimals, Rounding.HALF_EVEN), decimals)
        return _made(mean, self._mean_told(parts), tuple(parts))

    def _weight(self, part: TimePart) -> Fraction:
        """Days; an amount; or days of an amount a day."""
        if part.weight is None or self.element.over_time_weight is None:
            return Fraction(part.period.days)
        amount = Fraction(part.weight.value)
        is_daily = self.elements[self.element.over_time_weight].over_time == "mean"
        return amount * part.period.days if is_daily else amount

    def _mean_told(self, parts: Sequence[TimePart]) -> Text:
        zh, en = _told(parts)
        by = Text("天数", "days")
        if self.element.over_time_weight is not None:
            by = self.elements[self.element.over_time_weight].title
        decimals = self.element.decimals
        return Text(
            f"{zh}按{by.zh}加权平均，修约到{decimals}位小数",
            f"mean of {en}, weighted by {by.en}, rounded to {decimals} decimals",
        )


def _made(value: Decimal | int | bool | str, origin: Text, parts: tuple[TimePart, ...]) -> Observation:
    used = [each for part in parts for each in (part.figure, part.weight) if each is not None]
    return Observation(value, origin.zh, origin.en, simulated=any(each.simulated for each in used), parts=parts)


def _told(parts: Sequence[TimePart]) -> tuple[str, str]:
    """How many of what: reports where all came from reports, else figures."""
    reports = all(part.figure.report is not None for part in parts)
    counted = _COUNTED[parts[0].period.kind]
    zh, en = ("报表", "reports") if reports else ("数字", "figures")
    return f"{len(parts)}{counted.zh}{zh}", f"{len(parts)} {counted.en} {en}"


def _is_number(figure: Observation) -> bool:
    return isinstance(figure.value, Decimal | int) and not isinstance(figure.value, bool)
