"""The registers over HTTP: what programs read and write, with the permissions of the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.registers.conftest import CEMENT, credit_code

from lvheng.areas.acting import Acting
from lvheng.areas.keys import make_key
from lvheng.registers import actions, import_work
from lvheng.registers.models import Import, Thing
from lvheng.registers.simulated import load_simulated

ROOT = "/api/v1/registers"
JSON = "application/json"
NEW = {
    "credit_code": credit_code(31),
    "name": "永靖新厂",
    "area": "622923",
    "energy_use": "12.50",
    "location": [103.3, 35.9],
}


@pytest.fixture
def planner_client(client_as: Callable[..., Client]) -> Client:
    return client_as("planner")


def post(client: Client, path: str, data: dict[str, Any], status: int = 200) -> Any:
    answer = client.post(f"{ROOT}{path}", data, content_type=JSON)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def test_the_public_reads_public_registers_and_fields(client: Client, cement: Thing) -> None:
    kinds = {each["code"]: each for each in client.get(ROOT).json()}
    assert "enterprise" in kinds
    assert "grid_inspector" not in kinds
    assert not kinds["enterprise"]["may_change"]
    assert kinds["enterprise"]["keeper"] == "market_regulation"
    fields = {each["code"] for each in client.get(f"{ROOT}/enterprise").json()["fields"]}
    assert "credit_code" in fields
    assert "energy_use" not in fields
    values = client.get(f"{ROOT}/enterprise/things/{cement.pk}").json()["values"]
    assert values["location"] == "103.210000,35.600000"
    assert "energy_use" not in values
    assert client.get(f"{ROOT}/grid_inspector/things").status_code in (401, 403)
    assert client.get(f"{ROOT}/nothing").status_code == 404


def test_a_program_with_a_key_sees_what_its_appointment_sees(
    client: Client, cement: Thing, acting_as: Callable[[str], Acting]
) -> None:
    secret = make_key(acting_as("planner"), "登记系统", 30).text
    path = f"{ROOT}/enterprise/things/{cement.pk}"
    assert client.get(path, HTTP_AUTHORIZATION=f"Bearer {secret}").json()["values"]["energy_use"] == "12345.6"
    assert client.get(path, HTTP_AUTHORIZATION="Bearer wrong").status_code == 401


def test_a_long_list_is_read_part_by_part_without_gaps(planner_client: Client, places: None) -> None:
    rows = [{**CEMENT, "credit_code": credit_code(n), "energy_use": str(n % 7) if n % 4 else ""} for n in range(40, 65)]
    load_simulated("enterprise", rows)
    for sort in ("", "energy_use", "-energy_use"):
        seen: list[int] = []
        after: int | None = 0
        while after is not None:
            part = planner_client.get(f"{ROOT}/enterprise/things?limit=7&sort={sort}&after={after}").json()
            seen += [each["id"] for each in part["things"]]
            after = part["next"]
        assert part["total"] == len(seen) == len(set(seen)) == 25
    some = planner_client.get(f"{ROOT}/enterprise/things?energy_use_min=5").json()
    assert {each["values"]["energy_use"] for each in some["things"]} == {"5", "6"}


def test_a_thing_is_registered_changed_ended_and_put_back(planner_client: Client, places: None) -> None:
    made = post(planner_client, "/enterprise/things", {"values": NEW})
    path = f"/enterprise/things/{made['id']}"
    assert (made["version"], made["standing"], made["values"]["energy_use"]) == (1, "valid", "12.5")
    changed = planner_client.patch(
        f"{ROOT}{path}", {"values": {"energy_use": ""}, "reason": "核减", "version": 1}, content_type=JSON
    ).json()
    assert changed["version"] == 2
    assert "energy_use" not in changed["values"]
    late = planner_client.patch(
        f"{ROOT}{path}", {"values": {"scale": "large"}, "reason": "核定", "version": 1}, content_type=JSON
    )
    assert late.status_code == 409
    assert post(planner_client, f"{path}/end", {"reason": "关闭", "revoke": True})["state"] == "revoked"
    assert post(planner_client, f"{path}/reinstate", {"reason": "误办"})["state"] == "active"
    history = planner_client.get(f"{ROOT}{path}/history").json()
    assert [each["act"] for each in history] == ["reinstated", "revoked", "changed", "registered"]
    assert history[-1]["values"]["energy_use"] == "12.5"
    assert planner_client.get(f"{ROOT}{path}?as_of=2020-01-01").status_code == 404
    assert planner_client.get(f"{ROOT}{path}?known_on=9999-12-31").json()["version"] == 4
    assert planner_client.get(f"{ROOT}{path}?known_on=0001-01-01").status_code == 404


def test_everything_that_is_wrong_is_told_at_once(planner_client: Client, places: None) -> None:
    wrong = post(planner_client, "/enterprise/things", {"values": {"credit_code": "1", "area": "火星"}}, 400)
    assert {each["where"] for each in wrong["problems"]} == {"credit_code", "name", "area"}
    assert all(each["what"]["zh"] and each["what"]["en"] for each in wrong["problems"])


def test_whoever_may_not_write_is_refused(client: Client, client_as: Callable[..., Client], cement: Thing) -> None:
    assert client.post(f"{ROOT}/enterprise/things", {"values": NEW}, content_type=JSON).status_code == 401
    officer = client_as("department_officer")
    assert "市场监督管理局" in str(post(officer, "/enterprise/things", {"values": NEW}, 403))
    assert post(client_as("auditor"), "/enterprise/things", {"values": NEW}, 403)
    assert client.get(f"{ROOT}/enterprise/things/{cement.pk}/history").status_code == 401


def test_many_rows_are_checked_whole_then_written(planner_client: Client, cement: Thing) -> None:
    rows = [
        NEW,
        {**CEMENT, "credit_code": credit_code(33)},
        {**NEW, "credit_code": "123", "energy_use": "many"},
        {"credit_code": CEMENT["credit_code"], "name": CEMENT["name"], "area": "622901", "scale": "large"},
    ]
    handed = post(planner_client, "/enterprise/imports", {"rows": rows})
    path = f"/enterprise/imports/{handed['id']}"
    assert handed["stage"] == "waiting"
    import_work.check_import(handed["id"])
    found = planner_client.get(f"{ROOT}{path}").json()
    assert (found["stage"], found["new"], found["changed"], found["mistakes"]) == ("checked", 2, 1, 2)
    assert {(each["row"], each["field"]) for each in found["problems"]} == {(3, "credit_code"), (3, "energy_use")}
    assert [(each["row"], each["id"]) for each in found["likely"]] == [(2, cement.pk)]
    assert Thing.objects.count() == 1
    post(planner_client, f"{path}/write", {}, 400)
    assert post(planner_client, f"{path}/write", {"skip_wrong": True})["stage"] == "queued"
    import_work.write_import(handed["id"])
    assert Thing.objects.count() == 3
    assert Thing.objects.get(pk=cement.pk).values["scale"] == "large"
    assert Thing.objects.get(identifier=NEW["credit_code"]).values["location"] == ["103.300000", "35.900000"]


def test_rows_may_refer_to_other_rows_that_come_with_them(planner_client: Client, places: None) -> None:
    def cell(code: str, parent: str) -> dict[str, str]:
        return {"cell_code": code, "name": f"网格{code}", "level": "township", "area": "622901", "parent": parent}

    rows = [cell("C", "B"), cell("B", "A"), cell("A", ""), cell("X", "Y"), cell("D", "missing"), cell("E", "D")]
    handed = post(planner_client, "/grid_cell/imports", {"rows": rows})
    import_work.check_import(handed["id"])
    found = planner_client.get(f"{ROOT}/grid_cell/imports/{handed['id']}").json()
    assert found["new"] == 3
    assert [(each["row"], each["field"]) for each in found["problems"]] == [(4, "parent"), (5, "parent"), (6, "parent")]
    post(planner_client, f"/grid_cell/imports/{handed['id']}/write", {"skip_wrong": True})
    import_work.write_import(handed["id"])
    numbers = dict(Thing.objects.values_list("identifier", "pk"))
    parents = {each.identifier: each.values.get("parent") for each in Thing.objects.all()}
    assert parents == {"A": None, "B": numbers["A"], "C": numbers["B"]}
    assert Import.objects.get().stage == "done"


def test_a_circle_of_rows_is_told(planner_client: Client, places: None) -> None:
    common = {"name": "网格", "level": "township", "area": "622901"}
    rows = [{"cell_code": "A", "parent": "B", **common}, {"cell_code": "B", "parent": "A", **common}]
    handed = post(planner_client, "/grid_cell/imports", {"rows": rows})
    import_work.check_import(handed["id"])
    assert Import.objects.get().problem_count >= 1


def test_an_import_is_seen_by_those_who_keep_the_register(
    planner_client: Client, client_as: Callable[..., Client], places: None
) -> None:
    handed = post(planner_client, "/enterprise/imports", {"rows": [NEW]})
    path = f"{ROOT}/enterprise/imports/{handed['id']}"
    assert client_as("auditor").get(path).status_code == 403
    assert planner_client.get(f"{ROOT}/park/imports/{handed['id']}").status_code == 404
    post(planner_client, "/enterprise/imports", {"rows": []}, 400)


def test_personal_values_are_masked_for_whoever_has_no_need(
    client_as: Callable[..., Client], cement: Thing, planner: Acting
) -> None:
    actions.change(planner, cement.pk, {"contact_phone": "13893099999"}, "更正")
    path = f"{ROOT}/enterprise/things/{cement.pk}"
    auditor = client_as("auditor")
    assert auditor.get(path).json()["values"]["contact_phone"] == "138******99"
    assert "13893012345" not in auditor.get(f"{path}/history").content.decode()
