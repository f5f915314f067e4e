"""Taking orders out of the book: withdrawn by who placed them, or because their time ran out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from lvheng.areas.acting import Acting
from lvheng.audit.actions import record
from lvheng.markets import events
from lvheng.markets.access import lock_session, own_order, require_open
from lvheng.markets.catalogue import market_of
from lvheng.markets.events import Dropped
from lvheng.markets.keeping import all_or_nothing, append, next_time
from lvheng.markets.models import MarketOrder, MarketSession
from lvheng.markets.rows import drop, save_orders
from lvheng.markets.settling import Books


def cancel(acting: Acting, session_code: str, number: int) -> MarketOrder:
    """Withdraw what is still open of an order and release what backs it; again, it changes nothing.

    Errors: InputProblem, NotAllowed; StateConflict where the session takes no more orders.
    """
    return all_or_nothing(lambda: _cancel(acting, session_code, number))


def _cancel(acting: Acting, session_code: str, number: int) -> MarketOrder:
    session = lock_session(session_code)
    order = own_order(acting, session, number)
    if order.open_lots == 0:
        return order
    require_open(session)
    lots = order.open_lots
    drop_orders(session, [order], Dropped.WITHDRAWN)
    facts = {"session": session.code, "number": number, "lots": lots}
    record(acting, "markets.cancel", "order", order.pk, f"{session.code}/{number}", facts)
    return order


def drop_orders(session: MarketSession, rows: Iterable[MarketOrder], why: Dropped) -> None:
    """Drop the open lots of orders of a locked session, each as an event of its own, and release what backs them."""
    rows = list(rows)
    books = Books(session, market_of(session.market), [row.participant for row in rows])
    batch = books.batch()
    for row in rows:
        lots = row.open_lots
        time = next_time(session)
        append(session, [events.cancel_event(row.number, why, time), events.dropped_event(row.number, lots, why)])
        drop(row, why)
        batch.trim(row)
    batch.post()
    save_orders(rows)
    session.save()


def expire_orders(now: datetime) -> int:
    """Drop the listings and offers whose time is over; returns how many. A second run finds nothing to do."""
    due = MarketOrder.objects.filter(state="open", open_lots__gt=0, expires_at__lte=now, session__state="open")
    codes = sorted(set(due.values_list("session__code", flat=True)))
    return sum(all_or_nothing(lambda code=code: _expire(code, now)) for code in codes)  # type: ignore[misc]


def _expire(code: str, now: datetime) -> int:
    session = lock_session(code)
    due = MarketOrder.objects.filter(session=session, state="open", open_lots__gt=0, expires_at__lte=now)
    rows = list(due.select_related("participant").order_by("number"))
    if rows and session.state == MarketSession.State.OPEN:
        drop_orders(session, rows, Dropped.EXPIRED)
        record(None, "markets.expire_orders", "session", session.pk, session.code, {"orders": len(rows)})
    return len(rows)
