"""Single transfers and batches: what moves, what is refused, and why."""

from __future__ import annotations

import pytest

from lvheng.ledger.actions import NewTransfer, new_id, transfer
from lvheng.ledger.problems import IdReused, InsufficientFunds, UnknownAccount


def test_it_moves_an_amount_from_one_account_to_another(book):
    transfer(None, [NewTransfer(book["发行"], book["甲"], 100)])
    transfer(None, [NewTransfer(book["甲"], book["乙"], 30)])
    assert (book.state("甲"), book.state("乙")) == ((70, 0), (30, 0))


def test_it_gives_the_same_answer_to_the_same_request(book):
    batch = [NewTransfer(book["发行"], book["甲"], 100)]
    assert transfer(None, batch) == transfer(None, batch)
    assert book.state("甲") == (100, 0)


def test_it_refuses_an_id_with_other_content(book):
    one = new_id()
    transfer(None, [NewTransfer(book["发行"], book["甲"], 100, id=one)])
    with pytest.raises(IdReused):
        transfer(None, [NewTransfer(book["发行"], book["甲"], 101, id=one)])


def test_it_names_the_account_that_has_too_little(book):
    transfer(None, [NewTransfer(book["发行"], book["甲"], 100)])
    with pytest.raises(InsufficientFunds) as error:
        transfer(None, [NewTransfer(book["甲"], book["乙"], 70), NewTransfer(book["甲"], book["丙"], 70)])
    assert (error.value.account_id, error.value.available, error.value.needed) == (book["甲"], 100, 140)
    assert book.state("乙") == (0, 0)


def test_it_refuses_an_account_that_does_not_exist(book):
    with pytest.raises(UnknownAccount):
        transfer(None, [NewTransfer(book["发行"], 10**9, 1)])
