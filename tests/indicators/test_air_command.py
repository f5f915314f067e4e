"""``lvheng air days`` as a person and a program see it."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from lvheng.errors import InputProblem, Problems
from lvheng.indicators.air_command import Request, days_command, name_of, read_dust
from lvheng.statistics import Options, Store, import_file

HEADING = "city,date,aqi,aqi_range,level,pm2_5,pm10,so2,co,no2,o3,rank"
ROWS = ["临夏州,2016-03-04,50,,,20,600,20,1.3,45,50,", "临夏州,2016-03-05,57,,,20,50,20,1.3,45,50,"]


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LVHENG_DATA", str(tmp_path))
    monkeypatch.setenv("LVHENG_LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "200")
    path = tmp_path / "days.csv"
    path.write_text("\n".join([HEADING, *ROWS]), encoding="utf-8")
    import_file(path, Store.of_air(tmp_path), {}, Options(), datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))


@pytest.fixture
def dust(tmp_path: Path) -> Path:
    path = tmp_path / "dust.csv"
    path.write_text("date,note\n2016-03-04,沙尘暴\n", encoding="utf-8")
    return path


def test_it_prints_days_ratios_and_what_is_to_be_verified(capsys, dust: Path) -> None:
    assert days_command(Request("622900", 2016, dust=dust, beside_published=True), "table") == 0
    output = capsys.readouterr().out
    assert "HJ 633-2012" in output
    assert "Severely polluted" in output
    assert "1 / 2 = 50.0 %" in output
    assert "1 / 1 = 100.0 %" in output
    assert "Rules to be verified:" in output
    assert "2 days; same level: 1; at most 1 apart: 1" in output


def test_without_a_list_of_dust_days_the_adjusted_ratio_stays_open(capsys) -> None:
    days_command(Request("622900", 2016), "table")
    assert "not computed: no list of days with sand-dust" in capsys.readouterr().out


def test_json_keeps_decimals_exact(capsys, dust: Path) -> None:
    days_command(Request("622900", 2016, "hj633-2026", dust, beside_published=True), "json")
    found = json.loads(capsys.readouterr().out)
    assert found["edition"] == "hj633-2026"
    assert found["ratio_raw"] == {"good": 1, "valid": 2, "percent": "50.0"}
    assert found["ratio_dust_adjusted"] == {"good": 1, "valid": 1, "percent": "100.0"}
    assert found["days"][0]["primary"] == ["pm10_24h"]
    assert found["comparison"]["days"] == 2


def test_an_area_without_values_is_told_what_to_do() -> None:
    with pytest.raises(InputProblem) as caught:
        days_command(Request("622900", 2019), "table")
    assert "lvheng air import" in caught.value.in_language("en")


@pytest.mark.parametrize("given", [("pm25",), ("so2_24h", "pm25")])
def test_a_quantity_that_the_edition_does_not_have_is_refused(given: tuple[str, ...]) -> None:
    with pytest.raises(InputProblem) as caught:
        days_command(Request("622900", 2016, not_monitored=given), "table")
    assert "pm2_5_24h" in caught.value.in_language("en")


def test_all_dust_days_that_are_no_days_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("date,note\n2016-03-04,a\n2016-02-30,b\nyesterday,c\n", encoding="utf-8")
    with pytest.raises(Problems) as caught:
        read_dust(path)
    assert [problem.where for problem in caught.value.problems] == ["wrong.csv:3:date", "wrong.csv:4:date"]


def test_a_list_of_dust_days_needs_a_column_date(tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("day,note\n2016-03-04,a\n", encoding="utf-8")
    with pytest.raises(InputProblem) as caught:
        read_dust(path)
    assert caught.value.code == "no_date_column"


@pytest.mark.parametrize(
    ("quantity", "name"), [("pm2_5_24h", "PM₂.₅"), ("o3_8h_max", "O₃-8h"), ("o3_1h_max", "O₃-1h"), ("co_24h", "CO")]
)
def test_quantities_have_the_names_that_people_know(quantity: str, name: str) -> None:
    assert name_of(quantity) == name
