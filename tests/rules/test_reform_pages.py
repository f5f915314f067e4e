"""A reform: drafted, compared with the law in force on all users, adopted as a dated version."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction
from django.test import Client
from django.utils import timezone
from pyarrow import parquet

from lvheng.areas.queries import acting_of
from lvheng.audit.models import Entry
from lvheng.errors import Problems, StateConflict
from lvheng.packs.model import Source
from lvheng.rules import Rulebook, reform_actions
from lvheng.rules.adopted import rulebook
from lvheng.rules.command import explain_command
from lvheng.rules.models import Reform, RuleVersion
from lvheng.rules.overlay import Amendment, amended
from lvheng.rules.reform_report import Simulated, compare

CODE = "residential_electricity"
FORM = f"/rules/{CODE}/reform/"
DRAFT = {
    "title": "提高第三档", "effective_from": "2999-01-01", "on": "2025-07",
    "new.electricity_tiers": "1920:0.51,2880:0.56,:1",
    "population": "simulated", "users": "1000", "input": "use", "median": "120", "high": "300",
}  # fmt: skip
TABLE = "户号,use,县\nA,100,甲\nB,300,甲\nC,300,乙\nD,none,乙\n"


@pytest.fixture
def planner(client_as: Callable[[str], Client]) -> Client:
    return client_as("planner")


def tried(client: Client, **values: Any) -> Reform:
    answer = client.post(FORM, DRAFT | values)
    assert answer.status_code == 302, answer.content.decode()
    reform = Reform.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))
    assert reform_actions.compare_now(reform.pk)
    reform.refresh_from_db()
    assert reform.stage == "done", reform.problems
    return reform


def on_table(client: Client, **values: Any) -> Reform:
    file = SimpleUploadedFile("用户.csv", TABLE.encode())
    return tried(client, population="table", file=file, group_by="县", **values)


# The comparison ----------------------------------------------------------------------------------------------------


def test_totals_winners_and_losers_are_exact(linxia_pack: Any) -> None:
    law = Rulebook.of(linxia_pack).rule(CODE)
    draft = law.with_parameters({"electricity_tiers": "1920:0.5,2880:0.56,:1"})
    users = pa.table({"use": ["100", "160", "300", None], "city": ["x", "y", "y", "y"]})
    report = compare(law, draft, users, on="2025-07", fixed={}, group_by="city")
    # 100 × 0.51 + 160 × 0.51 + 175.00, and 100 × 0.5 + 160 × 0.5 + (80 + 44.8 + 60).
    assert (report["before"], report["after"], report["change"]) == ("307.60", "314.80", "7.20")
    assert (report["rows"], report["compared"], report["less"], report["more"]) == ("4", "3", "2", "1")
    assert (report["saved"], report["added"]) == ("2.60", "9.80")
    assert [(each["name"], each["rows"], each["change"]) for each in report["groups"]] == [
        ("y", "2", "8.20"),
        ("x", "1", "-1.00"),
    ]
    assert report["reasons"] == [{"why": "本月用电量：没有填", "rows": "1"}]


def test_coverage_counts_the_users_within_each_bracket(linxia_pack: Any) -> None:
    law = Rulebook.of(linxia_pack).rule(CODE)
    draft = law.with_parameters({"electricity_tiers": "1200:0.5,:1"})
    users = pa.table({"use": [str(use) for use in range(10, 410, 10)]})
    (found,) = compare(law, draft, users, on="2025-07", fixed={})["coverage"]
    # Forty households of 10, 20, … 400 kWh a month: 16 use up to 160, 24 up to 240, 10 up to 100.
    assert [each["within"] for each in found["before"]] == ["40.00", "60.00", "100.00"]
    assert [each["within"] for each in found["after"]] == ["25.00", "100.00"]
    assert (Decimal(found["p80"]), Decimal(found["p95"])) == (3840, 4560)


def test_simulated_users_are_the_same_each_time_and_as_described(linxia_pack: Any) -> None:
    law = Rulebook.of(linxia_pack).rule(CODE)
    users = Simulated(10_001, "use", Decimal(120), Decimal(300))
    found = sorted(users.table(law).column("use").to_pylist())
    assert found == sorted(users.table(law).column("use").to_pylist())
    assert found[5000] == 120
    assert sum(each <= 300 for each in found) in range(9499, 9504)


def test_an_amendment_holds_from_its_day_on_and_nowhere_else(linxia_pack: Any) -> None:
    source = Source(title="调整通知", certainty="original")
    day = datetime.date(2027, 7, 1)
    change = Amendment(CODE, "622900", day, {"electricity_tiers": ":1"}, {}, source)
    book = amended(Rulebook.of(linxia_pack), [change])
    assert book.rule(CODE).apply({"use": 300}, "2027-06")["amount"] == Decimal("175.00")
    outcome = book.rule(CODE).apply({"use": 300}, "2027-07")
    assert outcome["amount"] == Decimal("300.00")
    assert [each.source for each in outcome.parameters if each.code == "electricity_tiers"] == ["调整通知"]
    elsewhere = amended(Rulebook.of(linxia_pack, "620100"), [change])
    assert elsewhere.rule(CODE).apply({"use": 300}, "2027-07")["amount"] == Decimal("175.00")
    county = amended(Rulebook.of(linxia_pack, "622901"), [change])
    assert county.rule(CODE).apply({"use": 300}, "2027-07")["amount"] == Decimal("300.00")


def test_a_later_amendment_follows_an_earlier_one(linxia_pack: Any) -> None:
    source = Source(title="调整通知", certainty="original")
    days = {datetime.date(2028, 1, 1): ":2", datetime.date(2027, 1, 1): ":1"}
    changes = [Amendment(CODE, "622900", day, {"electricity_tiers": text}, {}, source) for day, text in days.items()]
    rule = amended(Rulebook.of(linxia_pack), changes).rule(CODE)
    found = [rule.apply({"use": 100}, on)["amount"] for on in ("2026-12", "2027-12", "2028-01")]
    assert found == [Decimal("51.00"), Decimal("100.00"), Decimal("200.00")]


def test_an_amended_formula_holds_from_its_day_on(linxia_pack: Any) -> None:
    source = Source(title="办法", certainty="original")
    change = Amendment(
        "water_over_quota",
        "622900",
        datetime.date(2027, 1, 1),
        {},
        {"amount": "use * nonresidential_water_price"},
        source,
    )
    rule = amended(Rulebook.of(linxia_pack), [change]).rule("water_over_quota")
    price = {"nonresidential_water_price": "2", "nonresidential_water_steps": ":3"}
    assert rule.apply({"use": 20, "quota": 10}, "2027", parameters=price)["amount"] == Decimal("40.00")
    assert rule.apply({"use": 20, "quota": 10}, "2026", parameters=price)["amount"] != Decimal("40.00")


# The pages ---------------------------------------------------------------------------------------------------------


def test_a_draft_is_compared_and_nothing_changes(planner: Client) -> None:
    reform = tried(planner)
    page = planner.get(f"/rules/reforms/{reform.pk}/").content.decode()
    assert "在 1000 个模拟的用户上比较" in page
    assert "增加的用户" in page
    assert "各档覆盖" in page
    assert "spread__bar--more" in page
    assert "175.00 元" in planner.get(f"/rules/{CODE}/?on=2025-07&use=300").content.decode()


def test_a_table_of_real_users_is_compared_by_group(planner: Client) -> None:
    reform = on_table(planner)
    assert (reform.report["rows"], reform.report["compared"], reform.report["more"]) == ("4", "3", "2")
    page = planner.get(f"/rules/reforms/{reform.pk}/").content.decode()
    assert "本月用电量：不是数字" in page
    assert page.index("分组") < page.index(">甲<")


def test_everything_that_is_wrong_with_a_draft_is_told_at_once(planner: Client) -> None:
    wrong = {
        "title": "", "effective_from": "soon", "on": "2025-13", "new.electricity_tiers": "cheap",
        "formula.amount": "use * nothing_known", "users": "0", "input": "colour", "median": "9", "high": "3",
    }  # fmt: skip
    answer = planner.post(FORM, DRAFT | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    for name in ("title", "effective_from", "on", "new.electricity_tiers", "formula.amount", "users", "input"):
        assert f'href="#f-{name}"' in page, name
    assert 'value="cheap"' in page
    assert "use * nothing_known" in page
    assert not Reform.objects.exists()


def test_a_draft_that_changes_nothing_is_refused(planner: Client) -> None:
    same = {"new.electricity_tiers": "1920:0.51,2880:0.56,:0.81"}
    page = planner.post(FORM, DRAFT | same).content.decode()
    assert "草案和现行的一样" in page


def test_a_table_without_the_group_says_which_columns_it_has(planner: Client) -> None:
    file = SimpleUploadedFile("u.csv", TABLE.encode())
    answer = planner.post(FORM, DRAFT | {"population": "table", "file": file, "group_by": "乡镇"})
    reform = Reform.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))
    reform_actions.compare_now(reform.pk)
    page = planner.get(f"/rules/reforms/{reform.pk}/").content.decode()
    assert "表里没有“乡镇”一列" in page


@pytest.fixture
def households(tmp_path: Path, settings: Any) -> Path:
    """A file as the simulated world writes it: three households, two months."""
    folder = tmp_path / "world" / "households"
    folder.mkdir(parents=True)
    people = [("622901", "urban", 3, "100"), ("622901", "urban", 2, "300"), ("622923", "rural", 4, "300")]
    months = [datetime.date(2025, 6, 1), datetime.date(2025, 7, 1)]
    rows = [(n, *person, month) for n, person in enumerate(people) for month in months]
    names = ("unit", "area", "kind", "people", "use", "period")
    table = {name: [row[column] for row in rows] for column, name in enumerate(names)}
    use = pa.array([Decimal(each) for each in table.pop("use")], pa.decimal128(9, 2))
    more = {"low_income": [False] * 6, "simulated": [True] * 6, "use": use}
    parquet.write_table(pa.table(table | more), folder / f"{CODE}.parquet")
    settings.CONFIGURATION = replace(settings.CONFIGURATION, data_dir=tmp_path)
    return folder


@pytest.mark.usefixtures("households")
def test_a_reform_is_tried_on_the_simulated_households_of_a_month(planner: Client) -> None:
    assert "全州模拟的住户" in planner.get(FORM).content.decode()
    reform = tried(planner, population="households", households_by="area")
    assert (reform.rows, reform.report["before"]) == (3, "401.00")
    assert {group["name"] for group in reform.report["groups"]} == {"临夏市", "永靖县"}
    assert "不是实际的用户" in planner.get(f"/rules/reforms/{reform.pk}/").content.decode()


@pytest.mark.usefixtures("households")
def test_without_a_month_the_whole_year_is_compared(planner: Client) -> None:
    reform = tried(planner, population="households", on="")
    assert (reform.rows, reform.report["compared"]) == (6, "6")


def test_households_that_are_not_there_are_told(planner: Client) -> None:
    answer = planner.post(FORM, DRAFT | {"population": "households"})
    assert answer.status_code == 422
    assert "没有这条规则的模拟住户" in answer.content.decode()


def adopted(client: Client, reform: Reform, **values: str) -> Any:
    day = (timezone.localdate() + datetime.timedelta(days=40)).isoformat()
    return client.post(
        f"/rules/reforms/{reform.pk}/adopt/",
        {"effective_from": day, "source_title": "关于调整电价的通知", "source_number": "州发改〔2026〕1号"} | values,
    )


def test_an_adopted_draft_is_the_law_from_its_day_on(planner: Client) -> None:
    reform = tried(planner)
    day = (timezone.localdate() + datetime.timedelta(days=40)).replace(day=1)
    assert adopted(planner, reform, effective_from=day.isoformat()).status_code == 302
    assert "175.00 元" in planner.get(f"/rules/{CODE}/?on=2025-07&use=300").content.decode()
    later = planner.get(f"/rules/{CODE}/?on={day:%Y-%m}&use=300").content.decode()
    # 160 × 0.51 + 80 × 0.56 + 60 × 1.
    assert "186.40 元" in later
    assert "关于调整电价的通知" in later
    assert Entry.objects.filter(action="rules.adopt").count() == 1
    report = planner.get(f"/rules/reforms/{reform.pk}/").content.decode()
    assert "1920 以内 0.51；1920 至 2880 的部分 0.56；超过 2880 的部分 0.81" in report
    assert "已采纳" in report


def test_the_command_line_knows_what_was_adopted_and_what_the_pack_says(
    planner: Client, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LVHENG_LANGUAGE", "en")
    day = (timezone.localdate() + datetime.timedelta(days=40)).replace(day=1)
    adopted(planner, tried(planner), effective_from=day.isoformat())
    for pack, amount in ((None, "186.40"), ("linxia", "175.00")):
        assert explain_command(rulebook(pack), CODE, ["use=300"], f"{day:%Y-%m}", "table") == 0
        assert amount in capsys.readouterr().out


def test_only_a_planner_adopts(planner: Client, client_as: Callable[[str], Client]) -> None:
    reform = tried(planner)
    assert adopted(client_as("department_officer"), reform).status_code == 403
    assert not RuleVersion.objects.exists()


def test_what_is_past_is_not_changed_and_a_document_is_needed(planner: Client) -> None:
    reform = tried(planner)
    answer = adopted(planner, reform, effective_from="2025-01-01", source_title="")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "生效日期应在今天以后" in page
    assert "没有写依据的文件" in page
    assert not RuleVersion.objects.exists()


def test_a_reform_is_adopted_once(planner: Client, person_as: Callable[[str], Any]) -> None:
    reform = tried(planner)
    adopted(planner, reform)
    with pytest.raises(StateConflict):
        reform_actions.adopt(acting_of(person_as("planner")), reform, "2999-01-01", "通知")


def test_an_adopted_version_is_final(planner: Client) -> None:
    adopted(planner, tried(planner))
    for change in (lambda rows: rows.update(source_title="x"), lambda rows: rows.delete()):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change(RuleVersion.objects.all())


def test_a_reform_without_simulated_users_in_order_is_refused(person_as: Callable[[str], Any]) -> None:
    with pytest.raises(Problems) as told:
        reform_actions.try_reform(acting_of(person_as("planner")), CODE, DRAFT | {"high": "100"}, None, "zh-hans")
    assert [each.where for each in told.value.problems] == ["high"]


def test_a_table_is_needed_where_one_is_to_be_compared(person_as: Callable[[str], Any]) -> None:
    empty = SimpleUploadedFile("u.csv", b"")
    for file in (None, empty):
        with pytest.raises(Problems) as told:
            reform_actions.try_reform(
                acting_of(person_as("planner")), CODE, DRAFT | {"population": "table"}, file, "zh-hans"
            )
        assert [each.where for each in told.value.problems] == ["file"]
