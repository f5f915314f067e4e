"""A table handed in on the page, computed by the worker, looked at, fetched and forgotten."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lvheng.areas.queries import acting_of
from lvheng.audit.models import Entry
from lvheng.errors import StateConflict
from lvheng.rules import bulk_actions
from lvheng.rules.models import Run

FORM = "/rules/residential_electricity/bulk/"
CSV = "户号,period,use,备注\nA,2025-07,300,甲\nB,2025-07,many,乙\nC,2025-07,0,\n"


@pytest.fixture
def officer(client_as: Callable[[str], Client]) -> Client:
    return client_as("department_officer")


def table(content: str | bytes = CSV, name: str = "用电.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def handed_in(client: Client, **values: Any) -> Run:
    answer = client.post(FORM, {"file": table(), **values})
    assert answer.status_code == 302, answer.content.decode()
    return Run.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_table_is_computed_row_by_row_and_no_row_is_lost(officer: Client) -> None:
    run = handed_in(officer)
    assert "等待计算" in officer.get(f"/rules/bulk/{run.pk}/").content.decode()
    assert bulk_actions.compute(run.pk)
    page = officer.get(f"/rules/bulk/{run.pk}/").content.decode()
    assert "175.00" in page
    assert "本月用电量：不是数字" in page
    lines = body(officer.get(f"/rules/bulk/{run.pk}/download/")).decode().splitlines()
    assert lines[0] == "户号,period,use,备注,amount,reasons"
    assert lines[1:] == ["A,2025-07,300,甲,175.00,", "B,2025-07,many,乙,,本月用电量：不是数字", "C,2025-07,0,,0.00,"]
    run.refresh_from_db()
    assert (run.stage, run.rows, run.incomplete, run.totals) == ("done", 3, 1, {"amount": "175"})


def test_a_job_that_runs_twice_works_once(officer: Client) -> None:
    run = handed_in(officer)
    assert bulk_actions.compute(run.pk)
    assert not bulk_actions.compute(run.pk)


def test_what_is_the_same_for_all_rows_is_typed_once(officer: Client) -> None:
    run = handed_in(
        officer, file=table("use\n300\n600\n"), on="2025-07", electricity_tiers="1200:0.5,:1", output="xlsx"
    )
    bulk_actions.compute(run.pk)
    sheet = openpyxl.load_workbook(io.BytesIO(body(officer.get(f"/rules/bulk/{run.pk}/download/")))).active
    assert sheet is not None
    assert [[cell and str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)] == [
        ["use", "amount", "reasons"],
        ["300", "250", None],
        ["600", "550", None],
    ]


def test_parquet_comes_back_as_parquet(officer: Client, tmp_path: Path) -> None:
    pq.write_table(pa.table({"use": [300, None], "period": ["2025-07", "2025-07"]}), tmp_path / "use.parquet")
    run = handed_in(officer, file=table((tmp_path / "use.parquet").read_bytes(), "use.parquet"))
    bulk_actions.compute(run.pk)
    found = pq.read_table(io.BytesIO(body(officer.get(f"/rules/bulk/{run.pk}/download/"))))
    assert found.column("reasons").to_pylist() == [None, "本月用电量：没有填"]


def test_everything_that_is_wrong_with_the_form_is_told_at_once(officer: Client) -> None:
    answer = officer.post(FORM, {"file": table("x", "use.pdf"), "on": "2025-13", "people": "many", "output": "xlsx"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "有 3 处需要改正" in page
    assert 'value="2025-13"' in page
    assert 'value="many"' in page
    assert '<option value="xlsx" selected>' in page
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    ("file", "said"),
    [(None, "没有选择表格"), (table("", "a.csv"), "没有选择表格|表格是空的"), (table("x", "a.doc"), "只能读取")],
)
def test_a_file_that_cannot_be_used_is_refused(officer: Client, file: Any, said: str) -> None:
    page = officer.post(FORM, {"file": file} if file else {}).content.decode()
    assert any(words in page for words in said.split("|"))


def test_a_table_larger_than_the_limit_is_refused(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lvheng.rules.working.LIMIT_BYTES", 10)
    answer = officer.post(FORM, {"file": table()})
    assert answer.status_code == 422
    assert "表格超过" in answer.content.decode()


def test_a_table_that_cannot_be_computed_says_why_and_can_be_tried_again(officer: Client) -> None:
    run = handed_in(officer, file=table("use,amount\n300,1\n"), on="2025-07")
    assert bulk_actions.compute(run.pk)
    page = officer.get(f"/rules/bulk/{run.pk}/").content.decode()
    assert "表里已有“amount”一列" in page
    officer.post(f"/rules/bulk/{run.pk}/again/")
    run.refresh_from_db()
    assert (run.stage, run.problems) == ("waiting", [])


def test_what_is_being_computed_is_not_started_anew(officer: Client, person_as: Callable[[str], Any]) -> None:
    run = handed_in(officer)
    with pytest.raises(StateConflict):
        bulk_actions.again(acting_of(person_as("department_officer")), run)


def test_nobody_else_sees_a_table(officer: Client, client_as: Callable[[str], Client]) -> None:
    run = handed_in(officer)
    bulk_actions.compute(run.pk)
    for path in ("", "progress/", "download/"):
        assert client_as("planner").get(f"/rules/bulk/{run.pk}/{path}").status_code == 403
    assert "用电.csv" not in client_as("planner").get("/rules/bulk/").content.decode()
    assert "login" in client_as("").get(FORM)["Location"]


def test_it_is_forgotten_with_its_files(
    officer: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    run = handed_in(officer)
    bulk_actions.compute(run.pk)
    run.refresh_from_db()
    paths = [Path(run.file.path), Path(run.output.path)]
    assert all(path.exists() for path in paths)
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(f"/rules/bulk/{run.pk}/forget/")
    assert not any(path.exists() for path in paths)
    assert not Run.objects.exists()
    assert Entry.objects.filter(action="rules.forget_run").count() == 1


def test_a_month_later_it_is_gone(officer: Client) -> None:
    handed_in(officer)
    assert bulk_actions.forget_old() == 0
    assert bulk_actions.forget_old(timezone.now() + datetime.timedelta(days=31)) == 1
