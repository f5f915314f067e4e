"""People, organisations and cases for the tests of this room."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from lvheng.areas.acting import Acting
from lvheng.cases import actions
from lvheng.packs.case_model import CaseType
from lvheng.packs.cases import cases_of

if TYPE_CHECKING:
    from lvheng.cases.models import Case
    from lvheng.packs import Pack


def _picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 4), (20, 120, 60)).save(made, "PNG")
    return made.getvalue()


PICTURE = ("proof.png", _picture())


@pytest.fixture(scope="session")
def kinds(linxia_pack: Pack) -> dict[str, CaseType]:
    """The case types of the pack, by code."""
    return dict(cases_of(linxia_pack, datetime.date(2026, 11, 22)).types)


@pytest.fixture
def acting_for(places: None) -> Callable[..., Acting]:
    """``acting_for("department_officer", "linxia_justice")``: somebody new in that role for that organisation."""
    from lvheng.areas.models import Appointment, Organisation, Person

    def make(role: str, organisation: str, name: str = "") -> Acting:
        username = name or f"{role}-{organisation}"
        person, _ = Person.objects.get_or_create(username=username, defaults={"full_name": username})
        office = Organisation.objects.get(code=organisation)
        appointment, _ = Appointment.objects.get_or_create(
            person=person, organisation=office, role=role, defaults={"from_date": datetime.date(2021, 1, 1)}
        )
        return Acting(person, office, role, appointment)

    return make


@pytest.fixture
def planner(acting_for: Callable[..., Acting]) -> Acting:
    return acting_for("planner", "linxia_development_reform")


@pytest.fixture
def ecology(acting_for: Callable[..., Acting]) -> Acting:
    return acting_for("department_officer", "linxia_ecology_environment")


@pytest.fixture
def ecology_colleague(acting_for: Callable[..., Acting]) -> Acting:
    return acting_for("department_officer", "linxia_ecology_environment", "colleague")


@pytest.fixture
def county(acting_for: Callable[..., Acting]) -> Acting:
    """An officer of Linxia City, a county-level city."""
    return acting_for("county_officer", "linxia_city_government")


@pytest.fixture
def other_county(acting_for: Callable[..., Acting]) -> Acting:
    return acting_for("county_officer", "linxia_yongjing_government")


@pytest.fixture
def supervision(planner: Acting) -> Case:
    """The planners supervise Linxia City."""
    written = {"matter": "秸秆综合利用台账未建立", "demand": "十个工作日内建立台账并上报"}
    return actions.open_case(
        planner, "supervision", title="秸秆综合利用督办", area="622901", owner="linxia_city_government", written=written
    )


@pytest.fixture
def enforcement(ecology: Acting) -> Case:
    """A penalty case against a cement works, as a clue."""
    written: dict[str, Any] = {
        "party": "临夏海源水泥有限公司",
        "clue": "在线监测颗粒物小时均值超标",
        "party_id": "91620000123456789X",
    }
    return actions.open_case(ecology, "enforcement", title="海源水泥超标排放", area="622901", written=written)
