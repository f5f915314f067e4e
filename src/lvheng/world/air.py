"""Days of good air month by month, so that every ratio and number of days that was published comes out as published.

What is drawn are bad days. Published ratios of the whole area are means of the areas' ratios over a month, the months
from January on, or a year. They are met one after the other, the shortest span first: the months inside a span that has
been met stay as they are, and days are moved in the others until the ratio prints as published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lvheng.formula import Period, PeriodKind
from lvheng.world.assumptions import YEARS, Assumption
from lvheng.world.draft import Draft, Key, periods_of, season_weights
from lvheng.world.numbers import nearest, permille, shared, shared_within

GOOD, VALID, RATIO = "air_good_days", "air_valid_days", "air_good_day_ratio"
_HUNDRED = 100
_TENTH = 10
_MOST_MOVES = 2000
# A county's own station may lack some days; in December 2025 the published mean leaves no other way.
_LEAST_VALID = 24
Months = tuple[int, ...]


@dataclass(frozen=True)
class Span:
    """Months of one year, and what was published of them: the mean ``ratio`` of all areas, good days of single ones."""

    months: Months
    ratio: Fraction | None
    good: dict[str, int]
    valid: dict[str, int]


def good_days(draft: Draft, rule: Assumption) -> None:
    """Valid and good days of every area and month."""
    for year in YEARS:
        calendar = _Year(draft, rule, year)
        calendar.make()
        for period in periods_of(PeriodKind.MONTH, year):
            for area in draft.areas:
                valid = calendar.valid[(area, period.start.month)]
                draft.put(VALID, area, period, valid)
                draft.put(GOOD, area, period, valid - calendar.bad[(area, period.start.month)])


class _Year:
    """One year in the making."""

    def __init__(self, draft: Draft, rule: Assumption, year: int) -> None:
        self.draft, self.rule, self.year = draft, rule, year
        self.periods = periods_of(PeriodKind.MONTH, year)
        self.spans = sorted(_spans(draft, year), key=lambda span: (len(span.months), span.months))
        self.valid: dict[tuple[str, int], int] = {}
        self.bad: dict[tuple[str, int], int] = {}
        self.kept: set[tuple[str, int]] = set()

    def make(self) -> None:
        for area in self.draft.areas:
            self._draw(area)
        for span in self.spans:
            for area, good in span.good.items():
                self._meet_days(area, span, good)
            if span.ratio is not None:
                self._meet_ratio(span)
            self.kept.update((area, month) for area in self.draft.areas for month in span.months)

    def _draw(self, area: str) -> None:
        draw = self.draft.random(self.rule.element, area, self.year)
        for period in self.periods:
            missing = 1 if draw.randint(1, 12) == 1 else 0
            self.valid[(area, period.start.month)] = period.days - missing
        for span in self.spans:
            if area in span.valid:
                self._set_valid(area, span)
        days = sum(self.valid[(area, period.start.month)] for period in self.periods)
        lasting = self.draft.random(self.rule.element, area).randint(-self.rule.spread, self.rule.spread)
        good = self._usual() + Fraction(lasting + draw.randint(-8, 8), _TENTH)
        bad = nearest(days * (_HUNDRED - min(good, Fraction(_HUNDRED))) / _HUNDRED)
        weights = season_weights(self.rule.season, self.periods)
        caps = [self.valid[(area, period.start.month)] for period in self.periods]
        given = shared_within(bad, [permille(weight * 100, draw.randint(-200, 200)) for weight in weights], caps)
        for period, amount in zip(self.periods, given, strict=True):
            self.bad[(area, period.start.month)] = amount

    def _set_valid(self, area: str, span: Span) -> None:
        """The days that were monitored, where that is known: those lacking are spread over the months."""
        days = [self.periods[month - 1].days for month in span.months]
        known = [other for other in self.spans if area in other.valid and set(other.months) < set(span.months)]
        done = {month for other in known for month in other.months}
        free = [month for month in span.months if month not in done]
        lacking = sum(days) - span.valid[area]
        lacking -= sum(self.periods[month - 1].days - self.valid[(area, month)] for month in done)
        for month, less in zip(free, shared(max(0, lacking), [1] * len(free)), strict=True):
            self.valid[(area, month)] = self.periods[month - 1].days - less

    def _usual(self) -> Fraction:
        known = self.draft.published.get((RATIO, self.draft.area, str(self.year)))
        return self.rule.years[self.year] if known is None else known

    def _free(self, area: str, span: Span) -> list[int]:
        return [month for month in span.months if (area, month) not in self.kept]

    def _meet_days(self, area: str, span: Span, good: int) -> None:
        """So many good days of one area in the span; afterwards its months there stay."""
        free = self._free(area, span)
        valid = sum(self.valid[(area, month)] for month in span.months)
        settled = sum(self.bad[(area, month)] for month in span.months if month not in free)
        caps = [self.valid[(area, month)] for month in free]
        weights = season_weights(self.rule.season, [self.periods[month - 1] for month in free])
        for month, amount in zip(free, shared_within(valid - good - settled, weights, caps), strict=True):
            self.bad[(area, month)] = amount
        self.kept.update((area, month) for month in span.months)

    def _meet_ratio(self, span: Span) -> None:
        """Move bad days until the mean is as little as possible above what was published; then take out valid days."""
        free = [(area, months) for area in self.draft.areas if (months := self._free(area, span))]
        for move in range(_MOST_MOVES if free else 0):
            area, months = free[move % len(free)]
            if self._above(span) >= 0 and not self._still_above(span, area, months, move // len(free)):
                break
            if self._above(span) < 0:
                self._move(area, months, -1, move // len(free))
        for area, months in free:
            self._fine(span, area, months)

    def _above(self, span: Span) -> Fraction:
        return self._mean(span) - (span.ratio or 0)

    def _still_above(self, span: Span, area: str, months: Sequence[int], turn: int) -> bool:
        """Make one more day bad if the mean stays above; else leave everything as it was."""
        month = self._move(area, months, 1, turn)
        if month is None or self._above(span) >= 0:
            return True
        self.bad[(area, month)] -= 1
        return False

    def _move(self, area: str, months: Sequence[int], change: int, turn: int) -> int | None:
        """Change the bad days of one of the months; return which."""
        order = [months[(turn + step) % len(months)] for step in range(len(months))]
        for month in order:
            bad = self.bad[(area, month)] + change
            if 0 <= bad <= self.valid[(area, month)]:
                self.bad[(area, month)] = bad
                return month
        return None

    def _fine(self, span: Span, area: str, months: Sequence[int]) -> None:
        """A good day that was not monitored lowers the ratio a little: as many as bring it where it prints right."""
        for month in months:
            while self._above(span) * 2 >= Fraction(1, _TENTH) and self._may_miss(area, month):
                self.valid[(area, month)] -= 1
                if self._above(span) * -2 >= Fraction(1, _TENTH):
                    self.valid[(area, month)] += 1
                    break

    def _may_miss(self, area: str, month: int) -> bool:
        """Without a bad day in the month the ratio would stay as it is."""
        return 0 < self.bad[(area, month)] < self.valid[(area, month)] > _LEAST_VALID

    def _mean(self, span: Span) -> Fraction:
        ratios = [self._ratio(area, span) for area in self.draft.areas]
        return sum(ratios, Fraction(0)) / len(ratios)

    def _ratio(self, area: str, span: Span) -> Fraction:
        """Of one area in per cent, with the decimal that is published."""
        valid = sum(self.valid[(area, month)] for month in span.months)
        bad = sum(self.bad[(area, month)] for month in span.months)
        return Fraction(nearest(Fraction(valid - bad, valid) * _HUNDRED * _TENTH), _TENTH)


def _spans(draft: Draft, year: int) -> Iterator[Span]:
    """What was published of the air of a year."""
    sources = [(draft.published, False), (draft.to_date, True)]
    for known, to_date in sources:
        codes = sorted({code for name, _, code in known if name in (GOOD, VALID, RATIO)})
        for code in codes:
            period = Period.parse(code)
            if period.year == year:
                first = 1 if to_date else period.start.month
                months = tuple(range(first, period.end.month + 1))
                good = _of_areas(draft, known, GOOD, code)
                span = Span(months, known.get((RATIO, draft.area, code)), good, _valid_days(draft, known, code, good))
                if span.ratio is not None or span.good or span.valid:
                    yield span


def _of_areas(draft: Draft, known: Mapping[Key, Fraction], name: str, code: str) -> dict[str, int]:
    return {area: int(known[(name, area, code)]) for area in draft.areas if (name, area, code) in known}


def _valid_days(draft: Draft, known: Mapping[Key, Fraction], code: str, good: Mapping[str, int]) -> dict[str, int]:
    """As published; else as the ratio of good days tells it."""
    valid = _of_areas(draft, known, VALID, code)
    for area, days in good.items():
        ratio = known.get((RATIO, area, code))
        if area not in valid and ratio:
            valid[area] = nearest(Fraction(days * _HUNDRED) / ratio)
    return valid


def dirty_days(draft: Draft, rule: Assumption) -> None:
    """Days of heavy pollution, which are bad days too, or under dust: a number of all areas together."""
    for year in YEARS:
        periods = periods_of(PeriodKind.MONTH, year)
        cells = [(area, period) for period in periods for area in draft.areas]
        season = season_weights(rule.season, periods)
        draw = draft.random(rule.element, year)
        weights = [season[period.start.month - 1] * draw.randint(60, 140) for _, period in cells]
        caps = [_most(draft, rule, area, period) for area, period in cells]
        known = draft.known(rule.element, draft.area, str(year))
        total = nearest(rule.years[year] * draft.scale) if known is None else known
        for (area, period), days in zip(cells, shared_within(min(total, sum(caps)), weights, caps), strict=True):
            draft.put(rule.element, area, period, days)


def _most(draft: Draft, rule: Assumption, area: str, period: Period) -> int:
    if rule.of:
        valid, good = (int(draft.values[(name, area, period.code)]) for name in (VALID, GOOD))
        return valid - good
    return period.days


def concentration(draft: Draft, rule: Assumption) -> None:
    """Monthly means whose mean over the days of the year is the published one, or an area's usual one."""
    for area in draft.areas:
        lasting = draft.random(rule.element, area).randint(-rule.spread, rule.spread)
        for year in YEARS:
            known = draft.published.get((rule.element, area, str(year)))
            usual = rule.years[year] * (_HUNDRED + lasting) / _HUNDRED
            _months(draft, rule, area, year, usual if known is None else known)


def _months(draft: Draft, rule: Assumption, area: str, year: int, mean: Fraction) -> None:
    periods = periods_of(PeriodKind.MONTH, year)
    draw = draft.random(rule.element, area, year)
    season = [permille(weight * 10, draw.randint(-60, 60)) for weight in season_weights(rule.season, periods)]
    days = sum(period.days for period in periods)
    middle = Fraction(sum(weight * period.days for weight, period in zip(season, periods, strict=True)), days)
    for weight, period in zip(season, periods, strict=True):
        draft.put(rule.element, area, period, draft.units(rule.element, mean * weight / middle))
