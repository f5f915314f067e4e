"""Registering, changing and ending things, and their history."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError, IntegrityError
from django.utils import timezone
from tests.registers.conftest import CEMENT, credit_code

from lvheng.areas.acting import Acting
from lvheng.audit.models import Entry
from lvheng.errors import NotAllowed, Problems, StateConflict
from lvheng.registers import actions, queries
from lvheng.registers.models import Link, Thing, ThingVersion

TODAY = timezone.localdate
DAY = datetime.timedelta(days=1)


def codes(error: pytest.ExceptionInfo[Problems]) -> set[tuple[str, str]]:
    return {(problem.where, problem.code) for problem in error.value.problems}


def test_it_registers_a_thing_with_its_first_version(cement: Thing) -> None:
    assert (cement.title, cement.identifier, cement.area_id) == (CEMENT["name"], CEMENT["credit_code"], "622901")
    assert cement.values["energy_use"] == "12345.6"
    assert [version.act for version in queries.history(cement)] == ["registered"]


def test_it_tells_all_mistakes_at_once(planner: Acting) -> None:
    wrong = CEMENT | {"credit_code": credit_code(1)[:-1] + "Q", "name": "", "area": "110101", "energy_use": "many"}
    with pytest.raises(Problems) as error:
        actions.register(planner, "enterprise", wrong)
    assert codes(error) == {
        ("credit_code", "wrong_value"),
        ("name", "missing_value"),
        ("area", "wrong_value"),
        ("energy_use", "wrong_value"),
    }
    assert not Thing.objects.exists()


def test_an_identifier_is_registered_once_whatever_its_letters(cement: Thing, planner: Acting) -> None:
    with pytest.raises(Problems) as error:
        actions.register(planner, "enterprise", CEMENT | {"credit_code": CEMENT["credit_code"].lower()})
    assert codes(error) == {("credit_code", "identifier_taken")}


def test_the_database_refuses_a_second_thing_of_an_identifier(cement: Thing) -> None:
    twin = Thing.objects.get(pk=cement.pk)
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_change_keeps_what_was_before(cement: Thing, planner: Acting) -> None:
    actions.change(planner, cement.pk, {"name": "临夏海源建材有限公司"}, "更名")
    cement.refresh_from_db()
    assert cement.title == "临夏海源建材有限公司"
    assert [version.values["name"] for version in queries.history(cement)] == ["临夏海源建材有限公司", CEMENT["name"]]


def test_a_day_in_the_past_has_what_counted_then(cement: Thing, planner: Acting) -> None:
    first = ThingVersion.objects.get(thing=cement)
    actions.change(planner, cement.pk, {"energy_use": "20000"}, "核查后更正", TODAY() - 30 * DAY)
    actions.change(planner, cement.pk, {"energy_use": "30000"}, "年报")
    was = {
        days: version.values["energy_use"]
        for days in (60, 30, 29, 1, 0)
        if (version := queries.version_on(cement, TODAY() - days * DAY))
    }
    assert was == {30: "20000", 29: "20000", 1: "20000", 0: "30000"}
    assert first.values["energy_use"] == "12345.6"


def test_a_correction_of_the_past_does_not_change_today(cement: Thing, planner: Acting) -> None:
    actions.change(planner, cement.pk, {"energy_use": "20000"}, "补登", TODAY() - 5 * DAY)
    cement.refresh_from_db()
    assert cement.values["energy_use"] == "12345.6"
    assert (cement.version_number, cement.versions_count) == (1, 2)


def test_what_was_known_on_an_earlier_day_can_be_asked_for(cement: Thing, planner: Acting) -> None:
    actions.change(planner, cement.pk, {"energy_use": "1"}, "更正")
    assert queries.version_on(cement, TODAY(), known_on=TODAY() - DAY) is None
    now = queries.version_on(cement, TODAY(), known_on=TODAY())
    assert now is not None
    assert now.number == 2


def test_a_version_can_neither_be_changed_nor_deleted(cement: Thing) -> None:
    for write in (
        lambda: ThingVersion.objects.filter(thing=cement).update(reason="x"),
        lambda: ThingVersion.objects.filter(thing=cement).delete(),
        lambda: Thing.objects.filter(pk=cement.pk).update(values={}),
        lambda: Thing.objects.filter(pk=cement.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
            write()


def test_a_change_needs_a_reason_and_something_changed(cement: Thing, planner: Acting) -> None:
    with pytest.raises(Problems) as error:
        actions.change(planner, cement.pk, {"name": CEMENT["name"]}, "  ")
    assert codes(error) == {("reason", "reason_missing")}
    with pytest.raises(Problems) as error:
        actions.change(planner, cement.pk, {"name": CEMENT["name"]}, "无")
    assert codes(error) == {("", "nothing_changed")}


def test_nobody_overwrites_what_they_have_not_seen(cement: Thing, planner: Acting) -> None:
    actions.change(planner, cement.pk, {"scale": "large"}, "核定")
    with pytest.raises(StateConflict):
        actions.change(planner, cement.pk, {"scale": "small"}, "核定", seen_versions=1)


def test_it_ends_and_reinstates_a_thing_once(cement: Thing, planner: Acting) -> None:
    actions.end(planner, cement.pk, "注销登记")
    with pytest.raises(StateConflict):
        actions.end(planner, cement.pk, "再注销")
    assert queries.verdict(queries.thing(cement.pk)).standing == "ended"
    actions.reinstate(planner, cement.pk, "错误注销")
    assert queries.verdict(queries.thing(cement.pk)).is_valid
    assert [version.act for version in queries.history(cement)] == ["reinstated", "ended", "registered"]


def test_a_revoked_certificate_is_not_valid_within_its_dates(register: Callable[..., Any], planner: Acting) -> None:
    found = register(
        "certificate",
        certificate_number="LB-1",
        kind="绿色食品",
        product_name="高原夏菜",
        certifier="中国绿色食品发展中心",
        issued_on="2024-01-01",
        expires_on="2099-01-01",
    )
    assert queries.verdict(found).is_valid
    actions.end(planner, found.pk, "虚假认证", revoke=True)
    assert queries.verdict(queries.thing(found.pk)).standing == "revoked"
    assert queries.verdict(queries.thing(found.pk), datetime.date(2023, 12, 31)).standing == "revoked"


def test_a_permit_is_called_as_its_holder_also_after_a_change_of_name(
    cement: Thing, register: Callable[..., Any], planner: Acting
) -> None:
    permit = register(
        "discharge_permit",
        permit_number=f"{CEMENT['credit_code']}001P",
        holder=CEMENT["credit_code"],
        management="key",
        issuer="临夏州生态环境局",
        valid_from="2024-01-01",
        valid_until="2029-01-01",
    )
    assert permit.title == CEMENT["name"]
    assert [link.target_id for link in Link.objects.filter(thing=permit)] == [cement.pk]
    actions.change(planner, cement.pk, {"name": "新名称"}, "更名")
    permit.refresh_from_db()
    assert permit.title == "新名称"


def test_a_reference_must_be_registered(planner: Acting) -> None:
    with pytest.raises(Problems) as error:
        actions.register(
            planner, "outlet", {"outlet_code": "DA001", "name": "窑尾", "enterprise": "nobody", "medium": "air"}
        )
    assert codes(error) == {("enterprise", "wrong_value")}


def test_things_without_an_identifier_are_numbered(register: Callable[..., Any]) -> None:
    need = {"domain": "节能降耗", "summary": "余热利用", "asked_on": "2026-01-01"}
    made = [register("technology_need", name=name, **need).identifier for name in ("甲", "乙")]
    assert made == ["000001", "000002"]


def test_county_officers_write_what_lies_in_their_county_only(acting_as: Callable[[str], Acting]) -> None:
    officer = acting_as("county_officer")
    assert officer.organisation is not None
    own = officer.organisation.area_id
    other = next(code for code in ("622901", "622921", "622922") if code != own)
    actions.register(officer, "enterprise", CEMENT | {"credit_code": credit_code(2), "area": own})
    with pytest.raises(NotAllowed):
        actions.register(officer, "enterprise", CEMENT | {"credit_code": credit_code(3), "area": other})


@pytest.mark.parametrize("role", ["", "leader", "auditor", "security_officer", "administrator"])
def test_others_may_not_write(acting_as: Callable[[str], Acting], role: str, places: None) -> None:
    with pytest.raises(NotAllowed):
        actions.register(acting_as(role), "enterprise", CEMENT)


def test_the_log_keeps_each_write_with_personal_data_masked(cement: Thing, planner: Acting) -> None:
    actions.change(planner, cement.pk, {"contact_phone": "13800000000"}, "更新电话")
    entries = list(Entry.objects.filter(object_type="thing").order_by("number"))
    assert [entry.action for entry in entries] == ["registers.register", "registers.change"]
    assert entries[1].changes["changed"] == {"contact_phone": ["138******45", "138******00"]}
    assert "马文海" not in str(entries[0].changes)


def test_a_later_day_is_refused(cement: Thing, planner: Acting) -> None:
    with pytest.raises(Problems) as error:
        actions.change(planner, cement.pk, {"name": "乙"}, "更名", TODAY() + DAY)
    assert codes(error) == {("effective_on", "not_yet")}
