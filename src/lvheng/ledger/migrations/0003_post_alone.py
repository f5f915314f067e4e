"""A single transfer in one statement: lock, number, hash and add, without a round trip for each.

It only does what the program would do in several statements, and nothing where anything is unusual: then it returns no
row, and the program goes the long way and finds out why. The trigger on the table of transfers checks and applies it
like every other.
"""

from django.db import migrations

MAKE = r"""
CREATE FUNCTION ledger_post_alone(
    new_id uuid, giver bigint, taker bigint, quantity bigint, new_kind text, why text, about text, ends timestamptz,
    moment timestamptz, free text[]
) RETURNS TABLE (of_asset bigint, number bigint, at timestamptz, before bytea, own bytea)
LANGUAGE plpgsql AS $$
DECLARE
    head ledger_asset%ROWTYPE;
    found_accounts integer;
    fits boolean;
    both_hold boolean;
BEGIN
    PERFORM set_config('lock_timeout', '2000', true);
    SELECT asset.* INTO head FROM ledger_asset AS asset
    WHERE asset.id = (SELECT account.asset_id FROM ledger_account AS account WHERE account.id = giver)
    FOR NO KEY UPDATE;
    SELECT count(*), bool_and(locked.asset_id = head.id AND NOT (locked.frozen AND locked.id = giver)),
           bool_and(locked.purpose = 'holding')
    INTO found_accounts, fits, both_hold
    FROM (
        SELECT account.id, account.asset_id, account.frozen, account.purpose FROM ledger_account AS account
        WHERE account.id IN (giver, taker) ORDER BY account.id FOR NO KEY UPDATE
    ) AS locked;
    IF found_accounts <> 2 OR NOT fits OR head.frozen OR (both_hold AND NOT head.code = ANY (free)) THEN
        RETURN;
    END IF;
    of_asset := head.id;
    number := head.last_sequence + 1;
    at := greatest(moment, head.last_recorded_at);
    before := head.last_hash;
    own := sha256(before || convert_to(concat_ws(
        E'\t', new_id, of_asset, number, new_kind, giver, taker, quantity, E'\\N', why, about,
        coalesce(to_char(ends AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), E'\\N'),
        to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')), 'UTF8'));
    INSERT INTO ledger_transfer (id, asset_id, sequence, kind, debit_id, credit_id, amount, code, reference,
                                 expires_at, recorded_at, previous_hash, hash)
    VALUES (new_id, of_asset, number, new_kind, giver, taker, quantity, why, about, ends, at, before, own);
    RETURN NEXT;
END
$$
"""
TAKE_AWAY = "DROP FUNCTION ledger_post_alone"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_instalments")]

    operations = [migrations.RunSQL(MAKE, TAKE_AWAY)]
