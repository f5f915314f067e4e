"""The pages of the action log, and its command."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from unittest import mock

import pytest
from django.db import connection

from lvheng.areas.acting import ANONYMOUS, Acting
from lvheng.areas.models import Person
from lvheng.areas.permissions import SignInNeeded
from lvheng.audit import queries
from lvheng.audit.actions import record
from lvheng.audit.command import verify_command
from lvheng.audit.models import Entry
from lvheng.audit.queries import Filter, page_of
from lvheng.audit.tables import harmless

pytestmark = pytest.mark.django_db


def write(action="plan.adopt", name="临夏方案", at=None, **changes):
    if at is None:
        return record(None, action, "plan", 7, name, changes)
    with mock.patch("django.utils.timezone.now", return_value=at):
        return record(None, action, "plan", 7, name, changes)


@pytest.fixture
def auditor(client_as):
    return client_as("auditor")


def test_an_auditor_reads_everything_newest_first(auditor):
    first, second = write(), write(action="login.failed")
    page = auditor.get("/log/").content.decode()
    assert page.index(f"/log/{second.number}/") < page.index(f"/log/{first.number}/")


def test_a_security_officer_reads_security_events_only(client_as):
    client = client_as("security_officer")
    plan, login = write(), write(action="login.failed")
    page = client.get("/log/").content.decode()
    assert f"/log/{login.number}/" in page
    assert f"/log/{plan.number}/" not in page
    assert client.get(f"/log/{plan.number}/").status_code == 404
    assert client.get(f"/log/{login.number}/").status_code == 200


@pytest.mark.parametrize("path", ["/log/", "/log/1/", "/log/chain/", "/log/export.csv"])
@pytest.mark.parametrize("role", ["administrator", "planner", "leader", "department_officer"])
def test_others_may_not_read_it(client_as, role, path):
    assert client_as(role).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/log/", "/log/1/", "/log/chain/", "/log/export.csv"])
def test_nobody_is_led_to_sign_in(client, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={path}"


def test_a_missing_entry_is_not_found(auditor):
    assert auditor.get("/log/999/").status_code == 404


def found(**wanted):
    return [entry.number for entry in queries.entries(Acting(person=Person(), role="auditor"), Filter(**wanted))]


def test_it_filters_by_person_action_object_and_days():
    noon = datetime(2026, 3, 1, 4, tzinfo=UTC)
    one = write(at=noon)
    two = write(action="plan.discard", name="草稿", at=noon.replace(day=2))
    # 23:30 on the third of March here is still the third.
    three = write(name="末条", at=datetime(2026, 3, 3, 15, 30, tzinfo=UTC))
    assert found(action="plan.discard") == [two.number]
    assert found(object="方案") == [one.number]
    assert found(person="系统") == [three.number, two.number, one.number]
    assert found(person="无此人") == []
    day = datetime(2026, 3, 2, tzinfo=UTC).date()
    assert found(since=day) == [three.number, two.number]
    assert found(until=day) == [two.number, one.number]
    assert found(since=day.replace(day=3), until=day.replace(day=3)) == [three.number]
    assert found(object_type="plan", object_id="7") == [three.number, two.number, one.number]
    assert found(object_type="plan", object_id="8") == []


def test_a_filter_that_cannot_be_read_is_told_by_its_field(auditor):
    page = auditor.get("/log/?since=2026-03-02&until=2026-03-01").content.decode()
    assert "结束日期早于开始日期。" in page


def test_an_empty_result_says_so_and_offers_a_way_out(auditor):
    page = auditor.get("/log/?object=没有这样的对象").content.decode()
    assert "没有符合条件的记录" in page
    assert "清除筛选" in page


def test_pages_lead_on_in_both_directions_without_gaps():
    numbers = [write().number for _ in range(7)]
    everything = Entry.objects.order_by("-number")
    first = page_of(everything, size=3)
    assert [entry.number for entry in first.entries] == [7, 6, 5]
    assert first.newer is None
    second = page_of(everything, before=first.older, size=3)
    assert [entry.number for entry in second.entries] == [4, 3, 2]
    last = page_of(everything, before=second.older, size=3)
    assert ([entry.number for entry in last.entries], last.older) == ([1], None)
    back = page_of(everything, after=last.newer, size=3)
    assert [entry.number for entry in back.entries] == [4, 3, 2]
    front = page_of(everything, after=back.newer, size=3)
    assert ([entry.number for entry in front.entries], front.newer) == ([7, 6, 5], None)
    assert len(numbers) == 7


def test_an_entry_shows_what_was_changed_before_and_after(auditor):
    entry = write(state=["待核对", "已采纳"], count=3)
    page = auditor.get(f"/log/{entry.number}/").content.decode()
    assert "待核对" in page
    assert "已采纳" in page
    assert entry.hash in page
    assert "与前一条相接" in page


def tamper():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_entry SET object_name = '别的' WHERE number = 2")
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


def test_a_changed_entry_says_that_it_is_not_to_be_trusted(auditor):
    for _ in range(3):
        write()
    tamper()
    assert "这一条已不可信" in auditor.get("/log/2/").content.decode()
    assert "第 2 条断开" in auditor.get("/log/chain/").content.decode()


def test_the_chain_page_shows_length_and_last_hash(auditor):
    entry = write()
    page = auditor.get("/log/chain/").content.decode()
    assert "操作日志完整" in page
    assert entry.hash in page


def test_the_command_confirms_an_intact_log(capsys):
    entry = write()
    assert verify_command() == 0
    output = capsys.readouterr().out
    assert "1 条" in output
    assert entry.hash in output


def test_the_command_confirms_an_empty_log(capsys):
    assert verify_command() == 0
    assert "0 条" in capsys.readouterr().out


def test_the_command_names_the_first_broken_entry(capsys):
    write(), write(action="plan.discard", at=datetime(2026, 3, 1, 4, tzinfo=UTC)), write()
    tamper()
    assert verify_command() == 1
    output = capsys.readouterr().out
    assert "第 2 条" in output
    assert "2026-03-01 12:00:00" in output
    assert "plan.discard" in output
    assert "被更改" in output


def test_the_export_is_the_filtered_log_for_spreadsheets(auditor):
    write(name="=HYPERLINK(1)")
    write(action="plan.discard", name="草稿", reason="重复")
    answer = auditor.get("/log/export.csv?action=plan.discard")
    text = answer.getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[8] for row in rows[1:]] == ["草稿"]
    assert '"reason": "重复"' in rows[1][9]
    everything = list(csv.reader(io.StringIO(auditor.get("/log/export.csv").getvalue().decode("utf-8-sig"))))
    assert "'=HYPERLINK(1)" in [row[8] for row in everything]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_begins_as_a_formula(cell):
    assert harmless(cell) == f"'{cell}"
    assert harmless("方案 =1") == "方案 =1"


def test_reading_it_needs_a_role_whoever_calls():
    with pytest.raises(SignInNeeded):
        queries.entries(ANONYMOUS, Filter())
