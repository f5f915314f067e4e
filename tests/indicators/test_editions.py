"""Both editions of the air quality index side by side, from measured series."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.test import Client

from lvheng.indicators.editions import editions_of
from lvheng.packs import load_pack
from lvheng.plan.models import Version
from lvheng.statistics import Options, Store, import_file

HEADING = "city,date,aqi,aqi_range,level,pm2_5,pm10,so2,co,no2,o3,rank"
# PM2.5 of 70 makes an index of 95 by the edition of 2012 and of more than 100 by that of 2026.
ROWS = ["临夏州,2016-03-04,95,,,70,60,20,1.3,45,50,", "临夏州,2016-03-05,57,,,20,50,20,1.3,45,50,"]
PAGE = "/indicators/air_good_day_ratio/"


def bring_in(data_folder: Path, file: Path, *rows: str) -> None:
    file.write_text("\n".join([HEADING, *rows]), encoding="utf-8")
    at = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    import_file(file, Store.of_air(data_folder), {}, Options(), at)


def ratios(data_folder: Path, **until: int) -> dict[int, list[Decimal | None]]:
    found = editions_of(data_folder, load_pack("linxia"), "622900", **until)
    return {each.year: [days.ratio for _, days in each.days] for each in found.years}


def test_each_year_has_its_ratio_by_each_edition(tmp_path: Path) -> None:
    bring_in(tmp_path, tmp_path / "days.csv", *ROWS)
    found = editions_of(tmp_path, load_pack("linxia"), "622900")
    assert [index.edition for index in found.indexes] == ["hj633-2012", "hj633-2026"]
    (year,) = found.years
    assert [(index.edition, days.good, days.valid) for index, days in year.days] == [
        ("hj633-2012", 2, 2),
        ("hj633-2026", 1, 2),
    ]
    assert year.change == "−50.0"


def test_a_new_import_is_seen_and_later_years_can_be_left_out(tmp_path: Path) -> None:
    assert ratios(tmp_path) == {}
    bring_in(tmp_path, tmp_path / "days.csv", *ROWS)
    assert ratios(tmp_path) == {2016: [Decimal("100.0"), Decimal("50.0")]}
    bring_in(tmp_path, tmp_path / "more.csv", "临夏州,2017-03-05,57,,,20,50,20,1.3,45,50,")
    assert list(ratios(tmp_path)) == [2017, 2016]
    assert list(ratios(tmp_path, until=2016)) == [2016]


def test_an_area_without_measured_values_has_no_years(tmp_path: Path) -> None:
    bring_in(tmp_path, tmp_path / "days.csv", *ROWS)
    assert editions_of(tmp_path, load_pack("linxia"), "622901").years == ()


def test_the_page_compares_the_editions_or_tells_how_to_bring_values_in(
    linxia: Version, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.CONFIGURATION = replace(settings.CONFIGURATION, data_dir=tmp_path)
    client.cookies["django_language"] = "en"
    assert "lvheng air import" in client.get(PAGE).content.decode()
    bring_in(tmp_path, tmp_path / "days.csv", *ROWS)
    text = client.get(PAGE).content.decode()
    assert "HJ 633-2026" in text
    assert "1 of 2 valid days" in text
    assert "−50.0 percentage points" in text
    assert "HJ 633-2026" not in client.get("/indicators/straw_utilisation_rate/").content.decode()
