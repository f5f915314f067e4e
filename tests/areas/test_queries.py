"""What other rooms ask about areas and organisations."""

from __future__ import annotations

import datetime

import pytest

from lvheng.areas import queries
from lvheng.areas.models import Area, Organisation

pytestmark = pytest.mark.django_db

ORGANISATIONS = """
prefecture_bureau | 州生态环境局   | 州环保局   | Ecology Bureau | 11
county_bureau     | 甲县农业农村局 | 甲县农业局 |                | 1101
closed_bureau     | 州农牧局       |            |                | 11
above             | 省农业农村厅   |            |                | 1
"""


@pytest.fixture(autouse=True)
def _bodies(db: None) -> None:
    """A province, a prefecture, a county and a few organisations, one of them closed."""
    parent = None
    for code, level in (("1", "province"), ("11", "prefecture"), ("1101", "county")):
        parent = Area.objects.create(code=code, name=f"区域{code}", level=level, parent=parent)
    for line in ORGANISATIONS.strip().splitlines():
        code, name, alias, name_en, area = (cell.strip() for cell in line.split("|"))
        aliases = [alias] if alias else []
        Organisation.objects.create(
            code=code, name=name, aliases=aliases, name_en=name_en, area_id=area, kind="department"
        )
    Organisation.objects.filter(code="closed_bureau").update(closed_on=datetime.date(2019, 1, 1))


def codes(organisations) -> list[str]:
    return sorted(each.code for each in organisations)


def test_areas_come_in_order_of_their_codes():
    assert [each.code for each in queries.areas()] == ["1", "11", "1101"]


def test_open_organisations_are_those_of_the_area_and_right_below_it():
    assert codes(queries.open_organisations(queries.area("11"))) == ["county_bureau", "prefecture_bureau"]
    assert codes(queries.open_organisations(queries.area("1"))) == ["above", "prefecture_bureau"]


def test_an_organisation_is_found_by_its_code_while_it_is_open():
    found = queries.open_organisation("county_bureau")
    assert found is not None
    assert found.name == "甲县农业农村局"
    assert queries.open_organisation("closed_bureau") is None
    assert queries.open_organisation("nobody") is None


def test_organisations_by_code_leave_out_what_is_not_known_and_keep_what_was_closed():
    found = queries.organisations_by_code(["above", "nobody", "closed_bureau"])
    assert sorted(found) == codes(found.values()) == ["above", "closed_bureau"]
    assert len(queries.organisations_by_code()) == 4
    assert queries.organisations_by_code([]) == {}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["农业"], ["above", "county_bureau"]),
        (["农业", "甲县"], ["county_bureau"]),
        (["环保"], ["prefecture_bureau"]),
        (["ECOLOGY"], ["prefecture_bureau"]),
        (["农牧"], []),
    ],
)
def test_every_word_has_to_stand_in_one_of_the_names_of_an_open_organisation(words, found):
    assert codes(queries.search_organisations(words)) == found


def test_kinds_are_named_in_the_readers_language():
    assert ("department", "政府部门") in queries.organisation_kinds()
