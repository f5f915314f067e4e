"""What the transfers of a batch mean, given what they touch: which accounts, how much, and whether they may."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from lvheng.ledger.catalogue import assets
from lvheng.ledger.lawful import Facts, Party, facts_of, has_rules, needs_facts, refusals
from lvheng.ledger.moves import Move, NewTransfer
from lvheng.ledger.problems import (
    AccountFrozen,
    AlreadyPosted,
    AssetFrozen,
    ExceedsReservation,
    Expired,
    PendingNotFound,
    UnknownAccount,
    WrongAsset,
)
from lvheng.ledger.state import AccountState, Held, State
from lvheng.packs.assets import PackAsset

_HOLDING = "holding"


def moves_of(
    batch: Sequence[NewTransfer], state: State, now: datetime, expiring: bool, proven: Collection[str] = ()
) -> list[Move]:
    """What each transfer of the batch means. Raises what is wrong with the first that cannot be.

    ``proven`` are rules of assets for which the caller has what they ask for.
    """
    moves = []
    _refuse_unlawful(batch, state, proven)
    for each in batch:
        if each.posts is not None or each.voids is not None:
            move = _resolved(each, state, now, expiring)
        else:
            move = _plain(each, state)
        moves.append(move)
    return moves


def _plain(new: NewTransfer, state: State) -> Move:
    debit, credit = state.accounts.get(new.debit), state.accounts.get(new.credit)
    if debit is None or credit is None:
        raise UnknownAccount(new.debit if debit is None else new.credit)
    if debit.asset_id != credit.asset_id:
        raise WrongAsset(new.debit, new.credit)
    _refuse_frozen(state, debit)
    kind = "pending" if new.pending else "posted"
    if new.pending:
        state.reservations[new.id] = Held(debit.asset_id, debit.id, credit.id, new.amount, new.expires_at)
    return Move(
        new.id, debit.asset_id, kind, debit.id, credit.id, new.amount, None, new.code, new.reference, new.expires_at
    )


def _refuse_unlawful(batch: Sequence[NewTransfer], state: State, proven: Collection[str]) -> None:
    """Raise the first rule that forbids a transfer straight from holder to holder; each pair is looked at once.

    What is issued, surrendered, sold through a clearing account or taken out of use has its own checks elsewhere.
    """
    bound = _bound(state)
    if not bound:
        return
    held = {each.id for each in state.accounts.values() if each.purpose == _HOLDING and each.asset_id in bound}
    pairs = {(each.debit, each.credit) for each in batch if each.debit in held and each.credit in held}
    sides = [(state.accounts[debit], state.accounts[credit]) for debit, credit in sorted(pairs)]
    watched = [(giver, taker) for giver, taker in sides if giver.asset_id == taker.asset_id]
    asked = {each.owner for pair in watched if needs_facts(bound[pair[0].asset_id]) for each in pair}
    facts = facts_of(asked) if asked else {}
    for giver, taker in watched:
        asset = bound[giver.asset_id]
        problem = next(refusals(asset, _party(giver, facts), _party(taker, facts), proven), None)
        if problem is not None:
            raise problem


def _bound(state: State) -> dict[int, PackAsset]:
    """The assets of a batch that have rules of transfer."""
    known = assets()
    rows = [row for row in state.assets.values() if row.code in known]
    return {row.id: known[row.code] for row in rows if has_rules(known[row.code])}


def _party(account: AccountState, facts: Mapping[str, Facts]) -> Party:
    return Party(account.owner_name or account.owner, account.area_code, facts.get(account.owner, Facts()))


def _refuse_frozen(state: State, debit: AccountState) -> None:
    asset = state.assets[debit.asset_id]
    if asset.frozen:
        raise AssetFrozen(asset.code)
    if debit.frozen:
        raise AccountFrozen(debit.id, "")


def _resolved(new: NewTransfer, state: State, now: datetime, expiring: bool) -> Move:
    """A post, void or expiry of what is set aside; what remains is reckoned on within the batch."""
    pending = new.posts or new.voids
    assert pending is not None  # noqa: S101
    held = state.reservations.get(pending)
    if held is None:
        raise PendingNotFound(pending)
    if held.remaining == 0:
        raise AlreadyPosted(pending)
    if new.posts is not None:
        kind, amount = "post", new.amount or held.remaining
        _refuse_frozen(state, state.accounts[held.debit_id])
        if held.expires_at is not None and now >= held.expires_at:
            raise Expired(pending, held.expires_at)
    else:
        kind, amount = "expire" if expiring else "void", held.remaining
    if amount > held.remaining:
        raise ExceedsReservation(pending, held.remaining, amount)
    state.reservations[pending] = held._replace(remaining=held.remaining - amount)
    return Move(
        new.id, held.asset_id, kind, held.debit_id, held.credit_id, amount, pending, new.code, new.reference, None
    )
