"""Adding to the log."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import ProgrammingError, connection, transaction

from lvheng.audit.actions import plain, record
from lvheng.audit.models import Entry
from lvheng.audit.queries import check_chain, check_entry

pytestmark = pytest.mark.django_db


def write(name="方案", **changes):
    return record(None, "plan.adopt", "plan", 7, name, changes)


def test_entries_are_numbered_without_gaps_and_continue_each_other():
    first, second = write(), write()
    assert (second.number, second.previous_hash) == (first.number + 1, first.hash)
    assert check_chain().broken is None


def test_an_entry_reads_back_exactly_as_it_was_hashed():
    write(
        amount=Decimal("12.30"),
        day=date(2021, 12, 31),
        time=datetime(2021, 12, 31, 8, tzinfo=UTC),
        state=["open", None],
        deep={"数": [1, True, "é\u2028"]},
    )
    entry = Entry.objects.get()
    assert entry.changes["amount"] == "12.30"
    assert entry.changes["state"] == ["open", None]
    assert check_entry(entry) is None


def test_a_long_name_is_cut_and_a_null_character_left_out():
    assert len(write(name="长" * 300).object_name) == 200
    assert write(note="a\x00b").changes == {"note": "ab"}


@pytest.mark.parametrize("value", [1.5, b"x", {1, 2}, object()])
def test_it_refuses_what_would_not_read_back_the_same(value):
    with pytest.raises(TypeError, match="action log"):
        plain({"value": value})


def test_the_actor_is_named_with_organisation_and_role(person_as):
    from lvheng.areas.queries import acting_of

    acting = acting_of(person_as("planner"))
    with transaction.atomic():
        entry = record(acting, "plan.adopt", "plan", 1, "方案", {})
    assert (entry.actor_id, entry.role) == (acting.person.pk, "planner")
    assert entry.organisation_name == acting.organisation.name


def test_nothing_is_recorded_when_the_write_fails():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor_name = 'x'",
        "UPDATE audit_entry SET hash = hash",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "TRUNCATE audit_entry CASCADE",
    ],
)
def test_the_database_itself_refuses_to_change_the_log(statement):
    write()
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.count() == 1


def tamper(statement):
    """What only the owner of the database can do."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


FIELDS = [
    "actor_name = '别人'",
    "actor_id = 99",
    "organisation_name = '别处'",
    "organisation_code = 'x'",
    "role = 'leader'",
    "action = 'plan.discard'",
    "object_type = 'x'",
    "object_id = '8'",
    "object_name = '别的'",
    "changes = '{\"a\": 2}'",
    "time = time + interval '1 microsecond'",
]


@pytest.mark.parametrize("change", FIELDS)
def test_a_changed_field_of_any_kind_is_found(change):
    for _ in range(3):
        write()
    tamper(f"UPDATE audit_entry SET {change} WHERE number = 2")
    state = check_chain()
    assert state.broken is not None
    assert state.broken.number == 2
    assert state.entry is not None


def test_a_deleted_entry_is_found():
    for _ in range(3):
        write()
    tamper("DELETE FROM audit_entry WHERE number = 2")
    state = check_chain()
    assert state.broken is not None
    assert (state.broken.number, state.entry) == (2, None)
