"""Areas and organisations come into the database, once."""

from __future__ import annotations

import pytest

from lvheng.areas.actions import load_areas, load_organisations
from lvheng.areas.models import Area, Organisation
from lvheng.areas.queries import area, children, map_of, organisations_by_name
from lvheng.audit.models import Entry
from lvheng.errors import InputProblem

pytestmark = pytest.mark.django_db


def test_it_loads_a_prefecture_with_parents_and_counties():
    assert load_areas("622900") == 11
    assert [each.name for each in children(area("622900"))][:2] == ["临夏市", "临夏县"]
    assert area("622900").parent.name == "甘肃省"
    assert area("620000").boundary is None
    assert area("622924").boundary["type"] == "MultiPolygon"
    assert "GCJ-02" in area("622924").boundary_source
    assert (area("622926").short_name, area("622926").name_en) == ("东乡县", "Dongxiang Autonomous County")


def test_loading_again_changes_nothing_and_writes_nothing():
    load_areas("622900")
    entries = Entry.objects.count()
    assert load_areas("622900") == 0
    assert Entry.objects.count() == entries


def test_loading_is_one_entry_with_counts():
    load_areas("622900")
    entry = Entry.objects.get()
    assert (entry.action, entry.object_id, entry.actor_name) == ("areas.load", "622900", "系统")
    assert entry.changes["areas"] == 11


def test_the_parent_keeps_its_boundary_when_a_child_is_loaded_after_it():
    load_areas("622900")
    assert load_areas("622924") == 1
    assert area("622900").boundary is not None


def test_a_province_comes_with_its_prefectures_and_their_counties():
    load_areas("640000")
    assert children(area("640000")).count() == 5
    assert Area.objects.filter(parent__parent="640000").count() == 22
    assert [each.code for each in Area.objects.filter(boundary__isnull=True)] == ["100000"]


def test_an_unknown_code_loads_nothing():
    with pytest.raises(InputProblem):
        load_areas("999999")
    assert Area.objects.count() == 0


def test_the_organisations_of_a_pack_come_with_their_parents(linxia_pack):
    load_areas("622900")
    load_organisations(linxia_pack)
    assert Organisation.objects.count() == len(linxia_pack.organisations)
    with_parent = next(each for each in linxia_pack.organisations if each.parent)
    assert Organisation.objects.get(code=with_parent.code).parent.code == with_parent.parent
    entries = Entry.objects.count()
    assert load_organisations(linxia_pack) == 0
    assert Entry.objects.count() == entries


def test_an_organisation_renamed_in_the_pack_is_renamed(places, linxia_pack):
    Organisation.objects.filter(code=linxia_pack.organisations[0].code).update(name="旧名")
    assert load_organisations(linxia_pack) == 1
    assert not Organisation.objects.filter(name="旧名").exists()


def test_names_are_found_by_full_name_short_name_and_alias(places):
    organisation = next(each for each in Organisation.objects.filter(area="622900") if each.aliases)
    names = [organisation.name, organisation.short_name, *organisation.aliases, "没有的单位"]
    found = organisations_by_name(names, area("622900"))
    assert found["没有的单位"] is None
    assert found[organisation.name] == organisation
    assert found[organisation.short_name] == organisation


def test_the_same_name_nearer_by_wins_and_a_tie_is_nobody():
    load_areas("622900")
    make = Organisation.objects.create
    near = make(code="near", name="水务局", kind="department", area_id="622900")
    make(code="far_1", name="水务局", kind="department", area_id="622924")
    make(code="far_2", name="水务局", kind="department", area_id="622921")
    make(code="x", name="某局", aliases=["工信局"], kind="department", area_id="622900")
    make(code="y", name="某某局", aliases=["工信局"], kind="department", area_id="622900")
    found = organisations_by_name(["水务局", "工信局"], area("622900"))
    assert found == {"水务局": near, "工信局": None}
    assert organisations_by_name(["水务局"], None) == {"水务局": None}


def test_the_map_of_a_prefecture_shows_its_counties_and_that_of_a_county_itself():
    load_areas("622900")
    drawing = map_of(area("622900"))
    assert drawing is not None
    assert [outline.code for outline in drawing.outlines] == [each.code for each in children(area("622900"))]
    county = map_of(area("622924"))
    assert county is not None
    assert [outline.code for outline in county.outlines] == ["622924"]


def test_an_area_known_by_name_only_has_no_map():
    load_areas("622900")
    assert map_of(Area.objects.create(code="999900", name="某地", level="prefecture")) is None
