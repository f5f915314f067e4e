"""Which reports tell of the same: matter, county, place and time together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lvheng.cases.public.alike import Spot, alike, distance_m

SPOT = Spot("waste", "622901", date(2026, 5, 10), "折桥镇 工业路", Decimal("103.25"), Decimal("35.6"))
NOWHERE = replace(SPOT, longitude=None, latitude=None)


def test_three_thousandths_of_a_degree_are_told_in_metres() -> None:
    assert distance_m(SPOT, replace(SPOT, latitude=Decimal("35.603"))) == pytest.approx(334, abs=1)
    assert distance_m(SPOT, replace(SPOT, longitude=Decimal("103.253"))) == pytest.approx(271.6, abs=1)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (SPOT, True),
        (replace(SPOT, longitude=Decimal("103.253")), True),
        (replace(SPOT, latitude=Decimal("35.603")), False),
        (replace(SPOT, day=date(2026, 5, 17)), True),
        (replace(SPOT, day=date(2026, 5, 18)), False),
        (replace(SPOT, matter="air"), False),
        (replace(SPOT, area="622921"), False),
        (replace(NOWHERE, address="折桥镇工业路。"), True),
        (replace(NOWHERE, address="别处"), False),
        (replace(NOWHERE, address=""), False),
    ],
)
def test_reports_are_alike_where_matter_county_place_and_time_fit(other: Spot, same: bool) -> None:
    assert alike(SPOT, other) is same
    assert alike(other, SPOT) is same


def test_two_reports_that_name_no_place_are_not_alike() -> None:
    assert not alike(replace(NOWHERE, address=""), replace(NOWHERE, address=""))
