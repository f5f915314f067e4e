"""The department that keeps a register writes it; others see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from tests.registers.conftest import CEMENT

from lvheng.areas.acting import Acting
from lvheng.errors import NotAllowed
from lvheng.registers import actions, import_actions
from lvheng.registers.models import Thing

OUTLET = {"outlet_code": "DA001", "name": "1号排气筒", "enterprise": CEMENT["credit_code"], "medium": "air"}


@pytest.fixture
def ecology(acting_as: Callable[[str], Acting]) -> Acting:
    """An officer of the department that keeps outlets, not enterprises."""
    acting = acting_as("department_officer")
    assert acting.organisation is not None
    assert acting.organisation.type == "ecology_environment"
    return acting


def test_it_writes_its_own_register(cement: Thing, ecology: Acting) -> None:
    assert actions.register(ecology, "outlet", OUTLET).title == "1号排气筒"


def test_another_department_is_told_who_keeps_it(cement: Thing, ecology: Acting) -> None:
    with pytest.raises(NotAllowed, match="市场监督管理局"):
        actions.change(ecology, cement.pk, {"scale": "large"}, "核定")
    with pytest.raises(NotAllowed, match="市场监督管理局"):
        import_actions.hand_in(ecology, "enterprise", b"a,b", "x.csv")


def test_planners_and_the_county_write_beside_it(cement: Thing, acting_as: Callable[[str], Acting]) -> None:
    actions.change(acting_as("planner"), cement.pk, {"scale": "large"}, "核定")
    actions.change(acting_as("county_officer"), cement.pk, {"scale": "small"}, "核定")
    cement.refresh_from_db()
    assert cement.values["scale"] == "small"


def test_pages_name_the_keeper_and_offer_forms_to_it_alone(
    client_as: Callable[..., Client], client: Client, cement: Thing, register: Callable[..., Any]
) -> None:
    officer = client_as("department_officer")
    enterprises = officer.get("/registers/enterprise/").content.decode()
    assert "由市场监督管理局登记" in enterprises
    assert "/registers/enterprise/new/" not in enterprises
    assert "/registers/outlet/new/" in officer.get("/registers/outlet/").content.decode()
    assert officer.get("/registers/enterprise/new/").status_code == 403
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Kept by the Market Regulation Bureau" in client.get(f"/registers/enterprise/{cement.pk}/").content.decode()


def test_personal_data_are_masked_for_another_department(client_as: Callable[..., Client], cement: Thing) -> None:
    path = f"/registers/enterprise/{cement.pk}/"
    assert "138******45" in client_as("department_officer").get(path).content.decode()
    assert "13893012345" in client_as("county_officer").get(path).content.decode()
