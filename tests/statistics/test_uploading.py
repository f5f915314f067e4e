"""Reporting by Excel: a template is downloaded, filled in, handed in, looked at, kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape
from openpyxl.utils import get_column_letter
from tests.statistics.reporting import COAL, Cast, again, approved, handed_in, issue, opened

from lvheng.audit.models import Entry
from lvheng.errors import InputProblem, NotAllowed, Problem, Problems, StateConflict
from lvheng.packs import Pack
from lvheng.statistics import actions, queries
from lvheng.statistics.definitions import definition
from lvheng.statistics.models import Form, Report, Upload, Version
from lvheng.statistics.upload_queries import sheet_of, table_of
from lvheng.statistics.uploading import Saved, discard_upload, receive, save_upload
from lvheng.statistics.workbook_reading import read_workbook
from lvheng.statistics.workbooks import FIRST_ROW, MARK_SHEET, TABLE_HEAD_ROW, form_workbook, table_workbook

pytestmark = pytest.mark.django_db
CODE = "coal_balance_year"
Change = Callable[[Any], None]


@pytest.fixture
def cast(places: None, linxia_pack: Pack) -> Cast:
    issue(linxia_pack)
    return Cast.assemble()


@pytest.fixture
def report(cast: Cast) -> Report:
    return opened()


def changed(content: bytes, change: Change) -> bytes:
    """The workbook after somebody worked in it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book.worksheets[0])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def template(report: Report, language: Any = "zh") -> bytes:
    what, sheet = sheet_of(report)
    return form_workbook(what, report.form.edition, sheet, language)


def table(cast: Cast) -> bytes:
    form = Form.objects.get(code=CODE, closed_at=None)
    what, rows = table_of(form, cast.filler.organisation)
    return table_workbook(what, form.edition, rows, "zh")


def typed(entries: dict[str, Any]) -> Change:
    """Types figures into the column of this period."""

    def change(sheet: Any) -> None:
        for row in range(FIRST_ROW + 1, sheet.max_row + 1):
            code = sheet.cell(row, 1).value
            if code in entries:
                sheet.cell(row, 5).value = entries[code]

    return change


def typed_rows(rows: list[dict[str, Any]]) -> Change:
    """Types figures into the rows of a table, from the first on."""

    def change(sheet: Any) -> None:
        columns = {sheet.cell(TABLE_HEAD_ROW - 1, column).value: column for column in range(1, sheet.max_column + 1)}
        for number, row in enumerate(rows, start=TABLE_HEAD_ROW + 1):
            for code, value in row.items():
                sheet.cell(number, columns[code]).value = value

    return change


def entries_of(report: Report) -> dict[str, str]:
    kept = again(report)
    return dict(Version.objects.get(report=kept, number=kept.current).entries)


# The workbook -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_template_is_the_form_with_only_the_figures_open(report: Report, language: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(report, language)))
    sheet = book.worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    head = definition(report.form).head
    for part in (head.number, head.approval, head.valid_until.isoformat()):
        assert any(part in text for text in texts)
    assert sheet.protection.sheet
    unlocked = [cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    rows = len(definition(report.form).rows)
    assert unlocked == [f"E{row}" for row in range(FIRST_ROW + 1, FIRST_ROW + 1 + rows)]
    assert book[MARK_SHEET].sheet_state == "veryHidden"


def test_what_is_typed_is_read_back_as_it_was_typed(report: Report) -> None:
    figures = {**COAL, "coal_burnt": 4500.5, "coal_sold": "２９９．５", "coal_closing_stock": 1200}
    filled = read_workbook(changed(template(report), typed(figures)))
    (row,) = filled.rows
    assert (row.unit, row.period) == ("622901", "2025")
    assert row.entries["coal_burnt"] == "4500.5"
    assert row.entries["coal_sold"] == "２９９．５"
    assert row.entries["coal_closing_stock"] == "1200"
    assert filled.place(row, "coal_burnt") == "E12"


@pytest.mark.parametrize("number", ["0.1", "0.3", "1234567.89", "99999999999999", "0.0001", "-0.7"])
def test_a_number_of_up_to_fifteen_digits_comes_back_as_it_was_typed(report: Report, number: str) -> None:
    filled = read_workbook(changed(template(report), typed({"coal_burnt": float(number)})))
    assert filled.rows[0].entries["coal_burnt"] == number


def test_a_draft_goes_out_and_comes_back_unchanged(cast: Cast, report: Report) -> None:
    odd = {**COAL, "coal_burnt": "about 5", "coal_sold": "=1+1"}
    actions.save_draft(cast.filler, report, odd, {})
    filled = read_workbook(template(again(report)))
    assert filled.rows[0].entries == odd


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "no_workbook"), (b"PK\x03\x04 nothing", "no_workbook"), (b"a,b\n1,2\n", "no_workbook")]
)
def test_what_is_no_workbook_is_told(content: bytes, code: str) -> None:
    with pytest.raises(Problems) as error:
        read_workbook(content)
    assert [each.code for each in error.value.problems] == [code]


def test_a_strange_workbook_is_told() -> None:
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.save(content)
    with pytest.raises(Problems) as error:
        read_workbook(content.getvalue())
    assert error.value.problems[0].code == "not_our_workbook"


def test_changed_headings_are_told(cast: Cast, report: Report) -> None:
    def change(sheet: Any) -> None:
        sheet.cell(TABLE_HEAD_ROW - 1, 1).value = "something"

    with pytest.raises(Problems) as error:
        read_workbook(changed(table(cast), change))
    assert error.value.problems[0].code == "headings_changed"


# Handing in -------------------------------------------------------------------------------------------------------


def test_a_clean_file_is_kept_and_handed_in(cast: Cast, report: Report) -> None:
    upload = receive(cast.filler, "coal.xlsx", changed(template(report), typed(COAL)))
    assert (upload.state, upload.rows, upload.ready, upload.submittable, upload.problems) == ("checked", 1, 1, 1, [])
    assert again(report).state == Report.State.EXPECTED

    assert save_upload(cast.filler, upload, submit=True) == Saved(1, 1)
    assert again(report).state == Report.State.SUBMITTED
    assert entries_of(report) == COAL
    assert [step.kind for step in queries.history(report)] == ["started", "submitted"]
    assert Entry.objects.first().action == "statistics.save_upload"
    assert bytes(Upload.objects.get().content) == b""


def test_what_came_by_excel_goes_the_same_way_as_what_was_typed(cast: Cast, report: Report) -> None:
    upload = receive(cast.filler, "coal.xlsx", changed(template(report), typed(COAL)))
    save_upload(cast.filler, upload, submit=True)
    actions.approve(cast.colleague, again(report))
    actions.approve(cast.statistician, again(report))
    assert again(report).state == Report.State.APPROVED


def test_a_file_with_mistakes_tells_all_of_them_and_loses_nothing(cast: Cast, report: Report) -> None:
    wrong = {**COAL, "coal_burnt": "many", "coal_sold": None, "coal_closing_stock": -3}
    upload = receive(cast.filler, "coal.xlsx", changed(template(report), typed(wrong)))
    told = {(each["place"], each["code"], each["severity"]) for each in upload.problems}
    assert {("E12", "format", "hard"), ("E13", "required", "hard"), ("E14", "format", "hard")} <= told
    assert all(each["zh"] and each["en"] for each in upload.problems)
    assert (upload.ready, upload.submittable) == (1, 0)

    assert save_upload(cast.filler, upload, submit=True) == Saved(1, 0)
    assert again(report).state == Report.State.DRAFT
    assert entries_of(report)["coal_burnt"] == "many"


def test_a_broken_rule_is_told_with_its_name(cast: Cast, report: Report) -> None:
    upload = receive(cast.filler, "coal.xlsx", changed(template(report), typed({**COAL, "coal_sold": 300})))
    assert [each["severity"] for each in upload.problems] == ["hard"]
    assert upload.problems[0]["code"] not in ("format", "required")


def test_a_file_over_an_existing_draft_replaces_its_cells(cast: Cast, report: Report) -> None:
    actions.save_draft(cast.filler, report, {"coal_burnt": "1"}, {})
    upload = receive(cast.filler, "coal.xlsx", changed(template(again(report)), typed(COAL)))
    save_upload(cast.filler, upload)
    assert entries_of(report) == COAL
    assert Version.objects.filter(report=report).count() == 1
    assert again(report).state == Report.State.DRAFT


def test_a_returned_report_gets_a_new_version(cast: Cast, report: Report) -> None:
    handed_in(cast, report)
    actions.send_back(cast.colleague, again(report), "请核对")
    upload = receive(cast.filler, "coal.xlsx", changed(template(again(report)), typed({"coal_burnt": 4500.5})))
    save_upload(cast.filler, upload, submit=True)
    assert [each.number for each in Version.objects.filter(report=report).order_by("number")] == [1, 2]
    assert again(report).state == Report.State.SUBMITTED


def test_a_report_that_was_handed_in_is_not_written_over(cast: Cast, report: Report) -> None:
    content = changed(template(report), typed({**COAL, "coal_opening_stock": 7}))
    approved(cast, report)
    upload = receive(cast.filler, "coal.xlsx", content)
    assert [each["code"] for each in upload.problems] == ["handed_in"]
    assert save_upload(cast.filler, upload, submit=True) == Saved(0, 0)
    assert entries_of(report) == COAL


def test_what_was_handed_in_while_somebody_looked_counts(cast: Cast, report: Report) -> None:
    upload = receive(cast.filler, "coal.xlsx", changed(template(report), typed({**COAL, "coal_opening_stock": 7})))
    handed_in(cast, report)
    assert save_upload(cast.filler, upload) == Saved(0, 0)
    assert entries_of(report) == COAL


def test_another_countys_report_is_none_of_ours(cast: Cast, report: Report) -> None:
    upload = receive(cast.neighbour, "coal.xlsx", changed(template(report), typed(COAL)))
    assert [each["code"] for each in upload.problems] == ["not_owed"]
    assert save_upload(cast.neighbour, upload, submit=True) == Saved(0, 0)
    assert again(report).state == Report.State.EXPECTED


def test_a_file_is_its_owners_alone_and_is_kept_once(cast: Cast, report: Report) -> None:
    upload = receive(cast.filler, "coal.xlsx", changed(template(report), typed(COAL)))
    for act in (save_upload, discard_upload):
        with pytest.raises(NotAllowed):
            act(cast.colleague, upload)  # type: ignore[operator]
    save_upload(cast.filler, upload)
    for act in (save_upload, discard_upload):
        with pytest.raises(StateConflict):
            act(cast.filler, upload)  # type: ignore[operator]


def test_a_file_that_is_let_go_leaves_nothing(cast: Cast, report: Report) -> None:
    upload = receive(cast.filler, "coal.xlsx", changed(template(report), typed(COAL)))
    discard_upload(cast.filler, upload)
    assert bytes(Upload.objects.get().content) == b""
    assert again(report).state == Report.State.EXPECTED


@pytest.mark.parametrize("content", [b"", b"x" * (32 * 1024 * 1024 + 1)])
def test_an_empty_or_endless_file_is_refused(cast: Cast, content: bytes) -> None:
    with pytest.raises(InputProblem):
        receive(cast.filler, "coal.xlsx", content)


def test_nobody_without_an_appointment_hands_in(cast: Cast) -> None:
    with pytest.raises(Problem):
        receive(cast.auditor, "coal.xlsx", b"x")


# Tables of many reports ---------------------------------------------------------------------------------------------


def test_a_table_takes_many_reports_at_once_and_tells_row_and_column(cast: Cast) -> None:
    reports = [opened(period=period) for period in ("2023", "2024", "2025")]
    rows: list[dict[str, Any]] = [{**COAL, "explanation": "按盘点数调整年初库存"} for _ in reports]
    rows[1]["coal_burnt"] = "x"
    upload = receive(cast.filler, "coal.xlsx", changed(table(cast), typed_rows(rows)))
    assert (upload.rows, upload.ready, upload.submittable) == (3, 3, 2)
    column = 4 + list(definition(reports[0].form).form.elements).index("coal_burnt")
    (told,) = (each for each in upload.problems if each["severity"] == "hard")
    assert "explained" in {each["severity"] for each in upload.problems}
    assert (told["row"], told["place"]) == (TABLE_HEAD_ROW + 2, f"{get_column_letter(column)}{TABLE_HEAD_ROW + 2}")

    assert save_upload(cast.filler, upload, submit=True) == Saved(3, 2)
    assert [again(each).state for each in reports] == ["submitted", "draft", "submitted"]


def test_two_rows_about_one_report_are_both_told(cast: Cast) -> None:
    opened(period="2024"), opened(period="2025")
    upload = receive(cast.filler, "coal.xlsx", changed(table(cast), typed_rows([{"period": "2025"}, {"period": 2025}])))
    assert [each["code"] for each in upload.problems] == ["twice", "twice"]
    assert upload.ready == 0


@pytest.mark.parametrize("period", ["soon", "2025-13"])
def test_a_period_that_is_none_is_told(cast: Cast, report: Report, period: str) -> None:
    upload = receive(cast.filler, "coal.xlsx", changed(table(cast), typed_rows([{**COAL, "period": period}])))
    assert [each["code"] for each in upload.problems] == ["period"]


# Pages --------------------------------------------------------------------------------------------------------------


def test_the_pages_lead_from_the_template_to_the_kept_report(client: Client, cast: Cast, report: Report) -> None:
    client.force_login(cast.filler.person)
    file = client.get(f"/reports/{report.pk}/template.xlsx")
    assert file["Content-Disposition"].startswith("attachment;")
    sent = SimpleUploadedFile("coal.xlsx", changed(file.content, typed({**COAL, "coal_sold": 300})))
    page = client.post("/reports/uploads/", {"file": sent}, follow=True)
    upload = Upload.objects.get()
    assert page.redirect_chain[-1][0] == f"/reports/uploads/{upload.pk}/"
    assert escape(upload.problems[0]["zh"]) in page.content.decode()
    told = client.get(f"/reports/uploads/{upload.pk}/problems.csv").content.decode("utf-8-sig")
    assert upload.problems[0]["code"] in told
    client.post(f"/reports/uploads/{upload.pk}/save/")
    assert again(report).state == Report.State.DRAFT

    client.force_login(cast.colleague.person)
    assert client.get(f"/reports/uploads/{upload.pk}/").status_code == 404


def test_the_table_of_a_form_is_downloaded_from_the_page(client: Client, cast: Cast, report: Report) -> None:
    client.force_login(cast.filler.person)
    page = client.get("/reports/uploads/").content.decode()
    assert f"/reports/forms/{CODE}/table.xlsx" in page
    filled = read_workbook(client.get(f"/reports/forms/{CODE}/table.xlsx").content)
    assert [(row.unit, row.period) for row in filled.rows] == [("622901", "2025")]
