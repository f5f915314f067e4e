"""Scenarios as tables that an accountant can read.

Each line is one batch, or an observation, with cells between bars::

    发行 → 甲 100            a transfer
    甲 → 乙 30 锁定 a         a pending transfer that is called a (with "至 +60" it ends 60 seconds later)
    划转 a 10 ; 解除 a        two steps in one batch
    ! InsufficientFunds …    what the batch is refused with
    甲 70+30                 an observation: 70 available, 30 reserved
"""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from lvheng.ledger import problems
from lvheng.ledger.actions import NewTransfer, transfer

_MOVE = re.compile(
    r"(?P<debit>\S+) → (?P<credit>\S+) (?P<amount>\d+)(?: 锁定 (?P<name>\w+))?(?: 至 (?P<ends>[+-]\d+))?"
)
_POST = re.compile(r"划转 (?P<name>\w+)(?: (?P<amount>\d+))?")
_VOID = re.compile(r"解除 (?P<name>\w+)")
_SEEN = re.compile(r"(?P<account>\S+) (?P<available>-?\d+)(?:\+(?P<reserved>\d+))?")


def play(book, table: str) -> None:
    """Do what the table says; fails at the first line that is not so, naming it."""
    names: dict[str, UUID] = {}
    for line in filter(None, (line.strip() for line in table.splitlines())):
        done, _, seen = line.partition("|")
        steps, _, refusal = done.partition("!")
        batch = [_step(book, names, step.strip()) for step in steps.split(";") if step.strip()]
        assert _outcome(batch) == (refusal.strip() or None), line
        for observation in filter(None, (each.strip() for each in seen.split(","))):
            found = _SEEN.fullmatch(observation)
            assert found is not None, observation
            assert book.state(found["account"]) == (int(found["available"]), int(found["reserved"] or 0)), line


def _step(book, names, text: str) -> NewTransfer:
    if found := _MOVE.fullmatch(text):
        return _move(book, names, found)
    if found := _POST.fullmatch(text):
        return NewTransfer(posts=names[found["name"]], amount=int(found["amount"] or 0))
    found = _VOID.fullmatch(text)
    assert found is not None, text
    return NewTransfer(voids=names[found["name"]])


def _move(book, names, found: re.Match[str]) -> NewTransfer:
    accounts = book[found["debit"]], book[found["credit"]]
    if not found["name"]:
        return NewTransfer(*accounts, int(found["amount"]))
    ends = timezone.now() + timedelta(seconds=int(found["ends"])) if found["ends"] else None
    new = NewTransfer(*accounts, int(found["amount"]), pending=True, expires_at=ends)
    names[found["name"]] = new.id
    return new


def _outcome(batch) -> str | None:
    try:
        transfer(None, batch)
    except problems.LedgerProblem as problem:
        return type(problem).__name__
    return None
