"""What comes in, what is flagged, what is refused."""

from __future__ import annotations

import duckdb
import pytest
from tests.statistics.samples import CITY_HEADING, NOW, PLAUSIBLE, SITE_HEADING, STATION_HEADING, site_row, station

from lvheng.errors import InputProblem, Problems, StateConflict
from lvheng.statistics import Options, Resolution, import_file


def test_hourly_values_of_sites_come_in_exactly(imported, values) -> None:
    report = imported(SITE_HEADING, [site_row("20200402", "08", pm2_5="28", co="0.4", o3_8h="45")])
    assert (report.merged.added, report.sites, report.refused) == (3, 1, ())
    assert values("co_1h") == [("622900-环保局", "2020-04-02 07", "0.400000", "")]


def test_the_hour_written_is_the_end_of_the_hour_so_midnight_belongs_to_the_day_before(imported, values) -> None:
    imported(SITE_HEADING, [site_row("20200403", "00", pm10="96"), site_row("20200403", "24", pm10="97")])
    assert [time for _, time, _, _ in values("pm10_1h")] == ["2020-04-02 23", "2020-04-03 23"]


def test_daily_values_of_cities_come_in_under_the_code_of_the_city(imported, values) -> None:
    report = imported(CITY_HEADING, ["临夏州,2015-01-01,331,219~500,严重污染,272.9,379,131.1,4.638,149.5,76,509"])
    assert report.merged.added == 7
    assert values("co_24h", Resolution.DAILY) == [("622900", "2015-01-01 00", "4.638000", "")]


def test_stations_come_in_with_their_place_and_area(imported, registered) -> None:
    imported(STATION_HEADING, [station(pm2_5="38"), station("2001A", pm2_5="40").replace("北京市", "某市")])
    sites = {site.site: (site.area, site.area_name, site.longitude) for site in registered()}
    assert sites == {"1001A": ("110000", "北京市", "116.366"), "2001A": ("", "某市", "116.366")}


@pytest.mark.parametrize("empty", ["", "NaN", "-;", "—", " - ", "NA"])
def test_what_stands_for_nothing_is_no_value(imported, values, empty: str) -> None:
    report = imported(SITE_HEADING, [site_row("20200402", "08", pm10=empty, pm2_5="1")])
    assert values("pm10_1h") == []
    assert report.refused == ()


def test_a_file_imported_twice_changes_nothing(imported, values) -> None:
    rows = [site_row("20200402", "08", pm10="51")]
    first, again = imported(SITE_HEADING, rows), imported(SITE_HEADING, rows, name="other_name.csv")
    assert first.already is None
    assert again.already is not None
    assert len(values("pm10_1h")) == 1


def test_an_hour_that_is_there_already_is_not_taken_twice(imported, values) -> None:
    imported(SITE_HEADING, [site_row("20200402", "08", pm10="51")])
    report = imported(SITE_HEADING, [site_row("20200402", "08", pm10="51"), site_row("20200402", "09", pm10="62")])
    assert (report.merged.added, report.merged.unchanged, report.merged.revised) == (1, 1, 0)
    assert len(values("pm10_1h")) == 2


def test_a_revised_hour_replaces_the_old_value_and_keeps_it(imported, values, store) -> None:
    imported(SITE_HEADING, [site_row("20200402", "08", pm10="51"), site_row("20200402", "09", pm10="60")])
    report = imported(SITE_HEADING, [site_row("20200402", "08", pm10="52")])
    assert report.merged.revised == 1
    assert [value for _, _, value, _ in values("pm10_1h")] == ["52.000000", "60.000000"]
    kept = store.folder / "hourly/pm10_1h/superseded/2020-04.parquet"
    assert duckdb.sql(f"SELECT value::VARCHAR, superseded_by FROM '{kept}'").fetchall() == [
        ("51.000000", report.sha256[:16])
    ]


def test_values_are_kept_in_one_file_for_each_series_and_month(imported, store) -> None:
    imported(SITE_HEADING, [site_row("20200401", "00", pm10="1"), site_row("20200401", "01", pm10="2", so2="3")])
    files = sorted(path.relative_to(store.folder).as_posix() for path in store.folder.rglob("*.parquet"))
    assert files == [
        "hourly/pm10_1h/2020-03.parquet",
        "hourly/pm10_1h/2020-04.parquet",
        "hourly/so2_1h/2020-04.parquet",
    ]
    types = dict(
        duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{store.folder / files[0]}')").fetchall()
    )
    assert types["value"] == "DECIMAL(18,6)"
    assert types["time"] == "TIMESTAMP WITH TIME ZONE"


@pytest.mark.parametrize(
    ("column", "value", "flag"),
    [("pm10", "-3", "negative"), ("so2", "0", "zero"), ("o3_1h", "1200.1", "implausible"), ("o3_1h", "1200", "")],
)
def test_doubtful_values_are_kept_and_flagged(imported, values, column: str, value: str, flag: str) -> None:
    report = imported(SITE_HEADING, [site_row("20200402", "08", **{column: value})])
    code = column if column.endswith("_1h") else f"{column}_1h"
    assert values(code)[0][3] == flag
    assert report.flagged == ({flag: 1} if flag else {})


def test_identical_rows_count_once(imported, values) -> None:
    report = imported(SITE_HEADING, [site_row("20200402", "20", pm10="76")] * 2)
    assert (report.repeated, report.refused, len(values("pm10_1h"))) == (1, (), 1)


def test_rows_that_contradict_each_other_are_refused_with_their_places(imported, values) -> None:
    rows = [site_row("20200402", "20", pm10="76", so2="1"), site_row("20200402", "20", pm10="77", so2="1")]
    report = imported(SITE_HEADING, rows)
    assert [problem.where for problem in report.refused] == ["file.csv:2:pm10", "file.csv:3:pm10"]
    assert values("pm10_1h") == []
    assert len(values("so2_1h")) == 1


def test_missing_hours_are_counted(imported) -> None:
    rows = [site_row("20200402", hour, pm10="76") for hour in ("08", "09", "12")]
    assert imported(SITE_HEADING, rows).missing_times == 2


def test_every_cell_that_cannot_be_read_is_told_at_once_with_row_and_column(imported, values) -> None:
    report = imported(
        SITE_HEADING,
        [
            site_row("20200402", "08", pm10="abc", co="0.1234567"),
            site_row("2020-13-02", "09", pm10="1"),
            site_row("20200402", "25", pm10="1"),
            site_row("20200402", "10", site="", pm10="1"),
            site_row("20270402", "10", pm10="1"),
            "too,short",
            site_row("20200402", "11", pm10="1e2"),
            site_row("20200402", "12", pm10="5"),
        ],
    )
    assert [(problem.where.removeprefix("file.csv:"), problem.code) for problem in report.refused] == [
        ("2:co", "too_many_digits"),
        ("2:pm10", "not_a_number"),
        ("3", "not_a_time"),
        ("4", "not_a_time"),
        ("5", "no_site"),
        ("6", "in_the_future"),
        ("7", "wrong_number_of_cells"),
        ("8:pm10", "too_many_digits"),
    ]
    assert [value for _, _, value, _ in values("pm10_1h")] == ["5.000000"]
    assert all(problem.to_do for problem in report.refused)


def test_a_time_that_is_not_a_full_hour_is_refused(imported) -> None:
    with pytest.raises(Problems) as caught:
        imported(STATION_HEADING, [station(time="2018-02-20T07:30:00", pm2_5="3")])
    assert [problem.code for problem in caught.value.problems] == ["not_on_the_hour"]


def test_a_file_without_any_value_is_refused_whole(imported, store) -> None:
    with pytest.raises(Problems) as caught:
        imported(SITE_HEADING, [site_row("20200402", "08")])
    assert [problem.code for problem in caught.value.problems] == ["no_values"]
    assert not list(store.folder.rglob("*.parquet"))


def test_a_city_that_nobody_knows_is_refused(imported) -> None:
    report = imported(
        CITY_HEADING, ["某市,2015-01-01,,,,1,,,,,,", "兰州,2015-01-01,,,,2,,,,,,", "甘南州,2015-01-01,,,,3,,,,,,"]
    )
    assert [(problem.where, problem.code) for problem in report.refused] == [("file.csv:2", "unknown_area")]
    assert report.sites == 2


def test_sites_without_an_area_need_one_to_be_given(imported) -> None:
    with pytest.raises(InputProblem) as caught:
        imported(SITE_HEADING, [site_row("20200402", "08", pm10="1")], Options())
    assert "--area 622900" in caught.value.in_language("en")


@pytest.mark.parametrize("time", ["2018-02-19T23:00:00Z", "2018-02-20T07:00:00+08:00", "2018-02-20 07:00"])
def test_times_with_a_zone_are_read_in_it_and_others_as_chinese_time(imported, values, time: str) -> None:
    imported(STATION_HEADING, [station(time=time, pm2_5="38")])
    assert [row[1] for row in values("pm2_5_1h")] == ["2018-02-20 06"]


def test_a_file_in_utc_can_be_read_anew_and_what_was_wrong_is_taken_back(imported, values, store) -> None:
    rows = [station(time="2018-02-19T23:00:00", pm2_5="38")]
    imported(STATION_HEADING, rows)
    report = imported(STATION_HEADING, rows, Options("622900", utc=True))
    assert (report.withdrawn, report.merged.added) == (1, 1)
    assert [row[1] for row in values("pm2_5_1h")] == ["2018-02-20 06"]


def test_a_file_read_anew_for_another_area_leaves_no_site_behind(imported, registered) -> None:
    rows = [site_row("20200402", "08", pm10="51")]
    imported(SITE_HEADING, rows, Options("622900"))
    imported(SITE_HEADING, rows, Options("622901"))
    assert [(site.site, site.area) for site in registered()] == [("622901-环保局", "622901")]


def test_an_area_that_does_not_exist_is_refused(imported) -> None:
    with pytest.raises(InputProblem) as caught:
        imported(SITE_HEADING, [site_row("20200402", "08", pm10="1")], Options("999999"))
    assert caught.value.code == "area_unknown"


def test_problems_are_counted_beyond_those_that_are_named(imported, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lvheng.statistics.parsing.MAX_TOLD", 3)
    rows = [site_row("20200402", f"{hour:02}", pm10="x", co="1") for hour in range(10)]
    report = imported(SITE_HEADING, rows)
    assert (len(report.refused), report.refused_count) == (3, 10)


def test_only_one_import_runs_at_a_time(store, written) -> None:
    path = written(SITE_HEADING, [site_row("20200402", "08", pm10="1")])
    with store.locked(), pytest.raises(StateConflict):
        import_file(path, store, PLAUSIBLE, Options("622900"), NOW)


def test_a_crash_before_the_swap_leaves_the_old_values(imported, values, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(SITE_HEADING, [site_row("20200402", "08", pm10="51")])

    def crash(_descriptor: int) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr("lvheng.statistics.storage.os.fsync", crash)
        with pytest.raises(OSError, match="no space"):
            imported(SITE_HEADING, [site_row("20200402", "08", pm10="52")])
    assert [value for _, _, value, _ in values("pm10_1h")] == ["51.000000"]
    imported(SITE_HEADING, [site_row("20200402", "08", pm10="52")])
    assert [value for _, _, value, _ in values("pm10_1h")] == ["52.000000"]
