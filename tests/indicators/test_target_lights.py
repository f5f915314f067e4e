"""The lights of an adopted plan's targets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lvheng.indicators.queries import count, fingerprint, light_of, lights_of
from lvheng.plan.models import Target, Version
from lvheng.plan.pages import also_shown


def test_a_target_with_a_published_figure_is_lit(linxia: Version) -> None:
    found = light_of(linxia.targets.get(code="air_good_day_ratio"))
    assert found.light == "green"
    assert found.standing.latest is not None
    assert (found.standing.latest.area, found.standing.latest.period.code) == ("622900", "2025")


def test_a_target_without_a_figure_after_its_base_year_is_grey(linxia: Version) -> None:
    found = light_of(linxia.targets.get(code="eco_industry_share"))
    assert found.light == "grey"
    assert found.standing.reason.zh == "只有2020年及以前的数"


def test_a_target_of_one_city_is_not_lit_by_the_figure_of_the_prefecture(linxia: Version) -> None:
    air = linxia.targets.get(code="air_good_day_ratio")
    fields = ("version", "quote", "start", "end", "comparator", "value", "unit", "deadline_year", "code")
    copied = {name: getattr(air, name) for name in fields}
    of_city, of_others = Target(**copied, scope="临夏市"), Target(**copied, scope="其他县城区")
    assert light_of(of_city).area == "622901"
    assert light_of(of_city).light == "red"
    assert light_of(of_others).light == "grey"
    assert light_of(of_others).standing.latest is None
    assert {part.area for part in light_of(of_others).parts} == {f"62292{n}" for n in range(1, 8)}


def test_a_target_that_no_indicator_computes_is_grey(linxia: Version) -> None:
    found = light_of(linxia.targets.get(code="sewage_full_collection_treatment"))
    assert (found.light, found.indicator) == ("grey", None)
    assert light_of(linxia.targets.filter(code="").first()).light == "grey"


def test_all_lights_of_a_version_take_two_queries(
    linxia: Version, django_assert_num_queries: Callable[[int], Any]
) -> None:
    lights_of(linxia)
    with django_assert_num_queries(2):
        lights = lights_of(linxia)
    counted = count(lights)
    assert (counted.total, counted.known, counted.judged) == (25, 3, 1)


def test_kept_parts_of_the_plan_depend_on_the_figures() -> None:
    assert fingerprint in also_shown
