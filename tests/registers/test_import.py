"""Tables of things: checked whole, then written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook, load_workbook
from tests.registers.conftest import CEMENT, credit_code

from lvheng.areas.acting import Acting
from lvheng.audit.models import Entry
from lvheng.errors import InputProblem, NotAllowed, StateConflict
from lvheng.registers import actions, import_actions, import_work
from lvheng.registers.models import Import, Thing, ThingVersion
from lvheng.registers.simulated import load_simulated
from lvheng.registers.tables import read_table

HEAD = ("统一社会信用代码", "名称", "所在县市", "行业门类", "年综合能耗 (tce)", "成立日期")
GOOD = (credit_code(20), "永靖化工有限公司", "永靖县", "制造业", 1200.5, "2019年3月1日")


def csv_of(*rows: Sequence[Any]) -> bytes:
    return "\n".join(",".join(str(cell) for cell in row) for row in rows).encode()


def workbook_of(*rows: Sequence[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def check(planner: Acting) -> Callable[..., Import]:
    """Hand a table in and check it, as the worker does."""

    def run(data: bytes, name: str = "企业.csv", kind: str = "enterprise", **options: Any) -> Import:
        handed = import_actions.hand_in(options.pop("acting", planner), kind, data, name, **options)
        assert import_work.check_import(handed.pk)
        handed.refresh_from_db()
        return handed

    return run


@pytest.fixture
def write(planner: Acting) -> Callable[..., Import]:
    """Write a checked table, as the worker does."""

    def run(handed: Import, **options: Any) -> Import:
        import_actions.apply(planner, handed.pk, **options)
        assert import_work.write_import(handed.pk)
        handed.refresh_from_db()
        return handed

    return run


def told(handed: Import) -> set[tuple[int, str]]:
    return {(each["row"], each["column"]) for each in handed.problems}


def test_a_table_is_checked_without_writing_and_then_written(
    check: Callable[..., Import], write: Callable[..., Import]
) -> None:
    handed = check(csv_of(HEAD, GOOD))
    assert (handed.stage, handed.new_count, handed.problem_count) == ("checked", 1, 0)
    assert not Thing.objects.exists()
    assert write(handed).stage == "done"
    thing = Thing.objects.get()
    assert thing.values["energy_use"] == "1200.5"
    assert (thing.area_id, thing.values["registered_on"], thing.values["industry"]) == ("622923", "2019-03-01", "C")
    assert ThingVersion.objects.get().reason == "企业.csv"
    assert [entry.action for entry in Entry.objects.order_by("number")][-2:] == [
        "registers.hand_in",
        "registers.import",
    ]


def test_every_mistake_is_told_with_row_and_column(check: Callable[..., Import], cement: Thing) -> None:
    handed = check(
        workbook_of(
            HEAD,
            (credit_code(20)[:-1] + "?", "甲", "永靖县", "制造业", 1, "2019-01-01"),
            (credit_code(21), "", "北京市", "制造", "很多", "2019-02-30"),
            GOOD,
            GOOD,
        ),
        "企业.xlsx",
    )
    assert told(handed) == {
        (2, "统一社会信用代码"),
        (3, "名称"),
        (3, "所在县市"),
        (3, "行业门类"),
        (3, "年综合能耗"),
        (3, "成立日期"),
        (5, "统一社会信用代码"),
    }
    assert (handed.new_count, handed.problem_count) == (1, 7)


def test_a_table_with_mistakes_is_written_only_without_those_rows(
    check: Callable[..., Import], write: Callable[..., Import], planner: Acting
) -> None:
    handed = check(csv_of(HEAD, GOOD, ("1", "乙", "永靖县", "", "", "")))
    with pytest.raises(InputProblem) as error:
        import_actions.apply(planner, handed.pk)
    assert error.value.code == "has_mistakes"
    assert write(handed, skip_wrong=True).stage == "done"
    assert [thing.title for thing in Thing.objects.all()] == [GOOD[1]]


@pytest.mark.parametrize(("mode", "counts"), [("insert", (1, 0, 1)), ("update", (0, 1, 1)), ("both", (1, 1, 0))])
def test_what_happens_with_registered_things_is_chosen(
    check: Callable[..., Import], cement: Thing, mode: str, counts: tuple[int, int, int]
) -> None:
    handed = check(csv_of(HEAD, GOOD, (CEMENT["credit_code"], "新名", "622901", "", "", "")), mode=mode)
    assert (handed.new_count, handed.changed_count, handed.left_out_count) == counts


def test_an_update_keeps_columns_that_the_table_does_not_have(
    check: Callable[..., Import], write: Callable[..., Import], cement: Thing
) -> None:
    head = ("统一社会信用代码", "名称", "所在县市", "行业门类")
    write(check(csv_of(head, (CEMENT["credit_code"], "海源新名", "622901", ""))))
    cement.refresh_from_db()
    assert cement.title == "海源新名"
    assert "industry" not in cement.values
    assert cement.values["address"] == CEMENT["address"]
    assert cement.versions_count == 2


def test_an_export_handed_in_again_changes_nothing(
    check: Callable[..., Import], client_as: Callable[[str], Client], cement: Thing, register: Callable[..., Any]
) -> None:
    register("outlet", outlet_code="DA001", name="窑尾", enterprise=CEMENT["credit_code"], medium="废气",
             automatic_monitoring="是", stack_height="80.5", location="103.2,35.6")  # fmt: skip
    for kind in ("enterprise", "outlet"):
        for format in ("csv", "xlsx"):
            content = client_as("planner").get(f"/registers/{kind}/export.{format}").content
            handed = check(content, f"导出.{format}", kind)
            assert (handed.problems, handed.same_count, handed.changed_count) == ([], 1, 0), (kind, format)


def test_an_export_says_which_rows_are_simulated_and_an_import_does_not_take_them_for_real(
    check: Callable[..., Import], client_as: Callable[[str], Client], cement: Thing
) -> None:
    load_simulated("enterprise", [{**CEMENT, "credit_code": credit_code(40), "name": "模拟水泥"}])
    client = client_as("planner")
    listed = list(
        csv.DictReader(client.get("/registers/enterprise/export.csv").content.decode("utf-8-sig").split("\r\n"))
    )
    assert {row["名称"]: row["模拟"] for row in listed} == {CEMENT["name"]: "", "模拟水泥": "是"}
    things = json.loads(client.get("/registers/enterprise/export.json").content)["things"]
    assert {each["identifier"]: each["simulated"] for each in things} == {
        CEMENT["credit_code"]: False,
        credit_code(40): True,
    }
    head = ("统一社会信用代码", "名称", "所在县市", "模拟")
    handed = check(csv_of(head, (credit_code(41), "甲", "临夏市", "是"), (credit_code(42), "乙", "临夏市", "")))
    assert (handed.new_count, [each["column"] for each in handed.problems]) == (1, ["模拟"])


def test_a_thing_under_another_number_is_found_by_name_and_county(check: Callable[..., Import], cement: Thing) -> None:
    row = (credit_code(30), "临夏海源水泥有限责任公司", "临夏市", "", "", "")
    elsewhere = (credit_code(31), "临夏海源水泥有限公司", "永靖县", "", "", "")
    handed = check(csv_of(HEAD, row, elsewhere))
    assert [(each["row"], each["id"]) for each in handed.likely] == [(2, cement.pk)]


def test_columns_that_are_unknown_or_missing_are_told(check: Callable[..., Import]) -> None:
    handed = check(csv_of(("名称", "颜色", "名称"), ("甲", "绿", "甲")))
    assert {each["column"] for each in handed.problems} == {"颜色", "名称", "统一社会信用代码", "所在县市"}


def test_writing_again_after_a_stop_writes_the_rest_only(
    check: Callable[..., Import], write: Callable[..., Import], planner: Acting
) -> None:
    rows = [(credit_code(number), f"企业{number}", "永靖县", "", "", "") for number in range(40, 44)]
    handed = check(csv_of(HEAD, *rows))
    actions.register(planner, "enterprise", {"credit_code": rows[0][0], "name": rows[0][1], "area": "622923"})
    assert write(handed).stage == "done"
    assert ThingVersion.objects.count() == 4


def test_what_lies_elsewhere_is_not_written_by_a_county(
    check: Callable[..., Import], acting_as: Callable[[str], Acting]
) -> None:
    officer = acting_as("county_officer")
    assert officer.organisation is not None
    own = officer.organisation.area_id
    other = "622923" if own != "622923" else "622901"
    rows = [(credit_code(number), f"企业{number}", area, "", "", "") for number, area in ((50, own), (51, other))]
    handed = check(csv_of(HEAD, *rows), acting=officer)
    assert told(handed) == {(3, "所在县市")}


def test_a_table_is_written_once(check: Callable[..., Import], write: Callable[..., Import], planner: Acting) -> None:
    handed = write(check(csv_of(HEAD, GOOD)))
    assert not import_work.write_import(handed.pk)
    with pytest.raises(StateConflict):
        import_actions.apply(planner, handed.pk)
    with pytest.raises(StateConflict):
        import_actions.discard(planner, handed.pk)


def test_others_may_not_hand_in(acting_as: Callable[[str], Acting]) -> None:
    with pytest.raises(NotAllowed):
        import_actions.hand_in(acting_as("auditor"), "enterprise", csv_of(HEAD, GOOD), "a.csv")


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.csv", "empty_table"),
        (b"x", "a.doc", "unsupported_type"),
        (b"not a workbook", "a.xlsx", "unreadable_table"),
        (b"a,b\n1,2\n", "a.csv", "no_header"),
        ("名称,地址\n".encode(), "a.csv", "empty_table"),
        (b"\xff\xff\xff\xff", "a.csv", "unreadable_table"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(data: bytes, name: str, code: str) -> None:
    with pytest.raises(InputProblem) as error:
        read_table(data, name, lambda title: title == "名称")
    assert error.value.code == code


def test_a_table_of_an_old_spreadsheet_program_is_read(check: Callable[..., Import]) -> None:
    assert check(csv_of(HEAD, GOOD).decode().encode("gb18030")).new_count == 1


def test_the_template_has_every_field_and_what_it_takes(client_as: Callable[[str], Client], places: None) -> None:
    content = client_as("planner").get("/registers/outlet/template.xlsx").content
    book = load_workbook(io.BytesIO(content))
    head = [cell.value for cell in book.worksheets[0][1]]
    words = {row[0].value: row[3].value for row in book.worksheets[1].iter_rows(min_row=2)}
    assert head[:3] == ["排放口编号", "名称", "所属企业"]
    assert words["介质"] == "废气、废水"
    assert "企业" in words["所属企业"]


def test_the_page_leads_from_the_check_to_the_written_register(
    client_as: Callable[[str], Client], check: Callable[..., Import]
) -> None:
    client = client_as("planner")
    handed = check(csv_of(HEAD, GOOD))
    page = client.get(f"/registers/imports/{handed.pk}/").content.decode()
    assert "写入 1 条" in page
    client.post(f"/registers/imports/{handed.pk}/write/")
    assert import_work.write_import(handed.pk)
    assert "新增 1 条" in client.get(f"/registers/imports/{handed.pk}/").content.decode()
