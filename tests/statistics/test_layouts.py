"""A file is known by its heading."""

from __future__ import annotations

import pytest
from tests.statistics.samples import CITY_HEADING, SITE_HEADING, STATION_HEADING

from lvheng.errors import InputProblem
from lvheng.statistics import LAYOUTS, recognise


@pytest.mark.parametrize(
    ("heading", "code"),
    [(SITE_HEADING, "site_hours"), (STATION_HEADING, "station_hours"), (CITY_HEADING, "city_days")],
)
def test_it_recognises_a_layout_by_its_heading(heading: str, code: str) -> None:
    assert recognise(heading.split(","), "any.csv").layout.code == code


def test_the_order_and_the_case_of_columns_do_not_matter() -> None:
    found = recognise(["PM2.5", "HOUR", " watchpoint ", "Date"], "any.csv")
    assert (found.layout.code, found.measures) == ("site_hours", {"pm2_5": "pm2_5_1h"})


def test_it_says_which_columns_are_missing_from_the_nearest_layout() -> None:
    with pytest.raises(InputProblem) as caught:
        recognise(["timepoint", "longitude", "pm10"], "any.csv")
    assert "without: stationcode" in caught.value.in_language("en")


def test_it_refuses_a_column_that_it_does_not_know_and_guesses_what_was_meant() -> None:
    found = recognise(["city", "date", "pm25", "pm10"], "any.csv")
    (problem,) = found.refused
    assert problem.where == "any.csv:1:pm25"
    assert "Did you mean “pm2_5”?" in problem.in_language("en")
    assert found.measures == {"pm10": "pm10_24h"}


def test_it_refuses_a_file_with_a_column_twice() -> None:
    with pytest.raises(InputProblem, match="pm10"):
        recognise(["city", "date", "PM10", "pm10"], "any.csv")


def test_it_refuses_a_file_without_any_measured_value() -> None:
    with pytest.raises(InputProblem) as caught:
        recognise(["city", "date", "level"], "any.csv")
    assert caught.value.code == "no_measures"


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.code)
def test_no_column_of_a_layout_means_two_things(layout) -> None:
    assert len(set(layout.measures.values())) == len(layout.measures)
    assert not set(layout.measures) & {*layout.required, *layout.ignored}
