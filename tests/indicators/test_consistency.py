"""Published figures that contradict each other are found, with both numbers."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.indicators.support import measures

from lvheng.indicators import conflicts, inconsistencies
from lvheng.packs.measures import PublishedFigure
from lvheng.packs.model import Source


def test_it_finds_every_published_result_that_its_published_parts_do_not_give() -> None:
    found = [
        (each.figure.area, each.figure.measure, str(each.published), str(each.computed), each.possible)
        for each in inconsistencies(measures())
    ]
    assert found == [
        # The parts are printed so coarsely ("about 5", "6") that 85 % is still possible.
        ("622927", "farmland_task_completion", "85", "83", True),
        ("620800", "film_recovery_rate", "84.21", "84.60", False),
        ("622923", "gdp_per_person", "38206", "38168", False),
    ]


def test_it_says_within_which_limits_the_result_would_have_to_lie() -> None:
    (pingliang,) = [each for each in inconsistencies(measures()) if each.figure.area == "620800"]
    assert (round(float(pingliang.least), 3), round(float(pingliang.greatest), 3)) == (84.592, 84.602)
    assert [part.measure for part in pingliang.parts] == ["film_used", "film_recovered"]


def test_it_finds_where_two_sources_disagree() -> None:
    found = [
        (each.first.measure, each.first.area, str(each.first.value), str(each.second.value))
        for each in conflicts(measures())
    ]
    assert ("resident_population", "622900", "212.41", "212.40") in found
    assert ("energy_per_gdp_decline", "620000", "13", "12.5") in found


def figure(measure: str, value: str, unit: str, *, to_date: bool = False) -> PublishedFigure:
    return PublishedFigure(
        measure=measure,
        area="622900",
        period="2025",
        value=Decimal(value),
        unit=unit,
        to_date=to_date,
        published=datetime.date(2026, 1, 31),
        source=Source(title="bulletin", certainty="original"),
    )


@pytest.mark.parametrize(
    ("rate", "used", "recovered", "verdict"),
    [
        ("90.5", "15.24", "13.79", "agrees"),
        ("90", "15.24", "13.79", "agrees"),
        ("90.8", "15.24", "13.79", "contradicts"),
        ("90.6", "15", "13.6", "possible"),
    ],
)
def test_a_rate_agrees_within_the_rounding_of_what_was_printed(
    rate: str, used: str, recovered: str, verdict: str
) -> None:
    figures = (
        figure("film_used", used, "万吨"),
        figure("film_recovered", recovered, "万吨"),
        figure("film_recovery_rate", rate, "%"),
    )
    found = inconsistencies(replace(measures(), figures=figures))
    got = "agrees" if not found else "possible" if found[0].possible else "contradicts"
    assert got == verdict


def test_figures_to_date_are_compared_only_with_each_other() -> None:
    parts = (figure("film_used", "100", "t"), figure("film_recovered", "80", "t"))
    rate = figure("film_recovery_rate", "85", "%", to_date=True)
    assert inconsistencies(replace(measures(), figures=(*parts, rate))) == []
