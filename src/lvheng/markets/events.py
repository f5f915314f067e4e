"""The event log of a session: canonical JSON lines that anybody can read, hash and replay.

Inputs are what people did, outcomes what follows from them by the rules. One event is one line: keys sorted, no blanks,
UTF-8, whole numbers and texts only, so that equal events are equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum

from lvheng.markets.orders import Order, Side, Trade

Value = int | str | None
Event = Mapping[str, Value]


class Kind(StrEnum):
    """What an event says."""

    OPENED = "opened"
    ORDER = "order"
    ACCEPT = "accept"
    CANCEL = "cancel"
    CLOSE = "close"
    CALL_OFF = "call_off"
    PRICE = "price"
    TRADE = "trade"
    DROPPED = "dropped"


INPUTS = frozenset({Kind.OPENED, Kind.ORDER, Kind.ACCEPT, Kind.CANCEL, Kind.CLOSE, Kind.CALL_OFF})


class Dropped(StrEnum):
    """Why the rest of an order left the book."""

    WITHDRAWN = "withdrawn"
    SELF_TRADE = "self_trade"
    EXPIRED = "expired"
    CLOSED = "closed"
    FROZEN = "frozen"
    UNSETTLED = "unsettled"


def line(event: Event) -> str:
    """The event as its line, without the line break. Raises TypeError for a value that is no text or whole number."""
    for value in event.values():
        if isinstance(value, float | bool) or not isinstance(value, int | str | None):
            raise TypeError(f"{value!r} cannot stand in the event log")
    return json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read(text: str) -> Event:
    """The event of a line. Raises ValueError where it is not an object of texts and whole numbers."""
    found = json.loads(text)
    if not isinstance(found, dict) or "kind" not in found:
        raise ValueError(f"not an event: {text[:80]}")
    return found


def order_event(order: Order, to: str = "") -> Event:
    """An order was placed; ``to`` names the one party that a negotiated offer is for."""
    addressed: dict[str, Value] = {"to": to} if to else {}
    return {
        "kind": Kind.ORDER.value,
        "number": order.number,
        "party": order.party,
        "side": order.side.value,
        "price": order.price,
        "lots": order.lots,
        "time": order.time,
        **addressed,
    }


def read_order(event: Event) -> Order:
    """The order of an ``order`` event."""
    numbers = {name: _whole(event, name) for name in ("number", "price", "lots", "time")}
    return Order(party=str(event["party"]), side=Side(str(event["side"])), **numbers)


def accept_event(number: int, party: str, listing: int, lots: int, time: int) -> Event:
    """A listing was accepted; ``number`` is that of the order that accepts."""
    return {
        "kind": Kind.ACCEPT.value,
        "number": number,
        "party": party,
        "listing": listing,
        "lots": lots,
        "time": time,
    }


def cancel_event(number: int, why: Dropped, time: int) -> Event:
    """Somebody withdrew an order, or its time ran out."""
    return {"kind": Kind.CANCEL.value, "number": number, "why": why.value, "time": time}


def close_event(time: int) -> Event:
    """The session closed."""
    return {"kind": Kind.CLOSE.value, "time": time}


def call_off_event(time: int) -> Event:
    """The session was called off: nothing is traded."""
    return {"kind": Kind.CALL_OFF.value, "time": time}


def price_event(price: int | None, volume: int, surplus: int) -> Event:
    """The one price of an auction."""
    return {"kind": Kind.PRICE.value, "price": price, "volume": volume, "surplus": surplus}


def trade_event(trade: Trade) -> Event:
    """Two orders met."""
    return {
        "kind": Kind.TRADE.value,
        "buy": trade.buy,
        "sell": trade.sell,
        "price": trade.price,
        "lots": trade.lots,
    }


def dropped_event(number: int, lots: int, why: Dropped) -> Event:
    """The rest of an order left the book."""
    return {"kind": Kind.DROPPED.value, "number": number, "lots": lots, "why": why.value}


def _whole(event: Event, name: str) -> int:
    value = event[name]
    if not isinstance(value, int):
        raise ValueError(f"{name} of an event is {value!r}, not a whole number")
    return value
