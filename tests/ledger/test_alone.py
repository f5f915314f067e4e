"""The short way of a single transfer leaves the same trace as the long one, and gives way to it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from tests.ledger.conftest import open_book

from lvheng.ledger.actions import NewTransfer, transfer
from lvheng.ledger.alone import post_alone
from lvheng.ledger.models import Account
from lvheng.ledger.posting import post
from lvheng.ledger.problems import AccountFrozen, BadTransfer, IdReused, InsufficientFunds, TransferForbidden
from lvheng.ledger.queries import verify
from lvheng.ledger.state import find


def test_it_is_chained_and_applied_like_every_other(committed):
    book = open_book()
    first = post_alone(NewTransfer(book["发行"], book["甲"], 100, "allocation", "文 1 号"))
    [second] = post([NewTransfer(book["甲"], book["乙"], 30)])
    ends = timezone.now() + timedelta(hours=1)
    third = post_alone(NewTransfer(book["甲"], book["丙"], 20, pending=True, expires_at=ends))
    assert [first.sequence, second.sequence, third.sequence] == [1, 2, 3]
    assert [second.previous_hash, third.previous_hash] == [first.hash, second.hash]
    assert find([first.id, third.id]) in ([first, third], [third, first])
    assert (book.state("甲"), book.state("乙")) == ((50, 20), (30, 0))
    assert transfer(None, [NewTransfer(posts=third.id)])[0].amount == 20
    assert book.state("丙") == (20, 0)
    assert verify().holds


def test_what_is_refused_gets_its_typed_error_and_the_same_request_its_old_answer(committed):
    book = open_book()
    issue = NewTransfer(book["发行"], book["甲"], 100)
    assert transfer(None, [issue]) == transfer(None, [issue])
    with pytest.raises(IdReused):
        transfer(None, [NewTransfer(book["发行"], book["甲"], 99, id=issue.id)])
    with pytest.raises(InsufficientFunds) as short:
        transfer(None, [NewTransfer(book["甲"], book["乙"], 101)])
    assert (short.value.available, short.value.needed) == (100, 101)
    with pytest.raises(BadTransfer):
        transfer(None, [NewTransfer(book["甲"], book["甲"], 1)])
    assert post_alone(NewTransfer(book["甲"], 10**9, 1)) is None
    assert post_alone(NewTransfer(posts=uuid4())) is None
    Account.objects.filter(pk=book["甲"]).update(frozen=True)
    with pytest.raises(AccountFrozen):
        transfer(None, [NewTransfer(book["甲"], book["乙"], 1)])
    transfer(None, [NewTransfer(book["发行"], book["甲"], 1)])
    assert book.state("甲") == (101, 0)


def test_an_asset_with_rules_of_transfer_goes_the_long_way(committed):
    book = open_book("so2_right")
    assert post_alone(NewTransfer(book["发行"], book["甲"], 100)) is not None
    assert post_alone(NewTransfer(book["甲"], book["乙"], 1)) is None
    with pytest.raises(TransferForbidden):
        transfer(None, [NewTransfer(book["甲"], book["乙"], 1)])
    assert book.state("乙") == (0, 0)
