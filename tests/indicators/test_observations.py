"""Which published figure is relied on, and that it is converted exactly."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.indicators.support import measures

from lvheng.indicators import published_observations
from lvheng.indicators.observations import as_printed, best_figures, value_of
from lvheng.packs.measures import PublishedFigure
from lvheng.packs.model import Source

KEY = ("film_used", "622900", "2025")


def figure(value: str, **changes: Any) -> PublishedFigure:
    certainty = changes.pop("certainty", "original")
    source = Source(title=changes.pop("title", "bulletin"), certainty=certainty)
    fields: dict[str, Any] = {
        "measure": "film_used",
        "area": "622900",
        "period": "2025",
        "value": Decimal(value),
        "unit": "t",
        "published": datetime.date(2026, 1, 31),
        "source": source,
    }
    return PublishedFigure(**(fields | changes))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"vintage": "revised"}, {"vintage": "final"}),
        ({"vintage": "final"}, {"vintage": "preliminary", "published": datetime.date(2026, 3, 1)}),
        ({"vintage": "not_stated"}, {"vintage": "preliminary"}),
        ({"certainty": "original"}, {"certainty": "secondary", "published": datetime.date(2026, 3, 1)}),
        ({"published": datetime.date(2026, 3, 1)}, {"published": datetime.date(2026, 1, 1)}),
    ],
)
def test_it_relies_on_the_better_figure_in_whatever_order_they_are_written(
    better: dict[str, Any], worse: dict[str, Any]
) -> None:
    good, bad = figure("100", **better), figure("99", title="other", **worse)
    for written in ((good, bad), (bad, good)):
        assert best_figures(written)[KEY] is good


def test_a_later_figure_counts_only_from_the_day_it_was_public() -> None:
    early = figure("99", vintage="preliminary")
    late = figure("100", vintage="final", published=datetime.date(2026, 9, 1))
    assert best_figures((early, late), datetime.date(2026, 8, 31))[KEY] is early
    assert best_figures((early, late), datetime.date(2026, 9, 1))[KEY] is late
    assert best_figures((early, late), datetime.date(2026, 1, 1)) == {}


def test_targets_and_figures_to_date_are_not_values_of_the_period() -> None:
    written = (figure("100", kind="target"), figure("50", to_date=True))
    assert best_figures(written) == {}
    assert best_figures(written, to_date=True)[KEY].value == 50


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [("18.41", "万吨", "184100"), ("9990", "t", "9990"), ("9990.5", "kg", "9.9905"), ("1.05", "万吨", "10500")],
)
def test_a_figure_is_converted_exactly_into_the_unit_of_its_element(value: str, unit: str, expected: str) -> None:
    assert value_of(measures(), figure(value, unit=unit)) == Decimal(expected)


def test_a_computed_value_is_printed_as_the_published_one_is() -> None:
    assert as_printed(measures(), figure("18.4", unit="万吨"), Decimal("184499.99")) == Decimal("18.4")
    assert as_printed(measures(), figure("18.45", unit="万吨"), Decimal("184499.99")) == Decimal("18.45")


def test_only_elements_become_observations() -> None:
    rate = figure("90", measure="film_recovery_rate", unit="%")
    found = published_observations(replace(measures(), figures=(figure("100"), rate)))
    assert list(found) == [KEY]
    assert "bulletin" in found[KEY].origin
