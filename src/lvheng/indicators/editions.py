"""The ratio of good days of an area by each edition of the air quality index, year by year, from measured series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lvheng.indicators.air import GoodDays, good_days_by_unit, members_of
from lvheng.indicators.air_daily import DayRules, Member, compute_concentrations, compute_site_days, set_members
from lvheng.indicators.air_index import IndexQuery, compute_days
from lvheng.indicators.air_program import quantities
from lvheng.indicators.air_rules import AirRules
from lvheng.indicators.keeping import Kept
from lvheng.packs.air import AirIndex
from lvheng.packs.model import Pack
from lvheng.statistics import Register, Resolution, Store, connect
from lvheng.statistics.importing import LEDGER

# A page shows no more; the command line knows all.
MAX_YEARS = 6
NO_DAYS = GoodDays(0, 0, None)


@dataclass(frozen=True)
class EditionYear:
    """A year by every edition, in their order."""

    year: int
    days: tuple[tuple[AirIndex, GoodDays], ...]

    @property
    def change(self) -> str:
        """What the last edition gives more than the first, in percentage points with a sign; empty if not known."""
        first, last = self.days[0][1].ratio, self.days[-1][1].ratio
        if first is None or last is None:
            return ""
        change = last - first
        return f"{'+' if change > 0 else '−' if change < 0 else '±'}{abs(change)}"


@dataclass(frozen=True)
class Editions:
    """The last years that have measured values, the latest first; empty where nothing was imported."""

    indexes: tuple[AirIndex, ...]
    years: tuple[EditionYear, ...]


_kept: Kept[Editions] = Kept(32)


def editions_of(data_folder: Path, pack: Pack, area: str, *, until: int | None = None) -> Editions:
    """All years of an area by all editions of the pack; computed again when something was imported.

    ``until`` leaves out later years.
    """
    store = Store.of_air(data_folder)
    key = (str(data_folder), pack.name, area, until, mark_of(store))
    return _kept.get(key, lambda: _computed(store, AirRules.of(pack), area, until))


def mark_of(store: Store) -> tuple[int, int]:
    """Changes with every import; (0, 0) before the first."""
    try:
        found = (store.folder / LEDGER).stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _computed(store: Store, rules: AirRules, area: str, until: int | None) -> Editions:
    members = members_of(Register.load(store.folder), area)
    queries = [IndexQuery.of(index, quantities(index)) for index in rules.editions]
    years = [year for year in _years(store) if until is None or year <= until][:MAX_YEARS]
    found = [_year(store, rules, queries, area, members, year) for year in years]
    return Editions(rules.editions, tuple(each for each in found if each is not None))


def _years(store: Store) -> list[int]:
    """The years of which any series has a part, the latest first."""
    parts = {
        part
        for resolution in (Resolution.HOURLY, Resolution.DAILY)
        for code in store.codes(resolution)
        for part in store.parts(resolution, code)
    }
    return sorted({int(part[:4]) for part in parts}, reverse=True)


def _year(
    store: Store, rules: AirRules, queries: Sequence[IndexQuery], area: str, members: Sequence[Member], year: int
) -> EditionYear | None:
    """The concentrations of a year are computed once and judged by each edition; None without a valid day."""
    daily = sorted({each for query in queries for each in query.daily})
    day_rules = DayRules.of(rules)
    found: list[tuple[AirIndex, GoodDays]] = []
    with connect() as connection:
        set_members(connection, [area], members)
        compute_site_days(connection, store, year, day_rules)
        compute_concentrations(connection, store, year, day_rules, daily)
        for index, query in zip(rules.editions, queries, strict=True):
            compute_days(connection, query)
            found.append((index, good_days_by_unit(connection, index, rules).get(area, NO_DAYS)))
    return EditionYear(year, tuple(found)) if any(days.valid for _, days in found) else None
