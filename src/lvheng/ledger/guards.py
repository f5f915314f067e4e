"""What the database does and refuses by itself, as triggers: balances follow from transfers and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import pgtrigger

# Inside the trigger that applies transfers the depth is one; whoever writes from outside writes at depth zero.
_FROM_OUTSIDE = "(pg_trigger_depth() < 1)"

# Row by row this would cost more than the transfers themselves: the statement that adds them is applied as a whole.
# 1. Each asset's chain goes on exactly where it ended, and the asset may be moved.
# 2. Each account's balance changes by the sums of what leaves and arrives; constraints of the table keep its limit.
# 3. Reservations begin with what is pending, and shrink by what is posted or released.
_APPLY = """
WITH links AS (
    SELECT asset_id, sequence, kind, recorded_at, previous_hash, hash,
           lag(hash) OVER chain AS before, lag(recorded_at) OVER chain AS earlier
    FROM new_rows WINDOW chain AS (PARTITION BY asset_id ORDER BY sequence)
), ends AS (
    SELECT asset_id, min(sequence) AS first, max(sequence) AS last, count(*) AS number,
           bool_and(before IS NULL OR before = previous_hash) AND
           bool_and(earlier IS NULL OR earlier <= recorded_at) AS linked,
           bool_and(kind IN ('void', 'expire')) AS releasing,
           min(recorded_at) AS begins, max(recorded_at) AS ends,
           (array_agg(previous_hash) FILTER (WHERE before IS NULL))[1] AS joins
    FROM links GROUP BY asset_id
), assets AS (
    UPDATE ledger_asset AS asset
    SET last_sequence = ends.last, last_recorded_at = ends.ends,
        last_hash = (SELECT hash FROM new_rows WHERE new_rows.asset_id = asset.id AND new_rows.sequence = ends.last)
    FROM ends
    WHERE asset.id = ends.asset_id AND asset.last_sequence = ends.first - 1
          AND ends.number = ends.last - ends.first + 1 AND ends.linked AND ends.joins = asset.last_hash
          AND (ends.releasing OR NOT asset.frozen)
          AND (asset.last_recorded_at IS NULL OR asset.last_recorded_at <= ends.begins)
    RETURNING asset.id
), sides AS (
    SELECT debit_id AS account_id, asset_id, kind NOT IN ('void', 'expire') AS leaves,
           CASE WHEN kind IN ('posted', 'post') THEN amount ELSE 0 END AS debited, 0 AS credited,
           CASE kind WHEN 'pending' THEN amount WHEN 'posted' THEN 0 ELSE -amount END AS debiting, 0 AS crediting
    FROM new_rows
    UNION ALL
    SELECT credit_id, asset_id, false, 0, CASE WHEN kind IN ('posted', 'post') THEN amount ELSE 0 END,
           0, CASE kind WHEN 'pending' THEN amount WHEN 'posted' THEN 0 ELSE -amount END
    FROM new_rows
), sums AS (
    SELECT account_id, asset_id, bool_or(leaves) AS leaves, sum(debited)::bigint AS debited,
           sum(credited)::bigint AS credited, sum(debiting)::bigint AS debiting, sum(crediting)::bigint AS crediting
    FROM sides GROUP BY account_id, asset_id
), accounts AS (
    UPDATE ledger_account AS account
    SET debits_posted = account.debits_posted + sums.debited, credits_posted = account.credits_posted + sums.credited,
        debits_pending = account.debits_pending + sums.debiting,
        credits_pending = account.credits_pending + sums.crediting
    FROM sums
    WHERE account.id = sums.account_id AND account.asset_id = sums.asset_id AND NOT (sums.leaves AND account.frozen)
    RETURNING account.id
)
SELECT (SELECT count(*) FROM ends) = (SELECT count(*) FROM assets),
       (SELECT count(*) FROM sums) = (SELECT count(*) FROM accounts),
       EXISTS (SELECT 1 FROM new_rows WHERE kind = 'pending'),
       EXISTS (SELECT 1 FROM new_rows WHERE pending_id IS NOT NULL)
INTO chained, moved, reserves, resolves;
IF NOT chained THEN
    RAISE EXCEPTION 'the chain of an asset is not continued, or the asset is frozen';
END IF;
IF NOT moved THEN
    RAISE EXCEPTION 'an account does not exist, is of another asset, or is frozen';
END IF;
IF reserves THEN
    INSERT INTO ledger_reservation (transfer_id, asset_id, debit_id, credit_id, remaining, expires_at)
    SELECT id, asset_id, debit_id, credit_id, amount, expires_at FROM new_rows WHERE kind = 'pending';
END IF;
IF resolves THEN
    WITH sums AS (
        SELECT pending_id, asset_id, debit_id, credit_id, sum(amount)::bigint AS amount,
               max(recorded_at) FILTER (WHERE kind = 'post') AS posted_at, bool_or(kind <> 'post') AS releases
        FROM new_rows WHERE pending_id IS NOT NULL GROUP BY pending_id, asset_id, debit_id, credit_id
    ), shrunk AS (
        UPDATE ledger_reservation AS reservation SET remaining = reservation.remaining - sums.amount
        FROM sums
        WHERE reservation.transfer_id = sums.pending_id AND reservation.asset_id = sums.asset_id
              AND reservation.debit_id = sums.debit_id AND reservation.credit_id = sums.credit_id
              AND (sums.posted_at IS NULL OR reservation.expires_at IS NULL OR sums.posted_at < reservation.expires_at)
              AND (NOT sums.releases OR reservation.remaining = sums.amount)
        RETURNING reservation.transfer_id
    )
    SELECT (SELECT count(*) FROM sums) = (SELECT count(*) FROM shrunk) INTO resolved;
    IF NOT resolved THEN
        RAISE EXCEPTION 'a reservation does not exist, is of other accounts, or has expired';
    END IF;
END IF;
RETURN NULL;
"""


def applies_transfers() -> pgtrigger.Trigger:
    """The one writer of balances, reservations and chain heads."""
    return pgtrigger.Trigger(
        name="applies_transfers",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="new_rows"),  # type: ignore[no-untyped-call]
        declare=[(name, "boolean") for name in ("chained", "moved", "reserves", "resolves", "resolved")],
        func=_APPLY,
    )


def changed_by_transfers_only(name: str, fields: Sequence[str]) -> pgtrigger.Trigger:
    """Refuses a change of ``fields`` that does not come from the trigger that applies transfers."""
    changed = " OR ".join(f"OLD.{field} IS DISTINCT FROM NEW.{field}" for field in fields)
    return pgtrigger.Protect(
        name=name, operation=pgtrigger.Update, condition=pgtrigger.Condition(f"({_FROM_OUTSIDE} AND ({changed}))")
    )


def begins_empty(name: str) -> pgtrigger.Trigger:
    """Refuses an account that begins with a balance."""
    return pgtrigger.Protect(
        name=name,
        operation=pgtrigger.Insert,
        condition=pgtrigger.Condition(
            "(NEW.debits_posted <> 0 OR NEW.credits_posted <> 0 OR NEW.debits_pending <> 0 OR NEW.credits_pending <> 0)"
        ),
    )


def written_by_transfers_only(name: str) -> pgtrigger.Trigger:
    """Refuses to add or change a row from outside of the trigger that applies transfers."""
    return pgtrigger.Protect(
        name=name, operation=pgtrigger.Insert | pgtrigger.Update, condition=pgtrigger.Condition(_FROM_OUTSIDE)
    )


OF_ITS_ASSET = "SELECT 1 FROM ledger_asset WHERE id = OLD.asset_id AND simulated"
OF_ITS_RUN = """
SELECT 1 FROM ledger_allocationrun JOIN ledger_asset ON ledger_asset.id = asset_id
WHERE ledger_allocationrun.id = OLD.run_id AND ledger_asset.simulated
"""
OF_ITS_ACCOUNT = """
SELECT 1 FROM ledger_account JOIN ledger_asset ON ledger_asset.id = asset_id
WHERE ledger_account.id = OLD.{} AND ledger_asset.simulated
"""
OF_ITS_GRANT = """
SELECT 1 FROM ledger_grant JOIN ledger_account ON ledger_account.id = recipient_id
JOIN ledger_asset ON ledger_asset.id = asset_id WHERE ledger_grant.id = OLD.grant_id AND ledger_asset.simulated
"""


def kept_unless_simulated(name: str, simulated: str = OF_ITS_ASSET) -> pgtrigger.Trigger:
    """Refuses to delete a row, unless the query ``simulated`` finds that it belongs to a simulated asset."""
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Delete,
        when=pgtrigger.Before,
        func=f"""
        IF NOT EXISTS ({simulated}) THEN
            RAISE EXCEPTION 'the ledger can only be added to';
        END IF;
        RETURN OLD;
        """,
    )


def kept_from_truncation() -> pgtrigger.Trigger:
    """Refuses to empty the table."""
    return pgtrigger.Trigger(
        name="no_truncate",
        operation=pgtrigger.Truncate,
        when=pgtrigger.Before,
        level=pgtrigger.Statement,
        func="RAISE EXCEPTION 'the ledger can only be added to';",
    )
