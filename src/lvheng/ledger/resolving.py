"""What the transfers of a batch mean, given what they touch: which accounts, how much, and whether they may."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

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


def moves_of(batch: Sequence[NewTransfer], state: State, now: datetime, expiring: bool) -> list[Move]:
    """What each transfer of the batch means. Raises what is wrong with the first that cannot be."""
    moves = []
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
