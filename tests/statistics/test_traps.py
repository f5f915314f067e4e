"""Known traps: swapped ozone columns, moved stations, times in UTC."""

from __future__ import annotations

import pytest
from tests.statistics.samples import SITE_HEADING, STATION_HEADING, site_row, station

from lvheng.statistics import Options

SUN = [20, 18, 16, 14, 13, 12, 12, 15, 25, 40, 60, 80, 95, 104, 110, 112, 108, 98, 80, 62, 48, 38, 30, 24]


def ozone_days(shift: int = 0, swapped: bool = False) -> list[str]:
    """Three days of ozone with the mean of the last eight hours beside it, as a site publishes both."""
    hours = [SUN[(hour - shift) % 24] + day for day in range(3) for hour in range(24)]
    rows = []
    for index, one in enumerate(hours):
        if index < 7:
            continue
        pair = (str(one), str(round(sum(hours[index - 7 : index + 1]) / 8)))
        first, second = reversed(pair) if swapped else pair
        rows.append(site_row(f"2020040{1 + index // 24}", f"{index % 24:02}", o3_1h=first, o3_8h=second))
    return rows


def stations(count: int, swapped: int) -> list[str]:
    """Stations whose ozone of now is 60 and whose maximum is 90, in some of them the other way round."""
    pair = {"o3": "60", "o3_24h": "90"}
    other = {"o3": "90", "o3_24h": "60"}
    return [station(f"{1000 + index}A", **(other if index < swapped else pair)) for index in range(count)]


def test_swapped_maximum_and_hourly_ozone_are_put_right_flagged_and_told(imported, values) -> None:
    report = imported(STATION_HEADING, stations(40, swapped=40))
    assert {(value, flag) for _, _, value, flag in values("o3_1h")} == {("60.000000", "columns_swapped")}
    assert {value for _, _, value, _ in values("o3_1h_max")} == {"90.000000"}
    (note,) = report.notes
    assert "of 40 rows that can tell, 40 are possible only that way" in note.en


def test_ozone_columns_as_they_should_be_are_left_alone(imported, values) -> None:
    report = imported(STATION_HEADING, stations(40, swapped=0))
    assert {(value, flag) for _, _, value, flag in values("o3_1h")} == {("60.000000", "")}
    assert report.notes == ()


@pytest.mark.parametrize(("count", "swapped"), [(40, 20), (9, 9)])
def test_ozone_columns_that_nobody_can_tell_apart_are_refused(imported, values, count: int, swapped: int) -> None:
    rows = stations(count, swapped)
    rows[0] = station("1000A", o3="90", o3_24h="60", pm2_5="5")
    report = imported(STATION_HEADING, rows)
    assert [problem.code for problem in report.refused] == ["ozone_columns_unclear"]
    assert values("o3_1h") == values("o3_1h_max") == []
    assert len(values("pm2_5_1h")) == 1


def test_swapped_one_hour_and_eight_hour_ozone_are_put_right(imported, values) -> None:
    report = imported(SITE_HEADING, ozone_days(swapped=True))
    assert len(report.notes) == 2  # the area, and the columns
    assert max(float(value) for _, _, value, _ in values("o3_1h")) == max(SUN) + 2


def test_one_hour_and_eight_hour_ozone_in_their_place_stay(imported, values) -> None:
    imported(SITE_HEADING, ozone_days())
    assert {flag for _, _, _, flag in values("o3_1h")} == {""}


def test_ozone_that_peaks_at_dawn_raises_the_question_of_utc(imported) -> None:
    usual, early = imported(SITE_HEADING, ozone_days()), imported(SITE_HEADING, ozone_days(shift=-8))
    assert not [note for note in usual.notes if "UTC" in note.en]
    assert [note for note in early.notes if "UTC" in note.en]
    again = imported(SITE_HEADING, ozone_days(shift=-8), Options("622900", utc=True))
    assert not [note for note in again.notes if "UTC" in note.en]


def test_a_station_that_moves_keeps_its_code_and_gets_an_entry_for_each_place(imported, registered) -> None:
    imported(STATION_HEADING, [station(pm2_5="38")])
    report = imported(STATION_HEADING, [station(time="2019-02-20T07:00:00", place="116.400,39.9000", pm2_5="38")])
    (note,) = report.notes
    assert "1001A has moved" in note.en
    assert [site.longitude for site in registered()] == ["116.366", "116.400"]


def test_coordinates_with_other_decimals_are_no_move(imported, registered) -> None:
    imported(STATION_HEADING, [station(pm2_5="38")])
    report = imported(STATION_HEADING, [station(time="2019-02-20T07:00:00", place="116.3659,39.8674", pm2_5="38")])
    assert report.notes == ()
    (site,) = registered()
    assert site.last - site.first == 365 * 24


def test_a_station_that_is_renamed_is_told(imported, registered) -> None:
    imported(STATION_HEADING, [station(pm2_5="38")])
    row = station(time="2019-02-20T07:00:00", pm2_5="38").replace("万寿西宫", "西城")
    report = imported(STATION_HEADING, [row])
    assert ["it was “北京市 万寿西宫” and is “北京市 西城”" in note.en for note in report.notes] == [True]
    assert len(registered()) == 2
