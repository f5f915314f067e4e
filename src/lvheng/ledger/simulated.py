"""Taking away what was made up for demonstration: whole chains, never a part of one."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection, transaction

from lvheng.ledger.models import Account, Asset, Transfer


class Counts(NamedTuple):
    """What simulated there is, or was."""

    assets: int
    accounts: int
    transfers: int


def simulated_counts() -> Counts:
    """How much of the ledger is simulated."""
    return Counts(
        Asset.objects.filter(simulated=True).count(),
        Account.objects.filter(asset__simulated=True).count(),
        Transfer.objects.filter(asset__simulated=True).count(),
    )


def remove_simulated() -> Counts:
    """Delete every simulated asset with its accounts and all its transfers; returns what there was."""
    with transaction.atomic():
        counts = simulated_counts()
        with connection.cursor() as cursor:
            made_up = "(SELECT id FROM ledger_asset WHERE simulated)"
            accounts = f"(SELECT id FROM ledger_account WHERE asset_id IN {made_up})"
            grants = f"(SELECT id FROM ledger_grant WHERE recipient_id IN {accounts})"
            cursor.execute(f"DELETE FROM ledger_progress WHERE grant_id IN {grants}")
            cursor.execute(f"DELETE FROM ledger_grant WHERE recipient_id IN {accounts}")
            cursor.execute(f"UPDATE ledger_fund SET parent_id = NULL WHERE account_id IN {accounts}")
            cursor.execute(f"DELETE FROM ledger_fund WHERE account_id IN {accounts}")
            runs = f"(SELECT id FROM ledger_allocationrun WHERE asset_id IN {made_up})"
            cursor.execute(f"DELETE FROM ledger_instalment WHERE run_id IN {runs}")
            cursor.execute(f"DELETE FROM ledger_allocationrow WHERE run_id IN {runs}")
            cursor.execute(f"DELETE FROM ledger_allocationrun WHERE asset_id IN {made_up}")
            cursor.execute("DELETE FROM ledger_obligation WHERE simulated")
            for table in ("ledger_reservation", "ledger_transfer", "ledger_account"):
                cursor.execute(f"DELETE FROM {table} WHERE asset_id IN {made_up}")
            cursor.execute("DELETE FROM ledger_asset WHERE simulated")
    return counts
