"""Registered things for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from lvheng.areas.acting import Acting
from lvheng.areas.queries import acting_of
from lvheng.registers import actions
from lvheng.registers.identifiers import credit_code_check_character

if TYPE_CHECKING:
    from lvheng.areas.models import Person
    from lvheng.registers.models import Thing


def credit_code(number: int, area: str = "622901") -> str:
    """A valid unified social credit code of an enterprise."""
    first = f"91{area}MA{number:07d}"
    return first + credit_code_check_character(first)


CEMENT = {
    "credit_code": credit_code(1),
    "name": "临夏海源水泥有限公司",
    "area": "622901",
    "industry": "C",
    "address": "临夏市折桥镇工业路1号",
    "location": "103.21,35.60",
    "legal_person": "马文海",
    "contact_phone": "13893012345",
    "scale": "medium",
    "energy_use": "12345.60",
}


@pytest.fixture
def acting_as(person_as: Callable[[str], Person]) -> Callable[[str], Acting]:
    """``acting_as("planner")``: the capacity of the demo account of that role; ``acting_as("")`` is nobody."""
    return lambda role: acting_of(person_as(role)) if role else Acting()


@pytest.fixture
def planner(acting_as: Callable[[str], Acting]) -> Acting:
    return acting_as("planner")


@pytest.fixture
def cement(planner: Acting) -> Thing:
    """A cement works in Linxia City."""
    return actions.register(planner, "enterprise", CEMENT)


@pytest.fixture
def register(planner: Acting) -> Callable[..., Any]:
    """``register("certificate", kind="organic", …)``: a thing registered by the planner."""

    def make(kind_code: str, /, **written: Any) -> Thing:
        return actions.register(planner, kind_code, written)

    return make
