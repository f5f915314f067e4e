"""Thirty-two clients on the same few accounts: nobody sees a deadlock, nothing is lost, nothing moves twice."""

from __future__ import annotations

import random
import threading
from collections import Counter

from django.db import connection, transaction
from tests.ledger.conftest import open_book

from lvheng.ledger.actions import NewTransfer, transfer
from lvheng.ledger.models import Transfer
from lvheng.ledger.problems import AlreadyPosted, ExceedsReservation, InsufficientFunds, LedgerBusy
from lvheng.ledger.queries import proof, verify

CLIENTS = 32
ROUNDS = 6
HOLDERS = "甲 乙 丙 丁"


def together(work) -> Counter:
    """Run ``work(number, tally)`` in every client at once; the tally counts what each met."""
    tally: Counter = Counter()
    begin = threading.Barrier(CLIENTS)

    def client(number):
        try:
            begin.wait(30)
            work(number, tally)
        except BaseException as error:  # noqa: BLE001 - a thread's error would be lost otherwise
            tally[f"{type(error).__name__}: {error}"] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return tally


def test_thirty_two_clients_move_between_the_same_accounts(committed):
    money, water = open_book("cny", HOLDERS), open_book("cny", HOLDERS, simulated=True)
    holders = HOLDERS.split()
    for book in (money, water):
        transfer(None, [NewTransfer(book["发行"], book[name], 200) for name in holders])
    repeated = [NewTransfer(money["甲"], money["乙"], 1, "repeated")]

    def work(number, tally):
        choose = random.Random(number)
        for _ in range(ROUNDS):
            first, second = choose.sample(holders, 2)
            # Both assets, in either order of naming: the lock order is the ledger's own.
            batch = [
                NewTransfer(book[first], book[second], choose.randint(1, 60))
                for book in choose.sample([money, water], 2)
            ]
            try:
                transfer(None, batch)
                tally["done"] += 1
            except InsufficientFunds:
                tally["refused"] += 1
        transfer(None, repeated)
        tally["repeated"] += 1

    tally = together(work)
    assert set(tally) <= {"done", "refused", "repeated"}, tally
    assert tally["done"] + tally["refused"] == CLIENTS * ROUNDS
    assert tally["repeated"] == CLIENTS
    assert Transfer.objects.filter(code="repeated").count() == 1
    assert Transfer.objects.filter(code="transfer").count() == 2 * len(holders) + 2 * tally["done"]
    assert verify().faults == ()
    for book in (money, water):
        assert sum(book.state(name)[0] for name in holders) == 800
        assert proof(book.asset.pk).holds


def test_one_reservation_is_posted_no_more_than_once_by_many(committed):
    book = open_book("cny")
    held = NewTransfer(book["甲"], book["乙"], 50, pending=True)
    transfer(None, [NewTransfer(book["发行"], book["甲"], 100), held])

    def work(number, tally):
        try:
            transfer(None, [NewTransfer(posts=held.id, amount=3)])
            tally["posted"] += 1
        except (AlreadyPosted, ExceedsReservation):
            tally["refused"] += 1

    tally = together(work)
    assert tally == {"posted": 16, "refused": 16}
    assert (book.state("甲"), book.state("乙")) == ((50, 2), (48, 0))
    assert verify().faults == ()


def test_transactions_that_lock_against_each_other_are_told_to_try_again(committed):
    money, water = open_book("cny"), open_book("cny", simulated=True)
    for book in (money, water):
        transfer(None, [NewTransfer(book["发行"], book["甲"], 1000)])

    def work(number, tally):
        if number >= 4:
            return
        order = [money, water] if number % 2 else [water, money]
        while True:
            try:
                with transaction.atomic():
                    for book in order:
                        transfer(None, [NewTransfer(book["甲"], book["乙"], 7)])
                tally["done"] += 1
                return
            except LedgerBusy:
                tally["again"] += 1

    tally = together(work)
    assert set(tally) <= {"done", "again"}, tally
    assert tally["done"] == 4
    assert (money.state("乙"), water.state("乙")) == ((28, 0), (28, 0))
    assert verify().faults == ()
