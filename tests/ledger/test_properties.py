"""Whatever is asked in whatever order: the ledger agrees with a naive one that keeps everything in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from tests.ledger.conftest import open_book

from lvheng.ledger.actions import NewTransfer, transfer
from lvheng.ledger.models import Account, Reservation, Transfer
from lvheng.ledger.problems import LedgerProblem
from lvheng.ledger.queries import proof, verify

ACCOUNTS = ("发行", "甲", "乙", "丙")
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass
class Naive:
    """Balances and reservations as dicts; a batch is tried on a copy."""

    posted: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ACCOUNTS, 0))
    held: dict[object, tuple[str, str, int]] = field(default_factory=dict)

    def reserved(self, name: str) -> int:
        return sum(amount for debit, _, amount in self.held.values() if debit == name)

    def try_batch(self, steps) -> Naive | None:
        after = Naive(dict(self.posted), dict(self.held))
        for step in steps:
            if not after._apply(*step):
                return None
        ok = all(after.posted[name] - after.reserved(name) >= 0 for name in ACCOUNTS[1:])
        return after if ok else None

    def _apply(self, kind, identity, debit, credit, amount) -> bool:
        if kind == "move":
            self._move(debit, credit, amount)
        elif kind == "hold":
            self.held[identity] = (debit, credit, amount)
        else:
            debit, credit, remaining = self.held.get(identity, ("", "", 0))
            if remaining == 0 or amount > remaining:
                return False
            if kind == "post":
                self._move(debit, credit, amount or remaining)
            self.held[identity] = (debit, credit, 0 if kind == "void" else remaining - (amount or remaining))
        return True

    def _move(self, debit, credit, amount) -> None:
        self.posted[debit] -= amount
        self.posted[credit] += amount


amounts = st.integers(1, 100)
pairs = st.permutations(ACCOUNTS).map(lambda names: names[:2])
moves = st.builds(lambda pair, amount, held: (*pair, amount, held), pairs, amounts, st.booleans())


class LedgerMachine(RuleBasedStateMachine):
    """Batches of moves and reservations, resolutions, repetitions of earlier requests."""

    book = None
    batches = Bundle("batches")
    holds = Bundle("holds")

    @initialize(target=batches)
    def begin(self):
        self.book = open_book("cny")
        self.naive = Naive()
        return multiple()

    def ask(self, steps, batch):
        expected = self.naive.try_batch(steps)
        try:
            recorded = transfer(None, batch)
        except LedgerProblem:
            assert expected is None
            return None
        assert expected is not None
        self.naive = expected
        return (batch, recorded)

    @rule(target=batches, asked=st.lists(moves, min_size=1, max_size=4))
    def move(self, asked):
        batch = [
            NewTransfer(self.book[a], self.book[b], n, pending=held, expires_at=LATER if held else None)
            for a, b, n, held in asked
        ]
        steps = [("hold" if m[3] else "move", new.id, *m[:3]) for m, new in zip(asked, batch, strict=True)]
        done = self.ask(steps, batch)
        return done if done else multiple()

    @rule(target=holds, batch=batches)
    def remember(self, batch):
        return multiple(*(new.id for new in batch[0] if new.pending))

    @rule(pending=holds, amount=st.integers(0, 60))
    def post(self, pending, amount):
        self.ask([("post", pending, "", "", amount)], [NewTransfer(posts=pending, amount=amount)])

    @rule(pending=consumes(holds))
    def void(self, pending):
        self.ask([("void", pending, "", "", 0)], [NewTransfer(voids=pending)])

    @rule(batch=batches)
    def repeat(self, batch):
        assert transfer(None, batch[0]) == batch[1]

    @invariant()
    def it_agrees(self):
        if self.book is None:
            return
        for name in ACCOUNTS:
            account = Account.objects.get(pk=self.book[name])
            assert (account.balance, account.reserved) == (self.naive.posted[name], self.naive.reserved(name))
        remaining = dict(Reservation.objects.values_list("transfer_id", "remaining"))
        assert remaining == {identity: held[2] for identity, held in self.naive.held.items()}
        assert proof(self.book.asset.pk).holds

    def teardown(self):
        if self.book is None:
            return
        found = verify()
        assert found.faults == ()
        assert found.transfers == Transfer.objects.count()


@pytest.mark.django_db
def test_it_agrees_with_a_naive_ledger():
    from django.db import transaction

    class Undone(Exception):
        pass

    class InATransaction(LedgerMachine):
        def __init__(self):
            super().__init__()
            self.transaction = transaction.atomic()
            self.transaction.__enter__()

        def teardown(self):
            try:
                super().teardown()
            finally:
                self.transaction.__exit__(Undone, Undone(), None)

    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        InATransaction,
        settings=settings(
            max_examples=12,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
