"""Whether markets and ledger agree: what must hold at any moment, each fault in words.

1. The ledger itself holds, recomputed from zero: nothing was created or lost, nothing is below zero, all is chained.
2. What orders need is set aside, to the last unit: an order's reservation is what the order says, and enough.
3. The same holds for the points of vouchers.
4. The log of every session is confirmed by its replay and its chain of hashes.
5. What the log leaves open is what the orders leave open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lvheng.ledger.queries import asset_rows, proof, remaining_of, verify
from lvheng.markets import events
from lvheng.markets.events import Kind
from lvheng.markets.models import MarketOrder, MarketSession, Redemption, SessionEvent
from lvheng.markets.queries import first_wrong_line
from lvheng.markets.session import SUPPLIER, Session, read_opening


def faults(sessions: Iterable[MarketSession] | None = None) -> list[str]:
    """Every fault there is. Of some sessions only, with the ledger as it stands, or of all, with its history."""
    chosen = list(MarketSession.objects.order_by("id") if sessions is None else sessions)
    ledger = _lost() if sessions is None else _unproved()
    return [*ledger, *_locks(), *(each for session in chosen for each in _log_faults(session))]


def _unproved() -> Iterator[str]:
    """Conservation as it stands: what was issued is held, surrendered, expired or cancelled."""
    for asset in asset_rows():
        if not proof(asset.pk).holds:
            yield f"{asset}: what was issued is not what there is"


def _lost() -> Iterator[str]:
    yield from (f"{each.asset} {each.place}: {each.what.en}" for each in verify().faults)


def _locks() -> Iterator[str]:
    orders = list(MarketOrder.objects.select_related("session").exclude(reservation=None, locked=0))
    vouchers = list(Redemption.objects.filter(simulated=False))
    wanted = [order.reservation for order in orders if order.reservation] + [row.reservation for row in vouchers]
    remaining = remaining_of(wanted)
    for order in orders:
        kept = remaining.get(order.reservation, 0) if order.reservation else 0
        if kept != order.locked:
            yield f"order {order}: {order.locked} are said to be set aside, {kept} are"
        if order.locked < least(order):
            yield f"order {order}: {order.locked} are set aside, at least {least(order)} are needed"
        if order.state != MarketOrder.State.OPEN and not order.held_lots and order.locked:
            yield f"order {order}: it is {order.state} and {order.locked} are still set aside"
    for row in vouchers:
        kept = remaining.get(row.reservation, 0)
        if kept != (row.points if row.state == Redemption.State.RESERVED else 0):
            yield f"voucher {row}: {row.state}, and {kept} points are set aside"


def least(order: MarketOrder) -> int:
    """What an order has to have set aside, fees apart."""
    lots = order.open_lots + order.held_lots
    return lots * (order.price if order.side == "buy" else order.session.lot)


def _log_faults(session: MarketSession) -> Iterator[str]:
    wrong = first_wrong_line(session)
    if wrong is not None:
        yield f"session {session}: line {wrong} of its log is not confirmed"
        return
    if session.state != MarketSession.State.OPEN:
        return
    lines = SessionEvent.objects.filter(session=session).order_by("number").values_list("line", flat=True)
    happened = [events.read(line) for line in lines]
    replayed = Session(read_opening(happened[0]))
    for event in happened[1:]:
        if Kind(str(event["kind"])) in events.INPUTS:
            replayed.take(event)
    expected = {number: lots for number, lots in replayed.open_lots().items() if lots}
    rows = MarketOrder.objects.filter(session=session, open_lots__gt=0).exclude(number=SUPPLIER)
    kept = dict(rows.values_list("number", "open_lots"))
    if expected != kept:
        yield f"session {session}: its log leaves {expected} open, its orders {kept}"
