"""For whom in a county something follows: the list of candidates by what the registers say."""

from __future__ import annotations

import csv
import datetime
import io
import time
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from lvheng.packs.registers import RegisterKind, registers_of
from lvheng.registers.identifiers import credit_code_check_character
from lvheng.registers.models import Thing
from lvheng.registers.simulated import load_simulated
from lvheng.rules import Rulebook
from lvheng.rules.candidates import candidates
from lvheng.rules.duties import Record, facts_of

ADDRESS = "/rules/duties/candidates/"


def credit_code(number: int) -> str:
    first = f"91622901{number:09d}"
    return first + credit_code_check_character(first)


@pytest.fixture
def officer(client_as: Callable[[str], Client]) -> Client:
    return client_as("planner")


@pytest.fixture
def enterprises(officer: Client) -> list[Thing]:
    """Three in Linxia city: uses toxic materials, does not, does not say; and one that does in Yongjing."""
    rows = [("甲厂", "622901", "是"), ("乙厂", "622901", "否"), ("丙厂", "622901", ""), ("丁厂", "622923", "是")]
    return load_simulated(
        "enterprise",
        [
            {"credit_code": credit_code(n), "name": name, "area": area, "uses_toxic_materials": toxic}
            for n, (name, area, toxic) in enumerate(rows, 1)
        ],
    )


def rows_of(client: Client, query: str) -> list[dict[str, str]]:
    answer = client.get(f"{ADDRESS}{query}&format=csv")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.usefixtures("enterprises")
def test_it_lists_for_whom_a_duty_follows_by_county(officer: Client) -> None:
    rule = "?rule=cleaner_production_audit"
    assert [row["名称"] for row in rows_of(officer, rule)] == ["丁厂", "甲厂"]
    assert [row["名称"] for row in rows_of(officer, f"{rule}&area=622901")] == ["甲厂"]
    (unknown,) = rows_of(officer, f"{rule}&state=unknown")
    assert (unknown["名称"], unknown["为什么没有结果"]) == ("丙厂", "使用或排放有毒有害物质：没有填")
    assert len(rows_of(officer, f"{rule}&state=all")) == 4


@pytest.mark.usefixtures("enterprises")
def test_what_is_said_for_all_gives_the_days(officer: Client) -> None:
    query = "?rule=cleaner_production_audit&listed_on=2026-01-31"
    page = officer.get(ADDRESS + query).content.decode()
    assert 'datetime="2026-02-28"' in page
    row = rows_of(officer, query)[0]
    assert (row["公布信息"], row["完成并提交报告"]) == ("2026-02-28", "2027-01-31")
    wrong = officer.get(f"{ADDRESS}?rule=cleaner_production_audit&listed_on=soon")
    assert "应是日期" in wrong.content.decode()


@pytest.mark.usefixtures("enterprises")
def test_the_list_is_taken_away_as_a_workbook(officer: Client) -> None:
    answer = officer.get(f"{ADDRESS}?rule=cleaner_production_audit&format=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [sheet.cell(row, 1).value for row in (4, 5)] == ["丁厂", "甲厂"]
    assert [sheet.cell(row, sheet.max_column).value for row in (3, 4)] == ["模拟", "是"]


def test_what_belongs_to_a_thing_counts_as_a_fact_of_it(officer: Client) -> None:
    dealer, other = load_simulated(
        "enterprise",
        [
            {"credit_code": credit_code(n), "name": name, "area": "622901", "hazardous_waste_activity": "处置"}
            for n, name in ((7, "有保险"), (8, "脱保"))
        ],
    )
    today = timezone.localdate()
    spans = ((dealer, -400, -35), (dealer, -35, 300), (other, -400, -10))
    load_simulated(
        "insurance_policy",
        [
            {
                "policy_number": f"P{n}", "insured": thing.identifier, "kind": "pollution_liability", "insurer": "某司",
                "limit": "1000000", "begins_on": today + datetime.timedelta(begin),
                "ends_on": today + datetime.timedelta(end), "area": "622901",
            }
            for n, (thing, begin, end) in enumerate(spans)
        ],
    )  # fmt: skip
    (row,) = rows_of(officer, "?rule=liability_insurance&result=breach")
    assert (row["名称"], row["脱保天数"]) == ("脱保", "10")
    page = officer.get(f"/rules/duties/?kind=enterprise&thing={dealer.pk}").content.decode()
    assert "当日有保险" in page


def test_a_certificate_is_found_by_the_number_that_a_contract_names(officer: Client) -> None:
    (certificate,) = load_simulated(
        "certificate",
        [{"certificate_number": "CQC-1", "kind": "energy_saving", "product_name": "空调",
           "holder_name": "某厂", "certifier": "某机构",
          "issued_on": "2021-05-10", "expires_on": "2024-05-09"}],
    )  # fmt: skip
    load_simulated(
        "procurement_contract",
        [
            {"contract_number": number, "subject": "空调", "purchaser_name": "某局", "supplier": "某店",
             "area": "622901", "bid_on": day, "obligation": "mandatory", "amount": "1000",
             "certificate_number": certificate.identifier}
            for number, day in (("A", "2024-05-09"), ("B", "2024-05-10"))
        ],
    )  # fmt: skip
    assert [row["编号"] for row in rows_of(officer, "?rule=green_procurement&result=verdict")] == ["B"]
    verdicts = {row["编号"]: row["当日认证有效"] for row in rows_of(officer, "?rule=green_procurement&state=all")}
    assert verdicts == {"A": "是", "B": "否"}


def test_an_empty_register_and_an_unknown_rule_are_told(officer: Client) -> None:
    assert "登记里还没有这一类对象" in officer.get(f"{ADDRESS}?rule=voc_limit").content.decode()
    assert "先选一条规则" in officer.get(ADDRESS).content.decode()
    assert officer.get(f"{ADDRESS}?rule=no_such_rule").status_code == 404


def test_three_thousand_enterprises_take_less_than_two_seconds(linxia_pack: object) -> None:
    rule = Rulebook.of(linxia_pack).rule("cleaner_production_audit")  # type: ignore[arg-type]
    day = datetime.date(2026, 11, 22)
    kind: RegisterKind = registers_of(linxia_pack, day).kinds["enterprise"]  # type: ignore[arg-type]
    seen = frozenset(kind.by_code)
    started = time.perf_counter()
    facts = {
        n: list(facts_of(rule.item, [Record(kind, {"uses_toxic_materials": n % 3 == 0}, seen)])) for n in range(3000)
    }
    found = candidates(rule, facts, rule.period(day), {}, "zh-hans")
    assert time.perf_counter() - started < 2
    assert sum(each.values["must_audit"] is True for each in found) == 1000
