"""Who answers for a case: the organisation that its type names, and the government where a place has no such one."""

from __future__ import annotations

import datetime

import pytest

from lvheng.areas.models import Organisation
from lvheng.cases.catalogue import party, types
from lvheng.packs.case_model import CaseType

pytestmark = pytest.mark.django_db
LINXIA_CITY, GOVERNMENT = "622901", "linxia_government"


def closed(**which: str) -> None:
    """Those organisations are there no more."""
    assert Organisation.objects.filter(**which).update(closed_on=datetime.date(2026, 1, 1))


def test_a_department_answers_and_the_government_where_there_is_none(places: None, kinds: dict[str, CaseType]) -> None:
    named = kinds["public_report"].owner
    assert named.department is not None
    assert party(named, LINXIA_CITY) == Organisation.objects.get(type=named.department, area_id="622900").code
    closed(type=named.department)
    assert party(named, LINXIA_CITY) == GOVERNMENT


def test_a_county_answers_and_the_government_above_it_where_it_has_none(
    places: None, kinds: dict[str, CaseType]
) -> None:
    named = next(kind.owner for kind in kinds.values() if kind.owner.county)
    assert party(named, LINXIA_CITY) == Organisation.objects.get(kind="county_government", area_id=LINXIA_CITY).code
    closed(kind="county_government", area_id=LINXIA_CITY)
    assert party(named, LINXIA_CITY) == GOVERNMENT


def test_every_type_has_somebody_in_charge_in_a_place_of_one_government(places: None) -> None:
    Organisation.objects.exclude(code=GOVERNMENT).update(closed_on=datetime.date(2026, 1, 1))
    left_to_choose = {kind.code for kind in types().values() if not party(kind.owner, LINXIA_CITY)}
    assert all(types()[code].owner.chosen for code in left_to_choose)
