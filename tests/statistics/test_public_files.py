"""The three public layouts as they are found in the wild; skipped without the reference files."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.statistics.samples import NOW

from lvheng.statistics import Options, Report, Store, import_file


@pytest.fixture
def public(shared: Path, store: Store):
    def take(name: str) -> Report:
        return import_file(shared / "data" / "air" / name, store, {"pm10": Decimal(5000)}, Options("622900"), NOW)

    return take


def test_the_national_hour_comes_in_with_its_swapped_ozone_put_right(public, values) -> None:
    report = public("cnemc_national_hour_20180220T07.csv")
    assert (report.rows, report.refused) == (1495, ())
    assert sum("对调" in note.zh for note in report.notes) == 2
    ozone = {site: value for site, _, value, _ in values("o3_1h")}
    assert ozone["1002A"] == "83.000000"  # the file says 112 under o3, but its AQI of 26 is that of 83


def test_the_hours_of_two_sites_come_in_without_their_repeated_rows(public, values) -> None:
    report = public("linxia_2sites_hourly_20200402_08.csv")
    assert (report.rows, report.sites, report.refused) == (198, 2, ())
    assert report.repeated == 78
    assert {flag for _, _, _, flag in values("o3_1h")} == {""}


def test_the_days_of_fourteen_cities_come_in(public) -> None:
    report = public("gansu14_daily_2014_2017_aqistudy.csv")
    assert (report.rows, report.sites, report.merged.added, report.refused) == (11806, 14, 82642, ())
