"""Pages of a list that are found from the row beside them: the same rows as counting off gives, in every order."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client
from tests.registers.conftest import credit_code

from lvheng.registers import listing, paging
from lvheng.registers.catalogue import kind_of
from lvheng.registers.models import Thing
from lvheng.registers.simulated import load_simulated

pytestmark = pytest.mark.django_db
COUNT = 137
SORTS = (
    "",
    "-title",
    "energy_use",
    "-energy_use",
    "registered_on",
    "-registered_on",
    "identifier",
    "-changed",
    "until",
)


@pytest.fixture
def many(places: None) -> list[Thing]:
    """Enterprises of which some have the same name, the same number, or none."""
    rows = [
        {
            "credit_code": credit_code(number),
            "name": f"临夏{number % 60:02d}厂",
            "area": "622901",
            "energy_use": "" if number % 5 == 0 else str(number * 37 % 23),
            "registered_on": "" if number % 7 == 0 else f"20{number % 20 + 1:02d}-01-01",
        }
        for number in range(COUNT)
    ]
    return load_simulated("enterprise", rows)


def page(query: str) -> paging.Part:
    kind = kind_of("enterprise")
    wanted = QueryDict(query)
    asked = listing.read_request(wanted, kind, list(kind.fields))
    return paging.part_of(listing.narrowed(kind, asked), kind, asked, paging.read_page(wanted))


def follow(sort: str, address: dict[str, object] | None) -> paging.Part:
    assert address is not None
    return page("&".join([f"sort={sort}", *(f"{name}={value}" for name, value in address.items() if value)]))


@pytest.mark.parametrize("sort", SORTS)
def test_pages_one_after_another_are_those_that_counting_off_gives(many: list[Thing], sort: str) -> None:
    first = page(f"sort={sort}")
    second = follow(sort, first.next)
    third = follow(sort, second.next)
    shown = [each.pk for part in (first, second, third) for each in part.things]
    assert sorted(shown) == sorted(each.pk for each in many)
    assert [each.pk for each in page(f"sort={sort}&page=2").things] == [each.pk for each in second.things]
    assert [each.pk for each in page(f"sort={sort}&page=3").things] == [each.pk for each in third.things]
    assert third.next is None


@pytest.mark.parametrize("sort", SORTS)
def test_the_way_back_shows_the_same_pages(many: list[Thing], sort: str) -> None:
    last = page(f"sort={sort}&page=3&end=1")
    assert (last.number, last.first, last.last, last.total) == (3, 101, COUNT, COUNT)
    second = follow(sort, last.previous)
    assert [each.pk for each in second.things] == [each.pk for each in page(f"sort={sort}&page=2").things]
    assert second.previous == {"page": None, "after": None, "before": None, "end": None}


def test_a_page_beyond_the_end_or_beside_nothing_is_still_a_page(many: list[Thing]) -> None:
    assert page("page=99").number == 3
    assert len(page("page=99").things) == COUNT - 100
    assert page("page=2&after=999999").things == page("page=2").things
    assert page("page=2&after=x").things == page("page=2").things
    assert page("page=-1&q=没有").things == []


def test_the_links_of_a_page_lead_to_its_neighbours(many: list[Thing], client: Client) -> None:
    text = client.get("/registers/enterprise/?page=2").content.decode()
    part = page("page=2")
    assert f"page=3&amp;after={part.things[-1].pk}" in text
    assert "第 51–100 条，共 137 条" in text
    assert len(part.things) == 50
