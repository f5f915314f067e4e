"""The pages of the registers: lists, one thing, its form, files, and the public look-up."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.registers.conftest import CEMENT, credit_code

from lvheng.areas.acting import Acting
from lvheng.registers import actions
from lvheng.registers.models import Thing
from lvheng.registers.simulated import load_simulated, remove_simulated

LIST = "/registers/enterprise/"


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


@pytest.fixture
def several(cement: Thing, planner: Acting) -> list[Thing]:
    rows = [
        {"name": "永靖绿源有机肥厂", "area": "622923", "industry": "C", "energy_use": "90"},
        {"name": "广河皮革加工厂", "area": "622924", "industry": "A", "energy_use": "1000"},
        {"name": "和政药业", "area": "622925", "key_energy_user": "是"},
    ]
    rows = [row | {"credit_code": credit_code(number)} for number, row in enumerate(rows, 10)]
    return [cement, *(actions.register(planner, "enterprise", row) for row in rows)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=绿源", ["永靖绿源有机肥厂"]),
        ("q=临夏 水泥", ["临夏海源水泥有限公司"]),
        (f"q={credit_code(11)[6:14].lower()}", None),
        ("q=厂", ["广河皮革加工厂", "永靖绿源有机肥厂"]),
        ("area=622924", ["广河皮革加工厂"]),
        ("industry=C&sort=energy_use", ["永靖绿源有机肥厂", "临夏海源水泥有限公司"]),
        ("energy_use_min=100&energy_use_max=5000", ["广河皮革加工厂"]),
        ("key_energy_user=yes", ["和政药业"]),
        ("sort=-energy_use", ["临夏海源水泥有限公司", "广河皮革加工厂", "永靖绿源有机肥厂", "和政药业"]),
        ("state=ended", []),
    ],
)
def test_a_list_is_narrowed_and_sorted_as_asked(
    client_as: Callable[[str], Client], several: list[Thing], query: str, names: list[str] | None
) -> None:
    page = text_of(client_as("planner"), f"{LIST}?{query}&columns=energy_use")
    shown = [thing.title for thing in several if f">{thing.title}</a>" in page]
    shown.sort(key=page.index)
    assert shown == names if names is not None else "广河皮革加工厂" in shown


def test_a_list_tells_when_nothing_answers(client: Client, cement: Thing) -> None:
    assert "没有符合条件的内容" in text_of(client, f"{LIST}?q=没有这家")
    assert "还没有登记" in text_of(client, "/registers/park/")


def test_a_map_shows_things_that_have_a_location(client: Client, cement: Thing) -> None:
    page = text_of(client, f"{LIST}?view=map")
    assert f'href="/registers/enterprise/{cement.pk}/"' in page
    assert "<circle" in page


def test_things_close_together_are_one_circle_that_leads_to_them(client: Client, places: None) -> None:
    def row(number: int, location: str) -> dict[str, str]:
        return CEMENT | {"credit_code": credit_code(number), "name": f"厂{number}", "location": location}

    near = [row(number, f"103.21{number:02d},35.6") for number in range(50, 53)]
    load_simulated("enterprise", [*near, row(60, "103.5,35.7")])
    shown = client.get(f"{LIST}?view=map").context["map"]
    assert sorted(dot.count for dot in shown.dots) == [1, 3]
    (group,) = (dot for dot in shown.dots if dot.count == 3)
    found = text_of(client, f"{LIST}?box={group.box}")
    assert [f"厂{number}" in found for number in (50, 51, 52, 60)] == [True, True, True, False]
    assert "厂60" in text_of(client, f"{LIST}?box=1,2,x")


def test_a_thing_says_what_its_limits_are(client: Client, cement: Thing, register: Callable[..., Any]) -> None:
    number = f"{CEMENT['credit_code']}001P"
    permit = register("discharge_permit", permit_number=number, holder=CEMENT["credit_code"], management="重点管理",
                      issuer="州生态环境局", valid_from="2024-01-01", valid_until="2099-01-01")  # fmt: skip
    register("permitted_discharge", permit=number, pollutant="二氧化硫", concentration_limit="50", yearly_amount="120")
    assert "二氧化硫 · 50 · 120 t" in text_of(client, f"/registers/discharge_permit/{permit.pk}/")


def test_the_public_sees_public_fields_only(client: Client, client_as: Callable[[str], Client], cement: Thing) -> None:
    path = f"{LIST}{cement.pk}/"
    public, officer, auditor = (text_of(each, path) for each in (client, client_as("planner"), client_as("auditor")))
    assert "马文海" not in public
    assert "12,345.6" not in public
    assert "临夏市折桥镇" in public
    assert "13893012345" in officer
    assert "12,345.6" in auditor
    assert "13893012345" not in auditor
    assert "138******45" in auditor


def test_files_mask_personal_data_as_pages_do(
    client: Client, client_as: Callable[[str], Client], cement: Thing
) -> None:
    for who, allowed in ((client, False), (client_as("auditor"), False), (client_as("planner"), True)):
        for format in ("csv", "json"):
            content = who.get(f"{LIST}export.{format}").content.decode()
            assert ("13893012345" in content) == allowed
            assert CEMENT["name"] in content


def test_a_file_for_programs_keeps_codes_and_exact_numbers(client_as: Callable[[str], Client], cement: Thing) -> None:
    content = json.loads(client_as("planner").get(f"{LIST}export.json").content)
    assert content["things"][0]["values"]["energy_use"] == "12345.6"
    assert content["things"][0]["values"]["industry"] == "C"


def test_the_public_cannot_sort_or_narrow_by_what_it_does_not_see(client: Client, several: list[Thing]) -> None:
    page = text_of(client, f"{LIST}?energy_use_min=5000&sort=-energy_use")
    assert all(thing.title in page for thing in several)


def test_a_register_that_is_not_public_stays_closed(client: Client, places: None) -> None:
    assert client.get("/registers/grid_inspector/").status_code == 302
    assert client.get("/registers/nothing/").status_code == 404


def test_the_form_tells_all_mistakes_beside_their_fields(client_as: Callable[[str], Client]) -> None:
    answer = client_as("planner").post(
        f"{LIST}new/", {"credit_code": "123", "area": "622901", "location": "35.6,103.2"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "应有18位，现有3位" in page
    assert "先写经度" in page
    assert "名称必须填写" in page


def test_a_person_registers_changes_and_ends_a_thing(client_as: Callable[[str], Client]) -> None:
    client = client_as("planner")
    answer = client.post(f"{LIST}new/", CEMENT, follow=True)
    thing = Thing.objects.get()
    assert "已登记" in answer.content.decode()
    form = client.get(f"{LIST}{thing.pk}/change/").context["form"]
    data = {name: value for name, value in form.initial.items() if value is not None} | {
        "scale": "large",
        "reason": "核定",
    }
    client.post(f"{LIST}{thing.pk}/change/", data)
    thing.refresh_from_db()
    assert thing.values["scale"] == "large"
    assert thing.values["location"] == ["103.210000", "35.600000"]
    client.post(f"{LIST}{thing.pk}/end/", {"how": "end", "reason": "注销登记"})
    page = text_of(client, f"{LIST}{thing.pk}/")
    assert "已注销" in page
    assert "核定" in page


def test_the_past_of_a_thing_can_be_seen(client: Client, cement: Thing) -> None:
    assert "那时还没有登记" in text_of(client, f"{LIST}{cement.pk}/?as_of=2020-01-01")


def test_anybody_looks_up_whether_a_certificate_is_valid_today(client: Client, register: Callable[..., Any]) -> None:
    common = {"kind": "有机产品", "product_name": "东乡贡羊", "certifier": "某认证机构", "issued_on": "2024-01-01"}
    register("certificate", certificate_number="YJ-1", expires_on="2099-12-31", **common)
    register("certificate", certificate_number="YJ-2", expires_on="2024-12-31", **common)
    assert "今天：有效" in text_of(client, "/lookup/?kind=certificate&q=yj-1")
    assert "今天：已过期" in text_of(client, "/lookup/?kind=certificate&q=YJ-2")
    assert "没有查到" in text_of(client, "/lookup/?kind=certificate&q=YJ-3")
    both = text_of(client, "/lookup/?kind=certificate&q=贡羊")
    assert "YJ-1" in both
    assert "YJ-2" in both


def test_anybody_looks_up_what_an_enterprise_may_discharge(
    client: Client, cement: Thing, register: Callable[..., Any]
) -> None:
    permit = f"{CEMENT['credit_code']}001P"
    register("discharge_permit", permit_number=permit, holder=CEMENT["credit_code"], management="重点管理",
             issuer="州生态环境局", valid_from="2024-01-01", valid_until="2099-01-01")  # fmt: skip
    register("permitted_discharge", permit=permit, pollutant="二氧化硫", concentration_limit="50", yearly_amount="120")
    page = text_of(client, f"/lookup/?kind=enterprise&q={CEMENT['credit_code']}")
    for words in ("重点管理", "二氧化硫", "120", "有效", permit):
        assert words in page
    assert "马文海" not in page
    assert "12,345.6" not in page


def test_a_look_up_never_shows_a_name_that_is_not_public(client: Client, register: Callable[..., Any]) -> None:
    register("water_user", licence_number="QS-1", name="马某某", kind="灌溉用水户", area="622901", phone="13893011111")
    found = text_of(client, "/lookup/?kind=water_user&q=QS-1")
    assert "灌溉用水户" in found
    assert "马某某" not in found
    assert "没有查到" in text_of(client, "/lookup/?kind=water_user&q=马某某")


def test_made_up_things_are_marked_and_leave_no_trace(client: Client, cement: Thing) -> None:
    made = load_simulated("enterprise", [CEMENT | {"credit_code": credit_code(7), "name": "模拟厂"}])
    load_simulated("outlet", [{"outlet_code": "DA1", "name": "口", "enterprise": credit_code(7), "medium": "air"}])
    assert "模拟" in text_of(client, f"{LIST}{made[0].pk}/")
    assert remove_simulated() == 2
    assert list(Thing.objects.all()) == [cement]
