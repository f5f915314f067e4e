"""Fixtures of the ledger: a few accounts of one asset, in a transaction or committed for several clients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

TABLES = ("ledger_reservation", "ledger_transfer", "ledger_account", "ledger_asset", "audit_entry")


@dataclass
class Book:
    """Accounts of one asset, found by a short name."""

    asset: Any
    ids: dict[str, int]

    def __getitem__(self, name: str) -> int:
        return self.ids[name]

    def state(self, name: str) -> tuple[int, int]:
        """What is available and what is reserved."""
        from lvheng.ledger.models import Account

        account = Account.objects.get(pk=self.ids[name])
        return account.available, account.reserved


def open_book(code: str = "cny", names: str = "甲 乙 丙", simulated: bool = False) -> Book:
    """An asset with an issuance account and one holding for each name."""
    from lvheng.ledger.actions import AccountSpec, asset_row, open_accounts

    asset = asset_row(code, simulated=simulated)
    specs = [AccountSpec(asset.pk, f"organisation:{name}", owner_name=name) for name in names.split()]
    issuance = AccountSpec(asset.pk, "system:issuance", "issuance")
    found = open_accounts([issuance, *specs])
    ids = {"发行": found[asset.pk, issuance.owner, "issuance"]}
    return Book(asset, ids | {spec.owner_name: found[asset.pk, spec.owner, "holding"] for spec in specs})


@pytest.fixture
def book(db: None) -> Book:
    """Money, with three holders who have nothing yet."""
    return open_book()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database in which every write is committed; the tables, which refuse it to anybody, are emptied afterwards."""
    from django.db import connection

    with django_db_blocker.unblock():
        yield
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                cursor.execute(f"DELETE FROM {table}")
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        connection.close()
