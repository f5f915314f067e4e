"""What the database itself refuses, whoever asks."""

from __future__ import annotations

import hashlib

import pytest
from django.db import DatabaseError, connection, transaction

from lvheng.ledger.actions import NewTransfer, new_id, transfer
from lvheng.ledger.command import verify_command
from lvheng.ledger.models import Account, Transfer
from lvheng.ledger.queries import verify


@pytest.fixture
def moved(book):
    """A chain of three transfers."""
    transfer(None, [NewTransfer(book["发行"], book["甲"], 100)])
    transfer(None, [NewTransfer(book["甲"], book["乙"], 30), NewTransfer(book["甲"], book["丙"], 20)])
    return book


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_account SET credits_posted = credits_posted + 1",
        "UPDATE ledger_account SET debits_pending = 1",
        'INSERT INTO ledger_account (asset_id, owner, owner_name, area_code, purpose, "limit", frozen, opened_at, '
        "debits_posted, credits_posted, debits_pending, credits_pending) "
        "SELECT id, 'person:x', '', '', 'holding', 'credits', false, now(), 0, 5, 0, 0 FROM ledger_asset",
        "UPDATE ledger_account SET \"limit\" = 'none'",
        "DELETE FROM ledger_account",
        "TRUNCATE ledger_account CASCADE",
        "UPDATE ledger_transfer SET amount = 1",
        "DELETE FROM ledger_transfer",
        "TRUNCATE ledger_transfer CASCADE",
        "UPDATE ledger_asset SET last_sequence = 0",
        "DELETE FROM ledger_asset",
        "INSERT INTO ledger_reservation SELECT gen_random_uuid(), 1, NULL, id, id, 1 FROM ledger_account LIMIT 1",
    ],
)
def test_it_refuses_every_other_write(moved, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def insert(moved, **changes) -> None:
    """Add a transfer by hand that goes on exactly where the chain ended, but for ``changes``."""
    last = Transfer.objects.order_by("-sequence")[0]
    row = {
        "id": new_id(),
        "asset_id": last.asset_id,
        "sequence": last.sequence + 1,
        "kind": "posted",
        "debit_id": moved["乙"],
        "credit_id": moved["丙"],
        "amount": 5,
        "code": "by_hand",
        "recorded_at": last.recorded_at,
        "previous_hash": bytes(last.hash),
        "hash": hashlib.sha256(b"anything").digest(),
    } | changes
    with transaction.atomic():
        Transfer.objects.create(**row)


def test_it_applies_a_transfer_that_somebody_adds_by_hand(moved):
    insert(moved)
    assert (moved.state("乙"), moved.state("丙")) == ((25, 0), (25, 0))


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": 31},
        {"amount": 0},
        {"amount": -5},
        {"sequence": 7},
        {"sequence": 3},
        {"previous_hash": bytes(32)},
        {"debit_id": 10**9},
        {"asset_id": 10**6},
        {"kind": "post"},
        {"kind": "post", "pending_id": new_id()},
        {"kind": "gift"},
    ],
)
def test_it_refuses_a_transfer_that_would_break_the_ledger(moved, changes):
    with pytest.raises(DatabaseError):
        insert(moved, **changes)
    assert (moved.state("乙"), moved.state("丙")) == ((30, 0), (20, 0))


def forge(statement: str, values=()) -> None:
    """Change a table as only its owner can, past all triggers."""
    table = statement.split()[2 if statement.startswith("DELETE") else 1]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


LEFT = [("乙", "账面余额 30"), ("甲", "余额")]


@pytest.mark.parametrize(
    ("statement", "faults"),
    [
        (
            "UPDATE ledger_transfer SET amount = 29 WHERE sequence = 2",
            [("2", "内容"), *LEFT],
        ),
        ("UPDATE ledger_transfer SET reference = 'x' WHERE sequence = 3", [("3", "内容")]),
        ("DELETE FROM ledger_transfer WHERE sequence = 2", [("2", "缺少"), *LEFT]),
        ("DELETE FROM ledger_transfer WHERE sequence = 3", [("3", "账本记到"), ("丙", "账面余额 20"), ("甲", "余额")]),
        ("UPDATE ledger_account SET credits_posted = 1000 WHERE owner = 'organisation:甲'", [("甲", "账面余额 950")]),
        ("UPDATE ledger_transfer SET hash = previous_hash WHERE sequence = 1", [("1", "内容")]),
    ],
)
def test_it_finds_the_first_place_that_was_forged(moved, statement, faults):
    assert verify().holds
    forge(statement)
    found = sorted((fault.place, fault.what.zh) for fault in verify().faults)
    assert len(found) == len(faults)
    for place, word in faults:
        assert any(place in where and word in what for where, what in found), (place, word, found)


def test_the_command_tells_what_holds_and_what_does_not(moved, capsys):
    assert verify_command() == 0
    assert "账本完整：1 种资产，4 个账户，3 笔划转。" in capsys.readouterr().out
    forge("UPDATE ledger_transfer SET reference = 'x' WHERE sequence = 2")
    assert verify_command() == 1
    assert "cny 2  内容在写入之后被更改。" in capsys.readouterr().out


def test_it_recomputes_the_chain_across_chunks(moved, monkeypatch):
    monkeypatch.setattr("lvheng.ledger.verifying.CHUNK", 2)
    told = []
    assert verify(lambda done, total: told.append((done, total))).holds
    assert told == [(2, 3), (3, 3)]
    forge("UPDATE ledger_transfer SET reference = 'x' WHERE sequence = 3")
    assert [fault.place for fault in verify().faults] == ["3"]


def test_it_keeps_accounts_of_one_asset_apart_from_another(moved):
    from tests.ledger.conftest import open_book

    other = open_book("cny", simulated=True)
    with pytest.raises(DatabaseError):
        insert(moved, credit_id=other["甲"])
    assert Account.objects.get(pk=other["甲"]).balance == 0
