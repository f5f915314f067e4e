"""Statements that are kept planned: they belong to the caller's transaction, and refuse what Django would refuse."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from lvheng.markets.models import Offer, Participant
from lvheng.statements import Statement, ask, ask_together, columns, insertion, instance, next_keys

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def area() -> str:
    from lvheng.areas.models import Area

    return str(Area.objects.create(code="622901", name="临夏市", level="county").pk)


def someone(owner: str, area: str, **other: Any) -> Participant:
    return Participant(owner=owner, name=f"甲 {owner}", sector="agriculture", area_id=area, admitted_at=NOW, **other)


@pytest.mark.parametrize("number", [1, 3])
def test_rows_are_added_under_keys_of_the_database_or_chosen_ones_and_read_back(area: str, number: int) -> None:
    given = [someone(f"thing:{n}", area) for n in range(number)]
    keys = [key for (key,) in ask(*insertion(given))]
    assert list(Participant.objects.filter(pk__in=keys).order_by("pk").values_list("owner", flat=True)) == [
        each.owner for each in given
    ]
    chosen = [someone(f"person:{n}", area, suspended_at=NOW, simulated=True) for n in range(number)]
    for each, (key,) in zip(chosen, ask(*next_keys(Participant, number)), strict=True):
        each.pk = key
    assert ask(*insertion(chosen)) == [(each.pk,) for each in chosen]
    ((row),) = ask(f"SELECT {columns(Participant)} FROM markets_participant WHERE owner = %s", ["person:0"])
    read = instance(Participant, row)
    assert (read, read.suspended_at, read.simulated) == (chosen[0], NOW, True)


@pytest.mark.parametrize("number", [1, 2])
def test_a_text_that_is_too_long_is_refused_and_not_cut_off(area: str, number: int) -> None:
    rows = [someone(f"thing:{n}" + "长" * 120, area) for n in range(number)]
    with pytest.raises(DataError), transaction.atomic():
        ask(*insertion(rows))


def test_several_statements_see_each_other_and_fail_as_one(area: str) -> None:
    one = someone("thing:1", area)
    count = Statement("SELECT count(*) FROM markets_participant WHERE area_id = %s", [area])
    before, _, after = ask_together([count, insertion([one]), count])
    assert (before, after) == ([(0,)], [(1,)])
    with pytest.raises(IntegrityError), transaction.atomic():
        ask_together([insertion([someone("thing:2", area)]), insertion([someone("thing:1", area)]), count])
    assert ask(*count) == [(1,)]


def test_a_plan_is_kept_where_it_is_asked_for_and_nowhere_else() -> None:
    for number in range(3):
        ask("SELECT %s::int + 1", [number])
        Offer.objects.filter(pk=number).exists()
    kept = ask("SELECT statement FROM pg_prepared_statements")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    texts = [text for (text,) in kept]
    assert texts.count("SELECT $1::int + 1") == 1
    assert not any("markets_offer" in text for text in texts)
