"""Observations keep two times: the period that they are about, and the moment since when they were known."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction

from lvheng.errors import Text
from lvheng.formula import Period
from lvheng.statistics.models import Observation
from lvheng.statistics.observed import Knowledge, observations, origins, watermark
from lvheng.statistics.recording import Figure, keepable, record_batch, release

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
OFFICE = Knowledge(public=False)


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2025, 3, day, hour, tzinfo=CHINA)


def record(value: Decimal | bool | str | None, day: int, *, simulated: bool = False, element: str = "gdp") -> Any:
    figure = Figure(element, "622900", Period.parse("2024"), value)
    kind = "simulated" if simulated else "series"
    return record_batch(kind, Text("试验", "a test"), [figure], at=at(day), simulated=simulated)


def known(knowledge: Knowledge) -> list[Decimal | None]:
    return observations(knowledge).column("value").to_pylist()


def test_a_later_value_supersedes_an_earlier_one_and_any_day_can_be_asked_for() -> None:
    record(Decimal("408.4"), 1)
    record(Decimal("409.25"), 5)

    assert known(OFFICE) == [Decimal("409.25")]
    assert known(Knowledge(public=False, as_of=date(2025, 3, 4))) == [Decimal("408.4")]
    assert known(Knowledge(public=False, as_of=date(2025, 2, 28))) == []


def test_a_day_ends_at_midnight_in_china() -> None:
    record_batch(
        "series",
        Text("试验", "a test"),
        [Figure("gdp", "622900", Period.parse("2024"), Decimal(1))],
        at=datetime(2025, 3, 2, 23, 59, tzinfo=CHINA),
    )
    assert known(Knowledge(public=False, as_of=date(2025, 3, 2))) == [Decimal(1)]
    assert known(Knowledge(public=False, as_of=date(2025, 3, 1))) == []


def test_the_public_knows_what_was_released() -> None:
    first = record(Decimal(1), 1)
    release(first, at=at(3))
    record(Decimal(2), 4)

    assert known(Knowledge()) == [Decimal(1)]
    assert known(Knowledge(as_of=date(2025, 3, 2))) == []
    assert known(OFFICE) == [Decimal(2)]


def test_a_reported_value_comes_before_a_simulated_one_whatever_came_later() -> None:
    record(Decimal(1), 1)
    record(Decimal(2), 2, simulated=True)

    table = observations(OFFICE)
    assert table.column("value").to_pylist() == [Decimal(1)]
    assert table.column("simulated").to_pylist() == [False]


def test_a_withdrawn_value_is_no_longer_there() -> None:
    record(Decimal(1), 1)
    record(None, 2)

    assert known(OFFICE) == []
    assert known(Knowledge(public=False, as_of=date(2025, 3, 1))) == [Decimal(1)]


def test_words_and_truth_values_are_kept_too() -> None:
    record(True, 1, element="sorted")
    record("full", 1, element="stage")

    table = observations(OFFICE)
    assert dict(zip(table.column("element").to_pylist(), table.column("word").to_pylist(), strict=True)) == {
        "sorted": "true",
        "stage": "full",
    }


def test_only_the_elements_asked_for_are_read() -> None:
    record(Decimal(1), 1)
    record(Decimal(2), 1, element="energy_total")

    assert observations(OFFICE, ["gdp"]).num_rows == 1
    assert observations(OFFICE, []).num_rows == 0


def test_the_watermark_tells_every_change() -> None:
    marks = [watermark(OFFICE)]
    batch = record(Decimal(1), 1)
    marks.append(watermark(OFFICE))
    release(batch, at=at(2))
    marks.append(watermark(OFFICE))
    marks.append(watermark(Knowledge()))
    assert len(set(marks)) == len(marks)


def test_a_batch_says_where_its_figures_came_from() -> None:
    batch = record(Decimal(1), 1)
    origin = origins([batch.pk])[batch.pk]
    assert (origin.title.en, origin.recorded_at, origin.simulated, origin.report) == ("a test", at(1), False, None)


@pytest.mark.parametrize(
    ("value", "can"),
    [
        ("1.000000000001", True),
        ("1E-13", False),
        ("1E26", False),
        ("-99999999999999999999999999.5", True),
        ("NaN", False),
    ],
)
def test_a_number_is_kept_exactly_or_refused(value: str, can: bool) -> None:
    assert keepable(Decimal(value)) is can
    if not can:
        with pytest.raises(ValueError, match="digits"):
            record(Decimal(value), 1)
    else:
        record(Decimal(value), 1)
        assert known(OFFICE) == [Decimal(value)]


def test_the_database_refuses_to_change_or_delete_an_observation() -> None:
    record(Decimal(1), 1)
    for change in (lambda: Observation.objects.update(value=2), lambda: Observation.objects.all().delete()):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()
    assert known(OFFICE) == [Decimal(1)]


def test_simulated_observations_may_be_removed() -> None:
    batch = record(Decimal(1), 1, simulated=True)
    release(batch, at=at(1))
    batch.delete()
    assert known(OFFICE) == []
