"""Lists that are narrowed or sorted by a number do not look through all things."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import QueryDict
from tests.registers.conftest import CEMENT

from lvheng.registers import listing
from lvheng.registers.catalogue import kind_of
from lvheng.registers.indexes import ensure_indexes
from lvheng.registers.simulated import load_simulated


@pytest.mark.parametrize("query", ["energy_use_min=100&energy_use_max=200", "sort=-energy_use"])
def test_a_number_of_a_list_is_found_by_its_index(places: None, query: str) -> None:
    assert ensure_indexes() == ensure_indexes() > 20
    load_simulated("enterprise", [CEMENT])
    kind = kind_of("enterprise")
    found = listing.things(kind, listing.read_request(QueryDict(query), kind, list(kind.fields)))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
    shown = found if "sort" in query else found.order_by()
    assert "things_by_enterprise_energy_use" in shown[:50].explain()
