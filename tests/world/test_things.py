"""The things of the world: complete, referring to each other, marked, and the same for the same seed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.test import Client

from lvheng.areas.actions import load_areas
from lvheng.errors import Problems
from lvheng.registers import queries, simulated
from lvheng.registers.catalogue import registers
from lvheng.registers.models import Thing, ThingVersion
from lvheng.world.registering import areas_below, register_things
from lvheng.world.things.enterprises import enterprises, parks
from lvheng.world.things.making import World
from lvheng.world.things.projects import pumped_storage

if TYPE_CHECKING:
    from lvheng.packs import Pack

pytestmark = pytest.mark.django_db
SEED = 7
AREAS = (("622901", "临夏市"), ("622923", "永靖县"))


@pytest.fixture(scope="module")
def things(django_db_setup: None, django_db_blocker: Any, linxia_pack: Pack) -> Iterator[int]:
    """Made once: every test starts from them, and its own changes are rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_areas(linxia_pack.area_code or "")
        yield register_things(linxia_pack, SEED)
        transaction.set_rollback(True)


def of(kind: str) -> list[Thing]:
    return list(Thing.objects.filter(kind=kind))


def test_every_kind_has_things_and_all_are_marked(things: int) -> None:
    assert things > 12_000
    assert set(Thing.objects.values_list("kind", flat=True)) == set(registers().kinds)
    assert Thing.objects.filter(simulated=False).count() == 0
    assert ThingVersion.objects.filter(simulated=False).count() == 0
    assert 2_800 < Thing.objects.filter(kind="enterprise").count() < 3_200


def test_names_of_people_and_telephones_are_nobodys(things: int) -> None:
    people = [each.values for kind in ("enterprise", "grid_inspector", "water_user") for each in of(kind)]
    names = {values[name] for values in people for name in ("legal_person", "full_name") if name in values}
    phones = {values[name] for values in people for name in ("contact_phone", "phone") if name in values}
    assert names
    assert all(re.fullmatch(r"模拟人员\d{4}", name) for name in names)
    assert all(re.fullmatch(r"000-0000\d{4,5}", each) for each in phones)


def test_every_county_has_enterprises_on_the_map_inside_the_prefecture(things: int, linxia_pack: Pack) -> None:
    found = of("enterprise")
    assert {each.area_id for each in found} == {code for code, _ in areas_below("622900")}
    for each in found:
        assert each.longitude is not None
        assert each.latitude is not None
        assert 102 < each.longitude < 104
        assert 34 < each.latitude < 37


def test_key_polluters_have_a_permit_with_limits_for_their_outlets(things: int) -> None:
    keys = [each for each in of("enterprise") if each.values["permit_management"] == "key"]
    assert len(keys) > 100
    for enterprise in keys[:25]:
        (permit,) = Thing.objects.filter(kind="discharge_permit", links__target=enterprise, links__field="holder")
        outlets = {each.pk for each in queries.referring_to(enterprise, "outlet", "enterprise")}
        limits = queries.referring_to(permit, "permitted_discharge", "permit")
        assert outlets
        assert {each.values["outlet"] for each in limits} <= outlets
        assert limits.exists()


def test_some_certificates_are_valid_some_have_run_out_some_were_withdrawn(things: int) -> None:
    standings = {queries.verdict(each, date(2026, 3, 1)).standing for each in of("certificate")}
    assert {"valid", "expired", "revoked"} <= standings
    assert len({each.values["kind"] for each in of("certificate")}) == 13


def test_some_public_contracts_rest_on_a_certificate_that_had_run_out(things: int) -> None:
    ends = {each.identifier: each.values["expires_on"] for each in of("certificate")}
    bought = [each.values for each in of("procurement_contract") if "certificate_number" in each.values]
    late = [each for each in bought if ends[each["certificate_number"]] < each["bid_on"]]
    assert 0 < len(late) < len(bought) / 2
    assert any("certificate_number" not in each.values for each in of("procurement_contract"))


def test_what_happened_to_a_thing_happened_in_order(things: int) -> None:
    versions = ThingVersion.objects.order_by("thing_id", "number").values_list("thing_id", "effective_on", "state")
    for before, after in pairwise(versions):
        if before[0] == after[0]:
            assert before[1] < after[1]
            assert before[2] == "active"
    assert max(day for _, day, _ in versions) <= date(2025, 12, 31)


def test_the_energy_use_of_large_users_has_a_history(things: int) -> None:
    large = next(each for each in of("enterprise") if each.values["key_energy_user"] and each.versions_count == 5)
    days = (date(2022, 1, 1), date(2023, 6, 1), date(2026, 1, 1))
    used = [queries.values_on([large.pk], day)[large.pk][1]["energy_use"] for day in days]
    assert len(set(used)) == 3
    assert used[-1] == large.values["energy_use"]


def test_needs_find_offers_and_some_were_agreed(things: int) -> None:
    from lvheng.registers.matching_queries import matched

    found = matched()
    assert len(found) > 20
    assert all(each.offers and each.offers[0][1].points > 40 for each in found)
    assert len(of("technology_transfer")) >= 10


def test_the_public_sees_no_name_of_a_person(things: int, client: Client) -> None:
    inspector = of("grid_inspector")[0]
    enterprise = of("enterprise")[0]
    assert "模拟人员" not in client.get(f"/registers/enterprise/{enterprise.pk}/").content.decode()
    assert client.get(f"/registers/grid_inspector/{inspector.pk}/").status_code == 302


def test_removing_takes_them_all(things: int) -> None:
    assert simulated.remove_simulated() == things
    assert not Thing.objects.exists()
    assert not ThingVersion.objects.exists()


def test_what_another_room_refers_to_is_not_removed(things: int, monkeypatch: pytest.MonkeyPatch) -> None:
    bank = of("local_bank")[0]
    real = Thing.objects.create(
        kind="park", identifier="P", identifier_key="P", title="真", version_number=1, versions_count=1,
        created_at=bank.created_at, changed_at=bank.changed_at,
    )  # fmt: skip
    real.links.create(field="third_party_treatment", target=bank)
    with pytest.raises(Problems, match="引用了模拟"):
        simulated.remove_simulated()
    assert Thing.objects.filter(simulated=True).count() == things


def test_the_same_seed_makes_the_same_things() -> None:
    first, second, other = (World(seed, AREAS) for seed in (1, 1, 2))
    rows = []
    for world in (first, second, other):
        world.rows["park"] = list(parks(world))
        rows.append(list(enterprises(world)))
    assert rows[0] == rows[1]
    assert rows[0] != rows[2]
    names = [each.written["name"] for each in rows[0]]
    assert len(set(names)) == len(names)


def test_a_pumped_storage_station_lies_where_the_plan_wants_one() -> None:
    plan = f"加快{World(1, AREAS).places[0].name}抽水蓄能电站项目前期进度。其他县不建。"
    (station,) = pumped_storage(World(1, AREAS, plan))
    assert station.written["area"] == AREAS[0][0]
    assert len(list(pumped_storage(World(1, AREAS)))) == min(3, len(AREAS))
